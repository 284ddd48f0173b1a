/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results: a tally -> the folder of files that a run leaves behind (the chapter "What a run leaves behind" of the README). */
#ifndef ENTENTE_RESULTS_H
#define ENTENTE_RESULTS_H
#include "folder.h"
#include "luck.h"
#include "tally.h"
#include <time.h>

struct robust;

/* What only the command knows of how the results came about. Nothing is owned. */
struct provenance {
  const char *version, *commit, *host;
  const char *const *arguments;
  size_t argument_count; /* the command line as the program got it */
  time_t started, finished;
  double seconds; /* of simulation */
  unsigned threads;
};

struct results_options {
  bool excel;                  /* byte order mark, CRLF, a wide summary.csv */
  bool runs, events;           /* runs.csv and events.csv stand in the folder already (results_rows.h) */
  size_t main_outcome;         /* the confirmatory one */
  const struct luck *luck;     /* shares of variance explained by inputs; NULL where not measured */
  double tolerance;            /* differences of the main outcome inside +-tolerance are equivalent; NaN: none given */
  size_t versions;             /* of the model that were asked for (robust.h) */
  const struct robust *robust; /* those that are done; NULL for none */
};

/* Write every table, the inputs, and last datapackage.json, each whole or not at all. A datapackage.json of an earlier run is removed
 * first, so that it never describes files it does not belong to; so are runs.csv, events.csv and robustness.csv that this run did not write. */
bool results_write(const struct folder *, const struct tally *, const struct sheet *, const struct provenance *,
                   const struct results_options *, struct error *err);

/* Add robustness.csv to results that stand there already, and tell of it in datapackage.json. Needs options->robust. */
bool results_add_robustness(const struct folder *, const struct tally *, const struct sheet *, const struct provenance *,
                            const struct results_options *, struct error *err);

#endif
