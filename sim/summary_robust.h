/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary_robust: what other versions of the model say (robust.h), for the summary. Needs options->robust. */
#ifndef ENTENTE_SUMMARY_ROBUST_H
#define ENTENTE_SUMMARY_ROBUST_H
#include "summary.h"
#include <jansson.h>

/* A paragraph: a sentence for each finding, what flips it, what these shares are not. */
bool summary_robust_text(FILE *, const struct tally *, const struct summary_options *, struct error *err);
/* The same, for every pair of scenarios. A new reference; NULL without memory. */
json_t *summary_robust_json(const struct summary_options *);

#endif
