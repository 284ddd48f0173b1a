/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading tables of targets and what is to be fitted: every mistake has its place and its advice. */
#include "sim/calibrate_unknown.h"
#include "sim/targets.h"
#include "tests/drift_model.h"

static struct example two_scenarios(void) {
  return example_read("p,Short,Long\nmonths,12\nhead_start,1,2\n", 100, 1);
}

static bool read(struct targets *targets, const struct study *study, const char *text, struct error *err) {
  struct sheet table = {0};
  ck_assert_msg(sheet_read_bytes(&table, "t.csv", text, strlen(text), err), "%s", err->text);
  const bool ok = targets_of_sheet(targets, &table, study, err);
  sheet_free(&table);
  return ok;
}

START_TEST(a_table_is_read) {
  struct example example = two_scenarios();
  struct targets targets;
  struct error err;
  ck_assert_msg(read(&targets, &example.study,
                     "sd;value;month;note;scenario;outcome;#1;other\n0,5;60%;12;from a "
                     "survey;Long;alive;x\n1;2;;;;level;;\n1;-3;3;;;level_now;;Long\n",
                     &err),
                "%s", err.text);
  ck_assert_uint_eq(targets.count, 3);
  const struct target *const list = targets.list;
  ck_assert(list[0].kind == TARGET_ALIVE && list[0].scenario == 1 && list[0].month == 12 && !list[0].difference);
  ck_assert(list[0].value == 0.6 && list[0].sd == 0.5);
  ck_assert(list[1].kind == TARGET_OUTCOME && list[1].index == OUT_LEVEL && list[1].scenario == 0 && list[1].month == 0);
  ck_assert(list[2].kind == TARGET_VARIABLE && list[2].index == 0 && list[2].month == 3 && list[2].difference && list[2].other == 1);
  char name[TARGET_NAME];
  ck_assert_str_eq(target_name(&list[0], &example.study, name), "alive at month 12 in 'Long'");
  ck_assert_str_eq(target_name(&list[2], &example.study, name), "level_now at month 3, 'Short' minus 'Long'");
  targets_free(&targets);
  example_free(&example);
}
END_TEST

#define H "outcome,scenario,month,value,sd\n"
START_TEST(mistakes_have_a_place_and_advice) {
  static const struct {
    const char *table, *message;
  } cases[] = {
      {H, "t.csv: a header and no targets"},
      {"outcome,value\nlevel,1\n", "there is no column 'sd'"},
      {"outcome,valeu,sd\nlevel,1,1\n", "t.csv:1:9 (cell B1): unknown column 'valeu'. Did you mean 'value'?"},
      {"outcome,value,sd,sd\nlevel,1,1,1\n", "column 'sd' stands there twice"},
      {"outcome,value,sd,quality\nlevel,1,1,1\n", "t.csv:1:18 (cell D1): unknown column 'quality'; columns are"},
      {H "levle,,,1,1\n", "t.csv:2:1 (cell A2): unknown outcome 'levle'. Did you mean 'level'?"},
      {H "xyzzy,,,1,1\n", "unknown outcome 'xyzzy'; give 'alive', an outcome or a variable ('entente describe drift' lists them)"},
      {H "level,Lnog,,1,1\n", "t.csv:2:7 (cell B2): the sheet has no scenario 'Lnog'. Did you mean 'Long'?"},
      {H "level,x,,1,1\n", "the sheet has no scenario 'x'; its first is 'Short'"},
      {H "level_now,,,1,1\n", "'level_now' changes from month to month; say in the column 'month'"},
      {H "alive,,,1,1\n", "'alive' changes from month to month"},
      {H "level,,3,1,1\n", "t.csv:2:8 (cell C2): 'level' is known once a run; leave its month empty"},
      {H "alive,,13,1,1\n", "month 13 is after the last month of the sheet, 12; choose an earlier one or give --months 13"},
      {H "alive,,2.5,1,1\n", "month '2.5' is no whole number from 1 to 12"},
      {H "alive,,0,1,1\n", "month '0' is no whole number"},
      {H "level,,,,1\n", "value is missing"},
      {H "level,,,1,\n", "t.csv:2:9 (cell E2): sd is missing; every target needs one"},
      {H "level,,,a lot,1\n", "t.csv:2:9 (cell D2): value: 'a lot' is not a number"},
      {H "level,,,1,0\n", "sd is 0, and must be above 0"},
      {H "level,,,1,-2\n", "sd is -2, and must be above 0"},
      {H "level,,,1,1\nlevel,Short,,2,1\n", "t.csv:3:1 (cell A3): the same figure is a target in an earlier row"},
      {H "level,,,1,1,5\n", "t.csv:2:13 (cell F2)"},
      {"outcome,scenario,other,value,sd\nlevel,Short,Short,1,1\n", "a difference needs two scenarios, and both are 'Short'"},
  };
  struct example example = two_scenarios();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct targets targets;
    struct error err = {0};
    ck_assert_msg(!read(&targets, &example.study, cases[i].table, &err), "%s", cases[i].table);
    ck_assert_int_eq(err.status, STATUS_INPUT);
    ck_assert_msg(strstr(err.text, cases[i].message) != NULL, "'%s' instead of '%s'", err.text, cases[i].message);
    ck_assert_ptr_null(targets.list);
  }
  example_free(&example);
}
END_TEST

/* A column that is not there is told once, not again for each row. */
START_TEST(a_missing_column_is_one_mistake) {
  struct example example = two_scenarios();
  struct targets targets;
  struct error err;
  ck_assert(!read(&targets, &example.study, "outcome,value,sds\nlevel,1,1\n", &err));
  ck_assert_str_eq(err.text, "t.csv:1:15 (cell C1): unknown column 'sds'. Did you mean 'sd'?");
  example_free(&example);
}
END_TEST

START_TEST(all_mistakes_are_told_at_once) {
  struct example example = two_scenarios();
  struct targets targets;
  struct error err;
  ck_assert(!read(&targets, &example.study, H "levle,,,1,1\nlevel,Lnog,,x,0\n", &err));
  ck_assert(strstr(err.text, "levle") && strstr(err.text, "Lnog") && strstr(err.text, "'x' is not a number") &&
            strstr(err.text, "sd is 0"));
  example_free(&example);
}
END_TEST

START_TEST(what_is_fitted_has_a_range_and_a_start) {
  struct example example = two_scenarios();
  struct unknown unknown;
  struct error err;
  ck_assert(unknown_read(&unknown, "unused", &example.study, &err));
  ck_assert(unknown.kind == UNKNOWN_COEFFICIENT && unknown.low == 0 && unknown.high == 1 && unknown.start == 0.5);
  ck_assert(unknown_read(&unknown, "coefficient: unused = 0.6..0.9", &example.study, &err));
  ck_assert(unknown.low == 0.6 && unknown.high == 0.9 && unknown.start == 0.6); /* what the model says, brought into the range */
  ck_assert(unknown_read(&unknown, "drift=-5e-1..2", &example.study, &err));
  ck_assert(unknown.kind == UNKNOWN_PARAMETER && unknown.low == -0.5 && unknown.high == 2 && unknown.start == 1);
  ck_assert(unknown_read(&unknown, "hazard_torn", &example.study, &err));
  ck_assert(unknown.low == 0 && unknown.high == 1 && unknown.start == 0);
  char text[UNKNOWN_NAME + 64];
  unknown_assignment(&unknown, 0.25, text);
  ck_assert_str_eq(text, "'hazard_torn=0.25'");
  example_free(&example);
}
END_TEST

START_TEST(what_cannot_be_fitted_is_refused) {
  static const struct {
    const char *fit, *message;
  } cases[] = {
      {"drfit", "--fit drfit: there is no such parameter or coefficient. Did you mean 'drift'?"},
      {"xyzzy", "'entente describe drift' lists them"},
      {"", "name a parameter or a coefficient"},
      {"=1..2", "name a parameter or a coefficient"},
      {"drift=1", "give the range as LOW..HIGH"},
      {"drift=1..x", "give the range as LOW..HIGH"},
      {"drift=2..1", "give the range as LOW..HIGH"},
      {"hazard_torn=0..2", "the range reaches outside 0 to 1"},
      {"head_start=0..5", "the sheet sets it apart in 'Long'"},
  };
  struct example example = two_scenarios();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct unknown unknown;
    struct error err = {0};
    ck_assert(!unknown_read(&unknown, cases[i].fit, &example.study, &err));
    ck_assert_int_eq(err.status, STATUS_USAGE);
    ck_assert_msg(strstr(err.text, cases[i].message) != NULL, "'%s' instead of '%s'", err.text, cases[i].message);
  }
  struct unknown *list;
  struct error err;
  static const char *const twice[] = {"drift=0..1", "unused", "drift=0..2"};
  ck_assert(!unknowns_read(&list, twice, 3, &example.study, &err) &&
            strstr(err.text, "--fit drift=0..1 and --fit drift=0..2 set the same"));
  ck_assert(!unknowns_read(&list, twice, 0, &example.study, &err) && strstr(err.text, "say what is sought"));
  example_free(&example);
}
END_TEST

SUITE_MAIN("targets", a_table_is_read, mistakes_have_a_place_and_advice, a_missing_column_is_one_mistake, all_mistakes_are_told_at_once,
           what_is_fitted_has_a_range_and_a_start, what_cannot_be_fitted_is_refused)
