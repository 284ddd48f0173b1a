/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg: what becomes of an SVG after gnuplot drew it. In memory, the same bytes for the same picture.
 *
 * gnuplot writes texts of the user into the picture. It escapes them, but that is not taken on trust: both functions refuse a picture
 * that is not well-formed or holds more than gnuplot's terminal draws (svg_check), so none can carry a script into a report. */
#ifndef ENTENTE_SVG_H
#define ENTENTE_SVG_H
#include "sim/error.h"

/* Whether the bytes are one well-formed <svg> element of gnuplot's few elements and attributes: no script, no on* attribute, no style
 * sheet, no reference but to "#id" inside the picture, no entity but &amp; &lt; &gt; &quot; &apos; and numbers. Status STATUS_PICTURE. */
bool svg_check(const char *svg, size_t size, struct error *err);

struct svg_words {
  const char *name;        /* of the picture: letters, digits, - and _; prefix of every id */
  const char *title;       /* the finding: what the picture is called aloud */
  const char *description; /* what a reader who does not see it needs; may be NULL */
};

/* A file to be opened by itself: title and description for screen readers, fonts to fall back on, nothing unused.
 * *out (NUL after the last byte) is the caller's to free. */
bool svg_finish(const char *svg, size_t size, const struct svg_words *, char **out, size_t *out_size, struct error *err);

/* A colour that gnuplot draws and the name of the CSS variable that stands for it: {26, 26, 26, "ink"} becomes var(--ink). */
struct svg_color {
  unsigned char red, green, blue;
  const char *variable;
};

/* An element to stand inside HTML: as svg_finish, without XML declaration, size (the page decides the width) and background, colours
 * of the palette as CSS variables with the drawn colour to fall back on: var(--ink, #1a1a1a). */
bool svg_embed(const char *svg, size_t size, const struct svg_words *, const struct svg_color *palette, size_t palette_size, char **out,
               size_t *out_size, struct error *err);

#endif
