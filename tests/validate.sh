#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# validate, as users meet it: the table of facts, its files, and the same figures from runs that `run` saved.
# ENTENTE=path/to/entente tests/validate.sh; default: build/entente.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/cli/lib.sh
. "$here/cli/lib.sh"

# figure FACT COLUMN: a field of validation.csv, whose texts hold no commas before it.
figure() { python3 -c 'import csv, sys; print([r for r in csv.DictReader(open(sys.argv[1])) if r["fact"] == sys.argv[2]][0][sys.argv[3]])' "$@"; }
near() { awk -v a="$1" -v b="$2" -v e="$3" 'BEGIN { d = a - b; exit !(a != "" && (d < 0 ? -d : d) <= e) }'; }

telling() {
  works validate -n 2000 --plots none -o told
  check "every fact is there" is "$(wc -l <told/validation.csv)" 28
  header told/validation.csv fact,finding,figure,study,accepted_low,accepted_high,value,se,low,high,n,verdict,borderline,yardstick_value,yardstick_se,yardstick_low,yardstick_high,yardstick_verdict,use,mark,source
  check "the model's score" says '^The model misses [0-9]+ of 19 calibrated facts and [0-9]+ of 8 checks\.$'
  check "the yardstick's score" says '^The naive yardstick misses [0-9]+ of 19 calibrated facts and [0-9]+ of 8 checks\.$'
  check "what was fitted to what" says '^30 coefficients of the model were fitted to 19 of these facts, so meeting those proves little'
  check "a source" says 'Lunnan & Haugland 2008 SMJ'
  check "how sure it is" says ' judgement$'
  check "no table of mechanisms unless asked for" not test -e told/ablation.csv
  check "no field without a number is called nan" not grep -qiE '(^|,)-?nan(,|$)' told/validation.csv
  works validate -n 2000 --plots none --json -o json
  check "--json is JSON" json "$out"
  check "--json says it too" says '"confession": "30 coefficients'
  works validate -n 2000 --plots none -q --excel -o excel
  check "--quiet is quiet" is "$(wc -c <"$out")" 0
  check "--excel: CRLF in every line" is "$(grep -c $'\r$' excel/validation.csv)" "$(wc -l <excel/validation.csv)"
}

# A miss is a finding, not a failure.
missing() {
  works validate -n 20000 --plots none -o misses
  check "misses are shown" says ' missed +[0-9]'
  check "and counted" is "$(awk -F, '/,missed,(yes|no),/' misses/validation.csv | wc -l)" "$(grep -oE 'model misses [0-9]+ of 19 calibrated facts and [0-9]+' "$out" | awk '{ print $3 + $NF }')"
}

same() {
  works validate -n 3000 --plots none -q -j 1 --vector base -o one
  works validate -n 3000 --plots none -q -j 4 -o four
  check "threads and widths change no byte" cmp one/validation.csv four/validation.csv
  works validate -n 3000 --plots none -q -s 2 -o other
  check "another seed is another luck" not cmp -s one/validation.csv other/validation.csv
}

# The default population as `run` saves it gives the same figures, computed by other means.
from_saved_runs() {
  printf 'parameter,Default\nambition,1\n' >default.csv
  works run default.csv -n 2000 --save runs -q -o saved
  works validate -n 2000 --plots none -q -o facts
  python3 - saved/runs.csv >figures <<'PYTHON'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1])))
n = len(rows)
performance = [float(r["performance"]) for r in rows]
last = [float(r["end_month"]) for r in rows]
alive = [r["ending"] == "active" for r in rows]
def correlation(x, y):
    mx, my = sum(x) / n, sum(y) / n
    xy = sum((a - mx) * (b - my) for a, b in zip(x, y))
    return xy / (sum((a - mx) ** 2 for a in x) * sum((b - my) ** 2 for b in y)) ** 0.5
for month in 12, 24, 60, 120:
    print(f"survival_{month}", sum(a or m > month for a, m in zip(alive, last)) / n)
print("success_080", sum(p >= 0.8 for p in performance) / n)
print("above_140", sum(p >= 1.4 for p in performance) / n)
print("not_all_fail", sum(not a and m <= 60 for a, m in zip(alive, last)) / n)
print("prior_ties_null", correlation([float(r["prior_ties"]) for r in rows], performance))
left = [r["ending"] for r in rows if r["ending"] == "withdrawn" or r["ending"].startswith("dissolved")]
print("relational_causes", sum(e != "dissolved: performance" for e in left) / len(left))

# R squared by Gaussian elimination on the normal equations of the inputs that vary.
names = [k for k in rows[0] if k.startswith("input:")] or list(rows[0])[list(rows[0]).index("goal_alignment"):]
columns = [[float(r[k]) for r in rows] for k in names]
columns = [c for c in columns if min(c) < max(c)]
y = [min(p, 3) for p in performance]
def centred(x):
    m = sum(x) / n
    return [v - m for v in x]
columns, y = [centred(c) for c in columns], centred(y)
a = [[sum(p * q for p, q in zip(c, d)) for d in columns] + [sum(p * q for p, q in zip(c, y))] for c in columns]
k = len(a)
product = [row[k] for row in a]
for i in range(k):
    pivot = max(range(i, k), key=lambda r: abs(a[r][i]))
    a[i], a[pivot] = a[pivot], a[i]
    for r in range(k):
        if r != i:
            f = a[r][i] / a[i][i]
            a[r] = [u - f * v for u, v in zip(a[r], a[i])]
beta = [a[i][k] / a[i][i] for i in range(k)]
print("inputs_explain_little", sum(b * p for b, p in zip(beta, product)) / sum(v * v for v in y))
PYTHON
  check "figures could be computed" is "$(wc -l <figures)" 10
  local name value
  while read -r name value; do
    check "$name: $value" near "$(figure facts/validation.csv "$name" value)" "$value" 1e-5
  done <figures
}

wrong() {
  refuses 2 'takes no sheet' validate default.csv
  refuses 2 'needs 1000 to 400000 runs' validate -n 10
  refuses 2 'no table of published facts' validate --model trust_reputation
  refuses 2 "Did you mean 'partnership'" validate --model partnershp
  works validate -n 1000 --plots none -q -o twice
  refuses 2 'force' validate -n 1000 --plots none -q -o twice
  works validate -n 1000 --plots none -q --force -o twice
}

stopping() {
  last=(validate -n 400000 -o stopped)
  "$program" "${last[@]}" >"$out" 2>"$err" &
  local process=$!
  sleep 0.5
  kill -INT $process
  wait $process
  status=$?
  check "Ctrl-C ends it" is $status 130
  check "with a sentence" complains 'interrupted before the facts were measured; nothing is written'
  check "and no table" not test -e stopped/validation.csv
  last=(validate --ablate -n 1000 -o taken)
  "$program" "${last[@]}" >"$out" 2>"$err" &
  process=$!
  sleep 3
  kill -INT $process
  wait $process
  status=$?
  check "Ctrl-C ends an ablation" is $status 130
  if complains 'interrupted before the first mechanism was done; only the facts are in taken/'; then
    check "the facts are there" is "$(wc -l <taken/validation.csv)" 28
    check "and no table of mechanisms" not test -e taken/ablation.csv
  else
    skip "the machine is too fast or too slow for an ablation to be interrupted in its first fit"
  fi
}

pictures() {
  command -v gnuplot >/dev/null || { skip "pictures: there is no gnuplot"; return; }
  works validate -n 2000 -o pictured
  local name
  for name in facts facts_survival facts_hazard facts_worth; do
    check "the report shows $name" grep -q "<section id=\"$name\"" pictured/validation.html
  done
  check "two shapes of each" is "$(grep -c '<svg' pictured/validation.html)" 8
  check "the report needs no network" not grep -qE '(src|href)="(https?:)?//' pictured/validation.html
  check "and no script" not grep -qi '<script' pictured/validation.html
  check "it says what was fitted" grep -q 'coefficients of the model were fitted to' pictured/validation.html
  cp pictured/validation.html before.html
  works validate -n 2000 -q --force -j 1 -o pictured
  check "the same bytes again" cmp before.html pictured/validation.html
  works validate -n 2000 -q --force --plots none -o pictured
  check "an earlier report does not stay" not test -e pictured/validation.html
  ENTENTE_GNUPLOT=$work/no/gnuplot entente validate -n 2000 -o bare
  check "without gnuplot: exit 4" is $status 4
  check "what to do is no command that cannot do it" complains 'then do this again$'
  check "with a sentence" is_sentence
  check "the tables are there" test -s bare/validation.csv
  check "and the report, with its numbers" grep -q '<details open>' bare/validation.html
}

for part in telling missing same from_saved_runs wrong stopping pictures; do $part; done
conclude
