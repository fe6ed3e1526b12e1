/* SPDX-License-Identifier: MPL-2.0 */
/* Whole files against tests/data/ledger/reference.py, a reader that shares nothing with this one:
 * committed answers for small files, answers made now for large ones and those of others. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger_reading.h"

#define DATA "tests/data/ledger/"
#define REFERENCE "python3 " DATA "reference.py"
#define OTHERS "../shared/corpus/sie"

/* Facts as lines of text, in any order, then sorted. */
typedef struct facts {
    char **lines;
    size_t count, room;
} facts;

static void add_fact(facts *to, char *line) {
    if (to->count == to->room) {
        to->room = to->room ? 2 * to->room : 1024;
        to->lines = realloc(to->lines, to->room * sizeof *to->lines);
    }
    if (!to->lines || !line)
        abort();
    to->lines[to->count++] = line;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void forget(facts *of) {
    for (size_t i = 0; i < of->count; i++)
        free(of->lines[i]);
    free(of->lines);
}

__attribute__((format(printf, 2, 3))) static void say(facts *to, const char *form, ...) {
    char line[1024];
    va_list args;
    va_start(args, form);
    vsnprintf(line, sizeof line, form, args);
    va_end(args);
    add_fact(to, strdup(line));
}

#define SHOWN(text) (int)(text).length, (text).bytes

/* ---- the facts of a ledger ---- */

static const char *const kinds[] = {"balance", "voucher", "budget", "forecast",
                                    "opening", "closing", "result"};

static void say_names(facts *to, const tolv_ledger *ledger) {
    say(to, "C\t%.*s", SHOWN(ledger->company));
    for (size_t i = 0; i < ledger->year_count; i++)
        say(to, "Y\t%d\t%d\t%d", ledger->years[i].index, ledger->years[i].first,
            ledger->years[i].last);
    for (uint32_t i = 0; i < ledger->account_codes.count; i++) {
        const tolv_account *account = &ledger->accounts[i];
        say(to, "A\t%.*s\t%.*s\t%.*s", SHOWN(ledger->account_codes.texts[i]), account->type != 0,
            &account->type, SHOWN(account->name));
    }
    for (uint32_t i = 0; i < ledger->dimension_count; i++) {
        const tolv_dimension *in = &ledger->dimensions[i];
        say(to, "D\t%d\t%d\t%.*s", in->number, in->parent, SHOWN(in->name));
        for (uint32_t object = 0; object < in->codes.count; object++)
            say(to, "O\t%d\t%.*s\t%.*s", in->number, SHOWN(in->codes.texts[object]),
                SHOWN(in->names[object]));
    }
}

/* The objects of a row by the number of the dimension, as in 1=3110,20=31. */
static void write_objects(char *text, size_t room, const tolv_ledger *ledger,
                          uint32_t combination) {
    text[0] = 0;
    for (int last = -1;;) {
        uint32_t next = TOLV_NONE;
        for (uint32_t i = 0; i < ledger->dimension_count; i++)
            if (ledger->dimensions[i].number > last &&
                (next == TOLV_NONE ||
                 ledger->dimensions[i].number < ledger->dimensions[next].number))
                next = i;
        if (next == TOLV_NONE)
            return;
        last = ledger->dimensions[next].number;
        uint32_t object = tolv_ledger_object_of(ledger, combination, next);
        size_t length = strlen(text);
        if (object != TOLV_NONE)
            snprintf(text + length, room - length, "%s%d=%.*s", length ? "," : "", last,
                     SHOWN(ledger->dimensions[next].codes.texts[object]));
    }
}

/* What counts: a line "T or P, key" for each row, with its amount, to be added by key. */
typedef struct counted {
    char *key;
    tolv_ore amount;
} counted;

static int by_key(const void *a, const void *b) {
    return strcmp(((const counted *)a)->key, ((const counted *)b)->key);
}

static void say_sums(facts *to, const tolv_ledger *ledger) {
    const tolv_rows *rows = &ledger->rows;
    counted *all = calloc((size_t)rows->count * (ledger->dimension_count + 1) + 1, sizeof *all);
    size_t count = 0;
    if (!all)
        abort();
    for (uint32_t i = 0; i < rows->count; i++) {
        char key[512];
        const char *kind = rows->kind[i] == TOLV_ROW_BUDGET ? "budget" : "outcome";
        tolv_text account = ledger->account_codes.texts[rows->account[i]];
        int length =
            snprintf(key, sizeof key, "T\t%s\t%d\t%.*s", kind, rows->period[i], SHOWN(account));
        if (rows->counts[i] & TOLV_COUNTS_TOTAL)
            all[count++] = (counted){strdup(key), rows->amount[i]};
        key[0] = 'P';
        for (uint32_t d = 0; d < ledger->dimension_count; d++) {
            if (!(rows->counts[i] & TOLV_COUNTS_IN(d)))
                continue;
            uint32_t object = tolv_ledger_object_of(ledger, rows->combination[i], d);
            assert_true(object != TOLV_NONE);
            snprintf(key + length, sizeof key - (size_t)length, "\t%d\t%.*s",
                     ledger->dimensions[d].number,
                     SHOWN(ledger->dimensions[d].codes.texts[object]));
            all[count++] = (counted){strdup(key), rows->amount[i]};
        }
    }
    qsort(all, count, sizeof *all, by_key);
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count && strcmp(all[i].key, all[i + 1].key) == 0)
            all[i + 1].amount += all[i].amount;
        else
            say(to, "%s\t%lld", all[i].key, (long long)all[i].amount);
        free(all[i].key);
    }
    free(all);
}

static facts facts_of(const tolv_ledger *ledger) {
    facts of = {NULL, 0, 0};
    say_names(&of, ledger);
    for (uint32_t i = 0; i < ledger->rows.count; i++) {
        char objects[512];
        tolv_row row = tolv_ledger_row(ledger, i);
        write_objects(objects, sizeof objects, ledger, row.combination);
        say(&of, "R\t%s\t%d\t%.*s\t%s\t%lld", kinds[row.kind], row.period,
            SHOWN(ledger->account_codes.texts[row.account]), objects, (long long)row.amount);
    }
    say_sums(&of, ledger);
    return of;
}

/* ---- comparing ---- */

/* The facts of a stream; those of vouchers apart, which the reader says and does not keep. */
static facts read_facts(FILE *stream, size_t *vouchers) {
    facts of = {NULL, 0, 0};
    char *line = NULL;
    size_t room = 0;
    *vouchers = 0;
    for (ssize_t length; (length = getline(&line, &room, stream)) > 0;) {
        if (line[length - 1] == '\n')
            line[length - 1] = 0;
        *vouchers += line[0] == 'V';
        if (line[0] != 'V')
            add_fact(&of, strdup(line));
    }
    free(line);
    return of;
}

static bool same_facts(facts *ours, facts *theirs, const char *name) {
    size_t i = 0;
    qsort(ours->lines, ours->count, sizeof *ours->lines, by_bytes);
    qsort(theirs->lines, theirs->count, sizeof *theirs->lines, by_bytes);
    while (i < ours->count && i < theirs->count && strcmp(ours->lines[i], theirs->lines[i]) == 0)
        i++;
    if (i == ours->count && i == theirs->count)
        return true;
    print_error("%s, fact %zu:\n  ours   %s\n  theirs %s\n", name, i + 1,
                i < ours->count ? ours->lines[i] : "-", i < theirs->count ? theirs->lines[i] : "-");
    return false;
}

static size_t unbalanced_of(const heard *told) {
    size_t count = 0;
    const char *said = strstr(told->text, "vouchers that do not balance: ");
    return said && sscanf(said, "vouchers that do not balance: %zu", &count) == 1 ? count : 0;
}

static void compare(const char *path, FILE *stream) {
    heard told = {.length = 0};
    tolv_listener listener = {hear, &told};
    tolv_ledger *ledger = malloc(sizeof *ledger);
    size_t vouchers;
    assert_non_null(ledger);
    tolv_ledger_open(ledger, NULL);
    assert_int_equal(tolv_sie_read_file(ledger, path, TOLV_ENCODING_JUDGED, &listener),
                     TOLV_READING_DONE);
    facts ours = facts_of(ledger), theirs = read_facts(stream, &vouchers);
    bool same = same_facts(&ours, &theirs, path);
    forget(&ours);
    forget(&theirs);
    tolv_ledger_close(ledger);
    free(ledger);
    assert_true(same);
    assert_int_equal(unbalanced_of(&told), vouchers);
}

static bool has_python(void) {
    return system("python3 -c '' 2>/dev/null") == 0;
}

static void compare_now(const char *path) {
    char command[1024];
    snprintf(command, sizeof command, REFERENCE " '%s'", path);
    FILE *stream = popen(command, "r");
    assert_non_null(stream);
    compare(path, stream);
    assert_int_equal(pclose(stream), 0);
}

/* ---- tests ---- */

static void small_files_hold_the_committed_facts(void **state) {
    (void)state;
    static const char *const names[] = {"totals.se",   "parts.se",       "sides.se",
                                        "vouchers.se", "broken-year.se", "import.si"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[256], answers[256];
        snprintf(path, sizeof path, DATA "%s", names[i]);
        snprintf(answers, sizeof answers, DATA "%.*stsv", (int)(strlen(names[i]) - 2), names[i]);
        FILE *stream = fopen(answers, "r");
        assert_non_null(stream);
        compare(path, stream);
        fclose(stream);
        if (has_python()) /* the committed facts are what the reference says */
            compare_now(path);
    }
}

static void the_example_holds_its_facts(void **state) {
    (void)state;
    if (!has_python()) {
        print_message("python3 is not installed\n");
        skip();
    }
    compare_now("sheets/example/tolvsjo.se");
}

static void cut_everywhere(const char *path) {
    size_t length = 0;
    char *bytes = load(path, &length);
    assert_non_null(bytes);
    for (size_t part = 1; part < 64; part++) {
        heard told;
        tolv_ledger *ledger = malloc(sizeof *ledger);
        assert_non_null(ledger);
        tolv_ledger_open(ledger, NULL);
        tolv_reading reading =
            read_bytes(ledger, bytes, length * part / 64, 4096, TOLV_ENCODING_JUDGED, &told);
        tolv_ledger_close(ledger);
        free(ledger);
        assert_int_equal(told.count[TOLV_FAILURE], reading == TOLV_READING_REFUSED);
    }
    free(bytes);
}

static void real_files_hold_their_facts(void **state) {
    (void)state;
    DIR *folder = opendir(OTHERS);
    size_t count = 0;
    if (!folder || !has_python()) {
        print_message("%s or python3 is not here\n", OTHERS);
        if (folder)
            closedir(folder);
        skip();
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char path[512];
        snprintf(path, sizeof path, OTHERS "/%s", entry->d_name);
        size_t length = 0;
        char *bytes = entry->d_name[0] == '.' ? NULL : load(path, &length);
        bool web_page = bytes && length && bytes[0] == '<';
        free(bytes);
        if (length == 0)
            continue;
        cut_everywhere(path);
        count += !web_page;
        if (!web_page)
            compare_now(path);
    }
    closedir(folder);
    print_message("%zu files\n", count);
    assert_true(count > 0);
}

static void a_bad_balance_names_its_voucher(void **state) {
    (void)state;
    heard told = {.length = 0};
    tolv_listener listener = {hear, &told};
    tolv_ledger ledger;
    tolv_ledger_open(&ledger, NULL);
    tolv_reading reading = tolv_sie_read_file(
        &ledger, OTHERS "/transaktioner_ovnbolag-bad-balance.se", TOLV_ENCODING_JUDGED, &listener);
    tolv_ledger_close(&ledger);
    if (reading == TOLV_READING_REFUSED)
        skip();
    assert_non_null(strstr(told.text, "warning 3905: voucher B 1 does not balance, its rows sum to "
                                      "−12,771 kr: it counts as it stands\n"));
    assert_non_null(strstr(told.text, "vouchers that do not balance: 1 of 163\n"));
    assert_non_null(strstr(told.text, "first account 1910 in 201101 by −12,771 kr"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_files_hold_the_committed_facts),
        cmocka_unit_test(the_example_holds_its_facts),
        cmocka_unit_test(real_files_hold_their_facts),
        cmocka_unit_test(a_bad_balance_names_its_voucher),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
