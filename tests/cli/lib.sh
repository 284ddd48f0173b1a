# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the shell tests share. Sourced with `here` set to the folder tests/; leaves us in an empty scratch folder, $work.

program=$(realpath "${ENTENTE:-$here/../build/entente}")
[ -x "$program" ] || { echo "$0: $program is no program; build it with make, or name it in ENTENTE" >&2; exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-cli-XXXXXX")
# shellcheck disable=SC2317  # called by the trap
leave() {
  local folder
  while read -r folder; do umount "$folder"; done < <(grep -o "${work}[^ ]*" /proc/mounts)
  rm -rf "$work"
}
trap leave EXIT
cd "$work" || exit 2
out=$work/.out err=$work/.err # what the last program run printed
passed=0 failed=0 skipped=0 status=0

pass() { passed=$((passed + 1)); }

# fail WHAT: with all that is known of the last run.
fail() {
  failed=$((failed + 1))
  echo "FAILED: $1"
  echo "  last command: entente ${last[*]-}"
  echo "  exit status $status; standard output, then standard error:"
  head -n 12 "$out" | sed 's/^/    /'
  head -n 12 "$err" | sed 's/^/  ! /'
}

skip() { skipped=$((skipped + 1)); echo "skipped: $1"; }

# entente ARGUMENTS: run the program, keep what it says and how it ends. Without pictures, which take longer than all else, unless the
# arguments name --plots.
entente() {
  if [ "${1-}" = run ] && [[ " $* " != *" --plots"* ]]; then set -- run --plots none "${@:2}"; fi
  last=("$@")
  "$program" "$@" >"$out" 2>"$err"
  status=$?
}

# check WHAT COMMAND...: the command succeeds.
check() {
  local what=$1
  shift
  if "$@"; then pass; else fail "$what"; fi
}

is() { [ "$1" = "$2" ]; }
not() { ! "$@"; }
says() { grep -qE -e "$1" "$out"; }
complains() { grep -qE -e "$1" "$err"; }
silent() { [ ! -s "$err" ]; }

# A message is a sentence of ours: it has its prefix, and shows nothing of the program's inside.
is_sentence() {
  head -n 1 "$err" | grep -qE '^entente: .*[a-z]{2,}.* ' &&
    ! grep -qiE 'gsl|\(null\)|%[sdzul]|0x[0-9a-f]{6}|assert|core dumped|abort|sanitizer' "$err" && ! grep -q '[[:cntrl:]]' "$err"
}

# works ARGUMENTS: status 0 and nothing on standard error.
works() {
  entente "$@"
  if [ $status -eq 0 ] && silent; then pass; else fail "should work: entente $*"; fi
}

# refuses STATUS PATTERN ARGUMENTS: ends so, says so in a sentence on standard error, and prints nothing else.
refuses() {
  local wanted=$1 pattern=$2
  shift 2
  entente "$@"
  if [ "$status" -eq "$wanted" ] && complains "$pattern" && is_sentence && [ ! -s "$out" ]; then pass; else fail "should end with $wanted and say '$pattern'"; fi
}

# refuses_sheet PATTERN TEXT: check and run both refuse the sheet (printf format), and run leaves nothing behind.
refuses_sheet() {
  # shellcheck disable=SC2059  # the text is a format, so that it can hold any byte
  printf "$2" >wrong.csv
  refuses 3 "$1" check wrong.csv
  refuses 3 "$1" run wrong.csv
  check "no results of a wrong sheet" not test -e results/wrong
}

# header FILE COLUMNS: the first line of a CSV file.
header() { check "header of $1" is "$(head -n 1 "$1")" "$2"; }

# field FILE PATTERN N: a field of the first line that matches.
field() { grep -m 1 -E -e "$2" "$1" | cut -d, -f "$3"; }

# json FILE: whether it is JSON, and nothing but.
if command -v node >/dev/null; then json() { node -e 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))' "$1"; }
elif command -v python3 >/dev/null; then json() { python3 -m json.tool "$1" >/dev/null; }
else json() { jq -e . "$1" >/dev/null; }
fi

# complete_folder FOLDER: every table is there and no temporary.
complete_folder() {
  local name
  for name in summary distributions comparison trajectories survival endings crossovers inputs; do [ -s "$1/$name.csv" ] || return 1; done
  [ -s "$1/datapackage.json" ] && no_temporaries "$1"
}
no_temporaries() { [ -z "$(find "$1" -name '.entente-*')" ]; }

conclude() {
  [ $skipped -eq 0 ] || echo "$skipped skipped"
  echo "$passed passed, $failed failed"
  [ $failed -eq 0 ]
}
