#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""The sums that tolvsjo.se must give, read from the file by a reader of its own:
sheets/example/totals.py sheets/example/tolvsjo.se > tests/data/ledger/tolvsjo-totals.csv

A line for each unit, for what has no unit ("-") and for all ("="), times outcome, budget and the
year before: unit;name;board;series;January..December, in öre, empty where there is no row.
"""
import re
import sys

FIELD = re.compile(r'"((?:[^"\\]|\\.)*)"|\{([^}]*)\}|([^\s"{}]+)')


def fields(line):
    found = []
    for quoted, listed, plain in FIELD.findall(line):
        if listed or (not quoted and not plain):
            pairs = fields(listed)
            found.append(dict(zip(pairs[::2], pairs[1::2])))
        else:
            found.append(plain or quoted.replace('\\"', '"'))
    return found


def ore(text):
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.lstrip("-").partition(".")
    return sign * (int(whole) * 100 + int((part + "00")[:2]))


def main(path):
    names, board_names, year = {}, {}, ""
    totals, units, boards, booked = {}, {}, {}, []
    balances, shown = set(), set()
    for line in open(path, encoding="cp437").read().splitlines():
        label, *rest = fields(line) or [""]
        if label == "#RAR" and rest[0] == "0":
            year = rest[1][:4]
        elif label == "#OBJEKT" and rest[0] == "1":
            names[rest[1]] = rest[2]
        elif label in ("#PSALDO", "#PBUDGET") and "3" <= rest[2][0] <= "8":
            series = "budget" if label == "#PBUDGET" else "outcome" if rest[0] == "0" else "before"
            month, objects, amount = int(rest[1][4:]), rest[3], ore(rest[4])
            if label == "#PSALDO":
                balances.add((rest[0], rest[2]))
            if not objects:
                totals.setdefault(series, {}).setdefault(month, []).append(amount)
            elif "1" in objects:
                units.setdefault((objects["1"], series), {}).setdefault(month, []).append(amount)
                boards[objects["1"]] = objects["20"]
                if label == "#PSALDO":
                    shown.add((rest[0], rest[2]))
        elif label == "#VER":
            date = rest[2]
        elif label == "#TRANS" and "3" <= rest[0][0] <= "8":
            booked.append((int(date[4:6]), rest[0], rest[1], ore(rest[2])))
    for month, account, objects, amount in booked:
        if ("0", account) not in balances:
            totals["outcome"].setdefault(month, []).append(amount)
        if ("0", account) not in shown and "1" in objects:
            units.setdefault((objects["1"], "outcome"), {}).setdefault(month, []).append(amount)
            boards[objects["1"]] = objects["20"]

    def write(unit, name, board, series, months):
        cells = [str(sum(months[m])) if m in months else "" for m in range(1, 13)]
        print(";".join([unit, name, board, series] + cells))

    for unit in sorted(boards, key=lambda u: (boards[u], u)):
        for series in ("outcome", "budget", "before"):
            write(unit, names[unit], boards[unit], series, units.get((unit, series), {}))
    for series in ("outcome", "budget", "before"):
        left = {month: list(amounts) for month, amounts in totals[series].items()}
        for (unit, of), months in units.items():
            for month, amounts in months.items() if of == series else ():
                left[month] += [-amount for amount in amounts]
        write("-", "", "", series, left)
        write("=", "", "", series, totals[series])


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    main(sys.argv[1])
