/* SPDX-License-Identifier: GPL-3.0-or-later */
/* inverse: quantiles of the beta and gamma laws by one method that neither hangs nor gives up, which GSL's own inverses do for
 * some shapes.
 *
 * Both take the two tails p and q = 1 - p and work from the smaller one. Shapes from 1e-3 to 1e5; there GSL's distribution
 * functions, on which this stands, raise no error. The tail at the result is right to 1e-10 of itself (1e-6 for gamma shapes
 * above 1e4, as GSL's function is). */
#ifndef ENTENTE_INVERSE_H
#define ENTENTE_INVERSE_H

/* Log-odds ln(x / (1 - x)) of the quantile of beta(alpha, beta); -inf for p = 0, inf for q = 0. */
double beta_logit(double alpha, double beta, double p, double q);

/* Logarithm of the quantile of gamma(shape, 1). */
double gamma_log(double shape, double p, double q);

/* 1 / (1 + exp(-t)), and its logarithm without loss in either tail. */
double logistic(double t);
double log_logistic(double t);

#endif
