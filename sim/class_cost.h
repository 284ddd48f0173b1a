/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class_cost: what a plan costs over the whole horizon, as the model charges it.
 *
 * A practice is paid once when its level is raised above the highest it had (at signing: from nothing), and every month of the horizon at
 * the level of that month. Undiscounted, for a partnership that lives to the horizon: one that ends early stops paying. An uncertain
 * cell counts with its mean, and so does an uncertain scale. */
#ifndef ENTENTE_CLASS_COST_H
#define ENTENTE_CLASS_COST_H
#include "scenario.h"

struct cost_sum {
  double set_up, running; /* money */
};
double cost_total(struct cost_sum);

/* Planned level in a month (0: at signing): the mean of every stage, ramps as the engine makes them. */
double cost_level(const struct setting *, unsigned month);

/* What one parameter costs in a scenario; nothing for one without a price. */
struct cost_sum cost_of_parameter(const struct model *, const struct scenario *, size_t parameter, unsigned months);
/* The sum over the parameters of a set [parameter_count]; NULL: all. */
struct cost_sum cost_of_plan(const struct model *, const struct scenario *, const bool *set, unsigned months);
/* Whether the model charges anything for a parameter. */
bool cost_has_price(const struct model *, size_t parameter);

#endif
