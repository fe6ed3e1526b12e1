#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""tests/sheets/speed.py [UNITS]: the follow-up of 1,000 units with a ledger of 100,000 rows, from
opening it to the last cell calculated; then the same workbook in which every figure of the ledger is
a SUMIFS (criteria in cells, ranges exact, once for each figure). The figures of all units must be
those of fictive.py in both."""
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile

sys.path[:0] = [os.path.join(os.path.dirname(__file__), part) for part in ("../calc", ".")]
from fictive import Municipality  # noqa: E402
from office import Office  # noqa: E402

BOOKED = re.compile(r'IF\(TOLV\.BOOKED\(Ledger_cell;(\[\.\w+\$3\]);&quot;\*&quot;;'
                    r'(\[\.\$B\d+\]|\[\.\$A\d+\]|&quot;\*&quot;);(\[\.\w+\$4\]);[^)]*\)=0;'
                    r'&quot;&quot;;TOLV\.BOOKED\([^)]*\)\)')
OTHER = re.compile(r'table:formula="of:=[^"]*TOLV\.(?:LEDGER|UNPLACED)\([^"]*"')


def with_sumifs(made, path, rows):
    """The ledger's columns are A type, B month, D code, E amount, H board; its rows begin at 5."""
    def column(letter):
        return f"[$Ledger.${letter}$5:.${letter}${4 + rows}]"

    def sumifs(match):
        kind, unit, month = match.groups()
        of = {"A": ("H", unit), "B": ("D", unit)}.get(unit[3:4])
        return (f"SUMIFS({column('E')};{column('A')};{kind};{column('B')};{month}"
                f"{f';{column(of[0])};{of[1]}' if of else ''})")

    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w",
                                                          zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            part = source.read(name)
            if name == "content.xml":
                text, count = BOOKED.subn(sumifs, part.decode())
                part = OTHER.sub("", text).encode()
                assert b"TOLV.BOOKED" not in part
            package.writestr(name, part)
    return count


def opened(office, path, municipality):
    """Seconds until every cell is calculated."""
    start = time.perf_counter()
    book = office.open_book(path)
    book.calculate()
    taken = time.perf_counter() - start
    area = book.DatabaseRanges.getByName("Follow_up").DataArea
    sheet = book.Sheets.getByIndex(area.Sheet)
    cells = sheet.getCellRangeByPosition(0, area.StartRow + 1, 11, area.EndRow).getDataArray()
    for row in cells:
        line = municipality.line([row[1]], 8)
        assert [round(100 * figure) for figure in row[3:7]] == list(line[:4]), row
    assert len(cells) == len(municipality.units)
    book.close(True)
    return taken


def main(units="1000"):
    municipality = Municipality(int(units), reported=9)
    with tempfile.TemporaryDirectory(prefix="tolv-speed-") as folder:
        ledger, table, made, peer = (os.path.join(folder, name) for name in (
            "ledger.csv", "units.csv", "followup.ods", "sumifs.ods"))
        municipality.write(ledger, table)
        start = time.perf_counter()
        subprocess.run(["build/tolv", "--language", "en", "new", "followup", "--ledger", ledger,
                        "--units", table, "--period", "8", "-o", made], check=True)
        print(f"tolv new: {time.perf_counter() - start:.1f} s for {len(municipality.rows):,} rows "
              f"and {len(municipality.units):,} units")
        figures = with_sumifs(made, peer, len(municipality.rows))
        with Office("build/bundle", life=3600) as office:
            ours = min(opened(office, made, municipality) for _ in range(2))
            theirs = opened(office, peer, municipality)
    print(f"{figures:,} figures of the ledger, from opening to the last cell calculated:")
    print(f"  LEDGER and BOOKED {ours:8.1f} s")
    print(f"  SUMIFS            {theirs:8.1f} s   {theirs / ours:.0f} times as long")


if __name__ == "__main__":
    main(*sys.argv[1:])
