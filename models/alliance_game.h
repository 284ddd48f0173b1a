/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alliance_game: the rules of the game in the laboratory, the names of its equations' numbers, and where what stands.
 *
 * Game: G. Solinas, D. Meloso, A. Banal-Estanol, J. Seldeslachts, T. Kretschmer, "Competition, formal governance and trust in alliances: An
 * experimental study", Long Range Planning 55(5), 2022, doi:10.1016/j.lrp.2022.102240. Equations: models/README.md. */
#ifndef ENTENTE_ALLIANCE_GAME_H
#define ENTENTE_ALLIANCE_GAME_H
#include "models/parts.h"
#include <math.h>

enum { PARTNERS_MOST = 3, CONTRIBUTE = 1 /* and 0: does not */, PERIODS_MOST = 40 };
#define EXIT_COST 10.0 /* for everyone, in the period of the exit, where there is a termination clause */

/* Payoff of a period to a partner: [competition][partners - 2][contributes][how many others contribute]. */
static const double alliance_payoff[2][2][2][PARTNERS_MOST] = {
    {{{2, 5, 0}, {-0.5, 6.5, 0}}, {{2, 4, 6}, {-1.5, 0.5, 6.5}}},
    {{{1, 3, 0}, {-2.5, 2.5, 0}}, {{1, 2.5, 4}, {-3, -1.5, 2.5}}},
};
/* And of a period after an exit. */
static const double alliance_outside[2] = {2.5, 1.5};

/* The smallest chance of each partner's contribution, each for itself, at which it pays to contribute as long as all do rather than
 * never (P. Dal Bo, G. Frechette, AER 101(1), 2011, 411-429; M. Blonski, G. Spagnolo, Int. J. Game Theory 44, 2015, 61-81, for two;
 * here for any number: what is lost when any partner fails is the same however many do). After a failure all take the better
 * of contributing no more and leaving. continuation: chance that there is another period, in (0, 1). */
static inline double alliance_risk(unsigned competition, unsigned partners, double exit_cost, double continuation) {
  const double(*pay)[PARTNERS_MOST] = alliance_payoff[competition][partners - 2];
  const unsigned others = partners - 1;
  const double leaving = alliance_outside[competition] - exit_cost * EXIT_COST * (1 - continuation);
  const double after = leaving > pay[0][0] ? leaving : pay[0][0];
  const double gain = pay[1][others] - pay[0][others] + continuation / (1 - continuation) * (pay[1][others] - after);
  const double loss = pay[0][0] - pay[1][0];
  const double share = gain > 0 ? loss / (gain + loss) : 1;
  return partners == 2 ? share : sqrt(share);
}

/* Numbers of the behavioural equations: name, part, value, low, high, meaning, basis. The first 14 are fitted; value, low and high are
 * the maximum likelihood estimate on the choices of eight sessions and its 95 % interval (tests/verify_alliance_game.c prints them). */
#define FITTED "maximum likelihood on 14136 choices of 190 subjects (Solinas et al. 2022)"
#define ALLIANCE_GAME_COEFFICIENTS(X)                                                                                                     \
  X(assurance, "trust", 9.295, 6.55, 12.05, "how far contributing depends on its risk, while no failure is in memory", FITTED)            \
  X(learning, "trust", 4.754, 3.08, 6.42, "how much more so with each unit of the logarithm of 1 + alliances before", FITTED)             \
  X(confidence, "trust", 2.623, 1.98, 3.27, "log odds of contributing after a period in which all did, over the first period's", FITTED)  \
  X(disposition, "trust", 2.539, 1.79, 3.29, "standard deviation of partners' lasting disposition to contribute", FITTED)                 \
  X(repair, "repair", -2.868, -3.43, -2.30, "log odds of contributing after a period in which nobody did, at a risk of one half", FITTED) \
  X(repair_assurance, "repair", 2.925, 1.51, 4.34, "how far contributing after a failure depends on its risk", FITTED)                    \
  X(reciprocity, "repair", 1.791, 1.34, 2.24,                                                                                             \
    "log odds of contributing again for having done so, and again for all others having done so", FITTED)                                 \
  X(lock_in, "repair", 1.413, 0.69, 2.14, "how much an exit cost lowers the log odds of contributing when nobody did", FITTED)            \
  X(leave_first, "leaving", -5.966, -7.19, -4.74, "log odds of leaving in the first period", FITTED)                                      \
  X(leave, "leaving", -2.463, -3.09, -1.84, "log odds of leaving after a failure", FITTED)                                                \
  X(leave_cost, "leaving", 2.989, 2.34, 3.64, "how much an exit cost lowers them", FITTED)                                                \
  X(leave_hopeless, "leaving", 1.745, 1.17, 2.32, "how much they rise when leaving pays more than any reply to what the partners did",    \
    FITTED)                                                                                                                               \
  X(leave_disposition, "leaving", 0.854, 0.22, 1.49, "how much they rise with a standard deviation of disposition", FITTED)               \
  X(leave_content, "leaving", -9.962, -16.89, -8.35, "log odds of leaving after a period in which all contributed", FITTED)               \
  X(continuation, "risk", 0.9222, 0.848, 0.962, "chance of another period that partners reckon with",                                     \
    "83 of the 90 periods drawn for the seven lengths were followed by another (Wilson interval); not fitted to choices")

enum alliance_coefficient {
#define CODE(name, part, value, low, high, meaning, basis) COEFFICIENT_##name,
  ALLIANCE_GAME_COEFFICIENTS(CODE)
#undef CODE
      ALLIANCE_COEFFICIENTS,
  ALLIANCE_FITTED = COEFFICIENT_continuation
};

enum alliance_input { COMPETITION, PARTNERS, HAS_EXIT_COST, PERIODS, EXPERIENCE };
enum alliance_outcome {
  FIRST_ALL_CONTRIBUTE,
  ALWAYS_ALL_CONTRIBUTE,
  TERMINATED,
  END_PERIOD,
  PROFIT_MEAN,
  FIRST_CONTRIBUTING,
  CONTRIBUTIONS,
  CHOICES
};
enum alliance_ending { ENDING_ACTIVE, ENDING_TERMINATED, ENDING_COMPLETED };

struct alliance_state {
  lane_array count;       /* partners */
  lane_array competition; /* 0 or 1 */
  lane_array length;      /* periods, unless somebody leaves */
  lane_array first;       /* partners that contribute in the first period */
  lane_array always;      /* 1 while all have contributed in every period */
  lane_array contributions, profit;

  lane_array exit_cost;                  /* 0 or 1 */
  lane_array trust, repair;              /* log odds of contributing before memory and disposition: no failure in memory; after one */
  lane_array disposition[PARTNERS_MOST]; /* standard normal */
  lane_array action[PARTNERS_MOST];      /* of the last period; 0 of a partner that is not there */
  lane_array contributing, all_contribute;
};

/* Draws, by name. */
enum { Z_DISPOSITION, ALLIANCE_NORMALS = 4 /* they come in pairs */ };
enum { U_LEAVE, U_CONTRIBUTE = U_LEAVE + PARTNERS_MOST, ALLIANCE_UNIFORMS = U_CONTRIBUTE + PARTNERS_MOST };

#endif
