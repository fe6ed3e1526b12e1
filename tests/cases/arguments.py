# SPDX-License-Identifier: MPL-2.0
"""What an argument may be: the kinds and blanks of docs/contract.md, and the errors they make.

Amounts become whole öre, all other numbers are fractions."""
import datetime
from fractions import Fraction

from formula import MISSING, NOT_REPORTED, OUTSIDE, TOO_LARGE, WRONG_KIND, Range

AMOUNT_MAX = 2**46  # kronor
FIRST_DAY, LAST_DAY = datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)
CALC_DAY_0 = datetime.date(1899, 12, 30)


def half_away(x):
    """The nearest whole number, halves away from zero."""
    size = int(abs(x) + Fraction(1, 2))
    return size if x >= 0 else -size


def ore(kronor):
    return half_away(kronor * 100)


def kronor(amount):
    return Fraction(amount, 100)


# ---- One value ----


def single(value, otherwise=MISSING):
    """The one value; a blank or an empty text is left out where there is a default."""
    if isinstance(value, Range):
        if len(value.cells) != 1:
            raise WRONG_KIND
        value = "" if value.cells[0] is None else value.cells[0]
    if otherwise is not MISSING and (value is MISSING or value == ""):
        return otherwise
    if value is MISSING:
        raise WRONG_KIND
    return value


def plain_number(value):
    if not isinstance(value, Fraction):
        raise WRONG_KIND
    return value


def amount_of(value):
    if abs(plain_number(value)) > AMOUNT_MAX:
        raise TOO_LARGE
    return ore(value)


def amount(value):
    value = single(value)
    if value == "":
        raise NOT_REPORTED
    return amount_of(value)


def figure(value, otherwise=MISSING):
    """Of any size; an empty text is not reported."""
    value = single(value, otherwise)
    if value == "":
        raise NOT_REPORTED
    return value if value is None else plain_number(value)


def factor(value, otherwise=MISSING):
    """An amount that is multiplied, divided or a limit of that: with all its decimals."""
    value = single(value, otherwise)
    if value is not None:
        amount(value)
    return value


def number(value, low, high, otherwise=MISSING):
    value = plain_number(single(value, otherwise))
    if not low <= value <= high:
        raise OUTSIDE
    return value


def whole(value, low, high, otherwise=MISSING):
    value = number(value, low, high, otherwise)
    if value != int(value):
        raise OUTSIDE
    return int(value)


def left_out(value):
    return single(value, None) is None


def part(value, last):
    """Where the parts do not add up 0 is part 1."""
    return whole(value, 0, last, Fraction(1)) or 1


def yes_or_no(value):
    return whole(value, 0, 1, Fraction(0))


def step(value):
    """In öre."""
    value = number(value, Fraction(1, 100), 10**9, Fraction(1)) * 100
    if value != int(value):
        raise OUTSIDE
    return int(value)


def period(value):
    """1 to 12, or a date from 1990 to 2100, with or without a time of day."""
    days = int(max(plain_number(single(value)), 0))
    if (FIRST_DAY - CALC_DAY_0).days <= days <= (LAST_DAY - CALC_DAY_0).days:
        return (CALC_DAY_0 + datetime.timedelta(days)).month
    return whole(value, 1, 12)


def keyword(value, choices, otherwise=MISSING):
    """The code of a word in any language and any case, or the code itself."""
    value = single(value, otherwise)
    for code, words in choices.items():
        if value == code or isinstance(value, str) and value.lower() in words.split("/"):
            return code
    raise OUTSIDE


def element(value):
    value = single(value, None)
    return None if value is None else plain_number(value)


def choose(answer, wanted):
    """The element of the answer that is wanted, or all of it."""
    if wanted is None:
        return answer
    if wanted != int(wanted) or not 1 <= wanted <= len(answer.cells):
        raise OUTSIDE
    return answer.cells[int(wanted) - 1]


# ---- Ranges ----


def cells(value, check, shape):
    """Every cell that is not blank is a number that passes the check; None where left out."""
    if value is MISSING:
        return None
    if not isinstance(value, Range):
        value = Range(1, 1, [None if value == "" else value])
    one_line = value.rows == 1 or value.columns == 1
    if (
        shape in ("twelve", "line") and not one_line
        or shape == "twelve" and len(value.cells) != 12
        or shape == "years" and value.columns != 12
    ):
        raise WRONG_KIND
    return Range(value.rows, value.columns, [None if c is None else check(c) for c in value.cells])


def amounts(value, shape="any"):
    return cells(value, amount_of, shape)


def numbers(value, shape="any"):
    return cells(value, plain_number, shape)


def required(given):
    if given is None:
        raise WRONG_KIND
    return given


def as_many(given, other):
    if given is not None and len(given.cells) != len(other.cells):
        raise WRONG_KIND
    return given


def not_negative(values):
    if any(value is not None and value < 0 for value in values):
        raise OUTSIDE


def exact_sum(values):
    total = sum(value for value in values if value is not None)
    if abs(total) > AMOUNT_MAX * 100:
        raise TOO_LARGE
    return total


def payable(amount):
    """Kronor in whole öre."""
    if abs(amount) > AMOUNT_MAX:
        raise TOO_LARGE
    return kronor(ore(amount))
