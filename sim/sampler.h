/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sampler: scenario -> one block of inputs, and the schedules that change them.
 *
 * Every parameter has a standard normal score in every run: independent normals through the Cholesky factor of the study's
 * Gaussian copula (R. B. Nelsen, An Introduction to Copulas, 2nd ed. 2006, 2.3). The value is the cell's law at that score, so
 * all scenarios, and all values of a schedule, share the run's one draw. */
#ifndef ENTENTE_SAMPLER_H
#define ENTENTE_SAMPLER_H
#include "lanes.h"
#include "quantile_table.h"
#include "scenario.h"

/* Where the value of a stage of a schedule comes from. */
struct source {
  bool drawn;
  size_t table;
  double constant;
  unsigned from, over;
};

struct schedule {
  size_t parameter;
  size_t first, count; /* sources, in stage columns of the same numbers */
};

struct scenario_plan {
  struct source *signing; /* [parameter_count] the first stage */
  struct source *source;  /* stages of scheduled parameters, one after the other */
  size_t source_count;
  struct schedule *schedule;
  size_t schedule_count;
};

struct sampler {
  const struct study *study; /* not owned */
  struct quantile_table *table;
  size_t table_count;
  bool *drawn; /* [parameter_count] a score is needed in some scenario */
  bool any_drawn;
  struct scenario_plan *plan; /* [scenario count] */
};

bool sampler_make(struct sampler *sampler, const struct study *study, struct error *err);
void sampler_free(struct sampler *sampler);

/* Scratch of scores: words and normals of the inputs' draws. */
enum { INPUT_DRAWS_MOST = 256 };
/* score[parameter][lane] for runs run[0], ...; rows that no scenario needs are left alone. */
void sampler_scores(const struct sampler *sampler, const struct lanes *lanes, const uint64_t *run, unsigned width, lane_array *score,
                    word_array *word, normal_array *normal);
/* Inputs at signing, and the values of all stages of schedules: stage[source_count][lane]. */
void sampler_signing(const struct sampler *sampler, size_t scenario, const lane_array *score, lane_array *input, lane_array *stage,
                     unsigned width);
/* Bring inputs to month >= 1. True if any of them changed. */
bool sampler_month(const struct sampler *sampler, size_t scenario, unsigned month, const lane_array *stage, lane_array *input,
                   unsigned width);

#endif
