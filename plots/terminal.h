/* SPDX-License-Identifier: GPL-3.0-or-later */
/* terminal: the main picture of a result in a terminal: how its curves run, drawn with characters, or with pixels where the terminal
 * can show sixels. */
#ifndef ENTENTE_TERMINAL_H
#define ENTENTE_TERMINAL_H
#include "gnuplot.h"
#include "source.h"
#include <stdio.h>

struct terminal {
  size_t columns, rows; /* of the terminal; the pictures are made to fit */
  bool colour, sixel;
  const char *chart; /* name of the only chart wanted; NULL: the most telling ones */
  const atomic_int *stop;
};

/* Write the pictures of a folder, each below its finding. A chart that has no form in characters is refused (status usage). */
bool terminal_draw(FILE *, const char *folder, const struct terminal *, struct error *err);

#endif
