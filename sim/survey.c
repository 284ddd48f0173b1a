/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey.h"
#include "lanes.h"
#include "random.h"
#include <stdlib.h>
#include <string.h>

bool records_make(struct records *records, const struct model *model, uint64_t seed, size_t runs, bool glances, struct error *err) {
  *records = (struct records){.model = model, .seed = seed, .runs = runs};
  records->input = calloc(model->parameter_count * runs + 1, sizeof *records->input);
  records->outcome = calloc(model->outcome_count * runs + 1, sizeof *records->outcome);
  if (glances) records->glance = calloc(GLANCES * model->variable_count * runs + 1, sizeof *records->glance);
  records->end_month = calloc(runs + 1, sizeof *records->end_month);
  records->ending = calloc(runs + 1, sizeof *records->ending);
  const bool ok = records->input && records->outcome && (records->glance || !glances) && records->end_month && records->ending;
  return ok || fail_memory(err);
}

void records_free(struct records *records) {
  free(records->input);
  free(records->outcome);
  free(records->glance);
  free(records->end_month);
  free(records->ending);
  *records = (struct records){0};
}

double *records_input(const struct records *records, size_t parameter) {
  return records->input + parameter * records->runs;
}

double *records_outcome(const struct records *records, size_t outcome) {
  return records->outcome + outcome * records->runs;
}

double *records_glance(const struct records *records, enum glance glance, size_t variable) {
  return records->glance + ((size_t)glance * records->model->variable_count + variable) * records->runs;
}

unsigned survey_month(uint64_t seed, uint64_t run) {
  const double u = uniform(random_word(seed, 0, run, MONTH_SURVEY, 0));
  return SURVEY_FIRST + (unsigned)(u * (SURVEY_LAST - SURVEY_FIRST + 1));
}

static unsigned glance_month(const struct study *study, unsigned glance, uint64_t run) {
  return glance == GLANCE_SURVEY ? survey_month(study->seed, run) : SURVEY_FIXED_MONTH;
}

/* Words 4 to 7 of MONTH_SURVEY: two pairs of normals, of which each informant takes the first. */
void survey_noise(double *noise, uint64_t seed, enum informant informant, size_t n) {
  uint64_t run[LANES];
  word_array word[8];
  normal_array normal[4];
  for (size_t first = 0; first < n; first += LANES) {
    for (unsigned i = 0; i < LANES; i++) run[i] = first + i;
    lanes_base.words(word, run, LANES, seed, 0, MONTH_SURVEY, 2);
    lanes_base.normals(normal, word + 4, LANES, 2);
    for (size_t i = 0; i < LANES && first + i < n; i++) noise[first + i] = (double)normal[2 * informant][i];
  }
}

static void copy_rows(double *to, const lane_array *from, size_t rows, size_t runs, const struct run_rows *at) {
  for (size_t row = 0; row < rows; row++) memcpy(to + row * runs + at->first_run, from[row], at->lanes * sizeof(double));
}

static bool take(void *context, const struct run_rows *rows, struct error *err) {
  struct records *const records = (struct records *)context + rows->scenario;
  const struct model *const model = records->model;
  (void)err;
  copy_rows(records->input, rows->input, model->parameter_count, records->runs, rows);
  copy_rows(records->outcome, rows->outcome, model->outcome_count, records->runs, rows);
  if (records->glance) copy_rows(records->glance, rows->glance, GLANCES * model->variable_count, records->runs, rows);
  for (unsigned i = 0; i < rows->lanes; i++) records->end_month[rows->first_run + i] = (double)rows->end_month[i];
  memcpy(records->ending + rows->first_run, rows->ending, rows->lanes);
  return true;
}

bool survey_run(struct records *records, struct tally *tally, const struct study *study, const struct engine_options *options,
                unsigned keep, struct error *err) {
  const struct engine_options engine = {.threads = options->threads,
                                        .vector = options->vector,
                                        .sampler = options->sampler,
                                        .stop = options->stop,
                                        .keep = keep,
                                        .rows = true,
                                        .each_rows = take,
                                        .context = records,
                                        .glances = GLANCES,
                                        .glance_month = glance_month};
  return engine_run(tally, study, &engine, err);
}
