/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate_errors.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NORMAL_FACTOR 1.959963984540054 /* standard normal quantile of 0.975 */
/* A direction in which targets narrow less than this many standard deviations of the ranges is not known at all. */
#define UNKNOWN_SINGULAR 0.02
/* Shares of the range: steps of the first slopes, bounds of the second ones, and how near an end is "at the end". */
#define STEP_FIRST 0.05
#define STEP_LEAST 0.005
#define STEP_MOST 0.1
#define AT_END 0.02

/* out = inverse of the symmetric n x n matrix on the directions whose eigenvalue is above `least`, 0 on the others; those are collected in
 * lost[n]: squared length of each unit vector's part in them (NULL for none). Returns false without memory. */
static bool inverse(size_t n, const double *matrix, double least, double *out, double *lost, size_t *rank, struct error *err) {
  gsl_matrix *const copy = gsl_matrix_alloc(n, n), *const vectors = gsl_matrix_alloc(n, n);
  gsl_vector *const values = gsl_vector_alloc(n);
  gsl_eigen_symmv_workspace *const space = gsl_eigen_symmv_alloc(n);
  const bool ok = (copy && vectors && values && space) || fail_memory(err);
  if (ok) {
    for (size_t i = 0; i < n * n; i++) copy->data[i] = matrix[i];
    gsl_eigen_symmv(copy, values, vectors, space);
    memset(out, 0, n * n * sizeof *out);
    if (lost) memset(lost, 0, n * sizeof *lost);
    *rank = 0;
    for (size_t e = 0; e < n; e++) {
      const double value = gsl_vector_get(values, e);
      *rank += value > least;
      for (size_t i = 0; i < n; i++) {
        const double part = gsl_matrix_get(vectors, i, e);
        if (lost && !(value > least)) lost[i] += part * part;
        for (size_t j = 0; j < n && value > least; j++) out[i * n + j] += part * gsl_matrix_get(vectors, j, e) / value;
      }
    }
  }
  if (copy) gsl_matrix_free(copy);
  if (vectors) gsl_matrix_free(vectors);
  if (values) gsl_vector_free(values);
  if (space) gsl_eigen_symmv_free(space);
  return ok;
}

/* What is worked with; in units of the targets' sds and the ranges' standard deviations. */
struct work {
  const struct calibration *calibration;
  size_t targets, unknowns;
  double *slope; /* [targets][unknowns] */
  double *noise; /* [targets][targets] I + S */
  double *noise_inverse;
  double *residual;     /* [targets] */
  double *square, *out; /* [unknowns][unknowns] */
};

static bool work_make(struct work *work, const struct calibration *calibration, struct error *err) {
  const size_t targets = calibration->targets->count, unknowns = calibration->unknowns;
  *work = (struct work){.calibration = calibration,
                        .targets = targets,
                        .unknowns = unknowns,
                        .slope = calloc(targets * unknowns, sizeof(double)),
                        .noise = calloc(targets * targets, sizeof(double)),
                        .noise_inverse = calloc(targets * targets, sizeof(double)),
                        .residual = calloc(targets, sizeof(double)),
                        .square = calloc(unknowns * unknowns, sizeof(double)),
                        .out = calloc(unknowns * unknowns, sizeof(double))};
  return (work->slope && work->noise && work->noise_inverse && work->residual && work->square && work->out) || fail_memory(err);
}

static void work_free(struct work *work) {
  free(work->slope);
  free(work->noise);
  free(work->noise_inverse);
  free(work->residual);
  free(work->square);
  free(work->out);
}

/* Put into square: A'MA, M = I where middle is NULL. */
static void slopes_square(struct work *work, const double *middle) {
  const size_t n = work->unknowns, k = work->targets;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      double sum = 0;
      for (size_t s = 0; s < k; s++)
        for (size_t t = middle ? 0 : s; t < (middle ? k : s + 1); t++)
          sum += work->slope[s * n + i] * (middle ? middle[s * k + t] : 1) * work->slope[t * n + j];
      work->square[i * n + j] = sum;
    }
}

/* Covariance of the simulation error from figures of batches. */
static void noise_measure(struct calibration_errors *errors, size_t targets, const double *figure) {
  for (size_t s = 0; s < targets; s++)
    for (size_t t = 0; t < targets; t++) {
      double mean_s = 0, mean_t = 0, sum = 0;
      for (size_t b = 0; b < ERROR_BATCHES; b++)
        mean_s += figure[b * targets + s] / ERROR_BATCHES, mean_t += figure[b * targets + t] / ERROR_BATCHES;
      for (size_t b = 0; b < ERROR_BATCHES; b++) sum += (figure[b * targets + s] - mean_s) * (figure[b * targets + t] - mean_t);
      errors->noise[s * targets + t] = sum / (ERROR_BATCHES - 1);
    }
}

static void fresh_measure(struct calibration_errors *errors, const struct calibration *calibration, const double *figure) {
  double misfit[ERROR_BATCHES], squares = 0;
  errors->fresh = 0;
  for (size_t b = 0; b < ERROR_BATCHES; b++)
    errors->fresh += (misfit[b] = calibration_misfit(calibration, figure + b * calibration->targets->count)) / ERROR_BATCHES;
  for (size_t b = 0; b < ERROR_BATCHES; b++) squares += (misfit[b] - errors->fresh) * (misfit[b] - errors->fresh);
  errors->fresh_sd = sqrt(squares / (ERROR_BATCHES - 1));
}

/* Figures at the best point: batch 0, then those that the search has not seen. */
static bool batches_run(struct calibration_errors *errors, const struct calibration *calibration, const double *value, bool *complete,
                        struct error *err) {
  enum { ALL = ERROR_BATCHES + 1 };
  const size_t targets = calibration->targets->count, unknowns = calibration->unknowns;
  double *const values = calloc(ALL * unknowns, sizeof *values), *const figure = calloc(ALL * targets, sizeof *figure);
  size_t done = 0;
  bool ok = (values && figure) || fail_memory(err);
  for (size_t b = 0; ok && b < ALL; b++) memcpy(values + b * unknowns, value, unknowns * sizeof *value);
  ok = ok && calibration_figures(calibration, ALL, values, 0, 1, figure, &done, err);
  if (ok) {
    memcpy(errors->figure, figure, targets * sizeof *figure);
    errors->misfit = calibration_misfit(calibration, figure);
    *complete = done == ALL;
    if (*complete) {
      noise_measure(errors, targets, figure + targets);
      fresh_measure(errors, calibration, figure + targets);
    }
  }
  free(values);
  free(figure);
  return ok;
}

/* Figures a step below and above the best point in each unknown: slopes, averaged over batches. */
static bool slopes_run(struct calibration_errors *errors, const struct calibration *calibration, const double *value, const double *step,
                       bool *complete, struct error *err) {
  const size_t targets = calibration->targets->count, unknowns = calibration->unknowns, count = 2 * unknowns;
  double *const values = calloc(count * unknowns, sizeof *values), *const figure = calloc(count * targets, sizeof *figure);
  bool ok = (values && figure) || fail_memory(err);
  for (size_t i = 0; ok && i < count; i++) {
    const size_t u = i / 2;
    memcpy(values + i * unknowns, value, unknowns * sizeof *value);
    values[i * unknowns + u] = i % 2 ? fmin(value[u] + step[u], calibration->unknown[u].high)
                                     : fmax(value[u] - step[u], calibration->unknown[u].low);
  }
  memset(errors->slope, 0, targets * unknowns * sizeof *errors->slope);
  for (uint64_t b = 1; ok && *complete && b <= SLOPE_BATCHES; b++) {
    size_t done = 0;
    ok = calibration_figures(calibration, count, values, b, 0, figure, &done, err);
    *complete = done == count;
    for (size_t u = 0; ok && *complete && u < unknowns; u++)
      for (size_t t = 0; t < targets; t++) {
        const double *const below = figure + 2 * u * targets, *const above = below + targets;
        const double width = values[(2 * u + 1) * unknowns + u] - values[2 * u * unknowns + u], rise = above[t] - below[t];
        if (isfinite(rise)) errors->slope[t * unknowns + u] += rise / width / SLOPE_BATCHES;
      }
  }
  free(values);
  free(figure);
  return ok;
}

static void scale(struct work *work, const struct calibration_errors *errors) {
  const struct calibration *const calibration = work->calibration;
  const size_t n = work->unknowns, k = work->targets;
  for (size_t t = 0; t < k; t++) {
    const struct target *const target = &calibration->targets->list[t];
    work->residual[t] = calibration_residual(target, errors->figure[t]);
    for (size_t u = 0; u < n; u++)
      work->slope[t * n + u] = errors->slope[t * n + u] * unknown_spread(&calibration->unknown[u]) / target->sd;
    for (size_t s = 0; s < k; s++)
      work->noise[t * k + s] = (s == t) + errors->noise[t * k + s] / target->sd / calibration->targets->list[s].sd;
  }
}

/* Standard errors and intervals: the sandwich. */
static bool bound(struct calibration_errors *errors, struct work *work, struct error *err) {
  const size_t n = work->unknowns;
  double lost[UNKNOWNS_MOST];
  size_t rank;
  slopes_square(work, NULL);
  if (!inverse(n, work->square, UNKNOWN_SINGULAR * UNKNOWN_SINGULAR, work->out, lost, &rank, err)) return false;
  slopes_square(work, work->noise);
  for (size_t u = 0; u < n; u++) {
    struct finding *const finding = &errors->finding[u];
    const struct unknown *const unknown = &work->calibration->unknown[u];
    double variance = 0;
    for (size_t i = 0; i < n; i++)
      for (size_t j = 0; j < n; j++) variance += work->out[u * n + i] * work->square[i * n + j] * work->out[j * n + u];
    finding->error = lost[u] > 1e-4 ? (double)NAN : sqrt(variance) * unknown_spread(unknown);
    finding->shrink = lost[u] > 1e-4 ? 1 : fmin(sqrt(variance), 1);
    const double half = isnan(finding->error) ? (double)INFINITY : NORMAL_FACTOR * finding->error;
    finding->low = fmax(unknown->low, finding->best - half);
    finding->high = fmin(unknown->high, finding->best + half);
    const double margin = AT_END * (unknown->high - unknown->low);
    finding->at_end = finding->best - unknown->low < margin || unknown->high - finding->best < margin;
  }
  return true;
}

/* What the targets leave open of the ranges, taken together. */
static bool narrow(struct calibration_errors *errors, struct work *work, struct error *err) {
  const size_t n = work->unknowns;
  size_t rank;
  slopes_square(work, work->noise_inverse);
  for (size_t u = 0; u < n; u++) {
    work->square[u * n + u] += 1;
    errors->finding[u].alone = 1 / sqrt(work->square[u * n + u]);
  }
  if (!inverse(n, work->square, 0, work->out, NULL, &rank, err)) return false;
  for (size_t u = 0; u < n; u++)
    for (size_t v = 0; v < n; v++)
      errors->finding[u].correlation[v] = work->out[u * n + v] / sqrt(work->out[u * n + u] * work->out[v * n + v]);
  return true;
}

/* Residuals that no step of the unknowns takes away; those at an end of their range cannot step. */
static bool test(struct calibration_errors *errors, struct work *work, struct error *err) {
  const size_t n = work->unknowns, k = work->targets;
  double along[UNKNOWNS_MOST] = {0}, sum = 0;
  size_t rank;
  for (size_t u = 0; u < n; u++)
    for (size_t t = 0; t < k && errors->finding[u].at_end; t++) work->slope[t * n + u] = 0;
  for (size_t s = 0; s < k; s++)
    for (size_t t = 0; t < k; t++) {
      const double part = work->noise_inverse[s * k + t] * work->residual[t];
      sum += work->residual[s] * part;
      for (size_t u = 0; u < n; u++) along[u] += work->slope[s * n + u] * part;
    }
  slopes_square(work, work->noise_inverse);
  if (!inverse(n, work->square, UNKNOWN_SINGULAR * UNKNOWN_SINGULAR, work->out, NULL, &rank, err)) return false;
  for (size_t u = 0; u < n; u++)
    for (size_t v = 0; v < n; v++) sum -= along[u] * work->out[u * n + v] * along[v];
  errors->freedom = k > rank ? k - rank : 0;
  errors->chi_square = sum > 0 ? sum : 0;
  errors->chance = errors->freedom ? (double)(float)gsl_cdf_chisq_Q(errors->chi_square, (double)errors->freedom) : (double)NAN;
  return true;
}

static bool evaluate(struct calibration_errors *errors, struct work *work, struct error *err) {
  size_t rank;
  scale(work, errors);
  return inverse(work->targets, work->noise, 0, work->noise_inverse, NULL, &rank, err) && bound(errors, work, err) &&
         narrow(errors, work, err) && test(errors, work, err);
}

/* Slopes over fixed shares of the ranges tell about how large errors are; slopes over about such an error are those that matter. */
static bool slopes_and_errors(struct calibration_errors *errors, struct work *work, const double *value, bool *done, struct error *err) {
  const struct calibration *const calibration = work->calibration;
  double step[UNKNOWNS_MOST];
  for (size_t u = 0; u < work->unknowns; u++) step[u] = STEP_FIRST * (calibration->unknown[u].high - calibration->unknown[u].low);
  for (int pass = 0; pass < 2; pass++) {
    if (!slopes_run(errors, calibration, value, step, done, err)) return false;
    if (!*done) return true;
    if (!evaluate(errors, work, err)) return false;
    for (size_t u = 0; u < work->unknowns; u++) {
      const double range = calibration->unknown[u].high - calibration->unknown[u].low, error = errors->finding[u].error;
      step[u] = isnan(error) ? STEP_MOST * range : fmin(fmax(error, STEP_LEAST * range), STEP_MOST * range);
    }
  }
  return true;
}

bool calibration_errors_make(struct calibration_errors *errors, const struct calibration *calibration, const double *value, bool *done,
                             struct error *err) {
  const size_t targets = calibration->targets->count, unknowns = calibration->unknowns;
  struct work work;
  *errors = (struct calibration_errors){.figure = calloc(targets, sizeof(double)),
                                        .noise = calloc(targets * targets, sizeof(double)),
                                        .slope = calloc(targets * unknowns, sizeof(double)),
                                        .fresh = NAN,
                                        .fresh_sd = NAN,
                                        .chi_square = NAN,
                                        .chance = NAN};
  for (size_t u = 0; u < unknowns; u++)
    errors->finding[u] = (struct finding){
        .best = value[u], .error = NAN, .low = calibration->unknown[u].low, .high = calibration->unknown[u].high, .shrink = NAN};
  bool ok = work_make(&work, calibration, err) && ((errors->figure && errors->noise && errors->slope) || fail_memory(err));
  ok = ok && batches_run(errors, calibration, value, done, err);
  if (ok && *done) ok = slopes_and_errors(errors, &work, value, done, err);
  work_free(&work);
  if (!ok) calibration_errors_free(errors);
  return ok;
}

void calibration_errors_free(struct calibration_errors *errors) {
  free(errors->figure);
  free(errors->noise);
  free(errors->slope);
  *errors = (struct calibration_errors){0};
}
