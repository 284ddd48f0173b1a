/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare: two scenarios on the same luck: which is ahead, by how much, since when. */
#ifndef ENTENTE_COMPARE_H
#define ENTENTE_COMPARE_H
#include "estimate.h"

enum verdict { VERDICT_UNDECIDED, VERDICT_EQUIVALENT, VERDICT_BETTER, VERDICT_WORSE, VERDICT_HIGHER, VERDICT_LOWER };
extern const char *const verdict_names[]; /* "not distinguishable", "equivalent", "better", "worse", "higher", "lower" */

struct comparison {
  struct estimate difference; /* mean of scenario minus other, run by run; simultaneous interval, see below */
  double se;
  struct estimate p_better; /* share of runs in which scenario is better than other, not equal; missing for outcomes without direction */
  enum verdict verdict;     /* of scenario against other */
};

/* The interval of the difference holds together with those of all other pairs of scenarios for this outcome: Student t at level
 * 1 - (1 - CONFIDENCE)/pairs (C. E. Bonferroni). The verdict is read off it: equivalent if inside +-tolerance (decided first; NaN:
 * never), else better or worse if it excludes 0 (higher or lower, where the outcome has no good direction). */
struct comparison comparison_of(const struct tally *, size_t scenario, size_t other, size_t outcome, double tolerance);

/* From when on the mean of the model's crossing variable is higher in `scenario` than in `other`, for good. Months; 0 = never. */
struct crossover {
  unsigned month;
  unsigned low;         /* month after the last at which other is significantly ahead; 0 if it still is at the horizon */
  unsigned high;        /* first month from which scenario is significantly ahead for good */
  struct estimate ever; /* share of runs in which it gets ahead for good after having been behind */
};

/* The interval is the set of months at which a gap of 0 is not rejected at level 1 - CONFIDENCE, around the crossing: inversion of
 * the paired t test, which covers any one crossing of the true curves with CONFIDENCE. Needs a model with a crossing variable. */
struct crossover crossover_of(const struct tally *, size_t scenario, size_t other);

#endif
