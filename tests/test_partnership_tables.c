/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model's tables against those of its specification, row by row, where the specification lies beside the project. */
#include "models/partnership_tables.h"
#include "sim/model.h"
#include "sim/sheet.h"
#include "tests/suite.h"
#include <unistd.h>

enum { FACT_ROWS = 27 };
#define SPECIFICATION "../shared/model/"

/* False, with a word on it, where the specification is not here. */
static bool table_read(struct sheet *table, const char *name, size_t columns, size_t rows) {
  char path[64];
  struct error err;
  *table = (struct sheet){0};
  snprintf(path, sizeof path, SPECIFICATION "%s", name);
  if (access(path, R_OK) != 0) {
    printf("skipped: %s is not here\n", path);
    return false;
  }
  ck_assert_msg(sheet_read(table, path, &err), "%s", err.text);
  ck_assert_uint_eq(table->row[0].count, columns);
  ck_assert_uint_eq(table->count, rows + 1);
  return true;
}

static const char *text(const struct sheet *table, size_t row, size_t field) {
  return sheet_text(&table->row[row + 1], field);
}

static double number(const struct sheet *table, size_t row, size_t field) {
  const char *cell = text(table, row, field);
  char *end;
  if (*cell == '\0') return 0;
  const double value = strtod(cell, &end);
  ck_assert_msg(*end == '\0', "'%s' is not a number", cell);
  return value;
}

static const struct model *partnership(void) {
  const struct model *model = model_find("partnership");
  ck_assert_ptr_nonnull(model);
  return model;
}

START_TEST(parameters_are_those_of_the_specification) {
  struct sheet table;
  const struct model *model = partnership();
  if (!table_read(&table, "parameters.csv", 12, model->parameter_count)) return;
  for (size_t i = 0; i < model->parameter_count; i++) {
    const struct parameter *p = &model->parameters[i];
    const char *const words[] = {p->name, p->label, p->group, p->unit};
    for (size_t field = 0; field < 4; field++) ck_assert_str_eq(words[field], text(&table, i, field));
    ck_assert_double_eq(p->low, number(&table, i, 4));
    ck_assert_double_eq(p->high, number(&table, i, 5));
    ck_assert_int_eq(p->policy, number(&table, i, 6) != 0);
    ck_assert_str_eq(p->law, text(&table, i, 7));
    ck_assert_str_eq(p->block, text(&table, i, 8));
    ck_assert_double_eq(p->loading, number(&table, i, 9));
    ck_assert_str_eq(p->meaning, text(&table, i, 10));
    ck_assert_str_eq(p->basis, text(&table, i, 11));
  }
  ck_assert_double_eq(model->block_general, .15);
  ck_assert_double_eq(model->block_own, .20);
  sheet_free(&table);
}
END_TEST

START_TEST(coefficients_are_those_of_the_specification) {
  struct sheet table;
  const struct model *model = partnership();
  if (!table_read(&table, "coefficients.csv", 7, model->coefficient_count)) return;
  for (size_t i = 0; i < model->coefficient_count; i++) {
    const struct coefficient *c = &model->coefficients[i];
    ck_assert_str_eq(c->name, text(&table, i, 0));
    ck_assert_str_eq(c->section, text(&table, i, 1));
    ck_assert_double_eq(c->value, number(&table, i, 2));
    ck_assert_double_eq(c->low, number(&table, i, 3));
    ck_assert_double_eq(c->high, number(&table, i, 4));
    ck_assert_str_eq(c->meaning, text(&table, i, 5));
    ck_assert_str_eq(c->basis, text(&table, i, 6));
  }
  sheet_free(&table);
}
END_TEST

START_TEST(shocks_are_those_of_the_specification) {
  struct sheet table;
  const struct model *model = partnership();
  if (!table_read(&table, "shocks.csv", 4, model->shock_count)) return;
  for (size_t i = 0; i < model->shock_count; i++) {
    ck_assert_str_eq(model->shocks[i].name, text(&table, i, 0));
    ck_assert_double_eq(model->shocks[i].rate_per_year, number(&table, i, 1));
    ck_assert_str_eq(model->shocks[i].meaning, text(&table, i, 2));
    ck_assert_str_eq(model->shocks[i].basis, text(&table, i, 3));
  }
  sheet_free(&table);
}
END_TEST

START_TEST(endings_are_those_of_the_specification) {
  struct sheet table;
  const struct model *model = partnership();
  if (!table_read(&table, "endings.csv", 4, model->ending_count)) return;
  for (size_t i = 0; i < model->ending_count; i++) {
    ck_assert_double_eq((double)i, number(&table, i, 0));
    ck_assert_str_eq(model->endings[i].name, text(&table, i, 1));
    ck_assert_str_eq(model->endings[i].meaning, text(&table, i, 2));
    ck_assert_int_eq(model->endings[i].early_failure, !strcmp(text(&table, i, 3), "yes"));
  }
  sheet_free(&table);
}
END_TEST

/* The last row is the joint review, which is no parameter. */
START_TEST(costs_are_those_of_the_specification) {
  struct sheet table;
  const struct model *model = partnership();
  if (!table_read(&table, "costs.csv", 3, model->cost_count + 1)) return;
  for (size_t i = 0; i < model->cost_count; i++) {
    ck_assert_str_eq(model->parameters[model->costs[i].parameter].name, text(&table, i, 0));
    ck_assert_double_eq(model->costs[i].set_up, number(&table, i, 1));
    ck_assert_double_eq(model->costs[i].running, number(&table, i, 2));
  }
  ck_assert_double_eq(0, number(&table, model->cost_count, 1));
  ck_assert_double_eq(PARTNERSHIP_REVIEW_COST, number(&table, model->cost_count, 2));
  sheet_free(&table);
}
END_TEST

/* The model holds some of the specification's facts, word for word. */
START_TEST(facts_are_among_those_of_the_specification) {
  struct sheet table;
  const struct model *model = partnership();
  ck_assert_uint_gt(model->fact_count, 0);
  if (!table_read(&table, "../validation/facts.csv", 9, FACT_ROWS)) return;
  for (size_t f = 0; f < model->fact_count; f++) {
    const struct fact *fact = &model->facts[f];
    size_t row = 0;
    while (row < FACT_ROWS && strcmp(text(&table, row, 0), fact->name) != 0) row++;
    ck_assert_msg(row < FACT_ROWS, "no fact '%s'", fact->name);
    ck_assert_str_eq(fact->finding, text(&table, row, 1));
    ck_assert_str_eq(fact->statistic, text(&table, row, 2));
    ck_assert_str_eq(text(&table, row, 3), "default population");
    ck_assert_double_eq(fact->low, number(&table, row, 4));
    ck_assert_double_eq(fact->high, number(&table, row, 5));
    ck_assert_str_eq(fact->use, text(&table, row, 6));
    ck_assert_str_eq(fact->source, text(&table, row, 7));
    ck_assert_str_eq(fact->mark, text(&table, row, 8));
    ck_assert(fact->month <= model->default_months && fact->outcome < model->outcome_count);
  }
  sheet_free(&table);
}
END_TEST

SUITE_MAIN("partnership_tables", parameters_are_those_of_the_specification, coefficients_are_those_of_the_specification,
           shocks_are_those_of_the_specification, endings_are_those_of_the_specification, costs_are_those_of_the_specification,
           facts_are_among_those_of_the_specification)
