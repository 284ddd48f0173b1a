/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate_results: what a calibration leaves behind, as files and as words.
 *
 * calibration.csv, fit.csv, correlations.csv, trace.csv in any case; searches.csv after a search by simplex; accepted.csv, predictive.csv,
 * marginals.csv after abc; warnings.csv. All tidy, empty where missing, the same bytes whatever the threads. accepted.csv is a design:
 * `entente evaluate` takes it. */
#ifndef ENTENTE_CALIBRATE_RESULTS_H
#define ENTENTE_CALIBRATE_RESULTS_H
#include "abc.h"
#include "calibrate_errors.h"
#include "calibrate_simplex.h"
#include "csv.h"
#include "folder.h"
#include "results.h"

struct calibration_results {
  const struct calibration *calibration;
  const struct simplex *simplex; /* and what is known around its best point: */
  const struct calibration_errors *errors;
  const struct abc *abc;         /* or this; exactly one of the two */
  double tolerance;              /* that abc was to reach */
  const struct finding *finding; /* [unknowns] */
  struct messages warnings;
  bool complete; /* not interrupted */
  uint64_t points;
  bool excel;
  const char *out;                                /* the folder, for words */
  bool pictures;                                  /* report.html will be there */
  const struct sheet *sheet_table, *target_table; /* as they were read */
};

/* Collect what a reader must be warned of. */
void calibration_warnings(struct calibration_results *results);

/* Write every table and datapackage.json; tables of an earlier calibration that this one does not write are removed. */
bool calibration_write(const struct folder *folder, const struct calibration_results *results, const struct provenance *provenance,
                       struct error *err);

/* The finding in words, for standard output. */
bool calibration_text(FILE *out, const struct calibration_results *results, struct error *err);

/* Name and description of a table's columns, for datapackage.json. */
struct calibration_column {
  const char *name, *type, *description;
};
struct calibration_table {
  const char *file, *title;
  bool simplex, abc; /* written after which method */
  const struct calibration_column *column;
  size_t columns;
  enum { UNKNOWNS_NONE, UNKNOWNS_FIRST, UNKNOWNS_LAST } unknowns; /* a column for each unknown, before the others or after them */
  bool (*rows)(struct csv *csv, const struct calibration_results *results, struct error *err);
};
extern const struct calibration_table calibration_tables[];
extern const size_t calibration_table_count;
bool calibration_table_present(const struct calibration_table *table, const struct calibration_results *results);
bool calibration_package_write(const struct folder *folder, const struct calibration_results *results, const struct provenance *provenance,
                               struct error *err);

#endif
