/* SPDX-License-Identifier: GPL-3.0-or-later */
/* process: another program that reads what we hand it, while its output and its messages are caught in memory.
 *
 * Started without a shell. Nothing of its output reaches our streams, no signal of ours reaches it (it has a process group of its own),
 * and its death costs us no SIGPIPE: input goes through a socket. */
#ifndef ENTENTE_PROCESS_H
#define ENTENTE_PROCESS_H
#include "sim/error.h"
#include <poll.h>
#include <sys/types.h>

struct process {
  pid_t pid;    /* 0: none */
  int input;    /* socket; -1 when all is sent and the program has closed its end */
  int output;   /* what it wrote on stdout, a file in memory */
  int messages; /* what it wrote on stderr, likewise */
  char *text;   /* [size] to send, owned */
  size_t size, sent;
  double start; /* process_clock when it was started */
  bool over;    /* it has ended, and status is known */
  int status;   /* as waitpid gives it */
};

/* Seconds of a clock that only goes forward. */
double process_clock(void);
/* Start argv[0], looked for in PATH, with argv and environment. Takes over `text`, allocated, in any case. *reason is the errno of a
 * start that fails (ENOENT: no such program). */
bool process_start(struct process *, const char *const argv[], char *const environment[], char *text, size_t size, int *reason);
/* What poll is to wait for; a descriptor of -1 when there is nothing. */
struct pollfd process_waits(const struct process *);
/* Send what can be sent without waiting, and see whether the program has ended. */
void process_go_on(struct process *);
/* Bytes written so far to stdout or stderr (`output` or `messages` of the struct). */
size_t process_written(int descriptor);
/* All that was written there, with a NUL after it, for the caller to free; NULL without memory. */
char *process_read(int descriptor, size_t *size);
/* End the program, and what it started, if it still runs, and free everything. Takes a zeroed struct. */
void process_free(struct process *);

#endif
