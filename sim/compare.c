/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare.h"
#include <math.h>

const char *const verdict_names[] = {"not distinguishable", "equivalent", "better", "worse", "higher", "lower"};

/* first minus second, seen from `scenario`. */
static struct moments turned(struct moments m, bool reversed) {
  if (reversed) m.mean = -m.mean;
  return m;
}

static size_t pair_of(const struct tally *tally, size_t scenario, size_t other) {
  return scenario < other ? pair_index(tally, scenario, other) : pair_index(tally, other, scenario);
}

static enum verdict verdict_of(struct estimate difference, int better, double tolerance) {
  if (difference.low >= -tolerance && difference.high <= tolerance) return VERDICT_EQUIVALENT;
  if (!(difference.low > 0) && !(difference.high < 0)) return VERDICT_UNDECIDED;
  const bool more = difference.low > 0;
  if (better == 0) return more ? VERDICT_HIGHER : VERDICT_LOWER;
  return more == (better > 0) ? VERDICT_BETTER : VERDICT_WORSE;
}

struct comparison comparison_of(const struct tally *tally, size_t scenario, size_t other, size_t outcome, double tolerance) {
  const size_t pair = pair_of(tally, scenario, other);
  const struct moments moments = turned(tally_difference(tally, pair, outcome), scenario > other);
  const uint64_t *const counts = tally->better + 2 * (pair * tally->study->model->outcome_count + outcome);
  const int better = tally->study->model->outcomes[outcome].better;
  struct comparison out = {.se = moments_se(&moments)};
  out.difference = estimate_mean(moments, 1 - (1 - CONFIDENCE) / (double)tally->pair_count);
  out.p_better = estimate_share(counts[scenario > other], better ? tally->runs : 0);
  out.verdict = verdict_of(out.difference, better, tolerance);
  return out;
}

/* What is known of the gap at a month: 1 ahead, -1 behind, 0 neither; by the mean itself, or by its interval. */
static int sign_of_gap(const struct tally *tally, size_t pair, unsigned month, bool reversed, bool surely) {
  const struct estimate gap = estimate_mean(turned(tally_gap(tally, pair, month), reversed), CONFIDENCE);
  return surely ? (gap.low > 0) - (gap.high < 0) : (gap.value > 0) - (gap.value < 0);
}

struct crossover crossover_of(const struct tally *tally, size_t scenario, size_t other) {
  const size_t pair = pair_of(tally, scenario, other);
  const unsigned horizon = tally->study->months;
  const bool reversed = scenario > other;
  struct crossover out = {.month = 1, .low = 1, .high = 1, .ever = estimate_share(tally->ever[2 * pair + reversed], tally->runs)};
  for (unsigned month = 1; month <= horizon; month++) {
    if (sign_of_gap(tally, pair, month, reversed, false) <= 0) out.month = month + 1;
    const int sure = sign_of_gap(tally, pair, month, reversed, true);
    if (sure < 0) out.low = month + 1;
    if (sure <= 0) out.high = month + 1;
  }
  if (out.month > horizon) out.month = 0;
  if (out.low > horizon || tally->runs < 2) out.low = 0;
  if (out.high > horizon) out.high = 0;
  return out;
}
