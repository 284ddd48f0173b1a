/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows: what each row of a sheet, and each --set of the command line, is about, and who may speak about it.
 *
 * A row is named by its first cell: a parameter, a per-partner pair, `coefficient: NAME`, `event: KIND`, `correlation: P ~ Q` or
 * one of the words title, note, currency, model, months, runs, seed. Each of these may be set once; a --set takes the place of
 * the sheet's row. */
#ifndef ENTENTE_ROWS_H
#define ENTENTE_ROWS_H
#include "model.h"
#include "sheet.h"

enum row_kind {
  ROW_TITLE,
  ROW_NOTE,
  ROW_CURRENCY,
  ROW_MODEL,
  ROW_MONTHS,
  ROW_RUNS,
  ROW_SEED,
  ROW_GENERAL_COUNT,
  ROW_CORRELATION = ROW_GENERAL_COUNT,
  ROW_PARAMETER,
  ROW_COEFFICIENT,
  ROW_EVENT,
  ROW_KIND_COUNT
};

struct row {
  const char *name;              /* its first cell, or what stands before '=' */
  const char *set;               /* as given to --set, NULL for a row of the sheet */
  const char *value;             /* of a --set: what stands after '=' */
  char *copy;                    /* of a --set: memory of name and value; owned */
  const struct sheet_row *cells; /* NULL for a --set */
  enum row_kind kind;            /* known after row_understand */
  size_t target[2], targets;     /* parameters (a pair has two), coefficient, shock, or the two parameters of a correlation */
};

struct rows {
  const struct sheet *sheet;
  const struct model *model; /* one without tables at first; to be set before other than general rows are understood */
  struct row *row;
  size_t count;             /* those of --set first; owned */
  const struct row **owner; /* who set what; owned */
  struct messages problems;
  bool sheet_is_wrong; /* at least one problem is not in a --set */
};

enum { ROW_PLACE_SIZE = PLACE_SIZE + 640 };
#define ROW_NAME SIZE_MAX /* instead of a scenario: the row's first cell */

/* List the rows; *sheet and the texts of set must outlive them. */
bool rows_make(struct rows *rows, const struct sheet *sheet, const char *const *set, size_t set_count, struct error *err);
void rows_free(struct rows *rows);
/* The row of a general kind that counts, or NULL. */
const struct row *rows_general(const struct rows *rows, enum row_kind kind);
bool row_is_general(const struct row *row);

/* The row that sets a parameter, NULL if none does. */
const struct row *rows_parameter(const struct rows *rows, size_t parameter);

/* Find out what a row is about and claim it. False where there is nothing to read: a problem, or a --set has taken its place. */
bool row_understand(struct rows *rows, struct row *row);

/* A problem for each value beside the first scenario's, for rows that have one value for the sheet. */
void row_check_single(struct rows *rows, const struct row *row);

/* The text that a row has for a scenario, "" for none. */
const char *row_text(const struct row *row, size_t scenario);
/* Begin a message about a row's cell: place, name and scenario. Returns out. */
const char *row_place(const struct rows *rows, const struct row *row, size_t scenario, char out[ROW_PLACE_SIZE]);
void row_problem(struct rows *rows, const struct row *row, size_t scenario, const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
