/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month of the model `partnership`, equation by equation, as its specification writes them: every lane of the default population,
 * with schedules and shocks, to rounding. What is drawn is told from the draws and states; chances have tests of their own. */
#include "tests/partnership_lab.h"
#include "tests/suite.h"

enum { BLOCKS = 8, MONTHS = 60 };
#define ROUNDING 1e-12
#define IN(name) (lab_inputs(lab)->name[i])
#define NOW(name) (lab_state(lab)->name[i])
#define K(name) (lab_coefficients(lab)->name)

/* What a month starts from. */
struct before {
  double learned, ties, resist, champion, alignment, trust[2], perf, aspiration, disappointment[2], commit[2], alloc, capability,
      log_market, npv[2], discount, conflict, disruption, shortfall;
};

static double clip(double x, double low, double high) {
  return fmin(high, fmax(low, x));
}

static double normal(struct lab *lab, unsigned draw, unsigned i) {
  return (double)lab->block.normal[draw][i];
}

static struct before before(struct lab *lab, unsigned i) {
  return (struct before){.learned = NOW(learned),
                         .ties = NOW(ties),
                         .resist = NOW(resist),
                         .champion = NOW(champion),
                         .alignment = NOW(alignment),
                         .trust = {NOW(trust[0]), NOW(trust[1])},
                         .perf = NOW(perf),
                         .aspiration = NOW(aspiration),
                         .disappointment = {NOW(disappointment[0]), NOW(disappointment[1])},
                         .commit = {NOW(commit[0]), NOW(commit[1])},
                         .alloc = NOW(alloc),
                         .capability = NOW(capability),
                         .log_market = NOW(log_market),
                         .npv = {NOW(npv_of[0]), NOW(npv_of[1])},
                         .discount = NOW(discount),
                         .conflict = NOW(conflict),
                         .disruption = NOW(disruption),
                         .shortfall = NOW(shortfall)};
}

static double upkeep(struct lab *lab, unsigned i) {
  return fmin(1, K(keepup) + K(keepup_focus) * IN(long_term_focus));
}

static double lead(struct lab *lab, unsigned i) {
  return IN(leadership) * NOW(champion);
}

static void environment_check(struct lab *lab, const struct before *was, unsigned i) {
  const double volatility = IN(market_volatility),
               blow = fmin(1, NOW(shock_size[SHOCK_legislation]) + .8 * NOW(shock_size[SHOCK_reorganisation]));
  const double drift = (IN(market_growth) - volatility * volatility / 2) / 12 + volatility / sqrt(12) * normal(lab, Z_MARKET, i);
  always_near(NOW(log_market), was->log_market + drift + .5 * NOW(shock_size[SHOCK_windfall]) - .5 * NOW(shock_size[SHOCK_market_shift]),
              ROUNDING);
  const double d = was->disruption * (1 - K(disrupt_decay) - K(disrupt_adapt) * IN(adaptability));
  const double s = was->shortfall * (1 - K(short_decay) - K(short_monitor) * IN(resource_monitoring));
  always_near(NOW(disruption), d + blow * (1 - d), ROUNDING);
  always_near(NOW(shortfall), s + fmin(1, NOW(shock_size[SHOCK_loss_of_revenue])) * (1 - s), ROUNDING);
  const double c = was->champion + K(champ_return) * (1 - was->champion);
  always_near(NOW(champion), c * (1 - K(champ_loss) * NOW(champion_lost)), ROUNDING);
  always_near(NOW(ties), was->ties * (1 - K(turn_ties) * NOW(turnover) * (1 - .4 * IN(governance))), ROUNDING);
}

static void people_check(struct lab *lab, const struct before *was, double ties, unsigned i) {
  const double talk = IN(communication), up = upkeep(lab, i), relm = IN(relationship_management) * up, g = was->alignment;
  const double learned = was->learned + K(learn_culture) * (.5 + K(learn_train) * IN(culture_training)) * (.4 + .6 * talk) *
                                            (1 - was->learned) * (1 - .5 * NOW(turnover));
  always_near(NOW(learned), learned, ROUNDING);
  always_near(NOW(culture), IN(cultural_fit) + (1 - IN(cultural_fit)) * K(culture_max) * learned, ROUNDING);
  always_near(NOW(resist), was->resist * (1 - K(resist_decay) - K(resist_comm) * talk * (.4 + .6 * lead(lab, i))), ROUNDING);
  const double bonds = K(ties_gain) * up * (.65 * IN(personal_relationships) + .35 * IN(relationship_management));
  always_near(NOW(ties), ties + bonds * (1 - ties) - K(ties_loss) * ties, ROUNDING);
  const double torn = fmin(1, K(align_strategy) * NOW(shock_size[SHOCK_strategy_change]) +
                                  K(align_law) * NOW(shock_size[SHOCK_legislation]) +
                                  K(align_contract) * NOW(shock_size[SHOCK_contract_revision]));
  const double moved = g + K(align_gain) * talk * (.4 + .6 * IN(objective_clarity)) * (.6 + .4 * relm) * (1 - g) -
                       K(align_drift) * (1 - .5 * IN(objective_clarity)) * g - torn * g +
                       K(align_noise) * (1 - .4 * IN(objective_clarity)) * normal(lab, Z_ALIGNMENT, i);
  always_near(NOW(alignment), clip(moved, .02, .98), ROUNDING);
}

static double effort(struct lab *lab, int p, unsigned i) {
  const double given = p == 0 ? IN(resource_commitment_a) : IN(resource_commitment_b);
  return given * NOW(commit[p]) * (1 - NOW(shortfall)) * (1 - .4 * NOW(resist)) * (1 - K(flaw_loss) * NOW(flaw[p]));
}

static void effort_check(struct lab *lab, unsigned i) {
  const double of_a = effort(lab, 0, i), of_b = effort(lab, 1, i);
  always_near(NOW(joint_effort), 2 * of_a * of_b / (of_a + of_b + 1e-9), ROUNDING);
  always_near(NOW(part[0]), (of_a + 5e-10) / (of_a + of_b + 1e-9), ROUNDING);
  always_near(NOW(part[1]), 1 - NOW(part[0]), ROUNDING);
}

static void trust_check(struct lab *lab, const struct before *was, int p, unsigned i) {
  const int j = 1 - p;
  const double t = was->trust[p], share = p == 0 ? IN(value_share) : 1 - IN(value_share);
  const double evidence = .30 * clip(was->perf, 0, 1.2) + .40 * was->commit[j] * NOW(alignment) +
                          .30 * IN(transparency) * (.4 + .6 * IN(communication));
  const double loss = fmin(.9, K(trust_conf) * NOW(hit) * (1 + K(trust_control) * IN(contract_control)) * (1 - .3 * NOW(ties)) +
                                   K(trust_betray) * NOW(caught[j]) + K(trust_flaw) * NOW(shown[j]) +
                                   K(trust_unfair) * fmax(0, NOW(part[p]) - share));
  const double grown = K(trust_gain) * evidence * (.40 + .60 * upkeep(lab, i) * (.4 + .6 * IN(relationship_management))) * (1 - t);
  const double noise = K(trust_noise) * 2 * t * (1 - t) * normal(lab, Z_TRUST + (unsigned)p, i);
  always_near(NOW(trust[p]), clip(t + grown - K(trust_fade) * t - t * loss + noise, .01, .99), ROUNDING);
}

static void value_check(struct lab *lab, const struct before *was, unsigned i) {
  const double tau = (NOW(trust[0]) + NOW(trust[1])) / 2, phi = IN(long_term_focus), monitoring = IN(resource_monitoring);
  const double alloc = clip(was->alloc + K(alloc_gain) * (.3 * IN(dedicated_team) + .7 * monitoring) * (1 - was->alloc) -
                                K(alloc_loss) * (1 - monitoring) * was->alloc,
                            0, 1);
  const double resources = NOW(joint_effort) * alloc;
  const double quality = fmax(.05, 1 - K(q_conf) * NOW(conflict) - K(q_goal) * (1 - NOW(alignment)) - K(q_role) * (1 - IN(role_clarity)) -
                                       K(q_cul) * (1 - NOW(culture)) - K(q_gov) * (1 - IN(governance)));
  const double rely = tau + (1 - tau) * K(h_see) * (IN(transparency) + IN(kpi_quality)) / 2;
  const double used = K(h0) +
                      (1 - K(h0)) * NOW(kappa) * ((1 - K(h_trust)) + K(h_trust) * rely) * (1 + K(int_synergy) * (IN(integration) - .5));
  const double ideas = 1 + K(diversity) * (1 - IN(cultural_fit)) * IN(communication) * tau;
  const double strength = K(value_scale) * (1 - K(harvest) * phi) * resources * (K(a0) + K(a1) * was->capability) * used * ideas * quality;
  const double lost = K(opp_loss) * fmax(NOW(betray[0]), NOW(betray[1]));
  const double value = NOW(scale) * exp(NOW(log_market)) * (1 - NOW(disruption)) * strength / (1 + strength) * (1 - lost);
  always_near(NOW(alloc), alloc, ROUNDING);
  always_near(NOW(resources), resources, ROUNDING);
  always_near(NOW(value), value, ROUNDING * fmax(1, value));
  const double built = K(cap_gain) * phi * fmin(1.5, 2 * resources) * (.3 + .7 * rely) * (.5 + .5 * NOW(kappa)) * (1 - was->capability);
  always_near(NOW(capability), was->capability + built - (K(cap_loss) + K(cap_neglect) * (1 - phi) * (1 - phi)) * was->capability,
              ROUNDING);
}

static void money_check(struct lab *lab, const struct before *was, double running, unsigned i) {
  const double to[2] = {IN(value_share), 1 - IN(value_share)}, bears[2] = {IN(risk_share), 1 - IN(risk_share)};
  const double given[2] = {IN(resource_commitment_a), IN(resource_commitment_b)};
  const double discount = pow(1 + IN(discount_rate), -(double)lab->block.month / 12);
  for (int p = 0; p < 2; p++) {
    const double taken = K(opp_gain) * NOW(value) * (NOW(betray[p]) - NOW(betray[1 - p]));
    const double net = to[p] * NOW(value) + taken - .5 * K(res_cost) * IN(potential_value) * given[p] * was->commit[p] - bears[p] * running;
    always_near(NOW(net_of[p]), net, ROUNDING * fmax(1, fabs(net)));
    always_near(NOW(npv_of[p]), was->npv[p] + net * discount, 1e-11 * fmax(1, fabs(was->npv[p])));
  }
}

/* Reviews come every third month in the sheet below. */
static void evaluation_check(struct lab *lab, const struct before *was, const struct before *mid, unsigned i) {
  const double plan = K(plan_level) / 100 * IN(potential_value) * IN(ambition) *
                      (K(plan_start) + (1 - K(plan_start)) * (1 - exp(-(double)lab->block.month / K(plan_ramp))));
  const double perf = was->perf + K(perf_memory) * (fmin(3, NOW(value) / plan) - was->perf);
  const double aspiration = was->aspiration + K(aspire) * (perf - was->aspiration),
               tolerance = fmax(1, IN(patience)) * (.6 + .8 * IN(importance));
  const double w = lab->block.month % 3 ? 0 : 1, seen = perf + .5 * (1 - IN(kpi_quality)) * normal(lab, Z_SEEN, i);
  const double correction = w * (K(corr) + K(corr_alert) * (seen < 1)) * IN(kpi_quality) * (.4 + .6 * IN(feedback_breadth)) *
                            (.4 + .6 * IN(adaptability));
  const double success = perf >= 1 ? w * IN(celebration) : 0;
  always_near(NOW(perf), perf, ROUNDING);
  always_near(NOW(aspiration), aspiration, ROUNDING);
  always_near(NOW(alignment), mid->alignment + K(corr_align) * correction * (1 - mid->alignment), ROUNDING);
  always_near(NOW(conflict), mid->conflict * (1 - K(corr_conf) * correction), ROUNDING);
  always_near(NOW(alloc), mid->alloc + K(corr_alloc) * correction * (1 - mid->alloc), ROUNDING);
  always_near(NOW(ties), mid->ties + K(cel_ties) * success * (1 - mid->ties), ROUNDING);
  for (int p = 0; p < 2; p++) {
    const double got = 2 * perf * (p == 0 ? IN(value_share) : 1 - IN(value_share)), missed = fmax(0, 1 - got / fmax(.3, aspiration));
    always_near(NOW(disappointment[p]), was->disappointment[p] + (missed - was->disappointment[p]) / fmax(1, tolerance), ROUNDING);
    always_near(NOW(trust[p]), mid->trust[p] + K(cel_trust) * success * (1 - mid->trust[p]), ROUNDING);
    const double due = K(com0) + K(com_trust) * NOW(trust[p]) + K(com_sat) * fmin(1.2, got) + K(com_lead) * lead(lab, i) -
                       K(com_out) * IN(outside_options) - K(com_conf) * NOW(conflict);
    always_near(NOW(commit[p]), was->commit[p] + K(com_rate) * (clip(due, .05, 1) - was->commit[p]), ROUNDING);
  }
  always_near(NOW(trust_mean), (NOW(trust[0]) + NOW(trust[1])) / 2, ROUNDING);
}

/* Only policies without a set-up cost follow a schedule here, so that nothing but the running cost is paid. */
static double running(struct lab *lab, unsigned i) {
  double percent = 1.2 * 3 / IN(evaluation_interval);
#define COST(parameter, once, monthly) percent += (monthly)*IN(parameter);
  PARTNERSHIP_COSTS(COST)
#undef COST
  return IN(potential_value) / 100 * percent;
}

static void month_check(struct lab *lab, unsigned month) {
  struct before was[LANES], mid[LANES];
  double ties[LANES];
  for (unsigned i = 0; i < LANES; i++) was[i] = before(lab, i);
  lab_draw(lab, month);
  partnership_environment_base(&lab->block);
  for (unsigned i = 0; i < LANES; i++) {
    environment_check(lab, &was[i], i);
    ties[i] = NOW(ties);
  }
  partnership_relationship_base(&lab->block);
  for (unsigned i = 0; i < LANES; i++) {
    people_check(lab, &was[i], ties[i], i);
    effort_check(lab, i);
    for (int p = 0; p < 2; p++) trust_check(lab, &was[i], p, i);
  }
  partnership_value_base(&lab->block);
  for (unsigned i = 0; i < LANES; i++) {
    value_check(lab, &was[i], i);
    money_check(lab, &was[i], running(lab, i), i);
    mid[i] = before(lab, i);
  }
  partnership_evaluation_base(&lab->block);
  for (unsigned i = 0; i < LANES; i++) evaluation_check(lab, &was[i], &mid[i], i);
}

START_TEST(every_equation_of_a_month) {
  struct lab lab;
  lab_make(&lab,
           "hidden_flaw_rate,0.4\nturbulence,4\nmarket_volatility,0.3\nmarket_growth,0.04\nevaluation_interval,3\nstaff_turnover,0.5\n"
           "communication,0.3 then 0.8 from 10 over 6\nlong_term_focus,0.2 then 0.6 from 20\nvalue_share,0.5 then 0.35 from 30 over 12\n"
           "event: strategy change,month 8 severity 1\nevent: contract revision,month 9 severity 0.9\n",
           REST_POPULATION);
  for (unsigned block = 0; block < BLOCKS; block++) {
    lab_sign(&lab, 0, (uint64_t)block * LANES);
    for (unsigned month = 1; month <= MONTHS; month++) month_check(&lab, month);
  }
  lab_free(&lab);
}
END_TEST

/* ---- signing ---- */

static void signing_check(struct lab *lab, unsigned i) {
  const double vague = 1 - IN(objective_clarity), diligence = IN(due_diligence),
               commit = clip(K(commit0) + K(commit0_lead) * IN(leadership), 0, 1);
  always_near(NOW(scale), IN(potential_value) * fmax(.1, 1 + K(luck_sd) * normal(lab, Z_LUCK, i)), 1e-10);
  always_near(NOW(alignment),
              clip(IN(goal_alignment) - K(clarity_gap) * vague + K(clarity_noise) * vague * normal(lab, Z_CLARITY, i), .02, .98), ROUNDING);
  const double kappa = IN(complementarity) * (1 - K(promise_gap) * (1 - diligence) * lab_uniform(lab, U_PROMISE, i));
  always_near(NOW(kappa), kappa, ROUNDING);
  always_near(NOW(capability), K(cap0) + K(cap0_comp) * kappa, ROUNDING);
  always_near(NOW(ties), K(ties0) + K(ties0_prior) * IN(prior_ties), ROUNDING);
  always_near(NOW(alloc), K(alloc0) + K(alloc0_team) * IN(dedicated_team), ROUNDING);
  always_near(NOW(resist), K(resist0) * (1 - .5 * IN(leadership)), ROUNDING);
  always(NOW(conflict) == K(conflict0) && NOW(champion) == 1 && NOW(perf) == 1 && NOW(aspiration) == 1 && NOW(learned) == 0);
  for (unsigned p = 0; p < 2; p++) {
    const double goodwill = K(honeymoon) * (.5 + IN(importance)) + .08 * normal(lab, Z_FIRST_TRUST + p, i);
    always_near(NOW(trust[p]), clip(K(trust0) + K(trust0_ties) * IN(prior_ties) + K(trust0_dd) * diligence + goodwill, .02, .98), ROUNDING);
    always_near(NOW(commit[p]), commit, ROUNDING);
    always(NOW(flaw[p]) == (lab_uniform(lab, U_FLAW + p, i) < IN(hidden_flaw_rate) * (1 - K(flaw_screen) * diligence)));
  }
}

START_TEST(every_equation_of_the_signing) {
  struct lab lab;
  lab_make(&lab, "hidden_flaw_rate,uniform 0 1\nprior_ties,0.7\n", REST_POPULATION);
  for (unsigned block = 0; block < BLOCKS; block++) {
    lab_sign(&lab, 0, (uint64_t)block * LANES);
    for (unsigned i = 0; i < LANES; i++) signing_check(&lab, i);
  }
  lab_free(&lab);
}
END_TEST

SUITE_MAIN("partnership_month", every_equation_of_a_month, every_equation_of_the_signing)
