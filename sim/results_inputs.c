/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results_inputs: the files that a result depends on, with their hashes. */
#include "results_package.h"
#include <sha2.h>
#include <stdlib.h>
#include <string.h>

/* "inputs/NAME", to be freed. A path of a data package has no ".." in it, and none may lead out of the folder. */
static char *input_path(const char *name) {
  char *path = NULL;
  if (asprintf(&path, "inputs/%s", name) < 0) return NULL;
  for (char *dots = strstr(path, ".."); dots; dots = strstr(dots, "..")) memcpy(dots, "__", 2);
  return path;
}

/* The sheet's own name, without folders. */
static const char *sheet_name(const struct sheet *sheet) {
  const char *const slash = strrchr(sheet->name, '/');
  return strcmp(sheet->name, "-") == 0 ? "stdin.csv" : slash ? slash + 1 : sheet->name;
}

static bool input_make(struct package_input *input, char *path, const char *role, const char *bytes, size_t size, struct error *err) {
  *input = (struct package_input){.path = path, .role = role, .bytes = bytes, .size = size};
  if (!path) return fail_memory(err);
  return SHA256Data((const uint8_t *)bytes, size, input->hash) ? true : fail_memory(err);
}

/* A sheet may resample a column of its own, or of a file named in two ways: one copy is enough, if it is the same. */
static bool input_stands(const struct package_inputs *inputs, bool *stands, struct error *err) {
  const struct package_input *const last = &inputs->input[inputs->count - 1];
  for (size_t i = 0; i + 1 < inputs->count; i++) {
    const struct package_input *const input = &inputs->input[i];
    if (strcmp(input->path, last->path) != 0) continue;
    if (strcmp(input->hash, last->hash) != 0)
      return fail_input(err, "%s: two different inputs would be copied to this name; rename one", last->path);
    *stands = true;
  }
  return true;
}

bool package_inputs_make(struct package_inputs *inputs, const struct study *study, const struct sheet *sheet, struct error *err) {
  *inputs = (struct package_inputs){.input = calloc(1 + study->file_count, sizeof *inputs->input)};
  if (!inputs->input) return fail_memory(err);
  inputs->count = 1;
  if (!input_make(&inputs->input[0], input_path(sheet_name(sheet)), "sheet", sheet->bytes, sheet->size, err)) return false;
  for (size_t i = 0; i < study->file_count; i++) {
    const struct data_file *const file = &study->files[i];
    struct package_input *const input = &inputs->input[inputs->count++];
    bool stands = false;
    if (!input_make(input, input_path(file->path), "data", file->bytes, file->size, err) || !input_stands(inputs, &stands, err))
      return false;
    if (!stands) continue;
    free(input->path);
    inputs->count--;
  }
  return true;
}

void package_inputs_free(struct package_inputs *inputs) {
  for (size_t i = 0; i < inputs->count; i++) free(inputs->input[i].path);
  free(inputs->input);
  *inputs = (struct package_inputs){0};
}
