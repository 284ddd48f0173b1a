/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formation: what the partners have in hand at signing (month 0). */
#include "models/partnership_state.h"
#include "sim/lane_math.h"
#include <math.h>

static void true_state(struct partnership_state *restrict s, const struct partnership_inputs *restrict in,
                       const struct partnership_coefficients *restrict k, const struct block *restrict b) {
  for (unsigned i = 0; i < b->width; i++) {
    const double vague = 1 - in->objective_clarity[i];
    const double luck = lane_max(.1, 1 + k->luck_sd * (double)b->normal[Z_LUCK][i]);
    s->scale[i] = in->potential_value[i] * luck;
    s->alignment[i] = lane_clip(in->goal_alignment[i] - k->clarity_gap * vague + k->clarity_noise * vague * (double)b->normal[Z_CLARITY][i],
                                .02, .98);
    s->kappa[i] = in->complementarity[i] * (1 - k->promise_gap * (1 - in->due_diligence[i]) * uniform(b->word[U_PROMISE][i]));
    s->ties[i] = k->ties0 + k->ties0_prior * in->prior_ties[i];
    s->alloc[i] = k->alloc0 + k->alloc0_team * in->dedicated_team[i];
    s->conflict[i] = k->conflict0;
    s->capability[i] = k->cap0 + k->cap0_comp * s->kappa[i];
    s->resist[i] = k->resist0 * (1 - .5 * in->leadership[i]);
    s->champion[i] = s->perf[i] = s->aspiration[i] = s->discount[i] = 1;
  }
}

static void partner_state(struct partnership_state *restrict s, const struct partnership_inputs *restrict in,
                          const struct partnership_coefficients *restrict k, const struct block *restrict b, int partner) {
  for (unsigned i = 0; i < b->width; i++) {
    const double flaw_chance = in->hidden_flaw_rate[i] * (1 - k->flaw_screen * in->due_diligence[i]);
    s->flaw[partner][i] = uniform(b->word[U_FLAW + partner][i]) < flaw_chance ? 1 : 0;
    s->trust[partner][i] = lane_clip(k->trust0 + k->trust0_ties * in->prior_ties[i] + k->trust0_dd * in->due_diligence[i] +
                                         k->honeymoon * (.5 + in->importance[i]) + .08 * (double)b->normal[Z_FIRST_TRUST + partner][i],
                                     .02, .98);
    s->commit[partner][i] = lane_clip(k->commit0 + k->commit0_lead * in->leadership[i], 0, 1);
  }
}

/* Scales of money and time, and what signing costs. */
static void accounts(struct partnership_state *restrict s, const struct partnership_inputs *restrict in, const struct block *restrict b) {
  for (unsigned i = 0; i < b->width; i++) {
    double set_up = 0;
#define COST(parameter, once, running) set_up += (once)*in->parameter[i];
    PARTNERSHIP_COSTS(COST)
#undef COST
    const double half = .5 * set_up / 100 * in->potential_value[i];
    s->npv_of[0][i] = s->npv_of[1][i] = -half;
    s->npv[i] = s->npv_of[0][i] + s->npv_of[1][i];
    s->last_negative[i] = s->npv[i] < 0 ? 0 : -1;
    s->tolerance_base[i] = .6 + .8 * in->importance[i];
    s->discount_step[i] = lane_exp(lane_log(1 + in->discount_rate[i]) * (-1.0 / 12));
  }
}

void KERNEL(partnership_start)(struct block *b) {
  struct partnership_state *s = STATE(b);
  true_state(s, INPUTS(b), COEFFICIENTS(b), b);
  for (int partner = 0; partner < 2; partner++) partner_state(s, INPUTS(b), COEFFICIENTS(b), b, partner);
  accounts(s, INPUTS(b), b);
}
