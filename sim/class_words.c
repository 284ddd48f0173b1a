/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class_words.h"
#include "utf8.h"
#include "words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_SHOWN = 6 };

const char *class_words_rank(char out[PLACE_WORDS], const struct place *place) {
  if (place->rank_low == place->rank_high) snprintf(out, PLACE_WORDS, "%zu", place->rank_low);
  else snprintf(out, PLACE_WORDS, "%zu to %zu", place->rank_low, place->rank_high);
  return out;
}

const char *class_words_unit(const struct tournament *t, const struct outcome *outcome) {
  if (strcmp(outcome->unit, "money") == 0) return t->study.currency;
  return outcome->kind == OUTCOME_SHARE ? "" : outcome->unit;
}

/* "961 ± 31 thousand EUR", or a share in percent. */
static const char *amount(char out[2 * CLIP_SIZE], const struct tournament *t, struct estimate estimate) {
  char words[WORDS_SIZE], unit[CLIP_SIZE];
  const struct outcome *const outcome = class_outcome(t);
  utf8_clip(unit, class_words_unit(t, outcome));
  if (outcome->kind == OUTCOME_SHARE)
    snprintf(out, 2 * CLIP_SIZE, "%s %%", words_share(words, estimate.value, estimate.low, estimate.high));
  else
    snprintf(out, 2 * CLIP_SIZE, "%s%s%s", words_around(words, estimate.value, (estimate.high - estimate.low) / 2), *unit ? " " : "", unit);
  return out;
}

/* "A, B and C", at most a few of them. */
static char *names_of_winners(const struct tournament *t) {
  size_t size = 0, shown = 0;
  char *text = NULL;
  FILE *const out = open_memstream(&text, &size);
  const size_t winners = class_winners(t);
  for (size_t i = 0; out && i < t->count; i++) {
    char clip[CLIP_SIZE];
    if (t->place[i].rank_low != 1 || shown == NAMES_SHOWN) continue;
    shown++;
    fprintf(out, "%s“%s”", shown == 1 ? "" : shown == winners ? " and " : ", ", utf8_clip(clip, t->place[i].team->name));
  }
  if (out && shown < winners) fprintf(out, " and %zu more", winners - shown);
  if (out && fclose(out) == 0) return text;
  free(text);
  return NULL;
}

static void say_winner(struct messages *list, const struct tournament *t) {
  const struct place *const first = &t->place[0];
  const struct outcome *const outcome = class_outcome(t);
  char mean[2 * CLIP_SIZE], clip[CLIP_SIZE];
  amount(mean, t, first->mean);
  utf8_clip(clip, first->team->name);
  if (t->count == 1) messages_add(list, "“%s” is the only plan that takes part: %s on average %s.", clip, outcome->label, mean);
  else if (class_winners(t) == 1)
    messages_add(list, "“%s” wins: %s on average %s, clearly better than every other plan.", clip, outcome->label, mean);
  else {
    char *const names = names_of_winners(t);
    if (!names) list->lost = true;
    messages_add(list, "%zu plans share the first place, since none of the others is clearly better: %s.", class_winners(t),
                 names ? names : "");
    messages_add(list, "“%s” has the best mean: %s %s.", clip, outcome->label, mean);
    free(names);
  }
}

static size_t count_against_brief(const struct tournament *t, enum verdict verdict) {
  size_t count = 0;
  for (size_t i = 0; i < t->count; i++) count += t->place[i].with_brief.verdict == verdict;
  return count;
}

static void say_brief(struct messages *list, const struct tournament *t) {
  const size_t better = count_against_brief(t, VERDICT_BETTER), worse = count_against_brief(t, VERDICT_WORSE);
  char clip[CLIP_SIZE];
  messages_add(list, "Against the brief as it is (“%s”), %zu of %zu plan%s better, %zu worse, and %zu cannot be told apart from it.",
               utf8_clip(clip, t->study.scenarios[0].name), better, t->count, t->count == 1 ? " does" : "s do", worse,
               t->count - better - worse);
}

static void say_refused(struct messages *list, const struct tournament *t) {
  const size_t broken = entries_count(&t->entries, TEAM_BROKEN), over = entries_count(&t->entries, TEAM_OVER_BUDGET);
  if (over > 0) messages_add(list, "%zu plan%s over the budget and not admitted.", over, over == 1 ? " is" : "s are");
  if (broken > 0) messages_add(list, "%zu sheet%s wrong and not admitted.", broken, broken == 1 ? " is" : "s are");
}

void class_words_answer(struct messages *list, const struct tournament *t) {
  say_winner(list, t);
  say_brief(list, t);
  say_refused(list, t);
}

static void say_single_plays(struct messages *list, const struct tournament *t) {
  const struct place *const first = &t->place[0];
  char clip[CLIP_SIZE], wins[WORDS_SIZE];
  messages_add(list, "In a single play of the game, “%s” comes first in %s %% of cases; with %zu equal plans it would be %.0f %%.",
               utf8_clip(clip, first->team->name), words_share(wins, first->play.wins.value, first->play.wins.low, first->play.wins.high),
               t->count, 100. / (double)t->count);
  if (t->luck.apart > 0)
    messages_add(list,
                 "Of two plans that can be told apart, the better one is ahead in %.0f %% of single plays on average; 50 %% would be "
                 "luck alone.",
                 100 * t->luck.ahead);
}

static void say_variance(struct messages *list, const struct tournament *t) {
  const struct play_spread *const spread = &t->luck.spread;
  if (isnan(spread->plan)) return;
  messages_add(list,
               "Of the variance of single plays, the plan explains %.1f %%, the fate that all teams share in a play %.1f %%, and luck that "
               "hits one plan more than another %.1f %%.",
               100 * spread->plan, 100 * spread->fate, 100 * spread->rest);
}

static void say_twins(struct messages *list, const struct tournament *t) {
  const struct class_luck *const luck = &t->luck;
  messages_add(list, "%zu of %zu pairs of plans can be told apart.", luck->apart, luck->pairs);
  if (luck->apart > 0)
    messages_add(list,
                 "The tournament was played again with the same partners and other luck (%llu plays): %zu of these %zu pairs stand in the "
                 "same order; Kendall's tau of both rankings is %.2f.",
                 (unsigned long long)luck->twin_runs, luck->kept, luck->apart, luck->tau);
}

void class_words_luck(struct messages *list, const struct tournament *t) {
  if (t->count < 2) return;
  say_single_plays(list, t);
  say_variance(list, t);
  say_twins(list, t);
}
