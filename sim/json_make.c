/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json_make.h"
#include "utf8.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXACT_BITS = 53 };

json_t *json_make_text(const char *text) {
  char *const copy = strdup(text);
  if (!copy) return NULL;
  const size_t size = strlen(copy);
  for (size_t bad = utf8_invalid(copy, size); bad < size; bad = utf8_invalid(copy, size)) copy[bad] = '?';
  json_t *const json = json_string(copy);
  free(copy);
  return json;
}

json_t *json_make_whole(uint64_t value) {
  char text[32];
  if (value >> EXACT_BITS == 0) return json_integer((json_int_t)value);
  snprintf(text, sizeof text, "%llu", (unsigned long long)value);
  return json_string(text);
}

json_t *json_make_real(double value) {
  return isfinite(value) ? json_real(value) : json_null();
}

json_t *json_make_longer(json_t *array, json_t *element) {
  if (!array) json_decref(element);
  if (array && json_array_append_new(array, element) == 0) return array;
  json_decref(array);
  return NULL;
}

json_t *json_make_wider(json_t *object, const char *key, json_t *value) {
  if (!object) json_decref(value);
  if (object && json_object_set_new(object, key, value) == 0) return object;
  json_decref(object);
  return NULL;
}

json_t *json_make_time(time_t when) {
  char text[32];
  struct tm utc;
  if (!gmtime_r(&when, &utc) || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) return json_null();
  return json_string(text);
}

json_t *json_make_texts(const char *const *text, size_t count) {
  json_t *array = json_array();
  for (size_t i = 0; i < count && array; i++) array = json_make_longer(array, json_make_text(text[i]));
  return array;
}
