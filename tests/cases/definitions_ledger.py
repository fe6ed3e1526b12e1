# SPDX-License-Identifier: MPL-2.0
"""Ledgers in the sheet, written from docs/contract.md without a look at the C code: a table is a list
of rows, and every figure a plain loop over all of them."""
import datetime
import re
import struct
from fractions import Fraction

import xxhash

import arguments as take
from arguments import AMOUNT_MAX, CALC_DAY_0, FIRST_DAY, LAST_DAY, half_away, kronor, ore
from definitions_levers import fits, pattern_of, table
from formula import MISSING, NOT_REPORTED, OUTSIDE, TOO_LARGE, WRONG_KIND, Fault, Range

MONTHS = ("January February March April May June July August September October November "
          "December").split()

# ---- Headings ----

# Words that tell, and words that tell only where no column has one of those.
FIELDS = {
    "period": ("period, month, månad, måned, periode, bokföringsperiod, redovisningsperiod, "
               "bogføringsperiode, regnskabsperiode, regnskapsperiode", "mån, md, mnd"),
    "date": ("date, datum, dato, posting date, bokföringsdatum, bogføringsdato, bokføringsdato, "
             "posteringsdato", "voucher date, verifikationsdatum, verdatum, transaktionsdatum, "
             "bokf.datum, bokf datum, bokfdatum, ver.datum, ver datum, bokf.dato, bogf.dato, "
             "bilagsdato"),
    "year": ("year, år", "financial year, räkenskapsår, budgetår, regnskabsår, regnskapsår"),
    "account": ("account, konto", "account number, account code, kontonummer, kontonr, kontokod, "
                "artskonto, art"),
    "unit": ("unit, unit code, enhetskod, enhedskode, cost centre, cost center, ansvar, "
             "kostnadsställe, omkostningssted, omkostningscenter, kostnadssted, koststed",
             "enhet, enhed, kst, ansvarskod, ansvarsenhet, ansvarssted, department, avdelning, "
             "afdeling, avdeling"),
    "activity": ("activity, verksamhet, funktion, funksjon", "aktivitet, verksamhetskod"),
    "project": ("project, projekt, prosjekt",
                "projektkod, projektnummer, projektnr, prosjektnummer"),
    "counterpart": ("counterpart, motpart, modpart", "counterparty, motpartskod"),
    "object": ("object, objekt", "objektkod"),
    "version": ("version, versjon", "budget version, budgetversion, budsjettversjon"),
    "decided": ("decided, beslutad, beslutat, besluttet, vedtatt",
                "decision date, beslutsdatum, beslutningsdato, vedtaksdato"),
    "amount": ("amount, belopp, beløb, beløp", "kr, kronor, kroner, sek, dkk, nok, sum, summa, "
               "netto"),
    "debit": ("debit, debet", ""),
    "credit": ("credit, kredit", ""),
    "type": ("amount type, beloppstyp, beløbstype, beløpstype", "type, typ"),
}
DIMENSIONS = {"unit": 1, "activity": -1, "project": 6, "counterpart": -2, "object": -3,
              "version": -4, "decided": -5}
TYPES = {1: "outcome, utfall, forbrug, actual, regnskab, regnskap", 2: "budget, budsjett",
         3: "forecast, prognos, prognose, forventning"}
KEYWORDS = {1: "outcome/utfall/forbrug", 2: "budget/budget/budget", 3: "forecast/prognos/forventning"}
UNPLACED = "not placed, ej placerat, ikke placeret, ikke plassert".split(", ")


def is_one_of(cell, words):
    return isinstance(cell, str) and cell.strip().lower() in words.split(", ")


def column_of(row, words, further):
    for list_ in (words, further):
        found = [at for at, cell in enumerate(row) if is_one_of(cell, list_)]
        if len(found) > 1:
            raise WRONG_KIND
        if found:
            return found[0]
    return None


def field_named(name):
    return next((field for field, (words, further) in FIELDS.items()
                 if is_one_of(name, words) or is_one_of(name, further)), None)


def dimension_headed(heading):
    """Number and name of a dimension that is no field: Dimension 20 Funding."""
    match = isinstance(heading, str) and re.fullmatch(
        "dimens(?:ion|jon) ([0-9]{1,4})(?: (.*))?", heading.strip(), re.I)
    if not match or int(match[1]) in (0, *DIMENSIONS.values()):
        return 0, ""
    return int(match[1]), (match[2] or "").strip()


def scaled(heading):
    """The heading of amounts without what they are counted in, and the factor of that."""
    if not isinstance(heading, str):
        return heading, 1
    match = re.fullmatch(
        r"(?:(.*?)[ ,(]*\b(?:i |in )?)??\(?((?:tkr|t\.kr|kkr|thousand kr|[kt]sek)|(?:mkr|mio\. kr|msek)"
        r"|(?:kr|kronor|kroner|sek|dkk|nok))\.?\)?",
        heading.strip(), re.I)
    rest = (match[1] or "").strip(" ,(") or "kr" if match else None
    if field_named(rest) not in ("amount", "debit", "credit"):
        return heading, 1
    unit = match[2].lower()
    return rest, 10**6 if unit[0] == "m" else 1 if re.fullmatch("kr.*|sek|dkk|nok", unit) else 1000


def number_of(field):
    return DIMENSIONS[field] if field in DIMENSIONS else int(field[1:])


def blank(cell):
    return cell is None or isinstance(cell, str) and not cell.strip()


# ---- Cells ----


def code_of(cell):
    """A code as text; "" for a blank cell."""
    if isinstance(cell, Fault):
        raise WRONG_KIND
    if isinstance(cell, Fraction):
        if not 0 <= cell < 10**15 or cell != int(cell):
            raise OUTSIDE
        return str(int(cell))
    return "" if cell is None else cell.strip()


def day_of(cell):
    """The date that a number is, or None."""
    if isinstance(cell, Fraction):
        days = int(cell) if cell >= 0 else -1
        if (FIRST_DAY - CALC_DAY_0).days <= days <= (LAST_DAY - CALC_DAY_0).days:
            return CALC_DAY_0 + datetime.timedelta(days)
    return None


def decided_of(cell):
    day = day_of(cell)
    return day.isoformat() if day else code_of(cell)


def month_of(cell):
    """YYYYMM, or 1 to 12 without a year; None for what is no month."""
    day = day_of(cell)
    if day:
        return day.year * 100 + day.month
    if isinstance(cell, Fraction):
        if cell != int(cell):
            return None
        cell = str(int(cell))
        if not re.fullmatch("[0-9]{1,2}|[0-9]{6}|[0-9]{8}", cell):
            return None
    if not isinstance(cell, str):
        return None
    cell = cell.strip()
    if re.fullmatch("[0-9]{1,2}", cell):
        return int(cell) if 1 <= int(cell) <= 12 else None
    match = (re.fullmatch("([0-9]{4})-([0-9]{2})(?:-([0-9]{2})(?:[T ].*)?)?", cell)
             or re.fullmatch("([0-9]{4})([0-9]{2})([0-9]{2})?", cell))
    try:
        day = datetime.date(*[int(part or 1) for part in match.groups()]) if match else None
    except ValueError:
        return None
    return day.year * 100 + day.month if day and FIRST_DAY <= day <= LAST_DAY else None


def after(month, count):
    """The month some months after another."""
    count += month // 100 * 12 + month % 100 - 1
    return count // 12 * 100 + count % 12 + 1


def begins(year):
    """Month 1 of a year (first, last): of its last twelve."""
    return max(year[0], after(year[1], -11))


def year_of(cell):
    """The first and the last month of 2026, or of 2025-07/2026-06."""
    if isinstance(cell, Fraction):
        cell = str(cell)
    match = re.fullmatch("([0-9]{4})|([0-9-]{6,10})/([0-9-]{6,10})", (cell or "").strip()
                         if isinstance(cell, str) else "")
    if not match:
        return None
    ends = [month_of(part) for part in ((match[1] + "-01", match[1] + "-12") if match[1]
                                        else match.groups()[1:])]
    return tuple(ends) if None not in ends and 190000 < ends[0] <= ends[1] < 220000 else None


def month_argument(value):
    value = take.single(value)
    if value == "":
        raise NOT_REPORTED
    if not isinstance(value, Fraction):
        raise WRONG_KIND
    month = month_of(value)
    if month is None:
        raise WRONG_KIND
    return month


# ---- Reading ----


def grid_of(value):
    """The rows of a table, errors in cells among them."""
    if value is MISSING:
        raise WRONG_KIND
    if isinstance(value, Fault):
        raise WRONG_KIND
    if not isinstance(value, Range):
        value = Range(1, 1, [None if value == "" else value])
    return [value.cells[i * value.columns:(i + 1) * value.columns] for i in range(value.rows)]


class Books:
    """Rows as (row of the table, type, month, account, {field: code}, öre)."""

    def __init__(self):
        self.rows, self.read, self.above, self.fields = [], 0, {}, []
        self.names = {}  # of dimensions that are no field: "#20"
        self.years = set()  # (first month, last month), told and no calendar years
        self.units = {}  # in the order they come
        self.has_hierarchy = False

    def first_month(self):
        """That of the latest year with outcome; years that are not told begin as those that are."""
        dated = [(row[2], row[1] == 1) for row in self.rows if row[2] > 12]
        years = set(self.years)
        ends = max(years, key=lambda year: (year[1], year[0]))[1] if years else 190012
        for month in sorted({month for month, _ in dated}, reverse=True):
            if not any(first <= month <= last for first, last in years):
                last = after(month, (ends % 100 - month % 100) % 12)
                years.add((after(last, -11), last))
        order = sorted(years, key=lambda year: (year[1], year[0]), reverse=True)
        with_outcome = [year for year in order
                        if any(year[0] <= month <= year[1] and out for month, out in dated)]
        return begins((with_outcome or order)[0]) if order else 0

    def month(self, month):
        first = self.first_month()
        return after(first, month - 1) if month <= 12 and first else month

    def chain(self, unit):
        """The unit and all above it."""
        while unit:
            yield unit
            unit = self.above.get(unit)


def amount_of(cell, factor):
    if isinstance(cell, Fault):
        raise WRONG_KIND
    if blank(cell):
        return 0
    if isinstance(cell, str):
        raise WRONG_KIND
    if abs(cell * factor) > AMOUNT_MAX:
        raise TOO_LARGE
    return ore(cell * factor)


def type_of(cell):
    if isinstance(cell, Fault):
        raise WRONG_KIND
    if blank(cell):
        return 1
    for code, words in TYPES.items():
        if cell == code or is_one_of(cell, words):
            return code
    raise OUTSIDE


def read_rows(books, rows, changes):
    headings, factors = zip(*map(scaled, rows[0]))
    columns = {field: column_of(headings, *words) for field, words in FIELDS.items()}
    sides = columns["debit"] is not None or columns["credit"] is not None
    if (columns["period"] is None and columns["date"] is None or columns["account"] is None
            or (columns["amount"] is not None) == sides):
        raise WRONG_KIND
    books.fields = [field for field in DIMENSIONS if columns[field] is not None]
    for at, heading in enumerate(rows[0]):
        number, name = dimension_headed(heading)
        if number:
            field = f"#{number}"
            if field in columns:
                raise WRONG_KIND
            columns[field], books.names[field] = at, name
            books.fields.append(field)
    gross, with_year, without, so_far = 0, False, False, {}
    for number, row in enumerate(rows[1:], 2):
        cell = {field: None if at is None else row[at] for field, at in columns.items()}
        amount = sum(sign * amount_of(cell[side], factors[columns[side] or 0])
                     for side, sign in (("amount", 1), ("debit", 1), ("credit", -1)))
        gross += abs(amount)
        if gross > 2**62 or abs(amount) > AMOUNT_MAX * 100:
            raise TOO_LARGE
        month = cell["date"] if blank(cell["period"]) else cell["period"]
        if isinstance(month, Fault):
            raise WRONG_KIND
        if blank(month):
            if amount:
                raise WRONG_KIND
            continue
        year, date, month = year_of(cell["year"]), month_of(cell["date"]), month_of(month)
        if month is None:
            raise WRONG_KIND
        if month <= 12 and year:
            month = after(begins(year), month - 1)
        elif month <= 12 and date and date > 12:
            month += date // 100 * 100
        if year and not year[0] <= month <= year[1]:
            raise WRONG_KIND
        if year and (year[0] % 100 != 1 or year[1] != year[0] + 11):
            books.years.add(year)
        with_year, without = with_year or month > 12, without or month <= 12
        if with_year and without:
            raise WRONG_KIND
        kind, account = type_of(cell["type"]), code_of(cell["account"])
        if amount and not account:
            raise WRONG_KIND
        codes = {field: (decided_of if field == "decided" else code_of)(cell[field])
                 for field in books.fields}
        books.read += 1
        alike = kind, month, account, tuple(codes.items())
        for unit, part in parts_of(changes if "unit" in codes else {}, codes.get("unit", ""), month,
                                   amount, so_far, alike):
            placed = dict(codes, unit=unit) if "unit" in codes else codes
            books.rows.append((number, kind, month, account, placed, part))
    if not books.read:
        raise WRONG_KIND
    for months in changes.values():
        if any((month > 12) != with_year for month in months if month != ALWAYS):
            raise WRONG_KIND


CHANGES = {
    "unit": ("unit, enhet, enhed, old unit, gammal enhet, gammel enhed",
             "ansvar, kostnadsställe, cost centre"),
    "after": ("new unit, ny enhet, ny enhed", ""),
    "from": ("from, från, fra", "from och med, from month, från månad, fra måned"),
    "share": ("share, andel", ""),
}


ALWAYS = 10**9  # after every month
IN_TURN = 64


def read_changes(rows):
    columns = {field: column_of(rows[0], *words) for field, words in CHANGES.items()}
    if columns["unit"] is None or columns["after"] is None:
        raise WRONG_KIND
    changes = {}
    order = []
    for row in rows[1:]:
        cell = {field: None if at is None else row[at] for field, at in columns.items()}
        if blank(cell["unit"]) and blank(cell["after"]):
            continue
        unit, after = code_of(cell["unit"]), code_of(cell["after"])
        order += [code for code in (unit, after) if code not in order]
        month = None if blank(cell["from"]) else month_of(cell["from"])
        if not blank(cell["from"]) and month is None:
            raise WRONG_KIND
        share = Fraction(1) if blank(cell["share"]) else cell["share"]
        if not isinstance(share, Fraction):
            raise WRONG_KIND
        if not 0 <= share <= 1:
            raise OUTSIDE
        changes.setdefault(unit, {}).setdefault(month or ALWAYS, []).append((after, share))
    for splits in changes.values():
        for split in splits.values():
            split.sort(key=lambda part: order.index(part[0]))
            if abs(sum(share for _, share in split) - 1) * 10**9 > len(split):
                raise OUTSIDE
    months = {0} | {month - 1 for splits in changes.values() for month in splits}
    for unit in changes:
        for month in months:
            shares_of(changes, unit, month)
    return {unit: changes.get(unit, {}) for unit in order}


def shares_of(changes, unit, month, steps=0):
    """What a unit's amounts of a month are shown under now: {unit: share}. What has become of them
    by a month is changed in turn by what comes with that month or later; what stays with its unit
    by what comes later. A change without a month leaves them as old as they are."""
    end = min((end for end in changes.get(unit, {}) if month < end), default=None)
    if end is None:
        return {unit: Fraction(1)}
    if steps == IN_TURN:  # a circle, or as good as one
        raise OUTSIDE
    shares, total = {}, sum(share for _, share in changes[unit][end])
    for after, share in changes[unit][end]:
        then = end if after == unit else month if end == ALWAYS else end - 1
        for now, part in shares_of(changes, after, then, steps + 1).items():
            shares[now] = shares.get(now, 0) + part * share / total
    return shares


def parts_of(changes, unit, month, amount, so_far, alike):
    """The sum of what is alike is split, its cumulated shares rounded, halves to the even öre; a
    row has what that sum has with it, less what it had without it."""
    shares, upto = shares_of(changes, unit, month), Fraction(0)
    before = so_far.get(alike, 0)
    given = [0, 0]
    for now in sorted(shares, key=list(changes).index) if len(shares) > 1 else shares:
        upto += shares[now]
        until = [round(total * upto) for total in (before, before + amount)]
        yield now, until[1] - given[1] - (until[0] - given[0])
        given = until
    so_far[alike] = before + amount


HIERARCHY = {
    "unit": ("unit, enhet, enhed", "ansvar, kostnadsställe, cost centre, omkostningssted, "
             "kostnadssted, code, kod, kode, unit code, enhetskod, enhedskode"),
    "above": ("above, överordnad, overordnet", "board, nämnd, parent, belongs to, tillhör, "
              "hör till, tilhører, hører til, förvaltning, udvalg, forvaltning, utvalg"),
}


def read_hierarchy(books, rows):
    cells = [cell for row in rows for cell in row]
    if len(cells) <= 8 and all(isinstance(cell, Fraction) and 1 <= cell <= 64 for cell in cells):
        lengths = sorted(int(cell) for cell in cells)
        codes = list(books.units)
        for code in codes:
            shorter = [length for length in lengths if length < len(code)]
            if shorter:
                books.above[code] = code[:shorter[-1]]
                if code[:shorter[-1]] not in books.units:
                    books.units[code[:shorter[-1]]] = True
                    codes.append(code[:shorter[-1]])
        return
    columns = {field: column_of(rows[0], *words) for field, words in HIERARCHY.items()}
    if None in columns.values():
        raise WRONG_KIND
    for row in rows[1:]:
        unit, above = code_of(row[columns["unit"]]), code_of(row[columns["above"]])
        books.units |= {code: True for code in (unit, above) if code}
        if unit and above:
            if books.above.setdefault(unit, above) != above:
                raise OUTSIDE
    for unit in books.above:
        at = unit
        for _ in range(len(books.above) + 1):
            at = books.above.get(at)
        if at:
            raise OUTSIDE


def books_of(value, hierarchy=MISSING, changes=MISSING):
    books = Books()
    changed = {} if take_nothing(changes) else read_changes(grid_of(changes))
    read_rows(books, grid_of(value), changed)
    books.units |= {row[4]["unit"]: True for row in books.rows if row[4].get("unit")}
    if not take_nothing(hierarchy):
        read_hierarchy(books, grid_of(hierarchy))
        books.has_hierarchy = True
        books.fields += [] if "unit" in books.fields else ["unit"]
    return books


def take_nothing(value):
    return value is MISSING or value == "" or value is None


# ---- Handles ----


class Handle(str):
    books = None


def ledger(value, hierarchy, changes):
    books = books_of(value, hierarchy, changes)
    months = sorted({row[2] for row in books.rows})
    ends = [f"{MONTHS[month % 100 - 1]} {month // 100}" if month > 12 else MONTHS[month - 1]
            for month in (months[0], months[-1])]
    added = "versions added, " if versions_added(books) else ""
    handle = Handle(f"Ledger of {books.read:,} rows, {ends[0]}–{ends[1]}, {added}{mark_of(books)}")
    handle.books = books
    return handle


def versions_added(books):
    """Is there a plan of an account, month and set of codes in more than one version?"""
    versions = {}
    for _, kind, month, account, codes, _ in books.rows:
        if kind > 1:
            others = tuple((field, code) for field, code in sorted(codes.items())
                           if field not in ("version", "decided"))
            versions.setdefault((kind, month, account, others), set()).add(codes.get("version"))
    return any(len(told) > 1 for told in versions.values())


def mark_of(books):
    """The columns of a ledger, its sources and dictionaries, numbered as they first come."""
    kinds = {1: 1, 2: 2, 3: 3}
    placed = [field for field in [*FIELDS, *books.names] if field in books.fields]
    codes = {field: {} for field in placed}
    accounts, combinations, rows, sources = {}, {b"": 0}, {}, []
    for number, kind, month, account, objects, amount in books.rows:
        account = accounts.setdefault(account, len(accounts))
        placings = []
        for field in placed:
            if objects.get(field):
                at = codes[field].setdefault(objects[field], len(codes[field]))
                placings.append((placed.index(field), at))
        packed = b"".join(struct.pack("<II", *placing) for placing in sorted(placings))
        combination = combinations.setdefault(packed, len(combinations))
        key = (kinds[kind], month, account, combination)
        at, total = rows.get(key, (len(rows), 0))
        rows[key] = (at, total + amount)
        sources.append((number, at, amount))
    for code in books.units:
        codes["unit"].setdefault(code, len(codes["unit"]))
    mark = 0

    def column(form, values):
        nonlocal mark
        mark = xxhash.xxh3_64_intdigest(
            b"".join(struct.pack("<" + form, value) for value in values), seed=mark)

    def texts(values):
        nonlocal mark
        column("q", [len(values)])
        for value in values:
            mark = xxhash.xxh3_64_intdigest(value, seed=mark)

    for i, form in enumerate("BiII"):
        column(form, [key[i] for key in rows])
    column("q", [total for _, total in rows.values()])
    for i, form in enumerate("IIq"):
        column(form, [source[i] for source in sources])
    texts(list(accounts))
    texts(list(combinations))
    column("q", [len(placed)])
    for field in placed:
        column("q", [number_of(field)])
        texts(list(codes[field]))
    units = list(codes.get("unit", {})) if books.has_hierarchy else []
    column("I", [units.index(books.above[unit]) if unit in books.above else 2**32 - 1
                 for unit in units])
    column("q", [books.first_month()])
    return "%012X" % (mark >> 16)


def books_behind(handle):
    if isinstance(handle, Range):
        handle = take.single(handle)
    if handle is MISSING or not isinstance(handle, str):
        raise WRONG_KIND
    if handle == "":
        raise WRONG_KIND
    if isinstance(handle, Handle):
        return handle.books
    if re.search(" [0-9A-F]{12}$", handle.strip()):
        raise NOT_REPORTED
    raise WRONG_KIND


def books_or_table(value):
    if isinstance(value, str) and value:
        return books_behind(value)
    if isinstance(value, Range) and len(value.cells) == 1:
        return books_behind(value)
    if isinstance(value, Fraction) or value == "":
        raise WRONG_KIND
    return books_of(value)


# ---- Which rows ----


def code_in(books, row, field):
    if field == "period":
        return row[2]
    return row[3] if field == "account" else row[4].get(field, "")


def field_of(books, name):
    field = field_named(name)
    if field == "date":
        field = "period"
    if field is None and isinstance(name, str) and re.fullmatch("[0-9]{1,4}", name):
        numbers = {number: known for known, number in DIMENSIONS.items()}
        if int(name) == 0:
            raise OUTSIDE
        field = numbers.get(int(name), f"#{int(name)}")
    if field is None and dimension_headed(name)[0]:
        field = f"#{dimension_headed(name)[0]}"
    if field is None and isinstance(name, str):
        field = next((known for known, called in books.names.items()
                      if called and called.lower() == name.strip().lower()), None)
    if field and field.startswith("#"):
        if field not in books.fields:
            raise NOT_REPORTED
        return field
    if field in DIMENSIONS and field not in books.fields:
        raise NOT_REPORTED
    if field is None or field not in ("period", "account") and field not in DIMENSIONS:
        raise OUTSIDE
    return field


def key_text(field, cell):
    """A number as a key of a field."""
    if isinstance(cell, Fraction) and field == "decided":
        return decided_of(cell)
    if isinstance(cell, Fraction) and field in ("period", "date"):
        month = month_of(cell)
        if month is None:
            raise WRONG_KIND
        return str(month)
    return code_of(cell)


def bound_of(books, text, last):
    if re.fullmatch("[0-9]{4}", text):
        return int(text) * 100 + (12 if last else 1)
    month = month_of(text)
    if month is None:
        raise WRONG_KIND
    return books.month(month)


def spans_of(books, field, text):
    """(leaves out, whether a code is in the span) for each term."""
    if field == "account":
        return [(bool(out), lambda code, low=low, high=high:
                 low <= code[:len(low)] and code[:len(high)] <= high)
                for out, low, high in pattern_of(text)]
    spans = []
    for term in text.split(";"):
        match = re.fullmatch(r"\s*(!?)\s*(?:(\*)|(.*?)\s*(?:(\.\.)\s*(.*?))?)\s*", term)
        out, all_, low, dots, high = match.groups()
        low, high = low or "", high or ""
        if not all_ and not low and not high or low[:len(high)] > high[:len(low)] and dots:
            raise OUTSIDE
        if all_:
            spans.append((bool(out), lambda code: True))
        elif field == "period":
            first = bound_of(books, low, False) if low else 0
            last = bound_of(books, high or (low if not dots else ""), True) if high or not dots \
                else 10**9
            spans.append((bool(out), lambda code, first=first, last=last: first <= code <= last))
        elif dots:
            spans.append((bool(out), lambda code, low=low, high=high:
                          low <= code[:len(low)] and code[:len(high)] <= high))
        else:
            spans.append((bool(out), lambda code, low=low: code == low))
    return spans


def takes(spans, code):
    found = [out for out, is_in in spans if is_in(code)]
    return not any(found) and (bool(found) or all(out for out, _ in spans))


def filters_of(books, filters):
    """A test of rows, of the pairs."""
    if len(filters) % 2:
        raise WRONG_KIND
    tests = []
    for name, pattern in zip(filters[::2], filters[1::2]):
        name, pattern = (take.single(value, "") for value in (name, pattern))
        name = code_of(name)
        pattern = key_text(field_named(name), pattern)
        if pattern:
            field = field_of(books, name)
            tests.append((field, spans_of(books, field, pattern)))
        elif not pattern:
            continue
    return lambda row: all(takes(spans, code_in(books, row, field)) for field, spans in tests)


def asked(handle, kind, pattern, unit, start, end, filters):
    """The books, and the rows that the figure sums."""
    if handle is MISSING:
        raise WRONG_KIND
    kind = take.keyword(kind, KEYWORDS)
    pattern, unit = take.single(pattern), take.single(unit)
    if pattern == "":
        raise NOT_REPORTED
    start, end = month_argument(start), month_argument(end)
    books = books_behind(handle)
    if isinstance(pattern, Fraction) and pattern < 1:
        raise OUTSIDE
    unit = code_of(unit)
    spans, fit = spans_of(books, "account", code_of(pattern)), filters_of(books, filters)
    start, end = books.month(start), books.month(end)
    if start > end:
        raise OUTSIDE
    if unit not in ("", "*") and unit not in books.units:
        raise NOT_REPORTED
    return books, [row for row in books.rows
                   if row[1] == kind and takes(spans, row[3]) and start <= row[2] <= end
                   and (unit in ("", "*") or unit in books.chain(row[4].get("unit")))
                   and fit(row)]


def shown(amount):
    if abs(amount) > AMOUNT_MAX * 100:
        raise TOO_LARGE
    return kronor(amount)


def booked(handle, kind, pattern, unit, start, end, *filters):
    return shown(sum(row[5] for row in asked(handle, kind, pattern, unit, start, end, filters)[1]))


def entries(handle, kind, pattern, unit, start, end, first, element, *filters):
    first, element = take.whole(first, 1, 1000, Fraction(20)), take.element(element)
    rows = asked(handle, kind, pattern, unit, start, end, filters)[1]
    rows = sorted(rows, key=lambda row: -abs(row[5]))
    cells = ["row", "month", "account", "unit", "amount"]
    for number, _, month, account, objects, amount in rows[:first]:
        cells += [Fraction(number), Fraction(month), account or None, objects.get("unit") or None,
                  shown(amount)]
    rest = rows[first:]
    cells += [f"other rows: {len(rest)}", None, None, None, shown(sum(row[5] for row in rest))]
    return chosen(Range(len(cells) // 5, 5, cells), element)


def chosen(answer, element):
    """The element that is wanted, or all; a blank one is not reported."""
    answer = take.choose(answer, element)
    if answer is None:
        raise NOT_REPORTED
    return answer


# ---- Reports ----


def line_of(value):
    """A field's name and keys in one row or column."""
    cells = table(value)
    if 1 not in cells[:2] or len(cells.cells) < 2:
        raise WRONG_KIND
    return cells.cells


def keys_of(books, value):
    """The field, and for each key its text and the test of a code; None for words that are none."""
    cells = line_of(value)
    name = code_of(cells[0])
    field = None
    texts = [key_text(field_named(name), cell) for cell in cells[1:]]
    field = field_of(books, name)
    tests = []
    for text in texts:
        if not text or text == "*" or text.lower() in UNPLACED:
            tests.append(None)
            continue
        known = {code_in(books, row, field) for row in books.rows} | (
            set(books.units) if field == "unit" else set())
        spans = [(False, lambda code, text=text: code == text)] if text in known else spans_of(
            books, field, text)
        tests.append(spans)
    return field, texts, tests


def has_key(books, field, spans, code):
    if field == "unit" and code:
        return any(takes(spans, unit) for unit in books.chain(code))
    return takes(spans, code)


def lines_of(books, keys, code):
    """Which keys take the code, and whether one that is neither * nor “not placed” does."""
    field, texts, tests = keys
    found = [spans is not None and has_key(books, field, spans, code) for spans in tests]
    placed = any(found)
    for i, text in enumerate(texts):
        found[i] = found[i] or text == "*" or text.lower() in UNPLACED and not placed
    return found, placed


def grid(value, kind, rows, columns, element, *filters):
    kind, element = take.keyword(kind, KEYWORDS), take.element(element)
    line_of(rows), line_of(columns)
    books = books_or_table(value)
    down, across = keys_of(books, rows), keys_of(books, columns)
    if down[0] == across[0]:
        raise OUTSIDE
    fit, width = filters_of(books, filters), len(across[1])
    sums = [0] * (len(down[1]) * width)
    for row in books.rows:
        if row[1] == kind and fit(row):
            lines = lines_of(books, down, code_in(books, row, down[0]))[0]
            places = lines_of(books, across, code_in(books, row, across[0]))[0]
            for i, line in enumerate(lines):
                for j, place in enumerate(places):
                    sums[i * width + j] += row[5] if line and place else 0
    cells = [shown(total) if down[1][i // width] and across[1][i % width] else None
             for i, total in enumerate(sums)]
    return chosen(Range(len(down[1]), width, cells), element)


def unplaced(value, kind, keys, element, *filters):
    kind, element = take.keyword(kind, KEYWORDS), take.element(element)
    line_of(keys)
    books = books_or_table(value)
    known = keys_of(books, keys)
    fit, sums, placed = filters_of(books, filters), {}, [0, 0]
    order = []
    for row in books.rows:
        code = code_in(books, row, known[0])
        order += [] if code in order else [code]
        if row[1] != kind or not fit(row):
            continue
        of = placed if lines_of(books, known, code)[1] else sums.setdefault(code, [0, 0])
        of[0] += row[5]
        of[1] += 1
    if known[0] == "period":
        order.sort()
    order = [code for code in order if code != ""] + [""]
    rest = [sum(of[i] for of in sums.values()) for i in (0, 1)]
    cells = [code_of(line_of(keys)[0]), "amount", "number of rows"]
    for code in sorted(sums, key=lambda code: (-abs(sums[code][0]), order.index(code))):
        cells += [str(code) or "none", shown(sums[code][0]), Fraction(sums[code][1])]
    for word, of in (("placed", placed), ("not placed", rest),
                     ("ledger total", [placed[0] + rest[0], placed[1] + rest[1]])):
        cells += [word, shown(of[0]), Fraction(of[1])]
    return chosen(Range(len(cells) // 3, 3, cells), element)


FUNCTIONS = {
    ledger: "LEDGER/HUVUDBOK/HOVEDBOG",
    booked: "BOOKED/BOKFÖRT/BOGFØRT",
    grid: "GRID/UPPSTÄLLNING/OPSTILLING",
    entries: "ENTRIES/POSTER/POSTERINGER",
    unplaced: "UNPLACED/OPLACERAT/UPLACERET",
}
