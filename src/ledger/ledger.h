/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_LEDGER_H
#define TOLV_LEDGER_LEDGER_H

#include "core/error.h"
#include "core/money.h"
#include "core/notice.h"
#include "ledger/dictionary.h"

/* What a row says, and where from. Outcome comes in two sources that may tell the same twice:
 * tolv_ledger_settle decides which of them counts. */
typedef enum tolv_row_kind {
    TOLV_ROW_BALANCE, /* outcome: what a month changed an account by */
    TOLV_ROW_VOUCHER, /* outcome: rows of vouchers, or of a table of bookings */
    TOLV_ROW_BUDGET,
    TOLV_ROW_FORECAST,
    TOLV_ROW_OPENING, /* a whole year's figures: only to check the months against */
    TOLV_ROW_CLOSING,
    TOLV_ROW_RESULT,
    TOLV_ROW_KINDS
} tolv_row_kind;

/* One row, when it is added or looked at. Debit +, credit −. */
typedef struct tolv_row {
    tolv_row_kind kind;
    int period; /* YYYYMM; of a whole year its index: 0 this, −1 last */
    uint32_t account;
    uint32_t combination; /* of objects: 0 for none */
    tolv_ore amount;
} tolv_row;

/* All that is added, each amount without its sign: then no sum of any rows, in any order, can
 * overflow, and all are exact. Some 650 times the largest amount that is shown. */
#define TOLV_GROSS_MAX ((tolv_ore)1 << 62)

/* What a row counts in, a bit each: the account's total, and the parts by object of a dimension. */
#define TOLV_COUNTS_TOTAL UINT64_C(1)
#define TOLV_COUNTS_IN(dimension) (UINT64_C(2) << (dimension))

enum {
    TOLV_DIMENSIONS_MAX = 63,    /* the bits that are left beside the total's */
    TOLV_YEARS_MAX = 16,         /* files hold two, sometimes five */
    TOLV_ACCOUNTS_MAX = 1 << 17, /* five digits; a plan has some hundreds */
    TOLV_ROWS_MAX = 1 << 24,     /* 0.8 GB of columns; a large city's year is some 10^6 sums */
    TOLV_BATCH = 32,
    TOLV_COMBINATION_MAX = TOLV_DIMENSIONS_MAX /* objects on one row */
};

/* The rows in columns; those of the same kind, period, account and objects are added to one. */
typedef struct tolv_rows {
    uint8_t *kind;
    int32_t *period;
    uint32_t *account, *combination;
    tolv_ore *amount;
    uint64_t *counts; /* 0 until the ledger is settled */
    uint32_t count, room;
    uint64_t *slots; /* hash << 32 | row + 1, 0 where empty; at most half of them are taken */
    size_t slot_count;
} tolv_rows;

typedef struct tolv_account {
    tolv_text name;
    char type; /* of #KTYP: T asset, S debt, K cost, I income; 0 where not said */
} tolv_account;

typedef struct tolv_dimension {
    int number;
    int parent; /* the number of the dimension it divides further; 0 for none */
    tolv_text name;
    tolv_dictionary codes; /* of its objects */
    tolv_text *names;      /* by object, "" where not said */
    uint32_t name_room;
} tolv_dimension;

typedef struct tolv_placing {
    uint32_t dimension, object; /* index of the dimension; number of the object in it */
} tolv_placing;

typedef struct tolv_financial_year {
    int index;       /* 0 this, −1 last */
    int first, last; /* months, YYYYMM */
} tolv_financial_year;

/* Who gets the rows of a file as they are read, before those alike are added: to list what stands
 * behind a figure. `line` is their place; the text, in the file's own letters, may name people and
 * lives until `take` returns. `decode` comes once, for texts that are not UTF-8. Both answer false
 * when memory is out. */
struct tolv_decoder;
typedef struct tolv_row_listener {
    bool (*take)(void *context, const tolv_row *row, size_t line, tolv_text text);
    bool (*decode)(void *context, const struct tolv_decoder *decoder);
    void *context;
} tolv_row_listener;

/* A ledger in columns. Texts are UTF-8 and live in its arena. Amounts are exact whole öre, so that
 * the order of rows does not matter. Not to be copied while open. */
typedef struct tolv_ledger {
    tolv_arena arena;
    tolv_rows rows;
    tolv_dictionary account_codes;
    tolv_account *accounts; /* by number */
    uint32_t account_room;
    tolv_dimension dimensions[TOLV_DIMENSIONS_MAX];
    uint32_t dimension_count;
    tolv_dictionary combinations; /* each an array of tolv_placing by rising dimension */
    tolv_financial_year years[TOLV_YEARS_MAX];
    size_t year_count;
    tolv_text company;
    int sie_type;                      /* 1-4; 0: not from a SIE file */
    tolv_ore gross;                    /* of all rows, each without its sign */
    size_t read[TOLV_ROW_KINDS];       /* rows of the source, before those alike were added */
    const tolv_row_listener *listener; /* NULL: none */
} tolv_ledger;

/* Opens an empty ledger on `memory` (NULL: malloc and free), which must outlive it. */
void tolv_ledger_open(tolv_ledger *ledger, const tolv_memory *memory);
void tolv_ledger_close(tolv_ledger *ledger);

/* The number of an account, the index of a dimension, the number of an object in it, of a
 * combination (any order; of several objects in one dimension the first counts), known or new; the
 * combination of no objects is 0. TOLV_NONE when memory is out, or there are too many. */
uint32_t tolv_ledger_account(tolv_ledger *ledger, tolv_text code);
uint32_t tolv_ledger_dimension(tolv_ledger *ledger, int number);
uint32_t tolv_ledger_object(tolv_ledger *ledger, uint32_t dimension, tolv_text code);
uint32_t tolv_ledger_combination(tolv_ledger *ledger, const tolv_placing *placings, size_t count);

/* Looking up: the index of a dimension, the objects of a combination by rising dimension, the one
 * it has in a dimension, the year a month belongs to. TOLV_NONE, or NULL, when there is none. */
uint32_t tolv_ledger_find_dimension(const tolv_ledger *ledger, int number);
const tolv_placing *tolv_ledger_objects_of(const tolv_ledger *ledger, uint32_t combination,
                                           size_t *count);
uint32_t tolv_ledger_object_of(const tolv_ledger *ledger, uint32_t combination, uint32_t dimension);
const tolv_financial_year *tolv_ledger_year_of(const tolv_ledger *ledger, int period);

/* A copy of a text in the ledger's arena; its bytes are NULL when memory is out. */
tolv_text tolv_ledger_text(tolv_ledger *ledger, tolv_text text);

/* Adds at most TOLV_BATCH rows; `numbers` (may be NULL) become the numbers they have, or were added
 * to. TOLV_OUT_OF_MEMORY, TOLV_TOO_LARGE when what has been added is more than can be kept exact:
 * then some of them may have been added. */
tolv_error tolv_ledger_add(tolv_ledger *ledger, const tolv_row *batch, size_t count,
                           uint32_t *numbers);
tolv_row tolv_ledger_row(const tolv_ledger *ledger, uint32_t number);

/* The number of the row that a row was added to, TOLV_NONE for none. */
uint32_t tolv_ledger_find_row(const tolv_ledger *ledger, const tolv_row *row);

/* Account class 1-9 by the first digit, else 0. */
int tolv_account_class(const tolv_ledger *ledger, uint32_t account);

/* What an account belongs to, by its class (Kommun-Bas, BAS) and where it has none by its type:
 * 3-8 are revenue and cost, 1-2 the balance sheet; 9, and what no chart knows, is neither. */
typedef enum tolv_account_group {
    TOLV_GROUP_RESULT,
    TOLV_GROUP_BALANCE,
    TOLV_GROUP_OTHER,
    TOLV_GROUPS
} tolv_account_group;

tolv_account_group tolv_account_group_of(const tolv_ledger *ledger, uint32_t account);
bool tolv_is_result_account(const tolv_ledger *ledger, uint32_t account);

/* Months as whole numbers, for counting with: YYYYMM to years × 12 + month − 1, and back. */
static inline int tolv_month_number(int period) {
    return period / 100 * 12 + period % 100 - 1;
}

static inline int tolv_period_of(int month_number) {
    return month_number / 12 * 100 + month_number % 12 + 1;
}

static inline bool tolv_is_period(int period) {
    return period / 100 >= 1900 && period / 100 <= 2199 && period % 100 >= 1 && period % 100 <= 12;
}

#endif
