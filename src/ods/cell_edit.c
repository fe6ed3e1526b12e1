/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/cell_edit.h"

#include <string.h>

static bool text_is(tolv_text text, const char *string) {
    return text.length == strlen(string) && memcmp(text.bytes, string, text.length) == 0;
}

/* ---- Start tags ---- */

static bool is_dropped(tolv_text name, unsigned dropped) {
    static const struct {
        const char *name;
        tolv_dropped by;
    } attributes[] = {{"table:number-columns-repeated", TOLV_DROP_REPEAT},
                      {"table:number-rows-repeated", TOLV_DROP_REPEAT},
                      {"office:value-type", TOLV_DROP_VALUE},
                      {"office:value", TOLV_DROP_VALUE},
                      {"office:date-value", TOLV_DROP_VALUE},
                      {"office:time-value", TOLV_DROP_VALUE},
                      {"office:boolean-value", TOLV_DROP_VALUE},
                      {"office:string-value", TOLV_DROP_VALUE},
                      {"office:currency", TOLV_DROP_VALUE},
                      {"calcext:value-type", TOLV_DROP_VALUE},
                      {"table:formula", TOLV_DROP_FORMULA},
                      {"table:number-matrix-columns-spanned", TOLV_DROP_FORMULA},
                      {"table:number-matrix-rows-spanned", TOLV_DROP_FORMULA}};
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (text_is(name, attributes[i].name))
            return dropped & attributes[i].by;
    return false;
}

void tolv_write_tag(tolv_writer *writer, const tolv_part *part, size_t tag_end, unsigned dropped) {
    size_t at = tolv_part_tag_begin(part, tag_end);
    tolv_text name, value;
    tolv_write_string(writer, "<");
    tolv_write(writer, tolv_part_tag_name(part, at));
    while (tolv_part_attribute(part, &at, &name, &value))
        if (!is_dropped(name, dropped)) {
            tolv_write_string(writer, " ");
            tolv_write(writer, (tolv_text){name.bytes, (size_t)(part->bytes + at - name.bytes)});
        }
}

tolv_text tolv_tag_attribute(const tolv_part *part, size_t tag_end, const char *wanted) {
    size_t at = tolv_part_tag_begin(part, tag_end);
    tolv_text name, value;
    while (tolv_part_attribute(part, &at, &name, &value))
        if (text_is(name, wanted))
            return value;
    return (tolv_text){"", 0};
}

/* ---- What stands in a cell ---- */

static bool begins(const tolv_part *part, size_t at, const char *with) {
    return strncmp(part->bytes + at, with, strlen(with)) == 0;
}

static size_t past(const tolv_part *part, size_t at, const char *ending) {
    while (at < part->length && !begins(part, at, ending))
        at++;
    return at + strlen(ending);
}

/* Past the tag that begins here; `depth` follows what is open. */
static size_t past_tag(const tolv_part *part, size_t at, size_t *depth) {
    tolv_text name, value;
    if (begins(part, at, "<!--"))
        return past(part, at, "-->");
    if (begins(part, at, "<![CDATA["))
        return past(part, at, "]]>");
    if (begins(part, at, "<?"))
        return past(part, at, "?>");
    if (begins(part, at, "</")) {
        --*depth;
        return past(part, at, ">");
    }
    while (tolv_part_attribute(part, &at, &name, &value)) {
    }
    *depth += part->bytes[at] == '>';
    return past(part, at, ">");
}

/* The next piece of what stands in a cell: an element, or what parts two of them. */
static size_t past_piece(const tolv_part *part, size_t at, size_t end) {
    size_t depth = 0;
    if (part->bytes[at] != '<') {
        while (at < end && part->bytes[at] != '<')
            at++;
        return at;
    }
    do {
        at = past_tag(part, at, &depth);
        while (depth > 0 && at < end && part->bytes[at] != '<')
            at++;
    } while (depth > 0 && at < end);
    return at;
}

/* Everything but what the cell shows, in whose place the paragraphs stand. */
static void write_inside(tolv_writer *writer, const tolv_part *part, size_t from, size_t end,
                         tolv_text paragraphs) {
    bool written = false;
    for (size_t next; from < end; from = next) {
        next = past_piece(part, from, end);
        if (!begins(part, from, "<text:"))
            tolv_write(writer, (tolv_text){part->bytes + from, next - from});
        else if (!written) {
            tolv_write(writer, paragraphs);
            written = true;
        }
    }
    if (!written)
        tolv_write(writer, paragraphs);
}

void tolv_write_cell(tolv_writer *writer, const tolv_part *part, const tolv_sheet_cell *cell,
                     unsigned dropped, tolv_text attributes, tolv_text paragraphs) {
    bool open = part->bytes[cell->tag_end] == '>';
    size_t inside = cell->tag_end + 1;
    size_t inside_end = open ? tolv_part_tag_begin(part, cell->end - 1) : inside;
    tolv_write_tag(writer, part, cell->tag_end, dropped);
    tolv_write(writer, attributes);
    tolv_write_string(writer, ">");
    size_t begin = writer->length;
    write_inside(writer, part, inside, inside_end, paragraphs);
    if (writer->length == begin && begin > 0) { /* nothing in it */
        writer->length--;
        tolv_write_string(writer, "/>");
        return;
    }
    tolv_write_string(writer, "</");
    tolv_write(writer, tolv_part_tag_name(part, tolv_part_tag_begin(part, cell->tag_end)));
    tolv_write_string(writer, ">");
}
