/* SPDX-License-Identifier: GPL-3.0-or-later */
/* folder: the place where results go, and files that appear there whole or not at all.
 *
 * A file is written to a temporary name in the same folder (".entente-PID-NAME.part"), its stream checked, synced and closed, then
 * renamed. A full disk is an error that names the file and the reason, and leaves no temporary behind; those of a killed
 * process are cleared by the next run with `force`. */
#ifndef ENTENTE_FOLDER_H
#define ENTENTE_FOLDER_H
#include "error.h"
#include <stdio.h>

struct folder {
  char *path; /* owned */
};

/* Create the folder, parents included. An existing one that is not empty is refused (status usage) unless `force`, which clears
 * the temporaries of a killed process and leaves everything else until it is replaced. */
bool folder_make(struct folder *, const char *path, bool force, struct error *err);
/* Make the names that were given durable. */
bool folder_sync(const struct folder *, struct error *err);
/* Remove a file of an earlier run; none is no error. */
bool folder_remove(const struct folder *, const char *name, struct error *err);
void folder_free(struct folder *); /* takes a zeroed struct */

struct folder_file {
  FILE *stream;    /* to write to; NULL when closed */
  char *temporary; /* path, owned */
  char *final;     /* path, owned */
};

/* Open a file below the folder; `name` may have folders of its own ("inputs/focus.csv"), which are created. */
bool folder_file_open(struct folder_file *, const struct folder *, const char *name, struct error *err);
/* Check, sync, close and give the file its name. Frees the struct in any case; on failure nothing of the file is left. */
bool folder_file_commit(struct folder_file *, struct error *err);
/* Give up a file. Takes a zeroed or committed struct. */
void folder_file_discard(struct folder_file *);

/* A nameless file in the folder for reading and writing, gone when closed, whatever happens to the process. NULL on failure. */
FILE *folder_scratch(const struct folder *, struct error *err);
/* Fail with what went wrong on a file of the folder, from errno, and what to do about it. */
bool folder_fail(const struct folder *, const char *name, struct error *err);

#endif
