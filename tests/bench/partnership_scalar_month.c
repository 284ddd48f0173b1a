/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partnership_scalar_run.h"

static const double shock_rate[SCALAR_SHOCK_COUNT] = {.12, .12, .18, .18, .12, .08, .06};
static const double all_shocks = .86;

/* The kind that strikes by itself, or none: most months are calm. */
static int draw_kind(const struct run *r) {
  const double u = draw(r) / r->t.turbulence;
  double cumulated = 0;
  if (u >= all_shocks / 12) return SCALAR_SHOCK_COUNT;
  for (int kind = 0; kind < SCALAR_SHOCK_COUNT - 1; kind++)
    if (u < (cumulated += shock_rate[kind] / 12)) return kind;
  return SCALAR_SHOCK_COUNT - 1;
}

static void draw_shocks(struct run *r) {
  double *shock = r->e.shock;
  bool struck = false;
  for (int k = 0; k < SCALAR_SHOCK_COUNT; k++) shock[k] = r->forced ? r->forced[k] * r->t.soft : 0;
  const int kind = draw_kind(r);
  if (kind < SCALAR_SHOCK_COUNT) shock[kind] += least(1, r->in->shock_severity * (.4 + 1.2 * draw(r))) * r->t.soft;
  if (kind < SCALAR_SHOCK_COUNT || r->forced)
    for (int k = 0; k < SCALAR_SHOCK_COUNT; k++) struck |= shock[k] > 0;
  r->s.shocks += struck;
}

static void environment(struct run *r) {
  const struct terms *t = &r->t;
  const struct scalar_coefficients *c = r->c;
  struct state *s = &r->s;
  const double *shock = r->e.shock;
  s->market += t->drift + t->sway * normal(r);
  draw_shocks(r);
  const double d = s->disruption * t->disruption_kept, h = s->shortfall * t->shortfall_kept;
  s->disruption = d + least(1, shock[LAW] + .8 * shock[REORGANISATION]) * (1 - d);
  s->shortfall = h + least(1, shock[REVENUE]) * (1 - h);
  s->market += .5 * shock[WINDFALL] - .5 * shock[MARKET];
  r->e.turnover = chance(r, t->turnover) || shock[REORGANISATION] > 0;
  s->champion += c->champ_return * (1 - s->champion);
  if (r->e.turnover) {
    s->ties *= t->ties_kept;
    if (chance(r, c->turn_champ)) s->champion *= 1 - c->champ_loss;
  }
  r->e.lead = r->in->leadership * s->champion;
}

static void culture_and_goals(struct run *r) {
  const struct terms *t = &r->t;
  const struct scalar_coefficients *c = r->c;
  struct state *s = &r->s;
  const double *shock = r->e.shock;
  s->learned += t->learn * (1 - s->learned) * (r->e.turnover ? .5 : 1);
  r->e.culture = r->in->cultural_fit + (1 - r->in->cultural_fit) * c->culture_max * s->learned;
  s->resist *= 1 - c->resist_decay - t->resist_talk * (.4 + .6 * r->e.lead);
  s->ties += t->ties_gain * (1 - s->ties) - c->ties_loss * s->ties;
  const double shaken = least(1, c->align_strategy * shock[STRATEGY] + c->align_law * shock[LAW] + c->align_contract * shock[CONTRACT]);
  s->g = clip(s->g + t->align_gain * (1 - s->g) - t->align_loss * s->g - shaken * s->g + t->align_noise * normal(r), .02, .98);
}

static void efforts(struct run *r) {
  const struct state *s = &r->s;
  const double resource[2] = {r->in->resource_commitment_a, r->in->resource_commitment_b};
  const double able = (1 - s->shortfall) * (1 - .4 * s->resist);
  double effort[2];
  for (int i = 0; i < 2; i++) effort[i] = resource[i] * s->commit[i] * able * (1 - r->c->flaw_loss * s->flaw[i]);
  const double sum = effort[0] + effort[1] + 1e-9;
  r->e.effort_joint = 2 * effort[0] * effort[1] / sum;
  r->e.part[0] = (effort[0] + 5e-10) / sum;
  r->e.part[1] = 1 - r->e.part[0];
}

static void quarrel(struct run *r) {
  const struct terms *t = &r->t;
  const struct scalar_coefficients *c = r->c;
  struct state *s = &r->s;
  const double unfair = fabs(r->in->value_share - r->e.part[0]) + .5 * fabs(r->in->risk_share - r->in->value_share);
  const double lambda = t->lambda + c->conf_goal * (1 - s->g) * (1 - s->g) + t->lambda_culture * (1 - r->e.culture) +
                        c->conf_unfair * unfair + c->conf_perf * pos(1 - s->perf);
  double hit = c->conf_shock * (r->e.shock[CONTRACT] + .3 * r->e.shock[LAW]);
  if (chance(r, 1 - exp(-lambda))) {
    s->quarrels++;
    hit += (c->conf_size + c->conf_size_r * draw(r)) * t->hit_kept;
  }
  r->e.hit = least(1, hit);
  s->x += r->e.hit * (1 - s->x);
}

static void betrayal(struct run *r) {
  const struct terms *t = &r->t;
  const struct scalar_coefficients *c = r->c;
  struct state *s = &r->s;
  const double term = r->in->planned_term;
  const double remaining = term >= 1200 ? 1 : clip((term - s->month) / 24, 0, 1);
  const double shadow = t->horizon_weight * least(1, s->perf) * remaining;
  for (int i = 0; i < 2; i++) {
    r->e.betray[i] = chance(r, t->tempted[i] * (1 - c->opp_trust * s->trust[i]) * (1 - c->opp_shadow * shadow));
    r->e.caught[i] = r->e.betray[i] && chance(r, t->caught);
    s->betrayals += r->e.betray[i];
  }
  r->e.betrayed = r->e.caught[0] || r->e.caught[1];
  s->x += .25 * r->e.betrayed * (1 - s->x);
  if (r->e.hit > .35 || r->e.betrayed > 0 || s->x > .5) {
    s->serious++;
    if (s->month <= 24) s->serious_24 = true;
  }
}

static void trusts(struct run *r) {
  const struct terms *t = &r->t;
  const struct scalar_coefficients *c = r->c;
  struct state *s = &r->s;
  const double share[2] = {r->in->value_share, 1 - r->in->value_share};
  const double evidence = .30 * clip(s->perf, 0, 1.2) + t->open, quarrelled = t->trust_conf * r->e.hit * (1 - .3 * s->ties);
  bool shown[2];
  for (int i = 0; i < 2; i++) {
    shown[i] = s->flaw[i] > 0 && !s->shown[i] && chance(r, t->shown);
    s->shown[i] |= shown[i];
  }
  for (int i = 0; i < 2; i++) {
    const int j = 1 - i;
    const double T = s->trust[i];
    const double loss = least(.9, quarrelled + c->trust_betray * r->e.caught[j] + c->trust_flaw * shown[j] +
                                      c->trust_unfair * pos(r->e.part[i] - share[i]));
    s->trust[i] = clip(T + t->trust_gain * (evidence + .40 * s->commit[j] * s->g) * (1 - T) - c->trust_fade * T - T * loss +
                           c->trust_noise * 2 * T * (1 - T) * normal(r),
                       .01, .99);
  }
  s->x = clip(s->x * (1 - t->settle - c->resolve_ties * s->ties), 0, 1);
}

static void value(struct run *r) {
  const struct terms *t = &r->t;
  const struct scalar_coefficients *c = r->c;
  struct state *s = &r->s;
  const double tau = (s->trust[0] + s->trust[1]) / 2;
  s->alloc = clip(s->alloc + t->alloc_gain * (1 - s->alloc) - t->alloc_loss * s->alloc, 0, 1);
  r->e.resources = r->e.effort_joint * s->alloc;
  const double quality = most(.05, t->quality - c->q_conf * s->x - c->q_goal * (1 - s->g) - c->q_cul * (1 - r->e.culture));
  const double rely = tau + (1 - tau) * t->seen_share;
  const double strengths = c->h0 + (1 - c->h0) * s->kappa * ((1 - c->h_trust) + c->h_trust * rely) * t->synergy;
  const double strength = t->scale * r->e.resources * (c->a0 + c->a1 * s->capability) * strengths * (1 + t->diversity * tau) * quality;
  const double lost = r->e.betray[0] || r->e.betray[1] ? c->opp_loss : 0;
  r->e.value = r->in->potential_value * s->luck * exp(s->market) * (1 - s->disruption) * strength / (1 + strength) * (1 - lost);
  s->capability += t->cap_gain * least(1.5, 2 * r->e.resources) * (.3 + .7 * rely) * (.5 + .5 * s->kappa) * (1 - s->capability) -
                   t->cap_loss * s->capability;
}

static double raise_levels(struct run *r) {
  double paid = 0;
  for (size_t k = 0; k < COSTS; k++) {
    const double now = scalar_level(r->in, k);
    paid += scalar_costs[k].setup * pos(now - r->s.highest[k]);
    r->s.highest[k] = most(r->s.highest[k], now);
  }
  return paid;
}

static void money(struct run *r, bool raised) {
  const struct scalar_inputs *in = r->in;
  struct state *s = &r->s;
  const double share[2] = {in->value_share, 1 - in->value_share}, bears[2] = {in->risk_share, 1 - in->risk_share};
  const double resource[2] = {in->resource_commitment_a, in->resource_commitment_b};
  const double running = in->potential_value / 100 * (r->t.running + (raised ? raise_levels(r) : 0));
  for (int i = 0; i < 2; i++) {
    const int taken = r->e.betray[i] - r->e.betray[1 - i];
    r->e.net[i] = share[i] * r->e.value + r->c->opp_gain * r->e.value * taken -
                  .5 * r->c->res_cost * in->potential_value * resource[i] * s->commit[i] - bears[i] * running;
    s->npv[i] += r->e.net[i] * s->discount;
  }
}

static void review(struct run *r) {
  const struct terms *t = &r->t;
  const struct scalar_coefficients *c = r->c;
  struct state *s = &r->s;
  const double seen = s->perf + t->seen_noise * normal(r);
  const double correction = t->correction * (c->corr + (seen < 1 ? c->corr_alert : 0));
  s->g += c->corr_align * correction * (1 - s->g);
  s->x *= 1 - c->corr_conf * correction;
  s->alloc += c->corr_alloc * correction * (1 - s->alloc);
  if (s->perf < 1) return;
  s->ties += c->cel_ties * t->celebration * (1 - s->ties);
  for (int i = 0; i < 2; i++) s->trust[i] += c->cel_trust * t->celebration * (1 - s->trust[i]);
  s->celebrated += t->celebration > 0;
}

static void evaluation(struct run *r) {
  const struct terms *t = &r->t;
  const struct scalar_coefficients *c = r->c;
  struct state *s = &r->s;
  const double share[2] = {r->in->value_share, 1 - r->in->value_share}, plan = scalar_planned(r, s->plan_left);
  s->value_sum += r->e.value;
  s->plan_sum += plan;
  s->perf += c->perf_memory * (least(3, r->e.value / plan) - s->perf);
  s->asp += c->aspire * (s->perf - s->asp);
  for (int i = 0; i < 2; i++) {
    r->e.got[i] = 2 * s->perf * share[i];
    s->disappointment[i] += (pos(1 - r->e.got[i] / most(.3, s->asp)) - s->disappointment[i]) / most(1, t->tolerance);
  }
  if (s->month % (unsigned)lrint(r->in->evaluation_interval) == 0) review(r);
  for (int i = 0; i < 2; i++) {
    const double target = c->com0 + c->com_trust * s->trust[i] + c->com_sat * least(1.2, r->e.got[i]) + c->com_lead * r->e.lead -
                          c->com_out * r->in->outside_options - c->com_conf * s->x;
    s->commit[i] += c->com_rate * (clip(target, .05, 1) - s->commit[i]);
  }
}

static int reason(const struct run *r, int i) {
  const struct state *s = &r->s;
  const double motive[] = {r->c->exit_perf * s->disappointment[i], r->c->exit_conf * s->x,
                           r->c->exit_trust * pos(.55 - s->trust[i]) + 1.2 * r->e.betrayed, r->t.exit_pull};
  const int ending[] = {PERFORMANCE, CONFLICT, BETRAYAL, WITHDRAWN};
  int strongest = 0;
  for (int k = 1; k < 4; k++)
    if (motive[k] > motive[strongest]) strongest = k;
  return ending[strongest];
}

static double exit_hazard(const struct run *r, int i) {
  const struct scalar_coefficients *c = r->c;
  const struct state *s = &r->s;
  const double T = s->trust[i];
  return least(.5, c->exit0 * exp(c->exit_perf * s->disappointment[i] + c->exit_conf * s->x + c->exit_trust * pos(.55 - T) +
                                  c->exit_short * s->shortfall - 1.5 * (T - .5) - c->exit_ties * s->ties + r->t.exit_rest));
}

static void continuation(struct run *r) {
  const struct scalar_coefficients *c = r->c;
  struct state *s = &r->s;
  const double leave_a = exit_hazard(r, 0), leave_b = exit_hazard(r, 1);
  const double buyout = r->t.buyout * (.3 + c->buy_cap * s->capability) * least(1.5, s->perf);
  const double forced = r->t.forced + c->forced_short * s->shortfall * s->shortfall;
  const double total = leave_a + leave_b + buyout + forced;
  if (r->in->planned_term < 1200 && s->month >= r->in->planned_term) {
    s->ending = COMPLETED;
  } else if (chance(r, 1 - exp(-total))) {
    const double v = draw(r) * total;
    s->ending = v < leave_a                      ? reason(r, 0)
                : v < leave_a + leave_b          ? reason(r, 1)
                : v < leave_a + leave_b + buyout ? BOUGHT_OUT
                                                 : FORCED_OUT;
  }
  double lump = 0;
  if (s->ending >= WITHDRAWN && s->ending <= BETRAYAL)
    lump = -c->exit_loss * r->in->potential_value * (1 - c->exit_loss_terms * r->in->exit_terms);
  if (s->ending == BOUGHT_OUT) lump = c->buy_months * pos(r->e.net[0] + r->e.net[1]);
  for (int i = 0; i < 2; i++) s->npv[i] += .5 * lump * s->discount;
  if (s->npv[0] + s->npv[1] < 0) s->last_negative = (int)s->month;
}

void scalar_month(struct run *r, bool raised) {
  environment(r);
  culture_and_goals(r);
  efforts(r);
  quarrel(r);
  betrayal(r);
  trusts(r);
  value(r);
  money(r, raised);
  evaluation(r);
  continuation(r);
}
