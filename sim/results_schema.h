/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_schema: what the columns of each result file are, written once: the CSV headers and the data dictionary in
 * datapackage.json are both made from here. */
#ifndef ENTENTE_RESULTS_SCHEMA_H
#define ENTENTE_RESULTS_SCHEMA_H
#include "csv.h"
#include "scenario.h"

struct column {
  const char *name, *type /* string, integer, number */, *unit /* "" for none */, *description;
};

enum table_id {
  TABLE_SUMMARY,
  TABLE_SUMMARY_WIDE, /* for Excel, in place of the former */
  TABLE_DISTRIBUTIONS,
  TABLE_COMPARISON,
  TABLE_TRAJECTORIES,
  TABLE_SURVIVAL,
  TABLE_ENDINGS,
  TABLE_CROSSOVERS,
  TABLE_RANKING,
  TABLE_RISK,
  TABLE_DOMINANCE,
  TABLE_HAZARDS,
  TABLE_VARIANCE,
  TABLE_INPUTS,
  TABLE_SAMPLE, /* followed by a column for every outcome that is not a share */
  TABLE_RUNS,   /* followed by a column for every outcome and every input */
  TABLE_EVENTS,
  TABLE_ROBUSTNESS,
  TABLE_COUNT
};

struct table {
  const char *file; /* "summary.csv" */
  const char *title, *description;
  size_t keys; /* the first columns that name a row together */
  const struct column *columns;
  size_t count;
};

extern const struct table tables[TABLE_COUNT];

/* All columns of a table for a model; *columns is the caller's to free. */
bool table_columns(enum table_id, const struct study *, struct column **columns, size_t *count, struct error *err);
bool table_header(struct csv *, enum table_id, const struct study *, struct error *err);

/* Whether an outcome has a column of its own in runs.csv: not where a fixed column (end_month) says the same. */
bool outcome_has_column(const struct model *, size_t outcome);

enum { SAMPLE_RUNS = 500 /* of each scenario, in sample.csv */ };

enum { UNIT_SIZE = 256 };
/* The unit of a quantity with the sheet's currency in place of "money"; cut to fit at a whole character. Returns out. */
const char *unit_of(const struct study *, const char *unit, char out[UNIT_SIZE]);

#endif
