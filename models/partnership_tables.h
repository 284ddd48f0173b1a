/* SPDX-License-Identifier: GPL-3.0-or-later */
/* partnership_tables: the numbers and names of the model, each written once.
 *
 * The lists below make the tables that users see (partnership.c) and the fields that the equations name (partnership_state.h),
 * so that code and description cannot disagree. In `basis`, J = judgement, V = a published source states it. */
#ifndef ENTENTE_PARTNERSHIP_TABLES_H
#define ENTENTE_PARTNERSHIP_TABLES_H

/* What a scenario may set: name, label, group, unit, low, high, policy, default law, block, loading, meaning, basis. */
#define PARTNERSHIP_PARAMETERS(X) \
  X(goal_alignment, "Goal alignment", "foundation", "share", 0, 1, 0, "beta_mean_sd 0.6 0.17", "fit", 1, \
      "how far the partners want the same, as they see it at signing", \
      "V: 69 % of joint ventures are at odds on strategy (Ankura); meta-analysis sign (Hunoldt)") \
  X(cultural_fit, "Cultural fit", "foundation", "share", 0, 1, 0, "beta_mean_sd 0.55 0.18", "fit", 1, \
      "likeness of values and ways of working at signing", "V: organisational distance hurts more than national (Reus & Rottig 2009)") \
  X(prior_ties, "Prior ties", "foundation", "yes/no", 0, 1, 0, "choice 0:0.65 1:0.35", "fit", 0.3, \
      "the partners have worked together before", "V: net effect near zero (Goerzen 2007; Pangarkar 2003)") \
  X(power_balance, "Power balance", "foundation", "share", 0, 1, 1, "beta_mean_sd 0.63 0.2", "fit", 0.7, \
      "1 = even say at the decision table, 0 = one side dictates", \
      "V: ownership imbalance alone has no effect on value (Lebedev et al. 2021)") \
  X(opportunism_a, "Personal agenda of A", "foundation", "share", 0, 1, 0, "beta_mean_sd 0.22 0.14", "fit", -0.6, \
      "A's inclination to private gain at the joint cost", "J") \
  X(opportunism_b, "Personal agenda of B", "foundation", "share", 0, 1, 0, "beta_mean_sd 0.22 0.14", "fit", -0.6, "the same for B", "J") \
  X(objective_clarity, "Objective clarity", "foundation", "share", 0, 1, 1, "beta_mean_sd 0.55 0.18", "design", 1, \
      "how specific and measurable the agreed objectives are", "J; goal-setting literature") \
  X(due_diligence, "Due diligence", "foundation", "share", 0, 1, 0, "beta_mean_sd 0.5 0.2", "design", 1, \
      "depth of examining the partner before signing", "J") \
  X(contract_control, "Control clauses", "foundation", "share", 0, 1, 1, "beta_mean_sd 0.5 0.2", "design", 1, \
      "safeguards, monitoring rights, penalties in the contract", \
      "V: control and coordination clauses differ (Malhotra & Lumineau 2011; Reuer & Arino 2007)") \
  X(contract_coordination, "Coordination clauses", "foundation", "share", 0, 1, 1, "beta_mean_sd 0.45 0.2", "design", 1, \
      "clauses on who informs, decides, escalates, and how", "V: as above") \
  X(contingency_planning, "Contingency planning", "foundation", "share", 0, 1, 1, "beta_mean_sd 0.4 0.2", "design", 1, \
      "how far plans exist for what may go wrong", "J") \
  X(exit_terms, "Exit terms", "foundation", "share", 0, 1, 1, "beta_mean_sd 0.45 0.22", "design", 1, "how clearly leaving is regulated", \
      "J; Ankura on exit terms") \
  X(role_clarity, "Role clarity", "foundation", "share", 0, 1, 1, "beta_mean_sd 0.58 0.17", "design", 1, \
      "how clear it is who does and decides what", "J") \
  X(governance, "Governance", "foundation", "share", 0, 1, 1, "beta_mean_sd 0.5 0.18", "design", 1, \
      "quality of joint decision making and conflict management", \
      "V: relational and contractual governance are complements (Poppo & Zenger 2002)") \
  X(complementarity, "Complementary strengths", "foundation", "share", 0, 1, 0, "beta_mean_sd 0.6 0.16", "stakes", 1, \
      "how well one partner's strengths fit the other's weaknesses", \
      "V: access to complementary resources drives short-run performance (Lunnan & Haugland 2008)") \
  X(leadership, "Leadership", "foundation", "share", 0, 1, 1, "beta_mean_sd 0.58 0.2", "stakes", 1, \
      "strength of the champions on both sides", "J") \
  X(importance, "Strategic importance", "foundation", "share", 0, 1, 0, "beta_mean_sd 0.5 0.2", "stakes", 1, \
      "what is at stake for the partners; lengthens the honeymoon and patience", \
      "V: longer honeymoon for important alliances (Deeds & Rothaermel 2003)") \
  X(integration, "Management model", "foundation", "0, 0.5, 1", 0, 1, 1, "choice 0:0.4 0.5:0.4 1:0.2", "stakes", 0.5, \
      "0 cooperative, 0.5 collaborative, 1 integrated", "J; most integrated forms rated best by non-profit leaders (Bridgespan 2014)") \
  X(value_share, "Partner A's share of value", "foundation", "share", 0, 1, 1, "beta_mean_sd 0.5 0.08", "", 0, \
      "A's part of the joint value; B has the rest", "J") \
  X(risk_share, "Partner A's share of cost", "foundation", "share", 0, 1, 1, "beta_mean_sd 0.5 0.08", "", 0, \
      "A's part of the running cost of collaborating", "J") \
  X(planned_term, "Planned term", "foundation", "months", 6, 1200, 0, "choice 36:0.05 60:0.1 120:0.15 1200:0.7", "", 0, \
      "agreed end; 1200 = open-ended", "V: about 9 of 100 end as planned within 5 years (Lunnan & Haugland 2008)") \
  X(ambition, "Ambition of the plan", "foundation", "factor", 0.1, 5, 0, "1", "", 0, \
      "scales the business case that performance is judged against", "J") \
  X(personal_relationships, "Personal relationships", "operation", "share", 0, 1, 1, "beta_mean_sd 0.42 0.2", "fit", 0.8, \
      "effort spent on ties between people", "V: ties buffer breaches (Kaufmann et al. 2018)") \
  X(resource_monitoring, "Resource monitoring", "operation", "share", 0, 1, 1, "beta_mean_sd 0.45 0.2", "design", 1, \
      "how closely the use of resources is watched and adjusted", "J") \
  X(dedicated_team, "Dedicated team", "operation", "yes/no", 0, 1, 1, "choice 0:0.55 1:0.45", "design", 0.6, \
      "a dedicated alliance function", "V: 63 % success with, 50 % without (Kale, Dyer & Singh 2002)") \
  X(resource_commitment_a, "Resources of partner A", "operation", "share of plan", 0, 1, 1, "beta_mean_sd 0.72 0.16", "stakes", 1, \
      "share of the planned people and money that A really provides", "J") \
  X(resource_commitment_b, "Resources of partner B", "operation", "share of plan", 0, 1, 1, "beta_mean_sd 0.72 0.16", "stakes", 1, \
      "the same for B", "J") \
  X(communication, "Communication", "operation", "share", 0, 1, 1, "beta_mean_sd 0.55 0.18", "fit", 0.7, \
      "regularity and quality; 0.5 is about four contacts a month", "V: raises cooperation, d about 1 in the laboratory (Balliet 2010)") \
  X(transparency, "Transparency", "operation", "share", 0, 1, 1, "beta_mean_sd 0.55 0.18", "fit", 0.7, \
      "how openly information, problems and intentions are shared", "V: process builds trust more than similarity (Meier et al. 2016)") \
  X(relationship_management, "Relationship management", "operation", "share", 0, 1, 1, "beta_mean_sd 0.4 0.2", "design", 0.6, \
      "effort spent on the health of the relationship", "V: relationship investment has a large direct effect (Palmatier et al. 2006)") \
  X(celebration, "Celebrating successes", "operation", "share", 0, 1, 1, "beta_mean_sd 0.38 0.2", "design", 0.4, \
      "successes are marked together", "no evidence found; small by judgement") \
  X(culture_training, "Culture training", "operation", "share", 0, 1, 1, "beta_mean_sd 0.2 0.2", "", 0, "training in the partner's culture", \
      "V: r = 0.26 with performance (Morris & Robie 2001)") \
  X(adaptability, "Adaptability", "operation", "share", 0, 1, 1, "beta_mean_sd 0.5 0.18", "fit", 0.5, \
      "readiness to change scope, practice, plan", "V: adjusted joint ventures succeed more, survivor-biased (Ernst & Bamford 2005)") \
  X(long_term_focus, "Long-term focus", "operation", "share of effort", 0, 1, 1, "beta_mean_sd 0.4 0.13", "fit", 0.4, \
      "share of effort that builds capability and relationship instead of harvesting now", \
      "V sign: capability trap (Repenning & Sterman 2001)") \
  X(patience, "Patience", "operation", "months", 1, 120, 1, "gamma 4 4.5", "fit", 0.4, "months of disappointment before it counts fully", \
      "J") \
  X(kpi_quality, "KPI quality", "evaluation", "share", 0, 1, 1, "beta_mean_sd 0.45 0.2", "design", 1, \
      "how truly the indicators show what happens", "V: 24 % use metrics for all alliances (ASAP)") \
  X(feedback_breadth, "Feedback breadth", "evaluation", "share", 0, 1, 1, "beta_mean_sd 0.4 0.2", "design", 0.8, \
      "how widely feedback is gathered in both organisations", "J") \
  X(evaluation_interval, "Evaluation interval", "evaluation", "months", 1, 36, 1, "choice 1:0.15 3:0.5 6:0.2 12:0.15", "design", -0.4, \
      "months between joint reviews", "V: quarterly boards") \
  X(competitive_overlap, "Competitive overlap", "environment", "share", 0, 1, 1, "beta_mean_sd 0.27 0.18", "fit", -0.6, \
      "how far the partners compete elsewhere", "V: rivalry raises dissolution (Park & Russo 1996)") \
  X(outside_options, "Outside options", "environment", "share", 0, 1, 1, "beta_mean_sd 0.32 0.18", "", 0, \
      "how attractive the alternatives are", "V: raise exit even from alliances that work (Greve et al. 2010, 2013)") \
  X(market_growth, "Market growth", "environment", "per year", -1, 1, 1, "0.01", "", 0, "drift of the market", "J") \
  X(market_volatility, "Market volatility", "environment", "per sqrt(year)", 0, 2, 1, "0.15", "", 0, "volatility of the market", "J") \
  X(turbulence, "Turbulence", "environment", "factor", 0, 10, 1, "1", "", 0, "multiplies all shock rates", "J") \
  X(shock_severity, "Shock severity", "environment", "share", 0, 1, 1, "0.3", "", 0, "mean size of a shock before it is softened", "J") \
  X(staff_turnover, "Staff turnover", "environment", "per year", 0, 3, 1, "0.18", "", 0, \
      "yearly rate, each side, at which key people leave", "V: CEO turnover 11.6 to 17.5 % a year") \
  X(hidden_flaw_rate, "Hidden flaw rate", "environment", "probability", 0, 1, 0, "0.2", "", 0, \
      "chance that an unexamined partner hides a serious weakness", "J") \
  X(potential_value, "Potential value", "economics", "money/month", 1e-06, 1e+12, 0, "100", "", 0, \
      "joint value a month if everything worked and the opportunity is as planned", "scale") \
  X(discount_rate, "Discount rate", "economics", "per year", 0, 1, 0, "0.1", "", 0, "for present values", "J")

/* Numbers inside the equations: name, section, value, plausible low and high, meaning, basis. */
#define PARTNERSHIP_COEFFICIENTS(X) \
  X(luck_sd, "formation", 0.389, 0.2723, 0.5057, "standard deviation of the true size of the opportunity against the plan", \
      "calibrated to validation/facts.csv") \
  X(flaw_screen, "formation", 0.75, 0.525, 0.975, "share of hidden flaws that full due diligence screens out", "judgement") \
  X(flaw_loss, "formation", 0.4, 0.28, 0.52, "effort lost by a flawed partner", "judgement") \
  X(clarity_gap, "formation", 0.1, 0.07, 0.13, "over-estimation of alignment when objectives are vague", "judgement") \
  X(clarity_noise, "formation", 0.16, 0.112, 0.208, "spread of true alignment when objectives are vague", "judgement") \
  X(promise_gap, "formation", 0.3, 0.21, 0.39, "largest over-promise of complementarity without due diligence", "judgement") \
  X(trust0, "formation", 0.4, 0.28, 0.52, "initial trust", "judgement") \
  X(trust0_ties, "formation", 0.08, 0.056, 0.104, "more of it with prior ties", "judgement") \
  X(trust0_dd, "formation", 0.06, 0.042, 0.078, "more of it with due diligence", "judgement") \
  X(honeymoon, "formation", 0.1, 0.07, 0.13, "early goodwill, scaled by importance", "judgement") \
  X(ties0, "formation", 0.12, 0.084, 0.156, "initial personal ties", "judgement") \
  X(ties0_prior, "formation", 0.3, 0.21, 0.39, "more of them with prior ties", "judgement") \
  X(commit0, "formation", 0.6, 0.42, 0.78, "initial commitment", "judgement") \
  X(commit0_lead, "formation", 0.25, 0.175, 0.325, "more of it with leadership", "judgement") \
  X(cap0, "formation", 0.15, 0.105, 0.195, "initial joint capability", "judgement") \
  X(cap0_comp, "formation", 0.15, 0.105, 0.195, "more of it with complementarity", "judgement") \
  X(alloc0, "formation", 0.6, 0.42, 0.78, "initial allocation efficiency", "judgement") \
  X(alloc0_team, "formation", 0.15, 0.105, 0.195, "more of it with a dedicated team", "judgement") \
  X(conflict0, "formation", 0.05, 0.035, 0.065, "initial conflict", "judgement") \
  X(resist0, "formation", 0.5, 0.35, 0.65, "initial resistance", "judgement") \
  X(shock_plan, "environment", 0.45, 0.315, 0.585, "share of a shock that full contingency planning absorbs", "judgement") \
  X(shock_adapt, "environment", 0.35, 0.245, 0.455, "share that full adaptability absorbs", "judgement") \
  X(disrupt_decay, "environment", 0.06, 0.042, 0.078, "monthly decay of disruption", "judgement") \
  X(disrupt_adapt, "environment", 0.12, 0.084, 0.156, "more decay with adaptability", "judgement") \
  X(short_decay, "environment", 0.06, 0.042, 0.078, "monthly decay of a resource shortfall", "judgement") \
  X(short_monitor, "environment", 0.1, 0.07, 0.13, "more decay with monitoring", "judgement") \
  X(turn_ties, "environment", 0.4, 0.28, 0.52, "share of ties lost when key people leave", "judgement") \
  X(turn_champ, "environment", 0.35, 0.245, 0.455, "chance that the leaver is a champion", "judgement") \
  X(champ_loss, "environment", 0.8, 0.56, 1, "share of leadership lost with a champion", "judgement") \
  X(champ_return, "environment", 0.16, 0.112, 0.208, "monthly regrowth of leadership", "judgement") \
  X(learn_culture, "relationship", 0.03, 0.021, 0.039, "speed of learning each other's culture", "judgement") \
  X(learn_train, "relationship", 3, 2.1, 3.9, "acceleration by training", "judgement") \
  X(culture_max, "relationship", 0.75, 0.525, 0.975, "share of the cultural gap that can be learned away", "judgement") \
  X(ties_gain, "relationship", 0.045, 0.0315, 0.0585, "growth of personal ties", "judgement") \
  X(ties_loss, "relationship", 0.018, 0.0126, 0.0234, "fading of ties", "judgement") \
  X(resist_decay, "relationship", 0.03, 0.021, 0.039, "fading of resistance", "judgement") \
  X(resist_comm, "relationship", 0.1, 0.07, 0.13, "faster with communication and leadership", "judgement") \
  X(keepup, "relationship", 0.3, 0.21, 0.39, "share of relationship work kept up under pure short-term focus", "judgement") \
  X(keepup_focus, "relationship", 1.4, 0.98, 1.82, "more of it with long-term focus", "judgement") \
  X(align_gain, "relationship", 0.03, 0.021, 0.039, "re-alignment through communication", "judgement") \
  X(align_drift, "relationship", 0.02184, 0.01529, 0.02839, "drift of goals apart", "calibrated to validation/facts.csv") \
  X(align_noise, "relationship", 0.034, 0.0238, 0.0442, "random drift of goals", "judgement") \
  X(align_strategy, "relationship", 0.6, 0.42, 0.78, "share of alignment lost per unit of a strategy change", "judgement") \
  X(align_law, "relationship", 0.1, 0.07, 0.13, "loss by legislation", "judgement") \
  X(align_contract, "relationship", 0.1, 0.07, 0.13, "loss by a contract revision", "judgement") \
  X(conf_base, "relationship", 0.01, 0.007, 0.013, "monthly intensity of quarrels: base", "judgement") \
  X(conf_goal, "relationship", 0.22, 0.154, 0.286, "by squared misalignment", "calibrated to validation/facts.csv") \
  X(conf_culture, "relationship", 0.119, 0.0833, 0.1547, "by cultural distance, exposed by integration", \
      "calibrated to validation/facts.csv") \
  X(conf_roles, "relationship", 0.08, 0.056, 0.104, "by unclear roles", "judgement") \
  X(conf_power, "relationship", 0.1, 0.07, 0.13, "by squared power imbalance", "judgement") \
  X(conf_unfair, "relationship", 0.225, 0.1575, 0.2925, "by shares out of line with contribution", "judgement") \
  X(conf_perf, "relationship", 0.06, 0.042, 0.078, "by performance below plan", "judgement") \
  X(conf_rival, "relationship", 0.06, 0.042, 0.078, "by competitive overlap", "judgement") \
  X(conf_short, "relationship", 0.11, 0.077, 0.143, "by squared short-term focus", "judgement") \
  X(conf_size, "relationship", 0.1, 0.07, 0.13, "smallest quarrel", "judgement") \
  X(conf_size_r, "relationship", 0.36, 0.252, 0.468, "spread of quarrel size", "judgement") \
  X(conf_coord, "relationship", 0.3, 0.21, 0.39, "softening by coordination clauses", "judgement") \
  X(conf_shock, "relationship", 0.25, 0.175, 0.325, "conflict from contract revisions", "judgement") \
  X(resolve, "relationship", 0.05, 0.035, 0.065, "monthly settling of conflict", "judgement") \
  X(resolve_gov, "relationship", 0.167, 0.1169, 0.2171, "more by governance and communication", "calibrated to validation/facts.csv") \
  X(resolve_ties, "relationship", 0.06, 0.042, 0.078, "more by ties", "judgement") \
  X(resolve_coord, "relationship", 0.06, 0.042, 0.078, "more by coordination clauses", "judgement") \
  X(opp, "relationship", 0.054, 0.0378, 0.0702, "monthly opportunism at typical inclination", "calibrated to validation/facts.csv") \
  X(opp_focus, "relationship", 0.712, 0.4984, 0.9256, "deterred by long-term focus", "calibrated to validation/facts.csv") \
  X(opp_control, "relationship", 0.55, 0.385, 0.715, "deterred by control clauses", "judgement") \
  X(opp_trust, "relationship", 0.6, 0.42, 0.78, "deterred by one's own trust", "judgement") \
  X(opp_rival, "relationship", 0.8, 0.56, 1, "fed by competitive overlap", "judgement") \
  X(opp_shadow, "relationship", 0.6, 0.42, 0.78, "deterred by the shadow of the future", "judgement") \
  X(opp_detect, "relationship", 0.1, 0.07, 0.13, "chance of detection", "judgement") \
  X(opp_detect_open, "relationship", 0.35, 0.245, 0.455, "more with transparency", "judgement") \
  X(opp_detect_kpi, "relationship", 0.2, 0.14, 0.26, "more with KPI quality", "judgement") \
  X(opp_gain, "relationship", 0.25, 0.175, 0.325, "private gain, share of the month's value", "judgement") \
  X(opp_loss, "relationship", 0.3, 0.21, 0.39, "joint loss, share of the month's value", "judgement") \
  X(trust_gain, "relationship", 0.263, 0.1841, 0.3419, "growth of trust on good evidence", "calibrated to validation/facts.csv") \
  X(trust_fade, "relationship", 0.00878, 0.006146, 0.01141, "fading of trust", "calibrated to validation/facts.csv") \
  X(trust_conf, "relationship", 0.174, 0.1218, 0.2262, "loss by a quarrel", "calibrated to validation/facts.csv") \
  X(trust_betray, "relationship", 0.712, 0.4984, 0.9256, "loss by a detected betrayal", "calibrated to validation/facts.csv") \
  X(trust_flaw, "relationship", 0.3, 0.21, 0.39, "loss when a hidden flaw shows", "judgement") \
  X(trust_unfair, "relationship", 0.05, 0.035, 0.065, "loss by unfair shares", "judgement") \
  X(trust_control, "relationship", 0.25, 0.175, 0.325, "control clauses make a quarrel cost more goodwill", "judgement") \
  X(trust_noise, "relationship", 0.04, 0.028, 0.052, "random change of trust", "judgement") \
  X(value_scale, "value", 5.92, 4.144, 7.696, "scale of collaborative strength", "calibrated to validation/facts.csv") \
  X(harvest, "value", 0.921, 0.6447, 1, "effort that long-term focus takes from harvesting", "calibrated to validation/facts.csv") \
  X(q_conf, "value", 0.45, 0.315, 0.585, "quality lost by conflict", "calibrated to validation/facts.csv") \
  X(q_goal, "value", 0.478, 0.3346, 0.6214, "quality lost by misalignment", "calibrated to validation/facts.csv") \
  X(q_role, "value", 0.15, 0.105, 0.195, "quality lost by unclear roles", "judgement") \
  X(q_cul, "value", 0.15, 0.105, 0.195, "quality lost by cultural distance", "judgement") \
  X(q_gov, "value", 0.08, 0.056, 0.104, "quality lost by weak governance", "judgement") \
  X(h0, "value", 0.374, 0.2618, 0.4862, "strength without complementarity", "calibrated to validation/facts.csv") \
  X(h_trust, "value", 0.7, 0.49, 0.91, "part of complementarity that needs reliance on the partner", "judgement") \
  X(h_see, "value", 0.35, 0.245, 0.455, "how far observability replaces trust", "judgement") \
  X(diversity, "value", 0.3, 0.21, 0.39, "ideas from difference", "judgement") \
  X(a0, "value", 0.5, 0.35, 0.65, "productivity without joint capability", "judgement") \
  X(a1, "value", 1.57, 1.099, 2.041, "productivity of joint capability", "calibrated to validation/facts.csv") \
  X(cap_gain, "value", 0.151, 0.1057, 0.1963, "building of capability", "calibrated to validation/facts.csv") \
  X(cap_loss, "value", 0.01, 0.007, 0.013, "its depreciation", "judgement") \
  X(cap_neglect, "value", 0.0428, 0.02996, 0.05564, "more of it by squared short-term focus", "calibrated to validation/facts.csv") \
  X(int_synergy, "value", 0.25, 0.175, 0.325, "gain of integration", "judgement") \
  X(res_cost, "value", 0.26, 0.182, 0.338, "cost of resources, share of potential value", "judgement") \
  X(alloc_gain, "value", 0.1, 0.07, 0.13, "improvement of allocation by monitoring and team", "judgement") \
  X(alloc_loss, "value", 0.022, 0.0154, 0.0286, "decay of allocation unwatched", "judgement") \
  X(perf_memory, "evaluation", 0.15, 0.105, 0.195, "speed at which perceived performance follows", "judgement") \
  X(corr, "evaluation", 0.22, 0.154, 0.286, "strength of a review's correction", "judgement") \
  X(corr_alert, "evaluation", 0.3, 0.21, 0.39, "more when performance looks below plan", "judgement") \
  X(corr_align, "evaluation", 0.3, 0.21, 0.39, "effect on alignment", "judgement") \
  X(corr_conf, "evaluation", 0.4, 0.28, 0.52, "effect on conflict", "judgement") \
  X(corr_alloc, "evaluation", 0.45, 0.315, 0.585, "effect on allocation", "judgement") \
  X(cel_trust, "evaluation", 0.02, 0.014, 0.026, "effect of celebrating on trust", "judgement") \
  X(cel_ties, "evaluation", 0.04, 0.028, 0.052, "effect of celebrating on ties", "judgement") \
  X(com_rate, "evaluation", 0.12, 0.084, 0.156, "speed of commitment", "judgement") \
  X(com0, "evaluation", 0.25, 0.175, 0.325, "commitment: base", "judgement") \
  X(com_trust, "evaluation", 0.35, 0.245, 0.455, "by trust", "judgement") \
  X(com_sat, "evaluation", 0.25, 0.175, 0.325, "by value received", "judgement") \
  X(com_lead, "evaluation", 0.225, 0.1575, 0.2925, "by leadership", "judgement") \
  X(com_out, "evaluation", 0.15, 0.105, 0.195, "less by outside options", "judgement") \
  X(com_conf, "evaluation", 0.2, 0.14, 0.26, "less by conflict", "judgement") \
  X(plan_level, "evaluation", 47.4, 33.18, 61.62, "planned joint value, percent of potential", "calibrated to validation/facts.csv") \
  X(plan_ramp, "evaluation", 18, 12.6, 23.4, "months of the plan's ramp-up", "judgement") \
  X(plan_start, "evaluation", 0.3, 0.21, 0.39, "share of the plan at signing", "judgement") \
  X(aspire, "evaluation", 0.0109, 0.00763, 0.01417, "adaptation of aspirations to what is reached", "calibrated to validation/facts.csv") \
  X(exit0, "continuation", 0.000163, 0.0001141, 0.0002119, "monthly exit hazard of each partner: base", \
      "calibrated to validation/facts.csv") \
  X(exit_perf, "continuation", 2.36, 1.652, 3.068, "log-hazard by disappointment", "calibrated to validation/facts.csv") \
  X(exit_conf, "continuation", 3.29, 2.303, 4.277, "by conflict", "calibrated to validation/facts.csv") \
  X(exit_trust, "continuation", 4.66, 3.262, 6.058, "by missing trust", "calibrated to validation/facts.csv") \
  X(exit_ties, "continuation", 0.39, 0.273, 0.507, "less by ties", "calibrated to validation/facts.csv") \
  X(exit_out, "continuation", 2.54, 1.778, 3.302, "by outside options", "calibrated to validation/facts.csv") \
  X(exit_short, "continuation", 1.4, 0.98, 1.82, "by a resource shortfall", "judgement") \
  X(exit_import, "continuation", 0.8, 0.56, 1, "less by importance", "judgement") \
  X(exit_ease, "continuation", 0.2, 0.14, 0.26, "by easy exit terms", "judgement") \
  X(buy0, "continuation", 0.000281, 0.0001967, 0.0003653, "monthly buy-out hazard: base", "calibrated to validation/facts.csv") \
  X(buy_int, "continuation", 5.02, 3.514, 6.526, "by integration", "calibrated to validation/facts.csv") \
  X(buy_cap, "continuation", 2, 1.4, 2.6, "by joint capability", "judgement") \
  X(buy_asym, "continuation", 2, 1.4, 2.6, "by asymmetry and outside options", "judgement") \
  X(forced0, "continuation", 5.77e-05, 4.039e-05, 7.501e-05, "forced exit: base", "calibrated to validation/facts.csv") \
  X(forced_short, "continuation", 0.03, 0.021, 0.039, "forced exit by squared resource shortfall", "judgement") \
  X(exit_loss, "continuation", 0.6, 0.42, 0.78, "cost of a break-up, months of potential value", "judgement") \
  X(exit_loss_terms, "continuation", 0.7, 0.49, 0.91, "share of it that exit terms save", "judgement") \
  X(buy_months, "continuation", 15, 10.5, 19.5, "price of a buy-out, months of net flow", "judgement")

/* Shocks, in the order in which one uniform picks them: identifier, name, rate a year, effect, basis. */
#define PARTNERSHIP_SHOCKS(X) \
  X(legislation, "legislation", 0.12, "a law or rule changes: disruption, some conflict, goals shift", "judgement") \
  X(contract_revision, "contract revision", 0.12, "one side wants other terms: conflict, goals shift", \
      "judgement: about 45 % see one by month 60") \
  X(loss_of_revenue, "loss of revenue", 0.18, "a partner loses revenue: a resource shortfall", "judgement") \
  X(strategy_change, "strategy change", 0.18, "a partner changes course: goals shift", "judgement") \
  X(reorganisation, "reorganisation", 0.12, "merger or reorganisation of a partner: disruption, people leave", "judgement") \
  X(market_shift, "market shift", 0.08, "technology or demand moves away: the market index falls", "judgement") \
  X(windfall, "windfall", 0.06, "unexpected success: the market index rises", "judgement")

/* What practices cost at level 1: parameter, set-up (percent of potential value), running (percent of it a month). */
#define PARTNERSHIP_COSTS(X) \
  X(due_diligence, 40, 0) \
  X(contract_control, 20, 0) \
  X(contract_coordination, 15, 0) \
  X(contingency_planning, 15, 0) \
  X(objective_clarity, 8, 0) \
  X(role_clarity, 6, 0) \
  X(governance, 12, 1) \
  X(exit_terms, 6, 0) \
  X(integration, 30, 3) \
  X(communication, 0, 1.2) \
  X(culture_training, 0, 1) \
  X(relationship_management, 0, 1.5) \
  X(personal_relationships, 0, 0.6) \
  X(celebration, 0, 0.3) \
  X(dedicated_team, 0, 1.5) \
  X(resource_monitoring, 0, 0.8) \
  X(kpi_quality, 0, 0.6) \
  X(feedback_breadth, 0, 0.3) \
  X(adaptability, 0, 0.6)

/* Joint reviews at a quarterly rhythm, percent of potential value a month. */
#define PARTNERSHIP_REVIEW_COST 1.2

/* How it can end: identifier, name, meaning, counts as an early failure, as planned. The code is the position. */
#define PARTNERSHIP_ENDINGS(X) \
  X(ENDING_ACTIVE, "active", "still together at the horizon", false, false) \
  X(ENDING_COMPLETED, "completed", "the planned term is reached", false, true) \
  X(ENDING_BOUGHT_OUT, "bought out", "one partner buys the other's part", false, false) \
  X(ENDING_WITHDRAWN, "withdrawn", "a partner leaves for something better", true, false) \
  X(ENDING_PERFORMANCE, "dissolved: performance", "a partner leaves disappointed", true, false) \
  X(ENDING_CONFLICT, "dissolved: conflict", "a partner leaves quarrelling", true, false) \
  X(ENDING_BETRAYAL, "dissolved: betrayal", "a partner leaves distrusting or betrayed", true, false) \
  X(ENDING_FORCED_OUT, "forced out", "a partner can no longer go on", true, false)

#endif
