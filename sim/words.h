/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words: numbers as people read them, rounded to what their error allows, and columns that line up. */
#ifndef ENTENTE_WORDS_H
#define ENTENTE_WORDS_H
#include <stddef.h>
#include <stdio.h>

enum { WORDS_SIZE = 128 }; /* room for what the functions below write, with its NUL */

/* Decimals at which a half-width keeps two significant digits; negative: tens, hundreds. 0 half-width: NO_ERROR. */
enum { NO_ERROR = 99 };
int decimals_of(double half);

/* A value at so many decimals; with NO_ERROR at six significant digits. NaN is "-". */
const char *words_value(char out[WORDS_SIZE], double value, int decimals);

/* "961 ± 31"; without the half-width where it is 0 or NaN. */
const char *words_around(char out[WORDS_SIZE], double value, double half);

/* A share in percent, without the sign: "58.8 ± 1.0"; bounds at the ends of the range: "< 0.04", "> 99.96". */
const char *words_share(char out[WORDS_SIZE], double value, double low, double high);

/* Columns of a terminal that UTF-8 text takes: combining marks none, wide East Asian characters and emoji two. */
size_t words_width(const char *text);
/* Write text cut to `width` columns (with an ellipsis) and padded to it, on the right, or on the left if right_aligned. */
void words_pad(FILE *out, const char *text, size_t width, int right_aligned);

#endif
