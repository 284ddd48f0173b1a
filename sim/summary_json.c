/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary_json: the summary for programs: the same findings and outcomes as one JSON object; missing is null. */
#include "json_make.h"
#include "luck.h"
#include "ranking.h"
#include "results_schema.h"
#include "risk.h"
#include "summary.h"
#include "summary_robust.h"
#include "survival.h"
#include <stdlib.h>

/* Functions return a new reference, NULL without memory; jansson hands a NULL on to the whole. */

static json_t *month_json(unsigned month) {
  return month ? json_integer((json_int_t)month) : json_null();
}

static json_t *estimate_json(struct estimate estimate) {
  return json_pack("{s:o, s:o, s:o, s:I}", "value", json_make_real(estimate.value), "low", json_make_real(estimate.low), "high",
                   json_make_real(estimate.high), "n", (json_int_t)estimate.n);
}

static json_t *sentence_json(const struct finding *finding, const struct tally *tally, const struct summary_options *options) {
  char *text = NULL;
  size_t size = 0;
  FILE *const out = open_memstream(&text, &size);
  if (!out) return NULL;
  finding_write(out, finding, tally, options);
  json_t *const json = fclose(out) == 0 ? json_string(text) : NULL;
  free(text);
  return json;
}

static json_t *crossover_json(const struct finding *finding) {
  if (!finding->overtakes) return json_null();
  return json_pack("{s:o, s:o, s:o}", "month", month_json(finding->crossover.month), "low", month_json(finding->crossover.low), "high",
                   month_json(finding->crossover.high));
}

static json_t *finding_json(const struct finding *finding, const struct tally *tally, const struct summary_options *options) {
  const struct comparison *const c = &finding->comparison;
  return json_pack("{s:s, s:s, s:o, s:o, s:o, s:s, s:o, s:o}", "scenario", tally->study->scenarios[finding->scenario].name, "other",
                   tally->study->scenarios[finding->other].name, "difference", estimate_json(c->difference), "percent_of_baseline",
                   json_make_real(100 * c->difference.value / finding->baseline), "p_better", estimate_json(c->p_better), "verdict",
                   verdict_names[c->verdict], "overtakes", crossover_json(finding), "sentence", sentence_json(finding, tally, options));
}

static json_t *findings_json(const struct tally *tally, const struct summary_options *options) {
  struct finding *findings;
  size_t count;
  struct error err;
  if (!findings_make(&findings, &count, tally, options, &err)) return NULL;
  json_t *array = json_array();
  for (size_t i = 0; i < count && array; i++) array = json_make_longer(array, finding_json(&findings[i], tally, options));
  free(findings);
  return array;
}

static json_t *outcome_json(const struct tally *tally, size_t scenario, size_t outcome) {
  char unit[UNIT_SIZE];
  json_t *const json = estimate_json(estimate_outcome(tally, scenario, outcome));
  return json_make_wider(json, "unit", json_string(unit_of(tally->study, tally->study->model->outcomes[outcome].unit, unit)));
}

static json_t *outcomes_json(const struct tally *tally, size_t scenario) {
  json_t *json = json_object();
  for (size_t o = 0; o < tally->study->model->outcome_count; o++)
    json = json_make_wider(json, tally->study->model->outcomes[o].name, outcome_json(tally, scenario, o));
  return json;
}

static json_t *successes_json(const struct tally *tally, size_t scenario) {
  const struct model *const model = tally->study->model;
  json_t *json = json_object();
  for (size_t o = 0; o < model->outcome_count; o++)
    if (model->outcomes[o].kind == OUTCOME_SHARE && model->outcomes[o].better > 0)
      json = json_make_wider(json, model->outcomes[o].name, estimate_json(estimate_outcome(tally, scenario, o)));
  return json_make_wider(json, "alive_or_planned", estimate_json(survival_lasted(tally, scenario)));
}

/* Chance of loss and mean of the worst 5 % of the main outcome, where it is money; else null. */
static json_t *risk_json(const struct tally *tally, size_t scenario, size_t outcome) {
  struct sorted sorted;
  struct error err;
  if (!risk_is_money(&tally->study->model->outcomes[outcome])) return json_null();
  if (!sorted_make(&sorted, tally, scenario, outcome, &err)) return NULL;
  json_t *const json = json_pack("{s:o, s:o}", "probability_of_loss", estimate_json(estimate_below(&sorted, 0)), "mean_of_worst_05",
                                 estimate_json(estimate_worst(&sorted, false)));
  sorted_free(&sorted);
  return json;
}

static json_t *rank_json(const struct ranking *ranking, const char *scenario) {
  return json_pack("{s:s, s:o, s:o, s:b, s:o}", "scenario", scenario, "rank", estimate_json(ranking->rank), "probability_best_mean",
                   estimate_json(ranking->best), "not_excluded", ranking->possible, "share_best_run", estimate_json(ranking->best_run));
}

/* null for an outcome without a good direction. */
static json_t *ranking_json(const struct tally *tally, size_t outcome) {
  const size_t scenarios = tally->study->count;
  struct error err;
  if (tally->study->model->outcomes[outcome].better == 0) return json_null();
  struct ranking *const ranking = calloc(scenarios, sizeof *ranking);
  json_t *array = ranking && ranking_make(ranking, tally, outcome, &err) ? json_array() : NULL;
  for (size_t s = 0; s < scenarios && array; s++) array = json_make_longer(array, rank_json(&ranking[s], tally->study->scenarios[s].name));
  free(ranking);
  return array;
}

/* What inputs explain of the main outcome's variance; null where that was not measured. */
static json_t *luck_json(const struct summary_options *options, size_t scenario) {
  return options->luck ? estimate_json(luck_explained(options->luck, scenario, options->main_outcome)) : json_null();
}

static json_t *scenarios_json(const struct tally *tally, const struct summary_options *options) {
  json_t *array = json_array();
  for (size_t s = 0; s < tally->study->count && array; s++)
    array = json_make_longer(array, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "name", tally->study->scenarios[s].name, "means",
                                              outcomes_json(tally, s), "survival",
                                              estimate_json(survival_at(tally, s, tally->study->months).alive), "risk",
                                              risk_json(tally, s, options->main_outcome), "success", successes_json(tally, s),
                                              "explained_by_inputs", luck_json(options, s)));
  return array;
}

bool summary_json(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  const struct study *const study = tally->study;
  json_t *json = json_pack("{s:s, s:s, s:s, s:o, s:I, s:I, s:I, s:b, s:s, s:o, s:o, s:o, s:s}", "title", study->title, "model",
                           study->model->name, "version", study->model->version, "seed", json_make_whole(study->seed), "months",
                           (json_int_t)study->months, "runs_asked", (json_int_t)tally->asked, "runs_done", (json_int_t)tally->runs,
                           "complete", tally->complete, "main_outcome", study->model->outcomes[options->main_outcome].name, "findings",
                           findings_json(tally, options), "ranking", ranking_json(tally, options->main_outcome), "scenarios",
                           scenarios_json(tally, options), "limits", study->model->limits);
  if (options->robust) json = json_make_wider(json, "robustness", summary_robust_json(options));
  if (!json) return fail_memory(err);
  (void)json_dumpf(json, out, JSON_STYLE); /* the caller checks its stream */
  fputc('\n', out);
  json_decref(json);
  return true;
}
