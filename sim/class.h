/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class: a tournament of plans. A folder holds the common sheet and a sheet from each team; all plans that are sound and affordable are
 * played on the same luck against the same partner and surprises, and ranked by the mean of one outcome.
 *
 * A plan is told apart from another where the simultaneous interval of their paired difference (compare.h, over all pairs of plans,
 * the brief included) excludes 0. The rank of a plan is an interval, as in ranking.h: 1 + those that are better for sure, up to the number of
 * plans less those that are worse for sure. Since standard errors of paired differences obey the triangle inequality, "better for sure" is
 * transitive, and the ranks of two plans that cannot be told apart always overlap. */
#ifndef ENTENTE_CLASS_H
#define ENTENTE_CLASS_H
#include "class_entries.h"
#include "class_plays.h"
#include "compare.h"

/* Where a plan stands. */
struct place {
  const struct team *team;
  size_t scenario;
  size_t order; /* by mean alone, from 1; equal means share */
  size_t rank_low, rank_high;
  struct estimate mean;
  struct comparison with_best;  /* against the plan with the best mean; of that itself: against the next one */
  struct comparison with_brief; /* against the brief as it is */
  struct play_record play;
  double twin_mean;  /* with other luck */
  size_t twin_order; /* by that */
};

/* How far the ranking is luck. Shares are NaN where there is nothing to compare. */
struct class_luck {
  size_t pairs, apart;       /* pairs of plans, and those that can be told apart */
  double ahead;              /* of the latter, over all plays: how often the better plan is ahead in a single play; equal ones half */
  size_t kept;               /* of the latter, those that stand in the same order with other luck */
  double tau;                /* M. G. Kendall's rank correlation of the order by mean and the order with other luck, over all pairs */
  uint64_t twin_runs;        /* of the other luck */
  struct play_spread spread; /* of the variance of single plays */
};

struct tournament {
  struct brief brief;
  struct entries entries;
  struct study study; /* scenario 0: the brief, then the admitted teams by name; borrows everything from brief and entries but the list */
  struct tally tally;
  struct plays plays;
  struct place *place; /* [count] admitted teams, best first; equal ones by name; owned */
  size_t count;
  struct class_luck luck;
};

/* Read brief.csv and the teams' sheets. Fails if the brief is wrong or no sheet can take part. */
bool class_read(struct tournament *, const char *folder, const struct overrides *over, const char *outcome, struct error *err);
/* Play it (the tournament stays where it is from now on: its tally points into it), with threads, vector, luck, stop and progress of the options. tally.complete is false when it was stopped; then there are no
 * places. */
bool class_play(struct tournament *, const struct engine_options *, struct error *err);
void class_free(struct tournament *); /* takes a zeroed struct */

/* The outcome that decides. */
const struct outcome *class_outcome(const struct tournament *);
/* How many plans may be the best: no other is better for sure. They are the first places, not always next to each other. */
size_t class_winners(const struct tournament *);

#endif
