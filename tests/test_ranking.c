/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/ranking.h"
#include "sim/sample.h"
#include "tests/drift_model.h"
#include <gsl/gsl_cdf.h>

/* Statistical bounds are 5 standard errors of the theoretical law: a false alarm in about 2 million. */

enum { MOST = 8 };

static struct example ranked(struct ranking ranking[MOST], const char *sheet, uint64_t runs, uint64_t seed, size_t outcome) {
  struct example x = example_read(sheet, runs, seed);
  struct error err;
  example_run(&x, NULL);
  ck_assert_msg(ranking_make(ranking, &x.tally, outcome, &err), "%s", err.text);
  return x;
}

static double chance_of(const struct tally *tally, size_t scenario) { /* that it is better than the baseline, by Student's t */
  const struct moments m = tally_difference(tally, pair_index(tally, 0, scenario), OUT_LEVEL);
  return gsl_cdf_tdist_P(-m.mean / moments_se(&m), m.count - 1);
}

START_TEST(of_two_the_chance_is_exact) {
  struct ranking r[MOST];
  struct example x = ranked(r, "p,a,b\ndrift,1,1.02\nshake,1,1.5\n", 30, 3, OUT_LEVEL);
  assert_near(r[1].best.value, chance_of(&x.tally, 1), 1e-7);
  assert_near(r[0].best.value + r[1].best.value, 1, 1e-15);
  ck_assert(0.02 < r[1].best.value && r[1].best.value < 0.98); /* or it would say nothing */
  struct ranking loss[MOST];
  struct error err;
  ck_assert(ranking_make(loss, &x.tally, OUT_LOSS, &err)); /* the same the other way round, and less is better */
  assert_near(loss[1].best.value, r[1].best.value, 1e-6);
  ck_assert_double_eq(loss[1].rank.value, r[1].rank.value);
  example_free(&x);
}
END_TEST

/* A third scenario that is far behind changes nothing; 5 runs have the law's long tails. */
START_TEST(draws_agree_with_students_law) {
  static const uint64_t runs[] = {5, 12, 400};
  for (uint64_t i = 0; i < 24; i++) {
    struct ranking r[MOST];
    struct example x = ranked(r, "p,a,b,c\ndrift,1,1.1,-50\nshake,1,1.5,1\n", runs[i % 3], i, OUT_LEVEL);
    const double chance = chance_of(&x.tally, 1), se = sqrt(chance * (1 - chance) / (double)RANKING_DRAWS);
    assert_near(r[1].best.value, chance, 5 * se + (runs[i % 3] == 5 ? 0.004 : 0.001)); /* chi squared by a cube */
    ck_assert_double_eq(r[2].best.value, 0);
    assert_near(r[0].best.value + r[1].best.value, 1, 1e-4);
    ck_assert_uint_eq(r[0].best.n, RANKING_DRAWS);
    example_free(&x);
  }
}
END_TEST

/* The baseline is constant, b varies by its start, c by its drift, independently. */
START_TEST(draws_agree_with_independent_normals) {
  struct ranking r[MOST];
  struct example x = ranked(r, "p,a,b,c\nshake,0,0,0\ndrift,0,0,normal 0 0.125\nhead_start,0.05,normal 0 3,0\n", 2000, 1, OUT_LEVEL);
  const double b = chance_of(&x.tally, 1), c = chance_of(&x.tally, 2);
  ck_assert(0.02 < b && b < 0.98 && 0.02 < c && c < 0.98);
  assert_near(r[0].best.value, (1 - b) * (1 - c), 5 * sqrt(0.25 / (double)RANKING_DRAWS) + 0.01); /* 0.01: correlation of the sample */
  assert_near(r[0].best.value + r[1].best.value + r[2].best.value, 1, 2e-4);
  example_free(&x);
}
END_TEST

/* Scenarios of one noise: gaps are lines in one t variable, and the best is read off where they cross. */
START_TEST(draws_agree_with_one_common_noise) {
  struct ranking r[MOST];
  struct example x = ranked(r, "p,a,b,c\ndrift,1,1,1\nshake,1,2,3\n", 1000, 6, OUT_LEVEL);
  const double up = chance_of(&x.tally, 2); /* with all means in a row, a or c is the best, never b for sure */
  assert_near(r[2].best.value, up, 5 * sqrt(0.25 / (double)RANKING_DRAWS) + 0.003);
  assert_near(r[0].best.value, 1 - up, 5 * sqrt(0.25 / (double)RANKING_DRAWS) + 0.003);
  ck_assert_double_lt(r[1].best.value, 0.002);
  example_free(&x);
}
END_TEST

/* With a flat prior the chance of the truly better of two equal scenarios is uniform. */
START_TEST(chances_are_calibrated) {
  enum { TIMES = 1500 };
  double sum = 0;
  int low = 0;
  for (uint64_t seed = 0; seed < TIMES; seed++) {
    struct ranking r[MOST];
    struct example x = ranked(r, "p,a,b\nshake,1,2\n", 20, seed, OUT_LEVEL);
    sum += r[1].best.value;
    low += r[1].best.value < 0.1;
    example_free(&x);
  }
  assert_near(sum / TIMES, 0.5, 5 * sqrt(1.0 / 12 / TIMES));
  assert_near((double)low / TIMES, 0.1, 5 * sqrt(0.1 * 0.9 / TIMES));
}
END_TEST

START_TEST(equal_scenarios_share) {
  struct ranking r[MOST];
  struct example x = ranked(r, "p,a,b,c\n", 50, 1, OUT_LEVEL);
  for (size_t s = 0; s < 3; s++) {
    assert_near(r[s].best.value, 1.0 / 3, 1e-4);
    ck_assert(r[s].rank.value == 1 && r[s].rank.low == 1 && r[s].rank.high == 3 && r[s].possible);
    ck_assert_double_eq(r[s].best_run.value, 1); /* no other does better */
  }
  example_free(&x);
  x = ranked(r, "p,a,b\n", 50, 1, OUT_LEVEL);
  ck_assert(r[0].best.value == 0.5 && r[1].best.value == 0.5);
  example_free(&x);
}
END_TEST

START_TEST(clear_ranks_are_sure) {
  struct ranking r[MOST];
  struct example x = ranked(r, "p,a,b,c,d\ndrift,1,3,2,3\nshake,1,1.1,0.9,1.2\n", 500, 1, OUT_LEVEL);
  ck_assert(r[0].rank.value == 4 && r[0].rank.low == 4 && r[0].rank.high == 4 && !r[0].possible);
  ck_assert(r[2].rank.value == 3 && r[2].rank.low == 3 && r[2].rank.high == 3 && !r[2].possible);
  ck_assert(r[1].rank.low == 1 && r[1].rank.high == 2 && r[1].possible && r[3].possible); /* b and d differ by noise alone */
  ck_assert(r[0].best.value == 0 && r[0].best.high > 0);
  ck_assert_double_eq(r[1].mean.value, tally_outcome(&x.tally, 1, OUT_LEVEL).mean);
  example_free(&x);
}
END_TEST

START_TEST(ranks_cover_and_the_best_is_not_excluded) {
  enum { TIMES = 1000 };
  int kept = 0, ranks = 0;
  for (uint64_t seed = 0; seed < TIMES; seed++) {
    struct ranking r[MOST];
    struct example x = ranked(r, "p,a,b,c\ndrift,1,1.01,1.03\nshake,1,2,0.5\n", 40, seed, OUT_LEVEL);
    kept += r[2].possible;
    ranks += r[2].rank.low <= 1 && r[1].rank.low <= 2 && r[1].rank.high >= 2 && r[0].rank.high >= 3;
    example_free(&x);
  }
  ck_assert_double_ge((double)kept / TIMES, 0.95 - 5 * sqrt(0.95 * 0.05 / TIMES));
  ck_assert_double_ge((double)ranks / TIMES, 0.95 - 5 * sqrt(0.95 * 0.05 / TIMES));
}
END_TEST

START_TEST(single_runs_are_counted) {
  struct ranking r[MOST];
  struct example x = ranked(r, "p,a,b,c\ndrift,1.05,1,1\nshake,1,2,0.5\n", 700, 2, OUT_LEVEL);
  for (size_t s = 0; s < 3; s++) {
    size_t count = 0;
    for (size_t run = 0; run < 700; run++) {
      bool best = true;
      for (size_t other = 0; other < 3; other++)
        best &= sample_of(&x.tally, s, OUT_LEVEL)[run] >= sample_of(&x.tally, other, OUT_LEVEL)[run];
      count += best;
    }
    assert_near(r[s].best_run.value, (double)count / 700, 1e-12);
    ck_assert_uint_gt(count, 0);
  }
  struct error err;
  ck_assert(ranking_make(r, &x.tally, OUT_ABOVE, &err));
  ck_assert(isnan(r[0].best_run.value) && r[0].best.value >= 0); /* shares are not kept run by run */
  example_free(&x);
}
END_TEST

START_TEST(one_scenario_is_the_best_and_one_run_says_nothing) {
  struct ranking r[MOST];
  struct example x = ranked(r, "p,a\n", 10, 1, OUT_LEVEL);
  ck_assert(r[0].best.value == 1 && r[0].rank.value == 1 && r[0].possible);
  example_free(&x);
  x = ranked(r, "p,a,b,c\nshake,1,2,3\n", 1, 1, OUT_LEVEL);
  ck_assert(isnan(r[0].best.value) && r[0].possible && r[0].rank.high == 3);
  example_free(&x);
}
END_TEST

SUITE_MAIN("ranking", of_two_the_chance_is_exact, draws_agree_with_students_law, draws_agree_with_independent_normals,
           draws_agree_with_one_common_noise, chances_are_calibrated, equal_scenarios_share, clear_ranks_are_sure,
           ranks_cover_and_the_best_is_not_excluded, single_runs_are_counted, one_scenario_is_the_best_and_one_run_says_nothing)
