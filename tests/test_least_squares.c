/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/least_squares.h"
#include "tests/suite.h"

struct count {
  unsigned used, fail_at;
  bool outside;
};

/* A line through points: the exact answer is linear algebra. */
static bool line(void *context, const double *x, double *residual, struct error *err) {
  struct count *const count = context;
  static const double t[] = {0, 1, 2, 3, 4}, y[] = {1.1, 2.9, 5.2, 6.8, 9.1};
  if (++count->used == count->fail_at) return fail(err, "enough of it");
  for (int i = 0; i < 5; i++) residual[i] = x[0] + x[1] * t[i] - y[i];
  return true;
}

START_TEST(a_line_is_found) {
  static const struct variable_range range[] = {{-10, 10, 0.1}, {-10, 10, 0.1}};
  struct count count = {0};
  const struct least_squares p = {2, 5, range, line, &count, 60};
  double x[2] = {0, 0}, cost;
  unsigned used;
  struct error err;
  ck_assert(least_squares(&p, x, &cost, &used, &err));
  assert_near(x[0], 1.04, 1e-4); /* R: lm() */
  assert_near(x[1], 1.99, 1e-4);
  assert_near(cost, 0.107, 1e-6);
  ck_assert_uint_eq(used, count.used);
  ck_assert_uint_le(used, 60);
}

static bool rosenbrock(void *context, const double *x, double *residual, struct error *err) {
  struct count *const count = context;
  (void)err;
  count->used++;
  count->outside |= x[0] < -2 || x[0] > 0.5 || x[1] < -3 || x[1] > 3;
  residual[0] = 10 * (x[1] - x[0] * x[0]);
  residual[1] = 1 - x[0];
  return true;
}

/* The valley's end, (1, 1), is outside: the best inside is at x = .5. */
START_TEST(bounds_hold) {
  static const struct variable_range range[] = {{-2, 0.5, 0.01}, {-3, 3, 0.01}};
  struct count count = {0};
  const struct least_squares p = {2, 2, range, rosenbrock, &count, 400};
  double x[2] = {-1.2, 1}, cost;
  unsigned used;
  struct error err;
  ck_assert(least_squares(&p, x, &cost, &used, &err));
  ck_assert(!count.outside);
  assert_near(x[0], 0.5, 0.01);
  assert_near(cost, 0.25, 0.02);
}

START_TEST(the_budget_holds) {
  static const struct variable_range range[] = {{-2, 0.5, 0.01}, {-3, 3, 0.01}};
  for (unsigned budget = 1; budget < 30; budget++) {
    struct count count = {0};
    const struct least_squares p = {2, 2, range, rosenbrock, &count, budget};
    double x[2] = {-1.2, 1}, cost, residual[2];
    unsigned used;
    struct error err;
    ck_assert(least_squares(&p, x, &cost, &used, &err));
    ck_assert_uint_le(count.used, budget);
    ck_assert_uint_eq(count.used, used);
    rosenbrock(&count, x, residual, &err);
    assert_near(cost, residual[0] * residual[0] + residual[1] * residual[1], 1e-12); /* x is where the cost is */
    ck_assert_double_le(cost, 24.2 + 1e-9);
  }
}

/* At an upper bound slopes are taken backwards: a wrong sign would never leave it. */
START_TEST(from_a_bound_it_finds_back) {
  static const struct variable_range range[] = {{-10, 10, 0.5}, {-10, 10, 0.1}};
  struct count count = {0};
  const struct least_squares p = {2, 5, range, line, &count, 60};
  double x[2] = {10, 10}, cost;
  unsigned used;
  struct error err;
  ck_assert(least_squares(&p, x, &cost, &used, &err));
  assert_near(cost, 0.107, 1e-6);
}

START_TEST(a_failure_ends_it) {
  static const struct variable_range range[] = {{-10, 10, 0.1}, {-10, 10, 0.1}};
  for (unsigned at = 1; at < 6; at++) {
    struct count count = {.fail_at = at};
    const struct least_squares p = {2, 5, range, line, &count, 60};
    double x[2] = {0, 0}, cost;
    unsigned used;
    struct error err;
    ck_assert(!least_squares(&p, x, &cost, &used, &err));
    ck_assert_str_eq(err.text, "enough of it");
    ck_assert_uint_eq(count.used, at);
  }
}

SUITE_MAIN("least_squares", a_line_is_found, bounds_hold, the_budget_holds, from_a_bound_it_finds_back, a_failure_ends_it)
