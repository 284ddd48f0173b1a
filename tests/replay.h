/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay: a fuzz target without a fuzzer, over files and folders of files. */
#ifndef ENTENTE_REPLAY_H
#define ENTENTE_REPLAY_H
#include <stddef.h>
#include <stdint.h>

/* Hand every file named by argv[1...], or below a folder named there, to the target. The exit status of a main(): failure when there
 * was no file, or one that cannot be read. `name` is said in messages. */
int replay_main(const char *name, int argc, char **argv, int (*target)(const uint8_t *, size_t));

#endif
