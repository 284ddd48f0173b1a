/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/csv.h"
#include "tests/suite.h"

/* What `fill` writes, to be freed. */
static char *written(void (*fill)(struct csv *), bool excel) {
  char *text = NULL;
  size_t size = 0;
  FILE *const stream = open_memstream(&text, &size);
  struct csv *const csv = malloc(sizeof *csv);
  csv_begin(csv, stream, excel);
  fill(csv);
  csv_flush(csv);
  free(csv);
  fclose(stream);
  return text;
}

static void check_written(void (*fill)(struct csv *), bool excel, const char *expected) {
  char *const text = written(fill, excel);
  ck_assert_str_eq(text, expected);
  free(text);
}

static void fill_fields(struct csv *csv) {
  csv_text(csv, "name");
  csv_number(csv, 0.1);
  csv_number(csv, -3);
  csv_number(csv, (double)NAN);
  csv_whole(csv, 0);
  csv_whole(csv, UINT64_MAX);
  csv_missing(csv);
  csv_end_row(csv);
  csv_missing(csv);
  csv_text(csv, "");
  csv_end_row(csv);
}

START_TEST(fields_are_separated_and_missing_is_empty) {
  check_written(fill_fields, false, "name,0.1,-3,,0,18446744073709551615,\n,\n");
}
END_TEST

START_TEST(excel_gets_a_mark_and_its_line_ends) {
  check_written(fill_fields, true, "\xEF\xBB\xBFname,0.1,-3,,0,18446744073709551615,\r\n,\r\n");
}
END_TEST

static void fill_quoted(struct csv *csv) {
  csv_text(csv, "a,b");
  csv_text(csv, "say \"hi\"");
  csv_text(csv, "two\nlines");
  csv_text(csv, "carriage\r");
  csv_text(csv, " leading");
  csv_text(csv, "trailing ");
  csv_text(csv, "semi;colon");
  csv_text(csv, "in the middle");
  csv_end_row(csv);
}

START_TEST(text_is_quoted_only_where_it_must_be) {
  check_written(fill_quoted, false,
                "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"carriage\r\",\" leading\",\"trailing \",\"semi;colon\",in the middle\n");
}
END_TEST

static void fill_foreign(struct csv *csv) {
  static const char *const texts[] = {"=1+1", "+cmd", "-2+3",    "@SUM(A1)", "\tx", "=A1,\"b\"",
                                      "-3",   "+5%",  "-1.5e-3", "a=b",      "",    "-0.5 to 0.5"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    csv_foreign(csv, texts[i]);
    csv_end_row(csv);
  }
}

START_TEST(text_of_a_user_cannot_run_as_a_formula) {
  check_written(fill_foreign, false,
                "'=1+1\n'+cmd\n'-2+3\n'@SUM(A1)\n\"'\tx\"\n\"'=A1,\"\"b\"\"\"\n-3\n+5%\n-1.5e-3\na=b\n\n'-0.5 to 0.5\n");
}
END_TEST

/* Fields of every length around the buffer's border, and one longer than the buffer. */
enum { LONG_FIELD = 3 * CSV_BUFFER + 7, FIELDS = 4000 };

static void fill_much(struct csv *csv) {
  char *const longest = malloc(LONG_FIELD + 1);
  memset(longest, 'x', LONG_FIELD);
  longest[LONG_FIELD] = '\0';
  for (int i = 0; i < FIELDS; i++) {
    csv_whole(csv, (uint64_t)i);
    csv_number(csv, i / 7.0);
    csv_text(csv, longest + LONG_FIELD - i % 61);
    csv_end_row(csv);
  }
  csv_text(csv, longest);
  csv_end_row(csv);
  free(longest);
}

START_TEST(nothing_is_lost_at_the_border_of_the_buffer) {
  char *const text = written(fill_much, false), *at = text;
  for (int i = 0; i < FIELDS; i++) {
    char *end;
    ck_assert_int_eq(strtol(at, &end, 10), i);
    ck_assert(*end == ',');
    ck_assert_double_eq(strtod(end + 1, &end), i / 7.0);
    const size_t length = strspn(end + 1, "x");
    ck_assert_uint_eq(length, (size_t)(i % 61));
    at = end + 1 + length + 1;
  }
  ck_assert_uint_eq(strspn(at, "x"), LONG_FIELD);
  ck_assert_str_eq(at + LONG_FIELD, "\n");
  free(text);
}
END_TEST

START_TEST(a_full_disk_leaves_its_mark_in_the_stream) {
  FILE *const full = fopen("/dev/full", "w");
  ck_assert_ptr_nonnull(full);
  struct csv *const csv = malloc(sizeof *csv);
  csv_begin(csv, full, false);
  fill_much(csv);
  csv_flush(csv);
  ck_assert(ferror(full));
  free(csv);
  fclose(full);
}
END_TEST

SUITE_MAIN("csv", fields_are_separated_and_missing_is_empty, excel_gets_a_mark_and_its_line_ends, text_is_quoted_only_where_it_must_be,
           text_of_a_user_cannot_run_as_a_formula, nothing_is_lost_at_the_border_of_the_buffer, a_full_disk_leaves_its_mark_in_the_stream)
