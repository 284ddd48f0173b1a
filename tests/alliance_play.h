/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alliance_play: sessions of the laboratory, played by subjects who follow the equations of the model `alliance_game` as models/README.md
 * states them: written apart from the kernels and from the likelihood. */
#ifndef ENTENTE_TESTS_ALLIANCE_PLAY_H
#define ENTENTE_TESTS_ALLIANCE_PLAY_H
#include "models/alliance_game_likelihood.h"
#include "tests/suite.h"
#include <gsl/gsl_randist.h>

enum { PLAY_SESSIONS = 8, PLAY_INTERACTIONS = 7 };
static const unsigned play_length[PLAY_INTERACTIONS] = {5, 14, 5, 11, 6, 12, 37};

struct play {
  gsl_rng *random;
  const double *k; /* coefficients */
  struct alliance_row *row;
  size_t count;
};

static inline double play_risk(struct alliance_treatment t, double continuation) {
  const double r = t.competition ? 2.5 : 6.5, p = t.competition ? 1 : 2, o = t.competition ? 1.5 : 2.5;
  const double temptation = t.partners == 2 ? (t.competition ? 3 : 5) : (t.competition ? 4 : 6);
  const double sucker = t.partners == 2 ? (t.competition ? -2.5 : -.5) : (t.competition ? -3 : -1.5);
  const double after = t.exit_cost ? fmax(p, o - 10 * (1 - continuation)) : o;
  const double gain = r - temptation + continuation / (1 - continuation) * (r - after), loss = p - sucker;
  return pow(loss / (gain + loss), 1.0 / (t.partners - 1));
}

static inline bool play_happens(struct play *play, double log_odds) {
  return gsl_rng_uniform(play->random) < 1 / (1 + exp(-log_odds));
}

/* last: NULL in the first period. */
static inline enum alliance_choice play_choice(struct play *play, const struct alliance_row *last, struct alliance_treatment t,
                                               unsigned experience, double z) {
  const double *k = play->k, edge = .5 - play_risk(t, k[COEFFICIENT_continuation]);
  const double trust = (k[COEFFICIENT_assurance] + k[COEFFICIENT_learning] * log(1.0 + experience)) * edge + k[COEFFICIENT_disposition] * z;
  const unsigned own = last && last->choice == CHOICE_CONTRIBUTE, others = last ? last->others : 0;
  double leave = k[COEFFICIENT_leave_first] + k[COEFFICIENT_leave_disposition] * z, contribute = trust;
  if (last && own + others == t.partners) {
    leave = k[COEFFICIENT_leave_content];
    contribute = trust + k[COEFFICIENT_confidence];
  } else if (last) {
    const bool hopeless = others == 0; /* in all treatments: the best reply pays 2 or 1, leaving 2.5 or 1.5 */
    leave = k[COEFFICIENT_leave] - (t.exit_cost ? k[COEFFICIENT_leave_cost] : 0) + (hopeless ? k[COEFFICIENT_leave_hopeless] : 0) +
            k[COEFFICIENT_leave_disposition] * z;
    contribute = k[COEFFICIENT_repair] + k[COEFFICIENT_repair_assurance] * edge +
                 k[COEFFICIENT_reciprocity] * (own + (double)others / (t.partners - 1)) -
                 (t.exit_cost && own + others == 0 ? k[COEFFICIENT_lock_in] : 0);
  }
  if (play_happens(play, leave)) return CHOICE_LEAVE;
  return play_happens(play, contribute) ? CHOICE_CONTRIBUTE : CHOICE_WITHHOLD;
}

/* One alliance: rows of all its partners, those after an exit included. */
static inline void play_alliance(struct play *play, unsigned session, struct alliance_treatment t, unsigned interaction,
                                 const unsigned *subject, const double *z, unsigned length) {
  const struct alliance_row *last = NULL;
  bool over = false;
  for (unsigned period = 1; period <= length; period++) {
    struct alliance_row *now = play->row + play->count;
    unsigned contributing = 0;
    bool left = false;
    for (unsigned p = 0; p < t.partners; p++) {
      now[p] = (struct alliance_row){
          .session = session, .subject = subject[p], .interaction = interaction, .period = period, .treatment = t, .made = !over};
      if (over) continue;
      now[p].choice = play_choice(play, last ? &last[p] : NULL, t, interaction - 1, z[p]);
      contributing += now[p].choice == CHOICE_CONTRIBUTE;
      left |= now[p].choice == CHOICE_LEAVE;
    }
    for (unsigned p = 0; !over && p < t.partners; p++) {
      now[p].others = contributing - (now[p].choice == CHOICE_CONTRIBUTE);
      now[p].left = left;
    }
    over |= left;
    last = now;
    play->count += t.partners;
  }
}

/* Eight sessions, one a treatment, of so many subjects (a multiple of 6), matched anew for every interaction. */
static inline struct alliance_data play_sessions(const double k[ALLIANCE_COEFFICIENTS], unsigned subjects, unsigned long seed) {
  struct play play = {gsl_rng_alloc(gsl_rng_mt19937), k, calloc(PLAY_SESSIONS * 90UL * subjects, sizeof *play.row), 0};
  struct alliance_data data;
  struct error err;
  double *z = calloc(subjects, sizeof *z);
  unsigned *order = calloc(subjects, sizeof *order);
  ck_assert(play.random && play.row && z && order);
  gsl_rng_set(play.random, seed);
  for (unsigned s = 0; s < PLAY_SESSIONS; s++) {
    const struct alliance_treatment t = {s & 1, 2 + (s >> 1 & 1), s >> 2 & 1};
    for (unsigned i = 0; i < subjects; i++) {
      z[i] = gsl_ran_ugaussian(play.random);
      order[i] = i + 1;
    }
    for (unsigned meeting = 0; meeting < PLAY_INTERACTIONS; meeting++) {
      gsl_ran_shuffle(play.random, order, subjects, sizeof *order);
      for (unsigned first = 0; first < subjects; first += t.partners) {
        double of[PARTNERS_MOST];
        for (unsigned p = 0; p < t.partners; p++) of[p] = z[order[first + p] - 1];
        play_alliance(&play, s + 1, t, meeting + 1, order + first, of, play_length[meeting]);
      }
    }
  }
  ck_assert_msg(alliance_data_make(&data, play.row, play.count, &err), "%s", err.text);
  gsl_rng_free(play.random);
  free(play.row);
  free(z);
  free(order);
  return data;
}

#endif
