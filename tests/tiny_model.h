/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiny_model: a model of tables alone, with a parameter of every sort, so that tests of the sheet need no other model's numbers.
 * To be included by one file of a program: it holds the registry. */
#ifndef ENTENTE_TINY_MODEL_H
#define ENTENTE_TINY_MODEL_H
#include "sim/model.h"
#include <math.h>

enum { TRUST, EFFORT_A, EFFORT_B, TEAM, PATIENCE, DRIFT, WORTH, SKILL, TINY_PARAMETERS };
enum { GAIN, LOSS, TINY_COEFFICIENTS };
enum { LOSS_OF_REVENUE, WINDFALL, TINY_SHOCKS };

static const struct parameter tiny_parameters[TINY_PARAMETERS] = {
    {.name = "trust", .unit = "share", .low = 0, .high = 1, .policy = true, .law = "beta 2 2", .block = "x", .loading = 1},
    {.name = "effort_a", .unit = "share", .low = 0, .high = 1, .policy = true, .law = "uniform 0 1", .block = "x", .loading = 0.5},
    {.name = "effort_b", .unit = "share", .low = 0, .high = 1, .policy = true, .law = "uniform 0 1", .block = "x", .loading = -0.5},
    {.name = "team", .unit = "yes/no", .low = 0, .high = 1, .law = "choice 0:0.75 1:0.25", .block = "y", .loading = 1},
    {.name = "patience", .unit = "months", .low = 1, .high = 120, .policy = true, .law = "gamma 4 4.5", .block = ""},
    {.name = "drift", .unit = "per year", .low = -INFINITY, .high = 5, .policy = true, .law = "normal 0 1", .block = ""},
    {.name = "worth", .unit = "money/month", .low = 1e-6, .high = 1e12, .law = "100", .block = ""},
    {.name = "skill", .unit = "share", .low = 0, .high = 1, .law = "0.5", .block = "y", .loading = 1},
};

static const struct coefficient tiny_coefficients[TINY_COEFFICIENTS] = {
    {.name = "gain", .section = "all", .value = 0.5, .low = 0.3, .high = 0.7},
    {.name = "loss", .section = "all", .value = 0.1, .low = 0.05, .high = 0.2},
};

static const struct shock tiny_shocks[TINY_SHOCKS] = {{.name = "loss of revenue", .rate_per_year = 0.2},
                                                      {.name = "windfall", .rate_per_year = 0.1}};

static const struct model tiny_model = {
    .name = "tiny",
    .parameters = tiny_parameters,
    .parameter_count = TINY_PARAMETERS,
    .coefficients = tiny_coefficients,
    .coefficient_count = TINY_COEFFICIENTS,
    .shocks = tiny_shocks,
    .shock_count = TINY_SHOCKS,
    .block_general = 0.15,
    .block_own = 0.2,
    .default_months = 60,
};

static const struct model other_model = {.name = "other", .default_months = 12};

const struct model *const models[] = {&tiny_model, &other_model};
const size_t model_count = 2;

#endif
