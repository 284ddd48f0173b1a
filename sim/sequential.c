/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sequential.h"
#include "estimate.h"
#include "number.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

bool precision_read(struct precision *precision, const char *text, struct error *err) {
  char number[64];
  const size_t length = strlen(text);
  precision->relative = length > 0 && text[length - 1] == '%';
  snprintf(number, sizeof number, "%.*s", (int)(length - precision->relative), text);
  if (length < sizeof number && number_read(number, '.', &precision->half_width) && precision->half_width > 0) {
    if (precision->relative) precision->half_width /= 100;
    return true;
  }
  return fail_usage(err, "--precision %s: give the half-width of the differences, like 5, or 2%% of the baseline's mean", text);
}

uint64_t sequential_next(uint64_t done, double half_width, double wanted) {
  if (half_width <= wanted) return done;
  const double ratio = half_width / wanted, expected = isfinite(ratio) ? (double)done * ratio * ratio * 1.02 : INFINITY;
  const double least = (double)done * 1.1, most = (double)done * 16; /* an early guess of the spread may be far off */
  const double next = expected < least ? least : expected > most ? most : expected;
  return ((uint64_t)next + LANES - 1) / LANES * LANES;
}

static double half_width_of(struct moments moments, double level) {
  const struct estimate mean = estimate_mean(moments, level);
  return isnan(mean.high) ? INFINITY : (mean.high - mean.low) / 2;
}

/* The widest of the simultaneous intervals. */
static double widest(const struct engine *engine, const struct tally *tally, size_t outcome) {
  if (tally->pair_count == 0) return half_width_of(engine_row(engine, row_outcome(&tally->layout, 0, outcome)), CONFIDENCE);
  double most = 0;
  for (size_t pair = 0; pair < tally->pair_count; pair++)
    most = fmax(most, half_width_of(engine_row(engine, row_difference(&tally->layout, pair, outcome)),
                                    1 - (1 - CONFIDENCE) / (double)tally->pair_count));
  return most;
}

bool sequential_run(struct engine *engine, const struct tally *tally, size_t outcome, const struct precision *precision,
                    struct sequential_end *end, struct error *err) {
  *end = (struct sequential_end){0};
  for (uint64_t next = SEQUENTIAL_FIRST;;) {
    if (!engine_advance(engine, next, err)) return false;
    const uint64_t done = engine_runs(engine);
    const double scale = precision->relative ? fabs(engine_row(engine, row_outcome(&tally->layout, 0, outcome)).mean) : 1;
    end->half_width = widest(engine, tally, outcome);
    end->wanted = precision->half_width * scale;
    next = sequential_next(done, end->half_width, end->wanted);
    end->reached = next == done;
    if (end->reached || done >= tally->asked || engine_stopped(engine) || engine_out_of_time(engine)) return true;
  }
}
