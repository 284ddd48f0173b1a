/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/random.h"
#include "sim/regression.h"
#include "tests/suite.h"

/* Twelve runs; what R 4 makes of them: glm(binomial) on their 213 months one by one, with the sandwich by rowsum() over runs, and lm(). */
enum { SMALL = 12 };
static const double x1[SMALL] = {0.2, 1.5, -0.7, 2.1, 0.9, -1.3, 0.4, 1.1, -0.2, 0.6, 1.9, -0.9};
static const double x2[SMALL] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};
static const double fixed[SMALL] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
static const double left[SMALL] = {1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 1};
static const double months[SMALL] = {12, 5, 30, 3, 22, 40, 9, 14, 28, 18, 7, 25};
static const double value[SMALL] = {1.2, 3.4, -0.5, 4.1, 2.2, 0.3, 1.9, 2.8, 0.1, 1.4, 3.9, 0.2};

static struct design_matrix small_matrix(void) {
  struct design_matrix d;
  struct error err;
  ck_assert(design_matrix_make(&d, (const double *const[]){x1, fixed, x2}, 3, SMALL, &err));
  return d;
}

START_TEST(columns_are_standardised_and_constants_left_out) {
  struct design_matrix d = small_matrix();
  ck_assert_uint_eq(d.columns, 2);
  ck_assert_uint_eq(d.column[0], 1);
  ck_assert_uint_eq(d.column[1], 0);
  ck_assert_uint_eq(d.column[2], 2);
  for (size_t c = 1; c <= 2; c++) {
    double sum = 0, squares = 0;
    for (size_t i = 0; i < SMALL; i++) {
      ck_assert_double_eq(d.x[i * 3], 1);
      sum += d.x[i * 3 + c];
      squares += d.x[i * 3 + c] * d.x[i * 3 + c];
    }
    assert_near(sum, 0, 1e-12);
    assert_near(squares, SMALL, 1e-12);
  }
  design_matrix_free(&d);
}

START_TEST(logistic_is_that_of_r) {
  static const double estimate[] = {-3.292336381515023, 1.046645033685695, -0.422118972285895};
  static const double clustered[] = {0.428737569822249, 0.375818751465786, 0.412733599716677};
  static const double naive[] = {0.434647688899979, 0.529133851833195, 0.541785854055501};
  struct design_matrix d = small_matrix();
  struct logistic fit;
  struct error err;
  ck_assert(regression_logistic(&fit, &d, left, months, &err));
  ck_assert_uint_eq(fit.count, 3);
  for (size_t k = 0; k < 3; k++) {
    assert_near(fit.estimate[k], estimate[k], 1e-9);
    assert_near(fit.se[k], clustered[k], 1e-8);
    assert_near(fit.naive[k], naive[k], 1e-8);
  }
  const struct figure ratio = logistic_ratio(&fit, 1, SMALL);
  assert_near(ratio.value, exp(estimate[1]), 1e-8);
  assert_near(ratio.se, exp(estimate[1]) * clustered[1], 1e-8);
  assert_near(ratio.low, exp(estimate[1] - 1.959963984540054 * clustered[1]), 1e-8);
  assert_near(ratio.high, exp(estimate[1] + 1.959963984540054 * clustered[1]), 1e-8);
  ck_assert_uint_eq(ratio.n, SMALL);
  logistic_free(&fit);
  design_matrix_free(&d);
}

START_TEST(explained_share_is_that_of_r) {
  struct design_matrix d = small_matrix();
  struct figure figure;
  struct error err;
  ck_assert(regression_explained(&figure, &d, value, &err));
  assert_near(figure.value, 0.925319311573662, 1e-12);
  assert_near(figure.se, 0.0291589217694809, 1e-12);
  assert_near(figure.low, figure.value - 1.959963984540054 * figure.se, 1e-12);
  ck_assert_double_le(figure.high, 1);
  ck_assert(regression_explained(&figure, &d, fixed, &err));
  ck_assert(isnan(figure.value)); /* nothing to explain */
  design_matrix_free(&d);
}

static double normal(uint64_t run, unsigned draw) {
  const double u = uniform(random_word(11, 0, run, 1, draw)) + 0x1p-32, v = uniform(random_word(11, 0, run, 1, draw + 1));
  return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

/* Runs whose monthly odds of leaving go with exp(.35 x - .2 z), lived out month by month; others leave another way, or stay. */
enum { RUNS = 20000, HORIZON = 60 };
struct lives {
  double x[RUNS], z[RUNS], left[RUNS], months[RUNS];
};
static void live(struct lives *lives) {
  for (uint64_t i = 0; i < RUNS; i++) {
    lives->x[i] = normal(i, 0);
    lives->z[i] = 0.5 * lives->x[i] + sqrt(0.75) * normal(i, 2);
    const double odds = exp(-4 + 0.35 * lives->x[i] - 0.2 * lives->z[i]), leaving = odds / (1 + odds), other = 0.005;
    unsigned month = 0;
    double u = 1;
    while (month < HORIZON && u >= leaving + other) u = uniform(random_word(11, 0, i, ++month + 1, 9));
    lives->months[i] = month;
    lives->left[i] = u < leaving ? 1 : 0;
  }
}

START_TEST(a_known_hazard_ratio_is_recovered) {
  struct lives *lives = calloc(1, sizeof *lives);
  struct design_matrix d;
  struct logistic fit;
  struct error err;
  ck_assert_ptr_nonnull(lives);
  live(lives);
  ck_assert(design_matrix_make(&d, (const double *const[]){lives->x, lives->z}, 2, RUNS, &err));
  ck_assert(regression_logistic(&fit, &d, lives->left, lives->months, &err));
  /* Columns are standardised by their own standard deviations, which are 1 within 5/sqrt(2 RUNS). 5 standard errors. */
  assert_near(fit.estimate[1], 0.35, 5 * fit.se[1] + 0.35 * 0.025);
  assert_near(fit.estimate[2], -0.2, 5 * fit.se[2] + 0.2 * 0.025);
  assert_near(fit.estimate[0], -4, 5 * fit.se[0] + 0.02);
  ck_assert_double_lt(fit.se[1], 0.03);
  /* The model is right and months are independent given the inputs, so both errors estimate the same. */
  for (size_t k = 0; k < 3; k++) assert_near(fit.se[k] / fit.naive[k], 1, 0.05);
  logistic_free(&fit);
  design_matrix_free(&d);
  free(lives);
}

/* A run cut in two rows, its last month apart: the likelihood stays, the clusters do not. */
START_TEST(one_row_is_one_cluster) {
  double twice_left[2 * SMALL], twice_months[2 * SMALL], a[2 * SMALL], b[2 * SMALL];
  struct design_matrix one = small_matrix(), two;
  struct logistic whole, split;
  struct error err;
  for (size_t i = 0; i < 2 * SMALL; i++) {
    a[i] = x1[i / 2];
    b[i] = x2[i / 2];
    twice_left[i] = i % 2 ? left[i / 2] : 0;
    twice_months[i] = i % 2 ? 1 : months[i / 2] - 1; /* the last month apart */
  }
  ck_assert(design_matrix_make(&two, (const double *const[]){a, b}, 2, 2 * SMALL, &err));
  ck_assert(regression_logistic(&whole, &one, left, months, &err));
  ck_assert(regression_logistic(&split, &two, twice_left, twice_months, &err));
  for (size_t k = 0; k < 3; k++) {
    assert_near(split.estimate[k], whole.estimate[k], 1e-9); /* the same likelihood */
    assert_near(split.naive[k], whole.naive[k], 1e-8);
    ck_assert_double_gt(fabs(split.se[k] - whole.se[k]), 1e-4);
  }
  logistic_free(&whole);
  logistic_free(&split);
  design_matrix_free(&one);
  design_matrix_free(&two);
}

START_TEST(what_cannot_be_computed_is_said) {
  struct design_matrix d;
  struct figure figure;
  struct logistic fit;
  struct error err;
  static const double none[SMALL] = {0};
  ck_assert(design_matrix_make(&d, (const double *const[]){x1, x1}, 2, SMALL, &err));
  ck_assert(!regression_explained(&figure, &d, value, &err));
  ck_assert_ptr_nonnull(strstr(err.text, "linear combinations"));
  ck_assert(!regression_logistic(&fit, &d, left, months, &err));
  ck_assert_ptr_nonnull(strstr(err.text, "linear combinations"));
  logistic_free(&fit);
  design_matrix_free(&d);
  d = small_matrix();
  ck_assert(!regression_logistic(&fit, &d, none, months, &err));
  ck_assert_ptr_nonnull(strstr(err.text, "take more runs"));
  logistic_free(&fit);
  design_matrix_free(&d);
}

SUITE_MAIN("regression", columns_are_standardised_and_constants_left_out, logistic_is_that_of_r, explained_share_is_that_of_r,
           a_known_hazard_ratio_is_recovered, one_row_is_one_cluster, what_cannot_be_computed_is_said)
