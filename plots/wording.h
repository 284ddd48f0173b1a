/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wording: phrases that headlines, captions and tables share. Functions that return char * give a text that is the caller's to free,
 * NULL without memory. */
#ifndef ENTENTE_WORDING_H
#define ENTENTE_WORDING_H
#include "source.h"

enum { PHRASE_SIZE = 160 };

/* printf into a text of its own. */
char *wording(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "ten years", "two and a half years" as "30 months", "one month". */
const char *wording_horizon(char out[PHRASE_SIZE], size_t months);
/* "year 4", "month 7": a moment after signing. */
const char *wording_moment(char out[PHRASE_SIZE], size_t month);
/* A share as a whole percent: "43 %", "under 1 %", "over 99 %"; exact 0 and 1 as such. */
const char *wording_percent(char out[PHRASE_SIZE], double share);
/* The same where there is little room: "<1 %", ">99 %". */
const char *wording_percent_short(char out[PHRASE_SIZE], double share);
/* Two shares that stand side by side, with decimals where whole percents would be the same though they differ. */
void wording_percents(char a_out[PHRASE_SIZE], char b_out[PHRASE_SIZE], double a, double b);
/* "43 % (42 to 44)"; "43 %" where there is no interval. */
const char *wording_percent_interval(char out[PHRASE_SIZE], struct estimate);
/* A quantity rounded to what its interval allows: "1,032 (999 to 1,065)". */
const char *wording_interval(char out[PHRASE_SIZE], struct estimate);
/* A difference rounded to what its interval allows: "+218 [+210, +227]". */
const char *wording_difference(char out[PHRASE_SIZE], struct estimate);
/* The same without sign and interval: "218". */
const char *wording_distance(char out[PHRASE_SIZE], struct estimate);
/* A quantity to three figures of `scale`, for numbers that stand side by side: "−538", "0.41". */
const char *wording_figure(char out[PHRASE_SIZE], double value, double scale);
/* Two that are told apart: as above, with more figures where they would look the same; equal ones stay equal. */
void wording_figures(char a_out[PHRASE_SIZE], char b_out[PHRASE_SIZE], double a, double b, double scale);
/* A unit after a figure: " thousand EUR"; for money of no currency "", or " a month". */
const char *wording_unit(char out[PHRASE_SIZE], const char *unit);
/* A label inside a sentence: "Joint value" becomes "joint value", "NPV of A" stays. */
const char *wording_inside(char out[PHRASE_SIZE], const char *label);
/* "10,000 runs of each scenario on the same luck, seed 1", or "10,000 runs, seed 1"; says so when a run was interrupted. */
const char *wording_runs(char out[PHRASE_SIZE], const struct source *);

/* How scenarios stand to each other on one outcome, by the simultaneous verdicts. */
struct standing {
  size_t best, worst; /* by mean, in the outcome's good direction (or the largest, the smallest) */
  bool best_clear;    /* best is better than every other */
  bool differ;        /* best is better than worst */
  size_t order[64];   /* scenarios from best to worst, at most 64 */
  size_t count;
};
/* SOURCE_NONE as outcome, or one scenario alone: nothing differs. */
struct standing standing_of(const struct source *, size_t outcome);

#endif
