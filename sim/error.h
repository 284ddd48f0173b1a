/* SPDX-License-Identifier: GPL-3.0-or-later */
/* error: one way to say what went wrong.
 *
 * Every function that can fail returns bool and takes a struct error last:
 *
 *     if (!file) return fail(err, "%s: %s", path, strerror(errno));
 *
 * A message is one sentence without a final newline: the thing, what is wrong, what to do. Only main.c prints it. */
#ifndef ENTENTE_ERROR_H
#define ENTENTE_ERROR_H
#include <stdbool.h>
#include <stddef.h>

/* The exit status that a failure leads to; the numbers are part of the command line's contract. */
enum status {
  STATUS_DONE = 0,
  STATUS_FAILED = 1,  /* the machine: disk, memory, a result that differs */
  STATUS_USAGE = 2,   /* the command line is wrong */
  STATUS_INPUT = 3,   /* a file that the user wrote is wrong */
  STATUS_PICTURE = 4, /* results are written, a picture is not */
  STATUS_INTERRUPTED = 130,
  STATUS_TERMINATED = 143
};

struct error {
  enum status status;
  char text[8192];
};

/* Record a failure of the machine / of the command line / of an input file. Always false, to be returned. */
bool fail(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool fail_usage(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool fail_input(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool fail_memory(struct error *err);

/* Messages about one input, collected so that all problems are reported together. Zero-initialise; messages_free frees. */
struct messages {
  char **text; /* [count], owned */
  size_t count;
  bool lost; /* memory ran out while adding: the list is incomplete */
};

void messages_add(struct messages *list, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Fail with the first 20 messages, a line each, then "and 31 more". Requires count > 0 or lost. */
bool messages_fail(const struct messages *list, struct error *err);
void messages_free(struct messages *list);

/* The candidate nearest to a misspelt name by edit distance, or NULL when none is near (more than a third of its letters). */
const char *nearest_name(const char *name, const char *const *candidates, size_t count);

#endif
