/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/risk.h"
#include "sim/sample.h"
#include "tests/drift_model.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>

/* Statistical bounds are 5 standard errors of the theoretical law: a false alarm in about 2 million. */

static double normal_at(uint64_t sample, unsigned draw) {
  return gsl_cdf_ugaussian_Pinv(uniform(random_word(1, 0, sample, draw / DRAWS_MOST, draw % DRAWS_MOST)) + 0x1p-32);
}

START_TEST(losses_are_positive) {
  double value[100];
  for (int i = 0; i < 100; i++) value[i] = i - 20; /* -20, -19, ..., 79 */
  const struct sorted sorted = {.value = value, .present = 100};
  const struct estimate at_risk = risk_value_at(&sorted, 0.05), shortfall = risk_expected_shortfall(&sorted);
  assert_near(at_risk.value, 15.05, 1e-12); /* fractional rank 4.95 */
  assert_near(shortfall.value, 18, 1e-12);  /* of 20, 19, 18, 17, 16 */
  ck_assert(at_risk.low < at_risk.value && at_risk.value < at_risk.high);
  ck_assert(shortfall.low < shortfall.value && shortfall.value < shortfall.high);
  ck_assert_double_gt(risk_value_at(&sorted, 0.01).value, at_risk.value);
}
END_TEST

/* value at risk and expected shortfall of a standard normal at 5 %: 1.6449 and 2.0627 */
START_TEST(risk_agrees_with_the_normal_law) {
  enum { TIMES = 1000, SIZE = 1000 };
  double *const value = malloc(SIZE * sizeof *value);
  int at_risk = 0, shortfall = 0;
  for (uint64_t k = 0; k < TIMES; k++) {
    for (unsigned i = 0; i < SIZE; i++) value[i] = normal_at(k, i);
    gsl_sort(value, 1, SIZE);
    const struct sorted sorted = {.value = value, .present = SIZE};
    const struct estimate v = risk_value_at(&sorted, 0.05), e = risk_expected_shortfall(&sorted);
    at_risk += v.low <= 1.644853627 && 1.644853627 <= v.high;
    shortfall += e.low <= 2.062712804 && 2.062712804 <= e.high;
  }
  const struct ranks ranks = ranks_of_quantile(SIZE, 0.05);
  const double exact = gsl_cdf_binomial_P((unsigned)ranks.high, 0.05, SIZE) - gsl_cdf_binomial_P((unsigned)ranks.low, 0.05, SIZE);
  assert_near((double)at_risk / TIMES, exact, 5 * sqrt(0.95 * 0.05 / TIMES));
  assert_near((double)shortfall / TIMES, 0.94, 5 * sqrt(0.94 * 0.06 / TIMES)); /* 50 values in the tail: a little short of 0.95 */
  free(value);
}
END_TEST

START_TEST(regret_of_few_runs) {
  const double chosen[] = {1, 2, 3, 4, NAN, 6}, other[] = {2, 2, 1, 7, 5, NAN};
  const struct regret more = risk_regret(chosen, other, 6, 1), less = risk_regret(chosen, other, 6, -1);
  ck_assert(more.loses.value == 0.5 && more.loses.n == 4); /* a tie is no loss */
  ck_assert(more.shortfall.value == 2 && more.shortfall.n == 2);
  ck_assert_double_eq(more.expected.value, 1);
  ck_assert(less.loses.value == 0.25 && less.shortfall.value == 2 && less.expected.value == 0.5);
  const struct regret none = risk_regret(chosen, chosen, 4, 1);
  ck_assert(none.loses.value == 0 && isnan(none.shortfall.value) && none.expected.value == 0);
}
END_TEST

/* Independent N(0, 1) and N(0.5, 1): the difference is normal with mean m = 0.5 and variance s^2 = 2. */
START_TEST(regret_agrees_with_the_normal_law_and_covers) {
  enum { TIMES = 2000, SIZE = 200 };
  const double m = 0.5, s = sqrt(2), loses = gsl_cdf_ugaussian_P(m / s), expected = s * gsl_ran_ugaussian_pdf(m / s) + m * loses;
  double chosen[SIZE], other[SIZE], shares = 0;
  int covered[3] = {0};
  for (uint64_t k = 0; k < TIMES; k++) {
    for (unsigned i = 0; i < SIZE; i++) chosen[i] = normal_at(k, 2 * i), other[i] = m + normal_at(k, 2 * i + 1);
    const struct regret r = risk_regret(chosen, other, SIZE, 1);
    shares += r.loses.value / TIMES;
    covered[0] += r.loses.low <= loses && loses <= r.loses.high;
    covered[1] += r.shortfall.low <= expected / loses && expected / loses <= r.shortfall.high;
    covered[2] += r.expected.low <= expected && expected <= r.expected.high;
  }
  assert_near(shares, loses, 5 * sqrt(loses * (1 - loses) / SIZE / TIMES));
  for (int i = 0; i < 3; i++) assert_near((double)covered[i] / TIMES, 0.95, 5 * sqrt(0.95 * 0.05 / TIMES) + 0.005); /* 0.005: skew */
}
END_TEST

START_TEST(sides_of_few_runs) {
  const double first[] = {1, 1, -1, 0, 2, 5, 6, 7}, second[] = {1, -1, 1, 0, 3, 0, -2, -3};
  const double base[] = {0, 2, 0, 0, 2, 6, 5, 7}, other_base[] = {0, -2, 0, -1, 3, 1, -3, -3};
  const struct sides own = risk_sides(first, NULL, second, NULL, 8), against = risk_sides(first, base, second, other_base, 8);
  ck_assert(own.both.value == 2 / 8.0 && own.first_only.value == 4 / 8.0);
  ck_assert(own.second_only.value == 1 / 8.0 && own.neither.value == 1 / 8.0);
  ck_assert(against.both.value == 2 / 8.0 && against.first_only.value == 0 && against.second_only.value == 3 / 8.0);
  ck_assert(against.neither.value == 3 / 8.0 && own.both.n == 8);
}
END_TEST

START_TEST(what_is_money) {
  ck_assert(risk_is_money(&drift_outcomes[OUT_LEVEL]));
  ck_assert(!risk_is_money(&drift_outcomes[OUT_LOSS]));   /* less of it is better */
  ck_assert(!risk_is_money(&drift_outcomes[OUT_SQUARE])); /* neither is */
  ck_assert(!risk_is_money(&drift_outcomes[OUT_LASTED]));
}
END_TEST

START_TEST(samples_are_the_runs_of_the_tally) {
  struct example x = example_read("p,a,b,c\ndrift,1,1.2,0.9\nshake,1,2,3\nhazard_worn,0.03,0.01,0\n", 400, 1);
  struct error err;
  double *best, *worn;
  example_run(&x, NULL);
  ck_assert_uint_eq(sample_runs(&x.tally), 400);
  ck_assert_ptr_null(sample_of(&x.tally, 0, OUT_ABOVE)); /* a share */
  for (size_t s = 0; s < 3; s++) {
    double mean = 0;
    for (size_t r = 0; r < 400; r++) mean += sample_of(&x.tally, s, OUT_LASTED)[r] / 400;
    assert_near(mean, tally_outcome(&x.tally, s, OUT_LASTED).mean, 1e-9);
  }
  ck_assert(sample_best(&best, &x.tally, OUT_LOSS, &err) && sample_best(&worn, &x.tally, OUT_WORN_AT, &err));
  for (size_t r = 0; r < 400; r++) { /* less is better, and missing is worst */
    double least = INFINITY, first = INFINITY;
    for (size_t s = 0; s < 3; s++) {
      least = fmin(least, sample_of(&x.tally, s, OUT_LOSS)[r]);
      first = fmin(first, sample_of(&x.tally, s, OUT_WORN_AT)[r]);
    }
    ck_assert_double_eq(best[r], least);
    ck_assert(isinf(first) ? isnan(worn[r]) : worn[r] == first);
  }
  free(best);
  free(worn);
  example_free(&x);
}
END_TEST

SUITE_MAIN("risk", losses_are_positive, risk_agrees_with_the_normal_law, regret_of_few_runs, regret_agrees_with_the_normal_law_and_covers,
           sides_of_few_runs, what_is_money, samples_are_the_runs_of_the_tally)
