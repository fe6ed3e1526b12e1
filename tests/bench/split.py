#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""How fast a master becomes files: tests/bench/split.py PROGRAM [UNITS]

Splits a master of 12 rows for each of 1,000 units, and lets PROGRAM (tests/bench/split.c) write the
same bytes once more: what part of the time is deflating, and what part is fsync, which no program
that leaves whole files can do without. Prints files a second and those parts.
"""
import os
import shutil
import subprocess
import sys
import time

sys.path.insert(0, "tests/ods")
import split_master as master  # noqa: E402

ACCOUNTS = 12
FOLDER = "build/bench/split"


def write(path, count):
    master.UNITS = [
        ("%04d" % i, "Enhet %d" % i, "Chef %d" % (i // 2), "chef%d@example.org" % (i // 2),
         tuple((1000 + i * 12 + j + 0.25, 900 + i * 12 + j + 0.5) for j in range(ACCOUNTS)))
        for i in range(count)]
    master.write(path, master.content())


def main(program, count):
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER + "/again")
    book = FOLDER + "/master.ods"
    write(book, count)
    begin = time.monotonic()
    subprocess.run(["build/tolv", "--language", "en", "split", book, "-o", FOLDER + "/out"],
                   check=True, stdout=subprocess.DEVNULL)
    taken = time.monotonic() - begin
    run = subprocess.run([program, book, FOLDER + "/out", FOLDER + "/again"], check=True,
                         capture_output=True, text=True)
    packing, hasty, durable = map(float, run.stdout.split())
    rows = count * ACCOUNTS
    print(f"split {count:,} units of {rows:,} rows: {taken:.2f} s, {count / taken:.0f} files/s")
    print(f"  the same bytes, only written: {durable:.2f} s, of which deflate {packing:.2f} s, "
          f"fsync {durable - hasty:.2f} s")
    print(f"  split beyond that: {taken - durable:.2f} s")
    shutil.rmtree(FOLDER)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
