/* SPDX-License-Identifier: GPL-3.0-or-later */
/* describe_table: a model's numbers as one CSV table, for spreadsheets and for the evidence table of models/README.md. */
#ifndef ENTENTE_DESCRIBE_TABLE_H
#define ENTENTE_DESCRIBE_TABLE_H
#include "model.h"
#include <stdio.h>

/* A row for each parameter, coefficient, shock and cost: kind, name, section, value, low, high, unit, changes, meaning, basis, mark.
 * value is the default in a sheet's words; low and high are the allowed range (of a coefficient: the plausible one); changes is yes for
 * a policy; mark is how sure the number is: verified (a source states it), recalled, judgement, fitted; empty for a unit. */
void describe_table(FILE *, const struct model *);

#endif
