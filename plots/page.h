/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page: gnuplot commands for one picture, in the house style: white paper, the finding as a headline on the left, horizontal
 * hairlines only, words beside what they name and no legend box.
 *
 * Places and sizes are px (96 to the inch) from the left and the top of the page, as the terminal svg takes them; pngcairo takes sizes of
 * letters as points, so its page is 4/3 as many pixels wide and high (album.c). Texts go through quote.h, whoever wrote them. A page is begun, panels are
 * drawn one after the other, and it is ended:
 *
 *     page_begin(&page, picture, layout, 560) ... panel_begin ... fprintf(page.script, "plot ...\n"); panel_end ... page_end
 */
#ifndef ENTENTE_PAGE_H
#define ENTENTE_PAGE_H
#include "axis.h"
#include "chart.h"
#include "palette.h"
#include <stdio.h>

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct page {
  FILE *script; /* gnuplot commands are written here */
  struct picture *picture;
  enum layout layout;
  double width, height; /* px */
  double left, right;   /* px: edges of the body */
  double top, bottom;   /* px: the body, which is the chart's */
  double font;          /* px: size of ordinary words; tics are font - 1, notes font - 3 */
  int labels, marks;    /* numbers of gnuplot's labels, and of its arrows and objects */
  size_t data;          /* datablocks so far */
  size_t title_lines;   /* that panels have room for; 0 is 1 */
  bool failed;          /* memory ran out: something is missing, as page_end will say */
};

struct panel {
  double left, right, top, bottom; /* px */
  struct axis x, y;
};

/* Begin with the picture's words, which must stand in it already, and a body of so many px below them. */
bool page_begin(struct page *, struct picture *, enum layout, double body, struct error *err);
/* End; picture->script holds the commands. Also to be called after page_begin failed, whose failure it hands on. */
bool page_end(struct page *, struct error *err);

/* A page that can only measure: its width, left, right and font are those that page_begin will give. */
struct page page_measure(enum layout);

/* Words at a place; size in px. For gnuplot it is at the middle of the letters' height. */
void page_text(struct page *, double x, double y, enum align, double size, bool bold, enum colour, const char *text);
/* Words that may take several lines, from y downwards, each aligned at x; the last of `most` lines ends in an ellipsis if more follow. */
struct paragraph {
  double x, y, width; /* px */
  enum align align;
  double size;
  bool bold;
  enum colour colour;
  size_t most;
};
/* Returns the y below the words; with draw == false only that. */
double page_paragraph(struct page *, struct paragraph, const char *text, bool draw);
/* gnuplot's pointsize for a round dot of so many px across. */
double page_dot(double diameter);
/* Straight line, in front of everything, `weight` px thick. */
void page_line(struct page *, double x1, double y1, double x2, double y2, double weight, enum colour);
/* Filled rectangle behind everything. */
void page_box(struct page *, double x1, double y1, double x2, double y2, enum colour);
/* The scenarios' names in their colours, one after the other from left to right, wrapping; for charts whose lines cannot carry their
 * names. Returns the px it takes; with draw == false only that. */
double page_names(struct page *, double y, const char *const *names, size_t count, bool draw);

/* Places of `count` panels in rows of `columns` over the body, each with room left of it for tics, above it for a title. `room` is
 * what to keep free right of each. */
struct panel panel_place(const struct page *, size_t index, size_t count, size_t columns, double room);
/* Move the panel's left edge so that the words at its y tics begin at x. */
void panel_fit_tics(const struct page *, struct panel *, double x);
/* Set margins, ranges, tics and hairlines for the next plot. A line at y = 0 (or the panel's floor) if `floor`. */
void panel_begin(struct page *, const struct panel *, bool floor);
void panel_title(struct page *, const struct panel *, const char *text, enum colour);
/* Lines that it takes, at most two. A page whose title_lines says two has panels that begin lower, by page_titles_height. */
size_t panel_title_lines(const struct page *, const struct panel *, const char *text);
double page_titles_height(const struct page *);
/* px of a place in the panel's own units. */
double panel_x(const struct panel *, double x);
double panel_y(const struct panel *, double y);
/* After the plot command: what belongs to this panel is put away. */
void panel_end(struct page *);

/* A datablock: page_data_begin gives its number n; rows are written to page->script with page_value; plot it as $dN. */
size_t page_data_begin(struct page *);
void page_value(struct page *, double value); /* as a field of the row; NaN as a gap */
void page_row(struct page *);                 /* ends the row */
void page_data_end(struct page *);

#endif
