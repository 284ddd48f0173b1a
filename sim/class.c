/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class.h"
#include "luck.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct outcome *class_outcome(const struct tournament *t) {
  return &t->study.model->outcomes[t->brief.outcome];
}

/* No sheet can take part: everything that is wrong with them. */
static bool fail_all(const struct entries *entries, struct error *err) {
  struct messages all = {0};
  for (size_t i = 0; i < entries->count; i++)
    for (size_t p = 0; p < entries->team[i].problems.count; p++) messages_add(&all, "%s", entries->team[i].problems.text[p]);
  messages_fail(&all, err);
  messages_free(&all);
  return false;
}

/* One study of the brief and all that are admitted. */
static bool study_join(struct tournament *t, struct error *err) {
  t->count = entries_count(&t->entries, TEAM_ADMITTED);
  if (t->count == 0) return fail_all(&t->entries, err);
  t->study = t->brief.study;
  t->study.warnings = (struct messages){0};
  t->study.count = 0;
  t->study.scenarios = calloc(t->count + 1, sizeof *t->study.scenarios);
  t->place = calloc(t->count, sizeof *t->place);
  if (!t->study.scenarios || !t->place) return fail_memory(err);
  t->study.scenarios[t->study.count++] = t->brief.study.scenarios[0];
  for (size_t i = 0; i < t->entries.count; i++) {
    const struct team *const team = &t->entries.team[i];
    if (team->state != TEAM_ADMITTED) continue;
    t->place[t->study.count - 1] = (struct place){.team = team, .scenario = t->study.count};
    t->study.scenarios[t->study.count++] = team->plan;
  }
  return true;
}

bool class_read(struct tournament *t, const char *folder, const struct overrides *over, const char *outcome, struct error *err) {
  char *path = NULL;
  *t = (struct tournament){0};
  bool done = asprintf(&path, "%s/" BRIEF_FILE, folder) >= 0;
  if (!done) path = NULL;
  done = done ? brief_read(&t->brief, path, over, outcome, err) : fail_memory(err);
  done = done && entries_read(&t->entries, &t->brief, folder, err) && study_join(t, err);
  free(path);
  if (!done) class_free(t);
  return done;
}

void class_free(struct tournament *t) {
  tally_free(&t->tally);
  plays_free(&t->plays);
  free(t->study.scenarios);
  free(t->place);
  if (t->brief.study.model) entries_free(&t->entries, &t->brief);
  brief_free(&t->brief);
  *t = (struct tournament){0};
}

/* ---- places ---- */

static struct comparison compare(const struct tournament *t, size_t scenario, size_t other) {
  return comparison_of(&t->tally, scenario, other, t->brief.outcome, NAN);
}

static void rank(struct tournament *t, struct place *place, double better) {
  size_t ahead = 0, surely_ahead = 0, surely_behind = 0;
  for (size_t other = 1; other <= t->count; other++) {
    if (other == place->scenario) continue;
    const struct comparison c = compare(t, place->scenario, other);
    ahead += better * c.difference.value < 0;
    surely_ahead += c.verdict == VERDICT_WORSE;
    surely_behind += c.verdict == VERDICT_BETTER;
  }
  place->order = 1 + ahead;
  place->rank_low = 1 + surely_ahead;
  place->rank_high = t->count - surely_behind;
}

static int by_order(const void *a, const void *b) {
  const struct place *x = a, *y = b;
  if (x->order != y->order) return x->order < y->order ? -1 : 1;
  return (x->scenario > y->scenario) - (x->scenario < y->scenario);
}

static bool places_make(struct tournament *t, struct error *err) {
  const int better = class_outcome(t)->better;
  struct play_record *const record = calloc(t->count, sizeof *record);
  const bool done = record ? plays_records(&t->plays, better, record, err) : fail_memory(err);
  for (size_t i = 0; done && i < t->count; i++) {
    struct place *const place = &t->place[i];
    rank(t, place, better);
    place->mean = estimate_outcome(&t->tally, place->scenario, t->brief.outcome);
    place->with_brief = compare(t, place->scenario, 0);
    place->play = record[place->scenario - 1];
  }
  free(record);
  if (!done) return false;
  qsort(t->place, t->count, sizeof *t->place, by_order);
  for (size_t i = 0; i < t->count && t->count > 1; i++)
    t->place[i].with_best = compare(t, t->place[i].scenario, t->place[i == 0 ? 1 : 0].scenario);
  return true;
}

size_t class_winners(const struct tournament *t) {
  size_t count = 0;
  for (size_t i = 0; i < t->count; i++) count += t->place[i].rank_low == 1;
  return count;
}

/* ---- other luck ---- */

static int sign_of(double x) {
  return (x > 0) - (x < 0);
}

static void order_twins(struct tournament *t, double better) {
  for (size_t i = 0; i < t->count; i++) {
    t->place[i].twin_order = 1;
    for (size_t j = 0; j < t->count; j++) t->place[i].twin_order += better * (t->place[j].twin_mean - t->place[i].twin_mean) > 0;
  }
}

/* What one pair, the first of which stands before the second, says of luck. Returns its part of Kendall's sum. */
static int judge_pair(struct tournament *t, const struct place *first, const struct place *second, double better, double *ahead) {
  const struct comparison c = compare(t, first->scenario, second->scenario), back = compare(t, second->scenario, first->scenario);
  const int here = sign_of(better * c.difference.value), there = sign_of(better * (first->twin_mean - second->twin_mean));
  if (c.verdict == VERDICT_BETTER) {
    t->luck.apart++;
    t->luck.kept += there > 0;
    *ahead += (1 + c.p_better.value - back.p_better.value) / 2;
  }
  return here * there;
}

static void judge_pairs(struct tournament *t) {
  struct class_luck *const luck = &t->luck;
  const double better = class_outcome(t)->better;
  double ahead = 0, tau = 0;
  order_twins(t, better);
  for (size_t i = 0; i < t->count; i++)
    for (size_t j = i + 1; j < t->count; j++) tau += judge_pair(t, &t->place[i], &t->place[j], better, &ahead);
  luck->pairs = t->count * (t->count - 1) / 2;
  luck->ahead = luck->apart ? ahead / (double)luck->apart : NAN;
  luck->tau = luck->pairs ? tau / (double)luck->pairs : NAN;
}

/* The same tournament with the same partners and other luck. */
static bool play_twins(struct tournament *t, const struct engine_options *options, struct error *err) {
  struct study study = t->study;
  struct tally tally;
  const struct engine_options twin = {
      .threads = options->threads, .vector = options->vector, .luck = options->luck + 1, .stop = options->stop};
  if (study.runs > LUCK_RUNS_MOST) study.runs = LUCK_RUNS_MOST;
  if (!engine_run(&tally, &study, &twin, err)) return false;
  t->luck.twin_runs = tally.runs;
  if (!tally.complete) t->tally.complete = false;
  for (size_t i = 0; tally.complete && i < t->count; i++)
    t->place[i].twin_mean = tally_outcome(&tally, t->place[i].scenario, t->brief.outcome).mean;
  tally_free(&tally);
  return true;
}

bool class_play(struct tournament *t, const struct engine_options *options, struct error *err) {
  struct engine_options play = *options;
  if (!plays_make(&t->plays, &t->study, t->brief.outcome, err)) return false;
  play.keep = KEEP_PAIRS;
  play.rows = true;
  play.each_rows = plays_take;
  play.context = &t->plays;
  if (!engine_run(&t->tally, &t->study, &play, err)) return false;
  if (!t->tally.complete) return true;
  if (!places_make(t, err) || !play_twins(t, options, err)) return false;
  if (t->tally.complete) judge_pairs(t);
  t->luck.spread = plays_spread(&t->plays);
  return true;
}
