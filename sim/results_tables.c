/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results_tables.h"
#include "compare.h"
#include "number.h"
#include "results_schema.h"
#include "survival.h"
#include <math.h>
#include <stdlib.h>

static void put_estimate(struct csv *csv, struct estimate estimate) {
  csv_number(csv, estimate.value);
  csv_number(csv, estimate.low);
  csv_number(csv, estimate.high);
}

static void put_unit(struct csv *csv, const struct study *study, const char *unit) {
  char text[UNIT_SIZE];
  csv_foreign(csv, unit_of(study, unit, text));
}

/* "confirmatory: 3 pairs" */
static void put_family(struct csv *csv, size_t pairs, bool confirmatory) {
  char text[64];
  snprintf(text, sizeof text, "%s: %zu %s", confirmatory ? "confirmatory" : "exploratory", pairs, pairs == 1 ? "pair" : "pairs");
  csv_text(csv, text);
}

static void put_comparison(struct csv *csv, const struct tally *tally, struct pair pair, size_t outcome,
                           const struct results_options *options) {
  const struct study *const study = tally->study;
  const bool confirmatory = outcome == options->main_outcome;
  const struct comparison c = comparison_of(tally, pair.second, pair.first, outcome, confirmatory ? options->tolerance : NAN);
  csv_foreign(csv, study->scenarios[pair.second].name);
  csv_foreign(csv, study->scenarios[pair.first].name);
  csv_text(csv, study->model->outcomes[outcome].name);
  put_estimate(csv, c.difference);
  csv_number(csv, c.se);
  put_estimate(csv, c.p_better);
  csv_text(csv, verdict_names[c.verdict]);
  put_family(csv, tally->pair_count, confirmatory);
  csv_whole(csv, c.difference.n);
  put_unit(csv, study, study->model->outcomes[outcome].unit);
  csv_end_row(csv);
}

/* Later scenario minus earlier one, so that the baseline is what others are compared with. */
bool comparison_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  (void)err;
  for (size_t pair = 0; pair < tally->pair_count; pair++) {
    for (size_t o = 0; o < tally->study->model->outcome_count; o++) put_comparison(csv, tally, pair_at(tally, pair), o, options);
  }
  return true;
}

static const double levels[] = {0.05, 0.25, 0.5, 0.75, 0.95};
enum { LEVELS = sizeof levels / sizeof *levels };

static void put_trajectory(struct csv *csv, const struct tally *tally, size_t scenario, unsigned month, size_t variable) {
  const struct study *const study = tally->study;
  const struct moments moments = tally_variable(tally, scenario, variable, month);
  csv_foreign(csv, study->scenarios[scenario].name);
  csv_whole(csv, month);
  csv_text(csv, study->model->variables[variable].name);
  csv_whole(csv, (uint64_t)moments.count);
  csv_number(csv, moments.count > 0 ? moments.mean : NAN);
  csv_number(csv, moments_se(&moments));
  csv_number(csv, moments_sd(&moments));
  double quantile[LEVELS];
  tally_variable_quantiles(tally, scenario, variable, month, levels, LEVELS, quantile);
  for (size_t i = 0; i < LEVELS; i++) csv_number(csv, quantile[i]);
  put_unit(csv, study, study->model->variables[variable].unit);
  csv_end_row(csv);
}

/* Being together is a variable of every model: 1 or 0, over all runs. */
static void put_alive(struct csv *csv, const struct tally *tally, size_t scenario, unsigned month) {
  const double n = (double)tally->runs, alive = (double)tally_alive(tally, scenario, month) / n;
  csv_foreign(csv, tally->study->scenarios[scenario].name);
  csv_whole(csv, month);
  csv_text(csv, "alive");
  csv_whole(csv, tally->runs);
  csv_number(csv, alive);
  csv_number(csv, tally->runs < 2 ? NAN : sqrt(alive * (1 - alive) / (n - 1)));
  csv_number(csv, sqrt(alive * (1 - alive)));
  for (size_t i = 0; i < LEVELS; i++) csv_whole(csv, levels[i] > 1 - alive);
  put_unit(csv, tally->study, "share");
  csv_end_row(csv);
}

bool trajectories_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  (void)options;
  (void)err;
  for (size_t s = 0; s < tally->study->count; s++) {
    for (unsigned month = 1; month <= tally->study->months; month++) {
      for (size_t v = 0; v < tally->study->model->variable_count; v++) put_trajectory(csv, tally, s, month, v);
      put_alive(csv, tally, s, month);
    }
  }
  return true;
}

bool survival_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  (void)options;
  (void)err;
  for (size_t s = 0; s < tally->study->count; s++) {
    for (unsigned month = 0; month <= tally->study->months; month++) {
      const struct survival survival = survival_at(tally, s, month);
      csv_foreign(csv, tally->study->scenarios[s].name);
      csv_whole(csv, month);
      csv_whole(csv, survival.at_risk);
      put_estimate(csv, survival.alive);
      put_estimate(csv, survival.hazard);
      csv_end_row(csv);
    }
  }
  return true;
}

/* One scenario and month; ended[] sums up over months. Ending 0 is to be alive, so it is none. */
static void put_endings(struct csv *csv, const struct tally *tally, size_t scenario, unsigned month, uint64_t *ended) {
  const struct model *const model = tally->study->model;
  for (size_t e = 1; e < model->ending_count; e++) {
    ended[e] += tally_ended(tally, scenario, month, e);
    csv_foreign(csv, tally->study->scenarios[scenario].name);
    csv_whole(csv, month);
    csv_text(csv, model->endings[e].name);
    put_estimate(csv, survival_incidence(tally, ended[e], month));
    csv_end_row(csv);
  }
}

bool endings_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  (void)options;
  for (size_t s = 0; s < tally->study->count; s++) {
    uint64_t *const ended = calloc(tally->study->model->ending_count, sizeof *ended);
    if (!ended) return fail_memory(err);
    for (unsigned month = 0; month <= tally->study->months; month++) put_endings(csv, tally, s, month, ended);
    free(ended);
  }
  return true;
}

static void put_month(struct csv *csv, unsigned month) {
  if (month) csv_whole(csv, month);
  else csv_missing(csv);
}

static void put_crossover(struct csv *csv, const struct tally *tally, size_t scenario, size_t other) {
  const struct study *const study = tally->study;
  const struct crossover crossover = crossover_of(tally, scenario, other);
  csv_foreign(csv, study->scenarios[scenario].name);
  csv_foreign(csv, study->scenarios[other].name);
  csv_text(csv, study->model->variables[study->model->crossing].name);
  put_month(csv, crossover.month);
  put_month(csv, crossover.low);
  put_month(csv, crossover.high);
  put_estimate(csv, crossover.ever);
  csv_end_row(csv);
}

/* Both directions of every pair: who gets ahead of whom. */
bool crossovers_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  (void)options;
  (void)err;
  if (tally->study->model->crossing >= tally->study->model->variable_count) return true;
  for (size_t i = 0; i < tally->pair_count; i++) {
    const struct pair pair = pair_at(tally, i);
    put_crossover(csv, tally, pair.second, pair.first);
    put_crossover(csv, tally, pair.first, pair.second);
  }
  return true;
}

/* What comes from libm or GSL is rounded to single precision, and written as the shortest decimal that says so. */
static void put_single(struct csv *csv, double value) {
  const float single = (float)value;
  double shortest = (double)single;
  for (int digits = 1; digits <= 9; digits++) {
    char text[NUMBER_SIZE];
    number_round(text, (double)single, digits);
    if (number_read(text, '.', &shortest) && (float)shortest == single) break;
  }
  csv_number(csv, shortest);
}

static void put_law(struct csv *csv, const struct law *law) {
  const double figures[] = {law_mean(law), law_sd(law), law_quantile(law, 0.05), law_quantile(law, 0.5), law_quantile(law, 0.95)};
  char text[256];
  law_describe(law, text, sizeof text);
  csv_text(csv, text);
  for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
    if (law_is_constant(law)) csv_number(csv, figures[i]);
    else put_single(csv, figures[i]);
  }
}

bool inputs_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  (void)options;
  (void)err;
  const struct study *const study = tally->study;
  for (size_t s = 0; s < study->count; s++) {
    for (size_t p = 0; p < study->model->parameter_count; p++) {
      const struct setting *const setting = &study->scenarios[s].settings[p];
      csv_foreign(csv, study->scenarios[s].name);
      csv_text(csv, study->model->parameters[p].name);
      csv_foreign(csv, setting->text);
      put_law(csv, &setting->stage[0].law);
      put_unit(csv, study, study->model->parameters[p].unit);
      csv_end_row(csv);
    }
  }
  return true;
}
