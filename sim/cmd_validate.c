/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "folder.h"
#include "options.h"
#include "plots/report_validation.h"
#include "validate.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RUNS_LEAST = 1000, RUNS_ALLOWED = 400000 };
#define DEFAULT_FOLDER "results/validation"

struct request {
  const struct options *options;
  const struct model *model;
  struct trials_options trials;
  struct folder folder;
  bool bar; /* progress on a terminal */
};

static bool read_request(struct request *request, const struct options *options, struct error *err) {
  const char *const name = options->over.model;
  *request = (struct request){.options = options, .model = name ? model_find(name) : models[0]};
  if (!request->model) return fail_unknown_model(err, name), err->status = STATUS_USAGE, false;
  request->trials = (struct trials_options){.runs = options->over.has_runs ? options->over.runs : VALIDATE_RUNS,
                                            .seed = options->over.has_seed ? options->over.seed : SEED_DEFAULT,
                                            .threads = options->threads,
                                            .vector = options->vector,
                                            .stop = stop_by_signals()};
  request->bar = !options->quiet && !options->no_progress && isatty(STDERR_FILENO);
  if (!request->model->evidence)
    return fail_usage(err, "the model %s has no table of published facts to be held against; 'entente validate' takes partnership", name);
  if (request->trials.runs >= RUNS_LEAST && request->trials.runs <= RUNS_ALLOWED) return true;
  return fail_usage(err, "--runs %llu: validate needs %d to %d runs, which are kept one by one", (unsigned long long)request->trials.runs,
                    RUNS_LEAST, RUNS_ALLOWED);
}

static void show_progress(void *context, size_t done, size_t all, const char *name) {
  const struct request *const request = context;
  if (!request->bar) return;
  if (done < all) fprintf(stderr, "\r%zu of %zu: without %s, fitting again\033[K", done, all, name);
  else fputs("\r\033[K", stderr);
  fflush(stderr);
}

static bool take_apart(struct validation *validation, struct request *request, struct error *err) {
  struct ablate_options options = {.trials = request->trials,
                                   .score_runs = SCORE_RUNS,
                                   .budget = FIT_EVALUATIONS,
                                   .progress = show_progress,
                                   .progress_context = request};
  options.trials.runs = FIT_RUNS;
  return !request->options->ablate || ablate(&validation->ablations, request->model, &options, err);
}

typedef bool write_table(FILE *, const struct validation *, bool excel, struct error *err);

static bool write_file(const struct request *request, const char *name, write_table *table, const struct validation *validation,
                       struct error *err) {
  struct folder_file file;
  if (!folder_file_open(&file, &request->folder, name, err)) return false;
  if (table(file.stream, validation, request->options->excel, err)) return folder_file_commit(&file, err);
  folder_file_discard(&file);
  return false;
}

/* A report or an ablation of earlier results would not be of these. */
static bool write_files(const struct request *request, const struct validation *validation, struct error *err) {
  if (!folder_remove(&request->folder, VALIDATION_REPORT, err) || !folder_remove(&request->folder, "ablation.csv", err)) return false;
  if (!write_file(request, "validation.csv", validation_csv, validation, err)) return false;
  return !validation->ablations.done || write_file(request, "ablation.csv", ablation_csv, validation, err);
}

static bool print(const struct request *request, const struct validation *validation, struct error *err) {
  const struct options *const options = request->options;
  if (options->json) return validation_json(stdout, validation, err);
  if (options->quiet) return true;
  if (!validation_text(stdout, validation, isatty(STDOUT_FILENO) && !getenv("NO_COLOR"), err)) return false;
  printf("\nWritten to %s/%s\n", request->folder.path, options->no_plots ? "" : ", with pictures in " VALIDATION_REPORT);
  return true;
}

static enum status draw(const struct request *request, const struct validation *validation, struct error *err) {
  fflush(stdout);
  if (request->options->no_plots) return STATUS_DONE;
  if (validation_report(&request->folder, validation, request->options->threads, request->trials.stop, err)) return STATUS_DONE;
  return err->status == STATUS_INTERRUPTED ? stopped(err, "interrupted while drawing; the tables are in %s/", request->folder.path)
                                           : err->status;
}

static enum status validate(struct request *request, struct error *err) {
  struct validation validation = {0};
  bool done = false;
  bool ok = validation_make(&validation, request->model, &request->trials, &done, err);
  enum status status = STATUS_DONE;
  if (ok && !done) status = stopped(err, "interrupted before the facts were measured; nothing is written");
  else if (ok) ok = take_apart(&validation, request, err) && write_files(request, &validation, err) && print(request, &validation, err);
  if (ok && validation.ablations.done == 0 && validation.ablations.count > 0)
    status = stopped(err, "interrupted before the first mechanism was done; only the facts are in %s/", request->folder.path);
  else if (ok && validation.ablations.done < validation.ablations.count)
    status = stopped(err, "interrupted after %zu of %zu mechanisms; ablation.csv in %s/ is of these", validation.ablations.done,
                     validation.ablations.count, request->folder.path);
  if (!ok) status = err->status;
  if (status == STATUS_DONE) status = draw(request, &validation, err);
  validation_free(&validation);
  return status;
}

static enum status run(int argc, char **argv, struct error *err) {
  struct options options;
  struct request request = {0};
  enum status status = STATUS_USAGE;
  bool ok = options_read(&options, argc, argv, "nsojfqJPxvMgA", err);
  if (ok && options.operand_count > 0)
    ok = fail_usage(err, "validate takes no sheet, so not '%s': it runs the model's own studies; --model NAME picks another model",
                    options.operand[0]);
  ok = ok && read_request(&request, &options, err) &&
       folder_make(&request.folder, options.out ? options.out : DEFAULT_FOLDER, options.force, err);
  status = ok ? validate(&request, err) : err->status;
  folder_free(&request.folder);
  options_free(&options);
  return status;
}

const struct command cmd_validate = {
    "validate", "hold the model against published facts, misses included",
    "Example: entente validate\n\n"
    "entente validate [OPTIONS] runs the model's default population and a few virtual studies, and shows for every published fact the "
    "model's\n"
    "figure with its error, the band in which it is accepted, whether it is met, whether coefficients were fitted to it, its source and "
    "how\n"
    "sure that is; beside it a naive yardstick, a checklist of practices fitted to the same facts. Misses are shown and are no error. "
    "Writes\n"
    "validation.csv and validation.html to results/validation/.\n\n"
    "  -n, --runs N          runs of each study, 1000 to 400000 (default 100000)\n"
    "  -s, --seed S          another seed, another luck (default 1)\n"
    "      --ablate          switch each mechanism of the model off in turn and fit the rest again (minutes); ablation.csv: misfit, the\n"
    "                        squared distance outside the bands in half-widths, before and after\n"
    "      --model NAME      another model\n"
    "  -o, --out DIR         where results go; an existing folder that is not empty needs --force\n"
    "  -f, --force           replace results that are there\n"
    "      --plots none      no pictures\n"
    "      --json            as JSON\n"
    "  -j, --threads N, --vector WIDTH, --excel, -q, --quiet, --no-progress   as for run\n",
    run};
