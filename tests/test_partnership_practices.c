/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every practice that the model `partnership` was made for moves the state that it is said to move, in the direction stated.
 *
 * A practice is raised from one number to another, everything else at the default population and on the same luck; the paired
 * difference of the state must lie more than 5 standard errors on the stated side. Were there no effect, a row would pass once in
 * 3.5 million. Endings are left aside, so that all runs can be compared; where endings are the effect, their hazards are. */
#include "tests/partnership_lab.h"
#include "tests/suite.h"

enum { BLOCKS = 8, PRACTICES = 35 };
#define MORE 1
#define LESS (-1)
#define AT(field) #field, LAB_COLUMN(field)

struct effect {
  unsigned practice; /* the practice's number in the list of 35 */
  const char *name;  /* a parameter, a pair, or `coefficient: NAME` */
  double from, to;
  int direction;
  const char *state;
  size_t column;
  unsigned month;
  const char *context; /* more rows, or NULL */
};

static const struct effect effects[] = {
    /* clear objectives */
    {1, "objective_clarity", .2, .8, MORE, AT(alignment), 1, NULL},
    {1, "objective_clarity", .2, .8, MORE, AT(alignment), 36, NULL},
    /* goals that agree */
    {2, "goal_alignment", .3, .8, MORE, AT(alignment), 12, NULL},
    {2, "goal_alignment", .3, .8, LESS, AT(quarrels), 24, NULL},
    {2, "goal_alignment", .3, .8, MORE, AT(value_sum), 36, NULL},
    /* the right partner */
    {3, "complementarity", .3, .8, MORE, AT(value_sum), 36, NULL},
    {3, "cultural_fit", .3, .8, LESS, AT(quarrels), 36, NULL},
    {3, "hidden_flaw_rate", .5, .1, MORE, AT(joint_effort), 6, NULL},
    {3, "hidden_flaw_rate", .5, .1, MORE, AT(trust_mean), 36, NULL},
    /* due diligence */
    {4, "due_diligence", .1, .9, LESS, AT(flaw[0]), 0, NULL},
    {4, "due_diligence", .1, .9, LESS, AT(flaw[1]), 0, NULL},
    {4, "due_diligence", .1, .9, MORE, AT(kappa), 0, NULL},
    {4, "due_diligence", .1, .9, LESS, AT(npv), 0, NULL},
    /* contracts: control deters, and makes quarrels cost more goodwill; coordination softens */
    {5, "contract_control", .1, .9, LESS, AT(betrayals), 36, NULL},
    {5, "contract_control", .1, .9, LESS, AT(trust_mean), 24, NO_BETRAYALS},
    {5, "contract_coordination", .1, .9, LESS, AT(conflict), 12, NULL},
    {5, "contract_coordination", .1, .9, LESS, AT(serious_months), 36, NULL},
    /* contingency plans */
    {6, "contingency_planning", .1, .9, LESS, AT(disruption), 24, NULL},
    {6, "contingency_planning", .1, .9, LESS, AT(shortfall), 24, NULL},
    /* exit terms */
    {7, "exit_terms", .1, .9, LESS, AT(exit_cost), 12, NULL},
    {7, "exit_terms", .1, .9, MORE, AT(total_hazard), 12, NULL},
    /* communication */
    {8, "communication", .2, .8, MORE, AT(alignment), 24, NULL},
    {8, "communication", .2, .8, LESS, AT(resist), 12, NULL},
    {8, "communication", .2, .8, MORE, AT(learned), 24, NULL},
    {8, "communication", .2, .8, LESS, AT(conflict), 24, NULL},
    {8, "communication", .2, .8, MORE, AT(running), 1, NULL},
    /* openness */
    {9, "transparency", .2, .8, MORE, AT(trust_mean), 24, NULL},
    {9, "transparency", .2, .8, MORE, AT(flaw_shown[0]), 12, NULL},
    {9, "transparency", .2, .8, MORE, AT(detection), 1, NULL},
    /* cultural differences: friction that training wears down */
    {10, "culture_training", .1, .9, MORE, AT(culture), 24, NULL},
    {10, "culture_training", .1, .9, LESS, AT(quarrels), 60, NULL},
    {10, "cultural_fit", .3, .8, MORE, AT(culture), 24, NULL},
    /* the long term: worse before better */
    {11, "long_term_focus", .15, .4, LESS, AT(value), 3, NULL},
    {11, "long_term_focus", .15, .4, MORE, AT(value), 60, NULL},
    {11, "long_term_focus", .15, .4, MORE, AT(capability), 36, NULL},
    {11, "long_term_focus", .15, .4, MORE, AT(ties), 36, NULL},
    {11, "patience", 6, 36, LESS, AT(disappointment[0]), 12, NULL},
    {11, "patience", 6, 36, LESS, AT(betrayals), 36, NULL},
    /* resources and teams */
    {12, "resource_commitment_a", .4, .9, MORE, AT(resources), 12, NULL},
    {12, "resource_commitment_b", .4, .9, MORE, AT(resources), 12, NULL},
    {12, "resource_commitment", .4, .9, MORE, AT(value), 36, NULL},
    {12, "dedicated_team", 0, 1, MORE, AT(alloc), 1, NULL},
    {12, "dedicated_team", 0, 1, MORE, AT(alloc), 36, NULL},
    /* watching resources */
    {13, "resource_monitoring", .1, .9, MORE, AT(alloc), 36, NULL},
    {13, "resource_monitoring", .1, .9, LESS, AT(shortfall), 36, NULL},
    /* indicators */
    {14, "kpi_quality", .1, .9, MORE, AT(alignment), 36, NULL},
    {14, "kpi_quality", .1, .9, MORE, AT(alloc), 36, NULL},
    {14, "kpi_quality", .1, .9, LESS, AT(seen_noise), 1, NULL},
    /* reviews */
    {15, "evaluation_interval", 12, 3, MORE, AT(alignment), 36, NULL},
    {15, "evaluation_interval", 12, 3, MORE, AT(running), 1, NULL},
    {16, "feedback_breadth", .1, .9, MORE, AT(alignment), 36, NULL},
    {16, "feedback_breadth", .1, .9, MORE, AT(alloc), 36, NULL},
    /* trust: grows on kept commitments, shared goals, openness; falls on quarrels and betrayals */
    {17, "leadership", .2, .9, MORE, AT(trust_mean), 12, NULL},
    {17, "goal_alignment", .3, .8, MORE, AT(trust_mean), 12, NULL},
    {17, "coefficient: conf_base", .01, .2, LESS, AT(trust_mean), 6, NULL},
    {17, "opportunism", .05, .6, LESS, AT(trust_mean), 12, NULL},
    /* complementary strengths, where partners trust or see each other */
    {18, "complementarity", .3, .8, MORE, AT(capability), 36, NULL},
    {18, "transparency", 0, 1, MORE, AT(value), 1, "complementarity,0.9\ncoefficient: trust_gain,0\n"},
    /* fair shares */
    {19, "value_share", .25, .5, LESS, AT(quarrels), 36, NULL},
    {19, "value_share", .25, .5, MORE, AT(trust[0]), 36, NULL},
    {19, "value_share", .25, .5, LESS, AT(exit_hazard[0]), 36, NULL},
    {20, "risk_share", .3, .7, LESS, AT(net_of[0]), 12, NULL},
    {20, "risk_share", .3, .7, MORE, AT(net_of[1]), 12, NULL},
    {20, "risk_share", .9, .5, LESS, AT(quarrels), 36, NULL},
    /* power */
    {21, "power_balance", .1, .9, LESS, AT(quarrels), 36, NULL},
    /* people */
    {22, "personal_relationships", .1, .9, MORE, AT(ties), 24, NULL},
    {22, "personal_relationships", .1, .9, LESS, AT(exit_hazard[1]), 36, NULL},
    {22, "staff_turnover", .5, 0, MORE, AT(ties), 24, NULL},
    /* adaptability */
    {23, "adaptability", .1, .9, LESS, AT(disruption), 24, NULL},
    {23, "adaptability", .1, .9, MORE, AT(correcting), 1, NULL},
    {23, "adaptability", .1, .9, MORE, AT(alignment), 36, NULL},
    /* governance */
    {24, "governance", .1, .9, LESS, AT(conflict), 24, NULL},
    {24, "governance", .1, .9, LESS, AT(serious_months), 36, NULL},
    /* the management model */
    {25, "integration", 0, 1, MORE, AT(value), 1, NULL},
    {25, "integration", 0, 1, MORE, AT(running), 1, NULL},
    {25, "integration", 0, 1, MORE, AT(quarrels), 36, NULL},
    {25, "integration", 0, 1, MORE, AT(buyout_hazard), 24, NULL},
    /* roles */
    {26, "role_clarity", .2, .9, LESS, AT(quarrels), 36, NULL},
    {26, "role_clarity", .2, .9, MORE, AT(value_sum), 24, NULL},
    /* relationship management */
    {27, "relationship_management", .1, .9, MORE, AT(trust_mean), 24, NULL},
    {27, "relationship_management", .1, .9, MORE, AT(ties), 24, NULL},
    {27, "relationship_management", .1, .9, MORE, AT(alignment), 24, NULL},
    /* celebrating */
    {28, "celebration", 0, 1, MORE, AT(ties), 60, NULL},
    {28, "celebration", 0, 1, MORE, AT(trust_mean), 60, NULL},
    /* leaders and champions */
    {29, "leadership", .2, .9, MORE, AT(commit_mean), 3, NULL},
    {29, "leadership", .2, .9, LESS, AT(resist), 3, NULL},
    {29, "staff_turnover", .5, 0, MORE, AT(lead), 24, NULL},
    /* resistance */
    {30, "coefficient: resist0", .8, .2, MORE, AT(joint_effort), 3, NULL},
    {30, "communication", .2, .8, MORE, AT(joint_effort), 12, NULL},
    /* the world outside */
    {31, "turbulence", 0, 2, MORE, AT(shocks), 36, NULL},
    {31, "turbulence", 0, 2, LESS, AT(alignment), 36, NULL},
    {31, "shock_severity", .1, .6, MORE, AT(disruption), 24, NULL},
    {31, "shock_severity", .1, .6, MORE, AT(shortfall), 24, NULL},
    /* personal agendas */
    {32, "opportunism_a", .05, .6, MORE, AT(betrayals), 24, NULL},
    {32, "opportunism_b", .05, .6, MORE, AT(betrayals), 24, NULL},
    {32, "opportunism_a", .05, .6, LESS, AT(trust[1]), 24, NULL},
    {32, "opportunism", .05, .6, LESS, AT(value_sum), 24, NULL},
    /* competitors, and boundaries that hold */
    {33, "competitive_overlap", .1, .8, MORE, AT(betrayals), 24, NULL},
    {33, "competitive_overlap", .1, .8, MORE, AT(quarrels), 24, NULL},
    {33, "role_clarity", .2, .9, LESS, AT(quarrels), 24, "competitive_overlap,0.8\n"},
    {33, "contract_control", .1, .9, LESS, AT(betrayals), 24, "competitive_overlap,0.8\n"},
    /* history */
    {34, "prior_ties", 0, 1, MORE, AT(trust_mean), 1, NULL},
    {34, "prior_ties", 0, 1, MORE, AT(ties), 1, NULL},
    /* what there is to win */
    {35, "potential_value", 50, 100, MORE, AT(value), 12, NULL},
    {35, "complementarity", .3, .8, MORE, AT(synergy), 1, NULL},
    {35, "cultural_fit", .9, .3, MORE, AT(diversity), 1, NULL},
    {35, "coefficient: diversity", 0, .6, MORE, AT(value), 12, NULL},
    /* outside options, which the list of practices lacks */
    {0, "outside_options", .1, .8, MORE, AT(exit_hazard[0]), 12, NULL},
    {0, "outside_options", .1, .8, LESS, AT(commit_mean), 12, NULL},
};
enum { EFFECTS = sizeof effects / sizeof *effects };

/* Paired differences, raised less before, of a state at a month. */
static struct moments difference(const struct effect *e, unsigned blocks) {
  struct lab lab;
  struct moments m = {0};
  char rows[1024];
  double before[LANES];
  snprintf(rows, sizeof rows, "parameter,Before,After\n%s,%g,%g\n%s", e->name, e->from, e->to, e->context ? e->context : "");
  lab_make(&lab, rows, REST_POPULATION);
  for (unsigned block = 0; block < blocks; block++)
    for (size_t s = 0; s < 2; s++) {
      lab_sign(&lab, s, (uint64_t)block * LANES);
      for (unsigned month = 1; month <= e->month; month++) lab_month(&lab, month);
      if (s == 0) memcpy(before, lab.state[e->column], sizeof before);
      else
        for (unsigned i = 0; i < LANES; i++) moments_add(&m, lab.state[e->column][i] - before[i]);
    }
  lab_free(&lab);
  return m;
}

START_TEST(every_practice_moves_its_state) {
  for (const struct effect *e = effects; e < effects + EFFECTS; e++) {
    const struct moments m = difference(e, BLOCKS);
    ck_assert_msg(e->direction * m.mean > STANDARD_ERRORS * moments_se(&m),
                  "practice %u: %s from %g to %g moves %s of month %u by %g, standard error %g", e->practice, e->name, e->from, e->to,
                  e->state, e->month, m.mean, moments_se(&m));
  }
}
END_TEST

START_TEST(no_practice_is_forgotten) {
  bool told[PRACTICES + 1] = {false};
  for (size_t i = 0; i < EFFECTS; i++) told[effects[i].practice] = true;
  for (size_t n = 1; n <= PRACTICES; n++) ck_assert_msg(told[n], "practice %zu has no test", n);
}
END_TEST

/* ---- practices that are said to have no lasting effect ---- */

/* Prior ties start the partners off with .07 more trust and .29 more ties; after five years less than a sixth of that is left. */
START_TEST(prior_ties_fade) {
  const struct moments trust = difference(&(struct effect){34, "prior_ties", 0, 1, 0, AT(trust_mean), 60, NULL}, BLOCKS);
  const struct moments ties = difference(&(struct effect){34, "prior_ties", 0, 1, 0, AT(ties), 60, NULL}, BLOCKS);
  ck_assert_double_lt(fabs(trust.mean) + STANDARD_ERRORS * moments_se(&trust), .01);
  ck_assert_double_lt(fabs(ties.mean) + STANDARD_ERRORS * moments_se(&ties), .03);
}
END_TEST

/* Bands that the effects on a whole partnership's life must lie in, 5 standard errors included. */
static const struct {
  const char *name;
  double from, to, value /* share of the mean joint value */, alive /* share of runs */;
} bands[] = {{"prior_ties", 0, 1, .03, .02},
             {"celebration", 0, 1, .02, .01},
             {"contract_control", .1, .9, .02, .03},
             {"exit_terms", .1, .9, .02, .04}};

static struct moments life(const struct model_case *c, enum partnership_outcome outcome) {
  struct moments m = {0};
  for (uint64_t run = 0; run < c->runs; run++) moments_add(&m, case_outcome(c, 1, outcome, run) - case_outcome(c, 0, outcome, run));
  return m;
}

START_TEST(practices_with_small_effects_stay_inside_a_band) {
  for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
    struct model_case c;
    char rows[128];
    snprintf(rows, sizeof rows, "parameter,Before,After\n%s,%g,%g\n", bands[i].name, bands[i].from, bands[i].to);
    case_run(&c, rows, REST_POPULATION, 120, 8192);
    const struct moments value = life(&c, OUT_npv_joint), alive = life(&c, OUT_alive);
    const double mean = case_moments(&c, 0, OUT_npv_joint).mean;
    ck_assert_msg(fabs(value.mean) + STANDARD_ERRORS * moments_se(&value) < bands[i].value * mean, "%s: joint value changes by %g of %g",
                  bands[i].name, value.mean, mean);
    ck_assert_msg(fabs(alive.mean) + STANDARD_ERRORS * moments_se(&alive) < bands[i].alive, "%s: %g more live", bands[i].name, alive.mean);
    case_free(&c);
  }
}
END_TEST

/* The same yardstick sees a practice that matters. */
START_TEST(communication_is_outside_any_such_band) {
  struct model_case c;
  case_run(&c, "parameter,Before,After\ncommunication,0.2,0.8\n", REST_POPULATION, 120, 8192);
  const struct moments value = life(&c, OUT_npv_joint);
  ck_assert_double_gt(value.mean - STANDARD_ERRORS * moments_se(&value), .2 * case_moments(&c, 0, OUT_npv_joint).mean);
  case_free(&c);
}
END_TEST

SUITE_MAIN("partnership_practices", every_practice_moves_its_state, no_practice_is_forgotten, prior_ties_fade,
           practices_with_small_effects_stay_inside_a_band, communication_is_outside_any_such_band)
