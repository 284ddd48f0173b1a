/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sample: outcomes run by run, for what needs the runs of several scenarios or outcomes side by side. */
#ifndef ENTENTE_SAMPLE_H
#define ENTENTE_SAMPLE_H
#include "tally.h"

/* Values of an outcome in runs 0 to sample_runs() - 1, NaN where missing; NULL where they are not kept: shares, and beyond EXACT_RUNS.
 * Owned by the tally. */
const double *sample_of(const struct tally *, size_t scenario, size_t outcome);
uint64_t sample_runs(const struct tally *);

/* The best value among scenarios in each run, by the outcome's good direction; missing values are worse than all, NaN where all are
 * missing. [sample_runs()], the caller's to free. For an outcome with a good direction that is kept run by run. */
bool sample_best(double **best, const struct tally *, size_t outcome, struct error *err);

#endif
