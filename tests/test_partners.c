/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the partnership model's own tables say of partners, of lives up to the horizon, and of endings as planned. */
#include "models/partnership_outcomes.h"
#include "sim/hazards.h"
#include "sim/risk.h"
#include "sim/sample.h"
#include "sim/survival.h"
#include "tests/engine_help.h"

enum { RUNS = 2000, MONTHS = 48 };
static const char sheet[] = "parameter,Quick,Long\nlong_term_focus,0.1,0.45\nplanned_term,choice 24:1 48:1 1200:2,\n";

static void simulate(struct study *study, struct tally *tally) {
  const struct engine_options options = {.keep = KEEP_ALL, .vector = VECTOR_COUNT, .threads = 1};
  struct error err;
  *study = study_of(sheet, RUNS, MONTHS);
  ck_assert_msg(engine_run(tally, study, &options, &err), "%s", err.text);
}

START_TEST(sides_agree_with_the_models_own_outcome) {
  struct study study;
  struct tally tally;
  simulate(&study, &tally);
  for (size_t s = 0; s < 2; s++) {
    const double *const a = sample_of(&tally, s, study.model->partner[0]), *const b = sample_of(&tally, s, study.model->partner[1]);
    const double *const joint = sample_of(&tally, s, OUT_npv_joint);
    const struct sides sides = risk_sides(a, NULL, b, NULL, RUNS);
    ck_assert_double_eq(sides.both.value, estimate_outcome(&tally, s, OUT_both_gain).value);
    assert_near(sides.both.value + sides.first_only.value + sides.second_only.value + sides.neither.value, 1, 1e-12);
    for (size_t r = 0; r < RUNS; r++) assert_near(a[r] + b[r], joint[r], 1e-6 * (1 + fabs(joint[r])));
  }
  tally_free(&tally);
  study_free(&study);
}
END_TEST

START_TEST(survival_differences_reach_the_horizon) {
  static const unsigned months[] = {12, 24, 47, MONTHS};
  struct study study;
  struct tally tally;
  simulate(&study, &tally);
  for (size_t i = 0; i < 4; i++) {
    const struct estimate d = hazards_survival_difference(&tally, 1, 0, months[i]);
    const double direct = survival_at(&tally, 1, months[i]).alive.value - survival_at(&tally, 0, months[i]).alive.value;
    assert_near(d.value, direct, 1e-12);
    ck_assert(d.low < d.value && d.value < d.high && d.n == RUNS);
    assert_near(d.low, -hazards_survival_difference(&tally, 0, 1, months[i]).high, 1e-12);
  }
  /* Pairing is worth something at the horizon too: the interval is narrower than that of two independent shares. */
  const double p = survival_at(&tally, 0, MONTHS).alive.value, q = survival_at(&tally, 1, MONTHS).alive.value;
  const struct estimate last = hazards_survival_difference(&tally, 1, 0, MONTHS);
  ck_assert_double_lt((last.high - last.low) / 2, 0.8 * 1.96 * sqrt((p * (1 - p) + q * (1 - q)) / RUNS));
  tally_free(&tally);
  study_free(&study);
}
END_TEST

START_TEST(completion_is_no_failure) {
  struct study study;
  struct tally tally;
  simulate(&study, &tally);
  const size_t completed = ending_find(study.model, "completed");
  for (size_t s = 0; s < 2; s++) {
    uint64_t ended = 0;
    for (unsigned month = 1; month <= MONTHS; month++) ended += tally_ended(&tally, s, month, completed);
    ck_assert_uint_gt(ended, RUNS / 10);
    assert_near(survival_lasted(&tally, s).value, survival_at(&tally, s, MONTHS).alive.value + (double)ended / RUNS, 1e-12);
    const struct exposure second = hazards_exposure(&tally, s, 2);
    const double any = hazards_rate(&tally, s, 2, CAUSE_ANY, second).value;
    const double early = hazards_rate(&tally, s, 2, CAUSE_EARLY_FAILURE, second).value;
    const double bought = hazards_rate(&tally, s, 2, ending_find(study.model, "bought out"), second).value;
    assert_near(any - early, bought + hazards_rate(&tally, s, 2, completed, second).value, 1e-12);
  }
  for (size_t e = 0; e < study.model->ending_count; e++)
    ck_assert(!study.model->endings[e].planned || !study.model->endings[e].early_failure);
  tally_free(&tally);
  study_free(&study);
}
END_TEST

SUITE_MAIN("partners", sides_agree_with_the_models_own_outcome, survival_differences_reach_the_horizon, completion_is_no_failure)
