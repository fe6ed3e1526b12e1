#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""How fast a master becomes files: tests/bench/split.py PROGRAM [UNITS]

Splits masters of 12 rows for each of a quarter, half and all of 1,000 units, and lets PROGRAM
(tests/bench/split.c) write the same bytes once more: what part of the time is deflating, and what
part is fsync, which no program that leaves whole files can do without. Prints files a second, those
parts, and what the rest costs for each MB that is read and written: it is linear in the bytes.
"""
import os
import resource
import shutil
import subprocess
import sys
import time
import zipfile

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


def megabytes(folder, book):
    """Of the parts that are made, inflated, and of the master's."""
    names = [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".ods")]
    total = 0
    for name in [book, *names]:
        with zipfile.ZipFile(name) as package:
            total += package.getinfo("content.xml").file_size
    return total / 1e6


def measure(program, count):
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER + "/again")
    book = FOLDER + "/master.ods"
    write(book, count)
    begin = time.monotonic()
    subprocess.run(["build/tolv", "--language", "en", "split", book, "-o", FOLDER + "/out"],
                   check=True, stdout=subprocess.DEVNULL)
    taken = time.monotonic() - begin
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([program, book, FOLDER + "/out", FOLDER + "/again"], check=True,
                         capture_output=True, text=True)
    packing, hasty, durable = map(float, run.stdout.split())
    size = megabytes(FOLDER + "/out", book)
    shutil.rmtree(FOLDER)
    return taken, used.ru_utime, packing, durable - hasty, size


def main(program, count):
    costs, before = [], 0
    for units in (count // 4, count // 2, count):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        taken, used, packing, syncing, size = measure(program, units)
        rest = max(0, used - before - packing)
        costs.append(rest / size)
        print(f"split {units:,} units of {units * ACCOUNTS:,} rows: {taken:.2f} s, "
              f"{units / taken:.0f} files/s; {packing / taken:.0%} deflate, {syncing / taken:.0%} "
              f"fsync; of the processor beside deflate {rest:.2f} s for {size:.0f} MB, "
              f"{1000 * rest / size:.1f} ms a MB")
    print(f"  {costs[-1] / costs[0]:.2f} times the cost of a MB at four times the units")
    return 0 if costs[-1] < 1.5 * costs[0] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000))
