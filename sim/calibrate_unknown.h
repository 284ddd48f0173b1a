/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate_unknown: a number of a model that is sought, and where it may lie.
 *
 * An unknown is a coefficient or a parameter; as a parameter it is one constant number in every scenario. Searching is done on a scale
 * without ends, the score: the value lies at the share Phi(score) of the way from low to high, Phi the standard normal distribution
 * function, so that a value uniform on its range has a standard normal score. */
#ifndef ENTENTE_CALIBRATE_UNKNOWN_H
#define ENTENTE_CALIBRATE_UNKNOWN_H
#include "scenario.h"

enum { UNKNOWNS_MOST = 20, UNKNOWN_NAME = 128 };
enum unknown_kind { UNKNOWN_PARAMETER, UNKNOWN_PAIR /* NAME_a and NAME_b alike */, UNKNOWN_COEFFICIENT };

struct unknown {
  char name[UNKNOWN_NAME]; /* as a sheet names it, a coefficient without its prefix */
  enum unknown_kind kind;
  size_t index; /* of the parameter (the first of a pair) or coefficient */
  double low, high;
  double start; /* what the sheet says: the coefficient's value, or the median of the parameter's law, inside the range */
};

/* Read 'NAME' or 'NAME=LOW..HIGH'. Without a range: a coefficient's plausible range, a parameter's allowed one. Fails (status usage) where
 * the sheet has different values for it in its scenarios. */
bool unknown_read(struct unknown *unknown, const char *text, const struct study *study, struct error *err);
/* All of them; none twice. *list is the caller's to free. */
bool unknowns_read(struct unknown **list, const char *const *text, size_t count, const struct study *study, struct error *err);

double unknown_value(const struct unknown *unknown, double score);
double unknown_score(const struct unknown *unknown, double value); /* -UNKNOWN_EDGE to UNKNOWN_EDGE */
#define UNKNOWN_EDGE 4.0
/* Standard deviation of a value uniform on the range. */
double unknown_spread(const struct unknown *unknown);
/* "'coefficient: luck_sd=0.4'", as --set takes it. */
void unknown_assignment(const struct unknown *unknown, double value, char out[UNKNOWN_NAME + 64]);

#endif
