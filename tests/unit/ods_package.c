/* SPDX-License-Identifier: MPL-2.0 */
/* Packages: what is written is read back, the same bytes every time, whole or not at all; what is
 * no honest package is refused. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "ods/ahead.h"
#include "ods/package.h"
#include "ods_tools.h"

static const char *folder;
static char path[256];

static const char content[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content "
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>"
    "<office:spreadsheet><table:table table:name=\"Blad å\"><table:table-row><table:table-cell "
    "office:value-type=\"float\" office:value=\"127147.5\"/><table:table-cell "
    "office:value-type=\"string\"><text:p>=1+1</text:p></table:table-cell></table:table-row>"
    "</table:table></office:spreadsheet></office:body></office:document-content>";

static const char content_listed[] = "sheet Blad å\nBlad å.A1 number 127147.5\n"
                                     "Blad å.B1 text '=1+1'\n";

static bool write_package(told *heard, const tolv_system *system) {
    tolv_listener listener = {hear, heard};
    memset(heard, 0, sizeof *heard);
    tolv_new_package *package = tolv_new_package_open(path, NULL, &listener, system);
    assert_non_null(package);
    tolv_new_package_part(package, "content.xml", "text/xml");
    for (size_t at = 0; at < sizeof content - 1; at += 7)
        tolv_new_package_write(package, content + at,
                               at + 7 < sizeof content - 1 ? 7 : sizeof content - 1 - at);
    tolv_new_package_part(package, "styles.xml", "text/xml");
    tolv_new_package_write(package, "<styles/>", 9);
    return tolv_new_package_close(package, true);
}

static void what_is_written_is_read_back(void **state) {
    char command[512];
    told heard;
    listing *found = calloc(1, sizeof *found);
    (void)state;
    assert_true(write_package(&heard, NULL));
    assert_int_equal(files_in(folder), 1);
    assert_true(list_workbook(path, found, &heard));
    assert_string_equal(found->text, content_listed);
    assert_int_equal(heard.length, 0);
    snprintf(command, sizeof command, "/usr/bin/python3 tests/ods/package.py %s", path);
    assert_int_equal(system(command), 0);
    free(found);
}

/* Every part is as long as it says, also when it is larger than any buffer. */
static void a_large_part_is_whole(void **state) {
    enum { LINES = 200000 };
    char command[512], line[64];
    told heard = {.length = 0};
    tolv_listener listener = {hear, &heard};
    (void)state;
    tolv_new_package *package = tolv_new_package_open(path, NULL, &listener, NULL);
    tolv_new_package_part(package, "content.xml", "text/xml");
    tolv_new_package_write(package, "<a>", 3);
    for (unsigned i = 0, noise = 1; i < LINES; i++) {
        noise = noise * 1103515245 + 12345;
        tolv_new_package_write(package, line,
                               (size_t)snprintf(line, sizeof line, "<b c=\"%u\"/>\n", noise));
    }
    tolv_new_package_write(package, "</a>", 4);
    assert_true(tolv_new_package_close(package, true));
    snprintf(command, sizeof command, "/usr/bin/python3 tests/ods/package.py %s", path);
    assert_int_equal(system(command), 0);
}

static void the_same_parts_make_the_same_bytes(void **state) {
    static const char *const zones[] = {"UTC", "Europe/Stockholm", "America/New_York",
                                        "Pacific/Auckland"};
    size_t length, first_length;
    char *first = NULL;
    told heard;
    (void)state;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        setenv("TZ", zones[i], 1);
        tzset();
        assert_true(write_package(&heard, NULL));
        char *bytes = load_file(path, &length);
        if (first) {
            assert_int_equal(length, first_length);
            assert_memory_equal(bytes, first, length);
            free(bytes);
        } else {
            first = bytes;
            first_length = length;
        }
    }
    setenv("TZ", "UTC", 1);
    setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
    assert_true(write_package(&heard, NULL));
    char *dated = load_file(path, &length);
    assert_int_equal(length, first_length);
    assert_memory_not_equal(dated, first, length);
    unsetenv("SOURCE_DATE_EPOCH");
    free(dated);
    free(first);
}

/* ---- Faults ---- */

/* Lets `left` calls through, and fails the next one. */
typedef struct faults {
    long left, calls;
    bool renamed;
} faults;

static bool fails(faults *at) {
    at->calls++;
    if (at->left-- > 0)
        return false;
    errno = ENOSPC;
    return true;
}

static int failing_open(void *context, const char *name, int flags, mode_t mode) {
    return fails(context) ? -1 : tolv_own_system.open(NULL, name, flags, mode);
}

static ssize_t failing_write(void *context, int file, const void *bytes, size_t length) {
    size_t half = length > 1 ? length / 2 : length; /* a disk may take a part only */
    return fails(context) ? -1 : tolv_own_system.write(NULL, file, bytes, half);
}

static int failing_sync(void *context, int file) {
    return fails(context) ? -1 : tolv_own_system.sync(NULL, file);
}

static int failing_rename(void *context, const char *from, const char *to) {
    if (fails(context))
        return -1;
    ((faults *)context)->renamed = true;
    return tolv_own_system.rename(NULL, from, to);
}

static void a_fault_at_any_call_leaves_what_was_there(void **state) {
    static const char old[] = "what was there";
    told heard;
    bool written = false;
    listing *found = calloc(1, sizeof *found);
    (void)state;
    for (long n = 0; !written; n++) {
        faults at = {.left = n};
        tolv_system failing = {failing_open, failing_write, failing_sync, failing_rename, &at};
        assert_true(n < 1000);
        if (n % 2)
            save_file(path, old, sizeof old);
        else
            remove(path);
        written = write_package(&heard, &failing);
        assert_int_equal(heard.failures, written ? 0 : 1);
        if (at.renamed) {
            assert_true(list_workbook(path, found, &heard));
        } else if (n % 2) {
            size_t length;
            char *kept = load_file(path, &length);
            assert_int_equal(length, sizeof old);
            assert_memory_equal(kept, old, sizeof old);
            free(kept);
        } else {
            assert_int_equal(access(path, F_OK), -1);
        }
        assert_int_equal(files_in(folder), at.renamed || n % 2);
    }
    free(found);
}

static void a_full_disk_leaves_nothing(void **state) {
    struct rlimit old, small;
    told heard;
    (void)state;
    remove(path);
    getrlimit(RLIMIT_FSIZE, &old);
    small = (struct rlimit){100, old.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool written = write_package(&heard, NULL);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_false(written);
    assert_int_equal(heard.failures, 1);
    assert_int_equal(files_in(folder), 0);
}

static void a_place_that_cannot_be_written_is_told(void **state) {
    char lock[300], own[256];
    told heard;
    (void)state;
    snprintf(own, sizeof own, "%s", path);
    snprintf(path, sizeof path, "%s/none/a.ods", folder);
    assert_false(write_package(&heard, NULL));
    assert_non_null(strstr(heard.text, "folder does not exist"));
    snprintf(path, sizeof path, "%s", folder);
    assert_false(write_package(&heard, NULL));
    assert_non_null(strstr(heard.text, "not an ordinary file"));
    snprintf(path, sizeof path, "%s", own);
    snprintf(lock, sizeof lock, "%s/.~lock.%s#", folder, strrchr(own, '/') + 1);
    save_file(lock, "", 0);
    assert_false(write_package(&heard, NULL));
    assert_non_null(strstr(heard.text, "open in an office"));
    remove(lock);
    assert_int_equal(files_in(folder), 0);
}

static void a_file_keeps_its_mode_and_a_link_stays(void **state) {
    char link[200];
    struct stat found;
    told heard;
    (void)state;
    snprintf(link, sizeof link, "%.100s/link.ods", folder);
    save_file(path, "old", 3);
    chmod(path, 0640);
    assert_int_equal(symlink(path, link), 0);
    char own[256];
    snprintf(own, sizeof own, "%s", path);
    snprintf(path, sizeof path, "%s", link);
    assert_true(write_package(&heard, NULL));
    snprintf(path, sizeof path, "%s", own);
    assert_int_equal(lstat(link, &found), 0);
    assert_true(S_ISLNK(found.st_mode));
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 07777, 0640);
    assert_true(found.st_size > 100);
    remove(link);
}

/* ---- Files of others ---- */

/* A prefix of a package is never read as a whole one. */
static void what_is_cut_is_refused(void **state) {
    char cut[300];
    size_t length = 0;
    told heard;
    listing *found = calloc(1, sizeof *found);
    (void)state;
    assert_true(write_package(&heard, NULL));
    char *bytes = load_file(path, &length);
    snprintf(cut, sizeof cut, "%s/cut.ods", folder);
    for (size_t end = 0; end < length; end++) {
        save_file(cut, bytes, end);
        assert_false(list_workbook(cut, found, &heard));
        assert_int_equal(heard.failures, 1);
    }
    free(bytes);
    free(found);
    remove(cut);
}

/* A changed byte is either refused, or in what nobody reads (times, versions). */
static void what_is_changed_is_never_read_as_something_else(void **state) {
    char changed[300];
    size_t length = 0;
    told heard;
    listing *found = calloc(1, sizeof *found);
    (void)state;
    assert_true(write_package(&heard, NULL));
    char *bytes = load_file(path, &length);
    snprintf(changed, sizeof changed, "%s/changed.ods", folder);
    for (size_t at = 0; at < length; at++) {
        bytes[at] ^= 0x41;
        save_file(changed, bytes, length);
        if (list_workbook(changed, found, &heard))
            assert_string_equal(found->text, content_listed);
        else
            assert_int_equal(heard.failures, 1);
        bytes[at] ^= 0x41;
    }
    free(bytes);
    free(found);
    remove(changed);
}

static size_t files_read, files_refused;

/* Whatever it is, it is read or refused, with one sentence, and soon. */
static int read_file(const char *name, const struct stat *about, int type, struct FTW *place) {
    enum { SECONDS = 10 };
    static const tolv_sheet_handler handler = {.sheet = list_sheet, .mark = list_mark};
    (void)about;
    (void)place;
    if (type != FTW_F)
        return 0;
    static listing found;
    told heard = {.length = 0};
    tolv_document document = {.path = name, .listener = {hear, &heard}};
    time_t began = time(NULL);
    found.length = 0;
    bool whole = tolv_read_workbook(&document, &handler, &found);
    files_read += whole;
    files_refused += !whole;
    assert_int_equal(heard.failures, whole ? 0 : 1);
    assert_true(time(NULL) - began <= SECONDS);
    return 0;
}

static void read_all(const char *where, size_t read, size_t refused) {
    files_read = files_refused = 0;
    if (access(where, R_OK) != 0) {
        print_message("%s is not there: not tested\n", where);
        return;
    }
    assert_int_equal(nftw(where, read_file, 16, FTW_PHYS), 0);
    assert_int_equal(files_read, read);
    assert_int_equal(files_refused, refused);
}

static void hostile_files_are_refused(void **state) {
    (void)state;
    read_all("../shared/corpus/hostile", 12, 12);
}

static void real_files_are_read(void **state) {
    (void)state;
    read_all("../shared/corpus/ods", 97, 7);
}

/* ---- One thread fetches, another takes ---- */

enum { PASSED_BYTES = 5000000 };

typedef struct passage {
    size_t fetched, taken;
    size_t fails_at, stops_at; /* 0: never */
} passage;

static char byte_of(size_t i) {
    return (char)(i * 7 + i / 251);
}

static long fetch_bytes(void *context, char *bytes, size_t room) {
    passage *at = context;
    size_t length = PASSED_BYTES - at->fetched < room ? PASSED_BYTES - at->fetched : room;
    if (at->fails_at && at->fetched >= at->fails_at)
        return -1;
    for (size_t i = 0; i < length; i++)
        bytes[i] = byte_of(at->fetched + i);
    at->fetched += length;
    return (long)length;
}

static bool take_bytes(void *context, const char *bytes, size_t length) {
    passage *at = context;
    for (size_t i = 0; i < length; i++)
        assert_int_equal(bytes[i], byte_of(at->taken + i));
    at->taken += length;
    return !at->stops_at || at->taken < at->stops_at;
}

static void bytes_pass_in_order(void **state) {
    (void)state;
    for (int ahead = 0; ahead <= 1; ahead++) {
        passage at = {0, 0, 0, 0};
        tolv_passage of = {fetch_bytes, &at, take_bytes, &at};
        assert_int_equal(tolv_pass(&of, ahead), TOLV_PASSED);
        assert_int_equal(at.taken, PASSED_BYTES);
        at = (passage){.stops_at = 1000000};
        assert_int_equal(tolv_pass(&of, ahead), TOLV_PASSING_STOPPED);
        assert_true(at.taken >= 1000000 && at.taken < 1000000 + 65536);
        at = (passage){.fails_at = 1000000};
        assert_int_equal(tolv_pass(&of, ahead), TOLV_PASSING_FAILED);
        assert_int_equal(at.taken, at.fetched);
        at = (passage){.fetched = PASSED_BYTES};
        assert_int_equal(tolv_pass(&of, ahead), TOLV_PASSED);
        assert_int_equal(at.taken, 0);
    }
}

static int make_folder(void **state) {
    (void)state;
    folder = new_folder();
    snprintf(path, sizeof path, "%s/a.ods", folder);
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    empty_folder(folder);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read_back),
        cmocka_unit_test(bytes_pass_in_order),
        TEST(a_large_part_is_whole),
        TEST(the_same_parts_make_the_same_bytes),
        TEST(a_fault_at_any_call_leaves_what_was_there),
        TEST(a_full_disk_leaves_nothing),
        TEST(a_place_that_cannot_be_written_is_told),
        TEST(a_file_keeps_its_mode_and_a_link_stays),
        TEST(what_is_cut_is_refused),
        TEST(what_is_changed_is_never_read_as_something_else),
        TEST(hostile_files_are_refused),
        TEST(real_files_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
