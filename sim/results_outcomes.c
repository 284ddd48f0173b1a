/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_outcomes: summary.csv and distributions.csv. */
#include "estimate.h"
#include "results_schema.h"
#include "results_tables.h"
#include <math.h>

enum { STATISTICS = 8, QUANTILES = 5, PROBABILITIES = 100 };
static const char *const statistic_names[STATISTICS] = {"mean", "sd", "q05", "q25", "q50", "q75", "q95", "cvar05"};
static const double quantile_levels[QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

/* Ranks depend on the number of runs alone, so they are found once. */
struct levels {
  struct ranks quantile[QUANTILES];
  double probability[PROBABILITIES];
  struct ranks distribution[PROBABILITIES];
};

static struct levels levels_make(uint64_t runs) {
  struct levels levels;
  for (size_t i = 0; i < QUANTILES; i++) levels.quantile[i] = ranks_of_quantile(runs, quantile_levels[i]);
  for (size_t i = 0; i < PROBABILITIES; i++) {
    levels.probability[i] = (double)(2 * i + 1) / (2 * PROBABILITIES);
    levels.distribution[i] = ranks_of_quantile(runs, levels.probability[i]);
  }
  return levels;
}

/* One outcome of one scenario. */
struct entry {
  const char *scenario, *unit;
  const struct outcome *outcome;
  struct estimate statistic[STATISTICS];
  size_t count; /* statistics that mean something for this outcome */
};

static void statistics_of(struct entry *entry, struct moments moments, const struct sorted *sorted, const struct levels *levels) {
  entry->statistic[1] = estimate_sd(sorted, moments);
  for (size_t i = 0; i < QUANTILES; i++) entry->statistic[2 + i] = estimate_quantile(sorted, &levels->quantile[i]);
  entry->count = STATISTICS - 1;
  if (entry->outcome->better) entry->statistic[entry->count++] = estimate_worst(sorted, entry->outcome->better < 0);
}

static void put_estimate(struct csv *csv, const struct estimate *estimate) {
  csv_number(csv, estimate->value);
  csv_number(csv, estimate->low);
  csv_number(csv, estimate->high);
}

static void put_long(struct csv *csv, const struct entry *entry) {
  for (size_t i = 0; i < entry->count; i++) {
    csv_foreign(csv, entry->scenario);
    csv_text(csv, entry->outcome->name);
    csv_text(csv, statistic_names[i]);
    put_estimate(csv, &entry->statistic[i]);
    csv_whole(csv, entry->statistic[i].n);
    csv_foreign(csv, entry->unit);
    csv_end_row(csv);
  }
}

static void put_wide(struct csv *csv, const struct entry *entry) {
  const struct estimate none = {NAN, NAN, NAN, 0};
  csv_foreign(csv, entry->scenario);
  csv_text(csv, entry->outcome->name);
  csv_foreign(csv, entry->unit);
  csv_whole(csv, entry->statistic[0].n);
  for (size_t i = 0; i < STATISTICS; i++) put_estimate(csv, i < entry->count ? &entry->statistic[i] : &none);
  csv_end_row(csv);
}

static void put_distribution(struct csv *csv, const struct entry *entry, const struct sorted *sorted, const struct levels *levels) {
  for (size_t i = 0; i < PROBABILITIES; i++) {
    const struct estimate quantile = estimate_quantile(sorted, &levels->distribution[i]);
    csv_foreign(csv, entry->scenario);
    csv_text(csv, entry->outcome->name);
    csv_number(csv, levels->probability[i]);
    put_estimate(csv, &quantile);
    csv_whole(csv, quantile.n);
    csv_foreign(csv, entry->unit);
    csv_end_row(csv);
  }
}

static bool outcome_rows(struct csv *summary, struct csv *distributions, const struct tally *tally, size_t scenario, size_t outcome,
                         const struct levels *levels, bool wide, struct error *err) {
  const struct study *const study = tally->study;
  char unit[UNIT_SIZE];
  struct sorted sorted = {0};
  struct entry entry = {.scenario = study->scenarios[scenario].name, .outcome = &study->model->outcomes[outcome]};
  entry.unit = unit_of(study, entry.outcome->unit, unit);
  entry.statistic[0] = estimate_outcome(tally, scenario, outcome);
  entry.count = 1;
  if (entry.outcome->kind != OUTCOME_SHARE) {
    if (!sorted_make(&sorted, tally, scenario, outcome, err)) return false;
    statistics_of(&entry, tally_outcome(tally, scenario, outcome), &sorted, levels);
    put_distribution(distributions, &entry, &sorted, levels);
    sorted_free(&sorted);
  }
  if (wide) put_wide(summary, &entry);
  else put_long(summary, &entry);
  return true;
}

bool outcomes_rows(struct csv *summary, struct csv *distributions, const struct tally *tally, const struct results_options *options,
                   struct error *err) {
  const struct levels levels = levels_make(tally->runs);
  for (size_t s = 0; s < tally->study->count; s++) {
    for (size_t o = 0; o < tally->study->model->outcome_count; o++) {
      if (!outcome_rows(summary, distributions, tally, s, o, &levels, options->excel, err)) return false;
    }
  }
  return true;
}
