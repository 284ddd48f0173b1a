/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a caller gets besides the tally: rows, events, progress, an early stop; none of it changes a number. */
#include "sim/lanes.h"
#include "tests/engine_case.h"
#include <time.h>

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

struct watcher {
  uint64_t runs;
  unsigned calls;
};

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
  const double *trust_end = kept_outcome(&rows, 0, outcome_find(study.model, "trust_end")),
               *npv_joint = kept_outcome(&rows, 0, outcome_find(study.model, "npv_joint"));
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

SUITE_MAIN("engine_rows", keeping_less_changes_no_number, asking_for_rows_and_events_changes_no_number,
           events_are_in_order_and_tell_the_ending, a_stop_leaves_the_first_runs, a_stop_before_the_start_leaves_nothing,
           a_failure_of_the_caller_is_passed_on, progress_rises_to_the_end, quantiles_over_time_agree_with_rows)
