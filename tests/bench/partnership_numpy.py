# SPDX-License-Identifier: GPL-3.0-or-later
"""partnership_numpy.py NUMBERS RUNS MONTHS BLOCK: the model `partnership` in NumPy, vectorised over a block of runs at a time.

NUMBERS: lines NAME,VALUE of every input (held constant) and every coefficient. Keeps the moments of the variables of every month
over the living, as the engine does. Prints CPU seconds, wall seconds, runs done, and the mean and standard error of npv_joint.
"""
import csv
import sys
import time
from types import SimpleNamespace

import numpy as np

RATES = np.cumsum(np.array([0.12, 0.12, 0.18, 0.18, 0.12, 0.08, 0.06]) / 12)
LAW, CONTRACT, REVENUE, STRATEGY, REORGANISATION, MARKET, WINDFALL = range(7)
SET_UP = dict(due_diligence=40, contract_control=20, contract_coordination=15, contingency_planning=15, objective_clarity=8,
              role_clarity=6, governance=12, exit_terms=6, integration=30)
RUNNING = dict(governance=1, integration=3, communication=1.2, culture_training=1, relationship_management=1.5, personal_relationships=.6,
               celebration=.3, dedicated_team=1.5, resource_monitoring=.8, kpi_quality=.6, feedback_breadth=.3, adaptability=.6)
VARIABLES = 13


def pos(x):
    return np.maximum(x, 0)


def sign(p, c, n, normal, uniform):
    s = SimpleNamespace()
    vague = 1 - p.objective_clarity
    s.luck = np.maximum(.1, 1 + c.luck_sd * normal(n))
    s.flaw = (uniform((2, n)) < p.hidden_flaw_rate * (1 - c.flaw_screen * p.due_diligence)) * 1.
    s.g = np.clip(p.goal_alignment - c.clarity_gap * vague + c.clarity_noise * vague * normal(n), .02, .98)
    s.kappa = p.complementarity * (1 - c.promise_gap * (1 - p.due_diligence) * uniform(n))
    trust = c.trust0 + c.trust0_ties * p.prior_ties + c.trust0_dd * p.due_diligence + c.honeymoon * (.5 + p.importance)
    s.T = np.clip(trust + .08 * normal((2, n)), .02, .98)
    s.ties = np.full(n, c.ties0 + c.ties0_prior * p.prior_ties)
    s.learned = np.zeros(n)
    s.alloc = np.full(n, c.alloc0 + c.alloc0_team * p.dedicated_team)
    s.x = np.full(n, c.conflict0)
    s.commit = np.full((2, n), min(1, max(0, c.commit0 + c.commit0_lead * p.leadership)))
    s.K = c.cap0 + c.cap0_comp * s.kappa
    s.resist = np.full(n, c.resist0 * (1 - .5 * p.leadership))
    s.champion, s.perf, s.asp, s.alive = np.ones(n), np.ones(n), np.ones(n), np.ones(n, bool)
    s.market, s.disruption, s.shortfall = np.zeros(n), np.zeros(n), np.zeros(n)
    s.D, s.shown = np.zeros((2, n)), np.zeros((2, n), bool)
    set_up = sum(w * getattr(p, k) for k, w in SET_UP.items()) / 100 * p.potential_value
    s.npv = np.full((2, n), -.5 * set_up)
    s.quarrels, s.serious, s.betrayals = np.zeros(n), np.zeros(n), np.zeros(n)
    s.shocks, s.celebrated = np.zeros(n), np.zeros(n)
    s.value_sum, s.plan_sum = np.zeros(n), np.zeros(n)
    s.ending, s.end_month, s.last_negative = np.zeros(n, int), np.zeros(n), np.zeros(n)
    return s


def constants(p, c):
    """Terms of the inputs alone."""
    t = SimpleNamespace()
    phi, talk, care = p.long_term_focus, .4 + .6 * p.communication, .4 + .6 * p.relationship_management
    upkeep = min(1, c.keepup + c.keepup_focus * phi)
    relm = p.relationship_management * upkeep
    t.drift, t.sway = (p.market_growth - p.market_volatility**2 / 2) / 12, p.market_volatility / np.sqrt(12)
    t.soft = (1 - c.shock_plan * p.contingency_planning) * (1 - c.shock_adapt * p.adaptability)
    t.turnover = 1 - np.exp(-2 * p.staff_turnover / 12)
    t.learn = c.learn_culture * (.5 + c.learn_train * p.culture_training) * talk
    t.ties_gain = c.ties_gain * upkeep * (.65 * p.personal_relationships + .35 * p.relationship_management)
    t.align_gain = c.align_gain * p.communication * (.4 + .6 * p.objective_clarity) * (.6 + .4 * relm)
    t.align_loss, t.align_noise = c.align_drift * (1 - .5 * p.objective_clarity), c.align_noise * (1 - .4 * p.objective_clarity)
    t.lambda0 = (c.conf_base + c.conf_roles * (1 - p.role_clarity) + c.conf_power * (1 - p.power_balance)**2
                 + c.conf_rival * p.competitive_overlap + c.conf_short * (1 - phi)**2)
    t.lambda_culture = c.conf_culture * (.5 + .7 * p.integration)
    t.tolerance = max(1, p.patience) * (.6 + .8 * p.importance)
    t.tempted = (c.opp / .22 * (1 - c.opp_focus * phi) * (1 - c.opp_control * p.contract_control) * (.7 + c.opp_rival * p.competitive_overlap)
                 * np.array([[p.opportunism_a], [p.opportunism_b]]))
    t.caught = min(.95, c.opp_detect + c.opp_detect_open * p.transparency + c.opp_detect_kpi * p.kpi_quality)
    t.trust_gain, t.open = c.trust_gain * (.40 + .60 * upkeep * care), .30 * p.transparency * talk
    t.trust_conf = c.trust_conf * (1 + c.trust_control * p.contract_control)
    t.settle = c.resolve + c.resolve_gov * p.governance * talk + c.resolve_coord * p.contract_coordination
    t.alloc_gain, t.alloc_loss = c.alloc_gain * (.3 * p.dedicated_team + .7 * p.resource_monitoring), c.alloc_loss * (1 - p.resource_monitoring)
    t.quality = 1 - c.q_role * (1 - p.role_clarity) - c.q_gov * (1 - p.governance)
    t.seen = c.h_see * (p.transparency + p.kpi_quality) / 2
    t.synergy, t.diversity = 1 + c.int_synergy * (p.integration - .5), c.diversity * (1 - p.cultural_fit) * p.communication
    t.scale, t.cap_gain = c.value_scale * (1 - c.harvest * phi), c.cap_gain * phi
    t.cap_loss = c.cap_loss + c.cap_neglect * (1 - phi)**2
    t.running = p.potential_value / 100 * (sum(w * getattr(p, k) for k, w in RUNNING.items()) + 1.2 * 3 / p.evaluation_interval)
    t.weight = min(1, np.sqrt(p.evaluation_interval / 3))
    t.correction = t.weight * p.kpi_quality * (.4 + .6 * p.feedback_breadth) * (.4 + .6 * p.adaptability)
    t.pull = c.exit_out * p.outside_options * (.6 + .8 * p.competitive_overlap)
    t.rest = t.pull - c.exit_import * (p.importance - .5) + c.exit_ease * (p.exit_terms - .5)
    t.buyout = c.buy0 * (.3 + c.buy_int * p.integration) * (1 + c.buy_asym * (2 * abs(p.value_share - .5) + .5 * p.outside_options))
    t.share = np.array([[p.value_share], [1 - p.value_share]])
    t.bears = np.array([[p.risk_share], [1 - p.risk_share]])
    t.resource = np.array([[p.resource_commitment_a], [p.resource_commitment_b]])
    return t


def step(s, p, c, t, month, normal, uniform):
    n = s.g.size
    live = s.alive.astype(float)
    # environment
    s.market += t.drift + t.sway * normal(n)
    u = uniform(n) / max(p.turbulence, 1e-9)
    kind = np.searchsorted(RATES, u, side='right')
    size = np.minimum(1, p.shock_severity * (.4 + 1.2 * uniform(n))) * t.soft
    shock = [np.where(kind == k, size, 0.) for k in range(7)]
    s.shocks += live * ((kind < 7) & (size > 0))
    d = s.disruption * (1 - c.disrupt_decay - c.disrupt_adapt * p.adaptability)
    h = s.shortfall * (1 - c.short_decay - c.short_monitor * p.resource_monitoring)
    s.disruption = d + np.minimum(1, shock[LAW] + .8 * shock[REORGANISATION]) * (1 - d)
    s.shortfall = h + np.minimum(1, shock[REVENUE]) * (1 - h)
    s.market += .5 * shock[WINDFALL] - .5 * shock[MARKET]
    turnover = (uniform(n) < t.turnover) | (shock[REORGANISATION] > 0)
    s.ties *= 1 - c.turn_ties * (1 - .4 * p.governance) * turnover
    s.champion += c.champ_return * (1 - s.champion)
    s.champion *= 1 - c.champ_loss * (turnover & (uniform(n) < c.turn_champ))
    lead = p.leadership * s.champion
    # relationship
    s.learned += t.learn * (1 - s.learned) * (1 - .5 * turnover)
    culture = p.cultural_fit + (1 - p.cultural_fit) * c.culture_max * s.learned
    s.resist *= 1 - c.resist_decay - c.resist_comm * p.communication * (.4 + .6 * lead)
    s.ties += t.ties_gain * (1 - s.ties) - c.ties_loss * s.ties
    shaken = np.minimum(1, c.align_strategy * shock[STRATEGY] + c.align_law * shock[LAW] + c.align_contract * shock[CONTRACT])
    s.g = np.clip(s.g + t.align_gain * (1 - s.g) - (t.align_loss + shaken) * s.g + t.align_noise * normal(n), .02, .98)
    effort = t.resource * s.commit * ((1 - s.shortfall) * (1 - .4 * s.resist)) * (1 - c.flaw_loss * s.flaw)
    total = effort[0] + effort[1] + 1e-9
    joint = 2 * effort[0] * effort[1] / total
    part = np.empty((2, n))
    part[0] = (effort[0] + 5e-10) / total
    part[1] = 1 - part[0]
    unfair = np.abs(p.value_share - part[0]) + .5 * abs(p.risk_share - p.value_share)
    rate = (t.lambda0 + c.conf_goal * (1 - s.g)**2 + t.lambda_culture * (1 - culture) + c.conf_unfair * unfair
            + c.conf_perf * pos(1 - s.perf))
    quarrel = uniform(n) < 1 - np.exp(-rate)
    hit = np.minimum(1, quarrel * (c.conf_size + c.conf_size_r * uniform(n)) * (1 - c.conf_coord * p.contract_coordination)
                     + c.conf_shock * (shock[CONTRACT] + .3 * shock[LAW]))
    s.x += hit * (1 - s.x)
    remaining = 1 if p.planned_term >= 1200 else min(1, max(0, (p.planned_term - month) / 24))
    shadow = t.tolerance / (t.tolerance + 24) * remaining * np.minimum(1, s.perf)
    betray = uniform((2, n)) < t.tempted * (1 - c.opp_trust * s.T) * (1 - c.opp_shadow * shadow)
    caught = betray & (uniform((2, n)) < t.caught)
    shown = (s.flaw > 0) & ~s.shown & (uniform((2, n)) < .03 + .06 * p.transparency)
    s.shown |= shown
    betrayed = (caught[0] | caught[1]) * 1.
    s.x += .25 * betrayed * (1 - s.x)
    s.quarrels += live * quarrel
    s.betrayals += live * (betray[0] * 1. + betray[1])
    s.serious += live * ((hit > .35) | (betrayed > 0) | (s.x > .5))
    evidence = .30 * np.clip(s.perf, 0, 1.2) + t.open + .40 * s.commit[::-1] * s.g
    loss = np.minimum(.9, t.trust_conf * hit * (1 - .3 * s.ties) + c.trust_betray * caught[::-1] + c.trust_flaw * shown[::-1]
                      + c.trust_unfair * pos(part - t.share))
    s.T = np.clip(s.T + t.trust_gain * evidence * (1 - s.T) - (c.trust_fade + loss) * s.T
                  + c.trust_noise * 2 * s.T * (1 - s.T) * normal((2, n)), .01, .99)
    tau = (s.T[0] + s.T[1]) / 2
    s.x = np.clip(s.x * (1 - t.settle - c.resolve_ties * s.ties), 0, 1)
    # value
    s.alloc = np.clip(s.alloc + t.alloc_gain * (1 - s.alloc) - t.alloc_loss * s.alloc, 0, 1)
    R = joint * s.alloc
    Q = np.maximum(.05, t.quality - c.q_conf * s.x - c.q_goal * (1 - s.g) - c.q_cul * (1 - culture))
    rely = tau + (1 - tau) * t.seen
    H = c.h0 + (1 - c.h0) * s.kappa * ((1 - c.h_trust) + c.h_trust * rely) * t.synergy
    strength = t.scale * R * (c.a0 + c.a1 * s.K) * H * (1 + t.diversity * tau) * Q
    Y = (p.potential_value * s.luck * np.exp(s.market) * (1 - s.disruption) * strength / (1 + strength)
         * (1 - c.opp_loss * (betray[0] | betray[1])))
    s.K += t.cap_gain * np.minimum(1.5, 2 * R) * (.3 + .7 * rely) * (.5 + .5 * s.kappa) * (1 - s.K) - t.cap_loss * s.K
    taken = betray[0] * 1. - betray[1]
    net = t.share * Y - .5 * c.res_cost * p.potential_value * t.resource * s.commit - t.bears * t.running
    gain = c.opp_gain * Y * taken
    net[0] += gain
    net[1] -= gain
    discount = (1 + p.discount_rate)**(-month / 12) * live
    s.npv += net * discount
    # evaluation
    plan = c.plan_level / 100 * p.potential_value * p.ambition * (c.plan_start + (1 - c.plan_start) * (1 - np.exp(-month / c.plan_ramp)))
    s.value_sum += live * Y
    s.plan_sum += live * plan
    s.perf += c.perf_memory * (np.minimum(3, Y / plan) - s.perf)
    s.asp += c.aspire * (s.perf - s.asp)
    got = 2 * s.perf * t.share
    s.D += (pos(1 - got / np.maximum(.3, s.asp)) - s.D) / max(1, t.tolerance)
    if month % round(p.evaluation_interval) == 0:
        low = s.perf + .5 * (1 - p.kpi_quality) * normal(n) < 1
        correction = t.correction * (c.corr + c.corr_alert * low)
        s.g += c.corr_align * correction * (1 - s.g)
        s.x *= 1 - c.corr_conf * correction
        s.alloc += c.corr_alloc * correction * (1 - s.alloc)
        success = t.weight * p.celebration * (s.perf >= 1)
        s.ties += c.cel_ties * success * (1 - s.ties)
        s.T += c.cel_trust * success * (1 - s.T)
        s.celebrated += live * (success > 0)
    s.commit += c.com_rate * (np.clip(c.com0 + c.com_trust * s.T + c.com_sat * np.minimum(1.2, got) + c.com_lead * lead
                                      - c.com_out * p.outside_options - c.com_conf * s.x, .05, 1) - s.commit)
    # continuation
    lack = c.exit_trust * pos(.55 - s.T)
    leave = np.minimum(.5, c.exit0 * np.exp(c.exit_perf * s.D + c.exit_conf * s.x + lack + c.exit_short * s.shortfall
                                            - 1.5 * (s.T - .5) - c.exit_ties * s.ties + t.rest))
    buyout = t.buyout * (.3 + c.buy_cap * s.K) * np.minimum(1.5, s.perf)
    forced = c.forced0 * p.turbulence + c.forced_short * s.shortfall**2
    hazard = leave[0] + leave[1] + buyout + forced
    ends = s.alive & (uniform(n) < 1 - np.exp(-hazard))
    completed = p.planned_term < 1200 and month >= p.planned_term
    v = uniform(n) * hazard
    motive = np.array([c.exit_perf * s.D, np.broadcast_to(c.exit_conf * s.x, s.D.shape), lack + 1.2 * betrayed,
                       np.broadcast_to(t.pull, s.D.shape)])
    reason = np.array([4, 5, 6, 3])[motive.argmax(axis=0)]
    code = np.where(v < leave[0], reason[0], np.where(v < leave[0] + leave[1], reason[1], np.where(v < leave[0] + leave[1] + buyout, 2, 7)))
    s.ending = np.where(s.alive & completed, 1, np.where(ends, code, s.ending))
    now = s.alive & (s.ending > 0)
    broken = now & (s.ending >= 3) & (s.ending <= 6)
    lump = (now & (s.ending == 2)) * c.buy_months * pos(net[0] + net[1]) - broken * c.exit_loss * p.potential_value * (1 - c.exit_loss_terms * p.exit_terms)
    s.npv += .5 * lump * discount
    s.end_month = np.where(s.alive, month, s.end_month)
    s.last_negative = np.where(s.alive & (s.npv[0] + s.npv[1] < 0), month, s.last_negative)
    s.alive = s.alive & ~now
    return (tau, s.T[0], s.T[1], s.g, s.K, s.x, (s.commit[0] + s.commit[1]) / 2, s.perf, culture, s.ties, R, Y, net[0] + net[1])


def main():
    numbers = {k: float(v) for k, v in csv.reader(open(sys.argv[1], newline=''))}
    runs, months, block = map(int, sys.argv[2:5])
    p = c = SimpleNamespace(**numbers)
    rng = np.random.Generator(np.random.SFC64(1))
    t = constants(p, c)
    sums, squares, npv = np.zeros((months + 1, VARIABLES)), np.zeros((months + 1, VARIABLES)), []
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(runs // block):
        s = sign(p, c, block, rng.standard_normal, rng.random)
        for month in range(1, months + 1):
            rows = np.array(step(s, p, c, t, month, rng.standard_normal, rng.random)) * s.alive
            sums[month] += rows.sum(axis=1)
            squares[month] += np.einsum('ij,ij->i', rows, rows)
        npv.append(s.npv.sum(axis=0))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    npv = np.concatenate(npv)
    print(cpu, wall, npv.size, npv.mean(), npv.std() / np.sqrt(npv.size))


if __name__ == '__main__':
    main()
