/* SPDX-License-Identifier: MPL-2.0 */
#include <errno.h>
#include <string.h>

#include "cli/interrupt.h"
#include "cli/ledger_write.h"
#include "cli/progress.h"
#include "ods/content.h"
#include "ods/markup.h"
#include "ods/package.h"

enum { PIECE = 1 << 16, ROWS_AT_A_TIME = 256 };

typedef struct ods_writing {
    const tolv_terminal *terminal;
    const tolv_ledger_sheet *sheet;
    tolv_new_package *package;
    tolv_arena arena;
    tolv_writer writer; /* what has not gone into the package yet */
} ods_writing;

static void put(ods_writing *ods, const char *markup) {
    tolv_write_string(&ods->writer, markup);
}

static void put_escaped(ods_writing *ods, tolv_text text) {
    tolv_write_escaped(&ods->writer, text);
}

static void hand_on(ods_writing *ods) {
    if (!ods->writer.failed && ods->writer.length)
        tolv_new_package_write(ods->package, ods->writer.bytes, ods->writer.length);
    ods->writer.length = 0;
}

static tolv_text sheet_name(const ods_writing *ods) {
    return tolv_text_of(
        tolv_translate_in(ods->terminal->language, "sheet", NC_("sheet", "Ledger")));
}

/* ---- parts ---- */

#define XMLNS(prefix, name) \
    " xmlns:" prefix "=\"urn:oasis:names:tc:opendocument:xmlns:" name ":1.0\""
#define XML_BEGIN "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static const char styles[] =
    XML_BEGIN "<office:document-styles" XMLNS("office", "office") XMLNS("style", "style") XMLNS(
        "fo",
        "xsl-fo-compatible") " office:version=\"1.3\"><office:styles>"
                             "<style:style style:name=\"Default\" style:family=\"table-cell\"/>"
                             "</office:styles></office:document-styles>\n";

/* The automatic styles: months as 2026-01, amounts in groups of three with two decimals. */
static const char content_begin[] = XML_BEGIN "<office:document-content" XMLNS(
    "office", "office") XMLNS("style", "style") XMLNS("table", "table") XMLNS("text", "text")
    XMLNS("number", "datastyle") XMLNS(
        "fo",
        "xsl-fo-compatible") " office:version=\"1.3\"><office:automatic-styles>"
                             "<number:date-style style:name=\"N1\"><number:year number:style=\"long\"/>"
                             "<number:text>-</number:text><number:month number:style=\"long\"/></number:date-style>"
                             "<number:number-style style:name=\"N2\"><number:number number:decimal-places=\"2\" "
                             "number:min-decimal-places=\"2\" number:min-integer-digits=\"1\" number:grouping=\"true\"/>"
                             "</number:number-style>"
                             "<style:style style:name=\"co1\" style:family=\"table-column\">"
                             "<style:table-column-properties style:column-width=\"2.6cm\"/></style:style>"
                             "<style:style style:name=\"co2\" style:family=\"table-column\">"
                             "<style:table-column-properties style:column-width=\"3.6cm\"/></style:style>"
                             "<style:style style:name=\"ce1\" style:family=\"table-cell\" "
                             "style:parent-style-name=\"Default\"><style:text-properties fo:font-weight=\"bold\"/>"
                             "</style:style>"
                             "<style:style style:name=\"ce2\" style:family=\"table-cell\" "
                             "style:parent-style-name=\"Default\" style:data-style-name=\"N1\"/>"
                             "<style:style style:name=\"ce3\" style:family=\"table-cell\" "
                             "style:parent-style-name=\"Default\" style:data-style-name=\"N2\"/>"
                             "</office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"";

static const char settings_begin[] =
    XML_BEGIN "<office:document-settings" XMLNS("office", "office") XMLNS(
        "config",
        "config") " office:version=\"1.3\"><office:settings><config:config-item-set "
                  "config:name=\"ooo:view-settings\"><config:config-item-map-indexed config:name=\"Views\">"
                  "<config:config-item-map-entry><config:config-item config:name=\"ViewId\" "
                  "config:type=\"string\">view1</config:config-item><config:config-item-map-named "
                  "config:name=\"Tables\"><config:config-item-map-entry config:name=\"";

/* The first row stays in view: a split mode of 2 is frozen. */
static const char settings_end[] =
    "\"><config:config-item config:name=\"VerticalSplitMode\" config:type=\"short\">2"
    "</config:config-item><config:config-item config:name=\"VerticalSplitPosition\" "
    "config:type=\"int\">1</config:config-item><config:config-item config:name=\"PositionBottom\" "
    "config:type=\"int\">1</config:config-item><config:config-item "
    "config:name=\"ActiveSplitRange\" config:type=\"short\">2</config:config-item>"
    "</config:config-item-map-entry></config:config-item-map-named>"
    "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
    "</office:settings></office:document-settings>\n";

/* ---- cells ---- */

static void put_text(ods_writing *ods, const char *style, tolv_text text) {
    put(ods, "<table:table-cell");
    put(ods, style);
    put(ods, " office:value-type=\"string\"><text:p>");
    put_escaped(ods, text);
    put(ods, "</text:p></table:table-cell>");
}

static void put_cell(ods_writing *ods, size_t row, size_t column) {
    const tolv_ledger_sheet *sheet = ods->sheet;
    const tolv_row *of = &sheet->rows[row];
    char amount[TOLV_ORE_ROOM], cell[256];
    if (sheet->fields[column] == TOLV_FIELD_PERIOD) {
        int year = of->period / 100, month = of->period % 100;
        snprintf(cell, sizeof cell,
                 "<table:table-cell table:style-name=\"ce2\" office:value-type=\"date\" "
                 "office:date-value=\"%d-%02d-01\"><text:p>%d-%02d</text:p></table:table-cell>",
                 year, month, year, month);
        put(ods, cell);
    } else if (sheet->fields[column] == TOLV_FIELD_AMOUNT) {
        tolv_print_ore(of->amount, '.', amount);
        snprintf(cell, sizeof cell,
                 "<table:table-cell table:style-name=\"ce3\" office:value-type=\"float\" "
                 "office:value=\"%s\"><text:p>%s</text:p></table:table-cell>",
                 amount, amount);
        put(ods, cell);
    } else {
        tolv_text text = tolv_ledger_sheet_text(sheet, row, column, ods->terminal->language);
        if (text.length)
            put_text(ods, "", text);
        else
            put(ods, "<table:table-cell/>");
    }
}

static void write_rows(ods_writing *ods, const char *path) {
    const tolv_ledger_sheet *sheet = ods->sheet;
    tolv_progress progress;
    tolv_progress_begin(&progress, ods->terminal, N_("Writing {1}"), path, sheet->count);
    put(ods, "<table:table-header-rows><table:table-row>");
    for (size_t column = 0; column < sheet->width; column++)
        put_text(ods, " table:style-name=\"ce1\"",
                 tolv_ledger_sheet_heading(sheet, column, ods->terminal->language));
    put(ods, "</table:table-row></table:table-header-rows>");
    for (size_t row = 0; row < sheet->count && !tolv_interrupted(); row++) {
        put(ods, "<table:table-row>");
        for (size_t column = 0; column < sheet->width; column++)
            put_cell(ods, row, column);
        put(ods, "</table:table-row>");
        if (ods->writer.length >= PIECE)
            hand_on(ods);
        if (row % ROWS_AT_A_TIME == 0)
            tolv_progress_add(&progress, ROWS_AT_A_TIME);
    }
    tolv_progress_end(&progress);
}

static void write_content(ods_writing *ods, const char *path) {
    char last[TOLV_CELL_NAME_ROOM];
    put(ods, content_begin);
    put_escaped(ods, sheet_name(ods));
    put(ods, "\">");
    for (size_t column = 0; column < ods->sheet->width; column++)
        put(ods, ods->sheet->fields[column] == TOLV_FIELD_AMOUNT
                     ? "<table:table-column table:style-name=\"co2\"/>"
                     : "<table:table-column table:style-name=\"co1\"/>");
    write_rows(ods, path);
    tolv_cell_name(ods->sheet->width - 1, ods->sheet->count, last);
    put(ods, "</table:table><table:database-ranges><table:database-range table:name=\"");
    put_escaped(ods, sheet_name(ods));
    put(ods, "\" table:target-range-address=\"");
    put_escaped(ods, sheet_name(ods));
    put(ods, ".A1:");
    put_escaped(ods, sheet_name(ods));
    put(ods, ".");
    put(ods, last);
    put(ods, "\" table:display-filter-buttons=\"true\"/></table:database-ranges>"
             "</office:spreadsheet></office:body></office:document-content>\n");
    hand_on(ods);
}

static void write_parts(ods_writing *ods, const char *path) {
    static const char xml[] = "text/xml";
    tolv_new_package_part(ods->package, "content.xml", xml);
    write_content(ods, path);
    tolv_new_package_part(ods->package, "styles.xml", xml);
    put(ods, styles);
    hand_on(ods);
    tolv_new_package_part(ods->package, "settings.xml", xml);
    put(ods, settings_begin);
    put_escaped(ods, sheet_name(ods));
    put(ods, settings_end);
    hand_on(ods);
}

bool tolv_write_ledger_ods(const tolv_terminal *terminal, const tolv_listener *listener,
                           const tolv_ledger_sheet *sheet, const char *path) {
    ods_writing ods = {.terminal = terminal, .sheet = sheet};
    if (sheet->count >= TOLV_SHEET_ROWS) {
        tolv_notify(listener, &(tolv_notice){.severity = TOLV_FAILURE,
                                             .file = path,
                                             .sentence = N_("{1} rows are more than a sheet holds: "
                                                            "write a .csv, or take fewer months"),
                                             .items = {TOLV_PLAIN(sheet->count)},
                                             .item_count = 1});
        return false;
    }
    ods.package = tolv_new_package_open(path, NULL, listener, &tolv_interruptible_system);
    if (!ods.package)
        return false;
    tolv_arena_open(&ods.arena, NULL);
    ods.writer.arena = &ods.arena;
    write_parts(&ods, path);
    int error = tolv_interrupted() ? ECANCELED : ods.writer.failed ? ENOMEM : 0;
    bool written = tolv_new_package_close(ods.package, !error);
    if (error)
        tolv_tell_unwritten(listener, path, error);
    tolv_arena_close(&ods.arena);
    return written && !error;
}
