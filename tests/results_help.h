/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_help: a folder of results of the drift model, written as a command would, and a way to read it back. */
#ifndef ENTENTE_RESULTS_HELP_H
#define ENTENTE_RESULTS_HELP_H
#include "sim/results_rows.h"
#include "tests/drift_model.h"
#include "tests/scratch.h"

/* The bytes of a file, to be freed. */
static inline char *bytes_of(const char *folder, const char *name, size_t *size) {
  char path[PATH_ROOM];
  below(path, folder, name);
  FILE *const in = fopen(path, "rb");
  ck_assert_msg(in != NULL, "%s is missing", path);
  char *bytes = NULL;
  FILE *const out = open_memstream(&bytes, size);
  for (int c; (c = fgetc(in)) != EOF;) fputc(c, out);
  fclose(in);
  fclose(out);
  return bytes;
}

static inline void table_read(struct sheet *table, const char *folder, const char *name) {
  char path[PATH_ROOM];
  struct error err;
  below(path, folder, name);
  ck_assert_msg(sheet_read(table, path, &err), "%s", err.text);
}

static inline size_t column_of(const struct sheet *table, const char *name) {
  for (size_t i = 0; i < table->row[0].count; i++) {
    if (strcmp(table->row[0].cell[i].text, name) == 0) return i;
  }
  ck_abort_msg("no column %s", name);
  return 0;
}

static inline const char *text_at(const struct sheet *table, size_t row, const char *column) {
  const size_t field = column_of(table, column);
  return field < table->row[row].count ? table->row[row].cell[field].text : "";
}

static inline double number_at(const struct sheet *table, size_t row, const char *column) {
  const char *const text = text_at(table, row, column);
  return *text ? strtod(text, NULL) : (double)NAN;
}

static const char *const arguments[] = {"entente", "run", "sheets/drift.csv", "--set", "drift=1 2", "it's"};
static const struct provenance told = {.version = "9.9",
                                       .commit = "abcdef",
                                       .host = "h\xFFst",
                                       .arguments = arguments,
                                       .argument_count = 6,
                                       .started = 86400,
                                       .finished = 90061,
                                       .seconds = 1.5,
                                       .threads = 3};

/* Simulate and write as a command does. False where writing fails. */
static inline bool example_write(struct example *example, const char *path, const struct results_options *options, unsigned threads,
                                 struct error *err) {
  struct folder folder = {0};
  struct results_rows *rows = NULL;
  bool done = folder_make(&folder, path, true, err) && results_rows_open(&rows, &folder, &example->study, options, err);
  const struct engine_options engine = {.threads = threads,
                                        .rows = options->runs || options->events,
                                        .events = options->events,
                                        .each_rows = results_rows_take,
                                        .context = rows};
  done = done && example_try(example, &engine, err) && results_rows_close(rows, err) &&
         results_write(&folder, &example->tally, &example->sheet, &told, options, err);
  results_rows_free(rows);
  folder_free(&folder);
  return done;
}

#endif
