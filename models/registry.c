/* SPDX-License-Identifier: GPL-3.0-or-later */
/* registry: the list of models. */
#include "sim/model.h"

extern const struct model alliance_game, partnership, trust_reputation;

const struct model *const models[] = {&partnership, &trust_reputation, &alliance_game};
const size_t model_count = sizeof models / sizeof *models;
