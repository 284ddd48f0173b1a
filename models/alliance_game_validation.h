/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alliance_game_validation: observed against expected by session, fitted to all and to all others; scores of choices. */
#ifndef ENTENTE_ALLIANCE_GAME_VALIDATION_H
#define ENTENTE_ALLIANCE_GAME_VALIDATION_H
#include "models/alliance_game_predict.h"

/* Of one session; [figure]. Standard errors are clustered by subject: of what was observed, and of what is expected through the
 * coefficients' covariance (delta method). */
struct alliance_session_check {
  double observed[ALLIANCE_FIGURES], observed_error[ALLIANCE_FIGURES];
  double expected[ALLIANCE_FIGURES], expected_error[ALLIANCE_FIGURES];
  double left_out[ALLIANCE_FIGURES]; /* expected by the fit to the other sessions */
  double choices, log_score, left_out_log_score;
};

/* Log scores are natural logarithms of the probability of what was chosen, summed: of a subject's choices one after the other, each given
 * those before. The higher the better. */
struct alliance_validation {
  struct alliance_fit fit;
  struct alliance_session_check *session; /* [sessions of data], owned */
  size_t sessions;
  double choices, left_out_log_score;                               /* the fit's own is fit.log_likelihood */
  double error[ALLIANCE_FIGURES], left_out_error[ALLIANCE_FIGURES]; /* mean absolute error over the sessions */
  struct alliance_yardstick yardstick, yardstick_left_out;
};

/* Fits once to all and once without each session (= treatment, in the data that are here): about 10 s for 14,000 choices. */
bool alliance_validation_make(struct alliance_validation *out, const struct alliance_data *data, const double start[ALLIANCE_COEFFICIENTS],
                              struct error *err);
void alliance_validation_free(struct alliance_validation *); /* takes a zeroed struct */

#endif
