/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_rows: runs.csv and events.csv, written while the engine runs.
 *
 * The engine advances all scenarios together, but the files are ordered by scenario: the first scenario is written in place, the
 * others into nameless files that are appended at the end. */
#ifndef ENTENTE_RESULTS_ROWS_H
#define ENTENTE_RESULTS_ROWS_H
#include "engine.h"
#include "results.h"

struct results_rows;

/* Open the files that options->runs and options->events ask for. The study and the folder must outlive them. */
bool results_rows_open(struct results_rows **, const struct folder *, const struct study *, const struct results_options *,
                       struct error *err);
/* engine_options.each_rows with the results_rows as context: rows of a scenario in ascending order of run. */
bool results_rows_take(void *results_rows, const struct run_rows *, struct error *err);
/* Bring everything in order and give the files their names. */
bool results_rows_close(struct results_rows *, struct error *err);
/* Release; files that were not closed are given up. NULL is fine. */
void results_rows_free(struct results_rows *);

#endif
