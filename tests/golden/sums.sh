#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# sums.sh PROGRAM [OPTIONS]: SHA-256 of every CSV file of the golden runs: three sheets, one of them of another model, 1,000 runs, rows
# and events.
set -eu
program=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$program" run --plots none "$here/../../scenarios/focus.csv" --runs 1000 --save runs,events --out "$folder/focus" --quiet "$@"
"$program" run --plots none "$here/rich.csv" --runs 1000 --save runs,events --out "$folder/rich" --quiet "$@"
"$program" new "$folder/repair.csv" --model trust_reputation > "$folder/said"
"$program" run --plots none "$folder/repair.csv" --runs 1000 --save runs,events --out "$folder/repair" --quiet "$@"
cd "$folder"
LC_ALL=C
sha256sum focus/*.csv rich/*.csv repair/*.csv
