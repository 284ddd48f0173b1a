/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/sheet.h"
#include "tests/suite.h"
#include <unistd.h>

static struct sheet sheet;
static struct error err;

static void reads(const char *bytes, size_t size) {
  err.text[0] = '\0';
  ck_assert_msg(sheet_read_bytes(&sheet, "s.csv", bytes, size, &err), "%s", err.text);
}

static void refuses(const char *bytes, size_t size, const char *message) {
  ck_assert(!sheet_read_bytes(&sheet, "s.csv", bytes, size, &err));
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_str_eq(err.text, message);
  sheet_free(&sheet); /* takes what a failure leaves */
}
#define READS(text) reads(text, sizeof text - 1)
#define REFUSES(text, message) refuses(text, sizeof text - 1, message)

static void cell_is(size_t row, size_t field, const char *text, const char *where) {
  char place[PLACE_SIZE];
  ck_assert_uint_lt(row, sheet.count);
  ck_assert_str_eq(sheet_text(&sheet.row[row], field), text);
  ck_assert_str_eq(sheet_where(&sheet, &sheet.row[row].cell[field], place), where);
}

START_TEST(plain) {
  READS("parameter,A,B\ntrust,0.5,\n\"x\",\"a,b\",\"say \"\"hi\"\"\"");
  ck_assert_uint_eq(sheet.count, 3);
  ck_assert_int_eq(sheet.separator, ',');
  ck_assert_int_eq(sheet.decimal, '.');
  cell_is(0, 2, "B", "s.csv:1:13 (cell C1)");
  cell_is(1, 1, "0.5", "s.csv:2:7 (cell B2)");
  ck_assert_uint_eq(sheet.row[1].count, 2);
  ck_assert_str_eq(sheet_text(&sheet.row[1], 2), "");
  cell_is(2, 1, "a,b", "s.csv:3:5 (cell B3)");
  cell_is(2, 2, "say \"hi\"", "s.csv:3:11 (cell C3)");
  sheet_free(&sheet);
}
END_TEST

/* The spreadsheet numbers blank lines, and a cell with a line end in it is one row on two lines. */
START_TEST(addresses) {
  READS("\n \nparameter,A\n\n\xc3\xa4\xe2\x82\xac,\"two\nlines\", b \n,,\nlast,1\n\n");
  ck_assert_uint_eq(sheet.count, 3);
  cell_is(0, 0, "parameter", "s.csv:3:1 (cell A3)");
  cell_is(1, 1, "two\nlines", "s.csv:5:4 (cell B5)");
  cell_is(1, 2, "b", "s.csv:6:9 (cell C5)");
  cell_is(2, 1, "1", "s.csv:8:6 (cell B7)");
  sheet_free(&sheet);
}
END_TEST

START_TEST(line_ends) {
  static const char *const ends[] = {"\n", "\r\n", "\r"};
  for (size_t i = 0; i < 3; i++) {
    char text[200];
    const int size = snprintf(text, sizeof text, "p,A%s%s# c%s\"x%sy\",2%sz,3%s", ends[i], ends[i], ends[i], ends[i], ends[i], ends[i]);
    reads(text, (size_t)size);
    ck_assert_uint_eq(sheet.count, 3);
    cell_is(1, 1, "2", "s.csv:5:4 (cell B4)");
    cell_is(2, 1, "3", "s.csv:6:3 (cell B5)");
    sheet_free(&sheet);
  }
}
END_TEST

START_TEST(byte_order_mark) {
  READS("\xef\xbb\xbf"
        "p,A\nx,1\n");
  cell_is(0, 0, "p", "s.csv:1:1 (cell A1)");
  ck_assert_uint_eq(sheet.size, 11);
  sheet_free(&sheet);
  READS("\xef\xbb\xbfsep=;\r\np;A\r\nx;0,5\r\n");
  cell_is(0, 1, "A", "s.csv:2:3 (cell B1)");
  cell_is(1, 1, "0,5", "s.csv:3:3 (cell B2)");
  sheet_free(&sheet);
}
END_TEST

static void separates(const char *text, char separator, char decimal) {
  reads(text, strlen(text));
  ck_assert_int_eq(sheet.separator, separator);
  ck_assert_int_eq(sheet.decimal, decimal);
  sheet_free(&sheet);
}

START_TEST(separators) {
  separates("p,A;B\n", ',', '.');
  separates("p;A,B\n", ';', ',');
  separates("p\tA;B,C\n", '\t', ',');
  separates("\"a,b\";c,d\n", ';', ',');
  separates("\"a\"\"b,\"\"\";c,d\n", ';', ',');
  separates("\"a,\nb\"\tc\n", '\t', ',');
  separates("p\n1;2\n", ',', '.');
  separates("\n# a, comment\n\"# b, comment\"\np;A\n", ';', ',');
  separates("sep=,\np;x,A\n", ',', '.');
  separates("SEP=;\n\"a,b\"\n", ';', ',');
  separates("\"sep=;\"\np,A\n", ';', ',');
  separates("sep=;;;\np,A\n", ';', ',');
  separates("sep=\t\np,A\n", '\t', ',');
}
END_TEST

START_TEST(comments) {
  READS("p,A\n# it's \"so\", or \"not\n #x,\"a\nb\"\"c\",\"\"\n\"# quoted, too\"\n\"\",1\nx,#no\n#");
  ck_assert_uint_eq(sheet.count, 3);
  cell_is(1, 1, "1", "s.csv:6:4 (cell B5)");
  cell_is(2, 1, "#no", "s.csv:7:3 (cell B6)");
  sheet_free(&sheet);
}
END_TEST

START_TEST(empty_rows_and_columns) {
  READS("p,A,,\nx,1,,\n,,,\n,,,\n\"\",\" \",,\n");
  ck_assert_uint_eq(sheet.count, 2);
  ck_assert_uint_eq(sheet.row[0].count, 2);
  struct messages problems = {0};
  sheet_report_beyond(&sheet, 1, &problems);
  ck_assert_uint_eq(problems.count, 0);
  sheet_free(&sheet);
}
END_TEST

START_TEST(beyond_the_header) {
  READS("p,A\nx,1,,2,3\n");
  struct messages problems = {0};
  sheet_report_beyond(&sheet, 1, &problems);
  ck_assert_uint_eq(problems.count, 2);
  ck_assert_str_eq(problems.text[0], "s.csv:2:6 (cell D2): '2' stands beyond the header's 2 columns; name its column, or put a cell that "
                                     "holds commas in quotes");
  ck_assert_str_eq(problems.text[1], "s.csv:2:8 (cell E2): '3' stands beyond the header's 2 columns; name its column, or put a cell that "
                                     "holds commas in quotes");
  messages_free(&problems);
  sheet_free(&sheet);
}
END_TEST

START_TEST(wide_addresses) {
  char text[4000] = "p";
  for (int i = 1; i < 800; i++) strcat(text, ",x");
  reads(text, strlen(text));
  cell_is(0, 25, "x", "s.csv:1:51 (cell Z1)");
  cell_is(0, 26, "x", "s.csv:1:53 (cell AA1)");
  cell_is(0, 701, "x", "s.csv:1:1403 (cell ZZ1)");
  cell_is(0, 702, "x", "s.csv:1:1405 (cell AAA1)");
  sheet_free(&sheet);
}
END_TEST

START_TEST(not_text) {
  REFUSES("\xff\xfep\0,\0", "s.csv: the file is UTF-16 text; save it as 'CSV UTF-8'");
  REFUSES("\xfe\xff\0p", "s.csv: the file is UTF-16 text; save it as 'CSV UTF-8'");
  REFUSES("p\0,\0", "s.csv: the file is UTF-16 text; save it as 'CSV UTF-8'");
  REFUSES("PK\3\4rest", "s.csv: the file is a workbook, not CSV; save the sheet as 'CSV UTF-8'");
  REFUSES("p,A\nx,\0", "s.csv:2:3: the file holds a NUL byte, so it is not a text; save it as 'CSV UTF-8'");
  REFUSES("p,A\r\n\xc3\xa4 caf\xe9,1\n", "s.csv:2:6: byte 0xE9 is not UTF-8; save the file as 'CSV UTF-8'");
  REFUSES("p,A\n\xc3\xa4,\033[31m\n", "s.csv:2:3: the file holds a control character (0x1B), which no cell may; remove it");
  REFUSES("p,A\177\n", "s.csv:1:4: the file holds a control character (0x7F), which no cell may; remove it");
  REFUSES("", "s.csv: the file is empty; a sheet begins with a header such as 'parameter,Baseline'");
  REFUSES("\xef\xbb\xbf", "s.csv: the file is empty; a sheet begins with a header such as 'parameter,Baseline'");
  REFUSES("\n,,\n# only a comment\n", "s.csv: the file is empty; a sheet begins with a header such as 'parameter,Baseline'");
  REFUSES("sep=;", "s.csv: the file is empty; a sheet begins with a header such as 'parameter,Baseline'");
  REFUSES("sep=|\np|A\n", "s.csv:1:1: cells cannot be separated by '|'; use sep=, or sep=; or a tab");
}
END_TEST

START_TEST(quotes) {
  REFUSES("p,A\n\nx,\"open\ny,1\n",
          "s.csv:3:3 (cell B3): the quote that opens here is never closed; close it, or double it if it is part of the text");
  REFUSES("p,A\nx,5\" pipe\n",
          "s.csv:2:3 (cell B2): there is a quote inside a cell; put the whole cell in quotes and double those inside it");
  REFUSES("p,A\nx,\"a\" b\n", "s.csv:2:3 (cell B2): text follows the closing quote of this cell (line 2, column 7); double quotes inside a "
                              "cell, or close the cell");
  REFUSES("p,A\nx,\"a\ny,\"b\"\n",
          "s.csv:2:3 (cell B2): text follows the closing quote of this cell (line 3, column 4); double quotes inside "
          "a cell, or close the cell");
  REFUSES("\"", "s.csv:1:1 (cell A1): the quote that opens here is never closed; close it, or double it if it is part of the text");
}
END_TEST

static char *filled(size_t size, const char *start) {
  char *text = malloc(size + 1);
  ck_assert_ptr_nonnull(text);
  memset(text, 'x', size);
  memcpy(text, start, strlen(start));
  text[size] = '\0';
  return text;
}

START_TEST(limits) {
  char *text = filled(4 + SHEET_CELL_MOST, "p,A\n");
  reads(text, 4 + SHEET_CELL_MOST);
  ck_assert_uint_eq(strlen(sheet_text(&sheet.row[1], 0)), SHEET_CELL_MOST);
  sheet_free(&sheet);
  free(text);
  text = filled(5 + SHEET_CELL_MOST, "p,A\n");
  refuses(text, 5 + SHEET_CELL_MOST, "s.csv:2:1 (cell A2): the cell that begins here is larger than 64 KiB; is a closing quote missing?");
  free(text);
}
END_TEST

static char *folder_make(char folder[40]) {
  strcpy(folder, "/tmp/entente-sheet-XXXXXX");
  return mkdtemp(folder);
}

static void file_write(const char *path, const char *bytes, size_t size) {
  FILE *file = fopen(path, "wb");
  ck_assert_ptr_nonnull(file);
  ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
  ck_assert_int_eq(fclose(file), 0);
}

static void refuses_path(const char *path, const char *message) {
  char want[600];
  snprintf(want, sizeof want, "%s: %s", path, message);
  ck_assert(!sheet_read(&sheet, path, &err));
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_str_eq(err.text, want);
}

START_TEST(files) {
  char folder[40], path[100];
  ck_assert_ptr_nonnull(folder_make(folder));
  refuses_path(folder, "this is a folder; name a CSV file in it");
  snprintf(path, sizeof path, "%s/s.csv", folder);
  refuses_path(path, "there is no such file; check the name and the folder");
  file_write(path, "p,A\nx,1\n", 8);
  ck_assert(sheet_read(&sheet, path, &err));
  ck_assert_str_eq(sheet.name, path);
  ck_assert_uint_eq(sheet.size, 8);
  ck_assert(memcmp(sheet.bytes, "p,A\nx,1\n", 8) == 0);
  sheet_free(&sheet);
  char *large = filled(SHEET_BYTES_MOST + 1, "p,A\n");
  file_write(path, large, SHEET_BYTES_MOST + 1);
  refuses_path(path, "the file is larger than 16 MiB; this program reads small tables");
  free(large);
  unlink(path);
  rmdir(folder);
}
END_TEST

START_TEST(standard_input) {
  char folder[40], path[100], place[PLACE_SIZE];
  ck_assert_ptr_nonnull(folder_make(folder));
  snprintf(path, sizeof path, "%s/in", folder);
  file_write(path, "p,A\nx,1\n", 8);
  ck_assert_ptr_nonnull(freopen(path, "rb", stdin));
  ck_assert(sheet_read(&sheet, "-", &err));
  ck_assert_str_eq(sheet.name, "-");
  ck_assert_str_eq(sheet_where(&sheet, &sheet.row[1].cell[1], place), "standard input:2:3 (cell B2)");
  sheet_free(&sheet);
  unlink(path);
  rmdir(folder);
}
END_TEST

/* A name too long for a message keeps its end, from a whole character on. */
START_TEST(long_names) {
  char name[1200] = "", place[PLACE_SIZE];
  for (int i = 0; i < 500; i++) strcat(name, "\xc3\xa4");
  strcat(name, "z");
  ck_assert(sheet_read_bytes(&sheet, name, "p,A\n", 4, &err));
  sheet_where(&sheet, &sheet.row[0].cell[1], place);
  ck_assert(strncmp(place, "...\xc3\xa4", 5) == 0);
  ck_assert_ptr_nonnull(strstr(place, "\xc3\xa4z:1:3 (cell B1)"));
  sheet_free(&sheet);
}
END_TEST

SUITE_MAIN("sheet", plain, addresses, line_ends, byte_order_mark, separators, comments, empty_rows_and_columns, beyond_the_header,
           wide_addresses, not_text, quotes, limits, files, standard_input, long_names)
