/* SPDX-License-Identifier: GPL-3.0-or-later */
/* partnership_mechanisms: what can be taken out of the model: name, meaning, coefficients with the value that switches them off. A
 * mechanism is off when nothing of it is left for the other equations to feel. */
#ifndef ENTENTE_PARTNERSHIP_MECHANISMS_H
#define ENTENTE_PARTNERSHIP_MECHANISMS_H

/* clang-format off */
#define PARTNERSHIP_MECHANISMS \
  {"luck", "the true size of the opportunity differs from the plan", {{"luck_sd", 0}}}, \
  {"hidden flaws", "a partner hides a weakness, which costs effort and, once seen, trust", {{"flaw_loss", 0}, {"trust_flaw", 0}}}, \
  {"over-promise", "without due diligence strengths are worth less than promised", {{"promise_gap", 0}}}, \
  {"vague objectives", "unclear objectives hide how far goals differ", {{"clarity_gap", 0}, {"clarity_noise", 0}}}, \
  {"honeymoon", "early goodwill, more where more is at stake", {{"honeymoon", 0}}}, \
  {"goal drift", "goals drift apart and wander", {{"align_drift", 0}, {"align_noise", 0}}}, \
  {"shocks to goals", "strategy changes, laws and contract revisions move goals and stir conflict", \
    {{"align_strategy", 0}, {"align_law", 0}, {"align_contract", 0}, {"conf_shock", 0}}}, \
  {"quarrels", "partners quarrel, for whatever reason", \
    {{"conf_base", 0}, {"conf_goal", 0}, {"conf_culture", 0}, {"conf_roles", 0}, {"conf_power", 0}, {"conf_unfair", 0}, {"conf_perf", 0}, \
     {"conf_rival", 0}, {"conf_short", 0}, {"conf_shock", 0}}}, \
  {"quarrels over goals", "misalignment breeds quarrels", {{"conf_goal", 0}}}, \
  {"cultural friction", "distance in culture breeds quarrels and spoils work", {{"conf_culture", 0}, {"q_cul", 0}}}, \
  {"learning culture", "partners learn each other's culture", {{"learn_culture", 0}}}, \
  {"settling conflict", "governance, ties and coordination clauses settle conflict", \
    {{"resolve_gov", 0}, {"resolve_ties", 0}, {"resolve_coord", 0}}}, \
  {"private agendas", "partners gain at the joint cost", {{"opp", 0}}}, \
  {"shadow of the future", "what is to come deters private gain", {{"opp_shadow", 0}}}, \
  {"ties between people", "bonds that buffer quarrels and exits", {{"ties0", 0}, {"ties0_prior", 0}, {"ties_gain", 0}, {"cel_ties", 0}}}, \
  {"growth of trust", "trust grows on evidence and fades", {{"trust_gain", 0}, {"trust_fade", 0}}}, \
  {"loss of trust", "quarrels, betrayals, flaws and unfair shares cost trust", \
    {{"trust_conf", 0}, {"trust_betray", 0}, {"trust_flaw", 0}, {"trust_unfair", 0}}}, \
  {"trust lets share", "complementary strengths need trust or sight to be used", {{"h_trust", 0}}}, \
  {"joint capability", "partners learn to work together, and forget", {{"cap_gain", 0}, {"cap_loss", 0}, {"cap_neglect", 0}}}, \
  {"neglect", "short-term focus wears capability down", {{"cap_neglect", 0}}}, \
  {"cost of building", "effort for the long term is taken from harvesting", {{"harvest", 0}}}, \
  {"focus on relationship", "short-term focus neglects the relationship and breeds quarrels", {{"keepup_focus", 0}, {"conf_short", 0}}}, \
  {"spoilt work", "conflict and misalignment lower the quality of joint work", {{"q_conf", 0}, {"q_goal", 0}}}, \
  {"diversity", "different minds have more ideas", {{"diversity", 0}}}, \
  {"resistance", "people hold back until communication and leadership win them", {{"resist0", 0}}}, \
  {"champions", "leaders leave and return slowly", {{"turn_champ", 0}}}, \
  {"allocation", "the use of resources improves when watched and decays when not", {{"alloc_gain", 0}, {"alloc_loss", 0}}}, \
  {"reviews", "joint reviews correct goals, conflict and allocation", {{"corr", 0}, {"corr_alert", 0}}}, \
  {"celebration", "successes celebrated build trust and ties", {{"cel_trust", 0}, {"cel_ties", 0}}}, \
  {"commitment", "commitment follows trust, value received and conflict", {{"com_rate", 0}}}, \
  {"aspirations", "aspirations adapt to what is reached", {{"aspire", 0}}}, \
  {"plan's ramp", "less is planned for the first months", {{"plan_start", 1}}}, \
  {"exit: disappointment", "who gets too little for too long leaves", {{"exit_perf", 0}}}, \
  {"exit: conflict", "who quarrels leaves", {{"exit_conf", 0}}}, \
  {"exit: distrust", "who distrusts leaves", {{"exit_trust", 0}}}, \
  {"exit: outside options", "who has alternatives leaves, and commits less", {{"exit_out", 0}, {"com_out", 0}}}, \
  {"exit: shortfall", "who loses revenue leaves or must", {{"exit_short", 0}, {"forced_short", 0}}}, \
  {"buy-outs", "one partner buys the other's part", {{"buy0", 0}}}, \
  {"integrated buy-outs", "integration leads to buy-outs", {{"buy_int", 0}}}, \
  {"forced exits", "turbulence and lost revenue end partnerships from outside", {{"forced0", 0}, {"forced_short", 0}}}, \
  {"what holds partners", "ties, importance and hard exit terms keep partners in", {{"exit_ties", 0}, {"exit_import", 0}, {"exit_ease", 0}}}, \
  {"focus deters", "long-term focus deters private gain", {{"opp_focus", 0}}}, \
  {"control clauses", "contracts deter private gain and make quarrels cost more goodwill", {{"opp_control", 0}, {"trust_control", 0}}}, \
  {"coordination clauses", "contracts soften quarrels and settle them", {{"conf_coord", 0}, {"resolve_coord", 0}}}, \
  {"screening", "due diligence screens out hidden flaws", {{"flaw_screen", 0}}}, \
  {"preparedness", "plans and adaptability absorb shocks", {{"shock_plan", 0}, {"shock_adapt", 0}}}, \
  {"turnover", "people who leave take ties along", {{"turn_ties", 0}}}, \
  {"sight for trust", "being able to see replaces trust", {{"h_see", 0}}}, \
  {"order at work", "unclear roles and weak governance spoil joint work", {{"q_role", 0}, {"q_gov", 0}}}, \
  {"gain of integration", "integration puts complementary strengths to use", {{"int_synergy", 0}}}
/* clang-format on */

#endif
