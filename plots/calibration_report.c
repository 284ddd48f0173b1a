/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration_pictures.h"
#include "gnuplot.h"
#include "html.h"
#include "html_page.h"
#include "palette.h"
#include "sim/words.h"
#include "svg.h"
#include <math.h>
#include <stdlib.h>

#define NORMAL_FACTOR 1.959963984540054 /* standard normal quantile of 0.975 */
enum { CHARTS = 2, LAYOUTS = 3, DRAWING_SECONDS = 60 };

typedef bool draw_function(struct picture *picture, const struct calibration_results *results, enum layout layout, struct error *err);
static const struct {
  const char *name, *title, *file;
  draw_function *draw;
} charts_of_calibration[CHARTS] = {
    {"unknowns", "What the targets tell", "plots/unknowns.svg", calibration_unknowns_draw},
    {"points", "Acceptable points", "plots/points.svg", calibration_points_draw},
};

/* All of one chart. */
struct plate {
  struct picture picture[LAYOUTS];
  struct drawing drawing[LAYOUTS];
  char *terminal[LAYOUTS], *embedded[LAYOUTS];
};

static bool plate_make(struct plate *plate, size_t chart, const struct calibration_results *results, struct error *err) {
  for (int l = 0; l < LAYOUTS; l++) {
    struct picture *const picture = &plate->picture[l];
    if (!charts_of_calibration[chart].draw(picture, results, (enum layout)l, err)) return false;
    if (!picture->script) continue;
    if (asprintf(&plate->terminal[l], "svg size %.0f,%.0f dynamic font \"Inter,17\" background \"#ffffff\" noenhanced name \"%s\"",
                 picture->width, picture->height, charts_of_calibration[chart].name) < 0)
      return plate->terminal[l] = NULL, fail_memory(err);
    plate->drawing[l] = (struct drawing){.name = charts_of_calibration[chart].file,
                                         .format = PICTURE_SVG,
                                         .terminal = plate->terminal[l],
                                         .script = picture->script,
                                         .size = picture->size};
  }
  return true;
}

static bool embed(struct plate *plate, size_t chart, enum layout layout, struct error *err) {
  struct svg_color colours[COLOUR_COUNT];
  const struct drawing *const drawing = &plate->drawing[layout];
  const struct picture *const page = &plate->picture[LAYOUT_PAGE];
  char name[80];
  size_t size;
  if (!drawing->done) return true;
  snprintf(name, sizeof name, "%s-%d", charts_of_calibration[chart].name, (int)layout);
  for (size_t c = 0; c < COLOUR_COUNT; c++) {
    const unsigned rgb = palette[c].light;
    colours[c] = (struct svg_color){(unsigned char)(rgb >> 16), (unsigned char)(rgb >> 8 & 255), (unsigned char)(rgb & 255),
                                    palette[c].name};
  }
  const struct svg_words words = {.name = name, .title = page->headline, .description = page->alt};
  return svg_embed(drawing->bytes, drawing->length, &words, colours, COLOUR_COUNT, &plate->embedded[layout], &size, err);
}

/* The picture as a file, with its title and description. */
static bool file_write(const struct plate *plate, size_t chart, const struct folder *folder, struct error *err) {
  const struct drawing *const drawing = &plate->drawing[LAYOUT_PAGE];
  const struct picture *const page = &plate->picture[LAYOUT_PAGE];
  const struct svg_words words = {.name = charts_of_calibration[chart].name, .title = page->headline, .description = page->alt};
  struct folder_file file;
  char *bytes;
  size_t size;
  if (!drawing->done) return true;
  if (!svg_finish(drawing->bytes, drawing->length, &words, &bytes, &size, err)) return false;
  bool ok = folder_file_open(&file, folder, charts_of_calibration[chart].file, err);
  if (ok) {
    fwrite(bytes, 1, size, file.stream);
    ok = folder_file_commit(&file, err);
  }
  free(bytes);
  return ok;
}

static void section_begin(FILE *out, const char *name, const char *title) {
  fprintf(out, "<section id=\"%s\" aria-labelledby=\"%s-heading\">\n<h2 id=\"%s-heading\">", name, name, name);
  html_text(out, title);
  fputs("</h2>\n", out);
}

/* The model's figure with what chance does to it, or over the accepted points. */
static bool add_figure(struct data_table *data, const struct calibration_results *results, size_t t, struct error *err) {
  static const double p[] = {0.025, 0.5, 0.975};
  const struct target *const target = &results->calibration->targets->list[t];
  const size_t count = results->calibration->targets->count;
  const int decimals = decimals_of(target->sd);
  char text[WORDS_SIZE], low[WORDS_SIZE], high[WORDS_SIZE];
  double at[3] = {NAN, NAN, NAN};
  if (results->abc) {
    if (!abc_quantiles(results->abc, results->abc->figure + t, count, p, 3, at, err)) return false;
    data_table_add(data, "%s (%s to %s)", words_value(text, at[1], decimals), words_value(low, at[0], decimals),
                   words_value(high, at[2], decimals));
  } else {
    const double error = isnan(results->errors->fresh) ? (double)NAN : sqrt(results->errors->noise[t * count + t]);
    at[1] = results->errors->figure[t];
    data_table_add(data, "%s", words_around(text, at[1], NORMAL_FACTOR * error));
  }
  data_table_add(data, "%s", words_value(text, calibration_residual(target, at[1]), 1));
  return true;
}

static bool targets_table(FILE *out, const struct calibration_results *results, struct error *err) {
  const char *const headings[] = {"Target",      "Wanted",      "sd", results->abc ? "Model (95 % of the points)" : "Model (95 %)",
                                  "Off by, sds", "Chance below"};
  struct data_table data = {.columns = sizeof headings / sizeof *headings - (results->abc ? 0 : 1)};
  char name[TARGET_NAME], text[WORDS_SIZE];
  bool ok = true;
  for (size_t i = 0; i < data.columns; i++) data_table_add(&data, "%s", headings[i]);
  for (size_t t = 0; ok && t < results->calibration->targets->count; t++) {
    const struct target *const target = &results->calibration->targets->list[t];
    data_table_add(&data, "%s", target_name(target, results->calibration->study, name));
    data_table_add(&data, "%s", words_value(text, target->value, NO_ERROR));
    data_table_add(&data, "%s", words_value(text, target->sd, NO_ERROR));
    ok = add_figure(&data, results, t, err);
    if (results->abc) data_table_add(&data, "%s", words_value(text, abc_chance_below(results->abc, results->calibration, t), 3));
  }
  if (ok && data.lost) ok = fail_memory(err);
  if (ok) html_table(out, "Targets and the model's figures", &data);
  data_table_free(&data);
  return ok;
}

static bool put_targets(FILE *out, const struct calibration_results *results, struct error *err) {
  section_begin(out, "targets", "How the targets are met");
  if (results->abc)
    html_element(out, "p", "",
                 "Posterior predictive check: the model's figures over the accepted points, and the chance that a figure drawn from them "
                 "with the target's error is below the target. Near 0 or 1 the model does not meet it together with the others.");
  const bool ok = targets_table(out, results, err);
  fputs("</section>\n", out);
  return ok;
}

static void put_warnings(FILE *out, const struct calibration_results *results) {
  if (results->warnings.count == 0) return;
  section_begin(out, "warnings", "To mind");
  fputs("<ul>\n", out);
  for (size_t i = 0; i < results->warnings.count; i++) html_element(out, "li", "", results->warnings.text[i]);
  fputs("</ul>\n</section>\n", out);
}

static void put_figure(FILE *out, const struct plate *plate, size_t chart) {
  const struct picture *const page = &plate->picture[LAYOUT_PAGE];
  if (!page->script) return;
  section_begin(out, charts_of_calibration[chart].name, charts_of_calibration[chart].title);
  fputs("<figure>\n", out);
  html_element(out, "p", " class=\"finding\"", page->headline);
  html_element(out, "p", " class=\"subtitle\"", page->subtitle);
  if (plate->embedded[LAYOUT_WIDE]) fprintf(out, "<div class=\"wide\">%s</div>\n", plate->embedded[LAYOUT_WIDE]);
  if (plate->embedded[LAYOUT_NARROW]) fprintf(out, "<div class=\"narrow\">%s</div>\n", plate->embedded[LAYOUT_NARROW]);
  html_element(out, "figcaption", "", page->caption);
  fputs("</figure>\n", out);
  html_table(out, charts_of_calibration[chart].title, &page->data);
  fputs("</section>\n", out);
}

static bool report_write(const struct folder *folder, const struct calibration_results *results, const struct plate *plates,
                         struct error *err) {
  struct folder_file file;
  const struct study *const study = results->calibration->study;
  const char *const title = *study->title ? study->title : "Calibration";
  if (!folder_file_open(&file, folder, "report.html", err)) return false;
  html_page_begin(file.stream, title);
  fputs("<main>\n", file.stream);
  html_element(file.stream, "h1", "", title);
  if (*study->note) html_element(file.stream, "p", "", study->note);
  if (!results->complete) html_element(file.stream, "p", "", "Interrupted: this is what was found by then.");
  for (size_t c = 0; c < CHARTS; c++) put_figure(file.stream, &plates[c], c);
  const bool ok = put_targets(file.stream, results, err);
  put_warnings(file.stream, results);
  html_element(file.stream, "p", "",
               "Values are those with which this model meets these targets, if the model is right. They are no forecast of a named deal.");
  fputs("</main>\n", file.stream);
  html_page_end(file.stream);
  if (ok) return folder_file_commit(&file, err);
  folder_file_discard(&file);
  return false;
}

static void plate_free(struct plate *plate) {
  for (int l = 0; l < LAYOUTS; l++) {
    picture_free(&plate->picture[l]);
    drawing_free(&plate->drawing[l]);
    free(plate->terminal[l]);
    free(plate->embedded[l]);
  }
}

/* gnuplot takes one row of drawings: they are moved there and back. */
static bool draw_all(struct plate plates[CHARTS], const atomic_int *stop, struct error *err) {
  const struct gnuplot_limits limits = {.parallel = 2, .seconds = DRAWING_SECONDS, .stop = stop};
  struct drawing list[CHARTS * LAYOUTS];
  size_t count = 0, next = 0;
  for (size_t i = 0; i < CHARTS * LAYOUTS; i++)
    if (plates[i / LAYOUTS].drawing[i % LAYOUTS].name) list[count++] = plates[i / LAYOUTS].drawing[i % LAYOUTS];
  const bool ok = gnuplot_draw(list, count, &limits, err);
  for (size_t i = 0; i < CHARTS * LAYOUTS; i++)
    if (plates[i / LAYOUTS].drawing[i % LAYOUTS].name) plates[i / LAYOUTS].drawing[i % LAYOUTS] = list[next++];
  return ok;
}

bool calibration_pictures_clear(const struct folder *folder, struct error *err) {
  for (size_t c = 0; c < CHARTS; c++)
    if (!folder_remove(folder, charts_of_calibration[c].file, err)) return false;
  return folder_remove(folder, "report.html", err);
}

bool calibration_pictures_write(const struct folder *folder, const struct calibration_results *results, const atomic_int *stop,
                                struct error *err) {
  struct plate plates[CHARTS] = {0};
  struct error problem = {0};
  bool ok = true, drawn = true;
  for (size_t c = 0; ok && c < CHARTS; c++) ok = plate_make(&plates[c], c, results, err);
  if (ok) drawn = draw_all(plates, stop, &problem);
  for (size_t c = 0; ok && c < CHARTS; c++)
    ok = file_write(&plates[c], c, folder, err) && embed(&plates[c], c, LAYOUT_WIDE, err) && embed(&plates[c], c, LAYOUT_NARROW, err);
  ok = ok && report_write(folder, results, plates, err) && folder_sync(folder, err);
  for (size_t c = 0; c < CHARTS; c++) plate_free(&plates[c]);
  if (!ok || drawn) return ok;
  *err = problem;
  gnuplot_advice(err, NULL);
  return false;
}
