/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "options.h"
#include "plots/album.h"
#include "plots/terminal.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { COLUMNS = 80, ROWS = 24 };

static bool draw_in_terminal(const struct options *options, const char *folder, struct error *err) {
  struct winsize size = {0};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;
  const struct terminal terminal = {.columns = known ? size.ws_col : COLUMNS,
                                    .rows = known ? size.ws_row : ROWS,
                                    .colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR"),
                                    .sixel = options->sixel,
                                    .chart = options->chart,
                                    .stop = stop_by_signals()};
  return terminal_draw(stdout, folder, &terminal, err);
}

static bool draw_files(const struct options *options, const char *folder, struct error *err) {
  const struct album_options album = {
      .formats = options->formats ? options->formats : FORMAT_SVG, .parallel = options->threads, .stop = stop_by_signals()};
  if (!album_draw(folder, &album, err)) return false;
  if (!options->quiet) printf("Drawn in %s/plots/; open %s/report.html to read it all\n", folder, folder);
  return true;
}

static enum status run(int argc, char **argv, struct error *err) {
  struct options options;
  bool ok = options_read(&options, argc, argv, "FjqGXC", err);
  if (ok && options.operand_count != 1) ok = fail_usage(err, "plot needs one folder: entente plot results/focus");
  char *folder = ok ? strdup(options.operand[0]) : NULL;
  if (ok && !folder) ok = fail_memory(err);
  for (size_t end = folder ? strlen(folder) : 0; end > 1 && folder[end - 1] == '/';) folder[--end] = '\0';
  ok = ok && (options.terminal || options.sixel || options.chart ? draw_in_terminal : draw_files)(&options, folder, err);
  if (!ok && err->status == STATUS_INTERRUPTED) stopped(err, "interrupted; draw the rest with: entente plot %s", folder);
  free(folder);
  options_free(&options);
  return ok ? STATUS_DONE : err->status;
}

const struct command cmd_plot = {
    "plot", "draw the pictures and the report of a result again",
    "Example: entente plot results/focus --format svg,png\n\n"
    "entente plot FOLDER draws, from the CSV files and datapackage.json alone, every picture into FOLDER/plots/ and FOLDER/report.html.\n"
    "Beside each picture stands the gnuplot script that drew it.\n\n"
    "      --format LIST     svg, png, pdf, or several of them (default: svg)\n"
    "      --terminal        instead, draw in the terminal, sized to it\n"
    "      --sixel           the same with pixels, for terminals that show sixel graphics\n"
    "      --chart NAME      in the terminal, only this one: value or survival; with --sixel also trajectories, endings,\n"
    "                        distribution, differences, partners, success or payback\n"
    "  -j, --threads N       pictures drawn at once (default: as many as there are processors)\n"
    "  -q, --quiet           say nothing when all is well\n\n"
    "The environment variable ENTENTE_GNUPLOT names another program than the gnuplot of PATH.\n",
    run};
