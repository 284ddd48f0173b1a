/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moments.h"
#include <math.h>

double moments_variance(const struct moments *m) {
  return m->count < 2 ? NAN : m->squares / (m->count - 1);
}

double moments_sd(const struct moments *m) {
  return m->count < 1 ? NAN : sqrt(m->squares / m->count);
}

double moments_se(const struct moments *m) {
  return sqrt(moments_variance(m) / m->count);
}
