/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "design.h"
#include "file.h"
#include "number.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DESIGN_BYTES_MOST = 1 << 30 };

static bool is_label(const char *name) {
  return name[0] == '#' || strcmp(name, "scenario") == 0 || strcmp(name, "run") == 0 || strcmp(name, "ending") == 0;
}

/* An outcome's name, or one with _se. */
static bool is_old_result(const struct model *model, const char *name) {
  const size_t length = strlen(name);
  for (size_t o = 0; o < model->outcome_count; o++) {
    const size_t own = strlen(model->outcomes[o].name);
    if (strncmp(name, model->outcomes[o].name, own) == 0 && (length == own || strcmp(name + own, "_se") == 0)) return true;
  }
  return false;
}

static const char *nearest_column(const struct model *model, const char *name) {
  const char *names[1024];
  size_t count = 0;
  for (size_t p = 0; p < model->parameter_count; p++) names[count++] = model->parameters[p].name;
  for (size_t c = 0; c < model->coefficient_count; c++) names[count++] = model->coefficients[c].name;
  return nearest_name(name, names, count);
}

static bool column_understand(struct design_column *column, const struct model *model, const char *name) {
  static const char prefix[] = "coefficient:";
  const char *bare = strncmp(name, prefix, sizeof prefix - 1) == 0 ? name + sizeof prefix - 1 : name;
  bare += strspn(bare, " ");
  char first[256];
  snprintf(first, sizeof first, "%s_a", bare);
  if ((column->index = parameter_find(model, name)) < model->parameter_count) column->kind = DESIGN_PARAMETER;
  else if ((column->index = parameter_find(model, first)) + 1 < model->parameter_count) column->kind = DESIGN_PAIR;
  else if ((column->index = coefficient_find(model, bare)) < model->coefficient_count) column->kind = DESIGN_COEFFICIENT;
  else if (is_label(name)) column->kind = DESIGN_LABEL;
  else if (is_old_result(model, name)) column->kind = DESIGN_OLD_RESULT;
  else return false;
  return true;
}

/* Two columns that would set the same thing. */
static bool is_rival(const struct design_column *x, const struct design_column *y) {
  const bool coefficient = x->kind == DESIGN_COEFFICIENT;
  if (x->kind < DESIGN_PARAMETER || y->kind < DESIGN_PARAMETER || coefficient != (y->kind == DESIGN_COEFFICIENT)) return false;
  return x->index <= y->index + (y->kind == DESIGN_PAIR) && y->index <= x->index + (x->kind == DESIGN_PAIR);
}

static void name_read(struct design *design, size_t column, const char *place, struct messages *problems) {
  const struct model *model = design->base->model;
  const char *name = design->table.row[0].cell[column].text;
  if (column_understand(&design->column[column], model, name)) return;
  const char *near = nearest_column(model, name);
  if (near) messages_add(problems, "%s: unknown column '%s'. Did you mean '%s'?", place, name, near);
  else if (!*name) messages_add(problems, "%s: this column has no name; write one into the header", place);
  else
    messages_add(problems, "%s: unknown column '%s'; name a parameter or a coefficient ('entente describe %s'), or begin it with #", place,
                 name, model->name);
}

static void header_read(struct design *design, struct messages *problems) {
  const struct sheet_row *header = &design->table.row[0];
  for (size_t c = 0; c < design->columns; c++) {
    char place[PLACE_SIZE];
    const char *name = header->cell[c].text;
    sheet_where(&design->table, &header->cell[c], place);
    name_read(design, c, place, problems);
    for (size_t other = 0; other < c; other++) {
      const char *earlier = header->cell[other].text;
      if (*name && strcmp(name, earlier) == 0)
        messages_add(problems, "%s: column '%s' stands there twice; remove one of the two", place, name);
      else if (is_rival(&design->column[c], &design->column[other]))
        messages_add(problems, "%s: columns '%s' and '%s' set the same; remove one of the two", place, earlier, name);
    }
  }
  for (size_t row = 1; row < design->table.count; row++) sheet_report_beyond(&design->table, row, problems);
}

static const char *text_at(const struct design *design, size_t point, size_t column) {
  const struct sheet_row *row = &design->table.row[point + 1];
  return column < row->count ? row->cell[column].text : "";
}

static bool put_setting(const struct design *design, struct scenario *scenario, size_t parameter, const char *text, struct error *err) {
  struct setting setting = {0};
  if (!setting_read(&setting, design->base->model, parameter, text, design->table.decimal, design->folder, err)) return false;
  setting_free(&scenario->settings[parameter]);
  scenario->settings[parameter] = setting;
  return true;
}

static bool put_cell(const struct design *design, struct scenario *scenario, const struct design_column *column, const char *text,
                     struct error *err) {
  if (!*text) return true;
  switch (column->kind) {
  case DESIGN_PARAMETER: return put_setting(design, scenario, column->index, text, err);
  case DESIGN_PAIR:
    return put_setting(design, scenario, column->index, text, err) && put_setting(design, scenario, column->index + 1, text, err);
  case DESIGN_COEFFICIENT:
    if (number_read(text, design->table.decimal, &scenario->coefficients[column->index])) return true;
    return fail_input(err, "'%s' is not a number; coefficients take plain numbers", text);
  default: return true;
  }
}

/* The base scenario with the cells of a point put in. */
static bool scenario_make(const struct design *design, size_t point, struct scenario *scenario, struct messages *problems,
                          struct error *err) {
  const struct model *model = design->base->model;
  const struct scenario *base = &design->base->scenarios[0];
  *scenario = (struct scenario){.name = NULL,
                                .settings = calloc(model->parameter_count, sizeof *scenario->settings),
                                .coefficients = malloc(model->coefficient_count * sizeof(double) + 1),
                                .events = base->events,
                                .event_count = base->event_count};
  if (!scenario->settings || !scenario->coefficients) return fail_memory(err);
  memcpy(scenario->coefficients, base->coefficients, model->coefficient_count * sizeof(double));
  for (size_t p = 0; p < model->parameter_count; p++)
    if (!setting_copy(&scenario->settings[p], &base->settings[p], err)) return false;
  for (size_t c = 0; c < design->columns; c++) {
    if (put_cell(design, scenario, &design->column[c], text_at(design, point, c), err)) continue;
    if (!problems) return false;
    char place[PLACE_SIZE];
    sheet_where(&design->table, &design->table.row[point + 1].cell[c], place);
    messages_add(problems, "%s: %s: %s", place, design->table.row[0].cell[c].text, err->text);
    err->text[0] = '\0';
  }
  return true;
}

static void scenario_release(const struct model *model, struct scenario *scenario) {
  for (size_t p = 0; scenario->settings && p < model->parameter_count; p++) setting_free(&scenario->settings[p]);
  free(scenario->settings);
  free(scenario->coefficients);
}

static bool cells_check(const struct design *design, struct messages *problems, struct error *err) {
  for (size_t point = 0; point < design->points; point++) {
    struct scenario scenario = {0};
    const bool ok = scenario_make(design, point, &scenario, problems, err);
    scenario_release(design->base->model, &scenario);
    if (!ok) return false;
  }
  return true;
}

/* Designs are longer than the sheets that people write. */
static bool table_read(struct sheet *table, const char *path, struct error *err) {
  char *bytes = NULL;
  size_t size = 0;
  const bool ok = file_read(path, strcmp(path, "-") == 0 ? "standard input" : path, DESIGN_BYTES_MOST, &bytes, &size, err) &&
                  sheet_read_bytes(table, path, bytes, size, err);
  free(bytes);
  return ok;
}

bool design_read(struct design *design, const char *path, const struct study *base, const char *folder, struct error *err) {
  struct messages problems = {0};
  *design = (struct design){.base = base, .folder = folder};
  if (!table_read(&design->table, path, err)) return false;
  design->columns = design->table.row[0].count;
  design->points = design->table.count - 1;
  if (design->points == 0) return fail_input(err, "%s: a header and no points; add a row for each point", sheet_title(&design->table));
  design->column = calloc(design->columns + 1, sizeof *design->column);
  if (!design->column) return fail_memory(err);
  header_read(design, &problems);
  bool ok = problems.count > 0 || cells_check(design, &problems, err);
  if (ok && problems.count > 0) ok = messages_fail(&problems, err);
  messages_free(&problems);
  return ok;
}

bool design_study(const struct design *design, size_t first, size_t count, struct study *study, struct error *err) {
  *study = *design->base;
  study->count = count;
  study->warnings = (struct messages){0};
  study->scenarios = calloc(count, sizeof *study->scenarios);
  if (!study->scenarios) return fail_memory(err);
  for (size_t i = 0; i < count; i++)
    if (!scenario_make(design, first + i, &study->scenarios[i], NULL, err)) {
      study->count = i + 1;
      design_study_free(study);
      return false;
    }
  return true;
}

void design_study_free(struct study *study) {
  for (size_t i = 0; i < study->count; i++) scenario_release(study->model, &study->scenarios[i]);
  free(study->scenarios);
  study->scenarios = NULL;
  study->count = 0;
}

void design_free(struct design *design) {
  sheet_free(&design->table);
  free(design->column);
  *design = (struct design){0};
}
