/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/csv_table.h"
#include "sim/csv.h"
#include "tests/scratch.h"
#include <locale.h>

/* A file t.csv of these bytes in a folder of its own. */
struct file {
  char folder[PATH_ROOM], path[PATH_ROOM];
};

static struct file file_of(const char *bytes, size_t size) {
  struct file file;
  scratch_folder(file.folder);
  below(file.path, file.folder, "t.csv");
  FILE *const out = fopen(file.path, "wb");
  ck_assert_ptr_nonnull(out);
  ck_assert_uint_eq(fwrite(bytes, 1, size, out), size);
  ck_assert_int_eq(fclose(out), 0);
  return file;
}

static struct csv_table table_of(const char *bytes) {
  struct csv_table table;
  struct error err;
  struct file file = file_of(bytes, strlen(bytes));
  ck_assert_msg(csv_table_read(&table, file.path, &err), "%s", err.text);
  clean(file.folder);
  return table;
}

/* The sentence a damaged file leads to, without its folder; statuses are all those of a wrong input. */
static void check_refused(const char *bytes, size_t size, const char *sentence) {
  struct csv_table table;
  struct error err;
  struct file file = file_of(bytes, size);
  ck_assert(!csv_table_read(&table, file.path, &err));
  ck_assert_ptr_null(table.field);
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_str_eq(err.text + strlen(file.folder) + 1, sentence);
  clean(file.folder);
}

START_TEST(fields_are_read_as_they_were_written) {
  struct csv_table t = table_of("a,\"b \"\"c\"\"\",d\n1,\" x, y \",\n-2.5e3,\"two\nlines\",\xC3\xA4\n");
  ck_assert_uint_eq(t.rows, 2);
  ck_assert_uint_eq(t.columns, 3);
  ck_assert_str_eq(t.header[1], "b \"c\"");
  ck_assert_str_eq(csv_table_text(&t, 0, 1), " x, y ");
  ck_assert_str_eq(csv_table_text(&t, 0, 2), "");
  ck_assert_str_eq(csv_table_text(&t, 1, 1), "two\nlines");
  ck_assert_str_eq(csv_table_text(&t, 1, 2), "\xC3\xA4");
  csv_table_free(&t);
}
END_TEST

START_TEST(marks_and_line_ends_of_excel_are_no_text) {
  struct csv_table t = table_of("\xEF\xBB\xBF"
                                "a,b\r\n1,2\r\n");
  ck_assert_uint_eq(t.rows, 1);
  ck_assert_str_eq(t.header[0], "a");
  ck_assert_str_eq(csv_table_text(&t, 0, 1), "2");
  csv_table_free(&t);
}
END_TEST

START_TEST(formulas_lose_the_apostrophe_that_made_them_harmless) {
  static const char *const texts[] = {"=1+1", "+x", "-x", "@x", "-5", "+5", "'tis", "'", "", "a'b", "it's"};
  char *bytes = NULL;
  size_t size = 0;
  FILE *const out = open_memstream(&bytes, &size);
  struct csv csv;
  csv_begin(&csv, out, false);
  csv_text(&csv, "a");
  csv_text(&csv, "b");
  csv_end_row(&csv);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    csv_foreign(&csv, texts[i]);
    csv_text(&csv, "x");
    csv_end_row(&csv);
  }
  csv_flush(&csv);
  fclose(out);
  struct csv_table t = table_of(bytes);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) ck_assert_str_eq(csv_table_text(&t, i, 0), texts[i]);
  csv_table_free(&t);
  free(bytes);
}
END_TEST

START_TEST(numbers_do_not_follow_the_locale) {
  struct csv_table t = table_of("a,b\n1.5,0.1234567890123456789e-3\n,-0\n");
  struct error err;
  double value = 0;
  setlocale(LC_ALL, "de_DE.UTF-8"); /* where it is installed */
  ck_assert(csv_table_number(&t, 0, 0, &value, &err));
  ck_assert_double_eq(value, 1.5);
  ck_assert(csv_table_number(&t, 0, 1, &value, &err));
  ck_assert_double_eq(value, 0.1234567890123456789e-3);
  ck_assert(csv_table_number(&t, 1, 0, &value, &err));
  ck_assert(isnan(value));
  ck_assert(csv_table_number(&t, 1, 1, &value, &err));
  ck_assert_double_eq(value, 0);
  setlocale(LC_ALL, "C");
  csv_table_free(&t);
}
END_TEST

START_TEST(columns_are_found_by_name) {
  struct csv_table t = table_of("scenario,month\nA,1\n");
  struct error err;
  size_t column = 0;
  ck_assert(csv_table_column(&t, "month", &column, &err));
  ck_assert_uint_eq(column, 1);
  ck_assert(!csv_table_column(&t, "mont", &column, &err));
  ck_assert_ptr_nonnull(
      strstr(err.text, "/t.csv: there is no column 'mont'; the file is damaged or of another version, run the sheet again"));
  csv_table_free(&t);
}
END_TEST

START_TEST(every_damage_has_its_sentence) {
#define BYTES(text) text, sizeof(text) - 1
  check_refused(BYTES(""), "t.csv: the file is empty; run the sheet again");
  check_refused(BYTES("\n\n"), "t.csv: the file has no header; run the sheet again");
  check_refused(BYTES("a,b\n1,2\n3\n"), "t.csv, row 3: it has 1 fields where the header has 2; the file is damaged, run the sheet again");
  check_refused(BYTES("a,b\n1,2,3\n"), "t.csv, row 2: it has 3 fields where the header has 2; the file is damaged, run the sheet again");
  check_refused(BYTES("a,b\n1,2\n3,4"), "t.csv: the file ends in the middle of a row; run the sheet again");
  check_refused(BYTES("a,b\n1,\"2\n"), "t.csv, row 2: a quote stands where none may; the file is damaged, run the sheet again");
  check_refused(BYTES("a,b\n1,2\"2\n"), "t.csv, row 2: a quote stands where none may; the file is damaged, run the sheet again");
  check_refused(BYTES("a,b\n1,\0\n"), "t.csv: the file holds bytes that are no text; it is damaged, run the sheet again");
  check_refused(BYTES("a,b\n1,\xFF\n"), "t.csv: the file holds bytes that are no text; it is damaged, run the sheet again");
}
END_TEST

START_TEST(a_number_that_is_none_is_named_with_its_place) {
  static const char *const wrong[] = {"x", "nan", "inf", "0x1", "1,5", "1 ", "--1"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char bytes[64], sentence[128];
    double value;
    struct error err;
    snprintf(bytes, sizeof bytes, "a,b\n1,2\n3,\"%s\"\n", wrong[i]);
    snprintf(sentence, sizeof sentence, "/t.csv, row 3: the b is '%s', which is not a number; the file is damaged, run the sheet again",
             wrong[i]);
    struct csv_table t = table_of(bytes);
    ck_assert(!csv_table_number(&t, 1, 1, &value, &err));
    ck_assert_msg(strstr(err.text, sentence) != NULL, "%s", err.text);
    csv_table_free(&t);
  }
}
END_TEST

START_TEST(a_missing_file_leads_to_its_folder) {
  struct csv_table table;
  struct error err;
  char folder[PATH_ROOM];
  ck_assert(!csv_table_read(&table, "no/such/summary.csv", &err));
  ck_assert_str_eq(err.text, "no/such/summary.csv is missing: is no/such a folder that 'entente run' wrote?");
  ck_assert(!csv_table_read(&table, "nothing.csv", &err));
  ck_assert_str_eq(err.text, "nothing.csv is missing: is . a folder that 'entente run' wrote?");
  scratch_folder(folder);
  ck_assert(!csv_table_read(&table, folder, &err)); /* a folder is no file */
  ck_assert_ptr_null(table.path);
  clean(folder);
}
END_TEST

START_TEST(a_long_table_is_whole) {
  enum { ROWS = 200000 };
  char *bytes = NULL;
  size_t size = 0;
  FILE *const out = open_memstream(&bytes, &size);
  fputs("row,square\n", out);
  for (size_t i = 0; i < ROWS; i++) fprintf(out, "%zu,%zu\n", i, i * i);
  fclose(out);
  struct csv_table t = table_of(bytes);
  struct error err;
  ck_assert_uint_eq(t.rows, ROWS);
  for (size_t i = 0; i < ROWS; i += 997) {
    double value;
    ck_assert(csv_table_number(&t, i, 1, &value, &err));
    ck_assert_double_eq(value, (double)(i * i));
  }
  csv_table_free(&t);
  free(bytes);
}
END_TEST

SUITE_MAIN("csv_table", fields_are_read_as_they_were_written, marks_and_line_ends_of_excel_are_no_text,
           formulas_lose_the_apostrophe_that_made_them_harmless, numbers_do_not_follow_the_locale, columns_are_found_by_name,
           every_damage_has_its_sentence, a_number_that_is_none_is_named_with_its_place, a_missing_file_leads_to_its_folder,
           a_long_table_is_whole)
