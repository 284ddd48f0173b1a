/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Luck and inputs: shares of variance against closed forms. */
#include "sim/luck.h"
#include "tests/drift_model.h"
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

enum { TIMES = 2000, PAIRS = 1000 };

/* Twins x = s + e, y = s + f: the share is var s/(var s + var e). Skewed parts too. */
static double coverage(double share, bool skewed) {
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
  double x[PAIRS], y[PAIRS];
  int covered = 0;
  for (int time = 0; time < TIMES; time++) {
    for (int i = 0; i < PAIRS; i++) {
      const double common = sqrt(share) * (skewed ? gsl_ran_exponential(rng, 1) : gsl_ran_gaussian(rng, 1));
      x[i] = 7 + common + sqrt(1 - share) * gsl_ran_gaussian(rng, 1);
      y[i] = 7 + common + sqrt(1 - share) * gsl_ran_gaussian(rng, 1);
    }
    const struct estimate e = twin_share(x, y, PAIRS);
    covered += e.low <= share && share <= e.high;
  }
  gsl_rng_free(rng);
  return (double)covered / TIMES;
}

/* 95 %, 5 standard errors below; half a percent more for the skewed ones, whose influence has heavy tails at 1,000 pairs. */
START_TEST(intervals_cover) {
  const double slack = 5 * sqrt(0.95 * 0.05 / TIMES);
  for (int k = 0; k < 4; k++) {
    const double share = 0.3 * k, normal = coverage(share, false), skewed = coverage(share, true);
    ck_assert_msg(normal >= 0.95 - slack, "share %.1f of normal parts is covered in %.2f %% only", share, 100 * normal);
    ck_assert_msg(skewed >= 0.945 - slack, "share %.1f of skewed parts is covered in %.2f %% only", share, 100 * skewed);
  }
}
END_TEST

START_TEST(twins_that_are_equal_have_all_explained) {
  const double x[4] = {1, 2, 3, 5}, y[4] = {3, 5, 1, 2}, constant[4] = {2, 2, 2, 2};
  const struct estimate all = twin_share(x, x, 4), none = twin_share(constant, constant, 4);
  assert_near(all.value, 1, 1e-15);
  assert_near(all.high - all.low, 0, 1e-14);
  ck_assert(isnan(none.value) && isnan(none.low) && isnan(twin_share(x, y, 1).value));
  /* by hand: mean 2.75; products -1.75*.25 - .75*2.25 + .25*-1.75 + 2.25*-.75 = -4.25; squares 8.75 */
  assert_near(twin_share(x, y, 4).value, -4.25 / 8.75, 1e-15);
}
END_TEST

/* The level after 24 months: start normal(0, 6), shakes of sd 2 a month: inputs explain 36/(36 + 96). A scenario of numbers has none. */
START_TEST(the_drift_model_has_its_closed_form) {
  struct example example = example_read("parameter,uncertain,certain\nhead_start,normal 0 6,3\nshake,2,\n", 20000, 1);
  struct luck luck;
  struct error err;
  const struct engine_options options = {.vector = VECTOR_BASE};
  example_run(&example, NULL);
  ck_assert(luck_measure(&luck, &example.tally, &options, &err));
  const struct estimate e = luck_explained(&luck, 0, OUT_LEVEL);
  ck_assert_uint_eq(e.n, LUCK_RUNS_MOST);
  /* The standard error of a correlation of normals is (1 - r^2)/sqrt(n). */
  assert_near(e.value, 36.0 / 132, 5 * (1 - pow(36.0 / 132, 2)) / sqrt(LUCK_RUNS_MOST));
  assert_near((e.high - e.low) / 2, 1.96 * (1 - pow(36.0 / 132, 2)) / sqrt(LUCK_RUNS_MOST), 0.002);
  ck_assert(isnan(luck_explained(&luck, 1, OUT_LEVEL).value) && isnan(luck_explained(&luck, 0, OUT_ABOVE).value));
  luck_free(&luck);
  example_free(&example);
}
END_TEST

SUITE_MAIN("luck", intervals_cover, twins_that_are_equal_have_all_explained, the_drift_model_has_its_closed_form)
