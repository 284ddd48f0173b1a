/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Policies: the parts of the monthly equations that depend on inputs alone, so that months in which no policy changes do not
 * compute them again. Each line is a factor or a summand of the equation in the file named in the comment above it. */
#include "models/partnership_state.h"
#include "sim/lane_math.h"
#include <math.h>

#define POLICY_TERMS(name)                                                                             \
  static void name(struct partnership_state *restrict s, const struct partnership_inputs *restrict in, \
                   const struct partnership_coefficients *restrict k, unsigned n)

/* partnership_environment_kernel.c */
POLICY_TERMS(environment_terms) {
  for (unsigned i = 0; i < n; i++) {
    s->soft[i] = (1 - k->shock_plan * in->contingency_planning[i]) * (1 - k->shock_adapt * in->adaptability[i]);
    s->shock_scale[i] = in->shock_severity[i];
    s->turbulence_inverse[i] = 1 / lane_max(in->turbulence[i], 1e-9);
    s->drift[i] = (in->market_growth[i] - in->market_volatility[i] * in->market_volatility[i] / 2) / 12;
    s->volatility[i] = in->market_volatility[i] * 0.28867513459481287; /* 1/sqrt(12) */
    s->disruption_stays[i] = 1 - k->disrupt_decay - k->disrupt_adapt * in->adaptability[i];
    s->shortfall_stays[i] = 1 - k->short_decay - k->short_monitor * in->resource_monitoring[i];
    s->turnover_chance[i] = 1 - lane_exp_event(in->staff_turnover[i] * (-2.0 / 12));
    s->ties_lost[i] = k->turn_ties * (1 - .4 * in->governance[i]);
  }
}

/* partnership_relationship_kernel.c: people, culture, goals */
POLICY_TERMS(people_terms) {
  for (unsigned i = 0; i < n; i++) {
    const double upkeep = lane_min(1, k->keepup + k->keepup_focus * in->long_term_focus[i]);
    const double talk = in->communication[i], maintained = in->relationship_management[i] * upkeep;
    s->learning[i] = k->learn_culture * (.5 + k->learn_train * in->culture_training[i]) * (.4 + .6 * talk);
    s->culture_gap[i] = (1 - in->cultural_fit[i]) * k->culture_max;
    s->resist_talk[i] = k->resist_comm * talk;
    s->ties_growth[i] = k->ties_gain * upkeep * (.65 * in->personal_relationships[i] + .35 * in->relationship_management[i]);
    s->align_speed[i] = k->align_gain * talk * (.4 + .6 * in->objective_clarity[i]) * (.6 + .4 * maintained);
    s->align_fading[i] = k->align_drift * (1 - .5 * in->objective_clarity[i]);
    s->align_spread[i] = k->align_noise * (1 - .4 * in->objective_clarity[i]);
    s->trust_speed[i] = k->trust_gain * (.40 + .60 * upkeep * (.4 + .6 * in->relationship_management[i]));
    s->open_evidence[i] = .30 * in->transparency[i] * (.4 + .6 * talk);
    s->trust_hit[i] = k->trust_conf * (1 + k->trust_control * in->contract_control[i]);
    s->settling[i] = 1 - k->resolve - k->resolve_gov * in->governance[i] * (.4 + .6 * talk) -
                     k->resolve_coord * in->contract_coordination[i];
  }
}

/* partnership_relationship_kernel.c: quarrels and betrayals */
POLICY_TERMS(strife_terms) {
  for (unsigned i = 0; i < n; i++) {
    const double short_term = 1 - in->long_term_focus[i], dictated = 1 - in->power_balance[i];
    s->quarrel_base[i] = k->conf_base + k->conf_roles * (1 - in->role_clarity[i]) + k->conf_power * dictated * dictated +
                         k->conf_rival * in->competitive_overlap[i] + k->conf_short * short_term * short_term;
    s->quarrel_culture[i] = k->conf_culture * (.5 + .7 * in->integration[i]);
    s->quarrel_softening[i] = 1 - k->conf_coord * in->contract_coordination[i];
    s->tolerance[i] = lane_max(1, in->patience[i]) * s->tolerance_base[i];
    s->resentment[i] = 1 / lane_max(1, s->tolerance[i]);
    s->patience_shadow[i] = s->tolerance[i] / (s->tolerance[i] + 24);
    const double common = k->opp / .22 * (1 - k->opp_focus * in->long_term_focus[i]) * (1 - k->opp_control * in->contract_control[i]) *
                          (.7 + k->opp_rival * in->competitive_overlap[i]);
    s->temptation[0][i] = common * in->opportunism_a[i];
    s->temptation[1][i] = common * in->opportunism_b[i];
    s->detection[i] = lane_min(.95, k->opp_detect + k->opp_detect_open * in->transparency[i] + k->opp_detect_kpi * in->kpi_quality[i]);
    s->showing[i] = .03 + .06 * in->transparency[i];
  }
}

/* partnership_value_kernel.c */
POLICY_TERMS(value_terms) {
  for (unsigned i = 0; i < n; i++) {
    const double phi = in->long_term_focus[i], monitoring = in->resource_monitoring[i];
    s->alloc_growth[i] = k->alloc_gain * (.3 * in->dedicated_team[i] + .7 * monitoring);
    s->alloc_fading[i] = k->alloc_loss * (1 - monitoring);
    s->quality_base[i] = 1 - k->q_role * (1 - in->role_clarity[i]) - k->q_gov * (1 - in->governance[i]);
    s->seeing[i] = k->h_see * (in->transparency[i] + in->kpi_quality[i]) / 2;
    s->synergy[i] = (1 - k->h0) * s->kappa[i] * (1 + k->int_synergy * (in->integration[i] - .5));
    s->diversity[i] = k->diversity * (1 - in->cultural_fit[i]) * in->communication[i];
    s->strength_scale[i] = k->value_scale * (1 - k->harvest * phi);
    s->capability_growth[i] = k->cap_gain * phi * (.5 + .5 * s->kappa[i]);
    s->capability_fading[i] = k->cap_loss + k->cap_neglect * (1 - phi) * (1 - phi);
    s->resource_cost[0][i] = .5 * k->res_cost * in->potential_value[i] * in->resource_commitment_a[i];
    s->resource_cost[1][i] = .5 * k->res_cost * in->potential_value[i] * in->resource_commitment_b[i];
    s->plan_scale[i] = k->plan_level / 100 * in->potential_value[i] * in->ambition[i];
    s->one_over_plan[i] = 1 / s->plan_scale[i];
    double running = PARTNERSHIP_REVIEW_COST * 3 / in->evaluation_interval[i];
#define COST(parameter, once, monthly) running += (monthly)*in->parameter[i];
    PARTNERSHIP_COSTS(COST)
#undef COST
    s->running[i] = in->potential_value[i] / 100 * running;
  }
}

/* partnership_evaluation_kernel.c and partnership_continuation_kernel.c */
POLICY_TERMS(judgement_terms) {
  for (unsigned i = 0; i < n; i++) {
    const double interval = in->evaluation_interval[i];
    s->interval[i] = (interval + 0x1.8p52) - 0x1.8p52; /* to the nearest whole number, halves to even */
    s->one_over_interval[i] = 1 / s->interval[i];
    s->review_weight[i] = lane_min(1, sqrt(interval / 3));
    s->correcting[i] = in->kpi_quality[i] * (.4 + .6 * in->feedback_breadth[i]) * (.4 + .6 * in->adaptability[i]);
    s->seen_noise[i] = .5 * (1 - in->kpi_quality[i]);
    s->commit_base[i] = k->com0 - k->com_out * in->outside_options[i];
    s->exit_options[i] = k->exit_out * in->outside_options[i] * (.6 + .8 * in->competitive_overlap[i]);
    s->exit_base[i] = s->exit_options[i] - k->exit_import * (in->importance[i] - .5) + k->exit_ease * (in->exit_terms[i] - .5);
    s->buyout_base[i] = k->buy0 * (.3 + k->buy_int * in->integration[i]) *
                        (1 + k->buy_asym * (2 * lane_abs(in->value_share[i] - .5) + .5 * in->outside_options[i]));
    s->forced_base[i] = k->forced0 * in->turbulence[i];
    s->exit_cost[i] = k->exit_loss * in->potential_value[i] * (1 - k->exit_loss_terms * in->exit_terms[i]);
  }
}

/* What it costs this month to raise a policy above the highest level held since signing. At signing itself that is paid already. */
static void upgrade(struct partnership_state *restrict s, const double *restrict level, const double *restrict potential, double once,
                    unsigned row, const struct block *b) {
  double *restrict highest = s->highest[row];
  for (unsigned i = 0; i < b->width; i++) {
    const double before = b->month == 0 ? level[i] : highest[i];
    s->upgrade[i] += potential[i] / 100 * once * lane_positive(level[i] - before);
    highest[i] = lane_max(level[i], before);
  }
}

void KERNEL(partnership_policies)(struct block *b) {
  struct partnership_state *s = STATE(b);
  const struct partnership_inputs *in = INPUTS(b);
  environment_terms(s, in, COEFFICIENTS(b), b->width);
  people_terms(s, in, COEFFICIENTS(b), b->width);
  strife_terms(s, in, COEFFICIENTS(b), b->width);
  value_terms(s, in, COEFFICIENTS(b), b->width);
  judgement_terms(s, in, COEFFICIENTS(b), b->width);
  /* Due diligence is paid at signing and never again: it is no policy. */
  unsigned row = 0;
#define COST(parameter, once, monthly)                                              \
  if ((once) > 0 && (const void *)in->parameter != (const void *)in->due_diligence) \
    upgrade(s, in->parameter, in->potential_value, once, row++, b);
  PARTNERSHIP_COSTS(COST)
#undef COST
}
