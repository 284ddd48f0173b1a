/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stopping rule: where it steps, and that its intervals cover what they say. 10,000 repetitions: a rule that covers with 95 % falls
 * below 93.9 % (5 standard errors) once in three million programs. */
#include "sim/estimate.h"
#include "sim/lanes.h"
#include "sim/random.h"
#include "sim/sequential.h"
#include "tests/suite.h"

enum { TIMES = 10000, MOST_RUNS = 1 << 20 };

START_TEST(steps_aim_at_what_is_wanted) {
  ck_assert_uint_eq(sequential_next(4096, 5, 5), 4096);
  ck_assert_uint_eq(sequential_next(4096, 4.9, 5), 4096);
  ck_assert_uint_eq(sequential_next(4096, 10, 5) % LANES, 0);
  assert_near((double)sequential_next(4096, 10, 5), 4096 * 4 * 1.02, LANES);
  assert_near((double)sequential_next(40960, 5.001, 5), 40960 * 1.1, LANES); /* never creeps */
  assert_near((double)sequential_next(4096, 1000, 5), 4096 * 16, LANES);     /* nor trusts an early spread too far */
  assert_near((double)sequential_next(4096, (double)INFINITY, 5), 4096 * 16, LANES);
  ck_assert_uint_eq(sequential_next(4096, 0, 0), 4096); /* what does not vary is known */
}
END_TEST

START_TEST(precision_is_read_or_refused) {
  struct precision p;
  struct error err;
  ck_assert(precision_read(&p, "5", &err) && p.half_width == 5 && !p.relative);
  ck_assert(precision_read(&p, "0.25", &err) && p.half_width == 0.25);
  ck_assert(precision_read(&p, "2%", &err) && p.half_width == 0.02 && p.relative);
  static const char *const wrong[] = {"", "%", "0", "-1", "0%", "five", "nan", "inf", "5 %", "1e400"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) ck_assert_msg(!precision_read(&p, wrong[i], &err), "'%s' was taken", wrong[i]);
}
END_TEST

/* Normals of repetition `time`, one block of runs after the other. */
struct source {
  uint64_t time;
  word_array word[4];
  normal_array normal[4];
};

static void next_block(struct source *source, uint64_t first) {
  uint64_t run[LANES];
  for (unsigned i = 0; i < LANES; i++) run[i] = first + i;
  const struct lanes *lanes = lanes_for(vector_best());
  lanes->words(source->word, run, LANES, source->time, 0, 0, 1);
  lanes->normals(source->normal, source->word, LANES, 2);
}

/* Differences of three scenarios on the same luck, pairs (0,1), (0,2), (1,2); or one mean alone. */
typedef unsigned generator(const struct source *, lane_array *row); /* rows filled */

static unsigned normal_mean(const struct source *s, lane_array *row) {
  for (unsigned i = 0; i < LANES; i++) row[0][i] = 3 + 10 * (double)s->normal[0][i];
  return 1;
}

/* Lognormal: skewness 6.2, mean e^(1/2). */
static unsigned skewed_mean(const struct source *s, lane_array *row) {
  for (unsigned i = 0; i < LANES; i++) row[0][i] = exp((double)s->normal[0][i]) - 1.6487212707001282;
  return 1;
}

/* Outcomes of three scenarios that share half of their luck: normal, skewed, skewed the other way; all with mean 0. */
static unsigned three_pairs(const struct source *s, lane_array *row) {
  for (unsigned i = 0; i < LANES; i++) {
    const double common = (double)s->normal[0][i], a = common + (double)s->normal[1][i];
    const double b = common + exp((double)s->normal[2][i] / 2) - 1.1331484530668263,
                 c = common - exp((double)s->normal[3][i] / 2) + 1.1331484530668263;
    row[0][i] = b - a, row[1][i] = c - a, row[2][i] = c - b;
  }
  return 3;
}

/* Whether all intervals of a sequential run hold the truth. */
static bool covers(generator *generate, double truth, double wanted, uint64_t time, uint64_t *runs) {
  struct source source = {.time = time};
  struct moments sum[3] = {0};
  lane_array row[3];
  unsigned rows = 1;
  uint64_t done = 0;
  for (uint64_t next = SEQUENTIAL_FIRST; next != done;) {
    for (; done < next; done += LANES) {
      next_block(&source, done);
      rows = generate(&source, row);
      for (unsigned r = 0; r < rows; r++) {
        const struct moments block = lanes_for(vector_best())->moments(row[r], LANES);
        moments_merge(&sum[r], &block);
      }
    }
    double widest = 0;
    for (unsigned r = 0; r < rows; r++) {
      const struct estimate e = estimate_mean(sum[r], 1 - 0.05 / rows);
      widest = fmax(widest, (e.high - e.low) / 2);
    }
    next = sequential_next(done, widest, wanted);
    ck_assert_uint_le(next, MOST_RUNS);
  }
  *runs += done;
  bool all = true;
  for (unsigned r = 0; r < rows; r++) {
    const struct estimate e = estimate_mean(sum[r], 1 - 0.05 / rows);
    all &= e.low <= truth && truth <= e.high;
  }
  return all;
}

static void check_coverage(const char *name, generator *generate, double truth, double wanted) {
  uint64_t covered = 0, runs = 0;
  for (uint64_t time = 0; time < TIMES; time++) covered += covers(generate, truth, wanted, time, &runs);
  const double share = (double)covered / TIMES;
  printf("sequential: %s covers in %.2f %% of %d repetitions, %.0f runs on average\n", name, 100 * share, TIMES, (double)runs / TIMES);
  ck_assert_msg(share >= 0.95 - 5 * sqrt(0.95 * 0.05 / TIMES), "%s covers in %.2f %% only", name, 100 * share);
}

START_TEST(a_normal_mean_is_covered) {
  check_coverage("a normal mean", normal_mean, 3, 0.25);
}
END_TEST

START_TEST(a_skewed_mean_is_covered) {
  check_coverage("a skewed mean", skewed_mean, 0, 0.05);
}
END_TEST

START_TEST(all_differences_are_covered_together) {
  check_coverage("three differences together", three_pairs, 0, 0.035);
}
END_TEST

SUITE_MAIN("sequential", steps_aim_at_what_is_wanted, precision_is_read_or_refused, a_normal_mean_is_covered, a_skewed_mean_is_covered,
           all_differences_are_covered_together)
