#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
cat >/dev/null
printf '<svg viewBox="0 0 1 1"><g>'
