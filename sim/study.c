/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_parts.h"
#include <stdlib.h>
#include <string.h>

static bool scenario_make(struct scenario *scenario, const struct model *model, struct error *err) {
  scenario->settings = calloc(model->parameter_count + 1, sizeof *scenario->settings);
  scenario->coefficients = calloc(model->coefficient_count + 1, sizeof *scenario->coefficients);
  if (!scenario->settings || !scenario->coefficients) return fail_memory(err);
  for (size_t c = 0; c < model->coefficient_count; c++) scenario->coefficients[c] = model->coefficients[c].value;
  return true;
}

bool study_make(struct study *study, const struct model *model, struct error *err) {
  study->model = model;
  study->months = model->default_months;
  study->runs = RUNS_DEFAULT;
  study->seed = SEED_DEFAULT;
  for (size_t s = 0; s < study->count; s++)
    if (!scenario_make(&study->scenarios[s], model, err)) return false;
  return true;
}

bool study_make_texts(struct study *study, struct error *err) {
  if (!study->title) study->title = strdup("");
  if (!study->note) study->note = strdup("");
  if (!study->currency) study->currency = strdup("");
  return (study->title && study->note && study->currency) || fail_memory(err);
}

bool study_make_default(struct study *study, size_t parameter, struct error *err) {
  const struct setting *first = &study->scenarios[0].settings[parameter];
  if (!cell_read(&study->scenarios[0].settings[parameter], &study->model->parameters[parameter], "", '.', NULL, err)) return false;
  for (size_t s = 1; s < study->count; s++)
    if (!setting_copy(&study->scenarios[s].settings[parameter], first, err)) return false;
  return true;
}

bool study_correlate(struct study *study, const struct rank_pair *pair, size_t pairs, size_t *bad, struct error *err) {
  const size_t n = study->model->parameter_count;
  study->cholesky = malloc(n * n * sizeof *study->cholesky);
  return study->cholesky ? correlation_factor(study->model, pair, pairs, study->cholesky, bad, err) : fail_memory(err);
}

static void scenario_free(struct scenario *scenario, size_t parameters) {
  for (size_t p = 0; p < parameters && scenario->settings; p++) setting_free(&scenario->settings[p]);
  free(scenario->settings);
  free(scenario->coefficients);
  free(scenario->events);
  free(scenario->name);
}

void study_select(struct study *study, const bool *kept) {
  size_t count = 0;
  for (size_t s = 0; s < study->count; s++) {
    if (kept[s]) study->scenarios[count++] = study->scenarios[s];
    else scenario_free(&study->scenarios[s], study->model->parameter_count);
  }
  study->count = count;
}

void study_free(struct study *study) {
  const size_t parameters = study->model ? study->model->parameter_count : 0;
  for (size_t s = 0; s < study->count; s++) scenario_free(&study->scenarios[s], parameters);
  free(study->scenarios);
  free(study->title);
  free(study->note);
  free(study->currency);
  free(study->cholesky);
  messages_free(&study->warnings);
  data_files_free(study->files, study->file_count);
  *study = (struct study){0};
}
