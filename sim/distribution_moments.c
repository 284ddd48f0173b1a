/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution_parts.h"
#include <math.h>

struct moments_of {
  double mean, variance;
};

static struct moments_of points_moments(const struct law *law) {
  double mean = 0, variance = 0, before = 0;
  for (size_t i = 0; i < law->count; i++) {
    mean += (law->cumulative[i] - before) * law->value[i];
    before = law->cumulative[i];
  }
  before = 0;
  for (size_t i = 0; i < law->count; i++) {
    variance += (law->cumulative[i] - before) * (law->value[i] - mean) * (law->value[i] - mean);
    before = law->cumulative[i];
  }
  return (struct moments_of){mean, variance};
}

static struct moments_of beta_moments(double alpha, double beta) {
  const double sum = alpha + beta;
  return (struct moments_of){alpha / sum, alpha * beta / (sum * sum * (sum + 1))};
}

static struct moments_of pert_moments(double low, double mode, double high) {
  const double mean = (low + 4 * mode + high) / 6;
  return (struct moments_of){mean, (mean - low) * (high - mean) / 7};
}

static struct moments_of closed_moments(const struct law *law) {
  const double a = law->a, b = law->b, c = law->c;
  switch (law->kind) {
  case LAW_CONSTANT: return (struct moments_of){a, 0};
  case LAW_UNIFORM: return (struct moments_of){a + (b - a) / 2, (b - a) * (b - a) / 12};
  case LAW_TRIANGULAR: return (struct moments_of){(a + b + c) / 3, ((b - a) * (b - a) + (c - b) * (c - b) + (c - a) * (c - a)) / 36};
  case LAW_PERT: return pert_moments(a, b, c);
  case LAW_NORMAL: return (struct moments_of){a, b * b};
  case LAW_LOGNORMAL: return (struct moments_of){exp(a + b * b / 2), exp(2 * a + b * b) * expm1(b * b)};
  case LAW_BETA: return beta_moments(a, b);
  case LAW_GAMMA: return (struct moments_of){a * b, a * b * b};
  case LAW_EXPONENTIAL: return (struct moments_of){a, a * a};
  case LAW_POINTS: return points_moments(law);
  }
  return (struct moments_of){a, 0};
}

/* Moments of the triangular law inside its bounds: Simpson's rule is exact for x^2 times a straight line. */
static struct moments_of triangular_moments(const struct law *law, struct support in) {
  const double edge[] = {in.low, fmin(fmax(law->b, in.low), in.high), in.high};
  double whole = 0, first = 0, second = 0;
  for (int piece = 0; piece < 2; piece++) {
    const double width = edge[piece + 1] - edge[piece];
    if (width <= 0) continue;
    for (int i = 0; i < 3; i++) {
      const double x = edge[piece] + width * i / 2, from = x - in.low;
      const double height = piece == 0 ? (x - law->a) / (law->b - law->a) : (law->c - x) / (law->c - law->b);
      const double weight = (i == 1 ? 4 : 1) * width * height;
      whole += weight;
      first += weight * from;
      second += weight * from * from;
    }
  }
  const double mean = first / whole;
  return (struct moments_of){in.low + mean, second / whole - mean * mean};
}

/* Trapezoidal rule over the normal score, spectrally accurate as the law is smooth in it. */
static struct moments_of score_moments(const struct law *law) {
  const int cells = 16, most = law->kind == LAW_LOGNORMAL ? 12 + (int)ceil(fmin(2 * law->b, 24)) : 12;
  const double middle = law_at_score(law, 0);
  double whole = 0, first = 0, second = 0;
  for (int i = -12 * cells; i <= most * cells; i++) {
    const double score = (double)i / cells, weight = exp(-score * score / 2), away = law_at_score(law, score) - middle;
    whole += weight;
    first += weight * away;
    second += weight * away * away;
  }
  const double mean = first / whole;
  return (struct moments_of){middle + mean, second / whole - mean * mean};
}

static struct moments_of moments_of(const struct law *law) {
  if (law->kind == LAW_POINTS || law->kind == LAW_CONSTANT || law->mass == 1) return closed_moments(law);
  return law->kind == LAW_TRIANGULAR ? triangular_moments(law, law_support(law)) : score_moments(law);
}

double law_mean(const struct law *law) {
  return moments_of(law).mean;
}

double law_sd(const struct law *law) {
  return sqrt(fmax(0, moments_of(law).variance));
}
