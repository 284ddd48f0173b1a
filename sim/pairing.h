/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pairing: what common random numbers are worth.
 *
 * The variance of a difference between two scenarios on independent luck is var x + var y; on the same luck it is var(x - y). Their
 * ratio is the factor by which pairing cuts the variance, and so the runs that a precision takes (A. M. Law, Simulation Modeling and
 * Analysis, 5th ed. 2015, section 11.2). */
#ifndef ENTENTE_PAIRING_H
#define ENTENTE_PAIRING_H
#include "estimate.h"

/* The factor for an outcome that is kept run by run; interval from the logarithms of 32 batches, by Student's t. NaN where there are fewer
 * than 64 runs or nothing varies. */
struct estimate pairing_factor(const struct tally *tally, size_t pair, size_t outcome);

#endif
