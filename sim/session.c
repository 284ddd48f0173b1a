/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"
#include "command.h"
#include "plots/album.h"
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

static bool can_be_robust(const struct session *session, struct error *err) {
  const size_t versions = session->options->versions;
  const struct model *model = session->study.model;
  if (versions > 0 && session->study.count == 1)
    return fail_usage(err, "--robust %zu: there is one scenario and so nothing to compare; give the sheet two or more", versions);
  if (versions > 0 && model->coefficient_count == 0)
    return fail_usage(err, "--robust %zu: the model %s has no coefficients to vary; give its parameters intervals instead", versions,
                      model->name);
  return true;
}

bool session_open(struct session *session, const char *sheet, struct error *err) {
  const struct options *options = session->options;
  if (!sheet_read(&session->sheet, sheet, err) || !study_read(&session->study, &session->sheet, &options->over, err)) return false;
  if ((options->precision.half_width > 0 || options->time_limit > 0) && !options->over.has_runs) session->study.runs = SEQUENTIAL_MOST;
  return outcome_choose(session, err) && can_be_robust(session, err);
}

/* Runs until enough are done: a given number, those that a wanted precision takes, or those that fit into the time. */
static bool simulate_all(struct session *session, const struct engine_options *options, double *seconds, struct error *err) {
  const struct options *asked = session->options;
  struct tally *tally = &session->tally;
  const bool until = !session->enough && asked->precision.half_width > 0;
  struct engine *engine = engine_open(tally, &session->study, options, err);
  if (!engine) return false;
  const bool ok = until ? sequential_run(engine, tally, session->main_outcome, &asked->precision, &session->precision, err)
                        : engine_advance(engine, session->enough ? session->enough : tally->asked, err);
  if (ok) {
    *seconds = engine_seconds(engine);
    if ((until || asked->time_limit > 0) && !engine_stopped(engine))
      tally->asked = engine_runs(engine); /* these were all that were wanted */
    engine_finish(engine);
  } else {
    tally_free(tally);
  }
  engine_close(engine);
  return ok;
}

static bool simulate(struct session *session, const struct folder *folder, const struct results_options *results, double *seconds,
                     struct error *err) {
  const struct options *options = session->options;
  struct results_rows *rows = NULL;
  struct engine_options engine = {.threads = options->threads,
                                  .vector = options->vector,
                                  .luck = options->luck,
                                  .keep = KEEP_ALL,
                                  .rows = results->runs || results->events,
                                  .events = results->events,
                                  .each_rows = results_rows_take,
                                  .stop = session->stop,
                                  .time_limit = session->enough ? 0 : options->time_limit,
                                  .progress = session->progress,
                                  .progress_context = session->progress_context};
  if (engine.rows && !results_rows_open(&rows, folder, &session->study, results, err)) return false;
  engine.context = rows;
  bool ok = simulate_all(session, &engine, seconds, err);
  /* From here on files get their final names: an earlier run's description would not be true of them. */
  if (ok && rows && session->tally.runs > 0) ok = folder_remove(folder, PACKAGE_FILE, err) && results_rows_close(rows, err);
  results_rows_free(rows);
  /* An interrupted run makes no twins: whoever stopped it does not want to wait. */
  return ok && (!session->tally.complete || luck_measure(&session->luck, &session->tally, &engine, err));
}

static bool is_stopped(const struct session *session) {
  return session->stop && atomic_load(session->stop);
}

/* Other versions of the model, once the results of this one stand in the folder. */
static bool add_robustness(struct session *session, const struct folder *folder, const struct provenance *provenance,
                           struct results_options *results, struct error *err) {
  const struct options *options = session->options;
  const struct robust_options robust = {.versions = options->versions,
                                        .runs = session->tally.runs,
                                        .outcome = session->main_outcome,
                                        .tolerance = options->tolerance,
                                        .threads = options->threads,
                                        .vector = options->vector,
                                        .luck = options->luck,
                                        .stop = session->stop,
                                        .progress = session->progress_versions,
                                        .progress_context = session->progress_context};
  if (options->versions == 0 || is_stopped(session)) return true;
  if (!robust_run(&session->robust, &session->study, &robust, err)) return false;
  if (session->robust.done == 0) return true;
  results->robust = &session->robust;
  return results_add_robustness(folder, &session->tally, &session->sheet, provenance, results, err);
}

bool session_run(struct session *session, struct error *err) {
  const struct options *options = session->options;
  struct folder folder = {0};
  char host[256] = "";
  struct results_options results = {.versions = options->versions,
                                    .excel = options->excel,
                                    .runs = options->save_runs,
                                    .events = options->save_events,
                                    .main_outcome = session->main_outcome,
                                    .luck = &session->luck,
                                    .tolerance = options->tolerance};
  struct provenance provenance = {.version = ENTENTE_VERSION,
                                  .commit = ENTENTE_COMMIT,
                                  .host = host,
                                  .arguments = session->arguments,
                                  .argument_count = session->argument_count,
                                  .started = time(NULL),
                                  .threads = options->threads};
  if (!provenance.threads) provenance.threads = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
  gethostname(host, sizeof host - 1);
  if (!folder_make(&folder, session->out, session->force, err)) return false;
  bool ok = simulate(session, &folder, &results, &provenance.seconds, err);
  provenance.finished = time(NULL);
  /* Pictures of earlier results would not be of these. */
  if (ok && session->tally.runs > 0) ok = album_clear(&folder, err);
  if (ok && session->tally.runs > 0) ok = results_write(&folder, &session->tally, &session->sheet, &provenance, &results, err);
  if (ok && session->tally.runs > 0) ok = add_robustness(session, &folder, &provenance, &results, err);
  folder_free(&folder);
  return ok;
}

void session_close(struct session *session) {
  robust_free(&session->robust);
  luck_free(&session->luck);
  tally_free(&session->tally);
  study_free(&session->study);
  sheet_free(&session->sheet);
}
