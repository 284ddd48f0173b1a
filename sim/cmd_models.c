/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "model.h"
#include "options.h"
#include <stdio.h>

static enum status run(int argc, char **argv, struct error *err) {
  struct options options;
  if (options_read(&options, argc, argv, "", err) && options.operand_count > 0)
    fail_usage(err, "models takes no names; 'entente describe %s' tells about one", options.operand[0]);
  options_free(&options);
  if (*err->text) return err->status;
  for (size_t i = 0; i < model_count; i++)
    printf("%-16s %s\n%-16s %zu parameters, %zu variables over time, %zu outcomes, %zu ending%s, %zu coefficients\n", models[i]->name,
           models[i]->title, "", models[i]->parameter_count, models[i]->variable_count, models[i]->outcome_count, models[i]->ending_count,
           models[i]->ending_count == 1 ? "" : "s", models[i]->coefficient_count);
  return STATUS_DONE;
}

const struct command cmd_models = {"models", "list the models",
                                   "Example: entente models\n\n"
                                   "Lists the models that a sheet can name in its `model` row. 'entente describe MODEL' tells about one.\n",
                                   run};
