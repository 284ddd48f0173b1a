#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# reproducible.sh [PROGRAM]: the golden runs have the committed bytes, whatever the threads, the vector width, the variants of the C
# library's functions and the locale. tests/golden/make.sh writes the sums anew.
set -eu
program=${1:-${ENTENTE:-build/entente}}
golden=$(dirname "$0")/golden
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

# agree WHAT [VARIABLE=VALUE ...] -- [OPTIONS]
agree() {
  what=$1
  shift
  settings=
  while [ "$1" != -- ]; do
    settings="$settings $1"
    shift
  done
  shift
  # shellcheck disable=SC2086 # settings are words
  env $settings "$golden/sums.sh" "$program" "$@" > "$folder/sums" || failed=1
  if diff "$golden/SHA256SUMS" "$folder/sums" > "$folder/difference"; then
    echo "reproducible: $what: the golden bytes"
  else
    echo "reproducible: $what: other bytes than tests/golden/SHA256SUMS:" >&2
    sed -n 's/^> [0-9a-f]*  /  /p' "$folder/difference" >&2
    failed=1
  fi
}

for way in "1 base" "2 avx2" "7 avx512"; do
  threads=${way% *} vector=${way#* }
  case $("$program" run --plots none /dev/null --vector "$vector" 2>&1) in
    *'no such kernels'*) agree "$threads threads ($vector is not here)" -- --threads "$threads" ;;
    *) agree "$threads threads, $vector" -- --threads "$threads" --vector "$vector" ;;
  esac
done
agree "plain variants of libm" GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F -- --threads 2
if localedef -i de_DE -f UTF-8 "$folder/de_DE.UTF-8" 2> /dev/null; then
  agree "LC_ALL=de_DE.UTF-8" LOCPATH="$folder" LC_ALL=de_DE.UTF-8 -- --threads 2
else
  echo "reproducible: LC_ALL=de_DE.UTF-8: not here (install the package locales)"
fi

# The comparison can fail: another seed has other bytes everywhere, but for what the scenarios are, and endings of a model without any.
"$golden/sums.sh" "$program" --seed 2 > "$folder/sums"
if grep -Fxf "$golden/SHA256SUMS" "$folder/sums" | grep -v -e /inputs.csv -e 'repair/\(crossovers\|endings\|events\|hazards\|survival\)\.csv' > "$folder/same"; then
  echo "reproducible: another seed leaves files as they were:" >&2
  cat "$folder/same" >&2
  failed=1
fi
exit $failed
