/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "abc.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

struct weighted {
  double value, weight;
};

static int ascending(const void *x, const void *y) {
  const double a = ((const struct weighted *)x)->value, b = ((const struct weighted *)y)->value;
  return (a > b) - (a < b);
}

/* Each value stands at the middle of its weight; between them it is linear. */
static double quantile(const struct weighted *list, size_t count, double sum, double p) {
  double below = 0, at = 0, before = 0;
  for (size_t i = 0; i < count; i++) {
    before = at;
    at = (below + list[i].weight / 2) / sum;
    below += list[i].weight;
    if (at < p) continue;
    return i == 0 || at == before ? list[i].value : list[i - 1].value + (list[i].value - list[i - 1].value) * (p - before) / (at - before);
  }
  return count > 0 ? list[count - 1].value : (double)NAN;
}

bool abc_quantiles(const struct abc *abc, const double *column, size_t stride, const double *p, size_t count, double *out,
                   struct error *err) {
  struct weighted *const list = calloc(abc->points, sizeof *list);
  size_t kept = 0;
  double sum = 0;
  if (!list) return fail_memory(err);
  for (size_t i = 0; i < abc->points; i++) {
    if (isnan(column[i * stride]) || abc->weight[i] == 0) continue;
    list[kept++] = (struct weighted){column[i * stride], abc->weight[i]};
    sum += abc->weight[i];
  }
  qsort(list, kept, sizeof *list, ascending);
  for (size_t i = 0; i < count; i++) out[i] = quantile(list, kept, sum, p[i]);
  free(list);
  return true;
}

static double mean_of(const struct abc *abc, size_t unknown) {
  double mean = 0;
  for (size_t i = 0; i < abc->points; i++) mean += abc->weight[i] * abc->value[i * abc->unknowns + unknown];
  return mean;
}

static double covariance_of(const struct abc *abc, size_t x, size_t y) {
  const double mean_x = mean_of(abc, x), mean_y = mean_of(abc, y);
  double sum = 0;
  for (size_t i = 0; i < abc->points; i++) {
    const double *const value = abc->value + i * abc->unknowns;
    sum += abc->weight[i] * (value[x] - mean_x) * (value[y] - mean_y);
  }
  return sum;
}

/* Part of an unknown's standard deviation that stays when the others are known: from the correlations, by Gaussian elimination of the
 * others. */
static double part_alone(const struct finding *finding, size_t unknown, size_t unknowns) {
  double matrix[UNKNOWNS_MOST][UNKNOWNS_MOST];
  for (size_t u = 0; u < unknowns; u++)
    for (size_t v = 0; v < unknowns; v++) matrix[u][v] = finding[u].correlation[v];
  for (size_t k = 0; k < unknowns; k++) {
    if (k == unknown || matrix[k][k] < 1e-9) continue;
    for (size_t u = 0; u < unknowns; u++) {
      const double share = matrix[u][k] / matrix[k][k];
      for (size_t v = 0; v < unknowns && u != k; v++) matrix[u][v] -= share * matrix[k][v];
    }
  }
  return sqrt(fmax(matrix[unknown][unknown], 0));
}

bool abc_findings(const struct abc *abc, const struct calibration *calibration, struct finding *finding, struct error *err) {
  static const double p[] = {0.025, 0.5, 0.975};
  double at[3];
  for (size_t u = 0; u < abc->unknowns; u++) {
    if (!abc_quantiles(abc, abc->value + u, abc->unknowns, p, 3, at, err)) return false;
    const double sd = sqrt(covariance_of(abc, u, u));
    finding[u] = (struct finding){
        .best = at[1], .error = sd, .low = at[0], .high = at[2], .shrink = fmin(sd / unknown_spread(&calibration->unknown[u]), 1)};
  }
  for (size_t u = 0; u < abc->unknowns; u++)
    for (size_t v = 0; v < abc->unknowns; v++) {
      const double both = finding[u].error * finding[v].error;
      finding[u].correlation[v] = both > 0 ? covariance_of(abc, u, v) / both : (double)(u == v);
    }
  for (size_t u = 0; u < abc->unknowns; u++) finding[u].alone = finding[u].shrink * part_alone(finding, u, abc->unknowns);
  return true;
}

double abc_chance_below(const struct abc *abc, const struct calibration *calibration, size_t target) {
  const struct target *const known = &calibration->targets->list[target];
  double sum = 0;
  for (size_t i = 0; i < abc->points; i++)
    if (abc->weight[i] > 0)
      sum += abc->weight[i] * gsl_cdf_ugaussian_P(-calibration_residual(known, abc->figure[i * abc->targets + target]));
  return (double)(float)sum;
}
