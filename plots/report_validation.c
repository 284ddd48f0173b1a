/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_validation.h"
#include "chart_validation.h"
#include "gnuplot.h"
#include "html.h"
#include "html_page.h"
#include "palette.h"
#include "svg.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DRAWING_SECONDS = 60, SHAPES = 2 };

static const struct validation_chart *const list[] = {&chart_facts, &chart_facts_survival, &chart_facts_hazard, &chart_facts_worth};
enum { CHARTS = sizeof list / sizeof *list };
static const enum layout shapes[SHAPES] = {LAYOUT_WIDE, LAYOUT_NARROW};
static const char *const shape_names[SHAPES] = {"wide", "narrow"};

struct plate {
  struct picture picture[SHAPES];
  char *terminal[SHAPES], *name[SHAPES], *embedded[SHAPES]; /* owned */
};

static bool plate_make(struct plate *plate, const struct validation_chart *chart, const struct validation *v, struct drawing *drawing,
                       struct error *err) {
  for (int s = 0; s < SHAPES; s++) {
    struct picture *const picture = &plate->picture[s];
    if (!chart->draw(picture, v, shapes[s], err)) return false;
    plate->name[s] = wording("%s-%s", chart->name, shape_names[s]);
    plate->terminal[s] = wording("svg size %.0f,%.0f dynamic font \"Inter,17\" background \"#ffffff\" noenhanced name \"%s\"",
                                 picture->width, picture->height, chart->name);
    if (!plate->name[s] || !plate->terminal[s]) return fail_memory(err);
    drawing[s] = (struct drawing){
        .name = plate->name[s], .format = PICTURE_SVG, .terminal = plate->terminal[s], .script = picture->script, .size = picture->size};
  }
  return true;
}

static bool embed(struct plate *plate, const struct drawing *drawing, struct error *err) {
  struct svg_color colours[COLOUR_COUNT];
  for (size_t c = 0; c < COLOUR_COUNT; c++) {
    const unsigned rgb = palette[c].light;
    colours[c] = (struct svg_color){(unsigned char)(rgb >> 16), (unsigned char)(rgb >> 8 & 255), (unsigned char)(rgb & 255),
                                    palette[c].name};
  }
  for (int s = 0; s < SHAPES; s++) {
    const struct svg_words words = {plate->name[s], plate->picture[s].headline, plate->picture[s].alt};
    size_t unused;
    if (drawing[s].done &&
        !svg_embed(drawing[s].bytes, drawing[s].length, &words, colours, COLOUR_COUNT, &plate->embedded[s], &unused, err))
      return false;
  }
  return true;
}

static void plate_free(struct plate *plate) {
  for (int s = 0; s < SHAPES; s++) {
    picture_free(&plate->picture[s]);
    free(plate->terminal[s]);
    free(plate->name[s]);
    free(plate->embedded[s]);
  }
}

static void answer(FILE *out, const struct validation *v) {
  char confession[CONFESSION_SIZE];
  char *const apart = validation_apart(v);
  const struct score *const s = &v->score, *const y = &v->yardstick_score;
  fprintf(out,
          "<section id=\"answer\" aria-labelledby=\"answer-heading\">\n<h2 id=\"answer-heading\">The answer</h2>\n"
          "<p class=\"lead\">The model misses %zu of %zu published facts that it was fitted to and %zu of %zu that it was not.</p>\n",
          s->missed[USE_CALIBRATED], s->facts[USE_CALIBRATED], s->missed[USE_CHECK], s->facts[USE_CHECK]);
  html_element(out, "p", "", validation_confession(confession, v));
  fputs("<p>A naive yardstick (", out);
  html_text(out, v->evidence->yardstick->name);
  fputs(": ", out);
  html_text(out, v->evidence->yardstick->meaning);
  fprintf(out, "; %zu coefficients fitted to the same facts) misses %zu and %zu. ", v->evidence->yardstick->coefficient_count,
          y->missed[USE_CALIBRATED], y->missed[USE_CHECK]);
  html_text(out, apart ? apart : "");
  fputs("</p>\n</section>\n", out);
  free(apart);
}

static void numbers(FILE *out, const struct plate *plate, const struct validation_chart *chart) {
  if (data_table_rows(&plate->picture[0].data) < 2) return;
  fprintf(out, "<details%s><summary>The numbers</summary>\n", plate->embedded[0] ? "" : " open");
  html_table(out, chart->title, &plate->picture[0].data);
  fputs("</details>\n", out);
}

static void figure(FILE *out, const struct plate *plate, const struct validation_chart *chart) {
  const struct picture *const picture = &plate->picture[0];
  if (!picture->script) return;
  fprintf(out, "<section id=\"%s\" class=\"picture\" aria-labelledby=\"%s-heading\">\n", chart->name, chart->name);
  html_element(out, "p", " class=\"kicker\"", chart->title);
  fprintf(out, "<h2 id=\"%s-heading\">", chart->name);
  html_text(out, picture->headline);
  fputs("</h2>\n<figure>\n", out);
  html_element(out, "p", " class=\"subtitle\"", picture->subtitle);
  for (int s = 0; s < SHAPES; s++)
    if (plate->embedded[s]) fprintf(out, "<div class=\"%s\">%s</div>\n", shape_names[s], plate->embedded[s]);
  html_element(out, "figcaption", "", picture->caption);
  fputs("</figure>\n", out);
  numbers(out, plate, chart);
  fputs("</section>\n", out);
}

static void add_score(struct data_table *table, const struct score *score) {
  char text[FIGURE_SIZE];
  data_table_add(table, "%s", validation_misfit(text, score, USE_CALIBRATED));
  data_table_add(table, "%s", validation_misfit(text, score, USE_CHECK));
}

static void add_ablation(struct data_table *table, const char *name, const struct ablation *a, const char *verdict) {
  data_table_add(table, "%s", name);
  add_score(table, &a->before);
  add_score(table, &a->after);
  data_table_add(table, "%s", verdict);
}

static void mechanisms(FILE *out, const struct validation *v) {
  static const char *const head[] = {"Switched off", "Calibrated", "Checks", "Calibrated, fitted again", "Checks, fitted again", "Verdict"};
  const struct ablations *const all = &v->ablations;
  struct data_table table = {.columns = sizeof head / sizeof *head};
  char calibrated[FIGURE_SIZE], checks[FIGURE_SIZE];
  if (!all->done) return;
  for (size_t c = 0; c < table.columns; c++) data_table_add(&table, "%s", head[c]);
  add_ablation(&table, "nothing", &all->whole, "");
  for (size_t m = 0; m < all->done; m++) {
    char *const name = wording("%s: %s", all->list[m].mechanism->name, all->list[m].mechanism->meaning);
    add_ablation(&table, name ? name : all->list[m].mechanism->name, &all->list[m], ablation_verdict(all, m));
    free(name);
  }
  fputs("<section id=\"mechanisms\" aria-labelledby=\"mechanisms-heading\">\n<h2 id=\"mechanisms-heading\">Which mechanisms earn their "
        "place</h2>\n<p>",
        out);
  html_text(out, validation_ablation_note);
  fputs(" The yardstick, fitted likewise: ", out);
  html_text(out, validation_misfit(calibrated, &all->yardstick, USE_CALIBRATED));
  fputs(" + ", out);
  html_text(out, validation_misfit(checks, &all->yardstick, USE_CHECK));
  fputs(". A mechanism that these facts do not need is there for what they do not speak of; nothing here shows that it is right.</p>\n",
        out);
  html_table(out, "Misfit without each mechanism", &table);
  fputs("</section>\n", out);
  data_table_free(&table);
}

static void method(FILE *out, const struct validation *v) {
  fprintf(
      out,
      "<section id=\"method\" aria-labelledby=\"method-heading\">\n<h2 id=\"method-heading\">How it was computed</h2>\n<p>Facts from "
      "surveys are "
      "met by a survey: a random month from %d to %d, only partnerships alive at its end, noisy informants (reliability %g). Intervals are "
      "95 "
      "%% intervals for what chance does to the figure: Wilson for shares, influence functions and Fisher’s transform for correlations, "
      "the delta method for ratios on the same luck, a paired test along the months for the crossover, errors clustered by run for hazard "
      "ratios. Borderline: the interval reaches over an edge of the band. Run again with <code>entente validate --runs %llu --seed "
      "%llu</code>.</p>\n<p>",
      SURVEY_FIRST, SURVEY_LAST, SURVEY_RELIABILITY, (unsigned long long)v->runs, (unsigned long long)v->seed);
  html_text(out, v->model->limits);
  fputs("</p>\n</section>\n", out);
}

static void document(FILE *out, const struct validation *v, const struct plate *plate) {
  char *const title = wording("The model %s against published facts", v->model->name);
  html_page_begin(out, title ? title : v->model->name);
  fputs("<header>\n", out);
  html_element(out, "h1", "", title ? title : v->model->name);
  fprintf(out, "<p class=\"quiet\">%zu facts; %llu runs of each study, seed %llu.</p>\n</header>\n<main>\n", v->evidence->fact_count,
          (unsigned long long)v->runs, (unsigned long long)v->seed);
  answer(out, v);
  for (int c = 0; c < CHARTS; c++) figure(out, &plate[c], list[c]);
  mechanisms(out, v);
  method(out, v);
  fputs("</main>\n", out);
  html_page_end(out);
  free(title);
}

static bool write_report(const struct folder *folder, const struct validation *v, const struct plate *plate, struct error *err) {
  struct folder_file file;
  if (!folder_file_open(&file, folder, VALIDATION_REPORT, err)) return false;
  document(file.stream, v, plate);
  return folder_file_commit(&file, err);
}

bool validation_report(const struct folder *folder, const struct validation *v, unsigned parallel, const atomic_int *stop,
                       struct error *err) {
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  const struct gnuplot_limits limits = {.parallel = parallel         ? parallel
                                                    : processors > 0 ? (unsigned)processors
                                                                     : 1,
                                        .seconds = DRAWING_SECONDS,
                                        .stop = stop};
  struct plate plate[CHARTS] = {0};
  struct drawing drawing[CHARTS * SHAPES] = {0};
  struct error missing = {0};
  bool ok = true;
  for (int c = 0; ok && c < CHARTS; c++) ok = plate_make(&plate[c], list[c], v, &drawing[c * SHAPES], err);
  const bool drawn = ok && gnuplot_draw(drawing, CHARTS * SHAPES, &limits, &missing);
  const bool stopped = ok && !drawn && missing.status == STATUS_INTERRUPTED;
  for (int c = 0; ok && !stopped && c < CHARTS; c++) ok = embed(&plate[c], &drawing[c * SHAPES], err);
  ok = ok && !stopped && write_report(folder, v, plate, err);
  for (int c = 0; c < CHARTS; c++) plate_free(&plate[c]);
  for (int d = 0; d < CHARTS * SHAPES; d++) drawing_free(&drawing[d]);
  if (!ok && !stopped) return false;
  if (drawn) return true;
  *err = missing;
  gnuplot_advice(err, NULL);
  return false;
}
