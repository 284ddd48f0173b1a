/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include <stdio.h>

static enum status run(int argc, char **argv, struct error *err) {
  if (argc > 2) {
    fail_usage(err, "help takes one command, not '%s' as well", argv[2]);
    return err->status;
  }
  if (argc > 1) {
    const struct command *command = command_find(argv[1]);
    if (!command) return command_unknown(argv[1], err);
    fputs(command->help, stdout);
    return STATUS_DONE;
  }
  puts("Entente simulates strategic partnerships month by month and compares scenarios, with honest uncertainty.\n\n"
       "  entente run scenarios/focus.csv      simulate, compare, write results/focus/\n"
       "  entente help run                     more about a command\n\nCommands");
  for (size_t i = 0; i < command_count; i++) printf("  %-10s %s\n", commands[i]->name, commands[i]->purpose);
  puts("\nExit status: 0 done, 1 failed, 2 wrong usage, 3 an input file is wrong, 130 and 143 interrupted with partial results written.");
  return STATUS_DONE;
}

const struct command cmd_help = {"help", "explain a command",
                                 "Example: entente help run\n\n"
                                 "entente help [COMMAND] explains a command, or lists all of them.\n",
                                 run};
