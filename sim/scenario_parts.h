/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario_parts: what the two files that read a study share: scenario.c reads what a sheet says once, scenario_values.c what it
 * says of each scenario. */
#ifndef ENTENTE_SCENARIO_PARTS_H
#define ENTENTE_SCENARIO_PARTS_H
#include "correlation.h"
#include "rows.h"
#include "scenario.h"

struct reader {
  struct study *study;
  const struct sheet *sheet;
  const struct overrides *over;
  struct rows rows;
  struct data_shelf shelf;
  char *folder;
  bool *kept;                           /* [scenario] by --scenario; owned */
  struct rank_pair *pair; size_t pairs; /* owned */
};

/* Note what is wrong with a cell. */
void take_problem(struct reader *r, const struct row *row, size_t scenario, const struct error *problem);

/* Apply an understood row that is not a general one. */
void values_apply(struct reader *r, const struct row *row);
/* After all rows: the model's defaults for what no row sets, then the correlations. */
bool values_finish(struct reader *r, struct error *err);

/* The two steps of values_finish for a study without a sheet. */
bool study_default_setting(struct study *study, size_t parameter, struct error *err);
bool study_correlate(struct study *study, const struct rank_pair *pair, size_t pairs, size_t *bad, struct error *err);

#endif
