# SPDX-License-Identifier: MPL-2.0
"""Quality, goals and law, written from docs/contract.md and the law, without a look at the C
kernels."""
from fractions import Fraction

import arguments as take
from arguments import AMOUNT_MAX, choose, half_away, kronor, required
from definitions import ANSWERS, ANSWERS_IN_WORDS, NUMBER, ZERO, by_answer
from formula import MISSING, NOT_REPORTED, OUTSIDE, TOO_LARGE, WRONG_KIND, ZERO_SUM, Fault, Range

DIRECTIONS = {1: "higher/högre/højere", -1: "lower/lägre/lavere"}
ATTAINMENTS = [("reached", "○"), ("near", "▲"), ("not reached", "■")]
CORNERS = ["no dearer, no worse", "dearer, no worse", "no dearer, worse", "dearer, worse"]
RER, RUR = 1, 2
REGIMES = {RER: "rer", RUR: "rur"}


def amount(value, low=-AMOUNT_MAX, otherwise=MISSING):
    """Not in whole öre: it may be thousands or millions."""
    value = take.single(value, otherwise)
    if value == "":
        raise NOT_REPORTED
    if abs(take.plain_number(value)) > AMOUNT_MAX:
        raise TOO_LARGE
    if value < low:
        raise OUTSIDE
    return value


# ---- A value beside others ----


def ahead(value, other, direction):
    """How much better; what differs only in the last bits of a double is the same."""
    alike = abs(value - other) * 2**40 <= max(abs(value), abs(other))
    return 0 if alike else direction * (value - other)


def target(value, wanted, direction, tolerance, answer):
    value, wanted = take.figure(value), take.figure(wanted)
    direction = take.keyword(direction, DIRECTIONS)
    tolerance = take.number(tolerance, 0, AMOUNT_MAX, ZERO)
    answer = take.keyword(answer, ANSWERS, NUMBER)
    reached = [ahead(value, limit, direction) >= 0
               for limit in (wanted, wanted - direction * tolerance, value)]
    level = reached.index(True)
    return by_answer(answer, level, *ATTAINMENTS[level])


def referencedeviation(net, reference, inhabitants):
    net, reference = take.amount(net), take.amount(reference)
    if take.left_out(inhabitants):
        if reference == 0:
            raise ZERO_SUM
        return Fraction(net - reference, reference)
    people = take.number(inhabitants, 1, 10**12)
    found = half_away((net - reference) * people)
    if abs(found) > AMOUNT_MAX * 100:
        raise TOO_LARGE
    return kronor(found)


def benchmark(value, peers, direction, part):
    value, peers = take.figure(value), required(take.numbers(peers, "line"))
    direction, part = take.keyword(direction, DIRECTIONS), take.part(part, 3)
    others = [peer for peer in peers.cells if peer is not None]
    if not others:
        raise NOT_REPORTED
    rank = 1 + sum(ahead(peer, value, direction) > 0 for peer in others)
    gap = ahead(value, max(others, key=lambda peer: direction * peer), direction)
    if part == 3 and abs(gap) >= 2**1024:
        raise TOO_LARGE
    quartile = -(-4 * rank // (len(others) + 1))
    return Fraction((rank, quartile, gap)[part - 1])


def costquality(cost, quality, answer):
    cost, quality = take.figure(cost), take.figure(quality)
    answer = take.keyword(answer, ANSWERS_IN_WORDS, NUMBER)
    corner = (2 if cost > 0 else 1) if quality >= 0 else (4 if cost > 0 else 3)
    return by_answer(answer, corner, CORNERS[corner - 1])


# ---- Law ----


def in_parts(*amounts):
    """Millionths while all are small enough for a double to hold them, else hundredths."""
    parts = 10**6 if max(map(abs, amounts)) < 2**31 else 100
    return [Fraction(half_away(amount * parts), parts) for amount in amounts]


def balancerequirement(result, gains, exceptions, unrealised, put, taken, earlier, part):
    part = take.whole(part, 0, 4, ZERO)
    given = [amount(result), amount(gains, 0), amount(exceptions), amount(unrealised),
             amount(put, 0), amount(taken, 0), amount(earlier, 0, ZERO)]
    result, gains, exceptions, unrealised, put, taken, earlier = in_parts(*given)
    adjusted = result - gains + exceptions + unrealised
    required_result = adjusted - put + taken
    answer = (required_result, adjusted, required_result, max(ZERO, earlier - required_result),
              max(ZERO, -required_result))[part]
    if abs(answer) > AMOUNT_MAX:
        raise TOO_LARGE
    return answer


def reserveroom(result, adjusted, income, equity, stock, restore, regime):
    regime = take.keyword(regime, REGIMES, RER)
    equity = amount(equity)
    result, adjusted, income, stock, restore = in_parts(
        amount(result), amount(adjusted), amount(income, Fraction(1, 100)), amount(stock, 0),
        amount(restore, 0, ZERO))
    limit = Fraction(2 if equity < 0 else 1, 100)
    room = min(result, adjusted) - limit * income - restore
    if regime == RER:
        room = min(room, Fraction(5, 100) * income - stock)
    return max(ZERO, room)


# ---- Goals ----

HEADINGS = {
    "goal": "goal/mål",
    "level": "level/nivå/niveau",
    "parent": "parent/parent goal/överordnat mål/överordnat/overordnet mål/overordnet",
    "core task": "core task/national link/kärnuppdrag/kärnuppgift/nationell koppling/kerneopgave"
                 "/national kobling",
    "owner": "owner/unit/ägare/ansvarig/enhet/ejer/ansvarlig/enhed",
    "indicator": "indicator/indikator/mått/nyckeltal/nøgletal",
    "direction": "direction/riktning/retning",
    "base year": "base year/basår/utgångsår/basisår",
    "base value": "base value/base/basvärde/utgångsvärde/utgångsläge/basisværdi/udgangspunkt",
    "target": "target/target value/målvärde/målværdi/måltal",
    "last year": "last year/last year's goal/förra året/förra årets mål/sidste år/sidste års mål",
    "code": "code/kod/kode/id",
}
UP = "higher/högre/højere/up/upp/op/↑/+".split("/")
DOWN = "lower/lägre/lavere/down/ner/ned/↓/-/−".split("/")
MOST = 3  # goals on a level
BLANK = {
    "goal": "no goal in words|write what is to be reached",
    "level": "no level|write which level it belongs to",
    "parent": "no goal above it|write which goal it serves, or drop it",
    "core task": "no link to the core task|name the law, national goal or task that it serves",
    "owner": "no owner|decide who answers for it",
    "indicator": "no indicator|choose one figure that shows the result",
    "direction": "no direction|write whether higher or lower is better",
    "base year": "no base year|write which year the base value is from",
    "base value": "no base value|measure where you stand today",
    "target": "no target|decide which value is to be reached",
    "last year": "new since last year|see that it can stand for years",
}
ORDER = ["goal", "level", "parent", "core task", "owner", "indicator", "direction", "base year",
         "base value", "target", "last year"]


def as_text(cell, column=None):
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip(" \t\r\n\u00a0")
    grouped = column in ("base value", "target")
    shown = f"{abs(half_away(cell * 10000)):05}"
    whole, decimals = shown[:-4], shown[-4:].rstrip("0")
    whole = f"{int(whole):,}" if grouped or decimals else whole
    return ("−" if cell < 0 else "") + whole + ("." + decimals if decimals else "")


def shortened(text):
    cut = text.encode()[:60].decode(errors="ignore")
    return text if cut == text else cut + "…"


class Goal(dict):
    """Its cells as text by column; `number` of its level, `way` 1, −1 or 0, `row`, `above`."""


def read_goals(table):
    if not isinstance(table, Range):
        table = Range(1, 1, [table])
    if any(isinstance(cell, Fault) for cell in table.cells):
        raise WRONG_KIND
    head, places = [as_text(cell).lower() for cell in table.cells[:table.columns]], {}
    for name, words in HEADINGS.items():
        found = [i for i, heading in enumerate(head)
                 if isinstance(table.cells[i], str) and heading in words.split("/")]
        if len(found) > 1 or not found and name != "code":
            raise WRONG_KIND
        places[name] = found[0] if found else None
    goals = []
    for row in range(1, table.rows):
        cells = table.cells[row * table.columns:(row + 1) * table.columns]
        given = {name: None if at is None else cells[at] for name, at in places.items()}
        goal = Goal({name: as_text(cell, name) for name, cell in given.items()})
        if not any(goal.values()):
            continue
        goal.row, goal.above = row + 1, None
        goal.number = given["level"] if isinstance(given["level"], Fraction) else None
        way = given["direction"]
        if isinstance(way, Fraction):
            goal.way = (way > 0) - (way < 0)
        else:
            goal.way = (goal["direction"].lower() in UP) - (goal["direction"].lower() in DOWN)
        goals.append(goal)
    for goal in goals:
        wanted = goal["parent"].lower()
        matches = [other for other in goals
                   if wanted and wanted in (other["goal"].lower(), other["code"].lower())]
        goal.above = next((other for other in matches if other is not goal),
                          matches[0] if matches else None)
    for goal in goals:
        at, steps = goal, 0
        while at is not None:
            at, steps = at.above, steps + 1
            if steps > len(goals):
                raise OUTSIDE
    return goals


def is_on_top(goal, goals):
    numbers = [other.number for other in goals if other.number is not None]
    if numbers:
        return goal.number == min(numbers)
    first = next((other["level"] for other in goals if other["level"]), "")
    return goal["level"] != "" and goal["level"].lower() == first.lower()


def findings_in(goal, earlier, goals):
    """One for each column at most, in the order of the columns."""
    for column in ORDER:
        cell = goal[column]
        if not cell:
            if column != "parent" or not is_on_top(goal, goals):
                yield BLANK[column]
        elif column == "parent" and goal.above is None:
            yield (f"the goal above it, “{shortened(cell)}”, is not in the table"
                   "|correct the name, or add that goal")
        elif column == "direction" and goal.way == 0:
            yield f"the direction “{shortened(cell)}” is not understood|write “higher” or “lower”"
        elif column == "direction":
            other = next((other for other in earlier if goal["indicator"]
                          and other["indicator"].lower() == goal["indicator"].lower()
                          and other.way == -goal.way), None)
            if other is not None:
                yield (f"“{shortened(goal['indicator'])}” goes the other way in "
                       f"“{shortened(other['goal'])}”"
                       "|decide which of the two comes first, or change indicator")
        elif column == "last year" and goal["goal"] and cell.lower() != goal["goal"].lower():
            yield (f"changed since last year: “{shortened(cell)}”"
                   "|let a goal stand for years, or tell why it is changed")


def all_findings(goals):
    rows, levels = [], {}
    for goal in goals:
        if goal["level"]:
            levels.setdefault(goal["level"].lower(), []).append(goal)
    for on_level in levels.values():
        if len(on_level) > MOST:
            rows += [f"level {on_level[0]['level']}", f"{len(on_level)} goals on the level",
                     f"keep the {MOST} that matter most; let the others be tasks"]
    for i, goal in enumerate(goals):
        for finding in findings_in(goal, goals[:i], goals):
            rows += [goal["goal"] or f"row {goal.row}", *finding.split("|")]
    return Range(max(1, len(rows) // 3), 3, rows or [None] * 3)


def aim_of(goal):
    if not goal["target"]:
        return None
    if not goal["base value"]:
        return f"to {goal['target']}"
    year = f" ({goal['base year']})" if goal["base year"] else ""
    return f"from {goal['base value']}{year} to {goal['target']}"


def chain_of(goals, unit):
    reached = []
    for goal in goals:
        at = goal if goal["owner"].lower() == unit.lower() else None
        while at is not None and not any(at is known for known in reached):
            reached.append(at)
            at = at.above
    if not reached:
        raise NOT_REPORTED

    def below(parent):
        for goal in goals:
            if any(goal is known for known in reached) and goal.above is parent:
                yield goal
                yield from below(goal)

    rows = [cell or None for goal in below(None)
            for cell in (goal["level"], goal["goal"], goal["owner"], goal["indicator"],
                         aim_of(goal))]
    return Range(len(reached), 5, rows)


def goalcheck(goals, unit, element):
    unit, element = as_text(take.single(unit, None)), take.element(element)
    if goals is MISSING:
        raise WRONG_KIND
    goals = read_goals(goals)
    answer = choose(chain_of(goals, unit) if unit else all_findings(goals), element)
    if answer is None:
        raise NOT_REPORTED
    return answer


FUNCTIONS = {
    target: "TARGET/MÅLUPPFYLLELSE/MÅLOPFYLDELSE",
    referencedeviation: "REFERENCEDEVIATION/REFERENSAVVIKELSE/REFERENCEAFVIGELSE",
    benchmark: "BENCHMARK/JÄMFÖRLÄGE/SAMMENLIGNING",
    costquality: "COSTQUALITY/KOSTNADKVALITET/OMKOSTNING.KVALITET",
    goalcheck: "GOALCHECK/MÅLKONTROLL/MÅLKONTROL",
    balancerequirement: "BALANCEREQUIREMENT/BALANSKRAV/BALANCEKRAV",
    reserveroom: "RESERVEROOM/RESERVUTRYMME/RESERVERUM",
}
