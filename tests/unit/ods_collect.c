/* SPDX-License-Identifier: MPL-2.0 */
/* Workbooks that come back from units, made here: what is asked about in them, what of them arrives
 * in the master and where, and which are set aside. Memory that is out leaves nothing written.
 * needs: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/vocabulary.h"
#include "memory_ends.h"
#include "ods/collect.h"
#include "ods/export.h"
#include "ods_tools.h"

/* ---- Workbooks ---- */

static char *folder;

static const char *in_folder(const char *name) {
    static char paths[64][128];
    static size_t next;
    char *path = paths[next++ % 64];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static const char beginning[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document"
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
    " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
    " xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\""
    " office:version=\"1.3\">";

static const char open_style[] =
    "<office:automatic-styles><style:style style:name=\"open\" style:family=\"table-cell\">"
    "<style:table-cell-properties style:cell-protect=\"none\"/></style:style>"
    "</office:automatic-styles><office:body><office:spreadsheet>";

static const char note[] =
    "<office:annotation office:display=\"true\"><dc:creator>Åsa Ek</dc:creator>"
    "<dc:date>2026-09-01T10:00:00</dc:date><text:p text:style-name=\"P1\">late <text:span>snow"
    "</text:span><text:s text:c=\"2\"/>&amp; ice</text:p></office:annotation>";

/* A cell of "5", "'text", "=formula" (that answered 7), "" (blank) or "#" (an error); "_" before
 * it: open; "*": with a note. */
static void put_cell(FILE *file, const char *cell) {
    bool open = *cell == '_', noted = cell[open] == '*';
    const char *value = cell + open + noted;
    fprintf(file, "<table:table-cell%s", open ? " table:style-name=\"open\"" : "");
    if (*value == '\'')
        fprintf(file, " office:value-type=\"string\">%s<text:p>%s</text:p>", noted ? note : "",
                value + 1);
    else if (*value == '=')
        fprintf(file, " table:formula=\"of:%s\" office:value-type=\"float\" office:value=\"7\">",
                value);
    else if (*value == '#')
        fputs(" table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\""
              " calcext:value-type=\"error\" xmlns:calcext=\"urn:org:documentfoundation:names:"
              "experimental:calc:xmlns:calcext:1.0\"><text:p>#DIV/0!</text:p>",
              file);
    else if (*value)
        fprintf(file, " office:value-type=\"float\" office:value=\"%s\">%s", value,
                noted ? note : "");
    else
        fputs(">", file);
    fputs("</table:table-cell>", file);
}

/* Rows end with "/", cells are parted by "|". */
static size_t put_sheet(FILE *file, const char *name, const char *rows) {
    size_t count = 0;
    fprintf(file, "<table:table table:name=\"%s\"><table:table-column/>", name);
    for (const char *at = rows; *at; count++) {
        fputs("<table:table-row>", file);
        for (bool last = false; !last;) {
            char cell[64];
            size_t length = strcspn(at, "|\n");
            snprintf(cell, sizeof cell, "%.*s", (int)length, at);
            put_cell(file, cell);
            last = at[length] == '\n';
            at += length + 1;
        }
        fputs("</table:table-row>", file);
    }
    fputs("</table:table>", file);
    return count;
}

typedef struct book {
    const char *unit, *period, *issue; /* unit NULL: the master */
    const char *units, *inputs, *head, *answers;
    int first; /* the row of the headings of Inputs, from 1; 0: 1 */
} book;

#define ANSWERS "'Code|'Status|'File|'Values|'Missing|'Changed|'Reason\n"

static const char *make(const char *name, const book *of) {
    const char *path = in_folder(name);
    FILE *file = fopen(path, "w");
    int first = of->first ? of->first : 1;
    fputs(beginning, file);
    if (of->unit)
        fprintf(file,
                "<office:meta><meta:user-defined meta:name=\"Tolv.Unit\">%s</meta:user-defined>"
                "<meta:user-defined meta:name=\"Tolv.Issue\">%s</meta:user-defined>"
                "<meta:user-defined meta:name=\"Tolv.Period\">%s</meta:user-defined>"
                "</office:meta>",
                of->unit, of->issue ? of->issue : "i1", of->period ? of->period : "2026-08");
    fputs(open_style, file);
    put_sheet(file, "Head", of->head);
    size_t units = put_sheet(file, "Units", of->units);
    char rows[4096], sum[64] = "7"; /* the last row is everybody's; split makes sums values */
    size_t count = 0;
    for (const char *at = of->inputs; *at; at++)
        count += *at == '\n';
    if (!of->unit)
        snprintf(sum, sizeof sum, "=SUM([.D%d:.D%zu])", first + 1, count);
    snprintf(rows, sizeof rows, "%s||'all|%s||\n", of->inputs, sum);
    size_t inputs = put_sheet(file, "Inputs", rows);
    size_t answers = put_sheet(file, "Answers", of->answers ? of->answers : ANSWERS);
    fputs("<table:named-expressions>", file);
    static const char *const names[] = {"Period", "Year", "Reason"};
    for (int i = 0; i < 3; i++)
        fprintf(file,
                "<table:named-range table:name=\"%s\" table:base-cell-address=\"$Head.$A$1\""
                " table:cell-range-address=\"$Head.$B$%d\"/>",
                names[i], i + 1);
    fprintf(file,
            "</table:named-expressions><table:database-ranges><table:database-range "
            "table:name=\"Units\" table:target-range-address=\"Units.A1:Units.B%zu\"/>"
            "<table:database-range table:name=\"Inputs\" "
            "table:target-range-address=\"Inputs.A%d:Inputs.F%zu\"/>",
            units, first, inputs);
    fprintf(file,
            "<table:database-range table:name=\"Answers\" "
            "table:target-range-address=\"Answers.A1:Answers.G%zu\"/>",
            answers);
    fputs("</table:database-ranges></office:spreadsheet></office:body></office:document>", file);
    fclose(file);
    return path;
}

#define HEADINGS "'Code|'Account|'Text|'Budget|'Forecast|'Comment\n"

static const book master = {.head = "'Period|8\n'Year|2026\n'Reason|_\n",
                            .units = "'Code|'Unit\n'31|'North\n'32|'South\n'33|'East\n",
                            .inputs =
                                HEADINGS "'31|4000|'wages|100|_1|_\n'31|4001|'rent|200|_2|_\n"
                                         "'32|4000|'wages|300|_3|_\n'33|4000|'wages|400|_4|_\n",
                            .answers = ANSWERS "||||||\n||||||\n||||||\n"};

#define OF_31 "'Code|'Unit\n'31|'North\n"
#define OF_32 "'Code|'Unit\n'32|'South\n"
#define HEAD(reason) "'Period|8\n'Year|2026\n'Reason|_" reason "\n"

/* Rows sorted, one inserted, two above the table. */
static const book north = {.unit = "31",
                           .head = HEAD("'snow"),
                           .units = OF_31,
                           .first = 3,
                           .inputs = "'mine\n\n" HEADINGS "'31|4001|'rent|200|_*22.5|_\n|||||\n"
                                     "'31|4000|'wages|100|_1|_'as before\n"};

static const book south = {.unit = "32",
                           .head = HEAD("'rain"),
                           .units = OF_32,
                           .inputs = HEADINGS "'32|4000|'wages|300|_33|_\n"};

static void require_place(const char *path, const char *place, const char *wanted);

/* ---- Collecting ---- */

static bool collect(char *const *paths, size_t count, const char *previous, told *heard,
                    tolv_arena *arena, tolv_collection *collection) {
    *heard = (told){.length = 0};
    tolv_document document = {.path = in_folder("master.fods"), .listener = {hear, heard}};
    tolv_document last = {.path = previous, .listener = {hear, heard}};
    return tolv_collect(&document, paths, count,
                        &(tolv_collect_options){.previous = previous ? &last : NULL,
                                                .vocabulary = &tolv_own_vocabulary},
                        in_folder("new.fods"), arena, collection, NULL);
}

static void take_bytes(void *context, const char *bytes, size_t length) {
    list(context, "%.*s", (int)length, bytes);
}

static void require_place(const char *path, const char *place, const char *wanted) {
    listing *found = calloc(1, sizeof *found);
    told heard = {.length = 0};
    size_t uncalculated;
    tolv_document document = {.path = path, .listener = {hear, &heard}};
    if (!tolv_export(&document, place, TOLV_FORMAT_CSV, &(tolv_sink){take_bytes, found},
                     &uncalculated))
        fail_msg("%s: %s", place, heard.text);
    assert_string_equal(found->text, wanted);
    free(found);
}

static void values_arrive_by_unit_and_key(void **state) {
    told heard;
    tolv_arena arena;
    tolv_collection collection;
    size_t length = 0, again = 0;
    (void)state;
    make("master.fods", &master);
    char *paths[] = {(char *)make("32.fods", &south), (char *)make("31.fods", &north)};
    tolv_arena_open(&arena, NULL);
    if (!collect(paths, 2, NULL, &heard, &arena, &collection))
        fail_msg("%s", heard.text);
    require_place(in_folder("new.fods"), "Inputs",
                  "Code,Account,Text,Budget,Forecast,Comment\n"
                  "\"31\",4000,wages,100,1,as before\n\"31\",4001,rent,200,22.5,\n"
                  "\"32\",4000,wages,300,33,\n\"33\",4000,wages,400,4,\n,,all,,,\n");
    require_place(in_folder("new.fods"), "Answers",
                  "Code,Status,File,Values,Missing,Changed,Reason\n"
                  "\"31\",answered,\"31.fods\",4,0,2,snow\n\"32\",answered,\"32.fods\",2,0,1,rain\n"
                  "\"33\",no answer,,,,,\n");
    char *first = load_file(in_folder("new.fods"), &length);
    assert_non_null(strstr(first, "<dc:creator>Åsa Ek</dc:creator><dc:date>2026-09-01T10:00:00"
                                  "</dc:date><text:p>late snow<text:s text:c=\"2\"/>&amp; ice"
                                  "</text:p></office:annotation>"));
    char *swapped[] = {paths[1], paths[0]};
    assert_true(collect(swapped, 2, NULL, &heard, &arena, &collection));
    char *second = load_file(in_folder("new.fods"), &again);
    assert_int_equal(length, again);
    assert_memory_equal(first, second, length);
    /* since last time nothing is changed */
    save_file(in_folder("old.fods"), first, length);
    assert_true(collect(paths, 2, in_folder("old.fods"), &heard, &arena, &collection));
    assert_int_equal(collection.answers[0].changed + collection.answers[1].changed, 0);
    tolv_arena_close(&arena);
    free(first);
    free(second);
}

static void what_does_not_fit_is_set_aside(void **state) {
    static const struct {
        book book;
        const char *reason;
    } cases[] = {
        {{.unit = "32",
          .units = OF_32,
          .inputs = HEADINGS "'32|4000|'wages|301|_33|_\n",
          .head = HEAD("")},
         "{1} is fixed, and was changed"},
        {{.unit = "32",
          .period = "2026-07",
          .units = OF_32,
          .inputs = HEADINGS "'32|4000|'wages|300|_33|_\n",
          .head = HEAD("")},
         "it was sent out for {1}, another period than the master's"},
        {{.unit = "32",
          .units = OF_32,
          .inputs = HEADINGS "'32|4009|'wages|300|_33|_\n",
          .head = HEAD("")},
         "{1} is fixed, and was changed"},
        {{.unit = "32",
          .units = OF_32,
          .inputs = HEADINGS "'32|4000|'wages|300|_33|_\n'32|4000|'wages|300|_34|_\n",
          .head = HEAD("")},
         "rows of {1} cannot be told from each other"},
        {{.unit = "32",
          .units = OF_32,
          .inputs = HEADINGS "'31|4000|'wages|100|_33|_\n",
          .head = HEAD("")},
         "it has a row of {1}, which is not its unit"},
        {{.unit = "32",
          .units = OF_32,
          .inputs = HEADINGS "'32|4000|'wages|300|_#|_\n",
          .head = HEAD("")},
         "“{1}” shows an error, or nobody has calculated it"},
        {{.unit = "99",
          .units = OF_32,
          .inputs = HEADINGS "'32|4000|'wages|300|_33|_\n",
          .head = HEAD("")},
         "the master has no unit {1}"},
        {{.unit = "",
          .units = OF_32,
          .inputs = HEADINGS "'32|4000|'wages|300|_33|_\n",
          .head = HEAD("")},
         "it does not say which unit it comes from"},
        {{.unit = "31",
          .units = OF_31,
          .inputs = HEADINGS "'31|4000|'wages|100|_9|_\n'31|4001|'rent|200|_|_\n",
          .head = HEAD("")},
         "{1} has answered in several files: leave all but one out"},
    };
    (void)state;
    make("master.fods", &master);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        told heard;
        tolv_arena arena;
        tolv_collection collection;
        char *paths[] = {(char *)make("31.fods", &north), (char *)make("x.fods", &cases[i].book)};
        tolv_arena_open(&arena, NULL);
        if (!collect(paths, 2, NULL, &heard, &arena, &collection))
            fail_msg("%s", heard.text);
        if (!collection.files[1].reason)
            fail_msg("not set aside: %s", cases[i].reason);
        assert_string_equal(collection.files[1].reason, cases[i].reason);
        require_place(in_folder("new.fods"), "Inputs.E4:E5", "3\n4\n");
        tolv_arena_close(&arena);
    }
}

static void an_issue_that_few_have_is_set_aside(void **state) {
    told heard;
    tolv_arena arena;
    tolv_collection collection;
    book old = south, east = south;
    (void)state;
    make("master.fods", &master);
    old.issue = "i0";
    east.unit = "33";
    east.units = "'Code|'Unit\n'33|'East\n";
    east.inputs = HEADINGS "'33|4000|'wages|400|_44|_\n";
    char *paths[] = {(char *)make("32.fods", &old), (char *)make("31.fods", &north),
                     (char *)make("33.fods", &east), (char *)in_folder("none.fods")};
    tolv_arena_open(&arena, NULL);
    assert_true(collect(paths, 4, NULL, &heard, &arena, &collection));
    assert_string_equal(collection.files[0].reason, "it is of issue {1}, and most are of another");
    assert_null(collection.files[1].reason);
    assert_null(collection.files[2].reason);
    assert_string_equal(collection.files[3].reason, "it cannot be read");
    require_place(in_folder("new.fods"), "Inputs.E2:E5", "1\n22.5\n3\n44\n");
    tolv_arena_close(&arena);
}

/* ---- Checking ---- */

typedef struct found {
    char text[2048];
    size_t length;
} found;

static bool take_finding(void *context, const tolv_finding *finding) {
    found *to = context;
    size_t room = sizeof to->text - to->length;
    int printed = snprintf(to->text + to->length, room, "%s %s %.*s %.*s\n",
                           tolv_finding_codes[finding->kind], finding->cell ? finding->cell : "-",
                           (int)finding->now.length, finding->now.bytes,
                           (int)finding->before.length, finding->before.bytes);
    to->length += (size_t)printed < room ? (size_t)printed : room - 1;
    return true;
}

static bool check(const char *path, bool with_master, found *findings, told *heard) {
    tolv_arena arena;
    tolv_round_cells cells;
    tolv_issued issued;
    *findings = (found){.length = 0};
    *heard = (told){.length = 0};
    tolv_document document = {.path = path, .listener = {hear, heard}};
    tolv_document sent = {.path = in_folder("master.fods"), .listener = {hear, heard}};
    tolv_arena_open(&arena, NULL);
    tolv_rewrite *rewrite = tolv_rewrite_open(&document);
    bool checked =
        rewrite && tolv_round_cells_read(rewrite, NULL, &arena, &cells) &&
        (!with_master || tolv_issued_read(&sent, &tolv_own_vocabulary, &arena, &issued)) &&
        tolv_check(rewrite, &cells, with_master ? &issued : NULL,
                   &(tolv_findings){take_finding, findings});
    tolv_rewrite_close(rewrite);
    tolv_arena_close(&arena);
    return checked;
}

static void questions_name_the_cell(void **state) {
    static const book odd = {.unit = "31",
                             .head = HEAD(""),
                             .units = OF_31,
                             .inputs = HEADINGS "'31|4000|'wages|101|_'1 234,50 kr|_\n"
                                                "'31|4001|'rent|200|_|_\n"
                                                "'31|4007|'new|5|_#|_'dde: no\n"
                                                "|||=DDE(&quot;a&quot;;&quot;b&quot;)||\n"};
    found findings;
    told heard;
    (void)state;
    make("master.fods", &master);
    const char *path = make("odd.fods", &odd);
    if (!check(path, true, &findings, &heard))
        fail_msg("%s", heard.text);
    assert_string_equal(findings.text, "not-a-number Inputs.E2 1 234,50 kr \n"
                                       "missing Inputs.E3  \n"
                                       "error Inputs.E4 #DIV/0! \n"
                                       "missing Head.B3  \n"
                                       "changed Inputs.D2 101 100\n"
                                       "added-row Inputs.A4 31 \n"
                                       "added-row Inputs.D5 7 \n"
                                       "dde - DDE \n");
    assert_true(check(make("31.fods", &north), true, &findings, &heard));
    assert_string_equal(findings.text, "");
}

/* ---- Memory ---- */

static void memory_that_is_out_writes_nothing(void **state) {
    told heard;
    (void)state;
    make("master.fods", &master);
    char *paths[] = {(char *)make("31.fods", &north)};
    bool done = false;
    for (long n = 0; !done; n++) {
        tolv_arena arena;
        tolv_collection collection;
        remove(in_folder("new.fods"));
        tolv_arena_open(&arena, NULL);
        allocations_left = n;
        bool collected = collect(paths, 1, NULL, &heard, &arena, &collection);
        done = allocations_left >= 0;
        allocations_left = -1;
        tolv_arena_close(&arena);
        assert_int_equal(collected, access(in_folder("new.fods"), F_OK) == 0);
        if (done)
            assert_true(collected);
        else if (!collected && heard.failures == 0)
            fail_msg("request %ld: nothing is told", n);
    }
}

static int open_folder(void **state) {
    (void)state;
    folder = new_folder();
    return 0;
}

static int close_folder(void **state) {
    (void)state;
    empty_folder(folder);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_arrive_by_unit_and_key),
        cmocka_unit_test(what_does_not_fit_is_set_aside),
        cmocka_unit_test(an_issue_that_few_have_is_set_aside),
        cmocka_unit_test(questions_name_the_cell),
        cmocka_unit_test(memory_that_is_out_writes_nothing),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
