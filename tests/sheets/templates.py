#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""tests/sheets/templates.py [TEMPLATE...]: every template in every language, as `tolv new` makes it
(by its name, or as the column `made` of templates.tsv says) and LibreOffice with the extension
calculates and prints it. No cell has an error, no page shows one, there are as many pages as
templates.tsv says, and the figures of tests/sheets/TEMPLATE.tsv stand in their cells (sheet by its
English name, address, expected value, source); nor has a cell an error when every input that may be
empty is. The pages lie in build/test/sheets as LANGUAGE.TEMPLATE.pdf. Closes with "N passed, N failed"."""
import csv
import os
import re
import shutil
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "calc"))
from figures import periodisation  # noqa: E402
from tally import Tally  # noqa: E402
from workbook import Reader  # noqa: E402

FOLDER = "build/test/sheets"
LANGUAGES = ("en", "sv", "da")
INPUT = re.compile(r'<table:table-cell (table:style-name="Input[^"]*")[^>]*?'
                   r'(?:/>|>.*?</table:table-cell>)', re.DOTALL)
REPEATED = re.compile(r' table:number-columns-repeated="\d+"')
FORBIDS = re.compile(r'<table:content-validation table:name="(\w+)"[^>]*allow-empty-cell="false"')
SHOWN_ERROR = re.compile(r"###|#N|#VALUE|#REF|#DIV|#NUM|Err:\d")


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def empty(full, path):
    """The workbook without its inputs, but for those whose validation forbids an empty cell."""
    def without(match):
        cell, style, repeated = match.group(0), match.group(1), REPEATED.search(match.group(0))
        kept = any(f'table:content-validation-name="{name}"' in cell for name in needed)
        return cell if kept else (f"<table:table-cell {style}"
                                  f"{repeated.group(0) if repeated else ''}/>")

    with zipfile.ZipFile(full) as source, zipfile.ZipFile(path, "w") as package:
        for name in source.namelist():
            part = source.read(name)
            if name == "content.xml":
                text = part.decode()
                needed = FORBIDS.findall(text)
                part = INPUT.sub(without, text).encode()
            package.writestr(name, part)


def others(template):
    """Other values of its cells that it is tried with, each by itself: NAME;VALUE."""
    return (template["also"] or "").split("|") if template["also"] else []


def make(templates):
    """The new workbooks, calculated and printed: the office starts twice for them all."""
    os.makedirs(f"{FOLDER}/new")
    new = []
    for language in LANGUAGES:
        for row in templates:
            made = (row["made"] or row["template"]).split()
            new.append(f"{FOLDER}/new/{language}.{row['template']}.ods")
            subprocess.run(["build/tolv", "new", *made, "--language", language, "-o", new[-1]],
                           check=True)
    for row in templates:
        new.append(f"{FOLDER}/new/empty.{row['template']}.ods")
        empty(f"{FOLDER}/new/en.{row['template']}.ods", new[-1])
        for i, value in enumerate(others(row)):
            new.append(f"{FOLDER}/new/other{i}.{row['template']}.ods")
            with open(f"{FOLDER}/new/value.csv", "w", encoding="utf-8") as file:
                file.write(value + "\n")
            subprocess.run(["build/tolv", "fill", f"{FOLDER}/new/en.{row['template']}.ods",
                            file.name, "-o", new[-1]], check=True)
    for kind in ("ods", "pdf"):
        subprocess.run([".ci/office", "profile/sheets", "--headless", "--convert-to", kind,
                        "--outdir", FOLDER, *new], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=280, check=False)


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


def agrees(expected, value):
    if isinstance(expected, float) and isinstance(value, float):
        return abs(expected - value) < (0.005 if abs(expected) >= 1000 else 1e-6)
    return expected == value


def errors_of(reader):
    return [f"{sheet.name} row {row + 1} column {column + 1}: {cell.text}"
            for sheet in reader.sheets for (row, column), cell in sheet.cells.items()
            if cell.is_error][:9]


def check_pages(tally, where, template):
    pages = subprocess.run(["pdftotext", "-layout", f"{FOLDER}/{where}.pdf", "-"],
                           capture_output=True, text=True, check=False).stdout
    tally.check(f"{where}: pages", int(template["pages"]), pages.count("\f"))
    tally.check(f"{where}: no page shows an error", [], SHOWN_ERROR.findall(pages)[:9])


def check_others(tally, template):
    """With other values; the figures of another month are worked out anew."""
    for i, value in enumerate(others(template)):
        where = f"other{i}.{template['template']}"
        reader = Reader(f"{FOLDER}/{where}.ods")
        tally.check(f"{where} ({value}): no cell has an error", [], errors_of(reader))
        check_pages(tally, where, template)
        if value in ("Period;1", "Period;2"):
            for sheet, cell, expected, source in periodisation(int(value[-1])):
                found = next(s for s in reader.sheets if s.name == sheet)[cell]
                tally.check(f"{where}: {sheet}.{cell} ({source})", True,
                            found is not None and agrees(float(expected), found.value))


def check_template(tally, template, language, english):
    name = template["template"]
    where = f"{language}.{name}"
    path = f"{FOLDER}/{where}.ods"
    if not os.path.exists(path) or not os.path.exists(path[:-3] + "pdf"):
        tally.check(f"{where}: LibreOffice opens and prints it", True, False)
        return
    reader = Reader(path)
    tally.check(f"{where}: no cell has an error", [], errors_of(reader))
    untested = [cell.formula for sheet in reader.sheets for cell in sheet.cells.values()
                if "IFERROR(" in cell.formula]
    tally.check(f"{where}: no formula hides errors", [], untested[:9])
    check_pages(tally, where, template)
    sheets = {sheet.name: i for i, sheet in enumerate(english.sheets)}
    for row in table(f"tests/sheets/{name}.tsv"):
        cell = reader.sheets[sheets[row["sheet"]]][row["cell"]]
        value, expected = cell.value if cell else "", number(row["expected"])
        if isinstance(expected, float) or language == "en":
            tally.check(f"{where}: {row['sheet']}.{row['cell']} ({row['source']})", True,
                        agrees(expected, value) or value)


def check_units(tally):
    """The follow-up is cut into the units' files, and one of them shows its unit's figures in an
    office without the extension."""
    own = "3220 Åsskolan 7-9.ods"
    for language in LANGUAGES:
        folder = f"{FOLDER}/{language}.units"
        subprocess.run(["build/tolv", "split", f"{FOLDER}/{language}.tolvsjo.ods", "-o", folder],
                       stdout=subprocess.DEVNULL, check=False)
        files = [name for name in os.listdir(folder) if name.endswith(".ods")] \
            if os.path.exists(folder) else []
        tally.check(f"{language}.tolvsjo: a file for each unit", 12, len(files))
        if own in files:
            shutil.copy(f"{folder}/{own}", f"{FOLDER}/new/{language}.unit.ods")
    office = os.environ.get("OFFICE", "/usr/lib/libreoffice")
    subprocess.run([f"{office}/program/soffice", "--headless", "--norestore", "--convert-to", "ods",
                    f"-env:UserInstallation=file://{os.getcwd()}/build/profile/plain", "--outdir",
                    FOLDER, *(f"{FOLDER}/new/{language}.unit.ods" for language in LANGUAGES)],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=280, check=False)
    for language in LANGUAGES:
        path = f"{FOLDER}/{language}.unit.ods"
        reader = Reader(path) if os.path.exists(path) else None
        tally.check(f"{language}.unit: an office without the extension opens it", True, bool(reader))
        if reader:
            tally.check(f"{language}.unit: no cell has an error", [], errors_of(reader))
            shown = [reader.sheets[0][cell].value for cell in ("B8", "C8", "D8", "F8")]
            tally.check(f"{language}.unit: its figures and flag",
                        ["37188592.00", "38364906.83", "-1176314.83", "2.00"],
                        [f"{value:.2f}" if isinstance(value, float) else value for value in shown])


def main():
    templates = [row for row in table("tests/sheets/templates.tsv")
                 if not sys.argv[1:] or row["template"] in sys.argv[1:]]
    shutil.rmtree(FOLDER, ignore_errors=True)
    tally = Tally()
    make(templates)
    for language in LANGUAGES:
        for template in templates:
            english = Reader(f"{FOLDER}/new/en.{template['template']}.ods")
            check_template(tally, template, language, english)
    for template in templates:
        reader = Reader(f"{FOLDER}/empty.{template['template']}.ods")
        tally.check(f"empty.{template['template']}: no cell has an error", [], errors_of(reader))
        check_others(tally, template)
    if any(template["template"] == "tolvsjo" for template in templates):
        check_units(tally)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
