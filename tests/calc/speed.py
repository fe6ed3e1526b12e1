# SPDX-License-Identifier: MPL-2.0
"""The time of one call of a function of ours with two numbers, beside LibreOffice's own add-in
function DELTA and a built-in formula: 20,000 cells each, the same office, the rounds mixed.

    speed.py [EXTENSIONS [ROUNDS]]
"""

import statistics
import sys
import time

from office import Office

CELLS = 20000
OURS, DELTA, BUILT_IN = "TOLV.DEVIATION(A1;B1)", "DELTA(A1;B1)", "A1-B1"
FORMULAS = {
    OURS: "TOLV.DEVIATION({0};{1})",
    DELTA: "COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GETDELTA({0};{1})",
    BUILT_IN: "{0}-{1}",
}


def book_of(office, formula):
    book = office.new_book()
    sheet = book.Sheets.getByIndex(0)
    sheet.getCellRangeByPosition(0, 0, 1, CELLS - 1).setDataArray(
        tuple((100.0 + row, 200.0 + row * 7 % 13) for row in range(CELLS)))
    sheet.getCellRangeByPosition(2, 0, 2, CELLS - 1).setFormulaArray(
        tuple(("=" + formula.format("A%d" % row, "B%d" % row),) for row in range(1, CELLS + 1)))
    first = sheet.getCellByPosition(2, 0)
    if first.getError():
        raise SystemExit("%s answers %s" % (first.getFormula(), first.getString()))
    return book


def main(extensions="build/bundle", rounds="9"):
    seconds = {name: [] for name in FORMULAS}
    with Office(extensions) as office:
        books = {name: book_of(office, formula) for name, formula in FORMULAS.items()}
        for _ in range(int(rounds)):
            for name, book in books.items():
                start = time.perf_counter()
                book.calculateAll()
                seconds[name].append(time.perf_counter() - start)
        for book in books.values():
            book.close(True)
    middle = {name: statistics.median(taken) / CELLS * 1e6 for name, taken in seconds.items()}
    for name, microseconds in middle.items():
        print("%-24s %6.2f µs a cell" % (name, microseconds))
    print("ours / DELTA             %6.2f" % (middle[OURS] / middle[DELTA]))
    print("ours / built-in          %6.2f" % (middle[OURS] / middle[BUILT_IN]))


main(*sys.argv[1:])
