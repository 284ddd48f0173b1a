/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data_table.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { GROW = 64 };

static bool make_room(struct data_table *table) {
  if (table->count % GROW) return true;
  char **const cell = realloc(table->cell, (table->count + GROW) * sizeof *cell);
  if (!cell) return false;
  table->cell = cell;
  return true;
}

void data_table_add(struct data_table *table, const char *format, ...) {
  char *text = NULL;
  va_list arguments;
  va_start(arguments, format);
  const bool made = vasprintf(&text, format, arguments) >= 0;
  va_end(arguments);
  if (!made || !make_room(table)) {
    if (made) free(text);
    table->lost = true;
    return;
  }
  table->cell[table->count++] = text;
}

size_t data_table_rows(const struct data_table *table) {
  return table->columns ? table->count / table->columns : 0;
}

void data_table_free(struct data_table *table) {
  for (size_t i = 0; i < table->count; i++) free(table->cell[i]);
  free(table->cell);
  *table = (struct data_table){0};
}
