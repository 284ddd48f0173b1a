/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "describe_table.h"
#include "csv.h"
#include "number.h"
#include <math.h>
#include <string.h>

struct row {
  const char *kind, *name, *section, *value, *unit, *changes, *meaning, *basis;
  double low, high;
};

static bool begins(const char *text, const char *with) {
  return strncmp(text, with, strlen(with)) == 0;
}

/* How sure a number is, read off the words of its basis: a source named without a letter states it. */
static const char *mark_of(const char *basis) {
  if (begins(basis, "calibrated") || begins(basis, "maximum likelihood")) return "fitted";
  if (begins(basis, "R:")) return "recalled";
  if (strcmp(basis, "scale") == 0) return "";
  if (strcmp(basis, "J") == 0 || begins(basis, "J;") || begins(basis, "added") || strstr(basis, "judgement")) return "judgement";
  return "verified";
}

/* The basis without its letter. */
static const char *words_of(const char *basis) {
  if (strcmp(basis, "J") == 0) return "judgement";
  return begins(basis, "V:") || begins(basis, "R:") || begins(basis, "J;") ? basis + 2 + strspn(basis + 2, " ") : basis;
}

static void put(struct csv *csv, const struct row *row) {
  csv_text(csv, row->kind);
  csv_text(csv, row->name);
  csv_text(csv, row->section);
  csv_text(csv, row->value);
  csv_number(csv, row->low);
  csv_number(csv, row->high);
  csv_text(csv, row->unit);
  csv_text(csv, row->changes);
  csv_text(csv, row->meaning);
  csv_text(csv, words_of(row->basis));
  csv_text(csv, mark_of(row->basis));
  csv_end_row(csv);
}

static void parameters(struct csv *csv, const struct model *model) {
  for (size_t i = 0; i < model->parameter_count; i++) {
    const struct parameter *const p = &model->parameters[i];
    put(csv,
        &(struct row){"parameter", p->name, p->group, p->law, p->unit, p->policy ? "yes" : "no", p->meaning, p->basis, p->low, p->high});
  }
}

static void coefficients(struct csv *csv, const struct model *model) {
  char value[NUMBER_SIZE];
  for (size_t i = 0; i < model->coefficient_count; i++) {
    const struct coefficient *const c = &model->coefficients[i];
    number_write(value, c->value);
    put(csv, &(struct row){"coefficient", c->name, c->section, value, "", "no", c->meaning, c->basis, c->low, c->high});
  }
}

static void shocks(struct csv *csv, const struct model *model) {
  char value[NUMBER_SIZE];
  for (size_t i = 0; i < model->shock_count; i++) {
    number_write(value, model->shocks[i].rate_per_year);
    put(csv, &(struct row){"shock", model->shocks[i].name, "", value, "a year", "no", model->shocks[i].meaning, model->shocks[i].basis, NAN,
                           NAN});
  }
}

/* What a practice costs at level 1: a row for setting it up, and one for running it. */
static void costs(struct csv *csv, const struct model *model) {
  static const char *const units[] = {"% of the potential, once", "% of the potential a month"};
  char value[NUMBER_SIZE];
  for (size_t i = 0; i < model->cost_count; i++) {
    const double amounts[] = {model->costs[i].set_up, model->costs[i].running};
    for (size_t k = 0; k < 2; k++) {
      if (amounts[k] == 0) continue;
      number_write(value, amounts[k]);
      put(csv, &(struct row){"cost", model->parameters[model->costs[i].parameter].name, "", value, units[k], "no", "at level 1",
                             "judgement", NAN, NAN});
    }
  }
}

void describe_table(FILE *out, const struct model *model) {
  static const char *const head[] = {"kind", "name", "section", "value", "low", "high", "unit", "changes", "meaning", "basis", "mark"};
  struct csv csv;
  csv_begin(&csv, out, false);
  for (size_t i = 0; i < sizeof head / sizeof *head; i++) csv_text(&csv, head[i]);
  csv_end_row(&csv);
  parameters(&csv, model);
  coefficients(&csv, model);
  shocks(&csv, model);
  costs(&csv, model);
  csv_flush(&csv);
}
