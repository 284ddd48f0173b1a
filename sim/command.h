/* SPDX-License-Identifier: GPL-3.0-or-later */
/* command: what a command of the program is, and the table of all of them (main.c).
 *
 * Only main.c and cmd_*.c print; a command that fails says why in err, and main.c prints it. */
#ifndef ENTENTE_COMMAND_H
#define ENTENTE_COMMAND_H
#include "error.h"
#include <stdatomic.h>

#ifndef ENTENTE_VERSION
#define ENTENTE_VERSION "unknown"
#endif
#ifndef ENTENTE_COMMIT
#define ENTENTE_COMMIT ""
#endif

struct command {
  const char *name, *purpose;
  const char *help; /* begins with an example */
  /* argv[0] is the command's name. STATUS_DONE, or another status with err->text set ("" for nothing to say). */
  enum status (*run)(int argc, char **argv, struct error *err);
};
extern const struct command *const commands[];
extern const size_t command_count;
const struct command *command_find(const char *name); /* NULL if there is none */
enum status command_unknown(const char *name, struct error *err);

/* From now on the first SIGINT or SIGTERM leaves its number in what is returned, and the second stops the program at once. */
const atomic_int *stop_by_signals(void);
/* Fail because of that signal, with a sentence; the status is 130 or 143. */
enum status stopped(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

extern const char cmd_run_options[]; /* the letters that `run` takes, see options.h */
extern const struct command cmd_run, cmd_check, cmd_new, cmd_models, cmd_describe, cmd_evaluate, cmd_calibrate, cmd_plot, cmd_rerun, cmd_class, cmd_validate, cmd_help;

#endif
