/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv: rows of fields -> the bytes of a CSV file (RFC 4180), fast.
 *
 * UTF-8, LF, '.' as decimal point in every locale, missing = empty. For Excel: a byte order mark first, and CRLF.
 * Fields are quoted only where they must be. Functions write into a buffer and return nothing: a failing stream keeps its
 * error flag, which whoever closes the stream must check (folder.h does). */
#ifndef ENTENTE_CSV_H
#define ENTENTE_CSV_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { CSV_BUFFER = 1 << 15 };

struct csv {
  FILE *stream; /* not owned */
  bool excel;
  bool inside; /* a field of the row has been written */
  size_t used;
  char buffer[CSV_BUFFER];
};

/* Begin a file / go on in one, without a byte order mark. */
void csv_begin(struct csv *, FILE *stream, bool excel);
void csv_continue(struct csv *, FILE *stream, bool excel);

/* The next field of the row. */
void csv_text(struct csv *, const char *text);
/* Text that a user wrote: where a spreadsheet would run it as a formula (first character one of = + - @ tab CR, and not a plain
 * number) an apostrophe is put before it. */
void csv_foreign(struct csv *, const char *text);
void csv_number(struct csv *, double value); /* shortest that reads back; NaN = missing */
void csv_whole(struct csv *, uint64_t value);
void csv_missing(struct csv *);

/* Fields that are written often: prepared once (a text as csv_foreign writes it, to be freed; NULL without memory), then copied as
 * they stand. */
char *csv_prepared(const char *text);
void csv_raw(struct csv *, const char *fields);

void csv_end_row(struct csv *);
/* Hand what is buffered to the stream. To be called at the end. */
void csv_flush(struct csv *);

#endif
