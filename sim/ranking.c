/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ranking.h"
#include "compare.h"
#include "lanes.h"
#include "resample.h"
#include "sample.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* Means of all scenarios but the baseline less its own, turned so that more is better, with what their common law needs. */
struct contest {
  size_t rivals;
  double *gap;    /* [rivals] */
  double *factor; /* [rivals][rivals] lower: covariance of the gaps = factor factor' */
  double freedom;
};

static double square_of_se(const struct tally *tally, size_t first, size_t second, size_t outcome) {
  if (first == second) return 0;
  const size_t pair = first < second ? pair_index(tally, first, second) : pair_index(tally, second, first);
  const struct moments m = tally_difference(tally, pair, outcome);
  return moments_variance(&m) / m.count;
}

/* Cholesky's factor in place; what depends on the rows before gets no share of its own. */
static void factorise(double *a, size_t n) {
  for (size_t j = 0; j < n; j++) {
    const double whole = a[j * n + j];
    double pivot = whole;
    for (size_t k = 0; k < j; k++) pivot -= a[j * n + k] * a[j * n + k];
    const double root = pivot > 1e-12 * whole ? sqrt(pivot) : 0;
    a[j * n + j] = root;
    for (size_t i = j + 1; i < n; i++) {
      double sum = a[i * n + j];
      for (size_t k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = root > 0 ? sum / root : 0;
    }
  }
}

static void contest_free(struct contest *contest) {
  free(contest->gap);
  free(contest->factor);
}

/* The variance of a difference of gaps is that of a difference of scenarios, so covariances follow from variances of pairs. */
static bool contest_make(struct contest *contest, const struct tally *tally, size_t outcome, struct error *err) {
  const size_t n = tally->study->count - 1;
  const double sign = tally->study->model->outcomes[outcome].better;
  *contest = (struct contest){n, calloc(n + 1, sizeof *contest->gap), calloc(n * n + 1, sizeof *contest->factor), INFINITY};
  if (!contest->gap || !contest->factor) {
    fail_memory(err);
    return false;
  }
  for (size_t i = 0; i < n; i++) {
    const struct moments m = tally_difference(tally, pair_index(tally, 0, i + 1), outcome);
    contest->gap[i] = -sign * m.mean;
    if (m.count - 1 < contest->freedom) contest->freedom = m.count - 1;
    for (size_t j = 0; j <= i; j++)
      contest->factor[i * n + j] = (square_of_se(tally, 0, i + 1, outcome) + square_of_se(tally, 0, j + 1, outcome) -
                                    square_of_se(tally, i + 1, j + 1, outcome)) /
                                   2;
  }
  factorise(contest->factor, n);
  return true;
}

/* One over the root of chi squared over its freedom, from a standard normal (E. B. Wilson, M. M. Hilferty (1931), "The distribution of
 * chi-square", PNAS 17, 684-688). */
static double stretch_of(double normal, double freedom) {
  const double part = 2 / (9 * freedom), root = 1 - part + normal * sqrt(part), least = 0.01;
  const double clipped = root > least ? root : least;
  return 1 / sqrt(clipped * clipped * clipped);
}

/* Give the draw to the scenario with the highest mean; equal ones share it. mean[scenario][lane], scenario 0 the baseline's 0. */
static void award(lane_array *mean, size_t scenarios, unsigned lane, double *wins) {
  double best = mean[0][lane];
  size_t equal = 1;
  for (size_t s = 1; s < scenarios; s++) {
    if (mean[s][lane] > best) {
      best = mean[s][lane];
      equal = 1;
    } else if (mean[s][lane] == best) equal++;
  }
  for (size_t s = 0; s < scenarios; s++)
    if (mean[s][lane] == best) wins[s] += 1 / (double)equal;
}

static void draw_means(const struct contest *contest, const struct resample *draws, lane_array *mean) {
  const size_t n = contest->rivals;
  for (unsigned i = 0; i < LANES; i++) mean[0][i] = 0;
  for (size_t s = 0; s < n; s++) {
    lanes_base.correlate(mean[s + 1], contest->factor + s * n, (const normal_array *)draws->normal, (unsigned)s, LANES);
    for (unsigned i = 0; i < LANES; i++)
      mean[s + 1][i] = contest->gap[s] + mean[s + 1][i] * stretch_of((double)draws->normal[n][i], contest->freedom);
  }
}

static bool count_wins(const struct contest *contest, uint64_t seed, double *wins, struct error *err) {
  struct resample draws;
  lane_array *const mean = aligned_alloc(64, (contest->rivals + 1) * sizeof *mean);
  if (!mean) return fail_memory(err);
  const bool ok = resample_make(&draws, contest->rivals + 1, err);
  for (unsigned block = 0; ok && block < RANKING_DRAWS / LANES; block++) {
    resample_draw(&draws, seed, RESAMPLE_RANKING, block);
    draw_means(contest, &draws, mean);
    for (unsigned i = 0; i < LANES; i++) award(mean, contest->rivals + 1, i, wins);
  }
  resample_free(&draws);
  free(mean);
  return ok;
}

static bool best_by_draws(struct ranking *ranking, const struct contest *contest, uint64_t seed, struct error *err) {
  double *const wins = calloc(contest->rivals + 1, sizeof *wins);
  if (!wins) return fail_memory(err);
  const bool ok = count_wins(contest, seed, wins, err);
  for (size_t s = 0; ok && s <= contest->rivals; s++) ranking[s].best = estimate_share((uint64_t)(wins[s] + 0.5), RANKING_DRAWS);
  free(wins);
  return ok;
}

static void best_of_two(struct ranking *ranking, const struct contest *contest) {
  const double se = contest->factor[0], gap = contest->gap[0];
  const double certain = gap > 0 ? 1 : gap < 0 ? 0 : 0.5;
  const double second = se > 0 ? (double)(float)gsl_cdf_tdist_P(gap / se, contest->freedom) : certain;
  const uint64_t n = (uint64_t)contest->freedom + 1;
  ranking[0].best = (struct estimate){1 - second, 1 - second, 1 - second, n};
  ranking[1].best = (struct estimate){second, second, second, n};
}

static bool best_make(struct ranking *ranking, const struct tally *tally, size_t outcome, struct error *err) {
  struct contest contest;
  if (tally->study->count == 1) {
    ranking[0].best = (struct estimate){1, 1, 1, tally->runs};
    return true;
  }
  bool ok = contest_make(&contest, tally, outcome, err);
  if (ok && contest.freedom >= 1) { /* fewer runs tell nothing */
    if (contest.rivals == 1) best_of_two(ranking, &contest);
    else ok = best_by_draws(ranking, &contest, tally->study->seed, err);
  }
  contest_free(&contest);
  return ok;
}

static bool best_runs_make(struct ranking *ranking, const struct tally *tally, size_t outcome, struct error *err) {
  const uint64_t runs = sample_runs(tally);
  double *best;
  if (!sample_of(tally, 0, outcome)) return true;
  if (!sample_best(&best, tally, outcome, err)) return false;
  for (size_t s = 0; s < tally->study->count; s++) {
    const double *const value = sample_of(tally, s, outcome);
    uint64_t count = 0;
    for (uint64_t r = 0; r < runs; r++) count += value[r] == best[r];
    ranking[s].best_run = estimate_share(count, runs);
  }
  free(best);
  return true;
}

static void rank(struct ranking *ranking, const struct tally *tally, size_t scenario, size_t outcome) {
  const size_t scenarios = tally->study->count;
  const double sign = tally->study->model->outcomes[outcome].better;
  size_t ahead = 0, ahead_for_sure = 0, behind_for_sure = 0;
  for (size_t other = 0; other < scenarios; other++) {
    if (other == scenario) continue;
    const struct estimate d = comparison_of(tally, scenario, other, outcome, NAN).difference;
    ahead += sign * d.value < 0;
    ahead_for_sure += sign > 0 ? d.high < 0 : d.low > 0;
    behind_for_sure += sign > 0 ? d.low > 0 : d.high < 0;
  }
  ranking->rank = (struct estimate){(double)(1 + ahead), (double)(1 + ahead_for_sure), (double)(scenarios - behind_for_sure), tally->runs};
  ranking->possible = ahead_for_sure == 0;
}

bool ranking_make(struct ranking *ranking, const struct tally *tally, size_t outcome, struct error *err) {
  for (size_t s = 0; s < tally->study->count; s++) {
    ranking[s] = (struct ranking){.mean = estimate_outcome(tally, s, outcome), .best = {NAN, NAN, NAN, 0}, .best_run = {NAN, NAN, NAN, 0}};
    rank(&ranking[s], tally, s, outcome);
  }
  return best_make(ranking, tally, outcome, err) && best_runs_make(ranking, tally, outcome, err);
}
