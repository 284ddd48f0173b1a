/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evaluation: performance against the plan, disappointment, joint reviews, commitment. */
#include "models/partnership_state.h"
#include "sim/lane_math.h"

static void performance(struct partnership_state *restrict s, const struct partnership_inputs *restrict in,
                        const struct partnership_coefficients *restrict k, const struct block *restrict b) {
  const double ramped = k->plan_start + (1 - k->plan_start) * (1 - lane_exp(-(double)b->month / k->plan_ramp));
  const double one_over_ramped = 1 / ramped;
  for (unsigned i = 0; i < b->width; i++) {
    const double against_plan = s->value[i] * (s->one_over_plan[i] * one_over_ramped);
    s->perf[i] += k->perf_memory * (lane_min(3, against_plan) - s->perf[i]);
    s->aspiration[i] += k->aspire * (s->perf[i] - s->aspiration[i]);
    s->got[0][i] = 2 * s->perf[i] * in->value_share[i];
    s->got[1][i] = 2 * s->perf[i] * (1 - in->value_share[i]);
    const double hoped = 1 / lane_max(.3, s->aspiration[i]), speed = s->resentment[i];
    s->disappointment[0][i] += (lane_positive(1 - s->got[0][i] * hoped) - s->disappointment[0][i]) * speed;
    s->disappointment[1][i] += (lane_positive(1 - s->got[1][i] * hoped) - s->disappointment[1][i]) * speed;
  }
}

static void review(struct partnership_state *restrict s, const struct partnership_inputs *restrict in,
                   const struct partnership_coefficients *restrict k, const struct block *restrict b) {
  const double month = (double)b->month;
  for (unsigned i = 0; i < b->width; i++) {
    const double periods = (month * s->one_over_interval[i] + 0x1.8p52) - 0x1.8p52;        /* to the nearest whole number */
    const double weight = lane_if(periods * s->interval[i] == month, s->review_weight[i]); /* w */
    const double seen = s->perf[i] + s->seen_noise[i] * (double)b->normal[Z_SEEN][i];
    const double correction = weight * (k->corr + lane_if(seen < 1, k->corr_alert)) * s->correcting[i];
    s->alignment[i] += k->corr_align * correction * (1 - s->alignment[i]);
    s->conflict[i] *= 1 - k->corr_conf * correction;
    s->alloc[i] += k->corr_alloc * correction * (1 - s->alloc[i]);
    const double success = lane_if(s->perf[i] >= 1, weight * in->celebration[i]);
    s->ties[i] += k->cel_ties * success * (1 - s->ties[i]);
    s->trust[0][i] += k->cel_trust * success * (1 - s->trust[0][i]);
    s->trust[1][i] += k->cel_trust * success * (1 - s->trust[1][i]);
    s->correction[i] = correction;
    s->success[i] = success;
    s->celebrated[i] += lane_if(success > 0, 1);
  }
}

static void commitment(struct partnership_state *restrict s, const struct partnership_coefficients *restrict k,
                       const struct block *restrict b) {
  for (unsigned i = 0; i < b->width; i++) {
    const double common = s->commit_base[i] + k->com_lead * s->lead[i] - k->com_conf * s->conflict[i];
    const double due_a = lane_clip(common + k->com_trust * s->trust[0][i] + k->com_sat * lane_min(1.2, s->got[0][i]), .05, 1);
    const double due_b = lane_clip(common + k->com_trust * s->trust[1][i] + k->com_sat * lane_min(1.2, s->got[1][i]), .05, 1);
    s->commit[0][i] += k->com_rate * (due_a - s->commit[0][i]);
    s->commit[1][i] += k->com_rate * (due_b - s->commit[1][i]);
    s->commit_mean[i] = (s->commit[0][i] + s->commit[1][i]) / 2;
    s->trust_mean[i] = (s->trust[0][i] + s->trust[1][i]) / 2;
  }
}

void KERNEL(partnership_evaluation)(struct block *b) {
  performance(STATE(b), INPUTS(b), COEFFICIENTS(b), b);
  review(STATE(b), INPUTS(b), COEFFICIENTS(b), b);
  commitment(STATE(b), COEFFICIENTS(b), b);
}
