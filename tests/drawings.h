/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drawings: what tests of pictures share. */
#ifndef ENTENTE_DRAWINGS_H
#define ENTENTE_DRAWINGS_H
#include "plots/gnuplot.h"
#include "tests/suite.h"
#include <unistd.h>

#define SVG_TERMINAL "svg size 1280,800 dynamic font \"Inter,17\" background \"#ffffff\" noenhanced name \"test\""
#define PNG_TERMINAL "pngcairo size 640,400 font \"Inter,17\" noenhanced"
#define PDF_TERMINAL "pdfcairo size 6in,4in font \"Inter,12\" noenhanced"

static const struct gnuplot_limits PATIENT = {.parallel = 2, .seconds = 300};

static inline struct drawing drawing_of(enum picture_format format, const char *script) {
  static const char *const terminals[] = {SVG_TERMINAL, PNG_TERMINAL, PDF_TERMINAL, "dumb size 60,15"};
  static const char *const names[] = {"test.svg", "test.png", "test.pdf", "test"};
  return (struct drawing){.name = names[format], .format = format, .terminal = terminals[format], .script = script, .size = strlen(script)};
}

/* Whether the machine has the real gnuplot, which is used from now on; says so if it has not, for the test to return. */
static inline bool gnuplot_is_here(void) {
  struct error err = {0};
  unsetenv("ENTENTE_GNUPLOT");
  struct drawing trial = drawing_of(PICTURE_TEXT, "plot [0:1] x\n");
  const bool here = gnuplot_draw(&trial, 1, &PATIENT, &err);
  drawing_free(&trial);
  if (!here) printf("skipped a test with the real gnuplot: %s\n", err.text);
  return here;
}

/* Draw one with the real gnuplot, which must work. */
static inline void draw(struct drawing *drawing) {
  struct error err = {0};
  ck_assert_msg(gnuplot_draw(drawing, 1, &PATIENT, &err), "%s", err.text);
}

#endif
