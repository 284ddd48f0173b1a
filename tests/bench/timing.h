/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timing: what a piece of work costs, in this process or in a child. */
#ifndef ENTENTE_BENCH_TIMING_H
#define ENTENTE_BENCH_TIMING_H
#include <stdbool.h>
#include <stddef.h>

struct spent {
  double cpu, wall; /* seconds; cpu of all threads */
  long peak_kib;    /* memory, of children only */
};

/* Now; spent_since(then) is what has been spent since. */
struct spent spent_now(void);
struct spent spent_since(struct spent then);

/* Run a command found in PATH, its standard output in output (at most size - 1 bytes, NUL-terminated), its standard error dropped.
 * False if it cannot be started or does not exit with 0. */
bool spent_command(const char *const argv[], struct spent *spent, char *output, size_t size);

enum { ROUNDS_MOST = 101 };
/* One figure of each round. */
struct rounds {
  double value[ROUNDS_MOST];
  size_t count;
};
void rounds_add(struct rounds *rounds, double value);
double rounds_median(const struct rounds *rounds); /* NaN for none */

#endif
