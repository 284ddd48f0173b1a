/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single plays: who wins, ranks, what is plan and what is luck, on values made by hand. */
#include "sim/class_plays.h"
#include "tests/suite.h"

enum { RUNS = 200, TEAMS = 3 };

struct table {
  double value[(TEAMS + 1) * RUNS];
  unsigned char ending[(TEAMS + 1) * RUNS];
};

static struct plays plays_of(struct table *table) {
  return (struct plays){.scenarios = TEAMS + 1, .runs = RUNS, .value = table->value, .ending = table->ending};
}

/* The brief stands first and would win every play: it takes part in none. */
static void fill(struct table *table, double (*value)(size_t team, uint64_t run)) {
  for (uint64_t run = 0; run < RUNS; run++) {
    table->value[run] = 1e9;
    for (size_t team = 0; team < TEAMS; team++) table->value[(team + 1) * RUNS + run] = value(team, run);
  }
}

/* Team 0 wins three plays of four, in the fourth team 1; team 2 never. */
static double three_of_four(size_t team, uint64_t run) {
  const double value[2][TEAMS] = {{30, 20, -10}, {5, 20, -10}};
  return value[run % 4 == 3][team];
}

START_TEST(wins_and_ranks_are_counted) {
  struct table table = {0};
  struct play_record record[TEAMS];
  struct error err;
  fill(&table, three_of_four);
  const struct plays plays = plays_of(&table);
  ck_assert(plays_records(&plays, 1, record, &err));
  assert_near(record[0].wins.value, .75, 1e-12);
  assert_near(record[1].wins.value, .25, 1e-12);
  assert_near(record[2].wins.value, 0, 1e-12);
  ck_assert_double_eq(record[0].rank[0], 1);
  ck_assert_double_eq(record[0].rank[1], 1);
  ck_assert_double_eq(record[0].rank[2], 2);
  ck_assert_double_eq(record[2].rank[0], 3);
  ck_assert_double_eq(record[0].value[0], 5);
  ck_assert_double_eq(record[0].value[1], 30);
  assert_near(record[0].loss.value, 0, 1e-12);
  assert_near(record[2].loss.value, 1, 1e-12);
  ck_assert(record[0].wins.low < .75 && record[0].wins.high > .75);
}
END_TEST

START_TEST(less_can_be_better) {
  struct table table = {0};
  struct play_record record[TEAMS];
  struct error err;
  fill(&table, three_of_four);
  const struct plays plays = plays_of(&table);
  ck_assert(plays_records(&plays, -1, record, &err));
  assert_near(record[2].wins.value, 1, 1e-12);
  ck_assert_double_eq(record[0].rank[1], 3);
}
END_TEST

static double two_alike(size_t team, uint64_t run) {
  return team == 2 ? -1 : (double)run;
}

START_TEST(equal_values_share_a_play) {
  struct table table = {0};
  struct play_record record[TEAMS];
  struct error err;
  fill(&table, two_alike);
  const struct plays plays = plays_of(&table);
  ck_assert(plays_records(&plays, 1, record, &err));
  assert_near(record[0].wins.value, .5, 1e-12);
  assert_near(record[1].wins.value, .5, 1e-12);
  ck_assert_double_eq(record[0].rank[1], 1.5);
  ck_assert_double_eq(record[1].rank[1], 1.5);
  ck_assert_double_eq(record[2].rank[1], 3);
}
END_TEST

static double only_plan(size_t team, uint64_t run) {
  (void)run;
  return 10 * (double)team;
}
static double only_fate(size_t team, uint64_t run) {
  (void)team;
  return (double)run;
}
/* Each play favours another team, by as much. */
static double only_rest(size_t team, uint64_t run) {
  return run % TEAMS == team ? 2 : -1;
}
static double plan_and_fate(size_t team, uint64_t run) {
  return 2 * ((double)team - 1) + (run % 2 ? 1 : -1);
}

static struct play_spread spread_of(double (*value)(size_t, uint64_t)) {
  struct table table = {0};
  fill(&table, value);
  const struct plays plays = plays_of(&table);
  return plays_spread(&plays);
}

START_TEST(variance_is_given_to_what_makes_it) {
  assert_near(spread_of(only_plan).plan, 1, 1e-9);
  assert_near(spread_of(only_fate).fate, 1, 1e-9);
  assert_near(spread_of(only_rest).rest, 1, 1e-2);
  const struct play_spread both = spread_of(plan_and_fate); /* variances 4 (of -2, 0, 2) and 200/199 (of +-1) */
  assert_near(both.plan, 4 / (4 + 200. / 199), 1e-9);
  assert_near(both.fate, 200. / 199 / (4 + 200. / 199), 1e-9);
  assert_near(both.plan + both.fate + both.rest, 1, 1e-12);
}
END_TEST

START_TEST(nothing_varies) {
  struct table table = {0};
  const struct plays plays = plays_of(&table);
  ck_assert(isnan(plays_spread(&plays).plan));
  const struct plays alone = {.scenarios = 2, .runs = RUNS, .value = table.value};
  ck_assert(isnan(plays_spread(&alone).plan));
}
END_TEST

START_TEST(endings_are_compared_play_by_play) {
  struct table table = {0};
  for (uint64_t run = 0; run < 40; run++) table.ending[RUNS + run] = 3;      /* team 0: 40 plays */
  for (uint64_t run = 30; run < 50; run++) table.ending[2 * RUNS + run] = 3; /* team 1: 20, of which 10 in common */
  const struct plays plays = plays_of(&table);
  const struct estimate difference = plays_ending_difference(&plays, 1, 2, 3);
  assert_near(difference.value, 20. / RUNS, .01);
  ck_assert(difference.low > 0);
  assert_near(plays_ending_difference(&plays, 2, 1, 3).value, -difference.value, 1e-12);
}
END_TEST

SUITE_MAIN("class_plays", wins_and_ranks_are_counted, less_can_be_better, equal_values_share_a_play, variance_is_given_to_what_makes_it,
           nothing_varies, endings_are_compared_play_by_play)
