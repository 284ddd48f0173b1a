/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Environment: market, shocks, people who leave. */
#include "models/partnership_state.h"
#include "sim/lane_math.h"

/* One uniform picks at most one shock, by the intervals of the cumulated monthly rates. */
static const double yearly_rate[SHOCK_KINDS] = {
#define RATE(identifier, name, rate, effect, basis) rate,
    PARTNERSHIP_SHOCKS(RATE)
#undef RATE
};

static void shocks(struct partnership_state *restrict s, const struct block *restrict b) {
  double end[SHOCK_KINDS + 1] = {0};
  for (unsigned kind = 0; kind < SHOCK_KINDS; kind++) end[kind + 1] = end[kind] + yearly_rate[kind] / 12;
  for (unsigned i = 0; i < b->width; i++) {
    const double soft = s->soft[i];
    const double pick = uniform(b->word[U_SHOCK][i]) * s->turbulence_inverse[i];
    const double drawn = lane_min(1, s->shock_scale[i] * (.4 + 1.2 * uniform(b->word[U_SHOCK_SIZE][i]))) * soft;
#pragma GCC unroll 8
    for (unsigned kind = 0; kind < SHOCK_KINDS; kind++)
      s->shock_size[kind][i] = lane_if(pick >= end[kind], lane_if(pick < end[kind + 1], drawn));
    s->shocks[i] += lane_if(pick < end[SHOCK_KINDS], lane_if(drawn > 0, 1));
  }
}

/* Shocks of the sheet add to those drawn. A month with both counts once. */
static void forced_shocks(struct partnership_state *restrict s, const struct block *restrict b) {
  double forced = 0;
  for (unsigned kind = 0; kind < SHOCK_KINDS; kind++) forced += b->forced[kind];
  if (forced == 0) return;
  for (unsigned i = 0; i < b->width; i++) {
    double drawn = 0;
    for (unsigned kind = 0; kind < SHOCK_KINDS; kind++) {
      drawn += s->shock_size[kind][i];
      s->shock_size[kind][i] += b->forced[kind] * s->soft[i];
    }
    s->shocks[i] += lane_if(s->soft[i] > 0, lane_if(drawn == 0, 1));
  }
}

static void market(struct partnership_state *restrict s, const struct block *restrict b) {
  for (unsigned i = 0; i < b->width; i++) {
    s->log_market[i] += s->drift[i] + s->volatility[i] * (double)b->normal[Z_MARKET][i] + .5 * s->shock_size[SHOCK_windfall][i] -
                        .5 * s->shock_size[SHOCK_market_shift][i];
    s->market[i] = lane_exp(s->log_market[i]);
    const double disrupted = s->disruption[i] * s->disruption_stays[i], short_of = s->shortfall[i] * s->shortfall_stays[i];
    const double blow = lane_min(1, s->shock_size[SHOCK_legislation][i] + .8 * s->shock_size[SHOCK_reorganisation][i]);
    s->disruption[i] = disrupted + blow * (1 - disrupted);
    s->shortfall[i] = short_of + lane_min(1, s->shock_size[SHOCK_loss_of_revenue][i]) * (1 - short_of);
  }
}

static void people(struct partnership_state *restrict s, const struct partnership_inputs *restrict in,
                   const struct partnership_coefficients *restrict k, const struct block *restrict b) {
  for (unsigned i = 0; i < b->width; i++) {
    const double leaves = lane_if(uniform(b->word[U_TURNOVER][i]) < s->turnover_chance[i], 1);
    s->turnover[i] = lane_max(leaves, lane_if(s->shock_size[SHOCK_reorganisation][i] > 0, 1));
    s->champion_lost[i] = lane_if(uniform(b->word[U_CHAMPION][i]) < k->turn_champ, s->turnover[i]);
    s->ties[i] *= 1 - s->ties_lost[i] * s->turnover[i];
    const double regrown = s->champion[i] + k->champ_return * (1 - s->champion[i]);
    s->champion[i] = regrown * (1 - k->champ_loss * s->champion_lost[i]);
    s->lead[i] = in->leadership[i] * s->champion[i];
  }
}

void KERNEL(partnership_environment)(struct block *b) {
  struct partnership_state *s = STATE(b);
  shocks(s, b);
  forced_shocks(s, b);
  market(s, b);
  people(s, INPUTS(b), COEFFICIENTS(b), b);
}
