/* SPDX-License-Identifier: GPL-3.0-or-later */
/* axis: round numbers at the tics, and what is written beside them. */
#ifndef ENTENTE_AXIS_H
#define ENTENTE_AXIS_H
#include <stdbool.h>
#include <stddef.h>

enum { AXIS_TICS = 16, AXIS_TEXT = 40 };

struct axis {
  double low, high; /* of the range that is drawn; low < high */
  size_t count;     /* of tics */
  double at[AXIS_TICS];
  char text[AXIS_TICS][AXIS_TEXT];
  bool lines; /* hairlines at the tics */
};

/* Tics at 1, 2, 2.5 or 5 times a power of ten, about `tics` of them (2 to 10); the range is widened to whole steps. Works for
 * low == high and refuses nothing: NaN or infinite ends count as 0. */
struct axis axis_numbers(double low, double high, size_t tics);
/* Shares of 0 to 1 in percent, from 0 to a round number above high (at most 1). */
struct axis axis_percent(double high, size_t tics);
/* The whole of a range as it is, with numbers at round places inside. */
struct axis axis_inside(double low, double high, size_t tics);
/* Months from signing to the horizon: "signing", "year 2", "4", ..., or months where the horizon is up to 30. `tics` is how many
 * there is room for. */
struct axis axis_months(unsigned months, size_t tics);

/* A number as on an axis: "−10", "2.5", "12,500". Decimals 0 to 9. */
const char *axis_number(char out[AXIS_TEXT], double value, int decimals);
/* The same with millions as "150 M" and thousands of millions as "1.47 bn"; decimals may be negative: tens, hundreds. */
const char *axis_short(char out[AXIS_TEXT], double value, int decimals);
/* With its sign, for differences: "+4", "−3", "0". */
const char *axis_signed(char out[AXIS_TEXT], double value, int decimals);

#endif
