# SPDX-License-Identifier: MPL-2.0
"""Workbooks as Python's zipfile and expat see them: a second opinion, written without a look at
the reader of src/ods. Sheets are runs of rows of runs of cells, exactly as they are stored."""
import collections
import re
import struct
import xml.parsers.expat
import zipfile

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "

ROW_GROUPS = {TABLE + name for name in ("table-rows", "table-header-rows", "table-row-group")}
INSIDE_TEXT = {TEXT + name for name in ("span", "a", "sheet-name", "date", "title")}
VALUES = {"float": "value", "percentage": "value", "currency": "value", "date": "date-value",
          "time": "time-value", "boolean": "boolean-value", "string": "string-value"}

# value: None, a float, a str, a bool, ("date", text), ("time", text), ("error", text)
# span: the rows and columns that an array formula fills
Cell = collections.namedtuple("Cell", "value formula span style validation covered")
BLANK = Cell(None, None, None, None, None, False)


Broken = (zipfile.BadZipFile, xml.parsers.expat.ExpatError)


class Sheet:
    def __init__(self, name):
        self.name = name
        self.rows = []      # (times, [(times, Cell)])
        self.stretches = []  # where the rows are in the bytes

    def cells(self):
        """Every cell that holds a value, by row and column."""
        found = {}
        row = 0
        for times, runs in self.rows:
            column = 0
            for width, cell in runs:
                if cell.value is not None:
                    for i in range(times):
                        for j in range(width):
                            found[row + i, column + j] = cell.value
                column += width
            row += times
        return found


class Reader:
    def __init__(self, data):
        self.sheets = []
        self.open = []      # the elements that are open: what each of them is to us
        self.parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.Parse(data, True)

    def doctype(self, *_):
        raise ValueError("a document type definition")

    def kind(self, name):
        outer = self.open[-1] if self.open else "above"
        if outer == "above" and name in (OFFICE + "document", OFFICE + "document-content",
                                         OFFICE + "body"):
            return "above"
        if outer == "above" and name == OFFICE + "spreadsheet":
            return "book"
        if outer == "book" and name == TABLE + "table":
            return "sheet"
        if outer == "sheet" and name in ROW_GROUPS:
            return "sheet"
        if outer == "sheet" and name == TABLE + "table-row":
            return "row"
        if outer == "row" and name in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            return "cell"
        if outer == "cell" and name == TEXT + "p":
            return "paragraph"
        if outer in ("paragraph", "inside") and name in INSIDE_TEXT:
            return "inside"
        if outer in ("paragraph", "inside") and name == TEXT + "s":
            return "spaces"
        if outer in ("paragraph", "inside") and name in (TEXT + "tab", TEXT + "line-break"):
            return "mark"
        return "other"

    def start(self, name, given):
        kind = self.kind(name)
        nested = bool(self.open) and self.open[-1] == kind == "sheet"
        self.open.append(kind)
        if kind == "sheet" and not nested:
            self.sheets.append(Sheet(given.get(TABLE + "name", "")))
        elif kind == "row":
            self.times = int(given.get(TABLE + "number-rows-repeated", 1))
            self.begin = self.parser.CurrentByteIndex
            self.runs = []
        elif kind == "cell":
            self.given = given
            self.covered = name == TABLE + "covered-table-cell"
            self.lines = []
        elif kind == "paragraph":
            self.lines.append([])
        elif kind == "spaces":
            self.lines[-1].append("\0" * int(given.get(TEXT + "c", 1)))
        elif kind == "mark":
            self.lines[-1].append("\1" if name == TEXT + "tab" else "\2")

    def text(self, text):
        if self.open and self.open[-1] in ("paragraph", "inside"):
            self.lines[-1].append(text)

    def shown(self):
        """White space is one space, and none at the ends of a paragraph."""
        lines = []
        for pieces in self.lines:
            line = re.sub("[ \t\r\n]+", " ", "".join(pieces)).strip(" ")
            lines.append(line.replace("\0", " ").replace("\1", "\t").replace("\2", "\n"))
        return "\n".join(lines)

    def value(self):
        given = self.given
        kind = given.get(OFFICE + "value-type")
        stored = given.get(OFFICE + VALUES.get(kind, "?"))
        formula = given.get(TABLE + "formula")
        if given.get(CALCEXT + "value-type") == "error":
            return "error", self.shown()
        if kind == "string":
            return self.shown() if stored is None else stored
        if kind in ("date", "time") and stored is not None:
            return kind, stored
        if kind == "boolean" and stored is not None:
            return stored in ("true", "1")
        if kind in VALUES and stored is not None:
            return float(stored)
        # An office writes a formula's result "" without a type, as an empty paragraph.
        return self.shown() if self.lines and not (formula and self.shown()) else None

    def span(self):
        spans = [int(self.given.get(TABLE + "number-matrix-" + name + "-spanned", 0))
                 for name in ("rows", "columns")]
        return tuple(spans) if any(spans) else None

    def end(self, name):
        kind = self.open.pop()
        given = self.given if kind == "cell" else {}
        if kind == "cell":
            self.runs.append((int(given.get(TABLE + "number-columns-repeated", 1)),
                              Cell(self.value(), given.get(TABLE + "formula"), self.span(),
                                   given.get(TABLE + "style-name"),
                                   given.get(TABLE + "content-validation-name"), self.covered)))
        elif kind == "row":
            sheet = self.sheets[-1]
            sheet.rows.append((self.times, self.runs))
            sheet.stretches.append((self.begin, self.parser.CurrentByteIndex))


def content_of(path):
    """Raises OSError, KeyError, ValueError, zipfile.BadZipFile, or expat's own error."""
    if not zipfile.is_zipfile(path):
        with open(path, "rb") as file:
            return file.read()
    with zipfile.ZipFile(path) as package:
        return package.read("content.xml")


def read(path):
    return Reader(content_of(path)).sheets


def packed(path):
    """What a package holds, in its order: (name, method, checksum, time, packed bytes)."""
    entries = []
    with zipfile.ZipFile(path) as package, open(path, "rb") as file:
        for entry in package.infolist():
            file.seek(entry.header_offset)
            header = struct.unpack("<4s5H3L2H", file.read(30))
            file.seek(header[9] + header[10], 1)
            entries.append((entry.filename, entry.compress_type, entry.CRC, entry.date_time,
                            entry.external_attr, file.read(entry.compress_size)))
    return entries
