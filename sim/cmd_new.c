/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "options.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char starter[] = "parameter,As we do it today,What we might do\n"
                              "# A row is a parameter and a column is a scenario; the first scenario is the baseline.,,\n"
                              "# An empty cell takes the baseline's; empty there too: partnerships in general.,,\n"
                              "# 'entente describe' lists every parameter with its unit and range.,,\n"
                              "title,Would more care at the start pay off?,\n"
                              "months,120,\n"
                              "currency,thousand EUR,\n"
                              "# A number:,,\n"
                              "due_diligence,0.2,0.7\n"
                              "potential_value,100,\n"
                              "# An uncertain input: your own 90 % interval:,,\n"
                              "communication,0.4 to 0.7,\n"
                              "# A law (uniform; triangular; normal; beta; choice and more):,,\n"
                              "cultural_fit,triangular 0.3 0.5 0.8,\n"
                              "# A change in mid-course: the second value holds from month 13; reached over 6 months:,,\n"
                              "relationship_management,0.3,0.3 then 0.7 from 13 over 6\n"
                              "# A surprise that strikes every scenario in month 18:,,\n"
                              "event: loss of revenue,month 18 severity 0.5,\n";

static bool write_starter(const char *path, struct error *err) {
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
  bool done = options_read(&options, argc, argv, "", err);
  if (done && options.operand_count > 1) done = fail_usage(err, "new takes one name, not '%s' as well", options.operand[1]);
  if (done) {
    const char *name = options.operand_count ? options.operand[0] : "scenarios.csv";
    const size_t length = strlen(name);
    const bool suffixed = length > 4 && strcmp(name + length - 4, ".csv") == 0;
    done = asprintf(&path, "%s%s", name, suffixed ? "" : ".csv") >= 0 ? write_starter(path, err) : fail_memory(err);
  }
  if (done) printf("%s is written. Open it in a spreadsheet or an editor, then: entente run %s\n", path, path);
  free(path);
  options_free(&options);
  return done ? STATUS_DONE : err->status;
}

const struct command cmd_new = {
    "new", "write a commented starter sheet",
    "Example: entente new alliance && entente run alliance.csv\n\n"
    "entente new [NAME] writes NAME.csv (default scenarios.csv): a small sheet of two scenarios that shows what cells can say.\n",
    run};
