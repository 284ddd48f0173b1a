/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/correlation.h"
#include "tests/suite.h"
#include "tests/tiny_model.h"

enum { N = TINY_PARAMETERS };
static double factor[N * N];
static struct error err;

/* Entry of factor times its transpose: what the scores' correlation will be. */
static double entry(size_t i, size_t j) {
  double sum = 0;
  for (size_t k = 0; k < N; k++) sum += factor[i * N + k] * factor[j * N + k];
  return sum;
}

static void factors(const struct rank_pair *pair, size_t count) {
  size_t bad;
  ck_assert(correlation_factor(&tiny_model, pair, count, factor, &bad, &err));
}

static double blocks(size_t i, size_t j) {
  const struct parameter *x = &tiny_parameters[i], *y = &tiny_parameters[j];
  if (i == j) return 1;
  if (!*x->block || !*y->block) return 0;
  return x->loading * y->loading * (strcmp(x->block, y->block) == 0 ? 0.35 : 0.15);
}

START_TEST(model_blocks) {
  factors(NULL, 0);
  for (size_t i = 0; i < N; i++)
    for (size_t j = 0; j < N; j++) {
      assert_near(entry(i, j), blocks(i, j), 1e-14);
      if (j > i) ck_assert_double_eq(factor[i * N + j], 0);
    }
  assert_near(entry(TRUST, EFFORT_B), -0.175, 1e-14);
  assert_near(entry(TEAM, SKILL), 0.35, 1e-14);
  assert_near(entry(TRUST, TEAM), 0.15, 1e-14);
}
END_TEST

START_TEST(pairs_replace) {
  const struct rank_pair pair[] = {{TRUST, TEAM, 0.5, 0}, {PATIENCE, WORTH, -0.3, 0}};
  factors(pair, 2);
  for (size_t i = 0; i < N; i++)
    for (size_t j = 0; j < i; j++) {
      const double rho = j == TRUST && i == TEAM ? 0.5 : j == PATIENCE && i == WORTH ? -0.3 : 0;
      assert_near(entry(i, j), rho == 0 ? blocks(i, j) : 2 * sin(acos(-1) * rho / 6), 1e-7); /* single precision */
    }
}
END_TEST

/* Every entry that comes from libm is a single-precision number, so that another libm's last bit changes nothing. */
START_TEST(single_precision) {
  const struct rank_pair pair = {DRIFT, WORTH, 0.37, 0};
  factors(&pair, 1);
  ck_assert_double_eq(factor[WORTH * N + DRIFT], (double)(float)factor[WORTH * N + DRIFT]);
  assert_near(factor[WORTH * N + DRIFT], 2 * sin(acos(-1) * 0.37 / 6), 1e-7);
}
END_TEST

START_TEST(order) {
  struct rank_pair pair[] = {{2, 3, 0, 0}, {0, 7, 0, 1}, {2, 1, 0, 2}, {0, 1, 0, 3}};
  correlation_sort(pair, 4);
  static const size_t want[] = {3, 1, 2, 0};
  for (size_t i = 0; i < 4; i++) ck_assert_uint_eq(pair[i].origin, want[i]);
  correlation_sort(NULL, 0);
}
END_TEST

static bool feasible(const struct rank_pair *pair, size_t count) {
  size_t bad;
  return correlation_factor(&tiny_model, pair, count, factor, &bad, &err);
}

START_TEST(infeasible) {
  struct rank_pair pair[] = {{PATIENCE, DRIFT, 0.9, 0}, {PATIENCE, WORTH, 0.9, 0}, {DRIFT, WORTH, 0.6, 0}};
  size_t bad;
  ck_assert(!correlation_factor(&tiny_model, pair, 3, factor, &bad, &err));
  ck_assert_uint_eq(bad, 1);
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_str_eq(err.text, "0.9 does not go with the other correlations; between patience and worth it may be -0.403 to 0.403");
  pair[1].rho = 0.403;
  ck_assert(feasible(pair, 2));
  pair[1].rho = -0.403;
  ck_assert(feasible(pair, 2));
  pair[1].rho = 0.404;
  ck_assert(!feasible(pair, 2));
}
END_TEST

/* Together 0.9, 0.9 and 0.8 are a correlation matrix, though the first two are none as long as the third is 0. */
START_TEST(feasible_together) {
  const struct rank_pair pair[] = {{PATIENCE, DRIFT, 0.9, 0}, {PATIENCE, WORTH, 0.9, 0}, {DRIFT, WORTH, 0.8, 0}};
  ck_assert(feasible(pair, 3));
  assert_near(entry(DRIFT, WORTH), 2 * sin(acos(-1) * 0.8 / 6), 1e-7);
  ck_assert(!feasible(pair, 2));
}
END_TEST

/* The bound of three variables in closed form: r13 r12 +- sqrt((1 - r12^2)(1 - r13^2)). */
START_TEST(closed_form) {
  const double r12 = 2 * sin(acos(-1) * 0.7 / 6), r13 = 2 * sin(-acos(-1) * 0.4 / 6);
  const double low = r12 * r13 - sqrt((1 - r12 * r12) * (1 - r13 * r13)), high = r12 * r13 + sqrt((1 - r12 * r12) * (1 - r13 * r13));
  struct rank_pair pair[] = {{PATIENCE, DRIFT, 0.7, 0}, {PATIENCE, WORTH, -0.4, 0}, {DRIFT, WORTH, 0.9, 0}};
  size_t bad;
  char want[200];
  ck_assert(!correlation_factor(&tiny_model, pair, 3, factor, &bad, &err));
  snprintf(want, sizeof want, "may be %.10g to %.10g", ceil(6 / acos(-1) * asin(low / 2) * 1000) / 1000,
           floor(6 / acos(-1) * asin(high / 2) * 1000) / 1000);
  ck_assert_msg(strstr(err.text, want) != NULL, "%s: %s", want, err.text);
}
END_TEST

SUITE_MAIN("correlation", model_blocks, pairs_replace, single_precision, order, infeasible, feasible_together, closed_form)
