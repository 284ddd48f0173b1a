/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every chance event of the model `partnership` against the chance that its specification gives it, over the default population.
 *
 * Chances are computed here from inputs and states, written from the specification alone; over runs and months, events less their
 * chances sum to zero with the sum of p (1 - p) as variance. Each comparison allows 5 standard errors of it: a correct program
 * fails one of the 14 once in 120,000, for other seeds than the fixed one. What is not left to chance, and which uniform decides,
 * is compared run by run. */
#include "tests/partnership_lab.h"
#include "tests/suite.h"

enum { BLOCKS = 200, MONTHS = 30 };

enum event {
  SHOCK,
  TURNOVER,
  CHAMPION,
  QUARREL,
  BETRAYAL_A,
  BETRAYAL_B,
  DETECTED_A,
  DETECTED_B,
  SHOWN_A,
  SHOWN_B,
  END,
  LEFT,
  BOUGHT,
  FORCED,
  EVENTS
};
static const char *const event_names[EVENTS] = {"shock",         "turnover",         "champion lost", "quarrel",   "betrayal by A",
                                                "betrayal by B", "A detected",       "B detected",    "flaw of A", "flaw of B",
                                                "ending",        "a partner leaves", "buy-out",       "forced out"};

struct account {
  double happened, expected, variance;
};

/* The uniform that belongs to the event decides; chances of events are right to 6e-9. */
static void account_add(struct account *a, bool happened, double chance, double uniform_drawn) {
  always(happened == (uniform_drawn < chance) || fabs(uniform_drawn - chance) < 1e-8);
  a->happened += happened;
  a->expected += chance;
  a->variance += chance * (1 - chance);
}

/* What the relationship of a month starts from. */
struct before {
  double trust[2], perf, quarrels, conflict, shown[2];
};

static double share(double x) {
  return fmin(1, fmax(0, x));
}

#define IN(name) (lab_inputs(lab)->name[i])

static void environment_check(struct lab *lab, struct account account[EVENTS], unsigned i) {
  const struct partnership_state *s = lab_state(lab);
  const struct partnership_coefficients *k = lab_coefficients(lab);
  const double soft = (1 - k->shock_plan * IN(contingency_planning)) * (1 - k->shock_adapt * IN(adaptability));
  const double size = fmin(1, IN(shock_severity) * (.4 + 1.2 * lab_uniform(lab, U_SHOCK_SIZE, i))) * soft;
  unsigned struck = 0;
  for (size_t kind = 0; kind < SHOCK_KINDS; kind++) {
    struck += s->shock_size[kind][i] > 0;
    always(s->shock_size[kind][i] == 0 || fabs(s->shock_size[kind][i] - size) < 1e-12);
  }
  always(struck <= 1);
  account_add(&account[SHOCK], struck, share(IN(turbulence) * .86 / 12), lab_uniform(lab, U_SHOCK, i));
  if (s->shock_size[SHOCK_reorganisation][i] > 0) always(s->turnover[i] == 1);
  else account_add(&account[TURNOVER], s->turnover[i] != 0, 1 - exp(-2 * IN(staff_turnover) / 12), lab_uniform(lab, U_TURNOVER, i));
  if (s->turnover[i] != 0) account_add(&account[CHAMPION], s->champion_lost[i] != 0, k->turn_champ, lab_uniform(lab, U_CHAMPION, i));
  else always(s->champion_lost[i] == 0);
}

static double intensity(struct lab *lab, const struct before *was, unsigned i) {
  const struct partnership_state *s = lab_state(lab);
  const struct partnership_coefficients *k = lab_coefficients(lab);
  const double g = s->alignment[i], phi = IN(long_term_focus);
  const double unfair = fabs(IN(value_share) - s->part[0][i]) + .5 * fabs(IN(risk_share) - IN(value_share));
  return k->conf_base + k->conf_goal * (1 - g) * (1 - g) + k->conf_culture * (1 - s->culture[i]) * (.5 + .7 * IN(integration)) +
         k->conf_roles * (1 - IN(role_clarity)) + k->conf_power * pow(1 - IN(power_balance), 2) + k->conf_unfair * unfair +
         k->conf_perf * fmax(0, 1 - was->perf) + k->conf_rival * IN(competitive_overlap) + k->conf_short * (1 - phi) * (1 - phi);
}

static double shadow(struct lab *lab, const struct before *was, unsigned i) {
  const double tolerance = fmax(1, IN(patience)) * (.6 + .8 * IN(importance));
  const double remaining = IN(planned_term) >= 1200 ? 1 : share((IN(planned_term) - lab->block.month) / 24);
  return tolerance / (tolerance + 24) * fmin(1, was->perf) * remaining;
}

static double temptation(struct lab *lab, const struct before *was, int partner, unsigned i) {
  const struct partnership_coefficients *k = lab_coefficients(lab);
  const double inclination = partner == 0 ? IN(opportunism_a) : IN(opportunism_b);
  return k->opp * inclination / .22 * (1 - k->opp_focus * IN(long_term_focus)) * (1 - k->opp_control * IN(contract_control)) *
         (1 - k->opp_trust * was->trust[partner]) * (.7 + k->opp_rival * IN(competitive_overlap)) *
         (1 - k->opp_shadow * shadow(lab, was, i));
}

static void strife_check(struct lab *lab, const struct before *was, bool quarrel, unsigned i) {
  const struct partnership_state *s = lab_state(lab);
  const struct partnership_coefficients *k = lab_coefficients(lab);
  const double heat = (k->conf_size + k->conf_size_r * lab_uniform(lab, U_QUARREL_SIZE, i)) *
                      (1 - k->conf_coord * IN(contract_coordination));
  const double hit = fmin(1, quarrel * heat +
                                 k->conf_shock * (s->shock_size[SHOCK_contract_revision][i] + .3 * s->shock_size[SHOCK_legislation][i]));
  const double betrayed = fmin(1, s->caught[0][i] + s->caught[1][i]);
  double x = was->conflict + hit * (1 - was->conflict);
  x += .25 * betrayed * (1 - x);
  always_near(s->hit[i], hit, 1e-12);
  if (fabs(x - .5) > 1e-9 && fabs(hit - .35) > 1e-9) always((s->serious[i] != 0) == (hit > .35 || betrayed > 0 || x > .5));
  const double settled = k->resolve + k->resolve_gov * IN(governance) * (.4 + .6 * IN(communication)) + k->resolve_ties * s->ties[i] +
                         k->resolve_coord * IN(contract_coordination);
  always_near(s->conflict[i], share(x * (1 - settled)), 1e-12);
}

static void relationship_check(struct lab *lab, const struct before *was, struct account account[EVENTS], unsigned i) {
  const struct partnership_state *s = lab_state(lab);
  const struct partnership_coefficients *k = lab_coefficients(lab);
  const bool quarrel = s->quarrels[i] > was->quarrels;
  account_add(&account[QUARREL], quarrel, 1 - exp(-intensity(lab, was, i)), lab_uniform(lab, U_QUARREL, i));
  strife_check(lab, was, quarrel, i);
  always_near(s->shadow[i], shadow(lab, was, i), 1e-12);
  for (int p = 0; p < 2; p++) {
    account_add(&account[BETRAYAL_A + p], s->betray[p][i] != 0, temptation(lab, was, p, i), lab_uniform(lab, U_BETRAY + (unsigned)p, i));
    const double detected = fmin(.95, k->opp_detect + k->opp_detect_open * IN(transparency) + k->opp_detect_kpi * IN(kpi_quality));
    if (s->betray[p][i] != 0)
      account_add(&account[DETECTED_A + p], s->caught[p][i] != 0, detected, lab_uniform(lab, U_CAUGHT + (unsigned)p, i));
    else always(s->caught[p][i] == 0);
    if (s->flaw[p][i] != 0 && was->shown[p] == 0)
      account_add(&account[SHOWN_A + p], s->shown[p][i] != 0, .03 + .06 * IN(transparency), lab_uniform(lab, U_SHOWN + (unsigned)p, i));
    else always(s->shown[p][i] == 0);
  }
}

/* ---- endings ---- */

struct hazard {
  double exit[2], buyout, total;
};

static double exit_hazard(struct lab *lab, int p, unsigned i) {
  const struct partnership_state *s = lab_state(lab);
  const struct partnership_coefficients *k = lab_coefficients(lab);
  const double t = s->trust[p][i];
  return fmin(.5, k->exit0 * exp(k->exit_perf * s->disappointment[p][i] + k->exit_conf * s->conflict[i] + k->exit_trust * fmax(0, .55 - t) +
                                 k->exit_out * IN(outside_options) * (.6 + .8 * IN(competitive_overlap)) + k->exit_short * s->shortfall[i] -
                                 1.5 * (t - .5) - k->exit_ties * s->ties[i] - k->exit_import * (IN(importance) - .5) +
                                 k->exit_ease * (IN(exit_terms) - .5)));
}

static struct hazard hazard(struct lab *lab, unsigned i) {
  const struct partnership_state *s = lab_state(lab);
  const struct partnership_coefficients *k = lab_coefficients(lab);
  struct hazard h = {.exit = {exit_hazard(lab, 0, i), exit_hazard(lab, 1, i)}};
  h.buyout = k->buy0 * (.3 + k->buy_int * IN(integration)) * (.3 + k->buy_cap * s->capability[i]) *
             (1 + k->buy_asym * (2 * fabs(IN(value_share) - .5) + .5 * IN(outside_options))) * fmin(1.5, s->perf[i]);
  h.total = h.exit[0] + h.exit[1] + h.buyout + k->forced0 * IN(turbulence) + k->forced_short * s->shortfall[i] * s->shortfall[i];
  return h;
}

static unsigned named(struct lab *lab, int p, unsigned i) {
  const struct partnership_state *s = lab_state(lab);
  const struct partnership_coefficients *k = lab_coefficients(lab);
  const double reason[] = {k->exit_perf * s->disappointment[p][i], k->exit_conf * s->conflict[i],
                           k->exit_trust * fmax(0, .55 - s->trust[p][i]) + 1.2 * s->betrayed[i],
                           k->exit_out * IN(outside_options) * (.6 + .8 * IN(competitive_overlap))};
  static const unsigned code[] = {ENDING_PERFORMANCE, ENDING_CONFLICT, ENDING_BETRAYAL, ENDING_WITHDRAWN};
  size_t most = 0;
  for (size_t j = 1; j < 4; j++)
    if (reason[j] > reason[most]) most = j;
  return code[most];
}

static void ending_check(struct lab *lab, struct account account[EVENTS], uint64_t seen[ENDING_CODES], unsigned i) {
  const struct hazard h = hazard(lab, i);
  const unsigned code = (unsigned)lab->ending[0][i];
  seen[code]++;
  if (lab->block.month >= IN(planned_term) && IN(planned_term) < 1200) {
    always(code == ENDING_COMPLETED);
    return;
  }
  account_add(&account[END], code != ENDING_ACTIVE, 1 - exp(-h.total), lab_uniform(lab, U_END, i));
  if (code == ENDING_ACTIVE) return;
  const double pick = lab_uniform(lab, U_CAUSE, i), left = (h.exit[0] + h.exit[1]) / h.total, bought = h.buyout / h.total;
  account_add(&account[LEFT], code >= ENDING_WITHDRAWN && code <= ENDING_BETRAYAL, left, pick);
  account_add(&account[BOUGHT], code == ENDING_BOUGHT_OUT, bought, pick < left ? 1 : pick - left);
  account_add(&account[FORCED], code == ENDING_FORCED_OUT, 1 - left - bought, pick < left + bought ? 1 : 0);
  if (pick < left) always(code == named(lab, pick < h.exit[0] / h.total ? 0 : 1, i));
}

static void month_check(struct lab *lab, unsigned month, struct account account[EVENTS], uint64_t seen[ENDING_CODES]) {
  const struct partnership_state *s = lab_state(lab);
  struct before was[LANES];
  lab_draw(lab, month);
  partnership_environment_base(&lab->block);
  for (unsigned i = 0; i < LANES; i++) {
    environment_check(lab, account, i);
    was[i] = (struct before){
        {s->trust[0][i], s->trust[1][i]}, s->perf[i], s->quarrels[i], s->conflict[i], {s->flaw_shown[0][i], s->flaw_shown[1][i]}};
  }
  partnership_relationship_base(&lab->block);
  for (unsigned i = 0; i < LANES; i++) relationship_check(lab, &was[i], account, i);
  partnership_value_base(&lab->block);
  partnership_evaluation_base(&lab->block);
  partnership_hazards_base(&lab->block);
  partnership_endings_base(&lab->block);
  for (unsigned i = 0; i < LANES; i++) ending_check(lab, account, seen, i);
}

START_TEST(events_have_the_chances_of_the_specification) {
  struct lab lab;
  struct account account[EVENTS] = {0};
  uint64_t seen[ENDING_CODES] = {0};
  /* Endings are made common, so that there are enough to count; terms and turbulence vary. */
  lab_make(&lab,
           "hidden_flaw_rate,0.5\nturbulence,uniform 0 4\nshock_severity,uniform 0 1\nmarket_volatility,uniform 0 0.4\n"
           "planned_term,choice 12 20 40 1200\ncoefficient: exit0,0.004\ncoefficient: buy0,0.003\n"
           "coefficient: forced0,0.002\ncoefficient: forced_short,0.3\n",
           REST_POPULATION);
  for (unsigned block = 0; block < BLOCKS; block++) {
    lab_sign(&lab, 0, (uint64_t)block * LANES);
    for (unsigned m = 1; m <= MONTHS; m++) month_check(&lab, m, account, seen);
  }
  for (size_t e = 0; e < EVENTS; e++) {
    ck_assert_msg(account[e].variance > 20, "%s: too rare to tell", event_names[e]);
    const double z = (account[e].happened - account[e].expected) / sqrt(account[e].variance);
    ck_assert_msg(fabs(z) < STANDARD_ERRORS, "%s: %.0f events, %.1f expected, %.1f standard errors away", event_names[e],
                  account[e].happened, account[e].expected, z);
  }
  for (size_t code = 0; code < ENDING_CODES; code++) ck_assert_uint_gt(seen[code], 0);
  lab_free(&lab);
}
END_TEST

/* ---- the name of an ending ---- */

/* Make everyone end, the partner given leave, with the weights of the four reasons as given. */
static void assert_name(struct lab *lab, int partner, const double weight[4], double betrayed, unsigned code) {
  struct partnership_state *s = lab_state(lab);
  const struct partnership_coefficients *k = lab_coefficients(lab);
  for (unsigned i = 0; i < LANES; i++) {
    for (int p = 0; p < 2; p++) {
      s->disappointment[p][i] = p == partner ? weight[0] / k->exit_perf : 5;
      s->trust[p][i] = p == partner ? .55 - weight[2] / k->exit_trust : .9;
      s->exit_hazard[p][i] = p == partner ? 100 : 0;
    }
    s->conflict[i] = weight[1] / k->exit_conf;
    s->exit_options[i] = weight[3];
    s->betrayed[i] = betrayed;
    s->buyout_hazard[i] = 0;
    s->total_hazard[i] = 100;
  }
  partnership_endings_base(&lab->block);
  for (unsigned i = 0; i < LANES; i++) always(lab->ending[0][i] == code);
}

START_TEST(the_largest_reason_names_the_ending) {
  struct lab lab;
  lab_make(&lab, "planned_term,1200\n", REST_FIXED);
  lab_sign(&lab, 0, 0);
  lab_draw(&lab, 1);
  for (int p = 0; p < 2; p++) {
    assert_name(&lab, p, (double[]){.4, .3, .2, .1}, 0, ENDING_PERFORMANCE);
    assert_name(&lab, p, (double[]){.3, .4, .2, .1}, 0, ENDING_CONFLICT);
    assert_name(&lab, p, (double[]){.2, .3, .4, .1}, 0, ENDING_BETRAYAL);
    assert_name(&lab, p, (double[]){.2, .3, .1, .4}, 0, ENDING_WITHDRAWN);
    assert_name(&lab, p, (double[]){.9, .3, .1, .4}, 1, ENDING_BETRAYAL);
    assert_name(&lab, p, (double[]){1.9, .3, .1, .4}, 1, ENDING_PERFORMANCE);
    assert_name(&lab, p, (double[]){0, 0, -.2, 0}, 0, ENDING_PERFORMANCE); /* all nought: the first; trust above .55 is no reason */
    assert_name(&lab, p, (double[]){0, 0, 0, .1}, 0, ENDING_WITHDRAWN);
  }
  lab_free(&lab);
}
END_TEST

/* Numbers that make two weights equal to the last bit: coefficients 2 and 4, states .5 and .25. */
START_TEST(of_equal_reasons_the_first_names_the_ending) {
  struct lab lab;
  lab_make(&lab, "planned_term,1200\ncoefficient: exit_perf,2\ncoefficient: exit_conf,4\ncoefficient: exit_trust,0\n", REST_FIXED);
  lab_sign(&lab, 0, 0);
  lab_draw(&lab, 1);
  struct partnership_state *s = lab_state(&lab);
  static const struct {
    double disappointment, conflict, options, betrayed;
    unsigned code;
  } tie[] = {{.5, .25, 0, 0, ENDING_PERFORMANCE},
             {.25, .25, 1, 0, ENDING_CONFLICT},
             {0, 0, 1.2, 1, ENDING_BETRAYAL},
             {.5, .125, 1, 0, ENDING_PERFORMANCE}};
  for (size_t t = 0; t < sizeof tie / sizeof *tie; t++) {
    for (unsigned i = 0; i < LANES; i++) {
      s->disappointment[0][i] = s->disappointment[1][i] = tie[t].disappointment;
      s->conflict[i] = tie[t].conflict;
      s->exit_options[i] = tie[t].options;
      s->betrayed[i] = tie[t].betrayed;
      s->exit_hazard[0][i] = s->exit_hazard[1][i] = 50;
      s->buyout_hazard[i] = 0;
      s->total_hazard[i] = 100;
    }
    partnership_endings_base(&lab.block);
    for (unsigned i = 0; i < LANES; i++) always(lab.ending[0][i] == tie[t].code);
  }
  lab_free(&lab);
}
END_TEST

SUITE_MAIN("partnership_chances", events_have_the_chances_of_the_specification, the_largest_reason_names_the_ending,
           of_equal_reasons_the_first_names_the_ending)
