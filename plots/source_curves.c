/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source_curves: what changes from month to month. */
#include "plots/source_parts.h"
#include <math.h>

/* A file with a row for each scenario, month and thing (a variable, an ending, or the scenario itself). */
struct curve_file {
  const char *name;
  const char *thing; /* column that names it; NULL where it is the scenario */
  enum name_kind kind;
  bool strangers;     /* there may be things that the dictionary does not know: they are passed over */
  size_t absent;      /* things of the dictionary that the file never has */
  size_t first_month; /* 0 or 1 */
  size_t count;
  const char *column[COLUMNS_MOST];
};

static const struct curve_file trajectories = {
    "trajectories.csv", "variable", NAME_VARIABLE, true, 0, 1, 9, {"n", "mean", "mean_se", "sd", "q05", "q25", "q50", "q75", "q95"}};
static const struct curve_file survival = {"survival.csv",
                                           NULL,
                                           NAME_SCENARIO,
                                           false,
                                           0,
                                           0,
                                           7,
                                           {"at_risk", "alive", "alive_low", "alive_high", "hazard", "hazard_low", "hazard_high"}};
static const struct curve_file endings = {"endings.csv",  "ending", NAME_ENDING, false,
                                          1 /* active */, 0,        3,           {"cumulative_incidence", "low", "high"}};

/* One being read. */
struct curves {
  struct source *source;
  const struct curve_file *file;
  struct csv_table table;
  struct finder scenario, thing;
  size_t month;   /* column */
  size_t things;  /* of a scenario */
  size_t length;  /* of an array */
  double **array; /* [scenario][thing] its `count` arrays, one after the other; NULL where the file has none */
  size_t *seen;   /* [scenario][thing] months; the first column is never empty */
  struct numbers numbers;
};

static bool curves_open(struct curves *c, struct error *err) {
  struct source *const source = c->source;
  const size_t all = source->scenario_count * c->things;
  c->length = source->months + 1 - c->file->first_month;
  c->array = source_take(source, all, sizeof *c->array, err);
  c->seen = c->array ? source_take(source, all, sizeof *c->seen, err) : NULL;
  return c->seen && source_open(source, c->file->name, &c->table, err) &&
         finder_make(&c->scenario, source, &c->table, "scenario", NAME_SCENARIO, err) &&
         (!c->file->thing || finder_make(&c->thing, source, &c->table, c->file->thing, c->file->kind, err)) &&
         csv_table_column(&c->table, "month", &c->month, err) && numbers_make(&c->numbers, &c->table, c->file->count, c->file->column, err);
}

static bool curves_row(struct curves *c, size_t row, struct error *err) {
  size_t s, thing = 0, month;
  double value[COLUMNS_MOST];
  if (!finder_need(&c->scenario, row, &s, err) || !whole_at(&c->table, row, c->month, c->file->first_month, c->source->months, &month, err))
    return false;
  if (c->file->thing && c->file->strangers) thing = finder_at(&c->thing, row);
  else if (c->file->thing && !finder_need(&c->thing, row, &thing, err)) return false;
  if (thing == SOURCE_NONE) return true;
  const size_t place = s * c->things + thing;
  if (!c->array[place] && !(c->array[place] = source_numbers(c->source, c->file->count * c->length, err))) return false;
  if (!numbers_at(&c->numbers, row, value, err)) return false;
  double *const at = c->array[place] + month - c->file->first_month;
  c->seen[place] += isnan(*at) && !isnan(value[0]);
  for (size_t i = 0; i < c->file->count; i++) at[i * c->length] = value[i];
  return true;
}

/* Every month of everything. */
static bool curves_whole(const struct curves *c, struct error *err) {
  const size_t expected = c->things > c->file->absent ? c->source->scenario_count * (c->things - c->file->absent) : 0;
  size_t present = 0, cut = 0;
  for (size_t i = 0; i < c->source->scenario_count * c->things; i++) {
    present += c->array[i] != NULL;
    cut += c->array[i] && c->seen[i] != c->length;
  }
  if (present == expected && cut == 0 && c->table.rows % (c->source->scenario_count * c->length) == 0) return true;
  return fail_input(err, "%s: rows are missing or stand there twice; the file is damaged, run the sheet again", c->table.path);
}

/* Read the file; arrays of what it does not have are NULL. */
static double **curves_read(struct source *source, const struct curve_file *file, struct error *err) {
  struct curves c = {.source = source, .file = file, .things = file->thing ? source->data->names[file->kind].count : 1};
  bool ok = curves_open(&c, err);
  for (size_t row = 0; ok && row < c.table.rows; row++) ok = curves_row(&c, row, err);
  ok = ok && curves_whole(&c, err);
  csv_table_free(&c.table);
  return ok ? c.array : NULL;
}

bool source_trajectories(struct source *source, struct error *err) {
  const size_t n = source->months, all = source->scenario_count * source->variable_count;
  double **const array = curves_read(source, &trajectories, err);
  struct series *const series = array ? source_take(source, all, sizeof *series, err) : NULL;
  for (size_t i = 0; series && i < all; i++) {
    const double *const a = array[i];
    if (a) series[i] = (struct series){n, a, a + n, a + 2 * n, a + 3 * n, a + 4 * n, a + 5 * n, a + 6 * n, a + 7 * n, a + 8 * n};
  }
  source->data->series = series;
  return series != NULL;
}

bool source_survivals(struct source *source, struct error *err) {
  const size_t n = source->months + 1;
  double **const array = curves_read(source, &survival, err);
  struct survival_curve *const curve = array ? source_take(source, source->scenario_count, sizeof *curve, err) : NULL;
  for (size_t s = 0; curve && s < source->scenario_count; s++) {
    const double *const a = array[s];
    curve[s] = (struct survival_curve){source->months, a, a + n, a + 2 * n, a + 3 * n, a + 4 * n, a + 5 * n, a + 6 * n};
  }
  source->data->survival = curve;
  return curve != NULL;
}

bool source_endings(struct source *source, struct error *err) {
  const size_t n = source->months + 1, all = source->scenario_count * source->ending_count;
  double **const array = curves_read(source, &endings, err);
  struct incidence *const incidence = array ? source_take(source, all, sizeof *incidence, err) : NULL;
  for (size_t i = 0; incidence && i < all; i++)
    if (array[i]) incidence[i] = (struct incidence){source->months, array[i], array[i] + n, array[i] + 2 * n};
  source->data->incidence = incidence;
  return incidence != NULL;
}
