/* SPDX-License-Identifier: GPL-3.0-or-later */
/* resample: standard normals for estimators that resample or simulate: named as all random numbers are (random.h), and never those of
 * the simulation itself. */
#ifndef ENTENTE_RESAMPLE_H
#define ENTENTE_RESAMPLE_H
#include "error.h"
#include "model.h"

enum resample_purpose { RESAMPLE_RANKING, RESAMPLE_DOMINANCE };

/* Room for rows of draws, one lane a resample. */
struct resample {
  size_t rows;          /* rounded up to whole fours */
  normal_array *normal; /* [rows] */
  word_array *word;     /* [rows] */
};
bool resample_make(struct resample *, size_t rows, struct error *err); /* at most DRAWS_MOST rows */
/* Draw resamples LANES * block to LANES * block + LANES - 1: the same numbers for the same seed, purpose, block and row. */
void resample_draw(struct resample *, uint64_t seed, enum resample_purpose, unsigned block);
void resample_free(struct resample *);

#endif
