/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each unknown on its own range, from end to end: the interval, and the best value as a dot. */
#include "calibration_pictures.h"
#include "curves.h"
#include "lettering.h"
#include "page.h"
#include "sim/words.h"
#include <math.h>
#include <stdlib.h>

enum { ROW = 62, ROW_NARROW = 92, HEAD = 10, NAME = 190, BAR = 330, EDGE_ROOM = 14 };

static const enum colour told_colours[] = {COLOUR_SCENARIO_1, COLOUR_SOFT, COLOUR_UNDECIDED};

/* "a, b and c" of the unknowns that are told so much. */
static char *names_told(const struct calibration_results *results, enum told told) {
  char *text = NULL;
  size_t size, count = 0, written = 0;
  FILE *const out = open_memstream(&text, &size);
  if (!out) return NULL;
  for (size_t u = 0; u < results->calibration->unknowns; u++) count += finding_told(&results->finding[u]) == told;
  for (size_t u = 0; u < results->calibration->unknowns; u++) {
    if (finding_told(&results->finding[u]) != told) continue;
    fprintf(out, "%s%s", written == 0 ? "" : written + 1 == count ? " and " : ", ", results->calibration->unknown[u].name);
    written++;
  }
  if (fclose(out) == 0) return text;
  free(text);
  return NULL;
}

static char *headline(const struct calibration_results *results) {
  char *const much = names_told(results, TOLD_MUCH), *const little = names_told(results, TOLD_LITTLE),
              *const nothing = names_told(results, TOLD_NOTHING);
  char *text = NULL;
  if (much && little && nothing) {
    const char *const first = *much ? " much about " : "", *const middle = *little ? " little about " : "",
                      *const last = *nothing ? " nothing about " : "";
    text = wording("The targets tell%s%s%s%s%s%s%s%s", first, much, *much && *little ? "," : "", middle, little,
                   (*much || *little) && *nothing ? "," : "", last, nothing);
  }
  free(much);
  free(little);
  free(nothing);
  return text;
}

static bool words(struct picture *picture, const struct calibration_results *results) {
  const struct calibration *const calibration = results->calibration;
  picture->headline = headline(results);
  picture->subtitle = wording("Line: the range that was searched. Bar: %s. Dot: %s",
                              results->abc ? "where 95 % of the accepted points lie" : "95 % interval",
                              results->abc ? "their median" : "the best value");
  picture->caption = wording("%zu targets · %llu points of %llu runs, seed %llu", calibration->targets->count,
                             (unsigned long long)results->points, (unsigned long long)calibration->runs,
                             (unsigned long long)calibration->study->seed);
  picture->alt = wording("Intervals of %zu unknowns inside their ranges. %s.", calibration->unknowns,
                         picture->headline ? picture->headline : "");
  return picture->headline && picture->subtitle && picture->caption && picture->alt;
}

static const char *interval_words(const struct finding *finding, char out[PHRASE_SIZE]) {
  char best[WORDS_SIZE], low[WORDS_SIZE], high[WORDS_SIZE];
  const int decimals = decimals_of((finding->high - finding->low) / 4);
  snprintf(out, PHRASE_SIZE, "%.40s (%.40s to %.40s)", words_value(best, finding->best, decimals), words_value(low, finding->low, decimals),
           words_value(high, finding->high, decimals));
  return out;
}

static void table(struct data_table *data, const struct calibration_results *results) {
  static const char *const headings[] = {"Unknown", "Value (95 %)", "Range", "The targets tell"};
  char text[PHRASE_SIZE], low[WORDS_SIZE], high[WORDS_SIZE];
  data->columns = sizeof headings / sizeof *headings;
  for (size_t i = 0; i < data->columns; i++) data_table_add(data, "%s", headings[i]);
  for (size_t u = 0; u < results->calibration->unknowns; u++) {
    const struct unknown *const unknown = &results->calibration->unknown[u];
    data_table_add(data, "%s", unknown->name);
    data_table_add(data, "%s", interval_words(&results->finding[u], text));
    data_table_add(data, "%s to %s", words_value(low, unknown->low, NO_ERROR), words_value(high, unknown->high, NO_ERROR));
    data_table_add(data, "%s", told_names[finding_told(&results->finding[u])]);
  }
}

static void put_row(struct page *page, const struct calibration_results *results, size_t u, const struct panel *panel) {
  const struct unknown *const unknown = &results->calibration->unknown[u];
  const struct finding *const finding = &results->finding[u];
  const bool narrow = page->layout == LAYOUT_NARROW;
  const double row = narrow ? ROW_NARROW : ROW, top = page->top + HEAD + (double)u * row;
  const double y = top + (narrow ? 42 : 20), size = page->font - 3;
  char text[PHRASE_SIZE], told[PHRASE_SIZE], end[WORDS_SIZE];
  snprintf(told, sizeof told, "told %s", told_names[finding_told(finding)]);
  page_text(page, narrow ? page->left : panel->left - EDGE_ROOM - 6, narrow ? top + 12 : y, narrow ? ALIGN_LEFT : ALIGN_RIGHT, page->font,
            true, COLOUR_INK, unknown->name);
  page_text(page, panel->left, y + 20, ALIGN_LEFT, size, false, COLOUR_SOFT, words_value(end, unknown->low, NO_ERROR));
  page_text(page, panel->right, y + 20, ALIGN_RIGHT, size, false, COLOUR_SOFT, words_value(end, unknown->high, NO_ERROR));
  interval_words(finding, text);
  page_text(page, narrow ? page->right : panel->right + 26, narrow ? top + 12 : y, narrow ? ALIGN_RIGHT : ALIGN_LEFT, size + 1, false,
            COLOUR_INK, text);
  if (!narrow) page_text(page, panel->right + 26, y + 20, ALIGN_LEFT, size, false, COLOUR_SOFT, told);
}

/* Room for the names, left of the ranges. */
static double names_room(const struct page *page, const struct calibration *calibration) {
  double most = NAME;
  for (size_t u = 0; u < calibration->unknowns; u++)
    most = fmax(most, lettering_width(calibration->unknown[u].name, page->font, true) + 10);
  return most;
}

/* Rows: best, height, ends of the interval, in shares of the range and of the body. */
static void rows_data(struct page *page, const struct calibration_results *results, const struct panel *panel) {
  const bool narrow = page->layout == LAYOUT_NARROW;
  page_data_begin(page);
  for (size_t u = 0; u < results->calibration->unknowns; u++) {
    const struct unknown *const unknown = &results->calibration->unknown[u];
    const struct finding *const finding = &results->finding[u];
    const double y = HEAD + (double)u * (narrow ? ROW_NARROW : ROW) + (narrow ? 42 : 20), width = unknown->high - unknown->low;
    page_value(page, (finding->best - unknown->low) / width);
    page_value(page, 1 - y / (panel->bottom - panel->top));
    page_value(page, (finding->low - unknown->low) / width);
    page_value(page, (finding->high - unknown->low) / width);
    page_row(page);
  }
  page_data_end(page);
}

static void plot_rows(struct page *page, const struct calibration_results *results) {
  char colour[COLOUR_SIZE];
  fprintf(page->script, "plot $d1 using (0):2:(1):(0) with vectors nohead lw 1.5 lc rgb \"%s\", ", colour_text(colour, COLOUR_GHOST));
  for (size_t u = 0; u < results->calibration->unknowns; u++)
    fprintf(page->script, "$d1 every ::%zu::%zu using 3:2:($4-$3):(0) with vectors nohead lw 7 lc rgb \"%s\", ", u, u,
            colour_text(colour, told_colours[finding_told(&results->finding[u])]));
  fprintf(page->script, "$d1 using 1:2 with points pt 7 ps %.4g lc rgb \"%s\", ", page_dot(16), colour_text(colour, COLOUR_PAPER));
  fprintf(page->script, "$d1 using 1:2 with points pt 7 ps %.4g lc rgb \"%s\"\n", page_dot(11), colour_text(colour, COLOUR_INK));
}

bool calibration_unknowns_draw(struct picture *picture, const struct calibration_results *results, enum layout layout, struct error *err) {
  struct page page;
  if (isnan(results->finding[0].shrink)) return true; /* interrupted before it was known how sure they are */
  if (!words(picture, results)) return fail_memory(err);
  table(&picture->data, results);
  const bool narrow = layout == LAYOUT_NARROW;
  if (page_begin(&page, picture, layout, HEAD + (double)(results->calibration->unknowns * (narrow ? ROW_NARROW : ROW)), err)) {
    struct panel panel = {.left = narrow ? page.left + 4 : page.left + names_room(&page, results->calibration) + EDGE_ROOM,
                          .top = page.top,
                          .bottom = page.bottom};
    panel.right = narrow ? page.right - 4 : panel.left + BAR;
    panel.x = (struct axis){.high = 1};
    panel.y = (struct axis){.high = 1};
    rows_data(&page, results, &panel);
    panel_begin(&page, &panel, false);
    for (size_t u = 0; u < results->calibration->unknowns; u++) put_row(&page, results, u, &panel);
    plot_rows(&page, results);
    panel_end(&page);
  }
  return page_end(&page, err);
}
