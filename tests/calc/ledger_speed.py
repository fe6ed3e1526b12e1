# SPDX-License-Identifier: MPL-2.0
"""A follow-up of 200 units and 12 months, 2,400 figures, out of a ledger in the sheet: SUMIFS as well
as it can be written (criteria in cells, ranges exact), and LEDGER with GRID or BOOKED. One office, the
same ledger, hardly two rows of which can be added to one, and every figure compared to the öre.

    ledger_speed.py [EXTENSIONS [ROUNDS]]
"""

import collections
import ctypes
import glob
import random
import statistics
import sys
import time

from office import Office

UNITS, MONTHS, YEAR = 200, 12, 2026
SMALL, MIDDLE, LARGE = 10 ** 4, 10 ** 5, 10 ** 6
PIECE = 20000  # rows handed to the office at once
HEADINGS = ("Period", "Account", "Unit", "Activity", "Project", "Amount", "Text")
AMOUNT, UNIT, PERIOD = "F", "C", "A"  # their columns

SUMIFS = "=SUMIFS({amount};{unit};$A{row};{period};{column}$1)"
BOOKED = "=TOLV.BOOKED($P$1;1;\"*\";$A{row};{column}$1;{column}$1)"
GRID = "=TOLV.GRID(P1;1;A1:A{last};B1:N1;;\"account\";P2)"


def columns():
    return "CDEFGHIJKLMN"


class Taken(collections.namedtuple("Taken", "clock processor")):
    """Seconds: as one waits for them, and as the office works; a busy machine tells them apart."""

    @classmethod
    def until_now(cls, pid):
        clock = ctypes.c_int()
        if ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(clock)):
            raise SystemExit("the office's process is gone")
        return cls(time.perf_counter(), time.clock_gettime(clock.value))

    def since(self, start):
        return Taken(self.clock - start.clock, self.processor - start.processor)

    def __str__(self):
        return "%9.1f ms%9.1f" % (self.clock * 1e3, self.processor * 1e3)


def middle(several):
    return Taken(*(statistics.median(part) for part in zip(*several)))


def best(several):
    return Taken(*(min(part) for part in zip(*several)))


class Ledger:
    """A document with a ledger of so many rows, and what it sums to, in öre."""

    def __init__(self, office, rows):
        self.rows, self.pid = rows, process_of(office)
        self.book = office.new_book()
        self.sheet = self.book.Sheets.getByIndex(0)
        self.sheet.Name = "Ledger"
        self.book.Sheets.insertNewByName("Figures", 1)
        self.figures = self.book.Sheets.getByName("Figures")
        self.sums = [[0] * MONTHS for _ in range(UNITS)]
        self.of_account = collections.Counter()
        self._fill(random.Random(rows))
        codes = tuple((self.code(unit),) for unit in range(UNITS))
        months = tuple(float(YEAR * 100 + month) for month in range(1, MONTHS + 1))
        self.figures.getCellRangeByName("A1:A%d" % (UNITS + 1)).setDataArray((("unit",),) + codes)
        self.figures.getCellRangeByName("B1:N1").setDataArray((("month",) + months,))
        self.cells = self.figures.getCellRangeByName("C2:N%d" % (UNITS + 1))
        self.handle, self.accounts, self.total = (
            self.figures.getCellRangeByName(name) for name in ("P1", "P2", "P3"))
        self.total.setFormula("=SUM(C2:N%d)" % (UNITS + 1))

    @staticmethod
    def code(unit):
        return "U%03d" % unit

    def _fill(self, chance):
        self.sheet.getCellRangeByName("A1:G1").setDataArray((HEADINGS,))
        for start in range(1, self.rows + 1, PIECE):
            rows = []
            for _ in range(min(PIECE, self.rows + 1 - start)):
                unit, month = chance.randrange(UNITS), chance.randrange(MONTHS)
                ore = chance.randrange(-10 ** 8, 10 ** 8)
                account = chance.randrange(3000, 8000)
                self.sums[unit][month] += ore
                self.of_account[account] += ore
                rows.append((float(YEAR * 100 + month + 1), float(account),
                             self.code(unit), 100.0 + chance.randrange(80),
                             "P%d" % chance.randrange(40), ore / 100, "Invoice %d" % ore))
            self.sheet.getCellRangeByPosition(0, start, len(HEADINGS) - 1,
                                              start + len(rows) - 1).setDataArray(tuple(rows))
        first = self.sheet.getCellRangeByName("A2:F2").getDataArray()[0]
        self.first_unit, self.first_month = int(first[2][1:]), int(first[0]) % 100 - 1
        self.amount = self.sheet.getCellRangeByName(AMOUNT + "2")
        self.first_account, self.first_ore = int(first[1]), round(first[5] * 100)

    def column(self, letter):
        return "$Ledger.${0}$2:${0}${1}".format(letter, self.rows + 1)

    # --- What is timed; each until all figures are there ------------------------------------

    def _until_there(self, change):
        start = Taken.until_now(self.pid)
        change()
        self.total.getValue()
        return Taken.until_now(self.pid).since(start)

    def _write(self, formula):
        self.cells.setFormulaArray(tuple(
            tuple(formula.format(row=row, column=column, amount=self.column(AMOUNT),
                                 unit=self.column(UNIT), period=self.column(PERIOD))
                  for column in columns()) for row in range(2, UNITS + 2)))

    def clear(self):
        self.cells.setArrayFormula("")
        self.cells.clearContents(1 | 2 | 4 | 16)
        for cell in (self.handle, self.accounts):
            cell.setFormula("")

    def write_sumifs(self):
        return self._until_there(lambda: self._write(SUMIFS))

    def read_ledger(self):
        return self._until_there(self._write_ledger)

    def _write_ledger(self):
        self.handle.setFormula("=TOLV.LEDGER($Ledger.A1:G%d)" % (self.rows + 1))
        if self.handle.getError():
            raise SystemExit("LEDGER answers " + self.handle.getString())

    def write_booked(self):
        return self._until_there(lambda: self._write(BOOKED))

    def write_grid(self):
        self.accounts.setString("*")
        return self._until_there(
            lambda: self.cells.setArrayFormula(GRID.format(last=UNITS + 1)))

    def new_grid(self, number):
        """Of other accounts than before: nothing of it can have been kept."""
        first = 3000 + number
        taken = self._until_there(lambda: self.accounts.setString("%d..9999" % first))
        expected = sum(ore for account, ore in self.of_account.items() if account >= first)
        if round(self.total.getValue() * 100) != expected:
            raise SystemExit("GRID of other accounts: %s" % self.total.getString())
        return taken

    def all_accounts(self):
        self.accounts.setString("*")

    def change_row(self):
        """The amount of the ledger's first row."""
        self.first_ore += 1
        self.sums[self.first_unit][self.first_month] += 1
        self.of_account[self.first_account] += 1
        return self._until_there(lambda: self.amount.setValue(self.first_ore / 100))

    def change_unit(self, number):
        """The first unit's code, which then shows another unit's figures."""
        cell = self.figures.getCellRangeByName("A2")
        return self._until_there(lambda: cell.setString(self.code(number % UNITS)))

    def check(self, what):
        found = [[value if isinstance(value, str) else round(value * 100) for value in row]
                 for row in self.cells.getDataArray()]
        if found != self.sums:
            different = next((row, column) for row in range(UNITS) for column in range(MONTHS)
                             if found[row][column] != self.sums[row][column])
            cell = self.cells.getCellByPosition(different[1], different[0])
            raise SystemExit("%s, %d rows: %s is %s and should be %d öre" % (
                what, self.rows, cell.AbsoluteName, cell.getString(),
                self.sums[different[0]][different[1]]))

    # --- What the office holds --------------------------------------------------------------

    def memory(self, name):
        """VmRSS, or VmHWM: the peak since it was last forgotten; bytes."""
        with open("/proc/%d/status" % self.pid) as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(name))

    def forget_peak(self):
        with open("/proc/%d/clear_refs" % self.pid, "w") as peak:
            peak.write("5")


def process_of(office):
    """soffice is a script; the office itself is the process of its group that is called so."""
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path) as stat:
                pid, rest = stat.read().split(" (", 1)
        except OSError:
            continue  # it ended just now
        name, rest = rest.rsplit(") ", 1)
        if name == "soffice.bin" and int(rest.split()[2]) == office.process.pid:
            return int(pid)
    raise SystemExit("the office's process is not found")


def sumifs(ledger, rounds):
    """Seconds of all figures anew and of a changed unit; the best of the rounds, to be fair."""
    anew = [ledger.write_sumifs()]
    ledger.check("SUMIFS")
    anew += [ledger.change_row() for _ in range(rounds)]
    ledger.check("SUMIFS after a changed row")
    units = [ledger.change_unit(number) for number in range(1, 4)]
    ledger.change_unit(0)
    ledger.clear()
    return best(anew), best(units)


def ours(ledger, write, rounds):
    """The same of LEDGER with what asks it: anew is after a changed row of the ledger, as all of it
    is read again then."""
    ledger.read_ledger()
    write()
    anew = [ledger.change_row() for _ in range(rounds)]
    ledger.check("after a changed row")
    units = [ledger.change_unit(number) for number in range(1, rounds + 1)]
    ledger.change_unit(0)
    ledger.check("after a changed unit")
    return middle(anew), middle(units)


def new_grids(ledger, rounds):
    times = [ledger.new_grid(number) for number in range(1, rounds + 1)]
    ledger.all_accounts()
    ledger.check("a new GRID")
    return middle(times)


def growth(ledger):
    """Seconds of LEDGER, of a GRID and of BOOKED on it, and bytes above the document at the most."""
    before = ledger.memory("VmRSS")
    ledger.forget_peak()
    read = ledger.read_ledger()
    kept, peak = ledger.memory("VmRSS") - before, ledger.memory("VmHWM") - before
    grid = ledger.write_grid()
    ledger.check("GRID")
    again = new_grids(ledger, 3)
    ledger.clear()
    ledger.change_row()
    ledger.read_ledger()
    booked = ledger.write_booked()
    ledger.check("BOOKED")
    ledger.clear()
    print("%9d rows:%s%s%s%s%8.1f%8.1f" % (ledger.rows, read, grid, again, booked, kept / 1e6,
                                           peak / 1e6))


def row(what, taken, peer=None, promised=""):
    print("%-30s%s%s" % (what, taken, "" if peer is None else "%8.0f%8.0f   %s" % (
        peer.clock / taken.clock, peer.processor / taken.processor, promised)))


def main(extensions="build/bundle", rounds="5"):
    rounds = int(rounds)
    print("Milliseconds by the clock, and of the processor; MB above the document, and at the most.")
    print("%15s%21s%21s%21s%21s%8s%8s" % (
        "", "LEDGER", "GRID", "another GRID", "2,400 BOOKED", "kept", "peak"))
    with Office(extensions, life=1800) as office:
        for rows in (SMALL, MIDDLE, LARGE):
            ledger = Ledger(office, rows)
            growth(ledger)
            if rows == MIDDLE:
                peer, peer_unit = sumifs(ledger, 2)
                grid, grid_unit = ours(ledger, ledger.write_grid, rounds)
                another = new_grids(ledger, rounds)
                ledger.clear()
                booked, booked_unit = ours(ledger, ledger.write_booked, rounds)
            ledger.book.close(True)
    print("100,000 rows, 200 units by 12 months; a ratio of the clock, one of the processor.")
    print("All anew, after a changed row of the ledger:")
    row("  2,400 SUMIFS", peer)
    row("  LEDGER and GRID", grid, peer, "(60; under 250 ms)")
    row("  LEDGER and 2,400 BOOKED", booked, peer, "(40; under 250 ms)")
    row("  a GRID of other accounts", another, peer, "(500)")
    print("A changed unit:")
    row("  12 SUMIFS", peer_unit)
    row("  GRID", grid_unit, peer_unit, "(under 5 ms)")
    row("  12 BOOKED", booked_unit, peer_unit, "(under 5 ms)")


if __name__ == "__main__":
    main(*sys.argv[1:])
