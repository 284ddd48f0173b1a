/* SPDX-License-Identifier: GPL-3.0-or-later */
/* design: a wide table, a row a point, a column a parameter, as tools for sensitivity analysis make them.
 *
 * Columns are parameters (NAME, NAME_a, NAME_b) and coefficients (NAME or `coefficient: NAME`); cells are as in a sheet, empty ones
 * follow the base scenario. Columns `scenario`, `run`, `ending`, and names that begin with '#', are labels: carried along. Columns
 * named like an outcome, or an outcome with _se, are results of an earlier evaluation and are left out. */
#ifndef ENTENTE_DESIGN_H
#define ENTENTE_DESIGN_H
#include "scenario.h"

enum design_kind { DESIGN_LABEL, DESIGN_OLD_RESULT, DESIGN_PARAMETER, DESIGN_PAIR, DESIGN_COEFFICIENT };
struct design_column {
  enum design_kind kind;
  size_t index;
};

struct design {
  struct sheet table;
  const struct study *base;     /* not owned: its first scenario is what columns do not name */
  const char *folder;           /* of the base's sheet, for `data` laws; not owned; NULL for none */
  struct design_column *column; /* [columns], owned */
  size_t columns, points;
};

/* Read the table and check its header and every cell: all problems together (status input). */
bool design_read(struct design *design, const char *path, const struct study *base, const char *folder, struct error *err);
/* Points first to first + count - 1 as the scenarios of a study. Free with design_study_free. */
bool design_study(const struct design *design, size_t first, size_t count, struct study *study, struct error *err);
void design_study_free(struct study *study);
void design_free(struct design *design);

#endif
