/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number.h"
#include "scenario_parts.h"
#include "utf8.h"
#include <stdlib.h>
#include <string.h>

static char *text_take(struct reader *r, const struct row *row) {
  char *text = strdup(row_text(row, 0));
  if (!text) r->rows.problems.lost = true;
  return text;
}

bool fail_unknown_model(struct error *err, const char *name) {
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
bool general_model(struct reader *r, struct error *err) {
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
  else
    row_problem(&r->rows, row, 0, "'%s' is not a whole number from %llu to %llu", utf8_clip(clip, text), (unsigned long long)least,
                (unsigned long long)most);
}

void general_apply(struct reader *r, const struct row *row) {
  struct study *study = r->study;
  uint64_t months = study->months;
  switch (row->kind) {
  case ROW_TITLE: study->title = text_take(r, row); break;
  case ROW_NOTE: study->note = text_take(r, row); break;
  case ROW_CURRENCY: study->currency = text_take(r, row); break;
  case ROW_MONTHS: whole_read(r, row, 1, MONTHS_MOST, &months); break;
  case ROW_RUNS: whole_read(r, row, 1, RUNS_MOST, &study->runs); break;
  case ROW_SEED: whole_read(r, row, 0, UINT64_MAX, &study->seed); break;
  default: break;
  }
  study->months = (unsigned)months;
  row_check_single(&r->rows, row);
}

void general_override(struct reader *r) {
  const struct overrides *over = r->over;
  if (over->has_runs) r->study->runs = over->runs;
  if (over->has_seed) r->study->seed = over->seed;
  if (over->months > 0) r->study->months = over->months;
}
