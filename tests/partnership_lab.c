/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/partnership_lab.h"
#include "tests/suite.h"

enum { COLUMNS = sizeof(struct partnership_state) / sizeof(lane_array), DRAWS_ROOM = 64 };

static void *rows_room(size_t rows, size_t size) {
  void *room = aligned_alloc(64, (rows + 1) * size);
  ck_assert_ptr_nonnull(room);
  memset(room, 0, (rows + 1) * size);
  return room;
}

void lab_make(struct lab *lab, const char *rows, enum case_rest rest) {
  struct error err;
  *lab = (struct lab){0};
  case_study(&lab->study, rows, rest);
  ck_assert_msg(sampler_make(&lab->sampler, &lab->study, &err), "%s", err.text);
  const struct model *model = lab->study.model;
  size_t stages = 0;
  for (size_t s = 0; s < lab->study.count; s++)
    if (lab->sampler.plan[s].source_count > stages) stages = lab->sampler.plan[s].source_count;
  lab->input = rows_room(model->parameter_count, sizeof(lane_array));
  lab->score = rows_room(model->parameter_count, sizeof(lane_array));
  lab->stage = rows_room(stages, sizeof(lane_array));
  lab->state = rows_room(COLUMNS, sizeof(lane_array));
  lab->last_state = rows_room(model->outcome_columns, sizeof(lane_array));
  lab->ending = rows_room(1, sizeof(lane_array));
  lab->last_ending = rows_room(1, sizeof(lane_array));
  lab->outcome = rows_room(model->outcome_count, sizeof(lane_array));
  lab->normal = rows_room(DRAWS_ROOM, sizeof *lab->normal);
  lab->word = rows_room(DRAWS_ROOM, sizeof *lab->word);
}

void lab_free(struct lab *lab) {
  sampler_free(&lab->sampler);
  study_free(&lab->study);
  void *const room[] = {lab->input,  lab->score,       lab->stage,   lab->state,  lab->last_state,
                        lab->ending, lab->last_ending, lab->outcome, lab->normal, lab->word};
  for (size_t i = 0; i < sizeof room / sizeof *room; i++) free(room[i]);
  *lab = (struct lab){0};
}

static void draw(struct lab *lab, unsigned month, unsigned normals, unsigned uniforms) {
  lanes_base.words(lab->word, lab->run, LANES, lab->study.seed, 0, month, (normals + uniforms + 3) / 4);
  lanes_base.normals(lab->normal, lab->word, LANES, normals / 2);
  lab->block.month = month;
  lab->block.normal = (const normal_array *)lab->normal;
  lab->block.word = (const word_array *)(lab->word + normals);
}

void lab_sign(struct lab *lab, size_t scenario, uint64_t first) {
  static word_array word[INPUT_DRAWS_MOST];
  static normal_array normal[INPUT_DRAWS_MOST];
  lab->scenario = scenario;
  lab->block = (struct block){.live = LANES,
                              .width = LANES,
                              .horizon = lab->study.months,
                              .input = lab->input,
                              .state = lab->state,
                              .ending = lab->ending,
                              .coefficient = lab->study.scenarios[scenario].coefficients,
                              .forced = lab->forced};
  for (unsigned i = 0; i < LANES; i++) lab->run[i] = first + i;
  memset(lab->state, 0, COLUMNS * sizeof(lane_array));
  memset(lab->ending, 0, sizeof(lane_array));
  memset(lab->end_month, 0, sizeof lab->end_month);
  memset(lab->forced, 0, sizeof lab->forced);
  sampler_scores(&lab->sampler, &lanes_base, lab->run, LANES, lab->score, word, normal);
  sampler_signing(&lab->sampler, scenario, (const lane_array *)lab->score, lab->input, lab->stage, LANES);
  draw(lab, MONTH_SIGNING, START_NORMALS, START_UNIFORMS);
  partnership_start_base(&lab->block);
  partnership_policies_base(&lab->block);
}

void lab_draw(struct lab *lab, unsigned month) {
  const struct scenario *scenario = &lab->study.scenarios[lab->scenario];
  lab->block.month = month;
  if (sampler_month(&lab->sampler, lab->scenario, month, (const lane_array *)lab->stage, lab->input, LANES))
    partnership_policies_base(&lab->block);
  memset(lab->forced, 0, sizeof lab->forced);
  for (size_t e = 0; e < scenario->event_count; e++)
    if (scenario->events[e].month == month) lab->forced[scenario->events[e].shock] += scenario->events[e].severity;
  draw(lab, month, MONTH_NORMALS, MONTH_UNIFORMS);
}

void lab_month(struct lab *lab, unsigned month) {
  lab_draw(lab, month);
  partnership_step_base(&lab->block);
}

void lab_keep(struct lab *lab) {
  for (unsigned i = 0; i < LANES; i++) {
    if (lab->end_month[i] || (lab->ending[0][i] == 0 && lab->block.month < lab->study.months)) continue;
    lab->end_month[i] = lab->block.month;
    lab->last_ending[0][i] = lab->ending[0][i];
    for (size_t c = 0; c < lab->study.model->outcome_columns; c++) lab->last_state[c][i] = lab->state[c][i];
  }
}

void lab_finish(struct lab *lab) {
  struct block last = lab->block;
  last.state = lab->last_state;
  last.ending = lab->last_ending;
  last.outcome = lab->outcome;
  last.end_month = lab->end_month;
  partnership_finish_base(&last);
}
