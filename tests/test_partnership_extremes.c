/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model `partnership` at the ends of what a sheet may set: everything finite, every state in its range. */
#include "tests/partnership_lab.h"
#include "tests/suite.h"
#include <stdarg.h>

enum { ROWS_MOST = 1 << 15, CORNERS = 120, SHORT = 48, LONG = 120 };

/* ---- ranges of states ---- */

/* Reviews and celebrations lift alignment and trust above what the month's change is clipped to. */
static const struct {
  const char *name;
  size_t column;
  double low, high;
} range[] = {
#define RANGE(field, low, high) \
  { #field, LAB_COLUMN(field), low, high }
    RANGE(trust[0], .01, 1),
    RANGE(trust[1], .01, 1),
    RANGE(alignment, .02, 1),
    RANGE(ties, 0, 1),
    RANGE(learned, 0, 1),
    RANGE(culture, 0, 1),
    RANGE(resist, 0, 1),
    RANGE(champion, 0, 1),
    RANGE(commit[0], 0, 1),
    RANGE(commit[1], 0, 1),
    RANGE(conflict, 0, 1),
    RANGE(alloc, 0, 1),
    RANGE(capability, 0, 1),
    RANGE(disruption, 0, 1),
    RANGE(shortfall, 0, 1),
    RANGE(kappa, 0, 1),
    RANGE(perf, 0, 3),
    RANGE(aspiration, 0, 3),
    RANGE(disappointment[0], 0, 1),
    RANGE(disappointment[1], 0, 1),
    RANGE(hit, 0, 1),
    RANGE(shadow, 0, 1),
    RANGE(betrayed, 0, 1),
    RANGE(tau, .01, .99),
    RANGE(joint_effort, 0, 1),
    RANGE(part[0], 0, 1),
    RANGE(part[1], 0, 1),
    RANGE(resources, 0, 1),
    RANGE(lead, 0, 1),
    RANGE(correction, 0, 1),
    RANGE(success, 0, 1),
    RANGE(exit_hazard[0], 0, .5),
    RANGE(exit_hazard[1], 0, .5),
    RANGE(discount, 0, 1),
    RANGE(flaw_shown[0], 0, 1)};

static void assert_states(struct lab *lab, const char *what) {
  const size_t columns = sizeof(struct partnership_state) / sizeof(lane_array);
  for (size_t c = 0; c < columns; c++)
    for (unsigned i = 0; i < LANES; i++)
      if (!isfinite(lab->state[c][i]))
        ck_abort_msg("%s, month %u: column %zu of the state is %g", what, lab->block.month, c, lab->state[c][i]);
  for (size_t r = 0; r < sizeof range / sizeof *range; r++) {
    const double *x = lab->state[range[r].column];
    for (unsigned i = 0; i < LANES; i++)
      if (!(x[i] >= range[r].low && x[i] <= range[r].high + 1e-12))
        ck_abort_msg("%s, month %u: %s is %.17g", what, lab->block.month, range[r].name, x[i]);
  }
  const struct partnership_state *s = lab_state(lab);
  for (unsigned i = 0; i < LANES; i++) always(s->value[i] >= 0 && s->buyout_hazard[i] >= 0 && s->total_hazard[i] >= 0);
}

static void assert_lives(struct lab *lab, size_t scenario, unsigned months, const char *what) {
  lab_sign(lab, scenario, 0);
  for (unsigned m = 1; m <= months; m++) {
    lab_month(lab, m);
    assert_states(lab, what);
  }
}

/* ---- sheets at the ends ---- */

static void add(char *rows, const char *format, ...) {
  va_list arguments;
  const size_t length = strlen(rows);
  va_start(arguments, format);
  ck_assert_int_lt(vsnprintf(rows + length, ROWS_MOST - length, format, arguments), (int)(ROWS_MOST - length));
  va_end(arguments);
}

static double end_of(size_t p, bool high) {
  const struct parameter *about = &model_find("partnership")->parameters[p];
  return high ? about->high : about->low;
}

START_TEST(all_parameters_at_an_end) {
  const struct model *model = model_find("partnership");
  struct lab lab;
  char *rows = calloc(1, ROWS_MOST);
  ck_assert_ptr_nonnull(rows);
  add(rows, "parameter,Low,High\n");
  for (size_t p = 0; p < model->parameter_count; p++)
    add(rows, "%s,%.17g,%.17g\n", model->parameters[p].name, end_of(p, false), end_of(p, true));
  lab_make(&lab, rows, REST_POPULATION);
  assert_lives(&lab, 0, LONG, "all low");
  assert_lives(&lab, 1, LONG, "all high");
  lab_free(&lab);
  free(rows);
}
END_TEST

START_TEST(each_parameter_at_an_end) {
  const struct model *model = model_find("partnership");
  const size_t n = model->parameter_count;
  struct lab lab;
  char *rows = calloc(1, ROWS_MOST), what[96];
  ck_assert_ptr_nonnull(rows);
  add(rows, "parameter,Default");
  for (size_t s = 0; s < 2 * n; s++) add(rows, ",%zu", s);
  for (size_t p = 0; p < n; p++) {
    add(rows, "\n%s", model->parameters[p].name);
    for (size_t s = 0; s < 2 * p + 1; s++) add(rows, ",");
    add(rows, "%.17g,%.17g", end_of(p, false), end_of(p, true));
  }
  lab_make(&lab, rows, REST_POPULATION);
  for (size_t s = 0; s < 2 * n; s++) {
    snprintf(what, sizeof what, "%s %s", model->parameters[s / 2].name, s % 2 ? "high" : "low");
    assert_lives(&lab, s + 1, SHORT, what);
  }
  lab_free(&lab);
  free(rows);
}
END_TEST

/* Corners of the whole box of parameters, by the bits of a fixed generator. */
START_TEST(corners_of_all_parameters) {
  const struct model *model = model_find("partnership");
  struct lab lab;
  char *rows = calloc(1, ROWS_MOST), what[32];
  ck_assert_ptr_nonnull(rows);
  add(rows, "parameter");
  for (unsigned s = 0; s < CORNERS; s++) add(rows, ",%u", s);
  for (unsigned p = 0; p < model->parameter_count; p++) {
    add(rows, "\n%s", model->parameters[p].name);
    for (unsigned s = 0; s < CORNERS; s++) add(rows, ",%g", end_of(p, random_word(7, 0, s, 0, p) >> 31));
  }
  lab_make(&lab, rows, REST_POPULATION);
  for (unsigned s = 0; s < CORNERS; s++) {
    snprintf(what, sizeof what, "corner %u", s);
    assert_lives(&lab, s, SHORT, what);
  }
  lab_free(&lab);
  free(rows);
}
END_TEST

START_TEST(all_coefficients_at_an_end) {
  const struct model *model = model_find("partnership");
  struct lab lab;
  char *rows = calloc(1, ROWS_MOST);
  ck_assert_ptr_nonnull(rows);
  add(rows, "parameter,Low,High,Mixed,Mixed otherwise\n");
  for (size_t k = 0; k < model->coefficient_count; k++) {
    const double low = model->coefficients[k].low, high = model->coefficients[k].high;
    add(rows, "coefficient: %s,%g,%g,%g,%g\n", model->coefficients[k].name, low, high, k % 2 ? low : high, k % 2 ? high : low);
  }
  lab_make(&lab, rows, REST_POPULATION);
  for (size_t s = 0; s < 4; s++) assert_lives(&lab, s, LONG, lab.study.scenarios[s].name);
  lab_free(&lab);
  free(rows);
}
END_TEST

/* ---- outcomes ---- */

static void assert_outcomes(const struct model_case *c, unsigned months) {
  const struct model *model = c->study.model;
  for (size_t s = 0; s < c->study.count; s++)
    for (uint64_t run = 0; run < c->runs; run++)
      for (size_t o = 0; o < model->outcome_count; o++) {
        const double x = case_outcome(c, s, (enum partnership_outcome)o, run);
        const bool share = model->outcomes[o].kind == OUTCOME_SHARE,
                   missing = o == OUT_payback_month && case_outcome(c, s, OUT_npv_joint, run) < 0;
        const double least = o == OUT_npv_joint || o == OUT_npv_a || o == OUT_npv_b ? -INFINITY : o == OUT_end_month;
        const bool good = missing ? isnan(x)
                                  : isfinite(x) && x >= least && (!share || x == 0 || x == 1) && (o != OUT_end_month || x <= months);
        if (!good)
          ck_abort_msg("%s of run %llu of '%s' is %g", model->outcomes[o].name, (unsigned long long)run, c->study.scenarios[s].name, x);
      }
}

#define WILD                                                                                                                  \
  "parameter,Calm,Wild,Falling,Tiny,Huge\nturbulence,0,10\nmarket_volatility,0,2,2\nmarket_growth,,1,-1\nplanned_term,1200\n" \
  "shock_severity,,1,1\n"                                                                                                     \
  "potential_value,,,,1e-6,1e12\n"

START_TEST(one_month_is_a_life) {
  struct model_case c;
  case_run(&c, WILD, REST_POPULATION, 1, 300);
  assert_outcomes(&c, 1);
  case_free(&c);
}
END_TEST

START_TEST(so_are_1200_months_of_a_wild_market) {
  struct model_case c;
  case_run(&c, WILD NO_ENDINGS, REST_POPULATION, MONTHS_MOST, 300);
  assert_outcomes(&c, MONTHS_MOST);
  for (size_t s = 0; s < 5; s++) ck_assert_uint_eq(tally_alive(&c.tally, s, MONTHS_MOST), c.runs);
  case_free(&c);
}
END_TEST

/* Money is in proportion to the potential value, to the last bit where that is multiplied by a power of two; nothing else knows it. */
START_TEST(potential_value_is_a_unit) {
  struct model_case c;
  case_run(&c, "parameter,One,Small,Large\npotential_value,1,1.9073486328125e-06,549755813888\n", REST_POPULATION, LONG, 512);
  static const double factor[] = {1, 0x1p-19, 0x1p39};
  for (size_t s = 1; s < 3; s++)
    for (uint64_t run = 0; run < c.runs; run++)
      for (size_t o = 0; o < PARTNERSHIP_OUTCOME_COUNT; o++) {
        const double unit = o == OUT_npv_joint || o == OUT_npv_a || o == OUT_npv_b ? factor[s] : 1;
        const double want = unit * case_outcome(&c, 0, (enum partnership_outcome)o, run),
                     got = case_outcome(&c, s, (enum partnership_outcome)o, run);
        always(got == want || (isnan(got) && isnan(want)));
      }
  case_free(&c);
}
END_TEST

SUITE_MAIN("partnership_extremes", all_parameters_at_an_end, each_parameter_at_an_end, corners_of_all_parameters,
           all_coefficients_at_an_end, one_month_is_a_life, so_are_1200_months_of_a_wild_market, potential_value_is_a_unit)
