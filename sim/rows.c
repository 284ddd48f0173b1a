/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"
#include "utf8.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Only the first problems are shown, so only they need a suggestion: a sheet of a million wrong rows fails in seconds. */
enum { SUGGESTIONS_MOST = 64 };

static const char *const general_names[ROW_GENERAL_COUNT] = {"title", "note", "currency", "model", "months", "runs", "seed"};
static const char *const prefixes[] = {"event", "correlation", "coefficient"};

static const struct model no_model = {.name = ""};

/* The trimmed text in the size bytes at text, closed by a NUL. */
static char *slice(char *text, size_t size) {
  const size_t before = utf8_blanks_before(text, size);
  text += before;
  size -= before;
  text[size - utf8_blanks_after(text, size)] = '\0';
  return text;
}

/* "P=CELL" -> name and value. */
static bool row_from_set(struct row *row, const char *set) {
  *row = (struct row){.set = set, .name = set, .value = "", .copy = strdup(set)};
  if (!row->copy) return false;
  char *equals = strchr(row->copy, '=');
  if (!equals) return true;
  row->name = slice(row->copy, (size_t)(equals - row->copy));
  row->value = slice(equals + 1, strlen(equals + 1));
  return true;
}

bool rows_make(struct rows *rows, const struct sheet *sheet, const char *const *set, size_t set_count, struct error *err) {
  *rows = (struct rows){.sheet = sheet, .model = &no_model};
  rows->row = calloc(set_count + sheet->count, sizeof *rows->row);
  if (!rows->row) return fail_memory(err);
  for (size_t i = 0; i < set_count; i++)
    if (!row_from_set(&rows->row[rows->count++], set[i])) return fail_memory(err);
  for (size_t i = 1; i < sheet->count; i++)
    rows->row[rows->count++] = (struct row){.name = sheet->row[i].cell[0].text, .cells = &sheet->row[i]};
  return true;
}

void rows_free(struct rows *rows) {
  for (size_t i = 0; i < rows->count; i++) free(rows->row[i].copy);
  free(rows->row);
  free(rows->owner);
  messages_free(&rows->problems);
  *rows = (struct rows){0};
}

const struct row *rows_general(const struct rows *rows, enum row_kind kind) {
  for (size_t i = 0; i < rows->count; i++)
    if (strcmp(rows->row[i].name, general_names[kind]) == 0) return &rows->row[i];
  return NULL;
}

static size_t general_find(const char *name) {
  size_t kind = 0;
  while (kind < ROW_GENERAL_COUNT && strcmp(general_names[kind], name) != 0) kind++;
  return kind;
}

bool row_is_general(const struct row *row) {
  return general_find(row->name) < ROW_GENERAL_COUNT;
}

const char *row_text(const struct row *row, size_t scenario) {
  if (row->set) return scenario == 0 ? row->value : "";
  return sheet_text(row->cells, scenario + 1);
}

const char *row_place(const struct rows *rows, const struct row *row, size_t scenario, char out[ROW_PLACE_SIZE]) {
  char where[PLACE_SIZE], name[CLIP_SIZE], other[CLIP_SIZE];
  if (row->set) {
    snprintf(out, ROW_PLACE_SIZE, "--set '%s'", utf8_clip(name, row->set));
    return out;
  }
  const size_t field = scenario == ROW_NAME ? 0 : scenario + 1;
  sheet_where(rows->sheet, &row->cells->cell[field < row->cells->count ? field : 0], where);
  utf8_clip(name, row->name);
  utf8_clip(other, sheet_text(&rows->sheet->row[0], field));
  if (scenario == ROW_NAME) snprintf(out, ROW_PLACE_SIZE, "%s", where);
  else if (row->kind <= ROW_CORRELATION) snprintf(out, ROW_PLACE_SIZE, "%s: %s", where, name);
  else snprintf(out, ROW_PLACE_SIZE, "%s: %s, scenario '%s'", where, name, other);
  return out;
}

void row_problem(struct rows *rows, const struct row *row, size_t scenario, const char *format, ...) {
  char place[ROW_PLACE_SIZE];
  char *text = NULL;
  va_list arguments;
  va_start(arguments, format);
  const int length = vasprintf(&text, format, arguments);
  va_end(arguments);
  if (length < 0) {
    rows->problems.lost = true;
    return;
  }
  messages_add(&rows->problems, "%s: %s", row_place(rows, row, scenario, place), text);
  if (!row->set) rows->sheet_is_wrong = true;
  free(text);
}

void row_check_single(struct rows *rows, const struct row *row) {
  char name[CLIP_SIZE], clip[CLIP_SIZE];
  for (size_t s = 1; s < rows->sheet->row[0].count - 1; s++)
    if (*row_text(row, s))
      row_problem(rows, row, s, "'%s' stands in the wrong column; '%s' has one value for the sheet, in the column of the first scenario",
                  utf8_clip(clip, row_text(row, s)), utf8_clip(name, row->name));
}

/* "unknown WHAT 'NAME'", with the nearest of the candidates or else advice. */
static void unknown_problem(struct rows *rows, const struct row *row, const char *what, const char *name, const char *const *candidates,
                            size_t count, const char *advice) {
  char clip[CLIP_SIZE];
  const char *near = nearest_name(name, candidates, count);
  utf8_clip(clip, name);
  if (near) row_problem(rows, row, ROW_NAME, "unknown %s '%s'. Did you mean '%s'?", what, clip, near);
  else if (advice) row_problem(rows, row, ROW_NAME, "unknown %s '%s'; %s", what, clip, advice);
  else row_problem(rows, row, ROW_NAME, "unknown %s '%s'; 'entente describe %s' lists what there is", what, clip, rows->model->name);
}

/* Rows that only the brief of a tournament has. */
static const char *advice_of_brief(const char *name) {
  const bool brief = strcmp(name, "budget") == 0 || strcmp(name, "may_set") == 0;
  return brief ? "it belongs to the brief of a class: entente class FOLDER" : NULL;
}

/* The stem of the pair that a parameter belongs to: the length of NAME where it is NAME_a and there is NAME_b, else 0. */
static size_t pair_stem(const struct model *model, size_t parameter) {
  const char *name = model->parameters[parameter].name;
  const size_t length = strlen(name);
  if (parameter + 1 >= model->parameter_count || length < 3 || strcmp(name + length - 2, "_a") != 0) return 0;
  const char *next = model->parameters[parameter + 1].name;
  return strlen(next) == length && strncmp(next, name, length - 1) == 0 && next[length - 1] == 'b' ? length - 2 : 0;
}

/* Index of NAME_a for the pair NAME; the count itself if there is none. */
static size_t pair_find(const struct model *model, const char *name) {
  size_t i = 0;
  for (; i < model->parameter_count; i++) {
    const size_t stem = pair_stem(model, i);
    if (stem > 0 && strlen(name) == stem && strncmp(model->parameters[i].name, name, stem) == 0) break;
  }
  return i;
}

/* Fails where memory runs out. *names: parameters, then pairs as their stems in *stems, then general rows. */
static bool row_names(const struct model *model, const char ***names, char **stems, size_t *count) {
  const size_t most = model->parameter_count;
  *names = calloc(2 * most + ROW_GENERAL_COUNT, sizeof **names);
  *stems = calloc(most + 1, CLIP_SIZE);
  *count = 0;
  if (!*names || !*stems) return false;
  for (size_t i = 0; i < most; i++) (*names)[(*count)++] = model->parameters[i].name;
  for (size_t i = 0; i < most; i++) {
    const size_t stem = pair_stem(model, i);
    if (stem == 0 || stem >= CLIP_SIZE) continue;
    (*names)[(*count)++] = memcpy(*stems + i * CLIP_SIZE, model->parameters[i].name, stem);
  }
  for (size_t i = 0; i < ROW_GENERAL_COUNT; i++) (*names)[(*count)++] = general_names[i];
  return true;
}

static void unknown_parameter(struct rows *rows, const struct row *row, const char *name) {
  const char **names;
  char *stems;
  size_t count;
  if (rows->problems.count >= SUGGESTIONS_MOST) {
    unknown_problem(rows, row, "parameter", name, NULL, 0, NULL);
    return;
  }
  if (row_names(rows->model, &names, &stems, &count)) unknown_problem(rows, row, "parameter", name, names, count, advice_of_brief(name));
  else rows->problems.lost = true;
  free(names);
  free(stems);
}

static bool understand_parameter(struct rows *rows, struct row *row) {
  const struct model *model = rows->model;
  size_t first = parameter_find(model, row->name);
  const bool pair = first == model->parameter_count;
  if (pair) first = pair_find(model, row->name);
  row->kind = ROW_PARAMETER;
  row->target[0] = first;
  row->target[1] = first + 1;
  row->targets = pair ? 2 : 1;
  if (first == model->parameter_count) return unknown_parameter(rows, row, row->name), false;
  return true;
}

/* A row of one of the model's tables, whose rows are `item` bytes long and begin with their name. */
static bool understand_entry(struct rows *rows, struct row *row, const char *what, const char *name, const void *table, size_t count,
                             size_t item) {
  const char **names = calloc(count + 1, sizeof *names);
  if (!names) return rows->problems.lost = true, false;
  for (size_t i = 0; i < count; i++) memcpy(&names[i], (const char *)table + i * item, sizeof *names);
  row->targets = 1;
  row->target[0] = 0;
  while (row->target[0] < count && strcmp(names[row->target[0]], name) != 0) row->target[0]++;
  const bool found = row->target[0] < count;
  if (!found) unknown_problem(rows, row, what, name, names, count, NULL);
  free(names);
  return found;
}

static bool understand_coefficient(struct rows *rows, struct row *row, const char *name) {
  row->kind = ROW_COEFFICIENT;
  return understand_entry(rows, row, "coefficient", name, rows->model->coefficients, rows->model->coefficient_count,
                          sizeof *rows->model->coefficients);
}

static bool understand_event(struct rows *rows, struct row *row, const char *name) {
  row->kind = ROW_EVENT;
  return understand_entry(rows, row, "event", name, rows->model->shocks, rows->model->shock_count, sizeof *rows->model->shocks);
}

static bool correlation_end(struct rows *rows, struct row *row, const char *name, size_t *parameter) {
  const struct model *model = rows->model;
  *parameter = parameter_find(model, name);
  if (*parameter < model->parameter_count) return true;
  if (pair_find(model, name) < model->parameter_count)
    row_problem(rows, row, ROW_NAME, "'%s' stands for two parameters; name %s_a or %s_b", name, name, name);
  else unknown_parameter(rows, row, name);
  return false;
}

/* names: "P ~ Q". */
static bool understand_correlation(struct rows *rows, struct row *row, char *names) {
  char *tilde = strchr(names, '~');
  size_t first, second;
  row->kind = ROW_CORRELATION;
  if (!tilde) {
    row_problem(rows, row, ROW_NAME, "a correlation names two parameters: 'correlation: P ~ Q'");
    return false;
  }
  const char *left = slice(names, (size_t)(tilde - names)), *right = slice(tilde + 1, strlen(tilde + 1));
  if (!correlation_end(rows, row, left, &first) || !correlation_end(rows, row, right, &second)) return false;
  row->target[0] = first < second ? first : second;
  row->target[1] = first < second ? second : first;
  row->targets = 1;
  if (first == second) row_problem(rows, row, ROW_NAME, "'%s' cannot correlate with itself; name two parameters", left);
  return first != second;
}

/* "PREFIX: REST". */
static bool understand_prefix(struct rows *rows, struct row *row, char *prefix, char *rest) {
  if (strcmp(prefix, "coefficient") == 0) return understand_coefficient(rows, row, rest);
  if (strcmp(prefix, "event") == 0) return understand_event(rows, row, rest);
  if (strcmp(prefix, "correlation") == 0) return understand_correlation(rows, row, rest);
  unknown_problem(rows, row, "kind of row", prefix, prefixes, sizeof prefixes / sizeof *prefixes,
                  "before a colon stands event, correlation or coefficient");
  return false;
}

static bool understand_name(struct rows *rows, struct row *row) {
  const size_t kind = general_find(row->name);
  if (kind < ROW_GENERAL_COUNT) {
    row->kind = (enum row_kind)kind;
    row->targets = 1;
    return true;
  }
  if (!strchr(row->name, ':')) return understand_parameter(rows, row);
  char *name = strdup(row->name);
  if (!name) return rows->problems.lost = true, false;
  char *colon = strchr(name, ':');
  char *rest = slice(colon + 1, strlen(colon + 1));
  const bool done = understand_prefix(rows, row, slice(name, (size_t)(colon - name)), rest);
  free(name);
  return done;
}

static bool understand_set(struct rows *rows, struct row *row) {
  if (utf8_invalid(row->set, strlen(row->set)) < strlen(row->set)) row_problem(rows, row, ROW_NAME, "the text is not UTF-8");
  else if (!strchr(row->set, '=')) row_problem(rows, row, ROW_NAME, "write it as NAME=CELL");
  else if (*row->value == '\0') row_problem(rows, row, ROW_NAME, "the cell is empty; write 'default' for the model's default");
  else return true;
  return false;
}

/* Where in rows->owner the i-th target of a row stands; with a row NULL, the number of places. */
static size_t owner_place(const struct model *model, const struct row *row, size_t i) {
  const size_t parameters = ROW_GENERAL_COUNT, coefficients = parameters + model->parameter_count;
  const size_t shocks = coefficients + model->coefficient_count, pairs = shocks + model->shock_count;
  if (!row) return pairs + model->parameter_count * model->parameter_count;
  if (row->kind == ROW_PARAMETER) return parameters + row->target[i];
  if (row->kind == ROW_COEFFICIENT) return coefficients + row->target[i];
  if (row->kind == ROW_EVENT) return shocks + row->target[i];
  if (row->kind == ROW_CORRELATION) return pairs + row->target[0] * model->parameter_count + row->target[1];
  return row->kind;
}

static bool owners_make(struct rows *rows) {
  if (!rows->owner) rows->owner = calloc(owner_place(rows->model, NULL, 0), sizeof *rows->owner);
  if (!rows->owner) rows->problems.lost = true;
  return rows->owner != NULL;
}

const struct row *rows_parameter(const struct rows *rows, size_t parameter) {
  return rows->owner ? rows->owner[ROW_GENERAL_COUNT + parameter] : NULL;
}

static void duplicate_problem(struct rows *rows, const struct row *row, const struct row *other) {
  char name[CLIP_SIZE], first[CLIP_SIZE];
  utf8_clip(name, row->name);
  utf8_clip(first, other->name);
  if (row->kind == ROW_PARAMETER && row->targets != other->targets)
    row_problem(rows, row, ROW_NAME, "'%s' sets both partners, so '%s' cannot stand beside it; remove one of the two",
                row->targets == 2 ? name : first, row->targets == 2 ? first : name);
  else if (row->set) row_problem(rows, row, ROW_NAME, "'%s' is set twice; remove one of the two", name);
  else
    row_problem(rows, row, ROW_NAME, "duplicate row '%s', first given in line %zu; remove one of the two", name,
                other->cells->cell[0].line);
}

/* Claim what the row is about. A --set, understood first, takes targets away from the sheet's rows. */
static bool row_claim(struct rows *rows, struct row *row) {
  if (!owners_make(rows)) return false;
  size_t kept = 0;
  for (size_t i = 0; i < row->targets; i++) {
    const struct row **owner = &rows->owner[owner_place(rows->model, row, i)];
    if (*owner && (row->set || !(*owner)->set)) return duplicate_problem(rows, row, *owner), false;
    if (*owner) continue;
    *owner = row;
    if (row->kind != ROW_CORRELATION) row->target[kept] = row->target[i];
    kept++;
  }
  row->targets = kept;
  return kept > 0;
}

bool row_understand(struct rows *rows, struct row *row) {
  if (row->set && !understand_set(rows, row)) return false;
  if (*row->name == '\0') {
    row_problem(rows, row, ROW_NAME, "the row has no name; begin it with a parameter, or with # for a comment");
    return false;
  }
  return understand_name(rows, row) && row_claim(rows, row);
}
