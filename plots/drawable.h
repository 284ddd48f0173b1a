/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drawable: any bytes as characters that can be drawn in a line of text, and that may stand in an XML file. */
#ifndef ENTENTE_DRAWABLE_H
#define ENTENTE_DRAWABLE_H
#include <stddef.h>

struct drawable {
  const char *bytes; /* [size] what to draw: the character itself, a space, or U+FFFD */
  size_t size;
  size_t taken; /* bytes of the text that it stands for, at least 1 */
};

/* The first character of the `size` > 0 bytes at text. A control character (C0, DEL, C1) or U+2028, U+2029 is drawn as a space; a byte
 * that is no UTF-8, U+FFFE and U+FFFF as U+FFFD. */
struct drawable drawable_first(const char *text, size_t size);

#endif
