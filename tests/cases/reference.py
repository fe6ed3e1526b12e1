#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""Calculates the case tables of this folder again, in exact arithmetic, with its own functions
(definitions.py), so that they and the C kernels can share no mistake.

    python3 tests/cases/reference.py

prints the rows that differ, then "N passed, N failed"; any difference is exit 1.
"""
import os
import sys
from fractions import Fraction

sys.dont_write_bytecode = True

from arguments import FIRST_DAY, LAST_DAY, half_away
from definitions import (LEVEL_SYMBOLS, LEVEL_WORDS, Explained, call, deviationpercent, flag,
                         function_named, keyfrom, periodkey, workdays, workdays_without)
from formula import Fault, Range, read

HERE = os.path.dirname(os.path.abspath(__file__))


# ---- Explanations ----

MARKS = {"en": (",", ".", "%"), "sv": (" ", ",", " %"), "da": (".", ",", " %")}
IN_PER_CENT = {periodkey, keyfrom, deviationpercent}


def figure_of(body, answer, language):
    """The answer as a sentence shows it; None for a whole matrix."""
    grouping, point, percent = MARKS[language]
    if isinstance(answer, Range):
        return None
    if body is flag:
        codes = [Fraction(0), Fraction(1), Fraction(2)]
        words = [word.split("/")[0] for word in LEVEL_WORDS]
        level = next(known.index(answer) for known in (codes, words, LEVEL_SYMBOLS)
                     if answer in known)
        return LEVEL_WORDS[level].split("/")[list(MARKS).index(language)]
    digits = f"{abs(half_away(answer * (10000 if body in IN_PER_CENT else 100))):03}"
    size, decimals = f"{int(digits[:-2]):,}".replace(",", grouping), digits[-2:]
    decimals = decimals.rstrip("0") if body in IN_PER_CENT else decimals.replace("00", "")
    minus = "\u2212" if answer < 0 and int(digits) else ""
    return (minus + size + (point + decimals if decimals else "")
            + (percent if body in IN_PER_CENT else ""))


def check_words(explained, words, language):
    """The answer stands in the explanation; an explained fault tells of an argument instead."""
    body, answer = explained
    tells_fault = "argument" in words.lower()
    if tells_fault or isinstance(answer, Fault):
        return None if tells_fault and isinstance(answer, Fault) else f"calculated {answer}"
    figure = figure_of(body, answer, language)
    return f"no {figure} in the explanation" if figure and figure not in words else None


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
    formula, expected, value = row["formula"], row["expected"], calculated(row["formula"])
    if "language" in row:
        explained = Explained(function_named(formula.split("(")[0]), value)
        return check_words(explained, expected, row["language"])
    expected = calculated(expected)
    if isinstance(value, Explained) and isinstance(expected, str):
        return check_words(value, expected, "en")
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
    for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
        theirs = holidays.Sweden(years=year, include_sundays=False)
        for month in range(1, 13):
            expected = workdays_without(theirs, year, month)
            found = workdays(Fraction(year), Fraction(month), Fraction(1))
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
