/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/work.h"
#include "sim/lanes.h"
#include "sim/quantile_table.h"
#include <stdlib.h>
#include <string.h>

static struct spent per(struct spent spent, double count) {
  return (struct spent){spent.cpu * 1e9 / count, spent.wall * 1e9 / count, 0};
}

/* ---- the engine ---- */

bool work_study(struct study *study, const char *text, uint64_t runs, struct error *err) {
  struct sheet sheet = {0};
  const bool done = sheet_read_bytes(&sheet, "bench", text, strlen(text), err) &&
                    study_read(study, &sheet, &(struct overrides){.runs = runs, .has_runs = true}, err);
  sheet_free(&sheet);
  return done;
}

bool work_engine(struct spent *spent, const struct study *study, enum vector vector, unsigned threads, unsigned keep, struct error *err) {
  struct tally tally = {0};
  const struct spent then = spent_now();
  const bool done = engine_run(&tally, study, &(struct engine_options){.threads = threads, .vector = vector, .keep = keep}, err);
  *spent = per(spent_since(then), (double)study->runs * study->months * (double)study->count);
  tally_free(&tally);
  return done;
}

bool work_words(struct spent *spent, const struct study *study, enum vector vector, struct error *err) {
  const struct lanes *lanes = lanes_for(vector);
  const unsigned quads = (study->model->month_normals + study->model->month_uniforms + 3) / 4;
  word_array *word = aligned_alloc(64, 4 * quads * sizeof *word);
  uint64_t run[LANES] __attribute__((aligned(64)));
  if (!word) return fail_memory(err);
  const struct spent then = spent_now();
  for (uint64_t block = 0; block < study->runs / LANES; block++) {
    for (unsigned i = 0; i < LANES; i++) run[i] = block * LANES + i;
    for (unsigned month = 1; month <= study->months; month++) {
      lanes->words(word, run, LANES, study->seed, 0, month, quads);
      __asm__ volatile("" : : "r"(word) : "memory"); /* the words count as used */
    }
  }
  *spent = per(spent_since(then), (double)(study->runs / LANES * LANES) * study->months);
  free(word);
  return true;
}

struct inputs_wanted {
  struct scalar_inputs *inputs;
  size_t count;
};

static bool inputs_keep(void *context, const struct run_rows *rows, struct error *err) {
  (void)err;
  const struct inputs_wanted *wanted = context;
  for (unsigned lane = 0; lane < rows->lanes; lane++) {
    const uint64_t run = rows->first_run + lane;
    double value[SCALAR_INPUT_COUNT];
    for (size_t i = 0; i < SCALAR_INPUT_COUNT; i++) value[i] = rows->input[i][lane];
    if (run < wanted->count) memcpy(&wanted->inputs[run], value, sizeof value);
  }
  return true;
}

bool work_inputs(struct scalar_inputs *inputs, size_t count, struct study *study, struct error *err) {
  struct inputs_wanted wanted = {inputs, count};
  struct tally tally = {0};
  const uint64_t runs = study->runs;
  study->runs = count;
  const bool done = engine_run(
      &tally, study,
      &(struct engine_options){.threads = 1, .vector = VECTOR_COUNT, .rows = true, .each_rows = inputs_keep, .context = &wanted}, err);
  study->runs = runs;
  tally_free(&tally);
  return done;
}

/* ---- a run at a time ---- */

struct kept {
  double count, variable[SCALAR_VARIABLE_COUNT], square[SCALAR_VARIABLE_COUNT];
};

static void kept_add(struct kept *kept, const double *value, size_t count) {
  kept->count++;
  for (size_t v = 0; v < count; v++) {
    kept->variable[v] += value[v];
    kept->square[v] += value[v] * value[v];
  }
}

static void run_keep(struct kept *kept, const struct scalar_result *result, unsigned months) {
  double value[SCALAR_OUTCOME_COUNT];
  for (unsigned month = 1; month <= result->end_month; month++) {
    memcpy(value, &result->path[month], sizeof result->path[month]);
    kept_add(&kept[month], value, SCALAR_VARIABLE_COUNT);
  }
  memcpy(value, &result->outcome, sizeof result->outcome);
  kept_add(&kept[months + 1], value, SCALAR_VARIABLE_COUNT);
  kept_add(&kept[months + 2], value + SCALAR_VARIABLE_COUNT, SCALAR_OUTCOME_COUNT - SCALAR_VARIABLE_COUNT);
}

static void coefficients_read(struct scalar_coefficients *coefficients) {
  const struct model *model = model_find("partnership");
  double value[SCALAR_COEFFICIENT_COUNT];
  for (size_t i = 0; i < SCALAR_COEFFICIENT_COUNT; i++) value[i] = model->coefficients[i].value;
  memcpy(coefficients, value, sizeof value);
}

bool work_scalar(struct spent *spent, scalar_program *program, const gsl_rng_type *generator, const struct scalar_inputs *inputs,
                 size_t count, uint64_t runs, unsigned months, struct error *err) {
  struct scalar_coefficients coefficients;
  struct scalar_variables *path = calloc(months + 1, sizeof *path);
  struct kept *kept = calloc(months + 3, sizeof *kept);
  gsl_rng *rng = gsl_rng_alloc(generator);
  const bool room = path && kept && rng;
  coefficients_read(&coefficients);
  const struct spent then = spent_now();
  for (uint64_t run = 0; room && run < runs; run++) {
    const struct scalar_case given = {.months = months, .inputs = &inputs[run % count], .coefficients = &coefficients};
    struct scalar_result result = {.path = path};
    program(&given, rng, &result);
    run_keep(kept, &result, months);
  }
  *spent = per(spent_since(then), (double)runs * months);
  free(path);
  free(kept);
  if (rng) gsl_rng_free(rng);
  return room || fail_memory(err);
}

/* ---- a product of ten distributions ---- */

enum { FACTORS = 10 };
/* As in squiggle.mjs; a lognormal here is median and geometric standard deviation. */
static const struct {
  const char *law;
  double argument[3];
  size_t count;
} factors[FACTORS] = {{"normal", {10, 1}, 2},
                      {"uniform", {1, 2}, 2},
                      {"lognormal", {1, 1.2214027581601699}, 2},
                      {"beta", {2, 5}, 2},
                      {"triangular", {1, 2, 4}, 3},
                      {"gamma", {4, .5}, 2},
                      {"exponential", {1}, 1},
                      {"normal", {5, .5}, 2},
                      {"uniform", {.5, 1.5}, 2},
                      {"lognormal", {1.6487212707001282, 1.1051709180756477}, 2}};

static bool tables_make(struct quantile_table *table, struct error *err) {
  for (size_t k = 0; k < FACTORS; k++) {
    struct law law = {0};
    const bool made = law_make(&law, factors[k].law, factors[k].argument, NULL, factors[k].count, err) &&
                      quantile_table_make(&table[k], &law, err);
    law_free(&law);
    if (!made) return false;
  }
  return true;
}

/* C. A. R. Hoare's selection: afterwards value[rank] is what it would be if sorted. */
static double selected(double *value, ptrdiff_t count, ptrdiff_t rank) {
  ptrdiff_t low = 0, high = count - 1;
  while (low < high) {
    const double pivot = value[low + (high - low) / 2];
    ptrdiff_t i = low, j = high;
    while (i <= j) {
      while (value[i] < pivot) i++;
      while (value[j] > pivot) j--;
      if (i > j) break;
      const double swap = value[i];
      value[i++] = value[j];
      value[j--] = swap;
    }
    if (rank > j && rank < i) break;
    if (rank <= j) high = j;
    else low = i;
  }
  return value[rank];
}

enum { KEYS = 1 << 16, QUANTILES = 5 };

/* The leading bits of a positive double, which order as it does. */
static size_t key_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits >> 48;
}

/* Exact quantiles of positive values: count their leading bits, select inside the cells that are hit. */
static bool quantiles_select(double quantile[QUANTILES], const double probability[QUANTILES], const double *value, size_t count,
                             struct error *err) {
  uint32_t *cell = calloc(KEYS, sizeof *cell);
  double *hit = malloc(count * sizeof *hit);
  const bool room = cell && hit;
  for (size_t i = 0; room && i < count; i++) cell[key_of(value[i])]++;
  for (size_t q = 0; room && q < QUANTILES; q++) {
    size_t rank = (size_t)(probability[q] * (double)(count - 1)), key = 0, hits = 0;
    for (; rank >= cell[key]; key++) rank -= cell[key];
    for (size_t i = 0; i < count; i++) {
      hit[hits] = value[i];
      hits += key_of(value[i]) == key;
    }
    quantile[q] = selected(hit, (ptrdiff_t)hits, (ptrdiff_t)rank);
  }
  free(cell);
  free(hit);
  return room || fail_memory(err);
}

static void products(double *out, const struct quantile_table *table, const struct lanes *lanes, size_t samples) {
  word_array word[FACTORS + 2];
  normal_array normal[FACTORS];
  lane_array score, value;
  uint64_t run[LANES] __attribute__((aligned(64)));
  for (size_t first = 0; first < samples; first += LANES) {
    for (unsigned i = 0; i < LANES; i++) run[i] = first + i;
    for (unsigned i = 0; i < LANES; i++) out[first + i] = 1;
    lanes->words(word, run, LANES, 1, 0, 1, (FACTORS + 3) / 4);
    lanes->normals(normal, word, LANES, FACTORS / 2);
    for (size_t k = 0; k < FACTORS; k++) {
      for (unsigned i = 0; i < LANES; i++) score[i] = (double)normal[k][i];
      quantile_table_apply(&table[k], score, value, LANES);
      for (unsigned i = 0; i < LANES; i++) out[first + i] *= value[i];
    }
  }
}

bool work_product(struct spent *spent, double *median, size_t samples, enum vector vector, struct error *err) {
  static const double probability[QUANTILES] = {.05, .25, .5, .75, .95};
  struct quantile_table table[FACTORS] = {0};
  const size_t count = (samples + LANES - 1) / LANES * LANES;
  double *value = malloc(count * sizeof *value), quantile[QUANTILES] = {0};
  if (!value) return fail_memory(err);
  const struct spent then = spent_now();
  bool done = tables_make(table, err);
  if (done) {
    products(value, table, lanes_for(vector), count);
    done = quantiles_select(quantile, probability, value, count, err);
  }
  *spent = per(spent_since(then), (double)count);
  *median = quantile[2];
  for (size_t k = 0; k < FACTORS; k++) quantile_table_free(&table[k]);
  free(value);
  return done;
}
