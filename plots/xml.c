/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml.h"
#include "sim/utf8.h"
#include "vocabulary.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Where reading stands: bytes from `at` to `end` are left, inside the element that node `parent` opens. */
struct reader {
  const char *at, *end;
  struct xml *xml;
  enum xml_reading reading;
  size_t parent, depth;
  struct error *err;
};

bool xml_is(struct xml_span span, const char *text) {
  return span.size == strlen(text) && memcmp(span.bytes, text, span.size) == 0;
}

static bool refuse(const struct reader *reader, const char *why) {
  return fail(reader->err, "%s", why);
}

static bool begins(const struct reader *reader, const char *text) {
  const size_t size = strlen(text);
  return (size_t)(reader->end - reader->at) >= size && memcmp(reader->at, text, size) == 0;
}

static bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static void skip_blanks(struct reader *reader) {
  while (reader->at < reader->end && is_blank(*reader->at)) reader->at++;
}

/* Step over what begins with `opening`, if it stands here, and ends at the next `closing`. */
static bool skip_past(struct reader *reader, const char *opening, const char *closing) {
  if (!begins(reader, opening)) return true;
  const char *const found = memmem(reader->at, (size_t)(reader->end - reader->at), closing, strlen(closing));
  if (!found) return refuse(reader, "has a heading without an end");
  if (memchr(reader->at, '[', (size_t)(found - reader->at))) return refuse(reader, "declares things of its own");
  reader->at = found + strlen(closing);
  skip_blanks(reader);
  return true;
}

/* Room for one more of a growing array. */
static bool grow(void **array, size_t count, size_t *room, size_t size) {
  if (count < *room) return true;
  const size_t more = *room ? 2 * *room : 256;
  void *const grown = reallocarray(*array, more, size);
  if (!grown) return false;
  *array = grown;
  *room = more;
  return true;
}

static struct xml_node *add_node(struct reader *reader, enum xml_kind kind, struct xml_span span) {
  struct xml *const xml = reader->xml;
  void *nodes = xml->nodes;
  if (!grow(&nodes, xml->count, &xml->room, sizeof *xml->nodes)) return NULL;
  xml->nodes = nodes;
  struct xml_node *const node = &xml->nodes[xml->count];
  *node = (struct xml_node){.kind = kind, .span = span, .first = xml->attribute_count, .parent = reader->parent, .mate = xml->count};
  xml->count++;
  return node;
}

static bool add_attribute(struct reader *reader, struct xml_node *node, struct xml_span name, struct xml_span value) {
  struct xml *const xml = reader->xml;
  for (size_t i = 0; i < node->count; i++) {
    const struct xml_span other = xml->attributes[node->first + i].name;
    if (other.size == name.size && memcmp(other.bytes, name.bytes, name.size) == 0) return refuse(reader, "gives an attribute twice");
  }
  void *attributes = xml->attributes;
  if (!grow(&attributes, xml->attribute_count, &xml->attribute_room, sizeof *xml->attributes)) return fail_memory(reader->err);
  xml->attributes = attributes;
  xml->attributes[xml->attribute_count++] = (struct xml_attribute){.name = name, .value = value};
  node->count++;
  return true;
}

/* A name: letters, digits, '-' and ':'. Empty where none stands. */
static struct xml_span read_name(struct reader *reader) {
  const char *const start = reader->at;
  while (reader->at < reader->end && (isalnum((unsigned char)*reader->at) || *reader->at == '-' || *reader->at == ':')) reader->at++;
  return (struct xml_span){start, (size_t)(reader->at - start)};
}

/* = and a quoted value, with blanks wherever gnuplot writes them. */
static bool read_value(struct reader *reader, struct xml_span *value) {
  skip_blanks(reader);
  if (!begins(reader, "=")) return refuse(reader, "has an attribute without a value");
  reader->at++;
  skip_blanks(reader);
  if (!begins(reader, "'") && !begins(reader, "\"")) return refuse(reader, "has a value without quotes");
  const char quote = *reader->at++;
  const char *const found = memchr(reader->at, quote, (size_t)(reader->end - reader->at));
  if (!found) return refuse(reader, "has a value without an end");
  *value = (struct xml_span){reader->at, (size_t)(found - reader->at)};
  reader->at = found + 1;
  return true;
}

static bool read_attribute(struct reader *reader, struct xml_node *node) {
  struct xml_span value = {0};
  const struct xml_span name = read_name(reader);
  if (!vocabulary_has_attribute(name)) return refuse(reader, "has an attribute that gnuplot does not draw with");
  if (!read_value(reader, &value)) return false;
  if (!vocabulary_allows(name, value)) return refuse(reader, "has a value that gnuplot does not draw with");
  return add_attribute(reader, node, name, value);
}

static bool read_opening(struct reader *reader) {
  reader->at++;
  const struct xml_span name = read_name(reader);
  if (!vocabulary_has_element(name)) return refuse(reader, "has an element that gnuplot does not draw with");
  struct xml_node *const node = add_node(reader, XML_OPEN, name);
  if (!node) return fail_memory(reader->err);
  for (;;) {
    const bool blank = reader->at < reader->end && is_blank(*reader->at);
    skip_blanks(reader);
    if (begins(reader, ">") || begins(reader, "/>")) break;
    if (!blank) return refuse(reader, "has an element without an end");
    if (!read_attribute(reader, node)) return false;
  }
  if (*reader->at == '/') {
    node->kind = XML_EMPTY;
    reader->at += 2;
    return true;
  }
  reader->at++;
  reader->parent = (size_t)(node - reader->xml->nodes);
  reader->depth++;
  return true;
}

static bool read_closing(struct reader *reader) {
  reader->at += 2;
  const struct xml_span name = read_name(reader);
  skip_blanks(reader);
  if (!begins(reader, ">")) return refuse(reader, "has an element without an end");
  reader->at++;
  const size_t opening = reader->parent;
  const struct xml_span opened = reader->xml->nodes[opening].span;
  if (opened.size != name.size || memcmp(opened.bytes, name.bytes, name.size) != 0)
    return refuse(reader, "closes an element that is not open");
  struct xml_node *const node = add_node(reader, XML_CLOSE, name);
  if (!node) return fail_memory(reader->err);
  node->mate = opening;
  reader->xml->nodes[opening].mate = reader->xml->count - 1;
  reader->parent = reader->xml->nodes[opening].parent;
  node->parent = reader->parent;
  reader->depth--;
  return true;
}

/* Bytes of the escape at `at`, 0 if it is none. */
static size_t escape_size(const char *at, size_t left) {
  static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (left >= strlen(known[i]) && memcmp(at, known[i], strlen(known[i])) == 0) return strlen(known[i]);
  return 0;
}

static bool text_is_wellformed(const struct reader *reader, struct xml_span text) {
  if (reader->reading == XML_AS_VIEWERS && memmem(text.bytes, text.size, "]]>", 3)) return false;
  for (size_t i = 0; i < text.size; i++) {
    const char *const at = text.bytes + i;
    const bool as_written = reader->reading == XML_AS_GNUPLOT && text.size - i >= 3 && memcmp(at, "&#x", 3) == 0;
    if (*at == '&' && !as_written && !escape_size(at, text.size - i)) return false;
  }
  return true;
}

static bool read_text(struct reader *reader) {
  const char *const found = memchr(reader->at, '<', (size_t)(reader->end - reader->at));
  if (!found) return refuse(reader, "is cut off");
  const struct xml_span text = {reader->at, (size_t)(found - reader->at)};
  reader->at = found;
  if (!vocabulary_holds_text(reader->xml->nodes[reader->parent].span)) {
    for (size_t i = 0; i < text.size; i++)
      if (!is_blank(text.bytes[i])) return refuse(reader, "has a text where gnuplot writes none");
    return true;
  }
  if (!text_is_wellformed(reader, text)) return refuse(reader, "has a text with a wrong escape");
  return add_node(reader, XML_TEXT, text) ? true : fail_memory(reader->err);
}

static bool read_root(struct reader *reader) {
  if (!begins(reader, "<svg")) return refuse(reader, "does not begin with an svg element");
  do {
    const bool done = begins(reader, "</") ? read_closing(reader) : begins(reader, "<") ? read_opening(reader) : read_text(reader);
    if (!done) return false;
  } while (reader->depth > 0);
  skip_blanks(reader);
  return reader->at == reader->end ? true : refuse(reader, "goes on after its end");
}

/* Characters that may stand in no XML, wherever they are. */
static bool characters_are_allowed(const char *bytes, size_t size) {
  if (utf8_invalid(bytes, size) < size) return false;
  for (size_t i = 0; i < size; i++)
    if ((unsigned char)bytes[i] < ' ' && !is_blank(bytes[i])) return false;
  return !memmem(bytes, size, "\xef\xbf\xbe", 3) && !memmem(bytes, size, "\xef\xbf\xbf", 3);
}

bool xml_read(struct xml *xml, const char *bytes, size_t size, enum xml_reading reading, struct error *err) {
  struct reader reader = {.at = bytes, .end = bytes + size, .xml = xml, .reading = reading, .err = err};
  *xml = (struct xml){0};
  if (!characters_are_allowed(bytes, size)) return refuse(&reader, "has bytes that are no text");
  return skip_past(&reader, "<?xml ", "?>") && skip_past(&reader, "<!DOCTYPE svg", ">") && read_root(&reader);
}

void xml_free(struct xml *xml) {
  free(xml->nodes);
  free(xml->attributes);
  *xml = (struct xml){0};
}

struct xml_attribute *xml_attribute(struct xml *xml, const struct xml_node *node, const char *name) {
  for (size_t i = 0; i < node->count; i++)
    if (xml_is(xml->attributes[node->first + i].name, name)) return &xml->attributes[node->first + i];
  return NULL;
}

void xml_drop(struct xml *xml, size_t node) {
  for (size_t i = node; i <= xml->nodes[node].mate; i++) xml->nodes[i].dropped = true;
}
