#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What scenarios/README.md teaches is what its commands give; tests/lessons.sh --write brings its figures up to date.
set -euo pipefail
exec python3 -B "$(dirname "${BASH_SOURCE[0]}")/lessons.py" "$@"
