/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary.h"
#include "results_schema.h"
#include "survival.h"
#include "words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t best_scenario(const struct tally *tally, size_t outcome) {
  const int sign = tally->study->model->outcomes[outcome].better < 0 ? -1 : 1;
  size_t best = 0;
  for (size_t s = 1; s < tally->study->count; s++) {
    if (sign * tally_outcome(tally, s, outcome).mean > sign * tally_outcome(tally, best, outcome).mean) best = s;
  }
  return best;
}

/* The crossing variable tells when the model's own main outcome came about, and no other. */
static bool has_crossing(const struct model *model, size_t outcome) {
  return model->crossing < model->variable_count && outcome == model->main_outcome && model->outcomes[outcome].better > 0;
}

static struct finding finding_make(const struct tally *tally, size_t scenario, size_t other, const struct summary_options *options) {
  const size_t outcome = options->main_outcome;
  struct finding out = {scenario, other, comparison_of(tally, scenario, other, outcome, options->tolerance), NAN, false, {0}};
  if (out.comparison.verdict == VERDICT_WORSE || out.comparison.verdict == VERDICT_LOWER) {
    out.scenario = other;
    out.other = scenario;
    out.comparison = comparison_of(tally, other, scenario, outcome, options->tolerance);
  }
  const struct estimate baseline = estimate_outcome(tally, 0, outcome);
  if (baseline.low > 0 || baseline.high < 0) out.baseline = fabs(baseline.value);
  if (out.comparison.verdict != VERDICT_BETTER || !has_crossing(tally->study->model, outcome)) return out;
  out.crossover = crossover_of(tally, out.scenario, out.other);
  out.overtakes = out.crossover.month > 1 && out.crossover.low > 1;
  return out;
}

bool findings_make(struct finding **findings, size_t *count, const struct tally *tally, const struct summary_options *options,
                   struct error *err) {
  const size_t scenarios = tally->study->count, best = best_scenario(tally, options->main_outcome);
  struct finding *const list = calloc(2 * scenarios, sizeof *list);
  *findings = list;
  *count = 0;
  if (!list) return fail_memory(err);
  if (best != 0) list[(*count)++] = finding_make(tally, best, 0, options);
  for (size_t s = 1; s < scenarios; s++) {
    if (s != best) list[(*count)++] = finding_make(tally, s, 0, options);
  }
  for (size_t s = 1; s < scenarios && best != 0; s++) {
    if (s != best) list[(*count)++] = finding_make(tally, best, s, options);
  }
  return true;
}

/* "450 ± 20 thousand EUR (21 ± 1.2 %)"; shares in percentage points. */
static void difference_write(FILE *out, const struct finding *finding, const struct tally *tally, const struct summary_options *options) {
  const struct outcome *const outcome = &tally->study->model->outcomes[options->main_outcome];
  const struct estimate *const d = &finding->comparison.difference;
  const bool keep_sign = finding->comparison.verdict == VERDICT_UNDECIDED || finding->comparison.verdict == VERDICT_EQUIVALENT;
  const double value = keep_sign ? d->value : fabs(d->value), half = (d->high - d->low) / 2;
  char text[WORDS_SIZE], unit[UNIT_SIZE];
  if (outcome->kind == OUTCOME_SHARE) {
    fprintf(out, "%s percentage points", words_around(text, 100 * value, 100 * half));
    return;
  }
  fprintf(out, "%s %s", words_around(text, value, half), unit_of(tally->study, outcome->unit, unit));
  if (finding->baseline > 0) fprintf(out, " (%s %%)", words_around(text, 100 * value / finding->baseline, 100 * half / finding->baseline));
}

static void overtaking_write(FILE *out, const struct crossover *crossover) {
  fprintf(out, " in month %u (95 %%: %u ", crossover->month, crossover->low);
  if (crossover->high) fprintf(out, "to %u)", crossover->high);
  else fprintf(out, "or later)");
}

void finding_write(FILE *out, const struct finding *finding, const struct tally *tally, const struct summary_options *options) {
  const char *const scenario = tally->study->scenarios[finding->scenario].name, *const other = tally->study->scenarios[finding->other].name;
  switch (finding->comparison.verdict) {
  case VERDICT_UNDECIDED:
    fprintf(out, "%s and %s are not distinguishable: the difference is ", scenario, other);
    difference_write(out, finding, tally, options);
    break;
  case VERDICT_EQUIVALENT:
    fprintf(out, "%s and %s are equivalent within the tolerance: the difference is ", scenario, other);
    difference_write(out, finding, tally, options);
    break;
  case VERDICT_BETTER:
  case VERDICT_WORSE:
    fprintf(out, finding->overtakes ? "%s overtakes %s" : "%s", scenario, other);
    if (finding->overtakes) overtaking_write(out, &finding->crossover);
    fprintf(out, finding->overtakes ? " and ends " : " ends ");
    difference_write(out, finding, tally, options);
    if (finding->overtakes) fprintf(out, " ahead; until then it is behind");
    else fprintf(out, " ahead of %s", other);
    break;
  case VERDICT_HIGHER:
  case VERDICT_LOWER:
    fprintf(out, "%s ends ", scenario);
    difference_write(out, finding, tally, options);
    fprintf(out, " higher than %s", other);
    break;
  }
  fputc('.', out);
}

static void value_write(FILE *out, const struct tally *tally, const struct outcome *outcome, struct estimate mean) {
  char text[WORDS_SIZE], unit[UNIT_SIZE];
  if (outcome->kind == OUTCOME_SHARE) fprintf(out, "%s: %s %% of runs", outcome->label, words_share(text, mean.value, mean.low, mean.high));
  else
    fprintf(out, "%s: %s %s on average", outcome->label, words_around(text, mean.value, (mean.high - mean.low) / 2),
            unit_of(tally->study, outcome->unit, unit));
}

/* "; nine of ten runs lie between -586 and 4070. It is a loss in 33.0 ± 0.9 % of runs" */
static bool spread_write(FILE *out, const struct tally *tally, size_t outcome, double half, struct error *err) {
  struct sorted sorted = {0};
  char low[WORDS_SIZE], high[WORDS_SIZE];
  if (!sorted_make(&sorted, tally, 0, outcome, err)) return false;
  const struct ranks ranks[2] = {ranks_of_quantile(tally->runs, 0.05), ranks_of_quantile(tally->runs, 0.95)};
  const int decimals = decimals_of(half);
  fprintf(out, "; nine of ten runs lie between %s and %s", words_value(low, estimate_quantile(&sorted, &ranks[0]).value, decimals),
          words_value(high, estimate_quantile(&sorted, &ranks[1]).value, decimals));
  if (strcmp(tally->study->model->outcomes[outcome].unit, "money") == 0) {
    const struct estimate loss = estimate_below(&sorted, 0);
    fprintf(out, ".\nIt is a loss in %s %% of runs", words_share(low, loss.value, loss.low, loss.high));
  }
  sorted_free(&sorted);
  return true;
}

static size_t commonest_ending(const struct tally *tally, uint64_t *most) {
  size_t found = 0;
  *most = 0;
  for (size_t e = 1; e < tally->study->model->ending_count; e++) {
    uint64_t ended = 0;
    for (unsigned month = 0; month <= tally->study->months; month++) ended += tally_ended(tally, 0, month, e);
    if (ended <= *most) continue;
    *most = ended;
    found = e;
  }
  return found;
}

static void survival_write(FILE *out, const struct tally *tally) {
  const struct estimate alive = survival_at(tally, 0, tally->study->months).alive;
  char text[WORDS_SIZE];
  uint64_t most;
  const size_t ending = commonest_ending(tally, &most);
  fprintf(out, "After %u months %s %% are still together", tally->study->months, words_share(text, alive.value, alive.low, alive.high));
  if (!ending) return;
  const struct estimate share = estimate_share(most, tally->runs);
  fprintf(out, "; the most frequent ending is %s (%s %%)", tally->study->model->endings[ending].name,
          words_share(text, share.value, share.low, share.high));
}

bool portrait_write(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  const struct outcome *const outcome = &tally->study->model->outcomes[options->main_outcome];
  const struct estimate mean = estimate_outcome(tally, 0, options->main_outcome);
  value_write(out, tally, outcome, mean);
  const bool spreads = outcome->kind != OUTCOME_SHARE,
             alike = tally->runs > 1 && tally_outcome(tally, 0, options->main_outcome).squares == 0;
  if (spreads && alike) fprintf(out, "; all runs are alike");
  else if (spreads && !spread_write(out, tally, options->main_outcome, (mean.high - mean.low) / 2, err)) return false;
  fprintf(out, ".\n");
  if (tally->study->model->ending_count < 2) return true; /* nothing ends */
  survival_write(out, tally);
  fprintf(out, ".\n");
  return true;
}
