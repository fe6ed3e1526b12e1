# SPDX-License-Identifier: MPL-2.0
"""Every row of tests/cases in a real Calc: arrays stand in cells, the answer is read from cells. The
rows that have a language run in an office of that language, as explanations.

    cases.py [EXTENSIONS]
"""

import sys

import addins
import tables
from office import Office

ERRORS = {502: "Err:502", 503: "#NUM!", 504: "Err:504", 519: "#VALUE!", 524: "#REF!",
          525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}
LANGUAGES = {"en": "en-US", "sv": "sv", "da": "da"}


def shown(cell):
    """A cell's answer as the tables write it; "" for a blank one."""
    error = cell.getError()
    if error:
        return ERRORS.get(error, "Err:%d" % error)
    if cell.getString() == "":
        return ""
    if cell.FormulaResultType2 == 2:  # com.sun.star.sheet.FormulaResult.STRING
        return '"%s"' % cell.getString().replace('"', '""')
    return repr(cell.getValue())


def same(expected, found):
    wanted, number = tables.number(expected), tables.number(found)
    if wanted is None or number is None:
        return expected == found
    return abs(number - wanted) <= 1e-9 * max(1, abs(wanted))


class Sheet:
    """Where the formulas of the rows stand, each below the last."""

    def __init__(self, office):
        self.book = office.new_book()
        self.sheet = self.book.Sheets.getByIndex(0)
        self.book.Sheets.insertNewByName("Inputs", 1)
        self.inputs = tables.Inputs(self.book.Sheets.getByName("Inputs"))
        self.next_row = 0

    def single(self, formula):
        cell = self.sheet.getCellByPosition(0, self.next_row)
        self.next_row += 1
        cell.setFormula(formula)
        return shown(cell)

    def matrix(self, formula, rows, columns):
        """The answer as a matrix in braces, with the size it has, whatever was expected."""
        size = self.single("=ROWS(%s)" % formula[1:]), self.single("=COLUMNS(%s)" % formula[1:])
        if size != (repr(float(rows)), repr(float(columns))):
            return "a matrix of %s rows and %s columns" % size
        cells = self.sheet.getCellRangeByPosition(
            0, self.next_row, columns - 1, self.next_row + rows - 1)
        self.next_row += rows
        cells.setArrayFormula(formula)
        return "{%s}" % "|".join(
            ";".join(shown(cells.getCellByPosition(column, row)) for column in range(columns))
            for row in range(rows))

    def explanation(self, formula):
        name, arguments = tables.outermost(formula)
        explain = 'TOLV.EXPLAIN("%s"%s)' % (name, arguments and ";" + arguments)
        found = self.single(self.inputs.formula(explain)).replace("\u00a0", " ")
        return tables.unquoted(found) if found.startswith('"') else found


def found(sheet, row):
    """What Calc answers, and whether it is what the table says."""
    if row.language:
        expected = row.expected.replace("\u00a0", " ")
        if expected.startswith('"'):
            expected = tables.unquoted(expected)
        answer = sheet.explanation(row.formula)
        return answer, answer == expected
    formula = sheet.inputs.formula(row.formula)
    if not row.expected.startswith("{"):
        answer = sheet.single(formula)
        return answer, same(row.expected, answer)
    wanted = tables.matrix(row.expected)
    answer = sheet.matrix(formula, len(wanted), len(wanted[0]))
    if not answer.startswith("{"):
        return answer, False
    cells = tables.matrix(answer)
    return answer, all(same(a, b) for line, other in zip(wanted, cells)
                       for a, b in zip(line, other))


def run(extensions, language, rows):
    passed = failed = 0
    with Office(extensions, LANGUAGES[language]) as office:
        sheet = Sheet(office)
        for row in rows:
            try:
                answer, good = found(sheet, row)
            except ValueError as error:
                answer, good = "the row cannot be read: %s" % error, False
            passed += good
            failed += not good
            if not good:
                print("%s: %s\n    expected %s\n    Calc     %s"
                      % (row.place, row.formula, row.expected, answer))
        sheet.book.close(True)
    print("%s: %d rows passed, %d rows failed" % (language, passed, failed))
    return passed, failed


def reaches_us(row, explain):
    """An error given as an argument is Calc's to answer, and what EXPLAIN itself refuses can be told
    by the command line alone."""
    explained = row.language and tables.outermost(row.formula)[0] in explain
    no_reference = row.formula == "TOLV.LEDGER()"  # Calc's own to refuse, as an error among arguments
    return not explained and not no_reference and not tables.has_error_constant(row.formula)


def main(extensions="build/bundle"):
    explain = next(function.name.values() for function in addins.functions(extensions)
                   if function.method == "explain")
    rows = [row for row in tables.rows() if reaches_us(row, explain)]
    passed = failed = 0
    for language in LANGUAGES:
        chosen = [row for row in rows if (row.language or "en") == language]
        if chosen:
            counts = run(extensions, language, chosen)
            passed, failed = passed + counts[0], failed + counts[1]
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
