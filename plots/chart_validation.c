/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every published fact in one picture: where the model's figure and the yardstick's lie in the accepted band. */
#include "chart_validation.h"
#include "lettering.h"
#include "page.h"
#include "wording.h"
#include <math.h>
#include <stdlib.h>

enum { ROW = 25, ROW_NARROW = 24, GROUP = 40, FOOT = 46, VALUES = 190 /* px for figures, where there is room */ };
static const double REACH = 2.5; /* half-widths of a band that are shown either side */

char *validation_caption(const struct validation *v, const char *method) {
  char runs[AXIS_TEXT];
  return wording("%s · %s runs of each study, seed %llu", method, axis_number(runs, (double)v->runs, 0), (unsigned long long)v->seed);
}

const char *validation_rival(const struct validation *v) {
  return v->evidence->yardstick->name;
}

/* Rows in the order in which they are drawn: what was fitted, then the checks. */
struct rows {
  size_t fact[FACTS_MOST], count, calibrated;
};

static struct rows rows_of(const struct validation *v) {
  struct rows rows = {0};
  for (int pass = 0; pass < 2; pass++) {
    for (size_t f = 0; f < v->evidence->fact_count && f < FACTS_MOST; f++)
      if (fact_is_calibrated(&v->evidence->facts[f]) == (pass == 0)) rows.fact[rows.count++] = f;
    if (pass == 0) rows.calibrated = rows.count;
  }
  return rows;
}

static bool words(struct picture *picture, const struct validation *v) {
  const struct score *const s = &v->score;
  const size_t fitted = s->facts[USE_CALIBRATED], checks = s->facts[USE_CHECK];
  picture->headline = wording("The model meets %zu of %zu facts that it was fitted to and %zu of %zu that it was not",
                              fitted - s->missed[USE_CALIBRATED], fitted, checks - s->missed[USE_CHECK], checks);
  picture->subtitle = wording("Where each figure lies in the band that is accepted (shaded); disc: model, ring: %s", validation_rival(v));
  picture->caption = validation_caption(
      v, "Distances in half-widths of each band, so bands look alike; 95 % intervals of the model are mostly smaller than its disc");
  picture->alt = wording("Dot plot with a row for each fact. %s.", picture->headline ? picture->headline : "");
  return picture->headline && picture->subtitle && picture->caption && picture->alt;
}

static void table(struct data_table *data, const struct validation *v) {
  char figure[FIGURE_SIZE], band[FIGURE_SIZE], list[FIGURE_SIZE];
  static const char *const head[] = {"Fact", "Model (95 % interval)", "Accepted", "Verdict", "Yardstick",
                                     "Use",  "Published figure",      "Source"};
  data->columns = sizeof head / sizeof *head;
  for (size_t c = 0; c < data->columns; c++) data_table_add(data, "%s", head[c]);
  for (size_t f = 0; f < v->evidence->fact_count; f++) {
    const struct known_fact *const fact = &v->evidence->facts[f];
    data_table_add(data, "%s: %s", fact->finding, fact->figure);
    data_table_add(data, "%s", validation_figure(figure, fact, v->figure[f]));
    data_table_add(data, "%s", validation_band(band, fact));
    data_table_add(data, "%s", validation_verdict(fact, v->figure[f]));
    data_table_add(data, "%s, %s", validation_value(list, fact, v->yardstick[f]), validation_verdict(fact, v->yardstick[f]));
    data_table_add(data, "%s", fact->use);
    data_table_add(data, "%s", fact->mark);
    data_table_add(data, "%s", fact->source);
  }
}

/* What the drawing shares. */
struct scene {
  const struct validation *v;
  struct rows rows;
  struct panel panel;
  double row; /* px */
};

/* px of a row's middle. */
static double middle(const struct scene *scene, size_t index) {
  const double groups = index < scene->rows.calibrated ? 1 : 2;
  return scene->panel.top + groups * GROUP + ((double)index + 0.5) * scene->row;
}

static double height(const struct rows *rows, double row) {
  return (double)rows->count * row + 2 * GROUP + FOOT;
}

static double never(const struct validation *v) {
  return v->portrait[0].months + 1;
}

/* In the panel's own units, y from the top. */
static double panel_row(const struct scene *scene, size_t index) {
  return scene->panel.y.high - (middle(scene, index) - scene->panel.top);
}

static void put_points(struct page *page, const struct scene *scene, const struct figure *figure) {
  page_data_begin(page);
  for (size_t i = 0; i < scene->rows.count; i++) {
    const size_t f = scene->rows.fact[i];
    const double place = known_fact_place(&scene->v->evidence->facts[f], figure[f], never(scene->v));
    page_value(page, fmax(-REACH, fmin(REACH, place)));
    page_value(page, panel_row(scene, i));
    page_row(page);
  }
  page_data_end(page);
}

static void put_names(struct page *page, const struct scene *scene) {
  const bool narrow = page->layout == LAYOUT_NARROW;
  const double size = page->font - 3;
  for (size_t i = 0; i < scene->rows.count; i++) {
    const struct known_fact *const fact = &scene->v->evidence->facts[scene->rows.fact[i]];
    const bool met = known_fact_met(fact, scene->v->figure[scene->rows.fact[i]]);
    size_t lines;
    char *const text = lettering_wrap(narrow ? fact->name : fact->finding, size, !met, scene->panel.left - page->left - 14, 1, &lines);
    if (text) page_text(page, page->left, middle(scene, i), ALIGN_LEFT, size, !met, met ? COLOUR_INK : COLOUR_WORSE, text);
    else page->failed = true;
    free(text);
  }
}

static void put_beyond(struct page *page, const struct scene *scene, const struct figure *figure, enum colour colour) {
  for (size_t i = 0; i < scene->rows.count; i++) {
    const size_t f = scene->rows.fact[i];
    const double place = known_fact_place(&scene->v->evidence->facts[f], figure[f], never(scene->v));
    if (place > REACH)
      page_text(page, panel_x(&scene->panel, REACH) + 12, middle(scene, i), ALIGN_LEFT, page->font - 3, false, colour, "▸");
    if (place < -REACH)
      page_text(page, panel_x(&scene->panel, -REACH) - 12, middle(scene, i), ALIGN_RIGHT, page->font - 3, false, colour, "◂");
  }
}

/* The model's figure and the band, in numbers. */
static void put_values(struct page *page, const struct scene *scene) {
  for (size_t i = 0; i < scene->rows.count; i++) {
    const size_t f = scene->rows.fact[i];
    const struct known_fact *const fact = &scene->v->evidence->facts[f];
    const bool met = known_fact_met(fact, scene->v->figure[f]);
    char value[FIGURE_SIZE], band[FIGURE_SIZE];
    page_text(page, page->right - 120, middle(scene, i), ALIGN_RIGHT, page->font - 3, !met, met ? COLOUR_INK : COLOUR_WORSE,
              validation_value(value, fact, scene->v->figure[f]));
    page_text(page, page->right, middle(scene, i), ALIGN_RIGHT, page->font - 3, false, COLOUR_SOFT, validation_band(band, fact));
  }
  const double y = middle(scene, 0) - scene->row / 2 - 14;
  page_text(page, page->right - 120, y, ALIGN_RIGHT, page->font - 3, true, COLOUR_INK, "Model");
  page_text(page, page->right, y, ALIGN_RIGHT, page->font - 3, true, COLOUR_SOFT, "Accepted");
}

static void put_group(struct page *page, const struct scene *scene, size_t first, const char *text) {
  page_text(page, page->left, middle(scene, first) - scene->row / 2 - 14, ALIGN_LEFT, page->font - 1, true, COLOUR_INK, text);
}

static struct axis places(bool narrow) {
  struct axis axis = {.low = -REACH - 0.5, .high = REACH + 0.5, .count = 2, .at = {-1, 1}};
  snprintf(axis.text[0], AXIS_TEXT, narrow ? "low" : "lowest");
  snprintf(axis.text[1], AXIS_TEXT, narrow ? "high" : "highest");
  return axis;
}

static void draw_rows(struct page *page, struct scene *scene) {
  char disc[COLOUR_SIZE], ring[COLOUR_SIZE];
  const bool narrow = page->layout == LAYOUT_NARROW;
  struct panel *const panel = &scene->panel;
  panel->left = page->left + (page->right - page->left) * (narrow ? 0.47 : 0.46);
  panel->right = page->right - (narrow ? 8 : VALUES);
  panel->top = page->top;
  panel->bottom = page->bottom - FOOT + 8;
  panel->x = places(narrow);
  panel->y = (struct axis){.low = 0, .high = panel->bottom - panel->top};
  put_points(page, scene, scene->v->yardstick);
  put_points(page, scene, scene->v->figure);
  panel_begin(page, panel, false);
  page_box(page, panel_x(panel, -1), panel->top + GROUP, panel_x(panel, 1), panel->bottom, COLOUR_HAIR);
  put_group(page, scene, 0, narrow ? "Fitted to" : "The model was fitted to these");
  if (scene->rows.calibrated < scene->rows.count)
    put_group(page, scene, scene->rows.calibrated, narrow ? "Checks" : "Checks: it was not fitted to these");
  put_names(page, scene);
  if (!narrow) put_values(page, scene);
  put_beyond(page, scene, scene->v->yardstick, COLOUR_SOFT);
  put_beyond(page, scene, scene->v->figure, COLOUR_SCENARIO_1);
  fprintf(page->script,
          "plot $d1 using 1:2 with points pt 6 lw 2 ps %.3f lc rgb \"%s\", $d2 using 1:2 with points pt 7 ps %.3f lc rgb \"%s\"\n",
          page_dot(10), colour_text(ring, COLOUR_SOFT), page_dot(11), colour_text(disc, COLOUR_SCENARIO_1));
  panel_end(page);
}

static bool draw(struct picture *picture, const struct validation *v, enum layout layout, struct error *err) {
  struct page page;
  struct scene scene = {.v = v, .rows = rows_of(v), .row = layout == LAYOUT_NARROW ? ROW_NARROW : ROW};
  if (!words(picture, v)) return fail_memory(err);
  table(&picture->data, v);
  if (page_begin(&page, picture, layout, height(&scene.rows, scene.row), err)) draw_rows(&page, &scene);
  return page_end(&page, err);
}

const struct validation_chart chart_facts = {"facts", "Every fact", draw};
