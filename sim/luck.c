/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luck.h"
#include <math.h>
#include <stdlib.h>

static const struct estimate none = {NAN, NAN, NAN, 0};

struct estimate twin_share(const double *x, const double *y, uint64_t count) {
  const double n = (double)count;
  double sum = 0, product = 0, square = 0, influence = 0;
  for (uint64_t i = 0; i < count; i++) sum += x[i] + y[i];
  const double mean = sum / (2 * n);
  for (uint64_t i = 0; i < count; i++) {
    product += (x[i] - mean) * (y[i] - mean);
    square += ((x[i] - mean) * (x[i] - mean) + (y[i] - mean) * (y[i] - mean)) / 2;
  }
  if (count < 2 || !(square > 0)) return none;
  const double share = product / square;
  for (uint64_t i = 0; i < count; i++) {
    const double a = x[i] - mean, b = y[i] - mean, part = (a * b - share * (a * a + b * b) / 2) / (square / n);
    influence += part * part;
  }
  const double half = t_factor(CONFIDENCE, n - 1) * sqrt(influence / (n * (n - 1)));
  return (struct estimate){share, share - half, share + half, count};
}

static bool is_uncertain(const struct scenario *scenario, const struct model *model) {
  for (size_t p = 0; p < model->parameter_count; p++)
    if (!setting_is_constant(&scenario->settings[p])) return true;
  return false;
}

static void compare_twins(struct luck *luck, const struct tally *runs, const struct tally *twins) {
  const struct model *model = runs->study->model;
  const struct tally_layout *l = &runs->layout;
  for (size_t s = 0; s < luck->scenarios; s++)
    for (size_t o = 0; o < luck->outcomes; o++) {
      struct estimate *explained = &luck->explained[s * luck->outcomes + o];
      const struct outcome *outcome = &model->outcomes[o];
      *explained = none;
      if (outcome->kind == OUTCOME_SHARE || outcome->may_be_missing || !is_uncertain(&runs->study->scenarios[s], model)) continue;
      const size_t place = s * l->samples + l->sample[o];
      *explained = twin_share(runs->samples + place * runs->samples_room, twins->samples + place * twins->samples_room, twins->runs);
    }
}

bool luck_measure(struct luck *luck, const struct tally *tally, const struct engine_options *options, struct error *err) {
  struct study study = *tally->study; /* the same scenarios, fewer runs */
  struct engine_options twin = {
      .threads = options->threads, .vector = options->vector, .luck = options->luck + 1, .keep = KEEP_SAMPLES, .stop = options->stop};
  struct tally twins;
  bool any = false;
  *luck = (struct luck){.scenarios = study.count, .outcomes = study.model->outcome_count};
  for (size_t s = 0; s < study.count; s++) any |= is_uncertain(&study.scenarios[s], study.model);
  if (!any || !tally->samples) return true;
  study.runs = tally->runs < LUCK_RUNS_MOST ? tally->runs : LUCK_RUNS_MOST;
  luck->explained = calloc(luck->scenarios * luck->outcomes, sizeof *luck->explained);
  if (!luck->explained) return fail_memory(err);
  if (!engine_run(&twins, &study, &twin, err)) {
    luck_free(luck);
    return false;
  }
  if (twins.complete) compare_twins(luck, tally, &twins);
  else luck_free(luck);
  tally_free(&twins);
  return true;
}

struct estimate luck_explained(const struct luck *luck, size_t scenario, size_t outcome) {
  return luck->explained ? luck->explained[scenario * luck->outcomes + outcome] : none;
}

void luck_free(struct luck *luck) {
  free(luck->explained);
  luck->explained = NULL;
}
