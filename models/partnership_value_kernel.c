/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Value: resources, quality of joint work, joint value, capability, what each partner nets. */
#include "models/partnership_state.h"
#include "sim/lane_math.h"

static void joint_value(struct partnership_state *restrict s, const struct partnership_coefficients *restrict k,
                        const struct block *restrict b) {
  for (unsigned i = 0; i < b->width; i++) {
    s->alloc[i] = lane_clip(s->alloc[i] + s->alloc_growth[i] * (1 - s->alloc[i]) - s->alloc_fading[i] * s->alloc[i], 0, 1);
    const double working = s->joint_effort[i] * s->alloc[i]; /* R */
    const double quality =                                   /* Q */
        lane_max(.05, s->quality_base[i] - k->q_conf * s->conflict[i] - k->q_goal * (1 - s->alignment[i]) - k->q_cul * (1 - s->culture[i]));
    const double rely = s->tau[i] + (1 - s->tau[i]) * s->seeing[i];
    const double used = k->h0 + s->synergy[i] * ((1 - k->h_trust) + k->h_trust * rely); /* H */
    const double ideas = 1 + s->diversity[i] * s->tau[i];
    const double strength = s->strength_scale[i] * working * (k->a0 + k->a1 * s->capability[i]) * used * ideas * quality;
    s->resources[i] = working;
    s->value[i] = s->scale[i] * s->market[i] * (1 - s->disruption[i]) * strength / (1 + strength) *
                  (1 - k->opp_loss * lane_max(s->betray[0][i], s->betray[1][i]));
    s->capability[i] += s->capability_growth[i] * lane_min(1.5, 2 * working) * (.3 + .7 * rely) * (1 - s->capability[i]) -
                        s->capability_fading[i] * s->capability[i];
  }
}

static void shares(struct partnership_state *restrict s, const struct partnership_inputs *restrict in,
                   const struct partnership_coefficients *restrict k, const struct block *restrict b) {
  for (unsigned i = 0; i < b->width; i++) {
    const double value = s->value[i], running = s->running[i] + s->upgrade[i];
    const double to_a = in->value_share[i], cost_a = in->risk_share[i];
    const double taken = k->opp_gain * value * (s->betray[0][i] - s->betray[1][i]); /* by A from B */
    s->net_of[0][i] = to_a * value + taken - s->resource_cost[0][i] * s->commit[0][i] - cost_a * running;
    s->net_of[1][i] = (1 - to_a) * value - taken - s->resource_cost[1][i] * s->commit[1][i] - (1 - cost_a) * running;
    s->upgrade[i] = 0; /* paid */
    s->discount[i] *= s->discount_step[i];
    s->npv_of[0][i] += s->net_of[0][i] * s->discount[i];
    s->npv_of[1][i] += s->net_of[1][i] * s->discount[i];
    s->net[i] = s->net_of[0][i] + s->net_of[1][i];
    s->value_sum[i] += value;
  }
}

void KERNEL(partnership_value)(struct block *b) {
  joint_value(STATE(b), COEFFICIENTS(b), b);
  shares(STATE(b), INPUTS(b), COEFFICIENTS(b), b);
}
