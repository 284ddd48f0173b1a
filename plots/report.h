/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report: report.html, one file that needs no network and no script: the answer in words, the pictures, the tables, what each scenario
 * assumes, how it was computed, what the model cannot say, how to cite it and run it again.
 *
 * For the screen (light and dark, from 360 px), and for A4 and Letter in black and white. Every text of a sheet is escaped. */
#ifndef ENTENTE_REPORT_H
#define ENTENTE_REPORT_H
#include "chart.h"
#include "sim/folder.h"
#include "source.h"

#define REPORT_FILE "report.html"

/* One picture of the report. Nothing is owned. */
struct report_figure {
  const struct chart *chart;
  const struct picture *picture; /* its words and its data */
  const char *wide, *narrow;     /* <svg> elements (svg_embed); NULL where they could not be drawn: then the data table is open */
};

bool report_write(const struct folder *, const struct source *, const struct report_figure *, size_t count, struct error *err);

#endif
