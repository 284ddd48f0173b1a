/* SPDX-License-Identifier: GPL-3.0-or-later */
/* least_squares: a sum of squared residuals made small on a small budget, where each evaluation is a simulation.
 *
 * K. Levenberg (1944), "A method for the solution of certain non-linear problems in least squares", Quarterly of Applied Mathematics 2,
 * 164-168: slopes by differences of a wide step (simulated shares are staircases), damped steps, variables kept inside their bounds. */
#ifndef ENTENTE_LEAST_SQUARES_H
#define ENTENTE_LEAST_SQUARES_H
#include "error.h"

struct variable_range {
  double low, high;
  double step; /* of a difference, > 0; variables are scaled by it */
};

struct least_squares {
  size_t variables, residuals;
  const struct variable_range *range; /* [variables] */
  /* residual[residuals] at x[variables]; a failure ends the search. */
  bool (*evaluate)(void *context, const double *x, double *residual, struct error *err);
  void *context;
  unsigned budget; /* evaluations, at least 1 */
};

/* From x, inside the bounds, to the best x seen. *cost: its sum of squares; *used: evaluations done. */
bool least_squares(const struct least_squares *, double *x, double *cost, unsigned *used, struct error *err);

#endif
