/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results_rows.h"
#include "csv.h"
#include "results_schema.h"
#include <stdlib.h>
#include <unistd.h>

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

bool results_rows_open(struct results_rows **files, const struct folder *folder, const struct study *study, const struct results_options *options,
               struct error *err) {
  struct results_rows *const made = calloc(1, sizeof *made);
  *files = made;
  if (!made) return fail_memory(err);
  *made = (struct results_rows){.folder = folder, .study = study};
  if ((!options->runs || file_open(&made->runs, made, TABLE_RUNS, options->excel, err)) &&
      (!options->events || file_open(&made->events, made, TABLE_EVENTS, options->excel, err)))
    return true;
  results_rows_free(made);
  *files = NULL;
  return false;
}

static void put_run(struct csv *csv, const struct study *study, const struct run_rows *rows, unsigned lane) {
  const struct model *const model = study->model;
  csv_foreign(csv, study->scenarios[rows->scenario].name);
  csv_whole(csv, rows->first_run + lane);
  csv_text(csv, model->endings[rows->ending[lane]].name);
  csv_whole(csv, rows->end_month[lane]);
  for (size_t o = 0; o < model->outcome_count; o++) {
    if (outcome_has_column(model, o)) csv_number(csv, rows->outcome[o][lane]);
  }
  for (size_t p = 0; p < model->parameter_count; p++) csv_number(csv, rows->input[p][lane]);
  csv_end_row(csv);
}

static void put_event(struct csv *csv, const struct study *study, const struct run_rows *rows, const struct run_event *event) {
  const struct model *const model = study->model;
  csv_foreign(csv, study->scenarios[rows->scenario].name);
  csv_whole(csv, rows->first_run + event->lane);
  csv_whole(csv, event->month);
  if (event->happening < model->happening_count) {
    csv_text(csv, model->happenings[event->happening].name);
    csv_text(csv, model->happenings[event->happening].partner);
    csv_number(csv, event->size);
  } else {
    char text[128];
    snprintf(text, sizeof text, "ending: %s", model->endings[(size_t)event->size].name);
    csv_text(csv, text);
    csv_missing(csv);
    csv_missing(csv);
  }
  csv_end_row(csv);
}

bool results_rows_take(void *context, const struct run_rows *rows, struct error *err) {
  struct results_rows *const files = context;
  struct csv *const runs = files->runs.part ? &files->runs.part[rows->scenario] : NULL;
  struct csv *const events = files->events.part ? &files->events.part[rows->scenario] : NULL;
  for (unsigned lane = 0; runs && lane < rows->lanes; lane++) put_run(runs, files->study, rows, lane);
  for (size_t i = 0; events && i < rows->event_count; i++) put_event(events, files->study, rows, &rows->events[i]);
  if (runs && ferror(runs->stream)) return folder_fail(files->folder, files->runs.name, err);
  if (events && ferror(events->stream)) return folder_fail(files->folder, files->events.name, err);
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

bool results_rows_close(struct results_rows *files, struct error *err) {
  return file_finish(&files->runs, files, err) && file_finish(&files->events, files, err);
}

void results_rows_free(struct results_rows *files) {
  if (!files) return;
  file_close(&files->runs, files->study->count);
  file_close(&files->events, files->study->count);
  free(files);
}
