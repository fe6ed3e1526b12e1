#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""tests/sheets/scale.py [UNITS...]: the follow-up of fictive municipalities of so many units (10 and
100), as an economist treats it in an office: other months, rows sorted and filtered, rows of the
ledger inserted, a unit added and one taken away. After each of them no cell has an error, and every
figure of every unit, of the boards, of what is not placed and of the whole is that of fictive.py.
Closes with "N passed, N failed"."""
import os
import random
import subprocess
import sys
import tempfile

sys.path[:0] = [os.path.join(os.path.dirname(__file__), part) for part in ("../calc", ".")]
import uno  # noqa: E402
from fictive import ACCOUNTS, BEFORE, BUDGET, OUTCOME, YEAR, Municipality  # noqa: E402
from office import Office, property_value  # noqa: E402
from tally import Tally  # noqa: E402

ERRORS, EVERYTHING = 4, 1023  # com.sun.star.sheet.FormulaResult.ERROR; of cell contents
DEVIATION, FLAG = 6, 11  # columns of the table Follow_up


class Book:
    """A follow-up that is open. Tables and cells are found by their names, as the tools do."""

    def __init__(self, tally, office, municipality, folder):
        self.tally, self.of = tally, municipality
        path = os.path.join(folder, "followup.ods")
        ledger, units = os.path.join(folder, "ledger.csv"), os.path.join(folder, "units.csv")
        municipality.write(ledger, units)
        subprocess.run(["build/tolv", "--language", "en", "new", "followup", "--ledger", ledger,
                        "--units", units, "--period", "8", "-o", path], check=True)
        self.book = office.open_book(path)
        self.month = 8

    def table(self, name):
        area = self.book.DatabaseRanges.getByName(name).DataArea
        return self.book.Sheets.getByIndex(area.Sheet), area

    def rows(self, name):
        sheet, area = self.table(name)
        return sheet.getCellRangeByPosition(area.StartColumn, area.StartRow + 1, area.EndColumn,
                                            area.EndRow).getDataArray()

    def named(self, name):
        return self.book.NamedRanges.getByName(name).getReferredCells()

    def row_of(self, name, code):
        sheet, area = self.table(name)
        for row in range(area.StartRow + 1, area.EndRow + 1):
            if code in (sheet.getCellByPosition(i, row).String for i in (0, 1)):
                return sheet, area, row
        raise LookupError(code)

    def set_month(self, month):
        self.month = month
        self.named("Period").Value = month

    # ---- What is done ----

    def sort(self, column):
        sheet, area = self.table("Follow_up")
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = column, True
        sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn,
                                     area.EndRow).sort((
            property_value("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (field,))),
            property_value("ContainsHeader", True)))

    def filter(self, *flags):
        fields = []
        for flag in flags:
            field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
            field.Field, field.IsNumeric, field.NumericValue = FLAG, True, flag
            field.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
            fields.append(field)
        sheet, area = self.table("Follow_up")
        cells = sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn,
                                             area.EndRow)
        descriptor = cells.createFilterDescriptor(True)
        descriptor.ContainsHeader = True
        descriptor.setFilterFields(tuple(fields))
        cells.filter(descriptor)

    def book_rows(self, *rows):
        """New rows of the ledger, above the last line of the sheet."""
        sheet, area = self.table("Ledger")
        first = area.EndRow + 1
        sheet.Rows.insertByIndex(first, len(rows))
        for i, (unit, account, series, month, amount) in enumerate(rows):
            self.of.book(unit, account, series, month, amount)
            sheet.getCellRangeByPosition(0, first + i, 4, first + i).setDataArray(((
                "Budget" if series == BUDGET else "Outcome", float(YEAR * 100 + month), account,
                unit or "", amount / 100),))

    def add_unit(self, code, board):
        """Below a unit of the board, filled down from it, in each of the tables."""
        above = self.of.of_board(board)[0]
        for name in ("Units", "Unit_months", "Follow_up", "Answers"):
            sheet, area, row = self.row_of(name, above)
            sheet.Rows.insertByIndex(row + 1, 1)
            sheet.getCellRangeByPosition(area.StartColumn, row, area.EndColumn,
                                         row + 1).fillAuto(uno.Enum(
                "com.sun.star.sheet.FillDirection", "TO_BOTTOM"), 1)
            own = (board, code, "Ny enhet") if name != "Answers" else (code, "Ny enhet")
            for i, text in enumerate(own):
                sheet.getCellByPosition(area.StartColumn + i, row + 1).String = text
        self.of.units[code], self.of.board_of[code] = "Ny enhet", board
        self.of.figures[code] = {series: [0] * 12 for series in self.of.figures[None]}

    def remember(self, code, forecasts):
        """What `tolv collect` would have kept of a unit: forecasts by (year, month), in öre."""
        sheet, area = self.table("History")
        rows = tuple((code, float(year), float(month), 0.0, forecast / 100, "", 0.0, "normal")
                     for (year, month), forecast in forecasts.items())
        first = area.StartRow + 1
        sheet.getCellRangeByPosition(0, first, 7, first + len(rows) - 1).setDataArray(rows)

    def agree(self, code, effect, month):
        sheet, area = self.table("Agreed")
        sheet.getCellRangeByPosition(2, area.StartRow + 1, 4, area.StartRow + 1).setDataArray(
            (("Åtgärd", effect / 100, float(month)),))
        sheet.getCellByPosition(0, area.StartRow + 1).String = code

    def take_unit_away(self, code):
        """Its rows go; the ledger keeps it, so that it is no longer placed."""
        for name in ("Units", "Unit_months", "Follow_up", "Answers"):
            sheet, _, row = self.row_of(name, code)
            sheet.Rows.removeByIndex(row, 1)
        del self.of.units[code], self.of.board_of[code]
        for series, months in self.of.figures.pop(code).items():
            self.of.figures[None][series] = [
                a + b for a, b in zip(self.of.figures[None][series], months)]

    # ---- What must hold ----

    def check_units(self):
        for row in self.rows("Units"):
            manager, address, _, _, deadline = row[3:8]
            self.tally.check(f"who answers for {row[1]}", self.of.contact(row[1]),
                             (manager, address, deadline))

    def errors(self):
        found = []
        for sheet in self.book.Sheets:
            cells = sheet.queryFormulaCells(ERRORS)
            found += [sheet.Name + "." + area for area in cells.RangeAddressesAsString.split(";")
                      if area]
        return found[:5]

    def agrees(self, cells, line, incomplete="not reported"):
        before, budget, outcome, deviation, _, year, forecast, _, flag = cells[3:12]
        shown = [before, budget, outcome, deviation, year, forecast, flag]
        wanted = list(line)
        if line.outcome is None:
            wanted[2:4] = [incomplete if incomplete == "not reported" else None, ""]
            wanted[5:] = ["", "" if incomplete == "not reported" else incomplete]
        return all(w is None or w == s or (not isinstance(w, str) and not isinstance(s, str) and
                                           round(s * 100 if i < 6 else s) == w)
                   for i, (w, s) in enumerate(zip(wanted, shown)))

    def check_dialogue(self, code):
        """The record of last year's forecasts, the span it gives, and what a measure has given."""
        dice, own = random.Random(code), self.of.figures[code]
        before = sum(own[BEFORE])
        said = {(YEAR - 1, month): before + dice.randint(-5000000, 9000000)
                for month in range(1, 13)}
        said.update({(YEAR, month): sum(own[BUDGET]) + 1000 * month for month in range(1, 8)})
        self.remember(code, said)
        self.agree(code, 120000000, 4)
        self.named("Unit").String = code
        errors = sorted(said[YEAR - 1, month] - before for month in range(1, 13))
        line = self.of.line([code], self.month)
        cells = self.book.Sheets.getByName("Dialogue").getCellRangeByName
        for name, wanted in (
                ("C9", line.forecast), ("Q35", said[YEAR, 1]), ("Q41", said[YEAR, 7]),
                ("Q42", line.forecast), ("B63", said[YEAR, 1]), ("T46", said[YEAR - 1, 12] - before),
                ("X42", (line.forecast - quantile(errors, 0.9)) / 1000),
                ("Y42", (line.forecast - quantile(errors, 0.1)) / 1000),
                # 100,000 kr a month from April; what is saved against the budget since then
                ("D23", 50000000), ("E23", sum(own[BUDGET][3:8]) - sum(own[OUTCOME][3:8]))):
            self.tally.check(f"dialogue with {code}: {name}", True,
                             abs(100 * cells(name).Value - wanted) < 0.6 or cells(name).Value)
        record = "%.1f" % (100 * sum(map(abs, errors)) / (12 * abs(before)))
        self.tally.check(f"dialogue with {code}: its record", True,
                         record in cells("A75").String or cells("A75").String)

    def check(self, what):
        what = f"{len(self.of.units)} units, month {self.month}, {what}"
        self.tally.check(f"{what}: no error", [], self.errors())
        units = {row[1]: row for row in self.rows("Follow_up")}
        self.tally.check(f"{what}: the units", set(self.of.units), set(units))
        wrong = [units[code] for code in self.of.units
                 if not self.agrees(units[code], self.of.line([code], self.month))]
        self.tally.check(f"{what}: their figures", [], wrong[:2])
        boards = {row[0]: row for row in self.rows("Boards")}
        wrong = [boards[name] for name in set(self.of.board_of.values())
                 if not self.agrees(boards[name], self.of.line(self.of.of_board(name), self.month),
                                    "incomplete")]
        self.tally.check(f"{what}: the boards", [], wrong[:2])
        shared = {row[0]: row[2:6] for row in self.rows("Shared_boards")}
        self.tally.check(f"{what}: the common picture",
                         {name: row[4:8] for name, row in boards.items()}, shared)
        for name, of in (("Not_placed", [None]), ("Whole_municipality", list(self.of.figures))):
            cells = self.named(name).getDataArray()[0]
            line = self.of.line(of, self.month)
            if name == "Not_placed" and line.outcome is None:  # what is left over is always told
                continue
            self.tally.check(f"{what}: {name}", True,
                             self.agrees(("",) * 4 + cells, line._replace(before=None),
                                         "incomplete") or cells)
        red = sum(self.of.line([code], self.month).flag == 2 for code in self.of.units)
        listed = self.book.Sheets.getByName("Attention").getCellRangeByName("D5:D14")
        self.tally.check(f"{what}: the first to talk with are red", min(red, 10),
                         sum(row[0] == 2 for row in listed.getDataArray()))


def quantile(ordered, share):
    """Type 7 of Hyndman and Fan."""
    place = (len(ordered) - 1) * share
    low = int(place)
    return ordered[low] + (place - low) * (ordered[min(low + 1, len(ordered) - 1)] - ordered[low])


def treat(book):
    units = list(book.of.units)
    book.check("as it was made")
    book.check_units()
    book.check_dialogue(units[2])
    for month in (1, 12, 8):
        book.set_month(month)
        book.check("another month")
    book.sort(DEVIATION)
    book.check("sorted by deviation")
    book.filter(2)
    book.check("only red ones shown")
    book.filter()
    book.book_rows((units[3], ACCOUNTS[1][0], OUTCOME, 8, 98765432),
                   (units[-1], ACCOUNTS[0][0], BUDGET, 2, -1234567),
                   (None, ACCOUNTS[1][0], OUTCOME, 1, 4567))
    book.check("rows inserted in the ledger")
    book.add_unit("9999", book.of.board_of[units[0]])
    book.check("a unit added")
    book.book_rows(*(("9999", ACCOUNTS[1][0], series, month, 1000000 + month)
                     for series in (OUTCOME, BUDGET) for month in range(1, 9)))
    book.check("and booked on")
    book.take_unit_away(units[1])
    book.check("a unit taken away")
    book.take_unit_away(units[-1])
    book.check("the last one too")


def main(sizes):
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="tolv-scale-") as folder, \
            Office("build/bundle", life=1200) as office:
        for size in sizes:
            book = Book(tally, office, Municipality(size), folder)
            treat(book)
            book.book.close(True)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main([int(word) for word in sys.argv[1:]] or [10, 100]))
