/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "robust.h"
#include "fact.h"
#include "random.h"
#include "sampler.h"
#include <math.h>
#include <stdlib.h>

static const struct coefficient *coefficients_of(const struct study *study) {
  return study->model->coefficients;
}

void robust_drawn(bool *drawn, const struct study *study) {
  for (size_t c = 0; c < study->model->coefficient_count; c++) {
    const struct coefficient *known = &coefficients_of(study)[c];
    drawn[c] = known->low < known->high;
    for (size_t s = 0; s < study->count; s++) drawn[c] &= study->scenarios[s].coefficients[c] == known->value;
  }
}

void robust_version(double *coefficient, const struct study *study, const bool *drawn, uint64_t version) {
  for (size_t c = 0; c < study->model->coefficient_count; c++) {
    const struct coefficient *known = &coefficients_of(study)[c];
    const double u = uniform(random_word(study->seed, 0, version, MONTH_VERSIONS, (unsigned)c));
    coefficient[c] = drawn[c] && version > 0 ? known->low + (known->high - known->low) * u : study->scenarios[0].coefficients[c];
  }
}

/* A study with coefficients of its own; everything else belongs to the original. Its quantile tables serve every version. */
struct variant {
  const struct study *original; /* not owned */
  struct study study;
  struct sampler sampler;
  double *coefficient; /* [scenario][coefficient_count]; owned */
};

static bool variant_make(struct variant *variant, const struct study *original, uint64_t runs, struct error *err) {
  const size_t coefficients = original->model->coefficient_count;
  *variant = (struct variant){.original = original, .study = *original};
  variant->study.runs = runs;
  variant->study.scenarios = calloc(original->count, sizeof *variant->study.scenarios);
  variant->coefficient = calloc(original->count * coefficients + 1, sizeof *variant->coefficient);
  if (!variant->study.scenarios || !variant->coefficient) return fail_memory(err);
  for (size_t s = 0; s < original->count; s++) {
    variant->study.scenarios[s] = original->scenarios[s];
    variant->study.scenarios[s].coefficients = variant->coefficient + s * coefficients;
  }
  return sampler_make(&variant->sampler, &variant->study, err);
}

static void variant_free(struct variant *variant) {
  sampler_free(&variant->sampler);
  free(variant->study.scenarios);
  free(variant->coefficient);
  *variant = (struct variant){0};
}

/* What robust_run needs on its way. */
struct work {
  const struct robust_options *options;
  struct study population; /* the model's default one; without scenarios if there is no fact to hold it against */
  struct variant scenarios, facts;
};

static bool population_make(struct work *work, const struct robust *robust, struct error *err) {
  const struct study *study = robust->study;
  if (study->model->fact_count == 0) return true;
  if (!study_default(&work->population, study->model, "default population", err)) return false;
  work->population.seed = study->seed;
  return variant_make(&work->facts, &work->population, robust->runs, err);
}

/* *done tells whether the variant was simulated to its end. */
static bool simulate(struct tally *tally, const struct variant *variant, const struct work *work, unsigned keep, bool *done,
                     struct error *err) {
  const struct engine_options engine = {.threads = work->options->threads,
                                        .vector = work->options->vector,
                                        .luck = work->options->luck,
                                        .keep = keep,
                                        .sampler = &variant->sampler,
                                        .stop = work->options->stop};
  if (!engine_run(tally, &variant->study, &engine, err)) return false;
  *done = tally->complete;
  return true;
}

static bool compare_scenarios(struct robust *robust, size_t version, struct work *work, bool *done, struct error *err) {
  const size_t coefficients = robust->study->model->coefficient_count;
  const double *drawn = robust->coefficient + version * coefficients;
  struct tally tally = {0};
  for (size_t s = 0; s < robust->study->count; s++)
    for (size_t c = 0; c < coefficients; c++)
      work->scenarios.study.scenarios[s].coefficients[c] = robust->drawn[c] ? drawn[c] : robust->study->scenarios[s].coefficients[c];
  if (!simulate(&tally, &work->scenarios, work, KEEP_PAIRS, done, err)) return false;
  for (size_t p = 0; *done && p < robust->pairs; p++) {
    const struct pair pair = pair_at(&tally, p);
    const struct comparison comparison = comparison_of(&tally, pair.second, pair.first, robust->outcome, work->options->tolerance);
    if (version == 0) robust->model[p] = comparison;
    robust->difference[version * robust->pairs + p] = comparison.difference.value;
    robust->verdict[version * robust->pairs + p] = (unsigned char)comparison.verdict;
  }
  tally_free(&tally);
  return true;
}

static bool measure_population(struct robust *robust, size_t version, struct work *work, bool *done, struct error *err) {
  const struct model *model = robust->study->model;
  struct tally tally = {0};
  if (model->fact_count == 0) return true;
  for (size_t c = 0; c < model->coefficient_count; c++)
    work->facts.study.scenarios[0].coefficients[c] = robust->coefficient[version * model->coefficient_count + c];
  if (!simulate(&tally, &work->facts, work, 0, done, err)) return false;
  for (size_t f = 0; *done && f < model->fact_count; f++)
    robust->figure[version * model->fact_count + f] = fact_figure(&model->facts[f], &tally, 0);
  tally_free(&tally);
  return true;
}

static bool run_versions(struct robust *robust, struct work *work, struct error *err) {
  const size_t coefficients = robust->study->model->coefficient_count;
  bool done = true;
  for (size_t version = 0; version <= robust->asked; version++) {
    robust_version(robust->coefficient + version * coefficients, robust->study, robust->drawn, version);
    if (!compare_scenarios(robust, version, work, &done, err)) return false;
    if (done && !measure_population(robust, version, work, &done, err)) return false;
    if (!done) return true;
    robust->done = version;
    if (work->options->progress) work->options->progress(work->options->progress_context, version, robust->asked);
  }
  return true;
}

static bool room_make(struct robust *robust, struct error *err) {
  const struct model *model = robust->study->model;
  const size_t versions = robust->asked + 1;
  robust->drawn = calloc(model->coefficient_count + 1, sizeof *robust->drawn);
  robust->coefficient = calloc(versions * model->coefficient_count + 1, sizeof *robust->coefficient);
  robust->model = calloc(robust->pairs + 1, sizeof *robust->model);
  robust->difference = calloc(versions * robust->pairs + 1, sizeof *robust->difference);
  robust->verdict = calloc(versions * robust->pairs + 1, sizeof *robust->verdict);
  robust->figure = calloc(versions * model->fact_count + 1, sizeof *robust->figure);
  const bool ok = robust->drawn && robust->coefficient && robust->model && robust->difference && robust->verdict && robust->figure;
  return ok || fail_memory(err);
}

bool robust_run(struct robust *robust, const struct study *study, const struct robust_options *options, struct error *err) {
  struct work work = {.options = options};
  *robust = (struct robust){.study = study,
                            .outcome = options->outcome,
                            .equivalents = !isnan(options->tolerance),
                            .asked = options->versions,
                            .runs = options->runs < VERSION_RUNS_MOST ? options->runs : VERSION_RUNS_MOST,
                            .pairs = study->count * (study->count - 1) / 2};
  bool ok = room_make(robust, err);
  if (ok) robust_drawn(robust->drawn, study);
  ok = ok && variant_make(&work.scenarios, study, robust->runs, err) && population_make(&work, robust, err) &&
       run_versions(robust, &work, err);
  variant_free(&work.scenarios);
  variant_free(&work.facts);
  study_free(&work.population);
  if (!ok) robust_free(robust);
  return ok;
}

void robust_free(struct robust *robust) {
  free(robust->drawn);
  free(robust->coefficient);
  free(robust->model);
  free(robust->difference);
  free(robust->verdict);
  free(robust->figure);
  *robust = (struct robust){0};
}
