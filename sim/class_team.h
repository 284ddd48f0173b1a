/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class_team: the one-column sheet that a team hands in -> its plan: the brief with the team's own cells.
 *
 * The header's name of the column is the team's name. Empty cells leave the brief's value. Whatever is wrong with a sheet is kept with
 * the team; only a failure of the machine is an error. */
#ifndef ENTENTE_CLASS_TEAM_H
#define ENTENTE_CLASS_TEAM_H
#include "class_brief.h"
#include "class_cost.h"

enum team_state { TEAM_BROKEN, TEAM_OVER_BUDGET, TEAM_ADMITTED };

struct team {
  enum team_state state;
  char *file;           /* the path as messages show it: well-formed UTF-8 without control characters; owned */
  char *name;           /* the header's, or the file's where that cannot be read; owned */
  char *page;           /* name of a file for it, of our own making: unlike any other team's, of letters, digits and '-'; owned */
  struct scenario plan; /* NULL members for a broken sheet; owned */
  bool *own;            /* [parameter_count] what the team wrote itself; NULL for a broken sheet; owned */
  struct cost_sum cost; /* of what teams may set */
  struct messages problems /* why it does not take part */, warnings;
};

/* Read `file` of a folder. */
bool team_read(struct team *, const struct brief *, const char *folder, const char *file, struct error *err);
/* Take a team out of the tournament, for this reason. */
void team_refuse(struct team *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void team_free(struct team *, const struct brief *); /* takes a zeroed struct */

#endif
