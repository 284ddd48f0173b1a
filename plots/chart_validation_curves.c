/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of the default population beside published points: who is alive, how risk goes with age, what is reached of the plan. */
#include "chart_validation.h"
#include "curves.h"
#include <math.h>
#include <string.h>

enum { MODEL, LIST, CURVES, FOOT = 34, BAR = 5 /* half the px across a published band */ };
static const struct stroke strokes[CURVES] = {{.colour = COLOUR_SCENARIO_1, .weight = 3.4},
                                              {.colour = COLOUR_SOFT, .weight = 2, .dashed = true}};

/* A curve of both portraits: x and y of point i. */
struct curve {
  const struct validation *v;
  size_t first, count;
  double (*x)(size_t point);
  double (*y)(const struct portrait *, size_t point);
};

static void put_data(struct page *page, const struct curve *curve) {
  for (int c = 0; c < CURVES; c++) {
    page_data_begin(page);
    for (size_t i = curve->first; i < curve->count; i++) {
      page_value(page, curve->x(i));
      page_value(page, curve->y(&curve->v->portrait[c], i));
      page_row(page);
    }
    page_data_end(page);
  }
}

static void put_labels(struct page *page, const struct curve *curve, const struct panel *panel) {
  struct end_label label[CURVES];
  const char *const names[CURVES] = {"Model", validation_rival(curve->v)};
  for (int c = 0; c < CURVES; c++) {
    const double end = curve->y(&curve->v->portrait[c], curve->count - 1);
    label[c] = (struct end_label){.y = panel_y(panel, end), .colour = strokes[c].colour, .name = names[c]};
    wording_percent_short(label[c].value, end);
    wording_percent(label[c].detail, end);
  }
  end_labels(page, panel->right + 12, panel->top - 20, panel->bottom + 20, label, CURVES);
}

static struct panel place(const struct page *page, struct axis x, struct axis y) {
  const bool narrow = page->layout == LAYOUT_NARROW;
  struct panel panel = {.top = page->top + 20, .bottom = page->bottom - FOOT, .x = x, .y = y};
  panel.right = page->right - page->font * (narrow ? 3.5 : 11);
  panel_fit_tics(page, &panel, page->left);
  return panel;
}

static void put_lines(struct page *page) {
  struct plot plot = plot_begin(page);
  for (size_t c = CURVES; c-- > 0;) plot_line(&plot, c + 1, 2, strokes[c]);
  plot_end(&plot);
}

/* A band of a published figure, as a bar at x; pale where the figure is judgement. */
static void put_band(struct page *page, const struct panel *panel, const struct known_fact *fact, double x, double low, double high) {
  const double at = panel_x(panel, x);
  const enum colour colour = strcmp(fact->mark, "judgement") == 0 ? COLOUR_HAIR : (enum colour)(COLOUR_PART_1 + 1);
  page_box(page, at - BAR, panel_y(panel, high), at + BAR, panel_y(panel, low), colour);
  page_line(page, at - BAR - 2, panel_y(panel, high), at + BAR + 2, panel_y(panel, high), 2, COLOUR_INK);
  page_line(page, at - BAR - 2, panel_y(panel, low), at + BAR + 2, panel_y(panel, low), 2, COLOUR_INK);
}

static void rows(struct data_table *data, const struct curve *curve, const char *what, const char *(*name)(char out[PHRASE_SIZE], size_t),
                 size_t step) {
  char text[PHRASE_SIZE];
  data->columns = 1 + CURVES;
  data_table_add(data, "%s", what);
  data_table_add(data, "Model");
  data_table_add(data, "%s", validation_rival(curve->v));
  for (size_t i = curve->first; i < curve->count; i += step) {
    data_table_add(data, "%s", name(text, i));
    for (int c = 0; c < CURVES; c++) data_table_add(data, "%.1f %%", 100 * curve->y(&curve->v->portrait[c], i));
  }
}

static bool complete(const struct picture *picture, struct error *err) {
  return (picture->headline && picture->subtitle && picture->caption && picture->alt) || fail_memory(err);
}

/* Who is alive. */
static double month_of(size_t point) {
  return (double)point;
}
static double alive_of(const struct portrait *p, size_t point) {
  return p->alive[point];
}
static const char *moment(char out[PHRASE_SIZE], size_t point) {
  return wording_moment(out, point);
}

static bool is_survival(const struct known_fact *fact) {
  return fact->statistic == STATISTIC_ALIVE && fact->study == 0;
}

static size_t count_bands(const struct validation *v, bool (*is)(const struct known_fact *), bool met_only) {
  size_t count = 0;
  for (size_t f = 0; f < v->evidence->fact_count; f++)
    count += is(&v->evidence->facts[f]) && (!met_only || known_fact_met(&v->evidence->facts[f], v->figure[f]));
  return count;
}

static bool draw_survival(struct picture *picture, const struct validation *v, enum layout layout, struct error *err) {
  struct page page;
  const struct curve curve = {v, 0, v->portrait[0].months + 1, month_of, alive_of};
  picture->headline = wording("Survival passes %zu of %zu published bands", count_bands(v, is_survival, true),
                              count_bands(v, is_survival, false));
  picture->subtitle = wording(
      "Partnerships of the default population still together, %% of those signed; bars: accepted by what is published, pale by judgement");
  picture->caption = validation_caption(v, "Steps are agreed terms that end");
  picture->alt = wording("Survival curves of the model and of the %s with published bands. %s.", validation_rival(v),
                         picture->headline ? picture->headline : "");
  if (!complete(picture, err)) return false;
  rows(&picture->data, &curve, "Together at the end of", moment, 12);
  if (page_begin(&page, picture, layout, layout == LAYOUT_NARROW ? 360 : 460, err)) {
    put_data(&page, &curve);
    struct axis x = axis_months(v->portrait[0].months, layout == LAYOUT_NARROW ? 4 : 8);
    x.high *= 1.03;
    const struct panel panel = place(&page, x, axis_percent(1, 4));
    panel_begin(&page, &panel, true);
    for (size_t f = 0; f < v->evidence->fact_count; f++)
      if (is_survival(&v->evidence->facts[f]))
        put_band(&page, &panel, &v->evidence->facts[f], v->evidence->facts[f].month, v->evidence->facts[f].low, v->evidence->facts[f].high);
    put_labels(&page, &curve, &panel);
    put_lines(&page);
    panel_end(&page);
  }
  return page_end(&page, err);
}

/* How risk goes with age. */
static double year_of(size_t point) {
  return 12 * ((double)point + 0.5);
}
static double hazard_of(const struct portrait *p, size_t point) {
  return p->hazard[point];
}
static const char *year_name(char out[PHRASE_SIZE], size_t point) {
  snprintf(out, PHRASE_SIZE, "Year %zu", point + 1);
  return out;
}

static char *hazard_headline(const struct portrait *p, size_t years) {
  size_t peak = 0;
  for (size_t y = 1; y < years; y++)
    if (p->hazard[y] > p->hazard[peak]) peak = y;
  if (peak == 0) return wording("The risk of an ending falls with age");
  if (peak + 1 == years) return wording("The risk of an ending rises with age");
  return wording("The risk of an ending is low at first, highest in year %zu, and falls afterwards", peak + 1);
}

static bool draw_hazard(struct picture *picture, const struct validation *v, enum layout layout, struct error *err) {
  struct page page;
  const size_t years = v->portrait[0].months / 12;
  const struct curve curve = {v, 0, years, year_of, hazard_of};
  double most = 0;
  if (years < 2) return true;
  for (size_t y = 0; y < years; y++) most = fmax(most, fmax(v->portrait[0].hazard[y], v->portrait[1].hazard[y]));
  picture->headline = hazard_headline(&v->portrait[0], years);
  picture->subtitle = wording("Endings that were not agreed, %% of the living a year, by year of life");
  picture->caption = validation_caption(
      v, "No equation of the model holds age: the course emerges from goodwill, disappointment and selection");
  picture->alt = wording("Hazard by age of the model and of the %s. %s.", validation_rival(v), picture->headline ? picture->headline : "");
  if (!complete(picture, err)) return false;
  rows(&picture->data, &curve, "Endings a year at risk", year_name, 1);
  if (page_begin(&page, picture, layout, layout == LAYOUT_NARROW ? 320 : 400, err)) {
    put_data(&page, &curve);
    const struct panel panel = place(&page, axis_months(v->portrait[0].months, layout == LAYOUT_NARROW ? 4 : 8),
                                     axis_percent(most * 1.1, 4));
    panel_begin(&page, &panel, true);
    put_labels(&page, &curve, &panel);
    put_lines(&page);
    panel_end(&page);
  }
  return page_end(&page, err);
}

/* What is reached of the plan. */
static double worth_at(size_t point) {
  return (double)point * WORTH_STEP;
}
static double reached_of(const struct portrait *p, size_t point) {
  return p->reached[point];
}
static const char *worth_name(char out[PHRASE_SIZE], size_t point) {
  snprintf(out, PHRASE_SIZE, "%.1f", worth_at(point));
  return out;
}

static bool is_worth(const struct known_fact *fact) {
  return fact->study == 0 &&
         (fact->statistic == STATISTIC_SHARE || fact->statistic == STATISTIC_REACHED || fact->statistic == STATISTIC_MISSED);
}

enum { SHOWN = 101 /* points: up to 2.5 */, TENTHS = 4 };

static bool draw_worth(struct picture *picture, const struct validation *v, enum layout layout, struct error *err) {
  struct page page;
  const struct curve curve = {v, 0, SHOWN, worth_at, reached_of};
  picture->headline = wording("Value against plan passes %zu of %zu published bands", count_bands(v, is_worth, true),
                              count_bands(v, is_worth, false));
  picture->subtitle = wording("%% of partnerships that reach at least so much of their plan; bars: accepted by what is published");
  picture->caption = validation_caption(v, "Value over plan in the months lived; after an early failure over the plan of a fair trial");
  picture->alt = wording("Share of partnerships that reach a multiple of plan, with published bands. %s.",
                         picture->headline ? picture->headline : "");
  if (!complete(picture, err)) return false;
  rows(&picture->data, &curve, "Reach at least, times plan", worth_name, TENTHS);
  if (page_begin(&page, picture, layout, layout == LAYOUT_NARROW ? 360 : 460, err)) {
    put_data(&page, &curve);
    const struct panel panel = place(&page, axis_numbers(0, worth_at(SHOWN - 1), 5), axis_percent(1, 4));
    panel_begin(&page, &panel, true);
    for (size_t f = 0; f < v->evidence->fact_count; f++) {
      const struct known_fact *const fact = &v->evidence->facts[f];
      const bool below = fact->statistic == STATISTIC_MISSED;
      if (is_worth(fact))
        put_band(&page, &panel, fact, fact->number, below ? 1 - fact->high : fact->low, below ? 1 - fact->low : fact->high);
    }
    put_labels(&page, &curve, &panel);
    put_lines(&page);
    panel_end(&page);
  }
  return page_end(&page, err);
}

const struct validation_chart chart_facts_survival = {"facts_survival", "How long they last", draw_survival};
const struct validation_chart chart_facts_hazard = {"facts_hazard", "Risk by age", draw_hazard};
const struct validation_chart chart_facts_worth = {"facts_worth", "Value against plan", draw_worth};
