/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Continuation: competing risks. There is no term for age: the hazard's course emerges from goodwill, disappointment and selection. */
#include "models/partnership_state.h"
#include "sim/lane_math.h"

static inline double exit_hazard(const struct partnership_state *restrict s, const struct partnership_coefficients *restrict k,
                                 double common, int partner, unsigned i) {
  const double t = s->trust[partner][i];
  const double log_hazard = common + k->exit_perf * s->disappointment[partner][i] + k->exit_trust * lane_positive(.55 - t) - 1.5 * (t - .5);
  return lane_min(.5, k->exit0 * lane_exp_event(log_hazard));
}

void KERNEL(partnership_hazards)(struct block *b) {
  struct partnership_state *restrict s = STATE(b);
  const struct partnership_coefficients *restrict k = COEFFICIENTS(b);
  for (unsigned i = 0; i < b->width; i++) {
    const double common = s->exit_base[i] + k->exit_conf * s->conflict[i] + k->exit_short * s->shortfall[i] - k->exit_ties * s->ties[i];
    const double exit_a = exit_hazard(s, k, common, 0, i), exit_b = exit_hazard(s, k, common, 1, i);
    const double buyout = s->buyout_base[i] * (.3 + k->buy_cap * s->capability[i]) * lane_min(1.5, s->perf[i]);
    const double forced = s->forced_base[i] + k->forced_short * s->shortfall[i] * s->shortfall[i];
    s->exit_hazard[0][i] = exit_a;
    s->exit_hazard[1][i] = exit_b;
    s->buyout_hazard[i] = buyout;
    s->total_hazard[i] = exit_a + exit_b + buyout + forced;
  }
}

/* Which lanes end this month. Ends are rare, so what kind of end it is comes after, lane by lane. */
static void ends(struct partnership_state *restrict s, const struct partnership_inputs *restrict in, double *restrict ending,
                 const struct block *restrict b) {
  const double month = (double)b->month;
  for (unsigned i = 0; i < b->width; i++) {
    const double chance = 1 - lane_exp_event(-s->total_hazard[i]);
    const double term = in->planned_term[i];
    const double broken = lane_if(uniform(b->word[U_END][i]) < chance, ENDING_FORCED_OUT);
    const double due = lane_if(month >= term, lane_if(term < OPEN_ENDED, 1));
    ending[i] = due > 0 ? ENDING_COMPLETED : broken;
  }
}

/* The reason that weighs most with the partner who leaves names the ending; of equal ones the first. */
static enum ending_code reason(const struct partnership_state *s, const struct partnership_coefficients *k, unsigned i, int partner) {
  const double weight[4] = {k->exit_perf * s->disappointment[partner][i], k->exit_conf * s->conflict[i],
                            k->exit_trust * lane_positive(.55 - s->trust[partner][i]) + 1.2 * s->betrayed[i], s->exit_options[i]};
  static const enum ending_code code[4] = {ENDING_PERFORMANCE, ENDING_CONFLICT, ENDING_BETRAYAL, ENDING_WITHDRAWN};
  unsigned most = 0;
  for (unsigned j = 1; j < 4; j++)
    if (weight[j] > weight[most]) most = j;
  return code[most];
}

static enum ending_code cause(const struct partnership_state *s, const struct partnership_coefficients *k, const struct block *b,
                              unsigned i) {
  const double pick = uniform(b->word[U_CAUSE][i]) * s->total_hazard[i];
  const double a = s->exit_hazard[0][i], both = a + s->exit_hazard[1][i];
  if (pick < both) return reason(s, k, i, pick < a ? 0 : 1);
  return pick < both + s->buyout_hazard[i] ? ENDING_BOUGHT_OUT : ENDING_FORCED_OUT;
}

/* Break-ups cost, a buy-out pays; halved between the partners. */
static void settle_accounts(struct partnership_state *s, const struct partnership_coefficients *k, unsigned i, enum ending_code code) {
  double lump = 0;
  if (code >= ENDING_WITHDRAWN && code <= ENDING_BETRAYAL) lump = -s->exit_cost[i];
  if (code == ENDING_BOUGHT_OUT) lump = k->buy_months * lane_positive(s->net[i]);
  for (int partner = 0; partner < 2; partner++) s->npv_of[partner][i] += .5 * lump * s->discount[i];
}

void KERNEL(partnership_endings)(struct block *b) {
  struct partnership_state *s = STATE(b);
  double *ending = b->ending[0];
  const double month = (double)b->month;
  ends(s, INPUTS(b), ending, b);
  for (unsigned i = 0; i < b->live; i++) {
    if (ending[i] == ENDING_ACTIVE) continue;
    const enum ending_code code = ending[i] == ENDING_COMPLETED ? ENDING_COMPLETED : cause(s, COEFFICIENTS(b), b, i);
    ending[i] = code;
    settle_accounts(s, COEFFICIENTS(b), i, code);
  }
  for (unsigned i = 0; i < b->width; i++) {
    s->npv[i] = s->npv_of[0][i] + s->npv_of[1][i];
    s->last_negative[i] = lane_max(s->last_negative[i], s->npv[i] < 0 ? month : -1);
  }
}

void KERNEL(partnership_step)(struct block *b) {
  KERNEL(partnership_environment)(b);
  KERNEL(partnership_relationship)(b);
  KERNEL(partnership_value)(b);
  KERNEL(partnership_evaluation)(b);
  KERNEL(partnership_hazards)(b);
  KERNEL(partnership_endings)(b);
}
