#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What is said about the shipped sheets is what they give; tests/scenarios.sh --write brings the table of practices up to date.
set -euo pipefail
exec python3 "$(dirname "${BASH_SOURCE[0]}")/scenarios.py" "$@"
