#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What README.md shows is what its commands print and draw. tests/readme.sh --write (make readme) brings README.md and the picture
# in it, plots/example.svg, up to date.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
entente=$(realpath "${ENTENTE:-build/entente}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

plots=svg
command -v gnuplot >/dev/null || plots=none
"$entente" run scenarios/focus.csv --plots $plots --out "$scratch/results" 2>/dev/null | sed "s|$scratch/results|results/focus|g" >"$scratch/output"

# The words of a picture: its title, which is the finding, as the text for those who do not see it.
picture() {
  sed -n 's|.*<title[^>]*>\(.*\)</title>.*|![\1](plots/example.svg)|p' "$scratch/results/plots/$1.svg"
}
awk -v output="$scratch/output" -v picture="$(picture value)" '
  /^<!-- output: / { print; getline; print; while ((getline line < output) > 0) print line; skipping = 1; next }
  /^<!-- picture: / { print; print picture; skipping = 2; next }
  skipping == 1 && /^```$/ { skipping = 0 }
  skipping == 2 && /^<!-- end -->$/ { skipping = 0 }
  !skipping' README.md >"$scratch/README.md"

if [ $plots = none ]; then
  echo "skipped: README.md shows a picture, and there is no gnuplot (Debian package gnuplot-nox)"
elif [ "${1:-}" = --write ]; then
  cp "$scratch/README.md" README.md
  cp "$scratch/results/plots/value.svg" plots/example.svg
elif ! cmp -s README.md "$scratch/README.md"; then
  diff README.md "$scratch/README.md" || true
  echo "README.md does not show what the program prints; make readme mends it"
  echo "0 passed, 1 failed"
  exit 1
elif ! cmp -s plots/example.svg "$scratch/results/plots/value.svg" && [ "$(gnuplot --version)" = "gnuplot 5.4 patchlevel 4" ]; then
  echo "plots/example.svg is not what the program draws; make readme mends it"
  echo "0 passed, 1 failed"
  exit 1
else
  echo "1 passed, 0 failed"
fi
