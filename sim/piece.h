/* SPDX-License-Identifier: GPL-3.0-or-later */
/* piece: a few neighbouring blocks of every scenario, simulated by one thread, and their way into the tally. */
#ifndef ENTENTE_PIECE_H
#define ENTENTE_PIECE_H
#include "simulate.h"
#include <pthread.h>

enum { PIECE_BLOCKS_MOST = 32, PIECE_MONTHS_MOST = 16384 /* blocks x months x scenarios of a piece */, THREADS_MOST = 1024 };

/* Histograms over time are shared: one lock for each scenario and month. */
struct count_locks {
  pthread_mutex_t *lock;
  size_t count;
};
bool count_locks_make(struct count_locks *locks, const struct tally *tally, struct error *err);
void count_locks_free(struct count_locks *locks);

struct piece {
  const struct engine_options *options;
  struct tally *tally; /* not owned */
  struct simulation simulation;
  struct merge_tree tree; /* moments of the piece's blocks, to be moved to the shared tree */
  struct cell_buffer buffer;
  struct block_result *result; /* [scenario][block] */
  lane_array *score;           /* [block][parameter] */
  lane_array *room;            /* what the results' arrays point into */
  struct merge_node **node;    /* [block] */
  word_array *word;
  normal_array *normal;
  uint64_t *better, *ever; /* as in the tally, of this piece */
  uint64_t first;          /* run */
  unsigned blocks_most, blocks;
  unsigned *lanes; /* [block] runs of a block: LANES, but for the last of all */
};

bool piece_make(struct piece *piece, struct tally *tally, const struct sampler *sampler, const struct engine_options *options,
                enum vector vector, uint64_t runs, struct error *err);
void piece_free(struct piece *piece);
/* Simulate runs first, first + 1, ... below end, and count histograms over time. */
bool piece_simulate(struct piece *piece, uint64_t first, uint64_t end, struct count_locks *locks, struct error *err);
/* Give rows and events of the piece's runs to the caller of the engine. */
bool piece_rows(struct piece *piece, const struct engine_options *options, struct error *err);
/* Add endings, outcomes and pair counts to the tally. The caller holds the tally. */
void piece_count(struct piece *piece, struct tally *tally);

#endif
