#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# After an error gnuplot can write an unfinished PNG to its stdout.
cat >/dev/null
printf '\211PNG\r\n\032\n\000\000\000\rIHDR'
