#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""How fast a ledger is read: tests/bench/sie.py PROGRAM [ROWS]

Writes a SIE 4 file of a million rows of vouchers to build/bench/, lets PROGRAM (tests/bench/sie.c)
read and sum it, and compares with `iconv -f cp437 -t utf8` on the same file and with the plain
reader below. Prints ratios; each time is the shortest of several runs, taken in turns.
"""
import collections
import os
import subprocess
import sys
import time

TIMES = 5
WORDS = ["Faktura", "Inköp livsmedel", "Lön", "Hyra kvartal", "El och värme", "Städning, extra",
         "Läromedel", "Timanställda", "Omföring", "Rättelse"]


def write(path, rows):
    """Vouchers of two to seven rows; 400 accounts, 250 units with some 40 of them each, 40 projects
    that belong to a unit: about as a city's year falls. The same bytes every time."""
    state = 12

    def below(n):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (state >> 33) % n

    lines = ["#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", '#FNAMN "Stora Tolvsjö stad"',
             "#RAR 0 20260101 20261231", '#DIM 1 "Ansvar"', '#DIM 6 "Projekt"']
    accounts = [3000 + 15 * i for i in range(400)]
    lines += ['#KONTO %d "Konto för ändamål %d"' % (a, a) for a in accounts]
    lines += ['#OBJEKT 1 "%d" "Enhet på våning %d"' % (u, u) for u in range(1000, 1250)]
    written = number = 0
    while written < rows:
        number += 1
        date = 20260101 + 100 * below(12) + below(28)
        lines.append('#VER "A" "%d" %d "%s %d"' % (number, date, WORDS[below(10)], below(100000)))
        lines.append("{")
        left = 0
        count = 2 + below(6)
        unit = below(250)
        for i in range(count):
            ore = -left if i == count - 1 else below(20000000) - 10000000
            left += ore
            objects = '1 "%d"' % (1000 + unit)
            if unit < 40 and below(3) == 0:
                objects += ' 6 "P%d"' % unit
            sign = "-" if ore < 0 else ""
            lines.append('   #TRANS %d {%s} %s%d.%02d %d "%s"' % (
                accounts[(unit * 7 + below(40) * 9) % 400], objects if below(30) else "", sign, abs(ore) // 100,
                abs(ore) % 100, date, WORDS[below(10)]))
        lines.append("}")
        written += count
    with open(path, "wb") as file:
        file.write(("\r\n".join(lines) + "\r\n").encode("cp437"))


def read(path):
    """A plain reader: sums in öre by account, month and objects."""
    sums = collections.defaultdict(int)
    rows = 0
    month = ""
    with open(path, encoding="cp437") as file:
        for line in file:
            line = line.strip()
            if line.startswith("#TRANS "):
                head, _, rest = line.partition("{")
                objects, _, rest = rest.partition("}")
                amount = rest.split(None, 1)[0]
                whole, _, part = amount.partition(".")
                ore = int(whole + (part + "00")[:2])
                sums[head.split()[1], month, objects] += ore
                rows += 1
            elif line.startswith("#VER "):
                month = line.split(None, 4)[3][:6]
    return rows, len(sums), sum(ore for ore in sums.values() if ore > 0)


def timed(work):
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer


def main(program, rows):
    path = "build/bench/ledger-%d.se" % rows
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if not os.path.exists(path):
        write(path + ".part", rows)
        os.replace(path + ".part", path)
    with open(os.devnull, "wb") as nowhere:
        iconv = ["iconv", "-f", "cp437", "-t", "utf8", path]
        times = {"iconv": [], "tolv": [], "Python": []}
        for turn in range(TIMES):
            times["iconv"].append(timed(lambda: subprocess.run(iconv, stdout=nowhere, check=True))[0])
            seconds, *ours = subprocess.run([program, path, "1"], capture_output=True, text=True,
                                            check=True).stdout.split()
            times["tolv"].append(float(seconds))
            if turn < 2:
                seconds, theirs = timed(lambda: read(path))
                times["Python"].append(seconds)
    if [int(n) for n in ours] != list(theirs):
        sys.exit("tests/bench/sie.py: Tolv read %s, the plain reader %s" % (ours, theirs))
    best = {name: min(of) for name, of in times.items()}
    size = os.path.getsize(path)
    print("SIE, %d rows of vouchers, %.0f MB, to %s sums:" % (theirs[0], size / 1e6, ours[1]))
    for name, seconds in best.items():
        print("  %-7s %7.3f s  %6.0f MB/s  %6.2f × iconv"
              % (name, seconds, size / 1e6 / seconds, seconds / best["iconv"]))
    return 0 if best["tolv"] <= 4 * best["iconv"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000000))
