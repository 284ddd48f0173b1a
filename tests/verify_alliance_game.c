/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evidence on the model `alliance_game`, printed: estimates, observed against expected, scores of choices; and that its estimator
 * gives back what data were made with, as often as its intervals say. */
#include "models/alliance_game_validation.h"
#include "tests/alliance_play.h"
#include <gsl/gsl_multimin.h>

#define DATA "tests/reference/alliance_game/choices.csv"

static const char *const names[] = {
#define NAME(name, part, value, low, high, meaning, basis) #name,
    ALLIANCE_GAME_COEFFICIENTS(NAME)
#undef NAME
};

static struct alliance_data observed_data(void) {
  struct alliance_data data;
  struct error err;
  ck_assert_msg(alliance_data_read(&data, DATA, &err), "%s", err.text);
  return data;
}

static void print_estimates(const struct alliance_fit *fit) {
  printf("%-18s %8s %8s %8s %8s\n", "coefficient", "estimate", "s.e.", "low", "high");
  for (size_t k = 0; k < ALLIANCE_FITTED; k++)
    printf("%-18s %8.3f %8.3f %8.2f %8.2f\n", names[k], fit->value[k], fit->error[k], fit->low[k], fit->high[k]);
}

static void print_session(const struct alliance_session *session, const struct alliance_session_check *check) {
  printf("%-5s %u %-4s", session->treatment.competition ? "high" : "low", session->treatment.partners,
         session->treatment.exit_cost ? "cost" : "none");
  for (size_t f = 0; f < ALLIANCE_FIGURES; f++)
    printf(" | %.3f (%.3f) %.3f (%.3f) %.3f", check->observed[f], check->observed_error[f], check->expected[f], check->expected_error[f],
           check->left_out[f]);
  printf(" | %.4f %.4f\n", check->log_score / check->choices, check->left_out_log_score / check->choices);
}

static void print_validation(const struct alliance_validation *v, const struct alliance_data *data) {
  print_estimates(&v->fit);
  printf("\nobserved (s.e.) expected (s.e.) expected by the fit to the other sessions, of: first, cooperation, always, terminated; "
         "log score a choice: fitted, left out\n");
  for (size_t s = 0; s < v->sessions; s++) print_session(&data->session[s], &v->session[s]);
  printf("mean absolute error");
  for (size_t f = 0; f < ALLIANCE_FIGURES; f++)
    printf(", %s %.3f (left out %.3f)", alliance_figure_names[f], v->error[f], v->left_out_error[f]);
  printf(
      "\nlog score a choice, %.0f choices: model %.4f with %d numbers, sessions left out %.4f;\nyardstick %.4f with %u numbers, sessions "
      "left out %.4f\n",
      v->choices, v->fit.log_likelihood / v->choices, (int)ALLIANCE_FITTED, v->left_out_log_score / v->choices,
      v->yardstick.log_score / v->choices, v->yardstick.numbers, v->yardstick_left_out.log_score / v->choices);
}

/* The model is as good as a table of 94 frequencies on the choices that both were made from, and better than it there on sessions that
 * it has not seen. */
START_TEST(model_beats_the_yardstick) {
  struct alliance_data data = observed_data();
  struct alliance_validation v;
  struct error err;
  double start[ALLIANCE_COEFFICIENTS];
  alliance_defaults(start);
  ck_assert_msg(alliance_validation_make(&v, &data, start, &err), "%s", err.text);
  print_validation(&v, &data);
  fflush(stdout);
  for (size_t k = 0; k < ALLIANCE_FITTED; k++) assert_near(v.fit.value[k], start[k], 6e-4);
  ck_assert(v.fit.log_likelihood > v.yardstick.log_score);
  ck_assert(v.left_out_log_score > v.yardstick.log_score);
  ck_assert(v.left_out_log_score > v.yardstick_left_out.log_score);
  for (size_t f = 0; f < ALLIANCE_FIGURES; f++) ck_assert(v.left_out_error[f] < .15);
  alliance_validation_free(&v);
  alliance_data_free(&data);
}
END_TEST

static double minus(const gsl_vector *x, void *context) {
  double value[ALLIANCE_COEFFICIENTS];
  alliance_defaults(value);
  memcpy(value, gsl_vector_const_ptr(x, 0), ALLIANCE_FITTED * sizeof *value);
  value[COEFFICIENT_leave_content] = fmin(value[COEFFICIENT_leave_content], -9.9616);
  return -alliance_log_likelihood(context, value, NULL);
}

/* Another method, from another start, finds no higher likelihood (J. A. Nelder, R. Mead 1965). */
START_TEST(simplex_finds_nothing_better) {
  struct alliance_data data = observed_data();
  struct alliance_likelihood likelihood;
  struct error err;
  double start[ALLIANCE_COEFFICIENTS];
  alliance_defaults(start);
  ck_assert_msg(alliance_likelihood_make(&likelihood, &data, NULL, start[COEFFICIENT_continuation], ALLIANCE_NODES, &err), "%s", err.text);
  const double found = alliance_log_likelihood(&likelihood, start, NULL);
  gsl_multimin_function function = {minus, ALLIANCE_FITTED, &likelihood};
  gsl_multimin_fminimizer *simplex = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, ALLIANCE_FITTED);
  gsl_vector *x = gsl_vector_alloc(ALLIANCE_FITTED), *step = gsl_vector_alloc(ALLIANCE_FITTED);
  for (size_t k = 0; k < ALLIANCE_FITTED; k++) gsl_vector_set(x, k, start[k] * (k % 2 ? .7 : 1.3));
  gsl_vector_set_all(step, 1);
  gsl_multimin_fminimizer_set(simplex, &function, x, step);
  for (int i = 0; i < 6000; i++)
    if (gsl_multimin_fminimizer_iterate(simplex)) break;
  printf("simplex: %.4f, fit: %.4f\n", -simplex->fval, found);
  ck_assert(-simplex->fval < found + .01);
  gsl_multimin_fminimizer_free(simplex);
  gsl_vector_free(x);
  gsl_vector_free(step);
  alliance_likelihood_free(&likelihood);
  alliance_data_free(&data);
}
END_TEST

/* Intervals of 95 % over replications, of all coefficients together; coverages of one replication's coefficients hang together, so
 * the bound is 5 standard errors as if there were but two of them. Sandwich errors are known to be somewhat too small with few clusters. */
START_TEST(intervals_cover) {
  enum { REPLICATIONS = 40, INDEPENDENT = 2 };
  unsigned covered[ALLIANCE_FITTED] = {0}, all = 0;
  double truth[ALLIANCE_COEFFICIENTS];
  alliance_defaults(truth);
  truth[COEFFICIENT_leave_content] = -6;
  for (unsigned r = 0; r < REPLICATIONS; r++) {
    struct alliance_data data = play_sessions(truth, 24, 1000 + r);
    struct alliance_fit fit;
    struct error err;
    ck_assert_msg(alliance_game_fit(&fit, &data, NULL, truth, &err), "%s", err.text);
    for (size_t k = 0; k < ALLIANCE_FITTED; k++) {
      const bool inside = fit.low[k] <= truth[k] && truth[k] <= fit.high[k];
      covered[k] += inside;
      all += inside;
    }
    alliance_data_free(&data);
  }
  for (size_t k = 0; k < ALLIANCE_FITTED; k++) printf("%s %u, ", names[k], covered[k]);
  const double coverage = (double)all / (REPLICATIONS * ALLIANCE_FITTED);
  printf("of %d: coverage %.3f\n", (int)REPLICATIONS, coverage);
  assert_near(coverage, .95, 5 * sqrt(.95 * .05 / (REPLICATIONS * INDEPENDENT)));
}
END_TEST

SUITE_MAIN("verify_alliance_game", model_beats_the_yardstick, simplex_finds_nothing_better, intervals_cover)
