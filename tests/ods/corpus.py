#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""tests/ods/corpus.py [FOLDER]: `tolv read` and `tolv fill` on real workbooks.

Reads every workbook below FOLDER (../shared/corpus/ods) and tests/data/ods, cell by cell, as
Python's zipfile and expat do; disagreements stand, with the reason, in disagreements.tsv. Fills
nothing: the same bytes. Fills some cells: only they differ, and the results of formulas are gone;
every other entry of the package keeps its packed bytes. Prints "N passed, N failed".
"""
import glob
import hashlib
import json
import os
import subprocess
import sys
import tempfile

import workbook

sys.path.append(os.path.abspath("tests/calc"))
from tally import Tally  # noqa: E402

TOLV = "build/tolv"
HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = "../shared/corpus/ods"
tally = Tally()
check = tally.hold


def tolv(*arguments):
    return subprocess.run([TOLV, "--language", "en", *arguments], capture_output=True, timeout=120)


def disagreements():
    with open(os.path.join(HERE, "disagreements.tsv"), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return {name: what for name, what, reason in rows}


def said(run, path):
    """What Tolv says first, without the name of the file."""
    line = run.stderr.decode().partition("\n")[0]
    return line.removeprefix(path).removeprefix(": ").removeprefix(", ")


def quoted(sheet):
    return "'" + sheet.replace("'", "''") + "'"


# ---- Reading ----

def plain(value):
    """As JSON has it."""
    if isinstance(value, tuple):
        return {"error": value[1]} if value[0] == "error" else value[1]
    return value


def differences(path, theirs):
    for sheet in theirs:
        expected = {place: plain(value) for place, value in sheet.cells().items()}
        run = tolv("read", path, quoted(sheet.name), "--json")
        if run.returncode not in (0, 1):
            return said(run, path)
        rows = json.loads(run.stdout)["rows"]
        if len({len(row) for row in rows}) > 1:
            return "rows of several lengths"
        found = {(i, j): value for i, row in enumerate(rows) for j, value in enumerate(row)
                 if value is not None}
        for place in sorted(expected.keys() | found.keys()):
            a, b = expected.get(place), found.get(place)
            if a != b or isinstance(a, bool) != isinstance(b, bool):
                return f"{sheet.name} {place}: {a!r}, and Tolv reads {b!r}"
    return None


def read_all(path, known):
    """Answers the sheets, or None for a workbook that is not read."""
    name = os.path.basename(path)
    try:
        theirs = workbook.read(path)
    except (OSError, KeyError, ValueError, *workbook.Broken) as error:
        theirs = error
    refused = tolv("read", path)
    if isinstance(theirs, Exception) or refused.returncode not in (0, 1):
        what = said(refused, path)
        ours = refused.returncode not in (0, 1)
        check(ours and known.get(name) == what, f"{path}: Python: {theirs}; Tolv: {what}")
        return None
    difference = differences(path, theirs)
    check(difference == known.get(name), f"{path}: {difference}")
    return theirs


# ---- Filling ----

def canonical(sheet):
    """Runs that are as long as they can be; without the blanks at the ends."""
    rows = []
    for times, runs in sheet.rows:
        merged = []
        for width, cell in runs:
            if merged and merged[-1][1] == cell:
                merged[-1] = (merged[-1][0] + width, cell)
            else:
                merged.append((width, cell))
        while merged and merged[-1][1] == workbook.BLANK:
            merged.pop()
        if rows and rows[-1][1] == merged:
            rows[-1] = (rows[-1][0] + times, merged)
        else:
            rows.append((times, merged))
    while rows and not rows[-1][1]:
        rows.pop()
    return rows


def split(runs, at, blank):
    """The runs before and after a place, and what stood there."""
    before, after, here, passed_by = [], [], blank, 0
    for times, what in runs:
        first, past = passed_by, passed_by + times
        if past <= at:
            before.append((times, what))
        elif first > at:
            after.append((times, what))
        else:
            here = what
            before += [(at - first, what)] * (at > first)
            after += [(past - at - 1, what)] * (past > at + 1)
        passed_by = past
    if passed_by < at:
        before.append((at - passed_by, blank))
    return before, here, after


def put(sheet, row, column, value):
    above, cells, below = split(sheet.rows, row, [])
    left, old, right = split(cells, column, workbook.BLANK)
    new = old._replace(value=value, formula=None, span=None)
    sheet.rows = above + [(1, left + [(1, new)] + right)] + below


def without_results(sheet):
    """The results of formulas are gone, and those that array formulas give to other cells."""
    areas, row = [], 0
    for number, (times, runs) in enumerate(sheet.rows):
        column, kept = 0, []
        for width, cell in runs:
            if cell.span:
                areas.append((row, row + cell.span[0], column, column + cell.span[1]))
            inside = any(top <= row < bottom and left <= column < right
                         for top, bottom, left, right in areas)
            kept.append((width, cell._replace(value=None) if cell.formula or inside else cell))
            column += width
        sheet.rows[number] = (times, kept)
        row += times


def places(path, sheet):
    """Some cells: the first, some inside, some beyond the last; the same ones every time."""
    cells = sorted(sheet.cells())
    seed = int(hashlib.sha256(os.path.basename(path).encode()).hexdigest(), 16)
    found = [(0, 0), (7, 3), (len(cells) % 50 + 60, 30)]
    found += [cells[(seed >> i) % len(cells)] for i in range(0, 40, 8)] if cells else []
    return sorted(set(place for place in found if place[0] < 1048576 and place[1] < 16384))


VALUES = [("12.5", 12.5), ('"=1+1"', "=1+1"), ("2026-08-31", ("date", "2026-08-31")),
          ("TRUE", True), ("007", "007"), ('"a  b&<>""å"', 'a  b&<>"å'), ("-1e-7", -1e-7),
          ("@cmd", "@cmd"), ("PT7H30M", ("time", "PT7H30M"))]


def letters(column):
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def outside_rows(path):
    """The bytes of the sheets that are in no row."""
    data = workbook.content_of(path)
    pieces, at = [], 0
    for sheet in workbook.Reader(data).sheets:
        for begin, end in sheet.stretches:
            pieces.append(data[at:begin])
            at = data.index(b">", end) + 1
    return b"".join(pieces + [data[at:]])


def fill(path, folder, values):
    given, filled = os.path.join(folder, "values.csv"), os.path.join(folder, "filled")
    with open(given, "w", encoding="utf-8") as file:
        file.write(values)
    return tolv("fill", path, given, "-o", filled, "--force"), filled


def fill_nothing(path, folder):
    run, filled = fill(path, folder, "")
    if check(run.returncode == 0, f"{path}: fill nothing: {run.stderr.decode()}"):
        with open(path, "rb") as before, open(filled, "rb") as after:
            check(before.read() == after.read(), f"{path}: fill nothing changes bytes")


def fill_some(path, folder, sheets):
    chosen = places(path, sheets[0])
    chosen = [place for place in chosen if not is_covered(sheets[0], *place)]
    values = [VALUES[i % len(VALUES)] for i in range(len(chosen))]
    name = quoted(sheets[0].name)
    run, filled = fill(path, folder, "".join(
        '"%s.%s%d";%s\n' % (name.replace('"', '""'), letters(column), row + 1, value[0])
        for (row, column), value in zip(chosen, values)))
    if not check(run.returncode == 0, f"{path}: fill: {run.stderr.decode()}"):
        return
    for sheet in sheets:
        without_results(sheet)
    for (row, column), value in zip(chosen, values):
        put(sheets[0], row, column, value[1])
    after = workbook.read(filled)
    for expected, found in zip(sheets, after):
        check(canonical(expected) == canonical(found), f"{path}, {expected.name}: other cells")
    check(outside_rows(path).replace(b" ", b"") == outside_rows(filled).replace(b" ", b""),
          f"{path}: bytes outside the rows")
    if path.endswith(".ods"):
        before = [entry for entry in workbook.packed(path) if entry[0] != "content.xml"]
        found = [entry for entry in workbook.packed(filled) if entry[0] != "content.xml"]
        check(before == found, f"{path}: other entries")
        check([entry[0] for entry in workbook.packed(path)] ==
              [entry[0] for entry in workbook.packed(filled)], f"{path}: order of the entries")


def is_covered(sheet, row, column):
    _, cells, _ = split(sheet.rows, row, [])
    return split(cells, column, workbook.BLANK)[1].covered


def main(folder):
    paths = sorted(glob.glob("tests/data/ods/*.*ods"))
    if os.path.isdir(folder):
        paths += sorted(glob.glob(folder + "/**/*.*ods", recursive=True))
    else:
        print("skipped: the real workbooks: there is no", folder)
    known = disagreements()
    with tempfile.TemporaryDirectory() as scratch:
        for path in paths:
            sheets = read_all(path, known)
            if sheets:
                fill_nothing(path, scratch)
                fill_some(path, scratch, sheets)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else SHARED))
