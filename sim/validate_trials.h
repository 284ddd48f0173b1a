/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate_trials: a model's studies, run with any coefficients on the same luck, and what they say of the published facts. */
#ifndef ENTENTE_VALIDATE_TRIALS_H
#define ENTENTE_VALIDATE_TRIALS_H
#include "fact_measure.h"

struct trials_options {
  uint64_t runs, seed;
  unsigned threads;       /* 0: all cores */
  enum vector vector;     /* VECTOR_COUNT: the widest */
  const atomic_int *stop; /* as in engine_options */
};

/* The studies, ready to be run again and again on the same luck. */
struct trials {
  const struct model *model;
  const struct evidence *evidence;
  struct trials_options options;
  struct study populations, contest; /* with coefficients of the model's table */
  struct sampler *sampler;           /* [2] of populations, of the contest; owned */
  double *coefficient;               /* [coefficient_count] of the last run; owned */
  struct records *study;             /* [evidence->study_count]; owned */
  struct observed observed;
};

/* Fails (status usage) for a model without evidence. */
bool trials_open(struct trials *, const struct model *, const struct trials_options *, struct error *err);
void trials_close(struct trials *); /* takes a zeroed struct */

/* Run all studies with these coefficients (NULL: the model's own) and measure: figure[fact_count]. *done is false if stopped. */
bool trials_run(struct trials *, const double *coefficient, bool calibrated_only, struct figure *figure, bool *done, struct error *err);
/* The yardstick in the place of the model: its records overwrite those of the last run, but for inputs. */
bool trials_yardstick(struct trials *, const double *coefficient, bool calibrated_only, struct figure *figure, struct error *err);

/* How the facts are met. */
enum use { USE_CHECK, USE_CALIBRATED, USES };
struct score {
  double misfit[USES]; /* sum of squared distances from the bands, in their half-widths (known_fact_misfit) */
  double error[USES];  /* standard error of that, at most: facts share their runs, so their errors are added as if all went together */
  size_t missed[USES], facts[USES];
};
struct score score_of(const struct trials *, const struct figure *);
double score_misfit(const struct score *); /* of all facts */
double score_error(const struct score *);  /* of that */
#define SCORE_WIDTH 1.959963984540054      /* standard errors to each side of a 95 % interval */

#endif
