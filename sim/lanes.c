/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lanes.h"

const struct lanes *lanes_for(enum vector vector) {
  switch (vector) {
#ifdef HAVE_VECTOR_AVX2
  case VECTOR_AVX2: return &lanes_avx2;
#endif
#ifdef HAVE_VECTOR_AVX512
  case VECTOR_AVX512: return &lanes_avx512;
#endif
  default: return &lanes_base;
  }
}

unsigned grid_cells(enum grid grid) {
  return grid == GRID_MONEY ? MONEY_CELLS : GRID_CELLS;
}

/* Distance from zero of the inner border of a money cell. */
static double money_border(unsigned steps) {
  const unsigned octave = steps / MONEY_OCTAVE_CELLS, inside = steps % MONEY_OCTAVE_CELLS;
  const double t = (double)(UINT64_C(1) << octave) * (1 + (double)inside / MONEY_OCTAVE_CELLS);
  return (t - 1) / MONEY_FINENESS;
}

double grid_border(enum grid grid, unsigned cell) {
  if (grid != GRID_MONEY) return (grid == GRID_THREE ? 3.0 : 1.0) * cell / GRID_CELLS;
  return cell >= MONEY_HALF ? money_border(cell - MONEY_HALF) : -money_border(MONEY_HALF - cell);
}
