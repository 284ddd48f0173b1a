/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of a user in gnuplot's script: what the literal is, and what the real gnuplot makes of it. */
#include "plots/quote.h"
#include "plots/svg.h"
#include "tests/drawings.h"
#include "tests/scratch.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Texts that do something when they are taken for anything but text. MARK stands for a file that must not appear. */
static const char *const NASTY[] = {"`touch MARK`",
                                    "\"; system(\"touch MARK\"); \"",
                                    "'; system('touch MARK'); '",
                                    "''; `touch MARK`; ''",
                                    "!touch MARK",
                                    "\"<touch MARK\"",
                                    "<touch MARK",
                                    "|touch MARK",
                                    "$(touch MARK)",
                                    "@macro",
                                    "\" @macro '@macro' \"@macro",
                                    "it's",
                                    "'",
                                    "''",
                                    "\"",
                                    "\\",
                                    "\\\\",
                                    "ends in a backslash \\",
                                    "\\n\\t\\042\\x41",
                                    "%s %d %n %% %",
                                    "# no comment",
                                    "_{a}^{b} &{c} ~d{e} {/=40 big} @f",
                                    "; exit",
                                    "{",
                                    "}}",
                                    "1`1\"1'1\\1",
                                    "'quoted'",
                                    "'a''''b'",
                                    "EOD",
                                    "Vertr\xc3\xa4ge \xe2\x82\xac \xf0\x9f\x98\x80",
                                    "&#x41; &#x0; &amp; ]]> <b>"};

/* The text with the name of a file for MARK; to be freed. */
static char *with_mark(const char *text, const char *mark) {
  char *made = NULL;
  const char *const found = strstr(text, "MARK");
  const int size = found ? asprintf(&made, "%.*s%s%s", (int)(found - text), text, mark, found + 4) : asprintf(&made, "%s", text);
  ck_assert_int_ge(size, 0);
  return made;
}

static void check_literal(const char *text, const char *literal) {
  char *got = NULL;
  size_t size = 0;
  FILE *const out = open_memstream(&got, &size);
  gp_quote(out, text);
  fclose(out);
  ck_assert_str_eq(got, literal);
  free(got);
}

START_TEST(literals) {
  check_literal("", "\"\"");
  check_literal("Long-term focus (50 %)", "\"Long-term focus (50 %)\"");
  check_literal("it's", "\"it\\0047s\"");
  check_literal("\"`\\n@#{}", "\"\\0042\\0140\\0134n\\0100\\0043\\0173\\0175\"");
  check_literal("a\nb\tc\r\x7f\x1b", "\"a b c   \"");
  check_literal("\xc2\x85\xe2\x80\xa8\xe2\x80\xa9", "\"   \"");
  check_literal("\xc3\xa9|\xff|\xc0\x80|\xc3", "\"\xc3\xa9|\xef\xbf\xbd|\xef\xbf\xbd\xef\xbf\xbd|\xef\xbf\xbd\"");
  check_literal("\xef\xbf\xbe\xef\xbf\xbf", "\"\xef\xbf\xbd\xef\xbf\xbd\"");
}
END_TEST

START_TEST(literals_of_several) {
  const char *const texts[] = {"one", "50%"};
  char *got = NULL;
  size_t size = 0;
  FILE *const out = open_memstream(&got, &size);
  gp_quote_lines(out, texts, 2);
  gp_quote_array(out, "names", texts, 2);
  gp_quote_tic(out, texts[1]);
  gp_quote_bytes(out, "a\0b", 3);
  fclose(out);
  ck_assert_str_eq(got, "\"one\\n50%\"array names[2] = [\"one\", \"50%\"]\n\"50%%\"\"a b\"");
  free(got);
}
END_TEST

/* gnuplot hands the texts back, byte by byte, and has run nothing. */
START_TEST(gnuplot_prints_what_was_written) {
  char folder[PATH_ROOM], mark[PATH_ROOM], *script = NULL, *want = NULL;
  size_t size = 0, length = 0;
  if (!gnuplot_is_here()) return;
  scratch_folder(folder);
  below(mark, folder, "mark");
  FILE *const out = open_memstream(&script, &size), *const expected = open_memstream(&want, &length);
  fprintf(out, "macro = '`touch %s`'\nset print '-'\n", mark);
  for (size_t i = 0; i < COUNT(NASTY); i++) {
    char *const text = with_mark(NASTY[i], mark);
    fputs("print ", out);
    gp_quote(out, text);
    fputc('\n', out);
    fprintf(expected, "%s\n", text);
    free(text);
  }
  fclose(out);
  fclose(expected);
  struct drawing drawing = drawing_of(PICTURE_TEXT, script);
  draw(&drawing);
  ck_assert_str_eq(drawing.bytes, want);
  ck_assert_msg(access(mark, F_OK) != 0, "a text was run");
  drawing_free(&drawing);
  free(script);
  free(want);
  clean(folder);
}
END_TEST

/* Wherever a chart puts a text: the number of texts of the picture that are exactly this one. */
static size_t times_drawn(const char *svg, const char *text) {
  size_t times = 0;
  for (const char *at = strstr(svg, "<text"); at; at = strstr(at + 1, "<text")) {
    char plain[1024];
    size_t used = 0;
    const char *from = strchr(at, '>') + 1;
    while (*from != '<' && used + 1 < sizeof plain) {
      const size_t escape = strncmp(from, "&amp;", 5) == 0 ? 5 : strncmp(from, "&lt;", 4) == 0 || strncmp(from, "&gt;", 4) == 0 ? 4 : 1;
      plain[used++] = (char)(escape == 1 ? *from : escape == 5 ? '&' : from[1] == 'l' ? '<' : '>');
      from += escape;
    }
    plain[used] = '\0';
    times += strcmp(plain, text) == 0;
  }
  return times;
}

static char *script_with(const char *text, const char *mark) {
  const char *const texts[] = {text};
  char *script = NULL;
  size_t size = 0;
  FILE *const out = open_memstream(&script, &size);
  fprintf(out, "macro = '`touch %s`'\nset title ", mark);
  gp_quote(out, text);
  fputs("\nset label 1 ", out);
  gp_quote_lines(out, texts, 1);
  fputs(" at graph 0.5,0.5\nset xlabel ", out);
  gp_quote(out, text);
  fputs("\nset xtics (", out);
  gp_quote_tic(out, text);
  fputs(" 1)\n", out);
  gp_quote_array(out, "names", texts, 1);
  fputs("$data << EOD\n0 0 1\n2 2 1\nEOD\nplot $data using 1:2:ytic(names[int($3)]) with lines title ", out);
  gp_quote(out, text);
  fputc('\n', out);
  ck_assert_int_eq(fclose(out), 0);
  return script;
}

START_TEST(gnuplot_draws_what_was_written) {
  char folder[PATH_ROOM], mark[PATH_ROOM], *text = NULL, *script = NULL, *svg = NULL;
  size_t size = 0;
  struct error err = {0};
  if (!gnuplot_is_here()) return;
  scratch_folder(folder);
  below(mark, folder, "mark");
  text = with_mark(NASTY[_i], mark);
  script = script_with(text, mark);
  struct drawing drawing = drawing_of(PICTURE_SVG, script);
  draw(&drawing);
  const struct svg_words words = {.name = "test", .title = text, .description = text};
  ck_assert_msg(svg_finish(drawing.bytes, drawing.length, &words, &svg, &size, &err), "%s", err.text);
  /* title, label, x label, x tic, two y tics, name of the curve */
  ck_assert_msg(times_drawn(svg, text) == 7, "%s: drawn %zu times of 7", text, times_drawn(svg, text));
  ck_assert_msg(access(mark, F_OK) != 0, "%s: was run", text);
  drawing_free(&drawing);
  free(svg);
  free(script);
  free(text);
  clean(folder);
}
END_TEST

int main(void) {
  Suite *const suite = suite_create("quote");
  TCase *const tests = tcase_create("quote");
  tcase_set_timeout(tests, 0);
  tcase_add_test(tests, literals);
  tcase_add_test(tests, literals_of_several);
  tcase_add_test(tests, gnuplot_prints_what_was_written);
  tcase_add_loop_test(tests, gnuplot_draws_what_was_written, 0, (int)COUNT(NASTY));
  suite_add_tcase(suite, tests);
  SRunner *const runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  const int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
