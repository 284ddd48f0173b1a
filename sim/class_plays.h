/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class_plays: a tournament seen play by play. A run is one play of the game: the same fate meets every team once. What happens in a
 * single play is luck and plan together; the means over all plays are the plans alone.
 *
 * Scenario 0 is the brief as it is and takes no part; teams are scenarios 1, 2, ... */
#ifndef ENTENTE_CLASS_PLAYS_H
#define ENTENTE_CLASS_PLAYS_H
#include "engine.h"
#include "estimate.h"

enum { PLAYS_MOST = 1 << 16 }; /* of the first runs are kept; more would change no figure that anybody can see */

struct plays {
  size_t scenarios, outcome;
  uint64_t runs;         /* kept of each scenario */
  double *value;         /* [scenario][runs] of the outcome that decides; owned */
  unsigned char *ending; /* [scenario][runs] code; owned */
};

bool plays_make(struct plays *, const struct study *, size_t outcome, struct error *err);
/* engine_options.each_rows, with the plays as context. */
bool plays_take(void *plays, const struct run_rows *, struct error *err);
void plays_free(struct plays *); /* takes a zeroed struct */

/* What became of one team in single plays. */
struct play_record {
  struct estimate wins; /* share of plays in which its value is the best; equal ones share a play */
  struct estimate loss; /* share of plays with a value below 0 */
  double rank[3];       /* 5, 50 and 95 % point of its rank in a play; equal ones take the middle of theirs */
  double value[3];      /* likewise of its value */
};
/* record[scenarios - 1]; better: 1 more is better, -1 less is better. */
bool plays_records(const struct plays *, int better, struct play_record *record, struct error *err);

/* How teams and plays share the variance of all values: random effects of a two-way layout without repetition, by the method of moments
 * (H. Scheffe, The Analysis of Variance, 1959, section 7.4); shares below 0 are 0. NaN where nothing varies or there is one team. */
struct play_spread {
  double plan; /* which plan it was: skill */
  double fate; /* what met all teams alike in a play */
  double rest; /* luck that hit one plan more than another */
};
struct play_spread plays_spread(const struct plays *);

/* Share of plays with this ending, of scenario less that of other, paired. */
struct estimate plays_ending_difference(const struct plays *, size_t scenario, size_t other, unsigned char ending);

#endif
