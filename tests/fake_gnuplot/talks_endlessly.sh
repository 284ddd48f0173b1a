#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
while :; do echo 'a message that comes again and again, for as long as anybody lets it come' >&2; done
