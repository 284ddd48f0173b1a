/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the scalar implementation share: a run while it is simulated. */
#ifndef ENTENTE_PARTNERSHIP_SCALAR_RUN_H
#define ENTENTE_PARTNERSHIP_SCALAR_RUN_H
#define HAVE_INLINE
#include "partnership_scalar.h"
#include <math.h>
#include <stddef.h>

enum { LAW, CONTRACT, REVENUE, STRATEGY, REORGANISATION, MARKET, WINDFALL };
enum { ACTIVE, COMPLETED, BOUGHT_OUT, WITHDRAWN, PERFORMANCE, CONFLICT, BETRAYAL, FORCED_OUT };

/* One row of the cost table: input (as an index), percent of the potential at set-up and a month. */
struct scalar_cost {
  size_t input;
  double setup, running;
};
enum { COSTS = 19 };
extern const struct scalar_cost scalar_costs[COSTS];

/* Terms of the inputs alone. */
struct terms {
  double drift, sway, turbulence, soft, disruption_kept, shortfall_kept, turnover, ties_kept;
  double learn, resist_talk, ties_gain, align_gain, align_loss, align_noise;
  double lambda, lambda_culture, hit_kept, tolerance, horizon_weight, tempted[2], caught, shown;
  double trust_gain, open, trust_conf, settle;
  double alloc_gain, alloc_loss, quality, seen_share, synergy, diversity, scale, cap_gain, cap_loss, running;
  double plan, correction, celebration, seen_noise, exit_pull, exit_rest, buyout, forced;
};

/* The state of a run; [2] is by partner. */
struct state {
  double luck, kappa, g, ties, learned, alloc, x, capability, resist, champion, market, disruption, shortfall, perf, asp;
  double trust[2], commit[2], disappointment[2], npv[2], flaw[2], highest[COSTS];
  bool shown[2];
  double value_sum, plan_sum, quarrels, serious, betrayals, shocks, celebrated;
  bool serious_24;
  int last_negative; /* month in which the joint NPV so far was last below 0, -1 for never */
  double plan_left, discount;
  unsigned month;
  int ending;
};

/* What happened in the month. */
struct events {
  double shock[SCALAR_SHOCK_COUNT];
  bool turnover, betray[2], caught[2];
  double hit, betrayed, culture, lead, part[2], effort_joint, resources, rely, value, net[2], got[2];
};

/* What the functions below work with. */
struct run {
  const struct scalar_inputs *in;
  const struct scalar_coefficients *c;
  const double *forced;
  const gsl_rng *rng;
  double (*gaussian)(const gsl_rng *, double);
  struct terms t;
  struct state s;
  struct events e;
};

static inline double pos(double v) {
  return v > 0 ? v : 0;
}
static inline double most(double a, double b) {
  return a > b ? a : b;
}
static inline double least(double a, double b) {
  return a < b ? a : b;
}
static inline double clip(double v, double low, double high) {
  return v < low ? low : v > high ? high : v;
}
static inline double draw(const struct run *r) {
  return gsl_rng_uniform(r->rng);
}
static inline double normal(const struct run *r) {
  return r->gaussian(r->rng, 1);
}
static inline bool chance(const struct run *r, double p) {
  return draw(r) < p;
}

double scalar_level(const struct scalar_inputs *in, size_t cost); /* the input that the cost depends on */
void scalar_terms(struct run *r);
void scalar_month(struct run *r, bool raised);           /* raised: levels may have risen since signing */
double scalar_planned(const struct run *r, double left); /* left: exp(-month/plan_ramp) */

#endif
