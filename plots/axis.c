/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axis.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Thousands are set off from five digits on; the minus is a real one. */
static const char *grouped(char out[AXIS_TEXT], const char *sign, double magnitude, int decimals) {
  char digits[AXIS_TEXT];
  const int size = snprintf(digits, sizeof digits, "%.*f", decimals, magnitude);
  if (size < 0 || magnitude >= 1e15) {
    snprintf(out, AXIS_TEXT, "%s%.3g", sign, magnitude);
    return out;
  }
  const size_t whole = strcspn(digits, ".");
  size_t used = (size_t)snprintf(out, AXIS_TEXT, "%s", sign);
  for (size_t i = 0; digits[i] && used + 2 < AXIS_TEXT; i++) {
    if (whole > 4 && i && i < whole && (whole - i) % 3 == 0) out[used++] = ',';
    out[used++] = digits[i];
  }
  out[used] = '\0';
  return out;
}

static bool rounds_to_zero(double value, int decimals) {
  return fabs(value) * pow(10, decimals) < 0.5;
}

const char *axis_number(char out[AXIS_TEXT], double value, int decimals) {
  if (!isfinite(value)) value = 0;
  return grouped(out, value < 0 && !rounds_to_zero(value, decimals) ? "−" : "", fabs(value), decimals);
}

static void strip_zeros(char *digits) {
  if (!strchr(digits, '.')) return;
  size_t size = strlen(digits);
  while (digits[size - 1] == '0') size--;
  digits[digits[size - 1] == '.' ? size - 1 : size] = '\0';
}

const char *axis_short(char out[AXIS_TEXT], double value, int decimals) {
  char digits[AXIS_TEXT];
  const bool thousands = fabs(value) >= 1e9;
  const int more = decimals + (thousands ? 9 : 6);
  if (!(fabs(value) >= 1e6) || fabs(value) >= 1e15) return axis_number(out, value, decimals > 0 ? decimals : 0);
  axis_number(digits, value / (thousands ? 1e9 : 1e6), more < 0 ? 0 : more > 6 ? 6 : more);
  strip_zeros(digits);
  snprintf(out, AXIS_TEXT, "%.30s %s", digits, thousands ? "bn" : "M");
  return out;
}

const char *axis_signed(char out[AXIS_TEXT], double value, int decimals) {
  if (!isfinite(value)) value = 0;
  return grouped(out, rounds_to_zero(value, decimals) ? "" : value < 0 ? "−" : "+", fabs(value), decimals);
}

/* 1, 2, 2.5 or 5 times a power of ten, at least `least`. */
static double round_step(double least, int *decimals) {
  static const struct {
    double factor;
    int more;
  } steps[] = {{1, 0}, {2, 0}, {2.5, 1}, {5, 0}, {10, -1}};
  const int exponent = (int)floor(log10(least));
  const double power = pow(10, exponent);
  size_t i = 0;
  while (i + 1 < sizeof steps / sizeof *steps && steps[i].factor * power < least * (1 - 1e-9)) i++;
  *decimals = exponent > 0 && steps[i].more <= 0 ? 0 : steps[i].more - exponent;
  if (*decimals < 0) *decimals = 0;
  return steps[i].factor * power;
}

static void sanitise(double *low, double *high) {
  if (!isfinite(*low)) *low = 0;
  if (!isfinite(*high)) *high = 0;
  if (*low > *high) {
    const double kept = *low;
    *low = *high;
    *high = kept;
  }
  if (*high - *low > 1e-9 * (fabs(*low) + fabs(*high))) return;
  const double half = *low == 0 ? 1 : fabs(*low) * 0.5;
  *low -= half;
  *high += half;
}

static void put_tics(struct axis *axis, double first, double last, double step, int decimals) {
  const double count = round((last - first) / step) + 1;
  for (double i = 0; i < count && axis->count < AXIS_TICS; i++) {
    axis->at[axis->count] = first + i * step;
    axis_short(axis->text[axis->count++], first + i * step, decimals);
  }
  axis->lines = true;
}

struct axis axis_numbers(double low, double high, size_t tics) {
  struct axis axis = {0};
  int decimals;
  sanitise(&low, &high);
  const double step = round_step((high - low) / (double)(tics ? tics : 1), &decimals);
  axis.low = floor(low / step + 1e-9) * step;
  axis.high = ceil(high / step - 1e-9) * step;
  put_tics(&axis, axis.low, axis.high, step, decimals);
  return axis;
}

struct axis axis_inside(double low, double high, size_t tics) {
  struct axis axis = {0};
  int decimals;
  sanitise(&low, &high);
  const double step = round_step((high - low) / (double)(tics ? tics : 1), &decimals);
  axis.low = low;
  axis.high = high;
  put_tics(&axis, ceil(low / step - 1e-9) * step, floor(high / step + 1e-9) * step, step, decimals);
  return axis;
}

struct axis axis_percent(double high, size_t tics) {
  if (!(high > 0)) high = 0.01;
  if (high > 1) high = 1;
  struct axis axis = axis_numbers(0, 100 * high, tics);
  if (axis.high > 100) axis.high = 100;
  while (axis.count > 1 && axis.at[axis.count - 1] > 100.0001) axis.count--;
  axis.high /= 100;
  for (size_t i = 0; i < axis.count; i++) axis.at[i] /= 100;
  return axis;
}

static void put_month(struct axis *axis, unsigned month, const char *format, unsigned value) {
  if (axis->count >= AXIS_TICS) return;
  axis->at[axis->count] = month;
  snprintf(axis->text[axis->count++], AXIS_TEXT, format, value);
}

enum { LAST_IN_MONTHS = 30 };

static const unsigned month_steps[] = {1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 360, 600, 1200};
enum { MONTH_STEPS = sizeof month_steps / sizeof *month_steps, FIRST_IN_YEARS = 4 };

/* The smallest step that there is room for; rather one that ends at the horizon, if that leaves a tic between. */
static size_t month_step(unsigned months, size_t most, size_t first) {
  while (first + 1 < MONTH_STEPS && months / month_steps[first] + 1 > most) first++;
  for (size_t i = first; i < MONTH_STEPS && months / month_steps[i] > 1; i++)
    if (months % month_steps[i] == 0) return i;
  return first;
}

struct axis axis_months(unsigned months, size_t tics) {
  struct axis axis = {.low = 0, .high = months ? months : 1};
  const bool in_years = months > LAST_IN_MONTHS;
  const size_t most = tics > 2 ? tics : 2, i = month_step(months, most, in_years ? FIRST_IN_YEARS : 0);
  put_month(&axis, 0, "signing", 0);
  for (unsigned month = month_steps[i], first = 1; month <= months; month += month_steps[i], first = 0) {
    const bool last = month + month_steps[i] > months;
    const unsigned value = in_years ? month / 12 : month;
    if (first) put_month(&axis, month, in_years ? "year %u" : "month %u", value);
    else put_month(&axis, month, last && in_years && most > 3 ? "year %u" : "%u", value);
  }
  return axis;
}
