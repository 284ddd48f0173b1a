/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts.h"

const struct chart *const charts[] = {&chart_value,   &chart_differences,  &chart_distribution, &chart_payback, &chart_survival,
                                      &chart_endings, &chart_trajectories, &chart_partners,     &chart_success};
const size_t chart_count = sizeof charts / sizeof *charts;
