/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class_pages.h"
#include "class_parts.h"
#include "html.h"
#include "html_page.h"
#include "sim/class_tables.h"
#include "sim/class_words.h"
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ends of the scale on which single plays are drawn. */
struct scale {
  double low, high;
};

static struct scale scale_of(const struct tournament *t) {
  struct scale scale = {0, 0};
  for (size_t i = 0; i < t->count; i++) {
    scale.low = fmin(scale.low, t->place[i].play.value[0]);
    scale.high = fmax(scale.high, t->place[i].play.value[2]);
  }
  if (!(scale.high > scale.low)) scale.high = scale.low + 1;
  return scale;
}

static double at(struct scale scale, double value) {
  return 4 + 192 * (value - scale.low) / (scale.high - scale.low);
}

/* Where nine of ten single plays lie, the middle one, and the mean, against 0. */
static void bar(FILE *out, struct scale scale, const struct place *place) {
  const double *const value = place->play.value;
  char low[PHRASE_SIZE], middle[PHRASE_SIZE], high[PHRASE_SIZE];
  const double zero = at(scale, 0), left = at(scale, value[0]), right = at(scale, value[2]), mean = at(scale, place->mean.value);
  fprintf(out, "<svg viewBox=\"0 0 200 16\" role=\"img\"><title>nine of ten plays end between %s and %s, half above %s</title>",
          class_number(low, value[0], scale.high), class_number(high, value[2], scale.high), class_number(middle, value[1], scale.high));
  fprintf(out, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"16\" stroke=\"var(--ghost)\"/>", zero, zero);
  fprintf(out, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"8\" y2=\"8\" stroke=\"var(--undecided)\" stroke-width=\"3\"/>", left, right);
  fprintf(out, "<circle cx=\"%.1f\" cy=\"8\" r=\"5\" fill=\"var(--scenario-1)\"/></svg>", mean);
}

static void link_to(FILE *out, const struct team *team) {
  fprintf(out, "<a href=\"" PAGES_FOLDER "%s\">", team->page);
  html_text(out, team->name);
  fputs("</a>", out);
}

static void cell(FILE *out, const char *text) {
  fputs("<td>", out);
  html_text(out, text);
  fputs("</td>", out);
}

static bool counts_money(const struct tournament *t) {
  return strcmp(class_outcome(t)->unit, "money") == 0;
}

static void table_begin(FILE *out, const char *caption, const char *const *headings) {
  class_table_begin(out, caption);
  fputs("<thead><tr>", out);
  for (; *headings; headings++) html_element(out, "th", " scope=\"col\"", *headings);
  fputs("</tr></thead>\n<tbody>\n", out);
}

static void ranking_row(FILE *out, const struct tournament *t, struct scale scale, const struct place *place) {
  char words[PHRASE_SIZE], rank[PLACE_WORDS];
  const double spent = cost_total(place->team->cost), left = isfinite(t->brief.budget) ? t->brief.budget - spent : 0;
  fputs("<tr><th scope=\"row\">", out);
  link_to(out, place->team);
  fputs("</th>", out);
  cell(out, class_words_rank(rank, place));
  cell(out, class_value(words, class_outcome(t), place->mean));
  if (counts_money(t)) {
    fputs("<td style=\"min-width:11rem\">", out);
    bar(out, scale, place);
    fputs("</td>", out);
    cell(out, wording_percent(words, place->play.loss.value));
  }
  cell(out, wording_percent(words, place->play.wins.value));
  cell(out, class_number(words, spent, fmax(spent, left)));
  if (isfinite(t->brief.budget)) cell(out, class_number(words, left, fmax(spent, left)));
  fputs("</tr>\n", out);
}

static void ranking(FILE *out, const struct tournament *t) {
  char label[PHRASE_SIZE];
  const char *headings[9], **next = headings;
  *next++ = "Team";
  *next++ = "Rank";
  *next++ = class_label(label, t, class_outcome(t));
  if (counts_money(t)) {
    *next++ = "Single plays";
    *next++ = "Loss";
  }
  *next++ = "Wins a play";
  *next++ = "Spent";
  if (isfinite(t->brief.budget)) *next++ = "Budget left";
  *next = NULL;
  class_section(out, "ranking", "The ranking");
  fputs("<p>Plans that cannot be told apart share ranks: “1 to 2” means that the plan may be the first or the second.</p>\n", out);
  table_begin(out, "Plans by their mean, with its 95 % interval", headings);
  for (size_t i = 0; i < t->count; i++) ranking_row(out, t, scale_of(t), &t->place[i]);
  class_table_end(out);
  if (counts_money(t))
    fputs("<p class=\"quiet\">Single plays: the bar holds nine plays of ten, the dot is the mean of all, the thin line is 0. Loss: plays "
          "that "
          "end below 0. Wins a play: plays in which no plan does better.</p>\n",
          out);
  fputs("</section>\n", out);
}

static void sure_row(FILE *out, const struct tournament *t, const struct place *place) {
  const struct outcome *const outcome = class_outcome(t);
  char words[PHRASE_SIZE];
  fputs("<tr>", out);
  html_element(out, "th", " scope=\"row\"", place->team->name);
  cell(out, place == t->place ? "–" : class_difference(words, outcome, place->with_best.difference));
  cell(out, class_difference(words, outcome, place->with_brief.difference));
  snprintf(words, sizeof words, "%g (%g to %g)", place->play.rank[1], place->play.rank[0], place->play.rank[2]);
  cell(out, words);
  snprintf(words, sizeof words, "%zu", place->order);
  cell(out, words);
  snprintf(words, sizeof words, "%zu", place->twin_order);
  cell(out, words);
  fputs("</tr>\n", out);
}

static bool sure(FILE *out, const struct tournament *t) {
  static const char *const headings[] = {
      "Team", "Against the best plan", "Against the brief as it is", "Rank in a single play", "Place by mean", "With other luck", NULL};
  struct messages words = {0};
  class_section(out, "luck", "Skill and luck");
  class_words_luck(&words, t);
  class_sentences(out, &words, "");
  const bool done = !words.lost;
  messages_free(&words);
  table_begin(out, "Differences of means with intervals that hold for all pairs together; ranks in single plays: median (5 to 95 %)",
              headings);
  for (size_t i = 0; i < t->count; i++) sure_row(out, t, &t->place[i]);
  class_table_end(out);
  fputs("</section>\n", out);
  return done;
}

static void problems(FILE *out, const struct tournament *t) {
  if (t->count == t->entries.count) return;
  class_section(out, "problems", "Not in the ranking");
  fputs("<dl>\n", out);
  for (size_t i = 0; i < t->entries.count; i++) {
    const struct team *const team = &t->entries.team[i];
    if (team->state == TEAM_ADMITTED) continue;
    fputs("<dt>", out);
    link_to(out, team);
    fputs(team->state == TEAM_OVER_BUDGET ? " (over budget)</dt>\n" : " (the sheet is wrong)</dt>\n", out);
    for (size_t p = 0; p < team->problems.count; p++) html_element(out, "dd", "", team->problems.text[p]);
  }
  fputs("</dl>\n</section>\n", out);
}

static void opening(FILE *out, const struct tournament *t) {
  char horizon[PHRASE_SIZE], budget[PHRASE_SIZE], plays[PHRASE_SIZE];
  const char *const title = *t->study.title ? t->study.title : "A tournament of plans";
  fputs("<header>\n", out);
  html_element(out, "h1", "", title);
  if (*t->study.note) html_element(out, "p", " class=\"note\"", t->study.note);
  fprintf(out, "<p class=\"quiet\">%zu of %zu teams take part; %s", t->count, t->entries.count, wording_horizon(horizon, t->study.months));
  if (isfinite(t->brief.budget)) {
    fprintf(out, "; budget %s", class_number(budget, t->brief.budget, t->brief.budget));
    if (*t->study.currency) fputc(' ', out);
    html_text(out, t->study.currency);
  }
  fprintf(out, "; %s plays.</p>\n</header>\n<main>\n", class_number(plays, (double)t->tally.runs, 1000));
}

static bool answer(FILE *out, const struct tournament *t) {
  struct messages words = {0};
  class_words_answer(&words, t);
  class_section(out, "answer", "The result");
  class_sentences(out, &words, " class=\"lead\"");
  fputs("</section>\n", out);
  const bool done = !words.lost;
  messages_free(&words);
  return done;
}

/* False where memory ran out. */
static bool class_page(FILE *out, const struct tournament *t) {
  html_page_begin(out, *t->study.title ? t->study.title : "A tournament of plans");
  opening(out, t);
  bool done = answer(out, t);
  ranking(out, t);
  if (t->count > 1) done = sure(out, t) && done;
  class_choices(out, t);
  problems(out, t);
  class_section(out, "brief", "The same for all");
  done = class_brief_table(out, t) && done;
  fputs("</section>\n", out);
  class_method(out, t);
  fputs("</main>\n", out);
  html_page_end(out);
  return done;
}

static bool is_old_page(const struct tournament *t, const char *name) {
  const size_t length = strlen(name), prefix = strlen(PAGE_PREFIX), suffix = strlen(PAGE_SUFFIX);
  if (length < prefix + suffix || strncmp(name, PAGE_PREFIX, prefix) != 0 || strcmp(name + length - suffix, PAGE_SUFFIX) != 0) return false;
  for (size_t i = 0; i < t->entries.count; i++)
    if (strcmp(t->entries.team[i].page, name) == 0) return false;
  return true;
}

/* Pages of teams that an earlier tournament left in the folder. */
static bool clear(const struct folder *folder, const struct tournament *t, struct error *err) {
  char *path = NULL;
  bool done = asprintf(&path, "%s/" PAGES_FOLDER, folder->path) >= 0;
  if (!done) return fail_memory(err);
  DIR *const pages = opendir(path);
  for (const struct dirent *entry; done && pages && (entry = readdir(pages));) {
    char *name = NULL;
    if (!is_old_page(t, entry->d_name)) continue;
    done = asprintf(&name, PAGES_FOLDER "%s", entry->d_name) >= 0 ? folder_remove(folder, name, err) : (name = NULL, fail_memory(err));
    free(name);
  }
  if (pages) closedir(pages);
  free(path);
  return done;
}

bool class_pages_write(const struct folder *folder, const struct tournament *t, struct error *err) {
  struct folder_file file;
  bool done = clear(folder, t, err);
  for (size_t i = 0; done && i < t->entries.count; i++) done = class_team_write(folder, t, &t->entries.team[i], err);
  if (!done || !folder_file_open(&file, folder, CLASS_FILE, err)) return false;
  if (class_page(file.stream, t)) return folder_file_commit(&file, err);
  folder_file_discard(&file);
  return fail_memory(err);
}
