/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/model_case.h"
#include "tests/suite.h"

enum { TEXT_MOST = 1 << 16 };

static bool names(const char *rows, const char *parameter) {
  const size_t length = strlen(parameter);
  for (const char *line = rows; line; line = strchr(line, '\n'), line += line ? 1 : 0)
    if (!strncmp(line, parameter, length) && line[length] == ',') return true;
  return false;
}

static double fixed_value(const struct study *defaults, size_t parameter) {
  const char *name = defaults->model->parameters[parameter].name;
  if (!strcmp(name, "planned_term")) return 1200;
  if (!strcmp(name, "evaluation_interval")) return 3;
  return law_mean(&defaults->scenarios[0].settings[parameter].stage[0].law);
}

static void fix_the_rest(char *text, const char *rows) {
  struct study defaults = {0};
  struct error err;
  ck_assert_msg(study_default(&defaults, model_find("partnership"), "Default", &err), "%s", err.text);
  for (size_t p = 0; p < defaults.model->parameter_count; p++) {
    const char *name = defaults.model->parameters[p].name;
    if (names(rows, name)) continue;
    const size_t length = strlen(text);
    snprintf(text + length, TEXT_MOST - length, "%s,%.17g\n", name, fixed_value(&defaults, p));
  }
  study_free(&defaults);
}

void case_study(struct study *study, const char *rows, enum case_rest rest) {
  struct error err;
  struct sheet sheet = {0};
  char *text = calloc(1, TEXT_MOST);
  ck_assert(text && strlen(rows) < TEXT_MOST / 2);
  snprintf(text, TEXT_MOST, "%s%s", strncmp(rows, "parameter,", 10) ? "parameter,Case\n" : "", rows);
  if (rest == REST_FIXED) fix_the_rest(text, rows);
  ck_assert_msg(sheet_read_bytes(&sheet, "case.csv", text, strlen(text), &err), "%s", err.text);
  *study = (struct study){0};
  ck_assert_msg(study_read(study, &sheet, &(struct overrides){.model = "partnership"}, &err), "%s", err.text);
  sheet_free(&sheet);
  free(text);
}

static bool keep_rows(void *context, const struct run_rows *rows, struct error *err) {
  struct model_case *c = context;
  (void)err;
  const size_t outcomes = c->study.model->outcome_count, happenings = c->study.model->happening_count;
  for (unsigned lane = 0; lane < rows->lanes; lane++) {
    for (size_t o = 0; o < outcomes; o++)
      c->outcome[(rows->scenario * outcomes + o) * c->runs + rows->first_run + lane] = rows->outcome[o][lane];
    c->ending[rows->scenario * c->runs + rows->first_run + lane] = rows->ending[lane];
  }
  for (size_t e = 0; e < rows->event_count; e++)
    if (rows->events[e].happening < happenings) c->happened[rows->scenario * happenings + rows->events[e].happening]++;
  return true;
}

void case_run(struct model_case *c, const char *rows, enum case_rest rest, unsigned months, uint64_t runs) {
  struct error err;
  *c = (struct model_case){.runs = runs};
  case_study(&c->study, rows, rest);
  c->study.months = months;
  c->study.runs = runs;
  const struct model *model = c->study.model;
  c->outcome = calloc(c->study.count * model->outcome_count * runs, sizeof *c->outcome);
  c->ending = calloc(c->study.count * runs, sizeof *c->ending);
  c->happened = calloc(c->study.count * model->happening_count, sizeof *c->happened);
  ck_assert(c->outcome && c->ending && c->happened);
  const struct engine_options options = {
      .threads = 2, .vector = VECTOR_COUNT, .keep = KEEP_TRAJECTORIES, .rows = true, .events = true, .each_rows = keep_rows, .context = c};
  ck_assert_msg(engine_run(&c->tally, &c->study, &options, &err), "%s", err.text);
}

void case_free(struct model_case *c) {
  tally_free(&c->tally);
  study_free(&c->study);
  free(c->outcome);
  free(c->ending);
  free(c->happened);
  *c = (struct model_case){0};
}

double case_outcome(const struct model_case *c, size_t scenario, enum partnership_outcome outcome, uint64_t run) {
  return c->outcome[(scenario * c->study.model->outcome_count + outcome) * c->runs + run];
}

unsigned case_ending(const struct model_case *c, size_t scenario, uint64_t run) {
  return c->ending[scenario * c->runs + run];
}

double case_mean(const struct model_case *c, size_t scenario, const char *variable, unsigned month) {
  const size_t v = variable_find(c->study.model, variable);
  ck_assert_uint_lt(v, c->study.model->variable_count);
  return tally_variable(&c->tally, scenario, v, month).mean;
}

double case_happened(const struct model_case *c, size_t scenario, const char *happening, const char *partner) {
  const struct model *model = c->study.model;
  for (size_t h = 0; h < model->happening_count; h++)
    if (!strcmp(model->happenings[h].name, happening) && !strcmp(model->happenings[h].partner, partner))
      return (double)c->happened[scenario * model->happening_count + h];
  ck_abort_msg("no happening '%s' of '%s'", happening, partner);
  return 0;
}

double case_coefficient(const struct model_case *c, size_t scenario, const char *name) {
  const size_t k = coefficient_find(c->study.model, name);
  ck_assert_uint_lt(k, c->study.model->coefficient_count);
  return c->study.scenarios[scenario].coefficients[k];
}

struct moments case_moments(const struct model_case *c, size_t scenario, enum partnership_outcome outcome) {
  struct moments m = {0};
  for (uint64_t run = 0; run < c->runs; run++) {
    const double x = case_outcome(c, scenario, outcome, run);
    if (!isnan(x)) moments_add(&m, x);
  }
  return m;
}

void moments_add(struct moments *m, double x) {
  moments_merge(m, &(struct moments){1, x, 0});
}
