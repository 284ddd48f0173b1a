/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class_team.h"
#include "file.h"
#include "number.h"
#include "rows.h"
#include "utf8.h"
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

void team_refuse(struct team *team, const char *format, ...) {
  char *text = NULL;
  va_list arguments;
  va_start(arguments, format);
  if (vasprintf(&text, format, arguments) < 0) text = NULL;
  va_end(arguments);
  if (text) messages_add(&team->problems, "%s", text);
  else team->problems.lost = true;
  free(text);
  team->state = TEAM_BROKEN;
}

/* A message a line, as studies report their problems. */
static void take_lines(struct messages *list, const char *text) {
  for (const char *at = text; at;) {
    const size_t length = strcspn(at, "\n");
    messages_add(list, "%.*s", (int)length, at);
    at = at[length] ? at + length + 1 : NULL;
  }
}

/* False only where the machine failed; what is wrong with the sheet is kept. */
static bool take_failure(struct team *team, struct error *err) {
  if (err->status == STATUS_FAILED) return false;
  take_lines(&team->problems, err->text);
  err->status = STATUS_DONE;
  *err->text = '\0'; /* nothing is left to say of it */
  return true;
}

/* A file's name can hold any bytes. */
static void make_readable(char *name) {
  for (size_t at; name[at = utf8_invalid(name, strlen(name))];) name[at] = '?';
  for (char *at = name; *at; at++)
    if ((unsigned char)*at < ' ' || *at == 0x7f) *at = '?';
}

/* The file's name without its suffix. */
static char *name_from_file(const char *path) {
  const char *const slash = strrchr(path, '/'), *const name = slash ? slash + 1 : path;
  const size_t length = strlen(name);
  return strndup(name, length > 4 && strcasecmp(name + length - 4, ".csv") == 0 ? length - 4 : length);
}

static bool sheet_take(struct team *team, struct sheet *sheet, const char *path, struct error *err) {
  struct stat about;
  char *bytes = NULL;
  size_t size = 0;
  if (stat(path, &about) == 0 && !S_ISREG(about.st_mode))
    return fail_input(err, "%s: this is not a plain file; a team hands in a CSV file", team->file);
  const bool done = file_read(path, team->file, SHEET_BYTES_MOST, &bytes, &size, err) &&
                    sheet_read_bytes(sheet, team->file, bytes, size, err);
  free(bytes);
  return done;
}

static void check_column(struct team *team, const struct sheet *sheet) {
  char place[PLACE_SIZE];
  const struct sheet_row *const header = &sheet->row[0];
  if (header->count > 2)
    messages_add(&team->problems, "%s: a team hands in one column; remove this one", sheet_where(sheet, &header->cell[2], place));
}

static bool is_allowed(const struct brief *brief, const struct row *row) {
  bool allowed = row->kind == ROW_PARAMETER;
  for (size_t i = 0; allowed && i < row->targets; i++) allowed = brief->may_set[row->target[i]];
  return allowed;
}

/* Refuse what is not the team's to decide, and mark what it wrote. Rows that make no sense are the study's to report. */
static bool rows_judge(struct team *team, const struct brief *brief, const struct sheet *sheet, struct error *err) {
  struct rows rows = {0};
  char place[PLACE_SIZE], clip[CLIP_SIZE];
  char *const allowed = brief_allowed(brief);
  bool done = allowed ? rows_make(&rows, sheet, NULL, 0, err) : fail_memory(err);
  rows.model = brief->study.model;
  for (size_t i = 0; done && i < rows.count; i++) {
    struct row *const row = &rows.row[i];
    if (!row_understand(&rows, row)) continue;
    if (is_allowed(brief, row)) {
      for (size_t t = 0; t < row->targets; t++) team->own[row->target[t]] = *row_text(row, 0) != '\0';
    } else {
      messages_add(&team->problems, "%s: '%s' is not for teams to set; the brief allows %s",
                   sheet_where(sheet, &row->cells->cell[0], place), utf8_clip(clip, row->name), allowed);
    }
  }
  if (done && rows.problems.lost) done = fail_memory(err);
  rows_free(&rows);
  free(allowed);
  return done;
}

/* The brief's scenario under the team's name, with the cells that the team wrote. */
static bool plan_make(struct team *team, const struct brief *brief, const struct study *written, struct error *err) {
  const struct model *const model = brief->study.model;
  const struct scenario *const from = &brief->study.scenarios[0];
  struct scenario *const plan = &team->plan;
  plan->name = strdup(team->name);
  plan->settings = calloc(model->parameter_count + 1, sizeof *plan->settings);
  plan->coefficients = malloc((model->coefficient_count + 1) * sizeof *plan->coefficients);
  plan->events = malloc((from->event_count + 1) * sizeof *plan->events);
  if (!plan->name || !plan->settings || !plan->coefficients || !plan->events) return fail_memory(err);
  for (size_t p = 0; p < model->parameter_count; p++) {
    const struct scenario *const source = team->own[p] ? &written->scenarios[0] : from;
    if (!setting_copy(&plan->settings[p], &source->settings[p], err)) return false;
  }
  memcpy(plan->coefficients, from->coefficients, model->coefficient_count * sizeof *plan->coefficients);
  if (from->event_count) memcpy(plan->events, from->events, from->event_count * sizeof *plan->events);
  plan->event_count = from->event_count;
  return true;
}

static void plan_afford(struct team *team, const struct brief *brief) {
  char spent[NUMBER_SIZE], budget[NUMBER_SIZE], over[NUMBER_SIZE];
  team->cost = cost_of_plan(brief->study.model, &team->plan, brief->may_set, brief->study.months);
  const double total = cost_total(team->cost), rounding = 1e-9 * brief->budget;
  team->state = TEAM_ADMITTED;
  if (!(total > brief->budget + rounding)) return;
  number_round(spent, total, 6);
  number_round(budget, brief->budget, 6);
  number_round(over, total - brief->budget, 6);
  team_refuse(team, "%s: the plan costs %s over %u months and the budget is %s, so it is %s over; lower what costs most", team->file, spent,
              brief->study.months, budget, over);
  team->state = TEAM_OVER_BUDGET;
}

/* Everything that may be wrong with the sheet is reported together. */
static bool sheet_judge(struct team *team, const struct brief *brief, const struct sheet *sheet, struct error *err) {
  const struct overrides over = {.model = brief->study.model->name, .months = brief->study.months};
  struct study written;
  check_column(team, sheet);
  if (!rows_judge(team, brief, sheet, err)) return false;
  if (!study_read(&written, sheet, &over, err)) return take_failure(team, err);
  char *const name = strdup(written.scenarios[0].name);
  bool done = name || fail_memory(err);
  if (name) {
    free(team->name);
    team->name = name;
  }
  team->warnings = written.warnings;
  written.warnings = (struct messages){0};
  if (done && team->problems.count == 0) {
    done = plan_make(team, brief, &written, err);
    if (done) plan_afford(team, brief);
  }
  study_free(&written);
  return done;
}

/* A team with a broken sheet still has its name, if the header can be read. */
static bool name_take(struct team *team, const struct sheet *sheet, struct error *err) {
  const char *const header = sheet_text(&sheet->row[0], 1);
  if (!*header) return true;
  free(team->name);
  team->name = strdup(header);
  if (team->name) make_readable(team->name);
  return team->name || fail_memory(err);
}

bool team_read(struct team *team, const struct brief *brief, const char *folder, const char *file, struct error *err) {
  struct sheet sheet = {0};
  char *path = NULL;
  *team = (struct team){.own = calloc(brief->study.model->parameter_count + 1, sizeof *team->own)};
  if (asprintf(&path, "%s/%s", folder, file) < 0) path = NULL;
  team->file = path ? strdup(path) : NULL;
  if (team->file) {
    make_readable(team->file);
    team->name = name_from_file(team->file);
  }
  bool done = (path && team->own && team->name) || fail_memory(err);
  if (done) {
    done = sheet_take(team, &sheet, path, err) ? name_take(team, &sheet, err) && sheet_judge(team, brief, &sheet, err)
                                               : take_failure(team, err);
  }
  if (done && team->problems.lost) done = fail_memory(err);
  sheet_free(&sheet);
  free(path);
  return done;
}

void team_free(struct team *team, const struct brief *brief) {
  for (size_t p = 0; team->plan.settings && p < brief->study.model->parameter_count; p++) setting_free(&team->plan.settings[p]);
  free(team->plan.settings);
  free(team->plan.coefficients);
  free(team->plan.events);
  free(team->plan.name);
  free(team->own);
  free(team->file);
  free(team->name);
  free(team->page);
  messages_free(&team->problems);
  messages_free(&team->warnings);
  *team = (struct team){0};
}
