#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The script stays in the socket, and the writer must not wait for it.
sleep 60
