#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""tests/ods/collect.py: out to the units and back, through a LibreOffice without the extension.

The master of split.py is split. One unit inserts a row, sorts, fills in and comments; one changes
what is fixed; one does nothing. Checked, all is told; collected, the inputs of the first stand in
its rows of the master, and nothing else is different. Prints "N passed, N failed".
"""
import os
import subprocess
import sys
import tempfile
import zipfile

sys.path[:0] = [os.path.abspath("tests/calc"), os.path.abspath("tests/ods")]
import split_master as master  # noqa: E402
import workbook  # noqa: E402
from office import Office  # noqa: E402
from tally import Tally  # noqa: E402

TOLV = os.path.abspath("build/tolv")
FORECAST = {0: 700123.25, 1: 55000.5}  # of the two accounts of the first unit
tally = Tally()
check = tally.hold


def tolv(*words):
    return subprocess.run([TOLV, "--language", "en", *words], capture_output=True, text=True,
                          timeout=60)


def files():
    return [os.path.join("out", next(name for name in os.listdir("out") if name.startswith(code)))
            for code, *_ in master.UNITS]


def answer(office, path):
    book = office.open_book(path)
    sheet = book.Sheets.getByName("Follow-up")
    sheet.unprotect("")
    first = master.ROWS_FROM - 1
    for i, figure in FORECAST.items():
        sheet.getCellByPosition(4, first + i).Value = figure
    sheet.Annotations.insertNew(sheet.getCellByPosition(4, first).CellAddress, "snow & ice")
    sheet.Rows.insertByIndex(first + 1, 1)  # between the two
    last = sheet.getCellRangeByPosition(0, first + 3, 8, first + 3)
    sheet.copyRange(last.getCellByPosition(0, 0).CellAddress,
                    sheet.getCellRangeByPosition(0, first, 8, first).RangeAddress)
    sheet.copyRange(sheet.getCellByPosition(0, first).CellAddress,
                    sheet.getCellRangeByPosition(0, first + 2, 8, first + 2).RangeAddress)
    sheet.copyRange(sheet.getCellByPosition(0, first + 2).CellAddress, last.RangeAddress)
    last.clearContents(1 | 2 | 4 | 8 | 16)
    book.store()
    book.close(True)


def tamper(office, path):
    book = office.open_book(path)
    sheet = book.Sheets.getByName("Follow-up")
    sheet.unprotect("")
    sheet.getCellByPosition(2, master.ROWS_FROM + 1).Value = 1
    sheet.getCellByPosition(4, master.ROWS_FROM + 1).Value = 2
    book.store()
    book.close(True)


def held(path):
    """What each cell is that is not blank: its formula, or its value."""
    found = {}
    for sheet in workbook.read(path):
        row = 0
        for times, runs in sheet.rows:
            column = 0
            for width, cell in runs:
                if cell.formula or cell.value is not None:
                    found.update({(sheet.name, row + i, column + j): cell.formula or cell.value
                                  for i in range(times) for j in range(width)})
                column += width
            row += times
    return found


def main():
    master.write("master.ods", master.content())
    check(tolv("split", "master.ods", "-o", "out").returncode == 0, "split")
    north, south, untouched = files()
    with Office() as office:
        answer(office, north)
        tamper(office, south)
    told = tolv("check", "--master", "master.ods", north)
    check(told.returncode == 0 and told.stdout == "", told.stdout + told.stderr)
    told = tolv("check", "--master", "master.ods", south)
    check(told.returncode == 1 and "C13: “Budget” is fixed, and was changed: before “813002.25”, "
          "now “1”" in told.stdout, told.stdout + told.stderr)
    told = tolv("check", south)
    check("what is fixed has been moved or changed" in told.stdout, told.stdout + told.stderr)
    told = tolv("check", untouched)
    check(told.stdout.count("is not filled in") == 2, told.stdout + told.stderr)
    run = tolv("collect", "master.ods", untouched, south, north, "-o", "new.ods")
    check(run.returncode == 1 and "C13 is fixed, and was changed" in run.stderr, run.stderr)
    states = [line.split("  ")[2:] for line in run.stdout.splitlines()[2:]]
    check(all(word in " ".join(state) for word, state in
              zip(("answered", "set aside", "no answer"), states)), run.stdout)
    before, after = held("master.ods"), held("new.ods")
    different = {place for place in before.keys() | after.keys()
                 if before.get(place) != after.get(place)}
    wanted = {("Follow-up", master.ROWS_FROM - 1 + i, 4): figure for i, figure in FORECAST.items()}
    check(different == set(wanted), f"different: {sorted(different)}")
    for place, figure in wanted.items():
        check(after.get(place) == figure, f"{place}: {after.get(place)}")
    with zipfile.ZipFile("new.ods") as package:
        check(b"<text:p>snow &amp; ice</text:p></office:annotation>" in
              package.read("content.xml"), "the comment")
    again = tolv("collect", "master.ods", north, untouched, south, "-o", "again.ods")
    with open("new.ods", "rb") as one, open("again.ods", "rb") as other:
        check(again.returncode == 1 and one.read() == other.read(), "the second run differs")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="tolv-collect-") as scratch:
        os.chdir(scratch)
        main()
        os.chdir("/")
    sys.exit(tally.close())
