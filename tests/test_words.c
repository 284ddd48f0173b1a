/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/words.h"
#include "tests/suite.h"

static void check_around(double value, double half, const char *expected) {
  char text[WORDS_SIZE];
  ck_assert_str_eq(words_around(text, value, half), expected);
}

START_TEST(values_keep_what_their_error_allows) {
  check_around(961.40322, 31.2, "961 ± 31");
  check_around(961.40322, 3.51, "961.4 ± 3.5");
  check_around(12345.6, 567, "12350 ± 570");
  check_around(12345.6, 9.96, "12346 ± 10"); /* 9.96 rounds to 10, so tenths would be too many */
  check_around(-0.00123, 0.00045, "-0.00123 ± 0.00045");
  check_around(0.001, 0.52, "0.00 ± 0.52");
  check_around(-0.001, 0.52, "0.00 ± 0.52");
  check_around(3.25, 0, "3.25");
  check_around(1.0 / 3, (double)NAN, "0.333333");
  check_around((double)NAN, (double)NAN, "-");
  check_around(5e20, 1e19, "5e20 ± 1e19");
}
END_TEST

static void check_share(double value, double low, double high, const char *expected) {
  char text[WORDS_SIZE];
  ck_assert_str_eq(words_share(text, value, low, high), expected);
}

START_TEST(shares_are_percentages_and_know_their_ends) {
  check_share(0.588, 0.578, 0.598, "58.8 ± 1.0");
  check_share(0.001, 0.0005, 0.0021, "0.10 ± 0.11");
  check_share(0, 0, 0.00038, "< 0.038");
  check_share(1, 0.99962, 1, "> 99.962");
  check_share(1, 1, 1, "100");
  check_share((double)NAN, (double)NAN, (double)NAN, "-");
}
END_TEST

START_TEST(widths_are_those_of_a_terminal) {
  ck_assert_uint_eq(words_width(""), 0);
  ck_assert_uint_eq(words_width("plain"), 5);
  ck_assert_uint_eq(words_width("961 ± 31"), 8);
  ck_assert_uint_eq(words_width("Zürich"), 6);
  ck_assert_uint_eq(words_width("Zu\xCC\x88rich"), 6); /* u and a combining diaeresis */
  ck_assert_uint_eq(words_width("提携"), 4);
  ck_assert_uint_eq(words_width("🤝"), 2);
}
END_TEST

static void check_pad(const char *text, size_t width, int right, const char *expected) {
  char *out = NULL;
  size_t size;
  FILE *const stream = open_memstream(&out, &size);
  words_pad(stream, text, width, right);
  fclose(stream);
  ck_assert_str_eq(out, expected);
  free(out);
}

START_TEST(texts_are_padded_and_cut_at_characters) {
  check_pad("ab", 4, 0, "ab  ");
  check_pad("ab", 4, 1, "  ab");
  check_pad("±", 3, 1, "  ±");
  check_pad("abcdef", 4, 0, "abc…");
  check_pad("提携先", 5, 0, "提携…");
  check_pad("提携先", 4, 0, "提… "); /* a wide character does not fit into one column */
  check_pad("abcd", 4, 1, "abcd");
  check_pad("", 2, 0, "  ");
}
END_TEST

SUITE_MAIN("words", values_keep_what_their_error_allows, shares_are_percentages_and_know_their_ends, widths_are_those_of_a_terminal,
           texts_are_padded_and_cut_at_characters)
