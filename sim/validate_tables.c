/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validation.csv, ablation.csv, and the same as one JSON object. Numbers are rounded to six digits: some come from the C library. */
#include "csv.h"
#include "json_make.h"
#include "number.h"
#include "validate.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 6 };

static double rounded(double value) {
  char text[NUMBER_SIZE];
  double back = value;
  if (!isfinite(value)) return NAN;
  number_round(text, value, DIGITS);
  number_read(text, '.', &back);
  return back;
}

static struct csv *begin(FILE *out, bool excel, const char *const *header, size_t columns) {
  struct csv *csv = malloc(sizeof *csv);
  if (!csv) return NULL;
  csv_begin(csv, out, excel);
  for (size_t c = 0; c < columns; c++) csv_text(csv, header[c]);
  csv_end_row(csv);
  return csv;
}

static void put_figure(struct csv *csv, struct figure figure) {
  csv_number(csv, rounded(figure.value));
  csv_number(csv, rounded(figure.se));
  csv_number(csv, rounded(figure.low));
  csv_number(csv, rounded(figure.high));
}

static void put_fact(struct csv *csv, const struct validation *v, size_t f) {
  const struct known_fact *const fact = &v->evidence->facts[f];
  const struct figure figure = v->figure[f], list = v->yardstick[f];
  csv_text(csv, fact->name);
  csv_text(csv, fact->finding);
  csv_text(csv, fact->figure);
  csv_text(csv, fact->study_name);
  csv_number(csv, fact->low);
  csv_number(csv, fact->high);
  put_figure(csv, figure);
  csv_whole(csv, figure.n);
  csv_text(csv, known_fact_met(fact, figure) ? "met" : "missed");
  csv_text(csv, known_fact_borderline(fact, figure) ? "yes" : "no");
  put_figure(csv, list);
  csv_text(csv, known_fact_met(fact, list) ? "met" : "missed");
  csv_text(csv, fact->use);
  csv_text(csv, fact->mark);
  csv_text(csv, fact->source);
  csv_end_row(csv);
}

bool validation_csv(FILE *out, const struct validation *v, bool excel, struct error *err) {
  static const char *const header[] = {"fact",
                                       "finding",
                                       "figure",
                                       "study",
                                       "accepted_low",
                                       "accepted_high",
                                       "value",
                                       "se",
                                       "low",
                                       "high",
                                       "n",
                                       "verdict",
                                       "borderline",
                                       "yardstick_value",
                                       "yardstick_se",
                                       "yardstick_low",
                                       "yardstick_high",
                                       "yardstick_verdict",
                                       "use",
                                       "mark",
                                       "source"};
  struct csv *csv = begin(out, excel, header, sizeof header / sizeof *header);
  if (!csv) return fail_memory(err);
  for (size_t f = 0; f < v->evidence->fact_count; f++) put_fact(csv, v, f);
  csv_flush(csv);
  free(csv);
  return true;
}

/* Cells of a score that was not taken are empty. */
static void put_score(struct csv *csv, const struct score *score) {
  for (int use = USES; use-- > 0;) {
    const bool taken = score->facts[use] > 0;
    csv_number(csv, taken ? rounded(score->misfit[use]) : (double)NAN);
    csv_number(csv, taken ? rounded(score->error[use]) : (double)NAN);
    csv_number(csv, taken ? (double)score->missed[use] : (double)NAN);
  }
}

static void put_ablation(struct csv *csv, const struct ablation *a, const char *name, const char *meaning, const char *verdict) {
  char off[1024] = "";
  for (size_t i = 0; a->mechanism && i < SWITCHED_MOST && a->mechanism->switched[i].coefficient; i++) {
    const size_t used = strlen(off);
    snprintf(off + used, sizeof off - used, "%s%s=%g", i ? " " : "", a->mechanism->switched[i].coefficient, a->mechanism->switched[i].off);
  }
  csv_text(csv, name);
  csv_text(csv, meaning);
  csv_text(csv, off);
  csv_whole(csv, a->fitted);
  put_score(csv, &a->before);
  put_score(csv, &a->after);
  csv_text(csv, verdict);
  csv_end_row(csv);
}

bool ablation_csv(FILE *out, const struct validation *v, bool excel, struct error *err) {
  static const char *const header[] = {"mechanism",
                                       "meaning",
                                       "switched_off",
                                       "coefficients_fitted",
                                       "misfit_calibrated",
                                       "misfit_calibrated_se",
                                       "missed_calibrated",
                                       "misfit_checks",
                                       "misfit_checks_se",
                                       "missed_checks",
                                       "refitted_misfit_calibrated",
                                       "refitted_misfit_calibrated_se",
                                       "refitted_missed_calibrated",
                                       "refitted_misfit_checks",
                                       "refitted_misfit_checks_se",
                                       "refitted_missed_checks",
                                       "verdict"};
  const struct ablations *const all = &v->ablations;
  struct csv *csv = begin(out, excel, header, sizeof header / sizeof *header);
  if (!csv) return fail_memory(err);
  put_ablation(csv, &all->whole, "none", "the whole model", "");
  for (size_t m = 0; m < all->done; m++)
    put_ablation(csv, &all->list[m], all->list[m].mechanism->name, all->list[m].mechanism->meaning, ablation_verdict(all, m));
  const struct ablation list = {.fitted = v->evidence->yardstick->coefficient_count, .after = all->yardstick};
  put_ablation(csv, &list, v->evidence->yardstick->name, v->evidence->yardstick->meaning, "");
  csv_flush(csv);
  free(csv);
  return true;
}

static json_t *figure_json(struct figure figure) {
  return json_pack("{s:o, s:o, s:o, s:o, s:I}", "value", json_make_real(rounded(figure.value)), "se", json_make_real(rounded(figure.se)),
                   "low", json_make_real(rounded(figure.low)), "high", json_make_real(rounded(figure.high)), "n", (json_int_t)figure.n);
}

static json_t *fact_json(const struct validation *v, size_t f) {
  const struct known_fact *const fact = &v->evidence->facts[f];
  return json_pack("{s:s, s:s, s:s, s:s, s:[o, o], s:o, s:b, s:b, s:o, s:b, s:s, s:s, s:s}", "fact", fact->name, "finding", fact->finding,
                   "figure", fact->figure, "study", fact->study_name, "accepted", json_make_real(fact->low), json_make_real(fact->high),
                   "model", figure_json(v->figure[f]), "met", known_fact_met(fact, v->figure[f]), "borderline",
                   known_fact_borderline(fact, v->figure[f]), "yardstick", figure_json(v->yardstick[f]), "yardstick_met",
                   known_fact_met(fact, v->yardstick[f]), "use", fact->use, "mark", fact->mark, "source", fact->source);
}

static json_t *score_json(const struct score *score) {
  return json_pack("{s:o, s:o, s:I, s:o, s:o, s:I}", "misfit_calibrated", json_make_real(rounded(score->misfit[USE_CALIBRATED])),
                   "misfit_calibrated_se", json_make_real(rounded(score->error[USE_CALIBRATED])), "missed_calibrated",
                   (json_int_t)score->missed[USE_CALIBRATED], "misfit_checks", json_make_real(rounded(score->misfit[USE_CHECK])),
                   "misfit_checks_se", json_make_real(rounded(score->error[USE_CHECK])), "missed_checks",
                   (json_int_t)score->missed[USE_CHECK]);
}

static json_t *ablations_json(const struct ablations *all) {
  json_t *array = json_array();
  for (size_t m = 0; m < all->done && array; m++)
    array = json_make_longer(array, json_pack("{s:s, s:s, s:o, s:o, s:s}", "mechanism", all->list[m].mechanism->name, "meaning",
                                              all->list[m].mechanism->meaning, "switched_off", score_json(&all->list[m].before), "refitted",
                                              score_json(&all->list[m].after), "verdict", ablation_verdict(all, m)));
  return json_pack("{s:o, s:o, s:o, s:o}", "whole", score_json(&all->whole.before), "whole_refitted", score_json(&all->whole.after),
                   "yardstick", score_json(&all->yardstick), "mechanisms", array);
}

bool validation_json(FILE *out, const struct validation *v, struct error *err) {
  char confession[CONFESSION_SIZE];
  json_t *facts = json_array();
  for (size_t f = 0; f < v->evidence->fact_count && facts; f++) facts = json_make_longer(facts, fact_json(v, f));
  json_t *whole = json_pack("{s:s, s:s, s:o, s:o, s:s, s:o, s:o, s:o}", "model", v->model->name, "model_version", v->model->version, "runs",
                            json_make_whole(v->runs), "seed", json_make_whole(v->seed), "confession", validation_confession(confession, v),
                            "score", score_json(&v->score), "yardstick_score", score_json(&v->yardstick_score), "facts", facts);
  if (v->ablations.done) whole = json_make_wider(whole, "ablation", ablations_json(&v->ablations));
  if (!whole) return fail_memory(err);
  json_dumpf(whole, out, JSON_STYLE);
  fputc('\n', out);
  json_decref(whole);
  return true;
}
