#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""Does `tolv import` keep every krona? tests/data/ledger/imported.py TOLV FOLDER FILE...

Each file, SIE or one of the tables described below, is imported to a table of text and to a workbook, in three languages, and the tables are
imported once more. Their sums by kind, month and account, and by object of the units' dimension,
must be those of the independent readers (reference.py, and here). The workbook is read with Python's zipfile
and expat. Closes with "N passed, N failed".
"""
import collections
import csv
import os
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

import reference

HEADINGS = [{"period", "periode"}, {"account", "konto"}, {"unit", "ansvar", "omkostningssted"},
            {"amount", "belopp", "beløb"}, {"amount type", "beloppstyp", "beløbstype"}]
KINDS = {"outcome": "outcome", "utfall": "outcome", "forbrug": "outcome", "budget": "budget",
         "forecast": "forecast", "prognos": "forecast", "forventning": "forecast"}
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def rows_of_text(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        yield from csv.reader(file, delimiter=";" if ";" in first else ",")


def rows_of_workbook(path):
    with zipfile.ZipFile(path) as package:
        content = ElementTree.fromstring(package.read("content.xml"))
    for row in content.iter(TABLE + "table-row"):
        cells = []
        for cell in row.iter(TABLE + "table-cell"):
            date, number = cell.get(OFFICE + "date-value"), cell.get(OFFICE + "value")
            text = "".join(p.text or "" for p in cell.iter(TEXT + "p"))
            cells.append(date[:7] if date else number if number else text)
        yield cells


def sums_of_table(rows):
    """Totals by kind, month and account, and those by unit."""
    totals, parts = collections.Counter(), collections.Counter()
    columns = None
    for row in rows:
        if columns is None:
            columns = [next((i for i, cell in enumerate(row) if cell in words), None)
                       for words in HEADINGS]
            continue
        month, account, unit, amount, kind = (None if i is None else row[i] for i in columns)
        ore = int(Decimal(amount.replace(",", ".")) * 100)
        key = KINDS[kind], int(month.replace("-", "")), account
        totals[key] += ore
        if unit:
            parts[key + (unit,)] += ore
    return totals, parts


def sums_of_ledger(path):
    with open(path, "rb") as file:
        ledger = reference.read(reference.decode(file.read()))
    totals, parts = reference.settle(ledger)
    named = [number for number in ledger.dimensions
             if any(number in reference.dimensions(objects) for _, _, _, objects in ledger.rows)]
    unit = 1 if 1 in named else named[0] if named else None
    by_unit = collections.Counter()
    for (kind, when, account, number, code), amount in parts.items():
        if number == unit:
            by_unit[kind, when, account, code] += amount
    return totals, by_unit


# --- Tables as finance systems export them, each described by hand -------------------------------

def ore(text):
    """1 234,50 and 1.234,50-, with any space or minus sign."""
    text = re.sub(r"[\s.]", "", text).replace("\u2212", "-")
    amount = Decimal(text.strip("-").replace(",", ".") or 0) * (-1 if "-" in text else 1)
    return int(amount * 100)


def spread(amount):
    """Twelve even months that add up: each sum so far is rounded, halves away from zero."""
    sign = -1 if amount < 0 else 1
    so_far = [sign * ((2 * abs(amount) * month + 12) // 24) for month in range(13)]
    return [so_far[month] - so_far[month - 1] for month in range(1, 13)]


def budget_year(rows):
    for row in list(rows)[1:]:
        for month, part in enumerate(spread(ore(row[9])), 1):
            yield "budget", int(row[3]) * 100 + month, row[7], row[4], part


def budget_months(rows):
    for row in list(rows)[4:]:
        for month, text in enumerate(row[2:14], 1):
            if row[1]:
                yield "budget", 202600 + month, row[1], row[0], ore(text)


def bookings(rows):
    for row in list(rows)[1:]:
        unit, account, _ = row[0].split("-")
        yield "outcome", int(row[1].replace("-", "")), account, unit, ore(row[2]) - ore(row[3])


def danish(rows):
    for row in list(rows)[1:]:
        month, year = row[0].split("-")
        yield KINDS[row[4]], int(year) * 100 + int(month), row[1], row[2], ore(row[3])


TABLES = {"budget-year.csv": (budget_year, "utf-8", ";", ["--key", "even"]),
          "budget-months.csv": (budget_months, "cp1252", ";", ["--type", "budget"]),
          "bookings.tsv": (bookings, "utf-16", "\t", ["--split", "ansvar-konto-verksamhet"]),
          "danish.csv": (danish, "latin-1", ",", [])}


def sums_of_export(path):
    read, encoding, delimiter, _ = TABLES[os.path.basename(path)]
    totals, parts = collections.Counter(), collections.Counter()
    with open(path, encoding=encoding, newline="") as file:
        for kind, month, account, unit, amount in read(csv.reader(file, delimiter=delimiter)):
            totals[kind, month, account] += amount
            parts[kind, month, account, unit] += amount
    return totals, parts


def differences(wanted, found):
    return ["%s: %d, and %d is right" % ("/".join(map(str, key)), found[key], wanted[key])
            for key in sorted(set(wanted) | set(found), key=str) if wanted[key] != found[key]]


def compare(name, wanted, path):
    reader = rows_of_workbook if path.endswith(".ods") else rows_of_text
    found = sums_of_table(reader(path))
    wrong = [line for w, f in zip(wanted, found) for line in differences(w, f)]
    for line in wrong[:5]:
        print("%s, %s: %s" % (name, os.path.basename(path), line))
    return not wrong


def run(tolv, language, source, path):
    options = TABLES[os.path.basename(source)][3] if os.path.basename(source) in TABLES else []
    done = subprocess.run([tolv, "import", "--language", language, source, "-o", path] + options,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        print(done.stderr, end="")
    return done.returncode == 0


def is_web_page(path):
    with open(path, "rb") as file:
        return file.read(512).lstrip().startswith(b"<")


def main(tolv, folder, paths):
    passed = failed = 0
    for path in paths:
        name = os.path.basename(path)
        if is_web_page(path):
            refused = not run(tolv, "en", path, os.path.join(folder, "refused.csv"))
            passed += refused
            failed += not refused
            continue
        wanted = sums_of_export(path) if name in TABLES else sums_of_ledger(path)
        for language in ("en", "sv", "da"):
            first = [os.path.join(folder, "%s.%s" % (language, end)) for end in ("csv", "ods")]
            again = [os.path.join(folder, "again-%s.csv" % language),
                     os.path.join(folder, "again-%s.ods" % language)]
            steps = list(zip([path, path, first[1], first[0]], first + again))
            for source, target in steps:
                if os.path.exists(target):
                    os.remove(target)
                if run(tolv, language, source, target) and compare(name, wanted, target):
                    passed += 1
                else:
                    failed += 1
                    print("FAILED: %s from %s to %s" % (name, source, target))
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
