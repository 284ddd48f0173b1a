/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary: the answer that is printed: who is ahead on the main outcome, by how much, how sure, since when; then a table. */
#ifndef ENTENTE_SUMMARY_H
#define ENTENTE_SUMMARY_H
#include "compare.h"
#include <stdio.h>

struct luck;
struct robust;

struct summary_options {
  size_t main_outcome;
  double tolerance;            /* NaN: none given */
  bool colour;                 /* findings in bold */
  size_t width;                /* columns of the terminal, for the table; 0: 100 */
  const struct luck *luck;     /* what inputs explain of the variance; NULL for nothing */
  const struct robust *robust; /* what other versions of the model say; NULL for nothing */
};

/* Text with UTF-8 tables / one JSON object. Fail only without memory; a stream that fails keeps its error flag. */
bool summary_text(FILE *, const struct tally *, const struct summary_options *, struct error *err);
bool summary_json(FILE *, const struct tally *, const struct summary_options *, struct error *err);

/* Parts of the text, a sentence a line, for who shows them in another place: the answer (without the line that says what it is about,
 * where there is more than one scenario), and what the errors mean and the model is not for. */
bool summary_answer(FILE *, const struct tally *, const struct summary_options *, struct error *err);
void summary_closing(FILE *, const struct tally *);

/* What the text and the JSON form share. */

enum { FINDINGS_MOST = 12 /* sentences; the rest is in comparison.csv */ };

/* A comparison worth a sentence; `scenario` is the one that is ahead, where that can be told. */
struct finding {
  size_t scenario, other;
  struct comparison comparison;
  double baseline;            /* absolute mean of the baseline, for percentages; NaN where it is not distinguishable from 0 */
  bool overtakes;             /* scenario was significantly behind before */
  struct crossover crossover; /* only if overtakes */
};

/* Every scenario against the baseline, then the best scenario against the others; the best against the baseline comes first.
 * *findings is the caller's to free. */
bool findings_make(struct finding **findings, size_t *count, const struct tally *, const struct summary_options *, struct error *err);
void finding_write(FILE *, const struct finding *, const struct tally *, const struct summary_options *);
/* Where a scenario does not do the same for both partners, compared with the baseline: a sentence a line. */
void partners_write(FILE *, const struct tally *);
/* With three scenarios or more: which is the best on average, how sure that is, and how often each is the best in a single run. */
bool choice_write(FILE *, const struct tally *, const struct summary_options *, struct error *err);
/* With one scenario: its value, its spread, the chance of loss, how long it lasts. A sentence a line. */
bool portrait_write(FILE *, const struct tally *, const struct summary_options *, struct error *err);

#endif
