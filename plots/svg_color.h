/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg_color: colours in gnuplot's picture, which it writes as rgb( 59, 111, 182), #3B6FB6 or black. */
#ifndef ENTENTE_SVG_COLOR_H
#define ENTENTE_SVG_COLOR_H
#include "svg.h"
#include "xml.h"

/* Whether the value of an attribute can be or hold a colour. */
bool svg_color_stands_in(struct xml_span attribute);
/* Read the colour that begins at text; bytes read, 0 if there is none. */
size_t svg_color_read(struct xml_span text, struct svg_color *);
/* Write it as #3b6fb6, or as var(--blue, #3b6fb6) if the palette has it. */
void svg_color_write(FILE *, struct svg_color, const struct svg_color *palette, size_t palette_size);

#endif
