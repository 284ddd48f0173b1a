/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class_parts.h"
#include "html.h"
#include <stdlib.h>

enum { COLUMNS_MOST = 9 }; /* plans beside each other; more of them stand one below the other */

/* A plan as a column or a row. */
struct choice {
  const char *name;
  const struct scenario *plan;
  const bool *own; /* NULL for the brief */
};

/* A parameter that at least one plan of the ranking sets. */
static bool is_chosen(const struct tournament *t, size_t parameter) {
  for (size_t i = 0; i < t->count; i++)
    if (t->place[i].team->own[parameter]) return true;
  return false;
}

/* The brief, then the plans by rank. */
static struct choice choice_at(const struct tournament *t, size_t index) {
  if (index == 0) return (struct choice){t->study.scenarios[0].name, &t->study.scenarios[0], NULL};
  const struct team *const team = t->place[index - 1].team;
  return (struct choice){team->name, &team->plan, team->own};
}

static void cell(FILE *out, const struct choice *choice, size_t parameter) {
  fputs(choice->own && !choice->own[parameter] ? "<td class=\"quiet\">" : "<td>", out);
  html_text(out, choice->plan->settings[parameter].text);
  fputs("</td>", out);
}

static void heading(FILE *out, const char *text) {
  html_element(out, "th", " scope=\"col\" style=\"white-space:normal;min-width:5rem\"", text);
}

static void plans_beside(FILE *out, const struct tournament *t) {
  fputs("<thead><tr>", out);
  heading(out, "Parameter");
  for (size_t i = 0; i <= t->count; i++) heading(out, choice_at(t, i).name);
  fputs("</tr></thead>\n<tbody>\n", out);
  for (size_t p = 0; p < t->study.model->parameter_count; p++) {
    if (!is_chosen(t, p)) continue;
    fputs("<tr>", out);
    html_element(out, "th", " scope=\"row\"", t->study.model->parameters[p].label);
    for (size_t i = 0; i <= t->count; i++) {
      const struct choice choice = choice_at(t, i);
      cell(out, &choice, p);
    }
    fputs("</tr>\n", out);
  }
}

static void plans_below(FILE *out, const struct tournament *t) {
  const struct model *const model = t->study.model;
  fputs("<thead><tr>", out);
  heading(out, "Team");
  for (size_t p = 0; p < model->parameter_count; p++)
    if (is_chosen(t, p)) heading(out, model->parameters[p].label);
  fputs("</tr></thead>\n<tbody>\n", out);
  for (size_t i = 0; i <= t->count; i++) {
    const struct choice choice = choice_at(t, i);
    fputs("<tr>", out);
    html_element(out, "th", " scope=\"row\"", choice.name);
    for (size_t p = 0; p < model->parameter_count; p++)
      if (is_chosen(t, p)) cell(out, &choice, p);
    fputs("</tr>\n", out);
  }
}

void class_choices(FILE *out, const struct tournament *t) {
  size_t chosen = 0;
  for (size_t p = 0; p < t->study.model->parameter_count; p++) chosen += is_chosen(t, p);
  class_section(out, "choices", "What each plan does");
  if (chosen == 0) {
    fputs("<p>No team changed anything.</p>\n", out);
  } else {
    class_table_begin(out, "The teams' own words; pale: left as in the brief");
    if (t->count < COLUMNS_MOST) plans_beside(out, t);
    else plans_below(out, t);
    class_table_end(out);
  }
  fputs("</section>\n", out);
}
