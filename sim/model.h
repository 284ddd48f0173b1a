/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model: what a model must tell the engine: constant tables and four functions.
 *
 * A model is a constant. `describe`, error messages, CSV headers, the data dictionary and the README's tables are made from it, so
 * that nothing can disagree with the code. Its functions see a block of runs, one array of lanes a quantity; they allocate
 * nothing, do no I/O, and work on each lane by itself. One period is called a month. */
#ifndef ENTENTE_MODEL_H
#define ENTENTE_MODEL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  LANES = 256,        /* runs of a block; a constant of the results */
  MONTHS_MOST = 1200, /* of a horizon */
  STRIP = 16,         /* kernels work on whole strips; lanes beyond the live ones hold harmless leftovers */
  LANE_ROW = LANES + 8,
  WORD_ROW = LANES + 16 /* rows are a cache line longer than a power of two, or rows would evict each other */
};
typedef double lane_array[LANE_ROW] __attribute__((aligned(64)));
typedef float normal_array[WORD_ROW] __attribute__((aligned(64)));
typedef uint32_t word_array[WORD_ROW] __attribute__((aligned(64)));

/* What a scenario may set. */
struct parameter {
  const char *name, *label, *group, *unit;
  double low, high;  /* allowed range, inclusive */
  bool policy;       /* may change over time (a schedule); the others hold their value at signing */
  const char *law;   /* default, in a sheet's own words: a number or a law (sheet.h) */
  const char *block; /* block factor of the input copula, "" for none */
  double loading;    /* on the general and the block factor */
  const char *meaning, *basis;
};

/* Fixed grids on which the quantiles of a variable over time are counted. */
enum grid { GRID_SHARE /* [0, 1] */, GRID_THREE /* [0, 3] */, GRID_MONEY /* symmetric, logarithmic, in units of model.scale */ };

/* A quantity reported month by month. */
struct variable {
  const char *name, *label, *unit; /* unit "money" and "money/month" take the sheet's currency */
  enum grid grid;
  bool cumulative; /* kept after the end: reported over all runs, not over the living */
  size_t column;   /* of the state */
  const char *meaning;
};

enum outcome_kind { OUTCOME_NUMBER, OUTCOME_COUNT, OUTCOME_SHARE /* 0 or 1 */ };

/* A quantity reported once a run. */
struct outcome {
  const char *name, *label, *unit;
  enum outcome_kind kind;
  int better;          /* 1 more is better, -1 less is better, 0 neither */
  bool may_be_missing; /* a value may be NaN: it never happened; sorts last */
  const char *meaning;
};

struct ending {
  const char *name, *meaning;
  bool early_failure, planned /* as agreed: no failure */;
}; /* code = index; 0 is "active" */
struct coefficient {
  const char *name, *section;
  double value, low, high;
  const char *meaning, *basis;
};

/* A shock that can strike by itself and that a sheet's `event:` row can force. */
struct shock {
  const char *name;
  double rate_per_year;
  const char *meaning, *basis;
};

/* What a practice costs at level 1, in percent of the scale parameter: once when its level is raised, and every month. */
struct cost {
  size_t parameter;
  double set_up, running;
};

/* What comes back every so many months as a parameter says: percent of the scale parameter a month when that is `usual` months. */
struct recurring {
  size_t parameter;
  double usual, running;
};

/* Something that happened in a month, for events.csv: a state column that holds its size, 0 for nothing. */
struct happening {
  const char *name, *partner;
  size_t column;
};

/* A published finding about partnerships in general: a figure of the model's default population (default laws, default months), and
 * the band in which it is accepted. */
enum fact_kind { FACT_ALIVE /* share alive at the end of `month` */, FACT_MEAN /* mean of `outcome` */ };
struct fact {
  const char *name, *finding, *statistic;
  enum fact_kind kind;
  unsigned month;
  size_t outcome;
  double low, high;
  const char *use;           /* "calibrated": coefficients were fitted to it; "check": not used */
  const char *source, *mark; /* and how sure the published figure is: verified, recalled, judgement */
};

/* A block of runs of one scenario as a kernel sees it. Arrays are [row][lane]; lanes 0 to live - 1 are alive. */
struct block {
  unsigned live;  /* lanes alive at the start of the month, 1 to 256 */
  unsigned width; /* live rounded up to whole strips: loops run over width lanes */
  unsigned month; /* 0 at signing, then 1, 2, ... */
  unsigned horizon;
  lane_array *input;          /* [parameter] in force this month */
  lane_array *state;          /* [state_columns], the model's own; zero before start */
  lane_array *ending;         /* [1] code of the ending; 0 while alive. Set by step */
  const normal_array *normal; /* [normals] standard normals of this month */
  const word_array *word;     /* [uniforms] random words of this month, for uniform() */
  const double *coefficient;  /* [coefficient_count] */
  const double *forced;       /* [shock_count] severity that the sheet forces this month, 0 for none */
  lane_array *outcome;        /* [outcome_count], only for finish */
  unsigned *end_month;        /* [LANES] last month lived, only for finish */
};

/* The functions, compiled once for each vector width. */
struct kernel {
  void (*start)(struct block *);    /* month 0: from inputs and draws to the first state */
  void (*policies)(struct block *); /* terms that depend on inputs alone; after start, and whenever an input changed */
  void (*step)(struct block *);     /* one month: state, and ending where a run ends in it */
  void (*finish)(struct block *);   /* outcomes from the state at each run's end; lanes = runs, live = 256 or fewer */
};

/* Vector widths that the program holds kernels for. All give the same bits. */
enum vector { VECTOR_BASE, VECTOR_AVX2, VECTOR_AVX512, VECTOR_COUNT };
extern const char *const vector_names[VECTOR_COUNT]; /* "base", "avx2", "avx512" */
enum vector vector_best(void);                       /* the widest that this processor and build have */
bool vector_available(enum vector);

struct evidence; /* evidence.h */

struct model {
  const char *name, *title, *version, *reference, *purpose, *limits;
  const char *starter; /* a small commented sheet, for `new` */
  const struct parameter *parameters;
  size_t parameter_count;
  const struct variable *variables;
  size_t variable_count;
  const struct outcome *outcomes;
  size_t outcome_count;
  const struct ending *endings;
  size_t ending_count;
  const struct coefficient *coefficients;
  size_t coefficient_count;
  const struct shock *shocks;
  size_t shock_count;
  const struct cost *costs;
  size_t cost_count;
  const struct recurring *recurring; /* NULL for none */
  const struct happening *happenings;
  size_t happening_count;
  const struct fact *facts;
  size_t fact_count;
  const struct evidence *evidence; /* for `validate`; NULL for none */
  size_t scale;                           /* parameter in whose units money is gridded; parameter_count for a model without money */
  size_t main_outcome;                    /* the confirmatory one */
  size_t crossing;                        /* cumulative variable whose crossovers are reported; variable_count for none */
  bool two_partners;                      /* whether outcomes of partners stand side by side: */
  size_t partner[2];                      /* what each of them gains (more is better); they cannot be missing */
  double block_general, block_own;        /* variance shares of the copula's general and block factor */
  size_t state_columns;                   /* of these, */
  size_t outcome_columns;                 /* the first are what finish reads, */
  size_t moving_columns;                  /* and the first (no fewer) outlast the month, while the others are made anew by every step */
  unsigned start_normals, start_uniforms; /* draws at signing: normals (an even number) first, then uniforms */
  unsigned month_normals, month_uniforms; /* draws a month, likewise */
  unsigned default_months;
  const struct kernel *kernel[VECTOR_COUNT]; /* NULL where this build has none */
};

/* The registry (models/registry.c). */
extern const struct model *const models[];
extern const size_t model_count;
const struct model *model_find(const char *name); /* NULL if there is none */

/* Index of a row by name; the count itself if there is none. */
size_t parameter_find(const struct model *, const char *name);
size_t variable_find(const struct model *, const char *name);
size_t outcome_find(const struct model *, const char *name);
size_t ending_find(const struct model *, const char *name);
size_t coefficient_find(const struct model *, const char *name);
size_t shock_find(const struct model *, const char *name);

#endif
