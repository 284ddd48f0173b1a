/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curves.h"
#include "lettering.h"
#include <stdlib.h>
#include <string.h>

enum { POINTS_MOST = 240, NAME_LINES = 2 };

struct stroke stroke_scenario(size_t scenario) {
  const bool dashed = scenario >= SCENARIO_COLOURS;
  return (struct stroke){.colour = colour_scenario(scenario), .weight = dashed ? 2 : 3.4, .dashed = dashed};
}

struct plot plot_begin(struct page *page) {
  return (struct plot){.page = page};
}

static void next(struct plot *plot) {
  fputs(plot->elements++ ? ", " : "plot ", plot->page->script);
}

void plot_band(struct plot *plot, size_t data, int low, int high, enum colour colour, double transparency) {
  char veil[COLOUR_SIZE];
  next(plot);
  fprintf(plot->page->script, "$d%zu using 1:%d:%d with filledcurves fc rgb \"%s\"", data, low, high,
          colour_veil(veil, colour, transparency));
}

static void plot_edge(struct plot *plot, size_t data, int column, enum colour colour) {
  char veil[COLOUR_SIZE];
  next(plot);
  fprintf(plot->page->script, "$d%zu using 1:%d with lines lw 1.2 lc rgb \"%s\"", data, column, colour_veil(veil, colour, 0.45));
}

void plot_fan(struct plot *plot, size_t data, int low, int high, enum colour colour) {
  plot_band(plot, data, low, high, colour, 0.88);
  plot_edge(plot, data, low, colour);
  plot_edge(plot, data, high, colour);
}

void plot_bare_line(struct plot *plot, size_t data, int column, struct stroke stroke) {
  char colour[COLOUR_SIZE];
  next(plot);
  fprintf(plot->page->script, "$d%zu using 1:%d with lines lw %g%s lc rgb \"%s\"", data, column, stroke.weight,
          stroke.dashed ? " dt (6,3)" : "", colour_text(colour, stroke.colour));
}

void plot_line(struct plot *plot, size_t data, int column, struct stroke stroke) {
  if (!stroke.dashed) plot_bare_line(plot, data, column, (struct stroke){.colour = COLOUR_PAPER, .weight = stroke.weight + 2.4});
  plot_bare_line(plot, data, column, stroke);
}

void plot_dot(struct plot *plot, size_t data, size_t row, int column, enum colour colour) {
  char text[COLOUR_SIZE];
  next(plot);
  fprintf(plot->page->script, "$d%zu every ::%zu::%zu using 1:%d with points pt 7 ps 0.9 lc rgb \"%s\"", data, row, row, column,
          colour_text(text, colour));
}

void plot_end(struct plot *plot) {
  fputs(plot->elements ? "\n" : "plot NaN\n", plot->page->script);
}

/* How the words of one label are set. */
struct lettered {
  char *name;
  size_t lines;
  bool one_line; /* name and value in one line */
};

static void set_name(struct lettered *setting, const struct page *page, const struct end_label *label, double room, size_t most) {
  if (!label->name) return;
  if (setting->one_line) room -= lettering_width(label->value, page->font, true) + 12;
  free(setting->name);
  setting->name = lettering_wrap(label->name, page->font, true, room, most, &setting->lines);
}

static double line_step(const struct page *page) {
  return page->font * 1.28;
}

static double label_height(const struct page *page, const struct lettered *setting) {
  if (setting->one_line || !setting->lines) return line_step(page);
  return line_step(page) * (double)setting->lines + page->font * 1.35;
}

static void draw_label(struct page *page, double x, const struct end_label *label, const struct lettered *setting, double height) {
  double y = label->y - height / 2 + line_step(page) / 2;
  char *rest = setting->name;
  if (label->name && !setting->name) page->failed = true;
  if (!setting->lines) page_text(page, x, y, ALIGN_LEFT, page->font, true, label->colour, label->value);
  for (size_t i = 0; rest && i < setting->lines; i++, y += line_step(page)) {
    char *const line = strsep(&rest, "\n");
    page_text(page, x, y, ALIGN_LEFT, page->font, true, label->colour, line);
    if (setting->one_line) page_text(page, page->right, y, ALIGN_RIGHT, page->font, true, label->colour, label->value);
  }
  if (!setting->lines || setting->one_line) return;
  size_t lines;
  char *const detail = lettering_wrap(label->detail, page->font - 3, false, page->right - x + 2, 1, &lines);
  if (detail) page_text(page, x, y - 1, ALIGN_LEFT, page->font - 3, false, COLOUR_SOFT, detail);
  else page->failed = true;
  free(detail);
}

static void wide_labels(struct page *page, double x, double top, double bottom, struct end_label *label, struct lettered *setting,
                        double *height, double *y, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) {
    set_name(&setting[i], page, &label[i], page->right - x, NAME_LINES);
    sum += label_height(page, &setting[i]);
  }
  for (size_t i = 0; i < count; i++) {
    if (sum > bottom - top) {
      setting[i].one_line = true;
      set_name(&setting[i], page, &label[i], page->right - x, 1);
    }
    height[i] = label_height(page, &setting[i]);
    y[i] = label[i].y;
  }
  lettering_push_apart(y, height, count, top, bottom);
  const bool fits = (double)count * line_step(page) <= bottom - top;
  for (size_t i = 0; i < count; i++) {
    label[i].y = y[i];
    if (fits) draw_label(page, x, &label[i], &setting[i], height[i]);
    free(setting[i].name);
  }
}

static void narrow_labels(struct page *page, double x, double top, double bottom, struct end_label *label, double *height, double *y,
                          size_t count) {
  if ((double)count * line_step(page) > bottom - top) return;
  for (size_t i = 0; i < count; i++) {
    height[i] = line_step(page);
    y[i] = label[i].y;
  }
  lettering_push_apart(y, height, count, top, bottom);
  for (size_t i = 0; i < count; i++) {
    label[i].y = y[i];
    page_text(page, x, y[i], ALIGN_LEFT, page->font - 1, true, label[i].colour, label[i].value);
  }
}

void end_labels(struct page *page, double x, double top, double bottom, struct end_label *label, size_t count) {
  struct lettered *const setting = calloc(count ? count : 1, sizeof *setting);
  double *const room = calloc(2 * count + 1, sizeof *room);
  if (!setting || !room) page->failed = true;
  else if (page->layout == LAYOUT_NARROW) narrow_labels(page, x, top, bottom, label, room, room + count, count);
  else wide_labels(page, x, top, bottom, label, setting, room, room + count, count);
  free(setting);
  free(room);
}

size_t curve_step(size_t months) {
  return (months + POINTS_MOST - 1) / POINTS_MOST;
}

size_t curve_moments(size_t months, size_t moment[MOMENTS_MOST]) {
  static const size_t steps[] = {1, 3, 6, 12, 24, 60, 120};
  size_t i = 0, count = 0;
  while (i + 1 < sizeof steps / sizeof *steps && months / steps[i] >= MOMENTS_MOST - 1) i++;
  for (size_t month = steps[i]; month < months && count + 1 < MOMENTS_MOST; month += steps[i]) moment[count++] = month;
  moment[count++] = months;
  return count;
}
