# SPDX-License-Identifier: MPL-2.0
"""A ledger in a sheet of a real Calc, and the figures that are asked of it: four ways to the same öre,
through changes, saving and other documents, to an office that does not have the ledger any more.

    ledger.py [EXTENSIONS]
"""

import os
import random
import sys
import tempfile

from office import Office
from tally import Tally

UNITS = ("110", "120", "U3", "åäö")
MONTHS = tuple(range(1, 13))
ROWS = 5000  # more than are read at once
COLUMNS = ("Period", "Konto", "Ansvar", "Verksamhet", "Projekt", "Belopp", "Typ", "Text")
AMOUNT = 5  # its column
NOT_AVAILABLE, WRONG_VALUE = 32767, 519  # Calc's #N/A and #VALUE!


def made_rows(count=ROWS):
    """Rows of a ledger with every kind of code; their amounts are whole öre."""
    chance = random.Random(4)
    return [[202600 + chance.choice(MONTHS), 3000 + chance.randrange(5000),
             chance.choice(UNITS), chance.randrange(9), "P%d" % chance.randrange(9),
             chance.randrange(-10 ** 9, 10 ** 9), "", "Ett namn %d" % row] for row in range(count)]


def cells_of(row):
    """As they are typed: a unit of digits is a number, an amount is kronor."""
    period, account, unit, activity, project, ore, kind, text = row
    return (float(period), float(account), float(unit) if unit.isdigit() else unit,
            float(activity), project, ore / 100, kind, text)


def sums_of(rows, units=UNITS):
    """Öre by unit and month."""
    return [[sum(row[5] for row in rows if row[2] == unit and row[0] == 202600 + month)
             for month in MONTHS] for unit in units]


def in_ore(values):
    return [[value if isinstance(value, str) else round(value * 100) for value in row]
            for row in values]


class Book:
    """A document with a ledger on its first sheet and what asks it on the second."""

    def __init__(self, office, rows):
        self.book = office.new_book()
        self.ledger = self.book.Sheets.getByIndex(0)
        self.ledger.Name = "Ledger"
        self.book.Sheets.insertNewByName("Figures", 1)
        self.figures = self.book.Sheets.getByName("Figures")
        self.rows = [list(row) for row in rows]
        self.ledger.getCellRangeByPosition(0, 0, len(COLUMNS) - 1, len(rows)).setDataArray(
            (COLUMNS,) + tuple(cells_of(row) for row in rows))
        self.put("Z1", '=TOLV.LEDGER($Ledger.A1:H%d)' % (len(rows) + 1))

    def cell(self, name):
        return self.figures.getCellRangeByName(name)

    def put(self, name, formula):
        self.cell(name).setFormula(formula)

    def shown(self, name):
        return self.cell(name).getString()

    def asked(self, formula):
        """What a formula answers, put into a cell of its own."""
        self.put("Z9", formula)
        return self.shown("Z9")

    def explained(self, call):
        name, _, arguments = call.partition("(")
        return self.asked('=TOLV.EXPLAIN("%s";%s' % (name, arguments))

    def write_figures(self):
        """The keys in A2:A5 and C1:N1, and blocks of 4 × 12 figures below: one way each."""
        count = len(UNITS)
        self.cell("A1:A%d" % (count + 1)).setDataArray(
            (("unit",),) + tuple((float(unit) if unit.isdigit() else unit,) for unit in UNITS))
        self.cell("B1:N1").setDataArray((("month",) + tuple(float(m) for m in MONTHS),))
        table, last = "$Ledger.A1:H%d" % (len(self.rows) + 1), len(self.rows) + 1
        keys = "1;$A$1:$A$%d;$B$1:$N$1" % (count + 1)
        self.block(0).setArrayFormula("=TOLV.GRID($Z$1;%s)" % keys)
        self.block(1).setArrayFormula("=TOLV.GRID(%s;%s)" % (table, keys))
        self.each(2, lambda row, column: "=TOLV.GRID($Z$1;%s;%d)" % (
            keys, row * len(MONTHS) + column + 1))
        self.each(3, lambda row, column: '=TOLV.BOOKED($Z$1;"outcome";"*";$A$%d;%s$1;%s$1)' % (
            row + 2, column_name(column + 2), column_name(column + 2)))
        self.each(4, lambda row, column: "=SUMIFS({0}F$2:$F${1};{0}C$2:$C${1};$A{2};"
                  "{0}A$2:$A${1};202600+{3}$1)".format("$Ledger.$", last, row + 2,
                                                       column_name(column + 2)))

    WAYS = ("GRID of the handle", "GRID of the range", "GRID by element", "BOOKED", "SUMIFS")

    def block(self, number):
        top = 1 + number * len(UNITS)
        return self.figures.getCellRangeByPosition(2, top, 13, top + len(UNITS) - 1)

    def each(self, number, formula):
        self.block(number).setFormulaArray(tuple(
            tuple(formula(row, column) for column in range(len(MONTHS)))
            for row in range(len(UNITS))))

    def set_amount(self, row, ore):
        """Of a row of the ledger, counted from 0."""
        self.rows[row][AMOUNT] = ore
        self.ledger.getCellByPosition(AMOUNT, row + 1).setValue(ore / 100)

    def close(self):
        self.book.close(True)


def column_name(index):
    return chr(ord("A") + index)


def check_figures(tally, book, what):
    expected = sums_of(book.rows)
    for number, way in enumerate(Book.WAYS):
        tally.check("%s: %s" % (what, way), expected, in_ore(book.block(number).getDataArray()))


def check_changes(tally, book):
    """A changed row goes through all figures by Calc's own means."""
    handle = book.shown("Z1")
    before = book.rows[17][AMOUNT]
    book.set_amount(17, before + 12345)
    tally.check("a changed row changes the handle", True, book.shown("Z1") != handle)
    check_figures(tally, book, "a changed row")
    book.set_amount(17, before)
    tally.check("the same content has the same handle", handle, book.shown("Z1"))
    check_figures(tally, book, "changed back")
    text = book.ledger.getCellByPosition(7, 18)
    text.setString("Another name")
    tally.check("a text of a row is no content", handle, book.shown("Z1"))


def check_columns(tally, book):
    """Whole columns are the same ledger, and grow with it."""
    exact, last = book.shown("Z1"), len(book.rows)
    book.put("Z2", "=TOLV.LEDGER($Ledger.A:H)")
    tally.check("whole columns are the same ledger", exact, book.shown("Z2"))
    book.put("Z3", '=TOLV.BOOKED(Z2;1;"*";"*";1;12)')
    row = [202612, 7990, "110", 1, "P1", 99, "", "the last"]
    book.ledger.getCellRangeByPosition(0, last + 1, 7, last + 1).setDataArray((cells_of(row),))
    tally.check("a new row is read in whole columns", True, book.shown("Z2") != exact)
    tally.check("and not in the rows above it", exact, book.shown("Z1"))
    tally.check("and is in the total", sum(row[AMOUNT] for row in book.rows) + 99,
                round(book.cell("Z3").getValue() * 100))
    book.ledger.getCellRangeByPosition(0, last + 1, 7, last + 1).clearContents(1 | 2 | 4)
    tally.check("taken away again", exact, book.shown("Z2"))


def check_bad_cells(tally, book):
    """Text among amounts and errors are named with their places, and nothing is figured out."""
    cell = book.ledger.getCellByPosition(AMOUNT, 4200)
    for what, formula in (("a text", "12 tkr"), ("an error", "=1/0"), ("#N/A", "=NA()")):
        cell.setFormula(formula)
        tally.check(what + " among the amounts", WRONG_VALUE, book.cell("Z1").getError())
        tally.check(what + " among the amounts: BOOKED", WRONG_VALUE,
                    book.block(3).getCellByPosition(0, 0).getError())
    cell.setString("12 tkr")  # Calc gives no range with an error in it to EXPLAIN
    sentence = book.explained("LEDGER($Ledger.A1:H%d)" % (len(book.rows) + 1))
    for part in ("row 4201", "column 6", "12 tkr"):
        tally.check("EXPLAIN names %s in “%s”" % (part, sentence), True, part in sentence)
    book.set_amount(4199, book.rows[4199][AMOUNT])
    tally.check("put right", 0, book.cell("Z1").getError())
    heading = book.ledger.getCellByPosition(AMOUNT, 0)
    heading.setString("Kommentar")
    tally.check("a heading that is missing", WRONG_VALUE, book.cell("Z1").getError())
    heading.setString(COLUMNS[AMOUNT])
    check_figures(tally, book, "put right")


def check_kept_elsewhere(tally, office, book):
    """Two documents with the same ledger, and one of them closed."""
    other = Book(office, book.rows)
    tally.check("the same ledger in two documents", book.shown("Z1"), other.shown("Z1"))
    other.write_figures()
    other.set_amount(0, 1)
    check_figures(tally, other, "the other document changed")
    check_figures(tally, book, "the other document changed, this one")
    other.close()
    book.book.calculateAll()
    check_figures(tally, book, "the other document closed")


def check_arguments(tally, book):
    """What stands for a table where it is a reference, and where it is not."""
    total, table = sum(row[AMOUNT] for row in book.rows), "$Ledger.A1:H%d" % (len(book.rows) + 1)
    book.cell("W1:X3").setDataArray((("unit", "above"), (110.0, "N"), ("U3", "N")))
    book.put("Z4", "=TOLV.LEDGER(%s;W1:X3)" % table)
    tally.check("a hierarchy is content", True, book.shown("Z4") != book.shown("Z1"))
    book.asked('=TOLV.BOOKED(Z4;1;"*";"N";1;12)')
    tally.check("a board is the sum of its units", sum(map(sum, sums_of(book.rows, ("110", "U3")))),
                round(book.cell("Z9").getValue() * 100))
    tally.check("a range moved by OFFSET", book.shown("Z1"),
                book.asked("=TOLV.LEDGER(OFFSET($Ledger.A1;0;0;%d;8))" % (len(book.rows) + 1)))
    tally.check("no table", "Err:504", book.asked('=TOLV.LEDGER("Ledger")'))
    for what, cells in (("one cell", "W2"), ("an empty part of the sheet", "AB1:AC900")):
        book.asked("=TOLV.LEDGER(%s)" % cells)
        tally.check(what, WRONG_VALUE, book.cell("Z9").getError())
    sentence = book.explained("LEDGER(%s)" % table)
    tally.check("EXPLAIN of the table: " + sentence, True, "{:,}".format(ROWS) in sentence)
    for kind, month, filters, takes in (
            (1, 1, "", lambda row: True), (1, 2, "", lambda row: True), (2, 1, "", lambda row: False),
            (1, 1, ';"konto";3', lambda row: row[1] < 4000),
            (1, 1, ';"konto";4', lambda row: 4000 <= row[1] < 5000),
            (1, 1, ';"projekt";"P4"', lambda row: row[4] == "P4")):
        wanted = sum(row[AMOUNT] for row in book.rows
                     if row[2] == UNITS[0] and row[0] == 202600 + month and takes(row))
        book.asked("=TOLV.GRID(Z1;%d;$A$1:$A$5;$B$1:$N$1;%d%s)" % (kind, month, filters))
        tally.check("an element of GRID, type %d, month %d%s" % (kind, month, filters), wanted,
                    round(book.cell("Z9").getValue() * 100))
    book.asked('=TOLV.BOOKED(Z1;1;"*";"*";1;12)')
    tally.check("the total", total, round(book.cell("Z9").getValue() * 100))


def check_dates_and_formulas(tally, office):
    """Dates arrive as plain numbers, percentages too, and formulas are worked out first."""
    book = office.new_book()
    sheet = book.Sheets.getByIndex(0)
    sheet.getCellRangeByName("A1:D4").setFormulaArray((
        ("Date", "Account", "Unit", "Amount"),
        ("=DATE(2026;3;31)", "=3000+10", "=\"U\"&1", "=F1*2"),
        ("2026-04-01", "4010", "U1", "12.5%"),
        ("=A2+31", "5010", "=C2", "=IF(F1>1;1.005;0)")))
    sheet.getCellRangeByName("F1").setValue(50.25)
    sheet.getCellRangeByName("H1").setFormula("=TOLV.LEDGER(A1:D4)")
    for month, formula in enumerate(("H2", "H3", "H4"), 3):
        sheet.getCellRangeByName(formula).setFormula(
            '=TOLV.BOOKED(H1;1;"*";"U1";%d;%d)' % (month, month))
    found = [sheet.getCellRangeByName(name).getValue() for name in ("H2", "H3", "H4")]
    tally.check("dates, percentages, formulas", [100.5, 0.13, 1.01], found)
    sheet.getCellRangeByName("F1").setValue(0.5)
    tally.check("and what they are made of changed", [1, 0.13, 0],
                [sheet.getCellRangeByName(name).getValue() for name in ("H2", "H3", "H4")])
    book.close(True)


def check_chains(tally, book):
    """A ledger of what another ledger answers, and one of what it answers itself."""
    before = book.ledger.Rows.getByIndex(9)
    before.IsVisible = False
    book.book.calculateAll()
    check_figures(tally, book, "a row that a filter hides")
    before.IsVisible = True
    book.cell("AD1:AF2").setFormulaArray((
        ("Month", "Account", "Amount"), ("1", "4010", '=TOLV.BOOKED(Z1;1;"*";"*";1;12)')))
    book.put("Z5", "=TOLV.LEDGER(AD1:AF2)")
    book.put("Z6", '=TOLV.BOOKED(Z5;1;"4";"*";1;1)')
    book.set_amount(3, 77)
    tally.check("a ledger of another's figures", sum(row[AMOUNT] for row in book.rows),
                round(book.cell("Z6").getValue() * 100))
    book.put("AF2", "=Z6")
    tally.check("a ledger of its own figures is an error", True, book.cell("Z6").getError() != 0)
    book.put("AF2", "=1.5")
    tally.check("and none any more", 1.5, book.cell("Z6").getValue())


def check_saved(tally, extensions, folder, rows):
    """Saved, and opened in another office; and there a handle whose ledger is gone."""
    path, orphan = os.path.join(folder, "book.ods"), os.path.join(folder, "orphan.ods")
    with Office(extensions) as office:
        book = Book(office, rows)
        book.write_figures()
        handle = book.shown("Z1")
        office.save_book(book.book, path)
        alone = office.new_book()
        sheet = alone.Sheets.getByIndex(0)
        sheet.getCellByPosition(0, 0).setString(handle)
        sheet.getCellByPosition(0, 1).setFormula('=TOLV.BOOKED(A1;1;"*";"*";1;12)')
        tally.check("a handle that is kept, in a document without the ledger",
                    sum(row[AMOUNT] for row in rows),
                    round(sheet.getCellByPosition(0, 1).getValue() * 100))
        office.save_book(alone, orphan)
        alone.close(True)
        book.close()
    with Office(extensions) as office:
        alone = office.open_book(orphan)
        sheet = alone.Sheets.getByIndex(0)
        figure, why = sheet.getCellByPosition(0, 1), sheet.getCellByPosition(0, 2)
        tally.check("a handle without its ledger", NOT_AVAILABLE, figure.getError())
        why.setFormula('=TOLV.EXPLAIN("BOOKED";A1;1;"*";"*";1;12)')
        tally.check("a handle without its ledger: EXPLAIN says what to press in “%s”" %
                    why.getString(), True, "Ctrl+Shift+F9" in why.getString())
        book = office.open_book(path)
        figures = book.Sheets.getByName("Figures")
        tally.check("opened again: the handle", handle,
                    figures.getCellRangeByName("Z1").getString())
        top = figures.getCellRangeByPosition(2, 1, 13, 5 * len(UNITS)).getDataArray()
        tally.check("opened again: the figures", 5 * sums_of(rows), in_ore(top))
        alone.calculateAll()
        tally.check("and the ledger is back for the other document", 0, figure.getError())
        book.close(True)
        alone.close(True)


def main(extensions="build/bundle"):
    tally = Tally()
    rows = made_rows()
    with Office(extensions) as office:
        book = Book(office, rows)
        book.write_figures()
        check_figures(tally, book, "at first")
        check_changes(tally, book)
        check_columns(tally, book)
        check_bad_cells(tally, book)
        check_kept_elsewhere(tally, office, book)
        check_arguments(tally, book)
        check_dates_and_formulas(tally, office)
        check_chains(tally, book)
        book.book.Sheets.removeByName("Ledger")
        tally.check("the ledger's sheet is gone: LEDGER", 524, book.cell("Z1").getError())
        tally.check("the ledger's sheet is gone: BOOKED", 524,
                    book.block(3).getCellByPosition(0, 0).getError())
        book.close()
    with tempfile.TemporaryDirectory(prefix="tolv-ledger-") as folder:
        check_saved(tally, extensions, folder, rows)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
