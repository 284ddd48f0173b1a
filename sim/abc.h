/* SPDX-License-Identifier: GPL-3.0-or-later */
/* abc: the set of points that meet targets within a tolerance: approximate Bayesian computation by population Monte Carlo.
 *
 * Before anything is simulated all values of an unknown's range are equally likely. A point is as acceptable as the kernel
 * exp(-misfit/(2 tolerance^2)) says; with tolerance 1 that is as much as a target's sd allows if its error is normal, and the weighted points
 * are a sample of the exact posterior distribution under such errors (R. D. Wilkinson (2013), "Approximate Bayesian computation (ABC)
 * gives exact results under the assumption of model error", Statistical Applications in Genetics and Molecular Biology 12, 129-141).
 * Every point has runs of its own, so that simulation error widens what is accepted instead of shifting it unseen.
 *
 * Generations: the first is spread over the ranges. From each the next is drawn around its points, chosen by their weights, with a
 * normal kernel of half their covariance (M. A. Beaumont, J.-M. Cornuet, J.-M. Marin, C. P. Robert (2009), "Adaptive approximate Bayesian
 * computation", Biometrika 96, 983-990), a tenth from the whole ranges so that no weight can grow large (T. Hesterberg (1995), "Weighted
 * average importance sampling and defensive mixture distributions", Technometrics 37, 185-194). Weights are prior over proposal times
 * kernel. The tolerance falls as far as leaves a quarter of the points effective (P. Del Moral, A. Doucet, A. Jasra (2012), "An adaptive
 * sequential Monte Carlo method for approximate Bayesian computation", Statistics and Computing 22, 1009-1020), and it ends when at the
 * wanted tolerance half of them are, or when it falls no more. */
#ifndef ENTENTE_ABC_H
#define ENTENTE_ABC_H
#include "calibrate_finding.h"

enum { ABC_POINTS_DEFAULT = 1000, ABC_POINTS_LEAST = 50, ABC_POINTS_MOST = 100000, ABC_GENERATIONS_MOST = 15 };

struct abc_options {
  size_t points;    /* of a generation */
  double tolerance; /* to be reached; 1: targets' sds as they are */
};

struct abc_generation {
  double tolerance, effective; /* number of equally weighted points that would be worth as much: (sum w)^2 / sum w^2 */
  double least, median;        /* of the misfits */
  uint64_t points;             /* simulated up to here */
};

struct abc {
  size_t points, unknowns, targets;
  double *score, *value; /* [points][unknowns] of the last whole generation; owned, like all that follows */
  double *figure;        /* [points][targets] */
  double *misfit;        /* [points]; infinite where a figure is missing */
  double *weight;        /* [points], summing to 1 */
  struct abc_generation generation[ABC_GENERATIONS_MOST];
  size_t generations; /* 0: it ended before the first was done */
  bool reached;       /* the wanted tolerance, with half of the points effective */
  bool complete;      /* not ended by a signal or by time */
};

bool abc_run(struct abc *abc, const struct calibration *calibration, const struct abc_options *options, struct error *err);
void abc_free(struct abc *abc); /* takes a zeroed struct */

/* Weighted quantiles of one quantity of the points: column of [points][stride]; p ascending; out[count]. Missing values have no weight. */
bool abc_quantiles(const struct abc *abc, const double *column, size_t stride, const double *p, size_t count, double *out,
                   struct error *err);
/* Medians, standard deviations, 95 % intervals between quantiles, correlations. finding[unknowns]. */
bool abc_findings(const struct abc *abc, const struct calibration *calibration, struct finding *finding, struct error *err);
/* Chance that a target's value, observed again with its error, would be below what it is. */
double abc_chance_below(const struct abc *abc, const struct calibration *calibration, size_t target);

#endif
