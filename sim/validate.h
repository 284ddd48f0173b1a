/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate: a model held against what is published: its figure for every fact, a naive yardstick's beside it, what both look like. */
#ifndef ENTENTE_VALIDATE_H
#define ENTENTE_VALIDATE_H
#include "ablate.h"
#include <stdio.h>

enum { VALIDATE_RUNS = 100000, WORTH_POINTS = 121, YEARS_MOST = MONTHS_MOST / 12 };
#define WORTH_STEP 0.025 /* between the points at which the distribution of `worth` is kept, from 0 */

/* The default population of a model, or of its yardstick. */
struct portrait {
  unsigned months;
  double alive[MONTHS_MOST + 1]; /* share at the end of month 0, 1, ... */
  double hazard[YEARS_MOST];     /* endings that were not planned a partnership-year at risk, by year of life */
  double reached[WORTH_POINTS];  /* share whose `worth` is at least point x WORTH_STEP */
};

struct validation {
  const struct model *model;
  const struct evidence *evidence;
  uint64_t runs, seed;
  size_t fitted;                     /* coefficients of the model that were fitted to the calibrated facts */
  struct figure *figure, *yardstick; /* [fact_count]; owned */
  double list[YARDSTICK_MOST];       /* the yardstick's fitted coefficients */
  struct score score, yardstick_score;
  struct portrait *portrait;  /* [2] of the model, of the yardstick; owned */
  struct ablations ablations; /* count 0: not asked for */
};

/* Simulate and measure; the yardstick is fitted to the calibrated facts on the first runs' luck. *done is false if stopped before all
 * was measured. */
bool validation_make(struct validation *, const struct model *, const struct trials_options *, bool *done, struct error *err);
void validation_free(struct validation *); /* takes a zeroed struct */

/* "met", "missed", with "borderline": the interval reaches over an edge of the band. */
const char *validation_verdict(const struct known_fact *, struct figure);
/* What must be said wherever results are shown: how many coefficients were fitted to how many facts. */
enum { CONFESSION_SIZE = 256 };
const char *validation_confession(char out[CONFESSION_SIZE], const struct validation *);
/* Which facts only one of model and yardstick meets: a sentence or two; the caller's to free, NULL without memory. */
char *validation_apart(const struct validation *);
/* A figure rounded to what its error allows: "0.4782 (0.4751 to 0.4813)"; "never" for a crossover that does not come. */
enum { FIGURE_SIZE = 128 };
const char *validation_figure(char out[FIGURE_SIZE], const struct known_fact *, struct figure);
const char *validation_value(char out[FIGURE_SIZE], const struct known_fact *, struct figure); /* without its interval */
const char *validation_band(char out[FIGURE_SIZE], const struct known_fact *);                 /* "0.45 to 0.58" */

/* Misfit with its 95 % error and, in brackets, facts missed: "0.12 ± 0.03 (2)"; without the error where there is none. */
const char *validation_misfit(char out[FIGURE_SIZE], const struct score *, enum use);
/* How the ablation is to be read: what misfit, error and verdict mean. */
extern const char validation_ablation_note[];

/* What is printed and kept. */
bool validation_text(FILE *, const struct validation *, bool colour, struct error *err);
bool validation_json(FILE *, const struct validation *, struct error *err);
bool validation_csv(FILE *, const struct validation *, bool excel, struct error *err);
bool ablation_csv(FILE *, const struct validation *, bool excel, struct error *err);

#endif
