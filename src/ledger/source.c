/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/source.h"

#include <errno.h>
#include <string.h>

tolv_item tolv_reason_of(int error) {
    static const struct {
        int error;
        const char *sentence;
    } sentences[] = {
        {ENOENT, N_("there is no file of that name")},
        {ENOTDIR, N_("there is no file of that name")},
        {ENAMETOOLONG, N_("there is no file of that name")},
        {EACCES, N_("you may not read it")},
        {EPERM, N_("you may not read it")},
        {EISDIR, N_("it is a folder")},
        {EIO, N_("the disk or the network has failed")},
        {ENOMEM, N_("the memory is not enough")},
        {ECANCELED, N_("it was interrupted")},
    };
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (sentences[i].error == error)
            return TOLV_WORD(sentences[i].sentence);
    return TOLV_WORD(N_("the system says no more"));
}

static bool begins(tolv_text text, const char *with) {
    size_t length = strlen(with);
    return text.length >= length && memcmp(text.bytes, with, length) == 0;
}

const char *tolv_other_file(tolv_text first) {
    if (begins(first, "PK\x03\x04"))
        return N_("a package such as .ods, .xlsx or .zip");
    if (begins(first, "%PDF"))
        return N_("a PDF document");
    if (begins(first, "\xFF\xFE") || begins(first, "\xFE\xFF"))
        return N_("a text in UTF-16");
    if (memchr(first.bytes, 0, first.length))
        return N_("a file of a program, not a text");
    return begins(tolv_text_trimmed(first), "<") ? N_("a web page or XML") : NULL;
}
