/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv_table: one CSV file of a result folder, read as texts.
 *
 * Strict RFC 4180 (libcsv), with or without a byte order mark and CRLF. An apostrophe that was put before text that a spreadsheet
 * would run as a formula (csv_foreign) is taken away again. Numbers are read with '.' in every locale. */
#ifndef ENTENTE_CSV_TABLE_H
#define ENTENTE_CSV_TABLE_H
#include "sim/error.h"

struct csv_table {
  char *path;           /* for messages; owned */
  size_t rows, columns; /* the header is not a row */
  char *text;           /* all fields, each with its NUL; owned */
  const char **header;  /* [columns] */
  const char **field;   /* [1 + rows][columns], the header first; "" for missing; owned */
};

/* Read a file. On failure the table is empty and err says in one sentence which file and row, and what is wrong with it. Messages count
 * rows as a spreadsheet does: the header is row 1. */
bool csv_table_read(struct csv_table *, const char *path, struct error *err);
void csv_table_free(struct csv_table *); /* takes a zeroed struct */

/* Index of a column. On failure err names the file and the column. */
bool csv_table_column(const struct csv_table *, const char *name, size_t *column, struct error *err);
const char *csv_table_text(const struct csv_table *, size_t row, size_t column);
/* A number; NaN where the field is empty. On failure err names file, row, column and what stands there. */
bool csv_table_number(const struct csv_table *, size_t row, size_t column, double *value, struct error *err);
/* Fail with a sentence about one field: "results/focus/survival.csv, row 7: the month is '1.5', ..." */
bool csv_table_fail(const struct csv_table *, size_t row, size_t column, const char *wrong, struct error *err);

/* Fail unless a folder of results has this file, and as a plain one: reading from a pipe would wait for ever. */
bool csv_table_present(const char *path, struct error *err);

/* Take away the apostrophe that csv_foreign puts before a formula. */
const char *csv_table_plain(const char *text);

#endif
