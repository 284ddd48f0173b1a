/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate: a model with unknowns, held against targets: figures at a point, and how far off they are.
 *
 * A point is a value for each unknown. Its figures are simulated with a batch of runs: batch b is runs b x stride to b x stride + runs - 1
 * of every scenario, stride the number of runs rounded up to whole blocks, so different batches have independent luck and inputs, and
 * points on the same batch share theirs. A figure depends on point and batch alone, not on threads. */
#ifndef ENTENTE_CALIBRATE_H
#define ENTENTE_CALIBRATE_H
#include "calibrate_unknown.h"
#include "engine.h"
#include "targets.h"


struct calibration {
  const struct study *study; /* not owned, like the rest */
  const struct targets *targets;
  const struct unknown *unknown;
  size_t unknowns;
  uint64_t runs;    /* of each scenario at each point */
  unsigned threads; /* 0: all cores */
  enum vector vector;
  const atomic_int *stop;          /* not 0: end soon; NULL for never */
  double deadline;                 /* of calibration_clock, after which no new point is begun; 0: none */
  void (*progress)(void *context); /* after each point, from any thread, several at once; NULL for none */
  void *progress_context;
};

/* What one thread needs to simulate points. */
struct evaluator {
  const struct calibration *calibration;
  struct study study;      /* the scenarios that targets name, with constants for the unknowns */
  struct sampler *sampler; /* of that; owned */
  size_t *place;           /* [scenarios of the sheet] among those; owned */
  unsigned keep;
  uint64_t points; /* simulated so far */
};

bool evaluator_make(struct evaluator *evaluator, const struct calibration *calibration, struct error *err);
void evaluator_free(struct evaluator *evaluator); /* takes a zeroed struct */
/* figure[targets] at value[unknowns]. *done tells whether all runs were simulated; else figures are NaN. */
bool evaluator_figures(struct evaluator *evaluator, const double *value, uint64_t batch, double *figure, bool *done, struct error *err);

/* Sum over targets of ((figure - value)/sd)^2; infinite where a figure is missing. */
double calibration_misfit(const struct calibration *calibration, const double *figure);
/* (figure - value)/sd of one target. */
double calibration_residual(const struct target *target, double figure);

double calibration_clock(void);                                /* seconds */
bool calibration_ended(const struct calibration *calibration); /* stopped, or out of time */

/* Call job(context, index, evaluator) for index 0 to count - 1, spread over threads, in any order; each thread has its own evaluator. Jobs
 * that are not begun when the calibration has ended are left out. *points: how many points were simulated in all; may be NULL. */
typedef bool calibration_job(void *context, size_t index, struct evaluator *evaluator, struct error *err);
bool calibration_each(const struct calibration *calibration, size_t count, calibration_job *job, void *context, uint64_t *points,
                      struct error *err);

/* figure[count][targets] at value[count][unknowns], on batches first_batch, first_batch + step, ...; those not done are NaN.
 * *done: how many are. */
bool calibration_figures(const struct calibration *calibration, size_t count, const double *value, uint64_t first_batch, unsigned step,
                         double *figure, size_t *done, struct error *err);

#endif
