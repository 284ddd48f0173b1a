/* SPDX-License-Identifier: GPL-3.0-or-later */
/* number: text <-> double, the same in every locale. */
#ifndef ENTENTE_NUMBER_H
#define ENTENTE_NUMBER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NUMBER_SIZE = 32 }; /* room for any number written by number_write, with its NUL */

/* Write the shortest decimal that reads back to the same double (17 significant digits at most), '.' as decimal point,
 * no "+" in exponents, "-0" as "0", not-a-number (missing) as "", infinity as "INF". Returns the length. */
size_t number_write(char out[NUMBER_SIZE], double value);

/* Write a number for people: `digits` significant digits (1 to 15) without trailing zeros, no exponent between 1e-4 and 1e15.
 * Returns the length. */
size_t number_round(char out[NUMBER_SIZE], double value, int digits);

/* Read a whole text as a decimal number: [+-]digits[.digits][e[+-]digits][%]. Nothing else that strtod would take (no nan,
 * inf, hex, spaces inside, trailing text). decimal is '.' or ','. False, and *value untouched, where it is not one or overflows. */
bool number_read(const char *text, char decimal, double *value);

/* Read a whole non-negative integer, at most `most`. */
bool number_read_whole(const char *text, uint64_t most, uint64_t *value);

#endif
