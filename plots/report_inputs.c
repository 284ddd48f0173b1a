/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_inputs.h"
#include "axis.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { CELL_SIZE = 512 };

/* Decimals that tell the values of a range apart. */
static int decimals_for(double spread) {
  if (!(spread > 0)) return 2;
  const int decimals = 1 - (int)floor(log10(spread));
  return decimals < 0 ? 0 : decimals > 6 ? 6 : decimals;
}

/* A fixed number with no more decimals than it has. */
static const char *exact(char out[AXIS_TEXT], double value) {
  int decimals = 0;
  while (decimals < 6 && fabs(value * pow(10, decimals) - round(value * pow(10, decimals))) > 1e-6) decimals++;
  return axis_number(out, value, decimals);
}

static void cell_text(char out[CELL_SIZE], const struct source_input *input) {
  char value[AXIS_TEXT], low[AXIS_TEXT], high[AXIS_TEXT];
  const int decimals = decimals_for(input->q95 - input->q05);
  if (strstr(input->cell, " then ")) snprintf(out, CELL_SIZE, "%s", input->cell);
  else if (!(input->sd > 0)) snprintf(out, CELL_SIZE, "%s", exact(value, input->mean));
  else
    snprintf(out, CELL_SIZE, "%s (%s to %s)", axis_number(value, input->mean, decimals), axis_number(low, input->q05, decimals),
             axis_number(high, input->q95, decimals));
}

static bool differs(const struct source *source, size_t parameter) {
  const struct source_input *const baseline = source_input(source, 0, parameter);
  for (size_t s = 1; s < source->scenario_count; s++) {
    const struct source_input *const input = source_input(source, s, parameter);
    if (baseline && input && strcmp(baseline->cell, input->cell) != 0) return true;
  }
  return false;
}

static void label(struct data_table *table, const struct source_parameter *parameter, const struct source_input *input) {
  const bool plain = !*input->unit || strcmp(input->unit, "share") == 0 || strcmp(input->unit, "money") == 0;
  data_table_add(table, plain ? "%s" : "%s, %s", parameter->label, input->unit);
}

void report_inputs(struct data_table *table, const struct source *source, bool all) {
  char text[CELL_SIZE];
  table->columns = source->scenario_count + 1;
  data_table_add(table, "Assumption");
  for (size_t s = 0; s < source->scenario_count; s++) data_table_add(table, "%s", source->scenario[s]);
  for (size_t p = 0; p < source->parameter_count; p++) {
    const struct source_input *const first = source_input(source, 0, p);
    if (!first || (!all && !differs(source, p))) continue;
    label(table, &source->parameter[p], first);
    for (size_t s = 0; s < source->scenario_count; s++) {
      const struct source_input *const input = source_input(source, s, p);
      if (input) cell_text(text, input);
      data_table_add(table, "%s", input ? text : "");
    }
  }
}

void report_changes(struct data_table *table, const struct source *source) {
  char value[AXIS_TEXT], usual[AXIS_TEXT];
  table->columns = 4;
  static const char *const heads[] = {"Number in the equations", "Scenario", "Value", "Usual value"};
  for (size_t i = 0; i < 4; i++) data_table_add(table, "%s", heads[i]);
  for (size_t i = 0; i < source->change_count; i++) {
    const struct source_change *const change = &source->change[i];
    data_table_add(table, "%s", change->coefficient);
    data_table_add(table, "%s", change->scenario);
    data_table_add(table, "%s", exact(value, change->value));
    data_table_add(table, "%s", exact(usual, change->usual));
  }
}
