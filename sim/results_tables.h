/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_tables: the rows of each result file, one function a table, in the order in which results_schema.h declares its columns. */
#ifndef ENTENTE_RESULTS_TABLES_H
#define ENTENTE_RESULTS_TABLES_H
#include "csv.h"
#include "results.h"

typedef bool table_rows(struct csv *, const struct tally *, const struct results_options *, struct error *err);
table_rows comparison_rows, trajectories_rows, survival_rows, endings_rows, crossovers_rows, inputs_rows;
table_rows variance_rows;                                         /* results_variance.c */
table_rows sample_rows;                                           /* results_sample.c */
table_rows ranking_rows, risk_rows, dominance_rows, hazards_rows; /* results_risk.c */

/* Both tables that need sorted outcomes, so that each outcome is sorted once. */
bool outcomes_rows(struct csv *summary, struct csv *distributions, const struct tally *, const struct results_options *, struct error *err);

#endif
