/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number.h"
#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* C's strtod and printf follow the locale in their decimal point only, so a decimal point is never shown to them. */

__extension__ typedef unsigned __int128 wide;

/* A positive decimal number: digits (no leading or trailing zeros) times 10^exponent. */
struct decimal {
  uint64_t digits;
  int exponent;
};

enum {
  POSITIONAL_LOW = -5,
  POSITIONAL_HIGH = 17, /* written without exponent where the first digit's power is inside */
  MANTISSA_BITS = 52,
  EXPONENT_BIAS = 1075,
  FIVES_MOST = 27 /* largest power of 5 in 64 bits */
};

static const double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                       1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}; /* all exact */

static const uint64_t powers_of_five[FIVES_MOST + 1] = {1,
                                                        5,
                                                        25,
                                                        125,
                                                        625,
                                                        3125,
                                                        15625,
                                                        78125,
                                                        390625,
                                                        1953125,
                                                        9765625,
                                                        48828125,
                                                        244140625,
                                                        1220703125,
                                                        6103515625,
                                                        30517578125,
                                                        152587890625,
                                                        762939453125,
                                                        3814697265625,
                                                        19073486328125,
                                                        95367431640625,
                                                        476837158203125,
                                                        2384185791015625,
                                                        11920928955078125,
                                                        59604644775390625,
                                                        298023223876953125,
                                                        1490116119384765625,
                                                        7450580596923828125};

static const char digit_pairs[] = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
                                  "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

/* Digits of a whole number; returns how many. */
static size_t digits_write(char *out, uint64_t digits) {
  char text[20];
  size_t at = sizeof text;
  for (; digits >= 100; digits /= 100) {
    at -= 2;
    memcpy(text + at, digit_pairs + 2 * (digits % 100), 2);
  }
  const size_t first = digits >= 10 ? 2 : 1;
  at -= first;
  memcpy(text + at, digit_pairs + 2 * digits + (2 - first), first);
  memcpy(out, text + at, sizeof text - at);
  return sizeof text - at;
}

/* Lay out count digits that stand for d.ddd x 10^first; returns the length. */
static size_t layout(char *out, const char *digit, int count, int first) {
  char *at = out;
  if (first <= POSITIONAL_LOW || first >= POSITIONAL_HIGH) {
    *at++ = digit[0];
    if (count > 1) {
      *at++ = '.';
      memcpy(at, digit + 1, (size_t)count - 1);
      at += count - 1;
    }
    *at++ = 'e';
    if (first < 0) *at++ = '-';
    at += digits_write(at, (uint64_t)abs(first));
  } else if (first < 0) {
    memcpy(at, "0.0000", 6);
    at += 1 - first;
    memcpy(at, digit, (size_t)count);
    at += count;
  } else {
    const int whole = first + 1 < count ? first + 1 : count;
    memcpy(at, digit, (size_t)whole);
    at += whole;
    for (int i = whole; i <= first; i++) *at++ = '0';
    if (count > whole) {
      *at++ = '.';
      memcpy(at, digit + whole, (size_t)(count - whole));
      at += count - whole;
    }
  }
  *at = '\0';
  return (size_t)(at - out);
}

/* The multiple of 10^k, k as large as can be, inside [low, high] and nearest to half of twice (and of a rest above it, if any). */
static struct decimal shortest_inside(uint64_t low, uint64_t high, uint64_t twice, bool rest) {
  uint64_t power = 1;
  int exponent = 0;
  for (;;) {
    const uint64_t up = (low + 9) / 10, down = high / 10;
    if (up > down) break;
    low = up;
    high = down;
    power *= 10;
    exponent++;
  }
  uint64_t nearest = twice / (2 * power);
  const uint64_t beyond = twice - nearest * 2 * power;
  if (beyond > power || (beyond == power && (rest || nearest % 2))) nearest++;
  return (struct decimal){nearest < low ? low : nearest > high ? high : nearest, exponent};
}

/* Shortest decimal inside the rounding interval of mantissa x 2^exponent, in exact integers: 17 digits before the point, the
 * binary fraction behind it (after U. Adams, "Ryu: fast float-to-string conversion", PLDI 2018, doi:10.1145/3192366.3192369).
 * Requires 2^-36 <= value < 10^17, so that everything fits into 128 bits. */
static struct decimal shortest(uint64_t mantissa, int exponent) {
  const int binary = exponent + MANTISSA_BITS;
  const int tens = binary * 30103 / 100000 - (binary < 0); /* floor(log10 of the power of two below), or one less */
  for (int k = 16 - tens;; k--) {
    const uint64_t five = powers_of_five[k];
    const int left = exponent - 2 + k, shift = left < 0 ? -left : 0;
    const wide lift = (wide)1 << (left > 0 ? left : 0);
    const wide value = (wide)(4 * mantissa) * five * lift;
    if (value >> shift >= UINT64_C(100000000000000000)) continue;
    const bool narrow = mantissa == UINT64_C(1) << MANTISSA_BITS;
    const wide above = value + 2 * (wide)five * lift, below = value - (narrow ? 1 : 2) * (wide)five * lift;
    const wide part = ((wide)1 << shift) - 1, odd = mantissa % 2;
    const uint64_t low = (uint64_t)(odd ? (below >> shift) + 1 : (below + part) >> shift), high = (uint64_t)((above - odd) >> shift);
    const bool rest = shift > 0 && (value & (part >> 1));
    struct decimal found = shortest_inside(low, high, (uint64_t)(2 * value >> shift), rest);
    found.exponent -= k;
    return found;
  }
}

/* The decimal that printf makes of a finite value above 0, at so many significant digits. */
static struct decimal printed(double value, int count) {
  char text[NUMBER_SIZE];
  snprintf(text, sizeof text, "%.*e", count - 1, value);
  const char *mark = strchr(text, 'e');
  struct decimal out = {0, (int)strtol(mark + 1, NULL, 10) - (count - 1)};
  for (const char *at = text; at < mark; at++) {
    if (isdigit((unsigned char)*at)) out.digits = 10 * out.digits + (uint64_t)(*at - '0');
  }
  return out;
}

static double reads_as(struct decimal decimal) {
  char text[NUMBER_SIZE + 16];
  snprintf(text, sizeof text, "%llue%d", (unsigned long long)decimal.digits, decimal.exponent);
  return strtod(text, NULL);
}

/* For the few numbers outside the range of shortest(). */
static struct decimal shortest_by_trial(double value) {
  int count = 15;
  if (value < DBL_MIN) count = 1; /* subnormal: fewer digits may do */
  while (count < 17 && reads_as(printed(value, count)) != value) count++;
  return printed(value, count);
}

static struct decimal decimal_of(double value) {
  if (value < 0x1p53 && value == floor(value)) return (struct decimal){(uint64_t)value, 0};
  if (value < 0x1p-36 || value >= 1e17) return shortest_by_trial(value);
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  const uint64_t hidden = UINT64_C(1) << MANTISSA_BITS;
  return shortest((bits & (hidden - 1)) | hidden, (int)(bits >> MANTISSA_BITS) - EXPONENT_BIAS);
}

static size_t decimal_write(char *out, struct decimal decimal) {
  char digit[20];
  const size_t count = digits_write(digit, decimal.digits);
  size_t kept = count;
  while (kept > 1 && digit[kept - 1] == '0') kept--;
  return layout(out, digit, (int)kept, (int)count - 1 + decimal.exponent);
}

/* Missing, infinite (named as a table schema names it) and 0, which have no digits to find; false for other numbers. */
static bool special_write(char out[NUMBER_SIZE], double value) {
  const char *text = isnan(value) ? "" : isinf(value) ? (value < 0 ? "-INF" : "INF") : value == 0 ? "0" : NULL;
  if (text) strcpy(out, text);
  return text;
}

size_t number_write(char out[NUMBER_SIZE], double value) {
  if (special_write(out, value)) return strlen(out);
  const bool minus = value < 0;
  out[0] = '-';
  return minus + decimal_write(out + minus, decimal_of(fabs(value)));
}

size_t number_round(char out[NUMBER_SIZE], double value, int digits) {
  if (special_write(out, value)) return strlen(out);
  const bool minus = value < 0;
  out[0] = '-';
  return minus + decimal_write(out + minus, printed(fabs(value), digits));
}

enum { DIGITS_KEPT = 800 /* a tie of two doubles has fewer */, EXPONENT_MOST = 100000 };

/* A number on its way in: significant digits as text, and the power of ten of the last one. */
struct reading {
  char digit[DIGITS_KEPT + NUMBER_SIZE];
  size_t count;
  long exponent;
  bool more; /* a digit above 0 stands behind those kept */
};

static void take_digit(struct reading *in, char digit, bool fraction) {
  if (in->count < DIGITS_KEPT) {
    if (in->count > 0 || digit != '0') in->digit[in->count++] = digit;
    in->exponent -= fraction;
  } else {
    in->more |= digit != '0';
    in->exponent += !fraction;
  }
}

/* [+-]digits after e, clipped to what can make a difference. */
static bool take_exponent(const char **at, long *exponent) {
  const bool minus = **at == '-';
  if (**at == '-' || **at == '+') ++*at;
  if (!isdigit((unsigned char)**at)) return false;
  long value = 0;
  for (; isdigit((unsigned char)**at); ++*at) {
    if (value < EXPONENT_MOST) value = 10 * value + (**at - '0');
  }
  *exponent = minus ? -value : value;
  return true;
}

/* The parts of an unsigned number; *at is left behind them. */
static bool take_number(struct reading *in, const char **at, char decimal) {
  if (!isdigit((unsigned char)**at)) return false;
  for (; isdigit((unsigned char)**at); ++*at) take_digit(in, **at, false);
  if (**at == decimal) {
    if (!isdigit((unsigned char)*++*at)) return false;
    for (; isdigit((unsigned char)**at); ++*at) take_digit(in, **at, true);
  }
  if (**at != 'e' && **at != 'E') return true;
  ++*at;
  long exponent = 0;
  if (!take_exponent(at, &exponent)) return false;
  in->exponent += exponent;
  return true;
}

/* The nearest double: in one rounding where digits and power of ten are exact doubles, else by strtod. */
static double reading_value(struct reading *in) {
  if (in->count == 0) return 0;
  if (in->count <= 15 && labs(in->exponent) <= 22) {
    uint64_t digits = 0;
    for (size_t i = 0; i < in->count; i++) digits = 10 * digits + (uint64_t)(in->digit[i] - '0');
    const double power = powers_of_ten[labs(in->exponent)];
    return in->exponent < 0 ? (double)digits / power : (double)digits * power;
  }
  snprintf(in->digit + in->count, NUMBER_SIZE, "%se%ld", in->more ? "1" : "", in->exponent - in->more);
  return strtod(in->digit, NULL);
}

bool number_read(const char *text, char decimal, double *value) {
  struct reading in;
  in.count = 0;
  in.exponent = 0;
  in.more = false;
  const bool minus = *text == '-';
  if (*text == '-' || *text == '+') text++;
  if (!take_number(&in, &text, decimal)) return false;
  if (*text == '%') {
    in.exponent -= 2;
    text++;
  }
  if (*text) return false;
  const double size = reading_value(&in);
  if (!isfinite(size)) return false;
  *value = minus && size > 0 ? -size : size;
  return true;
}

bool number_read_whole(const char *text, uint64_t most, uint64_t *value) {
  if (!*text) return false;
  uint64_t whole = 0;
  for (; *text; text++) {
    if (!isdigit((unsigned char)*text)) return false;
    const uint64_t digit = (uint64_t)(*text - '0');
    if (whole > (UINT64_MAX - digit) / 10) return false;
    whole = 10 * whole + digit;
  }
  if (whole > most) return false;
  *value = whole;
  return true;
}
