/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drift model has two definitions of success: a level above 0, and alive or ended as planned. */
#include "tests/picture_help.h"

static const char every[] = "p,A,B\nhead_start,-100,100\ndrift,0,0\nshake,1,1\nhazard_torn,0.1,0\n";
static const char all_three[] = "p,A,B,C\nhead_start,-100,100,-90\ndrift,0,0,0\nshake,1,1,1\nhazard_torn,0.1,0,0.1\n";
static const char depends[] = "p,A,B\nhead_start,-100,100\ndrift,0,0\nshake,1,1\nhazard_torn,0,0.1\n";
static const char some[] = "p,A,B\nhead_start,-100,100\ndrift,0,0\nshake,1,1\n";
static const char tied[] = "p,A,B,C\nhead_start,-100,100,100\ndrift,0,0,0\nshake,1,1,1\n";
static const char same[] = "p,A,B\ndrift,1,1\nshake,1,1\n";
static const char alone[] = "p,Alone\nhead_start,-100\ndrift,0\nshake,1\n";
static const char names[] =
    "p,'Tis one,<script>alert(1)</script>,`ls` and more\nhead_start,0,3,-2\ndrift,0,0,0\nshake,1,2,3\nhazard_torn,0.05,0.01,0.02\n";
static const char twelve[] = "p,S1,S2,S3,S4,S5,S6,S7,S8,S9,S10,S11,S12\ndrift,-5,-4,-3,-2,-1,0,1,2,3,4,5,6\n";

START_TEST(headline_tells_the_winner_by_every_definition) {
  check_headline(&chart_success, all_three, 300, "B succeeds most often, by every definition of success");
  check_headline(&chart_success, every, 300, "B succeeds more often, by every definition of success");
}
END_TEST

START_TEST(headline_tells_when_the_winner_depends_on_the_definition) {
  check_headline(&chart_success, depends, 300,
                 "Which succeeds more often depends on the definition: B by “above zero”, A by “alive, or ended as planned”");
}
END_TEST

START_TEST(headline_does_not_count_what_is_too_close) {
  check_headline(&chart_success, some, 300,
                 "B is clearly ahead by one definition of success, “above zero”; the other is too close to call");
  check_headline(&chart_success, tied, 300, "No scenario is clearly the most successful, but by “above zero” B outdoes A");
  check_headline(&chart_success, same, 300, "No clear difference in success, by any definition");
  check_headline(&chart_success, same, 2, "No clear difference in success, by any definition");
}
END_TEST

START_TEST(headline_of_one_scenario_is_the_range) {
  check_headline(&chart_success, alone, 300, "Between 0 % and 100 % of partnerships succeed, depending on what counts as success");
}
END_TEST

/* Where nothing can end, being alive is no success. */
START_TEST(being_alive_counts_only_where_there_are_endings) {
  struct results results = results_of(alone, 20);
  results.source.ending_count = 1;
  struct picture picture = picture_of(&chart_success, &results.source, LAYOUT_PAGE);
  ck_assert(label_find(picture.script, "Above zero").found);
  ck_assert(!label_find(picture.script, "Alive, or ended as planned").found);
  picture_free(&picture);
  results_free(&results);
}
END_TEST

/* A scenario's datablock holds a row for each definition. */
START_TEST(definitions_stand_by_their_own_shares) {
  static const char *const definition[] = {"Above zero", "Alive, or ended as planned"};
  static const char *const quantity[] = {"success:above", "success:alive_or_planned"};
  struct results results = results_of(names, 500);
  struct picture picture = picture_of(&chart_success, &results.source, LAYOUT_WIDE);
  double floor;
  ck_assert_int_eq(sscanf(strstr(picture.script, "set bmargin at screen "), "set bmargin at screen %lf", &floor), 1);
  for (size_t i = 0; i < 2; i++) {
    const struct found_label label = label_find(picture.script, definition[i]);
    ck_assert_msg(label.found, "%s is not written", definition[i]);
    for (size_t s = 0; s < 3; s++) {
      const struct estimate share = source_risk(&results.source, s, SOURCE_NONE, quantity[i]);
      assert_near(data_at(picture.script, s + 1, i, 0), share.value, 1e-6);
      assert_near(data_at(picture.script, s + 1, i, 2), share.low, 1e-6);
      assert_near(data_at(picture.script, s + 1, i, 3), share.high, 1e-6);
      const double below = picture.height * (label.y - floor) - data_at(picture.script, s + 1, i, 1); /* px under the definition's words */
      assert_near(below, (double)s * 22, 4);
    }
  }
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(names_have_the_colours_of_their_marks) {
  static const char *const said[] = {"● 'Tis one", "▲ <script>alert(1)</script>", "■ `ls` and more"};
  static const int point[] = {7, 9, 5};
  struct results results = results_of(names, 50);
  struct picture picture = picture_of(&chart_success, &results.source, LAYOUT_WIDE);
  for (size_t s = 0; s < 3; s++) {
    char colour[COLOUR_SIZE], mark[64];
    const struct found_label name = label_find(picture.script, said[s]);
    ck_assert_msg(name.found, "%s is not written", said[s]);
    ck_assert_str_eq(name.colour, colour_text(colour, colour_scenario(s)));
    snprintf(mark, sizeof mark, "$d%zu using 1:2 with points pt %d ", s + 1, point[s]);
    ck_assert_msg(strstr(picture.script, mark) != NULL, "no %s", mark);
  }
  picture_free(&picture);
  results_free(&results);
}
END_TEST

START_TEST(gnuplot_draws_every_layout) {
  if (!gnuplot_is_here()) return;
  check_drawn(&chart_success, depends, 50);
  check_drawn(&chart_success, alone, 1);
  check_drawn(&chart_success, names, 50);
  check_drawn(&chart_success, twelve, 20);
}
END_TEST

SUITE_MAIN("chart_success", headline_tells_the_winner_by_every_definition, headline_tells_when_the_winner_depends_on_the_definition,
           headline_does_not_count_what_is_too_close, headline_of_one_scenario_is_the_range,
           being_alive_counts_only_where_there_are_endings, definitions_stand_by_their_own_shares, names_have_the_colours_of_their_marks,
           gnuplot_draws_every_layout)
