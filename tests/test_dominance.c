/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/dominance.h"
#include "sim/random.h"
#include "sim/resample.h"
#include "tests/suite.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

/* Statistical bounds are 5 standard errors of the theoretical law: a false alarm in about 2 million. */

enum { SIZE = 2000 };

static double normal_at(uint64_t sample, unsigned draw) {
  return gsl_cdf_ugaussian_Pinv(uniform(random_word(7, 0, sample, draw / DRAWS_MOST, draw % DRAWS_MOST)) + 0x1p-32);
}

/* Normal values of given mean and spread; correlation with the values of stream 0 of the same sample. */
static double *values(uint64_t sample, unsigned stream, double mean, double sd, double correlation) {
  double *const out = malloc(SIZE * sizeof *out);
  ck_assert_ptr_nonnull(out);
  for (unsigned i = 0; i < SIZE; i++) {
    const double own = normal_at(sample, stream * SIZE + i), common = normal_at(sample, i);
    out[i] = mean + sd * (stream ? correlation * common + sqrt(1 - correlation * correlation) * own : own);
  }
  return out;
}

static struct dominance of_two(double *x, double *y) {
  const double *const both[] = {x, y};
  struct dominance d;
  struct error err;
  ck_assert(dominance_make(&d, both, 2, SIZE, 1, &err));
  free(x);
  free(y);
  return d;
}

static void check_verdicts(struct dominance d, enum dominance_verdict first, enum dominance_verdict second) {
  static const enum dominance_verdict turned[] = {DOMINANCE_UNKNOWN, DOMINATED, DOMINATES};
  ck_assert_int_eq(dominance_of(&d, 0, 1, FIRST_ORDER).verdict, first);
  ck_assert_int_eq(dominance_of(&d, 0, 1, SECOND_ORDER).verdict, second);
  ck_assert_int_eq(dominance_of(&d, 1, 0, FIRST_ORDER).verdict, turned[first]);
  ck_assert_int_eq(dominance_of(&d, 1, 0, SECOND_ORDER).verdict, turned[second]);
  for (enum dominance_order order = FIRST_ORDER; order < DOMINANCE_ORDERS; order++) {
    const struct dominance_result r = dominance_of(&d, 0, 1, order);
    ck_assert(0 <= r.low && r.low <= r.violation && r.violation <= r.high);
    ck_assert(r.verdict != DOMINATES || r.high == 0);
  }
  dominance_free(&d);
}

START_TEST(what_is_better_everywhere_dominates) {
  check_verdicts(of_two(values(1, 0, 1, 1, 0), values(1, 1, 0, 1, 0)), DOMINATES, DOMINATES);
  check_verdicts(of_two(values(1, 0, 0.1, 1, 0), values(1, 1, 0, 1, 0.999)), DOMINATES, DOMINATES); /* seen because runs are paired */
  check_verdicts(of_two(values(1, 0, 0.1, 1, 0), values(1, 1, 0, 1, 0)), DOMINANCE_UNKNOWN, DOMINANCE_UNKNOWN);
}
END_TEST

START_TEST(less_risk_dominates_in_the_second_order_alone) {
  check_verdicts(of_two(values(2, 0, 0.5, 1, 0), values(2, 1, 0, 3, 0)), DOMINANCE_UNKNOWN, DOMINATES);
  check_verdicts(of_two(values(2, 0, 0.5, 1, 0), values(2, 1, 3, 3, 0)), DOMINANCE_UNKNOWN, DOMINANCE_UNKNOWN); /* riskier, and much more */
}
END_TEST

START_TEST(equal_scenarios_do_not_dominate) {
  check_verdicts(of_two(values(3, 0, 0, 1, 0), values(3, 0, 0, 1, 0)), DOMINANCE_UNKNOWN, DOMINANCE_UNKNOWN);
  check_verdicts(of_two(values(3, 0, 5, 0, 0), values(3, 0, 5, 0, 0)), DOMINANCE_UNKNOWN, DOMINANCE_UNKNOWN);
  check_verdicts(of_two(values(3, 0, 6, 0, 0), values(3, 0, 5, 0, 0)), DOMINATES, DOMINATES); /* two constants */
}
END_TEST

START_TEST(levels_and_errors_agree_with_brute_force) {
  double *const x = values(4, 0, 0, 1, 0), *const y = values(4, 1, 0.5, 2, 0.5);
  const double *const both[] = {x, y};
  struct dominance d;
  struct error err;
  ck_assert(dominance_make(&d, both, 2, SIZE, 1, &err));
  const double *const se = dominance_errors(&d, 0, 1)->of;
  for (size_t k = 0; k < DOMINANCE_POINTS; k++) {
    double below = 0, short_of = 0, gap[2] = {0}, square[2] = {0};
    for (size_t i = 0; i < SIZE; i++) {
      const double p = d.point[k], first = (x[i] <= p) - (double)(y[i] <= p), second = fmax(p - x[i], 0) - fmax(p - y[i], 0);
      below += (x[i] <= p) / (double)SIZE;
      short_of += fmax(p - x[i], 0) / SIZE;
      gap[0] += first / SIZE, square[0] += first * first / SIZE;
      gap[1] += second / SIZE, square[1] += second * second / SIZE;
    }
    assert_near(d.level[0].of[k], below, 1e-12);
    assert_near(d.level[0].of[DOMINANCE_POINTS + k], short_of, 1e-9);
    for (size_t order = 0; order < 2; order++) { /* of 256 batches, so right to 1/sqrt(512) */
      const double direct = sqrt((square[order] - gap[order] * gap[order]) / SIZE);
      assert_near(se[order * DOMINANCE_POINTS + k], direct, 5 * direct / sqrt(2 * DOMINANCE_BATCHES));
    }
    ck_assert(k == 0 || d.point[k] > d.point[k - 1]);
  }
  dominance_free(&d);
  free(x);
  free(y);
}
END_TEST

/* P(X <= p) and E max(p - X, 0) of a normal law. */
static double truth_of(double p, double mean, double sd, size_t order) {
  const double z = (p - mean) / sd, below = gsl_cdf_ugaussian_P(z);
  return order == 0 ? below : sd * (z * below + gsl_ran_ugaussian_pdf(z));
}

/* At all points but the last, which is the largest value of the sample. */
static bool band_covers(const struct dominance *d, const double mean[2], const double sd[2], double factor) {
  const double *const se = dominance_errors(d, 0, 1)->of;
  for (size_t order = 0; order < DOMINANCE_ORDERS; order++) {
    for (size_t k = 0; k < DOMINANCE_POINTS - 1; k++) {
      const size_t m = order * DOMINANCE_POINTS + k;
      const double truth = truth_of(d->point[k], mean[0], sd[0], order) - truth_of(d->point[k], mean[1], sd[1], order);
      if (fabs(d->level[0].of[m] - d->level[1].of[m] - truth) > factor * se[m]) return false;
    }
  }
  return true;
}

START_TEST(the_band_covers_everywhere_together) {
  enum { TIMES = 300 };
  const double mean[2] = {0, 0.2}, sd[2] = {1, 1.3};
  int covered = 0, pointwise = 0;
  for (uint64_t k = 0; k < TIMES; k++) {
    struct dominance d = of_two(values(100 + k, 0, mean[0], sd[0], 0), values(100 + k, 1, mean[1], sd[1], 0.6));
    covered += band_covers(&d, mean, sd, d.factor);
    pointwise += band_covers(&d, mean, sd, 1.96);
    dominance_free(&d);
  }
  assert_near((double)covered / TIMES, 0.95, 5 * sqrt(0.95 * 0.05 / TIMES));
  ck_assert_double_le((double)pointwise / TIMES, 0.8); /* what holds at each point does not hold at all together */
}
END_TEST

START_TEST(more_pairs_need_a_wider_band_and_the_seed_repeats_it) {
  double *const x[] = {values(5, 0, 0, 1, 0), values(5, 1, 0, 1, 0), values(5, 2, 0, 1, 0), values(5, 3, 0, 1, 0)};
  const double *const all[] = {x[0], x[1], x[2], x[3]};
  struct dominance two, four, again, other;
  struct error err;
  ck_assert(dominance_make(&two, all, 2, SIZE, 1, &err) && dominance_make(&four, all, 4, SIZE, 1, &err));
  ck_assert(dominance_make(&again, all, 4, SIZE, 1, &err) && dominance_make(&other, all, 4, SIZE, 2, &err));
  ck_assert(2.2 < two.factor && two.factor < four.factor && four.factor < 4.5);
  ck_assert_double_eq(again.factor, four.factor);
  ck_assert_double_ne(other.factor, four.factor);
  assert_near(other.factor, four.factor, 0.2);
  dominance_free(&two);
  dominance_free(&four);
  dominance_free(&again);
  dominance_free(&other);
  for (size_t i = 0; i < 4; i++) free(x[i]);
}
END_TEST

START_TEST(resamples_are_standard_normals_with_a_name) {
  struct resample ranking, dominance;
  struct error err;
  double sum = 0, squares = 0, crossed = 0;
  enum { ROWS = 100, BLOCKS = 20, COUNT = ROWS * BLOCKS * LANES };
  ck_assert(resample_make(&ranking, ROWS, &err) && resample_make(&dominance, ROWS, &err));
  for (unsigned b = 0; b < BLOCKS; b++) {
    resample_draw(&ranking, 1, RESAMPLE_RANKING, b);
    resample_draw(&dominance, 1, RESAMPLE_DOMINANCE, b);
    for (size_t row = 0; row < ROWS; row++)
      for (size_t i = 0; i < LANES; i++) {
        const double z = (double)ranking.normal[row][i];
        sum += z, squares += z * z, crossed += z * (double)dominance.normal[row][i];
      }
  }
  assert_near(sum / COUNT, 0, 5 / sqrt(COUNT));
  assert_near(squares / COUNT, 1, 5 * sqrt(2.0 / COUNT));
  assert_near(crossed / COUNT, 0, 5 / sqrt(COUNT)); /* purposes do not share their draws */
  resample_free(&ranking);
  resample_free(&dominance);
}
END_TEST

SUITE_MAIN("dominance", what_is_better_everywhere_dominates, less_risk_dominates_in_the_second_order_alone, equal_scenarios_do_not_dominate,
           levels_and_errors_agree_with_brute_force, the_band_covers_everywhere_together,
           more_pairs_need_a_wider_band_and_the_seed_repeats_it, resamples_are_standard_normals_with_a_name)
