/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally: what is kept of the runs. Its size does not grow with their number beyond 2^20.
 *
 * Means and variances are merged along a binary tree over blocks of 256 runs, so that they are the same bits whatever the number
 * of threads or the order in which blocks finish; everything else is counts, which commute. */
#ifndef ENTENTE_TALLY_H
#define ENTENTE_TALLY_H
#include "moments.h"
#include "scenario.h"

enum { EXACT_RUNS = 1 << 20 }; /* up to here outcomes are kept run by run; beyond, counted on a logarithmic grid */

struct pair {
  size_t first, second;
}; /* scenarios, first < second */

/* Where what stands among the rows of moments, and among the cells of histograms over time. */
struct tally_layout {
  size_t scenarios, pairs, months, variables, outcomes, endings;
  size_t cumulative;    /* number of cumulative variables */
  size_t scenario_rows; /* rows of one scenario: variables x months, cumulative x months (of runs that ended in the month), outcomes */
  size_t pair_rows;     /* rows of one pair: outcomes, months of the crossing variable */
  size_t rows;
  size_t month_cells; /* histogram cells of one scenario and month, all variables */
  size_t *cell;       /* [variables] first cell within a month; owned */
  size_t *ordinal;    /* [variables] number of the variable among the cumulative ones, if it is one; owned */
  size_t *sample;     /* [outcomes] place among the sampled outcomes (all but shares); owned */
  size_t samples;     /* how many outcomes are sampled */
};
size_t row_variable(const struct tally_layout *, size_t scenario, size_t variable, unsigned month); /* over the living */
size_t row_ended(const struct tally_layout *, size_t scenario, size_t ordinal, unsigned month);
size_t row_outcome(const struct tally_layout *, size_t scenario, size_t outcome);
size_t row_difference(const struct tally_layout *, size_t pair, size_t outcome);
size_t row_gap(const struct tally_layout *, size_t pair, unsigned month);
size_t grid_place(const struct tally_layout *, size_t scenario, unsigned month, size_t variable);
size_t ended_grid_place(const struct tally_layout *, size_t scenario, unsigned month, size_t ordinal);

struct tally {
  const struct study *study; /* not owned; must outlive the tally */
  uint64_t runs;             /* done, of every scenario */
  uint64_t asked;
  bool complete;     /* runs == asked */
  unsigned keep;     /* parts that were kept (engine.h) */
  size_t pair_count; /* count (count - 1)/2, in the order (0,1), (0,2), ..., (1,2), ... */

  struct tally_layout layout;
  struct moments *moments; /* [layout.rows], owned */
  uint64_t *ends;          /* [scenario][month 0..months][ending]: runs that ended in the month; [months][0] counts the active */
  uint32_t *grid;          /* [scenario][months][layout.month_cells]; NULL without KEEP_QUANTILES */
  uint32_t *ended_grid;    /* [scenario][months][cumulative][MONEY_CELLS]: runs that ended up to that month; likewise */
  double *samples;         /* [scenario][layout.samples][samples_room]: outcomes of the first runs, run by run; NULL without KEEP_SAMPLES */
  uint64_t samples_room;   /* EXACT_RUNS, or runs asked for where these are fewer */
  uint64_t
      *outcome_grid; /* [scenario][layout.samples][OUTCOME_CELLS]: outcomes of all runs; NULL where samples holds all that were asked for */
  uint64_t *missing; /* [scenario][outcomes] runs where the outcome is missing */
  uint64_t *better;  /* [pair][outcome][2]: runs where first / second is better (for outcomes without a good direction: larger) */
  uint64_t *ever;    /* [pair][2]: runs in which first / second was behind in some month and is ahead for good at the end */
};

/* Outcomes beyond EXACT_RUNS: a symmetric logarithmic grid of 1,024 cells an octave, from 2^-40 to 2^88 and below. */
enum { OUTCOME_HALF = 128 * 1024, OUTCOME_CELLS = 2 * OUTCOME_HALF + 1 };
size_t outcome_cell(double value);
double outcome_cell_middle(size_t cell);

bool tally_make(struct tally *tally, const struct study *study, uint64_t runs, unsigned keep, struct error *err);

/* Values of a variable at the end of a month (1 to months): over the living, or over all for cumulative ones. */
struct moments tally_variable(const struct tally *, size_t scenario, size_t variable, unsigned month);
/* Quantile p of the same from the fixed grid, interpolated linearly inside a cell; NaN for none. */
double tally_variable_quantile(const struct tally *, size_t scenario, size_t variable, unsigned month, double p);
/* Several at once, p ascending: out[count]. */
void tally_variable_quantiles(const struct tally *, size_t scenario, size_t variable, unsigned month, const double *p, size_t count,
                              double *out);
/* Money of a scenario is gridded in units of this: the median of the model's scale parameter, or 1. */
double tally_scale(const struct study *, size_t scenario);
/* Values of an outcome over runs where it is not missing. */
struct moments tally_outcome(const struct tally *, size_t scenario, size_t outcome);
/* first minus second on the same luck, over runs where neither is missing. */
struct moments tally_difference(const struct tally *, size_t pair, size_t outcome);
/* first minus second of the crossing variable at a month. */
struct moments tally_gap(const struct tally *, size_t pair, unsigned month);
uint64_t tally_ended(const struct tally *, size_t scenario, unsigned month, size_t ending); /* in that month */
uint64_t tally_alive(const struct tally *, size_t scenario, unsigned month);                /* at the end of that month; month 0: all */
size_t pair_index(const struct tally *, size_t first, size_t second);                       /* first < second */
struct pair pair_at(const struct tally *, size_t pair);

/* The outcome's values in ascending order, missing ones last: exact, or a grid beyond EXACT_RUNS.
 * sorted_make copies and sorts once; then any number of order statistics. */
struct sorted {
  const struct tally *tally;
  double *value;         /* [present] or NULL, owned */
  const uint64_t *cells; /* of the grid */
  uint64_t *below;       /* [OUTCOME_CELLS + 1] values in lower cells, owned; NULL where values are exact */
  uint64_t present, missing;
};
bool sorted_make(struct sorted *, const struct tally *, size_t scenario, size_t outcome, struct error *err);
double sorted_rank(const struct sorted *, uint64_t rank);        /* rank 0 is the smallest; NaN from `present` on */
void sorted_free(struct sorted *);

void tally_free(struct tally *);

#endif
