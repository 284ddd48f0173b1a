/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file: a whole file as bytes. */
#ifndef ENTENTE_FILE_H
#define ENTENTE_FILE_H
#include "error.h"

/* Read a file of at most `most` bytes; "-" is standard input. *bytes is the caller's to free, with a NUL after the last byte.
 * Fails, beginning with name, for a folder, a file that cannot be read, and one that is larger. */
bool file_read(const char *path, const char *name, size_t most, char **bytes, size_t *size, struct error *err);

#endif
