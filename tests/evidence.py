#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The evidence tables of models/README.md: every parameter and coefficient as `entente describe --csv` gives it.

evidence.py PROGRAM [--write]    check the tables, or bring them up to date
"""
import csv
import io
import re
import subprocess
import sys

README = "models/README.md"
MARKS = ("verified", "recalled", "judgement", "fitted")


def rows_of(program, model):
    text = subprocess.run([program, "describe", model, "--csv"], check=True, capture_output=True, text=True).stdout
    return list(csv.DictReader(io.StringIO(text)))


def line(row):
    span = f"{row['low']} to {row['high']}" if row["low"] else ""
    value = " ".join(part for part in (row["value"], row["unit"] if row["kind"] in ("shock", "cost") else "") if part)
    return f"| `{row['name']}` | {row['kind']} | {value} | {span} | {row['meaning']} | {row['basis']} | {row['mark']} |"


def table(program, model):
    rows = rows_of(program, model)
    counts = ", ".join(f"{sum(row['mark'] == mark for row in rows)} {mark}" for mark in MARKS)
    head = ["| name | kind | value | range | meaning | source | mark |", "| --- | --- | --- | --- | --- | --- | --- |"]
    return "\n".join([f"{len(rows)} numbers: {counts}.", ""] + head + [line(row) for row in rows])


def main(program, write):
    with open(README, encoding="utf-8") as file:
        old = file.read()
    new = re.sub(r"(<!-- table: evidence (\w+) -->\n).*?(\n<!-- end -->)", lambda m: m[1] + table(program, m[2]) + m[3], old, flags=re.S)
    if write:
        with open(README, "w", encoding="utf-8") as file:
            file.write(new)
    elif new != old or "<!-- table: evidence" not in old:
        print(f"{README} does not show what `entente describe --csv` prints; make readme mends it\n0 passed, 1 failed")
        return 1
    else:
        print("1 passed, 0 failed")
    return 0


sys.exit(main(sys.argv[1], sys.argv[2:] == ["--write"]))
