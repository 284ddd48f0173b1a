/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/error.h"
#include "suite.h"

START_TEST(each_failure_has_its_status) {
  struct error err;
  ck_assert(!fail(&err, "%s: %d", "disk", 7));
  ck_assert_str_eq(err.text, "disk: 7");
  ck_assert_int_eq(err.status, STATUS_FAILED);
  ck_assert(!fail_usage(&err, "x"));
  ck_assert_int_eq(err.status, STATUS_USAGE);
  ck_assert(!fail_input(&err, "x"));
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert(!fail_memory(&err));
  ck_assert_int_eq(err.status, STATUS_FAILED);
  ck_assert_ptr_nonnull(strstr(err.text, "memory"));
}
END_TEST

START_TEST(a_message_can_be_wrapped) {
  struct error err;
  fail_input(&err, "inner");
  fail_input(&err, "outer: %s", err.text);
  ck_assert_str_eq(err.text, "outer: inner");
}
END_TEST

START_TEST(a_long_message_is_cut_between_characters) {
  static char text[3 * sizeof((struct error *)0)->text];
  for (size_t shift = 0; shift < 3; shift++) {
    struct error err;
    memset(text, 'x', shift);
    for (size_t i = shift; i + 3 < sizeof text; i += 3) memcpy(text + i, "€", 4);
    fail(&err, "%s", text);
    const size_t length = strlen(err.text);
    ck_assert_uint_lt(length, sizeof err.text);
    ck_assert_uint_ge(length, sizeof err.text - 4);
    ck_assert_uint_eq((length - shift) % 3, 0);
  }
}
END_TEST

static void add_many(struct messages *list, size_t count, const char *fill) {
  for (size_t i = 0; i < count; i++) messages_add(list, "problem %zu%s", i + 1, fill);
}

START_TEST(messages_are_reported_together) {
  struct messages list = {0};
  struct error err;
  add_many(&list, 3, "");
  ck_assert(!messages_fail(&list, &err));
  ck_assert_int_eq(err.status, STATUS_INPUT);
  ck_assert_str_eq(err.text, "problem 1\nproblem 2\nproblem 3");
  messages_free(&list);
  ck_assert_uint_eq(list.count, 0);
}
END_TEST

START_TEST(at_most_twenty_are_shown) {
  struct messages list = {0};
  struct error err;
  add_many(&list, 20, "");
  messages_fail(&list, &err);
  ck_assert_ptr_null(strstr(err.text, "more"));
  ck_assert_ptr_nonnull(strstr(err.text, "\nproblem 20"));
  add_many(&list, 31, "");
  messages_fail(&list, &err);
  ck_assert_ptr_nonnull(strstr(err.text, "problem 20\nand 31 more"));
  messages_free(&list);
}
END_TEST

START_TEST(long_messages_still_end_with_their_number) {
  static char fill[3000];
  memset(fill, 'y', sizeof fill - 1);
  struct messages list = {0};
  struct error err;
  add_many(&list, 10, fill);
  messages_fail(&list, &err);
  ck_assert_ptr_nonnull(strstr(err.text, "\nand 8 more"));
  messages_free(&list);
  static char huge[20000];
  memset(huge, 'z', sizeof huge - 1);
  add_many(&list, 2, huge);
  messages_fail(&list, &err);
  ck_assert_ptr_nonnull(strstr(err.text, "zzz\nand 1 more"));
  messages_free(&list);
}
END_TEST

START_TEST(lost_messages_are_not_silent) {
  struct messages list = {.lost = true};
  struct error err;
  ck_assert(!messages_fail(&list, &err));
  ck_assert_int_eq(err.status, STATUS_FAILED);
  add_many(&list, 1, "");
  messages_fail(&list, &err);
  ck_assert_ptr_nonnull(strstr(err.text, "and more"));
  messages_free(&list);
}
END_TEST

static const char *const names[] = {"cultural_fit", "communication", "patience", "kpi_quality", "pert", "beta"};

static const char *nearest(const char *name) {
  return nearest_name(name, names, sizeof names / sizeof *names);
}

START_TEST(a_misspelt_name_finds_its_neighbour) {
  ck_assert_str_eq(nearest("cultural_fti"), "cultural_fit");
  ck_assert_str_eq(nearest("Cultural_Fit"), "cultural_fit");
  ck_assert_str_eq(nearest("comunication"), "communication");
  ck_assert_str_eq(nearest("patiense"), "patience");
  ck_assert_str_eq(nearest("pret"), "pert"); /* a swap counts once: 1 of 4 letters */
  ck_assert_str_eq(nearest("kpiqualit"), "kpi_quality");
}
END_TEST

START_TEST(what_is_far_finds_nothing) {
  ck_assert_ptr_null(nearest("turbulence"));
  ck_assert_ptr_null(nearest("bxxa"));
  ck_assert_ptr_null(nearest(""));
  ck_assert_ptr_null(nearest_name("beta", NULL, 0));
  char text[200];
  memset(text, 'a', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  ck_assert_ptr_null(nearest(text));
}
END_TEST

SUITE_MAIN("error", each_failure_has_its_status, a_message_can_be_wrapped, a_long_message_is_cut_between_characters,
           messages_are_reported_together, at_most_twenty_are_shown, long_messages_still_end_with_their_number,
           lost_messages_are_not_silent, a_misspelt_name_finds_its_neighbour, what_is_far_finds_nothing)
