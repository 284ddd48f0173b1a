/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/source_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct source_memory {
  struct source_memory *next;
  max_align_t bytes[];
};

const char *const source_statistics[STATISTICS] = {"mean", "sd", "q05", "q25", "q50", "q75", "q95", "cvar05"};

void *source_take(struct source *source, size_t count, size_t size, struct error *err) {
  const size_t most = SIZE_MAX / 2;
  struct source_memory *const memory = size && count > most / size ? NULL : calloc(1, sizeof *memory + count * size);
  if (!memory) {
    fail_memory(err);
    return NULL;
  }
  memory->next = source->data->arena;
  source->data->arena = memory;
  return memory->bytes;
}

double *source_numbers(struct source *source, size_t count, struct error *err) {
  double *const number = source_take(source, count, sizeof *number, err);
  for (size_t i = 0; number && i < count; i++) number[i] = NAN;
  return number;
}

bool source_open(const struct source *source, const char *file, struct csv_table *table, struct error *err) {
  char *path = NULL;
  if (asprintf(&path, "%s/%s", source->folder, file) < 0) return fail_memory(err);
  const bool ok = csv_table_read(table, path, err);
  free(path);
  return ok;
}

/* "results/focus/" -> "results/focus" */
static bool take_folder(struct source *source, const char *folder, struct error *err) {
  size_t size = strlen(folder);
  while (size > 1 && folder[size - 1] == '/') size--;
  char *const copy = source_take(source, size + 1, 1, err);
  if (copy) memcpy(copy, folder, size);
  source->folder = copy;
  return copy != NULL;
}

bool source_read(struct source *source, const char *folder, struct error *err) {
  *source = (struct source){.data = calloc(1, sizeof *source->data)};
  if (!source->data) return fail_memory(err);
  if (take_folder(source, folder, err) && source_package(source, err) && source_summary(source, err) && source_distributions(source, err) &&
      source_trajectories(source, err) && source_survivals(source, err) && source_endings(source, err) && source_samples(source, err) &&
      source_inputs(source, err) && source_comparisons(source, err) && source_crossovers(source, err) && source_quantities(source, err))
    return true;
  source_free(source);
  return false;
}

void source_free(struct source *source) {
  struct source_data *const data = source->data;
  for (struct source_memory *memory = data ? data->arena : NULL, *next; memory; memory = next) {
    next = memory->next;
    free(memory);
  }
  if (data) {
    json_decref(data->package);
    csv_table_free(&data->comparison);
    csv_table_free(&data->inputs);
    for (size_t t = 0; t < SOURCE_TABLES; t++) csv_table_free(&data->quantities[t]);
  }
  free(data);
  *source = (struct source){0};
}

bool estimate_known(struct estimate estimate) {
  return !isnan(estimate.value);
}

static size_t find(const char *const *name, size_t count, const char *text) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(name[i], text) == 0) return i;
  return SOURCE_NONE;
}

static size_t find_kind(const struct source *source, enum name_kind kind, const char *text) {
  return find(source->data->names[kind].name, source->data->names[kind].count, text);
}

/* Names of scenarios may look different in the CSV files. */
size_t source_scenario(const struct source *source, const char *name) {
  return find(source->scenario, source->scenario_count, name);
}

size_t source_parameter(const struct source *source, const char *name) {
  return find_kind(source, NAME_PARAMETER, name);
}

size_t source_variable(const struct source *source, const char *name) {
  return find_kind(source, NAME_VARIABLE, name);
}

size_t source_outcome(const struct source *source, const char *name) {
  return find_kind(source, NAME_OUTCOME, name);
}

size_t source_ending(const struct source *source, const char *name) {
  return find_kind(source, NAME_ENDING, name);
}

const struct series *source_series(const struct source *source, size_t scenario, size_t variable) {
  if (scenario >= source->scenario_count || variable >= source->variable_count) return NULL;
  const struct series *const series = &source->data->series[scenario * source->variable_count + variable];
  return series->months ? series : NULL;
}

const struct survival_curve *source_survival(const struct source *source, size_t scenario) {
  return scenario < source->scenario_count ? &source->data->survival[scenario] : NULL;
}

const struct incidence *source_incidence(const struct source *source, size_t scenario, size_t ending) {
  if (scenario >= source->scenario_count || ending >= source->ending_count) return NULL;
  const struct incidence *const incidence = &source->data->incidence[scenario * source->ending_count + ending];
  return incidence->months ? incidence : NULL;
}

const struct quantiles *source_quantiles(const struct source *source, size_t scenario, size_t outcome) {
  if (scenario >= source->scenario_count || outcome >= source->outcome_count) return NULL;
  const struct quantiles *const quantiles = &source->data->quantiles[scenario * source->outcome_count + outcome];
  return quantiles->count ? quantiles : NULL;
}

struct estimate source_estimate(const struct source *source, size_t scenario, size_t outcome, const char *statistic) {
  if (scenario >= source->scenario_count || outcome >= source->outcome_count) return estimate_none;
  for (size_t i = 0; i < STATISTICS; i++)
    if (strcmp(source_statistics[i], statistic) == 0)
      return source->data->statistic[(scenario * source->outcome_count + outcome) * STATISTICS + i];
  return estimate_none;
}

static enum verdict mirrored(enum verdict verdict) {
  switch (verdict) {
  case VERDICT_BETTER: return VERDICT_WORSE;
  case VERDICT_WORSE: return VERDICT_BETTER;
  case VERDICT_HIGHER: return VERDICT_LOWER;
  case VERDICT_LOWER: return VERDICT_HIGHER;
  default: return verdict;
  }
}

struct difference source_difference(const struct source *source, size_t scenario, size_t other, size_t outcome) {
  const struct difference none = {.difference = estimate_none, .se = NAN, .p_better = estimate_none, .family = ""};
  const size_t n = source->scenario_count;
  if (scenario >= n || other >= n || outcome >= source->outcome_count) return none;
  const struct difference *const as_asked = &source->data->difference[(scenario * n + other) * source->outcome_count + outcome];
  if (as_asked->present) return *as_asked;
  struct difference turned = source->data->difference[(other * n + scenario) * source->outcome_count + outcome];
  if (!turned.present) return none;
  const struct estimate d = turned.difference;
  turned.difference = (struct estimate){-d.value, -d.high, -d.low, d.n};
  turned.p_better = estimate_none;
  turned.verdict = mirrored(turned.verdict);
  return turned;
}

struct crossover source_crossover(const struct source *source, size_t scenario, size_t other) {
  const size_t n = source->scenario_count;
  if (scenario >= n || other >= n) return (struct crossover){.ever = estimate_none};
  return source->data->crossover[scenario * n + other];
}

const struct source_input *source_input(const struct source *source, size_t scenario, size_t parameter) {
  if (scenario >= source->scenario_count || parameter >= source->parameter_count) return NULL;
  const struct source_input *const input = &source->data->input[scenario * source->parameter_count + parameter];
  return input->cell ? input : NULL;
}

const struct source_sample *source_sample(const struct source *source, size_t scenario) {
  return source->data->sample && scenario < source->scenario_count ? &source->data->sample[scenario] : NULL;
}

struct estimate source_risk(const struct source *source, size_t scenario, size_t other, const char *quantity) {
  return source_quantity(source, SOURCE_RISK, scenario, other, quantity);
}

struct estimate source_ranking(const struct source *source, size_t scenario, const char *quantity) {
  return source_quantity(source, SOURCE_RANKING, scenario, SOURCE_NONE, quantity);
}

bool source_has(const struct source *source, enum source_table table) {
  return source->data->table[table].present;
}
