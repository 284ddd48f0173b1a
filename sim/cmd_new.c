/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "options.h"
#include "scenario.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool write_starter(const char *path, const char *starter, struct error *err) {
  const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0 && errno == EEXIST) return fail_usage(err, "%s exists already; give another name", path);
  if (fd < 0) return fail(err, "%s: %s", path, strerror(errno));
  FILE *file = fdopen(fd, "w");
  if (!file) {
    close(fd);
    return fail_memory(err);
  }
  const bool wrote = fputs(starter, file) >= 0;
  if (fclose(file) == 0 && wrote) return true;
  fail(err, "%s: %s", path, strerror(errno));
  unlink(path);
  return false;
}

static enum status run(int argc, char **argv, struct error *err) {
  struct options options;
  char *path = NULL;
  bool done = options_read(&options, argc, argv, "M", err);
  if (done && options.operand_count > 1) done = fail_usage(err, "new takes one name, not '%s' as well", options.operand[1]);
  const struct model *model = models[0];
  if (done && options.over.model && !(model = model_find(options.over.model))) {
    done = fail_unknown_model(err, options.over.model);
    err->status = STATUS_USAGE;
  }
  if (done) {
    const char *name = options.operand_count ? options.operand[0] : "scenarios.csv";
    const size_t length = strlen(name);
    const bool suffixed = length > 4 && strcmp(name + length - 4, ".csv") == 0;
    done = asprintf(&path, "%s%s", name, suffixed ? "" : ".csv") >= 0 ? write_starter(path, model->starter, err) : fail_memory(err);
  }
  if (done) printf("%s is written. Open it in a spreadsheet or an editor, then: entente run %s\n", path, path);
  free(path);
  options_free(&options);
  return done ? STATUS_DONE : err->status;
}

const struct command cmd_new = {
    "new", "write a commented starter sheet",
    "Example: entente new alliance && entente run alliance.csv\n\n"
    "entente new [NAME] [--model MODEL] writes NAME.csv (default scenarios.csv): a small sheet of two scenarios that shows what cells\n"
    "can say.\n",
    run};
