/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The printed table of facts: a line of figures a fact, and under it the finding and its source. */
#include "validate.h"
#include "words.h"
#include <stdlib.h>
#include <string.h>

enum { NAME = 30, FIGURE = 30, BAND = 16, VERDICT = 20, LIST = 28, USE = 12, MECHANISM = 24, PAIR = 38, LINE = 130 };

static void cell(FILE *out, const char *text, size_t width) {
  words_pad(out, text, width, 0);
}

static void head(FILE *out) {
  cell(out, "Fact", NAME);
  cell(out, "Model (95 % interval)", FIGURE);
  cell(out, "Accepted", BAND);
  cell(out, "Verdict", VERDICT);
  cell(out, "Yardstick", LIST);
  cell(out, "Use", USE);
  fputs("Published figure\n", out);
}

static void write_fact(FILE *out, const struct validation *v, size_t f, bool colour) {
  const struct known_fact *const fact = &v->evidence->facts[f];
  char figure[FIGURE_SIZE], band[FIGURE_SIZE], list[FIGURE_SIZE], yardstick[2 * FIGURE_SIZE];
  const bool met = known_fact_met(fact, v->figure[f]);
  snprintf(yardstick, sizeof yardstick, "%.40s %s", validation_value(list, fact, v->yardstick[f]),
           validation_verdict(fact, v->yardstick[f]));
  cell(out, fact->name, NAME);
  cell(out, validation_figure(figure, fact, v->figure[f]), FIGURE);
  cell(out, validation_band(band, fact), BAND);
  if (colour && !met) fputs("\033[1m", out);
  cell(out, validation_verdict(fact, v->figure[f]), VERDICT);
  if (colour && !met) fputs("\033[0m", out);
  cell(out, yardstick, LIST);
  cell(out, fact->use, USE);
  fprintf(out, "%s\n    %s: %s [%s]\n", fact->mark, fact->finding, fact->figure, fact->source);
}

static void write_score(FILE *out, const char *who, const struct score *score) {
  fprintf(out, "%s misses %zu of %zu calibrated facts and %zu of %zu checks.\n", who, score->missed[USE_CALIBRATED],
          score->facts[USE_CALIBRATED], score->missed[USE_CHECK], score->facts[USE_CHECK]);
}

static void write_pair(FILE *out, const struct score *score) {
  char text[2 * FIGURE_SIZE + 4], calibrated[FIGURE_SIZE], checks[FIGURE_SIZE];
  snprintf(text, sizeof text, "%s + %s", validation_misfit(calibrated, score, USE_CALIBRATED), validation_misfit(checks, score, USE_CHECK));
  cell(out, text, PAIR);
}

/* A paragraph in lines of at most LINE columns. */
static void write_folded(FILE *out, const char *text) {
  size_t column = 0;
  while (*text) {
    char word[64];
    const size_t length = strcspn(text, " ");
    snprintf(word, sizeof word, "%.*s", (int)length, text);
    const size_t width = words_width(word);
    if (column > 0 && column + 1 + width > LINE) fputc('\n', out), column = 0;
    fprintf(out, "%s%s", column > 0 ? " " : "", word);
    column += width + (column > 0);
    text += length + strspn(text + length, " ");
  }
  fputc('\n', out);
}

static void write_ablations(FILE *out, const struct validation *v) {
  const struct ablations *const all = &v->ablations;
  size_t earning = 0, borderline = 0;
  fputc('\n', out);
  write_folded(out, validation_ablation_note);
  fputc('\n', out);
  cell(out, "Switched off", MECHANISM);
  cell(out, "Misfit: calibrated + checks", PAIR);
  cell(out, "Fitted again", PAIR);
  fputs("Verdict\n", out);
  cell(out, "nothing", MECHANISM);
  write_pair(out, &all->whole.before);
  write_pair(out, &all->whole.after);
  fputc('\n', out);
  for (size_t m = 0; m < all->done; m++) {
    cell(out, all->list[m].mechanism->name, MECHANISM);
    write_pair(out, &all->list[m].before);
    write_pair(out, &all->list[m].after);
    fprintf(out, "%s\n", ablation_verdict(all, m));
    earning += ablation_earns(all, m);
    borderline += ablation_borderline(all, m);
  }
  cell(out, v->evidence->yardstick->name, MECHANISM);
  cell(out, "", PAIR);
  write_pair(out, &all->yardstick);
  fprintf(out,
          "the yardstick, fitted likewise\n\n%zu of %zu mechanisms are needed for these facts; %zu verdicts are borderline. The others are "
          "there for what the facts do not speak of; nothing here shows that they are right.\n",
          earning, all->done, borderline);
}

bool validation_text(FILE *out, const struct validation *v, bool colour, struct error *err) {
  char text[CONFESSION_SIZE];
  char *const apart = validation_apart(v);
  if (!apart) return fail_memory(err);
  fprintf(out, "Model %s %s against %zu published facts, %llu runs of each study, seed %llu\n\n", v->model->name, v->model->version,
          v->evidence->fact_count, (unsigned long long)v->runs, (unsigned long long)v->seed);
  head(out);
  for (size_t f = 0; f < v->evidence->fact_count; f++) write_fact(out, v, f, colour);
  fputc('\n', out);
  write_score(out, "The model", &v->score);
  write_score(out, "The naive yardstick", &v->yardstick_score);
  fprintf(out, "%s\nThe yardstick is an %s: %s; its %zu coefficients were fitted to the same facts.\n%s\n", apart,
          v->evidence->yardstick->name, v->evidence->yardstick->meaning, v->evidence->yardstick->coefficient_count,
          validation_confession(text, v));
  if (v->ablations.done) write_ablations(out, v);
  free(apart);
  return true;
}
