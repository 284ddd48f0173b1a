/* SPDX-License-Identifier: GPL-3.0-or-later */
/* correlation: the model's block correlations and a sheet's pairs -> the Gaussian copula of a run's inputs.
 *
 * Two parameters of blocks b and c with loadings l and k have normal scores that correlate l k (general + (b == c ? own : 0));
 * a parameter without a block is independent. A pair of the sheet, Spearman's rho, replaces one entry by 2 sin(pi rho / 6)
 * (K. Pearson, "On further methods of determining correlation", 1907). The matrix covers all parameters in table order, also
 * those that a scenario fixes, so that fixing one never changes another's draw. Entries that come from libm are rounded to single
 * precision and factored in a fixed order, so that machines agree. */
#ifndef ENTENTE_CORRELATION_H
#define ENTENTE_CORRELATION_H
#include "error.h"
#include "model.h"

struct rank_pair {
  size_t first, second; /* parameters, first < second */
  double rho;           /* Spearman's, in (-1, 1) */
  size_t origin;        /* the caller's own */
};

/* Put pairs in table order: by first, then second. */
void correlation_sort(struct rank_pair *pair, size_t count);

/* Factor the correlation matrix of the model with the pairs entered: factor[parameter_count][parameter_count],
 * lower triangle, zero above; factor times independent normals gives correlated ones. Where all pairs together leave no positive
 * definite matrix: false, *bad is the first that does not go with those before it, and the message names the interval that would. */
bool correlation_factor(const struct model *model, const struct rank_pair *pair, size_t count, double *factor, size_t *bad,
                        struct error *err);

#endif
