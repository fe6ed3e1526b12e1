/* SPDX-License-Identifier: MPL-2.0 */
#include <math.h>
#include <string.h>

#include "cli/ledger_files.h"
#include "cli/output.h"
#include "core/heading.h"
#include "core/pattern.h"
#include "ods/number.h"

bool tolv_refuse_option(const tolv_terminal *terminal, const char *name, const char *sentence) {
    tolv_say_that(terminal, sentence, &TOLV_TEXT_ITEM(tolv_text_of(name)), 1);
    return false;
}

tolv_exit tolv_say_no_memory(const tolv_terminal *terminal) {
    tolv_say_that(terminal, tolv_error_sentence(TOLV_OUT_OF_MEMORY), NULL, 0);
    return TOLV_EXIT_MACHINE;
}

bool tolv_take_whole(const tolv_terminal *terminal, int *argc, char **argv, const char *name,
                     double most, const char *sentence, double *number) {
    const char *text = NULL;
    if (!tolv_take_option(argc, argv, name, &text))
        return true;
    return (text && tolv_number_read(tolv_text_of(text), number) && *number >= 1 &&
            *number <= most && *number == floor(*number)) ||
           tolv_refuse_option(terminal, name, sentence);
}

static bool read_kind(const char *text, tolv_table_options *table) {
    tolv_cell cell = {.kind = TOLV_TEXT, .text = tolv_text_of(text)};
    table->has_kind = text && *text && tolv_row_kind_of(&cell, &table->kind);
    return table->has_kind;
}

/* Twelve weights that are not negative nor all 0: "1;1;1;2;…", also with spaces or slashes. */
static bool read_weights(const char *text, double weights[TOLV_MONTHS]) {
    static const char between[] = "; /{}";
    double sum = 0;
    int count = 0;
    for (const char *at = text + strspn(text, between); *at; at += strspn(at, between)) {
        size_t length = strcspn(at, between);
        if (count == TOLV_MONTHS || !tolv_number_read((tolv_text){at, length}, &weights[count]) ||
            weights[count] < 0)
            return false;
        sum += weights[count++];
        at += length;
    }
    return count == TOLV_MONTHS && sum > 0;
}

/* The types that need no figures of their own, by the words of PERIODKEY. */
static bool read_key(const char *text, tolv_table_options *table) {
    static const struct {
        const char *words;
        tolv_key_type type;
    } keys[] = {
        {"even, jämn, jævn", TOLV_KEY_EVEN},
        {"workdays, arbetsdagar, arbejdsdage", TOLV_KEY_WORKDAYS},
        {"days, dagar, dage", TOLV_KEY_DAYS},
        {"445", TOLV_KEY_445},
    };
    for (size_t i = 0; text && i < sizeof keys / sizeof *keys; i++)
        if (tolv_text_is_one_of(tolv_text_of(text), keys[i].words))
            table->key = keys[i].type;
    table->has_key = table->key || (text && read_weights(text, table->weights));
    return table->has_key;
}

static bool take_codes(const tolv_terminal *terminal, int *argc, char **argv, const char *name,
                       const char **text) {
    tolv_arena arena;
    tolv_pattern pattern;
    tolv_text bad;
    if (!tolv_take_option(argc, argv, name, text))
        return true;
    tolv_arena_open(&arena, NULL);
    bool read = *text &&
                !tolv_pattern_read(&arena, tolv_text_of(*text), TOLV_PATTERN_CODES, &pattern, &bad);
    tolv_arena_close(&arena);
    return read || tolv_refuse_option(terminal, name,
                                      N_("after {1} belongs a code, or a pattern of codes such as "
                                         "'original;revised' or '..2026-06-30'"));
}

static bool read_order(const char *text, tolv_table_options *table) {
    tolv_text order = tolv_text_of(text ? text : "");
    if (tolv_text_is_one_of(order, "day-month, dag-månad, dag-måned"))
        table->dates = TOLV_DAY_MONTH;
    else if (tolv_text_is_one_of(order, "month-day, månad-dag, måned-dag"))
        table->dates = TOLV_MONTH_DAY;
    return table->dates != TOLV_NO_ORDER;
}

bool tolv_take_ledger_options(const tolv_terminal *terminal, int *argc, char **argv,
                              tolv_ledger_options *options) {
    const char *encoding = NULL, *kind = NULL, *split = NULL, *key = NULL, *dates = NULL;
    double year = 0;
    *options = (tolv_ledger_options){.dimension = 0};
    if (tolv_take_option(argc, argv, "--encoding", &encoding)) {
        options->encoding = encoding ? tolv_encoding_named(tolv_text_of(encoding)) : 0;
        if (!options->encoding)
            return tolv_refuse_option(terminal, "--encoding",
                                      N_("after {1} belongs UTF-8, CP437 or Latin-1"));
    }
    if (tolv_take_option(argc, argv, "--type", &kind) && !read_kind(kind, &options->table))
        return tolv_refuse_option(terminal, "--type",
                                  N_("after {1} belongs outcome, budget or forecast"));
    if (tolv_take_option(argc, argv, "--split", &split) &&
        !(split && tolv_split_read(tolv_text_of(split), &options->table.split)))
        return tolv_refuse_option(terminal, "--split",
                                  N_("after {1} belong names of codes with a character between "
                                     "them, such as unit-account-activity"));
    if (tolv_take_option(argc, argv, "--dates", &dates) && !read_order(dates, &options->table))
        return tolv_refuse_option(terminal, "--dates",
                                  N_("after {1} belongs day-month or month-day"));
    if (tolv_take_option(argc, argv, "--key", &key) && !read_key(key, &options->table))
        return tolv_refuse_option(terminal, "--key",
                                  N_("after {1} belongs even, workdays, days or 445, or twelve "
                                     "weights: '1;1;1;1;1;1;2;1;1;1;1;1'"));
    if (!take_codes(terminal, argc, argv, "--version", &options->version) ||
        !take_codes(terminal, argc, argv, "--decided", &options->decided))
        return false;
    if (tolv_take_option(argc, argv, "--changes", &options->changes) && !options->changes)
        return tolv_refuse_option(terminal, "--changes",
                                  N_("after {1} belongs the name of a file"));
    bool whole = tolv_take_whole(terminal, argc, argv, "--dimension", 1e6,
                                 N_("after {1} belongs a whole number"), &options->dimension) &&
                 tolv_take_whole(terminal, argc, argv, "--year", 2199,
                                 N_("after {1} belongs a year, such as 2026"), &year);
    if (whole && year > 0 && !tolv_is_period((int)year * 100 + 1))
        return tolv_refuse_option(terminal, "--year", N_("after {1} belongs a year, such as 2026"));
    options->table.year = (int)year;
    return whole;
}
