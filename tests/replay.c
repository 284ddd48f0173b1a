/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/replay.h"
#include "sim/file.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum { BYTES_MOST = 1 << 24 };

struct replay {
  int (*target)(const uint8_t *, size_t);
  size_t count;
  struct error err; /* of the last file that could not be read */
};

static bool replay_path(struct replay *replay, const char *path);

static bool replay_folder(struct replay *replay, DIR *folder, const char *path) {
  bool done = true;
  for (const struct dirent *entry; done && (entry = readdir(folder));) {
    char child[4096];
    if (entry->d_name[0] == '.') continue;
    done = snprintf(child, sizeof child, "%s/%s", path, entry->d_name) < (int)sizeof child && replay_path(replay, child);
  }
  closedir(folder);
  return done;
}

static bool replay_path(struct replay *replay, const char *path) {
  DIR *const folder = opendir(path);
  if (folder) return replay_folder(replay, folder, path);
  char *bytes = NULL;
  size_t size = 0;
  if (!file_read(path, path, BYTES_MOST, &bytes, &size, &replay->err)) return false;
  replay->target((const uint8_t *)bytes, size);
  replay->count++;
  free(bytes);
  return true;
}

int replay_main(const char *name, int argc, char **argv, int (*target)(const uint8_t *, size_t)) {
  struct replay replay = {.target = target};
  for (int i = 1; i < argc; i++)
    if (!replay_path(&replay, argv[i])) {
      fprintf(stderr, "%s: %s\n", name, replay.err.text);
      return EXIT_FAILURE;
    }
  printf("%s: %zu files replayed\n", name, replay.count);
  return replay.count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
