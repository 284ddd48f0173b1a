/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distribution: the laws that a cell of a sheet can name.
 *
 * A law is drawn by inversion of one uniform, so that scenarios share their luck. Its arguments are checked when it is made
 * (GSL's samplers and inverses check nothing). Truncation conditions the law on an interval; it does not clip. */
#ifndef ENTENTE_DISTRIBUTION_H
#define ENTENTE_DISTRIBUTION_H
#include "error.h"
#include <stddef.h>

enum law_kind {
  LAW_CONSTANT,
  LAW_UNIFORM,
  LAW_TRIANGULAR,
  LAW_PERT,
  LAW_NORMAL,
  LAW_LOGNORMAL,
  LAW_BETA,
  LAW_GAMMA,
  LAW_EXPONENTIAL,
  LAW_POINTS
};

struct law {
  enum law_kind kind;
  double a, b, c;                   /* constant: value; uniform: low, high; triangular and pert: low, mode, high;
                              normal: mean, sd; lognormal: ln median, ln gsd; beta: alpha, beta; gamma: shape, scale; exponential: mean */
  double low, high;                 /* conditioned on [low, high]; -inf and inf where not truncated */
  double mass_low, mass, mass_high; /* probability below, inside and above [low, high] of the untruncated law */
  size_t count;                     /* points: bernoulli, choice, data: values ascending, no two equal */
  double *value;                    /* [count], owned */
  double *cumulative;               /* [count], probability of at most value[i]; the last is 1; owned */
};

/* Names as a sheet writes them: uniform a b; triangular a mode b; pert a mode b; normal mean sd; lognormal median gsd;
 * beta alpha beta; beta_mean_sd mean sd; gamma shape scale; exponential mean; bernoulli p; choice v1 v2 ...;
 * (weights of `choice` in weight, or NULL for equal ones). Fails, saying what is allowed, on a wrong number of arguments or
 * arguments outside the law's domain. A law without variance (uniform 3 3, normal 2 0) becomes LAW_CONSTANT. */
bool law_make(struct law *law, const char *name, const double *argument, const double *weight, size_t count, struct error *err);
extern const char *const law_names[];
extern const size_t law_name_count;
void law_constant(struct law *law, double value);
/* Resampling of observed values, each equally likely. */
bool law_data(struct law *law, const double *value, size_t count, struct error *err);
/* An expert's 90 % interval (5 % and 95 % points) for a parameter with range [low, high]: [0, 1]: beta; low < 0: normal; else
 * lognormal. Fails with what to write instead where no such law exists, or none that is not too steep. */
bool law_interval(struct law *law, double q05, double q95, double low, double high, struct error *err);

/* Condition on [low, high]. *cut = the probability cut away. Fails if (nearly) nothing is left. */
bool law_truncate(struct law *law, double low, double high, double *cut, struct error *err);

bool law_copy(struct law *to, const struct law *from, struct error *err);
void law_free(struct law *law); /* takes a zeroed struct */
bool law_equal(const struct law *x, const struct law *y);
static inline bool law_is_constant(const struct law *law) {
  return law->kind == LAW_CONSTANT;
}

double law_cdf(const struct law *law, double x);
/* p in [0, 1]; the smallest x with cdf(x) >= p. Upper tails are computed from the upper tail. */
double law_quantile(const struct law *law, double p);
/* Quantile at a standard normal score: law_quantile(Phi(z)), accurate in both tails. */
double law_at_score(const struct law *law, double z);
double law_mean(const struct law *law);
double law_sd(const struct law *law);
/* "beta 4 6", for inputs.csv and check: the law in the sheet's words. At most size - 1 bytes. */
void law_describe(const struct law *law, char *out, size_t size);

#endif
