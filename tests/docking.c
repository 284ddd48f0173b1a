/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/docking.h"
#include "sim/engine.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const docking_cases[DOCKING_CASES] = {"point",      "change_of_focus", "population",    "short_focus",
                                                  "long_focus", "good_practice",   "poor_practice", "joint_venture"};

/* ---- the reference ---- */

static bool row_parse(struct dock_row *row, const char *line) {
  char month[8], value[32], error[32];
  *row = (struct dock_row){0};
  if (sscanf(line, "%47[^,],,%7[^,],%31[^,],%31[^,\n]", row->quantity, row->statistic, value, error) != 4) {
    if (sscanf(line, "%47[^,],%7[0-9],%7[^,],%31[^,],%31[^,\n]", row->quantity, month, row->statistic, value, error) != 5) return false;
    row->month = (unsigned)strtoul(month, NULL, 10);
  }
  row->value = strtod(value, NULL);
  row->error = strtod(error, NULL);
  return true;
}

static bool rows_read(struct dock_table *table, FILE *file, const char *path, struct error *err) {
  char line[256];
  if (!fgets(line, sizeof line, file)) return fail(err, "%s: no header", path);
  while (fgets(line, sizeof line, file)) {
    struct dock_row *row = realloc(table->row, (table->count + 1) * sizeof *row);
    if (!row) return fail_memory(err);
    table->row = row;
    if (!row_parse(&row[table->count], line)) return fail(err, "%s: cannot read the row %s", path, line);
    table->count++;
  }
  return ferror(file) ? fail(err, "%s: cannot be read", path) : true;
}

bool dock_read(struct dock_table *table, const char *name, struct error *err) {
  char path[128];
  *table = (struct dock_table){0};
  snprintf(path, sizeof path, "tests/reference/%s.csv", name);
  FILE *file = fopen(path, "r");
  if (!file) return fail(err, "%s: %s", path, strerror(errno));
  const bool done = rows_read(table, file, path, err);
  fclose(file);
  if (!done) dock_free(table);
  return done;
}

void dock_free(struct dock_table *table) {
  free(table->row);
  *table = (struct dock_table){0};
}

/* ---- the rules ---- */

static bool is_money(const char *quantity) {
  static const char *const money[] = {"value", "net", "npv", "npv_joint", "npv_a", "npv_b"};
  for (size_t i = 0; i < sizeof money / sizeof *money; i++)
    if (!strcmp(quantity, money[i])) return true;
  return false;
}

static double allowance(const struct dock_row *row, bool exact) {
  const double rounding = 1e-6 * fmax(1, fabs(row->value));
  if (*row->statistic != 'q' || exact) return rounding;
  return rounding + (is_money(row->quantity) ? .005 * fabs(row->value) + .02 : .001);
}

/* Where many runs share one value exactly, a quantile read off a grid can stand anywhere in that value's cell. */
static double cell(const struct dock_row *row, bool exact) {
  return !exact && *row->statistic == 'q' && !strcmp(row->quantity, "perceived_performance") ? 3. / 1024 : 0;
}

void dock_add(struct dock_score *score, const struct dock_row *row, double got, double error) {
  if (isnan(got)) {
    score->missing++;
    return;
  }
  const double off = fabs(got - row->value), ours = isnan(error) ? row->error : error, allowed = allowance(row, score->exact);
  const double z = fmax(0, off - allowed) / sqrt(row->error * row->error + ours * ours + 1e-24);
  score->compared++;
  score->above_3 += z > 3;
  score->wrong += row->error == 0 && !score->exact && off > fmax(allowed, cell(row, score->exact));
  if (z < score->worst) return;
  score->worst = z;
  snprintf(score->where, sizeof score->where, "%s %u %s is %.6g, reference %.6g", row->quantity, row->month, row->statistic, got,
           row->value);
}

void dock_sum(struct dock_score *score, const struct dock_score *part) {
  score->compared += part->compared;
  score->above_3 += part->above_3;
  score->missing += part->missing;
  score->wrong += part->wrong;
  if (part->worst < score->worst) return;
  score->worst = part->worst;
  memcpy(score->where, part->where, sizeof score->where);
}

bool dock_agrees(const struct dock_score *score, struct error *err) {
  if (!score->compared || score->missing) return fail(err, "%zu figures compared, %zu missing", score->compared, score->missing);
  if (score->wrong) return fail(err, "%zu figures without randomness differ; worst z %.2f: %s", score->wrong, score->worst, score->where);
  if (score->worst > 6) return fail(err, "z %.2f: %s", score->worst, score->where);
  if ((double)score->above_3 > .02 * (double)score->compared)
    return fail(err, "%zu of %zu figures have |z| above 3; worst z %.2f: %s", score->above_3, score->compared, score->worst, score->where);
  return true;
}

double dock_share_error(double successes, double count) {
  const double z2 = 1.96 * 1.96, share = successes / count;
  return sqrt(share * (1 - share) / count + z2 / (4 * count * count)) / (1 + z2 / count);
}

/* ---- our figures ---- */

struct figure {
  double value, error;
};

static const struct figure none = {(double)NAN, (double)NAN};

static double probability(const char *statistic) {
  return *statistic == 'q' ? strtod(statistic + 1, NULL) / 100 : (double)NAN;
}

static struct figure variable_figure(const struct tally *tally, const struct dock_row *row) {
  const size_t variable = variable_find(tally->study->model, row->quantity);
  if (variable == tally->study->model->variable_count || row->month > tally->study->months) return none;
  const struct moments m = tally_variable(tally, 0, variable, row->month);
  const double error = moments_se(&m);
  if (!strcmp(row->statistic, "mean")) return (struct figure){m.mean, error};
  if (!strcmp(row->statistic, "sd")) return (struct figure){moments_sd(&m), 1.5 * error};
  const double p = probability(row->statistic);
  return (struct figure){tally_variable_quantile(tally, 0, variable, row->month, p), error * (p == .5 ? 1.5 : 2.5)};
}

/* Standard error of a standard deviation from the fourth moment, for a large number of values. */
static double deviation_error(const struct sorted *sorted, const struct moments *m) {
  const double variance = m->squares / m->count;
  double fourth = 0;
  for (uint64_t i = 0; i < sorted->present; i++) {
    const double gap = sorted_rank(sorted, i) - m->mean;
    fourth += gap * gap * gap * gap / m->count;
  }
  return sqrt(fmax(0, fourth - variance * variance) / (4 * variance * m->count));
}

static double between_ranks(const struct sorted *sorted, double rank) {
  const double last = (double)sorted->present - 1, at = fmin(fmax(rank, 0), last), below = floor(at);
  const double low = sorted_rank(sorted, (uint64_t)below), high = sorted_rank(sorted, (uint64_t)fmin(below + 1, last));
  return low + (at - below) * (high - low);
}

static struct figure spread_figure(const struct tally *tally, size_t outcome, const struct moments *m, const char *statistic) {
  struct error err;
  struct sorted sorted;
  if (!sorted_make(&sorted, tally, 0, outcome, &err)) return none;
  struct figure figure = {moments_sd(m), (double)NAN};
  if (*statistic == 'q') {
    const double p = probability(statistic), rank = p * (m->count - 1), reach = 1.96 * sqrt(m->count * p * (1 - p));
    figure = (struct figure){between_ranks(&sorted, rank),
                             (between_ranks(&sorted, rank + reach) - between_ranks(&sorted, rank - reach)) / 3.92};
  } else {
    figure.error = deviation_error(&sorted, m);
  }
  sorted_free(&sorted);
  return figure;
}

static struct figure outcome_figure(const struct tally *tally, const struct dock_row *row) {
  const struct model *model = tally->study->model;
  const size_t outcome = outcome_find(model, row->quantity);
  if (outcome == model->outcome_count) return none;
  const struct moments m = tally_outcome(tally, 0, outcome);
  if (strcmp(row->statistic, "mean")) return spread_figure(tally, outcome, &m, row->statistic);
  const bool share = model->outcomes[outcome].kind == OUTCOME_SHARE;
  return (struct figure){m.mean, share ? dock_share_error(m.mean * m.count, m.count) : moments_se(&m)};
}

static struct figure share_figure(uint64_t successes, uint64_t runs) {
  return (struct figure){(double)successes / (double)runs, dock_share_error((double)successes, (double)runs)};
}

static struct figure ending_figure(const struct tally *tally, const char *name) {
  const size_t ending = ending_find(tally->study->model, name);
  if (ending == tally->study->model->ending_count) return none;
  if (ending == 0) return share_figure(tally_alive(tally, 0, tally->study->months), tally->runs);
  uint64_t ended = 0;
  for (unsigned month = 1; month <= tally->study->months; month++) ended += tally_ended(tally, 0, month, ending);
  return share_figure(ended, tally->runs);
}

static struct figure figure_of(const struct tally *tally, const struct dock_row *row) {
  if (!strcmp(row->quantity, "alive")) return share_figure(tally_alive(tally, 0, row->month), tally->runs);
  if (!strncmp(row->quantity, "ending: ", 8)) return ending_figure(tally, row->quantity + 8);
  return row->month ? variable_figure(tally, row) : outcome_figure(tally, row);
}

bool dock_study(struct study *study, const char *name, uint64_t runs, uint64_t seed, struct error *err) {
  char path[128];
  struct sheet sheet = {0};
  snprintf(path, sizeof path, "tests/reference/%s.sheet.csv", name);
  const bool done = sheet_read(&sheet, path, err) &&
                    study_read(study, &sheet, &(struct overrides){.runs = runs, .has_runs = true, .seed = seed, .has_seed = true}, err);
  sheet_free(&sheet);
  return done;
}

static bool figures_take(struct dock_figures *figures, const struct study *study, struct error *err) {
  const struct engine_options options = {.vector = VECTOR_COUNT, .keep = KEEP_TRAJECTORIES | KEEP_QUANTILES | KEEP_SAMPLES};
  struct tally tally = {0};
  if (!engine_run(&tally, study, &options, err)) return false;
  for (size_t i = 0; i < figures->table.count; i++) {
    const struct figure figure = figure_of(&tally, &figures->table.row[i]);
    figures->value[i] = figure.value;
    figures->error[i] = figure.error;
  }
  tally_free(&tally);
  return true;
}

bool dock_simulate(struct dock_figures *figures, const char *name, uint64_t runs, uint64_t seed, const struct dock_change *change,
                   struct error *err) {
  bool done = false;
  struct study study = {0};
  *figures = (struct dock_figures){0};
  if (!dock_read(&figures->table, name, err)) return false;
  figures->value = calloc(figures->table.count, sizeof *figures->value);
  figures->error = calloc(figures->table.count, sizeof *figures->error);
  if (!figures->value || !figures->error) {
    fail_memory(err);
    goto out;
  }
  if (!dock_study(&study, name, runs, seed, err)) goto out;
  if (change) study.scenarios[0].coefficients[change->coefficient] *= change->factor;
  done = figures_take(figures, &study, err);
out:
  study_free(&study);
  if (!done) dock_figures_free(figures);
  return done;
}

void dock_figures_free(struct dock_figures *figures) {
  dock_free(&figures->table);
  free(figures->value);
  free(figures->error);
  *figures = (struct dock_figures){0};
}

bool dock_case(struct dock_score *score, const char *name, uint64_t runs, uint64_t seed, const struct dock_change *change,
               struct error *err) {
  struct dock_figures figures;
  if (!dock_simulate(&figures, name, runs, seed, change, err)) return false;
  for (size_t i = 0; i < figures.table.count; i++) dock_add(score, &figures.table.row[i], figures.value[i], figures.error[i]);
  dock_figures_free(&figures);
  return true;
}
