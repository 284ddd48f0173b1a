/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution_parts.h"
#include "inverse.h"
#include <gsl/gsl_cdf.h>
#include <math.h>

/* A pert law is a beta law on [low, high] whose mean is (low + 4 mode + high)/6: D. G. Malcolm and others, Operations Research 7
 * (1959) 646, doi:10.1287/opre.7.5.646. */
struct pert {
  double alpha, beta, width;
};

static struct pert pert(const struct law *law) {
  const double width = law->c - law->a;
  return (struct pert){1 + 4 * (law->b - law->a) / width, 1 + 4 * (law->c - law->b) / width, width};
}

static struct tails triangular_tails(const struct law *law, double x) {
  const double low = law->a, mode = law->b, high = law->c;
  if (x <= low) return (struct tails){0, 1};
  if (x >= high) return (struct tails){1, 0};
  if (x <= mode) {
    const double lower = (x - low) * (x - low) / ((high - low) * (mode - low));
    return (struct tails){lower, 1 - lower};
  }
  const double upper = (high - x) * (high - x) / ((high - low) * (high - mode));
  return (struct tails){1 - upper, upper};
}

static struct tails pert_tails(const struct law *law, double x) {
  const struct pert as = pert(law);
  const double up = (x - law->a) / as.width, down = (law->c - x) / as.width;
  return (struct tails){gsl_cdf_beta_P(up, as.alpha, as.beta), gsl_cdf_beta_P(down, as.beta, as.alpha)};
}

static struct tails score_tails(double score) {
  return (struct tails){gsl_cdf_ugaussian_P(score), gsl_cdf_ugaussian_Q(score)};
}

static double share(double part, double whole) {
  return fmin(fmax(part / whole, 0), 1);
}

struct tails law_tails(const struct law *law, double x) {
  switch (law->kind) {
  case LAW_UNIFORM: return (struct tails){share(x - law->a, law->b - law->a), share(law->b - x, law->b - law->a)};
  case LAW_TRIANGULAR: return triangular_tails(law, x);
  case LAW_PERT: return pert_tails(law, x);
  case LAW_NORMAL: return score_tails((x - law->a) / law->b);
  case LAW_LOGNORMAL: return score_tails(x > 0 ? (log(x) - law->a) / law->b : -INFINITY);
  case LAW_BETA: return (struct tails){gsl_cdf_beta_P(x, law->a, law->b), gsl_cdf_beta_Q(x, law->a, law->b)};
  case LAW_GAMMA: return (struct tails){gsl_cdf_gamma_P(x, law->a, law->b), gsl_cdf_gamma_Q(x, law->a, law->b)};
  case LAW_EXPONENTIAL: return x > 0 ? (struct tails){-expm1(-x / law->a), exp(-x / law->a)} : (struct tails){0, 1};
  case LAW_CONSTANT:
  case LAW_POINTS: break;
  }
  return x < law->a ? (struct tails){0, 1} : (struct tails){1, 0};
}

struct support law_support(const struct law *law) {
  struct support whole = {-INFINITY, INFINITY};
  switch (law->kind) {
  case LAW_CONSTANT: whole = (struct support){law->a, law->a}; break;
  case LAW_UNIFORM: whole = (struct support){law->a, law->b}; break;
  case LAW_TRIANGULAR:
  case LAW_PERT: whole = (struct support){law->a, law->c}; break;
  case LAW_BETA: whole = (struct support){0, 1}; break;
  case LAW_LOGNORMAL:
  case LAW_GAMMA:
  case LAW_EXPONENTIAL: whole.low = 0; break;
  case LAW_POINTS: whole = (struct support){law->value[0], law->value[law->count - 1]}; break;
  case LAW_NORMAL: break;
  }
  return (struct support){fmax(whole.low, law->low), fmin(whole.high, law->high)};
}

/* How many of the points have a cumulative probability below p. */
static size_t points_below(const struct law *law, double p) {
  size_t low = 0, high = law->count - 1;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (law->cumulative[middle] < p) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* How many of the values are at most x. */
static size_t points_to(const struct law *law, double x) {
  size_t low = 0, high = law->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (law->value[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

double law_cdf(const struct law *law, double x) {
  if (law->kind == LAW_POINTS) {
    const size_t count = points_to(law, x);
    return count ? law->cumulative[count - 1] : 0;
  }
  if (law->kind == LAW_CONSTANT) return x >= law->a;
  if (x <= law->low) return 0;
  if (x >= law->high) return 1;
  const struct tails at = law_tails(law, x);
  return at.lower <= at.upper ? share(at.lower - law->mass_low, law->mass) : 1 - share(at.upper - law->mass_high, law->mass);
}

static double triangular_inverse(const struct law *law, struct tails at) {
  const double left = law->b - law->a, right = law->c - law->b, width = law->c - law->a;
  return at.lower * width <= left ? law->a + sqrt(at.lower * width * left) : law->c - sqrt(at.upper * width * right);
}

static double pert_inverse(const struct law *law, struct tails at) {
  const struct pert as = pert(law);
  const double t = beta_logit(as.alpha, as.beta, at.lower, at.upper);
  return t < 0 ? law->a + as.width * logistic(t) : law->c - as.width * logistic(-t);
}

static double score_of(struct tails at) {
  return at.lower <= at.upper ? gsl_cdf_ugaussian_Pinv(at.lower) : gsl_cdf_ugaussian_Qinv(at.upper);
}

/* The point with these tails in the untruncated law. */
static double inverse(const struct law *law, struct tails at) {
  switch (law->kind) {
  case LAW_UNIFORM: return at.lower <= at.upper ? law->a + (law->b - law->a) * at.lower : law->b - (law->b - law->a) * at.upper;
  case LAW_TRIANGULAR: return triangular_inverse(law, at);
  case LAW_PERT: return pert_inverse(law, at);
  case LAW_NORMAL: return law->a + law->b * score_of(at);
  case LAW_LOGNORMAL: return exp(law->a + law->b * score_of(at));
  case LAW_BETA: return logistic(beta_logit(law->a, law->b, at.lower, at.upper));
  case LAW_GAMMA: return law->b * exp(gamma_log(law->a, at.lower, at.upper));
  case LAW_EXPONENTIAL: return at.lower <= at.upper ? -law->a * log1p(-at.lower) : -law->a * log(at.upper);
  case LAW_CONSTANT: break;
  case LAW_POINTS: return law->value[points_below(law, at.lower)];
  }
  return law->a;
}

static double inside(const struct law *law, double x) {
  const struct support support = law_support(law);
  return fmin(fmax(x, support.low), support.high);
}

/* The point with these tails in the law as it is. */
static double quantile(const struct law *law, double lower, double upper) {
  if (law->kind == LAW_CONSTANT || law->kind == LAW_POINTS) return inverse(law, (struct tails){lower, upper});
  const struct tails whole = {law->mass_low + lower * law->mass, law->mass_high + upper * law->mass};
  return inside(law, inverse(law, whole));
}

double law_quantile(const struct law *law, double p) {
  return quantile(law, p, 1 - p);
}

double law_at_score(const struct law *law, double z) {
  if (law->kind == LAW_NORMAL && law->mass == 1) return inside(law, law->a + law->b * z);
  if (law->kind == LAW_LOGNORMAL && law->mass == 1) return inside(law, exp(law->a + law->b * z));
  return quantile(law, gsl_cdf_ugaussian_P(z), gsl_cdf_ugaussian_Q(z));
}
