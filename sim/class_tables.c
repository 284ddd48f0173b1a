/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class_tables.h"
#include "csv.h"
#include <math.h>
#include <string.h>

typedef void table_writer(struct csv *, const struct tournament *);

static void put_header(struct csv *csv, const char *const *names) {
  for (; *names; names++) csv_text(csv, *names);
  csv_end_row(csv);
}

static void put_estimate(struct csv *csv, struct estimate estimate) {
  csv_number(csv, estimate.value);
  csv_number(csv, estimate.low);
  csv_number(csv, estimate.high);
}

static void put_points(struct csv *csv, const double point[3]) {
  for (int i = 0; i < 3; i++) csv_number(csv, point[i]);
}

static void put_money(struct csv *csv, const struct tournament *t, struct cost_sum cost) {
  csv_number(csv, cost.set_up);
  csv_number(csv, cost.running);
  csv_number(csv, cost_total(cost));
  csv_number(csv, isfinite(t->brief.budget) ? t->brief.budget - cost_total(cost) : NAN);
}

static void put_place(struct csv *csv, const struct tournament *t, const struct place *place) {
  const struct estimate none = {NAN, NAN, NAN, 0};
  csv_foreign(csv, place->team->name);
  csv_whole(csv, place->order);
  csv_whole(csv, place->rank_low);
  csv_whole(csv, place->rank_high);
  csv_text(csv, class_outcome(t)->name);
  put_estimate(csv, place->mean);
  put_estimate(csv, place == t->place ? none : place->with_best.difference);
  put_estimate(csv, place->with_brief.difference);
  csv_text(csv, verdict_names[place->with_brief.verdict]);
  put_estimate(csv, strcmp(class_outcome(t)->unit, "money") == 0 ? place->play.loss : none);
  put_estimate(csv, place->play.wins);
  put_points(csv, place->play.rank);
  put_points(csv, place->play.value);
  csv_number(csv, place->twin_mean);
  csv_whole(csv, place->twin_order);
  put_money(csv, t, place->team->cost);
  csv_text(csv, place->team->page);
  csv_end_row(csv);
}

static void ranking_rows(struct csv *csv, const struct tournament *t) {
  static const char *const names[] = {"team",
                                      "order",
                                      "rank_low",
                                      "rank_high",
                                      "outcome",
                                      "mean",
                                      "mean_low",
                                      "mean_high",
                                      "behind_best",
                                      "behind_best_low",
                                      "behind_best_high",
                                      "against_brief",
                                      "against_brief_low",
                                      "against_brief_high",
                                      "verdict_against_brief",
                                      "loss",
                                      "loss_low",
                                      "loss_high",
                                      "wins_single_play",
                                      "wins_low",
                                      "wins_high",
                                      "play_rank_q05",
                                      "play_rank_q50",
                                      "play_rank_q95",
                                      "play_value_q05",
                                      "play_value_q50",
                                      "play_value_q95",
                                      "mean_other_luck",
                                      "order_other_luck",
                                      "set_up",
                                      "running",
                                      "spent",
                                      "budget_left",
                                      "page",
                                      NULL};
  put_header(csv, names);
  for (size_t i = 0; i < t->count; i++) put_place(csv, t, &t->place[i]);
}

static void put_choices(struct csv *csv, const struct tournament *t, const struct scenario *plan, const bool *own) {
  const struct model *const model = t->study.model;
  for (size_t p = 0; p < model->parameter_count; p++) {
    if (!t->brief.may_set[p]) continue;
    const struct cost_sum cost = cost_of_parameter(model, plan, p, t->study.months);
    csv_foreign(csv, plan->name);
    csv_text(csv, model->parameters[p].name);
    csv_foreign(csv, plan->settings[p].text);
    csv_whole(csv, own && own[p]);
    csv_number(csv, cost.set_up);
    csv_number(csv, cost.running);
    csv_end_row(csv);
  }
}

/* The brief as it is, then plans by rank. */
static void choices_rows(struct csv *csv, const struct tournament *t) {
  static const char *const names[] = {"team", "parameter", "cell", "own", "set_up", "running", NULL};
  put_header(csv, names);
  put_choices(csv, t, &t->study.scenarios[0], NULL);
  for (size_t i = 0; i < t->count; i++) put_choices(csv, t, &t->place[i].team->plan, t->place[i].team->own);
}

static void luck_rows(struct csv *csv, const struct tournament *t) {
  const struct class_luck *const luck = &t->luck;
  const struct {
    const char *name;
    double value;
  } figure[] = {{"teams", (double)t->count},
                {"plays", (double)t->tally.runs},
                {"pairs", (double)luck->pairs},
                {"pairs_told_apart", (double)luck->apart},
                {"better_plan_ahead_in_a_play", luck->ahead},
                {"variance_plan", luck->spread.plan},
                {"variance_shared_fate", luck->spread.fate},
                {"variance_other_luck", luck->spread.rest},
                {"plays_with_other_luck", (double)luck->twin_runs},
                {"pairs_in_the_same_order_with_other_luck", (double)luck->kept},
                {"kendall_tau_with_other_luck", luck->tau}};
  static const char *const names[] = {"figure", "value", NULL};
  put_header(csv, names);
  for (size_t i = 0; i < sizeof figure / sizeof *figure; i++) {
    csv_text(csv, figure[i].name);
    csv_number(csv, figure[i].value);
    csv_end_row(csv);
  }
}

static void problems_rows(struct csv *csv, const struct tournament *t) {
  static const char *const names[] = {"team", "file", "why", "spent", "over_budget", "problem", NULL};
  put_header(csv, names);
  for (size_t i = 0; i < t->entries.count; i++) {
    const struct team *const team = &t->entries.team[i];
    const bool over = team->state == TEAM_OVER_BUDGET;
    for (size_t p = 0; p < team->problems.count; p++) {
      csv_foreign(csv, team->name);
      csv_foreign(csv, team->file);
      csv_text(csv, over ? "over budget" : "wrong sheet");
      csv_number(csv, over ? cost_total(team->cost) : NAN);
      csv_number(csv, over ? cost_total(team->cost) - t->brief.budget : NAN);
      csv_foreign(csv, team->problems.text[p]);
      csv_end_row(csv);
    }
  }
}

static bool write_one(const struct folder *folder, const char *name, table_writer *rows, const struct tournament *t, struct error *err) {
  struct folder_file file;
  struct csv csv;
  if (!folder_file_open(&file, folder, name, err)) return false;
  csv_begin(&csv, file.stream, false);
  rows(&csv, t);
  csv_flush(&csv);
  return folder_file_commit(&file, err);
}

bool class_tables_write(const struct folder *folder, const struct tournament *t, struct error *err) {
  return write_one(folder, "ranking.csv", ranking_rows, t, err) && write_one(folder, "choices.csv", choices_rows, t, err) &&
         write_one(folder, "luck.csv", luck_rows, t, err) && write_one(folder, "problems.csv", problems_rows, t, err);
}
