/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/quantile_table.h"
#include "suite.h"
#include <gsl/gsl_cdf.h>

static struct error err;

/* How near the table comes, as a share of the spread, for scores -5 to 5; the largest rounding of a node is 6e-8 of its value. */
static const struct {
  const char *name;
  double a, b, c;
  size_t count;
  double low, high, bound;
} cases[] = {
    {"uniform", 0.3, 0.9, 0, 2, 0, 1, 1e-6},
    {"triangular", 0.1, 0.3, 0.9, 3, 0, 1, 2e-4},
    {"pert", 2, 3, 9, 3, 0, 10, 2e-6},
    {"normal", 0.02, 0.01, 0, 2, -1, 1, 1e-6},
    {"normal", 0.5, 0.4, 0, 2, 0, 1, 2e-6},
    {"lognormal", 5, 1.7, 0, 2, 0, 1e12, 4e-6},
    {"lognormal", 5, 4, 0, 2, 1, 120, 4e-6},
    {"beta", 4, 6, 0, 2, 0, 1, 1e-6},
    {"beta", 0.5, 0.5, 0, 2, 0, 1, 2e-6},
    {"beta", 0.3, 2, 0, 2, 0, 1, 2e-6},
    {"beta_mean_sd", 0.6, 0.17, 0, 2, 0, 1, 1e-6},
    {"beta_mean_sd", 0.2, 0.2, 0, 2, 0, 1, 1e-6},
    {"beta", 0.1, 0.1, 0, 2, 0, 1, 3e-4},
    {"beta", 200, 300, 0, 2, 0, 1, 4e-6},
    {"gamma", 4, 4.5, 0, 2, 1, 120, 2e-6},
    {"gamma", 0.5, 1, 0, 2, 0, 100, 2e-6},
    {"exponential", 3, 0, 0, 1, 0, 100, 2e-6},
};
enum { CASES = sizeof cases / sizeof *cases };

static struct law case_law(size_t i) {
  struct law law;
  double lost;
  ck_assert_msg(law_make(&law, cases[i].name, (const double[]){cases[i].a, cases[i].b, cases[i].c}, NULL, cases[i].count, &err), "%s",
                err.text);
  ck_assert_msg(law_truncate(&law, cases[i].low, cases[i].high, &lost, &err), "%s", err.text);
  return law;
}

static struct quantile_table made(const struct law *law) {
  struct quantile_table table;
  ck_assert_msg(quantile_table_make(&table, law, &err), "%s", err.text);
  return table;
}

static double applied(const struct quantile_table *table, double score) {
  double out;
  quantile_table_apply(table, &score, &out, 1);
  return out;
}

START_TEST(tables_follow_their_laws) {
  for (size_t i = 0; i < CASES; i++) {
    const struct law law = case_law(i);
    struct quantile_table table = made(&law);
    const double sd = law_sd(&law);
    for (double z = -5; z <= 5; z += 1.0 / 77) {
      const double want = law_at_score(&law, z);
      ck_assert_msg(fabs(applied(&table, z) - want) <= cases[i].bound * sd + 1e-7 * fabs(want), "case %zu at %g: %.3g sd off", i, z,
                    (applied(&table, z) - want) / sd);
    }
    quantile_table_free(&table);
  }
}
END_TEST

START_TEST(tables_keep_the_moments) {
  for (size_t i = 0; i < CASES; i++) {
    const struct law law = case_law(i);
    struct quantile_table table = made(&law);
    const double sd = law_sd(&law), mean = law_mean(&law);
    double whole = 0, first = 0, second = 0;
    for (double z = -8; z <= 8; z += 1.0 / 512) {
      const double weight = exp(-z * z / 2), x = applied(&table, z) - mean;
      whole += weight;
      first += weight * x;
      second += weight * x * x;
    }
    assert_near(first / whole, 0, 1e-6 * sd + 1e-7 * fabs(mean));
    assert_near(sqrt(second / whole) / sd, 1, 2e-6);
    quantile_table_free(&table);
  }
}
END_TEST

/* The steepest laws that are allowed: the price of the grid is known. */
START_TEST(steps_cost_little) {
  struct law law;
  ck_assert(law_make(&law, "beta", (const double[]){0.02, 0.1}, NULL, 2, &err));
  struct quantile_table table = made(&law);
  double whole = 0, first = 0;
  for (double z = -8; z <= 8; z += 1.0 / 512) {
    whole += exp(-z * z / 2);
    first += exp(-z * z / 2) * applied(&table, z);
  }
  assert_near(first / whole, law_mean(&law), 1e-3 * law_sd(&law));
  quantile_table_free(&table);
}
END_TEST

START_TEST(values_rise_and_stay_inside) {
  for (size_t i = 0; i < CASES; i++) {
    const struct law law = case_law(i);
    struct quantile_table table = made(&law);
    ck_assert(table.low >= cases[i].low && table.high <= cases[i].high);
    ck_assert(table.low >= law_quantile(&law, 0) && table.high <= law_quantile(&law, 1));
    double before = table.low;
    for (double z = -9; z <= 9; z += 1.0 / 1009) {
      const double x = applied(&table, z);
      ck_assert_msg(x >= before - 4e-16 * fabs(x) && x >= table.low && x <= table.high, "case %zu at %g", i, z);
      before = x;
    }
    ck_assert_double_eq(applied(&table, -8.5), applied(&table, -8));
    ck_assert_double_eq(applied(&table, 8.5), applied(&table, 8));
    ck_assert_double_eq(applied(&table, INFINITY), table.high);
    ck_assert_double_eq(applied(&table, -INFINITY), table.low);
    quantile_table_free(&table);
  }
}
END_TEST

/* What leaves GSL and libm is cut to single precision; only a bound of the law itself may stand in for it. */
START_TEST(nodes_are_single_precision) {
  for (size_t i = 0; i < CASES; i++) {
    const struct law law = case_law(i);
    struct quantile_table table = made(&law);
    for (int cell = 0; cell < TABLE_CELLS; cell++) {
      const double node = table.cubic[cell][0];
      ck_assert(node == (double)(float)node || node == law_quantile(&law, 0) || node == law_quantile(&law, 1));
      ck_assert_double_eq(applied(&table, (double)cell / TABLE_CELLS_PER_SCORE - 8), node);
    }
    quantile_table_free(&table);
  }
}
END_TEST

START_TEST(any_number_of_scores_gives_the_same_bits) {
  enum { COUNT = 259 };
  double score[COUNT], out[COUNT];
  for (size_t i = 0; i < COUNT; i++) score[i] = 9 * sin((double)(i * i));
  for (size_t i = 0; i < CASES; i++) {
    const struct law law = case_law(i);
    struct quantile_table table = made(&law);
    for (size_t count = 0; count <= COUNT; count += 37) {
      for (size_t j = 0; j < COUNT; j++) out[j] = -77;
      quantile_table_apply(&table, score, out, count);
      for (size_t j = 0; j < COUNT; j++) ck_assert_double_eq(out[j], j < count ? applied(&table, score[j]) : -77);
    }
    quantile_table_free(&table);
  }
}
END_TEST

START_TEST(points_keep_values_and_probabilities) {
  for (size_t count = 1; count < 40; count++) {
    double value[40], weight[40], sum = 0, before = 0;
    for (size_t i = 0; i < count; i++) {
      value[i] = 0.1 * (double)(i * i) + 1.0 / 3;
      sum += weight[i] = 1 + (double)(i * 7 % 5);
    }
    struct law law;
    ck_assert(law_make(&law, "choice", value, weight, count, &err));
    struct quantile_table table = made(&law);
    law_free(&law);
    for (size_t i = 0; i < count; i++) {
      const double from = i ? table.threshold[i - 1] : -INFINITY, to = i + 1 < count ? table.threshold[i] : INFINITY;
      assert_near(gsl_cdf_ugaussian_P(to) - before, weight[i] / sum, 1e-7);
      before = gsl_cdf_ugaussian_P(to);
      ck_assert_double_eq(applied(&table, from), value[i]); /* from this score on */
      ck_assert_double_eq(applied(&table, nextafter(to, -INFINITY)), value[i]);
      if (i + 1 < count) ck_assert(to == (double)(float)to);
    }
    ck_assert_double_eq(table.low, value[0]);
    ck_assert_double_eq(table.high, value[count - 1]);
    quantile_table_free(&table);
  }
}
END_TEST

START_TEST(constants_are_exact) {
  struct law law;
  law_constant(&law, 0.1);
  struct quantile_table table = made(&law);
  ck_assert_double_eq(applied(&table, -20), 0.1);
  ck_assert_double_eq(applied(&table, 3), 0.1);
  quantile_table_free(&table);
  ck_assert_ptr_null(table.value);
  quantile_table_free(&table);
}
END_TEST

START_TEST(values_beyond_single_precision_are_refused) {
  struct law law;
  struct quantile_table table;
  ck_assert(law_make(&law, "lognormal", (const double[]){1e30, 100}, NULL, 2, &err));
  ck_assert(!quantile_table_make(&table, &law, &err));
  ck_assert_int_eq(err.status, STATUS_INPUT);
  double lost;
  ck_assert(law_truncate(&law, 0, 1e35, &lost, &err));
  ck_assert(quantile_table_make(&table, &law, &err));
  quantile_table_free(&table);
}
END_TEST

SUITE_MAIN("quantile_table", tables_follow_their_laws, tables_keep_the_moments, steps_cost_little, values_rise_and_stay_inside,
           nodes_are_single_precision, any_number_of_scores_gives_the_same_bits, points_keep_values_and_probabilities, constants_are_exact,
           values_beyond_single_precision_are_refused)
