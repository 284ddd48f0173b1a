/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"
#include "lettering.h"
#include "quote.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Measures in px. */
enum { PAGE_WIDTH = 960, WIDE_WIDTH = 960, NARROW_WIDTH = 420, EDGE = 26, HEADLINE = 30, HEADLINE_LINES = 3, LINE_HEIGHT_PERCENT = 128 };

/* px across of a point of size 1, for a terminal with a font of 17 px. */
static const double DOT = 12.75;

static double line_height(double size) {
  return size * LINE_HEIGHT_PERCENT / 100.0;
}

double page_paragraph(struct page *page, struct paragraph words, const char *text, bool draw) {
  size_t lines;
  char *const wrapped = lettering_wrap(text, words.size, words.bold, words.width, words.most, &lines);
  char *rest = wrapped;
  if (!wrapped) page->failed = true;
  double y = words.y;
  for (size_t i = 0; wrapped && i < lines; i++) {
    char *const line = strsep(&rest, "\n");
    if (draw) page_text(page, words.x, y + line_height(words.size) / 2, words.align, words.size, words.bold, words.colour, line);
    y += line_height(words.size);
  }
  free(wrapped);
  return y;
}

/* Words over the width of the page, from y downwards; returns the y below them. */
static double paragraph(struct page *page, double y, double size, bool bold, enum colour colour, const char *text, size_t most, bool draw) {
  const struct paragraph words = {page->left, y, page->right - page->left, ALIGN_LEFT, size, bold, colour, most};
  return page_paragraph(page, words, text, draw);
}

static double heading(struct page *page, bool draw) {
  const struct picture *const picture = page->picture;
  double y = 24;
  if (draw) page_box(page, page->left, 6, page->left + 70, 13, COLOUR_ACCENT);
  struct paragraph words = {page->left, y, page->right - page->left, ALIGN_LEFT, HEADLINE, true, COLOUR_INK, HEADLINE_LINES};
  words.width = lettering_even(picture->headline, words.size, words.bold, words.width, words.most);
  y = page_paragraph(page, words, picture->headline, draw);
  return paragraph(page, y + 5, page->font, false, COLOUR_SOFT, picture->subtitle, 3, draw);
}

static double caption(struct page *page, double y, bool draw) {
  return paragraph(page, y, page->font - 3, false, COLOUR_SOFT, page->picture->caption, 3, draw);
}

static void measure_width(struct page *page) {
  const bool words = page->layout == LAYOUT_PAGE;
  page->width = words ? PAGE_WIDTH : page->layout == LAYOUT_WIDE ? WIDE_WIDTH : NARROW_WIDTH;
  page->font = 17; /* notes, 3 px smaller, are 12 px where a phone shows a narrow page 360 px wide */
  page->left = words ? EDGE : 4;
  page->right = page->width - page->left;
}

struct page page_measure(enum layout layout) {
  struct page page = {.layout = layout};
  measure_width(&page);
  return page;
}

static void measure_height(struct page *page, double body) {
  const bool words = page->layout == LAYOUT_PAGE;
  page->top = words ? heading(page, false) + 20 : 4;
  page->bottom = page->top + body;
  page->height = ceil(words ? caption(page, page->bottom + 16, false) + 14 : page->bottom + 4);
}

static void style(struct page *page) {
  fprintf(page->script, "set encoding utf8\nset decimalsign \".\"\nunset key; unset border; set tics scale 0 nomirror\n"
                        "set style fill solid 1 noborder\nset datafile missing \"NaN\"\n");
}

bool page_begin(struct page *page, struct picture *picture, enum layout layout, double body, struct error *err) {
  *page = (struct page){.picture = picture, .layout = layout};
  page->script = open_memstream(&picture->script, &picture->size);
  if (!page->script || !picture->headline || !picture->subtitle || !picture->caption || !picture->alt) page->failed = true;
  if (page->failed) return fail_memory(err);
  measure_width(page);
  measure_height(page, body);
  picture->width = page->width;
  picture->height = page->height;
  style(page);
  fprintf(page->script, "set multiplot\n");
  if (layout != LAYOUT_PAGE) return true;
  heading(page, true);
  caption(page, page->bottom + 16, true);
  return true;
}

bool page_end(struct page *page, struct error *err) {
  FILE *const script = page->script;
  page->script = NULL;
  if (!script) return fail_memory(err);
  fprintf(script, "unset multiplot\n");
  const bool failed = page->failed || ferror(script);
  if (fclose(script) != 0 || !page->picture->script || failed || page->picture->data.lost) return fail_memory(err);
  return true;
}

/* gnuplot's screen coordinates run from the lower left. */
static void place(struct page *page, double x, double y) {
  fprintf(page->script, "screen %.6f,%.6f", x / page->width, 1 - y / page->height);
}

static void put_colour(struct page *page, enum colour colour) {
  char text[COLOUR_SIZE];
  fprintf(page->script, "rgb \"%s\"", colour_text(text, colour));
}

void page_text(struct page *page, double x, double y, enum align align, double size, bool bold, enum colour colour, const char *text) {
  static const char *const words[] = {"left", "center", "right"};
  fprintf(page->script, "set label %d ", ++page->labels);
  gp_quote(page->script, text);
  fprintf(page->script, " at ");
  place(page, x, y);
  fprintf(page->script, " %s front font \"Inter%s,%g\" tc ", words[align], bold ? " Bold" : "", size);
  put_colour(page, colour);
  fputc('\n', page->script);
}

void page_line(struct page *page, double x1, double y1, double x2, double y2, double weight, enum colour colour) {
  fprintf(page->script, "set arrow %d from ", ++page->marks);
  place(page, x1, y1);
  fprintf(page->script, " to ");
  place(page, x2, y2);
  fprintf(page->script, " nohead front lw %g lc ", weight);
  put_colour(page, colour);
  fputc('\n', page->script);
}

void page_box(struct page *page, double x1, double y1, double x2, double y2, enum colour colour) {
  fprintf(page->script, "set object %d rectangle from ", ++page->marks);
  place(page, x1, y1);
  fprintf(page->script, " to ");
  place(page, x2, y2);
  fprintf(page->script, " behind fillstyle solid 1 noborder fc ");
  put_colour(page, colour);
  fputc('\n', page->script);
}

double page_names(struct page *page, double y, const char *const *names, size_t count, bool draw) {
  const double size = page->font, gap = 26, mark = 22;
  double x = page->left, below = y + line_height(size);
  for (size_t i = 0; i < count; i++) {
    const double width = mark + lettering_width(names[i], size, true);
    if (i && x + width > page->right) {
      x = page->left;
      below += line_height(size);
    }
    const double middle = below - line_height(size) / 2;
    if (draw) page_line(page, x, middle, x + mark - 6, middle, 4, colour_scenario(i));
    size_t lines;
    char *const name = lettering_wrap(names[i], size, true, page->right - x - mark, 1, &lines);
    if (!name) page->failed = true;
    if (draw && name) page_text(page, x + mark, middle, ALIGN_LEFT, size, true, colour_scenario(i), name);
    free(name);
    x += width + gap;
  }
  return below - y;
}

struct panel panel_place(const struct page *page, size_t index, size_t count, size_t columns, double room) {
  const double tics = 58, foot = 34, head = 34 + page_titles_height(page), gap = 14;
  const size_t rows = (count + columns - 1) / columns, row = index / columns, column = index % columns;
  const double width = (page->right - page->left) / (double)columns, height = (page->bottom - page->top) / (double)rows;
  struct panel panel = {0};
  panel.left = page->left + (double)column * width + tics;
  panel.right = page->left + (double)(column + 1) * width - room;
  panel.top = page->top + (double)row * height + head;
  panel.bottom = page->top + (double)(row + 1) * height - foot - (row + 1 < rows ? gap : 0);
  return panel;
}

void panel_fit_tics(const struct page *page, struct panel *panel, double x) {
  double widest = 0;
  for (size_t i = 0; i < panel->y.count; i++) widest = fmax(widest, lettering_width(panel->y.text[i], page->font - 1, false));
  panel->left = x + widest + 14;
}

static void put_tics(struct page *page, const char *axis, const struct axis *values, const char *offset) {
  if (!values->count) {
    fprintf(page->script, "unset %stics\n", axis);
    return;
  }
  fprintf(page->script, "set %stics (", axis);
  for (size_t i = 0; i < values->count; i++) {
    if (i) fputs(", ", page->script);
    gp_quote_tic(page->script, values->text[i]);
    fprintf(page->script, " %.9g", values->at[i]);
  }
  fprintf(page->script, ") font \"Inter,%g\" offset %s tc ", page->font - 1, offset);
  put_colour(page, COLOUR_SOFT);
  fputc('\n', page->script);
}

static void put_grid(struct page *page, const struct panel *panel) {
  if (!panel->x.lines && !panel->y.lines) { /* noxtics noytics means both */
    fprintf(page->script, "unset grid\n");
    return;
  }
  fprintf(page->script, "set grid %sxtics %sytics back lt 1 lw 1 lc ", panel->x.lines ? "" : "no", panel->y.lines ? "" : "no");
  put_colour(page, COLOUR_HAIR);
  fputc('\n', page->script);
}

/* A tic of the x axis whose words would touch those before it loses them, and hands what it counts on: "month 12", "24" becomes "",
 * "month 24". Words that would leave the page are left out. */
static struct axis readable_x(const struct page *page, const struct panel *panel) {
  struct axis axis = panel->x;
  const double size = page->font - 1, gap = 5;
  double end = 0;
  char unit[AXIS_TEXT] = "", text[AXIS_TEXT];
  for (size_t i = 0; i < axis.count; i++) {
    const size_t word = strcspn(axis.text[i], " ");
    if (*unit && !axis.text[i][word] && snprintf(text, sizeof text, "%.18s %.19s", unit, axis.text[i]) > 0)
      memcpy(axis.text[i], text, sizeof text);
    *unit = '\0';
    const double half = lettering_width(axis.text[i], size, false) / 2, x = panel_x(panel, axis.at[i]);
    if (*axis.text[i] && x - half >= end && x + half <= page->width) {
      end = x + half + gap;
      continue;
    }
    const size_t kept = strcspn(axis.text[i], " ");
    if (axis.text[i][kept]) snprintf(unit, sizeof unit, "%.*s", (int)kept, axis.text[i]);
    *axis.text[i] = '\0';
  }
  return axis;
}

void panel_begin(struct page *page, const struct panel *panel, bool floor) {
  fprintf(page->script, "set lmargin at screen %.6f; set rmargin at screen %.6f\n", panel->left / page->width, panel->right / page->width);
  fprintf(page->script, "set tmargin at screen %.6f; set bmargin at screen %.6f\n", 1 - panel->top / page->height,
          1 - panel->bottom / page->height);
  fprintf(page->script, "set xrange [%.9g:%.9g]; set yrange [%.9g:%.9g]\n", panel->x.low, panel->x.high, panel->y.low, panel->y.high);
  const struct axis x = readable_x(page, panel);
  put_tics(page, "x", &x, "0,0.1");
  put_tics(page, "y", &panel->y, "0,0");
  put_grid(page, panel);
  if (!floor) return;
  const double y = panel->y.low < 0 && panel->y.high > 0 ? 0 : panel->y.low;
  page_line(page, panel->left, panel_y(panel, y), panel->right, panel_y(panel, y), 1.6, COLOUR_INK);
}

/* From the panel's left edge to some way beyond its right one. */
static double title_width(const struct page *page, const struct panel *panel) {
  return fmin(panel->right + 40, page->right) - panel->left;
}

size_t panel_title_lines(const struct page *page, const struct panel *panel, const char *text) {
  size_t lines;
  free(lettering_wrap(text, page->font, true, title_width(page, panel), 2, &lines));
  return lines;
}

double page_titles_height(const struct page *page) {
  return page->title_lines > 1 ? line_height(page->font) : 0;
}

void panel_title(struct page *page, const struct panel *panel, const char *text, enum colour colour) {
  const size_t most = page->title_lines > 1 ? 2 : 1;
  struct paragraph title = {panel->left, 0, title_width(page, panel), ALIGN_LEFT, page->font, true, colour, most};
  title.y = panel->top - 20 + line_height(page->font) / 2 - page_paragraph(page, title, text, false);
  page_paragraph(page, title, text, true);
}

double panel_x(const struct panel *panel, double x) {
  return panel->left + (x - panel->x.low) / (panel->x.high - panel->x.low) * (panel->right - panel->left);
}

double panel_y(const struct panel *panel, double y) {
  return panel->bottom - (y - panel->y.low) / (panel->y.high - panel->y.low) * (panel->bottom - panel->top);
}

double page_dot(double diameter) {
  return diameter / DOT;
}

void panel_end(struct page *page) {
  fprintf(page->script, "unset label; unset arrow; unset object\n");
  page->labels = page->marks = 0;
}

size_t page_data_begin(struct page *page) {
  fprintf(page->script, "$d%zu << EOD\n", ++page->data);
  return page->data;
}

void page_value(struct page *page, double value) {
  if (isfinite(value)) fprintf(page->script, "%.7g ", value);
  else fputs("NaN ", page->script);
}

void page_row(struct page *page) {
  fputc('\n', page->script);
}

void page_data_end(struct page *page) {
  fputs("EOD\n", page->script);
}
