/* SPDX-License-Identifier: GPL-3.0-or-later */
/* engine: a study -> a tally. Blocks of 256 runs, months outside, lanes inside; threads; progress; cancelling.
 *
 * A piece of work is a few neighbouring blocks of every scenario, so at any moment every scenario has the same runs done, and
 * what is done is always runs 0 to n - 1. */
#ifndef ENTENTE_ENGINE_H
#define ENTENTE_ENGINE_H
#include "tally.h"
#include <stdatomic.h>

struct sampler;

/* Parts of a tally that cost time or memory. */
enum {
  KEEP_TRAJECTORIES = 1,
  KEEP_QUANTILES = 2 /* of trajectories */,
  KEEP_SAMPLES = 4 /* outcome quantiles */,
  KEEP_PAIRS = 8,
  KEEP_ALL = 15
};

enum { GLANCES_MOST = 4 };

/* Rows of single runs, called in ascending order of run for a scenario, never from two threads at once.
 * Arrays are [row][lane], lanes = runs first_run, first_run + 1, ... Return false to stop with err set. */
struct run_rows {
  size_t scenario;
  uint64_t first_run;
  unsigned lanes;
  const lane_array *input; /* at signing */
  const lane_array *outcome;
  const lane_array *glance; /* [glance][variable] at the end of the month asked for; NaN where the run had ended; NULL without glances */
  const unsigned *end_month;
  const unsigned char *ending;
  const struct run_event *events;
  size_t event_count; /* sorted by run, month, row of the table */
};
struct run_event {
  uint32_t lane;
  unsigned month;
  size_t happening;
  double size;
}; /* happening == happening_count: the ending itself, size = its code */

/* How far a run has come, with the running error of the first difference (NaN with one scenario). */
struct progress {
  uint64_t runs, asked;
  double difference, half_width;
};

struct engine_options {
  unsigned threads;   /* 0: all cores */
  enum vector vector; /* VECTOR_COUNT: the widest available */
  uint32_t luck;      /* 0 the run itself; 1, 2, ... its twins */
  uint64_t first_run; /* runs first_run to first_run + study->runs - 1; a multiple of 256 */
  uint64_t enough;    /* engine_run: stop after this many of them, as an earlier run did; 0: do all */
  double time_limit;  /* seconds after which no new piece is begun; 0 for none */
  unsigned keep;
  const struct sampler *sampler; /* of this study, or of one that differs in coefficients alone; NULL: made for this call */
  bool rows, events;             /* call each_rows (with events) */
  bool (*each_rows)(void *context, const struct run_rows *rows, struct error *err);
  unsigned glances; /* looks at all variables of each run, for its rows: at most GLANCES_MOST, */
  unsigned (*glance_month)(const struct study *, unsigned glance, uint64_t run); /* each at a month of the run's own */
  void *context;
  const atomic_int *stop; /* not 0: finish the blocks in hand and return what there is; NULL for never */
  void (*progress)(void *context, const struct progress *progress); /* ten times a second, from the calling thread; NULL for none */
  void *progress_context;
};

/* Simulate. On success tally->complete tells whether all runs were done. */
bool engine_run(struct tally *tally, const struct study *study, const struct engine_options *options, struct error *err);

/* The same in steps, for those who look at the results on the way: open, advance as often as wanted, finish, close. study, tally and
 * options must outlive the engine; study->runs is the most that can be done. */
struct engine;
struct engine *engine_open(struct tally *tally, const struct study *study, const struct engine_options *options,
                           struct error *err); /* NULL: failed */
/* Go on until so many runs of every scenario are done in all, or stopped, or out of time. A whole multiple of LANES, but for the last. */
bool engine_advance(struct engine *engine, uint64_t runs, struct error *err);
uint64_t engine_runs(const struct engine *engine);  /* done so far */
double engine_seconds(const struct engine *engine); /* since it was opened */
bool engine_stopped(const struct engine *engine);
bool engine_out_of_time(const struct engine *engine);
struct moments engine_row(const struct engine *engine, size_t row); /* of the tally's rows (row_outcome, row_difference), so far */
void engine_finish(struct engine *engine);                          /* complete the tally */
void engine_close(struct engine *engine);                           /* NULL is fine; the tally stays */

#endif
