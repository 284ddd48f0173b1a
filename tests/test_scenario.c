/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario.h"
#include "tests/suite.h"
#include "tests/tiny_model.h"
#include <unistd.h>

static struct study study;
static struct error err;

static bool try_read(const char *text, const struct overrides *over) {
  struct sheet sheet;
  err.text[0] = '\0';
  ck_assert_msg(sheet_read_bytes(&sheet, "s.csv", text, strlen(text), &err), "%s", err.text);
  study_free(&study);
  const bool done = study_read(&study, &sheet, over, &err);
  sheet_free(&sheet);
  return done;
}

static void reads(const char *text) {
  ck_assert_msg(try_read(text, NULL), "%s", err.text);
}

static void refuses(const char *text, const char *message) {
  ck_assert_msg(!try_read(text, NULL), "this was read:\n%s", text);
  ck_assert_str_eq(err.text, message);
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_ptr_null(study.scenarios);
}

/* The command line's part of what a user says. */
static struct overrides set(size_t count, const char *const *text) {
  return (struct overrides){.set = text, .set_count = count};
}
#define SET(...) set(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), (const char *const[]){__VA_ARGS__})

static void reads_with(const char *text, struct overrides over) {
  ck_assert_msg(try_read(text, &over), "%s", err.text);
}

static void refuses_with(const char *text, struct overrides over, enum status status, const char *message) {
  ck_assert_msg(!try_read(text, &over), "this was read:\n%s", text);
  ck_assert_str_eq(err.text, message);
  ck_assert_int_eq(err.status, status);
}

static const struct setting *setting(size_t scenario, size_t parameter) {
  return &study.scenarios[scenario].settings[parameter];
}

static double number(size_t scenario, size_t parameter) {
  ck_assert_msg(setting_is_constant(setting(scenario, parameter)), "scenario %zu, parameter %zu is a law", scenario, parameter);
  return setting(scenario, parameter)->stage[0].law.a;
}

static void warns(size_t count, const char *first) {
  ck_assert_uint_eq(study.warnings.count, count);
  if (count > 0) ck_assert_str_eq(study.warnings.text[0], first);
}

START_TEST(header_alone) {
  reads("parameter,Baseline\n");
  ck_assert_ptr_eq(study.model, &tiny_model);
  ck_assert_uint_eq(study.count, 1);
  ck_assert_str_eq(study.scenarios[0].name, "Baseline");
  ck_assert_uint_eq(study.months, 60);
  ck_assert_uint_eq(study.runs, RUNS_DEFAULT);
  ck_assert_uint_eq(study.seed, SEED_DEFAULT);
  ck_assert_str_eq(study.title, "");
  ck_assert_str_eq(study.currency, "");
  ck_assert(setting(0, TRUST)->by_default);
  ck_assert_str_eq(setting(0, TRUST)->text, "beta 2 2");
  ck_assert_double_eq(number(0, WORTH), 100);
  ck_assert_double_eq(study.scenarios[0].coefficients[GAIN], 0.5);
  assert_near(study.cholesky[EFFORT_A * TINY_PARAMETERS + TRUST], 0.175, 1e-15);
  warns(0, NULL);
}
END_TEST

START_TEST(default_study) {
  study_free(&study);
  ck_assert(study_default(&study, &tiny_model, "Default", &err));
  ck_assert_str_eq(study.scenarios[0].name, "Default");
  ck_assert(setting(0, PATIENCE)->by_default);
  ck_assert_uint_eq(study.months, 60);
  assert_near(study.cholesky[EFFORT_A * TINY_PARAMETERS + TRUST], 0.175, 1e-15);
  study_free(&study);
}
END_TEST

START_TEST(inheritance) {
  reads("parameter,A,B,C\n"
        "trust,0.1,,default\n"
        "skill,,0.2\n"
        "effort,0.3,0.4\n"
        "team,yes,\"\",no\n"
        "patience,6 to 30,,6 to 30\n");
  ck_assert_double_eq(number(1, TRUST), 0.1);
  ck_assert_str_eq(setting(1, TRUST)->text, "0.1");
  ck_assert(setting(2, TRUST)->by_default);
  ck_assert(setting(0, SKILL)->by_default);
  ck_assert_double_eq(number(1, SKILL), 0.2);
  ck_assert(setting(2, SKILL)->by_default);
  ck_assert_double_eq(number(0, EFFORT_A), 0.3);
  ck_assert_double_eq(number(0, EFFORT_B), 0.3);
  ck_assert_double_eq(number(1, EFFORT_B), 0.4);
  ck_assert_double_eq(number(2, EFFORT_A), 0.3);
  ck_assert_double_eq(number(1, TEAM), 1);
  ck_assert_double_eq(number(2, TEAM), 0);
  for (size_t s = 1; s < 3; s++) ck_assert(law_equal(&setting(0, PATIENCE)->stage[0].law, &setting(s, PATIENCE)->stage[0].law));
}
END_TEST

START_TEST(general_rows) {
  reads("parameter;A;B\ntitle;\"Now; or later?\"\nnote;two\ncurrency;k\xe2\x82\xac\nmodel;tiny\nmonths;120\nruns;4000000000\n"
        "seed;18446744073709551615\n");
  ck_assert_str_eq(study.title, "Now; or later?");
  ck_assert_str_eq(study.note, "two");
  ck_assert_str_eq(study.currency, "k\xe2\x82\xac");
  ck_assert_uint_eq(study.months, 120);
  ck_assert_uint_eq(study.runs, 4000000000);
  ck_assert(study.seed == UINT64_MAX);
  reads("p,A\nmonths,\nseed,0\nruns,default\n");
  ck_assert_uint_eq(study.months, 60);
  ck_assert(study.seed == 0);
  reads("p,A\nmodel,other\n");
  ck_assert_ptr_eq(study.model, &other_model);
}
END_TEST

START_TEST(wrong_general_rows) {
  refuses("p,A,B\ntitle,x,y\n",
          "s.csv:2:9 (cell C2): title: 'y' stands in the wrong column; 'title' has one value for the sheet, in the column of "
          "the first scenario");
  refuses("p,A\nmonths,0\n", "s.csv:2:8 (cell B2): months: '0' is not a whole number from 1 to 1200");
  refuses("p,A\nmonths,1201\n", "s.csv:2:8 (cell B2): months: '1201' is not a whole number from 1 to 1200");
  refuses("p,A\nmonths,12.5\n", "s.csv:2:8 (cell B2): months: '12.5' is not a whole number from 1 to 1200");
  refuses("p,A\nruns,0\n", "s.csv:2:6 (cell B2): runs: '0' is not a whole number from 1 to 4000000000");
  refuses("p,A\nruns,1e5\n", "s.csv:2:6 (cell B2): runs: '1e5' is not a whole number from 1 to 4000000000");
  refuses("p,A\nseed,-1\n", "s.csv:2:6 (cell B2): seed: '-1' is not a whole number from 0 to 18446744073709551615");
  refuses("p,A\nseed,18446744073709551616\n",
          "s.csv:2:6 (cell B2): seed: '18446744073709551616' is not a whole number from 0 to 18446744073709551615");
  refuses("p,A\nmodel,tinny\n", "s.csv:2:7 (cell B2): model: unknown model 'tinny'. Did you mean 'tiny'?");
  refuses("p,A\nmodel,zzz\nmonths,0\n", "s.csv:2:7 (cell B2): model: unknown model 'zzz'; 'entente models' lists the models\n"
                                        "s.csv:3:8 (cell B3): months: '0' is not a whole number from 1 to 1200");
}
END_TEST

START_TEST(wrong_headers) {
  refuses("parameter\n", "s.csv:1:1 (cell A1): the header names no scenario; write one beside the first cell: 'parameter,Baseline'");
  refuses("parameter,,\ntrust,0.1\n",
          "s.csv:1:1 (cell A1): the header names no scenario; write one beside the first cell: 'parameter,Baseline'");
  refuses("trust,0.1\n", "s.csv:1:1 (cell A1): the header is missing; begin the sheet with a row such as 'parameter,Baseline'");
  refuses("months,12\n", "s.csv:1:1 (cell A1): the header is missing; begin the sheet with a row such as 'parameter,Baseline'");
  refuses("p,A,,B,A\n", "s.csv:1:5 (cell C1): this column's scenario has no name; write one into the header\n"
                        "s.csv:1:8 (cell E1): two scenarios are named 'A'; give each a name of its own");
  char text[3000] = "p";
  for (int i = 0; i < 257; i++) sprintf(text + strlen(text), ",s%d", i);
  refuses(text, "s.csv:1:1 (cell A1): the header names 257 scenarios; at most 256 fit a sheet");
}
END_TEST

START_TEST(wrong_cells) {
  refuses("p,A,Balanced\ntrust,0.4 to 0.7,1.4\n", "s.csv:2:18 (cell C2): trust, scenario 'Balanced': 1.4 is outside 0 to 1");
  refuses("p,A,B\neffort,2,0.5\n", "s.csv:2:8 (cell B2): effort, scenario 'A': 2 is outside 0 to 1"); /* once for the pair */
  refuses("p,A,B\nteam,0 then 1 from 3\n",
          "s.csv:2:6 (cell B2): team, scenario 'A': team is fixed at signing, so it cannot follow a schedule; write one value");
  refuses("p,A,B\ntrust,2,\n", "s.csv:2:7 (cell B2): trust, scenario 'A': 2 is outside 0 to 1"); /* not again where it is inherited */
  refuses("p,A,B\ntrust,2,2\n", "s.csv:2:7 (cell B2): trust, scenario 'A': 2 is outside 0 to 1\n"
                                "s.csv:2:9 (cell C2): trust, scenario 'B': 2 is outside 0 to 1");
  refuses("p;A\ntrust;0,4-0,7\n",
          "s.csv:2:7 (cell B2): trust, scenario 'A': '0,4-0,7' is not a number; write '0,4 to 0,7' for an interval");
}
END_TEST

START_TEST(unknown_rows) {
  refuses("p,A\ntrsut,1\n", "s.csv:2:1 (cell A2): unknown parameter 'trsut'. Did you mean 'trust'?");
  refuses("p,A\nefort,1\n", "s.csv:2:1 (cell A2): unknown parameter 'efort'. Did you mean 'effort'?");
  refuses("p,A\nTitle,1\n", "s.csv:2:1 (cell A2): unknown parameter 'Title'. Did you mean 'title'?");
  refuses("p,A\nzzz,1\n", "s.csv:2:1 (cell A2): unknown parameter 'zzz'; 'entente describe tiny' lists what there is");
  refuses("p,A\neffort_c,1\n", "s.csv:2:1 (cell A2): unknown parameter 'effort_c'. Did you mean 'effort_a'?");
  refuses("p,A\ncoefficient: gian,1\n", "s.csv:2:1 (cell A2): unknown coefficient 'gian'. Did you mean 'gain'?");
  refuses("p,A\nevent: loss of revenues,none\n", "s.csv:2:1 (cell A2): unknown event 'loss of revenues'. Did you mean 'loss of revenue'?");
  refuses("p,A\nevent: flood,none\n", "s.csv:2:1 (cell A2): unknown event 'flood'; 'entente describe tiny' lists what there is");
  refuses("p,A\nevnt: windfall,none\n", "s.csv:2:1 (cell A2): unknown kind of row 'evnt'. Did you mean 'event'?");
  refuses("p,A\nx: y,1\n", "s.csv:2:1 (cell A2): unknown kind of row 'x'; before a colon stands event, correlation or coefficient");
  refuses("p,A\n,1\n", "s.csv:2:1 (cell A2): the row has no name; begin it with a parameter, or with # for a comment");
}
END_TEST

START_TEST(duplicates) {
  refuses("p,A\ntrust,0.1\n\ntrust,0.2\n", "s.csv:4:1 (cell A4): duplicate row 'trust', first given in line 2; remove one of the two");
  refuses("p,A\nmonths,1\nmonths,2\n", "s.csv:3:1 (cell A3): duplicate row 'months', first given in line 2; remove one of the two");
  refuses("p,A\neffort_b,0.1\neffort,0.2\n",
          "s.csv:3:1 (cell A3): 'effort' sets both partners, so 'effort_b' cannot stand beside it; remove one of the two");
  refuses("p,A\neffort,0.1\neffort_a,0.2\n",
          "s.csv:3:1 (cell A3): 'effort' sets both partners, so 'effort_a' cannot stand beside it; remove one of the two");
  refuses("p,A\neffort,0.1\neffort,0.2\n", "s.csv:3:1 (cell A3): duplicate row 'effort', first given in line 2; remove one of the two");
  refuses("p,A\ncoefficient: gain,0.5\ncoefficient:gain,0.5\n",
          "s.csv:3:1 (cell A3): duplicate row 'coefficient:gain', first given in line 2; remove one of the two");
  refuses("p,A\nevent: windfall,none\nevent : windfall,none\n",
          "s.csv:3:1 (cell A3): duplicate row 'event : windfall', first given in line 2; remove one of the two");
  refuses("p,A\ncorrelation: trust ~ patience,0.5\ncorrelation: patience~trust,0.5\n",
          "s.csv:3:1 (cell A3): duplicate row 'correlation: patience~trust', first given in line 2; remove one of the two");
}
END_TEST

START_TEST(all_together) {
  char text[1000] = "p,A\n";
  for (int i = 0; i < 51; i++) strcat(text, "zzz,1,2\n");
  ck_assert(!try_read(text, NULL));
  ck_assert_ptr_nonnull(strstr(err.text,
                               "s.csv:2:1 (cell A2): unknown parameter 'zzz'; 'entente describe tiny' lists what there is\n"
                               "s.csv:2:7 (cell C2): '2' stands beyond the header's 2 columns; name its column, or put a cell that "
                               "holds commas in quotes\ns.csv:3:1"));
  ck_assert_ptr_nonnull(strstr(err.text, "\nand 82 more"));
  size_t lines = 1;
  for (const char *at = err.text; (at = strchr(at, '\n')) != NULL; at++) lines++;
  ck_assert_uint_eq(lines, 21);
}
END_TEST

START_TEST(warnings) {
  reads("p,A,B\nmonths,24\ndrift,normal 5 2,\n");
  warns(1, "s.csv:3:7 (cell B3): drift, scenario 'A': 50 % of 'normal 5 2' lies above 5, the most allowed, and is cut off");
  reads("p,A\ntrust,0.5 then normal 0.9 0.1 from 3\n");
  warns(1, "s.csv:2:7 (cell B2): trust, scenario 'A': 16 % of '0.5 then normal 0.9 0.1 from 3' lies outside 0 to 1, and is cut off");
  reads("p,A\ntrust,normal 0.5 0.19\n"); /* less than 1 % */
  warns(0, NULL);
  reads("p,A\nmonths,24\ntrust,0.5 then 0.6 from 24 then 0.7 from 25\n");
  warns(1, "s.csv:3:7 (cell B3): trust, scenario 'A': month 25 is after the last month, 24, and has no effect");
  reads("p,A,B\nevent: windfall,month 61 severity 1\n");
  warns(1, "s.csv:2:17 (cell B2): event: windfall, scenario 'A': month 61 is after the last month, 60, and has no effect");
  reads("p,A,B\ncoefficient: gain,0.71,0.7\n");
  warns(1, "s.csv:2:19 (cell B2): coefficient: gain, scenario 'A': 0.71 is outside the plausible range 0.3 to 0.7");
}
END_TEST

START_TEST(coefficients) {
  reads("p,A,B,C\ncoefficient: gain,0.4,,default\ncoefficient: loss,,20%\n");
  ck_assert_double_eq(study.scenarios[0].coefficients[GAIN], 0.4);
  ck_assert_double_eq(study.scenarios[1].coefficients[GAIN], 0.4);
  ck_assert_double_eq(study.scenarios[2].coefficients[GAIN], 0.5);
  ck_assert_double_eq(study.scenarios[0].coefficients[LOSS], 0.1);
  ck_assert_double_eq(study.scenarios[1].coefficients[LOSS], 0.2);
  refuses("p,A\ncoefficient: gain,uniform 0.4 0.5\n",
          "s.csv:2:19 (cell B2): coefficient: gain, scenario 'A': 'uniform 0.4 0.5' is not a plain number; "
          "a coefficient takes no law, interval or schedule");
  refuses("p,A\ncoefficient: gain,\"0,4\"\n",
          "s.csv:2:19 (cell B2): coefficient: gain, scenario 'A': '0,4' has a decimal comma, but commas separate "
          "cells here; write 0.4");
}
END_TEST

START_TEST(events) {
  reads("p,A,B,C,D\nevent: windfall,month 9 severity 0.5|month 3 severity 1,,none,month 4 severity 0.2\nevent: loss of revenue,month 7 "
        "severity 0.3\n");
  ck_assert_uint_eq(study.scenarios[0].event_count, 3);
  ck_assert_uint_eq(study.scenarios[1].event_count, 3);
  ck_assert_uint_eq(study.scenarios[2].event_count, 1);
  ck_assert_uint_eq(study.scenarios[3].event_count, 2);
  const struct forced_event *event = study.scenarios[1].events;
  ck_assert_uint_eq(event[0].shock, LOSS_OF_REVENUE);
  ck_assert_uint_eq(event[1].month, 3); /* in order, whatever the rows' */
  ck_assert_uint_eq(event[2].month, 9);
  ck_assert_double_eq(event[2].severity, 0.5);
  refuses("p,A,B\nevent: windfall,month 9,\n",
          "s.csv:2:17 (cell B2): event: windfall, scenario 'A': an event is written 'month M severity S', several "
          "with '|' between them, or 'none'");
}
END_TEST

START_TEST(correlations) {
  reads("p,A,B\ntrust,,0.5\ncorrelation: patience ~ trust,0.5\n");
  assert_near(study.cholesky[PATIENCE * TINY_PARAMETERS + TRUST], 2 * sin(acos(-1) / 12), 1e-7);
  reads("p,A,B\ncorrelation: patience ~ trust,default\n");
  ck_assert_double_eq(study.cholesky[PATIENCE * TINY_PARAMETERS + TRUST], 0);
  refuses("p,A,B\ncorrelation: patience ~ trust,0.5,0.5\n",
          "s.csv:2:35 (cell C2): correlation: patience ~ trust: '0.5' stands in the wrong column; "
          "'correlation: patience ~ trust' has one value for the sheet, in the column of the first scenario");
  refuses("p,A\ncorrelation: patience,0.5\n", "s.csv:2:1 (cell A2): a correlation names two parameters: 'correlation: P ~ Q'");
  refuses("p,A\ncorrelation: patience ~ trsut,0.5\n", "s.csv:2:1 (cell A2): unknown parameter 'trsut'. Did you mean 'trust'?");
  refuses("p,A\ncorrelation: effort ~ trust,0.5\n", "s.csv:2:1 (cell A2): 'effort' stands for two parameters; name effort_a or effort_b");
  refuses("p,A\ncorrelation: trust ~ trust,0.5\n", "s.csv:2:1 (cell A2): 'trust' cannot correlate with itself; name two parameters");
  refuses("p,A\ncorrelation: drift ~ trust,1\n",
          "s.csv:2:28 (cell B2): correlation: drift ~ trust: 1 is not between -1 and 1, as a rank correlation must be");
  refuses("p,A\ncorrelation: drift ~ trust,high\n",
          "s.csv:2:28 (cell B2): correlation: drift ~ trust: 'high' is not a number; a correlation lies between -1 and 1");
  refuses("p,A,B\ntrust,0.5,0.6 then 0.7 from 3\ncorrelation: drift ~ trust,0.5\n",
          "s.csv:3:1 (cell A3): trust is a number in every scenario, so nothing can correlate with it; give it a law, or remove the row");
  refuses("p,A\ntrust,2\ncorrelation: drift ~ trust,0.5\n", "s.csv:2:7 (cell B2): trust, scenario 'A': 2 is outside 0 to 1");
  refuses("p,A\ncorrelation: drift ~ worth,0.5\n",
          "s.csv:2:1 (cell A2): worth is a number in every scenario, so nothing can correlate with it; give it a law, or remove the row");
  refuses("p,A\ncorrelation: drift ~ patience,0.9\ncorrelation: patience ~ effort_a,0.9\n",
          "s.csv:2:31 (cell B2): correlation: drift ~ patience: 0.9 does not go with the other correlations; between patience and drift it "
          "may be "
          "-0.364 to 0.364"); /* table order: effort_a before patience before drift */
}
END_TEST

START_TEST(set_replaces) {
  const char *text = "p,A,B\ntrust,2,0.2\neffort,0.3,0.4\nmonths,9\ncoefficient: gain,0.4,0.6\n";
  reads_with(text, SET("trust=0.9", "effort_a = 0.1 then 0.2 from 5", "months=12", "coefficient: gain=0.45", "title=a=b", "seed=7",
                       "event: windfall=month 3 severity 1", "correlation: drift ~ patience=0.5"));
  ck_assert_double_eq(number(0, TRUST), 0.9);
  ck_assert_double_eq(number(1, TRUST), 0.9);
  ck_assert_double_eq(number(1, EFFORT_A), 0.1);
  ck_assert_double_eq(number(1, EFFORT_B), 0.4);
  ck_assert_uint_eq(study.months, 12);
  ck_assert_double_eq(study.scenarios[1].coefficients[GAIN], 0.45);
  ck_assert_str_eq(study.title, "a=b");
  ck_assert(study.seed == 7);
  ck_assert_uint_eq(study.scenarios[1].event_count, 1);
  ck_assert(study.cholesky[DRIFT * TINY_PARAMETERS + PATIENCE] > 0.5);
  reads_with(text, SET("trust=default", "effort=default"));
  ck_assert(setting(1, EFFORT_B)->by_default);
  reads_with("p;A\ntrust;0,5\n", SET("trust=0.4"));
  ck_assert_double_eq(number(0, TRUST), 0.4);
  reads_with("p,A\n", SET("drift=normal 5 2"));
  warns(1, "--set 'drift=normal 5 2': 50 % of 'normal 5 2' lies above 5, the most allowed, and is cut off");
}
END_TEST

START_TEST(set_wrong) {
  const char *text = "p,A,B\n";
  refuses_with(text, SET("trust=1.4"), STATUS_USAGE, "--set 'trust=1.4': 1.4 is outside 0 to 1");
  refuses_with(text, SET("trust"), STATUS_USAGE, "--set 'trust': write it as NAME=CELL");
  refuses_with(text, SET("trust="), STATUS_USAGE, "--set 'trust=': the cell is empty; write 'default' for the model's default");
  refuses_with(text, SET("trsut=1"), STATUS_USAGE, "--set 'trsut=1': unknown parameter 'trsut'. Did you mean 'trust'?");
  refuses_with(text, SET("=1"), STATUS_USAGE, "--set '=1': the row has no name; begin it with a parameter, or with # for a comment");
  refuses_with(text, SET("trust=0.1", "trust=0.2"), STATUS_USAGE, "--set 'trust=0.2': 'trust' is set twice; remove one of the two");
  refuses_with(text, SET("effort=0.1", "effort_b=0.2"), STATUS_USAGE,
               "--set 'effort_b=0.2': 'effort' sets both partners, so 'effort_b' cannot stand beside it; remove one of the two");
  refuses_with(text, SET("trust=0,5"), STATUS_USAGE,
               "--set 'trust=0,5': '0,5' has a decimal comma, but commas separate cells here; write 0.5");
  refuses_with(text, SET("months=0"), STATUS_USAGE, "--set 'months=0': '0' is not a whole number from 1 to 1200");
  refuses_with(text, SET("title=\xe9"), STATUS_USAGE, "--set 'title= ': the text is not UTF-8");
  refuses_with("p,A\nzzz,1\n", SET("trust=2"), STATUS_INPUT,
               "--set 'trust=2': 2 is outside 0 to 1\n"
               "s.csv:2:1 (cell A2): unknown parameter 'zzz'; 'entente describe tiny' lists what there is");
}
END_TEST

START_TEST(command_line_wins) {
  const char *const three[] = {"seed=3"};
  const struct overrides over = {
      .set = three, .set_count = 1, .model = "tiny", .runs = 5, .has_runs = true, .seed = 0, .has_seed = true, .months = 7};
  reads_with("p,A\nmodel,other\nruns,9\nseed,9\nmonths,9\n", over);
  ck_assert_ptr_eq(study.model, &tiny_model);
  ck_assert_uint_eq(study.runs, 5);
  ck_assert(study.seed == 0);
  ck_assert_uint_eq(study.months, 7);
  refuses_with("p,A\n", (struct overrides){.model = "tinny"}, STATUS_USAGE, "unknown model 'tinny'. Did you mean 'tiny'?");
}
END_TEST

START_TEST(only) {
  const char *text = "p,A,B,C\ntrust,0.1,,0.3\ndrift,,normal 5 2,\nevent: windfall,month 3 severity 1\n";
  const char *const names[] = {"C", "B", "C"};
  reads_with(text, (struct overrides){.only = names, .only_count = 3});
  ck_assert_uint_eq(study.count, 2);
  ck_assert_str_eq(study.scenarios[0].name, "B");
  ck_assert_double_eq(number(0, TRUST), 0.1);
  ck_assert_str_eq(study.scenarios[1].name, "C");
  ck_assert_double_eq(number(1, TRUST), 0.3);
  ck_assert_uint_eq(study.scenarios[1].event_count, 1);
  warns(1, "s.csv:3:8 (cell C3): drift, scenario 'B': 50 % of 'normal 5 2' lies above 5, the most allowed, and is cut off");
  reads_with(text, (struct overrides){.only = names, .only_count = 1});
  warns(0, NULL);
  const char *const wrong[] = {"Balnced"};
  refuses_with("p,A,Balanced\n", (struct overrides){.only = wrong, .only_count = 1}, STATUS_USAGE,
               "--scenario 'Balnced': s.csv has no such scenario. Did you mean 'Balanced'?");
  refuses_with("p,First\n", (struct overrides){.only = wrong, .only_count = 1}, STATUS_USAGE,
               "--scenario 'Balnced': s.csv has no such scenario; its first is 'First'");
}
END_TEST

static bool studies_equal(const struct study *x, const struct study *y) {
  const size_t n = TINY_PARAMETERS;
  bool equal = x->count == y->count && memcmp(x->cholesky, y->cholesky, n * n * sizeof *x->cholesky) == 0;
  for (size_t s = 0; equal && s < x->count; s++) {
    const struct scenario *a = &x->scenarios[s], *b = &y->scenarios[s];
    equal = a->event_count == b->event_count && memcmp(a->coefficients, b->coefficients, TINY_COEFFICIENTS * sizeof(double)) == 0;
    for (size_t e = 0; equal && e < a->event_count; e++)
      equal = a->events[e].shock == b->events[e].shock && a->events[e].month == b->events[e].month &&
              a->events[e].severity == b->events[e].severity;
    for (size_t p = 0; equal && p < n; p++) equal = law_equal(&a->settings[p].stage[0].law, &b->settings[p].stage[0].law);
  }
  return equal;
}

START_TEST(order_of_rows) {
  reads("p,A,B\ntrust,0.1,0.2\npatience,6 to 30\nevent: windfall,month 3 severity 1,month 4 severity 1\nevent: loss of revenue,month 9 "
        "severity 1\n"
        "correlation: patience ~ drift,0.4\ncorrelation: effort_a ~ drift,0.3\n");
  struct study first = study;
  study = (struct study){0};
  reads("p,A,B\ncorrelation: drift ~ effort_a,0.3\nevent: loss of revenue,month 9 severity 1\ncorrelation: patience ~ "
        "drift,0.4\npatience,6 to 30\n"
        "event: windfall,month 3 severity 1,month 4 severity 1\ntrust,0.1,0.2\n");
  ck_assert(studies_equal(&first, &study));
  study_free(&first);
  study_free(&study);
}
END_TEST

START_TEST(data_files) {
  char folder[] = "/tmp/entente-study-XXXXXX", path[100];
  ck_assert_ptr_nonnull(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/seen.csv", folder);
  FILE *file = fopen(path, "wb");
  ck_assert_ptr_nonnull(file);
  fputs("v\n0.2\n0.4\n", file);
  ck_assert_int_eq(fclose(file), 0);
  const char *text = "p,A,B\ntrust,data seen.csv v,0.5\nskill,,data seen.csv v\n";
  struct sheet sheet;
  char name[100];
  snprintf(name, sizeof name, "%s/s.csv", folder);
  ck_assert(sheet_read_bytes(&sheet, name, text, strlen(text), &err));
  study_free(&study);
  ck_assert_msg(study_read(&study, &sheet, NULL, &err), "%s", err.text);
  sheet_free(&sheet);
  ck_assert_uint_eq(study.file_count, 1);
  ck_assert_str_eq(study.files[0].path, "seen.csv");
  ck_assert_uint_eq(study.files[0].size, 10);
  ck_assert_double_eq(setting(1, SKILL)->stage[0].law.value[1], 0.4);
  struct setting one;
  ck_assert(setting_read(&one, &tiny_model, TRUST, "data seen.csv v", '.', folder, &err));
  ck_assert(law_equal(&one.stage[0].law, &setting(0, TRUST)->stage[0].law));
  setting_free(&one);
  study_free(&study);
  unlink(path);
  rmdir(folder);
}
END_TEST

/* Scenarios that say the same share the work of fitting. */
START_TEST(many_scenarios) {
  char text[8000] = "p";
  for (int i = 0; i < 256; i++) sprintf(text + strlen(text), ",s%d", i);
  strcat(text, "\ntrust");
  for (int i = 0; i < 256; i++) strcat(text, i % 2 ? ",0.4 to 0.7" : ",0.3 to 0.7");
  strcat(text, "\n");
  reads(text);
  ck_assert_uint_eq(study.count, 256);
  ck_assert(law_equal(&setting(1, TRUST)->stage[0].law, &setting(255, TRUST)->stage[0].law));
  ck_assert(!law_equal(&setting(0, TRUST)->stage[0].law, &setting(255, TRUST)->stage[0].law));
}
END_TEST

SUITE_MAIN("scenario", header_alone, default_study, inheritance, general_rows, wrong_general_rows, wrong_headers, wrong_cells, unknown_rows,
           duplicates, all_together, warnings, coefficients, events, correlations, set_replaces, set_wrong, command_line_wins, only,
           order_of_rows, data_files, many_scenarios)
