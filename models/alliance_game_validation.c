/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/alliance_game_validation.h"
#include <stdlib.h>
#include <string.h>

enum { SLOPE_NODES = 11 };
#define SLOPE_STEP 1e-3

static bool expect(struct alliance_session_check *check, const struct alliance_session *session, const struct alliance_fit *fit,
                   struct error *err) {
  double slope[ALLIANCE_FITTED][ALLIANCE_FIGURES], value[ALLIANCE_COEFFICIENTS], up[ALLIANCE_FIGURES], down[ALLIANCE_FIGURES];
  if (!alliance_expected(check->expected, session, fit->value, PREDICTION_NODES, err)) return false;
  for (size_t k = 0; k < ALLIANCE_FITTED; k++) {
    memcpy(value, fit->value, sizeof value);
    value[k] = fit->value[k] + SLOPE_STEP;
    if (!alliance_expected(up, session, value, SLOPE_NODES, err)) return false;
    value[k] = fit->value[k] - SLOPE_STEP;
    if (!alliance_expected(down, session, value, SLOPE_NODES, err)) return false;
    for (size_t f = 0; f < ALLIANCE_FIGURES; f++) slope[k][f] = (up[f] - down[f]) / (2 * SLOPE_STEP);
  }
  for (size_t f = 0; f < ALLIANCE_FIGURES; f++) {
    double variance = 0;
    for (size_t j = 0; j < ALLIANCE_FITTED; j++)
      for (size_t k = 0; k < ALLIANCE_FITTED; k++) variance += slope[j][f] * fit->covariance[j][k] * slope[k][f];
    check->expected_error[f] = sqrt(variance);
  }
  return true;
}

static bool log_score(double *score, double *choices, const struct alliance_data *data, const bool *left_out, const double *value,
                      struct error *err) {
  struct alliance_likelihood likelihood;
  if (!alliance_likelihood_make(&likelihood, data, left_out, value[COEFFICIENT_continuation], ALLIANCE_NODES, err)) return false;
  *score = alliance_log_likelihood(&likelihood, value, NULL);
  *choices = alliance_likelihood_choices(&likelihood);
  alliance_likelihood_free(&likelihood);
  return true;
}

/* apart: room for a flag a session. */
static bool check_session(struct alliance_validation *out, const struct alliance_data *data, size_t s, bool *apart, struct error *err) {
  struct alliance_session_check *check = &out->session[s];
  struct alliance_fit others;
  alliance_observed(check->observed, check->observed_error, data, s);
  if (!expect(check, &data->session[s], &out->fit, err)) return false;
  for (size_t i = 0; i < data->sessions; i++) apart[i] = i == s;
  if (!alliance_game_fit(&others, data, apart, out->fit.value, err)) return false;
  for (size_t i = 0; i < data->sessions; i++) apart[i] = i != s;
  return alliance_expected(check->left_out, &data->session[s], others.value, PREDICTION_NODES, err) &&
         log_score(&check->log_score, &check->choices, data, apart, out->fit.value, err) &&
         log_score(&check->left_out_log_score, &check->choices, data, apart, others.value, err);
}

static void sum_up(struct alliance_validation *out) {
  for (size_t s = 0; s < out->sessions; s++) {
    const struct alliance_session_check *check = &out->session[s];
    out->left_out_log_score += check->left_out_log_score;
    for (size_t f = 0; f < ALLIANCE_FIGURES; f++) {
      out->error[f] += fabs(check->expected[f] - check->observed[f]) / (double)out->sessions;
      out->left_out_error[f] += fabs(check->left_out[f] - check->observed[f]) / (double)out->sessions;
    }
  }
}

bool alliance_validation_make(struct alliance_validation *out, const struct alliance_data *data, const double start[ALLIANCE_COEFFICIENTS],
                              struct error *err) {
  bool *apart = calloc(data->sessions + 1, sizeof *apart);
  *out = (struct alliance_validation){.sessions = data->sessions, .choices = data->choices};
  out->session = calloc(data->sessions + 1, sizeof *out->session);
  bool ok = apart && out->session;
  ok = ok ? alliance_game_fit(&out->fit, data, NULL, start, err) : fail_memory(err);
  for (size_t s = 0; ok && s < data->sessions; s++) ok = check_session(out, data, s, apart, err);
  if (ok) {
    sum_up(out);
    out->yardstick = alliance_yardstick(data);
    out->yardstick_left_out = alliance_yardstick_left_out(data);
  } else alliance_validation_free(out);
  free(apart);
  return ok;
}

void alliance_validation_free(struct alliance_validation *validation) {
  free(validation->session);
  *validation = (struct alliance_validation){0};
}
