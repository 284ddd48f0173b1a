/* SPDX-License-Identifier: GPL-3.0-or-later */
/* survival: how long partnerships last, and which of the competing endings comes first.
 *
 * Nothing is censored before the horizon, so these are shares of runs with Wilson intervals. At month 0 everyone is alive by
 * definition: intervals there are points. */
#ifndef ENTENTE_SURVIVAL_H
#define ENTENTE_SURVIVAL_H
#include "estimate.h"

struct survival {
  uint64_t at_risk;       /* alive at the beginning of the month */
  struct estimate alive;  /* share alive at the end of the month */
  struct estimate hazard; /* share of those at risk that end in the month; missing where there is none, and at month 0 */
};

struct survival survival_at(const struct tally *, size_t scenario, unsigned month);

/* Share of runs that are alive at the horizon or ended as planned before: completion is no failure. */
struct estimate survival_lasted(const struct tally *, size_t scenario);

/* Share of runs ended in a certain way by the end of a month, from their number until then. */
struct estimate survival_incidence(const struct tally *, uint64_t ended, unsigned month);

#endif
