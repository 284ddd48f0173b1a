/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gnuplot: pictures drawn by the program gnuplot, several at once, each whole or not at all.
 *
 * Each picture is a process of its own, started without a shell as `gnuplot -d` (no settings of the user), with LC_ALL=C.UTF-8; the
 * script comes through a socket, the picture is caught in memory, so nothing of gnuplot reaches our streams or the disk. gnuplot's exit
 * status proves nothing (it draws on after an error, and exits with 0 on a full disk), so a picture is done only if nothing on stderr
 * is an error and its bytes end as the format must: "</svg>", the chunk IEND, "%%EOF".
 *
 * The environment variable ENTENTE_GNUPLOT names another program than the "gnuplot" of PATH. */
#ifndef ENTENTE_GNUPLOT_H
#define ENTENTE_GNUPLOT_H
#include "sim/error.h"
#include "sim/folder.h"
#include <stdatomic.h>

/* PICTURE_TEXT: what a terminal shows (gnuplot's dumb, sixelgd, block). */
enum picture_format { PICTURE_SVG, PICTURE_PNG, PICTURE_PDF, PICTURE_TEXT };

struct drawing {
  /* Asked for; all borrowed. */
  const char *name; /* of the picture, for messages: "plots/survival.png" */
  enum picture_format format;
  const char *terminal; /* what follows `set terminal`: "pngcairo size 1280,800 font \"Inter,17\" noenhanced"; made by us, not by a user */
  const char *script;   /* [size] gnuplot commands without `set terminal` and `set output`; data inside, as datablocks */
  size_t size;
  /* Result. */
  bool done;
  char *bytes; /* [length] the picture, a NUL after the last byte; owned, freed by drawing_free; NULL unless done */
  size_t length;
  struct error err; /* why not, status STATUS_PICTURE; unset when done */
};

struct gnuplot_limits {
  unsigned parallel;      /* processes at once, 1 to 64 */
  double seconds;         /* that one picture may take; then its process is killed */
  const atomic_int *stop; /* NULL, or a flag that others set to end everything soon */
};

/* Draw all; a picture that fails does not keep the others from being drawn. False if any is not done, with one sentence about the first
 * and how many others there are, status STATUS_PICTURE. Without gnuplot, or for PNG and PDF without fonts, the sentence says what to
 * install and ends in "then run: entente plot": the caller appends " FOLDER" (gnuplot_advice). Stopped: false, STATUS_INTERRUPTED. */
bool gnuplot_draw(struct drawing *list, size_t count, const struct gnuplot_limits *, struct error *err);
/* Append the folder to a message that ends in "run: entente plot"; one of gnuplot's failures gets that advice first, any other stays as
 * it is. Without a folder that `entente plot` can draw: "then do this again" instead. */
void gnuplot_advice(struct error *err, const char *folder);
/* Write the picture to a file of the folder, with a temporary name until it is whole. Requires done. */
bool drawing_write(const struct drawing *, const struct folder *, const char *name, struct error *err);
/* Free the result. Takes a zeroed struct. */
void drawing_free(struct drawing *);

#endif
