/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chances of the model `partnership` against closed forms, with other mechanisms switched off through coefficients and parameters.
 *
 * Every comparison allows 5 standard errors of the theoretical variance: where it is the only one, a correct program fails once in
 * 1.7 million; all comparisons of this file together (about 160) once in 10,000, for other seeds than the fixed one. */
#include "tests/partnership_lab.h"
#include "tests/suite.h"

enum { YEARS = 10, MONTHS = 12 * YEARS, RUNS = 8192 };
#define RATES .86 /* of all shocks, a year */

/* ---- survival ---- */

START_TEST(forced_exit_alone_gives_geometric_survival) {
  struct model_case c;
  case_run(&c,
           "coefficient: exit0,0\ncoefficient: buy0,0\ncoefficient: forced_short,0\ncoefficient: forced0,0.01\nturbulence,2\n"
           "planned_term,1200\n",
           REST_POPULATION, MONTHS, 4 * RUNS);
  for (unsigned m = 1; m <= MONTHS; m++) assert_binomial((double)tally_alive(&c.tally, 0, m), (double)c.runs, exp(-.02 * m));
  for (uint64_t run = 0; run < c.runs; run++) {
    const bool alive = case_outcome(&c, 0, OUT_alive, run) != 0;
    always(case_ending(&c, 0, run) == (alive ? ENDING_ACTIVE : ENDING_FORCED_OUT));
  }
  case_free(&c);
}
END_TEST

START_TEST(nothing_ends_without_hazards) {
  struct model_case c;
  case_run(&c, NO_ENDINGS "planned_term,1200\nturbulence,10\noutside_options,1\n", REST_POPULATION, MONTHS, 512);
  ck_assert_uint_eq(tally_alive(&c.tally, 0, MONTHS), c.runs);
  case_free(&c);
}
END_TEST

/* Exit hazards are at most .5 a month for each partner. */
START_TEST(exit_hazards_are_capped) {
  struct model_case c;
  case_run(&c, "coefficient: exit0,1e9\ncoefficient: buy0,0\ncoefficient: forced0,0\ncoefficient: forced_short,0\nplanned_term,1200\n",
           REST_POPULATION, 2, 8 * RUNS);
  for (unsigned m = 1; m <= 2; m++) assert_binomial((double)tally_alive(&c.tally, 0, m), (double)c.runs, exp(-1. * m));
  case_free(&c);
}
END_TEST

/* ---- planned completion ---- */

START_TEST(completion_comes_at_the_planned_term_and_1200_means_never) {
  struct model_case c;
  case_run(&c, "parameter,Open,Long,Broken,Short\nplanned_term,1200,1199,23.5,24\n" NO_ENDINGS, REST_FIXED, MONTHS_MOST, 16);
  ck_assert_uint_eq(tally_alive(&c.tally, 0, 1200), c.runs);
  ck_assert_uint_eq(tally_ended(&c.tally, 1, 1199, ENDING_COMPLETED), c.runs);
  ck_assert_uint_eq(tally_ended(&c.tally, 2, 24, ENDING_COMPLETED), c.runs);
  ck_assert_uint_eq(tally_ended(&c.tally, 3, 24, ENDING_COMPLETED), c.runs);
  case_free(&c);
}
END_TEST

START_TEST(completion_comes_before_any_other_ending_of_its_month) {
  struct model_case c;
  case_run(&c, "planned_term,6\ncoefficient: exit0,0\ncoefficient: forced0,0.5\nturbulence,1\n", REST_FIXED, 8, RUNS);
  const double still = (double)tally_alive(&c.tally, 0, 5);
  ck_assert_double_eq((double)tally_ended(&c.tally, 0, 6, ENDING_COMPLETED), still);
  ck_assert_double_gt(still, 0);
  ck_assert_uint_eq(tally_alive(&c.tally, 0, 6), 0);
  case_free(&c);
}
END_TEST

/* ---- shocks ---- */

static const struct {
  const char *name;
  double rate;
} kind[] = {{"legislation", .12},    {"contract revision", .12}, {"loss of revenue", .18}, {"strategy change", .18},
            {"reorganisation", .12}, {"market shift", .08},      {"windfall", .06}};

static void assert_shocks(double turbulence) {
  struct model_case c;
  char rows[512];
  snprintf(rows, sizeof rows, NO_ENDINGS "planned_term,1200\nturbulence,%g\n", turbulence);
  case_run(&c, rows, REST_POPULATION, MONTHS, RUNS);
  const double p = turbulence * RATES / 12, n = MONTHS, runs = (double)c.runs, variance = n * p * (1 - p);
  const struct moments m = case_moments(&c, 0, OUT_shocks);
  assert_near(m.mean, n * p, STANDARD_ERRORS * sqrt(variance / runs));
  /* The fourth central moment of a binomial law is variance (1 + 3 (n - 2) p (1 - p)). */
  const double fourth = variance * (1 + 3 * (n - 2) * p * (1 - p));
  assert_near(moments_variance(&m), variance, STANDARD_ERRORS * sqrt((fourth - variance * variance) / runs));
  for (size_t k = 0; k < sizeof kind / sizeof *kind; k++)
    assert_binomial(case_happened(&c, 0, kind[k].name, ""), runs * n, turbulence * kind[k].rate / 12);
  case_free(&c);
}

START_TEST(shocks_are_binomial) {
  assert_shocks(1);
  assert_shocks(10);
}
END_TEST

START_TEST(there_are_no_shocks_without_turbulence_or_severity) {
  struct model_case c;
  case_run(&c, "parameter,Calm,Mild\nturbulence,0,10\nshock_severity,0.5,0\nplanned_term,1200\n" NO_ENDINGS, REST_POPULATION, MONTHS, 512);
  for (size_t s = 0; s < 2; s++) ck_assert_double_eq(case_moments(&c, s, OUT_shocks).mean, 0);
  case_free(&c);
}
END_TEST

START_TEST(two_shocks_of_a_month_count_once) {
  struct model_case c;
  case_run(&c,
           "parameter,Two kinds,Without\nevent: windfall,month 3 severity 0.5 | month 7 severity 1,none\n"
           "event: market shift,month 3 severity 0.2,none\nturbulence,0\nplanned_term,1200\n" NO_ENDINGS,
           REST_POPULATION, 12, 512);
  static const double want[] = {2, 0};
  for (size_t s = 0; s < 2; s++) {
    const struct moments m = case_moments(&c, s, OUT_shocks);
    ck_assert_double_eq(m.mean, want[s]);
    ck_assert_double_eq(m.squares, 0);
  }
  case_free(&c);
}
END_TEST

/* ---- people ---- */

START_TEST(key_people_leave_at_twice_the_yearly_rate) {
  struct model_case c;
  case_run(&c, "parameter,Default,Restless,Settled\nstaff_turnover,0.18,3,0\nturbulence,0\nplanned_term,1200\n" NO_ENDINGS, REST_POPULATION,
           24, RUNS);
  static const double rate[] = {.18, 3, 0};
  for (size_t s = 0; s < 3; s++) {
    const double p = 1 - exp(-2 * rate[s] / 12), trials = 24. * (double)c.runs;
    assert_binomial(case_happened(&c, s, "key people leave", ""), trials, p);
    assert_binomial(case_happened(&c, s, "champion leaves", ""), trials, p * .35);
  }
  case_free(&c);
}
END_TEST

/* ---- quarrels, betrayals, flaws ---- */

START_TEST(quarrels_at_a_constant_intensity_are_binomial) {
  struct model_case c;
  /* Conflict is settled within the month, so that a conflict is serious where the quarrel itself is: .1 + .36 u > .35. */
  case_run(&c,
           NO_ENDINGS NO_BETRAYALS
           "coefficient: conf_base,0.08\ncoefficient: conf_goal,0\ncoefficient: conf_culture,0\ncoefficient: conf_roles,0\n"
           "coefficient: conf_power,0\n"
           "coefficient: conf_unfair,0\ncoefficient: conf_perf,0\ncoefficient: conf_rival,0\ncoefficient: conf_short,0\n"
           "coefficient: conf_shock,0\n"
           "coefficient: resolve,1\ncoefficient: conflict0,0\ncontract_coordination,0\nplanned_term,1200\n",
           REST_POPULATION, MONTHS, RUNS);
  const double quarrel = 1 - exp(-.08), serious = quarrel * .11 / .36, runs = (double)c.runs, trials = MONTHS * runs;
  assert_binomial(case_moments(&c, 0, OUT_quarrels).mean * runs, trials, quarrel);
  assert_binomial(case_moments(&c, 0, OUT_serious_conflicts).mean * runs, trials, serious);
  assert_binomial(case_moments(&c, 0, OUT_serious_24).mean * runs, runs, 1 - pow(1 - serious, 24));
  case_free(&c);
}
END_TEST

START_TEST(betrayals_without_deterrents_by_trust_and_time_are_binomial) {
  struct model_case c;
  case_run(&c,
           NO_ENDINGS "coefficient: opp_trust,0\ncoefficient: opp_shadow,0\nopportunism_a,0.5\nopportunism_b,0.1\nlong_term_focus,0.4\n"
                      "contract_control,0.3\n"
                      "competitive_overlap,0.6\ntransparency,0.7\nkpi_quality,0.2\nplanned_term,1200\n",
           REST_POPULATION, MONTHS, RUNS);
  const double common = .054 / .22 * (1 - .712 * .4) * (1 - .55 * .3) * (.7 + .8 * .6), detected = .1 + .35 * .7 + .2 * .2;
  const double trials = MONTHS * (double)c.runs, of_a = common * .5, of_b = common * .1;
  assert_binomial(case_happened(&c, 0, "betrayal", "A"), trials, of_a);
  assert_binomial(case_happened(&c, 0, "betrayal", "B"), trials, of_b);
  assert_binomial(case_happened(&c, 0, "betrayal detected", "A"), trials, of_a * detected);
  assert_binomial(case_happened(&c, 0, "betrayal detected", "B"), trials, of_b * detected);
  const double acts = case_happened(&c, 0, "betrayal", "A") + case_happened(&c, 0, "betrayal", "B");
  assert_near(case_moments(&c, 0, OUT_betrayals).mean * (double)c.runs, acts, 1e-6);
  case_free(&c);
}
END_TEST

START_TEST(detection_is_never_certain) {
  struct model_case c;
  case_run(&c, NO_ENDINGS "opportunism_a,1\ntransparency,1\nkpi_quality,1\ncoefficient: opp_detect,0.9\nplanned_term,1200\n",
           REST_POPULATION, MONTHS, RUNS);
  assert_binomial(case_happened(&c, 0, "betrayal detected", "A"), case_happened(&c, 0, "betrayal", "A"), .95);
  case_free(&c);
}
END_TEST

START_TEST(hidden_flaws_are_screened_and_show_in_time) {
  struct model_case c;
  case_run(&c, NO_ENDINGS "hidden_flaw_rate,0.9\ndue_diligence,0.8\ntransparency,0.5\nplanned_term,1200\n", REST_POPULATION, 30, 8 * RUNS);
  const double flaw = .9 * (1 - .75 * .8), seen = flaw * (1 - pow(1 - (.03 + .06 * .5), 30));
  assert_binomial(case_happened(&c, 0, "hidden flaw shows", "A"), (double)c.runs, seen);
  assert_binomial(case_happened(&c, 0, "hidden flaw shows", "B"), (double)c.runs, seen);
  case_free(&c);
}
END_TEST

/* ---- luck and the market ---- */

/* Values of a state at a month over runs that all live. */
static struct moments column_moments(struct lab *lab, size_t column, unsigned month, unsigned blocks) {
  struct moments m = {0};
  for (unsigned block = 0; block < blocks; block++) {
    lab_sign(lab, 0, (uint64_t)block * LANES);
    for (unsigned now = 1; now <= month; now++) lab_month(lab, now);
    for (unsigned i = 0; i < LANES; i++) moments_add(&m, lab->state[column][i]);
  }
  return m;
}

/* Mean and variance of a lognormal index exp(normal(mu, v)) and the error of its sample variance. */
START_TEST(the_market_index_is_lognormal) {
  struct lab lab;
  lab_make(&lab, "market_growth,0.06\nmarket_volatility,0.25\nturbulence,0\n", REST_FIXED);
  enum { AT = 36, BLOCKS = 100 };
  const double v = .25 * .25 * AT / 12, mu = (.06 - .25 * .25 / 2) * AT / 12, n = BLOCKS * LANES, w = exp(v);
  const struct moments log_index = column_moments(&lab, LAB_COLUMN(log_market), AT, BLOCKS);
  assert_near(log_index.mean, mu, STANDARD_ERRORS * sqrt(v / n));
  assert_near(moments_variance(&log_index), v, STANDARD_ERRORS * v * sqrt(2 / n));
  const struct moments index = column_moments(&lab, LAB_COLUMN(market), AT, BLOCKS);
  const double mean = exp(.06 * AT / 12), variance = mean * mean * (w - 1), kurtosis = w * w * w * w + 2 * w * w * w + 3 * w * w - 3;
  assert_near(index.mean, mean, STANDARD_ERRORS * sqrt(variance / n));
  assert_near(moments_variance(&index), variance, STANDARD_ERRORS * variance * sqrt((kurtosis - 1) / n));
  lab_free(&lab);
}
END_TEST

START_TEST(windfalls_and_shifts_move_the_market_by_half_their_size) {
  struct lab lab;
  lab_make(&lab,
           NO_SURPRISES
           "event: windfall,month 2 severity 0.8\nevent: market shift,month 4 severity 0.3\ncontingency_planning,0\nadaptability,0.5\n",
           REST_FIXED);
  lab_sign(&lab, 0, 0);
  static const double want[] = {0, 0, .4, .4, .25, .25};
  const double soft = 1 - .35 * .5;
  for (unsigned m = 1; m <= 5; m++) {
    lab_month(&lab, m);
    for (unsigned i = 0; i < LANES; i++) always_near(lab_state(&lab)->log_market[i], want[m] * soft, 1e-12);
  }
  lab_free(&lab);
}
END_TEST

/* luck = max(.1, 1 + sd z): below 1 - .9 a normal law is cut, so sd .2 leaves 4.5 standard deviations. */
START_TEST(luck_scales_the_opportunity) {
  struct lab lab;
  lab_make(&lab, "parameter,Narrow,Wide\npotential_value,50,\ncoefficient: luck_sd,0.2,30\n", REST_FIXED);
  const struct moments scale = column_moments(&lab, LAB_COLUMN(scale), 0, 64);
  assert_near(scale.mean, 50, STANDARD_ERRORS * 10 / sqrt(scale.count));
  assert_near(moments_variance(&scale), 100, STANDARD_ERRORS * 100 * sqrt(2 / scale.count));
  lab_sign(&lab, 1, 0);
  unsigned least = 0;
  for (unsigned i = 0; i < LANES; i++) {
    ck_assert_double_ge(lab_state(&lab)->scale[i], 5);
    least += lab_state(&lab)->scale[i] == 5;
  }
  ck_assert_uint_gt(least, LANES / 4);
  lab_free(&lab);
}
END_TEST

SUITE_MAIN("partnership_closed_forms", forced_exit_alone_gives_geometric_survival, nothing_ends_without_hazards, exit_hazards_are_capped,
           completion_comes_at_the_planned_term_and_1200_means_never, completion_comes_before_any_other_ending_of_its_month,
           shocks_are_binomial, there_are_no_shocks_without_turbulence_or_severity, two_shocks_of_a_month_count_once,
           key_people_leave_at_twice_the_yearly_rate, quarrels_at_a_constant_intensity_are_binomial,
           betrayals_without_deterrents_by_trust_and_time_are_binomial, detection_is_never_certain,
           hidden_flaws_are_screened_and_show_in_time, the_market_index_is_lognormal,
           windfalls_and_shifts_move_the_market_by_half_their_size, luck_scales_the_opportunity)
