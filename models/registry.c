/* SPDX-License-Identifier: GPL-3.0-or-later */
/* registry: the list of models. */
#include "sim/model.h"

extern const struct model partnership;

const struct model *const models[] = {&partnership};
const size_t model_count = sizeof models / sizeof *models;
