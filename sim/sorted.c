/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"
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

#define SIGN_BIT (UINT64_C(1) << 63)

/* Bits of a double in an order that unsigned integers have too. */
static uint64_t key_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits & SIGN_BIT ? ~bits : bits | SIGN_BIT;
}

static double value_of(uint64_t key) {
  const uint64_t bits = key & SIGN_BIT ? key & ~SIGN_BIT : ~key;
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* One stable pass by the digit at `shift`; false where all keys share it, and nothing was moved. */
static bool sort_digit(const uint64_t *from, uint64_t *to, size_t count, unsigned shift) {
  size_t place[DIGITS] = {0}, sum = 0;
  for (size_t i = 0; i < count; i++) place[from[i] >> shift & (DIGITS - 1)]++;
  if (place[from[0] >> shift & (DIGITS - 1)] == count) return false;
  for (size_t d = 0; d < DIGITS; d++) {
    const size_t here = place[d];
    place[d] = sum;
    sum += here;
  }
  for (size_t i = 0; i < count; i++) to[place[from[i] >> shift & (DIGITS - 1)]++] = from[i];
  return true;
}

/* Radix sort of keys from the lowest digit on; returns whichever of the two arrays holds the result. */
static uint64_t *sort_keys(uint64_t *keys, uint64_t *other, size_t count) {
  for (unsigned shift = 0; count > 0 && shift < 64; shift += DIGIT_BITS)
    if (sort_digit(keys, other, count, shift)) {
      uint64_t *moved = other;
      other = keys;
      keys = moved;
    }
  return keys;
}

static bool sort_samples(struct sorted *sorted, const double *sample, uint64_t runs, struct error *err) {
  uint64_t *keys = malloc((2 * runs + 1) * sizeof *keys);
  sorted->value = malloc((runs + 1) * sizeof *sorted->value);
  if (!keys || !sorted->value) {
    free(keys);
    return fail_memory(err);
  }
  size_t count = 0;
  for (uint64_t r = 0; r < runs; r++)
    if (!isnan(sample[r])) keys[count++] = key_of(sample[r]);
  const uint64_t *in_order = sort_keys(keys, keys + runs, count);
  for (size_t i = 0; i < count; i++) sorted->value[i] = value_of(in_order[i]);
  free(keys);
  return true;
}

static bool sum_cells(struct sorted *sorted, struct error *err) {
  sorted->below = malloc((OUTCOME_CELLS + 1) * sizeof *sorted->below);
  if (!sorted->below) return fail_memory(err);
  sorted->below[0] = 0;
  for (size_t c = 0; c < OUTCOME_CELLS; c++) sorted->below[c + 1] = sorted->below[c] + sorted->cells[c];
  return true;
}

bool sorted_make(struct sorted *sorted, const struct tally *t, size_t scenario, size_t outcome, struct error *err) {
  const struct tally_layout *l = &t->layout;
  const size_t place = scenario * l->samples + l->sample[outcome];
  *sorted = (struct sorted){.tally = t, .missing = t->missing[scenario * l->outcomes + outcome]};
  sorted->present = t->runs - sorted->missing;
  const bool exact = t->runs <= t->samples_room;
  if (!exact) sorted->cells = t->outcome_grid + place * OUTCOME_CELLS;
  const bool ok = exact ? sort_samples(sorted, t->samples + place * t->samples_room, t->runs, err) : sum_cells(sorted, err);
  if (!ok) sorted_free(sorted);
  return ok;
}

double sorted_rank(const struct sorted *sorted, uint64_t rank) {
  if (rank >= sorted->present) return NAN;
  if (sorted->value) return sorted->value[rank];
  size_t low = 0, high = OUTCOME_CELLS - 1; /* the last cell with no more than `rank` values below */
  while (low < high) {
    const size_t middle = (low + high + 1) / 2;
    if (sorted->below[middle] <= rank) low = middle;
    else high = middle - 1;
  }
  return outcome_cell_middle(low);
}

void sorted_free(struct sorted *sorted) {
  free(sorted->value);
  free(sorted->below);
  *sorted = (struct sorted){0};
}
