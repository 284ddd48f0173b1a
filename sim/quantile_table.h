/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quantile_table: a law tabulated against its normal score, so that a draw costs nanoseconds instead of a microsecond.
 *
 * x(z) = quantile(Phi(z)) is smooth for the laws at hand; cubics over cells of 1/16 in z are right to about 1e-6 of the spread.
 * Nodes come from GSL and libm, which differ in the last bits between machines, so they are rounded to single precision first;
 * what follows is plain arithmetic and gives the same bits everywhere. */
#ifndef ENTENTE_QUANTILE_TABLE_H
#define ENTENTE_QUANTILE_TABLE_H
#include "distribution.h"

enum { TABLE_CELLS = 256, TABLE_CELLS_PER_SCORE = 16 }; /* scores -8 to 8; beyond, the value at the border */

struct quantile_table {
  double low, high;   /* bounds of every value returned */
  double (*cubic)[4]; /* [TABLE_CELLS] c0 + t (c1 + t (c2 + t c3)), t in [0, 1]; NULL for points and constants; owned */
  size_t count;       /* points */
  double *value;      /* [count] ascending, owned */
  double *threshold;  /* [count - 1] value[i] holds from this score on for i + 1; owned */
};

bool quantile_table_make(struct quantile_table *table, const struct law *law, struct error *err);
void quantile_table_free(struct quantile_table *table);
/* out[i] = value at score[i]; any number of scores. The two arrays do not overlap. */
void quantile_table_apply(const struct quantile_table *table, const double *score, double *out, size_t count);

#endif
