/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_variance: variance.csv, where the variance of outcomes comes from. */
#include "luck.h"
#include "pairing.h"
#include "results_tables.h"
#include <math.h>
#include <stdio.h>

static void put_quantity(struct csv *csv, const struct study *study, size_t scenario, const char *other, const char *what, size_t outcome,
                         struct estimate estimate, const char *unit) {
  char quantity[256];
  if (isnan(estimate.value)) return;
  snprintf(quantity, sizeof quantity, "%s: %s", what, study->model->outcomes[outcome].name);
  csv_foreign(csv, study->scenarios[scenario].name);
  if (other) csv_foreign(csv, other);
  else csv_missing(csv);
  csv_text(csv, quantity);
  csv_number(csv, estimate.value);
  csv_number(csv, estimate.low);
  csv_number(csv, estimate.high);
  csv_whole(csv, estimate.n);
  csv_text(csv, unit);
  csv_end_row(csv);
}

static struct estimate rest(struct estimate share) {
  return (struct estimate){1 - share.value, 1 - share.high, 1 - share.low, share.n};
}

bool variance_rows(struct csv *csv, const struct tally *tally, const struct results_options *options, struct error *err) {
  const struct study *study = tally->study;
  (void)err;
  for (size_t s = 0; s < study->count && options->luck; s++)
    for (size_t o = 0; o < study->model->outcome_count; o++) {
      const struct estimate explained = luck_explained(options->luck, s, o);
      put_quantity(csv, study, s, NULL, "explained_by_inputs", o, explained, "share");
      put_quantity(csv, study, s, NULL, "luck", o, rest(explained), "share");
    }
  for (size_t pair = 0; pair < tally->pair_count; pair++)
    for (size_t o = 0; o < study->model->outcome_count; o++)
      put_quantity(csv, study, pair_at(tally, pair).second, study->scenarios[pair_at(tally, pair).first].name, "pairing_factor", o,
                   pairing_factor(tally, pair, o), "factor");
  return true;
}
