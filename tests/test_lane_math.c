/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/lane_math.h"
#include "sim/random.h"
#include "tests/suite.h"

enum { POINTS = 400000 };

/* Error in units of the last place of the exact value. */
static double ulps(double got, long double exact) {
  const double near = fabs((double)exact);
  return (double)(fabsl((long double)got - exact) / (long double)(nextafter(near, INFINITY) - near));
}

/* Points spread over [low, high], with random offsets. */
static double point(int i, double low, double high) {
  return low + (high - low) * (i + uniform(random_word(1, 0, (uint64_t)i, 1, 0))) / POINTS;
}

START_TEST(exp_is_within_two_units) {
  double worst = 0;
  for (int i = 0; i < POINTS; i++) {
    const double wide = point(i, -700, 700), near = point(i, -2, 2), tiny = ldexp(near, -(i % 60));
    worst = fmax(worst, ulps(lane_exp(wide), expl(wide)));
    worst = fmax(worst, ulps(lane_exp(near), expl(near)));
    worst = fmax(worst, ulps(lane_exp(tiny), expl(tiny)));
  }
  ck_assert_msg(worst <= 2, "worst error %.3f units", worst);
  ck_assert(lane_exp(0) == 1);
  ck_assert(lane_exp(-0.0) == 1);
}
END_TEST

START_TEST(exp_clips_its_argument) {
  ck_assert(lane_exp(1e300) == lane_exp(700));
  ck_assert(lane_exp(-1e300) == lane_exp(-700));
  ck_assert(isfinite(lane_exp(INFINITY)));
  ck_assert(lane_exp(-INFINITY) > 0);
  ck_assert(lane_exp_event(INFINITY) == lane_exp_event(700));
  ck_assert(lane_exp_event(-INFINITY) == lane_exp_event(-700));
}
END_TEST

START_TEST(exp_event_keeps_its_bound) {
  double worst = 0;
  for (int i = 0; i < POINTS; i++) {
    const double wide = point(i, -700, 700), near = point(i, -1, 1);
    worst = fmax(worst, (double)fabsl(lane_exp_event(wide) / expl(wide) - 1));
    worst = fmax(worst, (double)fabsl(lane_exp_event(near) / expl(near) - 1));
    const double small = near / 16;
    ck_assert((double)fabsl(lane_exp_event(small) / expl(small) - 1) < 1e-14);
  }
  ck_assert_msg(worst <= 8e-9, "worst relative error %.3g", worst);
  ck_assert(worst > 7e-9); /* the bound is not idle */
}
END_TEST

START_TEST(exp_rises) {
  double before = lane_exp(-30);
  for (int i = 0; i < POINTS; i++) {
    const double now = lane_exp(-30 + 60 * (double)(i + 1) / POINTS);
    ck_assert(now > before);
    before = now;
  }
}
END_TEST

START_TEST(log_is_within_two_units) {
  double worst = 0;
  for (int i = 0; i < POINTS; i++) {
    const double mantissa = point(i, 1, 2), any = ldexp(mantissa, i % 2045 - 1022), near = point(i, 0.5, 2);
    const double error = fabs(ulps(lane_log(any), logl(any)));
    worst = fmax(worst, error);
    const long double exact = logl(near);
    const double gap = (double)fabsl(lane_log(near) - exact);
    if (gap > 1e-16) worst = fmax(worst, ulps(lane_log(near), exact));
  }
  ck_assert_msg(worst <= 2, "worst error %.3f units", worst);
  ck_assert(lane_log(1) == 0);
  ck_assert(ulps(lane_log(0x1p-1022), logl(0x1p-1022L)) <= 2);
  ck_assert(ulps(lane_log(0x1.fffffffffffffp+1023), logl(0x1.fffffffffffffp+1023L)) <= 2);
}
END_TEST

START_TEST(tanh_is_within_three_units) {
  double worst = 0;
  for (int i = 0; i < POINTS; i++) {
    const double wide = point(i, -21, 21), near = point(i, -1, 1), tiny = ldexp(near, -(i % 1021));
    worst = fmax(worst, ulps(lane_tanh(wide), tanhl(wide)));
    worst = fmax(worst, ulps(lane_tanh(near), tanhl(near)));
    worst = fmax(worst, ulps(lane_tanh(tiny), tanhl(tiny))); /* relative accuracy near 0 */
  }
  ck_assert_msg(worst <= 3, "worst error %.3f units", worst);
}
END_TEST

/* The C library's is within 2 units itself. */
START_TEST(tanh_agrees_with_the_c_library) {
  for (int i = 0; i < POINTS; i++) {
    const double x = point(i, -25, 25), library = tanh(x);
    ck_assert_msg(fabs(lane_tanh(x) - library) <= 5 * (nextafter(fabs(library), 2) - fabs(library)), "at %.17g", x);
  }
}
END_TEST

START_TEST(tanh_is_odd_and_bounded) {
  for (int i = 0; i < POINTS; i++) {
    const double x = point(i, 0, 30), y = lane_tanh(x);
    ck_assert(lane_tanh(-x) == -y);
    ck_assert(y >= 0 && y <= 1);
  }
  ck_assert(lane_tanh(0) == 0 && !signbit(lane_tanh(0)));
  ck_assert(lane_tanh(-0.0) == 0 && signbit(lane_tanh(-0.0)));
  ck_assert(lane_tanh(20) == 1 && lane_tanh(1e300) == 1 && lane_tanh(INFINITY) == 1 && lane_tanh(-INFINITY) == -1);
  ck_assert(lane_tanh(0x1p-1074) == 0x1p-1074 && lane_tanh(-0x1p-1022) == -0x1p-1022);
}
END_TEST

START_TEST(tanh_rises) {
  double before = lane_tanh(-10);
  for (int i = 0; i < POINTS; i++) {
    const double now = lane_tanh(-10 + 20 * (double)(i + 1) / POINTS);
    ck_assert(now > before);
    before = now;
  }
}
END_TEST

START_TEST(small_functions_do_as_they_say) {
  ck_assert(lane_max(1, 2) == 2 && lane_max(2, 1) == 2 && lane_min(1, 2) == 1 && lane_min(2, 1) == 1);
  ck_assert(lane_clip(-1, 0, 1) == 0 && lane_clip(2, 0, 1) == 1 && lane_clip(0.5, 0, 1) == 0.5);
  ck_assert(lane_positive(-3) == 0 && lane_positive(3) == 3);
  ck_assert(lane_abs(-3) == 3 && lane_abs(3) == 3);
  ck_assert(lane_if(7, 3) == 3 && lane_if(0, 3) == 0);
}
END_TEST

SUITE_MAIN("lane_math", exp_is_within_two_units, exp_clips_its_argument, exp_event_keeps_its_bound, exp_rises, log_is_within_two_units,
           tanh_is_within_three_units, tanh_agrees_with_the_c_library, tanh_is_odd_and_bounded, tanh_rises, small_functions_do_as_they_say)
