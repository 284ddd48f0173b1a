/* SPDX-License-Identifier: GPL-3.0-or-later */
/* second: runs of the second, scalar implementation (tests/bench/partnership_scalar.h), kept one by one to take figures from. */
#ifndef ENTENTE_TESTS_SECOND_H
#define ENTENTE_TESTS_SECOND_H
#include "tests/bench/partnership_scalar.h"
#include <stddef.h>

enum { SECOND_MONTHS = 120, SECOND_CHECKS = 9 };
extern const unsigned second_checks[SECOND_CHECKS]; /* months whose variables are kept */

/* One scenario, read by a parser of its own that knows only what these tests write: numbers, `A then B from M [over N]`,
 * `coefficient: NAME`, `event: KIND` with `month M severity S`, `months`. */
struct second_sheet {
  unsigned months;
  bool scheduled;
  struct scalar_inputs input[SECOND_MONTHS + 1];
  struct scalar_coefficients coefficients;
  double forced[SECOND_MONTHS + 1][SCALAR_SHOCK_COUNT];
};
/* Every input must be given; coefficients are the model's where not. False for a line that it does not know. */
bool second_parse(struct second_sheet *sheet, const char *text);
bool second_read(struct second_sheet *sheet, const char *path);

typedef void second_simulate(const struct scalar_case *, const gsl_rng *, struct scalar_result *);

struct second_runs {
  size_t count;
  double *value;   /* [column][count], owned */
  double *scratch; /* [count], owned */
};

/* False where memory is short. */
bool second_run(struct second_runs *runs, const struct second_sheet *sheet, second_simulate *simulate, const gsl_rng *rng, size_t count);
void second_free(struct second_runs *runs);

/* Values of a variable at a check month over the living (npv: over all), of an outcome where it is not missing, or of "ending: X"
 * and "alive" as 0 and 1: how many, in runs->scratch, ascending. 0 for a name or a month that is not kept. */
size_t second_values(struct second_runs *runs, const char *quantity, unsigned month);
/* `mean`, `sd` (divisor count) or a quantile `q05` by linear interpolation of count ascending values. */
double second_statistic(const double *value, size_t count, const char *statistic);

#endif
