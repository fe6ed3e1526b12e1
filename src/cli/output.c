/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/output.h"

#include "ods/number.h"

bool tolv_print_written(FILE *output, const tolv_writer *writer) {
    if (!writer->failed && writer->length)
        fwrite(writer->bytes, 1, writer->length, output);
    return !writer->failed;
}

void tolv_say(const tolv_terminal *terminal, const tolv_notice *notice) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    tolv_write_notice(&writer, terminal->language, notice);
    if (!tolv_print_written(terminal->notices, &writer)) /* what can be said without memory */
        fputs(tolv_translate(terminal->language, notice->sentence), terminal->notices);
    fputc('\n', terminal->notices);
    tolv_arena_close(&arena);
}

void tolv_say_that(const tolv_terminal *terminal, const char *sentence, const tolv_item *items,
                   size_t count) {
    tolv_notice notice = {.severity = TOLV_FAILURE, .sentence = sentence, .item_count = count};
    for (size_t i = 0; i < count && i < TOLV_NOTICE_ITEMS; i++)
        notice.items[i] = items[i];
    tolv_say(terminal, &notice);
}

static void hear(void *context, const tolv_notice *notice) {
    tolv_say(context, notice);
}

tolv_listener tolv_listener_of(const tolv_terminal *terminal) {
    return (tolv_listener){hear, (void *)terminal};
}

static void hear_status(void *context, const tolv_notice *notice) {
    static const tolv_exit statuses[] = {[TOLV_CAUSE_FILE] = TOLV_EXIT_FILE,
                                         [TOLV_CAUSE_MEMORY] = TOLV_EXIT_MACHINE,
                                         [TOLV_CAUSE_ENCRYPTED] = TOLV_EXIT_ENCRYPTED,
                                         [TOLV_CAUSE_SIGNED] = TOLV_EXIT_SIGNED,
                                         [TOLV_CAUSE_BUSY] = TOLV_EXIT_BUSY};
    tolv_hearing *hearing = context;
    if (notice->severity == TOLV_FAILURE && hearing->status == TOLV_EXIT_DONE)
        hearing->status = statuses[notice->cause];
    tolv_say(hearing->terminal, notice);
}

tolv_listener tolv_listener_to(tolv_hearing *hearing) {
    return (tolv_listener){hear_status, hearing};
}

static void print_number(FILE *output, double number) {
    char digits[TOLV_NUMBER_ROOM];
    size_t length = tolv_number_write(number, digits);
    fwrite(digits, 1, length, output);
}

static void print_cell(FILE *output, const tolv_cell *cell) {
    if (cell->kind == TOLV_NUMBER)
        print_number(output, cell->number);
    else if (cell->kind == TOLV_TEXT)
        fwrite(cell->text.bytes, 1, cell->text.length, output);
    else if (cell->kind == TOLV_FAULT)
        fputs(tolv_calc_error_text(tolv_error_in_calc(cell->error)), output);
}

void tolv_print_value(FILE *output, const tolv_value *value) {
    tolv_cell single;
    tolv_range range = tolv_range_of(value, &single);
    for (size_t i = 0; i < tolv_range_count(&range); i++) {
        tolv_cell cell = tolv_range_cell(&range, i);
        print_cell(output, &cell);
        fputc((i + 1) % range.columns ? '\t' : '\n', output);
    }
}
