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
  [ ! -e "$1/datapackage.json" ] || { json "$1/datapackage.json" && diff -q -r -x datapackage.json -x plots -x report.html "whole_$(seed_of "$1")" "$1"; }
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

# ---- pictures and tournaments ----

# slow_gnuplot: a fake that draws, so slowly that it is met at work; its name is found among the processes.
cat >slow_gnuplot <<'FAKE'
#!/bin/sh
cat >/dev/null
sleep 0.3
printf '<svg viewBox="0 0 1 1"><g></g></svg>\n'
FAKE
printf '#!/bin/sh\ncat >/dev/null\nsleep 600\n' >stuck_gnuplot
chmod +x slow_gnuplot stuck_gnuplot
no_gnuplot_left() { ! pgrep -f "$work/(slow|stuck)_gnuplot" >>"$err"; }
export ENTENTE_GNUPLOT=$work/slow_gnuplot
cp -r whole_1 drawn && "$program" plot drawn -q || exit 2
unset ENTENTE_GNUPLOT

# no_half_pictures FOLDER: its tables are those of whole_1, its pictures and its report those of `drawn`, as far as they are there.
no_half_pictures() {
  local file
  no_halves "$1" || return 1
  for file in "$1"/plots/* "$1/report.html"; do
    [ ! -e "$file" ] || cmp -s "$file" "drawn/${file#"$1"/}" || { echo "$file is not whole" >>"$err"; return 1; }
  done
}
# The report names its folder in no word, so one is like the other.
no_temporaries_at_all() { no_temporaries "$1" && [ -z "$(find "$1" -name '*.part')" ]; }

full_disk_while_drawing() {
  local used room
  if ! mounted gallery size=64m; then
    skip "a full disk while drawing: mounting is not permitted here"
    return
  fi
  cp -r whole_1 gallery/out
  used=$(du -sk gallery | cut -f 1)
  export ENTENTE_GNUPLOT=$work/slow_gnuplot
  for room in 0 4 16 40 80 120; do
    mount -o "remount,size=$((used + room))k" gallery
    refuses 1 "^entente: gallery/out/[^ ]*: cannot be written: No space left on device; " plot gallery/out -j 9
    check "$room KiB for pictures: nothing half-drawn" no_half_pictures gallery/out
    check "$room KiB for pictures: the results are whole" diff -r -x plots -x report.html whole_1 gallery/out
    check "$room KiB for pictures: nothing left over" no_temporaries_at_all gallery
    rm -rf gallery/out/plots gallery/out/report.html
  done
  rm -rf gallery/out
  "$program" run --plots none plan.csv -q -o plain
  mount -o "remount,size=$(($(du -sk plain | cut -f 1) + 100))k" gallery
  refuses 4 "^entente: gallery/out/[^ ]*: cannot be written: No space left on device; .*; all results are in gallery/out/, .* entente plot gallery/out$" \
    run plan.csv -q --plots svg -o gallery/out -j 2
  check "a run whose pictures find no room: the results are whole" diff -r -x plots -x report.html -x datapackage.json plain gallery/out
  mount -o remount,size=64m gallery
  rm -rf gallery/out
  cp -r whole_1 gallery/out
  works plot gallery/out -q
  check "with room it draws" cmp gallery/out/report.html drawn/report.html
  mount -o remount,ro gallery
  refuses 1 "^entente: gallery/out/[^ ]*: cannot be written: Read-only file system" plot gallery/out
  check "pictures of a folder that may not be written stay" no_half_pictures gallery/out
  unset ENTENTE_GNUPLOT
  umount gallery
}

# stopped_drawing WHAT SIGNAL STATUS ARGUMENTS...: gnuplot hangs, a signal comes, and nothing is lost or left.
stopped_drawing() {
  local what=$1 signal=$2 wanted=$3 started began
  last=("${@:4}")
  ENTENTE_GNUPLOT=$work/stuck_gnuplot env --default-signal="$signal" "$program" "${@:4}" >"$out" 2>"$err" &
  started=$!
  for _ in $(seq 100); do
    if pgrep -f "$work/stuck_gnuplot" >/dev/null; then break; fi
    sleep 0.05
  done
  began=$(date +%s%N)
  kill -s "$signal" $started
  wait $started
  status=$?
  check "$what: ends with $wanted" is $status "$wanted"
  check "$what: at once" test $((($(date +%s%N) - began) / 1000000)) -lt 2000
  check "$what: in a sentence that tells how to go on" complains '^entente: interrupted.*entente plot [^ ]+$'
  check "$what: no gnuplot is left" no_gnuplot_left
}

interrupted_drawing() {
  cp -r whole_1 waiting
  stopped_drawing "Ctrl-C while drawing" INT 130 plot waiting
  check "and the results are whole" diff -r whole_1 waiting
  stopped_drawing "the end of the session while drawing" TERM 143 plot waiting
  stopped_drawing "Ctrl-C in the terminal" INT 130 plot waiting --terminal
  check "and nothing was written" diff -r whole_1 waiting
  stopped_drawing "Ctrl-C while run draws" INT 130 run plan.csv --plots svg,png,pdf --seed 1 --save runs,events -o run_waiting
  check "its results are whole" no_halves run_waiting
  check "they are taken for results" test -e run_waiting/datapackage.json
  check "and nothing is left over" no_temporaries_at_all run_waiting
}

killed_while_drawing() {
  local i
  for i in $(seq 8); do
    cp -r whole_1 "shot_$i"
    ENTENTE_GNUPLOT=$work/slow_gnuplot "$program" plot "shot_$i" -q -j 18 2>"$err" &
    sleep "0.$((20 + i * 7))"
    kill -s KILL $! 2>/dev/null
    wait $! 2>/dev/null
    last=("plot shot_$i, killed")
    check "kill $i while drawing leaves nothing half-drawn" no_half_pictures "shot_$i"
    check "kill $i while drawing leaves the results" diff -r -x plots -x report.html -x '.entente-*' whole_1 "shot_$i"
  done
  mkdir -p shot_1/plots shot_1/teams && touch shot_1/.entente-2147483647-report.html.part
  touch shot_1/plots/.entente-2147483647-value.svg.part shot_1/teams/.entente-2147483647-team-x.html.part shot_1/plots/mine.svg
  ENTENTE_GNUPLOT=$work/slow_gnuplot works plot shot_1 -q
  check "drawing again clears up" no_temporaries_at_all shot_1
  check "and touches nothing else" test -e shot_1/plots/mine.svg
  sleep 0.5
  check "orphans of a killed program end" no_gnuplot_left
}

# What somebody may have set by mistake; each is a sentence of one line.
strange_gnuplots() {
  local strange
  mkdir -p odd && cp -r whole_1 odd/out && : >odd/empty && echo 'no program' >odd/words && printf '#!/nowhere/sh\n' >odd/lost
  chmod +x odd/empty odd/words odd/lost
  for strange in / . "$work" plan.csv odd/empty odd/words odd/lost 'gnuplot -p' $'a\nb' $'a\033[31mb' -d "$(head -c 5000 /dev/zero | tr '\0' x)"; do
    ENTENTE_GNUPLOT=$strange refuses 4 'results are written, pictures are not; .*then run: entente plot odd/out$' plot odd/out
    check "it takes one line" is "$(wc -l <"$err")" 1
  done
  ENTENTE_GNUPLOT=/bin/true refuses 4 'gnuplot (drew nothing|stopped before the end of its script)' plot odd/out
  ENTENTE_GNUPLOT=/bin/cat refuses 4 'value.svg: gnuplot' plot odd/out
  check "there is a report all the same" grep -q '<details open>' odd/out/report.html
  check "and the results" diff -r -x plots -x report.html whole_1 odd/out
}

closed_streams() {
  export ENTENTE_GNUPLOT=$work/slow_gnuplot
  cp -r whole_1 closed
  last=("plot closed, with streams closed")
  : >"$out"
  "$program" plot closed -j 18 2>"$err" >&-
  status=$?
  check "without a standard output: 1" is $status 1
  check "said so" complains 'standard output cannot be written'
  check "no picture has caught our words" no_half_pictures closed
  "$program" plot closed -q -j 18 <&- >&- 2>&-
  check "without any stream it draws" is $? 0
  check "the same" no_half_pictures closed
  "$program" plot closed -j 18 >/dev/full 2>"$err"
  status=$?
  check "standard output on a full disk: 1" is $status 1
  unset ENTENTE_GNUPLOT
  if command -v gnuplot >/dev/null; then
    env --default-signal=PIPE "$program" plot closed --terminal 2>"$err" | head -n 1 >"$out"
    status=${PIPESTATUS[0]}
    check "into head: done, or ended by the pipe" ended "$status" 0 1 141
    check "the first line came" test -s "$out"
  else skip "the terminal into head: there is no gnuplot"
  fi
  "$program" class tournament -o heads -f 2>"$err" | head -n 1 >"$out"
  status=${PIPESTATUS[0]}
  check "class into head: done, or ended by the pipe" ended "$status" 0 1 141
  check "its pages are there" complete_class heads
}

too_little_for_pictures() {
  local room
  cp -r whole_1 small_frame
  for room in 4 5 6 8; do
    (ulimit -n $room; ENTENTE_GNUPLOT=$work/slow_gnuplot exec "$program" plot small_frame -q -j 18) >"$out" 2>"$err"
    status=$?
    last=("plot with $room open files")
    check "$room open files while drawing: 3 or 4, or done" ended $status 0 1 3 4
    ended $status 0 || check "$room open files while drawing: said so" is_sentence
    check "$room open files while drawing: nothing left over" no_temporaries_at_all small_frame
    check "$room open files while drawing: the results are whole" diff -r -x plots -x report.html whole_1 small_frame
  done
  for room in 7000 8000 9000 10000 12000 16000; do
    (ulimit -v $room; exec "$program" plot small_frame -q) >"$out" 2>"$err"
    status=$?
    last=("plot with $room KiB")
    check "$room KiB while drawing: done, or said so, or ended by the loader" ended $status 0 1 3 4 127
    ended $status 0 127 || check "$room KiB while drawing: a sentence" is_sentence
    check "$room KiB while drawing: nothing left over" no_temporaries_at_all small_frame
    check "$room KiB while drawing: the results are whole" diff -r -x plots -x report.html whole_1 small_frame
  done
}

mkdir tournament
cat >tournament/brief.csv <<'SHEET'
parameter,No plan
months,24
runs,2000
budget,400
may_set,communication governance
potential_value,100
communication,0.4
governance,0.2
SHEET
for team in Talkers Rulers Both; do printf 'parameter,%s\ncommunication,0.%s\n' $team ${#team} >tournament/$team.csv; done
for seed in 1 2; do "$program" class tournament -q --seed $seed -o "class_$seed" || exit 2; done

complete_class() {
  local name
  for name in class.html ranking.csv choices.csv luck.csv problems.csv teams/team-both.html teams/team-rulers.html teams/team-talkers.html; do
    [ -s "$1/$name" ] || { echo "$name is missing" >>"$err"; return 1; }
  done
  no_temporaries_at_all "$1"
}
# no_half_class FOLDER: every file is whole, of one seed or the other; class.html is there only with all of its own.
no_half_class() {
  local file
  for file in "$1"/*.* "$1"/teams/*; do
    [ ! -e "$file" ] || cmp -s "$file" "class_1/${file#"$1"/}" || cmp -s "$file" "class_2/${file#"$1"/}" || {
      echo "$file is not whole" >>"$err"
      return 1
    }
  done
  [ ! -e "$1/class.html" ] || diff -q -r -x '.entente-*' class_1 "$1" >>"$err" || diff -q -r -x '.entente-*' class_2 "$1" >>"$err"
}

class_on_a_full_disk() {
  local size
  if ! mounted school size=16k; then
    skip "a tournament on a full disk: mounting is not permitted here"
    return
  fi
  for size in 8 16 24 32 48 64 80; do
    mount -o "remount,size=${size}k" school
    refuses 1 "^entente: school/out[^ ]*: cannot be written: No space left on device; " class tournament -o school/out
    check "$size KiB for a tournament: nothing half-written" no_half_class school/out
    check "$size KiB for a tournament: nothing left over" no_temporaries_at_all school
    rm -rf school/out
  done
  mount -o remount,size=64m school
  works class tournament -q -o school/out
  check "with room it is played" complete_class school/out
  head -c 80000000 /dev/zero >school/filler 2>/dev/null
  refuses 1 "No space left on device" class tournament --seed 2 -o school/out --force
  check "failed over an earlier tournament: no page that leads to what is not its own" no_half_class school/out
  umount school
}

class_killed() {
  local i none=0
  for i in $(seq 12); do
    "$program" class tournament -q --seed $((1 + i % 2)) -o school_killed -f 2>"$err" &
    sleep "0.0$((10 + i * 5))"
    kill -s KILL $! 2>/dev/null
    wait $! 2>/dev/null
    last=("class, killed")
    check "kill $i leaves no half tournament" no_half_class school_killed
    [ -e school_killed/class.html ] || none=$((none + 1))
  done
  check "kills came before the end ($none of 12)" test $none -gt 0
  mkdir -p school_killed/teams && touch school_killed/teams/.entente-2147483647-team-x.html.part
  works class tournament -q -o school_killed --force
  check "--force clears up after a killed tournament" complete_class school_killed
}

class_interrupted() {
  local started
  last=("class, interrupted")
  env --default-signal=INT "$program" class tournament -n 20000000 -o school_waiting >"$out" 2>"$err" &
  started=$!
  sleep 0.6
  kill -s INT $started
  wait $started
  status=$?
  check "Ctrl-C while playing ends with 130" is $status 130
  check "and a sentence" complains '^entente: interrupted; nothing is written$'
  check "which is true" is "$(find school_waiting -type f 2>/dev/null)" ''
}

class_with_too_little() {
  local room
  for room in 10000 16000 24000 40000 80000; do
    (ulimit -v $room; exec "$program" class tournament -n 20000 -j 2 -o school_room -f) >"$out" 2>"$err"
    status=$?
    last=("class with $room KiB")
    check "$room KiB for a tournament: done, or ended with 1 or by the loader" ended $status 0 1 127
    [ $status -ne 1 ] || check "$room KiB for a tournament: said so" complains 'memory ran out; |no thread could be started'
    check "$room KiB for a tournament: nothing left over" test -z "$(find school_room -name '*.part' 2>/dev/null)"
    rm -rf school_room
  done
  for room in 4 5 8; do
    (ulimit -n $room; exec "$program" class tournament -o school_files -f) >"$out" 2>"$err"
    status=$?
    last=("class with $room open files")
    check "$room open files for a tournament: done or said so" ended $status 0 1 3
    ended $status 0 || check "$room open files for a tournament: a sentence" complains 'Too many open files'
    rm -rf school_files
  done
}

# nothing_missing REFERENCE FOLDER: without memory to weigh it, words may stand elsewhere in a picture, but all of them do.
nothing_missing() {
  local file
  diff -r -x '*.gp' "$1" "$2" || return 1
  for file in "$1"/plots/*.gp; do
    [ ! -e "$file" ] || is "$(wc -l <"$file")" "$(wc -l <"$2/plots/${file##*/}")" || { echo "$file: lines are missing" >>"$err"; return 1; }
  done
}

# One allocation fails, here and there over the whole of the work: then that is said and nothing is left over, or it did not matter.
# allocations_fail WHAT REFERENCE FOLDER MOST ARGUMENTS...
allocations_fail() {
  local what=$1 reference=$2 folder=$3 step at allocations
  last=("${@:5}")
  LD_PRELOAD=$work/no_memory.so FAIL_COUNT=$work/allocations "$program" "${@:5}" >"$out" 2>"$err"
  allocations=$(cat allocations)
  step=$((allocations / $4 + 1))
  for ((at = 1; at <= allocations; at += step)); do
    LD_PRELOAD=$work/no_memory.so FAIL_AT=$at "$program" "${@:5}" >"$out" 2>"$err"
    status=$?
    check "$what: allocation $at of $allocations fails: done, or said so" ended $status 0 1 4
    if [ $status -eq 0 ]; then check "$what: allocation $at did not matter" nothing_missing "$reference" "$folder"
    else check "$what: allocation $at fails: a sentence" is_sentence
    fi
    check "$what: allocation $at fails: nothing left over" no_temporaries_at_all .
    rm -rf "$folder/plots" "$folder/report.html" "$folder/class.html" "$folder/teams"
  done
}

failing_allocations() {
  if ! "${CC:-cc}" -O2 -fPIC -shared -o no_memory.so "$here/faults/no_memory.c" 2>"$err" || ldd "$program" | grep -q asan; then
    skip "failing allocations: no compiler here, or the program has an allocator of its own"
    return
  fi
  allocations_fail class class_1 school_forgets 150 class tournament -q --seed 1 -j 1 -f -o school_forgets
  printf '#!/bin/sh\ncat >/dev/null\nprintf '\''<svg viewBox="0 0 1 1"><g></g></svg>\\n'\''\n' >quick_gnuplot && chmod +x quick_gnuplot
  cp -r whole_1 forgets
  export ENTENTE_GNUPLOT=$work/quick_gnuplot
  allocations_fail pictures drawn forgets 150 plot forgets -q -j 1
  unset ENTENTE_GNUPLOT
}

# What a class may put into the folder besides sheets.
class_finds_strange_things() {
  cp -r tournament strange
  mkdir strange/folder.csv && mkfifo strange/pipe.csv && ln -s nowhere strange/dangling.csv && ln -s circle.csv strange/circle.csv
  ln -s /dev/zero strange/endless.csv && head -c 17000000 /dev/zero | tr '\0' '#' >strange/large.csv
  printf 'parameter,Two lines\n' >$'strange/two\nlines.csv'
  last=("class strange")
  timeout 60 "$program" class strange -q -o stranger >"$out" 2>"$err"
  status=$?
  check "strange things stop nobody" is $status 0
  check "each is told of in one line" is "$(grep -c '^entente: not admitted: strange/' "$err")" 6
  check "and nothing else" is "$(wc -l <"$err")" 6
  check "the others play" is "$(wc -l <stranger/ranking.csv)" 5
}

for part in full_disk file_too_large forbidden_folders without_rights killed impatient too_little company many_scenarios \
  full_disk_while_drawing interrupted_drawing killed_while_drawing strange_gnuplots closed_streams too_little_for_pictures \
  class_on_a_full_disk class_killed class_interrupted class_with_too_little class_finds_strange_things \
  failing_allocations; do
  $part
done
conclude
