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

/* What threads share. */
struct shared {
  struct tally *tally;
  const struct study *study;
  const struct engine_options *options;
  struct sampler sampler;
  enum vector vector;
  uint64_t runs;               /* to be done: those asked for, or as many as are enough */
  struct count_locks locks;
  pthread_mutex_t mutex;       /* guards what follows */
  pthread_cond_t changed;
  struct merge_tree tree;
  uint64_t piece_runs, pieces; /* runs of a piece; how many pieces there are */
  uint64_t next, finished;     /* the next piece to be taken; how many are done */
  uint64_t rows_next;          /* the piece whose rows are to be handed over next */
  unsigned working;            /* threads */
  struct error error;
  bool failed;
};

static bool stopped(const struct shared *shared) {
  return shared->failed || (shared->options->stop && atomic_load_explicit(shared->options->stop, memory_order_relaxed));
}

static bool take(struct shared *shared, uint64_t *piece) {
  pthread_mutex_lock(&shared->mutex);
  const bool got = !stopped(shared) && shared->next < shared->pieces;
  if (got) *piece = shared->next++;
  pthread_mutex_unlock(&shared->mutex);
  return got;
}

static void give_up(struct shared *shared, const struct error *err) {
  pthread_mutex_lock(&shared->mutex);
  if (!shared->failed) shared->error = *err;
  shared->failed = true;
  pthread_cond_broadcast(&shared->changed);
  pthread_mutex_unlock(&shared->mutex);
}

/* Rows leave in the order of runs: each piece waits for its turn. Pieces are taken in order, so the turn comes. */
static bool hand_over_rows(struct shared *shared, struct piece *piece, uint64_t number, struct error *err) {
  if (!shared->options->rows) return true;
  pthread_mutex_lock(&shared->mutex);
  while (shared->rows_next != number && !shared->failed) pthread_cond_wait(&shared->changed, &shared->mutex);
  const bool turn = !shared->failed;
  pthread_mutex_unlock(&shared->mutex);
  if (!turn) return true;
  const bool ok = piece_rows(piece, shared->options, err);
  pthread_mutex_lock(&shared->mutex);
  shared->rows_next++;
  pthread_cond_broadcast(&shared->changed);
  pthread_mutex_unlock(&shared->mutex);
  return ok;
}

static void *work(void *context) {
  struct shared *shared = context;
  struct piece piece;
  struct error err;
  uint64_t number;
  bool ok = piece_make(&piece, shared->tally, &shared->sampler, shared->options, shared->vector, shared->piece_runs, &err);
  if (!ok) give_up(shared, &err);
  while (ok && take(shared, &number)) {
    ok = piece_simulate(&piece, shared->options->first_run + number * shared->piece_runs,
                        shared->options->first_run + shared->runs, &shared->locks, &err) &&
         hand_over_rows(shared, &piece, number, &err);
    if (!ok) {
      give_up(shared, &err);
      break;
    }
    pthread_mutex_lock(&shared->mutex);
    piece_count(&piece, shared->tally);
    merge_tree_move(&shared->tree, &piece.tree);
    shared->finished++;
    pthread_mutex_unlock(&shared->mutex);
  }
  piece_free(&piece);
  pthread_mutex_lock(&shared->mutex);
  shared->working--;
  pthread_cond_broadcast(&shared->changed);
  pthread_mutex_unlock(&shared->mutex);
  return NULL;
}

static uint64_t runs_done(const struct shared *shared) {
  const uint64_t runs = shared->finished * shared->piece_runs;
  return runs < shared->runs ? runs : shared->runs;
}

static void report(const struct shared *shared) {
  struct progress progress = {runs_done(shared), shared->tally->asked, NAN, NAN};
  if (shared->tally->pair_count) {
    const struct moments m = merge_tree_row(&shared->tree, row_difference(&shared->tally->layout, 0, shared->study->model->main_outcome));
    progress.difference = m.mean;
    progress.half_width = 1.96 * moments_se(&m);
  }
  shared->options->progress(shared->options->progress_context, &progress);
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
static void watch(struct shared *shared) {
  struct timespec next = tenth_of_a_second_on();
  while (shared->working) {
    const bool due = pthread_cond_timedwait(&shared->changed, &shared->mutex, &next) == ETIMEDOUT;
    if (!due && shared->working) continue;
    if (shared->options->progress) report(shared);
    next = tenth_of_a_second_on();
  }
}

static unsigned cores(void) {
  const long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (unsigned)online : 1;
}

static unsigned thread_count(const struct shared *shared) {
  const unsigned wanted = shared->options->threads ? shared->options->threads : cores();
  const unsigned most = wanted < THREADS_MOST ? wanted : THREADS_MOST;
  return shared->pieces < most ? (unsigned)shared->pieces : most;
}

/* Large pieces share tables in cache, small ones keep threads busy to the end. The size does not touch results. */
static void cut_pieces(struct shared *shared) {
  const unsigned threads = shared->options->threads ? shared->options->threads : cores();
  const uint64_t blocks = (shared->runs + LANES - 1) / LANES;
  uint64_t size = 1;
  while (size < PIECE_BLOCKS_MOST && blocks >= size * 2 * threads * 4) size *= 2;
  shared->piece_runs = size * LANES;
  shared->pieces = (shared->runs + shared->piece_runs - 1) / shared->piece_runs;
}

static bool run_threads(struct shared *shared, struct error *err) {
  const unsigned count = thread_count(shared);
  pthread_t thread[THREADS_MOST];
  unsigned started = 0;
  int refused = 0;
  pthread_mutex_lock(&shared->mutex);
  shared->working = count;
  for (; started < count; started++)
    if ((refused = pthread_create(&thread[started], NULL, work, shared)) != 0) break;
  shared->working -= count - started;
  if (started == 0) {
    shared->failed = true;
    fail(&shared->error, "no thread could be started: %s", strerror(refused));
  }
  watch(shared);
  pthread_mutex_unlock(&shared->mutex);
  for (unsigned i = 0; i < started; i++) pthread_join(thread[i], NULL);
  if (shared->failed) *err = shared->error;
  return !shared->failed;
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

bool engine_run(struct tally *tally, const struct study *study, const struct engine_options *options, struct error *err) {
  struct shared shared = {.tally = tally, .study = study, .options = options, .runs = study->runs};
  if (options->enough && options->enough < study->runs) shared.runs = options->enough;
  shared.vector = options->vector == VECTOR_COUNT ? vector_best() : options->vector;
  if (!vector_available(shared.vector) || !study->model->kernel[shared.vector])
    return fail_usage(err, "this processor or this build has no '%s' kernels", vector_names[shared.vector]);
  if (!tally_make(tally, study, study->runs, options->keep, err)) return false;
  if (!sampler_make(&shared.sampler, study, err)) {
    tally_free(tally);
    return false;
  }
  cut_pieces(&shared);
  shared.tree.rows = tally->layout.rows;
  pthread_mutex_init(&shared.mutex, NULL);
  pthread_cond_init(&shared.changed, NULL);
  bool ok = count_locks_make(&shared.locks, tally, err) && run_threads(&shared, err);
  if (ok) {
    merge_tree_total(&shared.tree, tally->moments);
    tally->runs = runs_done(&shared);
    tally->complete = tally->runs == tally->asked;
    carry_ended(tally);
  }
  count_locks_free(&shared.locks);
  merge_tree_free(&shared.tree);
  sampler_free(&shared.sampler);
  pthread_cond_destroy(&shared.changed);
  pthread_mutex_destroy(&shared.mutex);
  if (!ok) tally_free(tally);
  return ok;
}
