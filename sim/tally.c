/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"
#include "engine.h"
#include "lanes.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool layout_make(struct tally_layout *l, const struct study *study, unsigned keep, struct error *err) {
  const struct model *model = study->model;
  *l = (struct tally_layout){.scenarios = study->count,
                             .months = study->months,
                             .variables = keep & KEEP_TRAJECTORIES ? model->variable_count : 0,
                             .outcomes = model->outcome_count,
                             .endings = model->ending_count,
                             .pairs = keep & KEEP_PAIRS ? study->count * (study->count - 1) / 2 : 0};
  l->cell = calloc(model->variable_count + 1, sizeof *l->cell);
  l->ordinal = calloc(model->variable_count + 1, sizeof *l->ordinal);
  l->sample = calloc(model->outcome_count + 1, sizeof *l->sample);
  if (!l->cell || !l->ordinal || !l->sample) return fail_memory(err);
  for (size_t v = 0; v < l->variables; v++) {
    l->cell[v] = l->month_cells;
    l->month_cells += grid_cells(model->variables[v].grid);
    l->ordinal[v] = l->cumulative;
    if (model->variables[v].cumulative) l->cumulative++;
  }
  for (size_t o = 0; o < l->outcomes; o++) {
    l->sample[o] = l->samples;
    if (model->outcomes[o].kind != OUTCOME_SHARE) l->samples++;
  }
  l->scenario_rows = (l->variables + l->cumulative) * l->months + l->outcomes;
  l->pair_rows = l->outcomes + (model->crossing < l->variables ? l->months : 0);
  l->rows = l->scenarios * l->scenario_rows + l->pairs * l->pair_rows;
  return true;
}

size_t row_variable(const struct tally_layout *l, size_t scenario, size_t variable, unsigned month) {
  return scenario * l->scenario_rows + variable * l->months + month - 1;
}

size_t row_ended(const struct tally_layout *l, size_t scenario, size_t ordinal, unsigned month) {
  return scenario * l->scenario_rows + (l->variables + ordinal) * l->months + month - 1;
}

size_t row_outcome(const struct tally_layout *l, size_t scenario, size_t outcome) {
  return scenario * l->scenario_rows + (l->variables + l->cumulative) * l->months + outcome;
}

size_t row_difference(const struct tally_layout *l, size_t pair, size_t outcome) {
  return l->scenarios * l->scenario_rows + pair * l->pair_rows + outcome;
}

size_t row_gap(const struct tally_layout *l, size_t pair, unsigned month) {
  return l->scenarios * l->scenario_rows + pair * l->pair_rows + l->outcomes + month - 1;
}

size_t grid_place(const struct tally_layout *l, size_t scenario, unsigned month, size_t variable) {
  return (scenario * l->months + month - 1) * l->month_cells + l->cell[variable];
}

size_t ended_grid_place(const struct tally_layout *l, size_t scenario, unsigned month, size_t ordinal) {
  return ((scenario * l->months + month - 1) * l->cumulative + ordinal) * MONEY_CELLS;
}

bool tally_make(struct tally *t, const struct study *study, uint64_t runs, unsigned keep, struct error *err) {
  *t = (struct tally){.study = study, .asked = runs, .keep = keep};
  if (!layout_make(&t->layout, study, keep, err)) goto failed;
  const struct tally_layout *l = &t->layout;
  t->pair_count = l->pairs;
  t->samples_room = runs <= EXACT_RUNS ? runs : EXACT_RUNS;
  t->moments = calloc(l->rows + 1, sizeof *t->moments);
  t->ends = calloc(l->scenarios * (l->months + 1) * l->endings + 1, sizeof *t->ends);
  t->missing = calloc(l->scenarios * l->outcomes + 1, sizeof *t->missing);
  t->better = calloc(l->pairs * l->outcomes * 2 + 1, sizeof *t->better);
  t->ever = calloc(l->pairs * 2 + 1, sizeof *t->ever);
  bool ok = t->moments && t->ends && t->missing && t->better && t->ever;
  if (keep & KEEP_QUANTILES) {
    t->grid = calloc(l->scenarios * l->months * l->month_cells + 1, sizeof *t->grid);
    t->ended_grid = calloc(l->scenarios * l->cumulative * l->months * MONEY_CELLS + 1, sizeof *t->ended_grid);
    ok &= t->grid && t->ended_grid;
  }
  if (keep & KEEP_SAMPLES) {
    t->samples = calloc(l->scenarios * l->samples * t->samples_room + 1, sizeof *t->samples);
    if (runs > EXACT_RUNS) t->outcome_grid = calloc(l->scenarios * l->samples * OUTCOME_CELLS, sizeof *t->outcome_grid);
    ok &= t->samples && (t->outcome_grid || runs <= EXACT_RUNS);
  }
  if (ok) return true;
  fail_memory(err);
failed:
  tally_free(t);
  return false;
}

void tally_free(struct tally *t) {
  free(t->layout.cell);
  free(t->layout.ordinal);
  free(t->layout.sample);
  free(t->moments);
  free(t->ends);
  free(t->grid);
  free(t->ended_grid);
  free(t->samples);
  free(t->outcome_grid);
  free(t->missing);
  free(t->better);
  free(t->ever);
  *t = (struct tally){0};
}

struct moments tally_variable(const struct tally *t, size_t scenario, size_t variable, unsigned month) {
  const struct tally_layout *l = &t->layout;
  struct moments sum = t->moments[row_variable(l, scenario, variable, month)];
  if (!t->study->model->variables[variable].cumulative) return sum;
  for (unsigned m = 1; m <= month; m++) moments_merge(&sum, &t->moments[row_ended(l, scenario, l->ordinal[variable], m)]);
  return sum;
}

void tally_variable_quantiles(const struct tally *t, size_t scenario, size_t variable, unsigned month, const double *p, size_t count,
                              double *out) {
  const enum grid grid = t->study->model->variables[variable].grid;
  const unsigned cells = grid_cells(grid);
  const uint32_t *cell = t->grid + grid_place(&t->layout, scenario, month, variable);
  const double total = tally_variable(t, scenario, variable, month).count, scale = grid == GRID_MONEY ? tally_scale(t->study, scenario) : 1;
  double below = 0;
  unsigned c = 0;
  for (size_t i = 0; i < count; i++) {
    if (total == 0) {
      out[i] = NAN;
      continue;
    }
    while (c < cells - 1 && (cell[c] == 0 || below + cell[c] < p[i] * total)) below += cell[c++];
    const double low = grid_border(grid, c), high = grid_border(grid, c + 1);
    out[i] = scale * (cell[c] ? low + (high - low) * (p[i] * total - below) / cell[c] : low);
  }
}

double tally_variable_quantile(const struct tally *t, size_t scenario, size_t variable, unsigned month, double p) {
  double quantile;
  tally_variable_quantiles(t, scenario, variable, month, &p, 1, &quantile);
  return quantile;
}

/* Every machine must have the same scale, so it is rounded to single precision: it may come from GSL. */
double tally_scale(const struct study *study, size_t scenario) {
  if (study->model->scale >= study->model->parameter_count) return 1;
  return (double)(float)law_quantile(&study->scenarios[scenario].settings[study->model->scale].stage[0].law, .5);
}

struct moments tally_outcome(const struct tally *t, size_t scenario, size_t outcome) {
  return t->moments[row_outcome(&t->layout, scenario, outcome)];
}

struct moments tally_difference(const struct tally *t, size_t pair, size_t outcome) {
  return t->moments[row_difference(&t->layout, pair, outcome)];
}

struct moments tally_gap(const struct tally *t, size_t pair, unsigned month) {
  return t->moments[row_gap(&t->layout, pair, month)];
}

uint64_t tally_ended(const struct tally *t, size_t scenario, unsigned month, size_t ending) {
  return t->ends[(scenario * (t->layout.months + 1) + month) * t->layout.endings + ending];
}

uint64_t tally_alive(const struct tally *t, size_t scenario, unsigned month) {
  uint64_t alive = t->runs;
  for (unsigned m = 1; m <= month; m++)
    for (size_t e = 1; e < t->layout.endings; e++) alive -= tally_ended(t, scenario, m, e);
  return alive;
}

size_t pair_index(const struct tally *t, size_t first, size_t second) {
  return first * (2 * t->layout.scenarios - first - 1) / 2 + second - first - 1;
}

struct pair pair_at(const struct tally *t, size_t pair) {
  size_t first = 0;
  while (pair >= t->layout.scenarios - first - 1) pair -= t->layout.scenarios - ++first;
  return (struct pair){first, first + 1 + pair};
}
