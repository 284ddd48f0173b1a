/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate_results.h"
#include "results_package.h"
#include <math.h>
#include <stdlib.h>

/* Points with less than this part of an equal share are as good as rejected; together they have less than this part of all weight. */
#define WEIGHT_LEAST 0.001

/* Tables, a function each: rows without the header. */

static void put_target(struct csv *csv, const struct calibration_results *results, const struct target *target) {
  const struct study *const study = results->calibration->study;
  csv_text(csv, target_figure_name(target, study->model));
  csv_foreign(csv, study->scenarios[target->scenario].name);
  if (target->difference) csv_foreign(csv, study->scenarios[target->other].name);
  else csv_missing(csv);
  if (target->month > 0) csv_whole(csv, target->month);
  else csv_missing(csv);
  csv_number(csv, target->value);
  csv_number(csv, target->sd);
}

static void put_values(struct csv *csv, const struct calibration_results *results, const double *value) {
  for (size_t u = 0; u < results->calibration->unknowns; u++) csv_number(csv, value[u]);
}

static bool calibration_rows(struct csv *csv, const struct calibration_results *results, struct error *err) {
  (void)err;
  for (size_t u = 0; u < results->calibration->unknowns; u++) {
    const struct unknown *const unknown = &results->calibration->unknown[u];
    const struct finding *const finding = &results->finding[u];
    csv_text(csv, unknown->name);
    csv_text(csv, unknown->kind == UNKNOWN_COEFFICIENT ? "coefficient" : "parameter");
    csv_number(csv, unknown->low);
    csv_number(csv, unknown->high);
    csv_number(csv, unknown->start);
    csv_number(csv, finding->best);
    csv_number(csv, finding->error);
    csv_number(csv, finding->low);
    csv_number(csv, finding->high);
    csv_number(csv, finding->shrink);
    csv_number(csv, finding->alone);
    csv_text(csv, isnan(finding->shrink) ? "" : told_names[finding_told(finding)]);
    csv_end_row(csv);
  }
  return true;
}

static bool fit_rows(struct csv *csv, const struct calibration_results *results, struct error *err) {
  const size_t count = results->calibration->targets->count;
  static const double middle[] = {0.5};
  for (size_t t = 0; t < count; t++) {
    const struct target *const target = &results->calibration->targets->list[t];
    double figure = NAN, error = NAN;
    if (results->errors) {
      figure = results->errors->figure[t];
      error = isnan(results->errors->fresh) ? (double)NAN : sqrt(results->errors->noise[t * count + t]);
    } else if (!abc_quantiles(results->abc, results->abc->figure + t, count, middle, 1, &figure, err)) return false;
    put_target(csv, results, target);
    csv_number(csv, figure);
    csv_number(csv, error);
    csv_number(csv, calibration_residual(target, figure));
    csv_end_row(csv);
  }
  return true;
}

static bool correlation_rows(struct csv *csv, const struct calibration_results *results, struct error *err) {
  (void)err;
  for (size_t u = 0; u < results->calibration->unknowns; u++)
    for (size_t v = 0; v < u && !isnan(results->finding[u].shrink); v++) {
      csv_text(csv, results->calibration->unknown[u].name);
      csv_text(csv, results->calibration->unknown[v].name);
      csv_number(csv, results->finding[u].correlation[v]);
      csv_end_row(csv);
    }
  return true;
}

static bool warning_rows(struct csv *csv, const struct calibration_results *results, struct error *err) {
  (void)err;
  for (size_t i = 0; i < results->warnings.count; i++) {
    csv_foreign(csv, results->warnings.text[i]);
    csv_end_row(csv);
  }
  return true;
}

static bool search_rows(struct csv *csv, const struct calibration_results *results, struct error *err) {
  (void)err;
  for (size_t s = 0; s < results->simplex->searches; s++) {
    const struct simplex_search *const search = &results->simplex->search[s];
    for (int end = 0; end < 2 && search->begun && search->points > 0; end++) {
      csv_whole(csv, s + 1);
      csv_text(csv, end ? "end" : "start");
      csv_whole(csv, end ? search->points : 0);
      csv_number(csv, end ? search->misfit : (double)NAN);
      csv_text(csv, end ? search->settled ? "yes" : "no" : "");
      put_values(csv, results, end ? search->value : search->start);
      csv_end_row(csv);
    }
  }
  return true;
}

static bool step_rows(struct csv *csv, const struct calibration_results *results, struct error *err) {
  (void)err;
  for (size_t s = 0; s < results->simplex->searches; s++)
    for (size_t i = 0; i < results->simplex->search[s].steps; i++) {
      const struct simplex_step *const step = &results->simplex->search[s].step[i];
      csv_whole(csv, s + 1);
      csv_whole(csv, step->iteration + 1);
      csv_whole(csv, step->points);
      csv_number(csv, isfinite(step->misfit) ? step->misfit : (double)NAN);
      csv_number(csv, step->size);
      put_values(csv, results, step->value);
      csv_end_row(csv);
    }
  return true;
}

static bool generation_rows(struct csv *csv, const struct calibration_results *results, struct error *err) {
  (void)err;
  for (size_t g = 0; g < results->abc->generations; g++) {
    const struct abc_generation *const generation = &results->abc->generation[g];
    csv_whole(csv, g + 1);
    csv_whole(csv, generation->points);
    csv_number(csv, generation->tolerance);
    csv_number(csv, generation->effective);
    csv_number(csv, generation->least);
    csv_number(csv, isfinite(generation->median) ? generation->median : (double)NAN);
    csv_end_row(csv);
  }
  return true;
}

static bool accepted_rows(struct csv *csv, const struct calibration_results *results, struct error *err) {
  const struct abc *const abc = results->abc;
  (void)err;
  for (size_t i = 0; i < abc->points; i++) {
    if (abc->weight[i] * (double)abc->points < WEIGHT_LEAST) continue;
    put_values(csv, results, abc->value + i * abc->unknowns);
    csv_number(csv, abc->weight[i]);
    csv_number(csv, abc->misfit[i]);
    csv_end_row(csv);
  }
  return true;
}

static bool predictive_rows(struct csv *csv, const struct calibration_results *results, struct error *err) {
  static const double p[] = {0.025, 0.25, 0.5, 0.75, 0.975};
  enum { QUANTILES = sizeof p / sizeof *p };
  const struct abc *const abc = results->abc;
  for (size_t t = 0; t < abc->targets; t++) {
    double at[QUANTILES];
    if (!abc_quantiles(abc, abc->figure + t, abc->targets, p, QUANTILES, at, err)) return false;
    put_target(csv, results, &results->calibration->targets->list[t]);
    for (size_t q = 0; q < QUANTILES; q++) csv_number(csv, at[q]);
    csv_number(csv, abc_chance_below(abc, results->calibration, t));
    csv_end_row(csv);
  }
  return true;
}

static bool marginal_rows(struct csv *csv, const struct calibration_results *results, struct error *err) {
  static const double p[] = {0.005, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.995};
  enum { QUANTILES = sizeof p / sizeof *p };
  const struct abc *const abc = results->abc;
  for (size_t u = 0; u < abc->unknowns; u++) {
    double at[QUANTILES];
    if (!abc_quantiles(abc, abc->value + u, abc->unknowns, p, QUANTILES, at, err)) return false;
    for (size_t q = 0; q < QUANTILES; q++) {
      csv_text(csv, results->calibration->unknown[u].name);
      csv_number(csv, p[q]);
      csv_number(csv, at[q]);
      csv_end_row(csv);
    }
  }
  return true;
}

#define TARGET_COLUMNS                                                                                                             \
  {"outcome", "string", "the figure: an outcome, a variable or alive"}, {"scenario", "string", "of the sheet"},                    \
      {"other", "string", "the scenario that is subtracted; empty for none"}, {"month", "integer", "empty for outcomes of a run"}, \
      {"target", "number", "what the figure is to be"}, {                                                                          \
    "sd", "number", "standard deviation of the target's error"                                                                     \
  }
#define COUNTED(list) list, sizeof(list) / sizeof *(list)

static const struct calibration_column calibration_columns[] = {
    {"unknown", "string", "parameter or coefficient that was sought"},
    {"kind", "string", "parameter or coefficient"},
    {"range_low", "number", "lower end of the range that was searched"},
    {"range_high", "number", "upper end"},
    {"sheet", "number", "what the sheet says: the number, or its law's median"},
    {"best", "number", "simplex: the value with the least misfit; abc: median of the acceptable values"},
    {"error", "number", "simplex: standard error, simulation error included; abc: standard deviation of the acceptable values"},
    {"low", "number", "lower end of the 95 % interval"},
    {"high", "number", "upper end"},
    {"shrink", "number", "error over the standard deviation of the whole range, at most 1"},
    {"alone", "number", "what shrink would be if the other unknowns were known"},
    {"targets_tell", "string", "much (shrink up to 0.5), little (up to 0.9) or nothing"}};
static const struct calibration_column fit_columns[] = {
    TARGET_COLUMNS,
    {"model", "number", "the model's figure at the best point; abc: median over accepted points"},
    {"model_se", "number", "its simulation error; empty for abc, where the spread has it"},
    {"residual", "number", "model minus target, in sds"}};
static const struct calibration_column correlation_columns[] = {{"unknown", "string", "an unknown"},
                                                                {"other", "string", "another one"},
                                                                {"correlation", "number", "of what the targets leave open of the two"}};
static const struct calibration_column warning_columns[] = {{"warning", "string", "what to mind when the values are used"}};
static const struct calibration_column search_columns[] = {{"search", "integer", "number of the search"},
                                                           {"at", "string", "start or end"},
                                                           {"points", "integer", "points simulated by then"},
                                                           {"misfit", "number", "sum of squared residuals in sds"},
                                                           {"settled", "string", "whether the simplex shrank to a point, or won no more"}};
static const struct calibration_column step_columns[] = {{"search", "integer", "number of the search"},
                                                         {"step", "integer", "of the simplex"},
                                                         {"points", "integer", "points simulated by then in this search"},
                                                         {"misfit", "number", "least sum of squared residuals in sds so far"},
                                                         {"size", "number", "of the simplex, in standard deviations of the ranges"}};
static const struct calibration_column generation_columns[] = {
    {"generation", "integer", "number of the generation"},
    {"points", "integer", "points simulated by then"},
    {"tolerance", "number", "in sds of the targets"},
    {"effective", "number", "equally weighted points that would be worth as much"},
    {"misfit_least", "number", "least sum of squared residuals in sds"},
    {"misfit_median", "number", "median over the generation's points"}};
static const struct calibration_column accepted_columns[] = {
    {"#weight", "number", "of the point; they sum to 1, but for points with next to no weight, which are left out"},
    {"#misfit", "number", "sum of squared residuals in sds"}};
static const struct calibration_column predictive_columns[] = {
    TARGET_COLUMNS,
    {"q025", "number", "2.5 % quantile of the model's figure over accepted points"},
    {"q25", "number", "25 % quantile"},
    {"q50", "number", "median"},
    {"q75", "number", "75 % quantile"},
    {"q975", "number", "97.5 % quantile"},
    {"chance_below", "number", "chance that the target, observed again with its error, would be below what it is; near 0 or 1: not met"}};
static const struct calibration_column marginal_columns[] = {{"unknown", "string", "an unknown"},
                                                             {"probability", "number", "of the quantile"},
                                                             {"value", "number", "quantile of its acceptable values"}};

const struct calibration_table calibration_tables[] = {
    {"calibration.csv", "The values found", true, true, COUNTED(calibration_columns), UNKNOWNS_NONE, calibration_rows},
    {"fit.csv", "Targets and the model's figures", true, true, COUNTED(fit_columns), UNKNOWNS_NONE, fit_rows},
    {"correlations.csv", "How unknowns go together", true, true, COUNTED(correlation_columns), UNKNOWNS_NONE, correlation_rows},
    {"warnings.csv", "What to mind", true, true, COUNTED(warning_columns), UNKNOWNS_NONE, warning_rows},
    {"searches.csv", "Where each search began and ended", true, false, COUNTED(search_columns), UNKNOWNS_LAST, search_rows},
    {"trace.csv", "Steps of the searches", true, false, COUNTED(step_columns), UNKNOWNS_LAST, step_rows},
    {"trace.csv", "Generations", false, true, COUNTED(generation_columns), UNKNOWNS_NONE, generation_rows},
    {"accepted.csv", "Accepted points", false, true, COUNTED(accepted_columns), UNKNOWNS_FIRST, accepted_rows},
    {"predictive.csv", "Targets against what accepted points predict", false, true, COUNTED(predictive_columns), UNKNOWNS_NONE,
     predictive_rows},
    {"marginals.csv", "Quantiles of the acceptable values", false, true, COUNTED(marginal_columns), UNKNOWNS_NONE, marginal_rows},
};
const size_t calibration_table_count = sizeof calibration_tables / sizeof *calibration_tables;

bool calibration_table_present(const struct calibration_table *table, const struct calibration_results *results) {
  return results->abc ? table->abc : table->simplex;
}

static void put_unknowns(struct csv *csv, const struct calibration_results *results) {
  for (size_t u = 0; u < results->calibration->unknowns; u++) csv_text(csv, results->calibration->unknown[u].name);
}

static void put_header(struct csv *csv, const struct calibration_table *table, const struct calibration_results *results) {
  if (table->unknowns == UNKNOWNS_FIRST) put_unknowns(csv, results);
  for (size_t c = 0; c < table->columns; c++) csv_text(csv, table->column[c].name);
  if (table->unknowns == UNKNOWNS_LAST) put_unknowns(csv, results);
  csv_end_row(csv);
}

static bool table_write(const struct folder *folder, const struct calibration_table *table, const struct calibration_results *results,
                        struct error *err) {
  struct folder_file file;
  struct csv *const csv = malloc(sizeof *csv);
  if (!csv) return fail_memory(err);
  bool ok = folder_file_open(&file, folder, table->file, err);
  if (ok) {
    csv_begin(csv, file.stream, results->excel);
    put_header(csv, table, results);
    ok = table->rows(csv, results, err);
    csv_flush(csv);
    if (ok) ok = folder_file_commit(&file, err);
    else folder_file_discard(&file);
  }
  free(csv);
  return ok;
}

bool calibration_write(const struct folder *folder, const struct calibration_results *results, const struct provenance *provenance,
                       struct error *err) {
  bool ok = folder_remove(folder, PACKAGE_FILE, err);
  for (size_t i = 0; ok && i < calibration_table_count; i++) ok = folder_remove(folder, calibration_tables[i].file, err);
  for (size_t i = 0; ok && i < calibration_table_count; i++)
    if (calibration_table_present(&calibration_tables[i], results)) ok = table_write(folder, &calibration_tables[i], results, err);
  return ok && calibration_package_write(folder, results, provenance, err) && folder_sync(folder, err);
}
