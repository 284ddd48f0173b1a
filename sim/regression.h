/* SPDX-License-Identifier: GPL-3.0-or-later */
/* regression: how an outcome of runs goes with many inputs at once. Linear by least squares; how fast runs end by pooled logistic
 * regression (D. R. Cox (1972), "Regression models and life-tables", JRSS B 34, section 6: months as Bernoulli trials), by Newton's method.
 *
 * Inputs do not change over the months of a run, so all its months at risk enter as one binomial row: the same likelihood as month by
 * month. Months of one run are not independent: errors are clustered by run (K.-Y. Liang, S. L. Zeger (1986), "Longitudinal data analysis
 * using generalized linear models", Biometrika 73, 13-22), which also covers a model that is only nearly right. */
#ifndef ENTENTE_REGRESSION_H
#define ENTENTE_REGRESSION_H
#include "figure.h"

/* Inputs, standardised to mean 0 and variance 1 (divisor n). Constant inputs have no column. */
struct design_matrix {
  size_t rows, columns;
  double *x;      /* [row][columns + 1], the first entry of each row is 1; owned */
  size_t *column; /* [inputs] where an input is, from 1; 0 for a constant one; owned */
};
bool design_matrix_make(struct design_matrix *, const double *const *input, size_t inputs, size_t rows, struct error *err);
void design_matrix_free(struct design_matrix *); /* takes a zeroed struct */

/* R squared of y on all columns, with an interval from its influence function. Missing for a constant y. Fails (status failed) where
 * columns are linearly dependent. */
bool regression_explained(struct figure *, const struct design_matrix *, const double *y, struct error *err);

struct logistic {
  size_t count;     /* columns + 1 */
  double *estimate; /* [count] log-odds a month: first the constant, then by column; owned */
  double *se;       /* [count] clustered by run; owned */
  double *naive;    /* [count] as if months were independent; owned */
};
/* left[row]: 1 if the run ended in that way in its last month, else 0; months[row] >= 1: at risk. Fails where columns are dependent, or no
 * run or every month ended so, or the iteration does not settle. */
bool regression_logistic(struct logistic *, const struct design_matrix *, const double *left, const double *months, struct error *err);
void logistic_free(struct logistic *); /* takes a zeroed struct */
/* exp of an estimate: the odds ratio a month, which is the hazard ratio where endings a month are rare. */
struct figure logistic_ratio(const struct logistic *, size_t column, uint64_t rows);

#endif
