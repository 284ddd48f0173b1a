/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quote.h"
#include "drawable.h"
#include <stdbool.h>
#include <string.h>

/* Escaped by number: quotes, what begins an escape, a command, a macro, a comment, and the braces that gnuplot counts. */
static bool is_active(char byte) {
  return byte && strchr("\"'\\`@#{}", byte);
}

static void write_text(FILE *out, const char *text, size_t size, const char *doubled) {
  for (size_t i = 0; i < size;) {
    const struct drawable next = drawable_first(text + i, size - i);
    if (is_active(*next.bytes)) fprintf(out, "\\%04o", (unsigned)(unsigned char)*next.bytes);
    else fwrite(next.bytes, 1, next.size, out);
    if (strchr(doubled, *next.bytes)) fputc(*next.bytes, out);
    i += next.taken;
  }
}

static void write_literal(FILE *out, const char *text, size_t size, const char *doubled) {
  fputc('"', out);
  write_text(out, text, size, doubled);
  fputc('"', out);
}

void gp_quote_bytes(FILE *out, const char *text, size_t size) {
  write_literal(out, text, size, "");
}

void gp_quote(FILE *out, const char *text) {
  write_literal(out, text, strlen(text), "");
}

void gp_quote_tic(FILE *out, const char *text) {
  write_literal(out, text, strlen(text), "%");
}

void gp_quote_lines(FILE *out, const char *const *lines, size_t count) {
  fputc('"', out);
  for (size_t i = 0; i < count; i++) {
    if (i) fputs("\\n", out);
    write_text(out, lines[i], strlen(lines[i]), "");
  }
  fputc('"', out);
}

void gp_quote_array(FILE *out, const char *name, const char *const *texts, size_t count) {
  fprintf(out, "array %s[%zu] = [", name, count);
  for (size_t i = 0; i < count; i++) {
    if (i) fputs(", ", out);
    gp_quote(out, texts[i]);
  }
  fputs("]\n", out);
}
