/* SPDX-License-Identifier: GPL-3.0-or-later */
/* contest: which of several estimates is clearly the highest, where the results hold no paired comparison. */
#ifndef ENTENTE_CONTEST_H
#define ENTENTE_CONTEST_H
#include "source.h"

/* Whether a is above b: by more than the 95 % intervals of two independent estimates allow (R. G. Newcombe (1998), "Interval
 * estimation for the difference between independent proportions", Statistics in Medicine 17, 873-890, method 10), widened so that
 * `family` such statements hold together (Bonferroni). Scenarios share their luck, which makes this cautious. What is not
 * known is neither above nor below. */
bool estimate_above(struct estimate a, struct estimate b, size_t family);

struct contest {
  size_t highest, lowest; /* of the known values; SOURCE_NONE where there is none */
  bool clear;             /* highest is above every other */
  bool apart;             /* highest is above lowest */
};
/* `statements`: how many such contests are held and only one is told. */
struct contest contest_of(const struct estimate *, size_t count, size_t statements);

/* A mean of a series at the end of a month (from 1). */
struct estimate series_mean(const struct series *, size_t month);

#endif
