/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/csv_table.h"
#include "sim/file.h"
#include "sim/number.h"
#include "sim/utf8.h"
#include <csv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_MOST = 1 << 30, PART = 1 << 16 };
static const char again[] = "run the sheet again";

/* A table being read. */
struct reading {
  struct csv_table *table;
  struct error *err;
  size_t used;        /* of text */
  size_t count, room; /* fields */
  size_t row;         /* rows that are done, the header among them */
  size_t inside;      /* fields of the row at hand */
  bool ok;
};

const char *csv_table_plain(const char *text) {
  double number;
  return text[0] == '\'' && text[1] && strchr("=+-@\t\r", text[1]) && !number_read(text + 1, '.', &number) ? text + 1 : text;
}

static bool field_room(struct reading *r) {
  if (r->count < r->room) return true;
  const size_t room = r->room ? 2 * r->room : 1024;
  const char **const field = realloc(r->table->field, room * sizeof *field);
  if (!field) return fail_memory(r->err);
  r->table->field = field;
  r->room = room;
  return true;
}

/* The text never grows: of every field, at least the separator behind it is left out. */
static void take_field(void *bytes, size_t size, void *reading) {
  struct reading *const r = reading;
  char *const text = r->table->text + r->used;
  if (!r->ok || !(r->ok = field_room(r))) return;
  if (size) memcpy(text, bytes, size);
  text[size] = '\0';
  r->used += size + 1;
  r->table->field[r->count++] = csv_table_plain(text);
  r->inside++;
}

static void take_row(int end, void *reading) {
  struct reading *const r = reading;
  (void)end;
  r->row++;
  if (r->row == 1) r->table->columns = r->inside;
  else if (r->ok && r->inside != r->table->columns)
    r->ok = fail_input(r->err, "%s, row %zu: it has %zu fields where the header has %zu; the file is damaged, %s", r->table->path, r->row,
                       r->inside, r->table->columns, again);
  r->inside = 0;
}

static bool parse(struct reading *r, const char *bytes, size_t size) {
  struct csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return fail_memory(r->err);
  bool strict = true;
  for (size_t at = 0; at < size && r->ok && strict;) {
    const size_t part = size - at < PART ? size - at : PART;
    strict = csv_parse(&parser, bytes + at, part, take_field, take_row, r) == part;
    at += part;
  }
  if (strict && r->ok) strict = csv_fini(&parser, take_field, take_row, r) == 0;
  const bool memory = csv_error(&parser) == CSV_ENOMEM;
  csv_free(&parser);
  if (r->ok && memory) return fail_memory(r->err);
  if (r->ok && !strict)
    return fail_input(r->err, "%s, row %zu: a quote stands where none may; the file is damaged, %s", r->table->path, r->row + 1, again);
  return r->ok;
}

/* Most files hold none but ASCII, which is seen far faster. */
static bool is_text(const char *bytes, size_t size) {
  unsigned char any = 0;
  for (size_t i = 0; i < size; i++) any |= (unsigned char)bytes[i];
  return !memchr(bytes, '\0', size) && (any < 0x80 || utf8_invalid(bytes, size) == size);
}

/* What can be seen before the fields are. */
static bool whole(const struct csv_table *table, const char *bytes, size_t size, struct error *err) {
  if (size == 0) return fail_input(err, "%s: the file is empty; %s", table->path, again);
  if (!is_text(bytes, size)) return fail_input(err, "%s: the file holds bytes that are no text; it is damaged, %s", table->path, again);
  if (bytes[size - 1] != '\n') return fail_input(err, "%s: the file ends in the middle of a row; %s", table->path, again);
  return true;
}

/* "results/focus/summary.csv is missing: is results/focus a folder that `entente run` wrote?" */
static bool fail_missing(const char *path, struct error *err) {
  const char *const slash = strrchr(path, '/');
  return fail_input(err, "%s is missing: is %.*s a folder that 'entente run' wrote?", path, slash ? (int)(slash - path) : 1,
                    slash ? path : ".");
}

bool csv_table_present(const char *path, struct error *err) {
  struct stat about;
  if (stat(path, &about) != 0) return fail_missing(path, err);
  return S_ISREG(about.st_mode) || fail_input(err, "%s: this is not a plain file; %s", path, again);
}

static bool read_bytes(struct csv_table *table, char **bytes, size_t *size, struct error *err) {
  return csv_table_present(table->path, err) && file_read(table->path, table->path, FILE_MOST, bytes, size, err);
}

bool csv_table_read(struct csv_table *table, const char *path, struct error *err) {
  char *bytes = NULL;
  size_t size = 0;
  *table = (struct csv_table){.path = strdup(path)};
  struct reading r = {.table = table, .err = err, .ok = true};
  bool ok = table->path ? read_bytes(table, &bytes, &size, err) : fail_memory(err);
  if (ok) {
    const size_t mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    table->text = malloc(size + 1);
    ok = (table->text || fail_memory(err)) && whole(table, bytes + mark, size - mark, err) && parse(&r, bytes + mark, size - mark);
  }
  free(bytes);
  if (ok && r.row == 0) ok = fail_input(err, "%s: the file has no header; %s", path, again);
  if (!ok) {
    csv_table_free(table);
    return false;
  }
  table->header = table->field;
  table->rows = r.row - 1;
  return true;
}

void csv_table_free(struct csv_table *table) {
  free(table->path);
  free(table->text);
  free(table->field);
  *table = (struct csv_table){0};
}

bool csv_table_column(const struct csv_table *table, const char *name, size_t *column, struct error *err) {
  for (size_t c = 0; c < table->columns; c++) {
    if (strcmp(table->header[c], name) != 0) continue;
    *column = c;
    return true;
  }
  return fail_input(err, "%s: there is no column '%s'; the file is damaged or of another version, %s", table->path, name, again);
}

const char *csv_table_text(const struct csv_table *table, size_t row, size_t column) {
  return table->field[(row + 1) * table->columns + column];
}

bool csv_table_fail(const struct csv_table *table, size_t row, size_t column, const char *wrong, struct error *err) {
  char clip[CLIP_SIZE];
  return fail_input(err, "%s, row %zu: the %s is '%s', %s; the file is damaged, %s", table->path, row + 2, table->header[column],
                    utf8_clip(clip, csv_table_text(table, row, column)), wrong, again);
}

bool csv_table_number(const struct csv_table *table, size_t row, size_t column, double *value, struct error *err) {
  const char *const text = csv_table_text(table, row, column);
  *value = NAN;
  return !*text || number_read(text, '.', value) || csv_table_fail(table, row, column, "which is not a number", err);
}
