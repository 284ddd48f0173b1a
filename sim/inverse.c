/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inverse.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

/* In t = ln(x / (1 - x)) the beta law has a log-concave density, and so has the gamma law in t = ln x. Then the logarithm of
 * each tail is a concave function of t, on which Newton's method from the far side never passes the root. */

enum { STEPS_MOST = 200 };

/* A tail that grows with t. */
struct tail {
  enum { BETA_LOWER, GAMMA_LOWER, GAMMA_UPPER } kind;
  double a, b, constant; /* shapes, and the logarithm of the density's constant */
};

double log_logistic(double t) {
  return t < 0 ? t - log1p(exp(t)) : -log1p(exp(-t));
}

double logistic(double t) {
  return exp(log_logistic(t));
}

/* Logarithm of the tail at t, its slope, and its bend (second derivative). */
struct log_tail {
  double value, slope, bend;
};

static struct log_tail log_tail(double tail, double log_density, double score) {
  const double slope = exp(log_density) / tail;
  return (struct log_tail){log(tail), slope, slope * (score - slope)};
}

static struct log_tail beta_at(const struct tail *of, double t) {
  const double log_x = log_logistic(t), log_y = log_logistic(-t), x = exp(log_x), y = exp(log_y);
  const double tail = x <= 0.5 ? gsl_cdf_beta_P(x, of->a, of->b) : gsl_cdf_beta_Q(y, of->b, of->a);
  return log_tail(tail, of->a * log_x + of->b * log_y + of->constant, of->a * y - of->b * x);
}

static struct log_tail tail_at(const struct tail *of, double t) {
  if (of->kind == BETA_LOWER) return beta_at(of, t);
  const bool lower = of->kind == GAMMA_LOWER;
  const double log_x = lower ? t : -t, x = exp(log_x), score = of->a - x;
  const double tail = lower ? gsl_cdf_gamma_P(x, of->a, 1) : gsl_cdf_gamma_Q(x, of->a, 1);
  return log_tail(tail, of->a * log_x - x + of->constant, lower ? score : -score);
}

/* Halley's step towards value = target; NaN or too long where the tail underflows. */
static double step_towards(struct log_tail at, double target) {
  const double miss = target - at.value, newton = miss / at.slope;
  return newton / fmax(0.5, 1 + miss * at.bend / (2 * at.slope * at.slope));
}

/* t where the tail is exp(target): from start, kept between what is known to be too low and too high. */
static double tail_inverse(const struct tail *of, double target, double low, double start) {
  double high = INFINITY, t = fmax(start, low);
  for (int i = 0; i < STEPS_MOST; i++) {
    const struct log_tail at = tail_at(of, t);
    const double next = t + step_towards(at, target);
    if (fabs(at.value - target) < 1e-5 && isfinite(next)) return next; /* the step's error is the cube of this */
    if (at.value < target) low = t;
    else high = t;
    if (next > low && next < high) t = next;
    else if (isinf(high)) t += 1 + fabs(t);
    else if (isinf(low)) t -= 1 + fabs(t);
    else t = low + (high - low) / 2;
  }
  return t;
}

/* The density times exp(-shape t) is highest far down, which bounds the tail from above: exp(shape t + constant) / shape. */
static double foot(const struct tail *of, double target) {
  return (target + log(of->a) - of->constant) / of->a;
}

static double beta_lower(double alpha, double beta, double p) {
  if (p <= 0) return -INFINITY;
  const struct tail tail = {BETA_LOWER, alpha, beta, -gsl_sf_lnbeta(alpha, beta)};
  const double low = foot(&tail, log(p));
  if (log(alpha + beta) + low < -40) return low; /* the bound is the tail itself */
  const double middle = log(alpha / beta), spread = sqrt(1 / alpha + 1 / beta);
  return tail_inverse(&tail, log(p), low, middle + spread * gsl_cdf_ugaussian_Pinv(p));
}

double beta_logit(double alpha, double beta, double p, double q) {
  return p <= q ? beta_lower(alpha, beta, p) : -beta_lower(beta, alpha, q);
}

/* E. B. Wilson, M. M. Hilferty, PNAS 17 (1931) 684, doi:10.1073/pnas.17.12.684. */
static double gamma_guess(double shape, double score) {
  const double root = 1 - 1 / (9 * shape) + score / (3 * sqrt(shape));
  return root > 0 ? log(shape) + 3 * log(root) : -INFINITY;
}

double gamma_log(double shape, double p, double q) {
  if (p <= 0) return -INFINITY;
  if (q <= 0) return INFINITY;
  const double constant = -gsl_sf_lngamma(shape);
  if (p > q) {
    const struct tail tail = {GAMMA_UPPER, shape, 0, constant};
    const double guess = gamma_guess(shape, gsl_cdf_ugaussian_Qinv(q));
    return -tail_inverse(&tail, log(q), -INFINITY, isinf(guess) ? 0 : -guess);
  }
  const struct tail tail = {GAMMA_LOWER, shape, 0, constant};
  const double low = foot(&tail, log(p));
  if (low < -40) return low;
  return tail_inverse(&tail, log(p), low, gamma_guess(shape, gsl_cdf_ugaussian_Pinv(p)));
}
