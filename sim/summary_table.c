/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary_table.h"
#include "luck.h"
#include "risk.h"
#include "sample.h"
#include "survival.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is being made, and of what. */
struct making {
  struct summary_table *table;
  const struct tally *tally;
  struct error *err;
};

/* The next row, NULL without memory. "Joint net present value, thousand EUR" */
static struct summary_row *row_add(const struct making *making, const char *indent, const char *label, const char *unit) {
  struct summary_table *const table = making->table;
  char text[UNIT_SIZE];
  struct summary_row *const row = &table->row[table->count];
  row->cell = calloc(table->scenarios, sizeof *row->cell);
  if (!row->cell) {
    fail_memory(making->err);
    return NULL;
  }
  table->count++;
  snprintf(row->label, sizeof row->label, "%.8s%.190s, %.48s", indent, label, unit_of(making->tally->study, unit, text));
  return row;
}

static void heading_add(struct summary_table *table, const char *label) {
  snprintf(table->row[table->count++].label, UNIT_SIZE, "%s", label);
}

static void share_cell(char cell[WORDS_SIZE], struct estimate share) {
  words_share(cell, share.value, share.low, share.high);
}

static bool add_outcome(const struct making *making, const char *indent, size_t outcome) {
  const struct outcome *const o = &making->tally->study->model->outcomes[outcome];
  struct summary_row *const row = row_add(making, indent, o->label, o->kind == OUTCOME_SHARE ? "%" : o->unit);
  for (size_t s = 0; row && s < making->table->scenarios; s++) {
    const struct estimate mean = estimate_outcome(making->tally, s, outcome);
    if (o->kind == OUTCOME_SHARE) share_cell(row->cell[s], mean);
    else words_around(row->cell[s], mean.value, (mean.high - mean.low) / 2);
  }
  return row != NULL;
}

/* Chance of loss and mean of the worst runs; two rows. */
static bool add_risk(const struct making *making, size_t outcome) {
  const char *const unit = making->tally->study->model->outcomes[outcome].unit;
  struct summary_row *const loss = row_add(making, "  ", "chance of loss", "%");
  struct summary_row *const worst = loss ? row_add(making, "  ", "mean of the worst 5 %", unit) : NULL;
  for (size_t s = 0; worst && s < making->table->scenarios; s++) {
    struct sorted sorted;
    if (!sorted_make(&sorted, making->tally, s, outcome, making->err)) return false;
    const struct estimate mean = estimate_worst(&sorted, false);
    share_cell(loss->cell[s], estimate_below(&sorted, 0));
    words_around(worst->cell[s], mean.value, (mean.high - mean.low) / 2);
    sorted_free(&sorted);
  }
  return worst != NULL;
}

/* What uncertain inputs explain of the main outcome's variance; the rest is luck. */
static bool add_luck(const struct making *making, const struct luck *luck, size_t outcome) {
  bool any = false;
  for (size_t s = 0; luck && s < making->table->scenarios; s++) any |= !isnan(luck_explained(luck, s, outcome).value);
  if (!any) return true;
  struct summary_row *const row = row_add(making, "  ", "variance that inputs explain", "%");
  for (size_t s = 0; row && s < making->table->scenarios; s++) share_cell(row->cell[s], luck_explained(luck, s, outcome));
  return row != NULL;
}

/* "9 (9 to 10)": the median where what never happens counts as last. */
static void median_cell(char cell[WORDS_SIZE], struct estimate median) {
  char value[WORDS_SIZE], low[WORDS_SIZE], high[WORDS_SIZE];
  if (isnan(median.value)) {
    snprintf(cell, WORDS_SIZE, "never");
    return;
  }
  snprintf(cell, WORDS_SIZE, "%.30s (%.30s to %.30s)", words_value(value, median.value, NO_ERROR), words_value(low, median.low, NO_ERROR),
           isnan(median.high) ? "never" : words_value(high, median.high, NO_ERROR));
}

static bool add_median(const struct making *making, size_t outcome) {
  const struct outcome *const o = &making->tally->study->model->outcomes[outcome];
  const struct ranks ranks = ranks_of_quantile(making->tally->runs, 0.5);
  char label[UNIT_SIZE];
  snprintf(label, sizeof label, "%.200s (median)", o->label);
  struct summary_row *const row = row_add(making, "", label, o->unit);
  for (size_t s = 0; row && s < making->table->scenarios; s++) {
    struct sorted sorted;
    if (!sorted_make(&sorted, making->tally, s, outcome, making->err)) return false;
    median_cell(row->cell[s], estimate_quantile(&sorted, &ranks));
    sorted_free(&sorted);
  }
  return row != NULL;
}

static bool add_unequal_partners(const struct making *making) {
  const struct tally *const tally = making->tally;
  const struct model *const model = tally->study->model;
  if (!model->two_partners || !sample_of(tally, 0, model->partner[0]) || !sample_of(tally, 0, model->partner[1])) return true;
  struct summary_row *const row = row_add(making, "", "One partner gains, one does not", "%");
  for (size_t s = 0; row && s < making->table->scenarios; s++) {
    const uint64_t runs = sample_runs(tally);
    const struct sides sides = risk_sides(sample_of(tally, s, model->partner[0]), NULL, sample_of(tally, s, model->partner[1]), NULL, runs);
    const double one = (sides.first_only.value + sides.second_only.value) * (double)runs;
    share_cell(row->cell[s], estimate_share((uint64_t)(one + 0.5), runs));
  }
  return row != NULL;
}

static bool is_success(const struct outcome *outcome) {
  return outcome->kind == OUTCOME_SHARE && outcome->better > 0;
}

static bool add_successes(const struct making *making) {
  const struct model *const model = making->tally->study->model;
  size_t definitions = 0;
  bool ok = true, planned = false;
  for (size_t o = 0; o < model->outcome_count; o++) definitions += is_success(&model->outcomes[o]);
  for (size_t e = 0; e < model->ending_count; e++) planned |= model->endings[e].planned;
  if (definitions + planned == 0) return true;
  heading_add(making->table, "Successful, by what one counts as success:");
  for (size_t o = 0; ok && o < model->outcome_count; o++)
    if (is_success(&model->outcomes[o])) ok = add_outcome(making, "  ", o);
  struct summary_row *const row = ok && planned ? row_add(making, "  ", "Alive or ended as planned", "%") : NULL;
  for (size_t s = 0; row && s < making->table->scenarios; s++) share_cell(row->cell[s], survival_lasted(making->tally, s));
  return ok && (!planned || row);
}

static bool add_others(const struct making *making, size_t main_outcome) {
  const struct model *const model = making->tally->study->model;
  for (size_t o = 0; o < model->outcome_count; o++) {
    const struct outcome *const outcome = &model->outcomes[o];
    if (o == main_outcome || is_success(outcome)) continue;
    if (strcmp(outcome->unit, "count") == 0) making->table->complete = false;
    else if (!(outcome->may_be_missing ? add_median(making, o) : add_outcome(making, "", o))) return false;
  }
  return true;
}

bool summary_table_make(struct summary_table *table, const struct tally *tally, const struct summary_options *options, struct error *err) {
  const struct model *const model = tally->study->model;
  const struct making making = {table, tally, err};
  *table = (struct summary_table){.scenarios = tally->study->count, .complete = true};
  table->row = calloc(model->outcome_count + 7,
                      sizeof *table->row); /* risk, luck, partners, a heading and what lasted, the main outcome twice */
  const bool ok = (table->row || fail_memory(err)) && add_outcome(&making, "", options->main_outcome) &&
                  (!risk_is_money(&model->outcomes[options->main_outcome]) || add_risk(&making, options->main_outcome)) &&
                  add_luck(&making, options->luck, options->main_outcome) && add_others(&making, options->main_outcome) &&
                  add_unequal_partners(&making) && add_successes(&making);
  if (!ok) summary_table_free(table);
  return ok;
}

void summary_table_free(struct summary_table *table) {
  for (size_t i = 0; i < table->count; i++) free(table->row[i].cell);
  free(table->row);
  *table = (struct summary_table){0};
}
