/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary_text: the summary as text: findings in words, then a table of outcomes x scenarios. */
#include "summary_robust.h"
#include "summary_table.h"
#include <stdlib.h>

enum {
  WIDTH = 100,
  GAP = 2,
  NAME_MOST = 24 /* columns of a scenario's name */
};

static size_t larger(size_t x, size_t y) {
  return x > y ? x : y;
}

static size_t label_width(const struct summary_table *table) {
  size_t width = 0;
  for (size_t r = 0; r < table->count; r++)
    if (table->row[r].cell) width = larger(width, words_width(table->row[r].label));
  return width;
}

/* Width of a scenario's column: its name, or its widest cell. */
static size_t column_width(const struct summary_table *table, size_t scenario, const char *title) {
  const size_t name = words_width(title);
  size_t width = name < NAME_MOST ? name : NAME_MOST;
  for (size_t r = 0; r < table->count; r++)
    if (table->row[r].cell) width = larger(width, words_width(table->row[r].cell[scenario]));
  return width;
}

/* Some scenarios side by side; width[i] is that of scenario i. */
static void part_write(FILE *out, const struct tally *tally, const struct summary_table *table, size_t first, size_t end,
                       const size_t *width, size_t labels) {
  words_pad(out, "", labels, 0);
  for (size_t s = first; s < end; s++) {
    words_pad(out, "", GAP, 0);
    words_pad(out, tally->study->scenarios[s].name, width[s], 1);
  }
  fputc('\n', out);
  for (size_t r = 0; r < table->count; r++) {
    const struct summary_row *const row = &table->row[r];
    if (row->cell) words_pad(out, row->label, labels, 0);
    else fputs(row->label, out);
    for (size_t s = first; row->cell && s < end; s++) {
      words_pad(out, "", GAP, 0);
      words_pad(out, row->cell[s], width[s], 1);
    }
    fputc('\n', out);
  }
}

static bool parts_write(FILE *out, const struct tally *tally, const struct summary_table *table, size_t most, struct error *err) {
  const size_t count = table->scenarios, labels = label_width(table);
  size_t *const width = calloc(count, sizeof *width);
  if (!width) return fail_memory(err);
  for (size_t s = 0; s < count; s++) width[s] = column_width(table, s, tally->study->scenarios[s].name);
  for (size_t first = 0, end; first < count; first = end) {
    size_t used = labels + GAP + width[first];
    for (end = first + 1; end < count && used + GAP + width[end] <= most; end++) used += GAP + width[end];
    if (first) fputc('\n', out);
    part_write(out, tally, table, first, end, width, labels);
  }
  free(width);
  return true;
}

static bool table_write(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  struct summary_table table = {0};
  if (!summary_table_make(&table, tally, options, err)) return false;
  const bool ok = parts_write(out, tally, &table, options->width ? options->width : WIDTH, err);
  if (ok && !table.complete) fprintf(out, "More in summary.csv.\n");
  summary_table_free(&table);
  return ok;
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
  begin_bold(out, options);
  for (size_t i = 0; i < count && i < FINDINGS_MOST; i++) {
    finding_write(out, &findings[i], tally, options);
    fputc('\n', out);
  }
  end_bold(out, options);
  if (count > FINDINGS_MOST) fprintf(out, "... and %zu more comparisons in comparison.csv.\n", count - FINDINGS_MOST);
  free(findings);
  partners_write(out, tally);
  return choice_write(out, tally, options, err);
}

static bool portrait(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  begin_bold(out, options);
  const bool done = portrait_write(out, tally, options, err);
  end_bold(out, options);
  return done;
}

bool summary_answer(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  return (tally->study->count > 1 ? findings_write : portrait)(out, tally, options, err);
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

void summary_closing(FILE *out, const struct tally *tally) {
  errors_write(out, tally);
  fprintf(out, "%s\n", tally->study->model->limits);
}

static bool robustness(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  if (!summary_robust_text(out, tally, options, err)) return false;
  fputc('\n', out);
  return true;
}

bool summary_text(FILE *out, const struct tally *tally, const struct summary_options *options, struct error *err) {
  heading_write(out, tally);
  fputc('\n', out);
  if (tally->study->count > 1) fprintf(out, "%s:\n", tally->study->model->outcomes[options->main_outcome].label);
  if (!summary_answer(out, tally, options, err)) return false;
  fputc('\n', out);
  if (options->robust && !robustness(out, tally, options, err)) return false;
  if (!table_write(out, tally, options, err)) return false;
  fputc('\n', out);
  summary_closing(out, tally);
  return true;
}
