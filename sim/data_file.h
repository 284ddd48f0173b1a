/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data_file: observed values, a column of a CSV file that lies beside the sheet. */
#ifndef ENTENTE_DATA_FILE_H
#define ENTENTE_DATA_FILE_H
#include "error.h"

/* A file that `data` laws resample, kept for inputs/ and provenance. */
struct data_file {
  char *path; /* as written, relative to the sheet's folder; owned */
  char *bytes;
  size_t size; /* owned */
};

/* The files read so far: each is read once. */
struct data_shelf {
  const char *folder; /* of the sheet; not owned; NULL: no files may be named */
  struct data_file *file;
  size_t count; /* owned */
};

/* The numbers in a column of a CSV file with a header; empty cells are skipped. *value is the caller's to free, *count >= 1.
 * The path must be relative and, symbolic links followed, stay below the folder. */
bool data_column(struct data_shelf *shelf, const char *path, const char *column, double **value, size_t *count, struct error *err);

void data_files_free(struct data_file *file, size_t count);

#endif
