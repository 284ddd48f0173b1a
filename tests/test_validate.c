/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/partnership_facts.h"
#include "sim/ablate.h"
#include "sim/survival.h"
#include "sim/validate.h"
#include "tests/partnership_lab.h"
#include <gsl/gsl_cdf.h>

enum { RUNS = 3000 };

static const struct evidence *evidence(void) {
  return model_find("partnership")->evidence;
}

static size_t fact_index(const char *name) {
  for (size_t f = 0; f < evidence()->fact_count; f++)
    if (strcmp(evidence()->facts[f].name, name) == 0) return f;
  ck_abort_msg("no fact %s", name);
  return 0;
}

static void open_trials(struct trials *trials, uint64_t runs) {
  struct error err;
  const struct trials_options options = {.runs = runs, .seed = 2, .vector = VECTOR_COUNT};
  ck_assert_msg(trials_open(trials, model_find("partnership"), &options, &err), "%s", err.text);
}

static void run_trials(struct trials *trials, const double *coefficient, struct figure *figure) {
  struct error err;
  bool done;
  ck_assert_msg(trials_run(trials, coefficient, false, figure, &done, &err), "%s", err.text);
  ck_assert(done);
}

START_TEST(the_table_names_what_there_is) {
  const struct model *const model = model_find("partnership");
  size_t calibrated = 0;
  ck_assert_uint_le(evidence()->fact_count, FACTS_MOST);
  for (size_t f = 0; f < evidence()->fact_count; f++) {
    const struct known_fact *const fact = &evidence()->facts[f];
    ck_assert_double_lt(fact->low, fact->high);
    ck_assert_uint_lt(fact->study, evidence()->study_count);
    calibrated += fact_is_calibrated(fact);
    ck_assert_msg(fact_is_calibrated(fact) || strcmp(fact->use, "check") == 0, "%s: %s", fact->name, fact->use);
    ck_assert_msg(strcmp(fact->mark, "verified") == 0 || strcmp(fact->mark, "recalled") == 0 || strcmp(fact->mark, "judgement") == 0, "%s",
                  fact->name);
    const bool input = fact->statistic == STATISTIC_INPUT || fact->statistic == STATISTIC_INPUT_SIZE ||
                       fact->statistic == STATISTIC_INPUT_STATE || fact->statistic == STATISTIC_HAZARD;
    const bool state = fact->statistic == STATISTIC_SURVEY || fact->statistic == STATISTIC_AGE || fact->statistic == STATISTIC_BELOW;
    if (input) ck_assert_msg(parameter_find(model, fact->x) < model->parameter_count, "%s: %s", fact->name, fact->x);
    else if (state) ck_assert_msg(variable_find(model, fact->x) < model->variable_count, "%s: %s", fact->name, fact->x);
    else if (*fact->x) ck_assert_msg(outcome_find(model, fact->x) < model->outcome_count, "%s: %s", fact->name, fact->x);
    if (fact->statistic == STATISTIC_INPUT || fact->statistic == STATISTIC_INPUT_SIZE)
      ck_assert_uint_lt(outcome_find(model, fact->y), model->outcome_count);
    else if (*fact->y) ck_assert_uint_lt(variable_find(model, fact->y), model->variable_count);
    if (fact->statistic == STATISTIC_INPUT_STATE) ck_assert_uint_eq(fact->month, SURVEY_FIXED_MONTH);
    if (state || fact->statistic == STATISTIC_INPUT_STATE) ck_assert_uint_eq(fact->study, 0); /* only there surveys are taken */
  }
  ck_assert_uint_eq(evidence()->fact_count, 27);
  ck_assert_uint_eq(calibrated, 19);
}

START_TEST(versions_are_held_against_rows_of_the_table) {
  const struct model *const model = model_find("partnership");
  ck_assert_uint_eq(model->fact_count, 2);
  for (size_t f = 0; f < model->fact_count; f++) {
    const struct fact *const quick = &model->facts[f];
    const struct known_fact *const fact = &evidence()->facts[fact_index(quick->name)];
    ck_assert_str_eq(quick->finding, fact->finding);
    ck_assert_double_eq(quick->low, fact->low);
    ck_assert_double_eq(quick->high, fact->high);
    ck_assert_uint_eq(quick->month, fact->month);
    ck_assert_int_eq(quick->kind == FACT_ALIVE, fact->statistic == STATISTIC_ALIVE);
    ck_assert_str_eq(model->outcomes[quick->outcome].name, fact->x);
  }
}

START_TEST(mechanisms_name_coefficients) {
  const struct model *const model = model_find("partnership");
  for (size_t m = 0; m < evidence()->mechanism_count; m++) {
    const struct mechanism *const mechanism = &evidence()->mechanisms[m];
    ck_assert_ptr_nonnull(mechanism->switched[0].coefficient);
    for (size_t i = 0; i < SWITCHED_MOST && mechanism->switched[i].coefficient; i++) {
      const size_t c = coefficient_find(model, mechanism->switched[i].coefficient);
      ck_assert_msg(c < model->coefficient_count, "%s: %s", mechanism->name, mechanism->switched[i].coefficient);
      ck_assert_double_ne(model->coefficients[c].value, mechanism->switched[i].off);
    }
    for (size_t other = 0; other < m; other++) ck_assert_str_ne(mechanism->name, evidence()->mechanisms[other].name);
  }
}

/* Shares, counted again from the records by other means. */
START_TEST(shares_are_counts) {
  struct trials t;
  struct figure figure[FACTS_MOST];
  open_trials(&t, RUNS);
  run_trials(&t, NULL, figure);
  const struct records *const r = &t.study[STUDY_POPULATION], *const i = &t.study[STUDY_INTEGRATED];
  double alive60 = 0, premature = 0, success = 0, failure = 0, full = 0, ended = 0, bought = 0, left = 0, relational = 0, misaligned = 0,
         met = 0;
  for (size_t run = 0; run < RUNS; run++) {
    const double performance = records_outcome(r, OUT_performance)[run], g = records_glance(r, GLANCE_SURVEY, 3)[run];
    const unsigned char e = r->ending[run];
    alive60 += e == 0 || r->end_month[run] > 60;
    premature += e > 1 && r->end_month[run] <= 60;
    success += performance >= 0.8;
    failure += performance < 0.45;
    full += performance >= 1;
    left += e >= 3 && e <= 6;
    relational += e == 3 || e == 5 || e == 6;
    met += !isnan(g);
    misaligned += g < 0.5;
    ended += i->ending[run] >= 2;
    bought += i->ending[run] == 2;
    always(records_input(i, parameter_find(t.model, "integration"))[run] == 1);
  }
  assert_near(figure[fact_index("survival_60")].value, alive60 / RUNS, 1e-12);
  assert_near(figure[fact_index("premature_60")].value, premature / RUNS, 1e-12);
  assert_near(figure[fact_index("success_080")].value, success / RUNS, 1e-12);
  assert_near(figure[fact_index("failure_045")].value, failure / RUNS, 1e-12);
  assert_near(figure[fact_index("full_100")].value, full / RUNS, 1e-12);
  assert_near(figure[fact_index("buyout_integrated")].value, bought / ended, 1e-12);
  assert_near(figure[fact_index("relational_causes")].value, relational / left, 1e-12);
  assert_near(figure[fact_index("misaligned")].value, misaligned / met, 1e-12);
  ck_assert_uint_eq(figure[fact_index("misaligned")].n, (uint64_t)met);
  ck_assert_uint_eq(figure[fact_index("buyout_integrated")].n, (uint64_t)ended);
  /* And the levers stand where the studies say. */
  const double *const good = records_input(&t.study[STUDY_GOOD], parameter_find(t.model, "communication"));
  const double *const poor = records_input(&t.study[STUDY_POOR], parameter_find(t.model, "evaluation_interval"));
  ck_assert_double_eq(good[7], 0.73);
  ck_assert_double_eq(poor[7], 12);
  trials_close(&t);
}

/* The same from the engine without the survey, and from its own crossover. */
START_TEST(the_survey_changes_nothing) {
  struct trials t;
  struct figure figure[FACTS_MOST];
  struct study study;
  struct tally tally;
  struct error err;
  open_trials(&t, RUNS);
  run_trials(&t, NULL, figure);
  ck_assert(study_default(&study, t.model, "default", &err));
  study.seed = 2;
  study.runs = RUNS;
  ck_assert(engine_run(&tally, &study, &(struct engine_options){.vector = VECTOR_COUNT}, &err));
  const struct estimate alive = survival_at(&tally, 0, 120).alive;
  assert_near(figure[fact_index("survival_120")].value, alive.value, 1e-15);
  assert_near(figure[fact_index("survival_120")].low, alive.low, 1e-15);
  assert_near(figure[fact_index("success_080")].value, estimate_outcome(&tally, 0, OUT_success_080).value, 1e-12);
  tally_free(&tally);
  study_free(&study);
  case_study(&study, "parameter,Long,Short\nlong_term_focus,0.45,0.12\n", REST_POPULATION);
  study.seed = 2;
  study.runs = RUNS;
  ck_assert(engine_run(&tally, &study, &(struct engine_options){.vector = VECTOR_COUNT, .keep = KEEP_ALL}, &err));
  const struct crossover crossover = crossover_of(&tally, 0, 1);
  const double gain = estimate_outcome(&tally, 0, OUT_npv_joint).value / estimate_outcome(&tally, 1, OUT_npv_joint).value;
  ck_assert_uint_gt(crossover.month, 1);
  ck_assert_double_eq(figure[fact_index("short_sight")].value, crossover.month);
  ck_assert_double_eq(figure[fact_index("short_sight")].low, crossover.low);
  assert_near(figure[fact_index("long_run_gain")].value, gain, 1e-12);
  tally_free(&tally);
  study_free(&study);
  trials_close(&t);
}

static double plain_correlation(const double *x, const double *y, size_t n) {
  double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, count = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i]) || isnan(y[i])) continue;
    count++, sx += x[i], sy += y[i], sxx += x[i] * x[i], syy += y[i] * y[i], sxy += x[i] * y[i];
  }
  return (sxy - sx * sy / count) / sqrt((sxx - sx * sx / count) * (syy - sy * sy / count));
}

START_TEST(correlations_are_of_the_right_columns) {
  struct trials t;
  struct figure figure[FACTS_MOST];
  open_trials(&t, RUNS);
  run_trials(&t, NULL, figure);
  const struct records *const r = t.study;
  const double *const performance = records_outcome(r, OUT_performance);
  double *const months = calloc(RUNS, sizeof *months);
  ck_assert_ptr_nonnull(months);
  for (size_t i = 0; i < RUNS; i++) months[i] = survey_month(2, i);
  assert_near(figure[fact_index("prior_ties_null")].value,
              plain_correlation(records_input(r, parameter_find(t.model, "prior_ties")), performance, RUNS), 1e-9);
  assert_near(figure[fact_index("national_culture_null")].value,
              fabs(plain_correlation(records_input(r, parameter_find(t.model, "cultural_fit")), performance, RUNS)), 1e-9);
  assert_near(
      figure[fact_index("contracts_and_trust")].value,
      plain_correlation(records_input(r, parameter_find(t.model, "contract_coordination")), records_glance(r, GLANCE_FIXED, 0), RUNS),
      1e-9);
  assert_near(figure[fact_index("trust_age")].value, plain_correlation(months, records_glance(r, GLANCE_SURVEY, 0), RUNS), 1e-9);
  /* Noise thins: the survey hears about .8 of the true correlation, 5 standard errors. */
  const double true_trust = plain_correlation(records_glance(r, GLANCE_SURVEY, 0), records_glance(r, GLANCE_SURVEY, 5), RUNS);
  const struct figure heard = figure[fact_index("trust_conflict")];
  assert_near(heard.value, 0.8 * true_trust, 5 * heard.se);
  ck_assert_double_gt(fabs(heard.value - true_trust), 1e-6);
  free(months);
  trials_close(&t);
}

/* Mean value a month from performance, against the sum that the model itself keeps. */
START_TEST(value_a_month_is_the_models_sum) {
  struct lab lab;
  struct records records;
  struct error err;
  double value[LANES];
  size_t early = 0;
  lab_make(
      &lab,
      "outside_options,0.9\ncompetitive_overlap,0.8\nambition,uniform 0.5 2\npotential_value,uniform 10 200\ncoefficient: exit0,0.0004\n",
      REST_POPULATION);
  ck_assert(records_make(&records, lab.study.model, 1, LANES, false, &err));
  lab_sign(&lab, 0, 0);
  for (size_t p = 0; p < lab.study.model->parameter_count; p++) memcpy(records_input(&records, p), lab.input[p], LANES * sizeof(double));
  for (unsigned m = 1; m <= lab.study.months; m++) {
    lab_month(&lab, m);
    lab_keep(&lab);
  }
  lab_finish(&lab);
  for (size_t o = 0; o < lab.study.model->outcome_count; o++) memcpy(records_outcome(&records, o), lab.outcome[o], LANES * sizeof(double));
  for (size_t i = 0; i < LANES; i++) {
    records.end_month[i] = lab.end_month[i];
    records.ending[i] = (unsigned char)lab.last_ending[0][i];
    early += lab.end_month[i] < FAIR_TRIAL_MONTHS && records.ending[i] >= ENDING_WITHDRAWN;
  }
  evidence()->value_a_month(value, &records, lab.study.scenarios[0].coefficients);
  const double plan_level = lab.study.scenarios[0].coefficients[coefficient_find(lab.study.model, "plan_level")];
  for (size_t i = 0; i < LANES; i++)
    always_near(value[i] * plan_level / 100, lab.last_state[LAB_COLUMN(value_sum)][i] / lab.end_month[i], 1e-9 * value[i] * plan_level);
  ck_assert_uint_ge(early, 20);
  ck_assert_uint_le(early, LANES - 20);
  records_free(&records);
  lab_free(&lab);
}

START_TEST(bands_and_distances) {
  const struct known_fact fact = {.name = "f", .low = 0.2, .high = 0.4};
  const struct figure inside = {0.25, 0.01, 0.23, 0.27, 1}, edge = {0.39, 0.01, 0.37, 0.41, 1}, over = {0.41, 0.01, 0.39, 0.43, 1};
  const struct figure far_off = {0.7, 0.01, 0.68, 0.72, 1}, bound = {0.4, 0, 0.4, 0.4, 1};
  ck_assert(known_fact_met(&fact, inside) && !known_fact_borderline(&fact, inside));
  ck_assert(known_fact_met(&fact, edge) && known_fact_borderline(&fact, edge));
  ck_assert(!known_fact_met(&fact, over) && known_fact_borderline(&fact, over));
  ck_assert(!known_fact_met(&fact, far_off) && !known_fact_borderline(&fact, far_off));
  ck_assert(known_fact_met(&fact, bound) && !known_fact_borderline(&fact, bound));
  ck_assert(!known_fact_met(&fact, NO_FIGURE) && !known_fact_borderline(&fact, NO_FIGURE));
  ck_assert_str_eq(validation_verdict(&fact, over), "missed, borderline");
  assert_near(known_fact_place(&fact, inside, 0), -0.5, 1e-12);
  assert_near(known_fact_place(&fact, NO_FIGURE, 0.5), 2, 1e-12);
  assert_near(known_fact_misfit(&fact, inside, 0), 0, 0);
  assert_near(known_fact_misfit(&fact, far_off, 0), 9, 1e-9);
  assert_near(known_fact_misfit(&fact, (struct figure){.value = 0}, 0), 4, 1e-9);
  /* The slope of a squared distance of 3 half-widths is 6 a half-width, which is 0.1. */
  assert_near(known_fact_misfit_error(&fact, far_off, 0), 6 * 0.01 / 0.1, 1e-9);
  assert_near(known_fact_misfit_error(&fact, inside, 0), 0, 0);
  assert_near(known_fact_misfit_error(&fact, NO_FIGURE, 1), 0, 0);
}

START_TEST(a_model_without_evidence_is_told) {
  struct trials t = {0};
  struct error err;
  const struct trials_options options = {.runs = RUNS, .seed = 2, .vector = VECTOR_COUNT};
  ck_assert(!trials_open(&t, model_find("trust_reputation"), &options, &err));
  ck_assert_int_eq(err.status, STATUS_USAGE);
  ck_assert_ptr_nonnull(strstr(err.text, "trust_reputation"));
}

/* The yardstick's laws are known: constant rates, and normal performance. */
START_TEST(the_yardstick_is_what_it_says) {
  enum { MANY = 20000 };
  struct trials t;
  struct figure figure[FACTS_MOST];
  struct error err;
  double k[YARDSTICK_MOST];
  open_trials(&t, MANY);
  run_trials(&t, NULL, figure);
  for (size_t c = 0; c < evidence()->yardstick->coefficient_count; c++) k[c] = evidence()->yardstick->coefficients[c].value;
  k[1] = k[2] = k[3] = 0; /* nothing but level and noise */
  ck_assert(trials_yardstick(&t, k, false, figure, &err));
  const double rate = k[5] + k[6], open = 0.7, at120 = exp(-120 * rate) * open;
  assert_near(figure[fact_index("survival_12")].value, exp(-12 * rate), 5 * sqrt(0.25 / MANY));
  assert_near(figure[fact_index("survival_120")].value, at120, 5 * sqrt(0.25 / MANY));
  assert_near(figure[fact_index("success_080")].value, 0.5, 5 * sqrt(0.25 / MANY));
  assert_near(figure[fact_index("above_140")].value, 0.5 * erfc(0.6 / k[4] / sqrt(2)), 5 * sqrt(0.25 / MANY));
  assert_near(figure[fact_index("buyout_integrated")].value, k[6] / rate, 5 * sqrt(0.25 / (0.4 * MANY)));
  assert_near(figure[fact_index("inputs_explain_little")].value, 40.0 / MANY, 0.005);
  assert_near(log(figure[fact_index("rivalry_dissolves")].value), 0, 5 * figure[fact_index("rivalry_dissolves")].se);
  ck_assert(isnan(figure[fact_index("short_sight")].value)); /* nobody is ahead */
  assert_near(figure[fact_index("long_run_gain")].value, 1, 1e-12);
  k[3] = 1;
  k[5] = 0.03; /* fast enough for a month to be seen */
  ck_assert(trials_yardstick(&t, k, false, figure, &err));
  const double at12 = exp(-12 * (k[5] + k[6]));
  assert_near(figure[fact_index("survival_12")].value, at12, 5 * sqrt(at12 * (1 - at12) / MANY));
  ck_assert_double_eq(figure[fact_index("short_sight")].value, 1);
  trials_close(&t);
}

START_TEST(fitting_helps) {
  struct trials t;
  struct figure figure[FACTS_MOST];
  struct error err;
  double k[YARDSTICK_MOST];
  open_trials(&t, 1024);
  run_trials(&t, NULL, figure);
  for (size_t c = 0; c < evidence()->yardstick->coefficient_count; c++) k[c] = evidence()->yardstick->coefficients[c].value;
  ck_assert(trials_yardstick(&t, k, true, figure, &err));
  const struct score start = score_of(&t, figure);
  ck_assert(fit_yardstick(k, &t, 60, &err));
  ck_assert(trials_yardstick(&t, k, true, figure, &err));
  const struct score end = score_of(&t, figure);
  ck_assert_double_lt(end.misfit[USE_CALIBRATED], start.misfit[USE_CALIBRATED] / 2);
  ck_assert_uint_eq(end.facts[USE_CALIBRATED] + end.facts[USE_CHECK], evidence()->fact_count);
  trials_close(&t);
}

static size_t mechanism_index(const char *name) {
  for (size_t m = 0; m < evidence()->mechanism_count; m++)
    if (strcmp(evidence()->mechanisms[m].name, name) == 0) return m;
  ck_abort_msg("no mechanism %s", name);
  return 0;
}

static double total(const struct trials *t, const struct figure *figure) {
  const struct score score = score_of(t, figure);
  return score_misfit(&score);
}

static void tell(void *context, size_t done, size_t all, const char *name) {
  (void)name;
  size_t *const calls = context;
  ck_assert_uint_eq(done, *calls);
  ck_assert_uint_eq(all, evidence()->mechanism_count + 1);
  ++*calls;
}

/* A misfit's error is a bound of what another luck does to it: the variance over lucks exceeds it with a chance below 1e-6 (chi-square, as
 * if the bound were exact); and it is no idle one, but within a factor of five, which a wrong unit would not be. */
START_TEST(the_error_of_a_misfit_bounds_its_spread) {
  enum { LUCKS = 25 };
  double misfit[LUCKS], mean = 0, error = 0, squares = 0;
  struct error err;
  for (unsigned i = 0; i < LUCKS; i++) {
    struct trials t;
    struct figure figure[FACTS_MOST];
    const struct trials_options options = {.runs = 2000, .seed = 100 + i, .vector = VECTOR_COUNT};
    ck_assert(trials_open(&t, model_find("partnership"), &options, &err));
    double *const k = calloc(t.model->coefficient_count, sizeof *k);
    ck_assert_ptr_nonnull(k);
    for (size_t c = 0; c < t.model->coefficient_count; c++) k[c] = t.model->coefficients[c].value;
    k[coefficient_find(t.model, "align_drift")] = 0; /* facts far outside their bands: the error is linear there */
    k[coefficient_find(t.model, "buy_int")] = 0;
    run_trials(&t, k, figure);
    const struct score score = score_of(&t, figure);
    misfit[i] = score_misfit(&score);
    mean += misfit[i] / LUCKS;
    error += score_error(&score) / LUCKS;
    free(k);
    trials_close(&t);
  }
  for (unsigned i = 0; i < LUCKS; i++) squares += (misfit[i] - mean) * (misfit[i] - mean);
  const double sd = sqrt(squares / (LUCKS - 1));
  ck_assert_msg(squares < error * error * gsl_cdf_chisq_Qinv(1e-6, LUCKS - 1), "sd %g, error %g", sd, error);
  ck_assert_msg(error < 5 * sd, "sd %g, error %g", sd, error);
}

START_TEST(verdicts_near_their_limit_are_called_borderline) {
  struct ablation list[] = {{.after = {.misfit = {0, 0.2}, .error = {0, 0.02}}},
                            {.after = {.misfit = {0.06, 0.06}, .error = {0.01, 0.01}}},
                            {.after = {.misfit = {0, 0.09}, .error = {0, 0.02}}},
                            {.after = {.misfit = {0, 0.01}, .error = {0, 0.01}}}};
  struct ablations a = {.list = list, .count = 4, .done = 4};
  ck_assert_str_eq(ablation_verdict(&a, 0), "needed");
  ck_assert_str_eq(ablation_verdict(&a, 1), "needed, borderline");
  ck_assert_str_eq(ablation_verdict(&a, 2), "not needed by these facts, borderline");
  ck_assert_str_eq(ablation_verdict(&a, 3), "not needed by these facts");
  a.whole.after = (struct score){.misfit = {0, 0.05}, .error = {0, 0.02}}; /* the whole model errs too */
  ck_assert_str_eq(ablation_verdict(&a, 0), "needed, borderline");
}

/* Every coefficient that was fitted belongs to a mechanism, but for those without which there is no figure to hold against anything. */
START_TEST(fitted_coefficients_have_a_mechanism) {
  static const char *const scales[] = {"value_scale", "h0", "a1", "plan_level", "exit0"};
  const struct model *const model = model_find("partnership");
  for (size_t c = 0; c < model->coefficient_count; c++) {
    bool known = !coefficient_is_fitted(&model->coefficients[c]);
    for (size_t s = 0; s < sizeof scales / sizeof *scales; s++) known |= strcmp(scales[s], model->coefficients[c].name) == 0;
    for (size_t m = 0; m < evidence()->mechanism_count; m++)
      for (size_t i = 0; i < SWITCHED_MOST && evidence()->mechanisms[m].switched[i].coefficient; i++)
        known |= strcmp(evidence()->mechanisms[m].switched[i].coefficient, model->coefficients[c].name) == 0;
    ck_assert_msg(known, "%s", model->coefficients[c].name);
  }
}

/* On the smallest budget: what is measured before is the model without the mechanism; a budget of 1 changes nothing. */
START_TEST(a_mechanism_is_switched_off) {
  struct ablations a;
  struct error err;
  size_t calls = 0;
  const struct ablate_options options = {.trials = {.runs = 512, .seed = 2, .vector = VECTOR_COUNT},
                                         .score_runs = 1000,
                                         .budget = 1,
                                         .progress = tell,
                                         .progress_context = &calls};
  ck_assert_msg(ablate(&a, model_find("partnership"), &options, &err), "%s", err.text);
  ck_assert_uint_eq(a.done, evidence()->mechanism_count);
  ck_assert_uint_eq(calls, a.done + 2);
  struct trials t;
  struct figure figure[FACTS_MOST];
  const struct trials_options score = {.runs = 1000, .seed = 3, .vector = VECTOR_COUNT};
  ck_assert(trials_open(&t, model_find("partnership"), &score, &err));
  run_trials(&t, NULL, figure);
  assert_near(score_misfit(&a.whole.before), total(&t, figure), 1e-12);
  ck_assert_uint_eq(a.whole.fitted, 30);
  double *const k = calloc(t.model->coefficient_count, sizeof *k);
  ck_assert_ptr_nonnull(k);
  for (size_t c = 0; c < t.model->coefficient_count; c++) k[c] = t.model->coefficients[c].value;
  k[coefficient_find(t.model, "buy0")] = 0;
  run_trials(&t, k, figure);
  ck_assert_double_eq(figure[fact_index("buyout_integrated")].value, 0);
  const struct ablation *const buyouts = &a.list[mechanism_index("buy-outs")];
  assert_near(score_misfit(&buyouts->before), total(&t, figure), 1e-12);
  assert_near(score_misfit(&buyouts->after), score_misfit(&buyouts->before), 1e-12);
  ck_assert_uint_eq(buyouts->fitted, 29); /* all but buy0 */
  ck_assert_double_gt(score_misfit(&buyouts->after), score_misfit(&a.whole.after) + EARNS_MISFIT);
  ck_assert(ablation_earns(&a, mechanism_index("buy-outs")));
  ck_assert(!ablation_earns(&a, mechanism_index("celebration")));
  free(k);
  trials_close(&t);
  ablations_free(&a);
}

SUITE_MAIN("validate", the_error_of_a_misfit_bounds_its_spread, verdicts_near_their_limit_are_called_borderline,
           fitted_coefficients_have_a_mechanism, the_table_names_what_there_is, versions_are_held_against_rows_of_the_table,
           mechanisms_name_coefficients, shares_are_counts, the_survey_changes_nothing, correlations_are_of_the_right_columns,
           value_a_month_is_the_models_sum, bands_and_distances, a_model_without_evidence_is_told, the_yardstick_is_what_it_says,
           fitting_helps, a_mechanism_is_switched_off)
