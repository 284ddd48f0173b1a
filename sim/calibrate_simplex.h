/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate_simplex: the point whose figures are nearest to the targets (simulated minimum distance).
 *
 * The misfit is a function of the point alone, because every point is simulated with the same runs (batch 0). It is minimised by the
 * simplex of J. A. Nelder and R. Mead (1965), "A simplex method for function minimization", Computer Journal 7, 308-313, as the GNU
 * Scientific Library has it (nmsimplex2), on the unknowns' scores: from the sheet's own values and from the best, well apart, among points
 * of a randomly shifted Sobol sequence over the ranges. Each search is begun a second time where it ended. */
#ifndef ENTENTE_CALIBRATE_SIMPLEX_H
#define ENTENTE_CALIBRATE_SIMPLEX_H
#include "calibrate.h"

enum { STARTS_DEFAULT = 6, STARTS_MOST = 1000 };

/* A step of a search: the best point so far. */
struct simplex_step {
  unsigned iteration;
  uint64_t points; /* simulated so far by this search */
  double misfit, size;
  double value[UNKNOWNS_MOST];
};

/* One search. */
struct simplex_search {
  double start[UNKNOWNS_MOST], value[UNKNOWNS_MOST]; /* where it began, where it ended */
  double misfit;                                     /* there; infinite where nothing was simulated */
  bool begun, settled;                               /* settled: the simplex has shrunk to a point, or wins no more */
  uint64_t points;
  struct simplex_step *step;
  size_t steps, room; /* owned */
};

struct simplex {
  struct simplex_search *search; /* [searches], owned */
  size_t searches;
  size_t best;     /* the search that ended lowest; the first of equals */
  uint64_t points; /* simulated in all */
  bool complete;   /* not interrupted */
};

/* A calibration that has ended early leaves what was found: check search[best].misfit. */
bool simplex_run(struct simplex *simplex, const struct calibration *calibration, size_t starts, struct error *err);
void simplex_free(struct simplex *simplex); /* takes a zeroed struct */

/* Points of a Sobol sequence over the ranges, shifted at random by the study's seed: value[count][unknowns]. */
bool calibration_spread(const struct calibration *calibration, size_t count, double *value, struct error *err);

#endif
