# SPDX-License-Identifier: MPL-2.0
"""Valid arguments for every function that has a native form, by chance and always the same. What
is valid stands in docs/contract.md: what a function refuses is not asked here, what it answers with
#N/A or #DIV/0! is.

CALLS has for each function what makes the arguments of one call: texts of OpenFormula, "" for one
left out, and Cells, which the sheet takes."""

import math
import random

BLANK = ""


class Cells:
    """A table of figures, in rows, and where on the sheet it stands when it has been placed."""

    def __init__(self, rows):
        self.rows = rows
        self.text = None


class Case:
    def __init__(self, seed, texts=False):
        """`texts`: blanks may be empty texts, as formulas answer them."""
        self.random = random.Random(seed)
        self.down = self.random.random() < 0.4
        self.mixed = self.random.random() < 0.05  # a row beside a column
        self.texts = texts and self.random.random() < 0.3

    def chance(self, probability):
        return self.random.random() < probability

    def choice(self, *values):
        return self.random.choice(values)

    def maybe(self, make, probability=0.5):
        return make() if self.chance(probability) else ""

    # --- Figures ---

    def kronor(self, low=-1e6, high=1e6):
        """Whole, in öre, finer than an öre, just half an öre, or nothing."""
        if self.texts:  # then nothing finer than an öre: such ranges are added before they are rounded
            return round(self.random.uniform(low, high), self.choice(0, 2))
        decimals = self.choice(0, 0, 2, 2, 2, 3, 4, 9)
        if self.chance(0.04) and low <= 0:
            return 0.0
        if self.chance(0.05):
            return round(self.random.uniform(low, high)) + self.choice(0.005, 0.125, 0.375, 0.995)
        return round(self.random.uniform(low, high) / self.choice(1, 1, 10, 1000), decimals)

    def half(self, low=-1e6, high=1e6):
        """Just half an öre, or a whole number of them."""
        return round(round(self.random.uniform(low, high), 2) + self.choice(0.005, 0), 3)

    def count(self, low=0, high=2000):
        return self.choice(float(self.random.randint(low, high)),
                           round(self.random.uniform(low, high), 1),
                           round(self.random.uniform(low, high), 2))

    def share(self, low=0.0, high=1.0):
        return round(self.random.uniform(low, high), self.choice(1, 2, 3, 6))

    def blanked(self, figures, probability=0.2):
        """Some of them blank; but Calc hands us a lone blank cell as 0."""
        figures = list(figures)
        return [BLANK if len(figures) > 1 and self.chance(probability) else figure
                for figure in figures]

    # --- Arguments ---

    def cell(self, value):
        return Cells([[value]])

    def single(self, value):
        """Mostly in a cell, else as it is or as a sum."""
        if self.chance(0.8):
            return self.cell(value)
        return self.choice(repr(value), "%r+0" % value, "-(-%r)" % value)

    def line(self, figures):
        """A row or a column; those of one case lie the same way, but a few."""
        down = self.down != (self.mixed and self.chance(0.5))
        return Cells([[figure] for figure in figures] if down else [list(figures)])

    def word(self, *ways):
        """A word or its code, as it is or in a cell."""
        way = self.choice(*ways)
        if self.chance(0.5):
            return self.cell(way)
        return '"%s"' % way if isinstance(way, str) else str(way)

    def part(self, last):
        part = self.random.randint(0, last)
        return self.choice("", str(part), str(part), self.cell(part))

    def sign(self):
        return self.maybe(lambda: self.word(1, -1, "cost", "income", "Kostnad", "INTÄKT", "indtægt"))

    def month(self):
        month = self.random.randint(1, 12)
        date = 32874 + 366 * self.random.randint(0, 100) + 28 * self.random.randint(0, 11)
        return month, self.choice(str(month), self.cell(month), self.cell(month))

    def dated(self, month):
        """The month as a date in it: 15 MONTH 2026."""
        return [46037, 46068, 46096, 46127, 46157, 46188, 46218, 46249, 46280, 46310, 46341,
                46371][month - 1]

    def period(self):
        month, text = self.month()
        if self.chance(0.2):
            text = self.cell(self.dated(month))
        return month, text

    # --- A year ---

    def budget(self):
        way = self.choice("even", "any", "any", "gap", "öre")
        if way == "even":
            return [round(self.random.uniform(1e4, 1e7)) / 12] * 12
        if way == "öre":
            return [round(self.random.uniform(0, 1e5), 2) for _ in range(12)]
        months = [self.kronor(1, 1e6) for _ in range(12)]
        if way == "gap":
            for month in self.random.sample(range(12), self.random.randint(1, 7)):
                months[month] = self.choice(0.0, BLANK)
        return months

    def outcome(self, budget, period):
        """Reported until the period, and sometimes not quite, or longer."""
        reported = self.choice(period, period, period, 12, period - 1)
        months = [self.kronor(-1e5, 1e6) if month < reported else BLANK for month in range(12)]
        if self.chance(0.5):  # a month without a budget need not be reported
            months = [BLANK if budget[month] in (0.0, BLANK) and self.chance(0.7) else figure
                      for month, figure in enumerate(months)]
        return months

    def history(self, low=1.0):
        years = [[self.kronor(low, 1e6) for _ in range(12)]
                 for _ in range(self.random.randint(1, 5))]
        for year in years:
            if self.chance(0.25):
                year[self.random.randrange(12)] = BLANK
        return Cells(years)


def deviation(case):
    return [case.single(case.kronor()), case.single(case.kronor()), case.sign()]


def ytd(case):
    period, text = case.period()
    budget = case.budget()
    return [case.line(case.outcome(budget, period)), text, case.maybe(lambda: case.line(budget))]


def remaining(case):
    _, text = case.period()
    return [case.line(case.blanked(case.kronor() for _ in range(12))), text]


def rolling(case):
    count = case.random.randint(1, 40)
    window = case.random.randint(1, 15)
    end = case.random.randint(min(window, count), count) if case.chance(0.9) else 1
    figures = [case.kronor() for _ in range(count)]
    figures = case.blanked(figures, case.choice(0, 0, 0.03))
    window = case.choice(str(window), case.cell(window)) if window != 12 else ""
    return [case.line(figures), case.choice(str(end), case.cell(end)), window]


def budgetuse(case):
    period, text = case.period()
    budget = case.budget()
    actual = case.outcome(budget, period)
    given = case.choice(case.line(budget), case.line(budget), case.cell(case.kronor(1, 1e7)))
    return [case.line(actual), given, text,
            case.maybe(lambda: case.line(case.blanked(case.share() for _ in range(12))), 0.4)]


def periodise(case):
    count = case.choice(1, 3, 12, 12, 12, 24)
    key = [case.choice(case.share(), float(case.random.randint(0, 5)), 1.0) for _ in range(count)]
    key = case.choice([1.0] * count, [1 / count] * count, key, case.blanked(key))
    if not any(key):
        key[0] = 2.0
    cells = case.line(key)
    if count == 24:
        cells = Cells([key[:8], key[8:16], key[16:]])
    element = case.random.randint(1, count)
    step = case.maybe(lambda: case.choice("0.01", "1000", "5", case.cell(0.5)))
    # of more than some million steps the last bits decide what is half a step
    amount = case.kronor(-1e4, 1e4) if step == "0.01" else case.kronor()
    return [case.single(amount), cells, case.choice(str(element), case.cell(element)), step,
            case.maybe(lambda: case.choice("1", "2", '"cumulative"', '"störst"', case.cell(2)))]


def table(case, make, *shapes):
    """Figures in rows and columns; also how many they are."""
    rows, columns = case.choice(*shapes)
    return Cells([[make() for _ in range(columns)] for _ in range(rows)]), rows * columns


def roundsum(case):
    step = case.choice(1, 1, 0.01, 0.5, 1000)
    most = 1e3 if step == 0.01 else 1e5
    figures = case.blanked((case.kronor(-most, most) for _ in range(case.random.randint(1, 12))),
                           0.1)
    if case.chance(0.3):  # remainders alike
        figures = [100 / 3] * len(figures)
    low = sum(math.floor(round(figure / step, 6)) for figure in figures if figure != BLANK)
    count = sum(figure != BLANK for figure in figures)
    total = ""
    if count > 1 and case.chance(0.3):
        total = case.single(round((low + case.random.randint(1, count - 1)) * step, 2))
    element = case.random.randint(1, len(figures))
    return [case.line(figures), total, case.choice(str(element), case.cell(element)),
            "" if step == 1 else repr(step)]


def allocate(case):
    shape = case.choice((1, 7), (7, 1), (3, 4), (1, 1), (25, 1))
    volumes, count = table(case, lambda: case.choice(0.0, BLANK, case.count(), case.count(),
                                                     case.count(), 10.0), shape)
    if count == 1 or not any(map(any, volumes.rows)):
        volumes.rows[0][0] = 1.0
    weights, index = (table(case, make, shape)[0]
                      for make in (lambda: case.share(0.1, 2), lambda: case.choice(1.0, 0.8, 1.6)))
    element = case.random.randint(1, count)
    return [case.single(case.kronor()), volumes, case.maybe(lambda: weights),
            case.maybe(lambda: index), case.choice(str(element), case.cell(element)),
            case.maybe(lambda: case.choice("0.01", "1000", "5", case.cell(0.5)))]


def workdays(case):
    year = case.random.randint(1990, 2100)
    month, text = case.period()
    eves = case.random.randint(0, 1)
    return [case.choice(str(year), case.cell(year)), text,
            case.choice("", str(eves), case.cell(eves))]


def periodkey(case):
    year = case.random.randint(1990, 2100)
    month, text = case.month()
    return [case.choice("1", "2", "3", "5", "445", '"workdays"', '"even"', '"days"', '"445"',
                        '"arbetsdagar"', '"arbejdsdage"', '"DAGAR"'),
            case.choice(str(year), case.cell(year)), "", text]


def keyfrom(case):
    month, text = case.month()
    allow = case.choice("", "0", "1", case.cell(1))
    negative = allow == "1" or not isinstance(allow, str)
    return [case.history(-1e5 if negative else 1.0), text,
            case.choice("", "1", "2", '"mean"', '"medel"', '"weighted"'), allow]


def keycheck(case):
    _, text = case.period()
    return [case.line(case.budget()), case.history(), text]


def yearforecast(case):
    period, text = case.period()
    budget = case.budget()
    arguments = [case.line(case.outcome(budget, period)), case.line(budget), text]
    arguments.append(case.choice("", "1", "2", "3", "4", '"rest"', '"takt"', '"nøgle"',
                                 '"persisting"', case.cell(case.random.randint(1, 4)),
                                 case.cell(case.choice("rate", "NYCKEL", "ihållande"))))
    arguments.append(case.maybe(lambda: case.single(case.share())))
    arguments.append(case.maybe(case.history))
    arguments.append(case.maybe(lambda: case.line(
        case.blanked(case.kronor() for _ in range(case.random.randint(1, 4))))))
    return arguments


def forecastblend(case):
    return [case.single(case.kronor()), case.single(case.kronor()),
            case.single(max(case.share(), 0.001))]


def forecastrange(case):
    make = case.choice(case.kronor, case.half)
    errors = case.blanked(make() for _ in range(case.random.randint(2, 12)))
    return [case.single(make()), case.line(errors),
            case.word(1, -1, "low", "HIGH", "hög", "låg", "høj"),
            case.maybe(lambda: case.single(case.choice(0.5, 0.8, 0.6,
                                                       min(max(case.share(), 0.01), 0.99))))]


def forecastaccuracy(case):
    count = case.random.randint(1, 10)
    lines = [case.line(case.blanked((case.choice(0.0, case.kronor(), case.kronor(), case.kronor())
                                     for _ in range(count)), 0.15)) for _ in range(3)]
    measure = case.choice("", "1", "2", "3", "4", '"WAPE"', '"mape"', '"skevhet"', '"mervärde"',
                          case.cell(case.choice(1, 2, 3, 4, "MAPE", "Skævhed", "VALUE")))
    naive = lines[2] if not isinstance(measure, str) or measure in ("4", '"mervärde"') else \
        case.maybe(lambda: lines[2])
    return [lines[0], lines[1], measure, naive]


def savingneed(case):
    period, text = case.period()
    budget = case.budget()
    return [case.line(case.outcome(budget, period)), case.line(budget), text,
            case.maybe(lambda: case.single(case.kronor())), case.part(3)]


def pricevolume(case):
    return [case.single(case.kronor(0, 1e5)), case.single(case.count()),
            case.single(case.kronor(0, 1e5)), case.single(case.count()), case.part(2), case.sign()]


def mix(case):
    count = case.random.randint(1, 8)
    volumes = [case.blanked((case.count() for _ in range(count)), 0.15) for _ in range(2)]
    prices = [[case.kronor(0, 1e4) for _ in range(count)] for _ in range(2)]
    for kind in range(count if count > 1 else 0):  # Calc hands us a lone blank cell as 0
        if volumes[1][kind] in (0.0, BLANK) and case.chance(0.8):
            prices[1][kind] = BLANK
            if volumes[0][kind] in (0.0, BLANK):
                prices[0][kind] = BLANK
        elif case.chance(0.02):
            prices[case.choice(0, 1)][kind] = BLANK
    return [case.line(prices[0]), case.line(volumes[0]), case.line(prices[1]),
            case.line(volumes[1]), case.part(3), case.sign()]


def efficiency(case):
    made = []
    for _ in range(2):
        made += [case.single(case.count()), case.single(round(case.random.uniform(0, 9), 2)),
                 case.single(case.kronor(0, 1e3))]
    return made + [case.part(3), case.sign()]


def offset(case):
    return [case.line(case.blanked(case.kronor() for _ in range(case.random.randint(1, 30))))]


def pair(case, make):
    """One limit or two, in cells or as they are."""
    way = case.choice("one", "one", "two", "array", "gap")
    if way == "one":
        return case.choice(case.cell(make()), repr(make()))
    if way == "array":
        return "{%r;%r}" % (make(), make())
    return case.line([make(), make() if way == "two" else BLANK])


def flag(case):
    budget = case.choice(0.0, case.kronor(-1e7, 1e7), case.kronor(-1e7, 1e7), case.kronor(0, 1e8))
    kronor = case.choice(1e4, 5e4, 1e5, float(case.random.randint(0, 200000)), 0.01)
    share = case.choice(0.01, 0.02, 0.05, case.share(0, 0.2))
    combine = case.choice("", "", "1", "2", "3", '"AND"', '"eller"', '"rot"',
                          case.cell(case.choice(1, 2, "or", "OCH")))
    way = case.choice("kr", "share", "both", "both")
    if combine in ("3", '"rot"') or way != "share":
        limit = pair(case, lambda: case.choice(kronor, kronor / 2, kronor * 3))
    else:
        limit = ""
    percent = pair(case, lambda: case.choice(share, share * 2, share / 2)) if way != "kr" else ""
    # near the limits, or just at one of them
    near = case.choice(kronor, kronor / 2, share * abs(budget), share * 2 * abs(budget))
    deviation = -round(near * case.choice(1, 1, 0.9, 1.1, 0.2, 5, -1), 2)
    return [case.single(deviation), case.single(budget), limit, percent, combine,
            case.choice("", "", "0", '"tal"', "2", '"symbol"')]


def levels(case, count):
    return [float(case.choice(0, 1, 2, 2)) for _ in range(count)]


def persist(case):
    row = case.line(case.blanked(levels(case, case.random.randint(1, 24))))
    at_least = case.random.randint(1, 5)
    of_last = case.random.randint(at_least, 12)
    way = case.choice("run", "last", "of", "of")
    return [row, "" if way == "run" else case.choice(str(at_least), case.cell(at_least)),
            case.choice(str(of_last), case.cell(of_last)) if way == "of" else ""]


def sticky(case):
    on = [case.choice(200.0, 150.5, 300.0), 100.0]
    off = [case.choice(on[0], on[0] / 2, 120.0), case.choice(80.0, 100.0, 0.0)]
    if case.chance(0.5):
        on, off = on[:1], off[:1]
    elif case.chance(0.5):
        on, off = on[::-1], off[::-1]
    deviations = [-case.choice(0.0, 80.0, 100.0, 120.0, 150.5, 200.0, 300.0, case.kronor(0, 400))
                  for _ in range(case.random.randint(1, 14))]
    limits = [case.line(limit) if len(limit) > 1 or case.chance(0.5) else repr(limit[0])
              for limit in (on, off)]
    return [case.line(case.blanked(deviations))] + limits + [
        case.choice("", "1"), case.choice("", "0", "2", '"number"', '"symbol"')]


def volumepay(case):
    return [case.single(case.kronor(0, 1e5)), case.single(case.count()),
            case.maybe(lambda: case.single(case.kronor())),
            case.maybe(lambda: case.single(case.share(0, 2)))]


def steppay(case):
    count = case.random.randint(1, 6)
    limits = [float(limit) for limit in sorted(case.random.sample(range(0, 80, 5), count))]
    amounts = [case.kronor(0, 1e5) for _ in range(count)]
    volume = case.choice(0.0, 25.0, float(case.random.randint(0, 85)), case.count(0, 85))
    smooth = case.random.randint(0, 1)
    return [case.single(volume), case.line(case.blanked(limits, 0.1)),
            case.line(case.blanked(amounts, 0.1)),
            case.choice("", str(smooth), case.cell(smooth))]


def schoolgrant(case):
    return [case.single(case.kronor(0, 2e5)), case.maybe(lambda: case.single(case.share(0, 0.1))),
            case.maybe(lambda: case.single(case.share(0, 0.1))),
            case.maybe(lambda: case.single(case.kronor(0, 2e4))), case.part(4)]


def counts(case):
    count = case.random.randint(1, 12)
    weights = case.blanked((case.share() for _ in range(count)), 0.1)
    return [case.line(case.blanked(case.count() for _ in range(count))),
            case.maybe(lambda: case.line(weights))]


def trueup(case):
    return [case.single(case.kronor(0, 1e5)), case.single(case.count())] + counts(case) + [
        case.maybe(lambda: case.single(case.share())),
        case.maybe(lambda: case.single(float(case.random.randint(0, 50)))),
        case.maybe(lambda: case.single(case.kronor()))]


def hourcoverage(case):
    return [case.single(case.kronor(0, 800)), case.single(case.kronor(1, 600)),
            case.single(case.share()), case.part(3)]


def needindex(case):
    rows, columns = case.choice((1, 7), (7, 1), (3, 4), (1, 1))
    raw = Cells([case.blanked((case.count(1, 200) for _ in range(columns)), 0.15)
                 for _ in range(rows)])
    volumes = Cells([case.blanked((case.count(0, 500) for _ in range(columns)), 0.1)
                     for _ in range(rows)])
    element = case.random.randint(1, rows * columns)
    return [raw, volumes, case.choice(str(element), case.cell(element)),
            case.maybe(lambda: case.single(case.share()))]


def target(case):
    value = round(case.random.uniform(0, 100), case.choice(0, 1, 2))
    tolerance = case.choice(0.0, 0.3, 2.0, 3.0)
    wanted = round(value + case.choice(0, tolerance, -tolerance, 0.1, -5, 5), 2)
    return [case.single(value), case.single(wanted),
            case.word(1, -1, "higher", "LOWER", "högre", "lavere"),
            case.maybe(lambda: case.single(tolerance)),
            case.choice("", "0", "2", '"symbol"')]


def referencedeviation(case):
    inhabitants = case.maybe(lambda: case.single(float(case.random.randint(1000, 90000))), 0.3)
    reference = case.kronor(1, 1e5) if inhabitants else case.kronor(-1e6, 1e6)
    return [case.single(case.kronor()), case.single(reference), inhabitants]


def benchmark(case):
    peers = [case.choice(70.0, 71.5, case.count(0, 100)) for _ in range(case.random.randint(1, 20))]
    return [case.single(case.choice(70.0, 71.5, case.count(0, 100))),
            case.line(case.blanked(peers)), case.word(1, -1, "higher", "lägre", "højere"),
            case.part(3)]


def costquality(case):
    return [case.single(case.choice(0.0, case.kronor(-1, 1))),
            case.single(case.choice(0.0, case.kronor(-9, 9))), case.choice("", "0", '"number"')]


def balancerequirement(case):
    def size():
        return case.single(round(case.random.uniform(0, 500), case.choice(0, 1, 2)))

    def signed():
        return case.single(round(case.random.uniform(-500, 900), case.choice(0, 1, 2)))

    return [signed(), size(), signed(), signed(), size(), size(), case.maybe(size), case.part(4)]


def reserveroom(case):
    def some(low, high):
        return case.single(round(case.random.uniform(low, high), case.choice(0, 1, 2)))

    return [some(-50, 900), some(-50, 900), some(1000, 20000), some(-900, 900), some(0, 900),
            case.maybe(lambda: some(0, 200)),
            case.choice("", "1", "2", '"RUR"', case.cell("rer"), case.cell(2))]


def occupancy(case):
    variable = case.kronor(0, 1e5)
    part = case.part(4)
    priced = part not in ("", "0", "1") or case.chance(0.5)
    return [case.single(float(case.random.randint(0, 90))),
            case.single(float(case.random.randint(0, 80))),
            case.maybe(lambda: case.single(case.kronor(0, 1e6))),
            case.single(variable), case.single(variable + case.kronor(1, 1e5)) if priced else "",
            part]


def staffroom(case):
    return [case.single(case.kronor()), case.single(float(case.random.randint(0, 12))),
            case.single(case.kronor(0, 9e4)), case.maybe(lambda: case.single(case.count(0, 60)))]


def measureeffect(case):
    start, start_text = case.period()
    period, text = case.period()
    reported = case.choice(period, period, 12, period - 1)
    baseline = [case.kronor(0, 1e6) for _ in range(12)]
    actual = [case.kronor(0, 1e6) if month < reported else BLANK for month in range(12)]
    return [case.single(case.kronor()), start_text, case.line(baseline), case.line(actual), text,
            case.part(5)]


def unitcost(case):
    part = case.part(3)
    planned = part not in ("", "0", "1") or case.chance(0.5)
    return [case.single(case.kronor()), case.single(case.count()),
            case.single(case.kronor()) if planned else "",
            case.single(case.count()) if planned else "", part]


def needmet(case):
    return [case.single(case.count()), case.single(case.count())]


def userrating(case):
    grades = [float(case.choice(0, case.random.randint(0, 30))) for _ in range(case.choice(4, 5, 10))]
    part = case.part(4)
    sent = part == "4" or not isinstance(part, str) or case.chance(0.5)
    return [case.line(case.blanked(grades, 0.1)),
            case.single(float(int(sum(grades)) + case.random.randint(0, 90) or 1)) if sent else "",
            part, case.maybe(lambda: case.choice("0", "10", case.cell(1)))]


def volumeforecast(case):
    ages, years = case.random.randint(2, 9), case.random.randint(1, 6)
    population = Cells([case.blanked((float(case.random.randint(0, 900)) for _ in range(years)),
                                     0.03) for _ in range(ages)])

    def shares():
        if case.chance(0.5):
            return case.choice(case.cell(case.share()), "0.85")
        return Cells([[BLANK if case.chance(0.01) else case.share()] for _ in range(ages)])

    part = case.part(2)
    priced = part == "2" or not isinstance(part, str) or case.chance(0.3)
    element = case.random.randint(1, years)
    return [population, shares(), case.maybe(shares),
            case.single(case.kronor(0, 1e5)) if priced else "", part,
            case.choice(str(element), case.cell(element))]


def budgetbridge(case):
    if case.chance(0.4):  # the levels end in half an öre
        volumes = [float(case.random.randint(1, 2000)) for _ in range(2)]
        prices = [case.half(0, 1e4) for _ in range(2)]
        return [case.single(volumes[0]), case.single(prices[0]), case.single(volumes[1]),
                case.single(prices[1]), case.choice("", "1.1", "1.02"), "", "", case.part(6)]
    return [case.single(case.count()), case.single(case.kronor(0, 1e5)), case.single(case.count()),
            case.single(case.kronor(0, 1e5)), case.maybe(lambda: case.single(case.share(0.9, 1.1))),
            case.maybe(lambda: case.single(case.kronor())),
            case.maybe(lambda: case.single(case.kronor(0, 1e6))), case.part(6)]


def reportsign(case):
    account = case.choice(1510, 2440, 3110, 4010, 5010, 6010, 7610, 8400)
    return [case.single(case.kronor()),
            case.choice(case.cell(account), case.cell("%d " % account), '"%d"' % account),
            case.choice("", "0", "1", '"report"', '"positiv"', case.cell(1))]


CALLS = {
    "PERIODKEY": periodkey, "KEYFROM": keyfrom, "WORKDAYS": workdays, "PERIODISE": periodise,
    "YTD": ytd, "REMAINING": remaining, "DEVIATION": deviation, "DEVIATIONPERCENT": deviation,
    "FLAG": flag, "YEARFORECAST": yearforecast, "KEYCHECK": keycheck, "ROLLING": rolling,
    "BUDGETUSE": budgetuse, "VOLUMEPAY": volumepay, "STEPPAY": steppay, "NEEDINDEX": needindex,
    "SCHOOLGRANT": schoolgrant, "AVERAGEVOLUME": counts, "TRUEUP": trueup,
    "HOURCOVERAGE": hourcoverage, "FORECASTBLEND": forecastblend, "FORECASTRANGE": forecastrange,
    "FORECASTACCURACY": forecastaccuracy, "SAVINGNEED": savingneed, "PRICEVOLUME": pricevolume,
    "ALLOCATE": allocate, "ROUNDSUM": roundsum, "MIX": mix, "EFFICIENCY": efficiency, "OFFSET": offset, "PERSIST": persist, "STICKY": sticky,
    "TARGET": target, "REFERENCEDEVIATION": referencedeviation, "BENCHMARK": benchmark,
    "COSTQUALITY": costquality, "BALANCEREQUIREMENT": balancerequirement,
    "RESERVEROOM": reserveroom, "OCCUPANCY": occupancy, "STAFFROOM": staffroom,
    "MEASUREEFFECT": measureeffect, "UNITCOST": unitcost, "NEEDMET": needmet,
    "USERRATING": userrating, "VOLUMEFORECAST": volumeforecast, "BUDGETBRIDGE": budgetbridge,
    "REPORTSIGN": reportsign,
}
