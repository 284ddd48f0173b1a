/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model `alliance_game`: its game, and its kernels against expectations without simulation. Statistical bounds are 5 standard errors of
 * the theoretical variance. */
#include "models/alliance_game_predict.h"
#include "sim/sheet.h"
#include "tests/engine_help.h"

#define TREATMENTS                          \
  "parameter,c2,c3,c2x,c3x,p2,p3,p2x,p3x\n" \
  "model,alliance_game\n"                   \
  "competition,0,0,0,0,1,1,1,1\n"           \
  "partners,2,3,2,3,2,3,2,3\n"              \
  "exit_cost,no,no,yes,yes,no,no,yes,yes\n"
enum { SCENARIOS = 8, RUNS = 20000, LENGTH = 12 };

static struct study game_of(const char *text, uint64_t runs, unsigned months) {
  struct sheet sheet = {0};
  struct study study = {0};
  struct error err;
  const struct overrides over = {.runs = runs, .has_runs = true, .months = months};
  ck_assert_msg(sheet_read_bytes(&sheet, "test.csv", text, strlen(text), &err), "%s", err.text);
  ck_assert_msg(study_read(&study, &sheet, &over, &err), "%s", err.text);
  sheet_free(&sheet);
  return study;
}

static struct moments outcome_moments(const struct tally *tally, size_t scenario, enum alliance_outcome outcome) {
  return tally->moments[row_outcome(&tally->layout, scenario, outcome)];
}

static double outcome_mean(const struct tally *tally, size_t scenario, enum alliance_outcome outcome) {
  return outcome_moments(tally, scenario, outcome).mean;
}

/* ---- the game ---- */

/* Expected gain of contributing as long as all do over never contributing, if each partner contributes with chance p, in full. */
static double gain(unsigned competition, unsigned partners, double exit_cost, double continuation, double p) {
  const double later = continuation / (1 - continuation);
  const double leaving = later * alliance_outside[competition] - continuation * exit_cost * EXIT_COST;
  const double after = fmax(leaving, later * alliance_payoff[competition][partners - 2][0][0]);
  double sum = 0;
  for (unsigned m = 0; m < partners; m++) {
    const double ways = partners == 3 && m == 1 ? 2 : 1, chance = ways * pow(p, m) * pow(1 - p, partners - 1 - m);
    const double contribute = alliance_payoff[competition][partners - 2][1][m], withhold = alliance_payoff[competition][partners - 2][0][m];
    sum += chance * (contribute - withhold + (m == partners - 1 ? later * contribute - after : 0));
  }
  return sum;
}

START_TEST(risk_is_the_belief_at_which_contributing_pays) {
  static const double continuations[] = {.6, .8, .9222, .97};
  for (unsigned t = 0; t < SCENARIOS; t++)
    for (size_t c = 0; c < 4; c++) {
      const unsigned competition = t & 1, partners = 2 + (t >> 1 & 1);
      const double cost = t >> 2, delta = continuations[c];
      double low = 0, high = 1;
      for (int i = 0; i < 60; i++) {
        const double middle = (low + high) / 2;
        if (gain(competition, partners, cost, delta, middle) < 0) low = middle;
        else high = middle;
      }
      assert_near(alliance_risk(competition, partners, cost, delta), low, 1e-12);
    }
}
END_TEST

/* In the laboratory's own records everyone got what the table says. */
START_TEST(payoffs_are_those_of_the_experiment) {
  static const char path[] = "tests/reference/alliance_game/choices.csv";
  enum { PROFIT = 7 };
  struct alliance_row *row;
  struct sheet sheet;
  struct error err;
  size_t count, checked = 0;
  ck_assert_msg(alliance_rows_read(&row, &count, path, &err), "%s", err.text);
  ck_assert_msg(sheet_read(&sheet, path, &err), "%s", err.text);
  for (size_t i = 0; i < count; i++) {
    const struct alliance_treatment t = row[i].treatment;
    const double paid = strtod(sheet_text(&sheet.row[i + 1], PROFIT), NULL), outside = alliance_outside[t.competition];
    double due = alliance_payoff[t.competition][t.partners - 2][row[i].choice == CHOICE_CONTRIBUTE][row[i].others];
    if (row[i].left) due = outside - t.exit_cost * EXIT_COST;
    if (!row[i].made) due = outside;
    if (fabs(paid - due) > 1e-9) ck_abort_msg("row %zu pays %g, should be %g", i, paid, due);
    checked++;
  }
  ck_assert_uint_eq(checked, 17100);
  free(row);
  sheet_free(&sheet);
}
END_TEST

/* ---- the kernels ---- */

static void assert_share(double got, double want, double n) {
  assert_near(got, want, 5 * sqrt(want * (1 - want) / n));
}

/* Choices of a run hang together: their ratio's error comes from the runs' own spread. */
static double cooperation_error(const struct tally *tally, size_t scenario, double ratio) {
  const struct moments up = outcome_moments(tally, scenario, CONTRIBUTIONS), down = outcome_moments(tally, scenario, CHOICES);
  const double a = sqrt(up.squares / up.count), b = ratio * sqrt(down.squares / down.count);
  return (a + b) / (down.mean * sqrt(up.count));
}

static void assert_as_expected(unsigned months) {
  struct study study = game_of(TREATMENTS "periods,12\n", RUNS, months);
  const struct tally tally = tally_of(&study, (struct engine_options){.vector = VECTOR_COUNT, .threads = 2});
  struct alliance_session session = {.interactions = 7};
  struct error err;
  double value[ALLIANCE_COEFFICIENTS], figure[ALLIANCE_FIGURES];
  alliance_defaults(value);
  for (size_t k = 0; k < session.interactions; k++) session.length[k] = LENGTH;
  for (size_t s = 0; s < SCENARIOS; s++) {
    session.treatment = (struct alliance_treatment){s >= 4, 2 + s % 2, s / 2 % 2};
    ck_assert_msg(alliance_expected(figure, &session, value, PREDICTION_NODES, &err), "%s", err.text);
    const double cooperation = outcome_mean(&tally, s, CONTRIBUTIONS) / outcome_mean(&tally, s, CHOICES);
    assert_share(outcome_mean(&tally, s, FIRST_CONTRIBUTING), figure[FIGURE_FIRST], RUNS * session.treatment.partners);
    assert_share(outcome_mean(&tally, s, ALWAYS_ALL_CONTRIBUTE), figure[FIGURE_ALWAYS], RUNS);
    assert_share(outcome_mean(&tally, s, TERMINATED), figure[FIGURE_TERMINATED], RUNS);
    assert_near(cooperation, figure[FIGURE_COOPERATION], 5 * cooperation_error(&tally, s, figure[FIGURE_COOPERATION]));
  }
  struct tally t = tally;
  tally_free(&t);
  study_free(&study);
}

/* Experience follows its default law: a seventh of the alliances each, as in a session. */
START_TEST(runs_agree_with_quadrature) {
  assert_as_expected(LENGTH);
}
END_TEST

START_TEST(periods_end_an_alliance_before_the_horizon) {
  assert_as_expected(LENGTH + 8);
}
END_TEST

START_TEST(experience_counts) {
  struct study study = game_of(
      "parameter,new,old\nmodel,alliance_game\ncompetition,1\npartners,2\nexit_cost,yes\nperiods,1\nexperience,0,6\n", RUNS, 1);
  struct tally tally = tally_of(&study, (struct engine_options){.vector = VECTOR_COUNT});
  struct alliance_session one = {.treatment = {1, 2, 1}, .interactions = 1, .length = {1}};
  struct alliance_session seven = {.treatment = {1, 2, 1}, .interactions = 7, .length = {1, 1, 1, 1, 1, 1, 1}}, six = seven;
  double value[ALLIANCE_COEFFICIENTS], first[ALLIANCE_FIGURES], some[ALLIANCE_FIGURES], all[ALLIANCE_FIGURES];
  struct error err;
  six.interactions = 6;
  alliance_defaults(value);
  ck_assert(alliance_expected(first, &one, value, 41, &err) && alliance_expected(some, &six, value, 41, &err) &&
            alliance_expected(all, &seven, value, 41, &err));
  const double last = 7 * all[FIGURE_FIRST] - 6 * some[FIGURE_FIRST];
  ck_assert(last > first[FIGURE_FIRST] + .05);
  assert_share(outcome_mean(&tally, 0, FIRST_CONTRIBUTING), first[FIGURE_FIRST], 2 * RUNS);
  assert_share(outcome_mean(&tally, 1, FIRST_CONTRIBUTING), last, 2 * RUNS);
  tally_free(&tally);
  study_free(&study);
}
END_TEST

/* Certain choices: profits are sums of the table's payoffs. */
#define SURE "coefficient: disposition,0\ncoefficient: leave_disposition,0\n"
#define STAY "coefficient: leave_first,-100\ncoefficient: leave,-100\ncoefficient: leave_content,-100\ncoefficient: leave_hopeless,0\n"

static void assert_certain(const char *rows, const double profit[SCENARIOS], double end, double always, double terminated) {
  char text[2048];
  snprintf(text, sizeof text, TREATMENTS "periods,10\n%s", rows);
  struct study study = game_of(text, 300, 10);
  struct tally tally = tally_of(&study, (struct engine_options){.vector = VECTOR_COUNT});
  for (size_t s = 0; s < SCENARIOS; s++) {
    assert_near(outcome_mean(&tally, s, PROFIT_MEAN), profit[s], 1e-12);
    ck_assert(outcome_moments(&tally, s, PROFIT_MEAN).squares < 1e-20);
    ck_assert(outcome_mean(&tally, s, END_PERIOD) == end && outcome_mean(&tally, s, ALWAYS_ALL_CONTRIBUTE) == always);
    ck_assert(outcome_mean(&tally, s, FIRST_ALL_CONTRIBUTE) == always && outcome_mean(&tally, s, TERMINATED) == terminated);
    ck_assert(outcome_mean(&tally, s, CONTRIBUTIONS) == always * (2 + (double)(s % 2)) * end);
  }
  tally_free(&tally);
  study_free(&study);
}

START_TEST(profits_add_up) {
  static const double all[SCENARIOS] = {6.5, 6.5, 6.5, 6.5, 2.5, 2.5, 2.5, 2.5}, none[SCENARIOS] = {2, 2, 2, 2, 1, 1, 1, 1};
  static const double gone[SCENARIOS] = {2.5, 2.5, 1.5, 1.5, 1.5, 1.5, .5, .5};
  /* With the patience of 0.99 contributing is safe (risk below one half) in every treatment. */
  assert_certain(SURE STAY "coefficient: assurance,10000\ncoefficient: continuation,0.99\n", all, 10, 1, 0);
  assert_certain(SURE STAY "coefficient: assurance,-10000\ncoefficient: continuation,0.99\ncoefficient: repair,-100\n", none, 10, 0, 0);
  assert_certain(SURE "coefficient: leave_first,100\n", gone, 1, 0, 1);
}
END_TEST

START_TEST(vector_widths_give_the_same_bits) {
  struct study study = game_of(TREATMENTS, 3000, 40);
  struct tally base = tally_of(&study, (struct engine_options){.vector = VECTOR_BASE, .keep = KEEP_ALL});
  for (int vector = VECTOR_AVX2; vector < VECTOR_COUNT; vector++) {
    if (!vector_available((enum vector)vector)) continue;
    struct tally other = tally_of(&study, (struct engine_options){.vector = (enum vector)vector, .keep = KEEP_ALL});
    assert_same_tally(&base, &other, vector_names[vector]);
    tally_free(&other);
  }
  tally_free(&base);
  study_free(&study);
}
END_TEST

SUITE_MAIN("alliance_game", risk_is_the_belief_at_which_contributing_pays, payoffs_are_those_of_the_experiment, runs_agree_with_quadrature,
           periods_end_an_alliance_before_the_horizon, experience_counts, profits_add_up, vector_widths_give_the_same_bits)
