/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source_rows: what the fields of a row say. */
#include "plots/source_parts.h"
#include "sim/number.h"
#include <math.h>
#include <string.h>

bool finder_make(struct finder *finder, const struct source *source, const struct csv_table *table, const char *column, enum name_kind kind,
                 struct error *err) {
  *finder = (struct finder){.table = table, .names = &source->data->names[kind]};
  return csv_table_column(table, column, &finder->column, err);
}

size_t finder_at(struct finder *finder, size_t row) {
  const char *const text = csv_table_text(finder->table, row, finder->column);
  const struct names *const names = finder->names;
  for (size_t i = 0, at = finder->last; i < names->count; i++, at = at + 1 < names->count ? at + 1 : 0)
    if (strcmp(names->name[at], text) == 0) return finder->last = at;
  return SOURCE_NONE;
}

bool finder_need(struct finder *finder, size_t row, size_t *index, struct error *err) {
  *index = finder_at(finder, row);
  return *index != SOURCE_NONE || csv_table_fail(finder->table, row, finder->column, "which datapackage.json does not name", err);
}

bool numbers_make(struct numbers *numbers, const struct csv_table *table, size_t count, const char *const *names, struct error *err) {
  *numbers = (struct numbers){.table = table, .count = count};
  for (size_t i = 0; i < count; i++)
    if (!csv_table_column(table, names[i], &numbers->column[i], err)) return false;
  return true;
}

bool numbers_at(const struct numbers *numbers, size_t row, double *value, struct error *err) {
  for (size_t i = 0; i < numbers->count; i++)
    if (!csv_table_number(numbers->table, row, numbers->column[i], &value[i], err)) return false;
  return true;
}

bool whole_at(const struct csv_table *table, size_t row, size_t column, size_t low, size_t high, size_t *value, struct error *err) {
  uint64_t number = 0;
  char wrong[96];
  if (number_read_whole(csv_table_text(table, row, column), high, &number) && number >= low) {
    *value = (size_t)number;
    return true;
  }
  snprintf(wrong, sizeof wrong, "which is not a whole number from %zu to %zu", low, high);
  return csv_table_fail(table, row, column, wrong, err);
}

bool rows_check(const struct csv_table *table, size_t expected, struct error *err) {
  return table->rows == expected ||
         fail_input(err, "%s: it has %zu rows below the header where %zu belong; the file is damaged, run the sheet again", table->path,
                    table->rows, expected);
}

const struct estimate estimate_none = {NAN, NAN, NAN, 0};

struct estimate estimate_of(const double value[3], double n) {
  return (struct estimate){value[0], value[1], value[2], n > 0 && n < 0x1p64 ? (uint64_t)n : 0};
}
