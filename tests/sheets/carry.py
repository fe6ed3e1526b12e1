#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""tests/sheets/carry.py: from the follow-up to the board report without typing. A follow-up of the
example's ledger, with answers of units in it, is calculated by LibreOffice; `tolv new board --from`
takes it over, in another language too; LibreOffice calculates the report, and its figures are those
worked out from the ledger. So is the report of a master with more units than the template has rows
for. What cannot be taken over is told. Closes with "N passed, N failed"."""
import csv
import os
import shutil
import subprocess
import sys
import zipfile
from fractions import Fraction as F

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "calc"))
sys.path.insert(0, os.path.join("sheets", "example"))
from figures import flag, ledger_months, so_far  # noqa: E402
from tally import Tally  # noqa: E402
from tolvsjo import BOARDS, UNITS  # noqa: E402
from workbook import Reader  # noqa: E402

FOLDER = "build/test/carry"
MONTH = 8
FIRST_BOARD, WAYS = BOARDS[31], (("sv", "sv"), ("en", "da"), ("da", "en"))
# What units have answered: a forecast, why, what is done.
ANSWERS = {"3220": (F(57600000), "En studiegrupp för mycket.", "Grupperna slås ihop."),
           "3110": (F(18050000), "Vikarier: =sjukdom & <mer>", ""), "3310": (None, "Resor.", "")}
NAMESPACES = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
                     for n in ("office", "table", "text"))


def tolv(*arguments):
    return subprocess.run(["build/tolv", *arguments], capture_output=True, text=True, check=False)


def calculate(files, folder):
    subprocess.run([".ci/office", "profile/carry", "--headless", "--convert-to", "ods", "--outdir",
                    f"{FOLDER}/{folder}", *files], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, timeout=280, check=False)


def sheet_with(reader, heading):
    """The first sheet that has the heading, and where: its row, from 1, and its columns by text."""
    for sheet in reader.sheets:
        for (row, _), cell in sheet.cells.items():
            if cell.text == heading:
                return sheet, row + 1, {c.text: column for (r, column), c in sheet.cells.items()
                                        if r == row}
    raise KeyError(heading)


def answer(language):
    """Writes the answers into the table that `tolv collect` fills, as it would."""
    path = f"{FOLDER}/{language}.ods"
    english, words = (sheet_with(Reader(f"{FOLDER}/{one}.ods"), heading) for one, heading in
                      (("en", "My_measures"), (language, MY_MEASURES[language])))
    columns = [english[2][name] for name in ("Code", "My_forecast", "My_comment", "My_measures")]
    headings = {column: text for text, column in words[2].items()}
    with open(f"{FOLDER}/answers.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow([headings[column] for column in columns])
        for code in map(str, UNITS):
            forecast, why, done = ANSWERS.get(code, (None, "", ""))
            writer.writerow([code, int(forecast) if forecast else None, why or None, done or None])
    tolv("fill", path, f"{FOLDER}/answers.csv", "--table", TABLE[language], "-o", path)


MY_MEASURES = {"en": "My_measures", "sv": "Mina_åtgärder", "da": "Mine_tiltag"}
TABLE = {"en": "Answers", "sv": "Svar", "da": "Svar"}


def expected_report(units):
    """Rows of the report, the worst forecast first, and the total below: column and value. A unit is
    its name, budget and outcome so far, the year's budget, forecast, why and what is done."""
    levels = []
    units = sorted(units, key=lambda u: u[3] - u[4])
    for row, (name, budget, outcome, year, forecast, why, done) in enumerate(units, 7):
        levels.append(flag(year - forecast, year))
        if row < 19:
            yield from zip((f"{c}{row}" for c in "ABCDEFGHIJ"), (
                name, budget, outcome, budget - outcome, year, forecast, year - forecast,
                levels[-1], why, done))
    sums = [sum(u[k] for u in units) for k in (1, 2, 3, 4)]
    yield from zip((f"{c}6" for c in "BCDEFGH"), (*sums[:2], sums[0] - sums[1], *sums[2:],
                                                   sums[2] - sums[3],
                                                   sum(level > 0 for level in levels[:12])))


def check_report(tally, where, path, units):
    if not os.path.exists(path):
        tally.check(f"{where}: LibreOffice opens it", True, False)
        return
    reader = Reader(path)
    errors = [cell.text for sheet in reader.sheets for cell in sheet.cells.values() if cell.is_error]
    tally.check(f"{where}: no cell has an error", [], errors[:9])
    for address, value in expected_report(units):
        cell = reader.sheets[0][address]
        shown = cell.value if cell else ""
        same = shown == value if isinstance(value, str) else \
            isinstance(shown, float) and abs(shown - float(value)) < 0.005
        tally.check(f"{where}: {address}", True, same or (shown, value))


def ledger_units():
    for code, unit in ledger_months().items():
        if BOARDS[UNITS[int(code)][0]] == FIRST_BOARD:
            budget, outcome = so_far(unit["budget"], MONTH), so_far(unit["outcome"], MONTH)
            year = so_far(unit["budget"], 12)
            forecast, why, done = ANSWERS.get(code, (None, "", ""))
            yield (unit["name"], budget, outcome, year, forecast or year - budget + outcome, why,
                   done)


def large_units(count):
    """More units than the template has rows for, the first board's among the others'."""
    for i in range(count):
        yield (("First" if i % 3 == 0 else "Second"), f"{i:03}", f"Unit {i:03}", 1000 * i + 500,
               1000 * i + 500 + i * i * 7 % 901, 2000 * i, 2000 * i + i * i * 13 % 1999)


def large_master(path, count):
    def cell(value):
        if isinstance(value, str):
            return (f'<table:table-cell office:value-type="string"><text:p>{value}</text:p>'
                    "</table:table-cell>")
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    headings = ("Board", "Code", "Unit", "Budget so far", "Outcome so far", "Year's budget",
                "Year-end forecast")
    rows = "".join("<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>"
                   for row in (headings, *large_units(count)))
    with open(path, "w", encoding="utf-8") as file:
        file.write(f'<?xml version="1.0" encoding="UTF-8"?><office:document{NAMESPACES} '
                   'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.'
                   'spreadsheet"><office:body><office:spreadsheet><table:table table:name="Any">'
                   f"{rows}</table:table><table:database-ranges><table:database-range "
                   f'table:name="follow_up" table:target-range-address="Any.A1:Any.G{count + 1}"/>'
                   "</table:database-ranges></office:spreadsheet></office:body></office:document>")


def check_told(tally):
    new = ("new", "board", "--from")
    end = ("--language", "en", "-o", f"{FOLDER}/told.ods")
    uncalculated = tolv(*new, f"{FOLDER}/en.ods", *end)
    tally.check("a master that nobody has calculated is refused", (3, True),
                (uncalculated.returncode, "open the workbook in LibreOffice" in uncalculated.stderr))
    other = tolv("new", "goals", "--from", f"{FOLDER}/large.fods", *end)
    tally.check("a master that has nothing of the template is refused", (3, True),
                (other.returncode, "has no table and no cell" in other.stderr))
    tally.check("nothing is written then", False, os.path.exists(f"{FOLDER}/told.ods"))
    made = tolv(*new, f"{FOLDER}/large.fods", *end)
    told = ("there is no table “Activities”: it is empty in the new workbook",
            "no cell is named “Municipality”: the new workbook has what the template has")
    tally.check("what a master lacks is told", (0, []),
                (made.returncode, [text for text in told if text not in made.stderr]))
    twice = tolv(*new, f"{FOLDER}/large.fods", f"{FOLDER}/told.ods", *end)
    tally.check("the first master that has it counts", (0, ""), (twice.returncode, twice.stderr))


def check_next_month(tally):
    """A follow-up of the next ledger keeps what was set in the last one, and asks the ledger first."""
    last, new = f"{FOLDER}/last.ods", f"{FOLDER}/next.ods"
    with open(f"{FOLDER}/settings.csv", "w", encoding="utf-8") as file:
        file.write("Show_in;tkr\nLimit_kr;400000;150000\nLadder;3;4\nPeriod;5\nMethod;2\n")
    with open(f"{FOLDER}/history.csv", "w", encoding="utf-8") as file:
        file.write('Code,Year,Month,Flag\n"3110",2026,6,1\n"3110",2026,7,2\n')
    with open(f"{FOLDER}/agreed.csv", "w", encoding="utf-8") as file:
        file.write('Code,Measure taken,Effect a year,From month\n"3110",Fewer temps,120000,9\n')
    tolv("fill", f"{FOLDER}/masters/en.ods", f"{FOLDER}/settings.csv", "-o", last)
    tolv("fill", last, f"{FOLDER}/history.csv", "--table", "History", "-o", last)
    tolv("fill", last, f"{FOLDER}/agreed.csv", "--table", "Agreed", "-o", last)
    calculate([last], "masters")
    made = tolv("new", "followup", "--ledger", "sheets/example/tolvsjo.se", "--from",
                f"{FOLDER}/masters/last.ods", "--limit-percent", "3/2", "--language", "en", "-o",
                new)
    tally.check("the next month's follow-up is made", (0, ""), (made.returncode, made.stderr))
    for name, expected in (("Show_in", "tkr"), ("Limit_kr", "400000,150000"), ("Ladder", "3,4"),
                           ("Period", "8"), ("Method", "2"), ("Limit_percent", "0.03,0.02"),
                           ("Unit", '"3110"'), ("History.A5:C6", '"3110",2026,6\n"3110",2026,7'),
                           ("Agreed.C5:E5", "Fewer temps,120000,9")):
        tally.check(f"{name} of the next month", expected, tolv("read", new, name).stdout.strip())


def check_faults(tally):
    """Memory or a file fails at every n-th call: a sentence, and a whole workbook or none."""
    path = f"{FOLDER}/faulty.ods"
    for call, step in (("malloc", 199), ("read", 1), ("write", 1), ("fsync", 1), ("rename", 1),
                       ("open", 1)):
        count, done, wrong = 0, 1, []
        while done <= max(count, 1):
            run = subprocess.run(
                ["build/tolv", "new", "board", "--from", f"{FOLDER}/large.fods", "-o", path],
                capture_output=True, text=True, check=False,
                env={**os.environ, "LD_PRELOAD": os.path.abspath("build/faults.so"),
                     "TOLV_FAULT": f"{call}:{done}", "TOLV_FAULT_COUNT": "/dev/fd/1"})
            count = max(count, int(run.stdout.split()[-1])) if run.stdout else done
            whole = zipfile.is_zipfile(path) if os.path.exists(path) else run.returncode != 0
            if not whole or run.returncode not in (0, 3, 4, 7) or (run.returncode and not run.stderr):
                wrong.append((done, run.returncode, run.stderr[-200:]))
            if os.path.exists(path):
                os.remove(path)
            done += step
        tally.check(f"{call} fails at one of {count} calls", (True, []), (count > 0, wrong[:3]))


def main():
    tally = Tally()
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(f"{FOLDER}/masters")
    for language in ("en", "sv", "da"):
        tolv("new", "followup", "--ledger", "sheets/example/tolvsjo.se", "--language", language,
             "-o", f"{FOLDER}/{language}.ods")
    for language in ("sv", "da", "en"):
        answer(language)
    large_master(f"{FOLDER}/large.fods", 48)
    check_told(tally)
    check_faults(tally)
    calculate([f"{FOLDER}/{language}.ods" for language, _ in WAYS], "masters")
    new = []
    for master, language in WAYS:
        new.append(f"{FOLDER}/{master}-{language}.ods")
        made = tolv("new", "board", "--from", f"{FOLDER}/masters/{master}.ods", "--language",
                    language, "-o", new[-1])
        tally.check(f"{master} to {language}: the report is made", (0, 2),
                    (made.returncode, made.stderr.count("\n")))
    large = f"{FOLDER}/large.ods"
    tolv("new", "board", "--from", f"{FOLDER}/large.fods", "--language", "en", "-o", large)
    check_next_month(tally)
    calculate([*new, large], "reports")
    for master, language in WAYS:
        check_report(tally, f"{master} to {language}",
                     f"{FOLDER}/reports/{master}-{language}.ods", list(ledger_units()))
    check_report(tally, "48 units", f"{FOLDER}/reports/large.ods",
                 [(unit, *map(F, figures), "", "") for board, _, unit, *figures in large_units(48)
                  if board == "First"])
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
