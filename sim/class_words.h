/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class_words: what a tournament says, in sentences. Every figure in them is computed. */
#ifndef ENTENTE_CLASS_WORDS_H
#define ENTENTE_CLASS_WORDS_H
#include "class.h"

/* Who wins, how sure that is, and against what; the first sentence is the finding. */
void class_words_answer(struct messages *, const struct tournament *);
/* What is luck and what is the plan. */
void class_words_luck(struct messages *, const struct tournament *);

enum { PLACE_WORDS = 64 };
/* The rank of a plan: "1", "2 to 4". */
const char *class_words_rank(char out[PLACE_WORDS], const struct place *);
/* "thousand EUR"; "" for shares, and for money without a currency. Points to the study, the model, or a constant. */
const char *class_words_unit(const struct tournament *, const struct outcome *);

#endif
