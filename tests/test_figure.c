/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/figure.h"
#include "sim/random.h"
#include "tests/suite.h"

static double normal(uint64_t run, unsigned draw) {
  const double u = uniform(random_word(5, 0, run, 1, draw)) + 0x1p-32, v = uniform(random_word(5, 0, run, 1, draw + 1));
  return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

START_TEST(correlation_is_pearsons) {
  static const double x[] = {0.2, 1.5, -0.7, 2.1, 0.9, -1.3, 0.4, 1.1, -0.2, 0.6, 1.9, -0.9};
  static const double y[] = {1.2, 3.4, -0.5, 4.1, 2.2, 0.3, 1.9, 2.8, 0.1, 1.4, 3.9, 0.2};
  const struct figure r = figure_correlation(x, y, 12);
  assert_near(r.value, 0.951594514437924, 1e-14); /* R: cor() */
  const double half = 1.959963984540054 * r.se / (1 - r.value * r.value);
  assert_near(atanh(r.high) - atanh(r.value), half, 1e-12);
  assert_near(atanh(r.value) - atanh(r.low), half, 1e-12);
  ck_assert_uint_eq(r.n, 12);
}

START_TEST(missing_values_are_left_out) {
  static const double x[] = {1, NAN, 2, 4, 7}, y[] = {1, 5, NAN, 3, 9}, kept_x[] = {1, 4, 7}, kept_y[] = {1, 3, 9};
  const struct figure all = figure_correlation(x, y, 5), kept = figure_correlation(kept_x, kept_y, 3);
  assert_near(all.value, kept.value, 1e-15);
  assert_near(all.se, kept.se, 1e-15);
  ck_assert_uint_eq(all.n, 3);
}

START_TEST(a_constant_has_no_correlation) {
  static const double x[] = {2, 2, 2, 2}, y[] = {1, 3, 2, 5};
  ck_assert(isnan(figure_correlation(x, y, 4).value));
  ck_assert(isnan(figure_correlation(y, x, 4).value));
  ck_assert_uint_eq(figure_correlation(x, y, 4).n, 0);
}

/* For a bivariate normal law the influence function gives (1 - r^2)/sqrt n (R. A. Fisher 1915). */
START_TEST(error_under_a_normal_law) {
  enum { N = 200000 };
  double *x = calloc(2 * N, sizeof *x), *y = x + N;
  ck_assert_ptr_nonnull(x);
  for (uint64_t i = 0; i < N; i++) {
    x[i] = normal(i, 0);
    y[i] = 0.6 * x[i] + 0.8 * normal(i, 2);
  }
  const struct figure r = figure_correlation(x, y, N);
  const double se = (1 - 0.36) / sqrt(N);
  assert_near(r.value, 0.6, 5 * se);
  assert_near(r.se / se, 1, 0.02);
  free(x);
}

/* Many small samples of a law that is far from normal: figures must scatter as their errors say, and intervals must cover. */
enum { SAMPLES = 4000, SIZE = 400 };
struct scatter {
  double mean, sd, se, covered;
};

typedef struct figure figure_of(uint64_t sample, const double *a, const double *b, const double *c, const double *d);

static struct scatter scatter_of(figure_of *take, double truth) {
  struct scatter s = {0};
  double a[SIZE], b[SIZE], c[SIZE], d[SIZE], squares = 0;
  for (uint64_t sample = 0; sample < SAMPLES; sample++) {
    for (uint64_t i = 0; i < SIZE; i++) {
      const uint64_t run = sample * SIZE + i;
      a[i] = exp(0.5 * normal(run, 0));
      b[i] = a[i] * (1 + 0.5 * normal(run, 2)) + 0.5;
      c[i] = normal(run, 4);
      d[i] = normal(run, 6);
    }
    const struct figure f = take(sample, a, b, c, d);
    s.mean += f.value / SAMPLES;
    squares += f.value * f.value / SAMPLES;
    s.se += f.se / SAMPLES;
    s.covered += f.low <= truth && f.high >= truth ? 1.0 / SAMPLES : 0;
  }
  s.sd = sqrt(squares - s.mean * s.mean);
  return s;
}

static struct figure ratio(uint64_t sample, const double *a, const double *b, const double *c, const double *d) {
  (void)sample, (void)c, (void)d;
  return figure_ratio(b, a, SIZE);
}
static struct figure plain(uint64_t sample, const double *a, const double *b, const double *c, const double *d) {
  (void)sample, (void)c, (void)d;
  return figure_correlation(a, b, SIZE);
}
static struct figure noisy(uint64_t sample, const double *a, const double *b, const double *c, const double *d) {
  (void)sample;
  return figure_noisy_correlation(a, c, b, d, SIZE, 0.8);
}

/* Of a and b: means m = exp(1/8), variance v = m^2 (exp(1/4) - 1) of a; b adds a noise of variance E a^2 / 4. */
static double true_correlation(void) {
  const double m = exp(0.125), v = m * m * (exp(0.25) - 1), noise = (v + m * m) / 4;
  return v / sqrt(v * (v + noise));
}

/* The standard deviation of 4,000 figures is known to 1.1 % (3 % and more where tails are heavy): 12 %. Coverage: 0.95 within 5 standard
 * errors, 0.017, and what 400 runs of a skew law cost. */
static void assert_honest(struct scatter s, double truth, double bias) {
  assert_near(s.mean, truth, 5 * s.sd / sqrt(SAMPLES) + bias);
  assert_near(s.se / s.sd, 1, 0.12);
  assert_near(s.covered, 0.95, 0.035);
}

START_TEST(ratio_of_means) {
  assert_honest(scatter_of(ratio, 1 + 0.5 / exp(0.125)), 1 + 0.5 / exp(0.125), 1e-3);
  static const double a[] = {2, 4, 6}, b[] = {1, 2, 3};
  assert_near(figure_ratio(a, b, 3).value, 2, 1e-15);
  assert_near(figure_ratio(a, b, 3).se, 0, 1e-15); /* each run has the same ratio */
}

START_TEST(correlation_of_a_skew_law) {
  assert_honest(scatter_of(plain, true_correlation()), true_correlation(), 0.01);
}

/* Noise of its own on both sides takes a share of 1 - reliability. */
START_TEST(noise_thins_a_correlation) {
  const struct scatter with = scatter_of(noisy, 0.8 * true_correlation());
  assert_honest(with, 0.8 * true_correlation(), 0.01);
}

/* Much noise on a strong correlation of normal laws: the standard deviation of 4,000 figures is known to 1.1 %, 5 standard errors. */
static struct figure very_noisy(uint64_t sample, const double *a, const double *b, const double *c, const double *d) {
  double y[SIZE], first[SIZE], second[SIZE];
  (void)sample;
  for (size_t i = 0; i < SIZE; i++) {
    y[i] = 0.9 * c[i] + sqrt(0.19) * d[i];
    first[i] = 2 * log(a[i]);
    second[i] = 2 * ((b[i] - 0.5) / a[i] - 1);
  }
  return figure_noisy_correlation(c, first, y, second, SIZE, 0.4);
}

START_TEST(much_noise) {
  const struct scatter s = scatter_of(very_noisy, 0.36);
  assert_near(s.mean, 0.36, 5 * s.sd / sqrt(SAMPLES) + 0.002);
  assert_near(s.se / s.sd, 1, 0.06);
  assert_near(s.covered, 0.95, 0.018);
}

START_TEST(without_noise_nothing_changes) {
  static const double x[] = {1, 4, 2, 8, 5}, y[] = {2, 3, 1, 9, 4}, e[] = {9, -9, 5, 3, 0};
  const struct figure plain_figure = figure_correlation(x, y, 5), same = figure_noisy_correlation(x, e, y, e, 5, 1);
  assert_near(same.value, plain_figure.value, 1e-14);
  assert_near(same.se, plain_figure.se, 1e-14);
  /* Nothing but noise: its own correlation. */
  assert_near(figure_noisy_correlation(x, e, y, y, 5, 0).value, figure_correlation(e, y, 5).value, 1e-14);
}

START_TEST(share_and_size) {
  const struct figure share = figure_share(25, 100);
  assert_near(share.value, 0.25, 1e-15);
  assert_near(share.se, sqrt(0.25 * 0.75 / 100), 1e-15);
  assert_near(share.low, 0.175452, 1e-5); /* Wilson 1927 */
  assert_near(share.high, 0.343036, 1e-5);
  ck_assert(isnan(figure_share(0, 0).value));
  const struct figure below = figure_size((struct figure){-0.3, 0.1, -0.5, -0.1, 9});
  ck_assert_double_eq(below.value, 0.3);
  ck_assert_double_eq(below.low, 0.1);
  ck_assert_double_eq(below.high, 0.5);
  const struct figure around = figure_size((struct figure){-0.1, 0.1, -0.3, 0.1, 9});
  ck_assert_double_eq(around.low, 0);
  ck_assert_double_eq(around.high, 0.3);
}

SUITE_MAIN("figure", correlation_is_pearsons, missing_values_are_left_out, a_constant_has_no_correlation, error_under_a_normal_law,
           ratio_of_means, correlation_of_a_skew_law, noise_thins_a_correlation, much_noise, without_noise_nothing_changes, share_and_size)
