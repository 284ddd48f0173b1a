/* SPDX-License-Identifier: GPL-3.0-or-later */
/* engine_help: studies from text, and the rows of a simulation kept in memory, for tests of the engine. */
#ifndef ENTENTE_ENGINE_HELP_H
#define ENTENTE_ENGINE_HELP_H
#include "sim/engine.h"
#include "tests/suite.h"

static inline struct study study_of(const char *text, uint64_t runs, unsigned months) {
  struct sheet sheet = {0};
  struct study study = {0};
  struct error err;
  const struct overrides over = {.model = models[0]->name, .runs = runs, .has_runs = true, .months = months};
  ck_assert_msg(sheet_read_bytes(&sheet, "test.csv", text, strlen(text), &err), "%s", err.text);
  ck_assert_msg(study_read(&study, &sheet, &over, &err), "%s", err.text);
  sheet_free(&sheet);
  return study;
}

/* Rows of all runs of a study: [scenario][row][run], run counted from the first one simulated. */
struct kept {
  const struct study *study;
  uint64_t runs, first, taken; /* taken: runs of the last scenario */
  double *input, *outcome;
  unsigned *end_month;
  unsigned char *ending;
  struct run_event *events;
  size_t event_count; /* of the first scenario; lanes are runs, counted likewise */
  atomic_int *stop;
  uint64_t stop_after; /* raise stop when so many runs are there */
};

static inline void kept_make(struct kept *kept, const struct study *study, uint64_t first) {
  const struct model *model = study->model;
  *kept = (struct kept){.study = study, .runs = study->runs, .first = first};
  kept->input = calloc(study->count * model->parameter_count * study->runs, sizeof(double));
  kept->outcome = calloc(study->count * model->outcome_count * study->runs, sizeof(double));
  kept->end_month = calloc(study->count * study->runs, sizeof(unsigned));
  kept->ending = calloc(study->count * study->runs, 1);
  ck_assert(kept->input && kept->outcome && kept->end_month && kept->ending);
}

static inline void kept_free(struct kept *kept) {
  free(kept->input);
  free(kept->outcome);
  free(kept->end_month);
  free(kept->ending);
  free(kept->events);
  *kept = (struct kept){0};
}

static inline const double *kept_input(const struct kept *kept, size_t scenario, size_t parameter) {
  return kept->input + (scenario * kept->study->model->parameter_count + parameter) * kept->runs;
}

static inline const double *kept_outcome(const struct kept *kept, size_t scenario, size_t outcome) {
  return kept->outcome + (scenario * kept->study->model->outcome_count + outcome) * kept->runs;
}

static inline void keep_events(struct kept *kept, const struct run_rows *rows) {
  if (rows->scenario != 0 || rows->event_count == 0) return;
  kept->events = realloc(kept->events, (kept->event_count + rows->event_count) * sizeof *kept->events);
  ck_assert_ptr_nonnull(kept->events);
  for (size_t e = 0; e < rows->event_count; e++) {
    struct run_event event = rows->events[e];
    event.lane += (uint32_t)(rows->first_run - kept->first);
    kept->events[kept->event_count++] = event;
  }
}

/* For engine_options.each_rows; the context is a struct kept. */
static inline bool keep_rows(void *context, const struct run_rows *rows, struct error *err) {
  struct kept *kept = context;
  const struct model *model = kept->study->model;
  const uint64_t at = rows->first_run - kept->first;
  (void)err;
  ck_assert(at + rows->lanes <= kept->runs);
  for (size_t p = 0; p < model->parameter_count; p++)
    memcpy(kept->input + (rows->scenario * model->parameter_count + p) * kept->runs + at, rows->input[p], rows->lanes * sizeof(double));
  for (size_t o = 0; o < model->outcome_count; o++)
    memcpy(kept->outcome + (rows->scenario * model->outcome_count + o) * kept->runs + at, rows->outcome[o], rows->lanes * sizeof(double));
  memcpy(kept->end_month + rows->scenario * kept->runs + at, rows->end_month, rows->lanes * sizeof(unsigned));
  memcpy(kept->ending + rows->scenario * kept->runs + at, rows->ending, rows->lanes);
  keep_events(kept, rows);
  if (rows->scenario + 1 == kept->study->count) {
    ck_assert(kept->taken == at); /* ascending, without gaps */
    kept->taken += rows->lanes;
    if (kept->stop && kept->taken >= kept->stop_after) atomic_store(kept->stop, 1);
  }
  return true;
}

/* Simulate on one thread unless told otherwise. */
static inline struct tally tally_of(const struct study *study, struct engine_options options) {
  struct tally tally;
  struct error err;
  if (!options.threads) options.threads = 1;
  ck_assert_msg(engine_run(&tally, study, &options, &err), "%s", err.text);
  return tally;
}

static inline struct tally tally_and_rows(const struct study *study, struct kept *kept, struct engine_options options) {
  kept_make(kept, study, options.first_run);
  options.rows = true;
  options.each_rows = keep_rows;
  options.context = kept;
  return tally_of(study, options);
}

static inline bool same_bytes(const void *x, const void *y, size_t size) {
  return (!x && !y) || (x && y && memcmp(x, y, size) == 0);
}

/* Everything in two tallies of the same layout agrees to the bit. */
static inline void assert_same_tally(const struct tally *x, const struct tally *y, const char *what) {
  const struct tally_layout *l = &x->layout;
  ck_assert_msg(x->runs == y->runs && l->rows == y->layout.rows, "%s: runs or rows", what);
  ck_assert_msg(same_bytes(x->moments, y->moments, l->rows * sizeof *x->moments), "%s: moments", what);
  ck_assert_msg(same_bytes(x->ends, y->ends, l->scenarios * (l->months + 1) * l->endings * sizeof *x->ends), "%s: ends", what);
  ck_assert_msg(same_bytes(x->grid, y->grid, l->scenarios * l->months * l->month_cells * sizeof *x->grid), "%s: grid", what);
  ck_assert_msg(same_bytes(x->missing, y->missing, l->scenarios * l->outcomes * sizeof *x->missing), "%s: missing", what);
  ck_assert_msg(same_bytes(x->better, y->better, l->pairs * l->outcomes * 2 * sizeof *x->better), "%s: better", what);
  ck_assert_msg(same_bytes(x->ever, y->ever, l->pairs * 2 * sizeof *x->ever), "%s: ever", what);
  for (size_t s = 0; x->samples && s < l->scenarios * l->samples; s++)
    ck_assert_msg(same_bytes(x->samples + s * x->samples_room, y->samples + s * y->samples_room, x->runs * sizeof *x->samples),
                  "%s: samples", what);
  ck_assert_msg(same_bytes(x->outcome_grid, y->outcome_grid, l->scenarios * l->samples * OUTCOME_CELLS * sizeof *x->outcome_grid),
                "%s: outcome grid", what);
}

#endif
