/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "regression.h"
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double Z = 1.959963984540054;
enum { STEPS_MOST = 50 };

static void standardise(struct design_matrix *d, size_t column, const double *input, double mean, double sd) {
  for (size_t i = 0; i < d->rows; i++) d->x[i * (d->columns + 1) + column] = (input[i] - mean) / sd;
}

static struct moments moments_of(const double *x, size_t n) {
  struct moments m = {.count = (double)n};
  for (size_t i = 0; i < n; i++) m.mean += x[i] / (double)n;
  for (size_t i = 0; i < n; i++) m.squares += (x[i] - m.mean) * (x[i] - m.mean);
  return m;
}

static bool varies(const double *x, size_t n) {
  for (size_t i = 1; i < n; i++)
    if (x[i] != x[0]) return true;
  return false;
}

bool design_matrix_make(struct design_matrix *d, const double *const *input, size_t inputs, size_t rows, struct error *err) {
  *d = (struct design_matrix){.rows = rows, .column = calloc(inputs + 1, sizeof *d->column)};
  struct moments *moments = calloc(inputs + 1, sizeof *moments);
  bool ok = d->column && moments;
  for (size_t k = 0; ok && k < inputs; k++) {
    moments[k] = moments_of(input[k], rows);
    if (varies(input[k], rows)) d->column[k] = ++d->columns;
  }
  d->x = ok ? calloc(rows * (d->columns + 1) + 1, sizeof *d->x) : NULL;
  ok = ok && d->x;
  for (size_t i = 0; ok && i < rows; i++) d->x[i * (d->columns + 1)] = 1;
  for (size_t k = 0; ok && k < inputs; k++)
    if (d->column[k]) standardise(d, d->column[k], input[k], moments[k].mean, moments_sd(&moments[k]));
  free(moments);
  return ok || fail_memory(err);
}

void design_matrix_free(struct design_matrix *d) {
  free(d->x);
  free(d->column);
  *d = (struct design_matrix){0};
}

/* into += weight x x', lower triangle. */
static void add_square(gsl_matrix *into, const double *x, double weight) {
  for (size_t j = 0; j < into->size1; j++) {
    const double f = weight * x[j];
    double *const row = into->data + j * into->tda;
    for (size_t k = 0; k <= j; k++) row[k] += f * x[k];
  }
}

/* What is left of a column once the columns before it have explained what they can, as a share: less than this is rounding. */
static const double OWN_SHARE_LEAST = 1e-10;

static bool independent(const gsl_matrix *factor, const gsl_vector *diagonal) {
  for (size_t k = 0; k < factor->size1; k++) {
    const double own = gsl_matrix_get(factor, k, k);
    if (!(own * own > OWN_SHARE_LEAST * gsl_vector_get(diagonal, k))) return false;
  }
  return true;
}

/* The inverse of a symmetric positive definite matrix given by its lower triangle, in its place. */
static bool invert(gsl_matrix *a, struct error *err) {
  gsl_vector *const diagonal = gsl_vector_alloc(a->size1);
  if (!diagonal) return fail_memory(err);
  for (size_t k = 0; k < a->size1; k++) gsl_vector_set(diagonal, k, gsl_matrix_get(a, k, k));
  const bool ok = gsl_linalg_cholesky_decomp1(a) == GSL_SUCCESS && independent(a, diagonal) && gsl_linalg_cholesky_invert(a) == GSL_SUCCESS;
  gsl_vector_free(diagonal);
  return ok || fail(err, "a regression cannot be computed: some inputs are linear combinations of others; more runs may help");
}

static double dot(const double *x, const double *y, size_t n) {
  double sum = 0;
  for (size_t k = 0; k < n; k++) sum += x[k] * y[k];
  return sum;
}

/* y = A x. */
static void apply(double *y, const gsl_matrix *a, const double *x) {
  for (size_t j = 0; j < a->size1; j++) y[j] = dot(a->data + j * a->tda, x, a->size2);
}

static struct figure explained(const struct design_matrix *d, const double *y, const double *beta) {
  const size_t p = d->columns + 1, n = d->rows;
  const struct moments m = moments_of(y, n);
  double residual = 0, squares = 0;
  for (size_t i = 0; i < n; i++) {
    const double e = y[i] - dot(d->x + i * p, beta, p);
    residual += e * e;
  }
  if (!varies(y, n)) return NO_FIGURE;
  const double variance = m.squares / (double)n, r2 = 1 - residual / m.squares;
  for (size_t i = 0; i < n; i++) {
    const double e = y[i] - dot(d->x + i * p, beta, p), t = y[i] - m.mean, influence = ((1 - r2) * t * t - e * e) / variance;
    squares += influence * influence;
  }
  const double se = sqrt(squares) / (double)n;
  return (struct figure){r2, se, fmax(0, r2 - Z * se), fmin(1, r2 + Z * se), n};
}

bool regression_explained(struct figure *figure, const struct design_matrix *d, const double *y, struct error *err) {
  const size_t p = d->columns + 1;
  gsl_error_handler_t *const handler = gsl_set_error_handler_off(); /* it would end the program */
  gsl_matrix *square = gsl_matrix_calloc(p, p);
  double *product = calloc(2 * p, sizeof *product), *beta = product ? product + p : NULL;
  bool ok = square && product;
  if (!ok) fail_memory(err);
  for (size_t i = 0; ok && i < d->rows; i++) {
    const double *const x = d->x + i * p;
    add_square(square, x, 1);
    for (size_t k = 0; k < p; k++) product[k] += x[k] * y[i];
  }
  if (ok && (ok = invert(square, err))) {
    apply(beta, square, product);
    *figure = explained(d, y, beta);
  }
  gsl_matrix_free(square);
  gsl_set_error_handler(handler);
  free(product);
  return ok;
}

/* What one pass over the rows gives at an estimate. */
struct pass {
  gsl_matrix *information, *scores; /* sum of weights x x', and of squared scores x x' */
  double *gradient;
  double likelihood; /* log, without its constant */
};

static void look(struct pass *pass, const struct design_matrix *d, const double *left, const double *months, const double *beta) {
  const size_t p = d->columns + 1;
  gsl_matrix_set_zero(pass->information);
  gsl_matrix_set_zero(pass->scores);
  memset(pass->gradient, 0, p * sizeof *pass->gradient);
  pass->likelihood = 0;
  for (size_t i = 0; i < d->rows; i++) {
    const double *const x = d->x + i * p;
    const double eta = dot(x, beta, p), chance = 1 / (1 + exp(-eta)), score = left[i] - months[i] * chance;
    pass->likelihood += left[i] * eta - months[i] * (eta > 0 ? eta + log1p(exp(-eta)) : log1p(exp(eta)));
    add_square(pass->information, x, months[i] * chance * (1 - chance));
    add_square(pass->scores, x, score * score);
    for (size_t k = 0; k < p; k++) pass->gradient[k] += score * x[k];
  }
}

/* Newton's steps, halved while they make the fit worse. pass holds the information's inverse at the end. */
static bool climb(struct logistic *fit, struct pass *pass, const struct design_matrix *d, const double *left, const double *months,
                  double *step, struct error *err) {
  double before = -INFINITY;
  for (int steps = 0; steps < STEPS_MOST; steps++) {
    look(pass, d, left, months, fit->estimate);
    if (!(pass->likelihood >= before - 1e-9 * fabs(before))) { /* too far: half of it back */
      for (size_t k = 0; k < fit->count; k++) fit->estimate[k] -= step[k] /= 2;
      continue;
    }
    before = pass->likelihood;
    if (!invert(pass->information, err)) return false;
    apply(step, pass->information, pass->gradient);
    const bool settled = dot(step, pass->gradient, fit->count) < 1e-18 * fabs(before);
    for (size_t k = 0; k < fit->count; k++) fit->estimate[k] += step[k];
    if (settled) return true;
  }
  return fail(err, "a regression did not settle in %d steps; more runs may help", STEPS_MOST);
}

/* Errors from the sandwich inverse x scores x inverse. */
static void errors(struct logistic *fit, const struct pass *pass, double *scratch) {
  gsl_matrix *const meat = pass->scores;
  for (size_t j = 0; j < fit->count; j++)
    for (size_t k = j + 1; k < fit->count; k++) gsl_matrix_set(meat, j, k, gsl_matrix_get(meat, k, j));
  for (size_t k = 0; k < fit->count; k++) {
    const double *const row = pass->information->data + k * pass->information->tda;
    apply(scratch, meat, row);
    fit->se[k] = sqrt(dot(scratch, row, fit->count));
    fit->naive[k] = sqrt(row[k]);
  }
}

/* Start where every month has the same chance. */
static bool start(struct logistic *fit, const double *left, const double *months, size_t rows, struct error *err) {
  double ended = 0, risk = 0;
  for (size_t i = 0; i < rows; i++) ended += left[i], risk += months[i];
  fit->estimate[0] = log(ended / (risk - ended));
  return isfinite(fit->estimate[0]) ||
         fail(err, "a regression on endings needs runs that ended and months in which none did; take more runs");
}

bool regression_logistic(struct logistic *fit, const struct design_matrix *d, const double *left, const double *months, struct error *err) {
  const size_t p = d->columns + 1;
  gsl_error_handler_t *const handler = gsl_set_error_handler_off();
  struct pass pass = {gsl_matrix_calloc(p, p), gsl_matrix_calloc(p, p), calloc(p, sizeof(double)), 0};
  double *step = calloc(p, sizeof *step);
  *fit = (struct logistic){.count = p, calloc(p, sizeof(double)), calloc(p, sizeof(double)), calloc(p, sizeof(double))};
  bool ok = pass.information && pass.scores && pass.gradient && step && fit->estimate && fit->se && fit->naive;
  if (!ok) fail_memory(err);
  ok = ok && start(fit, left, months, d->rows, err) && climb(fit, &pass, d, left, months, step, err);
  if (ok) errors(fit, &pass, step);
  gsl_matrix_free(pass.information);
  gsl_matrix_free(pass.scores);
  gsl_set_error_handler(handler);
  free(pass.gradient);
  free(step);
  return ok;
}

void logistic_free(struct logistic *fit) {
  free(fit->estimate);
  free(fit->se);
  free(fit->naive);
  *fit = (struct logistic){0};
}

struct figure logistic_ratio(const struct logistic *fit, size_t column, uint64_t rows) {
  const double b = fit->estimate[column], half = Z * fit->se[column], ratio = exp(b);
  return (struct figure){ratio, ratio * fit->se[column], exp(b - half), exp(b + half), rows};
}
