#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""tests/ods/split.py: one file a unit, and nothing of the others in any of them.

Every byte of every inflated part is searched for what others own. What points at rows that go away
is refused by name, and nothing is written. A LibreOffice without the extension opens the files: no
#NAME?, the unit's own figures, formulas that answer to an input. Calls of write, fsync and rename
fail in turn, and every seventh of malloc. Prints "N passed, N failed".
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path[:0] = ["tests/calc", "tests/ods"]
import split_master as master  # noqa: E402
from split_master import cell, row  # noqa: E402
from tally import Tally  # noqa: E402

TOLV = os.path.abspath("build/tolv")
FLAT = os.path.abspath("tests/data/ods/inputs.fods")
FAULTS = os.path.abspath("build/faults.so")
tally = Tally()
check = tally.hold


def split(*options, book="master.ods", folder="out", environment=None):
    return subprocess.run([TOLV, "--language", "en", "split", book, "-o", folder, *options],
                          env={**os.environ, **(environment or {})}, capture_output=True,
                          timeout=60)


def parts(path):
    with zipfile.ZipFile(path) as package:
        check(package.testzip() is None, path + " is damaged")
        return {name: package.read(name) for name in package.namelist()}


def contents(folder):
    return {name: open(os.path.join(folder, name), "rb").read()
            for name in sorted(os.listdir(folder))}


def path_of(unit, folder="out"):
    found = [name for name in os.listdir(folder) if name.startswith(unit[0] + " ")]
    check(len(found) == 1, f"{unit[0]} has {found}")
    return os.path.join(folder, found[0])


def owned(unit):
    """Words and figures that belong to one unit alone, in every way they could be written."""
    code, name, manager, address, accounts = unit
    words = [f">{code}<", f'"{code}"', master.escape(name)]
    shared = [other for other in master.UNITS if other[2] == manager]
    if len(shared) == 1:
        words += [manager, address]
    figures = [figure for account in accounts for figure in account]
    figures += [sum(account[i] for account in accounts) for i in (0, 1)]
    figures += [budget - actual for budget, actual in accounts]
    for figure in figures:
        words += [repr(figure), repr(figure).replace(".", ",")]
    return [word.encode() for word in words]


# ---- What is in the files, and what is not ----

def search(units_of):
    for path, own in units_of.items():
        for name, data in parts(path).items():
            for unit in master.UNITS:
                for word in owned(unit) if unit not in own else []:
                    check(word not in data, f"{path}, {name}: {word.decode()}")
            for word in master.SECRETS:
                check(word.encode() not in data, f"{path}, {name}: {word}")
        data = parts(path)["content.xml"]
        for unit in own:
            for account in unit[4]:
                for figure in account:
                    check(repr(figure).encode() in data, f"{path}: {figure} is missing")


def one_each():
    run = split()
    check(run.returncode == 0, run.stderr.decode())
    first = contents("out")
    check(len(first) == len(master.UNITS) + 1, f"files: {list(first)}")
    search({path_of(unit): [unit] for unit in master.UNITS})
    check(split().returncode == 0 and contents("out") == first, "the second run differs")
    settings = parts(path_of(master.UNITS[0]))["settings.xml"]
    check(b"VerticalSplitPosition" in settings and b"Home" not in settings and
          b"ActiveTable" not in settings, settings)
    meta = parts(path_of(master.UNITS[0]))["meta.xml"]
    check(b'"Tolv.Unit">3110<' in meta and b'"Tolv.Period">2026-08<' in meta, meta)
    lines = first["mail-merge.csv"].decode().splitlines()
    check(len(lines) == 4 and "Bo Alm,bo@example.org" in lines[2] and
          "3120 Granskolan -F-6-.ods" in lines[2], lines)


def one_a_manager():
    check(split("--by-manager", folder="managers").returncode == 0, "by manager")
    check(sorted(contents("managers")) == ["Bo Alm.ods", "mail-merge.csv", "Åsa Ek.ods"],
          os.listdir("managers"))
    search({"managers/Åsa Ek.ods": [master.UNITS[0], master.UNITS[2]],
            "managers/Bo Alm.ods": [master.UNITS[1]]})


# ---- What is refused ----

def names_cells(formula):
    return {"outside": ["Outside", cell(1.0, formula)]}


REFUSED = [
    (names_cells("[.D13]+1"), "Follow-up.B9: it points at .D13, and row 13"),
    (names_cells("SUM([.D11:.D14])"), "Follow-up.B9: it points at .D11:.D14, and row 11"),
    (names_cells("[$Units.B3]"), "Follow-up.B9: it points at $Units.B3, and row 3"),
    (names_cells("[$Work.A1]"), "Follow-up.B9: it points at $Work.A1, on a sheet"),
    (names_cells("[$Home.A1]"), "on a sheet that is not sent along"),
    (names_cells("AtHome"), "Follow-up.B9: it points at AtHome, on a sheet"),
    (names_cells("['file:///home/x.ods'#$Other.A1]"), "is in another file"),
    (names_cells("SUM([$Follow-up.A1:$Picture.B2])"), "reaches over several sheets"),
    (names_cells("LEN([$Picture.E2])"), "it points at $Picture.E2, in a column of a shared table"),
    (names_cells("TOLV.BOOKED([.D8];[.B1])"), "Follow-up.B9: its figure comes from a ledger"),
    (names_cells("TOLV.EXPLAIN([.B7])"), "a figure of all units"),
    (names_cells("SUMIF([.A11:.A16];\"3120\";[.D11:.D16])"),
     "Follow-up.B9: its rows of .D11:.D16 are of a single unit"),
    (names_cells("MAX([.D11:.D16])"), "Follow-up.B9: it picks from .D11:.D16, rows of all units"),
    (names_cells("INDEX([.D11:.D16];1)"), "it picks from .D11:.D16"),
    (names_cells("[.B5]/SUM([.D11:.D16])"), "Follow-up.B9: it mixes .D11:.D16, rows of all"),
    (names_cells("IF([.B6]>1;SUM([.D11:.D16]);0)"), "Follow-up.B9: it mixes .D11:.D16"),
    ({"outside": ["Outside", cell(1.0, "Bad+1")],
      "expressions": '<table:named-expression table:name="Bad" table:expression='
      '"MAX([$Follow-up.$D$1:.$D$99])"/>'},
     "Follow-up.B9: it picks from $Follow-up.$D$1:.$D$99, rows of all"),
    (names_cells('SUMIF([$Units.B1:.B9];"Granskolan <F-6>";[.D11:.D16])'), "of a single unit"),
    (names_cells('SUMIF([$Units.E1:.E9];"asa*";[.D11:.D16])'), "Follow-up.B9: it picks from"),
    ({"pivot_sheet": "Picture"}, "PIVOTSECRET: it is a pivot table"),
    ({"expressions": '<table:named-expression table:name="Bad" table:expression='
      '"[$Units.$D$2]"/>'}, "Bad: it points at $Units.$D$2, and row 2"),
]


def refusals():
    for given, said in REFUSED:
        master.write("bad.ods", master.content(**given))
        run = split(book="bad.ods", folder="none")
        check(run.returncode == 3 and said in run.stderr.decode() and not os.path.exists("none"),
              f"{given}: exit {run.returncode}, {run.stderr.decode()}")
    for text, said in [(master.content().replace('table:name="Units" table:target', 'table:name='
                                                 '"Ynits" table:target'), "no table of units"),
                       (master.content().replace("<text:p>3120<", "<text:p>3110<"),
                        "the code of two units"),
                       (master.content().replace("<text:p>0412<", "<text:p><"),
                        "a row without a code")]:
        master.write("bad.ods", text)
        run = split(book="bad.ods", folder="none")
        check(run.returncode == 3 and said in run.stderr.decode() and not os.path.exists("none"),
              f"{said}: exit {run.returncode}, {run.stderr.decode()}")
    run = split(book=FLAT, folder="none")
    check(run.returncode == 3 and "flat document" in run.stderr.decode(), run.stderr)
    master.write("bad.ods", master.content(), [("META-INF/documentsignatures.xml", "<x/>", "")])
    check(split(book="bad.ods", folder="signed").returncode == 6, "a signed master is split")
    check(os.listdir("signed") == [], "files of a signed master")
    check(split("--force", book="bad.ods", folder="signed").returncode == 0, "--force")
    other = master.CHART.replace("Object 1", "Object 3")
    master.write("bad.ods", master.content(drawing=other), [("Object 3", "anything", "")])
    run = split(book="bad.ods", folder="none")
    check(run.returncode == 3 and "an object that is no chart" in run.stderr.decode(), run.stderr)


def never_calculated():
    """One sentence where nothing was calculated; none of sheets that stay at home."""
    master.write("bad.ods", re.sub(r'(table:formula="[^"]*")[^>]*>(<office:annotation>.*?'
                                   r"</office:annotation>)?<text:p>[^<]*</text:p>", r"\1>",
                                   master.content()))
    run = split(book="bad.ods", folder="none")
    check(run.returncode == 3 and not os.path.exists("none") and run.stderr.decode() ==
          "bad.ods: it has never been calculated: open the workbook in LibreOffice with the "
          "extension, and save it\n", run.stderr.decode())
    unknown = ('<table:table-cell table:formula="of:=TOLV.EXPLAIN([.A1])" office:value-type='
               '"string" calcext:value-type="error"><text:p>#NAME?</text:p></table:table-cell>')
    home = cell("HOMESECRET")
    master.write("bad.ods", master.content().replace(home, home + unknown))
    run = split(book="bad.ods", folder="home")
    check(run.returncode == 0 and not run.stderr, run.stderr.decode())


def named_elsewhere():
    """Texts that all files have, outside the cells, and that name one unit."""
    rule = ('<table:content-validation table:name="v" table:condition="of:cell-content-is-in-list('
            '&quot;3110&quot;;&quot;3120&quot;)"/>')
    help_text = ('<table:content-validation table:name="v"><table:help-message><text:p>Ask Bo Alm'
                 "</text:p></table:help-message></table:content-validation>")
    box = "<draw:frame><draw:text-box><text:p>As in Sjöhemmet.</text:p></draw:text-box></draw:frame>"
    for body, more, said in [({"rules": rule}, {}, "names 3110"),
                             ({"rules": help_text}, {}, "“Ask Bo Alm” names Bo Alm, stands outside"),
                             ({"drawing": box}, {}, "names Sjöhemmet"),
                             ({}, {"header": "For <text:span>bo@example.org</text:span>"},
                              "names bo@example.org"),
                             ({}, {"title": "Deviation of 0412"}, "names 0412")]:
        master.write("bad.ods", master.content(**body), **more)
        run = split(book="bad.ods", folder="none")
        check(run.returncode == 3 and said in run.stderr.decode() and not os.path.exists("none"),
              f"{body}, {more}: exit {run.returncode}, {run.stderr.decode()}")


# ---- A machine that fails ----

def faults():
    for call, step in [("malloc", 7), ("write", 1), ("fsync", 1), ("rename", 1)]:
        count = done = 0
        while done <= count:
            done += step
            shutil.rmtree("out", ignore_errors=True)
            run = split(environment={"LD_PRELOAD": FAULTS, "TOLV_FAULT": f"{call}:{done}",
                                     "TOLV_FAULT_COUNT": os.path.abspath("count")})
            found = contents("out") if os.path.exists("out") else {}
            whole = all(WHOLE.get(name) == data for name, data in found.items())
            told = run.returncode in (3, 4, 7) and run.stderr
            check(whole and (found == WHOLE if run.returncode == 0 else told),
                  f"{call} {done}: exit {run.returncode}, {list(found)}, {run.stderr.decode()}")
            with open("count", encoding="ascii") as file:
                count = max(count, int(file.read()))
        print(f"{call}: {count} calls")
        check(count > 1, f"no {call} was called")


# ---- An office without the extension ----

def shown(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    return [sheet.getCellByPosition(j, i).String for i in range(last.EndRow + 1)
            for j in range(last.EndColumn + 1)]


def near(cell_of, figure, what):
    check(cell_of.getError() == 0 and abs(cell_of.Value - figure) < 0.005,
          f"{what}: {cell_of.String}, not {figure}")


def opened(office, index, unit):
    book = office.open_book(path_of(unit))
    sheets = [book.Sheets.getByIndex(i) for i in range(book.Sheets.Count)]
    check([sheet.Name for sheet in sheets] == ["Follow-up", "Units", "Picture"], "its sheets")
    for sheet in sheets:
        check(sheet.isProtected(), f"{sheet.Name} is not protected")
        for text in shown(sheet):
            check("#NAME" not in text and "Err:" not in text and "#REF" not in text,
                  f"{unit[0]}, {sheet.Name}: {text}")
    sheet = sheets[0]
    budget, actual = (sum(account[i] for account in unit[4]) for i in (0, 1))
    at = sheet.getCellRangeByName
    check(at("B1").String == unit[0], "the unit's code: " + at("B1").String)
    for name, figure in (("B4", master.TOTAL), ("C4", budget), ("D4", 3), ("B5", actual), ("B6", actual / 2),
                         ("B7", budget - actual)):
        near(at(name), figure, f"{unit[0]}, {name}")
    for name in ("B4", "D4"):
        check(at(name).Formula[:1] != "=", f"{name}: a sum of all units that a unit calculates")
    check(at("B4").Annotation.String == "a fixed figure of all units, of August 2026",
          "what a fixed figure says: " + at("B4").Annotation.String)
    for i in range(2 * len(master.UNITS)):
        own = i // 2 == index
        line = master.ROWS_FROM + i
        check(sheet.Rows.getByIndex(line - 1).IsVisible == own, f"{unit[0]}: row {line}")
        if own:
            account = unit[4][i % 2]
            near(at(f"F{line}"), account[0] - account[1], f"{unit[0]}, F{line}")
            near(at(f"H{line}"), account[1] + 0.25, f"{unit[0]}, H{line}")
            near(at(f"I{line}"), account[0] / master.TOTAL, f"{unit[0]}, I{line}")
            check(at(f"I{line}").Formula[:1] != "=", "a share of all units is calculated")
            check(at(f"H{line}").Formula[:1] != "=", "a formula of a ledger")
            check(not at(f"E{line}").CellProtection.IsLocked, f"E{line} is locked")
        else:
            check(all(at(f"{column}{line}").String == "" for column in "ABCDEFGHI"), f"row {line}")
    sheet.unprotect("")
    at(f"C{master.ROWS_FROM + 2 * index}").Value += 1000
    near(at("C4"), budget + 1000, "a plain formula does not answer")
    near(at("B4"), master.TOTAL, "a sum of all units changes")
    near(at("B7"), budget + 1000 - actual, "a guarded formula does not answer")
    check(sheet.Charts.Count == 1, f"{sheet.Charts.Count} charts")
    check(sheets[2].getCellRangeByName("C3").String == "", "a small group is shown")
    check(sheets[2].getCellRangeByName("E1").String == "Contact" and
          sheets[2].getCellRangeByName("E2").String == "", "a column that is not for all")
    check(sheets[2].getCellRangeByName("A2").CellProtection.IsLocked, "a shared cell is open")
    near(sheets[2].getCellRangeByName("D2"), master.GROUPS[0][2] / master.GROUPS[0][1], "shared")
    check(sheets[2].getCellRangeByName("D2").Formula[:1] != "=", "a shared formula")
    book.close(True)


def office():
    from office import Office
    with Office() as without:
        for index, unit in enumerate(master.UNITS):
            opened(without, index, unit)
        # a master as an office writes it, with all that it adds
        master.write("plain.ods", master.content(ledger=False))
        book = without.open_book("plain.ods")
        without.save_book(book, "written.ods")
        book.close(True)
    run = split(book="written.ods", folder="written")
    check(run.returncode == 0, run.stderr.decode())
    search({path_of(unit, "written"): [unit] for unit in master.UNITS})


if __name__ == "__main__":
    sys.path[:0] = [os.path.abspath("tests/calc")]
    with tempfile.TemporaryDirectory(prefix="tolv-split-") as scratch:
        os.chdir(scratch)
        master.write("master.ods", master.content())
        one_each()
        one_a_manager()
        refusals()
        never_calculated()
        named_elsewhere()
        office()
        WHOLE = contents("out")
        faults()
        os.chdir("/")
    sys.exit(tally.close())
