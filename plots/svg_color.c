/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "svg_color.h"
#include <ctype.h>
#include <string.h>

bool svg_color_stands_in(struct xml_span attribute) {
  static const char *const names[] = {"fill", "stroke", "color", "flood-color", "style"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (xml_is(attribute, names[i])) return true;
  return false;
}

/* A part of rgb(): blanks, a number below 256, blanks, the byte that ends it. Bytes read, 0 if it is none. */
static size_t read_part(struct xml_span text, size_t at, char end, unsigned char *part) {
  unsigned value = 0;
  while (at < text.size && text.bytes[at] == ' ') at++;
  const size_t digits = at;
  while (at < text.size && isdigit((unsigned char)text.bytes[at]) && value < 256) value = 10 * value + (unsigned)(text.bytes[at++] - '0');
  if (at == digits || value > 255) return 0;
  while (at < text.size && text.bytes[at] == ' ') at++;
  *part = (unsigned char)value;
  return at < text.size && text.bytes[at] == end ? at + 1 : 0;
}

static size_t read_rgb(struct xml_span text, struct svg_color *color) {
  if (text.size < 4 || memcmp(text.bytes, "rgb(", 4) != 0) return 0;
  size_t at = read_part(text, 4, ',', &color->red);
  if (at) at = read_part(text, at, ',', &color->green);
  return at ? read_part(text, at, ')', &color->blue) : 0;
}

static unsigned char hex(const char *digits) {
  unsigned value = 0;
  for (int i = 0; i < 2; i++) {
    const int digit = tolower((unsigned char)digits[i]);
    value = 16 * value + (unsigned)(isdigit(digit) ? digit - '0' : digit - 'a' + 10);
  }
  return (unsigned char)value;
}

static size_t read_hex(struct xml_span text, struct svg_color *color) {
  if (text.size < 7 || text.bytes[0] != '#' || (text.size > 7 && isalnum((unsigned char)text.bytes[7]))) return 0;
  for (size_t i = 1; i < 7; i++)
    if (!isxdigit((unsigned char)text.bytes[i])) return 0;
  *color = (struct svg_color){hex(text.bytes + 1), hex(text.bytes + 3), hex(text.bytes + 5), NULL};
  return 7;
}

static size_t read_name(struct xml_span text, struct svg_color *color) {
  *color = (struct svg_color){0, 0, 0, NULL};
  if (xml_is(text, "black")) return text.size;
  *color = (struct svg_color){255, 255, 255, NULL};
  return xml_is(text, "white") ? text.size : 0;
}

size_t svg_color_read(struct xml_span text, struct svg_color *color) {
  *color = (struct svg_color){0};
  const size_t rgb = read_rgb(text, color);
  if (rgb) return rgb;
  const size_t digits = read_hex(text, color);
  return digits ? digits : read_name(text, color);
}

void svg_color_write(FILE *out, struct svg_color color, const struct svg_color *palette, size_t palette_size) {
  const char *variable = NULL;
  for (size_t i = 0; i < palette_size && !variable; i++)
    if (palette[i].red == color.red && palette[i].green == color.green && palette[i].blue == color.blue) variable = palette[i].variable;
  if (variable) fprintf(out, "var(--%s, ", variable);
  fprintf(out, "#%02x%02x%02x%s", color.red, color.green, color.blue, variable ? ")" : "");
}
