/* SPDX-License-Identifier: GPL-3.0-or-later */
/* partnership_facts: what is published about alliances and joint ventures, as figures of the model's runs.
 *
 * A row: name, finding, figure in words, study in words, study, statistic (STATISTIC_*), x, y, month, number, endings, among, accepted low
 * and high, use, source, mark. About 30 coefficients were fitted to the rows whose use is "calibrated". */
#ifndef ENTENTE_PARTNERSHIP_FACTS_H
#define ENTENTE_PARTNERSHIP_FACTS_H

enum { STUDY_POPULATION, STUDY_GOOD, STUDY_POOR, STUDY_INTEGRATED, STUDY_LONG, STUDY_SHORT, STUDIES };

/* A row's X hands its columns on with UNPACK(ROW, ...): POPULATION and CONTEST are two of them. */
#define UNPACK(macro, ...) macro(__VA_ARGS__)
#define POPULATION "default population", STUDY_POPULATION
#define CONTEST "focus study", STUDY_LONG
#define DISSOLVED (1u << ENDING_PERFORMANCE | 1u << ENDING_CONFLICT | 1u << ENDING_BETRAYAL)
#define LEFT (1u << ENDING_WITHDRAWN | DISSOLVED)
#define RELATIONAL (1u << ENDING_WITHDRAWN | 1u << ENDING_CONFLICT | 1u << ENDING_BETRAYAL)
#define UNPLANNED (EVERY_ENDING & ~(1u << ENDING_COMPLETED))

/* Figures that every run of the default population gives, without a survey: versions of the model (--robust) are held against these.
 * Their x is an outcome. */
#define PARTNERSHIP_FACT_SURVIVAL_60(X) \
  X(survival_60, "66 of 100 alliances alive after 5 years", "share alive at month 60", POPULATION, ALIVE, alive, , 60, 0, 0, 0, 0.55, 0.75, \
    "calibrated", "Lunnan & Haugland 2008 SMJ", "verified")
#define PARTNERSHIP_FACT_SUCCESS_080(X) \
  X(success_080, "about half of alliances succeed", "share with performance >= 0.80", POPULATION, SHARE, success_080, , 0, 0.80, 0, 0, 0.45, \
    0.58, "calibrated", "Kale, Dyer & Singh 2002 SMJ (50 %); ASAP (53 %)", "verified")
#define PARTNERSHIP_FACTS_OF_EVERY_RUN(X) PARTNERSHIP_FACT_SURVIVAL_60(X) PARTNERSHIP_FACT_SUCCESS_080(X)

#define PARTNERSHIP_FACTS(X) \
  X(survival_12, "alive after 1 year", "share alive at month 12", POPULATION, ALIVE, alive, , 12, 0, 0, 0, 0.93, 0.98, "calibrated", \
    "log-logistic consistent with the facts below", "judgement") \
  X(survival_24, "alive after 2 years", "share alive at month 24", POPULATION, ALIVE, alive, , 24, 0, 0, 0, 0.82, 0.94, "calibrated", \
    "as above", "judgement") \
  PARTNERSHIP_FACT_SURVIVAL_60(X) \
  X(survival_120, "one third to two thirds of joint ventures break up in the long run", "share alive at month 120", POPULATION, ALIVE, \
    alive, , 120, 0, 0, 0, 0.35, 0.60, "calibrated", "Hennart, Kim & Zeng 1998 Org. Sci.; Bleeke & Ernst: median about 7 years", \
    "verified") \
  X(premature_60, "25 of 100 end before the contract does within 5 years", "share ended by month 60 other than completed", POPULATION, \
    ENDED, , , 60, 0, UNPLANNED, 0, 0.18, 0.32, "calibrated", "Lunnan & Haugland 2008", "verified") \
  X(not_all_fail, "fewer than 55 % fail within 5 years", "share ended by month 60", POPULATION, ENDED, , , 60, 0, EVERY_ENDING, 0, 0.00, \
    0.55, "check", "upper bound: Harrigan", "verified") \
  PARTNERSHIP_FACT_SUCCESS_080(X) \
  X(failure_045, "19 to 30 % fail outright", "share with performance < 0.45", POPULATION, MISSED, performance, , 0, 0.45, 0, 0, 0.18, \
    0.32, "calibrated", "practitioner surveys (Vantage 2015, Silico)", "verified") \
  X(full_100, "37 % deliver the intended value in time", "share with performance >= 1.00", POPULATION, REACHED, performance, , 0, 1.00, 0, \
    0, 0.30, 0.48, "calibrated", "AllianceBoard / Vantage", "verified") \
  X(above_140, "about 10 % reach or beat what was announced", "share with performance >= 1.40", POPULATION, REACHED, performance, , 0, \
    1.40, 0, 0, 0.05, 0.20, "calibrated", "BCG on joint ventures: 90 % below anticipation", "verified") \
  X(practice_good, "structured practice: up to 80 % succeed", "share with performance >= 0.80", \
    "levers at 0.73, dedicated_team 1, evaluation_interval 3", STUDY_GOOD, SHARE, success_080, , 0, 0.80, 0, 0, 0.70, 0.88, "calibrated", \
    "ASAP 4th State of Alliance Management (self-selected)", "verified") \
  X(practice_poor, "ad hoc practice: about 20 % succeed", "share with performance >= 0.80", \
    "levers at 0.33, dedicated_team 0, evaluation_interval 12", STUDY_POOR, SHARE, success_080, , 0, 0.80, 0, 0, 0.10, 0.30, "calibrated", \
    "as above", "verified") \
  X(inputs_explain_little, "inputs at the start explain about a fifth of performance", \
    "R squared of performance (capped at 3) on all varying inputs, linear", POPULATION, EXPLAINED, performance, , 0, 3, 0, 0, 0.12, 0.35, \
    "calibrated", "Reus & Rottig 2009 MIR: 19 % (61 samples, 26927 joint ventures)", "verified") \
  X(trust_performance, "trust and performance go together", "correlation of trust with perceived performance, survey", POPULATION, SURVEY, \
    trust, perceived_performance, 0, 3, 0, 0, 0.25, 0.50, "calibrated", "Zaheer et al. 1998; Delbufalo 2012; Meier et al. 2016", "recalled") \
  X(trust_conflict, "conflict and trust oppose each other", "correlation of trust with conflict, survey", POPULATION, SURVEY, trust, \
    conflict, 0, 3, 0, 0, -0.70, -0.40, "calibrated", "Palmatier et al. 2006", "recalled") \
  X(trust_age, "trust grows little with the age of living partnerships", "correlation of age and trust among the living", POPULATION, AGE, \
    trust, , 0, 0, 0, 0, 0.00, 0.20, "calibrated", "Vanneste, Puranam & Kretschmer 2014 SMJ (39 studies)", "verified") \
  X(misaligned, "two thirds are at odds on strategy", "share of living partnerships with goal alignment < 0.5 at a random month", \
    POPULATION, BELOW, goal_alignment, , 0, 0.5, 0, 0, 0.50, 0.75, "calibrated", \
    "Ankura: 69 % at odds on strategy, 58 % on next year's budget", "verified") \
  X(buyout_integrated, "two thirds of joint ventures' endings are buy-outs", \
    "share of endings other than completed that are buy-outs, integration = 1", "default population", STUDY_INTEGRATED, \
    MIX, , , 0, 0, 1u << ENDING_BOUGHT_OUT, UNPLANNED, 0.50, 0.80, "calibrated", "Ankura 2022: 65 %", "verified") \
  X(prior_ties_null, "prior ties hardly matter for value", "correlation of prior_ties and performance", POPULATION, INPUT, prior_ties, \
    performance, 0, 0, 0, 0, -0.12, 0.12, "check", "Goerzen 2007; Pangarkar 2003", "verified") \
  X(national_culture_null, "culture alone is a weak driver", "absolute correlation of cultural_fit and performance", POPULATION, \
    INPUT_SIZE, cultural_fit, performance, 0, 0, 0, 0, 0.00, 0.25, "check", "Reus & Rottig 2009; Hunoldt", "verified") \
  X(rivalry_dissolves, "rivalry raises dissolution", "hazard ratio of leaving per standard deviation of competitive_overlap", POPULATION, \
    HAZARD, competitive_overlap, , 0, 0, LEFT, 0, 1.05, 1.50, "check", "Park & Russo 1996; Park & Ungson 1997", "recalled") \
  X(outside_options_dissolve, "outside options raise exit also from alliances that work", \
    "hazard ratio of leaving per standard deviation of outside_options", POPULATION, HAZARD, outside_options, , 0, 0, LEFT, 0, 1.10, 1.50, \
    "check", "Greve et al. 2010, 2013", "verified") \
  X(contracts_and_trust, "contracts and trust are complements", "correlation of contract_coordination and trust at month 24", POPULATION, \
    INPUT_STATE, contract_coordination, trust, 24, 0, 0, 0, 0.05, 0.35, "check", "Poppo & Zenger 2002; Cao & Lumineau 2015", "verified") \
  X(short_sight, "cutting investment looks better first, worse later", \
    "first month from which long_term_focus 0.45 is ahead of 0.12 in mean cumulative net present value for good", CONTEST, CROSSOVER, , , \
    0, 0, 0, 0, 24, 60, "calibrated", "Repenning & Sterman 2001 (shape); month by judgement", "judgement") \
  X(long_run_gain, "the long view wins in the end", "ratio of mean joint NPV at month 120, long_term_focus 0.45 against 0.12", CONTEST, \
    GAIN, npv_joint, , 0, 0, 0, 0, 1.10, 1.60, "calibrated", "as above", "judgement") \
  X(longevity_is_not_performance, "long life is not success", "correlation of end_month and mean value a month", POPULATION, \
    LIFE_AND_VALUE, end_month, , 0, 0, 0, 0, 0.00, 0.40, "check", "Rahman & Korn 2014 LRP", "verified") \
  X(relational_causes, "most break-ups are relational or strategic, few technical", \
    "share of leavings named conflict, betrayal or withdrawn", POPULATION, MIX, , , 0, 0, RELATIONAL, LEFT, 0.45, 0.85, "check", \
    "Pangarkar 2003", "verified")

#endif
