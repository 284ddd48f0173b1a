/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_make: JSON values from what the program has. Each returns a new reference, NULL without memory; jansson's functions hand a
 * NULL on to the whole that it was meant for, so only the whole must be checked. */
#ifndef ENTENTE_JSON_MAKE_H
#define ENTENTE_JSON_MAKE_H
#include <jansson.h>
#include <time.h>
#include <stdint.h>

enum { JSON_STYLE = JSON_INDENT(2) | JSON_REAL_PRECISION(15) };

/* Text that may not be UTF-8 (an argument, a host's name): what is not becomes '?'. */
json_t *json_make_text(const char *text);
/* A number as far as every reader keeps it exactly (2^53), beyond it a string of digits. */
json_t *json_make_whole(uint64_t value);
/* null for NaN and infinities. */
json_t *json_make_real(double value);
/* The array with one element more. Takes both; NULL, with both released, if either is NULL or memory runs out. */
json_t *json_make_longer(json_t *array, json_t *element);
/* The object with one member more; likewise. */
json_t *json_make_wider(json_t *object, const char *key, json_t *value);

/* A moment in UTC: "2026-01-31T12:00:00Z"; null where there is no such moment. */
json_t *json_make_time(time_t when);
/* An array of texts. */
json_t *json_make_texts(const char *const *text, size_t count);

#endif
