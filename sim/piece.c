/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "piece.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool count_locks_make(struct count_locks *locks, const struct tally *tally, struct error *err) {
  locks->count = tally->layout.scenarios * tally->layout.months;
  locks->lock = calloc(locks->count + 1, sizeof *locks->lock);
  if (!locks->lock) return fail_memory(err);
  for (size_t i = 0; i < locks->count; i++) pthread_mutex_init(&locks->lock[i], NULL);
  return true;
}

void count_locks_free(struct count_locks *locks) {
  for (size_t i = 0; locks->lock && i < locks->count; i++) pthread_mutex_destroy(&locks->lock[i]);
  free(locks->lock);
  *locks = (struct count_locks){0};
}

static bool buffer_make(struct cell_buffer *buffer, const struct tally_layout *l, size_t runs) {
  buffer->cell = malloc((l->variables * l->months * runs + 1) * sizeof *buffer->cell);
  buffer->span = malloc((runs / LANES * l->months + 1) * sizeof *buffer->span);
  buffer->ended = malloc((l->cumulative * runs + 1) * sizeof *buffer->ended);
  return buffer->cell && buffer->span && buffer->ended;
}

/* Point the results of a scenario's block into the common room. */
static size_t result_rows(const struct piece *piece) {
  const struct tally_layout *l = &piece->tally->layout;
  const struct model *model = piece->tally->study->model;
  return l->outcomes + (l->pair_rows > l->outcomes && l->pairs ? l->months : 0) +
         (piece->options->rows ? model->parameter_count + piece->options->glances * model->variable_count : 0);
}

static void place_results(struct piece *piece) {
  const struct tally_layout *l = &piece->tally->layout;
  const size_t rows = result_rows(piece);
  const bool paths = l->pair_rows > l->outcomes && l->pairs;
  for (size_t r = 0; r < l->scenarios * piece->blocks_most; r++) {
    lane_array *at = piece->room + r * rows;
    piece->result[r].outcome = at;
    at += l->outcomes;
    piece->result[r].path = paths ? at : NULL;
    if (paths) at += l->months;
    piece->result[r].input = piece->options->rows ? at : NULL;
    if (piece->options->rows) at += piece->tally->study->model->parameter_count;
    piece->result[r].glance = piece->simulation.glances ? at : NULL;
  }
}

bool piece_make(struct piece *piece, struct tally *tally, const struct sampler *sampler, const struct engine_options *options,
                enum vector vector, uint64_t runs, struct error *err) {
  const struct tally_layout *l = &tally->layout;
  const size_t parameters = tally->study->model->parameter_count;
  *piece = (struct piece){.options = options, .tally = tally, .blocks_most = (unsigned)(runs / LANES)};
  piece->tree.rows = l->rows;
  if (!simulation_make(&piece->simulation, tally->study, sampler, l, vector, options->luck, err)) return false;
  piece->simulation.glances = options->rows ? options->glances : 0;
  piece->simulation.glance_month = options->glance_month;
  const size_t results = l->scenarios * piece->blocks_most;
  piece->result = calloc(results, sizeof *piece->result);
  piece->node = calloc(piece->blocks_most, sizeof(struct merge_node *));
  piece->lanes = calloc(piece->blocks_most, sizeof *piece->lanes);
  piece->better = calloc(l->pairs * l->outcomes * 2 + 1, sizeof *piece->better);
  piece->ever = calloc(l->pairs * 2 + 1, sizeof *piece->ever);
  piece->room = aligned_alloc(64, (results * result_rows(piece) + 1) * sizeof(lane_array));
  piece->score = aligned_alloc(64, (piece->blocks_most * parameters + 1) * sizeof(lane_array));
  piece->word = aligned_alloc(64, (parameters + 4) * sizeof *piece->word);
  piece->normal = aligned_alloc(64, (parameters + 4) * sizeof *piece->normal);
  bool ok = piece->result && piece->node && piece->lanes && piece->better && piece->ever && piece->room && piece->score && piece->word &&
            piece->normal;
  if (ok && tally->grid) ok = buffer_make(&piece->buffer, l, runs);
  if (!ok) {
    piece_free(piece);
    return fail_memory(err);
  }
  place_results(piece);
  return true;
}

void piece_free(struct piece *piece) {
  for (size_t r = 0; piece->result && r < piece->tally->layout.scenarios * piece->blocks_most; r++) free(piece->result[r].event);
  simulation_free(&piece->simulation);
  merge_tree_free(&piece->tree);
  free(piece->buffer.cell);
  free(piece->buffer.span);
  free(piece->buffer.ended);
  free(piece->result);
  free(piece->node);
  free(piece->lanes);
  free(piece->better);
  free(piece->ever);
  free(piece->room);
  free(piece->score);
  free(piece->word);
  free(piece->normal);
  *piece = (struct piece){0};
}

static struct block_result *result_of(const struct piece *piece, size_t scenario, unsigned block) {
  return &piece->result[scenario * piece->blocks_most + block];
}

/* Four cells at a time. Where lanes are alike, their cells are, and increments of one place would wait for each other. */
static void count_span(uint32_t *restrict grid, const uint16_t *restrict cell, unsigned live) {
  unsigned i = 0;
  for (; i + 4 <= live; i += 4) {
    uint64_t four;
    memcpy(&four, cell + i, sizeof four);
    const uint64_t first = four & 0xffff;
    if (four == first * UINT64_C(0x0001000100010001)) {
      grid[first] += 4;
    } else {
      grid[first]++;
      grid[four >> 16 & 0xffff]++;
      grid[four >> 32 & 0xffff]++;
      grid[four >> 48]++;
    }
  }
  for (; i < live; i++) grid[cell[i]]++;
}

static void count_month(const struct piece *piece, size_t scenario, unsigned month) {
  const struct tally_layout *l = &piece->tally->layout;
  for (size_t v = 0; v < l->variables; v++) {
    uint32_t *grid = piece->tally->grid + grid_place(l, scenario, month, v);
    for (unsigned block = 0; block < piece->blocks; block++) {
      const struct cell_span *span = &piece->buffer.span[block * l->months + month - 1];
      count_span(grid, piece->buffer.cell + span->first + v * span->live, span->live);
    }
  }
}

static void count_ended(const struct piece *piece, size_t scenario, struct count_locks *locks) {
  const struct tally_layout *l = &piece->tally->layout;
  for (size_t e = 0; e < piece->buffer.ended_count; e++) {
    const struct ended_cell *ended = &piece->buffer.ended[e];
    pthread_mutex_t *lock = &locks->lock[scenario * l->months + ended->month - 1];
    pthread_mutex_lock(lock);
    piece->tally->ended_grid[ended_grid_place(l, scenario, ended->month, l->ordinal[ended->variable]) + ended->cell]++;
    pthread_mutex_unlock(lock);
  }
}

/* Count the cells of one scenario month by month, so that the histograms at hand stay in cache. Threads start at different months, so they
 * seldom wait for each other. */
static void count_cells(const struct piece *piece, size_t scenario, struct count_locks *locks) {
  const struct tally_layout *l = &piece->tally->layout;
  const size_t start = piece->first / LANES * 37;
  for (size_t j = 0; j < l->months; j++) {
    const unsigned month = (unsigned)((start + j) % l->months) + 1;
    pthread_mutex_lock(&locks->lock[scenario * l->months + month - 1]);
    count_month(piece, scenario, month);
    pthread_mutex_unlock(&locks->lock[scenario * l->months + month - 1]);
  }
  count_ended(piece, scenario, locks);
}

/* first minus second of every outcome, month by month of the crossing variable. */
static void compare(struct piece *piece, size_t pair, unsigned block) {
  const struct tally_layout *l = &piece->tally->layout;
  const struct lanes *lanes = piece->simulation.lanes;
  const struct pair who = pair_at(piece->tally, pair);
  const struct block_result *x = result_of(piece, who.first, block), *y = result_of(piece, who.second, block);
  struct moments *row = piece->node[block]->row;
  double gap[LANES];
  for (size_t o = 0; o < l->outcomes; o++) {
    unsigned n = 0;
    for (unsigned i = 0; i < piece->lanes[block]; i++) {
      gap[n] = x->outcome[o][i] - y->outcome[o][i];
      if (!isnan(gap[n])) n++;
    }
    if (n) row[row_difference(l, pair, o)] = lanes->moments(gap, n);
  }
  for (unsigned m = 1; x->path && m <= l->months; m++) {
    for (unsigned i = 0; i < piece->lanes[block]; i++) gap[i] = x->path[m - 1][i] - y->path[m - 1][i];
    row[row_gap(l, pair, m)] = lanes->moments(gap, piece->lanes[block]);
  }
}

/* Missing (it never happened) counts as worse than any value. */
static void count_better(struct piece *piece, size_t pair, unsigned block) {
  const struct tally *t = piece->tally;
  const struct tally_layout *l = &t->layout;
  const struct pair who = pair_at(t, pair);
  const struct block_result *x = result_of(piece, who.first, block), *y = result_of(piece, who.second, block);
  for (size_t o = 0; o < l->outcomes; o++) {
    const int sign = t->study->model->outcomes[o].better < 0 ? -1 : 1;
    uint64_t first = 0, second = 0;
    for (unsigned i = 0; i < piece->lanes[block]; i++) {
      const double a = x->outcome[o][i] * sign, b = y->outcome[o][i] * sign;
      first += a > b || (!isnan(a) && isnan(b));
      second += b > a || (!isnan(b) && isnan(a));
    }
    piece->better[(pair * l->outcomes + o) * 2] += first;
    piece->better[(pair * l->outcomes + o) * 2 + 1] += second;
  }
}

/* Runs in which one was behind in some month and is ahead at the end. */
static void count_ever(struct piece *piece, size_t pair, unsigned block) {
  const struct tally *t = piece->tally;
  const struct pair who = pair_at(t, pair);
  const struct block_result *x = result_of(piece, who.first, block), *y = result_of(piece, who.second, block);
  if (!x->path) return;
  double least[LANES] = {0}, most[LANES] = {0};
  for (size_t m = 0; m < t->layout.months; m++)
    for (unsigned i = 0; i < piece->lanes[block]; i++) {
      const double gap = x->path[m][i] - y->path[m][i];
      least[i] = gap < least[i] ? gap : least[i];
      most[i] = gap > most[i] ? gap : most[i];
    }
  const size_t last = t->layout.months - 1;
  for (unsigned i = 0; i < piece->lanes[block]; i++) {
    piece->ever[pair * 2] += least[i] < 0 && x->path[last][i] > y->path[last][i];
    piece->ever[pair * 2 + 1] += most[i] > 0 && x->path[last][i] < y->path[last][i];
  }
}

bool piece_simulate(struct piece *piece, uint64_t first, uint64_t end, struct count_locks *locks, struct error *err) {
  const struct tally_layout *l = &piece->tally->layout;
  const struct sampler *sampler = piece->simulation.sampler;
  const size_t parameters = piece->tally->study->model->parameter_count;
  piece->first = first;
  piece->blocks = 0;
  memset(piece->better, 0, l->pairs * l->outcomes * 2 * sizeof *piece->better);
  memset(piece->ever, 0, l->pairs * 2 * sizeof *piece->ever);
  for (uint64_t at = first; at < end && piece->blocks < piece->blocks_most; at += LANES, piece->blocks++) {
    const unsigned block = piece->blocks;
    uint64_t run[LANES];
    for (unsigned i = 0; i < LANES; i++) run[i] = at + i;
    piece->lanes[block] = end - at < LANES ? (unsigned)(end - at) : LANES;
    sampler_scores(sampler, piece->simulation.lanes, run, LANES, piece->score + block * parameters, piece->word, piece->normal);
    if (!(piece->node[block] = merge_tree_node(&piece->tree))) return fail_memory(err);
    piece->node[block]->level = 0;
    piece->node[block]->index = at / LANES;
  }
  for (size_t s = 0; s < l->scenarios; s++) {
    struct cell_buffer *buffer = piece->tally->grid ? &piece->buffer : NULL;
    if (buffer) {
      buffer->used = 0;
      buffer->ended_count = 0;
    }
    for (unsigned block = 0; block < piece->blocks; block++) {
      struct block_result *result = result_of(piece, s, block);
      result->event_count = 0;
      if (buffer) buffer->block = block;
      if (!simulate_block(&piece->simulation, s, first + block * LANES, piece->lanes[block],
                          (const lane_array *)piece->score + block * parameters, piece->node[block]->row, buffer, result,
                          piece->options->events, err))
        return false;
    }
    if (buffer) count_cells(piece, s, locks);
  }
  for (unsigned block = 0; block < piece->blocks; block++) {
    for (size_t pair = 0; pair < l->pairs; pair++) {
      compare(piece, pair, block);
      count_better(piece, pair, block);
      count_ever(piece, pair, block);
    }
    merge_tree_add(&piece->tree, piece->node[block]);
  }
  return true;
}

/* Events come month by month; bring them into the order of runs. */
static bool sort_events(struct block_result *result, struct error *err) {
  size_t place[LANES + 1] = {0};
  struct run_event *sorted = malloc((result->event_count + 1) * sizeof *sorted);
  if (!sorted) return fail_memory(err);
  for (size_t e = 0; e < result->event_count; e++) place[result->event[e].lane + 1]++;
  for (size_t lane = 0; lane < LANES; lane++) place[lane + 1] += place[lane];
  for (size_t e = 0; e < result->event_count; e++) sorted[place[result->event[e].lane]++] = result->event[e];
  free(result->event);
  result->event = sorted;
  result->event_room = result->event_count + 1;
  return true;
}

bool piece_rows(struct piece *piece, const struct engine_options *options, struct error *err) {
  for (size_t s = 0; s < piece->tally->layout.scenarios; s++)
    for (unsigned block = 0; block < piece->blocks; block++) {
      struct block_result *r = result_of(piece, s, block);
      if (options->events && !sort_events(r, err)) return false;
      const struct run_rows rows = {.scenario = s,
                                    .first_run = piece->first + block * LANES,
                                    .lanes = piece->lanes[block],
                                    .input = (const lane_array *)r->input,
                                    .outcome = (const lane_array *)r->outcome,
                                    .glance = (const lane_array *)r->glance,
                                    .end_month = r->end_month,
                                    .ending = r->ending,
                                    .events = r->event,
                                    .event_count = r->event_count};
      if (!options->each_rows(options->context, &rows, err)) return false;
    }
  return true;
}

static void count_outcomes(struct piece *piece, struct tally *t, size_t s, unsigned block) {
  const struct tally_layout *l = &t->layout;
  const struct block_result *r = result_of(piece, s, block);
  const uint64_t at = piece->first - piece->options->first_run + block * LANES;
  for (unsigned i = 0; i < piece->lanes[block]; i++)
    t->ends[(s * (l->months + 1) + (r->ending[i] ? r->end_month[i] : l->months)) * l->endings + r->ending[i]]++;
  for (size_t o = 0; o < l->outcomes; o++) {
    const double *value = r->outcome[o];
    for (unsigned i = 0; i < piece->lanes[block]; i++) t->missing[s * l->outcomes + o] += isnan(value[i]) ? 1 : 0;
    if (t->study->model->outcomes[o].kind == OUTCOME_SHARE || !(t->keep & KEEP_SAMPLES)) continue;
    const size_t place = s * l->samples + l->sample[o];
    if (at < t->samples_room) memcpy(t->samples + place * t->samples_room + at, value, piece->lanes[block] * sizeof *value);
    if (t->outcome_grid) {
      for (unsigned i = 0; i < piece->lanes[block]; i++)
        if (!isnan(value[i])) t->outcome_grid[place * OUTCOME_CELLS + outcome_cell(value[i])]++;
    }
  }
}

void piece_count(struct piece *piece, struct tally *t) {
  for (unsigned block = 0; block < piece->blocks; block++) {
    for (size_t s = 0; s < t->layout.scenarios; s++) count_outcomes(piece, t, s, block);
  }
  for (size_t i = 0; i < t->layout.pairs * t->layout.outcomes * 2; i++) t->better[i] += piece->better[i];
  for (size_t i = 0; i < t->layout.pairs * 2; i++) t->ever[i] += piece->ever[i];
}
