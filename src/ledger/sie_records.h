/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_SIE_RECORDS_H
#define TOLV_LEDGER_SIE_RECORDS_H

#include "ledger/sie_findings.h"
#include "ledger/sie_scan.h"

/* Of any number of rows. */
__extension__ typedef __int128 tolv_wide_ore;

/* The voucher whose rows are being read. */
typedef struct tolv_sie_voucher {
    bool open, in_braces;
    size_t line, rows;
    char name_bytes[2][64];
    tolv_text name[2]; /* series and number, as much as can be shown */
    int period;        /* 0 where its date cannot be read */
    tolv_wide_ore sum;
    bool added; /* the last row was #RTRANS: the same must follow as #TRANS */
    uint32_t added_account;
    tolv_ore added_amount;
} tolv_sie_voucher;

/* All that is held while a file is read. */
typedef struct tolv_sie_reader {
    tolv_ledger *ledger;
    const tolv_source *source;
    const tolv_listener *listener;
    tolv_arena arena; /* what only the reading needs */
    tolv_sie_scanner scanner;
    tolv_sie_findings findings;
    tolv_sie_voucher voucher;
    tolv_row batch[TOLV_BATCH]; /* rows on their way into the ledger */
    size_t batched, vouchers, known_records;
    bool amount_last;       /* the last line ended in an amount */
    tolv_dictionary lists;  /* object lists as they are written, */
    uint32_t *combinations; /* and what they mean */
    uint32_t combination_room;
} tolv_sie_reader;

/* Reads one line. Any answer but TOLV_READING_DONE ends the reading; a refusal has been told. */
tolv_reading tolv_sie_record(tolv_sie_reader *reader, tolv_sie_line line);

/* Tells why the file is refused, at a line (0: as a whole) or at the one that is being read. */
tolv_reading tolv_sie_refuse(tolv_sie_reader *reader, size_t line, const char *sentence,
                             tolv_item item);
tolv_reading tolv_sie_refuse_here(tolv_sie_reader *reader, const char *sentence, tolv_item item);

#define TOLV_SIE_NOTHING ((tolv_item){.form = TOLV_ITEM_WORD, .word = ""})

/* Keeps what is odd and understood, to be told when all has been read. */
tolv_reading tolv_sie_find(tolv_sie_reader *reader, tolv_sie_finding finding, size_t line,
                           tolv_item first, tolv_item second, tolv_item third);
tolv_reading tolv_sie_odd_record(tolv_sie_reader *reader, const char *label);

/* The next field of a line, "" where there is none. */
tolv_text tolv_sie_field(tolv_sie_line *line);

/* The number of a dimension, 1 or more; the dimension of that number, known or new. */
bool tolv_sie_is_dimension(tolv_text field, int *number);
tolv_reading tolv_sie_take_dimension(tolv_sie_reader *reader, int number, uint32_t *dimension);

#endif
