/* SPDX-License-Identifier: GPL-3.0-or-later */
/* partnership_outcomes: what is reported of a run: identifier, name, label, unit, kind, better, may be missing, meaning. */
#ifndef ENTENTE_PARTNERSHIP_OUTCOMES_H
#define ENTENTE_PARTNERSHIP_OUTCOMES_H

#define PARTNERSHIP_OUTCOMES(X) \
  X(npv_joint, "Joint net present value", "money", OUTCOME_NUMBER, 1, false, "what both partners together gain or lose, discounted to signing") \
  X(npv_a, "Net present value of A", "money", OUTCOME_NUMBER, 1, false, "what partner A gains or loses, discounted to signing") \
  X(npv_b, "Net present value of B", "money", OUTCOME_NUMBER, 1, false, "what partner B gains or loses, discounted to signing") \
  X(end_month, "Last month together", "months", OUTCOME_COUNT, 1, false, "last month of the partnership; the horizon if it is still alive") \
  X(performance, "Value against plan", "share of plan", OUTCOME_NUMBER, 1, false, \
    "joint value over planned value in the months lived; after an early failure, over the plan of 36 months") \
  X(success_045, "Reached 45 % of the plan", "share", OUTCOME_SHARE, 1, false, "performance of at least 0.45") \
  X(success_080, "Reached 80 % of the plan", "share", OUTCOME_SHARE, 1, false, "performance of at least 0.80") \
  X(success_100, "Reached the plan", "share", OUTCOME_SHARE, 1, false, "performance of at least 1.00") \
  X(both_gain, "Both partners gain", "share", OUTCOME_SHARE, 1, false, "the net present values of both partners are above 0") \
  X(alive, "Alive at the horizon", "share", OUTCOME_SHARE, 1, false, "still together at the end of the last month simulated") \
  X(payback_month, "Payback month", "months", OUTCOME_COUNT, -1, true, \
    "first month after the last one with a negative joint net present value so far; 0 if it never was; missing if it ends negative") \
  X(never_pays_back, "Never pays back", "share", OUTCOME_SHARE, -1, false, "the joint net present value ends negative") \
  X(trust_end, "Trust at the end", "share", OUTCOME_NUMBER, 1, false, "mean trust of both partners at the end of the last month lived") \
  X(quarrels, "Quarrels", "count", OUTCOME_COUNT, -1, false, "months with a quarrel") \
  X(serious_conflicts, "Serious conflicts", "count", OUTCOME_COUNT, -1, false, "months with a serious conflict") \
  X(betrayals, "Betrayals", "count", OUTCOME_COUNT, -1, false, "acts of either partner for private gain, detected or not") \
  X(shocks, "Shocks", "count", OUTCOME_COUNT, 0, false, "months in which a shock struck, drawn or forced") \
  X(reviews_celebrated, "Reviews celebrated", "count", OUTCOME_COUNT, 1, false, "joint reviews at which a success was celebrated") \
  X(serious_24, "Serious conflict within 24 months", "share", OUTCOME_SHARE, -1, false, "any serious conflict by month 24")

#define CODE(identifier, label, unit, kind, better, missing, meaning) OUT_##identifier,
enum partnership_outcome { PARTNERSHIP_OUTCOMES(CODE) PARTNERSHIP_OUTCOME_COUNT };
#undef CODE

#endif
