/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trust_reputation: where what stands. Of a pair of rows, the first is A's (A's trust in B, A's action, ...), the second B's. */
#ifndef ENTENTE_TRUST_REPUTATION_H
#define ENTENTE_TRUST_REPUTATION_H
#include "models/parts.h"

enum trust_input {
  LAMBDA_PLUS,
  LAMBDA_MINUS,
  MU,
  DELTA,
  XI,
  KAPPA,
  DEPENDENCY,
  INITIAL_TRUST = DEPENDENCY + 2,
  INITIAL_DAMAGE = INITIAL_TRUST + 2,
  ACTION = INITIAL_DAMAGE + 2,
  BASELINE = ACTION + 2,
  ACTION_NOISE = BASELINE + 2
};

/* State, all of it used by the outcomes. The last four are of A's trust since the start. */
enum trust_column { TRUST, DAMAGE = TRUST + 2, MEAN = DAMAGE + 2, SQUARES /* of deviations from the mean */, LEAST, MOST, TRUST_COLUMNS };

enum trust_outcome { TRUST_END, DAMAGE_END = TRUST_END + 2, TRUST_MEAN = DAMAGE_END + 2, TRUST_SD, TRUST_RANGE };

#endif
