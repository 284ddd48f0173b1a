/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model trust_reputation against published figures, against its equations in scalars, and as a Monte Carlo model. */
#include "models/trust_reputation.h"
#include "sim/random.h"
#include "tests/engine_help.h"

#define PUBLISHED 1e-12 /* how closely published figures are met */
#define HEADER "parameter,Case\nmodel,trust_reputation\n"
/* The slowest set of the published sweep. */
#define SLOW "lambda_plus,0.05\nlambda_minus,0.15\nmu,0.50\ndelta,0.01\nxi,0.30\n"
enum { PERIODS = 60, SETS = 40, NOISY_RUNS = 20000 };
#define STANDARD_ERRORS 5.0

static struct study read_study(const struct sheet *sheet, uint64_t runs, unsigned months) {
  struct study study = {0};
  struct error err;
  const struct overrides over = {.runs = runs, .has_runs = runs > 0, .months = months};
  ck_assert_msg(study_read(&study, sheet, &over, &err), "%s", err.text);
  return study;
}

static struct study study_of_rows(const char *rows, uint64_t runs, unsigned months) {
  struct sheet sheet = {0};
  struct error err;
  char text[4096];
  ck_assert_int_lt(snprintf(text, sizeof text, HEADER "%s", rows), sizeof text);
  ck_assert_msg(sheet_read_bytes(&sheet, "test.csv", text, strlen(text), &err), "%s", err.text);
  struct study study = read_study(&sheet, runs, months);
  sheet_free(&sheet);
  return study;
}

/* Moments of an outcome. */
static struct moments outcome_of(const char *rows, uint64_t runs, unsigned months, enum trust_outcome outcome) {
  struct study study = study_of_rows(rows, runs, months);
  struct tally tally = tally_of(&study, (struct engine_options){.vector = VECTOR_COUNT});
  const struct moments m = tally_outcome(&tally, 0, outcome);
  tally_free(&tally);
  study_free(&study);
  return m;
}

static double single(const char *rows, unsigned months, enum trust_outcome outcome) {
  return outcome_of(rows, 1, months, outcome).mean;
}

START_TEST(repair_is_as_published) {
  static const char rows[] = SLOW "initial_trust,0.85\naction,-3 then 2 from 2\n";
  assert_near(single(rows, 11, TRUST_END) / 0.85, 0.9069668244811121, PUBLISHED);
  assert_near(single(rows, 36, TRUST_END) / 0.85, 1.0470939989724464, PUBLISHED);
  assert_near(single(rows, 101, TRUST_END) / 0.85, 1.16433601162426, PUBLISHED);
}
END_TEST

START_TEST(growth_is_as_published) {
  static const char rows[] = SLOW "initial_trust,0.5\naction,2\n";
  assert_near(single(rows, 10, TRUST_END), 0.6949150973900894, PUBLISHED);
  assert_near(single(rows, 25, TRUST_END), 0.8545891593026606, PUBLISHED);
  assert_near(single(rows, 50, TRUST_END), 0.9577113748153858, PUBLISHED);
  assert_near(single(rows, 50, TRUST_END + 1), 0.9577113748153858, PUBLISHED);
}
END_TEST

START_TEST(erosion_is_as_published) {
  static const char rows[] = SLOW "initial_trust,0.8\naction,-2\n";
  assert_near(0.8 - single(rows, 1, TRUST_END), 0.13303580605046272, PUBLISHED);
  assert_near(0.8 - single(rows, 2, TRUST_END), 0.24394845498655504, PUBLISHED);
}
END_TEST

START_TEST(fluctuation_is_as_published) {
  char rows[2048] = SLOW "initial_trust,0.7\naction,1";
  for (unsigned month = 2; month <= 30; month++) {
    const size_t length = strlen(rows);
    snprintf(rows + length, sizeof rows - length, " then %s from %u", month % 2 ? "1" : "-0.5", month);
  }
  assert_near(single(rows, 30, TRUST_MEAN), 0.44385097911749916, PUBLISHED);
  assert_near(single(rows, 30, TRUST_SD), 0.1416125749483197, PUBLISHED);
  assert_near(single(rows, 30, TRUST_RANGE), 0.4734267696370412, PUBLISHED);
}
END_TEST

/* kappa alone does not matter where actions are given as signals. */
START_TEST(sensitivity_scales_actions) {
  assert_near(single(SLOW "initial_trust,0.85\nkappa,0.5\naction,-6 then 4 from 2\n", 36, TRUST_END) / 0.85, 1.0470939989724464, PUBLISHED);
  assert_near(single(SLOW "initial_trust,0.85\nbaseline,5\naction,2 then 7 from 2\n", 36, TRUST_END) / 0.85, 1.0470939989724464, PUBLISHED);
}
END_TEST

START_TEST(tables_are_those_of_the_specification) {
  static const struct {
    const char *name;
    double value;
  } defaults[] = {{"lambda_plus", 0.1},
                  {"lambda_minus", 0.3},
                  {"mu", 0.6},
                  {"delta", 0.03},
                  {"xi", 0.5},
                  {"kappa", 1},
                  {"action_noise", 0},
                  {"dependency_ab", 0.5},
                  {"dependency_ba", 0.5},
                  {"initial_damage_a", 0}};
  static const char *const names[] = {"initial_damage_b", "initial_trust_a", "initial_trust_b", "action_a",
                                      "action_b",         "baseline_a",      "baseline_b"};
  static const char *const outcomes[] = {"trust_ab_end",  "trust_ba_end", "damage_ab_end", "damage_ba_end",
                                         "trust_ab_mean", "trust_ab_sd",  "trust_ab_range"};
  static const char *const variables[] = {"trust_ab", "trust_ba", "damage_ab", "damage_ba"};
  const struct model *model = model_find("trust_reputation");
  ck_assert_ptr_nonnull(model);
  for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++) {
    const size_t p = parameter_find(model, defaults[i].name);
    ck_assert_msg(p < model->parameter_count, "%s", defaults[i].name);
    ck_assert_double_eq(strtod(model->parameters[p].law, NULL), defaults[i].value);
  }
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) ck_assert_uint_lt(parameter_find(model, names[i]), model->parameter_count);
  ck_assert_uint_eq(model->parameter_count, sizeof defaults / sizeof *defaults + sizeof names / sizeof *names);
  for (size_t p = 0; p < model->parameter_count; p++)
    ck_assert_int_eq(model->parameters[p].policy,
                     strcmp(model->parameters[p].name, "action_a") == 0 || strcmp(model->parameters[p].name, "action_b") == 0);
  ck_assert_uint_eq(model->outcome_count, sizeof outcomes / sizeof *outcomes);
  for (size_t i = 0; i < model->outcome_count; i++) ck_assert_str_eq(model->outcomes[i].name, outcomes[i]);
  ck_assert_uint_eq(model->variable_count, sizeof variables / sizeof *variables);
  for (size_t i = 0; i < model->variable_count; i++) ck_assert_str_eq(model->variables[i].name, variables[i]);
  ck_assert_uint_eq(model->ending_count, 1);
}
END_TEST

/* One ordered pair, in scalars and with the C library's tanh. */
struct pair_state {
  double trust, damage;
};
struct speeds {
  double plus, minus, mu, delta, xi, kappa;
};

static struct pair_state next(struct pair_state now, const struct speeds *v, double action, double baseline, double dependency) {
  const double s = tanh(v->kappa * (action - baseline));
  const double change = s > 0 ? v->plus * s * (1 - now.trust) * (1 - now.damage) : v->minus * s * now.trust * (1 + v->xi * dependency);
  const double harm = v->mu * fmax(0, -s) * (1 - now.damage) - v->delta * now.damage;
  return (struct pair_state){fmin(1, fmax(0, now.trust + change)), fmin(1, fmax(0, now.damage + harm))};
}

static double drawn(unsigned set, unsigned which, double low, double high) {
  return low + (high - low) * uniform(random_word(7, 0, set, 1, which));
}

/* A set drawn at random: speeds, partners, and three phases of actions each. */
struct trial {
  struct speeds speeds;
  double dependency[2], trust[2], damage[2], baseline[2], action[2][3];
  unsigned change[2][2];
};

static struct trial trial_of(unsigned set) {
  struct trial t = {
      {drawn(set, 0, 0, 1), drawn(set, 1, 0, 1), drawn(set, 2, 0, 1), drawn(set, 3, 0, 1), drawn(set, 4, 0, 3), drawn(set, 5, 0, 3)},
      .change = {{2 + set, 30 + set / 2}, {5 + set / 2, 45 + set / 4}}};
  for (unsigned who = 0; who < 2; who++) {
    t.dependency[who] = drawn(set, 6 + who, 0, 1);
    t.trust[who] = drawn(set, 8 + who, 0, 1);
    t.damage[who] = drawn(set, 10 + who, 0, 1);
    t.baseline[who] = drawn(set, 12 + who, -2, 2);
    for (unsigned phase = 0; phase < 3; phase++) t.action[who][phase] = drawn(set, 14 + 3 * who + phase, -3, 3);
  }
  return t;
}

static struct study study_of_trial(const struct trial *t) {
  char rows[2048];
  const struct speeds *v = &t->speeds;
  int length = snprintf(rows, sizeof rows, "lambda_plus,%.17g\nlambda_minus,%.17g\nmu,%.17g\ndelta,%.17g\nxi,%.17g\nkappa,%.17g\n", v->plus,
                        v->minus, v->mu, v->delta, v->xi, v->kappa);
  length += snprintf(rows + length, sizeof rows - (size_t)length, "dependency_ab,%.17g\ndependency_ba,%.17g\n", t->dependency[0],
                     t->dependency[1]);
  for (unsigned who = 0; who < 2; who++)
    length += snprintf(
        rows + length, sizeof rows - (size_t)length,
        "initial_trust_%c,%.17g\ninitial_damage_%c,%.17g\nbaseline_%c,%.17g\naction_%c,%.17g then %.17g from %u then %.17g from %u\n",
        'a' + who, t->trust[who], 'a' + who, t->damage[who], 'a' + who, t->baseline[who], 'a' + who, t->action[who][0], t->action[who][1],
        t->change[who][0], t->action[who][2], t->change[who][1]);
  return study_of_rows(rows, 1, PERIODS);
}

static void check_trial(const struct trial *t) {
  struct study study = study_of_trial(t);
  struct tally tally = tally_of(&study, (struct engine_options){.vector = VECTOR_COUNT, .keep = KEEP_TRAJECTORIES});
  struct pair_state pair[2] = {{t->trust[0], t->damage[0]}, {t->trust[1], t->damage[1]}};
  double value[PERIODS + 1] = {t->trust[0]}, sum = t->trust[0], squares = 0;
  for (unsigned month = 1; month <= PERIODS; month++) {
    for (unsigned who = 0; who < 2; who++) {
      const unsigned other = 1 - who, *change = t->change[other], phase = month < change[0] ? 0 : month < change[1] ? 1 : 2;
      pair[who] = next(pair[who], &t->speeds, t->action[other][phase], t->baseline[other], t->dependency[who]);
      assert_near(tally_variable(&tally, 0, TRUST + who, month).mean, pair[who].trust, 1e-13);
      assert_near(tally_variable(&tally, 0, DAMAGE + who, month).mean, pair[who].damage, 1e-13);
    }
    sum += value[month] = pair[0].trust;
  }
  for (unsigned month = 0; month <= PERIODS; month++) squares += pow(value[month] - sum / (PERIODS + 1), 2);
  assert_near(tally_outcome(&tally, 0, TRUST_MEAN).mean, sum / (PERIODS + 1), 1e-13);
  assert_near(tally_outcome(&tally, 0, TRUST_SD).mean, sqrt(squares / (PERIODS + 1)), 1e-13);
  assert_near(tally_outcome(&tally, 0, DAMAGE_END + 1).mean, pair[1].damage, 1e-13);
  tally_free(&tally);
  study_free(&study);
}

START_TEST(every_month_follows_the_equations) {
  for (unsigned set = 0; set < SETS; set++) {
    const struct trial trial = trial_of(set);
    check_trial(&trial);
  }
}
END_TEST

START_TEST(shares_stay_shares) {
  static const char wild[] =
      "action_noise,1000\nkappa,100\nlambda_plus,1\nlambda_minus,1\nmu,1\ndelta,1\nxi,10\ndependency_ab,1\ninitial_trust,1\n";
  struct study study = study_of_rows(wild, 2000, 50);
  struct kept kept;
  struct tally tally = tally_and_rows(&study, &kept, (struct engine_options){.vector = VECTOR_COUNT});
  for (size_t o = 0; o < study.model->outcome_count; o++)
    for (uint64_t run = 0; run < kept.runs; run++) {
      const double x = kept_outcome(&kept, 0, o)[run];
      if (!(x >= 0 && x <= 1)) ck_abort_msg("%s is %.17g", study.model->outcomes[o].name, x);
    }
  kept_free(&kept);
  tally_free(&tally);
  study_free(&study);
}
END_TEST

START_TEST(vector_widths_give_the_same_bits) {
  struct study study = study_of_rows("action_noise,0.7\ninitial_trust,0.2 to 0.8\nkappa,0.5 to 2\naction_b,1 then -1 from 9\n", 1000, 30);
  const struct engine_options plain = {.vector = VECTOR_BASE, .keep = KEEP_ALL};
  struct kept base_rows, rows;
  struct tally base = tally_and_rows(&study, &base_rows, plain);
  for (enum vector v = VECTOR_BASE; v < VECTOR_COUNT; v++) {
    if (!vector_available(v)) continue;
    struct engine_options options = plain;
    options.vector = v;
    options.threads = 3;
    struct tally tally = tally_and_rows(&study, &rows, options);
    assert_same_tally(&base, &tally, vector_names[v]);
    ck_assert(same_bytes(base_rows.outcome, rows.outcome, study.model->outcome_count * study.runs * sizeof(double)));
    kept_free(&rows);
    tally_free(&tally);
  }
  kept_free(&base_rows);
  tally_free(&base);
  study_free(&study);
}
END_TEST

START_TEST(without_noise_all_runs_are_alike) {
  static const char rows[] = "initial_trust,0.6\naction,1 then -1 from 5 then 0.5 from 8\n";
  for (unsigned o = TRUST_END; o <= TRUST_RANGE; o++) {
    const struct moments m = outcome_of(rows, 700, 24, o);
    ck_assert(m.squares == 0 && m.count == 700);
    ck_assert(m.mean == single(rows, 24, o));
  }
}
END_TEST

/* To first order, a month's noise of sd v moves T by lambda_plus (1 - T) (1 - tanh^2) v z; the next term is below lambda_plus (1 - T) v^2. */
START_TEST(little_noise_is_linear) {
  const double v = 0.01, slope = 0.1 * 0.5 * (1 - pow(tanh(1), 2)), n = NOISY_RUNS;
  const struct moments m = outcome_of("initial_trust,0.5\naction,1\naction_noise,0.01\n", NOISY_RUNS, 1, TRUST_END);
  assert_near(moments_sd(&m), slope * v, STANDARD_ERRORS * slope * v / sqrt(2 * n) + 0.05 * v * v);
  assert_near(m.mean, 0.5 + 0.05 * tanh(1), STANDARD_ERRORS * slope * v / sqrt(n) + 0.05 * v * v);
}
END_TEST

/* The mean tends to the run without noise, by about the square of the noise; the spread grows with it. */
START_TEST(noise_spreads_and_vanishes) {
  static const char *const noise[] = {"0.01", "0.05", "0.2", "0.8"};
  double before = 0, gap[4];
  const double still = single("initial_trust,0.5\naction,1\n", 24, TRUST_END);
  for (int i = 0; i < 4; i++) {
    char rows[128];
    snprintf(rows, sizeof rows, "initial_trust,0.5\naction,1\naction_noise,%s\n", noise[i]);
    const struct moments m = outcome_of(rows, NOISY_RUNS, 24, TRUST_END);
    ck_assert_msg(moments_sd(&m) > 2 * before, "noise %s: sd %.3g after %.3g", noise[i], moments_sd(&m), before);
    before = moments_sd(&m);
    gap[i] = fabs(m.mean - still) - STANDARD_ERRORS * moments_se(&m);
  }
  ck_assert(gap[0] <= 0.01 * 0.01);
  ck_assert(gap[1] <= 0.05 * 0.05);
  ck_assert(gap[3] > 0.01); /* tanh bends: much noise costs trust */
}
END_TEST

/* What chance does to A's action is nothing to B's. The correlation of n independent pairs has standard error 1/sqrt(n). */
START_TEST(partners_have_noise_of_their_own) {
  struct study study = study_of_rows("action,1\naction_noise,0.5\n", NOISY_RUNS, 12);
  struct kept kept;
  struct tally tally = tally_and_rows(&study, &kept, (struct engine_options){.vector = VECTOR_COUNT});
  const struct moments a = tally_outcome(&tally, 0, TRUST_END), b = tally_outcome(&tally, 0, TRUST_END + 1);
  double sum = 0;
  for (uint64_t run = 0; run < kept.runs; run++)
    sum += (kept_outcome(&kept, 0, TRUST_END)[run] - a.mean) * (kept_outcome(&kept, 0, TRUST_END + 1)[run] - b.mean);
  ck_assert(a.squares > 0 && b.squares > 0);
  assert_near(sum / sqrt(a.squares * b.squares), 0, STANDARD_ERRORS / sqrt(NOISY_RUNS));
  kept_free(&kept);
  tally_free(&tally);
  study_free(&study);
}
END_TEST

enum { ALLIANCE, NO_CRISIS, MORE_EFFORT, CRISIS_BEGINS = 53, CRISIS_ENDS = 56, CASE_MONTHS = 79 };

static double course(const struct tally *tally, size_t scenario, unsigned who, unsigned month) {
  return tally_variable(tally, scenario, TRUST + who, month).mean;
}

/* Trust grows for 52 periods, is gone after four of crisis, and 23 periods of goodwill do not bring it back: reputation remembers. */
START_TEST(renault_and_nissan_do_not_get_back) {
  struct sheet sheet = {0};
  struct error err;
  ck_assert_msg(sheet_read(&sheet, "scenarios/cases/renault-nissan-trust.csv", &err), "%s", err.text);
  struct study study = read_study(&sheet, 1, 0);
  ck_assert_uint_eq(study.months, CASE_MONTHS);
  struct tally tally = tally_of(&study, (struct engine_options){.vector = VECTOR_COUNT, .keep = KEEP_TRAJECTORIES});
  assert_near(course(&tally, ALLIANCE, 0, 1), 0.5452574126822434, PUBLISHED);
  assert_near(course(&tally, ALLIANCE, 0, 12), 0.8398534845543059, PUBLISHED);
  assert_near(course(&tally, ALLIANCE, 0, 52), 0.9972233997371668, PUBLISHED);
  for (unsigned who = 0; who < 2; who++) {
    for (unsigned month = 2; month <= CASE_MONTHS; month++) {
      const double change = course(&tally, ALLIANCE, who, month) - course(&tally, ALLIANCE, who, month - 1);
      ck_assert_msg(month >= CRISIS_BEGINS && month <= CRISIS_ENDS ? change < 0 : change > 0, "month %u: %g", month, change);
    }
    const double best = course(&tally, ALLIANCE, who, CRISIS_BEGINS - 1), worst = course(&tally, ALLIANCE, who, CRISIS_ENDS);
    const double end = course(&tally, ALLIANCE, who, CASE_MONTHS);
    ck_assert(best > 0.99 && worst < 0.15 && end > 0.5 && end < 0.6);
    ck_assert((best - worst) / 4 > 10 * (end - worst) / (CASE_MONTHS - CRISIS_ENDS));
    ck_assert(course(&tally, NO_CRISIS, who, CASE_MONTHS) > 0.99);
    ck_assert(course(&tally, MORE_EFFORT, who, CASE_MONTHS) - end > 0.02 && course(&tally, MORE_EFFORT, who, CASE_MONTHS) < 0.65);
  }
  ck_assert(course(&tally, ALLIANCE, 1, CRISIS_ENDS) < course(&tally, ALLIANCE, 0, CRISIS_ENDS)); /* Nissan depends more */
  tally_free(&tally);
  study_free(&study);
  sheet_free(&sheet);
}
END_TEST

START_TEST(starters_are_good_sheets_of_their_model) {
  ck_assert_uint_ge(model_count, 2);
  for (size_t i = 0; i < model_count; i++) {
    struct sheet sheet = {0};
    struct error err;
    ck_assert_ptr_nonnull(models[i]->starter);
    ck_assert_msg(sheet_read_bytes(&sheet, models[i]->name, models[i]->starter, strlen(models[i]->starter), &err), "%s", err.text);
    struct study study = read_study(&sheet, 0, 0);
    ck_assert(study.model == models[i] && study.count == 2);
    ck_assert_uint_eq(study.warnings.count, 0);
    study_free(&study);
    sheet_free(&sheet);
  }
}
END_TEST

SUITE_MAIN("trust_reputation", repair_is_as_published, growth_is_as_published, erosion_is_as_published, fluctuation_is_as_published,
           sensitivity_scales_actions, tables_are_those_of_the_specification, every_month_follows_the_equations, shares_stay_shares,
           vector_widths_give_the_same_bits, without_noise_all_runs_are_alike, little_noise_is_linear, noise_spreads_and_vanishes,
           partners_have_noise_of_their_own, renault_and_nissan_do_not_get_back, starters_are_good_sheets_of_their_model)
