/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure.h"
#include <math.h>

/* Normal quantile of a two-sided interval at CONFIDENCE. */
static const double Z = 1.959963984540054;

struct figure figure_share(uint64_t successes, uint64_t n) {
  const struct estimate share = estimate_share(successes, n);
  if (n == 0) return NO_FIGURE;
  const double se = sqrt(share.value * (1 - share.value) / (double)n);
  return (struct figure){share.value, se, share.low, share.high, n};
}

static bool both(double x, double y) {
  return !isnan(x) && !isnan(y);
}

/* Two columns over the rows that have both: means, and sums of squares and products of deviations. */
struct joint {
  double n, x, y, xx, yy, xy;
};

static struct joint joint_of(const double *x, const double *y, size_t n) {
  struct joint j = {0};
  for (size_t i = 0; i < n; i++)
    if (both(x[i], y[i])) j.n++, j.x += x[i], j.y += y[i];
  if (j.n > 0) j.x /= j.n, j.y /= j.n;
  for (size_t i = 0; i < n; i++) {
    if (!both(x[i], y[i])) continue;
    const double dx = x[i] - j.x, dy = y[i] - j.y;
    j.xx += dx * dx;
    j.yy += dy * dy;
    j.xy += dx * dy;
  }
  return j;
}

/* Interval around a correlation by the transform that makes it nearly normal. */
static struct figure fisher(double r, double se, double n) {
  const double slope = 1 - r * r, z = atanh(r), half = slope > 0 ? Z * se / slope : 0;
  return (struct figure){r, se, slope > 0 ? tanh(z - half) : r, slope > 0 ? tanh(z + half) : r, (uint64_t)n};
}

struct figure figure_correlation(const double *x, const double *y, size_t n) {
  const struct joint j = joint_of(x, y, n);
  if (j.n < 3 || j.xx <= 0 || j.yy <= 0) return NO_FIGURE;
  const double r = fmax(-1, fmin(1, j.xy / sqrt(j.xx * j.yy))), sx = sqrt(j.xx / j.n), sy = sqrt(j.yy / j.n);
  double squares = 0;
  for (size_t i = 0; i < n; i++) {
    if (!both(x[i], y[i])) continue;
    const double u = (x[i] - j.x) / sx, v = (y[i] - j.y) / sy, influence = u * v - r / 2 * (u * u + v * v);
    squares += influence * influence;
  }
  return fisher(r, sqrt(squares) / j.n, j.n);
}

/* A run as a survey hears it. */
struct heard {
  double u, v;   /* standardised */
  double eu, ev; /* noise */
};

static struct heard hear(const struct joint *j, double x, double ex, double y, double ey) {
  return (struct heard){(x - j->x) / sqrt(j->xx / j->n), (y - j->y) / sqrt(j->yy / j->n), ex, ey};
}

struct figure figure_noisy_correlation(const double *x, const double *x_noise, const double *y, const double *y_noise, size_t n,
                                       double reliability) {
  const struct joint j = joint_of(x, y, n);
  if (j.n < 3 || j.xx <= 0 || j.yy <= 0) return NO_FIGURE;
  const double a = sqrt(reliability), b = sqrt(1 - reliability), pure = j.xy / sqrt(j.xx * j.yy);
  struct joint o = {0}; /* of what is heard; the noise's own mean stays in */
  for (int pass = 0; pass < 2; pass++) {
    if (pass) o.x /= o.n, o.y /= o.n;
    for (size_t i = 0; i < n; i++) {
      if (!both(x[i], y[i])) continue;
      const struct heard h = hear(&j, x[i], x_noise[i], y[i], y_noise[i]);
      const double p = a * h.u + b * h.eu, q = a * h.v + b * h.ev;
      if (!pass) o.n++, o.x += p, o.y += q;
      else o.xx += (p - o.x) * (p - o.x), o.yy += (q - o.y) * (q - o.y), o.xy += (p - o.x) * (q - o.y);
    }
  }
  const double r = o.xy / sqrt(o.xx * o.yy);
  double squares = 0;
  for (size_t i = 0; i < n; i++) {
    if (!both(x[i], y[i])) continue;
    const struct heard h = hear(&j, x[i], x_noise[i], y[i], y_noise[i]);
    const double product = a * a * (h.u * h.v - pure / 2 * (h.u * h.u + h.v * h.v)) + a * b * (h.u * h.ev + h.v * h.eu) +
                           b * b * h.eu * h.ev;
    const double spread = 2 * a * b * (h.u * h.eu + h.v * h.ev) + b * b * (h.eu * h.eu + h.ev * h.ev - 2);
    const double influence = product - r / 2 * spread;
    squares += influence * influence;
  }
  return fisher(r, sqrt(squares) / j.n, j.n);
}

struct figure figure_size(struct figure f) {
  const double low = fabs(f.low), high = fabs(f.high);
  if (isnan(f.value)) return f;
  return (struct figure){fabs(f.value), f.se, f.low <= 0 && f.high >= 0 ? 0 : fmin(low, high), fmax(low, high), f.n};
}

struct figure figure_ratio(const double *a, const double *b, size_t n) {
  const struct joint j = joint_of(a, b, n);
  if (j.n < 2 || j.y == 0) return NO_FIGURE;
  const double ratio = j.x / j.y;
  double squares = 0;
  for (size_t i = 0; i < n; i++) {
    if (!both(a[i], b[i])) continue;
    const double influence = (a[i] - j.x - ratio * (b[i] - j.y)) / j.y;
    squares += influence * influence;
  }
  const double se = sqrt(squares) / j.n;
  return (struct figure){ratio, se, ratio - Z * se, ratio + Z * se, (uint64_t)j.n};
}
