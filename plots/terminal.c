/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "terminal.h"
#include "axis.h"
#include "charts.h"
#include "lettering.h"
#include "page.h"
#include "quote.h"
#include "sim/utf8.h"
#include "sim/words.h"
#include "wording.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_LEAST = 40, ROWS_LEAST = 12, ROWS_MOST = 30, NAME_COLUMNS = 24, DRAWING_SECONDS = 60, CURVES_MOST = 16 };

/* Curves over time that a chart is about: one number for each scenario and month. */
struct curves {
  const struct chart *chart;
  const char *what; /* "cumulative net value, thousand EUR" is made from the variable where this is NULL */
  bool share;
};

static const struct curves with_characters[] = {{&chart_value, NULL, false}, {&chart_survival, "still together, %", true}};
enum { WITH_CHARACTERS = sizeof with_characters / sizeof *with_characters };

static double point(const struct source *source, const struct curves *curves, size_t scenario, size_t month) {
  if (curves->share) return 100 * source_survival(source, scenario)->alive[month];
  return month == 0 ? 0 : source_series(source, scenario, source->crossing)->mean[month - 1];
}

static bool available(const struct source *source, const struct curves *curves) {
  for (size_t s = 0; s < source->scenario_count; s++)
    if (curves->share ? !source_survival(source, s) : !source_series(source, s, source->crossing)) return false;
  return source->scenario_count > 0;
}

static void curve_data(FILE *script, const struct source *source, const struct curves *curves, size_t scenario) {
  fprintf(script, "$d%zu << EOD\n", scenario);
  for (size_t month = 0; month <= source->months; month++) {
    const double value = point(source, curves, scenario, month);
    if (isfinite(value)) fprintf(script, "%zu %.7g\n", month, value);
  }
  fputs("EOD\n", script);
}

static struct axis range_of(const struct source *source, const struct curves *curves) {
  double low = 0, high = 0;
  for (size_t s = 0; s < source->scenario_count; s++) {
    for (size_t month = 0; month <= source->months; month++) {
      low = fmin(low, point(source, curves, s, month));
      high = fmax(high, point(source, curves, s, month));
    }
  }
  return axis_numbers(low, curves->share ? 100 : high, 5);
}

static void put_tics(FILE *script, const char *axis, const struct axis *values) {
  fprintf(script, "set %srange [%.9g:%.9g]\nset %stics nomirror (", axis, values->low, values->high, axis);
  for (size_t i = 0; i < values->count; i++) {
    if (i) fputs(", ", script);
    gp_quote_tic(script, values->text[i]);
    fprintf(script, " %.9g", values->at[i]);
  }
  fputs(")\n", script);
}

/* The name, after the mark of its curve where no colour tells them apart, cut to what there is room for. */
static char *short_name(const char *scenario, size_t index, bool marked) {
  static const char marks[] = "*#$%@&=";
  char *const name = marked ? wording("%c %s", marks[index % (sizeof marks - 1)], scenario) : wording("%s", scenario);
  char *text = NULL;
  size_t size = 0;
  FILE *const out = name ? open_memstream(&text, &size) : NULL;
  if (out) words_pad(out, name, words_width(name) < NAME_COLUMNS ? words_width(name) : NAME_COLUMNS, 0);
  free(name);
  if (out && fclose(out) == 0) return text;
  free(text);
  return NULL;
}

/* Names at the ends of the curves, a line apart at least. */
static bool put_names(FILE *script, const struct source *source, const struct curves *curves, const struct axis *y, size_t rows,
                      bool marked) {
  double place[CURVES_MOST], height[CURVES_MOST];
  const double line = (y->high - y->low) / (double)(rows > 4 ? rows - 4 : 1);
  for (size_t s = 0; s < source->scenario_count; s++) {
    const double end = point(source, curves, s, source->months);
    place[s] = isfinite(end) ? end : y->low;
    height[s] = line;
  }
  lettering_push_apart(place, height, source->scenario_count, y->low, y->high);
  for (size_t s = 0; s < source->scenario_count; s++) {
    char *const name = short_name(source->scenario[s], s, marked);
    if (!name) return false;
    fprintf(script, "set label %zu ", s + 1);
    gp_quote(script, name);
    fprintf(script, " at graph 1.02, first %.7g tc lt %zu\n", place[s], s + 1);
    free(name);
  }
  return true;
}

static bool script_make(char **script, size_t *size, const struct source *source, const struct curves *curves, size_t rows, bool marked,
                        struct error *err) {
  FILE *const out = open_memstream(script, size);
  if (!out) return fail_memory(err);
  const struct axis x = axis_months((unsigned)source->months, 6), y = range_of(source, curves);
  fprintf(out, "unset key\nset border 3\nset rmargin %d\n", NAME_COLUMNS + 2);
  put_tics(out, "x", &x);
  put_tics(out, "y", &y);
  bool done = put_names(out, source, curves, &y, rows, marked);
  for (size_t s = 0; s < source->scenario_count; s++) curve_data(out, source, curves, s);
  for (size_t s = 0; s < source->scenario_count; s++) fprintf(out, "%s$d%zu with lines lt %zu", s ? ", " : "plot ", s, s + 1);
  fputc('\n', out);
  done = fclose(out) == 0 && *script && done;
  return done || fail_memory(err);
}

/* A sentence in lines of so many columns. */
static bool put_wrapped(FILE *out, const char *sentence, size_t columns) {
  char *const copy = strdup(sentence);
  size_t used = 0;
  for (char *rest = copy, *word; rest && (word = strsep(&rest, " "));) {
    const size_t width = words_width(word);
    if (used && used + 1 + width > columns) used = 0, fputc('\n', out);
    else if (used) used++, fputc(' ', out);
    fputs(word, out);
    used += width;
  }
  free(copy);
  return copy != NULL;
}

static bool show(FILE *out, struct drawing *drawing, const struct picture *picture, const struct terminal *terminal, struct error *err) {
  const struct gnuplot_limits limits = {.parallel = 1, .seconds = DRAWING_SECONDS, .stop = terminal->stop};
  if (!gnuplot_draw(drawing, 1, &limits, err)) {
    gnuplot_advice(err, NULL);
    return false;
  }
  fputs(terminal->colour ? "\033[1m" : "", out);
  if (!put_wrapped(out, picture->headline, terminal->columns < COLUMNS_LEAST ? COLUMNS_LEAST : terminal->columns)) return fail_memory(err);
  fputs(terminal->colour ? "\033[0m\n" : "\n", out);
  fwrite(drawing->bytes, 1, drawing->length, out);
  fputs(terminal->colour ? "\033[0m\n" : "\n", out);
  return true;
}

static const char *title_of(char out[PHRASE_SIZE], const struct source *source, const struct curves *curves) {
  if (curves->what) return curves->what;
  const struct source_variable *const variable = &source->variable[source->crossing];
  char unit[PHRASE_SIZE];
  wording_unit(unit, variable->unit);
  snprintf(out, PHRASE_SIZE, "%.60s%s%.60s, mean", variable->label, *unit ? "," : "", unit);
  return out;
}

static bool draw_characters(FILE *out, const struct source *source, const struct curves *curves, const struct terminal *terminal,
                            struct error *err) {
  struct picture picture = {0};
  struct drawing drawing = {.name = curves->chart->name, .format = PICTURE_TEXT};
  const size_t columns = terminal->columns < COLUMNS_LEAST ? COLUMNS_LEAST : terminal->columns;
  const size_t room = terminal->rows > 4 ? terminal->rows - 4 : 0, rows = room < ROWS_LEAST  ? ROWS_LEAST
                                                                          : room > ROWS_MOST ? ROWS_MOST
                                                                                             : room;
  char *script = NULL, name[80], title[PHRASE_SIZE];
  bool done = curves->chart->draw(&picture, source, LAYOUT_PAGE, err) &&
              script_make(&script, &drawing.size, source, curves, rows, !terminal->colour, err);
  if (done) {
    snprintf(name, sizeof name, "dumb size %zu,%zu %s noenhanced", columns, rows, terminal->colour ? "ansi256" : "mono");
    drawing.terminal = name;
    drawing.script = script;
    done = show(out, &drawing, &picture, terminal, err);
    if (done) fprintf(out, "(%s)\n\n", title_of(title, source, curves));
  }
  free(script);
  drawing_free(&drawing);
  picture_free(&picture);
  return done;
}

static bool draw_pixels(FILE *out, const struct source *source, const struct chart *chart, const struct terminal *terminal,
                        struct error *err) {
  struct picture picture = {0};
  struct drawing drawing = {.name = chart->name, .format = PICTURE_TEXT};
  char name[120];
  bool done = chart->draw(&picture, source, LAYOUT_PAGE, err);
  if (done && picture.script) {
    snprintf(name, sizeof name, "sixelgd size %.0f,%.0f truecolor font \"Inter,13\" background \"#ffffff\" noenhanced", picture.width,
             picture.height);
    drawing.terminal = name;
    drawing.script = picture.script;
    drawing.size = picture.size;
    done = show(out, &drawing, &picture, terminal, err);
  }
  drawing_free(&drawing);
  picture_free(&picture);
  return done;
}

static bool refuse(const char *name, bool sixel, struct error *err) {
  const char *names[64];
  size_t count = 0;
  for (size_t c = 0; c < chart_count && count < 64; c++) names[count++] = charts[c]->name;
  const char *const near = nearest_name(name, names, count);
  bool known = false;
  for (size_t c = 0; c < count; c++) known = known || strcmp(names[c], name) == 0;
  if (known && !sixel)
    return fail_usage(err, "--chart %s: this one has no form in characters; give value or survival, or add --sixel", name);
  if (near && !known) return fail_usage(err, "--chart %s: there is no such chart. Did you mean '%s'?", name, near);
  return fail_usage(err, "--chart %s: there is no such chart; 'entente help plot' lists them", name);
}

static bool is_wanted(const struct terminal *terminal, const struct chart *chart) {
  return !terminal->chart || strcmp(terminal->chart, chart->name) == 0;
}

static bool draw_source(FILE *out, const struct source *source, const struct terminal *terminal, struct error *err) {
  bool found = false;
  for (size_t c = 0; terminal->sixel && c < chart_count; c++) {
    if (!is_wanted(terminal, charts[c])) continue;
    found = true;
    if (!draw_pixels(out, source, charts[c], terminal, err)) return false;
  }
  for (size_t i = 0; !terminal->sixel && i < WITH_CHARACTERS; i++) {
    if (!is_wanted(terminal, with_characters[i].chart)) continue;
    found = true;
    if (available(source, &with_characters[i]) && source->scenario_count <= CURVES_MOST &&
        !draw_characters(out, source, &with_characters[i], terminal, err))
      return false;
  }
  return found || refuse(terminal->chart, terminal->sixel, err);
}

bool terminal_draw(FILE *out, const char *folder, const struct terminal *terminal, struct error *err) {
  struct source source = {0};
  const bool done = source_read(&source, folder, err) && draw_source(out, &source, terminal, err);
  source_free(&source);
  return done;
}
