/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results_package.h"
#include "json_make.h"
#include "results_answer.h"
#include "results_schema.h"
#include "robust.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Functions below return a new reference, NULL without memory; jansson hands a NULL on to the whole. */

static json_t *field_json(const struct study *study, const struct column *column) {
  char unit[UNIT_SIZE];
  json_t *const field = json_pack("{s:s, s:s, s:s}", "name", column->name, "type", column->type, "description", column->description);
  return *column->unit ? json_make_wider(field, "unit", json_string(unit_of(study, column->unit, unit))) : field;
}

static json_t *fields_json(const struct study *study, const struct column *columns, size_t count) {
  json_t *array = json_array();
  for (size_t i = 0; i < count && array; i++) array = json_make_longer(array, field_json(study, &columns[i]));
  return array;
}

static json_t *schema_json(enum table_id id, const struct study *study) {
  struct column *columns = NULL;
  size_t count = 0;
  struct error err;
  if (!table_columns(id, study, &columns, &count, &err)) return NULL;
  json_t *const schema = json_pack("{s:o, s:[s]}", "fields", fields_json(study, columns, count), "missingValues", "");
  json_t *key = tables[id].keys ? json_array() : NULL;
  for (size_t i = 0; i < tables[id].keys && key; i++) key = json_make_longer(key, json_string(columns[i].name));
  free(columns);
  return tables[id].keys ? json_make_wider(schema, "primaryKey", key) : schema;
}

static json_t *table_json(enum table_id id, const struct study *study, bool excel) {
  const struct table *const table = &tables[id];
  const int name = (int)strcspn(table->file, ".");
  return json_pack("{s:s%, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:{s:s, s:s, s:b}, s:o}", "name", table->file, (size_t)name, "path",
                   table->file, "title", table->title, "description", table->description, "profile", "tabular-data-resource", "format",
                   "csv", "mediatype", "text/csv", "encoding", "utf-8", "dialect", "delimiter", ",", "lineTerminator",
                   excel ? "\r\n" : "\n", "doubleQuote", 1, "schema", schema_json(id, study));
}

static json_t *input_json(const struct package_input *input, size_t number) {
  char name[64], hash[8 + HASH_SIZE];
  snprintf(name, sizeof name, number ? "input-%s-%zu" : "input-%s", input->role, number);
  snprintf(hash, sizeof hash, "sha256:%s", input->hash);
  return json_pack("{s:s, s:o, s:s, s:s, s:s, s:I, s:s}", "name", name, "path", json_make_text(input->path), "profile", "data-resource",
                   "format", "csv", "mediatype", "text/csv", "bytes", (json_int_t)input->size, "hash", hash);
}

static bool table_present(enum table_id id, const struct results_options *options) {
  switch (id) {
  case TABLE_SUMMARY: return !options->excel;
  case TABLE_SUMMARY_WIDE: return options->excel;
  case TABLE_RUNS: return options->runs;
  case TABLE_EVENTS: return options->events;
  case TABLE_ROBUSTNESS: return options->robust != NULL;
  default: return true;
  }
}

static json_t *resources_json(const struct study *study, const struct package_inputs *inputs, const struct results_options *options) {
  json_t *array = json_array();
  for (enum table_id id = 0; id < TABLE_COUNT && array; id++) {
    if (table_present(id, options)) array = json_make_longer(array, table_json(id, study, options->excel));
  }
  for (size_t i = 0; i < inputs->count && array; i++) array = json_make_longer(array, input_json(&inputs->input[i], i));
  return array;
}

static json_t *scenarios_json(const struct study *study) {
  json_t *array = json_array();
  for (size_t i = 0; i < study->count && array; i++) array = json_make_longer(array, json_make_text(study->scenarios[i].name));
  return array;
}

static json_t *coefficients_json(const struct study *study) {
  json_t *array = json_array();
  for (size_t s = 0; s < study->count; s++) {
    for (size_t c = 0; c < study->model->coefficient_count && array; c++) {
      const struct coefficient *const known = &study->model->coefficients[c];
      const double value = study->scenarios[s].coefficients[c];
      if (value != known->value)
        array = json_make_longer(array, json_pack("{s:o, s:s, s:f, s:f}", "scenario", json_make_text(study->scenarios[s].name),
                                                  "coefficient", known->name, "value", value, "default", known->value));
    }
  }
  return array;
}

json_t *package_inputs_json(const struct package_inputs *inputs) {
  json_t *array = json_array();
  for (size_t i = 0; i < inputs->count && array; i++) {
    const struct package_input *const input = &inputs->input[i];
    array = json_make_longer(array, json_pack("{s:o, s:s, s:s, s:I}", "path", json_make_text(input->path), "role", input->role, "sha256",
                                              input->hash, "bytes", (json_int_t)input->size));
  }
  return array;
}

/* An argument as a shell would need it. */
static void put_argument(FILE *out, const char *argument) {
  if (*argument && !argument[strspn(argument, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,%@")]) {
    fputs(argument, out);
    return;
  }
  fputc('\'', out);
  for (; *argument; argument++) {
    if (*argument == '\'') fputs("'\\''", out);
    else fputc(*argument, out);
  }
  fputc('\'', out);
}

static json_t *command_json(const struct provenance *provenance) {
  char *line = NULL;
  size_t size = 0;
  FILE *const out = open_memstream(&line, &size);
  if (!out) return NULL;
  for (size_t i = 0; i < provenance->argument_count; i++) {
    if (i) fputc(' ', out);
    put_argument(out, provenance->arguments[i]);
  }
  json_t *const json = fclose(out) == 0 && line ? json_make_text(line) : NULL;
  free(line);
  return json;
}

static json_t *provenance_json(const struct tally *tally, const struct package_inputs *inputs, const struct provenance *provenance,
                               const struct results_options *options) {
  const struct study *const study = tally->study;
  const struct model *const model = study->model;
  return json_pack(
      "{s:s, s:s, s:s, s:o, s:o, s:{s:s, s:s}, s:o, s:I, s:o, s:o, s:b, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:f, s:o, s:I}", "program",
      "entente", "version", provenance->version, "commit", provenance->commit, "command_line", command_json(provenance), "arguments",
      json_make_texts(provenance->arguments, provenance->argument_count), "model", "name", model->name, "version", model->version, "seed",
      json_make_whole(study->seed), "months", (json_int_t)study->months, "runs_asked", json_make_whole(tally->asked), "runs_done",
      json_make_whole(tally->runs), "complete", tally->complete, "scenarios", scenarios_json(study), "main_outcome",
      model->outcomes[options->main_outcome].name, "tolerance", json_make_real(options->tolerance), "coefficients_changed",
      coefficients_json(study), "warnings", json_make_texts((const char *const *)study->warnings.text, study->warnings.count), "inputs",
      package_inputs_json(inputs), "started", json_make_time(provenance->started), "finished", json_make_time(provenance->finished),
      "seconds", provenance->seconds, "host", json_make_text(provenance->host), "threads", (json_int_t)provenance->threads);
}

/* With versions of the model, how many of them. */
static json_t *with_versions(json_t *provenance, const struct results_options *options) {
  if (options->versions == 0) return provenance;
  const size_t done = options->robust ? options->robust->done : 0;
  return json_make_wider(json_make_wider(provenance, "versions_asked", json_integer((json_int_t)options->versions)), "versions_done",
                         json_integer((json_int_t)done));
}

/* "entente-focus": lower case, and what is no letter or digit becomes '-'. */
static json_t *name_json(const struct package_input *sheet) {
  char *name = NULL;
  const char *const base = sheet->path + strlen("inputs/");
  const size_t size = strlen(base), end = strlen(".csv");
  const int keep = (int)(size > end && strcmp(base + size - end, ".csv") == 0 ? size - end : size);
  if (asprintf(&name, "entente-%.*s", keep, base) < 0) return NULL;
  for (char *c = name; *c; c++) *c = isalnum((unsigned char)*c) && (unsigned char)*c < 0x80 ? (char)tolower((unsigned char)*c) : '-';
  json_t *const json = json_string(name);
  free(name);
  return json;
}

static json_t *sheet_json(const struct study *study) {
  return json_pack("{s:o, s:o, s:o}", "title", json_make_text(study->title), "note", json_make_text(study->note), "currency",
                   json_make_text(study->currency));
}

static json_t *package_json(const struct tally *tally, const struct package_inputs *inputs, const struct provenance *provenance,
                            const struct results_options *options) {
  const struct study *const study = tally->study;
  const char *const title = *study->title ? study->title : study->model->title;
  json_t *const package = json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "profile", "data-package", "name",
                                    name_json(&inputs->input[0]), "title", json_make_text(title), "description",
                                    json_make_text(*study->note ? study->note : study->model->purpose), "created",
                                    json_make_time(provenance->finished), "resources", resources_json(study, inputs, options), "provenance",
                                    with_versions(provenance_json(tally, inputs, provenance, options), options), "sheet", sheet_json(study),
                                    "model", model_json(study->model), "dictionary", dictionary_json(study));
  return with_answer(package, tally, options);
}

bool package_write(const struct folder *folder, const struct tally *tally, const struct package_inputs *inputs,
                   const struct provenance *provenance, const struct results_options *options, struct error *err) {
  struct folder_file file;
  json_t *const json = package_json(tally, inputs, provenance, options);
  if (!json) return fail_memory(err);
  bool done = folder_file_open(&file, folder, PACKAGE_FILE, err);
  if (done) {
    (void)json_dumpf(json, file.stream, JSON_STYLE); /* a stream that fails is seen at the commit */
    fputc('\n', file.stream);
    done = folder_file_commit(&file, err);
  }
  json_decref(json);
  return done;
}
