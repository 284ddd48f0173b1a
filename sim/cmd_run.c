/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "number.h"
#include "plots/album.h"
#include "progress_bar.h"
#include "session.h"
#include "summary.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

const char cmd_run_options[] = "RnsmofjSOptaqJPxvlMrTg";

/* results/NAME for DIR/NAME.csv; results/stdin for "-". */
static char *default_folder(const char *sheet) {
  const char *slash = strrchr(sheet, '/'), *base = slash ? slash + 1 : sheet;
  const char *name = strcmp(sheet, "-") == 0 ? "stdin" : base;
  const size_t length = strlen(name);
  const bool suffixed = length > 4 && name[0] != '.' && strcasecmp(name + length - 4, ".csv") == 0;
  char *folder = NULL;
  return asprintf(&folder, "results/%.*s", (int)(suffixed ? length - 4 : length), name) < 0 ? NULL : folder;
}

static void print_warnings(const struct study *study) {
  for (size_t i = 0; i < study->warnings.count; i++) fprintf(stderr, "entente: warning: %s\n", study->warnings.text[i]);
}

static size_t terminal_width(void) {
  struct winsize size;
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 0;
}

/* Runs done, why these, and where the files are. */
static void print_runs(const struct session *session) {
  const struct sequential_end *precision = &session->precision;
  char wanted[NUMBER_SIZE], got[NUMBER_SIZE];
  number_round(wanted, precision->wanted, 3);
  number_round(got, precision->half_width, 3);
  printf("\n%llu runs of each scenario, seed %llu. ", (unsigned long long)session->tally.runs, (unsigned long long)session->study.seed);
  if (precision->wanted > 0) printf("Wanted half-width %s: %s %s. ", wanted, precision->reached ? "reached" : "not reached, it is", got);
  printf(session->options->no_plots ? "Written to %s/\n" : "Written to %s/, with pictures in report.html\n", session->out);
}

static bool print_summary(const struct session *session, struct error *err) {
  const struct options *options = session->options;
  const struct summary_options summary = {.main_outcome = session->main_outcome,
                                          .tolerance = options->tolerance,
                                          .colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR"),
                                          .width = terminal_width(),
                                          .luck = &session->luck,
                                          .robust = session->robust.done > 0 ? &session->robust : NULL};
  if (options->json) return summary_json(stdout, &session->tally, &summary, err);
  if (!options->quiet && !summary_text(stdout, &session->tally, &summary, err)) return false;
  if (!options->quiet) print_runs(session);
  return true;
}

static enum status interrupted(const struct session *session, struct error *err) {
  if (session->tally.runs == 0) return stopped(err, "interrupted before the first runs were done; nothing is written");
  return stopped(err, "interrupted after %llu of %llu runs; the results in %s/ are of these and marked as incomplete",
                 (unsigned long long)session->tally.runs, (unsigned long long)session->tally.asked, session->out);
}

static enum status interrupted_versions(const struct session *session, struct error *err) {
  const size_t done = session->robust.done, asked = session->options->versions;
  if (done > 0)
    return stopped(err, "interrupted after %zu of %zu versions of the model; robustness.csv in %s/ is of these", done, asked, session->out);
  return stopped(err, "interrupted before the first of %zu versions of the model was done; %s/ has all results but robustness.csv", asked,
                 session->out);
}

/* A disk that fills only now: the results are whole, which a status of 1 would deny. */
static enum status not_drawn(const struct session *session, struct error *err) {
  if (err->status == STATUS_FAILED) {
    fail(err, "%s; all results are in %s/, pictures are not; draw them with: entente plot %s", err->text, session->out, session->out);
    err->status = STATUS_PICTURE;
  }
  return err->status;
}

/* Pictures and report, after the answer has been printed. */
static enum status draw(const struct session *session, struct error *err) {
  const struct options *const options = session->options;
  const struct album_options album = {
      .formats = options->formats ? options->formats : FORMAT_SVG, .parallel = options->threads, .stop = session->stop};
  fflush(stdout);
  if (options->no_plots || album_draw(session->out, &album, err)) return STATUS_DONE;
  if (err->status != STATUS_INTERRUPTED) return not_drawn(session, err);
  return stopped(err, "interrupted while drawing; all results are in %s/; draw the pictures with: entente plot %s", session->out,
                 session->out);
}

static enum status run_sheet(const struct options *options, const char *sheet, int argc, char **argv, struct error *err) {
  char *folder = options->out ? strdup(options->out) : default_folder(sheet);
  struct progress_bar bar;
  progress_bar_start(&bar, !options->quiet && !options->no_progress && isatty(STDERR_FILENO));
  struct session session = {.options = options,
                            .out = folder,
                            .force = options->force,
                            .arguments = (const char *const *)argv,
                            .argument_count = (size_t)argc,
                            .progress = progress_bar_show,
                            .progress_versions = progress_bar_show_versions,
                            .progress_context = &bar};
  bool ok = folder || fail_memory(err);
  if (ok && (ok = session_open(&session, sheet, err))) {
    if (!options->quiet) print_warnings(&session.study);
    session.stop = stop_by_signals();
    ok = session_run(&session, err);
    progress_bar_clear(&bar);
    if (ok && session.tally.runs > 0) ok = print_summary(&session, err);
  }
  enum status status = ok ? STATUS_DONE : err->status;
  if (ok && !session.tally.complete) status = interrupted(&session, err);
  else if (ok && session.robust.done < options->versions) status = interrupted_versions(&session, err);
  if (status == STATUS_DONE) status = draw(&session, err);
  session_close(&session);
  free(folder);
  return status;
}

static enum status run(int argc, char **argv, struct error *err) {
  struct options options;
  char **given = calloc((size_t)argc + 1, sizeof *given); /* getopt reorders argv; provenance wants it as it was */
  enum status status = STATUS_USAGE;
  if (!given) {
    fail_memory(err);
    return err->status;
  }
  memcpy(given, argv, (size_t)argc * sizeof *given);
  if (!options_read(&options, argc, argv, cmd_run_options, err)) status = err->status;
  else if (options.operand_count == 0) fail_usage(err, "run needs a sheet: entente run SHEET ('entente new' writes one to start from)");
  else if (options.operand_count > 1) fail_usage(err, "run takes one sheet, not '%s' as well", options.operand[1]);
  else status = run_sheet(&options, options.operand[0], argc, given, err);
  options_free(&options);
  free(given);
  return status;
}

const struct command cmd_run = {
    "run", "simulate every scenario of a sheet, compare, write results, print the finding",
    "Example: entente run scenarios/focus.csv\n\n"
    "entente run SHEET [OPTIONS] simulates every scenario of the sheet on the same luck and writes CSV files to results/NAME/. SHEET - is\n"
    "standard input.\n\n"
    "  -n, --runs N          runs of each scenario (default: the sheet's, else 10000)\n"
    "      --precision X     run until the half-width of the main outcome's differences is below X, or X% of the baseline's mean\n"
    "                        (with one scenario: of its mean); at most --runs, or 100,000,000\n"
    "      --max-time T      begin no new runs after T, like 30s, 5m, 2h; alone: as many runs as fit\n"
    "  -s, --seed S          another seed, another luck (default: the sheet's, else 1)\n"
    "  -m, --months M        horizon, 1 to 1200\n"
    "  -o, --out DIR         where results go; an existing folder that is not empty needs --force\n"
    "  -f, --force           replace results that are there\n"
    "  -S, --scenario NAME   only this scenario; may be repeated\n"
    "  -p, --set 'P=CELL'    a row for every scenario, in place of the sheet's; may be repeated; also 'coefficient: NAME=V'\n"
    "      --model NAME      another model\n"
    "      --outcome NAME    the main outcome (default: the model's)\n"
    "      --tolerance X     differences of the main outcome inside +-X count as equivalent\n"
    "      --robust K        compare again in K versions of the model, coefficients drawn from their plausible ranges\n"
    "      --save runs,events  also write runs.csv, events.csv: a row a run, a row an event\n"
    "      --plots LIST      svg (default), png, pdf, several of them, or none\n"
    "      --luck N          twins: the same inputs, other luck (default 0)\n"
    "  -j, --threads N       default: all cores; the results are the same\n"
    "      --vector WIDTH    base, avx2 or avx512 (default: the widest); the results are the same\n"
    "      --json            the summary as JSON\n"
    "      --excel           CSV with byte order mark and CRLF, and a wide summary\n"
    "  -q, --quiet           no summary, no progress\n"
    "      --no-progress     no progress bar\n\n"
    "Ctrl-C once: finish what is in hand and write it, marked as incomplete. Twice: stop at once.\n",
    run};
