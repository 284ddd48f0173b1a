/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data_table: a small table of texts with a heading row, for readers. */
#ifndef ENTENTE_DATA_TABLE_H
#define ENTENTE_DATA_TABLE_H
#include <stdbool.h>
#include <stddef.h>

struct data_table {
  size_t columns, count; /* cells; rows are count / columns, the first holds the headings */
  char **cell;           /* owned */
  bool lost;             /* memory ran out: the table is incomplete */
};

/* Add the next cell; a table begins with `columns` headings. */
void data_table_add(struct data_table *, const char *format, ...) __attribute__((format(printf, 2, 3)));
size_t data_table_rows(const struct data_table *);
void data_table_free(struct data_table *); /* takes a zeroed struct */

#endif
