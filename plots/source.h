/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source: a result folder, read once: all that a picture or a report may need, from its CSV files and datapackage.json alone.
 *
 * Nothing is simulated, and the model that made the results need not be known to this program. Scenarios, variables, outcomes,
 * endings and parameters are numbered in the order of the sheet and of the model; names are resolved once. Money is in the sheet's
 * currency, and units are as readers see them. What a folder does not have (another model, one scenario alone) is NULL, or an
 * estimate of which all figures are NaN (estimate_known). Every string lives as long as the source. */
#ifndef ENTENTE_SOURCE_H
#define ENTENTE_SOURCE_H
#include "sim/compare.h"
#include "sim/error.h"
#include "sim/estimate.h"
#include "sim/model.h"
#include <jansson.h>

#define SOURCE_NONE ((size_t)-1) /* no scenario, outcome, ... */

struct source_parameter {
  const char *name, *label, *group, *unit, *meaning;
  const char *law;  /* default, in a sheet's words */
  double low, high; /* allowed range */
  bool policy;      /* may change over time */
};

struct source_variable {
  const char *name, *label, *unit, *meaning;
  bool money, cumulative; /* cumulative: over all runs, not over the living */
  double low, high;       /* range that the model allows; NaN for money */
};

struct source_outcome {
  const char *name, *label, *unit, *meaning; /* unit "share" for shares: values are 0 to 1, not percent */
  enum outcome_kind kind;
  bool money, may_be_missing;
  int better; /* 1 more is better, -1 less is better, 0 neither */
};

struct source_ending {
  const char *name, *meaning;
  bool early_failure, planned;
}; /* 0 is "active" */

/* A variable of a scenario over time. Arrays are [months]; element i is the end of month i + 1. */
struct series {
  size_t months;
  const double *n, *mean, *mean_se, *sd, *q05, *q25, *q50, *q75, *q95; /* NaN where no run is left */
};

/* Arrays are [months + 1]; element i is the end of month i, 0 is signing. Hazards are NaN at 0 and where no one is at risk. */
struct survival_curve {
  size_t months;
  const double *at_risk, *alive, *alive_low, *alive_high, *hazard, *hazard_low, *hazard_high;
};

/* Cumulative incidence of one ending. Arrays are [months + 1]; element i is the end of month i. */
struct incidence {
  size_t months;
  const double *value, *low, *high;
};

/* The distribution of an outcome: arrays are [count], probability ascending from 0.005 to 0.995. A value of NaN: never happens. */
struct quantiles {
  size_t count;
  const double *probability, *value, *low, *high;
};

/* scenario minus other on the same luck; the interval is simultaneous over all pairs. */
struct difference {
  bool present;
  struct estimate difference; /* n: runs */
  double se;
  struct estimate p_better; /* share of runs in which scenario is better; NaN where better is 0, and where the pair was turned round */
  enum verdict verdict;     /* of scenario against other */
  bool confirmatory;        /* the main outcome */
  const char *family;       /* "confirmatory: 3 pairs" */
};

/* What one parameter is in one scenario, at signing. */
struct source_input {
  const char *cell, *law, *unit; /* cell: as written in the sheet, or the model's default */
  double mean, sd, q05, q50, q95;
};

/* The first runs, one by one; the same number is the same luck in every scenario. */
struct source_sample {
  size_t runs;
  const double *const *outcome; /* [outcome_count][runs]; NULL for outcomes that are shares. NaN: missing */
};

/* A row of the summary's table, in words. */
struct source_row {
  const char *label;
  bool indented;           /* below a heading, or tells more of the row above */
  const char *const *cell; /* [scenario_count]; NULL for a heading */
};

struct source_change {
  const char *scenario, *coefficient;
  double value, usual;
};

struct source_file {
  const char *path, *role /* "sheet", "data" */, *sha256;
  uint64_t bytes;
};

struct texts {
  size_t count;
  const char *const *text; /* [count] */
};

/* Tables with a row for each quantity of a scenario, or of a pair of scenarios. */
enum source_table { SOURCE_RISK, SOURCE_RANKING, SOURCE_HAZARDS, SOURCE_VARIANCE, SOURCE_DOMINANCE, SOURCE_ROBUSTNESS, SOURCE_TABLES };

struct source_data; /* the arrays behind the functions below */

struct source {
  const char *folder;
  const char *title, *note; /* of the sheet; "" where it has none. title falls back to the model's */
  const char *seed;         /* digits: it may need 64 bits */
  uint64_t runs, asked;     /* done and asked for, of every scenario */
  bool complete;            /* runs == asked */
  size_t months;
  const char *currency; /* "thousand EUR"; "" for none: money is in the model's units */
  bool excel;           /* written with --excel */

  size_t scenario_count;
  const char *const *scenario; /* [scenario_count] names */
  const char *const *spoken;   /* [scenario_count] the names inside a sentence: quoted where one of them would blur into it */

  struct {
    const char *name, *title, *version, *reference, *purpose, *limits;
  } model;
  size_t parameter_count, variable_count, outcome_count, ending_count;
  const struct source_parameter *parameter;
  const struct source_variable *variable;
  const struct source_outcome *outcome;
  const struct source_ending *ending;
  size_t main_outcome;
  double tolerance;  /* of the main outcome; NaN: none given */
  size_t crossing;   /* cumulative variable whose crossovers are reported; SOURCE_NONE for none */
  size_t partner[2]; /* outcomes: what partner A and partner B gain; SOURCE_NONE for models without two partners */

  const char *answer_about; /* "Joint net present value": what the answer is about */
  struct texts answer;      /* the sentences of the terminal's summary, the most important first */
  struct texts robustness;  /* what other versions of the model say; none without --robust */
  size_t row_count;         /* of the summary's table */
  const struct source_row *row;
  struct texts closing; /* what +- means; what the model is not for */

  const char *version, *commit, *command_line, *host, *started, *finished;
  struct texts arguments, warnings;
  double seconds; /* of simulation */
  unsigned threads;
  size_t change_count;
  const struct source_change *change; /* coefficients that the sheet changed */
  size_t file_count;
  const struct source_file *file; /* inputs, the sheet first */

  struct source_data *data; /* owned */
};

/* Read a folder that `entente run` wrote. On failure the source is empty and err is one sentence (status input). */
bool source_read(struct source *, const char *folder, struct error *err);
void source_free(struct source *); /* takes a zeroed struct */

/* Index by name; SOURCE_NONE if there is none. */
size_t source_scenario(const struct source *, const char *name);
size_t source_parameter(const struct source *, const char *name);
size_t source_variable(const struct source *, const char *name);
size_t source_outcome(const struct source *, const char *name);
size_t source_ending(const struct source *, const char *name);

/* All below take SOURCE_NONE for an index, and then find nothing. */

const struct series *source_series(const struct source *, size_t scenario, size_t variable);
const struct survival_curve *source_survival(const struct source *, size_t scenario);
const struct incidence *source_incidence(const struct source *, size_t scenario, size_t ending);
/* NULL for shares. */
const struct quantiles *source_quantiles(const struct source *, size_t scenario, size_t outcome);
/* statistic: mean, sd, q05, q25, q50, q75, q95, cvar05. */
struct estimate source_estimate(const struct source *, size_t scenario, size_t outcome, const char *statistic);
/* In either order: the file holds one, the other is its mirror image. */
struct difference source_difference(const struct source *, size_t scenario, size_t other, size_t outcome);
/* From when on scenario is ahead of other for good; month 0: never (or no such model). */
struct crossover source_crossover(const struct source *, size_t scenario, size_t other);
/* A figure as the table names it: (SOURCE_RISK, s, SOURCE_NONE, "probability_of_loss:npv_joint"). other is SOURCE_NONE where the
 * quantity is of one scenario; scenario is SOURCE_NONE for rows that are of none (the default population, in robustness.csv). */
struct estimate source_quantity(const struct source *, enum source_table, size_t scenario, size_t other, const char *quantity);
struct estimate source_risk(const struct source *, size_t scenario, size_t other, const char *quantity);
struct estimate source_ranking(const struct source *, size_t scenario, const char *quantity);
bool source_has(const struct source *, enum source_table); /* the folder has the table */
const struct source_input *source_input(const struct source *, size_t scenario, size_t parameter);
/* NULL where the folder has no sample.csv (results of an earlier version). */
const struct source_sample *source_sample(const struct source *, size_t scenario);

/* Whether there is a figure at all. */
bool estimate_known(struct estimate);

#endif
