/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fact_measure: the model's figure for each published fact, with its error, from the runs of the studies (evidence.h). */
#ifndef ENTENTE_FACT_MEASURE_H
#define ENTENTE_FACT_MEASURE_H
#include "compare.h"
#include "evidence.h"
#include "figure.h"
#include "survey.h"

/* What the studies left behind. */
struct observed {
  const struct evidence *evidence;
  const struct records *study; /* [evidence->study_count] */
  const double *coefficient;   /* of the model, when they were run */
  mean_value *value_a_month;
  struct crossover crossover; /* of the contest's first over its second scenario */
};

/* figure[evidence->fact_count], NO_FIGURE where runs give none. calibrated_only: the others are left at NO_FIGURE. */
bool facts_measure(struct figure *figure, const struct observed *, bool calibrated_only, struct error *err);

bool fact_is_calibrated(const struct known_fact *);

/* Whether a figure lies in the band, bounds included; one that the runs do not give does not. */
bool known_fact_met(const struct known_fact *, struct figure);
/* Whether its interval reaches over an edge of the band, so that more runs might decide otherwise. */
bool known_fact_borderline(const struct known_fact *, struct figure);

/* Where a figure lies, in half-widths of the band from its middle: -1 to 1 inside. `never` stands for a figure that runs do not give. */
double known_fact_place(const struct known_fact *, struct figure, double never);
/* Squared distance from the band in its half-widths; 0 inside. */
double known_fact_misfit(const struct known_fact *, struct figure, double never);
/* Its standard error, to first order: 0 inside, and where the figure itself has no error. */
double known_fact_misfit_error(const struct known_fact *, struct figure, double never);

#endif
