/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trust_reputation: the tables of a small published model, and the shortest complete example of how a model is written. */
#include "models/trust_reputation.h"

#define SOURCE "Pant and Yu 2025"

#define SHARE(name, label, group, law, meaning, basis) \
  { name, label, group, "share", 0, 1, false, law, "", 0, meaning, basis }
#define LEVEL(name, label, policy, law, meaning, basis) \
  { name, label, "actions", "level", -1000, 1000, policy, law, "", 0, meaning, basis }

static const struct parameter parameters[] = {
    [LAMBDA_PLUS] = SHARE("lambda_plus", "Speed of building", "speeds", "0.10", "how fast trust grows after a good signal", SOURCE),
    [LAMBDA_MINUS] = SHARE("lambda_minus", "Speed of erosion", "speeds", "0.30", "how fast trust falls after a bad signal", SOURCE),
    [MU] = SHARE("mu", "Severity of violations", "speeds", "0.60", "how much a bad signal damages reputation", SOURCE),
    [DELTA] = SHARE("delta", "Forgetting", "speeds", "0.03", "share of the damage that fades each month", SOURCE),
    [XI] = {"xi", "Amplification", "speeds", "factor", 0, 10, false, "0.50", "", 0, "how much dependency on the partner speeds erosion",
            SOURCE},
    [KAPPA] = {"kappa", "Sensitivity", "speeds", "per level", 0, 100, false, "1", "", 0, "how sharply actions are seen as good or bad",
               SOURCE},
    [DEPENDENCY] = SHARE("dependency_ab", "Dependency of A", "partners", "0.5", "how far A depends on B", SOURCE),
    [DEPENDENCY + 1] = SHARE("dependency_ba", "Dependency of B", "partners", "0.5", "how far B depends on A", SOURCE),
    [INITIAL_TRUST] = SHARE("initial_trust_a", "Initial trust of A", "partners", "0.5", "A's trust in B before the first month",
                            "judgement"),
    [INITIAL_TRUST + 1] = SHARE("initial_trust_b", "Initial trust of B", "partners", "0.5", "B's trust in A before the first month",
                                "judgement"),
    [INITIAL_DAMAGE] = SHARE("initial_damage_a", "Initial damage with A", "partners", "0",
                             "damage to B's reputation with A before the first month", SOURCE),
    [INITIAL_DAMAGE + 1] = SHARE("initial_damage_b", "Initial damage with B", "partners", "0",
                                 "damage to A's reputation with B before the first month", SOURCE),
    [ACTION] = LEVEL("action_a", "Action of A", true, "1", "how cooperatively A acts, on any scale", "judgement"),
    [ACTION + 1] = LEVEL("action_b", "Action of B", true, "1", "how cooperatively B acts, on the same scale", "judgement"),
    [BASELINE] = LEVEL("baseline_a", "Baseline of A", false, "0", "action that B expects of A: neither good nor bad", "judgement"),
    [BASELINE + 1] = LEVEL("baseline_b", "Baseline of B", false, "0", "action that A expects of B: neither good nor bad", "judgement"),
    [ACTION_NOISE] = {"action_noise", "Noise of actions", "actions", "level", 0, 1000, false, "0", "", 0,
                      "standard deviation of what chance adds to each action each month; 0 makes all runs alike",
                      "added: the source has none"},
};

static const struct variable variables[] = {
    {"trust_ab", "Trust of A in B", "share", GRID_SHARE, false, TRUST, "how far A trusts B"},
    {"trust_ba", "Trust of B in A", "share", GRID_SHARE, false, TRUST + 1, "how far B trusts A"},
    {"damage_ab", "Damage to B's reputation with A", "share", GRID_SHARE, false, DAMAGE, "what A remembers of B's violations"},
    {"damage_ba", "Damage to A's reputation with B", "share", GRID_SHARE, false, DAMAGE + 1, "what B remembers of A's violations"},
};

#define OUTCOME(name, label, better, meaning) \
  { name, label, "share", OUTCOME_NUMBER, better, false, meaning }

static const struct outcome outcomes[] = {
    [TRUST_END] = OUTCOME("trust_ab_end", "Trust of A in B at the end", 1, "A's trust in B after the last month"),
    [TRUST_END + 1] = OUTCOME("trust_ba_end", "Trust of B in A at the end", 1, "B's trust in A after the last month"),
    [DAMAGE_END] = OUTCOME("damage_ab_end", "Damage to B's reputation at the end", -1, "what A remembers after the last month"),
    [DAMAGE_END + 1] = OUTCOME("damage_ba_end", "Damage to A's reputation at the end", -1, "what B remembers after the last month"),
    [TRUST_MEAN] = OUTCOME("trust_ab_mean", "Mean trust of A in B", 1, "over all months, the initial value included"),
    [TRUST_SD] = OUTCOME("trust_ab_sd", "Fluctuation of A's trust", 0, "standard deviation over the same values, divided by their number"),
    [TRUST_RANGE] = OUTCOME("trust_ab_range", "Range of A's trust", 0, "largest less smallest of the same values"),
};

static const struct ending endings[] = {{"active", "partners go on to the horizon; this model ends no partnership", false, false}};

static const char starter[] = "parameter,Slow repair,Patient repair\n"
                              "# A row is a parameter and a column is a scenario; the first scenario is the baseline.,,\n"
                              "# An empty cell takes the baseline's; empty there too: the model's default.,,\n"
                              "# 'entente describe trust_reputation' lists every parameter with its unit and range.,,\n"
                              "title,What rebuilds trust after a breach?,\n"
                              "model,trust_reputation,\n"
                              "months,48,\n"
                              "initial_trust,0.7,\n"
                              "# Both partners act one above what is expected; in month 13 B breaks its word:,,\n"
                              "action_a,1,\n"
                              "action_b,1 then -2 from 13 then 0.3 from 14,1 then -2 from 13 then 2 from 14\n"
                              "# How well damage is forgotten: your own 90 % interval:,,\n"
                              "delta,0.02 to 0.08,\n"
                              "# Chance in what partners do:,,\n"
                              "action_noise,0.5,\n";

KERNELS(trust_reputation)

extern const struct model trust_reputation;
const struct model trust_reputation = {
    .name = "trust_reputation",
    .title = "Trust with a memory of violations",
    .version = "1",
    .reference = "V. Pant and E. Yu, Computational Foundations for Strategic Coopetition: Formalizing Trust and Reputation Dynamics, "
                 "arXiv:2510.24909 (2025), equations 6 to 9",
    .purpose = "To explore how trust grows slowly, breaks fast, and comes back only as far as violations are forgotten.",
    .limits = "Actions are given, partners do not react to each other, and the speeds are the authors' choice: read differences between "
              "scenarios as what the model implies.",
    .starter = starter,
    TABLE(parameters, parameter_count),
    TABLE(variables, variable_count),
    TABLE(outcomes, outcome_count),
    TABLE(endings, ending_count),
    .scale = sizeof parameters / sizeof *parameters,  /* no money */
    .crossing = sizeof variables / sizeof *variables, /* nothing that is paid back */
    .main_outcome = TRUST_END,
    .state_columns = TRUST_COLUMNS,
    .outcome_columns = TRUST_COLUMNS,
    .moving_columns = TRUST_COLUMNS,
    .month_normals = 2,
    .default_months = 60,
    .kernel = KERNEL_TABLE,
};
