/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who pays first: the share of partnerships that has paid back for good, month by month, from the quantiles of the payback month. */
#include "charts.h"
#include "contest.h"
#include "curves.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHARE = 2, LOW = 3, HIGH = 4, HEIGHT = 500, HEIGHT_NARROW = 340, FOOT = 34 };

/* The month in which a partnership has paid back, as models call it; SOURCE_NONE for a model that does not say. */
static size_t payback(const struct source *source) {
  for (size_t o = 0; o < source->outcome_count; o++)
    if (strcmp(source->outcome[o].name, "payback_month") == 0 && source->outcome[o].may_be_missing) return o;
  return SOURCE_NONE;
}

static const struct quantiles *distribution(const struct source *source, size_t scenario) {
  return source_quantiles(source, scenario, payback(source));
}

/* The months of all runs, where the sample holds them all: quantiles of few runs are too coarse for shares. NULL otherwise. */
static const double *every_run(const struct source *source, size_t scenario) {
  const struct source_sample *const sample = source_sample(source, scenario);
  return sample && sample->runs == source->runs ? sample->outcome[payback(source)] : NULL;
}

static struct estimate counted_share(const double *value, uint64_t runs, double month) {
  uint64_t reached = 0;
  for (uint64_t i = 0; i < runs; i++) reached += value[i] <= month;
  return estimate_share(reached, runs);
}

/* Share of the values up to a month, to the grain of the quantiles; values that never come are NaN. */
static double share_up_to(const double *value, size_t count, double month) {
  size_t reached = 0;
  for (size_t i = 0; i < count; i++) reached += value[i] <= month;
  return (double)reached / (double)count;
}

/* Upper end of its interval: a lower end that too few runs leave open may be any month. */
static double share_at_most(const struct quantiles *quantiles, double month) {
  size_t reached = 0;
  for (size_t i = 0; i < quantiles->count; i++)
    reached += quantiles->low[i] <= month || (isnan(quantiles->low[i]) && !isnan(quantiles->value[i]));
  return (double)reached / (double)quantiles->count;
}

static struct estimate share_by(const struct source *source, size_t scenario, size_t month) {
  const struct quantiles *const quantiles = distribution(source, scenario);
  const double *const value = every_run(source, scenario);
  if (value) return counted_share(value, source->runs, (double)month);
  return (struct estimate){.value = share_up_to(quantiles->value, quantiles->count, (double)month),
                           .low = share_up_to(quantiles->high, quantiles->count, (double)month),
                           .high = share_at_most(quantiles, (double)month)};
}

/* Share that has paid back by the horizon: of the runs, those in which the month is not missing. */
static struct estimate paid_back(const struct source *source, size_t scenario) {
  return estimate_share(source_estimate(source, scenario, payback(source), "mean").n, source->runs);
}

/* The median month, from whose end on at least half have paid back; its value, or its upper end, is infinite where it may never come. */
static struct estimate median_of(const struct source *source, size_t scenario) {
  struct estimate median = source_estimate(source, scenario, payback(source), "q50");
  median.value = ceil(median.value);
  if (isnan(median.high)) median.high = HUGE_VAL;
  if (isnan(median.low)) median.low = isnan(median.value) ? HUGE_VAL : median.value;
  if (isnan(median.value)) median.value = HUGE_VAL;
  return median;
}

/* Their intervals, widened for all pairs, do not touch. */
static bool sooner(struct estimate a, struct estimate b, size_t pairs) {
  if (isinf(b.value)) return a.high < b.low;
  return !isinf(a.value) && estimate_above(b, a, pairs);
}

struct race {
  size_t first, last; /* by median */
  bool clear, apart;  /* first is sooner than every other, than last */
};

static struct race race_of(const struct source *source) {
  struct race out = {.clear = source->scenario_count > 1};
  const size_t pairs = source->scenario_count * (source->scenario_count - 1) / 2;
  for (size_t s = 1; s < source->scenario_count; s++) {
    if (median_of(source, s).value < median_of(source, out.first).value) out.first = s;
    if (median_of(source, s).value >= median_of(source, out.last).value) out.last = s;
  }
  for (size_t s = 0; s < source->scenario_count; s++)
    if (s != out.first) out.clear = out.clear && sooner(median_of(source, out.first), median_of(source, s), pairs);
  out.apart = out.first != out.last && sooner(median_of(source, out.first), median_of(source, out.last), pairs);
  return out;
}

static char *headline_of_one(const struct source *source) {
  char never[PHRASE_SIZE], horizon[PHRASE_SIZE];
  const double median = median_of(source, 0).value;
  wording_horizon(horizon, source->months);
  wording_percent(never, 1 - paid_back(source, 0).value);
  if (isinf(median)) return wording("Fewer than half pay back within %s: %s do not", horizon, never);
  return wording("Half have paid back by month %.0f; %s do not within %s", median, never, horizon);
}

/* Where no half is sooner there may still be more who pay back at all. */
static char *headline_of_shares(const struct source *source, const char *horizon) {
  char high[PHRASE_SIZE], low[PHRASE_SIZE];
  struct estimate *const share = calloc(source->scenario_count, sizeof *share);
  if (!share) return NULL;
  for (size_t s = 0; s < source->scenario_count; s++) share[s] = paid_back(source, s);
  const struct contest contest = contest_of(share, source->scenario_count, 1);
  const char *const most = source->spoken[contest.highest], *const least = source->spoken[contest.lowest];
  wording_percents(high, low, share[contest.highest].value, share[contest.lowest].value);
  free(share);
  if (contest.clear && source->scenario_count > 2)
    return wording("%s pays back most often: %s do within %s, against %s with %s", most, high, horizon, low, least);
  if (contest.apart) return wording("%s pays back more often than %s: %s do within %s, against %s", most, least, high, horizon, low);
  return wording("No clear difference in when partnerships pay back");
}

static char *headline(const struct source *source) {
  char horizon[PHRASE_SIZE];
  if (source->scenario_count < 2) return headline_of_one(source);
  const struct race race = race_of(source);
  const char *const first = source->spoken[race.first], *const last = source->spoken[race.last];
  const double soon = median_of(source, race.first).value, late = median_of(source, race.last).value;
  wording_horizon(horizon, source->months);
  const bool first_of_all = race.clear && source->scenario_count > 2;
  if (!race.clear && !race.apart) return headline_of_shares(source, horizon);
  if (isinf(late))
    return wording("%s pays back %s: half by month %.0f; with %s fewer than half do within %s", first, first_of_all ? "first" : "sooner",
                   soon, last, horizon);
  if (first_of_all) return wording("%s pays back first: half by month %.0f, against month %.0f with %s", first, soon, late, last);
  return wording("%s pays back sooner than %s: half by month %.0f, against month %.0f", first, last, soon, late);
}

static bool words(struct picture *picture, const struct source *source) {
  char runs[PHRASE_SIZE];
  const bool bands = source->scenario_count <= BANDS_MOST;
  picture->headline = headline(source);
  picture->subtitle = wording("Partnerships that have paid back for good, %% of those signed%s. Dot: when half have",
                              bands ? "; band: 95 % interval" : "");
  picture->caption = wording("Paid back: what both partners together have gained so far, discounted, no longer falls below zero within the "
                             "horizon; ended partnerships count · %s",
                             wording_runs(runs, source));
  picture->alt = wording("Rising curves of the share that has paid back. %s.", picture->headline ? picture->headline : "");
  return picture->headline && picture->subtitle && picture->caption && picture->alt;
}

static void table(struct data_table *data, const struct source *source) {
  char text[PHRASE_SIZE];
  size_t months[MOMENTS_MOST];
  const size_t moments = curve_moments(source->months, months);
  data->columns = source->scenario_count + 1;
  data_table_add(data, "Paid back by the end of");
  for (size_t s = 0; s < source->scenario_count; s++) data_table_add(data, "%s", source->scenario[s]);
  for (size_t i = 0; i < moments; i++) {
    data_table_add(data, "%s", wording_moment(text, months[i]));
    for (size_t s = 0; s < source->scenario_count; s++)
      data_table_add(data, "%s", wording_percent(text, share_by(source, s, months[i]).value));
  }
  data_table_add(data, "half have by month");
  for (size_t s = 0; s < source->scenario_count; s++) {
    const double median = median_of(source, s).value;
    if (isinf(median)) data_table_add(data, "never");
    else data_table_add(data, "%.0f", median);
  }
}

static void curve_data(struct page *page, const struct source *source, size_t scenario) {
  const size_t step = curve_step(source->months);
  page_data_begin(page);
  for (size_t month = source->months % step; month <= source->months; month += step) {
    const struct estimate share = share_by(source, scenario, month);
    page_value(page, (double)month);
    page_value(page, share.value);
    page_value(page, share.low);
    page_value(page, share.high);
    page_row(page);
  }
  page_data_end(page);
}

/* The medians that come, one row each; scenario[i] is whose. Returns how many. */
static size_t median_data(struct page *page, const struct source *source, size_t *scenario) {
  size_t count = 0;
  for (size_t s = 0; s < source->scenario_count; s++)
    if (!isinf(median_of(source, s).value)) scenario[count++] = s;
  if (!count) return 0;
  page_data_begin(page);
  for (size_t i = 0; i < count; i++) {
    page_value(page, median_of(source, scenario[i]).value);
    page_value(page, share_by(source, scenario[i], (size_t)median_of(source, scenario[i]).value).value);
    page_row(page);
  }
  page_data_end(page);
  return count;
}

static void labels(struct page *page, const struct source *source, const struct panel *panel) {
  char never[PHRASE_SIZE];
  struct end_label *const label = calloc(source->scenario_count, sizeof *label);
  for (size_t s = 0; label && s < source->scenario_count; s++) {
    const double share = paid_back(source, s).value, median = median_of(source, s).value;
    label[s] = (struct end_label){.y = panel_y(panel, share), .colour = colour_scenario(s), .name = source->scenario[s]};
    wording_percent_short(label[s].value, share);
    wording_percent(never, 1 - share);
    if (isinf(median)) snprintf(label[s].detail, sizeof label[s].detail, "fewer than half; %.40s do not", never);
    else snprintf(label[s].detail, sizeof label[s].detail, "half by month %.0f; %.40s do not", median, never);
  }
  if (label) end_labels(page, panel->right + 12, panel->top - 20, panel->bottom + 4, label, source->scenario_count);
  else page->failed = true;
  free(label);
}

static void draw_curves(struct page *page, const struct source *source, const struct panel *panel, size_t *scenario) {
  const size_t count = source->scenario_count;
  for (size_t s = 0; s < count; s++) curve_data(page, source, s);
  const size_t medians = median_data(page, source, scenario);
  panel_begin(page, panel, true);
  labels(page, source, panel);
  struct plot plot = plot_begin(page);
  for (size_t s = 0; s < count && count <= BANDS_MOST; s++) plot_band(&plot, s + 1, LOW, HIGH, colour_scenario(s), 0.75);
  for (size_t s = 0; s < count; s++) plot_line(&plot, s + 1, SHARE, stroke_scenario(s));
  for (size_t i = 0; i < medians; i++) plot_dot(&plot, page->data, i, SHARE, colour_scenario(scenario[i]));
  plot_end(&plot);
  panel_end(page);
}

static bool drawable(const struct source *source) {
  for (size_t s = 0; s < source->scenario_count; s++)
    if (!distribution(source, s)) return false;
  return true;
}

static bool draw(struct picture *picture, const struct source *source, enum layout layout, struct error *err) {
  struct page page, frame = page_measure(layout);
  if (!drawable(source)) return true;
  const bool narrow = layout == LAYOUT_NARROW;
  const double names = narrow && source->scenario_count > 1 ? page_names(&frame, 0, source->scenario, source->scenario_count, false) : 0;
  size_t *const scenario = calloc(source->scenario_count, sizeof *scenario);
  if (!words(picture, source) || !scenario) {
    free(scenario);
    return fail_memory(err);
  }
  table(&picture->data, source);
  if (page_begin(&page, picture, layout, names + (narrow ? HEIGHT_NARROW : HEIGHT), err)) {
    if (names > 0) page_names(&page, page.top, source->scenario, source->scenario_count, true);
    struct panel panel = {.top = page.top + names + 20, .bottom = page.bottom - FOOT};
    panel.right = page.right - page.font * (narrow ? 3.5 : 15);
    panel.x = axis_months((unsigned)source->months, narrow ? 4 : 8);
    panel.y = axis_percent(1, 4);
    panel_fit_tics(&page, &panel, page.left);
    draw_curves(&page, source, &panel, scenario);
  }
  free(scenario);
  return page_end(&page, err);
}

const struct chart chart_payback = {"payback", "When they pay back", draw};
