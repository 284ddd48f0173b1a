/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "file.h"
#include "session.h"
#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MOST = 1 << 30 };

/* What datapackage.json says of how the results came about. */
struct record {
  json_t *package;
  char **arguments; int argument_count; /* the command line; strings belong to package */
  char *sheet;                          /* the copy of the sheet; owned */
  uint64_t runs;
};

static bool record_read(struct record *record, const char *folder, struct error *err) {
  char *path = NULL;
  json_error_t why;
  const char *sheet = NULL;
  json_int_t runs = 0;
  json_t *arguments = NULL, *inputs = NULL;
  *record = (struct record){0};
  if (asprintf(&path, "%s/datapackage.json", folder) < 0) return fail_memory(err);
  record->package = json_load_file(path, 0, &why);
  if (!record->package) {
    fail_input(err, "%s: %s; rerun needs a folder that 'entente run' has written", path, why.text);
    goto out;
  }
  if (json_unpack(record->package, "{s:{s:o, s:o, s:I}}", "provenance", "arguments", &arguments, "inputs", &inputs, "runs_done", &runs) != 0 ||
      json_unpack(json_array_get(inputs, 0), "{s:s}", "path", &sheet) != 0 || json_array_size(arguments) < 2 || runs < 1) {
    fail_input(err, "%s: the provenance is not what 'entente run' writes", path);
    goto out;
  }
  record->runs = (uint64_t)runs;
  record->argument_count = (int)json_array_size(arguments);
  record->arguments = calloc((size_t)record->argument_count + 1, sizeof *record->arguments);
  if (!record->arguments || asprintf(&record->sheet, "%s/%s", folder, sheet) < 0) {
    fail_memory(err);
    goto out;
  }
  for (int i = 0; i < record->argument_count; i++)
    if (!(record->arguments[i] = (char *)json_string_value(json_array_get(arguments, (size_t)i)))) {
      fail_input(err, "%s: the command line is not a list of words", path);
      goto out;
    }
  free(path);
  return true;
out:
  free(path);
  return false;
}

static void record_free(struct record *record) {
  json_decref(record->package);
  free(record->arguments);
  free(record->sheet);
}

/* The first line where two files differ, 0 if they are the same. */
static bool first_difference(const char *folder, const char *other, const char *name, size_t *line, struct error *err) {
  char *path[2] = {NULL, NULL}, *bytes[2] = {NULL, NULL};
  size_t size[2] = {0, 0};
  bool ok = asprintf(&path[0], "%s/%s", folder, name) >= 0 && asprintf(&path[1], "%s/%s", other, name) >= 0;
  if (!ok) fail_memory(err);
  for (int i = 0; ok && i < 2; i++) ok = file_read(path[i], path[i], FILE_MOST, &bytes[i], &size[i], err);
  *line = 0;
  if (ok && (size[0] != size[1] || memcmp(bytes[0], bytes[1], size[0]) != 0)) {
    size_t at = 0;
    while (at < size[0] && at < size[1] && bytes[0][at] == bytes[1][at]) *line += bytes[0][at++] == '\n';
    ++*line;
  }
  for (int i = 0; i < 2; i++) free(bytes[i]), free(path[i]);
  return ok;
}

static bool compare_files(const struct record *record, const char *folder, const char *other, size_t *differing, struct error *err) {
  size_t index, same = 0;
  json_t *resource;
  json_array_foreach(json_object_get(record->package, "resources"), index, resource) {
    const char *name = json_string_value(json_object_get(resource, "path"));
    size_t line;
    if (!name || strncmp(name, "inputs/", 7) == 0) continue;
    if (!first_difference(folder, other, name, &line, err)) return false;
    if (line) printf("%s/%s differs from line %zu on\n", folder, name, line), ++*differing;
    else same++;
  }
  printf("%zu files have the same bytes\n", same);
  return true;
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

static bool rerun(const struct record *record, const char *folder, const struct options *now, size_t *differing, struct error *err) {
  struct options options;
  char *scratch = NULL;
  struct session session = {.options = &options, .force = true, .arguments = (const char *const *)record->arguments,
                            .argument_count = (size_t)record->argument_count};
  bool ok = options_read(&options, record->argument_count - 1, record->arguments + 1, "nsmofjSOptaqJPxvlM", err);
  if (ok && asprintf(&scratch, "%s.rerun-%ld", folder, (long)getpid()) < 0) ok = fail_memory(err);
  if (ok) {
    session.out = scratch;
    options.over.runs = record->runs;
    options.over.has_runs = true;
    if (now->threads) options.threads = now->threads;
    if (now->vector != VECTOR_COUNT) options.vector = now->vector;
    ok = session_open(&session, record->sheet, err) && session_run(&session, err) && compare_files(record, folder, scratch, differing, err);
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
  size_t differing = 0;
  bool ok = options_read(&options, argc, argv, "jv", err);
  if (ok && options.operand_count != 1) ok = fail_usage(err, "rerun needs one folder: entente rerun results/focus");
  char *folder = ok ? strdup(options.operand[0]) : NULL;
  if (ok && !folder) ok = fail_memory(err);
  for (size_t end = ok ? strlen(folder) : 0; end > 1 && folder[end - 1] == '/';) folder[--end] = '\0';
  ok = ok && record_read(&record, folder, err) && rerun(&record, folder, &options, &differing, err);
  if (ok && differing) ok = fail(err, "%s: %zu files differ", folder, differing);
  record_free(&record);
  free(folder);
  options_free(&options);
  return ok ? STATUS_DONE : err->status;
}

const struct command cmd_rerun = {"rerun", "reproduce a result and compare it byte by byte",
                                  "Example: entente rerun results/focus\n\n"
                                  "entente rerun FOLDER does again what the folder's datapackage.json says, from the copies in its inputs/, and tells whether every\n"
                                  "CSV file has the same bytes (exit status 1 if not). -j, --threads N and --vector WIDTH may differ: they do not matter.\n",
                                  run};
