/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partnership_scalar_run.h"
#include <gsl/gsl_randist.h>

#define NAME(name) #name,
const char *const scalar_input_names[] = {SCALAR_INPUTS(NAME)};
const char *const scalar_coefficient_names[] = {SCALAR_COEFFICIENTS(NAME)};
const char *const scalar_outcome_names[] = {SCALAR_OUTCOMES(NAME)};
const char *const scalar_variable_names[] = {SCALAR_VARIABLES(NAME)};

const char *const scalar_shock_names[] = {"legislation",    "contract revision", "loss of revenue", "strategy change",
                                          "reorganisation", "market shift",      "windfall"};
const char *const scalar_ending_names[] = {
    "active", "completed", "bought out", "withdrawn", "dissolved: performance", "dissolved: conflict", "dissolved: betrayal", "forced out"};

static void sign(struct run *r) {
  const struct scalar_inputs *in = r->in;
  const struct scalar_coefficients *c = r->c;
  struct state *s = &r->s;
  const double vague = 1 - in->objective_clarity;
  *s = (struct state){.champion = 1, .perf = 1, .asp = 1, .last_negative = -1, .plan_left = 1, .discount = 1};
  s->luck = most(.1, 1 + c->luck_sd * normal(r));
  s->g = clip(in->goal_alignment - c->clarity_gap * vague + c->clarity_noise * vague * normal(r), .02, .98);
  s->kappa = in->complementarity * (1 - c->promise_gap * (1 - in->due_diligence) * draw(r));
  s->ties = c->ties0 + c->ties0_prior * in->prior_ties;
  s->alloc = c->alloc0 + c->alloc0_team * in->dedicated_team;
  s->x = c->conflict0;
  s->capability = c->cap0 + c->cap0_comp * s->kappa;
  s->resist = c->resist0 * (1 - .5 * in->leadership);
  double setup = 0;
  for (size_t k = 0; k < COSTS; k++) setup += scalar_costs[k].setup / 100 * (s->highest[k] = scalar_level(in, k));
  const double trust = c->trust0 + c->trust0_ties * in->prior_ties + c->trust0_dd * in->due_diligence +
                       c->honeymoon * (.5 + in->importance);
  for (int i = 0; i < 2; i++) {
    s->flaw[i] = chance(r, in->hidden_flaw_rate * (1 - c->flaw_screen * in->due_diligence));
    s->trust[i] = clip(trust + .08 * normal(r), .02, .98);
    s->commit[i] = clip(c->commit0 + c->commit0_lead * in->leadership, 0, 1);
    s->npv[i] = -.5 * setup * in->potential_value;
  }
  if (s->npv[0] + s->npv[1] < 0) s->last_negative = 0;
}

static void record(const struct run *r, struct scalar_variables *row) {
  const struct state *s = &r->s;
  *row = (struct scalar_variables){.trust = (s->trust[0] + s->trust[1]) / 2,
                                   .trust_a = s->trust[0],
                                   .trust_b = s->trust[1],
                                   .goal_alignment = s->g,
                                   .capability = s->capability,
                                   .conflict = s->x,
                                   .commitment = (s->commit[0] + s->commit[1]) / 2,
                                   .perceived_performance = s->perf,
                                   .culture = r->e.culture,
                                   .ties = s->ties,
                                   .resources = r->e.resources,
                                   .value = r->e.value,
                                   .net = r->e.net[0] + r->e.net[1],
                                   .npv = s->npv[0] + s->npv[1],
                                   .alive = s->ending == ACTIVE};
}

/* The plan against which a run is judged: of its life, or of 36 months where it failed before. */
static double plan_of(const struct run *r) {
  double sum = r->s.plan_sum;
  if (r->s.ending >= WITHDRAWN)
    for (unsigned month = r->s.month + 1; month <= 36; month++) sum += scalar_planned(r, exp(-(double)month / r->c->plan_ramp));
  return sum;
}

static void finish(const struct run *r, struct scalar_result *result) {
  const struct state *s = &r->s;
  const double npv = s->npv[0] + s->npv[1], performance = s->value_sum / plan_of(r);
  result->ending = s->ending;
  result->end_month = s->month;
  result->outcome = (struct scalar_outcomes){.npv_joint = npv,
                                             .npv_a = s->npv[0],
                                             .npv_b = s->npv[1],
                                             .end_month = s->month,
                                             .performance = performance,
                                             .success_045 = performance >= .45,
                                             .success_080 = performance >= .80,
                                             .success_100 = performance >= 1,
                                             .both_gain = s->npv[0] > 0 && s->npv[1] > 0,
                                             .alive = s->ending == ACTIVE,
                                             .payback_month = npv < 0 ? (double)NAN : s->last_negative + 1,
                                             .never_pays_back = npv < 0,
                                             .trust_end = (s->trust[0] + s->trust[1]) / 2,
                                             .quarrels = s->quarrels,
                                             .serious_conflicts = s->serious,
                                             .betrayals = s->betrayals,
                                             .shocks = s->shocks,
                                             .reviews_celebrated = s->celebrated,
                                             .serious_24 = s->serious_24};
}

static void record_after(const struct run *r, unsigned months, struct scalar_variables *path) {
  for (unsigned month = r->s.month + 1; month <= months; month++) path[month] = (struct scalar_variables){.npv = r->s.npv[0] + r->s.npv[1]};
}

void scalar_obvious(const struct scalar_case *given, const gsl_rng *rng, struct scalar_result *result) {
  struct run r = {.in = given->inputs, .c = given->coefficients, .rng = rng, .gaussian = gsl_ran_gaussian};
  sign(&r);
  bool alive = true;
  for (unsigned month = 1; month <= given->months; month++) {
    const struct state before = r.s;
    if (given->scheduled) r.in = &given->inputs[month];
    r.forced = given->forced ? given->forced[month] : NULL;
    r.s.month = month;
    r.s.plan_left = exp(-(double)month / r.c->plan_ramp);
    r.s.discount = pow(1 + r.in->discount_rate, -(double)month / 12);
    scalar_terms(&r);
    scalar_month(&r, true);
    if (!alive) r.s = before;
    else if (result->path) record(&r, &result->path[month]);
    alive = r.s.ending == ACTIVE;
  }
  finish(&r, result);
  if (result->path) record_after(&r, given->months, result->path);
}

void scalar_best(const struct scalar_case *given, const gsl_rng *rng, struct scalar_result *result) {
  struct run r = {.in = given->inputs, .c = given->coefficients, .rng = rng, .gaussian = gsl_ran_gaussian_ziggurat};
  sign(&r);
  scalar_terms(&r);
  const double plan_left = exp(-1 / r.c->plan_ramp), discount = pow(1 + r.in->discount_rate, -1. / 12);
  for (unsigned month = 1; month <= given->months && r.s.ending == ACTIVE; month++) {
    if (given->scheduled) {
      r.in = &given->inputs[month];
      scalar_terms(&r);
    }
    r.forced = given->forced ? given->forced[month] : NULL;
    r.s.month = month;
    r.s.plan_left *= plan_left;
    r.s.discount *= discount;
    scalar_month(&r, given->scheduled);
    if (result->path) record(&r, &result->path[month]);
  }
  finish(&r, result);
  if (result->path) record_after(&r, given->months, result->path);
}
