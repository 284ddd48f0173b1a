/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures by way of gnuplot: whole or not at all, whatever the program does. Most tests put a script in gnuplot's place. */
#include "plots/verdict.h"
#include "tests/drawings.h"
#include "tests/scratch.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#define CURVE "set title \"a curve\"\nplot [0:10] sin(x) title \"sine\"\n"

enum { LONG_SCRIPT = 4 << 20 }; /* far more than any pipe or socket holds */

static const struct gnuplot_limits HASTY = {.parallel = 2, .seconds = 0.5};

static void use(const char *fake) {
  char path[PATH_ROOM];
  ck_assert_int_lt(snprintf(path, sizeof path, "tests/fake_gnuplot/%s.sh", fake), PATH_ROOM);
  ck_assert_msg(access(path, X_OK) == 0, "%s is not there; tests run from the project's folder", path);
  setenv("ENTENTE_GNUPLOT", path, 1);
}

/* Draw with a program that must fail, and say so in these words. */
static void check_failure(struct drawing *drawing, const struct gnuplot_limits *limits, const char *words) {
  struct error err = {0};
  ck_assert(!gnuplot_draw(drawing, 1, limits, &err));
  ck_assert_msg(strstr(err.text, words) != NULL, "\"%s\" is not in: %s", words, err.text);
  ck_assert_msg(!strchr(err.text, '\n'), "not one line: %s", err.text);
  ck_assert_int_eq(err.status, STATUS_PICTURE);
  ck_assert_int_eq(drawing->err.status, STATUS_PICTURE);
  ck_assert(!drawing->done);
  ck_assert_ptr_null(drawing->bytes);
  ck_assert_msg(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD, "a process is left");
  drawing_free(drawing);
}

static void check_fake_failure(const char *fake, const char *words) {
  struct drawing drawing = drawing_of(PICTURE_SVG, CURVE);
  use(fake);
  check_failure(&drawing, &PATIENT, words);
}

static double seconds_since(const struct timespec *start) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - start->tv_sec) + 1e-9 * (double)(now.tv_nsec - start->tv_nsec);
}

/* A PATH on which nothing is, and back: tests may share a process. */
static char *leave_path(void) {
  char *const path = strdup(getenv("PATH"));
  ck_assert_ptr_nonnull(path);
  unsetenv("ENTENTE_GNUPLOT");
  setenv("PATH", "/nowhere", 1);
  return path;
}

static void return_path(char *path) {
  setenv("PATH", path, 1);
  free(path);
}

START_TEST(missing_gnuplot) {
  struct drawing drawing = drawing_of(PICTURE_SVG, CURVE);
  char *const path = leave_path();
  check_failure(&drawing, &PATIENT,
                "gnuplot is not installed: results are written, pictures are not; install it with: sudo apt-get install "
                "gnuplot-nox fonts-inter, then run: entente plot");
  return_path(path);
}
END_TEST

START_TEST(missing_gnuplot_is_said_once) {
  struct drawing list[3] = {drawing_of(PICTURE_SVG, CURVE), drawing_of(PICTURE_PNG, CURVE), drawing_of(PICTURE_PDF, CURVE)};
  struct error err = {0};
  char *const path = leave_path();
  ck_assert(!gnuplot_draw(list, 3, &PATIENT, &err));
  return_path(path);
  gnuplot_advice(&err, "results/focus");
  ck_assert_ptr_nonnull(strstr(err.text, "then run: entente plot results/focus"));
  ck_assert_ptr_null(strstr(err.text, "more picture"));
  ck_assert_int_eq(err.status, STATUS_PICTURE);
}
END_TEST

START_TEST(advice_leaves_other_messages) {
  struct error err = {0};
  fail(&err, "something else");
  gnuplot_advice(&err, "results");
  ck_assert_str_eq(err.text, "something else");
}
END_TEST

START_TEST(advice_where_plot_cannot_help) {
  struct error err = {0};
  fail(&err, "no gnuplot; install it, then run: entente plot");
  err.status = STATUS_PICTURE;
  gnuplot_advice(&err, NULL);
  ck_assert_str_eq(err.text, "no gnuplot; install it, then do this again");
  ck_assert_int_eq(err.status, STATUS_PICTURE);
}
END_TEST

START_TEST(advice_after_a_failure_of_gnuplot) {
  struct error err = {0};
  fail(&err, "value.svg: gnuplot drew nothing");
  err.status = STATUS_PICTURE;
  gnuplot_advice(&err, "results/focus");
  ck_assert_str_eq(err.text, "value.svg: gnuplot drew nothing; all results are written; make gnuplot work (sudo apt-get install "
                             "gnuplot-nox fonts-inter), then run: entente plot results/focus");
  ck_assert_int_eq(err.status, STATUS_PICTURE);
}
END_TEST

START_TEST(wrong_program_named) {
  struct drawing drawing = drawing_of(PICTURE_SVG, CURVE);
  setenv("ENTENTE_GNUPLOT", "/nowhere/gnuplot", 1);
  check_failure(&drawing, &PATIENT, "/nowhere/gnuplot cannot be started: No such file or directory");
}
END_TEST

START_TEST(strange_program_named_in_one_line) {
  struct drawing drawing = drawing_of(PICTURE_SVG, CURVE);
  char name[4000];
  memset(name, 'x', sizeof name);
  memcpy(name, "a\nb/", 4);
  name[sizeof name - 1] = '\0';
  setenv("ENTENTE_GNUPLOT", name, 1);
  check_failure(&drawing, &PATIENT, "a b/xxx");
  check_failure(&drawing, &PATIENT, "results are written, pictures are not");
}
END_TEST

START_TEST(good_picture) {
  struct drawing drawing = drawing_of(PICTURE_SVG, CURVE);
  use("good");
  draw(&drawing);
  ck_assert(drawing.done);
  ck_assert_uint_eq(drawing.length, strlen(drawing.bytes));
  ck_assert_int_eq(drawing.err.status, STATUS_DONE);
  drawing_free(&drawing);
}
END_TEST

START_TEST(failures) {
  check_fake_failure("draws_nothing", "test.svg: gnuplot drew nothing");
  check_fake_failure("gives_up", "test.svg: gnuplot gave up with exit status 1; it says: cannot allocate a window");
  check_fake_failure("draws_half", "test.svg: gnuplot's picture is cut off after 26 bytes");
  check_fake_failure("dies", "test.svg: gnuplot was ended by signal 11");
  check_fake_failure("spills", "test.svg: gnuplot's picture is cut off");
  check_fake_failure("reports_an_error", "test.svg: gnuplot cannot draw this: undefined variable: curve");
  check_fake_failure("talks_endlessly", "more than a megabyte of messages");
}
END_TEST

START_TEST(warning_is_no_failure) {
  struct drawing drawing = drawing_of(PICTURE_SVG, CURVE);
  use("warns");
  draw(&drawing);
  drawing_free(&drawing);
}
END_TEST

START_TEST(time_limit) {
  struct timespec start;
  struct drawing drawing = drawing_of(PICTURE_SVG, CURVE);
  clock_gettime(CLOCK_MONOTONIC, &start);
  use("hangs");
  check_failure(&drawing, &HASTY, "test.svg: gnuplot was ended because it took longer than 0.5 s");
  ck_assert_double_lt(seconds_since(&start), 30);
}
END_TEST

/* A script that fits into no buffer: the writer neither waits for ever nor dies of SIGPIPE. */
static void check_long_script(const char *fake, const struct gnuplot_limits *limits, const char *words) {
  char *const script = malloc(LONG_SCRIPT);
  ck_assert_ptr_nonnull(script);
  memset(script, '#', LONG_SCRIPT);
  struct drawing drawing = drawing_of(PICTURE_SVG, "");
  drawing.script = script;
  drawing.size = LONG_SCRIPT;
  use(fake);
  check_failure(&drawing, limits, words);
  free(script);
}

START_TEST(program_that_never_reads) {
  check_long_script("never_reads", &HASTY, "took longer than");
}
END_TEST

START_TEST(program_that_stops_reading) {
  struct sigaction before, after;
  ck_assert_int_eq(sigaction(SIGPIPE, NULL, &before), 0);
  ck_assert(before.sa_handler == SIG_DFL);
  check_long_script("closes_early", &PATIENT, "test.svg: gnuplot stopped before the end of its script");
  ck_assert_int_eq(sigaction(SIGPIPE, NULL, &after), 0);
  ck_assert(after.sa_handler == SIG_DFL);
}
END_TEST

/* Whatever a program writes, our own streams stay clean. */
START_TEST(our_streams_stay_clean) {
  char folder[PATH_ROOM], path[PATH_ROOM];
  struct stat found;
  struct drawing drawing = drawing_of(PICTURE_PNG, CURVE);
  scratch_folder(folder);
  below(path, folder, "streams");
  const int caught = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600), out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
  fflush(NULL);
  dup2(caught, STDOUT_FILENO);
  dup2(caught, STDERR_FILENO);
  struct error why = {0};
  use("spills");
  const bool spilled = gnuplot_draw(&drawing, 1, &PATIENT, &why);
  use("reports_an_error");
  const bool erred = gnuplot_draw(&drawing, 1, &PATIENT, &why);
  fflush(NULL);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  ck_assert(!spilled && !erred);
  ck_assert(fstat(caught, &found) == 0);
  ck_assert_int_eq(found.st_size, 0);
  close(caught);
  close(out);
  close(err);
  clean(folder);
}
END_TEST

START_TEST(no_fonts) {
  struct drawing list[2] = {drawing_of(PICTURE_PNG, CURVE), drawing_of(PICTURE_PNG, CURVE)};
  struct error err = {0};
  use("has_no_fonts");
  ck_assert(!gnuplot_draw(list, 2, &PATIENT, &err));
  ck_assert_msg(strstr(err.text, "no font is installed") && strstr(err.text, "sudo apt-get install fonts-inter"), "%s", err.text);
  ck_assert_int_eq(err.status, STATUS_PICTURE);
  ck_assert(!list[0].done && !list[1].done);
}
END_TEST

/* fontconfig with an empty folder of fonts, and the real gnuplot, which says nothing. */
START_TEST(no_fonts_for_the_real_gnuplot) {
  char folder[PATH_ROOM], path[PATH_ROOM];
  struct error err = {0};
  if (!gnuplot_is_here()) return;
  scratch_folder(folder);
  below(path, folder, "fonts.conf");
  FILE *const out = fopen(path, "w");
  ck_assert_ptr_nonnull(out);
  fprintf(out, "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>%s</dir></fontconfig>", folder);
  fclose(out);
  setenv("FONTCONFIG_FILE", path, 1);
  struct drawing list[3] = {drawing_of(PICTURE_SVG, CURVE), drawing_of(PICTURE_PNG, CURVE), drawing_of(PICTURE_PDF, CURVE)};
  ck_assert(!gnuplot_draw(list, 3, &PATIENT, &err));
  ck_assert_msg(strstr(err.text, "no font is installed") != NULL, "%s", err.text);
  ck_assert(list[0].done && !list[1].done && !list[2].done); /* an SVG names its font, whoever shows it has one */
  unsetenv("FONTCONFIG_FILE");
  drawing_free(&list[0]);
  clean(folder);
}
END_TEST

START_TEST(what_a_picture_could_depend_on) {
  struct drawing drawing = drawing_of(PICTURE_TEXT, CURVE);
  setenv("LANG", "de_DE.UTF-8", 1);
  setenv("LC_NUMERIC", "de_DE.UTF-8", 1);
  setenv("GNUTERM", "x11", 1);
  setenv("GNUPLOT_LIB", "/elsewhere", 1);
  setenv("MINE", "kept", 1);
  use("tells");
  draw(&drawing);
  ck_assert_ptr_nonnull(strstr(drawing.bytes, "arguments: -d\n"));
  ck_assert_ptr_nonnull(strstr(drawing.bytes, "\nLC_ALL=C.UTF-8\n"));
  ck_assert_ptr_nonnull(strstr(drawing.bytes, "\nMINE=kept\n"));
  ck_assert_ptr_null(strstr(drawing.bytes, "de_DE"));
  ck_assert_ptr_null(strstr(drawing.bytes, "GNUTERM"));
  ck_assert_ptr_null(strstr(drawing.bytes, "GNUPLOT_LIB"));
  drawing_free(&drawing);
}
END_TEST

static void *stop_soon(void *flag) {
  const struct timespec pause = {.tv_nsec = 200000000};
  nanosleep(&pause, NULL);
  atomic_store((atomic_int *)flag, SIGINT);
  return NULL;
}

START_TEST(interruption) {
  atomic_int stop = 0;
  pthread_t thread;
  struct timespec start;
  struct error err = {0};
  const struct gnuplot_limits limits = {.parallel = 2, .seconds = 300, .stop = &stop};
  struct drawing list[3] = {drawing_of(PICTURE_SVG, CURVE), drawing_of(PICTURE_SVG, CURVE), drawing_of(PICTURE_SVG, CURVE)};
  clock_gettime(CLOCK_MONOTONIC, &start);
  use("hangs");
  ck_assert_int_eq(pthread_create(&thread, NULL, stop_soon, &stop), 0);
  ck_assert(!gnuplot_draw(list, 3, &limits, &err));
  ck_assert_int_eq(pthread_join(thread, NULL), 0);
  ck_assert_int_eq(err.status, STATUS_INTERRUPTED);
  ck_assert_double_lt(seconds_since(&start), 30);
  ck_assert(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);
  for (int i = 0; i < 3; i++) ck_assert(!list[i].done && *list[i].err.text);
}
END_TEST

START_TEST(one_failure_among_others) {
  struct drawing list[3] = {drawing_of(PICTURE_SVG, CURVE), drawing_of(PICTURE_SVG, "plot nothing\n"), drawing_of(PICTURE_SVG, CURVE)};
  struct error err = {0};
  if (!gnuplot_is_here()) return;
  list[1].name = "wrong.svg";
  ck_assert(!gnuplot_draw(list, 3, &PATIENT, &err));
  ck_assert(list[0].done && !list[1].done && list[2].done);
  ck_assert_str_eq(err.text, "wrong.svg: gnuplot cannot draw this: undefined variable: nothing");
  for (int i = 0; i < 3; i++) drawing_free(&list[i]);
}
END_TEST

START_TEST(several_failures) {
  struct drawing list[3] = {drawing_of(PICTURE_SVG, CURVE), drawing_of(PICTURE_SVG, CURVE), drawing_of(PICTURE_SVG, CURVE)};
  struct error err = {0};
  list[1].name = "second.svg";
  list[2].name = "third.svg";
  use("draws_nothing");
  ck_assert(!gnuplot_draw(list, 3, &PATIENT, &err));
  ck_assert_str_eq(err.text, "test.svg: gnuplot drew nothing; 2 more pictures are not drawn either");
}
END_TEST

/* gnuplot goes on after an error, and what it draws then must not pass for the picture. */
START_TEST(errors_of_the_real_gnuplot) {
  if (!gnuplot_is_here()) return;
  struct drawing half = drawing_of(PICTURE_SVG, "foo bar\n" CURVE);
  check_failure(&half, &PATIENT, "test.svg: gnuplot cannot draw this: invalid command");
  struct drawing empty = drawing_of(PICTURE_PNG, "$data << EOD\nEOD\nplot $data\n");
  check_failure(&empty, &PATIENT, "test.png: gnuplot cannot draw this: ");
  struct drawing none = drawing_of(PICTURE_SVG, "x = 1\n");
  check_failure(&none, &PATIENT, "test.svg: gnuplot drew nothing");
  struct drawing unfinished = drawing_of(PICTURE_SVG, CURVE "exit\n");
  unfinished.terminal = "nonesuch";
  check_failure(&unfinished, &PATIENT, "unknown or ambiguous terminal");
}
END_TEST

START_TEST(formats_of_the_real_gnuplot) {
  static const char *const begin[] = {"<?xml", "\x89PNG\r\n", "%PDF-", " "};
  struct drawing list[8];
  struct error err = {0};
  if (!gnuplot_is_here()) return;
  for (int i = 0; i < 8; i++) list[i] = drawing_of((enum picture_format)(i % 4), CURVE);
  ck_assert_msg(gnuplot_draw(list, 8, &PATIENT, &err), "%s", err.text);
  for (int i = 0; i < 8; i++) {
    ck_assert(list[i].done && list[i].length > 100);
    ck_assert_msg(memcmp(list[i].bytes, begin[i % 4], strlen(begin[i % 4])) == 0, "%s begins with %.6s", list[i].name, list[i].bytes);
    ck_assert(picture_is_whole(list[i].format, list[i].bytes, list[i].length));
    ck_assert(list[i].format == PICTURE_TEXT || !picture_is_whole(list[i].format, list[i].bytes, list[i].length - 4));
  }
  ck_assert_str_eq(list[0].bytes, list[4].bytes);
  ck_assert_ptr_nonnull(strstr(list[3].bytes, "a curve"));
  for (int i = 0; i < 8; i++) drawing_free(&list[i]);
}
END_TEST

START_TEST(same_picture_in_every_locale) {
  struct drawing here = drawing_of(PICTURE_SVG, CURVE), there = drawing_of(PICTURE_SVG, CURVE);
  if (!gnuplot_is_here()) return;
  draw(&here);
  setenv("LC_ALL", "de_DE.UTF-8", 1);
  setenv("LC_NUMERIC", "de_DE.UTF-8", 1);
  setenv("GNUTERM", "dumb", 1);
  draw(&there);
  ck_assert_str_eq(here.bytes, there.bytes);
  drawing_free(&here);
  drawing_free(&there);
}
END_TEST

/* Entries of the folder but "." and "..". */
static size_t entries(const char *path) {
  size_t count = 0;
  DIR *const folder = opendir(path);
  ck_assert_ptr_nonnull(folder);
  while (readdir(folder)) count++;
  closedir(folder);
  return count - 2;
}

START_TEST(written_whole_or_not_at_all) {
  char path[PATH_ROOM];
  struct stat found;
  struct error err = {0};
  struct drawing drawing = drawing_of(PICTURE_SVG, CURVE);
  use("good");
  draw(&drawing);
  scratch_folder(path);
  const struct folder folder = {.path = path};
  const struct rlimit small = {.rlim_cur = 10, .rlim_max = RLIM_INFINITY}, all = {.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
  signal(SIGXFSZ, SIG_IGN);
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
  ck_assert(!drawing_write(&drawing, &folder, "test.svg", &err));
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &all), 0);
  ck_assert_msg(strstr(err.text, "test.svg: cannot be written") != NULL, "%s", err.text);
  ck_assert_uint_eq(entries(path), 0);
  ck_assert_msg(drawing_write(&drawing, &folder, "test.svg", &err), "%s", err.text);
  ck_assert_uint_eq(entries(path), 1);
  char file[PATH_ROOM];
  below(file, path, "test.svg");
  ck_assert(stat(file, &found) == 0 && (size_t)found.st_size == drawing.length);
  drawing_free(&drawing);
  clean(path);
}
END_TEST

START_TEST(folder_that_cannot_be_written) {
  struct error err = {0};
  struct drawing drawing = drawing_of(PICTURE_SVG, CURVE);
  char path[] = "/dev/null";
  const struct folder folder = {.path = path};
  use("good");
  draw(&drawing);
  ck_assert(!drawing_write(&drawing, &folder, "test.svg", &err));
  ck_assert_msg(strstr(err.text, "/dev/null") != NULL, "%s", err.text);
  drawing_free(&drawing);
}
END_TEST

START_TEST(messages) {
  char words[64] = "";
  ck_assert(!picture_error("", words, sizeof words));
  ck_assert(!picture_error("Fontconfig error: no\n\n         line 3: warning: empty\n", words, sizeof words));
  ck_assert(picture_error("line 1: warning: a\n\n\"x.gp\" line 12: No data in plot\n", words, sizeof words));
  ck_assert_str_eq(words, "No data in plot");
  ck_assert(picture_error("         line 0: a sentence without an end that is far longer than there is room for", words, sizeof words));
  ck_assert_uint_eq(strlen(words), sizeof words - 1);
  ck_assert(!picture_error("gnuplot> line x: y\nline 7", words, sizeof words));
}
END_TEST

SUITE_MAIN("gnuplot", missing_gnuplot, missing_gnuplot_is_said_once, advice_leaves_other_messages, advice_where_plot_cannot_help,
           advice_after_a_failure_of_gnuplot, wrong_program_named, strange_program_named_in_one_line, good_picture, failures,
           warning_is_no_failure, time_limit, program_that_never_reads, program_that_stops_reading, our_streams_stay_clean, no_fonts,
           no_fonts_for_the_real_gnuplot, what_a_picture_could_depend_on, interruption, one_failure_among_others, several_failures,
           errors_of_the_real_gnuplot, formats_of_the_real_gnuplot, same_picture_in_every_locale, written_whole_or_not_at_all,
           folder_that_cannot_be_written, messages)
