/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate.h"
#include "sampler.h"
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { THREADS_MOST = 64 };

/* Scenarios that targets name, in the sheet's order; place of the others stays 0 and is not asked for. */
static bool scenarios_select(struct evaluator *evaluator, struct error *err) {
  const struct study *const study = evaluator->calibration->study;
  const struct targets *const targets = evaluator->calibration->targets;
  struct study *const own = &evaluator->study;
  own->count = 0;
  own->scenarios = calloc(study->count, sizeof *own->scenarios);
  evaluator->place = calloc(study->count, sizeof *evaluator->place);
  if (!own->scenarios || !evaluator->place) return fail_memory(err);
  for (size_t s = 0; s < study->count; s++) {
    bool named = false;
    for (size_t t = 0; t < targets->count; t++)
      named |= targets->list[t].scenario == s || (targets->list[t].difference && targets->list[t].other == s);
    if (!named) continue;
    evaluator->place[s] = own->count;
    own->scenarios[own->count++] = study->scenarios[s];
  }
  return true;
}

/* A parameter that is sought is a constant; all else belongs to the sheet's study. */
static bool constant_put(struct setting *setting, double value, struct error *err) {
  *setting = (struct setting){.text = setting->text, .stages = 1, .stage = calloc(1, sizeof *setting->stage)};
  if (!setting->stage) return fail_memory(err);
  law_constant(&setting->stage->law, value);
  return true;
}

static size_t last_of(const struct unknown *unknown) {
  return unknown->index + (unknown->kind == UNKNOWN_PAIR);
}

static bool scenario_own(struct scenario *scenario, const struct calibration *calibration, struct error *err) {
  const struct model *const model = calibration->study->model;
  const struct setting *const settings = scenario->settings;
  const double *const coefficients = scenario->coefficients;
  scenario->settings = calloc(model->parameter_count + 1, sizeof *settings);
  scenario->coefficients = calloc(model->coefficient_count + 1, sizeof *coefficients);
  if (!scenario->settings || !scenario->coefficients) return fail_memory(err);
  memcpy(scenario->settings, settings, model->parameter_count * sizeof *settings);
  if (model->coefficient_count > 0) memcpy(scenario->coefficients, coefficients, model->coefficient_count * sizeof *coefficients);
  for (size_t u = 0; u < calibration->unknowns; u++) { /* before anything can fail: stages there are never the sheet's */
    const struct unknown *const unknown = &calibration->unknown[u];
    for (size_t p = unknown->index; unknown->kind != UNKNOWN_COEFFICIENT && p <= last_of(unknown); p++) scenario->settings[p].stage = NULL;
  }
  for (size_t u = 0; u < calibration->unknowns; u++) {
    const struct unknown *const unknown = &calibration->unknown[u];
    for (size_t p = unknown->index; unknown->kind != UNKNOWN_COEFFICIENT && p <= last_of(unknown); p++)
      if (!constant_put(&scenario->settings[p], unknown->start, err)) return false;
  }
  return true;
}

bool evaluator_make(struct evaluator *evaluator, const struct calibration *calibration, struct error *err) {
  *evaluator = (struct evaluator){.calibration = calibration, .study = *calibration->study};
  evaluator->study.runs = calibration->runs;
  for (size_t t = 0; t < calibration->targets->count; t++)
    if (calibration->targets->list[t].kind == TARGET_VARIABLE) evaluator->keep = KEEP_TRAJECTORIES;
  bool ok = scenarios_select(evaluator, err);
  const size_t count = evaluator->study.count;
  evaluator->study.count = 0; /* those that are our own so far */
  for (size_t s = 0; ok && s < count; s++) {
    evaluator->study.count++;
    ok = scenario_own(&evaluator->study.scenarios[s], calibration, err);
  }
  if (ok) ok = (evaluator->sampler = calloc(1, sizeof *evaluator->sampler)) || fail_memory(err);
  ok = ok && sampler_make(evaluator->sampler, &evaluator->study, err);
  if (!ok) evaluator_free(evaluator);
  return ok;
}

void evaluator_free(struct evaluator *evaluator) {
  const struct calibration *const calibration = evaluator->calibration;
  if (!calibration) return;
  if (evaluator->sampler) sampler_free(evaluator->sampler);
  free(evaluator->sampler);
  for (size_t s = 0; s < evaluator->study.count; s++) {
    struct scenario *const scenario = &evaluator->study.scenarios[s];
    for (size_t u = 0; scenario->settings && u < calibration->unknowns; u++) {
      const struct unknown *const unknown = &calibration->unknown[u];
      for (size_t p = unknown->index; unknown->kind != UNKNOWN_COEFFICIENT && p <= last_of(unknown); p++) free(scenario->settings[p].stage);
    }
    free(scenario->settings);
    free(scenario->coefficients);
  }
  free(evaluator->study.scenarios);
  free(evaluator->place);
  *evaluator = (struct evaluator){0};
}

/* Constants are put into the sampler's plan too, so that its tables serve every point. */
static void point_put(struct evaluator *evaluator, const double *value) {
  const struct calibration *const calibration = evaluator->calibration;
  for (size_t s = 0; s < evaluator->study.count; s++)
    for (size_t u = 0; u < calibration->unknowns; u++) {
      const struct unknown *const unknown = &calibration->unknown[u];
      struct scenario *const scenario = &evaluator->study.scenarios[s];
      if (unknown->kind == UNKNOWN_COEFFICIENT) scenario->coefficients[unknown->index] = value[u];
      for (size_t p = unknown->index; unknown->kind != UNKNOWN_COEFFICIENT && p <= last_of(unknown); p++) {
        law_constant(&scenario->settings[p].stage->law, value[u]);
        evaluator->sampler->plan[s].signing[p].constant = value[u];
      }
    }
}

bool evaluator_figures(struct evaluator *evaluator, const double *value, uint64_t batch, double *figure, bool *done, struct error *err) {
  const struct calibration *const calibration = evaluator->calibration;
  const uint64_t stride = (calibration->runs + LANES - 1) / LANES * LANES;
  const struct engine_options options = {.threads = 1,
                                         .vector = calibration->vector,
                                         .first_run = batch * stride,
                                         .keep = evaluator->keep,
                                         .sampler = evaluator->sampler,
                                         .stop = calibration->stop};
  struct tally tally = {0};
  point_put(evaluator, value);
  if (!engine_run(&tally, &evaluator->study, &options, err)) return false;
  *done = tally.complete;
  for (size_t t = 0; t < calibration->targets->count; t++)
    figure[t] = *done ? target_figure(&calibration->targets->list[t], &tally, evaluator->place) : (double)NAN;
  tally_free(&tally);
  evaluator->points++;
  if (calibration->progress) calibration->progress(calibration->progress_context);
  return true;
}

double calibration_residual(const struct target *target, double figure) {
  return (figure - target->value) / target->sd;
}

double calibration_misfit(const struct calibration *calibration, const double *figure) {
  double sum = 0;
  for (size_t t = 0; t < calibration->targets->count; t++) {
    const double residual = calibration_residual(&calibration->targets->list[t], figure[t]);
    sum += residual * residual;
  }
  return isnan(sum) ? (double)INFINITY : sum;
}

double calibration_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

bool calibration_ended(const struct calibration *calibration) {
  if (calibration->stop && atomic_load(calibration->stop)) return true;
  return calibration->deadline > 0 && calibration_clock() >= calibration->deadline;
}

/* Jobs shared out among threads. */
struct crew {
  const struct calibration *calibration;
  calibration_job *job;
  void *context;
  size_t count, next;
  uint64_t points;
  pthread_mutex_t mutex;
  bool failed;
  struct error error;
};

/* The next job's number; false where none is left to be begun. */
static bool crew_next(struct crew *crew, size_t *index) {
  pthread_mutex_lock(&crew->mutex);
  const bool more = crew->next < crew->count && !crew->failed && !calibration_ended(crew->calibration);
  if (more) *index = crew->next++;
  pthread_mutex_unlock(&crew->mutex);
  return more;
}

static void *crew_work(void *context) {
  struct crew *const crew = context;
  struct evaluator evaluator;
  struct error err;
  size_t index;
  bool ok = evaluator_make(&evaluator, crew->calibration, &err);
  while (ok && crew_next(crew, &index)) ok = crew->job(crew->context, index, &evaluator, &err);
  pthread_mutex_lock(&crew->mutex);
  crew->points += evaluator.points;
  if (!ok && !crew->failed) {
    crew->failed = true;
    crew->error = err;
  }
  pthread_mutex_unlock(&crew->mutex);
  evaluator_free(&evaluator);
  return NULL;
}

static unsigned thread_count(const struct calibration *calibration, size_t jobs) {
  const long cores = sysconf(_SC_NPROCESSORS_ONLN);
  size_t count = calibration->threads ? calibration->threads : cores > 0 ? (size_t)cores : 1;
  if (count > jobs) count = jobs;
  return count > THREADS_MOST ? THREADS_MOST : count < 1 ? 1 : (unsigned)count;
}

bool calibration_each(const struct calibration *calibration, size_t count, calibration_job *job, void *context, uint64_t *points,
                      struct error *err) {
  struct crew crew = {.calibration = calibration, .job = job, .context = context, .count = count};
  pthread_t thread[THREADS_MOST];
  unsigned started = 0;
  const unsigned wanted = thread_count(calibration, count);
  pthread_mutex_init(&crew.mutex, NULL);
  /* This thread works too: one that cannot be started is no failure. */
  while (started + 1 < wanted && pthread_create(&thread[started], NULL, crew_work, &crew) == 0) started++;
  crew_work(&crew);
  for (unsigned i = 0; i < started; i++) pthread_join(thread[i], NULL);
  pthread_mutex_destroy(&crew.mutex);
  if (points) *points += crew.points;
  if (crew.failed) *err = crew.error;
  return !crew.failed;
}

struct figures_job {
  const double *value;
  uint64_t first_batch;
  unsigned step;
  double *figure;
  bool *done;
};

static bool figures_one(void *context, size_t index, struct evaluator *evaluator, struct error *err) {
  const struct figures_job *const job = context;
  const struct calibration *const calibration = evaluator->calibration;
  return evaluator_figures(evaluator, job->value + index * calibration->unknowns, job->first_batch + index * job->step,
                           job->figure + index * calibration->targets->count, &job->done[index], err);
}

bool calibration_figures(const struct calibration *calibration, size_t count, const double *value, uint64_t first_batch, unsigned step,
                         double *figure, size_t *done, struct error *err) {
  struct figures_job job = {value, first_batch, step, figure, calloc(count + 1, sizeof(bool))};
  if (!job.done) return fail_memory(err);
  for (size_t i = 0; i < count * calibration->targets->count; i++) figure[i] = NAN;
  const bool ok = calibration_each(calibration, count, figures_one, &job, NULL, err);
  *done = 0;
  for (size_t i = 0; i < count; i++) *done += job.done[i];
  free(job.done);
  return ok;
}
