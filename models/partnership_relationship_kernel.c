/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Relationship: culture, ties, goals; effort; quarrels, betrayals, trust. */
#include "models/partnership_state.h"
#include "sim/lane_math.h"

static void drift_and_upkeep(struct partnership_state *restrict s, const struct partnership_inputs *restrict in,
                             const struct partnership_coefficients *restrict k, const struct block *restrict b) {
  for (unsigned i = 0; i < b->width; i++) {
    s->learned[i] += s->learning[i] * (1 - s->learned[i]) * (1 - .5 * s->turnover[i]);
    s->culture[i] = in->cultural_fit[i] + s->culture_gap[i] * s->learned[i];
    s->resist[i] *= 1 - k->resist_decay - s->resist_talk[i] * (.4 + .6 * s->lead[i]);
    s->ties[i] += s->ties_growth[i] * (1 - s->ties[i]) - k->ties_loss * s->ties[i];
    const double g = s->alignment[i];
    const double torn = lane_min(1, k->align_strategy * s->shock_size[SHOCK_strategy_change][i] +
                                        k->align_law * s->shock_size[SHOCK_legislation][i] +
                                        k->align_contract * s->shock_size[SHOCK_contract_revision][i]);
    s->alignment[i] = lane_clip(g + s->align_speed[i] * (1 - g) - s->align_fading[i] * g - torn * g +
                                    s->align_spread[i] * (double)b->normal[Z_ALIGNMENT][i],
                                .02, .98);
  }
}

static void efforts(struct partnership_state *restrict s, const struct partnership_inputs *restrict in,
                    const struct partnership_coefficients *restrict k, const struct block *restrict b) {
  for (unsigned i = 0; i < b->width; i++) {
    const double able = (1 - s->shortfall[i]) * (1 - .4 * s->resist[i]);
    const double of_a = in->resource_commitment_a[i] * s->commit[0][i] * able * (1 - k->flaw_loss * s->flaw[0][i]);
    const double of_b = in->resource_commitment_b[i] * s->commit[1][i] * able * (1 - k->flaw_loss * s->flaw[1][i]);
    const double one_over_sum = 1 / (of_a + of_b + 1e-9);
    s->joint_effort[i] = 2 * of_a * of_b * one_over_sum; /* harmonic mean: the weaker side limits */
    s->part[0][i] = (of_a + 5e-10) * one_over_sum;
    s->part[1][i] = (of_b + 5e-10) * one_over_sum;
  }
}

static void quarrels(struct partnership_state *restrict s, const struct partnership_inputs *restrict in,
                     const struct partnership_coefficients *restrict k, const struct block *restrict b) {
  for (unsigned i = 0; i < b->width; i++) {
    const double apart = 1 - s->alignment[i];
    const double unfair = lane_abs(in->value_share[i] - s->part[0][i]) + .5 * lane_abs(in->risk_share[i] - in->value_share[i]);
    const double lambda = s->quarrel_base[i] + k->conf_goal * apart * apart + s->quarrel_culture[i] * (1 - s->culture[i]) +
                          k->conf_unfair * unfair + k->conf_perf * lane_positive(1 - s->perf[i]);
    const double quarrel = lane_if(uniform(b->word[U_QUARREL][i]) < 1 - lane_exp_event(-lambda), 1);
    const double heat = (k->conf_size + k->conf_size_r * uniform(b->word[U_QUARREL_SIZE][i])) * s->quarrel_softening[i];
    const double terms = s->shock_size[SHOCK_contract_revision][i] + .3 * s->shock_size[SHOCK_legislation][i];
    s->quarrels[i] += quarrel;
    s->hit[i] = lane_min(1, quarrel * heat + k->conf_shock * terms);
    s->conflict[i] += s->hit[i] * (1 - s->conflict[i]);
    const double term = in->planned_term[i];
    const double remaining = lane_max(lane_if(term >= OPEN_ENDED, 1), lane_clip((term - (double)b->month) * (1.0 / 24), 0, 1));
    s->shadow[i] = s->patience_shadow[i] * lane_min(1, s->perf[i]) * remaining; /* of the future */
  }
}

/* Coefficients come as numbers: compilers do not see that the stores to s leave *k alone once this is inlined. */
static inline void betrayal(struct partnership_state *restrict s, double opp_trust, double opp_shadow, const struct block *restrict b,
                            int partner, unsigned i) {
  const double chance = s->temptation[partner][i] * (1 - opp_trust * s->trust[partner][i]) * (1 - opp_shadow * s->shadow[i]);
  const double hidden = s->flaw[partner][i] - s->flaw_shown[partner][i];
  const double betrays = lane_if(uniform(b->word[U_BETRAY + partner][i]) < chance, 1);
  const double shows = lane_if(uniform(b->word[U_SHOWN + partner][i]) < s->showing[i], hidden);
  s->betray[partner][i] = betrays;
  s->caught[partner][i] = lane_if(uniform(b->word[U_CAUGHT + partner][i]) < s->detection[i], betrays);
  s->shown[partner][i] = shows;
  s->flaw_shown[partner][i] += shows;
}

static void betrayals(struct partnership_state *restrict s, const struct partnership_coefficients *restrict k,
                      const struct block *restrict b) {
  const double early = b->month <= 24 ? 1 : 0, opp_trust = k->opp_trust, opp_shadow = k->opp_shadow;
  for (unsigned i = 0; i < b->width; i++) {
    betrayal(s, opp_trust, opp_shadow, b, 0, i);
    betrayal(s, opp_trust, opp_shadow, b, 1, i);
    const double betrayed = lane_min(1, s->caught[0][i] + s->caught[1][i]);
    const double x = s->conflict[i] + .25 * betrayed * (1 - s->conflict[i]);
    const double serious = lane_min(1, betrayed + lane_if(s->hit[i] > .35, 1) + lane_if(x > .5, 1));
    s->betrayed[i] = betrayed;
    s->conflict[i] = x;
    s->serious[i] = serious;
    s->betrayals[i] += s->betray[0][i] + s->betray[1][i];
    s->serious_months[i] += serious;
    s->serious_24[i] = lane_max(s->serious_24[i], early * serious);
  }
}

static inline double trust_next(const struct partnership_state *restrict s, const struct partnership_coefficients *restrict k, double z,
                                double share, int partner, unsigned i) {
  const int other = 1 - partner;
  const double t = s->trust[partner][i];
  const double evidence = .30 * lane_clip(s->perf[i], 0, 1.2) + .40 * s->commit[other][i] * s->alignment[i] + s->open_evidence[i];
  const double loss = lane_min(.9, s->trust_hit[i] * s->hit[i] * (1 - .3 * s->ties[i]) + k->trust_betray * s->caught[other][i] +
                                       k->trust_flaw * s->shown[other][i] + k->trust_unfair * lane_positive(s->part[partner][i] - share));
  return lane_clip(t + s->trust_speed[i] * evidence * (1 - t) - k->trust_fade * t - t * loss + k->trust_noise * 2 * t * (1 - t) * z, .01,
                   .99);
}

static void trust(struct partnership_state *restrict s, const struct partnership_inputs *restrict in,
                  const struct partnership_coefficients *restrict k, const struct block *restrict b) {
  for (unsigned i = 0; i < b->width; i++) {
    const double of_a = trust_next(s, k, (double)b->normal[Z_TRUST][i], in->value_share[i], 0, i);
    const double of_b = trust_next(s, k, (double)b->normal[Z_TRUST + 1][i], 1 - in->value_share[i], 1, i);
    s->trust[0][i] = of_a;
    s->trust[1][i] = of_b;
    s->tau[i] = (of_a + of_b) / 2;
    s->conflict[i] = lane_clip(s->conflict[i] * (s->settling[i] - k->resolve_ties * s->ties[i]), 0, 1);
  }
}

void KERNEL(partnership_relationship)(struct block *b) {
  struct partnership_state *s = STATE(b);
  const struct partnership_inputs *in = INPUTS(b);
  const struct partnership_coefficients *k = COEFFICIENTS(b);
  drift_and_upkeep(s, in, k, b);
  efforts(s, in, k, b);
  quarrels(s, in, k, b);
  betrayals(s, k, b);
  trust(s, in, k, b);
}
