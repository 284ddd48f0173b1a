#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sessions of scenarios/README.md do what they say.

Each chapter (`## ...`) is played through in a folder of its own, as a class would:
  - every line of a block ```sh is typed; it must succeed and say nothing on standard error;
  - what stands between `<!-- figures: VIEW ARGUMENTS -->` and `<!-- end -->` is made again from the results at hand:
      answers N                       the claims of tests/findings_lessons.csv that answer the questions of session N
      screen RESULTS PATTERN          what the command that wrote RESULTS printed: the lines in which PATTERN is found
      course RESULTS VARIABLE MONTH.. means of a variable, a row a month, a column a scenario
      survival RESULTS MONTH..        % still together, a row a month
      hazards RESULTS SCENARIO        % of those together that part within a year, a row a year
      endings RESULTS MONTH           % that ended in each way by a month
      outcomes RESULTS OUTCOME..      means, a row a scenario
      stories SCENARIO RUNS RESULTS.. the main outcome of single runs, a column a result
      draws RESULTS..                 the main outcome of the first run, a row a result, a column a scenario
      ahead RESULTS SCENARIO OTHER    of 100 single runs, in how many SCENARIO has the better main outcome
      verdicts SCENARIO OTHER RESULTS..  the difference of the main outcome and its verdict, a row a result
      happened RESULTS SCENARIO MONTH ENDING BY  % together at the end of MONTH, % ended so by month BY
      ranks RESULTS..                 the ranking of a class, a column a result
      tournament RESULTS              luck and skill in a class
Links between the pages must lead somewhere, the claims and the statements of prose() must hold, the students' sheet must fit on its page.
The column `answers` of the claims: session and question; the others: scenarios.py.

lessons.py           check all of it
lessons.py --write   bring the figures up to date
ENTENTE=program; default: build/entente.
"""
import concurrent.futures
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import scenarios

PAGE = "scenarios/README.md"
HANDOUT = "scenarios/handout.md"
HANDOUT_LINES = 60
FINDINGS = "tests/findings_lessons.csv"

SHIM = """#!/bin/sh
command=$1
shift
case $command in
run) exec {program} run "$@" --plots none --no-progress --threads 1 ;;
class) exec {program} class "$@" --no-progress --threads 1 ;;
plot) command -v gnuplot >/dev/null || exit 0 ;;
esac
exec {program} $command "$@"
"""


def rows(results, name):
    return scenarios.table(f"{results}/{name}.csv")


def grid(head, lines):
    yield "| " + " | ".join(head) + " |"
    yield "| " + " | ".join(["---"] * len(head)) + " |"
    for line in lines:
        yield "| " + " | ".join(line) + " |"


def percent(row, name, low, high):
    share, below, above = (100 * float(row[column]) for column in (name, low, high))
    return f"{share:.1f} ({below:.1f} to {above:.1f})"


def plain(row):
    """A mean of summary.csv with its interval, without sign and unit."""
    figure = (float(row["value"]), float(row["low"]), float(row["high"]), "", row["unit"])
    return scenarios.words(figure, signed=True, unit=False).lstrip("+")


def in_order(names):
    return list(dict.fromkeys(names))


def meaning(words):
    """What a command `run ...` simulates: its options without the name of the folder, in an order of their own."""
    sheet, options = words[1], list(zip(words[2::2], words[3::2]))
    return sheet, frozenset(option for option in options if option[0] != "--out" and option != ("--runs", "10000"))


class Chapter:
    """A chapter on its way from the page as it is to the page as it should be."""

    def __init__(self, text, folder):
        self.lines, self.folder, self.answers = text.split("\n"), folder, {}
        self.printed, self.simulated, self.problems, self.typed = {}, {}, [], 0

    def type(self, line):
        done = subprocess.run(["bash", "-c", line], cwd=self.folder, capture_output=True, text=True, check=False)
        self.typed += 1
        if done.returncode or done.stderr:
            self.problems.append(f"{PAGE}: {line}: exit {done.returncode}: {done.stderr.strip()}")
        written = re.search(r"Written to (\S+?)/?[:,]?(?:\s|$)", done.stdout)
        if written:
            self.printed[written[1]] = done.stdout.split("\n")
            if line.startswith("build/entente run "):
                self.simulated[meaning(shlex.split(line)[1:])] = self.at(written[1])

    def type_all(self):
        typing = False
        for line in self.lines:
            if line.startswith("```"):
                typing = line == "```sh"
            elif typing and line and not line.startswith("#"):
                self.type(line)

    def at(self, results):
        return os.path.join(self.folder, results)

    def view_answers(self, session):
        numbers = in_order(key for key in self.answers if key.split(".")[0] == session)
        return [f"- Question {key.split('.')[1]}: " + " ".join(self.answers[key]) for key in numbers]

    def view_screen(self, results, pattern):
        found = [line for line in self.printed[results] if re.search(pattern, line)]
        return ["```text"] + found + ["```"] if found else []

    def view_course(self, results, variable, *months):
        found = [row for row in rows(self.at(results), "trajectories") if row["variable"] == variable]
        names, means = in_order(row["scenario"] for row in found), {(row["scenario"], row["month"]): row["mean"] for row in found}
        return grid(["end of month"] + names, ([month] + [f"{float(means[name, month]):.1f}" for name in names] for month in months))

    def view_survival(self, results, *months):
        alive = rows(self.at(results), "survival")
        found = {(row["scenario"], row["month"]): percent(row, "alive", "alive_low", "alive_high") for row in alive}
        names = in_order(name for name, _ in found)
        return grid(["still together after, %"] + names, ([f"{month} months"] + [found[name, month] for name in names] for month in months))

    def view_hazards(self, results, scenario):
        found = [row for row in rows(self.at(results), "hazards") if row["scenario"] == scenario]
        years = [(re.fullmatch(r"hazard_year_(\d+):any", row["quantity"]), row) for row in found]
        return grid(["year", f"{scenario}: hazard, % a year"],
                    ([year[1], percent(row, "value", "low", "high")] for year, row in years if year))

    def view_endings(self, results, month):
        found = [row for row in rows(self.at(results), "endings") if row["month"] == month]
        share = {(row["scenario"], row["ending"]): percent(row, "cumulative_incidence", "low", "high") for row in found}
        names = in_order(name for name, _ in share)
        kinds = in_order(kind for _, kind in share)
        return grid([f"ended by month {month}, %"] + names, ([kind] + [share[name, kind] for name in names] for kind in kinds))

    def view_outcomes(self, results, *outcomes):
        found = {(row["scenario"], row["outcome"]): row for row in rows(self.at(results), "summary") if row["statistic"] == "mean"}
        names = in_order(name for name, _ in found)
        units = [scenarios.SCALE.get(unit, (1, " " + unit))[1] for unit in (found[names[0], outcome]["unit"] for outcome in outcomes)]
        return grid(["scenario"] + [f"`{outcome}`," + unit if unit else f"`{outcome}`" for outcome, unit in zip(outcomes, units)],
                    ([name] + [plain(found[name, outcome]) for outcome in outcomes] for name in names))

    def view_stories(self, scenario, runs, *results):
        found = [{row["run"]: float(row["npv_joint"]) for row in rows(self.at(result), "sample") if row["scenario"] == scenario}
                 for result in results]
        return grid([f"{scenario}: partnership"] + [f"`{result}`" for result in results],
                    ([str(run)] + [f"{column[str(run)]:.0f}" for column in found] for run in range(int(runs))))

    def view_draws(self, *results):
        found = [(result, [row for row in rows(self.at(result), "sample") if row["run"] == "0"]) for result in results]
        return grid(["result"] + [row["scenario"] for row in found[0][1]],
                    ([f"`{result}`"] + [f"{float(row['npv_joint']):.0f}" for row in draw] for result, draw in found))

    def view_ahead(self, results, scenario, other):
        row = next(row for row in rows(self.at(results), "comparison")
                   if (row["scenario"], row["other"], row["outcome"]) == (scenario, other, "npv_joint"))
        return grid(["single partnerships, of 100"],
                    [[f"{scenario} ahead of {other}: " + percent(row, "p_better", "p_better_low", "p_better_high")]])

    def view_verdicts(self, scenario, other, *results):
        asked = {"scenario": scenario, "other": other, "outcome": "npv_joint"}
        found = [(result, scenarios.compared(self.at(result), asked)) for result in results]
        return grid(["result", f"{scenario} - {other}", "verdict"],
                    ([f"`{result}`", scenarios.words(figure, True), figure[3]] for result, figure in found))

    def view_happened(self, results, scenario, month, ending, by):
        alive = next(row for row in rows(self.at(results), "survival") if (row["scenario"], row["month"]) == (scenario, month))
        ended = next(row for row in rows(self.at(results), "endings")
                     if (row["scenario"], row["month"], row["ending"]) == (scenario, by, ending))
        return grid(["what happened", "the simulation, % of its runs"],
                    [[f"together at the end of month {month}", percent(alive, "alive", "alive_low", "alive_high")],
                     [f"{ending} by month {by}", percent(ended, "cumulative_incidence", "low", "high")]])

    def view_ranks(self, *results):
        found = [{row["team"]: row for row in rows(self.at(result), "ranking")} for result in results]

        def cell(row):
            place = row["rank_low"] if row["rank_low"] == row["rank_high"] else f"{row['rank_low']} to {row['rank_high']}"
            return f"{place} (mean {float(row['mean']):.0f})"

        return grid(["team"] + [f"rank in `{result}`" for result in results],
                    ([team] + [cell(column[team]) for column in found] for team in found[0]))

    def view_tournament(self, results):
        best, luck = rows(self.at(results), "ranking")[0], {row["figure"]: float(row["value"]) for row in rows(self.at(results), "luck")}
        parts = {"variance_plan": "the plan", "variance_shared_fate": "the fate that all teams share",
                 "variance_other_luck": "luck of a team's own"}
        return grid(["in single plays", "of 100"],
                    [[f"{best['team']} loses money", percent(best, "loss", "loss_low", "loss_high")]]
                    + [[f"share of the variance that goes with {name}", f"{100 * luck[key]:.1f}"] for key, name in parts.items()])

    def view(self, words):
        try:
            lines = list(getattr(self, "view_" + words[0])(*words[1:]))
        except (AttributeError, KeyError, OSError, StopIteration, TypeError) as error:
            lines = self.problems.append(f"{PAGE}: figures: {shlex.join(words)}: {error!r}") or []
        else:
            if not lines:
                self.problems.append(f"{PAGE}: figures: {shlex.join(words)}: nothing found")
        return lines

    def illustrated(self):
        """The text with its figures made again."""
        made, skipping = [], False
        for line in self.lines:
            skipping = skipping and line != "<!-- end -->"
            if skipping:
                continue
            made.append(line)
            figures = re.fullmatch(r"<!-- figures: (.*) -->", line)
            if figures:
                made += self.view(shlex.split(figures[1]))
                skipping = True
        if skipping:
            self.problems.append(f"{PAGE}: figures without their <!-- end -->")
        return "\n".join(made)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def broken_links(path):
    found = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", read(path))
    return [f"{path}: {link} leads nowhere" for link in found if not os.path.exists(os.path.join(os.path.dirname(path), link))]


def claims(program, folder, simulated):
    """The sentences that answer each question, and what does not hold; only what no chapter has simulated is simulated here."""
    stated = [{**row, "part": ""} for row in scenarios.table(FINDINGS)]
    commands = sorted({scenarios.command(claim) for claim in stated})
    results = {words: simulated.get(meaning(words)) for words in commands}
    results |= scenarios.simulate(program, [words for words in commands if not results[words]], folder, "1")
    answers, problems = {}, []
    for claim in stated:
        done = results[scenarios.command(claim)]
        figure = done and scenarios.figure(done, claim)
        problems.append(scenarios.check_claim(claim, figure))
        answers.setdefault(claim["answers"], []).append(scenarios.sentence(claim, figure) if figure else claim["text"])
    return answers, problems


def prose(at):
    """What the text says beside its figures, and whether it is so."""

    def found(results, name, column, **wanted):
        return [float(row[column]) for row in rows(at(results), name) if all(row[key] == value for key, value in wanted.items())]

    def winner(number):
        return max((row for row in rows(at(f"results/story-{number}"), "sample")), key=lambda row: float(row["npv_joint"]))["scenario"]

    yield "six stories make each of the three plans win", len({winner(number) for number in range(1, 7)}) == 3
    low, high = (found("results/ten-thousand", "comparison", name, scenario="Balanced", other="Short-term focus", outcome="npv_joint")[0]
                 for name in ("p_better_low", "p_better_high"))
    yield "Short-term focus is ahead of Balanced in about 20 of 100 lives", 0.75 < low and high < 0.85
    best = found("results/focus", "ranking", "value", scenario="Short-term focus", quantity="share_best_run")
    yield "Short-term focus is best in about one life of five", best and 0.15 < best[0] < 0.25
    lives = zip(*(found(f"results/life-{luck}", "sample", "npv_joint") for luck in range(3)))
    yield "the same partners can gain more than a thousand or lose", any(min(three) < 0 and max(three) > 1000 for three in lives)
    explained = found("results/ten-thousand", "variance", "high", quantity="explained_by_inputs: npv_joint")
    yield "most of the spread is luck", max(explained) < 0.4
    loose = {"scenario": "Loose and open-ended"}
    hazard = {(year, bound): found("results/how-they-end", "hazards", bound, quantity=f"hazard_year_{year}:any", **loose)[0]
              for year in (1, 5, 10) for bound in ("low", "high")}
    yield "few part in the first year, most in the middle", max(hazard[1, "high"], hazard[10, "high"]) < hazard[5, "low"]
    teams = [[row["team"] for row in rows(at(f"results/{name}"), "ranking")] for name in ("class-tuesday", "other-world")]
    yield "the order of the plans is the same in another world", teams[0] == teams[1]
    yield "the last of a good play earns more than the first of a bad one", (
        min(found("results/another-play", "ranking", "mean")) > max(found("results/one-play", "ranking", "mean")))
    luck = {row["figure"]: float(row["value"]) for row in rows(at("results/class-tuesday"), "luck")}
    yield "what is earned is mostly the fate that all share", luck["variance_shared_fate"] > 0.5
    yield "the better plan is ahead in most single plays", luck["better_plan_ahead_in_a_play"] > 0.75


def classroom(folder, number, program):
    """A folder like a fresh clone: the program, the sheets, no results."""
    room = os.path.join(folder, f"room{number}")
    os.makedirs(os.path.join(room, "build"))
    shutil.copytree("scenarios", os.path.join(room, "scenarios"))
    shim = os.path.join(room, "build", "entente")
    with open(shim, "w", encoding="utf-8") as file:
        file.write(SHIM.format(program=shlex.quote(program)))
    os.chmod(shim, 0o755)
    return room


def main():
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    write, program = "--write" in sys.argv[1:], os.path.realpath(os.environ.get("ENTENTE", "build/entente"))
    page = read(PAGE)
    texts = re.split(r"(?m)^(?=## )", page)
    with tempfile.TemporaryDirectory() as folder:
        chapters = [Chapter(text, classroom(folder, number, program)) for number, text in enumerate(texts)]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(Chapter.type_all, chapters))
        answers, outcomes = claims(program, folder, {key: value for chapter in chapters for key, value in chapter.simulated.items()})
        for chapter in chapters:
            chapter.answers = answers
        made = "".join(chapter.illustrated() for chapter in chapters)
        homes = {results: chapter.at(results) for chapter in chapters for results in chapter.printed}
        if not any(chapter.problems for chapter in chapters):
            outcomes += [None if true else f"{PAGE} says that {text}; it is not so" for text, true in prose(homes.__getitem__)]
    for chapter in chapters:
        outcomes += chapter.problems + [None] * (chapter.typed - len(chapter.problems))
    if write and not any(outcomes):
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(made)
    elif made != page:
        outcomes.append(f"{PAGE} does not show what its commands give; tests/lessons.sh --write mends it")
        changed = [(old, new) for old, new in zip(page.split("\n"), made.split("\n")) if old != new]
        outcomes.append("the first line that differs: " + " -> ".join(changed[0]) if changed else "lines are missing at the end")
    outcomes += broken_links(PAGE) + broken_links(HANDOUT) + broken_links("scenarios/SHEET.md")
    long = len(read(HANDOUT).split("\n"))
    outcomes.append(f"{HANDOUT} has {long} lines; one page holds {HANDOUT_LINES}" if long > HANDOUT_LINES else None)
    failed = [outcome for outcome in outcomes if outcome]
    print("\n".join(failed + [f"{len(outcomes) - len(failed)} passed, {len(failed)} failed"]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
