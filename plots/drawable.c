/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drawable.h"
#include "sim/utf8.h"

static size_t character_bytes(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

static bool is_blank(const unsigned char *text) {
  if (text[0] < ' ' || text[0] == 0x7f) return true;
  if (text[0] == 0xc2) return text[1] < 0xa0;
  return text[0] == 0xe2 && text[1] == 0x80 && (text[2] == 0xa8 || text[2] == 0xa9);
}

static bool is_no_character(const unsigned char *text) {
  return text[0] == 0xef && text[1] == 0xbf && text[2] >= 0xbe;
}

struct drawable drawable_first(const char *text, size_t size) {
  static const char replacement[] = "\xef\xbf\xbd";
  const size_t longest = 4;
  if (utf8_invalid(text, size < longest ? size : longest) == 0) return (struct drawable){replacement, 3, 1};
  const unsigned char *const bytes = (const unsigned char *)text;
  const size_t taken = character_bytes(*bytes);
  if (is_blank(bytes)) return (struct drawable){" ", 1, taken};
  if (is_no_character(bytes)) return (struct drawable){replacement, 3, taken};
  return (struct drawable){text, taken, taken};
}
