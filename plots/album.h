/* SPDX-License-Identifier: GPL-3.0-or-later */
/* album: every picture of a results folder, and its report. From the folder's own files; nothing is simulated.
 *
 * Pictures go to plots/NAME.svg (.png, .pdf), each beside plots/NAME.gp, the script that draws it by itself; the report to
 * report.html. */
#ifndef ENTENTE_ALBUM_H
#define ENTENTE_ALBUM_H
#include "gnuplot.h"

enum { FORMAT_SVG = 1, FORMAT_PNG = 2, FORMAT_PDF = 4 }; /* a set of them */

/* "svg,png" -> a set; "none" -> 0. Fails with status usage. */
bool album_formats_read(const char *option, const char *text, unsigned *formats, struct error *err);

struct album_options {
  unsigned formats;       /* of the files in plots/ */
  unsigned parallel;      /* processes at once; 0: as many as there are processors */
  const atomic_int *stop; /* NULL, or a flag that ends the drawing */
};

/* Draw everything. A picture that cannot be drawn does not keep the others, or the report, from being written: then false with one
 * sentence and status STATUS_PICTURE. */
bool album_draw(const char *folder, const struct album_options *, struct error *err);

/* Remove the pictures and the report of earlier results, so that none stands beside results it does not belong to. */
bool album_clear(const struct folder *, struct error *err);

#endif
