/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source_package: what datapackage.json says. */
#include "plots/source_parts.h"
#include "sim/number.h"
#include "sim/scenario.h"
#include "sim/utf8.h"
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* jansson does not tell a lack of memory from a wrong file; malloc does. package_load clears errno. */
static bool memory_ran_out(void) {
  return errno == ENOMEM;
}

static bool package_fail(const struct source *source, const char *what, struct error *err) {
  if (memory_ran_out()) return fail_memory(err);
  return fail_input(err, "%s/datapackage.json: %s is not what this version of 'entente run' writes; run the sheet again", source->folder,
                    what);
}

static bool package_load(struct source *source, struct error *err) {
  char *path = NULL;
  json_error_t why;
  if (asprintf(&path, "%s/datapackage.json", source->folder) < 0) return fail_memory(err);
  const bool present = csv_table_present(path, err);
  errno = 0;
  if (present) source->data->package = json_load_file(path, 0, &why);
  if (present && !source->data->package && memory_ran_out()) fail_memory(err);
  else if (present && !source->data->package)
    fail_input(err, "%s:%d: it cannot be read (%s); run the sheet again", path, why.line, why.text);
  free(path);
  return source->data->package != NULL;
}

bool source_listed(const struct source *source, const char *file) {
  size_t index;
  json_t *resource;
  json_array_foreach(json_object_get(source->data->package, "resources"), index, resource) {
    const char *const path = json_string_value(json_object_get(resource, "path"));
    if (path && strcmp(path, file) == 0) return true;
  }
  return false;
}

/* NaN for null. */
static double real_of(const json_t *json) {
  return json_is_number(json) ? json_number_value(json) : NAN;
}

/* An array of texts; none for a member that is missing. `what` is its name, for messages. */
static bool texts_read(struct source *source, const json_t *array, struct texts *texts, const char *what, struct error *err) {
  const size_t count = json_array_size(array);
  const char **const text = source_take(source, count, sizeof *text, err);
  if (!text) return false;
  for (size_t i = 0; i < count; i++)
    if (!(text[i] = json_string_value(json_array_get(array, i)))) return package_fail(source, what, err);
  *texts = (struct texts){count, text};
  return true;
}

/* Months and runs are held against what fits memory, so that a damaged number is told as such. */
static bool numbers_read(struct source *source, json_t *provenance, struct error *err) {
  json_int_t months = 0, runs = 0, asked = 0, threads = 0;
  int complete = 0;
  if (json_unpack(provenance, "{s:I, s:I, s:I, s:I, s:b, s:F}", "months", &months, "runs_done", &runs, "runs_asked", &asked, "threads",
                  &threads, "complete", &complete, "seconds", &source->seconds) != 0 ||
      months < 1 || months > MONTHS_MOST || runs < 1 || asked < runs || threads < 0 || threads > INT32_MAX)
    return package_fail(source, "the provenance", err);
  source->months = (size_t)months;
  source->runs = (uint64_t)runs;
  source->asked = (uint64_t)asked;
  source->threads = (unsigned)threads;
  source->complete = complete;
  return true;
}

/* A number, or text beyond what JSON readers keep exactly. */
static bool seed_read(struct source *source, const json_t *seed, struct error *err) {
  enum { ROOM = 24 };
  char *const text = source_take(source, ROOM, 1, err);
  if (!text) return false;
  source->seed = text;
  if (json_is_integer(seed)) return snprintf(text, ROOM, "%lld", (long long)json_integer_value(seed)) > 0;
  uint64_t value;
  const char *const digits = json_string_value(seed);
  if (!digits || !number_read_whole(digits, UINT64_MAX, &value)) return package_fail(source, "the seed", err);
  snprintf(text, ROOM, "%llu", (unsigned long long)value);
  return true;
}

static bool changes_read(struct source *source, const json_t *array, struct error *err) {
  const size_t count = json_array_size(array);
  struct source_change *const change = source_take(source, count, sizeof *change, err);
  if (!change) return false;
  for (size_t i = 0; i < count; i++)
    if (json_unpack(json_array_get(array, i), "{s:s, s:s, s:F, s:F}", "scenario", &change[i].scenario, "coefficient",
                    &change[i].coefficient, "value", &change[i].value, "default", &change[i].usual) != 0)
      return package_fail(source, "a changed coefficient", err);
  source->change = change;
  source->change_count = count;
  return true;
}

static bool files_read(struct source *source, const json_t *array, struct error *err) {
  const size_t count = json_array_size(array);
  struct source_file *const file = source_take(source, count, sizeof *file, err);
  if (!file) return false;
  for (size_t i = 0; i < count; i++) {
    json_int_t bytes = 0;
    if (json_unpack(json_array_get(array, i), "{s:s, s:s, s:s, s:I}", "path", &file[i].path, "role", &file[i].role, "sha256",
                    &file[i].sha256, "bytes", &bytes) != 0)
      return package_fail(source, "an input", err);
    file[i].bytes = (uint64_t)bytes;
  }
  source->file = file;
  source->file_count = count;
  return true;
}

enum { SPOKEN_MOST = 48, SPOKEN_HEAD = 28, SPOKEN_TAIL = 18 }; /* characters of a name, and of its ends where it is longer */

static size_t characters(const char *text) {
  size_t count = 0;
  for (; *text; text++) count += utf8_begins(*text);
  return count;
}

/* Whether a name would blur into the words around it: one with marks of its own, of many words, or that begins like a phrase. */
static bool blurs(const char *name) {
  enum { WORDS = 4 };
  size_t words = 0;
  for (const char *at = name; *at; words++) {
    at += strcspn(at, " ");
    at += strspn(at, " ");
  }
  return words >= WORDS || characters(name) > SPOKEN_MOST || strpbrk(name, ",:;.!?%()") || isdigit((unsigned char)*name) ||
         strncasecmp(name, "with ", 5) == 0;
}

/* Where a character of text begins. */
static size_t offset_of(const char *text, size_t character) {
  size_t at = 0;
  for (; text[at] && (!utf8_begins(text[at]) || character-- > 0); at++) continue;
  return at;
}

/* Where a beginning of at most `most` bytes ends with a word, and where an end from `from` on begins with one: the places themselves
 * where words are so long that too little would be left. */
static size_t word_ends(const char *text, size_t most) {
  size_t at = most;
  while (at > most / 2 && text[at] != ' ') at--;
  return text[at] == ' ' ? at : most;
}

static size_t word_begins(const char *text, size_t from) {
  const size_t length = strlen(text), latest = from + (length - from) / 2;
  for (size_t at = from; at < latest; at++)
    if (text[at - 1] == ' ') return at;
  return from;
}

/* A name in quotes. A sentence cannot hold a very long one, whose ends tell it from others. */
static char *quoted_make(struct source *source, const char *name, struct error *err) {
  const size_t size = strlen(name) + sizeof "“ … ”", count = characters(name);
  char *const out = source_take(source, size, 1, err);
  if (!out) return NULL;
  if (count <= SPOKEN_MOST) snprintf(out, size, "“%s”", name);
  else {
    const size_t head = word_ends(name, offset_of(name, SPOKEN_HEAD)), tail = word_begins(name, offset_of(name, count - SPOKEN_TAIL));
    snprintf(out, size, "“%.*s%s…%s%s”", (int)head, name, name[head] == ' ' ? " " : "", name[tail - 1] == ' ' ? " " : "", name + tail);
  }
  return out;
}

static bool spoken_make(struct source *source, struct error *err) {
  const size_t count = source->scenario_count;
  const char **const spoken = source_take(source, count, sizeof *spoken, err);
  bool any = false;
  if (!spoken) return false;
  for (size_t i = 0; i < count; i++) any = any || blurs(source->scenario[i]);
  for (size_t i = 0; i < count; i++) {
    spoken[i] = any ? quoted_make(source, source->scenario[i], err) : source->scenario[i];
    if (!spoken[i]) return false;
  }
  source->spoken = spoken;
  return true;
}

static bool scenarios_read(struct source *source, const json_t *array, struct error *err) {
  struct texts names;
  if (!texts_read(source, array, &names, "a scenario", err)) return false;
  if (names.count == 0 || names.count > SCENARIOS_MOST) return package_fail(source, "the list of scenarios", err);
  source->scenario = names.text;
  source->scenario_count = names.count;
  return spoken_make(source, err);
}

static bool provenance_read(struct source *source, json_t **main_outcome, struct error *err) {
  json_t *const p = json_object_get(source->data->package, "provenance");
  json_t *seed = NULL, *scenarios = NULL, *changes = NULL, *inputs = NULL, *arguments = NULL, *warnings = NULL, *tolerance = NULL;
  if (json_unpack(p, "{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "version", &source->version, "commit",
                  &source->commit, "command_line", &source->command_line, "host", &source->host, "started", &source->started, "finished",
                  &source->finished, "seed", &seed, "scenarios", &scenarios, "coefficients_changed", &changes, "inputs", &inputs,
                  "arguments", &arguments, "warnings", &warnings, "tolerance", &tolerance, "main_outcome", main_outcome) != 0)
    return package_fail(source, "the provenance", err);
  source->tolerance = real_of(tolerance);
  return numbers_read(source, p, err) && seed_read(source, seed, err) && scenarios_read(source, scenarios, err) &&
         changes_read(source, changes, err) && files_read(source, inputs, err) &&
         texts_read(source, arguments, &source->arguments, "an argument", err) &&
         texts_read(source, warnings, &source->warnings, "a warning", err);
}

static bool parameters_read(struct source *source, const json_t *array, struct error *err) {
  struct source_parameter *const list = source_take(source, json_array_size(array), sizeof *list, err);
  if (!list) return false;
  for (size_t i = 0; i < json_array_size(array); i++) {
    struct source_parameter *const p = &list[i];
    json_t *low = NULL, *high = NULL;
    int policy = 0;
    if (json_unpack(json_array_get(array, i), "{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:b}", "name", &p->name, "label", &p->label,
                    "group", &p->group, "unit", &p->unit, "meaning", &p->meaning, "default", &p->law, "low", &low, "high", &high, "policy",
                    &policy) != 0)
      return package_fail(source, "a parameter in the dictionary", err);
    p->low = real_of(low);
    p->high = real_of(high);
    p->policy = policy;
  }
  source->parameter = list;
  source->parameter_count = json_array_size(array);
  return true;
}

static bool variables_read(struct source *source, const json_t *array, struct error *err) {
  struct source_variable *const list = source_take(source, json_array_size(array), sizeof *list, err);
  if (!list) return false;
  for (size_t i = 0; i < json_array_size(array); i++) {
    struct source_variable *const v = &list[i];
    json_t *range = NULL;
    int money = 0, cumulative = 0;
    if (json_unpack(json_array_get(array, i), "{s:s, s:s, s:s, s:s, s:b, s:b, s:o}", "name", &v->name, "label", &v->label, "unit", &v->unit,
                    "meaning", &v->meaning, "money", &money, "cumulative", &cumulative, "range", &range) != 0)
      return package_fail(source, "a variable in the dictionary", err);
    v->low = real_of(json_array_get(range, 0));
    v->high = real_of(json_array_get(range, 1));
    v->money = money;
    v->cumulative = cumulative;
  }
  source->variable = list;
  source->variable_count = json_array_size(array);
  return true;
}

static bool kind_read(const char *text, enum outcome_kind *kind) {
  static const char *const kinds[] = {[OUTCOME_NUMBER] = "number", [OUTCOME_COUNT] = "count", [OUTCOME_SHARE] = "share"};
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    if (strcmp(kinds[k], text) != 0) continue;
    *kind = (enum outcome_kind)k;
    return true;
  }
  return false;
}

static bool outcomes_read(struct source *source, const json_t *array, struct error *err) {
  struct source_outcome *const list = source_take(source, json_array_size(array), sizeof *list, err);
  if (!list) return false;
  for (size_t i = 0; i < json_array_size(array); i++) {
    struct source_outcome *const o = &list[i];
    const char *kind = "";
    int money = 0, missing = 0;
    if (json_unpack(json_array_get(array, i), "{s:s, s:s, s:s, s:s, s:s, s:b, s:i, s:b}", "name", &o->name, "label", &o->label, "unit",
                    &o->unit, "meaning", &o->meaning, "kind", &kind, "money", &money, "better", &o->better, "may_be_missing",
                    &missing) != 0 ||
        !kind_read(kind, &o->kind))
      return package_fail(source, "an outcome in the dictionary", err);
    o->money = money;
    o->may_be_missing = missing;
  }
  source->outcome = list;
  source->outcome_count = json_array_size(array);
  return true;
}

static bool endings_read(struct source *source, const json_t *array, struct error *err) {
  struct source_ending *const list = source_take(source, json_array_size(array), sizeof *list, err);
  if (!list) return false;
  for (size_t i = 0; i < json_array_size(array); i++) {
    int early = 0, planned = 0;
    if (json_unpack(json_array_get(array, i), "{s:s, s:s, s:b, s:b}", "name", &list[i].name, "meaning", &list[i].meaning, "early_failure",
                    &early, "planned", &planned) != 0)
      return package_fail(source, "an ending in the dictionary", err);
    list[i].early_failure = early;
    list[i].planned = planned;
  }
  source->ending = list;
  source->ending_count = json_array_size(array);
  return true;
}

static bool dictionary_read(struct source *source, struct error *err) {
  json_t *const dictionary = json_object_get(source->data->package, "dictionary");
  json_t *parameters = NULL, *variables = NULL, *outcomes = NULL, *endings = NULL;
  if (json_unpack(dictionary, "{s:o, s:o, s:o, s:o}", "parameters", &parameters, "variables", &variables, "outcomes", &outcomes, "endings",
                  &endings) != 0)
    return package_fail(source, "the dictionary", err);
  return parameters_read(source, parameters, err) && variables_read(source, variables, err) && outcomes_read(source, outcomes, err) &&
         endings_read(source, endings, err);
}

/* null, or a name that does not exist, is none. */
static size_t index_of(const struct source *source, size_t find(const struct source *, const char *name), const json_t *name) {
  return json_is_string(name) ? find(source, json_string_value(name)) : SOURCE_NONE;
}

/* What has a part of its own among the variables and outcomes. */
static bool parts_read(struct source *source, const json_t *main_outcome, struct error *err) {
  const json_t *const dictionary = json_object_get(source->data->package, "dictionary"), *const partners = json_object_get(dictionary,
                                                                                                                           "partners");
  for (size_t i = 0; i < 2; i++) source->partner[i] = index_of(source, source_outcome, json_array_get(partners, i));
  source->crossing = index_of(source, source_variable, json_object_get(dictionary, "crossing"));
  source->main_outcome = index_of(source, source_outcome, main_outcome);
  return source->main_outcome != SOURCE_NONE || package_fail(source, "the main outcome", err);
}

static bool row_read(struct source *source, const json_t *json, struct source_row *row, struct error *err) {
  struct texts cells = {0};
  json_t *cell = NULL;
  int indented = 0;
  if (json_unpack((json_t *)json, "{s:s, s:b, s:o}", "label", &row->label, "indented", &indented, "cells", &cell) != 0)
    return package_fail(source, "the summary's table", err);
  row->indented = indented;
  if (json_is_null(cell)) return true;
  if (!texts_read(source, cell, &cells, "the summary's table", err)) return false;
  row->cell = cells.text;
  return cells.count == source->scenario_count || package_fail(source, "the summary's table", err);
}

static bool answer_read(struct source *source, struct error *err) {
  json_t *const package = source->data->package, *answer = NULL, *rows = NULL, *closing = NULL;
  if (json_unpack(package, "{s:s, s:o, s:{s:o, s:o}}", "answer_about", &source->answer_about, "answer", &answer, "summary_table", "rows",
                  &rows, "closing", &closing) != 0)
    return package_fail(source, "the answer", err);
  struct source_row *const row = source_take(source, json_array_size(rows), sizeof *row, err);
  if (!row) return false;
  for (size_t i = 0; i < json_array_size(rows); i++)
    if (!row_read(source, json_array_get(rows, i), &row[i], err)) return false;
  source->row = row;
  source->row_count = json_array_size(rows);
  return texts_read(source, answer, &source->answer, "the answer", err) &&
         texts_read(source, closing, &source->closing, "the answer", err) &&
         texts_read(source, json_object_get(package, "robustness"), &source->robustness, "the robustness", err);
}

static bool names_take(struct source *source, enum name_kind kind, size_t count, struct error *err) {
  const char **const name = source_take(source, count, sizeof *name, err);
  source->data->names[kind] = (struct names){count, name};
  return name != NULL;
}

/* Names as they stand in the CSV files. Two scenarios that only an apostrophe tells apart are one there. */
static bool names_make(struct source *source, struct error *err) {
  struct names *const n = source->data->names;
  if (!names_take(source, NAME_SCENARIO, source->scenario_count, err) ||
      !names_take(source, NAME_PARAMETER, source->parameter_count, err) ||
      !names_take(source, NAME_VARIABLE, source->variable_count, err) || !names_take(source, NAME_OUTCOME, source->outcome_count, err) ||
      !names_take(source, NAME_ENDING, source->ending_count, err))
    return false;
  for (size_t i = 0; i < source->parameter_count; i++) n[NAME_PARAMETER].name[i] = source->parameter[i].name;
  for (size_t i = 0; i < source->variable_count; i++) n[NAME_VARIABLE].name[i] = source->variable[i].name;
  for (size_t i = 0; i < source->outcome_count; i++) n[NAME_OUTCOME].name[i] = source->outcome[i].name;
  for (size_t i = 0; i < source->ending_count; i++) n[NAME_ENDING].name[i] = source->ending[i].name;
  for (size_t i = 0; i < source->scenario_count; i++) {
    n[NAME_SCENARIO].name[i] = csv_table_plain(source->scenario[i]);
    for (size_t k = 0; k < i; k++)
      if (strcmp(n[NAME_SCENARIO].name[k], n[NAME_SCENARIO].name[i]) == 0)
        return fail_input(err, "%s: the CSV files cannot tell the scenarios '%s' and '%s' apart; rename one and run the sheet again",
                          source->folder, source->scenario[k], source->scenario[i]);
  }
  return true;
}

/* Every table is written with the same line ends. */
static bool is_excel(const json_t *package) {
  const json_t *const first = json_array_get(json_object_get(package, "resources"), 0);
  const char *const end = json_string_value(json_object_get(json_object_get(first, "dialect"), "lineTerminator"));
  return end && strcmp(end, "\r\n") == 0;
}

bool source_package(struct source *source, struct error *err) {
  json_t *main_outcome = NULL;
  if (!package_load(source, err)) return false;
  if (json_unpack(source->data->package, "{s:s, s:{s:s, s:s}, s:{s:s, s:s, s:s, s:s, s:s, s:s}}", "title", &source->title, "sheet", "note",
                  &source->note, "currency", &source->currency, "model", "name", &source->model.name, "title", &source->model.title,
                  "version", &source->model.version, "reference", &source->model.reference, "purpose", &source->model.purpose, "limits",
                  &source->model.limits) != 0)
    return package_fail(source, "the description of the sheet or of the model", err);
  source->excel = is_excel(source->data->package);
  return provenance_read(source, &main_outcome, err) && dictionary_read(source, err) && names_make(source, err) &&
         parts_read(source, main_outcome, err) && answer_read(source, err);
}
