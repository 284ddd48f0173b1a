/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs of scenarios on the main outcome: differences on the same luck, with simultaneous intervals and their verdicts. */
#include "charts.h"
#include "lettering.h"
#include "page.h"
#include "wording.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ALL_PAIRS = 4 /* scenarios of which every pair is drawn */, BLOCKS_MOST = 2 /* with more scenarios */ };

struct contrast {
  size_t scenario, other;
  bool first; /* of a block of pairs with the same other */
};

struct scene {
  const struct source *source;
  const struct source_outcome *outcome;
  struct standing standing;
  size_t count;
  struct contrast *pair;
  double factor; /* values are shown times this: shares in percent */
  struct panel panel;
  double head, row; /* px: of a block's heading, of a pair */
  double lower;     /* px by which bars stand below the middle of their rows */
};

struct look {
  enum colour colour;
  const char *glyph; /* tells verdicts apart in black and white */
};

static struct look look_of(enum verdict verdict) {
  static const struct look looks[] = {
      [VERDICT_UNDECIDED] = {COLOUR_UNDECIDED, "○"}, [VERDICT_EQUIVALENT] = {COLOUR_INK, "■"}, [VERDICT_BETTER] = {COLOUR_BETTER, "▲"},
      [VERDICT_WORSE] = {COLOUR_WORSE, "▼"},         [VERDICT_HIGHER] = {COLOUR_INK, "▲"},     [VERDICT_LOWER] = {COLOUR_INK, "▼"},
  };
  return looks[verdict];
}

static struct difference difference_of(const struct scene *scene, const struct contrast *pair) {
  struct difference out = source_difference(scene->source, pair->scenario, pair->other, scene->source->main_outcome);
  out.difference.value *= scene->factor;
  out.difference.low *= scene->factor;
  out.difference.high *= scene->factor;
  return out;
}

/* Share of the runs in which one scenario is better than the other. */
static struct estimate wins(const struct source *source, size_t scenario, size_t other) {
  const struct difference difference = source_difference(source, scenario, other, source->main_outcome);
  if (estimate_known(difference.p_better)) return difference.p_better;
  char quantity[PHRASE_SIZE];
  snprintf(quantity, sizeof quantity, "loses_to:%s", source->outcome[source->main_outcome].name);
  return source_risk(source, other, scenario, quantity);
}

/* Of all pairs that differ clearly the one that differs most, the better (or higher) first; false if there is none. */
static bool clearest(const struct scene *scene, struct contrast *out) {
  double most = -1;
  const size_t count = scene->standing.count;
  for (size_t i = 0; i < count; i++) {
    for (size_t k = 0; k < count; k++) {
      const struct contrast pair = {.scenario = i, .other = k};
      if (i == k) continue;
      const struct difference difference = difference_of(scene, &pair);
      if (difference.verdict != VERDICT_BETTER && difference.verdict != VERDICT_HIGHER) continue;
      if (!difference.present || fabs(difference.difference.value) <= most) continue;
      most = fabs(difference.difference.value);
      *out = pair;
    }
  }
  return most >= 0;
}

static bool all_equivalent(const struct scene *scene) {
  for (size_t i = 0; i < scene->standing.count; i++)
    for (size_t k = 0; k < i; k++)
      if (difference_of(scene, &(struct contrast){.scenario = i, .other = k}).verdict != VERDICT_EQUIVALENT) return false;
  return true;
}

/* After a figure; empty for counts and for numbers from 0 to 1. */
static const char *unit_of(char out[PHRASE_SIZE], const struct scene *scene) {
  if (strcmp(scene->outcome->unit, "count") == 0) return "";
  if (scene->outcome->kind != OUTCOME_SHARE && strcmp(scene->outcome->unit, "share") == 0) return "";
  return wording_unit(out, scene->outcome->kind == OUTCOME_SHARE ? "percentage points" : scene->outcome->unit);
}

/* What a scenario that is ahead is called. */
static const char *ahead_word(const struct scene *scene) {
  return scene->outcome->better == 0 ? "is higher than" : "beats";
}

/* In how many pairs, where pairs are hardly ever equal. */
static char *in_pairs(const struct scene *scene, const struct contrast *pair) {
  char share[PHRASE_SIZE];
  const struct estimate won = wins(scene->source, pair->scenario, pair->other);
  if (scene->outcome->kind != OUTCOME_NUMBER || !estimate_known(won)) return wording("%s", "");
  return wording(", %s in %s of pairs", won.value < 0.5 ? "but only" : "and", wording_percent(share, won.value));
}

/* `more` is NULL for the share of pairs. */
static char *pair_headline(const struct scene *scene, const struct contrast *pair, const char *more) {
  char distance[PHRASE_SIZE], unit[PHRASE_SIZE];
  const char *const *const name = scene->source->spoken;
  char *const pairs = more ? wording("%s", more) : in_pairs(scene, pair);
  if (!pairs) return NULL;
  wording_distance(distance, difference_of(scene, pair).difference);
  char *const text = wording("%s %s %s by %s%s on average%s", name[pair->scenario], ahead_word(scene), name[pair->other], distance,
                             unit_of(unit, scene), pairs);
  free(pairs);
  return text;
}

static char *headline(const struct scene *scene) {
  char label[PHRASE_SIZE], distance[PHRASE_SIZE], unit[PHRASE_SIZE];
  const struct standing *const standing = &scene->standing;
  const struct source *const source = scene->source;
  struct contrast pair = {.scenario = standing->best, .other = standing->order[1]};
  wording_inside(label, scene->outcome->label);
  if (standing->best_clear && standing->count == 2) return pair_headline(scene, &pair, NULL);
  if (standing->best_clear)
    return wording("%s %s all others: %s, the next, by %s%s on average", source->spoken[standing->best],
                   scene->outcome->better == 0 ? "is above" : "beats", source->spoken[pair.other],
                   wording_distance(distance, difference_of(scene, &pair).difference), unit_of(unit, scene));
  if (clearest(scene, &pair)) {
    const bool nearly = standing->count > 2 && pair.scenario == standing->best && scene->outcome->better;
    return pair_headline(scene, &pair, nearly ? ", but is not clearly the best" : NULL);
  }
  if (all_equivalent(scene)) return wording("Equivalent in %s: no difference larger than the tolerance", label);
  return wording("No clear difference in %s", label);
}

static bool tolerates(const struct source *source) {
  return isfinite(source->tolerance) && source->tolerance > 0;
}

static bool words(struct picture *picture, const struct scene *scene) {
  char runs[PHRASE_SIZE], label[PHRASE_SIZE], band[PHRASE_SIZE] = "", figure[PHRASE_SIZE], pairs[PHRASE_SIZE], unit[PHRASE_SIZE];
  const struct source *const source = scene->source;
  const size_t all = source->scenario_count * (source->scenario_count - 1) / 2;
  if (tolerates(source))
    snprintf(band, sizeof band, "; grey band: up to %.40s either way counts as equivalent",
             wording_figure(figure, source->tolerance * scene->factor, source->tolerance * scene->factor));
  if (all == 1) snprintf(pairs, sizeof pairs, "Bar: 95 %% interval of the paired difference");
  else snprintf(pairs, sizeof pairs, "Bars: 95 %% intervals of the paired differences, which hold together for all %zu pairs", all);
  picture->headline = headline(scene);
  picture->subtitle = wording("Difference in %s %s%s%s; pairs of runs on the same luck%s",
                              scene->outcome->kind == OUTCOME_SHARE ? "the share:" : "mean", wording_inside(label, scene->outcome->label),
                              *unit_of(unit, scene) ? "," : "", unit_of(unit, scene), band);
  picture->caption = wording("%s · %s", pairs, wording_runs(runs, source));
  picture->alt = wording("Differences between pairs of scenarios with their intervals. %s.", picture->headline ? picture->headline : "");
  return picture->headline && picture->subtitle && picture->caption && picture->alt;
}

static void table(struct data_table *data, const struct scene *scene) {
  char text[PHRASE_SIZE];
  static const char *const headings[] = {"Scenario", "Compared with", "Difference [95 % interval]", "Better in", "Verdict"};
  data->columns = sizeof headings / sizeof *headings;
  for (size_t i = 0; i < data->columns; i++) data_table_add(data, "%s", headings[i]);
  for (size_t s = 1; s < scene->source->scenario_count; s++) {
    for (size_t other = 0; other < s; other++) {
      const struct contrast pair = {.scenario = s, .other = other};
      const struct difference difference = difference_of(scene, &pair);
      data_table_add(data, "%s", scene->source->scenario[s]);
      data_table_add(data, "%s", scene->source->scenario[other]);
      data_table_add(data, "%s", wording_difference(text, difference.difference));
      data_table_add(data, "%s", wording_percent_interval(text, wins(scene->source, s, other)));
      data_table_add(data, "%s", verdict_names[difference.verdict]);
    }
  }
}

/* Against the baseline first, then against the best of the rest, and so on; in a block the best on top. */
static bool choose_pairs(struct scene *scene) {
  const struct standing *const standing = &scene->standing;
  const size_t n = standing->count, blocks = n <= ALL_PAIRS ? n - 1 : BLOCKS_MOST;
  bool *const done = calloc(n, sizeof *done);
  scene->pair = calloc(n * n, sizeof *scene->pair);
  size_t reference = 0, next = 0;
  for (size_t block = 0; done && scene->pair && block < blocks; block++) {
    done[reference] = true;
    bool first = true;
    for (size_t i = 0; i < n; i++) {
      if (done[standing->order[i]]) continue;
      scene->pair[scene->count++] = (struct contrast){standing->order[i], reference, first};
      first = false;
    }
    while (next < n && done[standing->order[next]]) next++;
    if (next < n) reference = standing->order[next];
  }
  const bool chosen = done && scene->pair;
  free(done);
  return chosen;
}

static struct axis axis_of(const struct scene *scene, size_t tics) {
  double low = 0, high = 0;
  for (size_t i = 0; i < scene->count; i++) {
    const struct estimate difference = difference_of(scene, &scene->pair[i]).difference;
    low = fmin(low, fmin(difference.value, difference.low));
    high = fmax(high, fmax(difference.value, difference.high));
  }
  if (tolerates(scene->source)) {
    low = fmin(low, -1.3 * scene->factor * scene->source->tolerance);
    high = fmax(high, 1.3 * scene->factor * scene->source->tolerance);
  }
  const double edge = 0.06 * (high - low);
  struct axis axis = axis_inside(low - edge, high + edge, tics);
  for (size_t i = 0; i < axis.count; i++) {
    char text[AXIS_TEXT];
    memcpy(text, axis.text[i], sizeof text);
    if (axis.at[i] > 1e-9 * (axis.high - axis.low)) snprintf(axis.text[i], AXIS_TEXT, "+%.38s", text);
  }
  return axis;
}

/* px of the middle of a pair's row, from the top of the panel. */
static double middle_of(const struct scene *scene, size_t index) {
  double y = 0;
  for (size_t i = 0; i <= index; i++) y += (i ? scene->row : 0) + (scene->pair[i].first ? scene->head : 0);
  return y + scene->row / 2;
}

/* px of its bar. */
static double bar_of(const struct scene *scene, size_t index) {
  return middle_of(scene, index) + scene->lower;
}

/* Which way is better, on both sides of 0. */
static void direction_words(struct page *page, const struct scene *scene) {
  const int better = scene->outcome->better;
  const char *const left = better == 0 ? "◂ lower" : better > 0 ? "◂ worse" : "◂ better";
  const char *const right = better == 0 ? "higher ▸" : better > 0 ? "better ▸" : "worse ▸";
  const enum colour good = better ? COLOUR_BETTER : COLOUR_SOFT, bad = better ? COLOUR_WORSE : COLOUR_SOFT;
  const double size = page->font - 2, y = scene->panel.top - 14, gap = 8;
  const double edge = page->layout == LAYOUT_NARROW ? page->right : scene->panel.right + gap;
  const double left_width = lettering_width(left, size, false), right_width = lettering_width(right, size, false);
  const double zero = fmax(fmin(panel_x(&scene->panel, 0), edge - gap - right_width), page->left + gap + left_width);
  page_text(page, zero - gap, y, ALIGN_RIGHT, size, false, better < 0 ? good : bad, left);
  page_text(page, zero + gap, y, ALIGN_LEFT, size, false, better < 0 ? bad : good, right);
}

static char *block_title(const struct scene *scene, size_t reference) {
  const char *const name = scene->source->scenario[reference];
  const char *const best = scene->outcome->better < 0 ? "lowest mean" : "highest mean";
  if (reference == 0) return wording(strcasestr(name, "baseline") ? "Against %s" : "Against %s (baseline)", name);
  return reference == scene->standing.best ? wording("Against %s (%s)", name, best) : wording("Against %s", name);
}

static void block_words(struct page *page, const struct scene *scene, const struct contrast *pair, double middle) {
  char *const title = block_title(scene, pair->other);
  struct paragraph at = {
      .x = page->left, .width = page->right - page->left, .size = page->font, .bold = true, .colour = COLOUR_INK, .most = 1};
  at.y = middle - scene->row / 2 - scene->head / 2 - 10;
  if (title) page_paragraph(page, at, title, true);
  else page->failed = true;
  free(title);
}

static char *verdict_text(const struct difference *difference) {
  return wording("%s %s", look_of(difference->verdict).glyph, verdict_names[difference->verdict]);
}

static void wide_words(struct page *page, const struct scene *scene, const struct contrast *pair, double y) {
  char figure[PHRASE_SIZE];
  const struct difference difference = difference_of(scene, pair);
  const double width = scene->panel.left - page->left - 16, size = page->font - 1;
  struct paragraph name = {scene->panel.left - 14, y, width, ALIGN_RIGHT, page->font, false, COLOUR_INK, 2};
  name.y = y - (page_paragraph(page, name, scene->source->scenario[pair->scenario], false) - y) / 2;
  page_paragraph(page, name, scene->source->scenario[pair->scenario], true);
  const double x = scene->panel.right + 26;
  page_text(page, x, y - 10, ALIGN_LEFT, size, false, COLOUR_INK, wording_difference(figure, difference.difference));
  char *const verdict = verdict_text(&difference);
  if (verdict) page_text(page, x, y + 11, ALIGN_LEFT, size - 1, true, look_of(difference.verdict).colour, verdict);
  else page->failed = true;
  free(verdict);
  page_text(page, page->right, y, ALIGN_RIGHT, size, false, COLOUR_INK,
            wording_percent(figure, wins(scene->source, pair->scenario, pair->other).value));
}

static void narrow_words(struct page *page, const struct scene *scene, const struct contrast *pair, double y) {
  char figure[PHRASE_SIZE], share[PHRASE_SIZE];
  const struct difference difference = difference_of(scene, pair);
  const struct estimate won = wins(scene->source, pair->scenario, pair->other);
  const double top = y - 26, size = page->font - 2;
  char *const verdict = verdict_text(&difference);
  char *const line = wording(estimate_known(won) ? "%s · in %s of pairs" : "%s", wording_difference(figure, difference.difference),
                             wording_percent(share, won.value));
  const double room = verdict ? lettering_width(verdict, size, true) : 0;
  struct paragraph name = {page->left, top - 10, page->right - page->left - room - 12, ALIGN_LEFT, page->font, false, COLOUR_INK, 1};
  page_paragraph(page, name, scene->source->scenario[pair->scenario], true);
  if (verdict) page_text(page, page->right, top, ALIGN_RIGHT, size, true, look_of(difference.verdict).colour, verdict);
  if (line) page_text(page, page->left, top + 22, ALIGN_LEFT, size, false, COLOUR_SOFT, line);
  if (!verdict || !line) page->failed = true;
  free(verdict);
  free(line);
}

static void pair_data(struct page *page, const struct scene *scene, size_t index) {
  const struct estimate difference = difference_of(scene, &scene->pair[index]).difference;
  page_data_begin(page);
  page_value(page, difference.value);
  page_value(page, scene->panel.bottom - scene->panel.top - bar_of(scene, index));
  page_value(page, difference.low);
  page_value(page, difference.high);
  page_row(page);
  page_data_end(page);
}

static void plot_pair(struct page *page, const struct scene *scene, size_t index) {
  char colour[COLOUR_SIZE], paper[COLOUR_SIZE];
  const struct difference difference = difference_of(scene, &scene->pair[index]);
  const struct look look = look_of(difference.verdict);
  const size_t data = index + 1;
  colour_text(colour, look.colour);
  colour_text(paper, COLOUR_PAPER);
  fputs(index ? ", " : "plot ", page->script);
  if (isfinite(difference.difference.low) && isfinite(difference.difference.high))
    fprintf(page->script, "$d%zu using 3:2:($4-$3):(0) with vectors nohead lw 5 lc rgb \"%s\", ", data, colour);
  fprintf(page->script, "$d%zu using 1:2 with points pt 7 ps %.4g lc rgb \"%s\", ", data, page_dot(14), colour);
  fprintf(page->script, "$d%zu using 1:2 with points pt 7 ps %.4g lc rgb \"%s\"", data, page_dot(6), paper);
}

static void headings(struct page *page, const struct scene *scene) {
  const double y = scene->panel.top - 14, size = page->font - 2;
  if (page->layout == LAYOUT_NARROW) return;
  page_text(page, scene->panel.right + 26, y, ALIGN_LEFT, size, true, COLOUR_INK, "Difference [95 % interval]");
  if (!scene->outcome->better) return;
  page_text(page, page->right, y - 18, ALIGN_RIGHT, size, true, COLOUR_INK, "Better in");
  page_text(page, page->right, y, ALIGN_RIGHT, size, true, COLOUR_INK, "% of pairs");
}

static void draw_tolerance(struct page *page, const struct scene *scene) {
  const double half = scene->source->tolerance * scene->factor;
  if (tolerates(scene->source))
    page_box(page, panel_x(&scene->panel, -half), scene->panel.top, panel_x(&scene->panel, half), scene->panel.bottom, COLOUR_HAIR);
}

/* Lines at the tics, behind the bars and only where no words stand. */
static void uprights(struct page *page, const struct scene *scene, size_t index) {
  const double half = page->layout == LAYOUT_NARROW ? 15 : scene->row / 2, y = scene->panel.top + bar_of(scene, index);
  const double zero = panel_x(&scene->panel, 0);
  for (size_t i = 0; i < scene->panel.x.count; i++) {
    const double x = panel_x(&scene->panel, scene->panel.x.at[i]);
    page_box(page, x - 0.5, y - half, x + 0.5, y + half, COLOUR_HAIR);
  }
  page_box(page, zero - 0.9, y - half, zero + 0.9, y + half, COLOUR_INK);
}

static void draw_pairs(struct page *page, const struct scene *scene) {
  const bool narrow = page->layout == LAYOUT_NARROW;
  for (size_t i = 0; i < scene->count; i++) pair_data(page, scene, i);
  panel_begin(page, &scene->panel, false);
  draw_tolerance(page, scene);
  for (size_t i = 0; i < scene->count; i++) uprights(page, scene, i);
  direction_words(page, scene);
  headings(page, scene);
  for (size_t i = 0; i < scene->count; i++) {
    const struct contrast *const pair = &scene->pair[i];
    const double y = scene->panel.top + middle_of(scene, i);
    if (pair->first) block_words(page, scene, pair, y);
    if (narrow) narrow_words(page, scene, pair, y);
    else wide_words(page, scene, pair, y);
  }
  for (size_t i = 0; i < scene->count; i++) plot_pair(page, scene, i);
  fputc('\n', page->script);
  panel_end(page);
}

static bool draw_scene(struct picture *picture, struct scene *scene, enum layout layout, struct error *err) {
  struct page page;
  const bool narrow = layout == LAYOUT_NARROW;
  if (!choose_pairs(scene) || !words(picture, scene)) return fail_memory(err);
  table(&picture->data, scene);
  scene->row = narrow ? 88 : scene->count == 1 ? 72 : scene->count > 9 ? 50 : 58;
  scene->head = narrow ? 44 : 40;
  scene->lower = narrow ? 26 : 0;
  const double above = narrow ? 30 : 40, below = 34, height = middle_of(scene, scene->count - 1) + scene->row / 2;
  if (page_begin(&page, picture, layout, above + height + below, err)) {
    scene->panel.left = narrow ? page.left + 22 : page.left + 240;
    scene->panel.right = narrow ? page.right - 12 : page.right - 310;
    scene->panel.top = page.top + above;
    scene->panel.bottom = page.bottom - below;
    scene->panel.x = axis_of(scene, narrow ? 4 : 5);
    scene->panel.x.lines = false;
    scene->panel.y = (struct axis){.low = 0, .high = height};
    draw_pairs(&page, scene);
  }
  return page_end(&page, err);
}

static bool draw(struct picture *picture, const struct source *source, enum layout layout, struct error *err) {
  struct scene scene = {.source = source, .outcome = &source->outcome[source->main_outcome], .factor = 1};
  if (source->scenario_count < 2 || !source_difference(source, 1, 0, source->main_outcome).present) return true;
  if (scene.outcome->kind == OUTCOME_SHARE) scene.factor = 100;
  scene.standing = standing_of(source, source->main_outcome);
  const bool drawn = draw_scene(picture, &scene, layout, err);
  free(scene.pair);
  return drawn;
}

const struct chart chart_differences = {"differences", "Which is better, and by how much", draw};
