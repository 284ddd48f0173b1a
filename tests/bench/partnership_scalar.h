/* SPDX-License-Identifier: GPL-3.0-or-later */
/* partnership_scalar: a second, independent implementation of the model `partnership`, written from its specification alone.
 *
 * A run at a time, with GSL's generators and libm. It shares no line with models/partnership*: where both agree in distribution,
 * both understood the specification in the same way. It is also the peer that the benchmark measures the engine against:
 * `scalar_obvious` as a first programmer writes it, `scalar_best` as good as a scalar program gets. */
#ifndef ENTENTE_PARTNERSHIP_SCALAR_H
#define ENTENTE_PARTNERSHIP_SCALAR_H
#include <gsl/gsl_rng.h>
#include <stdbool.h>

/* Names in the order of the model's tables. */
#define SCALAR_INPUTS(X)                                                                                                                   \
  X(goal_alignment)                                                                                                                        \
  X(cultural_fit) X(prior_ties) X(power_balance) X(opportunism_a) X(opportunism_b) X(objective_clarity) X(due_diligence)                   \
      X(contract_control) X(contract_coordination) X(contingency_planning) X(exit_terms) X(role_clarity) X(governance) X(complementarity)  \
          X(leadership) X(importance) X(integration) X(value_share) X(risk_share) X(planned_term) X(ambition) X(personal_relationships)    \
              X(resource_monitoring) X(dedicated_team) X(resource_commitment_a) X(resource_commitment_b) X(communication) X(transparency)  \
                  X(relationship_management) X(celebration) X(culture_training) X(adaptability) X(long_term_focus) X(patience)             \
                      X(kpi_quality) X(feedback_breadth) X(evaluation_interval) X(competitive_overlap) X(outside_options) X(market_growth) \
                          X(market_volatility) X(turbulence) X(shock_severity) X(staff_turnover) X(hidden_flaw_rate) X(potential_value)    \
                              X(discount_rate)

#define SCALAR_COEFFICIENTS(X)                                                                                                             \
  X(luck_sd)                                                                                                                               \
  X(flaw_screen) X(flaw_loss) X(clarity_gap) X(clarity_noise) X(promise_gap) X(trust0) X(trust0_ties) X(trust0_dd) X(honeymoon) X(ties0)   \
      X(ties0_prior) X(commit0) X(commit0_lead) X(cap0) X(cap0_comp) X(alloc0) X(alloc0_team) X(conflict0) X(resist0) X(shock_plan)        \
          X(shock_adapt) X(disrupt_decay) X(disrupt_adapt) X(short_decay) X(short_monitor) X(turn_ties) X(turn_champ) X(champ_loss)        \
              X(champ_return) X(learn_culture) X(learn_train) X(culture_max) X(ties_gain) X(ties_loss) X(resist_decay) X(resist_comm)      \
                  X(keepup) X(keepup_focus) X(align_gain) X(align_drift) X(align_noise) X(align_strategy) X(align_law) X(align_contract)   \
                      X(conf_base) X(conf_goal) X(conf_culture) X(conf_roles) X(conf_power) X(conf_unfair) X(conf_perf) X(conf_rival)      \
                          X(conf_short) X(conf_size) X(conf_size_r) X(conf_coord) X(conf_shock) X(resolve) X(resolve_gov) X(resolve_ties)  \
                              X(resolve_coord) X(opp) X(opp_focus) X(opp_control) X(opp_trust) X(opp_rival) X(opp_shadow) X(opp_detect)    \
                                  X(opp_detect_open) X(opp_detect_kpi) X(opp_gain) X(opp_loss) X(trust_gain) X(trust_fade) X(trust_conf)   \
                                      X(trust_betray) X(trust_flaw) X(trust_unfair) X(trust_control) X(trust_noise) X(value_scale)         \
                                          X(harvest) X(q_conf) X(q_goal) X(q_role) X(q_cul) X(q_gov) X(h0) X(h_trust) X(h_see)             \
                                              X(diversity) X(a0) X(a1) X(cap_gain) X(cap_loss) X(cap_neglect) X(int_synergy) X(res_cost)   \
                                                  X(alloc_gain) X(alloc_loss) X(perf_memory) X(corr) X(corr_alert) X(corr_align)           \
                                                      X(corr_conf) X(corr_alloc) X(cel_trust) X(cel_ties) X(com_rate) X(com0) X(com_trust) \
                                                          X(com_sat) X(com_lead) X(com_out) X(com_conf) X(plan_level) X(plan_ramp)         \
                                                              X(plan_start) X(aspire) X(exit0) X(exit_perf) X(exit_conf) X(exit_trust)     \
                                                                  X(exit_ties) X(exit_out) X(exit_short) X(exit_import) X(exit_ease)       \
                                                                      X(buy0) X(buy_int) X(buy_cap) X(buy_asym) X(forced0) X(forced_short) \
                                                                          X(exit_loss) X(exit_loss_terms) X(buy_months)

#define SCALAR_OUTCOMES(X)                                                                                                          \
  X(npv_joint)                                                                                                                      \
  X(npv_a) X(npv_b) X(end_month) X(performance) X(success_045) X(success_080) X(success_100) X(both_gain) X(alive) X(payback_month) \
      X(never_pays_back) X(trust_end) X(quarrels) X(serious_conflicts) X(betrayals) X(shocks) X(reviews_celebrated) X(serious_24)

#define SCALAR_VARIABLES(X)                                                                                                                \
  X(trust)                                                                                                                                 \
  X(trust_a) X(trust_b) X(goal_alignment) X(capability) X(conflict) X(commitment) X(perceived_performance) X(culture) X(ties) X(resources) \
      X(value) X(net) X(npv) X(alive)

#define SCALAR_FIELD(name) double name;
#define SCALAR_COUNT(name) +1
struct scalar_inputs {
  SCALAR_INPUTS(SCALAR_FIELD)
};
struct scalar_coefficients {
  SCALAR_COEFFICIENTS(SCALAR_FIELD)
};
struct scalar_outcomes {
  SCALAR_OUTCOMES(SCALAR_FIELD)
};
struct scalar_variables {
  SCALAR_VARIABLES(SCALAR_FIELD)
};
enum {
  SCALAR_INPUT_COUNT = 0 SCALAR_INPUTS(SCALAR_COUNT),
  SCALAR_COEFFICIENT_COUNT = 0 SCALAR_COEFFICIENTS(SCALAR_COUNT),
  SCALAR_OUTCOME_COUNT = 0 SCALAR_OUTCOMES(SCALAR_COUNT),
  SCALAR_VARIABLE_COUNT = 0 SCALAR_VARIABLES(SCALAR_COUNT),
  SCALAR_SHOCK_COUNT = 7,
  SCALAR_ENDING_COUNT = 8
};
extern const char *const scalar_input_names[SCALAR_INPUT_COUNT];
extern const char *const scalar_coefficient_names[SCALAR_COEFFICIENT_COUNT];
extern const char *const scalar_outcome_names[SCALAR_OUTCOME_COUNT];
extern const char *const scalar_variable_names[SCALAR_VARIABLE_COUNT];
extern const char *const scalar_shock_names[SCALAR_SHOCK_COUNT];
extern const char *const scalar_ending_names[SCALAR_ENDING_COUNT];

/* What is simulated; nothing is owned. */
struct scalar_case {
  unsigned months;
  bool scheduled;                     /* inputs of each month; else inputs[0] holds throughout */
  const struct scalar_inputs *inputs; /* [months + 1] or [1]; row 0 is the signing */
  const struct scalar_coefficients *coefficients;
  const double (*forced)[SCALAR_SHOCK_COUNT]; /* [months + 1] severity of the sheet's events, 0 for none; NULL without any */
};

struct scalar_result {
  struct scalar_outcomes outcome; /* payback_month is NaN where it is missing */
  int ending;
  unsigned end_month;
  struct scalar_variables *path; /* [months + 1], the caller's, or NULL; filled from 1 to end_month, `npv` and `alive` to months */
};

/* mt19937, gsl_ran_gaussian, every month of the horizon computed, terms of the inputs alone computed in each of them. */
void scalar_obvious(const struct scalar_case *, const gsl_rng *, struct scalar_result *);
/* For taus2: ziggurat normals, a run stops at its end, terms of constant inputs are computed once. */
void scalar_best(const struct scalar_case *, const gsl_rng *, struct scalar_result *);

#endif
