#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The published parameter sweep of the model trust_reputation, 2,187 sets, from scenarios/designs/trust-reputation-sweep.csv through
# `evaluate`. tests/trust_sweep.sh --csv FILE writes the table, in the columns of the publication; tests/trust_sweep.sh --write brings the
# tables of models/README.md up to date.
#
# Every row is held against a scalar of the equations below, and the rows of tests/reference/trust_sweep.csv against what is published
# (V. Pant, E. Yu, comprehensive_parameter_sweep.csv of the MIT-licensed github.com/vikpant/strategic-coopetition). The sweep feeds
# signals, so kappa does not matter; nor does rho. Left out: how long recovery takes, which is no outcome.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
entente=$(realpath "${ENTENTE:-$here/../build/entente}")
design=$here/../scenarios/designs/trust-reputation-sweep.csv
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# experiment NAME MONTHS SETTING...: one run of every set, with other actions or other partners.
experiment() {
  local name=$1 months=$2 settings=()
  shift 2
  for setting in "$@"; do settings+=(--set "$setting"); done
  "$entente" evaluate "$design" --model trust_reputation --runs 1 --months "$months" "${settings[@]}" --out "$scratch/$name.csv"
}

# outcome NAME OUTCOME: a column of an experiment.
outcome() {
  awk -F, -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) column = i } NR > 1 { print $column }' "$scratch/$1.csv"
}

swings=1
for ((month = 2; month <= 30; month++)); do
  swings+=" then $([ $((month % 2)) -eq 1 ] && echo 1 || echo -0.5) from $month"
done

started=$(date +%s.%N)
for months in 11 36 101; do
  experiment "repair_$months" $months 'initial_trust_a=0.85' 'initial_trust_b=0.8' 'action=-3 then 2 from 2'
done
for months in 10 25 50; do experiment "growth_$months" $months 'initial_trust=0.5' 'action=2'; done
for months in 1 2; do experiment "breach_$months" $months 'initial_trust=0.8' 'action=-2'; done
experiment cumulation 4 'initial_trust=0.8' 'action_a=-1' 'action_b=-4 then 0 from 2'
experiment dependency 1 'initial_trust=0.8' 'action=-2' 'dependency_ab=0.8' 'dependency_ba=0.2'
experiment swings 30 'initial_trust=0.7' "action=$swings"
took=$(awk -v from="$started" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f", to - from }')

paste -d, <(tail -n +2 "$design") <(outcome repair_36 trust_ab_end) <(outcome repair_11 trust_ab_end) <(outcome repair_101 trust_ab_end) \
  <(outcome cumulation trust_ab_end) <(outcome cumulation trust_ba_end) <(outcome dependency trust_ab_end) \
  <(outcome dependency trust_ba_end) <(outcome growth_50 trust_ab_end) <(outcome growth_10 trust_ab_end) <(outcome growth_25 trust_ab_end) \
  <(outcome breach_1 trust_ab_end) <(outcome breach_2 trust_ab_end) <(outcome swings trust_ab_mean) <(outcome swings trust_ab_sd) \
  <(outcome swings trust_ab_range) <(outcome repair_101 trust_ba_end) >"$scratch/values"
awk -F, -v OFS=, -v OFMT=%.17g -v CONVFMT=%.17g '
  BEGIN {
    print "config_id,lambda_plus,lambda_minus,mu_R,delta_R,xi,rho,kappa_trust,negativity_ratio,hysteresis_recovery_35,hysteresis_recovery_10," \
      "hysteresis_recovery_100,cumulative_amplification,dependency_amplification,trust_final_50,trust_at_10,trust_at_25,building_rate," \
      "erosion_single_period,erosion_two_periods,erosion_acceleration,stability_mean,stability_std,stability_range,final_recovery_level"
  }
  { print NR, $1, $2, $3, $4, $5, $6, $7, $2 / $1, $8 / 0.85, $9 / 0.85, $10 / 0.85, (0.8 - $12) / (0.8 - $11), (0.8 - $13) / (0.8 - $14),
      $15, $16, $17, ($16 - 0.5) / 10, 0.8 - $18, 0.8 - $19, ($18 - $19) / (0.8 - $18), $20, $21, $22, $23 }' "$scratch/values" >"$scratch/sweep.csv"
if [ "${1:-}" = --csv ]; then
  cp "$scratch/sweep.csv" "${2:?a file to write to}"
  exit
fi

# The first set as published and as computed here.
table_sweep() {
  echo "| figure of the first set | published | here |"
  echo "| --- | --- | --- |"
  awk -F, '
    FNR == 1 { file++ }
    FNR == 1 && file == 2 { split($0, name, ",") }
    FNR == 2 && file == 1 { split($0, ours, ","); ours[26] = ours[25] }
    FNR == 2 && file == 2 { for (i = 9; i <= NF; i++) if (i != 25) printf "| `%s` | %s | %s |\n", name[i], $i, ours[i] }' \
    "$scratch/sweep.csv" "$here/reference/trust_sweep.csv"
}

# Trust at the ends of the phases of a case.
table_case() {
  "$entente" run --plots none "$here/../scenarios/cases/renault-nissan-trust.csv" --out "$scratch/case" --quiet
  echo "| scenario | trust of | after 12 | 52 | 56 | 71 | 79 |"
  echo "| --- | --- | --- | --- | --- | --- | --- |"
  awk -F, '
    NR > 1 && $3 ~ /^trust_/ { if (!($1 in seen)) { seen[$1] = 1; order[++n] = $1 } mean[$1, $3, $2] = $5 }
    END {
      for (i = 1; i <= n; i++) for (b = 0; b < 2; b++) {
        line = "| " order[i] " | " (b ? "Nissan" : "Renault") " |"
        split("12 52 56 71 79", month, " ")
        for (j = 1; j <= 5; j++) line = line sprintf(" %.3f |", mean[order[i], b ? "trust_ba" : "trust_ab", month[j]])
        print line
      }
    }' "$scratch/case/trajectories.csv"
}
table_sweep >"$scratch/trust_sweep.md"
table_case >"$scratch/trust_case.md"
page=$here/../models/README.md
awk -v folder="$scratch" '
  /^<!-- table: trust_(sweep|case) -->$/ { print; file = folder "/" $3 ".md"; while ((getline line < file) > 0) print line; skipping = 1; next }
  /^<!-- end -->$/ { skipping = 0 }
  !skipping' "$page" >"$scratch/page"
if [ "${1:-}" = --write ]; then
  cp "$scratch/page" "$page"
  exit
fi
if ! grep -q '^<!-- table: trust_sweep -->$' "$page" || ! cmp -s "$page" "$scratch/page"; then
  diff "$page" "$scratch/page" || true
  echo "models/README.md does not show what the program gives; tests/trust_sweep.sh --write mends it"
  exit 1
fi

# The equations again, in scalars and with the hyperbolic tangent of the C library exp.
awk -F, -v OFS=, '
  function tanh(x) { return 1 - 2 / (exp(2 * x) + 1) }
  function period(action, dependency,  s, damage) {
    s = tanh(action)
    damage = R
    T += s > 0 ? plus * s * (1 - T) * (1 - damage) : minus * s * T * (1 + xi * dependency)
    R += (s < 0 ? -mu * s * (1 - damage) : 0) - delta * damage
    T = T < 0 ? 0 : T > 1 ? 1 : T
    R = R < 0 ? 0 : R > 1 ? 1 : R
  }
  function start(trust) { T = trust; R = 0 }
  function near(column, value) {
    checks++
    if ($column - value > 1e-12 || value - $column > 1e-12) { printf "set %d, column %d: %s, should be %.17g\n", $1, column, $column, value; wrong++ }
  }
  NR == 1 { next }
  {
    plus = $2; minus = $3; mu = $4; delta = $5; xi = $6
    start(0.85); period(-3, 0.5)
    for (i = 1; i <= 100; i++) { period(2, 0.5); if (i == 10) near(11, T / 0.85); if (i == 35) near(10, T / 0.85) }
    near(12, T / 0.85)
    start(0.8); period(-3, 0.5); for (i = 1; i <= 100; i++) period(2, 0.5); near(25, T)
    start(0.5); for (i = 1; i <= 50; i++) { period(2, 0.5); if (i == 10) near(16, T); if (i == 25) near(17, T) } near(15, T)
    start(0.8); period(-2, 0.5); near(19, 0.8 - T); period(-2, 0.5); near(20, 0.8 - T)
    start(0.8); for (i = 1; i <= 4; i++) period(-1, 0.5); small = 0.8 - T; start(0.8); period(-4, 0.5); near(13, small / (0.8 - T))
    start(0.8); period(-2, 0.8); high = 0.8 - T; start(0.8); period(-2, 0.2); near(14, high / (0.8 - T))
    start(0.7); n = 1; value[1] = sum = least = most = T
    for (i = 0; i < 30; i++) { period(i % 2 ? -0.5 : 1, 0.5); value[++n] = T; sum += T; if (T < least) least = T; if (T > most) most = T }
    squares = 0; for (i = 1; i <= n; i++) squares += (value[i] - sum / n) ^ 2
    near(22, sum / n); near(23, sqrt(squares / n)); near(24, most - least)
  }
  END { print NR - 1 " sets, " checks " figures, " wrong + 0 " beyond 1e-12 of the scalar"; exit wrong > 0 || NR != 2188 }' "$scratch/sweep.csv"

# Columns 1 to 24 of the publication are ours; its 26th is our 25th.
awk -F, '
  NR == FNR { ours[FNR] = $0; next }
  FNR > 1 {
    split(ours[$1 + 1], mine, ",")
    for (i = 1; i <= NF; i++) {
      if (i == 25) continue
      gap = mine[i == 26 ? 25 : i] - $i
      figures++
      if (gap < 0) gap = -gap
      if (gap > worst) worst = gap
      if (gap > 1e-12) { print "set " $1 ", column " i ": " mine[i] ", published " $i; wrong++ }
    }
  }
  END { printf "%d published sets, %d figures, largest difference %.1e\n", FNR - 1, figures, worst; exit wrong > 0 || FNR < 10 }' \
  "$scratch/sweep.csv" "$here/reference/trust_sweep.csv"
echo "2187 sets, 11 experiments in $took s"
