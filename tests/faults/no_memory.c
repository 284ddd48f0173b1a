/* SPDX-License-Identifier: GPL-3.0-or-later */
/* no_memory: for LD_PRELOAD with glibc: the allocation whose number FAIL_AT holds fails. Without it, their count goes to the file
 * that FAIL_COUNT names. */
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

static atomic_long count;
static long fatal;

__attribute__((constructor)) static void begin(void) {
  const char *const at = getenv("FAIL_AT");
  fatal = at ? atol(at) : 0;
  count = 0;
}

__attribute__((destructor)) static void end(void) {
  const char *const path = getenv("FAIL_COUNT");
  FILE *const out = path ? fopen(path, "w") : NULL;
  if (!out) return;
  fprintf(out, "%ld\n", (long)count);
  fclose(out);
}

static int fails(void) {
  if (++count != fatal) return 0;
  errno = ENOMEM;
  return 1;
}

void *malloc(size_t size) {
  return fails() ? NULL : __libc_malloc(size);
}
void *calloc(size_t number, size_t size) {
  return fails() ? NULL : __libc_calloc(number, size);
}
void *realloc(void *memory, size_t size) {
  return fails() ? NULL : __libc_realloc(memory, size);
}
