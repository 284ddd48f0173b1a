/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/contest.h"
#include "tests/suite.h"

static struct estimate about(double value, double half) {
  return (struct estimate){.value = value, .low = value - half, .high = value + half};
}

/* Two standard errors s, half-widths 1.96 s: the difference is clear beyond 1.96 sqrt(2) s. */
START_TEST(above_is_by_the_error_of_the_difference) {
  ck_assert(estimate_above(about(1.42, 1), about(0, 1), 1));
  ck_assert(!estimate_above(about(1.41, 1), about(0, 1), 1));
  ck_assert(!estimate_above(about(0, 1), about(1.42, 1), 1));
}
END_TEST

/* Bonferroni over 3: the factor is 2.394/1.960 = 1.2215, so sqrt(2) becomes 1.7274. */
START_TEST(more_statements_need_more_evidence) {
  ck_assert(estimate_above(about(1.729, 1), about(0, 1), 3));
  ck_assert(!estimate_above(about(1.726, 1), about(0, 1), 3));
}
END_TEST

START_TEST(equal_or_unknown_is_never_above) {
  ck_assert(!estimate_above(about(1, 0), about(1, 0), 1));
  ck_assert(estimate_above(about(1, 0), about(0.9, 0), 1));
  ck_assert(!estimate_above(about((double)NAN, 1), about(0, 1), 1));
  ck_assert(!estimate_above((struct estimate){.value = 9, .low = (double)NAN, .high = (double)NAN}, about(0, 1), 1));
}
END_TEST

START_TEST(the_clear_winner) {
  const struct estimate list[] = {about(1, 0.1), about(3, 0.1), about(2, 0.1)};
  const struct contest contest = contest_of(list, 3, 1);
  ck_assert(contest.highest == 1 && contest.lowest == 0 && contest.clear && contest.apart);
}
END_TEST

START_TEST(the_unclear_winner_may_still_be_apart_from_the_last) {
  const struct estimate list[] = {about(3, 0.3), about(1, 0.3), about(3.1, 0.3)};
  const struct contest contest = contest_of(list, 3, 1);
  ck_assert(contest.highest == 2 && contest.lowest == 1 && !contest.clear && contest.apart);
}
END_TEST

START_TEST(nothing_is_clear_of_one_or_of_the_unknown) {
  const struct estimate one[] = {about(1, 0.1)}, unknown[] = {about((double)NAN, 1), about((double)NAN, 1)};
  const struct estimate half[] = {about(1, 0.1), about((double)NAN, 1)};
  const struct contest alone = contest_of(one, 1, 1), none = contest_of(unknown, 2, 1), some = contest_of(half, 2, 1);
  ck_assert(!alone.clear && !alone.apart && alone.highest == 0);
  ck_assert(!none.clear && !none.apart && none.highest == SOURCE_NONE);
  ck_assert(!some.clear && !some.apart && some.highest == 0);
}
END_TEST

START_TEST(means_of_a_series_have_student_intervals) {
  const double n[] = {4, 1}, mean[] = {10, 20}, se[] = {2, (double)NAN};
  const struct series series = {.months = 2, .n = n, .mean = mean, .mean_se = se};
  const struct estimate first = series_mean(&series, 1), second = series_mean(&series, 2);
  assert_near(first.low, 10 - 3.18245 * 2, 1e-4); /* t with 3 degrees of freedom */
  assert_near(first.high, 10 + 3.18245 * 2, 1e-4);
  ck_assert(second.value == 20 && isnan(second.low) && isnan(second.high));
}
END_TEST

SUITE_MAIN("contest", above_is_by_the_error_of_the_difference, more_statements_need_more_evidence, equal_or_unknown_is_never_above,
           the_clear_winner, the_unclear_winner_may_still_be_apart_from_the_last, nothing_is_clear_of_one_or_of_the_unknown,
           means_of_a_series_have_student_intervals)
