/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In the drift model partner A gains the level and partner B the last month, which is always above 0. */
#include "tests/picture_help.h"

static const char clear[] = "p,A,B\nhead_start,-100,100\ndrift,0,0\nshake,1,1\n";
static const char best[] = "p,A,B,C\nhead_start,-100,100,-90\ndrift,0,0,0\nshake,1,1,1\n";
static const char apart[] = "p,A,B,C\nhead_start,-100,100,100\ndrift,0,0,0\nshake,1,1,1\n";
static const char same[] = "p,A,B\nhead_start,100,100\n";
static const char alone[] = "p,Alone\nhead_start,-100\ndrift,0\nshake,1\n";
static const char names[] =
    "p,'Tis one,<script>alert(1)</script>,`ls` and more\nhead_start,0,20,-10\ndrift,0,0,0\nshake,1,2,3\nhazard_torn,0.1,0.05,0.02\n";
static const char seven[] = "p,S1,S2,S3,S4,S5,S6,S7\ndrift,1,2,3,4,5,6,7\n";

START_TEST(headline_tells_with_whom_both_gain) {
  check_headline(&chart_partners, best, 300, "Both partners gain most often with B: in 100 % of partnerships, against 0 % with A");
  check_headline(&chart_partners, clear, 300, "Both partners gain more often with B than with A: in 100 % of partnerships against 0 %");
  check_headline(&chart_partners, apart, 300, "Both partners gain more often with B than with A: in 100 % of partnerships against 0 %");
}
END_TEST

START_TEST(headline_claims_nothing_without_evidence) {
  check_headline(&chart_partners, same, 300, "No clear difference in how often both partners gain: 100 % with each scenario");
  check_headline(&chart_partners, same, 2, "No clear difference in how often both partners gain: 100 % with each scenario");
}
END_TEST

START_TEST(headline_of_one_scenario_is_who_gains) {
  check_headline(&chart_partners, alone, 300, "Both partners gain in 0 % of partnerships, only one in 100 %, neither in 0 %");
}
END_TEST

/* A panel's datablocks: dots, mean. */
START_TEST(names_stand_over_their_own_dots) {
  static const char *const said[] = {"'Tis one", "<script>alert(1)</script>", "`ls` and more"};
  struct results results = results_of(names, 400);
  struct picture picture = picture_of(&chart_partners, &results.source, LAYOUT_NARROW);
  for (size_t s = 0; s < 3; s++) {
    char colour[COLOUR_SIZE], plot[32];
    const struct found_label name = label_find(picture.script, said[s]);
    const struct source_sample *const sample = source_sample(&results.source, s);
    ck_assert_msg(name.found, "%s is not written", said[s]);
    ck_assert_str_eq(name.colour, colour_text(colour, colour_scenario(s)));
    snprintf(plot, sizeof plot, "plot $d%zu using", 2 * s + 1);
    const char *const command = strstr(name.after, "plot $d"); /* the panel's own */
    ck_assert_ptr_nonnull(command);
    ck_assert_msg(strncmp(command, plot, strlen(plot)) == 0, "%.40s instead of %s", command, plot);
    ck_assert_uint_le(data_rows(picture.script, 2 * s + 1), 250);
    size_t run = 0; /* dots are runs in their order, without those that lie outside */
    for (size_t row = 0; row < data_rows(picture.script, 2 * s + 1); row++, run++) {
      while (run < 250 && fabs(sample->outcome[OUT_LEVEL][run] - data_at(picture.script, 2 * s + 1, row, 0)) > 1e-4) run++;
      ck_assert_uint_lt(run, 250);
      assert_near(data_at(picture.script, 2 * s + 1, row, 1), sample->outcome[OUT_LASTED][run], 1e-4);
    }
    assert_near(data_at(picture.script, 2 * s + 2, 0, 0), source_estimate(&results.source, s, OUT_LEVEL, "mean").value, 1e-3);
    assert_near(data_at(picture.script, 2 * s + 2, 0, 3), source_estimate(&results.source, s, OUT_LASTED, "mean").value, 1e-3);
  }
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(dots_that_lie_outside_are_counted) {
  struct results results = results_of(names, 400);
  struct picture picture = picture_of(&chart_partners, &results.source, LAYOUT_PAGE);
  size_t drawn = 0;
  char beyond[64];
  for (size_t s = 0; s < 3; s++) drawn += data_rows(picture.script, 2 * s + 1);
  snprintf(beyond, sizeof beyond, "; %zu of all 750 dots lie further out", 750 - drawn);
  ck_assert_uint_lt(drawn, 750);
  ck_assert_msg(strstr(picture.caption, beyond) != NULL, "%s", picture.caption);
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(quadrants_hold_their_shares) {
  struct results results = results_of(clear, 300);
  struct picture picture = picture_of(&chart_partners, &results.source, LAYOUT_PAGE);
  const struct found_label both = label_find(picture.script, "both gain 0 %"), only_b = label_find(picture.script, "only B 100 %");
  const struct found_label neither = label_find(picture.script, "neither 0 %"), only_a = label_find(picture.script, "only A 0 %");
  ck_assert(both.found && only_b.found && neither.found && only_a.found);
  ck_assert(both.x > only_b.x && both.y > only_a.y && neither.x < only_a.x && neither.y < only_b.y);
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(there_is_nothing_to_draw_without_two_partners) {
  struct results results = results_of(clear, 10);
  results.source.partner[1] = SOURCE_NONE;
  check_nothing_drawn(&chart_partners, &results);
}
END_TEST

START_TEST(gnuplot_draws_every_layout) {
  if (!gnuplot_is_here()) return;
  check_drawn(&chart_partners, clear, 50);
  check_drawn(&chart_partners, alone, 1);
  check_drawn(&chart_partners, names, 300);
  check_drawn(&chart_partners, seven, 20);
  check_drawn(&chart_partners, "p,A,B\nshake,0,0\nmonths,1,\n", 2);
}
END_TEST

SUITE_MAIN("chart_partners", headline_tells_with_whom_both_gain, headline_claims_nothing_without_evidence,
           headline_of_one_scenario_is_who_gains, names_stand_over_their_own_dots, dots_that_lie_outside_are_counted,
           quadrants_hold_their_shares, there_is_nothing_to_draw_without_two_partners, gnuplot_draws_every_layout)
