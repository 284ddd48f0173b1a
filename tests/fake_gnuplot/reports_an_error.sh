#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# After an error in the script gnuplot goes on and makes a whole picture of the rest.
cat >/dev/null
printf '\ngnuplot> plot curve\n              ^\n         line 0: undefined variable: curve\n\n' >&2
printf '<svg viewBox="0 0 1 1"><g></g></svg>\n'
