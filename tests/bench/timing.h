/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timing: what a piece of work costs, in this process or in a child. */
#ifndef ENTENTE_BENCH_TIMING_H
#define ENTENTE_BENCH_TIMING_H
#include <stdbool.h>
#include <stddef.h>

struct cost { double cpu, wall; /* seconds; cpu of all threads */ long peak_kib; /* memory, of children only */ };

/* Now; cost_since(then) is what has been spent since. */
struct cost cost_now(void);
struct cost cost_since(struct cost then);

/* Run a command found in PATH, its standard output in output (at most size - 1 bytes, NUL-terminated), its standard error dropped.
 * False if it cannot be started or does not exit with 0. */
bool cost_command(const char *const argv[], struct cost *cost, char *output, size_t size);

enum { ROUNDS_MOST = 101 };
/* One figure of each round. */
struct rounds { double value[ROUNDS_MOST]; size_t count; };
void rounds_add(struct rounds *rounds, double value);
double rounds_median(const struct rounds *rounds); /* NaN for none */

#endif
