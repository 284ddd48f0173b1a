/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share of partnerships that succeed, by every definition of success there is: a row a definition, a dot a scenario. */
#include "charts.h"
#include "contest.h"
#include "lettering.h"
#include "page.h"
#include "wording.h"
#include <math.h>
#include <stdlib.h>

/* A definition that is no outcome of its own. */
static const char PLANNED[] = "alive_or_planned";

struct definition {
  const char *name, *label;
  struct contest contest; /* highest: the scenario that succeeds most often */
};

struct scene {
  const struct source *source;
  size_t count;
  struct definition *definition;
  struct panel panel;
  double head, line, gap; /* px: above the lines of a definition, of a scenario's line, below the lines */
};

/* gnuplot's pointtypes and the letters that look like them. */
static const struct {
  int point;
  double size; /* px that look alike */
  const char *glyph;
} marks[SCENARIO_COLOURS] = {{7, 12, "●"}, {9, 10, "▲"}, {5, 11, "■"}, {13, 10, "◆"}, {11, 10, "▼"}, {6, 11, "○"}};

static struct estimate share_of(const struct source *source, size_t scenario, const char *definition) {
  char quantity[PHRASE_SIZE];
  snprintf(quantity, sizeof quantity, "success:%s", definition);
  return source_risk(source, scenario, SOURCE_NONE, quantity);
}

/* By paired differences where the definition is an outcome, else by intervals; `statements` contests are told. */
static bool judge(const struct source *source, struct definition *definition, size_t statements) {
  const size_t outcome = source_outcome(source, definition->name);
  if (source->scenario_count > 1 && outcome != SOURCE_NONE && source_difference(source, 1, 0, outcome).present) {
    const struct standing standing = standing_of(source, outcome);
    definition->contest = (struct contest){standing.best, standing.worst, standing.best_clear, standing.differ};
    return true;
  }
  struct estimate *const share = calloc(source->scenario_count, sizeof *share);
  for (size_t s = 0; share && s < source->scenario_count; s++) share[s] = share_of(source, s, definition->name);
  if (share) definition->contest = contest_of(share, source->scenario_count, statements);
  free(share);
  return share != NULL;
}

static bool find_definitions(struct scene *scene) {
  const struct source *const source = scene->source;
  scene->definition = calloc(source->outcome_count + 1, sizeof *scene->definition);
  for (size_t i = 0; scene->definition && i < source->outcome_count; i++) {
    if (!estimate_known(share_of(source, 0, source->outcome[i].name))) continue;
    scene->definition[scene->count++] = (struct definition){.name = source->outcome[i].name, .label = source->outcome[i].label};
  }
  /* Where nothing can end all are alive, which is no success. */
  if (scene->definition && source->ending_count > 1 && estimate_known(share_of(source, 0, PLANNED)))
    scene->definition[scene->count++] = (struct definition){.name = PLANNED, .label = "Alive, or ended as planned"};
  for (size_t i = 0; scene->definition && i < scene->count; i++)
    if (!judge(source, &scene->definition[i], scene->count)) return false;
  return scene->definition != NULL;
}

static char *single_headline(const struct scene *scene) {
  char high[PHRASE_SIZE], low[PHRASE_SIZE];
  double most = -INFINITY, least = INFINITY;
  for (size_t i = 0; i < scene->count; i++) {
    const double share = share_of(scene->source, 0, scene->definition[i].name).value;
    most = fmax(most, share);
    least = fmin(least, share);
  }
  wording_percents(high, low, most, least);
  if (scene->count == 1) return wording("%s: %s of partnerships", scene->definition[0].label, high);
  return wording("Between %s and %s of partnerships succeed, depending on what counts as success", low, high);
}

/* Definitions under which one scenario is clearly ahead of all others: how many, and two whose winners differ. */
struct winners {
  size_t clear, first, second; /* first, second: definitions; SOURCE_NONE for none */
};

static struct winners winners_of(const struct scene *scene) {
  struct winners out = {0, SOURCE_NONE, SOURCE_NONE};
  for (size_t i = 0; i < scene->count; i++) {
    const struct contest *const contest = &scene->definition[i].contest;
    if (!contest->clear) continue;
    out.clear++;
    if (out.first == SOURCE_NONE) out.first = i;
    else if (out.second == SOURCE_NONE && contest->highest != scene->definition[out.first].contest.highest) out.second = i;
  }
  return out;
}

/* Of two scenarios one succeeds more often, of several one most often. */
static const char *degree(const struct scene *scene) {
  return scene->source->scenario_count > 2 ? "most" : "more";
}

static char *headline(const struct scene *scene) {
  char one[PHRASE_SIZE], other[PHRASE_SIZE];
  const struct winners winners = winners_of(scene);
  const char *const *const name = scene->source->spoken;
  const char *const most = degree(scene);
  if (scene->source->scenario_count == 1) return single_headline(scene);
  if (winners.second != SOURCE_NONE)
    return wording("Which succeeds %s often depends on the definition: %s by “%s”, %s by “%s”", most,
                   name[scene->definition[winners.first].contest.highest], wording_inside(one, scene->definition[winners.first].label),
                   name[scene->definition[winners.second].contest.highest], wording_inside(other, scene->definition[winners.second].label));
  if (winners.clear == scene->count)
    return wording("%s succeeds %s often, by %s of success", name[scene->definition[0].contest.highest], most,
                   scene->count == 1 ? "this definition" : "every definition");
  const char *const rest = winners.clear + 1 == scene->count ? "other is" : "others are";
  const char *const ahead = winners.clear ? name[scene->definition[winners.first].contest.highest] : "";
  if (winners.clear == 1)
    return wording("%s is clearly ahead by one definition of success, “%s”; the %s too close to call", ahead,
                   wording_inside(one, scene->definition[winners.first].label), rest);
  if (winners.clear)
    return wording("%s succeeds %s often by %zu of %zu definitions of success; the %s too close to call", ahead, most, winners.clear,
                   scene->count, rest);
  for (size_t i = 0; i < scene->count; i++) {
    const struct contest *const contest = &scene->definition[i].contest;
    if (!contest->apart) continue;
    return wording("No scenario is clearly the most successful, but by “%s” %s outdoes %s", wording_inside(one, scene->definition[i].label),
                   name[contest->highest], name[contest->lowest]);
  }
  return wording("No clear difference in success, by any definition");
}

static bool words(struct picture *picture, const struct scene *scene) {
  char runs[PHRASE_SIZE];
  const struct source *const source = scene->source;
  picture->headline = headline(scene);
  picture->subtitle = wording("Partnerships that succeed, %%, by %s of success",
                              scene->count == 1 ? "a definition" : "several definitions");
  picture->caption = wording("Bars: 95 %% intervals (Wilson)%s · %s",
                             source->scenario_count > 1 ? "; which is ahead is judged on paired runs, for all pairs together" : "",
                             wording_runs(runs, source));
  picture->alt = wording("Dot plot of shares of success, one row for each definition. %s.", picture->headline ? picture->headline : "");
  return picture->headline && picture->subtitle && picture->caption && picture->alt;
}

/* "Balanced", "too close to call", "" for a scenario alone. */
static const char *winner_of(const struct scene *scene, const struct definition *definition) {
  if (scene->source->scenario_count == 1) return "";
  return definition->contest.clear ? scene->source->scenario[definition->contest.highest] : "too close to call";
}

static void table(struct data_table *data, const struct scene *scene) {
  char text[PHRASE_SIZE];
  const struct source *const source = scene->source;
  data->columns = 1 + source->scenario_count + (source->scenario_count > 1 ? 1 : 0);
  data_table_add(data, "Success means");
  for (size_t s = 0; s < source->scenario_count; s++) data_table_add(data, "%s", source->scenario[s]);
  if (source->scenario_count > 1) data_table_add(data, "Clearly %s often", degree(scene));
  for (size_t i = 0; i < scene->count; i++) {
    data_table_add(data, "%s", scene->definition[i].label);
    for (size_t s = 0; s < source->scenario_count; s++)
      data_table_add(data, "%s", wording_percent_interval(text, share_of(source, s, scene->definition[i].name)));
    if (source->scenario_count > 1) data_table_add(data, "%s", winner_of(scene, &scene->definition[i]));
  }
}

static double block_height(const struct scene *scene) {
  return scene->head + scene->line * (double)scene->source->scenario_count + scene->gap;
}

/* px from the top of the panel to the middle of a scenario's line. */
static double line_of(const struct scene *scene, size_t definition, size_t scenario) {
  return block_height(scene) * (double)definition + scene->head + scene->line * ((double)scenario + 0.5);
}

/* Scenarios' names with their marks, from left to right; returns the px they take. */
static double key(struct page *page, const struct source *source, bool draw) {
  double x = page->left, y = page->top + 12;
  for (size_t s = 0; s < source->scenario_count; s++) {
    size_t lines;
    char *const text = wording("%s %s", marks[s % SCENARIO_COLOURS].glyph, source->scenario[s]);
    char *const name = text ? lettering_wrap(text, page->font, true, page->right - page->left, 1, &lines) : NULL;
    const double width = name ? lettering_width(name, page->font, true) : 0;
    if (s && x + width > page->right - 4) {
      x = page->left;
      y += page->font * 1.4;
    }
    if (draw && name) page_text(page, x, y, ALIGN_LEFT, page->font, true, colour_scenario(s), name);
    if (!name) page->failed = true;
    x += width + 24;
    free(text);
    free(name);
  }
  return y + 14 - page->top;
}

static void share_data(struct page *page, const struct scene *scene, size_t scenario) {
  page_data_begin(page);
  for (size_t i = 0; i < scene->count; i++) {
    const struct estimate share = share_of(scene->source, scenario, scene->definition[i].name);
    page_value(page, share.value);
    page_value(page, scene->panel.bottom - scene->panel.top - line_of(scene, i, scenario));
    page_value(page, share.low);
    page_value(page, share.high);
    page_row(page);
  }
  page_data_end(page);
}

static void plot_shares(struct page *page, size_t scenario) {
  char colour[COLOUR_SIZE], paper[COLOUR_SIZE];
  const size_t mark = scenario % SCENARIO_COLOURS, data = scenario + 1;
  colour_text(colour, colour_scenario(scenario));
  colour_text(paper, COLOUR_PAPER);
  const bool hollow = marks[mark].point == 6;
  fprintf(page->script, "%s$d%zu using 3:2:($4-$3):(0) with vectors nohead lw 2.4 lc rgb \"%s\"", scenario ? ", " : "plot ", data, colour);
  fprintf(page->script, ", $d%zu using 1:2 with points pt %d ps %.4g lc rgb \"%s\"", data, hollow ? 7 : marks[mark].point,
          page_dot(marks[mark].size), colour);
  if (hollow) fprintf(page->script, ", $d%zu using 1:2 with points pt 7 ps %.4g lc rgb \"%s\"", data, page_dot(6), paper);
}

/* The share beside the bar. */
static void share_words(struct page *page, const struct scene *scene, size_t definition, size_t scenario) {
  char text[PHRASE_SIZE];
  const struct estimate share = share_of(scene->source, scenario, scene->definition[definition].name);
  const double end = isnan(share.high) ? share.value : share.high;
  const double y = scene->panel.top + line_of(scene, definition, scenario);
  page_text(page, panel_x(&scene->panel, end) + 11, y, ALIGN_LEFT, page->font - 2, false, colour_scenario(scenario),
            wording_percent(text, share.value));
}

static void definition_words(struct page *page, const struct scene *scene, size_t index) {
  const struct definition *const definition = &scene->definition[index];
  const bool narrow = page->layout == LAYOUT_NARROW;
  const double top = scene->panel.top + block_height(scene) * (double)index, size = page->font - 2;
  const enum colour colour = definition->contest.clear ? colour_scenario(definition->contest.highest) : COLOUR_SOFT;
  struct paragraph label = {page->left, top, scene->panel.left - page->left - 20, ALIGN_LEFT, page->font, true, COLOUR_INK, narrow ? 1 : 2};
  if (narrow) label.width = page->right - page->left;
  label.y = page_paragraph(page, label, definition->label, true);
  for (size_t s = 0; s < scene->source->scenario_count; s++) share_words(page, scene, index, s);
  char *const ahead = definition->contest.clear ? wording("ahead: %s", winner_of(scene, definition))
                                                : wording("%s", winner_of(scene, definition));
  if (!ahead) page->failed = true;
  else if (*ahead) {
    label.size = size;
    label.bold = false;
    label.colour = colour;
    page_paragraph(page, label, ahead, true);
  }
  free(ahead);
  if (index) page_box(page, page->left, top - 6, page->right, top - 5, COLOUR_HAIR);
}

/* Hairlines behind the marks, none behind words. */
static void uprights(struct page *page, const struct scene *scene, size_t definition) {
  const size_t count = scene->source->scenario_count;
  const double top = scene->panel.top + line_of(scene, definition, 0) - scene->line / 2, bottom = top + scene->line * (double)count;
  for (size_t i = 0; i < scene->panel.x.count; i++) {
    const double x = panel_x(&scene->panel, scene->panel.x.at[i]);
    page_box(page, x - 0.5, top, x + 0.5, bottom, COLOUR_HAIR);
  }
}

static void place(struct scene *scene, const struct page *page, double above, double below) {
  const bool narrow = page->layout == LAYOUT_NARROW;
  double most = 0;
  for (size_t i = 0; i < scene->count; i++)
    for (size_t s = 0; s < scene->source->scenario_count; s++)
      most = fmax(most, share_of(scene->source, s, scene->definition[i].name).high);
  scene->panel.left = narrow ? page->left + 16 : page->left + 270;
  scene->panel.right = page->right - 84; /* where the longest share has room */
  scene->panel.top = page->top + above;
  scene->panel.bottom = page->bottom - below;
  scene->panel.x = axis_percent(most, narrow ? 4 : 5);
  scene->panel.x.lines = false;
  scene->panel.y = (struct axis){.low = 0, .high = scene->panel.bottom - scene->panel.top};
}

static void draw_rows(struct page *page, const struct scene *scene) {
  const size_t scenarios = scene->source->scenario_count;
  for (size_t s = 0; s < scenarios; s++) share_data(page, scene, s);
  panel_begin(page, &scene->panel, false);
  if (scenarios > 1) key(page, scene->source, true);
  for (size_t i = 0; i < scene->count; i++) {
    uprights(page, scene, i);
    definition_words(page, scene, i);
  }
  for (size_t s = 0; s < scenarios; s++) plot_shares(page, s);
  fputc('\n', page->script);
  panel_end(page);
}

static bool draw_scene(struct picture *picture, struct scene *scene, enum layout layout, struct error *err) {
  /* The names take as many lines as on the narrowest page of their kind, known before the page is. */
  struct page page, trial = {.layout = layout, .left = 4, .right = layout == LAYOUT_NARROW ? 416 : 912, .font = 17};
  const bool narrow = layout == LAYOUT_NARROW;
  const size_t scenarios = scene->source->scenario_count;
  if (!words(picture, scene)) return fail_memory(err);
  table(&picture->data, scene);
  const double above = scenarios > 1 ? key(&trial, scene->source, false) + 18 : 6, below = 32;
  scene->head = narrow ? (scenarios > 1 ? 46 : 26) : 0;
  scene->line = scenarios > 6 ? 18 : scenarios == 1 ? 30 : 22;
  scene->gap = 16;
  if (!narrow && scenarios == 2) scene->gap += 18; /* room for the label and who is ahead */
  if (page_begin(&page, picture, layout, above + block_height(scene) * (double)scene->count + below, err)) {
    place(scene, &page, above, below);
    draw_rows(&page, scene);
  }
  return page_end(&page, err);
}

static bool draw(struct picture *picture, const struct source *source, enum layout layout, struct error *err) {
  struct scene scene = {.source = source};
  const bool found = find_definitions(&scene);
  const bool drawn = !found ? fail_memory(err) : scene.count == 0 || draw_scene(picture, &scene, layout, err);
  free(scene.definition);
  return drawn;
}

const struct chart chart_success = {"success", "How many succeed", draw};
