/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maximum likelihood for the model `alliance_game`: the likelihood against a sum written out, its derivatives, known coefficients found
 * again, the defaults, and data that are wrong. */
#include "models/alliance_game_predict.h"
#include "tests/alliance_play.h"
#include "tests/scratch.h"

#define DATA "tests/reference/alliance_game/choices.csv"

static struct alliance_likelihood likelihood_of(const struct alliance_data *data, const double *value) {
  struct alliance_likelihood out;
  struct error err;
  ck_assert_msg(alliance_likelihood_make(&out, data, NULL, value[COEFFICIENT_continuation], ALLIANCE_NODES, &err), "%s", err.text);
  return out;
}

/* Probability of a subject's counts, integrated by the trapezoidal rule. */
static double subject_by_sum(const struct alliance_data *data, const struct alliance_subject *subject, const double *value) {
  const double step = .01, most = 8;
  double sum = 0;
  for (double z = -most; z <= most; z += step) {
    double log_chance = -.5 * z * z - .5 * log(2 * M_PI);
    for (size_t i = subject->first_count; i < subject->first_count + subject->counts; i++) {
      const struct alliance_odds odds = alliance_odds(&data->situation[data->count[i].situation], value[COEFFICIENT_continuation]);
      const struct alliance_chances chances = alliance_chances(&odds, value, z);
      log_chance += data->count[i].n[CHOICE_LEAVE] * log(chances.leave) + data->count[i].n[CHOICE_CONTRIBUTE] * log(chances.contribute) +
                    data->count[i].n[CHOICE_WITHHOLD] * log1p(-chances.contribute) +
                    (data->count[i].n[CHOICE_CONTRIBUTE] + data->count[i].n[CHOICE_WITHHOLD]) * log1p(-chances.leave);
    }
    sum += step * exp(log_chance);
  }
  return log(sum);
}

START_TEST(likelihood_is_the_integral_over_dispositions) {
  double value[ALLIANCE_COEFFICIENTS], sum = 0;
  alliance_defaults(value);
  struct alliance_data data = play_sessions(value, 6, 1);
  struct alliance_likelihood likelihood = likelihood_of(&data, value);
  for (size_t i = 0; i < data.subjects; i++) sum += subject_by_sum(&data, &data.subject[i], value);
  assert_near(alliance_log_likelihood(&likelihood, value, NULL), sum, .01);
  alliance_likelihood_free(&likelihood);
  alliance_data_free(&data);
}
END_TEST

START_TEST(scores_are_derivatives) {
  double value[ALLIANCE_COEFFICIENTS], (*score)[ALLIANCE_FITTED];
  alliance_defaults(value);
  struct alliance_data data = play_sessions(value, 6, 2);
  struct alliance_likelihood likelihood = likelihood_of(&data, value);
  ck_assert_ptr_nonnull(score = calloc(data.subjects, sizeof *score));
  alliance_log_likelihood(&likelihood, value, score);
  for (size_t k = 0; k < ALLIANCE_FITTED; k++) {
    double sum = 0, at = value[k], up, down;
    for (size_t i = 0; i < data.subjects; i++) sum += score[i][k];
    value[k] = at + 1e-4;
    up = alliance_log_likelihood(&likelihood, value, NULL);
    value[k] = at - 1e-4;
    down = alliance_log_likelihood(&likelihood, value, NULL);
    value[k] = at;
    assert_near(sum, (up - down) / 2e-4, 1e-4 * (1 + fabs(sum)));
  }
  free(score);
  alliance_likelihood_free(&likelihood);
  alliance_data_free(&data);
}
END_TEST

/* 5 standard errors of the fit's own; leaving contented partners is made common enough to be seen. */
START_TEST(known_coefficients_are_found_again) {
  double truth[ALLIANCE_COEFFICIENTS];
  struct alliance_fit fit;
  struct error err;
  alliance_defaults(truth);
  truth[COEFFICIENT_leave_content] = -5;
  struct alliance_data data = play_sessions(truth, 60, 3);
  ck_assert_msg(alliance_game_fit(&fit, &data, NULL, truth, &err), "%s", err.text);
  for (size_t k = 0; k < ALLIANCE_FITTED; k++) {
    assert_near(fit.value[k], truth[k], 5 * fit.error[k]);
    ck_assert(fit.error[k] < (k == COEFFICIENT_assurance ? 2.0 : .7));
  }
  ck_assert_uint_eq(fit.subjects, 480);
  alliance_data_free(&data);
}
END_TEST

/* What players do agrees with what the chain of quadrature expects, so three ways to write the equations agree. */
START_TEST(players_do_as_expected) {
  double value[ALLIANCE_COEFFICIENTS], expected[ALLIANCE_FIGURES], observed[ALLIANCE_FIGURES], error[ALLIANCE_FIGURES];
  struct error err;
  alliance_defaults(value);
  struct alliance_data data = play_sessions(value, 600, 4);
  ck_assert_uint_eq(data.sessions, PLAY_SESSIONS);
  for (size_t s = 0; s < data.sessions; s++) {
    alliance_observed(observed, error, &data, s);
    ck_assert_msg(alliance_expected(expected, &data.session[s], value, PREDICTION_NODES, &err), "%s", err.text);
    for (size_t f = 0; f < ALLIANCE_FIGURES; f++) assert_near(observed[f], expected[f], 5 * error[f]);
  }
  alliance_data_free(&data);
}
END_TEST

START_TEST(defaults_are_the_fit_to_the_experiment) {
  double start[ALLIANCE_COEFFICIENTS];
  struct alliance_data data;
  struct alliance_fit fit;
  struct error err;
  alliance_defaults(start);
  ck_assert_msg(alliance_data_read(&data, DATA, &err), "%s", err.text);
  ck_assert_msg(alliance_game_fit(&fit, &data, NULL, start, &err), "%s", err.text);
  for (size_t k = 0; k < ALLIANCE_FITTED; k++) {
    const struct coefficient *coefficient = &model_find("alliance_game")->coefficients[k];
    assert_near(fit.value[k], coefficient->value, 6e-4);
    assert_near(fit.low[k], coefficient->low, 6e-3);
    assert_near(fit.high[k], coefficient->high, 6e-3);
  }
  ck_assert(data.choices == 14136 && data.subjects == 190 && fit.subjects == 190);
  ck_assert(fit.log_likelihood > alliance_yardstick(&data).log_score);
  alliance_data_free(&data);
}
END_TEST

/* Counted by hand with other tools. */
START_TEST(observed_figures_of_the_experiment) {
  static const double first_session[ALLIANCE_FIGURES] = {161.0 / 168, 2061.0 / 2092, 75.0 / 84, 5.0 / 84};
  double figure[ALLIANCE_FIGURES];
  struct alliance_data data;
  struct error err;
  ck_assert_msg(alliance_data_read(&data, DATA, &err), "%s", err.text);
  alliance_observed(figure, NULL, &data, 0);
  for (size_t f = 0; f < ALLIANCE_FIGURES; f++) assert_near(figure[f], first_session[f], 1e-12);
  alliance_data_free(&data);
}
END_TEST

static void assert_refused(const char *text, const char *words) {
  char folder[PATH_ROOM], path[PATH_ROOM];
  struct alliance_data data;
  struct error err = {0};
  scratch_folder(folder);
  below(path, folder, "choices.csv");
  FILE *stream = fopen(path, "w");
  ck_assert_ptr_nonnull(stream);
  fputs(text, stream);
  fclose(stream);
  const bool ok = alliance_data_read(&data, path, &err);
  clean(folder);
  ck_assert(!ok);
  ck_assert_msg(strstr(err.text, words) != NULL, "%s", err.text);
}

#define HEADER "Session,Subject,GovStructure,Game,interaction,Period,Choice,PartnerChoice.Poc,PTc\n"
START_TEST(wrong_data_are_refused) {
  assert_refused("Session,Subject\n1,2\n", "no column 'GovStructure'");
  assert_refused(HEADER "1,1,2-player,XX,1,1,C,C,NA\n", "no choice");
  assert_refused(HEADER "1,1,2-player,PD,1,1,D,C,NA\n", "no choice");
  assert_refused(HEADER "1,1,2-player,PD,0,1,C,C,NA\n", "no choice");
  assert_refused(HEADER "1,1,2-player,PD,1,1,C,C,NA\n1,1,2-player,PD,1,3,C,C,NA\n", "is missing");
  assert_refused(HEADER "1,1,2-player,PD,1,1,C,C,NA\n1,1,2-player,PD,1,1,C,C,NA\n", "there twice");
}
END_TEST

/* One treatment alone says nothing about the exit cost. */
START_TEST(too_little_data_is_said_to_be_so) {
  double value[ALLIANCE_COEFFICIENTS];
  const bool left_out[PLAY_SESSIONS] = {false, true, true, true, true, true, true, true};
  struct alliance_fit fit;
  struct error err = {0};
  alliance_defaults(value);
  struct alliance_data data = play_sessions(value, 6, 5);
  ck_assert(!alliance_game_fit(&fit, &data, left_out, value, &err));
  ck_assert_msg(strstr(err.text, "identify") != NULL, "%s", err.text);
  alliance_data_free(&data);
}
END_TEST

SUITE_MAIN("alliance_game_likelihood", likelihood_is_the_integral_over_dispositions, scores_are_derivatives,
           known_coefficients_are_found_again, players_do_as_expected, defaults_are_the_fit_to_the_experiment,
           observed_figures_of_the_experiment, wrong_data_are_refused, too_little_data_is_said_to_be_so)
