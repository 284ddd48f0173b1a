/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model_case: a few rows of a sheet -> runs of the model `partnership` through the engine, kept one by one. */
#ifndef ENTENTE_TESTS_MODEL_CASE_H
#define ENTENTE_TESTS_MODEL_CASE_H
#include "models/partnership_outcomes.h"
#include "sim/engine.h"
#include "tests/suite.h"

/* Rows that switch a mechanism off. */
#define NO_ENDINGS "coefficient: exit0,0\ncoefficient: buy0,0\ncoefficient: forced0,0\ncoefficient: forced_short,0\n"
#define NO_SURPRISES "shock_severity,0\nstaff_turnover,0\nhidden_flaw_rate,0\nmarket_growth,0\nmarket_volatility,0\n"
#define NO_NOISE "coefficient: luck_sd,0\ncoefficient: clarity_noise,0\ncoefficient: align_noise,0\ncoefficient: trust_noise,0\n"
#define NO_QUARRELS                                                                                              \
  "coefficient: conf_base,0\ncoefficient: conf_goal,0\ncoefficient: conf_culture,0\ncoefficient: conf_roles,0\n" \
  "coefficient: conf_power,0\ncoefficient: conf_unfair,0\ncoefficient: conf_perf,0\ncoefficient: conf_rival,0\n" \
  "coefficient: conf_short,0\ncoefficient: conf_shock,0\n"
#define NO_BETRAYALS "coefficient: opp,0\n"
#define NO_CORRECTIONS "coefficient: corr,0\ncoefficient: corr_alert,0\n"
/* Joint value is the same every month: what it is made of stays as it was at signing, and trust does not count. */
#define CONSTANT_VALUE                                                                                                                    \
  NO_SURPRISES NO_NOISE NO_QUARRELS NO_BETRAYALS NO_CORRECTIONS                                                                           \
      "coefficient: com_rate,0\ncoefficient: resist0,0\ncoefficient: conflict0,0\ncoefficient: alloc_gain,0\ncoefficient: alloc_loss,0\n" \
      "coefficient: align_gain,0\ncoefficient: align_drift,0\ncoefficient: learn_culture,0\ncoefficient: cap_gain,0\n"                    \
      "coefficient: cap_loss,0\ncoefficient: cap_neglect,0\ncoefficient: h_trust,0\ncoefficient: diversity,0\n"

/* Parameters that no row names. */
enum case_rest { REST_POPULATION /* their default law */, REST_FIXED /* its mean; open-ended, reviews every third month */ };

/* rows: lines `name,value` after the header, which is `parameter,Case` unless the first row begins with `parameter,`. */
void case_study(struct study *study, const char *rows, enum case_rest rest);

struct model_case {
  struct study study;
  struct tally tally; /* means of trajectories */
  uint64_t runs;
  double *outcome;       /* [scenario][outcome][run], owned */
  unsigned char *ending; /* [scenario][run], owned */
  uint64_t *happened;    /* [scenario][happening] months of runs in which it happened, owned */
};

/* Read and simulate; the Check test fails where that fails. runs: at most 2^20. */
void case_run(struct model_case *c, const char *rows, enum case_rest rest, unsigned months, uint64_t runs);
void case_free(struct model_case *c);

double case_outcome(const struct model_case *, size_t scenario, enum partnership_outcome outcome, uint64_t run);
unsigned case_ending(const struct model_case *, size_t scenario, uint64_t run);
/* Mean of a variable at a month over the living. */
double case_mean(const struct model_case *, size_t scenario, const char *variable, unsigned month);
/* In how many months of all runs together something of the model's table happened; partner "", "A" or "B". */
double case_happened(const struct model_case *, size_t scenario, const char *happening, const char *partner);
/* Value of a coefficient in a scenario. */
double case_coefficient(const struct model_case *, size_t scenario, const char *name);
/* Moments of an outcome over the runs that have it. */
struct moments case_moments(const struct model_case *, size_t scenario, enum partnership_outcome outcome);

/* One value more. */
void moments_add(struct moments *m, double x);

/* Statistical tests allow 5 standard errors: for a figure that is nearly normal a correct program fails once in 1.7 million. */
#define STANDARD_ERRORS 5.0
/* The assertions of the innermost loops: Check's own write to a file each time they hold. */
#define always(condition)                                           \
  do {                                                              \
    if (!(condition)) ck_abort_msg("%s does not hold", #condition); \
  } while (0)
#define always_near(got, want, bound)                                                                                         \
  do {                                                                                                                        \
    const double got_ = (got), want_ = (want), bound_ = (bound);                                                              \
    if (!(fabs(got_ - want_) <= bound_)) ck_abort_msg("%s is %.17g, should be %.17g within %.3g", #got, got_, want_, bound_); \
  } while (0)

/* An observed count of n trials of chance p against theory. */
#define assert_binomial(count, n, p) assert_near((count), (n) * (p), STANDARD_ERRORS * sqrt((n) * (p) * (1 - (p))))

#endif
