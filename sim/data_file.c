/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data_file.h"
#include "cell_number.h"
#include "file.h"
#include "sheet.h"
#include "utf8.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Whether a resolved path lies in a resolved folder. */
static bool path_is_below(const char *path, const char *folder) {
  const size_t length = strlen(folder);
  if (strcmp(folder, "/") == 0) return true;
  return strncmp(path, folder, length) == 0 && path[length] == '/';
}

static char *path_join(const char *folder, const char *path) {
  const size_t length = strlen(folder), rest = strlen(path);
  char *joined = malloc(length + rest + 2);
  if (!joined) return NULL;
  memcpy(joined, folder, length);
  joined[length] = '/';
  memcpy(joined + length + 1, path, rest + 1);
  return joined;
}

/* *resolved is the caller's to free. */
static bool path_resolve(const char *folder, const char *path, char **resolved, struct error *err) {
  char clip[CLIP_SIZE];
  if (!folder) return fail_input(err, "no data file can be named here; write the values with 'choice'");
  if (*path == '/') return fail_input(err, "the data file '%s' must be named relative to the sheet's folder", utf8_clip(clip, path));
  if (strstr(path, "..")) return fail_input(err, "the data file '%s' must be named without '..'", utf8_clip(clip, path));
  char *joined = path_join(folder, path);
  char *home = realpath(folder, NULL);
  *resolved = joined ? realpath(joined, NULL) : NULL;
  const int reason = errno;
  const bool below = home && *resolved && path_is_below(*resolved, home);
  if (!joined) fail_memory(err);
  else if (home && !*resolved && reason == ENOENT)
    fail_input(err, "there is no data file '%s' in the sheet's folder", utf8_clip(clip, path));
  else if (!home || !*resolved) fail_input(err, "the data file '%s' cannot be opened: %s", utf8_clip(clip, path), strerror(reason));
  else if (!below) fail_input(err, "the data file '%s' must lie in the sheet's folder or below it", utf8_clip(clip, path));
  if (!below) {
    free(*resolved);
    *resolved = NULL;
  }
  free(joined);
  free(home);
  return below;
}

static bool file_add(struct data_shelf *shelf, const char *path, struct error *err) {
  char *resolved = NULL;
  if (!path_resolve(shelf->folder, path, &resolved, err)) return false;
  struct data_file file = {.path = strdup(path)};
  struct data_file *more = realloc(shelf->file, (shelf->count + 1) * sizeof *more);
  if (more) shelf->file = more;
  bool done = (file.path && more) || fail_memory(err);
  done = done && file_read(resolved, path, SHEET_BYTES_MOST, &file.bytes, &file.size, err);
  free(resolved);
  if (done) shelf->file[shelf->count++] = file;
  else free(file.path);
  return done;
}

static bool file_find(struct data_shelf *shelf, const char *path, const struct data_file **file, struct error *err) {
  size_t i = 0;
  while (i < shelf->count && strcmp(shelf->file[i].path, path) != 0) i++;
  if (i == shelf->count && !file_add(shelf, path, err)) return false;
  *file = &shelf->file[i];
  return true;
}

static bool fail_no_column(const struct sheet *table, const char *column, struct error *err) {
  const struct sheet_row *header = &table->row[0];
  char clip[CLIP_SIZE], near[CLIP_SIZE];
  const char **names = malloc(header->count * sizeof *names);
  if (!names) return fail_memory(err);
  for (size_t i = 0; i < header->count; i++) names[i] = header->cell[i].text;
  const char *nearest = nearest_name(column, names, header->count);
  free(names);
  utf8_clip(clip, column);
  if (nearest) return fail_input(err, "%s has no column '%s'. Did you mean '%s'?", table->name, clip, utf8_clip(near, nearest));
  return fail_input(err, "%s has no column '%s'; name one of its header", table->name, clip);
}

static bool column_find(const struct sheet *table, const char *column, size_t *field, struct error *err) {
  const struct sheet_row *header = &table->row[0];
  size_t found = 0;
  for (size_t i = 0; i < header->count; i++)
    if (strcmp(header->cell[i].text, column) == 0 && found++ == 0) *field = i;
  if (found == 0) return fail_no_column(table, column, err);
  return found == 1 || fail_input(err, "%s has %zu columns '%s'; give them different names", table->name, found, column);
}

static bool column_read(const struct sheet *table, size_t field, double *value, size_t *count, struct error *err) {
  char place[PLACE_SIZE], clip[CLIP_SIZE];
  for (size_t i = 1; i < table->count; i++) {
    const struct sheet_row *row = &table->row[i];
    const char *text = sheet_text(row, field);
    if (*text == '\0') continue;
    if (!cell_number(text, table->decimal, &value[*count]))
      return fail_input(err, "%s: '%s' is not a number", sheet_where(table, &row->cell[field], place), utf8_clip(clip, text));
    ++*count;
  }
  if (*count == 0) return fail_input(err, "%s has no numbers in column '%s'", table->name, table->row[0].cell[field].text);
  return true;
}

bool data_column(struct data_shelf *shelf, const char *path, const char *column, double **value, size_t *count, struct error *err) {
  const struct data_file *file;
  struct sheet table = {0};
  size_t field = 0;
  *value = NULL;
  *count = 0;
  bool done = file_find(shelf, path, &file, err) && sheet_read_bytes(&table, path, file->bytes, file->size, err) &&
              column_find(&table, column, &field, err);
  if (done) {
    *value = malloc(table.count * sizeof **value);
    done = *value ? column_read(&table, field, *value, count, err) : fail_memory(err);
  }
  if (!done) {
    free(*value);
    *value = NULL;
  }
  sheet_free(&table);
  return done;
}

void data_files_free(struct data_file *file, size_t count) {
  for (size_t i = 0; i < count; i++) {
    free(file[i].path);
    free(file[i].bytes);
  }
  free(file);
}
