/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drift_model: a small model with closed forms: a level that starts somewhere, drifts and shakes, and two competing constant hazards.
 * To be included by one file of a program: it holds the registry.
 *
 * Without hazards the level after m months is normal with mean head_start + m drift and variance m shake^2; with them the share alive
 * is (1 - h)^m, h = hazard_worn + hazard_torn, and a share hazard_worn/h of those ended are worn. */
#ifndef ENTENTE_DRIFT_MODEL_H
#define ENTENTE_DRIFT_MODEL_H
#include "sim/engine.h"
#include "sim/random.h"
#include "tests/suite.h"

enum { HEAD_START, DRIFT, SHAKE, HAZARD_WORN, HAZARD_TORN, DRIFT_PARAMETERS };
enum { LEVEL, JOLT, DRIFT_COLUMNS };
enum { OUT_LEVEL, OUT_LOSS, OUT_ABOVE, OUT_LASTED, OUT_WORN_AT, OUT_SQUARE, DRIFT_OUTCOMES };
enum { DRIFT_MONTHS = 24 };

static void drift_start(struct block *b) {
  for (unsigned i = 0; i < b->width; i++) b->state[LEVEL][i] = b->input[HEAD_START][i];
}

static void drift_policies(struct block *b) {
  (void)b;
}

static void drift_step(struct block *b) {
  for (unsigned i = 0; i < b->width; i++) {
    const double z = (double)b->normal[0][i], u = uniform(b->word[0][i]);
    const double worn = b->input[HAZARD_WORN][i], torn = b->input[HAZARD_TORN][i];
    b->state[LEVEL][i] += b->input[DRIFT][i] + b->input[SHAKE][i] * z;
    b->state[JOLT][i] = z > 2 ? z : 0;
    b->ending[0][i] = u < worn ? 1 : u < worn + torn ? 2 : 0;
  }
}

static void drift_finish(struct block *b) {
  for (unsigned i = 0; i < b->live; i++) {
    const double level = b->state[LEVEL][i];
    b->outcome[OUT_LEVEL][i] = level;
    b->outcome[OUT_LOSS][i] = -level;
    b->outcome[OUT_ABOVE][i] = level > 0;
    b->outcome[OUT_LASTED][i] = b->end_month[i];
    b->outcome[OUT_WORN_AT][i] = b->ending[0][i] == 1 ? b->end_month[i] : (double)NAN;
    b->outcome[OUT_SQUARE][i] = level * level;
  }
}

static const struct kernel drift_kernel = {drift_start, drift_policies, drift_step, drift_finish};

static const struct parameter drift_parameters[DRIFT_PARAMETERS] = {
    {.name = "head_start", .label = "Start", .unit = "money", .low = -1e6, .high = 1e6, .law = "0", .block = "", .meaning = "at signing"},
    {.name = "drift", .label = "Drift", .unit = "money/month", .low = -1e6, .high = 1e6, .law = "1", .block = "", .meaning = "a month"},
    {.name = "shake", .label = "Shake", .unit = "money", .low = 0, .high = 1e6, .law = "1", .block = "", .meaning = "its noise"},
    {.name = "hazard_worn", .label = "Wear", .unit = "share", .low = 0, .high = 1, .law = "0", .block = "", .meaning = "a month"},
    {.name = "hazard_torn", .label = "Tear", .unit = "share", .low = 0, .high = 1, .law = "0", .block = "", .meaning = "a month"},
};

static const struct variable drift_variables[] = {
    {"level_now", "Level", "money", GRID_MONEY, false, LEVEL, "over the living"},
    {"level_kept", "Level, kept", "money", GRID_MONEY, true, LEVEL, "kept after the end"},
};

static const struct outcome drift_outcomes[DRIFT_OUTCOMES] = {
    {"level", "Level", "money", OUTCOME_NUMBER, 1, false, "at the end"},
    {"loss", "Loss", "money", OUTCOME_NUMBER, -1, false, "the level, turned round"},
    {"above", "Above zero", "share", OUTCOME_SHARE, 1, false, "level above 0"},
    {"end_month", "Last month", "months", OUTCOME_COUNT, 1, false, "last month lived"},
    {"worn_at", "Worn in month", "months", OUTCOME_COUNT, -1, true, "missing if it never was"},
    {"square", "Square", "money squared", OUTCOME_NUMBER, 0, false, "neither more nor less is better"},
};

static const struct ending drift_endings[] = {
    {"active", "still going", false, false}, {"worn", "worn out", false, true}, {"torn: badly", "torn", true, false}};
static const struct happening drift_happenings[] = {{"jolt", "A", JOLT}};
static const struct coefficient drift_coefficients[] = {{"unused", "none", 0.5, 0, 1, "nothing", "none"}};

static const struct model drift_model = {
    .name = "drift",
    .title = "A drifting level",
    .version = "1.2",
    .purpose = "Closed forms.",
    .limits = "It is a toy.",
    .parameters = drift_parameters,
    .parameter_count = DRIFT_PARAMETERS,
    .variables = drift_variables,
    .variable_count = 2,
    .outcomes = drift_outcomes,
    .outcome_count = DRIFT_OUTCOMES,
    .endings = drift_endings,
    .ending_count = 3,
    .coefficients = drift_coefficients,
    .coefficient_count = 1,
    .happenings = drift_happenings,
    .happening_count = 1,
    .scale = SHAKE,
    .main_outcome = OUT_LEVEL,
    .crossing = 1,
    .two_partners = true,
    .partner = {OUT_LEVEL, OUT_LASTED},
    .state_columns = DRIFT_COLUMNS,
    .outcome_columns = 1,
    .moving_columns = DRIFT_COLUMNS,
    .month_normals = 2,
    .month_uniforms = 2,
    .default_months = DRIFT_MONTHS,
    .kernel = {[VECTOR_BASE] = &drift_kernel},
};

const struct model *const models[] = {&drift_model};
const size_t model_count = 1;

/* A sheet of that model, read, simulated and kept together. */
struct example {
  struct sheet sheet;
  struct study study;
  struct tally tally;
};

static inline struct example example_read(const char *text, uint64_t runs, uint64_t seed) {
  struct example example = {0};
  struct error err;
  const struct overrides over = {.model = "drift", .runs = runs, .has_runs = true, .seed = seed, .has_seed = true};
  ck_assert_msg(sheet_read_bytes(&example.sheet, "sheets/drift.csv", text, strlen(text), &err), "%s", err.text);
  ck_assert_msg(study_read(&example.study, &example.sheet, &over, &err), "%s", err.text);
  return example;
}

static inline bool example_try(struct example *example, const struct engine_options *options, struct error *err) {
  struct engine_options all = options ? *options : (struct engine_options){.threads = 1};
  all.keep = KEEP_ALL;
  all.vector = VECTOR_BASE;
  return engine_run(&example->tally, &example->study, &all, err);
}

static inline void example_run(struct example *example, const struct engine_options *options) {
  struct error err;
  ck_assert_msg(example_try(example, options, &err), "%s", err.text);
}

static inline void example_free(struct example *example) {
  tally_free(&example->tally);
  study_free(&example->study);
  sheet_free(&example->sheet);
}

#endif
