# SPDX-License-Identifier: MPL-2.0
"""The rest of the families period, forecast and allocation, written from docs/contract.md without a
look at the C kernels."""
import math
import sys
from fractions import Fraction

import arguments as take
from arguments import (as_many, choose, exact_sum, half_away, kronor, left_out, not_negative,
                       payable, required)
from definitions import LARGEST, WEIGHTED, ZERO, apportion, key_from, normalised, so_far
from formula import (MISSING, NO_SOLUTION, NOT_REPORTED, OUTSIDE, TOO_LARGE, WRONG_KIND, ZERO_SUM,
                     Range)


# ---- Arguments ----


def volume_of(value):
    return take.number(value, 0, 10**12)


def not_negative_kronor(value, otherwise=MISSING):
    value = take.factor(value, otherwise)
    not_negative([value])
    return value


def figures(value, shape="any", blank=None):
    """Amounts with all their decimals."""
    take.amounts(value, shape)
    return numbers(value, shape, blank)


def numbers(value, shape="any", blank=None):
    given = take.numbers(value, shape)
    return given and given._replace(cells=[blank if c is None else c for c in given.cells])


def counts(value):
    given = numbers(value, "line")
    for cell in given.cells if given else ():
        if cell is not None:
            volume_of(cell)
    return given


# ---- Period ----


def share_so_far(weights, month):
    return sum(normalised(weights)[:month])


def keycheck(budget, history, month):
    budget = required(figures(budget, "twelve", blank=ZERO))
    history = required(take.amounts(history, "years"))
    month = None if left_out(month) else take.period(month)
    earlier = key_from(history, WEIGHTED)
    not_negative(earlier)
    apart = [share_so_far(budget.cells, p) - share_so_far(earlier, p) for p in range(1, 13)]
    return apart[month - 1] if month else max(map(abs, apart))


def roundsum(given, total, element, step):
    given, element = required(figures(given)), take.element(element)
    total, step = None if left_out(total) else take.amount(total), take.step(step)
    exact = {i: cell * 100 / step for i, cell in enumerate(given.cells) if cell is not None}
    floors = {i: math.floor(steps) for i, steps in exact.items()}
    wanted = half_away(sum(exact.values())) if total is None else Fraction(total, step)
    up = wanted - sum(floors.values())
    if not 0 <= up <= len(exact) or up != int(up):
        raise OUTSIDE
    for i in sorted(exact, key=lambda i: (floors[i] - exact[i], i))[: int(up)]:
        floors[i] += 1
    exact_sum([wanted * step])
    rounded = [payable(kronor(floors[i] * step)) if i in floors else None
               for i in range(len(given.cells))]
    return choose_reported(Range(given.rows, given.columns, rounded), element)


def choose_reported(answer, element):
    chosen = choose(answer, element)
    if chosen is None:
        raise NOT_REPORTED
    return chosen


def rolling(months, end, window):
    months = required(take.amounts(months, "line"))
    end = take.whole(end, 1, len(months.cells))
    window = take.whole(window, 1, 1200, Fraction(12))
    held = months.cells[end - window : end] if window <= end else [None]
    if None in held:
        raise NOT_REPORTED
    return kronor(exact_sum(held))


def budgetuse(actual, budget, month, key):
    actual = required(take.amounts(actual, "twelve"))
    budget = required(figures(budget, "line", blank=ZERO))
    month, key = take.period(month), numbers(key, "twelve", blank=ZERO)
    if len(budget.cells) not in (1, 12):
        raise WRONG_KIND
    by_month = budget if len(budget.cells) == 12 else None
    used = so_far(actual, by_month, month)[0]
    year = exact_sum(map(take.ore, budget.cells))
    if year == 0:
        raise ZERO_SUM
    profile = key or by_month
    expected = share_so_far(profile.cells, month) if profile else Fraction(month, 12)
    return Fraction(used, year) - expected


# ---- Forecast ----


def forecastblend(actual, budget, share):
    actual, budget = take.factor(actual), take.factor(budget)
    share = take.number(share, 0, 1)
    if share == 0:
        raise OUTSIDE
    by_outcome, by_budget = actual / share, actual + (1 - share) * budget
    return payable(share * by_outcome + (1 - share) * by_budget)


def forecasttrend(given, horizon, alpha, beta, phi):
    reported, horizon = list(required(numbers(given, "line")).cells), take.whole(horizon, 1, 1200)
    alpha, beta = take.number(alpha, 0, 1, Fraction(1, 2)), take.number(beta, 0, 1, Fraction(1, 10))
    phi = take.number(phi, 0, 1, Fraction(9, 10))
    while reported and reported[-1] is None:
        reported.pop()
    if len(reported) < 3 or None in reported:
        raise NOT_REPORTED
    level, trend = reported[0], reported[1] - reported[0]
    for figure in reported[1:]:
        last, level = level, alpha * figure + (1 - alpha) * (level + phi * trend)
        trend = beta * (level - last) + (1 - beta) * phi * trend
    forecast = level + sum(phi**step for step in range(1, horizon + 1)) * trend
    if abs(forecast) > sys.float_info.max:
        raise TOO_LARGE
    return forecast


def quantile(values, share):
    """Hyndman and Fan's definition 7."""
    place, values = (len(values) - 1) * share, sorted(values)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (place - below) * (values[above] - values[below])


SIDES = {-1: "low/låg/lav", 1: "high/hög/høj"}


def forecastrange(forecast, errors, side, confidence):
    forecast, errors = take.factor(forecast), required(figures(errors, "line"))
    side = take.keyword(side, SIDES)
    confidence = take.number(confidence, 0, 1, Fraction(8, 10))
    reported = [error for error in errors.cells if error is not None]
    if len(reported) < 3:
        raise NOT_REPORTED
    if confidence in (0, 1):
        raise OUTSIDE
    return payable(forecast - quantile(reported, (1 - side * confidence) / 2))


WAPE, MAPE, BIAS, VALUE = 1, 2, 3, 4
MEASURES = {WAPE: "wape/wape/wape", MAPE: "mape/mape/mape", BIAS: "bias/skevhet/skævhed",
            VALUE: "value/mervärde/merværdi"}


def forecastaccuracy(forecasts, outcomes, measure, naive):
    forecasts, outcomes = required(figures(forecasts, "line")), required(figures(outcomes, "line"))
    measure, naive = take.keyword(measure, MEASURES, WAPE), figures(naive, "line")
    if measure == VALUE:
        required(naive)
    columns = [forecasts, as_many(outcomes, forecasts), as_many(naive, forecasts)]
    columns = columns[: 3 if measure == VALUE else 2]
    pairs = [pair for pair in zip(*(column.cells for column in columns)) if None not in pair]
    if not pairs:
        raise NOT_REPORTED
    errors = [forecast - outcome for forecast, outcome, *_ in pairs]
    sizes = [abs(outcome) for _, outcome, *_ in pairs]
    if measure == MAPE and 0 in sizes:
        raise ZERO_SUM
    if measure == MAPE:
        return sum(abs(error) / size for error, size in zip(errors, sizes)) / len(pairs)
    by = sum(abs(pair[2] - pair[1]) for pair in pairs) if measure == VALUE else sum(sizes)
    if by == 0:
        raise ZERO_SUM
    wrong = sum(map(abs, errors)) / by
    return {WAPE: wrong, BIAS: sum(errors) / by, VALUE: 1 - wrong}[measure]


def savingneed(actual, budget, month, rest, part):
    actual = required(take.amounts(actual, "twelve"))
    budget = required(take.amounts(budget, "twelve"))
    month, part = take.period(month), take.part(part, 3)
    outcome, year = so_far(actual, budget, month)[0], exact_sum(budget.cells)
    rest = year - exact_sum(budget.cells[:month]) if left_out(rest) else take.amount(rest)
    need = rest - (year - outcome)
    by = {1: 12 - month, 2: abs(rest), 3: 1}[part]
    if by == 0:
        raise ZERO_SUM
    return Fraction(need, by) if part == 2 else payable(kronor(Fraction(need, by)))


# ---- Allocation ----


def volumepay(price, volume, fixed, index):
    price, volume, fixed = take.factor(price), volume_of(volume), take.factor(fixed, ZERO)
    return payable(fixed + price * volume * take.number(index, 0, 10**6, Fraction(1)))


def steppay(volume, limits, amounts, smooth):
    volume, limits = volume_of(volume), required(counts(limits))
    amounts = as_many(required(figures(amounts, "line")), limits)
    smooth = take.yes_or_no(smooth)
    steps = [step for step in zip(limits.cells, amounts.cells) if None not in step]
    if any(later <= earlier for (earlier, _), (later, _) in zip(steps, steps[1:])):
        raise OUTSIDE
    if not steps:
        raise NOT_REPORTED
    reached = [i for i, (limit, _) in enumerate(steps) if volume <= limit]
    if volume == 0 or not reached:
        return ZERO
    (to, last), i = steps[reached[0]], reached[0]
    if not smooth or i == 0:
        return payable(last)
    since, first = steps[i - 1]
    return payable(first + (volume - since) / (to - since) * (last - first))


def needindex(raw, volumes, element, strength):
    raw, volumes = required(numbers(raw)), required(numbers(volumes, blank=ZERO))
    element, strength = take.element(element), take.number(strength, 0, 10, Fraction(1))
    not_negative(as_many(volumes, raw).cells)
    pairs = [(v, r) for v, r in zip(volumes.cells, raw.cells) if r is not None]
    volume, weighted = sum(v for v, _ in pairs), sum(v * r for v, r in pairs)
    if volume == 0 or weighted == 0:
        raise ZERO_SUM
    index = [None if r is None else 1 + strength * (r * volume / weighted - 1) for r in raw.cells]
    not_negative(index)
    return choose_reported(Range(raw.rows, raw.columns, index), element)


def bounds_of(prior, floor, cap, step):
    """In whole steps; None is no bound."""
    if not prior:
        return 0, None
    return (0 if floor is None else math.ceil(prior * (1 + floor) * 100 / step),
            None if cap is None else math.floor(prior * (1 + cap) * 100 / step))


def clip(amount, bounds):
    low, high = bounds
    return max(amount if high is None else min(amount, high), low)


def factor_for(pot, proposed, bounds):
    """λ: Σ clip(λ·proposed) is a straight line between the two bends where it passes the pot."""
    def given(factor):
        return sum(clip(factor * p, b) for p, b in zip(proposed, bounds))

    bends = {bound / p for p, b in zip(proposed, bounds) if p for bound in b if bound is not None}
    bends = sorted(bends | {ZERO})
    bends.append(bends[-1] + 1)
    last = max((i for i, bend in enumerate(bends) if given(bend) <= pot), default=None)
    if last is None:
        raise NO_SOLUTION
    if given(bends[last]) == pot:
        return bends[last]
    last = min(last, len(bends) - 2)
    here, there = bends[last], bends[last + 1]
    if given(here) == given(there):
        raise NO_SOLUTION
    return here + (pot - given(here)) * (there - here) / (given(there) - given(here))


def dampen(proposed, prior, floor, cap, pot, element, step):
    proposed, prior = required(figures(proposed, blank=ZERO)), required(figures(prior, blank=ZERO))
    floor, cap = required(numbers(floor)), required(numbers(cap))
    pot = None if left_out(pot) else take.amount(pot)
    element, step = take.element(element), take.step(step)
    not_negative(proposed.cells + as_many(prior, proposed).cells)
    changes = []
    for bound in (floor, cap):
        if any(cell is not None and not -1 <= cell <= 10**6 for cell in bound.cells):
            raise OUTSIDE
        one = len(bound.cells) == 1
        changes.append(bound.cells * len(proposed.cells) if one else as_many(bound, proposed).cells)
    if any(None not in pair and pair[0] > pair[1] for pair in zip(*changes)):
        raise OUTSIDE
    pot = exact_sum(map(take.ore, proposed.cells)) if pot is None else pot
    bounds = [bounds_of(p, *change, step) for p, change in zip(prior.cells, zip(*changes))]
    if any(high is not None and low > high for low, high in bounds):
        raise NO_SOLUTION
    wanted = [p * 100 / step for p in proposed.cells]
    factor = factor_for(Fraction(pot, step), wanted, bounds)
    between = [p if low < factor * p and (high is None or factor * p < high) else 0
               for p, (low, high) in zip(wanted, bounds)]
    held = [0 if free else step * clip(factor * p, b)
            for p, b, free in zip(wanted, bounds, between)]
    left = pot - sum(held)
    if left and not any(between):
        raise NO_SOLUTION
    shared = apportion(left, between, step, LARGEST) if any(between) else [0] * len(held)
    parts = [kronor(a + b) for a, b in zip(held, shared)]
    return choose(Range(proposed.rows, proposed.columns, parts), element)


def schoolgrant(base, administration, vat, fee, part):
    base, fee = not_negative_kronor(base), not_negative_kronor(fee, ZERO)
    administration = take.number(administration, 0, 10, Fraction(3, 100))
    vat, part = take.number(vat, 0, 10, Fraction(6, 100)), take.whole(part, 0, 4, ZERO)
    with_administration = base * (1 + administration)
    with_vat = with_administration * (1 + vat)
    if with_vat > take.AMOUNT_MAX:
        raise TOO_LARGE
    sums = [half_away(s) for s in (0, base, with_administration, with_vat, with_vat - fee)]
    return Fraction(sums[part] - sums[part - 1] if part else sums[-1])


def average(given, weights):
    given, weights = required(counts(given)), counts(weights)
    weights = as_many(weights, given).cells if weights else [1] * len(given.cells)
    pairs = [(weight or 0, count) for weight, count in zip(weights, given.cells)
             if count is not None]
    if not pairs:
        raise NOT_REPORTED
    if sum(weight for weight, _ in pairs) == 0:
        raise ZERO_SUM
    return sum(weight * count for weight, count in pairs) / sum(weight for weight, _ in pairs)


def averagevolume(given, weights):
    return average(given, weights)


def trueup(price, budgeted, given, weights, marginal, deadband, paid):
    price, budgeted = take.factor(price), volume_of(budgeted)
    marginal = take.number(marginal, 0, 1, Fraction(1))
    deadband = take.number(deadband, 0, 10**12, ZERO)
    more, paid = average(given, weights) - budgeted, take.factor(paid, ZERO)
    settled = max(abs(more) - deadband, 0) * (1 if more > 0 else -1)
    return payable(marginal * price * settled - paid)


def hourcoverage(price, cost, performed, part):
    price, cost = not_negative_kronor(price), not_negative_kronor(cost)
    performed, part = take.number(performed, 0, 1), take.part(part, 3)
    if price == 0:
        raise ZERO_SUM
    needed = cost / price
    return {1: needed, 2: performed - needed, 3: payable(performed * price - cost)}[part]


FUNCTIONS = {
    keycheck: "KEYCHECK/NYCKELKONTROLL/NØGLEKONTROL",
    roundsum: "ROUNDSUM/AVRUNDA.SUMMA/AFRUND.SUM",
    rolling: "ROLLING/RULLANDE/RULLENDE",
    budgetuse: "BUDGETUSE/FÖRBRUKNING/BUDGETFORBRUG",
    forecastblend: "FORECASTBLEND/PROGNOS.VIKTAD/FORVENTNING.VÆGTET",
    forecasttrend: "FORECASTTREND/PROGNOS.TREND/FORVENTNING.TREND",
    forecastrange: "FORECASTRANGE/PROGNOS.SPANN/FORVENTNING.SPÆND",
    forecastaccuracy: "FORECASTACCURACY/TRÄFFSÄKERHET/TRÆFSIKKERHED",
    savingneed: "SAVINGNEED/SPARKRAV/SPAREKRAV",
    volumepay: "VOLUMEPAY/VOLYMERSÄTTNING/TAKSTAFREGNING",
    steppay: "STEPPAY/TRAPPERSÄTTNING/TRAPPETILDELING",
    needindex: "NEEDINDEX/STRUKTURINDEX/BEHOVSINDEKS",
    dampen: "DAMPEN/DÄMPA/DÆMP",
    schoolgrant: "SCHOOLGRANT/FRISKOLEBIDRAG/FRISKOLETILSKUD",
    averagevolume: "AVERAGEVOLUME/SNITTVOLYM/GENNEMSNITSMÆNGDE",
    trueup: "TRUEUP/VOLYMAVSTÄMNING/EFTERREGULERING",
    hourcoverage: "HOURCOVERAGE/TIMTÄCKNING/TIMEDÆKNING",
}
