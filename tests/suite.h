/* SPDX-License-Identifier: GPL-3.0-or-later */
/* suite: what every test program shares. */
#ifndef ENTENTE_SUITE_H
#define ENTENTE_SUITE_H
#include <check.h>
#undef fail /* a relic of Check; ours is a function */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Run a Check suite named `name` of the tests listed; closes main(). A test has no time limit of its own: sanitizers and valgrind are slow. */
#define SUITE_MAIN(name, ...)                                                               \
  int main(void) {                                                                          \
    const TTest *const list[] = {__VA_ARGS__};                                              \
    Suite *suite = suite_create(name);                                                      \
    TCase *tests = tcase_create(name);                                                      \
    tcase_set_timeout(tests, 0);                                                            \
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) tcase_add_test(tests, list[i]); \
    suite_add_tcase(suite, tests);                                                          \
    SRunner *runner = srunner_create(suite);                                                \
    srunner_run_all(runner, CK_ENV);                                                        \
    const int failed = srunner_ntests_failed(runner);                                       \
    srunner_free(runner);                                                                   \
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;                                            \
  }

/* |got - want| <= bound, with all three in the message; a NaN fails. */
#define assert_near(got, want, bound)                                                                                   \
  do {                                                                                                                  \
    const double got_ = (got), want_ = (want), bound_ = (bound);                                                        \
    ck_assert_msg(fabs(got_ - want_) <= bound_, "%s is %.17g, should be %.17g within %.3g", #got, got_, want_, bound_); \
  } while (0)

#endif
