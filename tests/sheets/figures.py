#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""tests/sheets/figures.py TEMPLATE > tests/sheets/TEMPLATE.tsv: what the template must show, worked
out from its inputs by the definitions, in exact fractions and without any code of Tolv's."""
import sys
from fractions import Fraction as F
from math import ceil, floor


def rounded(amount, unit=1):
    """To a whole unit, half away from zero."""
    steps = F(amount) / F(unit)
    return (floor(abs(steps) + F(1, 2)) * (1 if steps >= 0 else -1)) * F(unit)


def largest_remainder(amounts, pot):
    floors = [floor(a) for a in amounts]
    by_remainder = sorted(range(len(amounts)), key=lambda i: (floors[i] - amounts[i], i))
    for i in by_remainder[:pot - sum(floors)]:
        floors[i] += 1
    return floors


def dampened(proposed, prior, floor_share, cap_share):
    """One λ, found by bisection, at which the clipped shares add up to the pot."""
    low = [ceil(p * (1 + floor_share)) for p in prior]
    high = [floor(p * (1 + cap_share)) for p in prior]
    pot, least, most = int(sum(proposed)), F(0), F(4)
    for _ in range(120):
        scale = (least + most) / 2
        shares = [min(max(scale * a, lo), hi) for a, lo, hi in zip(proposed, low, high)]
        least, most = (scale, most) if sum(shares) < pot else (least, scale)
    return largest_remainder(shares, pot)


def allocation():
    # name, independent, children last year, base amount last year, need, fees, children
    units = [(0, 118, 148500, 96, 0, 117), (0, 84, 151000, 118, 0, 84), (0, 62, 146000, 91, 0, 66),
             (0, 22, 158500, 124, 0, 22), (1, 48, 145500, 84, 667200, 48),
             (1, 19, 152000, 88, 264100, 19)]
    index, strength, limit = F("0.027"), F("0.25"), F("0.02")
    price = rounded(147500 * (1 + index))
    children = [u[5] for u in units]
    pot = int(rounded(price * sum(children)))
    mean = F(sum(u[3] * v for u, v in zip(units, children)), sum(children))
    need = [1 + strength * (u[3] / mean - 1) for u in units]
    weighed = [v * i for v, i in zip(children, need)]
    shares = largest_remainder([pot * w / sum(weighed) for w in weighed], pot)
    # 100,000 kr to 25 children, 50,000 at 45, nothing from 60, straight lines between
    line = [(25, 100000), (45, 50000), (60, 0)]
    sizes = []
    for v in children:
        size = F(line[0][1]) if v <= 25 else F(0)
        for (v0, a0), (v1, a1) in zip(line, line[1:]):
            if v0 < v <= v1:
                size = a0 + F(a1 - a0, v1 - v0) * (v - v0)
        sizes.append(size)
    model = [a + b for a, b in zip(shares, sizes)]
    before = [rounded(u[2] * v * (1 + index)) for u, v in zip(units, children)]
    base = dampened(model, before, -limit, limit)
    yield "Calculation", "B6", "Björkängens förskola", "first unit"
    for i, u in enumerate(units):
        row = 6 + i
        administration = rounded(base[i] * F("1.03")) - base[i] if u[0] else 0
        vat = rounded(base[i] * F("1.03") * F("1.06")) - base[i] - administration if u[0] else 0
        for column, value, words in (
                ("C", children[i], "decided children"), ("D", need[i], "need index"),
                ("E", shares[i], "share of the pot, largest remainder"),
                ("F", sizes[i], "size grant on the slope"), ("G", model[i], "by the model"),
                ("H", before[i], "as last year"), ("I", base[i], "within 2 % of last year"),
                ("K", administration, "3 %"), ("L", vat, "6 %"), ("M", -u[4], "fees"),
                ("N", base[i] + administration + vat - u[4], "budget")):
            yield "Calculation", f"{column}{row}", value, words
    yield "Calculation", "E13", pot, "the shares add up to the pot"
    yield "Calculation", "I13", sum(model), "the limits make no money"
    first, v, p = units[0], children[0], units[0][2]
    steps = [first[1] * p, (v - first[1]) * p, v * p * index,
             base[0] - first[1] * p - (v - first[1]) * p - rounded(v * p * index, F("0.01"))]
    for row, value in zip((7, 8, 9, 10, 11, 12, 13, 17),
                          (v, price, need[0], shares[0], sizes[0], base[0] - model[0], base[0],
                           base[0])):
        yield "Your budget", f"C{row}", value, "the first unit's way to its budget"
    for row, value in zip((20, 21, 22, 23, 24), steps + [base[0]]):
        yield "Your budget", f"C{row}", rounded(value, F("0.01")), "bridge from last year"
    counts = [(121, 115, 0), (84, 83, 0), (61, 68, 60000), (22, 23, 0), (46, 47, 0), (19, 19, 0)]
    for i, (spring, autumn, paid) in enumerate(counts):
        off = F(spring + autumn, 2) - units[i][1]
        beyond = max(F(0), abs(off) - 1) * (1 if off > 0 else -1)
        yield ("True-up", f"I{6 + i}", F("0.7") * units[i][2] * beyond - paid,
               "70 % of the price beyond one child")


def main():
    print("sheet\tcell\texpected\tsource")
    for sheet, cell, value, source in globals()[sys.argv[1]]():
        text = value if isinstance(value, str) else repr(round(float(value), 6))
        print(sheet, cell, text, source, sep="\t")


if __name__ == "__main__":
    main()
