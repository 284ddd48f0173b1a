/* SPDX-License-Identifier: GPL-3.0-or-later */
/* curves: what charts over months share: lines and bands of a plot command, and words at the ends of lines. */
#ifndef ENTENTE_CURVES_H
#define ENTENTE_CURVES_H
#include "page.h"
#include "wording.h"

/* Scenarios whose bands one panel holds: more are mud. */
enum { BANDS_MOST = 3 };

/* A plot command. Elements are painted in the order in which they are added; columns are those of a datablock, from 1. */
struct plot {
  struct page *page;
  size_t elements;
};

struct stroke {
  enum colour colour;
  double weight; /* px */
  bool dashed;   /* sets apart scenarios that share a colour */
};
struct stroke stroke_scenario(size_t scenario);

struct plot plot_begin(struct page *);
/* Between two columns, over column 1. */
void plot_band(struct plot *, size_t data, int low, int high, enum colour, double transparency);
/* The same for a range of outcomes, pale, with its edges drawn: where fans lie over each other each can still be followed. */
void plot_fan(struct plot *, size_t data, int low, int high, enum colour);
/* A column over column 1, cased in the colour of the paper, so that lines that cross stay apart; a dashed one is not. */
void plot_line(struct plot *, size_t data, int column, struct stroke);
void plot_bare_line(struct plot *, size_t data, int column, struct stroke);
/* A dot at a row, from 0. */
void plot_dot(struct plot *, size_t data, size_t row, int column, enum colour);
/* A plot without an element is an empty panel with its axes. */
void plot_end(struct plot *);

/* Words at the end of a scenario's line. */
struct end_label {
  double y; /* px, of the line's end */
  enum colour colour;
  const char *name;                             /* borrowed; NULL: the value stands alone */
  char value[PHRASE_SIZE], detail[PHRASE_SIZE]; /* "814"; "814 (90 %: −538 to 3,816)" */
};
/* From x to the right edge of the page, moved apart between top and bottom where they would overlap. A wide page shows name and detail
 * (in one line where there are many), a narrow one the value alone. Where even those do not fit there are none. Changes y. */
void end_labels(struct page *, double x, double top, double bottom, struct end_label *, size_t count);

/* Months between the points of a curve, so that a picture of a long horizon stays small. */
size_t curve_step(size_t months);

/* Moments that a table of a course shows, the horizon last; returns how many. */
enum { MOMENTS_MOST = 14 };
size_t curve_moments(size_t months, size_t moment[MOMENTS_MOST]);

#endif
