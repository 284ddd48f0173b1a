/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must not touch a number: threads, vector widths, the size of pieces, what is asked for, which scenarios stand beside, where a
 * part of the runs begins and ends. All comparisons are to the bit. */
#include "tests/engine_help.h"
#include "sim/lanes.h"
#include <time.h>

/* Schedules, ramps, events, correlation, coefficients, early endings: everything that can change from month to month. */
static const char *const sheet =
    "parameter,Quick,Middle,Long\n"
    "long_term_focus,0.10,0.28,0.1 then 0.5 from 7 over 6\n"
    "relationship_management,beta 4 6,,0.2 then 0.7 from 13 over 6 then 0.5 from 15\n"
    "communication,0.4 to 0.7,,\n"
    "turbulence,3,1,1\n"
    "event: loss of revenue,month 5 severity 0.5,,none\n"
    "correlation: goal_alignment ~ cultural_fit,0.5,,\n"
    "coefficient: exit0,0.002,,0.001\n";
enum { MONTHS = 30, RUNS = 3000 };

static const struct engine_options all = {.keep = KEEP_ALL, .vector = VECTOR_COUNT};

static struct engine_options with(unsigned threads, enum vector vector) {
  struct engine_options options = all;
  options.threads = threads;
  options.vector = vector;
  return options;
}

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
      ck_assert_msg(same_bytes(kept_input(x, s, p) + from_x, kept_input(y, s, p) + from_y, runs * sizeof(double)), "%s", model->parameters[p].name);
    for (size_t o = 0; o < model->outcome_count; o++)
      ck_assert_msg(same_bytes(kept_outcome(x, s, o) + from_x, kept_outcome(y, s, o) + from_y, runs * sizeof(double)), "%s", model->outcomes[o].name);
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

/* What a tally says through its functions, whatever it keeps besides. */
static void assert_same_figures(const struct tally *x, const struct tally *y, unsigned keep) {
  const struct model *model = x->study->model;
  for (size_t s = 0; s < x->study->count; s++) {
    for (size_t o = 0; o < model->outcome_count; o++) {
      const struct moments a = tally_outcome(x, s, o), b = tally_outcome(y, s, o);
      ck_assert(same_bytes(&a, &b, sizeof a));
    }
    for (unsigned m = 1; m <= x->study->months; m++) {
      for (size_t e = 0; e < model->ending_count; e++) ck_assert_uint_eq(tally_ended(x, s, m, e), tally_ended(y, s, m, e));
      for (size_t v = 0; v < model->variable_count; v++) {
        const struct moments a = tally_variable(x, s, v, m), b = keep & KEEP_TRAJECTORIES ? tally_variable(y, s, v, m) : a;
        ck_assert(same_bytes(&a, &b, sizeof a));
      }
    }
  }
  for (size_t p = 0; keep & KEEP_PAIRS && p < x->pair_count; p++)
    for (size_t o = 0; o < model->outcome_count; o++) {
      const struct moments a = tally_difference(x, p, o), b = tally_difference(y, p, o);
      ck_assert(same_bytes(&a, &b, sizeof a));
    }
  if (keep & KEEP_SAMPLES)
    ck_assert(same_bytes(x->samples, y->samples, x->layout.scenarios * x->layout.samples * x->samples_room * sizeof(double)));
}

START_TEST(keeping_less_changes_no_number) {
  struct study study = study_of(sheet, 700, 12);
  struct tally whole = tally_of(&study, all);
  for (unsigned keep = 0; keep <= KEEP_ALL; keep++) {
    struct engine_options options = with(2, VECTOR_COUNT);
    options.keep = keep;
    struct tally part = tally_of(&study, options);
    assert_same_figures(&whole, &part, keep);
    ck_assert((part.grid != NULL) == ((keep & KEEP_QUANTILES) != 0) && (part.samples != NULL) == ((keep & KEEP_SAMPLES) != 0));
    tally_free(&part);
  }
  tally_free(&whole);
  study_free(&study);
}
END_TEST

START_TEST(asking_for_rows_and_events_changes_no_number) {
  struct study study = study_of(sheet, 1500, MONTHS);
  struct tally plain = tally_of(&study, all);
  for (unsigned threads = 1; threads <= 7; threads += 3)
    for (int events = 0; events <= 1; events++) {
      struct kept rows;
      struct engine_options options = with(threads, VECTOR_COUNT);
      options.events = events;
      struct tally tally = tally_and_rows(&study, &rows, options);
      assert_same_tally(&plain, &tally, "rows");
      ck_assert_uint_eq(rows.taken, study.runs);
      ck_assert((rows.event_count > 0) == events);
      tally_free(&tally);
      kept_free(&rows);
    }
  tally_free(&plain);
  study_free(&study);
}
END_TEST

/* Events are sorted by run, month and row of the table; every run that ended says so once, in its last month. */
START_TEST(events_are_in_order_and_tell_the_ending) {
  struct study study = study_of(sheet, 1000, MONTHS);
  struct kept rows;
  struct engine_options options = with(7, VECTOR_COUNT);
  options.events = true;
  struct tally tally = tally_and_rows(&study, &rows, options);
  const size_t ending = study.model->happening_count, loss = shock_find(study.model, "loss of revenue");
  uint64_t endings = 0, ended = 0, forced = 0, together = 0;
  for (uint64_t r = 0; r < study.runs; r++) ended += rows.ending[r] != 0, together += rows.end_month[r] >= 5;
  for (size_t e = 0; e < rows.event_count; e++) {
    const struct run_event *event = &rows.events[e], *before = e ? event - 1 : NULL;
    if (before && before->lane == event->lane)
      ck_assert(before->month < event->month || (before->month == event->month && before->happening < event->happening));
    else if (before) ck_assert_uint_lt(before->lane, event->lane);
    ck_assert(event->month >= 1 && event->month <= rows.end_month[event->lane] && event->size != 0);
    forced += event->happening == loss && event->month == 5;
    if (event->happening != ending) continue;
    endings++;
    ck_assert(event->size == rows.ending[event->lane] && event->month == rows.end_month[event->lane]);
  }
  ck_assert_uint_eq(endings, ended);
  ck_assert_uint_eq(forced, together); /* the sheet's event strikes everyone who is there */
  tally_free(&tally);
  kept_free(&rows);
  study_free(&study);
}
END_TEST

/* Stopped anywhere, what there is equals a simulation of just so many runs. */
START_TEST(a_stop_leaves_the_first_runs) {
  for (unsigned threads = 1; threads <= 7; threads += 3)
    for (uint64_t after = 1; after < 8000; after += 2500) {
      struct study study = study_of(sheet, 40000, 4);
      struct kept rows;
      atomic_int stop = 0;
      kept_make(&rows, &study, 0);
      rows.stop = &stop;
      rows.stop_after = after;
      struct engine_options options = with(threads, VECTOR_COUNT);
      options.rows = true;
      options.each_rows = keep_rows;
      options.context = &rows;
      options.stop = &stop;
      struct tally part = tally_of(&study, options);
      ck_assert(!part.complete && part.runs >= after && part.runs < 40000 && part.asked == 40000);
      ck_assert_uint_eq(rows.taken, part.runs);
      study.runs = part.runs;
      struct tally fresh = tally_of(&study, all);
      ck_assert(fresh.complete);
      assert_same_tally(&part, &fresh, "stopped");
      tally_free(&part), tally_free(&fresh);
      kept_free(&rows);
      study_free(&study);
    }
}
END_TEST

START_TEST(a_stop_before_the_start_leaves_nothing) {
  struct study study = study_of(sheet, 1000, 4);
  atomic_int stop = 1;
  struct engine_options options = all;
  options.stop = &stop;
  struct tally tally = tally_of(&study, options);
  ck_assert(tally.runs == 0 && !tally.complete);
  ck_assert(tally_outcome(&tally, 0, 0).count == 0 && isnan(tally_variable_quantile(&tally, 0, 0, 1, 0.5)));
  tally_free(&tally);
  study_free(&study);
}
END_TEST

static bool refuse(void *context, const struct run_rows *rows, struct error *err) {
  (void)context;
  return rows->first_run < 512 || fail(err, "the disk is full");
}

START_TEST(a_failure_of_the_caller_is_passed_on) {
  struct study study = study_of(sheet, 20000, 3);
  for (unsigned threads = 1; threads <= 7; threads += 3) {
    struct engine_options options = with(threads, VECTOR_COUNT);
    options.rows = true;
    options.each_rows = refuse;
    struct tally tally;
    struct error err;
    ck_assert(!engine_run(&tally, &study, &options, &err));
    ck_assert_str_eq(err.text, "the disk is full");
    ck_assert_ptr_null(tally.moments);
  }
  study_free(&study);
}
END_TEST

struct watcher { uint64_t runs; unsigned calls; };

static void watch_progress(void *context, const struct progress *progress) {
  struct watcher *watcher = context;
  ck_assert(progress->runs >= watcher->runs && progress->runs <= progress->asked);
  watcher->runs = progress->runs;
  watcher->calls++;
}

/* Ten times a second, and once at the end. */
START_TEST(progress_rises_to_the_end) {
  struct study study = study_of(sheet, 20000, 12);
  struct watcher watcher = {0};
  struct kept rows;
  struct timespec start, end;
  struct engine_options options = with(7, VECTOR_COUNT);
  options.progress = watch_progress;
  options.progress_context = &watcher;
  clock_gettime(CLOCK_MONOTONIC, &start);
  struct tally tally = tally_and_rows(&study, &rows, options);
  clock_gettime(CLOCK_MONOTONIC, &end);
  ck_assert_uint_eq(watcher.runs, study.runs);
  const double seconds = (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
  ck_assert_msg(watcher.calls <= 10 * seconds + 1, "%u calls in %.3f s", watcher.calls, seconds); /* also where rows wake the watcher */
  tally_free(&tally);
  kept_free(&rows);
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
    ck_assert(same_bytes(whole.moments + s * whole.layout.scenario_rows, tally.moments, whole.layout.scenario_rows * sizeof(struct moments)));
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
    ck_assert(same_bytes(x.moments + s * x.layout.scenario_rows, y.moments + place[s] * x.layout.scenario_rows, x.layout.scenario_rows * sizeof(struct moments)));
  for (size_t first = 0; first < 3; first++)
    for (size_t second = first + 1; second < 3; second++) {
      const bool turned = place[first] > place[second];
      const size_t p = pair_index(&x, first, second), q = turned ? pair_index(&y, place[second], place[first]) : pair_index(&y, place[first], place[second]);
      for (size_t o = 0; o < abc.model->outcome_count; o++) {
        const struct moments a = tally_difference(&x, p, o), b = tally_difference(&y, q, o);
        ck_assert(a.count == b.count && a.squares == b.squares && a.mean == (turned ? -b.mean : b.mean));
        for (size_t side = 0; side < 2; side++)
          ck_assert_uint_eq(x.better[(p * x.layout.outcomes + o) * 2 + side], y.better[(q * x.layout.outcomes + o) * 2 + (turned ? 1 - side : side)]);
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

/* The last month of a trajectory, brute force from rows: trust over the living (cells of 1/1024), npv over all (0.5 % + 0.0002). */
static int ascending(const void *x, const void *y) {
  const double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

static void check_quantiles(const struct tally *tally, const char *variable, double *value, size_t n, double relative, double absolute) {
  const size_t v = variable_find(tally->study->model, variable);
  qsort(value, n, sizeof *value, ascending);
  ck_assert(tally_variable(tally, 0, v, tally->study->months).count == (double)n);
  for (int k = 1; k < 100; k++) {
    const double p = k / 100.0, want = value[(size_t)ceil(p * (double)n) - 1];
    assert_near(tally_variable_quantile(tally, 0, v, tally->study->months, p), want, relative * fabs(want) + absolute);
  }
}

START_TEST(quantiles_over_time_agree_with_rows) {
  struct study study = study_of(sheet, RUNS, MONTHS);
  struct kept rows;
  struct tally tally = tally_and_rows(&study, &rows, all);
  static double trust[RUNS], npv[RUNS];
  const double *trust_end = kept_outcome(&rows, 0, outcome_find(study.model, "trust_end")), *npv_joint = kept_outcome(&rows, 0, outcome_find(study.model, "npv_joint"));
  size_t living = 0;
  for (size_t r = 0; r < RUNS; r++)
    if (rows.ending[r] == 0) trust[living++] = trust_end[r];
  ck_assert_msg(living > 100 && living < RUNS - 100, "%zu", living);
  ck_assert_uint_eq(tally_alive(&tally, 0, MONTHS), living);
  check_quantiles(&tally, "trust", trust, living, 0, 1.0 / GRID_CELLS + 1e-7);
  memcpy(npv, npv_joint, sizeof npv);
  check_quantiles(&tally, "npv", npv, RUNS, 0.005, 0.0002 * tally_scale(&study, 0) * (1 + 1e-6));
  tally_free(&tally);
  kept_free(&rows);
  study_free(&study);
}
END_TEST

SUITE_MAIN("engine", threads_and_piece_sizes_leave_every_bit_alone, vector_widths_leave_every_bit_alone, a_vector_width_that_is_not_there_is_refused,
           fewer_runs_are_the_first_of_more, a_run_alone_is_the_run_among_many, run_numbers_reach_beyond_32_bits, shards_hold_what_the_whole_holds,
           twins_share_their_inputs_but_not_their_luck, a_seed_is_64_bits, keeping_less_changes_no_number, asking_for_rows_and_events_changes_no_number,
           events_are_in_order_and_tell_the_ending, a_stop_leaves_the_first_runs, a_stop_before_the_start_leaves_nothing,
           a_failure_of_the_caller_is_passed_on, progress_rises_to_the_end, scenarios_do_not_touch_each_other,
           the_order_of_scenarios_only_turns_pairs_round, fixing_an_input_in_a_scenario_leaves_the_others_alone, quantiles_over_time_agree_with_rows)
