/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/timing.h"
#include <fcntl.h>
#include <math.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double clock_seconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

struct spent spent_now(void) {
  return (struct spent){clock_seconds(CLOCK_PROCESS_CPUTIME_ID), clock_seconds(CLOCK_MONOTONIC), 0};
}

struct spent spent_since(struct spent then) {
  const struct spent now = spent_now();
  return (struct spent){now.cpu - then.cpu, now.wall - then.wall, 0};
}

static double timeval_seconds(struct timeval time) {
  return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

static bool command_start(const char *const argv[], int out, pid_t *child) {
  posix_spawn_file_actions_t actions;
  if (posix_spawn_file_actions_init(&actions)) return false;
  const bool started = !posix_spawn_file_actions_adddup2(&actions, out, 1) &&
                       !posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) &&
                       !posix_spawnp(child, argv[0], &actions, NULL, (char *const *)(size_t)argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  return started;
}

static void drain(int in, char *output, size_t size) {
  char waste[4096];
  size_t length = 0;
  for (ssize_t got = 1; got > 0;) {
    const bool room = length + 1 < size;
    got = room ? read(in, output + length, size - 1 - length) : read(in, waste, sizeof waste);
    if (room && got > 0) length += (size_t)got;
  }
  output[length] = '\0';
}

bool spent_command(const char *const argv[], struct spent *spent, char *output, size_t size) {
  int ends[2], status = -1;
  pid_t child;
  struct rusage usage;
  const struct spent then = spent_now();
  if (pipe2(ends, O_CLOEXEC)) return false;
  const bool started = command_start(argv, ends[1], &child);
  close(ends[1]);
  if (started) {
    drain(ends[0], output, size);
    if (wait4(child, &status, 0, &usage) != child) status = -1;
    spent->wall = spent_since(then).wall;
    spent->cpu = timeval_seconds(usage.ru_utime) + timeval_seconds(usage.ru_stime);
    spent->peak_kib = usage.ru_maxrss;
  }
  close(ends[0]);
  return started && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void rounds_add(struct rounds *rounds, double value) {
  if (rounds->count < ROUNDS_MOST) rounds->value[rounds->count++] = value;
}

static int ascending(const void *x, const void *y) {
  const double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

double rounds_median(const struct rounds *rounds) {
  double sorted[ROUNDS_MOST];
  if (!rounds->count) return (double)NAN;
  memcpy(sorted, rounds->value, rounds->count * sizeof *sorted);
  qsort(sorted, rounds->count, sizeof *sorted, ascending);
  return (sorted[(rounds->count - 1) / 2] + sorted[rounds->count / 2]) / 2;
}
