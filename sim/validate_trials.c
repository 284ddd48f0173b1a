/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validate_trials.h"
#include "sampler.h"
#include <stdlib.h>
#include <string.h>

static bool study_open(struct study *study, struct sampler *sampler, const char *text, const char *name, const struct trials *trials,
                       struct error *err) {
  const struct overrides over = {.model = trials->model->name,
                                 .runs = trials->options.runs,
                                 .has_runs = true,
                                 .seed = trials->options.seed,
                                 .has_seed = true,
                                 .months = trials->model->default_months};
  struct sheet sheet = {0};
  const bool ok = sheet_read_bytes(&sheet, name, text, strlen(text), err) && study_read(study, &sheet, &over, err) &&
                  sampler_make(sampler, study, err);
  sheet_free(&sheet);
  return ok;
}

bool trials_open(struct trials *trials, const struct model *model, const struct trials_options *options, struct error *err) {
  const struct evidence *const evidence = model->evidence;
  if (!evidence) return fail_usage(err, "the model %s has no table of published facts to be held against", model->name);
  *trials = (struct trials){.model = model, .evidence = evidence, .options = *options};
  trials->sampler = calloc(2, sizeof *trials->sampler);
  if (!trials->sampler) return fail_memory(err);
  if (!study_open(&trials->populations, &trials->sampler[0], evidence->populations, "the studies", trials, err) ||
      !study_open(&trials->contest, &trials->sampler[1], evidence->contest, "the contest", trials, err))
    return false;
  trials->coefficient = calloc(model->coefficient_count + 1, sizeof *trials->coefficient);
  trials->study = calloc(evidence->study_count, sizeof *trials->study);
  if (!trials->coefficient || !trials->study) return fail_memory(err);
  for (size_t s = 0; s < evidence->study_count; s++)
    if (!records_make(&trials->study[s], model, options->seed, options->runs, s == 0, err)) return false;
  trials->observed = (struct observed){.evidence = evidence, .study = trials->study, .coefficient = trials->coefficient};
  return true;
}

void trials_close(struct trials *trials) {
  for (size_t s = 0; trials->study && s < trials->evidence->study_count; s++) records_free(&trials->study[s]);
  free(trials->study);
  free(trials->coefficient);
  for (int s = 0; trials->sampler && s < 2; s++)
    if (trials->sampler[s].study) sampler_free(&trials->sampler[s]);
  free(trials->sampler);
  study_free(&trials->populations);
  study_free(&trials->contest);
  *trials = (struct trials){0};
}

static void set_coefficients(struct study *study, const double *coefficient) {
  for (size_t s = 0; s < study->count; s++)
    memcpy(study->scenarios[s].coefficients, coefficient, study->model->coefficient_count * sizeof *coefficient);
}

static bool run_study(struct trials *trials, const struct study *study, const struct sampler *sampler, struct records *records,
                      bool contest, bool *done, struct error *err) {
  const struct engine_options engine = {
      .threads = trials->options.threads, .vector = trials->options.vector, .stop = trials->options.stop, .sampler = sampler};
  struct tally tally = {0};
  if (!survey_run(records, &tally, study, &engine, contest ? KEEP_TRAJECTORIES | KEEP_PAIRS : 0, err)) return false;
  *done = tally.complete;
  if (contest && tally.runs > 0) trials->observed.crossover = crossover_of(&tally, 0, 1);
  tally_free(&tally);
  return true;
}

bool trials_run(struct trials *trials, const double *coefficient, bool calibrated_only, struct figure *figure, bool *done,
                struct error *err) {
  for (size_t c = 0; c < trials->model->coefficient_count; c++)
    trials->coefficient[c] = coefficient ? coefficient[c] : trials->model->coefficients[c].value;
  trials->observed.value_a_month = trials->evidence->value_a_month;
  set_coefficients(&trials->populations, trials->coefficient);
  set_coefficients(&trials->contest, trials->coefficient);
  if (!run_study(trials, &trials->populations, &trials->sampler[0], trials->study, false, done, err)) return false;
  if (*done && !run_study(trials, &trials->contest, &trials->sampler[1], trials->study + trials->populations.count, true, done, err))
    return false;
  return !*done || facts_measure(figure, &trials->observed, calibrated_only, err);
}

bool trials_yardstick(struct trials *trials, const double *coefficient, bool calibrated_only, struct figure *figure, struct error *err) {
  const unsigned month = trials->evidence->yardstick->simulate(trials->study, coefficient);
  trials->observed.value_a_month = trials->evidence->yardstick->value_a_month;
  trials->observed.crossover = (struct crossover){.month = month, .low = month, .high = month};
  return facts_measure(figure, &trials->observed, calibrated_only, err);
}

/* A crossover that never comes counts as the month after the horizon. */
struct score score_of(const struct trials *trials, const struct figure *figure) {
  struct score score = {0};
  for (size_t f = 0; f < trials->evidence->fact_count; f++) {
    const struct known_fact *const fact = &trials->evidence->facts[f];
    const enum use use = fact_is_calibrated(fact) ? USE_CALIBRATED : USE_CHECK;
    score.misfit[use] += known_fact_misfit(fact, figure[f], trials->populations.months + 1);
    score.error[use] += known_fact_misfit_error(fact, figure[f], trials->populations.months + 1);
    score.missed[use] += known_fact_met(fact, figure[f]) ? 0 : 1;
    score.facts[use]++;
  }
  return score;
}

double score_misfit(const struct score *score) {
  return score->misfit[USE_CHECK] + score->misfit[USE_CALIBRATED];
}

double score_error(const struct score *score) {
  return score->error[USE_CHECK] + score->error[USE_CALIBRATED];
}
