/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/utf8.h"
#include "tests/suite.h"

#define BAD(bytes) utf8_invalid(bytes, sizeof bytes - 1)

START_TEST(well_formed) {
  ck_assert_uint_eq(BAD("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x99\x82z"), 11);
  ck_assert_uint_eq(BAD("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf"), 10);
  ck_assert_uint_eq(utf8_invalid("", 0), 0);
}
END_TEST

START_TEST(malformed) {
  ck_assert_uint_eq(BAD("ab\xe9z"), 2);           /* Latin-1 */
  ck_assert_uint_eq(BAD("a\xc0\x80"), 1);         /* overlong NUL */
  ck_assert_uint_eq(BAD("a\xe0\x9f\xbf"), 1);     /* overlong */
  ck_assert_uint_eq(BAD("a\xf0\x8f\xbf\xbf"), 1); /* overlong */
  ck_assert_uint_eq(BAD("a\xed\xa0\x80"), 1);     /* surrogate */
  ck_assert_uint_eq(BAD("a\xf4\x90\x80\x80"), 1); /* above U+10FFFF */
  ck_assert_uint_eq(BAD("a\xf5\x80\x80\x80"), 1);
  ck_assert_uint_eq(BAD("a\xe2\x82"), 1); /* cut off */
  ck_assert_uint_eq(BAD("a\xe2\x82z"), 1);
  ck_assert_uint_eq(BAD("a\x80"), 1);
}
END_TEST

START_TEST(clipped) {
  char out[CLIP_SIZE], longest[4 * 70 + 1] = "", want[CLIP_SIZE] = "";
  for (int i = 0; i < 70; i++) strcat(longest, "\xf0\x9f\x99\x82");
  for (int i = 0; i < 60; i++) strcat(want, "\xf0\x9f\x99\x82");
  strcat(want, "...");
  ck_assert_str_eq(utf8_clip(out, longest), want);
  ck_assert_str_eq(utf8_clip(out, "a\nb\x1b[1m\xc2\x9b"
                                  "c\x7f\xff."),
                   "a b [1m c  .");
}
END_TEST

START_TEST(trimmed) {
  const char *text = " \t\xc2\xa0"
                     "a \xc2\xa0 b\r\n\xc2\xa0";
  const size_t size = utf8_trim(&text, strlen(text));
  ck_assert_uint_eq(size, 6);
  ck_assert(memcmp(text, "a \xc2\xa0 b", 6) == 0);
  text = " \xc2\xa0 ";
  ck_assert_uint_eq(utf8_trim(&text, 4), 0);
}
END_TEST

SUITE_MAIN("utf8", well_formed, malformed, clipped, trimmed)
