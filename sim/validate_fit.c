/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validate_fit.h"
#include "least_squares.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double INSIDE = 0.85;   /* where residuals begin: half-widths from the middle of a band */
static const double LOG_STEP = 0.12; /* of a coefficient's logarithm, for slopes */

bool coefficient_is_fitted(const struct coefficient *coefficient) {
  return strncmp(coefficient->basis, "calibrated", strlen("calibrated")) == 0;
}

static double residual(const struct trials *trials, const struct known_fact *fact, struct figure figure) {
  if (!fact_is_calibrated(fact)) return 0;
  const double place = known_fact_place(fact, figure, trials->populations.months + 1), excess = fabs(place) - INSIDE;
  return excess > 0 ? copysign(excess, place) : 0;
}

/* What is fitted: the model with some coefficients fixed, or the yardstick. */
struct fit {
  struct trials *trials;
  const double *start; /* [coefficient_count] of the model, with the mechanism switched off; NULL: the yardstick */
  size_t *fitted;      /* [variables] coefficients */
  size_t variables;
  double *coefficient; /* [coefficient_count] scratch */
  struct figure figure[FACTS_MOST];
};

static void place_factors(double *coefficient, const struct fit *fit, const double *x) {
  memcpy(coefficient, fit->start, fit->trials->model->coefficient_count * sizeof *coefficient);
  for (size_t v = 0; v < fit->variables; v++) coefficient[fit->fitted[v]] *= exp(x[v]);
}

static bool run(struct fit *fit, const double *x, struct error *err) {
  bool done = true;
  if (!fit->start) return trials_yardstick(fit->trials, x, true, fit->figure, err);
  place_factors(fit->coefficient, fit, x);
  if (!trials_run(fit->trials, fit->coefficient, true, fit->figure, &done, err)) return false;
  if (done) return true;
  err->status = STATUS_INTERRUPTED;
  return false;
}

static bool evaluate(void *context, const double *x, double *residuals, struct error *err) {
  struct fit *const fit = context;
  if (!run(fit, x, err)) return false;
  for (size_t f = 0; f < fit->trials->evidence->fact_count; f++)
    residuals[f] = residual(fit->trials, &fit->trials->evidence->facts[f], fit->figure[f]);
  return true;
}

static bool search(struct fit *fit, const struct variable_range *range, double *x, unsigned budget, struct error *err) {
  const struct least_squares problem = {.variables = fit->variables,
                                        .residuals = fit->trials->evidence->fact_count,
                                        .range = range,
                                        .evaluate = evaluate,
                                        .context = fit,
                                        .budget = budget};
  double cost;
  unsigned used;
  return least_squares(&problem, x, &cost, &used, err);
}

bool fit_yardstick(double *coefficient, struct trials *trials, unsigned budget, struct error *err) {
  const struct yardstick *const yardstick = trials->evidence->yardstick;
  struct fit fit = {.trials = trials, .variables = yardstick->coefficient_count};
  struct variable_range *range = calloc(fit.variables + 1, sizeof *range);
  if (!range) return fail_memory(err);
  for (size_t v = 0; v < fit.variables; v++) {
    const struct coefficient *const c = &yardstick->coefficients[v];
    coefficient[v] = c->value;
    range[v] = (struct variable_range){c->low, c->high, (c->high - c->low) / 40};
  }
  const bool ok = search(&fit, range, coefficient, budget, err);
  free(range);
  return ok;
}

/* Fitted coefficients that the mechanism leaves alone, and how far each may move: log factors. */
static size_t choose(size_t *fitted, struct variable_range *range, const struct model *model, const double *start) {
  size_t count = 0;
  for (size_t c = 0; c < model->coefficient_count; c++) {
    const struct coefficient *const k = &model->coefficients[c];
    if (!coefficient_is_fitted(k) || start[c] != k->value) continue;
    const double most = k->high <= 1 ? fmin(FIT_FACTOR, 1 / k->value) : FIT_FACTOR;
    fitted[count] = c;
    range[count++] = (struct variable_range){-log(FIT_FACTOR), log(most), LOG_STEP};
  }
  return count;
}

bool fit_model(double *coefficient, size_t *fitted, struct trials *trials, unsigned budget, struct error *err) {
  const size_t n = trials->model->coefficient_count;
  double *room = calloc(3 * n + 1, sizeof *room), *start = room, *x = room + n;
  size_t *chosen = calloc(n + 1, sizeof *chosen);
  struct variable_range *range = calloc(n + 1, sizeof *range);
  bool ok = room && chosen && range;
  if (!ok) fail_memory(err);
  if (ok) {
    memcpy(start, coefficient, n * sizeof *start);
    struct fit fit = {.trials = trials, .start = start, .fitted = chosen, .coefficient = room + 2 * n};
    *fitted = fit.variables = choose(chosen, range, trials->model, start);
    ok = search(&fit, range, x, budget, err);
    if (ok) place_factors(coefficient, &fit, x);
  }
  free(room);
  free(chosen);
  free(range);
  return ok;
}
