/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "overtaking.h"
#include "curves.h"
#include <math.h>

bool overtaking_of(const struct source *source, size_t ahead, size_t behind, struct overtaking *out) {
  *out = (struct overtaking){.ahead = ahead, .behind = behind};
  if (ahead != behind) out->crossover = source_crossover(source, ahead, behind);
  return out->crossover.month > 1 && out->crossover.low > 1 && out->crossover.high > 0;
}

static size_t highest_at_end(const struct source *source) {
  size_t highest = 0;
  double most = -HUGE_VAL;
  for (size_t s = 0; s < source->scenario_count; s++) {
    const struct series *const series = source_series(source, s, source->crossing);
    if (!series || !(series->mean[source->months - 1] > most)) continue;
    most = series->mean[source->months - 1];
    highest = s;
  }
  return highest;
}

static bool told(const struct source *source, size_t ahead, size_t behind) {
  if (source->scenario_count <= BANDS_MOST) return true;
  if (source->scenario_count <= OVERTAKINGS_MOST) return !ahead || !behind;
  return !behind && ahead == highest_at_end(source);
}

static void insert(struct overtaking *list, size_t count, struct overtaking one) {
  for (; count > 0 && list[count - 1].crossover.month > one.crossover.month; count--) list[count] = list[count - 1];
  list[count] = one;
}

size_t overtakings(const struct source *source, struct overtaking list[OVERTAKINGS_MOST]) {
  size_t count = 0;
  for (size_t ahead = 0; ahead < source->scenario_count; ahead++) {
    for (size_t behind = 0; behind < source->scenario_count && count < OVERTAKINGS_MOST; behind++) {
      struct overtaking one;
      if (told(source, ahead, behind) && overtaking_of(source, ahead, behind, &one)) insert(list, count++, one);
    }
  }
  return count;
}

const char *overtaking_when(char out[PHRASE_SIZE], struct crossover crossover) {
  if (crossover.low == crossover.high) snprintf(out, PHRASE_SIZE, "month %u", crossover.month);
  else snprintf(out, PHRASE_SIZE, "month %u (%u to %u)", crossover.month, crossover.low, crossover.high);
  return out;
}

bool overtaking_last(const struct source *source, size_t ahead, struct overtaking *out) {
  bool found = false;
  for (size_t behind = 0; behind < source->scenario_count; behind++) {
    struct overtaking one;
    if (!overtaking_of(source, ahead, behind, &one) || (found && one.crossover.month <= out->crossover.month)) continue;
    *out = one;
    found = true;
  }
  return found;
}
