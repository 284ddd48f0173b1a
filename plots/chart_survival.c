/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share of partnerships still together, month by month, with its interval: one panel for up to three scenarios, else one each. */
#include "charts.h"
#include "contest.h"
#include "curves.h"
#include <stdlib.h>

enum { TOGETHER = BANDS_MOST /* scenarios that one panel holds */, WIDE_COLUMNS = 3, NARROW_COLUMNS = 1, FOOT = 34, ROOM = 64 };
enum { ALIVE = 2, LOW, HIGH }; /* columns of the data */

static struct estimate alive_at(const struct survival_curve *curve, size_t month) {
  return (struct estimate){.value = curve->alive[month], .low = curve->alive_low[month], .high = curve->alive_high[month]};
}

static struct estimate alive_at_end(const struct source *source, size_t scenario) {
  return alive_at(source_survival(source, scenario), source->months);
}

/* By the paired verdicts of models that report being alive as an outcome. */
static struct contest by_verdicts(const struct source *source, size_t outcome) {
  const struct standing standing = standing_of(source, outcome);
  return (struct contest){standing.best, standing.worst, standing.best_clear, standing.differ};
}

static bool contest(const struct source *source, struct contest *out) {
  const size_t outcome = source_outcome(source, "alive");
  struct estimate *const alive = calloc(source->scenario_count, sizeof *alive);
  if (!alive) return false;
  for (size_t s = 0; s < source->scenario_count; s++) alive[s] = alive_at_end(source, s);
  *out = outcome == SOURCE_NONE ? contest_of(alive, source->scenario_count, 1) : by_verdicts(source, outcome);
  free(alive);
  return true;
}

static char *headline(const struct source *source) {
  char horizon[PHRASE_SIZE], best[PHRASE_SIZE], worst[PHRASE_SIZE];
  struct contest result;
  if (!contest(source, &result)) return NULL;
  const char *const first = source->spoken[result.highest], *const last = source->spoken[result.lowest];
  wording_horizon(horizon, source->months);
  wording_percents(best, worst, alive_at_end(source, result.highest).value, alive_at_end(source, result.lowest).value);
  if (source->scenario_count == 1)
    return wording("%s are still together after %s", alive_at_end(source, 0).value > 0 ? best : "None", horizon);
  if (result.clear)
    return wording("%s lasts %s: %s are together after %s, against %s with %s", first, source->scenario_count > 2 ? "longest" : "longer",
                   best, horizon, worst, last);
  if (result.apart) return wording("%s outlasts %s: %s against %s are together after %s", first, last, best, worst, horizon);
  return wording("No clear difference in who is still together after %s", horizon);
}

/* Whether some end as agreed. */
static bool planned(const struct source *source) {
  for (size_t s = 0; s < source->scenario_count; s++) {
    for (size_t e = 0; e < source->ending_count; e++) {
      const struct incidence *const incidence = source_incidence(source, s, e);
      if (incidence && source->ending[e].planned && incidence->value[source->months] > 0) return true;
    }
  }
  return false;
}

static bool words(struct picture *picture, const struct source *source) {
  char runs[PHRASE_SIZE];
  const bool together = source->scenario_count <= TOGETHER;
  picture->headline = headline(source);
  picture->subtitle = wording("Partnerships still together, %% of those signed%s", together ? "" : "; in grey the other scenarios");
  picture->caption = wording("Kaplan–Meier estimate; the pale band is its 95 %% interval (Wilson), often no wider than the line%s · %s",
                             planned(source) ? "; steps are agreed terms that end" : "", wording_runs(runs, source));
  picture->alt = wording("Survival curves. %s.", picture->headline ? picture->headline : "");
  return picture->headline && picture->subtitle && picture->caption && picture->alt;
}

static void table(struct data_table *data, const struct source *source) {
  char text[PHRASE_SIZE];
  size_t months[MOMENTS_MOST];
  const size_t moments = curve_moments(source->months, months);
  data->columns = source->scenario_count + 1;
  data_table_add(data, "Together at the end of");
  for (size_t s = 0; s < source->scenario_count; s++) data_table_add(data, "%s", source->scenario[s]);
  for (size_t i = 0; i < moments; i++) {
    data_table_add(data, "%s", wording_moment(text, months[i]));
    for (size_t s = 0; s < source->scenario_count; s++)
      data_table_add(data, "%s", wording_percent_interval(text, alive_at(source_survival(source, s), months[i])));
  }
}

/* Where a curve ends: some way after the horizon, in which many agreed terms end, so that the share then is seen. */
static double beyond(const struct source *source) {
  return 1.03 * (double)source->months;
}

static void curve_row(struct page *page, const struct survival_curve *curve, size_t month, double x) {
  page_value(page, x);
  page_value(page, curve->alive[month]);
  page_value(page, curve->alive_low[month]);
  page_value(page, curve->alive_high[month]);
  page_row(page);
}

static void curve_data(struct page *page, const struct source *source, const struct survival_curve *curve) {
  const size_t step = curve_step(curve->months);
  page_data_begin(page);
  for (size_t month = curve->months % step; month <= curve->months; month += step) curve_row(page, curve, month, (double)month);
  curve_row(page, curve, curve->months, beyond(source));
  page_data_end(page);
}

/* Row of the curve's end. */
static size_t last_row(const struct source *source) {
  return source->months / curve_step(source->months) + 1;
}

static void plot_curve(struct plot *plot, const struct source *source, size_t data, struct stroke stroke) {
  plot_band(plot, data, LOW, HIGH, stroke.colour, 0.75);
  plot_line(plot, data, ALIVE, stroke);
  plot_dot(plot, data, last_row(source), ALIVE, stroke.colour);
}

static void labels(struct page *page, const struct source *source, const struct panel *panel) {
  struct end_label label[TOGETHER];
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct estimate end = alive_at_end(source, s);
    label[s] = (struct end_label){.y = panel_y(panel, end.value), .colour = colour_scenario(s), .name = source->scenario[s]};
    wording_percent_short(label[s].value, end.value);
    wording_percent_interval(label[s].detail, end);
  }
  end_labels(page, panel->right + 12, panel->top - 20, panel->bottom + 4, label, source->scenario_count);
}

static void draw_together(struct page *page, const struct source *source, double names) {
  const bool narrow = page->layout == LAYOUT_NARROW;
  struct panel panel = {.top = page->top + names + 20, .bottom = page->bottom - FOOT};
  panel.right = page->right - page->font * (narrow ? 3.5 : 15);
  panel.x = axis_months((unsigned)source->months, narrow ? 4 : 8);
  panel.x.high = beyond(source);
  panel.y = axis_percent(1, 4);
  panel_fit_tics(page, &panel, page->left);
  if (names > 0) page_names(page, page->top, source->scenario, source->scenario_count, true);
  panel_begin(page, &panel, true);
  labels(page, source, &panel);
  struct plot plot = plot_begin(page);
  for (size_t s = 0; s < source->scenario_count; s++) plot_curve(&plot, source, s + 1, stroke_scenario(s));
  plot_end(&plot);
  panel_end(page);
}

/* One scenario, the others as ghosts behind it. */
static void draw_one(struct page *page, const struct source *source, size_t scenario, size_t columns) {
  char share[PHRASE_SIZE];
  struct panel panel = panel_place(page, scenario, source->scenario_count, columns, ROOM);
  panel.x = axis_months((unsigned)source->months, page->layout == LAYOUT_NARROW ? 4 : 3);
  panel.x.high = beyond(source);
  panel.y = axis_percent(1, 4);
  const struct estimate end = alive_at_end(source, scenario);
  panel_begin(page, &panel, true);
  panel_title(page, &panel, source->scenario[scenario], colour_scenario(scenario));
  page_text(page, panel.right + 8, panel_y(&panel, end.value), ALIGN_LEFT, page->font, true, colour_scenario(scenario),
            wording_percent_short(share, end.value));
  struct plot plot = plot_begin(page);
  for (size_t s = 0; s < source->scenario_count; s++)
    if (s != scenario) plot_bare_line(&plot, s + 1, ALIVE, (struct stroke){.colour = COLOUR_GHOST, .weight = 1.4});
  plot_curve(&plot, source, scenario + 1, (struct stroke){.colour = colour_scenario(scenario), .weight = stroke_scenario(0).weight});
  plot_end(&plot);
  panel_end(page);
}

static double body(const struct page *frame, const struct source *source, size_t columns) {
  const bool narrow = frame->layout == LAYOUT_NARROW;
  const size_t rows = (source->scenario_count + columns - 1) / columns;
  if (source->scenario_count <= TOGETHER) return narrow ? 360 : 520;
  return (double)rows * ((narrow ? 250 : 290) + page_titles_height(frame));
}

/* Lines of the panels' titles. */
static size_t title_lines(const struct page *frame, const struct source *source, size_t columns) {
  size_t lines = 1;
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct panel panel = panel_place(frame, s, source->scenario_count, columns, ROOM);
    if (panel_title_lines(frame, &panel, source->scenario[s]) > lines) lines = 2;
  }
  return lines;
}

/* What the narrow page, whose labels hold no names, says above the panel. */
static double names_height(const struct source *source, enum layout layout) {
  const bool needed = layout == LAYOUT_NARROW && source->scenario_count > 1 && source->scenario_count <= TOGETHER;
  struct page page = page_measure(layout);
  return needed ? page_names(&page, 0, source->scenario, source->scenario_count, false) : 0;
}

static bool draw(struct picture *picture, const struct source *source, enum layout layout, struct error *err) {
  struct page page, frame = page_measure(layout);
  if (source->ending_count < 2) return true;
  for (size_t s = 0; s < source->scenario_count; s++)
    if (!source_survival(source, s)) return true;
  if (!words(picture, source)) return fail_memory(err);
  table(&picture->data, source);
  const size_t columns = layout == LAYOUT_NARROW ? NARROW_COLUMNS : WIDE_COLUMNS;
  const double names = names_height(source, layout);
  frame.title_lines = title_lines(&frame, source, columns);
  if (page_begin(&page, picture, layout, names + body(&frame, source, columns), err)) {
    page.title_lines = frame.title_lines;
    for (size_t s = 0; s < source->scenario_count; s++) curve_data(&page, source, source_survival(source, s));
    if (source->scenario_count <= TOGETHER) draw_together(&page, source, names);
    else
      for (size_t s = 0; s < source->scenario_count; s++) draw_one(&page, source, s, columns);
  }
  return page_end(&page, err);
}

const struct chart chart_survival = {"survival", "How long they last", draw};
