# SPDX-License-Identifier: GPL-3.0-or-later
# Rscript partnership.R NUMBERS RUNS MONTHS BLOCK: the model `partnership` in R, vectorised over a block of runs at a time.
#
# NUMBERS: lines NAME,VALUE of every input (held constant) and every coefficient. Keeps the moments of the variables of every month
# over the living, as the engine does. Prints CPU seconds, wall seconds, runs done, and the mean and standard error of npv_joint.
# Quantities of the partners A and B end in 1 and 2.

rates <- cumsum(c(.12, .12, .18, .18, .12, .08, .06) / 12)
set_up <- c(due_diligence = 40, contract_control = 20, contract_coordination = 15, contingency_planning = 15, objective_clarity = 8,
            role_clarity = 6, governance = 12, exit_terms = 6, integration = 30)
running <- c(governance = 1, integration = 3, communication = 1.2, culture_training = 1, relationship_management = 1.5,
             personal_relationships = .6, celebration = .3, dedicated_team = 1.5, resource_monitoring = .8, kpi_quality = .6,
             feedback_breadth = .3, adaptability = .6)
pos <- function(x) pmax(x, 0)
clip <- function(x, low, high) pmin(pmax(x, low), high)
weighted <- function(p, weights) sum(weights * unlist(p[names(weights)]))

sign_contract <- function(p, n) with(p, {
  vague <- 1 - objective_clarity
  flaw <- function() as.numeric(runif(n) < hidden_flaw_rate * (1 - flaw_screen * due_diligence))
  trust <- trust0 + trust0_ties * prior_ties + trust0_dd * due_diligence + honeymoon * (.5 + importance)
  kappa <- complementarity * (1 - promise_gap * (1 - due_diligence) * runif(n))
  none <- numeric(n)
  paid <- -.5 * weighted(p, set_up) / 100 * potential_value
  list(luck = pmax(.1, 1 + luck_sd * rnorm(n)), flaw1 = flaw(), flaw2 = flaw(), kappa = kappa,
       g = clip(goal_alignment - clarity_gap * vague + clarity_noise * vague * rnorm(n), .02, .98),
       T1 = clip(trust + .08 * rnorm(n), .02, .98), T2 = clip(trust + .08 * rnorm(n), .02, .98),
       ties = none + ties0 + ties0_prior * prior_ties, learned = none, alloc = none + alloc0 + alloc0_team * dedicated_team,
       x = none + conflict0, commit1 = none + clip(commit0 + commit0_lead * leadership, 0, 1),
       commit2 = none + clip(commit0 + commit0_lead * leadership, 0, 1), K = cap0 + cap0_comp * kappa,
       resist = none + resist0 * (1 - .5 * leadership), champion = none + 1, market = none, disruption = none, shortfall = none,
       D1 = none, D2 = none, perf = none + 1, asp = none + 1, shown1 = none, shown2 = none, npv1 = none + paid, npv2 = none + paid,
       quarrels = none, serious = none, betrayals = none, shocks = none, celebrated = none, value_sum = none, plan_sum = none,
       ending = none, end_month = none, last_negative = none, alive = none + 1)
})

# Terms of the inputs alone.
constants <- function(p) with(p, {
  phi <- long_term_focus
  talk <- .4 + .6 * communication
  care <- .4 + .6 * relationship_management
  upkeep <- min(1, keepup + keepup_focus * phi)
  relm <- relationship_management * upkeep
  weight <- min(1, sqrt(evaluation_interval / 3))
  pull <- exit_out * outside_options * (.6 + .8 * competitive_overlap)
  tempted <- opp / .22 * (1 - opp_focus * phi) * (1 - opp_control * contract_control) * (.7 + opp_rival * competitive_overlap)
  tolerance <- max(1, patience) * (.6 + .8 * importance)
  list(drift = (market_growth - market_volatility^2 / 2) / 12, sway = market_volatility / sqrt(12),
       soft = (1 - shock_plan * contingency_planning) * (1 - shock_adapt * adaptability),
       turnover = 1 - exp(-2 * staff_turnover / 12), learn = learn_culture * (.5 + learn_train * culture_training) * talk,
       ties_rise = ties_gain * upkeep * (.65 * personal_relationships + .35 * relationship_management),
       align_rise = align_gain * communication * (.4 + .6 * objective_clarity) * (.6 + .4 * relm),
       align_fall = align_drift * (1 - .5 * objective_clarity), align_sway = align_noise * (1 - .4 * objective_clarity),
       lambda0 = conf_base + conf_roles * (1 - role_clarity) + conf_power * (1 - power_balance)^2 + conf_rival * competitive_overlap +
         conf_short * (1 - phi)^2, lambda_culture = conf_culture * (.5 + .7 * integration), tolerance = tolerance,
       horizon = tolerance / (tolerance + 24), tempted1 = tempted * opportunism_a, tempted2 = tempted * opportunism_b,
       caught = min(.95, opp_detect + opp_detect_open * transparency + opp_detect_kpi * kpi_quality),
       trust_rise = trust_gain * (.40 + .60 * upkeep * care), open = .30 * transparency * talk,
       quarrelled = trust_conf * (1 + trust_control * contract_control),
       settle = resolve + resolve_gov * governance * talk + resolve_coord * contract_coordination,
       alloc_rise = alloc_gain * (.3 * dedicated_team + .7 * resource_monitoring), alloc_fall = alloc_loss * (1 - resource_monitoring),
       quality = 1 - q_role * (1 - role_clarity) - q_gov * (1 - governance), seen = h_see * (transparency + kpi_quality) / 2,
       synergy = 1 + int_synergy * (integration - .5), ideas = diversity * (1 - cultural_fit) * communication,
       scale = value_scale * (1 - harvest * phi), cap_rise = cap_gain * phi, cap_fall = cap_loss + cap_neglect * (1 - phi)^2,
       running = potential_value / 100 * (weighted(p, running) + 1.2 * 3 / evaluation_interval), weight = weight,
       correction = weight * kpi_quality * (.4 + .6 * feedback_breadth) * (.4 + .6 * adaptability), pull = pull,
       rest = pull - exit_import * (importance - .5) + exit_ease * (exit_terms - .5),
       buyout = buy0 * (.3 + buy_int * integration) * (1 + buy_asym * (2 * abs(value_share - .5) + .5 * outside_options)))
})

month_step <- function(s, p, t, month, n) {
  live <- s$alive
  # environment
  s$market <- s$market + t$drift + t$sway * rnorm(n)
  kind <- findInterval(runif(n) / max(p$turbulence, 1e-9), rates) + 1
  size <- pmin(1, p$shock_severity * (.4 + 1.2 * runif(n))) * t$soft
  shock <- function(k) size * (kind == k)
  s$shocks <- s$shocks + live * (kind < 8 & size > 0)
  d <- s$disruption * (1 - p$disrupt_decay - p$disrupt_adapt * p$adaptability)
  h <- s$shortfall * (1 - p$short_decay - p$short_monitor * p$resource_monitoring)
  law <- shock(1)
  contract <- shock(2)
  reorganised <- shock(5)
  s$disruption <- d + pmin(1, law + .8 * reorganised) * (1 - d)
  s$shortfall <- h + pmin(1, shock(3)) * (1 - h)
  s$market <- s$market + .5 * shock(7) - .5 * shock(6)
  turnover <- runif(n) < t$turnover | reorganised > 0
  s$ties <- s$ties * (1 - p$turn_ties * (1 - .4 * p$governance) * turnover)
  s$champion <- s$champion + p$champ_return * (1 - s$champion)
  s$champion <- s$champion * (1 - p$champ_loss * (turnover & runif(n) < p$turn_champ))
  lead <- p$leadership * s$champion
  # relationship
  s$learned <- s$learned + t$learn * (1 - s$learned) * (1 - .5 * turnover)
  culture <- p$cultural_fit + (1 - p$cultural_fit) * p$culture_max * s$learned
  s$resist <- s$resist * (1 - p$resist_decay - p$resist_comm * p$communication * (.4 + .6 * lead))
  s$ties <- s$ties + t$ties_rise * (1 - s$ties) - p$ties_loss * s$ties
  shaken <- pmin(1, p$align_strategy * shock(4) + p$align_law * law + p$align_contract * contract)
  s$g <- clip(s$g + t$align_rise * (1 - s$g) - (t$align_fall + shaken) * s$g + t$align_sway * rnorm(n), .02, .98)
  able <- (1 - s$shortfall) * (1 - .4 * s$resist)
  effort1 <- p$resource_commitment_a * s$commit1 * able * (1 - p$flaw_loss * s$flaw1)
  effort2 <- p$resource_commitment_b * s$commit2 * able * (1 - p$flaw_loss * s$flaw2)
  total <- effort1 + effort2 + 1e-9
  part1 <- (effort1 + 5e-10) / total
  unfair <- abs(p$value_share - part1) + .5 * abs(p$risk_share - p$value_share)
  rate <- t$lambda0 + p$conf_goal * (1 - s$g)^2 + t$lambda_culture * (1 - culture) + p$conf_unfair * unfair + p$conf_perf * pos(1 - s$perf)
  quarrel <- runif(n) < 1 - exp(-rate)
  hit <- pmin(1, quarrel * (p$conf_size + p$conf_size_r * runif(n)) * (1 - p$conf_coord * p$contract_coordination) +
                   p$conf_shock * (contract + .3 * law))
  s$x <- s$x + hit * (1 - s$x)
  remaining <- if (p$planned_term >= 1200) 1 else clip((p$planned_term - month) / 24, 0, 1)
  shadow <- 1 - p$opp_shadow * t$horizon * remaining * pmin(1, s$perf)
  betray1 <- runif(n) < t$tempted1 * (1 - p$opp_trust * s$T1) * shadow
  betray2 <- runif(n) < t$tempted2 * (1 - p$opp_trust * s$T2) * shadow
  caught1 <- betray1 & runif(n) < t$caught
  caught2 <- betray2 & runif(n) < t$caught
  shown1 <- s$flaw1 > 0 & s$shown1 == 0 & runif(n) < .03 + .06 * p$transparency
  shown2 <- s$flaw2 > 0 & s$shown2 == 0 & runif(n) < .03 + .06 * p$transparency
  s$shown1 <- s$shown1 + shown1
  s$shown2 <- s$shown2 + shown2
  betrayed <- caught1 | caught2
  s$x <- s$x + .25 * betrayed * (1 - s$x)
  s$quarrels <- s$quarrels + live * quarrel
  s$betrayals <- s$betrayals + live * (betray1 + betray2)
  s$serious <- s$serious + live * (hit > .35 | betrayed | s$x > .5)
  evidence <- .30 * clip(s$perf, 0, 1.2) + t$open
  quarrelled <- t$quarrelled * hit * (1 - .3 * s$ties)
  trust <- function(T, commit, caught, shown, unearned) {
    loss <- pmin(.9, quarrelled + p$trust_betray * caught + p$trust_flaw * shown + p$trust_unfair * pos(unearned))
    clip(T + t$trust_rise * (evidence + .40 * commit * s$g) * (1 - T) - (p$trust_fade + loss) * T +
           p$trust_noise * 2 * T * (1 - T) * rnorm(n), .01, .99)
  }
  s$T1 <- trust(s$T1, s$commit2, caught2, shown2, part1 - p$value_share)
  s$T2 <- trust(s$T2, s$commit1, caught1, shown1, p$value_share - part1)
  tau <- (s$T1 + s$T2) / 2
  s$x <- clip(s$x * (1 - t$settle - p$resolve_ties * s$ties), 0, 1)
  # value
  s$alloc <- clip(s$alloc + t$alloc_rise * (1 - s$alloc) - t$alloc_fall * s$alloc, 0, 1)
  R <- 2 * effort1 * effort2 / total * s$alloc
  Q <- pmax(.05, t$quality - p$q_conf * s$x - p$q_goal * (1 - s$g) - p$q_cul * (1 - culture))
  rely <- tau + (1 - tau) * t$seen
  H <- p$h0 + (1 - p$h0) * s$kappa * ((1 - p$h_trust) + p$h_trust * rely) * t$synergy
  strength <- t$scale * R * (p$a0 + p$a1 * s$K) * H * (1 + t$ideas * tau) * Q
  Y <- p$potential_value * s$luck * exp(s$market) * (1 - s$disruption) * strength / (1 + strength) * (1 - p$opp_loss * (betray1 | betray2))
  s$K <- s$K + t$cap_rise * pmin(1.5, 2 * R) * (.3 + .7 * rely) * (.5 + .5 * s$kappa) * (1 - s$K) - t$cap_fall * s$K
  taken <- p$opp_gain * Y * (betray1 - betray2)
  spent <- .5 * p$res_cost * p$potential_value
  net1 <- p$value_share * Y + taken - spent * p$resource_commitment_a * s$commit1 - p$risk_share * t$running
  net2 <- (1 - p$value_share) * Y - taken - spent * p$resource_commitment_b * s$commit2 - (1 - p$risk_share) * t$running
  discount <- (1 + p$discount_rate)^(-month / 12) * live
  # evaluation
  plan <- p$plan_level / 100 * p$potential_value * p$ambition * (p$plan_start + (1 - p$plan_start) * (1 - exp(-month / p$plan_ramp)))
  s$value_sum <- s$value_sum + live * Y
  s$plan_sum <- s$plan_sum + live * plan
  s$perf <- s$perf + p$perf_memory * (pmin(3, Y / plan) - s$perf)
  s$asp <- s$asp + p$aspire * (s$perf - s$asp)
  got1 <- 2 * s$perf * p$value_share
  got2 <- 2 * s$perf * (1 - p$value_share)
  s$D1 <- s$D1 + (pos(1 - got1 / pmax(.3, s$asp)) - s$D1) / max(1, t$tolerance)
  s$D2 <- s$D2 + (pos(1 - got2 / pmax(.3, s$asp)) - s$D2) / max(1, t$tolerance)
  if (month %% round(p$evaluation_interval) == 0) {
    correction <- t$correction * (p$corr + p$corr_alert * (s$perf + .5 * (1 - p$kpi_quality) * rnorm(n) < 1))
    success <- t$weight * p$celebration * (s$perf >= 1)
    s$g <- s$g + p$corr_align * correction * (1 - s$g)
    s$x <- s$x * (1 - p$corr_conf * correction)
    s$alloc <- s$alloc + p$corr_alloc * correction * (1 - s$alloc)
    s$ties <- s$ties + p$cel_ties * success * (1 - s$ties)
    s$T1 <- s$T1 + p$cel_trust * success * (1 - s$T1)
    s$T2 <- s$T2 + p$cel_trust * success * (1 - s$T2)
    s$celebrated <- s$celebrated + live * (success > 0)
  }
  target <- p$com0 + p$com_lead * lead - p$com_out * p$outside_options - p$com_conf * s$x
  s$commit1 <- s$commit1 + p$com_rate * (clip(target + p$com_trust * s$T1 + p$com_sat * pmin(1.2, got1), .05, 1) - s$commit1)
  s$commit2 <- s$commit2 + p$com_rate * (clip(target + p$com_trust * s$T2 + p$com_sat * pmin(1.2, got2), .05, 1) - s$commit2)
  # continuation
  quarrelsome <- p$exit_conf * s$x
  shared <- quarrelsome + p$exit_short * s$shortfall - p$exit_ties * s$ties + t$rest
  lack1 <- p$exit_trust * pos(.55 - s$T1)
  lack2 <- p$exit_trust * pos(.55 - s$T2)
  leave1 <- pmin(.5, p$exit0 * exp(shared + p$exit_perf * s$D1 + lack1 - 1.5 * (s$T1 - .5)))
  leave2 <- pmin(.5, p$exit0 * exp(shared + p$exit_perf * s$D2 + lack2 - 1.5 * (s$T2 - .5)))
  buyout <- t$buyout * (.3 + p$buy_cap * s$K) * pmin(1.5, s$perf)
  hazard <- leave1 + leave2 + buyout + p$forced0 * p$turbulence + p$forced_short * s$shortfall^2
  ends <- which(live > 0 & runif(n) < 1 - exp(-hazard))
  if (p$planned_term < 1200 && month >= p$planned_term) {
    s$ending[live > 0] <- 1
  } else if (length(ends)) {
    v <- runif(length(ends)) * hazard[ends]
    reason <- function(D, lack) c(4, 5, 6, 3)[max.col(cbind(p$exit_perf * D, quarrelsome, lack + 1.2 * betrayed, t$pull)[ends, , drop = FALSE], "first")]
    s$ending[ends] <- ifelse(v < leave1[ends], reason(s$D1, lack1), ifelse(v < (leave1 + leave2)[ends], reason(s$D2, lack2),
                             ifelse(v < (leave1 + leave2 + buyout)[ends], 2, 7)))
  }
  now <- live > 0 & s$ending > 0
  lump <- now * (s$ending == 2) * p$buy_months * pos(net1 + net2) -
    now * (s$ending >= 3 & s$ending <= 6) * p$exit_loss * p$potential_value * (1 - p$exit_loss_terms * p$exit_terms)
  s$npv1 <- s$npv1 + (net1 + .5 * lump) * discount
  s$npv2 <- s$npv2 + (net2 + .5 * lump) * discount
  s$end_month[live > 0] <- month
  s$last_negative[live > 0 & s$npv1 + s$npv2 < 0] <- month
  s$alive <- live * !now
  s$seen <- list(tau, s$T1, s$T2, s$g, s$K, s$x, (s$commit1 + s$commit2) / 2, s$perf, culture, s$ties, R, Y, net1 + net2)
  s
}

argument <- commandArgs(TRUE)
table <- read.csv(argument[1], header = FALSE)
p <- as.list(setNames(table[[2]], table[[1]]))
runs <- as.integer(argument[2])
months <- as.integer(argument[3])
block <- as.integer(argument[4])
set.seed(1)
t <- constants(p)
sums <- squares <- matrix(0, months, 13)
npv <- numeric(0)
began <- proc.time()
for (i in seq_len(runs %/% block)) {
  s <- sign_contract(p, block)
  for (month in seq_len(months)) {
    s <- month_step(s, p, t, month, block)
    for (v in 1:13) {
      x <- s$seen[[v]] * s$alive
      sums[month, v] <- sums[month, v] + sum(x)
      squares[month, v] <- squares[month, v] + sum(x * x)
    }
  }
  npv <- c(npv, s$npv1 + s$npv2)
}
took <- proc.time() - began
cat(took[["user.self"]] + took[["sys.self"]], took[["elapsed"]], length(npv), mean(npv), sd(npv) / sqrt(length(npv)), "\n")
