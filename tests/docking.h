/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docking: figures of a simulation held against those of an independent implementation.
 *
 * tests/reference/NAME.sheet.csv is the sheet of a case, NAME.csv its figures from 200,000 runs (20 batches): quantity, month
 * (empty = once a run), statistic, value, standard error. A figure of ours, with its own error, is z standard errors away after
 * an allowance for what rounding and the grids of trajectory quantiles may cost: 1e-6 of the value, and for quantiles 0.001, of
 * money 0.5 % + 0.02. Several cases together agree if no |z| is above 6, at most 2 % are above 3, none is missing, and every figure
 * without randomness (standard error 0) lies within the allowance. */
#ifndef ENTENTE_TESTS_DOCKING_H
#define ENTENTE_TESTS_DOCKING_H
#include "sim/tally.h"

enum { DOCKING_CASES = 8, DOCKING_RUNS = 200000 };
extern const char *const docking_cases[DOCKING_CASES];

struct dock_row {
  char quantity[48];
  unsigned month; /* 0: once a run */
  char statistic[8];
  double value, error;
};
struct dock_table {
  struct dock_row *row;
  size_t count;
}; /* row owned */

/* The figures of a case. */
bool dock_read(struct dock_table *table, const char *name, struct error *err);
void dock_free(struct dock_table *table);

struct dock_score {
  bool exact; /* our quantiles are not read off a grid, and our errors come from batches: no allowance, no `wrong` */
  size_t compared, above_3, missing, wrong /* without randomness, yet different */;
  double worst;    /* largest |z| */
  char where[128]; /* the figure that it belongs to */
};

/* Count one figure of ours, `got` with standard error `error` (NaN: as large as the reference's); got NaN = missing. */
void dock_add(struct dock_score *score, const struct dock_row *row, double got, double error);
void dock_sum(struct dock_score *score, const struct dock_score *part);
/* False, with the reason in err, where the cases do not agree. */
bool dock_agrees(const struct dock_score *score, struct error *err);

/* Half the width of a 95 % Wilson interval over 1.96: the error of a share. */
double dock_share_error(double successes, double count);

/* One coefficient multiplied by a factor. */
struct dock_change {
  size_t coefficient;
  double factor;
};

/* The reference figures of a case and ours beside them. */
struct dock_figures {
  struct dock_table table;
  double *value, *error; /* [table.count], owned */
};
/* Simulate a case with runs 0 to runs - 1 of a seed; change NULL: the model as it is. */
bool dock_simulate(struct dock_figures *figures, const char *name, uint64_t runs, uint64_t seed, const struct dock_change *change,
                   struct error *err);
void dock_figures_free(struct dock_figures *figures);
/* The same, every figure counted. */
bool dock_case(struct dock_score *score, const char *name, uint64_t runs, uint64_t seed, const struct dock_change *change,
               struct error *err);

/* The scenario of a case. */
bool dock_study(struct study *study, const char *name, uint64_t runs, uint64_t seed, struct error *err);

#endif
