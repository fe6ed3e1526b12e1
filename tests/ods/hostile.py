#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""tests/ods/hostile.py [FOLDER]: files that are made to do harm, each read, filled, checked and taken
over.

With 256 MB of address space and ten seconds each answers as hostile.tsv says, with a sentence when
it is refused, and then nothing is printed and nothing written. Prints "N passed, N failed".
"""
import os
import resource
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile

sys.path.append(os.path.abspath("tests/calc"))
from tally import Tally  # noqa: E402

TOLV = os.path.abspath("build/tolv")
HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = "../shared/corpus/hostile"
OWN = "tests/data/ods/inputs.ods"
MEMORY, SECONDS = 256 << 20, 10
tally = Tally()
check = tally.hold


def run(*arguments):
    begin = time.monotonic()
    done = subprocess.run([TOLV, "--language", "en", *arguments], capture_output=True, timeout=60,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS,
                                                                (MEMORY, MEMORY)))
    return done, time.monotonic() - begin


def expected():
    with open(os.path.join(HERE, "hostile.tsv"), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return {name: (int(read), int(fill)) for name, read, fill, why in rows}


def try_one(path, name, codes):
    with tempfile.TemporaryDirectory() as scratch:
        values, filled = scratch + "/values.csv", scratch + "/filled.ods"
        with open(values, "w", encoding="utf-8") as file:
            file.write("S.A1;5\n")
        for what, code, (done, seconds) in (("read", codes[0], run("read", path)),
                                            ("fill", codes[1],
                                             run("fill", path, values, "-o", filled))):
            check(done.returncode == code and seconds < SECONDS,
                  f"{what} {name}: exit {done.returncode}, {seconds:.1f} s, {done.stderr}")
            check(code < 2 or (done.stderr and not done.stdout),
                  f"{what} {name}: {done.stderr}, {done.stdout[:99]}")
        done, seconds = run("new", "board", "--from", path, "-o", scratch + "/new.ods")
        check(done.returncode == 3 and seconds < SECONDS and done.stderr,
              f"new --from {name}: exit {done.returncode}, {seconds:.1f} s, {done.stderr}")
        done, seconds = run("check", "--master", path, path)
        # what is not filled is not checked either, and then a sentence says why
        check(done.returncode in ((3,) if codes[1] == 3 else (0, 1)) and seconds < SECONDS and
              (done.returncode < 2 or (done.stderr and not done.stdout)),
              f"check {name}: exit {done.returncode}, {seconds:.1f} s, {done.stderr}")
        check(os.path.exists(filled) == (codes[1] == 0) and
              len(os.listdir(scratch)) == 1 + os.path.exists(filled), f"{name}: left over")


def own_files(folder):
    """A workbook of ours, spoilt: cut anywhere, another byte in what is packed, a part too many."""
    with open(OWN, "rb") as file:
        whole = file.read()
    with zipfile.ZipFile(OWN) as package:
        content = package.getinfo("content.xml")
    spoilt = {f"cut at {i}/64": whole[:len(whole) * i // 64] for i in range(64)}
    at = content.header_offset + 200
    spoilt["another byte"] = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:]
    spoilt["more behind"] = whole + b"more"
    twice = os.path.join(folder, "twice")
    with open(twice, "wb") as file:
        file.write(whole)
    with zipfile.ZipFile(twice, "a") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package.writestr("content.xml", "<a/>")
    with open(twice, "rb") as file:
        spoilt["twice"] = file.read()
    for name, data in spoilt.items():
        path = os.path.join(folder, "spoilt")
        with open(path, "wb") as file:
            file.write(data)
        yield path, name


def main(folder):
    with tempfile.TemporaryDirectory() as scratch:
        for path, name in own_files(scratch):
            try_one(path, name, (3, 3))
    if os.path.isdir(folder):
        known = expected()
        for name in sorted(set(os.listdir(folder)) | known.keys()):
            if name in known:
                try_one(os.path.join(folder, name), name, known[name])
            else:
                check(False, f"{name} is not in hostile.tsv")
    else:
        print("skipped: the hostile files: there is no", folder)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else SHARED))
