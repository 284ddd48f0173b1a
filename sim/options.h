/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options: the words after a command -> what they ask for. GNU-style long options, the usual short ones, `--` and `-`. */
#ifndef ENTENTE_OPTIONS_H
#define ENTENTE_OPTIONS_H
#include "model.h"
#include "scenario.h"
#include "sequential.h"
#include <getopt.h>

struct options {
  struct overrides over;
  char **operand;
  int operand_count; /* files and names; point into argv */
  const char *out, *sheet, *outcome;
  unsigned threads; /* 0: all cores */
  uint32_t luck;
  enum vector vector;         /* VECTOR_COUNT: the widest */
  double tolerance;           /* NaN: not given */
  size_t versions;            /* --robust; 0: not given */
  struct precision precision; /* half_width 0: not given */
  double time_limit;          /* seconds; 0: none */
  unsigned formats;           /* of pictures, a set of FORMAT_*; with none given 0, and no_plots tells `none` */
  const char *chart;          /* NULL: not given */
  bool force, quiet, json, no_progress, excel, save_runs, save_events, no_plots, terminal, sixel, ablate, csv;
  const char **set, **only; /* owned; over points to them */
  /* Of calibrate. */
  const char *targets, *choices; /* tables; NULL: not given */
  const char **fit;    /* [fit_count], owned */
  size_t fit_count;
  bool abc;              /* --method */
  size_t starts, points; /* 0: not given */
};

/* Which options a command takes: a string of their letters, see the table in options.c. Fails with status usage. argv is
 * permuted: options first. */
bool options_read(struct options *options, int argc, char **argv, const char *taken, struct error *err);
void options_free(struct options *options);

#endif
