/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate_results.h"
#include "cmd_calibrate_likelihood.h"
#include "command.h"
#include "options.h"
#include "plots/album.h"
#include "plots/calibration_pictures.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { RUNS_SIMPLEX = 2000, RUNS_ABC = 1000 };

/* Everything of one calibration. */
struct session {
  const struct options *options;
  struct provenance provenance;
  struct sheet sheet, table;
  struct study study;
  struct targets targets;
  struct unknown *unknown;
  struct calibration calibration;
  struct simplex simplex;
  struct calibration_errors errors;
  struct abc abc;
  struct finding finding[UNKNOWNS_MOST];
  struct calibration_results results;
  char *folder;
};

/* results/NAME-calibration for DIR/NAME.csv. */
static char *default_folder(const char *sheet) {
  const char *const slash = strrchr(sheet, '/'), *const base = slash ? slash + 1 : sheet;
  const char *const name = strcmp(sheet, "-") == 0 ? "stdin" : base;
  const size_t length = strlen(name);
  const bool suffixed = length > 4 && name[0] != '.' && strcasecmp(name + length - 4, ".csv") == 0;
  char *folder = NULL;
  return asprintf(&folder, "results/%.*s-calibration", (int)(suffixed ? length - 4 : length), name) < 0 ? NULL : folder;
}

/* One line on a terminal: how many points have been simulated. Called from many threads. */
struct counter {
  atomic_ullong points;
  bool shown;
};

static void count_point(void *context) {
  struct counter *const counter = context;
  const unsigned long long points = atomic_fetch_add(&counter->points, 1) + 1;
  if (points % 32 != 0) return;
  fprintf(stderr, "\r%llu points simulated\033[K", points);
  counter->shown = true;
}

static bool open_all(struct session *session, const char *sheet, struct error *err) {
  const struct options *const options = session->options;
  if (!sheet_read(&session->sheet, sheet, err) || !study_read(&session->study, &session->sheet, &options->over, err)) return false;
  for (size_t i = 0; i < session->study.warnings.count && !options->quiet; i++)
    fprintf(stderr, "entente: warning: %s\n", session->study.warnings.text[i]);
  return unknowns_read(&session->unknown, options->fit, options->fit_count, &session->study, err) &&
         targets_table_read(&session->table, options->targets, err) &&
         targets_of_sheet(&session->targets, &session->table, &session->study, err);
}

static bool search_simplex(struct session *session, struct error *err) {
  struct calibration *const calibration = &session->calibration;
  struct calibration_results *const results = &session->results;
  bool done = false;
  if (!simplex_run(&session->simplex, calibration, session->options->starts ? session->options->starts : STARTS_DEFAULT, err)) return false;
  const struct simplex_search *const best = &session->simplex.search[session->simplex.best];
  results->points = session->simplex.points;
  results->complete = session->simplex.complete;
  if (isinf(best->misfit)) {
    if (calibration_ended(calibration)) return true;
    return fail_input(err, "no point has all figures that the targets ask for; ask for earlier months or other figures");
  }
  calibration->deadline = 0; /* a time limit ends the search; what is found gets its errors all the same */
  if (!calibration_errors_make(&session->errors, calibration, best->value, &done, err)) return false;
  results->simplex = &session->simplex;
  results->errors = &session->errors;
  results->finding = session->errors.finding;
  results->complete &= done;
  return true;
}

static bool search_abc(struct session *session, struct error *err) {
  const struct options *const options = session->options;
  const struct abc_options abc = {.points = options->points ? options->points : ABC_POINTS_DEFAULT,
                                  .tolerance = isnan(options->tolerance) ? 1 : options->tolerance};
  struct calibration_results *const results = &session->results;
  if (!abc_run(&session->abc, &session->calibration, &abc, err)) return false;
  results->complete = session->abc.complete;
  if (session->abc.generations == 0) return true;
  results->points = session->abc.generation[session->abc.generations - 1].points;
  results->tolerance = abc.tolerance;
  if (!abc_findings(&session->abc, &session->calibration, session->finding, err)) return false;
  results->abc = &session->abc;
  results->finding = session->finding;
  return true;
}

static bool write_all(struct session *session, struct error *err) {
  struct folder folder = {0};
  session->provenance.finished = time(NULL);
  calibration_warnings(&session->results);
  const bool ok = folder_make(&folder, session->folder, true, err) && calibration_pictures_clear(&folder, err) &&
                  calibration_write(&folder, &session->results, &session->provenance, err);
  folder_free(&folder);
  return ok && (session->options->quiet || calibration_text(stdout, &session->results, err));
}

/* Pictures and report, after the answer has been printed. */
static enum status draw(const struct session *session, struct error *err) {
  struct folder folder = {0};
  fflush(stdout);
  if (session->options->no_plots) return STATUS_DONE;
  const bool ok = folder_make(&folder, session->folder, true, err) &&
                  calibration_pictures_write(&folder, &session->results, session->calibration.stop, err);
  folder_free(&folder);
  if (ok) return STATUS_DONE;
  return err->status != STATUS_INTERRUPTED ? err->status
                                           : stopped(err, "interrupted while drawing; all tables are in %s/", session->folder);
}

/* Whether the folder may be written to is asked before anything is simulated. */
static bool folder_ask(const struct session *session, struct error *err) {
  struct folder folder = {0};
  const bool ok = folder_make(&folder, session->folder, session->options->force, err);
  folder_free(&folder);
  return ok;
}

static enum status calibrate(struct session *session, struct error *err) {
  const struct options *const options = session->options;
  struct counter counter = {0};
  const double start = calibration_clock();
  const bool bar = !options->quiet && !options->no_progress && isatty(STDERR_FILENO);
  session->calibration = (struct calibration){.study = &session->study,
                                              .targets = &session->targets,
                                              .unknown = session->unknown,
                                              .unknowns = options->fit_count,
                                              .runs = options->over.has_runs ? options->over.runs
                                                      : options->abc         ? RUNS_ABC
                                                                             : RUNS_SIMPLEX,
                                              .threads = options->threads,
                                              .vector = options->vector,
                                              .stop = stop_by_signals(),
                                              .deadline = options->time_limit > 0 ? start + options->time_limit : 0,
                                              .progress = bar ? count_point : NULL,
                                              .progress_context = &counter};
  session->results = (struct calibration_results){.calibration = &session->calibration,
                                                  .excel = options->excel,
                                                  .out = session->folder,
                                                  .pictures = !options->no_plots,
                                                  .sheet_table = &session->sheet,
                                                  .target_table = &session->table};
  bool ok = folder_ask(session, err) && (options->abc ? search_abc(session, err) : search_simplex(session, err));
  if (counter.shown) fputs("\r\033[K", stderr);
  session->provenance.seconds = calibration_clock() - start;
  const bool some = session->results.finding != NULL;
  if (ok && some) ok = write_all(session, err);
  if (!ok) return err->status;
  if (atomic_load(session->calibration.stop) != 0)
    return some ? stopped(err, "interrupted; what was found by then is in %s/ and marked as incomplete", session->folder)
                : stopped(err, "interrupted before anything was found; nothing is written");
  if (some) return draw(session, err);
  fail_usage(err, "--max-time was over before anything was found; give it more time, or fewer --runs");
  return err->status;
}

static void session_free(struct session *session) {
  messages_free(&session->results.warnings);
  simplex_free(&session->simplex);
  calibration_errors_free(&session->errors);
  abc_free(&session->abc);
  free(session->unknown);
  targets_free(&session->targets);
  study_free(&session->study);
  sheet_free(&session->sheet);
  sheet_free(&session->table);
  free(session->folder);
}

static enum status run_session(const struct options *options, int argc, char **argv, struct error *err) {
  char host[256] = "";
  struct session session = {.options = options,
                            .provenance = {.version = ENTENTE_VERSION,
                                           .commit = ENTENTE_COMMIT,
                                           .host = host,
                                           .arguments = (const char *const *)argv,
                                           .argument_count = (size_t)argc,
                                           .started = time(NULL),
                                           .threads = options->threads}};
  if (!session.provenance.threads) session.provenance.threads = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
  gethostname(host, sizeof host - 1);
  session.folder = options->out ? strdup(options->out) : default_folder(options->operand[0]);
  const bool ok = (session.folder || fail_memory(err)) && open_all(&session, options->operand[0], err);
  const enum status status = ok ? calibrate(&session, err) : err->status;
  session_free(&session);
  return status;
}

/* Choices of subjects in place of targets: model alliance_game. */
static enum status run_likelihood(const struct options *options, struct error *err) {
  char *const folder = options->out ? strdup(options->out) : default_folder(options->choices);
  bool ok = folder || fail_memory(err);
  if (ok && (options->operand_count > 0 || options->targets || options->fit_count > 0))
    ok = fail_usage(err, "--likelihood fits all coefficients of alliance_game to choices; it takes no sheet, --targets or --fit");
  ok = ok && likelihood_calibrate(options->quiet ? NULL : stdout, options->choices, folder, options->force, options->excel, err);
  free(folder);
  return ok ? STATUS_DONE : err->status;
}

static bool usage_check(const struct options *options, struct error *err) {
  if (options->operand_count != 1)
    return fail_usage(err, "calibrate needs one sheet: entente calibrate SHEET --targets TARGETS.csv --fit NAME");
  if (!options->targets) return fail_usage(err, "calibrate needs a table of what is to be met: --targets TARGETS.csv");
  if (strcmp(options->operand[0], "-") == 0 && strcmp(options->targets, "-") == 0)
    return fail_usage(err, "the sheet and the targets cannot both be standard input");
  if (options->abc && options->starts) return fail_usage(err, "--starts is for --method simplex; with abc say how many --points");
  if (!options->abc && options->points) return fail_usage(err, "--points is for --method abc; with simplex say how many --starts");
  if (!options->abc && !isnan(options->tolerance))
    return fail_usage(err, "--tolerance is for --method abc; with simplex the targets' sds say it all");
  if (options->formats & ~(unsigned)FORMAT_SVG) return fail_usage(err, "calibrate draws svg alone; give --plots svg or --plots none");
  if (options->tolerance == 0)
    return fail_usage(err, "--tolerance 0 is met by no point; give a number above 0, 1 for the targets' sds as they are");
  return true;
}

static enum status run(int argc, char **argv, struct error *err) {
  struct options options;
  char **const given = calloc((size_t)argc + 1, sizeof *given); /* getopt reorders argv; provenance wants it as it was */
  if (!given) {
    fail_memory(err);
    return err->status;
  }
  memcpy(given, argv, (size_t)argc * sizeof *given);
  const bool ok = options_read(&options, argc, argv, "nsmofjSpqPxvMTtyzHkNgL", err) && (options.choices || usage_check(&options, err));
  const enum status status = !ok ? err->status : options.choices ? run_likelihood(&options, err) : run_session(&options, argc, given, err);
  options_free(&options);
  free(given);
  return status;
}

const struct command cmd_calibrate = {
    "calibrate", "find numbers of the model for which chosen outcomes meet targets",
    "Example: entente calibrate sheet.csv --targets targets.csv --fit luck_sd --fit trust0=0.2..0.6\n\n"
    "entente calibrate SHEET --targets TARGETS --fit NAME [OPTIONS] seeks values of parameters or coefficients for which the model's "
    "figures\n"
    "are near targets, and says how sure they are and which of them the targets do not tell. TARGETS is a table with the columns\n"
    "outcome, scenario, month, value, sd: the mean of an outcome (month empty), the mean of a variable at a month, or `alive`, the share "
    "alive\n"
    "at a month; sd is how far off the value may well be. A column `other` makes it scenario minus other.\n"
    "entente calibrate --likelihood CHOICES fits the coefficients of the model alliance_game to choices of subjects.\n\n"
    "      --targets TABLE   what is to be met\n"
    "      --fit NAME[=LOW..HIGH]  a parameter or coefficient to be found, the same number in every scenario; may be repeated. Without a\n"
    "                        range: a coefficient's plausible range, a parameter's allowed one\n"
    "      --method METHOD   simplex (default): the best point, with standard errors; abc: the set of acceptable points\n"
    "  -n, --runs N          runs of each scenario at each point (default 2000; with abc 1000)\n"
    "      --starts K        simplex: searches from K different points (default 6)\n"
    "      --points N        abc: points of a generation (default 1000)\n"
    "      --tolerance X     abc: accept points within X sds (default 1: the sds as they are)\n"
    "      --max-time T      begin no new point after T, like 30s, 5m, 2h; what is there is written\n"
    "      --plots LIST      svg (default): pictures and report.html, or none\n"
    "  -o, --out DIR         where results go (default: results/NAME-calibration); an existing folder that is not empty needs --force\n"
    "  -s, --seed S, -m, --months M, -S, --scenario NAME, -p, --set 'P=CELL', --model NAME, -f, --force, -j, --threads N,\n"
    "      --vector WIDTH, --excel, -q, --quiet, --no-progress   as for run\n",
    run};
