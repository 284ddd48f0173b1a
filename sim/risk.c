/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "risk.h"
#include <math.h>
#include <string.h>

static struct estimate turned(struct estimate estimate) {
  return (struct estimate){-estimate.value, -estimate.high, -estimate.low, estimate.n};
}

struct estimate risk_value_at(const struct sorted *sorted, double tail) {
  const struct ranks ranks = ranks_of_quantile(sorted->present + sorted->missing, tail);
  return turned(estimate_quantile(sorted, &ranks));
}

struct estimate risk_expected_shortfall(const struct sorted *sorted) {
  return turned(estimate_worst(sorted, false));
}

static void add(struct moments *all, double value) {
  const double gap = value - all->mean;
  all->count += 1;
  all->mean += gap / all->count;
  all->squares += gap * (value - all->mean);
}

struct regret risk_regret(const double *chosen, const double *other, uint64_t runs, int better) {
  struct moments shortfall = {0}, expected = {0};
  for (uint64_t r = 0; r < runs; r++) {
    const double missing = better < 0 ? chosen[r] - other[r] : other[r] - chosen[r];
    if (isnan(missing)) continue;
    if (missing > 0) add(&shortfall, missing);
    add(&expected, missing > 0 ? missing : 0);
  }
  return (struct regret){estimate_share((uint64_t)shortfall.count, (uint64_t)expected.count), estimate_mean(shortfall, CONFIDENCE),
                         estimate_mean(expected, CONFIDENCE)};
}

struct sides risk_sides(const double *first, const double *first_base, const double *second, const double *second_base, uint64_t runs) {
  uint64_t count[4] = {0};
  for (uint64_t r = 0; r < runs; r++) {
    const bool one = first[r] > (first_base ? first_base[r] : 0), two = second[r] > (second_base ? second_base[r] : 0);
    count[2 * one + two]++;
  }
  return (struct sides){.both = estimate_share(count[3], runs),
                        .first_only = estimate_share(count[2], runs),
                        .second_only = estimate_share(count[1], runs),
                        .neither = estimate_share(count[0], runs)};
}

bool risk_is_money(const struct outcome *outcome) {
  return strcmp(outcome->unit, "money") == 0 && outcome->kind == OUTCOME_NUMBER && outcome->better > 0;
}
