/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary_choice: what a choice between scenarios means: for each partner, and for who wants the best. */
#include "ranking.h"
#include "results_schema.h"
#include "summary.h"
#include "words.h"
#include <math.h>
#include <stdlib.h>

enum { LISTED_MOST = 6 /* scenarios in one line */ };

/* "Net present value of A better (105.0 ± 5.2)" */
static void partner_write(FILE *out, const struct tally *tally, size_t outcome, const struct comparison *comparison) {
  char text[WORDS_SIZE];
  const struct estimate *const d = &comparison->difference;
  fprintf(out, "%s %s (%s)", tally->study->model->outcomes[outcome].label, verdict_names[comparison->verdict],
          words_around(text, d->value, (d->high - d->low) / 2));
}

void partners_write(FILE *out, const struct tally *tally) {
  const struct model *const model = tally->study->model;
  if (!model->two_partners) return;
  for (size_t s = 1; s < tally->study->count; s++) {
    const struct comparison first = comparison_of(tally, s, 0, model->partner[0], NAN);
    const struct comparison second = comparison_of(tally, s, 0, model->partner[1], NAN);
    if (first.verdict == second.verdict) continue;
    fprintf(out, "%s against %s: ", tally->study->scenarios[s].name, tally->study->scenarios[0].name);
    partner_write(out, tally, model->partner[0], &first);
    fprintf(out, ", ");
    partner_write(out, tally, model->partner[1], &second);
    fprintf(out, ".\n");
  }
}

static size_t leader_of(const struct ranking *ranking, size_t scenarios) {
  size_t leader = 0;
  for (size_t s = 1; s < scenarios; s++)
    if (ranking[s].rank.value < ranking[leader].rank.value) leader = s;
  return leader;
}

/* "Best on average: B (probability > 99.98 %)"; then who else may be. */
static void leader_write(FILE *out, const struct tally *tally, const struct ranking *ranking, size_t leader) {
  const struct estimate *const best = &ranking[leader].best;
  char text[WORDS_SIZE];
  size_t others = 0;
  fprintf(out, "Best on average: %s (probability %s %%)", tally->study->scenarios[leader].name,
          words_share(text, best->value, best->low, best->high));
  for (size_t s = 0; s < tally->study->count; s++) {
    if (s == leader || !ranking[s].possible || ++others > LISTED_MOST) continue;
    fprintf(out, "%s%s", others == 1 ? "; not excluded: " : ", ", tally->study->scenarios[s].name);
  }
  if (others > LISTED_MOST) fprintf(out, " and %zu more", others - LISTED_MOST);
  fputc('.', out);
}

static void single_runs_write(FILE *out, const struct tally *tally, const struct ranking *ranking) {
  double sum = 0;
  if (tally->study->count > LISTED_MOST || isnan(ranking[0].best_run.value)) return;
  for (size_t s = 0; s < tally->study->count; s++) sum += ranking[s].best_run.value;
  fprintf(out, sum > 1.005 ? " Best or equal in a single run:" : " Best in a single run:");
  for (size_t s = 0; s < tally->study->count; s++) {
    const struct estimate *const share = &ranking[s].best_run;
    char text[WORDS_SIZE];
    fprintf(out, "%s %s %s %%", s ? ";" : "", tally->study->scenarios[s].name, words_share(text, share->value, share->low, share->high));
  }
  fputc('.', out);
}

bool choice_write(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  const size_t scenarios = tally->study->count;
  if (scenarios < 3 || tally->study->model->outcomes[options->main_outcome].better == 0) return true;
  struct ranking *const ranking = calloc(scenarios, sizeof *ranking);
  if (!ranking) return fail_memory(err);
  const bool ok = ranking_make(ranking, tally, options->main_outcome, err);
  if (ok && !isnan(ranking[0].best.value)) { /* one run tells nothing */
    leader_write(out, tally, ranking, leader_of(ranking, scenarios));
    single_runs_write(out, tally, ranking);
    fputc('\n', out);
  }
  free(ranking);
  return ok;
}
