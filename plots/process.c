/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "process.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double process_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* The descriptor, moved out of the way of 0, 1 and 2, which are given to the program. */
static int above_standard(int descriptor) {
  if (descriptor < 0 || descriptor > STDERR_FILENO) return descriptor;
  const int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  const int reason = errno;
  close(descriptor);
  errno = reason;
  return moved;
}

static int memory_file(void) {
  return above_standard(memfd_create("entente", MFD_CLOEXEC));
}

/* Both ends of the input: ours does not block. */
static bool open_input(int ends[2]) {
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
  ends[0] = above_standard(ends[0]);
  ends[1] = above_standard(ends[1]);
  return ends[0] >= 0 && ends[1] >= 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
}

static void close_one(int *descriptor) {
  if (*descriptor >= 0) close(*descriptor);
  *descriptor = -1;
}

/* A fresh state of signals, and a group of its own so that a program can be ended with all that it started. */
static int set_attributes(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  const short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP;
  int reason = posix_spawnattr_setflags(attributes, flags);
  if (!reason) reason = posix_spawnattr_setsigdefault(attributes, &all);
  if (!reason) reason = posix_spawnattr_setsigmask(attributes, &none);
  return reason ? reason : posix_spawnattr_setpgroup(attributes, 0);
}

static int set_streams(posix_spawn_file_actions_t *actions, int input, int output, int messages) {
  int reason = posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO);
  if (!reason) reason = posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
  return reason ? reason : posix_spawn_file_actions_adddup2(actions, messages, STDERR_FILENO);
}

static int spawn(struct process *process, int input, const char *const argv[], char *const environment[]) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int reason = posix_spawn_file_actions_init(&actions);
  if (reason) return reason;
  reason = posix_spawnattr_init(&attributes);
  if (reason) goto out;
  reason = set_attributes(&attributes);
  if (!reason) reason = set_streams(&actions, input, process->output, process->messages);
  if (!reason) reason = posix_spawnp(&process->pid, argv[0], &actions, &attributes, (char *const *)argv, environment);
  posix_spawnattr_destroy(&attributes);
out:
  posix_spawn_file_actions_destroy(&actions);
  return reason;
}

bool process_start(struct process *process, const char *const argv[], char *const environment[], char *text, size_t size, int *reason) {
  int ends[2] = {-1, -1};
  *process = (struct process){.input = -1, .text = text, .size = size, .start = process_clock()};
  process->output = memory_file();
  process->messages = memory_file();
  const bool opened = process->output >= 0 && process->messages >= 0 && open_input(ends);
  *reason = opened ? spawn(process, ends[1], argv, environment) : errno;
  process->input = ends[0];
  close_one(&ends[1]);
  if (*reason == 0) return true;
  process->pid = 0;
  process_free(process);
  return false;
}

struct pollfd process_waits(const struct process *process) {
  const bool more = process->sent < process->size;
  return (struct pollfd){.fd = process->over ? -1 : process->input, .events = more ? POLLOUT : 0};
}

/* Send more; a program that has closed its end wants no more, which is no failure by itself. */
static void send_more(struct process *process) {
  while (process->sent < process->size) {
    const ssize_t sent = send(process->input, process->text + process->sent, process->size - process->sent, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    if (sent < 0) {
      close_one(&process->input);
      return;
    }
    process->sent += (size_t)sent;
  }
  shutdown(process->input, SHUT_WR);
}

/* Whether the program has closed the other end: then there is nothing more to wait for at ours. */
static bool is_hung_up(int input) {
  struct pollfd look = {.fd = input};
  return poll(&look, 1, 0) == 1 && (look.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

/* End the program and what it started; before its number is given back, so that no other program can have it. */
static void end_all(struct process *process) {
  (void)kill(-process->pid, SIGKILL);
  while (waitpid(process->pid, &process->status, 0) < 0 && errno == EINTR) continue;
  process->over = true;
}

static bool has_ended(pid_t pid) {
  siginfo_t found = {0};
  return waitid(P_PID, (id_t)pid, &found, WEXITED | WNOHANG | WNOWAIT) != 0 || found.si_pid == pid;
}

void process_go_on(struct process *process) {
  if (process->over) return;
  if (process->input >= 0 && process->sent < process->size) send_more(process);
  if (process->input >= 0 && is_hung_up(process->input)) close_one(&process->input);
  if (has_ended(process->pid)) end_all(process);
}

size_t process_written(int descriptor) {
  struct stat found;
  return fstat(descriptor, &found) == 0 && found.st_size > 0 ? (size_t)found.st_size : 0;
}

char *process_read(int descriptor, size_t *size) {
  const size_t most = process_written(descriptor);
  char *const bytes = malloc(most + 1);
  *size = 0;
  if (!bytes) return NULL;
  while (*size < most) {
    const ssize_t got = pread(descriptor, bytes + *size, most - *size, (off_t)*size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    *size += (size_t)got;
  }
  bytes[*size] = '\0';
  return bytes;
}

void process_free(struct process *process) {
  if (process->pid > 0 && !process->over) end_all(process);
  if (process->text) {
    close_one(&process->input);
    close_one(&process->output);
    close_one(&process->messages);
  }
  free(process->text);
  *process = (struct process){.input = -1, .output = -1, .messages = -1};
}
