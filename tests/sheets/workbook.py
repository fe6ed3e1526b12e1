# SPDX-License-Identifier: MPL-2.0
"""What a saved workbook holds, read with zipfile and expat alone: values and errors by cell."""
import re
import xml.parsers.expat
import zipfile

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
ERROR = re.compile(r"^(#[A-Z0-9/]+[!?]?|Err:\d+)$")


class Cell:
    def __init__(self, attributes):
        self.type = attributes.get(CALC + "value-type") or attributes.get(OFFICE + "value-type")
        self.number = attributes.get(OFFICE + "value")
        self.formula = attributes.get(TABLE + "formula", "")
        self.text = ""

    @property
    def value(self):
        return float(self.number) if self.number is not None else self.text

    @property
    def is_error(self):
        return self.type == "error" or bool(ERROR.match(self.text))


class Sheet:
    def __init__(self, name):
        self.name = name
        self.cells = {}  # (row, column), from 0; none that is empty

    def __getitem__(self, address):
        letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        return self.cells.get((int(digits) - 1, column - 1))


class Reader:
    """The sheets in their order. Repeated cells are read as many as a template may have."""

    MOST = 2000

    def __init__(self, path):
        self.sheets, self.names, self.cell, self.deep = [], [], None, 0
        parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        with zipfile.ZipFile(path) as package:
            parser.Parse(package.read("content.xml"), True)

    def start(self, name, attributes):
        if name == TABLE + "table" and self.deep == 0:
            self.sheets.append(Sheet(attributes[TABLE + "name"]))
            self.row = 0
        elif name in (TABLE + "shapes", OFFICE + "annotation"):
            self.deep += 1
        elif self.deep:
            pass
        elif name == TABLE + "table-row":
            self.column = 0
            self.rows = int(attributes.get(TABLE + "number-rows-repeated", 1))
        elif name in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            self.cell = Cell(attributes)
            self.columns = int(attributes.get(TABLE + "number-columns-repeated", 1))
        elif name == TEXT + "p" and self.cell and self.cell.text:
            self.cell.text += "\n"
        elif name == TEXT + "s" and self.cell:
            self.cell.text += " " * int(attributes.get(TEXT + "c", 1))
        elif name in (TABLE + "named-range", TABLE + "named-expression"):
            self.names.append(attributes[TABLE + "name"])

    def end(self, name):
        if name in (TABLE + "shapes", OFFICE + "annotation"):
            self.deep -= 1
        elif self.deep:
            pass
        elif name == TABLE + "table-row":
            self.row += self.rows
        elif name in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            if self.cell.type or self.cell.text or self.cell.formula:
                for row in range(min(self.rows, self.MOST)):
                    for column in range(min(self.columns, self.MOST)):
                        self.sheets[-1].cells[self.row + row, self.column + column] = self.cell
            self.column += self.columns
            self.cell = None

    def text(self, data):
        if self.cell and not self.deep:
            self.cell.text += data
