/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class_parts.h"
#include "axis.h"
#include "html.h"
#include "sim/class_words.h"
#include "sim/utf8.h"
#include "sim/words.h"
#include <math.h>
#include <string.h>

void class_section(FILE *out, const char *id, const char *heading) {
  fprintf(out, "<section id=\"%s\" aria-labelledby=\"%s-heading\">\n<h2 id=\"%s-heading\">", id, id, id);
  html_text(out, heading);
  fputs("</h2>\n", out);
}

void class_sentences(FILE *out, const struct messages *list, const char *first) {
  for (size_t i = 0; i < list->count; i++) html_element(out, "p", i == 0 ? first : "", list->text[i]);
}

static struct estimate scaled(struct estimate estimate, double factor) {
  return (struct estimate){estimate.value * factor, estimate.low * factor, estimate.high * factor, estimate.n};
}

static bool is_share(const struct outcome *outcome) {
  return outcome->kind == OUTCOME_SHARE;
}

const char *class_value(char out[PHRASE_SIZE], const struct outcome *outcome, struct estimate estimate) {
  return wording_interval(out, is_share(outcome) ? scaled(estimate, 100) : estimate);
}

const char *class_mean(char out[PHRASE_SIZE], const struct outcome *outcome, struct estimate estimate) {
  class_value(out, outcome, estimate);
  out[strcspn(out, " ")] = '\0';
  return out;
}

/* "+12 (3 to 21)": the sign tells at once which way it goes; an exact 0 has no interval. */
const char *class_difference(char out[PHRASE_SIZE], const struct outcome *outcome, struct estimate estimate) {
  char words[PHRASE_SIZE];
  if (estimate.value == 0 && estimate.low == 0 && estimate.high == 0) snprintf(out, PHRASE_SIZE, "0");
  else snprintf(out, PHRASE_SIZE, "%s%.*s", estimate.value > 0 ? "+" : "", PHRASE_SIZE - 2, class_value(words, outcome, estimate));
  return out;
}

const char *class_label(char out[PHRASE_SIZE], const struct tournament *t, const struct outcome *outcome) {
  char unit[CLIP_SIZE];
  const bool in_label = !is_share(outcome) && strcmp(outcome->unit, "share") == 0; /* between 0 and 1: no unit to name */
  utf8_clip(unit, is_share(outcome) ? "% of plays" : in_label ? "" : class_words_unit(t, outcome));
  snprintf(out, PHRASE_SIZE, "%s%s%.*s", outcome->label, *unit ? ", " : "", PHRASE_SIZE / 2, unit);
  return out;
}

const char *class_number(char out[PHRASE_SIZE], double value, double scale) {
  if (isfinite(value)) return wording_figure(out, value, scale);
  snprintf(out, PHRASE_SIZE, "–");
  return out;
}

void class_table_begin(FILE *out, const char *caption) {
  fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", out);
  html_text(out, caption);
  fputs("\"><table>\n", out);
  html_element(out, "caption", "", caption);
}

void class_table_end(FILE *out) {
  fputs("</tbody></table></div>\n", out);
}

bool class_brief_table(FILE *out, const struct tournament *t) {
  const struct model *const model = t->study.model;
  const struct scenario *const brief = &t->study.scenarios[0];
  struct data_table table = {.columns = 2};
  data_table_add(&table, "What meets every team");
  data_table_add(&table, "In the brief");
  for (size_t p = 0; p < model->parameter_count; p++) {
    if (brief->settings[p].by_default || t->brief.may_set[p]) continue;
    data_table_add(&table, "%s", model->parameters[p].label);
    data_table_add(&table, "%s", brief->settings[p].text);
  }
  for (size_t e = 0; e < brief->event_count; e++) {
    data_table_add(&table, "Surprise: %s", model->shocks[brief->events[e].shock].name);
    data_table_add(&table, "month %u, severity %g", brief->events[e].month, brief->events[e].severity);
  }
  html_table(out, "What the brief sets and no team can change; everything else follows the model's default population", &table);
  const bool done = !table.lost;
  data_table_free(&table);
  return done;
}

void class_method(FILE *out, const struct tournament *t) {
  const struct model *const model = t->study.model;
  char plays[AXIS_TEXT];
  class_section(out, "method", "How it was computed, and what it cannot say");
  fprintf(out,
          "<p>%s plays, seed %llu. A play draws the partner, the market and the luck of one partnership; play by play every plan meets the "
          "same, so differences between plans are not blurred by chance. Intervals are 95 %% intervals; differences hold for all pairs of "
          "plans together, \"clearly\" is what such an interval says, and a rank is an interval: 1 + the plans that are clearly better, up "
          "to the number of plans less those that are "
          "clearly worse. Two plans that cannot be told apart share at least one rank.</p>\n<p>What is spent is what the model charges for "
          "the parameters that teams may set: once when a level is raised above what it was, and every month to the horizon, not "
          "discounted; an uncertain cell counts with its mean.</p>\n<p>",
          axis_number(plays, (double)t->tally.runs, 0), (unsigned long long)t->study.seed);
  html_text(out, model->limits);
  fputs("</p>\n<p class=\"quiet\">Entente, model ", out);
  html_text(out, model->name);
  fputs(", version ", out);
  html_text(out, model->version);
  fputs(".</p>\n</section>\n", out);
}
