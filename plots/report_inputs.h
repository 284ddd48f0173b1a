/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report_inputs: what each scenario of a result assumes, as tables. */
#ifndef ENTENTE_REPORT_INPUTS_H
#define ENTENTE_REPORT_INPUTS_H
#include "data_table.h"
#include "source.h"

/* Parameters whose cells are not the same in every scenario; the whole list with all == true. A row a parameter, a column a scenario;
 * uncertain ones as "mean (5 % to 95 % point)", those that follow a schedule in the sheet's words. */
void report_inputs(struct data_table *, const struct source *, bool all);
/* Numbers inside the equations that the sheet changed. */
void report_changes(struct data_table *, const struct source *);

#endif
