/* SPDX-License-Identifier: GPL-3.0-or-later */
/* picture_help: charts of the drift model's results, and what their scripts say. */
#ifndef ENTENTE_PICTURE_HELP_H
#define ENTENTE_PICTURE_HELP_H
#include "plots/charts.h"
#include "plots/palette.h"
#include "plots/quote.h"
#include "plots/source.h"
#include "tests/drawings.h"
#include "tests/results_help.h"

/* Results of a sheet, read back. */
struct results {
  char path[PATH_ROOM];
  struct source source;
};

static inline struct results results_of(const char *sheet, uint64_t runs) {
  static const struct results_options plain = {.main_outcome = OUT_LEVEL, .tolerance = NAN};
  struct results out;
  struct error err;
  struct example example = example_read(sheet, runs, 1);
  scratch_folder(out.path);
  ck_assert_msg(example_write(&example, out.path, &plain, 1, &err), "%s", err.text);
  example_free(&example);
  ck_assert_msg(source_read(&out.source, out.path, &err), "%s", err.text);
  return out;
}

static inline void results_free(struct results *results) {
  source_free(&results->source);
  clean(results->path);
}

static inline struct picture picture_of(const struct chart *chart, const struct source *source, enum layout layout) {
  struct picture picture = {0};
  struct error err;
  ck_assert_msg(chart->draw(&picture, source, layout, &err), "%s", err.text);
  return picture;
}

/* The chart has no picture of these results, which are freed. */
static inline void check_nothing_drawn(const struct chart *chart, struct results *results) {
  struct picture picture = picture_of(chart, &results->source, LAYOUT_PAGE);
  ck_assert_ptr_null(picture.script);
  picture_free(&picture);
  results_free(results);
}

/* A sheet's headline is this one, its alternative text holds it, and its table is whole. */
static inline void check_headline(const struct chart *chart, const char *sheet, uint64_t runs, const char *headline) {
  struct results results = results_of(sheet, runs);
  struct picture picture = picture_of(chart, &results.source, LAYOUT_PAGE);
  ck_assert_ptr_nonnull(picture.script);
  ck_assert_str_eq(picture.headline, headline);
  ck_assert_ptr_nonnull(strstr(picture.alt, headline));
  ck_assert_uint_eq(picture.data.count, data_table_rows(&picture.data) * picture.data.columns);
  ck_assert_uint_gt(data_table_rows(&picture.data), 1);
  picture_free(&picture);
  results_free(&results);
}

/* A label of a script: its words, place in screen units, and colour. */
struct found_label {
  bool found;
  double x, y, size;
  char colour[COLOUR_SIZE];
  const char *after; /* the line after it */
};

/* The first label that says this. */
static inline struct found_label label_find(const char *script, const char *text) {
  struct found_label out = {0};
  char *quoted = NULL;
  size_t size;
  FILE *const literal = open_memstream(&quoted, &size);
  gp_quote(literal, text);
  fputs(" at screen", literal);
  fclose(literal);
  const char *const at = strstr(script, quoted);
  free(quoted);
  if (!at) return out;
  const char *const font = strstr(at, "font \"");
  ck_assert_int_eq(sscanf(strstr(at, " at screen") + strlen(" at screen"), " %lf,%lf", &out.x, &out.y), 2);
  ck_assert_ptr_nonnull(font);
  ck_assert_int_eq(sscanf(strchr(font, ',') + 1, "%lf", &out.size), 1);
  ck_assert_int_eq(sscanf(strstr(font, "rgb \"") + 5, "%15[^\"]", out.colour), 1);
  out.after = strchr(at, '\n') + 1;
  out.found = true;
  return out;
}

/* A number in a datablock, rows and columns from 0. */
static inline double data_at(const char *script, size_t block, size_t row, size_t column) {
  char head[64];
  double value;
  snprintf(head, sizeof head, "$d%zu << EOD\n", block);
  const char *at = strstr(script, head);
  ck_assert_msg(at != NULL, "no datablock %zu", block);
  at += strlen(head);
  for (; row > 0; row--) at = strchr(at, '\n') + 1;
  for (; column > 0; column--) at = strchr(at, ' ') + 1;
  ck_assert_msg(sscanf(at, "%lf", &value) == 1 && strncmp(at, "EOD", 3) != 0, "no such number in datablock %zu", block);
  return value;
}

static inline size_t data_rows(const char *script, size_t block) {
  char head[64];
  size_t rows = 0;
  snprintf(head, sizeof head, "$d%zu << EOD\n", block);
  const char *at = strstr(script, head);
  ck_assert_msg(at != NULL, "no datablock %zu", block);
  for (at = strchr(at, '\n') + 1; strncmp(at, "EOD", 3) != 0; at = strchr(at, '\n') + 1) rows++;
  return rows;
}

/* Whether the script has a line of this block and column in the colour. */
static inline bool has_line(const char *script, size_t block, int column, double weight, enum colour colour) {
  char want[128], text[COLOUR_SIZE];
  snprintf(want, sizeof want, "$d%zu using 1:%d with lines lw %g lc rgb \"%s\"", block, column, weight, colour_text(text, colour));
  return strstr(script, want) != NULL;
}

/* No words are smaller than a phone can show: 14 px of a page that is 420 px wide and shown at 360. */
static inline void check_sizes(const struct picture *picture) {
  for (const char *at = picture->script; (at = strstr(at, "font \"Inter")); at++) {
    double size;
    ck_assert_int_eq(sscanf(strchr(at, ',') + 1, "%lf", &size), 1);
    ck_assert_msg(size >= 14, "words of %g px", size);
  }
}

/* Every layout of the sheet's picture can be drawn without a complaint of gnuplot, by a machine that has it. */
static inline void check_drawn(const struct chart *chart, const char *sheet, uint64_t runs) {
  struct results results = results_of(sheet, runs);
  for (enum layout layout = LAYOUT_PAGE; layout <= LAYOUT_NARROW; layout++) {
    struct picture picture = picture_of(chart, &results.source, layout);
    ck_assert_ptr_nonnull(picture.script);
    ck_assert(picture.width > 400 && picture.height > 100);
    check_sizes(&picture);
    struct drawing drawing = {
        .name = "test.svg", .format = PICTURE_SVG, .terminal = SVG_TERMINAL, .script = picture.script, .size = picture.size};
    draw(&drawing);
    drawing_free(&drawing);
    picture_free(&picture);
  }
  results_free(&results);
}

#endif
