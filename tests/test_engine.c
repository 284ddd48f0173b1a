/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must not touch a number: threads, vector widths, the size of pieces, which scenarios stand beside, where a part of the runs begins
 * and ends. All comparisons are to the bit. */
#include "tests/engine_case.h"

START_TEST(threads_and_piece_sizes_leave_every_bit_alone) {
  static const unsigned threads[] = {2, 7, 64};
  static const uint64_t runs[] = {1, 255, 256, 257, RUNS, 20000}; /* 20,000 runs: pieces of 8 blocks on one thread, of 1 on 64 */
  for (size_t k = 0; k < sizeof runs / sizeof *runs; k++) {
    struct study study = study_of(sheet, runs[k], runs[k] > RUNS ? 6 : MONTHS);
    struct tally one = tally_of(&study, all);
    ck_assert(one.complete && one.runs == runs[k]);
    for (size_t j = 0; j < sizeof threads / sizeof *threads; j++) {
      struct tally many = tally_of(&study, with(threads[j], VECTOR_COUNT));
      assert_same_tally(&one, &many, "threads");
      tally_free(&many);
    }
    tally_free(&one);
    study_free(&study);
  }
}
END_TEST

START_TEST(vector_widths_leave_every_bit_alone) {
  struct study study = study_of(sheet, RUNS, MONTHS);
  struct kept base_rows;
  struct tally base = tally_and_rows(&study, &base_rows, with(1, VECTOR_BASE));
  for (enum vector v = VECTOR_BASE; v < VECTOR_COUNT; v++) {
    if (!vector_available(v)) continue;
    struct kept rows;
    struct tally other = tally_and_rows(&study, &rows, with(2, v));
    assert_same_tally(&base, &other, vector_names[v]);
    ck_assert(same_bytes(rows.outcome, base_rows.outcome, study.count * study.model->outcome_count * RUNS * sizeof(double)));
    ck_assert(same_bytes(rows.input, base_rows.input, study.count * study.model->parameter_count * RUNS * sizeof(double)));
    tally_free(&other);
    kept_free(&rows);
  }
  tally_free(&base);
  kept_free(&base_rows);
  study_free(&study);
}
END_TEST

START_TEST(a_vector_width_that_is_not_there_is_refused) {
  struct study study = study_of(sheet, 256, 2);
  struct tally tally;
  struct error err;
  for (enum vector v = VECTOR_BASE; v < VECTOR_COUNT; v++) {
    const struct engine_options options = with(1, v);
    if (!vector_available(v)) ck_assert(!engine_run(&tally, &study, &options, &err));
  }
  ck_assert(vector_available(VECTOR_BASE) && vector_available(vector_best()));
  study_free(&study);
}
END_TEST

/* Rows of runs from..to of two simulations agree in every scenario. */
static void assert_same_rows(const struct kept *x, uint64_t from_x, const struct kept *y, uint64_t from_y, uint64_t runs) {
  const struct model *model = x->study->model;
  for (size_t s = 0; s < x->study->count; s++) {
    for (size_t p = 0; p < model->parameter_count; p++)
      ck_assert_msg(same_bytes(kept_input(x, s, p) + from_x, kept_input(y, s, p) + from_y, runs * sizeof(double)), "%s",
                    model->parameters[p].name);
    for (size_t o = 0; o < model->outcome_count; o++)
      ck_assert_msg(same_bytes(kept_outcome(x, s, o) + from_x, kept_outcome(y, s, o) + from_y, runs * sizeof(double)), "%s",
                    model->outcomes[o].name);
    ck_assert(same_bytes(x->end_month + s * x->runs + from_x, y->end_month + s * y->runs + from_y, runs * sizeof(unsigned)));
    ck_assert(same_bytes(x->ending + s * x->runs + from_x, y->ending + s * y->runs + from_y, runs));
  }
}

START_TEST(fewer_runs_are_the_first_of_more) {
  static const uint64_t fewer[] = {1, 2, 17, 255, 256, 300, RUNS / 2};
  struct study study = study_of(sheet, RUNS, MONTHS);
  struct kept many;
  struct tally whole = tally_and_rows(&study, &many, all);
  for (size_t k = 0; k < sizeof fewer / sizeof *fewer; k++) {
    struct study part_study = study_of(sheet, fewer[k], MONTHS);
    struct kept few;
    struct tally part = tally_and_rows(&part_study, &few, all);
    assert_same_rows(&many, 0, &few, 0, fewer[k]);
    for (size_t s = 0; s < part.layout.scenarios * part.layout.samples; s++)
      ck_assert(same_bytes(whole.samples + s * whole.samples_room, part.samples + s * part.samples_room, fewer[k] * sizeof(double)));
    tally_free(&part);
    kept_free(&few);
    study_free(&part_study);
  }
  tally_free(&whole);
  kept_free(&many);
  study_free(&study);
}
END_TEST

/* A block, and its first run, alone are what they are among many; runs may have numbers beyond 32 bits. */
START_TEST(a_run_alone_is_the_run_among_many) {
  struct study study = study_of(sheet, RUNS, MONTHS);
  struct kept many, alone;
  struct tally whole = tally_and_rows(&study, &many, all);
  for (uint64_t first = 0; first < RUNS; first += 7 * LANES)
    for (uint64_t count = 1; count <= LANES; count += 51) {
      struct engine_options options = all;
      options.first_run = first;
      study.runs = count;
      struct tally part = tally_and_rows(&study, &alone, options);
      assert_same_rows(&many, first, &alone, 0, count);
      tally_free(&part);
      kept_free(&alone);
    }
  kept_free(&many);
  tally_free(&whole);
  study_free(&study);
}
END_TEST

START_TEST(run_numbers_reach_beyond_32_bits) {
  struct study study = study_of(sheet, 3 * LANES, 6);
  struct kept across, beyond;
  struct engine_options options = all;
  options.first_run = (UINT64_C(1) << 32) - LANES;
  struct tally x = tally_and_rows(&study, &across, options);
  options.first_run = UINT64_C(1) << 32;
  study.runs = LANES;
  struct tally y = tally_and_rows(&study, &beyond, options);
  assert_same_rows(&across, LANES, &beyond, 0, LANES);
  kept_free(&beyond);
  tally_free(&y);
  options.first_run = 0;
  y = tally_and_rows(&study, &beyond, options);
  ck_assert(!same_bytes(kept_outcome(&across, 0, 0) + LANES, kept_outcome(&beyond, 0, 0), LANES * sizeof(double)));
  kept_free(&beyond);
  tally_free(&y);
  kept_free(&across);
  tally_free(&x);
  study_free(&study);
}
END_TEST

/* Two halves of the runs, merged, are the whole. */
START_TEST(shards_hold_what_the_whole_holds) {
  struct study study = study_of(sheet, 4 * LANES, 12);
  struct tally whole = tally_of(&study, all);
  struct engine_options options = all;
  study.runs = 2 * LANES;
  struct tally left = tally_of(&study, options);
  options.first_run = 2 * LANES;
  struct tally right = tally_of(&study, options);
  for (size_t r = 0; r < whole.layout.rows; r++) {
    struct moments sum = left.moments[r];
    moments_merge(&sum, &right.moments[r]);
    ck_assert(same_bytes(&sum, &whole.moments[r], sizeof sum));
  }
  const size_t cells = whole.layout.scenarios * whole.layout.months * whole.layout.month_cells;
  for (size_t c = 0; c < cells; c++) ck_assert_uint_eq(left.grid[c] + right.grid[c], whole.grid[c]);
  tally_free(&left);
  tally_free(&right);
  tally_free(&whole);
  study_free(&study);
}
END_TEST

START_TEST(twins_share_their_inputs_but_not_their_luck) {
  struct study study = study_of(sheet, 512, MONTHS);
  struct kept run, twin, again;
  struct engine_options options = all;
  struct tally x = tally_and_rows(&study, &run, options);
  options.luck = 1;
  struct tally y = tally_and_rows(&study, &twin, options);
  struct tally z = tally_and_rows(&study, &again, options);
  const size_t inputs = study.count * study.model->parameter_count * study.runs;
  ck_assert(same_bytes(run.input, twin.input, inputs * sizeof(double)));
  ck_assert(same_bytes(twin.outcome, again.outcome, study.count * study.model->outcome_count * study.runs * sizeof(double)));
  size_t differ = 0;
  for (uint64_t r = 0; r < study.runs; r++) differ += kept_outcome(&run, 0, 0)[r] != kept_outcome(&twin, 0, 0)[r];
  ck_assert_uint_eq(differ, study.runs);
  tally_free(&x), tally_free(&y), tally_free(&z);
  kept_free(&run), kept_free(&twin), kept_free(&again);
  study_free(&study);
}
END_TEST

START_TEST(a_seed_is_64_bits) {
  struct study study = study_of(sheet, 256, 6);
  struct tally x = tally_of(&study, all);
  study.seed += UINT64_C(1) << 32;
  struct tally y = tally_of(&study, all);
  ck_assert(!same_bytes(x.samples, y.samples, 256 * sizeof(double)));
  tally_free(&x), tally_free(&y);
  study_free(&study);
}
END_TEST

/* Three scenarios, written out so that none inherits, in another order, and one by one. */
static struct study scenarios(const char *order, uint64_t runs) {
  static const char *const focus[] = {"0.10", "0.28", "0.1 then 0.5 from 7 over 6"}, *const talk[] = {"0.4 to 0.7", "0.3", "beta 2 3"};
  char text[1024] = "parameter", *at = text + strlen(text);
  for (const char *c = order; *c; c++) at += sprintf(at, ",%c", *c);
  at += sprintf(at, "\nlong_term_focus");
  for (const char *c = order; *c; c++) at += sprintf(at, ",%s", focus[*c - 'A']);
  at += sprintf(at, "\ncommunication");
  for (const char *c = order; *c; c++) at += sprintf(at, ",%s", talk[*c - 'A']);
  sprintf(at, "\n");
  return study_of(text, runs, 24);
}

START_TEST(scenarios_do_not_touch_each_other) {
  struct study abc = scenarios("ABC", 1000);
  struct kept together;
  struct tally whole = tally_and_rows(&abc, &together, all);
  for (size_t s = 0; s < 3; s++) {
    const char order[] = {(char)('A' + s), 0};
    struct study one = scenarios(order, 1000);
    struct kept alone;
    struct tally tally = tally_and_rows(&one, &alone, all);
    for (size_t o = 0; o < one.model->outcome_count; o++)
      ck_assert(same_bytes(kept_outcome(&together, s, o), kept_outcome(&alone, 0, o), 1000 * sizeof(double)));
    ck_assert(
        same_bytes(whole.moments + s * whole.layout.scenario_rows, tally.moments, whole.layout.scenario_rows * sizeof(struct moments)));
    const size_t cells = whole.layout.months * whole.layout.month_cells;
    ck_assert(same_bytes(whole.grid + s * cells, tally.grid, cells * sizeof *tally.grid));
    tally_free(&tally);
    kept_free(&alone);
    study_free(&one);
  }
  tally_free(&whole);
  kept_free(&together);
  study_free(&abc);
}
END_TEST

START_TEST(the_order_of_scenarios_only_turns_pairs_round) {
  struct study abc = scenarios("ABC", 1000), cab = scenarios("CAB", 1000);
  struct tally x = tally_of(&abc, all), y = tally_of(&cab, all);
  static const size_t place[] = {1, 2, 0}; /* of A, B, C in the second */
  for (size_t s = 0; s < 3; s++)
    ck_assert(same_bytes(x.moments + s * x.layout.scenario_rows, y.moments + place[s] * x.layout.scenario_rows,
                         x.layout.scenario_rows * sizeof(struct moments)));
  for (size_t first = 0; first < 3; first++)
    for (size_t second = first + 1; second < 3; second++) {
      const bool turned = place[first] > place[second];
      const size_t p = pair_index(&x, first, second),
                   q = turned ? pair_index(&y, place[second], place[first]) : pair_index(&y, place[first], place[second]);
      for (size_t o = 0; o < abc.model->outcome_count; o++) {
        const struct moments a = tally_difference(&x, p, o), b = tally_difference(&y, q, o);
        ck_assert(a.count == b.count && a.squares == b.squares && a.mean == (turned ? -b.mean : b.mean));
        for (size_t side = 0; side < 2; side++)
          ck_assert_uint_eq(x.better[(p * x.layout.outcomes + o) * 2 + side],
                            y.better[(q * x.layout.outcomes + o) * 2 + (turned ? 1 - side : side)]);
      }
      for (size_t side = 0; side < 2; side++) ck_assert_uint_eq(x.ever[p * 2 + side], y.ever[q * 2 + (turned ? 1 - side : side)]);
    }
  tally_free(&x), tally_free(&y);
  study_free(&abc), study_free(&cab);
}
END_TEST

START_TEST(fixing_an_input_in_a_scenario_leaves_the_others_alone) {
  struct study study = study_of("parameter,free,fixed\ngoal_alignment,,0.5\n", 500, 6);
  struct kept rows;
  struct tally tally = tally_and_rows(&study, &rows, all);
  const size_t fixed = parameter_find(study.model, "goal_alignment");
  for (size_t p = 0; p < study.model->parameter_count; p++)
    ck_assert_int_eq(same_bytes(kept_input(&rows, 0, p), kept_input(&rows, 1, p), 500 * sizeof(double)), p != fixed);
  tally_free(&tally);
  kept_free(&rows);
  study_free(&study);
}
END_TEST

SUITE_MAIN("engine", threads_and_piece_sizes_leave_every_bit_alone, vector_widths_leave_every_bit_alone,
           a_vector_width_that_is_not_there_is_refused, fewer_runs_are_the_first_of_more, a_run_alone_is_the_run_among_many,
           run_numbers_reach_beyond_32_bits, shards_hold_what_the_whole_holds, twins_share_their_inputs_but_not_their_luck,
           a_seed_is_64_bits, scenarios_do_not_touch_each_other, the_order_of_scenarios_only_turns_pairs_round,
           fixing_an_input_in_a_scenario_leaves_the_others_alone)
