/* SPDX-License-Identifier: MPL-2.0 */
#define _GNU_SOURCE
#include "ods/round_note.h"

#include <string.h>

/* The elements of a comment that come along, and how deep texts count. */
static const struct {
    const char *name;
    bool holds_text;
} kept[] = {{"dc:creator", true}, {"dc:date", true},   {"text:p", true},
            {"text:s", false},    {"text:tab", false}, {"text:line-break", false}};

enum { KEPT = sizeof kept / sizeof *kept };

static size_t kept_as(tolv_text name) {
    size_t i = 0;
    while (i < KEPT && (strlen(kept[i].name) != name.length ||
                        memcmp(kept[i].name, name.bytes, name.length) != 0))
        i++;
    return i;
}

/* A tag of the comment, without its attributes, but for how many spaces it stands for. */
static void write_tag(tolv_writer *writer, const tolv_part *part, size_t at, bool closing,
                      tolv_text name) {
    tolv_text attribute, value;
    tolv_write_string(writer, closing ? "</" : "<");
    tolv_write(writer, name);
    while (!closing && tolv_part_attribute(part, &at, &attribute, &value))
        if (attribute.length == 6 && memcmp(attribute.bytes, "text:c", 6) == 0) {
            tolv_write_string(writer, " text:c=\"");
            tolv_write(writer, value);
            tolv_write_string(writer, "\"");
        }
    tolv_write_string(writer, part->bytes[at] == '/' && !closing ? "/>" : ">");
}

/* Past the tag, comment or section that begins here. */
static size_t past(const tolv_part *part, size_t at, size_t end) {
    const char *ending = strncmp(part->bytes + at, "<!--", 4) == 0        ? "-->"
                         : strncmp(part->bytes + at, "<![CDATA[", 9) == 0 ? "]]>"
                                                                          : NULL;
    tolv_text name, value;
    if (!ending) {
        while (part->bytes[at + 1] != '/' && part->bytes[at + 1] != '?' &&
               tolv_part_attribute(part, &at, &name, &value)) {
        }
        ending = ">";
    }
    const char *found = memmem(part->bytes + at, end - at, ending, strlen(ending));
    return found ? (size_t)(found - part->bytes) + strlen(ending) : end;
}

static void write_inside(tolv_writer *writer, const tolv_part *part, size_t at, size_t end) {
    size_t open = 0; /* elements that hold text */
    while (at < end) {
        if (part->bytes[at] != '<') {
            const char *next = memchr(part->bytes + at, '<', end - at);
            size_t until = next ? (size_t)(next - part->bytes) : end;
            if (open)
                tolv_write(writer, (tolv_text){part->bytes + at, until - at});
            at = until;
            continue;
        }
        bool closing = part->bytes[at + 1] == '/';
        tolv_text name = tolv_part_tag_name(part, closing ? at + 1 : at);
        size_t i = kept_as(name), next = past(part, at, end);
        if (i < KEPT && (open || kept[i].holds_text)) {
            write_tag(writer, part, at, closing, name);
            if (kept[i].holds_text && part->bytes[next - 2] != '/')
                open += closing ? (size_t)-1 : 1;
        }
        at = next;
    }
}

void tolv_round_write_note(tolv_writer *writer, const tolv_part *part,
                           const tolv_sheet_cell *cell) {
    static const char opening[] = "<office:annotation", closing[] = "</office:annotation>";
    size_t inside = cell->tag_end + 1;
    if (part->bytes[cell->tag_end] != '>' || cell->end < inside)
        return;
    const char *begin =
        memmem(part->bytes + inside, cell->end - inside, opening, sizeof opening - 1);
    if (!begin)
        return;
    size_t from = past(part, (size_t)(begin - part->bytes), cell->end);
    const char *end = memmem(part->bytes + from, cell->end - from, closing, sizeof closing - 1);
    if (!end)
        return;
    tolv_write_string(writer, "<office:annotation xmlns:dc=\"http://purl.org/dc/elements/1.1/\">");
    write_inside(writer, part, from, (size_t)(end - part->bytes));
    tolv_write_string(writer, closing);
}
