/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chart: what one picture says, and the gnuplot commands that draw it. One file a chart: chart_NAME.c.
 *
 * A chart is a function of the files of a results folder (source.h). Its headline is its finding, computed from the results and
 * true for any sheet, also where nothing differs. Where a result has nothing to draw (another model, one scenario only) there is no
 * picture, which is no error. */
#ifndef ENTENTE_CHART_H
#define ENTENTE_CHART_H
#include "data_table.h"
#include "sim/error.h"

struct source;

enum layout {
  LAYOUT_PAGE,  /* 960 px wide with its headline: a picture that stands alone, such as a slide */
  LAYOUT_WIDE,  /* 960 px wide, for a report, which sets the words itself */
  LAYOUT_NARROW /* 420 px wide, for a report on a phone */
};

struct picture {
  char *headline;         /* the finding: one sentence without a full stop */
  char *subtitle;         /* what is drawn, in which unit; what line and band mean */
  char *caption;          /* how it was computed: runs, seed, intervals */
  char *alt;              /* for those who cannot see it: kind of chart, finding, main figures */
  struct data_table data; /* the numbers behind it, as they are read */
  char *script;           /* gnuplot commands, without terminal and output; NULL: nothing to draw */
  size_t size;
  double width, height; /* px */
};
void picture_free(struct picture *); /* takes a zeroed struct */

struct chart {
  const char *name;  /* of its files: "survival" */
  const char *title; /* of its section in a report: "How long they last" */
  bool (*draw)(struct picture *, const struct source *, enum layout, struct error *err); /* into a zeroed picture */
};

#endif
