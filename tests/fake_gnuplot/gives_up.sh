#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
cat >/dev/null
echo 'cannot allocate a window' >&2
exit 1
