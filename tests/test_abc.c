/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Acceptable points against posterior distributions in closed form: targets of the drift model are linear in its parameters, so with normal
 * errors and a wide range the posterior is normal.
 *
 * Weighted means are compared within 5 standard errors at the effective number of points; that number is checked by itself. */
#include "tests/calibrate_help.h"

enum { POINTS = 400, RUNS = 256 };

static struct abc abc_of(const struct lab *lab, size_t points) {
  const struct abc_options options = {.points = points, .tolerance = 1};
  struct abc abc;
  struct error err;
  ck_assert_msg(abc_run(&abc, &lab->calibration, &options, &err), "%s", err.text);
  return abc;
}

static double effective(const struct abc *abc) {
  return abc->generation[abc->generations - 1].effective;
}

static double mean_of(const struct abc *abc, size_t unknown) {
  double mean = 0;
  for (size_t i = 0; i < abc->points; i++) mean += abc->weight[i] * abc->value[i * abc->unknowns + unknown];
  return mean;
}

static void assert_normal(const struct lab *lab, const struct abc *abc, size_t unknown, double mean, double sd) {
  struct finding finding[UNKNOWNS_MOST];
  struct error err;
  const double n = effective(abc);
  ck_assert(abc_findings(abc, &lab->calibration, finding, &err));
  assert_near(mean_of(abc, unknown), mean, 5 * sd / sqrt(n));
  assert_near(finding[unknown].error, sd, 5 * sd / sqrt(2 * n));
  /* Standard error of a normal's median, 1.2533 sd/sqrt(n), and of its 2.5 % point, sqrt(p(1 - p)/n)/density = 2.672 sd/sqrt(n). */
  assert_near(finding[unknown].best, mean, 5 * 1.2533 * sd / sqrt(n));
  assert_near(finding[unknown].low, mean - 1.959964 * sd, 5 * 2.672 * sd / sqrt(n));
  assert_near(finding[unknown].high, mean + 1.959964 * sd, 5 * 2.672 * sd / sqrt(n));
}

START_TEST(one_unknown_has_its_normal_posterior) {
  static const char *const fit[] = {"head_start=-20..20"};
  struct lab lab;
  lab_make(&lab, "p,a\nmonths,3\nshake,0\ndrift,1\n", fit, 1, "outcome,value,sd\nlevel,5,0.5\n", RUNS, 3);
  struct abc abc = abc_of(&lab, POINTS);
  ck_assert(abc.reached && abc.complete && abc.generations >= 3);
  ck_assert_double_eq(abc.generation[abc.generations - 1].tolerance, 1);
  ck_assert_double_ge(effective(&abc), POINTS / 2.);
  assert_normal(&lab, &abc, 0, 2, 0.5);
  abc_free(&abc);
  lab_free(&lab);
}
END_TEST

/* Simulation error is in what is accepted: it adds its variance. */
START_TEST(simulation_error_widens_the_posterior) {
  static const char *const fit[] = {"head_start=-20..20"};
  struct lab lab;
  lab_make(&lab, "p,a\nmonths,3\nshake,4\ndrift,1\n", fit, 1, "outcome,value,sd\nlevel,5,0.5\n", RUNS, 3);
  struct abc abc = abc_of(&lab, POINTS);
  ck_assert(abc.reached);
  assert_normal(&lab, &abc, 0, 2, sqrt(0.25 + 3. * 16 / RUNS));
  abc_free(&abc);
  lab_free(&lab);
}
END_TEST

/* level_1 = s + d, level_12 = s + 12 d: d = (l12 - l1)/11, s = l1 - d. */
START_TEST(two_unknowns_have_their_joint_posterior) {
  static const char *const fit[] = {"head_start=-20..20", "drift=-2..2"};
  struct lab lab;
  lab_make(&lab, "p,a\nmonths,12\nshake,0\n", fit, 2, "outcome,month,value,sd\nlevel_kept,1,3,0.5\nlevel_kept,12,8,0.2\n", RUNS, 3);
  struct abc abc = abc_of(&lab, POINTS);
  struct finding finding[UNKNOWNS_MOST];
  struct error err;
  const double v1 = 0.25, v12 = 0.04, start = (144 * v1 + v12) / 121, drift = (v1 + v12) / 121, both = -(12 * v1 + v12) / 121;
  ck_assert(abc.reached);
  assert_normal(&lab, &abc, 0, 3 - 5. / 11, sqrt(start));
  assert_normal(&lab, &abc, 1, 5. / 11, sqrt(drift));
  ck_assert(abc_findings(&abc, &lab.calibration, finding, &err));
  const double r = both / sqrt(start * drift);
  assert_near(finding[0].correlation[1], r, 5 * (1 - r * r) / sqrt(effective(&abc)));
  assert_near(finding[0].shrink, sqrt(start) / (40 / sqrt(12)), 5 * 0.045 / sqrt(effective(&abc)));
  assert_near(finding[0].alone, finding[0].shrink * sqrt(1 - finding[0].correlation[1] * finding[0].correlation[1]), 1e-12);
  abc_free(&abc);
  lab_free(&lab);
}
END_TEST

/* The range cuts a normal posterior in half: its mean is sd sqrt(2/pi) inside, its standard deviation sd sqrt(1 - 2/pi). */
START_TEST(the_range_is_the_prior) {
  static const char *const fit[] = {"head_start=0..20"};
  struct lab lab;
  lab_make(&lab, "p,a\nmonths,3\nshake,0\ndrift,1\n", fit, 1, "outcome,value,sd\nlevel,3,1\n", RUNS, 3);
  struct abc abc = abc_of(&lab, POINTS);
  ck_assert(abc.reached);
  const double mean = sqrt(2 / 3.14159265358979), sd = sqrt(1 - 2 / 3.14159265358979);
  assert_near(mean_of(&abc, 0), mean, 5 * sd / sqrt(effective(&abc)));
  for (size_t i = 0; i < abc.points; i++) ck_assert(abc.value[i] >= 0 && abc.value[i] <= 20);
  abc_free(&abc);
  lab_free(&lab);
}
END_TEST

START_TEST(what_no_target_depends_on_stays_as_it_was) {
  static const char *const fit[] = {"head_start=-20..20", "unused"};
  struct lab lab;
  struct finding finding[UNKNOWNS_MOST];
  struct error err;
  lab_make(&lab, "p,a\nmonths,3\nshake,0\n", fit, 2, "outcome,value,sd\nlevel,5,0.5\n", RUNS, 3);
  struct abc abc = abc_of(&lab, POINTS);
  const double n = effective(&abc);
  ck_assert(abc_findings(&abc, &lab.calibration, finding, &err));
  assert_near(mean_of(&abc, 1), 0.5, 5 / sqrt(12 * n));
  /* Standard error of the standard deviation of a uniform: sqrt((9/5 - 1)/(4 n)) of itself. */
  ck_assert_double_ge(finding[1].shrink, 1 - 5 * sqrt(0.2 / n));
  ck_assert_double_le(finding[1].shrink, 1);
  ck_assert_int_eq(finding_told(&finding[1]), TOLD_NOTHING);
  ck_assert_int_eq(finding_told(&finding[0]), TOLD_MUCH);
  abc_free(&abc);
  lab_free(&lab);
}
END_TEST

START_TEST(a_wider_tolerance_accepts_more) {
  static const char *const fit[] = {"head_start=-20..20"};
  struct lab lab;
  struct abc abc;
  struct error err;
  const struct abc_options options = {.points = POINTS, .tolerance = 3};
  lab_make(&lab, "p,a\nmonths,3\nshake,0\ndrift,1\n", fit, 1, "outcome,value,sd\nlevel,5,0.5\n", RUNS, 3);
  ck_assert(abc_run(&abc, &lab.calibration, &options, &err));
  assert_normal(&lab, &abc, 0, 2, 1.5);
  abc_free(&abc);
  lab_free(&lab);
}
END_TEST

START_TEST(the_tolerance_falls_and_never_rises) {
  static const char *const fit[] = {"head_start=-20..20", "drift=-2..2"};
  struct lab lab;
  lab_make(&lab, "p,a\nmonths,12\n", fit, 2, "outcome,month,value,sd\nlevel_kept,1,3,0.05\nlevel_kept,12,8,0.05\n", RUNS, 3);
  struct abc abc = abc_of(&lab, POINTS);
  for (size_t g = 1; g < abc.generations; g++) {
    ck_assert_double_le(abc.generation[g].tolerance, abc.generation[g - 1].tolerance);
    ck_assert_uint_eq(abc.generation[g].points, (g + 1) * POINTS);
  }
  double sum = 0;
  for (size_t i = 0; i < abc.points; i++) sum += abc.weight[i];
  assert_near(sum, 1, 1e-12);
  abc_free(&abc);
  lab_free(&lab);
}
END_TEST

START_TEST(threads_change_nothing) {
  static const char *const fit[] = {"head_start=-20..20", "drift=-2..2"};
  struct lab lab;
  lab_make(&lab, "p,a\nmonths,12\n", fit, 2, "outcome,month,value,sd\nlevel_kept,1,3,0.5\nlevel_kept,12,8,0.5\n", RUNS, 3);
  struct abc one = abc_of(&lab, 100);
  lab.calibration.threads = 4;
  struct abc four = abc_of(&lab, 100);
  ck_assert_uint_eq(one.generations, four.generations);
  ck_assert_mem_eq(one.value, four.value, 200 * sizeof(double));
  ck_assert_mem_eq(one.weight, four.weight, 100 * sizeof(double));
  ck_assert_mem_eq(one.figure, four.figure, 200 * sizeof(double));
  abc_free(&one);
  abc_free(&four);
  lab_free(&lab);
}
END_TEST

struct after {
  atomic_int stop;
  atomic_uint points;
  unsigned most;
};

static void count(void *context) {
  struct after *const after = context;
  if (atomic_fetch_add(&after->points, 1) + 1 == after->most) atomic_store(&after->stop, 1);
}

START_TEST(an_end_leaves_the_last_whole_generation) {
  static const char *const fit[] = {"head_start=-20..20"};
  struct lab lab;
  lab_make(&lab, "p,a\nmonths,3\nshake,0\n", fit, 1, "outcome,value,sd\nlevel,5,0.01\n", RUNS, 3);
  for (unsigned most = 30; most <= 230; most += 100) {
    struct after after = {.most = most};
    lab.calibration.stop = &after.stop;
    lab.calibration.progress = count;
    lab.calibration.progress_context = &after;
    struct abc abc = abc_of(&lab, 100);
    ck_assert(!abc.complete && !abc.reached);
    ck_assert_uint_eq(abc.generations, most / 100);
    abc_free(&abc);
  }
  lab_free(&lab);
}
END_TEST

START_TEST(figures_that_are_always_missing_are_an_error) {
  static const char *const fit[] = {"drift=-2..2"};
  struct lab lab;
  struct abc abc;
  struct error err;
  const struct abc_options options = {.points = 60, .tolerance = 1};
  lab_make(&lab, "p,a\nmonths,3\n", fit, 1, "outcome,value,sd\nworn_at,5,1\n", RUNS, 3); /* without a hazard nothing wears out */
  ck_assert(!abc_run(&abc, &lab.calibration, &options, &err));
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_ptr_nonnull(strstr(err.text, "no point has all figures"));
  lab_free(&lab);
}
END_TEST

START_TEST(quantiles_are_weighted) {
  double value[] = {3, 1, 2, NAN, 9}, weight[] = {0.25, 0.5, 0.25, 0, 0};
  const struct abc abc = {.points = 5, .weight = weight};
  static const double p[] = {0.1, 0.25, 0.4375, 0.625, 0.75, 0.99};
  double out[6];
  struct error err;
  ck_assert(abc_quantiles(&abc, value, 1, p, 6, out, &err));
  /* Values stand at the middle of their weights: 1 at 0.25, 2 at 0.625, 3 at 0.875. */
  static const double wanted[] = {1, 1, 1.5, 2, 2.5, 3};
  for (size_t i = 0; i < 6; i++) assert_near(out[i], wanted[i], 1e-12);
}
END_TEST

START_TEST(a_target_is_held_against_its_prediction) {
  double figure[] = {1, 2}, weight[] = {0.75, 0.25};
  struct target target = {.value = 2, .sd = 1};
  const struct targets targets = {&target, 1};
  const struct calibration calibration = {.targets = &targets};
  const struct abc abc = {.points = 2, .targets = 1, .figure = figure, .weight = weight};
  assert_near(abc_chance_below(&abc, &calibration, 0), 0.75 * 0.8413447460685429 + 0.25 * 0.5, 1e-7);
}
END_TEST

SUITE_MAIN("abc", one_unknown_has_its_normal_posterior, simulation_error_widens_the_posterior, two_unknowns_have_their_joint_posterior,
           the_range_is_the_prior, what_no_target_depends_on_stays_as_it_was, a_wider_tolerance_accepts_more,
           the_tolerance_falls_and_never_rises, threads_change_nothing, an_end_leaves_the_last_whole_generation,
           figures_that_are_always_missing_are_an_error, quantiles_are_weighted, a_target_is_held_against_its_prediction)
