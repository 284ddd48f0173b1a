/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report says what the results say, and nothing that a sheet says can act in it. How it looks: tests/plots.sh. */
#include "plots/album.h"
#include "plots/html.h"
#include "plots/report_inputs.h"
#include "sim/file.h"
#include "tests/picture_help.h"
#include <unistd.h>

static const char three[] = "p,A,B,C\ntitle,Which <way>?,,\nnote,Look & see,,\ndrift,0,1,2\nshake,1,1,1\n";
static const char same[] = "p,A,B\ndrift,1,1\nshake,1,1\n";

/* What a function writes; the caller's to free. */
#define WRITTEN(out, ...)                               \
  char *out = NULL;                                     \
  do {                                                  \
    size_t size_;                                       \
    FILE *const stream_ = open_memstream(&out, &size_); \
    ck_assert_ptr_nonnull(stream_);                     \
    __VA_ARGS__;                                        \
    ck_assert_int_eq(fclose(stream_), 0);               \
  } while (0)

START_TEST(text_is_escaped) {
  WRITTEN(got, html_text(stream_, "<script>a && b</script> \"q\" 'r'\n\x7f\x01 é"));
  ck_assert_str_eq(got, "&lt;script&gt;a &amp;&amp; b&lt;/script&gt; &quot;q&quot; &#39;r&#39;    é");
  free(got);
  WRITTEN(percent, html_text(stream_, "43 % of 7"));
  ck_assert_str_eq(percent, "43&nbsp;% of 7");
  free(percent);
  WRITTEN(command, html_verbatim(stream_, "--scenario '35 %' <x"));
  ck_assert_str_eq(command, "--scenario &#39;35 %&#39; &lt;x");
  free(command);
}
END_TEST

START_TEST(tables_have_headings_of_rows_and_columns) {
  struct data_table table = {.columns = 2};
  const char *const cells[] = {"What", "<A>", "row", "1"};
  for (size_t i = 0; i < 4; i++) data_table_add(&table, "%s", cells[i]);
  WRITTEN(got, html_table(stream_, "Said", &table));
  ck_assert_ptr_nonnull(strstr(got, "<caption>Said</caption>"));
  ck_assert_ptr_nonnull(strstr(got, "<tr><th scope=\"col\">What</th><th scope=\"col\">&lt;A&gt;</th></tr>"));
  ck_assert_ptr_nonnull(strstr(got, "<tr><th scope=\"row\">row</th><td>1</td></tr>"));
  free(got);
  data_table_free(&table);
}
END_TEST

START_TEST(a_table_without_rows_is_not_shown) {
  struct data_table table = {.columns = 1};
  data_table_add(&table, "head");
  WRITTEN(got, html_table(stream_, "Said", &table));
  ck_assert_str_eq(got, "");
  free(got);
  data_table_free(&table);
}
END_TEST

START_TEST(assumptions_show_only_what_differs) {
  struct results results = results_of(three, 100);
  struct data_table different = {0}, all = {0};
  report_inputs(&different, &results.source, false);
  report_inputs(&all, &results.source, true);
  ck_assert_uint_eq(data_table_rows(&different), 2);
  ck_assert_uint_eq(data_table_rows(&all), 1 + results.source.parameter_count);
  const char *const want[] = {"0", "1", "2"};
  for (size_t s = 0; s < 3; s++) ck_assert_str_eq(different.cell[different.columns + 1 + s], want[s]);
  data_table_free(&different);
  data_table_free(&all);
  results_free(&results);
}
END_TEST

START_TEST(nothing_differs_in_the_same_scenarios) {
  struct results results = results_of(same, 100);
  struct data_table different = {0};
  report_inputs(&different, &results.source, false);
  ck_assert_uint_eq(data_table_rows(&different), 1);
  data_table_free(&different);
  results_free(&results);
}
END_TEST

static char *report_of(const struct results *results) {
  struct error err;
  char *bytes, path[PATH_ROOM + 16];
  size_t size;
  const struct album_options options = {.formats = FORMAT_SVG, .parallel = 2};
  const bool drawn = album_draw(results->path, &options, &err);
  ck_assert_msg(drawn || err.status == STATUS_PICTURE, "%s", err.text); /* without gnuplot: a report without pictures */
  snprintf(path, sizeof path, "%s/report.html", results->path);
  ck_assert_msg(file_read(path, path, 1 << 24, &bytes, &size, &err), "%s", err.text);
  return bytes;
}

static void check_holds(const char *page, const char *text) {
  WRITTEN(escaped, html_text(stream_, text));
  ck_assert_msg(strstr(page, escaped) != NULL, "the report does not say: %s", text);
  free(escaped);
}

START_TEST(the_report_holds_the_answer_the_findings_and_the_numbers) {
  struct results results = results_of(three, 300);
  const struct source *const source = &results.source;
  char *const page = report_of(&results);
  check_holds(page, source->title);
  check_holds(page, source->note);
  ck_assert_uint_gt(source->answer.count, 0);
  for (size_t i = 0; i < source->answer.count; i++) check_holds(page, source->answer.text[i]);
  for (size_t r = 0; r < source->row_count; r++)
    for (size_t s = 0; source->row[r].cell && s < 3; s++) check_holds(page, source->row[r].cell[s]);
  check_holds(page, source->model.limits);
  for (size_t c = 0; c < chart_count; c++) {
    struct picture picture = picture_of(charts[c], source, LAYOUT_PAGE);
    if (picture.script) check_holds(page, picture.headline);
    for (size_t i = 0; i < picture.data.count; i++) check_holds(page, picture.data.cell[i]);
    picture_free(&picture);
  }
  free(page);
  results_free(&results);
}
END_TEST

START_TEST(clearing_leaves_no_picture_and_no_report) {
  struct results results = results_of(three, 100);
  struct error err;
  char path[PATH_ROOM + 32];
  free(report_of(&results));
  struct folder folder = {0};
  ck_assert(folder_make(&folder, results.path, true, &err));
  ck_assert_msg(album_clear(&folder, &err), "%s", err.text);
  folder_free(&folder);
  snprintf(path, sizeof path, "%s/report.html", results.path);
  ck_assert_int_ne(access(path, F_OK), 0);
  for (size_t c = 0; c < chart_count; c++) {
    snprintf(path, sizeof path, "%s/plots/%s.svg", results.path, charts[c]->name);
    ck_assert_int_ne(access(path, F_OK), 0);
  }
  results_free(&results);
}
END_TEST

START_TEST(formats_are_read) {
  struct error err;
  unsigned formats;
  ck_assert(album_formats_read("plots", "svg", &formats, &err) && formats == FORMAT_SVG);
  ck_assert(album_formats_read("plots", "pdf,png", &formats, &err) && formats == (FORMAT_PDF | FORMAT_PNG));
  ck_assert(album_formats_read("plots", "none", &formats, &err) && formats == 0);
  static const char *const wrong[] = {"", "sv", "svg,", ",svg", "svg png", "svgg", "none,svg"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    ck_assert(!album_formats_read("plots", wrong[i], &formats, &err));
    ck_assert_int_eq(err.status, STATUS_USAGE);
  }
}
END_TEST

SUITE_MAIN("report", text_is_escaped, tables_have_headings_of_rows_and_columns, a_table_without_rows_is_not_shown,
           assumptions_show_only_what_differs, nothing_differs_in_the_same_scenarios,
           the_report_holds_the_answer_the_findings_and_the_numbers, clearing_leaves_no_picture_and_no_report, formats_are_read)
