/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"
#include "command.h"
#include "results_package.h"
#include "results_rows.h"
#include <string.h>
#include <unistd.h>

static bool outcome_choose(struct session *session, struct error *err) {
  const struct model *model = session->study.model;
  const char *name = session->options->outcome, *names[256];
  session->main_outcome = model->main_outcome;
  if (!name) return true;
  session->main_outcome = outcome_find(model, name);
  if (session->main_outcome < model->outcome_count) return true;
  for (size_t o = 0; o < model->outcome_count; o++) names[o] = model->outcomes[o].name;
  const char *near = nearest_name(name, names, model->outcome_count);
  if (near) return fail_usage(err, "--outcome %s: %s has no such outcome. Did you mean '%s'?", name, model->name, near);
  return fail_usage(err, "--outcome %s: %s has no such outcome; 'entente describe %s' lists them", name, model->name, model->name);
}

bool session_open(struct session *session, const char *sheet, struct error *err) {
  return sheet_read(&session->sheet, sheet, err) && study_read(&session->study, &session->sheet, &session->options->over, err) &&
         outcome_choose(session, err);
}

static bool simulate(struct session *session, const struct folder *folder, const struct results_options *results, double *seconds,
                     struct error *err) {
  const struct options *options = session->options;
  struct results_rows *rows = NULL;
  struct engine_options engine = {.threads = options->threads,
                                  .vector = options->vector,
                                  .luck = options->luck,
                                  .enough = session->enough,
                                  .keep = KEEP_ALL,
                                  .rows = results->runs || results->events,
                                  .events = results->events,
                                  .each_rows = results_rows_take,
                                  .stop = session->stop,
                                  .progress = session->progress,
                                  .progress_context = session->progress_context};
  struct timespec start, end;
  if (engine.rows && !results_rows_open(&rows, folder, &session->study, results, err)) return false;
  engine.context = rows;
  clock_gettime(CLOCK_MONOTONIC, &start);
  bool ok = engine_run(&session->tally, &session->study, &engine, err);
  clock_gettime(CLOCK_MONOTONIC, &end);
  *seconds = (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
  /* From here on files get their final names: an earlier run's description would not be true of them. */
  if (ok && rows && session->tally.runs > 0) ok = folder_remove(folder, PACKAGE_FILE, err) && results_rows_close(rows, err);
  results_rows_free(rows);
  return ok;
}

bool session_run(struct session *session, struct error *err) {
  const struct options *options = session->options;
  struct folder folder = {0};
  char host[256] = "";
  const struct results_options results = {.excel = options->excel, .runs = options->save_runs, .events = options->save_events,
                                          .main_outcome = session->main_outcome, .tolerance = options->tolerance};
  struct provenance provenance = {.version = ENTENTE_VERSION, .commit = ENTENTE_COMMIT, .host = host, .arguments = session->arguments,
                                  .argument_count = session->argument_count, .started = time(NULL), .threads = options->threads};
  if (!provenance.threads) provenance.threads = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
  gethostname(host, sizeof host - 1);
  if (!folder_make(&folder, session->out, session->force, err)) return false;
  bool ok = simulate(session, &folder, &results, &provenance.seconds, err);
  provenance.finished = time(NULL);
  if (ok && session->tally.runs > 0) ok = results_write(&folder, &session->tally, &session->sheet, &provenance, &results, err);
  folder_free(&folder);
  return ok;
}

void session_close(struct session *session) {
  tally_free(&session->tally);
  study_free(&session->study);
  sheet_free(&session->sheet);
}
