#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The evidence tables of models/README.md: published facts as `entente validate` measures them, and every parameter and coefficient as
`entente describe --csv` gives it.

evidence.py PROGRAM [--write]    check the tables, or bring them up to date
"""
import csv
import io
import re
import subprocess
import sys
import tempfile

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


def figure(text):
    return f"{float(text):.3g}" if abs(float(text)) < 10 else f"{float(text):.0f}"


def fact(row):
    model = f"{figure(row['value'])} ({figure(row['low'])} to {figure(row['high'])})"
    band = f"{row['accepted_low']} to {row['accepted_high']}"
    verdict = row["verdict"] + (", borderline" if row["borderline"] == "yes" else "")
    cells = [row["finding"], row["source"], row["mark"], row["figure"], band, model, verdict, figure(row["yardstick_value"]),
             row["yardstick_verdict"], row["use"]]
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def facts(program):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "validate", "--quiet", "--force", "--out", folder], check=True, capture_output=True)
        with open(f"{folder}/validation.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))

    def missed(column, use):
        of = [row for row in rows if row["use"] == use]
        return f"{sum(row[column] != 'met' for row in of)} of {len(of)}"

    words = (f"The model misses {missed('verdict', 'calibrated')} facts that it was calibrated to and {missed('verdict', 'check')} that it was not; "
             f"the yardstick {missed('yardstick_verdict', 'calibrated')} and {missed('yardstick_verdict', 'check')}.")
    head = ["| published fact | source | how sure | what is measured | accepted | the model | | yardstick | | use |", "| --- " * 10 + "|"]
    return "\n".join([words, ""] + head + [fact(row) for row in rows])


def main(program, write):
    with open(README, encoding="utf-8") as file:
        old = file.read()
    new = re.sub(r"(<!-- table: evidence (\w+) -->\n).*?(\n<!-- end -->)", lambda m: m[1] + table(program, m[2]) + m[3], old, flags=re.S)
    new = re.sub(r"(<!-- table: facts -->\n).*?(\n<!-- end -->)", lambda m: m[1] + facts(program) + m[2], new, flags=re.S)
    if write:
        with open(README, "w", encoding="utf-8") as file:
            file.write(new)
    elif new != old or "<!-- table: evidence" not in old:
        print(f"{README} does not show what `entente validate` and `entente describe --csv` print; make readme mends it\n0 passed, 1 failed")
        return 1
    else:
        print("1 passed, 0 failed")
    return 0


sys.exit(main(sys.argv[1], sys.argv[2:] == ["--write"]))
