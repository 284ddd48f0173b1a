#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the machine can do to the program: disks that fill, folders that refuse, kills in the middle, too little of everything.
# ENTENTE=path/to/entente tests/faults.sh, as root for all of it; what is not permitted here is skipped with a message.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/cli/lib.sh
. "$here/cli/lib.sh"

cat >plan.csv <<'SHEET'
parameter,As we do it,With care
runs,2000,
months,24,
long_term_focus,0.1,0.4
SHEET
for seed in 1 2; do "$program" run --plots none plan.csv -q --seed $seed --save runs,events -o whole_$seed || exit 2; done

# no_halves FOLDER: every table under its final name is whole, of one seed or the other; datapackage.json is there only with all of its own.
no_halves() {
  local file
  for file in "$1"/*.csv; do
    [ ! -e "$file" ] || cmp -s "$file" "whole_1/${file##*/}" || cmp -s "$file" "whole_2/${file##*/}" || { echo "$file is not whole" >>"$err"; return 1; }
  done
  [ ! -e "$1/datapackage.json" ] || { json "$1/datapackage.json" && diff -q -r -x datapackage.json "whole_$(seed_of "$1")" "$1"; }
}
seed_of() { sed -n 's/^ *"seed": \([0-9]*\),$/\1/p' "$1/datapackage.json"; }

# mounted FOLDER OPTIONS: a small file system of its own.
mounted() { mkdir -p "$1" && mount -t tmpfs -o "$2" none "$1" 2>"$err"; }

full_disk() {
  local size
  if ! mounted disk size=16k; then
    skip "a full disk: mounting is not permitted here"
    return
  fi
  for size in 16 64 100 200 300 500 700 900 1100 1300; do
    mount -o "remount,size=${size}k" disk
    refuses 1 "^entente: disk/out/[^ ]*: cannot be written: No space left on device; free some space or choose another folder with --out$" \
      run plan.csv --save runs,events --out disk/out
    check "$size KiB: nothing half-written" no_halves disk/out
    check "$size KiB: nothing left over" no_temporaries disk
    check "$size KiB: incomplete results are not taken for results" not test -e disk/out/datapackage.json
    rm -rf disk/out
  done
  mount -o remount,size=64m disk
  works run plan.csv -q --save runs,events --out disk/out
  check "with room it works" no_halves disk/out
  head -c 80000000 /dev/zero >disk/filler 2>/dev/null
  refuses 1 "No space left on device" run plan.csv --seed 2 --save runs,events --out disk/out --force
  check "failed over earlier results: no description of what it does not belong to" no_halves disk/out
  printf 'patience\n1\n2\n' >points.csv
  refuses 1 "disk/points.csv: cannot be written: No space left" evaluate points.csv -n 100 -m 12 -o disk/points.csv
  check "no half table of points" not test -e disk/points.csv
  "$program" describe >disk/description 2>"$err"
  status=$?
  check "standard output on a full disk ends with 1" is $status 1
  check "and says so" complains '^entente: standard output cannot be written: No space left on device'
  TMPDIR=$work/disk refuses 1 "No space left on device" rerun whole_1
  umount disk
}

file_too_large() {
  local blocks
  for blocks in 1 20 200; do
    (ulimit -f $blocks; "$program" run --plots none plan.csv --save runs,events -o limited >"$out" 2>"$err")
    status=$?
    check "ulimit -f $blocks ends with 1" is $status 1
    check "ulimit -f $blocks is told in a sentence" complains '^entente: limited/[^ ]*: cannot be written: File too large'
    check "ulimit -f $blocks leaves nothing half-written" no_halves limited
    check "ulimit -f $blocks leaves nothing over" no_temporaries limited
    rm -rf limited
  done
}

forbidden_folders() {
  if mounted fixed size=64k; then
    cp plan.csv fixed/ && mkdir fixed/empty && mount -o remount,ro fixed
    refuses 1 "^entente: fixed/out: cannot be written: Read-only file system; choose a folder that you may write to with --out$" run plan.csv --out fixed/out
    refuses 1 "Read-only file system" run plan.csv --out fixed/empty
    refuses 1 "fixed/new.csv" new fixed/new
    works run fixed/plan.csv -q --out from_fixed
    umount fixed
  else
    skip "a read-only file system: mounting is not permitted here"
  fi
  mkdir immutable
  if chattr +i immutable 2>/dev/null; then
    refuses 1 "^entente: immutable/[^ ]*: cannot be written: Operation not permitted; choose a folder" run plan.csv --out immutable
    chattr -i immutable
  else
    skip "an immutable folder: chattr is not permitted here"
  fi
}

# nobody COMMAND...: as a user without rights.
nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }

without_rights() {
  if ! nobody true 2>/dev/null; then
    skip "another user's files: changing users is not permitted here"
    return
  fi
  local copy
  copy=$(mktemp -d /tmp/entente-nobody-XXXXXX)
  cp "$program" "$copy/entente" && cp plan.csv "$copy/plan.csv" && cp plan.csv "$copy/secret.csv"
  chmod 755 "$copy" "$copy/entente" && chmod 644 "$copy/plan.csv" && chmod 600 "$copy/secret.csv"
  mkdir "$copy/taken" && chmod 700 "$copy/taken"
  local program=$copy/entente
  last=(nobody)
  (cd "$copy" && nobody ./entente run --plots none plan.csv) >"$out" 2>"$err"
  status=$?
  check "a folder of somebody else ends with 1" is $status 1
  check "and a sentence" complains '^entente: results: cannot be written: Permission denied; choose a folder that you may write to with --out$'
  (cd "$copy" && nobody ./entente run --plots none plan.csv --force --out taken) >"$out" 2>"$err"
  status=$?
  check "a closed folder ends with 1" is $status 1
  check "and a sentence" complains '^entente: taken: cannot be written: Permission denied'
  (cd "$copy" && nobody ./entente check secret.csv) >"$out" 2>"$err"
  status=$?
  check "a sheet that may not be read ends with 3" is $status 3
  check "and a sentence" complains '^entente: secret.csv: the file cannot be opened: Permission denied'
  rm -rf "$copy"
}

# Killed at any moment: what stands there under its name is whole; --force goes on and clears up.
killed() {
  local i whole=0 none=0
  for i in $(seq 30); do
    "$program" run --plots none plan.csv -q --seed $((1 + i % 2)) --save runs,events -o killed -f 2>"$err" &
    sleep "0.0$((10 + i * 3))"
    kill -s KILL $! 2>/dev/null
    wait $! 2>/dev/null
    check "kill $i leaves nothing half-written" no_halves killed
    if [ -e killed/datapackage.json ]; then whole=$((whole + 1)); else none=$((none + 1)); fi
    [ $((i % 5)) -ne 0 ] || rm -rf killed
  done
  check "kills came before the end ($none of 30)" test $none -gt 0
  mkdir -p killed/inputs && touch killed/.entente-2147483647-summary.csv.part killed/inputs/.entente-2147483647-plan.csv.part killed/mine.txt
  works run plan.csv -q --save runs,events -o killed --force
  check "--force clears up after a killed run" no_temporaries killed
  check "and touches nothing else" test -e killed/mine.txt
  rm killed/mine.txt
  check "and its results are whole" no_halves killed
}

# Many scenarios have many pairs, and take seconds to write: the first signal waits for that, the second one does not.
impatient() {
  local started began
  { printf 'parameter' && printf ',S%s' $(seq 256) && printf '\nruns,256\nmonths,12\n'; } >many.csv
  last=("run many.csv, then INT twice")
  env --default-signal=INT "$program" run --plots none many.csv -o impatient >"$out" 2>"$err" &
  started=$!
  sleep 1
  kill -s INT $started
  sleep 0.2
  began=$(date +%s%N)
  check "the first Ctrl-C lets it finish" kill -s INT $started
  wait $started
  status=$?
  check "the second Ctrl-C ends it with 130" is $status 130
  check "at once" test $((($(date +%s%N) - began) / 1000000)) -lt 500
  check "and no results are made up" not test -e impatient/datapackage.json
}

# ended STATUS ALLOWED...
ended() {
  local allowed
  for allowed in "${@:2}"; do [ "$1" -ne "$allowed" ] || return 0; done
  return 1
}

too_little() {
  local room
  for room in 20000 40000 80000 160000 320000; do
    (ulimit -v $room; exec "$program" run --plots none plan.csv -n 1000000 -j 2 -o small_room -f) >"$out" 2>"$err"
    status=$?
    check "$room KiB of memory: done, or ended with 1 or by the loader" ended $status 0 1 127
    [ $status -ne 1 ] || check "$room KiB of memory: said so" complains 'memory ran out; |no thread could be started'
    [ $status -ne 1 ] || check "$room KiB of memory: nothing left over" no_temporaries small_room
    rm -rf small_room
  done
  for room in 4 5 6 8; do
    (ulimit -n $room; exec "$program" run --plots none plan.csv --save runs,events -o few_files -f) >"$out" 2>"$err"
    status=$?
    check "$room open files: done, or ended with 1 or by the loader" ended $status 0 1 3 127
    ended $status 0 127 || check "$room open files: said so" complains 'Too many open files'
    rm -rf few_files
  done
}

# The folder vanishes, or somebody else writes into it at the same time.
company() {
  "$program" run --plots none plan.csv -q -n 300000 --save runs -o vanishing 2>"$err" &
  sleep 0.4
  rm -rf vanishing
  wait $!
  status=$?
  last=("run, its folder removed")
  check "a folder that vanishes ends with 0 or 1" test $status -le 1
  [ $status -eq 0 ] || check "and a sentence" is_sentence
  local i
  for i in 1 2 3 4; do "$program" run --plots none plan.csv -q --save runs,events -o together -f 2>>"$err" & done
  wait
  check "four runs into one folder leave whole files" no_halves together
  check "and results" complete_folder together
}

many_scenarios() {
  { printf 'parameter' && printf ',S%s' $(seq 257) && printf '\n'; } >many.csv
  refuses 3 "257 scenarios" run many.csv
  { printf 'parameter' && printf ',S%s' $(seq 20000) && printf '\n'; } >many.csv
  refuses 3 "20000 scenarios" check many.csv
  { printf 'parameter' && printf ',S%s' $(seq 256) && printf '\nruns,256\nmonths,12\n'; } >many.csv
  works run many.csv -q
  check "256 scenarios run" complete_folder results/many
  check "every pair is compared" is "$(grep -c ',npv_joint,' results/many/comparison.csv)" $((256 * 255 / 2))
}

for part in full_disk file_too_large forbidden_folders without_rights killed impatient too_little company many_scenarios; do
  $part
done
conclude
