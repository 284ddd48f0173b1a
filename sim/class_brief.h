/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class_brief: the common sheet of a tournament: the partner, the market and the surprises that every team meets, and the rules.
 *
 * A sheet with one scenario column and three more rows:
 *   budget    a number of 0 or more, in the sheet's currency; none: no limit
 *   may_set   names of parameters that a team may write, in one cell or several, separated by blanks, commas or semicolons; NAME of a
 *             per-partner pair stands for NAME_a and NAME_b
 *   outcome   what decides; none: the model's main outcome */
#ifndef ENTENTE_CLASS_BRIEF_H
#define ENTENTE_CLASS_BRIEF_H
#include "scenario.h"

struct brief {
  struct sheet sheet;
  struct study study; /* one scenario: the brief as it is */
  double budget;      /* INFINITY: no limit */
  bool *may_set;      /* [parameter_count], owned */
  size_t outcome;     /* has a good direction, is never missing */
};

/* over: model, runs, seed and months of the command line; outcome: its --outcome, or NULL. Fails with all problems together. */
bool brief_read(struct brief *, const char *path, const struct overrides *over, const char *outcome, struct error *err);
void brief_free(struct brief *); /* takes a zeroed struct */

/* What a team may write, as text for messages: "a, b and c"; the caller's to free, NULL without memory. */
char *brief_allowed(const struct brief *);

#endif
