/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"
#include "number.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int decimals_of(double half) {
  char text[NUMBER_SIZE];
  if (!(half > 0) || !isfinite(half)) return NO_ERROR;
  snprintf(text, sizeof text, "%.1e", half); /* rounds 9.96 to 10 */
  return 1 - (int)strtol(strchr(text, 'e') + 1, NULL, 10);
}

static double power_of_ten(int exponent) {
  double power = 1;
  for (; exponent > 0; exponent--) power *= 10;
  return power;
}

const char *words_value(char out[WORDS_SIZE], double value, int decimals) {
  if (isnan(value)) snprintf(out, WORDS_SIZE, "-");
  else if (decimals == NO_ERROR || fabs(value) >= 1e15) number_round(out, value, 6);
  else if (decimals < 0) snprintf(out, WORDS_SIZE, "%.0f", round(value / power_of_ten(-decimals)) * power_of_ten(-decimals) + 0.0);
  else snprintf(out, WORDS_SIZE, "%.*f", decimals < 20 ? decimals : 20, value);
  const char *const digit = out + strspn(out, "-0.");
  if (*out == '-' && out[1] && !*digit) memmove(out, out + 1, strlen(out)); /* no minus before a zero */
  return out;
}

const char *words_around(char out[WORDS_SIZE], double value, double half) {
  char around[WORDS_SIZE];
  const int decimals = decimals_of(half);
  words_value(out, value, decimals);
  if (decimals == NO_ERROR) return out;
  const size_t used = strlen(out);
  snprintf(out + used, WORDS_SIZE - used, " ± %s", words_value(around, half, decimals));
  return out;
}

const char *words_share(char out[WORDS_SIZE], double value, double low, double high) {
  char bound[WORDS_SIZE];
  const double half = 100 * fmax(value - low, high - value);
  if (value > 0 && value < 1) return words_around(out, 100 * value, half);
  if (!(half > 0)) return words_value(out, 100 * value, NO_ERROR);
  const int decimals = decimals_of(half);
  snprintf(out, WORDS_SIZE, "%s %s", value > 0 ? ">" : "<", words_value(bound, 100 * (value > 0 ? low : high), decimals));
  return out;
}

/* The next character of well-formed UTF-8; *text moves behind it. */
static uint32_t next_character(const char **text) {
  const unsigned char *byte = (const unsigned char *)*text;
  const int more = *byte >= 0xf0 ? 3 : *byte >= 0xe0 ? 2 : *byte >= 0xc0 ? 1 : 0;
  uint32_t character = more ? *byte & (0x3fu >> more) : *byte;
  int read = 1;
  for (; read <= more && (byte[read] & 0xc0) == 0x80; read++) character = character << 6 | (byte[read] & 0x3f);
  *text += read;
  return character;
}

static int inside(uint32_t character, const uint32_t (*ranges)[2], size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (character >= ranges[i][0] && character <= ranges[i][1]) return 1;
  }
  return 0;
}

/* Main ranges of The Unicode Standard: nonspacing marks and joiners; East Asian wide and emoji (UAX #11). */
static size_t columns(uint32_t character) {
  static const uint32_t none[][2] = {{0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},   {0x610, 0x61a},   {0x64b, 0x65f},
                                     {0x93c, 0x93c},   {0x941, 0x948},   {0x94d, 0x94d},   {0xe31, 0xe31},   {0xe34, 0xe3a},
                                     {0xe47, 0xe4e},   {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x20d0, 0x20ff},
                                     {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}};
  static const uint32_t wide[][2] = {{0x1100, 0x115f}, {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},   {0x4e00, 0x9fff},
                                     {0xa000, 0xa4cf}, {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},
                                     {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
  if (inside(character, none, sizeof none / sizeof *none)) return 0;
  return inside(character, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

size_t words_width(const char *text) {
  size_t width = 0;
  while (*text) width += columns(next_character(&text));
  return width;
}

static void blanks(FILE *out, size_t count) {
  for (; count > 0; count--) fputc(' ', out);
}

/* Bytes of text that fit into `width` columns; *used = how many columns they take. */
static size_t fitting(const char *text, size_t width, size_t *used) {
  const char *at = text, *end = text;
  *used = 0;
  while (*at) {
    const size_t more = columns(next_character(&at));
    if (*used + more > width) break;
    *used += more;
    end = at;
  }
  return (size_t)(end - text);
}

void words_pad(FILE *out, const char *text, size_t width, int right_aligned) {
  size_t used;
  const int cut = words_width(text) > width;
  const size_t bytes = fitting(text, cut ? width - 1 : width, &used);
  const size_t rest = width - used - (size_t)cut;
  if (right_aligned) blanks(out, rest);
  fprintf(out, "%.*s%s", (int)bytes, text, cut ? "…" : "");
  if (!right_aligned) blanks(out, rest);
}
