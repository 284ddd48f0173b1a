/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate_fit: coefficients fitted to the calibrated facts, on a budget of evaluations.
 *
 * Residuals are distances from the bands in half-widths, counted from a little inside, so that a fit does not end on an edge. */
#ifndef ENTENTE_VALIDATE_FIT_H
#define ENTENTE_VALIDATE_FIT_H
#include "validate_trials.h"

enum {
  FIT_RUNS = 2048,       /* of each study in an evaluation */
  FIT_EVALUATIONS = 140, /* of a fit */
  YARDSTICK_MOST = 32,   /* coefficients of a yardstick */
  FACTS_MOST = 64
};
#define FIT_FACTOR 4.0 /* a coefficient of the model may move from a quarter to four times its value (a share at most to 1) */

/* The yardstick: coefficient[yardstick->coefficient_count]. The trials must have been run, for their inputs. */
bool fit_yardstick(double *coefficient, struct trials *, unsigned budget, struct error *err);

/* The model: coefficient[coefficient_count], where fitting starts and what it gives. Only fitted coefficients that stand at the model's
 * value move; *fitted: how many. */
bool fit_model(double *coefficient, size_t *fitted, struct trials *, unsigned budget, struct error *err);

/* Coefficients that were fitted to the calibrated facts: their basis says so. */
bool coefficient_is_fitted(const struct coefficient *);

#endif
