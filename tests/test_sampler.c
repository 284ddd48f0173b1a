/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/sampler.h"
#include "tests/engine_help.h"
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

enum { PARAMETERS_MOST = 64, STAGES_MOST = 16, BLOCKS = 128, DRAWN = BLOCKS * LANES };

/* A sampler and what one block of it makes. */
struct bench {
  struct study study;
  struct sampler sampler;
  lane_array score[PARAMETERS_MOST], input[PARAMETERS_MOST], stage[STAGES_MOST];
  word_array word[PARAMETERS_MOST + 4];
  normal_array normal[PARAMETERS_MOST + 4];
};
static struct bench bench, other;

static void bench_make(struct bench *b, const char *text) {
  struct error err;
  b->study = study_of(text, LANES, 0);
  ck_assert_uint_le(b->study.model->parameter_count, PARAMETERS_MOST);
  ck_assert_msg(sampler_make(&b->sampler, &b->study, &err), "%s", err.text);
}

static void bench_free(struct bench *b) {
  sampler_free(&b->sampler);
  study_free(&b->study);
}

static void bench_block(struct bench *b, uint64_t block, size_t scenario) {
  uint64_t run[LANES];
  for (unsigned i = 0; i < LANES; i++) run[i] = block * LANES + i;
  sampler_scores(&b->sampler, lanes_for(vector_best()), run, LANES, b->score, b->word, b->normal);
  sampler_signing(&b->sampler, scenario, (const lane_array *)b->score, b->input, b->stage, LANES);
}

static size_t parameter(const char *name) {
  const size_t p = parameter_find(models[0], name);
  ck_assert_uint_lt(p, models[0]->parameter_count);
  return p;
}

static double table[PARAMETERS_MOST][DRAWN], scores[PARAMETERS_MOST][DRAWN];

/* The first DRAWN runs' scores and inputs of a sheet's first scenario. */
static void draw(const char *text) {
  bench_make(&bench, text);
  for (unsigned block = 0; block < BLOCKS; block++) {
    bench_block(&bench, block, 0);
    for (size_t p = 0; p < bench.study.model->parameter_count; p++) {
      memcpy(table[p] + block * LANES, bench.input[p], LANES * sizeof(double));
      memcpy(scores[p] + block * LANES, bench.score[p], LANES * sizeof(double));
    }
  }
}

static const struct law *law_of(size_t p) {
  return &bench.study.scenarios[0].settings[p].stage[0].law;
}

/* Binomial shares below three quantiles and the mean, by law; 5 standard errors (false alarms: 1 in 1.7 million each, 200 checks).
 * Seen to fail with scores scaled by 0.95. */
static void check_margins(void) {
  for (size_t p = 0; p < bench.study.model->parameter_count; p++) {
    const struct law *law = law_of(p);
    const char *name = bench.study.model->parameters[p].name;
    if (law_is_constant(law)) {
      for (size_t i = 0; i < DRAWN; i++) ck_assert_msg(table[p][i] == law->a, "%s", name);
      continue;
    }
    for (int k = 1; k <= 3; k++) {
      const double x = law_quantile(law, k == 1 ? 0.05 : k == 2 ? 0.5 : 0.95), share = law_cdf(law, x);
      double below = 0;
      for (size_t i = 0; i < DRAWN; i++) below += table[p][i] <= x;
      ck_assert_msg(fabs(below / DRAWN - share) <= 5 * sqrt(share * (1 - share) / DRAWN) + 1e-12,
                    "%s: a share %.5f below %g, should be %.5f", name, below / DRAWN, x, share);
    }
    const double mean = gsl_stats_mean(table[p], 1, DRAWN);
    ck_assert_msg(fabs(mean - law_mean(law)) <= 5 * law_sd(law) / sqrt(DRAWN), "%s: mean %.6f, should be %.6f", name, mean, law_mean(law));
    ck_assert_msg(gsl_stats_min(table[p], 1, DRAWN) >= bench.study.model->parameters[p].low, "%s", name);
    ck_assert_msg(gsl_stats_max(table[p], 1, DRAWN) <= bench.study.model->parameters[p].high, "%s", name);
  }
}

START_TEST(the_default_population_follows_its_laws) {
  draw("parameter,all\n");
  check_margins();
  bench_free(&bench);
}
END_TEST

START_TEST(laws_of_every_kind_are_followed) {
  draw("parameter,all\n"
       "goal_alignment,uniform 0.2 0.9\ncultural_fit,triangular 0.1 0.3 0.9\npower_balance,pert 0.1 0.6 0.8\n"
       "market_growth,normal 0.02 0.01\nturbulence,lognormal 1 1.5\nleadership,beta 2 5\npatience,exponential 12\n"
       "prior_ties,bernoulli 0.3\nevaluation_interval,choice 1 2 12\ncommunication,0.4 to 0.7\npotential_value,50 to 200\n");
  check_margins();
  bench_free(&bench);
}
END_TEST

/* Block and general factor: two scores correlate l k (0.15 + 0.2 in the same block). 5 standard errors (1 - rho^2)/sqrt(n) for
 * 1,128 pairs (false alarms: 1 in 1,500). Seen to fail with 0.17 in place of 0.15 for the general factor. */
START_TEST(scores_of_the_default_population_correlate_as_told) {
  draw("parameter,all\n");
  const struct parameter *row = bench.study.model->parameters;
  size_t pairs = 0;
  for (size_t p = 0; p < bench.study.model->parameter_count; p++)
    for (size_t q = 0; q < p; q++) {
      if (!bench.sampler.drawn[p] || !bench.sampler.drawn[q]) continue;
      const bool blocks = *row[p].block && *row[q].block, same = blocks && strcmp(row[p].block, row[q].block) == 0;
      const double want = blocks ? row[p].loading * row[q].loading * (same ? 0.35 : 0.15) : 0;
      const double got = gsl_stats_correlation(scores[p], 1, scores[q], 1, DRAWN);
      ck_assert_msg(fabs(got - want) <= 5 * (1 - want * want) / sqrt(DRAWN), "%s ~ %s: %.4f, should be %.4f", row[p].name, row[q].name, got,
                    want);
      pairs++;
    }
  ck_assert_uint_gt(pairs, 500);
  bench_free(&bench);
}
END_TEST

static double rank_correlation(const double *x, const double *y) {
  static double work[2 * DRAWN];
  return gsl_stats_spearman(x, 1, y, 1, DRAWN, work);
}

/* Spearman's rho of values: as a sheet's row says, and 6/pi asin(rho/2) of the normal scores elsewhere. Its variance is largest
 * under independence, 1/(n - 1): 5 standard errors of that. Seen to fail with rho itself in place of 2 sin(pi rho/6). */
START_TEST(ranks_correlate_as_a_sheet_says) {
  draw("parameter,all\ncorrelation: goal_alignment ~ cultural_fit,0.7\ncorrelation: outside_options ~ "
       "culture_training,-0.5\npatience,uniform 1 90\n");
  const size_t goal = parameter("goal_alignment"), fit = parameter("cultural_fit"), out = parameter("outside_options"),
               training = parameter("culture_training"), clarity = parameter("objective_clarity"), control = parameter("contract_control");
  const double room = 5 / sqrt(DRAWN - 1);
  assert_near(rank_correlation(table[goal], table[fit]), 0.7, room);
  assert_near(rank_correlation(table[out], table[training]), -0.5, room);
  const double normal = 2 * sin(M_PI / 6 * 0.7);
  assert_near(gsl_stats_correlation(scores[goal], 1, scores[fit], 1, DRAWN), normal, 5 * (1 - normal * normal) / sqrt(DRAWN));
  assert_near(rank_correlation(table[clarity], table[control]), 6 / M_PI * asin(0.35 / 2), room);
  assert_near(rank_correlation(table[goal], table[control]), 6 / M_PI * asin(0.15 / 2), room);
  assert_near(rank_correlation(table[goal], table[out]), 0, room);
  check_margins(); /* correlation leaves laws alone */
  bench_free(&bench);
}
END_TEST

/* The values of one parameter month by month, for all lanes of a block. */
static void follow(const char *cell, size_t p, unsigned months, double value[][LANES]) {
  char text[512];
  snprintf(text, sizeof text, "parameter,all\n%s,%s\n", models[0]->parameters[p].name, cell);
  bench_make(&bench, text);
  bench_block(&bench, 3, 0);
  memcpy(value[0], bench.input[p], LANES * sizeof(double));
  for (unsigned m = 1; m <= months; m++) {
    double before[LANES];
    memcpy(before, bench.input[p], sizeof before);
    const bool changed = sampler_month(&bench.sampler, 0, m, (const lane_array *)bench.stage, bench.input, LANES);
    ck_assert(changed || memcmp(before, bench.input[p], sizeof before) == 0);
    memcpy(value[m], bench.input[p], LANES * sizeof(double));
  }
  bench_free(&bench);
}

/* The words of the sheet's grammar: a share min(1, (m - M + 1)/N) of the way from the previous value, in month m. */
static double ramp(double before, double after, unsigned month, unsigned from, unsigned over) {
  if (month < from) return before;
  const double share = fmin(1, (double)(month - from + 1) / over);
  return share == 1 ? after : before + share * (after - before);
}

enum { MONTHS = 40 };

START_TEST(schedules_move_as_written) {
  static double value[MONTHS + 1][LANES];
  static const struct {
    const char *cell;
    double at[3];
    unsigned from[2], over[2];
  } cases[] = {
      {"0.2 then 0.7 from 13", {0.2, 0.7, 0.7}, {13, MONTHS + 1}, {1, 1}},
      {"0.2 then 0.7 from 13 over 6", {0.2, 0.7, 0.7}, {13, MONTHS + 1}, {6, 1}},
      {"0.2 then 0.7 from 13 over 6 then 0.5 from 15", {0.2, 0.7, 0.5}, {13, 15}, {6, 1}},
      {"0.2 then 0.7 from 13 over 12 then 0.5 from 15 over 4", {0.2, 0.7, 0.5}, {13, 15}, {12, 4}},
      {"0.2 then 0.7 from 1 over 2 then 0.1 from 30 over 20", {0.2, 0.7, 0.1}, {1, 30}, {2, 20}},
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    follow(cases[k].cell, parameter("governance"), MONTHS, value);
    for (unsigned m = 0; m <= MONTHS; m++) {
      const double first = ramp(cases[k].at[0], cases[k].at[1], m, cases[k].from[0], cases[k].over[0]);
      const double want = ramp(first, cases[k].at[2], m, cases[k].from[1], cases[k].over[1]);
      for (unsigned i = 0; i < LANES; i++)
        ck_assert_msg(value[m][i] == want, "%s: month %u: %.17g, should be %.17g", cases[k].cell, m, value[m][i], want);
    }
  }
}
END_TEST

START_TEST(values_of_a_schedule_share_the_draw) {
  static double value[MONTHS + 1][LANES];
  follow("uniform 0 0.4 then uniform 0.5 0.9 from 13 over 2 then 0.3 from 20 then uniform 0 0.4 from 30", parameter("governance"), MONTHS,
         value);
  for (unsigned i = 0; i < LANES; i++) {
    ck_assert(value[12][i] == value[0][i] && value[29][i] == 0.3 && value[30][i] == value[0][i]);
    assert_near(value[14][i], value[0][i] + 0.5, 1e-6); /* tables are right to 1e-6 of the spread */
    assert_near(value[13][i], value[0][i] + 0.25, 1e-6);
    for (unsigned j = 0; j < i; j++) ck_assert(value[0][i] != value[0][j]);
  }
}
END_TEST

START_TEST(months_without_a_change_say_so) {
  bench_make(&bench, "parameter,moving,still\ngovernance,0.2 then 0.7 from 13 over 6 then 0.5 from 25,0.5\n");
  bench_block(&bench, 0, 0);
  for (unsigned m = 1; m <= MONTHS; m++) {
    const bool changed = sampler_month(&bench.sampler, 0, m, (const lane_array *)bench.stage, bench.input, LANES);
    ck_assert_int_eq(changed, (m >= 13 && m < 19) || m == 25);
  }
  bench_block(&bench, 0, 1);
  for (unsigned m = 1; m <= MONTHS; m++)
    ck_assert(!sampler_month(&bench.sampler, 1, m, (const lane_array *)bench.stage, bench.input, LANES));
  bench_free(&bench);
}
END_TEST

START_TEST(scenarios_share_their_draws) {
  bench_make(&bench, "parameter,one,two\ngovernance,beta 2 3,beta 2 3\nleadership,uniform 0 1,uniform 0 0.5\nexit_terms,0.3,beta 2 2\n");
  static lane_array first[PARAMETERS_MOST];
  bench_block(&bench, 5, 0);
  memcpy(first, bench.input, sizeof first);
  bench_block(&bench, 5, 1);
  const size_t leadership = parameter("leadership"), exit_terms = parameter("exit_terms");
  for (size_t p = 0; p < bench.study.model->parameter_count; p++) {
    if (p == leadership || p == exit_terms) continue;
    ck_assert_msg(memcmp(first[p], bench.input[p], LANES * sizeof(double)) == 0, "%s", bench.study.model->parameters[p].name);
  }
  for (unsigned i = 0; i < LANES; i++) assert_near(bench.input[leadership][i], first[leadership][i] / 2, 1e-6);
  bench_free(&bench);
}
END_TEST

/* Whatever is fixed, every other input keeps its bits: for each parameter in turn. */
START_TEST(fixing_an_input_leaves_the_others_alone) {
  bench_make(&bench, "parameter,all\n");
  bench_block(&bench, 1, 0);
  for (size_t p = 0; p < bench.study.model->parameter_count; p++) {
    char text[128];
    snprintf(text, sizeof text, "parameter,all\n%s,1\n", bench.study.model->parameters[p].name);
    if (bench.study.model->parameters[p].low > 1)
      snprintf(text, sizeof text, "parameter,all\n%s,36\n", bench.study.model->parameters[p].name);
    bench_make(&other, text);
    bench_block(&other, 1, 0);
    for (size_t q = 0; q < bench.study.model->parameter_count; q++)
      if (q != p) ck_assert(memcmp(bench.input[q], other.input[q], LANES * sizeof(double)) == 0);
    bench_free(&other);
  }
  bench_free(&bench);
}
END_TEST

/* A law used again has one table. */
START_TEST(shared_laws_are_tabulated_once) {
  bench_make(&bench, "parameter,one,two\n");
  const size_t tables = bench.sampler.table_count;
  bench_free(&bench);
  bench_make(&bench, "parameter,one\n");
  ck_assert_uint_eq(bench.sampler.table_count, tables);
  ck_assert_uint_le(tables, bench.study.model->parameter_count);
  bench_free(&bench);
}
END_TEST

START_TEST(a_study_of_numbers_draws_nothing) {
  char text[8192] = "parameter,all\n";
  for (size_t p = 0; p < models[0]->parameter_count; p++) {
    const struct parameter *row = &models[0]->parameters[p];
    snprintf(text + strlen(text), sizeof text - strlen(text), "%s,%g\n", row->name, fmax(row->low, fmin(row->high, 36)));
  }
  bench_make(&bench, text);
  ck_assert(!bench.sampler.any_drawn);
  ck_assert_uint_eq(bench.sampler.table_count, 0);
  bench_free(&bench);
}
END_TEST

SUITE_MAIN("sampler", the_default_population_follows_its_laws, laws_of_every_kind_are_followed,
           scores_of_the_default_population_correlate_as_told, ranks_correlate_as_a_sheet_says, schedules_move_as_written,
           values_of_a_schedule_share_the_draw, months_without_a_change_say_so, scenarios_share_their_draws,
           fixing_an_input_leaves_the_others_alone, shared_laws_are_tabulated_once, a_study_of_numbers_draws_nothing)
