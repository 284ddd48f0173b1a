#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Reads nothing, but draws: whoever writes the script meets a closed end.
exec 0<&-
sleep 0.2
printf '<svg viewBox="0 0 1 1"><g></g></svg>\n'
