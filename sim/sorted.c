/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"
#include <gsl/gsl_sort_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The cell of a value by its leading bits: exponents -40 to 87, ten bits of the mantissa; smaller values count as 0. */
size_t outcome_cell(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  const int64_t place = (int64_t)(bits >> 42 & 0x1fffff) - ((INT64_C(1023) - 40) << 10);
  if (place < 0) return OUTCOME_HALF;
  const size_t step = place < OUTCOME_HALF ? (size_t)place + 1 : OUTCOME_HALF;
  return value < 0 ? OUTCOME_HALF - step : OUTCOME_HALF + step;
}

double outcome_cell_middle(size_t cell) {
  if (cell == OUTCOME_HALF) return 0;
  const size_t step = cell < OUTCOME_HALF ? OUTCOME_HALF - cell - 1 : cell - OUTCOME_HALF - 1;
  const double size = ldexp(1 + ((double)(step % 1024) + .5) / 1024, (int)(step / 1024) - 40);
  return cell < OUTCOME_HALF ? -size : size;
}

bool sorted_make(struct sorted *sorted, const struct tally *t, size_t scenario, size_t outcome, struct error *err) {
  const struct tally_layout *l = &t->layout;
  const size_t place = scenario * l->samples + l->sample[outcome];
  *sorted = (struct sorted){.tally = t, .missing = t->missing[scenario * l->outcomes + outcome]};
  sorted->present = t->runs - sorted->missing;
  if (!t->samples) {
    sorted->cells = t->outcome_grid + place * OUTCOME_CELLS;
    return true;
  }
  sorted->value = malloc((t->runs + 1) * sizeof *sorted->value);
  if (!sorted->value) return fail_memory(err);
  const double *sample = t->samples + place * t->samples_room;
  size_t n = 0;
  for (uint64_t r = 0; r < t->runs; r++)
    if (!isnan(sample[r])) sorted->value[n++] = sample[r];
  gsl_sort(sorted->value, 1, n);
  return true;
}

double sorted_rank(const struct sorted *sorted, uint64_t rank) {
  if (rank >= sorted->present) return NAN;
  if (sorted->value) return sorted->value[rank];
  size_t cell = 0;
  for (uint64_t before = 0; before + sorted->cells[cell] <= rank; cell++) before += sorted->cells[cell];
  return outcome_cell_middle(cell);
}

double sorted_mean_below(const struct sorted *sorted, uint64_t count) {
  double sum = 0;
  if (sorted->value) {
    for (uint64_t r = 0; r < count; r++) sum += sorted->value[r];
    return sum / (double)count;
  }
  uint64_t left = count;
  for (size_t cell = 0; left > 0; cell++) {
    const uint64_t taken = sorted->cells[cell] < left ? sorted->cells[cell] : left;
    sum += (double)taken * outcome_cell_middle(cell);
    left -= taken;
  }
  return sum / (double)count;
}

double sorted_mean_above(const struct sorted *sorted, uint64_t count) {
  double sum = 0;
  if (sorted->value) {
    for (uint64_t r = sorted->present - count; r < sorted->present; r++) sum += sorted->value[r];
    return sum / (double)count;
  }
  uint64_t left = count;
  for (size_t cell = OUTCOME_CELLS; left > 0 && cell-- > 0;) {
    const uint64_t taken = sorted->cells[cell] < left ? sorted->cells[cell] : left;
    sum += (double)taken * outcome_cell_middle(cell);
    left -= taken;
  }
  return sum / (double)count;
}

void sorted_free(struct sorted *sorted) {
  free(sorted->value);
  *sorted = (struct sorted){0};
}
