/* SPDX-License-Identifier: GPL-3.0-or-later */
/* luck: how much of an outcome's variance the inputs explain, and how much is luck.
 *
 * A twin of a run has the same inputs and other luck. Given the inputs twins are independent, so the covariance of twins is the
 * variance of what the inputs predict, E[outcome | inputs]; over the variance it is the share that inputs explain, linear or not (the
 * closed Sobol' index of all inputs together: I. M. Sobol' (1993), "Sensitivity estimates for nonlinear mathematical models",
 * Mathematical Modelling and Computational Experiment 1, 407-414). Skill cannot reach the rest. */
#ifndef ENTENTE_LUCK_H
#define ENTENTE_LUCK_H
#include "engine.h"
#include "estimate.h"

enum { LUCK_RUNS_MOST = 10000 }; /* twins that are made; the share is then known to about 0.01 */

struct luck {
  size_t scenarios, outcomes;
  struct estimate *explained; /* [scenario][outcome] share explained by inputs; NaN for outcomes that do not vary, are shares or can be
                                 missing, and for scenarios without uncertain inputs; owned */
};

/* Covariance of pairs over their variance, both members of a pair having the same mean and variance: (x'y)/((x'x + y'y)/2), deviations
 * from the common mean. Interval by its influence function. */
struct estimate twin_share(const double *x, const double *y, uint64_t count);

/* Make the twins of the tally's first runs and compare. options: threads, vector, luck and stop as the tally was made. */
bool luck_measure(struct luck *luck, const struct tally *tally, const struct engine_options *options, struct error *err);
struct estimate luck_explained(const struct luck *luck, size_t scenario, size_t outcome);
void luck_free(struct luck *luck); /* takes a zeroed struct */

#endif
