/* SPDX-License-Identifier: GPL-3.0-or-later */
/* survey: runs kept one by one, and what those see who ask partnerships about themselves.
 *
 * A survey meets a partnership at a random age, uniform on SURVEY_FIRST to SURVEY_LAST months, only if it still lives at that month's
 * end, and hears a noisy informant: each quantity, standardised among those met, counts with weight sqrt(reliability) beside
 * sqrt(1 - reliability) of a standard normal of its own. Month and noise have names like all random numbers (random.h, MONTH_SURVEY), so
 * they are the same whatever else is asked. */
#ifndef ENTENTE_SURVEY_H
#define ENTENTE_SURVEY_H
#include "engine.h"

enum {
  SURVEY_FIRST = 7,
  SURVEY_LAST = 120,
  SURVEY_FIXED_MONTH = 24, /* of the second look */
  YARDSTICK_DRAW = 8       /* draws of MONTH_SURVEY from here on are free for a yardstick (evidence.h) */
};
#define SURVEY_RELIABILITY 0.8

enum glance { GLANCE_SURVEY /* at the random month */, GLANCE_FIXED /* at SURVEY_FIXED_MONTH */, GLANCES };
enum informant { INFORMANT_FIRST, INFORMANT_SECOND, INFORMANTS };

/* The runs of one scenario, all owned. Arrays are [row][run]. */
struct records {
  const struct model *model;
  uint64_t seed;
  size_t runs;
  double *input;   /* [parameter] at signing */
  double *outcome; /* [outcome] */
  double *glance;  /* [glance][variable]; NaN where the run had ended by the end of that month; may be NULL */
  double *end_month;
  unsigned char *ending;
};
/* glances: whether to keep what surveys see; else NULL. */
bool records_make(struct records *, const struct model *, uint64_t seed, size_t runs, bool glances, struct error *err);
void records_free(struct records *); /* takes a zeroed struct */
double *records_input(const struct records *, size_t parameter);
double *records_outcome(const struct records *, size_t outcome);
double *records_glance(const struct records *, enum glance, size_t variable);

/* Simulate a study into records[study->count], each made with study->runs. options: threads, vector and stop are used; tally is
 * made with `keep`, and the caller's to free. Stopped: tally->complete is false. */
bool survey_run(struct records *, struct tally *, const struct study *, const struct engine_options *, unsigned keep, struct error *err);

/* The month in which a run is met. */
unsigned survey_month(uint64_t seed, uint64_t run);
/* Standard normals: of an informant of runs 0 to n - 1. */
void survey_noise(double *noise, uint64_t seed, enum informant, size_t n);

#endif
