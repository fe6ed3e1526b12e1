#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""tests/sheets/figures.py TEMPLATE > tests/sheets/TEMPLATE.tsv: what the template must show, worked
out from its inputs by the definitions, in exact fractions and without any code of Tolv's."""
import sys
import xml.etree.ElementTree as tree
from datetime import date, timedelta
from fractions import Fraction as F
from math import ceil, floor


def rounded(amount, unit=1):
    """To a whole unit, half away from zero."""
    steps = F(amount) / F(unit)
    return (floor(abs(steps) + F(1, 2)) * (1 if steps >= 0 else -1)) * F(unit)


def inputs(template, sheet, first, last, columns):
    """The numbers that stand in B:, row by row, as they are written in the template."""
    office, table = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
                     for name in ("office", "table"))
    root = tree.parse(f"sheets/{template}.fods")
    rows = next(t for t in root.iter(table + "table") if t.get(table + "name") == sheet)
    cells = [[F(c.get(office + "value", "0")) for c in row]
             for row in rows.iter(table + "table-row")]
    return [row[1:1 + columns] for row in cells[first - 1:last]]


def largest_remainder(amounts, pot):
    floors = [floor(a) for a in amounts]
    by_remainder = sorted(range(len(amounts)), key=lambda i: (floors[i] - amounts[i], i))
    for i in by_remainder[:pot - sum(floors)]:
        floors[i] += 1
    return floors


def dampened(proposed, prior, floor_share, cap_share):
    """One λ, found by bisection, at which the clipped shares add up to the pot."""
    low = [ceil(p * (1 + floor_share)) for p in prior]
    high = [floor(p * (1 + cap_share)) for p in prior]
    pot, least, most = int(sum(proposed)), F(0), F(4)
    for _ in range(120):
        scale = (least + most) / 2
        shares = [min(max(scale * a, lo), hi) for a, lo, hi in zip(proposed, low, high)]
        least, most = (scale, most) if sum(shares) < pot else (least, scale)
    return largest_remainder(shares, pot)


def allocation():
    # name, independent, children last year, base amount last year, need, fees, children
    units = [(0, 118, 148500, 96, 0, 117), (0, 84, 151000, 118, 0, 84), (0, 62, 146000, 91, 0, 66),
             (0, 22, 158500, 124, 0, 22), (1, 48, 145500, 84, 667200, 48),
             (1, 19, 152000, 88, 264100, 19)]
    index, strength, limit = F("0.027"), F("0.25"), F("0.02")
    price = rounded(147500 * (1 + index))
    children = [u[5] for u in units]
    pot = int(rounded(price * sum(children)))
    mean = F(sum(u[3] * v for u, v in zip(units, children)), sum(children))
    need = [1 + strength * (u[3] / mean - 1) for u in units]
    weighed = [v * i for v, i in zip(children, need)]
    shares = largest_remainder([pot * w / sum(weighed) for w in weighed], pot)
    # 100,000 kr to 25 children, 50,000 at 45, nothing from 60, straight lines between
    line = [(25, 100000), (45, 50000), (60, 0)]
    sizes = []
    for v in children:
        size = F(line[0][1]) if v <= 25 else F(0)
        for (v0, a0), (v1, a1) in zip(line, line[1:]):
            if v0 < v <= v1:
                size = a0 + F(a1 - a0, v1 - v0) * (v - v0)
        sizes.append(size)
    model = [a + b for a, b in zip(shares, sizes)]
    before = [rounded(u[2] * v * (1 + index)) for u, v in zip(units, children)]
    base = dampened(model, before, -limit, limit)
    yield "Calculation", "B6", "Björkängens förskola", "first unit"
    for i, u in enumerate(units):
        row = 6 + i
        administration = rounded(base[i] * F("1.03")) - base[i] if u[0] else 0
        vat = rounded(base[i] * F("1.03") * F("1.06")) - base[i] - administration if u[0] else 0
        for column, value, words in (
                ("C", children[i], "decided children"), ("D", need[i], "need index"),
                ("E", shares[i], "share of the pot, largest remainder"),
                ("F", sizes[i], "size grant on the slope"), ("G", model[i], "by the model"),
                ("H", before[i], "as last year"), ("I", base[i], "within 2 % of last year"),
                ("K", administration, "3 %"), ("L", vat, "6 %"), ("M", -u[4], "fees"),
                ("N", base[i] + administration + vat - u[4], "budget")):
            yield "Calculation", f"{column}{row}", value, words
    yield "Calculation", "E13", pot, "the shares add up to the pot"
    yield "Calculation", "I13", sum(model), "the limits make no money"
    first, v, p = units[0], children[0], units[0][2]
    steps = [first[1] * p, (v - first[1]) * p, v * p * index,
             base[0] - first[1] * p - (v - first[1]) * p - rounded(v * p * index, F("0.01"))]
    for row, value in zip((7, 8, 9, 10, 11, 12, 13, 17),
                          (v, price, need[0], shares[0], sizes[0], base[0] - model[0], base[0],
                           base[0])):
        yield "Your budget", f"C{row}", value, "the first unit's way to its budget"
    for row, value in zip((20, 21, 22, 23, 24), steps + [base[0]]):
        yield "Your budget", f"C{row}", rounded(value, F("0.01")), "bridge from last year"
    counts = [(121, 115, 0), (84, 83, 0), (61, 68, 60000), (22, 23, 0), (46, 47, 0), (19, 19, 0)]
    for i, (spring, autumn, paid) in enumerate(counts):
        off = F(spring + autumn, 2) - units[i][1]
        beyond = max(F(0), abs(off) - 1) * (1 if off > 0 else -1)
        yield ("True-up", f"I{6 + i}", F("0.7") * units[i][2] * beyond - paid,
               "70 % of the price beyond one child")


def goals():
    # higher is better (1) or lower (-1), base, tolerance, last year, this year, target, peers
    rows = [(1, 84.1, 2, 86.8, 88.4, 90, [85.1, 91.2, 86.7, 82.0, 89.4, 84.4, 90.3]),
            (1, 86, 2, 83, 82.5, 90, [87, 90.5, 84, 86, 81, 88.5, 85]),
            (1, 1.2, 0.5, 1.6, 1.9, 2, [2.2, 0.4, 1.5, 3.1, -0.6, 1.0, 2.0]),
            (1, 71, 2, 78, 81, 80, [76, 79, 72, 70, 82.5, 77, 74]),
            (-1, 16, 1, 14, 13, 12, [14, 12, 15, 16, 11, 15, 13]),
            (-1, 8.1, 0.3, 7.4, 7.2, 6.5, [7.5, 6.9, 7.8, 8.2, 6.4, 7.1, 7.6])]
    for i, (way, base, tolerance, before, value, target, peers) in enumerate(rows):
        short = F(str(target)) * way - F(str(value)) * way
        level = 0 if short <= 0 else 1 if short <= F(str(tolerance)) else 2
        place = 1 + sum(way * peer > way * value for peer in peers)
        best = max(way * peer for peer in peers)
        trend = "↗ better" if way * value > way * before else "↘ worse"
        for column, shown, words in (
                ("E", base, "base value"), ("G", value, "this year"), ("I", level, "target"),
                ("J", trend, "against last year"), ("K", f"{place} of 8", "place"),
                ("L", ceil(F(4 * place, 8)), "quarter"), ("M", way * value - best, "to the best")):
            yield "Goals and quality", f"{column}{5 + i}", shown, words
    words = ["○ no dearer, no worse", "▲ dearer, no worse", "▲ no dearer, worse",
             "■ dearer, worse"]
    costs = [(8950, 9210, 2), (15480, 14960, -3), (5020, 5130, -3), (16900, 16350, 2),
             (4410, 4380, 0)]
    for i, (net, reference, quality) in enumerate(costs):
        row = 6 + i
        yield "Cost and quality", f"D{row}", F(net - reference, reference), "of the reference cost"
        yield "Cost and quality", f"E{row}", F((net - reference) * 12040, 1000), "12,040 inhabitants"
        yield ("Cost and quality", f"I{row}", words[(net > reference) + 2 * (quality < 0)],
               "corner")
    yield "Goal check", "C5", "no owner", "the last goal's owner is blank"
    yield "Goal check", "B6", "Healthy at work", "last year's goal was another"
    yield "Goal check", "B7", "", "no more findings"
    yield "Goal check", "B18", "Few faces in home care", "the chain of the care board"


def easter(year):
    """Anonymous Gregorian algorithm (Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + rest - 7 * ((a + 11 * h + 22 * rest) // 451) + 114, 31)
    return date(year, month, day + 1)


def workdays(year):
    free = {date(year, *at) for at in ((1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26))}
    free |= {easter(year) + timedelta(after) for after in (-2, 1, 39)}
    days = [date(year, 1, 1) + timedelta(i) for i in range(365)]
    return [F(sum(day.month == m and day.weekday() < 5 and day not in free for day in days))
            for m in range(1, 13)]


def quantile(values, share):
    """Type 7 of Hyndman and Fan."""
    values, at = sorted(values), (len(values) - 1) * F(share)
    low = floor(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (at - low) * (values[high] - values[low])


def forecasts(outcome, budget, earlier, month):
    so_far, planned, year = sum(outcome[:month]), sum(budget[:month]), sum(budget)
    usual = F(sum(sum(y[:month]) for y in earlier), sum(sum(y) for y in earlier))
    share = F(planned, year)
    rest = year - planned
    return [rounded(value, F("0.01")) for value in (
        so_far + rest, so_far * F(12, month), so_far / usual,
        so_far + rest * (1 + F(1, 2) * F(so_far - planned, planned)),
        share * (so_far / share) + (1 - share) * (so_far + (1 - share) * year))]


def periodisation(month=8):
    method = 3
    history = inputs("periodisation", "History", 5, 10, 12)
    outcome = inputs("periodisation", "History", 11, 11, month)[0]
    budgets = inputs("periodisation", "History", 15, 20, 12)
    budget = inputs("periodisation", "History", 21, 21, 12)[0]
    now = forecasts(outcome, budget, history, month)
    record = [forecasts(history[i], budgets[i], history[:i], month) for i in range(1, 6)]
    outcomes = [sum(year) for year in history[1:]]
    sizes = []
    for i in range(5):
        errors = [said[i] - came for said, came in zip(record, outcomes)]
        sizes.append(sum(map(abs, errors)))
        row = 7 + i
        for column, value, words in (
                ("C", now[i], "forecast"), ("D", sum(budget) - now[i], "deviation"),
                ("E", sizes[i] / sum(outcomes), "mean error"),
                ("F", sum(errors) / sum(outcomes), "bias"),
                ("G", 1 - sizes[i] / sizes[0], "beside method 1"),
                ("H", rounded(now[i] - quantile(errors, "0.9"), F("0.01")), "low end"),
                ("I", rounded(now[i] - quantile(errors, "0.1"), F("0.01")), "high end")):
            yield "Forecast", f"{column}{row}", value, words
        for year in range(5):
            yield "Record", f"{'DEFGH'[i]}{6 + year}", record[year][i], "said then"
            yield ("Record", f"{'IJKLM'[i]}{6 + year}", record[year][i] - outcomes[year],
                   "how wrong")
    yield ("Month by month", "M7", now[method - 1] / 1000, "the forecast at the end of the year")
    yield ("Month by month", "M12", (sum(budget) - now[method - 1]) / 1000, "and its deviation")
    total = sum(map(sum, history))
    usual = [sum(year[m] for year in history) / total for m in range(12)]
    median = [quantile([year[m] / sum(year) for year in history], "0.5") for m in range(12)]
    work = workdays(2026)
    keys = [usual, [m / sum(median) for m in median], [m / sum(work) for m in work],
            [F(1, 12)] * 12, [m / sum(budget) for m in budget]]
    spread = [rounded(sum(budget) * sum(usual[:m])) for m in range(13)]
    for m in range(12):
        for column, key in zip("BCDEF", keys):
            yield "Keys", f"{column}{6 + m}", key[m], "share of the month"
        yield "Keys", f"G{6 + m}", spread[m + 1] - spread[m], "every sum so far is right"
    for column, key in zip("BCDEF", keys):
        apart = [sum(key[:m]) - sum(usual[:m]) for m in range(1, 13)]
        yield "Keys", f"{column}21", max(map(abs, apart)), "largest difference"
        yield "Keys", f"{column}22", apart[month - 1], "after the month"


def balance():
    """Kommunallagen 11:12-14, the year's deficits within three years, earlier ones first."""
    sheet = "Balance and reserve"
    result, gains, exceptions, unrealised = inputs("balance", sheet, 5, 8, 6)
    put, taken = inputs("balance", sheet, 10, 11, 6)
    excepted = inputs("balance", sheet, 18, 18, 6)[0]
    taxes, equity = inputs("balance", sheet, 26, 27, 6)
    left, stock = F(0), F(0)
    for i, column in enumerate("BCDEFG"):
        adjusted = result[i] - gains[i] + exceptions[i] + unrealised[i]
        year = adjusted - put[i] + taken[i]
        restored = min(left, max(year, F(0)))
        limit = taxes[i] * (F("0.02") if equity[i] < 0 else F("0.01"))
        room = max(F(0), min(result[i], adjusted) - limit - left)
        if i:  # from 2024
            room = min(room, max(F(0), taxes[i] * F("0.05") - stock))
        deficit = max(F(0), -year - excepted[i])
        stock += put[i] - taken[i]
        shown = {9: adjusted, 12: year, 16: left, 17: max(F(0), -year), 19: restored,
                 20: deficit, 28: room, 29: room - put[i], 30: stock}
        left += deficit - restored
        shown |= {22: left, 31: 2 if room < put[i] else 1 if left else 0}
        for row, value in sorted(shown.items()):
            yield sheet, f"{column}{row}", value, f"{2023 + i}"
    yield sheet, "B21", 2026, "three years after 2023"


def ledger_months():
    """What tests/data/ledger/tolvsjo-totals.csv has, in kronor: code, name and twelve months of
    outcome, budget and the year before, None where nothing is booked."""
    units = {}
    with open("tests/data/ledger/tolvsjo-totals.csv", encoding="utf-8") as file:
        for line in file:
            code, name, _, series, *months = line.rstrip("\n").split(";")
            if code.isdigit():
                unit = units.setdefault(code, {"name": name})
                unit[series] = [F(int(m), 100) if m else None for m in months]
    return units


def so_far(months, last):
    return sum(m or 0 for m in months[:last])


def flag(deviation, budget):
    worse = -deviation
    for level, kronor, share in ((2, 300000, F("0.02")), (1, 100000, F("0.01"))):
        if worse >= kronor and worse >= share * abs(budget):
            return level
    return 0


BOARDS = 3  # of Tolvsjö


def tolvsjo():
    month, units = 8, ledger_months()
    ranked, bars = [], []
    for i, (code, unit) in enumerate(units.items()):
        row, outcome, budget = 9 + BOARDS + i, unit["outcome"], unit["budget"]
        year = so_far(budget, 12)
        yield "Follow-up", f"D{row}", so_far(unit["before"], month), f"{code} last year"
        yield "Follow-up", f"E{row}", so_far(budget, month), f"{code} budget"
        yield "Follow-up", f"I{row}", year, f"{code} budget of the year"
        if any(b is not None and o is None for b, o in zip(budget[:month], outcome)):
            continue
        deviation = so_far(budget, month) - so_far(outcome, month)
        level = flag(deviation, so_far(budget, month))
        bars.append((deviation, i, unit["name"]))
        for column, value in zip("FGHJKL", (so_far(outcome, month), deviation,
                                            deviation / abs(so_far(budget, month)),
                                            year - deviation, deviation, level)):
            yield "Follow-up", f"{column}{row}", value, f"{code} {column}"
        for last in range(1, month + 1):
            apart = so_far(budget, last) - so_far(outcome, last)
            yield ("Months", f"A{'RSTUVWXY'[last - 1]}{7 + i}", apart,
                   f"{code} deviation after month {last}")
            yield ("Months", f"B{'DEFGHIJK'[last - 1]}{7 + i}", flag(apart, so_far(budget, last)),
                   f"{code} flag after month {last}")
        if level:
            ranked.append((-level, deviation, i, unit["name"]))
    for k, (level, deviation, _, name) in enumerate(sorted(ranked)):
        for column, value in zip("ACDE", (k + 1, name, -level, deviation)):
            yield "Attention", f"{column}{5 + k}", value, "red first, then the worst"
    for k, (deviation, _, name) in enumerate(sorted(bars)):
        yield "Attention", f"M{5 + k}", name, "bar"
        yield "Attention", f"N{5 + k}", deviation / 1000, "bar"
    own = next(iter(units.values()))
    budget, outcome = so_far(own["budget"], month), so_far(own["outcome"], month)
    for cell, value in (("B8", budget), ("C8", outcome), ("D8", budget - outcome),
                        ("E8", (budget - outcome) / budget), ("F8", flag(budget - outcome, budget)),
                        ("B9", so_far(own["budget"], 12)),
                        ("C9", so_far(own["budget"], 12) - budget + outcome),
                        ("C10", so_far(own["before"], month))):
        yield "Unit sheet", cell, value, "the first unit's own"
    for last in range(1, 13):
        yield ("Unit sheet", f"B{51 + last}", so_far(own["budget"], last) / 1000, "budget so far")
    for last in range(1, month + 1):
        yield ("Unit sheet", f"C{51 + last}", so_far(own["outcome"], last) / 1000, "outcome so far")


def own_rows(template, sheet, columns):
    """The cells of the rows from 5 that have something in the first column, as they are written."""
    office, table, words = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
                            for name in ("office", "table", "text"))
    root = tree.parse(f"sheets/{template}.fods")
    rows = next(t for t in root.iter(table + "table") if t.get(table + "name") == sheet)
    for row in list(rows.iter(table + "table-row"))[4:]:
        cells = [F(c.get(office + "value")) if c.get(office + "value") else
                 "".join(p.text or "" for p in c.iter(words + "p")) for c in row][:columns]
        if cells[0]:
            yield cells


def board():
    answers = {a[0]: a[2:] for a in own_rows("board", "Answers", 5)}
    activity = dict(own_rows("board", "Units and activities", 2))
    all_units = []
    for name, code, unit, budget, outcome, year, forecast in own_rows("board", "Units", 7):
        own, why, done = answers.get(code, ("", "", ""))
        all_units.append((name, code, unit, activity[code], budget, outcome, year,
                          own if own != "" else forecast, why, done))
    chosen = all_units[0][0]
    units = [u for u in all_units if u[0] == chosen]
    units.sort(key=lambda u: u[6] - u[7])
    levels = []
    for i, (_, _, name, _, budget, outcome, year, forecast, why, done) in enumerate(units):
        deviation = year - forecast
        levels.append(flag(deviation, year))
        for column, value in zip("ABCDEFGHIJ", (name, budget, outcome, budget - outcome, year,
                                                forecast, deviation, levels[-1], why, done)):
            if value != "":
                yield "Board report", f"{column}{7 + i}", value, name
    total = [sum(u[k] for u in units) for k in (4, 5, 6, 7)]
    for column, value in zip("BCDEFGH", (*total[:2], total[0] - total[1], *total[2:],
                                         total[2] - total[3], sum(l > 0 for l in levels))):
        yield "Board report", f"{column}6", value, "the whole board"
    activities = [a for a in own_rows("board", "Activities", 10) if a[0] == chosen]
    for i, (_, name, plan, volume, _, better, target, near, _, now) in enumerate(activities):
        row, budget, forecast = 6 + i, *(sum(u[k] for u in units if u[3] == name) for k in (6, 7))
        apart = (now - target) * (1 if better == "higher" else -1)
        for column, value in zip("BCDEFGHNO", (
                volume / plan - 1, budget / plan, forecast / volume, (budget - forecast) / budget,
                target, now, 0 if apart >= 0 else 1 if apart >= -near else 2,
                (budget - forecast) / budget * 100, apart / target * 100)):
            yield "Results", f"{column}{row}", value, name


def main():
    print("sheet\tcell\texpected\tsource")
    for sheet, cell, value, source in globals()[sys.argv[1]]():
        text = value if isinstance(value, str) else repr(round(float(value), 6))
        print(sheet, cell, text, source, sep="\t")


if __name__ == "__main__":
    main()
