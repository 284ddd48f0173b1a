/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "svg.h"
#include "svg_color.h"
#include "svg_tidy.h"
#include <stdlib.h>
#include <string.h>

#define FONT "Inter"
#define FONTS "Inter, 'Helvetica Neue', Arial, sans-serif"

struct treatment {
  struct xml xml;
  const struct svg_words *words;
  const struct svg_color *palette; /* [palette_size] */
  size_t palette_size;
  bool embedded; /* inside HTML */
};

static bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static void write_bytes(FILE *out, struct xml_span value) {
  fwrite(value.bytes, 1, value.size, out);
}

/* A value that refers to an id, or is one: the id gets the picture's name before it. */
static void write_reference(const struct treatment *treatment, FILE *out, struct xml_span value, size_t start) {
  write_bytes(out, (struct xml_span){value.bytes, start});
  fprintf(out, "%s-", treatment->words->name);
  write_bytes(out, (struct xml_span){value.bytes + start, value.size - start});
}

static void write_colors(const struct treatment *treatment, FILE *out, struct xml_span value) {
  for (size_t i = 0; i < value.size;) {
    struct svg_color color;
    const size_t size = svg_color_read((struct xml_span){value.bytes + i, value.size - i}, &color);
    if (size) svg_color_write(out, color, treatment->palette, treatment->palette_size);
    else fputc(value.bytes[i], out);
    i += size ? size : 1;
  }
}

/* Each run of blanks as one, none at the ends. */
static void write_closely(FILE *out, struct xml_span value) {
  bool waiting = false, begun = false;
  for (size_t i = 0; i < value.size; i++) {
    if (is_blank(value.bytes[i])) {
      waiting = begun;
      continue;
    }
    if (waiting) fputc(' ', out);
    fputc(value.bytes[i], out);
    waiting = false;
    begun = true;
  }
}

/* Browsers know href without a name space; other viewers of files may not. */
static const char *name_written(const struct treatment *treatment, const struct xml_attribute *attribute) {
  return treatment->embedded && xml_is(attribute->name, "xlink:href") ? "href" : NULL;
}

static void write_attribute(const struct treatment *treatment, FILE *out, const struct xml_attribute *attribute) {
  const char *const name = name_written(treatment, attribute);
  const struct svg_reference reference = svg_reference_in(attribute);
  fputc(' ', out);
  if (name) fputs(name, out);
  else write_bytes(out, attribute->name);
  fputs("=\"", out);
  if (reference.size > 0) write_reference(treatment, out, attribute->value, reference.start);
  else if (xml_is(attribute->name, "id")) write_reference(treatment, out, attribute->value, 0);
  else if (svg_color_stands_in(attribute->name)) write_colors(treatment, out, attribute->value);
  else write_closely(out, attribute->value);
  fputc('"', out);
}

/* The text elements inside which a line break would be seen. */
static bool keeps_blanks(struct xml_span name) {
  return xml_is(name, "text") || xml_is(name, "tspan");
}

static void write_node(const struct treatment *treatment, FILE *out, size_t index) {
  const struct xml_node *const node = &treatment->xml.nodes[index];
  const bool inside = keeps_blanks(treatment->xml.nodes[node->parent].span);
  if (node->kind == XML_TEXT) {
    xml_write_text(out, node->span);
    return;
  }
  fputs(node->kind == XML_CLOSE ? "</" : "<", out);
  write_bytes(out, node->span);
  for (size_t i = 0; i < node->count; i++) {
    const struct xml_attribute *const attribute = &treatment->xml.attributes[node->first + i];
    if (!attribute->dropped) write_attribute(treatment, out, attribute);
  }
  fputs(node->kind == XML_EMPTY ? "/>" : ">", out);
  if (!inside && !(node->kind == XML_OPEN && keeps_blanks(node->span))) fputc('\n', out);
}

static void write_words(const struct svg_words *words, FILE *out) {
  fprintf(out, "<title id=\"%s-title\">", words->name);
  xml_write_escaped(out, words->title);
  fputs("</title>\n", out);
  if (!words->description) return;
  fprintf(out, "<desc id=\"%s-desc\">", words->name);
  xml_write_escaped(out, words->description);
  fputs("</desc>\n", out);
}

static void write_root(const struct treatment *treatment, FILE *out) {
  const struct xml_node *const root = &treatment->xml.nodes[0];
  const struct svg_words *const words = treatment->words;
  fprintf(out, "%s<svg", treatment->embedded ? "" : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  for (size_t i = 0; i < root->count; i++) {
    const struct xml_attribute *const attribute = &treatment->xml.attributes[root->first + i];
    if (attribute->dropped) continue;
    fputc(' ', out);
    write_bytes(out, attribute->name);
    fputs("=\"", out);
    write_bytes(out, attribute->value);
    fputc('"', out);
  }
  fprintf(out, " role=\"img\" aria-labelledby=\"%s-title", words->name);
  if (words->description) fprintf(out, " %s-desc", words->name);
  fputs("\" font-family=\"" FONTS "\">\n", out);
  write_words(words, out);
}

static void write_picture(const struct treatment *treatment, FILE *out) {
  const struct xml *const xml = &treatment->xml;
  write_root(treatment, out);
  for (size_t n = 1; n < xml->count; n++)
    if (!xml->nodes[n].dropped) write_node(treatment, out, n);
}

/* Attributes of the root that are written anew, or that the page around an embedded picture makes superfluous. */
static void drop_root_attributes(struct treatment *treatment) {
  static const char *const anew[] = {"role", "aria-labelledby", "font-family"};
  static const char *const superfluous[] = {"xmlns", "xmlns:xlink", "width", "height"};
  const struct xml_node *const root = &treatment->xml.nodes[0];
  for (size_t i = 0; i < root->count; i++) {
    struct xml_attribute *const attribute = &treatment->xml.attributes[root->first + i];
    for (size_t k = 0; k < sizeof anew / sizeof *anew; k++) attribute->dropped |= xml_is(attribute->name, anew[k]);
    for (size_t k = 0; k < sizeof superfluous / sizeof *superfluous; k++)
      attribute->dropped |= treatment->embedded && xml_is(attribute->name, superfluous[k]);
  }
}

/* What the root says for all, and what is so without being said. */
static void drop_defaults(struct xml *xml) {
  static const char *const defaults[][2] = {{"font-family", FONT}, {"stroke-linecap", "butt"}, {"stroke-linejoin", "miter"}};
  for (size_t i = 0; i < xml->attribute_count; i++)
    for (size_t k = 0; k < sizeof defaults / sizeof *defaults; k++)
      xml->attributes[i].dropped |= xml_is(xml->attributes[i].name, defaults[k][0]) && xml_is(xml->attributes[i].value, defaults[k][1]);
}

static bool read_picture(struct xml *xml, const char *svg, size_t size, enum xml_reading reading, struct error *err) {
  struct error why = {.text = "is empty"};
  if (xml_read(xml, svg, size, reading, &why) && xml->nodes[0].kind == XML_OPEN) return true;
  fail(err, "the picture %s, so it is left out; is the gnuplot on this machine version 5.4?", why.text);
  err->status = STATUS_PICTURE;
  return false;
}

static bool treat(struct treatment *treatment, const char *svg, size_t size, char **out, size_t *out_size, struct error *err) {
  char *text = NULL;
  bool done = false;
  FILE *stream = NULL;
  if (!read_picture(&treatment->xml, svg, size, XML_AS_GNUPLOT, err)) goto out;
  stream = svg_tidy(&treatment->xml, treatment->embedded) ? open_memstream(&text, out_size) : NULL;
  if (!stream) {
    fail_memory(err);
    goto out;
  }
  drop_root_attributes(treatment);
  drop_defaults(&treatment->xml);
  write_picture(treatment, stream);
  const bool written = fclose(stream) == 0 && text;
  done = written ? svg_check(text, *out_size, err) : fail_memory(err);
out:
  xml_free(&treatment->xml);
  if (!done) free(text);
  *out = done ? text : NULL;
  return done;
}

bool svg_check(const char *svg, size_t size, struct error *err) {
  struct xml xml = {0};
  const bool done = read_picture(&xml, svg, size, XML_AS_VIEWERS, err);
  xml_free(&xml);
  return done;
}

bool svg_finish(const char *svg, size_t size, const struct svg_words *words, char **out, size_t *out_size, struct error *err) {
  struct treatment treatment = {.words = words};
  return treat(&treatment, svg, size, out, out_size, err);
}

bool svg_embed(const char *svg, size_t size, const struct svg_words *words, const struct svg_color *palette, size_t palette_size,
               char **out, size_t *out_size, struct error *err) {
  struct treatment treatment = {.words = words, .palette = palette, .palette_size = palette_size, .embedded = true};
  return treat(&treatment, svg, size, out, out_size, err);
}
