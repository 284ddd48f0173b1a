/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How partnerships end: cumulative incidence of each ending, stacked, a panel for each scenario; those still together on top. */
#include "charts.h"
#include "contest.h"
#include "curves.h"
#include "lettering.h"
#include <math.h>
#include <stdlib.h>

enum { COLUMNS = 3, HEIGHT_ALONE = 520, HEIGHT = 340, HEIGHT_NARROW = 300, PARTS_MOST = PART_COLOURS };
/* What a part of its own needs in some scenario: a share of the signed, or of what has ended where that is little. */
static const double least_share = 0.01, least_of_ended = 0.04;

/* Endings as they are stacked, from below; rare ones together on top. */
struct parts {
  size_t count;
  struct part {
    size_t ending; /* SOURCE_NONE: the rest */
    enum colour colour;
    char name[PHRASE_SIZE];
  } part[PARTS_MOST];
  size_t rest_count, rest[64]; /* endings that the rest is made of */
};

static double share_at(const struct source *source, size_t scenario, size_t ending, size_t month) {
  return source_incidence(source, scenario, ending)->value[month];
}

static double most_of(const struct source *source, size_t ending) {
  double most = 0;
  for (size_t s = 0; s < source->scenario_count; s++) most = fmax(most, share_at(source, s, ending, source->months));
  return most;
}

/* The share that an ending needs for a part of its own: so many are left that their colours suffice. */
static double share_needed(const struct source *source) {
  double ended = 0;
  for (size_t e = 1; e < source->ending_count; e++) ended += most_of(source, e);
  double needed = fmin(least_share, least_of_ended * ended);
  for (;;) {
    size_t count = 0;
    double smallest = HUGE_VAL;
    for (size_t e = 1; e < source->ending_count; e++) {
      const double most = most_of(source, e);
      if (!(most > 0) || most < needed) continue;
      count++;
      smallest = fmin(smallest, most);
    }
    if (count < PARTS_MOST) return needed;
    needed = nextafter(smallest, 2);
  }
}

static void capitalise(char out[PHRASE_SIZE], const char *name) {
  snprintf(out, PHRASE_SIZE, "%s", name);
  if (*out >= 'a' && *out <= 'z') *out = (char)(*out - 'a' + 'A');
}

static void add_part(struct parts *parts, size_t ending, const char *name) {
  struct part *const part = &parts->part[parts->count];
  part->ending = ending;
  part->colour = (enum colour)(COLOUR_PART_1 + (int)parts->count++);
  capitalise(part->name, name);
}

static struct parts parts_of(const struct source *source) {
  enum { REST_MOST = sizeof((struct parts *)0)->rest / sizeof(size_t) };
  struct parts out = {0};
  const double needed = share_needed(source);
  for (size_t e = 1; e < source->ending_count; e++) {
    const double most = most_of(source, e);
    if (most > 0 && most >= needed) add_part(&out, e, source->ending[e].name);
    else if (most > 0 && out.rest_count < REST_MOST) out.rest[out.rest_count++] = e;
  }
  if (out.rest_count) add_part(&out, SOURCE_NONE, out.rest_count == 1 ? source->ending[out.rest[0]].name : "other endings");
  return out;
}

static double part_at(const struct source *source, const struct parts *parts, size_t part, size_t scenario, size_t month) {
  double sum = 0;
  if (parts->part[part].ending != SOURCE_NONE) return share_at(source, scenario, parts->part[part].ending, month);
  for (size_t i = 0; i < parts->rest_count; i++) sum += share_at(source, scenario, parts->rest[i], month);
  return sum;
}

static double ended_at(const struct source *source, const struct parts *parts, size_t scenario, size_t month) {
  double sum = 0;
  for (size_t p = 0; p < parts->count; p++) sum += part_at(source, parts, p, scenario, month);
  return sum;
}

static struct estimate estimate_at(const struct source *source, size_t scenario, size_t ending, size_t month) {
  const struct incidence *const incidence = source_incidence(source, scenario, ending);
  return (struct estimate){.value = incidence->value[month], .low = incidence->low[month], .high = incidence->high[month]};
}

/* The ending whose share differs most among those that clearly do; SOURCE_NONE if none does. */
static size_t most_different(const struct source *source, struct contest *best) {
  size_t found = SOURCE_NONE;
  double widest = 0;
  struct estimate *const share = calloc(source->scenario_count, sizeof *share);
  for (size_t e = 1; share && e < source->ending_count; e++) {
    for (size_t s = 0; s < source->scenario_count; s++) share[s] = estimate_at(source, s, e, source->months);
    const struct contest contest = contest_of(share, source->scenario_count, source->ending_count - 1);
    if (!contest.apart || share[contest.highest].value - share[contest.lowest].value <= widest) continue;
    widest = share[contest.highest].value - share[contest.lowest].value;
    *best = contest;
    found = e;
  }
  free(share);
  return found;
}

/* Whether one ending is surely commoner than another of the same runs: shares of a whole, whose difference has the variance
 * (a + b - (a - b)^2)/n; by the normal interval that holds for `family` statements together. */
static bool commoner(double a, double b, double runs, size_t family) {
  const double se = sqrt((a + b - (a - b) * (a - b)) / runs);
  return a - b > t_factor(1 - (1 - CONFIDENCE) / (double)family, runs) * se;
}

/* Of one scenario: the commonest ending, where it clearly is. */
static char *headline_of_one(const struct source *source) {
  char horizon[PHRASE_SIZE], share[PHRASE_SIZE];
  const size_t endings = source->ending_count - 1;
  struct estimate *const list = calloc(source->ending_count, sizeof *list);
  if (!list) return NULL;
  for (size_t e = 1; e < source->ending_count; e++) list[e - 1] = estimate_at(source, 0, e, source->months);
  const size_t most = contest_of(list, endings, 1).highest;
  const double value = list[most].value;
  bool clear = true;
  for (size_t e = 0; e < endings; e++)
    if (e != most) clear = clear && commoner(value, list[e].value, (double)source->runs, endings - 1);
  free(list);
  wording_horizon(horizon, source->months);
  if (!(value > 0)) return wording("No partnership ends within %s", horizon);
  const char *const name = source->ending[most + 1].name;
  wording_percent(share, value);
  if (clear) return wording("The commonest ending is “%s”: %s within %s", name, share, horizon);
  return wording("No ending is clearly the commonest within %s; “%s” takes %s", horizon, name, share);
}

static char *headline(const struct source *source) {
  char horizon[PHRASE_SIZE], high[PHRASE_SIZE], low[PHRASE_SIZE];
  struct contest contest = {0};
  if (source->scenario_count < 2) return headline_of_one(source);
  const size_t ending = most_different(source, &contest);
  if (ending == SOURCE_NONE) return wording("No clear difference in how partnerships end");
  wording_percents(high, low, share_at(source, contest.highest, ending, source->months),
                   share_at(source, contest.lowest, ending, source->months));
  return wording("Within %s, %s of partnerships end as “%s” with %s, against %s with %s", wording_horizon(horizon, source->months), high,
                 source->ending[ending].name, source->spoken[contest.highest], low, source->spoken[contest.lowest]);
}

static bool words(struct picture *picture, const struct source *source) {
  char runs[PHRASE_SIZE];
  picture->headline = headline(source);
  picture->subtitle = wording("Partnerships that have ended by then, by how they ended, %% of those signed");
  picture->caption = wording("Cumulative incidence of competing endings (Aalen–Johansen), in the same order in every panel · %s",
                             wording_runs(runs, source));
  picture->alt = wording("Stacked areas of cumulative endings over time. %s.", picture->headline ? picture->headline : "");
  return picture->headline && picture->subtitle && picture->caption && picture->alt;
}

static void table(struct data_table *data, const struct source *source) {
  char text[PHRASE_SIZE];
  data->columns = source->scenario_count + 1;
  data_table_add(data, "Ended within %s", wording_horizon(text, source->months));
  for (size_t s = 0; s < source->scenario_count; s++) data_table_add(data, "%s", source->scenario[s]);
  for (size_t e = 1; e < source->ending_count; e++) {
    if (!(most_of(source, e) > 0)) continue;
    data_table_add(data, "%s", source->ending[e].name);
    for (size_t s = 0; s < source->scenario_count; s++)
      data_table_add(data, "%s", wording_percent_interval(text, estimate_at(source, s, e, source->months)));
  }
  data_table_add(data, "still together");
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct survival_curve *const curve = source_survival(source, s);
    const size_t end = source->months;
    const struct estimate alive = {.value = curve->alive[end], .low = curve->alive_low[end], .high = curve->alive_high[end]};
    data_table_add(data, "%s", wording_percent_interval(text, alive));
  }
}

/* Where the picture ends: some way after the horizon, in which many agreed terms end, so that the shares then are seen. */
static double beyond(const struct source *source) {
  return 1.045 * (double)source->months;
}

static void stack_row(struct page *page, const struct source *source, const struct parts *parts, size_t scenario, size_t month, double x) {
  double edge = 0;
  page_value(page, x);
  page_value(page, 0);
  for (size_t p = 0; p < parts->count; p++) page_value(page, edge += part_at(source, parts, p, scenario, month));
  page_row(page);
}

/* Month, 0, then the upper edges of the parts. */
static void stack_data(struct page *page, const struct source *source, const struct parts *parts, size_t scenario) {
  const size_t step = curve_step(source->months);
  page_data_begin(page);
  for (size_t month = source->months % step; month <= source->months; month += step)
    stack_row(page, source, parts, scenario, month, (double)month);
  stack_row(page, source, parts, scenario, source->months, beyond(source));
  page_data_end(page);
}

static void plot_stack(struct page *page, const struct parts *parts, size_t data) {
  struct plot plot = plot_begin(page);
  for (size_t p = 0; p < parts->count; p++) plot_band(&plot, data, (int)p + 2, (int)p + 3, parts->part[p].colour, 0);
  for (size_t p = 0; p + 1 < parts->count; p++)
    plot_bare_line(&plot, data, (int)p + 3, (struct stroke){.colour = COLOUR_PAPER, .weight = 1.6});
  if (parts->count) plot_bare_line(&plot, data, (int)parts->count + 2, (struct stroke){.colour = COLOUR_INK, .weight = 2});
  plot_end(&plot);
}

/* Names are written at the last panel of each row, and above all on a narrow page. */
struct label {
  double y, at; /* px: of the words, of the middle of the part */
  const char *name;
  enum colour colour;
  char share[PHRASE_SIZE];
};

/* `right`: px where the share of a named part ends. */
static void draw_label(struct page *page, const struct panel *panel, const struct label *label, bool named, double right) {
  const double size = page->font - 2, x = panel->right + 16, mark = 12;
  const bool part = label->colour != COLOUR_PAPER;
  page_line(page, panel->right + 3, label->at, x - 2, label->y, 1, COLOUR_GHOST);
  if (!named) {
    page_text(page, x, label->y, ALIGN_LEFT, size, true, COLOUR_INK, label->share);
    return;
  }
  size_t lines;
  const double share = lettering_width(label->share, size, true) + 8, left = part ? x + mark + 6 : x;
  char *const name = lettering_wrap(label->name, size, false, right - left - share, 1, &lines);
  if (part) page_box(page, x, label->y - mark / 2, x + mark, label->y + mark / 2, label->colour);
  if (name) page_text(page, left, label->y, ALIGN_LEFT, size, false, COLOUR_INK, name);
  else page->failed = true;
  page_text(page, right, label->y, ALIGN_RIGHT, size, true, COLOUR_INK, label->share);
  free(name);
}

static size_t collect_labels(const struct source *source, const struct parts *parts, size_t scenario, const struct panel *panel, bool named,
                             struct label list[PARTS_MOST + 1]) {
  size_t count = 0;
  double edge = 0;
  for (size_t p = 0; p < parts->count; p++) {
    const double share = part_at(source, parts, p, scenario, source->months);
    edge += share;
    if (!named && share < 0.005) continue;
    list[count] = (struct label){.at = panel_y(panel, edge - share / 2), .name = parts->part[p].name, .colour = parts->part[p].colour};
    wording_percent(list[count++].share, share);
  }
  list[count] = (struct label){.at = fmax(panel_y(panel, edge) - 16, panel->top - 8), .name = "Still together", .colour = COLOUR_PAPER};
  wording_percent(list[count++].share, source_survival(source, scenario)->alive[source->months]);
  return count;
}

static double room_of_shares(const struct page *page, const struct source *source, const struct parts *parts) {
  char text[PHRASE_SIZE];
  double widest = 0;
  for (size_t s = 0; s < source->scenario_count; s++) {
    for (size_t p = 0; p <= parts->count; p++) {
      const double share = p < parts->count ? part_at(source, parts, p, s, source->months)
                                            : source_survival(source, s)->alive[source->months];
      widest = fmax(widest, lettering_width(wording_percent(text, share), page->font - 2, true));
    }
  }
  return widest + 24;
}

/* Room for the names of the parts, beside their shares. */
static double room_of_names(const struct page *page, const struct parts *parts) {
  double widest = lettering_width("Still together", page->font - 2, false);
  for (size_t p = 0; p < parts->count; p++) widest = fmax(widest, 18 + lettering_width(parts->part[p].name, page->font - 2, false));
  return fmin(widest + 6, page->width / 4);
}

/* In the order of the areas, the lowest first. */
static void labels(struct page *page, const struct source *source, const struct parts *parts, size_t scenario, const struct panel *panel,
                   bool named) {
  struct label list[PARTS_MOST + 1];
  double y[PARTS_MOST + 1], height[PARTS_MOST + 1];
  const size_t count = collect_labels(source, parts, scenario, panel, named, list);
  for (size_t i = 0; i < count; i++) {
    y[count - 1 - i] = list[i].at;
    height[i] = page->font * 1.25;
  }
  /* Below the title, which may reach over the labels. */
  lettering_push_apart(y, height, count, panel->top - 8, panel->bottom + 24);
  const double right = fmin(page->right, panel->right + room_of_shares(page, source, parts) + room_of_names(page, parts));
  for (size_t i = 0; i < count; i++) {
    list[i].y = y[count - 1 - i];
    draw_label(page, panel, &list[i], named, right);
  }
}

/* Names of the parts above the panels, from top to bottom as they are stacked. Returns the px that they take. */
static double key(struct page *page, const struct parts *parts, double y, bool draw) {
  const double size = page->font - 1, step = size * 1.4, mark = 14;
  const double first = y;
  double x = page->left;
  for (size_t i = parts->count; i-- > 0;) {
    const double width = mark + 6 + lettering_width(parts->part[i].name, size, false);
    if (x > page->left && x + width > page->right) {
      x = page->left;
      y += step;
    }
    if (draw) page_box(page, x, y + step / 2 - mark / 2, x + mark, y + step / 2 + mark / 2, parts->part[i].colour);
    if (draw) page_text(page, x + mark + 6, y + step / 2, ALIGN_LEFT, size, false, COLOUR_INK, parts->part[i].name);
    x += width + 18;
  }
  return y + step - first;
}

static double top_of_scale(const struct source *source, const struct parts *parts) {
  double most = 0;
  for (size_t s = 0; s < source->scenario_count; s++) most = fmax(most, ended_at(source, parts, s, source->months));
  return most;
}

static void draw_one(struct page *page, const struct source *source, const struct parts *parts, size_t scenario, struct panel panel,
                     bool first, bool named) {
  const bool alone = source->scenario_count == 1, narrow = page->layout == LAYOUT_NARROW;
  stack_data(page, source, parts, scenario);
  panel.x = axis_months((unsigned)source->months, narrow ? 4 : alone ? 8 : 3);
  panel.x.high = beyond(source);
  panel.y = axis_percent(top_of_scale(source, parts), 5);
  for (size_t i = 0; i < panel.y.count && !first; i++) *panel.y.text[i] = '\0';
  panel_begin(page, &panel, true);
  if (!alone) panel_title(page, &panel, source->scenario[scenario], COLOUR_INK);
  labels(page, source, parts, scenario, &panel, named);
  plot_stack(page, parts, page->data);
  panel_end(page);
}

static double body(const struct page *frame, const struct source *source, size_t columns) {
  const size_t rows = (source->scenario_count + columns - 1) / columns;
  const double titles = page_titles_height(frame) * (double)rows;
  if (frame->layout == LAYOUT_NARROW) return HEIGHT_NARROW * (double)rows + titles;
  return titles + (rows == 1 && columns < COLUMNS ? HEIGHT_ALONE : rows == 1 ? HEIGHT + 60 : HEIGHT * (double)rows);
}

static bool drawable(const struct source *source) {
  for (size_t s = 0; s < source->scenario_count; s++)
    for (size_t e = 1; e < source->ending_count; e++)
      if (!source_incidence(source, s, e)) return false;
  return source->ending_count > 1 && source_survival(source, 0);
}

/* Tics stand left of the first panel of a row, shares right of each, names right of the last. */
static struct panel place(const struct page *page, const struct source *source, const struct parts *parts, size_t scenario,
                          size_t columns) {
  const double tics = 48, share = room_of_shares(page, source, parts), gap = 8;
  const double names = page->layout == LAYOUT_NARROW ? share : share + room_of_names(page, parts);
  const double width = (page->right - page->left - tics - names - (share + gap) * (double)(columns - 1)) / (double)columns;
  struct panel panel = panel_place(page, scenario, source->scenario_count, columns, 0);
  panel.left = page->left + tics + (double)(scenario % columns) * (width + share + gap);
  panel.right = panel.left + width;
  return panel;
}

/* Lines of the panels' titles. */
static size_t title_lines(const struct page *frame, const struct source *source, const struct parts *parts, size_t columns) {
  size_t lines = 1;
  for (size_t s = 0; s < source->scenario_count && source->scenario_count > 1; s++) {
    const struct panel panel = place(frame, source, parts, s, columns);
    if (panel_title_lines(frame, &panel, source->scenario[s]) > lines) lines = 2;
  }
  return lines;
}

static bool draw(struct picture *picture, const struct source *source, enum layout layout, struct error *err) {
  struct page page, frame = page_measure(layout);
  if (!drawable(source)) return true;
  const bool narrow = layout == LAYOUT_NARROW;
  const size_t count = source->scenario_count, columns = narrow ? 1 : count < COLUMNS ? count : COLUMNS;
  const struct parts parts = parts_of(source);
  if (!words(picture, source)) return fail_memory(err);
  table(&picture->data, source);
  const double names = narrow ? key(&frame, &parts, 0, false) : 0;
  frame.title_lines = title_lines(&frame, source, &parts, columns);
  if (page_begin(&page, picture, layout, names + body(&frame, source, columns), err)) {
    page.title_lines = frame.title_lines;
    if (narrow) key(&page, &parts, page.top, true);
    page.top += names;
    for (size_t s = 0; s < count; s++) {
      const bool named = !narrow && (s % columns == columns - 1 || s == count - 1);
      draw_one(&page, source, &parts, s, place(&page, source, &parts, s, columns), s % columns == 0, named);
    }
  }
  return page_end(&page, err);
}

const struct chart chart_endings = {"endings", "How they end", draw};
