/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "validate.h"
#include "words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void draw_life(struct portrait *portrait, const struct records *r, unsigned months) {
  double ended[MONTHS_MOST + 1] = {0}, unplanned[YEARS_MOST] = {0};
  for (size_t i = 0; i < r->runs; i++) {
    const unsigned month = (unsigned)r->end_month[i];
    if (r->ending[i] != 0) ended[month]++;
    if (r->ending[i] != 0 && !r->model->endings[r->ending[i]].planned) unplanned[(month - 1) / 12] += 1 / (double)r->runs;
  }
  portrait->months = months;
  portrait->alive[0] = 1;
  for (unsigned m = 1; m <= months; m++) portrait->alive[m] = portrait->alive[m - 1] - ended[m] / (double)r->runs;
  for (unsigned year = 0; 12 * (year + 1) <= months; year++) {
    double risk = 0;
    for (unsigned m = 12 * year; m < 12 * (year + 1); m++) risk += portrait->alive[m] / 12;
    portrait->hazard[year] = risk > 0 ? unplanned[year] / risk : NAN;
  }
}

/* Points are multiples of the step as a reader would write them, so that a value of 0.8 reaches 0.8. */
static void draw_worth(struct portrait *portrait, const struct records *r, const char *worth) {
  const double *const value = records_outcome(r, outcome_find(r->model, worth));
  for (size_t p = 0; p < WORTH_POINTS; p++) {
    uint64_t count = 0;
    for (size_t i = 0; i < r->runs; i++) count += value[i] >= (double)p / (1 / WORTH_STEP) ? 1 : 0;
    portrait->reached[p] = (double)count / (double)r->runs;
  }
}

static void draw(struct portrait *portrait, const struct trials *trials) {
  draw_life(portrait, trials->study, trials->populations.months);
  draw_worth(portrait, trials->study, trials->evidence->worth);
}

static bool room_make(struct validation *v, struct error *err) {
  v->figure = calloc(v->evidence->fact_count + 1, sizeof *v->figure);
  v->yardstick = calloc(v->evidence->fact_count + 1, sizeof *v->yardstick);
  v->portrait = calloc(2, sizeof *v->portrait);
  return (v->figure && v->yardstick && v->portrait) || fail_memory(err);
}

/* On fewer runs: inputs are those of the whole. */
static bool fit_list(struct validation *v, const struct trials_options *options, bool *done, struct error *err) {
  struct trials_options fewer = *options;
  struct trials trials = {0};
  struct figure figure[FACTS_MOST];
  if (fewer.runs > FIT_RUNS) fewer.runs = FIT_RUNS;
  const bool ok = trials_open(&trials, v->model, &fewer, err) && trials_run(&trials, NULL, true, figure, done, err) &&
                  (!*done || fit_yardstick(v->list, &trials, FIT_EVALUATIONS, err));
  trials_close(&trials);
  return ok;
}

static bool measure(struct validation *v, struct trials *trials, bool *done, struct error *err) {
  if (!trials_run(trials, NULL, false, v->figure, done, err)) return false;
  if (!*done) return true;
  v->score = score_of(trials, v->figure);
  draw(&v->portrait[0], trials);
  if (!fit_list(v, &trials->options, done, err)) return false;
  if (!*done) return true;
  if (!trials_yardstick(trials, v->list, false, v->yardstick, err)) return false;
  v->yardstick_score = score_of(trials, v->yardstick);
  draw(&v->portrait[1], trials);
  return true;
}

bool validation_make(struct validation *v, const struct model *model, const struct trials_options *options, bool *done, struct error *err) {
  struct trials trials = {0};
  *done = false;
  *v = (struct validation){.model = model, .evidence = model->evidence, .runs = options->runs, .seed = options->seed};
  for (size_t c = 0; c < model->coefficient_count; c++) v->fitted += coefficient_is_fitted(&model->coefficients[c]);
  const bool ok = trials_open(&trials, model, options, err) && room_make(v, err) && measure(v, &trials, done, err);
  trials_close(&trials);
  if (!ok) validation_free(v);
  return ok;
}

void validation_free(struct validation *v) {
  free(v->figure);
  free(v->yardstick);
  free(v->portrait);
  ablations_free(&v->ablations);
  *v = (struct validation){0};
}

const char *validation_verdict(const struct known_fact *fact, struct figure figure) {
  const bool met = known_fact_met(fact, figure), borderline = known_fact_borderline(fact, figure);
  return met ? borderline ? "met, borderline" : "met" : borderline ? "missed, borderline" : "missed";
}

const char *validation_confession(char out[CONFESSION_SIZE], const struct validation *v) {
  snprintf(
      out, CONFESSION_SIZE,
      "%zu coefficients of the model were fitted to %zu of these facts, so meeting those proves little; the evidence is the %zu checks, "
      "which were not fitted.",
      v->fitted, v->score.facts[USE_CALIBRATED], v->score.facts[USE_CHECK]);
  return out;
}

/* Names of the facts that `a` meets and `b` does not: how many. */
static size_t name_alone(FILE *out, const struct validation *v, const struct figure *a, const struct figure *b) {
  size_t count = 0;
  for (size_t f = 0; f < v->evidence->fact_count; f++) {
    const struct known_fact *const fact = &v->evidence->facts[f];
    if (known_fact_met(fact, a[f]) && !known_fact_met(fact, b[f])) fprintf(out, "%s%s", count++ ? ", " : "", fact->name);
  }
  return count;
}

char *validation_apart(const struct validation *v) {
  char *text = NULL;
  size_t size;
  FILE *const out = open_memstream(&text, &size);
  if (!out) return NULL;
  fputs("Only the model meets: ", out);
  if (name_alone(out, v, v->figure, v->yardstick) == 0) fputs("none", out);
  fputs(". Only the yardstick meets: ", out);
  if (name_alone(out, v, v->yardstick, v->figure) == 0) fputs("none", out);
  fputc('.', out);
  if (fclose(out) == 0) return text;
  free(text);
  return NULL;
}

static int decimals_for(const struct known_fact *fact, struct figure figure) {
  if (fact->statistic == STATISTIC_CROSSOVER) return 0;
  const int decimals = decimals_of((figure.high - figure.low) / 2);
  return decimals == NO_ERROR ? 4 : decimals < 0 ? 0 : decimals;
}

const char *validation_value(char out[FIGURE_SIZE], const struct known_fact *fact, struct figure figure) {
  char value[WORDS_SIZE];
  if (isnan(figure.value) && fact->statistic == STATISTIC_CROSSOVER) snprintf(out, FIGURE_SIZE, "never");
  else snprintf(out, FIGURE_SIZE, "%s", words_value(value, figure.value, decimals_for(fact, figure)));
  return out;
}

const char *validation_figure(char out[FIGURE_SIZE], const struct known_fact *fact, struct figure figure) {
  char value[FIGURE_SIZE], low[WORDS_SIZE], high[WORDS_SIZE];
  const int decimals = decimals_for(fact, figure);
  validation_value(value, fact, figure);
  if (isnan(figure.value) || isnan(figure.low) || isnan(figure.high)) snprintf(out, FIGURE_SIZE, "%s", value);
  else
    snprintf(out, FIGURE_SIZE, "%.40s (%.40s to %.40s)", value, words_value(low, figure.low, decimals),
             words_value(high, figure.high, decimals));
  return out;
}

const char *validation_band(char out[FIGURE_SIZE], const struct known_fact *fact) {
  char low[WORDS_SIZE], high[WORDS_SIZE];
  const int decimals = fact->statistic == STATISTIC_CROSSOVER ? 0 : 2;
  snprintf(out, FIGURE_SIZE, "%.40s to %.40s", words_value(low, fact->low, decimals), words_value(high, fact->high, decimals));
  return out;
}

const char *validation_misfit(char out[FIGURE_SIZE], const struct score *score, enum use use) {
  const double half = SCORE_WIDTH * score->error[use];
  if (half > 0) snprintf(out, FIGURE_SIZE, "%.2f ± %.2f (%zu)", score->misfit[use], half, score->missed[use]);
  else snprintf(out, FIGURE_SIZE, "%.2f (%zu)", score->misfit[use], score->missed[use]);
  return out;
}

#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)
const char validation_ablation_note[] =
    "Each mechanism is switched off in turn, and the other fitted coefficients are fitted again on the same small budget. Misfit: squared "
    "distance outside the bands in half-widths, summed over facts; in brackets facts missed; ± is at most what chance does to it at 95 %, "
    "not how well a small budget fits. Needed: fitted again, the misfit of all facts is more than " TEXT(
        EARNS_MISFIT) " above that of the "
                      "whole model, fitted likewise; borderline: chance might decide that otherwise.";
