/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample.h"
#include "lanes.h"
#include <stdlib.h>

bool resample_make(struct resample *resample, size_t rows, struct error *err) {
  const size_t whole = (rows + 3) / 4 * 4;
  *resample = (struct resample){.rows = whole,
                                .normal = aligned_alloc(64, whole * sizeof *resample->normal),
                                .word = aligned_alloc(64, whole * sizeof *resample->word)};
  if (resample->normal && resample->word) return true;
  resample_free(resample);
  return fail_memory(err);
}

void resample_draw(struct resample *resample, uint64_t seed, enum resample_purpose purpose, unsigned block) {
  uint64_t run[LANES];
  for (unsigned i = 0; i < LANES; i++) run[i] = (uint64_t)block * LANES + i;
  const uint32_t luck = UINT32_MAX - (uint32_t)purpose; /* beyond any twin's */
  lanes_base.words(resample->word, run, LANES, seed, luck, 0, (unsigned)resample->rows / 4);
  lanes_base.normals(resample->normal, resample->word, LANES, (unsigned)resample->rows / 2);
}

void resample_free(struct resample *resample) {
  free(resample->normal);
  free(resample->word);
  *resample = (struct resample){0};
}
