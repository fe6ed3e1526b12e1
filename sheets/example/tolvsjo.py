#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""Writes tolvsjo.se, the ledger of a municipality that does not exist: sheets/example/tolvsjo.py > tolvsjo.se

Type 4, code page 437, as awkward as real files are: a unit opened in May and one closed in June, a
month that a unit has not reported, a kitchen that earns more than it costs, a saving to be found
(a negative cost in the budget), vouchers with rows struck out, added and reversed, an account
with vouchers and no balances and one with both, an account that is not in the plan, interest of
both signs, projects that show the same money from another side, and rows without object.
The same bytes on every run and machine: whole öre, and a generator of its own.
"""
import sys

YEAR, LAST_MONTH = 2026, 8
BOARDS = {31: "Barn- och utbildningsnämnden", 41: "Vård- och omsorgsnämnden",
          51: "Kultur- och samhällsbyggnadsnämnden"}

# Ansvar: board, name, kind, budget of the year in thousand kronor, deviation of outcome to August in
# thousand kronor (+ is better), first and last month it runs this year.
UNITS = {
    3110: (31, "Björkängens förskola", "preschool", 17800, -168, 1, 12),
    3120: (31, "Tallkottens förskola", "preschool", 8400, 41, 5, 12),
    3210: (31, "Sjöskolan F-6", "school", 41600, 320, 1, 12),
    3220: (31, "Åsskolan 7-9", "school", 55900, -1140, 1, 12),
    3230: (31, "Ängsskolan F-3", "school", 9200, 35, 1, 6),
    3310: (31, "Tolvsjö gymnasium", "school", 59700, -205, 1, 12),
    4110: (41, "Hemtjänst norr", "care", 33500, 96, 1, 12),
    4120: (41, "Hemtjänst söder", "care", 30800, -1275, 1, 12),
    4210: (41, "Ekgårdens särskilda boende", "care", 47300, -415, 1, 12),
    4310: (41, "Produktionsköket Källan", "kitchen", -600, 22, 1, 12),
    5110: (51, "Kulturhuset och biblioteket", "culture", 12400, 64, 1, 12),
    5210: (51, "Gata, park och fritid", "streets", 28100, 410, 1, 12),
}
NOT_REPORTED = {(5110, 7)}
ADVISED = (3210, 4110, 4210, 5210)  # they buy advice, which is booked with vouchers only

# After Kommun-Bas: 3 revenue, 4 outlays, 5 labour, 6-7 other costs, 8 financial.
ACCOUNTS = {
    2440: ("Leverantörsskulder", "S"), 2890: ("Avräkning finansförvaltningen", "S"),
    3110: ("Taxor och avgifter", "I"), 3510: ("Driftbidrag från staten", "I"),
    3910: ("Interna intäkter", "I"), 4610: ("Köp av huvudverksamhet", "K"),
    5010: ("Månadslöner", "K"), 5020: ("Timlöner", "K"), 5610: ("Arbetsgivaravgifter", "K"),
    5710: ("Pensionskostnader", "K"), 6010: ("Lokalhyror", "K"), 6210: ("El och värme", "K"),
    6410: ("Förbrukningsmaterial", "K"), 6440: ("Läromedel", "K"), 6470: ("Livsmedel", "K"),
    7010: ("Transporter och drivmedel", "K"), 7410: ("Konsulttjänster", "K"),
    7690: ("Ofördelad besparing", "K"), 7910: ("Avskrivningar", "K"),
    8410: ("Ränteintäkter", "I"), 8490: ("Övriga finansiella poster", "K"),
    8510: ("Räntekostnader", "K"),
}
UNMAPPED = 6999  # has rows, and is not in #KONTO

# Shares of the budget by account, in per mille of the net cost.
SHARES = {
    "preschool": {3110: -95, 3510: -40, 5010: 620, 5020: 45, 5610: 205, 5710: 55, 6010: 150,
                  6410: 20, 6470: 40},
    "school": {3510: -60, 5010: 560, 5020: 30, 5610: 182, 5710: 48, 6010: 170, 6410: 15,
               6440: 25, 6470: 30},
    "care": {3110: -60, 3510: -30, 5010: 590, 5020: 110, 5610: 216, 5710: 56, 6010: 60, 6410: 28,
             7010: 30},
    "kitchen": {3910: 28500, 5010: -8600, 5020: -700, 5610: -2900, 5710: -700, 6010: -2900,
                6210: -1300, 6470: -10400},
    "culture": {3110: -35, 3510: -25, 5010: 520, 5020: 30, 5610: 170, 5710: 45, 6010: 235,
                6410: 60},
    "streets": {3110: -70, 3910: -30, 4610: 320, 5010: 330, 5610: 101, 5710: 27, 6210: 122,
                7010: 60, 7910: 140},
}
# How a year's costs fall on its months, in per mille.
LABOUR = [81, 80, 83, 84, 83, 82, 88, 85, 82, 84, 83, 85]
EVEN = [84, 83, 83, 84, 83, 83, 84, 83, 83, 84, 83, 83]
SEASON = [112, 108, 101, 84, 68, 55, 50, 54, 68, 88, 101, 111]
MATERIAL = [88, 84, 86, 84, 82, 84, 40, 106, 96, 84, 84, 82]


class Chance:
    """Numbers that look random and are the same everywhere (Park and Miller, 1988)."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = self.state * 48271 % 2147483647
        return self.state % n

    def around(self, amount, percent):
        """The amount ± percent, in öre."""
        return amount * (1000 + self.below(20 * percent + 1) - 10 * percent) // 1000


def profile(account):
    if 5000 <= account < 6000:
        return LABOUR
    if account == 6210:
        return SEASON
    return MATERIAL if account in (6410, 6440, 6470, 7010) else EVEN


def spread(year, key, first=1, last=12):
    """A year's amount (öre) on the months first..last in whole kronor that add up."""
    key = [k if first <= m <= last else 0 for m, k in enumerate(key, 1)]
    total, so_far, given, months = sum(key), 0, 0, []
    for k in key:
        so_far += k
        until = year * so_far // total // 100 * 100
        months.append(until - given)
        given = until
    months[last - 1] += year - given
    return months


class Book:
    """Amounts in öre by (year, month, account), with objects as (unit, project) or none."""

    def __init__(self):
        self.totals, self.objects = {}, {}

    def add(self, year, month, account, amount, unit=None, project=None):
        key = (year, month, account)
        self.totals[key] = self.totals.get(key, 0) + amount
        if unit:
            at = key + (unit, None)
            self.objects[at] = self.objects.get(at, 0) + amount
        if project:
            at = key + (None, project)
            self.objects[at] = self.objects.get(at, 0) + amount


def make():
    chance = Chance(12)
    budget, outcome = Book(), Book()
    for unit, (board, name, kind, thousands, deviation, first, last) in UNITS.items():
        plan = {}
        for account, share in SHARES[kind].items():
            months = spread(thousands * share * 100, profile(account), first, last)
            for month in range(first, last + 1):
                plan[account, month] = months[month - 1]
                budget.add(0, month, account, months[month - 1], unit)
        if unit == 4210:  # a saving that nobody knows yet where to make
            for month in range(1, 13):
                plan[7690, month] = -3500000
                budget.add(0, month, 7690, -3500000, unit)
        # The outcome wavers around the plan, and its hourly pay or material takes the unit to the
        # deviation it shall have in August.
        actual = {}
        for (account, month), amount in plan.items():
            reported = month <= LAST_MONTH and (unit, month) not in NOT_REPORTED
            if reported and account != 7690:
                actual[account, month] = chance.around(amount, 2 if account < 6000 else 9)
        reported = [m for m in range(first, min(last, LAST_MONTH) + 1)
                    if (unit, m) not in NOT_REPORTED]
        planned = sum(a for (account, m), a in plan.items() if m in reported)
        missing = planned - deviation * 100000 - sum(actual.values())
        steer = 5020 if 5020 in SHARES[kind] else 7010
        for at, month in enumerate(reported):
            more = missing // (len(reported) - at)
            if at + 1 < len(reported):
                more = chance.around(more, 40)
            actual[steer, month] += more
            missing -= more
        for (account, month), amount in actual.items():
            outcome.add(0, month, account, amount, unit)
        for (account, month), amount in plan.items():  # the year before
            if first == 1 and last == 12 and account != 7690:
                outcome.add(-1, month, account, chance.around(amount, 4) * 97 // 100, unit)
        if last < 12:  # the closing school ran a whole year then
            for account, share in SHARES[kind].items():
                for month, amount in enumerate(spread(thousands * share * 200, profile(account)), 1):
                    outcome.add(-1, month, account, chance.around(amount, 4), unit)

    # Rows that nobody gave an object: bills that came without, and the municipality's own interest.
    for account, month in [(a, m) for a in (4610, 6210, 6410, 6470, 7010) for m in range(1, 13)]:
        outcome.add(-1, month, account, 300000 + chance.below(4000000))
        if month <= LAST_MONTH and (account + month) % 3:
            outcome.add(0, month, account, 400000 + chance.below(9000000))
    for month in range(1, 13):
        for year in (-1, 0):
            if year or month <= LAST_MONTH:
                outcome.add(year, month, 8410, -chance.around(4200000, 30))
                outcome.add(year, month, 8510, chance.around(17500000, 12))
                outcome.add(year, month, 8490, (1, -1)[month % 2] * chance.around(2600000, 60))
        budget.add(0, month, 8410, -4000000)
        budget.add(0, month, 8510, 18000000)
        budget.add(0, month, 7690, 25000000)  # at the council's disposal
        for unit in ADVISED:
            budget.add(0, month, 7410, 1500000, unit)
    # A project of the schools, beside their units.
    for month in range(2, LAST_MONTH + 1):
        for account in (5010, 6440):
            amount = 4100000 + chance.below(2000000)
            key = (0, month, account, None, "9001")
            outcome.objects[key] = amount

    vouchers = []

    def voucher(month, day, text, rows):
        vouchers.append((len(vouchers) + 1, month, day, text, rows))
        for mark, account, amount, unit in rows:
            if mark == "TRANS" and account == UNMAPPED:
                outcome.add(0, month, account, amount, unit)

    for month in range(1, LAST_MONTH + 1):
        for unit in ADVISED:
            amount = chance.around(1500000, 60)
            object_of = None if chance.below(9) == 0 else unit
            voucher(month, 3 + chance.below(20), "Konsultfaktura",
                    [("TRANS", 7410, amount, object_of), ("TRANS", 2440, -amount, None)])
        amount = 250000 + chance.below(500000)
        voucher(month, 24, "Felkonterat, utreds",
                [("TRANS", UNMAPPED, amount, 3220), ("TRANS", 2440, -amount, None)])
    voucher(3, 12, "Konsultfaktura, dubbel",
            [("TRANS", 7410, 8725050, 3310), ("TRANS", 2440, -8725050, None)])
    voucher(3, 27, "Rättelse av ver 41",
            [("TRANS", 7410, -8725050, 3310), ("TRANS", 2440, 8725050, None)])
    voucher(5, 18, "Konsultfaktura, rättad",
            [("BTRANS", 7410, 3000000, 4120), ("RTRANS", 7410, 3000000, 4110),
             ("TRANS", 7410, 3000000, 4110), ("TRANS", 2440, -3000000, None)])
    # The balances of each month sum to 0.
    for year in (-1, 0):
        for month in range(1, 13):
            due = sum(a for (y, m, account), a in outcome.totals.items()
                      if (y, m) == (year, month) and account != UNMAPPED)
            if due:
                outcome.add(year, month, 2890, -due)
    return budget, outcome, vouchers


def kronor(ore):
    return "%s%d.%02d" % ("-" if ore < 0 else "", abs(ore) // 100, abs(ore) % 100)


def objects(unit, project=None):
    if project:
        return '{6 "%s"}' % project
    return '{1 "%d" 20 "%d"}' % (unit, UNITS[unit][0]) if unit else "{}"


def rows_of(label, book, out):
    by_account = {}
    for (year, month, account), amount in book.totals.items():
        by_account.setdefault((-year, account, month), []).append(("{}", amount))
    for (year, month, account, unit, project), amount in book.objects.items():
        by_account.setdefault((-year, account, month), []).append((objects(unit, project), amount))
    for (year, account, month), rows in sorted(by_account.items()):
        for named, amount in rows:
            text = kronor(amount) if label == "#PSALDO" else str(amount // 100)
            out("%s %d %d%02d %d %s %s" % (label, -year, YEAR - year, month, account, named, text))


def lines():
    budget, outcome, vouchers = make()
    written = []
    out = written.append
    out("#FLAGGA 0")
    out('#PROGRAM "Tolvs exempel" "1.0"')
    out("#FORMAT PC8")
    out("#GEN %d0904" % YEAR)
    out("#SIETYP 4")
    out('#ORGNR 212000-0000')
    out('#FNAMN "Tolvsjö kommun"')
    out("#RAR 0 %d0101 %d1231" % (YEAR, YEAR))
    out("#RAR -1 %d0101 %d1231" % (YEAR - 1, YEAR - 1))
    out("#OMFATTN %d%02d31" % (YEAR, LAST_MONTH))
    for account, (name, kind) in ACCOUNTS.items():
        out('#KONTO %d "%s"' % (account, name))
        out("#KTYP %d %s" % (account, kind))
    out('#DIM 20 "Nämnd"')
    out('#UNDERDIM 1 "Ansvar" 20')
    out('#DIM 6 "Projekt"')
    for board, name in BOARDS.items():
        out('#OBJEKT 20 "%d" "%s"' % (board, name))
    for unit, described in UNITS.items():
        out('#OBJEKT 1 "%d" "%s"' % (unit, described[1]))
    out('#OBJEKT 6 "9001" "Läslyftet \\"Alla läser\\""')
    balance, year_change = {2440: -310000000, 2890: 0}, {}
    for year in (-1, 0):
        changes = {}
        for (y, month, account), amount in outcome.totals.items():
            if y == year:
                changes[account] = changes.get(account, 0) + amount
        for number, month, day, text, rows in vouchers if year == 0 else []:
            for mark, account, amount, unit in rows:
                if mark == "TRANS" and account != UNMAPPED:
                    changes[account] = changes.get(account, 0) + amount
        year_change[year] = changes
    for year in (-1, 0):
        for account in balance:
            out("#IB %d %d %s" % (year, account, kronor(balance[account])))
            balance[account] += year_change[year].get(account, 0)
            out("#UB %d %d %s" % (year, account, kronor(balance[account])))
    for year in (0, -1):
        for account, amount in sorted(year_change[year].items()):
            if account >= 3000:
                out("#RES %d %d %s" % (year, account, kronor(amount)))
    rows_of("#PBUDGET", budget, out)
    rows_of("#PSALDO", outcome, out)
    for number, month, day, text, rows in vouchers:
        out('#VER "A" "%d" %d%02d%02d "%s"' % (number, YEAR, month, day, text))
        out("{")
        for mark, account, amount, unit in rows:
            out("   #%s %d %s %s" % (mark, account, objects(unit), kronor(amount)))
        out("}")
    return written


if __name__ == "__main__":
    sys.stdout.buffer.write("".join(line + "\r\n" for line in lines()).encode("cp437"))
