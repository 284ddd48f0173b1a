/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published facts, studies and mechanisms of the model partnership (sim/evidence.h). */
#include "models/partnership_facts.h"
#include "models/partnership_mechanisms.h"
#include "models/partnership_outcomes.h"
#include "models/partnership_state.h"
#include "sim/evidence.h"
#include "sim/survey.h"
#include <math.h>

static const char populations[] = "parameter,Default population,Good practice,Poor practice,Integrated\n"
                                  "communication,,0.73,0.33,\n"
                                  "governance,,0.73,0.33,\n"
                                  "role_clarity,,0.73,0.33,\n"
                                  "due_diligence,,0.73,0.33,\n"
                                  "objective_clarity,,0.73,0.33,\n"
                                  "relationship_management,,0.73,0.33,\n"
                                  "transparency,,0.73,0.33,\n"
                                  "kpi_quality,,0.73,0.33,\n"
                                  "contract_coordination,,0.73,0.33,\n"
                                  "resource_monitoring,,0.73,0.33,\n"
                                  "feedback_breadth,,0.73,0.33,\n"
                                  "dedicated_team,,1,0,\n"
                                  "evaluation_interval,,3,12,\n"
                                  "integration,,,,1\n";
static const char contest[] = "parameter,Long view,Short view\n"
                              "long_term_focus,0.45,0.12\n";

static const struct known_fact facts[] = {
#define ROW(name, finding, figure, study_name, study, statistic, x, y, month, number, endings, among, low, high, use, source, mark) \
  {#name, finding, figure, study_name, study, STATISTIC_##statistic, #x, #y, month, number, endings, among, low, high, use, source, mark},
#define ROW_OF(...) UNPACK(ROW, __VA_ARGS__)
    PARTNERSHIP_FACTS(ROW_OF)};

static const struct mechanism mechanisms[] = {PARTNERSHIP_MECHANISMS};

/* What performance is made of, the other way round: joint value is performance times the plan of the months that it is held against. */
static void value_a_month(double *out, const struct records *records, const double *coefficient) {
  const double *const performance = records_outcome(records, OUT_performance);
  const double *const ambition = records_input(records, parameter_find(records->model, "ambition"));
  const double *const potential = records_input(records, parameter_find(records->model, "potential_value"));
  const double start = coefficient[coefficient_find(records->model, "plan_start")];
  const double ramp = coefficient[coefficient_find(records->model, "plan_ramp")];
  double planned[MONTHS_MOST + 1] = {0};
  for (unsigned m = 1; m <= MONTHS_MOST; m++) planned[m] = planned[m - 1] + start + (1 - start) * (1 - exp(-(double)m / ramp));
  for (size_t i = 0; i < records->runs; i++) {
    const unsigned lived = (unsigned)records->end_month[i];
    const bool early = lived < FAIR_TRIAL_MONTHS && records->ending[i] >= ENDING_WITHDRAWN;
    out[i] = performance[i] * ambition[i] * potential[i] * planned[early ? FAIR_TRIAL_MONTHS : lived] / (double)lived;
  }
}

extern const struct yardstick partnership_checklist;
extern const struct evidence partnership_evidence;
const struct evidence partnership_evidence = {
    .populations = populations,
    .contest = contest,
    .study_count = STUDIES,
    TABLE(facts, fact_count),
    TABLE(mechanisms, mechanism_count),
    .yardstick = &partnership_checklist,
    .value_a_month = value_a_month,
    .worth = "performance",
};
