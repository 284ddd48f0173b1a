/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class_plays.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool plays_make(struct plays *plays, const struct study *study, size_t outcome, struct error *err) {
  const uint64_t runs = study->runs < PLAYS_MOST ? study->runs : PLAYS_MOST;
  *plays = (struct plays){.scenarios = study->count, .outcome = outcome, .runs = runs};
  plays->value = calloc(study->count * runs, sizeof *plays->value);
  plays->ending = calloc(study->count * runs, sizeof *plays->ending);
  if (plays->value && plays->ending) return true;
  plays_free(plays);
  return fail_memory(err);
}

void plays_free(struct plays *plays) {
  free(plays->value);
  free(plays->ending);
  *plays = (struct plays){0};
}

bool plays_take(void *context, const struct run_rows *rows, struct error *err) {
  struct plays *const plays = context;
  (void)err;
  if (rows->first_run >= plays->runs) return true;
  const uint64_t left = plays->runs - rows->first_run;
  const size_t count = left < rows->lanes ? (size_t)left : rows->lanes, at = rows->scenario * plays->runs + rows->first_run;
  memcpy(plays->value + at, rows->outcome[plays->outcome], count * sizeof *plays->value);
  memcpy(plays->ending + at, rows->ending, count);
  return true;
}

static const double points[3] = {.05, .5, .95};

static double value_in(const struct plays *plays, size_t scenario, uint64_t run) {
  return plays->value[scenario * plays->runs + run];
}

/* Twice the rank of every team in one play, from 2; the middle of the ranks where some are equal. Returns how many share the first. */
static size_t rank_play(const struct plays *plays, int better, uint64_t run, size_t *twice) {
  size_t first = 0;
  for (size_t s = 1; s < plays->scenarios; s++) {
    const double own = better * value_in(plays, s, run);
    size_t ahead = 0, equal = 0;
    for (size_t other = 1; other < plays->scenarios; other++) {
      const double value = better * value_in(plays, other, run);
      ahead += value > own;
      equal += value == own;
    }
    twice[s - 1] = 2 * ahead + equal + 1;
    if (ahead == 0) first = equal;
  }
  return first;
}

/* The rank up to which a share p of the plays lies, from counts of twice the rank. */
static double rank_point(const uint64_t *count, size_t places, uint64_t plays, double p) {
  uint64_t sum = 0;
  size_t twice = 0;
  do sum += count[twice];
  while ((double)sum < p * (double)plays && ++twice < places);
  return (double)twice / 2;
}

static bool count_ranks(const struct plays *plays, int better, uint64_t *count, double *wins, struct error *err) {
  const size_t teams = plays->scenarios - 1, places = 2 * teams + 1;
  size_t *const twice = calloc(teams + 1, sizeof *twice);
  if (!twice) return fail_memory(err);
  for (uint64_t run = 0; run < plays->runs; run++) {
    const size_t first = rank_play(plays, better, run, twice);
    for (size_t t = 0; t < teams; t++) {
      count[t * places + twice[t]]++;
      if (twice[t] == first + 1) wins[t] += 1 / (double)first;
    }
  }
  free(twice);
  return true;
}

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void value_points(const struct plays *plays, size_t scenario, double *room, double value[3]) {
  memcpy(room, plays->value + scenario * plays->runs, plays->runs * sizeof *room);
  qsort(room, plays->runs, sizeof *room, by_size);
  for (int i = 0; i < 3; i++) value[i] = room[(uint64_t)(points[i] * (double)(plays->runs - 1) + .5)];
}

static uint64_t count_losses(const struct plays *plays, size_t scenario) {
  uint64_t count = 0;
  for (uint64_t run = 0; run < plays->runs; run++) count += value_in(plays, scenario, run) < 0;
  return count;
}

bool plays_records(const struct plays *plays, int better, struct play_record *record, struct error *err) {
  const size_t teams = plays->scenarios - 1, places = 2 * teams + 1;
  uint64_t *const count = calloc(teams * places + 1, sizeof *count);
  double *const wins = calloc(teams + 1, sizeof *wins), *const room = malloc((plays->runs + 1) * sizeof *room);
  bool done = count && wins && room;
  if (!done) fail_memory(err);
  done = done && count_ranks(plays, better, count, wins, err);
  for (size_t t = 0; done && t < teams; t++) {
    record[t].wins = estimate_share((uint64_t)(wins[t] + .5), plays->runs);
    record[t].loss = estimate_share(count_losses(plays, t + 1), plays->runs);
    for (int i = 0; i < 3; i++) record[t].rank[i] = rank_point(count + t * places, places, plays->runs, points[i]);
    value_points(plays, t + 1, room, record[t].value);
  }
  free(count);
  free(wins);
  free(room);
  return done;
}

static double mean_of_team(const struct plays *plays, size_t scenario) {
  double sum = 0;
  for (uint64_t run = 0; run < plays->runs; run++) sum += value_in(plays, scenario, run);
  return sum / (double)plays->runs;
}

/* Sums of squared deviations from the general mean: of all values, and of the means of plays times the teams. */
static void squares_of_plays(const struct plays *plays, double mean, double *all, double *between) {
  const double teams = (double)(plays->scenarios - 1);
  *all = *between = 0;
  for (uint64_t run = 0; run < plays->runs; run++) {
    double sum = 0;
    for (size_t s = 1; s < plays->scenarios; s++) {
      const double gap = value_in(plays, s, run) - mean;
      *all += gap * gap;
      sum += gap;
    }
    *between += sum * sum / teams;
  }
}

struct play_spread plays_spread(const struct plays *plays) {
  const double teams = (double)(plays->scenarios - 1), runs = (double)plays->runs;
  double mean = 0, of_teams = 0, all, of_plays;
  if (plays->scenarios < 3 || plays->runs < 2) return (struct play_spread){NAN, NAN, NAN};
  for (size_t s = 1; s < plays->scenarios; s++) mean += mean_of_team(plays, s) / teams;
  for (size_t s = 1; s < plays->scenarios; s++) of_teams += runs * (mean_of_team(plays, s) - mean) * (mean_of_team(plays, s) - mean);
  squares_of_plays(plays, mean, &all, &of_plays);
  const double rest = fmax(0, (all - of_teams - of_plays) / ((teams - 1) * (runs - 1)));
  const double plan = fmax(0, (of_teams / (teams - 1) - rest) / runs), fate = fmax(0, (of_plays / (runs - 1) - rest) / teams);
  const double sum = plan + fate + rest;
  return (struct play_spread){plan / sum, fate / sum, rest / sum};
}

struct estimate plays_ending_difference(const struct plays *plays, size_t scenario, size_t other, unsigned char ending) {
  const unsigned char *const x = plays->ending + scenario * plays->runs, *const y = plays->ending + other * plays->runs;
  uint64_t first = 0, second = 0;
  for (uint64_t run = 0; run < plays->runs; run++) {
    first += x[run] == ending && y[run] != ending;
    second += y[run] == ending && x[run] != ending;
  }
  return estimate_share_difference(first, second, plays->runs);
}
