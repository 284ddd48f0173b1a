/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calibration of the drift model, where everything is known: the level after m months has mean head_start + m drift, and the share alive
 * is (1 - hazard)^m. */
#include "tests/calibrate_help.h"

#define SHEET "p,a\nmonths,12\n"
enum { RUNS = 512, MONTHS = 12 };

static const char *const drift_alone[] = {"drift=-1..1"};
static const char *const line_of_two[] = {"head_start=-20..20", "drift=-2..2"};

START_TEST(the_best_point_meets_targets_exactly) {
  static const char *const fit[] = {"head_start=-20..20", "drift=-2..2", "hazard_worn=0..0.1"};
  struct lab lab;
  /* As many targets as unknowns; the third is a share, which moves in steps of a run. */
  lab_make(&lab, SHEET, fit, 3, "outcome,month,value,sd\nlevel_kept,1,3,0.1\nlevel_kept,12,8,0.1\nalive,12,0.7,0.01\n", RUNS, 5);
  struct calibration_errors errors = lab_fit(&lab, 4);
  ck_assert_double_le(errors.misfit, 0.0101); /* half a run of RUNS, in sds, squared */
  ck_assert_uint_eq(errors.freedom, 0);
  ck_assert(isnan(errors.chance));
  /* (1 - h)^12 = 0.7; five standard errors of a share of RUNS. */
  const double h = 1 - pow(0.7, 1. / 12);
  assert_near(errors.finding[2].best, h, 5 * sqrt(0.7 * 0.3 / RUNS) * h / (12 * 0.7 * h) * 1.1);
  ck_assert(errors.finding[0].low < errors.finding[0].best && errors.finding[0].best < errors.finding[0].high);
  calibration_errors_free(&errors);
  lab_free(&lab);
}
END_TEST

/* Two figures of a straight line with known slopes: the minimum-distance estimate and its covariance have closed forms. */
START_TEST(standard_errors_are_those_of_the_closed_form) {
  struct lab lab;
  lab_make(&lab, "p,a\nmonths,12\nshake,20\n", line_of_two, 2, "outcome,month,value,sd\nlevel_kept,1,3,0.5\nlevel_kept,12,8,0.2\n", RUNS,
           5);
  struct calibration_errors errors = lab_fit(&lab, 3);
  /* level_1 = s + d + 20 z_1/sqrt(n), level_12 = s + 12 d + ...: variances 400 m/n, covariance 400/n. d = (l12 - l1)/11, s = l1 - d. */
  const double n = RUNS, v1 = 0.25 + 400 / n, v12 = 0.04 + 4800 / n, c = 400 / n;
  const double drift = (v1 + v12 - 2 * c) / 121, start = (144 * v1 + v12 - 24 * c) / 121;
  /* The noise is from 40 batches: a variance is right to sqrt(2/39) = 0.23; its square root to half of that. */
  assert_near(errors.finding[0].error, sqrt(start), 5 * 0.115 * sqrt(start));
  assert_near(errors.finding[1].error, sqrt(drift), 5 * 0.115 * sqrt(drift));
  assert_near(errors.noise[0], 400 / n, 5 * 0.23 * 400 / n);
  assert_near(errors.noise[3], 4800 / n, 5 * 0.23 * 4800 / n);
  assert_near(errors.slope[0], 1, 1e-6);
  assert_near(errors.slope[1], 1, 1e-6);
  assert_near(errors.slope[2], 1, 1e-6);
  assert_near(errors.slope[3], 12, 1e-5);
  assert_near(errors.finding[0].low, errors.finding[0].best - 1.959963984540054 * errors.finding[0].error, 1e-12);
  ck_assert(finding_told(&errors.finding[0]) == TOLD_MUCH && finding_told(&errors.finding[1]) == TOLD_MUCH);
  calibration_errors_free(&errors);
  lab_free(&lab);
}
END_TEST

static struct messages warnings_of(const struct lab *lab, const struct finding *finding) {
  struct messages warnings = {0};
  finding_warnings(&warnings, &lab->calibration, finding);
  return warnings;
}

static bool warned(const struct messages *warnings, const char *what) {
  for (size_t i = 0; i < warnings->count; i++)
    if (strstr(warnings->text[i], what)) return true;
  return false;
}

START_TEST(what_the_targets_do_not_tell_is_named) {
  static const char *const fit[] = {"drift=-2..2", "coefficient: unused"};
  struct lab lab;
  lab_make(&lab, SHEET, fit, 2, "outcome,month,value,sd\nlevel_kept,12,8,0.1\nlevel_kept,6,4,0.1\n", RUNS, 5);
  struct calibration_errors errors = lab_fit(&lab, 2);
  struct messages warnings = warnings_of(&lab, errors.finding);
  ck_assert(isnan(errors.finding[1].error));
  ck_assert(errors.finding[1].low == 0 && errors.finding[1].high == 1); /* the coefficient's plausible range */
  ck_assert(errors.finding[1].shrink == 1 && errors.finding[1].alone == 1);
  ck_assert_int_eq(finding_told(&errors.finding[1]), TOLD_NOTHING);
  ck_assert_int_eq(finding_told(&errors.finding[0]), TOLD_MUCH);
  ck_assert_uint_eq(errors.freedom, 1); /* two targets tell of one unknown */
  ck_assert(warned(&warnings, "do not identify unused"));
  ck_assert(!warned(&warnings, "drift"));
  messages_free(&warnings);
  calibration_errors_free(&errors);
  lab_free(&lab);
}
END_TEST

START_TEST(a_pair_that_only_the_sum_is_known_of_is_named) {
  struct lab lab;
  static const char *const fit[] = {"head_start=-20..20", "drift=-2..2"};
  lab_make(&lab, SHEET, fit, 2, "outcome,month,value,sd\nlevel_kept,12,8,0.1\n", RUNS, 5);
  struct calibration_errors errors = lab_fit(&lab, 2);
  struct messages warnings = warnings_of(&lab, errors.finding);
  ck_assert_double_lt(errors.finding[0].correlation[1], -0.95);
  ck_assert_double_eq(errors.finding[0].correlation[1], errors.finding[1].correlation[0]);
  ck_assert(warned(&warnings, "tell head_start only together with drift (correlation -"));
  ck_assert_uint_eq(warnings.count, 1); /* said once of the two */
  ck_assert(isnan(errors.finding[0].error) && isnan(errors.finding[1].error));
  ck_assert(errors.finding[0].alone < 0.1 && errors.finding[1].alone < 0.1 && errors.finding[0].shrink == 1);
  messages_free(&warnings);
  calibration_errors_free(&errors);
  lab_free(&lab);
}
END_TEST

START_TEST(a_best_value_at_the_end_of_its_range_is_told) {
  struct lab lab;
  lab_make(&lab, SHEET, drift_alone, 1, "outcome,month,value,sd\nlevel_kept,12,30,1\nlevel_kept,6,15,1\n", RUNS, 5);
  struct calibration_errors errors = lab_fit(&lab, 2);
  struct messages warnings = warnings_of(&lab, errors.finding);
  ck_assert(errors.finding[0].at_end);
  assert_near(errors.finding[0].best, 1, 1e-3);
  ck_assert_double_le(errors.finding[0].high, 1);
  ck_assert(warned(&warnings, "drift is best at the end of its range -1 to 1"));
  /* Nothing can be taken away: 18 and 9 sds stay, but for simulation error. */
  ck_assert_uint_eq(errors.freedom, 2);
  ck_assert_double_gt(errors.chi_square, 300);
  ck_assert_double_lt(errors.chance, 1e-6);
  messages_free(&warnings);
  calibration_errors_free(&errors);
  lab_free(&lab);
}
END_TEST

/* Two means of the same figure: the best lies between, and what stays is a chi-square of one degree of freedom. */
START_TEST(targets_that_contradict_each_other_do_not_fit) {
  struct lab lab;
  lab_make(&lab, SHEET "shake,0\n", drift_alone, 1, "outcome,month,value,sd\nlevel_kept,12,6,0.3\nlevel_kept,6,4,0.4\n", RUNS, 5);
  struct calibration_errors errors = lab_fit(&lab, 2);
  /* Weighted least squares of 12 d = 6, 6 d = 4. */
  const double w1 = 1 / 0.09, w2 = 1 / 0.16, d = (12 * 6 * w1 + 6 * 4 * w2) / (144 * w1 + 36 * w2);
  const double left = (12 * d - 6) * (12 * d - 6) * w1 + (6 * d - 4) * (6 * d - 4) * w2;
  assert_near(errors.finding[0].best, d, 1e-4);
  assert_near(errors.misfit, left, 1e-4);
  assert_near(errors.chi_square, left, 1e-6);
  assert_near(errors.chance, erfc(sqrt(left / 2)), 1e-6);
  assert_near(errors.finding[0].error, 1 / sqrt(144 * w1 + 36 * w2), 1e-8);
  ck_assert(errors.fresh_sd < 1e-9 && fabs(errors.fresh - left) < 1e-4); /* without shaking there is no simulation error */
  calibration_errors_free(&errors);
  lab_free(&lab);
}
END_TEST

START_TEST(differences_of_scenarios_are_targets_too) {
  struct lab lab;
  lab_make(&lab, "p,a,b,c\nmonths,12\nhead_start,1,2,5\n", drift_alone, 1,
           "outcome,scenario,other,value,sd\nlevel,c,a,4,0.1\nlevel,b,,5,0.1\n", RUNS, 5);
  struct calibration_errors errors = lab_fit(&lab, 2);
  assert_near(errors.figure[0], 4, 1e-9); /* whatever the drift is */
  assert_near(errors.figure[1], 5, 1e-3);
  char name[TARGET_NAME];
  ck_assert_str_eq(target_name(&lab.targets.list[0], &lab.study, name), "level, 'c' minus 'a'");
  ck_assert_str_eq(target_name(&lab.targets.list[1], &lab.study, name), "level in 'b'");
  calibration_errors_free(&errors);
  lab_free(&lab);
}
END_TEST

START_TEST(figures_are_those_of_a_run_of_the_sheet) {
  struct lab lab;
  static const char *const fit[] = {"drift=-2..2", "hazard_worn=0..0.5"};
  lab_make(&lab, "p,a,b\nmonths,12\nshake,uniform 1 2,\nhead_start,0,normal 1 3\n", fit, 2,
           "outcome,scenario,month,value,sd\nlevel,b,,1,1\nalive,b,7,1,1\nlevel_now,b,7,1,1\nworn_at,b,,1,1\n", 600, 5);
  struct evaluator evaluator;
  struct error err;
  double figure[4];
  bool done;
  ck_assert(evaluator_make(&evaluator, &lab.calibration, &err));
  static const double other[] = {-1, 0.3}, value[] = {0.25, 0.05};
  ck_assert(evaluator_figures(&evaluator, other, 0, figure, &done, &err) && done); /* leaves nothing behind */
  ck_assert(evaluator_figures(&evaluator, value, 0, figure, &done, &err) && done);
  evaluator_free(&evaluator);
  struct example example = example_read("p,a,b\nmonths,12\nshake,uniform 1 2,\nhead_start,0,normal 1 3\ndrift,0.25\nhazard_worn,0.05\n",
                                        600, 5);
  example_run(&example, NULL);
  ck_assert_double_eq(figure[0], tally_outcome(&example.tally, 1, OUT_LEVEL).mean);
  ck_assert_double_eq(figure[1], (double)tally_alive(&example.tally, 1, 7) / 600);
  ck_assert_double_eq(figure[2], tally_variable(&example.tally, 1, 0, 7).mean);
  ck_assert_double_eq(figure[3], tally_outcome(&example.tally, 1, OUT_WORN_AT).mean);
  example_free(&example);
  lab_free(&lab);
}
END_TEST

START_TEST(threads_change_nothing) {
  struct lab lab;
  lab_make(&lab, "p,a\nmonths,12\nshake,3\n", line_of_two, 2, "outcome,month,value,sd\nlevel_kept,1,3,0.5\nlevel_kept,12,8,0.2\n", 256, 5);
  struct calibration_errors errors[3];
  for (unsigned i = 0; i < 3; i++) {
    lab.calibration.threads = 1 + 2 * i;
    errors[i] = lab_fit(&lab, 5);
    ck_assert_mem_eq(errors[i].figure, errors[0].figure, 2 * sizeof(double));
    for (size_t u = 0; u < 2; u++) {
      ck_assert_double_eq(errors[i].finding[u].best, errors[0].finding[u].best);
      ck_assert_double_eq(errors[i].finding[u].error, errors[0].finding[u].error);
    }
  }
  for (unsigned i = 0; i < 3; i++) calibration_errors_free(&errors[i]);
  lab_free(&lab);
}
END_TEST

/* In month 9 nobody is alive: there the figure is missing, and the search must not take it for a good fit. */
START_TEST(missing_figures_are_no_fit) {
  struct lab lab;
  static const char *const fit[] = {"hazard_worn=0..1"};
  lab_make(&lab, SHEET "shake,0\n", fit, 1, "outcome,month,value,sd\nlevel_now,9,9,0.1\nalive,9,0.5,0.01\n", 256, 5);
  struct calibration_errors errors = lab_fit(&lab, 5);
  assert_near(errors.figure[1], 0.5, 0.011);
  assert_near(errors.finding[0].best, 1 - pow(0.5, 1. / 9), 0.03);
  calibration_errors_free(&errors);
  lab_free(&lab);
}
END_TEST

START_TEST(an_end_leaves_what_was_found) {
  struct lab lab;
  struct simplex simplex;
  struct error err;
  const atomic_int stop = 1;
  lab_make(&lab, SHEET, drift_alone, 1, "outcome,value,sd\nlevel,3,1\n", RUNS, 5);
  lab.calibration.stop = &stop;
  ck_assert(simplex_run(&simplex, &lab.calibration, 3, &err));
  ck_assert(!simplex.complete && isinf(simplex.search[simplex.best].misfit));
  simplex_free(&simplex);
  lab.calibration.stop = NULL;
  lab.calibration.deadline = calibration_clock() - 1;
  ck_assert(simplex_run(&simplex, &lab.calibration, 3, &err));
  ck_assert(!simplex.complete && simplex.points == 0);
  simplex_free(&simplex);
  lab_free(&lab);
}
END_TEST

START_TEST(scores_and_values_are_inverse) {
  const struct unknown unknown = {.low = 2, .high = 5};
  for (double share = 0.001; share < 1; share += 0.0833) {
    const double value = 2 + 3 * share;
    assert_near(unknown_value(&unknown, unknown_score(&unknown, value)), value, 3e-6);
  }
  ck_assert_double_eq(unknown_value(&unknown, 0), 3.5);
  ck_assert_double_eq(unknown_score(&unknown, 1), -UNKNOWN_EDGE);
  ck_assert_double_eq(unknown_score(&unknown, 6), UNKNOWN_EDGE);
  ck_assert_double_eq(unknown_value(&unknown, 50), 5);
  ck_assert_double_eq(unknown_value(&unknown, -50), 2);
  assert_near(unknown_spread(&unknown), 3 / sqrt(12), 1e-15);
}
END_TEST

SUITE_MAIN("calibrate", the_best_point_meets_targets_exactly, standard_errors_are_those_of_the_closed_form,
           what_the_targets_do_not_tell_is_named, a_pair_that_only_the_sum_is_known_of_is_named,
           a_best_value_at_the_end_of_its_range_is_told, targets_that_contradict_each_other_do_not_fit,
           differences_of_scenarios_are_targets_too, figures_are_those_of_a_run_of_the_sheet, threads_change_nothing,
           missing_figures_are_no_fit, an_end_leaves_what_was_found, scores_and_values_are_inverse)
