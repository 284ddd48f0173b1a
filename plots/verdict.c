/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verdict.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

/* The last chunk of every PNG: no content, its name, its checksum. */
static const char PNG_END[12] = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (char)0xae, 'B', '`', (char)0x82};

static bool ends_with(const char *bytes, size_t size, const char *end, size_t length) {
  return size >= length && memcmp(bytes + size - length, end, length) == 0;
}

static size_t without_blanks(const char *bytes, size_t size) {
  while (size > 0 && isspace((unsigned char)bytes[size - 1])) size--;
  return size;
}

bool picture_is_whole(enum picture_format format, const char *bytes, size_t size) {
  const size_t trimmed = without_blanks(bytes, size);
  switch (format) {
  case PICTURE_SVG: return ends_with(bytes, trimmed, "</svg>", 6);
  case PICTURE_PNG: return ends_with(bytes, size, PNG_END, sizeof PNG_END);
  case PICTURE_PDF: return ends_with(bytes, trimmed, "%%EOF", 5);
  case PICTURE_TEXT: break;
  }
  return trimmed > 0;
}

/* What a line of gnuplot's messages says after "line 12: ", or NULL if it is no such line. */
static const char *said(const char *line, size_t length) {
  const char *const mark = memmem(line, length, "line ", 5);
  if (!mark) return NULL;
  const char *at = mark + 5;
  while (isdigit((unsigned char)*at)) at++;
  return at > mark + 5 && at[0] == ':' && at[1] == ' ' ? at + 2 : NULL;
}

static void copy_line(const char *line, char *out, size_t size) {
  snprintf(out, size, "%.*s", (int)strcspn(line, "\n"), line);
}

bool picture_error(const char *messages, char *out, size_t size) {
  for (const char *line = messages; *line;) {
    const size_t length = strcspn(line, "\n");
    const char *const text = said(line, length);
    if (text && strncmp(text, "warning:", 8) != 0) {
      copy_line(text, out, size);
      return true;
    }
    line += length + (line[length] == '\n');
  }
  return false;
}

/* The first line with something in it, for a failure that gnuplot does not call one. */
static void first_words(const char *messages, char *out, size_t size) {
  const char *const text = messages + strspn(messages, " \t\r\n");
  snprintf(out, size, *text ? "; it says: " : "");
  const size_t used = strlen(out);
  copy_line(text, out + used, size - used);
}

bool picture_judge(const struct drawing *drawing, const char *messages, int status, bool heard, struct error *err) {
  char words[512];
  const char *const name = drawing->name;
  if (picture_error(messages, words, sizeof words)) return fail(err, "%s: gnuplot cannot draw this: %s", name, words);
  first_words(messages, words, sizeof words);
  if (WIFSIGNALED(status)) return fail(err, "%s: gnuplot was ended by signal %d%s", name, WTERMSIG(status), words);
  if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
    return fail(err, "%s: gnuplot gave up with exit status %d%s", name, WEXITSTATUS(status), words);
  if (!heard) return fail(err, "%s: gnuplot stopped before the end of its script%s", name, words);
  if (drawing->length == 0) return fail(err, "%s: gnuplot drew nothing%s", name, words);
  if (!picture_is_whole(drawing->format, drawing->bytes, drawing->length))
    return fail(err, "%s: gnuplot's picture is cut off after %zu bytes%s", name, drawing->length, words);
  return true;
}
