/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partnership_scalar_run.h"
#include <string.h>

#define COST(name, setup, running) \
  { offsetof(struct scalar_inputs, name) / sizeof(double), setup, running }
const struct scalar_cost scalar_costs[COSTS] = {
    COST(due_diligence, 40, 0),
    COST(contract_control, 20, 0),
    COST(contract_coordination, 15, 0),
    COST(contingency_planning, 15, 0),
    COST(objective_clarity, 8, 0),
    COST(role_clarity, 6, 0),
    COST(governance, 12, 1),
    COST(exit_terms, 6, 0),
    COST(integration, 30, 3),
    COST(communication, 0, 1.2),
    COST(culture_training, 0, 1),
    COST(relationship_management, 0, 1.5),
    COST(personal_relationships, 0, .6),
    COST(celebration, 0, .3),
    COST(dedicated_team, 0, 1.5),
    COST(resource_monitoring, 0, .8),
    COST(kpi_quality, 0, .6),
    COST(feedback_breadth, 0, .3),
    COST(adaptability, 0, .6),
};
static const double joint_review = 1.2;

double scalar_level(const struct scalar_inputs *in, size_t cost) {
  double value;
  memcpy(&value, (const char *)in + scalar_costs[cost].input * sizeof value, sizeof value);
  return value;
}

static void terms_environment(struct terms *t, const struct scalar_inputs *in, const struct scalar_coefficients *c) {
  t->drift = (in->market_growth - in->market_volatility * in->market_volatility / 2) / 12;
  t->sway = in->market_volatility / sqrt(12);
  t->turbulence = most(in->turbulence, 1e-9);
  t->soft = (1 - c->shock_plan * in->contingency_planning) * (1 - c->shock_adapt * in->adaptability);
  t->disruption_kept = 1 - c->disrupt_decay - c->disrupt_adapt * in->adaptability;
  t->shortfall_kept = 1 - c->short_decay - c->short_monitor * in->resource_monitoring;
  t->turnover = 1 - exp(-2 * in->staff_turnover / 12);
  t->ties_kept = 1 - c->turn_ties * (1 - .4 * in->governance);
}

static void terms_relationship(struct terms *t, const struct scalar_inputs *in, const struct scalar_coefficients *c) {
  const double phi = in->long_term_focus, talk = .4 + .6 * in->communication, care = .4 + .6 * in->relationship_management;
  const double upkeep = least(1, c->keepup + c->keepup_focus * phi), relm = in->relationship_management * upkeep;
  t->learn = c->learn_culture * (.5 + c->learn_train * in->culture_training) * talk;
  t->resist_talk = c->resist_comm * in->communication;
  t->ties_gain = c->ties_gain * upkeep * (.65 * in->personal_relationships + .35 * in->relationship_management);
  t->align_gain = c->align_gain * in->communication * (.4 + .6 * in->objective_clarity) * (.6 + .4 * relm);
  t->align_loss = c->align_drift * (1 - .5 * in->objective_clarity);
  t->align_noise = c->align_noise * (1 - .4 * in->objective_clarity);
  t->lambda = c->conf_base + c->conf_roles * (1 - in->role_clarity) + c->conf_power * pow(1 - in->power_balance, 2) +
              c->conf_rival * in->competitive_overlap + c->conf_short * pow(1 - phi, 2);
  t->lambda_culture = c->conf_culture * (.5 + .7 * in->integration);
  t->hit_kept = 1 - c->conf_coord * in->contract_coordination;
  t->tolerance = most(1, in->patience) * (.6 + .8 * in->importance);
  t->horizon_weight = t->tolerance / (t->tolerance + 24);
  const double temptation = c->opp / .22 * (1 - c->opp_focus * phi) * (1 - c->opp_control * in->contract_control) *
                            (.7 + c->opp_rival * in->competitive_overlap);
  t->tempted[0] = temptation * in->opportunism_a;
  t->tempted[1] = temptation * in->opportunism_b;
  t->caught = least(.95, c->opp_detect + c->opp_detect_open * in->transparency + c->opp_detect_kpi * in->kpi_quality);
  t->shown = .03 + .06 * in->transparency;
  t->trust_gain = c->trust_gain * (.40 + .60 * upkeep * care);
  t->open = .30 * in->transparency * talk;
  t->trust_conf = c->trust_conf * (1 + c->trust_control * in->contract_control);
  t->settle = c->resolve + c->resolve_gov * in->governance * talk + c->resolve_coord * in->contract_coordination;
}

static void terms_value(struct terms *t, const struct scalar_inputs *in, const struct scalar_coefficients *c) {
  const double phi = in->long_term_focus;
  t->alloc_gain = c->alloc_gain * (.3 * in->dedicated_team + .7 * in->resource_monitoring);
  t->alloc_loss = c->alloc_loss * (1 - in->resource_monitoring);
  t->quality = 1 - c->q_role * (1 - in->role_clarity) - c->q_gov * (1 - in->governance);
  t->seen_share = c->h_see * (in->transparency + in->kpi_quality) / 2;
  t->synergy = 1 + c->int_synergy * (in->integration - .5);
  t->diversity = c->diversity * (1 - in->cultural_fit) * in->communication;
  t->scale = c->value_scale * (1 - c->harvest * phi);
  t->cap_gain = c->cap_gain * phi;
  t->cap_loss = c->cap_loss + c->cap_neglect * pow(1 - phi, 2);
  t->running = joint_review * 3 / in->evaluation_interval;
  for (size_t k = 0; k < COSTS; k++) t->running += scalar_costs[k].running * scalar_level(in, k);
}

static void terms_evaluation(struct terms *t, const struct scalar_inputs *in, const struct scalar_coefficients *c) {
  const double weight = least(1, sqrt(in->evaluation_interval / 3));
  t->plan = c->plan_level / 100 * in->potential_value * in->ambition;
  t->correction = weight * in->kpi_quality * (.4 + .6 * in->feedback_breadth) * (.4 + .6 * in->adaptability);
  t->celebration = weight * in->celebration;
  t->seen_noise = .5 * (1 - in->kpi_quality);
  t->exit_pull = c->exit_out * in->outside_options * (.6 + .8 * in->competitive_overlap);
  t->exit_rest = t->exit_pull - c->exit_import * (in->importance - .5) + c->exit_ease * (in->exit_terms - .5);
  t->buyout = c->buy0 * (.3 + c->buy_int * in->integration) *
              (1 + c->buy_asym * (2 * fabs(in->value_share - .5) + .5 * in->outside_options));
  t->forced = c->forced0 * in->turbulence;
}

void scalar_terms(struct run *r) {
  terms_environment(&r->t, r->in, r->c);
  terms_relationship(&r->t, r->in, r->c);
  terms_value(&r->t, r->in, r->c);
  terms_evaluation(&r->t, r->in, r->c);
}

double scalar_planned(const struct run *r, double left) {
  return r->t.plan * (r->c->plan_start + (1 - r->c->plan_start) * (1 - left));
}
