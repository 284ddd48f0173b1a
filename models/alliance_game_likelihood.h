/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alliance_game_likelihood: how probable choices are under the model `alliance_game`, and the numbers that make them most probable.
 *
 * Likelihood of a subject: the product over its choices, integrated over its disposition, a standard normal, by Gauss-Hermite quadrature
 * (K. Train, Discrete Choice Methods with Simulation, 2nd ed. 2009, 6.7, for mixed logit in panels). */
#ifndef ENTENTE_ALLIANCE_GAME_LIKELIHOOD_H
#define ENTENTE_ALLIANCE_GAME_LIKELIHOOD_H
#include "models/alliance_game.h"
#include "models/alliance_game_data.h"

/* Log odds in a situation: sums of coefficients times these, and times the subject's disposition for those in `..._spread`. */
struct alliance_odds {
  double contribute[ALLIANCE_FITTED], leave[ALLIANCE_FITTED];
  double contribute_spread, leave_spread; /* 0 or 1: times the coefficient disposition, leave_disposition */
};
struct alliance_odds alliance_odds(const struct alliance_situation *situation, double continuation);

/* Chances in a situation at a disposition. */
struct alliance_chances {
  double leave, contribute; /* contribute: if the partner does not leave */
};
struct alliance_chances alliance_chances(const struct alliance_odds *odds, const double value[ALLIANCE_COEFFICIENTS], double disposition);

/* The likelihood of some of the sessions. */
struct alliance_likelihood {
  const struct alliance_data *data; /* not owned */
  const bool *left_out;             /* [sessions of data]; NULL: none; not owned */
  size_t nodes;
  double *node, *log_weight;   /* [nodes], owned, like all that follows */
  struct alliance_odds *odds;  /* [situations] */
  double *log_chance, *chance; /* [situation][choice][node], [situation][contributes, leaves][node]: work space */
};
/* continuation as in the model; nodes of the quadrature, at most ALLIANCE_NODES_MOST. Subjects who choose hundreds of times leave little
 * doubt about their disposition, so it takes many: with ALLIANCE_NODES the logarithm is right to 0.01. */
enum { ALLIANCE_NODES = 101, ALLIANCE_NODES_MOST = 256 };
bool alliance_likelihood_make(struct alliance_likelihood *likelihood, const struct alliance_data *data, const bool *left_out,
                              double continuation, size_t nodes, struct error *err);
void alliance_likelihood_free(struct alliance_likelihood *likelihood); /* takes a zeroed struct */

/* Natural logarithm of the likelihood at coefficients. score: NULL, or [subjects of data][ALLIANCE_FITTED], derivatives of each subject's
 * part with respect to the coefficients; 0 for subjects left out. */
double alliance_log_likelihood(const struct alliance_likelihood *likelihood, const double value[ALLIANCE_COEFFICIENTS],
                               double (*score)[ALLIANCE_FITTED]);
/* Choices that it is made of. */
double alliance_likelihood_choices(const struct alliance_likelihood *likelihood);

struct alliance_fit {
  double value[ALLIANCE_COEFFICIENTS]; /* continuation as given */
  double error[ALLIANCE_FITTED];       /* standard errors: observed information, clustered by subject (sandwich) */
  double low[ALLIANCE_FITTED], high[ALLIANCE_FITTED];
  double covariance[ALLIANCE_FITTED][ALLIANCE_FITTED];
  double log_likelihood, choices;
  size_t subjects;
};

/* Maximum likelihood: BFGS on exact derivatives from several starts around `start` (continuation is taken from there), finished by Newton
 * steps; 95 % intervals. leave_content is estimated apart, as its situation knows no disposition: half a leave is added to those seen
 * and half to the stays, because there may be none (J. B. S. Haldane, Annals of Human Genetics 20, 1956, 309-311), and its interval is
 * that of Jeffreys. Fails where the data do not identify all of them. */
bool alliance_game_fit(struct alliance_fit *fit, const struct alliance_data *data, const bool *left_out,
                       const double start[ALLIANCE_COEFFICIENTS], struct error *err);

/* The model's own values. */
void alliance_defaults(double value[ALLIANCE_COEFFICIENTS]);

#endif
