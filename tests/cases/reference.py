#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""Calculates the case tables of this folder again, in exact arithmetic, with functions of its own
(definitions*.py), so that they and the C kernels can share no mistake.

    python3 tests/cases/reference.py

prints the rows that differ, then "N passed, N failed"; any difference is exit 1.
"""
import inspect
import os
import sys
from collections import namedtuple
from fractions import Fraction

sys.dont_write_bytecode = True

import arguments as take
import definitions
import definitions_flags
import definitions_ledger
import definitions_levers
import definitions_more
import definitions_quality
import explanations
from formula import MISSING, NOT_REPORTED, WRONG_KIND, Fault, Range, read

HERE = os.path.dirname(os.path.abspath(__file__))
Explained = namedtuple("Explained", "body answer")


# ---- Functions ----


def explain(function, *given):
    """What is explained and its answer; the words are no arithmetic."""
    function = take.single(function)
    body = function_named(function) if isinstance(function, str) else explain
    if body is None:
        raise NOT_REPORTED
    if body is explain:
        raise WRONG_KIND
    try:
        return Explained(body, call(function, given))
    except Fault as fault:
        return Explained(body, fault)


FUNCTIONS = {
    **definitions.FUNCTIONS,
    **definitions_flags.FUNCTIONS,
    **definitions_ledger.FUNCTIONS,
    **definitions_levers.FUNCTIONS,
    **definitions_more.FUNCTIONS,
    **definitions_quality.FUNCTIONS,
    explain: "EXPLAIN/FÖRKLARA/FORKLAR",
}
BODIES = {name: body for body, names in FUNCTIONS.items() for name in names.split("/")}


def function_named(name):
    return BODIES.get(name.upper().removeprefix("TOLV."))


def call(name, given):
    body = function_named(name)
    if body is None:
        raise SyntaxError(f"no function {name}")
    taken = body.__code__.co_argcount
    if len(given) > taken and not body.__code__.co_flags & inspect.CO_VARARGS:
        raise WRONG_KIND
    return body(*given, *[MISSING] * (taken - len(given)))


# ---- Tables ----


def calculated(text):
    try:
        return read(text, call)
    except Fault as fault:
        return fault


def same(expected, value):
    if isinstance(expected, Range) and isinstance(value, Range):
        return expected[:2] == value[:2] and all(map(same, expected.cells, value.cells))
    if isinstance(expected, Fraction) and isinstance(value, Fraction):
        return abs(expected - value) * 10**9 <= max(1, abs(expected))
    return expected == value


def difference_of(row):
    """None where the row holds."""
    formula, expected = row["formula"], row["expected"]
    try:
        value = calculated(formula)
        if "language" in row:
            body = function_named(formula.split("(")[0])
            return explanations.difference_of(body, value, expected, row["language"])
        expected = calculated(expected)
    except SyntaxError as error:
        return str(error)
    if isinstance(value, Explained) and isinstance(expected, str):
        return explanations.difference_of(*value, expected, "en")
    return None if same(expected, value) else f"calculated {value}"


def rows_of(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        headings = next(file).rstrip("\n").split("\t")
        for number, line in enumerate(file, 2):
            if line.strip() and not line.startswith("#"):
                yield number, dict(zip(headings, line.rstrip("\n").split("\t")))


def check_tables():
    for name in sorted(os.listdir(HERE)):
        if name.endswith(".tsv"):
            for number, row in rows_of(os.path.join(HERE, name)):
                yield f"{name}:{number}: {row['formula']}", difference_of(row)


# ---- The calendar ----


def check_calendar():
    """Every month of 1990 to 2100 against python3-holidays, which counts the eves as days off."""
    try:
        import holidays
    except ImportError:
        print("python3-holidays is not installed: the calendar is not compared with it")
        return
    for year in range(take.FIRST_DAY.year, take.LAST_DAY.year + 1):
        theirs = holidays.Sweden(years=year, include_sundays=False)
        for month in range(1, 13):
            expected = definitions.workdays_without(theirs, year, month)
            found = definitions.workdays(Fraction(year), Fraction(month), Fraction(1))
            yield f"{year}-{month:02}", None if found == expected else f"{found}, not {expected}"


def main():
    passed = failed = 0
    for check in (check_tables, check_calendar):
        for place, difference in check():
            if difference:
                print(f"{place}: {difference}")
            failed += difference is not None
            passed += difference is None
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
