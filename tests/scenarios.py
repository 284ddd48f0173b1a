#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about the shipped sheets is what they give.

Every row of tests/findings_*.csv is a claim about a sheet. Every sheet below scenarios/ is run and needs a claim; every claim must hold
as sign and verdict with its interval. The columns of the claims:

  sheet, runs, options   what is run; options are more words for `entente run`, and then only the two scenarios named are run
  part                   main, most, least: what a practice is worth, and in the contexts where it matters most and least
  scenario, other        the difference is scenario - other; without other it is the scenario's own figure
  outcome                an outcome; `VARIABLE at MONTH`; `crossover VARIABLE` (the month from which scenario is ahead for good);
                         `ending NAME` (share at the horizon)
  expected               better, worse (the verdict of comparison.csv), higher, lower, not distinguishable (the interval);
                         within A B, mean between A B, share between A B (the whole interval lies there)
  text                   the claim in words; {} stands for the size of the figure with its interval, {+} for the figure with its sign
  answers                a question of a lesson (tests/lessons.py): the claim stands there and not in the tables

scenarios.py           check all of it, and the tables of scenarios/practices/README.md and scenarios/focus/README.md
scenarios.py --write   bring these tables up to date
Options: --seed N (claims only), --verbose (every figure).  ENTENTE=program; default: build/entente.
"""
import argparse
import concurrent.futures
import csv
import glob
import math
import os
import re
import shlex
import subprocess
import sys
import tempfile

SCALE = {"share": (100, " points of 100"), "share of plan": (100, " % of the plan"), "count": (1, "")}


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheets():
    """The CSV files below scenarios/ that are scenario sheets (a design for `evaluate` is not). Plans of a
    class and the example of a calibration have tests of their own."""
    found = []
    for path in sorted(glob.glob("scenarios/**/*.csv", recursive=True)):
        if path.startswith(("scenarios/class/", "scenarios/calibration/")):
            continue
        with open(path, encoding="utf-8-sig") as file:
            if re.match(r'"?parameter"?[,;\t]', file.readline()):
                found.append(path)
    return found


def claims():
    rows = [row for path in sorted(glob.glob("tests/findings_*.csv")) for row in table(path)]
    return [{**row, "part": row.get("part") or "", "options": row.get("options") or ""} for row in rows]


def command(claim):
    words = ["run", claim["sheet"], "--runs", claim["runs"]] + shlex.split(claim["options"])
    if claim["options"]:
        words += [word for name in (claim["scenario"], claim["other"]) if name for word in ("--scenario", name)]
    return tuple(words)


def simulate(program, commands, folder, seed):
    """Runs each command once; a dictionary from the command to its folder of results, or None where it failed."""

    def one(number, words):
        out = os.path.join(folder, str(number))
        more = ["--out", out, "--seed", seed, "--quiet", "--no-progress", "--plots", "none", "--threads", "1"]
        done = subprocess.run([program, *words, *more], stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode or done.stderr:
            print(f"entente {shlex.join(words)}: exit {done.returncode}: {done.stderr.strip()}")
        return None if done.returncode else out

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(commands, pool.map(one, range(len(commands)), commands)))


def compared(results, claim):
    """A row of comparison.csv, turned round where the sheet has the scenarios in the other order."""
    for row in table(f"{results}/comparison.csv"):
        if row["outcome"] == claim["outcome"] and {row["scenario"], row["other"]} == {claim["scenario"], claim["other"]}:
            value, low, high = (float(row[name]) for name in ("difference", "low", "high"))
            if row["scenario"] == claim["scenario"]:
                return value, low, high, row["verdict"], row["unit"]
            turned = {"better": "worse", "worse": "better", "higher": "lower", "lower": "higher"}.get(row["verdict"], row["verdict"])
            return -value, -high, -low, turned, row["unit"]
    return None


def single(results, claim):
    for row in table(f"{results}/summary.csv"):
        if (row["scenario"], row["outcome"], row["statistic"]) == (claim["scenario"], claim["outcome"], "mean"):
            return float(row["value"]), float(row["low"]), float(row["high"]), "", row["unit"]
    return None


def crossover(results, claim, variable):
    for row in table(f"{results}/crossovers.csv"):
        asked = (row["scenario"], row["other"], row["variable"]) == (claim["scenario"], claim["other"], variable)
        if asked and row["low"] and row["high"]:
            return float(row["month"]), float(row["low"]), float(row["high"]), "", "month"
    return None


def apart(figures, claim, unit):
    """The difference of two figures with half-widths, as if they were independent: they share luck, so that the interval is too wide."""
    (value, half), (other, other_half) = figures[claim["scenario"]], figures[claim["other"]]
    wide = math.hypot(half, other_half)
    return value - other, value - other - wide, value - other + wide, "", unit


def figure(results, claim):
    """(value, low, high, verdict, unit) of a claim; None where the results do not hold it."""
    at = re.fullmatch(r"(\w+) at (\d+)", claim["outcome"])
    if at:
        rows = [row for row in table(f"{results}/trajectories.csv") if (row["variable"], row["month"]) == at.groups()]
        return apart({row["scenario"]: (float(row["mean"]), 1.96 * float(row["mean_se"])) for row in rows}, claim, rows[0]["unit"])
    kind, _, name = claim["outcome"].partition(" ")
    if kind == "crossover":
        return crossover(results, claim, name)
    if kind == "ending":
        rows = [row for row in table(f"{results}/endings.csv") if row["ending"] == name]
        last = {row["scenario"]: (float(row["cumulative_incidence"]), (float(row["high"]) - float(row["low"])) / 2) for row in rows}
        return apart(last, claim, "share")
    return compared(results, claim) if claim["other"] else single(results, claim)


def holds(found, expected):
    _, low, high, verdict, _ = found
    band = re.fullmatch(r"(?:within|mean between|share between) (\S+) (\S+)", expected)
    if band:
        return float(band[1]) <= low and high <= float(band[2])
    if expected in ("better", "worse"):
        return verdict == expected
    return {"higher": low > 0, "lower": high < 0, "not distinguishable": low <= 0 <= high}[expected]


def words(found, signed=False, unit=True):
    """A figure as it is printed: the half-width with two digits."""
    value, low, high, _, kind = found
    if kind == "month":
        return f"{value:.0f} ({low:.0f} to {high:.0f})"
    scale, name = SCALE.get(kind, (1, " " + kind))
    value, half = scale * value, scale * (high - low) / 2
    shown = value if signed else abs(value)
    if half <= 1e-9 * abs(value):
        return (f"{shown:+g}" if signed else f"{shown:g}") + (name if unit else "")
    digits = max(0, 1 - math.floor(math.log10(half)))
    return (f"{shown:+.{digits}f}" if signed else f"{shown:.{digits}f}") + f" ± {half:.{digits}f}" + (name if unit else "")


def sentence(claim, found):
    return claim["text"].replace("{}", words(found)).replace("{+}", words(found, signed=True))


def check_claim(claim, found):
    if found is None:
        return f"{claim['sheet']}: no figure for {claim['outcome']} of '{claim['scenario']}' against '{claim['other']}'"
    if holds(found, claim["expected"]):
        return None
    return (f"{claim['sheet']} {claim['options']}: {claim['outcome']} of '{claim['scenario']}' against '{claim['other']}' is expected "
            f"to be {claim['expected']}, and is {found[0]:.4g} ({found[1]:.4g} to {found[2]:.4g}) {found[3]}. "
            f"The claim was: {claim['text']}")


def check_contexts(sheet, parts):
    """A practice matters more where it is said to matter most, less where least: the intervals do not touch."""
    if not {"main", "most", "least"} <= parts.keys() or None in parts.values():
        return f"{sheet}: a practice needs the parts main, most and least"
    main_part, most, least = (words(parts[name], True) for name in ("main", "most", "least"))
    if parts["most"][1] <= parts["main"][2]:
        return f"{sheet}: it does not matter more where it is said to matter most ({most}, not above {main_part})"
    if parts["least"][2] >= parts["main"][1]:
        return f"{sheet}: it does not matter less where it is said to matter least ({least}, not below {main_part})"
    return None


def title(sheet):
    with open(sheet, encoding="utf-8", newline="") as file:
        return next(row[1] for row in csv.reader(file) if row[0] == "title")


def said(found, sheet):
    mine = [(claim, value) for claim, value in found if claim["sheet"] == sheet and claim["part"] in ("", "main") and not claim.get("answers")]
    return " ".join(sentence(claim, value) if value else claim["text"] for claim, value in mine)


def practices(found):
    """The lines of the table: a practice of models/README.md, its sheet (by number), what was found."""
    with open("models/README.md", encoding="utf-8") as file:
        names = re.findall(r"^\| (\d+) \| ([^|]+) \| [A-E0-9 ]+ \|", file.read(), re.M)
    yield "| # | practice | the question, and its sheet | what the program finds | matters most | matters least |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for number, name in names:
        sheet = glob.glob(f"scenarios/practices/{int(number):02d}-*.csv")[0]
        mine = [(claim, value) for claim, value in found if claim["sheet"] == sheet and value]
        where = {claim["part"]: f"{claim['text']}: {words(value, True, False)}" for claim, value in mine}
        question = f"[{title(sheet)}]({os.path.basename(sheet)})"
        yield f"| {number} | {name} | {question} | {said(found, sheet)} | {where.get('most')} | {where.get('least')} |"


def focus(found):
    yield "| the question, and its sheet | what the program finds |"
    yield "| --- | --- |"
    for sheet in ["scenarios/focus.csv"] + sorted(glob.glob("scenarios/focus/*.csv")):
        yield f"| [{title(sheet)}]({os.path.relpath(sheet, 'scenarios/focus')}) | {said(found, sheet)} |"


def filled(page, name, lines):
    """The page with its table: what stands between `<!-- table: NAME -->` and the next `<!-- end -->`."""
    head, mark, rest = page.partition(f"<!-- table: {name} -->\n")
    return head + mark + "".join(line + "\n" for line in lines) + "<!-- end -->" + rest.split("<!-- end -->", 1)[1]


def check_page(path, name, lines, write):
    with open(path, encoding="utf-8") as file:
        page = file.read()
    new = filled(page, name, lines)
    if write:
        with open(path, "w", encoding="utf-8") as file:
            file.write(new)
    return None if write or new == page else f"{path} does not show what its sheets give; tests/scenarios.sh --write mends it"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--write", action="store_true")
    options.add_argument("--verbose", action="store_true")
    options.add_argument("--seed", default="1")
    options = options.parse_args()
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    program, stated = os.environ.get("ENTENTE", "build/entente"), claims()
    with tempfile.TemporaryDirectory() as folder:
        results = simulate(program, sorted({command(claim) for claim in stated}), folder, options.seed)
        found = [(claim, results[command(claim)] and figure(results[command(claim)], claim)) for claim in stated]
    if options.verbose:
        for claim, value in found:
            ratio = abs(value[0]) / max((value[2] - value[1]) / 2, 1e-12) if value else 0
            print(f"{claim['sheet']} [{claim['part']} {claim['options']}] {claim['scenario']} - {claim['other']}: {claim['outcome']} "
                  f"{words(value, True) if value else 'missing'}, {claim['expected']}, {min(ratio, 9999):.1f} half-widths from 0")
    outcomes = [check_claim(claim, value) for claim, value in found]
    spoken = {claim["sheet"] for claim in stated}
    outcomes += [None if sheet in spoken else f"{sheet}: no row of tests/findings_*.csv says what it shows" for sheet in sheets()]
    for sheet in sorted({claim["sheet"] for claim in stated if claim["part"]} | set(glob.glob("scenarios/practices/*.csv"))):
        parts = {claim["part"]: value for claim, value in found if claim["sheet"] == sheet and claim["part"]}
        outcomes.append(check_contexts(sheet, parts))
    if options.seed == "1":
        for name, lines in (("practices", practices), ("focus", focus)):
            outcomes.append(check_page(f"scenarios/{name}/README.md", name, lines(found), options.write))
    failed = [outcome for outcome in outcomes if outcome]
    print("\n".join(failed + [f"{len(outcomes) - len(failed)} passed, {len(failed)} failed"]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
