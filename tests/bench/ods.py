#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""How fast a workbook is read: tests/bench/ods.py PROGRAM [ROWS]

Writes workbooks of twelve columns to build/bench/: ROWS (100,000) rows, and 1,000,000. Times, in
turns, the shortest of several runs of
  - PROGRAM (tests/bench/ods.c): every cell typed, against libxml2 with empty handlers;
  - `tolv read`, soffice headless and ssconvert: the workbook as CSV;
and shows that the cost is linear in the bytes. Prints ratios and the most memory. Against libxml2
and a byte it is the processor's time that counts, against other programs the time one waits: a
large part is inflated in a second thread.
"""
import os
import resource
import shutil
import subprocess
import sys
import time
import zipfile

COLUMNS = 12
USED, WAITED = 0, 1  # of what run() answers
NAMES = {"office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
         "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
         "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
         "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"}
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = ('<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest='
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type="%s"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type='
            '"text/xml"/></manifest:manifest>' % MIMETYPE)


def cells(row):
    """A row of a ledger, as LibreOffice writes it where columns have the styles: two texts, a date,
    nine amounts."""
    yield '<table:table-cell office:value-type="string" calcext:value-type="string">' \
          '<text:p>Enhet %d</text:p></table:table-cell>' % (row % 250)
    yield '<table:table-cell office:value-type="string" calcext:value-type="string">' \
          '<text:p>Inköp &amp; hyra %d</text:p></table:table-cell>' % (row * 7919 % 100000)
    day = row % 28 + 1
    yield '<table:table-cell office:value-type="date" office:date-value=' \
          '"2026-%02d-%02d" calcext:value-type="date"><text:p>%02d/%02d/26</text:p>' \
          '</table:table-cell>' % (row % 12 + 1, day, row % 12 + 1, day)
    for column in range(9):
        amount = "%d.%02d" % (row * 31 * (column + 3) % 1000003 - 500000, row * (column + 1) % 100)
        yield '<table:table-cell office:value-type="float" office:value=' \
              '"%s" calcext:value-type="float"><text:p>%s</text:p></table:table-cell>' \
              % (amount, amount)


def write(path, rows):
    if os.path.exists(path):
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    spaces = " ".join('xmlns:%s="%s"' % name for name in NAMES.items())
    with zipfile.ZipFile(path + ".part", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        with package.open("content.xml", "w") as content:
            content.write(('<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content %s '
                           'office:version="1.3"><office:body><office:spreadsheet><table:table '
                           'table:name="Ledger"><table:table-column table:number-columns-repeated='
                           '"%d"/>' % (spaces, COLUMNS)).encode())
            for row in range(rows):
                content.write(('<table:table-row>%s</table:table-row>' % "".join(cells(row)))
                              .encode())
            content.write(b"</table:table></office:spreadsheet></office:body>"
                          b"</office:document-content>")
        package.writestr("META-INF/manifest.xml", MANIFEST)
    os.replace(path + ".part", path)


def run(command):
    """Seconds of processor and clock, MB at the most, and what was printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    said = subprocess.run(["/usr/bin/time", "-f", "%M", *command], capture_output=True, check=True)
    seconds = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, seconds, int(said.stderr.split()[-1]) / 1024, said.stdout


def best(commands, times, by=USED):
    """The shortest of several runs of each, taken in turns."""
    found = {}
    for _ in range(times):
        for name, command in commands.items():
            result = run(command)
            if name not in found or result[by] < found[name][by]:
                found[name] = result
    return found


def show(found, base, targets, by=USED):
    fits = True
    for name, result in found.items():
        used, seconds, memory, _ = result
        ratio = result[by] / found[base][by]
        kept = targets.get(name, lambda ratio, memory: True)(ratio, memory)
        fits = fits and kept
        print("  %-22s %7.2f s  %7.2f s of processor  %6.2f × %s  %6.0f MB%s"
              % (name, seconds, used, ratio, base, memory, "" if kept else "  MISSED"))
    return fits


def main(program, rows):
    path, large = "build/bench/ods-%d.ods" % rows, "build/bench/ods-1000000.ods"
    write(path, rows)
    write(large, 1000000)
    print("Every cell of %d × %d, typed, against libxml2 with empty handlers:" % (rows, COLUMNS))
    found = best({"libxml2": [program, "sax", path], "Tolv": [program, "read", path]}, 7)
    fits = show(found, "libxml2", {"Tolv": lambda ratio, memory: ratio <= 1.4 and memory < 50})

    print("The same workbook as CSV, by the clock:")
    outputs = os.path.abspath("build/bench")
    commands = {"tolv read": ["build/tolv", "read", path]}
    if shutil.which("ssconvert"):
        commands["ssconvert"] = ["ssconvert", path, outputs + "/ods.csv"]
    else:
        print("  skipped: ssconvert, of the package gnumeric")
    commands["soffice"] = [".ci/office", "profile/bench", "--headless", "--convert-to", "csv",
                           "--outdir", outputs, path]
    run(commands["soffice"])  # makes its profile
    found = best(commands, 5, WAITED)
    fits = show(found, "tolv read", {"soffice": lambda ratio, memory: ratio >= 7,
                                     "ssconvert": lambda ratio, memory: ratio >= 8,
                                     "tolv read": lambda ratio, memory: memory < 50},
                WAITED) and fits

    print("1,000,000 rows, and the cost of a byte:")
    found = best({"Tolv": [program, "read", path], "Tolv, 1,000,000 rows": [program, "read", large],
                  "tolv read, 1,000,000": ["build/tolv", "read", large]}, 2)
    fits = show(found, "Tolv", {name: lambda ratio, memory: memory < 300
                                for name in list(found)[1:]}) and fits
    times = os.path.getsize(large) / os.path.getsize(path)
    ratio = found["Tolv, 1,000,000 rows"][0] / found["Tolv"][0]
    print("  %.1f times the bytes take %.1f times the time" % (times, ratio))
    return 0 if fits and ratio < 1.3 * times else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100000))
