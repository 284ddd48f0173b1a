/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the main outcome is distributed: a row of dots for each scenario, each dot the same share of the partnerships, losses hollow. */
#include "charts.h"
#include "contest.h"
#include "lettering.h"
#include "page.h"
#include "wording.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DOTS = 100 /* at most, of a scenario */, LARGEST = 13, SMALLEST = 4 /* px across */, UNDER = 26 /* px under the dots, for marks */ };

/* The dots of one scenario. */
struct crowd {
  size_t count; /* with those that cannot be shown */
  double value[DOTS];
  size_t shown, below, above, never; /* below, above: beyond the ends of the axis */
  double x[DOTS], level[DOTS];       /* of those shown: units of the axis, and dots that lie beneath */
};

/* What the whole picture shares. */
struct scene {
  const struct source *source;
  size_t outcome;
  bool loss; /* values below 0 are losses */
  bool runs; /* so few runs that each has a dot */
  struct crowd *crowd;
  struct panel panel;
  double row, dots; /* px: of a row, and of that the room for dots */
  double dot, step; /* px: across a dot, and between two on top of each other */
};

static struct estimate loss_of(const struct source *source, size_t scenario, size_t outcome) {
  char quantity[PHRASE_SIZE];
  snprintf(quantity, sizeof quantity, "probability_of_loss:%s", source->outcome[outcome].name);
  return source_risk(source, scenario, SOURCE_NONE, quantity);
}

static struct estimate mean_of(const struct source *source, size_t scenario) {
  return source_estimate(source, scenario, source->main_outcome, "mean");
}

static char *single_headline(const struct source *source, bool loss) {
  char share[PHRASE_SIZE], low[PHRASE_SIZE], high[PHRASE_SIZE], unit[PHRASE_SIZE];
  const struct source_outcome *const outcome = &source->outcome[source->main_outcome];
  const struct estimate q25 = source_estimate(source, 0, source->main_outcome, "q25");
  const struct estimate q75 = source_estimate(source, 0, source->main_outcome, "q75");
  const struct estimate q50 = source_estimate(source, 0, source->main_outcome, "q50");
  const double scale = fmax(fabs(q25.value), fabs(q75.value));
  wording_figure(low, q25.value, scale);
  wording_figure(high, q75.value, scale);
  if (loss)
    return wording("%s of partnerships end with a loss%s %s%s", wording_percent(share, loss_of(source, 0, source->main_outcome).value),
                   q50.value > 0 ? ", half with more than" : "; the median is", wording_figure(high, q50.value, q50.value),
                   wording_unit(unit, outcome->unit));
  if (isnan(q25.value) || isnan(q75.value)) return wording("%s: how it is distributed", outcome->label);
  if (strcmp(low, high) == 0) return wording("%s: %s in at least half of the partnerships", outcome->label, low);
  return wording("%s: the middle half of the partnerships lie between %s and %s", outcome->label, low, high);
}

/* By the share of losses. */
static char *loss_headline(const struct source *source) {
  char low[PHRASE_SIZE], high[PHRASE_SIZE];
  struct estimate *const gain = calloc(source->scenario_count, sizeof *gain);
  if (!gain) return NULL;
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct estimate loss = loss_of(source, s, source->main_outcome);
    gain[s] = (struct estimate){.value = 1 - loss.value, .low = 1 - loss.high, .high = 1 - loss.low, .n = loss.n};
  }
  const struct contest contest = contest_of(gain, source->scenario_count, 1);
  const char *const best = source->spoken[contest.highest], *const worst = source->spoken[contest.lowest];
  wording_percents(low, high, 1 - gain[contest.highest].value, 1 - gain[contest.lowest].value);
  const bool same = gain[contest.highest].value == gain[contest.lowest].value;
  free(gain);
  if (contest.clear && source->scenario_count > 2)
    return wording("%s ends with a loss least often: in %s of partnerships, against %s with %s", best, low, high, worst);
  if (contest.apart) return wording("%s ends with a loss less often than %s: in %s of partnerships against %s", best, worst, low, high);
  if (same) return wording("No clear difference in how often a partnership ends with a loss: %s with each scenario", low);
  return wording("No clear difference in how often a partnership ends with a loss: %s to %s", low, high);
}

/* By the mean. */
static char *mean_headline(const struct source *source) {
  char label[PHRASE_SIZE], best[PHRASE_SIZE], worst[PHRASE_SIZE];
  const struct source_outcome *const outcome = &source->outcome[source->main_outcome];
  const struct standing standing = standing_of(source, source->main_outcome);
  const double high = mean_of(source, standing.best).value, low = mean_of(source, standing.worst).value;
  const char *const first = source->spoken[standing.best], *const last = source->spoken[standing.worst];
  wording_figure(best, high, 10 * (high - low));
  wording_figure(worst, low, 10 * (high - low));
  if (standing.best_clear && source->scenario_count > 2)
    return wording("%s: %s with %s, %s on average against %s with %s", outcome->label, outcome->better < 0 ? "lowest" : "highest", first,
                   best, worst, last);
  if (standing.differ)
    return wording("%s: %s with %s than with %s, %s against %s on average", outcome->label, outcome->better < 0 ? "lower" : "higher", first,
                   last, best, worst);
  return wording("No clear difference in %s", wording_inside(label, outcome->label));
}

/* How many dots of all scenarios lie beyond the axis. */
static size_t not_shown(const struct scene *scene) {
  size_t count = 0;
  for (size_t s = 0; s < scene->source->scenario_count; s++)
    for (size_t i = 0; i < scene->crowd[s].count; i++)
      count += scene->crowd[s].value[i] < scene->panel.x.low || scene->crowd[s].value[i] > scene->panel.x.high;
  return count;
}

static bool words(struct picture *picture, const struct scene *scene) {
  char runs[PHRASE_SIZE], label[PHRASE_SIZE], each[PHRASE_SIZE], unit[PHRASE_SIZE];
  const struct source *const source = scene->source;
  const struct source_outcome *const outcome = &source->outcome[scene->outcome];
  picture->headline = source->scenario_count == 1 ? single_headline(source, scene->loss)
                      : scene->loss               ? loss_headline(source)
                                                  : mean_headline(source);
  wording_inside(label, outcome->label);
  if (scene->runs) snprintf(each, sizeof each, "Each dot is a partnership");
  else snprintf(each, sizeof each, "Each dot is one in %zu partnerships", scene->crowd[0].count);
  const char *const counted = strcmp(outcome->unit, "share") == 0 ? "from 0 to 1" : outcome->unit;
  picture->subtitle = wording("%s%s%s. %s%s%s", outcome->label, *wording_unit(unit, counted) ? "," : "", unit, each,
                              scene->loss ? "; hollow dots are losses" : "",
                              not_shown(scene) ? "; a few lie further out than the axis" : "");
  picture->caption = wording("%s · in brackets 95 %% intervals · %s",
                             scene->runs ? "Every run has its dot"
                                         : "Dots stand at evenly spaced quantiles of the runs; single runs go further",
                             wording_runs(runs, source));
  picture->alt = wording("Dot plot of the distribution of %s, one row a scenario. %s.", label, picture->headline ? picture->headline : "");
  return picture->headline && picture->subtitle && picture->caption && picture->alt;
}

static void table(struct data_table *data, const struct scene *scene) {
  static const char *const statistics[] = {"mean", "q05", "q25", "q50", "q75", "q95"};
  static const char *const headings[] = {"Mean", "5 % are below", "25 % are below", "Median", "75 % are below", "95 % are below"};
  enum { STATISTICS = sizeof statistics / sizeof *statistics };
  char text[PHRASE_SIZE];
  data->columns = 1 + STATISTICS + (scene->loss ? 1 : 0);
  data_table_add(data, "Scenario");
  if (scene->loss) data_table_add(data, "Loss in");
  for (size_t i = 0; i < STATISTICS; i++) data_table_add(data, "%s", headings[i]);
  for (size_t s = 0; s < scene->source->scenario_count; s++) {
    data_table_add(data, "%s", scene->source->scenario[s]);
    if (scene->loss) data_table_add(data, "%s", wording_percent_interval(text, loss_of(scene->source, s, scene->outcome)));
    for (size_t i = 0; i < STATISTICS; i++)
      data_table_add(data, "%s", wording_interval(text, source_estimate(scene->source, s, scene->outcome, statistics[i])));
  }
}

/* Whether every run has a dot of its own: quantiles of fewer runs would stand between them. */
static bool dots_are_runs(const struct source *source, size_t outcome) {
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct source_sample *const sample = source_sample(source, s);
    if (source->runs >= DOTS || !sample || sample->runs != source->runs || !sample->outcome[outcome]) return false;
  }
  return true;
}

/* What is missing comes last. */
static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  if (isnan(x) || isnan(y)) return (isnan(x) != 0) - (isnan(y) != 0);
  return (x > y) - (x < y);
}

static void gather(struct crowd *crowd, const double *value, size_t count) {
  for (; crowd->count < DOTS && crowd->count < count; crowd->count++) {
    crowd->value[crowd->count] = value[crowd->count];
    if (isnan(value[crowd->count])) crowd->never++;
  }
  qsort(crowd->value, crowd->count, sizeof *crowd->value, ascending);
}

static void gather_all(struct scene *scene) {
  for (size_t s = 0; s < scene->source->scenario_count; s++) {
    const struct quantiles *const quantiles = source_quantiles(scene->source, s, scene->outcome);
    const struct source_sample *const sample = source_sample(scene->source, s);
    if (scene->runs) gather(&scene->crowd[s], sample->outcome[scene->outcome], sample->runs);
    else gather(&scene->crowd[s], quantiles->value, quantiles->count);
  }
}

struct range {
  double low, high;
};

/* Of the values between two shares of a crowd, all crowds together. */
static struct range range_of(const struct scene *scene, double from, double to) {
  struct range out = {INFINITY, -INFINITY};
  for (size_t s = 0; s < scene->source->scenario_count; s++) {
    const struct crowd *const crowd = &scene->crowd[s];
    const size_t first = (size_t)(from * (double)crowd->count), last = (size_t)(to * (double)crowd->count);
    for (size_t i = first; i < last && i + crowd->never < crowd->count; i++) {
      out.low = fmin(out.low, crowd->value[i]);
      out.high = fmax(out.high, crowd->value[i]);
    }
  }
  return out;
}

/* All dots, unless a long tail would press the others together: then no further than the width of the bulk beyond it. */
static struct axis axis_of(const struct scene *scene, size_t tics) {
  struct range all = range_of(scene, 0, 1);
  const struct range bulk = range_of(scene, 0.03, 0.97);
  const double width = bulk.high - bulk.low;
  if (width > 0) {
    all.low = fmax(all.low, bulk.low - width);
    all.high = fmin(all.high, bulk.high + width);
  }
  if (scene->loss && all.low > 0 && all.low < (all.high - all.low) / 2) all.low = 0;
  const double edge = 0.012 * (all.high - all.low);
  return axis_inside(all.low - edge, all.high + edge, tics);
}

/* Dots of one bin stand on top of each other. Bins begin at 0 where that parts loss from gain. */
static size_t pile(struct crowd *crowd, const struct scene *scene, double dot) {
  const struct axis *const axis = &scene->panel.x;
  const double width = dot * (axis->high - axis->low) / (scene->panel.right - scene->panel.left), anchor = scene->loss ? 0 : axis->low;
  double before = NAN, level = 0;
  size_t tallest = 0;
  crowd->shown = crowd->below = crowd->above = 0;
  for (size_t i = 0; i + crowd->never < crowd->count; i++) {
    const double value = crowd->value[i], bin = floor((value - anchor) / width);
    crowd->below += value < axis->low;
    crowd->above += value > axis->high;
    if (value < axis->low || value > axis->high) continue;
    level = bin == before ? level + 1 : 0;
    before = bin;
    crowd->x[crowd->shown] = anchor + (bin + 0.5) * width;
    crowd->level[crowd->shown++] = level;
    if ((size_t)level + 1 > tallest) tallest = (size_t)level + 1;
  }
  return tallest;
}

static size_t pile_all(struct scene *scene, double dot) {
  size_t tallest = 1;
  for (size_t s = 0; s < scene->source->scenario_count; s++) {
    const size_t height = pile(&scene->crowd[s], scene, dot);
    if (height > tallest) tallest = height;
  }
  return tallest;
}

/* Dots as large as the tallest pile allows; the smallest overlap if they must. */
static void size_dots(struct scene *scene) {
  size_t tallest = pile_all(scene, scene->dot = LARGEST);
  while (scene->dot > SMALLEST && (double)tallest * scene->dot > scene->dots) tallest = pile_all(scene, scene->dot -= 0.5);
  scene->step = fmin(scene->dot, (scene->dots - scene->dot) / (double)(tallest > 1 ? tallest - 1 : 1));
}

/* px of the line on which the dots of a row stand. */
static double ground(const struct scene *scene, size_t scenario) {
  return scene->panel.top + (double)(scenario + 1) * scene->row - UNDER;
}

/* The panel's vertical unit is px above its floor. */
static double up(const struct scene *scene, double y) {
  return scene->panel.bottom - y;
}

static size_t dots_data(struct page *page, const struct scene *scene, size_t scenario, bool losses) {
  const struct crowd *const crowd = &scene->crowd[scenario];
  size_t count = 0;
  page_data_begin(page);
  for (size_t i = 0; i < crowd->shown; i++) {
    if ((scene->loss && crowd->x[i] < 0) != losses) continue;
    page_value(page, crowd->x[i]);
    page_value(page, up(scene, ground(scene, scenario) - scene->dot / 2 - crowd->level[i] * scene->step));
    page_row(page);
    count++;
  }
  page_data_end(page);
  return count;
}

/* Mean and median, in a datablock of two rows. */
static void marks_data(struct page *page, const struct scene *scene, size_t scenario) {
  const struct estimate median = source_estimate(scene->source, scenario, scene->outcome, "q50");
  page_data_begin(page);
  page_value(page, source_estimate(scene->source, scenario, scene->outcome, "mean").value);
  page_value(page, up(scene, ground(scene, scenario) + 9));
  page_row(page);
  page_value(page, median.value);
  page_value(page, up(scene, ground(scene, scenario) + 8));
  page_row(page);
  page_data_end(page);
}

/* A median as its outcome is counted. */
static const char *median_text(char out[PHRASE_SIZE], const struct scene *scene, double median, double mean) {
  if (isnan(median)) return "never";
  const bool whole = scene->source->outcome[scene->outcome].kind == OUTCOME_COUNT && median == floor(median);
  return wording_figure(out, median, whole ? 100 : fmax(fabs(mean), fabs(median)));
}

static void left_words(struct page *page, const struct scene *scene, size_t scenario, struct paragraph at) {
  char figure[PHRASE_SIZE];
  const struct source *const source = scene->source;
  const struct estimate mean = source_estimate(source, scenario, scene->outcome, "mean");
  const struct estimate median = source_estimate(source, scenario, scene->outcome, "q50");
  const bool narrow = page->layout == LAYOUT_NARROW;
  at.y = page_paragraph(page, at, source->scenario[scenario], true);
  at.size = page->font - (narrow ? 2 : 3);
  at.bold = false;
  at.colour = COLOUR_SOFT;
  char *const middle = wording("▲ mean %s", wording_interval(figure, mean));
  char *const half = wording("◇ median %s", median_text(figure, scene, median.value, mean.value));
  char *const both = wording("%s   %s", middle ? middle : "", half ? half : "");
  char *const loss = wording("○ loss in %s", wording_percent_interval(figure, loss_of(source, scenario, scene->outcome)));
  if (narrow && both) at.y = page_paragraph(page, at, both, true);
  if (!narrow && middle) at.y = page_paragraph(page, at, middle, true);
  if (!narrow && half) at.y = page_paragraph(page, at, half, true);
  if (scene->loss && loss) page_paragraph(page, at, loss, true);
  if (!middle || !half || !both || !loss) page->failed = true;
  free(middle);
  free(half);
  free(both);
  free(loss);
}

static void beyond_words(struct page *page, const struct scene *scene, size_t scenario) {
  const struct crowd *const crowd = &scene->crowd[scenario];
  const double y = ground(scene, scenario) - 10, size = page->font - 2;
  char text[PHRASE_SIZE];
  snprintf(text, sizeof text, "◂ %zu", crowd->below);
  if (crowd->below) page_text(page, scene->panel.left, y, ALIGN_LEFT, size, true, colour_scenario(scenario), text);
  snprintf(text, sizeof text, "%zu ▸", crowd->above);
  if (crowd->above) page_text(page, scene->panel.right, y, ALIGN_RIGHT, size, true, colour_scenario(scenario), text);
  snprintf(text, sizeof text, "never: %zu of %zu", crowd->never, crowd->count);
  if (crowd->never) page_text(page, page->right, y - 22, ALIGN_RIGHT, size, true, colour_scenario(scenario), text);
}

/* Between loss and gain, no further up than the dots, where a narrow page has words. */
static void zero_line(struct page *page, const struct scene *scene, size_t scenario) {
  const double x = panel_x(&scene->panel, 0), y = ground(scene, scenario);
  if (scene->loss && scene->panel.x.low < 0 && scene->panel.x.high > 0)
    page_line(page, x, y - scene->dots, x, page->layout == LAYOUT_NARROW ? y + 4 : y + UNDER, 1.6, COLOUR_INK);
}

static void row_words(struct page *page, const struct scene *scene, size_t scenario) {
  const bool narrow = page->layout == LAYOUT_NARROW;
  struct paragraph at = {.x = page->left, .align = ALIGN_LEFT, .size = page->font, .bold = true, .colour = colour_scenario(scenario)};
  at.y = ground(scene, scenario) + UNDER - scene->row + (narrow ? 4 : 0);
  at.width = narrow ? page->right - page->left : scene->panel.left - page->left - 24;
  at.most = narrow || scene->row > 110 ? 2 : 1;
  left_words(page, scene, scenario, at);
  const double y = ground(scene, scenario) + 0.5;
  page_line(page, scene->panel.left, y, scene->panel.right, y, 1, COLOUR_GHOST);
  zero_line(page, scene, scenario);
  beyond_words(page, scene, scenario);
}

static void plot_row(struct page *page, const struct scene *scene, size_t scenario, bool first) {
  char colour[COLOUR_SIZE], ink[COLOUR_SIZE], paper[COLOUR_SIZE];
  colour_text(paper, COLOUR_PAPER);
  colour_text(colour, colour_scenario(scenario));
  colour_text(ink, COLOUR_INK);
  const size_t data = scenario * 3 + 1;
  const char *comma = first ? "plot " : ", ";
  const struct crowd *const crowd = &scene->crowd[scenario];
  size_t losses = 0;
  for (size_t i = 0; i < crowd->shown; i++) losses += scene->loss && crowd->x[i] < 0;
  const double dot = scene->dot - 0.8;
  if (losses) fprintf(page->script, "%s$d%zu using 1:2 with points pt 7 ps %.4g lc rgb \"%s\"", comma, data, page_dot(dot), colour);
  if (losses) fprintf(page->script, ", $d%zu using 1:2 with points pt 7 ps %.4g lc rgb \"%s\"", data, page_dot(dot * 0.68), paper);
  if (losses) comma = ", ";
  if (losses < crowd->shown)
    fprintf(page->script, "%s$d%zu using 1:2 with points pt 7 ps %.4g lc rgb \"%s\"", comma, data + 1, page_dot(dot), colour);
  if (crowd->shown) comma = ", ";
  fprintf(page->script, "%s$d%zu using 1:2 every ::0::0 with points pt 9 ps %.4g lc rgb \"%s\"", comma, data + 2, page_dot(9), ink);
  fprintf(page->script, ", $d%zu using 1:2 every ::1::1 with points pt 12 lw 1.4 ps %.4g lc rgb \"%s\"", data + 2, page_dot(8), ink);
}

static void draw_rows(struct page *page, struct scene *scene) {
  for (size_t s = 0; s < scene->source->scenario_count; s++) {
    dots_data(page, scene, s, true);
    dots_data(page, scene, s, false);
    marks_data(page, scene, s);
  }
  panel_begin(page, &scene->panel, false);
  for (size_t s = 0; s < scene->source->scenario_count; s++) row_words(page, scene, s);
  for (size_t s = 0; s < scene->source->scenario_count; s++) plot_row(page, scene, s, s == 0);
  fputc('\n', page->script);
  panel_end(page);
}

static double row_height(size_t count, enum layout layout) {
  if (layout == LAYOUT_NARROW) return 198;
  return count == 1 ? 260 : count == 2 ? 200 : count == 3 ? 156 : 120;
}

/* px above the dots of a narrow row: name in two lines, figures in two. */
enum { NARROW_HEAD = 88 };

static void place(struct scene *scene, const struct page *page) {
  const bool narrow = page->layout == LAYOUT_NARROW;
  scene->panel.left = narrow ? page->left + 4 : page->left + 290;
  scene->panel.right = page->right - (narrow ? 8 : 14);
  scene->panel.top = page->top;
  scene->panel.bottom = page->bottom - 30;
  scene->row = (scene->panel.bottom - scene->panel.top) / (double)scene->source->scenario_count;
  scene->dots = scene->row - UNDER - (narrow ? NARROW_HEAD : 12);
  scene->panel.y = (struct axis){.low = 0, .high = scene->panel.bottom - scene->panel.top};
  size_dots(scene);
}

static bool draw_scene(struct picture *picture, struct scene *scene, enum layout layout, struct error *err) {
  const struct source *const source = scene->source;
  const double body = 30 + row_height(source->scenario_count, layout) * (double)source->scenario_count;
  struct page page;
  gather_all(scene);
  scene->panel.x = axis_of(scene, layout == LAYOUT_NARROW ? 4 : 7);
  scene->panel.x.lines = layout != LAYOUT_NARROW;
  if (!words(picture, scene)) return fail_memory(err);
  table(&picture->data, scene);
  if (page_begin(&page, picture, layout, body, err)) {
    place(scene, &page);
    draw_rows(&page, scene);
  }
  return page_end(&page, err);
}

static bool draw(struct picture *picture, const struct source *source, enum layout layout, struct error *err) {
  struct scene scene = {.source = source, .outcome = source->main_outcome};
  for (size_t s = 0; s < source->scenario_count; s++)
    if (!source_quantiles(source, s, scene.outcome)) return true;
  scene.loss = estimate_known(loss_of(source, 0, scene.outcome));
  scene.runs = dots_are_runs(source, scene.outcome);
  scene.crowd = calloc(source->scenario_count, sizeof *scene.crowd);
  const bool drawn = scene.crowd ? draw_scene(picture, &scene, layout, err) : fail_memory(err);
  free(scene.crowd);
  return drawn;
}

const struct chart chart_distribution = {"distribution", "How much it is worth", draw};
