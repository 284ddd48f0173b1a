/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate_unknown.h"
#include "number.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDEST 1e7 /* of a range that nobody chose: wider ones say nothing about where to look */

static bool fail_name(const struct model *model, const char *name, struct error *err) {
  const char *names[1024];
  size_t count = 0;
  for (size_t p = 0; p < model->parameter_count; p++) names[count++] = model->parameters[p].name;
  for (size_t c = 0; c < model->coefficient_count; c++) names[count++] = model->coefficients[c].name;
  const char *const near = nearest_name(name, names, count);
  if (near) return fail_usage(err, "--fit %s: there is no such parameter or coefficient. Did you mean '%s'?", name, near);
  return fail_usage(err, "--fit %s: there is no such parameter or coefficient; 'entente describe %s' lists them", name, model->name);
}

static bool find(struct unknown *unknown, const struct model *model, struct error *err) {
  char first[UNKNOWN_NAME + 2];
  snprintf(first, sizeof first, "%s_a", unknown->name);
  if ((unknown->index = parameter_find(model, unknown->name)) < model->parameter_count) unknown->kind = UNKNOWN_PARAMETER;
  else if ((unknown->index = parameter_find(model, first)) + 1 < model->parameter_count) unknown->kind = UNKNOWN_PAIR;
  else if ((unknown->index = coefficient_find(model, unknown->name)) < model->coefficient_count) unknown->kind = UNKNOWN_COEFFICIENT;
  else return fail_name(model, unknown->name, err);
  return true;
}

/* "LOW..HIGH" */
static bool range_read(struct unknown *unknown, const char *text, struct error *err) {
  const char *const dots = strstr(text, "..");
  char low[64];
  snprintf(low, sizeof low, "%.*s", dots ? (int)(dots - text) : 0, text);
  if (dots && number_read(low, '.', &unknown->low) && number_read(dots + 2, '.', &unknown->high) && unknown->low < unknown->high)
    return true;
  return fail_usage(err, "--fit %s=%s: give the range as LOW..HIGH, two numbers with LOW below HIGH, such as 0.1..0.5", unknown->name,
                    text);
}

static void own_range(struct unknown *unknown, const struct model *model) {
  const bool coefficient = unknown->kind == UNKNOWN_COEFFICIENT;
  unknown->low = coefficient ? model->coefficients[unknown->index].low : model->parameters[unknown->index].low;
  unknown->high = coefficient ? model->coefficients[unknown->index].high : model->parameters[unknown->index].high;
}

static bool range_check(const struct unknown *unknown, const struct model *model, bool given, struct error *err) {
  char low[NUMBER_SIZE], high[NUMBER_SIZE];
  if (!given && !(unknown->high - unknown->low <= WIDEST))
    return fail_usage(err, "--fit %s: its allowed range is too wide to be searched; give one as --fit %s=LOW..HIGH", unknown->name,
                      unknown->name);
  if (!(unknown->low < unknown->high))
    return fail_usage(err, "--fit %s: its range has no width, so there is nothing to seek; give one as --fit %s=LOW..HIGH", unknown->name,
                      unknown->name);
  if (unknown->kind == UNKNOWN_COEFFICIENT) return true;
  const struct parameter *const parameter = &model->parameters[unknown->index];
  number_round(low, parameter->low, 6);
  number_round(high, parameter->high, 6);
  if (unknown->low >= parameter->low && unknown->high <= parameter->high) return true;
  return fail_usage(err, "--fit %s: the range reaches outside %s to %s, which the parameter allows", unknown->name, low, high);
}

static bool fail_apart(const struct unknown *unknown, const struct study *study, size_t scenario, struct error *err) {
  return fail_usage(err,
                    "--fit %s: the sheet sets it apart in '%s', and a fit gives all scenarios one number; take that row out of the sheet",
                    unknown->name, study->scenarios[scenario].name);
}

/* The sheet's own value, if all scenarios agree. */
static bool start_of(struct unknown *unknown, const struct study *study, struct error *err) {
  const bool coefficient = unknown->kind == UNKNOWN_COEFFICIENT;
  const size_t last = unknown->index + (unknown->kind == UNKNOWN_PAIR);
  for (size_t s = 1; s < study->count; s++) {
    const struct scenario *const here = &study->scenarios[s], *const first = &study->scenarios[0];
    bool same = !coefficient || here->coefficients[unknown->index] == first->coefficients[unknown->index];
    for (size_t p = unknown->index; !coefficient && p <= last; p++) same &= strcmp(here->settings[p].text, first->settings[p].text) == 0;
    if (!same) return fail_apart(unknown, study, s, err);
  }
  const struct scenario *const base = &study->scenarios[0];
  const double value = coefficient ? base->coefficients[unknown->index]
                                   : (double)(float)law_quantile(&base->settings[unknown->index].stage[0].law, 0.5);
  unknown->start = fmin(fmax(value, unknown->low), unknown->high);
  return true;
}

bool unknown_read(struct unknown *unknown, const char *text, const struct study *study, struct error *err) {
  static const char prefix[] = "coefficient:";
  const char *name = strncmp(text, prefix, sizeof prefix - 1) == 0 ? text + sizeof prefix - 1 : text;
  name += strspn(name, " ");
  const char *const range = strchr(name, '=');
  *unknown = (struct unknown){0};
  size_t length = range ? (size_t)(range - name) : strlen(name);
  while (length > 0 && name[length - 1] == ' ') length--;
  if (length == 0 || length >= sizeof unknown->name)
    return fail_usage(err, "--fit '%s': name a parameter or a coefficient, with a range if wanted: NAME=LOW..HIGH", text);
  memcpy(unknown->name, name, length);
  if (!find(unknown, study->model, err)) return false;
  if (range ? !range_read(unknown, range + 1 + strspn(range + 1, " "), err) : (own_range(unknown, study->model), false)) return false;
  return range_check(unknown, study->model, range != NULL, err) && start_of(unknown, study, err);
}

/* Whether two of them would set the same number. */
static bool is_rival(const struct unknown *x, const struct unknown *y) {
  if ((x->kind == UNKNOWN_COEFFICIENT) != (y->kind == UNKNOWN_COEFFICIENT)) return false;
  return x->index <= y->index + (y->kind == UNKNOWN_PAIR) && y->index <= x->index + (x->kind == UNKNOWN_PAIR);
}

bool unknowns_read(struct unknown **list, const char *const *text, size_t count, const struct study *study, struct error *err) {
  *list = NULL;
  if (count == 0) return fail_usage(err, "say what is sought: --fit NAME or --fit NAME=LOW..HIGH, once for each parameter or coefficient");
  if (count > UNKNOWNS_MOST)
    return fail_usage(err, "--fit is given %zu times; at most %d numbers can be sought at once", count, UNKNOWNS_MOST);
  *list = calloc(count, sizeof **list);
  bool ok = *list || fail_memory(err);
  for (size_t i = 0; ok && i < count; i++) {
    ok = unknown_read(&(*list)[i], text[i], study, err);
    for (size_t other = 0; ok && other < i; other++)
      if (is_rival(&(*list)[i], &(*list)[other]))
        ok = fail_usage(err, "--fit %s and --fit %s set the same; leave one out", text[other], text[i]);
  }
  if (ok) return true;
  free(*list);
  *list = NULL;
  return false;
}

/* Rounded to single precision, so that machines agree. */
double unknown_value(const struct unknown *unknown, double score) {
  return unknown->low + (unknown->high - unknown->low) * (double)(float)gsl_cdf_ugaussian_P(score);
}

double unknown_score(const struct unknown *unknown, double value) {
  const double share = (value - unknown->low) / (unknown->high - unknown->low);
  if (!(share > 0)) return -UNKNOWN_EDGE;
  if (!(share < 1)) return UNKNOWN_EDGE;
  return fmin(fmax((double)(float)gsl_cdf_ugaussian_Pinv(share), -UNKNOWN_EDGE), UNKNOWN_EDGE);
}

double unknown_spread(const struct unknown *unknown) {
  return (unknown->high - unknown->low) / sqrt(12);
}

void unknown_assignment(const struct unknown *unknown, double value, char out[UNKNOWN_NAME + 64]) {
  char number[NUMBER_SIZE];
  number_round(number, value, 6);
  snprintf(out, UNKNOWN_NAME + 64, "'%s%s=%s'", unknown->kind == UNKNOWN_COEFFICIENT ? "coefficient: " : "", unknown->name, number);
}
