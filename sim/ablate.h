/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ablate: what becomes of the facts when a mechanism of the model is switched off and all that was fitted is fitted again.
 *
 * A mechanism earns its place if the facts cannot be met as well without it, whatever the other fitted coefficients do. Each of those may
 * move from a quarter to four times its value (shares at most to 1), on a budget of evaluations that is the same for all: for the whole
 * model, for each version of it, and for the yardstick. Fitting uses one luck and calibrated facts only; what is reported is measured on
 * another luck. */
#ifndef ENTENTE_ABLATE_H
#define ENTENTE_ABLATE_H
#include "validate_fit.h"

enum { SCORE_RUNS = 20480 };
#define EARNS_MISFIT 0.1 /* more misfit than the whole model's, fitted likewise, that counts as a loss */

struct ablation {
  const struct mechanism *mechanism; /* NULL: nothing is switched off */
  size_t fitted;                     /* coefficients that were fitted again */
  struct score before, after;        /* the refit */
};

struct ablations {
  struct ablation whole;  /* nothing switched off */
  struct ablation *list;  /* [count]; owned */
  size_t count, done;     /* done < count: stopped */
  struct score yardstick; /* fitted likewise */
};

struct ablate_options {
  struct trials_options trials; /* for fitting: runs FIT_RUNS */
  uint64_t score_runs;
  unsigned budget;
  void (*progress)(void *context, size_t done, size_t all, const char *name); /* before each; NULL for none */
  void *progress_context;
};

bool ablate(struct ablations *, const struct model *, const struct ablate_options *, struct error *err);
void ablations_free(struct ablations *); /* takes a zeroed struct */

/* Whether the facts, refitted, are met worse without it than with all mechanisms by more than EARNS_MISFIT. */
bool ablation_earns(const struct ablations *, size_t mechanism);
/* Whether another luck of the scoring runs might say otherwise (score_error, at 95 %). How well a small budget fits is not in it. */
bool ablation_borderline(const struct ablations *, size_t mechanism);
/* "needed", "not needed by these facts", either with "borderline" */
const char *ablation_verdict(const struct ablations *, size_t mechanism);

#endif
