/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cumulative value month by month: means with the middle half of the runs, and below how far each scenario's mean is ahead of the
 * first one's, where it is seen who overtakes whom and when. */
#include "charts.h"
#include "contest.h"
#include "curves.h"
#include "lettering.h"
#include "overtaking.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Fewer runs do not say where nine in ten lie. */
enum { SPREAD_RUNS = 20 };

enum { BAR_GAP = 18, BAR_GAP_NARROW = 9, MEAN = 2, LOW = 3, HIGH = 4 };

enum {
  VALUES_HEIGHT = 430,
  LEADS_HEIGHT = 240,
  SENTENCE_HEIGHT = 20,
  NARROW_VALUES = 330,
  NARROW_LEADS = 220,
  TITLE_HEIGHT = 40,
  FOOT = 34
};

static const struct series *course(const struct source *source, size_t scenario) {
  return source_series(source, scenario, source->crossing);
}

static struct estimate mean_at_end(const struct source *source, size_t scenario) {
  return series_mean(course(source, scenario), source->months);
}

/* An outcome is what the course ends in if their means agree in every scenario. */
static bool ends_in(const struct source *source, size_t outcome) {
  bool same = source->outcome[outcome].kind != OUTCOME_SHARE;
  for (size_t s = 0; s < source->scenario_count && same; s++) {
    const struct series *const series = course(source, s);
    const double mean = series->mean[source->months - 1], sd = series->sd[source->months - 1];
    same = fabs(source_estimate(source, s, outcome, "mean").value - mean) <= 1e-6 * fmax(fabs(mean), sd);
  }
  return same;
}

static size_t outcome_of(const struct source *source) {
  if (ends_in(source, source->main_outcome)) return source->main_outcome;
  for (size_t o = 0; o < source->outcome_count; o++)
    if (ends_in(source, o)) return o;
  return SOURCE_NONE;
}

/* A quantile at the horizon, exact where the course ends in an outcome: those of a course are of a grid. */
static double quantile_at_end(const struct source *source, size_t scenario, const char *statistic, const double *grid) {
  const struct estimate exact = source_estimate(source, scenario, outcome_of(source), statistic);
  return estimate_known(exact) ? exact.value : grid[source->months - 1];
}

/* The scenarios' means at the horizon, by the paired verdicts where the course ends in an outcome. */
static struct contest contest(const struct source *source, struct estimate *mean) {
  const size_t count = source->scenario_count, outcome = outcome_of(source);
  for (size_t s = 0; s < count; s++) mean[s] = mean_at_end(source, s);
  struct contest out = contest_of(mean, count, 1);
  if (outcome == SOURCE_NONE || count < 2) return out;
  out.clear = out.apart = true;
  for (size_t s = 0; s < count; s++) {
    const struct difference difference = source_difference(source, out.highest, s, outcome);
    const bool above = difference.present && difference.difference.value > 0 && difference.verdict != VERDICT_UNDECIDED &&
                       difference.verdict != VERDICT_EQUIVALENT;
    if (s != out.highest) out.clear = out.clear && above;
    if (s == out.lowest) out.apart = above;
  }
  return out;
}

static double scale_of(const struct source *source) {
  double scale = 0;
  for (size_t s = 0; s < source->scenario_count; s++) scale = fmax(scale, fabs(mean_at_end(source, s).value));
  return scale;
}

static char *headline_of_one(const struct source *source) {
  char label[PHRASE_SIZE], mean[PHRASE_SIZE], low[PHRASE_SIZE], high[PHRASE_SIZE], horizon[PHRASE_SIZE], unit[PHRASE_SIZE];
  const struct source_variable *const variable = &source->variable[source->crossing];
  const struct series *const series = course(source, 0);
  const double scale = scale_of(source);
  wording_figure(mean, series->mean[source->months - 1], scale);
  wording_figure(low, quantile_at_end(source, 0, "q05", series->q05), scale);
  wording_figure(high, quantile_at_end(source, 0, "q95", series->q95), scale);
  if (source->runs < SPREAD_RUNS)
    return wording("After %s, %s is %s%s %s", wording_horizon(horizon, source->months), wording_inside(label, variable->label), mean,
                   wording_unit(unit, variable->unit), source->runs == 1 ? "in the only run" : "on average of a few runs");
  return wording("After %s, %s is %s%s on average; nine in ten runs end between %s and %s", wording_horizon(horizon, source->months),
                 wording_inside(label, variable->label), mean, wording_unit(unit, variable->unit), low, high);
}

/* How far one mean ends above another, as the differences are told where the course ends in an outcome. */
static void lead_words(char out[PHRASE_SIZE], const struct source *source, const struct contest *result, double lead) {
  const struct difference difference = source_difference(source, result->highest, result->lowest, outcome_of(source));
  if (difference.present) wording_distance(out, difference.difference);
  else wording_figure(out, lead, lead);
}

static char *headline(const struct source *source) {
  char label[PHRASE_SIZE], horizon[PHRASE_SIZE], lead[PHRASE_SIZE], unit[PHRASE_SIZE];
  const struct source_variable *const variable = &source->variable[source->crossing];
  if (source->scenario_count < 2) return headline_of_one(source);
  struct estimate *const mean = calloc(source->scenario_count, sizeof *mean);
  if (!mean) return NULL;
  const struct contest result = contest(source, mean);
  const double ahead = mean[result.highest].value - mean[result.lowest].value;
  free(mean);
  wording_horizon(horizon, source->months);
  const char *const best = source->spoken[result.highest], *const worst = source->spoken[result.lowest];
  const char *const rank = source->scenario_count > 2 ? "highest" : "higher";
  struct overtaking last;
  if (!result.clear && !result.apart) return wording("No clear difference in %s after %s", wording_inside(label, variable->label), horizon);
  if (result.clear && overtaking_last(source, result.highest, &last))
    return wording("%s ends %s after %s, ahead of %s from month %u on", best, rank, horizon, source->spoken[last.behind],
                   last.crossover.month);
  lead_words(lead, source, &result, ahead);
  wording_unit(unit, variable->unit);
  if (result.clear) return wording("%s ends %s after %s: %s%s above %s on average", best, rank, horizon, lead, unit, worst);
  return wording("%s ends %s%s above %s after %s, on average", best, lead, unit, worst, horizon);
}

static void tell_overtakings(FILE *out, const struct source *source) {
  char text[PHRASE_SIZE];
  struct overtaking list[OVERTAKINGS_MOST];
  const size_t count = overtakings(source, list);
  for (size_t i = 0; i < count; i++)
    fprintf(out, " %s overtakes %s in %s.", source->spoken[list[i].ahead], source->spoken[list[i].behind],
            overtaking_when(text, list[i].crossover));
}

static char *alt(const struct source *source, const char *finding) {
  char *text = NULL;
  size_t size;
  FILE *const out = open_memstream(&text, &size);
  if (!out) return NULL;
  fprintf(out, "Lines of cumulative value over time. %s.", finding);
  tell_overtakings(out, source);
  if (fclose(out) == 0) return text;
  free(text);
  return NULL;
}

static bool words(struct picture *picture, const struct source *source) {
  char runs[PHRASE_SIZE], unit[PHRASE_SIZE];
  const struct source_variable *const variable = &source->variable[source->crossing];
  const bool bands = source->scenario_count <= BANDS_MOST;
  picture->headline = headline(source);
  wording_unit(unit, variable->unit);
  picture->subtitle = wording("%s%s%s. Line: mean%s", variable->label, *unit ? "," : "", unit,
                              bands ? "; band and bar: middle half of the runs" : "; bar at the right: middle half of the runs");
  picture->caption = wording("%s are ranges of outcomes, not confidence intervals; ended partnerships keep their value%s · %s",
                             source->runs < SPREAD_RUNS ? "Bands and bars" : "Bands, bars and 90 %",
                             source->scenario_count > 1 ? "; months of overtaking with their 95 % intervals" : "",
                             wording_runs(runs, source));
  picture->alt = picture->headline ? alt(source, picture->headline) : NULL;
  return picture->headline && picture->subtitle && picture->caption && picture->alt;
}

static void table(struct data_table *data, const struct source *source) {
  char moment[PHRASE_SIZE], mean[PHRASE_SIZE], low[PHRASE_SIZE], high[PHRASE_SIZE];
  size_t months[MOMENTS_MOST];
  const size_t moments = curve_moments(source->months, months);
  data->columns = source->scenario_count + 1;
  data_table_add(data, "Mean (middle half) at the end of");
  for (size_t s = 0; s < source->scenario_count; s++) data_table_add(data, "%s", source->scenario[s]);
  for (size_t i = 0; i < moments; i++) {
    data_table_add(data, "%s", wording_moment(moment, months[i]));
    for (size_t s = 0; s < source->scenario_count; s++) {
      const struct series *const series = course(source, s);
      const double scale = scale_of(source);
      data_table_add(data, "%s (%s to %s)", wording_figure(mean, series->mean[months[i] - 1], scale),
                     wording_figure(low, series->q25[months[i] - 1], scale), wording_figure(high, series->q75[months[i] - 1], scale));
    }
  }
}

/* Month, mean, middle half, and the mean's lead over the first scenario. */
static void course_data(struct page *page, const struct source *source, size_t scenario) {
  const struct series *const series = course(source, scenario), *const first = course(source, 0);
  const size_t step = curve_step(source->months);
  page_data_begin(page);
  for (size_t row = 0; row * step < source->months; row++) {
    const size_t from_end = (source->months - 1) % step, i = row * step + from_end;
    page_value(page, (double)(i + 1));
    page_value(page, series->mean[i]);
    page_value(page, series->q25[i]);
    page_value(page, series->q75[i]);
    page_value(page, series->mean[i] - first->mean[i]);
    page_row(page);
  }
  page_data_end(page);
}

enum { LEAD = 5 };

static size_t last_row(const struct source *source) {
  return (source->months - 1) / curve_step(source->months);
}

static struct axis value_axis(const struct source *source) {
  const bool bands = source->scenario_count <= BANDS_MOST;
  double low = 0, high = 0;
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct series *const series = course(source, s);
    for (size_t i = 0; i < source->months; i++) {
      low = fmin(low, bands ? fmin(series->q25[i], series->mean[i]) : series->mean[i]);
      high = fmax(high, bands ? fmax(series->q75[i], series->mean[i]) : series->mean[i]);
    }
    low = fmin(low, series->q25[source->months - 1]);
    high = fmax(high, series->q75[source->months - 1]);
  }
  return axis_numbers(low, high, 6);
}

static struct axis lead_axis(const struct source *source) {
  double low = 0, high = 0;
  const struct series *const first = course(source, 0);
  for (size_t s = 1; s < source->scenario_count; s++) {
    for (size_t i = 0; i < source->months; i++) {
      low = fmin(low, course(source, s)->mean[i] - first->mean[i]);
      high = fmax(high, course(source, s)->mean[i] - first->mean[i]);
    }
  }
  return axis_numbers(low, high, 3);
}

/* The middle half of the runs at the horizon, and the mean. */
static void range_bar(struct page *page, const struct panel *panel, const struct series *series, double x, double gap, enum colour colour) {
  const size_t last = series->months - 1;
  const double thick = gap > BAR_GAP_NARROW ? 9 : 5, mean = panel_y(panel, series->mean[last]);
  page_line(page, x, panel_y(panel, series->q25[last]), x, panel_y(panel, series->q75[last]), thick, colour);
  page_line(page, x - thick / 2 - 2, mean, x + thick / 2 + 2, mean, 6, COLOUR_PAPER);
  page_line(page, x - thick / 2 - 2, mean, x + thick / 2 + 2, mean, 2.5, colour);
}

static double bar_gap(const struct page *page, const struct source *source) {
  return page->layout == LAYOUT_NARROW || source->scenario_count > SCENARIO_COLOURS ? BAR_GAP_NARROW : BAR_GAP;
}

static void value_labels(struct page *page, const struct source *source, const struct panel *panel, double x) {
  const size_t last = source->months - 1;
  char low[PHRASE_SIZE], high[PHRASE_SIZE];
  struct end_label *const label = calloc(source->scenario_count, sizeof *label);
  for (size_t s = 0; label && s < source->scenario_count; s++) {
    const struct series *const series = course(source, s);
    const double scale = scale_of(source);
    label[s] = (struct end_label){.y = panel_y(panel, series->mean[last]), .colour = colour_scenario(s), .name = source->scenario[s]};
    wording_figure(label[s].value, series->mean[last], scale);
    wording_figure(low, quantile_at_end(source, s, "q05", series->q05), scale);
    wording_figure(high, quantile_at_end(source, s, "q95", series->q95), scale);
    if (source->runs < SPREAD_RUNS) snprintf(label[s].detail, sizeof label[s].detail, "%.40s", label[s].value);
    else snprintf(label[s].detail, sizeof label[s].detail, "%.40s (90 %%: %.40s to %.40s)", label[s].value, low, high);
  }
  if (label) end_labels(page, x, panel->top - 20, panel->bottom + 4, label, source->scenario_count);
  else page->failed = true;
  free(label);
}

static void draw_values(struct page *page, const struct source *source, const struct panel *panel) {
  const size_t count = source->scenario_count;
  const double gap = bar_gap(page, source), first = panel->right + 8 + gap / 2;
  panel_begin(page, panel, true);
  for (size_t s = 0; s < count; s++) range_bar(page, panel, course(source, s), first + (double)s * gap, gap, colour_scenario(s));
  value_labels(page, source, panel, first + (double)count * gap);
  struct plot plot = plot_begin(page);
  for (size_t s = 0; s < count && count <= BANDS_MOST; s++) plot_fan(&plot, s + 1, LOW, HIGH, colour_scenario(s));
  for (size_t s = 0; s < count; s++) plot_line(&plot, s + 1, MEAN, stroke_scenario(s));
  for (size_t s = 0; s < count; s++) plot_dot(&plot, s + 1, last_row(source), MEAN, colour_scenario(s));
  plot_end(&plot);
  panel_end(page);
}

/* Where it happens, on the lines that cross. */
static void overtaking_data(struct page *page, const struct source *source, const struct overtaking *list, size_t count) {
  page_data_begin(page);
  for (size_t i = 0; i < count; i++) {
    const size_t month = list[i].crossover.month;
    page_value(page, (double)month);
    page_value(page, course(source, list[i].ahead)->mean[month - 1] - course(source, 0)->mean[month - 1]);
    page_row(page);
  }
  page_data_end(page);
}

/* Names are cut, never the month. */
static char *overtaking_sentence(const struct source *source, const struct overtaking *overtaking, double size, double room) {
  char month[PHRASE_SIZE];
  size_t lines;
  const bool both = overtaking->behind != 0;
  overtaking_when(month, overtaking->crossover);
  const double rest = room - lettering_width(" overtakes  in ", size, true) - lettering_width(month, size, true);
  char *const ahead = lettering_wrap(source->scenario[overtaking->ahead], size, true, rest / (both ? 2 : 1), 1, &lines);
  char *const behind = lettering_wrap(source->scenario[overtaking->behind], size, true, rest / 2, 1, &lines);
  char *text = NULL;
  if (ahead && behind) text = wording("%s overtakes %s%sin %s", ahead, both ? behind : "", both ? " " : "", month);
  free(ahead);
  free(behind);
  return text;
}

/* Sentences above the panel, the earliest highest; on a wide page each with a line down to where it happens. */
static void mark_overtaking(struct page *page, const struct source *source, const struct panel *panel, const struct overtaking *one,
                            double y) {
  const double size = page->font - 3, at = panel_x(panel, one->crossover.month);
  const bool narrow = page->layout == LAYOUT_NARROW;
  char *const text = overtaking_sentence(source, one, size, page->right - page->left);
  const double width = text ? lettering_width(text, size, true) : 0;
  if (text)
    page_text(page, narrow ? page->left : fmax(page->left, fmin(at, page->right - width)), y, ALIGN_LEFT, size, true,
              colour_scenario(one->ahead), text);
  else page->failed = true;
  if (!narrow) page_line(page, at, y + 9, at, panel->bottom, 1, COLOUR_GHOST);
  free(text);
}

static void lead_labels(struct page *page, const struct source *source, const struct panel *panel) {
  const size_t last = source->months - 1, count = source->scenario_count;
  struct end_label *const label = calloc(count, sizeof *label);
  for (size_t s = 1; label && s < count; s++) {
    const double lead = course(source, s)->mean[last] - course(source, 0)->mean[last];
    label[s - 1] = (struct end_label){.y = panel_y(panel, lead), .colour = colour_scenario(s)};
    char figure[PHRASE_SIZE];
    wording_figure(figure, lead, fmax(fabs(panel->y.low), fabs(panel->y.high)));
    snprintf(label[s - 1].value, sizeof label[s - 1].value, "%s%.40s", lead > 0 ? "+" : "", figure);
  }
  if (label) end_labels(page, panel->right + 12, panel->top - 10, panel->bottom + 4, label, count - 1);
  else page->failed = true;
  free(label);
}

static void draw_leads(struct page *page, const struct source *source, const struct panel *panel, const struct overtaking *list,
                       size_t count) {
  panel_begin(page, panel, true);
  for (size_t i = 0; i < count; i++)
    mark_overtaking(page, source, panel, &list[i], panel->top - 20 - SENTENCE_HEIGHT * (double)(count - 1 - i));
  lead_labels(page, source, panel);
  overtaking_data(page, source, list, count);
  struct plot plot = plot_begin(page);
  for (size_t s = 1; s < source->scenario_count; s++) plot_line(&plot, s + 1, LEAD, stroke_scenario(s));
  for (size_t s = 1; s < source->scenario_count; s++) plot_dot(&plot, s + 1, last_row(source), LEAD, colour_scenario(s));
  for (size_t i = 0; i < count; i++) plot_dot(&plot, page->data, i, 2, colour_scenario(list[i].ahead));
  plot_end(&plot);
  panel_end(page);
}

static void lead_title(struct page *page, const struct source *source, const struct panel *panel, double y) {
  size_t lines;
  const bool narrow = page->layout == LAYOUT_NARROW;
  const double x = narrow ? page->left : panel->left;
  char unit[PHRASE_SIZE];
  wording_unit(unit, narrow ? "money" : source->variable[source->crossing].unit);
  char *const text = wording("Mean lead over %s%s%s", source->scenario[0], *unit ? "," : "", unit);
  char *const fitted = text ? lettering_wrap(text, page->font, true, page->right - x, 1, &lines) : NULL;
  if (fitted) page_text(page, x, y, ALIGN_LEFT, page->font, true, COLOUR_INK, fitted);
  else page->failed = true;
  free(text);
  free(fitted);
}

static double names_height(const struct source *source, enum layout layout) {
  const bool needed = layout == LAYOUT_NARROW && source->scenario_count > 1;
  struct page page = page_measure(layout);
  return needed ? page_names(&page, 0, source->scenario, source->scenario_count, false) : 0;
}

/* The upper panel of `height` px, with room at its right for bars and words. */
static struct panel value_panel(const struct page *page, const struct source *source, double top, double height) {
  const bool narrow = page->layout == LAYOUT_NARROW;
  const double bars = 14 + bar_gap(page, source) * (double)source->scenario_count;
  struct panel panel = {.top = top + TITLE_HEIGHT / 2.0, .bottom = top + height - FOOT};
  panel.right = page->right - bars - page->font * (narrow ? 3.5 : 14);
  panel.x = axis_months((unsigned)source->months, narrow ? 4 : 8);
  panel.y = value_axis(source);
  panel_fit_tics(page, &panel, page->left);
  return panel;
}

static void lower_panel(struct page *page, const struct source *source, const struct panel *above) {
  struct overtaking list[OVERTAKINGS_MOST];
  const size_t count = overtakings(source, list);
  struct panel panel = *above;
  panel.top = above->bottom + FOOT + TITLE_HEIGHT + 6 + SENTENCE_HEIGHT * (double)count;
  panel.bottom = page->bottom - FOOT;
  panel.y = lead_axis(source);
  panel_fit_tics(page, &panel, page->left);
  panel.left = fmax(panel.left, above->left);
  lead_title(page, source, &panel, above->bottom + FOOT + TITLE_HEIGHT / 2.0);
  draw_leads(page, source, &panel, list, count);
}

static bool draw(struct picture *picture, const struct source *source, enum layout layout, struct error *err) {
  struct page page;
  struct overtaking list[OVERTAKINGS_MOST];
  for (size_t s = 0; s < source->scenario_count; s++)
    if (!course(source, s)) return true;
  if (!words(picture, source)) return fail_memory(err);
  table(&picture->data, source);
  const bool narrow = layout == LAYOUT_NARROW, alone = source->scenario_count < 2;
  const double names = names_height(source, layout), values = narrow ? NARROW_VALUES : VALUES_HEIGHT;
  const double leads = (narrow ? NARROW_LEADS : LEADS_HEIGHT) + SENTENCE_HEIGHT * (double)overtakings(source, list);
  if (page_begin(&page, picture, layout, names + values + (alone ? 0 : leads), err)) {
    const struct panel panel = value_panel(&page, source, page.top + names, values);
    for (size_t s = 0; s < source->scenario_count; s++) course_data(&page, source, s);
    if (names > 0) page_names(&page, page.top, source->scenario, source->scenario_count, true);
    draw_values(&page, source, &panel);
    if (!alone) lower_panel(&page, source, &panel);
  }
  return page_end(&page, err);
}

const struct chart chart_value = {"value", "What they are worth", draw};
