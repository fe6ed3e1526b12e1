# SPDX-License-Identifier: MPL-2.0
"""Values and OpenFormula text, as the case tables write them."""
import re
from collections import namedtuple
from fractions import Fraction

Range = namedtuple("Range", "rows columns cells")  # cells by row; None is a blank cell
MISSING = object()  # an argument left out


class Fault(Exception):
    """An error as Calc shows it; raised, and also a cell that holds one."""

    def __init__(self, shown):
        super().__init__(shown)
        self.shown = shown

    def __eq__(self, other):
        return isinstance(other, Fault) and self.shown == other.shown


NOT_REPORTED, WRONG_KIND, OUTSIDE = Fault("#N/A"), Fault("#VALUE!"), Fault("Err:502")
ZERO_SUM, TOO_LARGE = Fault("#DIV/0!"), Fault("#NUM!")
NO_SOLUTION = TOO_LARGE


TOKEN = re.compile(
    r"""\s*(?:(?P<fraction>-?\d+/\d+)
    | (?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)
    | "(?P<text>(?:[^"]|"")*)"
    | (?P<fault>\#N/A|\#VALUE!|\#DIV/0!|\#NUM!|Err:\d+)
    | (?P<name>[^\W\d][\w.]*)
    | (?P<mark>[;|{}()]))\s*""",
    re.VERBOSE,
)


class Reader:
    """Numbers are the decimals that are written, not their nearest doubles."""

    def __init__(self, text, call):
        self.call, self.tokens, at = call, [], 0
        while at < len(text):
            match = TOKEN.match(text, at)
            if not match:
                raise SyntaxError(f"cannot read {text[at:]!r}")
            self.tokens.append((match.lastgroup, match.group(match.lastgroup)))
            at = match.end()
        self.tokens.append(("end", ""))

    def next_is(self, *marks):
        return self.tokens[0] in [("mark", mark) for mark in marks]

    def taken(self, mark):
        found = self.next_is(mark)
        del self.tokens[:found]
        return found

    def take(self, mark):
        if not self.taken(mark):
            raise SyntaxError(f"{mark} expected, not {self.tokens[0]}")

    def value(self):
        if self.taken("{"):
            return self.array()
        kind, word = self.tokens.pop(0)
        if kind in ("fraction", "number"):
            return Fraction(word)
        if kind == "text":
            return word.replace('""', '"')
        if kind == "fault":
            return Fault(word)
        if kind == "name" and word.upper() in ("TRUE", "FALSE"):
            return Fraction(word.upper() == "TRUE")
        if kind == "name":
            return self.call(word, self.arguments())
        raise SyntaxError(f"a value expected, not {word!r}")

    def elements(self, *ends):
        found = []
        while True:
            found.append(MISSING if self.next_is(";", *ends) else self.value())
            if not self.taken(";"):
                return found

    def arguments(self):
        self.take("(")
        given = [] if self.next_is(")") else self.elements(")")
        self.take(")")
        return given

    def array(self):
        rows = [self.elements("|", "}")]
        while self.taken("|"):
            rows.append(self.elements("|", "}"))
        self.take("}")
        if len({len(row) for row in rows}) != 1:
            raise SyntaxError("rows of different length")
        cells = [None if cell in (MISSING, "") else cell for row in rows for cell in row]
        return Range(len(rows), len(rows[0]), cells)


def read(text, call):
    """The value of the text; call(name, arguments) answers a function. Raises Fault."""
    reader = Reader(text, call)
    value = reader.value()
    if reader.tokens != [("end", "")]:
        raise SyntaxError(f"more than one value: {reader.tokens}")
    return value
