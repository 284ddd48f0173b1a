/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution_parts.h"
#include "inverse.h"
#include "number.h"
#include <gsl/gsl_cdf.h>
#include <math.h>

/* Normal score of 95 %. */
static const double z95 = 1.6448536269514722;

enum { STEPS_MOST = 200, HALVINGS_MOST = 40 };

/* Two unknowns or two residuals. */
struct pair {
  double x, y;
};

static double score_of(struct tails at) {
  return at.lower <= at.upper ? gsl_cdf_ugaussian_Pinv(at.lower) : gsl_cdf_ugaussian_Qinv(at.upper);
}

/* How far, in normal scores, beta(exp x, exp y) is from having its 5 % and 95 % points where they should be. */
static struct pair residual(struct pair shape, struct pair at) {
  const struct law law = {.kind = LAW_BETA, .a = exp(shape.x), .b = exp(shape.y)};
  return (struct pair){score_of(law_tails(&law, at.x)) + z95, score_of(law_tails(&law, at.y)) - z95};
}

static double size(struct pair p) {
  return hypot(p.x, p.y);
}

/* Newton's step for the residuals r at a shape, at most 1 in each logarithm. */
static struct pair newton_step(struct pair shape, struct pair at, struct pair r) {
  const double h = 1e-5;
  const struct pair px = residual((struct pair){shape.x + h, shape.y}, at), mx = residual((struct pair){shape.x - h, shape.y}, at);
  const struct pair py = residual((struct pair){shape.x, shape.y + h}, at), my = residual((struct pair){shape.x, shape.y - h}, at);
  const double a = (px.x - mx.x) / (2 * h), b = (py.x - my.x) / (2 * h), c = (px.y - mx.y) / (2 * h), d = (py.y - my.y) / (2 * h);
  const double determinant = a * d - b * c;
  const struct pair step = {(b * r.y - d * r.x) / determinant, (c * r.x - a * r.y) / determinant};
  const double scale = 1 / fmax(1, fmax(fabs(step.x), fabs(step.y)));
  return (struct pair){step.x * scale, step.y * scale};
}

static double log_shape_inside(double x) {
  return fmin(fmax(x, log(SHAPE_LEAST)), log(SHAPE_MOST));
}

/* A shape with the same log-odds on average and the same spread of them, nearly; (1, 1) where that is hopeless. */
static struct pair shape_guess(struct pair at) {
  const double low = log(at.x) - log1p(-at.x), high = log(at.y) - log1p(-at.y);
  const double mean = logistic((low + high) / 2), spread = (high - low) / (2 * z95), k = 1 / (spread * spread * mean * (1 - mean));
  const struct pair guess = {log_shape_inside(log(mean * k)), log_shape_inside(log((1 - mean) * k))};
  return isfinite(size(residual(guess, at))) ? guess : (struct pair){0, 0};
}

/* Damped Newton's method: a step is halved until it comes closer. */
static struct pair shape_fit(struct pair at) {
  struct pair shape = shape_guess(at), r = residual(shape, at);
  for (int i = 0; i < STEPS_MOST && size(r) > 1e-12; i++) {
    struct pair step = newton_step(shape, at, r);
    if (!isfinite(size(step))) break;
    struct pair next = shape, left = r;
    for (int j = 0; j < HALVINGS_MOST; j++, step.x /= 2, step.y /= 2) {
      next = (struct pair){log_shape_inside(shape.x + step.x), log_shape_inside(shape.y + step.y)};
      left = residual(next, at);
      if (size(left) < size(r)) break;
    }
    if (!(size(left) < size(r))) break;
    shape = next;
    r = left;
  }
  return shape;
}

static bool interval_beta(struct law *law, double q05, double q95) {
  const struct pair shape = shape_fit((struct pair){q05, q95});
  *law = (struct law){.kind = LAW_BETA, .a = exp(shape.x), .b = exp(shape.y), .low = -INFINITY, .high = INFINITY, .mass = 1};
  return fabs(law_tails(law, q05).lower - 0.05) <= 1e-9 && fabs(law_tails(law, q95).upper - 0.05) <= 1e-9;
}

static bool refuse(double q05, double q95, const char *why, struct error *err) {
  char from[NUMBER_SIZE], to[NUMBER_SIZE];
  number_write(from, q05);
  number_write(to, q95);
  return fail_input(err, "the interval '%s to %s' %s; write uniform %s %s", from, to, why, from, to);
}

bool law_interval(struct law *law, double q05, double q95, double low, double high, struct error *err) {
  law_constant(law, q05);
  char from[NUMBER_SIZE], to[NUMBER_SIZE];
  number_write(from, q05);
  number_write(to, q95);
  if (q05 == q95) return fail_input(err, "the interval '%s to %s' has no width; write %s for a fixed value", from, to, from);
  if (!(q05 < q95)) return fail_input(err, "the interval '%s to %s' runs backwards; write %s to %s", from, to, to, from);
  if (low == 0 && high == 1) {
    if (!(q05 > 0 && q95 < 1))
      return refuse(q05, q95, "must lie between 0 and 1 without touching them, as its ends are 5 % and 95 % points", err);
    return interval_beta(law, q05, q95) || refuse(q05, q95, "is too narrow, or too near to 0 or 1, for a beta law", err);
  }
  if (low < 0) return law_make(law, "normal", (const double[]){q05 + (q95 - q05) / 2, (q95 - q05) / (2 * z95)}, NULL, 2, err);
  if (!(q05 > 0)) return refuse(q05, q95, "must lie above 0, as its ends are 5 % and 95 % points of a lognormal law", err);
  const double middle = (log(q05) + log(q95)) / 2, spread = (log(q95) - log(q05)) / (2 * z95);
  return law_make(law, "lognormal", (const double[]){exp(middle), exp(spread)}, NULL, 2, err);
}
