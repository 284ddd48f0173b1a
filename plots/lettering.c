/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lettering.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Advance widths of U+0020 to U+007E in hundredths of the size. */
enum { FIRST = 32, LAST = 126, OTHER = 64, WIDE = 106, DOTS = 82, DASH = 100 };
static const unsigned char widths[2][LAST - FIRST + 1] = {
    {28, 28, 40, 63, 64, 81, 64, 22, 36, 36, 50, 66, 28, 46, 28, 36, 62, 46, 61, 64, 64, 61, 62, 57, 62, 62, 28, 28, 66, 66, 66, 51,
     94, 68, 65, 73, 72, 60, 59, 74, 74, 26, 54, 65, 56, 89, 75, 76, 63, 76, 64, 64, 64, 74, 68, 95, 64, 66, 62, 36, 36, 36, 47, 45,
     50, 56, 62, 56, 62, 58, 36, 61, 59, 24, 24, 54, 24, 87, 59, 60, 61, 61, 37, 52, 36, 58, 56, 81, 54, 56, 54, 36, 33, 36, 66},
    {23,  32, 39, 65, 65, 86, 67, 21, 41, 41, 56, 68, 30, 47, 30, 39, 69, 49, 63, 66, 68, 64, 66, 59,  66, 66, 30, 30, 68, 68, 68, 56,
     103, 75, 66, 75, 73, 61, 58, 76, 75, 28, 57, 69, 57, 91, 74, 78, 65, 78, 66, 65, 67, 73, 75, 104, 71, 72, 67, 41, 39, 41, 49, 48,
     50,  58, 64, 59, 64, 60, 39, 63, 62, 27, 27, 58, 27, 91, 62, 61, 63, 63, 41, 56, 39, 62, 59, 85,  57, 59, 57, 41, 37, 41, 68}};

/* Of a character from U+2000 to U+2FFF: ellipsis and dash, the geometric marks, and from U+2E80 on the East Asian ones are wide. */
static unsigned symbol_width(const char *text) {
  const unsigned char second = (unsigned char)text[1];
  if (strncmp(text, "…", 3) == 0) return DOTS;
  if (strncmp(text, "—", 3) == 0) return DASH;
  return second == 0x96 || second == 0x97 || second >= 0xba ? WIDE : OTHER;
}

/* Bytes of the character at text, and its width in hundredths. Continuation bytes that stand alone count as a character. */
static size_t character(const char *text, bool bold, unsigned *width) {
  const unsigned char first = (unsigned char)*text;
  *width = first < FIRST || first > 0xe2 ? WIDE : first > LAST ? OTHER : widths[bold][first - FIRST];
  if (first == 0xe2) *width = symbol_width(text);
  size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  for (size_t i = 1; i < size; i++)
    if (((unsigned char)text[i] & 0xc0) != 0x80) return i;
  return size;
}

static double width_of(const char *text, size_t bytes, double size, bool bold) {
  double sum = 0;
  for (size_t i = 0; i < bytes;) {
    unsigned width;
    i += character(text + i, bold, &width);
    sum += width;
  }
  return sum * size / 100;
}

double lettering_width(const char *text, double size, bool bold) {
  return width_of(text, strlen(text), size, bold);
}

/* Bytes of text that fit into width, at least one character. */
static size_t fitting(const char *text, size_t bytes, double size, bool bold, double width) {
  size_t end = 0;
  while (end < bytes) {
    unsigned unused;
    const size_t next = end + character(text + end, bold, &unused);
    if (end && width_of(text, next, size, bold) > width) break;
    end = next < bytes ? next : bytes;
  }
  return end;
}

/* Whether a word stays with the one before it: a sign of percent with its number, a number with what it numbers. */
static bool stays(char last, char first) {
  return first == '%' || (isdigit((unsigned char)first) && isalpha((unsigned char)last));
}

/* Bytes of the word at text with those that stay with it, if they fit into one line. */
static size_t word_of(const char *text, double size, bool bold, double width) {
  const size_t alone = strcspn(text, " \n");
  size_t end = alone;
  while (end && text[end] == ' ' && stays(text[end - 1], text[end + 1])) end += 1 + strcspn(text + end + 1, " \n");
  return width_of(text, end, size, bold) <= width ? end : alone;
}

/* Bytes of the line that begins at text: as many words as fit; 0 at the end. */
static size_t line_of(const char *text, double size, bool bold, double width) {
  size_t end = 0;
  for (;;) {
    const size_t gap = strspn(text + end, " \n"), word = word_of(text + end + gap, size, bold, width);
    if (!word) return end;
    if (end && width_of(text, end + gap + word, size, bold) > width) return end;
    end += gap + word;
    if (width_of(text, end, size, bold) > width) return end;
  }
}

static size_t add(char *out, size_t used, const char *text, size_t bytes) {
  memcpy(out + used, text, bytes);
  return used + bytes;
}

char *lettering_wrap(const char *text, double size, bool bold, double width, size_t most, size_t *lines) {
  static const char ellipsis[] = "…";
  const double dots = lettering_width(ellipsis, size, bold);
  char *const out = malloc(strlen(text) + (most + 1) * sizeof ellipsis + 1);
  size_t used = 0;
  *lines = 0;
  if (!out) return NULL;
  for (text += strspn(text, " \n"); *text && *lines < most; ++*lines) {
    if (*lines) out[used++] = '\n';
    const size_t line = line_of(text, size, bold, width);
    const char *const rest = text + line + strspn(text + line, " \n");
    const bool cut = width_of(text, line, size, bold) > width, last = *rest && *lines + 1 == most;
    size_t keep = line;
    if (cut || last) keep = fitting(text, line, size, bold, width - dots);
    while (keep && (cut || last) && text[keep - 1] == ' ') keep--;
    used = add(out, used, text, keep);
    if (cut || last) used = add(out, used, ellipsis, sizeof ellipsis - 1);
    text = rest;
  }
  out[used] = '\0';
  return out;
}

static size_t ellipses(const char *text) {
  size_t count = 0;
  for (const char *at = text; (at = strstr(at, "…")); at += strlen("…")) count++;
  return count;
}

/* Lines that a text takes; more than `most` if something of it is cut. */
static size_t lines_of(const char *text, double size, bool bold, double width, size_t most) {
  size_t lines;
  char *const wrapped = lettering_wrap(text, size, bold, width, most, &lines);
  if (wrapped && ellipses(wrapped) != ellipses(text)) lines = most + 1;
  free(wrapped);
  return lines;
}

double lettering_even(const char *text, double size, bool bold, double width, size_t most) {
  const double step = width / 64;
  const size_t lines = lines_of(text, size, bold, width, most);
  if (lines < 2 || lines > most) return width;
  while (width > 2 * step && lines_of(text, size, bold, width - step, most) == lines) width -= step;
  return width;
}

/* Labels that touch form a cluster that is centred on the mean of its wishes. */
struct cluster {
  double middle, height;
  size_t first, count;
};

static struct cluster joined(struct cluster above, struct cluster below, double top, double bottom) {
  struct cluster out = {0, above.height + below.height, above.first, above.count + below.count};
  const double wish_above = above.middle + below.height / 2, wish_below = below.middle - above.height / 2;
  out.middle = (wish_above * (double)above.count + wish_below * (double)below.count) / (double)out.count;
  out.middle = fmax(fmin(out.middle, bottom - out.height / 2), top + out.height / 2);
  return out;
}

static bool touch(const struct cluster *above, const struct cluster *below) {
  return above->middle + above->height / 2 > below->middle - below->height / 2;
}

static size_t *order_of(const double *y, size_t count) {
  size_t *const order = calloc(count ? count : 1, sizeof *order);
  for (size_t i = 0; order && i < count; i++) {
    size_t place = i;
    for (; place > 0 && y[order[place - 1]] > y[i]; place--) order[place] = order[place - 1];
    order[place] = i;
  }
  return order;
}

void lettering_push_apart(double *y, const double *height, size_t count, double top, double bottom) {
  size_t *const order = order_of(y, count);
  struct cluster *const cluster = calloc(count ? count : 1, sizeof *cluster);
  size_t clusters = 0;
  for (size_t i = 0; order && cluster && i < count; i++) {
    const double h = height[order[i]];
    cluster[clusters++] = (struct cluster){fmax(fmin(y[order[i]], bottom - h / 2), top + h / 2), h, i, 1};
    for (; clusters > 1 && touch(&cluster[clusters - 2], &cluster[clusters - 1]); clusters--)
      cluster[clusters - 2] = joined(cluster[clusters - 2], cluster[clusters - 1], top, bottom);
  }
  for (size_t c = 0; c < clusters; c++) {
    double at = cluster[c].middle - cluster[c].height / 2;
    for (size_t i = cluster[c].first; i < cluster[c].first + cluster[c].count; i++) {
      y[order[i]] = at + height[order[i]] / 2;
      at += height[order[i]];
    }
  }
  free(order);
  free(cluster);
}
