/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate_results.h"
#include "json_make.h"
#include "results_package.h"
#include <sha2.h>
#include <string.h>

#define TARGETS_PATH "inputs/targets/targets.csv"

/* Functions below return a new reference, NULL without memory; jansson hands a NULL on to the whole. */

static json_t *with_unknowns(json_t *fields, const struct calibration *calibration) {
  for (size_t u = 0; u < calibration->unknowns && fields; u++)
    fields = json_make_longer(fields, json_pack("{s:s, s:s, s:s}", "name", calibration->unknown[u].name, "type", "number", "description",
                                                "value of this unknown"));
  return fields;
}

static json_t *fields_json(const struct calibration_table *table, const struct calibration *calibration) {
  json_t *fields = json_array();
  if (table->unknowns == UNKNOWNS_FIRST) fields = with_unknowns(fields, calibration);
  for (size_t c = 0; c < table->columns && fields; c++) {
    const struct calibration_column *const column = &table->column[c];
    fields = json_make_longer(fields,
                              json_pack("{s:s, s:s, s:s}", "name", column->name, "type", column->type, "description", column->description));
  }
  return table->unknowns == UNKNOWNS_LAST ? with_unknowns(fields, calibration) : fields;
}

static json_t *table_json(const struct calibration_table *table, const struct calibration_results *results) {
  return json_pack("{s:s%, s:s, s:s, s:s, s:s, s:s, s:s, s:{s:s, s:s, s:b}, s:{s:o, s:[s]}}", "name", table->file,
                   strcspn(table->file, "."), "path", table->file, "title", table->title, "profile", "tabular-data-resource", "format",
                   "csv", "mediatype", "text/csv", "encoding", "utf-8", "dialect", "delimiter", ",", "lineTerminator",
                   results->excel ? "\r\n" : "\n", "doubleQuote", 1, "schema", "fields", fields_json(table, results->calibration),
                   "missingValues", "");
}

static json_t *resources_json(const struct calibration_results *results) {
  json_t *array = json_array();
  for (size_t i = 0; i < calibration_table_count && array; i++)
    if (calibration_table_present(&calibration_tables[i], results))
      array = json_make_longer(array, table_json(&calibration_tables[i], results));
  return array;
}

static json_t *targets_json(const struct sheet *table) {
  char hash[HASH_SIZE];
  SHA256Data((const uint8_t *)table->bytes, table->size, hash);
  return json_pack("{s:s, s:s, s:s, s:I}", "path", TARGETS_PATH, "role", "targets", "sha256", hash, "bytes", (json_int_t)table->size);
}

static json_t *provenance_json(const struct calibration_results *results, const struct provenance *provenance,
                               const struct package_inputs *inputs) {
  const struct calibration *const calibration = results->calibration;
  const struct study *const study = calibration->study;
  return json_pack("{s:s, s:s, s:s, s:o, s:{s:s, s:s}, s:s, s:o, s:I, s:o, s:o, s:b, s:o, s:o, s:o, s:f, s:o, s:I}", "program", "entente",
                   "version", provenance->version, "commit", provenance->commit, "arguments",
                   json_make_texts(provenance->arguments, provenance->argument_count), "model", "name", study->model->name, "version",
                   study->model->version, "method", results->abc ? "abc" : "simplex", "seed", json_make_whole(study->seed), "months",
                   (json_int_t)study->months, "runs", json_make_whole(calibration->runs), "points", json_make_whole(results->points),
                   "complete", results->complete, "inputs",
                   json_make_longer(package_inputs_json(inputs), targets_json(results->target_table)), "started",
                   json_make_time(provenance->started), "finished", json_make_time(provenance->finished), "seconds", provenance->seconds,
                   "host", json_make_text(provenance->host), "threads", (json_int_t)provenance->threads);
}

static json_t *package_json(const struct calibration_results *results, const struct provenance *provenance,
                            const struct package_inputs *inputs) {
  return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "profile", "data-package", "name", "entente-calibration", "title",
                   "Values of a model's numbers that meet targets", "created", json_make_time(provenance->finished), "resources",
                   resources_json(results), "provenance", provenance_json(results, provenance, inputs));
}

static bool bytes_write(const struct folder *folder, const char *path, const char *bytes, size_t size, struct error *err) {
  struct folder_file file;
  if (!folder_file_open(&file, folder, path, err)) return false;
  fwrite(bytes, 1, size, file.stream);
  return folder_file_commit(&file, err);
}

static bool json_write(const struct folder *folder, json_t *json, struct error *err) {
  struct folder_file file;
  if (!json) return fail_memory(err);
  if (!folder_file_open(&file, folder, PACKAGE_FILE, err)) return false;
  (void)json_dumpf(json, file.stream, JSON_STYLE); /* a stream that fails is seen at the commit */
  fputc('\n', file.stream);
  return folder_file_commit(&file, err);
}

bool calibration_package_write(const struct folder *folder, const struct calibration_results *results, const struct provenance *provenance,
                               struct error *err) {
  struct package_inputs inputs = {0};
  json_t *json = NULL;
  bool ok = package_inputs_make(&inputs, results->calibration->study, results->sheet_table, err);
  for (size_t i = 0; ok && i < inputs.count; i++)
    ok = bytes_write(folder, inputs.input[i].path, inputs.input[i].bytes, inputs.input[i].size, err);
  ok = ok && bytes_write(folder, TARGETS_PATH, results->target_table->bytes, results->target_table->size, err);
  if (ok) {
    json = package_json(results, provenance, &inputs);
    ok = json_write(folder, json, err);
  }
  json_decref(json);
  package_inputs_free(&inputs);
  return ok;
}
