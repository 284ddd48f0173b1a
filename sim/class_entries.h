/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class_entries: the sheets of a folder -> teams, in the order of their names, so that names of files decide nothing. */
#ifndef ENTENTE_CLASS_ENTRIES_H
#define ENTENTE_CLASS_ENTRIES_H
#include "class_team.h"

#define BRIEF_FILE "brief.csv"
#define PAGE_PREFIX "team-"
#define PAGE_SUFFIX ".html"
enum { TEAMS_MOST = SCENARIOS_MOST - 1 };

struct entries {
  struct team *team; /* [count] by name, then file; owned */
  size_t count;
};

/* Read every *.csv of the folder but the brief (no hidden files). Teams of one name are all refused: nobody can tell which counts. */
bool entries_read(struct entries *, const struct brief *, const char *folder, struct error *err);
void entries_free(struct entries *, const struct brief *); /* takes a zeroed struct */

/* How many are in this state. */
size_t entries_count(const struct entries *, enum team_state);

#endif
