/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/distribution.h"
#include "suite.h"

static struct error err;

START_TEST(beta_has_its_points_where_they_were_asked_for) {
  unsigned fitted = 0, refused = 0;
  for (double middle = -6; middle <= 6; middle += 0.5) {
    for (double width = 0.1; width < 12; width *= 1.4) {
      const double low = 1 / (1 + exp(-(middle - width / 2))), high = 1 / (1 + exp(-(middle + width / 2)));
      struct law law;
      if (!law_interval(&law, low, high, 0, 1, &err)) {
        refused++;
        continue;
      }
      fitted++;
      ck_assert_int_eq(law.kind, LAW_BETA);
      assert_near(law_cdf(&law, low), 0.05, 1e-9);
      assert_near(law_cdf(&law, high), 0.95, 1e-9);
      assert_near(law_quantile(&law, 0.05), low, 1e-7 * low);
      assert_near(law_quantile(&law, 0.95), high, 1e-7 * high);
    }
  }
  ck_assert_uint_gt(fitted, 300);
  ck_assert_msg(refused * 20 < fitted, "%u fitted, %u refused", fitted, refused);
}
END_TEST

START_TEST(beta_comes_back_from_its_own_points) {
  static const double shape[] = {0.05, 0.3, 1, 2, 7, 40, 2000};
  for (size_t i = 0; i < sizeof shape / sizeof *shape; i++) {
    for (size_t j = 0; j < sizeof shape / sizeof *shape; j++) {
      struct law truth, law;
      ck_assert(law_make(&truth, "beta", (const double[]){shape[i], shape[j]}, NULL, 2, &err));
      const double low = law_quantile(&truth, 0.05), high = law_quantile(&truth, 0.95);
      if (!(low > 1e-250 && high < 1 - 1e-9)) continue;
      ck_assert_msg(law_interval(&law, low, high, 0, 1, &err), "beta %g %g: %s", shape[i], shape[j], err.text);
      assert_near(law.a / shape[i], 1, 1e-5);
      assert_near(law.b / shape[j], 1, 1e-5);
    }
  }
}
END_TEST

START_TEST(uniform_and_power_laws_in_closed_form) {
  struct law law;
  ck_assert(law_interval(&law, 0.05, 0.95, 0, 1, &err));
  assert_near(law.a, 1, 1e-8);
  assert_near(law.b, 1, 1e-8);
  ck_assert(law_interval(&law, pow(0.05, 0.25), pow(0.95, 0.25), 0, 1, &err)); /* F(x) = x^4 */
  assert_near(law.a, 4, 1e-7);
  assert_near(law.b, 1, 1e-7);
}
END_TEST

START_TEST(normal_where_the_range_goes_below_zero) {
  struct law law;
  ck_assert(law_interval(&law, 0, 0.04, -1, 1, &err));
  ck_assert_int_eq(law.kind, LAW_NORMAL);
  assert_near(law_mean(&law), 0.02, 1e-16);
  assert_near(law_quantile(&law, 0.05), 0, 1e-15);
  assert_near(law_quantile(&law, 0.95), 0.04, 1e-15);
}
END_TEST

START_TEST(lognormal_elsewhere) {
  struct law law;
  ck_assert(law_interval(&law, 6, 24, 1, 120, &err));
  ck_assert_int_eq(law.kind, LAW_LOGNORMAL);
  assert_near(law_quantile(&law, 0.5), 12, 1e-12);
  assert_near(law_quantile(&law, 0.05), 6, 1e-12);
  assert_near(law_quantile(&law, 0.95), 24, 1e-12);
  ck_assert(law_interval(&law, 0.1, 0.4, 0, 10, &err));
  ck_assert_int_eq(law.kind, LAW_LOGNORMAL);
}
END_TEST

START_TEST(intervals_without_a_law_say_what_to_write) {
  const struct {
    double low, high, from, to;
    const char *says;
  } bad[] = {
      {0, 0.5, 0, 1, "write uniform 0 0.5"}, {0.5, 1, 0, 1, "write uniform 0.5 1"}, {-0.2, 0.5, 0, 1, "between 0 and 1"},
      {0.5, 0.5, 0, 1, "write 0.5"},         {0.7, 0.4, 0, 1, "write 0.4 to 0.7"},  {0.4999, 0.5001, 0, 1, "write uniform 0.4999 0.5001"},
      {0, 5, 0, 10, "write uniform 0 5"},    {0.3, 0.1, -1, 1, "backwards"},        {1e-300, 0.5, 0, 1, "write uniform"},
      {NAN, 0.5, 0, 1, "interval"},          {0.5, NAN, 0, 1, "interval"},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    struct law law;
    ck_assert_msg(!law_interval(&law, bad[i].low, bad[i].high, bad[i].from, bad[i].to, &err), "%g to %g", bad[i].low, bad[i].high);
    ck_assert_int_eq(err.status, STATUS_INPUT);
    ck_assert_msg(strstr(err.text, bad[i].says) != NULL, "'%s' does not say '%s'", err.text, bad[i].says);
  }
}
END_TEST

SUITE_MAIN("distribution_fit", beta_has_its_points_where_they_were_asked_for, beta_comes_back_from_its_own_points,
           uniform_and_power_laws_in_closed_form, normal_where_the_range_goes_below_zero, lognormal_elsewhere,
           intervals_without_a_law_say_what_to_write)
