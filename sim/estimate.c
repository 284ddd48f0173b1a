/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimate.h"
#include "lane_math.h"
#include <gsl/gsl_cdf.h>
#include <math.h>

/* Standard normal quantile of 1 - (1 - CONFIDENCE)/2. */
static const double normal_factor = 1.959963984540054;

double t_factor(double level, double freedom) {
  if (!(freedom >= 1)) return NAN;
  return (double)(float)gsl_cdf_tdist_Qinv((1 - level) / 2, freedom);
}

static struct estimate around(double value, double half, uint64_t n) {
  return (struct estimate){value, value - half, value + half, n};
}

struct estimate estimate_mean(struct moments m, double level) {
  if (m.count == 0) return around(NAN, NAN, 0);
  return around(m.mean, t_factor(level, m.count - 1) * moments_se(&m), (uint64_t)m.count);
}

struct estimate estimate_share(uint64_t successes, uint64_t n) {
  if (n == 0) return around(NAN, NAN, 0);
  const double count = (double)n, share = (double)successes / count, z2 = normal_factor * normal_factor;
  const double centre = (share + z2 / (2 * count)) / (1 + z2 / count);
  const double half = normal_factor / (1 + z2 / count) * sqrt(share * (1 - share) / count + z2 / (4 * count * count));
  return (struct estimate){share, successes ? centre - half : 0, successes < n ? centre + half : 1, n};
}

struct estimate estimate_share_difference(uint64_t first_alone, uint64_t second_alone, uint64_t n) {
  if (n == 0) return around(NAN, NAN, 0);
  const double first = (double)first_alone, second = (double)second_alone, count = (double)n + 2, gap = (first - second) / count;
  const double half = normal_factor * sqrt(((first + second + 1) / count - gap * gap) / count);
  return (struct estimate){(first - second) / (double)n, fmax(gap - half, -1), fmin(gap + half, 1), n};
}

struct estimate estimate_outcome(const struct tally *tally, size_t scenario, size_t outcome) {
  const struct moments moments = tally_outcome(tally, scenario, outcome);
  if (tally->study->model->outcomes[outcome].kind != OUTCOME_SHARE) return estimate_mean(moments, CONFIDENCE);
  return estimate_share((uint64_t)(moments.mean * moments.count + 0.5), (uint64_t)moments.count);
}

/* Binomial weights relative to the mode's: from rank k to k + 1 and to k - 1. */
static double weight_above(uint64_t k, uint64_t n, double p) {
  return (double)(n - k) * p / ((double)(k + 1) * (1 - p));
}

static double weight_below(uint64_t k, uint64_t n, double p) {
  return (double)k * (1 - p) / ((double)(n - k + 1) * p);
}

/* The largest rank l with P(B <= l) <= tail, B binomial(n, p). False if there is none. */
static bool lower_rank(uint64_t n, double p, double tail, uint64_t *rank) {
  const double negligible = 0x1p-70;
  const uint64_t top = (uint64_t)((double)n * p), mode = top < n ? top : n;
  double total = 0, weight = 1;
  for (uint64_t k = mode; k < n && weight > negligible; k++) total += weight *= weight_above(k, n, p);
  uint64_t first = mode;
  for (weight = 1; first > 0 && weight > negligible; first--) {
    total += weight;
    weight *= weight_below(first, n, p);
  }
  total += weight;
  double sum = weight;
  if (sum > tail * total) return false;
  for (*rank = first; *rank < n; ++*rank) {
    weight *= weight_above(*rank, n, p);
    sum += weight;
    if (sum > tail * total) break;
  }
  return true;
}

struct ranks ranks_of_quantile(uint64_t n, double p) {
  struct ranks ranks = {.at = n ? (double)(n - 1) * p : NAN};
  const double tail = (1 - CONFIDENCE) / 2;
  uint64_t mirrored = 0;
  if (n == 0) return ranks;
  ranks.has_low = lower_rank(n, p, tail, &ranks.low);
  ranks.has_high = lower_rank(n, 1 - p, tail, &mirrored);
  if (ranks.has_high) ranks.high = n - 1 - mirrored;
  return ranks;
}

struct estimate estimate_quantile(const struct sorted *sorted, const struct ranks *ranks) {
  struct estimate out = {NAN, NAN, NAN, sorted->present + sorted->missing};
  if (!(ranks->at >= 0)) return out;
  const uint64_t below = (uint64_t)ranks->at;
  const double part = ranks->at - (double)below, value = sorted_rank(sorted, below);
  out.value = part > 0 ? value + part * (sorted_rank(sorted, below + 1) - value) : value;
  if (ranks->has_low) out.low = sorted_rank(sorted, ranks->low);
  if (ranks->has_high) out.high = sorted_rank(sorted, ranks->high);
  return out;
}

/* A walk over the sorted values from a rank on: one by one where they are kept, a cell at a time where they are counted. */
struct walk {
  const struct sorted *sorted;
  uint64_t rank, cell_end;
  size_t cell; /* the next one */
  double value;
  uint64_t weight; /* ranks that have this value */
};

static bool walk_next(struct walk *walk, uint64_t until) {
  walk->rank += walk->weight;
  if (walk->rank >= until) return false;
  if (!walk->sorted->cells) {
    walk->value = sorted_rank(walk->sorted, walk->rank);
    walk->weight = 1;
    return true;
  }
  while (walk->cell_end <= walk->rank) walk->cell_end += walk->sorted->cells[walk->cell++];
  walk->value = outcome_cell_middle(walk->cell - 1);
  walk->weight = (walk->cell_end < until ? walk->cell_end : until) - walk->rank;
  return true;
}

struct estimate estimate_sd(const struct sorted *sorted, struct moments m) {
  const double n = m.count, square = m.squares / n;
  if (n == 0) return around(NAN, NAN, 0);
  if (n < 2) return around(0, NAN, 1);
  if (square == 0) return around(0, 0, (uint64_t)n);
  double fourth = 0;
  for (struct walk walk = {.sorted = sorted}; walk_next(&walk, sorted->present);) {
    const double gap = walk.value - m.mean;
    fourth += (double)walk.weight * gap * gap * gap * gap;
  }
  const double variance = (fourth / n - square * square) / (4 * n * square);
  return around(sqrt(square), normal_factor * sqrt(variance > 0 ? variance : 0), (uint64_t)n);
}

/* Influence of a value x on the mean squared shortfall s: (mean - x)+^2 - s + 2 E(mean - X)+ (x - mean). */
struct estimate estimate_semideviation(const struct sorted *sorted, struct moments m) {
  double first = 0, second = 0, third = 0, fourth = 0;
  if (m.count == 0) return around(NAN, NAN, 0);
  for (struct walk walk = {.sorted = sorted}; walk_next(&walk, sorted->present) && walk.value < m.mean;) {
    const double gap = m.mean - walk.value, weight = (double)walk.weight / m.count;
    first += weight * gap;
    second += weight * gap * gap;
    third += weight * gap * gap * gap;
    fourth += weight * gap * gap * gap * gap;
  }
  if (m.count < 2) return around(0, NAN, 1);
  if (second == 0) return around(0, 0, (uint64_t)m.count);
  const double variance = fourth - second * second - 4 * first * third + 4 * first * first * m.squares / m.count;
  return around(sqrt(second), normal_factor * sqrt(lane_positive(variance) / m.count / (4 * second)), (uint64_t)m.count);
}

/* Sum and sum of squares of (value - quantile) over `count` ranks from `first` on. */
static void excesses(const struct sorted *sorted, uint64_t first, uint64_t count, double quantile, double sums[2]) {
  for (struct walk walk = {.sorted = sorted, .rank = first}; walk_next(&walk, first + count);) {
    const double excess = walk.value - quantile;
    sums[0] += (double)walk.weight * excess;
    sums[1] += (double)walk.weight * excess * excess;
  }
}

struct estimate estimate_worst(const struct sorted *sorted, bool largest) {
  const uint64_t n = sorted->present + sorted->missing;
  struct estimate out = {NAN, NAN, NAN, n};
  const double part = WORST_SHARE * (double)n;
  const uint64_t whole = (uint64_t)part; /* the next value counts for the rest, as the quantile */
  if (n == 0 || (largest ? sorted->missing > 0 : whole >= sorted->present)) return out;
  const double quantile = sorted_rank(sorted, largest ? n - 1 - whole : whole);
  double sums[2] = {0};
  excesses(sorted, largest ? n - whole : 0, whole, quantile, sums);
  out.value = quantile + sums[0] / part;
  if (n < 2) return out;
  const double mean = sums[0] / (double)n, variance = sums[1] / (double)n - mean * mean;
  return around(out.value, normal_factor * sqrt(variance > 0 ? variance / (double)n : 0) / WORST_SHARE, n);
}

struct estimate estimate_below(const struct sorted *sorted, double x) {
  uint64_t low = 0, high = sorted->present;
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    if (sorted_rank(sorted, middle) < x) low = middle + 1;
    else high = middle;
  }
  return estimate_share(low, sorted->present);
}
