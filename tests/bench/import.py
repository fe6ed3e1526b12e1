#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""How fast a ledger becomes a table: tests/bench/import.py PROGRAM [ROWS]

Imports the SIE file of tests/bench/sie.py with PROGRAM (tests/bench/import.c): reading against
`iconv` on the same file, writing the workbook against zlib's deflate of the same content.xml.
Prints ratios; each time is the shortest of several runs, taken in turns.
"""
import os
import subprocess
import sys
import zipfile
import zlib

import sie

TIMES = 3
STEPS = ["reading", "in order", "to .csv", "to .ods"]


def deflated(data):
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return len(packer.compress(data)) + len(packer.flush())


def main(program, rows):
    path = "build/bench/ledger-%d.se" % rows
    tables = ["build/bench/imported.csv", "build/bench/imported.ods"]
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if not os.path.exists(path):
        sie.write(path + ".part", rows)
        os.replace(path + ".part", path)
    times = {name: [] for name in STEPS + ["iconv", "deflate"]}
    with open(os.devnull, "wb") as nowhere:
        iconv = ["iconv", "-f", "cp437", "-t", "utf8", path]
        for _ in range(TIMES):
            times["iconv"].append(
                sie.timed(lambda: subprocess.run(iconv, stdout=nowhere, check=True))[0])
            said = subprocess.run([program, path] + tables, capture_output=True, text=True,
                                  check=True).stdout.split()
            for name, seconds in zip(STEPS, said):
                times[name].append(float(seconds))
            with zipfile.ZipFile(tables[1]) as package:
                content = package.read("content.xml")
            times["deflate"].append(sie.timed(lambda: deflated(content))[0])
    best = {name: min(of) for name, of in times.items()}
    print("Import, %s rows of vouchers, %s rows of the table:" % (said[4], said[5]))
    for name in STEPS:
        peer = "deflate" if name == "to .ods" else "iconv"
        print("  %-9s %7.3f s  %6.2f × %s" % (name, best[name], best[name] / best[peer], peer))
    print("  (iconv %.3f s, deflate of %.0f MB %.3f s)"
          % (best["iconv"], len(content) / 1e6, best["deflate"]))
    return 0 if best["reading"] <= 4 * best["iconv"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000000))
