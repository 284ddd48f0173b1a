/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/axis.h"
#include "tests/suite.h"

/* Hostile and ordinary ranges. */
static const double ranges[][2] = {{0, 1},         {0, 7},           {-538, 3816},   {-1, -0.2},       {3, 3},  {0, 0},
                                   {-5, -5},       {1e-9, 2e-9},     {0, 123456789}, {1e15, 2e15},     {5, -5}, {NAN, 3},
                                   {-INFINITY, 2}, {0.0001, 0.0001}, {999.5, 1000},  {-1e-300, 1e-300}};
enum { RANGES = sizeof ranges / sizeof *ranges };

static bool is_round(double step) {
  const double power = pow(10, floor(log10(step) + 1e-9)), factor = step / power;
  static const double round_ones[] = {1, 2, 2.5, 5, 10};
  for (size_t i = 0; i < 5; i++)
    if (fabs(factor - round_ones[i]) < 1e-6) return true;
  return false;
}

static void check_tics(const struct axis *axis) {
  ck_assert_uint_ge(axis->count, 1);
  ck_assert_uint_le(axis->count, AXIS_TICS);
  ck_assert(axis->low < axis->high);
  for (size_t i = 0; i < axis->count; i++) {
    const double slack = 1e-9 * (axis->high - axis->low);
    ck_assert_msg(axis->at[i] >= axis->low - slack && axis->at[i] <= axis->high + slack, "tic %g outside %g to %g", axis->at[i], axis->low,
                  axis->high);
    ck_assert_uint_gt(strlen(axis->text[i]), 0);
    if (i) ck_assert(axis->at[i] > axis->at[i - 1]);
    if (i > 1) assert_near(axis->at[i] - axis->at[i - 1], axis->at[1] - axis->at[0], 1e-6 * (axis->at[1] - axis->at[0]));
  }
}

START_TEST(numbers_cover_the_range_in_round_steps) {
  for (size_t r = 0; r < RANGES; r++) {
    for (size_t tics = 2; tics <= 10; tics++) {
      const struct axis axis = axis_numbers(ranges[r][0], ranges[r][1], tics);
      check_tics(&axis);
      if (isfinite(ranges[r][0]) && isfinite(ranges[r][1])) {
        ck_assert(axis.low <= fmin(ranges[r][0], ranges[r][1]) + 1e-9 * fabs(ranges[r][0]));
        ck_assert(axis.high >= fmax(ranges[r][0], ranges[r][1]) - 1e-9 * fabs(ranges[r][1]));
      }
      ck_assert_msg(is_round(axis.at[1] - axis.at[0]), "step %g", axis.at[1] - axis.at[0]);
      ck_assert_msg(axis.count <= tics + 2, "%zu tics where %zu were asked", axis.count, tics);
      assert_near(axis.at[0], axis.low, 1e-9 * fabs(axis.low));
      assert_near(axis.at[axis.count - 1], axis.high, 1e-9 * fabs(axis.high));
    }
  }
}
END_TEST

START_TEST(different_tics_read_differently) {
  for (size_t r = 0; r < RANGES; r++) {
    const struct axis axis = axis_numbers(ranges[r][0], ranges[r][1], 5);
    const bool beyond_nine_decimals = axis.high - axis.low < 1e-6;
    for (size_t i = 1; i < axis.count && !beyond_nine_decimals; i++)
      ck_assert_msg(strcmp(axis.text[i], axis.text[i - 1]) != 0, "%s twice for %g to %g", axis.text[i], axis.low, axis.high);
  }
}
END_TEST

START_TEST(a_known_axis) {
  static const char *const want[] = {"−500", "0", "500", "1000", "1500", "2000"};
  const struct axis axis = axis_numbers(-158, 1696, 6);
  ck_assert_uint_eq(axis.count, 6);
  for (size_t i = 0; i < axis.count; i++) ck_assert_str_eq(axis.text[i], want[i]);
  ck_assert(axis.lines);
}
END_TEST

START_TEST(inside_keeps_the_range) {
  const struct axis axis = axis_inside(-538, 3816, 4);
  check_tics(&axis);
  ck_assert_double_eq(axis.low, -538);
  ck_assert_double_eq(axis.high, 3816);
  ck_assert_double_eq(axis.at[0], 0);
}
END_TEST

START_TEST(percents_end_at_the_whole) {
  static const double highs[] = {0, 0.0027, 0.3, 0.61, 0.999, 1, 7, NAN};
  for (size_t i = 0; i < sizeof highs / sizeof *highs; i++) {
    const struct axis axis = axis_percent(highs[i], 5);
    check_tics(&axis);
    ck_assert_double_eq(axis.low, 0);
    ck_assert_uint_ge(axis.count, 3);
    ck_assert(axis.high <= 1 && (isnan(highs[i]) || axis.high >= fmin(highs[i], 1)));
  }
  const struct axis whole = axis_percent(1, 4);
  ck_assert_str_eq(whole.text[whole.count - 1], "100");
  ck_assert_double_eq(whole.at[whole.count - 1], 1);
}
END_TEST

START_TEST(months_fit_their_room) {
  static const unsigned horizons[] = {1, 2, 7, 12, 24, 30, 31, 36, 50, 60, 84, 120, 121, 240, 600, 1200};
  for (size_t h = 0; h < sizeof horizons / sizeof *horizons; h++) {
    for (size_t tics = 2; tics <= 8; tics++) {
      const struct axis axis = axis_months(horizons[h], tics);
      check_tics(&axis);
      ck_assert_msg(axis.count <= (tics > 2 ? tics : 2), "%zu tics of %zu for %u months", axis.count, tics, horizons[h]);
      ck_assert_uint_ge(axis.count, 2);
      ck_assert_str_eq(axis.text[0], "signing");
      ck_assert_double_eq(axis.high, horizons[h]);
    }
  }
}
END_TEST

START_TEST(months_say_their_unit_and_reach_the_horizon) {
  const struct axis years = axis_months(120, 8), few = axis_months(120, 4), months = axis_months(7, 8);
  ck_assert_str_eq(years.text[1], "year 2");
  ck_assert_str_eq(years.text[2], "4");
  ck_assert_str_eq(years.text[5], "year 10");
  ck_assert_uint_eq(few.count, 3);
  ck_assert_str_eq(few.text[2], "year 10");
  ck_assert_str_eq(months.text[1], "month 1");
  ck_assert_double_eq(months.at[7], 7);
}
END_TEST

START_TEST(numbers_read_well) {
  char out[AXIS_TEXT];
  ck_assert_str_eq(axis_number(out, 1234, 0), "1234");
  ck_assert_str_eq(axis_number(out, 12500, 0), "12,500");
  ck_assert_str_eq(axis_number(out, -1234567.25, 1), "−1,234,567.2");
  ck_assert_str_eq(axis_number(out, -0.004, 2), "0.00");
  ck_assert_str_eq(axis_number(out, NAN, 0), "0");
  ck_assert_str_eq(axis_signed(out, 4.2, 1), "+4.2");
  ck_assert_str_eq(axis_signed(out, -3, 0), "−3");
  ck_assert_str_eq(axis_signed(out, 0.2, 0), "0");
  ck_assert_str_eq(axis_number(out, 1e300, 0), "1e+300");
}
END_TEST

START_TEST(millions_are_short) {
  char out[AXIS_TEXT];
  ck_assert_str_eq(axis_short(out, 999999, 0), "999,999");
  ck_assert_str_eq(axis_short(out, 150e6, 0), "150 M");
  ck_assert_str_eq(axis_short(out, -2.5e6, 0), "−2.5 M");
  ck_assert_str_eq(axis_short(out, 510758242, -6), "511 M");
  ck_assert_str_eq(axis_short(out, 1.474e9, -7), "1.47 bn");
  ck_assert_str_eq(axis_short(out, 1e9, 0), "1 bn");
  ck_assert_str_eq(axis_short(out, 0.25, 2), "0.25");
  const struct axis axis = axis_numbers(0, 8e8, 4);
  ck_assert_str_eq(axis.text[1], "200 M");
}
END_TEST

SUITE_MAIN("axis", numbers_cover_the_range_in_round_steps, different_tics_read_differently, a_known_axis, inside_keeps_the_range,
           percents_end_at_the_whole, months_fit_their_room, months_say_their_unit_and_reach_the_horizon, numbers_read_well,
           millions_are_short)
