/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"
#include "axis.h"
#include "html.h"
#include "html_page.h"
#include "report_inputs.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

static void opening(FILE *out, const struct source *source) {
  char runs[PHRASE_SIZE], horizon[PHRASE_SIZE];
  fputs("<header>\n", out);
  html_element(out, "h1", "", source->title);
  if (*source->note) html_element(out, "p", " class=\"note\"", source->note);
  fprintf(out, "<p class=\"quiet\">%zu scenario%s over %s; ", source->scenario_count, source->scenario_count == 1 ? "" : "s",
          wording_horizon(horizon, source->months));
  html_text(out, wording_runs(runs, source));
  fputs(".</p>\n</header>\n<main>\n", out);
}

static void sentences(FILE *out, const struct texts *texts, const char *first) {
  for (size_t i = 0; i < texts->count; i++) html_element(out, "p", i == 0 ? first : "", texts->text[i]);
}

static void answer(FILE *out, const struct source *source) {
  fputs("<section id=\"answer\" aria-labelledby=\"answer-heading\">\n<h2 id=\"answer-heading\">The answer", out);
  if (*source->answer_about) fputs(": ", out);
  html_text(out, source->answer_about);
  fputs("</h2>\n", out);
  sentences(out, &source->answer, " class=\"lead\"");
  if (source->robustness.count) {
    fputs("<h3>If the model itself were different</h3>\n", out);
    sentences(out, &source->robustness, "");
  }
  for (size_t i = 0; i < source->warnings.count; i++) html_element(out, "p", " class=\"warning\"", source->warnings.text[i]);
  if (!source->complete)
    fputs("<p class=\"warning\">The simulation was interrupted: all figures are of the runs that were done.</p>\n", out);
  fputs("</section>\n", out);
}

/* The table behind a picture, closed where the picture is there to be seen. */
static void numbers(FILE *out, const struct report_figure *figure) {
  if (data_table_rows(&figure->picture->data) < 2) return;
  fprintf(out, "<details%s><summary>The numbers</summary>\n", figure->wide ? "" : " open");
  html_table(out, figure->chart->title, &figure->picture->data);
  fputs("</details>\n", out);
}

static void figure_write(FILE *out, const struct report_figure *figure) {
  const struct picture *const picture = figure->picture;
  const char *const name = figure->chart->name;
  fprintf(out, "<section id=\"%s\" class=\"picture\" aria-labelledby=\"%s-heading\">\n<p class=\"kicker\">", name, name);
  html_text(out, figure->chart->title);
  fprintf(out, "</p>\n<h2 id=\"%s-heading\">", name);
  html_text(out, picture->headline);
  fputs("</h2>\n<figure>\n", out);
  html_element(out, "p", " class=\"subtitle\"", picture->subtitle);
  if (figure->wide) fprintf(out, "<div class=\"wide\">%s</div>\n", figure->wide);
  if (figure->narrow) fprintf(out, "<div class=\"narrow\">%s</div>\n", figure->narrow);
  html_element(out, "figcaption", "", picture->caption);
  fputs("</figure>\n", out);
  numbers(out, figure);
  fputs("</section>\n", out);
}

/* The summary's table: a row without cells begins a group. */
static void outcomes(FILE *out, const struct source *source) {
  fputs("<section id=\"outcomes\" aria-labelledby=\"outcomes-heading\">\n<h2 id=\"outcomes-heading\">All outcomes side by side</h2>\n"
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of all outcomes\"><table>\n<thead><tr><th "
        "scope=\"col\">Outcome</th>",
        out);
  for (size_t s = 0; s < source->scenario_count; s++) html_element(out, "th", " scope=\"col\"", source->scenario[s]);
  fputs("</tr></thead>\n<tbody>\n", out);
  for (size_t r = 0; r < source->row_count; r++) {
    const struct source_row *const row = &source->row[r];
    fputs("<tr>", out);
    fprintf(out, row->cell ? "<th scope=\"row\">" : "<th scope=\"rowgroup\" class=\"group\" colspan=\"%zu\">", source->scenario_count + 1);
    html_text(out, row->label);
    fputs("</th>", out);
    for (size_t s = 0; row->cell && s < source->scenario_count; s++) html_element(out, "td", "", row->cell[s]);
    fputs("</tr>\n", out);
  }
  fputs("</tbody></table></div>\n", out);
  sentences(out, &source->closing, "");
  fputs("</section>\n", out);
}

/* False where memory ran out. */
static bool assumptions(FILE *out, const struct source *source) {
  struct data_table different = {0}, all = {0}, changes = {0};
  report_inputs(&different, source, false);
  report_inputs(&all, source, true);
  report_changes(&changes, source);
  fputs("<section id=\"assumptions\" aria-labelledby=\"assumptions-heading\">\n<h2 id=\"assumptions-heading\">What each scenario "
        "assumes</h2>\n",
        out);
  if (source->scenario_count > 1 && data_table_rows(&different) > 1) {
    fputs("<p>Only what differs; everything else is the same in all. Uncertain assumptions are shown as mean (5 % to 95 % point).</p>\n",
          out);
    html_table(out, "What differs between the scenarios", &different);
  }
  if (source->scenario_count > 1 && data_table_rows(&different) < 2) fputs("<p>The scenarios do not differ in any parameter.</p>\n", out);
  if (source->change_count) html_table(out, "Numbers in the equations that the sheet changes", &changes);
  fputs(source->scenario_count > 1 ? "<details><summary>All assumptions</summary>\n" : "<details open><summary>All assumptions</summary>\n",
        out);
  html_table(out, "All assumptions: mean (5 % to 95 % point)", &all);
  fputs("</details>\n</section>\n", out);
  const bool done = !different.lost && !all.lost && !changes.lost;
  data_table_free(&different);
  data_table_free(&all);
  data_table_free(&changes);
  return done;
}

static void method(FILE *out, const struct source *source) {
  char runs[PHRASE_SIZE];
  fputs("<section id=\"method\" aria-labelledby=\"method-heading\">\n<h2 id=\"method-heading\">How it was computed</h2>\n<p>", out);
  html_text(out, source->model.purpose);
  fputs("</p>\n<p>Monte Carlo simulation, month by month: ", out);
  html_text(out, wording_runs(runs, source));
  fputs(
      ". Each run draws the uncertain assumptions and the luck of one partnership; run by run, every scenario meets the same luck, so that "
      "differences are not blurred by chance. Intervals are 95 % intervals for what chance does to the figure; comparisons of scenarios "
      "hold for "
      "all pairs together. Bands of outcomes show how different partnerships fare, not how sure a mean is. The program's outputs are the "
      "CSV files "
      "beside this report; datapackage.json describes every column.</p>\n<p>Model: ",
      out);
  html_text(out, source->model.title);
  fputs(" (", out);
  html_text(out, source->model.name);
  fputs(", version ", out);
  html_text(out, source->model.version);
  fputs("). Source: ", out);
  html_text(out, source->model.reference);
  fputs("</p>\n</section>\n<section id=\"limits\" aria-labelledby=\"limits-heading\">\n<h2 id=\"limits-heading\">What the model cannot "
        "say</h2>\n<p>",
        out);
  html_text(out, source->model.limits);
  fputs("</p>\n</section>\n", out);
}

static void files(FILE *out, const struct source *source) {
  fputs("<dl>\n", out);
  for (size_t i = 0; i < source->file_count; i++) {
    fprintf(out, "<dt>%s</dt><dd>", strcmp(source->file[i].role, "sheet") == 0 ? "Sheet" : "Data");
    html_verbatim(out, source->file[i].path);
    fputs(", SHA-256 <code>", out);
    html_text(out, source->file[i].sha256);
    fputs("</code></dd>\n", out);
  }
  fputs("</dl>\n", out);
}

static void origin(FILE *out, const struct source *source) {
  const int day = (int)strcspn(source->finished, "T");
  fputs("<section id=\"cite\" aria-labelledby=\"cite-heading\">\n<h2 id=\"cite-heading\">Cite it, run it again</h2>\n<p>Entente ", out);
  html_text(out, source->version);
  if (*source->commit) {
    fputs(" (", out);
    html_text(out, source->commit);
    fputc(')', out);
  }
  fputs(", a Monte Carlo simulation of strategic partnerships; model ", out);
  html_text(out, source->model.name);
  fputc(' ', out);
  html_text(out, source->model.version);
  fputs("; “", out);
  html_text(out, source->title);
  fprintf(out, "”, seed %s, %.*s.</p>\n<p>Made by <code>entente ", source->seed, day, source->finished);
  html_verbatim(out, source->command_line);
  fputs(
      "</code>. The folder holds copies of its inputs: <code>entente rerun FOLDER</code> simulates them again and tells whether every byte "
      "agrees; <code>entente plot FOLDER</code> draws this report again.</p>\n",
      out);
  files(out, source);
  fputs("</section>\n", out);
}

static void contents(FILE *out, const struct report_figure *figure, size_t count) {
  fputs("<nav aria-label=\"Contents\"><ul>\n<li><a href=\"#answer\">The answer</a></li>\n", out);
  for (size_t i = 0; i < count; i++) {
    fprintf(out, "<li><a href=\"#%s\">", figure[i].chart->name);
    html_text(out, figure[i].chart->title);
    fputs("</a></li>\n", out);
  }
  fputs("<li><a href=\"#outcomes\">All outcomes</a></li>\n<li><a href=\"#assumptions\">Assumptions</a></li>\n"
        "<li><a href=\"#method\">Method and limits</a></li>\n<li><a href=\"#cite\">Cite and rerun</a></li>\n</ul></nav>\n",
        out);
}

static bool document(FILE *out, const struct source *source, const struct report_figure *figure, size_t count) {
  html_page_begin(out, source->title);
  opening(out, source);
  answer(out, source);
  contents(out, figure, count);
  for (size_t i = 0; i < count; i++) figure_write(out, &figure[i]);
  outcomes(out, source);
  const bool done = assumptions(out, source);
  method(out, source);
  origin(out, source);
  fputs("</main>\n", out);
  html_page_end(out);
  return done;
}

bool report_write(const struct folder *folder, const struct source *source, const struct report_figure *figure, size_t count,
                  struct error *err) {
  struct folder_file file;
  if (!folder_file_open(&file, folder, REPORT_FILE, err)) return false;
  if (document(file.stream, source, figure, count)) return folder_file_commit(&file, err);
  folder_file_discard(&file);
  return fail_memory(err);
}
