/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"
#include <math.h>
#include <stdlib.h>

uint64_t sample_runs(const struct tally *tally) {
  return tally->runs < tally->samples_room ? tally->runs : tally->samples_room;
}

const double *sample_of(const struct tally *tally, size_t scenario, size_t outcome) {
  const struct tally_layout *const l = &tally->layout;
  if (!tally->samples || tally->study->model->outcomes[outcome].kind == OUTCOME_SHARE) return NULL;
  return tally->samples + (scenario * l->samples + l->sample[outcome]) * tally->samples_room;
}

bool sample_best(double **best, const struct tally *tally, size_t outcome, struct error *err) {
  const uint64_t runs = sample_runs(tally);
  const double sign = tally->study->model->outcomes[outcome].better < 0 ? -1 : 1;
  double *const out = *best = malloc((runs + 1) * sizeof *out);
  if (!out) return fail_memory(err);
  for (uint64_t r = 0; r < runs; r++) out[r] = NAN;
  for (size_t s = 0; s < tally->study->count; s++) {
    const double *const value = sample_of(tally, s, outcome);
    for (uint64_t r = 0; value && r < runs; r++)
      if (isnan(out[r]) || sign * value[r] > sign * out[r]) out[r] = value[r];
  }
  return true;
}
