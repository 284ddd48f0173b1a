/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stopping rule on the model: 1,000 repetitions of the focus study with other seeds, against the means of four million runs. A rule
 * that covers with 95 % falls below 91.5 % (5 standard errors, the truth's own error aside) once in three million programs. */
#include "sim/estimate.h"
#include "sim/sequential.h"
#include "tests/suite.h"

enum { TIMES = 1000, PAIRS = 3, TRUE_RUNS = 4000000 };
static const char focus_sheet[] = "parameter,Short,Balanced,Long\nmonths,120,,\nlong_term_focus,0.10,0.28,0.45\npatience,6,18,36\n";

static void study_make(struct study *study, uint64_t seed, uint64_t runs) {
  struct sheet sheet;
  struct error err;
  const struct overrides over = {.has_seed = true, .seed = seed, .has_runs = true, .runs = runs};
  ck_assert(sheet_read_bytes(&sheet, "focus", focus_sheet, sizeof focus_sheet - 1, &err) && study_read(study, &sheet, &over, &err));
  sheet_free(&sheet);
}

static void differences(uint64_t seed, uint64_t runs, const struct precision *precision, struct moments difference[PAIRS]) {
  const struct engine_options options = {.vector = VECTOR_COUNT, .keep = KEEP_PAIRS};
  struct study study;
  struct tally tally;
  struct sequential_end end;
  struct error err;
  study_make(&study, seed, runs);
  const size_t main_outcome = study.model->main_outcome;
  struct engine *engine = engine_open(&tally, &study, &options, &err);
  ck_assert_msg(engine, "%s", err.text);
  const bool ok = precision ? sequential_run(engine, &tally, main_outcome, precision, &end, &err) : engine_advance(engine, runs, &err);
  ck_assert_msg(ok && (!precision || end.reached), "%s", ok ? "precision not reached" : err.text);
  for (size_t pair = 0; pair < PAIRS; pair++) difference[pair] = engine_row(engine, row_difference(&tally.layout, pair, main_outcome));
  engine_close(engine);
  tally_free(&tally);
  study_free(&study);
}

START_TEST(differences_of_the_focus_study_are_covered) {
  const struct precision precision = {.half_width = 12};
  struct moments truth[PAIRS], found[PAIRS];
  unsigned covered = 0;
  double runs = 0;
  differences(1000000, TRUE_RUNS, NULL, truth);
  for (uint64_t time = 0; time < TIMES; time++) {
    bool all = true;
    differences(time, 10000000, &precision, found);
    for (size_t pair = 0; pair < PAIRS; pair++) {
      const struct estimate e = estimate_mean(found[pair], 1 - 0.05 / PAIRS);
      all &= e.low <= truth[pair].mean && truth[pair].mean <= e.high;
    }
    covered += all;
    runs += found[0].count;
  }
  printf("sequential: the focus study's differences are covered together in %.1f %% of %d repetitions, %.0f runs on average\n",
         100.0 * covered / TIMES, TIMES, runs / TIMES);
  ck_assert_msg(covered >= TIMES * (0.95 - 5 * sqrt(0.95 * 0.05 / TIMES)), "covered in %u of %d only", covered, TIMES);
}
END_TEST

SUITE_MAIN("verify_sequential", differences_of_the_focus_study_are_covered)
