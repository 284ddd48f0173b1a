/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell_number.h"
#include "number.h"
#include "scenario_parts.h"
#include "utf8.h"
#include <stdlib.h>
#include <string.h>

static char row_decimal(const struct reader *r, const struct row *row) {
  return row->set ? '.' : r->sheet->decimal;
}

static void warn_cut(struct reader *r, const struct row *row, size_t scenario, const struct stage *stage,
                     const struct parameter *parameter) {
  char place[ROW_PLACE_SIZE], clip[CLIP_SIZE], share[NUMBER_SIZE], miss[RANGE_SIZE];
  if (!(stage->cut > 0.01)) return;
  number_round(share, 100 * stage->cut, 2);
  messages_add(&r->study->warnings, "%s: %s %% of '%s' lies %s, and is cut off", row_place(&r->rows, row, scenario, place), share,
               utf8_clip(clip, row_text(row, scenario)), cell_range_miss(parameter, miss));
}

static void warn_late(struct reader *r, const struct row *row, size_t scenario, const char *what, unsigned month) {
  char place[ROW_PLACE_SIZE];
  if (month > r->study->months)
    messages_add(&r->study->warnings, "%s: %s %u is after the last month, %u, and has no effect", row_place(&r->rows, row, scenario, place),
                 what, month, r->study->months);
}

/* Warnings about cells whose scenario is not simulated would only confuse; the first column may be inherited. */
static bool is_worth_warning(const struct reader *r, size_t scenario) {
  return scenario == 0 || r->kept[scenario];
}

/* An earlier scenario whose cell says the same, or the scenario itself. */
static size_t same_cell(const struct row *row, size_t scenario) {
  const char *text = row_text(row, scenario);
  size_t i = 0;
  if (*text == '\0') return 0;
  while (i < scenario && strcmp(row_text(row, i), text) != 0) i++;
  return i;
}

static bool setting_apply(struct reader *r, const struct row *row, size_t scenario, size_t parameter) {
  struct setting *to = &r->study->scenarios[scenario].settings[parameter];
  const size_t same = same_cell(row, scenario);
  const struct setting *from = &r->study->scenarios[same].settings[parameter];
  const struct parameter *about = &r->study->model->parameters[parameter];
  struct error problem;
  if (same < scenario && from->stages == 0 && *row_text(row, scenario) == '\0') return true; /* the baseline's problem is known */
  const bool copied = same < scenario && from->stages > 0;
  const bool done = copied ? setting_copy(to, from, &problem)
                           : cell_read(to, about, row_text(row, scenario), row_decimal(r, row), &r->shelf, &problem);
  if (!done) return take_problem(r, row, scenario, &problem), false;
  if (*row_text(row, scenario) == '\0' || to->by_default || !is_worth_warning(r, scenario)) return true;
  for (size_t i = 0; i < to->stages; i++) {
    warn_cut(r, row, scenario, &to->stage[i], about);
    warn_late(r, row, scenario, "month", to->stage[i].from);
  }
  return true;
}

/* What is wrong with a pair's cell is said once. */
static void parameter_apply(struct reader *r, const struct row *row) {
  for (size_t s = 0; s < r->study->count; s++)
    for (size_t i = 0; i < row->targets; i++)
      if (!setting_apply(r, row, s, row->target[i])) break;
}

static void coefficient_read(struct reader *r, const struct row *row, size_t scenario, double *value) {
  const struct coefficient *about = &r->study->model->coefficients[row->target[0]];
  const char *text = row_text(row, scenario);
  char place[ROW_PLACE_SIZE], low[NUMBER_SIZE], high[NUMBER_SIZE];
  struct error problem;
  if (!cell_number(text, row_decimal(r, row), value)) {
    fail_not_number(&problem, text, row_decimal(r, row), "a plain number; a coefficient takes no law, interval or schedule");
    take_problem(r, row, scenario, &problem);
    return;
  }
  if ((*value >= about->low && *value <= about->high) || !is_worth_warning(r, scenario)) return;
  number_round(low, about->low, 6);
  number_round(high, about->high, 6);
  messages_add(&r->study->warnings, "%s: %s is outside the plausible range %s to %s", row_place(&r->rows, row, scenario, place), text, low,
               high);
}

static void coefficient_apply(struct reader *r, const struct row *row) {
  const size_t c = row->target[0];
  struct scenario *scenarios = r->study->scenarios;
  for (size_t s = 0; s < r->study->count; s++) {
    const char *text = row_text(row, s);
    if (*text == '\0') scenarios[s].coefficients[c] = scenarios[0].coefficients[c];
    else if (!cell_is(text, "default")) coefficient_read(r, row, s, &scenarios[s].coefficients[c]);
  }
}

static int event_order(const void *a, const void *b) {
  const struct forced_event *x = a, *y = b;
  if (x->shock != y->shock) return x->shock < y->shock ? -1 : 1;
  return (x->month > y->month) - (x->month < y->month);
}

/* Rows may stand in any order, events not. */
static void events_sort(struct scenario *scenario) {
  if (scenario->event_count > 1) qsort(scenario->events, scenario->event_count, sizeof *scenario->events, event_order);
}

static void event_apply(struct reader *r, const struct row *row) {
  for (size_t s = 0; s < r->study->count; s++) {
    struct scenario *scenario = &r->study->scenarios[s];
    const bool own = *row_text(row, s) != '\0';
    const size_t first = scenario->event_count;
    struct error problem;
    if (!own && (s == 0 || *row_text(row, 0) == '\0')) continue;
    const bool done = cell_read_events(&scenario->events, &scenario->event_count, row->target[0], row_text(row, own ? s : 0),
                                       row_decimal(r, row), &problem);
    if (!done && (own || problem.status == STATUS_FAILED)) take_problem(r, row, s, &problem);
    for (size_t i = first; done && own && is_worth_warning(r, s) && i < scenario->event_count; i++)
      warn_late(r, row, s, "month", scenario->events[i].month);
    events_sort(scenario);
  }
}

static void pair_add(struct reader *r, const struct row *row, double rho) {
  struct rank_pair *more = realloc(r->pair, (r->pairs + 1) * sizeof *more);
  if (!more) {
    r->rows.problems.lost = true;
    return;
  }
  r->pair = more;
  more[r->pairs++] = (struct rank_pair){
      .first = row->target[0], .second = row->target[1], .rho = rho, .origin = (size_t)(row - r->rows.row)};
}

static void correlation_apply(struct reader *r, const struct row *row) {
  const char *text = row_text(row, 0);
  char clip[CLIP_SIZE];
  double rho;
  struct error problem;
  row_check_single(&r->rows, row);
  if (*text == '\0' || cell_is(text, "default")) return;
  if (!cell_number(text, row_decimal(r, row), &rho)) {
    fail_not_number(&problem, text, row_decimal(r, row), "a number; a correlation lies between -1 and 1");
    take_problem(r, row, 0, &problem);
  } else if (!(rho > -1 && rho < 1)) {
    row_problem(&r->rows, row, 0, "%s is not between -1 and 1, as a rank correlation must be", utf8_clip(clip, text));
  } else {
    pair_add(r, row, rho);
  }
}

/* A number in every scenario: there is nothing to correlate. A cell with a problem has no stages and says nothing. */
static bool is_never_drawn(const struct study *study, size_t parameter) {
  for (size_t s = 0; s < study->count; s++) {
    const struct setting *setting = &study->scenarios[s].settings[parameter];
    if (setting->stages == 0 || !setting_is_constant(setting)) return false;
  }
  return true;
}

static void pairs_check(struct reader *r) {
  for (size_t i = 0; i < r->pairs; i++) {
    const size_t ends[] = {r->pair[i].first, r->pair[i].second};
    for (size_t end = 0; end < 2; end++)
      if (is_never_drawn(r->study, ends[end]))
        row_problem(&r->rows, &r->rows.row[r->pair[i].origin], ROW_NAME,
                    "%s is a number in every scenario, so nothing can correlate with it; give it a law, or remove the row",
                    r->study->model->parameters[ends[end]].name);
  }
}

static void correlations_apply(struct reader *r) {
  size_t bad;
  struct error problem;
  correlation_sort(r->pair, r->pairs);
  pairs_check(r);
  if (study_correlate(r->study, r->pair, r->pairs, &bad, &problem)) return;
  if (problem.status == STATUS_FAILED) r->rows.problems.lost = true;
  else take_problem(r, &r->rows.row[r->pair[bad].origin], 0, &problem);
}

static bool defaults_apply(struct reader *r, struct error *err) {
  for (size_t p = 0; p < r->study->model->parameter_count; p++)
    if (!rows_parameter(&r->rows, p) && !study_make_default(r->study, p, err)) return false;
  return true;
}

void values_apply(struct reader *r, const struct row *row) {
  switch (row->kind) {
  case ROW_PARAMETER: parameter_apply(r, row); break;
  case ROW_COEFFICIENT: coefficient_apply(r, row); break;
  case ROW_EVENT: event_apply(r, row); break;
  case ROW_CORRELATION: correlation_apply(r, row); break;
  default: break;
  }
}

bool values_finish(struct reader *r, struct error *err) {
  if (!defaults_apply(r, err)) return false;
  correlations_apply(r);
  return true;
}
