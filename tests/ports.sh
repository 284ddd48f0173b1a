#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# ports.sh [FOLDER]: builds with gcc and clang, without and with all that this processor has, give the golden bytes with each vector width,
# for 1, 2 and 7 threads, with and without the C library's FMA variants, under a German locale. FOLDER: where to build (build/ports).
set -eu
cd "$(dirname "$0")/.."
folder=${1:-build/ports}
failed=0
mkdir -p "$folder"

# The switch that reproducible.sh uses must switch something, or the test would say nothing.
cat > "$folder/variants.c" <<'C'
#include <math.h>
#include <stdio.h>
int main(void) {
  for (int i = 1; i < 20000; i++) printf("%a %a %a %a\n", exp(i * 0.01 - 100), sin(i * 0.1), pow(i, 0.37), log(i));
  return 0;
}
C
gcc -O1 -o "$folder/variants" "$folder/variants.c" -lm
"$folder/variants" > "$folder/variants.on"
GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F "$folder/variants" > "$folder/variants.off"
if cmp -s "$folder/variants.on" "$folder/variants.off"; then
  echo "ports: this machine's libm has one variant only; switching it off says nothing here"
fi

port() {
  name=$1
  shift
  echo "ports: $name"
  if ! make --no-print-directory -s BUILD="$folder/$name" "$@" "$folder/$name/entente" || ! tests/reproducible.sh "$folder/$name/entente"; then
    echo "ports: $name FAILED" >&2
    failed=1
  fi
}

for compiler in gcc clang; do
  if ! command -v $compiler > /dev/null; then
    echo "ports: $compiler is not here"
    continue
  fi
  port $compiler CC=$compiler
done
port gcc-O1 CC=gcc OPT=-O1 KERNEL_OPT='-O1 -fopenmp-simd'
port gcc-native CC=gcc OPT='-O3 -march=native' VECTORS=base
exit $failed
