/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate_help: calibrations of the drift model (tests/drift_model.h), from text. */
#ifndef ENTENTE_CALIBRATE_HELP_H
#define ENTENTE_CALIBRATE_HELP_H
#include "sim/abc.h"
#include "sim/calibrate_errors.h"
#include "sim/calibrate_simplex.h"
#include "tests/drift_model.h"

struct lab {
  struct sheet sheet;
  struct study study;
  struct targets targets;
  struct unknown *unknown;
  struct calibration calibration;
};

/* One scenario sheet; up to three --fit; targets as a table. */
static inline void lab_make(struct lab *lab, const char *sheet, const char *const *fit, size_t fits, const char *targets, uint64_t runs,
                            uint64_t seed) {
  struct error err;
  struct sheet table = {0};
  const struct overrides over = {.model = "drift", .seed = seed, .has_seed = true};
  *lab = (struct lab){0};
  ck_assert_msg(sheet_read_bytes(&lab->sheet, "drift.csv", sheet, strlen(sheet), &err), "%s", err.text);
  ck_assert_msg(study_read(&lab->study, &lab->sheet, &over, &err), "%s", err.text);
  ck_assert_msg(unknowns_read(&lab->unknown, fit, fits, &lab->study, &err), "%s", err.text);
  ck_assert_msg(sheet_read_bytes(&table, "targets.csv", targets, strlen(targets), &err), "%s", err.text);
  ck_assert_msg(targets_of_sheet(&lab->targets, &table, &lab->study, &err), "%s", err.text);
  sheet_free(&table);
  lab->calibration = (struct calibration){.study = &lab->study,
                                          .targets = &lab->targets,
                                          .unknown = lab->unknown,
                                          .unknowns = fits,
                                          .runs = runs,
                                          .threads = 1,
                                          .vector = VECTOR_BASE};
}

static inline void lab_free(struct lab *lab) {
  free(lab->unknown);
  targets_free(&lab->targets);
  study_free(&lab->study);
  sheet_free(&lab->sheet);
}

/* A standard normal of its own for each (seed, number), for targets with errors. */
static inline double lab_normal(uint64_t seed, unsigned number) {
  const double u = uniform(random_word(seed, 9, number, 1, 0)), v = uniform(random_word(seed, 9, number, 1, 1));
  return sqrt(-2 * log(1 - u)) * cos(2 * 3.14159265358979323846 * v);
}

/* The best point with its errors. */
static inline struct calibration_errors lab_fit(const struct lab *lab, size_t starts) {
  struct simplex simplex;
  struct calibration_errors errors;
  struct error err;
  bool done;
  ck_assert_msg(simplex_run(&simplex, &lab->calibration, starts, &err), "%s", err.text);
  ck_assert_msg(calibration_errors_make(&errors, &lab->calibration, simplex.search[simplex.best].value, &done, &err), "%s", err.text);
  ck_assert(done && simplex.complete);
  simplex_free(&simplex);
  return errors;
}

#endif
