/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario.h"
#include "scenario_parts.h"
#include <stdlib.h>
#include <string.h>

/* A failure of the machine ends the reading; a failure of the input is one problem among others. */
void take_problem(struct reader *r, const struct row *row, size_t scenario, const struct error *problem) {
  if (problem->status == STATUS_FAILED) r->rows.problems.lost = true;
  else row_problem(&r->rows, row, scenario, "%s", problem->text);
}

static void row_apply(struct reader *r, struct row *row) {
  if (row_understand(&r->rows, row)) {
    if (row->kind < ROW_GENERAL_COUNT) general_apply(r, row);
    else values_apply(r, row);
  }
  const size_t before = r->rows.problems.count;
  if (row->cells) sheet_report_beyond(r->sheet, (size_t)(row->cells - r->sheet->row), &r->rows.problems);
  if (r->rows.problems.count > before) r->rows.sheet_is_wrong = true;
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

static bool study_refuse(const struct reader *r, struct error *err) {
  if (r->rows.problems.lost || r->study->warnings.lost) return fail_memory(err);
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
  if (!rows_make(&r->rows, r->sheet, over->set, over->set_count, err) || !header_read(r, err) || !header_select(r, err) ||
      !general_model(r, err))
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
  const bool done = study_build(&r, err) && study_make_texts(study, err);
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
  done = done ? study_make_texts(study, err) && study_make(study, model, err) : fail_memory(err);
  for (size_t p = 0; done && p < model->parameter_count; p++) done = study_make_default(study, p, err);
  done = done && study_correlate(study, NULL, 0, &bad, err);
  if (!done) study_free(study);
  return done;
}

bool setting_read(struct setting *setting, const struct model *model, size_t parameter, const char *text, char decimal, const char *folder,
                  struct error *err) {
  struct data_shelf shelf = {.folder = folder};
  const bool done = cell_read(setting, &model->parameters[parameter], text, decimal, &shelf, err);
  data_files_free(shelf.file, shelf.count);
  return done;
}
