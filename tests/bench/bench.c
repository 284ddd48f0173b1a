/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench [--rounds N] [GOAL ...]: how fast the engine is, as ratios to peers that do the same work, taken round by round in one program.
 *
 * Run from the project's folder. A ratio is of CPU seconds per partnership-month unless its line says otherwise; the median of the
 * rounds counts. Nothing here is a test: another load on the machine may spoil any figure. */
#include "tests/bench/work.h"
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ENGINE_RUNS = 131072, SCALAR_RUNS = 2048, INPUTS = 2048, PRODUCTS = 1000000, MONTHS = 120 };
static const char population[] = "parameter,population\nmonths,120\n";
static const char numbers_path[] = "build/bench_numbers.csv";

struct bench {
  size_t rounds;
  char *const *goals; /* names wanted, up to NULL; none: all */
  char *point;        /* bytes of the sheet in which every input is a number; owned */
  struct error err;
};

/* ---- lines of the report ---- */

static bool wanted(const struct bench *b, const char *goal) {
  for (size_t i = 0; b->goals[i]; i++)
    if (!strcmp(b->goals[i], goal)) return true;
  return !b->goals[0];
}

static void skipped(const char *goal, const char *why) {
  printf("%-4s skipped: %s\n", goal, why);
}

static bool broken(const struct bench *b, const char *goal) {
  printf("%-4s failed: %s\n", goal, b->err.text);
  return false;
}

/* What a contender spent in each round. */
struct trace {
  struct rounds cpu, wall;
};

static void trace_add(struct trace *trace, struct spent spent) {
  rounds_add(&trace->cpu, spent.cpu);
  rounds_add(&trace->wall, spent.wall);
}

static void trace_print(const char *name, const struct trace *trace) {
  printf(" | %s %.1f cpu, %.1f wall", name, rounds_median(&trace->cpu), rounds_median(&trace->wall));
}

/* What a ratio should be: at least, or (most) at most; NaN for no goal. */
struct aim {
  bool most;
  double value;
};

/* A goal's line: the median ratio, what it should be, and what both sides spent. */
static void result(const char *goal, const char *what, double ratio, struct aim aim, const struct trace *ours, const struct trace *peer) {
  const bool met = aim.most ? ratio <= aim.value : ratio >= aim.value;
  printf("%-4s %-48s %7.2f", goal, what, ratio);
  if (isnan(aim.value)) printf("  %21s", "");
  else printf("  %s %5.3g %s", aim.most ? "at most " : "at least", aim.value, met ? "met   " : "MISSED");
  trace_print("ours", ours);
  trace_print("peer", peer);
  printf(" (ns)\n");
  fflush(stdout);
}

/* Goals by vector width; or one goal for the widest that the machine has. */
struct aims {
  double avx2, avx512, widest;
};

static struct aim aim_of(const struct aims *aims, enum vector vector) {
  const double none = (double)NAN;
  if (aims->widest > 0) return (struct aim){false, vector == vector_best() ? aims->widest : none};
  return (struct aim){false, vector == VECTOR_AVX512 ? aims->avx512 : vector == VECTOR_AVX2 ? aims->avx2 : none};
}

/* One round of the engine at every width, against a peer's cost. */
static bool race_widths(struct bench *b, const struct study *study, double peer, struct trace ours[VECTOR_COUNT],
                        struct rounds ratio[VECTOR_COUNT]) {
  for (enum vector v = 0; v < VECTOR_COUNT; v++) {
    struct spent fast;
    if (!vector_available(v)) continue;
    if (!work_engine(&fast, study, v, 1, KEEP_TRAJECTORIES, &b->err)) return false;
    trace_add(&ours[v], fast);
    rounds_add(&ratio[v], peer / fast.cpu);
  }
  return true;
}

static void result_widths(const char *goal, const char *against, const struct aims *aims, const struct rounds ratio[VECTOR_COUNT],
                          const struct trace ours[VECTOR_COUNT], const struct trace *theirs) {
  for (enum vector v = 0; v < VECTOR_COUNT; v++) {
    char what[96];
    snprintf(what, sizeof what, "%s against %s", vector_names[v], against);
    if (ratio[v].count) result(goal, what, rounds_median(&ratio[v]), aim_of(aims, v), &ours[v], theirs);
  }
}

/* ---- G1, G2: a run at a time with GSL ---- */

struct scalar_peer {
  const char *goal, *name;
  scalar_program *program;
  const gsl_rng_type *generator;
  struct aims aims;
};

static bool against_scalar(struct bench *b, const struct scalar_peer *peer, const char *name, const char *sheet) {
  struct study study = {0};
  struct trace theirs = {0}, ours[VECTOR_COUNT] = {0};
  struct rounds ratio[VECTOR_COUNT] = {0};
  struct scalar_inputs *inputs = calloc(INPUTS, sizeof *inputs);
  bool done = inputs ? work_study(&study, sheet, ENGINE_RUNS, &b->err) && work_inputs(inputs, INPUTS, &study, &b->err)
                     : fail_memory(&b->err);
  for (size_t round = 0; done && round < b->rounds; round++) {
    struct spent slow;
    done = work_scalar(&slow, peer->program, peer->generator, inputs, INPUTS, SCALAR_RUNS, MONTHS, &b->err);
    trace_add(&theirs, slow);
    done = done && race_widths(b, &study, slow.cpu, ours, ratio);
  }
  char against[64];
  snprintf(against, sizeof against, "%s, %s", peer->name, name);
  if (done) result_widths(peer->goal, against, &peer->aims, ratio, ours, &theirs);
  free(inputs);
  study_free(&study);
  return done || broken(b, peer->goal);
}

static bool scalars(struct bench *b) {
  static const char *const sheets[] = {"fixed inputs", "population"};
  const struct scalar_peer peers[] = {{"G1", "best scalar", scalar_best, gsl_rng_taus2, {3, 5, 0}},
                                      {"G2", "obvious scalar", scalar_obvious, gsl_rng_mt19937, {11, 20, 0}}};
  bool done = true;
  for (size_t k = 0; k < 2; k++)
    for (size_t s = 0; s < 2 && wanted(b, peers[k].goal); s++) done &= against_scalar(b, &peers[k], sheets[s], s ? population : b->point);
  return done;
}

/* ---- G3, G4: vectorised in another language ---- */

struct script_peer {
  const char *goal, *name, *missing;
  const char *command[3];
  const char *check[4];
  size_t blocks[4];
  int runs;
  struct aims aims;
};

static bool numbers_write(struct bench *b) {
  const struct model *model = model_find("partnership");
  FILE *file = fopen(numbers_path, "w");
  if (!file) return fail(&b->err, "%s: %s", numbers_path, strerror(errno));
  for (const char *line = b->point; *line; line += strcspn(line, "\n"), line += *line == '\n')
    if (strncmp(line, "parameter", 9) && strncmp(line, "months", 6)) fprintf(file, "%.*s\n", (int)strcspn(line, "\n"), line);
  for (size_t i = 0; i < model->coefficient_count; i++)
    fprintf(file, "%s,%.17g\n", model->coefficients[i].name, model->coefficients[i].value);
  return fclose(file) ? fail(&b->err, "%s: %s", numbers_path, strerror(errno)) : true;
}

/* A script's own account of its CPU and wall seconds, without its start; ns per partnership-month. */
static bool script_run(struct spent *spent, const struct script_peer *peer, size_t block) {
  char runs[16], months[16], size[16], output[256];
  snprintf(runs, sizeof runs, "%d", peer->runs);
  snprintf(months, sizeof months, "%d", MONTHS);
  snprintf(size, sizeof size, "%zu", block);
  const char *argv[9] = {peer->command[0], peer->command[1]};
  size_t count = 2;
  if (peer->command[2]) argv[count++] = peer->command[2];
  argv[count++] = numbers_path;
  argv[count++] = runs;
  argv[count++] = months;
  argv[count++] = size;
  double done;
  if (!spent_command(argv, spent, output, sizeof output) || sscanf(output, "%lf %lf %lf", &spent->cpu, &spent->wall, &done) != 3)
    return false;
  spent->cpu *= 1e9 / (done * MONTHS);
  spent->wall *= 1e9 / (done * MONTHS);
  return true;
}

/* The block size at which it is fastest. */
static size_t script_block(const struct script_peer *peer) {
  size_t best = 0;
  double least = INFINITY;
  for (size_t i = 0; i < sizeof peer->blocks / sizeof *peer->blocks; i++) {
    struct spent spent;
    if (script_run(&spent, peer, peer->blocks[i]) && spent.cpu < least) {
      least = spent.cpu;
      best = peer->blocks[i];
    }
  }
  return best;
}

static bool against_script(struct bench *b, const struct script_peer *peer) {
  struct study study = {0};
  struct trace theirs = {0}, ours[VECTOR_COUNT] = {0};
  struct rounds ratio[VECTOR_COUNT] = {0};
  struct spent spent;
  char output[64];
  if (!spent_command(peer->check, &spent, output, sizeof output)) return skipped(peer->goal, peer->missing), true;
  bool done = numbers_write(b) && work_study(&study, b->point, ENGINE_RUNS, &b->err);
  const size_t block = done ? script_block(peer) : 0;
  if (done && !block) done = fail(&b->err, "%s does not run", peer->command[1]);
  for (size_t round = 0; done && round < b->rounds; round++) {
    struct spent slow = {0};
    done = script_run(&slow, peer, block) || fail(&b->err, "%s does not run", peer->command[1]);
    trace_add(&theirs, slow);
    done = done && race_widths(b, &study, slow.cpu, ours, ratio);
  }
  char against[64];
  snprintf(against, sizeof against, "%s, blocks of %zu", peer->name, block);
  if (done) result_widths(peer->goal, against, &peer->aims, ratio, ours, &theirs);
  study_free(&study);
  return done || broken(b, peer->goal);
}

static bool scripts(struct bench *b) {
  static const struct script_peer peers[] = {{"G3",
                                              "NumPy",
                                              "NumPy is missing; install the Debian package python3-numpy",
                                              {"/usr/bin/python3", "tests/bench/partnership_numpy.py"},
                                              {"/usr/bin/python3", "-c", "import numpy"},
                                              {1024, 4096, 16384, 65536},
                                              65536,
                                              {8, 14, 0}},
                                             {"G4",
                                              "R",
                                              "R is missing; install the Debian package r-base-core",
                                              {"Rscript", "--vanilla", "tests/bench/partnership.R"},
                                              {"Rscript", "--version"},
                                              {1024, 2048, 4096, 16384},
                                              32768,
                                              {0, 0, 30}}};
  bool done = true;
  for (size_t k = 0; k < 2; k++)
    if (wanted(b, peers[k].goal)) done &= against_script(b, &peers[k]);
  return done;
}

/* ---- G5: a product of ten distributions ---- */

static bool squiggle(struct bench *b) {
  static const char *const command[] = {"node", "tests/bench/squiggle.mjs", "1000000", "build", NULL};
  struct trace theirs = {0}, ours[VECTOR_COUNT] = {0};
  struct rounds ratio[VECTOR_COUNT] = {0};
  if (!wanted(b, "G5")) return true;
  for (size_t round = 0; round < b->rounds; round++) {
    struct spent slow, fast;
    char output[256];
    double count, theirs_median, median;
    if (!spent_command(command, &slow, output, sizeof output) ||
        sscanf(output, "%lf %lf %lf %lf", &slow.cpu, &slow.wall, &count, &theirs_median) != 4)
      return skipped("G5", "squiggle is missing; install node and: npm install --prefix build @quri/squiggle-lang"), true;
    slow = (struct spent){.cpu = slow.cpu * 1e9 / count, .wall = slow.wall * 1e9 / count};
    trace_add(&theirs, slow);
    for (enum vector v = 0; v < VECTOR_COUNT; v++) {
      if (!vector_available(v)) continue;
      if (!work_product(&fast, &median, PRODUCTS, v, &b->err)) return broken(b, "G5");
      if (fabs(median / theirs_median - 1) > .01)
        return fail(&b->err, "the medians differ: %g, squiggle %g", median, theirs_median), broken(b, "G5");
      trace_add(&ours[v], fast);
      rounds_add(&ratio[v], slow.cpu / fast.cpu);
    }
  }
  for (enum vector v = 0; v < VECTOR_COUNT; v++) {
    char what[64];
    snprintf(what, sizeof what, "%s against squiggle, product of ten", vector_names[v]);
    if (ratio[v].count) result("G5", what, rounds_median(&ratio[v]), aim_of(&(struct aims){0, 0, 50}, v), &ours[v], &theirs);
  }
  return true;
}

/* ---- G6, G7: what the engine's parts cost ---- */

static bool parts(struct bench *b, enum vector v, const char *name, const char *sheet) {
  struct study study = {0};
  struct trace words = {0}, plain = {0}, grids = {0};
  struct rounds engine = {0}, more = {0};
  struct spent word, run, full;
  bool done = work_study(&study, sheet, ENGINE_RUNS, &b->err);
  for (size_t round = 0; done && round < b->rounds; round++) {
    done = work_words(&word, &study, v, &b->err) && work_engine(&run, &study, v, 1, KEEP_TRAJECTORIES | KEEP_SAMPLES, &b->err) &&
           work_engine(&full, &study, v, 1, KEEP_TRAJECTORIES | KEEP_SAMPLES | KEEP_QUANTILES, &b->err);
    if (!done) break;
    trace_add(&words, word);
    trace_add(&plain, run);
    trace_add(&grids, full);
    rounds_add(&engine, run.cpu / word.cpu);
    rounds_add(&more, full.cpu / run.cpu);
  }
  char what[64];
  snprintf(what, sizeof what, "%s against its random words, %s", vector_names[v], name);
  if (done && wanted(b, "G6")) result("G6", what, rounds_median(&engine), (struct aim){true, 6}, &plain, &words);
  snprintf(what, sizeof what, "%s with histograms every month, %s", vector_names[v], name);
  if (done && wanted(b, "G7")) result("G7", what, rounds_median(&more), (struct aim){true, 1.3}, &grids, &plain);
  study_free(&study);
  return done || broken(b, "G6");
}

static bool engine_parts(struct bench *b) {
  bool done = true;
  for (enum vector v = 0; v < VECTOR_COUNT && (wanted(b, "G6") || wanted(b, "G7")); v++)
    if (vector_available(v)) done &= parts(b, v, "fixed inputs", b->point) && parts(b, v, "population", population);
  return done;
}

/* ---- G8: threads ---- */

static bool threads(struct bench *b) {
  struct study study = {0};
  struct trace one = {0}, two = {0};
  struct rounds ratio = {0};
  struct spent alone, together;
  if (!wanted(b, "G8")) return true;
  if (sysconf(_SC_NPROCESSORS_ONLN) < 2) return skipped("G8", "this machine has one processor"), true;
  bool done = work_study(&study, population, 8 * ENGINE_RUNS, &b->err);
  for (size_t round = 0; done && round < b->rounds; round++) {
    done = work_engine(&alone, &study, vector_best(), 1, KEEP_ALL, &b->err) &&
           work_engine(&together, &study, vector_best(), 2, KEEP_ALL, &b->err);
    if (!done) break;
    trace_add(&one, alone);
    trace_add(&two, together);
    rounds_add(&ratio, alone.wall / together.wall);
  }
  if (done) result("G8", "wall time of one thread against two", rounds_median(&ratio), (struct aim){false, 1.85}, &two, &one);
  study_free(&study);
  return done || broken(b, "G8");
}

/* ---- G9, G10: the command as it is used ---- */

static bool memory_of(struct spent *spent, const char *runs) {
  const char *const command[] = {
      "build/entente", "run", "--plots", "none", "tests/reference/population.sheet.csv", "--runs", runs, "--out", "build/bench_results", "--force", "--quiet",
      "--no-progress", NULL};
  char output[64];
  return spent_command(command, spent, output, sizeof output);
}

/* Memory of the whole command; 10^8 runs take minutes and are made only when G9 is asked for by name. */
static bool memory(struct bench *b) {
  static const char *const runs[] = {"1000000", "4000000", "100000000"};
  if (!wanted(b, "G9")) return true;
  for (size_t i = 0; i < (b->goals[0] ? 3 : 2); i++) {
    struct spent spent;
    if (!memory_of(&spent, runs[i])) return skipped("G9", "build/entente does not run"), true;
    printf("G9   %9s runs: %5.1f MB, at most 200 %s | %.2f s cpu, %.2f s wall\n", runs[i], (double)spent.peak_kib / 1024,
           spent.peak_kib < 200 * 1024 ? "met   " : "MISSED", spent.cpu, spent.wall);
    fflush(stdout);
  }
  return true;
}

/* The focus sheet, with the CSV files alone or with pictures and report as well. */
static bool focus_command(struct bench *b, const char *plots, const char *what, double aim) {
  const char *const command[] = {"build/entente", "run",       "scenarios/focus.csv", "--runs",  "10000",   "--months",      "120", "--out",
                                 "build/bench_results", "--plots", plots,             "--force", "--quiet", "--no-progress", NULL};
  struct rounds cpu = {0}, wall = {0};
  for (size_t round = 0; round < b->rounds; round++) {
    struct spent spent;
    char output[64];
    if (!spent_command(command, &spent, output, sizeof output)) return false;
    rounds_add(&cpu, spent.cpu);
    rounds_add(&wall, spent.wall);
  }
  printf("G10  focus sheet, 3 x 10,000 runs x 120 months, %s: %.3f s wall, at most %g %s | %.3f s cpu\n", what, rounds_median(&wall), aim,
         rounds_median(&wall) < aim ? "met   " : "MISSED", rounds_median(&cpu));
  return true;
}

static bool whole_command(struct bench *b) {
  if (!wanted(b, "G10")) return true;
  if (!focus_command(b, "none", "CSVs", 1)) return skipped("G10", "build/entente does not run scenarios/focus.csv"), true;
  if (!focus_command(b, "svg", "CSVs, pictures, report", 2)) return skipped("G10", "the pictures need gnuplot"), true;
  return true;
}

/* ---- */

static bool point_read(struct bench *b) {
  enum { ROOM = 1 << 14 };
  FILE *file = fopen("tests/reference/point.sheet.csv", "r");
  if (!file) return fail(&b->err, "tests/reference/point.sheet.csv: %s", strerror(errno));
  b->point = calloc(ROOM, 1);
  const bool done = b->point ? fread(b->point, 1, ROOM - 1, file) > 0 : fail_memory(&b->err);
  fclose(file);
  return done;
}

static bool arguments_read(struct bench *b, char **argv) {
  b->goals = argv + 1;
  b->rounds = 7;
  if (argv[1] && !strcmp(argv[1], "--rounds")) {
    const long rounds = argv[2] ? strtol(argv[2], NULL, 10) : 0;
    if (rounds < 1 || rounds > ROUNDS_MOST) return fail_usage(&b->err, "--rounds takes a number from 1 to %d", ROUNDS_MOST);
    b->rounds = (size_t)rounds;
    b->goals = argv + 3;
  }
  return true;
}

int main(int argc, char **argv) {
  struct bench b = {0};
  (void)argc;
  if (!arguments_read(&b, argv) || !point_read(&b)) {
    fprintf(stderr, "bench: %s\n", b.err.text);
    return EXIT_FAILURE;
  }
  double load[1] = {0};
  printf("%ld processors, load %.2f, widest vectors %s, medians of %zu rounds, nanoseconds per partnership-month\n",
         sysconf(_SC_NPROCESSORS_ONLN), getloadavg(load, 1) == 1 ? load[0] : (double)NAN, vector_names[vector_best()], b.rounds);
  const bool parts_done[] = {scalars(&b), scripts(&b), squiggle(&b), engine_parts(&b), threads(&b), memory(&b), whole_command(&b)};
  bool done = true;
  for (size_t i = 0; i < sizeof parts_done / sizeof *parts_done; i++) done &= parts_done[i];
  free(b.point);
  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
