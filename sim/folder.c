/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY_PREFIX ".entente-"
#define TEMPORARY_SUFFIX ".part"

/* "a/b", to be freed; NULL without memory. */
static char *joined(const char *folder, const char *name) {
  char *path = NULL;
  return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

static const char *advice(int reason) {
  switch (reason) {
  case ENOSPC:
  case EDQUOT: return "; free some space or choose another folder with --out";
  case EACCES:
  case EPERM:
  case EROFS: return "; choose a folder that you may write to with --out";
  case ENOTDIR:
  case EEXIST: return "; choose another folder with --out";
  default: return "";
  }
}

static bool fail_at(const char *path, int reason, struct error *err) {
  return fail(err, "%s: cannot be written: %s%s", path, strerror(reason), advice(reason));
}

bool folder_fail(const struct folder *folder, const char *name, struct error *err) {
  const int reason = errno;
  char *const path = joined(folder->path, name);
  if (!path) return fail_memory(err);
  fail_at(path, reason, err);
  free(path);
  return false;
}

/* Create one folder; an existing folder (or a link to one) is fine. */
static bool make_one(const char *path, struct error *err) {
  struct stat found;
  if (mkdir(path, 0777) == 0) return true;
  const int reason = errno;
  if (stat(path, &found) != 0) return fail_at(path, reason, err);
  if (!S_ISDIR(found.st_mode)) return fail(err, "%s: is not a folder, so no results can go there%s", path, advice(EEXIST));
  return true;
}

/* Create the folders that lead to path, and with `itself` the one it names. */
static bool make_folders(const char *path, bool itself, struct error *err) {
  bool done = false;
  char *const part = strdup(path);
  if (!part) return fail_memory(err);
  for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (!make_one(part, err)) goto out;
    *slash = '/';
  }
  done = !itself || make_one(part, err);
out:
  free(part);
  return done;
}

static bool is_temporary(const char *name) {
  const size_t size = strlen(name), suffix = strlen(TEMPORARY_SUFFIX);
  return strncmp(name, TEMPORARY_PREFIX, strlen(TEMPORARY_PREFIX)) == 0 && size > suffix &&
         strcmp(name + size - suffix, TEMPORARY_SUFFIX) == 0;
}

/* Whether the process that opened a temporary is another one that lives: somebody else is writing into this folder. */
static bool is_in_use(const char *name) {
  const long owner = strtol(name + strlen(TEMPORARY_PREFIX), NULL, 10);
  return owner > 0 && owner != (long)getpid() && (kill((pid_t)owner, 0) == 0 || errno == EPERM);
}

/* Look through a folder: clear temporaries if asked to, count everything else. A missing folder holds nothing. */
static bool look_through(const char *path, bool clear, size_t *others, struct error *err) {
  DIR *const folder = opendir(path);
  if (!folder && errno == ENOENT) return true;
  if (!folder) return fail_at(path, errno, err);
  for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (clear && is_temporary(entry->d_name) && !is_in_use(entry->d_name)) (void)unlinkat(dirfd(folder), entry->d_name, 0);
    else ++*others;
  }
  closedir(folder);
  return true;
}

static bool clear_temporaries(const char *path, struct error *err) {
  static const char *const below[] = {"inputs", "plots", "teams"};
  size_t others = 0;
  bool done = look_through(path, true, &others, err);
  for (size_t i = 0; done && i < sizeof below / sizeof *below; i++) {
    char *const folder = joined(path, below[i]);
    if (!folder) return fail_memory(err);
    done = look_through(folder, true, &others, err);
    free(folder);
  }
  return done;
}

bool folder_make(struct folder *folder, const char *path, bool force, struct error *err) {
  *folder = (struct folder){0};
  size_t found = 0;
  if (!*path) return fail_usage(err, "the results folder has an empty name; give one with --out");
  if (!make_folders(path, true, err)) return false;
  if (force ? !clear_temporaries(path, err) : !look_through(path, false, &found, err)) return false;
  if (found)
    return fail_usage(err, "%s: already holds files; add --force to replace earlier results, or choose another folder with --out", path);
  folder->path = strdup(path);
  return folder->path ? true : fail_memory(err);
}

/* A file system that cannot sync says so with EINVAL or ENOTSUP; that is not the file's fault. */
static bool synced(int descriptor) {
  return fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP;
}

bool folder_sync(const struct folder *folder, struct error *err) {
  const int descriptor = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return fail_at(folder->path, errno, err);
  const bool done = synced(descriptor) || fail_at(folder->path, errno, err);
  close(descriptor);
  return done;
}

bool folder_remove(const struct folder *folder, const char *name, struct error *err) {
  char *const path = joined(folder->path, name);
  if (!path) return fail_memory(err);
  const bool done = unlink(path) == 0 || errno == ENOENT || fail(err, "%s: an earlier result cannot be removed: %s", path, strerror(errno));
  free(path);
  return done;
}

void folder_free(struct folder *folder) {
  free(folder->path);
  *folder = (struct folder){0};
}

/* The temporary name beside a path. */
static char *temporary_of(const char *path) {
  char *name = NULL;
  const char *const slash = strrchr(path, '/');
  const int before = slash ? (int)(slash - path + 1) : 0;
  const int made = asprintf(&name, "%.*s" TEMPORARY_PREFIX "%ld-%s" TEMPORARY_SUFFIX, before, path, (long)getpid(), path + before);
  return made < 0 ? NULL : name;
}

/* A new file of our own under that name, never one that stands or is linked there. */
static int open_new(const char *path) {
  const int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  const int descriptor = open(path, flags, 0666);
  if (descriptor >= 0 || errno != EEXIST) return descriptor;
  (void)unlink(path); /* left by a killed process that had our number */
  return open(path, flags, 0666);
}

static FILE *open_stream(const char *path) {
  const int descriptor = open_new(path);
  if (descriptor < 0) return NULL;
  FILE *const stream = fdopen(descriptor, "w+");
  if (stream) return stream;
  const int reason = errno;
  close(descriptor);
  (void)unlink(path);
  errno = reason;
  return NULL;
}

bool folder_file_open(struct folder_file *file, const struct folder *folder, const char *name, struct error *err) {
  *file = (struct folder_file){.final = joined(folder->path, name)};
  if (!file->final) return fail_memory(err);
  if (!make_folders(file->final, false, err)) goto out;
  file->temporary = temporary_of(file->final);
  if (!file->temporary) {
    fail_memory(err);
    goto out;
  }
  file->stream = open_stream(file->temporary);
  if (file->stream) return true;
  fail_at(file->final, errno, err);
out:
  folder_file_discard(file);
  return false;
}

/* Why an earlier write failed: errno is long gone, so try once more; the file will be thrown away in any case. */
static int reason_of(FILE *stream) {
  errno = EIO;
  return write(fileno(stream), "\n", 1) == 1 ? EIO : errno;
}

/* Close the stream; the first thing that went wrong is in errno. */
static bool close_checked(FILE *stream) {
  int reason = 0;
  if (ferror(stream)) reason = reason_of(stream);
  else if (fflush(stream) != 0 || !synced(fileno(stream))) reason = errno;
  if (fclose(stream) != 0 && !reason) reason = errno;
  errno = reason;
  return !reason;
}

bool folder_file_commit(struct folder_file *file, struct error *err) {
  FILE *const stream = file->stream;
  file->stream = NULL;
  const bool done = (close_checked(stream) && rename(file->temporary, file->final) == 0) || fail_at(file->final, errno, err);
  if (done) {
    free(file->temporary);
    file->temporary = NULL;
  }
  folder_file_discard(file);
  return done;
}

void folder_file_discard(struct folder_file *file) {
  if (file->stream) (void)fclose(file->stream);
  if (file->temporary) (void)unlink(file->temporary);
  free(file->temporary);
  free(file->final);
  *file = (struct folder_file){0};
}

FILE *folder_scratch(const struct folder *folder, struct error *err) {
  char *const path = joined(folder->path, TEMPORARY_PREFIX "XXXXXX" TEMPORARY_SUFFIX);
  if (!path) {
    fail_memory(err);
    return NULL;
  }
  const int descriptor = mkostemps(path, (int)strlen(TEMPORARY_SUFFIX), O_CLOEXEC);
  FILE *const stream = descriptor < 0 ? NULL : fdopen(descriptor, "w+");
  if (!stream) fail_at(folder->path, errno, err);
  if (descriptor >= 0) (void)unlink(path);
  if (!stream && descriptor >= 0) close(descriptor);
  free(path);
  return stream;
}
