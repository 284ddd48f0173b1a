/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario_parts: what the files that make a study share. scenario_header.c reads the scenarios' names, scenario_general.c what a
 * sheet says once, scenario_values.c what it says of each scenario; study.c owns the memory, scenario.c calls them in turn. */
#ifndef ENTENTE_SCENARIO_PARTS_H
#define ENTENTE_SCENARIO_PARTS_H
#include "correlation.h"
#include "rows.h"
#include "scenario.h"

struct reader {
  struct study *study;
  const struct sheet *sheet;
  const struct overrides *over;
  struct rows rows;
  struct data_shelf shelf;
  char *folder;
  bool *kept; /* [scenario] by --scenario; owned */
  struct rank_pair *pair;
  size_t pairs; /* owned */
};

/* Note what is wrong with a cell. */
void take_problem(struct reader *r, const struct row *row, size_t scenario, const struct error *problem);

/* List the scenarios of the header row; its problems are noted, but one that leaves no header fails. Needs rows. */
bool header_read(struct reader *r, struct error *err);
/* Find the scenarios that --scenario keeps. */
bool header_select(struct reader *r, struct error *err);

/* Choose the command line's model, else the sheet's, else the first; none where the sheet's is unknown, which is noted. */
bool general_model(struct reader *r, struct error *err);
/* Apply an understood row of a general kind; after all of them, what the command line says over them. */
void general_apply(struct reader *r, const struct row *row);
void general_override(struct reader *r);

/* Apply an understood row that is not a general one. */
void values_apply(struct reader *r, const struct row *row);
/* After all rows: the model's defaults for what no row sets, then the correlations. */
bool values_finish(struct reader *r, struct error *err);

/* Steps in the making of a study, with the names of its scenarios already there (study.c): the model's own numbers, "" for texts
 * not given, the model's default for a parameter, the copula, and the loss of scenarios that are not kept. */
bool study_make(struct study *study, const struct model *model, struct error *err);
bool study_make_texts(struct study *study, struct error *err);
bool study_make_default(struct study *study, size_t parameter, struct error *err);
bool study_correlate(struct study *study, const struct rank_pair *pair, size_t pairs, size_t *bad, struct error *err);
void study_select(struct study *study, const bool *kept);

#endif
