/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario: cells of a sheet -> a study: scenarios of one model, checked, constant from here on.
 *
 * Grammar of the sheet: scenarios/SHEET.md; of a cell: cell.h. */
#ifndef ENTENTE_SCENARIO_H
#define ENTENTE_SCENARIO_H
#include "cell.h"
#include "data_file.h"
#include "distribution.h"
#include "model.h"
#include "sheet.h"
#include <stdint.h>

enum { SCENARIOS_MOST = 256 };
#define RUNS_MOST UINT64_C(4000000000)
#define RUNS_DEFAULT UINT64_C(10000)
#define SEED_DEFAULT UINT64_C(1)

struct scenario {
  char *name;
  struct setting *settings; /* [parameter_count], owned */
  double *coefficients;     /* [coefficient_count], owned */
  struct forced_event *events;
  size_t event_count; /* by shock, then month; owned */
};

struct study {
  const struct model *model;
  char *title, *note, *currency; /* "" where not given; currency "" = money; owned */
  unsigned months;
  uint64_t runs, seed;
  size_t count;
  struct scenario *scenarios; /* the first is the baseline; owned */
  double *cholesky;           /* [parameter_count][parameter_count] lower: correlated scores from independent ones; owned */
  struct messages warnings;   /* each with its place */
  struct data_file *files;
  size_t file_count; /* that `data` laws resample, for inputs/; owned */
};

/* What the command line says over the sheet. Zero or NULL where it says nothing. */
struct overrides {
  const char *const *set;
  size_t set_count; /* 'P=CELL' as in --set: a row for every scenario, in place of the sheet's */
  const char *const *only;
  size_t only_count; /* --scenario: keep these, in the sheet's order; inheritance stays as it was */
  const char *model;
  uint64_t runs;
  bool has_runs;
  uint64_t seed;
  bool has_seed;
  unsigned months; /* 0: not given */
};

/* over may be NULL. Fails with all problems of the sheet together (status input; status usage where only the command line is
 * wrong). The study keeps nothing of the sheet. */
bool study_read(struct study *study, const struct sheet *sheet, const struct overrides *over, struct error *err);
/* The model's default population as a study of one scenario, for evaluate without --sheet and for tests. */
bool study_default(struct study *study, const struct model *model, const char *name, struct error *err);
/* For a name that no model has: err tells so, and which name is near. Returns false. */
bool fail_unknown_model(struct error *err, const char *name);
void study_free(struct study *study); /* takes a zeroed struct */

/* Read one cell as a setting of a parameter, for evaluate: the message lacks the place. folder: where `data` files are, or NULL. */
bool setting_read(struct setting *setting, const struct model *model, size_t parameter, const char *text, char decimal, const char *folder,
                  struct error *err);

#endif
