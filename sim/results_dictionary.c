/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_dictionary: what the model's names mean. */
#include "json_make.h"
#include "results_answer.h"
#include "results_schema.h"
#include <string.h>

static bool is_money(const char *unit) {
  return strncmp(unit, "money", strlen("money")) == 0;
}

static json_t *unit_json(const struct study *study, const char *unit) {
  char text[UNIT_SIZE];
  return json_string(unit_of(study, unit, text));
}

json_t *model_json(const struct model *model) {
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "name", model->name, "version", model->version, "title", model->title, "reference",
                   model->reference ? model->reference : "", "purpose", model->purpose, "limits", model->limits);
}

static json_t *parameter_json(const struct study *study, size_t index) {
  const struct parameter *const p = &study->model->parameters[index];
  return json_pack("{s:s, s:s, s:s, s:o, s:s, s:s, s:o, s:o, s:b}", "name", p->name, "label", p->label, "group", p->group ? p->group : "",
                   "unit", unit_json(study, p->unit), "meaning", p->meaning, "default", p->law, "low", json_make_real(p->low), "high",
                   json_make_real(p->high), "policy", p->policy);
}

/* Range of a variable, null for money. */
static json_t *range_json(enum grid grid) {
  return grid == GRID_MONEY ? json_null() : json_pack("[i, i]", 0, grid == GRID_THREE ? 3 : 1);
}

static json_t *variable_json(const struct study *study, size_t index) {
  const struct variable *const v = &study->model->variables[index];
  return json_pack("{s:s, s:s, s:o, s:s, s:b, s:b, s:o}", "name", v->name, "label", v->label, "unit", unit_json(study, v->unit), "meaning",
                   v->meaning, "money", is_money(v->unit), "cumulative", v->cumulative, "range", range_json(v->grid));
}

static json_t *outcome_json(const struct study *study, size_t index) {
  static const char *const kinds[] = {[OUTCOME_NUMBER] = "number", [OUTCOME_COUNT] = "count", [OUTCOME_SHARE] = "share"};
  const struct outcome *const o = &study->model->outcomes[index];
  return json_pack("{s:s, s:s, s:o, s:s, s:s, s:b, s:i, s:b}", "name", o->name, "label", o->label, "unit", unit_json(study, o->unit),
                   "meaning", o->meaning, "kind", kinds[o->kind], "money", is_money(o->unit), "better", o->better, "may_be_missing",
                   o->may_be_missing);
}

static json_t *ending_json(const struct study *study, size_t index) {
  const struct ending *const e = &study->model->endings[index];
  return json_pack("{s:s, s:s, s:b, s:b}", "name", e->name, "meaning", e->meaning, "early_failure", e->early_failure, "planned",
                   e->planned);
}

static json_t *list_json(const struct study *study, size_t count, json_t *entry(const struct study *, size_t index)) {
  json_t *array = json_array();
  for (size_t i = 0; i < count && array; i++) array = json_make_longer(array, entry(study, i));
  return array;
}

static json_t *partners_json(const struct model *model) {
  if (!model->two_partners) return json_null();
  return json_pack("[s, s]", model->outcomes[model->partner[0]].name, model->outcomes[model->partner[1]].name);
}

json_t *dictionary_json(const struct study *study) {
  const struct model *const model = study->model;
  json_t *const crossing = model->crossing < model->variable_count ? json_string(model->variables[model->crossing].name) : json_null();
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "parameters", list_json(study, model->parameter_count, parameter_json), "variables",
                   list_json(study, model->variable_count, variable_json), "outcomes", list_json(study, model->outcome_count, outcome_json),
                   "endings", list_json(study, model->ending_count, ending_json), "crossing", crossing, "partners", partners_json(model));
}
