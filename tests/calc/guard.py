# SPDX-License-Identifier: MPL-2.0
"""Workbooks that `tolv guard` sends to offices without the extension, and `tolv unguard` takes back.

Every function with a native form is called with random figures, alone, nested, in names, array
formulas, conditional formats and validations; so are functions without one. Guarded, the workbook
goes to an office without the extension: nothing shows #NAME?, all answers are ours, what is edited
is calculated. Rows are inserted there, it is saved as .ods and as .xlsx, an office with the
extension reads both, and without their guards the formulas are those of a workbook that had its
rows inserted at home.

    guard.py [EXTENSIONS [COMMAND [CASES]]]
"""

import os
import subprocess
import sys
import tempfile
import zipfile

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import CellAddress

from native import FORMS, calls_of, error_of, fill, is_error, same
from native_arguments import CALLS
from office import Office
from tally import Tally

INSERTED = 2  # rows, above the third

# array formulas: columns, rows, and what they calculate from F1:H4 of their sheet
ARRAYS = [
    (1, 4, "TOLV.ALLOCATE(1000;$F$1:$F$4)"),
    (3, 4, "TOLV.ALLOCATE(1000;$F$1:$H$4;;;;0.01)"),
    (1, 4, "TOLV.ROUNDSUM($F$1:$F$4)"),
    (3, 1, "TOLV.PERIODISE(1000;$F$1:$H$1)"),
    (1, 4, "TOLV.NEEDINDEX($F$1:$F$4;$G$1:$G$4)"),
    (1, 4, "TOLV.DAMPEN($F$1:$F$4;$G$1:$G$4;-0.5;0.5)"),
    (1, 6, "TOLV.ALLOCATE(1000;$F$1:$F$4)"),  # more cells than values: the last show #N/A
    (4, 1, "TOLV.PERIODKEY(1;2026)"),  # no range that tells its shape
    (1, 4, "$F$1:$F$4*TOLV.DEVIATION(1;3)"),
    (1, 4, '$F$1:$F$4&TOLV.EXPLAIN("needmet";1;2)'),
    (1, 1, "SUM(TOLV.ALLOCATE(1000;$F$1:$F$4))"),
]
FIGURES = [[10, 7, 3], [20, 21, 5], [30.5, 28, 0], [41, 39, 11]]

# in column A of a sheet with the same figures in F1:H4
FORMULAS = [
    "SUM(1;TOLV.DEVIATION(F1;G1);TOLV.DEVIATION(F2;G2))*2",
    'IF(ISNUMBER(F3);TOLV.DEVIATION(F3;G3);"")',
    'IFERROR(TOLV.UNITCOST(F1;0);"none")',
    'IFNA(TOLV.SAVINGNEED(F6:Q6;F7:Q7;3);"not yet")',
    "TOLV.DEVIATION(TOLV.DEVIATION(F1;G1);SUM(TOLV.DEVIATION(F2;G2);1))",
    "TOLV.NEEDMET(F1;0)",
    'TOLV.EXPLAIN("needmet";F1;G1)',
    'LEN(TOLV.EXPLAIN("needmet";F1;G1))&" \"\"å\"\""',
    "INDEX(TOLV.ALLOCATE(1000;F1:F4);2;1)",
    "SUM(TOLV.ALLOCATE(1000;F1:F4))>5",
    "IFERROR(TOLV.CHECKSUM(F1:H4);0)",
    "tolv_alive+1",
    "tolv_frozen&tolv_nested",
    "SUM(F1:F4)",
]
NAMES = {
    "tolv_alive": "TOLV.DEVIATION($Formulas.$F$1;$Formulas.$G$1)",
    "tolv_frozen": 'TOLV.EXPLAIN("needmet";$Formulas.$F$1;$Formulas.$G$1)',
    "tolv_nested": 'LEN(tolv_frozen)&"!"',
}


def properties(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def add_conditions(sheet):
    """A conditional format and a validation, each with and without a native form."""
    formula = uno.Enum("com.sun.star.sheet.ConditionOperator", "FORMULA")
    cells = sheet.getCellRangeByName("F1:F4")
    formats = cells.ConditionalFormat
    for text in ("TOLV.DEVIATION(F1;G1)>0", 'LEN(TOLV.EXPLAIN("needmet";F1;G1))>0'):
        formats.addNew(properties(Operator=formula, Formula1=text, StyleName="Good"))
    cells.ConditionalFormat = formats
    for column, text in (("G1:G4", "TOLV.DEVIATION(F1;G1)<1000"),
                         ("H1:H4", 'LEN(TOLV.EXPLAIN("needmet";F1;G1))>0')):
        cells = sheet.getCellRangeByName(column)
        validation = cells.Validation
        validation.Type = uno.Enum("com.sun.star.sheet.ValidationType", "CUSTOM")
        validation.setFormula1(text)
        cells.Validation = validation


def write_book(book, calls, figures):
    for name in calls:
        fill(book, name + " figures", figures[name])
        book.Sheets.insertNewByName(name, 0)
        book.Sheets.getByName(name).getCellRangeByPosition(
            0, 0, 0, len(calls[name]) - 1).setFormulaArray(
                tuple(("=" + call.ours,) for call in calls[name]))
    fill(book, "Formulas", [[""] * 5 + row for row in FIGURES])
    for name, text in NAMES.items():
        book.NamedRanges.addNewByName(name, text, CellAddress(), 0)
    sheet = book.Sheets.getByName("Formulas")
    for row, text in enumerate(FORMULAS):
        sheet.getCellByPosition(0, row).setFormula("=" + text)
    add_conditions(sheet)
    fill(book, "Arrays", [[""] * 5 + row for row in FIGURES])
    sheet = book.Sheets.getByName("Arrays")
    row = 10
    for columns, rows, text in ARRAYS:
        sheet.getCellRangeByPosition(0, row, columns - 1, row + rows - 1).setArrayFormula("=" + text)
        row += rows + 1
    book.calculateAll()


def used(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    address = cursor.getRangeAddress()
    return sheet.getCellRangeByPosition(0, 0, address.EndColumn, address.EndRow)


def answers(book):
    """By sheet and place: what every formula cell answers."""
    found = {}
    for sheet in book.Sheets:
        if sheet.Name.endswith(" figures"):
            continue
        area = used(sheet)
        for row, (line, texts) in enumerate(zip(area.getDataArray(), area.getFormulaArray())):
            for column, text in enumerate(texts):
                if text.startswith(("=", "{=")):
                    cell = area.getCellByPosition(column, row)
                    found[sheet.Name, row, column] = (
                        error_of(cell) if cell.getError() else line[column])
    return found


def formulas(book):
    found = {}
    for sheet in book.Sheets:
        area = used(sheet)
        for row, texts in enumerate(area.getFormulaArray()):
            for column, text in enumerate(texts):
                if text.startswith(("=", "{=")):
                    cell = area.getCellByPosition(column, row)
                    found[sheet.Name, row, column] = cell.Formula
    found.update(((name,), book.NamedRanges.getByName(name).Content) for name in NAMES)
    return found


def conditions(book):
    sheet = book.Sheets.getByName("Formulas")
    formats = sheet.getCellRangeByName("F1:F2").ConditionalFormat
    texts = [formats.getByIndex(number).getFormula1() for number in range(formats.getCount())]
    return texts + [sheet.getCellRangeByName(column).Validation.getFormula1()
                    for column in ("G1", "H1")]


def marks(book):
    """What says that a cell's figure is fixed: notes, conditional formats, the style."""
    notes = sum(sheet.Annotations.getCount() for sheet in book.Sheets)
    looks = sum(found.getByIndex(0).Formula1.startswith("IFERROR(ERROR.TYPE(")
                for sheet in book.Sheets
                for found in sheet.ConditionalFormats.getConditionalFormats())
    return notes, looks, book.StyleFamilies.getByName("CellStyles").hasByName("Tolv")


def insert_rows(book):
    for sheet in book.Sheets:
        sheet.Rows.insertByIndex(2 if sheet.Name != "Arrays" else 6, INSERTED)


def run(tally, status, *command):
    done = subprocess.run(command, capture_output=True, text=True)
    tally.check(" ".join(os.path.basename(word) for word in command), status, done.returncode)
    if done.returncode != status:
        print(done.stdout, done.stderr)


def content(path):
    with zipfile.ZipFile(path) as package:
        return package.read("content.xml")


def compare(tally, what, mixed, expected, found):
    for place, wanted in expected.items():
        answer = found.get(place)
        if answer is None or not (same(wanted, answer) or (place in mixed and is_error(answer))):
            tally.check("%s: %s %d/%d" % ((what,) + place), wanted, answer)
        else:
            tally.passed += 1


def compare_formulas(tally, what, expected, found):
    for place in sorted(set(expected) | set(found), key=str):
        wanted, text = expected.get(place), found.get(place)
        if wanted == text:
            tally.passed += 1
        else:
            tally.check("%s: %s" % (what, place), wanted, text)


def edit(book):
    """Another figure for what the alive formulas calculate from."""
    for name in ("Formulas", "Arrays"):
        book.Sheets.getByName(name).getCellByPosition(5, 0).setValue(99)
    book.calculate()


FROZEN = 12  # formulas, of which six are array formulas
ALIVE = [("Formulas", row, 0) for row in (0, 4, 11)] + [
    ("Arrays", row, 0) for row in (10, 11, 12, 13, 15, 20, 25, 27)]


def without_extension(tally, mixed, ours, folder):
    edited = {}
    with Office() as office:
        book = office.open_book(os.path.join(folder, "guarded.ods"))
        compare(tally, "at load", mixed, ours, answers(book))
        book.calculateAll()
        compare(tally, "calculated anew", mixed, ours, answers(book))
        edit(book)
        edited = answers(book)
        book.close(True)
        book = office.open_book(os.path.join(folder, "guarded.ods"))
        insert_rows(book)
        for ending, form in FORMS.items():
            office.save_book(book, os.path.join(folder, "returned" + ending), form)
        book.close(True)
        book = office.open_book(os.path.join(folder, "returned.xlsx"))
        book.calculateAll()
        tally.check("#NAME? in .xlsx", [], [
            place for place, answer in answers(book).items() if answer == "#NAME?"])
        book.close(True)
    return edited


def compare_template(tally, extensions, command, folder):
    """The follow-up workbook shows the same with and without the extension."""
    path, calculated, guarded = (os.path.join(folder, name) for name in (
        "followup.ods", "calculated.ods", "managers.ods"))
    run(tally, 0, command, "report", "sheets/example/tolvsjo.se", "-o", path)
    with Office(extensions) as office:
        book = office.open_book(path)
        book.calculateAll()
        ours = answers(book)
        office.save_book(book, calculated)
        book.close(True)
    run(tally, 0, command, "guard", calculated, "-o", guarded)
    with Office() as office:
        book = office.open_book(guarded)
        book.calculateAll()
        compare(tally, "follow-up", set(), ours, answers(book))
        book.close(True)
    tally.check("formulas of the follow-up", True, len(ours) > 900)


def main(extensions="build/bundle", command="build/tolv", cases="8"):
    tally = Tally()
    figures = {name: [] for name in CALLS}
    calls = {name: list(calls_of(name, int(cases), "guard", name + " figures", figures[name]))
             for name in CALLS}
    mixed = {(name, row, 0) for name in calls for row, call in enumerate(calls[name]) if call.mixed}
    with tempfile.TemporaryDirectory(prefix="tolv-guard-") as folder:
        def path(name):
            return os.path.join(folder, name)

        with Office(extensions) as office:
            book = office.new_book()
            write_book(book, calls, figures)
            ours = answers(book)
            office.save_book(book, path("master.ods"))
            edit(book)
            edited = answers(book)
            book.close(True)
            book = office.open_book(path("master.ods"))
            insert_rows(book)
            moved, plain = formulas(book), conditions(book)
            book.close(True)
        run(tally, 0, command, "guard", path("master.ods"), "-o", path("guarded.ods"))
        run(tally, 0, command, "guard", path("guarded.ods"), "-o", path("twice.ods"))
        run(tally, 0, command, "unguard", path("guarded.ods"), "-o", path("plain.ods"))
        run(tally, 0, command, "guard", path("plain.ods"), "-o", path("again.ods"))
        tally.check("it is guarded", True, content(path("guarded.ods")) != content(path("master.ods")))
        tally.check("guarded twice", True, content(path("guarded.ods")) == content(path("twice.ods")))
        tally.check("unguarded", True, content(path("plain.ods")) == content(path("master.ods")))
        tally.check("guarded again", True, content(path("guarded.ods")) == content(path("again.ods")))
        with Office(extensions) as office:
            book = office.open_book(path("guarded.ods"))
            compare(tally, "guarded, with the extension", mixed, ours, answers(book))
            tally.check("frozen cells say so", (FROZEN, 2, True), marks(book))
            book.close(True)
        alive = without_extension(tally, mixed, ours, folder)
        compare(tally, "edited", mixed, {place: edited[place] for place in ALIVE}, alive)
        tally.check("the edit is seen", len(ALIVE),
                    sum(edited[place] != ours[place] for place in ALIVE))
        with Office(extensions) as office:
            book = office.open_book(path("returned.xlsx"))
            office.save_book(book, path("from-xlsx.ods"))
            book.close(True)
        for name in ("returned.ods", "from-xlsx.ods"):
            run(tally, 0, command, "unguard", path(name), "-o", path("back-" + name))
            with Office(extensions) as office:
                book = office.open_book(path("back-" + name))
                compare_formulas(tally, name, moved, formulas(book))
                tally.check(name + ": conditions", plain, conditions(book))
                tally.check(name + ": nothing is frozen", (0, 0, False), marks(book))
                book.close(True)
        compare_template(tally, extensions, command, folder)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
