/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results_robust.h"
#include "results_schema.h"
#include "robust.h"
#include <math.h>
#include <stdlib.h>

#define VERSIONS "share of versions"

/* What a row of the table is about. */
struct subject {
  struct csv *csv;
  const struct robust *robust;
  const char *scenario, *other;
};

static void put(const struct subject *subject, const char *quantity, const char *suffix, struct estimate estimate, const char *unit) {
  char name[128], text[UNIT_SIZE];
  struct csv *const csv = subject->csv;
  snprintf(name, sizeof name, "%s%s", quantity, suffix);
  csv_foreign(csv, subject->scenario);
  csv_foreign(csv, subject->other);
  csv_text(csv, name);
  csv_number(csv, estimate.value);
  csv_number(csv, estimate.low);
  csv_number(csv, estimate.high);
  csv_whole(csv, estimate.n);
  csv_foreign(csv, unit_of(subject->robust->study, unit, text));
  csv_end_row(csv);
}

static void put_facts(struct csv *csv, const struct robust *robust) {
  const struct model *const model = robust->study->model;
  const struct subject population = {csv, robust, "default population", ""};
  for (size_t f = 0; f < model->fact_count; f++) {
    put(&population, model->facts[f].name, "", robust->figure[f], "share");
    put(&population, model->facts[f].name, "_met", estimate_share(robust_meeting(robust, f), robust->done), VERSIONS);
  }
  if (model->fact_count) put(&population, "facts_met", "", estimate_share(robust_fitting(robust), robust->done), VERSIONS);
}

static void put_stances(const struct subject *subject, const char *suffix, struct stances stances) {
  const bool directed = subject->robust->study->model->outcomes[subject->robust->outcome].better != 0;
  const char *const name[STANCES] = {[STANCE_AHEAD] = directed ? "better" : "higher",
                                     [STANCE_NEITHER] = "not_distinguishable",
                                     [STANCE_EQUIVALENT] = "equivalent",
                                     [STANCE_BEHIND] = directed ? "worse" : "lower"};
  for (int s = 0; s < STANCES; s++) {
    if (s == STANCE_EQUIVALENT && !subject->robust->equivalents) continue;
    put(subject, name[s], suffix, estimate_share(stances.count[s], stances.versions), VERSIONS);
  }
}

static int ascending(const void *x, const void *y) {
  const double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* One of the sorted differences, between two where it must be. */
static struct estimate quantile(const double *sorted, uint64_t n, double p) {
  const struct ranks ranks = ranks_of_quantile(n, p);
  const uint64_t below = (uint64_t)ranks.at;
  const double part = ranks.at - (double)below;
  return (struct estimate){part > 0 ? sorted[below] + part * (sorted[below + 1] - sorted[below]) : sorted[below],
                           ranks.has_low ? sorted[ranks.low] : NAN, ranks.has_high ? sorted[ranks.high] : NAN, n};
}

/* room[versions] is scratch. Differences that are missing, because an outcome always is, are left away. */
static void put_differences(const struct subject *subject, size_t pair, double *room) {
  static const struct {
    const char *name;
    double p;
  } levels[] = {{"_q05", 0.05}, {"_q50", 0.5}, {"_q95", 0.95}};
  const struct robust *const robust = subject->robust;
  const char *const unit = robust->study->model->outcomes[robust->outcome].unit;
  size_t n = 0;
  for (size_t version = 1; version <= robust->done; version++) {
    room[n] = robust->difference[version * robust->pairs + pair];
    if (!isnan(room[n])) n++;
  }
  qsort(room, n, sizeof *room, ascending);
  put(subject, "difference", "", robust->model[pair].difference, unit);
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
    const struct estimate none = {NAN, NAN, NAN, 0};
    put(subject, "difference", levels[i].name, n ? quantile(room, n, levels[i].p) : none, unit);
  }
}

static void put_decidings(const struct subject *subject, const struct decidings *decidings, size_t pair) {
  size_t count = 0;
  for (size_t i = 0; i < decidings->count; i++) count += decidings->list[i].pair == pair;
  put(subject, "coefficients_that_stand_out", "", (struct estimate){(double)count, NAN, NAN, subject->robust->done}, "count");
  for (size_t i = 0; i < decidings->count; i++) {
    const struct deciding *const d = &decidings->list[i];
    if (d->pair == pair)
      put(subject, "correlation_", subject->robust->study->model->coefficients[d->coefficient].name, d->correlation, "rank correlation");
  }
}

bool robustness_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  const struct robust *const robust = options->robust;
  struct decidings decidings = {0};
  if (!robust_decidings(&decidings, robust, err)) return false;
  double *const room = calloc(robust->done + 1, sizeof *room);
  put_facts(csv, robust);
  for (size_t p = 0; room && p < robust->pairs; p++) {
    const struct pair pair = pair_at(tally, p);
    const struct subject subject = {csv, robust, robust->study->scenarios[pair.second].name, robust->study->scenarios[pair.first].name};
    put_differences(&subject, p, room);
    put_stances(&subject, "", robust_stances(robust, pair.second, pair.first, false));
    if (robust->study->model->fact_count) put_stances(&subject, "_fitting", robust_stances(robust, pair.second, pair.first, true));
    put_decidings(&subject, &decidings, p);
  }
  const bool done = room || fail_memory(err);
  free(room);
  decidings_free(&decidings);
  return done;
}
