/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main: picks the command; the only exit, and the only place that prints an error. */
#include "command.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct command *const commands[] = {&cmd_run,      &cmd_check, &cmd_new,   &cmd_models, &cmd_describe,
                                          &cmd_evaluate, &cmd_calibrate, &cmd_plot,  &cmd_rerun, &cmd_class,  &cmd_validate, &cmd_help};
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

static atomic_int stop_signal; /* the first that came, 0 for none */

static void on_signal(int number) {
  atomic_store(&stop_signal, number);
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
}

const atomic_int *stop_by_signals(void) {
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  return &stop_signal;
}

enum status stopped(struct error *err, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(err->text, sizeof err->text, format, arguments);
  va_end(arguments);
  return err->status = atomic_load(&stop_signal) == SIGTERM ? STATUS_TERMINATED : STATUS_INTERRUPTED;
}

/* A program may be started with a standard stream closed; a result file that was opened next would get its number, and messages would
 * land in the results. What holds the place here fails on use, as the closed stream would. */
static void hold_closed_streams(void) {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl(fd, F_GETFD) < 0) (void)!open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* Why an earlier write failed: errno is long gone, so try once more. */
static int reason_again(void) {
  errno = EIO;
  return write(STDOUT_FILENO, "\n", 1) == 1 ? EIO : errno;
}

/* A reader that has seen enough (| head) is no error; a full disk is. */
static enum status close_output(enum status status, struct error *err) {
  const bool lost = ferror(stdout) != 0;
  int reason = lost ? reason_again() : 0;
  if (fclose(stdout) != 0 && !lost) reason = errno;
  if (!reason || reason == EPIPE || status != STATUS_DONE) return status;
  fail(err, "standard output cannot be written: %s; what was printed is incomplete", strerror(reason));
  return err->status;
}

static void print_version(void) {
  printf("entente %s%s%s%s\n", ENTENTE_VERSION, *ENTENTE_COMMIT ? " (" : "", ENTENTE_COMMIT, *ENTENTE_COMMIT ? ")" : "");
}

static bool asks_for_help(int argc, char **argv) {
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return true;
  return false;
}

static enum status dispatch(int argc, char **argv, struct error *err) {
  if (argc < 2) {
    fail_usage(err, "say what to do: 'entente run SHEET', or 'entente help'");
    return err->status;
  }
  char *const name = argv[1];
  if (strcmp(name, "--version") == 0) return print_version(), STATUS_DONE;
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) return cmd_help.run(1, argv + 1, err);
  const struct command *command = command_find(name);
  if (!command) return command_unknown(name, err);
  if (asks_for_help(argc - 1, argv + 1)) return cmd_help.run(2, (char *[]){(char *)cmd_help.name, name, NULL}, err);
  return command->run(argc - 1, argv + 1, err);
}

int main(int argc, char **argv) {
  struct error err = {0};
  hold_closed_streams();
  signal(SIGPIPE, SIG_IGN); /* these two come back as errors of a write, which have a sentence */
  signal(SIGXFSZ, SIG_IGN);
  enum status status = dispatch(argc, argv, &err);
  status = close_output(status, &err);
  if (*err.text) fprintf(stderr, "entente: %s\n", err.text);
  return (int)status;
}
