/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_answer: what datapackage.json holds for readers and no CSV file can: the model and its dictionary, the answer in words and the
 * summary's table, so that pictures and a report can be made from the folder alone. */
#ifndef ENTENTE_RESULTS_ANSWER_H
#define ENTENTE_RESULTS_ANSWER_H
#include "results.h"
#include <jansson.h>

/* Functions return a new reference, NULL without memory. */

/* {name, version, title, reference, purpose, limits} */
json_t *model_json(const struct model *);
/* {parameters, variables, outcomes, endings: [{name, label, ...}], crossing, partners} with units as readers see them. */
json_t *dictionary_json(const struct study *);

/* The object with members answer_about, answer, robustness (only with versions of the model), summary_table. Takes it, like
 * json_make_wider. */
json_t *with_answer(json_t *package, const struct tally *, const struct results_options *);

#endif
