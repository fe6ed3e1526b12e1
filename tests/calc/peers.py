# SPDX-License-Identifier: MPL-2.0
"""What stands in the sheets of speed_units.py: for each function a call of ours, and the quickest
way to the same figures that was found in the formulas of Calc 7.4 alone.

A sheet's data begin in A1, a unit a row. A formula is entered in its place, as an array formula
where it stands in braces; "D1>D{n}" is entered in D1 and filled right and down to D{n}, as with the
mouse. {n} is the number of units, {half} the half of it.
"""

import collections

Row = collections.namedtuple("Row", "function family data answer ours peer")

DATA = {
    "names": lambda chance, row: "Unit %d" % (row + 1),
    "volumes": lambda chance, row: chance.randint(5, 500),
    "needs": lambda chance, row: chance.randint(500, 2000) / 10,
    "amounts": lambda chance, row: chance.randint(100000, 99999999) / 100,
    "grants": lambda chance, row: 1000000 + row * 7919 % 9000 * 1000,
    "proposals": lambda chance, row: round(DATA["grants"](chance, row) * chance.uniform(0.8, 1.2)),
    "accounts": lambda chance, row: chance.randint(3000, 7999),
    "deviations": lambda chance, row: chance.randint(-99999999, 99999999) / 100,
    "flagged": lambda chance, row: (0, 1, 0, 2)[row % 4],  # half of the units
    "worse": lambda chance, row: chance.randint(-99999999, -100) / 100,
    "levels": lambda chance, row: chance.randint(0, 2),
    "blank": lambda chance, row: "",
}

MONTHS = {"N1:Y1": "{={127;120;131;126;118;124;99;131;140;142;138;119}}"}  # the key of PERIODISE

# the λ of DAMPEN by Newton's method: what is left for those between their limits, by their sum
LAMBDA = "=(G$1-SUMPRODUCT(C$1:C${n};A$1:A${n}*H1<=C$1:C${n})" \
    "-SUMPRODUCT(D$1:D${n};A$1:A${n}*H1>=D$1:D${n}))" \
    "/SUMPRODUCT(A$1:A${n};A$1:A${n}*H1>C$1:C${n};A$1:A${n}*H1<D$1:D${n})"


def attention(rows, first):
    """The flagged units in order by a key for each: level, deviation in öre, row."""
    return Row(
        "ATTENTION" + first.replace(";", ", first "), "flags", ["names", "flagged", "worse"],
        "L1:P" + rows,
        {"L1:P" + rows: "{=TOLV.ATTENTION(A1:A{n};B1:B{n};C1:C{n}%s)}" % first},
        {"D1>D{n}": "=IF(B1;(B1*1E10-ROUND(C1*100))*1E5-ROW();0)",
         "E1>E" + rows: "=LARGE(D$1:D${n};ROW())",
         "F1>F" + rows: "=MOD(-E1;1E5)",
         "G1": "=-SUMIF(B1:B{n};\">0\";C1:C{n})",
         "L1>L" + rows: "=ROW()",
         "M1>M" + rows: "=INDEX(A$1:A${n};F1)",
         "N1>N" + rows: "=IF(INDEX(B$1:B${n};F1)=2;\"red\";\"yellow\")",
         "O1>O" + rows: "=INDEX(C$1:C${n};F1)",
         "P1>P" + rows: "=ROUND(-100*O1/G$1;2)&\"% of the \"&TEXT(G$1;\"#,##0.00\")"
                        "&\" kr by which the flagged units are worse than budget\""})


ROWS = [
    # a tie in the remainder goes to the first, so the row is taken off it
    Row("ROUNDSUM", "period", ["amounts"], "D1:D{n}",
        {"D1:D{n}": "{=TOLV.ROUNDSUM(A1:A{n})}"},
        {"B1": "=SUMPRODUCT(LARGE(A1:A{n}-INT(A1:A{n})-ROW(A1:A{n})/1E7;"
               "ROUND(SUM(A1:A{n});0)-SUMPRODUCT(INT(A1:A{n}))))",
         "D1:D{n}": "{=INT(A1:A{n})+(A1:A{n}-INT(A1:A{n})-ROW(A1:A{n})/1E7>=B1)}"}),
    Row("PERIODISE, 12 months", "period", ["grants"], "B1:M{n}",
        {**MONTHS, "B1:M1>M{n}": "{=TOLV.PERIODISE($A1;$N$1:$Y$1)}"},
        {**MONTHS, "N2": "=0", "O2>Z2": "=SUM($N1:N1)/SUM($N1:$Y1)",
         "B1>M{n}": "=ROUND($A1*O$2;0)-ROUND($A1*N$2;0)"}),
    Row("YEARFORECAST, 12 months", "forecast", 8 * ["amounts"] + 4 * ["blank"] + 12 * ["amounts"],
        "Z1:Z{n}",
        {"Z1>Z{n}": "=TOLV.YEARFORECAST(A1:L1;M1:X1;8)"},
        {"Z1>Z{n}": "=SUM(A1:H1;U1:X1)"}),
    Row("FORECASTTREND, 12 months", "forecast", 12 * ["amounts"], "AN1:AN{n}",
        {"AN1>AN{n}": "=TOLV.FORECASTTREND(A1:L1;2)"},
        {"N1>N{n}": "=A1", "O1>Y{n}": "=0.5*B1+0.5*(N1+0.9*AA1)",
         "AA1>AA{n}": "=B1-A1", "AB1>AL{n}": "=0.1*(O1-N1)+0.81*AA1",
         "AN1>AN{n}": "=Y1+1.71*AL1"}),
    Row("OFFSET", "deviation", ["deviations"], "C1:C1",
        {"C1": "=TOLV.OFFSET(A1:A{n})"},
        {"C1": "=(SUMPRODUCT(ABS(A1:A{n}))-ABS(SUM(A1:A{n})))/2"}),
    Row("MIX", "deviation", ["amounts", "volumes", "amounts", "volumes"], "F1:F1",
        {"F1": "=TOLV.MIX(A1:A{n};B1:B{n};C1:C{n};D1:D{n};2)"},
        {"F1": "=ROUND(SUM(D1:D{n})*SUMPRODUCT(A1:A{n};B1:B{n})/SUM(B1:B{n})"
               "-SUMPRODUCT(A1:A{n};D1:D{n});2)"}),
    attention("{half}", ""),
    attention("20", ";20"),
    # red months that count, green months, and the step, each from the month before
    Row("ESCALATION, 12 months", "flags", ["names"] + 12 * ["levels"] + 12 * ["deviations"],
        "BL1:BL{n}",
        {"BL1>BL{n}": "=TOLV.ESCALATION(B1:M1;N1:Y1)"},
        {"AA1>AL{n}": "=IF(B1=2;IF(OR(A1<>2;N1<=M1);MOD(Z1;2)+1;0);0)",
         "AN1>AY{n}": "=IF(B1=0;MOD(AM1;3)+1;0)",
         "BA1>BL{n}": "=MAX(0;MIN(4;AZ1+(AA1=2)-(AN1=3)))"}),
    Row("ALLOCATE", "allocation", ["volumes", "needs"], "F1:F{n}",
        {"F1:F{n}": "{=TOLV.ALLOCATE(100000000;A1:A{n};B1:B{n})}"},
        {"G1": "=100000000/SUMPRODUCT(A1:A{n};B1:B{n})",
         "C1>C{n}": "=A1*B1*G$1",
         "D1>D{n}": "=C1-INT(C1)-ROW()/1E10",
         "G2": "=LARGE(D1:D{n};100000000-SUMPRODUCT(INT(C1:C{n})))",
         "F1>F{n}": "=INT(C1)+(D1>=G$2)"}),
    Row("NEEDINDEX", "allocation", ["needs", "volumes"], "F1:F{n}",
        {"F1:F{n}": "{=TOLV.NEEDINDEX(A1:A{n};B1:B{n})}"},
        {"C1": "=SUMPRODUCT(A1:A{n};B1:B{n})/SUM(B1:B{n})",
         "F1>F{n}": "=A1/C$1"}),
    Row("DAMPEN", "allocation", ["proposals", "grants"], "F1:F{n}",
        {"F1:F{n}": "{=TOLV.DAMPEN(A1:A{n};B1:B{n};-0.05;0.05)}"},
        {"C1>C{n}": "=ROUNDUP(ROUND(B1*0.95;6);0)",
         "D1>D{n}": "=INT(ROUND(B1*1.05;6))",
         "G1": "=SUM(A1:A{n})", "H1": "=1", "H2>H6": LAMBDA,
         "E1>E{n}": "=IF(A1*H$6<=C1;C1;IF(A1*H$6>=D1;D1;A1*H$6))",
         "I1>I{n}": "=E1-INT(E1)-ROW()/1E10",
         "G2": "=LARGE(I1:I{n};G1-SUMPRODUCT(INT(E1:E{n})))",
         "F1>F{n}": "=INT(E1)+(I1>=G$2)"}),
    Row("BENCHMARK", "quality", ["needs"], "C1:C1",
        {"C1": "=TOLV.BENCHMARK(123;A1:A{n};1)"},
        {"C1": "=1+COUNTIF(A1:A{n};\">123\")"}),
    Row("CONTROLLABLE", "levers", ["deviations", "accounts"], "E1:E1",
        {"E1": "=TOLV.CONTROLLABLE(A1:A{n};B1:B{n};"
               "{\"30..39\";0.1|\"40..49\";0.25|\"50..56\";1|\"57..59\";0.5};1)"},
        {"E1": "=ROUND(SUMPRODUCT(SUMIFS(A1:A{n};B1:B{n};\">=\"&{3000|4000|5000|5700};"
               "B1:B{n};\"<\"&{4000|5000|5700|6000});{0.1|0.25|1|0.5});2)"}),
]

# Whose time is shown for ten and a hundred times as many units, and how much longer a hundred times
# may take: n log n is 167, n² 10,000. The long list of ATTENTION is n², of small steps, in Calc 7.4:
# it moves the rest of a matrix for each text that it puts in, four fifths of the time at 100,000.
GROWTH = {"ROUNDSUM": 1000, "ATTENTION": 3000, "ATTENTION, first 20": 1000, "ALLOCATE": 1000,
          "DAMPEN": 1000}
