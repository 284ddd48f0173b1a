/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source_parts: what the files of source share. */
#ifndef ENTENTE_SOURCE_PARTS_H
#define ENTENTE_SOURCE_PARTS_H
#include "plots/csv_table.h"
#include "plots/source.h"

enum { STATISTICS = 8 };
extern const char *const source_statistics[STATISTICS];

/* Lists of names that columns of the CSV files hold. */
enum name_kind { NAME_SCENARIO, NAME_PARAMETER, NAME_VARIABLE, NAME_OUTCOME, NAME_ENDING, NAME_KINDS };
struct names {
  size_t count;
  const char **name; /* [count] as in the CSV files */
};

/* A row of a table of quantities. */
struct quantity {
  size_t scenario, other;
  const char *name;
  struct estimate estimate;
};

struct quantity_table {
  bool present;
  size_t count;
  struct quantity *row; /* sorted by scenario, other, name */
};

/* Arrays are from the arena. */
struct source_data {
  json_t *package;
  struct names names[NAME_KINDS];
  struct csv_table comparison, inputs, quantities[SOURCE_TABLES]; /* tables whose texts are shown */
  struct series *series;                                          /* [scenario][variable], months 0 for none */
  struct survival_curve *survival;                                /* [scenario] */
  struct incidence *incidence;                                    /* [scenario][ending], months 0 for none */
  struct quantiles *quantiles;                                    /* [scenario][outcome], count 0 for none */
  struct estimate *statistic;                                     /* [scenario][outcome][STATISTICS] */
  struct difference *difference;                                  /* [scenario][other][outcome] as the file has them */
  struct crossover *crossover;                                    /* [scenario][other] */
  struct source_input *input;                                     /* [scenario][parameter], cell NULL for none */
  struct source_sample *sample;                                   /* [scenario]; NULL without the file */
  struct quantity_table table[SOURCE_TABLES];
  struct source_memory *arena;
};

/* Zeroed memory that lives as long as the source; NULL, and err set, without. */
void *source_take(struct source *, size_t count, size_t size, struct error *err);
/* Likewise numbers, all NaN. */
double *source_numbers(struct source *, size_t count, struct error *err);

/* datapackage.json: everything in struct source but for what the CSV files hold, and the lists of names. */
bool source_package(struct source *, struct error *err);
/* Whether datapackage.json lists the file among those that the run wrote. */
bool source_listed(const struct source *, const char *file);

/* A CSV file of the folder. */
bool source_open(const struct source *, const char *file, struct csv_table *, struct error *err);

/* What the CSV files hold, one after the other. */
bool source_trajectories(struct source *, struct error *err); /* source_curves.c */
bool source_survivals(struct source *, struct error *err);
bool source_endings(struct source *, struct error *err);
bool source_distributions(struct source *, struct error *err); /* source_outcomes.c */
bool source_summary(struct source *, struct error *err);
bool source_samples(struct source *, struct error *err);
bool source_inputs(struct source *, struct error *err);
bool source_comparisons(struct source *, struct error *err); /* source_pairs.c */
bool source_crossovers(struct source *, struct error *err);
bool source_quantities(struct source *, struct error *err);

/* A column of names. Most names follow each other in the order of the list, so the search begins where the last one ended. */
struct finder {
  const struct csv_table *table;
  const struct names *names;
  size_t column, last;
};
bool finder_make(struct finder *, const struct source *, const struct csv_table *, const char *column, enum name_kind, struct error *err);
/* SOURCE_NONE for a name that is not in the list. */
size_t finder_at(struct finder *, size_t row);
/* An unknown name is a failure. */
bool finder_need(struct finder *, size_t row, size_t *index, struct error *err);

/* Columns of numbers. */
enum { COLUMNS_MOST = 9 };
struct numbers {
  const struct csv_table *table;
  size_t count, column[COLUMNS_MOST];
};
/* names: [count] */
bool numbers_make(struct numbers *, const struct csv_table *, size_t count, const char *const *names, struct error *err);
/* value: [count], NaN for missing */
bool numbers_at(const struct numbers *, size_t row, double *value, struct error *err);
/* A whole number from low to high. */
bool whole_at(const struct csv_table *, size_t row, size_t column, size_t low, size_t high, size_t *value, struct error *err);
/* Fail unless a file has as many rows as it should. */
bool rows_check(const struct csv_table *, size_t expected, struct error *err);
struct estimate estimate_of(const double value[3], double n);
extern const struct estimate estimate_none;

#endif
