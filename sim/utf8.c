/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "utf8.h"
#include <string.h>

enum { CLIP_CHARACTERS = 60 };

static bool within(unsigned char byte, unsigned low, unsigned high) {
  return byte >= low && byte <= high;
}

/* Bytes of the character at the start of text, 0 where it is malformed. */
static size_t character_size(const unsigned char *text, size_t size) {
  const unsigned char first = text[0];
  if (first < 0x80) return 1;
  const size_t length = within(first, 0xc2, 0xdf) ? 2 : within(first, 0xe0, 0xef) ? 3 : within(first, 0xf0, 0xf4) ? 4 : 0;
  if (length == 0 || length > size) return 0;
  const unsigned low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const unsigned high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (!within(text[1], low, high)) return 0;
  for (size_t i = 2; i < length; i++)
    if (!within(text[i], 0x80, 0xbf)) return 0;
  return length;
}

size_t utf8_invalid(const char *bytes, size_t size) {
  const unsigned char *text = (const unsigned char *)bytes;
  size_t at = 0;
  while (at < size) {
    const size_t step = character_size(text + at, size - at);
    if (step == 0) return at;
    at += step;
  }
  return size;
}

const char *utf8_clip(char out[CLIP_SIZE], const char *text) {
  const unsigned char *in = (const unsigned char *)text;
  size_t used = 0, left = strlen(text);
  for (size_t shown = 0; left > 0; shown++) {
    if (shown == CLIP_CHARACTERS) {
      memcpy(out + used, "...", 3);
      used += 3;
      break;
    }
    const size_t step = character_size(in, left);
    const bool control = step == 0 || *in < 0x20 || *in == 0x7f || (step == 2 && in[0] == 0xc2 && in[1] < 0xa0);
    const size_t size = step == 0 ? 1 : step;
    if (control) out[used++] = ' ';
    else
      for (size_t i = 0; i < size; i++) out[used++] = (char)in[i];
    in += size;
    left -= size;
  }
  out[used] = '\0';
  return out;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_hard_blank(const char *two) {
  return two[0] == '\xc2' && two[1] == '\xa0';
}

size_t utf8_blanks_before(const char *text, size_t size) {
  size_t at = 0;
  while (at < size && (is_blank(text[at]) || (size - at > 1 && is_hard_blank(text + at)))) at += is_blank(text[at]) ? 1 : 2;
  return at;
}

size_t utf8_blanks_after(const char *text, size_t size) {
  size_t end = size;
  while (end > 0 && (is_blank(text[end - 1]) || (end > 1 && is_hard_blank(text + end - 2)))) end -= is_blank(text[end - 1]) ? 1 : 2;
  return size - end;
}

size_t utf8_trim(const char **text, size_t size) {
  const size_t before = utf8_blanks_before(*text, size);
  *text += before;
  return size - before - utf8_blanks_after(*text, size - before);
}
