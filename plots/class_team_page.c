/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class_parts.h"
#include "html.h"
#include "html_page.h"
#include "sim/class_tables.h"
#include "sim/class_words.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A team's page and whom it is compared with: the best plan, or for the best the next one. */
struct team_page {
  FILE *out;
  const struct tournament *t;
  const struct team *team;
  const struct place *place; /* NULL for a team that does not take part */
  const struct place *rival; /* NULL where there is none */
};

static const struct outcome *outcome_at(const struct team_page *page, size_t outcome) {
  return &page->t->study.model->outcomes[outcome];
}

static struct comparison compare(const struct team_page *page, size_t other, size_t outcome) {
  return comparison_of(&page->t->tally, page->place->scenario, other, outcome, NAN);
}

static const char *value_of(const struct team_page *page, size_t scenario, size_t outcome, char out[PHRASE_SIZE]) {
  return class_value(out, outcome_at(page, outcome), estimate_outcome(&page->t->tally, scenario, outcome));
}

/* ---- the result ---- */

static void say_rank(const struct team_page *page) {
  const struct place *const place = page->place;
  char rank[PLACE_WORDS], value[PHRASE_SIZE], label[PHRASE_SIZE];
  fprintf(page->out, "<p class=\"lead\">Rank %s of %zu. ", class_words_rank(rank, place), page->t->count);
  html_text(page->out, class_label(label, page->t, class_outcome(page->t)));
  fprintf(page->out, ": %s.</p>\n", class_value(value, class_outcome(page->t), place->mean));
}

static const char *verdict_words(enum verdict verdict) {
  switch (verdict) {
  case VERDICT_BETTER: return "clearly better";
  case VERDICT_WORSE: return "clearly worse";
  case VERDICT_HIGHER: return "clearly higher";
  case VERDICT_LOWER: return "clearly lower";
  default: return "cannot be told apart";
  }
}

static void say_against(const struct team_page *page, const char *who, const char *name, struct comparison comparison) {
  char words[PHRASE_SIZE];
  fprintf(page->out, "<p>Against %s, “", who);
  html_text(page->out, name);
  fprintf(page->out, "”: %s, %s.</p>\n", class_difference(words, class_outcome(page->t), comparison.difference),
          verdict_words(comparison.verdict));
}

static void say_single_plays(const struct team_page *page) {
  const struct play_record *const play = &page->place->play;
  char wins[PHRASE_SIZE], low[PHRASE_SIZE], high[PHRASE_SIZE];
  if (page->t->count < 2) return;
  fprintf(page->out, "<p>In a single play it comes first in %s of cases; nine of ten plays put it between rank %g and rank %g",
          wording_percent(wins, play->wins.value), play->rank[0], play->rank[2]);
  if (class_outcome(page->t)->kind != OUTCOME_SHARE)
    fprintf(page->out, ", with a value between %s and %s", class_number(low, play->value[0], play->value[2]),
            class_number(high, play->value[2], play->value[2]));
  fputs(".</p>\n", page->out);
}

static void say_cost(const struct team_page *page) {
  char spent[PHRASE_SIZE], set_up[PHRASE_SIZE], running[PHRASE_SIZE], words[PHRASE_SIZE];
  const double total = cost_total(page->team->cost), left = page->t->brief.budget - total;
  fprintf(page->out, "<p>It spends %s: %s to set up and %s to run.", class_number(spent, total, total),
          class_number(set_up, page->team->cost.set_up, total), class_number(running, page->team->cost.running, total));
  if (isfinite(left))
    fprintf(page->out, left < 0 ? " That is %s over the budget." : " Left of the budget: %s.", class_number(words, fabs(left), total));
  if (page->rival) {
    fputs(" “", page->out);
    html_text(page->out, page->rival->team->name);
    fprintf(page->out, "” spends %s.", class_number(words, cost_total(page->rival->team->cost), total));
  }
  fputs("</p>\n", page->out);
}

static void result(const struct team_page *page) {
  class_section(page->out, "answer", "The result");
  say_rank(page);
  if (page->rival)
    say_against(page, page->place == page->t->place ? "the next plan" : "the best plan", page->rival->team->name, page->place->with_best);
  say_against(page, "the brief as it is", page->t->study.scenarios[0].name, page->place->with_brief);
  say_single_plays(page);
  say_cost(page);
  fputs("</section>\n", page->out);
}

/* ---- what went well, what did not ---- */

static void item(const struct team_page *page, size_t other, size_t outcome, struct estimate difference) {
  const struct outcome *const about = outcome_at(page, outcome);
  const struct tally *const tally = &page->t->tally;
  char label[PHRASE_SIZE], own[PHRASE_SIZE], its[PHRASE_SIZE], words[PHRASE_SIZE];
  fputs("<li>", page->out);
  html_text(page->out, class_label(label, page->t, about));
  fprintf(page->out, ": %s against %s, a difference of %s</li>\n",
          class_mean(own, about, estimate_outcome(tally, page->place->scenario, outcome)),
          class_mean(its, about, estimate_outcome(tally, other, outcome)), class_difference(words, about, difference));
}

/* Outcomes with this verdict, but for the one that decides, of which the result tells. A mean over different runs would say nothing, so
 * those that can be missing are left to the table. */
static size_t items(const struct team_page *page, size_t other, enum verdict verdict) {
  size_t count = 0;
  for (size_t o = 0; o < page->t->study.model->outcome_count; o++) {
    const struct comparison comparison = compare(page, other, o);
    if (o == page->t->brief.outcome || outcome_at(page, o)->may_be_missing || comparison.verdict != verdict) continue;
    if (count++ == 0) fputs("<ul>\n", page->out);
    item(page, other, o, comparison.difference);
  }
  if (count > 0) fputs("</ul>\n", page->out);
  return count;
}

static void against(const struct team_page *page, const char *who, const char *name, size_t other, enum verdict verdict) {
  fprintf(page->out, "<h3>%s than %s, “", verdict == VERDICT_BETTER ? "Better" : "Worse", who);
  html_text(page->out, name);
  fputs("”</h3>\n", page->out);
  if (items(page, other, verdict) == 0) fputs("<p>No other outcome clearly.</p>\n", page->out);
}

static void judged(const struct team_page *page, const char *id, const char *heading, enum verdict verdict) {
  class_section(page->out, id, heading);
  if (page->rival)
    against(page, page->place == page->t->place ? "the next plan" : "the best plan", page->rival->team->name, page->rival->scenario,
            verdict);
  against(page, "the brief as it is", page->t->study.scenarios[0].name, 0, verdict);
  fputs("</section>\n", page->out);
}

/* ---- tables ---- */

static void outcome_row(struct data_table *table, const struct team_page *page, size_t outcome) {
  char words[PHRASE_SIZE];
  data_table_add(table, "%s", class_label(words, page->t, outcome_at(page, outcome)));
  data_table_add(table, "%s", value_of(page, page->place->scenario, outcome, words));
  if (page->rival) {
    const struct comparison comparison = compare(page, page->rival->scenario, outcome);
    data_table_add(table, "%s", value_of(page, page->rival->scenario, outcome, words));
    data_table_add(table, "%s", class_difference(words, outcome_at(page, outcome), comparison.difference));
    data_table_add(table, "%s", verdict_names[comparison.verdict]);
  }
  data_table_add(table, "%s", value_of(page, 0, outcome, words));
}

static bool outcomes(const struct team_page *page) {
  struct data_table table = {.columns = page->rival ? 6 : 3};
  data_table_add(&table, "Outcome");
  data_table_add(&table, "%s", page->team->name);
  if (page->rival) {
    data_table_add(&table, "%s", page->rival->team->name);
    data_table_add(&table, "Difference");
    data_table_add(&table, "Verdict");
  }
  data_table_add(&table, "%s", page->t->study.scenarios[0].name);
  for (size_t o = 0; o < page->t->study.model->outcome_count; o++) outcome_row(&table, page, o);
  class_section(page->out, "outcomes", "All outcomes");
  html_table(page->out, "Means with 95 % intervals; differences hold for all pairs of plans together", &table);
  fputs("</section>\n", page->out);
  const bool done = !table.lost;
  data_table_free(&table);
  return done;
}

static struct estimate ending_share(const struct tournament *t, size_t scenario, size_t ending) {
  uint64_t count = 0;
  if (ending == 0) count = tally_alive(&t->tally, scenario, t->study.months);
  for (unsigned month = 0; ending > 0 && month <= t->study.months; month++) count += tally_ended(&t->tally, scenario, month, ending);
  return estimate_share(count, t->tally.runs);
}

static const char *percent_difference(char out[PHRASE_SIZE], struct estimate difference) {
  static const struct outcome share = {.kind = OUTCOME_SHARE};
  return class_difference(out, &share, difference);
}

static bool endings(const struct team_page *page) {
  const struct model *const model = page->t->study.model;
  struct data_table table = {.columns = page->rival ? 4 : 2};
  char words[PHRASE_SIZE];
  data_table_add(&table, "How it ended");
  data_table_add(&table, "%s", page->team->name);
  if (page->rival) {
    data_table_add(&table, "%s", page->rival->team->name);
    data_table_add(&table, "Difference, %% of plays");
  }
  for (size_t e = 0; e < model->ending_count; e++) {
    data_table_add(&table, "%s", model->endings[e].meaning);
    data_table_add(&table, "%s", wording_percent_interval(words, ending_share(page->t, page->place->scenario, e)));
    if (!page->rival) continue;
    data_table_add(&table, "%s", wording_percent_interval(words, ending_share(page->t, page->rival->scenario, e)));
    data_table_add(&table, "%s",
                   percent_difference(
                       words, plays_ending_difference(&page->t->plays, page->place->scenario, page->rival->scenario, (unsigned char)e)));
  }
  class_section(page->out, "endings", "How the partnerships ended");
  html_table(page->out, "Share of plays, up to the horizon, with 95 % intervals", &table);
  fputs("</section>\n", page->out);
  const bool done = !table.lost;
  data_table_free(&table);
  return done;
}

static void choice_row(struct data_table *table, const struct team_page *page, size_t p) {
  const struct model *const model = page->t->study.model;
  const struct cost_sum cost = cost_of_parameter(model, &page->team->plan, p, page->t->study.months);
  const double scale = cost_total(page->team->cost) / 10; /* parts of it show a figure more */
  char words[PHRASE_SIZE];
  data_table_add(table, "%s", model->parameters[p].label);
  data_table_add(table, "%s", page->t->study.scenarios[0].settings[p].text);
  data_table_add(table, "%s", page->team->own[p] ? page->team->plan.settings[p].text : "as in the brief");
  if (page->rival) data_table_add(table, "%s", page->rival->team->plan.settings[p].text);
  data_table_add(table, "%s", class_number(words, cost.set_up, scale));
  data_table_add(table, "%s", class_number(words, cost.running, scale));
}

static bool choices(const struct team_page *page) {
  struct data_table table = {.columns = page->rival ? 6 : 5};
  const double scale = cost_total(page->team->cost) / 10; /* parts of it show a figure more */
  char words[PHRASE_SIZE];
  data_table_add(&table, "Parameter");
  data_table_add(&table, "In the brief");
  data_table_add(&table, "%s", page->team->name);
  if (page->rival) data_table_add(&table, "%s", page->rival->team->name);
  data_table_add(&table, "Setting up");
  data_table_add(&table, "Running");
  for (size_t p = 0; p < page->t->study.model->parameter_count; p++)
    if (page->t->brief.may_set[p]) choice_row(&table, page, p);
  data_table_add(&table, "Sum");
  for (size_t i = 0; i < table.columns - 3; i++) data_table_add(&table, "%s", "");
  data_table_add(&table, "%s", class_number(words, page->team->cost.set_up, scale));
  data_table_add(&table, "%s", class_number(words, page->team->cost.running, scale));
  class_section(page->out, "choices", "What the plan does, and what it costs");
  html_table(page->out, "Costs over the whole horizon, not discounted", &table);
  fputs("</section>\n", page->out);
  const bool done = !table.lost;
  data_table_free(&table);
  return done;
}

static bool refused(const struct team_page *page) {
  class_section(page->out, "answer", page->team->state == TEAM_OVER_BUDGET ? "Over budget" : "The sheet is wrong");
  fputs("<p class=\"lead\">This plan does not take part.</p>\n", page->out);
  class_sentences(page->out, &page->team->problems, "");
  if (page->team->state == TEAM_OVER_BUDGET) say_cost(page);
  fputs("</section>\n", page->out);
  return page->team->state != TEAM_OVER_BUDGET || choices(page);
}

/* False where memory ran out. */
static bool team_page(const struct team_page *page) {
  bool done = true;
  html_page_begin(page->out, page->team->name);
  fputs("<header>\n", page->out);
  html_element(page->out, "h1", "", page->team->name);
  fputs("<p class=\"quiet\">", page->out);
  html_text(page->out, *page->t->study.title ? page->t->study.title : "A tournament of plans");
  fputs(" · <a href=\"../" CLASS_FILE "\">The whole class</a></p>\n</header>\n<main>\n", page->out);
  if (page->place) {
    result(page);
    judged(page, "well", "What went well", VERDICT_BETTER);
    judged(page, "badly", "What did not", VERDICT_WORSE);
    done = outcomes(page);
    done = endings(page) && done;
    done = choices(page) && done;
  } else {
    done = refused(page);
  }
  class_method(page->out, page->t);
  fputs("</main>\n", page->out);
  html_page_end(page->out);
  return done;
}

bool class_team_write(const struct folder *folder, const struct tournament *t, const struct team *team, struct error *err) {
  struct folder_file file;
  struct team_page page = {.t = t, .team = team};
  char *name = NULL;
  for (size_t i = 0; i < t->count; i++)
    if (t->place[i].team == team) page.place = &t->place[i];
  if (page.place && t->count > 1) page.rival = page.place == t->place ? &t->place[1] : &t->place[0];
  if (asprintf(&name, PAGES_FOLDER "%s", team->page) < 0) return fail_memory(err);
  const bool open = folder_file_open(&file, folder, name, err);
  free(name);
  if (!open) return false;
  page.out = file.stream;
  if (team_page(&page)) return folder_file_commit(&file, err);
  folder_file_discard(&file);
  return fail_memory(err);
}
