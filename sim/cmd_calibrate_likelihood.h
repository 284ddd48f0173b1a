/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_calibrate_likelihood: the coefficients of alliance_game from choices of real subjects, by maximum likelihood.
 *
 * That model says how likely each choice is, so it needs no targets: models/alliance_game_likelihood.h. */
#ifndef ENTENTE_CMD_CALIBRATE_LIKELIHOOD_H
#define ENTENTE_CMD_CALIBRATE_LIKELIHOOD_H
#include "folder.h"

#define LIKELIHOOD_FILE "likelihood.csv"

/* Read the choices, fit, write LIKELIHOOD_FILE (coefficient, model, estimate, error, low, high) into a folder that is made if need be, and
 * say what was found on out (NULL: nothing is said). */
bool likelihood_calibrate(FILE *out, const char *choices, const char *folder, bool force, bool excel, struct error *err);

#endif
