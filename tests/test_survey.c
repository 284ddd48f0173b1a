/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/partnership_outcomes.h"
#include "sim/lanes.h"
#include "sim/random.h"
#include "sim/survey.h"
#include "tests/model_case.h"

enum { RUNS = 1500, MANY = 200000 };

static void run(struct records *records, struct tally *tally, const char *rows, unsigned months, unsigned threads) {
  struct study study;
  struct error err;
  case_study(&study, rows, REST_POPULATION);
  study.months = months;
  study.runs = RUNS;
  study.seed = 3;
  ck_assert(records_make(records, study.model, study.seed, RUNS, true, &err));
  const struct engine_options options = {.threads = threads, .vector = VECTOR_COUNT};
  ck_assert_msg(survey_run(records, tally, &study, &options, KEEP_TRAJECTORIES, &err), "%s", err.text);
  ck_assert(tally->complete);
  tally->study = NULL;
  study_free(&study);
}

/* A horizon at the month of meeting gives the same run up to there, and reports its trust at that month's end. */
START_TEST(runs_are_met_where_they_are) {
  static const unsigned horizons[] = {7, 24, 61, 100};
  struct records met, ended;
  struct tally tally;
  run(&met, &tally, "ambition,1\n", 120, 0);
  tally_free(&tally);
  for (size_t h = 0; h < sizeof horizons / sizeof *horizons; h++) {
    size_t count = 0, gone = 0;
    run(&ended, &tally, "ambition,1\n", horizons[h], 0);
    const double *const trust = records_glance(&met, GLANCE_SURVEY, 0);
    for (uint64_t i = 0; i < RUNS; i++) {
      if (survey_month(3, i) != horizons[h]) continue;
      const bool alive = ended.ending[i] == 0;
      always(alive == !isnan(trust[i]));
      if (alive) always_near(trust[i], records_outcome(&ended, OUT_trust_end)[i], 0);
      count += alive;
      gone += !alive;
    }
    ck_assert_uint_ge(count, 4);
    if (horizons[h] == 100) ck_assert_uint_ge(gone, 2);
    records_free(&ended);
    tally_free(&tally);
  }
  records_free(&met);
}

/* The second look is at one month: its mean is the engine's own. */
START_TEST(the_second_look_is_at_its_month) {
  struct records records;
  struct tally tally;
  run(&records, &tally, "ambition,1\n", 120, 0);
  for (size_t v = 0; v + 1 < records.model->variable_count; v++) {
    struct moments seen = {0};
    for (size_t i = 0; i < RUNS; i++)
      if (!isnan(records_glance(&records, GLANCE_FIXED, v)[i])) moments_add(&seen, records_glance(&records, GLANCE_FIXED, v)[i]);
    const struct moments known = tally.moments[row_variable(&tally.layout, 0, v, SURVEY_FIXED_MONTH)];
    ck_assert_double_eq(seen.count, known.count);
    assert_near(seen.mean, known.mean, 1e-9 * (1 + fabs(known.mean)));
  }
  for (size_t i = 0; i < RUNS; i++) {
    const bool alive = records.ending[i] == 0 || records.end_month[i] > SURVEY_FIXED_MONTH;
    always(alive == !isnan(records_glance(&records, GLANCE_FIXED, 0)[i]));
    const bool there = records.ending[i] == 0 || records.end_month[i] > survey_month(3, i);
    always(there == !isnan(records_glance(&records, GLANCE_SURVEY, 0)[i]));
  }
  tally_free(&tally);
  records_free(&records);
}

START_TEST(threads_and_widths_change_nothing) {
  struct records one, four;
  struct tally tally;
  run(&one, &tally, "ambition,1\n", 120, 1);
  tally_free(&tally);
  run(&four, &tally, "ambition,1\n", 120, 4);
  tally_free(&tally);
  const struct model *const model = one.model;
  ck_assert_mem_eq(one.input, four.input, model->parameter_count * RUNS * sizeof(double));
  ck_assert_mem_eq(one.glance, four.glance, GLANCES * model->variable_count * RUNS * sizeof(double));
  ck_assert_mem_eq(one.end_month, four.end_month, RUNS * sizeof(double));
  ck_assert_mem_eq(one.ending, four.ending, RUNS);
  records_free(&one);
  records_free(&four);
}

START_TEST(months_are_uniform) {
  uint64_t count[SURVEY_LAST + 2] = {0};
  for (uint64_t i = 0; i < MANY; i++) count[survey_month(1, i)]++;
  const double p = 1.0 / (SURVEY_LAST - SURVEY_FIRST + 1);
  for (unsigned m = 0; m < SURVEY_FIRST; m++) ck_assert_uint_eq(count[m], 0);
  ck_assert_uint_eq(count[SURVEY_LAST + 1], 0);
  double chi = 0;
  for (unsigned m = SURVEY_FIRST; m <= SURVEY_LAST; m++) chi += ((double)count[m] - MANY * p) * ((double)count[m] - MANY * p) / (MANY * p);
  /* Chi squared with 113 degrees of freedom: mean 113, standard deviation sqrt 226. */
  assert_near(chi, 113, 5 * sqrt(226));
}

START_TEST(informants_err_independently) {
  double *first = calloc(2 * MANY, sizeof *first), *second = first + MANY;
  double with_month = 0, together = 0, sum = 0, squares = 0;
  ck_assert_ptr_nonnull(first);
  survey_noise(first, 1, INFORMANT_FIRST, MANY);
  survey_noise(second, 1, INFORMANT_SECOND, MANY);
  for (uint64_t i = 0; i < MANY; i++) {
    sum += first[i];
    squares += first[i] * first[i];
    together += first[i] * second[i];
    with_month += first[i] * (survey_month(1, i) - 63.5) / 32.9;
  }
  assert_near(sum / MANY, 0, 5 / sqrt(MANY));
  assert_near(squares / MANY, 1, 5 * sqrt(2.0 / MANY));
  assert_near(together / MANY, 0, 5 / sqrt(MANY));
  assert_near(with_month / MANY, 0, 5 / sqrt(MANY));
  double few[10];
  survey_noise(few, 1, INFORMANT_FIRST, 10); /* a run's noise does not depend on how many are asked */
  ck_assert_mem_eq(few, first, sizeof few);
  free(first);
}

SUITE_MAIN("survey", runs_are_met_where_they_are, the_second_look_is_at_its_month, threads_and_widths_change_nothing, months_are_uniform,
           informants_err_independently)
