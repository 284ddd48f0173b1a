/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/wording.h"
#include "tests/results_help.h"

static void check(const char *got, const char *want) {
  ck_assert_str_eq(got, want);
}

START_TEST(times_are_said_in_years_where_they_are_whole) {
  char out[PHRASE_SIZE];
  check(wording_horizon(out, 120), "ten years");
  check(wording_horizon(out, 12), "one year");
  check(wording_horizon(out, 30), "30 months");
  check(wording_horizon(out, 1), "one month");
  check(wording_horizon(out, 1200), "100 years");
  check(wording_moment(out, 48), "year 4");
  check(wording_moment(out, 7), "month 7");
}
END_TEST

START_TEST(shares_are_whole_percents_that_never_round_to_certainty) {
  char out[PHRASE_SIZE];
  check(wording_percent(out, 0), "0 %");
  check(wording_percent(out, 0.001), "under 1 %");
  check(wording_percent(out, 0.43), "43 %");
  check(wording_percent(out, 0.999), "over 99 %");
  check(wording_percent(out, 1), "100 %");
  check(wording_percent(out, NAN), "–");
}
END_TEST

START_TEST(two_shares_look_different_exactly_when_they_are) {
  char a[PHRASE_SIZE], b[PHRASE_SIZE];
  wording_percents(a, b, 0.43, 0.36);
  check(a, "43 %");
  check(b, "36 %");
  wording_percents(a, b, 0.116, 0.121);
  check(a, "11.6 %");
  check(b, "12.1 %");
  wording_percents(a, b, 0.994, 0.999);
  check(a, "99.4 %");
  check(b, "99.9 %");
  wording_percents(a, b, 0.73, 0.004);
  check(a, "73 %");
  check(b, "under 1 %");
  wording_percents(a, b, 0.5, 0.5);
  check(a, "50 %");
  check(b, "50 %");
}
END_TEST

START_TEST(intervals_tell_how_far_a_figure_may_be_trusted) {
  char out[PHRASE_SIZE];
  check(wording_percent_interval(out, (struct estimate){.value = 0.362, .low = 0.353, .high = 0.372}), "36.2 % (35.3 to 37.2)");
  check(wording_percent_interval(out, (struct estimate){.value = 0.5, .low = 0.2, .high = 0.8}), "50 % (20 to 80)");
  check(wording_percent_interval(out, (struct estimate){.value = 0.5, .low = NAN, .high = NAN}), "50 %");
  check(wording_interval(out, (struct estimate){.value = 814.2, .low = 785.5, .high = 842.8}), "814 (786 to 843)");
  check(wording_interval(out, (struct estimate){.value = -538.04, .low = -560.2, .high = -520.1}), "−538 (−560 to −520)");
  check(wording_interval(out, (struct estimate){.value = 0.6123, .low = 0.6011, .high = 0.6234}), "0.612 (0.601 to 0.623)");
  check(wording_interval(out, (struct estimate){.value = 12345, .low = 12000, .high = 12700}), "12,345 (12,000 to 12,700)");
  check(wording_interval(out, (struct estimate){.value = NAN}), "–");
  check(wording_interval(out, (struct estimate){.value = 1014.58, .low = NAN, .high = NAN}), "1015");
  check(wording_interval(out, (struct estimate){.value = 0.98876, .low = 0.98876, .high = 0.98876}), "0.989 (0.989 to 0.989)");
  check(wording_interval(out, (struct estimate){.value = 37687422, .low = 30992819, .high = 44382025}), "37.7 M (31 M to 44.4 M)");
}
END_TEST

START_TEST(figures_keep_three_digits_of_their_scale) {
  char a[PHRASE_SIZE], b[PHRASE_SIZE];
  check(wording_figure(a, -538.04, 800), "−538");
  check(wording_figure(a, 0.4123, 0.5), "0.412");
  check(wording_figure(a, 3.04159, 40), "3.0");
  wording_figures(a, b, 1234.4, 1234.1, 1000);
  ck_assert_str_ne(a, b);
  wording_figures(a, b, 5, 5, 1000);
  ck_assert_str_eq(a, b);
}
END_TEST

START_TEST(differences_have_their_sign) {
  char out[PHRASE_SIZE];
  check(wording_difference(out, (struct estimate){.value = 218.08, .low = 209.63, .high = 226.54}), "+218.1 [+209.6, +226.5]");
  check(wording_difference(out, (struct estimate){.value = -26.4, .low = -60, .high = 8}), "−26 [−60, +8]");
  check(wording_difference(out, (struct estimate){.value = 0, .low = 0, .high = 0}), "0 [0, 0]");
  check(wording_difference(out, (struct estimate){.value = 24, .low = NAN, .high = NAN}), "+24");
  check(wording_difference(out, (struct estimate){.value = 0.45234, .low = 0.45234, .high = 0.45234}), "+0.452 [+0.452, +0.452]");
  check(wording_difference(out, (struct estimate){.value = -37687422, .low = -44382025, .high = 992819}), "−38 M [−44 M, +1 M]");
  check(wording_distance(out, (struct estimate){.value = -26.4, .low = -60, .high = 8}), "26");
  check(wording_distance(out, (struct estimate){.value = 24, .low = 24, .high = 24}), "24");
}
END_TEST

START_TEST(labels_and_units_fit_into_sentences) {
  char out[PHRASE_SIZE];
  check(wording_inside(out, "Joint value"), "joint value");
  check(wording_inside(out, "NPV of A"), "NPV of A");
  check(wording_inside(out, "Élan"), "Élan");
  check(wording_inside(out, ""), "");
  check(wording_unit(out, "thousand EUR"), " thousand EUR");
  check(wording_unit(out, "money"), "");
  check(wording_unit(out, "money/month"), " a month");
}
END_TEST

START_TEST(runs_are_told_with_their_seed) {
  char out[PHRASE_SIZE], seed[] = "18446744073709551615";
  struct source source = {.seed = seed, .runs = 10000, .asked = 10000, .complete = true, .scenario_count = 1};
  check(wording_runs(out, &source), "10,000 runs; seed 18446744073709551615");
  source.scenario_count = 3;
  check(wording_runs(out, &source), "10,000 runs of each scenario, all on the same luck; seed 18446744073709551615");
  source.runs = 512;
  source.complete = false;
  check(wording_runs(out, &source),
        "Interrupted after 512 of 10,000 runs of each scenario, all on the same luck; seed 18446744073709551615");
}
END_TEST

static void check_standing(const char *sheet, size_t outcome, struct standing want) {
  static const struct results_options plain = {.main_outcome = OUT_LEVEL, .tolerance = NAN};
  char path[PATH_ROOM];
  struct source source;
  struct error err;
  struct example example = example_read(sheet, 300, 1);
  scratch_folder(path);
  ck_assert_msg(example_write(&example, path, &plain, 1, &err), "%s", err.text);
  ck_assert_msg(source_read(&source, path, &err), "%s", err.text);
  const struct standing got = standing_of(&source, outcome);
  ck_assert_uint_eq(got.best, want.best);
  ck_assert_uint_eq(got.worst, want.worst);
  ck_assert_int_eq(got.best_clear, want.best_clear);
  ck_assert_int_eq(got.differ, want.differ);
  for (size_t i = 0; i < got.count; i++) ck_assert_uint_eq(got.order[i], want.order[i]);
  source_free(&source);
  example_free(&example);
  clean(path);
}

/* On the same luck levels are apart by exactly 24 times the difference of the drifts. */
START_TEST(scenarios_stand_to_each_other_as_the_verdicts_say) {
  check_standing("p,A,B,C\ndrift,2,1,3\n", OUT_LEVEL, (struct standing){2, 1, true, true, {2, 0, 1}, 3});
  check_standing("p,A,B,C\ndrift,2,1,3\n", OUT_LOSS, (struct standing){2, 1, true, true, {2, 0, 1}, 3}); /* less is better */
  check_standing("p,A,B,C\ndrift,1,3,3\n", OUT_LEVEL, (struct standing){1, 0, false, true, {1, 2, 0}, 3});
  check_standing("p,A,B\ndrift,1,1\n", OUT_LEVEL, (struct standing){0, 1, false, false, {0, 1}, 2});
  check_standing("p,A,B\ndrift,1,2\n", SOURCE_NONE, (struct standing){0, 1, false, false, {0, 1}, 2});
  check_standing("p,A\ndrift,1\n", OUT_LEVEL, (struct standing){0, 0, false, false, {0}, 1});
}
END_TEST

SUITE_MAIN("wording", times_are_said_in_years_where_they_are_whole, shares_are_whole_percents_that_never_round_to_certainty,
           two_shares_look_different_exactly_when_they_are, intervals_tell_how_far_a_figure_may_be_trusted,
           figures_keep_three_digits_of_their_scale, differences_have_their_sign, labels_and_units_fit_into_sentences,
           runs_are_told_with_their_seed, scenarios_stand_to_each_other_as_the_verdicts_say)
