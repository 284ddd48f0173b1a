/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class.h"
#include "class_tables.h"
#include "class_words.h"
#include "command.h"
#include "options.h"
#include "plots/class_pages.h"
#include "progress_bar.h"
#include "utf8.h"
#include "words.h"
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* results/class-NAME for a folder NAME, whatever way leads to it. */
static char *default_folder(const char *folder) {
  char real[PATH_MAX], *out = NULL;
  const char *const path = realpath(folder, real) ? real : folder, *const slash = strrchr(path, '/');
  return asprintf(&out, "results/class-%s", slash && slash[1] ? slash + 1 : "teams") < 0 ? NULL : out;
}

static void print_warnings(const struct messages *list) {
  for (size_t i = 0; i < list->count; i++) fprintf(stderr, "entente: warning: %s\n", list->text[i]);
}

static void print_problems(const struct tournament *t) {
  print_warnings(&t->brief.study.warnings);
  for (size_t i = 0; i < t->entries.count; i++) {
    const struct team *const team = &t->entries.team[i];
    print_warnings(&team->warnings);
    for (size_t p = 0; p < team->problems.count; p++) fprintf(stderr, "entente: not admitted: %s\n", team->problems.text[p]);
  }
}

static void print_sentences(void (*say)(struct messages *, const struct tournament *), const struct tournament *t) {
  struct messages list = {0};
  say(&list, t);
  for (size_t i = 0; i < list.count; i++) printf("%s\n", list.text[i]);
  messages_free(&list);
}

enum { NAME_WIDTH = 28, RANK_WIDTH = 10, MEAN_WIDTH = 18, SHARE_WIDTH = 16, MONEY_WIDTH = 12 };

static void print_row(const char *name, const char *rank, const char *mean, const char *wins, const char *spent, const char *left) {
  printf("  ");
  words_pad(stdout, name, NAME_WIDTH, 0);
  words_pad(stdout, rank, RANK_WIDTH, 1);
  words_pad(stdout, mean, MEAN_WIDTH, 1);
  words_pad(stdout, wins, SHARE_WIDTH, 1);
  words_pad(stdout, spent, MONEY_WIDTH, 1);
  words_pad(stdout, left, MONEY_WIDTH, 1);
  putchar('\n');
}

static void print_place(const struct tournament *t, const struct place *place) {
  char clip[CLIP_SIZE], rank[PLACE_WORDS], mean[WORDS_SIZE], wins[WORDS_SIZE], spent[WORDS_SIZE], left[WORDS_SIZE] = "";
  const struct estimate *const e = &place->mean;
  const double total = cost_total(place->team->cost);
  if (class_outcome(t)->kind == OUTCOME_SHARE) words_share(mean, e->value, e->low, e->high);
  else words_around(mean, e->value, (e->high - e->low) / 2);
  words_share(wins, place->play.wins.value, place->play.wins.low, place->play.wins.high);
  words_value(spent, total, 0);
  if (isfinite(t->brief.budget)) words_value(left, t->brief.budget - total, 0);
  print_row(utf8_clip(clip, place->team->name), class_words_rank(rank, place), mean, wins, spent, left);
}

static void print_summary(const struct tournament *t, const char *out) {
  char clip[CLIP_SIZE];
  if (*t->study.title) printf("%s\n\n", t->study.title);
  print_sentences(class_words_answer, t);
  putchar('\n');
  print_row("team", "rank", utf8_clip(clip, class_outcome(t)->name), "wins a play, %", "spent", isfinite(t->brief.budget) ? "left" : "");
  for (size_t i = 0; i < t->count; i++) print_place(t, &t->place[i]);
  putchar('\n');
  print_sentences(class_words_luck, t);
  printf("\n%llu plays, seed %llu. Written to %s/: open " CLASS_FILE "\n", (unsigned long long)t->tally.runs,
         (unsigned long long)t->study.seed, out);
}

/* The page that leads to all others is written last: where it stands, everything is of one tournament. */
static bool write_all(const char *out, bool force, const struct tournament *t, struct error *err) {
  struct folder folder = {0};
  const bool done = folder_make(&folder, out, force, err) && folder_remove(&folder, CLASS_FILE, err) &&
                    class_tables_write(&folder, t, err) && class_pages_write(&folder, t, err) && folder_sync(&folder, err);
  folder_free(&folder);
  return done;
}

/* Whether the folder can be written is asked before the work, not after it. */
static bool reserve(const char *out, bool force, struct error *err) {
  struct folder folder = {0};
  const bool done = folder_make(&folder, out, force, err);
  folder_free(&folder);
  return done;
}

static enum status play(struct tournament *t, const struct options *options, const char *out, struct error *err) {
  struct progress_bar bar;
  progress_bar_start(&bar, !options->quiet && !options->no_progress && isatty(STDERR_FILENO));
  const struct engine_options engine = {.threads = options->threads,
                                        .vector = options->vector,
                                        .luck = options->luck,
                                        .stop = stop_by_signals(),
                                        .progress = progress_bar_show,
                                        .progress_context = &bar};
  print_problems(t);
  if (!reserve(out, options->force, err)) return err->status;
  const bool done = class_play(t, &engine, err);
  progress_bar_clear(&bar);
  if (done && !t->tally.complete) return stopped(err, "interrupted; nothing is written");
  if (!done || !write_all(out, options->force, t, err)) return err->status;
  if (!options->quiet) print_summary(t, out);
  return STATUS_DONE;
}

static enum status play_folder(const struct options *options, const char *given, struct error *err) {
  struct tournament t = {0};
  enum status status = STATUS_FAILED;
  char *const folder = strdup(given), *const out = options->out ? strdup(options->out) : default_folder(given);
  for (size_t end = folder ? strlen(folder) : 0; end > 1 && folder[end - 1] == '/';) folder[--end] = '\0';
  if (!folder || !out) fail_memory(err);
  else if (!class_read(&t, folder, &options->over, options->outcome, err)) status = err->status;
  else status = play(&t, options, out, err);
  class_free(&t);
  free(folder);
  free(out);
  return status;
}

static enum status run(int argc, char **argv, struct error *err) {
  struct options options;
  enum status status = STATUS_USAGE;
  if (!options_read(&options, argc, argv, "nsmofjOqPlvM", err)) status = err->status;
  else if (options.operand_count != 1)
    fail_usage(err, "class needs one folder that holds brief.csv and the teams' sheets: entente class scenarios/class");
  else status = play_folder(&options, options.operand[0], err);
  options_free(&options);
  return status;
}

const struct command cmd_class = {
    "class", "a tournament: every team's plan against the same partner and the same luck",
    "Example: entente class scenarios/class\n\n"
    "entente class FOLDER plays the plans of several teams on the same luck and ranks them, with what is luck in the ranking. "
    "FOLDER/brief.csv\n"
    "is a sheet with one scenario column: the partner, the market, the surprises, and two more rows: budget (money; none: no limit) and\n"
    "may_set (the parameters that teams may write). Every other CSV file in FOLDER is a team's sheet with one column, whose header is the\n"
    "team's name. Writes class.html, a page for each team below teams/, ranking.csv, choices.csv, luck.csv and problems.csv to\n"
    "results/class-FOLDER. A wrong sheet, or a plan over the budget, is reported and does not stop the others.\n\n"
    "  -n, --runs N          plays (default: the brief's, else 10000)\n"
    "  -s, --seed S          another seed, another luck (default: the brief's, else 1)\n"
    "  -m, --months M        horizon, 1 to 1200\n"
    "      --outcome NAME    what decides (default: the brief's row outcome, else the model's main outcome)\n"
    "  -o, --out DIR         where results go; an existing folder that is not empty needs --force\n"
    "  -f, --force           replace results that are there\n"
    "      --model NAME      another model\n"
    "      --luck N          the same partners, other luck (default 0)\n"
    "  -j, --threads N       default: all cores; the results are the same\n"
    "      --vector WIDTH    base, avx2 or avx512 (default: the widest); the results are the same\n"
    "  -q, --quiet           no summary, no progress\n"
    "      --no-progress     no progress bar\n\n"
    "Exit status 0 if the tournament was played, 3 if the brief is wrong or no sheet can take part.\n",
    run};
