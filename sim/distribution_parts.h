/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distribution_parts: what the files of distribution share among themselves. */
#ifndef ENTENTE_DISTRIBUTION_PARTS_H
#define ENTENTE_DISTRIBUTION_PARTS_H
#include "distribution.h"

/* Shapes of beta and gamma laws. Below the least, a law is all but a choice of two values, and steps too steeply to be tabulated. */
#define SHAPE_LEAST 0.02
#define SHAPE_MOST 1e5

struct tails {
  double lower, upper;
}; /* probabilities below and above a point: each exact where it is small */
struct support {
  double low, high;
};

/* Tails at x of a law with a density, not truncated. */
struct tails law_tails(const struct law *law, double x);
/* Where the law has its mass; truncation considered. */
struct support law_support(const struct law *law);

/* A law on points from values (not sorted) and weights (NULL: equal ones); equal values merge, those of weight 0 go. */
bool points_make(struct law *law, const double *value, const double *weight, size_t count, struct error *err);
/* Keep the points inside [low, high]; *cut as in law_truncate. */
bool points_truncate(struct law *law, double low, double high, double *cut, struct error *err);

/* "nothing of it lies in 0 to 1" */
bool fail_truncated(double low, double high, struct error *err);

#endif
