/* SPDX-License-Identifier: GPL-3.0-or-later */
/* partnership_lab: the kernels of the model `partnership` on the bench: one block of 256 runs of one scenario, a month at a time,
 * with every input, draw and state open to the test. Nothing ends unless the test keeps it: runs go on as if they lived. */
#ifndef ENTENTE_TESTS_PARTNERSHIP_LAB_H
#define ENTENTE_TESTS_PARTNERSHIP_LAB_H
#define VECTOR_NAME base
#include "models/partnership_outcomes.h"
#include "models/partnership_state.h"
#include "sim/sampler.h"
#include "tests/model_case.h"

struct lab {
  struct study study;
  struct sampler sampler;
  size_t scenario;
  struct block block;
  uint64_t run[LANES];
  lane_array *input, *stage, *score, *state, *ending, *last_state, *last_ending, *outcome;
  normal_array *normal;
  word_array *word; /* normals' words first, then uniforms */
  double forced[SHOCK_KINDS];
  unsigned end_month[LANES]; /* 0 while a run is not kept */
};

void lab_make(struct lab *lab, const char *rows, enum case_rest rest);
void lab_free(struct lab *lab);

/* Inputs and draws of runs first to first + 255 at signing, then start and policies. */
void lab_sign(struct lab *lab, size_t scenario, uint64_t first);
/* Bring inputs, events and draws to a month >= 1, without the step. */
void lab_draw(struct lab *lab, unsigned month);
/* The same, then the step. */
void lab_month(struct lab *lab, unsigned month);
/* After a step: put runs that ended this month aside, or in the horizon's last month all. */
void lab_keep(struct lab *lab);
/* Outcomes of all runs, once they are kept: lab->outcome. */
void lab_finish(struct lab *lab);

static inline struct partnership_state *lab_state(struct lab *lab) {
  return STATE(&lab->block);
}
static inline const struct partnership_inputs *lab_inputs(struct lab *lab) {
  return INPUTS(&lab->block);
}
static inline const struct partnership_coefficients *lab_coefficients(struct lab *lab) {
  return COEFFICIENTS(&lab->block);
}
/* The uniform behind a draw of this month. */
static inline double lab_uniform(struct lab *lab, unsigned draw, unsigned lane) {
  return uniform(lab->block.word[draw][lane]);
}
/* Column of a state. */
#define LAB_COLUMN(field) (offsetof(struct partnership_state, field) / sizeof(lane_array))

#endif
