/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fact: what a model says where a published finding is known (model.h, struct fact). */
#ifndef ENTENTE_FACT_H
#define ENTENTE_FACT_H
#include "estimate.h"

/* The figure of a scenario, a default population, with its interval: to be held against the fact's band. The tally must reach to the
 * fact's month. */
struct estimate fact_figure(const struct fact *, const struct tally *, size_t scenario);

/* Whether a figure lies in the band that is accepted, bounds included. Its error is not looked at. */
bool fact_met(const struct fact *, struct estimate figure);

#endif
