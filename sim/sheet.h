/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheet: the bytes of a CSV file -> cells that remember where they stand.
 *
 * Knows quoting, separators (`sep=` line, else the one of tab, ';', ',' after the first header cell), BOM, line ends, comments
 * (rows whose first cell begins with '#'), empty rows and columns; knows nothing of models. Cells are trimmed of blanks. Reading
 * is by libcsv in strict mode, a byte at a time, so that lines can be counted. */
#ifndef ENTENTE_SHEET_H
#define ENTENTE_SHEET_H
#include "error.h"
#include <stddef.h>

struct sheet_cell {
  const char *text;    /* UTF-8, trimmed, never NULL; owned by the sheet */
  size_t line, column; /* from 1: line of the file, column in characters of that line where the cell begins */
  size_t row, field;   /* from 0, for the spreadsheet address: field 1, row 5 = B6 (rows as a spreadsheet shows them) */
};

struct sheet_row {
  struct sheet_cell *cell; /* [count], owned */
  size_t count;            /* up to the last cell with content, at least 1 */
};

struct sheet {
  char *name;     /* the path, or "-"; owned */
  char separator; /* ',', ';' or tab */
  char decimal;   /* ',' in ; and tab files (where '.' is read too), else '.' */
  char *bytes;
  size_t size; /* the file as it was, for inputs/ and its hash; owned */
  char *text;  /* the texts of all cells; owned */
  struct sheet_row *row;
  size_t count; /* rows with content, no comments; the first is the header; count >= 1; owned */
};

enum { SHEET_BYTES_MOST = 16 << 20, SHEET_CELL_MOST = 64 << 10, PLACE_SIZE = 512 };

/* Read a file, or standard input for "-". Fails with the reason why it cannot be read as a table of UTF-8 text. */
bool sheet_read(struct sheet *sheet, const char *path, struct error *err);
/* The same for a table that is no scenario sheet: `beginning` says how one begins, where there is none: "a table of targets begins ...". */
bool sheet_read_table(struct sheet *sheet, const char *path, const char *beginning, struct error *err);
/* The same from bytes in memory (copied); name is for messages and the folder of data files. */
bool sheet_read_bytes(struct sheet *sheet, const char *name, const char *bytes, size_t size, struct error *err);
void sheet_free(struct sheet *sheet); /* takes a zeroed struct */

/* Content of a row to the right of the header's last column, which belongs to nothing: a message for each such cell. Whoever gives
 * a meaning to every row must ask. */
void sheet_report_beyond(const struct sheet *sheet, size_t row, struct messages *problems);

/* The text at a field of a row, "" beyond its last cell. */
const char *sheet_text(const struct sheet_row *row, size_t field);
/* The name of a sheet in messages: the path, or "standard input". */
const char *sheet_title(const struct sheet *sheet);
/* Begin a message about a cell: "scenarios/focus.csv:6:23 (cell C6)". Returns out. */
const char *sheet_where(const struct sheet *sheet, const struct sheet_cell *cell, char out[PLACE_SIZE]);

#endif
