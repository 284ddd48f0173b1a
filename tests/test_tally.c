/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tally against brute force. A path's value at the end of month m is the outcome of the same run under a horizon of m months, so
 * rows of shorter simulations tell every path. */
#include "sim/lanes.h"
#include "tests/drift_model.h"
#include "tests/engine_help.h"

static const char *const sheet = "parameter,slow start,fast start,other\n"
                                 "head_start,-3,2,normal 0 2\n"
                                 "drift,0.4,0,uniform -0.5 0.5\n"
                                 "shake,1.5,1,0.5 to 2\n"
                                 "hazard_worn,0.02,0.01,0.03\n"
                                 "hazard_torn,0.01,0.02,uniform 0 0.05\n";
enum { RUNS = 1500, MONTHS = 18, SCENARIOS = 3 };

static const struct engine_options all = {.keep = KEEP_ALL, .vector = VECTOR_BASE};
static double path[MONTHS + 1][SCENARIOS][RUNS]; /* level at the end of each month, kept after the end */
static bool living[MONTHS + 1][SCENARIOS][RUNS];
static struct study study;
static struct tally tally;
static struct kept rows;

/* Simulate horizons 1 to MONTHS; the last stays in study, tally and rows. */
static void simulate(void) {
  for (unsigned m = 1; m <= MONTHS; m++) {
    study = study_of(sheet, RUNS, m);
    tally = tally_and_rows(&study, &rows, all);
    for (size_t s = 0; s < SCENARIOS; s++) {
      memcpy(path[m][s], kept_outcome(&rows, s, OUT_LEVEL), RUNS * sizeof(double));
      for (size_t r = 0; r < RUNS; r++) living[m][s][r] = rows.ending[s * RUNS + r] == 0;
    }
    if (m == MONTHS) return;
    tally_free(&tally);
    kept_free(&rows);
    study_free(&study);
  }
}

static void release(void) {
  tally_free(&tally);
  kept_free(&rows);
  study_free(&study);
}

static int ascending(const void *x, const void *y) {
  const double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* Values of a variable at a month: over the living, or over all. Returns how many. */
static size_t values_at(double out[RUNS], size_t scenario, unsigned month, bool everyone) {
  size_t n = 0;
  for (size_t r = 0; r < RUNS; r++)
    if (everyone || living[month][scenario][r]) out[n++] = path[month][scenario][r];
  return n;
}

static void assert_moments(struct moments got, const double *value, size_t n, const char *what) {
  long double sum = 0, squares = 0;
  for (size_t i = 0; i < n; i++) sum += (long double)value[i];
  for (size_t i = 0; i < n; i++) squares += ((long double)value[i] - sum / (long double)n) * ((long double)value[i] - sum / (long double)n);
  ck_assert_msg(got.count == (double)n, "%s: %g values, should be %zu", what, got.count, n);
  if (n == 0) return;
  ck_assert_msg(fabs(got.mean - (double)(sum / (long double)n)) <= 1e-12, "%s: mean %.17g", what, got.mean);
  ck_assert_msg(fabs(got.squares - (double)squares) <= 1e-11 * (double)squares + 1e-12, "%s: squares %.17g", what, got.squares);
}

START_TEST(trajectories_agree_with_paths) {
  static double value[RUNS];
  simulate();
  for (size_t s = 0; s < SCENARIOS; s++)
    for (unsigned m = 1; m <= MONTHS; m++)
      for (size_t v = 0; v < 2; v++) {
        const size_t n = values_at(value, s, m, v == 1);
        assert_moments(tally_variable(&tally, s, v, m), value, n, study.model->variables[v].name);
      }
  release();
}
END_TEST

/* Grid: 0.5 % + 0.0002 of the scale, around the order statistic of rank ceil(p n). Seen to fail when runs that ended are counted in
 * that month alone. */
START_TEST(quantiles_agree_with_paths) {
  static double value[RUNS];
  simulate();
  for (size_t s = 0; s < SCENARIOS; s++)
    for (unsigned m = 1; m <= MONTHS; m++)
      for (size_t v = 0; v < 2; v++) {
        const size_t n = values_at(value, s, m, v == 1);
        qsort(value, n, sizeof *value, ascending);
        for (int k = 1; k < 40; k++) {
          const double want = value[(size_t)ceil(k / 40.0 * (double)n) - 1];
          assert_near(tally_variable_quantile(&tally, s, v, m, k / 40.0), want,
                      0.005 * fabs(want) + 0.0002 * tally_scale(&study, s) * (1 + 1e-6));
        }
        assert_near(tally_variable_quantile(&tally, s, v, m, 0), value[0], 0.005 * fabs(value[0]) + 0.0003 * tally_scale(&study, s));
        assert_near(tally_variable_quantile(&tally, s, v, m, 1), value[n - 1],
                    0.005 * fabs(value[n - 1]) + 0.0003 * tally_scale(&study, s));
      }
  release();
}
END_TEST

START_TEST(ends_agree_with_rows) {
  simulate();
  for (size_t s = 0; s < SCENARIOS; s++) {
    ck_assert_uint_eq(tally_alive(&tally, s, 0), RUNS);
    for (unsigned m = 1; m <= MONTHS; m++) {
      uint64_t alive = 0, ended[3] = {0};
      for (size_t r = 0; r < RUNS; r++) {
        alive += living[m][s][r];
        if (rows.end_month[s * RUNS + r] == m && rows.ending[s * RUNS + r]) ended[rows.ending[s * RUNS + r]]++;
      }
      ck_assert_uint_eq(tally_alive(&tally, s, m), alive);
      ck_assert_uint_eq(tally_ended(&tally, s, m, 1), ended[1]);
      ck_assert_uint_eq(tally_ended(&tally, s, m, 2), ended[2]);
    }
    ck_assert_uint_eq(tally_ended(&tally, s, MONTHS, 0), tally_alive(&tally, s, MONTHS));
  }
  release();
}
END_TEST

START_TEST(outcomes_agree_with_rows) {
  static double value[RUNS];
  simulate();
  for (size_t s = 0; s < SCENARIOS; s++)
    for (size_t o = 0; o < study.model->outcome_count; o++) {
      const double *all_values = kept_outcome(&rows, s, o);
      size_t n = 0;
      for (size_t r = 0; r < RUNS; r++)
        if (!isnan(all_values[r])) value[n++] = all_values[r];
      assert_moments(tally_outcome(&tally, s, o), value, n, study.model->outcomes[o].name);
      ck_assert_uint_eq(tally.missing[s * study.model->outcome_count + o], RUNS - n);
      ck_assert((n < RUNS) == study.model->outcomes[o].may_be_missing);
      if (study.model->outcomes[o].kind != OUTCOME_SHARE)
        ck_assert(
            same_bytes(tally.samples + (s * tally.layout.samples + tally.layout.sample[o]) * tally.samples_room, all_values, sizeof value));
    }
  release();
}
END_TEST

/* Missing is worse than anything; without a good direction, larger is "better". */
static int better(const struct outcome *outcome, double x, double y) {
  if (isnan(x) || isnan(y)) return (isnan(y) && !isnan(x)) - (isnan(x) && !isnan(y));
  const int larger = (x > y) - (x < y);
  return outcome->better < 0 ? -larger : larger;
}

START_TEST(pairs_agree_with_rows) {
  static double value[RUNS];
  simulate();
  size_t pair = 0;
  for (size_t first = 0; first < SCENARIOS; first++)
    for (size_t second = first + 1; second < SCENARIOS; second++, pair++) {
      ck_assert_uint_eq(pair_index(&tally, first, second), pair);
      ck_assert(pair_at(&tally, pair).first == first && pair_at(&tally, pair).second == second);
      for (size_t o = 0; o < study.model->outcome_count; o++) {
        uint64_t wins[2] = {0};
        size_t n = 0;
        for (size_t r = 0; r < RUNS; r++) {
          const double x = kept_outcome(&rows, first, o)[r], y = kept_outcome(&rows, second, o)[r];
          const int who = better(&study.model->outcomes[o], x, y);
          if (who) wins[who < 0]++;
          if (!isnan(x - y)) value[n++] = x - y;
        }
        assert_moments(tally_difference(&tally, pair, o), value, n, study.model->outcomes[o].name);
        ck_assert_uint_eq(tally.better[(pair * study.model->outcome_count + o) * 2], wins[0]);
        ck_assert_uint_eq(tally.better[(pair * study.model->outcome_count + o) * 2 + 1], wins[1]);
      }
    }
  ck_assert_uint_eq(tally.pair_count, pair);
  release();
}
END_TEST

/* The crossing variable: gaps month by month, and who was behind in some month and ends ahead. */
START_TEST(crossings_agree_with_paths) {
  static double value[RUNS];
  simulate();
  for (size_t pair = 0; pair < tally.pair_count; pair++) {
    const struct pair who = pair_at(&tally, pair);
    uint64_t ever[2] = {0};
    for (size_t r = 0; r < RUNS; r++) {
      bool behind = false, ahead = false;
      for (unsigned m = 1; m <= MONTHS; m++) {
        behind |= path[m][who.first][r] < path[m][who.second][r];
        ahead |= path[m][who.first][r] > path[m][who.second][r];
      }
      ever[0] += behind && path[MONTHS][who.first][r] > path[MONTHS][who.second][r];
      ever[1] += ahead && path[MONTHS][who.first][r] < path[MONTHS][who.second][r];
    }
    ck_assert_uint_eq(tally.ever[pair * 2], ever[0]);
    ck_assert_uint_eq(tally.ever[pair * 2 + 1], ever[1]);
    ck_assert(ever[0] > 0 && ever[1] > 0);
    for (unsigned m = 1; m <= MONTHS; m++) {
      for (size_t r = 0; r < RUNS; r++) value[r] = path[m][who.first][r] - path[m][who.second][r];
      assert_moments(tally_gap(&tally, pair, m), value, RUNS, "gap");
    }
  }
  release();
}
END_TEST

/* Order statistics and means of tails of the values themselves. */
START_TEST(sorted_outcomes_are_exact_when_few) {
  static double value[RUNS];
  simulate();
  for (size_t o = 0; o < study.model->outcome_count; o++) {
    if (study.model->outcomes[o].kind == OUTCOME_SHARE) continue;
    struct sorted sorted;
    struct error err;
    size_t n = 0;
    ck_assert(sorted_make(&sorted, &tally, 1, o, &err));
    for (size_t r = 0; r < RUNS; r++)
      if (!isnan(kept_outcome(&rows, 1, o)[r])) value[n++] = kept_outcome(&rows, 1, o)[r];
    qsort(value, n, sizeof *value, ascending);
    ck_assert(sorted.present == n && sorted.missing == RUNS - n);
    for (size_t r = 0; r < n; r++) ck_assert(sorted_rank(&sorted, r) == value[r]);
    ck_assert(isnan(sorted_rank(&sorted, n)));
    sorted_free(&sorted);
  }
  release();
}
END_TEST

/* Beyond 2^20 runs a grid takes over: relative 2^-10 around the exact order statistic of the same runs. */
START_TEST(sorted_outcomes_are_gridded_when_many) {
  study = study_of("parameter,one\nhead_start,normal 0 2\nhazard_worn,0.1\n", EXACT_RUNS + 100, 3);
  tally = tally_and_rows(&study, &rows, all);
  ck_assert(tally.complete && tally.outcome_grid && tally.samples_room == EXACT_RUNS);
  static const size_t outcomes[] = {OUT_LEVEL, OUT_LOSS, OUT_WORN_AT, OUT_SQUARE, OUT_LASTED};
  for (size_t k = 0; k < sizeof outcomes / sizeof *outcomes; k++) {
    struct sorted sorted;
    struct error err;
    double *value = malloc(study.runs * sizeof *value);
    size_t n = 0;
    ck_assert(value && sorted_make(&sorted, &tally, 0, outcomes[k], &err));
    for (uint64_t r = 0; r < study.runs; r++)
      if (!isnan(kept_outcome(&rows, 0, outcomes[k])[r])) value[n++] = kept_outcome(&rows, 0, outcomes[k])[r];
    qsort(value, n, sizeof *value, ascending);
    ck_assert(sorted.present == n && sorted.missing == study.runs - n);
    for (uint64_t rank = 0; rank < n; rank += n / 97) assert_near(sorted_rank(&sorted, rank), value[rank], fabs(value[rank]) * 0x1p-10);
    ck_assert(isnan(sorted_rank(&sorted, n)));
    free(value);
    sorted_free(&sorted);
  }
  release();
}
END_TEST

START_TEST(outcome_cells_are_as_narrow_as_promised) {
  ck_assert_uint_eq(outcome_cell(0), OUTCOME_HALF);
  ck_assert_uint_eq(outcome_cell(-0.0), OUTCOME_HALF);
  ck_assert(outcome_cell_middle(OUTCOME_HALF) == 0);
  size_t before = 0;
  for (double x = 0x1.8p-40; x < 0x1p88; x *= 1.0003) {
    const size_t cell = outcome_cell(x);
    assert_near(outcome_cell_middle(cell), x, x * 0x1p-11);
    assert_near(outcome_cell_middle(outcome_cell(-x)), -x, x * 0x1p-11);
    ck_assert(cell >= before && cell > OUTCOME_HALF && cell < OUTCOME_CELLS && outcome_cell(-x) == 2 * OUTCOME_HALF - cell);
    before = cell;
  }
  ck_assert_uint_eq(outcome_cell(0x1p-41), OUTCOME_HALF);
  ck_assert_uint_eq(outcome_cell(INFINITY), OUTCOME_CELLS - 1);
  ck_assert_uint_eq(outcome_cell(-1e300), 0);
}
END_TEST

/* What is allocated, by the layout that allocation follows. */
static size_t doubles_of(const struct tally *t) {
  const struct tally_layout *l = &t->layout;
  return l->rows * 3 + l->scenarios * l->months * (l->month_cells + l->cumulative * MONEY_CELLS) / 2 +
         (t->samples ? l->scenarios * l->samples * t->samples_room : 0) + (t->outcome_grid ? l->scenarios * l->samples * OUTCOME_CELLS : 0);
}

START_TEST(size_does_not_grow_beyond_2_to_the_20) {
  struct tally few, many;
  struct error err;
  study = study_of(sheet, 1, MONTHS);
  ck_assert(tally_make(&few, &study, EXACT_RUNS + 1, KEEP_ALL, &err) && tally_make(&many, &study, RUNS_MOST, KEEP_ALL, &err));
  ck_assert_uint_eq(doubles_of(&few), doubles_of(&many));
  ck_assert(many.samples_room == EXACT_RUNS && many.outcome_grid);
  tally_free(&few), tally_free(&many);
  ck_assert(tally_make(&few, &study, EXACT_RUNS, KEEP_ALL, &err));
  ck_assert(few.samples && !few.outcome_grid && few.samples_room == EXACT_RUNS);
  tally_free(&few);
  study_free(&study);
}
END_TEST

/* Money is gridded in units of the scale's median, in single precision. */
START_TEST(scale_is_the_median_in_single_precision) {
  study = study_of("parameter,one,two,three\nshake,0.1,50 to 200,uniform 1 3\n", 1, MONTHS);
  ck_assert(tally_scale(&study, 0) == (double)0.1f);
  assert_near(tally_scale(&study, 1), 100, 1e-4);
  assert_near(tally_scale(&study, 2), 2, 1e-6);
  study_free(&study);
}
END_TEST

/* Closed forms of the model: mean and variance of the level, survival, competing ends. 5 standard errors (false alarms: 1 in 1.7
 * million each). Seen to fail when every month takes the first month's draws. */
START_TEST(closed_forms_hold) {
  enum { MANY = 40000 };
  study = study_of("parameter,one,two\ndrift,0.25,0\nshake,2,0\nhazard_worn,0,0.03\nhazard_torn,0,0.01\n", MANY, DRIFT_MONTHS);
  tally = tally_of(&study, all);
  for (unsigned m = 1; m <= DRIFT_MONTHS; m++) {
    const struct moments level = tally_variable(&tally, 0, 0, m);
    assert_near(level.mean, 0.25 * m, 5 * 2 * sqrt(m / (double)MANY));
    assert_near(moments_variance(&level), 4.0 * m, 5 * 4 * m * sqrt(2.0 / (MANY - 1)));
    const double alive = pow(0.96, m);
    assert_near((double)tally_alive(&tally, 1, m) / MANY, alive, 5 * sqrt(alive * (1 - alive) / MANY));
  }
  double worn = 0, ended = 0;
  for (unsigned m = 1; m <= DRIFT_MONTHS; m++) {
    worn += (double)tally_ended(&tally, 1, m, 1);
    ended += (double)(tally_ended(&tally, 1, m, 1) + tally_ended(&tally, 1, m, 2));
  }
  assert_near(worn / ended, 0.75, 5 * sqrt(0.75 * 0.25 / ended));
  const struct moments constant = tally_variable(&tally, 1, 1, DRIFT_MONTHS);
  ck_assert(constant.mean == 0 && constant.squares == 0 && constant.count == MANY);
  tally_free(&tally);
  study_free(&study);
}
END_TEST

SUITE_MAIN("tally", trajectories_agree_with_paths, quantiles_agree_with_paths, ends_agree_with_rows, outcomes_agree_with_rows,
           pairs_agree_with_rows, crossings_agree_with_paths, sorted_outcomes_are_exact_when_few, sorted_outcomes_are_gridded_when_many,
           outcome_cells_are_as_narrow_as_promised, size_does_not_grow_beyond_2_to_the_20, scale_is_the_median_in_single_precision,
           closed_forms_hold)
