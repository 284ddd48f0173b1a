/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source_pairs: comparisons of scenarios, and tables with a row for each quantity. */
#include "plots/source_parts.h"
#include <stdlib.h>
#include <string.h>

enum { VERDICTS = 6 };

static bool verdict_at(const struct csv_table *table, size_t row, size_t column, enum verdict *verdict, struct error *err) {
  for (int v = 0; v < VERDICTS; v++) {
    if (strcmp(verdict_names[v], csv_table_text(table, row, column)) != 0) continue;
    *verdict = (enum verdict)v;
    return true;
  }
  return csv_table_fail(table, row, column, "which is no verdict", err);
}

/* The columns that name a pair of scenarios. */
struct pair_finder {
  struct finder scenario, other;
};

static bool pair_make(struct pair_finder *pair, const struct source *source, const struct csv_table *table, struct error *err) {
  return finder_make(&pair->scenario, source, table, "scenario", NAME_SCENARIO, err) &&
         finder_make(&pair->other, source, table, "other", NAME_SCENARIO, err);
}

static bool pair_need(struct pair_finder *pair, size_t row, size_t *scenario, size_t *other, struct error *err) {
  return finder_need(&pair->scenario, row, scenario, err) && finder_need(&pair->other, row, other, err);
}

bool source_comparisons(struct source *source, struct error *err) {
  static const char *const names[] = {"difference", "low", "high", "p_better", "p_better_low", "p_better_high", "se", "n"};
  const size_t scenarios = source->scenario_count, outcomes = source->outcome_count;
  struct csv_table *const table = &source->data->comparison;
  struct difference *const all = source_take(source, scenarios * scenarios * outcomes, sizeof *all, err);
  struct pair_finder pair;
  struct finder outcome;
  struct numbers numbers;
  size_t verdict, family, s, other, o;
  source->data->difference = all;
  if (!all || !source_open(source, "comparison.csv", table, err) || !rows_check(table, scenarios * (scenarios - 1) / 2 * outcomes, err) ||
      !pair_make(&pair, source, table, err) || !finder_make(&outcome, source, table, "outcome", NAME_OUTCOME, err) ||
      !csv_table_column(table, "verdict", &verdict, err) || !csv_table_column(table, "family", &family, err) ||
      !numbers_make(&numbers, table, 8, names, err))
    return false;
  for (size_t row = 0; row < table->rows; row++) {
    double v[8];
    if (!pair_need(&pair, row, &s, &other, err) || !finder_need(&outcome, row, &o, err) || !numbers_at(&numbers, row, v, err)) return false;
    struct difference *const d = &all[(s * scenarios + other) * outcomes + o];
    *d = (struct difference){.present = true,
                             .difference = estimate_of(v, v[7]),
                             .se = v[6],
                             .p_better = estimate_of(v + 3, v[7]),
                             .confirmatory = o == source->main_outcome,
                             .family = csv_table_text(table, row, family)};
    if (!verdict_at(table, row, verdict, &d->verdict, err)) return false;
  }
  return true;
}

static bool crossover_row(struct source *source, const struct csv_table *table, struct pair_finder *pair, const struct numbers *numbers,
                          size_t row, struct error *err) {
  size_t s, other;
  double v[6];
  if (!pair_need(pair, row, &s, &other, err) || !numbers_at(numbers, row, v, err)) return false;
  for (size_t i = 0; i < 3; i++)
    if (v[i] < 0 || v[i] > (double)source->months)
      return csv_table_fail(table, row, numbers->column[i], "which is no month of the run", err);
  source->data->crossover[s * source->scenario_count + other] = (struct crossover){
      v[0] > 0 ? (unsigned)v[0] : 0, v[1] > 0 ? (unsigned)v[1] : 0, v[2] > 0 ? (unsigned)v[2] : 0,
      estimate_of(v + 3, (double)source->runs)};
  return true;
}

bool source_crossovers(struct source *source, struct error *err) {
  static const char *const names[] = {"month", "low", "high", "share_ever", "share_low", "share_high"};
  const size_t all = source->scenario_count * source->scenario_count;
  struct csv_table table = {0};
  struct pair_finder pair;
  struct numbers numbers;
  struct crossover *const crossover = source_take(source, all, sizeof *crossover, err);
  source->data->crossover = crossover;
  for (size_t i = 0; crossover && i < all; i++) crossover[i].ever = estimate_none;
  bool ok = crossover && source_open(source, "crossovers.csv", &table, err) && pair_make(&pair, source, &table, err) &&
            numbers_make(&numbers, &table, 6, names, err);
  for (size_t row = 0; ok && row < table.rows; row++) ok = crossover_row(source, &table, &pair, &numbers, row, err);
  csv_table_free(&table);
  return ok;
}

static int by_place(const void *x, const void *y) {
  const struct quantity *const a = x, *const b = y;
  if (a->scenario != b->scenario) return a->scenario < b->scenario ? -1 : 1;
  if (a->other != b->other) return a->other < b->other ? -1 : 1;
  return strcmp(a->name, b->name);
}

/* Rows of none of the scenarios are those of the default population, in robustness.csv. */
static bool quantity_rows(struct source *source, enum source_table id, struct error *err) {
  static const char *const names[] = {"value", "low", "high", "n"};
  const struct csv_table *const table = &source->data->quantities[id];
  struct quantity_table *const out = &source->data->table[id];
  const bool paired = id != SOURCE_RANKING, strangers = id == SOURCE_ROBUSTNESS;
  struct finder scenario, other;
  struct numbers numbers;
  size_t quantity;
  double v[4];
  out->row = source_take(source, table->rows, sizeof *out->row, err);
  if (!out->row || !finder_make(&scenario, source, table, "scenario", NAME_SCENARIO, err) ||
      (paired && !finder_make(&other, source, table, "other", NAME_SCENARIO, err)) ||
      !csv_table_column(table, "quantity", &quantity, err) || !numbers_make(&numbers, table, 4, names, err))
    return false;
  for (size_t row = 0; row < table->rows; row++) {
    struct quantity *const q = &out->row[out->count++];
    *q = (struct quantity){.scenario = finder_at(&scenario, row), .other = SOURCE_NONE, .name = csv_table_text(table, row, quantity)};
    if (!numbers_at(&numbers, row, v, err)) return false;
    q->estimate = estimate_of(v, v[3]);
    if (q->scenario == SOURCE_NONE && !strangers) return finder_need(&scenario, row, &q->scenario, err);
    if (paired && *csv_table_text(table, row, other.column) && !finder_need(&other, row, &q->other, err)) return false;
  }
  qsort(out->row, out->count, sizeof *out->row, by_place);
  return out->present = true;
}

bool source_quantities(struct source *source, struct error *err) {
  static const char *const file[SOURCE_TABLES] = {"risk.csv",     "ranking.csv",   "hazards.csv",
                                                  "variance.csv", "dominance.csv", "robustness.csv"};
  for (enum source_table t = 0; t < SOURCE_TABLES; t++) {
    if (!source_listed(source, file[t])) continue;
    if (!source_open(source, file[t], &source->data->quantities[t], err) || !quantity_rows(source, t, err)) return false;
  }
  return true;
}

struct estimate source_quantity(const struct source *source, enum source_table table, size_t scenario, size_t other, const char *quantity) {
  const struct quantity_table *const t = &source->data->table[table];
  const struct quantity key = {.scenario = scenario, .other = other, .name = quantity};
  const struct quantity *const found = t->count ? bsearch(&key, t->row, t->count, sizeof key, by_place) : NULL;
  return found ? found->estimate : estimate_none;
}
