/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cell: the words of one cell of a sheet -> what they say of one parameter.
 *
 *   cell     = "default" | value { "then" value "from" MONTH [ "over" MONTHS ] }
 *   value    = number | "yes" | "no" | number "to" number | law
 *   law      = name arguments | name "(" arguments ")" | "data" FILE.csv COLUMN
 *
 * Words are read without regard to case. Messages say what was found and what is allowed; the place is added by the caller. */
#ifndef ENTENTE_CELL_H
#define ENTENTE_CELL_H
#include "data_file.h"
#include "distribution.h"
#include "model.h"

/* A value that holds from a month on. */
struct stage {
  struct law law; /* truncated to the parameter's range */
  double cut;     /* probability that the truncation cut away */
  unsigned from;  /* first month in force; 0 for the first stage */
  unsigned over;  /* months of the ramp, 0 or 1 for none: min(1, (m - from + 1)/over) of the way in month m */
};

/* What one scenario says of one parameter. All stages share the run's one uniform. */
struct setting {
  char *text;          /* the cell as written, or the model's default; owned */
  bool by_default;     /* the model's default law: nothing was written, or `default` */
  size_t stages;       /* >= 1 */
  struct stage *stage; /* [stages] by ascending month, owned */
};

struct forced_event {
  size_t shock;
  unsigned month;
  double severity;
};

enum { RANGE_SIZE = 96 };

/* Read a cell; "" is the model's default. Fails with one sentence. */
bool cell_read(struct setting *setting, const struct parameter *parameter, const char *text, char decimal, struct data_shelf *shelf,
               struct error *err);
bool setting_copy(struct setting *to, const struct setting *from, struct error *err);
void setting_free(struct setting *setting);              /* takes a zeroed struct */
bool setting_is_constant(const struct setting *setting); /* a number at any time: nothing is drawn */

/* Read `month M severity S | ...` (or `none`) and append to the *count events at *events, which the caller frees. */
bool cell_read_events(struct forced_event **events, size_t *count, size_t shock, const char *text, char decimal, struct error *err);

/* What is wrong with a number not in the parameter's range: "outside 0 to 1", "above 5, the most allowed". Returns out. */
const char *cell_range_miss(const struct parameter *parameter, char out[RANGE_SIZE]);

/* Whether a cell is this word, without regard to case. */
bool cell_is(const char *text, const char *word);

#endif
