/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model `partnership` docked against the figures of an independent implementation (tests/docking.h). */
#include "tests/docking.h"
#include "tests/suite.h"
#include <errno.h>
#include <sha2.h>

enum { SEED = 1 };

/* A field of the coefficients' CSV file as it was hashed: quoted where it contains a comma. */
static void field_append(char *text, size_t size, const char *field) {
  const char *quote = strchr(field, ',') ? "\"" : "";
  const size_t length = strlen(text);
  snprintf(text + length, size - length, "%s%s%s%s", length && text[length - 1] != '\n' ? "," : "", quote, field, quote);
}

static void number_append(char *text, size_t size, double value) {
  char field[32];
  snprintf(field, sizeof field, "%.12g", value);
  field_append(text, size, field);
}

static void table_write(const struct model *model, char *text, size_t size) {
  snprintf(text, size, "name,section,value,low,high,meaning,basis\n");
  for (size_t i = 0; i < model->coefficient_count; i++) {
    const struct coefficient *row = &model->coefficients[i];
    field_append(text, size, row->name);
    field_append(text, size, row->section);
    number_append(text, size, row->value);
    number_append(text, size, row->low);
    number_append(text, size, row->high);
    field_append(text, size, row->meaning);
    field_append(text, size, row->basis);
    const size_t length = strlen(text);
    snprintf(text + length, size - length, "\n");
  }
}

/* The model's own table is the one that the reference figures were made with, byte for byte. */
START_TEST(coefficients_are_those_of_the_reference) {
  enum { ROOM = 1 << 16 };
  char *text = malloc(ROOM), hash[SHA256_DIGEST_STRING_LENGTH], recorded[128];
  ck_assert_ptr_nonnull(text);
  table_write(model_find("partnership"), text, ROOM);
  ck_assert_ptr_nonnull(SHA256Data((const uint8_t *)text, strlen(text), hash));
  free(text);
  FILE *file = fopen("tests/reference/COEFFICIENTS.sha256", "r");
  ck_assert_msg(file, "tests/reference/COEFFICIENTS.sha256: %s", strerror(errno));
  ck_assert_ptr_nonnull(fgets(recorded, sizeof recorded, file));
  fclose(file);
  recorded[strcspn(recorded, " \n")] = '\0';
  ck_assert_str_eq(hash, recorded);
}
END_TEST

START_TEST(every_case_agrees) {
  struct dock_score all = {0};
  struct error err;
  for (size_t i = 0; i < DOCKING_CASES; i++) {
    struct dock_score one = {0};
    ck_assert_msg(dock_case(&one, docking_cases[i], DOCKING_RUNS, SEED, NULL, &err), "%s", err.text);
    printf("%-16s %zu figures, %zu above 3, worst z %.2f: %s\n", docking_cases[i], one.compared, one.above_3, one.worst, one.where);
    ck_assert_msg(!one.missing && !one.wrong && one.worst <= 6, "%s: %zu missing, %zu wrong, worst z %.2f: %s", docking_cases[i],
                  one.missing, one.wrong, one.worst, one.where);
    dock_sum(&all, &one);
  }
  printf("%-16s %zu figures, %zu above 3, worst z %.2f\n", "all", all.compared, all.above_3, all.worst);
  ck_assert_msg(dock_agrees(&all, &err), "%s", err.text);
}
END_TEST

/* A coefficient moved by a tenth is noticed by a single case already; `make verify` moves every one. */
START_TEST(wrong_coefficients_are_noticed) {
  static const char *const moved[] = {"luck_sd", "resolve_gov", "cap_neglect", "exit_conf"};
  const struct model *model = model_find("partnership");
  for (size_t i = 0; i < sizeof moved / sizeof *moved; i++) {
    const struct dock_change change = {coefficient_find(model, moved[i]), 1.1};
    struct dock_score score = {0};
    struct error err;
    ck_assert_uint_lt(change.coefficient, model->coefficient_count);
    ck_assert_msg(dock_case(&score, "change_of_focus", DOCKING_RUNS, SEED, &change, &err), "%s", err.text);
    ck_assert_msg(!dock_agrees(&score, &err), "%s x 1.1 is not noticed: worst z %.2f", moved[i], score.worst);
  }
}
END_TEST

/* The rules themselves: each can fail, and fails for its own reason. */
START_TEST(rules_can_fail) {
  const struct dock_row row = {"trust", 12, "mean", .5, .001}, still = {"culture", 1, "mean", .5, 0},
                        spread = {"trust", 12, "q50", .5, .001};
  struct dock_score score = {0};
  struct error err;
  ck_assert(!dock_agrees(&score, &err));
  for (int i = 0; i < 98; i++) dock_add(&score, &row, .5, .001);
  dock_add(&score, &spread, .5 + .001 + 2.9 * .001 * sqrt(2), .001);
  dock_add(&score, &row, .5 + 5.9 * .001 * sqrt(2), .001);
  ck_assert_msg(dock_agrees(&score, &err), "%s", err.text);
  ck_assert_uint_eq(score.above_3, 1);
  struct dock_score many = score, far = score, wrong = score, missing = score;
  for (int i = 0; i < 2; i++) dock_add(&many, &row, .5 - 3.1 * .001 * sqrt(2), .001);
  dock_add(&far, &row, .5 - 6.1 * .001 * sqrt(2), .001);
  dock_add(&wrong, &still, .500002, 1);
  dock_add(&missing, &row, (double)NAN, .001);
  ck_assert(!dock_agrees(&many, &err) && !dock_agrees(&far, &err) && !dock_agrees(&wrong, &err) && !dock_agrees(&missing, &err));
}
END_TEST

SUITE_MAIN("docking", coefficients_are_those_of_the_reference, rules_can_fail, every_case_agrees, wrong_coefficients_are_noticed)
