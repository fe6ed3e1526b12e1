#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""tests/sheets/round.py: the monthly round with the follow-up. It is made of a ledger, calculated,
and split; a manager without the extension answers; the answer is checked and collected. What was
said stands with the answers and in the history, a row for each unit, the figures are those of the
ledger, and the dialogue page shows them. Closes with "N passed, N failed"."""
import os
import subprocess
import sys
import tempfile

sys.path[:0] = [os.path.join(os.path.dirname(__file__), part) for part in ("../calc", ".")]
from fictive import YEAR, Municipality  # noqa: E402
from office import Office  # noqa: E402
from tally import Tally  # noqa: E402

MONTH, FORECAST, ANSWER_BY = 8, 12345678.25, "2026-09-20"
SAID = {"My_comment": "snö & is", "My_measures": "Färre timmar", "My_support": "En ekonom"}


def tolv(*words):
    return subprocess.run(["build/tolv", "--language", "en", *words], capture_output=True,
                          text=True, check=False)


def cells_of(book, name):
    """The rows of a table, by the texts of their first cells."""
    area = book.DatabaseRanges.getByName(name).DataArea
    sheet = book.Sheets.getByIndex(area.Sheet)
    rows = sheet.getCellRangeByPosition(area.StartColumn, area.StartRow + 1, area.EndColumn,
                                        min(area.EndRow, area.StartRow + 60)).getDataArray()
    return {row[0]: row for row in rows if row[0] != ""}


def named(book, name):
    return book.NamedRanges.getByName(name).getReferredCells()


def answer(path):
    with Office() as office:
        book = office.open_book(path)
        for name, text in SAID.items():
            named(book, name).String = text
        named(book, "My_forecast").Value = FORECAST
        errors = [sheet.Name for sheet in book.Sheets
                  if sheet.queryFormulaCells(4).RangeAddressesAsString]
        sheets = [sheet.Name for sheet in book.Sheets]
        book.store()
        book.close(True)
    return sheets, errors


def check_collected(tally, book, municipality, own):
    answers, history = cells_of(book, "Answers"), cells_of(book, "History")
    tally.check("the answer", (FORECAST, *SAID.values()), answers[own][4:8])
    tally.check("a row of the history for each unit", sorted(municipality.units), sorted(history))
    for code, row in history.items():
        line = municipality.line([code], MONTH)
        tally.check(f"the history of {code}",
                    [YEAR, MONTH, line.deviation, line.forecast, FORECAST if code == own else "",
                     line.flag],
                    [*row[1:3], round(100 * row[3]), round(100 * row[4]), *row[5:7]])
    named(book, "Unit").String = own
    dialogue = book.Sheets.getByName("Dialogue").getCellRangeByName
    for cell, wanted in (("C10", FORECAST), ("C70", FORECAST)):
        tally.check(f"the dialogue page: {cell}", wanted, dialogue(cell).Value)
    tally.check("the dialogue page: why", SAID["My_comment"], dialogue("B17").String)


def main():
    tally, municipality = Tally(), Municipality(12)
    own = list(municipality.units)[4]
    with tempfile.TemporaryDirectory(prefix="tolv-round-") as folder:
        ledger, units, made, master, files, collected, again = (os.path.join(folder, name) for name in (
            "ledger.csv", "units.csv", "made.ods", "master.ods", "files", "new.ods", "again.ods"))
        municipality.write(ledger, units)
        tally.check("new", 0, tolv("new", "followup", "--ledger", ledger, "--units", units,
                                   "--period", str(MONTH), "-o", made).returncode)
        with Office("build/bundle") as office:
            book = office.open_book(made)
            named(book, "Answer_by").Formula = ANSWER_BY
            office.save_book(book, master)
            book.close(True)
        run = tolv("split", master, "-o", files)
        tally.check("split", (0, ""), (run.returncode, run.stderr))
        with open(os.path.join(files, "mail-merge.csv"), encoding="utf-8") as merge:
            lines = merge.read().splitlines()
        tally.check("the list for the mail merge", len(municipality.units) + 1, len(lines))
        tally.check("it has addresses", True, all(
            part in lines[5] for part in (own, *municipality.contact(own))) or lines[5])
        tally.check("where a unit has no date of its own it is that of Settings",
                    sum(municipality.contact(code)[-1] == "" for code in municipality.units),
                    sum(ANSWER_BY in line for line in lines))
        returned = [os.path.join(files, name) for name in sorted(os.listdir(files))
                    if name.endswith(".ods")]
        path = next(name for name in returned if os.path.basename(name).startswith(own))
        sheets, errors = answer(path)
        tally.check("what the manager gets", ["Unit sheet", "Common picture", "History", "Months",
                                              "Ledger", "Settings"], sheets)
        tally.check("no error without the extension", [], errors)
        run = tolv("check", "--master", master, path)
        tally.check("check", (0, ""), (run.returncode, run.stdout + run.stderr))
        tally.check("collect", 0, tolv("collect", master, *returned, "-o", collected).returncode)
        tolv("collect", master, *reversed(returned), "-o", again)
        with open(collected, "rb") as one, open(again, "rb") as other:
            tally.check("the same files, the same bytes", True, one.read() == other.read())
        with Office("build/bundle") as office:
            book = office.open_book(collected)
            check_collected(tally, book, municipality, own)
            book.close(True)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
