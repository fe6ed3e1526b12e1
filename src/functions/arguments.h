/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_ARGUMENTS_H
#define TOLV_FUNCTIONS_ARGUMENTS_H

#include "core/calendar.h"
#include "core/money.h"
#include "functions/function.h"

/* Arguments that more than one function takes, written once, so that the same word means the same
 * thing everywhere. The glossary is in docs/contract.md. */

#define TOLV_TAKES_YEAR \
    { \
        .id = "year", .name = NC_("argument", "year"), .text = N_("Year, 1990 to 2100"), \
        .kind = TOLV_ARGUMENT_WHOLE, .low = TOLV_YEAR_FIRST, .high = TOLV_YEAR_LAST \
    }

#define TOLV_TAKES_PERIOD \
    { \
        .id = "period", .name = NC_("argument", "period"), \
        .text = N_("Month to count up to and with, 1 to 12, or a date in it"), \
        .kind = TOLV_ARGUMENT_PERIOD \
    }

#define TOLV_TAKES_ACTUAL \
    { \
        .id = "actual", .name = NC_("argument", "actual"), .text = N_("Outcome in kronor"), \
        .kind = TOLV_ARGUMENT_AMOUNT \
    }

#define TOLV_TAKES_BUDGET \
    { \
        .id = "budget", .name = NC_("argument", "budget"), \
        .text = N_("Budget in kronor, for the same time and with the same sign as the outcome"), \
        .kind = TOLV_ARGUMENT_AMOUNT \
    }

#define TOLV_TAKES_ACTUAL_YEAR \
    { \
        .id = "actual", .name = NC_("argument", "actual"), \
        .text = N_("The year's outcome by month: twelve cells, blank where not reported yet"), \
        .kind = TOLV_ARGUMENT_AMOUNTS, .shape = TOLV_SHAPE_TWELVE \
    }

#define TOLV_TAKES_BUDGET_YEAR \
    { \
        .id = "budget", .name = NC_("argument", "budget"), \
        .text = N_("The year's budget by month: twelve cells"), .kind = TOLV_ARGUMENT_AMOUNTS, \
        .shape = TOLV_SHAPE_TWELVE, .blanks = TOLV_BLANKS_ZERO \
    }

#define TOLV_TAKES_SIGN \
    { \
        .id = "sign", .name = NC_("argument", "sign"), \
        .text = \
            N_("1: ledger sign, or costs as positive; −1: report sign, or income as positive"), \
        .kind = TOLV_ARGUMENT_KEYWORD, .keywords = tolv_signs, .optional = true, \
        .has_default = true, .otherwise = 1 \
    }

#define TOLV_TAKES_DEVIATIONS(sentence) \
    { \
        .id = "deviations", .name = NC_("argument", "deviations"), .text = sentence, \
        .kind = TOLV_ARGUMENT_AMOUNTS, .shape = TOLV_SHAPE_LINE, .blanks = TOLV_BLANKS_SKIPPED \
    }

#define TOLV_TAKES_ELEMENT \
    { \
        .id = "element", .name = NC_("argument", "element"), \
        .text = N_("Answer only this element, counted from 1, instead of all"), \
        .kind = TOLV_ARGUMENT_ELEMENT, .optional = true \
    }

/* Which part of the answer: 0 to `last`, as the sentence lists them. Left out it is `otherwise`: 0,
 * the total, or 1 where the parts do not add up; there 0 too is part 1 (tolv_part_of). */
#define TOLV_TAKES_PART(otherwise_, last, sentence) \
    { \
        .id = "part", .name = NC_("argument", "part"), .text = sentence, \
        .kind = TOLV_ARGUMENT_WHOLE, .optional = true, .has_default = true, \
        .otherwise = otherwise_, .low = 0, .high = last \
    }

static inline int tolv_part_of(const tolv_value *part) {
    return part->number == 0 ? 1 : (int)part->number;
}

#define TOLV_TAKES_STEP \
    { \
        .id = "step", .name = NC_("argument", "step"), \
        .text = N_("Round to whole multiples of this many kronor, at least 0.01"), \
        .kind = TOLV_ARGUMENT_NUMBER, .optional = true, .has_default = true, .otherwise = 1, \
        .low = 0.01, .high = 1e9 \
    }

#define TOLV_TAKES_ANSWER \
    { \
        .id = "answer", .name = NC_("argument", "answer"), \
        .text = N_("Answer as a number, as a word or as a symbol"), .kind = TOLV_ARGUMENT_KEYWORD, \
        .keywords = tolv_answers, .optional = true, .has_default = true \
    }

/* The same where there is no symbol. */
#define TOLV_TAKES_ANSWER_IN_WORDS \
    { \
        .id = "answer", .name = NC_("argument", "answer"), \
        .text = N_("Answer as a number or as a word"), .kind = TOLV_ARGUMENT_KEYWORD, \
        .keywords = tolv_answers_in_words, .optional = true, .has_default = true \
    }

enum { TOLV_ANSWER_NUMBER, TOLV_ANSWER_WORD, TOLV_ANSWER_SYMBOL };

extern const tolv_keyword tolv_signs[];
extern const tolv_keyword tolv_answers[];
extern const tolv_keyword tolv_answers_in_words[];

/* The element that was asked for, of `count`: counted from 1, 0 when none was or there is none such
 * (which the dispatcher refuses). For explanations. */
static inline size_t tolv_element_of(const tolv_value *element, size_t count) {
    bool is_one =
        element->kind == TOLV_NUMBER && element->number >= 1 && element->number <= (double)count;
    return is_one ? (size_t)element->number : 0;
}

/* Fails where element i of the argument's range is blank, and the answer needs it. */
tolv_error tolv_fail_blank(tolv_call *call, int argument, const tolv_range *range, size_t i);

/* A range that belongs to another, of an earlier argument, has as many cells; one left out fits. */
tolv_error tolv_check_as_many(tolv_call *call, const tolv_value *args, int argument, int other);

/* The step of TOLV_TAKES_STEP in öre; one of half an öre is refused. */
tolv_error tolv_step_of(tolv_call *call, const tolv_value *args, int argument, tolv_ore *step);

/* Fails at a month, 1-12, of a year's row or column. */
tolv_error tolv_fail_month(tolv_call *call, tolv_error error, int argument, const tolv_range *year,
                           int month);

#endif
