#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Without fonts a page with a letter is the page without it.
pages=$(grep -c '^plot')
while [ "$pages" -gt 0 ]; do
  printf 'the same page\000\000\000\000IEND\256B`\202'
  pages=$((pages - 1))
done
