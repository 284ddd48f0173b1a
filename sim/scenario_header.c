/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_parts.h"
#include "utf8.h"
#include <stdlib.h>
#include <string.h>

/* The name is on one line. */
static bool name_take(struct scenario *scenario, const char *text) {
  scenario->name = strdup(text);
  for (char *at = scenario->name; at && *at; at++)
    if (*at == '\n' || *at == '\r' || *at == '\t') *at = ' ';
  return scenario->name != NULL;
}

static void names_check(struct reader *r) {
  const struct sheet_row *header = &r->sheet->row[0];
  const size_t before = r->rows.problems.count;
  char place[PLACE_SIZE], clip[CLIP_SIZE];
  for (size_t i = 1; i <= r->study->count; i++) {
    const char *name = header->cell[i].text;
    size_t first = 1;
    while (first < i && strcmp(header->cell[first].text, name) != 0) first++;
    sheet_where(r->sheet, &header->cell[i], place);
    utf8_clip(clip, name);
    if (*name == '\0') messages_add(&r->rows.problems, "%s: this column's scenario has no name; write one into the header", place);
    else if (first < i) messages_add(&r->rows.problems, "%s: two scenarios are named '%s'; give each a name of its own", place, clip);
  }
  if (r->rows.problems.count > before) r->rows.sheet_is_wrong = true;
}

static bool is_row_name(const char *name) {
  const struct row row = {.name = name};
  bool known = row_is_general(&row);
  for (size_t i = 0; i < model_count && !known; i++) known = parameter_find(models[i], name) < models[i]->parameter_count;
  return known;
}

bool header_read(struct reader *r, struct error *err) {
  const struct sheet_row *header = &r->sheet->row[0];
  struct study *study = r->study;
  char place[PLACE_SIZE];
  sheet_where(r->sheet, &header->cell[0], place);
  if (is_row_name(header->cell[0].text))
    return fail_input(err, "%s: the header is missing; begin the sheet with a row such as 'parameter,Baseline'", place);
  if (header->count < 2)
    return fail_input(err, "%s: the header names no scenario; write one beside the first cell: 'parameter,Baseline'", place);
  if (header->count - 1 > SCENARIOS_MOST)
    return fail_input(err, "%s: the header names %zu scenarios; at most %d fit a sheet", place, header->count - 1, SCENARIOS_MOST);
  study->scenarios = calloc(header->count - 1, sizeof *study->scenarios);
  r->kept = calloc(header->count - 1, sizeof *r->kept);
  if (!study->scenarios || !r->kept) return fail_memory(err);
  for (; study->count < header->count - 1; study->count++) {
    r->kept[study->count] = r->over->only_count == 0;
    if (!name_take(&study->scenarios[study->count], header->cell[study->count + 1].text)) return fail_memory(err);
  }
  names_check(r);
  return true;
}

static bool fail_unknown_scenario(const struct reader *r, const char *name, struct error *err) {
  const char *names[SCENARIOS_MOST];
  char clip[CLIP_SIZE], other[CLIP_SIZE];
  for (size_t i = 0; i < r->study->count; i++) names[i] = r->study->scenarios[i].name;
  const char *near = nearest_name(name, names, r->study->count);
  utf8_clip(clip, name);
  if (near)
    return fail_usage(err, "--scenario '%s': %s has no such scenario. Did you mean '%s'?", clip, sheet_title(r->sheet),
                      utf8_clip(other, near));
  return fail_usage(err, "--scenario '%s': %s has no such scenario; its first is '%s'", clip, sheet_title(r->sheet),
                    utf8_clip(other, r->study->scenarios[0].name));
}

bool header_select(struct reader *r, struct error *err) {
  for (size_t i = 0; i < r->over->only_count; i++) {
    size_t at = 0;
    while (at < r->study->count && strcmp(r->study->scenarios[at].name, r->over->only[i]) != 0) at++;
    if (at == r->study->count) return fail_unknown_scenario(r, r->over->only[i], err);
    r->kept[at] = true;
  }
  return true;
}
