/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scratch: a folder of a test's own. */
#ifndef ENTENTE_SCRATCH_H
#define ENTENTE_SCRATCH_H
#include "tests/suite.h"
#include <dirent.h>
#include <unistd.h>

enum { PATH_ROOM = 512 };

/* A new empty folder, to be cleaned. */
static inline void scratch_folder(char path[PATH_ROOM]) {
  const char *const temporary = getenv("TMPDIR");
  snprintf(path, PATH_ROOM, "%s/entente-test-XXXXXX", temporary ? temporary : "/tmp");
  ck_assert_ptr_nonnull(mkdtemp(path));
}

static inline void below(char out[PATH_ROOM], const char *path, const char *name) {
  ck_assert_int_lt(snprintf(out, PATH_ROOM, "%.300s/%s", path, name), PATH_ROOM);
}

/* Remove a folder of the test's own with all that is in it. */
static inline void clean(const char *path) {
  DIR *const folder = opendir(path);
  for (const struct dirent *entry; folder && (entry = readdir(folder));) {
    char name[PATH_ROOM];
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    below(name, path, entry->d_name);
    if (unlink(name) != 0) clean(name);
  }
  if (folder) closedir(folder);
  rmdir(path);
}

#endif
