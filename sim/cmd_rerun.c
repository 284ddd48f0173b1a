/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "file.h"
#include "session.h"
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MOST = 1 << 30 };

/* What datapackage.json says of how the results came about. */
struct record {
  json_t *package;
  const char *version, *commit; /* of the program that wrote them */
  json_t *inputs;               /* the sheet first */
  char **arguments;
  int argument_count;   /* the command line */
  uint64_t asked, done; /* runs */
  json_int_t versions;  /* of the model that were done */
  /* Only package and arguments[] are owned; everything else belongs to package. */
};

static bool package_load(struct record *record, const char *folder, struct error *err) {
  char *path = NULL;
  json_error_t why;
  if (asprintf(&path, "%s/datapackage.json", folder) < 0) return fail_memory(err);
  if (access(path, F_OK) != 0) fail_input(err, "%s: there is no datapackage.json; name a folder that 'entente run' has written", folder);
  else if (!(record->package = json_load_file(path, 0, &why)))
    fail_input(err, "%s:%d: cannot be read (%s); run the sheet again to have it written", path, why.line, why.text);
  free(path);
  return record->package != NULL;
}

static bool arguments_copy(struct record *record, json_t *list) {
  record->argument_count = (int)json_array_size(list);
  record->arguments = calloc((size_t)record->argument_count + 1, sizeof *record->arguments);
  for (int i = 0; record->arguments && i < record->argument_count; i++)
    if (!(record->arguments[i] = (char *)json_string_value(json_array_get(list, (size_t)i)))) return false;
  return record->arguments && record->argument_count > 1 && strcmp(record->arguments[0], "run") == 0;
}

static bool record_read(struct record *record, const char *folder, struct error *err) {
  json_int_t asked = 0, done = 0;
  json_t *arguments = NULL;
  if (!package_load(record, folder, err)) return false;
  if (json_unpack(record->package, "{s:{s:s, s:s, s:o, s:o, s:I, s:I, s?I}}", "provenance", "version", &record->version, "commit",
                  &record->commit, "arguments", &arguments, "inputs", &record->inputs, "runs_asked", &asked, "runs_done", &done,
                  "versions_done", &record->versions) != 0 ||
      !arguments_copy(record, arguments) || done < 1 || asked < done || record->versions < 0 || json_array_size(record->inputs) < 1)
    return fail_input(err, "%s/datapackage.json: the provenance is not what 'entente run' writes; run the sheet again", folder);
  record->asked = (uint64_t)asked;
  record->done = (uint64_t)done;
  return true;
}

static void record_free(struct record *record) {
  json_decref(record->package);
  free(record->arguments);
}

/* The copies of the sheet and its data must be those that the results were made from. */
static bool inputs_check(const struct record *record, const char *folder, struct error *err) {
  size_t index;
  json_t *input;
  json_array_foreach(record->inputs, index, input) {
    const char *name = NULL, *hash = NULL;
    char *path = NULL, found[SHA256_DIGEST_STRING_LENGTH];
    if (json_unpack(input, "{s:s, s:s}", "path", &name, "sha256", &hash) != 0)
      return fail_input(err, "%s/datapackage.json: an input without a path or a hash; run the sheet again", folder);
    if (asprintf(&path, "%s/%s", folder, name) < 0) return fail_memory(err);
    const bool read = SHA256File(path, found) != NULL, same = read && strcmp(found, hash) == 0;
    if (!read) fail(err, "%s: this copy of an input is missing, so the results cannot be made again", path);
    else if (!same) fail(err, "%s: this is not the input that the results were made from; somebody has changed it", path);
    free(path);
    if (!same) return false;
  }
  return true;
}

/* The first line where the bytes of two files differ, 0 if they are the same. */
static size_t differing_line(const char *x, size_t x_size, const char *y, size_t y_size) {
  size_t at = 0, line = 1;
  while (at < x_size && at < y_size && x[at] == y[at]) line += x[at++] == '\n';
  return at == x_size && at == y_size ? 0 : line;
}

/* A file of the results and its counterpart in scratch: says so if they differ. */
static bool compare_file(const char *folder, const char *scratch, const char *name, bool *same, struct error *err) {
  char *path[2] = {NULL, NULL}, *bytes[2] = {NULL, NULL};
  size_t size[2] = {0, 0};
  bool ok = (asprintf(&path[0], "%s/%s", folder, name) >= 0 && asprintf(&path[1], "%s/%s", scratch, name) >= 0) || fail_memory(err);
  *same = false;
  if (ok && access(path[0], F_OK) != 0) printf("%s is missing\n", path[0]);
  else {
    for (int i = 0; ok && i < 2; i++) ok = file_read(path[i], path[i], FILE_MOST, &bytes[i], &size[i], err);
    const size_t line = ok ? differing_line(bytes[0], size[0], bytes[1], size[1]) : 0;
    *same = ok && line == 0;
    if (line) printf("%s differs from line %zu on\n", path[0], line);
  }
  for (int i = 0; i < 2; i++) free(bytes[i]), free(path[i]);
  return ok;
}

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

static bool report(const struct record *record, const char *folder, size_t same, size_t different, struct error *err) {
  const bool other = strcmp(record->version, ENTENTE_VERSION) != 0 || strcmp(record->commit, ENTENTE_COMMIT) != 0;
  printf("%zu file%s of %s %s the same bytes\n", same, plural(same), folder, same == 1 ? "has" : "have");
  if (different == 0) return true;
  if (!other) return fail(err, "%s: %zu file%s cannot be reproduced; somebody has changed them", folder, different, plural(different));
  return fail(err, "%s: %zu file%s cannot be reproduced; entente %s (%s) wrote them, this is %s (%s)", folder, different, plural(different),
              record->version, record->commit, ENTENTE_VERSION, ENTENTE_COMMIT);
}

static bool compare_files(const struct record *record, const char *folder, const char *scratch, struct error *err) {
  size_t index, same = 0, different = 0;
  json_t *resource;
  json_array_foreach(json_object_get(record->package, "resources"), index, resource) {
    const char *name = json_string_value(json_object_get(resource, "path"));
    bool equal;
    if (!name || strncmp(name, "inputs/", 7) == 0) continue;
    if (!compare_file(folder, scratch, name, &equal, err)) return false;
    if (equal) same++;
    else different++;
  }
  return report(record, folder, same, different, err);
}

static void remove_folder(const char *path) {
  DIR *folder = opendir(path);
  for (struct dirent *entry; folder && (entry = readdir(folder));) {
    char *child = NULL;
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (asprintf(&child, "%s/%s", path, entry->d_name) < 0) continue;
    if (unlink(child) != 0) remove_folder(child);
    free(child);
  }
  if (folder) closedir(folder);
  rmdir(path);
}

/* Simulate into scratch what the record says, from the copies in the folder. */
static bool again(const struct record *record, const char *folder, const char *scratch, struct session *session, struct error *err) {
  char *sheet = NULL;
  const char *copy = json_string_value(json_object_get(json_array_get(record->inputs, 0), "path"));
  if (asprintf(&sheet, "%s/%s", folder, copy) < 0) return fail_memory(err);
  session->out = scratch;
  session->stop = stop_by_signals();
  bool ok = session_open(session, sheet, err) && session_run(session, err);
  if (ok && session->tally.runs < record->done) ok = stopped(err, "interrupted; nothing is compared") == STATUS_DONE;
  free(sheet);
  return ok;
}

/* Results may lie where nobody may write, so that the second ones go to the folder for temporary files. */
static char *scratch_make(struct error *err) {
  const char *home = getenv("TMPDIR");
  char *path = NULL;
  if (asprintf(&path, "%s/entente-rerun-XXXXXX", home && *home ? home : "/tmp") < 0) {
    fail_memory(err);
    return NULL;
  }
  if (mkdtemp(path)) return path;
  fail(err, "%s: no folder for temporary files can be made here (%s); name another one in TMPDIR", home && *home ? home : "/tmp",
       strerror(errno));
  free(path);
  return NULL;
}

static bool rerun(const struct record *record, const char *folder, const struct options *now, struct error *err) {
  struct options options = {0};
  struct session session = {.options = &options,
                            .force = true,
                            .enough = record->done,
                            .arguments = (const char *const *)record->arguments,
                            .argument_count = (size_t)record->argument_count};
  char *scratch = NULL;
  bool ok = options_read(&options, record->argument_count, record->arguments, cmd_run_options, err) && (scratch = scratch_make(err));
  if (ok) {
    options.over.runs = record->asked;
    options.over.has_runs = true;
    options.versions = (size_t)record->versions;
    options.threads = now->threads;
    options.vector = now->vector;
    ok = again(record, folder, scratch, &session, err) && compare_files(record, folder, scratch, err);
    remove_folder(scratch);
  }
  session_close(&session);
  options_free(&options);
  free(scratch);
  return ok;
}

static enum status run(int argc, char **argv, struct error *err) {
  struct options options;
  struct record record = {0};
  bool ok = options_read(&options, argc, argv, "jv", err);
  if (ok && options.operand_count != 1) ok = fail_usage(err, "rerun needs one folder: entente rerun results/focus");
  char *folder = ok ? strdup(options.operand[0]) : NULL;
  if (ok && !folder) ok = fail_memory(err);
  for (size_t end = folder ? strlen(folder) : 0; end > 1 && folder[end - 1] == '/';) folder[--end] = '\0';
  ok = ok && record_read(&record, folder, err) && inputs_check(&record, folder, err) && rerun(&record, folder, &options, err);
  record_free(&record);
  free(folder);
  options_free(&options);
  return ok ? STATUS_DONE : err->status;
}

const struct command cmd_rerun = {
    "rerun", "reproduce a result and compare it byte by byte",
    "Example: entente rerun results/focus\n\n"
    "entente rerun FOLDER does again what the folder's datapackage.json says, from the copies in its inputs/, and tells whether every\n"
    "CSV file has the same bytes (exit status 1 if not). -j, --threads N and --vector WIDTH may differ: they do not matter.\n",
    run};
