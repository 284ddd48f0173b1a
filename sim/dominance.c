/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dominance.h"
#include "estimate.h"
#include "resample.h"
#include <math.h>
#include <stdlib.h>

const char *const dominance_verdict_names[] = {"not established", "dominates", "dominated"};

enum { TOGETHER = 8 /* resamples at a time, so that a batch's deviations are read once for all */ };
#define POOLED_MOST UINT64_C(4096) /* runs of a scenario that place the points */

static int ascending(const void *x, const void *y) {
  const double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* Quantiles 5, 7.5, ..., 95 % of the pooled values, and the largest. */
static bool points_make(struct dominance *d, const double *const *value, struct error *err) {
  const uint64_t each = d->runs < POOLED_MOST ? d->runs : POOLED_MOST;
  const size_t count = d->scenarios * each;
  double *const pool = malloc(count * sizeof *pool);
  if (!pool) return fail_memory(err);
  for (size_t s = 0; s < d->scenarios; s++)
    for (uint64_t r = 0; r < each; r++) pool[s * each + r] = value[s][r];
  qsort(pool, count, sizeof *pool, ascending);
  for (size_t k = 0; k < DOMINANCE_POINTS - 1; k++) d->point[k] = pool[count * (2 * k + 4) / 80];
  d->point[DOMINANCE_POINTS - 1] = pool[count - 1];
  for (size_t s = 0; s < d->scenarios; s++)
    for (uint64_t r = 0; r < d->runs; r++)
      if (value[s][r] > d->point[DOMINANCE_POINTS - 1]) d->point[DOMINANCE_POINTS - 1] = value[s][r];
  free(pool);
  return true;
}

/* The first point that is not below x. */
static size_t place_of(const double *point, double x) {
  size_t low = 0, high = DOMINANCE_POINTS - 1;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (point[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* Number of values at or below each point, and sum of (point - value) over them. */
static void sums_of(const double *point, const double *value, uint64_t count, struct measures *sums) {
  double counts[DOMINANCE_POINTS] = {0}, totals[DOMINANCE_POINTS] = {0}, below = 0, total = 0;
  for (uint64_t r = 0; r < count; r++) {
    const size_t place = place_of(point, value[r]);
    counts[place] += 1;
    totals[place] += value[r];
  }
  for (size_t k = 0; k < DOMINANCE_POINTS; k++) {
    below += counts[k];
    total += totals[k];
    sums->of[k] = below;
    sums->of[DOMINANCE_POINTS + k] = below * point[k] - total;
  }
}

/* Levels of a scenario, and the deviations of its batches from them. */
static void scenario_measure(struct dominance *d, size_t scenario, const double *value) {
  struct measures *const batch = d->deviation + scenario * DOMINANCE_BATCHES, *const level = d->level + scenario;
  const uint64_t batches = d->runs < DOMINANCE_BATCHES ? d->runs : DOMINANCE_BATCHES; /* the others deviate by nothing */
  const double widening = sqrt((double)batches / (double)(batches - 1)), runs = (double)d->runs;
  for (uint64_t g = 0; g < batches; g++) {
    const uint64_t first = g * d->runs / batches, end = (g + 1) * d->runs / batches;
    sums_of(d->point, value + first, end - first, &batch[g]);
    for (size_t m = 0; m < DOMINANCE_MEASURES; m++) level->of[m] += batch[g].of[m];
  }
  for (uint64_t g = 0; g < batches; g++) {
    const double part = (double)((g + 1) * d->runs / batches - g * d->runs / batches) / runs;
    for (size_t m = 0; m < DOMINANCE_MEASURES; m++) batch[g].of[m] = widening * (batch[g].of[m] - level->of[m] * part) / runs;
  }
  for (size_t m = 0; m < DOMINANCE_MEASURES; m++) level->of[m] /= runs;
}

static size_t pair_place(const struct dominance *d, size_t scenario, size_t other) {
  const size_t first = scenario < other ? scenario : other, second = scenario < other ? other : scenario;
  return first * (2 * d->scenarios - first - 1) / 2 + second - first - 1;
}

const struct measures *dominance_errors(const struct dominance *d, size_t scenario, size_t other) {
  return &d->error[pair_place(d, scenario, other)];
}

static void errors_make(struct dominance *d, size_t first, size_t second) {
  const struct measures *const one = d->deviation + first * DOMINANCE_BATCHES, *const two = d->deviation + second * DOMINANCE_BATCHES;
  double *const se = d->error[pair_place(d, first, second)].of;
  for (size_t g = 0; g < DOMINANCE_BATCHES; g++)
    for (size_t m = 0; m < DOMINANCE_MEASURES; m++) se[m] += (one[g].of[m] - two[g].of[m]) * (one[g].of[m] - two[g].of[m]);
  for (size_t m = 0; m < DOMINANCE_MEASURES; m++) se[m] = sqrt(se[m]);
}

/* 1/se of every pair, 0 where there is no error; NULL without memory. */
static struct measures *weights_make(const struct dominance *d) {
  const size_t pairs = d->scenarios * (d->scenarios - 1) / 2;
  struct measures *const out = malloc((pairs + 1) * sizeof *out);
  for (size_t pair = 0; out && pair < pairs; pair++)
    for (size_t m = 0; m < DOMINANCE_MEASURES; m++) out[pair].of[m] = d->error[pair].of[m] > 0 ? 1 / d->error[pair].of[m] : 0;
  return out;
}

/* Errors of the levels of a scenario in resamples `first` to `first` + TOGETHER - 1: error[TOGETHER]. */
static void resample_scenario(const struct dominance *d, size_t scenario, const struct resample *draws, unsigned first,
                              struct measures *error) {
  for (size_t i = 0; i < TOGETHER; i++) error[i] = (struct measures){{0}};
  for (size_t g = 0; g < DOMINANCE_BATCHES; g++) {
    const struct measures *const batch = d->deviation + scenario * DOMINANCE_BATCHES + g;
    for (size_t i = 0; i < TOGETHER; i++) {
      const double normal = (double)draws->normal[g][first + i];
      for (size_t m = 0; m < DOMINANCE_MEASURES; m++) error[i].of[m] += normal * batch->of[m];
    }
  }
}

static double larger(double x, double y) {
  return x > y ? x : y;
}

/* Largest studentised error over all pairs, orders and points; error[scenario][TOGETHER] */
static double largest_error(size_t scenarios, const struct measures *error, const struct measures *weights) {
  double largest = 0;
  for (size_t s = 0; s < scenarios; s++)
    for (size_t other = s + 1; other < scenarios; other++, weights++) {
      const double *const one = error[s * TOGETHER].of, *const two = error[other * TOGETHER].of;
      for (size_t m = 0; m < DOMINANCE_MEASURES; m++) largest = larger(largest, fabs(one[m] - two[m]) * weights->of[m]);
    }
  return largest;
}

static bool largest_errors(double largest[DOMINANCE_RESAMPLES], const struct dominance *d, uint64_t seed, struct error *err) {
  struct resample draws = {0};
  struct measures *const weights = weights_make(d), *const error = malloc(d->scenarios * TOGETHER * sizeof *error);
  const bool ok = ((weights && error) || fail_memory(err)) && resample_make(&draws, DOMINANCE_BATCHES, err);
  for (unsigned i = 0; ok && i < DOMINANCE_RESAMPLES; i += TOGETHER) {
    if (i % LANES == 0) resample_draw(&draws, seed, RESAMPLE_DOMINANCE, i / LANES);
    for (size_t s = 0; s < d->scenarios; s++) resample_scenario(d, s, &draws, i % LANES, error + s * TOGETHER);
    for (size_t k = 0; k < TOGETHER; k++) largest[i + k] = largest_error(d->scenarios, error + k, weights);
  }
  resample_free(&draws);
  free(weights);
  free(error);
  return ok;
}

static bool factor_make(struct dominance *d, uint64_t seed, struct error *err) {
  double largest[DOMINANCE_RESAMPLES];
  if (!largest_errors(largest, d, seed, err)) return false;
  qsort(largest, DOMINANCE_RESAMPLES, sizeof *largest, ascending);
  d->factor = largest[(size_t)(CONFIDENCE * (DOMINANCE_RESAMPLES + 1))];
  return true;
}

bool dominance_make(struct dominance *d, const double *const *value, size_t scenarios, uint64_t runs, uint64_t seed, struct error *err) {
  *d = (struct dominance){.scenarios = scenarios,
                          .runs = runs,
                          .level = calloc(scenarios, sizeof *d->level),
                          .deviation = calloc(scenarios * DOMINANCE_BATCHES, sizeof *d->deviation),
                          .error = calloc(scenarios * scenarios / 2 + 1, sizeof *d->error)};
  bool ok = (d->level && d->deviation && d->error) || fail_memory(err);
  ok = ok && points_make(d, value, err);
  for (size_t s = 0; ok && s < scenarios; s++) scenario_measure(d, s, value[s]);
  for (size_t s = 0; ok && s < scenarios; s++)
    for (size_t other = s + 1; other < scenarios; other++) errors_make(d, s, other);
  ok = ok && factor_make(d, seed, err);
  if (!ok) dominance_free(d);
  return ok;
}

struct dominance_result dominance_of(const struct dominance *d, size_t scenario, size_t other, enum dominance_order order) {
  const double *const own = d->level[scenario].of + order * DOMINANCE_POINTS, *const others = d->level[other].of + order * DOMINANCE_POINTS;
  const double *const se = dominance_errors(d, scenario, other)->of + order * DOMINANCE_POINTS;
  struct dominance_result out = {0};
  double reverse = 0;
  bool ahead = false, behind = false; /* for sure, somewhere */
  for (size_t k = 0; k < DOMINANCE_POINTS; k++) {
    const double gap = own[k] - others[k], half = d->factor * se[k];
    out.violation = fmax(out.violation, gap);
    out.low = fmax(out.low, gap - half);
    out.high = fmax(out.high, gap + half);
    reverse = fmax(reverse, half - gap);
    ahead |= gap + half < 0;
    behind |= gap - half > 0;
  }
  if (ahead && out.high <= 0) out.verdict = DOMINATES;
  if (behind && reverse <= 0) out.verdict = DOMINATED;
  return out;
}

void dominance_free(struct dominance *d) {
  free(d->level);
  free(d->deviation);
  free(d->error);
  *d = (struct dominance){0};
}
