/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary_text: the summary as text: findings in words, then a table of outcomes x scenarios. */
#include "results_schema.h"
#include "summary.h"
#include "words.h"
#include <stdlib.h>

enum {
  WIDTH = 100,
  GAP = 2,
  NAME_MOST = 24,     /* columns of a scenario's name */
  FINDINGS_MOST = 12  /* sentences; the rest is in comparison.csv */
};

/* "Joint net present value, thousand EUR"; shares are in percent. */
static void label_make(char out[UNIT_SIZE], const struct tally *tally, const struct outcome *outcome) {
  char unit[UNIT_SIZE];
  const char *const text = outcome->kind == OUTCOME_SHARE ? "%" : unit_of(tally->study, outcome->unit, unit);
  snprintf(out, UNIT_SIZE, "%s%s, %.*s", outcome->label, outcome->may_be_missing ? ", if ever" : "", 48, text);
}

static void cell_make(char out[WORDS_SIZE], const struct tally *tally, size_t scenario, size_t outcome) {
  const struct estimate mean = estimate_outcome(tally, scenario, outcome);
  if (tally->study->model->outcomes[outcome].kind == OUTCOME_SHARE) words_share(out, mean.value, mean.low, mean.high);
  else words_around(out, mean.value, (mean.high - mean.low) / 2);
}

/* Row r of the table is outcome r, but the main outcome stands first. */
static size_t outcome_at(size_t row, size_t main_outcome) {
  return row == 0 ? main_outcome : row <= main_outcome ? row - 1 : row;
}

static size_t larger(size_t x, size_t y) {
  return x > y ? x : y;
}

static size_t label_width(const struct tally *tally) {
  char label[UNIT_SIZE];
  size_t width = 0;
  for (size_t o = 0; o < tally->study->model->outcome_count; o++) {
    label_make(label, tally, &tally->study->model->outcomes[o]);
    width = larger(width, words_width(label));
  }
  return width;
}

/* Width of a scenario's column: its name, or its widest cell. */
static size_t column_width(const struct tally *tally, size_t scenario) {
  char cell[WORDS_SIZE];
  const size_t name = words_width(tally->study->scenarios[scenario].name);
  size_t width = name < NAME_MOST ? name : NAME_MOST;
  for (size_t o = 0; o < tally->study->model->outcome_count; o++) {
    cell_make(cell, tally, scenario, o);
    width = larger(width, words_width(cell));
  }
  return width;
}

/* Some scenarios side by side; width[i] is that of scenario i. */
static void part_write(FILE *out, const struct tally *tally, const struct summary_options *options, size_t first, size_t end,
                       const size_t *width, size_t labels) {
  char label[UNIT_SIZE], cell[WORDS_SIZE];
  words_pad(out, "", labels, 0);
  for (size_t s = first; s < end; s++) {
    words_pad(out, "", GAP, 0);
    words_pad(out, tally->study->scenarios[s].name, width[s], 1);
  }
  fputc('\n', out);
  for (size_t row = 0; row < tally->study->model->outcome_count; row++) {
    const size_t outcome = outcome_at(row, options->main_outcome);
    label_make(label, tally, &tally->study->model->outcomes[outcome]);
    words_pad(out, label, labels, 0);
    for (size_t s = first; s < end; s++) {
      cell_make(cell, tally, s, outcome);
      words_pad(out, "", GAP, 0);
      words_pad(out, cell, width[s], 1);
    }
    fputc('\n', out);
  }
}

static bool table_write(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  const size_t count = tally->study->count, most = options->width ? options->width : WIDTH, labels = label_width(tally);
  size_t *const width = calloc(count, sizeof *width);
  if (!width) return fail_memory(err);
  for (size_t s = 0; s < count; s++) width[s] = column_width(tally, s);
  for (size_t first = 0, end; first < count; first = end) {
    size_t used = labels + GAP + width[first];
    for (end = first + 1; end < count && used + GAP + width[end] <= most; end++) used += GAP + width[end];
    if (first) fputc('\n', out);
    part_write(out, tally, options, first, end, width, labels);
  }
  free(width);
  return true;
}

static void heading_write(FILE *out, const struct tally *tally) {
  const struct study *const study = tally->study;
  if (*study->title) fprintf(out, "%s\n", study->title);
  fprintf(out, "%zu scenario%s, %llu runs each, %u months, on the same luck (seed %llu); model %s %s\n", study->count,
          study->count == 1 ? "" : "s", (unsigned long long)tally->runs, study->months, (unsigned long long)study->seed, study->model->name,
          study->model->version);
  if (!tally->complete)
    fprintf(out, "Interrupted: %llu of %llu runs are done, and all figures are of these.\n", (unsigned long long)tally->runs,
            (unsigned long long)tally->asked);
}

static void begin_bold(FILE *out, const struct summary_options *options) {
  if (options->colour) fputs("\033[1m", out);
}

static void end_bold(FILE *out, const struct summary_options *options) {
  if (options->colour) fputs("\033[0m", out);
}

static bool findings_write(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  struct finding *findings;
  size_t count;
  if (!findings_make(&findings, &count, tally, options, err)) return false;
  fprintf(out, "%s:\n", tally->study->model->outcomes[options->main_outcome].label);
  begin_bold(out, options);
  for (size_t i = 0; i < count && i < FINDINGS_MOST; i++) {
    finding_write(out, &findings[i], tally, options);
    fputc('\n', out);
  }
  end_bold(out, options);
  if (count > FINDINGS_MOST) fprintf(out, "... and %zu more comparisons in comparison.csv.\n", count - FINDINGS_MOST);
  free(findings);
  return true;
}

static bool portrait(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  begin_bold(out, options);
  const bool done = portrait_write(out, tally, options, err);
  end_bold(out, options);
  return done;
}

static void errors_write(FILE *out, const struct tally *tally) {
  if (tally->pair_count == 0) {
    fprintf(out, "± is a 95 %% interval of the mean over runs, not the spread of outcomes.\n");
    return;
  }
  fprintf(out, "± is a 95 %% interval");
  if (tally->pair_count > 1) fprintf(out, ", for the %zu differences of all pairs together", tally->pair_count);
  fprintf(out, "; a difference in %% is in %% of the mean of %s.\n", tally->study->scenarios[0].name);
}

bool summary_text(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  heading_write(out, tally);
  fputc('\n', out);
  if (!(tally->study->count > 1 ? findings_write : portrait)(out, tally, options, err)) return false;
  fputc('\n', out);
  if (!table_write(out, tally, options, err)) return false;
  fputc('\n', out);
  errors_write(out, tally);
  fprintf(out, "%s\n", tally->study->model->limits);
  return true;
}
