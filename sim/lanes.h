/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lanes: the engine's own loops over the lanes of a block, compiled once for each vector width, with the same bits from all. */
#ifndef ENTENTE_LANES_H
#define ENTENTE_LANES_H
#include "model.h"
#include "moments.h"

/* Fixed grids (model.h): cells of a histogram over time. */
enum {
  GRID_CELLS = 1024,
  MONEY_OCTAVE_CELLS = 200,
  MONEY_OCTAVES = 18,
  MONEY_HALF = MONEY_OCTAVE_CELLS * MONEY_OCTAVES,
  MONEY_CELLS = 2 * MONEY_HALF
};
/* Money x in units of the scale falls into the octave of t = 25 |x| + 1: cells are 0.5 % of t wide or narrower, so a quantile is
 * right to 0.5 % + 0.0002; the last cell, from about 10,485, takes what lies beyond. */
#define MONEY_FINENESS 25

struct lanes {
  /* Words of draws 0 to 4 * quads - 1 of a month for runs run[0], run[1], ...: word[draw][lane], width lanes (random.h). */
  void (*words)(word_array *word, const uint64_t *run, unsigned width, uint64_t seed, uint32_t luck, unsigned month, unsigned quads);
  /* Standard normals from pairs of words: rows 2j, 2j + 1 -> normals 2j, 2j + 1 (G. E. P. Box, M. E. Muller 1958, in single
   * precision; |z| < 6.8). */
  void (*normals)(normal_array *normal, word_array *word, unsigned width, unsigned pairs);
  /* Count, mean and squared deviations of x[0] to x[live - 1], live >= 1; x has room for a whole strip. */
  struct moments (*moments)(const double *x, unsigned live);
  /* Cells of the fixed grids; scale_inverse only for money. */
  void (*cells)(uint16_t *cell, const double *x, unsigned live, enum grid grid, double scale_inverse);
  /* Whether any of x[0] to x[live - 1] is not 0. */
  bool (*any)(const double *x, unsigned live);
  /* score[i] = sum over j <= row of factor[j] * independent[j][i]: one row of a correlated set. */
  void (*correlate)(double *score, const double *factor, const normal_array *independent, unsigned row, unsigned width);
};

extern const struct lanes lanes_base, lanes_avx2, lanes_avx512;
/* The loops for a vector width that is available. */
const struct lanes *lanes_for(enum vector vector);

/* Lower border of a cell, in the variable's unit (money: in units of the scale); cell = number of cells gives the upper end. */
double grid_border(enum grid grid, unsigned cell);
unsigned grid_cells(enum grid grid);

#endif
