/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_package: datapackage.json: a Frictionless Data Package (https://specs.frictionlessdata.io/data-package/, version 1) with a
 * Table Schema for each CSV, and the provenance of the results. */
#ifndef ENTENTE_RESULTS_PACKAGE_H
#define ENTENTE_RESULTS_PACKAGE_H
#include "results.h"
#include <jansson.h>

#define PACKAGE_FILE "datapackage.json"

enum { HASH_SIZE = 65 };

/* A file that the results depend on, as it is copied below inputs/. */
struct package_input {
  char *path;       /* "inputs/focus.csv", owned */
  const char *role; /* "sheet" or "data" */
  const char *bytes;
  size_t size;          /* not owned */
  char hash[HASH_SIZE]; /* SHA-256 in hexadecimal */
};

struct package_inputs {
  struct package_input *input;
  size_t count;
};

/* The sheet first ("inputs/stdin.csv" for standard input), then its data files at their paths relative to it. */
bool package_inputs_make(struct package_inputs *, const struct study *, const struct sheet *, struct error *err);
void package_inputs_free(struct package_inputs *); /* takes a zeroed struct */
/* Path, role, hash and size of each, as provenance tells them; a new reference, NULL without memory. */
json_t *package_inputs_json(const struct package_inputs *);

bool package_write(const struct folder *, const struct tally *, const struct package_inputs *, const struct provenance *,
                   const struct results_options *, struct error *err);

#endif
