#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
cat >/dev/null
printf '         line 0: warning: empty y range [1:1], adjusting to [0.99:1.01]\n' >&2
printf '<svg viewBox="0 0 1 1"><g></g></svg>\n'
