/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The naive yardstick of the model partnership: success is an additive checklist.
 *
 * Performance = level + weight x (mean score of the practices on the list - .5) + weight x (mean score of the conditions - .5) + weight x
 * (long-term focus - .4) + noise, at least 0, the same in every month. Partnerships end at constant rates, whatever happens in them, or as
 * agreed. Trust, conflict and goal alignment are scores of the same list with noise. Nothing changes with time. */
#include "models/partnership_facts.h"
#include "models/partnership_outcomes.h"
#include "models/partnership_state.h"
#include "sim/evidence.h"
#include "sim/lanes.h"
#include "sim/survey.h"
#include <math.h>

static const struct coefficient coefficients[] = {
    {"level", "", 0.8, -1, 3, "performance of a middling partnership", ""},
    {"practices", "", 1.2, 0, 6, "weight of practices", ""},
    {"conditions", "", 1.2, 0, 6, "weight of conditions", ""},
    {"focus", "", 0.5, -2, 4, "weight of long-term focus", ""},
    {"noise", "", 0.5, 0.01, 2, "standard deviation of what the list does not explain", ""},
    {"leaving", "", 0.004, 0.0001, 0.03, "monthly rate of leaving", ""},
    {"buying", "", 0.002, 0.0001, 0.03, "monthly rate of buy-outs", ""},
    {"trust", "", 0.5, 0, 1, "correlation of trust with the list's score", ""},
    {"conflict", "", 0.5, 0, 1, "correlation of conflict with the list's score, sign turned", ""},
    {"share", "", 0.5, 0, 1, "part of trust and conflict that is common beyond the list", ""},
    {"gap", "", 0.12, -0.5, 0.5, "goal alignment lower than believed at signing", ""},
};
enum { LEVEL, PRACTICES, CONDITIONS, FOCUS, NOISE, LEAVING, BUYING, TRUST, CONFLICT, SHARE, GAP };

static const struct listed {
  const char *parameter;
  bool good; /* more of it counts for success, else against it */
} practices[] = {{"communication", true},         {"governance", true},
                 {"role_clarity", true},          {"due_diligence", true},
                 {"objective_clarity", true},     {"transparency", true},
                 {"kpi_quality", true},           {"relationship_management", true},
                 {"contract_coordination", true}, {"resource_monitoring", true},
                 {"feedback_breadth", true},      {"dedicated_team", true}},
  conditions[] = {
      {"goal_alignment", true},   {"cultural_fit", true},          {"complementarity", true},      {"leadership", true},
      {"power_balance", true},    {"opportunism_a", false},        {"opportunism_b", false},       {"competitive_overlap", false},
      {"outside_options", false}, {"resource_commitment_a", true}, {"resource_commitment_b", true}};
#define LENGTH(list) (sizeof(list) / sizeof *(list))

/* Where the records keep what is read and written for every run. */
struct rows {
  double *practice[LENGTH(practices)], *condition[LENGTH(conditions)];
  double *focus, *term, *alignment, *rate;
  double *met_trust, *met_conflict, *met_performance, *met_alignment, *fixed_trust;
  double *performance, *success, *npv;
};

static double *input(const struct records *r, const char *name) {
  return records_input(r, parameter_find(r->model, name));
}

static double *met(const struct records *r, enum glance glance, const char *name) {
  return r->glance ? records_glance(r, glance, variable_find(r->model, name)) : NULL;
}

static struct rows rows_of(const struct records *r) {
  struct rows rows = {.focus = input(r, "long_term_focus"),
                      .term = input(r, "planned_term"),
                      .alignment = input(r, "goal_alignment"),
                      .rate = input(r, "discount_rate"),
                      .met_trust = met(r, GLANCE_SURVEY, "trust"),
                      .met_conflict = met(r, GLANCE_SURVEY, "conflict"),
                      .met_performance = met(r, GLANCE_SURVEY, "perceived_performance"),
                      .met_alignment = met(r, GLANCE_SURVEY, "goal_alignment"),
                      .fixed_trust = met(r, GLANCE_FIXED, "trust"),
                      .performance = records_outcome(r, OUT_performance),
                      .success = records_outcome(r, OUT_success_080),
                      .npv = records_outcome(r, OUT_npv_joint)};
  for (size_t k = 0; k < LENGTH(practices); k++) rows.practice[k] = input(r, practices[k].parameter);
  for (size_t k = 0; k < LENGTH(conditions); k++) rows.condition[k] = input(r, conditions[k].parameter);
  return rows;
}

/* Draws of a run. */
enum { Z_VALUE, Z_COMMON, Z_OWN_TRUST, Z_OWN_CONFLICT, LIST_NORMALS };
enum { U_LIFE, U_WHY, LIST_UNIFORMS };
enum { LIST_WORDS = YARDSTICK_DRAW + LIST_NORMALS + LIST_UNIFORMS, LIST_QUADS = (LIST_WORDS + 3) / 4 };
struct draws {
  word_array word[4 * LIST_QUADS];
  normal_array normal[LIST_NORMALS];
};

static void draw(struct draws *draws, uint64_t seed, size_t first) {
  uint64_t run[LANES];
  for (unsigned i = 0; i < LANES; i++) run[i] = first + i;
  lanes_base.words(draws->word, run, LANES, seed, 0, MONTH_SURVEY, LIST_QUADS);
  lanes_base.normals(draws->normal, draws->word + YARDSTICK_DRAW, LANES, LIST_NORMALS / 2);
}

static double score(double *const *row, const struct listed *list, size_t count, size_t run) {
  double sum = 0;
  for (size_t k = 0; k < count; k++) sum += list[k].good ? row[k][run] : 1 - row[k][run];
  return sum / (double)count - 0.5;
}

/* How long it lasts and why it ends. */
static void live(struct records *r, const struct rows *rows, const double *k, size_t run, double u, double v) {
  const double rate = k[LEAVING] + k[BUYING], life = ceil(-log(1 - u) / rate);
  const double term = rows->term[run], horizon = r->model->default_months;
  const double end = fmin(fmax(1, life), horizon);
  static const unsigned char ways[] = {ENDING_WITHDRAWN, ENDING_PERFORMANCE, ENDING_CONFLICT, ENDING_BETRAYAL};
  const double part = v * rate - k[BUYING];
  unsigned char ending = part < 0 ? ENDING_BOUGHT_OUT : ways[(unsigned)fmin(3, 4 * part / k[LEAVING])];
  if (life > horizon) ending = ENDING_ACTIVE;
  const bool completed = term <= end && term < OPEN_ENDED;
  r->end_month[run] = completed ? term : end;
  r->ending[run] = completed ? ENDING_COMPLETED : ending;
}

static bool lives(const struct records *r, size_t run, unsigned month) {
  return r->ending[run] == ENDING_ACTIVE || r->end_month[run] > month;
}

static void describe(const struct records *r, const struct rows *rows, const double *k, size_t run, const struct draws *d, unsigned lane,
                     double list) {
  /* The list's score over its standard deviation in the population, about .1. */
  const double z = list / 0.1, common = (double)d->normal[Z_COMMON][lane];
  const double own = sqrt(1 - k[SHARE]), shared = sqrt(k[SHARE]);
  const double beyond_trust = shared * common + own * (double)d->normal[Z_OWN_TRUST][lane];
  const double beyond_peace = shared * common + own * (double)d->normal[Z_OWN_CONFLICT][lane];
  const double trust = k[TRUST] * z + sqrt(1 - k[TRUST] * k[TRUST]) * beyond_trust;
  const double peace = k[CONFLICT] * z + sqrt(1 - k[CONFLICT] * k[CONFLICT]) * beyond_peace;
  const bool there = lives(r, run, survey_month(r->seed, run));
  rows->met_trust[run] = there ? trust : NAN;
  rows->met_conflict[run] = there ? -peace : NAN;
  rows->met_performance[run] = there ? rows->performance[run] : NAN;
  rows->met_alignment[run] = there ? rows->alignment[run] - k[GAP] : NAN;
  rows->fixed_trust[run] = lives(r, run, SURVEY_FIXED_MONTH) ? trust : NAN;
}

static double present_value(double performance, double rate, double months) {
  const double step = pow(1 + rate, -1.0 / 12);
  return performance * step * (1 - pow(step, months)) / (1 - step);
}

static void one(struct records *r, const struct rows *rows, const double *k, size_t run, const struct draws *d, unsigned lane) {
  const double done = score(rows->practice, practices, LENGTH(practices), run);
  const double given = score(rows->condition, conditions, LENGTH(conditions), run);
  const double list = k[PRACTICES] * done + k[CONDITIONS] * given + k[FOCUS] * (rows->focus[run] - 0.4);
  const word_array *const word = d->word + YARDSTICK_DRAW + LIST_NORMALS;
  rows->performance[run] = fmax(0, k[LEVEL] + list + k[NOISE] * (double)d->normal[Z_VALUE][lane]);
  rows->success[run] = rows->performance[run] >= 0.8 ? 1 : 0;
  live(r, rows, k, run, uniform(word[U_LIFE][lane]), uniform(word[U_WHY][lane]));
  if (r->glance) describe(r, rows, k, run, d, lane, (done + given) / 2);
  rows->npv[run] = present_value(rows->performance[run], rows->rate[run], r->end_month[run]);
}

static double mean(const double *x, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += x[i];
  return sum / (double)n;
}

static unsigned simulate(struct records *studies, const double *coefficient) {
  for (size_t s = 0; s < STUDIES; s++) {
    const struct rows rows = rows_of(&studies[s]);
    for (size_t first = 0; first < studies[s].runs; first += LANES) {
      struct draws draws;
      draw(&draws, studies[s].seed, first);
      for (unsigned i = 0; i < LANES && first + i < studies[s].runs; i++) one(&studies[s], &rows, coefficient, first + i, &draws, i);
    }
  }
  /* Value is the same in every month: whoever is ahead is so from the first. */
  const struct records *const r = studies + STUDY_LONG;
  return mean(records_outcome(r, OUT_npv_joint), r->runs) > mean(records_outcome(r + 1, OUT_npv_joint), r->runs) ? 1 : 0;
}

static void value_a_month(double *out, const struct records *records, const double *coefficient) {
  (void)coefficient;
  for (size_t i = 0; i < records->runs; i++) out[i] = records_outcome(records, OUT_performance)[i];
}

extern const struct yardstick partnership_checklist;
const struct yardstick partnership_checklist = {
    "additive checklist",
    "practices and conditions add up to value, with noise; partnerships end at a constant rate",
    TABLE(coefficients, coefficient_count),
    .simulate = simulate,
    .value_a_month = value_a_month,
};
