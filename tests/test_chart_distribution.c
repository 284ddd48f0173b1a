/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drift model's level after 24 months is normal with mean head_start + 24 drift and variance 24 shake^2. */
#include "tests/picture_help.h"

static const char clear[] = "p,A,B\nhead_start,-48,48\ndrift,0,0\nshake,1,1\n";
static const char best[] = "p,A,B,C\nhead_start,-48,48,-20\ndrift,0,0,0\nshake,1,1,1\n";
static const char apart[] = "p,A,B,C\nhead_start,-48,48,48\ndrift,0,0,0\nshake,1,1,1\n";
static const char same[] = "p,A,B\nhead_start,48,48\ndrift,0,0\nshake,1,1\n";
static const char unclear[] = "p,A,B\nhead_start,0,0.01\ndrift,0,0\nshake,1,1.01\n";
static const char alone[] = "p,Alone\ncurrency,thousand EUR\nhead_start,0\ndrift,0\nshake,1\n";
static const char names[] = "p,'Tis one,<script>alert(1)</script>,`ls` and more\nhead_start,0,20,-10\ndrift,0,0,0\nshake,1,2,3\n";
static const char tail[] = "p,A\nhead_start,choice 0:0.985 1000000:0.015\ndrift,0\nshake,1\n";
static const char wearing[] = "p,A,B\nhazard_worn,0.01,0.02\n";
static const char twelve[] = "p,S1,S2,S3,S4,S5,S6,S7,S8,S9,S10,S11,S12\ndrift,-5,-4,-3,-2,-1,0,1,2,3,4,5,6\n";

/* A row's datablocks: losses, gains, marks. */
static size_t dots_of(const char *script, size_t scenario) {
  return data_rows(script, 3 * scenario + 1) + data_rows(script, 3 * scenario + 2);
}

START_TEST(headline_tells_who_loses_least_often) {
  check_headline(&chart_distribution, best, 300, "B ends with a loss least often: in 0 % of partnerships, against 100 % with A");
  check_headline(&chart_distribution, clear, 300, "B ends with a loss less often than A: in 0 % of partnerships against 100 %");
  check_headline(&chart_distribution, apart, 300, "B ends with a loss less often than A: in 0 % of partnerships against 100 %");
}
END_TEST

START_TEST(headline_claims_nothing_without_evidence) {
  check_headline(&chart_distribution, same, 300, "No clear difference in how often a partnership ends with a loss: 0 % with each scenario");
  struct results results = results_of(unclear, 300);
  struct picture picture = picture_of(&chart_distribution, &results.source, LAYOUT_PAGE);
  ck_assert_ptr_nonnull(strstr(picture.headline, "No clear difference in how often"));
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(headline_of_one_scenario_is_its_losses) {
  struct results results = results_of(alone, 4000);
  struct picture picture = picture_of(&chart_distribution, &results.source, LAYOUT_PAGE);
  int percent;
  ck_assert_int_eq(sscanf(picture.headline, "%d %% of partnerships end with a loss, half with more than ", &percent), 1);
  assert_near(percent, 50, 5 * 100 * sqrt(0.25 / 4000) + 0.5); /* five standard errors and rounding */
  ck_assert_ptr_nonnull(strstr(picture.headline, "thousand EUR"));
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(headline_of_losses_in_the_middle_names_the_median) {
  check_headline(&chart_distribution, "p,Alone\ncurrency,EUR\nhead_start,-50\ndrift,0\nshake,0\n", 300,
                 "100 % of partnerships end with a loss; the median is −50.0 EUR");
}
END_TEST

/* Quantiles of ten runs would stand between the runs. */
START_TEST(few_runs_have_a_dot_each) {
  struct results results = results_of(alone, 10);
  struct picture picture = picture_of(&chart_distribution, &results.source, LAYOUT_WIDE);
  const double *const level = source_sample(&results.source, 0)->outcome[OUT_LEVEL];
  size_t losses = 0;
  for (size_t i = 0; i < 10; i++) losses += level[i] < 0;
  ck_assert_uint_eq(dots_of(picture.script, 0), 10);
  ck_assert_uint_eq(data_rows(picture.script, 1), losses);
  ck_assert_ptr_nonnull(strstr(picture.subtitle, "Each dot is a partnership; hollow dots are losses"));
  ck_assert_ptr_nonnull(strstr(picture.caption, "10 runs; seed 1"));
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(without_money_the_means_are_compared) {
  struct results results = results_of("p,A,B\nhazard_torn,0.3,0\n", 300);
  results.source.main_outcome = OUT_LASTED;
  struct picture picture = picture_of(&chart_distribution, &results.source, LAYOUT_PAGE);
  ck_assert_msg(strncmp(picture.headline, "Last month: higher with B than with A, 24", 41) == 0, "%s", picture.headline);
  ck_assert_ptr_null(strstr(picture.subtitle, "loss"));
  ck_assert_ptr_null(strstr(picture.script, "loss"));
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(every_dot_is_a_hundredth_and_losses_are_hollow) {
  struct results results = results_of(names, 2000);
  struct picture picture = picture_of(&chart_distribution, &results.source, LAYOUT_WIDE);
  for (size_t s = 0; s < 3; s++) {
    const struct quantiles *const quantiles = source_quantiles(&results.source, s, OUT_LEVEL);
    size_t losses = 0;
    for (size_t i = 0; i < quantiles->count; i++) losses += quantiles->value[i] < 0;
    ck_assert_uint_eq(dots_of(picture.script, s), 100);
    ck_assert_uint_eq(data_rows(picture.script, 3 * s + 1), losses);
    for (size_t i = 0; i < losses; i++) ck_assert(data_at(picture.script, 3 * s + 1, i, 0) < 0);
    for (size_t i = 0; i < 100 - losses; i++) ck_assert(data_at(picture.script, 3 * s + 2, i, 0) > 0);
  }
  picture_free(&picture);
  results_free(&results);
}
END_TEST

/* Names, colours and dots belong together: the mark of the mean stands in the row that the name heads. */
START_TEST(names_stand_by_their_own_dots) {
  static const char *const said[] = {"'Tis one", "<script>alert(1)</script>", "`ls` and more"};
  struct results results = results_of(names, 500);
  struct picture picture = picture_of(&chart_distribution, &results.source, LAYOUT_WIDE);
  double above = INFINITY, y = 1;
  for (size_t s = 0; s < 3; s++) {
    char colour[COLOUR_SIZE];
    const struct found_label name = label_find(picture.script, said[s]);
    ck_assert_msg(name.found, "%s is not written", said[s]);
    ck_assert_str_eq(name.colour, colour_text(colour, colour_scenario(s)));
    assert_near(data_at(picture.script, 3 * s + 3, 0, 0), source_estimate(&results.source, s, OUT_LEVEL, "mean").value, 1e-3);
    assert_near(data_at(picture.script, 3 * s + 3, 1, 0), source_estimate(&results.source, s, OUT_LEVEL, "q50").value, 1e-3);
    ck_assert(data_at(picture.script, 3 * s + 3, 0, 1) < above && name.y < y);
    above = data_at(picture.script, 3 * s + 3, 0, 1);
    y = name.y;
  }
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(a_long_tail_does_not_press_the_others_together) {
  struct results results = results_of(tail, 2000);
  struct picture picture = picture_of(&chart_distribution, &results.source, LAYOUT_PAGE);
  ck_assert_ptr_nonnull(strstr(picture.subtitle, "further out"));
  ck_assert_uint_ge(dots_of(picture.script, 0), 97);
  ck_assert_uint_le(dots_of(picture.script, 0), 99);
  ck_assert(strstr(picture.script, " ▸\"") != NULL);
  for (size_t i = 0; i < data_rows(picture.script, 2); i++) ck_assert(data_at(picture.script, 2, i, 0) < 100);
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(what_never_happens_is_counted) {
  struct results results = results_of(wearing, 2000);
  results.source.main_outcome = OUT_WORN_AT;
  struct picture picture = picture_of(&chart_distribution, &results.source, LAYOUT_PAGE);
  for (size_t s = 0; s < 2; s++) {
    char text[64];
    snprintf(text, sizeof text, "never: %zu of 100", 100 - dots_of(picture.script, s));
    ck_assert_msg(label_find(picture.script, text).found, "%s is not written", text);
    assert_near((double)dots_of(picture.script, s), 100 * (1 - pow(s ? 0.98 : 0.99, 24)), 6); /* five standard errors, and rounding */
  }
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(shares_have_no_dots) {
  struct results results = results_of(clear, 10);
  results.source.main_outcome = OUT_ABOVE;
  check_nothing_drawn(&chart_distribution, &results);
}
END_TEST

START_TEST(gnuplot_draws_every_layout) {
  if (!gnuplot_is_here()) return;
  check_drawn(&chart_distribution, clear, 50);
  check_drawn(&chart_distribution, alone, 1);
  check_drawn(&chart_distribution, names, 50);
  check_drawn(&chart_distribution, tail, 200);
  check_drawn(&chart_distribution, twelve, 20);
  check_drawn(&chart_distribution, "p,A,B\nshake,0,0\nmonths,1,\n", 2);
}
END_TEST

SUITE_MAIN("chart_distribution", headline_tells_who_loses_least_often, headline_claims_nothing_without_evidence,
           headline_of_one_scenario_is_its_losses, headline_of_losses_in_the_middle_names_the_median, few_runs_have_a_dot_each,
           without_money_the_means_are_compared, every_dot_is_a_hundredth_and_losses_are_hollow, names_stand_by_their_own_dots,
           a_long_tail_does_not_press_the_others_together, what_never_happens_is_counted, shares_have_no_dots, gnuplot_draws_every_layout)
