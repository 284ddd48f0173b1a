/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sequential: how many runs until differences are known well enough.
 *
 * Runs are made in steps. After each the half-width of the interval is looked at, and the next step goes where the wanted half-width is
 * expected, since it shrinks with the root of the number of runs. Such a rule covers with its nominal level in the limit (Y. S. Chow,
 * H. Robbins (1965), "On the asymptotic theory of fixed-width sequential confidence intervals for the mean", Annals of Mathematical
 * Statistics 36, 457-462; P. W. Glynn, W. Whitt (1992), "The asymptotic validity of sequential stopping rules for stochastic
 * simulations", Annals of Applied Probability 2, 180-198). What it loses before the limit, by stopping where the spread looks small,
 * is kept away by a first step of 4,096 runs and by few looks: steps aim 2 % beyond the expected number and grow by at least a
 * tenth. True coverage is measured by tests/test_sequential.c and tests/verify_sequential.c. */
#ifndef ENTENTE_SEQUENTIAL_H
#define ENTENTE_SEQUENTIAL_H
#include "engine.h"

enum { SEQUENTIAL_FIRST = 4096 };
#define SEQUENTIAL_MOST UINT64_C(100000000) /* runs, unless more or fewer are asked for */

/* What is wanted: a half-width in the outcome's unit, or as a share of the baseline's mean. */
struct precision {
  double half_width;
  bool relative;
};

/* Read "5" or "2%". */
bool precision_read(struct precision *precision, const char *text, struct error *err);

/* Runs to be done in all after the next step; `done` itself if the half-width reached will do. A whole multiple of LANES. */
uint64_t sequential_next(uint64_t done, double half_width, double wanted);

/* How it went. */
struct sequential_end {
  bool reached;
  double half_width, wanted;
};

/* Advance the engine until the simultaneous intervals of an outcome's differences between all pairs of scenarios (with one scenario:
 * the interval of its mean) have the wanted half-width, or until it is stopped, out of time, or all runs asked for are done. */
bool sequential_run(struct engine *engine, const struct tally *tally, size_t outcome, const struct precision *precision,
                    struct sequential_end *end, struct error *err);

#endif
