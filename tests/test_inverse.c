/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/inverse.h"
#include "suite.h"
#include <gsl/gsl_cdf.h>

static const double shapes[] = {1e-3, 0.01, 0.02, 0.05, 0.1, 0.3, 0.5, 1, 1.5, 2, 4, 30, 1e3, 1e4, 1e5};
enum { SHAPES = sizeof shapes / sizeof *shapes };

/* Below this quantiles leave the range of doubles; their logarithms do not. */
static const double least_log = -690;

/* How far the tail at log-odds t is from what it should be, as a share of the smaller tail. */
static double beta_miss(double a, double b, double t, double p, double q) {
  const double x = logistic(t), y = logistic(-t);
  const double lower = x <= 0.5 ? gsl_cdf_beta_P(x, a, b) : gsl_cdf_beta_Q(y, b, a);
  const double upper = x <= 0.5 ? gsl_cdf_beta_Q(x, a, b) : gsl_cdf_beta_P(y, b, a);
  return p <= q ? lower / p - 1 : upper / q - 1;
}

START_TEST(beta_tails_come_back) {
  for (int i = 0; i < SHAPES; i++) {
    for (int j = 0; j < SHAPES; j++) {
      for (double z = -8; z <= 8; z += 0.25) {
        const double p = gsl_cdf_ugaussian_P(z), q = gsl_cdf_ugaussian_Q(z), t = beta_logit(shapes[i], shapes[j], p, q);
        ck_assert_msg(isfinite(t), "beta %g %g at %g", shapes[i], shapes[j], z);
        if (fabs(t) < -least_log) assert_near(beta_miss(shapes[i], shapes[j], t, p, q), 0, 1e-10);
      }
    }
  }
}
END_TEST

START_TEST(gamma_tails_come_back) {
  for (int i = 0; i < SHAPES; i++) {
    for (double z = -8; z <= 8; z += 0.125) {
      const double p = gsl_cdf_ugaussian_P(z), q = gsl_cdf_ugaussian_Q(z), t = gamma_log(shapes[i], p, q), x = exp(t);
      ck_assert_msg(isfinite(t), "gamma %g at %g", shapes[i], z);
      const double miss = p <= q ? gsl_cdf_gamma_P(x, shapes[i], 1) / p - 1 : gsl_cdf_gamma_Q(x, shapes[i], 1) / q - 1;
      if (t > least_log) assert_near(miss, 0, shapes[i] > 1e4 ? 1e-6 : 1e-10);
    }
  }
}
END_TEST

START_TEST(closed_forms) {
  for (double z = -8; z <= 8; z += 0.25) {
    const double p = gsl_cdf_ugaussian_P(z), q = gsl_cdf_ugaussian_Q(z);
    assert_near(beta_logit(1, 1, p, q), log(p / q), 1e-12 * (1 + fabs(log(p / q))));
    assert_near(logistic(beta_logit(3, 1, p, q)), cbrt(p), 1e-13);
    assert_near(logistic(beta_logit(0.5, 0.5, p, q)), pow(sin(M_PI / 2 * p), 2), 1e-13);
    assert_near(gamma_log(1, p, q), log(p < q ? -log1p(-p) : -log(q)), 1e-12);
  }
}
END_TEST

START_TEST(like_gsl_in_the_middle) {
  for (double p = 0.01; p < 1; p += 0.01) {
    assert_near(logistic(beta_logit(4.4, 2.9, p, 1 - p)), gsl_cdf_beta_Pinv(p, 4.4, 2.9), 1e-12);
    assert_near(exp(gamma_log(4, p, 1 - p)), gsl_cdf_gamma_Pinv(p, 4, 1), 1e-11);
  }
}
END_TEST

START_TEST(mirrored) {
  for (double z = -8; z <= 8; z += 0.5) {
    const double p = gsl_cdf_ugaussian_P(z), q = gsl_cdf_ugaussian_Q(z);
    assert_near(beta_logit(0.7, 5, p, q), -beta_logit(5, 0.7, q, p), 1e-12);
  }
}
END_TEST

START_TEST(ends_are_infinite) {
  ck_assert_double_eq(beta_logit(2, 3, 0, 1), -INFINITY);
  ck_assert_double_eq(beta_logit(2, 3, 1, 0), INFINITY);
  ck_assert_double_eq(gamma_log(2, 0, 1), -INFINITY);
  ck_assert_double_eq(gamma_log(2, 1, 0), INFINITY);
}
END_TEST

START_TEST(logistic_without_loss) {
  assert_near(log_logistic(-800), -800, 1e-12);
  assert_near(log_logistic(40), -exp(-40), 1e-30);
  assert_near(logistic(0), 0.5, 0);
  ck_assert_double_eq(logistic(-INFINITY), 0);
  ck_assert_double_eq(logistic(INFINITY), 1);
}
END_TEST

SUITE_MAIN("inverse", beta_tails_come_back, gamma_tails_come_back, closed_forms, like_gsl_in_the_middle, mirrored, ends_are_infinite,
           logistic_without_loss)
