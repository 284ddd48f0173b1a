/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of courses over months, on the drift model: hazards are constant, so shares have closed forms. */
#include "tests/picture_help.h"

static const char lasting[] = "p,Fragile,Middling,Sturdy\nhazard_worn,0.05,0.02,0\nhazard_torn,0.05,0.02,0.01\n";
static const char two[] = "p,Fragile,Sturdy\nhazard_torn,0.1,0.01\n";
static const char same[] = "p,A,B\ndrift,1,1\nhazard_worn,0.05,0.05\nhazard_torn,0.05,0.05\n";
static const char alone[] = "p,Alone\nhazard_worn,0.01\nhazard_torn,0.1\n";
static const char balanced[] = "p,Alone\nhazard_worn,0.03\nhazard_torn,0.03\n";
static const char immortal[] = "p,A,B\ndrift,1,2\n";
static const char dying[] = "p,A,B\ndrift,1,2\nhazard_torn,0.9,1\n";
static const char six[] = "p,S1,S2,S3,S4,S5,S6\nhazard_torn,0.01,0.02,0.04,0.06,0.08,0.1\nhazard_worn,0.02,0.02,0.02,0.02,0.02,0.02\n";
static const char eight[] = "p,S1,S2,S3,S4,S5,S6,S7,S8\nhazard_torn,0.01,0.02,0.04,0.06,0.08,0.1,0.2,1\n";
static const char drifting[] = "p,Slow,Fast,Faster\ncurrency,EUR,,\ndrift,1,2,3\nshake,1,1,1\n";
static const char hostile[] = "p,\"'`ls`\",<script>\nhazard_worn,0.05,0.01\n";
static const char one_month[] = "p,A,B\nmonths,1,\nhazard_worn,0.5,0.1\n";
static const char long_run[] = "p,A\nmonths,600\nhazard_worn,0.003\n";
enum { RUNS = 2000 };

START_TEST(survival_headlines) {
  struct results results = results_of(lasting, RUNS);
  struct picture picture = picture_of(&chart_survival, &results.source, LAYOUT_PAGE);
  int best, worst;
  ck_assert_int_eq(
      sscanf(picture.headline, "Sturdy lasts longest: %d %% are together after two years, against %d %% with Fragile", &best, &worst), 2);
  assert_near(best, 100 * pow(0.99, 24), 5.5); /* five standard errors of 0.0092, and rounding */
  assert_near(worst, 100 * pow(0.9, 24), 3.5);
  picture_free(&picture);
  results_free(&results);
  check_headline(&chart_survival, same, RUNS, "No clear difference in who is still together after two years");
}
END_TEST

START_TEST(survival_of_two_is_longer_not_longest) {
  struct results results = results_of(two, RUNS);
  struct picture picture = picture_of(&chart_survival, &results.source, LAYOUT_PAGE);
  ck_assert_int_eq(strncmp(picture.headline, "Sturdy lasts longer: ", 21), 0);
  picture_free(&picture);
  results_free(&results);
}
END_TEST

/* Both layouts of panels: all together, and one each. */
START_TEST(survival_pairs_names_and_shares) {
  struct results results = results_of(lasting, RUNS);
  struct picture picture = picture_of(&chart_survival, &results.source, LAYOUT_WIDE);
  for (size_t s = 0; s < 3; s++) {
    char colour[COLOUR_SIZE], share[64];
    const double alive = source_survival(&results.source, s)->alive[DRIFT_MONTHS];
    const struct found_label name = label_find(picture.script, results.source.scenario[s]);
    ck_assert(name.found);
    ck_assert_str_eq(name.colour, colour_text(colour, colour_scenario(s)));
    snprintf(share, sizeof share, "\"%.1f %% (", 100 * alive);
    ck_assert_int_eq(strncmp(strchr(name.after, '"'), share, strlen(share)), 0);
    assert_near(data_at(picture.script, s + 1, DRIFT_MONTHS, 1), alive, 1e-6);
    ck_assert(has_line(picture.script, s + 1, 2, 3.4, colour_scenario(s)));
  }
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(survival_of_many_is_a_panel_each) {
  struct results results = results_of(six, RUNS);
  struct picture picture = picture_of(&chart_survival, &results.source, LAYOUT_PAGE);
  const char *at = picture.script;
  for (size_t s = 0; s < 6; s++) {
    char share[64];
    const struct found_label name = label_find(at, results.source.scenario[s]);
    ck_assert(name.found);
    snprintf(share, sizeof share, "\"%.0f %%\"", 100 * source_survival(&results.source, s)->alive[DRIFT_MONTHS]);
    ck_assert_msg(strncmp(strchr(name.after, '"'), share, strlen(share)) == 0, "%.80s instead of %s", name.after, share);
    at = strstr(name.after, "\nplot ");
    ck_assert_ptr_nonnull(at);
    ck_assert(has_line(at, s + 1, 2, 3.4, colour_scenario(s)));
  }
  picture_free(&picture);
  results_free(&results);
}
END_TEST

static void check_median(const char *sheet, const char *format, double first, double second) {
  struct results results = results_of(sheet, RUNS);
  struct picture picture = picture_of(&chart_trajectories, &results.source, LAYOUT_PAGE);
  double a, b;
  ck_assert_msg(sscanf(picture.headline, format, &a, &b) == 2, "%s", picture.headline);
  assert_near(a, first, 0.8); /* five standard errors of a median, 1.25 sqrt(24/2000) = 0.14, and the grain of the grid */
  assert_near(b, second, 0.8);
  picture_free(&picture);
  results_free(&results);
}

START_TEST(trajectories_headlines) {
  check_median("p,Slow,Fast,Faster\ndrift,1,2,3\nshake,1,1,1\n",
               "After two years, level is highest with Faster: %lf, against %lf with Slow", 72, 24);
  check_median("p,Slow,Fast\ndrift,1,2\nshake,1,1\n", "After two years, level is higher with Fast: %lf, against %lf with Slow", 48, 24);
  check_median("p,Alone\nhead_start,5\ndrift,1\nshake,1\n", "Level rises from %lf to %lf within two years", 6, 29);
  check_headline(&chart_trajectories, same, 300, "No clear difference in how partnerships develop");
  check_headline(&chart_trajectories, "p,A,B\nshake,1,3\ndrift,1,1.01\n", 300, "No clear difference in how partnerships develop");
  /* the mean is higher on the right, the median, which is drawn, on the left */
  check_headline(&chart_trajectories, "p,A,B\ndrift,0,0\nhead_start,6,lognormal 3 4.5\n", RUNS,
                 "No clear difference in how partnerships develop");
}
END_TEST

/* Two of three medians are the same, though their means are known to differ. */
START_TEST(trajectories_tell_no_highest_among_equal_medians) {
  struct results results = results_of("p,Low,High,Higher\ndrift,0,0,0\nshake,0.001,0.001,0.001\nhead_start,1,5,5.0005\n", RUNS);
  struct picture picture = picture_of(&chart_trajectories, &results.source, LAYOUT_PAGE);
  static const char begins[] = "After two years, level is higher with Higher: 5.0";
  ck_assert_msg(strncmp(picture.headline, begins, strlen(begins)) == 0, "%s", picture.headline);
  picture_free(&picture);
  results_free(&results);
}
END_TEST

/* Medians of a grid that differ by less than its cells do not differ, and the living are no selection where none ends. */
START_TEST(trajectories_claim_no_change_and_no_selection_where_there_is_none) {
  struct results results = results_of("p,Alone\nhead_start,5\ndrift,0\nshake,0.001\n", 300);
  struct picture picture = picture_of(&chart_trajectories, &results.source, LAYOUT_PAGE);
  double level;
  ck_assert_msg(sscanf(picture.headline, "After two years, the median of “level” is %lf", &level) == 1, "%s", picture.headline);
  assert_near(level, 5, 0.03);
  ck_assert_str_eq(picture.subtitle, "All partnerships. Line: median; band: middle half");
  ck_assert_str_eq(picture.caption, "No partnership ends: medians are over all runs · 300 runs; seed 1");
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(trajectories_of_few_runs_stop_where_none_is_left) {
  struct results results = results_of("p,Alone\nhazard_torn,0.3\n", 10);
  struct picture picture = picture_of(&chart_trajectories, &results.source, LAYOUT_PAGE);
  ck_assert_ptr_nonnull(strstr(picture.caption, "Lines stop where no run is left · 10 runs; seed 1"));
  picture_free(&picture);
  results_free(&results);
}
END_TEST

/* Where nearly all die at once there is nothing to compare at the horizon. */
START_TEST(trajectories_compare_where_enough_are_left) {
  struct results results = results_of("p,A,B\ndrift,1,9\nhazard_torn,0.6,0.6\n", RUNS);
  struct picture picture = picture_of(&chart_trajectories, &results.source, LAYOUT_PAGE);
  const struct series *const series = source_series(&results.source, 0, 0);
  size_t months = 0;
  while (months < series->months && series->n[months] >= 20) months++;
  ck_assert_uint_ge(months, 3);
  ck_assert_uint_lt(months, 10);
  ck_assert_uint_eq(data_rows(picture.script, 1), months);
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(trajectories_pair_colours_and_medians) {
  struct results results = results_of(drifting, 300);
  struct picture picture = picture_of(&chart_trajectories, &results.source, LAYOUT_PAGE);
  for (size_t s = 0; s < 3; s++) {
    char colour[COLOUR_SIZE], value[64];
    const double median = source_series(&results.source, s, 0)->q50[DRIFT_MONTHS - 1];
    const struct found_label name = label_find(picture.script, results.source.scenario[s]);
    snprintf(value, sizeof value, "%.1f", median);
    const struct found_label end = label_find(picture.script, value);
    ck_assert(name.found && end.found);
    ck_assert_str_eq(name.colour, colour_text(colour, colour_scenario(s)));
    ck_assert_str_eq(end.colour, colour);
    assert_near(data_at(picture.script, s + 1, DRIFT_MONTHS - 1, 1), median, 1e-4);
    ck_assert(has_line(picture.script, s + 1, 2, 3.4, colour_scenario(s)));
  }
  ck_assert(label_find(picture.script, "Level, kept").found);
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(endings_headlines) {
  struct results results = results_of(two, RUNS);
  struct picture picture = picture_of(&chart_endings, &results.source, LAYOUT_PAGE);
  int high, low;
  ck_assert_int_eq(sscanf(picture.headline,
                          "Within two years, %d %% of partnerships end as “torn: badly” with Fragile, against %d %% with Sturdy", &high,
                          &low),
                   2);
  assert_near(high, 100 * (1 - pow(0.9, 24)), 3.5); /* five standard errors of 0.006, and rounding */
  assert_near(low, 100 * (1 - pow(0.99, 24)), 5.5);
  picture_free(&picture);
  results_free(&results);
  check_headline(&chart_endings, same, RUNS, "No clear difference in how partnerships end");
  check_headline(&chart_endings, "p,A,B\nhazard_torn,0.05,0.051\n", 300, "No clear difference in how partnerships end");
  check_headline(&chart_endings, immortal, RUNS, "No clear difference in how partnerships end");
  check_headline(&chart_endings, "p,Alone\n", RUNS, "No partnership ends within two years");
}
END_TEST

START_TEST(endings_of_one_scenario_claim_the_commonest_only_if_clear) {
  struct results clear = results_of(alone, RUNS), unclear = results_of(balanced, 60);
  struct picture first = picture_of(&chart_endings, &clear.source, LAYOUT_PAGE),
                 second = picture_of(&chart_endings, &unclear.source, LAYOUT_PAGE);
  ck_assert_ptr_nonnull(strstr(first.headline, "The commonest ending is “torn: badly”: "));
  ck_assert_msg(strstr(second.headline, "No ending is clearly the commonest within two years") != NULL, "%s", second.headline);
  picture_free(&first);
  picture_free(&second);
  results_free(&clear);
  results_free(&unclear);
}
END_TEST

/* Each part carries its own colour, name and share; parts are stacked in the same order in every panel. */
START_TEST(endings_pair_names_and_shares) {
  struct results results = results_of(lasting, RUNS);
  struct picture picture = picture_of(&chart_endings, &results.source, LAYOUT_WIDE);
  for (size_t s = 0; s < 3; s++) {
    const double worn = source_incidence(&results.source, s, 1)->value[DRIFT_MONTHS],
                 torn = source_incidence(&results.source, s, 2)->value[DRIFT_MONTHS];
    assert_near(data_at(picture.script, s + 1, DRIFT_MONTHS, 2), worn, 1e-6);
    assert_near(data_at(picture.script, s + 1, DRIFT_MONTHS, 3), worn + torn, 1e-6);
  }
  const struct found_label worn = label_find(picture.script, "Worn"), torn = label_find(picture.script, "Torn: badly"),
                           together = label_find(picture.script, "Still together");
  ck_assert(worn.found && torn.found && together.found);
  ck_assert(together.y > torn.y && torn.y > worn.y);
  char share[64];
  snprintf(share, sizeof share, "\"%.0f %%\"", 100 * source_incidence(&results.source, 2, 2)->value[DRIFT_MONTHS]);
  ck_assert_int_eq(strncmp(strchr(torn.after, '"'), share, strlen(share)), 0); /* the names stand at the last panel */
  picture_free(&picture);
  results_free(&results);
}
END_TEST

/* The drift model has a month that may never come; named as partnerships name it, it is drawn. */
static struct source_outcome *rename_payback(struct source *source) {
  struct source_outcome *const outcome = calloc(source->outcome_count, sizeof *outcome);
  memcpy(outcome, source->outcome, source->outcome_count * sizeof *outcome);
  outcome[OUT_WORN_AT].name = "payback_month";
  source->outcome = outcome;
  return outcome;
}

static void check_payback(const char *sheet, const char *begins) {
  struct results results = results_of(sheet, RUNS);
  struct source_outcome *const outcome = rename_payback(&results.source);
  struct picture picture = picture_of(&chart_payback, &results.source, LAYOUT_PAGE);
  ck_assert_msg(strncmp(picture.headline, begins, strlen(begins)) == 0, "%s instead of %s", picture.headline, begins);
  picture_free(&picture);
  results_free(&results);
  free(outcome);
}

START_TEST(payback_headlines) {
  check_payback("p,Slow,Fast,Faster\nhazard_worn,0.05,0.1,0.2\n", "Faster pays back first: half by month ");
  check_payback("p,A,B\nhazard_worn,0.1,0.1\n", "No clear difference in when partnerships pay back");
  check_payback("p,Fast,Never\nhazard_worn,0.2,0.001\n", "Fast pays back sooner: half by month ");
  check_payback("p,Slow,Fast\nhazard_worn,0.05,0.2\n", "Fast pays back sooner than Slow: half by month ");
  check_payback("p,Never,Nor\nhazard_worn,0.002,0.002\n", "No clear difference in when partnerships pay back");
  check_payback("p,Never,Nor\nhazard_worn,0.001,0.02\n", "Nor pays back more often than Never: ");
  check_payback("p,Never,Nor,Some\nhazard_worn,0.001,0.001,0.02\n", "Some pays back most often: ");
  check_payback("p,Alone\nhazard_worn,0.2\n", "Half have paid back by month ");
  check_payback("p,Alone\nhazard_worn,0.001\n", "Fewer than half pay back within two years: ");
}
END_TEST

/* Curve, dot and words of ten runs are counts of tenths. */
START_TEST(payback_of_few_runs_is_counted) {
  struct results results = results_of("p,Alone\nhazard_worn,0.06\n", 10);
  struct source_outcome *const outcome = rename_payback(&results.source);
  struct picture picture = picture_of(&chart_payback, &results.source, LAYOUT_PAGE);
  const struct estimate paid = source_estimate(&results.source, 0, OUT_WORN_AT, "mean");
  const double median = data_at(picture.script, 2, 0, 0);
  assert_near(data_at(picture.script, 1, DRIFT_MONTHS, 1), (double)paid.n / 10, 1e-6);
  ck_assert(median == floor(median) && data_at(picture.script, 2, 0, 1) >= 0.5);
  assert_near(data_at(picture.script, 1, (size_t)median, 1), data_at(picture.script, 2, 0, 1), 1e-6);
  picture_free(&picture);
  results_free(&results);
  free(outcome);
}
END_TEST

START_TEST(payback_pairs_names_and_curves) {
  struct results results = results_of("p,Slow,Fast\nhazard_worn,0.05,0.2\n", RUNS);
  struct source_outcome *const outcome = rename_payback(&results.source);
  struct picture picture = picture_of(&chart_payback, &results.source, LAYOUT_PAGE);
  static const double hazard[] = {0.05, 0.2};
  for (size_t s = 0; s < 2; s++) {
    char colour[COLOUR_SIZE];
    const struct found_label name = label_find(picture.script, results.source.scenario[s]);
    ck_assert(name.found);
    ck_assert_str_eq(name.colour, colour_text(colour, colour_scenario(s)));
    for (size_t month = 1; month <= DRIFT_MONTHS; month++) { /* five standard errors of at most 0.011, and the grain of the quantiles */
      assert_near(data_at(picture.script, s + 1, month, 1), 1 - pow(1 - hazard[s], (double)month), 0.066);
      ck_assert(data_at(picture.script, s + 1, month, 2) <= data_at(picture.script, s + 1, month, 1) + 1e-9);
      ck_assert(data_at(picture.script, s + 1, month, 3) >= data_at(picture.script, s + 1, month, 1) - 1e-9);
    }
  }
  picture_free(&picture);
  results_free(&results);
  free(outcome);
}
END_TEST

START_TEST(payback_is_for_models_that_know_it) {
  struct results results = results_of(two, 10);
  check_nothing_drawn(&chart_payback, &results);
}
END_TEST

START_TEST(gnuplot_draws_every_layout) {
  static const char *const sheets[] = {lasting, alone, immortal, dying, six, eight, hostile, one_month, long_run};
  static const struct chart *const drawn[] = {&chart_survival, &chart_trajectories, &chart_endings};
  if (!gnuplot_is_here()) return;
  for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
    for (size_t c = 0; c < sizeof drawn / sizeof *drawn; c++) check_drawn(drawn[c], sheets[i], 60);
  check_drawn(&chart_survival, two, 1);
  check_drawn(&chart_trajectories, two, 1);
  check_drawn(&chart_endings, two, 1);
}
END_TEST

SUITE_MAIN("chart_courses", survival_headlines, survival_of_two_is_longer_not_longest, survival_pairs_names_and_shares,
           survival_of_many_is_a_panel_each, trajectories_headlines, trajectories_tell_no_highest_among_equal_medians,
           trajectories_claim_no_change_and_no_selection_where_there_is_none, trajectories_of_few_runs_stop_where_none_is_left,
           trajectories_compare_where_enough_are_left, trajectories_pair_colours_and_medians, endings_headlines,
           endings_of_one_scenario_claim_the_commonest_only_if_clear, endings_pair_names_and_shares, payback_headlines,
           payback_of_few_runs_is_counted, payback_pairs_names_and_curves, payback_is_for_models_that_know_it, gnuplot_draws_every_layout)
