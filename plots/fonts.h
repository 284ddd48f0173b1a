/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fonts: whether gnuplot has a font to write with. Without one it draws PNG and PDF without any text, and says nothing. */
#ifndef ENTENTE_FONTS_H
#define ENTENTE_FONTS_H
#include "gnuplot.h"

/* A drawing that tells: a page with a letter and the same page without. */
struct drawing fonts_probe(void);
/* Whether both pages of the probe, when done, came out the same. */
bool fonts_are_missing(const struct drawing *probe);

#endif
