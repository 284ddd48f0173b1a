/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The docking notices a wrong number: every coefficient, moved by a tenth up and down, makes it fail, except those listed here,
 * whose whole effect on every figure is smaller than the noise of 200,000 runs. */
#include "tests/docking.h"
#include "tests/suite.h"

enum { SEED = 1 };

/* Too weak to be noticed in both directions. */
static const char *const weak[] = {""};

static bool is_weak(const char *name) {
  for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
    if (!strcmp(name, weak[i])) return true;
  return false;
}

/* Cases in turn until one alone settles it; the share above 3 is judged over all. */
static bool noticed(const struct dock_change *change, struct dock_score *all) {
  struct error err;
  for (size_t i = 0; i < DOCKING_CASES; i++) {
    struct dock_score one = {0};
    ck_assert_msg(dock_case(&one, docking_cases[i], DOCKING_RUNS, SEED, change, &err), "%s", err.text);
    dock_sum(all, &one);
    if (one.wrong || one.worst > 6) return true;
  }
  return !dock_agrees(all, &err);
}

START_TEST(every_coefficient_that_matters_is_noticed) {
  const struct model *model = model_find("partnership");
  size_t unexpected = 0;
  for (size_t i = 0; i < model->coefficient_count; i++) {
    struct dock_score up = {0}, down = {0};
    const bool both = noticed(&(struct dock_change){i, 1.1}, &up) & noticed(&(struct dock_change){i, .9}, &down);
    const bool expected = !is_weak(model->coefficients[i].name);
    printf("%-16s x 1.1: z %7.2f   x 0.9: z %7.2f   %s%s\n", model->coefficients[i].name, up.worst, down.worst, both ? "noticed" : "too weak",
           both == expected ? "" : ", UNEXPECTED");
    fflush(stdout);
    unexpected += both != expected;
  }
  ck_assert_msg(!unexpected, "%zu coefficients are not as the list of weak ones says", unexpected);
}
END_TEST

SUITE_MAIN("verify_docking", every_coefficient_that_matters_is_noticed)
