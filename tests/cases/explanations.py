# SPDX-License-Identifier: MPL-2.0
"""Whether an explanation tells the answer; its other words are compared by the C runner."""
import re

import definitions as first
import definitions_flags as flags
import definitions_levers as levers
import definitions_more as more
import definitions_quality as quality
from arguments import half_away
from formula import Fault, Range

MARKS = {"en": (",", ".", "%"), "sv": (" ", ",", " %"), "da": (".", ",", " %")}
TELLS_FAULT = re.compile(r"argument|2\^46 kron", re.IGNORECASE)

# How a sentence shows an answer: times what, decimals at most and at least, per cent sign.
KRONOR, PER_CENT, POINTS, DECIMAL = (1, 2, 2, 0), (100, 2, 0, 1), (100, 2, 0, 0), (1, 4, 0, 0)
FORMS = {
    first.periodkey: [PER_CENT],
    first.keyfrom: [PER_CENT],
    first.deviationpercent: [PER_CENT],
    flags.signal: [DECIMAL],
    levers.measureeffect: [KRONOR, PER_CENT],
    levers.occupancy: [PER_CENT, KRONOR],
    levers.staffroom: [DECIMAL],
    levers.needmet: [PER_CENT],
    levers.userrating: [DECIMAL, PER_CENT],
    levers.volumeforecast: [DECIMAL, KRONOR],
    more.keycheck: [POINTS],
    more.budgetuse: [POINTS],
    more.forecasttrend: [DECIMAL],
    more.forecastaccuracy: [PER_CENT],
    more.savingneed: [KRONOR, PER_CENT],
    more.needindex: [DECIMAL],
    more.averagevolume: [DECIMAL],
    more.hourcoverage: [PER_CENT, POINTS, KRONOR],
    quality.referencedeviation: [PER_CENT, KRONOR],
    quality.benchmark: [DECIMAL],
    quality.balancerequirement: [DECIMAL],
    quality.reserveroom: [DECIMAL],
}
LEVELS = [words for words, _ in first.LEVELS]
SYMBOLS = [symbol for _, symbol in first.LEVELS]
WORDS = {first.flag: LEVELS, flags.sticky: LEVELS, flags.escalation: flags.STEPS}


def shown(number, language, form):
    times, most, least, has_mark = form
    grouping, point, percent = MARKS[language]
    size = abs(half_away(number * times * 10**most))
    whole, decimals = divmod(size, 10**most)
    decimals = f"{decimals:0{most}}" if decimals else ""
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    minus = "\u2212" if number < 0 and size else ""
    return (minus + f"{whole:,}".replace(",", grouping) + (point + decimals if decimals else "")
            + percent * has_mark)


def is_whole(told, words):
    """Not as a part of a longer word or figure."""
    return re.search(rf"(?<![\w,.]){re.escape(told)}(?!\w)", words) is not None


def word_of(body, answer, language):
    """The word for a code, a symbol or the English word."""
    english = [words.split("/")[0] for words in WORDS[body]]
    code = next(known.index(answer) for known in (range(5), english, SYMBOLS) if answer in known)
    return WORDS[body][code].split("/")[list(MARKS).index(language)]


def has_figure(body, answer):
    """Some answers are words in the sentence, and the whole of a matrix is not told."""
    return not (
        isinstance(answer, (Range, str)) or body in (quality.target, quality.costquality)
        or body is flags.persist and answer in (0, 1) or body is flags.signal and answer == 0
        or body is flags.levelshift and answer <= 0)


def is_told(body, answer, words, language):
    if body in WORDS:
        return is_whole(word_of(body, answer, language), words)
    if body is levers.checksum:
        return is_whole(answer, words)
    if body is levers.volumeforecast and isinstance(answer, Range):
        ends = [cell for cell in (answer.cells[0], answer.cells[-1]) if cell is not None]
        return all(is_told(body, cell, words, language) for cell in ends)
    if not has_figure(body, answer):
        return True
    answers = [answer, -answer] if body is more.keycheck else [answer]  # it tells either sign
    return any(is_whole(shown(number, language, form), words)
               for number in answers for form in FORMS.get(body, [KRONOR]))


def difference_of(body, answer, words, language):
    """None where the explanation holds; that of a fault tells what is wrong instead."""
    words, tells_fault = words.replace("\u00a0", " "), TELLS_FAULT.search(words)
    if tells_fault or isinstance(answer, Fault):
        return None if tells_fault and isinstance(answer, Fault) else f"calculated {answer}"
    return None if is_told(body, answer, words, language) else f"no {answer} in the explanation"
