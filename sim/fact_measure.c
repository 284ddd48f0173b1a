/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact_measure.h"
#include "regression.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is computed once for several facts. */
struct work {
  const struct observed *observed;
  double *scratch[5];          /* [runs] */
  struct design_matrix matrix; /* inputs of study 0; made when first needed */
  struct logistic leaving;     /* likewise, for endings `leaving_of` */
  unsigned leaving_of;
};

static const struct records *records_of(const struct work *w, const struct known_fact *fact) {
  return &w->observed->study[fact->study];
}

static const double *outcome_of(const struct records *r, const char *name) {
  return records_outcome(r, outcome_find(r->model, name));
}

static const double *seen(const struct records *r, enum glance glance, const char *name) {
  return records_glance(r, glance, variable_find(r->model, name));
}

static const double *input_of(const struct records *r, const char *name) {
  return records_input(r, parameter_find(r->model, name));
}

static bool among(unsigned char ending, unsigned endings) {
  return (endings >> ending & 1u) != 0;
}

static struct figure share_ended(const struct records *r, unsigned month, unsigned endings) {
  uint64_t count = 0;
  for (size_t i = 0; i < r->runs; i++) count += among(r->ending[i], endings) && r->end_month[i] <= month;
  return figure_share(count, r->runs);
}

static struct figure share_alive(const struct records *r, unsigned month) {
  uint64_t count = 0;
  for (size_t i = 0; i < r->runs; i++) count += r->ending[i] == 0 || r->end_month[i] > month;
  return figure_share(count, r->runs);
}

/* Share of the values that are not missing. */
static struct figure share_from(const double *x, size_t n, double least, bool below) {
  uint64_t count = 0, all = 0;
  for (size_t i = 0; i < n; i++) {
    all += isnan(x[i]) ? 0 : 1;
    count += (below ? x[i] < least : x[i] >= least) ? 1 : 0;
  }
  return figure_share(count, all);
}

static struct figure mix(const struct records *r, unsigned endings, unsigned all) {
  uint64_t count = 0, ended = 0;
  for (size_t i = 0; i < r->runs; i++) {
    ended += among(r->ending[i], all);
    count += among(r->ending[i], endings);
  }
  return figure_share(count, ended);
}

static void cap(double *out, const double *x, size_t n, double most) {
  for (size_t i = 0; i < n; i++) out[i] = x[i] > most ? most : x[i];
}

static struct figure survey(struct work *w, const struct known_fact *fact) {
  const struct records *const r = records_of(w, fact);
  double *const x = w->scratch[0], *const y = w->scratch[1], *const ex = w->scratch[2], *const ey = w->scratch[3];
  cap(x, seen(r, GLANCE_SURVEY, fact->x), r->runs, fact->number);
  cap(y, seen(r, GLANCE_SURVEY, fact->y), r->runs, fact->number);
  survey_noise(ex, r->seed, INFORMANT_FIRST, r->runs);
  survey_noise(ey, r->seed, INFORMANT_SECOND, r->runs);
  return figure_noisy_correlation(x, ex, y, ey, r->runs, SURVEY_RELIABILITY);
}

static struct figure age(struct work *w, const struct known_fact *fact) {
  const struct records *const r = records_of(w, fact);
  for (size_t i = 0; i < r->runs; i++) w->scratch[0][i] = survey_month(r->seed, i);
  return figure_correlation(w->scratch[0], seen(r, GLANCE_SURVEY, fact->x), r->runs);
}

static struct figure life_and_value(struct work *w, const struct known_fact *fact) {
  const struct records *const r = records_of(w, fact);
  w->observed->value_a_month(w->scratch[0], r, w->observed->coefficient);
  return figure_correlation(r->end_month, w->scratch[0], r->runs);
}

static bool matrix_ready(struct work *w, const struct records *r, struct error *err) {
  if (w->matrix.x) return true;
  const double **input = calloc(r->model->parameter_count + 1, sizeof *input);
  if (!input) return fail_memory(err);
  for (size_t p = 0; p < r->model->parameter_count; p++) input[p] = records_input(r, p);
  const bool ok = design_matrix_make(&w->matrix, input, r->model->parameter_count, r->runs, err);
  free(input);
  return ok;
}

static bool explained(struct figure *figure, struct work *w, const struct known_fact *fact, struct error *err) {
  const struct records *const r = records_of(w, fact);
  cap(w->scratch[0], outcome_of(r, fact->x), r->runs, fact->number);
  return matrix_ready(w, r, err) && regression_explained(figure, &w->matrix, w->scratch[0], err);
}

static bool leaving_ready(struct work *w, const struct records *r, unsigned endings, struct error *err) {
  if (w->leaving.count && w->leaving_of == endings) return true;
  logistic_free(&w->leaving);
  for (size_t i = 0; i < r->runs; i++) w->scratch[0][i] = among(r->ending[i], endings);
  w->leaving_of = endings;
  return matrix_ready(w, r, err) && regression_logistic(&w->leaving, &w->matrix, w->scratch[0], r->end_month, err);
}

static bool hazard(struct figure *figure, struct work *w, const struct known_fact *fact, struct error *err) {
  const struct records *const r = records_of(w, fact);
  if (!leaving_ready(w, r, fact->endings, err)) return false;
  const size_t column = w->matrix.column[parameter_find(r->model, fact->x)];
  *figure = column ? logistic_ratio(&w->leaving, column, r->runs) : NO_FIGURE;
  return true;
}

/* The standard error is what a normal interval of that width would have. */
static struct figure crossover(const struct work *w, const struct records *r) {
  const struct crossover *const c = &w->observed->crossover;
  if (!c->month) return NO_FIGURE;
  const double low = c->low ? (double)c->low : NAN, high = c->high ? (double)c->high : NAN;
  return (struct figure){(double)c->month, (high - low) / (2 * 1.959963984540054), low, high, r->runs};
}

static bool measure(struct figure *figure, struct work *w, const struct known_fact *fact, struct error *err) {
  const struct records *const r = records_of(w, fact);
  switch (fact->statistic) {
  case STATISTIC_ALIVE: *figure = share_alive(r, fact->month); break;
  case STATISTIC_ENDED: *figure = share_ended(r, fact->month, fact->endings); break;
  case STATISTIC_SHARE: *figure = share_from(outcome_of(r, fact->x), r->runs, 0.5, false); break;
  case STATISTIC_REACHED: *figure = share_from(outcome_of(r, fact->x), r->runs, fact->number, false); break;
  case STATISTIC_MISSED: *figure = share_from(outcome_of(r, fact->x), r->runs, fact->number, true); break;
  case STATISTIC_EXPLAINED: return explained(figure, w, fact, err);
  case STATISTIC_SURVEY: *figure = survey(w, fact); break;
  case STATISTIC_AGE: *figure = age(w, fact); break;
  case STATISTIC_BELOW: *figure = share_from(seen(r, GLANCE_SURVEY, fact->x), r->runs, fact->number, true); break;
  case STATISTIC_MIX: *figure = mix(r, fact->endings, fact->among); break;
  case STATISTIC_INPUT: *figure = figure_correlation(input_of(r, fact->x), outcome_of(r, fact->y), r->runs); break;
  case STATISTIC_INPUT_SIZE: *figure = figure_size(figure_correlation(input_of(r, fact->x), outcome_of(r, fact->y), r->runs)); break;
  case STATISTIC_INPUT_STATE: *figure = figure_correlation(input_of(r, fact->x), seen(r, GLANCE_FIXED, fact->y), r->runs); break;
  case STATISTIC_HAZARD: return hazard(figure, w, fact, err);
  case STATISTIC_CROSSOVER: *figure = crossover(w, r); break;
  case STATISTIC_GAIN: *figure = figure_ratio(outcome_of(r, fact->x), outcome_of(r + 1, fact->x), r->runs); break;
  case STATISTIC_LIFE_AND_VALUE: *figure = life_and_value(w, fact); break;
  }
  return true;
}

bool facts_measure(struct figure *figure, const struct observed *observed, bool calibrated_only, struct error *err) {
  const struct evidence *const evidence = observed->evidence;
  struct work work = {.observed = observed};
  bool ok = true;
  for (size_t i = 0; i < sizeof work.scratch / sizeof *work.scratch; i++)
    if (!(work.scratch[i] = calloc(observed->study[0].runs + 1, sizeof(double)))) ok = fail_memory(err);
  for (size_t f = 0; ok && f < evidence->fact_count; f++) {
    figure[f] = NO_FIGURE;
    if (!calibrated_only || fact_is_calibrated(&evidence->facts[f])) ok = measure(&figure[f], &work, &evidence->facts[f], err);
  }
  for (size_t i = 0; i < sizeof work.scratch / sizeof *work.scratch; i++) free(work.scratch[i]);
  design_matrix_free(&work.matrix);
  logistic_free(&work.leaving);
  return ok;
}

bool fact_is_calibrated(const struct known_fact *fact) {
  return strcmp(fact->use, "calibrated") == 0;
}

bool known_fact_met(const struct known_fact *fact, struct figure figure) {
  return figure.value >= fact->low && figure.value <= fact->high;
}

bool known_fact_borderline(const struct known_fact *fact, struct figure figure) {
  const bool over_low = figure.low < fact->low && !(figure.high < fact->low);
  const bool over_high = figure.high > fact->high && !(figure.low > fact->high);
  return !isnan(figure.value) && (over_low || over_high);
}

double known_fact_place(const struct known_fact *fact, struct figure figure, double never) {
  const double middle = (fact->low + fact->high) / 2, half = (fact->high - fact->low) / 2;
  return ((isnan(figure.value) ? never : figure.value) - middle) / half;
}

static double excess_of(const struct known_fact *fact, struct figure figure, double never) {
  return fmax(0, fabs(known_fact_place(fact, figure, never)) - 1);
}

double known_fact_misfit(const struct known_fact *fact, struct figure figure, double never) {
  const double excess = excess_of(fact, figure, never);
  return excess * excess;
}

double known_fact_misfit_error(const struct known_fact *fact, struct figure figure, double never) {
  const double half = (fact->high - fact->low) / 2;
  return isnan(figure.value) || isnan(figure.se) ? 0 : 2 * excess_of(fact, figure, never) * figure.se / half;
}
