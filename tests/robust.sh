#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run --robust K: other versions of the model, as users meet them.
# ENTENTE=path/to/entente tests/robust.sh; default: build/entente.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/cli/lib.sh
. "$here/cli/lib.sh"

cat >small.csv <<'SHEET'
parameter,Short,Middle,Long
months,24,,
runs,300,,
long_term_focus,0.1,0.3,0.5
SHEET

telling() {
  works run small.csv --robust 20 -o robust
  check "the summary counts versions" says '^(Short|Middle|Long) is better than (Short|Middle|Long) in [0-9]+ of 20 versions \(95 %: [0-9]+ to [0-9]+ %'
  check "and those that fit the facts" says '; [0-9]+ fits? the facts survival_60 and success_080:$'
  check "it says what the shares are not" says '^These shares are not probabilities'
  header robust/robustness.csv scenario,other,quantity,value,low,high,n,unit
  check "every pair is there" is "$(grep -c ',better,' robust/robustness.csv)" 3
  check "no field without a number is called nan" not grep -q nan robust/robustness.csv
  check "datapackage.json describes the table" grep -q '"path": "robustness.csv"' robust/datapackage.json
  check "and counts versions" grep -q '"versions_done": 20' robust/datapackage.json
  works run small.csv -o plain
  check "without --robust there is no such table" not test -e plain/robustness.csv
  check "and no word of it" not says 'versions'
  check "other tables are the same" diff -q -r -x datapackage.json -x robustness.csv plain robust
  works run small.csv --robust 20 --json -o json
  check "--json is JSON" json "$out"
  check "--json has it" says '"versions_done": 20'
  check "--json says what the shares are not" says 'not probabilities'
  works run small.csv -q --force -o robust
  check "the table of an earlier run does not stay" not test -e robust/robustness.csv
  works run small.csv -q --robust 5 --excel -o excel
  check "--excel: CRLF in every line" is "$(grep -c $'\r$' excel/robustness.csv)" "$(wc -l <excel/robustness.csv)"
  works run small.csv -q --robust 5 --tolerance 1e9 -o equivalent
  check "--tolerance: equivalent versions are counted" is "$(field equivalent/robustness.csv ',equivalent,' 4)" 1
  works run small.csv --robust 5 --outcome shocks -o shocks
  check "an outcome without direction is higher, not better" grep -q '^Middle,Short,higher,' shocks/robustness.csv
}

reproducing() {
  local vector
  works run small.csv -q --robust 12 -j 1 --vector base -o one
  for vector in avx2 avx512; do
    entente run small.csv -q --robust 12 -j 3 --vector $vector -o $vector
    if [ $status -eq 2 ]; then skip "$vector is not here"; continue; fi
    check "$vector and three threads give the same bytes" cmp -s one/robustness.csv $vector/robustness.csv
  done
  works run small.csv -q --robust 12 --seed 2 -o seed
  check "another seed, other versions" not cmp -s one/robustness.csv seed/robustness.csv
  works rerun one -j 2
  check "rerun compares the table" says '^[0-9]+ files of one have the same bytes$'
  sed -i '3s/,0/,9/' one/robustness.csv
  entente rerun one
  check "and sees when it is changed" says '^one/robustness.csv differs from line 3 on$'
}

refusing() {
  local case
  for case in 0 -1 10001 ten '' 1.5; do refuses 2 "^entente: --robust $case: give a whole number from 1 to 10000$" run small.csv "--robust=$case"; done
  refuses 2 "^entente: --robust 5: there is one scenario and so nothing to compare" run small.csv --robust 5 -S Long
  check "nothing is left of it" not test -e results
  refuses 2 "unknown option '--robust'" check small.csv --robust 5
}

# Ctrl-C among versions: the results stand, and the table is of what was done.
interrupting() {
  local started versions
  last=("run small.csv --robust 10000, then INT")
  env --default-signal=INT "$program" run --plots none small.csv --robust 10000 -o stopped >"$out" 2>"$err" &
  started=$!
  until [ -e stopped/datapackage.json ]; do sleep 0.05; done
  sleep 0.5
  check "it is still at work" kill -s INT $started
  wait $started
  status=$?
  check "Ctrl-C ends it with 130" is $status 130
  check "it says how far it came" complains '^entente: interrupted after [0-9]+ of 10000 versions of the model; robustness.csv in stopped/ is of these$'
  check "the summary says so too" says '\(interrupted: 10000 were asked for\)'
  check "everything else is there" complete_folder stopped
  versions=$(sed -n 's/^ *"versions_done": \([0-9]*\),*$/\1/p' stopped/datapackage.json)
  check "its rows rest on what was done" is "$(field stopped/robustness.csv ',facts_met,' 7)" "$versions"
  works rerun stopped
  check "rerun does as many versions" says '^[0-9]+ files of stopped have the same bytes$'
}

for part in telling reproducing refusing interrupting; do
  $part
done
conclude
