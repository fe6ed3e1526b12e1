#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""Calculates the tables of quality, goals and law again, in exact arithmetic.

    python3 tests/cases/reference_quality.py

prints the rows that differ, then "N passed, N failed"; any difference is exit 1.
"""
import os
import sys

sys.dont_write_bytecode = True

import definitions_quality as quality
from arguments import half_away
from definitions import function_named
from formula import Fault, Range
from reference import HERE, calculated, rows_of, same

TABLES = ["quality.tsv", "goals.tsv", "law.tsv", "explain_quality.tsv", "explain_law.tsv"]
MARKS = {"en": (",", ".", "%"), "sv": (" ", ",", " %"), "da": (".", ",", " %")}


def shown(number, language, in_per_cent):
    """With as many decimals as it needs, at most four; per cent with at most two."""
    grouping, point, percent = MARKS[language]
    places = 2 if in_per_cent else 4
    size = abs(half_away(number * (100 if in_per_cent else 1) * 10**places))
    whole, decimals = divmod(size, 10**places)
    decimals = f"{decimals:0{places}}".rstrip("0")
    return ("\u2212" if number < 0 else "") + f"{whole:,}".replace(",", grouping) + (
        point + decimals if decimals else "") + (percent if in_per_cent else "")


def is_told(body, value, words, language):
    """The answer stands in the explanation; words and tables are compared by the C runner."""
    if body in (quality.target, quality.costquality) or isinstance(value, (Range, str)):
        return True
    in_per_cent = body is quality.referencedeviation and abs(value) < 1
    return shown(value, language, in_per_cent) in words


def difference_of(row):
    value = calculated(row["formula"])
    if "language" not in row:
        return None if same(calculated(row["expected"]), value) else f"calculated {value}"
    fault_is_told = row["expected"].startswith("Argument ")
    if isinstance(value, Fault) or fault_is_told:
        return None if fault_is_told and isinstance(value, Fault) else f"calculated {value}"
    body = function_named(row["formula"].split("(")[0])
    told = is_told(body, value, row["expected"], row["language"])
    return None if told else f"{value} is not in the explanation"


def main():
    passed = failed = 0
    for name in TABLES:
        for number, row in rows_of(os.path.join(HERE, name)):
            difference = difference_of(row)
            if difference:
                print(f"{name}:{number}: {row['formula']}: {difference}")
            failed += difference is not None
            passed += difference is None
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
