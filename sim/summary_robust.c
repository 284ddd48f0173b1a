/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary_robust.h"
#include "json_make.h"
#include "robust.h"
#include "words.h"
#include <stdlib.h>

enum { DECIDINGS_MOST = 3 }; /* coefficients named for a finding; the rest is in robustness.csv */

static const char not_probabilities[] = "These shares are not probabilities: they say how often a verdict holds among versions drawn "
                                        "evenly from ranges that are mostly judgement.";

static unsigned long long printable(uint64_t count) {
  return count;
}

static const char *s_of(uint64_t count) {
  return count == 1 ? "" : "s";
}

/* "86 to 97 %" */
static void interval_write(FILE *out, struct estimate share) {
  const int decimals = share.n >= 1000;
  fprintf(out, "%.*f to %.*f %%", decimals, 100 * share.low, decimals, 100 * share.high);
}

/* "survival_60 and success_080" */
static void facts_write(FILE *out, const struct model *model) {
  for (size_t f = 0; f < model->fact_count; f++)
    fprintf(out, "%s%s", f == 0 ? "" : f + 1 < model->fact_count ? ", " : " and ", model->facts[f].name);
}

static void heading_write(FILE *out, const struct robust *robust) {
  const struct model *const model = robust->study->model;
  const uint64_t fitting = robust_fitting(robust);
  fprintf(out, "In %zu other version%s of the model, every coefficient drawn from its plausible range, %llu runs each on the same luck",
          robust->done, s_of(robust->done), printable(robust->runs));
  if (robust->done < robust->asked) fprintf(out, " (interrupted: %zu were asked for)", robust->asked);
  if (model->fact_count) {
    fprintf(out, "; %llu fit%s the fact%s ", printable(fitting), fitting == 1 ? "s" : "", s_of(model->fact_count));
    facts_write(out, model);
  }
  fprintf(out, ":\n");
}

/* "93 of 100 versions (95 %: 86 to 97 %; worse in 2, not distinguishable in 5)" */
static void stances_write(FILE *out, const struct robust *robust, struct stances all) {
  const bool directed = robust->study->model->outcomes[robust->outcome].better != 0;
  fprintf(out, "%llu of %llu version%s (95 %%: ", printable(all.count[STANCE_AHEAD]), printable(all.versions), s_of(all.versions));
  interval_write(out, estimate_share(all.count[STANCE_AHEAD], all.versions));
  if (all.count[STANCE_AHEAD] < all.versions) {
    fprintf(out, "; %s in %llu", directed ? "worse" : "lower", printable(all.count[STANCE_BEHIND]));
    if (robust->equivalents) fprintf(out, ", equivalent in %llu", printable(all.count[STANCE_EQUIVALENT]));
    fprintf(out, ", not distinguishable in %llu", printable(all.count[STANCE_NEITHER]));
  }
  fprintf(out, ")");
}

static void fitting_write(FILE *out, struct stances fitting) {
  if (fitting.versions == 0) return;
  fprintf(out, ", in %llu of the %llu that fit%s (", printable(fitting.count[STANCE_AHEAD]), printable(fitting.versions),
          fitting.versions == 1 ? "s" : "");
  interval_write(out, estimate_share(fitting.count[STANCE_AHEAD], fitting.versions));
  fprintf(out, ")");
}

/* "x (the higher, the better for B: rank correlation 0.52, 95 %: 0.16 to 0.88)" */
static void deciding_write(FILE *out, const struct robust *robust, const struct deciding *deciding, const struct finding *finding) {
  const struct study *const study = robust->study;
  const bool directed = study->model->outcomes[robust->outcome].better != 0;
  const struct estimate r = deciding->correlation;
  const bool turned = finding->scenario < finding->other;
  char value[WORDS_SIZE], low[WORDS_SIZE], high[WORDS_SIZE];
  fprintf(out, "%s (the %s, the %s for %s: rank correlation %s, 95 %%: %s to %s)", study->model->coefficients[deciding->coefficient].name,
          (r.value > 0) != turned ? "higher" : "lower", directed ? "better" : "higher", study->scenarios[finding->scenario].name,
          words_value(value, turned ? -r.value : r.value, 2), words_value(low, turned ? -r.high : r.low, 2),
          words_value(high, turned ? -r.low : r.high, 2));
}

/* "  The verdict goes with ..." */
static void decidings_write(FILE *out, const struct robust *robust, const struct decidings *decidings, const struct finding *finding) {
  size_t count = 0;
  for (size_t i = 0; i < decidings->count; i++) {
    const struct deciding *const d = &decidings->list[i];
    if (d->pair != robust_pair(robust, finding->scenario, finding->other) || count++ >= DECIDINGS_MOST) continue;
    fprintf(out, count == 1 ? "  The verdict goes with " : ", ");
    deciding_write(out, robust, d, finding);
  }
  if (count > DECIDINGS_MOST) fprintf(out, " and %zu more (robustness.csv)", count - DECIDINGS_MOST);
  if (count == 0) fprintf(out, "  No single coefficient stands out as what flips the verdict");
  fprintf(out, ".\n");
}

static void verdicts_write(FILE *out, const struct robust *robust, const struct decidings *decidings, const struct finding *finding) {
  const struct study *const study = robust->study;
  const bool directed = study->model->outcomes[robust->outcome].better != 0;
  const struct stances all = robust_stances(robust, finding->scenario, finding->other, false);
  fprintf(out, "%s is %s than %s in ", study->scenarios[finding->scenario].name, directed ? "better" : "higher",
          study->scenarios[finding->other].name);
  stances_write(out, robust, all);
  if (study->model->fact_count) fitting_write(out, robust_stances(robust, finding->scenario, finding->other, true));
  fprintf(out, ".\n");
  for (int s = 0; s < STANCES; s++)
    if (all.count[s] == all.versions) return; /* nothing flips */
  decidings_write(out, robust, decidings, finding);
}

bool summary_robust_text(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  const struct robust *const robust = options->robust;
  struct finding *findings = NULL;
  struct decidings decidings = {0};
  size_t count = 0;
  const bool ok = findings_make(&findings, &count, tally, options, err) && robust_decidings(&decidings, robust, err);
  if (ok) {
    heading_write(out, robust);
    for (size_t i = 0; i < count && i < FINDINGS_MOST; i++) verdicts_write(out, robust, &decidings, &findings[i]);
    if (count > FINDINGS_MOST) fprintf(out, "... and %zu more comparisons in robustness.csv.\n", count - FINDINGS_MOST);
    fprintf(out, "%s\n", not_probabilities);
  }
  decidings_free(&decidings);
  free(findings);
  return ok;
}

/* Functions below return a new reference, NULL without memory; jansson hands a NULL on to the whole. */

static json_t *estimate_json(struct estimate estimate) {
  return json_pack("{s:o, s:o, s:o, s:I}", "value", json_make_real(estimate.value), "low", json_make_real(estimate.low), "high",
                   json_make_real(estimate.high), "n", (json_int_t)estimate.n);
}

static json_t *stances_json(const struct robust *robust, struct stances stances) {
  const bool directed = robust->study->model->outcomes[robust->outcome].better != 0;
  const char *const name[STANCES] = {directed ? "better" : "higher", "not distinguishable", "equivalent", directed ? "worse" : "lower"};
  json_t *json = json_pack("{s:I, s:o}", "versions", (json_int_t)stances.versions, directed ? "share_better" : "share_higher",
                           estimate_json(estimate_share(stances.count[STANCE_AHEAD], stances.versions)));
  for (int s = 0; s < STANCES; s++)
    if (s != STANCE_EQUIVALENT || robust->equivalents) json = json_make_wider(json, name[s], json_integer((json_int_t)stances.count[s]));
  return json;
}

static json_t *decidings_json(const struct robust *robust, const struct decidings *decidings, size_t pair) {
  json_t *array = json_array();
  for (size_t i = 0; i < decidings->count && array; i++) {
    const struct deciding *const d = &decidings->list[i];
    const char *const name = robust->study->model->coefficients[d->coefficient].name;
    if (d->pair == pair)
      array = json_make_longer(array, json_pack("{s:s, s:o}", "coefficient", name, "rank_correlation", estimate_json(d->correlation)));
  }
  return array;
}

static json_t *pair_json(const struct robust *robust, const struct decidings *decidings, size_t scenario, size_t other) {
  const size_t pair = robust_pair(robust, scenario, other);
  return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "scenario", robust->study->scenarios[scenario].name, "other",
                   robust->study->scenarios[other].name, "verdict_of_model", verdict_names[robust->model[pair].verdict], "all",
                   stances_json(robust, robust_stances(robust, scenario, other, false)), "fitting_facts",
                   stances_json(robust, robust_stances(robust, scenario, other, true)), "coefficients_that_stand_out",
                   decidings_json(robust, decidings, pair));
}

static json_t *pairs_json(const struct robust *robust, const struct decidings *decidings) {
  json_t *array = json_array();
  for (size_t first = 0; first < robust->study->count; first++)
    for (size_t second = first + 1; second < robust->study->count && array; second++)
      array = json_make_longer(array, pair_json(robust, decidings, second, first));
  return array;
}

static json_t *facts_json(const struct robust *robust) {
  const struct model *const model = robust->study->model;
  json_t *array = json_array();
  for (size_t f = 0; f < model->fact_count && array; f++) {
    const struct fact *const fact = &model->facts[f];
    array = json_make_longer(array, json_pack("{s:s, s:s, s:f, s:f, s:o, s:I}", "fact", fact->name, "statistic", fact->statistic, "low",
                                              fact->low, "high", fact->high, "model", estimate_json(robust->figure[f]), "versions_met",
                                              (json_int_t)robust_meeting(robust, f)));
  }
  return array;
}

json_t *summary_robust_json(const struct summary_options *options) {
  const struct robust *const robust = options->robust;
  struct decidings decidings = {0};
  struct error err;
  if (!robust_decidings(&decidings, robust, &err)) return NULL;
  json_t *const json = json_pack("{s:I, s:I, s:b, s:I, s:I, s:o, s:o, s:I, s:s}", "versions_asked", (json_int_t)robust->asked,
                                 "versions_done", (json_int_t)robust->done, "complete", robust->done == robust->asked, "runs",
                                 (json_int_t)robust->runs, "versions_fitting", (json_int_t)robust_fitting(robust), "facts",
                                 facts_json(robust), "pairs", pairs_json(robust, &decidings), "tests", (json_int_t)decidings.tests, "note",
                                 not_probabilities);
  decidings_free(&decidings);
  return json;
}
