/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/results_schema.h"
#include "tests/results_help.h"
#include <jansson.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define SHEET                                                                                                                  \
  "p,=Base line,\"B, \"\"quoted\"\"\",C\ntitle,Who drifts best?,,\ncurrency,thousand EUR,,\ndrift,normal 1 0.5,,uniform 0 3\n" \
  "shake,1,2,1\nhazard_worn,0.02,,\nhazard_torn,0.03,,\ncoefficient: unused,,,0.25\n"
enum { RUNS = 700, SCENARIOS = 3 };
static const char *const names[SCENARIOS] = {"'=Base line", "B, \"quoted\"", "C"};
static const struct results_options plain = {.main_outcome = OUT_LEVEL, .tolerance = NAN};
static const struct results_options all = {.main_outcome = OUT_LEVEL, .tolerance = NAN, .runs = true, .events = true};

/* A folder of results of SHEET. */
struct written {
  char path[PATH_ROOM];
  struct example example;
};

static struct written write_results(const struct results_options *options, unsigned threads) {
  struct written out = {.example = example_read(SHEET, RUNS, 1)};
  struct error err;
  scratch_folder(out.path);
  ck_assert_msg(example_write(&out.example, out.path, options, threads, &err), "%s", err.text);
  return out;
}

static void written_free(struct written *written) {
  clean(written->path);
  example_free(&written->example);
}

static void check_table(const struct written *written, enum table_id id, size_t rows) {
  struct sheet table;
  struct column *columns;
  size_t count;
  struct error err;
  table_read(&table, written->path, tables[id].file);
  ck_assert(table_columns(id, &written->example.study, &columns, &count, &err));
  ck_assert_uint_eq(table.row[0].count, count);
  for (size_t i = 0; i < count; i++) ck_assert_str_eq(table.row[0].cell[i].text, columns[i].name);
  if (rows) ck_assert_msg(table.count - 1 == rows, "%s has %zu rows, should have %zu", tables[id].file, table.count - 1, rows);
  for (size_t i = 1; i < table.count; i++) ck_assert_uint_le(table.row[i].count, count);
  free(columns);
  sheet_free(&table);
}

START_TEST(every_table_has_its_columns_and_rows) {
  struct written w = write_results(&all, 1);
  check_table(&w, TABLE_SUMMARY, SCENARIOS * (3 * 8 + 8 + 7 + 1)); /* four outcomes with a good direction, a neutral one, a share */
  check_table(&w, TABLE_DISTRIBUTIONS, SCENARIOS * 5 * 100);
  check_table(&w, TABLE_COMPARISON, 3 * DRIFT_OUTCOMES);
  check_table(&w, TABLE_TRAJECTORIES, SCENARIOS * DRIFT_MONTHS * (2 + 1)); /* the variables, and being alive */
  check_table(&w, TABLE_SURVIVAL, SCENARIOS * (DRIFT_MONTHS + 1));
  check_table(&w, TABLE_ENDINGS, SCENARIOS * (DRIFT_MONTHS + 1) * 2);
  check_table(&w, TABLE_CROSSOVERS, 6);
  check_table(&w, TABLE_RANKING, SCENARIOS * 5);
  /* losses, successes, partners, regret of each; partners against the baseline; two for every other scenario */
  check_table(&w, TABLE_RISK, SCENARIOS * (6 + 2 + 4 + 1) + 2 * 6 + 6 * 2);
  check_table(&w, TABLE_DOMINANCE, 6 * 2);
  check_table(&w, TABLE_HAZARDS, SCENARIOS * (2 * 4 + 2) + 2); /* this model tells who survives month 12, not who survives the horizon */
  check_table(&w, TABLE_INPUTS, SCENARIOS * DRIFT_PARAMETERS);
  check_table(&w, TABLE_SAMPLE, SCENARIOS * SAMPLE_RUNS);
  check_table(&w, TABLE_RUNS, SCENARIOS * RUNS);
  check_table(&w, TABLE_EVENTS, 0);
  written_free(&w);
}
END_TEST

START_TEST(names_from_the_sheet_are_quoted_and_harmless) {
  struct written w = write_results(&plain, 1);
  struct sheet table;
  size_t size;
  table_read(&table, w.path, "survival.csv");
  for (size_t s = 0; s < SCENARIOS; s++) ck_assert_str_eq(text_at(&table, 1 + s * (DRIFT_MONTHS + 1), "scenario"), names[s]);
  sheet_free(&table);
  char *const bytes = bytes_of(w.path, "survival.csv", &size);
  ck_assert_ptr_nonnull(strstr(bytes, "\n\"B, \"\"quoted\"\"\",0,700,1,1,1,,,\n"));
  ck_assert_ptr_null(strchr(bytes, '\r'));
  free(bytes);
  written_free(&w);
}
END_TEST

/* Mean of a column of runs.csv over a scenario's rows, missing ones left out. */
static double mean_of_runs(const struct sheet *runs, size_t scenario, const char *column, size_t *present) {
  double sum = 0;
  *present = 0;
  for (size_t r = 1 + scenario * RUNS; r < 1 + (scenario + 1) * RUNS; r++) {
    const double value = number_at(runs, r, column);
    if (isnan(value)) continue;
    sum += value;
    ++*present;
  }
  return sum / (double)*present;
}

START_TEST(summary_agrees_with_the_runs) {
  struct written w = write_results(&all, 2);
  struct sheet runs, summary;
  table_read(&runs, w.path, "runs.csv");
  table_read(&summary, w.path, "summary.csv");
  size_t checked = 0;
  for (size_t row = 1; row < summary.count; row++) {
    if (strcmp(text_at(&summary, row, "statistic"), "mean") != 0) continue;
    const size_t scenario = checked++ / DRIFT_OUTCOMES;
    size_t present;
    ck_assert_str_eq(text_at(&summary, row, "scenario"), names[scenario]);
    const double mean = mean_of_runs(&runs, scenario, text_at(&summary, row, "outcome"), &present);
    assert_near(number_at(&summary, row, "value"), mean, 1e-9 * (1 + fabs(mean)));
    ck_assert_double_eq(number_at(&summary, row, "n"), (double)present);
    ck_assert_double_le(number_at(&summary, row, "low"), number_at(&summary, row, "value"));
    ck_assert_double_ge(number_at(&summary, row, "high"), number_at(&summary, row, "value"));
  }
  ck_assert_uint_eq(checked, SCENARIOS * DRIFT_OUTCOMES);
  sheet_free(&runs);
  sheet_free(&summary);
  written_free(&w);
}
END_TEST

START_TEST(the_worst_lies_on_the_bad_side) {
  struct written w = write_results(&plain, 1);
  struct sheet summary;
  size_t checked = 0;
  table_read(&summary, w.path, "summary.csv");
  for (size_t row = 1; row < summary.count; row++) {
    if (strcmp(text_at(&summary, row, "statistic"), "cvar05") != 0) continue;
    const char *const outcome = text_at(&summary, row, "outcome"); /* its other statistics stand before: q05 5 rows, q95 1 row */
    checked++;
    if (strcmp(outcome, "level") == 0) ck_assert_double_lt(number_at(&summary, row, "value"), number_at(&summary, row - 5, "value"));
    else if (strcmp(outcome, "loss") == 0) ck_assert_double_gt(number_at(&summary, row, "value"), number_at(&summary, row - 1, "value"));
    else if (strcmp(outcome, "worn_at") == 0) ck_assert_str_eq(text_at(&summary, row, "value"), ""); /* some never are */
  }
  ck_assert_uint_eq(checked, SCENARIOS * 4);
  sheet_free(&summary);
  written_free(&w);
}
END_TEST

START_TEST(rows_of_runs_are_in_order_with_their_endings) {
  struct written w = write_results(&all, 2);
  struct sheet runs;
  uint64_t ended[SCENARIOS][3] = {{0}};
  table_read(&runs, w.path, "runs.csv");
  for (size_t r = 1; r < runs.count; r++) {
    const size_t scenario = (r - 1) / RUNS;
    ck_assert_str_eq(text_at(&runs, r, "scenario"), names[scenario]);
    ck_assert_double_eq(number_at(&runs, r, "run"), (double)((r - 1) % RUNS));
    const size_t ending = ending_find(&drift_model, text_at(&runs, r, "ending"));
    ck_assert_uint_lt(ending, 3);
    ended[scenario][ending]++;
    ck_assert(ending != 0 || number_at(&runs, r, "end_month") == DRIFT_MONTHS);
  }
  for (size_t s = 0; s < SCENARIOS; s++) {
    uint64_t told_of[3] = {0};
    for (unsigned month = 0; month <= DRIFT_MONTHS; month++) {
      for (size_t e = 0; e < 3; e++) told_of[e] += tally_ended(&w.example.tally, s, month, e);
    }
    for (size_t e = 0; e < 3; e++) ck_assert_uint_eq(ended[s][e], told_of[e]);
  }
  sheet_free(&runs);
  written_free(&w);
}
END_TEST

START_TEST(the_sample_is_of_the_first_runs) {
  struct written w = write_results(&all, 2);
  struct sheet runs, sample;
  table_read(&runs, w.path, "runs.csv");
  table_read(&sample, w.path, "sample.csv");
  for (size_t r = 1; r < sample.count; r++) {
    const size_t scenario = (r - 1) / SAMPLE_RUNS, run = (r - 1) % SAMPLE_RUNS, same = 1 + scenario * RUNS + run;
    ck_assert_str_eq(text_at(&sample, r, "scenario"), names[scenario]);
    ck_assert_double_eq(number_at(&sample, r, "run"), (double)run);
    static const char *const columns[] = {"level", "loss", "end_month", "worn_at", "square"};
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
      ck_assert_str_eq(text_at(&sample, r, columns[c]), text_at(&runs, same, columns[c]));
  }
  sheet_free(&runs);
  sheet_free(&sample);
  written_free(&w);
}
END_TEST

/* The bytes of sample.csv after so many runs of a sheet, to be freed. */
static char *sample_bytes(uint64_t runs) {
  struct written w = {.example = example_read("p,A,B\nmonths,1,\ndrift,1,2\nhazard_worn,0.1,0\n", runs, 1)};
  struct error err;
  size_t size;
  scratch_folder(w.path);
  ck_assert_msg(example_write(&w.example, w.path, &plain, 2, &err), "%s", err.text);
  char *const bytes = bytes_of(w.path, "sample.csv", &size);
  written_free(&w);
  return bytes;
}

START_TEST(more_runs_leave_the_sample_as_it_is) {
  char *const few = sample_bytes(SAMPLE_RUNS), *const many = sample_bytes(EXACT_RUNS + 300), *const three = sample_bytes(3);
  ck_assert_str_eq(few, many); /* also where not all runs are kept */
  ck_assert_ptr_nonnull(strstr(three, "\nB,2,"));
  ck_assert_ptr_null(strstr(three, ",3,"));
  free(few);
  free(many);
  free(three);
}
END_TEST

START_TEST(events_tell_of_every_ending_once) {
  struct written w = write_results(&all, 2);
  struct sheet events, runs;
  size_t endings = 0, active = 0;
  table_read(&events, w.path, "events.csv");
  table_read(&runs, w.path, "runs.csv");
  for (size_t r = 1; r < events.count; r++) {
    const char *const event = text_at(&events, r, "event");
    const size_t run = 1 + (size_t)number_at(&events, r, "run");
    if (strcmp(event, "jolt") == 0) {
      ck_assert_str_eq(text_at(&events, r, "partner"), "A");
      ck_assert_double_gt(number_at(&events, r, "size"), 2);
    } else {
      endings++;
      ck_assert_msg(strncmp(event, "ending: ", 8) == 0, "%s", event);
      ck_assert_str_eq(text_at(&events, r, "size"), "");
      if (strcmp(text_at(&events, r, "scenario"), names[0]) == 0) ck_assert_str_eq(event + 8, text_at(&runs, run, "ending"));
    }
  }
  for (size_t r = 1; r < runs.count; r++) active += strcmp(text_at(&runs, r, "ending"), "active") == 0;
  ck_assert_uint_eq(endings + active, SCENARIOS * RUNS);
  sheet_free(&events);
  sheet_free(&runs);
  written_free(&w);
}
END_TEST

START_TEST(comparisons_are_later_minus_earlier_and_name_their_family) {
  struct written w = write_results(&plain, 1);
  struct sheet table;
  table_read(&table, w.path, "comparison.csv");
  ck_assert_str_eq(text_at(&table, 1, "scenario"), names[1]);
  ck_assert_str_eq(text_at(&table, 1, "other"), names[0]);
  for (size_t r = 1; r < table.count; r++) {
    const bool main_outcome = strcmp(text_at(&table, r, "outcome"), "level") == 0;
    ck_assert_str_eq(text_at(&table, r, "family"), main_outcome ? "confirmatory: 3 pairs" : "exploratory: 3 pairs");
    const double low = number_at(&table, r, "low"), high = number_at(&table, r, "high");
    const bool excludes = low > 0 || high < 0;
    ck_assert_int_eq(strcmp(text_at(&table, r, "verdict"), "not distinguishable") == 0, !excludes);
  }
  sheet_free(&table);
  written_free(&w);
}
END_TEST

START_TEST(alive_and_ended_add_up) {
  struct written w = write_results(&plain, 1);
  struct sheet survival, endings;
  table_read(&survival, w.path, "survival.csv");
  table_read(&endings, w.path, "endings.csv");
  for (size_t r = 1; r < survival.count; r++) {
    const size_t e = 1 + 2 * (r - 1);
    ck_assert_str_eq(text_at(&endings, e, "month"), text_at(&survival, r, "month"));
    ck_assert_str_eq(text_at(&endings, e + 1, "ending"), "torn: badly");
    assert_near(number_at(&survival, r, "alive") + number_at(&endings, e, "cumulative_incidence") +
                    number_at(&endings, e + 1, "cumulative_incidence"),
                1, 1e-12);
  }
  sheet_free(&survival);
  sheet_free(&endings);
  written_free(&w);
}
END_TEST

/* Row of a table of quantities; other "" for none. */
static size_t row_of(const struct sheet *table, const char *scenario, const char *other, const char *quantity) {
  for (size_t r = 1; r < table->count; r++) {
    if (strcmp(text_at(table, r, "scenario"), scenario) == 0 && strcmp(text_at(table, r, "other"), other) == 0 &&
        strcmp(text_at(table, r, "quantity"), quantity) == 0)
      return r;
  }
  ck_abort_msg("no row %s, %s, %s", scenario, other, quantity);
  return 0;
}

static double figure_of(const struct sheet *table, const char *scenario, const char *other, const char *quantity) {
  return number_at(table, row_of(table, scenario, other, quantity), "value");
}

START_TEST(risk_agrees_with_the_runs) {
  struct written w = write_results(&all, 2);
  struct sheet runs, risk;
  double loss = 0, neither = 0, only = 0, both_better = 0, loses = 0, shortfall = 0, regret = 0, above = 0;
  table_read(&runs, w.path, "runs.csv");
  table_read(&risk, w.path, "risk.csv");
  for (size_t r = 1; r <= RUNS; r++) {
    double level[SCENARIOS], lasted[SCENARIOS];
    for (size_t s = 0; s < SCENARIOS; s++) {
      level[s] = number_at(&runs, r + s * RUNS, "level");
      lasted[s] = number_at(&runs, r + s * RUNS, "end_month");
    }
    loss += level[1] < 0;
    above += level[1] > 0;
    neither += level[1] <= 0 && lasted[1] <= 0;
    only += level[1] <= 0 && lasted[1] > 0;
    both_better += level[2] > level[0] && lasted[2] > lasted[0];
    loses += level[2] < level[1];
    shortfall += fmax(level[1] - level[2], 0);
    regret += fmax(fmax(level[0], level[1]), level[2]) - level[2];
  }
  assert_near(figure_of(&risk, names[1], "", "probability_of_loss:level"), loss / RUNS, 1e-12);
  assert_near(figure_of(&risk, names[1], "", "success:above"), above / RUNS, 1e-12);
  assert_near(figure_of(&risk, names[1], "", "neither_gains"), neither / RUNS, 1e-12);
  assert_near(figure_of(&risk, names[1], "", "only_gains:end_month"), only / RUNS, 1e-12);
  assert_near(figure_of(&risk, names[2], names[0], "both_better"), both_better / RUNS, 1e-12);
  assert_near(figure_of(&risk, names[2], names[1], "loses_to:level"), loses / RUNS, 1e-12);
  assert_near(figure_of(&risk, names[2], names[1], "shortfall_when_it_loses:level"), shortfall / loses, 1e-9);
  assert_near(figure_of(&risk, names[2], "", "regret:level"), regret / RUNS, 1e-9);
  sheet_free(&runs);
  sheet_free(&risk);
  written_free(&w);
}
END_TEST

START_TEST(every_figure_of_risk_has_its_interval) {
  static const char *const files[] = {"risk.csv", "hazards.csv", "dominance.csv", "ranking.csv"};
  struct written w = write_results(&plain, 1);
  for (size_t i = 0; i < 4; i++) {
    struct sheet table;
    table_read(&table, w.path, files[i]);
    for (size_t r = 1; r < table.count; r++) {
      const double value = number_at(&table, r, "value"), low = number_at(&table, r, "low"), high = number_at(&table, r, "high");
      const bool decision = strcmp(text_at(&table, r, "quantity"), "not_excluded") == 0;
      ck_assert_msg(decision || isnan(value) || (low <= value && value <= high), "%s, row %zu: %g, %g, %g", files[i], r, low, value, high);
      ck_assert(*text_at(&table, r, "unit"));
    }
    sheet_free(&table);
  }
  written_free(&w);
}
END_TEST

START_TEST(outcomes_without_a_direction_or_runs_have_no_ranking) {
  static const struct {
    size_t outcome;
    const char *file;
  } cases[] = {{OUT_SQUARE, "ranking.csv"}, {OUT_SQUARE, "dominance.csv"}, {OUT_ABOVE, "dominance.csv"}, {OUT_WORN_AT, "dominance.csv"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const struct results_options options = {.main_outcome = cases[i].outcome, .tolerance = NAN};
    struct written w = write_results(&options, 1);
    struct sheet table;
    table_read(&table, w.path, cases[i].file);
    ck_assert_uint_eq(table.count, 1);
    sheet_free(&table);
    table_read(&table, w.path, "risk.csv");
    for (size_t r = 1; r < table.count; r++) ck_assert_ptr_null(strstr(text_at(&table, r, "quantity"), "regret"));
    sheet_free(&table);
    written_free(&w);
  }
}
END_TEST

START_TEST(inputs_are_rounded_to_single_precision) {
  struct written w = write_results(&plain, 1);
  struct sheet table;
  table_read(&table, w.path, "inputs.csv");
  const size_t drift = 1 + DRIFT; /* normal 1 0.5 */
  ck_assert_str_eq(text_at(&table, drift, "cell"), "normal 1 0.5");
  ck_assert_str_eq(text_at(&table, drift, "mean"), "1");
  ck_assert_str_eq(text_at(&table, drift, "sd"), "0.5");
  ck_assert_str_eq(text_at(&table, drift, "q95"), "1.8224268"); /* 1 + 0.5 x 1.6448536 */
  ck_assert_str_eq(text_at(&table, drift, "unit"), "thousand EUR/month");
  ck_assert_str_eq(text_at(&table, 1 + HAZARD_WORN, "q05"), "0.02"); /* constants stay as they are */
  sheet_free(&table);
  written_free(&w);
}
END_TEST

static const char *const csv_files[] = {"summary.csv",  "distributions.csv", "comparison.csv", "trajectories.csv",
                                        "survival.csv", "endings.csv",       "crossovers.csv", "ranking.csv",
                                        "risk.csv",     "dominance.csv",     "hazards.csv",    "inputs.csv",
                                        "sample.csv",   "runs.csv",          "events.csv",     "inputs/drift.csv"};

START_TEST(bytes_do_not_depend_on_threads) {
  struct written one = write_results(&all, 1), seven = write_results(&all, 7);
  for (size_t i = 0; i < sizeof csv_files / sizeof *csv_files; i++) {
    size_t size, other;
    char *const bytes = bytes_of(one.path, csv_files[i], &size), *const others = bytes_of(seven.path, csv_files[i], &other);
    ck_assert_msg(size == other && memcmp(bytes, others, size) == 0, "%s differs", csv_files[i]);
    free(bytes);
    free(others);
  }
  written_free(&one);
  written_free(&seven);
}
END_TEST

START_TEST(excel_gets_marks_line_ends_and_a_wide_summary) {
  const struct results_options excel = {.main_outcome = OUT_LEVEL, .tolerance = NAN, .excel = true, .runs = true, .events = true};
  struct written w = write_results(&excel, 1);
  for (size_t i = 0; i + 1 < sizeof csv_files / sizeof *csv_files; i++) {
    size_t size, lines = 0, ends = 0;
    char *const bytes = bytes_of(w.path, csv_files[i], &size);
    ck_assert_msg(strncmp(bytes, "\xEF\xBB\xBF", 3) == 0, "%s has no byte order mark", csv_files[i]);
    for (size_t k = 1; k < size; k++) {
      lines += bytes[k] == '\n';
      ends += bytes[k] == '\n' && bytes[k - 1] == '\r';
      ck_assert(k < 3 || bytes[k] != '\xEF'); /* and only one */
    }
    ck_assert_uint_eq(lines, ends);
    free(bytes);
  }
  check_table(&w, TABLE_SUMMARY_WIDE, SCENARIOS * DRIFT_OUTCOMES);
  written_free(&w);
}
END_TEST

static json_t *package_read(const struct written *written) {
  char path[PATH_ROOM];
  json_error_t problem;
  below(path, written->path, "datapackage.json");
  json_t *const package = json_load_file(path, JSON_REJECT_DUPLICATES, &problem);
  ck_assert_msg(package != NULL, "%s", problem.text);
  return package;
}

static const char *text_of(const json_t *object, const char *key) {
  const char *const text = json_string_value(json_object_get(object, key));
  ck_assert_msg(text != NULL, "no text '%s'", key);
  return text;
}

/* Names of a data package and its resources: lower case letters, digits, and . _ - only. */
static void check_name(const char *name) {
  ck_assert_msg(*name && !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-")], "'%s' is no name", name);
}

static void check_field(const json_t *field) {
  const char *const type = text_of(field, "type");
  ck_assert_msg(*text_of(field, "name") && *text_of(field, "description"), "a column is not described");
  ck_assert(strcmp(type, "string") == 0 || strcmp(type, "integer") == 0 || strcmp(type, "number") == 0);
}

/* Whether a cell can be read as its column's type. */
static void check_cell(const char *text, const char *type) {
  char *end = NULL;
  if (!*text || strcmp(type, "string") == 0) return;
  if (strcmp(type, "integer") == 0) (void)strtoull(text, &end, 10);
  else (void)strtod(text, &end);
  ck_assert_msg(!*end, "'%s' is no %s", text, type);
}

static void check_schema(const struct written *written, const json_t *resource) {
  struct sheet table;
  const json_t *const fields = json_object_get(json_object_get(resource, "schema"), "fields");
  table_read(&table, written->path, text_of(resource, "path"));
  ck_assert_uint_eq(json_array_size(fields), table.row[0].count);
  for (size_t c = 0; c < table.row[0].count; c++) {
    const json_t *const field = json_array_get(fields, c);
    check_field(field);
    ck_assert_str_eq(text_of(field, "name"), table.row[0].cell[c].text);
    for (size_t r = 1; r < table.count; r++) {
      if (c < table.row[r].count) check_cell(table.row[r].cell[c].text, text_of(field, "type"));
    }
  }
  const json_t *const missing = json_object_get(json_object_get(resource, "schema"), "missingValues");
  ck_assert_str_eq(json_string_value(json_array_get(missing, 0)), "");
  sheet_free(&table);
}

static void check_resources(const struct written *written, const json_t *package, size_t expected) {
  const json_t *const resources = json_object_get(package, "resources");
  ck_assert_uint_eq(json_array_size(resources), expected);
  for (size_t i = 0; i < expected; i++) {
    const json_t *const resource = json_array_get(resources, i);
    char path[PATH_ROOM];
    check_name(text_of(resource, "name"));
    ck_assert_ptr_null(strstr(text_of(resource, "path"), ".."));
    below(path, written->path, text_of(resource, "path"));
    ck_assert_msg(access(path, R_OK) == 0, "%s is missing", path);
    for (size_t k = 0; k < i; k++) ck_assert_str_ne(text_of(resource, "name"), text_of(json_array_get(resources, k), "name"));
    if (strcmp(text_of(resource, "profile"), "tabular-data-resource") == 0) check_schema(written, resource);
  }
}

START_TEST(package_describes_every_file) {
  const struct results_options excel = {.main_outcome = OUT_LEVEL, .tolerance = NAN, .excel = true};
  const struct {
    const struct results_options *options;
    size_t resources;
  } cases[] = {{&plain, 15}, {&all, 17}, {&excel, 15}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct written w = write_results(cases[i].options, 1);
    json_t *const package = package_read(&w);
    ck_assert_str_eq(text_of(package, "profile"), "data-package");
    ck_assert_str_eq(text_of(package, "name"), "entente-drift");
    ck_assert_str_eq(text_of(package, "title"), "Who drifts best?");
    ck_assert_str_eq(text_of(package, "created"), "1970-01-02T01:01:01Z");
    check_resources(&w, package, cases[i].resources);
    json_decref(package);
    written_free(&w);
  }
}
END_TEST

START_TEST(provenance_is_complete) {
  struct written w = write_results(&plain, 1);
  json_t *const package = package_read(&w);
  const json_t *const p = json_object_get(package, "provenance");
  ck_assert_str_eq(text_of(p, "version"), "9.9");
  ck_assert_str_eq(text_of(p, "commit"), "abcdef");
  ck_assert_str_eq(text_of(p, "command_line"), "entente run sheets/drift.csv --set 'drift=1 2' 'it'\\''s'");
  ck_assert_uint_eq(json_array_size(json_object_get(p, "arguments")), 6);
  ck_assert_str_eq(text_of(json_object_get(p, "model"), "name"), "drift");
  ck_assert_str_eq(text_of(json_object_get(p, "model"), "version"), "1.2");
  ck_assert_int_eq(json_integer_value(json_object_get(p, "seed")), 1);
  ck_assert_int_eq(json_integer_value(json_object_get(p, "runs_asked")), RUNS);
  ck_assert_int_eq(json_integer_value(json_object_get(p, "runs_done")), RUNS);
  ck_assert(json_is_true(json_object_get(p, "complete")));
  ck_assert(json_is_null(json_object_get(p, "tolerance")));
  ck_assert_str_eq(text_of(p, "started"), "1970-01-02T00:00:00Z");
  ck_assert_str_eq(text_of(p, "host"), "h?st"); /* not UTF-8, and still JSON */
  ck_assert_int_eq(json_integer_value(json_object_get(p, "threads")), 3);
  const json_t *const changed = json_array_get(json_object_get(p, "coefficients_changed"), 0);
  ck_assert_str_eq(text_of(changed, "scenario"), "C");
  ck_assert_double_eq(json_real_value(json_object_get(changed, "value")), 0.25);
  ck_assert_double_eq(json_real_value(json_object_get(changed, "default")), 0.5);
  ck_assert_uint_eq(json_array_size(json_object_get(p, "coefficients_changed")), 1);
  json_decref(package);
  written_free(&w);
}
END_TEST

START_TEST(a_seed_beyond_what_json_readers_keep_is_text) {
  struct error err;
  struct written w = {.example = example_read("p,a\n", 10, UINT64_MAX)};
  scratch_folder(w.path);
  ck_assert(example_write(&w.example, w.path, &plain, 1, &err));
  json_t *const package = package_read(&w);
  ck_assert_str_eq(text_of(json_object_get(package, "provenance"), "seed"), "18446744073709551615");
  json_decref(package);
  written_free(&w);
}
END_TEST

START_TEST(inputs_are_copied_with_their_hash) {
  struct error err;
  struct written w = {.example = example_read("p,abc\n", 10, 1)};
  size_t size;
  scratch_folder(w.path);
  ck_assert(example_write(&w.example, w.path, &plain, 1, &err));
  char *const bytes = bytes_of(w.path, "inputs/drift.csv", &size);
  ck_assert_str_eq(bytes, "p,abc\n");
  free(bytes);
  json_t *const package = package_read(&w);
  const json_t *const input = json_array_get(json_object_get(json_object_get(package, "provenance"), "inputs"), 0);
  ck_assert_str_eq(text_of(input, "path"), "inputs/drift.csv");
  ck_assert_str_eq(text_of(input, "role"), "sheet");
  ck_assert_str_eq(text_of(input, "sha256"), "d32d7541ecb01f2d86daa1d4af596d105f0d561476fc146ca95f5b4f99798ce3");
  json_decref(package);
  written_free(&w);
}
END_TEST

START_TEST(earlier_results_do_not_linger) {
  struct written w = write_results(&all, 1);
  char path[PATH_ROOM];
  struct error err;
  tally_free(&w.example.tally);
  ck_assert(example_write(&w.example, w.path, &plain, 1, &err));
  below(path, w.path, "runs.csv");
  ck_assert(access(path, F_OK) != 0);
  below(path, w.path, "events.csv");
  ck_assert(access(path, F_OK) != 0);
  written_free(&w);
}
END_TEST

START_TEST(one_scenario_has_no_comparisons) {
  struct error err;
  struct written w = {.example = example_read("p,a\n", 10, 1)};
  size_t size;
  scratch_folder(w.path);
  ck_assert(example_write(&w.example, w.path, &plain, 1, &err));
  char *const crossovers = bytes_of(w.path, "crossovers.csv", &size), *const comparison = bytes_of(w.path, "comparison.csv", &size);
  ck_assert_str_eq(crossovers, "scenario,other,variable,month,low,high,share_ever,share_low,share_high\n");
  ck_assert_ptr_eq(strchr(comparison, '\n'), comparison + strlen(comparison) - 1);
  free(crossovers);
  free(comparison);
  written_free(&w);
}
END_TEST

/* A limit on the size of files stands for a disk that fills up. */
static void limit_files(rlim_t bytes) {
  struct rlimit limit;
  signal(SIGXFSZ, SIG_IGN);
  ck_assert(getrlimit(RLIMIT_FSIZE, &limit) == 0);
  limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
  ck_assert(setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

static size_t temporaries(const char *path) {
  size_t count = 0;
  DIR *const folder = opendir(path);
  for (const struct dirent *entry; (entry = readdir(folder));) count += strncmp(entry->d_name, ".entente-", 9) == 0;
  closedir(folder);
  return count;
}

START_TEST(a_full_disk_names_the_file_and_leaves_no_package) {
  static const struct {
    rlim_t room;
    bool rows;
    const char *file;
  } cases[] = {{3000, false, "summary.csv"}, {20000, false, "distributions.csv"}, {40000, true, "runs.csv"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct written w = {.example = example_read(SHEET, RUNS, 1)};
    struct error err = {0};
    char path[PATH_ROOM];
    scratch_folder(w.path);
    limit_files(cases[i].room);
    const bool done = example_write(&w.example, w.path, cases[i].rows ? &all : &plain, 1, &err);
    limit_files(RLIM_INFINITY);
    ck_assert(!done);
    ck_assert_int_eq(err.status, STATUS_FAILED);
    ck_assert_msg(strstr(err.text, cases[i].file) && strstr(err.text, "File too large"), "%s", err.text);
    ck_assert_uint_eq(temporaries(w.path), 0);
    below(path, w.path, "datapackage.json");
    ck_assert(access(path, F_OK) != 0);
    written_free(&w);
  }
}
END_TEST

SUITE_MAIN("results", every_table_has_its_columns_and_rows, names_from_the_sheet_are_quoted_and_harmless, summary_agrees_with_the_runs,
           the_worst_lies_on_the_bad_side, rows_of_runs_are_in_order_with_their_endings, the_sample_is_of_the_first_runs,
           more_runs_leave_the_sample_as_it_is, events_tell_of_every_ending_once, comparisons_are_later_minus_earlier_and_name_their_family,
           alive_and_ended_add_up, risk_agrees_with_the_runs, every_figure_of_risk_has_its_interval,
           outcomes_without_a_direction_or_runs_have_no_ranking, inputs_are_rounded_to_single_precision, bytes_do_not_depend_on_threads,
           excel_gets_marks_line_ends_and_a_wide_summary, package_describes_every_file, provenance_is_complete,
           a_seed_beyond_what_json_readers_keep_is_text, inputs_are_copied_with_their_hash, earlier_results_do_not_linger,
           one_scenario_has_no_comparisons, a_full_disk_names_the_file_and_leaves_no_package)
