/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quantile_table.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  BEYOND = 2, /* nodes on either side of the table, for slopes at its ends */
  NODES = TABLE_CELLS + 1 + 2 * BEYOND
};
static const double score_most = (double)TABLE_CELLS / TABLE_CELLS_PER_SCORE / 2;

static double bounded(double x, double low, double high) {
  const double above = x > low ? x : low;
  return above < high ? above : high;
}

/* Quantiles at the nodes, rounded to single precision and put in order: from here on all is plain arithmetic. */
static bool nodes_make(double node[NODES], const struct law *law) {
  const double low = law_quantile(law, 0), high = law_quantile(law, 1);
  for (int i = 0; i < NODES; i++) {
    const double exact = law_at_score(law, (double)(i - BEYOND) / TABLE_CELLS_PER_SCORE - score_most);
    const double rounded = (double)(float)exact;
    node[i] = bounded(rounded, low, high);
    if (!isfinite(node[i])) return false;
    if (i > 0 && node[i] < node[i - 1]) node[i] = node[i - 1];
  }
  return true;
}

/* Slope at a node per cell: five-point difference, right to the fourth order, held where a cubic would overshoot: F. N. Fritsch,
 * R. E. Carlson, SIAM Journal on Numerical Analysis 17 (1980) 238, doi:10.1137/0717021. */
static double slope(const double *node) {
  const double central = (node[-2] - node[2] + 8 * (node[1] - node[-1])) / 12, before = node[0] - node[-1], after = node[1] - node[0];
  return bounded(central, 0, 3 * (before < after ? before : after));
}

/* Hermite's cubic from start to end with these slopes. */
static void cubic_make(double cubic[4], double start, double end, double slope_start, double slope_end) {
  cubic[0] = start;
  cubic[1] = slope_start;
  cubic[2] = 3 * (end - start) - 2 * slope_start - slope_end;
  cubic[3] = 2 * (start - end) + slope_start + slope_end;
}

static bool cubics_make(struct quantile_table *table, const struct law *law, struct error *err) {
  double node[NODES];
  if (!nodes_make(node, law)) return fail_input(err, "the law reaches values beyond 3e38; choose a narrower one");
  table->cubic = malloc(TABLE_CELLS * sizeof *table->cubic);
  if (!table->cubic) return fail_memory(err);
  for (int i = 0; i < TABLE_CELLS; i++) {
    const double *at = node + BEYOND + i;
    cubic_make(table->cubic[i], at[0], at[1], slope(at), slope(at + 1));
  }
  table->low = node[BEYOND];
  table->high = node[BEYOND + TABLE_CELLS];
  return true;
}

/* The score below which a law has so much of its probability. */
static double threshold(double cumulative) {
  const double score = cumulative <= 0.5 ? gsl_cdf_ugaussian_Pinv(cumulative) : gsl_cdf_ugaussian_Qinv(1 - cumulative);
  return (double)(float)score;
}

static bool points_make(struct quantile_table *table, const double *value, const double *cumulative, size_t count, struct error *err) {
  table->value = malloc(count * sizeof *table->value);
  table->threshold = malloc(count * sizeof *table->threshold);
  if (!table->value || !table->threshold) {
    quantile_table_free(table);
    return fail_memory(err);
  }
  table->count = count;
  memcpy(table->value, value, count * sizeof *value);
  for (size_t i = 0; i + 1 < count; i++) table->threshold[i] = threshold(cumulative[i]);
  table->low = value[0];
  table->high = value[count - 1];
  return true;
}

bool quantile_table_make(struct quantile_table *table, const struct law *law, struct error *err) {
  *table = (struct quantile_table){0};
  if (law->kind == LAW_POINTS) return points_make(table, law->value, law->cumulative, law->count, err);
  if (law->kind == LAW_CONSTANT) return points_make(table, &law->a, NULL, 1, err);
  return cubics_make(table, law, err);
}

void quantile_table_free(struct quantile_table *table) {
  free(table->cubic);
  free(table->value);
  free(table->threshold);
  *table = (struct quantile_table){0};
}

static void cubics_apply(const struct quantile_table *table, const double *score, double *restrict out, size_t count) {
  const double *const coefficient = table->cubic[0]; /* flat, which lets compilers gather */
  const double low = table->low, high = table->high;
  for (size_t i = 0; i < count; i++) {
    const double at = bounded((score[i] + score_most) * TABLE_CELLS_PER_SCORE, 0, TABLE_CELLS);
    const int whole = (int)at, cell = whole < TABLE_CELLS - 1 ? whole : TABLE_CELLS - 1, first = 4 * cell;
    const double t = at - cell;
    const double x = coefficient[first] + t * (coefficient[first + 1] + t * (coefficient[first + 2] + t * coefficient[first + 3]));
    out[i] = bounded(x, low, high);
  }
}

/* Halving without branches: each score takes the same steps. */
static void points_apply(const struct quantile_table *table, const double *score, double *out, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const double *from = table->threshold;
    size_t left = table->count - 1;
    while (left > 0) {
      const size_t half = (left + 1) / 2;
      from = from[half - 1] <= score[i] ? from + half : from;
      left -= half;
    }
    out[i] = table->value[from - table->threshold];
  }
}

void quantile_table_apply(const struct quantile_table *table, const double *score, double *out, size_t count) {
  if (table->cubic) cubics_apply(table, score, out, count);
  else points_apply(table, score, out, count);
}
