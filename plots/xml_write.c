/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drawable.h"
#include "xml.h"
#include <string.h>

void xml_write_text(FILE *out, struct xml_span text) {
  for (size_t i = 0; i < text.size; i++) {
    const char *const at = text.bytes + i;
    if (*at == '>') fputs("&gt;", out);
    else if (text.size - i >= 2 && at[0] == '&' && at[1] == '#') fputs("&amp;", out);
    else fputc(*at, out);
  }
}

static void write_character(FILE *out, struct drawable character) {
  switch (*character.bytes) {
  case '&': fputs("&amp;", out); break;
  case '<': fputs("&lt;", out); break;
  case '>': fputs("&gt;", out); break;
  case '"': fputs("&quot;", out); break;
  default: fwrite(character.bytes, 1, character.size, out);
  }
}

void xml_write_escaped(FILE *out, const char *text) {
  for (size_t left = strlen(text); left > 0;) {
    const struct drawable next = drawable_first(text, left);
    write_character(out, next);
    text += next.taken;
    left -= next.taken;
  }
}
