/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell_number.h"
#include "number.h"
#include "utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ADVICE_MOST = 64 }; /* longer texts are no mistyped number */

bool cell_number(const char *text, char decimal, double *value) {
  return number_read(text, decimal, value) || (decimal == ',' && number_read(text, '.', value));
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_month_name(const char *word, size_t length) {
  static const char *const names[] = {"january",     "february",  "march",   "april",    "may",      "june",    "july",
                                      "august",      "september", "october", "november", "december", "januar",  "februar",
                                      "m\xc3\xa4rz", "mrz",       "mai",     "juni",     "juli",     "oktober", "dezember"};
  if (length < 3) return false;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (length <= strlen(names[i]) && strncasecmp(word, names[i], length) == 0) return true;
  return false;
}

bool looks_like_date(const char *text) {
  size_t groups = 0, years = 0, months = 0;
  const bool slash = strchr(text, '/') != NULL, open = *text && text[strlen(text) - 1] == '.';
  while (*text) {
    size_t length = 0;
    if (is_digit(*text)) {
      while (is_digit(text[length])) length++;
      if (length == 3 || length > 4) return false;
      groups++;
      years += length == 4;
    } else if (is_name_byte(*text)) {
      while (is_name_byte(text[length])) length++;
      if (!is_month_name(text, length)) return false;
      months++;
    } else if (!strchr("-./, ", *text)) {
      return false;
    }
    text += length ? length : 1;
  }
  if (years > 1 || months > 1) return false;
  return months == 1 ? groups == 1 || groups == 2 : groups == 3 || (groups == 2 && (slash || open));
}

/* '0,5' where commas separate cells. */
static bool advise_comma(struct error *err, const char *text, char decimal) {
  double value;
  char mended[ADVICE_MOST];
  if (decimal == ',' || !number_read(text, ',', &value)) return false;
  strcpy(mended, text);
  for (char *at = mended; *at; at++)
    if (*at == ',') *at = '.';
  fail_input(err, "'%s' has a decimal comma, but commas separate cells here; write %s", text, mended);
  return true;
}

/* '0.4-0.7', with any dash or dots between two numbers. */
static bool advise_range(struct error *err, const char *text, char decimal) {
  static const char *const dashes[] = {"-", "\xe2\x80\x93", "\xe2\x80\x94", "...", "..", "\xe2\x80\xa6"};
  double value;
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
    for (const char *at = strstr(text, dashes[i]); at; at = strstr(at + 1, dashes[i])) {
      char part[2 * ADVICE_MOST];
      const char *left = text, *right = at + strlen(dashes[i]);
      const size_t left_size = utf8_trim(&left, (size_t)(at - text)), right_size = utf8_trim(&right, strlen(right));
      memcpy(part, left, left_size);
      part[left_size] = '\0';
      char *other = part + left_size + 1;
      memcpy(other, right, right_size);
      other[right_size] = '\0';
      if (!cell_number(part, decimal, &value) || !cell_number(other, decimal, &value)) continue;
      fail_input(err, "'%s' is not a number; write '%s to %s' for an interval", text, part, other);
      return true;
    }
  return false;
}

/* '.5' and '50 %': a digit too few, a blank too many. */
static bool advise_form(struct error *err, const char *text, char decimal) {
  double value;
  char mended[ADVICE_MOST + 1];
  const size_t sign = *text == '-' || *text == '+', length = strcspn(text, "%"), point = strspn(text + sign, ".,") == 1;
  const size_t kept = length - utf8_blanks_after(text, length);
  snprintf(mended, sizeof mended, "%.*s%s%.*s%s", (int)sign, text, point ? "0" : "", (int)(kept - sign), text + sign, text + length);
  if (!cell_number(mended, decimal, &value)) return false;
  fail_input(err, "'%s' is not written as a number; write %s", text, mended);
  return true;
}

/* '18 months' and '5 €': a number, then a word. */
static bool advise_unit(struct error *err, const char *text, char decimal) {
  char number[ADVICE_MOST];
  double value;
  const size_t length = strspn(text, "+-0123456789.,%");
  const char *rest = text + length;
  while (*rest == ' ') rest++;
  memcpy(number, text, length);
  number[length] = '\0';
  if (!is_name_byte(*rest) || strpbrk(rest, "0123456789") || !cell_number(number, decimal, &value)) return false;
  fail_input(err, "'%s' is not a number; write %s alone, without a unit", text, number);
  return true;
}

bool fail_not_number(struct error *err, const char *text, char decimal, const char *allowed) {
  char clip[CLIP_SIZE];
  if (strlen(text) < ADVICE_MOST) {
    if (*text == '#') return fail_input(err, "'%s' is an error value of a spreadsheet; mend the formula and save again", text);
    if (advise_comma(err, text, decimal) || advise_range(err, text, decimal) || advise_form(err, text, decimal)) return false;
    if (looks_like_date(text))
      return fail_input(err,
                        "'%s' looks like a date that a spreadsheet made of a number; format the cell as text and write the number again, "
                        "such as 0.5",
                        text);
    if (advise_unit(err, text, decimal)) return false;
  }
  return fail_input(err, "'%s' is not %s", utf8_clip(clip, text), allowed);
}
