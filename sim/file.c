/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool file_open(const char *path, const char *name, int *fd, struct error *err) {
  struct stat about;
  *fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (*fd < 0 && errno == ENOENT) return fail_input(err, "%s: there is no such file; check the name and the folder", name);
  if (*fd < 0 || fstat(*fd, &about) != 0) return fail_input(err, "%s: the file cannot be opened: %s", name, strerror(errno));
  if (S_ISDIR(about.st_mode)) return fail_input(err, "%s: this is a folder; name a CSV file in it", name);
  return true;
}

/* Read until the end, or until more than most bytes are there. */
static bool drain(int fd, const char *name, size_t most, char **bytes, size_t *size, struct error *err) {
  size_t room = 0;
  for (;;) {
    if (*size + 1 >= room) {
      room = room ? 2 * room : 1 << 16;
      char *more = realloc(*bytes, room);
      if (!more) return fail_memory(err);
      *bytes = more;
    }
    const ssize_t got = read(fd, *bytes + *size, room - *size - 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail_input(err, "%s: the file cannot be read: %s", name, strerror(errno));
    *size += (size_t)got;
    if (*size > most) return fail_input(err, "%s: the file is larger than %zu MiB; this program reads small tables", name, most >> 20);
    if (got == 0) break;
  }
  (*bytes)[*size] = '\0';
  return true;
}

bool file_read(const char *path, const char *name, size_t most, char **bytes, size_t *size, struct error *err) {
  int fd = -1;
  *bytes = NULL;
  *size = 0;
  const bool done = file_open(path, name, &fd, err) && drain(fd, name, most, bytes, size, err);
  if (fd > STDIN_FILENO) close(fd);
  if (!done) {
    free(*bytes);
    *bytes = NULL;
    *size = 0;
  }
  return done;
}
