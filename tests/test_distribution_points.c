/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/distribution.h"
#include "suite.h"

static struct error err;

static struct law choice(const double *value, const double *weight, size_t count) {
  struct law law;
  ck_assert_msg(law_make(&law, "choice", value, weight, count, &err), "%s", err.text);
  return law;
}

START_TEST(choice_sorts_and_weighs) {
  struct law law = choice((const double[]){12, 1, 6, 3}, (const double[]){15, 15, 20, 50}, 4);
  ck_assert_int_eq(law.kind, LAW_POINTS);
  ck_assert_uint_eq(law.count, 4);
  const double value[] = {1, 3, 6, 12}, cumulative[] = {0.15, 0.65, 0.85, 1};
  for (size_t i = 0; i < 4; i++) {
    ck_assert_double_eq(law.value[i], value[i]);
    assert_near(law.cumulative[i], cumulative[i], 1e-15);
    assert_near(law_cdf(&law, value[i]), cumulative[i], 1e-15);
    ck_assert_double_eq(law_quantile(&law, cumulative[i] - 1e-9), value[i]);
    if (i < 3) ck_assert_double_eq(law_quantile(&law, cumulative[i] + 1e-9), value[i + 1]);
  }
  ck_assert_double_eq(law.cumulative[3], 1);
  ck_assert_double_eq(law_quantile(&law, law.cumulative[1]), 3); /* the smallest x with cdf(x) >= p */
  ck_assert_double_eq(law_quantile(&law, 0), 1);
  ck_assert_double_eq(law_quantile(&law, 1), 12);
  ck_assert_double_eq(law_cdf(&law, 0.999), 0);
  ck_assert_double_eq(law_cdf(&law, 100), 1);
  assert_near(law_mean(&law), 0.15 + 1.5 + 1.2 + 1.8, 1e-14);
  assert_near(law_sd(&law), sqrt(0.15 * 1 + 0.5 * 9 + 0.2 * 36 + 0.15 * 144 - 4.65 * 4.65), 1e-14);
  law_free(&law);
}
END_TEST

START_TEST(equal_values_merge_and_weightless_ones_go) {
  struct law law = choice((const double[]){2, 1, 2, 9}, (const double[]){1, 2, 1, 0}, 4);
  ck_assert_uint_eq(law.count, 2);
  ck_assert_double_eq(law.cumulative[0], 0.5);
  law_free(&law);
  law = choice((const double[]){7, 9}, (const double[]){1, 0}, 2);
  ck_assert(law_is_constant(&law));
  ck_assert_double_eq(law_mean(&law), 7);
}
END_TEST

START_TEST(weights_are_checked) {
  struct law law;
  const double value[] = {1, 2};
  const double *const bad[] = {(const double[]){0, 0}, (const double[]){1, -1}, (const double[]){NAN, 1}, (const double[]){INFINITY, 1}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) ck_assert(!law_make(&law, "choice", value, bad[i], 2, &err));
  ck_assert_ptr_nonnull(strstr(err.text, "weight"));
  ck_assert(!law_make(&law, "beta", value, (const double[]){1, 1}, 2, &err));
  ck_assert_ptr_nonnull(strstr(err.text, "'beta 1:1 2:1' does not fit"));
}
END_TEST

START_TEST(bernoulli_is_on_0_and_1) {
  struct law law;
  ck_assert(law_make(&law, "bernoulli", (const double[]){0.3}, NULL, 1, &err));
  assert_near(law_mean(&law), 0.3, 1e-15);
  assert_near(law_sd(&law), sqrt(0.21), 1e-15);
  ck_assert_double_eq(law_at_score(&law, 0.52), 0); /* Phi(0.5244) = 0.7 */
  ck_assert_double_eq(law_at_score(&law, 0.53), 1);
  law_free(&law);
}
END_TEST

START_TEST(data_are_resampled) {
  struct law law;
  const double seen[] = {5, 3, 3, 8, 3};
  ck_assert(law_data(&law, seen, 5, &err));
  ck_assert_uint_eq(law.count, 3);
  assert_near(law_mean(&law), 4.4, 1e-14);
  assert_near(law_cdf(&law, 3), 0.6, 1e-15);
  law_free(&law);
  ck_assert(!law_data(&law, seen, 0, &err));
  ck_assert(!law_data(&law, (const double[]){1, NAN}, 2, &err));
}
END_TEST

START_TEST(a_million_data) {
  enum { COUNT = 1000000 };
  double *value = malloc(COUNT * sizeof *value);
  ck_assert_ptr_nonnull(value);
  for (size_t i = 0; i < COUNT; i++) value[i] = (double)((i * 7919) % COUNT); /* a permutation */
  struct law law;
  ck_assert(law_data(&law, value, COUNT, &err));
  free(value);
  ck_assert_uint_eq(law.count, COUNT);
  assert_near(law_quantile(&law, 0.25), 249999.5, 0.51);
  assert_near(law_mean(&law), (COUNT - 1) / 2.0, 1e-6);
  law_free(&law);
}
END_TEST

START_TEST(truncation_drops_points) {
  struct law law = choice((const double[]){1, 2, 3, 4}, (const double[]){0.1, 0.2, 0.3, 0.4}, 4);
  double lost;
  ck_assert(law_truncate(&law, 2, 3.5, &lost, &err));
  assert_near(lost, 0.5, 1e-15);
  ck_assert_uint_eq(law.count, 2);
  assert_near(law_cdf(&law, 2), 0.4, 1e-15);
  ck_assert_double_eq(law.cumulative[1], 1);
  ck_assert(law_truncate(&law, 2.5, 9, &lost, &err));
  ck_assert(law_is_constant(&law));
  ck_assert_double_eq(law_mean(&law), 3);
  law = choice((const double[]){1, 2}, NULL, 2);
  ck_assert(!law_truncate(&law, 5, 6, &lost, &err));
  ck_assert(!law_truncate(&law, 1.2, 1.8, &lost, &err));
  law_free(&law);
}
END_TEST

START_TEST(copies_are_equal_and_their_own) {
  struct law law = choice((const double[]){1, 2, 3}, NULL, 3), copy, beta, other;
  ck_assert(law_copy(&copy, &law, &err));
  ck_assert(law_equal(&law, &copy));
  ck_assert_ptr_ne(copy.value, law.value);
  copy.cumulative[0] = 0.5;
  ck_assert(!law_equal(&law, &copy));
  law_free(&copy);
  law_free(&law);
  ck_assert_ptr_null(law.value);
  ck_assert(law_make(&beta, "beta", (const double[]){2, 3}, NULL, 2, &err));
  ck_assert(law_copy(&copy, &beta, &err) && law_equal(&copy, &beta));
  ck_assert(law_make(&other, "gamma", (const double[]){2, 3}, NULL, 2, &err));
  ck_assert(!law_equal(&beta, &other));
  ck_assert(law_make(&other, "beta", (const double[]){2, 3.5}, NULL, 2, &err));
  ck_assert(!law_equal(&beta, &other));
  double lost;
  ck_assert(law_truncate(&copy, 0.2, 0.9, &lost, &err));
  ck_assert(!law_equal(&beta, &copy));
}
END_TEST

static void check_described(const char *name, const double *argument, const double *weight, size_t count, const char *words) {
  struct law law;
  char text[200];
  ck_assert_msg(law_make(&law, name, argument, weight, count, &err), "%s", err.text);
  law_describe(&law, text, sizeof text);
  ck_assert_str_eq(text, words);
  law_free(&law);
}

START_TEST(described_in_the_words_of_a_sheet) {
  check_described("beta", (const double[]){4, 6}, NULL, 2, "beta 4 6");
  check_described("uniform", (const double[]){0.3, 0.9}, NULL, 2, "uniform 0.3 0.9");
  check_described("uniform", (const double[]){0.3, 0.3}, NULL, 2, "0.3");
  check_described("triangular", (const double[]){0.1, 0.5, 0.9}, NULL, 3, "triangular 0.1 0.5 0.9");
  check_described("pert", (const double[]){0.1, 0.3, 0.9}, NULL, 3, "pert 0.1 0.3 0.9");
  check_described("normal", (const double[]){0.02, 0.01}, NULL, 2, "normal 0.02 0.01");
  check_described("lognormal", (const double[]){5, 1.7}, NULL, 2, "lognormal 5 1.7");
  check_described("gamma", (const double[]){4, 4.5}, NULL, 2, "gamma 4 4.5");
  check_described("exponential", (const double[]){3}, NULL, 1, "exponential 3");
  check_described("bernoulli", (const double[]){0.35}, NULL, 1, "bernoulli 0.35");
  check_described("choice", (const double[]){3, 1, 2}, NULL, 3, "choice 1 2 3");
  check_described("choice", (const double[]){0, 0.5, 1}, (const double[]){4, 4, 2}, 3, "choice 0:0.4 0.5:0.4 1:0.2");
  const double many[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
  check_described("choice", many, NULL, 13, "choice of 13 values from 1 to 13");
}
END_TEST

START_TEST(bounds_and_room_are_described) {
  struct law law;
  double lost;
  char text[100], small[8], none[1] = "x";
  ck_assert(law_make(&law, "normal", (const double[]){0.5, 2}, NULL, 2, &err));
  ck_assert(law_truncate(&law, 0, 1, &lost, &err));
  law_describe(&law, text, sizeof text);
  ck_assert_str_eq(text, "normal 0.5 2 within 0 to 1");
  law_describe(&law, small, sizeof small);
  ck_assert_str_eq(small, "normal ");
  law_describe(&law, none, sizeof none);
  ck_assert_str_eq(none, "");
}
END_TEST

SUITE_MAIN("distribution_points", choice_sorts_and_weighs, equal_values_merge_and_weightless_ones_go, weights_are_checked,
           bernoulli_is_on_0_and_1, data_are_resampled, a_million_data, truncation_drops_points, copies_are_equal_and_their_own,
           described_in_the_words_of_a_sheet, bounds_and_room_are_described)
