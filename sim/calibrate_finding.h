/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate_finding: what targets tell about an unknown, whichever method found it. */
#ifndef ENTENTE_CALIBRATE_FINDING_H
#define ENTENTE_CALIBRATE_FINDING_H
#include "calibrate.h"

struct finding {
  double best, error;                /* and its standard error or standard deviation; NaN where the targets do not bound it */
  double low, high;                  /* 95 % interval, inside the range */
  double shrink;                     /* error over the standard deviation of the whole range, at most 1: nothing is known */
  double alone;                      /* what it would be if the other unknowns were known */
  bool at_end;                       /* the best value is at an end of the range */
  double correlation[UNKNOWNS_MOST]; /* with the other unknowns, of what is left open of the ranges */
};

/* How much the targets tell, by shrink: much up to SHRINK_MUCH, little up to SHRINK_LITTLE, nothing beyond. */
#define SHRINK_MUCH 0.5
#define SHRINK_LITTLE 0.9
enum told { TOLD_MUCH, TOLD_LITTLE, TOLD_NOTHING };
enum told finding_told(const struct finding *finding);
extern const char *const told_names[]; /* "much", "little", "nothing" */

/* Sentences that a reader must know: unknowns that targets do not identify, or only together with another one; best values at an end of their range.
 * finding[unknowns]. */
void finding_warnings(struct messages *warnings, const struct calibration *calibration, const struct finding *finding);

#endif
