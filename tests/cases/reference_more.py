#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""Calculates the tables of definitions_more.py again, as reference.py does the others.

    python3 tests/cases/reference_more.py

prints the rows that differ, then "N passed, N failed"; any difference is exit 1.
"""
import os
import sys

sys.dont_write_bytecode = True

import definitions_more as more
from arguments import half_away
from definitions import function_named
from formula import Fault, Range
from reference import HERE, MARKS, calculated, rows_of, same

TABLES = ["period_more.tsv", "forecast_more.tsv", "allocation_more.tsv", "explain_more.tsv"]


# ---- How a sentence shows an answer: times what, decimals at most and at least, per cent sign ----

KRONOR, PER_CENT, POINTS, DECIMAL = (1, 2, 2, 0), (100, 2, 0, 1), (100, 2, 0, 0), (1, 4, 0, 0)
FORMS = {
    more.periodkey: [PER_CENT],
    more.keycheck: [POINTS],
    more.budgetuse: [POINTS],
    more.forecasttrend: [DECIMAL],
    more.forecastaccuracy: [PER_CENT],
    more.savingneed: [KRONOR, PER_CENT],
    more.needindex: [DECIMAL],
    more.averagevolume: [DECIMAL],
    more.hourcoverage: [PER_CENT, POINTS, KRONOR],
}


def shown(number, language, form):
    times, most, least, has_mark = form
    grouping, point, percent = MARKS[language]
    size = abs(half_away(number * times * 10**most))
    whole, decimals = divmod(size, 10**most)
    decimals = f"{decimals:0{most}}" if decimals else ""
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    minus = "\u2212" if number < 0 and size else ""
    return (minus + f"{whole:,}".replace(",", grouping) + (point + decimals if decimals else "")
            + percent * has_mark)


def is_told(body, answer, words, language):
    """The answer stands in the explanation, of KEYCHECK's largest distance either sign; a whole
    matrix is compared by the C runner."""
    if isinstance(answer, Range):
        return True
    answers = [answer, -answer] if body is more.keycheck else [answer]
    return any(shown(number, language, form) in words
               for number in answers for form in FORMS.get(body, [KRONOR]))


# ---- Tables ----


def difference_of(row):
    """None where the row holds."""
    answer, expected = calculated(row["formula"]), row["expected"]
    if "language" not in row:
        return None if same(calculated(expected), answer) else f"calculated {answer}"
    tells_fault = expected.startswith("Argument ")
    if tells_fault or isinstance(answer, Fault):
        return None if tells_fault and isinstance(answer, Fault) else f"calculated {answer}"
    body = function_named(row["formula"].split("(")[0])
    told = is_told(body, answer, expected, row["language"])
    return None if told else f"{answer} is not in the explanation"


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
