#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""tests/ods/returns.py: files that come back as nobody meant them to.

A master is split, and a LibreOffice without the extension does to the files whatever people do:
each time `tolv check --master` must say what, where, and what to do, and `tolv collect` must use
what is right and set aside, with a reason, what cannot be trusted. At last the history of a month
is written, once, however often it is collected. Prints "N passed, N failed".
"""
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path[:0] = [os.path.abspath("tests/calc"), os.path.abspath("tests/ods")]
import split_master as split  # noqa: E402
import workbook  # noqa: E402
from office import Office, property_value  # noqa: E402
from split_master import cell, row, sheet  # noqa: E402
from tally import Tally  # noqa: E402

TOLV = os.path.abspath("build/tolv")
UNITS = [("3110", "North"), ("3120", "South"), ("0412", "East")]
ACCOUNTS = [(4000, 1000.5), (4010, 250.25), (5000, 77.0)]
FIRST = 5  # the row of the first figures, from 1
tally = Tally()
check = tally.check


# ---- The master ----

def figures():
    rows = [row("What to do"), row("Fill in what is yellow."), row(),
            row("Code", "Account", "Budget", "Forecast", "Comment", "Left")]
    for code, _ in UNITS:
        for account, budget in ACCOUNTS:
            at = len(rows) + 1
            rows.append(row(code, account, budget, cell(style="open"), cell(style="open"),
                            cell(budget, "[.C%d]-[.D%d]" % (at, at))))
    rows.append(row())
    rows.append(row("All of it", "", cell(1.0, "SUM([.C5:.C13])")))
    return rows


def month():
    rows = [row("Code", "Forecast", "Flag")]
    for at, (code, _) in enumerate(UNITS, start=2):
        rows.append(row(code, cell(0.5, "SUMIF([$Figures.$A$5:.$A$13];[.A%d];"
                                   "[$Figures.$D$5:.$D$13])" % at),
                        cell("grey", 'IF([.B%d]>1000;"red";"green")' % at)))
    return rows


def write_master(path, history=4, confirmed=None):
    heading = row("Code", "Year", "Month", "Forecast", "Flag")
    sheets = [
        ("Start", [row("Unit", "3110"), row("Period", 8), row("Year", 2026), row("Rate", 0.25),
                   row("Reason", cell(style="open")), row("", cell(style="open")),
                   row("", cell(style='open" table:content-validation-name="amount'))]),
        ("Figures", figures()), ("Month", month()),
        ("Units", [row("Code", "Unit", "Manager")] + [row(*unit, "Chef") for unit in UNITS]),
        ("Answers", [row("Code", "Status", "Questions", "Reason")] + [row("", "", "", "")] * 3),
        ("History", [heading] + [row(None, None, None, None, None)] * history)]
    ranges = [("Figures", "Figures.A4:Figures.F13"), ("Month", "Month.A1:Month.C4"),
              ("Units", "Units.A1:Units.C4"), ("Answers", "Answers.A1:Answers.D4"),
              ("History", "History.A1:History.E%d" % (history + 1))]
    names = [("Unit", 1), ("Period", 2), ("Year", 3), ("Rate", 4), ("Reason", 5)]
    names += [(confirmed, 6), ("My_forecast", 7)] if confirmed else []
    split.write(path, (
        '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content %s office:version="1.3">'
        '<office:automatic-styles><style:style style:name="open" style:family="table-cell">'
        '<style:table-cell-properties style:cell-protect="none"/></style:style><style:style '
        'style:name="ta1" style:family="table"><style:table-properties table:display="true"/>'
        "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
        '<table:content-validations><table:content-validation table:name="amount" table:condition='
        '"of:cell-content-is-decimal-number() and cell-content()&gt;=0" '
        'table:allow-empty-cell="true"/></table:content-validations>%s'
        "<table:named-expressions>%s</table:named-expressions><table:database-ranges>%s"
        "</table:database-ranges></office:spreadsheet></office:body></office:document-content>") % (
            split.SPACES, "".join(sheet(*given) for given in sheets),
            "".join('<table:named-range table:name="%s" table:base-cell-address="$Start.$A$1" '
                    'table:cell-range-address="$Start.$B$%d"/>' % name for name in names),
            "".join('<table:database-range table:name="%s" table:target-range-address="%s"/>'
                    % given for given in ranges)))


def tolv(*words):
    return subprocess.run([TOLV, "--language", "en", *words], capture_output=True, text=True,
                          timeout=60)


def sent(code):
    return os.path.join("out", next(name for name in os.listdir("out") if name.startswith(code)))


# ---- What people do ----

def at(book, name, place):
    return book.Sheets.getByName(name).getCellRangeByName(place)


def fill(book, code="3110"):
    first = FIRST + len(ACCOUNTS) * [unit[0] for unit in UNITS].index(code)
    for i, forecast in enumerate((900.0, 200.0, 50.0)):
        at(book, "Figures", "D%d" % (first + i)).Value = forecast
    at(book, "Start", "B5").String = "snow"


def bare(book):
    for name in book.Sheets.ElementNames:
        book.Sheets.getByName(name).unprotect("")


def nothing(book):
    pass


def insert_above(book):
    book.Sheets.getByName("Figures").Rows.insertByIndex(1, 2)


def insert_inside(book):
    book.Sheets.getByName("Figures").Rows.insertByIndex(FIRST, 1)


def write_inside(book):
    insert_inside(book)
    at(book, "Figures", "B%d" % (FIRST + 1)).Value = 4999.0


def insert_column(book):
    book.Sheets.getByName("Figures").Columns.insertByIndex(1, 1)


def delete_row(book):
    book.Sheets.getByName("Figures").Rows.removeByIndex(FIRST, 1)


def sort(book):
    table = at(book, "Figures", "A5:F7")
    field = uno_field(1, False)
    table.sort((property_value("SortFields", field), property_value("ContainsHeader", False)))


def uno_field(column, ascending):
    import uno
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = column, ascending
    return uno.Any("[]com.sun.star.table.TableSortField", (field,))


def rename_sheet(book):
    book.Sheets.getByName("Figures").Name = "My figures"


def delete_sheet(book):
    book.Sheets.removeByName("Month")


def copy_sheet(book):
    book.Sheets.copyByName("Figures", "Figures_2", 9)


def overwrite_unit(book):
    at(book, "Start", "B1").String = "3120"


def overwrite_setting(book):
    at(book, "Start", "B4").Value = 0.5


def overwrite_text(book):
    at(book, "Figures", "A2").String = "Fill in nothing."


def overwrite_heading(book):
    at(book, "Figures", "C4").String = "Money"


def overwrite_formula(book):
    at(book, "Figures", "F5").Value = 5.0


def other_formula(book):
    at(book, "Figures", "F5").Formula = "=C5-2*D5"


def alive_sum(book):
    at(book, "Figures", "C15").Formula = "=SUM(C5:C13)"


def overwrite_key(book):
    at(book, "Figures", "B5").Value = 4001.0


def overwrite_code(book):
    at(book, "Figures", "A5").String = "9999"


def scribble(book):
    at(book, "Start", "D9").String = "hello"


def merge(book):
    at(book, "Figures", "C5:D5").merge(True)


def paste_over(book):
    """Cells with their look, from where all is protected."""
    figures_sheet = book.Sheets.getByName("Figures")
    figures_sheet.copyRange(at(book, "Figures", "D5").CellAddress,
                            at(book, "Figures", "C7").RangeAddress)


def formula_as_input(book):
    at(book, "Figures", "D5").Formula = "=400+500"


def error_as_input(book):
    at(book, "Figures", "D5").Formula = "=1/0"


def text_as_input(text):
    def edit(book):
        at(book, "Figures", "D5").String = text
    edit.arrives = text
    return edit


def link_as_input(book):
    at(book, "Figures", "D5").Formula = "='file:///tmp/other.ods'#$Sheet1.A1"


# what is done; what check says, word by word; why collect sets it aside, or None
CASES = [
    (nothing, [], None),
    (insert_above, [], None),
    (insert_inside, [], None),
    (sort, [], None),
    (insert_column, [], None),
    (formula_as_input, [], None),
    (write_inside, ["Figures.B6: the row “4999” is not in the workbook that was sent out"], None),
    (delete_row, ["Figures.A6: the row “3110 4010”, which was sent out, is gone; put it back"],
     "the row “3110 4010”"),
    (rename_sheet, ["the sheet “My figures” was sent out as “Figures”; give it its name back"],
     None),
    # LibreOffice 7.4 takes another sheet's range away too
    (delete_sheet, ["the sheet “Month”, which was sent out, is gone; begin anew",
                    "the range “Figures”, which was sent out, is gone"],
     "the sheet “Month”"),
    (copy_sheet, ["the sheet “Figures_2” is not in the workbook that was sent out; take it away"],
     "a row of 3110 that the master does not have"),
    (overwrite_unit, ["Start.B1: “Unit” is fixed, and was changed: before “3110”, now “3120”; "
                      "write what stood there"], "Start.B1 is fixed"),
    (overwrite_setting, ["Start.B4: “Rate” is fixed, and was changed: before “0.25”, now “0.5”"],
     "Start.B4 is fixed"),
    (overwrite_text, ["Figures.A2: “A2” is fixed, and was changed: before “Fill in what is "
                      "yellow.”, now “Fill in nothing.”"], "Figures.A2 is fixed"),
    (overwrite_heading, ["Figures.C4: “C4” is fixed, and was changed: before “Budget”, now "
                         "“Money”"], "Figures.C4 is fixed"),
    (overwrite_formula, ["Figures.F5: “Left” is fixed, and was changed: before "
                         "“of:=[.C5]-[.D5]”, now “5”"], "Figures.F5 is fixed"),
    (other_formula, ["Figures.F5: “Left” is fixed, and was changed: before “of:=[.C5]-[.D5]”, "
                     "now “of:=[.C5]-2*[.D5]”"], "Figures.F5 is fixed"),
    (alive_sum, ["Figures.C15: “C15” is fixed, and was changed: before “1”, now "
                 "“of:=SUM([.C5:.C13])”"], "Figures.C15 is fixed"),
    (overwrite_key, ["Figures.B5: “Account” is fixed, and was changed: before “4000”, now “4001”"],
     "Figures.B5 is fixed"),
    (overwrite_code, ["Figures.A5: “Code” is fixed, and was changed: before “3110”, now “9999”"],
     "Figures.A5 is fixed"),
    (scribble, ["Start.D9: the row “hello” is not in the workbook that was sent out"], None),
    (merge, ["Figures.D5: “Forecast” is to be filled in, and lies under a merged cell; take the "
             "merge away"], "Figures.D5 is to be filled in"),
    (paste_over, [], None),
    (error_as_input, ["Figures.D5: “Forecast” shows the error #DIV/0!"], "shows an error"),
    (link_as_input, ["the file reads from another one: “['file:///tmp/other.ods'#",
                     "Figures.D5: “Forecast” shows the error"], "error"),
] + [(text_as_input(text), ["Figures.D5: “Forecast” is to be a number, and holds the text “%s”"
                            % text], None)
     for text in ("12 500", "12,5", "12.5", "12\u00a0500", "\u2212500", "1 234,50 kr", "2026-01-12",
                  "12\u202f500")]


paste_over.arrives = 77.0


def values(path, name):
    return next(each for each in workbook.read(path) if each.name == name).cells()


def said(text):
    return [line for line in text.splitlines() if "is not filled in" not in line]


def try_case(office, edit, findings, reason):
    name = getattr(edit, "__name__", "?")
    path = "returned.ods"
    shutil.copy(sent("3110"), path)
    book = office.open_book(os.path.abspath(path))
    bare(book)
    fill(book)
    edit(book)
    book.store()
    book.close(True)
    told = tolv("check", "--master", "master.ods", path)
    lines = said(told.stdout)
    for finding in findings:
        check("%s: check says %s" % (name, finding), True, any(finding in line for line in lines))
    check(name + ": check says nothing else", len(findings), len(lines))
    if len(findings) != len(lines):
        print("\n".join(lines), told.stderr)
    told = tolv("collect", "master.ods", path, "-o", "new.ods")
    aside = [line for line in told.stderr.splitlines() if path in line]
    arrived = values("new.ods", "Figures").get((FIRST - 1, 3))
    check(name + ": what arrives", None if reason else getattr(edit, "arrives", 900.0), arrived)
    if reason:
        check("%s: set aside for %s" % (name, reason), True, any(reason in one for one in aside))
    else:
        check(name + ": is used", "", told.stderr)


# ---- Files that are none ----

def as_form(office, code, path, form):
    book = office.open_book(os.path.abspath(sent(code)))
    bare(book)
    fill(book, code)
    office.save_book(book, os.path.abspath(path), form)
    book.close(True)


def half(path):
    with open(sent("3110"), "rb") as file:
        data = file.read()
    with open(path, "wb") as file:
        file.write(data[:len(data) // 2])


def locked(path):
    with zipfile.ZipFile(sent("3110")) as package, zipfile.ZipFile(path, "w") as to:
        for entry in package.infolist():
            data = package.read(entry)
            if entry.filename == "META-INF/manifest.xml":
                data = data.replace(b'full-path="content.xml" ', b'full-path="content.xml" '
                                    b'manifest:size="1" ').replace(
                    b"</manifest:manifest>", b'<manifest:file-entry manifest:full-path="x" '
                    b'manifest:media-type=""><manifest:encryption-data/></manifest:file-entry>'
                    b"</manifest:manifest>")
            to.writestr(entry, data)


def other_files(office):
    """What is no answer is told, and stops no other one."""
    as_form(office, "3120", "good.ods", "calc8")
    as_form(office, "3110", "other.xlsx", "Calc MS Excel 2007 XML")
    as_form(office, "0412", "flat.fods", "OpenDocument Spreadsheet Flat XML")
    half("half.ods")
    locked("locked.ods")
    shutil.copy("good.ods", "3110 North.ods")  # another unit's file under this one's name
    for path, status, words in (
            ("other.xlsx", 3, "Microsoft"), ("half.ods", 3, "ask for it again"),
            ("locked.ods", 5, "password"), ("none.ods", 3, "no such file")):
        run = tolv("check", "--master", "master.ods", path)
        check(path + ": exit", status, run.returncode)
        check(path + " says " + words, True, path in run.stderr and words in run.stderr)
    run = tolv("check", "--master", "master.ods", "flat.fods")
    check("flat.fods", [], said(run.stdout))
    run = tolv("collect", "master.ods", "other.xlsx", "half.ods", "locked.ods", "none.ods",
               "good.ods", "flat.fods", "-o", "new.ods")
    check("collect: exit", 1, run.returncode)
    for path in ("other.xlsx", "half.ods", "locked.ods", "none.ods"):
        check(path + " is set aside", True, path + ": it cannot be read" in run.stderr)
    found = values("new.ods", "Figures")
    check("the others arrive", [None, 900.0, 900.0], [found.get((row_, 3)) for row_ in (4, 7, 10)])
    run = tolv("collect", "master.ods", "good.ods", "3110 North.ods", "-o", "new.ods")
    check("the same unit twice", 2, run.stderr.count("3120 has answered in several files"))


# ---- As planned ----

def confirmations():
    """A unit confirms in one cell; else its amounts are asked for, and its words never."""
    rows = ["“Forecast”"] * len(ACCOUNTS)
    for name, yes in (("Confirmed", "yes"), ("Bekräftat", "Ja"), ("Bekræftet", "ja")):
        write_master("asked.ods", confirmed=name)
        tolv("split", "asked.ods", "-o", "asked")
        path = "asked/" + next(each for each in os.listdir("asked") if each.startswith("3110"))
        for given, missing in (("", ["“My_forecast”", *rows]), ("Start.B6;%s\n" % yes, []),
                               ("Start.B6;\"no\"\n", ["“My_forecast”", *rows]),
                               ("Start.B7;12.5\n", rows), ("Start.B5;snow\n",
                                                           ["“My_forecast”", *rows])):
            with open("given.csv", "w", encoding="utf-8") as file:
                file.write(given or "Start.B1;\"3110\"\n")
            run = tolv("fill", path, "given.csv", "--force", "-o", "given.ods")
            check("%s: fill" % name, "", run.stderr)
            run = tolv("check", "--master", "asked.ods", "given.ods")
            check("%s, %r" % (name, given), (int(bool(missing)), sorted(missing)),
                  (run.returncode, sorted(line.split(": ")[1].split(" is not")[0]
                                          for line in run.stdout.splitlines())))


# ---- The history ----

def history(path):
    found = values(path, "History")
    return [[found.get((line, column)) for column in range(5)] for line in range(1, 5)]


def load(path):
    with open(path, "rb") as file:
        return file.read()


def histories(office):
    """Two have answered, one has not; what the master has calculated stands in for the third."""
    as_form(office, "3110", "a.ods", "calc8")
    as_form(office, "3120", "b.ods", "calc8")
    wanted = [["3110", 2026.0, 8.0, 1150.0, "red"], ["3120", 2026.0, 8.0, 1150.0, "red"],
              ["0412", 2026.0, 8.0, 0.5, "grey"], [None] * 5]
    run = tolv("collect", "master.ods", "a.ods", "b.ods", "-o", "new.ods")
    check("history", ("", wanted), (run.stderr, history("new.ods")))
    first = load("new.ods")
    tolv("collect", "master.ods", "b.ods", "a.ods", "-o", "new.ods")
    check("collected twice", True, load("new.ods") == first)
    run = tolv("collect", "new.ods", "b.ods", "-o", "later.ods")
    check("collected into it again", (0, wanted), (run.returncode, history("later.ods")))
    check("what nobody has calculated since", True, "formulas are not compared" in run.stderr)
    book = office.open_book(os.path.abspath("new.ods"))
    at(book, "Start", "B2").Value = 9.0
    book.calculateAll()
    book.store()
    book.close(True)
    shutil.rmtree("out")
    tolv("split", "new.ods", "-o", "out")
    as_form(office, "3110", "a.ods", "calc8")
    run = tolv("collect", "new.ods", "a.ods", "-o", "later.ods")
    check("no room", (3, True), (run.returncode, "“History” is full: make it 2 rows longer"
                                 in run.stderr))
    write_master("plain.ods", history=0)
    run = tolv("collect", "plain.ods", "b.ods", "-o", "later.ods")
    check("a history without rows", True, "make it 3 rows longer" in run.stderr)


def main():
    confirmations()
    write_master("master.ods")
    run = tolv("split", "master.ods", "-o", "out")
    check("split", "", run.stderr)
    with Office() as office:
        for case in CASES:
            try_case(office, *case)
        other_files(office)
        histories(office)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="tolv-returns-") as scratch:
        os.chdir(scratch)
        main()
        os.chdir("/")
    sys.exit(tally.close())
