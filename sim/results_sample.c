/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_sample: sample.csv: the first runs one by one, so that a picture or a spreadsheet can show single runs. */
#include "results_schema.h"
#include "results_tables.h"
#include "sample.h"
#include <stdlib.h>

static void put_run(struct csv *csv, const struct tally *tally, size_t scenario, const char *name, uint64_t run) {
  csv_raw(csv, name);
  csv_whole(csv, run);
  for (size_t o = 0; o < tally->study->model->outcome_count; o++) {
    const double *const value = sample_of(tally, scenario, o);
    if (value) csv_number(csv, value[run]);
  }
  csv_end_row(csv);
}

bool sample_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  const uint64_t kept = sample_runs(tally), runs = kept < SAMPLE_RUNS ? kept : SAMPLE_RUNS;
  (void)options;
  for (size_t s = 0; s < tally->study->count; s++) {
    char *const name = csv_prepared(tally->study->scenarios[s].name);
    if (!name) return fail_memory(err);
    for (uint64_t r = 0; r < runs; r++) put_run(csv, tally, s, name, r);
    free(name);
  }
  return true;
}
