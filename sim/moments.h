/* SPDX-License-Identifier: GPL-3.0-or-later */
/* moments: count, mean and sum of squared deviations of a set of values, mergeable.
 *
 * Merging is by T. F. Chan, G. H. Golub, R. J. LeVeque (1979), "Updating formulae and a pairwise algorithm for computing sample
 * variances", Stanford STAN-CS-79-773. A constant has squares exactly 0. */
#ifndef ENTENTE_MOMENTS_H
#define ENTENTE_MOMENTS_H

struct moments {
  double count, mean, squares;
};

static inline void moments_merge(struct moments *into, const struct moments *from) {
  if (from->count == 0) return;
  if (into->count == 0) {
    *into = *from;
    return;
  }
  const double count = into->count + from->count, gap = from->mean - into->mean, part = from->count / count;
  into->squares += from->squares + gap * gap * into->count * part;
  into->mean += gap * part;
  into->count = count;
}

double moments_variance(const struct moments *); /* divisor n - 1; NaN for fewer than two values */
double moments_sd(const struct moments *);       /* divisor n, as in trajectories; NaN for none */
double moments_se(const struct moments *);       /* of the mean; NaN for fewer than two values */

#endif
