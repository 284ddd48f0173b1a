/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source_outcomes: what is reported once a run, and what goes in. */
#include "plots/source_parts.h"
#include <string.h>

/* summary.csv in either form: a row a statistic, or (--excel) a row an outcome. */
struct summary {
  const struct csv_table *table;
  struct finder scenario, outcome;
  bool wide;
  size_t statistic;                  /* column of a long one */
  struct numbers value;              /* of a long one: value, low, high, n */
  struct numbers values[STATISTICS]; /* of a wide one: mean, mean_low, mean_high */
  struct numbers count;              /* of a wide one */
};

static bool wide_columns(struct summary *summary, struct error *err) {
  if (!numbers_make(&summary->count, summary->table, 1, (const char *const[]){"n"}, err)) return false;
  for (size_t i = 0; i < STATISTICS; i++) {
    char low[32], high[32];
    snprintf(low, sizeof low, "%s_low", source_statistics[i]);
    snprintf(high, sizeof high, "%s_high", source_statistics[i]);
    if (!numbers_make(&summary->values[i], summary->table, 3, (const char *const[]){source_statistics[i], low, high}, err)) return false;
  }
  return true;
}

static bool summary_columns(struct summary *summary, const struct source *source, struct error *err) {
  const struct csv_table *const table = summary->table;
  summary->wide = source->excel;
  if (!finder_make(&summary->scenario, source, table, "scenario", NAME_SCENARIO, err) ||
      !finder_make(&summary->outcome, source, table, "outcome", NAME_OUTCOME, err))
    return false;
  if (summary->wide) return wide_columns(summary, err);
  return csv_table_column(table, "statistic", &summary->statistic, err) &&
         numbers_make(&summary->value, table, 4, (const char *const[]){"value", "low", "high", "n"}, err);
}

static bool wide_row(const struct summary *summary, size_t row, struct estimate *statistic, struct error *err) {
  double value[3], n;
  if (!numbers_at(&summary->count, row, &n, err)) return false;
  for (size_t i = 0; i < STATISTICS; i++) {
    if (!numbers_at(&summary->values[i], row, value, err)) return false;
    statistic[i] = estimate_of(value, n);
  }
  return true;
}

static bool long_row(const struct summary *summary, size_t row, struct estimate *statistic, struct error *err) {
  double value[4];
  if (!numbers_at(&summary->value, row, value, err)) return false;
  for (size_t i = 0; i < STATISTICS; i++)
    if (strcmp(source_statistics[i], csv_table_text(summary->table, row, summary->statistic)) == 0)
      statistic[i] = estimate_of(value, value[3]);
  return true;
}

/* Rows that belong there: shares have a mean alone, and only what has a bad side has a mean of the worst. */
static size_t summary_size(const struct source *source, bool wide) {
  size_t each = 0;
  for (size_t o = 0; o < source->outcome_count; o++) {
    const struct source_outcome *const outcome = &source->outcome[o];
    each += wide || outcome->kind == OUTCOME_SHARE ? 1 : outcome->better ? STATISTICS : STATISTICS - 1;
  }
  return source->scenario_count * each;
}

static bool summary_rows(struct source *source, struct summary *summary, struct error *err) {
  size_t s, o;
  if (!rows_check(summary->table, summary_size(source, summary->wide), err)) return false;
  for (size_t row = 0; row < summary->table->rows; row++) {
    if (!finder_need(&summary->scenario, row, &s, err) || !finder_need(&summary->outcome, row, &o, err)) return false;
    struct estimate *const statistic = source->data->statistic + (s * source->outcome_count + o) * STATISTICS;
    if (!(summary->wide ? wide_row : long_row)(summary, row, statistic, err)) return false;
  }
  return true;
}

bool source_summary(struct source *source, struct error *err) {
  const size_t all = source->scenario_count * source->outcome_count * STATISTICS;
  struct csv_table table = {0};
  struct summary summary = {.table = &table};
  source->data->statistic = source_take(source, all, sizeof *source->data->statistic, err);
  if (!source->data->statistic) return false;
  for (size_t i = 0; i < all; i++) source->data->statistic[i] = estimate_none;
  const bool ok = source_open(source, "summary.csv", &table, err) && summary_columns(&summary, source, err) &&
                  summary_rows(source, &summary, err);
  csv_table_free(&table);
  return ok;
}

/* The columns of distributions.csv. */
struct distributions {
  const struct csv_table *table;
  struct finder scenario, outcome;
  struct numbers numbers;
};

/* Rows that belong together, from `first` on: *end is the first that does not. */
static bool distribution_take(struct source *source, struct distributions *d, size_t first, size_t *end, struct error *err) {
  size_t s, o, next_s, next_o;
  if (!finder_need(&d->scenario, first, &s, err) || !finder_need(&d->outcome, first, &o, err)) return false;
  for (*end = first + 1; *end < d->table->rows; ++*end) {
    if (!finder_need(&d->scenario, *end, &next_s, err) || !finder_need(&d->outcome, *end, &next_o, err)) return false;
    if (next_s != s || next_o != o) break;
  }
  const size_t n = *end - first;
  double *const a = source_numbers(source, 4 * n, err), value[4];
  for (size_t i = 0; i < n; i++) {
    if (!a || !numbers_at(&d->numbers, first + i, value, err)) return false;
    for (size_t k = 0; k < 4; k++) a[k * n + i] = value[k];
  }
  source->data->quantiles[s * source->outcome_count + o] = (struct quantiles){n, a, a + n, a + 2 * n, a + 3 * n};
  return true;
}

/* Every outcome but for shares, each with as many quantiles as the first. */
static bool distributions_whole(const struct source *source, const struct csv_table *table, struct error *err) {
  size_t first = 0;
  for (size_t i = 0; i < source->scenario_count * source->outcome_count; i++) {
    const size_t count = source->data->quantiles[i].count;
    if (source->outcome[i % source->outcome_count].kind == OUTCOME_SHARE) continue;
    if (first == 0) first = count;
    if (count == 0 || count != first)
      return fail_input(err, "%s: rows are missing or stand there twice; the file is damaged, run the sheet again", table->path);
  }
  return true;
}

bool source_distributions(struct source *source, struct error *err) {
  static const char *const names[] = {"probability", "value", "low", "high"};
  struct csv_table table = {0};
  struct distributions d = {.table = &table};
  source->data->quantiles = source_take(source, source->scenario_count * source->outcome_count, sizeof *source->data->quantiles, err);
  bool ok = source->data->quantiles && source_open(source, "distributions.csv", &table, err) &&
            finder_make(&d.scenario, source, &table, "scenario", NAME_SCENARIO, err) &&
            finder_make(&d.outcome, source, &table, "outcome", NAME_OUTCOME, err) && numbers_make(&d.numbers, &table, 4, names, err);
  for (size_t row = 0; ok && row < table.rows;) ok = distribution_take(source, &d, row, &row, err);
  ok = ok && distributions_whole(source, &table, err);
  csv_table_free(&table);
  return ok;
}

static bool sample_outcome(struct source *source, const struct csv_table *table, size_t outcome, size_t runs, const double ***place,
                           struct error *err) {
  struct finder scenario;
  size_t column, run_column, s, run;
  double *const all = source_numbers(source, source->scenario_count * runs, err);
  if (!all || !finder_make(&scenario, source, table, "scenario", NAME_SCENARIO, err) ||
      !csv_table_column(table, source->outcome[outcome].name, &column, err) || !csv_table_column(table, "run", &run_column, err))
    return false;
  for (size_t row = 0; row < table->rows; row++) {
    if (!finder_need(&scenario, row, &s, err) || !whole_at(table, row, run_column, 0, runs - 1, &run, err) ||
        !csv_table_number(table, row, column, &all[s * runs + run], err))
      return false;
  }
  for (s = 0; s < source->scenario_count; s++) place[s][outcome] = all + s * runs;
  return true;
}

static bool sample_read(struct source *source, const struct csv_table *table, struct error *err) {
  const size_t scenarios = source->scenario_count, runs = table->rows / scenarios;
  const double ***const place = source_take(source, scenarios, sizeof *place, err);
  struct source_sample *const sample = place ? source_take(source, scenarios, sizeof *sample, err) : NULL;
  if (!sample || (table->rows != scenarios * runs && !rows_check(table, scenarios * (runs + 1), err))) return false;
  for (size_t s = 0; s < scenarios; s++) {
    place[s] = source_take(source, source->outcome_count, sizeof *place[s], err);
    if (!place[s]) return false;
    sample[s] = (struct source_sample){runs, (const double *const *)place[s]};
  }
  for (size_t o = 0; o < source->outcome_count; o++)
    if (source->outcome[o].kind != OUTCOME_SHARE && runs && !sample_outcome(source, table, o, runs, place, err)) return false;
  source->data->sample = sample;
  return true;
}

bool source_samples(struct source *source, struct error *err) {
  struct csv_table table = {0};
  if (!source_listed(source, "sample.csv")) return true;
  const bool ok = source_open(source, "sample.csv", &table, err) && sample_read(source, &table, err);
  csv_table_free(&table);
  return ok;
}

bool source_inputs(struct source *source, struct error *err) {
  static const char *const names[] = {"mean", "sd", "q05", "q50", "q95"};
  const size_t all = source->scenario_count * source->parameter_count;
  struct csv_table *const table = &source->data->inputs;
  struct finder scenario, parameter;
  struct numbers numbers;
  size_t cell, law, unit, s, p;
  source->data->input = source_take(source, all, sizeof *source->data->input, err);
  if (!source->data->input || !source_open(source, "inputs.csv", table, err) || !rows_check(table, all, err) ||
      !finder_make(&scenario, source, table, "scenario", NAME_SCENARIO, err) ||
      !finder_make(&parameter, source, table, "parameter", NAME_PARAMETER, err) || !csv_table_column(table, "cell", &cell, err) ||
      !csv_table_column(table, "law", &law, err) || !csv_table_column(table, "unit", &unit, err) ||
      !numbers_make(&numbers, table, 5, names, err))
    return false;
  for (size_t row = 0; row < table->rows; row++) {
    double v[5];
    if (!finder_need(&scenario, row, &s, err) || !finder_need(&parameter, row, &p, err) || !numbers_at(&numbers, row, v, err)) return false;
    source->data->input[s * source->parameter_count + p] = (struct source_input){
        csv_table_text(table, row, cell), csv_table_text(table, row, law), csv_table_text(table, row, unit), v[0], v[1], v[2], v[3], v[4]};
  }
  return true;
}
