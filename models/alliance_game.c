/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alliance_game: the tables of the model of alliances in the laboratory. */
#include "models/alliance_game.h"

#define SOURCE "Solinas et al. 2022"

static const struct parameter parameters[] = {
    [COMPETITION] = {"competition", "Competition", "treatment", "0 or 1", 0, 1, false, "choice 0:0.5 1:0.5", "", 0,
                     "0 low: contributing is best if all others do; 1 high: not contributing pays more in the period; rounded", SOURCE},
    [PARTNERS] = {"partners", "Partners", "treatment", "count", 2, 3, false, "choice 2:0.5 3:0.5", "", 0, "2 or 3; rounded", SOURCE},
    [HAS_EXIT_COST] = {"exit_cost", "Exit cost", "treatment", "yes/no", 0, 1, false, "choice 0:0.5 1:0.5", "", 0,
                       "a termination clause: the period in which a partner leaves costs everyone 10", SOURCE},
    [PERIODS] = {"periods", "Periods", "treatment", "periods", 1, PERIODS_MOST, false, "choice 5:2 6:1 11:1 12:1 14:1 37:1", "", 0,
                 "length of the alliance unless a partner leaves, unknown to the partners", SOURCE},
    [EXPERIENCE] = {"experience", "Alliances before", "partners", "count", 0, 100, false, "choice 0 1 2 3 4 5 6", "", 0,
                    "alliances with others that each partner has lived through", SOURCE},
};

#define COLUMN(field) (offsetof(struct alliance_state, field) / sizeof(lane_array))

static const struct variable variables[] = {
    {"contributing", "Share of partners that contribute", "share", GRID_SHARE, false, COLUMN(contributing), "share of the partners that contribute"},
    {"all_contribute", "All contribute", "share", GRID_SHARE, false, COLUMN(all_contribute), "1 if all partners contribute"},
};

static const struct outcome outcomes[] = {
    [FIRST_ALL_CONTRIBUTE] = {"first_all_contribute", "All contribute at first", "share", OUTCOME_SHARE, 1, false,
                              "all partners contribute in the first period"},
    [ALWAYS_ALL_CONTRIBUTE] = {"always_all_contribute", "All contribute always", "share", OUTCOME_SHARE, 1, false,
                               "all partners contribute in every period: success as the authors define it"},
    [TERMINATED] = {"terminated", "Terminated", "share", OUTCOME_SHARE, -1, false, "a partner leaves"},
    [END_PERIOD] = {"end_period", "Last period", "periods", OUTCOME_COUNT, 0, false, "last period in which the partners are together"},
    [PROFIT_MEAN] = {"profit_mean", "Profit", "points/period", OUTCOME_NUMBER, 1, false,
                     "mean profit of a partner and period, those after an exit included"},
    [FIRST_CONTRIBUTING] = {"first_contributing", "Contributing at first", "share", OUTCOME_NUMBER, 1, false,
                            "share of the partners that contribute in the first period"},
    [CONTRIBUTIONS] = {"contributions", "Contributions", "count", OUTCOME_COUNT, 1, false, "choices to contribute, of all partners"},
    [CHOICES] = {"choices", "Choices", "count", OUTCOME_COUNT, 0, false,
                 "choices made by all partners; mean contributions over mean choices is the rate of cooperation"},
};

static const struct ending endings[] = {
    [ENDING_ACTIVE] = {"active", "together at the horizon", false, false},
    [ENDING_TERMINATED] = {"terminated", "a partner left", true, false},
    [ENDING_COMPLETED] = {"completed", "all periods played", false, true},
};

static const struct coefficient coefficients[] = {
#define ROW(name, part, value, low, high, meaning, basis) {#name, part, value, low, high, meaning, basis},
    ALLIANCE_GAME_COEFFICIENTS(ROW)
#undef ROW
};

static const char starter[] = "parameter,No clause,Exit cost\n"
                              "# A row is a parameter and a column is a scenario; the first scenario is the baseline.,,\n"
                              "# An empty cell takes the baseline's; empty there too: the model's default.,,\n"
                              "# 'entente describe alliance_game' lists every parameter with its unit and range.,,\n"
                              "title,Does a termination clause help three competing partners?,\n"
                              "model,alliance_game,\n"
                              "months,40,\n"
                              "competition,1,\n"
                              "partners,3,\n"
                              "exit_cost,no,yes\n"
                              "# How long the alliance lasts unless a partner leaves: your own 90 % interval:,,\n"
                              "periods,6 to 20,\n"
                              "# Newcomers:,,\n"
                              "experience,0,\n";

KERNELS(alliance_game)

extern const struct model alliance_game;
const struct model alliance_game = {
    .name = "alliance_game",
    .title = "Alliances in the laboratory: contribute, do not, or leave",
    .version = "1",
    .reference = "G. Solinas, D. Meloso, A. Banal-Estanol, J. Seldeslachts, T. Kretschmer, Long Range Planning 55(5), 2022, "
                 "doi:10.1016/j.lrp.2022.102240, for the game and the data; models/README.md for the equations",
    .purpose = "To explore how competition, a third partner and a termination clause change whether partners contribute; one period is one "
               "month.",
    .limits = "Fitted to students' choices about small sums in one experiment: read differences between scenarios as what such partners "
              "would do in this game.",
    .starter = starter,
    TABLE(parameters, parameter_count),
    TABLE(variables, variable_count),
    TABLE(outcomes, outcome_count),
    TABLE(endings, ending_count),
    TABLE(coefficients, coefficient_count),
    .scale = sizeof parameters / sizeof *parameters,  /* no money */
    .crossing = sizeof variables / sizeof *variables, /* nothing that is paid back */
    .main_outcome = ALWAYS_ALL_CONTRIBUTE,
    .state_columns = sizeof(struct alliance_state) / sizeof(lane_array),
    .outcome_columns = COLUMN(exit_cost),
    .moving_columns = sizeof(struct alliance_state) / sizeof(lane_array),
    .start_normals = ALLIANCE_NORMALS,
    .month_uniforms = ALLIANCE_UNIFORMS,
    .default_months = PERIODS_MOST,
    .kernel = KERNEL_TABLE,
};
