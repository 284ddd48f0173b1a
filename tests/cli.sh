#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The program as its users meet it: commands, options, exit statuses, what goes where, what a wrong input is told.
# ENTENTE=path/to/entente tests/cli.sh; default: build/entente.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/cli/lib.sh
. "$here/cli/lib.sh"

# A sheet that is done at once: two scenarios, a year, 300 runs (two blocks, the second one not full).
cat >small.csv <<'SHEET'
parameter,As we do it,With care
title,Does care pay off?,
months,12,
runs,300,
long_term_focus,0.1,0.4
communication,0.4 to 0.7,
event: loss of revenue,month 6 severity 0.5,
SHEET

commands_and_help() {
  local command
  works --version
  check "version is one line" says '^entente [0-9]+\.[0-9]+\.[0-9]+'
  works help
  check "help lists the exit statuses" says 'Exit status: 0 done, 1 failed'
  for command in run check new models describe evaluate rerun help; do
    works help "$command"
    check "help of $command begins with an example" is "$(head -n 1 "$out" | cut -c1-17)" 'Example: entente '
    mv "$out" first
    works "$command" --help
    check "$command --help is help $command" cmp -s first "$out"
    works help
    check "help lists $command" says "^  $command +[a-z]"
  done
  works -h
  works --help
  works run nothing.csv --help
  refuses 2 "say what to do"
  refuses 2 "unknown command 'rum'. Did you mean 'run'\?" rum
  refuses 2 "unknown command 'forecast'; 'entente help' lists" forecast
  refuses 2 "unknown command '-x'" -x
  refuses 2 "unknown command 'forecast'" help forecast
  refuses 2 "one command, not 'check' as well" help run check
}

models_and_parameters() {
  works models
  check "models names the partnership" says '^partnership  '
  refuses 2 "takes no names" models partnership
  works describe
  mv "$out" first
  works describe partnership
  check "the default model is the partnership" cmp -s first "$out"
  check "describe lists outcomes, endings, shocks and coefficients" says 'cap_neglect'
  works describe long_term_focus
  mv "$out" first
  works describe partnership long_term_focus
  check "describe NAME is of the default model" cmp -s first "$out"
  check "a parameter has unit, range, default, basis" is "$(grep -cE '^  (unit|range|default|basis) +[^ ]' "$out")" 4
  works describe partnership opportunism
  check "a pair shows both partners" is "$(grep -c '^opportunism_[ab]: ' "$out")" 2
  works describe cap_neglect
  check "a coefficient has its plausible range" says 'plausible +[0-9.]+ to [0-9.]+'
  works describe npv_joint
  check "an outcome says what is good" says 'good +more'
  refuses 2 "Did you mean 'long_term_focus'" describe long_term_fokus
  refuses 2 "no parameter, coefficient or outcome 'zzz'; 'entente describe partnership' lists" describe partnership zzz
  refuses 2 "one name, not 'patience' as well" describe partnership trust_end patience
}

starter_sheet() {
  works new
  check "new writes scenarios.csv" test -s scenarios.csv
  refuses 2 "scenarios.csv exists already; give another name" new
  works new alliance
  check "new NAME writes NAME.csv" cmp -s scenarios.csv alliance.csv
  works new other.csv
  check "new NAME.csv writes NAME.csv" cmp -s scenarios.csv other.csv
  works new -- -dash
  check "new takes a name after --" test -s ./-dash.csv
  refuses 2 "one name, not 'b' as well" new a b
  refuses 1 "no/such/folder/a.csv" new no/such/folder/a
  works check alliance.csv
  works run alliance.csv --runs 100 --months 24
  check "the starter sheet runs" complete_folder results/alliance
}

# A model without money, endings, shocks, costs and coefficients.
other_model() {
  works models
  check "models names the second model" says '^trust_reputation '
  works describe trust_reputation
  check "describe lists its parameters" says '^  initial_trust_a '
  check "describe leaves out what it has none of" not says '^(Shocks|Costs|Coefficients)'
  works describe trust_reputation action
  check "a pair shows both partners" is "$(grep -c '^action_[ab]: ' "$out")" 2
  refuses 2 "unknown model 'trust_reputatio'. Did you mean 'trust_reputation'?" new wrong --model trust_reputatio
  works new repair --model trust_reputation
  works check repair.csv
  check "the sheet names its model" says '^Model trust_reputation, 48 months'
  works run repair.csv --runs 300 --save runs,events
  check "its starter sheet runs" complete_folder results/repair
  check "the finding is about trust" says '^Patient repair ends 0\.[0-9]+ ± .* ahead of Slow repair\.$'
  works rerun results/repair
  works run repair.csv --runs 300 --json -o json_repair
  check "--json is JSON" json "$out"
  refuses 2 "trust_reputation has no coefficients to vary" run repair.csv --robust 5 -o none
  printf 'parameter,Only\nmodel,trust_reputation\n' >still.csv
  works run still.csv --runs 300
  check "without chance all runs are alike" says '^Trust of A in B at the end: 0\.995687 share on average; all runs are alike\.$'
  check "no word of endings, of which there are none" not says 'still together'
  printf 'action,#set\n1,high\n-1,low\n' >levels.csv
  works evaluate levels.csv --model trust_reputation --runs 1 --months 1
  check "evaluate adds its outcomes" is "$(sed -n 2p "$out" | cut -d, -f1-3)" "1,high,0.5380797077977882"
}

checking() {
  works check small.csv
  check "check says what would run" says '^Model partnership, 12 months, 300 runs of each scenario, seed 1$'
  check "check lists the scenarios" says '^Scenarios: As we do it \(baseline\); With care$'
  check "check shows what differs" says 'With care: 0.4$'
  check "check shows the event" says 'loss of revenue, month 6, severity 0.5'
  works check small.csv --runs 7 --seed 18446744073709551615 -m 1200 --scenario "With care" --set communication=0.9
  check "check follows the options" says '^Model partnership, 1200 months, 7 runs of each scenario, seed 18446744073709551615$'
  check "check follows --scenario" says '^Scenarios: With care \(baseline\)$'
  check "check follows --set" says 'communication +0.9$'
  check "check writes nothing" not test -e results/small
  refuses 2 "check needs one sheet" check
  refuses 2 "check needs one sheet" check small.csv small.csv
  refuses 2 "unknown option '--out'" check small.csv --out x
  works check - <small.csv
  works check "$here/../scenarios/focus.csv"
}

# What a user sees, and what is left behind.
running() {
  works run small.csv
  check "run writes to results/NAME" complete_folder results/small
  check "the summary has the title" says '^Does care pay off\?$'
  check "the summary names the seed and the folder" says '300 runs of each scenario, seed 1. Written to results/small/$'
  check "the summary compares" says 'With care (ends|overtakes)|No clear difference|ahead of With care'
  check "nothing is coloured in a pipe" not grep -q $'\033' "$out"
  refuses 2 "results/small: already holds files; add --force" run small.csv
  works run small.csv --force
  works run -f small.csv --quiet
  check "--quiet prints nothing" not test -s "$out"
  works run - --out=from_stdin <small.csv
  works run - <small.csv
  check "standard input goes to results/stdin" complete_folder results/stdin
  check "the same sheet gives the same bytes from a pipe" cmp -s results/stdin/summary.csv results/small/summary.csv
  cp small.csv ./--quiet.csv
  works run -n 10 -- --quiet.csv
  check "after -- a name may begin with -" complete_folder results/--quiet
  cp small.csv SMALL.CSV
  works run SMALL.CSV
  check "a name in capitals loses its suffix too" complete_folder results/SMALL
  mkdir -p deep/er && cp small.csv deep/er/plan
  works run deep/er/plan
  check "the folder is named by the sheet, not its folder" complete_folder results/plan
  works run small.csv -o new/deep/place/
  check "--out makes the folders that lead there" complete_folder new/deep/place
  mkdir empty
  works run small.csv --out empty
  refuses 2 "run needs a sheet" run
  refuses 2 "one sheet, not 'b.csv' as well" run a.csv b.csv
  refuses 2 "empty name" run small.csv --out ""
}

# Short and long options, with = and without, before and after the sheet; each changes what it should.
options_of_run() {
  works run -q -n 257 -s 7 -m 24 -j 2 -o short small.csv
  works run small.csv --quiet --runs=257 --seed 7 --months 24 --threads 1 --out long --no-progress
  check "short and long options are the same" cmp -s short/trajectories.csv long/trajectories.csv
  works run small.csv --quiet --runs=257 --seed 8 --months 24 --out seed
  check "another seed, other results" not cmp -s long/summary.csv seed/summary.csv
  works run small.csv --quiet --runs=257 --seed 7 --months 24 --luck 1 --out luck
  check "other luck, other results" not cmp -s long/summary.csv luck/summary.csv
  check "other luck, the same inputs" cmp -s long/inputs.csv luck/inputs.csv
  works run small.csv --quiet --runs=257 --seed 7 --months 24 --vector base --out vector
  check "another vector width, the same bytes" cmp -s long/trajectories.csv vector/trajectories.csv
  check "the horizon is --months" is "$(tail -n 1 long/survival.csv | cut -d, -f2)" 24
  check "the runs are --runs" is "$(field long/summary.csv npv_joint,mean 7)" 257
  works run small.csv -q --scenario "With care" --out one
  check "--scenario keeps one" is "$(cut -d, -f1 one/summary.csv | sort -u | wc -l)" 2
  check "its numbers do not change" is "$(grep '^With care,npv_joint,mean' one/summary.csv)" "$(grep '^With care,npv_joint,mean' results/small/summary.csv)"
  works run small.csv -q -S "With care" -S "As we do it" --out both
  check "two --scenario keep both, in the order of the sheet" cmp -s both/summary.csv results/small/summary.csv
  works run small.csv -q --set communication=0.5 --set 'coefficient: cap_neglect=0.05' --set 'event: loss of revenue=none' -o set
  check "--set P=CELL is a row for every scenario" is "$(grep -c ',communication,0.5,' set/inputs.csv)" 2
  check "--set changes results" not cmp -s set/summary.csv results/small/summary.csv
  check "a changed coefficient is on record" grep -q cap_neglect set/datapackage.json
  works run small.csv --outcome trust_end --tolerance 0.5 -o outcome
  check "--outcome is the confirmatory one" grep -q '^With care,As we do it,trust_end,.*,equivalent,confirmatory' outcome/comparison.csv
  check "the others are exploratory" is "$(grep -c confirmatory outcome/comparison.csv)" 1
  check "the summary begins with it" says '^Trust at the end:$'
  works run small.csv --json -o json
  check "--json prints JSON" json "$out"
  works run small.csv --json -q -o quiet_json
  check "--json and --quiet print JSON" json "$out"
}

wrong_options() {
  local case
  for case in --runs=0 --runs=-1 --runs=18446744073709551616 --runs=5000000000 --runs=1e3 --runs=ten --runs= --months=0 --months=-3 --months=1000000000 \
    --months=1201 --months=12.5 --seed=-1 --seed=18446744073709551616 --threads=0 --threads=1000000 --luck=-1 --luck=4294967296; do
    refuses 2 "^entente: ${case%%=*} ${case#*=}: give a whole number from [01] to [0-9]+$" run small.csv "$case"
  done
  for case in -1 nan inf 0x1 x ''; do refuses 2 "^entente: --tolerance $case: give a number" run small.csv --tolerance "$case"; done
  for case in pictures 'runs,' ',runs' '' RUNS; do refuses 2 "^entente: --save $case: give runs, events" run small.csv --save "$case"; done
  refuses 2 "give base, avx2 or avx512" run small.csv --vector sse9
  refuses 2 "Did you mean 'npv_joint'" run small.csv --outcome npv_jiont
  refuses 2 "'entente describe partnership' lists them" run small.csv --outcome happiness
  refuses 2 "unknown option '--rnus'. Did you mean '--runs'\?" run small.csv --rnus 5
  refuses 2 "unknown option '--frobnicate'; 'entente help run' lists" run small.csv --frobnicate
  refuses 2 "unknown option '-Z'" run small.csv -Z
  refuses 2 "unknown option '-Z'" run small.csv -qZ
  refuses 2 "option '--force' takes no value; write it alone" run small.csv --force=yes
  refuses 2 "'--se' is the beginning of more than one" run small.csv --se 3
  refuses 2 "option '--runs' needs a value" run small.csv --runs
  refuses 2 "option '-n' needs a value" run small.csv -n
  refuses 2 "With car" run small.csv --scenario "With car"
  refuses 2 "Did you mean 'communication'" run small.csv --set comunication=0.5
  refuses 2 "communication" run small.csv --set communication
  refuses 2 "outside 0 to 1" run small.csv --set communication=1.5
  refuses 2 "patrnership" run small.csv --model patrnership
  check "wrong options leave nothing" not test -e results/wrong
}

tables() {
  local names='npv_joint,npv_a,npv_b,performance'
  works run small.csv -q --save runs,events -o saved
  check "everything is there" complete_folder saved
  check "datapackage.json is JSON" json saved/datapackage.json
  check "it is complete" grep -q '"complete": true' saved/datapackage.json
  check "the sheet is copied" cmp -s small.csv saved/inputs/small.csv
  header saved/summary.csv scenario,outcome,statistic,value,low,high,n,unit
  header saved/distributions.csv scenario,outcome,probability,value,low,high,n,unit
  header saved/comparison.csv scenario,other,outcome,difference,low,high,se,p_better,p_better_low,p_better_high,verdict,family,n,unit
  header saved/trajectories.csv scenario,month,variable,n,mean,mean_se,sd,q05,q25,q50,q75,q95,unit
  header saved/survival.csv scenario,month,at_risk,alive,alive_low,alive_high,hazard,hazard_low,hazard_high
  header saved/endings.csv scenario,month,ending,cumulative_incidence,low,high
  header saved/crossovers.csv scenario,other,variable,month,low,high,share_ever,share_low,share_high
  header saved/inputs.csv scenario,parameter,cell,law,mean,sd,q05,q50,q95,unit
  header saved/events.csv scenario,run,month,event,partner,size
  check "header of runs.csv" is "$(head -n 1 saved/runs.csv | cut -d, -f1-8)" "scenario,run,ending,end_month,$names"
  check "a row a run and scenario" is "$(wc -l <saved/runs.csv)" 601
  check "months 0 to the horizon in survival.csv" is "$(wc -l <saved/survival.csv)" 27
  check "no byte order mark, no carriage return" not grep -q $'\r\|\xef\xbb\xbf' saved/summary.csv
  check "the forced event struck every run alive" is "$(grep -c ',6,loss of revenue,,' saved/events.csv)" \
    "$(awk -F, 'NR > 1 && $4 >= 6' saved/runs.csv | wc -l)"
  works run small.csv -q -o plain
  check "asking for rows changes nothing else" cmp -s plain/summary.csv saved/summary.csv
  works run small.csv -q --force -o saved
  check "rows of an earlier run do not stay" not test -e saved/runs.csv
  works run small.csv -q --excel --save runs -o excel
  check "--excel: byte order mark" is "$(head -c 3 excel/summary.csv | od -An -tx1)" " ef bb bf"
  check "--excel: CRLF in every line" is "$(grep -c $'\r$' excel/runs.csv)" "$(wc -l <excel/runs.csv)"
  check "--excel: wide summary" not grep -q statistic excel/summary.csv
}

# The text of a sheet may be anything that a person types, and must come back whole and harmless.
strange_names() {
  printf 'parameter,"O""Brien, Inc.\nline 2","=cmd|""/C calc""!A1",🤝 + naïve,<script>alert(1)</script>\nruns,50,,,\nmonths,6,,,\ntitle,"-2+3",,,\n' >strange.csv
  works run strange.csv --save runs,events
  check "datapackage.json is JSON" json results/strange/datapackage.json
  check "quotes are doubled" grep -qF '"O""Brien, Inc.' results/strange/summary.csv
  check "a formula is made harmless" grep -qF "\"'=cmd|" results/strange/summary.csv
  check "no field of any table begins as a formula" not grep -qE '(^|,)"?[=@]' results/strange/*.csv
  check "emoji stay" grep -q '^🤝 + naïve,' results/strange/runs.csv
  works rerun results/strange
  works evaluate results/strange/runs.csv --runs 1
  check "rows with such names can be read back" is "$(grep -c '^🤝 + naïve,' "$out")" 50
  works run strange.csv -f --json
  check "the summary is JSON" json "$out"
}

# The same study as Excel and LibreOffice write it.
spreadsheets() {
  works run small.csv -q -o csv_unix
  sed 's/$/\r/' small.csv >crlf.csv
  tr '\n' '\r' <small.csv >cr.csv
  { printf '\xef\xbb\xbf' && cat small.csv; } >bom.csv
  { printf 'sep=;\r\n' && tr , ';' <small.csv | sed 's/0\.\([0-9]\)/0,\1/g; s/$/\r/'; } >german.csv
  tr , '\t' <small.csv >tabs.csv
  sed 's/\([^,]*\),\([^,]*\),\(.*\)/"\1","\2","\3"/' small.csv >quoted.csv
  { sed 's/$/,,,/' small.csv && printf ',,,,,\n\n,,,,,\n'; } >padded.csv
  local name
  for name in crlf cr bom german tabs quoted padded; do
    works run "$name.csv" -q
    check "$name.csv is the same study" cmp -s "csv_unix/summary.csv" "results/$name/summary.csv"
    check "$name.csv is kept byte for byte" cmp -s "$name.csv" "results/$name/inputs/$name.csv"
  done
  printf 'parameter,Base\n' >default.csv
  works run default.csv -q -n 100 -m 6
  check "a header alone is the default population" complete_folder results/default
}

data_files() {
  mkdir -p data
  printf 'x,y\n0.2,1\n0.4,2\n0.6,3\n' >data/observed.csv
  printf 'parameter,A\nruns,100\nmonths,6\ncommunication,data observed.csv x\n' >data/resample.csv
  works run data/resample.csv --save runs
  check "data files are copied" cmp -s data/observed.csv results/resample/inputs/observed.csv
  works rerun results/resample
  works evaluate results/resample/runs.csv --runs 1 --months 6
  sed -i s/observed/nothing/ data/resample.csv
  refuses 3 "nothing.csv" run data/resample.csv
  sed -i 's/nothing.csv x/observed.csv z/' data/resample.csv
  refuses 3 "no column 'z'" run data/resample.csv
  sed -i 's/data observed.csv z/data ..\/small.csv x/' data/resample.csv
  refuses 3 "small.csv' must be named without '..'" run data/resample.csv
}

evaluating() {
  printf 'run,long_term_focus,opportunism,coefficient: cap_neglect,communication,#note,npv_joint,npv_joint_se\n' >design.csv
  printf '0,0.1,0.2,,0.4 to 0.7,"first, row",123,4\n1,0.4,,0.05,,,,\n2,,,,,,,\n' >>design.csv
  works evaluate design.csv --runs 300 --months 12
  check "a row a point" is "$(wc -l <"$out")" 4
  check "columns stay, old results go" is "$(head -n 1 "$out" | cut -d, -f1-8)" \
    "run,long_term_focus,opportunism,coefficient: cap_neglect,communication,#note,npv_joint,npv_joint_se"
  check "old results are replaced" not says '(^|,)123(,|$)'
  check "labels are carried" says '^0,0.1,0.2,,0.4 to 0.7,"first, row",'
  mv "$out" first
  works evaluate design.csv -n 300 -m 12 -o points.csv
  check "--out FILE holds the same" cmp -s first points.csv
  works evaluate first --runs 300 --months 12
  check "what evaluate wrote can be evaluated again" cmp -s first "$out"
  works evaluate - -n 300 -m 12 <design.csv
  check "a design from standard input" cmp -s first "$out"
  works evaluate design.csv -n 300 -m 12 --threads 1 --vector base
  check "threads and vectors do not matter" cmp -s first "$out"
  works evaluate design.csv --runs 1 --months 12
  check "--runs 1 has no standard errors" not says npv_joint_se,npv_a
  works evaluate design.csv --runs 300 --months 12 --seed 2
  check "another seed" not cmp -s first "$out"
  printf 'patience\n7\n' >one.csv
  works run small.csv -q --set patience=7 -o as_run
  works evaluate one.csv --sheet small.csv
  check "a point is the scenario of a run" is "$(tail -n 1 "$out" | cut -d, -f2)" "$(field as_run/summary.csv 'npv_joint,mean' 4)"
  printf 'long_term_focus;patience\n0,25;12\n' >german_design.csv
  works evaluate german_design.csv --runs 2 --months 3
  works run small.csv -q --save runs -n 5 -o rows
  works evaluate rows/runs.csv --runs 1 --sheet small.csv
  check "runs.csv is a design" is "$(wc -l <"$out")" 11
  check "its first run is run 0 again" is "$(awk -F, 'NR == 2 { print $NF }' "$out")" "$(awk -F, 'NR == 2 { print $22 }' rows/runs.csv)"
}

wrong_designs() {
  # shellcheck disable=SC2059,SC2317  # a format, so that it can hold any byte
  design() { printf "$1" >design.csv && refuses 3 "$2" evaluate design.csv --runs 2 --months 2; }
  design 'patienze\n7\n' "design.csv:1:1 \(cell A1\): unknown column 'patienze'. Did you mean 'patience'"
  design 'moon\n7\n' "unknown column 'moon'; name a parameter"
  design 'patience,patience\n7,8\n' "column 'patience' stands there twice"
  design 'opportunism,opportunism_b\n0.1,0.2\n' "columns 'opportunism' and 'opportunism_b' set the same"
  design 'cap_neglect,coefficient: cap_neglect\n0.1,0.2\n' "set the same"
  design 'patience,,communication\n7,8,0.5\n' "no name"
  design 'communication\n0.5\n1.5\n' "design.csv:3:1 \(cell A3\): communication: 1.5 is outside 0 to 1"
  design 'communication\nabc\n' "'abc' is not a number"
  design 'cap_neglect\nuniform 0 1\n' "coefficients take plain numbers"
  design 'communication\n0.5,0.6\n' "beyond the header"
  design 'communication\n' "a header and no points"
  design '' "the file is empty"
  refuses 3 "no such file" evaluate nothing.csv
  refuses 3 "no such file" evaluate one.csv --sheet nothing.csv
  refuses 2 "evaluate needs one table" evaluate
  refuses 1 "no folder|Not a directory|not a folder" evaluate one.csv -n 2 -m 2 --out small.csv/points.csv
  check "a failed evaluation leaves no file" no_temporaries .
}

rerunning() {
  works run --months 7 --set patience=9 -S "With care" --luck 3 --excel --save runs,events -n 300 small.csv -o again -q
  works rerun again
  check "rerun says how many files agree" says "^$(find again -maxdepth 1 -name '*.csv' | wc -l) files of again have the same bytes$"
  works rerun again/ -j 1 --vector base
  works run -q small.csv -o tampered
  sed -i '5s/,[0-9]/,9/' tampered/summary.csv
  rm tampered/endings.csv
  entente rerun tampered
  check "rerun of tampered results ends with 1" is $status 1
  check "it names the file and the line" says '^tampered/summary.csv differs from line 5 on$'
  check "it names what is missing" says '^tampered/endings.csv is missing$'
  check "and what this means" complains '^entente: tampered: 2 files cannot be reproduced; '
  works run -q small.csv -o tampered --force
  sed -i 's/0.4/0.5/' tampered/inputs/small.csv
  refuses 1 "tampered/inputs/small.csv: this is not the input" rerun tampered
  rm tampered/inputs/small.csv
  refuses 1 "tampered/inputs/small.csv: this copy of an input is missing" rerun tampered
  echo '{' >tampered/datapackage.json
  refuses 3 "tampered/datapackage.json:[0-9]+: cannot be read" rerun tampered
  echo '{"provenance": 3}' >tampered/datapackage.json
  refuses 3 "the provenance is not what 'entente run' writes" rerun tampered
  refuses 3 "nowhere: there is no datapackage.json" rerun nowhere
  refuses 3 "small.csv: there is no datapackage.json" rerun small.csv
  refuses 2 "rerun needs one folder" rerun
  TMPDIR=/nowhere refuses 1 "/nowhere: no folder for temporary files" rerun again
}

wrong_sheets() {
  refuses 3 "^entente: nothing.csv: there is no such file; check the name and the folder$" run nothing.csv
  refuses 3 "this is a folder" run "$work"
  refuses 3 "^entente: standard input: the file is empty" run - </dev/null
  refuses_sheet "wrong.csv: the file is empty; a sheet begins with" ''
  refuses_sheet "wrong.csv: the file is empty" '\n\n,,\n'
  refuses_sheet "scenario" 'parameter\nmonths\n'
  refuses_sheet "UTF-16.*CSV UTF-8" '\xff\xfep\0a\0r\0'
  refuses_sheet "workbook" 'PK\3\4rest'
  refuses_sheet "wrong.csv:2:3: byte 0xE9 is not UTF-8" 'parameter,A\nno\xe9l,1\n'
  refuses_sheet "wrong.csv:2:2: .*NUL" 'parameter,A\na\0b,1\n'
  refuses_sheet "wrong.csv:2:15 \(cell B2\): the quote that opens here is never closed" 'parameter,A\ncommunication,"0.5\npatience,7\n'
  refuses_sheet "wrong.csv:1:13 \(cell C1\): two scenarios are named 'A'" 'parameter,A,A\n'
  refuses_sheet "no name" 'parameter,A,,B\npatience,1,2,3\n'
  refuses_sheet "wrong.csv:3:1 \(cell A3\): duplicate row 'patience'" 'parameter,A\npatience,7\npatience,8\n'
  refuses_sheet "unknown parameter 'cultural_fti'. Did you mean 'cultural_fit'\?" 'parameter,A\ncultural_fti,0.5\n'
  refuses_sheet "scenario 'B': 1.4 is outside 0 to 1" 'parameter,A,B\ncommunication,0.4,1.4\n'
  refuses_sheet "opportunism_a" 'parameter,A\nopportunism,0.5\nopportunism_a,0.5\n'
  refuses_sheet "'nan' is not a number" 'parameter,A\ncommunication,nan\n'
  refuses_sheet "months: '0' is not a whole number from 1 to 1200" 'parameter,A\nmonths,0\n'
  refuses_sheet "months: '1000000000' is not" 'parameter,A\nmonths,1000000000\n'
  refuses_sheet "runs: '0' is not a whole number" 'parameter,A\nruns,0\n'
  refuses_sheet "runs: '18446744073709551616' is not" 'parameter,A\nruns,18446744073709551616\n'
  refuses_sheet "Did you mean 'partnership'" 'parameter,A\nmodel,partnershp\n'
  refuses_sheet "loss of revenu" 'parameter,A\nevent: loss of revenu,month 3 severity 1\n'
  refuses_sheet "goal_alignment and communication it may be -?0\.[0-9]+ to 0\.[0-9]+" \
    'parameter,A\ncorrelation: goal_alignment ~ cultural_fit,0.99\ncorrelation: cultural_fit ~ communication,0.99\ncorrelation: goal_alignment ~ communication,-0.99\n'
  refuses_sheet "correlation.*patience|patience.*number" 'parameter,A\npatience,7\ncorrelation: goal_alignment ~ patience,0.5\n'
  refuses_sheet "date" 'parameter,A\ncommunication,5-May\n'
  refuses_sheet "0.4 to 0.7" 'parameter,A\ncommunication,0.4-0.7\n'
  refuses_sheet "'.5' is not written as a number; write 0.5$" 'parameter,A\ncommunication,.5\n'
  refuses_sheet "'50 %' is not written as a number; write 50%$" 'parameter,A\ncommunication,50 %%\n'
  refuses_sheet "'-,5' is not written as a number; write -0,5$" 'parameter;A\nmarket_growth;-,5\n'
  refuses_sheet "schedule|policy|policies|signing" 'parameter,A\ncultural_fit,0.2 then 0.5 from 3\n'
  refuses_sheet "beyond the header" 'parameter,A\ncommunication,0.4,0.5\n'
  { printf 'parameter,A\n' && for i in $(seq 40); do printf 'unknown_%s,1\n' "$i"; done; } >wrong.csv
  refuses 3 "^and 20 more$" run wrong.csv
  check "twenty problems are shown" is "$(wc -l <"$err")" 21
  { printf 'parameter,A\nnote,' && head -c 70000 /dev/zero | tr '\0' x && echo; } >wrong.csv
  refuses 3 "64 KiB" run wrong.csv
  { cat small.csv && head -c 17000000 /dev/zero | tr '\0' '\n'; } >wrong.csv
  refuses 3 "larger than 16 MiB" run wrong.csv
  refuses_sheet "wrong.csv:2:7: the file holds a control character \(0x1B\)" 'parameter,A\ntitle,\033[31mred\n'
  refuses 3 "no such file" run $'name\033[31m.csv'
  refuses 2 "unknown command" $'name\033[31m'
}

# Inputs without spread are no error, and say so in the numbers.
no_spread() {
  local law
  for law in '7' 'choice 7' 'uniform 7 7' 'triangular 7 7 7' 'normal 7 0' 'lognormal 7 1' 'choice 7:1 8:0'; do
    printf 'parameter,A\nruns,20\nmonths,2\npatience,%s\n' "$law" >fixed.csv
    works run fixed.csv -q -f
    check "'$law' is 7 with a spread of 0" grep -qE '^A,patience,[^,]*,[^,]*,7,0,7,7,7,' results/fixed/inputs.csv
  done
  refuses_sheet "no width; write 7" 'parameter,A\npatience,7 to 7\n'
  refuses_sheet "patience is a number in every scenario" 'parameter,A\npatience,choice 7\ncorrelation: goal_alignment ~ patience,0.5\n'
  printf 'parameter,A,B\nruns,300\nmonths,12\ncommunication,0.5,\n' >same.csv
  works run same.csv
  check "in words: no difference is claimed" not says '(^| )[AB] (ends|overtakes)'
  check "scenarios that are the same differ by 0" grep -qE '^B,A,npv_joint,0,0,0,0,0,' results/same/comparison.csv
  check "and no verdict is made of it" not grep -qE ',(better|worse),' results/same/comparison.csv
  works run same.csv -f --json
  check "as JSON too" json "$out"
  works run same.csv -q -f --runs 1 --months 1
  check "one run of one month" complete_folder results/same
  check "datapackage.json is JSON" json results/same/datapackage.json
  check "no nan in any table" not grep -qiE '(^|,)-?(nan|inf)(,|$)' results/same/*.csv
}

where_it_cannot_write() {
  echo file >taken
  refuses 1 "^entente: taken: is not a folder" run small.csv --out taken
  refuses 1 "^entente: taken: is not a folder" run small.csv --out taken/below
  refuses 1 "^entente: /proc/results: cannot be written" run small.csv --out /proc/results
  refuses 1 "cannot be written: File name too long" run small.csv --out "$(head -c 300 /dev/zero | tr '\0' x)"
  check "a file in the way stays as it was" is "$(cat taken)" file
  ln -s nowhere dangling
  refuses 1 "dangling" run small.csv --out dangling
}

# stdout that goes wrong: a reader that has seen enough is no error, a full or closed one is.
standard_output() {
  local ends
  "$program" run --plots none small.csv -o piped 2>"$err" | head -n 1 >"$out"
  ends=("${PIPESTATUS[@]}")
  check "run | head ends with 0" is "${ends[0]}" 0
  check "without a word" silent
  check "and its results are there" complete_folder piped
  "$program" describe 2>"$err" | true
  ends=("${PIPESTATUS[@]}")
  check "describe | true ends with 0" is "${ends[0]}" 0
  "$program" evaluate rows/runs.csv -n 1 -m 12 2>"$err" | head -n 1 >"$out"
  ends=("${PIPESTATUS[@]}")
  check "evaluate | head ends with 0" is "${ends[0]}" 0
  local -a command
  : >"$out"
  for command in "--version" "help" "describe" "check small.csv" "run small.csv -o full_disk -f" "run small.csv --json -o full_disk -f" \
    "evaluate rows/runs.csv -n 1 -m 12" "rerun piped"; do
    last=("$command")
    # shellcheck disable=SC2086  # words
    "$program" $command >/dev/full 2>"$err"
    status=$?
    check "$command >/dev/full ends with 1" is $status 1
    check "with a sentence" complains '^entente: standard output cannot be written: No space left on device; '
    # shellcheck disable=SC2086
    "$program" $command >&- 2>"$err"
    status=$?
    check "$command >&- ends with 1" is $status 1
    check "with a sentence" is_sentence
  done
  check "the results are there all the same" complete_folder full_disk
  "$program" run --plots none small.csv -o no_streams <&- >/dev/null 2>&-
  check "without standard error it works" is $? 0
  check "and no message lands in the results" "$program" rerun no_streams >/dev/null
  refuses 3 "standard input: .*Bad file descriptor" run - <&-
}

# Ctrl-C and its like, in a run that would take minutes.
# interrupted SIGNAL STATUS
interrupted() {
  local signal=$1 wanted=$2 folder=stopped_$1
  last=("run small.csv -n 400000000 -o $folder, then $signal")
  env --default-signal=INT "$program" run --plots none small.csv -n 400000000 -m 12 --save runs -o "$folder" >"$out" 2>"$err" &
  sleep 0.7
  kill -s "$signal" $!
  wait $!
  status=$?
  check "$signal ends it with $wanted" is $status "$wanted"
  check "$signal: a sentence says how far it came" complains '^entente: interrupted after [0-9]+ of 400000000 runs; the results in '"$folder"'/ are of these and marked as incomplete$'
  check "$signal: partial results" complete_folder "$folder"
  check "$signal: marked as incomplete" grep -q '"complete": false' "$folder/datapackage.json"
  check "$signal: both scenarios have the same runs" is "$(cut -d, -f1 "$folder/runs.csv" | sort | uniq -c | sort -n | awk '$1 > 1 { print $1 }' | uniq | wc -l)" 1
}

interrupting() {
  interrupted INT 130
  interrupted TERM 143
  works rerun stopped_INT
  check "partial results agree with a rerun" says "^$(find stopped_INT -maxdepth 1 -name '*.csv' | wc -l) files of stopped_INT have the same bytes$"
  rm -r stopped_INT stopped_TERM
  printf 'patience\n1\n2\n' >slow.csv
  last=("evaluate slow.csv, then INT")
  env --default-signal=INT "$program" evaluate slow.csv -n 400000000 -o never.csv >"$out" 2>"$err" &
  sleep 0.3
  kill -s INT $!
  wait $!
  status=$?
  check "an interrupted evaluation ends with 130" is $status 130
  check "and says so" complains '^entente: interrupted after 0 of 2 points'
  check "and leaves nothing" test ! -e never.csv -a -z "$(find . -maxdepth 1 -name '.entente-*')"
}

# On a terminal: a progress bar on standard error, findings in bold; neither without.
terminal() {
  command -v script >/dev/null || { skip "a terminal: there is no program 'script' (Debian package bsdutils)"; return; }
  local run="'$program' run --plots none small.csv -f -o on_terminal"
  script -qec true /dev/null </dev/null >/dev/null 2>&1 || { skip "a terminal: this place makes no pseudo-terminals"; return; }
  script -qec "timeout --foreground -s INT 1 $run -n 400000000" /dev/null </dev/null >"$out"
  check "a bar on a terminal" grep -qE $'\r\\[#* *\\] +[0-9]+ %, [0-9]+ runs/s, [0-9]+ s left, difference -?[0-9.]+ \\+- [0-9.]+' "$out"
  check "findings in bold" grep -q $'\033\\[1m' "$out"
  script -qec "NO_COLOR=1 $run --no-progress" /dev/null </dev/null >"$out"
  check "NO_COLOR and --no-progress leave plain text" not grep -q $'\033' "$out"
  script -qec "$run --quiet" /dev/null </dev/null >"$out"
  check "--quiet is quiet there too" not test -s "$out"
}

# No setting of the locale, and nothing else in the environment, may change a byte.
environment() {
  works run small.csv -o environment_c
  cp "$out" first
  env -i "$program" run --plots none small.csv -q -o environment_e
  check "an empty environment will do" diff -q -r -x datapackage.json environment_c environment_e
  if ! localedef -i de_DE -f UTF-8 "$work/de_DE.UTF-8" 2>"$err"; then
    skip "a German locale: it cannot be made here (Debian package locales)"
    return
  fi
  env LOCPATH="$work" LC_ALL=de_DE.UTF-8 TZ=Asia/Kathmandu COLUMNS=20 "$program" run --plots none small.csv -o environment_d >"$out"
  check "the summary is the same" is "$(sed s,environment_d,environment_c, "$out" | cksum)" "$(cksum <first)"
  check "the tables are the same" diff -q -r -x datapackage.json environment_c environment_d
  check "numbers of datapackage.json too" json environment_d/datapackage.json
}

# half_width FOLDER: the widest simultaneous interval of the main outcome's differences.
half_width() { awk -F, '$3 == "npv_joint" { half = ($6 - $5) / 2; if (half > most) most = half } END { print most + 0 }' "$1/comparison.csv"; }
below() { awk -v x="$1" -v y="$2" 'BEGIN { exit !(x < y) }'; }

# Runs until a precision, or a time, is reached.
precision_and_time() {
  printf 'parameter,a,b\nmonths,24,\nlong_term_focus,0.1,0.4\n' >two.csv
  works run two.csv --precision 2 -o precise
  check "says what was wanted and reached" says 'Wanted half-width 2: reached [01]\.'
  check "the half-width is below it" below "$(half_width precise)" 2
  check "results are complete" json precise/datapackage.json
  works rerun precise
  works run two.csv --precision 5% -o precise_share
  works run two.csv --precision 0.001 --runs 5000 -o capped
  check "says that it was not reached" says 'Wanted half-width 0.001: not reached, it is '
  check "does no more runs than asked for" says '^5000 runs of each scenario'
  works run two.csv --precision 2 -S a -o alone
  check "one scenario: its mean" says 'Wanted half-width 2: reached'
  works run two.csv --max-time 0.5s -o timed
  works rerun timed
  works run two.csv --precision 0.0001 --max-time 0.3s -o timed_out
  check "time is up first" says 'not reached'
  refuses 2 "--precision -3: give the half-width" run two.csv --precision=-3
  refuses 2 "--precision five: give the half-width" run two.csv --precision five
  refuses 2 "--max-time soon: give a time above 0 with its unit" run two.csv --max-time soon
  refuses 2 "--max-time 0s: give a time" run two.csv --max-time 0s
}

for part in commands_and_help models_and_parameters starter_sheet other_model checking running options_of_run \
  wrong_options tables strange_names spreadsheets \
  data_files evaluating wrong_designs rerunning wrong_sheets no_spread where_it_cannot_write standard_output interrupting precision_and_time terminal environment; do
  $part
done
conclude
