/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_ERROR_H
#define TOLV_CORE_ERROR_H

#include "core/language.h"

/* The table of errors: name, what Calc shows, the sentence. Cell, command line and EXPLAIN read the
 * same row. A sentence says what is wrong and what to do; where it is wrong (argument, row, column)
 * stands before it. {1} to {3} are the fault's items. Names and Calc errors are part of the file
 * format: append, never change. */
#define TOLV_ERRORS(X) \
    X(OUT_OF_MEMORY, VALUE, \
      N_("the memory is not enough: give a smaller range, or close other documents")) \
    X(ARGUMENT_MISSING, VALUE, N_("nothing is given here, and the function needs it")) \
    X(TOO_MANY_ARGUMENTS, VALUE, \
      N_("{1} arguments are given, and the function takes at most {2}")) \
    X(TEXT_FOR_NUMBER, VALUE, \
      N_("the text “{1}” stands where a number belongs: write it as a number")) \
    X(NUMBER_FOR_TEXT, VALUE, N_("a number stands where a text belongs")) \
    X(NOT_ONE_VALUE, VALUE, \
      N_("a range of {1} {1|row|rows} and {2} {2|column|columns} stands where one value belongs: point at one cell")) \
    X(NOT_ONE_LINE, VALUE, \
      N_("a range of {1} {1|row|rows} and {2} {2|column|columns} stands where one row or one column belongs")) \
    X(NOT_TWELVE, VALUE, \
      N_("{1} {1|cell is|cells are} given, and the year has twelve months: point at twelve cells in a row or a column")) \
    X(NOT_TWELVE_COLUMNS, VALUE, \
      N_("{1} {1|column is|columns are} given: a row for each year, with its twelve months as columns, is needed")) \
    X(NOT_SAME_SIZE, VALUE, \
      N_("{1} {1|cell is|cells are} given here and {2} in “{3}”: point at as many")) \
    X(NO_CELLS, VALUE, N_("the range holds no figure")) \
    X(NO_LIMIT, VALUE, N_("no limit is given: give one in kronor, in per cent, or both")) \
    X(NOT_REPORTED, NA, N_("not reported yet: the answer comes with the figure")) \
    X(UNKNOWN_FUNCTION, NA, \
      N_("Tolv has no function “{1}”: compare the spelling with the list of functions")) \
    X(OUTSIDE, ILLEGAL, N_("{1} is outside {2} to {3}")) \
    X(NOT_WHOLE, ILLEGAL, N_("{1} is not a whole number")) \
    X(UNKNOWN_WORD, ILLEGAL, N_("“{1}” is not one of the words or numbers to choose from: {2}")) \
    X(NEGATIVE, ILLEGAL, N_("{1} is negative, and a share of something cannot be: correct it")) \
    X(ZERO_SUM, DIVISION, N_("the sum is 0, so there is nothing to share by or to compare with")) \
    X(TOO_LARGE, NUMBER, \
      N_("{1} is larger than amounts can be and stay exact to the öre (2^46 kronor)")) \
    X(NOT_FINITE, NUMBER, N_("the result is too large for a number")) \
    X(CELL_WITH_ERROR, VALUE, N_("the cell holds an error: correct it first")) \
    X(NOT_WHOLE_ORE, ILLEGAL, \
      N_("{1} kr is no whole number of öre: choose a step such as 0.01, 1 or 1000")) \
    X(TOO_DEEP, VALUE, \
      N_("EXPLAIN is asked to explain itself: name the function to be explained")) \
    X(FORMULA_UNREADABLE, VALUE, N_("character {1}: “{2}” stands where {3} is expected")) \
    X(FORMULA_ENDS, VALUE, N_("character {1}: the formula ends where {2} is expected")) \
    X(FORMULA_COMMA, VALUE, \
      N_("character {1}: a comma: put “;” between arguments, and a point before decimals")) \
    X(FORMULA_OPERATOR, VALUE, \
      N_("character {1}: “{2}”: only functions of Tolv are calculated here: write what it makes")) \
    X(FORMULA_CELL, VALUE, \
      N_("character {1}: “{2}” is a cell reference, and here there is no sheet: write the figure itself")) \
    X(FORMULA_FUNCTION, VALUE, \
      N_("character {1}: “{2}” is no function of Tolv, and nothing else is calculated: write its value")) \
    X(FORMULA_UNKNOWN, NA, \
      N_("character {1}: Tolv has no function “{2}”: compare the spelling with the list of functions")) \
    X(FORMULA_WORD, VALUE, \
      N_("character {1}: “{2}” is neither a figure nor a function: write a text as \"text\"")) \
    X(FORMULA_ARRAY, VALUE, \
      N_("character {1}: a row of {2} {2|column|columns}, and the first row of the array has {3}: give them as many")) \
    X(FORMULA_DEEP, VALUE, \
      N_("character {1}: “{2}” would stand inside {3} others: work out the inner ones first")) \
    X(FORMULA_LONG, VALUE, \
      N_("the formula is {1} bytes long, and at most {2} are read: give a smaller array")) \
    X(TOO_MANY_LIMITS, VALUE, N_("{1} limits are given: give one, or a pair for red and yellow")) \
    X(ANSWER_TOO_LARGE, NUMBER, \
      N_("the answer would be {1}, larger than amounts can be and stay exact to the öre (2^46 kronor)")) \
    X(TOTAL_NOT_REACHED, ILLEGAL, \
      N_("{1} kr is not reached by rounding: whole steps give {2} to {3} kr")) \
    X(TOO_FEW_FIGURES, NA, \
      N_("{1} {1|figure is|figures are} reported, and at least {2} are needed: the answer comes with them")) \
    X(MORE_THAN, ILLEGAL, N_("{1} is more than {2}, the “{3}”: it may be at most as much")) \
    X(TOO_MANY_CELLS, VALUE, N_("{1} {1|cell is|cells are} given, and at most {2} are read here")) \
    X(ALL_ALIKE, DIVISION, \
      N_("the figures do not vary, so nothing can be compared with how they usually do")) \
    X(NO_SOLUTION, NUMBER, \
      N_("the limits cannot hold {1} kr: between them {2} to {3} kr can be given out")) \
    X(NOT_ASCENDING, ILLEGAL, \
      N_("{1} stands after {2}: let every limit be higher than the one before")) \
    X(HEADING_MISSING, VALUE, N_("no column has any of these headings, so give it one: {1}")) \
    X(HEADING_TWICE, VALUE, \
      N_("“{1}” means the same as the heading of column {2}: rename one of them")) \
    X(CIRCLE, ILLEGAL, N_("“{1}” stands above itself in a circle: correct what stands above it")) \
    X(NOT_FOUND, NA, N_("“{1}” is not in the table: compare the spelling")) \
    X(BAD_PATTERN, ILLEGAL, \
      N_("“{1}” is no account pattern: write for instance 30..39;!33, the lower account first")) \
    X(NOT_TWO_COLUMNS, VALUE, \
      N_("{1} {1|column is|columns are} given, and this table has two: point at both of them")) \
    X(NOT_ONE_A_ROW, VALUE, \
      N_("{1} {1|cell is|cells are} given here, and “{3}” has {2} {2|row|rows}: give one value, or one for each row")) \
    X(NO_CLASS, ILLEGAL, \
      N_("account {1} has no class: an account begins with a digit from 1 to 8")) \
    X(NO_BREAK_EVEN, NUMBER, \
      N_("the price {1} is not above the variable cost {2}, so no number of places pays the fixed cost")) \
    X(SMALL_GROUP, NA, \
      N_("{1} {1|answer|answers}: groups of fewer than {2} are not shown, so that nobody can be recognised")) \
    X(NEGATIVE_MONTH, ILLEGAL, \
      N_("{1} has {2} of the year, and a share cannot be negative: correct the month")) \
    X(NO_PROFILE, DIVISION, \
      N_("the year's sum is under 1 % of what its months amount to, so it has no profile: leave the year out")) \
    X(NO_WHOLE_YEAR, NA, \
      N_("no year has all its twelve months: the answer comes with a whole year")) \
    X(AT_THE_END, ILLEGAL, \
      N_("{1} is at the end of what can be: take a figure between {2} and {3}")) \
    X(NO_MONTH_LEFT, DIVISION, \
      N_("no month is left of the year to share by: ask for all of it instead")) \
    X(BAD_MONTH, VALUE, \
      N_("“{1}” is no month: write 1 to 12, a date, or a text such as 2026-03 or 2026-03-31")) \
    X(NO_MONTH, VALUE, N_("the row has an amount and no month: write its month or date")) \
    X(MIXED_YEARS, VALUE, \
      N_("the month has no year, and that of row {1} has one: give all of them a year")) \
    X(NO_ROWS, VALUE, N_("the table has headings and no row with a figure below them")) \
    X(TOO_MANY_ROWS, VALUE, \
      N_("the rows up to here differ in more than {1} ways: leave out columns, or take a year at a time")) \
    X(TOO_MANY_CODES, VALUE, \
      N_("“{1}” is code number {2} of its column, and at most {3} are kept: see what the column holds")) \
    X(TWO_ABOVE, ILLEGAL, \
      N_("“{1}” stands below “{2}” in an earlier row: let every unit have one above it")) \
    X(BECOMES_ITSELF, ILLEGAL, \
      N_("“{1}” becomes itself again in a circle: correct what it is changed into")) \
    X(SHARES_NOT_ONE, ILLEGAL, \
      N_("the shares of “{1}” sum to {2}: let those of a unit and month be 100 % together")) \
    X(NO_LEDGER_TEXT, VALUE, \
      N_("“{1}” is not what TOLV.LEDGER answers: put that into a cell of its own and point at it")) \
    X(NOT_KEPT, NA, \
      N_("the ledger “{1}” is not kept any more: press Ctrl+Shift+F9, and it is read again")) \
    X(NO_FIELD, ILLEGAL, \
      N_("“{1}” is no field of a ledger: write month, account, unit, activity, project, counterpart, version or decided")) \
    X(SAME_FIELD, ILLEGAL, N_("rows and columns are both by “{1}”: choose another field for one")) \
    X(ODD_FILTERS, VALUE, \
      N_("{1} filters are given, and they come in pairs: a field's name, then a pattern of it")) \
    X(SPAN_BACKWARDS, ILLEGAL, \
      N_("the span ends with {2}, before it begins with {1}: turn them round")) \
    X(OTHER_YEAR, VALUE, \
      N_("the month “{1}” is not in the year “{2}” beside it: correct one of them, or write all months of the year, as 2025-07/2026-06")) \
    X(TOO_MANY_CHANGES, ILLEGAL, \
      N_("“{1}” is changed more than {2} times in turn: write in one row what it has become")) \
    X(MONTH_YEARLESS, VALUE, \
      N_("the month has no year, and those of the ledger have: write it as 202603 or a date")) \
    X(MONTH_WITH_YEAR, VALUE, \
      N_("the month has a year, and those of the ledger have none: write it as 1 to 12")) \
    X(NO_CODE, NA, N_("no code is given: the answer comes with it")) \
    X(NO_ACCOUNT, VALUE, \
      N_("the row has an amount and no account: name it, or take the row out if it is a sum"))

typedef enum tolv_error {
    TOLV_OK,
#define TOLV_ERROR_NAME(name, calc, sentence) TOLV_##name,
    TOLV_ERRORS(TOLV_ERROR_NAME)
#undef TOLV_ERROR_NAME
        TOLV_ERROR_COUNT
} tolv_error;

/* What Calc shows; the number is Calc's own error code, carried to the cell inside a NaN. */
typedef enum tolv_calc_error {
    TOLV_CALC_ILLEGAL = 502,  /* Err:502 */
    TOLV_CALC_NUMBER = 503,   /* #NUM! */
    TOLV_CALC_VALUE = 519,    /* #VALUE! */
    TOLV_CALC_DIVISION = 532, /* #DIV/0! */
    TOLV_CALC_NA = 32767      /* #N/A */
} tolv_calc_error;

/* The row of an error other than TOLV_OK. */
const char *tolv_error_sentence(tolv_error error); /* English: a key for tolv_translate */
tolv_calc_error tolv_error_in_calc(tolv_error error);

/* "#N/A", "Err:502" ...: as Calc shows it in every language. */
const char *tolv_calc_error_text(tolv_calc_error error);

#endif
