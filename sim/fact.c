/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact.h"
#include "survival.h"

struct estimate fact_figure(const struct fact *fact, const struct tally *tally, size_t scenario) {
  if (fact->kind == FACT_ALIVE) return survival_at(tally, scenario, fact->month).alive;
  return estimate_outcome(tally, scenario, fact->outcome);
}

bool fact_met(const struct fact *fact, struct estimate figure) {
  return figure.value >= fact->low && figure.value <= fact->high;
}
