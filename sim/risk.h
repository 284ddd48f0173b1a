/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk: how bad an outcome can be, and what choosing one scenario costs where another would have done better on the same luck. */
#ifndef ENTENTE_RISK_H
#define ENTENTE_RISK_H
#include "estimate.h"

/* Losses are positive: the outcome turned round. */

/* Value at risk: the loss that a share `tail` of runs exceeds, minus the tail quantile, by order statistics. */
struct estimate risk_value_at(const struct sorted *, double tail);
/* Expected shortfall: the mean loss in the worst WORST_SHARE of runs (P. Artzner, F. Delbaen, J.-M. Eber, D. Heath (1999), "Coherent
 * measures of risk", Mathematical Finance 9, 203-228). */
struct estimate risk_expected_shortfall(const struct sorted *);

/* Values of two scenarios in the same runs, `better` the good direction (1 or -1); runs where one is missing are left out. */
struct regret {
  struct estimate loses;     /* share of runs in which the other does better */
  struct estimate shortfall; /* by how much on average, in those runs */
  struct estimate expected;  /* mean of what is missing to the other, 0 where it does no better */
};
struct regret risk_regret(const double *chosen, const double *other, uint64_t runs, int better);

/* What becomes of two partners, run by run: a partner gains where it ends above 0, or above its own `base` where that is not NULL. */
struct sides {
  struct estimate both, first_only, second_only, neither;
};
struct sides risk_sides(const double *first, const double *first_base, const double *second, const double *second_base, uint64_t runs);

/* Outcomes that loss is measured for: amounts of money of which more is better. */
bool risk_is_money(const struct outcome *);

#endif
