/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ablate.h"
#include <math.h>
#include <stdlib.h>

static void switch_off(double *coefficient, const struct model *model, const struct mechanism *mechanism) {
  for (size_t c = 0; c < model->coefficient_count; c++) coefficient[c] = model->coefficients[c].value;
  for (size_t i = 0; mechanism && i < SWITCHED_MOST && mechanism->switched[i].coefficient; i++)
    coefficient[coefficient_find(model, mechanism->switched[i].coefficient)] = mechanism->switched[i].off;
}

/* The same studies on two lucks. */
struct benches {
  struct trials fit, score;
};

static bool score_model(struct score *score, struct trials *trials, const double *coefficient, struct error *err) {
  struct figure figure[FACTS_MOST];
  bool done = true;
  if (!trials_run(trials, coefficient, false, figure, &done, err)) return false;
  if (!done) return err->status = STATUS_INTERRUPTED, false;
  *score = score_of(trials, figure);
  return true;
}

static bool refit(struct ablation *ablation, struct benches *benches, unsigned budget, struct error *err) {
  double *coefficient = calloc(benches->fit.model->coefficient_count + 1, sizeof *coefficient);
  if (!coefficient) return fail_memory(err);
  switch_off(coefficient, benches->fit.model, ablation->mechanism);
  const bool ok = score_model(&ablation->before, &benches->score, coefficient, err) &&
                  fit_model(coefficient, &ablation->fitted, &benches->fit, budget, err) &&
                  score_model(&ablation->after, &benches->score, coefficient, err);
  free(coefficient);
  return ok;
}

static bool score_yardstick(struct score *score, struct benches *benches, unsigned budget, struct error *err) {
  struct figure figure[FACTS_MOST];
  double coefficient[YARDSTICK_MOST];
  if (!fit_yardstick(coefficient, &benches->fit, budget, err) || !trials_yardstick(&benches->score, coefficient, false, figure, err))
    return false;
  *score = score_of(&benches->score, figure);
  return true;
}

static void tell(const struct ablate_options *options, size_t done, size_t all, const char *name) {
  if (options->progress) options->progress(options->progress_context, done, all, name);
}

static bool ablate_all(struct ablations *ablations, struct benches *benches, const struct ablate_options *options, struct error *err) {
  const struct evidence *const evidence = benches->fit.evidence;
  const size_t all = ablations->count + 1;
  tell(options, 0, all, "nothing");
  if (!refit(&ablations->whole, benches, options->budget, err) || !score_yardstick(&ablations->yardstick, benches, options->budget, err))
    return false;
  for (size_t m = 0; m < ablations->count; m++) {
    tell(options, m + 1, all, evidence->mechanisms[m].name);
    ablations->list[m].mechanism = &evidence->mechanisms[m];
    if (!refit(&ablations->list[m], benches, options->budget, err)) return false;
    ablations->done = m + 1;
  }
  tell(options, all, all, "");
  return true;
}

bool ablate(struct ablations *ablations, const struct model *model, const struct ablate_options *options, struct error *err) {
  struct benches benches = {0};
  struct trials_options score = options->trials;
  score.runs = options->score_runs;
  score.seed++;
  *ablations = (struct ablations){0};
  bool ok = trials_open(&benches.fit, model, &options->trials, err) && trials_open(&benches.score, model, &score, err);
  if (ok) {
    ablations->count = model->evidence->mechanism_count;
    ablations->list = calloc(ablations->count + 1, sizeof *ablations->list);
    ok = (ablations->list || fail_memory(err)) && ablate_all(ablations, &benches, options, err);
  }
  trials_close(&benches.fit);
  trials_close(&benches.score);
  if (!ok && err->status != STATUS_INTERRUPTED) ablations_free(ablations);
  return ok || err->status == STATUS_INTERRUPTED;
}

void ablations_free(struct ablations *ablations) {
  free(ablations->list);
  *ablations = (struct ablations){0};
}

/* Misfit above that of the whole model, fitted likewise. */
static double loss(const struct ablations *ablations, size_t mechanism) {
  return score_misfit(&ablations->list[mechanism].after) - score_misfit(&ablations->whole.after);
}

bool ablation_earns(const struct ablations *ablations, size_t mechanism) {
  return loss(ablations, mechanism) > EARNS_MISFIT;
}

bool ablation_borderline(const struct ablations *ablations, size_t mechanism) {
  const double error = score_error(&ablations->list[mechanism].after) + score_error(&ablations->whole.after);
  return fabs(loss(ablations, mechanism) - EARNS_MISFIT) < SCORE_WIDTH * error;
}

const char *ablation_verdict(const struct ablations *ablations, size_t mechanism) {
  const bool borderline = ablation_borderline(ablations, mechanism);
  if (ablation_earns(ablations, mechanism)) return borderline ? "needed, borderline" : "needed";
  return borderline ? "not needed by these facts, borderline" : "not needed by these facts";
}
