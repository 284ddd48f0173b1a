/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "error.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGES_SHOWN = 20, NAME_MOST = 63 };

/* Cut a text after its last whole UTF-8 character, so that a message too long for its room stays valid text. */
static void cut_whole(char *text, size_t length) {
  while (length > 0 && ((unsigned char)text[length - 1] & 0xc0) == 0x80) length--;
  if (length > 0 && (unsigned char)text[length - 1] >= 0xc0) length--;
  text[length] = '\0';
}

/* What a file or a command line holds must not steer the reader's terminal. */
static void blank_controls(char *text) {
  for (; *text; text++)
    if (iscntrl((unsigned char)*text) && *text != '\n') *text = ' ';
}

/* By way of a text of its own: the arguments may point into err->text. */
static bool fail_with(struct error *err, enum status status, const char *format, va_list arguments) {
  char text[sizeof err->text];
  const int length = vsnprintf(text, sizeof text, format, arguments);
  if (length < 0) text[0] = '\0';
  if (length >= (int)sizeof text) cut_whole(text, sizeof text - 1);
  blank_controls(text);
  memcpy(err->text, text, strlen(text) + 1);
  err->status = status;
  return false;
}

bool fail(struct error *err, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fail_with(err, STATUS_FAILED, format, arguments);
  va_end(arguments);
  return false;
}

bool fail_usage(struct error *err, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fail_with(err, STATUS_USAGE, format, arguments);
  va_end(arguments);
  return false;
}

bool fail_input(struct error *err, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fail_with(err, STATUS_INPUT, format, arguments);
  va_end(arguments);
  return false;
}

bool fail_memory(struct error *err) {
  return fail(err, "memory ran out; close other programs or ask for less at once");
}

static bool messages_grow(struct messages *list) {
  if (list->count & (list->count - 1)) return true; /* room doubles whenever count is a power of two */
  const size_t room = list->count ? 2 * list->count : 1;
  char **text = realloc(list->text, room * sizeof *text);
  if (!text) return false;
  list->text = text;
  return true;
}

void messages_add(struct messages *list, const char *format, ...) {
  char *text = NULL;
  va_list arguments;
  va_start(arguments, format);
  const int length = vasprintf(&text, format, arguments);
  va_end(arguments);
  if (length < 0 || !messages_grow(list)) {
    if (length >= 0) free(text);
    list->lost = true;
    return;
  }
  list->text[list->count++] = text;
}

bool messages_fail(const struct messages *list, struct error *err) {
  if (list->count == 0) return fail_memory(err);
  char text[sizeof err->text];
  size_t used = 0, shown = 0;
  const size_t room = sizeof text - 64; /* the last line always fits */
  for (; shown < list->count && shown < MESSAGES_SHOWN; shown++) {
    const size_t length = strlen(list->text[shown]);
    if (used + length + 1 > room && shown > 0) break;
    used += (size_t)snprintf(text + used, room - used, "%s%s", shown ? "\n" : "", list->text[shown]);
    if (used >= room) {
      cut_whole(text, room - 1);
      used = strlen(text);
    }
  }
  if (shown < list->count) snprintf(text + used, sizeof text - used, "\nand %zu more", list->count - shown);
  else if (list->lost) snprintf(text + used, sizeof text - used, "\nand more that memory had no room for");
  return fail_input(err, "%s", text);
}

void messages_free(struct messages *list) {
  for (size_t i = 0; i < list->count; i++) free(list->text[i]);
  free(list->text);
  *list = (struct messages){0};
}

static size_t least(size_t x, size_t y) {
  return x < y ? x : y;
}

static bool same_letter(char x, char y) {
  return tolower((unsigned char)x) == tolower((unsigned char)y);
}

/* Edit distance with swaps of neighbours (optimal string alignment): F. J. Damerau, Communications of the ACM 7 (1964) 171,
 * doi:10.1145/363958.363994. Both at most NAME_MOST long. */
static size_t edit_distance(const char *x, size_t nx, const char *y, size_t ny) {
  size_t d[NAME_MOST + 1][NAME_MOST + 1];
  for (size_t i = 0; i <= nx; i++) d[i][0] = i;
  for (size_t j = 0; j <= ny; j++) d[0][j] = j;
  for (size_t i = 1; i <= nx; i++) {
    for (size_t j = 1; j <= ny; j++) {
      const bool same = same_letter(x[i - 1], y[j - 1]);
      d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + !same);
      if (i > 1 && j > 1 && same_letter(x[i - 1], y[j - 2]) && same_letter(x[i - 2], y[j - 1]))
        d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[nx][ny];
}

const char *nearest_name(const char *name, const char *const *candidates, size_t count) {
  const size_t length = strlen(name);
  if (length > NAME_MOST) return NULL;
  const char *nearest = NULL;
  size_t best = length / 3 + 1;
  for (size_t i = 0; i < count; i++) {
    const size_t other = strlen(candidates[i]);
    if (other > NAME_MOST) continue;
    const size_t distance = edit_distance(name, length, candidates[i], other);
    if (distance < best) {
      best = distance;
      nearest = candidates[i];
    }
  }
  return nearest;
}
