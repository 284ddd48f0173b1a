/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hazards.h"
#include "sample.h"
#include <math.h>

enum { YEAR = 12 };

static const struct estimate none = {NAN, NAN, NAN, 0};

unsigned hazards_years(const struct tally *tally) {
  return (tally->study->months + YEAR - 1) / YEAR;
}

static unsigned last_month(const struct tally *tally, unsigned year) {
  return YEAR * year < tally->study->months ? YEAR * year : tally->study->months;
}

static bool belongs(const struct model *model, size_t ending, size_t cause) {
  if (cause == CAUSE_EARLY_FAILURE) return model->endings[ending].early_failure;
  return cause == CAUSE_ANY || cause == ending;
}

static uint64_t ended_in(const struct tally *tally, size_t scenario, unsigned month, size_t cause) {
  uint64_t ended = 0;
  for (size_t e = 1; e < tally->layout.endings; e++)
    if (belongs(tally->study->model, e, cause)) ended += tally_ended(tally, scenario, month, e);
  return ended;
}

struct exposure hazards_exposure(const struct tally *tally, size_t scenario, unsigned year) {
  const unsigned before = YEAR * (year - 1);
  struct exposure out = {.runs = tally_alive(tally, scenario, before)};
  uint64_t alive = out.runs;
  for (unsigned month = before + 1; month <= last_month(tally, year); month++) {
    out.months += alive;
    alive -= ended_in(tally, scenario, month, CAUSE_ANY);
  }
  return out;
}

struct estimate hazards_rate(const struct tally *tally, size_t scenario, unsigned year, size_t cause, struct exposure exposure) {
  uint64_t ended = 0;
  for (unsigned month = YEAR * (year - 1) + 1; month <= last_month(tally, year); month++) ended += ended_in(tally, scenario, month, cause);
  const struct estimate monthly = estimate_share(ended, exposure.months);
  return (struct estimate){YEAR * monthly.value, YEAR * monthly.low, YEAR * monthly.high, exposure.runs};
}

/* Last month lived of the run that ends as number `rank` from 0; NaN if it is alive at the horizon. */
static double month_of_rank(const struct tally *tally, size_t scenario, uint64_t rank) {
  uint64_t ended = 0;
  for (unsigned month = 1; month <= tally->study->months; month++) {
    ended += ended_in(tally, scenario, month, CAUSE_ANY);
    if (ended > rank) return month;
  }
  return NAN;
}

struct estimate hazards_median_life(const struct tally *tally, size_t scenario) {
  const struct ranks ranks = ranks_of_quantile(tally->runs, 0.5);
  struct estimate out = {NAN, NAN, NAN, tally->runs};
  if (tally->runs == 0) return out;
  out.value = month_of_rank(tally, scenario, (tally->runs - 1) / 2);
  if (ranks.has_low) out.low = month_of_rank(tally, scenario, ranks.low);
  if (ranks.has_high) out.high = month_of_rank(tally, scenario, ranks.high);
  return out;
}

struct estimate hazards_mean_life(const struct tally *tally, size_t scenario) {
  const unsigned horizon = tally->study->months;
  struct moments all = {0};
  uint64_t alive = tally->runs;
  for (unsigned month = 1; month <= horizon; month++) {
    const uint64_t ended = ended_in(tally, scenario, month, CAUSE_ANY);
    moments_merge(&all, &(struct moments){(double)ended, month, 0});
    alive -= ended;
  }
  moments_merge(&all, &(struct moments){(double)alive, horizon, 0});
  return estimate_mean(all, CONFIDENCE);
}

/* Who ends in the last month has the same end_month as who lives on; the outcome alive tells them apart. */
static struct estimate difference_at_horizon(const struct tally *tally, size_t scenario, size_t other) {
  const struct model *const model = tally->study->model;
  const size_t outcome = outcome_find(model, "alive");
  if (outcome == model->outcome_count || model->outcomes[outcome].kind != OUTCOME_SHARE) return none;
  const size_t pair = scenario < other ? pair_index(tally, scenario, other) : pair_index(tally, other, scenario);
  const struct moments m = tally_difference(tally, pair, outcome);
  const double gain = (scenario < other ? 1 : -1) * m.mean * m.count, apart = m.squares + m.mean * m.mean * m.count;
  return estimate_share_difference((uint64_t)((apart + gain) / 2 + 0.5), (uint64_t)((apart - gain) / 2 + 0.5), (uint64_t)m.count);
}

struct estimate hazards_survival_difference(const struct tally *tally, size_t scenario, size_t other, unsigned month) {
  const struct model *const model = tally->study->model;
  const size_t outcome = outcome_find(model, "end_month");
  if (month == tally->study->months) return difference_at_horizon(tally, scenario, other);
  if (outcome == model->outcome_count || !sample_of(tally, scenario, outcome)) return none;
  const double *const own = sample_of(tally, scenario, outcome), *const others = sample_of(tally, other, outcome);
  uint64_t only_own = 0, only_other = 0;
  for (uint64_t r = 0; r < sample_runs(tally); r++) {
    const bool here = own[r] > month, there = others[r] > month;
    only_own += here && !there;
    only_other += there && !here;
  }
  return estimate_share_difference(only_own, only_other, sample_runs(tally));
}
