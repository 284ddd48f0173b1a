/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/compare.h"
#include "sim/survival.h"
#include "tests/drift_model.h"

/* Statistical bounds are 5 standard errors of the theoretical law: a false alarm in about 2 million. */

/* Levels at month 24: mean 24 drift + head start; b and c differ from a by noise as well as by drift. */
#define THREE "p,a,b,c\ndrift,1,1.05,0.95\nshake,1,2,0.5\nhead_start,0,0,1\n"
static const double three_means[] = {24, 25.2, 23.8};

START_TEST(differences_are_paired_and_turn_with_the_order) {
  struct example x = example_read(THREE, 1000, 3);
  example_run(&x, NULL);
  for (size_t o = 0; o < DRIFT_OUTCOMES; o++) {
    if (o == OUT_WORN_AT) continue; /* never happens here */
    const struct comparison ab = comparison_of(&x.tally, 0, 1, o, NAN), ba = comparison_of(&x.tally, 1, 0, o, NAN);
    ck_assert_double_eq(ab.difference.value, -ba.difference.value);
    ck_assert_double_eq(ab.difference.low, -ba.difference.high);
    ck_assert_double_eq(ab.se, ba.se);
  }
  const struct comparison c = comparison_of(&x.tally, 1, 0, OUT_LEVEL, NAN);
  assert_near(c.difference.value, tally_outcome(&x.tally, 1, OUT_LEVEL).mean - tally_outcome(&x.tally, 0, OUT_LEVEL).mean, 1e-12);
  /* On the same luck the difference is 1.2 plus one sum of 24 normals. */
  assert_near(c.se, sqrt(24.0 / 1000), 5 * sqrt(24.0 / 1000) / sqrt(2.0 * 1000));
  ck_assert_uint_eq(c.difference.n, 1000);
  example_free(&x);
}
END_TEST

START_TEST(intervals_of_a_family_cover_together) {
  enum { TIMES = 1500, RUNS = 40 };
  int together = 0, single = 0;
  for (uint64_t seed = 0; seed < TIMES; seed++) {
    struct example x = example_read(THREE, RUNS, seed);
    example_run(&x, NULL);
    int covered = 0;
    for (size_t pair = 0; pair < 3; pair++) {
      const struct pair p = pair_at(&x.tally, pair);
      const struct estimate d = comparison_of(&x.tally, p.second, p.first, OUT_LEVEL, NAN).difference;
      const double truth = three_means[p.second] - three_means[p.first];
      covered += d.low <= truth && truth <= d.high;
    }
    together += covered == 3;
    single += covered;
    example_free(&x);
  }
  /* The three differences are multiples of one noise, so they err together: each covers with 1 - 0.05/3, and so does the family. */
  const double level = 1 - 0.05 / 3, se = sqrt(level * (1 - level) / TIMES);
  assert_near((double)together / TIMES, level, 5 * se);
  assert_near((double)single / (3 * TIMES), level, 5 * se);
}
END_TEST

START_TEST(shares_of_better_runs_count_the_good_direction) {
  struct example x = example_read("p,a,b\ndrift,1,2\nhazard_worn,0,0.02\n", 2000, 1);
  example_run(&x, NULL);
  const struct comparison level = comparison_of(&x.tally, 1, 0, OUT_LEVEL, NAN), loss = comparison_of(&x.tally, 1, 0, OUT_LOSS, NAN);
  const struct comparison back = comparison_of(&x.tally, 0, 1, OUT_LEVEL, NAN), neutral = comparison_of(&x.tally, 0, 1, OUT_SQUARE, NAN);
  ck_assert_double_gt(level.p_better.value, 0.5);
  ck_assert_double_eq(level.p_better.value, loss.p_better.value);
  assert_near(level.p_better.value + back.p_better.value, 1, 1e-12); /* levels are never equal */
  ck_assert_uint_eq(level.p_better.n, 2000);
  ck_assert(level.p_better.low < level.p_better.value && level.p_better.value < level.p_better.high);
  ck_assert(isnan(neutral.p_better.value));
  example_free(&x);
}
END_TEST

START_TEST(verdicts_are_read_off_the_interval) {
  struct example x = example_read("p,a,b\ndrift,1,1.5\nshake,1,1.2\n", 2000, 1);
  example_run(&x, NULL); /* difference 12, standard error 0.022 */
  ck_assert_int_eq(comparison_of(&x.tally, 1, 0, OUT_LEVEL, NAN).verdict, VERDICT_BETTER);
  ck_assert_int_eq(comparison_of(&x.tally, 0, 1, OUT_LEVEL, NAN).verdict, VERDICT_WORSE);
  ck_assert_int_eq(comparison_of(&x.tally, 1, 0, OUT_LOSS, NAN).verdict, VERDICT_BETTER);
  ck_assert_int_eq(comparison_of(&x.tally, 1, 0, OUT_SQUARE, NAN).verdict, VERDICT_HIGHER);
  ck_assert_int_eq(comparison_of(&x.tally, 0, 1, OUT_SQUARE, NAN).verdict, VERDICT_LOWER);
  ck_assert_int_eq(comparison_of(&x.tally, 1, 0, OUT_LEVEL, 13).verdict, VERDICT_EQUIVALENT); /* decided first */
  ck_assert_int_eq(comparison_of(&x.tally, 1, 0, OUT_LEVEL, 12).verdict, VERDICT_BETTER);     /* not wholly inside */
  example_free(&x);
}
END_TEST

START_TEST(equal_scenarios_are_not_distinguishable) {
  struct example x = example_read("p,a,b\ndrift,1,1\n", 500, 1);
  example_run(&x, NULL);
  const struct comparison c = comparison_of(&x.tally, 1, 0, OUT_LEVEL, NAN);
  ck_assert(c.difference.value == 0 && c.difference.low == 0 && c.difference.high == 0);
  ck_assert_int_eq(c.verdict, VERDICT_UNDECIDED);
  ck_assert_int_eq(comparison_of(&x.tally, 1, 0, OUT_LEVEL, 0.1).verdict, VERDICT_EQUIVALENT);
  const struct crossover crossover = crossover_of(&x.tally, 1, 0);
  ck_assert(crossover.month == 0 && crossover.high == 0);
  example_free(&x);
}
END_TEST

/* b starts 5.5 behind and gains 0.5 a month: behind up to month 10, level in month 11, ahead from month 12 on. */
#define CROSSING "p,a,b\nhead_start,0,-5.5\ndrift,1,1.5\nshake,1,1.5\n"

START_TEST(crossovers_without_noise_are_exact) {
  struct example x = example_read("p,a,b,c\nhead_start,0,-5.25,1\ndrift,1,1.5,1\nshake,1,1,1\n", 500, 1);
  example_run(&x, NULL);
  const struct crossover ahead = crossover_of(&x.tally, 1, 0), behind = crossover_of(&x.tally, 0, 1), always = crossover_of(&x.tally, 2, 0);
  ck_assert(ahead.month == 11 && ahead.low == 11 && ahead.high == 11);
  ck_assert_double_eq(ahead.ever.value, 1);
  ck_assert(behind.month == 0 && behind.low == 0 && behind.high == 0);
  ck_assert_double_eq(behind.ever.value, 0);
  ck_assert(always.month == 1 && always.low == 1 && always.high == 1);
  ck_assert_double_eq(always.ever.value, 0); /* never behind */
  example_free(&x);
}
END_TEST

START_TEST(interval_of_a_crossover_covers) {
  enum { TIMES = 1000, RUNS = 60 };
  int covered = 0, narrow = 0;
  for (uint64_t seed = 0; seed < TIMES; seed++) {
    struct example x = example_read(CROSSING, RUNS, seed);
    example_run(&x, NULL);
    const struct crossover c = crossover_of(&x.tally, 1, 0);
    covered += c.low && c.low <= 11 && (c.high == 0 || c.high > 11); /* month 11, where the true gap is 0, is not excluded */
    narrow += c.low > 1 && c.high > 0 && c.high < DRIFT_MONTHS;
    ck_assert(c.month == 0 || c.month >= c.low);
    ck_assert(c.high == 0 || (c.month && c.month <= c.high));
    example_free(&x);
  }
  ck_assert_double_ge((double)covered / TIMES, 0.95 - 5 * sqrt(0.95 * 0.05 / TIMES));
  ck_assert_int_gt(narrow, TIMES / 2); /* and says something */
}
END_TEST

START_TEST(survival_and_endings_agree_with_constant_hazards) {
  enum { RUNS = 50000 };
  const double worn = 0.02, torn = 0.03, h = worn + torn;
  struct example x = example_read("p,a\nhazard_worn,0.02\nhazard_torn,0.03\n", RUNS, 1);
  example_run(&x, NULL);
  uint64_t ended[3] = {0};
  for (unsigned month = 0; month <= DRIFT_MONTHS; month++) {
    const struct survival s = survival_at(&x.tally, 0, month);
    const double alive = pow(1 - h, month);
    assert_near(s.alive.value, alive, 5 * sqrt(alive * (1 - alive) / RUNS));
    for (size_t e = 1; e < 3; e++) {
      ended[e] += tally_ended(&x.tally, 0, month, e);
      const double truth = (e == 1 ? worn : torn) / h * (1 - alive);
      assert_near(survival_incidence(&x.tally, ended[e], month).value, truth, 5 * sqrt(truth * (1 - truth) / RUNS));
    }
    ck_assert_uint_eq((uint64_t)(s.alive.value * RUNS + 0.5) + ended[1] + ended[2], RUNS);
    if (month) assert_near(s.hazard.value, h, 5 * sqrt(h * (1 - h) / (RUNS * pow(1 - h, month - 1) * 0.98)));
  }
  example_free(&x);
}
END_TEST

START_TEST(signing_is_certain) {
  struct example x = example_read("p,a\nhazard_worn,1\n", 300, 1);
  example_run(&x, NULL);
  const struct survival signing = survival_at(&x.tally, 0, 0), first = survival_at(&x.tally, 0, 1), second = survival_at(&x.tally, 0, 2);
  ck_assert(signing.alive.value == 1 && signing.alive.low == 1 && isnan(signing.hazard.value));
  ck_assert(first.at_risk == 300 && first.alive.value == 0 && first.hazard.value == 1 && first.hazard.low < 1);
  ck_assert(second.at_risk == 0 && isnan(second.hazard.value));
  ck_assert(survival_incidence(&x.tally, 0, 0).high == 0);
  example_free(&x);
}
END_TEST

SUITE_MAIN("compare", differences_are_paired_and_turn_with_the_order, intervals_of_a_family_cover_together,
           shares_of_better_runs_count_the_good_direction, verdicts_are_read_off_the_interval, equal_scenarios_are_not_distinguishable,
           crossovers_without_noise_are_exact, interval_of_a_crossover_covers, survival_and_endings_agree_with_constant_hazards,
           signing_is_certain)
