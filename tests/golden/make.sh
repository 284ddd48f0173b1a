#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# make.sh [PROGRAM]: write the golden sums anew, after a change that is meant to change results.
set -eu
here=$(dirname "$0")
sums=$("$here/sums.sh" "${1:-${ENTENTE:-build/entente}}")
printf '%s\n' "$sums" > "$here/SHA256SUMS"
