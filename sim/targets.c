/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "targets.h"
#include "cell_number.h"
#include "number.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OUTCOME, SCENARIO, OTHER, MONTH, VALUE, SD, COLUMNS };
static const char *const column_names[COLUMNS] = {"outcome", "scenario", "other", "month", "value", "sd"};
enum { ABSENT = -1 };

/* A row being read. */
struct reading {
  const struct sheet *table;
  const struct study *study;
  int field[COLUMNS]; /* ABSENT: the table has no such column */
  struct messages *problems;
  size_t row;
};

static const char *text_of(const struct reading *r, int column) {
  return r->field[column] == ABSENT ? "" : sheet_text(&r->table->row[r->row], (size_t)r->field[column]);
}

/* Where a cell stands; an empty one after the row's last cell is called by its address, and stands in the line where that one does. */
static const char *place_of(const struct reading *r, int column, char out[PLACE_SIZE]) {
  const struct sheet_row *const row = &r->table->row[r->row];
  const size_t field = r->field[column] == ABSENT ? 0 : (size_t)r->field[column];
  struct sheet_cell cell = row->cell[field < row->count ? field : row->count - 1];
  cell.field = field;
  return sheet_where(r->table, &cell, out);
}

static void name_read(struct reading *r, size_t field) {
  const struct sheet_cell *const cell = &r->table->row[0].cell[field];
  char place[PLACE_SIZE];
  sheet_where(r->table, cell, place);
  if (cell->text[0] == '#' || strcmp(cell->text, "note") == 0) return;
  for (int c = 0; c < COLUMNS; c++) {
    if (strcmp(cell->text, column_names[c]) != 0) continue;
    if (r->field[c] != ABSENT) messages_add(r->problems, "%s: column '%s' stands there twice; remove one of the two", place, cell->text);
    r->field[c] = (int)field;
    return;
  }
  const char *const near = nearest_name(cell->text, column_names, COLUMNS);
  if (near) messages_add(r->problems, "%s: unknown column '%s'. Did you mean '%s'?", place, cell->text, near);
  else
    messages_add(r->problems,
                 "%s: unknown column '%s'; columns are outcome, scenario, other, month, value, sd, note, and those that begin with #",
                 place, cell->text);
}

static void header_read(struct reading *r) {
  static const int required[] = {OUTCOME, VALUE, SD};
  for (int c = 0; c < COLUMNS; c++) r->field[c] = ABSENT;
  for (size_t field = 0; field < r->table->row[0].count; field++) name_read(r, field);
  for (size_t i = 0; i < sizeof required / sizeof *required && r->problems->count == 0; i++)
    if (r->field[required[i]] == ABSENT)
      messages_add(r->problems, "%s: there is no column '%s'; a table of targets has the columns outcome, scenario, month, value, sd",
                   sheet_title(r->table), column_names[required[i]]);
}

static bool scenario_read(struct reading *r, int column, size_t *scenario) {
  char place[PLACE_SIZE];
  const char *const text = text_of(r, column), *names[SCENARIOS_MOST];
  *scenario = 0;
  if (!*text) return true;
  for (; *scenario < r->study->count; ++*scenario)
    if (strcmp(text, r->study->scenarios[*scenario].name) == 0) return true;
  for (size_t s = 0; s < r->study->count; s++) names[s] = r->study->scenarios[s].name;
  const char *const near = nearest_name(text, names, r->study->count);
  if (near) messages_add(r->problems, "%s: the sheet has no scenario '%s'. Did you mean '%s'?", place_of(r, column, place), text, near);
  else messages_add(r->problems, "%s: the sheet has no scenario '%s'; its first is '%s'", place_of(r, column, place), text, names[0]);
  return false;
}

static bool month_read(struct reading *r, unsigned *month) {
  char place[PLACE_SIZE];
  const char *const text = text_of(r, MONTH);
  uint64_t value = 0;
  if (*text && (!number_read_whole(text, MONTHS_MOST, &value) || value < 1)) {
    messages_add(r->problems, "%s: month '%s' is no whole number from 1 to %u, the last month of the sheet", place_of(r, MONTH, place),
                 text, r->study->months);
    return false;
  }
  if (value > r->study->months) {
    messages_add(r->problems, "%s: month %s is after the last month of the sheet, %u; choose an earlier one or give --months %s",
                 place_of(r, MONTH, place), text, r->study->months, text);
    return false;
  }
  *month = (unsigned)value;
  return true;
}

static const char *nearest_figure(const struct model *model, const char *name) {
  const char *names[1024] = {"alive"};
  size_t count = 1;
  for (size_t o = 0; o < model->outcome_count; o++) names[count++] = model->outcomes[o].name;
  for (size_t v = 0; v < model->variable_count; v++) names[count++] = model->variables[v].name;
  return nearest_name(name, names, count);
}

/* What the figure is of, by its name and whether there is a month. */
static bool figure_read(struct reading *r, struct target *target) {
  const struct model *const model = r->study->model;
  const char *const name = text_of(r, OUTCOME);
  const size_t outcome = outcome_find(model, name), variable = variable_find(model, name);
  const bool alive = strcmp(name, "alive") == 0, course = alive || variable < model->variable_count, once = outcome < model->outcome_count;
  char place[PLACE_SIZE];
  target->kind = target->month == 0 ? TARGET_OUTCOME : alive ? TARGET_ALIVE : TARGET_VARIABLE;
  target->index = target->month == 0 ? outcome : alive ? 0 : variable;
  if (target->month > 0 ? course : once) return true;
  if (course)
    messages_add(r->problems, "%s: '%s' changes from month to month; say in the column 'month' which one is meant",
                 place_of(r, OUTCOME, place), name);
  else if (once) messages_add(r->problems, "%s: '%s' is known once a run; leave its month empty", place_of(r, MONTH, place), name);
  else {
    const char *const near = nearest_figure(model, name);
    place_of(r, OUTCOME, place);
    if (near) messages_add(r->problems, "%s: unknown outcome '%s'. Did you mean '%s'?", place, name, near);
    else
      messages_add(r->problems, "%s: unknown outcome '%s'; give 'alive', an outcome or a variable ('entente describe %s' lists them)",
                   place, name, model->name);
  }
  return false;
}

static bool number_of(struct reading *r, int column, double *value) {
  char place[PLACE_SIZE];
  struct error err;
  const char *const text = text_of(r, column);
  if (r->field[column] == ABSENT) return false; /* told of the header */
  if (cell_number(text, r->table->decimal, value)) return true;
  if (!*text) messages_add(r->problems, "%s: %s is missing; every target needs one", place_of(r, column, place), column_names[column]);
  else {
    fail_not_number(&err, text, r->table->decimal, "a number");
    messages_add(r->problems, "%s: %s: %s", place_of(r, column, place), column_names[column], err.text);
  }
  return false;
}

static void sd_check(struct reading *r, const struct target *target) {
  char place[PLACE_SIZE];
  if (target->sd > 0) return;
  messages_add(r->problems, "%s: sd is %s, and must be above 0: how far off the value may well be, as a standard deviation",
               place_of(r, SD, place), text_of(r, SD));
}

static bool is_same(const struct target *x, const struct target *y) {
  return x->kind == y->kind && x->index == y->index && x->scenario == y->scenario && x->difference == y->difference &&
         (!x->difference || x->other == y->other) && x->month == y->month;
}

static void row_read(struct reading *r, struct targets *targets) {
  struct target target = {0};
  char place[PLACE_SIZE];
  const size_t before = r->problems->count;
  if (month_read(r, &target.month)) figure_read(r, &target);
  scenario_read(r, SCENARIO, &target.scenario);
  target.difference = *text_of(r, OTHER) != '\0';
  if (target.difference && scenario_read(r, OTHER, &target.other) && target.other == target.scenario)
    messages_add(r->problems, "%s: a difference needs two scenarios, and both are '%s'", place_of(r, OTHER, place), text_of(r, OTHER));
  number_of(r, VALUE, &target.value);
  if (number_of(r, SD, &target.sd)) sd_check(r, &target);
  if (r->problems->count > before) return;
  for (size_t i = 0; i < targets->count; i++)
    if (is_same(&targets->list[i], &target))
      messages_add(r->problems, "%s: the same figure is a target in an earlier row; remove one of the two", place_of(r, OUTCOME, place));
  targets->list[targets->count++] = target;
}

bool targets_of_sheet(struct targets *targets, const struct sheet *table, const struct study *study, struct error *err) {
  struct messages problems = {0};
  struct reading r = {.table = table, .study = study, .problems = &problems};
  *targets = (struct targets){0};
  if (table->count < 2) return fail_input(err, "%s: a header and no targets; add a row for each figure to be met", sheet_title(table));
  if (table->count > TARGETS_MOST + 1)
    return fail_input(err, "%s: %zu targets are more than %d, the most that are taken", sheet_title(table), table->count - 1, TARGETS_MOST);
  targets->list = calloc(table->count, sizeof *targets->list);
  if (!targets->list) return fail_memory(err);
  header_read(&r);
  for (r.row = 1; r.row < table->count && r.field[OUTCOME] != ABSENT; r.row++) {
    sheet_report_beyond(table, r.row, &problems);
    row_read(&r, targets);
  }
  const bool ok = (problems.count == 0 && !problems.lost) || messages_fail(&problems, err);
  messages_free(&problems);
  if (!ok) targets_free(targets);
  return ok;
}

bool targets_table_read(struct sheet *table, const char *path, struct error *err) {
  return sheet_read_table(table, path, "a table of targets begins with the header 'outcome,scenario,month,value,sd'", err);
}

void targets_free(struct targets *targets) {
  free(targets->list);
  *targets = (struct targets){0};
}

const char *target_figure_name(const struct target *target, const struct model *model) {
  switch (target->kind) {
  case TARGET_OUTCOME: return model->outcomes[target->index].name;
  case TARGET_VARIABLE: return model->variables[target->index].name;
  default: return "alive";
  }
}

const char *target_name(const struct target *target, const struct study *study, char out[TARGET_NAME]) {
  const char *const name = target_figure_name(target, study->model);
  char month[32] = "";
  if (target->month > 0) snprintf(month, sizeof month, " at month %u", target->month);
  const struct scenario *const list = study->scenarios;
  if (target->difference)
    snprintf(out, TARGET_NAME, "%s%s, '%s' minus '%s'", name, month, list[target->scenario].name, list[target->other].name);
  else if (study->count > 1) snprintf(out, TARGET_NAME, "%s%s in '%s'", name, month, list[target->scenario].name);
  else snprintf(out, TARGET_NAME, "%s%s", name, month);
  return out;
}

static double figure_in(const struct target *target, const struct tally *tally, size_t scenario) {
  if (target->kind == TARGET_ALIVE) return (double)tally_alive(tally, scenario, target->month) / (double)tally->runs;
  const struct moments m = target->kind == TARGET_OUTCOME ? tally_outcome(tally, scenario, target->index)
                                                          : tally_variable(tally, scenario, target->index, target->month);
  return m.count > 0 ? m.mean : (double)NAN;
}

double target_figure(const struct target *target, const struct tally *tally, const size_t *place) {
  const double figure = figure_in(target, tally, place[target->scenario]);
  return target->difference ? figure - figure_in(target, tally, place[target->other]) : figure;
}
