/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alliance_game_data: choices of subjects in the laboratory -> counts by subject and situation.
 *
 * A likelihood needs no more than how often a subject chose what in which situation (treatment, memory of the last period,
 * experience), as choices are independent given these and the subject's disposition. */
#ifndef ENTENTE_ALLIANCE_GAME_DATA_H
#define ENTENTE_ALLIANCE_GAME_DATA_H
#include "sim/error.h"
#include <stdbool.h>
#include <stddef.h>

enum alliance_choice { CHOICE_WITHHOLD, CHOICE_CONTRIBUTE, CHOICE_LEAVE, ALLIANCE_CHOICES };

struct alliance_treatment {
  unsigned competition, partners, exit_cost; /* 0 or 1; 2 or 3; 0 or 1 */
};

/* A choice as the experiment records it. */
struct alliance_row {
  unsigned session, subject, interaction, period; /* each from 1 on; subjects are numbered within their session */
  struct alliance_treatment treatment;            /* the same throughout a session */
  bool made;                                      /* false after somebody left: no choice any more */
  enum alliance_choice choice;
  unsigned others; /* how many of the others contribute in this period */
  bool left;       /* the subject or a partner leaves in this period */
};

/* All that the model lets a choice depend on, but for disposition. */
struct alliance_situation {
  struct alliance_treatment treatment;
  bool first;           /* period; then own and others are 0 */
  unsigned own, others; /* contributions in the last period */
  unsigned experience;  /* alliances before this one */
};

struct alliance_count {
  size_t situation;
  double n[ALLIANCE_CHOICES];
};

/* A subject: its counts, and its part in the figures by which the model is judged. */
struct alliance_subject {
  unsigned session, number;
  size_t first_count, counts; /* of alliance_data.count */
  double alliances;
  double first_choices, first_contributions, choices, contributions;
  double always, terminated; /* alliances in which all contributed in every period; that somebody left */
};

enum { ALLIANCE_INTERACTIONS_MOST = 64 };
struct alliance_session {
  unsigned number;
  struct alliance_treatment treatment;
  size_t subjects, interactions;
  unsigned length[ALLIANCE_INTERACTIONS_MOST]; /* periods that the alliances of an interaction could last */
};

struct alliance_data {
  struct alliance_situation *situation; /* [situations], owned, like the others */
  size_t situations;
  struct alliance_count *count;
  size_t counts;
  struct alliance_subject *subject; /* in the order of session and number */
  size_t subjects;
  struct alliance_session *session; /* in the order of their numbers */
  size_t sessions;
  double choices;
};

/* Read a file of the layout that tests/reference/alliance_game/README.md describes. *rows is the caller's to free. */
bool alliance_rows_read(struct alliance_row **rows, size_t *count, const char *path, struct error *err);

/* Sorts the rows. Every subject has a row for every period of every interaction. */
bool alliance_data_make(struct alliance_data *data, struct alliance_row *rows, size_t count, struct error *err);
bool alliance_data_read(struct alliance_data *data, const char *path, struct error *err);
void alliance_data_free(struct alliance_data *data); /* takes a zeroed struct */

#endif
