/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maximum likelihood for the model `alliance_game`. */
#include "models/alliance_game_likelihood.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multimin.h>
#include <stdlib.h>
#include <string.h>

enum { FREE = ALLIANCE_FITTED - 1, STARTS = 4, STEPS_MOST = 400, NEWTON_MOST = 20 };
#define DERIVATIVE_STEP 1e-4

/* All but leave_content, which the maximum does not have to search for. */
static size_t coefficient_of(size_t free) {
  return free < COEFFICIENT_leave_content ? free : free + 1;
}

struct search {
  const struct alliance_likelihood *likelihood;
  double value[ALLIANCE_COEFFICIENTS]; /* of those that are not searched for */
  double (*score)[ALLIANCE_FITTED];    /* [subjects], work space */
};

static void value_at(const struct search *search, const gsl_vector *x, double value[ALLIANCE_COEFFICIENTS]) {
  memcpy(value, search->value, sizeof search->value);
  for (size_t i = 0; i < FREE; i++) value[coefficient_of(i)] = gsl_vector_get(x, i);
}

static void minus_with_gradient(const gsl_vector *x, void *context, double *f, gsl_vector *gradient) {
  const struct search *search = context;
  double value[ALLIANCE_COEFFICIENTS];
  value_at(search, x, value);
  *f = -alliance_log_likelihood(search->likelihood, value, search->score);
  gsl_vector_set_zero(gradient);
  for (size_t s = 0; s < search->likelihood->data->subjects; s++)
    for (size_t i = 0; i < FREE; i++) gsl_vector_set(gradient, i, gsl_vector_get(gradient, i) - search->score[s][coefficient_of(i)]);
}

static double minus(const gsl_vector *x, void *context) {
  const struct search *search = context;
  double value[ALLIANCE_COEFFICIENTS];
  value_at(search, x, value);
  return -alliance_log_likelihood(search->likelihood, value, NULL);
}

static void minus_gradient(const gsl_vector *x, void *context, gsl_vector *gradient) {
  double f;
  minus_with_gradient(x, context, &f, gradient);
}

/* From x to a minimum nearby, left in x; its value. */
static double descend(struct search *search, gsl_multimin_fdfminimizer *minimizer, gsl_vector *x) {
  gsl_multimin_function_fdf function = {minus, minus_gradient, minus_with_gradient, FREE, search};
  gsl_multimin_fdfminimizer_set(minimizer, &function, x, .1, .1);
  for (unsigned step = 0; step < STEPS_MOST; step++)
    if (gsl_multimin_fdfminimizer_iterate(minimizer) != GSL_SUCCESS || gsl_multimin_test_gradient(minimizer->gradient, 1e-4) == GSL_SUCCESS)
      break;
  gsl_vector_memcpy(x, gsl_multimin_fdfminimizer_x(minimizer));
  return gsl_multimin_fdfminimizer_minimum(minimizer);
}

/* Starts: as given; weaker, stronger; without any effect but a little disposition. */
static void start_at(const double *start, unsigned number, gsl_vector *x) {
  static const double factor[STARTS] = {1, .6, 1.3, 0};
  for (size_t i = 0; i < FREE; i++) gsl_vector_set(x, i, factor[number] * start[coefficient_of(i)]);
  if (factor[number] == 0) gsl_vector_set(x, COEFFICIENT_disposition, 1);
}

static bool search_all(struct search *search, const double *start, gsl_vector *best, struct error *err) {
  gsl_multimin_fdfminimizer *minimizer = gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, FREE);
  gsl_vector *x = gsl_vector_alloc(FREE);
  double least = INFINITY;
  for (unsigned number = 0; minimizer && x && number < STARTS; number++) {
    start_at(start, number, x);
    const double f = descend(search, minimizer, x);
    if (f < least) gsl_vector_memcpy(best, x);
    least = fmin(least, f);
  }
  const bool ok = minimizer && x;
  if (minimizer) gsl_multimin_fdfminimizer_free(minimizer);
  gsl_vector_free(x);
  return ok ? true : fail_memory(err);
}

/* Second derivatives of minus the log likelihood: central differences of the gradient. */
static void information(struct search *search, const gsl_vector *x, gsl_matrix *out, gsl_vector *work, gsl_vector *up, gsl_vector *down) {
  for (size_t i = 0; i < FREE; i++) {
    gsl_vector_memcpy(work, x);
    gsl_vector_set(work, i, gsl_vector_get(x, i) + DERIVATIVE_STEP);
    minus_gradient(work, search, up);
    gsl_vector_set(work, i, gsl_vector_get(x, i) - DERIVATIVE_STEP);
    minus_gradient(work, search, down);
    for (size_t j = 0; j < FREE; j++) gsl_matrix_set(out, i, j, (gsl_vector_get(up, j) - gsl_vector_get(down, j)) / (2 * DERIVATIVE_STEP));
  }
  for (size_t i = 0; i < FREE; i++)
    for (size_t j = 0; j < i; j++) {
      const double mean = (gsl_matrix_get(out, i, j) + gsl_matrix_get(out, j, i)) / 2;
      gsl_matrix_set(out, i, j, mean);
      gsl_matrix_set(out, j, i, mean);
    }
}

struct newton {
  gsl_matrix *information; /* at the end its inverse */
  gsl_vector *work, *up, *down, *step;
};

static bool not_identified(struct error *err) {
  return fail_input(err,
                    "the choices do not identify all %d coefficients; they need treatments with and without exit cost, of low and high "
                    "competition, and partners who leave",
                    (int)ALLIANCE_FITTED);
}

/* Newton steps until they are a millionth of what a standard error would be; then the inverse of the information. */
static bool polish(struct search *search, gsl_vector *x, struct newton *n, struct error *err) {
  for (unsigned i = 0; i < NEWTON_MOST; i++) {
    double decrement = 0;
    information(search, x, n->information, n->work, n->up, n->down);
    if (gsl_linalg_cholesky_decomp1(n->information) != GSL_SUCCESS) return not_identified(err);
    minus_gradient(x, search, n->work);
    gsl_linalg_cholesky_solve(n->information, n->work, n->step);
    for (size_t j = 0; j < FREE; j++) decrement += gsl_vector_get(n->work, j) * gsl_vector_get(n->step, j);
    gsl_vector_sub(x, n->step);
    if (decrement < 1e-12) return gsl_linalg_cholesky_invert(n->information) == GSL_SUCCESS || not_identified(err);
  }
  return not_identified(err);
}

/* Sandwich, clustered by subject: inverse information x sum of scores' squares x inverse information, G/(G - 1) (K.-Y. Liang,
 * S. L. Zeger, Biometrika 73, 1986, 13-22). */
static void sandwich(struct alliance_fit *fit, const struct search *search, const gsl_matrix *inverse) {
  const double correction = (double)fit->subjects / ((double)fit->subjects - 1);
  memset(fit->covariance, 0, sizeof fit->covariance);
  for (size_t s = 0; s < search->likelihood->data->subjects; s++) {
    double part[FREE] = {0};
    for (size_t i = 0; i < FREE; i++)
      for (size_t j = 0; j < FREE; j++) part[i] += gsl_matrix_get(inverse, i, j) * search->score[s][coefficient_of(j)];
    for (size_t i = 0; i < FREE; i++)
      for (size_t j = 0; j < FREE; j++) fit->covariance[coefficient_of(i)][coefficient_of(j)] += correction * part[i] * part[j];
  }
}

static void intervals(struct alliance_fit *fit) {
  for (size_t k = 0; k < ALLIANCE_FITTED; k++) {
    if (k == COEFFICIENT_leave_content) continue;
    fit->error[k] = sqrt(fit->covariance[k][k]);
    fit->low[k] = fit->value[k] - gsl_cdf_ugaussian_Pinv(.975) * fit->error[k];
    fit->high[k] = fit->value[k] + gsl_cdf_ugaussian_Pinv(.975) * fit->error[k];
  }
}

static double log_odds(double chance) {
  return log(chance) - log1p(-chance);
}

static void fit_leave_content(struct alliance_fit *fit, const struct alliance_likelihood *l) {
  double leaves = .5, stays = .5;
  size_t session = 0;
  for (size_t i = 0; i < l->data->subjects; i++) {
    const struct alliance_subject *subject = &l->data->subject[i];
    while (l->data->session[session].number != subject->session) session++;
    if (l->left_out && l->left_out[session]) continue;
    for (size_t c = subject->first_count; c < subject->first_count + subject->counts; c++) {
      if (l->odds[l->data->count[c].situation].leave[COEFFICIENT_leave_content] == 0) continue;
      leaves += l->data->count[c].n[CHOICE_LEAVE];
      stays += l->data->count[c].n[CHOICE_CONTRIBUTE] + l->data->count[c].n[CHOICE_WITHHOLD];
    }
  }
  const size_t k = COEFFICIENT_leave_content;
  fit->value[k] = log(leaves / stays);
  fit->error[k] = sqrt(1 / leaves + 1 / stays);
  fit->covariance[k][k] = fit->error[k] * fit->error[k];
  fit->low[k] = log_odds(gsl_cdf_beta_Pinv(.025, leaves, stays));
  fit->high[k] = log_odds(gsl_cdf_beta_Pinv(.975, leaves, stays));
}

/* Who is more disposed is a matter of sign. */
static void right_way_up(gsl_vector *x) {
  const size_t leave = COEFFICIENT_leave_disposition;
  if (gsl_vector_get(x, COEFFICIENT_disposition) >= 0) return;
  gsl_vector_set(x, COEFFICIENT_disposition, -gsl_vector_get(x, COEFFICIENT_disposition));
  gsl_vector_set(x, leave, -gsl_vector_get(x, leave));
}

static bool maximise(struct alliance_fit *fit, struct search *search, const double *start, struct newton *n, gsl_vector *best,
                     struct error *err) {
  if (!search_all(search, start, best, err)) return false;
  right_way_up(best);
  if (!polish(search, best, n, err)) return false;
  value_at(search, best, fit->value);
  fit->log_likelihood = alliance_log_likelihood(search->likelihood, fit->value, search->score);
  fit->subjects = 0;
  for (size_t s = 0; s < search->likelihood->data->subjects; s++) {
    double size = 0;
    for (size_t k = 0; k < ALLIANCE_FITTED; k++) size += fabs(search->score[s][k]);
    fit->subjects += size > 0;
  }
  sandwich(fit, search, n->information);
  intervals(fit);
  return true;
}

bool alliance_game_fit(struct alliance_fit *fit, const struct alliance_data *data, const bool *left_out,
                       const double start[ALLIANCE_COEFFICIENTS], struct error *err) {
  struct alliance_likelihood likelihood = {0};
  *fit = (struct alliance_fit){0};
  gsl_error_handler_t *const handler = gsl_set_error_handler_off();
  bool ok = alliance_likelihood_make(&likelihood, data, left_out, start[COEFFICIENT_continuation], ALLIANCE_NODES, err);
  struct search search = {.likelihood = &likelihood, .score = calloc(data->subjects + 1, sizeof *search.score)};
  struct newton n = {gsl_matrix_alloc(FREE, FREE), gsl_vector_alloc(FREE), gsl_vector_alloc(FREE), gsl_vector_alloc(FREE),
                     gsl_vector_alloc(FREE)};
  gsl_vector *best = gsl_vector_alloc(FREE);
  if (ok && !(search.score && n.information && n.work && n.up && n.down && n.step && best)) ok = fail_memory(err);
  if (ok) {
    struct alliance_fit content = {0};
    fit_leave_content(&content, &likelihood);
    memcpy(search.value, start, sizeof search.value);
    search.value[COEFFICIENT_leave_content] = content.value[COEFFICIENT_leave_content];
    fit->choices = alliance_likelihood_choices(&likelihood);
    ok = maximise(fit, &search, start, &n, best, err);
    if (ok) fit_leave_content(fit, &likelihood);
  }
  gsl_vector_free(best);
  gsl_matrix_free(n.information);
  gsl_vector_free(n.work);
  gsl_vector_free(n.up);
  gsl_vector_free(n.down);
  gsl_vector_free(n.step);
  free(search.score);
  alliance_likelihood_free(&likelihood);
  gsl_set_error_handler(handler);
  return ok;
}
