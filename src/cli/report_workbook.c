/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/report_workbook.h"

#include <string.h>

#include "cli/interrupt.h"
#include "ods/carry.h"
#include "ods/workbook.h"

/* ---- What is filled in ---- */

enum {
    BOARDS,
    SHARED_BOARDS,
    FOLLOW_UP,
    UNIT_MONTHS,
    BOARD_MONTHS,
    UNITS,
    ANSWERS,
    LEDGER,
    TABLES
};
enum { ANSWER_CODE, ANSWER_UNIT };
enum { OF_BOARD, OF_CODE, OF_UNIT, OF_CONTACT };
enum { TYPE, MONTH, ACCOUNT, CODE, AMOUNT, ACCOUNT_NAME, UNIT, BOARD };

static const tolv_marked_table tables[TABLES] = {
    [BOARDS] = {.name = N_("Boards"), .columns = {N_("Board")}},
    [SHARED_BOARDS] = {.name = N_("Shared_boards"), .columns = {N_("Board")}},
    [FOLLOW_UP] = {.name = N_("Follow_up"), .columns = {N_("Board"), N_("Code"), N_("Unit")}},
    [UNIT_MONTHS] = {.name = N_("Unit_months"),
                     .columns = {N_("Board"), N_("Unit code"), N_("Unit")}},
    [BOARD_MONTHS] = {.name = N_("Board_months"), .columns = {N_("Board")}},
    [UNITS] = {.name = N_("Units"), .columns = {N_("Board"), N_("Code"), N_("Unit")}},
    [ANSWERS] = {.name = N_("Answers"), .columns = {N_("Code"), N_("Unit")}},
    [LEDGER] = {.name = N_("Ledger"),
                .columns = {[TYPE] = N_("Type"),
                            [MONTH] = N_("Month"),
                            [ACCOUNT] = N_("Account"),
                            [CODE] = N_("Unit code"),
                            [AMOUNT] = N_("Amount"),
                            [ACCOUNT_NAME] = N_("Account name"),
                            [UNIT] = N_("Unit"),
                            [BOARD] = N_("Board")}},
};

enum {
    PERIOD,
    LIMIT_KR,
    LIMIT_PERCENT,
    MUNICIPALITY,
    SOURCE,
    THIS_YEAR,
    FIRST_MONTH,
    CLOSED,
    THIS_UNIT,
    VALUES
};

static const tolv_marked_value values[VALUES] = {
    [PERIOD] = {.name = N_("Period")},
    [LIMIT_KR] = {.name = N_("Limit_kr")},
    [LIMIT_PERCENT] = {.name = N_("Limit_percent")},
    [MUNICIPALITY] = {.name = N_("Municipality")},
    [SOURCE] = {.name = N_("Source")},
    [THIS_YEAR] = {.name = N_("Year")},
    [FIRST_MONTH] = {.name = N_("First_month")},
    [CLOSED] = {.name = N_("Closed_month")},
    [THIS_UNIT] = {.name = N_("Unit")},
};

/* What stands for a code where there is no unit: as many dashes as no unit has. */
static const char dashes[] = "–––";
enum { DASH = 3 }; /* bytes of one */

typedef struct filling {
    const tolv_report *report;
    const tolv_report_row *rows;
    const tolv_marks *marks; /* they know the template's language */
    tolv_text no_unit;
} filling;

static tolv_cell text_cell(tolv_text text) {
    return (tolv_cell){.kind = text.length ? TOLV_TEXT : TOLV_BLANK, .text = text};
}

static tolv_cell number_cell(double number) {
    return (tolv_cell){.kind = tolv_is_blank(number) ? TOLV_BLANK : TOLV_NUMBER, .number = number};
}

static tolv_cell word_cell(const filling *fill, const char *word) {
    return text_cell(tolv_text_of(tolv_translate(fill->marks->language, word)));
}

tolv_text tolv_report_board(const tolv_report *report, tolv_language language, size_t board) {
    if (report->board_count == 0)
        return tolv_text_of("");
    if (board == TOLV_NO_BOARD)
        board = report->board_count - 1;
    tolv_text name = report->lines[report->unit_count + board].name;
    return name.length ? name : tolv_text_of(tolv_translate(language, N_("no board")));
}

static void board_row(void *context, size_t row, tolv_cell *cells) {
    const filling *fill = context;
    cells[OF_BOARD] = text_cell(tolv_report_board(fill->report, fill->marks->language, row));
}

static void unit_row(void *context, size_t row, tolv_cell *cells) {
    const filling *fill = context;
    const tolv_followup_line *unit = &fill->report->lines[row];
    cells[OF_BOARD] =
        text_cell(tolv_report_board(fill->report, fill->marks->language, unit->board));
    cells[OF_CODE] = text_cell(unit->code);
    cells[OF_UNIT] = text_cell(unit->name);
}

static void answer_row(void *context, size_t row, tolv_cell *cells) {
    const filling *fill = context;
    cells[ANSWER_CODE] = text_cell(fill->report->lines[row].code);
    cells[ANSWER_UNIT] = text_cell(fill->report->lines[row].name);
}

/* Columns and cells that the table of units does not have stay as they are in the template. */
static void registered_row(void *context, size_t row, tolv_cell *cells) {
    const filling *fill = context;
    const tolv_contacts *contacts = &fill->report->contacts;
    const tolv_followup_line *unit = &fill->report->lines[row];
    unit_row(context, row, cells);
    for (size_t i = 0; i < contacts->count; i++) {
        tolv_cell *cell = &cells[OF_CONTACT];
        if (!tolv_text_same(contacts->rows[i].code, unit->code))
            continue;
        for (int field = 0; field < TOLV_CONTACT_FIELDS; field++)
            if (contacts->has[field])
                *cell++ = text_cell(contacts->rows[i].fields[field]);
    }
}

static tolv_text code_of_nothing(const tolv_report *report) {
    tolv_text code = {dashes, DASH};
    while (code.length < sizeof dashes - 1 && tolv_report_has_unit(report, code))
        code.length += DASH;
    return code;
}

static void ledger_row(void *context, size_t i, tolv_cell *cells) {
    const filling *fill = context;
    const tolv_report_row *row = &fill->rows[i];
    const tolv_ledger *ledger = fill->report->ledger;
    int first = fill->report->followup.first_month;
    int before = row->series == TOLV_SERIES_BEFORE ? TOLV_MONTHS : 0;
    cells[TYPE] = word_cell(fill, row->series == TOLV_SERIES_BUDGET ? N_("Budget") : N_("Outcome"));
    cells[MONTH] = number_cell(tolv_period_of(tolv_month_number(first) + row->month - 1 - before));
    cells[ACCOUNT] = text_cell(ledger->account_codes.texts[row->account]);
    cells[ACCOUNT_NAME] = text_cell(ledger->accounts[row->account].name);
    cells[AMOUNT] = number_cell(tolv_to_kronor(row->amount));
    if (row->unit == TOLV_NOT_PLACED) {
        cells[CODE] = text_cell(fill->no_unit);
        cells[UNIT] = word_cell(fill, N_("not placed on a unit"));
    } else {
        tolv_cell unit[OF_UNIT + 1] = {0};
        unit_row(context, row->unit, unit);
        cells[BOARD] = unit[OF_BOARD];
        cells[CODE] = unit[OF_CODE];
        cells[UNIT] = unit[OF_UNIT];
    }
}

static const char *name_of_file(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool tolv_report_fill(tolv_report *report, const char *template, const char *before,
                      const char *path) {
    tolv_marked_table own_tables[TABLES];
    tolv_marked_value own_values[VALUES];
    memcpy(own_tables, tables, sizeof tables);
    memcpy(own_values, values, sizeof values);
    const char **column = &own_tables[UNITS].columns[OF_CONTACT];
    for (int field = 0; field < TOLV_CONTACT_FIELDS; field++)
        if (report->contacts.has[field])
            *column++ = tolv_contact_headings[field];
    tolv_marks marks = {own_tables, TABLES, own_values, VALUES, TOLV_ENGLISH};
    filling fill = {.report = report, .marks = &marks, .no_unit = code_of_nothing(report)};
    tolv_document document = {.path = template, .listener = report->listener};
    tolv_report_row *ledger_rows;
    size_t count;
    if (!tolv_report_rows(&report->arena, report->ledger, &report->followup, &ledger_rows, &count))
        return tolv_refuse(&document, NULL, N_("the memory is not enough to read it"), NULL, 0);
    fill.rows = ledger_rows;
    const tolv_table_rows rows[TABLES] = {
        [BOARDS] = {report->board_count, board_row, &fill},
        [SHARED_BOARDS] = {report->board_count, board_row, &fill},
        [FOLLOW_UP] = {report->unit_count, unit_row, &fill},
        [UNIT_MONTHS] = {report->unit_count, unit_row, &fill},
        [BOARD_MONTHS] = {report->board_count, board_row, &fill},
        [UNITS] = {report->unit_count, registered_row, &fill},
        [ANSWERS] = {report->unit_count, answer_row, &fill},
        [LEDGER] = {count, ledger_row, &fill},
    };
    const tolv_report_settings *settings = &report->settings;
    tolv_text source = tolv_text_of(name_of_file(report->source));
    tolv_text company = report->followup.company;
    const tolv_cell cells[] = {
        number_cell(settings->period),
        number_cell(settings->limit_kr[0]),
        number_cell(settings->limit_kr[1]),
        number_cell(settings->limit_percent[0]),
        number_cell(settings->limit_percent[1]),
        text_cell(company.length ? company : source),
        text_cell(source),
        number_cell(report->followup.first_month / 100),
        number_cell(report->followup.first_month % 100),
        number_cell(report->closed ? report->closed : TOLV_BLANK_NUMBER),
        text_cell(report->unit_count ? report->lines[0].code : tolv_text_of("")),
    };
    const tolv_named_cells named[VALUES] = {
        [PERIOD] = {&cells[0], 1},        [LIMIT_KR] = {&cells[1], 2},
        [LIMIT_PERCENT] = {&cells[3], 2}, [MUNICIPALITY] = {&cells[5], 1},
        [SOURCE] = {&cells[6], 1},        [THIS_YEAR] = {&cells[7], 1},
        [FIRST_MONTH] = {&cells[8], 1},   [CLOSED] = {&cells[9], 1},
        [THIS_UNIT] = {&cells[10], 1},
    };
    tolv_filling filled = {&marks, rows, named};
    if (!before)
        return tolv_template_fill(&document, &filled, path, &tolv_interruptible_system);
    const char *templates[TOLV_LANGUAGES] = {NULL};
    tolv_language language = report->terminal->language;
    tolv_document master = {.path = before, .listener = report->listener};
    templates[language] = template;
    return tolv_template_carry(templates, language, &master, 1, &filled, path,
                               &tolv_interruptible_system);
}
