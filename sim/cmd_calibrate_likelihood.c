/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_calibrate_likelihood.h"
#include "csv.h"
#include "models/alliance_game_likelihood.h"
#include "words.h"
#include <math.h>
#include <stdlib.h>

/* What the model itself has, beside what was found. */
struct findings {
  const struct model *model;
  struct alliance_fit fit;
};

static void put_row(struct csv *csv, const struct findings *findings, size_t c) {
  const bool fitted = c < ALLIANCE_FITTED;
  csv_text(csv, findings->model->coefficients[c].name);
  csv_number(csv, findings->model->coefficients[c].value);
  csv_number(csv, findings->fit.value[c]);
  csv_number(csv, fitted ? findings->fit.error[c] : (double)NAN);
  csv_number(csv, fitted ? findings->fit.low[c] : (double)NAN);
  csv_number(csv, fitted ? findings->fit.high[c] : (double)NAN);
  csv_end_row(csv);
}

static bool table_write(const struct folder *folder, const struct findings *findings, bool excel, struct error *err) {
  static const char *const columns[] = {"coefficient", "model", "estimate", "error", "low", "high"};
  struct folder_file file;
  struct csv *const csv = malloc(sizeof *csv);
  if (!csv) return fail_memory(err);
  bool ok = folder_file_open(&file, folder, LIKELIHOOD_FILE, err);
  if (ok) {
    csv_begin(csv, file.stream, excel);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) csv_text(csv, columns[i]);
    csv_end_row(csv);
    for (size_t c = 0; c < ALLIANCE_COEFFICIENTS; c++) put_row(csv, findings, c);
    csv_flush(csv);
    ok = folder_file_commit(&file, err) && folder_sync(folder, err);
  }
  free(csv);
  return ok;
}

static void say(FILE *out, const struct findings *findings, const char *folder) {
  char text[WORDS_SIZE], interval[3 * WORDS_SIZE], low[WORDS_SIZE], high[WORDS_SIZE];
  const struct alliance_fit *const fit = &findings->fit;
  fprintf(out,
          "%s by maximum likelihood: %.0f choices of %zu subjects, log-likelihood %.2f.\nStandard errors are clustered by subject.\n\n",
          findings->model->name, fit->choices, fit->subjects, fit->log_likelihood);
  fprintf(out, "%-18s  %10s  %8s  %20s  %10s\n", "coefficient", "estimate", "error", "95 % interval", "model");
  for (size_t c = 0; c < ALLIANCE_FITTED; c++) {
    const int decimals = decimals_of((fit->high[c] - fit->low[c]) / 4);
    fprintf(out, "%-18s  %10s", findings->model->coefficients[c].name, words_value(text, fit->value[c], decimals));
    fprintf(out, "  %8s", words_value(text, fit->error[c], decimals));
    snprintf(interval, sizeof interval, "%s to %s", words_value(low, fit->low[c], decimals), words_value(high, fit->high[c], decimals));
    fprintf(out, "  %20s  %10s\n", interval, words_value(text, findings->model->coefficients[c].value, decimals));
  }
  fprintf(out, "\nWritten to %s/" LIKELIHOOD_FILE "\n", folder);
}

bool likelihood_calibrate(FILE *out, const char *choices, const char *folder, bool force, bool excel, struct error *err) {
  struct findings findings = {.model = model_find("alliance_game")};
  struct alliance_data data = {0};
  struct folder place = {0};
  double start[ALLIANCE_COEFFICIENTS];
  if (!findings.model) return fail(err, "--likelihood %s: this build has no model alliance_game", choices);
  alliance_defaults(start);
  const bool ok = alliance_data_read(&data, choices, err) && folder_make(&place, folder, force, err) &&
                  alliance_game_fit(&findings.fit, &data, NULL, start, err) && table_write(&place, &findings, excel, err);
  if (ok && out) say(out, &findings, folder);
  alliance_data_free(&data);
  folder_free(&place);
  return ok;
}
