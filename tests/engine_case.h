/* SPDX-License-Identifier: GPL-3.0-or-later */
/* engine_case: the study that tests of the engine simulate: schedules, ramps, events, correlation, coefficients, early endings, so that
 * everything that can change from month to month does. */
#ifndef ENTENTE_ENGINE_CASE_H
#define ENTENTE_ENGINE_CASE_H
#include "tests/engine_help.h"

static const char *const sheet = "parameter,Quick,Middle,Long\n"
                                 "long_term_focus,0.10,0.28,0.1 then 0.5 from 7 over 6\n"
                                 "relationship_management,beta 4 6,,0.2 then 0.7 from 13 over 6 then 0.5 from 15\n"
                                 "communication,0.4 to 0.7,,\n"
                                 "turbulence,3,1,1\n"
                                 "event: loss of revenue,month 5 severity 0.5,,none\n"
                                 "correlation: goal_alignment ~ cultural_fit,0.5,,\n"
                                 "coefficient: exit0,0.002,,0.001\n";
enum { MONTHS = 30, RUNS = 3000 };

static const struct engine_options all = {.keep = KEEP_ALL, .vector = VECTOR_COUNT};

static inline struct engine_options with(unsigned threads, enum vector vector) {
  struct engine_options options = all;
  options.threads = threads;
  options.vector = vector;
  return options;
}

#endif
