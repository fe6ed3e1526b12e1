#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""How fast answers come home: tests/bench/collect.py PROGRAM [UNITS]

Splits a master for UNITS (300), whose files have 1,000 rows each: once a dozen of the unit's own
and a plan of accounts that all have, once all of them its own. Fills every file in, and times
  - `tolv check`: all files in one process, against libxml2 with empty handlers on the same
    content.xml, inflated in the same way (PROGRAM, tests/bench/collect.c);
  - `tolv check --master` and `tolv collect`: what the master costs beside the files is told by a
    run with one file;
  - one headless office that only opens the files, each as CSV.
Prints seconds of the processor, ratios and the most memory.
"""
import os
import shutil
import subprocess
import sys
import zipfile

sys.path[:0] = ["tests/ods", "tests/bench"]
import split_master as split  # noqa: E402
from ods import best, run  # noqa: E402

FOLDER = "build/bench/collect"
OPEN = '<table:table-cell table:style-name="open"/>'


def master(path, units, rows, common):
    codes = ["%04d" % (3000 + i) for i in range(units)]
    head = [split.row("Period", 8), split.row("Year", 2026), split.row("Unit", codes[0])]
    table = [split.row("Code", "Unit", "Manager")]
    table += [split.row(code, "Unit " + code, "Chef " + code) for code in codes]
    inputs = [split.row("Code", "Account", "Text", "Budget", "Forecast", "Comment")]
    inputs += [split.row(code, 4000 + i, "Account %d" % i, 100 * (i + 1), OPEN, OPEN)
               for code in codes for i in range(rows)]
    plan = [split.row(4000 + i, "Account %d" % i, 100 * i, i * 0.25, "wages", "x")
            for i in range(common)]
    sheets = [("Head", head), ("Units", table), ("Inputs", inputs), ("Plan", plan)]
    ranges = [("Units", "Units.A1:Units.C%d" % len(table)),
              ("Inputs", "Inputs.A1:Inputs.F%d" % len(inputs))]
    names = [("Period", 1), ("Year", 2), ("Unit", 3)]
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content %s office:version="1.3">'
        '<office:automatic-styles><style:style style:name="open" style:family="table-cell">'
        '<style:table-cell-properties style:cell-protect="none"/></style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>%s"
        "<table:named-expressions>%s</table:named-expressions><table:database-ranges>%s"
        "</table:database-ranges></office:spreadsheet></office:body></office:document-content>" % (
            split.SPACES, "".join(split.sheet(*sheet) for sheet in sheets),
            "".join('<table:named-range table:name="%s" table:base-cell-address="$Head.$A$1" '
                    'table:cell-range-address="$Head.$B$%d"/>' % name for name in names),
            "".join('<table:database-range table:name="%s" table:target-range-address="%s"/>'
                    % given for given in ranges)))
    split.write(path, content)


def fill_in(path):
    """Every second open cell gets a figure."""
    with zipfile.ZipFile(path) as package:
        parts = [(entry, package.read(entry)) for entry in package.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for entry, data in parts:
            if entry.filename == "content.xml":
                pieces = data.decode().split(OPEN)
                data = "".join(
                    piece + (OPEN if i % 2 else '<table:table-cell table:style-name="open" '
                             'office:value-type="float" office:value="%d.25"><text:p>%d,25'
                             "</text:p></table:table-cell>" % (i, i))
                    for i, piece in enumerate(pieces[:-1])) + pieces[-1]
                data = data.encode()
            package.writestr(entry, data)


def measure(program, units, rows, common):
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER + "/csv")
    book = FOLDER + "/master.ods"
    master(book, units, rows, common)
    subprocess.run(["build/tolv", "split", book, "-o", FOLDER + "/out"], check=True,
                   stdout=subprocess.DEVNULL)
    files = sorted(FOLDER + "/out/" + name for name in os.listdir(FOLDER + "/out")
                   if name.endswith(".ods"))
    for path in files:
        fill_in(path)
    tolv = ["build/tolv", "--language", "en"]
    to = ["-o", FOLDER + "/new.ods"]
    found = best({"libxml2": [program, *files], "tolv check": [*tolv, "check", *files],
                  "check --master": [*tolv, "check", "--master", book, *files],
                  "collect, one of them": [*tolv, "collect", book, files[0], *to],
                  "tolv collect": [*tolv, "collect", book, *files, *to]}, 3)
    office = [".ci/office", "profile/bench", "--headless", "--convert-to", "csv", "--outdir",
              os.path.abspath(FOLDER + "/csv")]
    run([*office, files[0]])  # makes its profile
    found["soffice, files only"] = run([*office, *files])
    print(f"{units} files of {rows:,} rows of their own and {common:,} that all have:")
    for name, (used, seconds, memory, _) in found.items():
        print("  %-20s %7.2f s  %7.2f s of processor  %6.2f × libxml2  %6.0f MB"
              % (name, seconds, used, used / found["libxml2"][0], memory))
    collect, one = found["tolv collect"][0], found["collect, one of them"][0]
    print("  collecting: %.2f s for the files, %.2f s for the master; %.1f × as fast as the office"
          % (collect - one, one, found["soffice, files only"][0] / collect))
    shutil.rmtree(FOLDER)
    return collect


def main(program, units):
    realistic = measure(program, units, 12, 1000)
    measure(program, units, 1000, 0)
    return 0 if realistic < 2 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 300))
