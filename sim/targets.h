/* SPDX-License-Identifier: GPL-3.0-or-later */
/* targets: a table of figures that a model is to meet, each with the error it is known with.
 *
 * Columns, in any order: `outcome` (an outcome, whose mean it is; a variable, whose mean at `month` it is; or `alive`, the share alive at
 * the end of `month`), `scenario` (empty: the first), `other` (not required; where filled, the figure is scenario minus other), `month`,
 * `value`, `sd` (the standard deviation of the error that `value` may have). Columns that begin with '#', and `note`, are left out. */
#ifndef ENTENTE_TARGETS_H
#define ENTENTE_TARGETS_H
#include "tally.h"

enum target_kind { TARGET_OUTCOME, TARGET_VARIABLE, TARGET_ALIVE };
enum { TARGETS_MOST = 200, TARGET_NAME = 512 };

struct target {
  enum target_kind kind;
  size_t index; /* of the outcome or variable */
  size_t scenario, other;
  bool difference; /* scenario minus other */
  unsigned month;  /* 0 for an outcome */
  double value, sd;
};

struct targets {
  struct target *list;
  size_t count; /* owned */
};

/* Read the table's cells. */
bool targets_table_read(struct sheet *table, const char *path, struct error *err);
/* Check them: all problems together (status input). The study must have the months that targets name. */
bool targets_of_sheet(struct targets *targets, const struct sheet *table, const struct study *study, struct error *err);
void targets_free(struct targets *targets); /* takes a zeroed struct */

/* "alive", or the name of the outcome or variable. */
const char *target_figure_name(const struct target *target, const struct model *model);
/* In words: "trust at month 24 in 'Balanced'"; the scenario is left away where the study has but one. Returns out. */
const char *target_name(const struct target *target, const struct study *study, char out[TARGET_NAME]);
/* What the model says of it; NaN where there is no such figure, as of a variable in a month that no run reached. place: [scenario] of the
 * study among those of the tally. Variables need KEEP_TRAJECTORIES. */
double target_figure(const struct target *target, const struct tally *tally, const size_t *place);

#endif
