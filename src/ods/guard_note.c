/* SPDX-License-Identifier: MPL-2.0 */
#define _GNU_SOURCE /* memmem */
/* Cells that show a fixed figure where the extension is missing say so, in a note. */
#include <string.h>

#include "ods/guard_cells.h"
#include "ods/markup.h"

/* What every such note begins with, in every language. */
static const char beginning[] = "Tolv: ";

static const char note_name[] = "office:annotation", paragraph_name[] = "text:p";

static const char *find(const tolv_part *part, tolv_stretch in, const char *text) {
    return memmem(part->bytes + in.begin, in.end - in.begin, text, strlen(text));
}

/* The first element of this name: its tags too. False where there is none. */
static bool find_element(const tolv_part *part, tolv_stretch in, const char *name,
                         tolv_stretch *found) {
    char open[32] = "<", close[32] = "</";
    strcat(open, name);
    strcat(strcat(close, name), ">");
    for (const char *at; (at = find(part, in, open)); in.begin = (size_t)(at - part->bytes) + 1) {
        if (!strchr(" \t\r\n>", at[strlen(open)]))
            continue;
        in.begin = (size_t)(at - part->bytes);
        const char *end = find(part, in, close);
        *found = (tolv_stretch){in.begin, end ? (size_t)(end - part->bytes) + strlen(close) : 0};
        return end != NULL;
    }
    return false;
}

/* Does the text in the element, whatever tags are round it, begin so? */
static bool says(const tolv_part *part, tolv_stretch element) {
    const char *at = part->bytes + element.begin, *end = part->bytes + element.end;
    size_t said = 0;
    for (bool in_tag = false; at < end && said < sizeof beginning - 1; at++) {
        in_tag = in_tag || *at == '<';
        if (!in_tag && *at != beginning[said++])
            return false;
        in_tag = in_tag && *at != '>';
    }
    return said == sizeof beginning - 1;
}

/* The cell's note, and our own paragraph in it; of length 0 where there is none. */
typedef struct note {
    tolv_stretch whole, own;
    bool others; /* it has other paragraphs too */
} note;

static note note_of(const tolv_part *part, const tolv_sheet_cell *cell) {
    note note = {{0, 0}, {0, 0}, false};
    tolv_stretch paragraph, in = {cell->tag_end + 1, cell->end};
    if (part->bytes[cell->tag_end] != '>' || !find_element(part, in, note_name, &note.whole))
        return note;
    in = note.whole;
    for (; find_element(part, in, paragraph_name, &paragraph); in.begin = paragraph.end) {
        if (says(part, paragraph))
            note.own = paragraph;
        else
            note.others = true;
    }
    return note;
}

static bool edit(tolv_guarded *at, size_t begin, size_t end, const char *before, tolv_text text,
                 const char *after, const char *last) {
    tolv_writer writer = {.arena = at->arena};
    tolv_write_string(&writer, before);
    if (text.length)
        tolv_write_paragraphs(&writer, text);
    tolv_write_string(&writer, after);
    tolv_write_string(&writer, last);
    tolv_edit made = {.begin = begin, .end = end, .text = tolv_written(&writer)};
    return writer.failed ? tolv_refuse_memory(at->document) : tolv_part_edit(at->part, &made);
}

bool tolv_add_frozen_note(tolv_guarded *at, const tolv_sheet_cell *cell) {
    tolv_stretch before = {0, cell->tag_end};
    if (!find(at->part, before, " xmlns:text=")) /* no paragraphs, so no notes */
        return true;
    static const char open[] = "<office:annotation>", close[] = "</office:annotation>";
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer text = {.arena = &arena};
    tolv_text as_of = at->work->as_of;
    tolv_write_string(&text, beginning);
    tolv_write_sentence(&text, at->work->language,
                        as_of.length
                            ? N_("a fixed figure of {1}; with the extension it is calculated")
                            : N_("a fixed figure; with the extension it is calculated"),
                        &TOLV_TEXT_ITEM(as_of), 1);
    tolv_text said = {text.bytes, text.length};
    size_t inside = cell->tag_end + 1;
    bool added = !text.failed || tolv_refuse_memory(at->document);
    note note = note_of(at->part, cell);
    if (added && at->part->bytes[cell->tag_end] != '>')
        added = edit(at, cell->tag_end, cell->end, "><office:annotation>", said, close,
                     cell->covered ? "</table:covered-table-cell>" : "</table:table-cell>");
    else if (added && note.own.end)
        added = edit(at, note.own.begin, note.own.end, "", said, "", "");
    else if (added && note.whole.end)
        added = edit(at, note.whole.end - (sizeof close - 1), note.whole.end - (sizeof close - 1),
                     "", said, "", "");
    else if (added)
        added = edit(at, inside, inside, open, said, close, "");
    tolv_arena_close(&arena);
    return added;
}

bool tolv_has_frozen_note(const tolv_guarded *at, const tolv_sheet_cell *cell) {
    return note_of(at->part, cell).own.end > 0;
}

bool tolv_remove_frozen_note(tolv_guarded *at, const tolv_sheet_cell *cell) {
    note note = note_of(at->part, cell);
    if (!note.own.end)
        return true;
    tolv_stretch gone = note.others ? note.own : note.whole;
    return edit(at, gone.begin, gone.end, "", tolv_text_of(""), "", "");
}
