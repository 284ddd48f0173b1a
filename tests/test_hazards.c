/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/hazards.h"
#include "sim/survival.h"
#include "tests/drift_model.h"

/* Statistical bounds are 5 standard errors of the theoretical law: a false alarm in about 2 million. */

#define WORN 0.02
#define TORN 0.03
#define MORTAL "p,a\nhazard_worn,0.02\nhazard_torn,0.03\n"
enum { RUNS = 50000 };

static double alive_after(unsigned month) {
  return pow(1 - WORN - TORN, month);
}

START_TEST(rates_agree_with_constant_hazards) {
  struct example x = example_read(MORTAL, RUNS, 1);
  static const struct {
    size_t cause;
    double hazard;
  } causes[] = {{CAUSE_ANY, WORN + TORN}, {1, WORN}, {2, TORN}, {CAUSE_EARLY_FAILURE, TORN}};
  example_run(&x, NULL);
  ck_assert_uint_eq(hazards_years(&x.tally), 2);
  for (unsigned year = 1; year <= 2; year++) {
    const struct exposure exposure = hazards_exposure(&x.tally, 0, year);
    double months = 0;
    for (unsigned m = 12 * (year - 1); m < 12 * year; m++) months += RUNS * alive_after(m);
    assert_near((double)exposure.runs, RUNS * alive_after(12 * (year - 1)), 5 * sqrt(RUNS * 0.25));
    assert_near((double)exposure.months, months, 12 * 5 * sqrt(RUNS * 0.25));
    for (size_t c = 0; c < 4; c++) {
      const struct estimate rate = hazards_rate(&x.tally, 0, year, causes[c].cause, exposure);
      const double h = causes[c].hazard, se = 12 * sqrt(h * (1 - h) / months);
      assert_near(rate.value, 12 * h, 5 * se);
      assert_near(rate.high - rate.low, 2 * 1.96 * se, 0.1 * se);
      ck_assert_uint_eq(rate.n, exposure.runs);
    }
  }
  example_free(&x);
}
END_TEST

START_TEST(intervals_of_rates_cover) {
  enum { TIMES = 2000, FEW = 100 };
  int covered = 0;
  for (uint64_t seed = 0; seed < TIMES; seed++) {
    struct example x = example_read(MORTAL, FEW, seed);
    example_run(&x, NULL);
    const struct estimate rate = hazards_rate(&x.tally, 0, 2, 2, hazards_exposure(&x.tally, 0, 2));
    covered += rate.low <= 12 * TORN && 12 * TORN <= rate.high;
    example_free(&x);
  }
  assert_near((double)covered / TIMES, 0.95, 5 * sqrt(0.95 * 0.05 / TIMES));
}
END_TEST

START_TEST(a_year_without_anyone_has_no_rate) {
  struct example x = example_read("p,a\nhazard_worn,1\n", 300, 1);
  example_run(&x, NULL);
  const struct exposure first = hazards_exposure(&x.tally, 0, 1), second = hazards_exposure(&x.tally, 0, 2);
  ck_assert(first.runs == 300 && first.months == 300 && second.runs == 0 && second.months == 0);
  ck_assert_double_eq(hazards_rate(&x.tally, 0, 1, CAUSE_ANY, first).value, 12);
  ck_assert_double_eq(hazards_rate(&x.tally, 0, 1, CAUSE_EARLY_FAILURE, first).value, 0); /* to be worn is planned */
  ck_assert(isnan(hazards_rate(&x.tally, 0, 2, CAUSE_ANY, second).value));
  example_free(&x);
}
END_TEST

START_TEST(a_year_that_the_horizon_cuts_counts_its_months) {
  struct example x = example_read(MORTAL "months,18\n", 1000, 1);
  uint64_t ended = 0;
  example_run(&x, NULL);
  ck_assert_uint_eq(hazards_years(&x.tally), 2);
  const struct exposure second = hazards_exposure(&x.tally, 0, 2);
  uint64_t months = 0;
  for (unsigned m = 13; m <= 18; m++) {
    months += tally_alive(&x.tally, 0, m - 1);
    ended += tally_ended(&x.tally, 0, m, 1) + tally_ended(&x.tally, 0, m, 2);
  }
  ck_assert_uint_eq(second.months, months);
  assert_near(hazards_rate(&x.tally, 0, 2, CAUSE_ANY, second).value, 12 * (double)ended / (double)months, 1e-12);
  example_free(&x);
}
END_TEST

START_TEST(lives_agree_with_the_geometric_law) {
  struct example x = example_read("p,short,long\nhazard_worn,0.02,0.01\nhazard_torn,0.03,0\n", RUNS, 1);
  example_run(&x, NULL);
  const struct estimate median = hazards_median_life(&x.tally, 0), none = hazards_median_life(&x.tally, 1);
  ck_assert(median.value == 14 && median.low == 14 && median.high == 14); /* 0.95^13 = 0.513, 0.95^14 = 0.488 */
  ck_assert(isnan(none.value) && isnan(none.low) && isnan(none.high));    /* 0.99^24 = 0.79: not reached */
  double mean = 0, square = 0;
  for (unsigned m = 0; m < DRIFT_MONTHS; m++) mean += alive_after(m), square += (2 * m + 1) * alive_after(m);
  const struct estimate life = hazards_mean_life(&x.tally, 0);
  const double se = sqrt((square - mean * mean) / RUNS);
  assert_near(life.value, mean, 5 * se);
  assert_near(life.high - life.low, 2 * 1.96 * se, 0.05 * se);
  assert_near(life.value, tally_outcome(&x.tally, 0, OUT_LASTED).mean, 1e-9);
  example_free(&x);
}
END_TEST

START_TEST(interval_of_the_median_life_covers) {
  enum { TIMES = 1000, FEW = 99 };
  int covered = 0, open = 0;
  for (uint64_t seed = 0; seed < TIMES; seed++) {
    struct example x = example_read("p,a\nhazard_worn,0.031\n", FEW, seed);
    example_run(&x, NULL);
    const struct estimate median = hazards_median_life(&x.tally, 0);
    covered += median.low <= 23 && !(median.high < 23); /* 0.969^22 = 0.500113, 0.969^23 = 0.4846 */
    open += isnan(median.high);
    example_free(&x);
  }
  ck_assert_double_ge((double)covered / TIMES, 0.95 - 5 * sqrt(0.95 * 0.05 / TIMES));
  ck_assert_int_gt(open, TIMES / 4); /* about half of the upper ends lie beyond the horizon */
}
END_TEST

#define PAIR "p,a,b\nhazard_worn,0.05,0.02\n"

START_TEST(survival_differences_are_paired) {
  struct example x = example_read(PAIR, RUNS, 1);
  example_run(&x, NULL);
  const double truth = pow(0.98, 12) - pow(0.95, 12), se = sqrt(truth * (1 - truth) / RUNS); /* who survives as a survives as b */
  const struct estimate ahead = hazards_survival_difference(&x.tally, 1, 0, 12), behind = hazards_survival_difference(&x.tally, 0, 1, 12);
  assert_near(ahead.value, truth, 5 * se);
  assert_near(ahead.value, survival_at(&x.tally, 1, 12).alive.value - survival_at(&x.tally, 0, 12).alive.value, 1e-12);
  assert_near(ahead.high - ahead.low, 2 * 1.96 * se, 0.1 * se);
  assert_near(behind.low, -ahead.high, 1e-12);
  ck_assert_uint_eq(hazards_survival_difference(&x.tally, 1, 0, DRIFT_MONTHS).n, 0); /* this model does not say who lives on */
  example_free(&x);
}
END_TEST

START_TEST(intervals_of_survival_differences_cover) {
  enum { TIMES = 2000, FEW = 60 };
  const double truth = pow(0.98, 12) - pow(0.95, 12);
  int covered = 0;
  for (uint64_t seed = 0; seed < TIMES; seed++) {
    struct example x = example_read(PAIR, FEW, seed);
    example_run(&x, NULL);
    const struct estimate d = hazards_survival_difference(&x.tally, 1, 0, 12);
    covered += d.low <= truth && truth <= d.high;
    example_free(&x);
  }
  assert_near((double)covered / TIMES, 0.95, 5 * sqrt(0.95 * 0.05 / TIMES) + 0.01); /* 0.01: shares of 60 runs are not smooth */
}
END_TEST

START_TEST(planned_endings_last) {
  struct example x = example_read(MORTAL, RUNS, 1);
  example_run(&x, NULL);
  const double truth = 1 - TORN / (WORN + TORN) * (1 - alive_after(DRIFT_MONTHS));
  const struct estimate lasted = survival_lasted(&x.tally, 0);
  assert_near(lasted.value, truth, 5 * sqrt(truth * (1 - truth) / RUNS));
  ck_assert_uint_eq(lasted.n, RUNS);
  example_free(&x);
}
END_TEST

SUITE_MAIN("hazards", rates_agree_with_constant_hazards, intervals_of_rates_cover, a_year_without_anyone_has_no_rate,
           a_year_that_the_horizon_cuts_counts_its_months, lives_agree_with_the_geometric_law, interval_of_the_median_life_covers,
           survival_differences_are_paired, intervals_of_survival_differences_cover, planned_endings_last)
