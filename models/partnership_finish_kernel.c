/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes of a run, from its state at the end. */
#include "models/partnership_outcomes.h"
#include "models/partnership_state.h"
#include "sim/lane_math.h"
#include <math.h>

/* The plan of a month in units of plan_scale. */
static double planned(const struct partnership_coefficients *k, unsigned month) {
  return k->plan_start + (1 - k->plan_start) * (1 - lane_exp(-(double)month / k->plan_ramp));
}

static void money(const struct partnership_state *restrict s, const struct block *restrict b) {
  lane_array *restrict out = b->outcome;
  for (unsigned i = 0; i < b->live; i++) {
    const double joint = s->npv_of[0][i] + s->npv_of[1][i];
    out[OUT_npv_joint][i] = joint;
    out[OUT_npv_a][i] = s->npv_of[0][i];
    out[OUT_npv_b][i] = s->npv_of[1][i];
    out[OUT_both_gain][i] = ((s->npv_of[0][i] > 0) & (s->npv_of[1][i] > 0)) ? 1 : 0;
    out[OUT_payback_month][i] = joint < 0 ? NAN : s->last_negative[i] + 1;
    out[OUT_never_pays_back][i] = joint < 0 ? 1 : 0;
  }
}

static void performance(const struct partnership_state *restrict s, const struct partnership_coefficients *restrict k,
                        const struct block *restrict b) {
  lane_array *restrict out = b->outcome;
  const unsigned most = b->horizon > FAIR_TRIAL_MONTHS ? b->horizon : FAIR_TRIAL_MONTHS;
  double plan_until[MONTHS_MOST + 1] = {0}; /* sum over months 1 to m */
  for (unsigned m = 1; m <= most; m++) plan_until[m] = plan_until[m - 1] + planned(k, m);
  for (unsigned i = 0; i < b->live; i++) {
    const unsigned lived = b->end_month[i];
    const int early = lived < FAIR_TRIAL_MONTHS && b->ending[0][i] >= ENDING_WITHDRAWN;
    const double ratio = s->value_sum[i] / (s->plan_scale[i] * plan_until[early ? FAIR_TRIAL_MONTHS : lived]);
    out[OUT_performance][i] = ratio;
    out[OUT_success_045][i] = ratio >= .45 ? 1 : 0;
    out[OUT_success_080][i] = ratio >= .80 ? 1 : 0;
    out[OUT_success_100][i] = ratio >= 1 ? 1 : 0;
  }
}

static void counts(const struct partnership_state *restrict s, const struct block *restrict b) {
  lane_array *restrict out = b->outcome;
  for (unsigned i = 0; i < b->live; i++) {
    out[OUT_end_month][i] = (double)b->end_month[i];
    out[OUT_alive][i] = b->ending[0][i] == ENDING_ACTIVE ? 1 : 0;
    out[OUT_trust_end][i] = s->trust_mean[i];
    out[OUT_quarrels][i] = s->quarrels[i];
    out[OUT_serious_conflicts][i] = s->serious_months[i];
    out[OUT_betrayals][i] = s->betrayals[i];
    out[OUT_shocks][i] = s->shocks[i];
    out[OUT_reviews_celebrated][i] = s->celebrated[i];
    out[OUT_serious_24][i] = s->serious_24[i];
  }
}

void KERNEL(partnership_finish)(struct block *b) {
  money(STATE(b), b);
  performance(STATE(b), COEFFICIENTS(b), b);
  counts(STATE(b), b);
}
