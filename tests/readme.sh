#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What README.md shows is what its commands print. tests/readme.sh --write brings README.md up to date.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
entente=$(realpath "${ENTENTE:-build/entente}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$entente" run scenarios/focus.csv --out "$scratch/results" 2>/dev/null | sed "s|$scratch/results|results/focus|" >"$scratch/output"
awk -v output="$scratch/output" '
  /^<!-- output: / { print; getline; print; while ((getline line < output) > 0) print line; skipping = 1; next }
  skipping && /^```$/ { skipping = 0 }
  !skipping' README.md >"$scratch/README.md"

if [ "${1:-}" = --write ]; then
  cp "$scratch/README.md" README.md
elif cmp -s README.md "$scratch/README.md"; then
  echo "1 passed, 0 failed"
else
  diff README.md "$scratch/README.md" || true
  echo "README.md does not show what the program prints; tests/readme.sh --write mends it"
  echo "0 passed, 1 failed"
  exit 1
fi
