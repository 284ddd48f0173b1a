/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg_tidy: leaves out of gnuplot's picture what nobody sees. */
#ifndef ENTENTE_SVG_TIDY_H
#define ENTENTE_SVG_TIDY_H
#include "xml.h"

/* Where a value refers to an id: the `size` bytes at `start` of the value; size 0 where it does not. */
struct svg_reference {
  size_t start, size;
};
struct svg_reference svg_reference_in(const struct xml_attribute *);

/* Drop titles and descriptions (gnuplot's name things like "plot_3", which a browser shows as a tip), definitions and ids that nothing
 * refers to, groups without content, and the white sheet behind the picture if `paper`, or if it is invisible. False without memory. */
bool svg_tidy(struct xml *, bool paper);

#endif
