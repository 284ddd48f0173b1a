/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/lettering.h"
#include "tests/suite.h"

/* Measured on a picture: 670 px. */
START_TEST(widths_are_those_of_the_typeface) {
  assert_near(lettering_width("Trust-building pays off slowly, then decisively", 30, true), 670, 13);
  assert_near(lettering_width("", 30, true), 0, 0);
  assert_near(lettering_width("Balanced", 34, false), 2 * lettering_width("Balanced", 17, false), 1e-9);
  ck_assert(lettering_width("Balanced", 17, true) > lettering_width("Balanced", 17, false));
  ck_assert(lettering_width("長期", 17, false) >= 2 * 17);
  ck_assert(lettering_width("iiii", 17, false) < lettering_width("WWWW", 17, false) / 2);
}
END_TEST

START_TEST(broken_bytes_count_as_letters) {
  ck_assert(lettering_width("\xff\xfe\x80", 10, false) > 0);
  ck_assert(lettering_width("\xe9", 10, false) > 0); /* begins a character that does not come */
}
END_TEST

/* Every line fits, no word is lost, and lines are counted. */
static void check_wrapped(const char *text, double width, size_t most) {
  size_t lines;
  char *const wrapped = lettering_wrap(text, 16, false, width, most, &lines);
  ck_assert_ptr_nonnull(wrapped);
  ck_assert_uint_le(lines, most);
  size_t seen = 0;
  for (char *rest = wrapped, *line; *wrapped && (line = strsep(&rest, "\n")); seen++) {
    ck_assert_msg(lettering_width(line, 16, false) <= width + 1e-9, "“%s” is wider than %g", line, width);
    ck_assert(*line && *line != ' ' && line[strlen(line) - 1] != ' ');
  }
  ck_assert_uint_eq(seen, lines);
  free(wrapped);
}

START_TEST(wrapped_lines_fit) {
  static const char *const texts[] = {"",
                                      "one",
                                      "Long-term focus lasts longest: 43 % are together after ten years",
                                      "  blanks   between  and around  ",
                                      "a_word_that_is_much_longer_than_any_line_could_be_and_goes_on",
                                      "長期的な提携の名前 長期的な提携の名前"};
  for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
    for (double width = 40; width < 700; width *= 1.5)
      for (size_t most = 1; most < 6; most++) check_wrapped(texts[t], width, most);
}
END_TEST

START_TEST(what_fits_stays_as_it_is) {
  size_t lines;
  char *const wrapped = lettering_wrap("Long-term focus", 16, true, 1000, 3, &lines);
  ck_assert_str_eq(wrapped, "Long-term focus");
  ck_assert_uint_eq(lines, 1);
  free(wrapped);
}
END_TEST

START_TEST(words_follow_in_their_order) {
  static const char text[] = "one two three four five six seven eight nine ten eleven twelve";
  size_t lines;
  char *const wrapped = lettering_wrap(text, 16, false, 90, 99, &lines);
  ck_assert_uint_gt(lines, 3);
  for (char *c = wrapped; *c; c++)
    if (*c == '\n') *c = ' ';
  ck_assert_str_eq(wrapped, text);
  free(wrapped);
}
END_TEST

START_TEST(numbers_stay_with_their_words) {
  static const char text[] = "Long-term focus lasts longest in year 10, 43 % against 35 %";
  for (double width = 130; width < 500; width += 7) {
    size_t lines;
    char *const wrapped = lettering_wrap(text, 16, true, width, 99, &lines);
    ck_assert_msg(!strstr(wrapped, "\n%") && !strstr(wrapped, "year\n10"), "%s", wrapped);
    free(wrapped);
  }
  size_t lines;
  char *const tight = lettering_wrap("notwithstanding 43 %", 16, true, lettering_width("notwithstanding", 16, true), 99, &lines);
  ck_assert_str_eq(tight, "notwithstanding\n43 %"); /* where there is no room for both */
  free(tight);
}
END_TEST

START_TEST(even_lines_are_as_many_and_whole) {
  static const char text[] = "Balanced ends highest after ten years, ahead of Short-term focus from month 22 on for good";
  for (double width = 200; width < 1200; width += 40) {
    size_t before, after;
    const double even = lettering_even(text, 30, true, width, 9);
    free(lettering_wrap(text, 30, true, width, 9, &before));
    char *const wrapped = lettering_wrap(text, 30, true, even, 9, &after);
    ck_assert(even <= width && even > 0);
    ck_assert_uint_eq(before, after);
    ck_assert_ptr_null(strstr(wrapped, "…"));
    free(wrapped);
  }
  ck_assert(lettering_even(text, 30, true, 700, 3) < 690);
  assert_near(lettering_even("Brief", 30, true, 700, 3), 700, 0);
  static const char shortened[] =
      "A name that was shortened… before stands among more words than fit on a single line of this page, or on two of them";
  ck_assert(lettering_even(shortened, 30, true, 900, 3) > 500); /* its own ellipsis is no cut, and a cut is no gain */
  assert_near(lettering_even(text, 30, true, 200, 2), 200, 0);  /* cut anyway */
}
END_TEST

START_TEST(what_is_cut_ends_in_an_ellipsis) {
  size_t lines;
  char *const two = lettering_wrap("one two three four five six seven", 16, false, 70, 2, &lines);
  ck_assert_ptr_nonnull(strstr(two, "…"));
  ck_assert_uint_eq(lines, 2);
  ck_assert_str_eq(two + strlen(two) - 3, "…");
  free(two);
  char *const word = lettering_wrap("incomprehensibilities", 16, false, 60, 1, &lines);
  ck_assert_str_eq(word + strlen(word) - 3, "…");
  ck_assert(strncmp(word, "inc", 3) == 0);
  free(word);
}
END_TEST

/* Sorted as before, none over another, inside the bounds if they fit; `y` is moved. */
static void check_apart(double *y, const double *height, size_t count, double top, double bottom) {
  double before[16], sum = 0;
  memcpy(before, y, count * sizeof *y);
  lettering_push_apart(y, height, count, top, bottom);
  for (size_t i = 0; i < count; i++) sum += height[i];
  for (size_t i = 0; i < count; i++) {
    if (sum <= bottom - top) ck_assert(y[i] - height[i] / 2 >= top - 1e-9 && y[i] + height[i] / 2 <= bottom + 1e-9);
    for (size_t j = 0; j < count; j++) {
      if (before[i] < before[j] || (before[i] == before[j] && i < j))
        ck_assert_msg(y[i] + height[i] / 2 <= y[j] - height[j] / 2 + 1e-9, "%zu at %g over %zu at %g", i, y[i], j, y[j]);
    }
  }
}

/* Any multiplicative generator does. */
static double next(unsigned *state) {
  *state = *state * 1664525u + 1013904223u;
  return (double)(*state >> 8) / 16777216.0;
}

START_TEST(labels_never_overlap) {
  unsigned state = 1;
  for (int round = 0; round < 20000; round++) {
    double y[16], height[16];
    const size_t count = (size_t)(next(&state) * 13);
    for (size_t i = 0; i < count; i++) {
      y[i] = round % 3 ? -50 + 600 * next(&state) : floor(5 * next(&state)) * 40;
      height[i] = 10 + 40 * next(&state);
    }
    check_apart(y, height, count, 0, 500);
  }
}
END_TEST

START_TEST(labels_apart_stay_where_they_are) {
  double y[] = {300, 100, 200};
  const double height[] = {20, 20, 20};
  lettering_push_apart(y, height, 3, 0, 500);
  ck_assert_double_eq(y[0], 300);
  ck_assert_double_eq(y[1], 100);
  ck_assert_double_eq(y[2], 200);
}
END_TEST

START_TEST(labels_move_as_little_as_may_be) {
  double y[] = {100, 104};
  const double height[] = {20, 20};
  lettering_push_apart(y, height, 2, 0, 500);
  assert_near(y[0], 92, 1e-9);
  assert_near(y[1], 112, 1e-9);
  double three[] = {100, 104, 104};
  const double heights[] = {20, 20, 20};
  lettering_push_apart(three, heights, 3, 0, 500);
  assert_near(three[1], (120 + 104 + 84) / 3.0, 1e-9); /* the mean of what the three wish for the middle one */
}
END_TEST

SUITE_MAIN("lettering", widths_are_those_of_the_typeface, broken_bytes_count_as_letters, wrapped_lines_fit, what_fits_stays_as_it_is,
           words_follow_in_their_order, numbers_stay_with_their_words, even_lines_are_as_many_and_whole, what_is_cut_ends_in_an_ellipsis,
           labels_never_overlap, labels_apart_stay_where_they_are, labels_move_as_little_as_may_be)
