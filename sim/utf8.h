/* SPDX-License-Identifier: GPL-3.0-or-later */
/* utf8: the little that the program must know of characters. */
#ifndef ENTENTE_UTF8_H
#define ENTENTE_UTF8_H
#include <stdbool.h>
#include <stddef.h>

enum { CLIP_SIZE = 256 }; /* room for any text written by utf8_clip, with its NUL */

/* Offset of the first byte that is not well-formed UTF-8 (The Unicode Standard, table 3-7: no overlong forms, no surrogates,
 * nothing above U+10FFFF), or size. */
size_t utf8_invalid(const char *bytes, size_t size);

/* Whether a byte begins a character: false for the second to fourth byte of one. */
static inline bool utf8_begins(char byte) {
  return ((unsigned char)byte & 0xc0) != 0x80;
}

/* Copy text for a message: at most 60 characters, then "..."; control characters become blanks. Returns out. */
const char *utf8_clip(char out[CLIP_SIZE], const char *text);

/* Bytes of blanks (spaces, tabs, line ends, no-break spaces) at the start, or at the end, of the size bytes at text. */
size_t utf8_blanks_before(const char *text, size_t size);
size_t utf8_blanks_after(const char *text, size_t size);
/* Cut blanks off both ends of the size bytes at *text. Returns the size left. */
size_t utf8_trim(const char **text, size_t size);

#endif
