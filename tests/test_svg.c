/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures after gnuplot: what is kept, what is left out, and what is refused. */
#include "plots/svg.h"
#include "plots/svg_color.h"
#include "tests/drawings.h"

#define HEAD                                                                                          \
  "<?xml version=\"1.0\" encoding=\"utf-8\"  standalone=\"no\"?>\n<svg \n viewBox=\"0 0 640 400\"\n " \
  "xmlns=\"http://www.w3.org/2000/svg\"\n xmlns:xlink=\"http://www.w3.org/1999/xlink\"\n>\n\n"

/* What gnuplot 5.4 writes, shortened. */
static const char PICTURE[] = HEAD
    "<title>survival</title>\n<desc>Produced by GNUPLOT 5.4 patchlevel 4 </desc>\n\n"
    "<g id=\"gnuplot_canvas\">\n\n<rect x=\"0\" y=\"0\" width=\"640\" height=\"400\" fill=\"#ffffff\"/>\n<defs>\n\n"
    "\t<circle id='gpPt5' stroke-width='0.157' stroke='currentColor' cx='0' cy='0' r='1'/>\n"
    "\t<use xlink:href='#gpPt5' id='gpPt6' fill='currentColor' stroke='none'/>\n"
    "\t<path id='gpPt7' stroke-width='0.157' stroke='currentColor' d='M0,-1.33 z'/>\n"
    "\t<filter id='textbox' filterUnits='objectBoundingBox' x='0' y='0' height='1' width='1'>\n"
    "\t  <feFlood flood-color='#FFFFFF' flood-opacity='1' result='bgnd'/>\n\t</filter>\n</defs>\n"
    "<g fill=\"none\" color=\"black\" stroke=\"currentColor\" stroke-width=\"1.00\" stroke-linecap=\"butt\">\n</g>\n"
    "\t<g id=\"survival_plot_1\" ><title>survival_plot_1</title>\n"
    "<g fill=\"none\" color=\"black\" stroke=\"currentColor\">\n"
    "\t<use xlink:href='#gpPt6' transform='translate(7.28,9.00) scale(6.38)' color='rgb( 59, 111, 182)'/>\n"
    "\t\t<polygon  fill = 'rgb(26,26,26)' fill-opacity = '0.300000' points = '1,2 3,4\n5,6 '/>\n"
    "\t<g transform=\"translate(1.00,2.00)\" stroke=\"none\" fill=\"rgb(26,26,26)\" font-family=\"Inter\" "
    "font-size=\"17.00\"  font-weight=\"bold\"  text-anchor=\"end\">\n"
    "\t\t<text xml:space=\"preserve\">a  &lt;b>  &amp; ]]> &#x0; </text>\n\t</g>\n</g>\n\t</g>\n</g>\n</svg>\n\n";

static const struct svg_words WORDS = {
    .name = "survival", .title = "Long lives <longer> & \"better\"", .description = "Half\x01 of all\xff"};

static const struct svg_color PALETTE[] = {{26, 26, 26, "ink"}, {59, 111, 182, "blue"}, {0, 0, 0, "line"}};

static void check_bytes(const char *got, const char *want) {
  size_t same = 0;
  while (got[same] && got[same] == want[same]) same++;
  ck_assert_msg(got[same] == want[same], "from byte %zu: %.60s\nshould be: %.60s", same, got + same, want + same);
}

START_TEST(finished) {
  char *out = NULL;
  size_t size = 0;
  struct error err = {0};
  ck_assert_msg(svg_finish(PICTURE, sizeof PICTURE - 1, &WORDS, &out, &size, &err), "%s", err.text);
  ck_assert_uint_eq(size, strlen(out));
  check_bytes(
      out,
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg viewBox=\"0 0 640 400\" xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"img\" "
      "aria-labelledby=\"survival-title survival-desc\" font-family=\"Inter, 'Helvetica Neue', Arial, sans-serif\">\n"
      "<title id=\"survival-title\">Long lives &lt;longer&gt; &amp; &quot;better&quot;</title>\n"
      "<desc id=\"survival-desc\">Half  of all\xef\xbf\xbd</desc>\n"
      "<g>\n<rect x=\"0\" y=\"0\" width=\"640\" height=\"400\" fill=\"#ffffff\"/>\n<defs>\n"
      "<circle id=\"survival-gpPt5\" stroke-width=\"0.157\" stroke=\"currentColor\" cx=\"0\" cy=\"0\" r=\"1\"/>\n"
      "<use xlink:href=\"#survival-gpPt5\" id=\"survival-gpPt6\" fill=\"currentColor\" stroke=\"none\"/>\n</defs>\n"
      "<g>\n<g fill=\"none\" color=\"#000000\" stroke=\"currentColor\">\n"
      "<use xlink:href=\"#survival-gpPt6\" transform=\"translate(7.28,9.00) scale(6.38)\" color=\"#3b6fb6\"/>\n"
      "<polygon fill=\"#1a1a1a\" fill-opacity=\"0.300000\" points=\"1,2 3,4 5,6\"/>\n"
      "<g transform=\"translate(1.00,2.00)\" stroke=\"none\" fill=\"#1a1a1a\" font-size=\"17.00\" font-weight=\"bold\" "
      "text-anchor=\"end\">\n<text xml:space=\"preserve\">a  &lt;b&gt;  &amp; ]]&gt; &amp;#x0; </text>\n</g>\n</g>\n</g>\n</g>\n</svg>\n");
  free(out);
}
END_TEST

START_TEST(embedded) {
  char *out = NULL;
  size_t size = 0;
  struct error err = {0};
  const struct svg_words words = {.name = "x", .title = "Title"};
  ck_assert_msg(svg_embed(PICTURE, sizeof PICTURE - 1, &words, PALETTE, 3, &out, &size, &err), "%s", err.text);
  check_bytes(
      out,
      "<svg viewBox=\"0 0 640 400\" role=\"img\" aria-labelledby=\"x-title\" "
      "font-family=\"Inter, 'Helvetica Neue', Arial, sans-serif\">\n<title id=\"x-title\">Title</title>\n"
      "<g>\n<defs>\n<circle id=\"x-gpPt5\" stroke-width=\"0.157\" stroke=\"currentColor\" cx=\"0\" cy=\"0\" r=\"1\"/>\n"
      "<use href=\"#x-gpPt5\" id=\"x-gpPt6\" fill=\"currentColor\" stroke=\"none\"/>\n</defs>\n"
      "<g>\n<g fill=\"none\" color=\"var(--line, #000000)\" stroke=\"currentColor\">\n"
      "<use href=\"#x-gpPt6\" transform=\"translate(7.28,9.00) scale(6.38)\" color=\"var(--blue, #3b6fb6)\"/>\n"
      "<polygon fill=\"var(--ink, #1a1a1a)\" fill-opacity=\"0.300000\" points=\"1,2 3,4 5,6\"/>\n"
      "<g transform=\"translate(1.00,2.00)\" stroke=\"none\" fill=\"var(--ink, #1a1a1a)\" font-size=\"17.00\" font-weight=\"bold\" "
      "text-anchor=\"end\">\n<text xml:space=\"preserve\">a  &lt;b&gt;  &amp; ]]&gt; &amp;#x0; </text>\n</g>\n</g>\n</g>\n</g>\n</svg>\n");
  free(out);
}
END_TEST

/* A finished picture passes for a picture, so finishing twice is harmless. */
START_TEST(finished_twice) {
  char *once = NULL, *twice = NULL;
  size_t size = 0, again = 0;
  struct error err = {0};
  ck_assert(svg_finish(PICTURE, sizeof PICTURE - 1, &WORDS, &once, &size, &err));
  ck_assert_msg(svg_check(once, size, &err), "%s", err.text);
  ck_assert_msg(svg_finish(once, size, &WORDS, &twice, &again, &err), "%s", err.text);
  ck_assert_ptr_nonnull(strstr(twice, "aria-labelledby"));
  ck_assert_ptr_null(strstr(strstr(twice, "aria-labelledby") + 1, "aria-labelledby"));
  free(once);
  free(twice);
}
END_TEST

static void check_color(const char *text, size_t size, int red, int green, int blue) {
  struct svg_color color;
  ck_assert_msg(svg_color_read((struct xml_span){text, strlen(text)}, &color) == size, "%s: %zu bytes should be read", text, size);
  if (size) ck_assert_msg(color.red == red && color.green == green && color.blue == blue, "%s", text);
}

START_TEST(colors) {
  check_color("rgb( 59, 111, 182)", 18, 59, 111, 182);
  check_color("rgb(1,2,3);", 10, 1, 2, 3);
  check_color("#3B6fb6", 7, 59, 111, 182);
  check_color("black", 5, 0, 0, 0);
  check_color("white", 5, 255, 255, 255);
  check_color("rgb(1,2,256)", 0, 0, 0, 0);
  check_color("rgb(1,2", 0, 0, 0, 0);
  check_color("rgb(,2,3)", 0, 0, 0, 0);
  check_color("rgb(1,2,3,4)", 0, 0, 0, 0);
  check_color("#3b6fb", 0, 0, 0, 0);
  check_color("#3b6fb60", 0, 0, 0, 0);
  check_color("none", 0, 0, 0, 0);
  check_color("", 0, 0, 0, 0);
}
END_TEST

static void check_refused(const char *svg, const char *words) {
  char *out = NULL;
  size_t size = 0;
  struct error err = {0};
  ck_assert_msg(!svg_finish(svg, strlen(svg), &WORDS, &out, &size, &err), "accepted: %s", svg);
  ck_assert_ptr_null(out);
  ck_assert_int_eq(err.status, STATUS_PICTURE);
  ck_assert_msg(strstr(err.text, words) != NULL, "\"%s\" is not in: %s", words, err.text);
  ck_assert(!svg_embed(svg, strlen(svg), &WORDS, PALETTE, 3, &out, &size, &err));
  ck_assert(!svg_check(svg, strlen(svg), &err));
}

#define INSIDE(text) HEAD "<g>" text "</g></svg>"

START_TEST(refused_because_it_could_act) {
  check_refused(INSIDE("<script>alert(1)</script>"), "an element that gnuplot does not draw with");
  check_refused(INSIDE("<a xlink:href='#x'></a>"), "an element that");
  check_refused(INSIDE("<image xlink:href='x.png'/>"), "an element that");
  check_refused(INSIDE("<style>*{}</style>"), "an element that");
  check_refused(INSIDE("<foreignObject/>"), "an element that");
  check_refused(INSIDE("<G/>"), "an element that");
  check_refused(INSIDE("<g onload='x'/>"), "an attribute that");
  check_refused(INSIDE("<g ONLOAD='x'/>"), "an attribute that");
  check_refused(INSIDE("<use xlink:href='http://example.org/x.svg#a'/>"), "a value that");
  check_refused(INSIDE("<use xlink:href='x.svg'/>"), "a value that");
  check_refused(INSIDE("<use href='javascript:alert(1)'/>"), "a value that");
  check_refused(INSIDE("<use xlink:href=''/>"), "a value that");
  check_refused(INSIDE("<rect fill='url(x.svg#a)'/>"), "a value that");
  check_refused(INSIDE("<rect fill='url(#a) URL(b)'/>"), "a value that");
  check_refused(INSIDE("<rect style=\"background:image-set('x' 1x)\"/>"), "a value that");
  check_refused(INSIDE("<rect style='background:u\\72l(x)'/>"), "a value that");
  check_refused(INSIDE("<rect fill='&#117;rl(x)'/>"), "a value that");
  check_refused("<svg xmlns='http://www.w3.org/1999/xhtml'></svg>", "a value that");
}
END_TEST

START_TEST(refused_because_it_is_no_picture) {
  check_refused("", "does not begin with an svg element");
  check_refused("\x89PNG", "bytes that are no text");
  check_refused("<html></html>", "does not begin");
  check_refused("<svg/>", "is empty");
  check_refused("<svg><g></svg>", "closes an element that is not open");
  check_refused("<svg></g></svg>", "closes an element");
  check_refused("<svg><g>", "is cut off");
  check_refused("<svg", "an element without an end");
  check_refused("<svg width=1></svg>", "a value without quotes");
  check_refused("<svg width></svg>", "an attribute without a value");
  check_refused("<svg width='1></svg>", "a value without an end");
  check_refused("<svg width='1'height='1'></svg>", "an element without an end");
  check_refused("<svg width='1' width='1'></svg>", "an attribute twice");
  check_refused("<svg></svg><svg></svg>", "goes on after its end");
  check_refused("<?xml version='1.0'", "a heading without an end");
  check_refused("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg></svg>", "declares things of its own");
  check_refused(INSIDE("<!-- -->"), "an element that");
  check_refused(INSIDE("<![CDATA[x]]>"), "an element that");
  check_refused(INSIDE("text"), "a text where gnuplot writes none");
  check_refused(INSIDE("<text>&nbsp;</text>"), "a wrong escape");
  check_refused(INSIDE("<text>&#65;</text>"), "a wrong escape");
  check_refused(INSIDE("<text>&</text>"), "a wrong escape");
  check_refused(INSIDE("<text>\x01</text>"), "bytes that are no text");
  check_refused(INSIDE("<text>\xff</text>"), "bytes that are no text");
  check_refused(INSIDE("<text>\xef\xbf\xbf</text>"), "bytes that are no text");
}
END_TEST

/* What gnuplot may write but viewers would not take. */
START_TEST(check_is_as_strict_as_viewers) {
  struct error err = {0};
  const char *const end = INSIDE("<text>]]></text>"), *const number = INSIDE("<text>&#x41;</text>"),
                    *const plain = INSIDE("<text>]]&gt;</text>");
  ck_assert(!svg_check(end, strlen(end), &err));
  ck_assert(!svg_check(number, strlen(number), &err));
  ck_assert_msg(svg_check(plain, strlen(plain), &err), "%s", err.text);
}
END_TEST

/* No word of these may stand in a tag of an accepted picture, whatever it was made from. */
static void check_harmless(const char *svg) {
  for (const char *tag = strchr(svg, '<'); tag; tag = strchr(tag + 1, '<')) {
    const char *const end = strchr(tag, '>');
    ck_assert_ptr_nonnull(end);
    char *const text = strndup(tag, (size_t)(end - tag));
    ck_assert(!strcasestr(text, "script") && !strcasestr(text, " on") && !strstr(text, "data:") && !strchr(text, '\\'));
    ck_assert(!strstr(text, "://") || strstr(text, "<svg") == text);
    free(text);
  }
}

/* Put a piece that a picture may not have at a place. */
static size_t put_in(char *out, size_t size, size_t room, size_t at, const char *piece) {
  const size_t length = strlen(piece);
  if (size + length > room) return size;
  memmove(out + at + length, out + at, size - at);
  memcpy(out + at, piece, length);
  return size + length;
}

/* Leave out a tenth of what follows a place. */
static size_t cut_out(char *out, size_t size, size_t at) {
  const size_t cut = (size - at) / 10;
  memmove(out + at, out + at + cut, size - at - cut);
  return size - cut;
}

static size_t mutate(char *out, size_t room, unsigned *state) {
  static const char *const pieces[] = {"<script>", " onload='x'", "href='x'", "&#x41;", "]]>", "<g>",  "</g>", "'",
                                       "\"",       ">",           "<",        "url(x)", "/",   "\x01", "\xff"};
  size_t size = sizeof PICTURE - 1;
  memcpy(out, PICTURE, size);
  for (int changes = 1 + rand_r(state) % 3; changes > 0; changes--) {
    const size_t at = (size_t)rand_r(state) % size, which = (size_t)rand_r(state) % (sizeof pieces / sizeof *pieces);
    const int kind = rand_r(state) % 3;
    if (kind == 0) out[at] = (char)(32 + rand_r(state) % 95);
    else if (kind == 1) size = cut_out(out, size, at);
    else size = put_in(out, size, room, at, pieces[which]);
  }
  return size;
}

START_TEST(whatever_comes_is_refused_or_harmless) {
  enum { TRIALS = 20000, ROOM = sizeof PICTURE + 100 };
  char *const bytes = malloc(ROOM);
  unsigned state = 20240611;
  size_t accepted = 0;
  for (int i = 0; i < TRIALS; i++) {
    char *out = NULL;
    struct error err = {0};
    size_t length = 0;
    const size_t size = mutate(bytes, ROOM, &state);
    const bool embed = i % 2;
    const bool done = embed ? svg_embed(bytes, size, &WORDS, PALETTE, 3, &out, &length, &err)
                            : svg_finish(bytes, size, &WORDS, &out, &length, &err);
    if (done) check_harmless(out);
    else ck_assert(err.status == STATUS_PICTURE && *err.text);
    accepted += done;
    free(out);
  }
  ck_assert_msg(accepted > TRIALS / 20 && accepted < TRIALS, "%zu of %d accepted: the trials try nothing", accepted, TRIALS);
  free(bytes);
}
END_TEST

/* The real gnuplot: every kind of element our charts draw is known here, and a script in a text stays a text. */
START_TEST(pictures_of_the_real_gnuplot) {
  static const char script[] =
      "set title \"<script>alert(1)</script> & 'so' on\"\nset style fill pattern 3\nset label 1 \"boxed\" at 1,1 boxed\n"
      "set object 1 rectangle from 1,1 to 2,2 fs solid 0.5 noborder\nset object 2 circle at 3,3 size 0.5\n"
      "set arrow 1 from 1,1 to 4,4 dashtype 2\nset grid\n"
      "plot [0:5] x with points pointtype 7, x+1 with lines dashtype 3, '+' using 1:1:2 with filledcurves, "
      "'+' using 1:1 with boxes, x with impulses\n";
  char *out = NULL;
  size_t size = 0;
  struct error err = {0};
  if (!gnuplot_is_here()) return;
  struct drawing drawing = drawing_of(PICTURE_SVG, script);
  draw(&drawing);
  ck_assert_msg(svg_finish(drawing.bytes, drawing.length, &WORDS, &out, &size, &err), "%s", err.text);
  ck_assert_ptr_nonnull(strstr(out, "<text>&lt;script&gt;alert(1)&lt;/script&gt; &amp; 'so' on</text>"));
  ck_assert_ptr_null(strstr(out, "GNUPLOT"));
  check_harmless(out);
  free(out);
  ck_assert_msg(svg_embed(drawing.bytes, drawing.length, &WORDS, PALETTE, 3, &out, &size, &err), "%s", err.text);
  check_harmless(out);
  ck_assert_ptr_null(strstr(out, "height=\"800\"")); /* the sheet of paper */
  free(out);
  drawing_free(&drawing);
}
END_TEST

SUITE_MAIN("svg", finished, embedded, finished_twice, colors, refused_because_it_could_act, refused_because_it_is_no_picture,
           check_is_as_strict_as_viewers, whatever_comes_is_refused_or_harmless, pictures_of_the_real_gnuplot)
