/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "csv.h"
#include "design.h"
#include "engine.h"
#include "folder.h"
#include "options.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 64 }; /* points simulated together; they share tables and luck */

static bool is_carried(const struct design *design, size_t column) {
  return design->column[column].kind != DESIGN_OLD_RESULT;
}

static void write_header(struct csv *csv, const struct design *design, bool errors) {
  const struct model *model = design->base->model;
  char name[256];
  for (size_t c = 0; c < design->columns; c++)
    if (is_carried(design, c)) csv_foreign(csv, design->table.row[0].cell[c].text);
  for (size_t o = 0; o < model->outcome_count; o++) {
    csv_text(csv, model->outcomes[o].name);
    if (!errors) continue;
    snprintf(name, sizeof name, "%s_se", model->outcomes[o].name);
    csv_text(csv, name);
  }
  csv_end_row(csv);
}

static void write_point(struct csv *csv, const struct design *design, size_t point, const struct tally *tally, size_t scenario) {
  const struct sheet_row *row = &design->table.row[point + 1];
  for (size_t c = 0; c < design->columns; c++)
    if (is_carried(design, c)) csv_foreign(csv, c < row->count ? row->cell[c].text : "");
  for (size_t o = 0; o < design->base->model->outcome_count; o++) {
    const struct moments m = tally_outcome(tally, scenario, o);
    csv_number(csv, m.count > 0 ? m.mean : NAN);
    if (tally->asked > 1) csv_number(csv, moments_se(&m));
  }
  csv_end_row(csv);
}

/* Points first to first + count - 1. */
static bool evaluate_batch(const struct options *options, const struct design *design, size_t first, size_t count, const atomic_int *stop,
                           struct csv *csv, struct error *err) {
  const struct engine_options engine = {.threads = options->threads, .vector = options->vector, .luck = options->luck, .stop = stop};
  struct study study;
  struct tally tally = {0};
  if (!design_study(design, first, count, &study, err)) return false;
  bool ok = engine_run(&tally, &study, &engine, err);
  if (ok && !tally.complete) ok = stopped(err, "interrupted after %zu of %zu points", first, design->points) == STATUS_DONE;
  for (size_t i = 0; ok && i < count; i++) write_point(csv, design, first + i, &tally, i);
  tally_free(&tally);
  design_study_free(&study);
  return ok;
}

/* Every point, or as many as the reader of the table wants to see. */
static bool evaluate(const struct options *options, const struct design *design, FILE *out, struct error *err) {
  const atomic_int *stop = stop_by_signals();
  struct csv *csv = malloc(sizeof *csv);
  if (!csv) return fail_memory(err);
  csv_begin(csv, out, options->excel);
  write_header(csv, design, design->base->runs > 1);
  bool ok = true;
  for (size_t first = 0; ok && first < design->points && !ferror(out); first += BATCH) {
    const size_t left = design->points - first;
    ok = evaluate_batch(options, design, first, left < BATCH ? left : BATCH, stop, csv, err);
  }
  csv_flush(csv);
  free(csv);
  return ok;
}

/* To a file that appears whole or not at all, or to standard output. */
static bool evaluate_to(const struct options *options, const struct design *design, struct error *err) {
  if (!options->out) return evaluate(options, design, stdout, err);
  char *path = strdup(options->out);
  if (!path) return fail_memory(err);
  char *slash = strrchr(path, '/');
  struct folder folder = {.path = slash ? path : NULL};
  char here[] = ".";
  const char *name = slash ? slash + 1 : path;
  struct folder_file file = {0};
  if (slash) *slash = '\0';
  else folder.path = here;
  bool ok = folder_file_open(&file, &folder, name, err);
  if (ok && (ok = evaluate(options, design, file.stream, err))) ok = folder_file_commit(&file, err);
  else folder_file_discard(&file);
  free(path);
  return ok;
}

static bool base_read(struct study *base, struct sheet *sheet, char **folder, struct options *options, struct error *err) {
  if (options->sheet) {
    if (!sheet_read(sheet, options->sheet, err) || !study_read(base, sheet, &options->over, err)) return false;
    const char *slash = strrchr(options->sheet, '/');
    *folder = slash ? strndup(options->sheet, (size_t)(slash - options->sheet)) : strdup(".");
    return *folder || fail_memory(err);
  }
  /* Without a sheet: the default population, as a sheet with a header and no rows says it. */
  static const char empty[] = "parameter,base\n";
  *folder = strdup(".");
  return (*folder || fail_memory(err)) && sheet_read_bytes(sheet, "the default population", empty, sizeof empty - 1, err) &&
         study_read(base, sheet, &options->over, err);
}

static enum status run(int argc, char **argv, struct error *err) {
  struct options options;
  struct study base = {0};
  struct sheet sheet = {0};
  struct design design = {0};
  char *folder = NULL;
  bool ok = options_read(&options, argc, argv, "nsmojpxvliM", err);
  if (ok && options.operand_count != 1) ok = fail_usage(err, "evaluate needs one table: entente evaluate DESIGN.csv");
  ok = ok && base_read(&base, &sheet, &folder, &options, err) && design_read(&design, options.operand[0], &base, folder, err) &&
       evaluate_to(&options, &design, err);
  design_free(&design);
  study_free(&base);
  sheet_free(&sheet);
  free(folder);
  options_free(&options);
  return ok ? STATUS_DONE : err->status;
}

const struct command cmd_evaluate = {
    "evaluate", "simulate the points of a table, a row a point",
    "Example: entente evaluate design.csv --runs 1000 --out outcomes.csv\n\n"
    "entente evaluate DESIGN [OPTIONS] reads a table with a column a parameter (or coefficient) and a row a point, and writes\n"
    "the same rows with the mean and the standard error of every outcome added (with --runs 1: the single outcome). All points run on the\n"
    "same luck. What the table does not name follows the first scenario of --sheet, or the model's default population.\n\n"
    "  -i, --sheet SHEET     scenario that the table changes\n"
    "      --model NAME      another model\n"
    "  -n, --runs N          runs of each point (default: the sheet's, else 10000)\n"
    "  -s, --seed S          another seed (default 1)\n"
    "  -m, --months M        horizon\n"
    "  -p, --set 'P=CELL'    as for run\n"
    "  -o, --out FILE        write there instead of standard output\n"
    "      --luck N, -j, --threads N, --vector WIDTH, --excel   as for run\n",
    run};
