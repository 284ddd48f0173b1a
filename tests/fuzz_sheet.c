/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all, read as a sheet: never a crash, a leak, a hang, or a refusal without a reason.
 *
 * With clang's libFuzzer (-DLIBFUZZER -fsanitize=fuzzer) a fuzz target; otherwise a program that replays files and folders of files:
 *
 *     fuzz_sheet tests/corpus
 */
#include "sim/scenario.h"
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "fuzz_sheet: %s\n", what);
  abort();
}

static bool is_clean(const char *text) {
  for (const char *at = text; *at; at++)
    if ((unsigned char)*at < ' ' && *at != '\n') return false;
  return true;
}

static void refusal_check(const struct error *err) {
  demand(err->status == STATUS_INPUT, "a sheet is refused with another status than that of a wrong input");
  demand(*err->text, "a sheet is refused without a reason");
  demand(is_clean(err->text), "a message hands control characters of the sheet to the terminal");
}

static void scenario_check(const struct study *study, const struct scenario *scenario) {
  demand(scenario->name && *scenario->name, "a scenario without a name");
  for (size_t c = 0; c < study->model->coefficient_count; c++)
    demand(isfinite(scenario->coefficients[c]), "a coefficient that is no number");
  for (size_t e = 0; e < scenario->event_count; e++)
    demand(scenario->events[e].shock < study->model->shock_count && scenario->events[e].month >= 1, "an event that cannot strike");
  for (size_t p = 0; p < study->model->parameter_count; p++) demand(scenario->settings[p].text != NULL, "a setting without a text");
}

static void study_check(const struct study *study) {
  demand(study->count >= 1 && study->count <= SCENARIOS_MOST, "a number of scenarios that is not allowed");
  demand(study->months >= 1 && study->months <= MONTHS_MOST, "a horizon that is not allowed");
  demand(study->runs >= 1 && study->runs <= RUNS_MOST, "a number of runs that is not allowed");
  for (size_t s = 0; s < study->count; s++) scenario_check(study, &study->scenarios[s]);
  const size_t n = study->model->parameter_count;
  for (size_t i = 0; study->cholesky && i < n * n; i++) demand(isfinite(study->cholesky[i]), "a correlation that is no number");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct sheet sheet = {0};
  struct study study = {0};
  struct error err = {0};
  const bool read = sheet_read_bytes(&sheet, "sheet.csv", (const char *)data, size, &err) && study_read(&study, &sheet, NULL, &err);
  if (read) study_check(&study);
  else refusal_check(&err);
  study_free(&study);
  sheet_free(&sheet);
  return 0;
}

#ifndef LIBFUZZER
#include "tests/replay.h"

int main(int argc, char **argv) {
  return replay_main("fuzz_sheet", argc, argv, LLVMFuzzerTestOneInput);
}
#endif
