/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/folder.h"
#include "tests/scratch.h"
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* Names in a folder, "." and ".." left out. */
static size_t entries(const char *path) {
  size_t count = 0;
  DIR *const folder = opendir(path);
  ck_assert_ptr_nonnull(folder);
  while (readdir(folder)) count++;
  closedir(folder);
  return count - 2;
}

static void put(const char *path, const char *name, const char *text) {
  char file[PATH_ROOM];
  below(file, path, name);
  FILE *const out = fopen(file, "w");
  ck_assert_ptr_nonnull(out);
  fputs(text, out);
  fclose(out);
}

static void check_content(const char *path, const char *name, const char *expected) {
  char file[PATH_ROOM], text[256] = "";
  below(file, path, name);
  FILE *const in = fopen(file, "r");
  ck_assert_msg(in != NULL, "%s is missing", file);
  text[fread(text, 1, sizeof text - 1, in)] = '\0';
  fclose(in);
  ck_assert_str_eq(text, expected);
}

START_TEST(parents_are_created) {
  char root[PATH_ROOM], deep[PATH_ROOM];
  struct error err = {0};
  struct folder folder = {0};
  scratch_folder(root);
  below(deep, root, "a/b//c/");
  ck_assert_msg(folder_make(&folder, deep, false, &err), "%s", err.text);
  ck_assert(access(deep, W_OK) == 0);
  folder_free(&folder);
  ck_assert_ptr_null(folder.path);
  clean(root);
}
END_TEST

START_TEST(a_folder_with_files_needs_force) {
  char root[PATH_ROOM];
  struct error err = {0};
  struct folder folder = {0};
  scratch_folder(root);
  ck_assert(folder_make(&folder, root, false, &err)); /* empty is fine */
  folder_free(&folder);
  put(root, "mine.txt", "precious");
  ck_assert(!folder_make(&folder, root, false, &err));
  ck_assert_int_eq(err.status, STATUS_USAGE);
  ck_assert_ptr_nonnull(strstr(err.text, root));
  ck_assert_ptr_nonnull(strstr(err.text, "--force"));
  ck_assert(folder_make(&folder, root, true, &err));
  check_content(root, "mine.txt", "precious");
  folder_free(&folder);
  clean(root);
}
END_TEST

START_TEST(leftovers_of_a_killed_process_are_cleared_by_force) {
  char root[PATH_ROOM], inputs[PATH_ROOM];
  struct error err = {0};
  struct folder folder = {0};
  scratch_folder(root);
  below(inputs, root, "inputs");
  ck_assert(mkdir(inputs, 0777) == 0);
  put(root, ".entente-2147483647-runs.csv.part", "half"); /* no process has so high a number, and number 1 always lives */
  put(inputs, ".entente-2147483647-focus.csv.part", "half");
  put(root, ".entente-1-runs.csv.part", "half");
  put(root, ".entente-notes", "mine");
  ck_assert(!folder_make(&folder, root, false, &err));
  ck_assert(folder_make(&folder, root, true, &err));
  ck_assert_uint_eq(entries(root), 3);
  ck_assert_uint_eq(entries(inputs), 0);
  check_content(root, ".entente-notes", "mine");
  check_content(root, ".entente-1-runs.csv.part", "half");
  folder_free(&folder);
  clean(root);
}
END_TEST

START_TEST(a_file_in_the_way_is_named) {
  char root[PATH_ROOM], path[PATH_ROOM];
  struct error err = {0};
  struct folder folder = {0};
  scratch_folder(root);
  put(root, "results", "a file");
  below(path, root, "results/focus");
  ck_assert(!folder_make(&folder, path, false, &err));
  ck_assert_ptr_nonnull(strstr(err.text, "results: is not a folder"));
  below(path, root, "results");
  ck_assert(!folder_make(&folder, path, true, &err));
  ck_assert_ptr_nonnull(strstr(err.text, "is not a folder"));
  clean(root);
}
END_TEST

START_TEST(a_file_appears_whole_and_replaces_an_earlier_one) {
  char root[PATH_ROOM], inputs[PATH_ROOM];
  struct error err = {0};
  struct folder folder = {0};
  struct folder_file file;
  scratch_folder(root);
  put(root, "summary.csv", "old");
  ck_assert(folder_make(&folder, root, true, &err));
  ck_assert(folder_file_open(&file, &folder, "summary.csv", &err));
  fputs("new", file.stream);
  fflush(file.stream);
  check_content(root, "summary.csv", "old");
  ck_assert_msg(folder_file_commit(&file, &err), "%s", err.text);
  check_content(root, "summary.csv", "new");
  ck_assert(folder_file_open(&file, &folder, "inputs/data/ties.csv", &err));
  fputs("x", file.stream);
  ck_assert(folder_file_commit(&file, &err));
  check_content(root, "inputs/data/ties.csv", "x");
  below(inputs, root, "inputs/data");
  ck_assert_uint_eq(entries(inputs), 1);
  ck_assert_msg(folder_sync(&folder, &err), "%s", err.text);
  folder_free(&folder);
  clean(root);
}
END_TEST

START_TEST(a_file_given_up_leaves_nothing) {
  char root[PATH_ROOM];
  struct error err = {0};
  struct folder folder = {0};
  struct folder_file file = {0};
  scratch_folder(root);
  ck_assert(folder_make(&folder, root, false, &err));
  ck_assert(folder_file_open(&file, &folder, "summary.csv", &err));
  fputs("half", file.stream);
  ck_assert_uint_eq(entries(root), 1);
  folder_file_discard(&file);
  folder_file_discard(&file); /* again is fine */
  ck_assert_uint_eq(entries(root), 0);
  folder_free(&folder);
  clean(root);
}
END_TEST

START_TEST(a_scratch_file_has_no_name) {
  char root[PATH_ROOM], text[8] = "";
  struct error err = {0};
  struct folder folder = {0};
  scratch_folder(root);
  ck_assert(folder_make(&folder, root, false, &err));
  FILE *const scratch = folder_scratch(&folder, &err);
  ck_assert_msg(scratch != NULL, "%s", err.text);
  ck_assert_uint_eq(entries(root), 0);
  fputs("kept", scratch);
  rewind(scratch);
  ck_assert_uint_eq(fread(text, 1, 4, scratch), 4);
  ck_assert_str_eq(text, "kept");
  fclose(scratch);
  folder_free(&folder);
  clean(root);
}
END_TEST

START_TEST(an_earlier_result_can_be_removed) {
  char root[PATH_ROOM];
  struct error err = {0};
  struct folder folder = {0};
  scratch_folder(root);
  put(root, "runs.csv", "old");
  ck_assert(folder_make(&folder, root, true, &err));
  ck_assert(folder_remove(&folder, "runs.csv", &err));
  ck_assert_uint_eq(entries(root), 0);
  ck_assert(folder_remove(&folder, "runs.csv", &err)); /* none is no error */
  folder_free(&folder);
  clean(root);
}
END_TEST

/* A limit on the size of files stands for a disk that fills up: writing fails with a reason. */
static void limit_files(rlim_t bytes) {
  struct rlimit limit;
  signal(SIGXFSZ, SIG_IGN);
  ck_assert(getrlimit(RLIMIT_FSIZE, &limit) == 0);
  limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
  ck_assert(setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

/* Write so much in pieces, fail at the commit with a message that names the file, and leave the earlier file as it was. */
static void check_full(const char *root, size_t pieces, size_t piece) {
  struct error err = {0};
  struct folder folder = {0};
  struct folder_file file;
  ck_assert(folder_make(&folder, root, true, &err));
  ck_assert(folder_file_open(&file, &folder, "runs.csv", &err));
  limit_files(4096);
  char *const bytes = calloc(piece, 1);
  for (size_t i = 0; i < pieces; i++) fwrite(bytes, 1, piece, file.stream);
  free(bytes);
  const bool done = folder_file_commit(&file, &err);
  limit_files(RLIM_INFINITY);
  ck_assert(!done);
  ck_assert_int_eq(err.status, STATUS_FAILED);
  ck_assert_ptr_nonnull(strstr(err.text, "runs.csv: cannot be written: File too large"));
  ck_assert_uint_eq(entries(root), 1);
  check_content(root, "runs.csv", "old");
  folder_free(&folder);
}

START_TEST(a_full_disk_is_an_error_that_says_so) {
  char root[PATH_ROOM];
  scratch_folder(root);
  put(root, "runs.csv", "old");
  check_full(root, 5000, 1);     /* fails when the last buffer is written */
  check_full(root, 1u << 20, 1); /* failed long before the end */
  check_full(root, 2, 1u << 20); /* failed before, and nothing is left to be written */
  clean(root);
}
END_TEST

START_TEST(a_name_that_is_a_folder_cannot_be_replaced) {
  char root[PATH_ROOM], way[PATH_ROOM];
  struct error err = {0};
  struct folder folder = {0};
  struct folder_file file;
  scratch_folder(root);
  below(way, root, "runs.csv");
  ck_assert(mkdir(way, 0777) == 0);
  ck_assert(folder_make(&folder, root, true, &err));
  ck_assert(folder_file_open(&file, &folder, "runs.csv", &err));
  ck_assert(!folder_file_commit(&file, &err));
  ck_assert_ptr_nonnull(strstr(err.text, "runs.csv"));
  ck_assert_uint_eq(entries(root), 1);
  folder_free(&folder);
  clean(root);
}
END_TEST

SUITE_MAIN("folder", parents_are_created, a_folder_with_files_needs_force, leftovers_of_a_killed_process_are_cleared_by_force,
           a_file_in_the_way_is_named, a_file_appears_whole_and_replaces_an_earlier_one, a_file_given_up_leaves_nothing,
           a_scratch_file_has_no_name, an_earlier_result_can_be_removed, a_full_disk_is_an_error_that_says_so,
           a_name_that_is_a_folder_cannot_be_replaced)
