# SPDX-License-Identifier: MPL-2.0
"""A fictive municipality of any size: its ledger as a file, and what its follow-up must show, worked
out in öre and by the definitions, without any code of Tolv's."""
import collections
import random

YEAR, BOARD_SIZE = 2026, 9
ACCOUNTS = (("3110", -3), ("5010", 9), ("7460", 2))  # and how much of a unit's cost they are
LIMITS = ((2, 30000000, 2), (1, 10000000, 1))  # flag, öre, per cent: the template's own
SERIES = OUTCOME, BUDGET, BEFORE = "outcome", "budget", "before"

Line = collections.namedtuple("Line", "before budget outcome deviation year forecast flag")


class Municipality:
    """`figures[unit][series][month - 1]` in öre; the unit None is what is placed on nobody."""

    def __init__(self, units, reported=8, copies=1):
        dice = random.Random(units)
        self.units = {str(1000 + 7 * i): f"Enhet {i + 1}" for i in range(units)}
        self.board_of = {code: f"Nämnd {i // BOARD_SIZE + 1}" for i, code in enumerate(self.units)}
        self.rows = []
        self.figures = {unit: {series: [0] * 12 for series in SERIES}
                        for unit in (*self.units, None)}
        for unit in self.figures:
            size = dice.randint(2, 60) * 10000000
            for account, share in ACCOUNTS if unit else ACCOUNTS[1:2]:
                for series in SERIES:
                    for month in range(1, (reported if series == OUTCOME else 12) + 1):
                        for _ in range(copies):
                            self.book(unit, account, series, month,
                                      share * size // 8 + dice.randint(-size // 9, size // 9))

    def book(self, unit, account, series, month, amount):
        self.rows.append((series, month, account, unit, amount))
        self.figures[unit][series][month - 1] += amount

    def write(self, ledger, units):
        with open(ledger, "w", encoding="utf-8") as file:
            file.write("type;period;account;unit;amount\n")
            for series, month, account, unit, amount in self.rows:
                sign, size = "-" if amount < 0 else "", abs(amount)
                file.write(f"{BUDGET if series == BUDGET else OUTCOME};"
                           f"{YEAR - (series == BEFORE)}{month:02};{account};{unit or ''};"
                           f"{sign}{size // 100}.{size % 100:02}\n")
        with open(units, "w", encoding="utf-8") as file:
            file.write("Kod;Enhet;Nämnd;Chef;E-post;Svara senast\n")
            for code, name in self.units.items():
                file.write(";".join((code, name, self.board_of[code], *self.contact(code))) + "\n")

    @staticmethod
    def contact(code):
        """Every other unit has no date of its own to answer by."""
        return f"Chef {code}", f"{code}@kommun.example", "" if int(code) % 2 else "2026-09-15"

    def line(self, units, month):
        """Of one unit or several together, by forecast method 1; None: a month is not reported."""
        def so_far(series, last):
            return sum(sum(self.figures[unit][series][:last]) for unit in units)

        missing = any(not self.figures[unit][OUTCOME][i] and self.figures[unit][BUDGET][i]
                      for unit in units for i in range(month))
        before, budget = so_far(BEFORE, month), so_far(BUDGET, month)
        outcome, year = so_far(OUTCOME, month), so_far(BUDGET, 12)
        if missing:
            return Line(before, budget, None, None, year, None, None)
        deviation = budget - outcome
        flags = [level for level, ore, percent in LIMITS
                 if -deviation >= ore and -100 * deviation >= percent * abs(budget)]
        return Line(before, budget, outcome, deviation, year, year - deviation,
                    max(flags, default=0))

    def of_board(self, board):
        return [unit for unit, of in self.board_of.items() if of == board]
