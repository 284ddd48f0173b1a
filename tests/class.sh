#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A tournament as a teacher meets it: the shipped example, broken sheets, hostile names, what is written where.
# ENTENTE=path/to/entente tests/class.sh; default: build/entente.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/cli/lib.sh
. "$here/cli/lib.sh"

# A tournament that is done at once.
make_folder() {
  mkdir -p "$1"
  printf 'parameter,No plan\ntitle,A small one\nmonths,12\nruns,300\nbudget,60\nmay_set,communication governance\npotential_value,100\ncommunication,0.4\ngovernance,0.2\n' >"$1/brief.csv"
  printf 'parameter,Talkers\ncommunication,0.9\n' >"$1/a.csv"
  printf 'parameter,Rulers\ngovernance,0.9\n' >"$1/b.csv"
}

complete() {
  local name
  for name in class.html ranking.csv choices.csv luck.csv problems.csv; do [ -s "$1/$name" ] || return 1; done
  no_temporaries "$1"
}

# rank FOLDER TEAM: "low high".
rank() { awk -F, -v team="$2" '$1 == team { print $3, $4 }' "$1/ranking.csv"; }

shipped_example() {
  local team
  works class "$here/../scenarios/class" -o shipped
  check "everything is written" complete shipped
  check "all six teams take part" is "$(wc -l <shipped/ranking.csv)" 7
  check "a page for each team" is "$(find shipped/teams -name '*.html' | wc -l)" 6
  check "no problems" is "$(wc -l <shipped/problems.csv)" 1
  check "the winner is told apart" is "$(rank shipped 'Control room')" "1 1"
  check "quick harvest is clearly last" is "$(rank shipped 'Quick harvest')" "6 6"
  check "nobody is over the budget" is "$(cut -d, -f 33 shipped/ranking.csv | grep -c '^-')" 0
  check "the summary begins with the title" is "$(head -n 1 "$out")" "Who builds the best partnership?"
  check "the answer names the winner" says '^“Control room” wins: '
  check "luck is told apart from the plan" says 'the plan explains [0-9.]+ %'
  for team in control-room quick-harvest start-small-then-grow; do
    check "page of $team" grep -q '<h2 id="well-heading">What went well</h2>' "shipped/teams/team-$team.html"
  done
  refuses 3 "it belongs to the brief of a class: entente class FOLDER" check "$here/../scenarios/class/brief.csv"
}

where_it_goes() {
  make_folder small
  works class small/
  check "default folder" complete results/class-small
  refuses 2 'already holds files; add --force' class small
  works class small --force -q
  check "quiet says nothing" not test -s "$out"
  : >results/class-small/teams/team-gone.html
  : >results/class-small/teams/notes.html
  works class small -f -q
  check "a page of a team that is gone goes too" not test -e results/class-small/teams/team-gone.html
  check "what is not ours stays" test -e results/class-small/teams/notes.html
  refuses 2 'class needs one folder' class
  refuses 2 "unknown option '--precision'" class small --precision 2
  refuses 3 'nowhere/brief.csv: there is no such file' class nowhere
  refuses 3 'brief.csv: there is no such file' class results
  mkdir -p only && cp small/brief.csv only
  refuses 3 "only: holds no team's sheet" class only
  check "nothing is written" not test -e results/class-only
}

same_bytes() {
  local file
  make_folder small
  printf 'parameter,Third\ncommunication,0.1 then 0.9 from 5\n' >small/c.csv
  works class small -q -o one -j 1 --vector base
  works class small -q -o two -j 4
  check "threads and vectors change no byte" diff -r one two
  mv small/a.csv small/zzz.csv
  mv small/c.csv small/A.CSV
  works class small -q -o three
  check "names of files decide nothing" diff -r one three
  for file in one/*.html one/teams/*.html; do
    check "$file has no script" not grep -qi '<script' "$file"
    check "$file needs no network" not grep -qE '(src|href)="(https?:)?//' "$file"
  done
  works class small -q -o other --luck 7
  check "other luck gives other results" not cmp -s one/ranking.csv other/ranking.csv
}

broken_sheets() {
  make_folder school
  printf 'parameter,Cheats\ncommunication,0.5\nopportunism_b,0\n' >school/cheats.csv
  printf 'parameter,Typos\ncomunication,1.5\ngovernance,2\n' >school/typos.csv
  printf 'parameter,Spenders\ncommunication,1\ngovernance,1 then 0.5 from 3\nevent: windfall,month 3 severity 1\n' >school/events.csv
  printf 'parameter,Lavish\ncommunication,1\ngovernance,1\n' >school/lavish.csv
  sed -i 's/^budget,60/budget,30/' school/brief.csv
  printf 'PK\003\004' >school/workbook.csv
  mkdir school/folder.csv
  : >school/.hidden.csv
  entente class school -o broken
  check "broken sheets stop nobody" is "$status" 0
  check "what was dealt with is not said again" not complains '^entente: school/'
  check "the cell that is not theirs" complains "not admitted: school/cheats.csv:3:1 \(cell A3\): 'opportunism_b' is not for teams to set; the brief allows governance and communication"
  check "all problems of a sheet" complains "typos.csv:2:1 \(cell A2\): unknown parameter 'comunication'"
  check "and the second" complains "typos.csv:3:12 \(cell B3\): governance, scenario 'Typos': 2 is outside 0 to 1"
  check "surprises are the brief's" complains "'event: windfall' is not for teams to set"
  check "over budget, with by how much" complains 'lavish.csv: the plan costs 38.4 over 12 months and the budget is 30, so it is 8.4 over'
  check "a workbook" complains 'workbook.csv: the file is a workbook'
  check "a folder" complains 'folder.csv: this is not a plain file'
  check "the others are ranked" is "$(wc -l <broken/ranking.csv)" 3
  check "why, in the table" grep -q '^Lavish,school/lavish.csv,over budget,38.4,8[.]' broken/problems.csv
  check "a page for those as well" grep -q 'This plan does not take part' broken/teams/team-lavish.html
  check "the class reads why" grep -q '(over budget)' broken/class.html
  rm school/a.csv school/b.csv
  refuses 3 'cheats.csv:3:1' class school -o none
  check "nothing is written where nobody takes part" not test -e none
}

strange_names() {
  make_folder wild
  printf 'parameter,../../up\n' >'wild/x y.csv'
  printf 'parameter,"<script>alert(""1"")</script>"\n' >wild/s.csv
  printf 'parameter,"=HYPERLINK(""http://x"")"\n' >wild/f.csv
  printf 'parameter,"a, ""b"" & c"\n' >wild/q.csv
  printf 'parameter,ok\n' >"$(printf 'wild/\377\033[31m\n.csv')"
  printf 'wrong' >"$(printf 'wild/\376<b>\n.csv')"
  entente class wild -o tame
  check "strange names are no obstacle" is "$status" 0
  check "nothing reaches the terminal that should not" not grep -qP '\x1b' "$out" "$err"
  check "pages lie where they should" is "$(find . -newer wild/brief.csv -name '*up*' | sort)" "./tame/teams/team-up.html"
  check "no script" not grep -rqi '<script' tame --include='*.html'
  check "shown as written" grep -q '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;' tame/class.html
  check "no formula" grep -q "'=HYPERLINK" tame/ranking.csv
  check "valid UTF-8" iconv -f UTF-8 -t UTF-8 tame/class.html tame/problems.csv -o /dev/null
}

for part in shipped_example where_it_goes same_bytes broken_sheets strange_names; do $part; done
conclude
