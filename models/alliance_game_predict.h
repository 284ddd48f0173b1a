/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alliance_game_predict: figures of a session, as the model expects them and as they were observed. */
#ifndef ENTENTE_ALLIANCE_GAME_PREDICT_H
#define ENTENTE_ALLIANCE_GAME_PREDICT_H
#include "models/alliance_game_likelihood.h"

/* Shares, in [0, 1]: first-period choices that contribute; choices that contribute; alliances in which all contribute in every period;
 * alliances that a partner leaves. */
enum alliance_figure { FIGURE_FIRST, FIGURE_COOPERATION, FIGURE_ALWAYS, FIGURE_TERMINATED, ALLIANCE_FIGURES };
extern const char *const alliance_figure_names[ALLIANCE_FIGURES]; /* "first", "cooperation", "always", "terminated" */

/* Without simulation: partners' dispositions by quadrature, the alliance as a Markov chain over what was done last. Only treatment,
 * interactions and length of the session are looked at; interaction k meets partners with k - 1 alliances before. nodes: a disposition's,
 * at most 64. */
enum { PREDICTION_NODES = 25 };
bool alliance_expected(double figure[ALLIANCE_FIGURES], const struct alliance_session *session, const double value[ALLIANCE_COEFFICIENTS],
                       size_t nodes, struct error *err);

/* What a session's subjects did, with standard errors clustered by subject (of a ratio of sums); an alliance counts for each of its
 * partners. error: may be NULL. */
void alliance_observed(double figure[ALLIANCE_FIGURES], double error[ALLIANCE_FIGURES], const struct alliance_data *data, size_t session);

/* The yardstick: relative frequencies of the three choices by memory of the last period, with half a choice added to each. */
struct alliance_yardstick {
  double log_score; /* sum over the choices */
  unsigned numbers; /* free ones: two for each situation seen */
};
/* A table for each treatment, scored on the choices that it was made of. */
struct alliance_yardstick alliance_yardstick(const struct alliance_data *data);
/* Every session scored by a table of the other sessions with as many partners: what such tables can say about a treatment not seen. */
struct alliance_yardstick alliance_yardstick_left_out(const struct alliance_data *data);

#endif
