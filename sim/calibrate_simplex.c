/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate_simplex.h"
#include "random.h"
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Steps of the first and of the second leg, and the size at which a simplex is a point, in scores: standard deviations of the range. */
static const double leg_step[] = {0.7, 0.2};
enum { LEGS = sizeof leg_step / sizeof *leg_step };
#define SIZE_SETTLED 2e-4
/* A search that has won less than this (of a sum of squares in sds) in so many points for each unknown, and some, has settled too. */
#define WIN_LEAST 1e-3
enum { WAIT = 20, WAIT_EACH = 15 };
#define APART 0.15          /* of the ranges, at least in one unknown, between starts */
#define MISFIT_MISSING 1e30 /* the simplex wants finite numbers */

bool calibration_spread(const struct calibration *calibration, size_t count, double *value, struct error *err) {
  const size_t unknowns = calibration->unknowns;
  double at[UNKNOWNS_MOST];
  gsl_qrng *const sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)unknowns);
  if (!sequence) return fail_memory(err);
  for (size_t i = 0; i < count; i++) {
    gsl_qrng_get(sequence, at);
    for (size_t u = 0; u < unknowns; u++) {
      const double moved = at[u] + uniform(random_word(calibration->study->seed, 0, 0, MONTH_CALIBRATION, (unsigned)u));
      const struct unknown *const unknown = &calibration->unknown[u];
      value[i * unknowns + u] = unknown->low + (unknown->high - unknown->low) * (moved - floor(moved));
    }
  }
  gsl_qrng_free(sequence);
  return true;
}

/* Whether a point differs from all chosen so far. */
static bool is_apart(const struct calibration *calibration, const double *value, const struct simplex *chosen) {
  for (size_t i = 0; i < chosen->searches; i++) {
    bool apart = false;
    for (size_t u = 0; u < calibration->unknowns; u++) {
      const struct unknown *const unknown = &calibration->unknown[u];
      apart |= fabs(value[u] - chosen->search[i].start[u]) > APART * (unknown->high - unknown->low);
    }
    if (!apart) return false;
  }
  return true;
}

/* Add the best of the points that are far from those chosen; without such a one the best of all. False where none is left. */
static bool choose(struct simplex *simplex, const struct calibration *calibration, size_t count, const double *value, double *misfit) {
  size_t best = count, best_apart = count;
  for (size_t i = 0; i < count; i++) {
    if (isinf(misfit[i])) continue;
    if (best == count || misfit[i] < misfit[best]) best = i;
    if (!is_apart(calibration, value + i * calibration->unknowns, simplex)) continue;
    if (best_apart == count || misfit[i] < misfit[best_apart]) best_apart = i;
  }
  const size_t chosen = best_apart < count ? best_apart : best;
  if (chosen == count) return false;
  struct simplex_search *const search = &simplex->search[simplex->searches++];
  memcpy(search->start, value + chosen * calibration->unknowns, calibration->unknowns * sizeof *value);
  memcpy(search->value, search->start, sizeof search->value);
  search->misfit = misfit[chosen]; /* what there is if the search never begins */
  misfit[chosen] = INFINITY;
  return true;
}

/* Where searches begin: the sheet's own values first. */
static bool starts_choose(struct simplex *simplex, const struct calibration *calibration, size_t starts, struct error *err) {
  const size_t unknowns = calibration->unknowns, targets = calibration->targets->count, count = 16 * unknowns + 8 * starts;
  double *const value = calloc(count * unknowns, sizeof *value), *const figure = calloc(count * targets, sizeof *figure),
                *const misfit = calloc(count, sizeof *misfit);
  size_t done;
  bool ok = (value && figure && misfit) || fail_memory(err);
  for (size_t u = 0; u < unknowns; u++) simplex->search[0].start[u] = calibration->unknown[u].start;
  simplex->searches = 1;
  if (ok && starts > 1) {
    ok = calibration_spread(calibration, count, value, err) && calibration_figures(calibration, count, value, 0, 0, figure, &done, err);
    for (size_t i = 0; ok && i < count; i++) misfit[i] = calibration_misfit(calibration, figure + i * targets);
    while (ok && simplex->searches < starts && choose(simplex, calibration, count, value, misfit)) {
    }
    if (ok) simplex->points += done;
  }
  free(value);
  free(figure);
  free(misfit);
  return ok;
}

/* What the simplex calls. */
struct objective {
  struct evaluator *evaluator;
  struct simplex_search *search;
  double *figure;
  bool ended, failed;
  struct error *err;
};

static double misfit_at(const gsl_vector *score, void *context) {
  struct objective *const objective = context;
  const struct calibration *const calibration = objective->evaluator->calibration;
  struct simplex_search *const search = objective->search;
  double value[UNKNOWNS_MOST];
  bool done = false;
  if (objective->ended || objective->failed || calibration_ended(calibration)) return objective->ended = true, MISFIT_MISSING;
  for (size_t u = 0; u < calibration->unknowns; u++) value[u] = unknown_value(&calibration->unknown[u], gsl_vector_get(score, u));
  if (!evaluator_figures(objective->evaluator, value, 0, objective->figure, &done, objective->err)) objective->failed = true;
  if (!done) return objective->ended = true, MISFIT_MISSING;
  const double misfit = calibration_misfit(calibration, objective->figure);
  search->points++;
  if (misfit < search->misfit) {
    search->misfit = misfit;
    memcpy(search->value, value, sizeof value);
  }
  return isfinite(misfit) ? misfit : MISFIT_MISSING;
}

static bool step_keep(struct simplex_search *search, double size, struct error *err) {
  if (search->steps == search->room) {
    const size_t room = search->room ? 2 * search->room : 64;
    struct simplex_step *const step = realloc(search->step, room * sizeof *step);
    if (!step) return fail_memory(err);
    search->step = step;
    search->room = room;
  }
  struct simplex_step *const step = &search->step[search->steps];
  *step = (struct simplex_step){.iteration = (unsigned)search->steps, .points = search->points, .misfit = search->misfit, .size = size};
  memcpy(step->value, search->value, sizeof step->value);
  search->steps++;
  return true;
}

static bool leg(struct objective *objective, gsl_multimin_fminimizer *minimizer, gsl_vector *score, gsl_vector *step, double length) {
  const struct calibration *const calibration = objective->evaluator->calibration;
  struct simplex_search *const search = objective->search;
  gsl_multimin_function function = {misfit_at, calibration->unknowns, objective};
  const uint64_t most = search->points + 100 + 80 * calibration->unknowns;
  gsl_vector_set_all(step, length);
  int status = gsl_multimin_fminimizer_set(minimizer, &function, score, step);
  uint64_t won_at = search->points;
  double won = search->misfit;
  search->settled = false;
  while (status == GSL_SUCCESS && !search->settled && search->points < most && !objective->ended && !objective->failed) {
    status = gsl_multimin_fminimizer_iterate(minimizer);
    const double size = gsl_multimin_fminimizer_size(minimizer);
    if (search->misfit < won - WIN_LEAST) won = search->misfit, won_at = search->points;
    const bool waited = search->points - won_at > WAIT + WAIT_EACH * calibration->unknowns;
    search->settled = (size < SIZE_SETTLED || waited) && !objective->ended;
    if (!step_keep(search, size, objective->err)) return objective->failed = true, false;
  }
  return !objective->failed;
}

static bool search_run(void *context, size_t index, struct evaluator *evaluator, struct error *err) {
  struct simplex *const simplex = context;
  struct simplex_search *const search = &simplex->search[index];
  const struct calibration *const calibration = evaluator->calibration;
  const size_t unknowns = calibration->unknowns;
  gsl_multimin_fminimizer *const minimizer = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, unknowns);
  gsl_vector *const score = gsl_vector_alloc(unknowns), *const step = gsl_vector_alloc(unknowns);
  struct objective objective = {
      .evaluator = evaluator, .search = search, .figure = calloc(calibration->targets->count, sizeof(double)), .err = err};
  bool ok = (minimizer && score && step && objective.figure) || fail_memory(err);
  search->begun = true;
  memcpy(search->value, search->start, sizeof search->value);
  for (size_t l = 0; ok && l < LEGS && !objective.ended; l++) {
    for (size_t u = 0; u < unknowns; u++) gsl_vector_set(score, u, unknown_score(&calibration->unknown[u], search->value[u]));
    ok = leg(&objective, minimizer, score, step, leg_step[l]);
  }
  if (minimizer) gsl_multimin_fminimizer_free(minimizer);
  if (score) gsl_vector_free(score);
  if (step) gsl_vector_free(step);
  free(objective.figure);
  return ok;
}

bool simplex_run(struct simplex *simplex, const struct calibration *calibration, size_t starts, struct error *err) {
  *simplex = (struct simplex){.search = calloc(starts, sizeof *simplex->search)};
  if (!simplex->search) return fail_memory(err);
  for (size_t s = 0; s < starts; s++) simplex->search[s].misfit = INFINITY;
  gsl_error_handler_t *const handler = gsl_set_error_handler_off();
  const bool ok = starts_choose(simplex, calibration, starts, err) &&
                  calibration_each(calibration, simplex->searches, search_run, simplex, &simplex->points, err);
  gsl_set_error_handler(handler);
  for (size_t s = 0; s < simplex->searches; s++)
    if (simplex->search[s].misfit < simplex->search[simplex->best].misfit) simplex->best = s;
  simplex->complete = !calibration_ended(calibration);
  if (!ok) simplex_free(simplex);
  return ok;
}

void simplex_free(struct simplex *simplex) {
  for (size_t s = 0; simplex->search && s < simplex->searches; s++) free(simplex->search[s].step);
  free(simplex->search);
  *simplex = (struct simplex){0};
}
