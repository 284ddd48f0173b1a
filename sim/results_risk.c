/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_risk: ranking.csv, risk.csv, dominance.csv, hazards.csv. */
#include "compare.h"
#include "dominance.h"
#include "hazards.h"
#include "ranking.h"
#include "results_schema.h"
#include "results_tables.h"
#include "risk.h"
#include "sample.h"
#include "survival.h"
#include <math.h>
#include <stdlib.h>

#define ALONE SIZE_MAX /* in place of the other scenario */

/* Where rows go, and of which scenarios they are. */
struct page {
  struct csv *csv;
  const struct tally *tally;
  size_t scenario, other;
  bool has_other; /* the table has such a column */
};

static struct page page_of(struct csv *csv, const struct tally *tally, size_t scenario, size_t other, bool has_other) {
  return (struct page){csv, tally, scenario, other, has_other};
}

static void begin_row(const struct page *page) {
  const struct study *const study = page->tally->study;
  csv_foreign(page->csv, study->scenarios[page->scenario].name);
  if (!page->has_other) return;
  if (page->other == ALONE) csv_missing(page->csv);
  else csv_foreign(page->csv, study->scenarios[page->other].name);
}

static void put_estimate(struct csv *csv, struct estimate estimate) {
  csv_number(csv, estimate.value);
  csv_number(csv, estimate.low);
  csv_number(csv, estimate.high);
}

static void end_row(const struct page *page, uint64_t n, const char *unit) {
  char text[UNIT_SIZE];
  csv_whole(page->csv, n);
  csv_foreign(page->csv, unit_of(page->tally->study, unit, text));
  csv_end_row(page->csv);
}

static void put(const struct page *page, const char *quantity, struct estimate estimate, const char *unit) {
  begin_row(page);
  csv_text(page->csv, quantity);
  put_estimate(page->csv, estimate);
  end_row(page, estimate.n, unit);
}

/* "probability_of_loss:npv_joint" */
static void put_of(const struct page *page, const char *quantity, const char *of, struct estimate estimate, const char *unit) {
  char text[256];
  snprintf(text, sizeof text, "%s:%s", quantity, of);
  put(page, text, estimate, unit);
}

static void put_ranking(const struct page *page, const struct ranking *ranking, const char *unit) {
  put(page, "mean", ranking->mean, unit);
  put(page, "rank", ranking->rank, "rank");
  put(page, "probability_best_mean", ranking->best, "probability");
  put(page, "not_excluded", (struct estimate){ranking->possible, NAN, NAN, ranking->rank.n}, "yes/no");
  put(page, "share_best_run", ranking->best_run, "share");
}

bool ranking_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  const struct outcome *const outcome = &tally->study->model->outcomes[options->main_outcome];
  const size_t scenarios = tally->study->count;
  if (outcome->better == 0 || scenarios < 2) return true;
  struct ranking *const ranking = calloc(scenarios, sizeof *ranking);
  if (!ranking) return fail_memory(err);
  const bool ok = ranking_make(ranking, tally, options->main_outcome, err);
  for (size_t s = 0; ok && s < scenarios; s++) {
    const struct page page = page_of(csv, tally, s, ALONE, false);
    put_ranking(&page, &ranking[s], outcome->unit);
  }
  free(ranking);
  return ok;
}

static bool put_losses(const struct page *page, size_t outcome, struct error *err) {
  const struct outcome *const o = &page->tally->study->model->outcomes[outcome];
  const struct moments moments = tally_outcome(page->tally, page->scenario, outcome);
  struct sorted sorted;
  if (!sorted_make(&sorted, page->tally, page->scenario, outcome, err)) return false;
  put_of(page, "probability_of_loss", o->name, estimate_below(&sorted, 0), "share");
  put_of(page, "value_at_risk_05", o->name, risk_value_at(&sorted, 0.05), o->unit);
  put_of(page, "value_at_risk_01", o->name, risk_value_at(&sorted, 0.01), o->unit);
  put_of(page, "expected_shortfall_05", o->name, risk_expected_shortfall(&sorted), o->unit);
  put_of(page, "sd", o->name, estimate_sd(&sorted, moments), o->unit);
  put_of(page, "semideviation", o->name, estimate_semideviation(&sorted, moments), o->unit);
  sorted_free(&sorted);
  return true;
}

static void put_successes(const struct page *page) {
  const struct model *const model = page->tally->study->model;
  for (size_t o = 0; o < model->outcome_count; o++)
    if (model->outcomes[o].kind == OUTCOME_SHARE && model->outcomes[o].better > 0)
      put_of(page, "success", model->outcomes[o].name, estimate_outcome(page->tally, page->scenario, o), "share");
  put_of(page, "success", "alive_or_planned", survival_lasted(page->tally, page->scenario), "share");
}

/* Both partners of one scenario, or against another. */
static void put_sides(const struct page *page) {
  const struct tally *const tally = page->tally;
  const struct model *const model = tally->study->model;
  const size_t first = model->partner[0], second = model->partner[1];
  const bool alone = page->other == ALONE;
  if (!model->two_partners || !sample_of(tally, 0, first) || !sample_of(tally, 0, second)) return;
  const struct sides sides = risk_sides(sample_of(tally, page->scenario, first), alone ? NULL : sample_of(tally, page->other, first),
                                        sample_of(tally, page->scenario, second), alone ? NULL : sample_of(tally, page->other, second),
                                        sample_runs(tally));
  put(page, alone ? "both_gain" : "both_better", sides.both, "share");
  put_of(page, alone ? "only_gains" : "only_better", model->outcomes[first].name, sides.first_only, "share");
  put_of(page, alone ? "only_gains" : "only_better", model->outcomes[second].name, sides.second_only, "share");
  put(page, alone ? "neither_gains" : "neither_better", sides.neither, "share");
  for (size_t i = 0; i < 2 && !alone; i++)
    put_of(page, "difference", model->outcomes[model->partner[i]].name,
           comparison_of(tally, page->scenario, page->other, model->partner[i], NAN).difference, model->outcomes[model->partner[i]].unit);
}

static bool regret_applies(const struct tally *tally, size_t outcome) {
  const struct outcome *const o = &tally->study->model->outcomes[outcome];
  return tally->study->count > 1 && o->better != 0 && !o->may_be_missing && sample_of(tally, 0, outcome);
}

static void put_regrets(struct csv *csv, const struct tally *tally, size_t scenario, size_t outcome, const double *best) {
  const struct outcome *const o = &tally->study->model->outcomes[outcome];
  const double *const chosen = sample_of(tally, scenario, outcome);
  for (size_t other = 0; other < tally->study->count; other++) {
    if (other == scenario) continue;
    const struct page page = page_of(csv, tally, scenario, other, true);
    const struct regret regret = risk_regret(chosen, sample_of(tally, other, outcome), sample_runs(tally), o->better);
    put_of(&page, "loses_to", o->name, regret.loses, "share");
    put_of(&page, "shortfall_when_it_loses", o->name, regret.shortfall, o->unit);
  }
  const struct page alone = page_of(csv, tally, scenario, ALONE, true);
  put_of(&alone, "regret", o->name, risk_regret(chosen, best, sample_runs(tally), o->better).expected, o->unit);
}

static bool put_risks(struct csv *csv, const struct tally *tally, size_t scenario, struct error *err) {
  const struct model *const model = tally->study->model;
  const struct page alone = page_of(csv, tally, scenario, ALONE, true), against = page_of(csv, tally, scenario, 0, true);
  for (size_t o = 0; o < model->outcome_count; o++)
    if (risk_is_money(&model->outcomes[o]) && !put_losses(&alone, o, err)) return false;
  put_successes(&alone);
  put_sides(&alone);
  if (scenario > 0) put_sides(&against);
  return true;
}

bool risk_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  const bool regrets = regret_applies(tally, options->main_outcome);
  double *best = NULL;
  bool ok = !regrets || sample_best(&best, tally, options->main_outcome, err);
  for (size_t s = 0; ok && s < tally->study->count; s++) {
    ok = put_risks(csv, tally, s, err);
    if (ok && regrets) put_regrets(csv, tally, s, options->main_outcome, best);
  }
  free(best);
  return ok;
}

static void put_dominance(const struct page *page, const struct dominance *dominance, enum dominance_order order, const char *unit) {
  const struct dominance_result result = dominance_of(dominance, page->scenario, page->other, order);
  begin_row(page);
  csv_text(page->csv, order == FIRST_ORDER ? "violation_first_order" : "violation_second_order");
  put_estimate(page->csv, (struct estimate){result.violation, result.low, result.high, dominance->runs});
  csv_text(page->csv, dominance_verdict_names[result.verdict]);
  end_row(page, dominance->runs, order == FIRST_ORDER ? "share" : unit);
}

static void put_dominances(struct csv *csv, const struct tally *tally, const struct dominance *dominance, const char *unit) {
  for (size_t s = 0; s < tally->study->count; s++)
    for (size_t other = 0; other < tally->study->count; other++) {
      if (other == s) continue;
      const struct page page = page_of(csv, tally, s, other, true);
      for (enum dominance_order order = FIRST_ORDER; order < DOMINANCE_ORDERS; order++) put_dominance(&page, dominance, order, unit);
    }
}

/* All runs of all scenarios, turned so that more is better; the caller's to free. */
static double *values_turned(const struct tally *tally, size_t outcome, const double **value) {
  const uint64_t runs = sample_runs(tally);
  const double sign = tally->study->model->outcomes[outcome].better;
  double *const all = malloc(tally->study->count * runs * sizeof *all);
  for (size_t s = 0; s < tally->study->count && all; s++) {
    const double *const own = sample_of(tally, s, outcome);
    for (uint64_t r = 0; r < runs; r++) all[s * runs + r] = sign * own[r];
    value[s] = all + s * runs;
  }
  return all;
}

bool dominance_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  const size_t outcome = options->main_outcome;
  if (!regret_applies(tally, outcome) || sample_runs(tally) < DOMINANCE_RUNS_LEAST) return true;
  const double **const value = calloc(tally->study->count, sizeof *value);
  double *const all = value ? values_turned(tally, outcome, value) : NULL;
  struct dominance dominance = {0};
  bool ok = all || fail_memory(err);
  ok = ok && dominance_make(&dominance, value, tally->study->count, sample_runs(tally), tally->study->seed, err);
  if (ok) put_dominances(csv, tally, &dominance, tally->study->model->outcomes[outcome].unit);
  dominance_free(&dominance);
  free(all);
  free(value);
  return ok;
}

static void put_year(const struct page *page, unsigned year) {
  const struct model *const model = page->tally->study->model;
  const struct exposure exposure = hazards_exposure(page->tally, page->scenario, year);
  char quantity[64];
  snprintf(quantity, sizeof quantity, "hazard_year_%u", year);
  put_of(page, quantity, "any", hazards_rate(page->tally, page->scenario, year, CAUSE_ANY, exposure), "per year");
  put_of(page, quantity, "early_failure", hazards_rate(page->tally, page->scenario, year, CAUSE_EARLY_FAILURE, exposure), "per year");
  for (size_t e = 1; e < model->ending_count; e++)
    put_of(page, quantity, model->endings[e].name, hazards_rate(page->tally, page->scenario, year, e, exposure), "per year");
}

/* Survival against the baseline, where the horizon reaches. */
static void put_survival(const struct page *page) {
  static const unsigned months[] = {12, 24, 60, 120};
  char quantity[64];
  for (size_t i = 0; i < sizeof months / sizeof *months && months[i] <= page->tally->study->months; i++) {
    const struct estimate difference = hazards_survival_difference(page->tally, page->scenario, page->other, months[i]);
    if (difference.n == 0) continue;
    snprintf(quantity, sizeof quantity, "survival_difference_month_%u", months[i]);
    put(page, quantity, difference, "share");
  }
}

bool hazards_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  (void)options;
  (void)err;
  for (size_t s = 0; s < tally->study->count; s++) {
    const struct page alone = page_of(csv, tally, s, ALONE, true), against = page_of(csv, tally, s, 0, true);
    for (unsigned year = 1; year <= hazards_years(tally); year++) put_year(&alone, year);
    put(&alone, "median_life", hazards_median_life(tally, s), "months");
    put(&alone, "mean_life", hazards_mean_life(tally, s), "months");
    if (s > 0) put_survival(&against);
  }
  return true;
}
