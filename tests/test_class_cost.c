/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan costs: closed forms, and what the model charges for the same plan. */
#include "sim/class_cost.h"
#include "tests/model_case.h"

static void setting_make(struct setting *setting, const struct model *model, const char *name, const char *cell) {
  struct error err;
  const size_t p = parameter_find(model, name);
  ck_assert_uint_lt(p, model->parameter_count);
  setting_free(setting);
  ck_assert_msg(setting_read(setting, model, p, cell, '.', NULL, &err), "%s", err.text);
}

/* A parameter's cell in a plan with a potential value of 200, over a horizon. */
static struct cost_sum cost_of(const char *name, const char *cell, unsigned months) {
  struct study study;
  struct error err;
  const struct model *const model = model_find("partnership");
  const size_t p = parameter_find(model, name);
  ck_assert(study_default(&study, model, "plan", &err));
  struct setting *const setting = study.scenarios[0].settings;
  setting_make(&setting[model->scale], model, "potential_value", "200");
  setting_make(&setting[p], model, name, cell);
  const struct cost_sum cost = cost_of_parameter(model, &study.scenarios[0], p, months);
  study_free(&study);
  return cost;
}

static void assert_cost(const char *name, const char *cell, unsigned months, double set_up, double running) {
  const struct cost_sum cost = cost_of(name, cell, months);
  assert_near(cost.set_up, set_up, 1e-9);
  assert_near(cost.running, running, 1e-9);
}

/* Integration: 30 % once, 3 % a month; at a potential of 200, 60 and 6. */
START_TEST(costs_follow_the_level) {
  assert_cost("integration", "0.5", 10, 30, 30);
  assert_cost("integration", "0", 10, 0, 0);
  assert_cost("communication", "0.5", 10, 0, 12);
  assert_cost("due_diligence", "0.25", 10, 20, 0);
  assert_cost("long_term_focus", "0.5", 10, 0, 0); /* has no price */
}
END_TEST

START_TEST(an_uncertain_cell_counts_with_its_mean) {
  assert_cost("integration", "uniform 0.2 0.6", 10, 24, 24);
  assert_cost("integration", "choice 0:3 1:1", 10, 15, 15);
}
END_TEST

/* Levels .2 in months 1 to 4, .8 in 5 to 10: 5.6 level months; set-up of the highest level. */
START_TEST(schedules_pay_for_the_highest_level_and_each_month) {
  assert_cost("integration", "0.2 then 0.8 from 5", 10, 48, 6 * 5.6);
  assert_cost("integration", "0.8 then 0.2 from 5", 10, 48, 6 * (4 * .8 + 6 * .2));
  assert_cost("integration", "0.2 then 0.8 from 5 then 0.5 from 8", 10, 48, 6 * (4 * .2 + 3 * .8 + 3 * .5));
  assert_cost("integration", "0.2 then 0.8 from 11", 10, 12, 12);                            /* beyond the horizon */
  assert_cost("integration", "0.2 then 0.8 from 9 over 4", 10, 30, 6 * (8 * .2 + .35 + .5)); /* half-way up when it ends */
  assert_cost("integration", "0.2 then 0.8 from 1", 10, 48, 48);
}
END_TEST

/* Reviews: 1.2 % a month when they are quarterly, in inverse proportion to the interval. */
START_TEST(reviews_cost_in_inverse_proportion) {
  assert_cost("evaluation_interval", "3", 10, 0, 24);
  assert_cost("evaluation_interval", "6", 10, 0, 12);
  assert_cost("evaluation_interval", "6 then 3 from 6", 10, 0, 5 * 1.2 + 5 * 2.4);
}
END_TEST

/* Two partners without effort make nothing; not discounted, what they lose is what the model charges. */
#define NOTHING_BUT_COSTS \
  NO_ENDINGS "resource_commitment_a,0\nresource_commitment_b,0\ndiscount_rate,0\nrisk_share,0.3\npotential_value,250\n"

START_TEST(a_plan_costs_what_the_model_charges) {
  static const char *const plans[] = {
      "integration,0.7\ncommunication,0.9\nevaluation_interval,2\ndue_diligence,0.6\ngovernance,0.1\n",
      "integration,0.1 then 0.9 from 7 over 5\ngovernance,0.8 then 0.2 from 4 then 1 from 20\nevaluation_interval,12 then 3 from 9 over 3\n"
      "contract_control,0 then 0.5 from 2\nrelationship_management,0.3 then 0.6 from 30\n",
      "objective_clarity,1 then 0 from 12\nrole_clarity,0.5 then 0.7 from 24 over 10\nexit_terms,0.2 then 0.3 from 1\nadaptability,0.4\n",
  };
  for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
    struct model_case c;
    char rows[4096];
    snprintf(rows, sizeof rows, NOTHING_BUT_COSTS "%s", plans[i]);
    case_run(&c, rows, REST_FIXED, 24, 16);
    const double cost = cost_total(cost_of_plan(c.study.model, &c.study.scenarios[0], NULL, 24));
    ck_assert_double_gt(cost, 100);
    for (uint64_t run = 0; run < c.runs; run++) assert_near(case_outcome(&c, 0, OUT_npv_joint, run), -cost, 1e-9 * cost);
    case_free(&c);
  }
}
END_TEST

START_TEST(a_set_of_parameters_costs_its_sum) {
  struct study study;
  struct error err;
  const struct model *const model = model_find("partnership");
  bool set[256] = {false};
  ck_assert_uint_lt(model->parameter_count, 256);
  ck_assert(study_default(&study, model, "plan", &err));
  const size_t one = parameter_find(model, "governance"), two = parameter_find(model, "communication");
  set[one] = set[two] = true;
  const struct cost_sum sum = cost_of_plan(model, &study.scenarios[0], set, 60);
  const struct cost_sum a = cost_of_parameter(model, &study.scenarios[0], one, 60),
                        b = cost_of_parameter(model, &study.scenarios[0], two, 60);
  assert_near(cost_total(sum), cost_total(a) + cost_total(b), 1e-9);
  ck_assert_double_gt(cost_total(a), 0);
  ck_assert_double_gt(cost_total(b), 0);
  study_free(&study);
}
END_TEST

SUITE_MAIN("class_cost", costs_follow_the_level, an_uncertain_cell_counts_with_its_mean, schedules_pay_for_the_highest_level_and_each_month,
           reviews_cost_in_inverse_proportion, a_plan_costs_what_the_model_charges, a_set_of_parameters_costs_its_sum)
