/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vocabulary.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *const ELEMENTS[] = {"svg",    "title",   "desc", "defs", "g",     "path",    "polygon", "polyline", "line",       "rect",
                                       "circle", "ellipse", "use",  "text", "tspan", "pattern", "filter",  "feFlood",  "feComposite"};

static const char *const ATTRIBUTES[] = {"aria-labelledby",
                                         "class",
                                         "color",
                                         "cx",
                                         "cy",
                                         "d",
                                         "dx",
                                         "dy",
                                         "fill",
                                         "fill-opacity",
                                         "filterUnits",
                                         "flood-color",
                                         "flood-opacity",
                                         "font-family",
                                         "font-size",
                                         "font-style",
                                         "font-weight",
                                         "height",
                                         "href",
                                         "id",
                                         "in",
                                         "in2",
                                         "opacity",
                                         "operator",
                                         "patternUnits",
                                         "points",
                                         "r",
                                         "result",
                                         "role",
                                         "rx",
                                         "ry",
                                         "shape-rendering",
                                         "stroke",
                                         "stroke-dasharray",
                                         "stroke-linecap",
                                         "stroke-linejoin",
                                         "stroke-opacity",
                                         "stroke-width",
                                         "style",
                                         "text-anchor",
                                         "transform",
                                         "viewBox",
                                         "visibility",
                                         "width",
                                         "x",
                                         "x1",
                                         "x2",
                                         "xlink:href",
                                         "xml:space",
                                         "xmlns",
                                         "xmlns:xlink",
                                         "y",
                                         "y1",
                                         "y2"};

static const char *const TEXT_ELEMENTS[] = {"title", "desc", "text", "tspan"};

static bool is_one_of(struct xml_span name, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (xml_is(name, list[i])) return true;
  return false;
}

#define IS_ONE_OF(name, list) is_one_of(name, list, sizeof(list) / sizeof *(list))

bool vocabulary_has_element(struct xml_span name) {
  return IS_ONE_OF(name, ELEMENTS);
}

bool vocabulary_has_attribute(struct xml_span name) {
  return IS_ONE_OF(name, ATTRIBUTES);
}

bool vocabulary_holds_text(struct xml_span element) {
  return IS_ONE_OF(element, TEXT_ELEMENTS);
}

/* Without / \ @ & no address, no escape and no rule of CSS can be written; without quotes no string of CSS that names a file. */
static bool is_plain(char byte) {
  return byte && (strchr(" \t\r\n-_.,:;#()%+", byte) || (isascii((unsigned char)byte) && isalnum((unsigned char)byte)));
}

static bool refers_inside(struct xml_span value) {
  for (size_t i = 0; i + 4 <= value.size; i++)
    if (strncasecmp(value.bytes + i, "url(", 4) == 0 && (i + 4 == value.size || value.bytes[i + 4] != '#')) return false;
  return true;
}

bool vocabulary_allows(struct xml_span attribute, struct xml_span value) {
  if (xml_is(attribute, "xmlns")) return xml_is(value, "http://www.w3.org/2000/svg");
  if (xml_is(attribute, "xmlns:xlink")) return xml_is(value, "http://www.w3.org/1999/xlink");
  if ((xml_is(attribute, "href") || xml_is(attribute, "xlink:href")) && (value.size < 2 || value.bytes[0] != '#')) return false;
  for (size_t i = 0; i < value.size; i++)
    if (!is_plain(value.bytes[i]) && !(value.bytes[i] == '\'' && xml_is(attribute, "font-family"))) return false;
  return refers_inside(value);
}
