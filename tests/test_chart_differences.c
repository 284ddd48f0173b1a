/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On the same luck two scenarios of the drift model of equal noise differ by exactly 24 times the difference of their drifts. */
#include "tests/picture_help.h"

static const char two[] = "p,A,B\ncurrency,thousand EUR,\ndrift,1,2\nshake,1,1\n";
static const char three[] = "p,A,B,C\ndrift,1,2,3\nshake,1,1,1\n";
static const char tied[] = "p,A,B,C\ndrift,1,2,2\nshake,1,1,1\n";
static const char unclear[] = "p,A,B\ndrift,1,1.01\nshake,1,3\n";
static const char same[] = "p,A,B\ndrift,1,1\nshake,1,1\n";
static const char names[] = "p,'Tis one,<script>alert(1)</script>,`ls` and more\ndrift,0,10,5\nshake,1,2,3\n";
static const char four[] = "p,S1,S2,S3,S4\ndrift,1,2,3,4\n";
static const char twelve[] =
    "p,S1,S2,S3,S4,S5,S6,S7,S8,S9,S10,S11,S12\ndrift,-5,-4,-3,-2,-1,0,1,2,3,4,5,6\nshake,1,2,3,4,5,6,7,8,9,10,11,12\n";

START_TEST(headline_tells_who_is_better_and_by_how_much) {
  check_headline(&chart_differences, two, 300, "B beats A by 24 thousand EUR on average, and in 100 % of pairs");
  check_headline(&chart_differences, three, 300, "C beats all others: B, the next, by 24 on average");
}
END_TEST

START_TEST(headline_does_not_call_a_tie_a_victory) {
  check_headline(&chart_differences, tied, 300, "B beats A by 24 on average, but is not clearly the best");
}
END_TEST

START_TEST(headline_claims_nothing_without_evidence) {
  check_headline(&chart_differences, unclear, 300, "No clear difference in level");
  check_headline(&chart_differences, same, 300, "No clear difference in level");
  check_headline(&chart_differences, unclear, 2, "No clear difference in level");
}
END_TEST

static void check_outcome(const char *sheet, size_t outcome, const char *headline) {
  struct results results = results_of(sheet, 300);
  results.source.main_outcome = outcome;
  struct picture picture = picture_of(&chart_differences, &results.source, LAYOUT_PAGE);
  ck_assert_str_eq(picture.headline, headline);
  picture_free(&picture);
  results_free(&results);
}

START_TEST(better_is_what_the_outcome_says) {
  check_outcome(two, OUT_LOSS, "B beats A by 24 thousand EUR on average, and in 100 % of pairs"); /* less is better */
  check_outcome("p,A,B\nhead_start,-100,100\ndrift,0,0\n", OUT_ABOVE, "B beats A by 100 percentage points on average");
  check_outcome("p,A,B\nhead_start,0,100\ndrift,0,0\nshake,0,0\n", OUT_SQUARE, "B is higher than A by 10,000 money squared on average");
}
END_TEST

START_TEST(a_tolerance_makes_scenarios_equivalent) {
  const struct results_options options = {.main_outcome = OUT_LEVEL, .tolerance = 50};
  char path[PATH_ROOM];
  struct source source;
  struct error err;
  struct example example = example_read(two, 100, 1);
  scratch_folder(path);
  ck_assert_msg(example_write(&example, path, &options, 1, &err), "%s", err.text);
  ck_assert_msg(source_read(&source, path, &err), "%s", err.text);
  struct picture picture = picture_of(&chart_differences, &source, LAYOUT_PAGE);
  ck_assert_str_eq(picture.headline, "Equivalent in level: no difference larger than the tolerance");
  ck_assert_ptr_nonnull(strstr(picture.subtitle, "up to 50"));
  ck_assert(label_find(picture.script, "■ equivalent").found);
  picture_free(&picture);
  source_free(&source);
  example_free(&example);
  clean(path);
}
END_TEST

/* px from the top of the page at which a row's bar is drawn. */
static double bar_at(const struct picture *picture, size_t block) {
  double floor;
  const char *const at = strstr(picture->script, "set bmargin at screen ");
  ck_assert_ptr_nonnull(at);
  ck_assert_int_eq(sscanf(at, "set bmargin at screen %lf", &floor), 1);
  return picture->height * (1 - floor) - data_at(picture->script, block, 0, 1);
}

/* Names, figures and bars belong together. Against the first: the second (+240), then the third (+120); against the second: the third. */
START_TEST(names_stand_by_their_own_bars) {
  static const char *const said[] = {"<script>alert(1)</script>", "`ls` and more", "`ls` and more"};
  static const size_t pairs[][2] = {{1, 0}, {2, 0}, {2, 1}};
  struct results results = results_of(names, 500);
  struct picture picture = picture_of(&chart_differences, &results.source, LAYOUT_WIDE);
  const char *script = picture.script;
  for (size_t i = 0; i < 3; i++) {
    const struct difference difference = source_difference(&results.source, pairs[i][0], pairs[i][1], OUT_LEVEL);
    const struct found_label name = label_find(script, said[i]);
    char value[16];
    ck_assert_msg(name.found, "%s is not written", said[i]);
    assert_near(picture.height * (1 - name.y), bar_at(&picture, i + 1), 1);
    assert_near(data_at(picture.script, i + 1, 0, 0), difference.difference.value, 1e-3);
    assert_near(data_at(picture.script, i + 1, 0, 2), difference.difference.low, 1e-3);
    assert_near(data_at(picture.script, i + 1, 0, 3), difference.difference.high, 1e-3);
    snprintf(value, sizeof value, "\"%s%.0f", difference.difference.value < 0 ? "−" : "+", floor(fabs(difference.difference.value) / 10));
    ck_assert_msg(strncmp(strchr(name.after, '"'), value, strlen(value)) == 0, "%.60s instead of %s", name.after, value);
    script = name.after;
  }
  ck_assert(label_find(picture.script, "Against 'Tis one (baseline)").y >
            label_find(picture.script, "Against <script>alert(1)</script> (highest mean)").y);
  picture_free(&picture);
  results_free(&results);
}
END_TEST

static void check_rows(const char *sheet, size_t rows, size_t pairs) {
  struct results results = results_of(sheet, 50);
  struct picture picture = picture_of(&chart_differences, &results.source, LAYOUT_PAGE);
  char last[32], more[32];
  snprintf(last, sizeof last, "$d%zu <<", rows);
  snprintf(more, sizeof more, "$d%zu <<", rows + 1);
  ck_assert_ptr_nonnull(strstr(picture.script, last));
  ck_assert_ptr_null(strstr(picture.script, more));
  ck_assert_uint_eq(data_table_rows(&picture.data), pairs + 1);
  picture_free(&picture);
  results_free(&results);
}

START_TEST(many_scenarios_are_compared_with_two) {
  check_rows(two, 1, 1);
  check_rows(four, 6, 6);
  check_rows(twelve, 11 + 10, 66);
}
END_TEST

START_TEST(one_scenario_has_nothing_to_compare) {
  struct results results = results_of("p,A\ndrift,1\n", 10);
  check_nothing_drawn(&chart_differences, &results);
}
END_TEST

START_TEST(gnuplot_draws_every_layout) {
  if (!gnuplot_is_here()) return;
  check_drawn(&chart_differences, two, 50);
  check_drawn(&chart_differences, same, 2);
  check_drawn(&chart_differences, unclear, 1);
  check_drawn(&chart_differences, names, 50);
  check_drawn(&chart_differences, twelve, 50);
}
END_TEST

SUITE_MAIN("chart_differences", headline_tells_who_is_better_and_by_how_much, headline_does_not_call_a_tie_a_victory,
           headline_claims_nothing_without_evidence, better_is_what_the_outcome_says, a_tolerance_makes_scenarios_equivalent,
           names_stand_by_their_own_bars, many_scenarios_are_compared_with_two, one_scenario_has_nothing_to_compare,
           gnuplot_draws_every_layout)
