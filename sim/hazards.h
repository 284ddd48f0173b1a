/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hazards: how fast partnerships end, of which cause, and how long they last.
 *
 * Nothing is censored before the horizon, so no estimator for censored data is needed. */
#ifndef ENTENTE_HAZARDS_H
#define ENTENTE_HAZARDS_H
#include "estimate.h"

/* Months 12 (year - 1) + 1 to 12 year, as far as the horizon goes; year from 1. */
struct exposure {
  uint64_t runs;   /* alive at the beginning of the year */
  uint64_t months; /* partnership-months at risk: alive at the beginning of each month, summed */
};
struct exposure hazards_exposure(const struct tally *, size_t scenario, unsigned year);
unsigned hazards_years(const struct tally *); /* years begun before the horizon */

/* Causes: an ending by its code, or */
enum { CAUSE_ANY = 0 /* all of them */ };
#define CAUSE_EARLY_FAILURE SIZE_MAX /* all that count as one: not what was planned */

/* Endings of a cause in a year per partnership-year at risk: 12 x endings / months at risk. The interval is Wilson's for endings among
 * months at risk: month by month those at risk are Bernoulli trials, and their variances add up (O. O. Aalen (1978), "Nonparametric
 * inference for a family of counting processes", Annals of Statistics 6, 701-726). Missing where none is at risk. */
struct estimate hazards_rate(const struct tally *, size_t scenario, unsigned year, size_t cause, struct exposure);

/* Month by whose end half of all runs have ended, with its order-statistic interval; missing: not reached by the horizon. */
struct estimate hazards_median_life(const struct tally *, size_t scenario);
/* Mean of months lived up to the horizon, by Student's t. */
struct estimate hazards_mean_life(const struct tally *, size_t scenario);

/* Share alive at the end of a month, scenario minus other, on the same luck (estimate_share_difference). Needs the model's outcome
 * end_month run by run, at the horizon its outcome alive; missing otherwise. Month 1 to the horizon. */
struct estimate hazards_survival_difference(const struct tally *, size_t scenario, size_t other, unsigned month);

#endif
