#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""An independent reader of SIE files, to compare with: tests/data/ledger/reference.py FILE...

Prints what a ledger of the file must hold, a fact a line, fields separated by tabs, sorted:

C company · Y index first last · A account type name · D dimension parent name · O dimension object name
R kind month account objects öre      rows, those alike added; objects as 1=3110,20=31
T kind month account öre              totals: every krona once
P kind month account dimension object öre  parts of them by object
V line series number öre              vouchers that do not balance

Written for reading, not for speed; it shares nothing with the C but the rules in settle.h.
"""
import collections
import re
import sys

TOKEN = re.compile(r'\{(?P<list>(?:"(?:\\.|[^"\\])*"|[^"}])*)\}|"(?P<quoted>(?:\\"|[^"])*)"?'
                   r'|(?P<plain>[^\s{}]+)')


def decode(data):
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        swedish = {code: sum(data.count(c.encode(code)) for c in "åäöÅÄÖ")
                   for code in ("cp437", "latin-1")}
        return data.decode("latin-1" if swedish["latin-1"] > swedish["cp437"] else "cp437")


def tokens(line):
    """Texts, and for braces a tuple of (dimension, object)."""
    found = []
    for match in TOKEN.finditer(line):
        if match.group("list") is not None:
            inner = [t for t in tokens(match.group("list")) if isinstance(t, str)]
            pairs = {}
            for dimension, code in zip(inner[::2], inner[1::2]):
                if code:
                    pairs.setdefault(int(dimension), code)
            found.append(tuple(sorted(pairs.items())))
        elif match.group("quoted") is not None:
            found.append(match.group("quoted").replace('\\"', '"'))
        else:
            found.append(match.group("plain"))
    return found


def ore(text):
    match = re.fullmatch(r"([+-]?)(\d*)(?:[.](\d*)|,(\d{1,2}))?", text)
    part = (match[3] or match[4] or "") + "00"
    up = part[2:3] >= "5" and len(part) > 4
    amount = int(match[2] or 0) * 100 + int(part[:2]) + up
    return -amount if match[1] == "-" else amount


class Ledger:
    def __init__(self):
        self.company = ""
        self.years = {}
        self.accounts, self.dimensions, self.objects = {}, {}, {}
        self.rows = collections.Counter()  # (kind, month or year, account, objects) -> öre
        self.unbalanced = []

    def year_of(self, month):
        for index, (first, last) in self.years.items():
            if first <= month <= last:
                return index
        return None

    def account(self, code):
        return self.accounts.setdefault(code, ["", ""])

    def dimension(self, number):
        return self.dimensions.setdefault(number, [0, ""])

    def row(self, kind, when, account, objects, amount):
        self.account(account)
        for number, code in objects:
            self.dimension(number)
            self.objects.setdefault((number, code), "")
        key = kind, when, account, objects
        self.rows[key] = self.rows[key] + amount


def with_objects(fields, at):
    """The fields with a list of objects at a place, also where the file has none."""
    return fields if isinstance(fields[at], tuple) else fields[:at] + [()] + fields[at:]


def read(text):
    ledger, voucher = Ledger(), None

    def close():
        if voucher and voucher["sum"]:
            ledger.unbalanced.append((voucher["line"], voucher["name"], voucher["sum"]))

    for number, line in enumerate(re.split("\r\n|\n|\r", text), 1):
        line = line.strip()
        if line == "}":
            close()
            voucher = None
        if not line.startswith("#"):
            continue
        label, *fields = tokens(line)
        if label == "#FNAMN":
            ledger.company = fields[0]
        elif label == "#RAR":
            ledger.years[int(fields[0])] = int(fields[1][:6]), int(fields[2][:6])
        elif label == "#KONTO":
            ledger.account(fields[0])[1] = fields[1] if len(fields) > 1 else ""
        elif label == "#KTYP":
            ledger.account(fields[0])[0] = fields[1][:1] if len(fields) > 1 else ""
        elif label in ("#DIM", "#UNDERDIM"):
            ledger.dimension(int(fields[0]))[:] = [
                int(fields[2]) if label == "#UNDERDIM" else 0, fields[1] if fields[1:] else ""]
        elif label == "#OBJEKT":
            ledger.dimension(int(fields[0]))
            ledger.objects[int(fields[0]), fields[1]] = fields[2] if fields[2:] else ""
        elif label in ("#PSALDO", "#PBUDGET"):
            year, month, account, objects, amount = with_objects(fields, 3)[:5]
            year, month = int(year), int(month[:6])
            if not 1 <= month % 100 <= 12:
                continue
            if ledger.year_of(month) not in (year, None) and year in ledger.years:
                first, last = ledger.years[year]
                month = next((m for m in range(first // 100 * 100 + month % 100, last + 1, 100)
                              if m >= first), month)
            kind = "budget" if label == "#PBUDGET" else "balance"
            ledger.row(kind, month, account, objects, ore(amount))
        elif label in ("#IB", "#UB", "#OIB", "#OUB", "#RES"):
            year, account, objects, amount = with_objects(fields, 2)[:4]
            kind = {"I": "opening", "U": "closing"}.get(label[-2], "result")
            ledger.row(kind, int(year), account, objects, ore(amount))
        elif label == "#VER":
            close()
            voucher = {"line": number, "name": fields[:2], "month": int(fields[2][:6]), "sum": 0}
        elif label == "#RTRANS":
            ledger.account(fields[0])
            for dimension, code in with_objects(fields, 1)[1]:
                ledger.dimension(dimension)
                ledger.objects.setdefault((dimension, code), "")
        elif label == "#TRANS":
            fields = with_objects(fields, 1)
            date = fields[3] if len(fields) > 3 else ""
            month = int(date[:6]) if re.fullmatch(r"\d{8}", date) else voucher["month"]
            ledger.row("voucher", month, fields[0], fields[1], ore(fields[2]))
            if voucher:
                voucher["sum"] += ore(fields[2])
    close()
    if not ledger.years:
        last = max((when for _, when, _, _ in ledger.rows if when > 0), default=0)
        if last:
            ledger.years[0] = last // 100 * 100 + 1, last // 100 * 100 + 12
    return ledger


MONTHS = {"balance": "outcome", "voucher": "outcome", "budget": "budget"}


def dimensions(objects):
    return frozenset(number for number, _ in objects)


def in_parts(ledger):
    """Rule 2: the years whose balances are parts, and whether budgets are."""
    plain, whole, change = (collections.Counter() for _ in range(3))
    said, told = set(), {(account, when) for kind, when, account, _ in ledger.rows if kind == "balance"}
    years = {(account, ledger.year_of(when)) for account, when in told}
    for (kind, when, account, objects), amount in ledger.rows.items():
        if kind == "balance":
            key = account, ledger.year_of(when)
            whole[key] += amount
            plain[key] += 0 if objects else amount
        elif kind == "voucher" and (account, when) not in told:
            key = account, ledger.year_of(when)
            whole[key] += amount if key in years else 0
            plain[key] += amount if key in years else 0
        elif kind not in MONTHS and not objects and when in ledger.years:
            change[account, when] += -amount if kind == "opening" else amount
            said.add((account, when))
    votes = collections.Counter()
    for key in whole:
        if key in said and key in years:
            votes[key[1]] += (whole[key] == change[key]) - (plain[key] == change[key])
    return {year for year, vote in votes.items() if vote > 0}, sum(votes.values()) > 0


def settle(ledger):
    totals, parts = collections.Counter(), collections.Counter()
    years_in_parts, budget_in_parts = in_parts(ledger)
    shown = collections.defaultdict(set)  # dimensions of an account's balances in a year
    cells = collections.defaultdict(list)
    for (kind, when, account, objects), amount in ledger.rows.items():
        if kind == "balance":
            shown[account, ledger.year_of(when)] |= dimensions(objects)
        if kind in ("balance", "budget"):
            cells[MONTHS[kind], when, account].append((objects, amount))

    def part(kind, when, account, objects, amount, of):
        for number, code in objects:
            if number in of:
                parts[kind, when, account, number, code] += amount

    for (kind, when, account, objects), amount in ledger.rows.items():
        if kind == "voucher":
            seen = shown.get((account, ledger.year_of(when)))
            alone = ("outcome", when, account) not in cells  # rule 1
            if alone:
                totals["outcome", when, account] += amount
            part("outcome", when, account, objects, amount,
                 dimensions(objects) - (set() if alone else seen))
    for (kind, when, account), rows in cells.items():
        sides = collections.Counter()
        for objects, amount in rows:
            sides[dimensions(objects)] += amount
        all_parts = budget_in_parts if kind == "budget" else ledger.year_of(when) in years_in_parts
        order = sorted(sides, key=lambda s: ledger_order(ledger, s))
        has_total = frozenset() in sides
        alike = len(sides) > 1 and len(set(sides.values())) == 1
        whole = sides[order[0]] if (has_total or alike) else 0
        if all_parts or not (has_total or whole):
            counted = set(order)
        else:
            counted = {order[0]}
        for objects, amount in rows:
            if dimensions(objects) in counted:
                totals[kind, when, account] += amount
            of = set()
            for number in dimensions(objects):
                alone = [s for s in order if number in s and whole and sides[s] == whole]
                if all_parts or not alone or alone[0] == dimensions(objects):
                    of.add(number)
            part(kind, when, account, objects, amount, of)
    return totals, parts


def ledger_order(ledger, side):
    """Sets in the order of the bits of their dimensions, numbered as they came."""
    came = list(ledger.dimensions)
    return sum(1 << came.index(number) for number in side)


def facts(ledger):
    yield "C", ledger.company
    for index, (first, last) in ledger.years.items():
        yield "Y", index, first, last
    for code, (kind, name) in ledger.accounts.items():
        yield "A", code, kind, name
    for number, (parent, name) in ledger.dimensions.items():
        yield "D", number, parent, name
    for (number, code), name in ledger.objects.items():
        yield "O", number, code, name
    for (kind, when, account, objects), amount in ledger.rows.items():
        yield "R", kind, when, account, ",".join("%d=%s" % pair for pair in objects), amount
    totals, parts = settle(ledger)
    for key, amount in totals.items():
        yield ("T",) + key + (amount,)
    for key, amount in parts.items():
        yield ("P",) + key + (amount,)
    for line, name, amount in ledger.unbalanced:
        yield "V", line, name[0], name[1], amount


def main(paths):
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for path in paths:
        with open(path, "rb") as file:
            ledger = read(decode(file.read()))
        for line in sorted("\t".join(map(str, fact)) for fact in facts(ledger)):
            print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
