/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/summary.h"
#include "sim/words.h"
#include "tests/drift_model.h"
#include <jansson.h>

/* The summary of a sheet, to be freed. */
static char *summary_of(const char *sheet, uint64_t runs, struct summary_options options, bool json) {
  struct example x = example_read(sheet, runs, 1);
  struct error err;
  char *text = NULL;
  size_t size;
  FILE *const out = open_memstream(&text, &size);
  example_run(&x, NULL);
  ck_assert_msg((json ? summary_json : summary_text)(out, &x.tally, &options, &err), "%s", err.text);
  fclose(out);
  example_free(&x);
  return text;
}

static const struct summary_options plain = {.main_outcome = OUT_LEVEL, .tolerance = NAN};

static void check_says(const char *sheet, struct summary_options options, const char *expected) {
  char *const text = summary_of(sheet, 1000, options, false);
  ck_assert_msg(strstr(text, expected) != NULL, "'%s' is not in:\n%s", expected, text);
  free(text);
}

START_TEST(a_lead_is_told_with_its_error_and_in_percent) {
  /* Without own noise the difference of 12 has no error. */
  check_says("p,slow,fast\ndrift,1,1.5\ncurrency,EUR,\n", plain, "fast ends 12 EUR (");
  check_says("p,slow,fast\ndrift,1,1.5\nshake,1,1.2\n", plain, "fast ends 12.008 ± 0.060 money (");
  check_says("p,slow,fast\ndrift,1,1.5\nshake,1,1.2\n", plain, " ahead of slow.");
  check_says("p,fast,slow\ndrift,1.5,1\nshake,1,1.2\n", plain, "fast ends 11.992"); /* the leader comes first, also if it is the baseline */
}
END_TEST

START_TEST(an_overtaking_is_told_with_its_month) {
  check_says("p,steady,late\nhead_start,0,-5.25\ndrift,1,1.5\n", plain,
             "late overtakes steady in month 11 (95 %: 11 to 11) and ends 6.75 money (");
  check_says("p,steady,late\nhead_start,0,-5.25\ndrift,1,1.5\n", plain, "ahead; until then it is behind.");
}
END_TEST

START_TEST(an_overtaking_needs_a_month_behind_for_sure) {
  const char *const sheet = "p,a,b\nhead_start,0,-2\ndrift,1,1.8\nshake,1,20\n"; /* behind in the first months, but not for sure */
  struct example x = example_read(sheet, 1000, 1);
  example_run(&x, NULL);
  const struct crossover crossover = crossover_of(&x.tally, 1, 0);
  ck_assert(crossover.month > 1 && crossover.low == 1);
  example_free(&x);
  check_says(sheet, plain, "b ends ");
}
END_TEST

START_TEST(what_cannot_be_told_apart_is_said_so) {
  check_says("p,a,b\ndrift,1,1.001\nshake,1,2\n", plain, "b and a are not distinguishable: the difference is ");
  check_says("p,a,b\ndrift,1,1.001\nshake,1,1.1\n", (struct summary_options){.main_outcome = OUT_LEVEL, .tolerance = 5},
             "b and a are equivalent within the tolerance: the difference is ");
}
END_TEST

START_TEST(other_outcomes_have_words_of_their_own) {
  check_says("p,a,b\ndrift,0,1\nshake,5,4\n", (struct summary_options){.main_outcome = OUT_ABOVE, .tolerance = NAN},
             " percentage points ahead of a.");
  check_says("p,a,b\ndrift,1,2\nshake,1,2\n", (struct summary_options){.main_outcome = OUT_SQUARE, .tolerance = NAN}, "higher than a.");
  check_says("p,a,b\ndrift,1,2\nshake,1,2\n", (struct summary_options){.main_outcome = OUT_LOSS, .tolerance = NAN}, "b ends 24");
}
END_TEST

START_TEST(percentages_need_a_baseline_that_is_not_zero) {
  char *const text = summary_of("p,a,b\ndrift,0,1\nshake,3,3.1\n", 100, plain, false);
  ck_assert_ptr_nonnull(strstr(text, "b ends 2"));
  ck_assert_ptr_null(strstr(text, " %) ahead"));
  free(text);
}
END_TEST

START_TEST(one_scenario_is_portrayed) {
  const char *const sheet = "p,a\ndrift,0.2\nshake,2\nhazard_worn,0.02\n";
  check_says(sheet, plain, "money on average; nine of ten runs lie between -");
  check_says(sheet, plain, "\nIt is a loss in ");
  check_says(sheet, plain, "\nAfter 24 months ");
  check_says(sheet, plain, "; the most frequent ending is worn (");
  check_says(sheet, (struct summary_options){.main_outcome = OUT_ABOVE, .tolerance = NAN}, "Above zero: ");
  check_says(sheet, plain, "It is a toy.\n");
}
END_TEST

START_TEST(the_best_is_compared_with_all_and_first_with_the_baseline) {
  char *const text = summary_of("p,base,middle,top\ndrift,1,1.2,1.5\nshake,1,1.1,1.2\n", 1000, plain, false);
  const char *const first = strstr(text, "top ends"), *const second = strstr(text, "middle ends"),
                    *const third = strstr(first + 1, "top ends");
  ck_assert_msg(first && second && third && first < second && second < third, "%s", text);
  ck_assert_ptr_nonnull(strstr(third, "ahead of middle."));
  free(text);
}
END_TEST

/* Every row of the table is as wide as its head. */
static void check_table(const char *text, size_t most) {
  char *const copy = strdup(text), *rest = NULL;
  size_t width = 0, rows = 0;
  for (char *line = strtok_r(copy, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    if (strspn(line, " ") > 8) width = words_width(line);
    const bool row = width && (strstr(line, ", money") || strstr(line, ", %") || strstr(line, ", months")) && !strstr(line, "ends ");
    if (!row) continue;
    rows++;
    ck_assert_msg(words_width(line) == width && width <= most, "%zu columns instead of %zu (at most %zu):\n%s", words_width(line), width,
                  most, text);
  }
  ck_assert_uint_ge(rows, DRIFT_OUTCOMES + 4); /* loss and the worst, partners, what lasted */
  free(copy);
}

START_TEST(tables_line_up_and_fit_the_terminal) {
  const char *const sheet = "p,Zürich,提携,A scenario with a name that is far too long for a "
                            "column,d,e,f\ndrift,1,-2,3,400,5,6\nshake,1,2,3,4,5,60\nhazard_worn,0.1,,,,,0\n";
  for (size_t width = 60; width <= 160; width += 50) {
    struct summary_options options = plain;
    options.width = width;
    char *const text = summary_of(sheet, 1000, options, false);
    check_table(text, width);
    free(text);
  }
}
END_TEST

START_TEST(risk_and_success_stand_in_the_table) {
  static const char sheet[] = "p,a,b\ndrift,0.3,0.4\nshake,2,2.1\nhazard_worn,0.02,0.01\nhazard_torn,0,0.01\n";
  check_says(sheet, plain, "\n  chance of loss, % ");
  check_says(sheet, plain, "\n  mean of the worst 5 %, money ");
  check_says(sheet, plain, "\nWorn in month (median), months ");
  check_says(sheet, plain, " never"); /* b is worn in less than half of its runs */
  check_says(sheet, plain, "\nOne partner gains, one does not, % ");
  check_says(sheet, plain, "\nSuccessful, by what one counts as success:\n  Above zero, % ");
  check_says(sheet, plain, "\n  Alive or ended as planned, % ");
  char *const sure = summary_of("p,a,b\ndrift,-5,5\n", 1000, plain, false), *const loss = strstr(sure, "  chance of loss, %");
  *strchr(loss, '\n') = '\0';
  ck_assert_msg(strstr(loss, "> 99.62") && strstr(loss, "< 0.38") > strstr(loss, "> 99.62"), "%s", loss);
  free(sure);
  char *const text = summary_of(sheet, 1000, plain, false);
  ck_assert_ptr_null(strstr(text, "success rate"));
  ck_assert_ptr_null(strstr(text, "More in summary.csv")); /* this model counts nothing */
  ck_assert_ptr_null(strstr(text, "Best on average"));     /* two scenarios need no ranking */
  free(text);
}
END_TEST

START_TEST(of_several_the_best_is_named_with_its_chance) {
  static const char clear[] = "p,a,b,c\ndrift,1,1.2,1.5\nshake,1,1.1,1.2\n", close[] = "p,a,b,c\ndrift,1,1,0\nshake,1,2,1\n";
  check_says(clear, plain, "\nBest on average: c (probability > 99.9");
  check_says(clear, plain, "Best in a single run: a ");
  check_says(close, plain, "; not excluded: ");
  char *const text = summary_of(clear, 1000, (struct summary_options){.main_outcome = OUT_SQUARE, .tolerance = NAN}, false);
  ck_assert_ptr_null(strstr(text, "Best on average")); /* neither more nor less is better */
  free(text);
}
END_TEST

START_TEST(partners_are_told_apart_where_they_fare_differently) {
  check_says("p,a,b\ndrift,1,1.5\nshake,1,1.2\n", plain,
             "\nb against a: Level better (12.008 ± 0.060), Last month not distinguishable (0).\n");
}
END_TEST

START_TEST(colour_only_on_request) {
  struct summary_options options = plain;
  char *const text = summary_of("p,a,b\n", 100, options, false);
  ck_assert_ptr_null(strchr(text, '\033'));
  options.colour = true;
  char *const bold = summary_of("p,a,b\n", 100, options, false);
  ck_assert_ptr_nonnull(strstr(bold, "\033[1m"));
  free(text);
  free(bold);
}
END_TEST

START_TEST(many_scenarios_are_cut_short_in_words) {
  char sheet[400] = "p", values[200] = "\ndrift";
  for (int i = 0; i < 20; i++) {
    char cell[16];
    snprintf(cell, sizeof cell, ",s%d", i);
    strcat(sheet, cell);
    snprintf(cell, sizeof cell, ",%d", i);
    strcat(values, cell);
  }
  char *const text = summary_of(strcat(strcat(sheet, values), "\n"), 100, plain, false);
  ck_assert_ptr_nonnull(strstr(text, "... and 25 more comparisons in comparison.csv.")); /* 19 + 18 - 12 */
  free(text);
}
END_TEST

START_TEST(json_says_the_same) {
  json_error_t problem;
  char *const text = summary_of("p,steady,late\nhead_start,0,-5.25\ndrift,1,1.5\nhazard_worn,0,0.01\n", 1000, plain, true);
  json_t *const json = json_loads(text, JSON_REJECT_DUPLICATES, &problem);
  ck_assert_msg(json != NULL, "%s", problem.text);
  const json_t *const finding = json_array_get(json_object_get(json, "findings"), 0);
  ck_assert_str_eq(json_string_value(json_object_get(finding, "scenario")), "late");
  ck_assert_str_eq(json_string_value(json_object_get(finding, "verdict")), "better");
  ck_assert_ptr_nonnull(strstr(json_string_value(json_object_get(finding, "sentence")), "late overtakes steady in month"));
  ck_assert(json_is_integer(json_object_get(json_object_get(finding, "overtakes"), "month")));
  const json_t *const scenario = json_array_get(json_object_get(json, "scenarios"), 1);
  const json_t *const means = json_object_get(scenario, "means");
  ck_assert_uint_eq(json_object_size(means), DRIFT_OUTCOMES);
  ck_assert_double_gt(json_number_value(json_object_get(json_object_get(means, "level"), "high")), 0);
  ck_assert_double_lt(json_number_value(json_object_get(json_object_get(scenario, "survival"), "value")), 1);
  ck_assert(json_number_value(json_object_get(json_object_get(json_object_get(scenario, "risk"), "probability_of_loss"), "value")) < 0.5);
  ck_assert(json_number_value(json_object_get(json_object_get(json_object_get(scenario, "success"), "above"), "low")) > 0.5);
  const json_t *const first = json_array_get(json_object_get(json, "ranking"), 1);
  ck_assert_str_eq(json_string_value(json_object_get(first, "scenario")), "late");
  ck_assert_double_eq(json_number_value(json_object_get(json_object_get(first, "rank"), "value")), 1);
  ck_assert(json_is_true(json_object_get(first, "not_excluded")));
  const json_t *const steady = json_object_get(json_array_get(json_object_get(json, "scenarios"), 0), "means");
  ck_assert(json_is_null(json_object_get(json_object_get(steady, "worn_at"), "value"))); /* it never was */
  json_decref(json);
  free(text);
}
END_TEST

START_TEST(an_interrupted_run_is_marked) {
  struct example x = example_read("p,a,b\n", 100, 1);
  struct error err;
  char *text = NULL;
  size_t size;
  FILE *const out = open_memstream(&text, &size);
  example_run(&x, NULL);
  x.tally.asked = 500;
  x.tally.complete = false;
  ck_assert(summary_text(out, &x.tally, &plain, &err));
  fclose(out);
  ck_assert_ptr_nonnull(strstr(text, "Interrupted: 100 of 500 runs are done"));
  free(text);
  example_free(&x);
}
END_TEST

SUITE_MAIN("summary", a_lead_is_told_with_its_error_and_in_percent, an_overtaking_is_told_with_its_month,
           an_overtaking_needs_a_month_behind_for_sure, what_cannot_be_told_apart_is_said_so, other_outcomes_have_words_of_their_own,
           percentages_need_a_baseline_that_is_not_zero, one_scenario_is_portrayed,
           the_best_is_compared_with_all_and_first_with_the_baseline, tables_line_up_and_fit_the_terminal,
           risk_and_success_stand_in_the_table, of_several_the_best_is_named_with_its_chance,
           partners_are_told_apart_where_they_fare_differently, colour_only_on_request, many_scenarios_are_cut_short_in_words,
           json_says_the_same, an_interrupted_run_is_marked)
