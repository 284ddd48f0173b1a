/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money of the model `partnership` against closed forms: what practices cost, discounting, a constant flow, how endings are paid,
 * payback, performance against the plan. Nothing here is statistical: every run is checked to rounding. */
#include "tests/partnership_lab.h"
#include "tests/suite.h"

#define ROUNDING 1e-12
#define assert_equal(got, want) always_near((got), (want), ROUNDING *fmax(1, fabs(want)))

/* Sum of (1 + rate)^(-m/12) for m = 1 to n. */
static double annuity(double rate, double n) {
  const double step = -log1p(rate) / 12;
  return rate == 0 ? n : exp(step) * expm1(step * n) / expm1(step);
}

static double discount(double rate, double month) {
  return exp(-log1p(rate) * month / 12);
}

/* ---- costs ---- */

/* What practices cost at level 1, percent of potential value: once, and a month. */
static const struct {
  const char *name;
  double set_up, running;
} price[] = {{"due_diligence", 40, 0},
             {"contract_control", 20, 0},
             {"contract_coordination", 15, 0},
             {"contingency_planning", 15, 0},
             {"objective_clarity", 8, 0},
             {"role_clarity", 6, 0},
             {"governance", 12, 1},
             {"exit_terms", 6, 0},
             {"integration", 30, 3},
             {"communication", 0, 1.2},
             {"culture_training", 0, 1},
             {"relationship_management", 0, 1.5},
             {"personal_relationships", 0, .6},
             {"celebration", 0, .3},
             {"dedicated_team", 0, 1.5},
             {"resource_monitoring", 0, .8},
             {"kpi_quality", 0, .6},
             {"feedback_breadth", 0, .3},
             {"adaptability", 0, .6}};
enum { PRICES = sizeof price / sizeof *price };

/* No value and no cost but that of reviews every sixth month, which is 1.2 x 3/6 % of potential value. */
#define IDLE NO_ENDINGS "resource_commitment_a,0\nresource_commitment_b,0\nevaluation_interval,6\npotential_value,250\n"

/* IDLE with every practice at level 0, but for one row of the caller's that names one of them. */
static void idle_case(struct model_case *c, const char *row, unsigned months) {
  char rows[8192] = IDLE;
  for (size_t i = 0; i < PRICES; i++) {
    if (!strncmp(row, price[i].name, strlen(price[i].name))) continue;
    snprintf(rows + strlen(rows), sizeof rows - strlen(rows), "%s,0\n", price[i].name);
  }
  snprintf(rows + strlen(rows), sizeof rows - strlen(rows), "%s", row);
  case_run(c, rows, REST_FIXED, months, 16);
}

START_TEST(practices_cost_what_the_table_says) {
  for (size_t i = 0; i < PRICES; i++) {
    struct model_case c;
    char row[96];
    snprintf(row, sizeof row, "%s,0.5\nrisk_share,0.3\ndiscount_rate,0.2\n", price[i].name);
    idle_case(&c, row, 2);
    const double once = 250. / 100 * .5 * price[i].set_up, monthly = 250. / 100 * (.5 * price[i].running + .6),
                 paid = monthly * annuity(.2, 2);
    for (uint64_t run = 0; run < c.runs; run++) {
      assert_equal(case_outcome(&c, 0, OUT_npv_a, run), -.5 * once - .3 * paid);
      assert_equal(case_outcome(&c, 0, OUT_npv_b, run), -.5 * once - .7 * paid);
      assert_equal(case_outcome(&c, 0, OUT_npv_joint, run), -once - paid);
    }
    case_free(&c);
  }
}
END_TEST

START_TEST(reviews_cost_more_the_more_often_they_are) {
  static const double interval[] = {1, 2.5, 36};
  struct model_case c;
  case_run(&c,
           "parameter,One,Two and a half,Thirty-six\nevaluation_interval,1,2.5,36\nresource_commitment_a,0\n"
           "resource_commitment_b,0\npotential_value,100\ndiscount_rate,0\n" NO_ENDINGS,
           REST_FIXED, 4, 16);
  const double others = case_mean(&c, 2, "net", 1) + 1.2 * 3 / 36;
  for (size_t s = 0; s < 3; s++) assert_equal(case_mean(&c, s, "net", 4), others - 1.2 * 3 / interval[s]);
  case_free(&c);
}
END_TEST

/* Net flow, month by month, of a policy that is set by a schedule. */
static void assert_flow(const char *row, const double *level, unsigned months, double set_up, double running) {
  struct model_case c;
  idle_case(&c, row, months);
  double highest = level[0], spent = set_up * level[0];
  for (unsigned m = 1; m <= months; m++) {
    const double percent = .6 + running * level[m] + set_up * fmax(0, level[m] - highest);
    assert_equal(case_mean(&c, 0, "net", m), -2.5 * percent);
    highest = fmax(highest, level[m]);
    spent += percent;
  }
  assert_equal(case_outcome(&c, 0, OUT_npv_joint, 0), -2.5 * spent);
  case_free(&c);
}

START_TEST(a_policy_is_paid_once_up_to_its_highest_level) {
  const double up_and_down[] = {.2, .2, .2, .6, .6, .1, .1, .6, .6, .8, .8};
  assert_flow("governance,0.2 then 0.6 from 3 then 0.1 from 5 then 0.6 from 7 then 0.8 from 9\ndiscount_rate,0\n", up_and_down, 10, 12, 1);
  const double ramp[] = {0, 0, .125, .25, .375, .5, .5};
  assert_flow("objective_clarity,0 then 0.5 from 2 over 4\ndiscount_rate,0\n", ramp, 6, 8, 0);
  const double at_once[] = {.25, 1, 1};
  assert_flow("contract_control,0.25 then 1 from 1\ndiscount_rate,0\n", at_once, 2, 20, 0);
}
END_TEST

/* ---- a constant flow ---- */

#define RATE .1
#define STEADY                                                                                                                   \
  CONSTANT_VALUE                                                                                                                 \
  "goal_alignment,0.7\nobjective_clarity,0.6\ncultural_fit,0.5\nrole_clarity,0.55\ngovernance,0.5\ncomplementarity,0.6\n"        \
  "due_diligence,1\nleadership,0.5\ndedicated_team,1\nresource_commitment_a,0.8\nresource_commitment_b,0.6\nintegration,0.5\n"   \
  "long_term_focus,0.3\nvalue_share,0.55\nrisk_share,0.4\npotential_value,200\nambition,1.3\nexit_terms,0.25\ncommunication,0\n" \
  "culture_training,0\nrelationship_management,0\npersonal_relationships,0\ncelebration,0\nresource_monitoring,0\n"              \
  "kpi_quality,0\nfeedback_breadth,0\nadaptability,0\n"
#define NO_CLAUSES "contract_control,0\ncontract_coordination,0\ncontingency_planning,0\n"

struct flow {
  double set_up, value, net[2];
};

/* STEADY by hand, with the coefficients as they are. */
static struct flow steady(const struct model_case *c) {
#define K(name) case_coefficient(c, 0, #name)
  const double commit = K(commit0) + K(commit0_lead) * .5, of_a = .8 * commit, of_b = .6 * commit, alloc = K(alloc0) + K(alloc0_team);
  const double resources = 2 * of_a * of_b / (of_a + of_b + 1e-9) * alloc, capability = K(cap0) + K(cap0_comp) * .6;
  const double alignment = .7 - K(clarity_gap) * .4;
  const double quality = 1 - K(q_goal) * (1 - alignment) - K(q_role) * .45 - K(q_cul) * .5 - K(q_gov) * .5;
  const double used = K(h0) + (1 - K(h0)) * .6;
  const double strength = K(value_scale) * (1 - K(harvest) * .3) * resources * (K(a0) + K(a1) * capability) * used * quality;
  const double value = 200 * strength / (1 + strength), running = 200. / 100 * (1.2 + 1 * .5 + 3 * .5 + 1.5);
  return (struct flow){
      .set_up = 200. / 100 * (40 + 8 * .6 + 6 * .55 + 12 * .5 + 30 * .5 + 6 * .25),
      .value = value,
      .net = {.55 * value - .5 * K(res_cost) * 200 * of_a - .4 * running, .45 * value - .5 * K(res_cost) * 200 * of_b - .6 * running}};
}

START_TEST(a_constant_flow_is_worth_an_annuity) {
  static const double rate[] = {0, .1, 1};
  struct model_case c;
  case_run(&c, STEADY NO_CLAUSES NO_ENDINGS "discount_rate,0\n", REST_FIXED, 120, 32);
  const struct flow f = steady(&c);
  ck_assert_double_gt(f.net[0] + f.net[1], 10);
  for (unsigned m = 1; m <= 120; m++) {
    assert_equal(case_mean(&c, 0, "value", m), f.value);
    assert_equal(case_mean(&c, 0, "net", m), f.net[0] + f.net[1]);
  }
  case_free(&c);
  for (size_t i = 0; i < 3; i++) {
    char rows[4096];
    snprintf(rows, sizeof rows, STEADY NO_CLAUSES NO_ENDINGS "discount_rate,%g\n", rate[i]);
    case_run(&c, rows, REST_FIXED, 120, 32);
    for (uint64_t run = 0; run < c.runs; run++) {
      assert_equal(case_outcome(&c, 0, OUT_npv_a, run), -f.set_up / 2 + f.net[0] * annuity(rate[i], 120));
      assert_equal(case_outcome(&c, 0, OUT_npv_b, run), -f.set_up / 2 + f.net[1] * annuity(rate[i], 120));
    }
    case_free(&c);
  }
}
END_TEST

static double plan_until(const struct model_case *c, unsigned months) {
  double sum = 0;
  for (unsigned m = 1; m <= months; m++) sum += K(plan_start) + (1 - K(plan_start)) * (1 - exp(-(double)m / K(plan_ramp)));
  return K(plan_level) / 100 * 200 * 1.3 * sum;
}

static double lump(const struct model_case *c, unsigned code, const struct flow *f) {
  if (code == ENDING_BOUGHT_OUT) return K(buy_months) * fmax(0, f->net[0] + f->net[1]);
  return code >= ENDING_WITHDRAWN && code <= ENDING_BETRAYAL ? -K(exit_loss) * 200 * (1 - K(exit_loss_terms) * .25) : 0;
}

/* Money and performance of every run from its ending and its last month alone. */
static void assert_accounts(const struct model_case *c, const struct flow *f, unsigned months, uint64_t seen[8]) {
  for (uint64_t run = 0; run < c->runs; run++) {
    const unsigned code = case_ending(c, 0, run), last = (unsigned)case_outcome(c, 0, OUT_end_month, run);
    const double half = -f->set_up / 2 + .5 * lump(c, code, f) * discount(RATE, last), lived = annuity(RATE, last);
    const double npv[2] = {half + f->net[0] * lived, half + f->net[1] * lived};
    assert_equal(case_outcome(c, 0, OUT_npv_a, run), npv[0]);
    assert_equal(case_outcome(c, 0, OUT_npv_b, run), npv[1]);
    always((case_outcome(c, 0, OUT_both_gain, run) != 0) == (npv[0] > 0 && npv[1] > 0));
    const double ratio = f->value * last / plan_until(c, code >= ENDING_WITHDRAWN && last < 36 ? 36 : last);
    assert_equal(case_outcome(c, 0, OUT_performance, run), ratio);
    always((case_outcome(c, 0, OUT_success_045, run) != 0) == (ratio >= .45));
    always((case_outcome(c, 0, OUT_success_080, run) != 0) == (ratio >= .80));
    always((case_outcome(c, 0, OUT_success_100, run) != 0) == (ratio >= 1));
    always(code != ENDING_ACTIVE || last == months);
    seen[code]++;
  }
}

#define MANY_ENDINGS "coefficient: exit0,0.02\ncoefficient: buy0,0.01\ncoefficient: forced0,0.02\ncoefficient: forced_short,0\n"

START_TEST(an_ending_is_paid_and_judged_by_its_kind) {
  struct model_case c;
  uint64_t seen[8] = {0};
  case_run(&c, STEADY NO_CLAUSES MANY_ENDINGS "planned_term,42\n", REST_FIXED, 60, 4096);
  const struct flow f = steady(&c);
  assert_accounts(&c, &f, 60, seen);
  ck_assert(seen[ENDING_COMPLETED] && seen[ENDING_BOUGHT_OUT] && seen[ENDING_FORCED_OUT]);
  ck_assert_uint_gt(seen[ENDING_WITHDRAWN] + seen[ENDING_PERFORMANCE] + seen[ENDING_CONFLICT] + seen[ENDING_BETRAYAL], 100);
  ck_assert_uint_eq(seen[ENDING_ACTIVE], 0);
  case_free(&c);
}
END_TEST

START_TEST(an_early_failure_is_held_against_36_months_beyond_the_horizon) {
  struct model_case c;
  uint64_t seen[8] = {0};
  case_run(&c, STEADY NO_CLAUSES MANY_ENDINGS "planned_term,1200\n", REST_FIXED, 24, 1024);
  const struct flow f = steady(&c);
  assert_accounts(&c, &f, 24, seen);
  ck_assert(seen[ENDING_ACTIVE] && seen[ENDING_FORCED_OUT]);
  case_free(&c);
}
END_TEST

START_TEST(a_buy_out_of_a_losing_venture_pays_nothing) {
  struct model_case c;
  uint64_t seen[8] = {0};
  case_run(&c, STEADY NO_CLAUSES "coefficient: res_cost,3\ncoefficient: exit0,0\ncoefficient: buy0,0.05\ncoefficient: forced0,0\n",
           REST_FIXED, 24, 512);
  const struct flow f = steady(&c);
  ck_assert_double_lt(f.net[0] + f.net[1], 0);
  assert_accounts(&c, &f, 24, seen);
  ck_assert_uint_gt(seen[ENDING_BOUGHT_OUT], 100);
  for (uint64_t run = 0; run < c.runs; run++) {
    always(isnan(case_outcome(&c, 0, OUT_payback_month, run)));
    always(case_outcome(&c, 0, OUT_never_pays_back, run) == 1);
  }
  case_free(&c);
}
END_TEST

/* ---- payback ---- */

static void assert_payback(const char *rows, double want) {
  struct model_case c;
  case_run(&c, rows, REST_FIXED, 24, 16);
  for (uint64_t run = 0; run < c.runs; run++) {
    ck_assert_double_eq(case_outcome(&c, 0, OUT_payback_month, run), want);
    ck_assert_double_eq(case_outcome(&c, 0, OUT_never_pays_back, run), 0);
  }
  case_free(&c);
}

START_TEST(payback_is_the_first_month_after_the_last_negative_one) {
  struct model_case c;
  case_run(&c, STEADY NO_CLAUSES NO_ENDINGS "discount_rate,0\n", REST_FIXED, 24, 1);
  const struct flow f = steady(&c);
  const double once = ceil(f.set_up / (f.net[0] + f.net[1])), again = ceil((f.set_up + 100) / (f.net[0] + f.net[1]));
  case_free(&c);
  ck_assert(once == 4 && again == 6);
  assert_payback(STEADY NO_CLAUSES NO_ENDINGS "discount_rate,0\n", once);
  /* Above zero in month 4, below in month 5, where clauses are paid, and above again. */
  assert_payback(STEADY NO_ENDINGS "discount_rate,0\ncontract_control,0 then 1 from 5\ncontract_coordination,0 then 1 from 5\n"
                                   "contingency_planning,0 then 1 from 5\n",
                 again);
}
END_TEST

START_TEST(payback_is_0_where_nothing_was_ever_owed) {
  assert_payback(NO_ENDINGS CONSTANT_VALUE NO_CLAUSES
                 "due_diligence,0\nobjective_clarity,0\nrole_clarity,0\ngovernance,0\nexit_terms,0\nintegration,0\n"
                 "goal_alignment,1\n",
                 0);
}
END_TEST

START_TEST(payback_is_missing_where_the_end_is_negative) {
  struct model_case c;
  case_run(&c, STEADY NO_CLAUSES "coefficient: exit0,0.02\ncoefficient: buy0,0\ncoefficient: forced0,0\ncoefficient: exit_loss,100\n",
           REST_FIXED, 24, 1024);
  uint64_t left = 0;
  for (uint64_t run = 0; run < c.runs; run++) {
    const bool broken = case_ending(&c, 0, run) != ENDING_ACTIVE;
    always(isnan(case_outcome(&c, 0, OUT_payback_month, run)) == broken);
    always((case_outcome(&c, 0, OUT_never_pays_back, run) != 0) == broken);
    left += broken;
  }
  ck_assert_uint_gt(left, 100);
  case_free(&c);
}
END_TEST

SUITE_MAIN("partnership_money", practices_cost_what_the_table_says, reviews_cost_more_the_more_often_they_are,
           a_policy_is_paid_once_up_to_its_highest_level, a_constant_flow_is_worth_an_annuity, an_ending_is_paid_and_judged_by_its_kind,
           an_early_failure_is_held_against_36_months_beyond_the_horizon, a_buy_out_of_a_losing_venture_pays_nothing,
           payback_is_the_first_month_after_the_last_negative_one, payback_is_0_where_nothing_was_ever_owed,
           payback_is_missing_where_the_end_is_negative)
