/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simulate: one block of runs of one scenario, month by month, and what is recorded of it.
 *
 * Months are the outer loop, lanes the inner one. A run that ends is put aside and the last living lane takes its place, so that
 * loops always run over the living. */
#ifndef ENTENTE_SIMULATE_H
#define ENTENTE_SIMULATE_H
#include "engine.h"
#include "merge_tree.h"
#include "sampler.h"

/* What a block leaves behind. Arrays are by run of the block: [LANES]. */
struct block_result {
  lane_array *outcome; /* [outcomes] */
  lane_array *path;    /* [months] the crossing variable; NULL where not kept */
  lane_array *input;   /* [parameters] at signing; NULL where not kept */
  lane_array *glance;  /* [glance][variable] (engine.h); NULL where not kept */
  unsigned end_month[LANES];
  unsigned char ending[LANES];
  struct run_event *event;
  size_t event_count, event_room; /* where events are kept; owned */
};

/* A run that ended: its cell of a cumulative variable holds from that month on. */
struct ended_cell {
  unsigned month;
  uint16_t variable, cell;
};

/* Cells of histograms over time of some blocks of one scenario, kept apart until they can be counted variable by variable, which
 * is several times faster than jumping between the histograms of all variables and months. */
struct cell_buffer {
  uint16_t *cell;
  size_t used; /* by block, month and variable, the living one after the other; owned */
  struct cell_span {
    size_t first;
    unsigned live;
  } * span; /* [block][month] where the month's cells begin; owned */
  struct ended_cell *ended;
  size_t ended_count; /* [room x cumulative], owned */
  unsigned block;     /* the block at hand */
};

/* Scratch of one thread. */
struct simulation {
  const struct study *study;
  const struct sampler *sampler;
  const struct lanes *lanes;
  const struct kernel *kernel;
  const struct tally_layout *layout;
  uint32_t luck;
  uint64_t run[LANES];  /* run of a lane */
  unsigned slot[LANES]; /* its place in the block */
  struct block block;
  lane_array *columns;    /* inputs, stages of schedules, state; owned */
  size_t moving_columns;  /* the first of them: what moves when a lane is replaced */
  lane_array *stage;      /* within columns */
  lane_array *last_state; /* [outcome_columns] of each run at its end, by slot; owned */
  lane_array last_ending[1];
  normal_array *normal;
  word_array *word;     /* normals' words first, then uniforms; owned */
  double *forced;       /* [shocks]; owned */
  double scale_inverse; /* of money cells in the scenario at hand */
  unsigned glances;     /* looks at every run, and the month of each, by slot */
  unsigned (*glance_month)(const struct study *, unsigned glance, uint64_t run);
  unsigned due[GLANCES_MOST][LANES];
};

bool simulation_make(struct simulation *sim, const struct study *study, const struct sampler *sampler, const struct tally_layout *layout,
                     enum vector vector, uint32_t luck, struct error *err);
void simulation_free(struct simulation *sim);

/* Simulate runs first to first + runs - 1 (at most LANES) of a scenario. score: from sampler_scores for these runs.
 * moments: rows of the block's node, filled for this scenario; buffer may be NULL. */
bool simulate_block(struct simulation *sim, size_t scenario, uint64_t first, unsigned runs, const lane_array *score, struct moments *row,
                    struct cell_buffer *buffer, struct block_result *result, bool events, struct error *err);

#endif
