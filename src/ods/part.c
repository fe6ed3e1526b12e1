/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/part.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 16 };

struct tolv_placed_edit {
    tolv_edit edit;
    size_t order;
};

/* ---- Edits ---- */

bool tolv_part_edit(tolv_part *part, const tolv_edit *edit) {
    struct tolv_placed_edit *edits = tolv_arena_with_room(
        part->arena, part->edits, part->edit_count, &part->edit_room, sizeof *edits);
    if (!edits)
        return tolv_refuse_memory(part->document);
    part->edits = edits;
    part->edits[part->edit_count] = (struct tolv_placed_edit){*edit, part->edit_count};
    part->edit_count++;
    return true;
}

static int by_place(const void *a, const void *b) {
    const struct tolv_placed_edit *x = a, *y = b;
    if (x->edit.begin != y->edit.begin)
        return x->edit.begin < y->edit.begin ? -1 : 1;
    bool x_inserts = x->edit.end == x->edit.begin, y_inserts = y->edit.end == y->edit.begin;
    if (x_inserts != y_inserts)
        return x_inserts ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* Most are added in order. */
static void sort(tolv_part *part) {
    for (size_t i = 1; i < part->edit_count; i++)
        if (by_place(&part->edits[i - 1], &part->edits[i]) > 0) {
            qsort(part->edits, part->edit_count, sizeof *part->edits, by_place);
            return;
        }
}

/* The first edit that begins at a place or after it. */
static size_t first_from(const tolv_part *part, size_t place) {
    size_t low = 0, high = part->edit_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (part->edits[middle].edit.begin < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void write_bytes(const tolv_sink *sink, const char *bytes, size_t length) {
    if (length > 0)
        sink->take(sink->context, bytes, length);
}

void tolv_part_write(tolv_part *part, tolv_stretch stretch, const tolv_sink *sink) {
    size_t from = stretch.begin;
    sort(part);
    for (size_t i = first_from(part, from); i < part->edit_count; i++) {
        const tolv_edit *edit = &part->edits[i].edit;
        if (edit->end > stretch.end)
            break;
        if (edit->begin < from) /* in what another edit has taken away */
            continue;
        write_bytes(sink, part->bytes + from, edit->begin - from);
        if (edit->write)
            edit->write(edit->context, sink);
        else
            write_bytes(sink, edit->text.bytes, edit->text.length);
        from = edit->end;
    }
    write_bytes(sink, part->bytes + from, stretch.end - from);
}

/* ---- Reading ---- */

bool tolv_part_read(const tolv_part *part, const tolv_xml_handler *handler, void *context) {
    tolv_xml *xml = tolv_xml_open(part->document, handler, context);
    bool whole = xml != NULL;
    for (size_t fed = 0; whole && fed < part->length;) {
        size_t piece = part->length - fed < PIECE ? part->length - fed : PIECE;
        whole = tolv_xml_feed(xml, part->bytes + fed, piece);
        fed += piece;
    }
    return xml && tolv_xml_close(xml, whole);
}

bool tolv_part_read_sheets(const tolv_part *part, const tolv_sheet_handler *handler,
                           void *context) {
    tolv_content *content = tolv_content_open(part->document, handler, context);
    bool whole = content != NULL;
    for (size_t fed = 0; whole && fed < part->length;) {
        size_t piece = part->length - fed < PIECE ? part->length - fed : PIECE;
        whole = tolv_content_feed(content, part->bytes + fed, piece);
        fed += piece;
    }
    return content && tolv_content_close(content, whole);
}

/* ---- Tags: well-formed, as the XML reader has seen ---- */

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

size_t tolv_part_tag_begin(const tolv_part *part, size_t tag_end) {
    while (tag_end > 0 && part->bytes[tag_end] != '<') /* which no attribute may hold */
        tag_end--;
    return tag_end;
}

tolv_text tolv_part_tag_name(const tolv_part *part, size_t begin) {
    const char *name = part->bytes + begin + 1, *end = name;
    while (!is_space(*end) && *end != '/' && *end != '>')
        end++;
    return (tolv_text){name, (size_t)(end - name)};
}

/* Past the end every tag is closed: where the source is in another encoding than it says, what the
 * XML reader has seen is not what stands here. */
static char byte_at(const tolv_part *part, size_t at) {
    return at < part->length ? part->bytes[at] : '>';
}

bool tolv_part_attribute(const tolv_part *part, size_t *at, tolv_text *name, tolv_text *value) {
    if (byte_at(part, *at) == '<')
        while (!is_space(byte_at(part, *at)) && byte_at(part, *at) != '>' &&
               byte_at(part, *at) != '/')
            ++*at;
    while (is_space(byte_at(part, *at)))
        ++*at;
    name->bytes = part->bytes + *at;
    while (byte_at(part, *at) != '=' && byte_at(part, *at) != '>' && byte_at(part, *at) != '/' &&
           !is_space(byte_at(part, *at)))
        ++*at;
    name->length = (size_t)(part->bytes + *at - name->bytes);
    while (byte_at(part, *at) == '=' || is_space(byte_at(part, *at)))
        ++*at;
    char quote = byte_at(part, *at);
    if (quote != '"' && quote != '\'')
        return false;
    value->bytes = part->bytes + ++*at;
    while (*at < part->length && part->bytes[*at] != quote)
        ++*at;
    value->length = (size_t)(part->bytes + *at - value->bytes);
    return ++*at <= part->length;
}

/* Namespace declarations stand among the attributes here. */
bool tolv_part_written(const tolv_part *part, size_t tag_end, size_t i, tolv_text *value) {
    size_t place = tolv_part_tag_begin(part, tag_end);
    tolv_text name;
    while (tolv_part_attribute(part, &place, &name, value))
        if ((name.length < 5 || memcmp(name.bytes, "xmlns", 5) != 0) && i-- == 0)
            return true;
    return false;
}
