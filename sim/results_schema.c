/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results_schema.h"
#include "utf8.h"
#include <stdlib.h>
#include <string.h>

#define SCENARIO \
  { "scenario", "string", "", "scenario of the sheet" }
#define OTHER \
  { "other", "string", "", "scenario that it is compared with, run by run on the same luck" }
#define OUTCOME \
  { "outcome", "string", "", "quantity reported once a run" }
#define MONTH \
  { "month", "integer", "months", "months since signing" }
#define LOW \
  { "low", "number", "", "lower end of the 95 % confidence interval; empty where the runs give none" }
#define HIGH \
  { "high", "number", "", "upper end of the 95 % confidence interval; empty where the runs give none" }
#define COUNT \
  { "n", "integer", "runs", "runs that the figure rests on" }
#define UNIT \
  { "unit", "string", "", "unit of the figures in this row" }

static const struct column summary[] = {
    SCENARIO,
    OUTCOME,
    {"statistic", "string", "",
     "mean (over runs where the outcome is not missing), sd (divisor n), q05 to q95 (quantiles, missing values last), cvar05 (mean of the "
     "worst 5 % of runs)"},
    {"value", "number", "", "the statistic; empty where it is missing"},
    LOW,
    HIGH,
    COUNT,
    UNIT,
};

#define WIDE(name, what)                                                                                               \
  {name, "number", "", what}, {name "_low", "number", "", "lower end of the 95 % confidence interval of the " what}, { \
    name "_high", "number", "", "upper end of the 95 % confidence interval of the " what                               \
  }
static const struct column summary_wide[] = {
    SCENARIO,
    OUTCOME,
    UNIT,
    COUNT,
    WIDE("mean", "mean"),
    WIDE("sd", "standard deviation"),
    WIDE("q05", "5 % quantile"),
    WIDE("q25", "25 % quantile"),
    WIDE("q50", "median"),
    WIDE("q75", "75 % quantile"),
    WIDE("q95", "95 % quantile"),
    WIDE("cvar05", "mean of the worst 5 % of runs"),
};

static const struct column distributions[] = {
    SCENARIO,
    OUTCOME,
    {"probability", "number", "", "share of runs at or below the value; missing values come last"},
    {"value", "number", "",
     "quantile: exact order statistic up to 2^20 runs, beyond from a logarithmic grid of relative width 2^-10; empty = never happens"},
    LOW,
    HIGH,
    COUNT,
    UNIT,
};

static const struct column comparison[] = {
    SCENARIO,
    OTHER,
    OUTCOME,
    {"difference", "number", "", "mean of scenario minus other over runs where neither is missing"},
    {"low", "number", "", "lower end of the simultaneous 95 % interval: it holds together with all others of the family"},
    {"high", "number", "", "upper end of the simultaneous 95 % interval"},
    {"se", "number", "", "standard error of the difference"},
    {"p_better", "number", "",
     "share of all runs in which scenario is better than other, not equal; empty where neither more nor less is better"},
    {"p_better_low", "number", "", "lower end of its 95 % interval (Wilson)"},
    {"p_better_high", "number", "", "upper end of its 95 % interval (Wilson)"},
    {"verdict", "string", "",
     "equivalent (inside the tolerance), better or worse (the interval excludes 0; higher or lower where neither is better), else not "
     "distinguishable"},
    {"family", "string", "",
     "comparisons that the interval holds for together; confirmatory for the main outcome, exploratory for the others"},
    COUNT,
    UNIT,
};

#define GRID "quantile, interpolated in a fixed grid (a description of the spread, not a confidence interval)"
static const struct column trajectories[] = {
    SCENARIO,
    MONTH,
    {"variable", "string", "", "quantity at the end of the month"},
    {"n", "integer", "runs", "runs alive at the end of the month; all runs for cumulative variables"},
    {"mean", "number", "", "mean over these runs"},
    {"mean_se", "number", "", "standard error of the mean"},
    {"sd", "number", "", "standard deviation (divisor n)"},
    {"q05", "number", "", "5 % " GRID},
    {"q25", "number", "", "25 % " GRID},
    {"q50", "number", "", "50 % " GRID},
    {"q75", "number", "", "75 % " GRID},
    {"q95", "number", "", "95 % " GRID},
    UNIT,
};

static const struct column survival[] = {
    SCENARIO,
    MONTH,
    {"at_risk", "integer", "runs", "runs alive at the beginning of the month"},
    {"alive", "number", "share", "share of all runs alive at the end of the month"},
    {"alive_low", "number", "share", "lower end of its 95 % interval (Wilson)"},
    {"alive_high", "number", "share", "upper end of its 95 % interval (Wilson)"},
    {"hazard", "number", "share", "share of those at risk that end in the month; empty where no one is at risk"},
    {"hazard_low", "number", "share", "lower end of its 95 % interval (Wilson)"},
    {"hazard_high", "number", "share", "upper end of its 95 % interval (Wilson)"},
};

static const struct column endings[] = {
    SCENARIO,
    MONTH,
    {"ending", "string", "", "how a partnership ends; the endings compete"},
    {"cumulative_incidence", "number", "share", "share of all runs that have ended this way by the end of the month"},
    {"low", "number", "share", "lower end of its 95 % interval (Wilson)"},
    {"high", "number", "share", "upper end of its 95 % interval (Wilson)"},
};

static const struct column crossovers[] = {
    SCENARIO,
    OTHER,
    {"variable", "string", "", "cumulative quantity, kept after the end of a run"},
    {"month", "integer", "months",
     "month from which the mean of scenario is above that of other for good; empty = never within the horizon"},
    {"low", "integer", "months",
     "lower end of its 95 % interval: the month after the last at which other is significantly ahead; empty = other is so at the horizon"},
    {"high", "integer", "months",
     "upper end: the first month from which scenario is significantly ahead for good; empty = not within the horizon"},
    {"share_ever", "number", "share", "share of runs in which scenario gets ahead for good after having been behind"},
    {"share_low", "number", "share", "lower end of its 95 % interval (Wilson)"},
    {"share_high", "number", "share", "upper end of its 95 % interval (Wilson)"},
};

#define VALUE \
  { "value", "number", "", "the figure; empty where it does not exist, or is not reached" }

static const struct column ranking[] = {
    SCENARIO,
    {"quantity", "string", "",
     "mean of the main outcome; rank of this mean (1 = best, with its simultaneous interval); probability_best_mean (that the true mean is "
     "the best of all scenarios; from paired differences by 16,384 draws, exact for two scenarios); not_excluded (1 where no other "
     "scenario is better by the simultaneous intervals of comparison.csv, else 0); share_best_run (runs in which no other does better)"},
    VALUE,
    LOW,
    HIGH,
    COUNT,
    UNIT,
};

static const struct column risk[] = {
    SCENARIO,
    {"other", "string", "", "scenario that it is compared with, run by run on the same luck; empty where the quantity is of one alone"},
    {"quantity", "string", "",
     "before the colon what, after it of which outcome. probability_of_loss: runs below 0. value_at_risk_05 and _01: loss that 5 % and 1 % "
     "of runs exceed (minus the 5 % and 1 % quantile: losses are positive); expected_shortfall_05: mean loss of the worst 5 % of runs. sd "
     "(divisor n); semideviation: root of the mean squared shortfall below the mean. success: runs that succeed, one definition a row; "
     "alive_or_planned: still together or ended as planned. both_gain, only_gains (the partner of this outcome), neither_gains: runs by "
     "which partners end above 0. both_better, only_better, neither_better: runs by which partners end above what other leaves them; "
     "difference: scenario minus other (simultaneous over all pairs). loses_to: runs in which other does better; shortfall_when_it_loses: "
     "by how much, in these runs; regret: mean of what is missing to the best scenario of each run. Runs compared one by one are the first "
     "2^20 at most"},
    VALUE,
    LOW,
    HIGH,
    COUNT,
    UNIT,
};

static const struct column dominance[] = {
    SCENARIO,
    OTHER,
    {"quantity", "string", "",
     "violation_first_order: the largest amount by which P(scenario <= x) is above P(other <= x); violation_second_order: likewise for the "
     "mean shortfall below x. x runs over the pooled quantiles from 5 % to 95 % and, for the second order, the largest outcome"},
    {"value", "number", "", "the violation in the runs; 0 = none"},
    {"low", "number", "", "lower end of its band, which holds for all x, both orders and all pairs together at 95 % (paired bootstrap)"},
    {"high", "number", "", "upper end of its band; 0 = every violation is excluded"},
    {"verdict", "string", "",
     "dominates where the band excludes every violation and is strict somewhere (first order: better for all who prefer more; second: for "
     "all who also dislike risk), dominated the other way round, else not established"},
    COUNT,
    UNIT,
};

static const struct column variance[] = {
    SCENARIO,
    {"other", "string", "", "scenario that it is compared with; empty where the quantity is of one alone"},
    {"quantity", "string", "",
     "before the colon what, after it of which outcome. explained_by_inputs: share of the variance over runs that uncertain inputs "
     "explain, "
     "as the covariance of twins (same inputs, other luck) over the variance; luck: the rest. pairing_factor: variance of the difference "
     "on independent luck over that on the same luck"},
    VALUE,
    LOW,
    HIGH,
    COUNT,
    UNIT,
};

static const struct column hazards[] = {
    SCENARIO,
    {"other", "string", "", "scenario that survival is compared with on the same luck, the first of the sheet; empty elsewhere"},
    {"quantity", "string", "",
     "hazard_year_K: endings in year K per partnership-year at risk (12 x endings / partnership-months at risk), after the colon the "
     "cause: an ending, any, or early_failure (all endings that count as one; planned completion does not). median_life: month by whose "
     "end half "
     "have ended (empty = not reached). mean_life: mean months lived up to the horizon. survival_difference_month_M: share alive at the "
     "end of month M, scenario minus other. Nothing is censored before the horizon, so these are plain shares and means"},
    VALUE,
    LOW,
    HIGH,
    COUNT,
    UNIT,
};

static const struct column inputs[] = {
    SCENARIO,
    {"parameter", "string", "", "what the scenario sets"},
    {"cell", "string", "", "as written in the sheet, or the model's default"},
    {"law", "string", "", "law at signing, after truncation to the parameter's range"},
    {"mean", "number", "", "mean of the law"},
    {"sd", "number", "", "standard deviation of the law"},
    {"q05", "number", "", "5 % quantile of the law"},
    {"q50", "number", "", "median of the law"},
    {"q95", "number", "", "95 % quantile of the law"},
    UNIT,
};

#define RUN \
  { "run", "integer", "", "number of the run, from 0; the same number means the same luck in every scenario" }
static const struct column sample[] = {SCENARIO, RUN};

static const struct column runs[] = {
    SCENARIO,
    RUN,
    {"ending", "string", "", "how it ended; active = still together at the horizon"},
    {"end_month", "integer", "months", "last month lived"},
};

static const struct column events[] = {
    SCENARIO,
    {"run", "integer", "", "number of the run, from 0"},
    MONTH,
    {"event", "string", "", "what happened; 'ending: ...' is the run's end"},
    {"partner", "string", "", "partner concerned; empty = both or none"},
    {"size", "number", "", "size of what happened; empty for an ending"},
};

static const struct column robustness[] = {
    {"scenario", "string", "", "scenario of the sheet; 'default population' for the facts that versions of the model are held against"},
    {"other", "string", "", "scenario that it is compared with on the main outcome, run by run on the same luck; empty for facts"},
    {"quantity", "string", "",
     "better, not_distinguishable, equivalent, worse (higher, lower where neither is better): share of the versions of the model, each "
     "with "
     "coefficients drawn from their plausible ranges, in which that is the verdict; ..._fitting: of those that meet all facts; difference: "
     "mean of scenario minus other in the model as it is; difference_q05 to difference_q95: its quantiles over versions; "
     "coefficients_that_stand_out: how many go with the verdict; correlation_NAME: rank correlation of one of them with it; a fact's name: "
     "its figure in the model as it is; ..._met, facts_met: share of versions that meet it, or all"},
    {"value", "number", "", "the quantity; shares of versions depend on how the ranges were chosen: they are not probabilities"},
    {"low", "number", "",
     "lower end of the 95 % interval: Wilson for shares, simultaneous over all pairs for difference, order statistics for its quantiles, "
     "simultaneous over all tests for correlations; empty where there is none"},
    {"high", "number", "", "upper end of the 95 % interval"},
    {"n", "integer", "", "versions that the figure rests on; runs for difference and for a fact's figure"},
    UNIT,
};

#define COLUMNS(list) list, sizeof list / sizeof *list
const struct table tables[TABLE_COUNT] = {
    [TABLE_SUMMARY] = {"summary.csv", "Outcomes", "statistics of every outcome, with their errors", 3, COLUMNS(summary)},
    [TABLE_SUMMARY_WIDE] = {"summary.csv", "Outcomes", "a row an outcome of a scenario, its statistics side by side", 2,
                            COLUMNS(summary_wide)},
    [TABLE_DISTRIBUTIONS] = {"distributions.csv", "Distributions of outcomes", "quantiles of every outcome that is not a share", 3,
                             COLUMNS(distributions)},
    [TABLE_COMPARISON] = {"comparison.csv", "Comparison of scenarios", "paired differences of every pair of scenarios", 3,
                          COLUMNS(comparison)},
    [TABLE_TRAJECTORIES] = {"trajectories.csv", "Quantities over time", "every variable at the end of every month", 3,
                            COLUMNS(trajectories)},
    [TABLE_SURVIVAL] = {"survival.csv", "Survival", "how long partnerships last", 2, COLUMNS(survival)},
    [TABLE_ENDINGS] = {"endings.csv", "Endings", "cumulative incidence of the competing endings", 3, COLUMNS(endings)},
    [TABLE_CROSSOVERS] = {"crossovers.csv", "Crossovers", "from when on one scenario is ahead of another for good", 3, COLUMNS(crossovers)},
    [TABLE_RANKING] = {"ranking.csv", "Ranking", "which scenario is best on the main outcome, and how sure that is", 2, COLUMNS(ranking)},
    [TABLE_RISK] = {"risk.csv", "Risk", "chance and size of losses, success by several definitions, gains of each partner, regret", 3,
                    COLUMNS(risk)},
    [TABLE_DOMINANCE] = {"dominance.csv", "Stochastic dominance", "which scenario is better whatever the taste for risk", 3,
                         COLUMNS(dominance)},
    [TABLE_VARIANCE] = {"variance.csv", "Variance", "how much is inputs and how much is luck; what comparing on the same luck is worth", 3,
                        COLUMNS(variance)},
    [TABLE_HAZARDS] = {"hazards.csv", "Hazards and lives", "how fast partnerships end of which cause, and how long they last", 3,
                       COLUMNS(hazards)},
    [TABLE_INPUTS] = {"inputs.csv", "Inputs", "what each scenario is: the law of every parameter at signing", 2, COLUMNS(inputs)},
    [TABLE_SAMPLE] = {"sample.csv", "Sample of runs", "the first 500 runs with their outcomes, but for those that are shares", 2,
                      COLUMNS(sample)},
    [TABLE_RUNS] = {"runs.csv", "Runs", "every run with its outcomes and its inputs at signing", 2, COLUMNS(runs)},
    [TABLE_EVENTS] = {"events.csv", "Events", "what happened in every run", 0, COLUMNS(events)},
    [TABLE_ROBUSTNESS] = {"robustness.csv", "Robustness", "whether the comparison holds in other plausible versions of the model", 3,
                          COLUMNS(robustness)},
};

bool outcome_has_column(const struct model *model, size_t outcome) {
  for (size_t i = 0; i < tables[TABLE_RUNS].count; i++) {
    if (strcmp(runs[i].name, model->outcomes[outcome].name) == 0) return false;
  }
  return true;
}

static struct column outcome_column(const struct outcome *o) {
  return (struct column){o->name, o->kind == OUTCOME_NUMBER ? "number" : "integer", o->unit, o->meaning};
}

/* The columns of sample.csv that the model brings; returns how many. */
static size_t sample_columns(const struct model *model, struct column *column) {
  size_t count = 0;
  for (size_t i = 0; i < model->outcome_count; i++)
    if (model->outcomes[i].kind != OUTCOME_SHARE) column[count++] = outcome_column(&model->outcomes[i]);
  return count;
}

/* The same of runs.csv. */
static size_t run_columns(const struct model *model, struct column *column) {
  size_t count = 0;
  for (size_t i = 0; i < model->outcome_count; i++)
    if (outcome_has_column(model, i)) column[count++] = outcome_column(&model->outcomes[i]);
  for (size_t i = 0; i < model->parameter_count; i++) {
    const struct parameter *const p = &model->parameters[i];
    column[count++] = (struct column){p->name, "number", p->unit, p->meaning};
  }
  return count;
}

bool table_columns(enum table_id id, const struct study *study, struct column **columns, size_t *count, struct error *err) {
  const struct table *const table = &tables[id];
  const struct model *const model = study->model;
  *columns = calloc(table->count + model->outcome_count + model->parameter_count, sizeof **columns);
  if (!*columns) return fail_memory(err);
  memcpy(*columns, table->columns, table->count * sizeof **columns);
  *count = table->count;
  if (id == TABLE_RUNS) *count += run_columns(model, *columns + table->count);
  if (id == TABLE_SAMPLE) *count += sample_columns(model, *columns + table->count);
  return true;
}

bool table_header(struct csv *csv, enum table_id id, const struct study *study, struct error *err) {
  struct column *columns = NULL;
  size_t count = 0;
  if (!table_columns(id, study, &columns, &count, err)) return false;
  for (size_t i = 0; i < count; i++) csv_text(csv, columns[i].name);
  csv_end_row(csv);
  free(columns);
  return true;
}

const char *unit_of(const struct study *study, const char *unit, char out[UNIT_SIZE]) {
  const char *const money = strncmp(unit, "money", 5) == 0 && *study->currency ? study->currency : "";
  size_t size = (size_t)snprintf(out, UNIT_SIZE, "%s%s", money, *money ? unit + 5 : unit);
  if (size >= UNIT_SIZE) size = UNIT_SIZE - 1;
  out[utf8_invalid(out, size)] = '\0'; /* a character cut in the middle */
  return out;
}
