/* SPDX-License-Identifier: GPL-3.0-or-later */
/* robust: whether a comparison holds in other plausible versions of the model.
 *
 * A version of the model is the model with every coefficient drawn anew: uniform on its plausible range [low, high], independent of the
 * others. Version j is a function of (seed, j) and of nothing else, so more versions leave the first ones as they are. Version 0 is the
 * model as it is, and is not counted. A coefficient that the sheet changes in any scenario stays what the sheet says in all of them.
 *
 * All versions run on the same luck. Each one runs the study's scenarios, which are compared as ever, and the model's default
 * population over its default months, which is held against the model's facts. Shares of versions depend on how ranges were chosen:
 * they are not probabilities. */
#ifndef ENTENTE_ROBUST_H
#define ENTENTE_ROBUST_H
#include "compare.h"
#include "engine.h"

enum { VERSIONS_MOST = 10000, VERSION_RUNS_MOST = 2000 };

struct robust_options {
  size_t versions;        /* 1 to VERSIONS_MOST */
  uint64_t runs;          /* of each scenario in each version; more than VERSION_RUNS_MOST are not done */
  size_t outcome;         /* that is compared */
  double tolerance;       /* as in comparison_of */
  unsigned threads;       /* as in engine_options, */
  enum vector vector;     /* likewise, */
  uint32_t luck;          /* likewise, */
  const atomic_int *stop; /* and likewise: versions that are not done are left away */
  void (*progress)(void *context, size_t done, size_t versions); /* after each version, from the calling thread; NULL for none */
  void *progress_context;
};

struct robust {
  const struct study *study; /* not owned; must outlive this */
  size_t outcome;
  bool equivalents;         /* a tolerance was given */
  size_t asked, done;       /* versions, without the model as it is; with done == 0 it may be missing too */
  uint64_t runs;            /* of each scenario in each version */
  size_t pairs;             /* in the order of the tally (pair_at) */
  bool *drawn;              /* [coefficient_count] differs from version to version; owned */
  double *coefficient;      /* [version][coefficient_count]; owned */
  struct comparison *model; /* [pair] second against first in the model as it is, at these runs; owned */
  double *difference;       /* [version][pair] mean of second minus first; owned */
  unsigned char *verdict;   /* [version][pair] enum verdict of second against first; owned */
  struct estimate *figure;  /* [version][fact_count] of the default population; owned */
};

/* Simulate version 0, then 1, 2, ... An interruption is no failure: done < asked tells of it. */
bool robust_run(struct robust *, const struct study *, const struct robust_options *, struct error *err);
void robust_free(struct robust *); /* takes a zeroed struct */

/* The coefficients of a version: [coefficient_count]. Those that are not drawn are what the baseline says. */
void robust_version(double *coefficient, const struct study *, const bool *drawn, uint64_t version);
/* Which coefficients are drawn: [coefficient_count]. */
void robust_drawn(bool *drawn, const struct study *);

/* Verdicts of scenario against other. A version fits if it meets every fact of the model. */
enum stance { STANCE_AHEAD /* better or higher */, STANCE_NEITHER /* not distinguishable */, STANCE_EQUIVALENT, STANCE_BEHIND, STANCES };
struct stances {
  uint64_t count[STANCES], versions;
};
size_t robust_pair(const struct robust *, size_t scenario, size_t other); /* number of their pair, in either order */
struct stances robust_stances(const struct robust *, size_t scenario, size_t other, bool fitting_only);
bool robust_fits(const struct robust *, size_t version);
/* Versions that meet one fact, and all of them. */
uint64_t robust_meeting(const struct robust *, size_t fact);
uint64_t robust_fitting(const struct robust *);

/* A coefficient that goes with the verdict on a pair of scenarios. */
struct deciding {
  size_t pair, coefficient;
  /* Of second's standing against first (behind, neither, ahead) with the coefficient, over versions. The interval is cut at -1 and 1. */
  struct estimate correlation;
};
/* Coefficients that stand out: Spearman's rank correlation, ties at their mean rank, whose interval excludes 0. Half the interval is a
 * normal quantile over sqrt(versions - 1), the standard error among permutations (E. J. G. Pitman (1937), "Significance tests which may
 * be applied to samples from any populations. II", Supplement to the JRSS 4, 225-232), at level 1 - (1 - CONFIDENCE)/tests, so that it
 * holds for all tests together (C. E. Bonferroni). A test is a drawn coefficient with a pair on which versions differ. */
struct decidings {
  struct deciding *list;
  size_t count; /* by pair, the strongest first; owned */
  size_t tests;
};
bool robust_decidings(struct decidings *, const struct robust *, struct error *err);
void decidings_free(struct decidings *); /* takes a zeroed struct */

#endif
