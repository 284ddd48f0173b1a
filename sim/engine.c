/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine.h"
#include "piece.h"
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What threads share, and what lasts from one advance to the next. */
struct engine {
  struct tally *tally;
  const struct study *study;
  const struct engine_options *options;
  const struct sampler *sampler;
  struct sampler own; /* empty where the caller has one */
  enum vector vector;
  uint64_t before, target; /* runs done before this advance, and to be done after it */
  struct count_locks locks;
  pthread_mutex_t mutex; /* guards what follows */
  pthread_cond_t changed;
  struct merge_tree tree;
  uint64_t piece_runs, pieces; /* runs of a piece; how many pieces there are */
  uint64_t next, finished;     /* the next piece to be taken; how many are done */
  uint64_t rows_next;          /* the piece whose rows are to be handed over next */
  unsigned working;            /* threads */
  struct error error;
  bool failed;
  struct timespec opened;
};

double engine_seconds(const struct engine *engine) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - engine->opened.tv_sec) + 1e-9 * (double)(now.tv_nsec - engine->opened.tv_nsec);
}

bool engine_out_of_time(const struct engine *engine) {
  return engine->options->time_limit > 0 && engine_seconds(engine) >= engine->options->time_limit;
}

bool engine_stopped(const struct engine *engine) {
  return engine->options->stop && atomic_load_explicit(engine->options->stop, memory_order_relaxed);
}

static bool take(struct engine *engine, uint64_t *piece) {
  pthread_mutex_lock(&engine->mutex);
  const bool got = !engine->failed && !engine_stopped(engine) && !engine_out_of_time(engine) && engine->next < engine->pieces;
  if (got) *piece = engine->next++;
  pthread_mutex_unlock(&engine->mutex);
  return got;
}

static void give_up(struct engine *engine, const struct error *err) {
  pthread_mutex_lock(&engine->mutex);
  if (!engine->failed) engine->error = *err;
  engine->failed = true;
  pthread_cond_broadcast(&engine->changed);
  pthread_mutex_unlock(&engine->mutex);
}

/* Rows leave in the order of runs: each piece waits for its turn. Pieces are taken in order, so the turn comes. */
static bool hand_over_rows(struct engine *engine, struct piece *piece, uint64_t number, struct error *err) {
  if (!engine->options->rows) return true;
  pthread_mutex_lock(&engine->mutex);
  while (engine->rows_next != number && !engine->failed) pthread_cond_wait(&engine->changed, &engine->mutex);
  const bool turn = !engine->failed;
  pthread_mutex_unlock(&engine->mutex);
  if (!turn) return true;
  const bool ok = piece_rows(piece, engine->options, err);
  pthread_mutex_lock(&engine->mutex);
  engine->rows_next++;
  pthread_cond_broadcast(&engine->changed);
  pthread_mutex_unlock(&engine->mutex);
  return ok;
}

static void *work(void *context) {
  struct engine *engine = context;
  struct piece piece;
  struct error err;
  uint64_t number;
  bool ok = piece_make(&piece, engine->tally, engine->sampler, engine->options, engine->vector, engine->piece_runs, &err);
  if (!ok) give_up(engine, &err);
  while (ok && take(engine, &number)) {
    const uint64_t start = engine->options->first_run;
    ok = piece_simulate(&piece, start + engine->before + number * engine->piece_runs, start + engine->target, &engine->locks, &err) &&
         hand_over_rows(engine, &piece, number, &err);
    if (!ok) {
      give_up(engine, &err);
      break;
    }
    pthread_mutex_lock(&engine->mutex);
    piece_count(&piece, engine->tally);
    merge_tree_move(&engine->tree, &piece.tree);
    engine->finished++;
    pthread_mutex_unlock(&engine->mutex);
  }
  piece_free(&piece);
  pthread_mutex_lock(&engine->mutex);
  engine->working--;
  pthread_cond_broadcast(&engine->changed);
  pthread_mutex_unlock(&engine->mutex);
  return NULL;
}

uint64_t engine_runs(const struct engine *engine) {
  const uint64_t runs = engine->before + engine->finished * engine->piece_runs;
  return runs < engine->target ? runs : engine->target;
}

static void report(const struct engine *engine) {
  struct progress progress = {engine_runs(engine), engine->tally->asked, NAN, NAN};
  if (engine->tally->pair_count) {
    const struct moments m = merge_tree_row(&engine->tree, row_difference(&engine->tally->layout, 0, engine->study->model->main_outcome));
    progress.difference = m.mean;
    progress.half_width = 1.96 * moments_se(&m);
  }
  engine->options->progress(engine->options->progress_context, &progress);
}

static struct timespec tenth_of_a_second_on(void) {
  struct timespec at;
  clock_gettime(CLOCK_REALTIME, &at);
  at.tv_nsec += 100000000;
  if (at.tv_nsec >= 1000000000) at.tv_sec++, at.tv_nsec -= 1000000000;
  return at;
}

/* Wait for the threads, showing progress ten times a second and at the end; rows wake this thread more often. Called and left with the
 * mutex held. */
static void watch(struct engine *engine) {
  struct timespec next = tenth_of_a_second_on();
  while (engine->working) {
    const bool due = pthread_cond_timedwait(&engine->changed, &engine->mutex, &next) == ETIMEDOUT;
    if (!due && engine->working) continue;
    if (engine->options->progress) report(engine);
    next = tenth_of_a_second_on();
  }
}

static unsigned cores(void) {
  const long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (unsigned)online : 1;
}

static unsigned thread_count(const struct engine *engine) {
  const unsigned wanted = engine->options->threads ? engine->options->threads : cores();
  const unsigned most = wanted < THREADS_MOST ? wanted : THREADS_MOST;
  return engine->pieces < most ? (unsigned)engine->pieces : most;
}

/* Large pieces share tables in cache, small ones keep threads busy to the end and let Ctrl-C take effect soon. The size does not
 * touch results. */
static void cut_pieces(struct engine *engine) {
  const unsigned threads = engine->options->threads ? engine->options->threads : cores();
  const uint64_t runs = engine->target - engine->before, blocks = (runs + LANES - 1) / LANES;
  const uint64_t months = (uint64_t)engine->study->months * engine->study->count;
  uint64_t size = 1;
  while (size < PIECE_BLOCKS_MOST && blocks >= size * 2 * threads * 3 && size * 2 * months <= PIECE_MONTHS_MOST) size *= 2;
  engine->piece_runs = size * LANES;
  engine->pieces = (runs + engine->piece_runs - 1) / engine->piece_runs;
}

static bool run_threads(struct engine *engine, struct error *err) {
  const unsigned count = thread_count(engine);
  pthread_t thread[THREADS_MOST];
  unsigned started = 0;
  int refused = 0;
  pthread_mutex_lock(&engine->mutex);
  engine->working = count;
  for (; started < count; started++)
    if ((refused = pthread_create(&thread[started], NULL, work, engine)) != 0) break;
  engine->working -= count - started;
  if (started == 0) {
    engine->failed = true;
    fail(&engine->error, "no thread could be started: %s", strerror(refused));
  }
  watch(engine);
  pthread_mutex_unlock(&engine->mutex);
  for (unsigned i = 0; i < started; i++) pthread_join(thread[i], NULL);
  if (engine->failed) *err = engine->error;
  return !engine->failed;
}

/* Histograms of cumulative variables: a run that ended counts in every later month. */
static void carry_ended(struct tally *tally) {
  const struct model *model = tally->study->model;
  if (!tally->grid) return;
  for (size_t s = 0; s < tally->layout.scenarios; s++)
    for (size_t v = 0; v < tally->layout.variables; v++) {
      if (!model->variables[v].cumulative) continue;
      const unsigned cells = grid_cells(model->variables[v].grid);
      const uint32_t *before = NULL;
      for (unsigned month = 1; month <= tally->layout.months; month++) {
        uint32_t *ended = tally->ended_grid + ended_grid_place(&tally->layout, s, month, tally->layout.ordinal[v]);
        uint32_t *all = tally->grid + grid_place(&tally->layout, s, month, v);
        for (unsigned c = 0; c < cells; c++) {
          if (before) ended[c] += before[c];
          all[c] += ended[c];
        }
        before = ended;
      }
    }
}

struct engine *engine_open(struct tally *tally, const struct study *study, const struct engine_options *options, struct error *err) {
  const enum vector vector = options->vector == VECTOR_COUNT ? vector_best() : options->vector;
  *tally = (struct tally){0};
  if (!vector_available(vector) || !study->model->kernel[vector]) {
    fail_usage(err, "this processor or this build has no '%s' kernels", vector_names[vector]);
    return NULL;
  }
  struct engine *engine = calloc(1, sizeof *engine);
  if (!engine) {
    fail_memory(err);
    return NULL;
  }
  *engine = (struct engine){.tally = tally, .study = study, .options = options, .vector = vector};
  engine->sampler = options->sampler ? options->sampler : &engine->own;
  pthread_mutex_init(&engine->mutex, NULL);
  pthread_cond_init(&engine->changed, NULL);
  clock_gettime(CLOCK_MONOTONIC, &engine->opened);
  if (tally_make(tally, study, study->runs, options->keep, err) && count_locks_make(&engine->locks, tally, err) &&
      (options->sampler || sampler_make(&engine->own, study, err))) {
    engine->tree.rows = tally->layout.rows;
    return engine;
  }
  tally_free(tally);
  engine_close(engine);
  return NULL;
}

bool engine_advance(struct engine *engine, uint64_t runs, struct error *err) {
  engine->before = engine_runs(engine);
  engine->target = runs < engine->tally->asked ? runs : engine->tally->asked;
  engine->next = engine->finished = engine->rows_next = 0;
  if (engine->target <= engine->before) {
    engine->target = engine->before;
    return true;
  }
  cut_pieces(engine);
  return run_threads(engine, err);
}

struct moments engine_row(const struct engine *engine, size_t row) {
  return merge_tree_row(&engine->tree, row);
}

void engine_finish(struct engine *engine) {
  struct tally *tally = engine->tally;
  merge_tree_total(&engine->tree, tally->moments);
  tally->runs = engine_runs(engine);
  tally->complete = tally->runs == tally->asked;
  carry_ended(tally);
}

void engine_close(struct engine *engine) {
  if (!engine) return;
  count_locks_free(&engine->locks);
  merge_tree_free(&engine->tree);
  if (engine->own.study) sampler_free(&engine->own);
  pthread_cond_destroy(&engine->changed);
  pthread_mutex_destroy(&engine->mutex);
  free(engine);
}

bool engine_run(struct tally *tally, const struct study *study, const struct engine_options *options, struct error *err) {
  const uint64_t runs = options->enough && options->enough < study->runs ? options->enough : study->runs;
  struct engine *engine = engine_open(tally, study, options, err);
  if (!engine) return false;
  const bool ok = engine_advance(engine, runs, err);
  if (ok) engine_finish(engine);
  else tally_free(tally);
  engine_close(engine);
  return ok;
}
