# SPDX-License-Identifier: MPL-2.0
"""The unit's own levers, REPORTSIGN and CHECKSUM, written from docs/contract.md without a look at
the C kernels."""
import hashlib
import math
import re
from fractions import Fraction

import arguments as take
from arguments import AMOUNT_MAX, choose, exact_sum, half_away, kronor, ore, payable, required
from definitions import ZERO, root_of
from formula import (MISSING, NO_SOLUTION, NOT_REPORTED, OUTSIDE, WRONG_KIND, ZERO_SUM, Fault,
                     Range)


# ---- Arguments ----


def count(value, high=10**12):
    return take.number(take.figure(value), 0, high)


def table(value):
    """Cells of any content, none with an error."""
    if value is MISSING:
        raise WRONG_KIND
    if not isinstance(value, Range):
        value = Range(1, 1, [None if value == "" else value])
    if any(isinstance(cell, Fault) for cell in value.cells):
        raise WRONG_KIND
    return value


# ---- Accounts ----


def digits_of(cell):
    """An account, or a pattern, that was typed as a number or as text."""
    if isinstance(cell, str):
        return cell.strip()
    if not 1 <= cell < 10**15 or cell != int(cell):
        raise OUTSIDE
    return str(int(cell))


def is_empty(cell):
    return cell is None or isinstance(cell, str) and not cell.strip()


def account_of(cell):
    if is_empty(cell):
        return None
    account = digits_of(cell)
    if not re.fullmatch("[0-9]+", account):
        raise WRONG_KIND
    return account


SPAN = re.compile(r"\s*(!?)\s*(?:(\*)|([0-9]+)(?:\s*\.\.\s*([0-9]+))?)\s*")


def pattern_of(cell):
    spans = []
    for term in digits_of(cell).split(";"):
        match = SPAN.fullmatch(term)
        if not match:
            raise OUTSIDE
        leaves_out, all_, low, high = match.groups()
        low, high = ("", "") if all_ else (low, high or low)
        if low[: len(high)] > high[: len(low)]:
            raise OUTSIDE
        spans.append((leaves_out, low, high))
    return spans


def fits(account, spans):
    found = [bool(leaves_out) for leaves_out, low, high in spans
             if low <= account[: len(low)] and account[: len(high)] <= high]
    return not any(found) and (bool(found) or all(leaves_out for leaves_out, _, _ in spans))


def reportsign(amount, account, style):
    amount, cells = take.amount(amount), table(account).cells
    style = take.keyword(style, {0: "report/rapport/rapport", 1: "positive/positiv/positiv"}, ZERO)
    if len(cells) != 1:
        raise WRONG_KIND
    if cells[0] is None:
        raise NOT_REPORTED
    account = account_of(cells[0])
    if account is None:
        raise WRONG_KIND
    if account[0] in "09":
        raise OUTSIDE
    report = {"1": amount, "2": -amount}.get(account[0], -amount)
    positive = {"1": amount, "2": -amount, "3": -amount, "8": abs(amount)}.get(account[0], amount)
    return kronor(positive if style else report)


# ---- Levers ----


def controllable(deviations, accounts, share_table, part):
    deviations, accounts = required(take.amounts(deviations, "line")), table(accounts)
    share_table, part = table(share_table), take.whole(part, 0, 2, ZERO)
    if len(accounts.cells) != len(deviations.cells) or 1 not in accounts[:2]:
        raise WRONG_KIND
    if share_table.columns != 2:
        raise WRONG_KIND
    rows = []
    for pattern, share in zip(share_table.cells[::2], share_table.cells[1::2]):
        if not is_empty(pattern) and not is_empty(share):
            rows.append((pattern_of(pattern), take.number(share, 0, 1)))
    accounts = [account_of(cell) for cell in accounts.cells]
    if all(cell is None for cell in deviations.cells):
        raise NOT_REPORTED
    total, own = exact_sum(deviations.cells), ZERO
    for deviation, account in zip(deviations.cells, accounts):
        if deviation is not None and account is not None:
            own += deviation * next((share for spans, share in rows if fits(account, spans)), 0)
    own = half_away(own)
    exact_sum([own]), exact_sum([total - own])
    return kronor((total, own, total - own)[part])


def measureeffect(effect, start, baseline, actual, month, part):
    effect, start, month = take.amount(effect), take.period(start), take.period(month)
    baseline = required(take.amounts(baseline, "twelve")).cells
    actual, part = required(take.amounts(actual, "twelve")).cells, take.part(part, 5)
    of_year, so_far = 13 - start, max(0, month - start + 1)
    planned, expected = Fraction(effect * of_year, 12), Fraction(effect * so_far, 12)
    if part in (1, 5):
        return kronor(half_away(expected if part == 1 else planned))
    run = slice(start - 1, start - 1 + so_far)
    if None in baseline[run] + actual[run]:
        raise NOT_REPORTED
    realised = exact_sum([exact_sum(baseline[run]) - exact_sum(actual[run])])
    if part == 2:
        return kronor(realised)
    if expected == 0 and part == 4:
        raise ZERO_SUM
    share = 1 if expected == 0 else realised / expected
    return share if part == 4 else kronor(exact_sum([half_away(planned * share)]))


def budgetbridge(last_volume, last_price, new_volume, new_price, index, principle, saving, part):
    last_volume, last_price = take.figure(last_volume), take.factor(last_price)
    new_volume, new_price = take.figure(new_volume), take.factor(new_price)
    index, part = take.number(index, 0, 10**6, Fraction(1)), take.whole(part, 0, 6, ZERO)
    principle = ore(take.factor(principle, ZERO))
    saving = ore(take.number(saving, 0, AMOUNT_MAX, ZERO))
    levels = [last_volume * last_price, new_volume * last_price, new_volume * new_price,
              new_volume * new_price * index]
    before, priced, with_price, indexed = [ore(payable(level) and level) for level in levels]
    steps = [ore(after - level) for level, after in zip(levels, levels[1:])]
    total = exact_sum([indexed + principle - saving])
    parts = [*steps, principle, -saving]
    return kronor([total, *parts, total - sum(parts)][part])


def occupancy(used, capacity, fixed, variable, price, part):
    used, capacity, part = count(used), count(capacity), take.part(part, 4)
    fixed, variable = take.factor(fixed, ZERO), take.factor(variable, ZERO)
    price = take.factor(price, None)
    if capacity == 0:
        raise ZERO_SUM
    if part == 1:
        return used / capacity
    if price is None:
        raise WRONG_KIND
    if part == 4 and price <= variable:
        raise NO_SOLUTION
    if part == 4:
        return Fraction(max(0, math.ceil(fixed / (price - variable))))
    margin = price - variable
    return payable(max(0, capacity - used) * margin if part == 2 else used * margin - fixed)


def staffroom(pay_left, months_left, month_cost, now):
    pay_left, months_left = take.factor(pay_left), count(months_left, 1200)
    month_cost, now = take.factor(month_cost), take.figure(now, None)
    if month_cost < 0:
        raise OUTSIDE
    if months_left * month_cost == 0:
        raise ZERO_SUM
    return pay_left / (months_left * month_cost) - (now or 0)


def unitcost(cost, volume, planned_cost, planned_volume, part):
    cost, volume, part = take.factor(cost), take.figure(volume), take.part(part, 3)
    planned_cost = take.factor(planned_cost, None)
    planned_volume = take.figure(planned_volume, None)

    def each(total, units):
        if total is None or units is None:
            raise WRONG_KIND
        if units == 0:
            raise ZERO_SUM
        return total / units

    if part == 1:
        return each(cost, volume)
    plan = each(planned_cost, planned_volume)
    return plan if part == 2 else plan - each(cost, volume)


def needmet(delivered, needed):
    delivered, needed = count(delivered), count(needed)
    if needed == 0:
        raise ZERO_SUM
    return delivered / needed


def userrating(grades, sent, part, smallest):
    grades = required(take.cells(grades, lambda cell: take.whole(cell, 0, 10**9), "line"))
    grades = [cell or 0 for cell in grades.cells]
    sent = take.single(sent, None)
    sent = sent if sent is None else take.whole(sent, 0, 10**12)
    part, smallest = take.part(part, 4), take.whole(smallest, 0, 10**9, Fraction(5))
    answers = sum(grades)
    if sent is not None and answers > sent:
        raise OUTSIDE
    if answers < smallest:
        raise NOT_REPORTED
    if answers == 0:
        raise ZERO_SUM
    mean = Fraction(sum(grade * given for grade, given in enumerate(grades, 1)), answers)
    middle = Fraction(len(grades) + 1, 2)
    if part == 1:
        return mean
    if part == 2:
        return Fraction(sum(n for grade, n in enumerate(grades, 1) if grade > middle), answers)
    if part == 3 and answers == 1:
        raise NOT_REPORTED
    if part == 3:
        squares = sum(n * (grade - mean) ** 2 for grade, n in enumerate(grades, 1))
        return Fraction(196, 100) * root_of(squares / (answers - 1) / answers)
    if sent is None:
        raise WRONG_KIND
    return Fraction(answers, sent)


def volumeforecast(population, participation, own_share, price, part, element):
    within = lambda low, high: lambda cell: take.number(cell, low, high)
    population = required(take.cells(population, within(0, 10**12), "any"))
    shares = [required(take.cells(participation, within(0, 1), "line"))]
    if own_share not in (MISSING, ""):
        shares.append(take.cells(own_share, within(0, 1), "line"))
    price, part, element = take.factor(price, None), take.part(part, 2), take.element(element)
    ages, years = population.rows, population.columns
    if any(len(share.cells) not in (1, ages) for share in shares):
        raise WRONG_KIND
    if any(None in share.cells for share in shares):
        raise NOT_REPORTED
    if part == 2 and price is None:
        raise WRONG_KIND
    answer = []
    for year in range(years):
        column = population.cells[year::years]
        volume = None if None in column else sum(
            people * math.prod(share.cells[age % len(share.cells)] for share in shares)
            for age, people in enumerate(column))
        answer.append(volume if part == 1 or volume is None else payable(volume * price))
    chosen = choose(Range(1, years, answer), element)
    if chosen is None:
        raise NOT_REPORTED
    return chosen


def checksum(cells, salt):
    cells, salt = table(cells), take.single(salt, "")
    if not isinstance(salt, str):
        raise WRONG_KIND

    def field(cell):
        if cell is None:
            return "b"
        return "t" + cell if isinstance(cell, str) else "n%.15g" % (float(cell) + 0.0)

    fields = [salt, f"{cells.rows}x{cells.columns}", *map(field, cells.cells)]
    return hashlib.sha256("\x1f".join(fields).encode()).hexdigest()[:16]


FUNCTIONS = {
    controllable: "CONTROLLABLE/PÅVERKBART/PÅVIRKELIGT",
    occupancy: "OCCUPANCY/BELÄGGNING/BELÆGNING",
    staffroom: "STAFFROOM/BEMANNINGSUTRYMME/BEMANDINGSRUM",
    measureeffect: "MEASUREEFFECT/ÅTGÄRDSEFFEKT/TILTAGSEFFEKT",
    unitcost: "UNITCOST/STYCKKOSTNAD/ENHEDSUDGIFT",
    needmet: "NEEDMET/BEHOVSTÄCKNING/BEHOVSDÆKNING",
    userrating: "USERRATING/BRUKARBETYG/BRUGERTILFREDSHED",
    volumeforecast: "VOLUMEFORECAST/VOLYMPROGNOS/MÆNGDEPROGNOSE",
    budgetbridge: "BUDGETBRIDGE/BUDGETBRYGGA/BUDGETBRO",
    checksum: "CHECKSUM/KONTROLLSUMMA/KONTROLSUM",
    reportsign: "REPORTSIGN/RAPPORTTECKEN/RAPPORTFORTEGN",
}
