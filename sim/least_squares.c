/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "least_squares.h"
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct search {
  const struct least_squares *problem;
  double *x, *trial;        /* [variables] */
  double *residual, *other; /* [residuals], of x and of trial */
  double *slope;            /* [residual][variable], per step */
  gsl_matrix *normal;       /* slope' slope + damping */
  gsl_vector *right, *move; /* -slope' residual; in steps */
  double cost, damping;
  unsigned used;
};

static double squares(const double *r, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += r[i] * r[i];
  return sum;
}

static bool evaluate(struct search *s, const double *x, double *residual, struct error *err) {
  s->used++;
  return s->problem->evaluate(s->problem->context, x, residual, err);
}

static bool affordable(const struct search *s, size_t evaluations) {
  return s->used + evaluations <= s->problem->budget;
}

/* Away from the nearer bound, where a whole step fits. */
static double probe(const struct variable_range *range, double x) {
  return x + range->step <= range->high ? range->step : -range->step;
}

static bool slopes(struct search *s, struct error *err) {
  const struct least_squares *const p = s->problem;
  for (size_t v = 0; v < p->variables; v++) {
    memcpy(s->trial, s->x, p->variables * sizeof *s->x);
    const double step = probe(&p->range[v], s->x[v]);
    s->trial[v] += step;
    if (!evaluate(s, s->trial, s->other, err)) return false;
    for (size_t r = 0; r < p->residuals; r++) s->slope[r * p->variables + v] = (s->other[r] - s->residual[r]) * p->range[v].step / step;
  }
  return true;
}

/* The damped step; false where it cannot be computed. */
static bool solve(struct search *s) {
  const size_t n = s->problem->variables;
  for (size_t v = 0; v < n; v++) {
    double gradient = 0;
    for (size_t r = 0; r < s->problem->residuals; r++) gradient += s->slope[r * n + v] * s->residual[r];
    gsl_vector_set(s->right, v, -gradient);
    for (size_t w = 0; w <= v; w++) {
      double sum = v == w ? s->damping : 0;
      for (size_t r = 0; r < s->problem->residuals; r++) sum += s->slope[r * n + v] * s->slope[r * n + w];
      gsl_matrix_set(s->normal, v, w, sum);
    }
  }
  return gsl_linalg_cholesky_decomp1(s->normal) == GSL_SUCCESS && gsl_linalg_cholesky_solve(s->normal, s->right, s->move) == GSL_SUCCESS;
}

static void move(struct search *s) {
  for (size_t v = 0; v < s->problem->variables; v++) {
    const struct variable_range *const range = &s->problem->range[v];
    s->trial[v] = fmin(range->high, fmax(range->low, s->x[v] + gsl_vector_get(s->move, v) * range->step));
  }
}

enum { TRIES = 4 /* steps, shorter and shorter, along one set of slopes */ };

/* *moved tells whether a better place was found. */
static bool descend(struct search *s, bool *moved, struct error *err) {
  *moved = false;
  for (int i = 0; i < TRIES && !*moved && affordable(s, 1); i++) {
    if (solve(s)) {
      move(s);
      if (!evaluate(s, s->trial, s->other, err)) return false;
      const double cost = squares(s->other, s->problem->residuals);
      *moved = cost < s->cost;
      if (*moved) {
        memcpy(s->x, s->trial, s->problem->variables * sizeof *s->x);
        memcpy(s->residual, s->other, s->problem->residuals * sizeof *s->residual);
        s->cost = cost;
      }
    }
    s->damping *= *moved ? 0.3 : 6;
  }
  return true;
}

static bool search_make(struct search *s, const struct least_squares *p, struct error *err) {
  s->trial = calloc(p->variables + 1, sizeof *s->trial);
  s->residual = calloc(p->residuals + 1, sizeof *s->residual);
  s->other = calloc(p->residuals + 1, sizeof *s->other);
  s->slope = calloc(p->residuals * p->variables + 1, sizeof *s->slope);
  s->normal = gsl_matrix_calloc(p->variables, p->variables);
  s->right = gsl_vector_calloc(p->variables);
  s->move = gsl_vector_calloc(p->variables);
  return (s->trial && s->residual && s->other && s->slope && s->normal && s->right && s->move) || fail_memory(err);
}

static void search_free(struct search *s) {
  free(s->trial);
  free(s->residual);
  free(s->other);
  free(s->slope);
  gsl_matrix_free(s->normal);
  gsl_vector_free(s->right);
  gsl_vector_free(s->move);
}

bool least_squares(const struct least_squares *problem, double *x, double *cost, unsigned *used, struct error *err) {
  gsl_error_handler_t *const handler = gsl_set_error_handler_off(); /* it would end the program */
  struct search s = {.problem = problem, .x = x, .damping = 0.1};
  bool ok = search_make(&s, problem, err) && evaluate(&s, x, s.residual, err), moved = true;
  s.cost = ok ? squares(s.residual, problem->residuals) : NAN;
  while (ok && moved && s.cost > 0 && affordable(&s, problem->variables + 1)) ok = slopes(&s, err) && descend(&s, &moved, err);
  *cost = s.cost;
  *used = s.used;
  search_free(&s);
  gsl_set_error_handler(handler);
  return ok;
}
