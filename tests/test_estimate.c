/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/estimate.h"
#include "sim/random.h"
#include "tests/suite.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

/* Statistical bounds are 5 standard errors of the theoretical law: a false alarm in about 2 million. */

/* A uniform on (0, 1) and a standard normal with a name. */
static double uniform_at(uint64_t sample, unsigned draw) {
  return uniform(random_word(1, 0, sample, draw / DRAWS_MOST, draw % DRAWS_MOST)) + 0x1p-32;
}

static double normal_at(uint64_t sample, unsigned draw) {
  return gsl_cdf_ugaussian_Pinv(uniform_at(sample, draw));
}

static double exponential_at(uint64_t sample, unsigned draw) {
  return -log(uniform_at(sample, draw));
}

static struct moments moments_of(const double *value, size_t count) {
  struct moments all = {0};
  for (size_t i = 0; i < count; i++) moments_merge(&all, &(struct moments){1, value[i], 0});
  return all;
}

static int ascending(const void *x, const void *y) {
  const double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* Sorts the values in place. */
static struct sorted sorted_of(double *value, size_t present, size_t missing) {
  qsort(value, present, sizeof *value, ascending);
  return (struct sorted){.value = value, .present = present, .missing = missing};
}

static void sample(double *value, size_t count, uint64_t number, double (*law)(uint64_t, unsigned)) {
  for (size_t i = 0; i < count; i++) value[i] = law(number, (unsigned)i);
}

static bool covers(struct estimate estimate, double truth) {
  return estimate.low <= truth && truth <= estimate.high;
}

START_TEST(factors_of_student_agree_with_tables) {
  assert_near(t_factor(0.95, 1), 12.706205, 2e-6);
  assert_near(t_factor(0.95, 9), 2.262157, 5e-7);
  assert_near(t_factor(0.99, 30), 2.749996, 5e-7);
  assert_near(t_factor(0.95, 1e9), 1.959964, 5e-7);
  assert_near(t_factor(1 - 0.05 / 3, 1e9), 2.393980, 5e-7);
  ck_assert(isnan(t_factor(0.95, 0)));
  ck_assert_double_eq(t_factor(0.95, 17), (double)(float)t_factor(0.95, 17));
}
END_TEST

START_TEST(mean_of_few_values) {
  const double value[] = {1, 2, 3, 4};
  const struct estimate mean = estimate_mean(moments_of(value, 4), 0.95);
  ck_assert_double_eq(mean.value, 2.5);
  assert_near(mean.high - mean.value, 3.182446 * sqrt(5.0 / 3 / 4), 1e-6);
  assert_near(mean.value - mean.low, 3.182446 * sqrt(5.0 / 3 / 4), 1e-6);
  ck_assert_uint_eq(mean.n, 4);
  const struct estimate single = estimate_mean(moments_of(value, 1), 0.95), none = estimate_mean((struct moments){0}, 0.95);
  ck_assert(single.value == 1 && isnan(single.low) && isnan(single.high));
  ck_assert(isnan(none.value) && none.n == 0);
}
END_TEST

START_TEST(interval_of_the_mean_covers) {
  enum { TIMES = 20000, SIZE = 5 };
  double value[SIZE];
  int covered = 0;
  for (uint64_t k = 0; k < TIMES; k++) {
    sample(value, SIZE, k, normal_at);
    covered += covers(estimate_mean(moments_of(value, SIZE), 0.95), 0);
  }
  assert_near((double)covered / TIMES, 0.95, 5 * sqrt(0.95 * 0.05 / TIMES));
}
END_TEST

START_TEST(share_solves_wilsons_equation) {
  const double z2 = 1.959963984540054 * 1.959963984540054;
  for (uint64_t n = 1; n <= 50; n++) {
    for (uint64_t k = 0; k <= n; k++) {
      const struct estimate share = estimate_share(k, n);
      const double p = (double)k / (double)n;
      ck_assert_double_eq(share.value, p);
      if (k > 0) assert_near((p - share.low) * (p - share.low), z2 * share.low * (1 - share.low) / (double)n, 1e-14);
      if (k < n) assert_near((p - share.high) * (p - share.high), z2 * share.high * (1 - share.high) / (double)n, 1e-14);
      ck_assert(0 <= share.low && share.low <= p && p <= share.high && share.high <= 1);
    }
  }
  ck_assert_double_eq(estimate_share(0, 10).low, 0);
  ck_assert_double_eq(estimate_share(10, 10).high, 1);
  assert_near(estimate_share(0, 10).high, z2 / (10 + z2), 1e-15);
  ck_assert(isnan(estimate_share(0, 0).value) && isnan(estimate_share(0, 0).low));
}
END_TEST

START_TEST(interval_of_a_share_covers_on_average) {
  enum { N = 100, GRID = 999 };
  double covered = 0; /* exact: summed over all outcomes, averaged over shares from 0.001 to 0.999 */
  for (unsigned i = 1; i <= GRID; i++) {
    const double p = i / (GRID + 1.0);
    for (unsigned k = 0; k <= N; k++) {
      if (covers(estimate_share(k, N), p)) covered += gsl_ran_binomial_pdf(k, p, N) / GRID;
    }
  }
  assert_near(covered, 0.95, 0.005);
}
END_TEST

/* The definition: the largest low with P(B <= low) <= 0.025, the smallest high with P(B > high) <= 0.025. */
static void check_ranks(unsigned n, double p) {
  const struct ranks ranks = ranks_of_quantile(n, p);
  ck_assert_double_eq(ranks.at, (n - 1) * p);
  ck_assert_int_eq(ranks.has_low, gsl_cdf_binomial_P(0, p, n) <= 0.025);
  ck_assert_int_eq(ranks.has_high, gsl_cdf_binomial_Q(n - 1, p, n) <= 0.025);
  if (ranks.has_low) {
    ck_assert_msg(gsl_cdf_binomial_P((unsigned)ranks.low, p, n) <= 0.025, "n %u, p %g: low rank too high", n, p);
    ck_assert_msg(gsl_cdf_binomial_P((unsigned)ranks.low + 1, p, n) > 0.025, "n %u, p %g: low rank too low", n, p);
  }
  if (ranks.has_high) {
    ck_assert_msg(gsl_cdf_binomial_Q((unsigned)ranks.high, p, n) <= 0.025, "n %u, p %g: high rank too low", n, p);
    ck_assert_msg(ranks.high == 0 || gsl_cdf_binomial_Q((unsigned)ranks.high - 1, p, n) > 0.025, "n %u, p %g: high rank too high", n, p);
  }
}

START_TEST(ranks_are_the_exact_binomial_ones) {
  static const double levels[] = {0.005, 0.05, 0.25, 0.5, 0.75, 0.95, 0.995};
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
    for (unsigned n = 1; n <= 120; n++) check_ranks(n, levels[i]);
    check_ranks(1000, levels[i]);
    check_ranks(10000, levels[i]);
    check_ranks(99991, levels[i]);
  }
  ck_assert(isnan(ranks_of_quantile(0, 0.5).at));
}
END_TEST

START_TEST(ranks_of_very_many_runs_follow_the_normal_law) {
  const double n = 4e9, p = 0.05, half = 1.959963984540054 * sqrt(n * p * (1 - p));
  const struct ranks ranks = ranks_of_quantile((uint64_t)n, p);
  assert_near((double)ranks.low, n * p - half, 3);
  assert_near((double)ranks.high, n * p + half, 3);
}
END_TEST

START_TEST(interval_of_a_quantile_covers) {
  enum { TIMES = 4000, SIZE = 200 };
  const double p = 0.9, truth = -log(1 - p);
  const struct ranks ranks = ranks_of_quantile(SIZE, p);
  const double exact = gsl_cdf_binomial_P((unsigned)ranks.high, p, SIZE) - gsl_cdf_binomial_P((unsigned)ranks.low, p, SIZE);
  double value[SIZE];
  int covered = 0;
  for (uint64_t k = 0; k < TIMES; k++) {
    sample(value, SIZE, k, exponential_at);
    const struct sorted sorted = sorted_of(value, SIZE, 0);
    covered += covers(estimate_quantile(&sorted, &ranks), truth);
  }
  ck_assert_double_ge(exact, 0.95);
  assert_near((double)covered / TIMES, exact, 5 * sqrt(exact * (1 - exact) / TIMES));
}
END_TEST

START_TEST(quantiles_interpolate_and_missing_values_come_last) {
  double value[] = {5, 4, 3, 2, 1};
  const struct sorted all = sorted_of(value, 5, 0), some = sorted_of(value, 3, 2);
  const struct ranks half = ranks_of_quantile(5, 0.5), tenth = ranks_of_quantile(5, 0.1), most = ranks_of_quantile(5, 0.75);
  ck_assert_double_eq(estimate_quantile(&all, &half).value, 3);
  assert_near(estimate_quantile(&all, &tenth).value, 1.4, 1e-15);
  ck_assert_double_eq(estimate_quantile(&all, &most).value, 4);
  ck_assert_double_eq(estimate_quantile(&some, &half).value, 3);
  ck_assert(isnan(estimate_quantile(&some, &most).value));
  ck_assert_uint_eq(estimate_quantile(&some, &half).n, 5);
  ck_assert(isnan(estimate_quantile(&all, &half).low)); /* 5 runs give no 95 % interval for the median */
}
END_TEST

START_TEST(an_interval_that_reaches_missing_values_is_open) {
  double value[100];
  sample(value, 100, 0, uniform_at);
  const struct sorted sorted = sorted_of(value, 55, 45);
  const struct ranks median = ranks_of_quantile(100, 0.5);
  const struct estimate estimate = estimate_quantile(&sorted, &median);
  ck_assert(!isnan(estimate.value) && !isnan(estimate.low) && isnan(estimate.high));
}
END_TEST

START_TEST(spread_of_known_values) {
  double value[] = {-1, 1, -1, 1}, same[] = {7, 7, 7}, mixed[] = {0, 0, 0, 4};
  struct sorted sorted = sorted_of(value, 4, 0);
  struct estimate sd = estimate_sd(&sorted, moments_of(value, 4));
  ck_assert(sd.value == 1 && sd.low == 1 && sd.high == 1);
  sorted = sorted_of(same, 3, 0);
  sd = estimate_sd(&sorted, moments_of(same, 3));
  ck_assert(sd.value == 0 && sd.low == 0 && sd.high == 0);
  sorted = sorted_of(mixed, 4, 0); /* m2 = 3, m4 = (3 x 1 + 81)/4 = 21: variance (21 - 9)/(4 x 4 x 3) */
  sd = estimate_sd(&sorted, moments_of(mixed, 4));
  assert_near(sd.value, sqrt(3), 1e-15);
  assert_near(sd.high - sd.value, 1.959963984540054 * 0.5, 1e-14);
}
END_TEST

START_TEST(interval_of_the_spread_covers) {
  enum { TIMES = 4000, SIZE = 1000 };
  double *const value = malloc(SIZE * sizeof *value);
  double halves = 0;
  int covered = 0;
  for (uint64_t k = 0; k < TIMES; k++) {
    sample(value, SIZE, k, normal_at);
    const struct sorted sorted = sorted_of(value, SIZE, 0);
    const struct estimate sd = estimate_sd(&sorted, moments_of(value, SIZE));
    halves += (sd.high - sd.value) / TIMES;
    covered += covers(sd, 1);
  }
  assert_near(halves, 1.959963984540054 / sqrt(2.0 * SIZE), 0.01 / sqrt(2.0 * SIZE) * 1.96);
  assert_near((double)covered / TIMES, 0.95, 5 * sqrt(0.95 * 0.05 / TIMES) + 0.003); /* 0.003: the law of s is not quite normal */
  free(value);
}
END_TEST

START_TEST(semideviation_of_known_values) {
  double value[] = {-1, 1, -1, 1}, same[] = {7, 7, 7}, mixed[] = {0, 4, 4, 4};
  struct sorted sorted = sorted_of(value, 4, 0);
  assert_near(estimate_semideviation(&sorted, moments_of(value, 4)).value, sqrt(0.5), 1e-15);
  sorted = sorted_of(same, 3, 0);
  const struct estimate none = estimate_semideviation(&sorted, moments_of(same, 3));
  ck_assert(none.value == 0 && none.low == 0 && none.high == 0);
  sorted = sorted_of(mixed, 4, 0); /* mean 3: one value in four falls short, by 3 */
  const struct estimate some = estimate_semideviation(&sorted, moments_of(mixed, 4));
  assert_near(some.value, 1.5, 1e-15);
  /* influences (mean - x)+^2 - 2.25 + 2 x 0.75 (x - mean): 9 - 2.25 - 4.5 = 2.25 once, -2.25 + 1.5 = -0.75 three times */
  assert_near(some.high - some.value, 1.959963984540054 * sqrt((2.25 * 2.25 + 3 * 0.75 * 0.75) / 4 / 4) / (2 * 1.5), 1e-14);
}
END_TEST

/* Half of a normal's variance lies below its mean. The exponential's does not: 1 - 2/e. */
START_TEST(interval_of_the_semideviation_covers) {
  enum { TIMES = 3000, SIZE = 2000 };
  static double (*const laws[])(uint64_t, unsigned) = {normal_at, exponential_at};
  const double truths[] = {sqrt(0.5), sqrt(1 - 2 / exp(1))};
  double *const value = malloc(SIZE * sizeof *value);
  for (size_t law = 0; law < 2; law++) {
    int covered = 0;
    for (uint64_t k = 0; k < TIMES; k++) {
      sample(value, SIZE, k, laws[law]);
      const struct sorted sorted = sorted_of(value, SIZE, 0);
      covered += covers(estimate_semideviation(&sorted, moments_of(value, SIZE)), truths[law]);
    }
    assert_near((double)covered / TIMES, 0.95, 5 * sqrt(0.95 * 0.05 / TIMES) + 0.003); /* 0.003: its law is not quite normal */
  }
  free(value);
}
END_TEST

START_TEST(differences_of_shares_of_the_same_runs) {
  const struct estimate d = estimate_share_difference(5, 2, 20), none = estimate_share_difference(0, 0, 20);
  assert_near(d.value, 0.15, 1e-15);
  assert_near((d.low + d.high) / 2, 3.0 / 22, 1e-15);
  assert_near(d.high - d.low, 2 * 1.959963984540054 * sqrt((8.0 / 22 - 9.0 / 484) / 22), 1e-14);
  ck_assert(none.value == 0 && none.low < 0 && none.high > 0);
  ck_assert(estimate_share_difference(3, 0, 3).high <= 1 && isnan(estimate_share_difference(0, 0, 0).value));
}
END_TEST

/* Exact: summed over all tables of 60 runs, for several shares of runs that count for one alone. */
START_TEST(interval_of_a_difference_of_shares_covers) {
  enum { N = 60 };
  static const double alone[][2] = {{0.05, 0.05}, {0.1, 0.02}, {0.2, 0.1}, {0.3, 0.3}, {0.02, 0.15}};
  double total = 0;
  for (size_t i = 0; i < 5; i++) {
    const double p[] = {alone[i][0], alone[i][1], 1 - alone[i][0] - alone[i][1]};
    double covered = 0;
    for (unsigned b = 0; b <= N; b++) {
      for (unsigned c = 0; b + c <= N; c++) {
        const unsigned counts[] = {b, c, N - b - c};
        if (covers(estimate_share_difference(b, c, N), p[0] - p[1])) covered += gsl_ran_multinomial_pdf(3, p, counts);
      }
    }
    ck_assert_double_ge(covered, 0.93);
    total += covered / 5;
  }
  assert_near(total, 0.955, 0.012);
}
END_TEST

/* Closed form for a standard normal: a = 5 % point from above, e = E (a + X)^-, e2 its second moment. */
static const double worst_normal = -2.062712804, worst_variance = 0.015198;

START_TEST(worst_share_agrees_with_the_normal_law) {
  enum { SIZE = 200000 };
  double *const value = malloc(SIZE * sizeof *value);
  sample(value, SIZE, 77, normal_at);
  struct sorted sorted = sorted_of(value, SIZE, 0);
  const struct estimate worst = estimate_worst(&sorted, false);
  const double se = sqrt(worst_variance / SIZE) / 0.05;
  assert_near(worst.value, worst_normal, 5 * se);
  assert_near(worst.high - worst.value, 1.959963984540054 * se, 0.03 * se);
  for (size_t i = 0; i < SIZE; i++) value[i] = -value[i];
  sorted = sorted_of(value, SIZE, 0);
  const struct estimate mirrored = estimate_worst(&sorted, true);
  assert_near(mirrored.value, -worst.value, 1e-12);
  assert_near(mirrored.low, -worst.high, 1e-12);
  free(value);
}
END_TEST

START_TEST(worst_share_counts_a_part_of_a_value) {
  double value[30];
  for (int i = 0; i < 30; i++) value[i] = i * i;
  const struct sorted sorted = sorted_of(value, 30, 0); /* 5 % of 30 runs are one and a half */
  assert_near(estimate_worst(&sorted, false).value, (0 + 0.5 * 1) / 1.5, 1e-15);
  assert_near(estimate_worst(&sorted, true).value, (841 + 0.5 * 784) / 1.5, 1e-12);
  const struct sorted some = sorted_of(value, 30, 1);
  ck_assert(isnan(estimate_worst(&some, true).value) && !isnan(estimate_worst(&some, false).value));
  const struct sorted few = sorted_of(value, 1, 99);
  ck_assert(isnan(estimate_worst(&few, false).value)); /* 5 % of 100 runs, and only one is there */
  const struct sorted none = {0};
  ck_assert(isnan(estimate_worst(&none, false).value));
}
END_TEST

START_TEST(interval_of_the_worst_share_covers) {
  enum { TIMES = 2000, SIZE = 2000 };
  double *const value = malloc(SIZE * sizeof *value);
  int covered = 0;
  for (uint64_t k = 0; k < TIMES; k++) {
    sample(value, SIZE, k, normal_at);
    const struct sorted sorted = sorted_of(value, SIZE, 0);
    covered += covers(estimate_worst(&sorted, false), worst_normal);
  }
  assert_near((double)covered / TIMES, 0.945, 5 * sqrt(0.95 * 0.05 / TIMES)); /* 100 values in the tail: a little short of 0.95 */
  free(value);
}
END_TEST

/* Beyond EXACT_RUNS values are counted in cells of relative width 2^-10, and stand in their middle: every figure is right to half of
 * that. Quarters, so that many values share a cell. */
START_TEST(figures_from_counted_values_agree_with_exact_ones) {
  enum { SIZE = 5000 };
  double *const value = malloc(SIZE * sizeof *value);
  uint64_t *const cells = calloc(OUTCOME_CELLS, sizeof *cells);
  sample(value, SIZE, 5, normal_at);
  for (size_t i = 0; i < SIZE; i++) value[i] = floor(4 * value[i]) / 4;
  uint64_t *const below = calloc(OUTCOME_CELLS + 1, sizeof *below);
  for (size_t i = 0; i < SIZE; i++) cells[outcome_cell(value[i])]++;
  for (size_t c = 0; c < OUTCOME_CELLS; c++) below[c + 1] = below[c] + cells[c];
  const struct moments moments = moments_of(value, SIZE);
  const struct sorted exact = sorted_of(value, SIZE, 0), counted = {.cells = cells, .below = below, .present = SIZE};
  const struct estimate sd = estimate_sd(&exact, moments), sd_counted = estimate_sd(&counted, moments);
  assert_near(sd_counted.high - sd_counted.low, sd.high - sd.low, 3e-3 * (sd.high - sd.low));
  for (int largest = 0; largest < 2; largest++) {
    const struct estimate worst = estimate_worst(&exact, largest), worst_counted = estimate_worst(&counted, largest);
    assert_near(worst_counted.value, worst.value, 0x1.1p-11 * fabs(worst.value));
    assert_near(worst_counted.high - worst_counted.low, worst.high - worst.low, 0.01 * (worst.high - worst.low));
  }
  const struct ranks tenth = ranks_of_quantile(SIZE, 0.1);
  assert_near(estimate_quantile(&counted, &tenth).low, estimate_quantile(&exact, &tenth).low, 2e-3);
  assert_near(estimate_below(&counted, 0).value, estimate_below(&exact, 0).value, 1e-12);
  const struct sorted few = {.cells = cells, .below = below, .present = SIZE, .missing = 100 * SIZE}; /* most of the worst are not there */
  ck_assert(isnan(estimate_worst(&few, false).value) && isnan(estimate_worst(&few, true).value));
  free(value);
  free(below);
  free(cells);
}
END_TEST

START_TEST(share_below_a_value) {
  double value[] = {-2, -1, 0, 0, 3};
  const struct sorted sorted = sorted_of(value, 5, 0);
  ck_assert_double_eq(estimate_below(&sorted, 0).value, 0.4);
  ck_assert_double_eq(estimate_below(&sorted, -5).value, 0);
  ck_assert_double_eq(estimate_below(&sorted, 5).value, 1);
}
END_TEST

SUITE_MAIN("estimate", factors_of_student_agree_with_tables, mean_of_few_values, interval_of_the_mean_covers, share_solves_wilsons_equation,
           interval_of_a_share_covers_on_average, ranks_are_the_exact_binomial_ones, ranks_of_very_many_runs_follow_the_normal_law,
           interval_of_a_quantile_covers, quantiles_interpolate_and_missing_values_come_last,
           an_interval_that_reaches_missing_values_is_open, spread_of_known_values, interval_of_the_spread_covers,
           semideviation_of_known_values, interval_of_the_semideviation_covers, differences_of_shares_of_the_same_runs,
           interval_of_a_difference_of_shares_covers, worst_share_agrees_with_the_normal_law, worst_share_counts_a_part_of_a_value,
           interval_of_the_worst_share_covers, figures_from_counted_values_agree_with_exact_ones, share_below_a_value)
