/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate_finding.h"
#include "number.h"
#include <math.h>

const char *const told_names[] = {"much", "little", "nothing"};

enum told finding_told(const struct finding *finding) {
  return finding->shrink <= SHRINK_MUCH ? TOLD_MUCH : finding->shrink <= SHRINK_LITTLE ? TOLD_LITTLE : TOLD_NOTHING;
}

/* The unknown that goes with it most. */
static size_t partner_of(const struct finding *finding, size_t unknown, size_t unknowns) {
  size_t partner = unknown == 0 ? 1 : 0;
  for (size_t u = 0; u < unknowns; u++)
    if (u != unknown && fabs(finding[unknown].correlation[u]) > fabs(finding[unknown].correlation[partner])) partner = u;
  return partner;
}

/* Whether it would be well known, were the others. */
static bool is_entangled(const struct finding *finding) {
  return finding_told(finding) != TOLD_MUCH && finding->alone <= SHRINK_MUCH;
}

static void warn_together(struct messages *warnings, const struct calibration *calibration, const struct finding *finding, size_t unknown) {
  char value[NUMBER_SIZE];
  const size_t partner = partner_of(finding, unknown, calibration->unknowns);
  const double correlation = finding[unknown].correlation[partner];
  const bool mutual = is_entangled(&finding[partner]) && partner_of(finding, partner, calibration->unknowns) == unknown;
  if (mutual && partner < unknown) return; /* it has been said */
  number_round(value, correlation, 2);
  messages_add(warnings,
               "the targets tell %s only together with %s (correlation %s): more of one goes with %s of the other; leave one out, or add a "
               "target that tells them apart",
               calibration->unknown[unknown].name, calibration->unknown[partner].name, value, correlation > 0 ? "more" : "less");
}

static void warn_open(struct messages *warnings, const struct calibration *calibration, const struct finding *finding, size_t unknown) {
  char share[NUMBER_SIZE];
  const char *const name = calibration->unknown[unknown].name;
  number_round(share, 100 * (1 - finding[unknown].shrink), 2);
  if (calibration->unknowns > 1 && is_entangled(&finding[unknown])) warn_together(warnings, calibration, finding, unknown);
  else if (finding_told(&finding[unknown]) == TOLD_NOTHING)
    messages_add(
        warnings,
        "the targets do not identify %s: any value of its range does about as well; leave it out, or add a target that depends on it",
        name);
  else if (finding_told(&finding[unknown]) == TOLD_LITTLE)
    messages_add(warnings, "the targets tell little about %s: they narrow its range by %s %%; a target that depends on it more would help",
                 name, share);
}

static void warn_end(struct messages *warnings, const struct unknown *unknown, const struct finding *finding) {
  char low[NUMBER_SIZE], high[NUMBER_SIZE];
  if (!finding->at_end || finding_told(finding) == TOLD_NOTHING) return;
  number_round(low, unknown->low, 6);
  number_round(high, unknown->high, 6);
  messages_add(
      warnings,
      "%s is best at the end of its range %s to %s; its interval is not to be trusted; widen the range with --fit if that makes sense",
      unknown->name, low, high);
}

void finding_warnings(struct messages *warnings, const struct calibration *calibration, const struct finding *finding) {
  for (size_t u = 0; u < calibration->unknowns; u++) {
    warn_open(warnings, calibration, finding, u);
    warn_end(warnings, &calibration->unknown[u], &finding[u]);
  }
}
