/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "svg_tidy.h"
#include <stdlib.h>
#include <string.h>

struct user {
  struct xml_span id; /* what it refers to */
  size_t node;
};

struct users {
  struct user *list; /* [count], owned */
  size_t count, room;
};

struct svg_reference svg_reference_in(const struct xml_attribute *attribute) {
  const struct xml_span value = attribute->value;
  if (xml_is(attribute->name, "xlink:href") || xml_is(attribute->name, "href")) return (struct svg_reference){1, value.size - 1};
  const char *const found = memmem(value.bytes, value.size, "url(#", 5);
  if (!found) return (struct svg_reference){0, 0};
  const size_t start = (size_t)(found - value.bytes) + 5;
  const char *const end = memchr(value.bytes + start, ')', value.size - start);
  return (struct svg_reference){start, end ? (size_t)(end - value.bytes) - start : 0};
}

static bool is_same(struct xml_span a, struct xml_span b) {
  return a.size == b.size && memcmp(a.bytes, b.bytes, a.size) == 0;
}

static bool users_add(struct users *users, struct xml_span id, size_t node) {
  if (users->count == users->room) {
    const size_t room = users->room ? 2 * users->room : 64;
    struct user *const list = reallocarray(users->list, room, sizeof *list);
    if (!list) return false;
    users->list = list;
    users->room = room;
  }
  users->list[users->count++] = (struct user){id, node};
  return true;
}

static bool users_find(struct users *users, const struct xml *xml) {
  for (size_t n = 0; n < xml->count; n++)
    for (size_t a = 0; a < xml->nodes[n].count; a++) {
      const struct xml_attribute *const attribute = &xml->attributes[xml->nodes[n].first + a];
      const struct svg_reference found = svg_reference_in(attribute);
      if (found.size > 0 && !users_add(users, (struct xml_span){attribute->value.bytes + found.start, found.size}, n)) return false;
    }
  return true;
}

static bool is_used(const struct users *users, const struct xml *xml, struct xml_span id) {
  for (size_t i = 0; i < users->count; i++)
    if (!xml->nodes[users->list[i].node].dropped && is_same(users->list[i].id, id)) return true;
  return false;
}

/* Of an element that begins here. */
static struct xml_attribute *id_of(struct xml *xml, const struct xml_node *node) {
  return node->kind == XML_OPEN || node->kind == XML_EMPTY ? xml_attribute(xml, node, "id") : NULL;
}

static bool is_definition(const struct xml *xml, const struct xml_node *node) {
  return node->kind != XML_CLOSE && xml_is(xml->nodes[node->parent].span, "defs");
}

/* Take a definition back that something kept refers to. */
static bool take_back(struct xml *xml, const struct users *users, size_t node) {
  struct xml_node *const definition = &xml->nodes[node];
  const struct xml_attribute *const id = id_of(xml, definition);
  if (!definition->dropped || !is_definition(xml, definition) || !id || !is_used(users, xml, id->value)) return false;
  for (size_t i = node; i <= definition->mate; i++) xml->nodes[i].dropped = false;
  return true;
}

/* Definitions refer to definitions, so until nothing more is taken back. */
static void drop_unused(struct xml *xml, const struct users *users) {
  bool changed = true;
  for (size_t n = 0; n < xml->count; n++)
    if (is_definition(xml, &xml->nodes[n])) xml_drop(xml, n);
  while (changed) {
    changed = false;
    for (size_t n = 0; n < xml->count; n++) changed = take_back(xml, users, n) || changed;
  }
  for (size_t n = 0; n < xml->count; n++) {
    struct xml_attribute *const id = id_of(xml, &xml->nodes[n]);
    if (id) id->dropped = !is_used(users, xml, id->value);
  }
}

static void drop_words(struct xml *xml) {
  for (size_t n = 0; n < xml->count; n++)
    if (xml_is(xml->nodes[n].span, "title") || xml_is(xml->nodes[n].span, "desc")) xml->nodes[n].dropped = true;
  for (size_t n = 0; n < xml->count; n++)
    if (xml->nodes[n].kind == XML_TEXT && xml->nodes[xml->nodes[n].parent].dropped) xml->nodes[n].dropped = true;
}

static bool is_container(struct xml_span name) {
  return xml_is(name, "g") || xml_is(name, "defs");
}

/* From the inside outwards: the elements that close first are the innermost. */
static void drop_empty(struct xml *xml) {
  for (size_t n = 1; n < xml->count; n++) {
    const struct xml_node *const node = &xml->nodes[n];
    if (node->kind != XML_CLOSE || !is_container(node->span) || xml->nodes[node->mate].dropped) continue;
    size_t content = node->mate + 1;
    while (xml->nodes[content].dropped) content++;
    if (content == n) xml_drop(xml, node->mate);
  }
}

/* The rectangle that gnuplot draws before anything else: the first element of the first group. */
static void drop_sheet(struct xml *xml, bool paper) {
  size_t first = 1;
  while (first < xml->count && (xml->nodes[first].dropped || xml_is(xml->nodes[first].span, "g"))) first++;
  if (first == xml->count || xml->nodes[first].kind != XML_EMPTY || !xml_is(xml->nodes[first].span, "rect")) return;
  const struct xml_attribute *const fill = xml_attribute(xml, &xml->nodes[first], "fill");
  if (paper || (fill && xml_is(fill->value, "none"))) xml_drop(xml, first);
}

bool svg_tidy(struct xml *xml, bool paper) {
  struct users users = {0};
  const bool found = users_find(&users, xml);
  if (found) {
    drop_words(xml);
    drop_sheet(xml, paper);
    drop_unused(xml, &users);
    drop_empty(xml);
  }
  free(users.list);
  return found;
}
