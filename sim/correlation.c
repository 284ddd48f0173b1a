/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "correlation.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double PIVOT_LEAST = 1e-9;

static int pair_order(const void *a, const void *b) {
  const struct rank_pair *x = a, *y = b;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  return (x->second > y->second) - (x->second < y->second);
}

void correlation_sort(struct rank_pair *pair, size_t count) {
  if (count > 1) qsort(pair, count, sizeof *pair, pair_order);
}

static double normal_correlation(double rho) {
  return (double)(float)(2 * sin(M_PI / 6 * rho));
}

static double model_correlation(const struct model *model, const struct parameter *x, const struct parameter *y) {
  if (*x->block == '\0' || *y->block == '\0') return 0;
  const double shared = model->block_general + (strcmp(x->block, y->block) == 0 ? model->block_own : 0);
  return x->loading * y->loading * shared;
}

static void matrix_fill(const struct model *model, double *matrix) {
  const size_t n = model->parameter_count;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) matrix[i * n + j] = i == j ? 1 : model_correlation(model, &model->parameters[i], &model->parameters[j]);
}

/* Cholesky's factor, row by row. False where the matrix is not (clearly) positive definite. */
static bool matrix_factor(const double *matrix, size_t n, double *factor) {
  memset(factor, 0, n * n * sizeof *factor);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j <= i; j++) {
      double rest = matrix[i * n + j];
      for (size_t k = 0; k < j; k++) rest -= factor[i * n + k] * factor[j * n + k];
      if (i == j && !(rest > PIVOT_LEAST)) return false;
      factor[i * n + j] = i == j ? sqrt(rest) : rest / factor[j * n + j];
    }
  return true;
}

static void pair_enter(double *matrix, size_t n, const struct rank_pair *pair, double rho) {
  matrix[pair->first * n + pair->second] = matrix[pair->second * n + pair->first] = normal_correlation(rho);
}

static bool matrix_try(double *matrix, size_t n, const struct rank_pair *pair, double rho, double *factor) {
  pair_enter(matrix, n, pair, rho);
  return matrix_factor(matrix, n, factor);
}

/* The farthest rho towards limit that leaves a factor; good is one that does. */
static double rho_bound(double *matrix, size_t n, const struct rank_pair *pair, double good, double limit, double *factor) {
  for (int halving = 0; halving < 40; halving++) {
    const double middle = (good + limit) / 2;
    if (matrix_try(matrix, n, pair, middle, factor)) good = middle;
    else limit = middle;
  }
  return good;
}

/* Three digits, inwards; more where the interval is so narrow that it needs them. */
static void round_inwards(double *low, double *high) {
  for (double unit = 1e3; unit < 1e10; unit *= 10) {
    const double least = ceil(*low * unit) / unit, most = floor(*high * unit) / unit;
    if (least > most) continue;
    *low = least + 0.0;
    *high = most + 0.0;
    return;
  }
}

static bool fail_infeasible(const struct model *model, double *matrix, const struct rank_pair *pair, double before, double *factor,
                            struct error *err) {
  const size_t n = model->parameter_count;
  const double good = 6 / M_PI * asin(before / 2);
  double low = rho_bound(matrix, n, pair, good, -1, factor), high = rho_bound(matrix, n, pair, good, 1, factor);
  round_inwards(&low, &high);
  return fail_input(err, "%.10g does not go with the other correlations; between %s and %s it may be %.10g to %.10g", pair->rho,
                    model->parameters[pair->first].name, model->parameters[pair->second].name, low, high);
}

/* Enter the pairs one after the other, to find the one to blame. */
static bool fail_first(const struct model *model, double *matrix, const struct rank_pair *pair, size_t count, double *factor, size_t *bad,
                       struct error *err) {
  const size_t n = model->parameter_count;
  matrix_fill(model, matrix);
  if (!matrix_factor(matrix, n, factor)) return fail(err, "the blocks of model %s give no correlation matrix", model->name);
  for (*bad = 0; *bad < count; ++*bad) {
    const struct rank_pair *at = &pair[*bad];
    const double before = matrix[at->first * n + at->second];
    if (!matrix_try(matrix, n, at, at->rho, factor)) return fail_infeasible(model, matrix, at, before, factor, err);
  }
  return true;
}

bool correlation_factor(const struct model *model, const struct rank_pair *pair, size_t count, double *factor, size_t *bad,
                        struct error *err) {
  const size_t n = model->parameter_count;
  double *matrix = malloc(n * n * sizeof *matrix);
  *bad = 0;
  if (!matrix) return fail_memory(err);
  matrix_fill(model, matrix);
  for (size_t i = 0; i < count; i++) pair_enter(matrix, n, &pair[i], pair[i].rho);
  const bool done = matrix_factor(matrix, n, factor) || fail_first(model, matrix, pair, count, factor, bad, err);
  free(matrix);
  return done;
}
