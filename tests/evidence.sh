#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The evidence tables of models/README.md are what the program knows of its numbers; tests/evidence.sh --write brings them up to date.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec python3 tests/evidence.py "$(realpath "${ENTENTE:-build/entente}")" "$@"
