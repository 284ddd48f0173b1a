/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three implementations of one specification: the engine's kernels, the scalar one, and the one that made the reference figures. */
#include "sim/engine.h"
#include "tests/docking.h"
#include "tests/second.h"
#include "tests/suite.h"
#include <stdarg.h>

enum { BATCHES = 20, VECTORS = 12, VECTOR_RUNS = 20480 };

START_TEST(names_are_those_of_the_model) {
  const struct model *model = model_find("partnership");
  ck_assert_uint_eq(model->parameter_count, SCALAR_INPUT_COUNT);
  ck_assert_uint_eq(model->coefficient_count, SCALAR_COEFFICIENT_COUNT);
  for (size_t i = 0; i < SCALAR_INPUT_COUNT; i++) ck_assert_str_eq(model->parameters[i].name, scalar_input_names[i]);
  for (size_t i = 0; i < SCALAR_COEFFICIENT_COUNT; i++) ck_assert_str_eq(model->coefficients[i].name, scalar_coefficient_names[i]);
  for (size_t i = 0; i < SCALAR_SHOCK_COUNT; i++) ck_assert_str_eq(model->shocks[i].name, scalar_shock_names[i]);
  for (size_t i = 0; i < SCALAR_ENDING_COUNT; i++) ck_assert_str_eq(model->endings[i].name, scalar_ending_names[i]);
}
END_TEST

/* ---- the scalar implementation against the reference, in batches as the reference was made ---- */

static void batch_count(double *figure, const struct dock_table *table, struct second_runs *runs) {
  for (size_t i = 0; i < table->count; i++) {
    const size_t count = second_values(runs, table->row[i].quantity, table->row[i].month);
    figure[i] = second_statistic(runs->scratch, count, table->row[i].statistic);
  }
}

static void batches_compare(struct dock_score *score, const struct dock_table *table, const double *figure) {
  for (size_t i = 0; i < table->count; i++) {
    double mean = 0, squares = 0;
    for (size_t b = 0; b < BATCHES; b++) mean += figure[b * table->count + i] / BATCHES;
    for (size_t b = 0; b < BATCHES; b++) squares += pow(figure[b * table->count + i] - mean, 2);
    dock_add(score, &table->row[i], mean, sqrt(squares / (BATCHES - 1) / BATCHES));
  }
}

static void dock_scalar(const char *name, second_simulate *simulate, const gsl_rng_type *generator, size_t batch) {
  char path[128];
  struct dock_table table;
  struct second_sheet sheet;
  struct error err;
  snprintf(path, sizeof path, "tests/reference/%s.sheet.csv", name);
  ck_assert_msg(second_read(&sheet, path), "%s", path);
  ck_assert_msg(dock_read(&table, name, &err), "%s", err.text);
  gsl_rng *rng = gsl_rng_alloc(generator);
  double *figure = calloc(BATCHES * table.count, sizeof *figure);
  ck_assert(rng && figure);
  for (size_t b = 0; b < BATCHES; b++) {
    struct second_runs runs;
    ck_assert(second_run(&runs, &sheet, simulate, rng, batch));
    batch_count(figure + b * table.count, &table, &runs);
    second_free(&runs);
  }
  struct dock_score score = {.exact = true};
  batches_compare(&score, &table, figure);
  printf("%s: %zu figures, %zu above 3, worst z %.2f: %s\n", name, score.compared, score.above_3, score.worst, score.where);
  ck_assert_msg(dock_agrees(&score, &err), "%s: %s", name, err.text);
  free(figure);
  gsl_rng_free(rng);
  dock_free(&table);
}

START_TEST(best_scalar_agrees_with_the_reference) {
  dock_scalar("point", scalar_best, gsl_rng_taus2, 5000);
  dock_scalar("change_of_focus", scalar_best, gsl_rng_taus2, 5000);
}
END_TEST

START_TEST(obvious_scalar_agrees_with_the_reference) {
  dock_scalar("change_of_focus", scalar_obvious, gsl_rng_mt19937, 2000);
}
END_TEST

/* ---- the scalar implementation against the engine, far from the default population ---- */

struct text {
  char bytes[16384];
  size_t length;
};

static void __attribute__((format(printf, 2, 3))) text_add(struct text *text, const char *format, ...) {
  va_list list;
  va_start(list, format);
  const int wrote = vsnprintf(text->bytes + text->length, sizeof text->bytes - text->length, format, list);
  va_end(list);
  ck_assert_int_ge(wrote, 0);
  text->length += (size_t)wrote;
  ck_assert_uint_lt(text->length, sizeof text->bytes);
}

/* A range wide enough that every mechanism shows, inside the parameter's own. */
static double any_value(const struct parameter *p, const gsl_rng *rng) {
  static const struct {
    const char *name;
    double low, high;
  } range[] = {{"ambition", .5, 2},        {"patience", 1, 60},          {"evaluation_interval", 1, 12},
               {"market_growth", -.2, .2}, {"market_volatility", 0, .5}, {"turbulence", 0, 4},
               {"staff_turnover", 0, 1},   {"potential_value", 50, 500}, {"discount_rate", 0, .3}};
  static const double terms[] = {36, 60.5, 100, 1200, 1200, 1200};
  double low = p->low, high = p->high;
  if (!strcmp(p->name, "planned_term")) return terms[gsl_rng_uniform_int(rng, sizeof terms / sizeof *terms)];
  for (size_t i = 0; i < sizeof range / sizeof *range; i++)
    if (!strcmp(p->name, range[i].name)) {
      low = range[i].low;
      high = range[i].high;
    }
  return low + (high - low) * gsl_rng_uniform(rng);
}

/* A sheet of random inputs, schedules, events and coefficients from their plausible ranges. */
static void any_sheet(struct text *text, const gsl_rng *rng) {
  const struct model *model = model_find("partnership");
  *text = (struct text){.length = 0};
  text_add(text, "parameter,any\nmonths,120\n");
  for (size_t i = 0; i < model->parameter_count; i++) {
    const struct parameter *p = &model->parameters[i];
    text_add(text, "%s,%.6g", p->name, any_value(p, rng));
    if (p->policy && gsl_rng_uniform(rng) < .3)
      text_add(text, " then %.6g from %lu over %lu", any_value(p, rng), 1 + gsl_rng_uniform_int(rng, 60), 1 + gsl_rng_uniform_int(rng, 24));
    text_add(text, "\n");
  }
  for (size_t i = 0; i < model->coefficient_count; i++) {
    const struct coefficient *c = &model->coefficients[i];
    text_add(text, "coefficient: %s,%.6g\n", c->name, c->low + (c->high - c->low) * gsl_rng_uniform(rng));
  }
  for (size_t i = 0; i < model->shock_count; i++)
    text_add(text, "event: %s,month %lu severity %.6g\n", model->shocks[i].name, 1 + gsl_rng_uniform_int(rng, 40), gsl_rng_uniform(rng));
}

/* |difference| in standard errors. A share gets the error of one more success, so that rare events do not claim certainty. */
static double distance(struct moments x, struct moments y, bool share) {
  double variance = moments_variance(&x) / x.count + moments_variance(&y) / y.count;
  if (share) {
    const double p = (x.mean * x.count + y.mean * y.count + 1) / (x.count + y.count + 2);
    variance = p * (1 - p) * (1 / x.count + 1 / y.count);
  }
  const double off = fabs(x.mean - y.mean) - 1e-6 * fmax(1, fabs(x.mean));
  return off <= 0 ? 0 : off / sqrt(variance + 1e-24);
}

static struct moments second_moments(const double *value, size_t count) {
  const double mean = second_statistic(value, count, "mean"), sd = second_statistic(value, count, "sd");
  return (struct moments){(double)count, mean, sd * sd * (double)count};
}

struct worst {
  double z;
  size_t compared;
  char where[64];
};

static void worst_add(struct worst *worst, struct moments engine, struct second_runs *runs, const char *quantity, unsigned month,
                      bool share) {
  enum { FEW = 200 };
  const size_t count = second_values(runs, quantity, month);
  if (count < FEW || engine.count < FEW) return;
  const double z = distance(engine, second_moments(runs->scratch, count), share);
  worst->compared++;
  if (z < worst->z) return;
  worst->z = z;
  snprintf(worst->where, sizeof worst->where, "%s, month %u", quantity, month);
}

static struct moments share_moments(uint64_t successes, uint64_t runs) {
  const double share = (double)successes / (double)runs;
  return (struct moments){(double)runs, share, share * (1 - share) * (double)runs};
}

static void worst_endings(struct worst *worst, const struct tally *tally, struct second_runs *runs) {
  for (size_t ending = 1; ending < SCALAR_ENDING_COUNT; ending++) {
    char quantity[64];
    uint64_t ended = 0;
    for (unsigned month = 1; month <= SECOND_MONTHS; month++) ended += tally_ended(tally, 0, month, ending);
    snprintf(quantity, sizeof quantity, "ending: %s", scalar_ending_names[ending]);
    worst_add(worst, share_moments(ended, tally->runs), runs, quantity, 0, true);
  }
}

static void worst_all(struct worst *worst, const struct tally *tally, struct second_runs *runs) {
  const struct model *model = tally->study->model;
  for (size_t k = 0; k < SECOND_CHECKS; k++) {
    const unsigned month = second_checks[k];
    for (size_t v = 0; v < model->variable_count; v++)
      if (strcmp(model->variables[v].name, "alive"))
        worst_add(worst, tally_variable(tally, 0, v, month), runs, model->variables[v].name, month, false);
    worst_add(worst, share_moments(tally_alive(tally, 0, month), tally->runs), runs, "alive", month, true);
  }
  for (size_t o = 0; o < model->outcome_count; o++)
    worst_add(worst, tally_outcome(tally, 0, o), runs, model->outcomes[o].name, 0, model->outcomes[o].kind == OUTCOME_SHARE);
  worst_endings(worst, tally, runs);
}

static void compare(struct worst *worst, const struct text *text, const gsl_rng *rng) {
  const struct overrides overrides = {.runs = VECTOR_RUNS, .has_runs = true};
  const struct engine_options options = {.vector = VECTOR_COUNT, .keep = KEEP_TRAJECTORIES};
  struct second_sheet second;
  struct second_runs runs;
  struct sheet sheet;
  struct study study;
  struct tally tally;
  struct error err;
  ck_assert_msg(second_parse(&second, text->bytes), "%s", text->bytes);
  ck_assert(second_run(&runs, &second, scalar_best, rng, VECTOR_RUNS));
  ck_assert_msg(sheet_read_bytes(&sheet, "any.csv", text->bytes, text->length, &err), "%s", err.text);
  ck_assert_msg(study_read(&study, &sheet, &overrides, &err), "%s", err.text);
  ck_assert_msg(engine_run(&tally, &study, &options, &err), "%s", err.text);
  worst_all(worst, &tally, &runs);
  tally_free(&tally);
  study_free(&study);
  sheet_free(&sheet);
  second_free(&runs);
}

/* About 160 figures of each of 12 sheets, correlated: 6 standard errors are passed by chance less than once in 200,000 times. */
START_TEST(engine_agrees_with_the_scalar) {
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
  struct text text;
  struct worst worst = {0};
  ck_assert_ptr_nonnull(rng);
  for (int i = 0; i < VECTORS; i++) {
    any_sheet(&text, rng);
    compare(&worst, &text, rng);
    printf("sheet %d: %zu figures so far, worst z %.2f: %s\n", i + 1, worst.compared, worst.z, worst.where);
    ck_assert_msg(worst.z < 6, "z %.2f: %s in the sheet\n%s", worst.z, worst.where, text.bytes);
  }
  ck_assert_uint_gt(worst.compared, 100 * VECTORS);
  gsl_rng_free(rng);
}
END_TEST

SUITE_MAIN("second implementation", names_are_those_of_the_model, best_scalar_agrees_with_the_reference,
           obvious_scalar_agrees_with_the_reference, engine_agrees_with_the_scalar)
