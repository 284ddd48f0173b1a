/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results_rows.h"
#include "csv.h"
#include "results_schema.h"
#include <stdlib.h>

/* One of the two files: a part for each scenario. */
struct row_file {
  const char *name;
  struct folder_file file; /* holds the first scenario, at the end all */
  struct csv *part;        /* [scenario]; NULL: not asked for */
};

struct results_rows {
  const struct folder *folder;
  const struct study *study;
  struct row_file runs, events;
  size_t *outcome, outcome_count; /* outcomes with a column of their own */
  /* Fields as they stand in the file, NULL-terminated lists. */
  char **scenario;  /* [scenario count] */
  char **happening; /* [happening count] event and partner */
  char **ending;    /* [ending count] event and partner of a run's end */
};

static bool part_open(struct row_file *file, const struct results_rows *files, size_t scenario, bool excel, struct error *err) {
  if (scenario == 0) {
    csv_begin(&file->part[0], file->file.stream, excel);
    return true;
  }
  FILE *const stream = folder_scratch(files->folder, err);
  if (stream) csv_continue(&file->part[scenario], stream, excel);
  return stream != NULL;
}

static bool file_open(struct row_file *file, const struct results_rows *files, enum table_id id, bool excel, struct error *err) {
  file->name = tables[id].file;
  if (!folder_file_open(&file->file, files->folder, file->name, err)) return false;
  file->part = calloc(files->study->count, sizeof *file->part);
  if (!file->part) return fail_memory(err);
  for (size_t s = 0; s < files->study->count; s++) {
    if (!part_open(file, files, s, excel, err)) return false;
  }
  return table_header(&file->part[0], id, files->study, err);
}

static void file_close(struct row_file *file, size_t count) {
  for (size_t s = 1; file->part && s < count; s++) {
    if (file->part[s].stream) (void)fclose(file->part[s].stream);
  }
  free(file->part);
  file->part = NULL;
  folder_file_discard(&file->file);
}

/* Two fields as they stand in the file. */
static char *two_fields(const char *first, const char *second) {
  char *both = NULL;
  char *const left = csv_prepared(first), *const right = csv_prepared(second);
  if (left && right && asprintf(&both, "%s,%s", left, right) < 0) both = NULL;
  free(left);
  free(right);
  return both;
}

static char *ending_fields(const char *name) {
  char *event = NULL;
  if (asprintf(&event, "ending: %s", name) < 0) return NULL;
  char *const fields = two_fields(event, "");
  free(event);
  return fields;
}

static bool prepare(struct results_rows *rows, struct error *err) {
  const struct study *const study = rows->study;
  const struct model *const model = study->model;
  bool good = true;
  rows->outcome = calloc(model->outcome_count + 1, sizeof *rows->outcome);
  rows->scenario = calloc(study->count + 1, sizeof *rows->scenario);
  rows->happening = calloc(model->happening_count + 1, sizeof *rows->happening);
  rows->ending = calloc(model->ending_count + 1, sizeof *rows->ending);
  if (!rows->outcome || !rows->scenario || !rows->happening || !rows->ending) return fail_memory(err);
  for (size_t o = 0; o < model->outcome_count; o++) {
    if (outcome_has_column(model, o)) rows->outcome[rows->outcome_count++] = o;
  }
  for (size_t s = 0; s < study->count && good; s++) good = (rows->scenario[s] = csv_prepared(study->scenarios[s].name)) != NULL;
  for (size_t h = 0; h < model->happening_count && good; h++)
    good = (rows->happening[h] = two_fields(model->happenings[h].name, model->happenings[h].partner)) != NULL;
  for (size_t e = 0; e < model->ending_count && good; e++) good = (rows->ending[e] = ending_fields(model->endings[e].name)) != NULL;
  return good ? true : fail_memory(err);
}

bool results_rows_open(struct results_rows **rows, const struct folder *folder, const struct study *study,
                       const struct results_options *options, struct error *err) {
  struct results_rows *const made = calloc(1, sizeof *made);
  *rows = made;
  if (!made) return fail_memory(err);
  *made = (struct results_rows){.folder = folder, .study = study};
  if (prepare(made, err) && (!options->runs || file_open(&made->runs, made, TABLE_RUNS, options->excel, err)) &&
      (!options->events || file_open(&made->events, made, TABLE_EVENTS, options->excel, err)))
    return true;
  results_rows_free(made);
  *rows = NULL;
  return false;
}

static void put_run(struct csv *csv, const struct results_rows *out, const struct run_rows *rows, unsigned lane) {
  csv_raw(csv, out->scenario[rows->scenario]);
  csv_whole(csv, rows->first_run + lane);
  csv_text(csv, out->study->model->endings[rows->ending[lane]].name);
  csv_whole(csv, rows->end_month[lane]);
  for (size_t i = 0; i < out->outcome_count; i++) csv_number(csv, rows->outcome[out->outcome[i]][lane]);
  for (size_t p = 0; p < out->study->model->parameter_count; p++) csv_number(csv, rows->input[p][lane]);
  csv_end_row(csv);
}

static void put_event(struct csv *csv, const struct results_rows *out, const struct run_rows *rows, const struct run_event *event) {
  csv_raw(csv, out->scenario[rows->scenario]);
  csv_whole(csv, rows->first_run + event->lane);
  csv_whole(csv, event->month);
  if (event->happening < out->study->model->happening_count) {
    csv_raw(csv, out->happening[event->happening]);
    csv_number(csv, event->size);
  } else {
    csv_raw(csv, out->ending[(size_t)event->size]);
    csv_missing(csv);
  }
  csv_end_row(csv);
}

bool results_rows_take(void *context, const struct run_rows *rows, struct error *err) {
  const struct results_rows *const out = context;
  struct csv *const runs = out->runs.part ? &out->runs.part[rows->scenario] : NULL;
  struct csv *const events = out->events.part ? &out->events.part[rows->scenario] : NULL;
  for (unsigned lane = 0; runs && lane < rows->lanes; lane++) put_run(runs, out, rows, lane);
  for (size_t i = 0; events && i < rows->event_count; i++) put_event(events, out, rows, &rows->events[i]);
  if (runs && ferror(runs->stream)) return folder_fail(out->folder, out->runs.name, err);
  if (events && ferror(events->stream)) return folder_fail(out->folder, out->events.name, err);
  return true;
}

/* Append a part to the file. Errors of the target stay in its stream, for the commit. */
static bool append(FILE *target, FILE *part) {
  char bytes[1 << 16];
  size_t size;
  if (fseeko(part, 0, SEEK_SET) != 0) return false;
  while ((size = fread(bytes, 1, sizeof bytes, part)) > 0) {
    if (fwrite(bytes, 1, size, target) != size) return true;
  }
  return !ferror(part);
}

static bool file_finish(struct row_file *file, const struct results_rows *files, struct error *err) {
  if (!file->part) return true;
  for (size_t s = 0; s < files->study->count; s++) {
    FILE *const part = file->part[s].stream;
    csv_flush(&file->part[s]);
    if (s == 0) continue;
    if (ferror(part) || !append(file->file.stream, part)) return folder_fail(files->folder, file->name, err);
    (void)fclose(part);
    file->part[s].stream = NULL;
  }
  return folder_file_commit(&file->file, err);
}

bool results_rows_close(struct results_rows *rows, struct error *err) {
  return file_finish(&rows->runs, rows, err) && file_finish(&rows->events, rows, err);
}

static void texts_free(char **text) {
  for (char **at = text; at && *at; at++) free(*at);
  free(text);
}

void results_rows_free(struct results_rows *rows) {
  if (!rows) return;
  file_close(&rows->runs, rows->study->count);
  file_close(&rows->events, rows->study->count);
  free(rows->outcome);
  texts_free(rows->scenario);
  texts_free(rows->happening);
  texts_free(rows->ending);
  free(rows);
}
