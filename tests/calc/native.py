# SPDX-License-Identifier: MPL-2.0
"""Does the native form of every function answer what the function answers? Random calls with their
arguments in cells, in three columns: ours, the native form, and ours guarded with it. In an office
with the extension all three agree; the workbook then goes, as .ods and as .xlsx, to an office
without it, where the latter two still answer what ours did.

    native.py [EXTENSIONS [PROGRAM [CASES [SEED]]]]
"""

import collections
import os
import subprocess
import sys
import tempfile

import tables
from cases import ERRORS
from native_arguments import BLANK, CALLS, Case, Cells
from office import Office
from tally import Tally

OURS, NATIVE, GUARDED = range(3)
GUARD = "=IF(IFERROR(ERROR.TYPE({0});0)=5;{1};{0})"  # 5 is #NAME?
FORMS = {".ods": "calc8", ".xlsx": "Calc MS Excel 2007 XML"}

EMPTY_TEXT = '=""'
# functions whose native form takes an empty text for a blank; the others then show #VALUE!
TAKE_TEXTS = {"ALLOCATE", "AVERAGEVOLUME", "BENCHMARK", "BUDGETUSE", "FLAG",
              "FORECASTACCURACY", "KEYCHECK", "KEYFROM", "MEASUREEFFECT", "MIX", "NEEDINDEX",
              "OFFSET", "PERIODISE", "PERSIST", "REMAINING", "ROLLING", "ROUNDSUM", "SAVINGNEED",
              "STEPPAY", "STICKY", "TRUEUP", "USERRATING", "VOLUMEFORECAST", "YEARFORECAST", "YTD"}

SHOWN = 4  # of each function's faults

Call = collections.namedtuple("Call", "mixed arguments ours")


def place(arguments, sheet, rows, texts):
    """Puts the cells of one call into rows of the sheet, and says in each where it stands."""
    blocks = [argument for argument in arguments if isinstance(argument, Cells)]
    height = max([len(block.rows) for block in blocks], default=0)
    band = [[] for _ in range(height)]
    for block in blocks:
        first, width = len(band[0]), len(block.rows[0])
        for row, line in enumerate(band):
            line.extend([EMPTY_TEXT if cell == BLANK and texts else cell for cell in block.rows[row]]
                        if row < len(block.rows) else [""] * width)
        name = "$'%s'.%s%d" % (sheet, tables.column_name(first), len(rows) + 1)
        last = "%s%d" % (tables.column_name(first + width - 1), len(rows) + len(block.rows))
        block.text = name if width * len(block.rows) == 1 else name + ":" + last
    rows.extend(band)


def calls_of(name, count, seed, sheet, rows):
    for number in range(count):
        case = Case("%s %s %d" % (seed, name, number), name in TAKE_TEXTS)
        arguments = CALLS[name](case)
        place(arguments, sheet, rows, case.texts)
        texts = [text.text if isinstance(text, Cells) else text for text in arguments]
        yield Call(case.mixed, texts, "TOLV.%s(%s)" % (name, ";".join(texts)))


def native_forms(program, calls):
    """By name, a text for each call; "" where there is none."""
    lines = [name + "\t" + "\t".join(call.arguments) for name in calls for call in calls[name]]
    done = subprocess.run([program], input="\n".join(lines) + "\n", capture_output=True, text=True,
                          check=True)
    texts = iter(done.stdout.split("\n"))
    return {name: [next(texts) for _ in calls[name]] for name in calls}


def fill(book, sheet, rows):
    width = max(len(row) for row in rows)
    book.Sheets.insertNewByName(sheet, 0)
    cells = book.Sheets.getByName(sheet).getCellRangeByPosition(0, 0, width - 1, len(rows) - 1)
    cells.setDataArray(tuple(tuple(row) + ("",) * (width - len(row)) for row in rows))
    for row, line in enumerate(rows):
        for column, cell in enumerate(line):
            if cell == EMPTY_TEXT:
                cells.getCellByPosition(column, row).setFormula(cell)


def answers(book, sheet, count):
    """What the cells show: figures, texts, and errors by name."""
    cells = book.Sheets.getByName(sheet).getCellRangeByPosition(0, 0, GUARDED, count - 1)
    return [[cell if cell is not None else error_of(cells.getCellByPosition(column, row))
             for column, cell in enumerate(line)] for row, line in enumerate(cells.getDataArray())]


def error_of(cell):
    return ERRORS.get(cell.getError(), "Err:%d" % cell.getError())


def is_error(answer):
    return isinstance(answer, str) and answer.startswith(("#", "Err:"))


def same(expected, found):
    """To the öre; shares to nine digits."""
    if isinstance(expected, str) or isinstance(found, str):
        return expected == found
    return abs(expected - found) <= min(0.001, 1e-9 * abs(expected)) + 1e-12


class Comparison:
    def __init__(self, tally, calls, forms):
        self.tally, self.calls, self.forms = tally, calls, forms
        self.shown = collections.Counter()

    def compare(self, where, name, expected, found, columns):
        """Where a row stands beside a column an error is as good, but never another figure."""
        for call, form, wanted, line in zip(self.calls[name], self.forms[name], expected, found):
            for column in columns:
                if not form or (call.mixed and is_error(line[column])):
                    continue
                good = same(wanted, line[column])
                self.tally.passed += good
                self.tally.failed += not good
                if not good:
                    self._show(name, "%s, %s: %s\n    answers %s\n    and %s\n    answers %s" % (
                        where, ("ours", "native", "guarded")[column], call.ours, wanted, form,
                        line[column]))

    def _show(self, name, text):
        self.shown[name] += 1
        if self.shown[name] <= SHOWN:
            print(text)


def write_and_compare(extensions, comparison, figures, folder):
    """With the extension; what ours answers, by name."""
    calls, forms, ours = comparison.calls, comparison.forms, {}
    with Office(extensions) as office:
        book = office.new_book()
        for name in calls:
            fill(book, name + " figures", figures[name])
            book.Sheets.insertNewByName(name, 0)
            cells = book.Sheets.getByName(name).getCellRangeByPosition(
                0, 0, GUARDED, len(calls[name]) - 1)
            cells.setFormulaArray(tuple(
                ("=" + call.ours, "=" + form, GUARD.format(call.ours, form)) if form else ("",) * 3
                for call, form in zip(calls[name], forms[name])))
        book.calculateAll()
        for name in calls:
            found = answers(book, name, len(calls[name]))
            ours[name] = [line[OURS] for line in found]
            comparison.compare("with", name, ours[name], found, (NATIVE, GUARDED))
        for ending, form in FORMS.items():
            office.save_book(book, os.path.join(folder, "native" + ending), form)
        book.close(True)
    return ours


def compare_without(comparison, ours, folder):
    for ending in FORMS:
        with Office() as office:
            book = office.open_book(os.path.join(folder, "native" + ending))
            book.calculateAll()
            for name in comparison.calls:
                found = answers(book, name, len(comparison.calls[name]))
                comparison.compare("without, " + ending, name, ours[name], found,
                                   (NATIVE, GUARDED))
            book.close(True)


def count(comparison, ours):
    """How many calls were compared, of what kind; and every form must have been tried."""
    for name, forms in comparison.forms.items():
        said = [answer for answer, form in zip(ours[name], forms) if form]
        errors = sum(is_error(answer) for answer in said)
        print("%-18s %4d compared, %4d of them errors, %4d without a native form, %d characters"
              % (name, len(said), errors, len(forms) - len(said), max(map(len, forms))))
        comparison.tally.check("%s: calls with a figure" % name, True,
                               2 * (len(said) - errors) > len(forms))
        for answer in set(filter(is_error, said)) - {"#N/A", "#DIV/0!"}:
            comparison.tally.check("%s refuses its arguments" % name, "a figure", answer)


def main(extensions="build/bundle", program="build/host/tests/calc/native", cases=None, seed=""):
    tally = Tally()
    cases = int(cases or os.environ.get("CASES", 200))
    listed = subprocess.run([program, "--list"], capture_output=True, text=True, check=True)
    tally.check("functions with a native form", sorted(listed.stdout.split()), sorted(CALLS))
    figures = collections.defaultdict(list)
    calls = {name: list(calls_of(name, cases, seed, name + " figures", figures[name]))
             for name in CALLS}
    comparison = Comparison(tally, calls, native_forms(program, calls))
    with tempfile.TemporaryDirectory() as folder:
        ours = write_and_compare(extensions, comparison, figures, folder)
        compare_without(comparison, ours, folder)
    count(comparison, ours)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
