# SPDX-License-Identifier: MPL-2.0
"""The tables of tests/cases, and their formulas made ready for a sheet."""

import collections
import fractions
import pathlib
import re

CASES = pathlib.Path(__file__).resolve().parent.parent / "cases"

Row = collections.namedtuple("Row", "place language formula expected")

TOKEN = re.compile(r'"(?:[^"]|"")*"'  # a text
                   r'|\{(?:[^"}]|"(?:[^"]|"")*")*\}'  # an array
                   r"|#N/A|#VALUE!|#DIV/0!|#NUM!|Err:\d+"  # an error
                   r"|\b(?:TRUE|FALSE)\b(?!\()")
ELEMENT = re.compile(r'((?:[^";|]|"(?:[^"]|"")*")*)([;|]|$)')


LEDGER = "TOLV.LEDGER("
TABLE_LITERAL = re.compile(r'(TOLV\.(?:LEDGER|GRID|UNPLACED)\()("[^"]*"|[0-9.]+)(?=[;)])')


def closing(text, at):
    """The place after the parenthesis that ends what begins at `at`; quoted ones do not count."""
    depth, quoted = 1, False
    while depth:
        quoted ^= text[at] == '"'
        depth += 0 if quoted else (text[at] == "(") - (text[at] == ")")
        at += 1
    return at


def rows():
    """Every row of every table, as Row; `place` is FILE:LINE."""
    for path in sorted(CASES.glob("*.tsv")):
        headings = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            fields = line.split("\t")
            if headings is None:
                headings = fields
                continue
            row = dict(zip(headings, fields))
            yield Row("%s:%d" % (path.name, number), row.get("language"), row["formula"],
                      row.get("expected", ""))


def matrix(text):
    """Rows of element texts of an array or an expected matrix in braces."""
    table, rest = [[]], text[1:-1]
    end = None
    while end != "":
        match = ELEMENT.match(rest)
        element, end = match.groups()
        table[-1].append(element.strip())
        if end == "|":
            table.append([])
        rest = rest[match.end():]
    return table


def unquoted(text):
    return text[1:-1].replace('""', '"')


def number(text):
    """A number or a fraction as 20/254; None where the text is neither."""
    try:
        return float(fractions.Fraction(text))
    except (ValueError, ZeroDivisionError):
        return None


def has_error_constant(formula):
    """Such an argument never reaches us in Calc: it answers for itself."""
    return any(token[0] in "#E" or token[0] == "{" and re.search(r"[{;|]\s*(#|Err:)", token)
               for token in TOKEN.findall(formula))


def outermost(formula):
    """The name and the arguments' text of the call that is the whole formula."""
    name, _, rest = formula.partition("(")
    return name, rest[:-1]


class Inputs:
    """A sheet that takes the arrays of formulas, each in cells of its own."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.next_row = 0

    def formula(self, text):
        """The formula with each array as a reference to its cells. What must stand in a cell does: a
        ledger that another function asks, and the table that a function takes as it stands."""
        text = TOKEN.sub(lambda token: self._replacement(token.group()), text)
        start = text.find(LEDGER, 1)
        if start > 0:
            end = closing(text, start + len(LEDGER))
            text = text[:start] + self._place_formula("=" + text[start:end]) + text[end:]
        literal = TABLE_LITERAL.match(text)
        if literal:
            place = self._place([[literal.group(2)]])
            text = literal.group(1) + place + text[literal.end():]
        return "=" + text

    def _place_formula(self, formula):
        self.sheet.getCellByPosition(0, self.next_row).setFormula(formula)
        self.next_row += 1
        return "$%s.A%d" % (self.sheet.Name, self.next_row)

    def _replacement(self, token):
        if token in ("TRUE", "FALSE"):
            return token + "()"
        return self._place(matrix(token)) if token[0] == "{" else token

    def _place(self, table):
        if len({len(line) for line in table}) != 1:
            raise ValueError("the rows of an array differ in length")
        cells = self.sheet.getCellRangeByPosition(
            0, self.next_row, len(table[0]) - 1, self.next_row + len(table) - 1)
        self.next_row += len(table)
        cells.setDataArray(tuple(tuple(self._constant(text) for text in line) for line in table))
        for row, line in enumerate(table):
            for column, text in enumerate(line):
                if text == '""':
                    cells.getCellByPosition(column, row).setFormula('=""')
                elif text in ("TRUE", "FALSE"):
                    cells.getCellByPosition(column, row).setFormula("=%s()" % text)
        address = cells.RangeAddress
        return "$%s.%s%d:%s%d" % (
            self.sheet.Name, column_name(address.StartColumn), address.StartRow + 1,
            column_name(address.EndColumn), address.EndRow + 1)

    @staticmethod
    def _constant(text):
        """What setDataArray takes: an empty text leaves the cell blank."""
        if text.startswith('"'):
            return unquoted(text)
        return "" if text in ("", "TRUE", "FALSE") else float(text)


def column_name(index):
    name = ""
    while index >= 0:
        index, letter = divmod(index, 26)
        name = chr(ord("A") + letter) + name
        index -= 1
    return name
