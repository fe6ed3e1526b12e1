#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""tests/ods/office.py [FOLDER]: does LibreOffice read the same elsewhere after `tolv fill`?

A sample of real workbooks, and ours, get values in cells that nothing depends on, and are converted
to CSV sheet by sheet, as they were and as they are: only those cells differ. (Not so formulas whose
stored results are another program's: LibreOffice shows those, until it calculates.) In our own one inputs get other values, and its formulas follow: cells with explicit number formats too, which keep stale
figures otherwise. Prints "N passed, N failed".
"""
import csv
import glob
import os
import shutil
import subprocess
import sys
import tempfile

import workbook

sys.path.append(os.path.abspath("tests/calc"))
from tally import Tally  # noqa: E402

OWN = "tests/data/ods/inputs.ods"
SHARED = "../shared/corpus/ods"
SAMPLE = 24  # of the workbooks, taken evenly from their names in order
# semicolons, UTF-8, formulas as values, cells as they are stored, every sheet
FILTER = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false,false,false,false,-1"
PUT = [(200, 40, "Ny=1"), (201, 41, "12.5")]
tally = Tally()
check = tally.hold


def convert(folder, paths):
    """The sheets of each workbook, as LibreOffice writes them: {workbook: {sheet: rows}}."""
    subprocess.run([".ci/office", "profile/ods", "--headless", "--convert-to", FILTER, "--outdir",
                    folder, *paths], capture_output=True, timeout=300, check=True)
    found = {}
    for path in paths:
        stem = os.path.basename(path).rpartition(".")[0]
        for name in sorted(glob.glob(glob.escape(os.path.join(folder, stem)) + "-*.csv")):
            with open(name, encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file, delimiter=";"))
            found.setdefault(stem, {})[os.path.basename(name)[len(stem) + 1:-4]] = rows
    return found


def cells(rows):
    return {(i, j): text for i, row in enumerate(rows) for j, text in enumerate(row) if text}


def formulas(path):
    """Where the formulas are, sheet by sheet."""
    found = {}
    for sheet in workbook.read(path):
        row, places = 0, set()
        for times, runs in sheet.rows:
            column = 0
            for width, cell in runs:
                if cell.formula:
                    places |= {(row + i, column + j) for i in range(times) for j in range(width)}
                column += width
            row += times
        found[sheet.name] = places
    return found


def fill(path, values, filled):
    given = filled + ".csv"
    with open(given, "w", encoding="utf-8") as file:
        file.write(values)
    return subprocess.run(["build/tolv", "--language", "en", "fill", path, given, "-o", filled],
                          capture_output=True, check=False)


def first_sheet(path):
    run = subprocess.run(["build/tolv", "read", path, "--json"], capture_output=True, check=False)
    text = run.stdout.decode()
    return text.split('"name": "', 1)[1].split('"')[0] if text.startswith('{"sheets"') else \
        text.split('"sheet": "', 1)[1].split('"')[0]


def sample(folder):
    found = sorted(glob.glob(folder + "/**/*.ods", recursive=True))
    return found[::max(1, len(found) // SAMPLE)]


def elsewhere(paths, scratch):
    before, after = os.path.join(scratch, "before"), os.path.join(scratch, "after")
    os.mkdir(before)
    os.mkdir(after)
    copies, filled = [], []
    for number, path in enumerate(paths):
        copy, to = f"{before}/{number:03}.ods", f"{after}/{number:03}.ods"
        shutil.copy(path, copy)
        if subprocess.run(["build/tolv", "read", path], capture_output=True,
                          check=False).returncode > 1:
            continue
        name = "'" + first_sheet(path).replace("'", "''") + "'"
        run = fill(path, "".join(f'"{name}.{cell}";{value}\n'
                                 for cell, value in zip(["AO201", "AP202"], ["Ny=1", "12.5"])), to)
        if run.returncode == 0:
            copies.append(copy)
            filled.append(to)
        else:
            check(b"protected" in run.stderr, f"{path}: {run.stderr.decode()}")
    old, new = convert(before, copies), convert(after, filled)
    for copy in copies:
        stem, calculated = os.path.basename(copy)[:-4], formulas(copy)
        check(old.get(stem) and old[stem].keys() == new.get(stem, {}).keys(),
              f"{paths[int(stem)]}: the office reads other sheets")
        for sheet in old.get(stem, {}):
            expected, found = cells(old[stem][sheet]), cells(new[stem][sheet])
            put = {(row, column): value for row, column, value in PUT}
            changed = {place for place in expected.keys() | found.keys()
                       if expected.get(place) != found.get(place)} - calculated.get(sheet, set())
            check(not changed or (changed == put.keys() and
                                  all(found[place] == put[place] for place in put)),
                  f"{paths[int(stem)]}, {sheet}: {sorted(changed)[:5]}")


def formulas_follow(scratch):
    filled = os.path.join(scratch, "follow.ods")
    run = fill(OWN, "Inputs.B6;250\nInputs.B7;50\n", filled)
    check(run.returncode == 0, run.stderr.decode())
    found = convert(scratch, [filled])["follow"]
    inputs, other = cells(found["Inputs"]), cells(found["Åsa's sheet"])
    check(inputs[5, 3] == "500", f"Inputs.D6 is {inputs[5, 3]}")
    check(inputs[9, 1] == "300", f"Inputs.B10 is {inputs[9, 1]}")
    check((other[1, 0], other[2, 0]) == ("750", "150"), f"the array formula gives {other}")


def main(folder):
    paths = [OWN]
    if os.path.isdir(folder):
        paths += sample(folder)
    else:
        print("skipped: the real workbooks: there is no", folder)
    with tempfile.TemporaryDirectory() as scratch:
        elsewhere(paths, scratch)
        formulas_follow(scratch)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else SHARED))
