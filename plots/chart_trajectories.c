/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How partnerships develop: a panel for each of six variables, medians with the middle half of those still together. */
#include "charts.h"
#include "contest.h"
#include "curves.h"
#include "lettering.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  PANELS_MOST = 6,
  COLUMNS = 3,
  LEAST_RUNS = 20,
  MEDIAN = 2,
  LOW = 3,
  HIGH = 4,
  UNIT_HEIGHT = 18,
  ROOM = 60,
  TICS = 58,
  HEIGHT = 310,
  HEIGHT_NARROW = 240
};

/* What is drawn. */
struct choice {
  size_t count, variable[PANELS_MOST];
};

static bool chosen(const struct choice *choice, size_t variable) {
  for (size_t i = 0; i < choice->count; i++)
    if (choice->variable[i] == variable) return true;
  return false;
}

/* The telling ones of a partnership; of another model the first ones. */
static struct choice choose(const struct source *source) {
  static const char *const telling[] = {"value", "npv", "trust", "conflict", "capability", "goal_alignment"};
  struct choice out = {0};
  for (size_t i = 0; i < sizeof telling / sizeof *telling; i++) {
    const size_t variable = source_variable(source, telling[i]);
    if (variable != SOURCE_NONE && source_series(source, 0, variable)) out.variable[out.count++] = variable;
  }
  for (size_t v = 0; v < source->variable_count && out.count < PANELS_MOST; v++)
    if (!chosen(&out, v) && source_series(source, 0, v)) out.variable[out.count++] = v;
  return out;
}

/* Runs that are enough to speak of a median; a small result has to do with what there is. */
static unsigned least_runs(const struct source *source) {
  return source->runs > 10 * LEAST_RUNS ? LEAST_RUNS : 1;
}

/* Months in which enough runs are left; they are the first ones. */
static size_t known_months(const struct source *source, const struct series *series) {
  size_t months = 0;
  while (months < series->months && series->n[months] >= least_runs(source)) months++;
  return months;
}

static size_t common_months(const struct source *source, size_t variable) {
  size_t months = source->months;
  for (size_t s = 0; s < source->scenario_count; s++) {
    const size_t known = known_months(source, source_series(source, s, variable));
    if (known < months) months = known;
  }
  return months;
}

static double median(const struct source *source, size_t scenario, size_t variable, size_t month) {
  return source_series(source, scenario, variable)->q50[month - 1];
}

/* Whether no partnership of any scenario ends, so that all are still together. */
static bool none_ends(const struct source *source) {
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct survival_curve *const curve = source_survival(source, s);
    if (!curve || curve->alive[curve->months] < 1) return false;
  }
  return true;
}

/* Quantiles of what has a range come from 1,024 equal cells, those of money are right to half a percent: medians nearer to each other
 * than two cells are the same. */
static bool medians_differ(const struct source_variable *variable, double a, double b) {
  const double range = variable->high - variable->low;
  return fabs(a - b) > (isnan(range) ? 0.005 * fmax(fabs(a), fabs(b)) : range / 512);
}

static const double tiny_share = 0.02, no_share = 0.002;

/* The largest magnitude that is drawn of a variable; a share has two decimals unless it is tiny. */
static double scale_of(const struct source *source, size_t variable) {
  double scale = 0;
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct series *const series = source_series(source, s, variable);
    for (size_t i = 0; i < known_months(source, series); i++) scale = fmax(scale, fabs(series->q50[i]));
  }
  const bool share = strcmp(source->variable[variable].unit, "share") == 0;
  return share && (scale > tiny_share || scale < no_share) ? 1 : scale;
}

/* What can be said of a variable. */
struct finding {
  bool clear, apart; /* whether highest is above all others, or above lowest at least */
  size_t variable, month, highest, lowest;
  double effect; /* distance of the two in standard deviations */
};

/* Whether the medians, which are drawn, say what the means do. The highest is not clear where another median is the same. */
static bool medians_agree(const struct source *source, struct finding *finding) {
  const bool clear = finding->clear;
  const double high = median(source, finding->highest, finding->variable, finding->month);
  for (size_t s = 0; s < source->scenario_count; s++) {
    const double other = median(source, s, finding->variable, finding->month);
    if (s == finding->highest) continue;
    if (clear && other >= high) return false;
    if (!medians_differ(&source->variable[finding->variable], other, high)) finding->clear = false;
  }
  const double low = median(source, finding->lowest, finding->variable, finding->month);
  return high > low && medians_differ(&source->variable[finding->variable], high, low);
}

static double distance(const struct source *source, const struct finding *finding) {
  const struct series *const a = source_series(source, finding->highest, finding->variable);
  const struct series *const b = source_series(source, finding->lowest, finding->variable);
  const size_t i = finding->month - 1;
  const double spread = sqrt((a->sd[i] * a->sd[i] + b->sd[i] * b->sd[i]) / 2);
  return spread > 0 ? (a->mean[i] - b->mean[i]) / spread : HUGE_VAL;
}

static bool find(const struct source *source, size_t variable, size_t statements, struct finding *out) {
  const size_t month = common_months(source, variable);
  struct estimate *const mean = calloc(source->scenario_count, sizeof *mean);
  if (!mean || !month) {
    free(mean);
    return false;
  }
  for (size_t s = 0; s < source->scenario_count; s++) mean[s] = series_mean(source_series(source, s, variable), month);
  const struct contest contest = contest_of(mean, source->scenario_count, statements);
  free(mean);
  *out = (struct finding){.clear = contest.clear, .apart = contest.apart, .variable = variable, .month = month};
  out->highest = contest.highest;
  out->lowest = contest.lowest;
  if (!contest.apart) return false;
  out->effect = distance(source, out);
  return medians_agree(source, out);
}

static char *headline_of_finding(const struct source *source, const struct finding *finding) {
  char horizon[PHRASE_SIZE], high[PHRASE_SIZE], low[PHRASE_SIZE], label[PHRASE_SIZE];
  const struct source_variable *const variable = &source->variable[finding->variable];
  const double a = median(source, finding->highest, finding->variable, finding->month);
  const double b = median(source, finding->lowest, finding->variable, finding->month), scale = scale_of(source, finding->variable);
  wording_horizon(horizon, finding->month);
  wording_inside(label, variable->label);
  wording_figures(high, low, a, b, scale);
  if (finding->clear && source->scenario_count > 2)
    return wording("After %s, %s is highest with %s: %s, against %s with %s", horizon, label, source->spoken[finding->highest], high, low,
                   source->spoken[finding->lowest]);
  return wording("After %s, %s is higher with %s: %s, against %s with %s", horizon, label, source->spoken[finding->highest], high, low,
                 source->spoken[finding->lowest]);
}

/* Where nothing moves: what the first variable comes to. */
static char *headline_of_end(const struct source *source, size_t variable) {
  char label[PHRASE_SIZE], value[PHRASE_SIZE], unit[PHRASE_SIZE], horizon[PHRASE_SIZE];
  const struct source_variable *const what = &source->variable[variable];
  const size_t month = known_months(source, source_series(source, 0, variable));
  if (!month) return wording("No partnership lasts a month");
  wording_figure(value, median(source, 0, variable, month), scale_of(source, variable));
  wording_unit(unit, what->unit);
  return wording("After %s, the median of “%s” is %s%s", wording_horizon(horizon, month), wording_inside(label, what->label), value,
                 strcmp(what->unit, "share") == 0 ? "" : unit);
}

/* The variable whose mean moves furthest, in standard deviations, among those still together. */
static char *headline_of_one(const struct source *source, const struct choice *choice) {
  char from[PHRASE_SIZE], to[PHRASE_SIZE], horizon[PHRASE_SIZE];
  struct finding best = {.variable = SOURCE_NONE};
  for (size_t i = 0; i < choice->count; i++) {
    const struct series *const series = source_series(source, 0, choice->variable[i]);
    const size_t month = known_months(source, series);
    if (month < 2 || source->variable[choice->variable[i]].cumulative) continue;
    const struct estimate first = series_mean(series, 1), last = series_mean(series, month);
    const bool up = last.value > first.value;
    if (!(up ? estimate_above(last, first, choice->count) : estimate_above(first, last, choice->count))) continue;
    if ((series->q50[month - 1] > series->q50[0]) != up) continue;
    if (!medians_differ(&source->variable[choice->variable[i]], series->q50[month - 1], series->q50[0])) continue;
    const double effect = fabs(last.value - first.value) / fmax(series->sd[month - 1], 1e-300);
    if (effect > best.effect) best = (struct finding){.variable = choice->variable[i], .month = month, .effect = effect};
  }
  if (best.variable == SOURCE_NONE) return headline_of_end(source, choice->variable[0]);
  const struct series *const series = source_series(source, 0, best.variable);
  const double a = series->q50[0], b = series->q50[best.month - 1], scale = scale_of(source, best.variable);
  wording_figures(from, to, a, b, scale);
  return wording("%s %s from %s to %s within %s%s", source->variable[best.variable].label, b > a ? "rises" : "falls", from, to,
                 wording_horizon(horizon, best.month), none_ends(source) ? "" : " among partnerships still together");
}

static char *headline(const struct source *source, const struct choice *choice) {
  struct finding best = {.effect = 0}, one;
  if (source->scenario_count < 2) return headline_of_one(source, choice);
  for (size_t i = 0; i < choice->count; i++)
    if (find(source, choice->variable[i], choice->count, &one) && one.effect > best.effect) best = one;
  return best.effect > 0 ? headline_of_finding(source, &best) : wording("No clear difference in how partnerships develop");
}

/* Who is counted, for readers who might take the living for all. */
static char *caption(const struct source *source) {
  char runs[PHRASE_SIZE], few[PHRASE_SIZE] = "no run is";
  wording_runs(runs, source);
  if (none_ends(source)) return wording("No partnership ends: medians are over all runs · %s", runs);
  if (least_runs(source) > 1) snprintf(few, sizeof few, "fewer than %u runs are", least_runs(source));
  return wording(
      "Those still together are a selection: a rising line need not mean that partnerships improve. Lines stop where %s left · %s", few,
      runs);
}

static bool words(struct picture *picture, const struct source *source, const struct choice *choice) {
  bool cumulative = false;
  for (size_t i = 0; i < choice->count; i++) cumulative = cumulative || source->variable[choice->variable[i]].cumulative;
  picture->headline = headline(source, choice);
  picture->subtitle = wording("%s%s. Line: median%s", none_ends(source) ? "All partnerships" : "Partnerships still together in that month",
                              cumulative && !none_ends(source) ? " (cumulative value: all)" : "",
                              source->scenario_count <= BANDS_MOST ? "; band: middle half" : "");
  picture->caption = caption(source);
  picture->alt = wording("Small panels of lines over time. %s.", picture->headline ? picture->headline : "");
  return picture->headline && picture->subtitle && picture->caption && picture->alt;
}

static void table_row(struct data_table *data, const struct source *source, size_t variable, size_t month) {
  char text[PHRASE_SIZE];
  const double scale = scale_of(source, variable);
  data_table_add(data, "%s, %s", source->variable[variable].label, wording_moment(text, month));
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct series *const series = source_series(source, s, variable);
    data_table_add(data, "%s", wording_figure(text, month <= known_months(source, series) ? series->q50[month - 1] : (double)NAN, scale));
  }
}

/* Medians at the start, in the middle and at the end. */
static void table(struct data_table *data, const struct source *source, const struct choice *choice) {
  const size_t moment[] = {1, (source->months + 1) / 2, source->months};
  data->columns = source->scenario_count + 1;
  data_table_add(data, "Median at the end of");
  for (size_t s = 0; s < source->scenario_count; s++) data_table_add(data, "%s", source->scenario[s]);
  for (size_t i = 0; i < choice->count; i++)
    for (size_t m = 0; m < 3; m++)
      if (!m || moment[m] > moment[m - 1]) table_row(data, source, choice->variable[i], moment[m]);
}

/* Returns how many rows the block has; they end at the last known month. */
static size_t course_data(struct page *page, const struct source *source, const struct series *series) {
  const size_t step = curve_step(source->months), months = known_months(source, series);
  size_t rows = 0;
  if (!months) return 0;
  page_data_begin(page);
  for (size_t i = (months - 1) % step; i < months; i += step, rows++) {
    page_value(page, (double)(i + 1));
    page_value(page, series->q50[i]);
    page_value(page, series->q25[i]);
    page_value(page, series->q75[i]);
    page_row(page);
  }
  page_data_end(page);
  return rows;
}

static struct axis value_axis(const struct source *source, size_t variable, size_t tics) {
  const bool bands = source->scenario_count <= BANDS_MOST;
  double low = 0, high = 0;
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct series *const series = source_series(source, s, variable);
    for (size_t i = 0; i < known_months(source, series); i++) {
      low = fmin(low, bands ? series->q25[i] : series->q50[i]);
      high = fmax(high, bands ? series->q75[i] : series->q50[i]);
    }
  }
  const double range = source->variable[variable].high - source->variable[variable].low;
  if (!isnan(range) && high - low < range / 50) high = low + range / 50; /* the grid's cells are no finding */
  return axis_numbers(low, high, tics);
}

/* px right of each panel: room for the longest median. */
static double room_of(const struct page *page, const struct source *source, const struct choice *choice) {
  char text[PHRASE_SIZE];
  double room = ROOM;
  for (size_t i = 0; i < choice->count; i++) {
    for (size_t s = 0; s < source->scenario_count; s++) {
      const size_t months = known_months(source, source_series(source, s, choice->variable[i]));
      if (!months) continue;
      wording_figure(text, median(source, s, choice->variable[i], months), scale_of(source, choice->variable[i]));
      room = fmax(room, lettering_width(text, page->font - 2, true) + 10);
    }
  }
  return room;
}

static double line_step(const struct page *page) {
  return (page->font - 1) * 1.2;
}

/* Medians at the ends of the lines, unless there are too many to be read. */
static void end_values(struct page *page, const struct source *source, const struct panel *panel, size_t variable) {
  const size_t count = source->scenario_count;
  const double scale = scale_of(source, variable), floor = panel_y(panel, panel->y.low < 0 && panel->y.high > 0 ? 0 : panel->y.low);
  char text[PHRASE_SIZE];
  double *const y = calloc(2 * count, sizeof *y), *const height = y ? y + count : NULL;
  size_t *const scenario = calloc(count, sizeof *scenario), shown = 0;
  for (size_t s = 0; y && scenario && s < count; s++) {
    const size_t months = known_months(source, source_series(source, s, variable));
    if (!months) continue;
    y[shown] = panel_y(panel, median(source, s, variable, months));
    /* A line that ends early has its figure inside the panel, where the floor would strike it through. */
    if (months < source->months && fabs(y[shown] - floor) < line_step(page) * 0.6) y[shown] = floor - line_step(page) * 0.6;
    height[shown] = line_step(page);
    scenario[shown++] = s;
  }
  if (!y || !scenario) page->failed = true;
  else if ((double)shown * line_step(page) <= panel->bottom - panel->top + 2 * line_step(page)) {
    lettering_push_apart(y, height, shown, panel->top - line_step(page), panel->bottom + line_step(page));
    for (size_t i = 0; i < shown; i++) {
      const size_t months = known_months(source, source_series(source, scenario[i], variable));
      page_text(page, panel_x(panel, (double)months) + 8, y[i], ALIGN_LEFT, page->font - 2, true, colour_scenario(scenario[i]),
                wording_figure(text, median(source, scenario[i], variable, months), scale));
    }
  }
  free(y);
  free(scenario);
}

static void plot_courses(struct page *page, const struct source *source, const size_t *rows, size_t first) {
  struct plot plot = plot_begin(page);
  size_t block = first;
  for (size_t s = 0; s < source->scenario_count; s++)
    if (rows[s] && source->scenario_count <= BANDS_MOST) plot_fan(&plot, ++block, LOW, HIGH, colour_scenario(s));
  block = first;
  for (size_t s = 0; s < source->scenario_count; s++)
    if (rows[s]) plot_line(&plot, ++block, MEDIAN, stroke_scenario(s));
  block = first;
  for (size_t s = 0; s < source->scenario_count; s++) {
    if (!rows[s]) continue;
    block++;
    plot_dot(&plot, block, rows[s] - 1, MEDIAN, colour_scenario(s));
  }
  plot_end(&plot);
}

static void titles(struct page *page, const struct panel *panel, const struct source_variable *variable) {
  char unit[PHRASE_SIZE];
  wording_unit(unit, variable->unit);
  const bool share = strcmp(variable->unit, "share") == 0;
  const double room = fmin(panel->right + ROOM + 30, page->right) - panel->left;
  double size = page->font;
  while (size > page->font - 3 && lettering_width(variable->label, size, true) > room) size -= 0.5;
  size_t lines;
  char *const label = lettering_wrap(variable->label, size, true, room, 1, &lines);
  if (label) page_text(page, panel->left, panel->top - 20 - UNIT_HEIGHT, ALIGN_LEFT, size, true, COLOUR_INK, label);
  else page->failed = true;
  page_text(page, panel->left, panel->top - 16, ALIGN_LEFT, page->font - 3, false, COLOUR_SOFT, share ? "0 to 1" : unit + (*unit == ' '));
  free(label);
}

/* Long numbers push the panel to the right. */
static void fit_tics(const struct page *page, struct panel *panel) {
  const double left = panel->left;
  panel_fit_tics(page, panel, left - TICS);
  panel->left = fmax(panel->left, left);
}

static void draw_variable(struct page *page, const struct source *source, struct panel panel, size_t variable) {
  const size_t first = page->data;
  size_t *const rows = calloc(source->scenario_count, sizeof *rows);
  if (!rows) {
    page->failed = true;
    return;
  }
  for (size_t s = 0; s < source->scenario_count; s++) rows[s] = course_data(page, source, source_series(source, s, variable));
  panel.top += UNIT_HEIGHT;
  panel.x = axis_months((unsigned)source->months, page->layout == LAYOUT_NARROW ? 4 : 3);
  panel.y = value_axis(source, variable, 4);
  fit_tics(page, &panel);
  panel_begin(page, &panel, true);
  titles(page, &panel, &source->variable[variable]);
  end_values(page, source, &panel, variable);
  plot_courses(page, source, rows, first);
  panel_end(page);
  free(rows);
}

static bool draw(struct picture *picture, const struct source *source, enum layout layout, struct error *err) {
  struct page page;
  const struct choice choice = choose(source);
  const bool narrow = layout == LAYOUT_NARROW;
  const size_t columns = narrow ? 1 : choice.count < COLUMNS ? choice.count : COLUMNS;
  if (!choice.count) return true;
  if (!words(picture, source, &choice)) return fail_memory(err);
  table(&picture->data, source, &choice);
  struct page frame = page_measure(layout);
  const double names = source->scenario_count > 1 ? page_names(&frame, 0, source->scenario, source->scenario_count, false) + 10 : 0;
  const double rows = (double)((choice.count + columns - 1) / columns);
  if (page_begin(&page, picture, layout, names + rows * (narrow ? HEIGHT_NARROW : HEIGHT), err)) {
    if (names > 0) page_names(&page, page.top, source->scenario, source->scenario_count, true);
    page.top += names;
    const double room = room_of(&page, source, &choice);
    for (size_t i = 0; i < choice.count; i++)
      draw_variable(&page, source, panel_place(&page, i, choice.count, columns, room), choice.variable[i]);
  }
  return page_end(&page, err);
}

const struct chart chart_trajectories = {"trajectories", "How they develop", draw};
