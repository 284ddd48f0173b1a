/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary_table: the rows of the summary's table, with their cells in words: the main outcome and its risk, what else matters, and
 * success by every definition side by side. Counts stay in summary.csv. */
#ifndef ENTENTE_SUMMARY_TABLE_H
#define ENTENTE_SUMMARY_TABLE_H
#include "results_schema.h"
#include "summary.h"
#include "words.h"

struct summary_row {
  char label[UNIT_SIZE];
  char (*cell)[WORDS_SIZE]; /* [scenarios], owned; NULL for a heading */
};

struct summary_table {
  size_t scenarios, count;
  struct summary_row *row; /* [count], owned */
  bool complete;           /* no outcome was left out */
};

bool summary_table_make(struct summary_table *, const struct tally *, const struct summary_options *, struct error *err);
void summary_table_free(struct summary_table *);

#endif
