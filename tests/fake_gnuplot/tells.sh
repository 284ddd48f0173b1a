#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a picture could depend on: arguments and environment.
cat >/dev/null
echo "arguments: $*"
env
