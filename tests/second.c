/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/second.h"
#include "sim/model.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const unsigned second_checks[SECOND_CHECKS] = {1, 3, 6, 12, 24, 36, 60, 90, 120};

enum { OUTCOME_COLUMN = SCALAR_VARIABLE_COUNT * SECOND_CHECKS, ENDING_COLUMN = OUTCOME_COLUMN + SCALAR_OUTCOME_COUNT, COLUMNS };

static size_t name_index(const char *const *names, size_t count, const char *name) {
  size_t i = 0;
  while (i < count && strcmp(names[i], name)) i++;
  return i;
}

/* ---- the sheet ---- */

static void input_write(struct scalar_inputs *inputs, size_t input, double value) {
  memcpy((char *)inputs + input * sizeof value, &value, sizeof value);
}

static bool input_parse(struct second_sheet *sheet, size_t input, const char *cell) {
  double first, then = 0;
  unsigned from = 0, over = 1;
  const int fields = sscanf(cell, "%lf then %lf from %u over %u", &first, &then, &from, &over);
  if (fields != 1 && fields < 3) return false;
  sheet->scheduled |= fields > 1;
  for (unsigned month = 0; month <= SECOND_MONTHS; month++) {
    const bool later = fields > 1 && month > 0 && month >= from;
    const double way = later ? fmin(1, (month - from + 1.) / over) : 0;
    input_write(&sheet->input[month], input, first + way * (then - first));
  }
  return true;
}

static bool event_parse(struct second_sheet *sheet, const char *kind, const char *cell) {
  const size_t shock = name_index(scalar_shock_names, SCALAR_SHOCK_COUNT, kind);
  unsigned month;
  double severity;
  if (shock == SCALAR_SHOCK_COUNT || sscanf(cell, "month %u severity %lf", &month, &severity) != 2 || month > SECOND_MONTHS) return false;
  sheet->forced[month][shock] = severity;
  return true;
}

static bool coefficient_parse(struct second_sheet *sheet, const char *name, const char *cell) {
  const size_t coefficient = name_index(scalar_coefficient_names, SCALAR_COEFFICIENT_COUNT, name);
  const double value = strtod(cell, NULL);
  if (coefficient == SCALAR_COEFFICIENT_COUNT) return false;
  memcpy((char *)&sheet->coefficients + coefficient * sizeof value, &value, sizeof value);
  return true;
}

static bool line_parse(struct second_sheet *sheet, char *line, size_t *inputs) {
  char *cell = strchr(line, ',');
  if (!cell) return false;
  *cell++ = '\0';
  if (!strcmp(line, "parameter")) return true;
  if (!strcmp(line, "months")) return sscanf(cell, "%u", &sheet->months) == 1;
  if (!strncmp(line, "event: ", 7)) return event_parse(sheet, line + 7, cell);
  if (!strncmp(line, "coefficient: ", 13)) return coefficient_parse(sheet, line + 13, cell);
  const size_t input = name_index(scalar_input_names, SCALAR_INPUT_COUNT, line);
  ++*inputs;
  return input < SCALAR_INPUT_COUNT && input_parse(sheet, input, cell);
}

bool second_parse(struct second_sheet *sheet, const char *text) {
  const struct model *model = model_find("partnership");
  size_t inputs = 0;
  bool good = true;
  *sheet = (struct second_sheet){.months = SECOND_MONTHS};
  for (size_t i = 0; i < SCALAR_COEFFICIENT_COUNT; i++)
    memcpy((char *)&sheet->coefficients + i * sizeof(double), &model->coefficients[i].value, sizeof(double));
  while (good && *text) {
    char line[256];
    const size_t length = strcspn(text, "\n");
    snprintf(line, sizeof line, "%.*s", (int)length, text);
    good = line_parse(sheet, line, &inputs);
    text += length + (text[length] == '\n');
  }
  return good && inputs == SCALAR_INPUT_COUNT && sheet->months <= SECOND_MONTHS;
}

bool second_read(struct second_sheet *sheet, const char *path) {
  char text[8192];
  FILE *file = fopen(path, "r");
  if (!file) return false;
  text[fread(text, 1, sizeof text - 1, file)] = '\0';
  fclose(file);
  return second_parse(sheet, text);
}

/* ---- the runs ---- */

static double field(const void *structure, size_t index) {
  double value;
  memcpy(&value, (const char *)structure + index * sizeof value, sizeof value);
  return value;
}

static void keep(struct second_runs *runs, size_t run, const struct scalar_result *result) {
  for (size_t v = 0; v < SCALAR_VARIABLE_COUNT; v++)
    for (size_t k = 0; k < SECOND_CHECKS; k++)
      runs->value[(v * SECOND_CHECKS + k) * runs->count + run] = field(&result->path[second_checks[k]], v);
  for (size_t o = 0; o < SCALAR_OUTCOME_COUNT; o++) runs->value[(OUTCOME_COLUMN + o) * runs->count + run] = field(&result->outcome, o);
  runs->value[ENDING_COLUMN * runs->count + run] = result->ending;
}

bool second_run(struct second_runs *runs, const struct second_sheet *sheet, second_simulate *simulate, const gsl_rng *rng, size_t count) {
  const struct scalar_case given = {sheet->months, sheet->scheduled, sheet->input, &sheet->coefficients, sheet->forced};
  struct scalar_variables *path = calloc(SECOND_MONTHS + 1, sizeof *path);
  *runs = (struct second_runs){count, calloc(COLUMNS * count, sizeof(double)), calloc(count, sizeof(double))};
  const bool room = path && runs->value && runs->scratch;
  for (size_t run = 0; room && run < count; run++) {
    struct scalar_result result = {.path = path};
    simulate(&given, rng, &result);
    keep(runs, run, &result);
  }
  free(path);
  if (!room) second_free(runs);
  return room;
}

void second_free(struct second_runs *runs) {
  free(runs->value);
  free(runs->scratch);
  *runs = (struct second_runs){0};
}

/* ---- figures ---- */

static int ascending(const void *x, const void *y) {
  const double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

static size_t ending_values(struct second_runs *runs, const char *name) {
  const double code = (double)name_index(scalar_ending_names, SCALAR_ENDING_COUNT, name);
  for (size_t run = 0; run < runs->count; run++) runs->scratch[run] = runs->value[ENDING_COLUMN * runs->count + run] == code;
  return runs->count;
}

static const double *column_of(const struct second_runs *runs, const char *quantity, size_t check) {
  if (check < SECOND_CHECKS) {
    const size_t variable = name_index(scalar_variable_names, SCALAR_VARIABLE_COUNT, quantity);
    return variable < SCALAR_VARIABLE_COUNT ? runs->value + (variable * SECOND_CHECKS + check) * runs->count : NULL;
  }
  const size_t outcome = name_index(scalar_outcome_names, SCALAR_OUTCOME_COUNT, quantity);
  return outcome < SCALAR_OUTCOME_COUNT ? runs->value + (OUTCOME_COLUMN + outcome) * runs->count : NULL;
}

size_t second_values(struct second_runs *runs, const char *quantity, unsigned month) {
  size_t check = 0, count = 0;
  if (!strncmp(quantity, "ending: ", 8)) return ending_values(runs, quantity + 8);
  while (check < SECOND_CHECKS && second_checks[check] != month) check++;
  if (month && check == SECOND_CHECKS) return 0;
  const double *column = column_of(runs, quantity, check), *alive = column_of(runs, "alive", check);
  if (!column || !alive) return 0;
  const bool all = !month || !strcmp(quantity, "npv") || !strcmp(quantity, "alive");
  for (size_t run = 0; run < runs->count; run++)
    if (!isnan(column[run]) && (all || alive[run] > 0)) runs->scratch[count++] = column[run];
  qsort(runs->scratch, count, sizeof(double), ascending);
  return count;
}

double second_statistic(const double *value, size_t count, const char *statistic) {
  double mean = 0, squares = 0;
  if (!count) return (double)NAN;
  if (*statistic == 'q') {
    const double at = strtod(statistic + 1, NULL) / 100 * ((double)count - 1), below = floor(at);
    const size_t low = (size_t)below, high = low + 1 < count ? low + 1 : low;
    return value[low] + (at - below) * (value[high] - value[low]);
  }
  for (size_t i = 0; i < count; i++) mean += value[i] / (double)count;
  for (size_t i = 0; i < count; i++) squares += (value[i] - mean) * (value[i] - mean);
  return strcmp(statistic, "sd") ? mean : sqrt(squares / (double)count);
}
