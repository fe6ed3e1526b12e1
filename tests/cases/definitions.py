# SPDX-License-Identifier: MPL-2.0
"""The first functions and what they share with the others, written from docs/contract.md and the
law, without a look at the C kernels."""
import datetime
import decimal
import statistics
import sys
from fractions import Fraction

import arguments as take
from arguments import choose, exact_sum, half_away, kronor, not_negative, ore, required
from formula import NOT_REPORTED, TOO_LARGE, WRONG_KIND, ZERO_SUM, Range

ZERO = Fraction(0)


# ---- Calendar: lagen (1989:253) om allmänna helgdagar ----


def easter(year):
    """Oudin's algorithm of 1940, as the US Naval Observatory gives it."""
    century, golden = year // 100, year % 19
    k = (century - 17) // 25
    i = (century - century // 4 - (century - k) // 3 + 19 * golden + 15) % 30
    i -= (i // 28) * (1 - (i // 28) * (29 // (i + 1)) * ((21 - golden) // 11))
    j = (year + year // 4 + i + 2 - century + century // 4) % 7
    month = 3 + (i - j + 40) // 44
    return datetime.date(year, month, i - j + 28 - 31 * (month // 4))


def saturday_from(date):
    return date + datetime.timedelta((5 - date.weekday()) % 7)


def days_off(year, eves):
    day, sunday = datetime.timedelta(1), easter(year)
    midsummer = saturday_from(datetime.date(year, 6, 20))
    fixed = [(1, 1), (1, 6), (5, 1), (12, 25), (12, 26)]
    off = {datetime.date(year, month, number) for month, number in fixed}
    off |= {sunday - 2 * day, sunday, sunday + day, sunday + 39 * day, sunday + 49 * day}
    off |= {midsummer, saturday_from(datetime.date(year, 10, 31))}
    off.add(datetime.date(year, 6, 6) if year >= 2005 else sunday + 50 * day)
    if eves:
        off |= {midsummer - day, datetime.date(year, 12, 24), datetime.date(year, 12, 31)}
    return off


def days_of(year, month):
    date = datetime.date(year, month, 1)
    while date.month == month:
        yield date
        date += datetime.timedelta(1)


def workdays_without(off, year, month):
    return sum(date.weekday() < 5 and date not in off for date in days_of(year, month))


# ---- Keys and rounding ----


def normalised(weights):
    total = sum(weights)
    if total == 0:
        raise ZERO_SUM
    return [Fraction(weight) / total for weight in weights]


WEIGHTED, MEAN, MEDIAN = 1, 2, 3


def key_from(history, method):
    years = [history.cells[i : i + 12] for i in range(0, len(history.cells), 12)]
    years = [year for year in years if None not in year]
    if not years:
        raise NOT_REPORTED
    for year in years:
        if sum(year) == 0 or abs(sum(year)) * 100 < sum(map(abs, year)):
            raise ZERO_SUM
    if method == WEIGHTED:
        return normalised([sum(month) for month in zip(*years)])
    middle = statistics.median if method == MEDIAN else statistics.mean
    return normalised([middle(month) for month in zip(*map(normalised, years))])


CUMULATIVE, LARGEST = 1, 2


def apportion(total, weights, step, method):
    """Öre over the parts in whole steps; what does not fill one goes where the method says."""
    shares = normalised([weight or 0 for weight in weights])
    if total < 0:
        return [-part for part in apportion(-total, weights, step, method)]
    parts = [0] * len(shares)
    with_share = [i for i, share in enumerate(shares) if share]
    if method == CUMULATIVE:
        given, so_far = 0, Fraction(0)
        for i in with_share:
            so_far += total * shares[i]
            until = total if i == with_share[-1] else step * half_away(so_far / step)
            parts[i], given = until - given, until
        return parts
    for i in with_share:
        parts[i] = int(total * shares[i] / step) * step
    left = total - sum(parts)
    for i in sorted(with_share, key=lambda i: (parts[i] - total * shares[i], i)):
        more = min(step, left)
        parts[i] += more
        left -= more
    return parts


# ---- Words in English, Swedish and Danish, by their code ----

EVEN, WORKDAYS, DAYS, ALLDAYS, WEEKS, SALARY = 1, 2, 3, 4, 5, 6
KEY_TYPES = {
    EVEN: "even/jämn/jævn",
    WORKDAYS: "workdays/arbetsdagar/arbejdsdage",
    DAYS: "days/dagar/dage",
    ALLDAYS: "alldays/alla dagar/alle dage",
    WEEKS: "445/445/445",
    SALARY: "salary/lön/løn",
}
KEY_METHODS = {
    WEIGHTED: "weighted/vägd/vægtet",
    MEAN: "mean/medel/gennemsnit",
    MEDIAN: "median/median/median",
}
ROUNDING_METHODS = {
    CUMULATIVE: "cumulative/ackumulerad/akkumuleret",
    LARGEST: "largest/störst/størst",
}
SIGNS = {1: "cost/kostnad/udgift", -1: "income/intäkt/indtægt"}
AND, OR, ROOT = 1, 2, 3
OPERATORS = {AND: "and/och/og", OR: "or/eller/eller", ROOT: "root/rot/rod"}
REST, RATE, KEY, PERSISTING = 1, 2, 3, 4
FORECASTS = {
    REST: "rest/rest/rest",
    RATE: "rate/takt/takt",
    KEY: "key/nyckel/nøgle",
    PERSISTING: "persisting/ihållande/vedvarende",
}
NUMBER, WORD, SYMBOL = 0, 1, 2
ANSWERS = {NUMBER: "number/tal/tal", WORD: "word/ord/ord", SYMBOL: "symbol/symbol/symbol"}
ANSWERS_IN_WORDS = {code: words for code, words in ANSWERS.items() if code != SYMBOL}
LEVELS = [("green/grön/grøn", "○"), ("yellow/gul/gul", "▲"), ("red/röd/rød", "■")]


def by_answer(answer, code, words, symbol=None):
    return {NUMBER: Fraction(code), WORD: words.split("/")[0], SYMBOL: symbol}[answer]


# ---- Period ----


def workdays(year, month, eves):
    year, month = take.whole(year, 1990, 2100), take.period(month)
    return Fraction(workdays_without(days_off(year, take.yes_or_no(eves)), year, month))


def read_parameter(value, defaults):
    given = take.numbers(value, "line")
    cells = given.cells if given else []
    if len(cells) > len(defaults):
        raise WRONG_KIND
    cells = cells + [None] * (len(defaults) - len(cells))
    return [default if cell is None else cell for cell, default in zip(cells, defaults)]


def alldays_of(year, month, weekend, holiday):
    off = days_off(year, eves=False)
    return sum(holiday if date in off else weekend if date.weekday() > 4 else 1
               for date in days_of(year, month))


def salary_of(month, raised, from_month, holiday_pay):
    used = Fraction(1, 3) if 6 <= month <= 8 else 0
    pay = 1 + (raised if month >= from_month else 0)
    return pay * (1 + 12 * holiday_pay * (Fraction(1, 12) - used))


def periodkey(kind, year, parameter, element):
    if take.single(kind) == 445:
        kind = "445"
    kind, year = take.keyword(kind, KEY_TYPES), take.whole(year, 1990, 2100)
    element, months = take.element(element), range(1, 13)
    if kind == WORKDAYS:
        (eves,) = read_parameter(parameter, [ZERO])
        off = days_off(year, take.yes_or_no(eves))
        weights = [workdays_without(off, year, month) for month in months]
    elif kind == ALLDAYS:
        weekend, holiday = read_parameter(parameter, [Fraction(1), None])
        weekend = take.number(weekend, 0, 10**6)
        holiday = take.number(weekend if holiday is None else holiday, 0, 10**6)
        weights = [alldays_of(year, month, weekend, holiday) for month in months]
    elif kind == SALARY:
        raised, begins, pay = read_parameter(parameter, [ZERO, Fraction(4), ZERO])
        raised, begins = take.number(raised, -1, 10), take.whole(begins, 1, 12)
        weights = [salary_of(month, raised, begins, pay) for month in months]
        not_negative(weights)
    else:
        take.numbers(parameter, "line")
        weights = {EVEN: [1] * 12, WEEKS: [4, 4, 5] * 4,
                   DAYS: [len(list(days_of(year, month))) for month in months]}[kind]
    return choose(Range(1, 12, normalised(weights)), element)


def keyfrom(history, element, method, allow):
    history, element = required(take.amounts(history, "years")), take.element(element)
    method, allow = take.keyword(method, KEY_METHODS, WEIGHTED), take.yes_or_no(allow)
    shares = key_from(history, method)
    if not allow:
        not_negative(shares)
    return choose(Range(1, 12, shares), element)


def periodise(total, key, element, step, method):
    total, key, element = take.amount(total), required(take.numbers(key)), take.element(element)
    step, method = take.step(step), take.keyword(method, ROUNDING_METHODS, CUMULATIVE)
    not_negative(key.cells)
    parts = apportion(total, key.cells, step, method)
    return choose(Range(key.rows, key.columns, list(map(kronor, parts))), element)


def so_far(months, budget, month):
    """The sum up to the month and how many of them are reported."""
    for i in range(month):
        if months.cells[i] is None and (budget is None or budget.cells[i]):
            raise NOT_REPORTED
    reported = months.cells[:month]
    return exact_sum(reported), month - reported.count(None)


def ytd(months, month, budget):
    months, month = required(take.amounts(months, "twelve")), take.period(month)
    return kronor(so_far(months, take.amounts(budget, "twelve"), month)[0])


def remaining(months, month):
    months, month = required(take.amounts(months, "twelve")), take.period(month)
    return kronor(exact_sum(months.cells[month:]))


# ---- Deviation and flags ----


def deviation(actual, budget, sign):
    actual, budget = take.amount(actual), take.amount(budget)
    return kronor(take.keyword(sign, SIGNS, 1) * exact_sum([budget, -actual]))


def deviationpercent(actual, budget, sign):
    better = deviation(actual, budget, sign)
    if take.amount(budget) == 0:
        raise ZERO_SUM
    return better / abs(kronor(take.amount(budget)))


def limits_of(value):
    """Red and yellow; None where there is none. Of two the larger is red."""
    limits = take.numbers(value, "line")
    if limits is None:
        return None, None
    if len(limits.cells) > 2:
        raise WRONG_KIND
    not_negative(limits.cells)
    given = sorted((limit for limit in limits.cells if limit is not None), reverse=True)
    return tuple(given + [None, None])[:2]


def root_of(x):
    with decimal.localcontext() as context:
        context.prec = 60
        return Fraction((decimal.Decimal(x.numerator) / x.denominator).sqrt())


def level_of(bad, budget, kr, percent, combine):
    """0 to 2 for a deviation that is `bad` öre worse than a budget of that size."""
    if combine == ROOT:
        kr, percent = [c and c * root_of(kronor(budget)) for c in kr], (None, None)
    elif budget == 0:
        percent = None, None
        if kr[0] is None:
            return 2
    if kr[1] is not None or percent[1] is not None:  # a lone limit serves yellow as well as red
        kr, percent = ((red, red if yellow is None else yellow) for red, yellow in (kr, percent))
    for level, limit, share in ((2, kr[0], percent[0]), (1, kr[1], percent[1])):
        tested = [] if limit is None else [ore(limit)]
        tested += [] if share is None else [half_away(share * budget)]
        reached = [bad >= limit for limit in tested]
        if reached and (any(reached) if combine == OR else all(reached)):
            return level
    return 0


def flag(better, budget, limit_kr, limit_percent, combine, answer):
    better, budget = take.amount(better), take.amount(budget)
    kr, percent = limits_of(limit_kr), limits_of(limit_percent)
    combine = take.keyword(combine, OPERATORS, AND)
    answer = take.keyword(answer, ANSWERS, NUMBER)
    if kr[0] is None and (combine == ROOT or percent[0] is None):
        raise WRONG_KIND
    level = level_of(-better, abs(budget), kr, percent, combine) if better < 0 else 0
    return by_answer(answer, level, *LEVELS[level])


# ---- Forecast ----


def yearforecast(actual, budget, month, method, parameter, history, adjustments):
    actual = required(take.amounts(actual, "twelve"))
    budget = required(take.amounts(budget, "twelve"))
    month, method = take.period(month), take.keyword(method, FORECASTS, REST)
    part = take.number(parameter, 0, 1, Fraction(1, 2))
    history, adjustments = take.amounts(history, "years"), take.amounts(adjustments)
    outcome, reported = so_far(actual, budget, month)
    year, year_so_far = exact_sum(budget.cells), exact_sum(budget.cells[:month])
    rest = year - year_so_far
    if method == REST:
        forecast = outcome + rest
    elif method == RATE:
        if reported == 0:
            raise NOT_REPORTED
        forecast = outcome + (12 - month) * Fraction(outcome, reported)
    elif method == KEY:
        shares = key_from(history, WEIGHTED) if history else normalised(
            [cell or 0 for cell in budget.cells])
        if sum(shares[:month]) == 0:
            raise ZERO_SUM
        forecast = outcome / sum(shares[:month])
    else:
        if year_so_far == 0:
            raise ZERO_SUM
        forecast = outcome + rest * (1 + part * Fraction(outcome - year_so_far, year_so_far))
    known = exact_sum(adjustments.cells) if adjustments else 0
    return kronor(exact_sum([half_away(forecast), known]))


# ---- Allocation ----


def allocate(pot, volumes, weights, index, element, step):
    pot, volumes = take.amount(pot), required(take.numbers(volumes))
    factors = [volumes, take.numbers(weights), take.numbers(index)]
    element, step = take.element(element), take.step(step)
    products = [Fraction(1)] * len(volumes.cells)
    for factor in filter(None, factors):
        if len(factor.cells) != len(products):
            raise WRONG_KIND
        not_negative(factor.cells)
        products = [product * (cell or 0) for product, cell in zip(products, factor.cells)]
    if max(products) > sys.float_info.max:
        raise TOO_LARGE
    parts = apportion(pot, products, step, LARGEST)
    return choose(Range(volumes.rows, volumes.columns, list(map(kronor, parts))), element)


FUNCTIONS = {
    periodkey: "PERIODKEY/PERIODNYCKEL/PERIODENØGLE",
    keyfrom: "KEYFROM/NYCKEL.UTFALL/NØGLE.FORBRUG",
    workdays: "WORKDAYS/ARBETSDAGAR/ARBEJDSDAGE",
    periodise: "PERIODISE/PERIODISERA/PERIODISER",
    ytd: "YTD/ACK/ÅTD",
    remaining: "REMAINING/ÅTERSTÅR/RESTERENDE",
    deviation: "DEVIATION/AVVIKELSE/AFVIGELSE",
    deviationpercent: "DEVIATIONPERCENT/AVVIKELSE.PROCENT/AFVIGELSE.PROCENT",
    flag: "FLAG/FLAGGA/FLAG",
    yearforecast: "YEARFORECAST/HELÅRSPROGNOS/ÅRSFORVENTNING",
    allocate: "ALLOCATE/FÖRDELA/FORDEL",
}
