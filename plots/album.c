/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "album.h"
#include "charts.h"
#include "palette.h"
#include "report.h"
#include "source.h"
#include "svg.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FORMATS = 3, LAYOUTS = 3, DRAWING_SECONDS = 60 };

static const struct {
  const char *suffix;
  unsigned flag;
  enum picture_format format;
} formats[FORMATS] = {{"svg", FORMAT_SVG, PICTURE_SVG}, {"png", FORMAT_PNG, PICTURE_PNG}, {"pdf", FORMAT_PDF, PICTURE_PDF}};

/* All that is drawn of one chart: its page in every format asked for, and its two layouts in the report. */
struct plate {
  const struct chart *chart;
  struct picture picture[LAYOUTS];           /* by enum layout */
  struct drawing drawing[FORMATS + LAYOUTS]; /* by format for the page, then by layout for the report; without a name: not wanted */
  char *terminal[FORMATS + LAYOUTS], *name[FORMATS + LAYOUTS];
  char *embedded[LAYOUTS]; /* SVG for the report */
};

struct album {
  struct folder folder;
  struct source source;
  struct plate *plate;  /* [chart_count] */
  struct drawing *list; /* everything that is drawn, in one row for gnuplot */
  size_t drawings;
};

bool album_formats_read(const char *option, const char *text, unsigned *chosen, struct error *err) {
  *chosen = 0;
  if (strcmp(text, "none") == 0) return true;
  for (const char *at = text; at;) {
    const size_t length = strcspn(at, ",");
    size_t f = 0;
    while (f < FORMATS && (length != strlen(formats[f].suffix) || strncmp(at, formats[f].suffix, length) != 0)) f++;
    if (f == FORMATS) return fail_usage(err, "--%s %s: give svg, png or pdf, several as svg,png, or none", option, text);
    *chosen |= formats[f].flag;
    at = at[length] ? at + length + 1 : NULL;
  }
  return true;
}

static bool name_make(char **name, const char *stem, const char *suffix, struct error *err) {
  if (asprintf(name, "plots/%s.%s", stem, suffix) >= 0) return true;
  *name = NULL;
  return fail_memory(err);
}

static bool remove_one(const struct folder *folder, const char *stem, const char *suffix, struct error *err) {
  char *name;
  if (!name_make(&name, stem, suffix, err)) return false;
  const bool removed = folder_remove(folder, name, err);
  free(name);
  return removed;
}

bool album_clear(const struct folder *folder, struct error *err) {
  for (size_t c = 0; c < chart_count; c++) {
    for (size_t f = 0; f < FORMATS; f++)
      if (!remove_one(folder, charts[c]->name, formats[f].suffix, err)) return false;
    if (!remove_one(folder, charts[c]->name, "gp", err)) return false;
  }
  return folder_remove(folder, REPORT_FILE, err);
}

/* What follows `set terminal`. Letters are px for svg but points for pngcairo, at 96 pixels to the inch: so that one script does for
 * both, a PNG has 4/3 as many pixels. A PDF is measured in inches. */
static char *terminal_of(enum picture_format format, const struct chart *chart, const struct picture *picture) {
  const double w = picture->width, h = picture->height;
  char *text = NULL;
  int size = -1;
  switch (format) {
  case PICTURE_SVG:
    size = asprintf(&text, "svg size %.0f,%.0f dynamic font \"Inter,17\" background \"#ffffff\" noenhanced name \"%s\"", w, h, chart->name);
    break;
  case PICTURE_PNG:
    size = asprintf(&text, "pngcairo size %.0f,%.0f font \"Inter,17\" linewidth 1.333 pointscale 2.833 background \"#ffffff\" noenhanced",
                    w * 4 / 3, h * 4 / 3);
    break;
  case PICTURE_PDF:
  case PICTURE_TEXT:
    size = asprintf(&text, "pdfcairo size %.4fin,%.4fin font \"Inter,17\" fontscale 0.5625 linewidth 1.5 pointscale 1.594 background \"#ffffff\" noenhanced",
                    w / 96, h / 96);
    break;
  }
  return size < 0 ? NULL : text;
}

static bool want(struct plate *plate, size_t place, enum layout layout, size_t format, struct error *err) {
  const struct picture *const picture = &plate->picture[layout];
  plate->terminal[place] = terminal_of(formats[format].format, plate->chart, picture);
  if (!plate->terminal[place]) return fail_memory(err);
  if (!name_make(&plate->name[place], plate->chart->name, formats[format].suffix, err)) return false;
  plate->drawing[place] = (struct drawing){.name = plate->name[place],
                                           .format = formats[format].format,
                                           .terminal = plate->terminal[place],
                                           .script = picture->script,
                                           .size = picture->size};
  return true;
}

/* The scripts of a chart, and what is to be drawn from them; nothing where the chart has nothing to say. */
static bool plate_make(struct plate *plate, const struct source *source, const struct chart *chart, unsigned chosen, struct error *err) {
  plate->chart = chart;
  for (int layout = 0; layout < LAYOUTS; layout++)
    if (!chart->draw(&plate->picture[layout], source, (enum layout)layout, err)) return false;
  if (!plate->picture[LAYOUT_PAGE].script) return true;
  for (size_t f = 0; f < FORMATS; f++)
    if (chosen & formats[f].flag && !want(plate, f, LAYOUT_PAGE, f, err)) return false;
  return want(plate, FORMATS + LAYOUT_WIDE, LAYOUT_WIDE, 0, err) && want(plate, FORMATS + LAYOUT_NARROW, LAYOUT_NARROW, 0, err);
}

/* The script as a file of its own: gnuplot survival.gp, from the folder it stands in. */
static bool script_write(const struct album *album, const struct plate *plate, size_t format, struct error *err) {
  struct folder_file file;
  char *name;
  const struct picture *const picture = &plate->picture[LAYOUT_PAGE];
  if (!name_make(&name, plate->chart->name, "gp", err)) return false;
  bool done = folder_file_open(&file, &album->folder, name, err);
  if (done) {
    fprintf(file.stream, "# gnuplot %s.gp draws %s.%s\nset terminal %s\nset output \"%s.%s\"\n", plate->chart->name, plate->chart->name,
            formats[format].suffix, plate->terminal[format], plate->chart->name, formats[format].suffix);
    fwrite(picture->script, 1, picture->size, file.stream);
    fputs("set output\n", file.stream);
    done = folder_file_commit(&file, err);
  }
  free(name);
  return done;
}

static struct svg_words words_of(const struct plate *plate) {
  const struct picture *const picture = &plate->picture[LAYOUT_PAGE];
  return (struct svg_words){.name = plate->chart->name, .title = picture->headline, .description = picture->alt};
}

/* An SVG gets its title, its description and fonts to fall back on. */
static bool finish(struct drawing *drawing, const struct plate *plate, struct error *err) {
  const struct svg_words words = words_of(plate);
  char *bytes;
  size_t length;
  if (!svg_finish(drawing->bytes, drawing->length, &words, &bytes, &length, err)) return false;
  free(drawing->bytes);
  drawing->bytes = bytes;
  drawing->length = length;
  return true;
}

static bool files_write(const struct album *album, struct plate *plate, struct error *err) {
  size_t first = FORMATS;
  for (size_t f = FORMATS; f-- > 0;) {
    struct drawing *const drawing = &plate->drawing[f];
    if (drawing->name) first = f;
    if (!drawing->done) continue;
    if (drawing->format == PICTURE_SVG && !finish(drawing, plate, err)) return false;
    if (!drawing_write(drawing, &album->folder, drawing->name, err)) return false;
  }
  return first == FORMATS || script_write(album, plate, first, err);
}

static bool embed(struct plate *plate, enum layout layout, struct error *err) {
  struct svg_color colours[COLOUR_COUNT];
  char name[80];
  const struct drawing *const drawing = &plate->drawing[FORMATS + layout];
  struct svg_words words = words_of(plate);
  size_t unused;
  if (!drawing->done) return true;
  snprintf(name, sizeof name, "%s-%s", plate->chart->name, layout == LAYOUT_WIDE ? "wide" : "narrow");
  words.name = name;
  for (size_t c = 0; c < COLOUR_COUNT; c++) {
    const unsigned rgb = palette[c].light;
    colours[c] = (struct svg_color){(unsigned char)(rgb >> 16), (unsigned char)(rgb >> 8 & 255), (unsigned char)(rgb & 255),
                                    palette[c].name};
  }
  return svg_embed(drawing->bytes, drawing->length, &words, colours, COLOUR_COUNT, &plate->embedded[layout], &unused, err);
}

static bool report(const struct album *album, struct error *err) {
  size_t count = 0;
  struct report_figure *const figure = calloc(chart_count, sizeof *figure);
  if (!figure) return fail_memory(err);
  for (size_t c = 0; c < chart_count; c++) {
    const struct plate *const plate = &album->plate[c];
    if (!plate->picture[LAYOUT_PAGE].script) continue;
    figure[count++] = (struct report_figure){plate->chart, &plate->picture[LAYOUT_PAGE], plate->embedded[LAYOUT_WIDE],
                                             plate->embedded[LAYOUT_NARROW]};
  }
  const bool done = report_write(&album->folder, &album->source, figure, count, err);
  free(figure);
  return done;
}

/* gnuplot takes one row of drawings: they are moved there and back. */
static bool draw_all(struct album *album, const struct album_options *options, struct error *err) {
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  const struct gnuplot_limits limits = {.parallel = options->parallel ? options->parallel
                                                    : processors > 0  ? (unsigned)processors
                                                                      : 1,
                                        .seconds = DRAWING_SECONDS,
                                        .stop = options->stop};
  enum { EACH = FORMATS + LAYOUTS };
  album->list = calloc(chart_count * EACH, sizeof *album->list);
  if (!album->list) return fail_memory(err);
  for (size_t i = 0; i < chart_count * EACH; i++)
    if (album->plate[i / EACH].drawing[i % EACH].name) album->list[album->drawings++] = album->plate[i / EACH].drawing[i % EACH];
  const bool done = gnuplot_draw(album->list, album->drawings, &limits, err);
  for (size_t i = 0, next = 0; i < chart_count * EACH; i++)
    if (album->plate[i / EACH].drawing[i % EACH].name) album->plate[i / EACH].drawing[i % EACH] = album->list[next++];
  return done;
}

static bool scripts_make(struct album *album, unsigned chosen, struct error *err) {
  for (size_t c = 0; c < chart_count; c++)
    if (!plate_make(&album->plate[c], &album->source, charts[c], chosen, err)) return false;
  return true;
}

static bool keep_all(struct album *album, struct error *err) {
  for (size_t c = 0; c < chart_count; c++) {
    struct plate *const plate = &album->plate[c];
    if (!files_write(album, plate, err) || !embed(plate, LAYOUT_WIDE, err) || !embed(plate, LAYOUT_NARROW, err)) return false;
  }
  return report(album, err) && folder_sync(&album->folder, err);
}

static void plate_free(struct plate *plate) {
  for (int i = 0; i < LAYOUTS; i++) {
    picture_free(&plate->picture[i]);
    free(plate->embedded[i]);
  }
  for (int i = 0; i < FORMATS + LAYOUTS; i++) {
    drawing_free(&plate->drawing[i]);
    free(plate->terminal[i]);
    free(plate->name[i]);
  }
}

static void album_free(struct album *album) {
  for (size_t c = 0; album->plate && c < chart_count; c++) plate_free(&album->plate[c]);
  free(album->plate);
  free(album->list);
  source_free(&album->source);
  folder_free(&album->folder);
}

bool album_draw(const char *folder, const struct album_options *options, struct error *err) {
  struct album album = {.plate = calloc(chart_count, sizeof *album.plate)};
  struct error missing = {0};
  bool done = album.plate || fail_memory(err);
  done = done && source_read(&album.source, folder, err) && folder_make(&album.folder, folder, true, err);
  done = done && scripts_make(&album, options->formats, err);
  const bool drawn = done && draw_all(&album, options, &missing);
  const bool stopped = done && !drawn && missing.status == STATUS_INTERRUPTED;
  done = done && !stopped && keep_all(&album, err);
  album_free(&album);
  if (!done && !stopped) return false;
  if (drawn) return true;
  *err = missing;
  gnuplot_advice(err, folder);
  return false;
}
