/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate: tallies -> numbers with their errors.
 *
 * Every interval is two-sided at CONFIDENCE unless another level is asked for. A bound that the runs cannot give is NaN (missing).
 * Quantiles of Student's t come from GSL and are rounded to single precision, so that machines agree; the rest is + - * / and sqrt. */
#ifndef ENTENTE_ESTIMATE_H
#define ENTENTE_ESTIMATE_H
#include "tally.h"

#define CONFIDENCE 0.95
#define WORST_SHARE 0.05 /* of the runs, in the mean of the worst */

struct estimate {
  double value, low, high;
  uint64_t n; /* runs that it rests on */
};

/* Quantile of Student's t: P(|T| <= factor) = level. Needs freedom >= 1, else NaN. */
double t_factor(double level, double freedom);

/* A mean, by Student's t. */
struct estimate estimate_mean(struct moments, double level);

/* A share: E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, 209-212.
 * Needs successes <= n. */
struct estimate estimate_share(uint64_t successes, uint64_t n);

/* Difference of two shares of the same runs, from the runs that count for the first alone and for the second alone: half a run more in
 * each of the four cells, then the paired normal interval (A. Agresti, Y. Min (2005), "Simple improved confidence intervals for comparing
 * matched proportions", Statistics in Medicine 24, 729-740). */
struct estimate estimate_share_difference(uint64_t first_alone, uint64_t second_alone, uint64_t n);

/* The mean of an outcome of a scenario over runs where it is not missing: by estimate_share for shares, else by estimate_mean. */
struct estimate estimate_outcome(const struct tally *, size_t scenario, size_t outcome);

/* Where the p-quantile of n values lies among the sorted ones. */
struct ranks {
  double at;          /* fractional rank of the estimate, from 0: linear interpolation between neighbours */
  uint64_t low, high; /* ranks of the interval's ends */
  bool has_low, has_high;
};
/* Distribution-free: P(value[low] <= quantile <= value[high]) >= CONFIDENCE, by exact binomial tails in plain arithmetic
 * (H. A. David, H. N. Nagaraja, Order Statistics, 3rd ed. 2003, section 7.1). Takes about 40 sqrt(n) steps; p in (0, 1). */
struct ranks ranks_of_quantile(uint64_t n, double p);
/* Missing values count as larger than all others; a quantile among them is missing. */
struct estimate estimate_quantile(const struct sorted *, const struct ranks *);

/* Standard deviation (divisor n) by its large-sample standard error sqrt((m4 - m2^2)/(4 n m2)), m2 and m4 central moments
 * (M. G. Kendall, A. Stuart, The Advanced Theory of Statistics, vol. 1, section 10.9). */
struct estimate estimate_sd(const struct sorted *, struct moments);

/* Root of the mean squared shortfall below the mean, E max(mean - x, 0)^2 (H. Markowitz, Portfolio Selection, 1959, chapter 9), by the
 * delta method, the error of the mean included. */
struct estimate estimate_semideviation(const struct sorted *, struct moments);

/* Mean of the worst WORST_SHARE of the values (the smallest, or the largest): conditional value at risk. Interval by the delta
 * method: variance of the mean's excess beyond the quantile (A. A. Trindade, S. Uryasev, A. Shapiro, G. Zrazhevsky (2007),
 * "Financial prediction with constrained tail risk", Journal of Banking & Finance 31, 3524-3538).
 * Missing where a missing value is among the worst. */
struct estimate estimate_worst(const struct sorted *, bool largest);

/* Probability that a value is below x, by a search in the sorted values. */
struct estimate estimate_below(const struct sorted *, double x);

#endif
