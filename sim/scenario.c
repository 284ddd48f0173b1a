/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario.h"
#include "number.h"
#include "scenario_parts.h"
#include "utf8.h"
#include <stdlib.h>
#include <string.h>

/* A failure of the machine ends the reading; a failure of the input is one problem among others. */
void take_problem(struct reader *r, const struct row *row, size_t scenario, const struct error *problem) {
  if (problem->status == STATUS_FAILED) r->rows.problems.lost = true;
  else row_problem(&r->rows, row, scenario, "%s", problem->text);
}

static void text_replace(struct reader *r, char **text, const char *with) {
  char *copy = strdup(with);
  if (!copy) {
    r->rows.problems.lost = true;
    return;
  }
  free(*text);
  *text = copy;
}

/* A name on one line. */
static char *scenario_name(const char *text) {
  char *name = strdup(text);
  for (char *at = name; at && *at; at++)
    if (*at == '\n' || *at == '\r' || *at == '\t') *at = ' ';
  return name;
}

static void names_check(struct reader *r) {
  const struct sheet_row *header = &r->sheet->row[0];
  const size_t before = r->rows.problems.count;
  char place[PLACE_SIZE], clip[CLIP_SIZE];
  for (size_t i = 1; i <= r->study->count; i++) {
    const char *name = header->cell[i].text;
    size_t first = 1;
    while (first < i && strcmp(header->cell[first].text, name) != 0) first++;
    sheet_where(r->sheet, &header->cell[i], place);
    utf8_clip(clip, name);
    if (*name == '\0') messages_add(&r->rows.problems, "%s: this column's scenario has no name; write one into the header", place);
    else if (first < i) messages_add(&r->rows.problems, "%s: two scenarios are named '%s'; give each a name of its own", place, clip);
  }
  if (r->rows.problems.count > before) r->rows.sheet_is_wrong = true;
}

static bool is_row_name(const char *name) {
  const struct row row = {.name = name};
  bool known = row_is_general(&row);
  for (size_t i = 0; i < model_count && !known; i++) known = parameter_find(models[i], name) < models[i]->parameter_count;
  return known;
}

static bool header_read(struct reader *r, struct error *err) {
  const struct sheet_row *header = &r->sheet->row[0];
  struct study *study = r->study;
  char place[PLACE_SIZE];
  sheet_where(r->sheet, &header->cell[0], place);
  if (is_row_name(header->cell[0].text))
    return fail_input(err, "%s: the header is missing; begin the sheet with a row such as 'parameter,Baseline'", place);
  if (header->count < 2) return fail_input(err, "%s: the header names no scenario; write one beside the first cell: 'parameter,Baseline'", place);
  if (header->count - 1 > SCENARIOS_MOST)
    return fail_input(err, "%s: the header names %zu scenarios; at most %d fit a sheet", place, header->count - 1, SCENARIOS_MOST);
  study->scenarios = calloc(header->count - 1, sizeof *study->scenarios);
  r->kept = calloc(header->count - 1, sizeof *r->kept);
  if (!study->scenarios || !r->kept) return fail_memory(err);
  for (; study->count < header->count - 1; study->count++) {
    r->kept[study->count] = r->over->only_count == 0;
    study->scenarios[study->count].name = scenario_name(header->cell[study->count + 1].text);
    if (!study->scenarios[study->count].name) return study->count++, fail_memory(err);
  }
  names_check(r);
  return true;
}

static bool fail_unknown_scenario(const struct reader *r, const char *name, struct error *err) {
  const char *names[SCENARIOS_MOST];
  char clip[CLIP_SIZE], other[CLIP_SIZE];
  for (size_t i = 0; i < r->study->count; i++) names[i] = r->study->scenarios[i].name;
  const char *near = nearest_name(name, names, r->study->count);
  utf8_clip(clip, name);
  if (near) return fail_usage(err, "--scenario '%s': %s has no such scenario. Did you mean '%s'?", clip, sheet_title(r->sheet), utf8_clip(other, near));
  return fail_usage(err, "--scenario '%s': %s has no such scenario; its first is '%s'", clip, sheet_title(r->sheet), utf8_clip(other, names[0]));
}

static bool only_read(struct reader *r, struct error *err) {
  for (size_t i = 0; i < r->over->only_count; i++) {
    size_t at = 0;
    while (at < r->study->count && strcmp(r->study->scenarios[at].name, r->over->only[i]) != 0) at++;
    if (at == r->study->count) return fail_unknown_scenario(r, r->over->only[i], err);
    r->kept[at] = true;
  }
  return true;
}

static bool fail_unknown_model(struct error *err, const char *name) {
  const char *names[16];
  char clip[CLIP_SIZE];
  const size_t count = model_count < 16 ? model_count : 16;
  for (size_t i = 0; i < count; i++) names[i] = models[i]->name;
  const char *near = nearest_name(name, names, count);
  utf8_clip(clip, name);
  if (near) return fail_input(err, "unknown model '%s'. Did you mean '%s'?", clip, near);
  return fail_input(err, "unknown model '%s'; 'entente models' lists the models", clip);
}

/* The command line's model, else the sheet's, else the first. */
static bool model_choose(struct reader *r, struct error *err) {
  const struct row *row = rows_general(&r->rows, ROW_MODEL);
  const char *name = r->over->model ? r->over->model : row ? row_text(row, 0) : "";
  struct error problem;
  r->study->model = *name ? model_find(name) : models[0];
  if (r->study->model) r->rows.model = r->study->model;
  else if (r->over->model) return fail_unknown_model(err, name), err->status = STATUS_USAGE, false;
  else if (!fail_unknown_model(&problem, name)) take_problem(r, row, 0, &problem);
  return true;
}

static void whole_read(struct reader *r, const struct row *row, uint64_t least, uint64_t most, uint64_t *value) {
  uint64_t given;
  char clip[CLIP_SIZE];
  const char *text = row_text(row, 0);
  if (*text == '\0' || cell_is(text, "default")) return;
  if (number_read_whole(text, most, &given) && given >= least) *value = given;
  else row_problem(&r->rows, row, 0, "'%s' is not a whole number from %llu to %llu", utf8_clip(clip, text), (unsigned long long)least,
                   (unsigned long long)most);
}

static void general_apply(struct reader *r, const struct row *row) {
  struct study *study = r->study;
  uint64_t months = study->months;
  switch (row->kind) {
  case ROW_TITLE: text_replace(r, &study->title, row_text(row, 0)); break;
  case ROW_NOTE: text_replace(r, &study->note, row_text(row, 0)); break;
  case ROW_CURRENCY: text_replace(r, &study->currency, row_text(row, 0)); break;
  case ROW_MONTHS: whole_read(r, row, 1, MONTHS_MOST, &months); break;
  case ROW_RUNS: whole_read(r, row, 1, RUNS_MOST, &study->runs); break;
  case ROW_SEED: whole_read(r, row, 0, UINT64_MAX, &study->seed); break;
  default: break;
  }
  study->months = (unsigned)months;
  row_check_single(&r->rows, row);
}

static void general_override(struct reader *r) {
  const struct overrides *over = r->over;
  if (over->has_runs) r->study->runs = over->runs;
  if (over->has_seed) r->study->seed = over->seed;
  if (over->months > 0) r->study->months = over->months;
}

static bool study_make(struct study *study, const struct model *model, struct error *err) {
  study->model = model;
  study->months = model->default_months;
  study->runs = RUNS_DEFAULT;
  study->seed = SEED_DEFAULT;
  for (size_t s = 0; s < study->count; s++) {
    struct scenario *scenario = &study->scenarios[s];
    scenario->settings = calloc(model->parameter_count + 1, sizeof *scenario->settings);
    scenario->coefficients = calloc(model->coefficient_count + 1, sizeof *scenario->coefficients);
    if (!scenario->settings || !scenario->coefficients) return fail_memory(err);
    for (size_t c = 0; c < model->coefficient_count; c++) scenario->coefficients[c] = model->coefficients[c].value;
  }
  return true;
}

static bool texts_make(struct study *study, struct error *err) {
  study->title = strdup("");
  study->note = strdup("");
  study->currency = strdup("");
  return (study->title && study->note && study->currency) || fail_memory(err);
}

static void row_apply(struct reader *r, struct row *row) {
  const size_t before = r->rows.problems.count;
  if (row->cells) sheet_report_beyond(r->sheet, (size_t)(row->cells - r->sheet->row), &r->rows.problems);
  if (r->rows.problems.count > before) r->rows.sheet_is_wrong = true;
  if (!row_understand(&r->rows, row)) return;
  if (row->kind < ROW_GENERAL_COUNT) general_apply(r, row);
  else values_apply(r, row);
}

static void rows_apply(struct reader *r, bool general) {
  for (size_t i = 0; i < r->rows.count; i++)
    if (row_is_general(&r->rows.row[i]) == general) row_apply(r, &r->rows.row[i]);
}

/* The folder of a sheet, in which its data files lie. */
static char *sheet_folder(const struct sheet *sheet) {
  const char *slash = strrchr(sheet->name, '/');
  if (!slash) return strdup(".");
  return strndup(sheet->name, slash == sheet->name ? 1 : (size_t)(slash - sheet->name));
}

static void scenario_free(struct scenario *scenario, size_t parameters) {
  for (size_t p = 0; p < parameters && scenario->settings; p++) setting_free(&scenario->settings[p]);
  free(scenario->settings);
  free(scenario->coefficients);
  free(scenario->events);
  free(scenario->name);
}

/* Keep what --scenario names, now that everything is inherited. */
static void study_select(struct study *study, const bool *kept) {
  size_t count = 0;
  for (size_t s = 0; s < study->count; s++) {
    if (kept[s]) study->scenarios[count++] = study->scenarios[s];
    else scenario_free(&study->scenarios[s], study->model->parameter_count);
  }
  study->count = count;
}

static bool study_refuse(const struct reader *r, struct error *err) {
  if (r->rows.problems.lost) return fail_memory(err);
  if (r->rows.problems.count == 0) return true;
  messages_fail(&r->rows.problems, err);
  if (!r->rows.sheet_is_wrong) err->status = STATUS_USAGE;
  return false;
}

static bool study_build(struct reader *r, struct error *err) {
  const struct overrides *over = r->over;
  r->folder = sheet_folder(r->sheet);
  if (!r->folder) return fail_memory(err);
  r->shelf.folder = r->folder;
  if (!rows_make(&r->rows, r->sheet, over->set, over->set_count, err) || !header_read(r, err) || !only_read(r, err) || !model_choose(r, err))
    return false;
  if (r->study->model && !study_make(r->study, r->study->model, err)) return false;
  rows_apply(r, true);
  general_override(r);
  if (!r->study->model) return study_refuse(r, err);
  rows_apply(r, false);
  return values_finish(r, err) && study_refuse(r, err);
}

bool study_read(struct study *study, const struct sheet *sheet, const struct overrides *over, struct error *err) {
  static const struct overrides nothing = {0};
  struct reader r = {.study = study, .sheet = sheet, .over = over ? over : &nothing};
  *study = (struct study){0};
  const bool done = texts_make(study, err) && study_build(&r, err);
  study->files = r.shelf.file;
  study->file_count = r.shelf.count;
  if (done) study_select(study, r.kept);
  else study_free(study);
  rows_free(&r.rows);
  free(r.folder);
  free(r.kept);
  free(r.pair);
  return done;
}

bool study_default(struct study *study, const struct model *model, const char *name, struct error *err) {
  size_t bad;
  *study = (struct study){.scenarios = calloc(1, sizeof *study->scenarios)};
  bool done = study->scenarios && (study->scenarios[0].name = strdup(name));
  study->count = study->scenarios ? 1 : 0;
  done = done ? texts_make(study, err) && study_make(study, model, err) : fail_memory(err);
  for (size_t p = 0; done && p < model->parameter_count; p++) done = study_default_setting(study, p, err);
  done = done && study_correlate(study, NULL, 0, &bad, err);
  if (!done) study_free(study);
  return done;
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

bool setting_read(struct setting *setting, const struct model *model, size_t parameter, const char *text, char decimal, const char *folder,
                  struct error *err) {
  struct data_shelf shelf = {.folder = folder};
  const bool done = cell_read(setting, &model->parameters[parameter], text, decimal, &shelf, err);
  data_files_free(shelf.file, shelf.count);
  return done;
}
