/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate_errors: how sure the best point is, and whether the model meets the targets there.
 *
 * Near the best point figures are taken to be linear in the unknowns, their slopes central differences over about a standard error,
 * averaged over batches. With A the slopes in units of the targets' sds and the ranges' standard deviations, and S the covariance of the
 * figures' simulation error in units of sds (from batches at the best point), the minimum-distance estimate has the covariance
 * (A'A)^-1 A'(I + S)A (A'A)^-1 (C. Gourieroux, A. Monfort, Simulation-Based Econometrics, 1996, 2.3). The targets' errors are taken to be
 * normal and independent. Correlations are those of (A'(I + S)^-1 A + I)^-1, I standing for what the ranges alone say. */
#ifndef ENTENTE_CALIBRATE_ERRORS_H
#define ENTENTE_CALIBRATE_ERRORS_H
#include "calibrate_finding.h"

enum { ERROR_BATCHES = 40, SLOPE_BATCHES = 8 };

struct calibration_errors {
  double *figure; /* [targets] at the best point on batch 0, owned, as are: */
  double *noise;  /* [targets][targets] covariance of the simulation error of a figure */
  double *slope;  /* [targets][unknowns] */
  struct finding finding[UNKNOWNS_MOST];
  double misfit, fresh, fresh_sd; /* on batch 0; its mean and standard deviation over batches that the search has not seen */
  double chi_square, chance;      /* misfit that remains, simulation error allowed for, and the chance of one as large or larger */
  size_t freedom;                 /* 0: as many unknowns as targets, and chance is NaN */
};

/* At value[unknowns]. *done is false where the calibration ended before all was simulated: then only figure and misfit are there, the
 * findings without errors. */
bool calibration_errors_make(struct calibration_errors *errors, const struct calibration *calibration, const double *value, bool *done,
                             struct error *err);
void calibration_errors_free(struct calibration_errors *errors); /* takes a zeroed struct */

#endif
