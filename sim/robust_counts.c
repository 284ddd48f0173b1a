/* SPDX-License-Identifier: GPL-3.0-or-later */
/* robust_counts: in how many versions what is so, and which coefficients go with it. */
#include "fact.h"
#include "robust.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

static bool meets(const struct robust *robust, size_t version, size_t fact) {
  const struct model *model = robust->study->model;
  return fact_met(&model->facts[fact], robust->figure[version * model->fact_count + fact]);
}

bool robust_fits(const struct robust *robust, size_t version) {
  for (size_t f = 0; f < robust->study->model->fact_count; f++)
    if (!meets(robust, version, f)) return false;
  return true;
}

uint64_t robust_meeting(const struct robust *robust, size_t fact) {
  uint64_t count = 0;
  for (size_t version = 1; version <= robust->done; version++) count += meets(robust, version, fact);
  return count;
}

uint64_t robust_fitting(const struct robust *robust) {
  uint64_t count = 0;
  for (size_t version = 1; version <= robust->done; version++) count += robust_fits(robust, version);
  return count;
}

/* Of second against first. */
static enum stance stance_at(const struct robust *robust, size_t version, size_t pair) {
  switch ((enum verdict)robust->verdict[version * robust->pairs + pair]) {
  case VERDICT_BETTER:
  case VERDICT_HIGHER: return STANCE_AHEAD;
  case VERDICT_WORSE:
  case VERDICT_LOWER: return STANCE_BEHIND;
  case VERDICT_EQUIVALENT: return STANCE_EQUIVALENT;
  default: return STANCE_NEITHER;
  }
}

size_t robust_pair(const struct robust *robust, size_t scenario, size_t other) {
  const size_t first = scenario < other ? scenario : other, second = scenario < other ? other : scenario;
  return first * (2 * robust->study->count - first - 1) / 2 + second - first - 1;
}

struct stances robust_stances(const struct robust *robust, size_t scenario, size_t other, bool fitting_only) {
  const size_t pair = robust_pair(robust, scenario, other);
  struct stances out = {0};
  for (size_t version = 1; version <= robust->done; version++) {
    if (fitting_only && !robust_fits(robust, version)) continue;
    out.count[stance_at(robust, version, pair)]++;
    out.versions++;
  }
  if (scenario < other) {
    const uint64_t ahead = out.count[STANCE_AHEAD];
    out.count[STANCE_AHEAD] = out.count[STANCE_BEHIND];
    out.count[STANCE_BEHIND] = ahead;
  }
  return out;
}

/* Ranks of values, brought to mean 0 and length 1, so that a sum of products is Spearman's correlation. */
struct ranked {
  double *rank;
  bool varies;
};

struct numbered {
  double value;
  size_t place;
};

static int by_value(const void *x, const void *y) {
  const struct numbered *a = x, *b = y;
  if (a->value != b->value) return a->value < b->value ? -1 : 1;
  return a->place < b->place ? -1 : a->place > b->place;
}

/* item[].value -> rank[]; ties get their mean rank. False if all are tied. */
static bool ranks_make(double *rank, struct numbered *item, size_t n) {
  double length = 0;
  qsort(item, n, sizeof *item, by_value);
  for (size_t first = 0, end; first < n; first = end) {
    for (end = first + 1; end < n && item[end].value == item[first].value; end++) {
    }
    for (size_t i = first; i < end; i++) rank[item[i].place] = ((double)(first + end - 1) - (double)(n - 1)) / 2;
  }
  for (size_t i = 0; i < n; i++) length += rank[i] * rank[i];
  for (size_t i = 0; i < n && length > 0; i++) rank[i] /= sqrt(length);
  return length > 0;
}

static bool rank_coefficient(double *rank, struct numbered *item, const struct robust *robust, size_t coefficient) {
  const size_t coefficients = robust->study->model->coefficient_count;
  for (size_t i = 0; i < robust->done; i++) item[i] = (struct numbered){robust->coefficient[(i + 1) * coefficients + coefficient], i};
  return ranks_make(rank, item, robust->done);
}

static bool rank_stance(double *rank, struct numbered *item, const struct robust *robust, size_t pair) {
  static const double place[STANCES] = {[STANCE_AHEAD] = 1, [STANCE_BEHIND] = -1};
  for (size_t i = 0; i < robust->done; i++) item[i] = (struct numbered){place[stance_at(robust, i + 1, pair)], i};
  return ranks_make(rank, item, robust->done);
}

static bool versions_differ(const struct robust *robust, size_t pair) {
  for (size_t version = 2; version <= robust->done; version++)
    if (stance_at(robust, version, pair) != stance_at(robust, 1, pair)) return true;
  return false;
}

static int by_strength(const void *x, const void *y) {
  const struct deciding *a = x, *b = y;
  const double s = fabs(a->correlation.value), t = fabs(b->correlation.value);
  if (s != t) return s > t ? -1 : 1;
  return a->coefficient < b->coefficient ? -1 : 1;
}

static bool add(struct decidings *out, size_t *room, struct deciding deciding, struct error *err) {
  if (out->count == *room) {
    const size_t wanted = *room ? 2 * *room : 64;
    struct deciding *list = realloc(out->list, wanted * sizeof *list);
    if (!list) return fail_memory(err);
    out->list = list;
    *room = wanted;
  }
  out->list[out->count++] = deciding;
  return true;
}

static size_t count_tests(const struct robust *robust) {
  size_t pairs = 0, coefficients = 0;
  for (size_t p = 0; p < robust->pairs; p++) pairs += versions_differ(robust, p);
  for (size_t c = 0; c < robust->study->model->coefficient_count; c++) coefficients += robust->drawn[c];
  return pairs * coefficients;
}

/* A correlation with its interval, which ends where correlations do. */
static struct estimate correlation_make(double r, double half, uint64_t n) {
  return (struct estimate){r, r - half > -1 ? r - half : -1, r + half < 1 ? r + half : 1, n};
}

/* What stands out for one pair; by_coefficient[coefficient][version], stance: scratch. */
static bool decide(struct decidings *out, size_t *room, const struct robust *robust, size_t pair, double *stance, struct numbered *item,
                   const double *by_coefficient, struct error *err) {
  const size_t n = robust->done, first = out->count;
  const double half = (double)(float)gsl_cdf_ugaussian_Qinv((1 - CONFIDENCE) / 2 / (double)out->tests) / sqrt((double)(n - 1));
  if (!versions_differ(robust, pair) || !rank_stance(stance, item, robust, pair)) return true;
  for (size_t c = 0; c < robust->study->model->coefficient_count; c++) {
    double r = 0;
    for (size_t i = 0; i < n; i++) r += stance[i] * by_coefficient[c * n + i];
    const struct deciding deciding = {pair, c, correlation_make(r, half, n)};
    if (robust->drawn[c] && fabs(r) > half && !add(out, room, deciding, err)) return false;
  }
  if (out->count > first) qsort(out->list + first, out->count - first, sizeof *out->list, by_strength);
  return true;
}

bool robust_decidings(struct decidings *out, const struct robust *robust, struct error *err) {
  const size_t n = robust->done, coefficients = robust->study->model->coefficient_count;
  size_t room = 0;
  *out = (struct decidings){.tests = count_tests(robust)};
  if (out->tests == 0) return true;
  double *stance = calloc(n, sizeof *stance), *by_coefficient = calloc(coefficients * n, sizeof *by_coefficient);
  struct numbered *item = calloc(n, sizeof *item);
  bool ok = (stance && by_coefficient && item) || fail_memory(err);
  for (size_t c = 0; ok && c < coefficients; c++)
    if (robust->drawn[c]) rank_coefficient(by_coefficient + c * n, item, robust, c);
  for (size_t p = 0; ok && p < robust->pairs; p++) ok = decide(out, &room, robust, p, stance, item, by_coefficient, err);
  free(stance);
  free(by_coefficient);
  free(item);
  if (!ok) decidings_free(out);
  return ok;
}

void decidings_free(struct decidings *decidings) {
  free(decidings->list);
  *decidings = (struct decidings){0};
}
