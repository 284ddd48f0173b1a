/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pairing.h"
#include "lane_math.h"
#include "sample.h"
#include <math.h>

enum { BATCHES = 32 };

struct sums {
  double x, y, gap;
}; /* squared deviations */

static struct sums squares(const double *x, const double *y, uint64_t from, uint64_t to) {
  const double n = (double)(to - from);
  double mean_x = 0, mean_y = 0;
  struct sums sum = {0};
  for (uint64_t r = from; r < to; r++) mean_x += x[r], mean_y += y[r];
  mean_x /= n, mean_y /= n;
  for (uint64_t r = from; r < to; r++) {
    const double a = x[r] - mean_x, b = y[r] - mean_y;
    sum.x += a * a;
    sum.y += b * b;
    sum.gap += (a - b) * (a - b);
  }
  return sum;
}

struct estimate pairing_factor(const struct tally *tally, size_t pair, size_t outcome) {
  const struct estimate none = {NAN, NAN, NAN, 0};
  const struct pair who = pair_at(tally, pair);
  const double *x = sample_of(tally, who.first, outcome), *y = sample_of(tally, who.second, outcome);
  const uint64_t runs = sample_runs(tally);
  if (!x || !y || runs < 2 * BATCHES || tally->study->model->outcomes[outcome].may_be_missing) return none;
  const struct sums all = squares(x, y, 0, runs);
  double sum = 0, square = 0;
  for (unsigned batch = 0; batch < BATCHES; batch++) {
    const struct sums part = squares(x, y, runs * batch / BATCHES, runs * (batch + 1) / BATCHES);
    if (!(part.gap > 0) || !(part.x + part.y > 0)) return none;
    const double log_factor = lane_log((part.x + part.y) / part.gap);
    sum += log_factor;
    square += log_factor * log_factor;
  }
  const double mean = sum / BATCHES, variance = fmax(0, square / BATCHES - mean * mean) / (BATCHES - 1);
  const double half = t_factor(CONFIDENCE, BATCHES - 1) * sqrt(variance), factor = (all.x + all.y) / all.gap;
  return (struct estimate){factor, factor * lane_exp(-half), factor * lane_exp(half), runs};
}
