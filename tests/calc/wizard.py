# SPDX-License-Identifier: MPL-2.0
"""What the Function Wizard shows of our functions, in an office of each language: the names and
descriptions of the extension, none empty and none "###" (a node that has another name in the IDL).
And the names as one types them: each is the function it should be.

    wizard.py [EXTENSIONS]
"""

import sys

import addins
from office import Office
from tally import Tally

LANGUAGES = {"en": "en-US", "sv": "sv", "da": "da"}


def texts(function, language):
    """Name, description, and those of the arguments, as one tuple."""
    return (function.name[language], function.description[language]) + tuple(
        (parameter.name[language], parameter.description[language])
        for parameter in function.parameters)


def shown(office):
    """The same of every function that the wizard knows, by name."""
    found = {}
    for description in office.create("com.sun.star.sheet.FunctionDescriptions"):
        values = {value.Name: value.Value for value in description}
        found[values["Name"]] = (values["Name"], values["Description"]) + tuple(
            (argument.Name, argument.Description) for argument in values["Arguments"] or ())
    return found


def typed(office, functions, language):
    """What is stored of each name that is typed in the user's language."""
    book = office.new_book()
    cell = book.Sheets.getByIndex(0).getCellByPosition(0, 0)
    stored = []
    for function in functions:
        cell.FormulaLocal = "=%s()" % function.name[language]
        stored.append(cell.Formula)
    book.close(True)
    return stored


def flat(parts):
    for part in parts:
        yield from flat(part) if isinstance(part, tuple) else (part,)


def main(extensions="build/bundle"):
    tally = Tally()
    functions = addins.functions(extensions)
    for code, language in LANGUAGES.items():
        with Office(extensions, language) as office:
            found = shown(office)
            stored = typed(office, functions, code)
        for function, formula in zip(functions, stored):
            expected = texts(function, code)
            place = "%s: %s" % (code, expected[0])
            tally.check(place, expected, found.get(expected[0]))
            tally.check(place + ": typed", "=TOLV.%s()" % function.method.upper(), formula)
            poor = [text for text in flat(expected) if not text.strip() or "###" in text]
            tally.check(place + ": texts that say nothing", [], poor)
        ours = [name for name in found if name.upper().startswith("TOLV.")]
        tally.check(code + ": how many functions", len(functions), len(ours))
    for code in ("sv", "da"):
        same = all(texts(function, code) == texts(function, "en") for function in functions)
        tally.check(code + ": nothing but English", False, same)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
