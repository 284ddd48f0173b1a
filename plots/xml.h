/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xml: the little XML that gnuplot writes, taken apart and put together again.
 *
 * Strict on purpose: an element or attribute that gnuplot's SVG terminal does not draw with, a script, a reference to anything outside
 * the picture, an entity beyond the five, a comment: all are refused. Works on spans of the bytes given, which must stay. */
#ifndef ENTENTE_XML_H
#define ENTENTE_XML_H
#include "sim/error.h"
#include <stdio.h>

struct xml_span {
  const char *bytes;
  size_t size;
};

struct xml_attribute {
  struct xml_span name, value; /* value without its quotes, holds no " and no & */
  bool dropped;
};

enum xml_kind { XML_OPEN, XML_CLOSE, XML_EMPTY, XML_TEXT };

struct xml_node {
  enum xml_kind kind;
  struct xml_span span; /* the name of an element, or a text as written */
  size_t first, count;  /* attributes */
  size_t parent;        /* node that opens the element around it; of the root: 0 */
  size_t mate;          /* of XML_OPEN the node that closes it, and the other way round; else itself */
  bool dropped;
};

struct xml {
  struct xml_node *nodes; /* [count] in the order of the bytes; node 0 opens the root, the last closes it. Owned */
  size_t count, room;
  struct xml_attribute *attributes; /* [attribute_count], owned */
  size_t attribute_count, attribute_room;
};

/* How gnuplot escapes a text: not at all a > (so "]]>" can occur) and an & before "#x". XML forbids the first and means another
 * thing by the second; XML_AS_GNUPLOT reads both as the letters they are meant to be, XML_AS_VIEWERS refuses them. */
enum xml_reading { XML_AS_GNUPLOT, XML_AS_VIEWERS };

/* Take the bytes apart. Blanks between elements are left out. Fails with a reason that completes "the picture ..."; free in any case. */
bool xml_read(struct xml *, const char *bytes, size_t size, enum xml_reading, struct error *err);
void xml_free(struct xml *); /* takes a zeroed struct */

bool xml_is(struct xml_span, const char *text);
/* The attribute of a node, dropped ones included, or NULL. */
struct xml_attribute *xml_attribute(struct xml *, const struct xml_node *, const char *name);
/* Drop a node, with all that is inside. */
void xml_drop(struct xml *, size_t node);
/* Write the text of an XML_TEXT node, as viewers want it. */
void xml_write_text(FILE *, struct xml_span text);
/* Write anybody's text, escaped; control characters become spaces, what is no character U+FFFD. */
void xml_write_escaped(FILE *, const char *text);

#endif
