/* SPDX-License-Identifier: GPL-3.0-or-later */
/* evidence: what is known of the world that a model tells of: published facts, the studies that measure their counterparts in the
 * model, the mechanisms that can be switched off, and a naive yardstick. Constant tables; a model that has them points to them.
 *
 * Studies are scenarios of two sheets, numbered through: those of `populations`, then the two of `contest`. Study 0 is the default
 * population. */
#ifndef ENTENTE_EVIDENCE_H
#define ENTENTE_EVIDENCE_H
#include "model.h"

struct records;
/* Mean value a month of each run, up to a common factor: out[runs]. */
typedef void mean_value(double *out, const struct records *, const double *coefficient);

/* How a figure is taken from the runs of a study. x and y are names of the model's parameters, variables or outcomes. */
enum statistic {
  STATISTIC_ALIVE,         /* share alive at the end of `month` */
  STATISTIC_ENDED,         /* share that ended by the end of `month` in one of `endings` */
  STATISTIC_SHARE,         /* mean of outcome x, which is 1 where `worth` (below) is at least `number`, else 0 */
  STATISTIC_REACHED,       /* share whose outcome x is at least `number` */
  STATISTIC_MISSED,        /* share whose outcome x is below `number` */
  STATISTIC_EXPLAINED,     /* R squared of outcome x, capped at `number`, on all inputs that vary */
  STATISTIC_SURVEY,        /* correlation of variables x and y, each capped at `number`, as a survey sees them (survey.h) */
  STATISTIC_AGE,           /* correlation of variable x with age among the living at a random month */
  STATISTIC_BELOW,         /* share of the living at a random month whose variable x is below `number` */
  STATISTIC_MIX,           /* share of `endings` among the runs that ended in one of `among` */
  STATISTIC_INPUT,         /* correlation of parameter x with outcome y */
  STATISTIC_INPUT_SIZE,    /* the same without its sign */
  STATISTIC_INPUT_STATE,   /* correlation of parameter x with variable y among those alive at SURVEY_FIXED_MONTH */
  STATISTIC_HAZARD,        /* hazard ratio of `endings` per standard deviation of parameter x, all inputs that vary included */
  STATISTIC_CROSSOVER,     /* contest: from which month on the first scenario's mean of the model's crossing variable is ahead */
  STATISTIC_GAIN,          /* contest: ratio of means of outcome x, first over second */
  STATISTIC_LIFE_AND_VALUE /* correlation of the last month with the mean value a month */
};

/* A published fact, and the band in which the model's figure is accepted. */
struct known_fact {
  const char *name, *finding, *figure /* in words */, *study_name;
  size_t study;
  enum statistic statistic;
  const char *x, *y;       /* "" where there is none */
  unsigned month;          /* 0 where there is none */
  double number;           /* 0 where there is none */
  unsigned endings, among; /* sets of ending codes: bit 1 << code */
  double low, high;
  const char *use;           /* "calibrated": coefficients were fitted to it; "check": not used */
  const char *source, *mark; /* and how sure the published figure is: verified, recalled, judgement */
};

/* Something in the model that can be switched off: coefficients, and the value of each that does it. */
struct switched {
  const char *coefficient;
  double off;
};
enum { SWITCHED_MOST = 12 };
struct mechanism {
  const char *name, *meaning;
  struct switched switched[SWITCHED_MOST]; /* up to the first without a name */
};

/* A simpler rival, scored on the same facts. */
struct yardstick {
  const char *name, *meaning;
  const struct coefficient *coefficients; /* value: where fitting starts; all of them are fitted */
  size_t coefficient_count;
  /* Overwrite outcomes, ends and glances (those of study 0 alone) of all studies' records, whose inputs stand; words of random.h, month MONTH_SURVEY, from draw
   * YARDSTICK_DRAW on. Returns the month of STATISTIC_CROSSOVER: 1, or 0 for never. */
  unsigned (*simulate)(struct records *studies, const double *coefficient);
  mean_value *value_a_month;
};

struct evidence {
  const char *populations; /* a sheet in the sheet's own words; its first scenario is the default population */
  const char *contest;     /* likewise, of two scenarios */
  size_t study_count;      /* of both */
  const struct known_fact *facts;
  size_t fact_count;
  const struct mechanism *mechanisms;
  size_t mechanism_count;
  const struct yardstick *yardstick;
  mean_value *value_a_month;
  const char *worth; /* outcome whose distribution is shown */
};

#define EVERY_ENDING (~1u) /* all but code 0, alive */

#endif
