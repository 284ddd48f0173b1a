/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution_parts.h"
#include <stdlib.h>
#include <string.h>

struct point {
  double value, weight;
};

static int point_order(const void *x, const void *y) {
  const double left = ((const struct point *)x)->value, right = ((const struct point *)y)->value;
  return (left > right) - (left < right);
}

/* Merge neighbours of equal value and drop points without weight; returns how many remain. */
static size_t points_merge(struct point *point, size_t count) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    if (point[i].weight == 0) continue;
    if (kept > 0 && point[kept - 1].value == point[i].value) point[kept - 1].weight += point[i].weight;
    else point[kept++] = point[i];
  }
  return kept;
}

/* Weights to cumulative probabilities, the last exactly 1. */
static void points_normalise(struct law *law) {
  double sum = 0;
  for (size_t i = 0; i < law->count; i++) law->cumulative[i] = sum += law->cumulative[i];
  for (size_t i = 0; i < law->count; i++) law->cumulative[i] /= sum;
}

static bool points_fill(struct law *law, const struct point *point, size_t count, struct error *err) {
  law_constant(law, point[0].value);
  if (count == 1) return true;
  law->kind = LAW_POINTS;
  law->a = 0;
  law->value = malloc(count * sizeof *law->value);
  law->cumulative = malloc(count * sizeof *law->cumulative);
  if (!law->value || !law->cumulative) {
    law_free(law);
    return fail_memory(err);
  }
  law->count = count;
  for (size_t i = 0; i < count; i++) {
    law->value[i] = point[i].value;
    law->cumulative[i] = point[i].weight;
  }
  points_normalise(law);
  return true;
}

bool points_make(struct law *law, const double *value, const double *weight, size_t count, struct error *err) {
  struct point *point = malloc(count * sizeof *point);
  if (!point) return fail_memory(err);
  for (size_t i = 0; i < count; i++) point[i] = (struct point){value[i], weight ? weight[i] : 1};
  qsort(point, count, sizeof *point, point_order);
  const bool done = points_fill(law, point, points_merge(point, count), err);
  free(point);
  return done;
}

bool points_truncate(struct law *law, double low, double high, double *cut, struct error *err) {
  size_t first = 0, end = law->count;
  while (first < end && law->value[first] < low) first++;
  while (end > first && law->value[end - 1] > high) end--;
  const double below = first ? law->cumulative[first - 1] : 0, mass = end > first ? law->cumulative[end - 1] - below : 0;
  if (!(mass >= 1e-6)) return fail_truncated(low, high, err);
  *cut = 1 - mass;
  for (size_t i = first; i < end; i++) {
    law->value[i - first] = law->value[i];
    law->cumulative[i - first] = (law->cumulative[i] - below) / mass;
  }
  law->count = end - first;
  if (law->count > 1) return true;
  const double left = law->value[0];
  law_free(law);
  law_constant(law, left);
  return true;
}

static double *array_copy(const double *from, size_t count) {
  double *to = malloc(count * sizeof *to);
  if (to) memcpy(to, from, count * sizeof *to);
  return to;
}

bool law_copy(struct law *to, const struct law *from, struct error *err) {
  *to = *from;
  to->value = to->cumulative = NULL;
  if (from->kind != LAW_POINTS) return true;
  to->value = array_copy(from->value, from->count);
  to->cumulative = array_copy(from->cumulative, from->count);
  if (to->value && to->cumulative) return true;
  law_free(to);
  return fail_memory(err);
}

void law_free(struct law *law) {
  free(law->value);
  free(law->cumulative);
  *law = (struct law){0};
}

static bool array_equal(const double *x, const double *y, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (x[i] != y[i]) return false;
  }
  return true;
}

bool law_equal(const struct law *x, const struct law *y) {
  return x->kind == y->kind && x->a == y->a && x->b == y->b && x->c == y->c && x->low == y->low && x->high == y->high &&
         x->count == y->count && array_equal(x->value, y->value, x->count) && array_equal(x->cumulative, y->cumulative, x->count);
}
