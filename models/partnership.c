/* SPDX-License-Identifier: GPL-3.0-or-later */
/* partnership: the constant tables of the flagship model. Its equations are in partnership_*_kernel.c, in the order of a month:
 * formation, policies, environment, relationship, value, evaluation, continuation; finish makes the outcomes. */
#include "models/partnership_facts.h"
#include "models/partnership_outcomes.h"
#include "models/partnership_state.h"

static const struct parameter parameters[] = {
#define ROW(name, label, group, unit, low, high, policy, law, block, loading, meaning, basis) \
  {#name, label, group, unit, low, high, policy, law, block, loading, meaning, basis},
    PARTNERSHIP_PARAMETERS(ROW)
#undef ROW
};

static const struct coefficient coefficients[] = {
#define ROW(name, section, value, low, high, meaning, basis) {#name, section, value, low, high, meaning, basis},
    PARTNERSHIP_COEFFICIENTS(ROW)
#undef ROW
};

static const struct shock shocks[] = {
#define ROW(identifier, name, rate, effect, basis) {name, rate, effect, basis},
    PARTNERSHIP_SHOCKS(ROW)
#undef ROW
};

static const struct ending endings[] = {
#define ROW(identifier, name, meaning, early, planned) {name, meaning, early, planned},
    PARTNERSHIP_ENDINGS(ROW)
#undef ROW
};

static const struct outcome outcomes[] = {
#define ROW(identifier, label, unit, kind, better, missing, meaning) {#identifier, label, unit, kind, better, missing, meaning},
    PARTNERSHIP_OUTCOMES(ROW)
#undef ROW
};

#define PARAMETER(field) (offsetof(struct partnership_inputs, field) / sizeof(lane_array))
#define COLUMN(field) (offsetof(struct partnership_state, field) / sizeof(lane_array))

static const struct cost costs[] = {
#define ROW(parameter, set_up, running) {PARAMETER(parameter), set_up, running},
    PARTNERSHIP_COSTS(ROW)
#undef ROW
};

static const struct recurring reviews = {PARAMETER(evaluation_interval), 3, PARTNERSHIP_REVIEW_COST};

static const struct variable variables[] = {
    {"trust", "Trust", "share", GRID_SHARE, false, COLUMN(trust_mean), "mean of both partners' trust in each other"},
    {"trust_a", "Trust of A in B", "share", GRID_SHARE, false, COLUMN(trust[0]), "how far A relies on B"},
    {"trust_b", "Trust of B in A", "share", GRID_SHARE, false, COLUMN(trust[1]), "how far B relies on A"},
    {"goal_alignment", "Goal alignment", "share", GRID_SHARE, false, COLUMN(alignment), "how far the partners truly want the same"},
    {"capability", "Joint capability", "share", GRID_SHARE, false, COLUMN(capability), "what the partners have learned to do together"},
    {"conflict", "Conflict", "share", GRID_SHARE, false, COLUMN(conflict), "strife that is not settled yet"},
    {"commitment", "Commitment", "share", GRID_SHARE, false, COLUMN(commit_mean), "mean of both partners' commitment"},
    {"perceived_performance", "Perceived performance", "factor", GRID_THREE, false, COLUMN(perf),
     "value against plan as remembered; 1 = as planned"},
    {"culture", "Cultural understanding", "share", GRID_SHARE, false, COLUMN(culture), "likeness of culture, with what has been learned"},
    {"ties", "Personal ties", "share", GRID_SHARE, false, COLUMN(ties), "bonds between people of both partners"},
    {"resources", "Working resources", "share", GRID_SHARE, false, COLUMN(resources), "joint effort that is well allocated"},
    {"value", "Joint value", "money/month", GRID_MONEY, false, COLUMN(value), "joint value of the month"},
    {"net", "Joint net flow", "money/month", GRID_MONEY, false, COLUMN(net),
     "joint value less resources and running cost, without lump sums"},
    {"npv", "Cumulative net present value", "money", GRID_MONEY, true, COLUMN(npv), "joint, discounted to signing; kept after the end"},
};

static const struct happening happenings[] = {
#define ROW(identifier, name, rate, effect, basis) {name, "", COLUMN(shock_size[SHOCK_##identifier])},
    PARTNERSHIP_SHOCKS(ROW)
#undef ROW
        {"key people leave", "", COLUMN(turnover)},
    {"champion leaves", "", COLUMN(champion_lost)},
    {"quarrel", "", COLUMN(hit)},
    {"betrayal", "A", COLUMN(betray[0])},
    {"betrayal", "B", COLUMN(betray[1])},
    {"betrayal detected", "A", COLUMN(caught[0])},
    {"betrayal detected", "B", COLUMN(caught[1])},
    {"hidden flaw shows", "A", COLUMN(shown[0])},
    {"hidden flaw shows", "B", COLUMN(shown[1])},
    {"serious conflict", "", COLUMN(serious)},
    {"correction at a review", "", COLUMN(correction)},
    {"success celebrated", "", COLUMN(success)},
};

/* The facts that every run of the default population gives; all of them: partnership_evidence.c. */
#define FACT_OF_ALIVE FACT_ALIVE
#define FACT_OF_SHARE FACT_MEAN
static const struct fact facts[] = {
#define ROW(name, finding, figure, study_name, study, statistic, x, y, month, number, endings, among, low, high, use, source, mark) \
  {#name, finding, figure, FACT_OF_##statistic, month, OUT_##x, low, high, use, source, mark},
#define ROW_OF(...) UNPACK(ROW, __VA_ARGS__)
    PARTNERSHIP_FACTS_OF_EVERY_RUN(ROW_OF)
#undef ROW_OF
#undef ROW
};

static const char starter[] = "parameter,As we do it today,What we might do\n"
                              "# A row is a parameter and a column is a scenario; the first scenario is the baseline.,,\n"
                              "# An empty cell takes the baseline's; empty there too: partnerships in general.,,\n"
                              "# 'entente describe' lists every parameter with its unit and range.,,\n"
                              "title,Would more care at the start pay off?,\n"
                              "months,120,\n"
                              "currency,thousand EUR,\n"
                              "# A number:,,\n"
                              "due_diligence,0.2,0.7\n"
                              "potential_value,100,\n"
                              "# An uncertain input: your own 90 % interval:,,\n"
                              "communication,0.4 to 0.7,\n"
                              "# A law (uniform; triangular; normal; beta; choice and more):,,\n"
                              "cultural_fit,triangular 0.3 0.5 0.8,\n"
                              "# A change in mid-course: the second value holds from month 13; reached over 6 months:,,\n"
                              "relationship_management,0.3,0.3 then 0.7 from 13 over 6\n"
                              "# A surprise that strikes every scenario in month 18:,,\n"
                              "event: loss of revenue,month 18 severity 0.5,\n";

KERNELS(partnership)

extern const struct evidence partnership_evidence;
extern const struct model partnership;
const struct model partnership = {
    .name = "partnership",
    .title = "The life of a partnership of two, month by month",
    .version = "1",
    .reference = "models/README.md",
    .purpose =
        "To compare policies and explore mechanisms of strategic partnerships: alliances, joint ventures, non-profit collaborations.",
    .limits = "Most numbers in the model are judgement, about 30 coefficients were fitted to about 20 published facts: read differences "
              "between scenarios as what the model implies, never as a forecast of one named deal.",
    .starter = starter,
    TABLE(parameters, parameter_count),
    TABLE(variables, variable_count),
    TABLE(outcomes, outcome_count),
    TABLE(endings, ending_count),
    TABLE(coefficients, coefficient_count),
    TABLE(shocks, shock_count),
    TABLE(costs, cost_count),
    .recurring = &reviews,
    TABLE(happenings, happening_count),
    TABLE(facts, fact_count),
    .evidence = &partnership_evidence,
    .scale = PARAMETER(potential_value),
    .main_outcome = OUT_npv_joint,
    .two_partners = true,
    .partner = {OUT_npv_a, OUT_npv_b},
    .crossing = sizeof variables / sizeof *variables - 1,
    .block_general = .15,
    .block_own = .20,
    .state_columns = sizeof(struct partnership_state) / sizeof(lane_array),
    .outcome_columns = COLUMN(scale),
    .moving_columns = COLUMN(shock_size),
    .start_normals = START_NORMALS,
    .start_uniforms = START_UNIFORMS,
    .month_normals = MONTH_NORMALS,
    .month_uniforms = MONTH_UNIFORMS,
    .default_months = 120,
    .kernel = KERNEL_TABLE,
};
