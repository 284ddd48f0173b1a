/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"
#include "abc.h"
#include "calibrate_simplex.h"
#include "number.h"
#include "plots/album.h"
#include "robust.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS_ALLOWED = 1024 };

/* Every option of any command; `val` is its letter in `taken`, short ones can be typed. */
static const struct option all[] = {{"runs", required_argument, NULL, 'n'},
                                    {"seed", required_argument, NULL, 's'},
                                    {"months", required_argument, NULL, 'm'},
                                    {"out", required_argument, NULL, 'o'},
                                    {"force", no_argument, NULL, 'f'},
                                    {"threads", required_argument, NULL, 'j'},
                                    {"scenario", required_argument, NULL, 'S'},
                                    {"outcome", required_argument, NULL, 'O'},
                                    {"set", required_argument, NULL, 'p'},
                                    {"tolerance", required_argument, NULL, 't'},
                                    {"precision", required_argument, NULL, 'r'},
                                    {"max-time", required_argument, NULL, 'T'},
                                    {"save", required_argument, NULL, 'a'},
                                    {"quiet", no_argument, NULL, 'q'},
                                    {"json", no_argument, NULL, 'J'},
                                    {"no-progress", no_argument, NULL, 'P'},
                                    {"excel", no_argument, NULL, 'x'},
                                    {"vector", required_argument, NULL, 'v'},
                                    {"luck", required_argument, NULL, 'l'},
                                    {"sheet", required_argument, NULL, 'i'},
                                    {"model", required_argument, NULL, 'M'},
                                    {"robust", required_argument, NULL, 'R'},
                                    {"plots", required_argument, NULL, 'g'},
                                    {"format", required_argument, NULL, 'F'},
                                    {"terminal", no_argument, NULL, 'G'},
                                    {"csv", no_argument, NULL, 'c'},
                                    {"sixel", no_argument, NULL, 'X'},
                                    {"chart", required_argument, NULL, 'C'},
                                    {"ablate", no_argument, NULL, 'A'},
                                    {"targets", required_argument, NULL, 'y'},
                                    {"fit", required_argument, NULL, 'z'},
                                    {"method", required_argument, NULL, 'H'},
                                    {"starts", required_argument, NULL, 'k'},
                                    {"points", required_argument, NULL, 'N'},      {"likelihood", required_argument, NULL, 'L'}};
enum { ALL = sizeof all / sizeof *all };

static bool whole(const char *option, const char *text, uint64_t least, uint64_t most, uint64_t *value, struct error *err) {
  if (number_read_whole(text, most, value) && *value >= least) return true;
  return fail_usage(err, "--%s %s: give a whole number from %llu to %llu", option, text, (unsigned long long)least,
                    (unsigned long long)most);
}

static bool vector_read(enum vector *vector, const char *text, struct error *err) {
  for (*vector = VECTOR_BASE; *vector < VECTOR_COUNT; ++*vector)
    if (strcmp(text, vector_names[*vector]) == 0) {
      if (vector_available(*vector)) return true;
      return fail_usage(err, "--vector %s: this processor or this build has no such kernels", text);
    }
  return fail_usage(err, "--vector %s: give base, avx2 or avx512; the results are the same", text);
}

static bool save_read(struct options *options, const char *text, struct error *err) {
  for (const char *at = text; at;) {
    const size_t length = strcspn(at, ",");
    if (length == 4 && strncmp(at, "runs", 4) == 0) options->save_runs = true;
    else if (length == 6 && strncmp(at, "events", 6) == 0) options->save_events = true;
    else return fail_usage(err, "--save %s: give runs, events, or runs,events", text);
    at = at[length] ? at + length + 1 : NULL;
  }
  return true;
}

static bool plots_read(struct options *options, const char *text, struct error *err) {
  if (!album_formats_read("plots", text, &options->formats, err)) return false;
  options->no_plots = options->formats == 0;
  return true;
}

static bool format_read(struct options *options, const char *text, struct error *err) {
  if (!album_formats_read("format", text, &options->formats, err)) return false;
  return options->formats ? true : fail_usage(err, "--format %s: give svg, png or pdf, or several as svg,png", text);
}

static bool tolerance_read(double *tolerance, const char *text, struct error *err) {
  if (number_read(text, '.', tolerance) && *tolerance >= 0) return true;
  return fail_usage(err, "--tolerance %s: give a number of 0 or more, in the unit of the main outcome", text);
}

/* "30s", "5m", "2h"; a bare number is seconds. */
static bool time_read(double *seconds, const char *text, struct error *err) {
  const size_t length = strlen(text);
  const char unit = length ? text[length - 1] : '\0';
  const double scale = unit == 'h' ? 3600 : unit == 'm' ? 60 : 1;
  char number[64];
  snprintf(number, sizeof number, "%.*s", (int)(length - (unit == 's' || unit == 'm' || unit == 'h')), text);
  if (length < sizeof number && number_read(number, '.', seconds) && *seconds > 0) {
    *seconds *= scale;
    return true;
  }
  return fail_usage(err, "--max-time %s: give a time above 0 with its unit, like 30s, 5m or 2h", text);
}

static bool method_read(bool *abc, const char *text, struct error *err) {
  *abc = strcmp(text, "abc") == 0;
  return *abc || strcmp(text, "simplex") == 0 ||
         fail_usage(err, "--method %s: give simplex, for the best values, or abc, for the set of acceptable ones", text);
}

static bool take(struct options *options, int letter, const char *text, struct error *err) {
  uint64_t value = 0;
  switch (letter) {
  case 'n': options->over.has_runs = true; return whole("runs", text, 1, RUNS_MOST, &options->over.runs, err);
  case 's': options->over.has_seed = true; return whole("seed", text, 0, UINT64_MAX, &options->over.seed, err);
  case 'm':
    if (!whole("months", text, 1, MONTHS_MOST, &value, err)) return false;
    options->over.months = (unsigned)value;
    return true;
  case 'j':
    if (!whole("threads", text, 1, THREADS_ALLOWED, &value, err)) return false;
    options->threads = (unsigned)value;
    return true;
  case 'l':
    if (!whole("luck", text, 0, UINT32_MAX, &value, err)) return false;
    options->luck = (uint32_t)value;
    return true;
  case 'R':
    if (!whole("robust", text, 1, VERSIONS_MOST, &value, err)) return false;
    options->versions = (size_t)value;
    return true;
  case 'o': options->out = text; return true;
  case 'i': options->sheet = text; return true;
  case 'O': options->outcome = text; return true;
  case 'M': options->over.model = text; return true;
  case 'p': options->set[options->over.set_count++] = text; return true;
  case 'S': options->only[options->over.only_count++] = text; return true;
  case 't': return tolerance_read(&options->tolerance, text, err);
  case 'r': return precision_read(&options->precision, text, err);
  case 'T': return time_read(&options->time_limit, text, err);
  case 'a': return save_read(options, text, err);
  case 'g': return plots_read(options, text, err);
  case 'F': return format_read(options, text, err);
  case 'C': options->chart = text; return true;
  case 'y': options->targets = text; return true;
  case 'L': options->choices = text; return true;
  case 'z': options->fit[options->fit_count++] = text; return true;
  case 'H': return method_read(&options->abc, text, err);
  case 'k':
    if (!whole("starts", text, 1, STARTS_MOST, &value, err)) return false;
    options->starts = (size_t)value;
    return true;
  case 'N':
    if (!whole("points", text, ABC_POINTS_LEAST, ABC_POINTS_MOST, &value, err)) return false;
    options->points = (size_t)value;
    return true;
  case 'A': options->ablate = true; return true;
  case 'G': options->terminal = true; return true;
  case 'X': options->sixel = true; return true;
  case 'c': options->csv = true; return true;
  case 'v': return vector_read(&options->vector, text, err);
  case 'f': options->force = true; return true;
  case 'q': options->quiet = true; return true;
  case 'J': options->json = true; return true;
  case 'P': options->no_progress = true; return true;
  default: options->excel = true; return true;
  }
}

/* The options that a command takes, for getopt_long, and the letters that can be typed. */
static void select_options(const char *taken, struct option chosen[ALL + 1], char letters[2 * ALL + 4]) {
  size_t count = 0, length = 0;
  letters[length++] = ':'; /* a missing argument is told apart, and getopt prints nothing itself */
  for (size_t i = 0; i < ALL; i++) {
    if (!strchr(taken, all[i].val)) continue;
    chosen[count++] = all[i];
    if (!strchr("nsmofjpqS", all[i].val)) continue;
    letters[length++] = (char)all[i].val;
    if (all[i].has_arg) letters[length++] = ':';
  }
  chosen[count] = (struct option){0};
  letters[length] = '\0';
}

static size_t count_beginning(const struct option *chosen, const char *name) {
  size_t count = 0;
  for (; chosen->name; chosen++) count += strncmp(chosen->name, name, strlen(name)) == 0;
  return count;
}

/* What getopt did not take: `word` as it was typed, for the command named. */
static bool unknown(const char *command, const char *word, const struct option *chosen, struct error *err) {
  const char *name[ALL];
  size_t count = 0;
  for (; chosen[count].name; count++) name[count] = chosen[count].name;
  char given[128];
  snprintf(given, sizeof given, "%.*s", (int)strcspn(word, "="), word);
  if (strncmp(given, "--", 2) != 0) return fail_usage(err, "unknown option '-%c'; 'entente help %s' lists what there is", optopt, command);
  for (size_t i = 0; i < count; i++)
    if (strcmp(given + 2, name[i]) == 0) return fail_usage(err, "option '%s' takes no value; write it alone, not '%s'", given, word);
  if (count_beginning(chosen, given + 2) > 1)
    return fail_usage(err, "option '%s' is the beginning of more than one; 'entente help %s' lists them", given, command);
  const char *near = nearest_name(given + 2, name, count);
  if (near) return fail_usage(err, "unknown option '%s'. Did you mean '--%s'?", given, near);
  return fail_usage(err, "unknown option '%s'; 'entente help %s' lists what there is", given, command);
}

bool options_read(struct options *options, int argc, char **argv, const char *taken, struct error *err) {
  struct option chosen[ALL + 1];
  char letters[2 * ALL + 4];
  *options = (struct options){.vector = VECTOR_COUNT, .tolerance = NAN};
  options->set = calloc((size_t)argc + 1, sizeof *options->set);
  options->only = calloc((size_t)argc + 1, sizeof *options->only);
  options->fit = calloc((size_t)argc + 1, sizeof *options->fit);
  if (!options->set || !options->only || !options->fit) return fail_memory(err);
  options->over.set = options->set;
  options->over.only = options->only;
  select_options(taken, chosen, letters);
  optind = 0; /* begin anew: rerun reads a second command line */
  opterr = 0;
  for (int letter; (letter = getopt_long(argc, argv, letters, chosen, NULL)) != -1;) {
    const char *word = argv[optind - 1];
    if (letter == '?') return unknown(argv[0], word, chosen, err);
    if (letter == ':') return fail_usage(err, "option '%s' needs a value", word);
    if (!take(options, letter, optarg, err)) return false;
  }
  options->operand = argv + optind;
  options->operand_count = argc - optind;
  return true;
}

void options_free(struct options *options) {
  free(options->set);
  free(options->only);
  free(options->fit);
  *options = (struct options){0};
}
