/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accepted points: on the diagonal how each unknown's values are spread, below it the unknowns in pairs. */
#include "calibration_pictures.h"
#include "curves.h"
#include "lettering.h"
#include "page.h"
#include "sim/words.h"
#include <math.h>
#include <stdlib.h>

enum { BINS = 24, SHOWN = 400, GAP = 12, FOOT = 26 };

static size_t shown_unknowns(const struct calibration_results *results) {
  return results->calibration->unknowns < PAIRED_MOST ? results->calibration->unknowns : PAIRED_MOST;
}

static char *headline(const struct calibration_results *results) {
  size_t first = 0, second = 0;
  double most = 0;
  for (size_t u = 0; u < shown_unknowns(results); u++)
    for (size_t v = 0; v < u; v++)
      if (fabs(results->finding[u].correlation[v]) > most) {
        most = fabs(results->finding[u].correlation[v]);
        first = v;
        second = u;
      }
  const struct unknown *const unknown = results->calibration->unknown;
  if (most < 0.3) return wording("Acceptable values, and no strong tie between any two unknowns");
  return wording("Where %s is higher, %s must be %s to meet the targets", unknown[first].name, unknown[second].name,
                 results->finding[second].correlation[first] > 0 ? "higher too" : "lower");
}

static bool words(struct picture *picture, const struct calibration_results *results) {
  const struct abc_generation *const last = &results->abc->generation[results->abc->generations - 1];
  char tolerance[WORDS_SIZE];
  picture->headline = headline(results);
  char left_out[64] = "";
  if (shown_unknowns(results) < results->calibration->unknowns)
    snprintf(left_out, sizeof left_out, ". The first %zu of %zu unknowns", shown_unknowns(results), results->calibration->unknowns);
  picture->subtitle = wording(
      "Accepted points over the ranges that were searched. Diagonal: how values are spread; hairline: before the targets were known%s",
      left_out);
  picture->caption = wording(
      "%zu generations of %zu points, tolerance %s sds, worth %.0f independent points; dots are drawn by their weights · seed %llu",
      results->abc->generations, results->abc->points, words_value(tolerance, last->tolerance, 2), last->effective,
      (unsigned long long)results->calibration->study->seed);
  picture->alt = wording("Histograms and pairwise scatter plots of accepted points. %s.", picture->headline ? picture->headline : "");
  return picture->headline && picture->subtitle && picture->caption && picture->alt;
}

static void table(struct data_table *data, const struct calibration_results *results) {
  char text[WORDS_SIZE];
  const size_t count = results->calibration->unknowns;
  data->columns = count + 1;
  data_table_add(data, "Correlation");
  for (size_t u = 0; u < count; u++) data_table_add(data, "%s", results->calibration->unknown[u].name);
  for (size_t u = 0; u < count; u++) {
    data_table_add(data, "%s", results->calibration->unknown[u].name);
    for (size_t v = 0; v < count; v++) data_table_add(data, "%s", words_value(text, results->finding[u].correlation[v], 2));
  }
}

/* Where a point's unknown lies in its range. */
static double share_of(const struct calibration_results *results, size_t point, size_t unknown) {
  const struct unknown *const known = &results->calibration->unknown[unknown];
  return (results->abc->value[point * results->abc->unknowns + unknown] - known->low) / (known->high - known->low);
}

/* Up to SHOWN points, as often as their weight says. */
static void points_data(struct page *page, const struct calibration_results *results) {
  const struct abc *const abc = results->abc;
  double below = 0;
  size_t next = 0;
  page_data_begin(page);
  for (size_t i = 0; i < abc->points; i++) {
    below += abc->weight[i];
    if (!(((double)next + 0.5) / SHOWN <= below)) continue;
    while (((double)next + 0.5) / SHOWN <= below) next++;
    for (size_t u = 0; u < shown_unknowns(results); u++) page_value(page, share_of(results, i, u));
    page_row(page);
  }
  page_data_end(page);
}

/* Density of an unknown's values, 1 = spread evenly over the range. */
static void histogram(const struct calibration_results *results, size_t unknown, double bin[BINS]) {
  for (size_t b = 0; b < BINS; b++) bin[b] = 0;
  for (size_t i = 0; i < results->abc->points; i++) {
    const double at = share_of(results, i, unknown) * BINS;
    bin[at < BINS ? (size_t)fmax(at, 0) : BINS - 1] += BINS * results->abc->weight[i];
  }
}

static double histogram_data(struct page *page, const struct calibration_results *results, size_t unknown) {
  double bin[BINS], highest = 1;
  histogram(results, unknown, bin);
  page_data_begin(page);
  for (size_t b = 0; b < BINS; b++) {
    highest = fmax(highest, bin[b]);
    page_value(page, ((double)b + 0.5) / BINS);
    page_value(page, bin[b]);
    page_row(page);
  }
  page_data_end(page);
  return highest;
}

static struct panel panel_of(const struct page *page, size_t row, size_t column, size_t count) {
  const double width = (page->right - page->left) / (double)count, height = (page->bottom - page->top) / (double)count;
  return (struct panel){.left = page->left + (double)column * width + GAP,
                        .right = page->left + (double)(column + 1) * width - GAP,
                        .top = page->top + (double)row * height + FOOT,
                        .bottom = page->top + (double)(row + 1) * height - FOOT,
                        .x = {.high = 1},
                        .y = {.high = 1}};
}

/* Name above, ends of the range below where there is room for both. */
static void put_words(struct page *page, const struct panel *panel, const struct unknown *unknown) {
  char low[WORDS_SIZE], high[WORDS_SIZE];
  const double size = page->font - 3, blank = size;
  panel_title(page, panel, unknown->name, COLOUR_INK);
  words_value(low, unknown->low, NO_ERROR);
  words_value(high, unknown->high, NO_ERROR);
  if (lettering_width(low, size, false) + blank + lettering_width(high, size, false) > panel->right - panel->left) return;
  page_text(page, panel->left, panel->bottom + 13, ALIGN_LEFT, size, false, COLOUR_SOFT, low);
  page_text(page, panel->right, panel->bottom + 13, ALIGN_RIGHT, size, false, COLOUR_SOFT, high);
}

static void put_diagonal(struct page *page, const struct calibration_results *results, size_t unknown, struct panel panel) {
  char fill[COLOUR_SIZE];
  panel.y.high = 1.08 * histogram_data(page, results, unknown);
  const size_t data = page->data;
  panel_begin(page, &panel, true);
  put_words(page, &panel, &results->calibration->unknown[unknown]);
  page_line(page, panel.left, panel_y(&panel, 1), panel.right, panel_y(&panel, 1), 1, COLOUR_SOFT);
  fprintf(page->script, "plot $d%zu using 1:2:(%.6f) with boxes fs solid noborder lc rgb \"%s\"\n", data, 0.9 / BINS,
          colour_text(fill, COLOUR_PART_1));
  panel_end(page);
}

static void put_pair(struct page *page, size_t row, size_t column, const struct panel *panel) {
  char veil[COLOUR_SIZE];
  panel_begin(page, panel, false);
  page_line(page, panel->left, panel->bottom, panel->right, panel->bottom, 1, COLOUR_HAIR);
  page_line(page, panel->left, panel->top, panel->left, panel->bottom, 1, COLOUR_HAIR);
  fprintf(page->script, "plot $d1 using %zu:%zu with points pt 7 ps %.4g lc rgb \"%s\"\n", column + 1, row + 1, page_dot(4.5),
          colour_veil(veil, COLOUR_SCENARIO_1, 0.6));
  panel_end(page);
}

bool calibration_points_draw(struct picture *picture, const struct calibration_results *results, enum layout layout, struct error *err) {
  struct page page;
  if (!results->abc) return true;
  const size_t count = shown_unknowns(results);
  if (!words(picture, results)) return fail_memory(err);
  table(&picture->data, results);
  const double side = count == 1 ? 320 : layout == LAYOUT_NARROW ? 420. / (double)count + 30 : 760. / (double)count;
  if (page_begin(&page, picture, layout, side * (double)count, err)) {
    points_data(&page, results);
    for (size_t row = 0; row < count; row++)
      for (size_t column = 0; column <= row; column++) {
        const struct panel panel = panel_of(&page, row, column, count);
        if (row == column) put_diagonal(&page, results, row, panel);
        else put_pair(&page, row, column, &panel);
      }
  }
  return page_end(&page, err);
}
