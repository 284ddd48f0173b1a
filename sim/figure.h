/* SPDX-License-Identifier: GPL-3.0-or-later */
/* figure: columns of numbers, a row a run, runs independent -> a figure with its standard error and interval.
 *
 * Standard errors are those of the influence function (F. R. Hampel (1974), "The influence curve and its role in robust estimation",
 * JASA 69, 383-393): the standard deviation over runs of what each adds to the figure, over sqrt(n). They need no normal law. Intervals
 * are at CONFIDENCE. Rows in which a column is NaN are left out. */
#ifndef ENTENTE_FIGURE_H
#define ENTENTE_FIGURE_H
#include "estimate.h"

struct figure {
  double value, se;
  double low, high; /* of the interval */
  uint64_t n;       /* runs that it rests on */
};
#define NO_FIGURE ((struct figure){NAN, NAN, NAN, NAN, 0})

/* Share of n: Wilson's interval. */
struct figure figure_share(uint64_t successes, uint64_t n);

/* Correlation: interval by R. A. Fisher's transform (1921), atanh r +- quantile x se/(1 - r^2). NaN where a column is constant. */
struct figure figure_correlation(const double *x, const double *y, size_t n);

/* What is left of a correlation when both columns are standardised and measured with noise (survey.h): correlation of
 * sqrt(rel) x + sqrt(1 - rel) noise. The standard error takes into account that standardising is exact. */
struct figure figure_noisy_correlation(const double *x, const double *x_noise, const double *y, const double *y_noise, size_t n,
                                       double reliability);

/* The size of a figure, with the interval folded at 0. */
struct figure figure_size(struct figure);

/* Ratio of means of a over b, run by run on the same luck: delta method. */
struct figure figure_ratio(const double *a, const double *b, size_t n);

#endif
