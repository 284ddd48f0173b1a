/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ranking: which of several scenarios is the best, and how sure that is. */
#ifndef ENTENTE_RANKING_H
#define ENTENTE_RANKING_H
#include "estimate.h"

/* Draws that probabilities to be best rest on, where there are more than two scenarios. */
#define RANKING_DRAWS UINT64_C(16384)

struct ranking {
  struct estimate mean;
  /* 1 = best mean. The interval holds for all scenarios together: 1 + those that are better for sure, up to the number of scenarios less
   * those that are worse for sure, by the simultaneous intervals of compare.h (M. Mogstad, J. P. Romano, A. M. Shaikh, D. Wilhelm
   * (2024), "Inference for ranks", Review of Economic Studies 91, 476-518). */
  struct estimate rank;
  /* Probability that its true mean is the best: the share of draws in which it is, when the true differences are drawn from the
   * multivariate t law around the paired ones (flat prior; S. E. Chick, K. Inoue (2001), "New procedures to select the best simulated
   * system using common random numbers", Management Science 47, 1133-1149). Equal scenarios share it. The interval is that of the
   * draws; with two scenarios it is exact. */
  struct estimate best;
  bool possible;            /* no other scenario is better for sure: it belongs to the set that holds the best with CONFIDENCE */
  struct estimate best_run; /* share of runs in which no other scenario does better; missing where outcomes are not kept run by run */
};

/* Rank all scenarios by an outcome with a good direction; ranking[scenarios] */
bool ranking_make(struct ranking *ranking, const struct tally *, size_t outcome, struct error *err);

#endif
