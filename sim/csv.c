/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv.h"
#include "number.h"
#include <stdlib.h>
#include <string.h>

void csv_flush(struct csv *csv) {
  if (csv->used) fwrite(csv->buffer, 1, csv->used, csv->stream);
  csv->used = 0;
}

/* A place for `size` bytes, at most the buffer's size, in the buffer. */
static char *room(struct csv *csv, size_t size) {
  if (CSV_BUFFER - csv->used < size) csv_flush(csv);
  return csv->buffer + csv->used;
}

static void put(struct csv *csv, char c) {
  *room(csv, 1) = c;
  csv->used++;
}

static void put_bytes(struct csv *csv, const char *bytes, size_t size) {
  while (size) {
    const size_t part = size < CSV_BUFFER ? size : CSV_BUFFER;
    memcpy(room(csv, part), bytes, part);
    csv->used += part;
    bytes += part;
    size -= part;
  }
}

void csv_continue(struct csv *csv, FILE *stream, bool excel) {
  csv->stream = stream;
  csv->excel = excel;
  csv->inside = false;
  csv->used = 0;
}

void csv_begin(struct csv *csv, FILE *stream, bool excel) {
  csv_continue(csv, stream, excel);
  if (excel) put_bytes(csv, "\xEF\xBB\xBF", 3);
}

static void begin_field(struct csv *csv) {
  if (csv->inside) put(csv, ',');
  csv->inside = true;
}

/* Blanks at the ends are quoted too: readers that trim would lose them. */
static bool must_quote(const char *text, size_t size) {
  return size && (text[0] == ' ' || text[size - 1] == ' ' || strpbrk(text, ",\"\r\n\t;"));
}

static void put_text(struct csv *csv, const char *before, const char *text) {
  const size_t size = strlen(text);
  if (!must_quote(text, size)) {
    put_bytes(csv, before, strlen(before));
    put_bytes(csv, text, size);
    return;
  }
  put(csv, '"');
  put_bytes(csv, before, strlen(before));
  for (size_t i = 0; i < size; i++) {
    if (text[i] == '"') put(csv, '"');
    put(csv, text[i]);
  }
  put(csv, '"');
}

void csv_text(struct csv *csv, const char *text) {
  begin_field(csv);
  put_text(csv, "", text);
}

static bool would_run(const char *text) {
  double number;
  return text[0] && strchr("=+-@\t\r", text[0]) && !number_read(text, '.', &number);
}

void csv_foreign(struct csv *csv, const char *text) {
  begin_field(csv);
  put_text(csv, would_run(text) ? "'" : "", text);
}

void csv_number(struct csv *csv, double value) {
  begin_field(csv);
  char *const out = room(csv, NUMBER_SIZE);
  csv->used += number_write(out, value);
}

void csv_whole(struct csv *csv, uint64_t value) {
  begin_field(csv);
  size_t digits = 1;
  for (uint64_t rest = value; rest >= 10; rest /= 10) digits++;
  char *const out = room(csv, digits);
  for (size_t i = digits; i-- > 0; value /= 10) out[i] = (char)('0' + value % 10);
  csv->used += digits;
}

char *csv_prepared(const char *text) {
  char *bytes = NULL;
  size_t size = 0;
  FILE *const stream = open_memstream(&bytes, &size);
  struct csv *const csv = malloc(sizeof *csv);
  if (stream && csv) {
    csv_continue(csv, stream, false);
    csv_foreign(csv, text);
    csv_flush(csv);
  }
  const bool done = stream && fclose(stream) == 0 && csv;
  free(csv);
  if (done) return bytes;
  free(bytes);
  return NULL;
}

void csv_raw(struct csv *csv, const char *fields) {
  begin_field(csv);
  put_bytes(csv, fields, strlen(fields));
}

void csv_missing(struct csv *csv) {
  begin_field(csv);
}

void csv_end_row(struct csv *csv) {
  if (csv->excel) put(csv, '\r');
  put(csv, '\n');
  csv->inside = false;
}
