/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/alliance_game_predict.h"
#include <gsl/gsl_integration.h>
#include <stdlib.h>
#include <string.h>

const char *const alliance_figure_names[ALLIANCE_FIGURES] = {"first", "cooperation", "always", "terminated"};

/* ---- what the model expects ---- */

enum { STATES = 1 << PARTNERS_MOST /* what was done last: a bit for each partner that contributed */, NODES_MOST = 64, START = STATES };

/* Chances of a partner at each node. [state as it sees it: START, or own + 2 x others]. */
struct chances {
  struct alliance_chances at[STATES + 1][NODES_MOST];
};

static void chances_make(struct chances *out, struct alliance_treatment treatment, unsigned experience, const double *value,
                         const double *node, size_t nodes) {
  for (unsigned seen = 0; seen <= START; seen++) {
    const struct alliance_situation situation = {.treatment = treatment,
                                                 .first = seen == START,
                                                 .own = seen == START ? 0 : seen % 2,
                                                 .others = seen == START ? 0 : seen / 2,
                                                 .experience = experience};
    if (situation.others >= treatment.partners) continue;
    const struct alliance_odds odds = alliance_odds(&situation, value[COEFFICIENT_continuation]);
    for (size_t q = 0; q < nodes; q++) out->at[seen][q] = alliance_chances(&odds, value, node[q]);
  }
}

/* One step from a state: chances that all stay and then do what a set of bits says. */
struct step {
  double stay, contributions; /* expected choices to contribute, also of those whose partner leaves */
  double next[STATES];
};

static unsigned ones(unsigned bits) {
  return (bits & 1) + (bits >> 1 & 1) + (bits >> 2 & 1);
}

static struct step step_from(const struct chances *chances, unsigned state, unsigned partners, const size_t node[PARTNERS_MOST]) {
  struct step out = {.stay = 1};
  out.next[0] = 1;
  for (unsigned p = 0; p < partners; p++) {
    const unsigned own = state >> p & 1, seen = state == START ? START : own + 2 * (ones(state) - own);
    const struct alliance_chances c = chances->at[seen][node[p]];
    out.stay *= 1 - c.leave;
    out.contributions += (1 - c.leave) * c.contribute;
    for (unsigned bits = 1U << p; bits-- > 0;) {
      out.next[bits | 1U << p] = out.next[bits] * c.contribute;
      out.next[bits] *= 1 - c.contribute;
    }
  }
  return out;
}

struct sums {
  double first, contributions, choices, always, terminated;
};

/* An alliance of given dispositions, added with its weight. */
static void alliance_play(struct sums *sums, double weight, const struct chances *chances, unsigned partners, unsigned length,
                          const size_t node[PARTNERS_MOST]) {
  const unsigned states = 1U << partners;
  struct step step[STATES];
  for (unsigned s = 0; s < states; s++) step[s] = step_from(chances, s, partners, node);
  const struct step start = step_from(chances, START, partners, node);
  double mass[STATES] = {0}, always = weight * start.stay * start.next[states - 1], alive = weight;
  sums->first += weight * start.contributions;
  sums->contributions += weight * start.contributions;
  sums->choices += weight * partners;
  for (unsigned s = 0; s < states; s++) mass[s] = weight * start.stay * start.next[s];
  for (unsigned period = 2; period <= length; period++) {
    double next[STATES] = {0};
    for (unsigned s = 0; s < states; s++) {
      sums->contributions += mass[s] * step[s].contributions;
      sums->choices += mass[s] * partners;
      for (unsigned to = 0; to < states; to++) next[to] += mass[s] * step[s].stay * step[s].next[to];
    }
    memcpy(mass, next, sizeof mass);
    always *= step[states - 1].stay * step[states - 1].next[states - 1];
  }
  for (unsigned s = 0; s < states; s++) alive -= mass[s];
  sums->always += always;
  sums->terminated += alive;
}

/* All sets of nodes of two or three partners; their order does not matter. */
static void dispositions_play(struct sums *sums, const struct chances *chances, unsigned partners, unsigned length, const double *weight,
                              size_t nodes) {
  for (size_t a = 0; a < nodes; a++)
    for (size_t b = a; b < nodes; b++) {
      const double pair = weight[a] * weight[b];
      if (partners == 2) alliance_play(sums, a == b ? pair : 2 * pair, chances, partners, length, (size_t[]){a, b, 0});
      for (size_t c = b; partners == 3 && c < nodes; c++) {
        const double orders = a == b && b == c ? 1 : a == b || b == c ? 3 : 6;
        alliance_play(sums, orders * pair * weight[c], chances, partners, length, (size_t[]){a, b, c});
      }
    }
}

bool alliance_expected(double figure[ALLIANCE_FIGURES], const struct alliance_session *session, const double value[ALLIANCE_COEFFICIENTS],
                       size_t nodes, struct error *err) {
  gsl_integration_fixed_workspace *rule = gsl_integration_fixed_alloc(gsl_integration_fixed_hermite, nodes, 0, .5, 0, 0);
  struct chances *chances = malloc(sizeof *chances);
  const bool ok = rule && chances;
  struct sums sums = {0};
  double weight[NODES_MOST];
  for (size_t q = 0; ok && q < nodes; q++) weight[q] = gsl_integration_fixed_weights(rule)[q] / sqrt(2 * M_PI);
  for (unsigned k = 0; ok && k < session->interactions; k++) {
    chances_make(chances, session->treatment, k, value, gsl_integration_fixed_nodes(rule), nodes);
    dispositions_play(&sums, chances, session->treatment.partners, session->length[k], weight, nodes);
  }
  const double alliances = (double)session->interactions;
  figure[FIGURE_FIRST] = sums.first / (alliances * session->treatment.partners);
  figure[FIGURE_COOPERATION] = sums.contributions / sums.choices;
  figure[FIGURE_ALWAYS] = sums.always / alliances;
  figure[FIGURE_TERMINATED] = sums.terminated / alliances;
  if (rule) gsl_integration_fixed_free(rule);
  free(chances);
  return ok ? true : fail_memory(err);
}

/* ---- what was observed ---- */

static double above(const struct alliance_subject *s, enum alliance_figure figure) {
  const double of[ALLIANCE_FIGURES] = {s->first_contributions, s->contributions, s->always, s->terminated};
  return of[figure];
}

static double below(const struct alliance_subject *s, enum alliance_figure figure) {
  const double of[ALLIANCE_FIGURES] = {s->first_choices, s->choices, s->alliances, s->alliances};
  return of[figure];
}

void alliance_observed(double figure[ALLIANCE_FIGURES], double error[ALLIANCE_FIGURES], const struct alliance_data *data, size_t session) {
  const unsigned number = data->session[session].number;
  const double subjects = (double)data->session[session].subjects;
  for (unsigned f = 0; f < ALLIANCE_FIGURES; f++) {
    double up = 0, down = 0, squares = 0;
    for (size_t i = 0; i < data->subjects; i++) {
      if (data->subject[i].session != number) continue;
      up += above(&data->subject[i], f);
      down += below(&data->subject[i], f);
    }
    figure[f] = up / down;
    for (size_t i = 0; error && i < data->subjects; i++) {
      if (data->subject[i].session != number) continue;
      const double rest = above(&data->subject[i], f) - figure[f] * below(&data->subject[i], f);
      squares += rest * rest;
    }
    if (error) error[f] = sqrt(subjects / (subjects - 1) * squares) / down;
  }
}

/* ---- the yardstick ---- */

enum { MEMORIES = 1 + 2 * PARTNERS_MOST };

static size_t memory_of(const struct alliance_situation *s) {
  return s->first ? 0 : 1 + s->own + 2 * s->others;
}

struct table {
  double n[MEMORIES][ALLIANCE_CHOICES];
};

static void table_add(struct table *table, const struct alliance_data *data, unsigned session) {
  for (size_t i = 0; i < data->subjects; i++) {
    const struct alliance_subject *subject = &data->subject[i];
    for (size_t c = subject->first_count; subject->session == session && c < subject->first_count + subject->counts; c++)
      for (size_t choice = 0; choice < ALLIANCE_CHOICES; choice++)
        table->n[memory_of(&data->situation[data->count[c].situation])][choice] += data->count[c].n[choice];
  }
}

/* Log score of one table's choices by another's frequencies. */
static struct alliance_yardstick score(const struct table *table, const struct table *frequencies) {
  struct alliance_yardstick out = {0};
  for (size_t m = 0; m < MEMORIES; m++) {
    double total = 0;
    for (size_t c = 0; c < ALLIANCE_CHOICES; c++) total += frequencies->n[m][c];
    out.numbers += total > 0 ? ALLIANCE_CHOICES - 1 : 0;
    for (size_t c = 0; c < ALLIANCE_CHOICES; c++)
      out.log_score += table->n[m][c] * log((frequencies->n[m][c] + .5) / (total + .5 * ALLIANCE_CHOICES));
  }
  return out;
}

static void yardstick_add(struct alliance_yardstick *sum, struct alliance_yardstick part) {
  sum->log_score += part.log_score;
  sum->numbers += part.numbers;
}

struct alliance_yardstick alliance_yardstick(const struct alliance_data *data) {
  struct alliance_yardstick sum = {0};
  for (size_t s = 0; s < data->sessions; s++) {
    struct table table = {0};
    table_add(&table, data, data->session[s].number);
    yardstick_add(&sum, score(&table, &table));
  }
  return sum;
}

struct alliance_yardstick alliance_yardstick_left_out(const struct alliance_data *data) {
  struct alliance_yardstick sum = {0};
  for (size_t s = 0; s < data->sessions; s++) {
    struct table own = {0}, others = {0};
    table_add(&own, data, data->session[s].number);
    for (size_t o = 0; o < data->sessions; o++)
      if (o != s && data->session[o].treatment.partners == data->session[s].treatment.partners)
        table_add(&others, data, data->session[o].number);
    yardstick_add(&sum, score(&own, &others));
  }
  return sum;
}
