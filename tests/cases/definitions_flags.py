# SPDX-License-Identifier: MPL-2.0
"""Why a deviation, flags over months and signals, written from docs/contract.md without a look at
the C kernels."""
import re
import sys
from fractions import Fraction

import arguments as take
from arguments import AMOUNT_MAX, as_many, half_away, kronor, ore
from definitions import ANSWERS, ANSWERS_IN_WORDS, LEVELS, NUMBER, SIGNS, by_answer
from formula import MISSING, NOT_REPORTED, OUTSIDE, TOO_LARGE, WRONG_KIND, ZERO_SUM, Range

MONTHS = 1200  # the longest that a rule counts
GREEN, YELLOW, RED = 0, 1, 2
STEPS = ["normal/normalläge/normal", "support/stöd/støtte", "plan/plan/plan",
         "further chance/ny chans/ny chance", "consequence/konsekvens/konsekvens"]
CUSUM, EWMA = 1, 2
METHODS = {CUSUM: "cusum", EWMA: "ewma"}


# ---- Arguments ----


def within(low, high):
    def check(value):
        if not low <= take.plain_number(value) <= high or value != int(value):
            raise OUTSIDE
        return int(value)
    return check


def line(value, check):
    return take.required(take.cells(value, check, "line"))


def optional_line(value, check):
    return None if value is MISSING or value == "" else take.cells(value, check, "line")


def optional_whole(value, low, high):
    """None where it is left out."""
    return None if take.left_out(value) else take.whole(value, low, high)


def representable(*numbers):
    """What no double holds is too large."""
    if max(map(abs, numbers)) > sys.float_info.max:
        raise TOO_LARGE


# ---- Why it deviates ----


def part_of(costs, sign, part):
    """From cost to cost: each part is rounded, the last one takes what is left."""
    if max(map(abs, costs)) > AMOUNT_MAX:
        raise TOO_LARGE
    total = ore(costs[0]) - ore(costs[-1])
    parts = [ore(before - after) for before, after in zip(costs, costs[1:])][:-1]
    parts.append(total - sum(parts))
    return kronor(sign * ([total] + parts)[part])


def part_and_sign(part, sign, last):
    return take.whole(part, 0, last, Fraction(0)), take.keyword(sign, SIGNS, 1)


def cell_price(value):
    if abs(take.plain_number(value)) > AMOUNT_MAX:
        raise TOO_LARGE
    return value


def pricevolume(pb, vb, pa, va, part, sign):
    pb, vb, pa, va = take.factor(pb), take.figure(vb), take.factor(pa), take.figure(va)
    part, sign = part_and_sign(part, sign, 2)
    return part_of([pb * vb, pb * va, pa * va], sign, part)


def mix(pb, vb, pa, va, part, sign):
    pb, pa = line(pb, cell_price), line(pa, cell_price)
    vb, va = line(vb, take.plain_number), line(va, take.plain_number)
    part, sign = part_and_sign(part, sign, 3)
    for given in (vb, pa, va):
        as_many(given, pb)
    vb, va = ([volume or 0 for volume in volumes.cells] for volumes in (vb, va))
    for prices, met in ((pb, [b or a for b, a in zip(vb, va)]), (pa, va)):
        if any(price is None and volume for price, volume in zip(prices.cells, met)):
            raise NOT_REPORTED
    pb, pa = ([price or 0 for price in prices.cells] for prices in (pb, pa))
    representable(sum(vb))
    if sum(vb) == 0:
        raise ZERO_SUM
    cost = lambda prices, volumes: sum(p * v for p, v in zip(prices, volumes))
    mean = Fraction(cost(pb, vb)) / sum(vb)
    return part_of([cost(pb, vb), sum(va) * mean, cost(pb, va), cost(pa, va)], sign, part)


def efficiency(ob, hb, wb, oa, ha, wa, part, sign):
    ob, hb, oa, ha = map(take.figure, (ob, hb, oa, ha))
    wb, wa = take.factor(wb), take.factor(wa)
    part, sign = part_and_sign(part, sign, 3)
    return part_of([ob * hb * wb, oa * hb * wb, oa * ha * wb, oa * ha * wa], sign, part)


def offset(deviations):
    reported = [d for d in line(deviations, take.amount_of).cells if d is not None]
    if not reported:
        raise NOT_REPORTED
    cancelled = (sum(map(abs, reported)) - abs(sum(reported))) // 2
    if cancelled > AMOUNT_MAX * 100:
        raise TOO_LARGE
    return kronor(cancelled)


# ---- State over months ----


def persist(levels, at_least, of_last):
    levels = line(levels, within(GREEN, RED))
    n = optional_whole(at_least, 1, MONTHS)
    m = optional_whole(of_last, 1, MONTHS) or n
    if n is not None and n > m:
        raise OUTSIDE
    reported = [level for level in levels.cells if level is not None]
    if not reported:
        raise NOT_REPORTED
    if n is not None:
        return Fraction(reported[-m:].count(RED) >= n)
    return Fraction(len(re.search("R*$", "".join("R" if l == RED else "-" for l in reported))[0]))


def is_on(deviations, on, off, dwell):
    lit, below = False, 0
    for deviation in deviations:
        below = below + 1 if -deviation < off else 0
        if -deviation >= on:
            lit = True
        elif below >= dwell:
            lit = False
    return lit


def sticky(deviations, on, off, dwell, answer):
    deviations = line(deviations, take.amount_of)
    on, off = line(on, take.plain_number), line(off, take.plain_number)
    dwell, answer = take.whole(dwell, 1, MONTHS, Fraction(1)), take.keyword(answer, ANSWERS, NUMBER)
    as_many(off, on)
    if len(on.cells) > 2:
        raise WRONG_KIND
    if None in on.cells + off.cells:
        raise NOT_REPORTED
    take.not_negative(on.cells + off.cells)
    pairs = list(zip(on.cells, off.cells))
    if any(out > lit for lit, out in pairs):
        raise OUTSIDE
    reported = [d for d in deviations.cells if d is not None]
    if not reported:
        raise NOT_REPORTED
    red_first = sorted(pairs, key=lambda pair: -pair[0])
    level = next((level for level, (lit, out) in zip((RED, YELLOW), red_first)
                  if is_on(reported, ore(lit), ore(out), dwell)), GREEN)
    return by_answer(answer, level, *LEVELS[level])


def escalation(levels, deviations, rules, answer, plan):
    levels = line(levels, within(GREEN, RED))
    deviations = line(deviations, take.amount_of)
    rules = optional_line(rules, within(1, MONTHS))
    answer = take.keyword(answer, ANSWERS_IN_WORDS, NUMBER)
    plan = optional_line(plan, within(0, 1))
    as_many(deviations, levels)
    given = rules.cells if rules else []
    if len(given) > 2:
        raise WRONG_KIND
    up, down = (rule or default for rule, default in zip(given + [None] * 2, (2, 3)))
    as_many(plan, levels)
    rests = plan.cells if plan else [0] * len(levels.cells)
    months = [month for month in zip(levels.cells, deviations.cells, rests)
              if None not in month[:2]]
    if not months:
        raise NOT_REPORTED
    step = red = clean = 0
    previous = (None, 0)
    for level, deviation, rest in months:
        if level == RED:
            clean = 0
            first = previous[0] != RED
            red = 1 if first else red + 1 if deviation <= previous[1] else 0
            if red == up:
                step, red = min(4, step + (0 if rest else 1)), 0
        elif level == GREEN:
            red, clean = 0, clean + 1
            if clean == down:
                step, clean = max(0, step - 1), 0
        else:
            red = clean = 0
        previous = (level, deviation)
    return by_answer(answer, step, STEPS[step])


def shown(number, decimals):
    digits = f"{abs(half_away(number * 10**decimals)):0{decimals + 1}}"
    whole, rest = digits[:-decimals], digits[-decimals:]
    minus = "\u2212" if number < 0 and int(digits) else ""
    return minus + f"{int(whole):,}.{rest}"


def attention(units, levels, deviations, first, element):
    if not isinstance(units, Range):
        units = Range(1, 1, [units])
    if units.rows > 1 and units.columns > 1:
        raise WRONG_KIND
    levels = line(levels, within(GREEN, RED))
    deviations = line(deviations, take.amount_of)
    first = optional_whole(first, 1, 1 << 20)
    element = take.element(element)
    as_many(levels, units)
    as_many(deviations, units)
    flagged = [unit for unit in zip(units.cells, levels.cells, deviations.cells) if unit[1]]
    if any(deviation is None for _, _, deviation in flagged):
        raise NOT_REPORTED
    worse = -sum(min(deviation, 0) for _, _, deviation in flagged)
    rows = []
    for name, level, deviation in sorted(flagged, key=lambda unit: (-unit[1], unit[2])):
        reason = "flagged, though not worse than budget"
        if deviation < 0:
            share = shown(Fraction(-deviation * 100, worse), 2).rstrip("0").rstrip(".")
            total = shown(kronor(worse), 2).removesuffix(".00")
            reason = f"{share}% of the flagged units' shortfall of {total} kr"
        rows.append([Fraction(len(rows) + 1), name, LEVELS[level][0].split("/")[0],
                     kronor(deviation), reason])
    rows = rows[:first] or [[None] * 5]
    answer = take.choose(Range(len(rows), 5, [cell for row in rows for cell in row]), element)
    if answer is None:
        raise NOT_REPORTED
    return answer


# ---- Signals ----

LIMIT, NEAR, OUTLIER, D2 = map(Fraction, ("2.66", "1.773", "3.267", "1.128"))


def reported_figures(value):
    """The figures and their places in the range."""
    cells = line(value, take.plain_number).cells
    found = [(x, place) for place, x in enumerate(cells, 1) if x is not None]
    if len(found) < 5:
        raise NOT_REPORTED
    return [x for x, _ in found], [place for _, place in found]


def xmr(figures, base, screen):
    """Mean and mean moving range."""
    first = figures[:base]
    representable(sum(map(abs, first)))
    ranges = [abs(b - a) for a, b in zip(first, first[1:])]
    mean_range = sum(ranges) / len(ranges)
    if screen and mean_range:
        kept = [r for r in ranges if r < OUTLIER * mean_range]
        mean_range = sum(kept) / len(kept)
    mean = sum(first) / base
    representable(abs(mean) + LIMIT * mean_range)
    return mean, mean_range


def base_of(given, figures):
    base = min(12, len(figures)) if given is None else given
    if base != int(base) or not 5 <= base <= len(figures):
        raise OUTSIDE
    return int(base)


def rule_of(figures, mean, mean_range):
    from_mean = [x - mean for x in figures]
    if abs(from_mean[-1]) > LIMIT * mean_range:
        return 1
    last = from_mean[-7:]
    if len(last) == 7 and (min(last) > 0 or max(last) < 0):
        return 2
    steps = [b - a for a, b in zip(last, last[1:])]
    if len(steps) == 6 and (min(steps) > 0 or max(steps) < 0):
        return 3
    for side in (1, -1):
        near = [side * x > NEAR * mean_range for x in from_mean[-3:]]
        if near[-1] and near.count(True) >= 2:
            return 4
    return 0


def signal(range_, part, base, screen):
    part = take.whole(part, 0, 5) or 1
    base = optional_whole(base, 5, 1 << 20)
    screen = take.whole(screen, 0, 1, Fraction(1))
    figures, _ = reported_figures(range_)
    mean, mean_range = xmr(figures, base_of(base, figures), screen)
    return [mean, mean - LIMIT * mean_range, mean + LIMIT * mean_range,
            Fraction(rule_of(figures, mean, mean_range)), mean_range][part - 1]


def cusum_shift(figures, target, sigma, k, h):
    sums, since = {1: Fraction(0), -1: Fraction(0)}, {1: 0, -1: 0}
    for t, x in enumerate(figures):
        for side in sums:
            sums[side] = max(Fraction(0), sums[side] + side * (x - target) - k * sigma)
            if sums[side] == 0:
                since[side] = t + 1
            if sums[side] > h * sigma:
                return since[side], t, side
    return None


def ewma_shift(figures, target, sigma, weight, width):
    """The limit is a square root, so that its square is compared."""
    away, since, before = Fraction(0), 0, 0
    for t, x in enumerate(figures):
        away = weight * (x - target) + (1 - weight) * away
        side = (away > 0) - (away < 0)
        if side == 0:
            since = t + 1
        elif side != before:
            since = t
        before = side
        square = (width * sigma) ** 2 * weight / (2 - weight) * (1 - (1 - weight) ** (2 * t + 2))
        if away**2 > square:
            return since, t, side
    return None


def levelshift(range_, method, part, parameter):
    method = take.keyword(method, METHODS)
    part = take.whole(part, 0, 3, Fraction(1)) or 1
    given = optional_line(parameter, take.plain_number)
    figures, places = reported_figures(range_)
    given = given.cells if given else []
    if len(given) > 4:
        raise WRONG_KIND
    defaults = {CUSUM: ("0.5", "5"), EWMA: ("0.2", "3")}[method]
    lows = (0, "0.001") if method == CUSUM else ("0.001", "0.001")
    highs = (1000, 1000) if method == CUSUM else (1, 1000)
    first, second, base, target = list(given) + [None] * (4 - len(given))
    tuning = [Fraction(default) if value is None else value
              for value, default in zip((first, second), defaults)]
    for value, low, high in zip(tuning, lows, highs):
        if not Fraction(low) <= value <= high:
            raise OUTSIDE
    mean, mean_range = xmr(figures, base_of(base, figures), True)
    if mean_range == 0:
        raise ZERO_SUM
    shift = {CUSUM: cusum_shift, EWMA: ewma_shift}[method]
    found = shift(figures, mean if target is None else target, mean_range / D2, *tuning)
    if found is None:
        return Fraction(0)
    since, alarm, side = found
    return Fraction([places[since], places[alarm], side][part - 1])


FUNCTIONS = {
    pricevolume: "PRICEVOLUME/AVVIKELSE.PRISVOLYM/AFVIGELSE.PRISMÆNGDE",
    mix: "MIX/AVVIKELSE.MIX/AFVIGELSE.MIX",
    efficiency: "EFFICIENCY/AVVIKELSE.EFFEKTIVITET/AFVIGELSE.EFFEKTIVITET",
    offset: "OFFSET/AVVIKELSE.KVITTAD/AFVIGELSE.MODREGNET",
    persist: "PERSIST/FLAGGA.VARAKTIG/FLAG.VEDVARENDE",
    sticky: "STICKY/FLAGGA.TRÖG/FLAG.TRÆG",
    escalation: "ESCALATION/TRAPPSTEG/TRAPPETRIN",
    signal: "SIGNAL/STYRSIGNAL/STYRINGSSIGNAL",
    levelshift: "LEVELSHIFT/NIVÅSKIFTE/NIVEAUSKIFT",
    attention: "ATTENTION/DAGORDNING/DAGSORDEN",
}
