/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lane_math: exp, log and tanh without branches or calls, for loops over lanes.
 *
 * libm differs between machines in the last bits and does not vectorise; these are plain arithmetic, so every compiler, vector
 * width and C library gives the same bits (with -ffp-contract=off). */
#ifndef ENTENTE_LANE_MATH_H
#define ENTENTE_LANE_MATH_H
#include <math.h>
#include <stdint.h>
#include <string.h>

static inline double lane_max(double x, double y) {
  return x > y ? x : y;
}
static inline double lane_min(double x, double y) {
  return x < y ? x : y;
}
static inline double lane_clip(double x, double low, double high) {
  return lane_min(lane_max(x, low), high);
}
static inline double lane_positive(double x) {
  return x > 0 ? x : 0;
}
/* x where a condition holds, else 0. The value is there already, so no branch is needed; nested calls are "and". */
static inline double lane_if(int condition, double x) {
  return condition ? x : 0.0;
}
static inline double lane_abs(double x) {
  return x < 0 ? -x : x;
}

/* x = k ln 2 + r with |r| <= ln 2 / 2; ln 2 in two parts (Cody and Waite 1980), k by the rounding of a large addition. */
#define LANE_EXP_REDUCE(x, k, r)                                                           \
  const double shifted = (x)*0x1.71547652b82fep+0 + 0x1.8p52;                              \
  const double rounded = shifted - 0x1.8p52;                                               \
  const double r = ((x)-rounded * 0x1.62e42fee00000p-1) - rounded * 0x1.a39ef35793c76p-33; \
  uint64_t k;                                                                              \
  memcpy(&k, &shifted, sizeof k)

static inline double lane_scale(double x, uint64_t k) {
  const uint64_t bits = (k + 1023) << 52;
  double power;
  memcpy(&power, &bits, sizeof power);
  return x * power;
}

/* The last terms of q = (e^r - 1 - r)/r^2; p is what the terms from r^5 on amount to, over r^5. */
static inline double lane_exp_series(double p, double r) {
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  return p;
}

/* q for |r| <= ln 2 / 2. */
static inline double lane_exp_rest(double r) {
  double p = 1.0 / 6227020800;
  p = p * r + 1.0 / 479001600;
  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  return lane_exp_series(p, r);
}

/* e^x, within 2 units in the last place; x is clipped to [-700, 700]. */
static inline double lane_exp(double x) {
  const double y = lane_clip(x, -700, 700);
  LANE_EXP_REDUCE(y, k, r);
  return lane_scale((lane_exp_rest(r) * r + 1) * r + 1, k);
}

/* e^x within 8e-9 relative, much closer near 0: for the chances of events, which are compared with 31 random bits. */
static inline double lane_exp_event(double x) {
  const double y = lane_clip(x, -700, 700);
  LANE_EXP_REDUCE(y, k, r);
  return lane_scale((lane_exp_series(1.0 / 5040, r) * r + 1) * r + 1, k);
}

/* Natural logarithm of a positive normal number, within 2 units in the last place or 1e-16: 2 atanh((m - 1)/(m + 1)). */
static inline double lane_log(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  const uint64_t offset = bits - UINT64_C(0x3fe6a09e667f3bcd); /* sqrt(1/2): the mantissa m lies in [sqrt(1/2), sqrt 2) */
  const double k = (double)((int32_t)(offset >> 52) - (int32_t)((offset >> 63) << 12));
  const uint64_t mantissa_bits = bits - (offset & UINT64_C(0xfff0000000000000));
  double m;
  memcpy(&m, &mantissa_bits, sizeof m);
  const double f = m - 1, s = f / (2 + f), z = s * s;
  double p = 1.0 / 23;
  p = p * z + 1.0 / 21;
  p = p * z + 1.0 / 19;
  p = p * z + 1.0 / 17;
  p = p * z + 1.0 / 15;
  p = p * z + 1.0 / 13;
  p = p * z + 1.0 / 11;
  p = p * z + 1.0 / 9;
  p = p * z + 1.0 / 7;
  p = p * z + 1.0 / 5;
  p = p * z + 1.0 / 3;
  return k * 0x1.62e42fee00000p-1 + (f - s * (f - 2 * z * p) + k * 0x1.a39ef35793c76p-33);
}

/* Hyperbolic tangent within 3 units in the last place, near 0 too; odd, and 1 from 20 on: g/(g + 2) with g = e^(2|x|) - 1, which is
 * 2^k (e^r - 1) + (2^k - 1) without cancellation. */
static inline double lane_tanh(double x) {
  const double y = 2 * lane_min(lane_abs(x), 20);
  LANE_EXP_REDUCE(y, k, r);
  const double growth = lane_scale(r + r * r * lane_exp_rest(r), k) + (lane_scale(1, k) - 1);
  return copysign(growth / (growth + 2), x);
}

#endif
