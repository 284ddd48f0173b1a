/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "options.h"
#include <stdio.h>
#include <string.h>

static const char *text_of(const struct study *study, size_t scenario, size_t parameter) {
  return study->scenarios[scenario].settings[parameter].text;
}

/* What scenarios say of a parameter: once where all agree. */
static void print_parameter(const struct study *study, size_t p) {
  bool same = true, by_default = true;
  for (size_t s = 0; s < study->count; s++) {
    same &= strcmp(text_of(study, s, p), text_of(study, 0, p)) == 0;
    by_default &= study->scenarios[s].settings[p].by_default;
  }
  if (by_default) return;
  printf("  %-26s", study->model->parameters[p].name);
  if (same) printf("%s\n", text_of(study, 0, p));
  for (size_t s = 0; !same && s < study->count; s++)
    printf("%s%s: %s\n", s ? "                            " : "", study->scenarios[s].name, text_of(study, s, p));
}

static void print_events(const struct study *study) {
  for (size_t s = 0; s < study->count; s++)
    for (size_t e = 0; e < study->scenarios[s].event_count; e++) {
      const struct forced_event *event = &study->scenarios[s].events[e];
      printf("  event in %s: %s, month %u, severity %g\n", study->scenarios[s].name, study->model->shocks[event->shock].name, event->month,
             event->severity);
    }
}

static void print_coefficients(const struct study *study) {
  for (size_t s = 0; s < study->count; s++)
    for (size_t c = 0; c < study->model->coefficient_count; c++) {
      const double value = study->scenarios[s].coefficients[c], usual = study->model->coefficients[c].value;
      if (value != usual)
        printf("  coefficient %s in %s: %g (the model's: %g)\n", study->model->coefficients[c].name, study->scenarios[s].name, value,
               usual);
    }
}

static void print_study(const struct study *study) {
  size_t defaults = 0;
  if (*study->title) printf("%s\n", study->title);
  printf("Model %s, %u months, %llu runs of each scenario, seed %llu\nScenarios:", study->model->name, study->months,
         (unsigned long long)study->runs, (unsigned long long)study->seed);
  for (size_t s = 0; s < study->count; s++) printf("%s %s%s", s ? ";" : "", study->scenarios[s].name, s == 0 ? " (baseline)" : "");
  if (*study->currency) printf("\nMoney in %s", study->currency);
  printf("\n\nWhat the sheet sets:\n");
  for (size_t p = 0; p < study->model->parameter_count; p++) {
    print_parameter(study, p);
    bool by_default = true;
    for (size_t s = 0; s < study->count; s++) by_default &= study->scenarios[s].settings[p].by_default;
    defaults += by_default;
  }
  print_events(study);
  print_coefficients(study);
  printf("\n%zu of %zu parameters follow the model's default population ('entente describe %s').\n", defaults,
         study->model->parameter_count, study->model->name);
}

static enum status run(int argc, char **argv, struct error *err) {
  struct options options;
  struct sheet sheet = {0};
  struct study study = {0};
  bool ok = options_read(&options, argc, argv, "nsmSpM", err);
  if (ok && options.operand_count != 1) ok = fail_usage(err, "check needs one sheet: entente check SHEET");
  ok = ok && sheet_read(&sheet, options.operand[0], err) && study_read(&study, &sheet, &options.over, err);
  if (ok) {
    for (size_t i = 0; i < study.warnings.count; i++) fprintf(stderr, "entente: warning: %s\n", study.warnings.text[i]);
    print_study(&study);
  }
  study_free(&study);
  sheet_free(&sheet);
  options_free(&options);
  return ok ? STATUS_DONE : err->status;
}

const struct command cmd_check = {
    "check", "read and check a sheet, say what would run",
    "Example: entente check scenarios/focus.csv\n\n"
    "entente check SHEET reports every problem of a sheet at once, or says what would run. It takes --set, --scenario, --runs,\n"
    "--seed, --months and --model as run does.\n",
    run};
