/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulate.h"
#include "random.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static unsigned padded(unsigned live) {
  return (live + STRIP - 1) / STRIP * STRIP;
}

static unsigned more(unsigned x, unsigned y) {
  return x > y ? x : y;
}

static void *lanes_room(size_t rows, size_t row_size) {
  return aligned_alloc(64, (rows + 1) * row_size);
}

bool simulation_make(struct simulation *sim, const struct study *study, const struct sampler *sampler, const struct tally_layout *layout,
                     enum vector vector, uint32_t luck, struct error *err) {
  const struct model *model = study->model;
  size_t stages = 0;
  for (size_t s = 0; s < study->count; s++)
    if (sampler->plan[s].source_count > stages) stages = sampler->plan[s].source_count;
  *sim = (struct simulation){
      .study = study, .sampler = sampler, .lanes = lanes_for(vector), .kernel = model->kernel[vector], .layout = layout, .luck = luck};
  sim->moving_columns = model->parameter_count + stages + model->moving_columns;
  const unsigned normals = more(model->start_normals, model->month_normals);
  const unsigned draws = more(more(model->start_normals + model->start_uniforms, model->month_normals + model->month_uniforms),
                              (unsigned)model->parameter_count) +
                         4;
  const size_t columns = model->parameter_count + stages + model->state_columns;
  sim->columns = lanes_room(columns, sizeof(lane_array));
  sim->last_state = lanes_room(model->outcome_columns, sizeof(lane_array));
  sim->word = lanes_room(draws, sizeof *sim->word);
  sim->normal = lanes_room(more(normals, (unsigned)model->parameter_count) + 4, sizeof *sim->normal);
  sim->forced = calloc(model->shock_count + 1, sizeof *sim->forced);
  sim->block.ending = lanes_room(1, sizeof(lane_array));
  if (!sim->columns || !sim->last_state || !sim->word || !sim->normal || !sim->forced || !sim->block.ending) {
    simulation_free(sim);
    return fail_memory(err);
  }
  memset(sim->columns, 0, columns * sizeof(lane_array));
  memset(sim->last_state, 0, model->outcome_columns * sizeof(lane_array));
  sim->block.input = sim->columns;
  sim->stage = sim->columns + model->parameter_count;
  sim->block.state = sim->stage + stages;
  sim->block.forced = sim->forced;
  return true;
}

void simulation_free(struct simulation *sim) {
  free(sim->columns);
  free(sim->last_state);
  free(sim->word);
  free(sim->normal);
  free(sim->forced);
  free(sim->block.ending);
  *sim = (struct simulation){0};
}

/* Draws of a month: normals from the first words, uniforms from the rest. */
static void draw(struct simulation *sim, unsigned month, unsigned normals, unsigned uniforms) {
  sim->lanes->words(sim->word, sim->run, sim->block.width, sim->study->seed, sim->luck, month, (normals + uniforms + 3) / 4);
  sim->lanes->normals(sim->normal, sim->word, sim->block.width, normals / 2);
  sim->block.month = month;
  sim->block.normal = (const normal_array *)sim->normal;
  sim->block.word = (const word_array *)(sim->word + normals);
}

static void sign(struct simulation *sim, size_t scenario, uint64_t first, unsigned runs, const lane_array *score,
                 struct block_result *result) {
  const struct model *model = sim->study->model;
  struct block *b = &sim->block;
  b->live = runs;
  b->width = padded(runs);
  b->horizon = sim->study->months;
  b->coefficient = sim->study->scenarios[scenario].coefficients;
  for (unsigned i = 0; i < LANES; i++) {
    sim->run[i] = first + i;
    sim->slot[i] = i;
  }
  memset(b->state, 0, sim->study->model->state_columns * sizeof(lane_array));
  memset(b->ending, 0, sizeof(lane_array));
  memset(sim->last_ending, 0, sizeof sim->last_ending);
  memset(sim->forced, 0, model->shock_count * sizeof *sim->forced);
  sampler_signing(sim->sampler, scenario, score, b->input, sim->stage, b->width);
  if (result->input) memcpy(result->input, b->input, model->parameter_count * sizeof(lane_array));
  draw(sim, MONTH_SIGNING, model->start_normals, model->start_uniforms);
  sim->kernel->start(b);
  sim->kernel->policies(b);
}

static void force(struct simulation *sim, const struct scenario *scenario, unsigned month) {
  memset(sim->forced, 0, sim->study->model->shock_count * sizeof *sim->forced);
  for (size_t e = 0; e < scenario->event_count; e++)
    if (scenario->events[e].month == month) sim->forced[scenario->events[e].shock] += scenario->events[e].severity;
}

static bool keep_event(struct block_result *result, struct run_event event, struct error *err) {
  if (result->event_count == result->event_room) {
    const size_t room = result->event_room ? 2 * result->event_room : 4096;
    struct run_event *grown = realloc(result->event, room * sizeof *grown);
    if (!grown) return fail_memory(err);
    result->event = grown;
    result->event_room = room;
  }
  result->event[result->event_count++] = event;
  return true;
}

static bool record_events(struct simulation *sim, struct block_result *result, struct error *err) {
  const struct model *model = sim->study->model;
  const struct block *b = &sim->block;
  for (unsigned i = 0; i < b->live; i++) {
    for (size_t h = 0; h < model->happening_count; h++) {
      const double size = b->state[model->happenings[h].column][i];
      if (size != 0 && !keep_event(result, (struct run_event){sim->slot[i], b->month, h, size}, err)) return false;
    }
    const double code = b->ending[0][i];
    if (code != 0 && !keep_event(result, (struct run_event){sim->slot[i], b->month, model->happening_count, code}, err)) return false;
  }
  return true;
}

/* Before anything has been seen. */
static void plan_glances(struct simulation *sim, uint64_t first, struct block_result *result) {
  for (unsigned g = 0; g < sim->glances; g++)
    for (unsigned i = 0; i < LANES; i++) sim->due[g][i] = sim->glance_month(sim->study, g, first + i);
  for (size_t row = 0; row < sim->glances * sim->study->model->variable_count; row++)
    for (unsigned i = 0; i < LANES; i++) result->glance[row][i] = NAN;
}

/* The living at the end of the month. Called before lanes are replaced. */
static void record_glances(const struct simulation *sim, struct block_result *result) {
  const struct model *model = sim->study->model;
  const struct block *b = &sim->block;
  for (unsigned g = 0; g < sim->glances; g++)
    for (unsigned i = 0; i < b->live; i++) {
      if (sim->due[g][sim->slot[i]] != b->month || b->ending[0][i] != 0) continue;
      lane_array *seen = result->glance + g * model->variable_count;
      for (size_t v = 0; v < model->variable_count; v++) seen[v][sim->slot[i]] = b->state[model->variables[v].column][i];
    }
}

/* Put the lane's run aside, as it is, and let the last living lane take its place. */
static void retire(struct simulation *sim, unsigned lane, struct block_result *result) {
  struct block *b = &sim->block;
  const unsigned slot = sim->slot[lane], last = --b->live;
  for (size_t c = 0; c < sim->study->model->outcome_columns; c++) sim->last_state[c][slot] = b->state[c][lane];
  sim->last_ending[0][slot] = b->ending[0][lane];
  result->end_month[slot] = b->month;
  result->ending[slot] = (unsigned char)b->ending[0][lane];
  for (size_t c = 0; c < sim->moving_columns; c++) sim->columns[c][lane] = sim->columns[c][last];
  b->ending[0][lane] = b->ending[0][last];
  sim->run[lane] = sim->run[last];
  sim->slot[lane] = sim->slot[last];
}

static void keep_ended(struct simulation *sim, struct cell_buffer *buffer, size_t variable, const double *value, unsigned ended) {
  uint16_t cell[LANES];
  sim->lanes->cells(cell, value, ended, sim->study->model->variables[variable].grid, sim->scale_inverse);
  for (unsigned i = 0; i < ended; i++)
    buffer->ended[buffer->ended_count++] = (struct ended_cell){sim->block.month, (uint16_t)variable, cell[i]};
}

/* Runs that ended this month; their values of cumulative variables stay what they are from now on. */
static void record_ended(struct simulation *sim, size_t scenario, struct moments *row, struct cell_buffer *buffer) {
  const struct tally_layout *l = sim->layout;
  const struct block *b = &sim->block;
  for (size_t v = 0; v < l->variables; v++) {
    const struct variable *variable = &sim->study->model->variables[v];
    if (!variable->cumulative) continue;
    double value[LANES];
    unsigned ended = 0;
    for (unsigned i = 0; i < b->live; i++)
      if (b->ending[0][i] != 0) value[ended++] = b->state[variable->column][i];
    row[row_ended(l, scenario, l->ordinal[v], b->month)] = sim->lanes->moments(value, ended);
    if (buffer) keep_ended(sim, buffer, v, value, ended);
  }
}

/* The path of the crossing variable, by run: what ended stays where it is. Called before lanes are replaced. */
static void record_path(const struct simulation *sim, lane_array *path) {
  const struct block *b = &sim->block;
  const size_t column = sim->study->model->variables[sim->study->model->crossing].column;
  double *now = path[b->month - 1];
  if (b->month > 1) memcpy(now, path[b->month - 2], sizeof(lane_array));
  for (unsigned i = 0; i < b->live; i++) now[sim->slot[i]] = b->state[column][i];
}

static void record_living(struct simulation *sim, size_t scenario, struct moments *row, struct cell_buffer *buffer) {
  const struct tally_layout *l = sim->layout;
  const struct block *b = &sim->block;
  if (buffer) buffer->span[buffer->block * l->months + b->month - 1] = (struct cell_span){buffer->used, b->live};
  if (b->live == 0) return;
  for (size_t v = 0; v < l->variables; v++) {
    const struct variable *variable = &sim->study->model->variables[v];
    const double *x = b->state[variable->column];
    row[row_variable(l, scenario, v, b->month)] = sim->lanes->moments(x, b->live);
    if (!buffer) continue;
    sim->lanes->cells(buffer->cell + buffer->used, x, b->live, variable->grid, sim->scale_inverse);
    buffer->used += b->live;
  }
}

static void end_runs(struct simulation *sim, size_t scenario, struct moments *row, struct cell_buffer *buffer,
                     struct block_result *result) {
  struct block *b = &sim->block;
  if (b->live == 0 || !sim->lanes->any(b->ending[0], b->live)) return;
  record_ended(sim, scenario, row, buffer);
  for (unsigned i = b->live; i-- > 0;)
    if (b->ending[0][i] != 0) retire(sim, i, result);
  b->width = padded(b->live);
}

static void live_month(struct simulation *sim, size_t scenario, unsigned month) {
  const struct model *model = sim->study->model;
  struct block *b = &sim->block;
  b->month = month;
  if (sampler_month(sim->sampler, scenario, month, (const lane_array *)sim->stage, b->input, b->width)) sim->kernel->policies(b);
  if (sim->study->scenarios[scenario].event_count) force(sim, &sim->study->scenarios[scenario], month);
  draw(sim, month, model->month_normals, model->month_uniforms);
  sim->kernel->step(b);
}

static void finish(struct simulation *sim, size_t scenario, unsigned runs, struct moments *row, struct block_result *result) {
  struct block *b = &sim->block;
  while (b->live) retire(sim, b->live - 1, result);
  struct block last = {.live = runs,
                       .width = padded(runs),
                       .month = sim->study->months,
                       .horizon = sim->study->months,
                       .state = sim->last_state,
                       .ending = sim->last_ending,
                       .coefficient = b->coefficient,
                       .outcome = result->outcome,
                       .end_month = result->end_month};
  sim->kernel->finish(&last);
  for (size_t o = 0; o < sim->layout->outcomes; o++) {
    double present[LANES];
    unsigned n = 0;
    for (unsigned i = 0; i < runs; i++)
      if (!isnan(result->outcome[o][i])) present[n++] = result->outcome[o][i];
    if (n) row[row_outcome(sim->layout, scenario, o)] = sim->lanes->moments(present, n);
  }
}

bool simulate_block(struct simulation *sim, size_t scenario, uint64_t first, unsigned runs, const lane_array *score, struct moments *row,
                    struct cell_buffer *buffer, struct block_result *result, bool events, struct error *err) {
  struct block *b = &sim->block;
  sim->scale_inverse = 1 / tally_scale(sim->study, scenario);
  sign(sim, scenario, first, runs, score, result);
  plan_glances(sim, first, result);
  for (unsigned month = 1; month <= sim->study->months; month++) {
    b->month = month;
    if (b->live) live_month(sim, scenario, month);
    if (events && !record_events(sim, result, err)) return false;
    if (result->path) record_path(sim, result->path);
    record_glances(sim, result);
    end_runs(sim, scenario, row, buffer, result);
    record_living(sim, scenario, row, buffer);
  }
  finish(sim, scenario, runs, row, result);
  return true;
}
