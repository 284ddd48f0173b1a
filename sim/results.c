/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "results.h"
#include "results_package.h"
#include "results_robust.h"
#include "results_schema.h"
#include "results_tables.h"

/* A table being written. */
struct output {
  struct folder_file file;
  struct csv csv;
};

static bool output_open(struct output *output, const struct folder *folder, enum table_id id, const struct tally *tally, bool excel,
                        struct error *err) {
  if (!folder_file_open(&output->file, folder, tables[id].file, err)) return false;
  csv_begin(&output->csv, output->file.stream, excel);
  if (table_header(&output->csv, id, tally->study, err)) return true;
  folder_file_discard(&output->file);
  return false;
}

static bool output_commit(struct output *output, struct error *err) {
  csv_flush(&output->csv);
  return folder_file_commit(&output->file, err);
}

static bool write_table(const struct folder *folder, enum table_id id, table_rows *rows, const struct tally *tally,
                        const struct results_options *options, struct error *err) {
  struct output output;
  if (!output_open(&output, folder, id, tally, options->excel, err)) return false;
  if (rows(&output.csv, tally, options, err)) return output_commit(&output, err);
  folder_file_discard(&output.file);
  return false;
}

static bool write_outcomes(const struct folder *folder, const struct tally *tally, const struct results_options *options,
                           struct error *err) {
  const enum table_id id = options->excel ? TABLE_SUMMARY_WIDE : TABLE_SUMMARY;
  struct output summary = {0}, distributions = {0};
  const bool done = output_open(&summary, folder, id, tally, options->excel, err) &&
                    output_open(&distributions, folder, TABLE_DISTRIBUTIONS, tally, options->excel, err) &&
                    outcomes_rows(&summary.csv, &distributions.csv, tally, options, err) && output_commit(&summary, err) &&
                    output_commit(&distributions, err);
  folder_file_discard(&summary.file);
  folder_file_discard(&distributions.file);
  return done;
}

static bool write_tables(const struct folder *folder, const struct tally *tally, const struct results_options *options, struct error *err) {
  static const struct {
    enum table_id id;
    table_rows *rows;
  } list[] = {
      {TABLE_COMPARISON, comparison_rows},
      {TABLE_TRAJECTORIES, trajectories_rows},
      {TABLE_SURVIVAL, survival_rows},
      {TABLE_ENDINGS, endings_rows},
      {TABLE_CROSSOVERS, crossovers_rows},
      {TABLE_RANKING, ranking_rows},
      {TABLE_RISK, risk_rows},
      {TABLE_DOMINANCE, dominance_rows},
      {TABLE_HAZARDS, hazards_rows},
      {TABLE_VARIANCE, variance_rows},
      {TABLE_INPUTS, inputs_rows},
      {TABLE_SAMPLE, sample_rows},
  };
  for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
    if (!write_table(folder, list[i].id, list[i].rows, tally, options, err)) return false;
  }
  return true;
}

static bool write_inputs(const struct folder *folder, const struct package_inputs *inputs, struct error *err) {
  for (size_t i = 0; i < inputs->count; i++) {
    struct folder_file file;
    if (!folder_file_open(&file, folder, inputs->input[i].path, err)) return false;
    fwrite(inputs->input[i].bytes, 1, inputs->input[i].size, file.stream);
    if (!folder_file_commit(&file, err)) return false;
  }
  return true;
}

static bool remove_earlier(const struct folder *folder, const struct results_options *options, struct error *err) {
  return folder_remove(folder, PACKAGE_FILE, err) && folder_remove(folder, tables[TABLE_ROBUSTNESS].file, err) &&
         (options->runs || folder_remove(folder, tables[TABLE_RUNS].file, err)) &&
         (options->events || folder_remove(folder, tables[TABLE_EVENTS].file, err));
}

bool results_write(const struct folder *folder, const struct tally *tally, const struct sheet *sheet, const struct provenance *provenance,
                   const struct results_options *options, struct error *err) {
  struct package_inputs inputs = {0};
  const bool done = package_inputs_make(&inputs, tally->study, sheet, err) && remove_earlier(folder, options, err) &&
                    write_outcomes(folder, tally, options, err) && write_tables(folder, tally, options, err) &&
                    write_inputs(folder, &inputs, err) && package_write(folder, tally, &inputs, provenance, options, err) &&
                    folder_sync(folder, err);
  package_inputs_free(&inputs);
  return done;
}

bool results_add_robustness(const struct folder *folder, const struct tally *tally, const struct sheet *sheet,
                            const struct provenance *provenance, const struct results_options *options, struct error *err) {
  struct package_inputs inputs = {0};
  const bool done = package_inputs_make(&inputs, tally->study, sheet, err) && folder_remove(folder, PACKAGE_FILE, err) &&
                    write_table(folder, TABLE_ROBUSTNESS, robustness_rows, tally, options, err) &&
                    package_write(folder, tally, &inputs, provenance, options, err) && folder_sync(folder, err);
  package_inputs_free(&inputs);
  return done;
}
