#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The tables of scenarios/cases/README.md and scenarios/presets/README.md are what the sheets give. tests/cases.sh --write brings them up to date.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
entente=$(realpath "${ENTENTE:-build/entente}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

simulate() { # FOLDER: the results of every sheet of scenarios/FOLDER that is of the model of partnerships
  for sheet in "scenarios/$1"/*.csv; do
    if grep -q '^model,' "$sheet"; then continue; fi
    "$entente" run --plots none "$sheet" --out "$scratch/$1/$(basename "$sheet" .csv)" --quiet --no-progress
  done
}

share() { # FILE SCENARIO MONTH COLUMN [ENDING]: a share with its interval, in percent
  awk -F, -v scenario="$2" -v month="$3" -v column="$4" -v ending="${5:-}" '
    $1 == scenario && $2 == month && (ending == "" || $3 == ending) {
      printf "%.0f (%.0f to %.0f)", 100 * $column, 100 * $(column + 1), 100 * $(column + 2); found = 1 }
    END { exit !found }' "$1"
}

mean() { # RESULTS OUTCOME SCALE FORMAT: the mean with its interval
  awk -F, -v outcome="$2" -v scale="$3" -v format="$4" '
    $2 == outcome && $3 == "mean" { printf format " (" format " to " format ")", scale * $4, scale * $5, scale * $6; found = 1; exit }
    END { exit !found }' "$1/summary.csv"
}

# SHEET|SCENARIO|LAST MONTH KNOWN TOGETHER|ENDING|BY MONTH|WHAT HAPPENED
happened() {
  cat <<'LIST'
renault-nissan|Renault-Nissan|288|||still together in 2023, shares made even
sony-ericsson|Sony Ericsson|120|bought out|124|Sony bought Ericsson's half (2012)
s-lcd|S-LCD|91|bought out|94|Samsung bought Sony's half (2012)
nummi|NUMMI|299|forced out|312|General Motors bankrupt, left (2009)
fuji-xerox|Fuji Xerox|467|||Xerox sold half of its half (2001)
fuji-xerox|Fuji Xerox|683|bought out|684|Fujifilm bought the rest (2019)
airline-pact|Code sharing|36|||26 % of pacts without equity lived three years on
airline-pact|With equity|36|||73 % of pacts with equity lived three years on
LIST
}

table_happened() {
  echo "| sheet | scenario | what happened | together at the end of month | model: together then, % | model: ended the same way so far, % |"
  echo "| --- | --- | --- | --- | --- | --- |"
  happened | while IFS='|' read -r sheet scenario together ending by what; do
    results=$scratch/cases/$sheet
    same=
    if [ -n "$ending" ]; then same="$(share "$results/endings.csv" "$scenario" "$by" 4 "$ending"): $ending by month $by"; fi
    echo "| $sheet | $scenario | $what | $together | $(share "$results/survival.csv" "$scenario" "$together" 4) | $same |"
  done
}

table_what_ifs() {
  echo "| sheet | what if | joint value against the case, % | trust at the end, points of 100 | verdict on value |"
  echo "| --- | --- | --- | --- | --- |"
  for results in "$scratch"/cases/*; do
    awk -F, -v sheet="$(basename "$results")" '
      FNR == 2 { first = FNR == NR ? $1 : first }
      FNR == NR { if ($1 == first && $2 == "npv_joint" && $3 == "mean") base = $4; next }
      $2 == first && $1 != "The usual partnership" && $3 == "npv_joint" {
        value[++n] = sprintf("%+.1f ± %.1f", 100 * $4 / base, 50 * ($6 - $5) / base); name[n] = $1; verdict[n] = $11 }
      $2 == first && $1 != "The usual partnership" && $3 == "trust_end" { trust[$1] = sprintf("%+.1f ± %.1f", 100 * $4, 50 * ($6 - $5)) }
      END { for (i = 1; i <= n; i++) printf "| %s | %s | %s | %s | %s |\n", sheet, name[i], value[i], trust[name[i]], verdict[i] }
    ' "$results/summary.csv" "$results/comparison.csv"
  done
}

table_presets() {
  echo "| preset | together after 5 years, % | after 10 years, % | bought out within 10 years, % | reaches 80 % of its plan, % | both gain, % | trust at the end, of 100 |"
  echo "| --- | --- | --- | --- | --- | --- | --- |"
  printf 'parameter,The usual partnership\nmonths,120\n' >"$scratch/usual.csv"
  "$entente" run --plots none "$scratch/usual.csv" --out "$scratch/presets/none" --quiet --no-progress
  for results in "$scratch"/presets/*; do
    preset=$(basename "$results")
    scenario=$(awk -F, 'NR == 2 { print $1 }' "$results/survival.csv")
    echo "| $preset | $(share "$results/survival.csv" "$scenario" 60 4) | $(share "$results/survival.csv" "$scenario" 120 4) |" \
      "$(share "$results/endings.csv" "$scenario" 120 4 "bought out") | $(mean "$results" success_080 100 %.0f) |" \
      "$(mean "$results" both_gain 100 %.0f) | $(mean "$results" trust_end 100 %.1f) |"
  done
}

# Between `<!-- table: NAME -->` and `<!-- end -->` stands the table of that name.
fill() {
  awk -v folder="$scratch" '
    /^<!-- table: / { print; file = folder "/" $3 ".md"; while ((getline line < file) > 0) print line; skipping = 1; next }
    /^<!-- end -->/ { skipping = 0 }
    !skipping' "$1"
}

simulate cases
simulate presets
table_happened >"$scratch/happened.md"
table_what_ifs >"$scratch/what_ifs.md"
table_presets >"$scratch/presets.md"

passed=0
failed=0
for folder in cases presets; do
  page=scenarios/$folder/README.md
  fill "$page" >"$scratch/$folder.page"
  if [ "${1:-}" = --write ]; then
    cp "$scratch/$folder.page" "$page"
  elif cmp -s "$page" "$scratch/$folder.page"; then
    passed=$((passed + 1))
  else
    diff "$page" "$scratch/$folder.page" || true
    echo "$page does not show what its sheets give; tests/cases.sh --write mends it"
    failed=$((failed + 1))
  fi
done
if [ "${1:-}" != --write ]; then echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
