#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# calibrate: known numbers of the model are found again, and what users meet on the way.
# ENTENTE=path/to/entente tests/calibrate.sh; default: build/entente.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/cli/lib.sh
. "$here/cli/lib.sh"

printf 'parameter,Base\nmonths,36\n' >sheet.csv

# targets.csv from a run with known numbers and another luck: the figures as they are.
known=(--set 'coefficient: value_scale=5' --set 'coefficient: trust_gain=0.3')
figure() { # OUTCOME: its mean in the run
  field truth/summary.csv "^Base,$1,mean," 4
}
month() { # VARIABLE: its mean at month 24
  field truth/trajectories.csv "^Base,24,$1," 5
}
works run sheet.csv -n 100000 -s 9 -q "${known[@]}" -o truth
{
  echo 'outcome,month,value,sd'
  echo "success_080,,$(figure success_080),0.03"
  echo "performance,,$(figure performance),0.05"
  echo "trust,24,$(month trust),0.006"
  echo "conflict,24,$(month conflict),0.02"
  echo "alive,36,$(field truth/survival.csv '^Base,36,' 4),0.03"
} >targets.csv
fit=(--targets targets.csv --fit value_scale --fit trust_gain=0.2..0.4 --plots none)

# covers FOLDER UNKNOWN VALUE SHARE: its interval holds the value, and is narrower than that share of the range.
covers() {
  awk -F, -v name="$2" -v value="$3" -v share="$4" '$1 == name { found = 1; ok = $8 <= value && value <= $9 && $9 - $8 < share * ($4 - $3) } END { exit !(found && ok) }' \
    "$1/calibration.csv"
}

finding() {
  works calibrate sheet.csv "${fit[@]}" -o best
  check "value_scale is found again" covers best value_scale 5 0.6
  check "trust_gain is found again" covers best trust_gain 0.3 0.6
  check "the model meets its own figures" says '^The model meets the targets: the sum of squared residuals'
  check "it says how to use what it found" says "^To use the best values: entente run SHEET --set 'coefficient: value_scale=[0-9.]+' --set "
  check "no warning" is "$(wc -l <best/warnings.csv)" 1
  header best/calibration.csv unknown,kind,range_low,range_high,sheet,best,error,low,high,shrink,alone,targets_tell
  header best/fit.csv outcome,scenario,other,month,target,sd,model,model_se,residual
  header best/searches.csv search,at,points,misfit,settled,value_scale,trust_gain
  check "datapackage.json is JSON" json best/datapackage.json
  check "it knows the targets" cmp -s targets.csv best/inputs/targets/targets.csv
  check "and the sheet" cmp -s sheet.csv best/inputs/sheet.csv
  check "nothing temporary is left" no_temporaries best
}

accepting() {
  works calibrate sheet.csv "${fit[@]}" --method abc --points 200 --runs 500 --tolerance 2 -o set
  check "value_scale is among what is acceptable" covers set value_scale 5 0.8
  check "trust_gain is" covers set trust_gain 0.3 0.8
  header set/accepted.csv 'value_scale,trust_gain,#weight,#misfit'
  header set/predictive.csv outcome,scenario,other,month,target,sd,q025,q25,q50,q75,q975,chance_below
  # shellcheck disable=SC2016  # $3 is awk's
  check "weights sum to 1" awk -F, 'NR > 1 { sum += $3 } END { exit !(sum > 0.998 && sum < 1.000001) }' set/accepted.csv
  check "what only the simplex writes is not there" not test -e set/searches.csv
  check "datapackage.json is JSON" json set/datapackage.json
  works evaluate set/accepted.csv --sheet sheet.csv -n 100 -o implied.csv
  check "accepted points can be evaluated" is "$(wc -l <implied.csv)" "$(wc -l <set/accepted.csv)"
  works calibrate sheet.csv "${fit[@]}" --starts 1 -n 300 -q -f -o set
  check "points of an earlier calibration do not stay" not test -e set/accepted.csv
}

shipped() {
  local folder=$here/../scenarios/calibration
  works calibrate "$folder/sheet.csv" --targets "$folder/targets.csv" --fit value_scale --fit luck_sd -n 256 --starts 2 --plots none -o shipped
  check "the shipped targets are fitted" is "$(wc -l <shipped/fit.csv)" 7
}

warning() {
  works calibrate sheet.csv --targets targets.csv --fit trust_gain --fit harvest --starts 2 -n 500 --plots none -o idle
  check "what the targets do not tell is named" says '^- the targets (do not identify|tell little about) harvest'
  printf 'outcome,value,sd\nsuccess_080,0.9,0.01\n' >far.csv
  works calibrate sheet.csv --targets far.csv --fit value_scale=4.2..5 --starts 2 --plots none -o far
  check "targets that cannot be met are told" says '^- the model does not meet all targets at once'
  check "a value at the end of its range is told" says '^- value_scale is best at the end of its range'
}

drawing() {
  if ! command -v gnuplot >/dev/null; then skip "gnuplot is not here"; return; fi
  works calibrate sheet.csv "${fit[@]}" --method abc --points 60 -n 256 --plots svg -o drawn
  check "the report is announced" says '^Written to drawn/, with pictures in report.html$'
  check "unknowns are drawn" grep -q '</svg>' drawn/plots/unknowns.svg
  check "accepted points are drawn" grep -q '</svg>' drawn/plots/points.svg
  check "the report holds both" is "$(grep -o '<svg' drawn/report.html | wc -l)" 4
  check "and the posterior predictive check" grep -q 'Chance below' drawn/report.html
  check "which is printed too" says '^target .* chance below$'
  works calibrate sheet.csv "${fit[@]}" --starts 1 -n 256 -q -f -o drawn
  check "pictures of an earlier calibration do not stay" not test -e drawn/report.html
  check "none of them" not test -e drawn/plots/points.svg
  ENTENTE_GNUPLOT=/nowhere/gnuplot entente calibrate sheet.csv "${fit[@]}" --starts 1 -n 256 -q --plots svg -o undrawn
  check "without gnuplot it ends with 4" is "$status" 4
  check "says so" complains '^entente: .*gnuplot'
  check "and the report is there without pictures" grep -q '<table' undrawn/report.html
}

reproducing() {
  local vector few=(calibrate sheet.csv "${fit[@]}" -q -n 256)
  works "${few[@]}" --starts 3 -j 1 --vector base -o one
  works "${few[@]}" --method abc --points 60 -j 1 --vector base -o one-abc
  for vector in avx2 avx512; do
    entente "${few[@]}" --starts 3 -j 3 --vector $vector -o $vector
    if [ $status -eq 2 ]; then skip "$vector is not here"; continue; fi
    check "$vector and three threads find the same" diff -r -q -x datapackage.json one $vector
    works "${few[@]}" --method abc --points 60 -j 3 --vector $vector -o $vector-abc
    check "$vector and three threads accept the same" diff -r -q -x datapackage.json one-abc $vector-abc
  done
  LC_ALL=C.UTF-8 works "${few[@]}" --starts 3 -o locale
  check "so does another locale" diff -r -q -x datapackage.json one locale
  works "${few[@]}" --starts 3 --seed 5 -o seed
  check "another seed finds something else" not cmp -s one/calibration.csv seed/calibration.csv
}

refusing() {
  refuses 2 '^entente: calibrate needs one sheet' calibrate --targets targets.csv
  refuses 2 '^entente: calibrate needs a table of what is to be met: --targets' calibrate sheet.csv --fit value_scale
  refuses 2 '^entente: say what is sought: --fit NAME' calibrate sheet.csv --targets targets.csv
  refuses 2 "^entente: --fit value_scal: there is no such parameter or coefficient. Did you mean 'value_scale'\?" \
    calibrate sheet.csv --targets targets.csv --fit value_scal
  refuses 2 '^entente: --method annealing: give simplex' calibrate sheet.csv "${fit[@]}" --method annealing
  refuses 2 '^entente: --points is for --method abc' calibrate sheet.csv "${fit[@]}" --points 100
  refuses 2 '^entente: --starts is for --method simplex' calibrate sheet.csv "${fit[@]}" --starts 3 --method abc
  refuses 2 '^entente: --tolerance is for --method abc' calibrate sheet.csv "${fit[@]}" --tolerance 2
  refuses 2 '^entente: calibrate draws svg alone' calibrate sheet.csv "${fit[@]}" --plots png
  refuses 2 '^entente: --starts 0: give a whole number' calibrate sheet.csv "${fit[@]}" --starts 0
  refuses 2 '^entente: --points 10: give a whole number from 50' calibrate sheet.csv "${fit[@]}" --method abc --points 10
  refuses 3 'targets.csv' calibrate sheet.csv --targets no/targets.csv --fit value_scale
  printf 'outcome,month,value,sd\nsucces_080,,0.5,0.1\nalive,48,0.5,0.1\n' >wrong.csv
  refuses 3 "^entente: wrong.csv:2:1 \(cell A2\): unknown outcome 'succes_080'. Did you mean 'success_080'\?" \
    calibrate sheet.csv --targets wrong.csv --fit value_scale
  check "all mistakes come together" complains '^wrong.csv:3:7 \(cell B3\): month 48 is after the last month of the sheet, 36;'
  : >empty.csv
  refuses 3 "^entente: empty.csv: the file is empty; a table of targets begins with the header 'outcome,scenario,month,value,sd'" \
    calibrate sheet.csv --targets empty.csv --fit value_scale
  check "nothing is written" not test -e results
  refuses 2 '^entente: best: already holds files' calibrate sheet.csv "${fit[@]}" -o best
}

choosing() {
  local choices=$here/reference/alliance_game/choices.csv
  works calibrate --likelihood "$choices" -o choices
  header choices/likelihood.csv coefficient,model,estimate,error,low,high
  check "it counts choices and subjects" says '^alliance_game by maximum likelihood: [0-9]+ choices of [0-9]+ subjects, log-likelihood -[0-9.]+\.$'
  # shellcheck disable=SC2016  # awk's fields
  check "the model's own values are inside their intervals" awk -F, \
    'NR > 1 && $5 != "" && !($5 <= $2 && $2 <= $6) { bad = 1 } END { exit bad || NR < 15 }' choices/likelihood.csv
  refuses 2 '^entente: --likelihood fits all coefficients of alliance_game' calibrate sheet.csv --likelihood "$choices"
  refuses 3 'nowhere.csv' calibrate --likelihood nowhere.csv
}

ending() {
  local started
  last=("calibrate, then INT")
  env --default-signal=INT "$program" calibrate sheet.csv "${fit[@]}" --method abc --points 5000 -n 256 -o stopped >"$out" 2>"$err" &
  started=$!
  sleep 1
  kill -s INT $started
  wait $started
  status=$?
  check "Ctrl-C ends it with 130" is $status 130
  check "and a sentence" complains '^entente: interrupted'
  last=("calibrate by simplex, then INT")
  env --default-signal=INT "$program" calibrate sheet.csv "${fit[@]}" --starts 200 -n 1000 -o halfway >"$out" 2>"$err" &
  started=$!
  sleep 3
  kill -s INT $started
  wait $started
  status=$?
  check "Ctrl-C ends a search with 130" is $status 130
  if complains '^entente: interrupted; what was found by then is in halfway/ and marked as incomplete$'; then
    check "the words say so" says '^Interrupted: the best point so far has a sum of squared residuals'
    check "and datapackage.json" grep -q '"complete": false' halfway/datapackage.json
    # shellcheck disable=SC2016  # awk's fields
    check "values are there without errors" awk -F, 'NR == 2 { exit !($6 != "" && $7 == "") }' halfway/calibration.csv
  else
    skip "the machine is too slow for a search to be interrupted"
  fi
  works calibrate sheet.csv "${fit[@]}" --starts 50 --max-time 2s -n 256 -o timed
  check "a limit of time leaves what was found" test -s timed/calibration.csv
}

for part in finding accepting shipped warning drawing reproducing refusing choosing ending; do
  $part
done
conclude
