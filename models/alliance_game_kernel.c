/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alliance_game: its equations, over the lanes of a block. Partners of an alliance are rows of a lane's columns. */
#include "models/alliance_game.h"
#include "sim/lane_math.h"
#include "sim/random.h"

struct alliance_coefficients {
#define FIELD(name, part, value, low, high, meaning, basis) double name;
  ALLIANCE_GAME_COEFFICIENTS(FIELD)
#undef FIELD
};
#define STATE(block) ((struct alliance_state *)(void *)(block)->state)
#define COEFFICIENTS(block) ((const struct alliance_coefficients *)(const void *)(block)->coefficient)

void KERNEL(alliance_game_start)(struct block *);
void KERNEL(alliance_game_policies)(struct block *);
void KERNEL(alliance_game_step)(struct block *);
void KERNEL(alliance_game_finish)(struct block *);

void KERNEL(alliance_game_start)(struct block *b) {
  struct alliance_state *restrict s = STATE(b);
  const struct alliance_coefficients *restrict k = COEFFICIENTS(b);
  const lane_array *restrict in = (const lane_array *)b->input;
  for (unsigned i = 0; i < b->width; i++) {
    const unsigned competition = in[COMPETITION][i] < .5 ? 0U : 1U, partners = in[PARTNERS][i] < 2.5 ? 2U : 3U;
    const double exit_cost = in[HAS_EXIT_COST][i] < .5 ? 0 : 1;
    const double edge = .5 - alliance_risk(competition, partners, exit_cost, k->continuation);
    s->competition[i] = competition;
    s->count[i] = partners;
    s->exit_cost[i] = exit_cost;
    s->length[i] = lane_min((double)(int)(in[PERIODS][i] + .5), (double)b->horizon);
    s->trust[i] = (k->assurance + k->learning * lane_log(1 + in[EXPERIENCE][i])) * edge;
    s->repair[i] = k->repair + k->repair_assurance * edge;
    s->always[i] = 1;
  }
  for (unsigned p = 0; p < PARTNERS_MOST; p++)
    for (unsigned i = 0; i < b->width; i++) s->disposition[p][i] = (double)b->normal[Z_DISPOSITION + p][i];
}

/* What depends on inputs alone is made at the start: none of them changes. */
void KERNEL(alliance_game_policies)(struct block *b) {
  (void)b;
}

static inline int happens(double log_odds, uint32_t word) {
  return uniform(word) * (1 + lane_exp_event(-log_odds)) < 1;
}

/* What a partner has in mind: what was done last, by itself and by others. */
struct memory {
  double own, others;
  int first, all, none;
};

static inline double odds_of_contributing(const struct alliance_state *s, const struct alliance_coefficients *k, struct memory m,
                                          double disposition, unsigned i) {
  const double intact = s->trust[i] + (m.first ? 0 : k->confidence) + k->disposition * disposition;
  const double broken = s->repair[i] + k->reciprocity * (m.own + m.others / (s->count[i] - 1)) -
                        (m.none ? k->lock_in * s->exit_cost[i] : 0);
  return m.first | m.all ? intact : broken;
}

static inline double odds_of_leaving(const struct alliance_state *s, const struct alliance_coefficients *k, struct memory m,
                                     double disposition, unsigned i) {
  const unsigned competition = (unsigned)s->competition[i], size = (unsigned)s->count[i] - 2, others = (unsigned)m.others;
  const double(*pay)[PARTNERS_MOST] = alliance_payoff[competition][size];
  const int hopeless = lane_max(pay[0][others], pay[1][others]) < alliance_outside[competition];
  const double after_failure = k->leave - k->leave_cost * s->exit_cost[i] + (hopeless ? k->leave_hopeless : 0);
  if (m.all) return k->leave_content;
  return (m.first ? k->leave_first : after_failure) + k->leave_disposition * disposition;
}

/* What the partners of a lane did in a period. */
struct deeds {
  double action[PARTNERS_MOST];
  int left;
};

static inline struct deeds choose(const struct alliance_state *s, const struct alliance_coefficients *k, const struct block *b,
                                  unsigned i) {
  const double sum = s->action[0][i] + s->action[1][i] + s->action[2][i];
  const int first = b->month == 1, all = !first & (sum == s->count[i]), none = !first & (sum == 0);
  struct deeds out = {.left = 0};
  for (unsigned p = 0; p < PARTNERS_MOST; p++) {
    const struct memory m = {s->action[p][i], sum - s->action[p][i], first, all, none};
    const double disposition = s->disposition[p][i];
    const int there = p < s->count[i];
    const int leaves = there & happens(odds_of_leaving(s, k, m, disposition, i), b->word[U_LEAVE + p][i]);
    const int contributes = there & !leaves & happens(odds_of_contributing(s, k, m, disposition, i), b->word[U_CONTRIBUTE + p][i]);
    out.action[p] = contributes;
    out.left |= leaves;
  }
  return out;
}

static inline double joint_payoff(const struct alliance_state *s, const struct deeds *deeds, double sum, unsigned i) {
  const unsigned competition = (unsigned)s->competition[i], count = (unsigned)s->count[i];
  if (deeds->left) return s->count[i] * (alliance_outside[competition] - EXIT_COST * s->exit_cost[i]);
  double profit = 0;
  for (unsigned p = 0; p < count; p++) {
    const double own = deeds->action[p];
    profit += alliance_payoff[competition][count - 2][(unsigned)own][(unsigned)(sum - own)];
  }
  return profit;
}

void KERNEL(alliance_game_step)(struct block *b) {
  struct alliance_state *s = STATE(b);
  for (unsigned i = 0; i < b->width; i++) {
    const struct deeds deeds = choose(s, COEFFICIENTS(b), b, i);
    const double sum = deeds.action[0] + deeds.action[1] + deeds.action[2];
    const double all = sum == s->count[i] ? 1 : 0, over = b->month >= s->length[i] && b->month < b->horizon ? ENDING_COMPLETED : 0;
    for (unsigned p = 0; p < PARTNERS_MOST; p++) s->action[p][i] = deeds.action[p];
    if (b->month == 1) s->first[i] = sum;
    s->always[i] *= all;
    s->contributions[i] += sum;
    s->profit[i] += joint_payoff(s, &deeds, sum, i);
    s->contributing[i] = sum / s->count[i];
    s->all_contribute[i] = all;
    b->ending[0][i] = deeds.left ? ENDING_TERMINATED : over;
  }
}

void KERNEL(alliance_game_finish)(struct block *b) {
  const struct alliance_state *s = STATE(b);
  lane_array *restrict out = b->outcome;
  for (unsigned i = 0; i < b->live; i++) {
    const double end = b->end_month[i], count = s->count[i];
    const double after = (s->length[i] - end) * alliance_outside[(unsigned)s->competition[i]];
    out[FIRST_ALL_CONTRIBUTE][i] = s->first[i] == count ? 1 : 0;
    out[ALWAYS_ALL_CONTRIBUTE][i] = s->always[i];
    out[TERMINATED][i] = b->ending[0][i] == ENDING_TERMINATED ? 1 : 0;
    out[END_PERIOD][i] = end;
    out[PROFIT_MEAN][i] = (s->profit[i] / count + after) / s->length[i];
    out[FIRST_CONTRIBUTING][i] = s->first[i] / count;
    out[CONTRIBUTIONS][i] = s->contributions[i];
    out[CHOICES][i] = count * end;
  }
}
