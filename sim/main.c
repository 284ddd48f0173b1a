/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main: picks the command; the only exit, and the only place that prints an error. */
#include "command.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct command *const commands[] = {&cmd_run, &cmd_check, &cmd_new, &cmd_models, &cmd_describe, &cmd_evaluate, &cmd_rerun, &cmd_help};
const size_t command_count = sizeof commands / sizeof *commands;

const struct command *command_find(const char *name) {
  for (size_t i = 0; i < command_count; i++)
    if (strcmp(commands[i]->name, name) == 0) return commands[i];
  return NULL;
}

enum status command_unknown(const char *name, struct error *err) {
  const char *names[sizeof commands / sizeof *commands];
  for (size_t i = 0; i < command_count; i++) names[i] = commands[i]->name;
  const char *near = nearest_name(name, names, command_count);
  if (near) fail_usage(err, "unknown command '%s'. Did you mean '%s'?", name, near);
  else fail_usage(err, "unknown command '%s'; 'entente help' lists what there is", name);
  return err->status;
}

/* A reader that has seen enough (| head) is no error; a full disk is. */
static enum status close_output(enum status status, struct error *err) {
  errno = 0;
  const bool wrote = !ferror(stdout) && fclose(stdout) == 0;
  if (wrote || errno == EPIPE || errno == 0) return status;
  fail(err, "standard output: %s", strerror(errno));
  return status == STATUS_DONE ? STATUS_FAILED : status;
}

static enum status dispatch(int argc, char **argv, struct error *err) {
  if (argc < 2) {
    fail_usage(err, "say what to do: 'entente run SHEET', or 'entente help'");
    return err->status;
  }
  const char *name = argv[1];
  if (strcmp(name, "--version") == 0) {
    printf("entente %s%s%s%s\n", ENTENTE_VERSION, *ENTENTE_COMMIT ? " (" : "", ENTENTE_COMMIT, *ENTENTE_COMMIT ? ")" : "");
    return STATUS_DONE;
  }
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) return cmd_help.run(1, argv + 1, err);
  const struct command *command = command_find(name);
  if (!command) return command_unknown(name, err);
  if (argc > 2 && strcmp(argv[2], "--help") == 0) return cmd_help.run(2, argv, err);
  return command->run(argc - 1, argv + 1, err);
}

int main(int argc, char **argv) {
  struct error err = {0};
  signal(SIGPIPE, SIG_IGN);
  enum status status = dispatch(argc, argv, &err);
  status = close_output(status, &err);
  if (*err.text) fprintf(stderr, "entente: %s\n", err.text);
  return (int)status;
}
