/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sampler.h"
#include "random.h"
#include <stdlib.h>
#include <string.h>

/* Laws seen so far, so that a law shared by scenarios is tabulated once. */
struct table_list {
  struct quantile_table *table;
  const struct law **law;
  size_t count, room;
};

static bool table_of(struct table_list *list, const struct law *law, size_t *index, struct error *err) {
  for (*index = 0; *index < list->count; ++*index)
    if (law_equal(list->law[*index], law)) return true;
  if (list->count == list->room) {
    const size_t room = list->room ? 2 * list->room : 64;
    struct quantile_table *table = realloc(list->table, room * sizeof *table);
    if (table) list->table = table;
    const struct law **laws = realloc(list->law, room * sizeof *laws);
    if (laws) list->law = laws;
    if (!table || !laws) return fail_memory(err);
    list->room = room;
  }
  memset(&list->table[list->count], 0, sizeof *list->table);
  if (!quantile_table_make(&list->table[list->count], law, err)) return false;
  list->law[list->count++] = law;
  return true;
}

static bool source_make(struct source *source, const struct stage *stage, struct table_list *list, struct error *err) {
  *source = (struct source){.drawn = !law_is_constant(&stage->law), .from = stage->from, .over = stage->over > 1 ? stage->over : 1};
  if (source->drawn) return table_of(list, &stage->law, &source->table, err);
  source->constant = stage->law.a;
  return true;
}

static bool plan_make(struct sampler *sampler, size_t scenario, struct table_list *list, struct error *err) {
  const size_t parameters = sampler->study->model->parameter_count;
  const struct setting *settings = sampler->study->scenarios[scenario].settings;
  struct scenario_plan *plan = &sampler->plan[scenario];
  size_t stages = 0, schedules = 0;
  for (size_t p = 0; p < parameters; p++)
    if (settings[p].stages > 1) stages += settings[p].stages, schedules++;
  plan->signing = calloc(parameters, sizeof *plan->signing);
  plan->source = calloc(stages + 1, sizeof *plan->source);
  plan->schedule = calloc(schedules + 1, sizeof *plan->schedule);
  if (!plan->signing || !plan->source || !plan->schedule) return fail_memory(err);
  for (size_t p = 0; p < parameters; p++) {
    if (!source_make(&plan->signing[p], &settings[p].stage[0], list, err)) return false;
    if (plan->signing[p].drawn) sampler->drawn[p] = true;
    if (settings[p].stages == 1) continue;
    plan->schedule[plan->schedule_count++] = (struct schedule){p, plan->source_count, settings[p].stages};
    for (size_t k = 0; k < settings[p].stages; k++) {
      struct source *source = &plan->source[plan->source_count++];
      if (!source_make(source, &settings[p].stage[k], list, err)) return false;
      if (source->drawn) sampler->drawn[p] = true;
    }
  }
  return true;
}

bool sampler_make(struct sampler *sampler, const struct study *study, struct error *err) {
  const size_t parameters = study->model->parameter_count;
  struct table_list list = {0};
  *sampler = (struct sampler){
      .study = study, .drawn = calloc(parameters, sizeof(bool)), .plan = calloc(study->count, sizeof *sampler->plan)};
  bool ok = (sampler->drawn && sampler->plan) || fail_memory(err);
  for (size_t s = 0; ok && s < study->count; s++) ok = plan_make(sampler, s, &list, err);
  sampler->table = list.table;
  sampler->table_count = list.count;
  free(list.law);
  for (size_t p = 0; ok && p < parameters; p++) sampler->any_drawn |= sampler->drawn[p];
  if (!ok) sampler_free(sampler);
  return ok;
}

void sampler_free(struct sampler *sampler) {
  for (size_t s = 0; sampler->plan && s < sampler->study->count; s++) {
    free(sampler->plan[s].signing);
    free(sampler->plan[s].source);
    free(sampler->plan[s].schedule);
  }
  for (size_t t = 0; t < sampler->table_count; t++) quantile_table_free(&sampler->table[t]);
  free(sampler->plan);
  free(sampler->table);
  free(sampler->drawn);
  *sampler = (struct sampler){0};
}

void sampler_scores(const struct sampler *sampler, const struct lanes *lanes, const uint64_t *run, unsigned width, lane_array *score,
                    word_array *word, normal_array *normal) {
  const size_t parameters = sampler->study->model->parameter_count;
  const unsigned quads = (unsigned)(parameters + 3) / 4;
  if (!sampler->any_drawn) return;
  lanes->words(word, run, width, sampler->study->seed, 0, MONTH_INPUTS, quads);
  lanes->normals(normal, word, width, 2 * quads);
  for (unsigned p = 0; p < parameters; p++)
    if (sampler->drawn[p]) lanes->correlate(score[p], sampler->study->cholesky + p * parameters, (const normal_array *)normal, p, width);
}

static void values(const struct sampler *sampler, const struct source *source, const double *score, double *out, unsigned width) {
  if (source->drawn) {
    quantile_table_apply(&sampler->table[source->table], score, out, width);
  } else {
    for (unsigned i = 0; i < width; i++) out[i] = source->constant;
  }
}

void sampler_signing(const struct sampler *sampler, size_t scenario, const lane_array *score, lane_array *input, lane_array *stage,
                     unsigned width) {
  const struct scenario_plan *plan = &sampler->plan[scenario];
  for (size_t p = 0; p < sampler->study->model->parameter_count; p++) values(sampler, &plan->signing[p], score[p], input[p], width);
  for (size_t j = 0; j < plan->schedule_count; j++) {
    const struct schedule *schedule = &plan->schedule[j];
    for (size_t k = 0; k < schedule->count; k++)
      values(sampler, &plan->source[schedule->first + k], score[schedule->parameter], stage[schedule->first + k], width);
  }
}

static bool changes(const struct scenario_plan *plan, const struct schedule *schedule, unsigned month) {
  for (size_t k = 1; k < schedule->count; k++) {
    const struct source *step = &plan->source[schedule->first + k];
    if (month >= step->from && month - step->from < step->over) return true;
  }
  return false;
}

bool sampler_month(const struct sampler *sampler, size_t scenario, unsigned month, const lane_array *stage, lane_array *input,
                   unsigned width) {
  const struct scenario_plan *plan = &sampler->plan[scenario];
  bool any = false;
  for (size_t j = 0; j < plan->schedule_count; j++) {
    const struct schedule *schedule = &plan->schedule[j];
    if (!changes(plan, schedule, month)) continue;
    any = true;
    double *value = input[schedule->parameter];
    for (unsigned i = 0; i < width; i++) value[i] = stage[schedule->first][i];
    for (size_t k = 1; k < schedule->count; k++) {
      const struct source *step = &plan->source[schedule->first + k];
      if (month < step->from) continue;
      const unsigned done = month - step->from + 1;
      const double share = done >= step->over ? 1 : (double)done / step->over;
      const double *target = stage[schedule->first + k];
      if (share == 1) {
        for (unsigned i = 0; i < width; i++) value[i] = target[i]; /* exactly, without rounding */
      } else {
        for (unsigned i = 0; i < width; i++) value[i] += share * (target[i] - value[i]);
      }
    }
  }
  return any;
}
