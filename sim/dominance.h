/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dominance: whether one scenario is better for everyone who prefers more (first order), or for everyone who also dislikes risk (second
 * order), whatever their taste beyond that.
 *
 * Scenario dominates other in the first order if P(scenario <= x) <= P(other <= x) for all x, in the second if
 * E max(x - scenario, 0) <= E max(x - other, 0) for all x, somewhere with <. Tails hold too few runs to tell, so x are fixed quantiles of
 * the pooled outcomes from 5 to 95 % (restricted dominance: R. Davidson, J.-Y. Duclos (2013), "Testing for restricted stochastic
 * dominance", Econometric Reviews 32, 84-125), for the second order also the largest outcome, where the means are compared. What is
 * claimed must hold against every violation: the null hypothesis is that there is none.
 *
 * One band holds for all x, both orders and all pairs of scenarios together with CONFIDENCE: studentised sup statistic by the Gaussian
 * multiplier bootstrap of paired runs (G. F. Barrett, S. G. Donald (2003), "Consistent tests for stochastic dominance", Econometrica 71,
 * 71-104; V. Chernozhukov, D. Chetverikov, K. Kato (2013), "Gaussian approximations and multiplier bootstrap for maxima of sums of
 * high-dimensional random vectors", Annals of Statistics 41, 2786-2819). Runs share a multiplier in DOMINANCE_BATCHES batches of
 * neighbours; all scenarios of a run have the same. */
#ifndef ENTENTE_DOMINANCE_H
#define ENTENTE_DOMINANCE_H
#include "error.h"
#include <stdint.h>

enum { DOMINANCE_POINTS = 38, DOMINANCE_BATCHES = 256, DOMINANCE_RESAMPLES = 1024, DOMINANCE_RUNS_LEAST = 100 };
enum dominance_order { FIRST_ORDER, SECOND_ORDER, DOMINANCE_ORDERS };
enum dominance_verdict { DOMINANCE_UNKNOWN, DOMINATES, DOMINATED };
extern const char *const dominance_verdict_names[]; /* "not established", "dominates", "dominated" */

/* P(scenario <= x) for all points x, then E max(x - scenario, 0); or errors of these. */
enum { DOMINANCE_MEASURES = DOMINANCE_ORDERS * DOMINANCE_POINTS };
struct measures {
  double of[DOMINANCE_MEASURES];
};

struct dominance {
  size_t scenarios;
  uint64_t runs;
  double point[DOMINANCE_POINTS]; /* x, ascending */
  struct measures *level;         /* [scenario]; owned */
  struct measures *deviation;     /* [scenario][batch] what a batch adds to the error of the levels; owned */
  struct measures *error;         /* [pair] standard errors of differences of levels, from the batches; owned */
  double factor;                  /* of the standard error, for the band */
};

/* value[scenario][run], more is better, none missing; at least DOMINANCE_RUNS_LEAST runs. */
bool dominance_make(struct dominance *, const double *const *value, size_t scenarios, uint64_t runs, uint64_t seed, struct error *err);

/* Standard errors of level[scenario] - level[other]. */
const struct measures *dominance_errors(const struct dominance *, size_t scenario, size_t other);

struct dominance_result {
  /* The largest amount by which dominance of scenario over other is violated (0: nowhere), with its simultaneous band. */
  double violation, low, high;
  enum dominance_verdict verdict; /* of scenario: dominates where the band excludes every violation and is strict somewhere */
};
struct dominance_result dominance_of(const struct dominance *, size_t scenario, size_t other, enum dominance_order order);

void dominance_free(struct dominance *);

#endif
