/* SPDX-License-Identifier: GPL-3.0-or-later */
/* overtaking: scenarios that are surely behind first, and from some month on surely ahead for good. */
#ifndef ENTENTE_OVERTAKING_H
#define ENTENTE_OVERTAKING_H
#include "wording.h"

struct overtaking {
  size_t ahead, behind;
  struct crossover crossover; /* low > 1, high > 0 */
};

/* Whether `ahead` overtakes `behind`. */
bool overtaking_of(const struct source *, size_t ahead, size_t behind, struct overtaking *);
/* In the order of months: of up to three scenarios all, of up to six those that concern the first one, of more only how the one that
 * ends highest overtakes the first. Returns how many. */
enum { OVERTAKINGS_MOST = 6 };
size_t overtakings(const struct source *, struct overtaking list[OVERTAKINGS_MOST]);
/* Of those that `ahead` overtakes, the one that it overtakes last; false if there is none. */
bool overtaking_last(const struct source *, size_t ahead, struct overtaking *);
/* "month 22 (21 to 23)", without the interval where that is one month. */
const char *overtaking_when(char out[PHRASE_SIZE], struct crossover);

#endif
