# SPDX-License-Identifier: MPL-2.0
"""The time of our functions over many units, beside the formulas of peers.py that give the same
figures, and how it grows with the number of units.

A time is that of a hard recalculation of the sheet, less one of the same sheet without formulas;
the shortest of several, in turns. Calc takes 0.2 µs to hand a cell of a range to an extension, and
0.005 µs to read it in a SUMPRODUCT of its own: so what is one pass over a range is slower with us.

    speed_units.py [EXTENSIONS [UNITS]]
"""

import math
import random
import sys
import time

import peers
from office import Office

from com.sun.star.sheet.FillDirection import TO_BOTTOM, TO_RIGHT

ROUNDS, ROUNDS_SECONDS = 7, 5  # no new round after so many seconds
SIZES = 1000, 10000, 100000


def enter(sheet, place, formula):
    first, _, last = place.partition(">")
    cells = sheet.getCellRangeByName(first)
    if formula.startswith("{"):
        cells.setArrayFormula(formula[1:-1])
    else:
        cells.getCellByPosition(0, 0).setFormula(formula)
    if last:
        filled = sheet.getCellRangeByName("%s:%s" % (first.partition(":")[0], last))
        top = filled.getCellRangeByPosition(0, 0, filled.Columns.Count - 1, 0)
        top.fillAuto(TO_RIGHT, cells.Columns.Count)
        filled.fillAuto(TO_BOTTOM, 1)


class Sheet:
    """A workbook with a row's data and formulas."""

    def __init__(self, office, row, formulas, units):
        self.book = office.new_book()
        self.sheet = self.book.Sheets.getByIndex(0)
        self.numbers = {"{n}": units, "{half}": units // 2}
        self.milliseconds = []
        chance = random.Random(12)  # the same data in every sheet
        columns = [[peers.DATA[name](chance, i) for i in range(units)] for name in row.data]
        self.sheet.getCellRangeByPosition(0, 0, len(columns) - 1, units - 1).setDataArray(
            tuple(zip(*columns)))
        for place, formula in formulas.items():
            enter(self.sheet, self.numbered(place), self.numbered(formula))

    def numbered(self, text):
        for name, number in self.numbers.items():
            text = text.replace(name, str(number))
        return text

    def calculate(self):
        start = time.perf_counter()
        self.book.calculateAll()
        self.milliseconds.append((time.perf_counter() - start) * 1000)

    def figures(self, place):
        self.book.calculateAll()
        return self.sheet.getCellRangeByName(self.numbered(place)).getDataArray()


def timed(idle, *busy):
    """Of each but the first, which has no formulas: the milliseconds."""
    sheets = idle, *busy
    end = time.monotonic() + ROUNDS_SECONDS
    for _ in range(ROUNDS):
        for sheet in sheets:
            sheet.calculate()
        if time.monotonic() > end:
            break
    for sheet in sheets:
        sheet.book.close(True)
    return [min(sheet.milliseconds) - min(idle.milliseconds) for sheet in busy]


def same(ours, theirs):
    if isinstance(ours, float) and isinstance(theirs, float):
        return math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-6)
    return isinstance(ours, str) and ours == theirs != ""


def compare(office, row, units):
    idle, ours, theirs = (Sheet(office, row, formulas, units)
                          for formulas in ({}, row.ours, row.peer))
    for line, pair in enumerate(zip(ours.figures(row.answer), theirs.figures(row.answer))):
        if not all(map(same, *pair)):
            raise SystemExit("%s, row %d: Tolv %s, Calc %s" % (row.function, line + 1, *pair))
    return timed(idle, ours, theirs)


def grow(office, row):
    taken = [timed(Sheet(office, row, {}, size), Sheet(office, row, row.ours, size))[0]
             for size in SIZES]
    return taken, [more / less for less, more in zip(taken, taken[1:])]


def show_peers(office, units):
    print("  %-11s%-26s%9s%9s%12s" % ("%d units" % units, "", "Tolv ms", "Calc ms", "Tolv/Calc"))
    for row in peers.ROWS:
        ours, theirs = compare(office, row, units)
        print("  %-11s%-26s%9.1f%9.1f%12.2f"
              % (row.family, row.function, ours, theirs, ours / theirs), flush=True)


def show_growth(office):
    """Whether none grows more than it may."""
    print("  %-37s" % "Tolv ms, units" + "%9d%9d%9d    tenfold" % SIZES)
    factors = {}
    for row in peers.ROWS:
        if row.function in peers.GROWTH:
            taken, factors[row.function] = grow(office, row)
            print("  %-11s%-26s%9.1f%9.1f%9.1f%6.1f%6.1f"
                  % (row.family, row.function, *taken, *factors[row.function]), flush=True)
    return all(math.prod(factors[name]) <= most for name, most in peers.GROWTH.items())


def main(extensions="build/bundle", units="10000"):
    with Office(extensions) as office:
        show_peers(office, int(units))
    with Office(extensions) as office:
        return 0 if show_growth(office) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
