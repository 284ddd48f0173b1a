/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions of a toy whose comparison one coefficient decides: a run gains pull x effort a month and ends with a constant hazard, so the
 * difference of two scenarios is pull x difference of effort x months lived, and the share alive is (1 - hazard)^months. */
#include "sim/random.h"
#include "sim/results_robust.h"
#include "sim/robust.h"
#include "tests/engine_help.h"

enum { EFFORT, SCALE, TOY_PARAMETERS };
enum { LEVEL, TOY_COLUMNS };
enum { OUT_GAIN, OUT_WARM, OUT_SQUARE, TOY_OUTCOMES };
enum { PULL, HAZARD, FIXED, IDLE, TOY_COEFFICIENTS = IDLE + 8 };
enum { TOY_MONTHS = 12 };

static void toy_start(struct block *b) {
  (void)b;
}

static void toy_step(struct block *b) {
  for (unsigned i = 0; i < b->width; i++) {
    b->state[LEVEL][i] += b->coefficient[PULL] * b->input[EFFORT][i] + 0.1 * (double)b->normal[0][i];
    b->ending[0][i] = uniform(b->word[0][i]) < b->coefficient[HAZARD] ? 1 : 0;
  }
}

static void toy_finish(struct block *b) {
  for (unsigned i = 0; i < b->live; i++) {
    b->outcome[OUT_GAIN][i] = b->state[LEVEL][i];
    b->outcome[OUT_WARM][i] = b->coefficient[PULL] > -0.5 ? 1 : 0;
    b->outcome[OUT_SQUARE][i] = b->state[LEVEL][i] * b->state[LEVEL][i];
  }
}

static const struct kernel toy_kernel = {toy_start, toy_start, toy_step, toy_finish};
static const struct parameter toy_parameters[TOY_PARAMETERS] = {
    {.name = "effort", .unit = "share", .low = 0, .high = 2, .law = "uniform 0 1", .block = ""},
    {.name = "scale", .unit = "money", .low = 0, .high = 2, .law = "1", .block = ""},
};
static const struct outcome toy_outcomes[TOY_OUTCOMES] = {
    {"gain", "Gain", "money", OUTCOME_NUMBER, 1, false, "at the end"},
    {"warm", "Warm", "share", OUTCOME_SHARE, 1, false, "pull above -0.5"},
    {"square", "Square", "money squared", OUTCOME_NUMBER, 0, false, "neither more nor less is better"},
};
static const struct ending toy_endings[] = {{.name = "active"}, {.name = "gone"}};
static const struct coefficient toy_coefficients[TOY_COEFFICIENTS] = {
    [PULL] = {.name = "pull", .value = 0.25, .low = -1, .high = 1},
    [HAZARD] = {.name = "hazard", .value = 0.01, .low = 0, .high = 0.05},
    [FIXED] = {.name = "fixed", .value = 3, .low = 3, .high = 3},
    [IDLE] = {.name = "idle", .value = 0.5, .high = 1},
    {.name = "idle2", .value = 0.5, .high = 1},
    {.name = "idle3", .value = 0.5, .high = 1},
    {.name = "idle4", .value = 0.5, .high = 1},
    {.name = "idle5", .value = 0.5, .high = 1},
    {.name = "idle6", .value = 0.5, .high = 1},
    {.name = "idle7", .value = 0.5, .high = 1},
    {.name = "idle8", .value = 0.5, .high = 1},
};
static const struct fact toy_facts[] = {
    {.name = "alive_9", .kind = FACT_ALIVE, .month = 9, .low = 0.75, .high = 0.95},
    {.name = "warm", .kind = FACT_MEAN, .outcome = OUT_WARM, .low = 1, .high = 1},
};

#define TOY                                                                                                                                \
  .name = "toy", .parameters = toy_parameters, .parameter_count = TOY_PARAMETERS, .outcomes = toy_outcomes, .outcome_count = TOY_OUTCOMES, \
  .endings = toy_endings, .ending_count = 2, .coefficients = toy_coefficients, .scale = SCALE, .main_outcome = OUT_GAIN,                   \
  .state_columns = TOY_COLUMNS, .outcome_columns = 1, .moving_columns = TOY_COLUMNS, .month_normals = 2, .month_uniforms = 2,              \
  .default_months = TOY_MONTHS, .kernel = {[VECTOR_BASE] = &toy_kernel}
static const struct model toy_model = {TOY, .coefficient_count = TOY_COEFFICIENTS, .facts = toy_facts, .fact_count = 2};
static const struct model unfounded_model = {TOY, .coefficient_count = TOY_COEFFICIENTS};
const struct model *const models[] = {&toy_model};
const size_t model_count = 1;

#define SHEET "p,idle,hard,soft\neffort,0,1,1\n"
enum { RUNS = 600 };

static struct robust_options options_of(size_t versions) {
  return (struct robust_options){
      .versions = versions, .runs = RUNS, .outcome = OUT_GAIN, .tolerance = NAN, .threads = 1, .vector = VECTOR_BASE};
}

static struct robust robust_of(const struct study *study, const struct robust_options *options) {
  struct robust robust;
  struct error err;
  ck_assert_msg(robust_run(&robust, study, options, &err), "%s", err.text);
  return robust;
}

START_TEST(versions_are_uniform_on_their_ranges) {
  enum { VERSIONS = 20000 };
  struct study study = study_of(SHEET, RUNS, TOY_MONTHS);
  bool drawn[TOY_COEFFICIENTS];
  double mean[TOY_COEFFICIENTS] = {0}, square[TOY_COEFFICIENTS] = {0}, product = 0;
  robust_drawn(drawn, &study);
  for (uint64_t j = 1; j <= VERSIONS; j++) {
    double coefficient[TOY_COEFFICIENTS], u[TOY_COEFFICIENTS];
    robust_version(coefficient, &study, drawn, j);
    for (size_t c = 0; c < TOY_COEFFICIENTS; c++) {
      const double low = toy_coefficients[c].low, high = toy_coefficients[c].high;
      ck_assert(coefficient[c] >= low && coefficient[c] <= high);
      u[c] = high > low ? (coefficient[c] - low) / (high - low) - 0.5 : 0;
      mean[c] += u[c] / VERSIONS;
      square[c] += u[c] * u[c] / VERSIONS;
    }
    product += u[PULL] * u[HAZARD] / VERSIONS;
  }
  for (size_t c = 0; c < TOY_COEFFICIENTS; c++) {
    ck_assert_int_eq(drawn[c], c != FIXED);
    if (!drawn[c]) continue;
    assert_near(mean[c], 0, 5 * sqrt(1. / 12 / VERSIONS));
    assert_near(square[c], 1. / 12, 5 * sqrt(1. / 180 / VERSIONS));
  }
  assert_near(product, 0, 5 * (1. / 12) / sqrt(VERSIONS)); /* independent */
  study_free(&study);
}
END_TEST

START_TEST(a_version_is_a_function_of_seed_and_number) {
  struct study study = study_of(SHEET, RUNS, TOY_MONTHS);
  double one[TOY_COEFFICIENTS], other[TOY_COEFFICIENTS];
  bool drawn[TOY_COEFFICIENTS];
  robust_drawn(drawn, &study);
  robust_version(one, &study, drawn, 0);
  for (size_t c = 0; c < TOY_COEFFICIENTS; c++) ck_assert_double_eq(one[c], toy_coefficients[c].value);
  robust_version(one, &study, drawn, 3);
  ck_assert_double_eq(one[PULL], -1 + 2 * uniform(random_word(study.seed, 0, 3, MONTH_VERSIONS, PULL)));
  robust_version(other, &study, drawn, 4);
  ck_assert_double_ne(one[PULL], other[PULL]);
  study.seed++;
  robust_version(other, &study, drawn, 3);
  ck_assert_double_ne(one[PULL], other[PULL]);
  study_free(&study);
}
END_TEST

/* Bit by bit, over versions 0 to `versions`. */
static void assert_same(const struct robust *x, const struct robust *y, size_t versions) {
  const size_t pairs = (versions + 1) * x->pairs, facts = (versions + 1) * x->study->model->fact_count;
  ck_assert_mem_eq(x->difference, y->difference, pairs * sizeof *x->difference);
  ck_assert_mem_eq(x->verdict, y->verdict, pairs);
  ck_assert_mem_eq(x->figure, y->figure, facts * sizeof *x->figure);
}

START_TEST(more_versions_or_threads_leave_the_first_as_they_are) {
  struct study study = study_of(SHEET, RUNS, TOY_MONTHS);
  struct robust_options options = options_of(4);
  struct robust few = robust_of(&study, &options);
  for (unsigned threads = 1; threads <= 7; threads += 3) {
    options = options_of(15);
    options.threads = threads;
    struct robust many = robust_of(&study, &options);
    ck_assert(many.done == 15 && few.done == 4);
    assert_same(&few, &many, 4);
    robust_free(&many);
  }
  options = options_of(4);
  options.luck = 1;
  struct robust twin = robust_of(&study, &options);
  ck_assert_mem_eq(few.coefficient, twin.coefficient, 5 * TOY_COEFFICIENTS * sizeof(double));
  ck_assert_double_ne(few.difference[0], twin.difference[0]);
  robust_free(&twin);
  robust_free(&few);
  study_free(&study);
}
END_TEST

START_TEST(version_zero_is_the_comparison_itself) {
  struct study study = study_of(SHEET, RUNS, TOY_MONTHS);
  const struct robust_options options = options_of(1);
  const struct engine_options engine = {.vector = VECTOR_BASE, .keep = KEEP_PAIRS};
  struct robust robust = robust_of(&study, &options);
  struct tally tally;
  struct error err;
  ck_assert(engine_run(&tally, &study, &engine, &err));
  for (size_t p = 0; p < 3; p++) {
    const struct comparison c = comparison_of(&tally, pair_at(&tally, p).second, pair_at(&tally, p).first, OUT_GAIN, NAN);
    ck_assert_double_eq(robust.difference[p], c.difference.value);
    ck_assert_double_eq(robust.model[p].difference.low, c.difference.low);
    ck_assert_int_eq(robust.verdict[p], c.verdict);
  }
  ck_assert_int_eq(robust.verdict[0], VERDICT_BETTER);
  tally_free(&tally);
  robust_free(&robust);
  study_free(&study);
}
END_TEST

/* Every version against its own closed form. */
START_TEST(verdicts_follow_the_deciding_coefficient) {
  enum { VERSIONS = 60 };
  struct study study = study_of(SHEET, RUNS, TOY_MONTHS);
  const struct robust_options options = options_of(VERSIONS);
  struct robust robust = robust_of(&study, &options);
  uint64_t positive = 0;
  for (size_t j = 1; j <= VERSIONS; j++) {
    const double pull = robust.coefficient[j * TOY_COEFFICIENTS + PULL], h = robust.coefficient[j * TOY_COEFFICIENTS + HAZARD];
    double lived = 0, square = 0; /* mean and mean square of min(geometric, months) */
    for (unsigned m = 1; m <= TOY_MONTHS; m++) {
      const double alive = pow(1 - h, m - 1);
      lived += alive;
      square += (2. * m - 1) * alive;
    }
    assert_near(robust.difference[j * 3], pull * lived, 5 * fabs(pull) * sqrt((square - lived * lived) / RUNS) + 1e-12);
    positive += pull > 0;
  }
  const struct stances forth = robust_stances(&robust, 1, 0, false), back = robust_stances(&robust, 0, 1, false),
                       same = robust_stances(&robust, 2, 1, false);
  ck_assert(forth.versions == VERSIONS && forth.count[STANCE_AHEAD] == positive && forth.count[STANCE_BEHIND] == VERSIONS - positive);
  ck_assert(positive > 10 && positive < 50);
  ck_assert(back.count[STANCE_AHEAD] == forth.count[STANCE_BEHIND] && back.count[STANCE_BEHIND] == forth.count[STANCE_AHEAD]);
  ck_assert(same.count[STANCE_NEITHER] == VERSIONS);
  robust_free(&robust);
  study_free(&study);
}
END_TEST

START_TEST(facts_filter_versions) {
  enum { VERSIONS = 80 };
  struct study study = study_of(SHEET, RUNS, 3); /* the population has the model's own months, whatever the sheet's */
  const struct robust_options options = options_of(VERSIONS);
  struct robust robust = robust_of(&study, &options);
  uint64_t alive = 0, both = 0, ahead = 0;
  for (size_t j = 1; j <= VERSIONS; j++) {
    const double *const k = robust.coefficient + j * TOY_COEFFICIENTS, p = pow(1 - k[HAZARD], 9);
    const struct estimate *const figure = robust.figure + j * 2;
    assert_near(figure[0].value, p, 5 * sqrt(p * (1 - p) / RUNS) + 1e-12);
    ck_assert_double_eq(figure[1].value, k[PULL] > -0.5 ? 1 : 0);
    const bool lasts = figure[0].value >= 0.75 && figure[0].value <= 0.95;
    alive += lasts;
    both += lasts && k[PULL] > -0.5;
    ahead += lasts && k[PULL] > 0;
    ck_assert_int_eq(robust_fits(&robust, j), lasts && k[PULL] > -0.5);
  }
  const struct stances fitting = robust_stances(&robust, 2, 0, true);
  ck_assert_uint_eq(robust_meeting(&robust, 0), alive);
  ck_assert_uint_eq(robust_fitting(&robust), both);
  ck_assert(fitting.versions == both && fitting.count[STANCE_AHEAD] == ahead && fitting.count[STANCE_BEHIND] == both - ahead);
  ck_assert(0 < ahead && ahead < both && both < alive && alive < VERSIONS);
  robust_free(&robust);
  study_free(&study);
}
END_TEST

START_TEST(the_deciding_coefficient_stands_out) {
  struct study study = study_of(SHEET, RUNS, TOY_MONTHS);
  const struct robust_options options = options_of(100);
  struct robust robust = robust_of(&study, &options);
  struct decidings found;
  struct error err;
  ck_assert(robust_decidings(&found, &robust, &err));
  ck_assert_uint_eq(found.tests, 2 * (TOY_COEFFICIENTS - 1)); /* hard and soft never differ, and one coefficient is not drawn */
  ck_assert_uint_eq(found.count, 2);
  const double n = 100, k = (double)robust_stances(&robust, 1, 0, false).count[STANCE_AHEAD]; /* the k largest ranks against the others */
  for (size_t i = 0; i < 2; i++) {
    ck_assert(found.list[i].pair == i && found.list[i].coefficient == PULL);
    assert_near(found.list[i].correlation.value, sqrt(3 * k * (n - k) / (n * n - 1)), 1e-12);
    ck_assert(found.list[i].correlation.low > 0 && found.list[i].correlation.high <= 1 && found.list[i].correlation.n == 100);
  }
  decidings_free(&found);
  robust_free(&robust);
  study_free(&study);
}
END_TEST

/* Verdicts that have nothing to do with coefficients: any that stands out is a false alarm, in at most 5 % of repetitions and 5 standard
 * errors. With a weak tie to one coefficient it must be found now and then. */
static unsigned alarms(const struct study *study, double tie, uint64_t *tests) {
  enum { VERSIONS = 50, TIMES = 2000 };
  double coefficient[(VERSIONS + 1) * TOY_COEFFICIENTS];
  unsigned char verdict[VERSIONS + 1];
  bool drawn[TOY_COEFFICIENTS];
  unsigned found = 0;
  robust_drawn(drawn, study);
  for (uint64_t time = 0; time < TIMES; time++) {
    struct robust robust = {.study = study, .done = VERSIONS, .pairs = 1, .drawn = drawn, .coefficient = coefficient, .verdict = verdict};
    for (uint64_t j = 1; j <= VERSIONS; j++) {
      robust_version(coefficient + j * TOY_COEFFICIENTS, study, drawn, time * VERSIONS + j);
      const double u = uniform(random_word(99, 1, time, 0, (unsigned)j)), pull = coefficient[j * TOY_COEFFICIENTS + PULL];
      verdict[j] = (unsigned char)(u + tie * pull < 0.2 ? VERDICT_WORSE : u + tie * pull < 0.4 ? VERDICT_UNDECIDED : VERDICT_BETTER);
    }
    struct decidings decidings;
    struct error err;
    ck_assert(robust_decidings(&decidings, &robust, &err));
    *tests = decidings.tests;
    found += decidings.count > 0;
    decidings_free(&decidings);
  }
  return found;
}

START_TEST(false_alarms_are_as_rare_as_said) {
  struct study study = study_of("p,a,b\n", RUNS, TOY_MONTHS);
  uint64_t tests;
  const double share = alarms(&study, 0, &tests) / 2000.;
  ck_assert_uint_eq(tests, TOY_COEFFICIENTS - 1);
  ck_assert_double_le(share, 0.05 + 5 * sqrt(0.05 * 0.95 / 2000));
  ck_assert_double_ge(share, 0.02); /* and not by being deaf */
  ck_assert_double_ge(alarms(&study, 0.3, &tests) / 2000., 0.5);
  study_free(&study);
}
END_TEST

START_TEST(what_the_sheet_sets_is_not_drawn) {
  struct study study = study_of("p,a,b\neffort,0,1\ncoefficient: pull,0.5,-0.5\ncoefficient: hazard,0.02,\n", RUNS, TOY_MONTHS);
  const struct robust_options options = options_of(10);
  struct robust robust = robust_of(&study, &options);
  ck_assert(!robust.drawn[PULL] && !robust.drawn[HAZARD] && robust.drawn[IDLE]);
  for (size_t j = 0; j <= 10; j++) {
    ck_assert_double_eq(robust.coefficient[j * TOY_COEFFICIENTS + PULL], 0.5); /* of the baseline, for the population */
    ck_assert_double_eq(robust.difference[j], robust.difference[0]);           /* but each scenario has its own */
    ck_assert_double_lt(robust.difference[j], -4);
  }
  robust_free(&robust);
  study_free(&study);
}
END_TEST

/* Ranges without width: every version is the model. */
START_TEST(nothing_to_draw_is_no_error) {
  struct study study = study_of(SHEET, RUNS, TOY_MONTHS);
  static struct coefficient point[TOY_COEFFICIENTS];
  struct model model = unfounded_model;
  for (size_t c = 0; c < TOY_COEFFICIENTS; c++) {
    point[c] = toy_coefficients[c];
    point[c].low = point[c].high = point[c].value;
  }
  model.coefficients = point;
  study.model = &model;
  const struct robust_options options = options_of(3);
  struct robust robust = robust_of(&study, &options);
  struct decidings found;
  struct error err;
  for (size_t j = 1; j <= 3; j++) ck_assert_mem_eq(robust.difference + j * 3, robust.difference, 3 * sizeof(double));
  ck_assert_uint_eq(robust_stances(&robust, 1, 0, false).count[STANCE_AHEAD], 3);
  ck_assert_uint_eq(robust_fitting(&robust), 3); /* there is no fact to miss */
  ck_assert(robust_decidings(&found, &robust, &err));
  ck_assert(found.tests == 0 && found.count == 0);
  decidings_free(&found);
  robust_free(&robust);
  study_free(&study);
}
END_TEST

START_TEST(tolerances_and_outcomes_without_direction_are_kept) {
  struct study study = study_of(SHEET, RUNS, TOY_MONTHS);
  struct robust_options options = options_of(20);
  options.tolerance = 100;
  struct robust robust = robust_of(&study, &options);
  ck_assert(robust.equivalents);
  ck_assert_uint_eq(robust_stances(&robust, 0, 1, false).count[STANCE_EQUIVALENT], 20);
  robust_free(&robust);
  options = options_of(20);
  options.outcome = OUT_SQUARE;
  robust = robust_of(&study, &options);
  const struct stances stances = robust_stances(&robust, 1, 0, false);
  ck_assert(!robust.equivalents && robust.verdict[0] == VERDICT_HIGHER && stances.count[STANCE_AHEAD] > 15); /* effort strays from 0 */
  robust_free(&robust);
  study_free(&study);
}
END_TEST

START_TEST(runs_are_as_asked_but_not_too_many) {
  struct robust_options options = options_of(1);
  for (uint64_t runs = 1000; runs <= 4000; runs += 3000) {
    struct study study = study_of("p,a,b\n", RUNS, 1);
    options.runs = runs;
    struct robust robust = robust_of(&study, &options);
    ck_assert_uint_eq(robust.runs, runs < VERSION_RUNS_MOST ? runs : VERSION_RUNS_MOST);
    ck_assert_uint_eq(robust.model[0].difference.n, robust.runs);
    robust_free(&robust);
    study_free(&study);
  }
}
END_TEST

struct watch {
  atomic_int stop;
  size_t after, calls;
};

static void watch(void *context, size_t done, size_t versions) {
  struct watch *w = context;
  ck_assert_uint_eq(versions, 10);
  ck_assert_uint_eq(done, w->calls++);
  if (done == w->after) atomic_store(&w->stop, 1);
}

START_TEST(an_interruption_leaves_whole_versions) {
  struct study study = study_of(SHEET, RUNS, TOY_MONTHS);
  struct robust_options options = options_of(10);
  struct robust all = robust_of(&study, &options);
  struct watch w = {.after = 3};
  options.stop = &w.stop;
  options.progress = watch;
  options.progress_context = &w;
  struct robust some = robust_of(&study, &options);
  ck_assert(some.done == 3 && some.asked == 10 && w.calls == 4);
  assert_same(&some, &all, 3);
  ck_assert_uint_eq(robust_stances(&some, 1, 0, false).versions, 3);
  robust_free(&some);
  struct robust none = robust_of(&study, &options); /* stopped from the start */
  ck_assert_uint_eq(none.done, 0);
  robust_free(&none);
  robust_free(&all);
  study_free(&study);
}
END_TEST

/* The line of robustness.csv that begins so. */
static const char *line_of(const char *bytes, const char *beginning, char line[256]) {
  const char *at = strstr(bytes, beginning);
  ck_assert_msg(at != NULL && (at == bytes || at[-1] == '\n'), "no line '%s'", beginning);
  snprintf(line, 256, "%.*s", (int)strcspn(at, "\n"), at);
  return line;
}

START_TEST(rows_tell_of_shares_with_wilson_intervals) {
  struct study study = study_of("p,a,b\neffort,0,1\n", RUNS, TOY_MONTHS);
  const struct robust_options options = options_of(10);
  struct robust robust = robust_of(&study, &options);
  for (size_t j = 1; j <= 10; j++) robust.verdict[j] = j <= 7 ? VERDICT_BETTER : VERDICT_WORSE;
  const struct tally tally = {.study = &study, .pair_count = 1, .layout = {.scenarios = 2}};
  const struct results_options results = {.main_outcome = OUT_GAIN, .tolerance = NAN, .versions = 10, .robust = &robust};
  char *bytes = NULL, line[256];
  size_t size;
  struct error err;
  static struct csv csv;
  FILE *const out = open_memstream(&bytes, &size);
  csv_begin(&csv, out, false);
  ck_assert(robustness_rows(&csv, &tally, &results, &err));
  csv_flush(&csv);
  fclose(out);
  double value, low, high;
  ck_assert_int_eq(sscanf(line_of(bytes, "b,a,better,", line), "b,a,better,%lf,%lf,%lf,10,share of versions", &value, &low, &high), 3);
  const double z = 1.959963984540054, centre = (0.7 + z * z / 20) / (1 + z * z / 10);
  const double half = z / (1 + z * z / 10) * sqrt(0.021 + z * z / 400);
  assert_near(value, 0.7, 1e-15);
  assert_near(low, centre - half, 1e-12);
  assert_near(high, centre + half, 1e-12);
  ck_assert_int_eq(sscanf(line_of(bytes, "b,a,not_distinguishable,", line), "b,a,not_distinguishable,0,0,%lf,10,", &high), 1);
  assert_near(high, z * z / (10 + z * z), 1e-12);
  line_of(bytes, "b,a,better_fitting,", line);
  line_of(bytes, "b,a,difference_q50,", line);
  line_of(bytes, "b,a,coefficients_that_stand_out,", line);
  line_of(bytes, "default population,,alive_9,", line);
  line_of(bytes, "default population,,facts_met,", line);
  ck_assert_ptr_null(strstr(bytes, "equivalent"));
  ck_assert_ptr_null(strstr(bytes, "nan"));
  free(bytes);
  robust_free(&robust);
  study_free(&study);
}
END_TEST

SUITE_MAIN("robust", versions_are_uniform_on_their_ranges, a_version_is_a_function_of_seed_and_number,
           more_versions_or_threads_leave_the_first_as_they_are, version_zero_is_the_comparison_itself,
           verdicts_follow_the_deciding_coefficient, facts_filter_versions, the_deciding_coefficient_stands_out,
           false_alarms_are_as_rare_as_said, what_the_sheet_sets_is_not_drawn, nothing_to_draw_is_no_error,
           tolerances_and_outcomes_without_direction_are_kept, runs_are_as_asked_but_not_too_many, an_interruption_leaves_whole_versions,
           rows_tell_of_shares_with_wilson_intervals)
