/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States of the model `partnership` as linear recursions x' = x + up (1 - x) - down x, everything else held fixed: exact to
 * rounding, lane by lane. */
#include "tests/partnership_lab.h"
#include "tests/suite.h"

enum { MONTHS = 40 };
#define ROUNDING 1e-12

/* x after m months of x' = x + up (target - x) from x0, where target = 1 unless said otherwise. */
static double approach(double x0, double target, double speed, unsigned months) {
  return target + (x0 - target) * pow(1 - speed, months);
}
/* Growth toward 1 and decay toward 0 together. */
static double both(double x0, double up, double down, unsigned months) {
  return approach(x0, up / (up + down), up + down, months);
}

/* One lane at the end of month m; first is what the state was at signing. */
struct moment {
  const struct partnership_coefficients *k;
  double first, value /* of the month */, potential, leadership;
  unsigned m;
};
typedef double law_of_state(const struct moment *at);

/* Follow a state for MONTHS months. */
static void assert_law(const char *rows, size_t column, law_of_state *law) {
  struct lab lab;
  double first[LANES];
  lab_make(&lab, rows, REST_FIXED);
  lab_sign(&lab, 0, 0);
  memcpy(first, lab.state[column], sizeof first);
  for (unsigned m = 1; m <= MONTHS; m++) {
    lab_month(&lab, m);
    for (unsigned i = 0; i < LANES; i++) {
      const struct moment at = {lab_coefficients(&lab),          first[i], lab_state(&lab)->value[i], lab_inputs(&lab)->potential_value[i],
                                lab_inputs(&lab)->leadership[i], m};
      always_near(lab.state[column][i], law(&at), ROUNDING);
    }
  }
  lab_free(&lab);
}

#define LAW(name) static double name(const struct moment *at)
#define ONLY_PEOPLE NO_SURPRISES NO_NOISE NO_QUARRELS NO_BETRAYALS NO_CORRECTIONS

LAW(learned_law) {
  return 1 - pow(1 - at->k->learn_culture * (.5 + at->k->learn_train * .3) * (.4 + .6 * .7), at->m);
}
LAW(culture_law) {
  return .4 + .6 * at->k->culture_max * learned_law(at);
}
LAW(ties_law) {
  return both(at->k->ties0 + at->k->ties0_prior, at->k->ties_gain * (at->k->keepup + at->k->keepup_focus * .3) * (.65 * .6 + .35 * .2),
              at->k->ties_loss, at->m);
}
LAW(resist_law) {
  return at->k->resist0 * (1 - .5 * .8) * pow(1 - at->k->resist_decay - at->k->resist_comm * .7 * (.4 + .6 * .8), at->m);
}
LAW(alignment_law) {
  return both(.6 - at->k->clarity_gap * .5,
              at->k->align_gain * .7 * (.4 + .6 * .5) * (.6 + .4 * .2 * (at->k->keepup + at->k->keepup_focus * .3)),
              at->k->align_drift * (1 - .5 * .5), at->m);
}
LAW(alloc_law) {
  return both(at->k->alloc0 + at->k->alloc0_team, at->k->alloc_gain * (.3 + .7 * .4), at->k->alloc_loss * .6, at->m);
}
LAW(conflict_law) {
  return .6 *
         pow(1 - at->k->resolve - at->k->resolve_gov * .3 * (.4 + .6 * .7) - at->k->resolve_coord * .9 - at->k->resolve_ties * at->k->ties0,
             at->m);
}

#define PEOPLE                                                                                                     \
  "communication,0.7\nculture_training,0.3\ncultural_fit,0.4\nprior_ties,1\nlong_term_focus,0.3\nleadership,0.8\n" \
  "personal_relationships,0.6\nrelationship_management,0.2\ncelebration,0\nobjective_clarity,0.5\ngoal_alignment,0.6\n"

START_TEST(people_learn_bond_and_resist) {
  assert_law(ONLY_PEOPLE PEOPLE, LAB_COLUMN(learned), learned_law);
  assert_law(ONLY_PEOPLE PEOPLE, LAB_COLUMN(culture), culture_law);
  assert_law(ONLY_PEOPLE PEOPLE, LAB_COLUMN(ties), ties_law);
  assert_law(ONLY_PEOPLE PEOPLE, LAB_COLUMN(resist), resist_law);
  assert_law(ONLY_PEOPLE PEOPLE, LAB_COLUMN(alignment), alignment_law);
  assert_law(ONLY_PEOPLE "dedicated_team,1\nresource_monitoring,0.4\n", LAB_COLUMN(alloc), alloc_law);
}
END_TEST

START_TEST(conflict_is_settled) {
  assert_law(ONLY_PEOPLE
             "communication,0.7\ngovernance,0.3\ncontract_coordination,0.9\nprior_ties,0\ncelebration,0\ncoefficient: conflict0,0.6\n"
             "coefficient: ties_gain,0\ncoefficient: ties_loss,0\n",
             LAB_COLUMN(conflict), conflict_law);
}
END_TEST

/* ---- trust, commitment, capability, performance ---- */

/* Perceived performance stays 1, both commitments and the alignment what they were. */
#define STEADY_EVIDENCE                                                                                      \
  CONSTANT_VALUE                                                                                             \
  "coefficient: perf_memory,0\ncelebration,0\nleadership,0.4\ngoal_alignment,0.75\nobjective_clarity,1\n"    \
  "transparency,0.6\ncommunication,0.7\nlong_term_focus,0.3\nrelationship_management,0.2\nvalue_share,0.5\n" \
  "resource_commitment_a,0.7\nresource_commitment_b,0.7\n"

LAW(trust_law) {
  const double evidence = .30 + .40 * (at->k->commit0 + at->k->commit0_lead * .4) * .75 + .30 * .6 * (.4 + .6 * .7);
  return both(at->first, at->k->trust_gain * evidence * (.40 + .60 * (at->k->keepup + at->k->keepup_focus * .3) * (.4 + .6 * .2)),
              at->k->trust_fade, at->m);
}
/* A's part of the effort exceeds A's share of the value by .2. */
LAW(cheated_law) {
  const double evidence = .30 + .40 * (at->k->commit0 + at->k->commit0_lead * .4) * .75 + .30 * .6 * (.4 + .6 * .7);
  return both(at->first, at->k->trust_gain * evidence * (.40 + .60 * (at->k->keepup + at->k->keepup_focus * .3) * (.4 + .6 * .2)),
              at->k->trust_fade + at->k->trust_unfair * .2, at->m);
}
LAW(commit_law) {
  return approach(at->k->commit0 + at->k->commit0_lead * .4, at->k->com0 + at->k->com_lead * .4 - at->k->com_out * .3, at->k->com_rate,
                  at->m);
}
LAW(commit_floor_law) {
  return approach(at->k->commit0 + at->k->commit0_lead * .4, .05, at->k->com_rate, at->m);
}
LAW(commit_ceiling_law) {
  return approach(at->k->commit0 + at->k->commit0_lead * .4, 1, at->k->com_rate, at->m);
}

START_TEST(trust_grows_on_evidence_and_fades) {
  assert_law(STEADY_EVIDENCE, LAB_COLUMN(trust[0]), trust_law);
  assert_law(STEADY_EVIDENCE, LAB_COLUMN(trust[1]), trust_law);
}
END_TEST

#define UNFAIR                                                                                                              \
  CONSTANT_VALUE                                                                                                            \
  "coefficient: perf_memory,0\ncelebration,0\nleadership,0.4\ngoal_alignment,0.75\nobjective_clarity,1\ntransparency,0.6\n" \
  "communication,0.7\nlong_term_focus,0.3\nrelationship_management,0.2\nvalue_share,0.3\n"                                  \
  "resource_commitment_a,0.7\nresource_commitment_b,0.7\n"

START_TEST(an_unfair_share_costs_the_trust_of_the_one_who_gives_more) {
  assert_law(UNFAIR, LAB_COLUMN(trust[0]), cheated_law);
  assert_law(UNFAIR, LAB_COLUMN(trust[1]), trust_law);
}
END_TEST

#define COMMITTED \
  ONLY_PEOPLE "coefficient: com_trust,0\ncoefficient: com_sat,0\ncoefficient: com_conf,0\nleadership,0.4\noutside_options,0.3\n"

START_TEST(commitment_approaches_what_is_due_between_5_percent_and_1) {
  assert_law(COMMITTED, LAB_COLUMN(commit[0]), commit_law);
  assert_law(COMMITTED "coefficient: com0,-3\n", LAB_COLUMN(commit[1]), commit_floor_law);
  assert_law(COMMITTED "coefficient: com0,3\n", LAB_COLUMN(commit_mean), commit_ceiling_law);
}
END_TEST

/* Full transparency and indicators replace trust (h_see 1): what the strengths give stays the same. */
#define BUILT                                                                                                                             \
  NO_SURPRISES NO_NOISE NO_QUARRELS NO_BETRAYALS NO_CORRECTIONS                                                                           \
      "coefficient: com_rate,0\ncoefficient: resist0,0\ncoefficient: conflict0,0\ncoefficient: alloc_gain,0\ncoefficient: alloc_loss,0\n" \
      "coefficient: "                                                                                                                     \
      "h_see,1\ntransparency,1\nkpi_quality,1\ndue_diligence,1\ncomplementarity,0.6\nlong_term_focus,0.35\ndedicated_team,0\n"

LAW(capability_law) {
  const double effort = .8 * (at->k->commit0 + at->k->commit0_lead * at->leadership),
               resources = effort * effort / (effort + 5e-10) * at->k->alloc0;
  return both(at->k->cap0 + at->k->cap0_comp * .6, at->k->cap_gain * .35 * fmin(1.5, 2 * resources) * (.5 + .5 * .6),
              at->k->cap_loss + at->k->cap_neglect * .65 * .65, at->m);
}

START_TEST(capability_is_built_and_lost) {
  assert_law(BUILT "resource_commitment_a,0.8\nresource_commitment_b,0.8\n", LAB_COLUMN(capability), capability_law);
}
END_TEST

/* Value and plan are constant, so perceived performance approaches their ratio, and the aspiration follows it. */
LAW(perf_law) {
  const double plan = at->k->plan_level / 100 * at->potential * 1.5;
  return approach(1, at->value / plan, at->k->perf_memory, at->m);
}
LAW(capped_perf_law) {
  return approach(1, 3, at->k->perf_memory, at->m);
}

START_TEST(perceived_performance_follows_value_over_plan_up_to_3) {
  assert_law(CONSTANT_VALUE "coefficient: plan_start,1\nambition,1.5\n", LAB_COLUMN(perf), perf_law);
  assert_law(CONSTANT_VALUE "coefficient: plan_start,1\ncoefficient: plan_level,1\n", LAB_COLUMN(perf), capped_perf_law);
}
END_TEST

/* Aspirations of constant performance stay 1, so each partner's disappointment approaches what is missing to its half. */
#define TOLERANCE (12 * (.6 + .8 * .25))
LAW(disappointed_law) {
  return approach(0, 1 - 2 * .35, 1 / TOLERANCE, at->m);
}
LAW(satisfied_law) {
  return at->m > 0 ? 0 : 1;
}
LAW(hasty_law) {
  return at->m > 0 ? 1 - 2 * .35 : 0;
}
/* Aspirations that have come down with performance do not fall below .3. */
LAW(humble_law) {
  const double ratio = at->value / (at->k->plan_level / 100 * at->potential * 5);
  return approach(0, 1 - ratio / .3, 1 / TOLERANCE, at->m);
}

START_TEST(disappointment_approaches_what_is_missing) {
#define WAITING CONSTANT_VALUE "coefficient: perf_memory,0\nvalue_share,0.35\npatience,12\n"
  assert_law(WAITING "importance,0.25\n", LAB_COLUMN(disappointment[0]), disappointed_law);
  assert_law(WAITING "importance,0.25\n", LAB_COLUMN(disappointment[1]), satisfied_law);
  assert_law(CONSTANT_VALUE "coefficient: perf_memory,1\ncoefficient: aspire,1\ncoefficient: plan_start,1\nambition,5\n"
                            "value_share,0.5\npatience,12\nimportance,0.25\n",
             LAB_COLUMN(disappointment[0]), humble_law);
  /* The tolerance is at least a month. */
  assert_law(CONSTANT_VALUE "coefficient: perf_memory,0\nvalue_share,0.35\npatience,1\nimportance,0\n", LAB_COLUMN(disappointment[0]),
             hasty_law);
}
END_TEST

/* ---- what surprises leave behind ---- */

#define AFTERMATH \
  NO_NOISE "turbulence,0\nshock_severity,0\nstaff_turnover,0\nadaptability,0.5\ncontingency_planning,0.25\nresource_monitoring,0.5\n"
#define SOFT(k) ((1 - (k)->shock_plan * .25) * (1 - (k)->shock_adapt * .5))

LAW(legislation_law) {
  return .8 * SOFT(at->k) * pow(1 - at->k->disrupt_decay - at->k->disrupt_adapt * .5, at->m - 1.);
}
LAW(reorganisation_law) {
  return .8 * .8 * SOFT(at->k) * pow(1 - at->k->disrupt_decay - at->k->disrupt_adapt * .5, at->m - 1.);
}
LAW(shortfall_law) {
  return .8 * SOFT(at->k) * pow(1 - at->k->short_decay - at->k->short_monitor * .5, at->m - 1.);
}
LAW(champion_law) {
  return 1 - at->k->champ_loss * pow(1 - at->k->champ_return, at->m - 1.);
}
LAW(bereaved_ties_law) {
  return both(at->k->ties0 * (1 - at->k->turn_ties * (1 - .4 * .5)), 0, at->k->ties_loss, at->m);
}
LAW(second_blow_law) {
  const double blow = .8 * SOFT(at->k), stays = 1 - at->k->short_decay - at->k->short_monitor * .5;
  return at->m == 1 ? blow : (blow * stays + blow * (1 - blow * stays)) * pow(stays, at->m - 2.);
}

START_TEST(disruption_and_shortfall_decay) {
  assert_law(AFTERMATH "event: legislation,month 1 severity 0.8\n", LAB_COLUMN(disruption), legislation_law);
  assert_law(AFTERMATH "event: reorganisation,month 1 severity 0.8\n", LAB_COLUMN(disruption), reorganisation_law);
  assert_law(AFTERMATH "event: loss of revenue,month 1 severity 0.8\n", LAB_COLUMN(shortfall), shortfall_law);
  assert_law(AFTERMATH "event: loss of revenue,month 1 severity 0.8 | month 2 severity 0.8\n", LAB_COLUMN(shortfall), second_blow_law);
}
END_TEST

START_TEST(a_reorganisation_takes_ties_and_champions) {
  assert_law(AFTERMATH "event: reorganisation,month 1 severity 0.8\ncoefficient: turn_champ,1\n", LAB_COLUMN(champion), champion_law);
  assert_law(AFTERMATH
             "event: reorganisation,month 1 severity 0.8\ncoefficient: ties_gain,0\nprior_ties,0\ncelebration,0\ngovernance,0.5\n",
             LAB_COLUMN(ties), bereaved_ties_law);
}
END_TEST

LAW(strategy_law) {
  return fmax(.02, .7 * (1 - fmin(1, at->k->align_strategy * .8 * SOFT(at->k))));
}
LAW(law_and_contract_law) {
  return .7 * (1 - (at->k->align_law * .5 + at->k->align_contract * .9) * SOFT(at->k));
}

#define GOALS                                       \
  AFTERMATH NO_QUARRELS NO_BETRAYALS NO_CORRECTIONS \
      "goal_alignment,0.7\nobjective_clarity,1\ncoefficient: align_gain,0\ncoefficient: align_drift,0\n"

START_TEST(changes_of_strategy_law_and_contract_move_goals) {
  assert_law(GOALS "event: strategy change,month 1 severity 0.8\n", LAB_COLUMN(alignment), strategy_law);
  assert_law(GOALS "event: strategy change,month 1 severity 0.8\ncoefficient: align_strategy,50\n", LAB_COLUMN(alignment), strategy_law);
  assert_law(GOALS "event: legislation,month 1 severity 0.5\nevent: contract revision,month 1 severity 0.9\n", LAB_COLUMN(alignment),
             law_and_contract_law);
}
END_TEST

/* ---- reviews ---- */

START_TEST(reviews_come_at_the_rounded_interval_and_halves_go_to_the_even_month) {
  static const double interval[] = {1, 1.5, 2.5, 3.5, 4.5, 12, 36, 3};
  static const unsigned every[] = {1, 2, 2, 4, 4, 12, 36, 3};
  struct lab lab;
  lab_make(&lab,
           "parameter,a,b,c,d,e,f,g,h\nevaluation_interval,1,1.5,2.5,3.5,4.5,12,36,3\nkpi_quality,1,,,,,,,\ncelebration,0.5,,,,,,,\n"
           "feedback_breadth,0.5,,,,,,,\nadaptability,0.25,,,,,,,\ncoefficient: perf_memory,0,,,,,,,\n",
           REST_FIXED);
  for (size_t s = 0; s < 8; s++) {
    lab_sign(&lab, s, 0);
    for (unsigned m = 1; m <= 72; m++) {
      lab_month(&lab, m);
      const double weight = m % every[s] == 0 ? fmin(1, sqrt(interval[s] / 3)) : 0;
      always_near(lab_state(&lab)->correction[7], weight * .22 * (.4 + .6 * .5) * (.4 + .6 * .25), ROUNDING);
      always_near(lab_state(&lab)->success[7], weight * .5, ROUNDING);
    }
    ck_assert_double_eq(lab_state(&lab)->celebrated[7], 72 / every[s]);
  }
  lab_free(&lab);
}
END_TEST

/* A review corrects what has been left of goals, conflict and allocation; more so when performance looks below plan. */
START_TEST(a_review_corrects_and_a_success_is_celebrated) {
  struct lab lab;
  lab_make(&lab, "evaluation_interval,3\nkpi_quality,1\nfeedback_breadth,1\nadaptability,1\ncelebration,0.5\ncoefficient: perf_memory,0\n",
           REST_FIXED);
  lab_sign(&lab, 0, 0);
  struct partnership_state *s = lab_state(&lab);
  lab_draw(&lab, 3);
  for (unsigned i = 0; i < LANES; i++)
    s->alignment[i] = .4, s->conflict[i] = .5, s->alloc[i] = .6, s->ties[i] = .3, s->perf[i] = i % 2 ? .9 : 1, s->trust[0][i] = .2,
    s->trust[1][i] = .7;
  partnership_evaluation_base(&lab.block);
  for (unsigned i = 0; i < LANES; i++) {
    const double correction = i % 2 ? .22 + .3 : .22, success = i % 2 ? 0 : .5;
    always_near(s->alignment[i], .4 + .3 * correction * .6, ROUNDING);
    always_near(s->conflict[i], .5 * (1 - .4 * correction), ROUNDING);
    always_near(s->alloc[i], .6 + .45 * correction * .4, ROUNDING);
    always_near(s->ties[i], .3 + .04 * success * .7, ROUNDING);
    always_near(s->trust[0][i], .2 + .02 * success * .8, ROUNDING);
    always_near(s->trust[1][i], .7 + .02 * success * .3, ROUNDING);
  }
  lab_free(&lab);
}
END_TEST

SUITE_MAIN("partnership_states", people_learn_bond_and_resist, conflict_is_settled, trust_grows_on_evidence_and_fades,
           an_unfair_share_costs_the_trust_of_the_one_who_gives_more, commitment_approaches_what_is_due_between_5_percent_and_1,
           capability_is_built_and_lost, perceived_performance_follows_value_over_plan_up_to_3, disappointment_approaches_what_is_missing,
           disruption_and_shortfall_decay, a_reorganisation_takes_ties_and_champions, changes_of_strategy_law_and_contract_move_goals,
           reviews_come_at_the_rounded_interval_and_halves_go_to_the_even_month, a_review_corrects_and_a_success_is_celebrated)
