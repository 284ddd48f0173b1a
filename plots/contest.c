/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contest.h"
#include <math.h>

/* How much wider than at CONFIDENCE an interval is that holds together with others. */
static double widening(size_t family) {
  const double freedom = 1e6, each = 1 - (1 - CONFIDENCE) / (double)(family ? family : 1);
  return t_factor(each, freedom) / t_factor(CONFIDENCE, freedom);
}

bool estimate_above(struct estimate a, struct estimate b, size_t family) {
  const double below_a = a.value - a.low, above_b = b.high - b.value;
  return a.value - b.value > widening(family) * sqrt(below_a * below_a + above_b * above_b);
}

struct contest contest_of(const struct estimate *list, size_t count, size_t statements) {
  struct contest out = {.highest = SOURCE_NONE, .lowest = SOURCE_NONE, .clear = count > 1};
  for (size_t i = 0; i < count; i++) {
    if (isnan(list[i].value)) continue;
    if (out.highest == SOURCE_NONE || list[i].value > list[out.highest].value) out.highest = i;
    if (out.lowest == SOURCE_NONE || list[i].value < list[out.lowest].value) out.lowest = i;
  }
  const size_t family = statements * count * (count - 1) / 2;
  for (size_t i = 0; i < count && out.clear; i++)
    out.clear = out.highest != SOURCE_NONE && (i == out.highest || estimate_above(list[out.highest], list[i], family));
  out.apart = out.highest != SOURCE_NONE && estimate_above(list[out.highest], list[out.lowest], family);
  return out;
}

struct estimate series_mean(const struct series *series, size_t month) {
  const double n = series->n[month - 1], mean = series->mean[month - 1];
  const double half = n > 1 ? t_factor(CONFIDENCE, n - 1) * series->mean_se[month - 1] : NAN;
  return (struct estimate){.value = mean, .low = mean - half, .high = mean + half, .n = n > 0 ? (uint64_t)n : 0};
}
