/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drift model's level has closed forms: on the same luck two scenarios of equal noise are apart by exactly the difference of
 * their starts and drifts. */
#include "plots/overtaking.h"
#include "plots/source_parts.h"
#include "tests/picture_help.h"

static const char overtaken[] = "p,Early,Late,Never\ncurrency,thousand EUR,,\nhead_start,10.5,0,-5\ndrift,1,2,1\nshake,1,1,1\n";
static const char from_start[] = "p,A,B\nhead_start,0,0\ndrift,1,2\nshake,1,1\n";
static const char unclear[] = "p,A,B\ndrift,1,1.01\nshake,1,3\n";
static const char same[] = "p,A,B\ndrift,1,1\nshake,1,1\n";
static const char alone[] = "p,Alone\ncurrency,thousand EUR\nhead_start,100\ndrift,1\nshake,1\n";
static const char names[] = "p,'Tis one,<script>alert(1)</script>,`ls` and more\nhead_start,0,100,300\ndrift,1,1,1\nshake,1,2,3\n";
static const char dying[] = "p,A,B\ndrift,1,2\nshake,1,1\nhazard_torn,1,1\n";
static const char seven[] = "p,S1,S2,S3,S4,S5,S6,S7\nhead_start,6.5,5,4,3,2,1,0\ndrift,1,2,3,4,5,6,7\nshake,1,1,1,1,1,1,1\n";
static const char four[] = "p,S1,S2,S3,S4\nhead_start,20.5,12,9,8\ndrift,1,2,3,4\nshake,1,1,1,1\n";

START_TEST(headline_tells_who_overtakes) {
  check_headline(&chart_value, overtaken, 300, "Late ends highest after two years, ahead of Early from month 11 on");
}
END_TEST

START_TEST(headline_tells_the_lead_where_no_one_overtakes) {
  check_headline(&chart_value, from_start, 300, "B ends higher after two years: 24 above A on average");
}
END_TEST

START_TEST(headline_claims_nothing_without_evidence) {
  check_headline(&chart_value, unclear, 300, "No clear difference in level, kept after two years");
  check_headline(&chart_value, same, 300, "No clear difference in level, kept after two years");
}
END_TEST

START_TEST(headline_of_one_scenario_is_its_spread) {
  struct results results = results_of(alone, 2000);
  struct picture picture = picture_of(&chart_value, &results.source, LAYOUT_PAGE);
  int mean, low, high;
  ck_assert_int_eq(sscanf(picture.headline,
                          "After two years, level, kept is %d thousand EUR on average; nine in ten runs end between %d and %d", &mean, &low,
                          &high),
                   3);
  assert_near(mean, 124, 1);                   /* rounded; standard error sqrt(24/2000) = 0.11 */
  assert_near(low, 124 - 1.645 * sqrt(24), 2); /* five standard errors of a quantile, 2.1 sqrt(24/2000), and rounding */
  assert_near(high, 124 + 1.645 * sqrt(24), 2);
  ck_assert_ptr_null(strstr(picture.script, "Mean lead"));
  picture_free(&picture);
  results_free(&results);
}
END_TEST

/* The same figures as in summary.csv, not those of the course's grid, which are up to 0.5 % off. */
START_TEST(spread_at_the_horizon_is_the_outcomes) {
  char words[PHRASE_SIZE];
  struct results results = results_of("p,A,B\nhead_start,1000,2000\nshake,100,200\n", 300);
  struct picture picture = picture_of(&chart_value, &results.source, LAYOUT_PAGE);
  for (size_t s = 0; s < 2; s++) {
    snprintf(words, sizeof words, "%.0f (90 %%: %.0f to %.0f)", source_estimate(&results.source, s, OUT_LEVEL, "mean").value,
             source_estimate(&results.source, s, OUT_LEVEL, "q05").value, source_estimate(&results.source, s, OUT_LEVEL, "q95").value);
    ck_assert_msg(label_find(picture.script, words).found, "%s is not written", words);
  }
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(few_runs_tell_no_spread) {
  check_headline(&chart_value, "p,Alone\ncurrency,EUR\nhead_start,100\ndrift,1\nshake,0\n", 1,
                 "After two years, level, kept is 124 EUR in the only run");
  struct results results = results_of(alone, 19);
  struct picture picture = picture_of(&chart_value, &results.source, LAYOUT_PAGE);
  ck_assert_ptr_null(strstr(picture.script, "90 %"));
  ck_assert_ptr_null(strstr(picture.headline, "nine in ten"));
  picture_free(&picture);
  results_free(&results);
}
END_TEST

/* Names, figures, colours and curves belong together. */
START_TEST(names_stand_by_their_own_curves) {
  struct results results = results_of(names, 500);
  struct picture picture = picture_of(&chart_value, &results.source, LAYOUT_WIDE);
  static const char *const said[] = {"'Tis one", "<script>alert(1)</script>", "`ls` and more"};
  double above = -1;
  for (size_t s = 0; s < 3; s++) {
    char colour[COLOUR_SIZE], begins[32];
    const struct found_label name = label_find(picture.script, said[s]);
    const double mean = source_series(&results.source, s, results.source.crossing)->mean[DRIFT_MONTHS - 1];
    ck_assert_msg(name.found, "%s is not written", said[s]);
    ck_assert_str_eq(name.colour, colour_text(colour, colour_scenario(s)));
    ck_assert_ptr_nonnull(strchr(name.after, '"'));
    snprintf(begins, sizeof begins, "\"%.0f (90 %%:", mean);
    ck_assert_msg(strncmp(strchr(name.after, '"'), begins, strlen(begins)) == 0, "%.60s instead of %s", name.after, begins);
    ck_assert(name.y > above); /* higher values stand higher */
    above = name.y;
    assert_near(data_at(picture.script, s + 1, DRIFT_MONTHS - 1, 1), mean, 1e-3);
    ck_assert(has_line(picture.script, s + 1, 2, 3.4, colour_scenario(s)));
  }
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(leads_are_counted_from_the_first) {
  struct results results = results_of(overtaken, 300);
  struct picture picture = picture_of(&chart_value, &results.source, LAYOUT_PAGE);
  ck_assert(label_find(picture.script, "Mean lead over Early, thousand EUR").found);
  ck_assert(label_find(picture.script, "Late overtakes in month 11").found);
  for (size_t month = 1; month <= DRIFT_MONTHS; month++) {
    assert_near(data_at(picture.script, 2, month - 1, 4), (double)month - 10.5, 1e-5);
    assert_near(data_at(picture.script, 3, month - 1, 4), -15.5, 1e-5);
  }
  assert_near(data_at(picture.script, 4, 0, 0), 11, 0); /* where the mark is set */
  assert_near(data_at(picture.script, 4, 0, 1), 0.5, 1e-5);
  picture_free(&picture);
  results_free(&results);
}
END_TEST

static void check_overtakings(const char *sheet, size_t count, size_t ahead, size_t behind) {
  struct overtaking list[OVERTAKINGS_MOST];
  struct results results = results_of(sheet, 100);
  ck_assert_uint_eq(overtakings(&results.source, list), count);
  for (size_t i = 1; i < count; i++) ck_assert(list[i].crossover.month >= list[i - 1].crossover.month);
  if (count) ck_assert(list[0].ahead == ahead && list[0].behind == behind);
  results_free(&results);
}

START_TEST(overtakings_are_chosen_by_how_many_there_are) {
  check_overtakings(overtaken, 1, 1, 0);
  check_overtakings(from_start, 0, 0, 0);
  check_overtakings(four, 3, 3, 0); /* how the others overtake each other is not told */
  check_overtakings(seven, 1, 6, 0);
}
END_TEST

static bool overtakes(struct source *source, struct crossover crossover) {
  struct overtaking one;
  source->data->crossover[1 * source->scenario_count + 0] = crossover;
  return overtaking_of(source, 1, 0, &one);
}

START_TEST(overtaking_needs_evidence_before_and_after) {
  struct results results = results_of(from_start, 10);
  ck_assert(overtakes(&results.source, (struct crossover){.month = 9, .low = 8, .high = 10}));
  ck_assert(!overtakes(&results.source, (struct crossover){.month = 9, .low = 1, .high = 10})); /* perhaps never behind */
  ck_assert(!overtakes(&results.source, (struct crossover){.month = 9, .low = 8, .high = 0}));  /* perhaps not ahead */
  ck_assert(!overtakes(&results.source, (struct crossover){.month = 0}));
  results_free(&results);
}
END_TEST

START_TEST(a_month_has_an_interval_unless_it_is_certain) {
  char text[PHRASE_SIZE];
  ck_assert_str_eq(overtaking_when(text, (struct crossover){.month = 22, .low = 21, .high = 24}), "month 22 (21 to 24)");
  ck_assert_str_eq(overtaking_when(text, (struct crossover){.month = 22, .low = 22, .high = 22}), "month 22");
}
END_TEST

START_TEST(there_is_nothing_to_draw_without_a_cumulative_value) {
  struct results results = results_of(from_start, 10);
  results.source.crossing = SOURCE_NONE;
  check_nothing_drawn(&chart_value, &results);
}
END_TEST

START_TEST(gnuplot_draws_every_layout) {
  if (!gnuplot_is_here()) return;
  check_drawn(&chart_value, overtaken, 50);
  check_drawn(&chart_value, alone, 1);
  check_drawn(&chart_value, names, 50);
  check_drawn(&chart_value, dying, 50);
  check_drawn(&chart_value, seven, 50);
  check_drawn(&chart_value, "p,A,B\nmonths,1,\ndrift,1,2\n", 50);
}
END_TEST

SUITE_MAIN("chart_value", headline_tells_who_overtakes, headline_tells_the_lead_where_no_one_overtakes,
           headline_claims_nothing_without_evidence, headline_of_one_scenario_is_its_spread, spread_at_the_horizon_is_the_outcomes,
           few_runs_tell_no_spread, names_stand_by_their_own_curves, leads_are_counted_from_the_first,
           overtakings_are_chosen_by_how_many_there_are, overtaking_needs_evidence_before_and_after,
           a_month_has_an_interval_unless_it_is_certain, there_is_nothing_to_draw_without_a_cumulative_value, gnuplot_draws_every_layout)
