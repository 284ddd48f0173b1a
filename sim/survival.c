/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survival.h"

static struct estimate certain(double value, uint64_t n) {
  return (struct estimate){value, value, value, n};
}

struct survival survival_at(const struct tally *tally, size_t scenario, unsigned month) {
  struct survival out = {.at_risk = tally->runs, .alive = certain(1, tally->runs), .hazard = estimate_share(0, 0)};
  if (month == 0) return out;
  const uint64_t alive = tally_alive(tally, scenario, month);
  out.at_risk = tally_alive(tally, scenario, month - 1);
  out.alive = estimate_share(alive, tally->runs);
  out.hazard = estimate_share(out.at_risk - alive, out.at_risk);
  return out;
}

struct estimate survival_lasted(const struct tally *tally, size_t scenario) {
  uint64_t lasted = tally_alive(tally, scenario, tally->study->months);
  for (size_t e = 1; e < tally->layout.endings; e++)
    for (unsigned month = 1; tally->study->model->endings[e].planned && month <= tally->study->months; month++)
      lasted += tally_ended(tally, scenario, month, e);
  return estimate_share(lasted, tally->runs);
}

struct estimate survival_incidence(const struct tally *tally, uint64_t ended, unsigned month) {
  return month == 0 ? certain(0, tally->runs) : estimate_share(ended, tally->runs);
}
