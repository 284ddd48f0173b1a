/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/distribution.h"
#include "suite.h"
#include <gsl/gsl_cdf.h>

static struct error err;

static struct law made(const char *name, double a, double b, double c, size_t count) {
  struct law law;
  const double argument[] = {a, b, c};
  ck_assert_msg(law_make(&law, name, argument, NULL, count, &err), "%s: %s", name, err.text);
  return law;
}

static struct law cut(struct law law, double low, double high) {
  double lost;
  ck_assert_msg(law_truncate(&law, low, high, &lost, &err), "%s", err.text);
  return law;
}

static const struct {
  const char *name;
  double a, b, c;
  size_t count;
} smooth[] = {
    {"uniform", 0.3, 0.9, 0, 2},      {"uniform", -5, 7, 0, 2}, {"pert", 0.1, 0.3, 0.9, 3},  {"pert", 2, 2, 9, 3},
    {"normal", 0.02, 0.01, 0, 2},     {"normal", -3, 5, 0, 2},  {"lognormal", 5, 1.7, 0, 2}, {"beta", 4, 6, 0, 2},
    {"beta", 0.7, 3, 0, 2},           {"beta", 0.5, 0.5, 0, 2}, {"beta", 1, 1, 0, 2},        {"beta_mean_sd", 0.6, 0.17, 0, 2},
    {"beta_mean_sd", 0.2, 0.2, 0, 2}, {"gamma", 4, 4.5, 0, 2},  {"gamma", 0.5, 2, 0, 2},     {"exponential", 3, 0, 0, 1},
};
enum { SMOOTH = sizeof smooth / sizeof *smooth };

static struct law smooth_law(size_t i) {
  return made(smooth[i].name, smooth[i].a, smooth[i].b, smooth[i].c, smooth[i].count);
}

/* Moments by the trapezoidal rule over the normal score, the test's own. */
static void brute_moments(const struct law *law, double *mean, double *sd) {
  const double h = 1.0 / 128;
  double whole = 0, first = 0, second = 0;
  for (double z = -11; z <= 11; z += h) {
    const double weight = exp(-z * z / 2), x = law_at_score(law, z);
    whole += weight;
    first += weight * x;
  }
  *mean = first / whole;
  for (double z = -11; z <= 11; z += h) {
    const double x = law_at_score(law, z) - *mean;
    second += exp(-z * z / 2) * x * x;
  }
  *sd = sqrt(second / whole);
}

START_TEST(closed_moments_are_the_integrals) {
  for (size_t i = 0; i < SMOOTH; i++) {
    const struct law law = smooth_law(i);
    double mean, sd;
    brute_moments(&law, &mean, &sd);
    assert_near(law_mean(&law), mean, 1e-9 * sd);
    assert_near(law_sd(&law), sd, 1e-9 * sd);
  }
}
END_TEST

START_TEST(moments_of_truncated_laws_are_the_integrals) {
  for (size_t i = 0; i < SMOOTH; i++) {
    struct law law = smooth_law(i);
    law = cut(law, law_quantile(&law, 0.15), law_quantile(&law, 0.8));
    double mean, sd;
    brute_moments(&law, &mean, &sd);
    assert_near(law_mean(&law), mean, 1e-8 * sd);
    assert_near(law_sd(&law), sd, 1e-8 * sd);
  }
}
END_TEST

/* A triangular law has a kink, where the rule over scores is right only to the third order; the exact figures are rational. */
START_TEST(moments_of_triangular_laws) {
  const struct law law = made("triangular", 0, 1, 4, 3);
  assert_near(law_mean(&law), 5.0 / 3, 1e-14);
  assert_near(law_sd(&law), sqrt(13.0 / 18), 1e-14);
  const struct law whole = cut(law, -1, 5), part = cut(law, 0.5, 4);
  ck_assert(law_equal(&law, &whole));
  double mean, sd;
  brute_moments(&part, &mean, &sd);
  assert_near(law_mean(&part), mean, 1e-6);
  assert_near(law_sd(&part), sd, 1e-6);
  const struct law right = cut(law, 1, 4); /* density 2 (4 - x)/9 on [1, 4] */
  assert_near(law_mean(&right), 2, 1e-14);
  assert_near(law_sd(&right), sqrt(0.5), 1e-14);
}
END_TEST

START_TEST(truncated_moments_in_closed_form) {
  const struct law half = cut(made("normal", 0, 2, 0, 2), 0, INFINITY);
  assert_near(law_mean(&half), 2 * sqrt(2 / M_PI), 1e-10);
  assert_near(law_sd(&half), 2 * sqrt(1 - 2 / M_PI), 1e-10);
  const struct law later = cut(made("exponential", 3, 0, 0, 1), 5, INFINITY); /* without memory */
  assert_near(law_mean(&later), 8, 1e-9);
  assert_near(law_sd(&later), 3, 1e-9);
  const struct law uniform = cut(made("uniform", 0, 10, 0, 2), 2, 5);
  assert_near(law_mean(&uniform), 3.5, 1e-15);
}
END_TEST

START_TEST(quantile_and_cdf_are_inverse) {
  for (size_t i = 0; i < SMOOTH; i++) {
    struct law law = smooth_law(i);
    for (int truncated = 0; truncated < 2; truncated++) {
      for (double p = 0.005; p < 1; p += 0.01) assert_near(law_cdf(&law, law_quantile(&law, p)), p, 1e-12);
      for (double z = -5; z < 5; z += 0.5)
        assert_near(law_at_score(&law, z), law_quantile(&law, gsl_cdf_ugaussian_P(z)), 1e-9 * fabs(law_at_score(&law, z)) + 1e-9);
      law = cut(law, law_quantile(&law, 0.3), law_quantile(&law, 0.9));
    }
  }
}
END_TEST

START_TEST(like_gsl) {
  for (double p = 0.02; p < 1; p += 0.02) {
    const struct law beta = made("beta", 4, 6, 0, 2), gamma = made("gamma", 4, 4.5, 0, 2), normal = made("normal", 2, 3, 0, 2),
                     lognormal = made("lognormal", 5, 2, 0, 2), exponential = made("exponential", 3, 0, 0, 1);
    assert_near(law_quantile(&beta, p), gsl_cdf_beta_Pinv(p, 4, 6), 1e-12);
    assert_near(law_quantile(&gamma, p), gsl_cdf_gamma_Pinv(p, 4, 4.5), 1e-10);
    assert_near(law_quantile(&normal, p), 2 + gsl_cdf_gaussian_Pinv(p, 3), 1e-13);
    assert_near(law_quantile(&lognormal, p), gsl_cdf_lognormal_Pinv(p, log(5), log(2)), 1e-12);
    assert_near(law_quantile(&exponential, p), gsl_cdf_exponential_Pinv(p, 3), 1e-13);
  }
}
END_TEST

START_TEST(triangular_in_closed_form) {
  const struct law law = made("triangular", 0.2, 0.5, 0.9, 3), left = made("triangular", 0, 1, 1, 3),
                   right = made("triangular", 0, 0, 1, 3);
  assert_near(law_cdf(&law, 0.5), 0.3 / 0.7, 1e-15);
  assert_near(law_quantile(&law, 0.3 / 0.7), 0.5, 1e-15);
  for (double p = 0; p <= 1; p += 0.0625) {
    assert_near(law_cdf(&law, law_quantile(&law, p)), p, 1e-14);
    assert_near(law_quantile(&left, p), sqrt(p), 1e-15);
    assert_near(law_quantile(&right, p), 1 - sqrt(1 - p), 1e-15);
  }
}
END_TEST

/* pert on [0, 1] with its mode in the middle is beta(3, 3). */
START_TEST(pert_is_a_beta_law) {
  const struct law pert = made("pert", 10, 15, 20, 3), beta = made("beta", 3, 3, 0, 2);
  for (double z = -8; z <= 8; z += 0.5) assert_near(law_at_score(&pert, z), 10 + 10 * law_at_score(&beta, z), 1e-13);
  assert_near(law_mean(&pert), 15, 1e-14);
  const struct law skewed = made("pert", 0, 1, 10, 3);
  assert_near(law_mean(&skewed), 14.0 / 6, 1e-14);
}
END_TEST

START_TEST(both_tails_are_accurate) {
  const struct law exponential = made("exponential", 3, 0, 0, 1), few = made("beta", 0.7, 5, 0, 2), many = made("beta", 5, 0.7, 0, 2);
  for (double z = 2; z <= 8; z += 0.25) {
    assert_near(law_at_score(&exponential, z), -3 * log(gsl_cdf_ugaussian_Q(z)), 1e-12);
    assert_near(law_at_score(&exponential, -z) / (-3 * log1p(-gsl_cdf_ugaussian_P(-z))), 1, 1e-13);
    assert_near(law_at_score(&few, z), 1 - law_at_score(&many, -z), 1e-15);
  }
  const struct law cut_off = cut(made("normal", 0, 1, 0, 2), 4.5, 9); /* all of it in a far tail */
  const double mass = gsl_cdf_ugaussian_Q(4.5) - gsl_cdf_ugaussian_Q(9);
  for (double p = 0.01; p < 1; p += 0.01)
    assert_near(law_quantile(&cut_off, p), gsl_cdf_ugaussian_Qinv(gsl_cdf_ugaussian_Q(9) + (1 - p) * mass), 1e-10);
  const struct law nearly_whole = cut(made("normal", 0, 1, 0, 2), -9, 6.5);
  assert_near(law_at_score(&nearly_whole, 7), gsl_cdf_ugaussian_Qinv(gsl_cdf_ugaussian_Q(6.5) + gsl_cdf_ugaussian_Q(7)), 1e-10);
}
END_TEST

START_TEST(truncation_conditions) {
  struct law law = made("normal", 0.5, 0.4, 0, 2);
  const struct law whole = law;
  double lost;
  ck_assert(law_truncate(&law, 0, 1, &lost, &err));
  const double below = gsl_cdf_gaussian_P(-0.5, 0.4), mass = 1 - 2 * below;
  assert_near(lost, 2 * below, 1e-15);
  for (double x = -0.1; x < 1.2; x += 0.1) {
    const double want = x <= 0 ? 0 : x >= 1 ? 1 : (law_cdf(&whole, x) - below) / mass;
    assert_near(law_cdf(&law, x), want, 1e-14);
  }
  ck_assert_double_eq(law_quantile(&law, 0), 0);
  ck_assert_double_eq(law_quantile(&law, 1), 1);
  ck_assert_double_eq(law_at_score(&law, 40), 1);
}
END_TEST

START_TEST(truncating_twice_is_truncating_once) {
  double first, second;
  struct law twice = made("gamma", 4, 4.5, 0, 2);
  ck_assert(law_truncate(&twice, 5, 60, &first, &err));
  ck_assert(law_truncate(&twice, 1, 30, &second, &err));
  const struct law once = cut(made("gamma", 4, 4.5, 0, 2), 5, 30);
  ck_assert(law_equal(&once, &twice));
  const struct law start = made("gamma", 4, 4.5, 0, 2);
  assert_near((1 - first) * (1 - second), law_cdf(&start, 30) - law_cdf(&start, 5), 1e-14);
}
END_TEST

START_TEST(nothing_left_is_refused) {
  double lost;
  struct law law = made("uniform", 2, 3, 0, 2);
  ck_assert(!law_truncate(&law, 0, 1, &lost, &err));
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_ptr_nonnull(strstr(err.text, "0 to 1"));
  ck_assert(!law_truncate(&law, 3, 4, &lost, &err));
  law = made("normal", 100, 1, 0, 2);
  ck_assert(!law_truncate(&law, 0, 1, &lost, &err));
  law_constant(&law, 1.4);
  ck_assert(!law_truncate(&law, 0, 1, &lost, &err));
  ck_assert(law_truncate(&law, 0, 2, &lost, &err) && lost == 0);
}
END_TEST

START_TEST(laws_without_variance_are_constants) {
  const struct {
    const char *name;
    double a, b, c;
    size_t count;
    double value;
  } fixed[] = {
      {"uniform", 3, 3, 0, 2, 3},   {"triangular", 2, 2, 2, 3, 2}, {"pert", 2, 2, 2, 3, 2},
      {"normal", 2, 0, 0, 2, 2},    {"lognormal", 7, 1, 0, 2, 7},  {"beta_mean_sd", 0.4, 0, 0, 2, 0.4},
      {"bernoulli", 0, 0, 0, 1, 0}, {"bernoulli", 1, 0, 0, 1, 1},  {"choice", 5, 5, 5, 3, 5},
  };
  for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
    struct law law = made(fixed[i].name, fixed[i].a, fixed[i].b, fixed[i].c, fixed[i].count);
    ck_assert(law_is_constant(&law));
    ck_assert_double_eq(law_at_score(&law, -3), fixed[i].value);
    ck_assert_double_eq(law_mean(&law), fixed[i].value);
    ck_assert_double_eq(law_sd(&law), 0);
    ck_assert_double_eq(law_cdf(&law, fixed[i].value), 1);
    law_free(&law);
  }
}
END_TEST

START_TEST(arguments_outside_the_domain_are_refused) {
  const struct {
    const char *name;
    double x[4];
    size_t count;
    const char *says;
  } bad[] = {
      {"beta", {4}, 1, "beta takes 2 arguments, alpha and beta, both above 0"},
      {"beta", {4}, 1, "; got 1"},
      {"beta", {-1, 4}, 2, "'beta -1 4' does not fit"},
      {"beta", {0, 4}, 2, "above 0"},
      {"beta", {1e-3, 4}, 2, "0.02"},
      {"beta", {4, 1e6}, 2, "100000"},
      {"uniform", {2, 1}, 2, "lowest"},
      {"uniform", {1, 2, 3}, 3, "got 3"},
      {"triangular", {0, 2, 1}, 3, "this order"},
      {"pert", {1, 0, 2}, 3, "this order"},
      {"normal", {0, -1}, 2, "not below 0"},
      {"lognormal", {0, 2}, 2, "median"},
      {"lognormal", {1, 0.5}, 2, "at least 1"},
      {"gamma", {-2, 1}, 2, "shape"},
      {"gamma", {2, 0}, 2, "scale"},
      {"exponential", {0}, 1, "above 0"},
      {"bernoulli", {1.2}, 1, "from 0 to 1"},
      {"bernoulli", {0.2, 0.3}, 2, "got 2"},
      {"choice", {0}, 0, "1 or more"},
      {"beta_mean_sd", {0.5, 0.5}, 2, "below 0.5"},
      {"beta_mean_sd", {0.1, 0.4}, 2, "below 0.3"},
      {"beta_mean_sd", {0.01, 0.095}, 2, "bernoulli 0.01"},
      {"beta_mean_sd", {0.5, 1e-5}, 2, "at least 0.001118"},
      {"beta_mean_sd", {1.2, 0.1}, 2, "between 0 and 1"},
      {"beta_mean_sd", {0.5, -0.1}, 2, "not below 0"},
      {"normal", {NAN, 1}, 2, "argument 1"},
      {"normal", {1, INFINITY}, 2, "argument 2"},
      {"uniform", {-1e308, 1e308}, 2, "1e100"},
      {"bata", {1, 2}, 2, "Did you mean 'beta'"},
      {"cauchy", {0, 1}, 2, "uniform, triangular"},
      {"", {0}, 0, "no law ''"},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    struct law law;
    ck_assert_msg(!law_make(&law, bad[i].name, bad[i].x, NULL, bad[i].count, &err), "%s %zu", bad[i].name, i);
    ck_assert_int_eq(err.status, STATUS_INPUT);
    ck_assert_msg(strstr(err.text, bad[i].says) != NULL, "'%s' does not say '%s'", err.text, bad[i].says);
  }
}
END_TEST

START_TEST(beta_by_mean_and_sd) {
  for (double mean = 0.1; mean < 0.95; mean += 0.1) {
    for (double sd = 0.02; sd < 0.3 && sd * sd < 0.8 * mean * (1 - mean); sd += 0.04) {
      const struct law law = made("beta_mean_sd", mean, sd, 0, 2);
      assert_near(law_mean(&law), mean, 1e-14);
      assert_near(law_sd(&law), sd, 1e-14);
    }
  }
  struct law law; /* the limits named in messages are limits */
  ck_assert(law_make(&law, "beta_mean_sd", (const double[]){0.5, 0.001119}, NULL, 2, &err));
  ck_assert(!law_make(&law, "beta_mean_sd", (const double[]){0.5, 0.001117}, NULL, 2, &err));
}
END_TEST

START_TEST(every_name_makes_a_law) {
  const double argument[] = {0.3, 0.4, 0.5};
  for (size_t i = 0; i < law_name_count; i++) {
    size_t made_with = 0;
    for (size_t count = 1; count <= 3; count++) {
      struct law law;
      const double lognormal[] = {0.3, 1.4};
      const bool wide = strcmp(law_names[i], "lognormal") == 0;
      if (wide && count > 2) continue;
      if (law_make(&law, law_names[i], wide ? lognormal : argument, NULL, count, &err)) {
        made_with++;
        law_free(&law);
      }
    }
    ck_assert_msg(made_with == 1 || strcmp(law_names[i], "choice") == 0, "%s", law_names[i]);
  }
}
END_TEST

SUITE_MAIN("distribution", closed_moments_are_the_integrals, moments_of_truncated_laws_are_the_integrals, moments_of_triangular_laws,
           truncated_moments_in_closed_form, quantile_and_cdf_are_inverse, like_gsl, triangular_in_closed_form, pert_is_a_beta_law,
           both_tails_are_accurate, truncation_conditions, truncating_twice_is_truncating_once, nothing_left_is_refused,
           laws_without_variance_are_constants, arguments_outside_the_domain_are_refused, beta_by_mean_and_sd, every_name_makes_a_law)
