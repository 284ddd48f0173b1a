/* SPDX-License-Identifier: GPL-3.0-or-later */
/* partnership_state: what a partnership is in a month, as arrays over the lanes of a block.
 *
 * Names follow the specification in models/README.md. [2] is by partner: 0 = A, 1 = B. Shares in [0, 1] unless a unit is given. */
#ifndef ENTENTE_PARTNERSHIP_STATE_H
#define ENTENTE_PARTNERSHIP_STATE_H
#include "models/partnership_tables.h"
#include "models/parts.h"
#include "sim/random.h"

struct partnership_inputs {
#define FIELD(name, label, group, unit, low, high, policy, law, block, loading, meaning, basis) lane_array name;
  PARTNERSHIP_PARAMETERS(FIELD)
#undef FIELD
};

struct partnership_coefficients {
#define FIELD(name, section, value, low, high, meaning, basis) double name;
  PARTNERSHIP_COEFFICIENTS(FIELD)
#undef FIELD
};

enum shock_kind {
#define CODE(identifier, name, rate, effect, basis) SHOCK_##identifier,
  PARTNERSHIP_SHOCKS(CODE)
#undef CODE
      SHOCK_KINDS
};

enum ending_code {
#define CODE(identifier, name, meaning, early, planned) identifier,
  PARTNERSHIP_ENDINGS(CODE)
#undef CODE
      ENDING_CODES
};

#define OPEN_ENDED 1200.0    /* planned_term of a partnership without an agreed end, months */
#define FAIR_TRIAL_MONTHS 36 /* a partnership that fails earlier is measured against the plan of this many months */

/* Draws, by name. Normals and uniforms are counted apart. */
enum { Z_LUCK, Z_CLARITY, Z_FIRST_TRUST, START_NORMALS = Z_FIRST_TRUST + 2 };
enum { U_FLAW, U_PROMISE = U_FLAW + 2, START_UNIFORMS };
enum { Z_MARKET, Z_ALIGNMENT, Z_TRUST, Z_SEEN = Z_TRUST + 2, MONTH_NORMALS = Z_SEEN + 2 /* they come in pairs */ };
enum {
  U_SHOCK,
  U_SHOCK_SIZE,
  U_TURNOVER,
  U_CHAMPION,
  U_QUARREL,
  U_QUARREL_SIZE,
  U_BETRAY,
  U_CAUGHT = U_BETRAY + 2,
  U_SHOWN = U_CAUGHT + 2,
  U_END = U_SHOWN + 2,
  U_CAUSE,
  MONTH_UNIFORMS
};

struct partnership_state {
  /* What outcomes are made of. */
  lane_array npv_of[2];     /* money */
  lane_array value_sum;     /* money */
  lane_array plan_scale;    /* money a month */
  lane_array last_negative; /* last month with a negative joint npv; -1 for never */
  lane_array trust_mean;    /* of both partners */
  lane_array quarrels, serious_months, betrayals, shocks, celebrated, serious_24;

  /* Fixed at signing. */
  lane_array scale;          /* potential value x luck (the true size of the opportunity against the plan), money a month */
  lane_array flaw[2];        /* 1 if the partner hides a serious weakness */
  lane_array kappa;          /* what the complementary strengths are really worth */
  lane_array tolerance_base; /* .6 + .8 importance */
  lane_array discount_step;  /* (1 + discount_rate)^(-1/12) */

  /* Levels. */
  lane_array trust[2];  /* of the partner in the other */
  lane_array alignment; /* g, true goal alignment */
  lane_array ties, learned, culture, resist, champion;
  lane_array commit[2], commit_mean;
  lane_array conflict;   /* x */
  lane_array alloc;      /* efficiency of allocation */
  lane_array capability; /* K */
  lane_array log_market;
  lane_array disruption, shortfall;
  lane_array flaw_shown[2]; /* 1 once known */
  lane_array perf, aspiration, disappointment[2];
  lane_array discount;                   /* of this month */
  lane_array highest[8];                 /* highest level since signing of each policy with a set-up cost */
  lane_array resources, value, net, npv; /* of this month, reported */

  /* Terms that depend on inputs alone: made by policies. */
  lane_array soft, shock_scale, turbulence_inverse, drift, volatility, disruption_stays, shortfall_stays, turnover_chance, ties_lost;
  lane_array learning, culture_gap, resist_talk, ties_growth, align_speed, align_fading, align_spread;
  lane_array quarrel_base, quarrel_culture, quarrel_softening, tolerance, resentment, patience_shadow;
  lane_array temptation[2], detection, showing, trust_speed, open_evidence, trust_hit, settling;
  lane_array alloc_growth, alloc_fading, quality_base, seeing, synergy, diversity, strength_scale, capability_growth, capability_fading;
  lane_array running, upgrade, resource_cost[2], one_over_plan;
  lane_array interval, one_over_interval, review_weight, correcting, seen_noise;
  lane_array commit_base, exit_base, exit_options, buyout_base, forced_base, exit_cost;

  /* Of this month alone. */
  lane_array shock_size[SHOCK_KINDS], turnover, champion_lost, market, lead;
  lane_array joint_effort, part[2];
  lane_array shadow, hit, betray[2], caught[2], betrayed, shown[2], serious, tau;
  lane_array net_of[2], got[2], correction, success;
  lane_array exit_hazard[2], buyout_hazard, total_hazard;
};

/* The mechanisms of a month, in their order. Each is a loop or a few over the lanes. */
void KERNEL(partnership_start)(struct block *);
void KERNEL(partnership_policies)(struct block *);
void KERNEL(partnership_environment)(struct block *);
void KERNEL(partnership_relationship)(struct block *);
void KERNEL(partnership_value)(struct block *);
void KERNEL(partnership_evaluation)(struct block *);
void KERNEL(partnership_hazards)(struct block *); /* continuation, first half: exit, buy-out and total hazards */
void KERNEL(partnership_endings)(struct block *); /* second half: who ends, how, at what price */
void KERNEL(partnership_step)(struct block *);
void KERNEL(partnership_finish)(struct block *);

#define STATE(block) ((struct partnership_state *)(void *)(block)->state)
#define INPUTS(block) ((const struct partnership_inputs *)(const void *)(block)->input)
#define COEFFICIENTS(block) ((const struct partnership_coefficients *)(const void *)(block)->coefficient)

#endif
