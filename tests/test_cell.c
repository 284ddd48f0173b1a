/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cell.h"
#include "sim/cell_number.h"
#include "tests/suite.h"
#include "tests/tiny_model.h"
#include <sys/stat.h>
#include <unistd.h>

static struct setting setting;
static struct error err;
static struct data_shelf shelf;

static const struct law *law(size_t stage) {
  return &setting.stage[stage].law;
}

static void reads_as(size_t parameter, const char *text, char decimal) {
  setting_free(&setting);
  err.text[0] = '\0';
  const bool done = cell_read(&setting, &tiny_parameters[parameter], text, decimal, &shelf, &err);
  ck_assert_msg(done, "'%s': %s", text, err.text);
}

static void reads(size_t parameter, const char *text) {
  reads_as(parameter, text, '.');
}

static void refuses_as(size_t parameter, const char *text, char decimal, const char *message) {
  struct setting none;
  const bool done = cell_read(&none, &tiny_parameters[parameter], text, decimal, &shelf, &err);
  ck_assert_msg(!done, "'%s' was read", text);
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_str_eq(err.text, message);
  ck_assert_ptr_null(none.stage);
}

static void refuses(size_t parameter, const char *text, const char *message) {
  refuses_as(parameter, text, '.', message);
}

static void is_number(size_t parameter, const char *text, char decimal, double value) {
  reads_as(parameter, text, decimal);
  ck_assert(setting_is_constant(&setting));
  ck_assert_double_eq(law(0)->a, value);
  ck_assert_str_eq(setting.text, text);
}

START_TEST(numbers) {
  is_number(TRUST, "0.6", '.', 0.6);
  is_number(TRUST, "60%", '.', 0.6);
  is_number(DRIFT, "-3", '.', -3);
  is_number(WORTH, "1.5e3", '.', 1500);
  is_number(PATIENCE, "4.5", '.', 4.5); /* months need not be whole */
  is_number(TRUST, "0,6", ',', 0.6);
  is_number(TRUST, "0.6", ',', 0.6);
  is_number(TRUST, "0", '.', 0);
  is_number(TRUST, "1", '.', 1);
}
END_TEST

START_TEST(yes_and_no) {
  is_number(TEAM, "yes", '.', 1);
  is_number(TEAM, "No", '.', 0);
  is_number(TEAM, "TRUE", '.', 1);
  is_number(TEAM, "FALSE", '.', 0);
  is_number(TEAM, "0.4", '.', 0.4);
  reads(TEAM, "choice yes:1 no:3");
  ck_assert_double_eq(law(0)->cumulative[0], 0.75);
  refuses(TRUST, "yes", "'yes' is for yes/no parameters; write a number, an interval or a law");
  refuses(TRUST, "FALSE", "'FALSE' is for yes/no parameters; write a number, an interval or a law");
}
END_TEST

START_TEST(ranges) {
  refuses(TRUST, "1.4", "1.4 is outside 0 to 1");
  refuses(TRUST, "-1%", "-1% is outside 0 to 1");
  refuses(PATIENCE, "0", "0 is outside 1 to 120");
  refuses(DRIFT, "7", "7 is above 5, the most allowed");
  refuses(TEAM, "2", "2 is outside 0 to 1");
  refuses(TRUST, "uniform 3 3", "uniform 3 3 is outside 0 to 1");
  refuses(TRUST, "uniform 2 3", "uniform 2 3 lies outside 0 to 1");
  const struct parameter floor = {.name = "floor", .unit = "", .low = 2, .high = INFINITY, .law = "3"};
  setting_free(&setting);
  ck_assert(!cell_read(&setting, &floor, "1", '.', NULL, &err));
  ck_assert_str_eq(err.text, "1 is below 2, the least allowed");
}
END_TEST

static const char *const no_value = "is not a number, an interval 'A to B' or a law such as 'uniform 0.3 0.9'";

static void is_no_value(const char *text) {
  char want[200];
  snprintf(want, sizeof want, "'%s' %s", text, no_value);
  refuses(TRUST, text, want);
}

START_TEST(not_numbers) {
  is_no_value("nan");
  is_no_value("inf");
  is_no_value("-inf");
  is_no_value("0x1p-1");
  is_no_value("0.5.5.5.5");
  is_no_value("high");
  is_no_value("1 000");
  is_no_value("1,000,000");
  is_no_value("?");
  refuses(TRUST, "#REF!", "'#REF!' is an error value of a spreadsheet; mend the formula and save again");
  refuses(PATIENCE, "18 months", "'18 months' is not a number; write 18 alone, without a unit");
  refuses(WORTH, "5 \xe2\x82\xac", "'5 \xe2\x82\xac' is not a number; write 5 alone, without a unit");
}
END_TEST

START_TEST(decimal_commas) {
  refuses(TRUST, "0,5", "'0,5' has a decimal comma, but commas separate cells here; write 0.5");
  refuses(TRUST, "0,4 to 0.7", "'0,4' has a decimal comma, but commas separate cells here; write 0.4");
  refuses(TRUST, "50,5%", "'50,5%' has a decimal comma, but commas separate cells here; write 50.5%");
}
END_TEST

START_TEST(dashes) {
  refuses(TRUST, "0.4-0.7", "'0.4-0.7' is not a number; write '0.4 to 0.7' for an interval");
  refuses(TRUST, "40 % - 70 %", "'40 % - 70 %' is not a number, an interval 'A to B' or a law such as 'uniform 0.3 0.9'");
  refuses(TRUST, "40% - 70%", "'40% - 70%' is not a number; write '40% to 70%' for an interval");
  refuses(TRUST,
          "0.4\xe2\x80\x93"
          "0.7",
          "'0.4\xe2\x80\x93"
          "0.7' is not a number; write '0.4 to 0.7' for an interval");
  refuses(TRUST, "0.4...0.7", "'0.4...0.7' is not a number; write '0.4 to 0.7' for an interval");
  refuses(DRIFT, "-3--1", "'-3--1' is not a number; write '-3 to -1' for an interval");
  refuses_as(TRUST, "0,4-0,7", ',', "'0,4-0,7' is not a number; write '0,4 to 0,7' for an interval");
}
END_TEST

static void is_date(const char *text) {
  char want[300];
  snprintf(want, sizeof want,
           "'%s' looks like a date that a spreadsheet made of a number; format the cell as text and write the number again, "
           "such as 0.5",
           text);
  refuses(TRUST, text, want);
}

START_TEST(dates) {
  is_date("5-May");
  is_date("05-May-26");
  is_date("May 5");
  is_date("May-05");
  is_date("05.05.2026");
  is_date("5.5.26");
  is_date("05.05.");
  is_date("2026-05-05");
  is_date("5/5/2026");
  is_date("5/10");
  is_date("5. Mai");
  is_date("Mrz 7");
  is_date("7. M\xc3\xa4rz");
  ck_assert(!looks_like_date("1.000.000"));
  ck_assert(!looks_like_date("0.5"));
  ck_assert(!looks_like_date("May"));
  ck_assert(!looks_like_date("maybe 5"));
  ck_assert(!looks_like_date("5 apples"));
}
END_TEST

START_TEST(defaults) {
  reads(TRUST, "");
  ck_assert(setting.by_default);
  ck_assert_str_eq(setting.text, "beta 2 2");
  ck_assert_int_eq(law(0)->kind, LAW_BETA);
  reads(TRUST, "Default");
  ck_assert(setting.by_default);
  reads_as(PATIENCE, "default", ','); /* the model's own words have a decimal point */
  ck_assert_double_eq(law(0)->b, 4.5);
  reads(TRUST, "beta 2 2");
  ck_assert(!setting.by_default);
  reads(TRUST, "default then 0.5 from 3");
  ck_assert_int_eq(law(0)->kind, LAW_BETA);
  ck_assert_double_eq(law(1)->a, 0.5);
}
END_TEST

START_TEST(intervals) {
  reads(TRUST, "0.4 to 0.7");
  ck_assert_int_eq(law(0)->kind, LAW_BETA);
  assert_near(law_quantile(law(0), 0.05), 0.4, 1e-6);
  assert_near(law_quantile(law(0), 0.95), 0.7, 1e-6);
  reads(DRIFT, "-3 TO -1");
  ck_assert_int_eq(law(0)->kind, LAW_NORMAL);
  reads(PATIENCE, "6\xc2\xa0to\n30");
  ck_assert_int_eq(law(0)->kind, LAW_LOGNORMAL);
  reads_as(TRUST, "40% to 0,7", ',');
  refuses(TRUST, "0.7 to 0.4", "the interval '0.7 to 0.4' runs backwards; write 0.4 to 0.7");
  refuses(TRUST, "0.4 to 0.4", "the interval '0.4 to 0.4' has no width; write 0.4 for a fixed value");
  refuses(TRUST, "0 to 0.7",
          "the interval '0 to 0.7' must lie between 0 and 1 without touching them, as its ends are 5 % and 95 % points; "
          "write uniform 0 0.7");
  refuses(TRUST, "0.4 to", "an interval has two ends; write it as 'A to B'");
  refuses(TRUST, "0.4 to 0.6 0.7", "'0.6 0.7' is not a number");
  refuses(TRUST, "0.4 to high", "'high' is not a number");
}
END_TEST

static void is_triangular(const char *text, char decimal) {
  reads_as(TRUST, text, decimal);
  ck_assert_int_eq(law(0)->kind, LAW_TRIANGULAR);
  ck_assert_double_eq(law_cdf(law(0), 0.2), 0);
  ck_assert_double_eq(law_cdf(law(0), 0.9), 1);
}

START_TEST(laws) {
  is_triangular("triangular 0.2 0.5 0.9", '.');
  is_triangular("Triangular(0.2; 0.5; 0.9)", '.');
  is_triangular("triangular ( 0.2,0.5,0.9 )", '.');
  is_triangular("triangular 0.2, 50%, 90%", '.');
  is_triangular("triangular(0,2; 0,5; 0,9)", ',');
  is_triangular("triangular 0,2 0.5 0,9", ',');
  static const char *const all[] = {"uniform 0 1",          "pert 0 0.5 1", "normal 0.5 0.1",  "lognormal 0.3 1.2", "beta 2 3",
                                    "beta_mean_sd 0.5 0.1", "gamma 2 0.1",  "exponential 0.1", "bernoulli 0.3",     "choice 0.1 0.2"};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    reads(TRUST, all[i]);
    ck_assert(!setting_is_constant(&setting));
  }
}
END_TEST

START_TEST(wrong_laws) {
  refuses(TRUST, "unifrom 0 1", "there is no law 'unifrom'. Did you mean 'uniform'?");
  refuses(TRUST, "uniform 0.1 x", "'x' is not a number");
  refuses(TRUST, "uniform(0.1 0.2", "a bracket is opened but not closed; write the law's arguments in one pair of brackets, or none");
  refuses(TRUST, "choice 0:0.5 1", "choice needs a weight for every value, such as 'choice 0:0.7 1:0.3', or for none");
  refuses(TRUST, "choice 0:x", "'x' is not a number");
  refuses(TRUST, "uniform 0:1 2", "'0:1' is not a number");
  refuses_as(TRUST, "uniform 0,1, 0,2", ',', "'0,1,' is not a number");
  setting_free(&setting);
  ck_assert(!cell_read(&setting, &tiny_parameters[TRUST], "zeta 1 2", '.', &shelf, &err));
  ck_assert_ptr_nonnull(strstr(err.text, "there is no law 'zeta'"));
  ck_assert(!cell_read(&setting, &tiny_parameters[TRUST], "uniform", '.', &shelf, &err));
  ck_assert_ptr_nonnull(strstr(err.text, "uniform takes 2"));
}
END_TEST

START_TEST(weights) {
  reads(PATIENCE, "choice 12:3 6:1");
  ck_assert_uint_eq(law(0)->count, 2);
  ck_assert_double_eq(law(0)->value[0], 6);
  ck_assert_double_eq(law(0)->cumulative[0], 0.25);
  reads(PATIENCE, "choice(6; 12; 6)");
  assert_near(law(0)->cumulative[0], 2.0 / 3, 1e-15);
}
END_TEST

START_TEST(truncation) {
  reads(DRIFT, "normal 5 2");
  assert_near(setting.stage[0].cut, 0.5, 1e-12);
  ck_assert_double_le(law_quantile(law(0), 1), 5);
  reads(TRUST, "uniform 0 1");
  ck_assert_double_eq(setting.stage[0].cut, 0);
}
END_TEST

START_TEST(schedules) {
  reads(TRUST, "0.5 then beta 2 2 from 13 THEN 0.4 to 0.7 from 30 over 12");
  ck_assert_uint_eq(setting.stages, 3);
  ck_assert_uint_eq(setting.stage[0].from, 0);
  ck_assert_uint_eq(setting.stage[1].from, 13);
  ck_assert_uint_eq(setting.stage[1].over, 0);
  ck_assert_uint_eq(setting.stage[2].from, 30);
  ck_assert_uint_eq(setting.stage[2].over, 12);
  ck_assert_int_eq(law(1)->kind, LAW_BETA);
  ck_assert(!setting_is_constant(&setting));
  reads(TRUST, "0.5 then 0.6 from 1");
  ck_assert(setting_is_constant(&setting));
  struct setting copy;
  reads(TRUST, "0.5 then choice 0.2 0.3 from 13 over 6");
  ck_assert(setting_copy(&copy, &setting, &err));
  ck_assert_uint_eq(copy.stages, 2);
  ck_assert_uint_eq(copy.stage[1].over, 6);
  ck_assert(law_equal(&copy.stage[1].law, law(1)));
  ck_assert_ptr_ne(copy.stage[1].law.value, law(1)->value);
  setting_free(&copy);
}
END_TEST

START_TEST(wrong_schedules) {
  refuses(TEAM, "0 then 1 from 13", "team is fixed at signing, so it cannot follow a schedule; write one value");
  refuses(TRUST, "0.2 then 0.7", "'then 0.7' needs the month in which it begins; write 'then VALUE from MONTH'");
  refuses(TRUST, "0.7 from 13", "the first value holds from signing on; write 'VALUE then 0.7 from 13'");
  refuses(TRUST, "0.2 then 0.7 from 0", "'from 0' is not a whole number of months from 1 to 1200");
  refuses(TRUST, "0.2 then 0.7 from 12.5", "'from 12.5' is not a whole number of months from 1 to 1200");
  refuses(TRUST, "0.2 then 0.7 from 3 over 0", "'over 0' is not a whole number of months from 1 to 1200");
  refuses(TRUST, "0.2 then 0.7 from 1201", "'from 1201' is not a whole number of months from 1 to 1200");
  refuses(TRUST, "0.2 then 0.7 from 9 then 0.8 from 9", "the months of a schedule must ascend; 'from 9' comes after 'from 9'");
  refuses(TRUST, "then 0.7 from 9", "a value is missing; a schedule is VALUE then VALUE from MONTH");
  refuses(TRUST, "0.2 then from 9", "a value is missing; a schedule is VALUE then VALUE from MONTH");
  refuses(TRUST, "0.2 then 1.7 from 9", "1.7 is outside 0 to 1");
}
END_TEST

static char home[64], path[300];

static const char *below(const char *name) {
  snprintf(path, sizeof path, "%s/%s", home, name);
  return path;
}

static void write_below(const char *name, const char *text) {
  FILE *file = fopen(below(name), "wb");
  ck_assert_ptr_nonnull(file);
  fputs(text, file);
  ck_assert_int_eq(fclose(file), 0);
}

static void shelf_open(void) {
  strcpy(home, "/tmp/entente-cell-XXXXXX");
  ck_assert_ptr_nonnull(mkdtemp(home));
  ck_assert_int_eq(mkdir(below("in"), 0700), 0);
  ck_assert_int_eq(mkdir(below("in/deep"), 0700), 0);
  ck_assert_int_eq(mkdir(below("inside"), 0700), 0);
  write_below("in/seen values.csv", "id;trust score;trust score b;worth;worth\n1;0,25;;1;1\n2;0.75;x;1;1\n3;;;1;1\n4;0,25\n");
  write_below("in/deep/d.csv", "v\n0.5\n0.6\n");
  write_below("in/broken.csv", "v\n\"0.5\n");
  write_below("inside/outside.csv", "v\n0.5\n");
  write_below("outside.csv", "v\n0.5\n");
  ck_assert_int_eq(symlink("../outside.csv", below("in/link.csv")), 0);
  ck_assert_int_eq(symlink("deep/d.csv", below("in/good.csv")), 0);
  static char folder[80];
  snprintf(folder, sizeof folder, "%s/in", home);
  shelf = (struct data_shelf){.folder = folder};
}

static void shelf_close(void) {
  static const char *const all[] = {"in/seen values.csv", "in/deep/d.csv", "in/broken.csv",     "in/link.csv",
                                    "in/good.csv",        "outside.csv",   "inside/outside.csv"};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) unlink(below(all[i]));
  rmdir(below("in/deep"));
  rmdir(below("in"));
  rmdir(below("inside"));
  rmdir(home);
  data_files_free(shelf.file, shelf.count);
  shelf = (struct data_shelf){0};
  setting_free(&setting);
}

START_TEST(data_laws) {
  shelf_open();
  reads(TRUST, "data seen values.csv trust score");
  ck_assert_uint_eq(law(0)->count, 2);
  ck_assert_double_eq(law(0)->value[0], 0.25);
  assert_near(law(0)->cumulative[0], 2.0 / 3, 1e-15);
  reads(TRUST, "data(deep/d.csv; v) then data good.csv, v from 3");
  ck_assert_double_eq(law(0)->value[1], 0.6);
  ck_assert_uint_eq(shelf.count, 3);
  ck_assert_str_eq(shelf.file[1].path, "deep/d.csv");
  ck_assert_uint_eq(shelf.file[1].size, 10);
  reads(TRUST, "data deep/d.csv v");
  ck_assert_uint_eq(shelf.count, 3);
  shelf_close();
}
END_TEST

START_TEST(wrong_data) {
  shelf_open();
  refuses(TRUST, "data seen.csv v", "there is no data file 'seen.csv' in the sheet's folder");
  refuses(TRUST, "data /etc/x.csv v", "the data file '/etc/x.csv' must be named relative to the sheet's folder");
  refuses(TRUST, "data ../outside.csv v", "the data file '../outside.csv' must be named without '..'");
  refuses(TRUST, "data ../inside/outside.csv v", "the data file '../inside/outside.csv' must be named without '..'");
  refuses(TRUST, "data link.csv v", "the data file 'link.csv' must lie in the sheet's folder or below it");
  refuses(TRUST, "data deep/d.csv", "data needs a file and the name of a column in it: data FILE.csv COLUMN");
  refuses(TRUST, "data d.txt v", "data needs a file and the name of a column in it: data FILE.csv COLUMN");
  refuses(TRUST, "data seen values.csv trust scor", "seen values.csv has no column 'trust scor'. Did you mean 'trust score'?");
  refuses(TRUST, "data deep/d.csv weight", "deep/d.csv has no column 'weight'; name one of its header");
  refuses(TRUST, "data seen values.csv worth", "seen values.csv has 2 columns 'worth'; give them different names");
  refuses(TRUST, "data seen values.csv trust score b", "seen values.csv:3:8 (cell C3): 'x' is not a number");
  refuses(TRUST, "data broken.csv v",
          "broken.csv:2:1 (cell A2): the quote that opens here is never closed; close it, or double it if it is part of the text");
  write_below("in/empty.csv", "v,w\n,1\n");
  refuses(TRUST, "data empty.csv v", "empty.csv has no numbers in column 'v'");
  unlink(below("in/empty.csv"));
  shelf.folder = NULL;
  refuses(TRUST, "data d.csv v", "no data file can be named here; write the values with 'choice'");
  shelf_close();
}
END_TEST

START_TEST(events) {
  struct forced_event *event = NULL;
  size_t count = 0;
  ck_assert(cell_read_events(&event, &count, 1, "month 18 severity 0.5 | Month 3  severity 20%", '.', &err));
  ck_assert_uint_eq(count, 2);
  ck_assert_uint_eq(event[0].shock, 1);
  ck_assert_uint_eq(event[0].month, 18);
  ck_assert_double_eq(event[1].severity, 0.2);
  ck_assert(cell_read_events(&event, &count, 0, "month 18 severity 0,5", ',', &err));
  ck_assert(cell_read_events(&event, &count, 0, "None", '.', &err));
  ck_assert_uint_eq(count, 3);
  free(event);
}
END_TEST

static void refuses_event(const char *text, const char *message) {
  struct forced_event *event = NULL;
  size_t count = 0;
  ck_assert(!cell_read_events(&event, &count, 0, text, '.', &err));
  ck_assert_str_eq(err.text, message);
  free(event);
}

START_TEST(wrong_events) {
  const char *form = "an event is written 'month M severity S', several with '|' between them, or 'none'";
  refuses_event("month 18", form);
  refuses_event("18 0.5", form);
  refuses_event("in month 18 severity 0.5", form);
  refuses_event("month 18 severity 0.5 |", form);
  refuses_event("month 0 severity 0.5", "'month 0' is not a whole number of months from 1 to 1200");
  refuses_event("month 18 severity 0", "severity 0 must be above 0 and at most 1; write 'none' for no event");
  refuses_event("month 18 severity 1.5", "severity 1.5 must be above 0 and at most 1; write 'none' for no event");
  refuses_event("month 18 severity big", "'big' is not a number");
  refuses_event("month 18 severity 0.1 | month 18 severity 0.2", "month 18 is given twice; one event of a kind can strike in a month");
}
END_TEST

SUITE_MAIN("cell", numbers, yes_and_no, ranges, not_numbers, decimal_commas, dashes, dates, defaults, intervals, laws, wrong_laws, weights,
           truncation, schedules, wrong_schedules, data_laws, wrong_data, events, wrong_events)
