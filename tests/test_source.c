/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What source finds in a folder, held against the folder's files as sheet.h reads them. */
#include "plots/source_parts.h"
#include "sim/results_schema.h"
#include "sim/summary.h"
#include "tests/results_help.h"
#include <sys/stat.h>

static const struct results_options plain = {.main_outcome = OUT_LEVEL, .tolerance = NAN};
static const struct results_options excel = {.main_outcome = OUT_LEVEL, .tolerance = NAN, .excel = true};
enum { RUNS = 700 };

static const char six[] =
    "p,=One,\"Two, or \"\"2\"\"\",Three,Four,'Five,Six\ntitle,Who drifts best?,,,,,\nnote,Look at the level,,,,,\n"
    "currency,thousand EUR,,,,,\nhead_start,0,-9,1,2,3,4\ndrift,normal 1 0.5,1.8,uniform 0 3,1,1,1\nshake,1,2,1,1,1,0\n"
    "hazard_worn,0.02,,,,,0\nhazard_torn,0.03,,,,,0\ncoefficient: unused,,,0.25,,,\n";
static const char one[] = "p,Alone\ndrift,1\nshake,1\nhazard_worn,0.1\n";
static const char two[] = "p,A,B\ndrift,1,1.5\nshake,1,2\nhazard_torn,0.1,0\n";
static const char three[] = "p,A,B,C\ndrift,1,1.5,1.5\nshake,1,2,1\n";
static const char *const sheets[] = {one, two, three, six};
enum { SHEETS = sizeof sheets / sizeof *sheets };

/* A folder of results, and what source finds there. */
struct folder_read {
  char path[PATH_ROOM];
  struct source source;
};

static void folder_write(char path[PATH_ROOM], const char *sheet, const struct results_options *options) {
  struct example example = example_read(sheet, RUNS, 1);
  struct error err;
  scratch_folder(path);
  ck_assert_msg(example_write(&example, path, options, 1, &err), "%s", err.text);
  example_free(&example);
}

static struct folder_read folder_of(const char *sheet, const struct results_options *options) {
  struct folder_read out;
  struct error err;
  folder_write(out.path, sheet, options);
  ck_assert_msg(source_read(&out.source, out.path, &err), "%s", err.text);
  return out;
}

static void folder_done(struct folder_read *folder) {
  source_free(&folder->source);
  clean(folder->path);
}

/* Both missing, or the same number. */
static void check_same(double got, double want) {
  ck_assert_msg(isnan(got) ? isnan(want) : got == want, "%.17g, should be %.17g", got, want);
}

static void check_estimate(struct estimate got, const struct sheet *table, size_t row, const char *value, const char *low,
                           const char *high) {
  check_same(got.value, number_at(table, row, value));
  check_same(got.low, number_at(table, row, low));
  check_same(got.high, number_at(table, row, high));
}

/* The scenario that a field names: files put an apostrophe before what a spreadsheet would run. */
static size_t scenario_at(const struct source *source, const struct sheet *table, size_t row, const char *column) {
  const char *const text = text_at(table, row, column);
  return *text ? source_scenario(source, text[0] == '\'' && text[1] == '=' ? text + 1 : text) : SOURCE_NONE;
}

START_TEST(the_package_is_read) {
  struct folder_read f = folder_of(six, &plain);
  const struct source *const s = &f.source;
  ck_assert_str_eq(s->title, "Who drifts best?");
  ck_assert_str_eq(s->note, "Look at the level");
  ck_assert_str_eq(s->currency, "thousand EUR");
  ck_assert_str_eq(s->seed, "1");
  ck_assert_uint_eq(s->runs, RUNS);
  ck_assert_uint_eq(s->months, DRIFT_MONTHS);
  ck_assert(s->complete && !s->excel);
  ck_assert_uint_eq(s->scenario_count, 6);
  ck_assert_str_eq(s->scenario[1], "Two, or \"2\"");
  ck_assert_str_eq(s->model.title, "A drifting level");
  ck_assert_str_eq(s->model.limits, "It is a toy.");
  ck_assert_uint_eq(s->main_outcome, OUT_LEVEL);
  ck_assert_uint_eq(s->crossing, 1);
  ck_assert_uint_eq(s->partner[1], OUT_LASTED);
  ck_assert(isnan(s->tolerance));
  ck_assert_str_eq(s->version, "9.9");
  ck_assert_str_eq(s->host, "h?st");
  ck_assert_uint_eq(s->threads, 3);
  ck_assert_uint_eq(s->arguments.count, 6);
  ck_assert_str_eq(s->arguments.text[5], "it's");
  ck_assert_uint_eq(s->change_count, 1);
  ck_assert_str_eq(s->change[0].scenario, "Three");
  ck_assert_double_eq(s->change[0].usual, 0.5);
  ck_assert_uint_eq(s->file_count, 1);
  ck_assert_str_eq(s->file[0].path, "inputs/drift.csv");
  ck_assert_uint_eq(strlen(s->file[0].sha256), 64);
  folder_done(&f);
}
END_TEST

static void check_spoken(const char *sheet, size_t scenario, const char *expected) {
  struct folder_read f = folder_of(sheet, &plain);
  ck_assert_str_eq(f.source.spoken[scenario], expected);
  folder_done(&f);
}

START_TEST(names_are_quoted_where_they_would_blur) {
  check_spoken("p,Short-term focus,Balanced\n", 1, "Balanced");
  check_spoken("p,Short-term focus,35 %\n", 1, "“35 %”");
  check_spoken("p,Short-term focus,35 %\n", 0, "“Short-term focus”"); /* all of a sheet alike */
  check_spoken("p,With equity,Both\n", 1, "“Both”");
  check_spoken("p,\"Both, and a team\",B\n", 0, "“Both, and a team”");
  check_spoken("p,Harvest the last two years,B\n", 0, "“Harvest the last two years”");
  check_spoken("p,A,Ein sehr langer Name für ein Vorhaben im fünften Jahr\n", 1, "“Ein sehr langer Name für ein … im fünften Jahr”");
  check_spoken("p,A,\"Monthly reviews, true indicators: feedback from everywhere\"\n", 1, "“Monthly reviews, true … from everywhere”");
  check_spoken("p,A,Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen\n", 1, "“Donaudampfschifffahrtsgesell…änsmützenabzeichen”");
}
END_TEST

START_TEST(the_dictionary_is_the_models) {
  struct folder_read f = folder_of(six, &plain);
  const struct source *const s = &f.source;
  ck_assert_uint_eq(s->parameter_count, DRIFT_PARAMETERS);
  ck_assert_uint_eq(s->variable_count, 2);
  ck_assert_uint_eq(s->outcome_count, DRIFT_OUTCOMES);
  ck_assert_uint_eq(s->ending_count, 3);
  for (size_t o = 0; o < DRIFT_OUTCOMES; o++) {
    ck_assert_str_eq(s->outcome[o].label, drift_outcomes[o].label);
    ck_assert_int_eq(s->outcome[o].kind, drift_outcomes[o].kind);
    ck_assert_int_eq(s->outcome[o].better, drift_outcomes[o].better);
    ck_assert(s->outcome[o].may_be_missing == drift_outcomes[o].may_be_missing);
  }
  ck_assert_str_eq(s->outcome[OUT_LEVEL].unit, "thousand EUR");
  ck_assert(s->outcome[OUT_LEVEL].money && !s->outcome[OUT_LASTED].money);
  ck_assert(s->variable[1].cumulative && !s->variable[0].cumulative && s->variable[0].money && isnan(s->variable[0].low));
  ck_assert_str_eq(s->parameter[DRIFT].unit, "thousand EUR/month");
  ck_assert_double_eq(s->parameter[HAZARD_WORN].high, 1);
  ck_assert_str_eq(s->parameter[DRIFT].law, "1");
  ck_assert(s->ending[1].planned && !s->ending[1].early_failure && s->ending[2].early_failure);
  ck_assert_uint_eq(source_outcome(s, "worn_at"), OUT_WORN_AT);
  ck_assert_uint_eq(source_parameter(s, "shake"), SHAKE);
  ck_assert_uint_eq(source_variable(s, "no such"), SOURCE_NONE);
  ck_assert_uint_eq(source_ending(s, "torn: badly"), 2);
  folder_done(&f);
}
END_TEST

/* The text of the terminal's summary for the same tally. */
static char *terminal_text(const char *sheet) {
  struct example example = example_read(sheet, RUNS, 1);
  const struct summary_options options = {.main_outcome = OUT_LEVEL, .tolerance = NAN, .width = 1000};
  struct error err;
  char *text = NULL;
  size_t size = 0;
  FILE *const out = open_memstream(&text, &size);
  example_run(&example, NULL);
  ck_assert(summary_text(out, &example.tally, &options, &err));
  fclose(out);
  example_free(&example);
  return text;
}

START_TEST(answer_and_table_are_those_of_the_terminal) {
  for (size_t i = 0; i < SHEETS; i++) {
    char *const text = terminal_text(sheets[i]);
    struct folder_read f = folder_of(sheets[i], &plain);
    const struct source *const s = &f.source;
    ck_assert_uint_ge(s->answer.count, 1);
    for (size_t k = 0; k < s->answer.count; k++)
      ck_assert_msg(strstr(text, s->answer.text[k]) != NULL, "'%s' is not in:\n%s", s->answer.text[k], text);
    ck_assert_str_eq(s->answer_about, s->scenario_count > 1 ? "Level" : "");
    ck_assert_uint_eq(s->closing.count, 2);
    ck_assert_str_eq(s->closing.text[1], "It is a toy.");
    ck_assert_uint_ge(s->row_count, 6);
    for (size_t r = 0; r < s->row_count; r++) {
      ck_assert_ptr_nonnull(strstr(text, s->row[r].label));
      for (size_t c = 0; s->row[r].cell && c < s->scenario_count; c++) ck_assert_ptr_nonnull(strstr(text, s->row[r].cell[c]));
    }
    ck_assert_uint_eq(s->robustness.count, 0);
    folder_done(&f);
    free(text);
  }
}
END_TEST

static void check_summary(const struct folder_read *f) {
  struct sheet table;
  table_read(&table, f->path, "summary.csv");
  ck_assert_uint_gt(table.count, f->source.scenario_count * f->source.outcome_count);
  for (size_t row = 1; row < table.count; row++) {
    const size_t s = scenario_at(&f->source, &table, row, "scenario"), o = source_outcome(&f->source, text_at(&table, row, "outcome"));
    const struct estimate got = source_estimate(&f->source, s, o, text_at(&table, row, "statistic"));
    check_estimate(got, &table, row, "value", "low", "high");
    ck_assert_double_eq((double)got.n, number_at(&table, row, "n"));
  }
  sheet_free(&table);
}

static void check_distributions(const struct folder_read *f) {
  struct sheet table;
  table_read(&table, f->path, "distributions.csv");
  for (size_t row = 1; row < table.count; row++) {
    const size_t s = scenario_at(&f->source, &table, row, "scenario"), o = source_outcome(&f->source, text_at(&table, row, "outcome"));
    const struct quantiles *const q = source_quantiles(&f->source, s, o);
    const size_t i = (row - 1) % 100;
    ck_assert_uint_eq(q->count, 100);
    check_same(q->probability[i], number_at(&table, row, "probability"));
    check_estimate((struct estimate){q->value[i], q->low[i], q->high[i], 0}, &table, row, "value", "low", "high");
  }
  for (size_t o = 0; o < f->source.outcome_count; o++)
    ck_assert(!source_quantiles(&f->source, 0, o) == (f->source.outcome[o].kind == OUTCOME_SHARE));
  sheet_free(&table);
}

static void check_trajectories(const struct folder_read *f) {
  struct sheet table;
  size_t checked = 0;
  table_read(&table, f->path, "trajectories.csv");
  for (size_t row = 1; row < table.count; row++) {
    const size_t s = scenario_at(&f->source, &table, row, "scenario"), v = source_variable(&f->source, text_at(&table, row, "variable"));
    const size_t month = (size_t)number_at(&table, row, "month");
    const struct series *const series = source_series(&f->source, s, v);
    if (v == SOURCE_NONE) continue;
    const double *const array[] = {series->n,   series->mean, series->mean_se, series->sd, series->q05,
                                   series->q25, series->q50,  series->q75,     series->q95};
    static const char *const column[] = {"n", "mean", "mean_se", "sd", "q05", "q25", "q50", "q75", "q95"};
    for (size_t c = 0; c < 9; c++) check_same(array[c][month - 1], number_at(&table, row, column[c]));
    checked++;
  }
  ck_assert_uint_eq(checked, f->source.scenario_count * f->source.months * f->source.variable_count);
  sheet_free(&table);
}

static void check_ends(const struct folder_read *f) {
  struct sheet table;
  table_read(&table, f->path, "survival.csv");
  for (size_t row = 1; row < table.count; row++) {
    const struct survival_curve *const c = source_survival(&f->source, scenario_at(&f->source, &table, row, "scenario"));
    const size_t month = (size_t)number_at(&table, row, "month");
    check_same(c->at_risk[month], number_at(&table, row, "at_risk"));
    check_estimate((struct estimate){c->alive[month], c->alive_low[month], c->alive_high[month], 0}, &table, row, "alive", "alive_low",
                   "alive_high");
    check_estimate((struct estimate){c->hazard[month], c->hazard_low[month], c->hazard_high[month], 0}, &table, row, "hazard", "hazard_low",
                   "hazard_high");
  }
  sheet_free(&table);
  table_read(&table, f->path, "endings.csv");
  for (size_t row = 1; row < table.count; row++) {
    const size_t ending = source_ending(&f->source, text_at(&table, row, "ending")), month = (size_t)number_at(&table, row, "month");
    const struct incidence *const c = source_incidence(&f->source, scenario_at(&f->source, &table, row, "scenario"), ending);
    check_estimate((struct estimate){c->value[month], c->low[month], c->high[month], 0}, &table, row, "cumulative_incidence", "low",
                   "high");
  }
  ck_assert_ptr_null(source_incidence(&f->source, 0, 0)); /* being active is no ending */
  sheet_free(&table);
}

static void check_pairs(const struct folder_read *f) {
  struct sheet table;
  table_read(&table, f->path, "comparison.csv");
  for (size_t row = 1; row < table.count; row++) {
    const size_t s = scenario_at(&f->source, &table, row, "scenario"), other = scenario_at(&f->source, &table, row, "other");
    const struct difference d = source_difference(&f->source, s, other, source_outcome(&f->source, text_at(&table, row, "outcome")));
    ck_assert(d.present);
    check_estimate(d.difference, &table, row, "difference", "low", "high");
    check_estimate(d.p_better, &table, row, "p_better", "p_better_low", "p_better_high");
    check_same(d.se, number_at(&table, row, "se"));
    ck_assert_str_eq(verdict_names[d.verdict], text_at(&table, row, "verdict"));
    ck_assert_str_eq(d.family, text_at(&table, row, "family"));
    ck_assert(d.confirmatory == (strncmp(d.family, "confirmatory", 12) == 0));
  }
  sheet_free(&table);
  table_read(&table, f->path, "crossovers.csv");
  for (size_t row = 1; row < table.count; row++) {
    const size_t s = scenario_at(&f->source, &table, row, "scenario"), other = scenario_at(&f->source, &table, row, "other");
    const struct crossover c = source_crossover(&f->source, s, other);
    const double month = number_at(&table, row, "month"), low = number_at(&table, row, "low"), high = number_at(&table, row, "high");
    ck_assert_double_eq(c.month, isnan(month) ? 0 : month);
    ck_assert_double_eq(c.low, isnan(low) ? 0 : low);
    ck_assert_double_eq(c.high, isnan(high) ? 0 : high);
    check_estimate(c.ever, &table, row, "share_ever", "share_low", "share_high");
  }
  sheet_free(&table);
}

static void check_quantities(const struct folder_read *f) {
  static const char *const file[SOURCE_TABLES] = {"risk.csv",     "ranking.csv",   "hazards.csv",
                                                  "variance.csv", "dominance.csv", "robustness.csv"};
  for (enum source_table t = 0; t < SOURCE_TABLES; t++) {
    struct sheet table;
    if (!source_has(&f->source, t)) continue;
    table_read(&table, f->path, file[t]);
    for (size_t row = 1; row < table.count; row++) {
      const size_t other = t == SOURCE_RANKING ? SOURCE_NONE : scenario_at(&f->source, &table, row, "other");
      const struct estimate got = source_quantity(&f->source, t, scenario_at(&f->source, &table, row, "scenario"), other,
                                                  text_at(&table, row, "quantity"));
      check_estimate(got, &table, row, "value", "low", "high");
      ck_assert_double_eq((double)got.n, number_at(&table, row, "n"));
    }
    sheet_free(&table);
  }
}

static void check_inputs_and_sample(const struct folder_read *f) {
  struct sheet table;
  table_read(&table, f->path, "inputs.csv");
  for (size_t row = 1; row < table.count; row++) {
    const size_t s = scenario_at(&f->source, &table, row, "scenario"), p = source_parameter(&f->source, text_at(&table, row, "parameter"));
    const struct source_input *const input = source_input(&f->source, s, p);
    ck_assert_str_eq(input->cell, text_at(&table, row, "cell"));
    ck_assert_str_eq(input->law, text_at(&table, row, "law"));
    check_same(input->q05, number_at(&table, row, "q05"));
    check_same(input->q95, number_at(&table, row, "q95"));
  }
  sheet_free(&table);
  table_read(&table, f->path, "sample.csv");
  for (size_t row = 1; row < table.count; row++) {
    const struct source_sample *const sample = source_sample(&f->source, scenario_at(&f->source, &table, row, "scenario"));
    const size_t run = (size_t)number_at(&table, row, "run");
    ck_assert_uint_eq(sample->runs, SAMPLE_RUNS);
    for (size_t o = 0; o < f->source.outcome_count; o++) {
      ck_assert(!sample->outcome[o] == (f->source.outcome[o].kind == OUTCOME_SHARE));
      if (sample->outcome[o]) check_same(sample->outcome[o][run], number_at(&table, row, f->source.outcome[o].name));
    }
  }
  sheet_free(&table);
}

static void check_all(const struct folder_read *f) {
  check_summary(f);
  check_distributions(f);
  check_trajectories(f);
  check_ends(f);
  check_pairs(f);
  check_quantities(f);
  check_inputs_and_sample(f);
}

START_TEST(every_figure_is_that_of_the_files) {
  for (size_t i = 0; i < SHEETS; i++) {
    struct folder_read f = folder_of(sheets[i], &plain);
    for (enum source_table t = 0; t < SOURCE_TABLES; t++) ck_assert(source_has(&f.source, t) == (t != SOURCE_ROBUSTNESS));
    check_all(&f);
    folder_done(&f);
  }
}
END_TEST

/* What the program itself writes, of models that this test does not know. */
START_TEST(folders_of_the_program_are_read) {
  static const char *const sheet[] = {"scenarios/focus.csv --robust 3", "scenarios/focus.csv -S Balanced", "tests/golden/rich.csv"};
  const char *const entente = getenv("ENTENTE");
  for (size_t i = 0; i < sizeof sheet / sizeof *sheet; i++) {
    char command[2 * PATH_ROOM];
    struct folder_read f;
    struct error err;
    scratch_folder(f.path);
    snprintf(command, sizeof command, "%s run %s --runs 1000 --plots none -q -f -o %s", entente ? entente : "build/entente", sheet[i],
             f.path);
    ck_assert_msg(system(command) == 0, "%s", command);
    ck_assert_msg(source_read(&f.source, f.path, &err), "%s", err.text);
    ck_assert(source_has(&f.source, SOURCE_ROBUSTNESS) == (i == 0));
    ck_assert((f.source.robustness.count > 0) == (i == 0));
    if (i == 0) ck_assert(estimate_known(source_quantity(&f.source, SOURCE_ROBUSTNESS, SOURCE_NONE, SOURCE_NONE, "facts_met")));
    check_all(&f);
    folder_done(&f);
  }
}
END_TEST

/* Every figure but for texts is the same in both. */
START_TEST(folders_for_excel_are_read_too) {
  struct folder_read f = folder_of(six, &plain), x = folder_of(six, &excel);
  ck_assert(x.source.excel);
  for (size_t s = 0; s < 6; s++) {
    ck_assert_str_eq(x.source.scenario[s], f.source.scenario[s]);
    for (size_t o = 0; o < DRIFT_OUTCOMES; o++) {
      static const char *const statistic[] = {"mean", "sd", "q05", "q25", "q50", "q75", "q95", "cvar05"};
      for (size_t i = 0; i < 8; i++) {
        const struct estimate a = source_estimate(&f.source, s, o, statistic[i]), b = source_estimate(&x.source, s, o, statistic[i]);
        check_same(b.value, a.value);
        check_same(b.high, a.high);
      }
    }
    check_same(source_series(&x.source, s, 0)->mean[23], source_series(&f.source, s, 0)->mean[23]);
    check_same(source_sample(&x.source, s)->outcome[0][499], source_sample(&f.source, s)->outcome[0][499]);
    ck_assert_str_eq(source_input(&x.source, s, DRIFT)->cell, source_input(&f.source, s, DRIFT)->cell);
  }
  check_quantities(&x);
  check_ends(&x);
  folder_done(&f);
  folder_done(&x);
}
END_TEST

START_TEST(a_pair_turned_round_is_its_mirror_image) {
  struct folder_read f = folder_of(six, &plain);
  const struct difference there = source_difference(&f.source, 1, 0, OUT_LEVEL), back = source_difference(&f.source, 0, 1, OUT_LEVEL);
  ck_assert(there.present && back.present && there.confirmatory && back.confirmatory);
  ck_assert_double_eq(back.difference.value, -there.difference.value);
  ck_assert_double_eq(back.difference.low, -there.difference.high);
  ck_assert_double_eq(back.difference.high, -there.difference.low);
  ck_assert_double_eq(back.se, there.se);
  ck_assert_int_eq(there.verdict, VERDICT_BETTER);
  ck_assert_int_eq(back.verdict, VERDICT_WORSE);
  ck_assert(isnan(back.p_better.value) && !isnan(there.p_better.value));
  folder_done(&f);
}
END_TEST

START_TEST(what_is_not_there_is_told_as_absent) {
  struct folder_read f = folder_of(one, &plain);
  const struct source *const s = &f.source;
  ck_assert(!source_difference(s, 0, 0, OUT_LEVEL).present);
  ck_assert(!source_difference(s, 0, 1, OUT_LEVEL).present);
  ck_assert(!source_difference(s, SOURCE_NONE, 0, OUT_LEVEL).present);
  ck_assert_uint_eq(source_crossover(s, 0, SOURCE_NONE).month, 0);
  ck_assert(!estimate_known(source_crossover(s, 0, SOURCE_NONE).ever));
  ck_assert(!estimate_known(source_estimate(s, 0, OUT_ABOVE, "q50")));
  ck_assert(!estimate_known(source_estimate(s, 0, OUT_LEVEL, "no such")));
  ck_assert(!estimate_known(source_estimate(s, SOURCE_NONE, OUT_LEVEL, "mean")));
  ck_assert(estimate_known(source_estimate(s, 0, OUT_LEVEL, "mean")));
  ck_assert(!estimate_known(source_quantity(s, SOURCE_ROBUSTNESS, SOURCE_NONE, SOURCE_NONE, "facts_met")));
  ck_assert(!estimate_known(source_risk(s, 0, SOURCE_NONE, "no such")));
  ck_assert_ptr_null(source_series(s, 0, SOURCE_NONE));
  ck_assert_ptr_null(source_series(s, 1, 0));
  ck_assert_ptr_null(source_survival(s, 1));
  ck_assert_ptr_null(source_incidence(s, 0, SOURCE_NONE));
  ck_assert_ptr_null(source_quantiles(s, SOURCE_NONE, 0));
  ck_assert_ptr_null(source_input(s, 0, SOURCE_NONE));
  ck_assert_ptr_null(source_sample(s, SOURCE_NONE));
  folder_done(&f);
  source_free(&f.source); /* may be repeated */
}
END_TEST

/* Write the file with what `change` makes of its bytes; *size may shrink. */
typedef void damage(char *bytes, size_t *size);
static void file_change(const char *folder, const char *name, damage *change) {
  char path[PATH_ROOM];
  size_t size;
  char *const bytes = bytes_of(folder, name, &size);
  change(bytes, &size);
  below(path, folder, name);
  FILE *const out = fopen(path, "wb");
  fwrite(bytes, 1, size, out);
  ck_assert_int_eq(fclose(out), 0);
  free(bytes);
}

/* Lose the last row. */
static void lose_row(char *bytes, size_t *size) {
  do --*size;
  while (*size && bytes[*size - 1] != '\n');
}
static void lose_end(char *bytes, size_t *size) {
  (void)bytes;
  *size -= 3;
}
/* The last number with decimals. */
static void spoil_number(char *bytes, size_t *size) {
  size_t at = *size - 1;
  while (at > 0 && bytes[at] != '.') at--;
  bytes[at] = '#';
}
static void spoil_header(char *bytes, size_t *size) {
  (void)size;
  bytes[0] = 'S';
}
static void spoil_scenario(char *bytes, size_t *size) {
  (void)size;
  strchr(bytes, '\n')[1] = '?';
}

static void check_refused(const char *name, damage *change, const char *sentence) {
  char path[PATH_ROOM];
  struct source source;
  struct error err;
  folder_write(path, two, &plain);
  file_change(path, name, change);
  ck_assert_msg(!source_read(&source, path, &err), "%s", name);
  ck_assert_ptr_null(source.data);
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_msg(strstr(err.text, sentence) != NULL && strstr(err.text, name) != NULL, "%s", err.text);
  clean(path);
}

static const char *const files[] = {"summary.csv", "distributions.csv", "trajectories.csv", "survival.csv",   "endings.csv",
                                    "sample.csv",  "inputs.csv",        "comparison.csv",   "crossovers.csv", "risk.csv",
                                    "ranking.csv", "hazards.csv",       "variance.csv",     "dominance.csv"};
enum { FILES = sizeof files / sizeof *files };

START_TEST(damage_to_any_file_is_one_sentence) {
  for (size_t i = 0; i < FILES; i++) {
    check_refused(files[i], lose_end, "the file ends in the middle of a row; run the sheet again");
    check_refused(files[i], spoil_number, "the file is damaged, run the sheet again");
    check_refused(files[i], spoil_header, "there is no column 'scenario'");
    check_refused(files[i], spoil_scenario, "which datapackage.json does not name");
  }
}
END_TEST

START_TEST(files_without_their_last_row_are_not_taken_for_whole) {
  for (size_t i = 0; i < 8; i++) check_refused(files[i], lose_row, "the file is damaged, run the sheet again");
}
END_TEST

START_TEST(missing_files_are_named) {
  for (size_t i = 0; i <= FILES; i++) {
    char path[PATH_ROOM], name[PATH_ROOM];
    struct source source;
    struct error err;
    folder_write(path, two, &plain);
    below(name, path, i < FILES ? files[i] : "datapackage.json");
    ck_assert_int_eq(unlink(name), 0);
    ck_assert(!source_read(&source, path, &err));
    ck_assert_int_eq(err.status, STATUS_INPUT);
    ck_assert_ptr_eq(strstr(err.text, name), err.text);
    ck_assert_ptr_nonnull(strstr(err.text, " is missing: is "));
    ck_assert_ptr_nonnull(strstr(err.text, " a folder that 'entente run' wrote?"));
    clean(path);
  }
}
END_TEST

static void cut_json(char *bytes, size_t *size) {
  (void)bytes;
  *size /= 2;
}
static void rename_member(char *bytes, const char *member) {
  char *const at = strstr(bytes, member);
  ck_assert_ptr_nonnull(at);
  at[1] = '?';
}
static void no_dictionary(char *bytes, size_t *size) {
  (void)size;
  rename_member(bytes, "\"dictionary\"");
}
static void no_answer(char *bytes, size_t *size) {
  (void)size;
  rename_member(bytes, "\"answer\"");
}
static void no_model(char *bytes, size_t *size) {
  (void)size;
  rename_member(bytes, "\"sheet\": {");
}
static void no_months(char *bytes, size_t *size) {
  (void)size;
  rename_member(bytes, "\"runs_done\"");
}
static void endless(char *bytes, size_t *size) {
  char *const at = strstr(bytes, "\"months\": 24");
  (void)size;
  ck_assert_ptr_nonnull(at);
  memcpy(at, "\"months\":-24", 12);
}

START_TEST(a_package_that_is_not_ours_is_refused) {
  check_refused("datapackage.json", cut_json, "cannot be read");
  check_refused("datapackage.json", no_dictionary, "the dictionary is not what this version of 'entente run' writes; run the sheet again");
  check_refused("datapackage.json", no_answer, "the answer is not what");
  check_refused("datapackage.json", no_model, "the description of the sheet or of the model is not what");
  check_refused("datapackage.json", no_months, "the provenance is not what");
  check_refused("datapackage.json", endless, "the provenance is not what");
}
END_TEST

/* The first month once more in place of the second. */
static void repeat_month(char *bytes, size_t *size) {
  char *const second = strstr(bytes, ",2,");
  (void)size;
  ck_assert_ptr_nonnull(second);
  second[1] = '1';
}

START_TEST(a_month_that_stands_there_twice_hides_no_other) {
  check_refused("trajectories.csv", repeat_month, "rows are missing or stand there twice");
  check_refused("survival.csv", repeat_month, "rows are missing or stand there twice");
  check_refused("endings.csv", repeat_month, "rows are missing or stand there twice");
}
END_TEST

/* Nobody writes into the pipe: waiting for it would never end. */
START_TEST(what_is_no_plain_file_is_refused) {
  for (size_t i = 0; i <= FILES; i++) {
    char path[PATH_ROOM], name[PATH_ROOM];
    struct source source;
    struct error err;
    folder_write(path, two, &plain);
    below(name, path, i < FILES ? files[i] : "datapackage.json");
    ck_assert_int_eq(unlink(name), 0);
    ck_assert_int_eq(mkfifo(name, 0600), 0);
    ck_assert(!source_read(&source, path, &err));
    ck_assert_int_eq(err.status, STATUS_INPUT);
    ck_assert_ptr_eq(strstr(err.text, name), err.text);
    ck_assert_ptr_nonnull(strstr(err.text, ": this is not a plain file; run the sheet again"));
    clean(path);
  }
}
END_TEST

START_TEST(counts_beyond_any_are_none) {
  const double value[3] = {1, 0, 2};
  ck_assert_uint_eq(estimate_of(value, 7).n, 7);
  ck_assert_uint_eq(estimate_of(value, 1e300).n, 0);
  ck_assert_uint_eq(estimate_of(value, -1).n, 0);
  ck_assert_uint_eq(estimate_of(value, NAN).n, 0);
}
END_TEST

START_TEST(names_that_an_apostrophe_tells_apart_are_refused) {
  char path[PATH_ROOM];
  struct source source;
  struct error err;
  folder_write(path, "p,=x,'=x\ndrift,1,2\n", &plain);
  ck_assert(!source_read(&source, path, &err));
  ck_assert_ptr_nonnull(strstr(err.text, "cannot tell the scenarios '=x' and ''=x' apart"));
  clean(path);
}
END_TEST

START_TEST(an_ending_slash_does_not_matter) {
  char path[PATH_ROOM], slash[PATH_ROOM];
  struct source source;
  struct error err;
  folder_write(path, two, &plain);
  below(slash, path, "/");
  ck_assert_msg(source_read(&source, slash, &err), "%s", err.text);
  ck_assert_str_eq(source.folder, path);
  source_free(&source);
  clean(path);
}
END_TEST

SUITE_MAIN("source", the_package_is_read, names_are_quoted_where_they_would_blur, the_dictionary_is_the_models,
           answer_and_table_are_those_of_the_terminal, every_figure_is_that_of_the_files, folders_of_the_program_are_read,
           folders_for_excel_are_read_too, a_pair_turned_round_is_its_mirror_image, what_is_not_there_is_told_as_absent,
           damage_to_any_file_is_one_sentence, files_without_their_last_row_are_not_taken_for_whole, missing_files_are_named,
           a_package_that_is_not_ours_is_refused, a_month_that_stands_there_twice_hides_no_other, what_is_no_plain_file_is_refused,
           counts_beyond_any_are_none, names_that_an_apostrophe_tells_apart_are_refused, an_ending_slash_does_not_matter)
