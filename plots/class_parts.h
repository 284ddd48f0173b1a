/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class_parts: what the page of the class and the pages of teams share. */
#ifndef ENTENTE_CLASS_PARTS_H
#define ENTENTE_CLASS_PARTS_H
#include "class_pages.h"
#include "wording.h"

/* A section with its heading; id is ours. */
void class_section(FILE *, const char *id, const char *heading);
/* A paragraph for each text; attributes for the first. */
void class_sentences(FILE *, const struct messages *, const char *first);

/* An outcome's value, or a difference of two: "1,032 (999 to 1,065)", shares in percent. */
const char *class_value(char out[PHRASE_SIZE], const struct outcome *, struct estimate);
const char *class_mean(char out[PHRASE_SIZE], const struct outcome *,
                       struct estimate); /* rounded to what the interval allows, without it */
const char *class_difference(char out[PHRASE_SIZE], const struct outcome *, struct estimate);
/* An outcome with its unit: "Trust at the end, %". */
const char *class_label(char out[PHRASE_SIZE], const struct tournament *, const struct outcome *);
/* A number without an interval, to three figures of `scale`: "1,234"; "–" for none. */
const char *class_number(char out[PHRASE_SIZE], double value, double scale);

/* What happens to all teams alike: parameters that the brief sets and no team may, surprises. False where memory ran out. */
bool class_brief_table(FILE *, const struct tournament *);
/* What each plan does; parameters that no team wrote are left out. */
void class_choices(FILE *, const struct tournament *);
/* A table by hand: <div><table> with its caption, and the end of both. */
void class_table_begin(FILE *, const char *caption);
void class_table_end(FILE *);
/* Model, seed and how it was computed. */
void class_method(FILE *, const struct tournament *);

/* The page of one team. */
bool class_team_write(const struct folder *, const struct tournament *, const struct team *, struct error *err);

#endif
