# SPDX-License-Identifier: MPL-2.0
"""A workbook with every function, on its way between offices that have the extension and offices
that do not: what a unit manager without it sees, and what comes back.

    roundtrip.py [EXTENSIONS]
"""

import os
import re
import sys
import tempfile
import zipfile

import addins
import tables
from cases import shown
from com.sun.star.lang import Locale
from office import Office
from tally import Tally

FORMATTED, GENERAL, TEXT, GUARDED = range(4)  # the columns: the same call, kept in four ways
FALLBACK = "4242"
GUARD = "=IF(IFERROR(ERROR.TYPE({0});0)=5;" + FALLBACK + ";{0})"  # 5 is #NAME?
NAME = "#NAME?"


def example(function):
    """The first case that calls it and answers one number or text."""
    for row in tables.rows():
        name, _ = tables.outermost(row.formula)
        if (name.upper() == "TOLV." + function.method.upper() and not row.language
                and row.expected[:1] not in ("#", "E", "{", "")):
            return row.formula
    return None


def write_book(office, formulas, path):
    book = office.new_book()
    sheet = book.Sheets.getByIndex(0)
    book.Sheets.insertNewByName("Inputs", 1)
    inputs = tables.Inputs(book.Sheets.getByName("Inputs"))
    number_format = book.NumberFormats.addNew("0.000000", Locale())
    for row, formula in enumerate(formulas):
        call = inputs.formula(formula)[1:]
        for column in (FORMATTED, GENERAL):
            sheet.getCellByPosition(column, row).setFormula("=" + call)
        sheet.getCellByPosition(TEXT, row).setFormula("=" + call + '&""')
        sheet.getCellByPosition(GUARDED, row).setFormula(GUARD.format(call))
        sheet.getCellByPosition(FORMATTED, row).NumberFormat = number_format
    office.save_book(book, path)
    office.save_book(book, path.replace(".ods", ".xlsx"), "Calc MS Excel 2007 XML")
    book.close(True)


def kept(cell):
    """What a cell shows, as far as files keep it: cached numbers have 15 digits."""
    found = shown(cell)
    number = tables.number(found)
    return found if number is None else "%.12g" % number


def cells(book, count):
    sheet = book.Sheets.getByIndex(0)
    return [[kept(sheet.getCellByPosition(column, row)) for column in range(4)]
            for row in range(count)]


def read_book(office, path, count, recalculated=False, saved_as=None):
    book = office.open_book(path)
    if recalculated:
        book.calculateAll()
    found = cells(book, count)
    if saved_as:
        office.save_book(book, saved_as)
    book.close(True)
    return found


def stored_names(path):
    with zipfile.ZipFile(path) as package:
        return set(re.findall(r"\btolv\.[a-z]+(?=\()", package.read("content.xml").decode(),
                              re.IGNORECASE))


def without(row):
    """What an office without the extension makes of a row: texts and a formatted number keep; a
    number in the General format is calculated at load, so it is lost, or falls back."""
    formatted, general, text, guarded = row
    if general.startswith('"'):
        return [formatted, general, text, guarded]
    return [formatted, NAME, text, FALLBACK]


def main(extensions="build/bundle"):
    tally = Tally()
    formulas = {}
    for function in addins.functions(extensions):
        formula = example(function)
        tally.check(function.method + ": has a case to try", True, formula is not None)
        if formula:
            formulas["TOLV." + function.method.upper()] = formula
    count = len(formulas)

    def check(what, expected, found):
        for name, row, other in zip(formulas, expected, found):
            tally.check("%s %s" % (name, what), row, other)

    with tempfile.TemporaryDirectory(prefix="tolv-roundtrip-") as folder:
        book = os.path.join(folder, "book.ods")
        returned, again = os.path.join(folder, "returned.ods"), os.path.join(folder, "again.ods")
        with Office(extensions) as office:
            write_book(office, formulas.values(), book)
            first = read_book(office, book, count)
            for name, row in zip(formulas, first):
                tally.check(name + " answers in every cell", [row[GENERAL]] * 2,
                            [row[FORMATTED], row[GUARDED]])
                tally.check(name + " answers without an error", False, row[GENERAL][:1] in "#E")
            check("in .xlsx, opened again", first,
                  read_book(office, book.replace(".ods", ".xlsx"), count))
        tally.check("the stored names", set(formulas), stored_names(book) & set(formulas))
        expected = [without(row) for row in first]
        with Office() as office:
            check("without the extension", expected,
                  read_book(office, book, count, saved_as=returned))
            check("without it, saved there and opened again", expected,
                  read_book(office, returned, count, saved_as=again))
            for name, row in zip(formulas, read_book(office, again, count, recalculated=True)):
                tally.check(name + " without it, all recalculated: the guard", FALLBACK,
                            row[GUARDED])
        with Office(extensions) as office:
            check("with the extension again", first, read_book(office, again, count))
    return tally.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
