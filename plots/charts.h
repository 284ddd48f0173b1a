/* SPDX-License-Identifier: GPL-3.0-or-later */
/* charts: every chart there is, a file each. */
#ifndef ENTENTE_CHARTS_H
#define ENTENTE_CHARTS_H
#include "chart.h"

extern const struct chart chart_survival;
extern const struct chart chart_payback;
extern const struct chart chart_endings;
extern const struct chart chart_trajectories;
extern const struct chart chart_value;
extern const struct chart chart_distribution;
extern const struct chart chart_differences;
extern const struct chart chart_partners;
extern const struct chart chart_success;

/* In the order in which a report shows them. */
extern const struct chart *const charts[];
extern const size_t chart_count;

#endif
