/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/alliance_game_likelihood.h"
#include <gsl/gsl_integration.h>
#include <stdlib.h>

void alliance_defaults(double value[ALLIANCE_COEFFICIENTS]) {
#define SET(name, part, number, low, high, meaning, basis) value[COEFFICIENT_##name] = number;
  ALLIANCE_GAME_COEFFICIENTS(SET)
#undef SET
}

static void odds_of_contributing(struct alliance_odds *out, const struct alliance_situation *s, bool intact, double edge) {
  double *x = out->contribute;
  if (intact) {
    x[COEFFICIENT_assurance] = edge;
    x[COEFFICIENT_learning] = edge * log1p(s->experience);
    x[COEFFICIENT_confidence] = s->first ? 0 : 1;
    out->contribute_spread = 1;
    return;
  }
  x[COEFFICIENT_repair] = 1;
  x[COEFFICIENT_repair_assurance] = edge;
  x[COEFFICIENT_reciprocity] = s->own + (double)s->others / (s->treatment.partners - 1);
  x[COEFFICIENT_lock_in] = s->own + s->others == 0 ? -(double)s->treatment.exit_cost : 0;
}

static void odds_of_leaving(struct alliance_odds *out, const struct alliance_situation *s, bool intact) {
  const double(*pay)[PARTNERS_MOST] = alliance_payoff[s->treatment.competition][s->treatment.partners - 2];
  double *x = out->leave;
  if (intact && !s->first) {
    x[COEFFICIENT_leave_content] = 1;
    return;
  }
  out->leave_spread = 1;
  x[COEFFICIENT_leave_first] = s->first ? 1 : 0;
  if (s->first) return;
  x[COEFFICIENT_leave] = 1;
  x[COEFFICIENT_leave_cost] = -(double)s->treatment.exit_cost;
  x[COEFFICIENT_leave_hopeless] = fmax(pay[0][s->others], pay[1][s->others]) < alliance_outside[s->treatment.competition] ? 1 : 0;
}

struct alliance_odds alliance_odds(const struct alliance_situation *s, double continuation) {
  struct alliance_odds out = {0};
  const bool intact = s->first || s->own + s->others == s->treatment.partners;
  const double edge = .5 - alliance_risk(s->treatment.competition, s->treatment.partners, s->treatment.exit_cost, continuation);
  odds_of_contributing(&out, s, intact, edge);
  odds_of_leaving(&out, s, intact);
  return out;
}

static double sum_of(const double x[ALLIANCE_FITTED], const double *value) {
  double sum = 0;
  for (size_t k = 0; k < ALLIANCE_FITTED; k++) sum += x[k] * value[k];
  return sum;
}

struct line {
  double level, slope; /* log odds = level + slope x disposition */
};

static struct line line_of_contributing(const struct alliance_odds *odds, const double *value) {
  return (struct line){sum_of(odds->contribute, value), odds->contribute_spread * value[COEFFICIENT_disposition]};
}

static struct line line_of_leaving(const struct alliance_odds *odds, const double *value) {
  return (struct line){sum_of(odds->leave, value), odds->leave_spread * value[COEFFICIENT_leave_disposition]};
}

static double chance_at(struct line line, double disposition) {
  return 1 / (1 + exp(-line.level - line.slope * disposition));
}

struct alliance_chances alliance_chances(const struct alliance_odds *odds, const double value[ALLIANCE_COEFFICIENTS], double disposition) {
  return (struct alliance_chances){chance_at(line_of_leaving(odds, value), disposition),
                                   chance_at(line_of_contributing(odds, value), disposition)};
}

/* Nodes and weights of the standard normal. */
static bool nodes_make(struct alliance_likelihood *l, struct error *err) {
  gsl_integration_fixed_workspace *rule = gsl_integration_fixed_alloc(gsl_integration_fixed_hermite, l->nodes, 0, .5, 0, 0);
  if (!rule) return fail_memory(err);
  const double *node = gsl_integration_fixed_nodes(rule), *weight = gsl_integration_fixed_weights(rule);
  for (size_t q = 0; q < l->nodes; q++) {
    l->node[q] = node[q];
    l->log_weight[q] = log(weight[q]) - .5 * log(2 * M_PI);
  }
  gsl_integration_fixed_free(rule);
  return true;
}

bool alliance_likelihood_make(struct alliance_likelihood *l, const struct alliance_data *data, const bool *left_out, double continuation,
                              size_t nodes, struct error *err) {
  *l = (struct alliance_likelihood){.data = data, .left_out = left_out, .nodes = nodes};
  const size_t cells = data->situations * nodes;
  l->node = calloc(nodes + 1, sizeof *l->node);
  l->log_weight = calloc(nodes + 1, sizeof *l->log_weight);
  l->odds = calloc(data->situations + 1, sizeof *l->odds);
  l->log_chance = calloc(ALLIANCE_CHOICES * cells + 1, sizeof *l->log_chance);
  l->chance = calloc(2 * cells + 1, sizeof *l->chance);
  bool ok = l->node && l->log_weight && l->odds && l->log_chance && l->chance;
  ok = ok ? nodes_make(l, err) : fail_memory(err);
  for (size_t s = 0; ok && s < data->situations; s++) l->odds[s] = alliance_odds(&data->situation[s], continuation);
  if (!ok) alliance_likelihood_free(l);
  return ok;
}

void alliance_likelihood_free(struct alliance_likelihood *l) {
  free(l->node);
  free(l->log_weight);
  free(l->odds);
  free(l->log_chance);
  free(l->chance);
  *l = (struct alliance_likelihood){0};
}

static double log_logistic(double x) {
  return x < 0 ? x - log1p(exp(x)) : -log1p(exp(-x));
}

/* Chances, and logarithms of the chances of the three choices, in every situation at every node. */
static void tabulate(const struct alliance_likelihood *l, const double *value) {
  for (size_t s = 0; s < l->data->situations; s++) {
    const struct line contributing = line_of_contributing(&l->odds[s], value), leaving = line_of_leaving(&l->odds[s], value);
    for (size_t q = 0; q < l->nodes; q++) {
      const double c = contributing.level + contributing.slope * l->node[q], e = leaving.level + leaving.slope * l->node[q];
      const double leaves = log_logistic(e), contributes = log_logistic(c), stays = leaves - e;
      double *out = l->log_chance + ALLIANCE_CHOICES * s * l->nodes + q, *chance = l->chance + 2 * s * l->nodes + q;
      out[CHOICE_LEAVE * l->nodes] = leaves;
      out[CHOICE_CONTRIBUTE * l->nodes] = stays + contributes;
      out[CHOICE_WITHHOLD * l->nodes] = stays + contributes - c;
      chance[0] = exp(contributes);
      chance[l->nodes] = exp(leaves);
    }
  }
}

/* Log likelihood of a subject; posterior[node] of its disposition. */
static double subject_part(const struct alliance_likelihood *l, const struct alliance_subject *subject, double *posterior) {
  double most = -INFINITY;
  for (size_t q = 0; q < l->nodes; q++) posterior[q] = l->log_weight[q];
  for (size_t i = subject->first_count; i < subject->first_count + subject->counts; i++) {
    const struct alliance_count *count = &l->data->count[i];
    const double *log_chance = l->log_chance + ALLIANCE_CHOICES * count->situation * l->nodes;
    for (size_t c = 0; c < ALLIANCE_CHOICES; c++)
      for (size_t q = 0; count->n[c] > 0 && q < l->nodes; q++) posterior[q] += count->n[c] * log_chance[c * l->nodes + q];
  }
  for (size_t q = 0; q < l->nodes; q++) most = fmax(most, posterior[q]);
  double sum = posterior[0] = exp(posterior[0] - most);
  for (size_t q = 1; q < l->nodes; q++) sum += posterior[q] = exp(posterior[q] - most);
  for (size_t q = 0; q < l->nodes; q++) posterior[q] /= sum;
  return most + log(sum);
}

/* The mean over the posterior of the derivatives of the subject's log likelihood is the derivative of its logarithm. */
static void subject_score(const struct alliance_likelihood *l, const struct alliance_subject *subject, const double *posterior,
                          double *score) {
  for (size_t k = 0; k < ALLIANCE_FITTED; k++) score[k] = 0;
  for (size_t i = subject->first_count; i < subject->first_count + subject->counts; i++) {
    const struct alliance_count *count = &l->data->count[i];
    const struct alliance_odds *odds = &l->odds[count->situation];
    const double *chance = l->chance + 2 * count->situation * l->nodes;
    const double staying = count->n[CHOICE_WITHHOLD] + count->n[CHOICE_CONTRIBUTE], all = staying + count->n[CHOICE_LEAVE];
    double contribute = 0, contribute_z = 0, leave = 0, leave_z = 0;
    for (size_t q = 0; q < l->nodes; q++) {
      const double c = posterior[q] * (count->n[CHOICE_CONTRIBUTE] - staying * chance[q]);
      const double e = posterior[q] * (count->n[CHOICE_LEAVE] - all * chance[l->nodes + q]);
      contribute += c;
      contribute_z += c * l->node[q];
      leave += e;
      leave_z += e * l->node[q];
    }
    for (size_t k = 0; k < ALLIANCE_FITTED; k++) score[k] += odds->contribute[k] * contribute + odds->leave[k] * leave;
    score[COEFFICIENT_disposition] += odds->contribute_spread * contribute_z;
    score[COEFFICIENT_leave_disposition] += odds->leave_spread * leave_z;
  }
}

/* Whether a subject's session is left out; subjects come in the order of sessions. */
static bool skipped(const struct alliance_likelihood *l, const struct alliance_subject *subject, size_t *session) {
  while (l->data->session[*session].number != subject->session) ++*session;
  return l->left_out && l->left_out[*session];
}

double alliance_log_likelihood(const struct alliance_likelihood *l, const double value[ALLIANCE_COEFFICIENTS],
                               double (*score)[ALLIANCE_FITTED]) {
  double sum = 0, posterior[ALLIANCE_NODES_MOST];
  size_t session = 0;
  tabulate(l, value);
  for (size_t i = 0; i < l->data->subjects; i++) {
    const struct alliance_subject *subject = &l->data->subject[i];
    const bool skip = skipped(l, subject, &session);
    if (skip && score)
      for (size_t k = 0; k < ALLIANCE_FITTED; k++) score[i][k] = 0;
    if (skip) continue;
    sum += subject_part(l, subject, posterior);
    if (score) subject_score(l, subject, posterior, score[i]);
  }
  return sum;
}

double alliance_likelihood_choices(const struct alliance_likelihood *l) {
  double sum = 0;
  size_t session = 0;
  for (size_t i = 0; i < l->data->subjects; i++)
    if (!skipped(l, &l->data->subject[i], &session)) sum += l->data->subject[i].choices;
  return sum;
}
