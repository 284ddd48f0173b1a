/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class_brief.h"
#include "cell_number.h"
#include "rows.h"
#include "utf8.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows that only a brief has. */
enum rule { RULE_BUDGET, RULE_MAY_SET, RULE_OUTCOME, RULES };
static const char *const rule_names[RULES] = {"budget", "may_set", "outcome"};

struct reading {
  struct brief *brief;
  const struct model *model;           /* NULL where the sheet names none that there is */
  struct sheet common;                 /* the brief without its rules: a sheet like any other; shares all memory but the list of rows */
  const struct sheet_row *rule[RULES]; /* NULL where there is none */
  struct messages problems;
};

static void problem(struct reading *r, const struct sheet_cell *cell, const char *text) {
  char place[PLACE_SIZE];
  messages_add(&r->problems, "%s: %s", sheet_where(&r->brief->sheet, cell, place), text);
}

static size_t rule_find(const char *name) {
  size_t rule = 0;
  while (rule < RULES && strcmp(rule_names[rule], name) != 0) rule++;
  return rule;
}

/* Part the rules from what any sheet may hold. */
static bool rules_part(struct reading *r, struct error *err) {
  const struct sheet *const sheet = &r->brief->sheet;
  r->common = *sheet;
  r->common.count = 0;
  r->common.row = calloc(sheet->count, sizeof *r->common.row);
  if (!r->common.row) return fail_memory(err);
  for (size_t i = 0; i < sheet->count; i++) {
    const struct sheet_row *const row = &sheet->row[i];
    const size_t rule = i == 0 ? (size_t)RULES : rule_find(row->cell[0].text);
    if (rule == RULES) r->common.row[r->common.count++] = *row;
    else if (r->rule[rule]) problem(r, &row->cell[0], "this row is there twice; remove one of the two");
    else r->rule[rule] = row;
  }
  return true;
}

static void budget_read(struct reading *r) {
  const struct sheet_row *const row = r->rule[RULE_BUDGET];
  struct error advice;
  r->brief->budget = INFINITY;
  if (!row || !*sheet_text(row, 1)) return;
  if (!cell_number(row->cell[1].text, r->brief->sheet.decimal, &r->brief->budget)) {
    fail_not_number(&advice, row->cell[1].text, r->brief->sheet.decimal, "a number; a budget is money, like 1500");
    problem(r, &row->cell[1], advice.text);
  } else if (!(r->brief->budget >= 0)) {
    problem(r, &row->cell[1], "a budget cannot be below 0");
  } else if (r->model && r->model->cost_count == 0) {
    problem(r, &row->cell[0], "this model charges nothing for what a plan does, so a budget has no meaning; remove the row");
  }
  if (row->count > 2) problem(r, &row->cell[2], "a budget is one number, in the column of the first scenario");
}

/* Allow what a name stands for: a parameter or a pair of them. */
static bool name_allow(struct reading *r, const char *name) {
  const struct model *const model = r->model;
  const size_t length = strlen(name);
  bool found = false;
  for (size_t p = 0; p < model->parameter_count; p++) {
    const char *const own = model->parameters[p].name;
    const bool half = strncmp(own, name, length) == 0 && (strcmp(own + length, "_a") == 0 || strcmp(own + length, "_b") == 0);
    if (strcmp(own, name) != 0 && !half) continue;
    found = r->brief->may_set[p] = true;
  }
  return found;
}

static void name_refuse(struct reading *r, const struct sheet_cell *cell, const char *name) {
  const char **const names = calloc(r->model->parameter_count + 1, sizeof *names);
  char place[PLACE_SIZE], clip[CLIP_SIZE];
  if (!names) {
    r->problems.lost = true;
    return;
  }
  for (size_t p = 0; p < r->model->parameter_count; p++) names[p] = r->model->parameters[p].name;
  const char *const near = nearest_name(name, names, r->model->parameter_count);
  sheet_where(&r->brief->sheet, cell, place);
  utf8_clip(clip, name);
  if (near) messages_add(&r->problems, "%s: %s has no parameter '%s'. Did you mean '%s'?", place, r->model->name, clip, near);
  else
    messages_add(&r->problems, "%s: %s has no parameter '%s'; 'entente describe %s' lists them", place, r->model->name, clip,
                 r->model->name);
  free(names);
}

static void names_read(struct reading *r, const struct sheet_cell *cell) {
  char *const copy = strdup(cell->text);
  if (!copy) r->problems.lost = true;
  char *rest = NULL;
  for (char *name = copy ? strtok_r(copy, " \t\r\n,;", &rest) : NULL; name; name = strtok_r(NULL, " \t\r\n,;", &rest))
    if (!name_allow(r, name)) name_refuse(r, cell, name);
  free(copy);
}

static void may_set_read(struct reading *r) {
  const struct sheet_row *const row = r->rule[RULE_MAY_SET];
  if (!row)
    problem(r, &r->brief->sheet.row[0].cell[0],
            "the brief does not say what teams may decide; add a row may_set with the names of parameters, like 'may_set,communication "
            "governance'");
  else if (row->count < 2) problem(r, &row->cell[0], "the row names no parameter; write beside it what teams may set");
  for (size_t i = 1; row && i < row->count; i++) names_read(r, &row->cell[i]);
}

/* NULL: fine, else what is wrong with ranking by it. */
static const char *outcome_refusal(const struct outcome *outcome) {
  if (outcome->better == 0) return "it has no good direction, so it cannot rank plans; choose another";
  return outcome->may_be_missing ? "it is missing in some runs, so its mean cannot rank plans; choose another" : NULL;
}

static void outcome_read(struct reading *r) {
  const struct sheet_row *const row = r->rule[RULE_OUTCOME];
  char place[PLACE_SIZE], clip[CLIP_SIZE];
  r->brief->outcome = r->model->main_outcome;
  if (!row || !*sheet_text(row, 1)) return;
  const size_t found = outcome_find(r->model, row->cell[1].text);
  sheet_where(&r->brief->sheet, &row->cell[1], place);
  utf8_clip(clip, row->cell[1].text);
  if (found == r->model->outcome_count)
    messages_add(&r->problems, "%s: %s has no outcome '%s'; 'entente describe %s' lists them", place, r->model->name, clip, r->model->name);
  else if (outcome_refusal(&r->model->outcomes[found]))
    messages_add(&r->problems, "%s: outcome '%s': %s", place, clip, outcome_refusal(&r->model->outcomes[found]));
  else r->brief->outcome = found;
}

static bool outcome_override(struct brief *brief, const char *name, struct error *err) {
  const struct model *const model = brief->study.model;
  if (!name) return true;
  brief->outcome = outcome_find(model, name);
  if (brief->outcome == model->outcome_count)
    return fail_usage(err, "--outcome %s: %s has no such outcome; 'entente describe %s' lists them", name, model->name, model->name);
  const char *const refusal = outcome_refusal(&model->outcomes[brief->outcome]);
  return refusal ? fail_usage(err, "--outcome %s: %s", name, refusal) : true;
}

/* The model that the brief is about, to read its rules even where the rest of it is wrong. */
static const struct model *model_of(const struct reading *r, const struct overrides *over) {
  const char *name = over && over->model ? over->model : "";
  for (size_t i = 1; !*name && i < r->common.count; i++)
    if (strcmp(r->common.row[i].cell[0].text, "model") == 0) name = sheet_text(&r->common.row[i], 1);
  return *name ? model_find(name) : models[0];
}

static void rules_read(struct reading *r) {
  const struct sheet_row *const header = &r->brief->sheet.row[0];
  if (header->count > 2) problem(r, &header->cell[2], "a brief has one scenario column, the same for all teams; remove this one");
  budget_read(r);
  if (!r->model) return;
  r->brief->may_set = calloc(r->model->parameter_count + 1, sizeof *r->brief->may_set);
  if (!r->brief->may_set) {
    r->problems.lost = true;
    return;
  }
  may_set_read(r);
  outcome_read(r);
}

static bool brief_make(struct reading *r, const char *path, const struct overrides *over, const char *outcome, struct error *err) {
  struct brief *const brief = r->brief;
  if (!sheet_read(&brief->sheet, path, err) || !rules_part(r, err)) return false;
  r->model = model_of(r, over);
  rules_read(r);
  const bool read = study_read(&brief->study, &r->common, over, err);
  if (!read && (err->status != STATUS_INPUT || r->problems.count == 0)) return false;
  if (!read) messages_add(&r->problems, "%s", err->text);
  if (r->problems.count > 0 || r->problems.lost) return messages_fail(&r->problems, err);
  return outcome_override(brief, outcome, err);
}

bool brief_read(struct brief *brief, const char *path, const struct overrides *over, const char *outcome, struct error *err) {
  *brief = (struct brief){0};
  struct reading r = {.brief = brief};
  const bool done = brief_make(&r, path, over, outcome, err);
  free(r.common.row);
  messages_free(&r.problems);
  if (!done) brief_free(brief);
  return done;
}

void brief_free(struct brief *brief) {
  free(brief->may_set);
  study_free(&brief->study);
  sheet_free(&brief->sheet);
  *brief = (struct brief){0};
}

char *brief_allowed(const struct brief *brief) {
  const struct model *const model = brief->study.model;
  size_t room = 1, last = 0, before = 0;
  for (size_t p = 0; p < model->parameter_count; p++)
    if (brief->may_set[p]) {
      room += strlen(model->parameters[p].name) + 5;
      last = p;
    }
  char *const text = malloc(room), *end = text;
  if (!text) return NULL;
  *text = '\0';
  for (size_t p = 0; p < model->parameter_count; p++) {
    if (!brief->may_set[p]) continue;
    end = stpcpy(end, before++ == 0 ? "" : p == last ? " and " : ", ");
    end = stpcpy(end, model->parameters[p].name);
  }
  return text;
}
