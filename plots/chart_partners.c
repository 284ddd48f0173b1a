/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What partner A gains against what partner B gains: a panel a scenario, a dot a partnership, and the lines where one of them loses. */
#include "charts.h"
#include "contest.h"
#include "lettering.h"
#include "page.h"
#include "wording.h"
#include <math.h>
#include <stdlib.h>

enum { DOTS = 250 /* at most, a panel */, WIDE_COLUMNS = 3, ASIDE = 340 /* px beside a single panel */, TICS = 58 };

/* Shares of the partnerships by who gains. */
struct quadrants {
  struct estimate both, only_a, only_b, neither;
};

struct scene {
  const struct source *source;
  struct axis x, y; /* the same range */
  double low, high; /* of the dots; beyond them the panel has room for words */
  size_t columns;
};

static const double *values(const struct source *source, size_t scenario, size_t partner) {
  return source_sample(source, scenario)->outcome[source->partner[partner]];
}

static size_t dots(const struct source *source, size_t scenario) {
  const size_t runs = source_sample(source, scenario)->runs;
  return runs < DOTS ? runs : DOTS;
}

static struct estimate only(const struct source *source, size_t scenario, size_t partner) {
  char quantity[PHRASE_SIZE];
  snprintf(quantity, sizeof quantity, "only_gains:%s", source->outcome[source->partner[partner]].name);
  return source_risk(source, scenario, SOURCE_NONE, quantity);
}

static struct quadrants quadrants_of(const struct source *source, size_t scenario) {
  return (struct quadrants){.both = source_risk(source, scenario, SOURCE_NONE, "both_gain"),
                            .only_a = only(source, scenario, 0),
                            .only_b = only(source, scenario, 1),
                            .neither = source_risk(source, scenario, SOURCE_NONE, "neither_gains")};
}

/* Which scenario lets both gain most often: by paired differences where the model has that outcome, else by intervals. */
static bool contest(const struct source *source, struct contest *out) {
  const size_t outcome = source_outcome(source, "both_gain");
  if (outcome != SOURCE_NONE && source_difference(source, 1, 0, outcome).present) {
    const struct standing standing = standing_of(source, outcome);
    *out = (struct contest){standing.best, standing.worst, standing.best_clear, standing.differ};
    return true;
  }
  struct estimate *const both = calloc(source->scenario_count, sizeof *both);
  if (!both) return false;
  for (size_t s = 0; s < source->scenario_count; s++) both[s] = quadrants_of(source, s).both;
  *out = contest_of(both, source->scenario_count, 1);
  free(both);
  return true;
}

static char *single_headline(const struct source *source) {
  char both[PHRASE_SIZE], one[PHRASE_SIZE], neither[PHRASE_SIZE];
  const struct quadrants quadrants = quadrants_of(source, 0);
  return wording("Both partners gain in %s of partnerships, only one in %s, neither in %s", wording_percent(both, quadrants.both.value),
                 wording_percent(one, quadrants.only_a.value + quadrants.only_b.value), wording_percent(neither, quadrants.neither.value));
}

static char *headline(const struct source *source) {
  char high[PHRASE_SIZE], low[PHRASE_SIZE];
  struct contest found;
  if (source->scenario_count == 1) return single_headline(source);
  if (!contest(source, &found)) return NULL;
  const char *const best = source->spoken[found.highest], *const worst = source->spoken[found.lowest];
  const double most = quadrants_of(source, found.highest).both.value, least = quadrants_of(source, found.lowest).both.value;
  wording_percents(high, low, most, least);
  if (found.clear && source->scenario_count > 2)
    return wording("Both partners gain most often with %s: in %s of partnerships, against %s with %s", best, high, low, worst);
  if (found.apart)
    return wording("Both partners gain more often with %s than with %s: in %s of partnerships against %s", best, worst, high, low);
  if (most == least) return wording("No clear difference in how often both partners gain: %s with each scenario", low);
  return wording("No clear difference in how often both partners gain: %s to %s", low, high);
}

static bool inside(const struct scene *scene, double a, double b) {
  return fmin(a, b) >= scene->low && fmax(a, b) <= scene->high;
}

/* Dots that lie beyond the axes, of all panels; in *all how many there are. */
static size_t outside(const struct scene *scene, size_t *all) {
  size_t count = 0;
  *all = 0;
  for (size_t s = 0; s < scene->source->scenario_count; s++) {
    const double *const a = values(scene->source, s, 0), *const b = values(scene->source, s, 1);
    *all += dots(scene->source, s);
    for (size_t i = 0; i < dots(scene->source, s); i++)
      if (!inside(scene, a[i], b[i])) count++;
  }
  return count;
}

static bool words(struct picture *picture, const struct scene *scene) {
  const struct source *const source = scene->source;
  char runs[PHRASE_SIZE], unit[PHRASE_SIZE], beyond[PHRASE_SIZE] = "";
  const struct source_outcome *const a = &source->outcome[source->partner[0]], *const b = &source->outcome[source->partner[1]];
  size_t all;
  const size_t out = outside(scene, &all);
  if (out) snprintf(beyond, sizeof beyond, "; %zu of all %zu dots lie further out", out, all);
  picture->headline = headline(source);
  picture->subtitle = wording("Across: %s; up: %s%s%s. Dots: partnerships; ring: their mean", a->label, b->label,
                              *wording_unit(unit, a->unit) ? "," : "", unit);
  char drawn[PHRASE_SIZE] = "all runs";
  if (dots(source, 0) < source->runs) snprintf(drawn, sizeof drawn, "the first %zu runs of each scenario", dots(source, 0));
  picture->caption = wording("Dots: %s%s; shares and means are of all runs, in brackets 95 %% intervals · %s", drawn, beyond,
                             wording_runs(runs, source));
  picture->alt = wording("Plane of what both partners gain, a panel for each scenario. %s.", picture->headline ? picture->headline : "");
  return picture->headline && picture->subtitle && picture->caption && picture->alt;
}

static void table(struct data_table *data, const struct source *source) {
  char text[PHRASE_SIZE];
  static const char *const headings[] = {"Scenario", "Both gain", "Only A gains", "Only B gains", "Neither gains"};
  data->columns = sizeof headings / sizeof *headings + 2;
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) data_table_add(data, "%s", headings[i]);
  for (size_t p = 0; p < 2; p++) data_table_add(data, "Mean: %s", source->outcome[source->partner[p]].label);
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct quadrants quadrants = quadrants_of(source, s);
    const struct estimate share[] = {quadrants.both, quadrants.only_a, quadrants.only_b, quadrants.neither};
    data_table_add(data, "%s", source->scenario[s]);
    for (size_t i = 0; i < sizeof share / sizeof *share; i++) data_table_add(data, "%s", wording_percent_interval(text, share[i]));
    for (size_t p = 0; p < 2; p++)
      data_table_add(data, "%s", wording_interval(text, source_estimate(source, s, source->partner[p], "mean")));
  }
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* How much of one side of 0 the other is at least: the words there need more of a small panel. */
static double least(size_t columns) {
  return columns == WIDE_COLUMNS ? 0.6 : 0.35;
}

/* One range for both partners and all panels: the middle 96 % of what is drawn, with 0 and all means inside. */
static bool measure(struct scene *scene, size_t tics) {
  const struct source *const source = scene->source;
  size_t count = 0;
  double *const all = calloc(2 * DOTS * source->scenario_count, sizeof *all);
  if (!all) return false;
  double low = 0, high = 0;
  for (size_t s = 0; s < source->scenario_count; s++) {
    for (size_t p = 0; p < 2; p++) {
      const double mean = source_estimate(source, s, source->partner[p], "mean").value;
      low = fmin(low, mean);
      high = fmax(high, mean);
      for (size_t i = 0; i < dots(source, s); i++) all[count++] = values(source, s, p)[i];
    }
  }
  qsort(all, count, sizeof *all, ascending);
  if (count) low = fmin(low, all[count / 50]);
  if (count) high = fmax(high, all[count - 1 - count / 50]);
  free(all);
  /* Each side of 0 has room for its words, which stand beyond the dots. */
  low = fmin(low, -least(scene->columns) * high);
  high = fmax(high, -least(scene->columns) * low);
  const double edge = 0.09 * (high - low);
  scene->x = axis_inside(low - edge, high + edge, tics);
  scene->x.lines = true;
  scene->y = scene->x;
  scene->low = low;
  scene->high = high;
  return true;
}

/* Returns whether there is a dot. */
static bool dots_data(struct page *page, const struct scene *scene, size_t scenario) {
  const double *const a = values(scene->source, scenario, 0), *const b = values(scene->source, scenario, 1);
  bool any = false;
  page_data_begin(page);
  for (size_t i = 0; i < dots(scene->source, scenario); i++) {
    if (!inside(scene, a[i], b[i])) continue;
    page_value(page, a[i]);
    page_value(page, b[i]);
    page_row(page);
    any = true;
  }
  page_data_end(page);
  return any;
}

/* Who gains and how often; only how often where there is no room for both. */
static void share_words(struct page *page, double x, double y, enum align align, double room, const char *who, struct estimate share) {
  char percent[PHRASE_SIZE];
  const double size = page->layout == LAYOUT_NARROW ? page->font - 2 : page->font - 3;
  wording_percent(percent, share.value);
  char *const text = wording("%s %s", who, percent);
  if (!text) page->failed = true;
  else page_text(page, x, y, align, size, false, COLOUR_INK, lettering_width(text, size, false) <= room ? text : percent);
  free(text);
}

/* In the corners: who gains there, and how often. */
static void corner_words(struct page *page, const struct panel *panel, const struct quadrants *quadrants) {
  const double right = panel->right - 2, left = panel->left + 4, top = panel->top + 11, bottom = panel->bottom - 11;
  const double zero = panel_x(panel, 0);
  share_words(page, right, top, ALIGN_RIGHT, right - zero - 4, "both gain", quadrants->both);
  share_words(page, right, bottom, ALIGN_RIGHT, right - zero - 4, "only A", quadrants->only_a);
  share_words(page, left, top, ALIGN_LEFT, zero - left, "only B", quadrants->only_b);
  share_words(page, left, bottom, ALIGN_LEFT, zero - left, "neither", quadrants->neither);
}

/* Beside a single panel: the same with intervals. */
static void side_words(struct page *page, const struct panel *panel, const struct quadrants *quadrants) {
  static const char *const who[] = {"Both gain", "Only A gains", "Only B gains", "Neither gains"};
  const struct estimate share[] = {quadrants->both, quadrants->only_a, quadrants->only_b, quadrants->neither};
  char percent[PHRASE_SIZE];
  const double x = panel->right + 40, middle = (panel->top + panel->bottom) / 2;
  for (size_t i = 0; i < sizeof share / sizeof *share; i++) {
    const double y = middle + ((double)i - 1.5) * 62;
    page_text(page, x, y - 11, ALIGN_LEFT, page->font, true, COLOUR_INK, who[i]);
    page_text(page, x, y + 12, ALIGN_LEFT, page->font, false, COLOUR_SOFT, wording_percent_interval(percent, share[i]));
  }
}

static void mean_data(struct page *page, const struct scene *scene, size_t scenario) {
  page_data_begin(page);
  for (size_t p = 0; p < 2; p++) {
    const struct estimate mean = source_estimate(scene->source, scenario, scene->source->partner[p], "mean");
    page_value(page, mean.value);
    page_value(page, isnan(mean.low) ? mean.value : fmax(mean.low, scene->x.low));
    page_value(page, isnan(mean.high) ? mean.value : fmin(mean.high, scene->x.high));
  }
  page_row(page);
  page_data_end(page);
}

/* px right of a panel. */
static double room_of(const struct source *source, enum layout layout) {
  return source->scenario_count == 1 && layout != LAYOUT_NARROW ? ASIDE : 14;
}

static void draw_panel(struct page *page, const struct scene *scene, size_t scenario, bool any) {
  char veil[COLOUR_SIZE], colour[COLOUR_SIZE], ink[COLOUR_SIZE], paper[COLOUR_SIZE];
  const size_t count = scene->source->scenario_count, data = 2 * scenario + 1;
  const bool aside = count == 1 && page->layout != LAYOUT_NARROW;
  struct panel panel = panel_place(page, scenario, count, scene->columns, room_of(scene->source, page->layout));
  panel.x = scene->x;
  panel.y = scene->y;
  const double place = panel.left;
  panel_fit_tics(page, &panel, place - TICS);
  panel.left = fmax(panel.left, place); /* long numbers push the panel to the right */
  const struct quadrants quadrants = quadrants_of(scene->source, scenario);
  panel_begin(page, &panel, false);
  page_line(page, panel.left, panel_y(&panel, 0), panel.right, panel_y(&panel, 0), 1.6, COLOUR_INK);
  page_line(page, panel_x(&panel, 0), panel.top, panel_x(&panel, 0), panel.bottom, 1.6, COLOUR_INK);
  panel_title(page, &panel, scene->source->scenario[scenario], colour_scenario(scenario));
  corner_words(page, &panel, &quadrants);
  if (aside) side_words(page, &panel, &quadrants);
  colour_veil(veil, colour_scenario(scenario), 0.55);
  colour_text(colour, colour_scenario(scenario));
  colour_text(ink, COLOUR_INK);
  colour_text(paper, COLOUR_PAPER);
  fputs("plot ", page->script);
  if (any) fprintf(page->script, "$d%zu using 1:2 with points pt 7 ps %.4g lc rgb \"%s\", ", data, page_dot(6), veil);
  fprintf(page->script, "$d%zu using 2:4:($3-$2):(0) with vectors nohead lw 3 lc rgb \"%s\", ", data + 1, colour);
  fprintf(page->script, "$d%zu using 1:5:(0):($6-$5) with vectors nohead lw 3 lc rgb \"%s\", ", data + 1, colour);
  fprintf(page->script, "$d%zu using 1:4 with points pt 7 ps %.4g lc rgb \"%s\", ", data + 1, page_dot(14), ink);
  fprintf(page->script, "$d%zu using 1:4 with points pt 7 ps %.4g lc rgb \"%s\"\n", data + 1, page_dot(8), paper);
  panel_end(page);
}

/* Lines of the panels' titles. */
static size_t title_lines(const struct page *frame, const struct source *source, size_t columns) {
  size_t lines = 1;
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct panel panel = panel_place(frame, s, source->scenario_count, columns, room_of(source, frame->layout));
    if (panel_title_lines(frame, &panel, source->scenario[s]) > lines) lines = 2;
  }
  return lines;
}

static bool draw_scene(struct picture *picture, struct scene *scene, enum layout layout, struct error *err) {
  struct page page, frame = page_measure(layout);
  const size_t count = scene->source->scenario_count;
  const bool narrow = layout == LAYOUT_NARROW;
  scene->columns = narrow || count == 1 ? 1 : count == 2 || count == 4 ? 2 : WIDE_COLUMNS;
  if (!measure(scene, 4) || !words(picture, scene)) return fail_memory(err);
  table(&picture->data, scene->source);
  const double side = narrow ? 412 : count == 1 ? 600 : 930 / (double)scene->columns; /* nearly square panels */
  const double rows = ceil((double)count / (double)scene->columns);
  frame.title_lines = title_lines(&frame, scene->source, scene->columns);
  if (page_begin(&page, picture, layout, rows * (side + (narrow ? 0 : 10) + page_titles_height(&frame)), err)) {
    page.title_lines = frame.title_lines;
    for (size_t s = 0; s < count; s++) {
      const bool any = dots_data(&page, scene, s);
      mean_data(&page, scene, s);
      draw_panel(&page, scene, s, any);
    }
  }
  return page_end(&page, err);
}

static bool has_values(const struct source *source, size_t scenario) {
  const struct source_sample *const sample = source_sample(source, scenario);
  return sample && sample->runs > 0 && sample->outcome[source->partner[0]] && sample->outcome[source->partner[1]] &&
         estimate_known(source_risk(source, scenario, SOURCE_NONE, "both_gain"));
}

static bool draw(struct picture *picture, const struct source *source, enum layout layout, struct error *err) {
  struct scene scene = {.source = source};
  if (source->partner[0] == SOURCE_NONE || source->partner[1] == SOURCE_NONE) return true;
  for (size_t s = 0; s < source->scenario_count; s++)
    if (!has_values(source, s)) return true;
  return draw_scene(picture, &scene, layout, err);
}

const struct chart chart_partners = {"partners", "Who gains, who loses", draw};
