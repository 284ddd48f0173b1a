/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_robust: the rows of robustness.csv: what other versions of the model say (robust.h). */
#ifndef ENTENTE_RESULTS_ROBUST_H
#define ENTENTE_RESULTS_ROBUST_H
#include "results_tables.h"

/* Needs options->robust. The facts first, then every pair of scenarios, later against earlier. */
table_rows robustness_rows;

#endif
